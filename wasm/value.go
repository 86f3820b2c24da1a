//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var value = calculator{sheet: &sheet.Value, compute: computeValue}

// computeValue answers what the customs value is made of; where there is no
// price paid, by which method it is found and what that needs.
func computeValue(p *sheetPage, x *sheet.Scan) answer {
	basis := x.Choice("basis")
	if basis != "transaction" {
		return p.answered(&paint.Result{What: p.get("ui.value.what.method"), Sum: p.get("ui.value.basis." + basis + ".name"), Before: p.methods(basis)})
	}
	q := calc.ValuationQuery{Date: today(), Incoterm: x.Choice("term"), Costs: map[string]calc.Money{}}
	if d, ok := x.Day("date"); ok {
		q.Date = d
	}
	if m := x.Money("price"); m != nil {
		q.Price = *m
	} else if x.Text("price") == "" {
		x.Missing("price", "ui.error.price_empty")
	}
	for _, k := range calc.ValueElements {
		if m := x.Money(k); m != nil && m.Amount.IsPositive() {
			q.Costs[k] = *m
		}
	}
	if v, ok := x.Number("fx"); ok {
		q.Rates = map[string]decimal.Decimal{q.Price.Currency: v}
	}
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Valuation(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.ValueAsks)
		return answer{}
	}
	res := paint.Result{What: p.get("ui.value.what"), Warnings: render.Warnings(r.Warnings, p.t)}
	if len(r.Needs) > 0 {
		var asks []paint.Ask
		for _, n := range render.Needs(r.Needs, p.t) {
			asks = append(asks, paint.Ask{Field: sheet.ValueAsks.Field(n.Field), Label: n.Label, Why: n.Why})
		}
		res.Before = paint.Asks(p.t, asks)
	}
	if r.Value.Valid {
		res.Sum, res.Total = paint.Manat(p.t, r.Value.Decimal), r.Value.Decimal.StringFixed(2)
	} else {
		res.What = p.get("ui.total.open")
	}
	if r.With.Valid {
		res.Then = append(res.Then, p.get("ui.value.with", "amount", paint.Manat(p.t, r.With.Decimal)))
	}
	missing := 0
	for _, part := range r.Parts {
		if part.Status == calc.ValueMissing {
			missing++
		}
	}
	if missing > 0 {
		res.Then = append(res.Then, p.get("ui.value.missing", "n", strconv.Itoa(missing)))
	}
	res.Before += paint.Card(p.valueParts(r))
	if u := p.inGoods(&q, r); u != "" {
		res.Before += paint.Go(u, p.get("ui.value.goods"))
	}
	res.Before += p.methods(basis)
	res.After = paint.Notes(p.t, p.get("ui.value.notes"), []string{p.get("ui.value.note.border"), p.get("ui.value.note.inland"), p.get("ui.value.note.open"), p.get("ui.value.note.correction"), p.get("ui.value.note.proof")})
	res.Meta = append(render.Rates(r.FX, p.t), p.get("footer.law", "value", p.t.Date(p.tables.LawKnownTo)))
	return p.answered(&res)
}

// valueParts is the table of the price and of the elements that belong to the
// value or were given; the others, for which no rule was found, are one row.
func (p *sheetPage) valueParts(r *calc.ValuationResult) string {
	g := paint.Grid{Title: p.get("ui.value.table"), Stack: true}
	g.Column(p.get("ui.value.head.part"), false)
	g.Column(p.get("ui.value.head.status"), false)
	g.Column(p.get("ui.value.head.amount"), true)
	g.Row()
	g.Cell(p.get("ui.value.price"), "")
	g.Cell(p.get("ui.value.status.price"), "")
	g.Num(p.manatOr(r.Price), "")
	var rest []string
	for i := range r.Parts {
		part := &r.Parts[i]
		name := p.get("ui.value." + part.Key)
		if part.Given == nil && part.Status == calc.ValueUnknown {
			rest = append(rest, name)
			continue
		}
		g.Row()
		c := g.Cell(name, "")
		c.Law = p.get("ui.value.nolaw")
		if part.Source != nil {
			c.Law, c.URL = render.Law(part.Source, p.t)
		}
		sub, sum := "", ""
		if part.Confidence != "" && part.Confidence != calc.Official {
			sub = p.get("confidence." + string(part.Confidence))
		}
		g.Cell(p.get("ui.value.status."+part.Status), sub)
		if part.Given != nil {
			sum = p.manatOr(part.Amount)
		}
		g.Num(sum, "")
	}
	if len(rest) > 0 {
		g.Row()
		g.Cell(p.get("ui.value.rest"), strings.Join(rest, " · "))
		g.Cell(p.get("ui.value.status.unknown"), "")
		g.Num("", "")
	}
	return g.HTML(p.t)
}

func (p *sheetPage) manatOr(d decimal.NullDecimal) string {
	if !d.Valid {
		return "—"
	}
	return paint.Manat(p.t, d.Decimal)
}

// methods are the six methods in their order, what each needs, and which the
// answer is by.
func (p *sheetPage) methods(chosen string) string {
	g := paint.Grid{Title: p.get("ui.value.methods"), Stack: true}
	g.Column(p.get("ui.value.head.method"), false)
	g.Column(p.get("ui.value.head.needs"), false)
	for i, m := range calc.ValuationMethods {
		g.Row()
		if m == chosen {
			g.Now = i + 1
		}
		g.Cell(strconv.Itoa(i+1)+". "+p.get("ui.value.basis."+m+".name"), p.get("ui.value.basis."+m+".how"))
		g.Cell(p.get("ui.value.basis."+m+".needs"), "")
	}
	return paint.Card(g.HTML(p.t)) + paint.Notes(p.t, p.get("ui.value.order"), []string{p.get("ui.value.order.1"), p.get("ui.value.order.2")})
}

// inGoods is the address of the goods calculator with this price and what is
// added to it on the way.
func (p *sheetPage) inGoods(q *calc.ValuationQuery, r *calc.ValuationResult) string {
	if !r.Value.Valid {
		return ""
	}
	d := &calc.Declaration{Date: q.Date, Rates: q.Rates, Lines: []calc.Line{{Price: q.Price}}}
	d.Delivery.Incoterm = q.Incoterm
	for key, to := range map[string]**calc.Money{"freight": &d.Delivery.Freight, "insurance": &d.Delivery.Insurance, "loading": &d.Delivery.Other} {
		if m, ok := q.Costs[key]; ok {
			*to = &m
		}
	}
	return "../goods/#" + form.Encode(form.FromDeclaration(d, p.t.Lang()), p.core.Version(), "", p.country)
}
