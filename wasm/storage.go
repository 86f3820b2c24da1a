//go:build js && wasm

package main

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var storage = calculator{sheet: &sheet.Storage, compute: computeStorage}

// computeStorage answers what is charged beside the payments of a declaration.
func computeStorage(p *sheetPage, x *sheet.Scan) answer {
	switch x.Choice("about") {
	case "marks":
		return p.marks(x)
	case "list":
		day := today()
		if d, ok := x.Day("date"); ok {
			day = d
		}
		if x.Bad() {
			return answer{}
		}
		return p.otherFees(day)
	}
	q := calc.StorageQuery{GrossMass: x.Optional("mass").Decimal, Special: x.Flag("special")}
	q.From, _ = x.Day("from")
	q.To, _ = x.Day("to")
	x.Need("from", "ui.error.date_empty")
	x.Need("to", "ui.error.date_empty")
	x.Need("mass", "ui.storage.mass.need")
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Storage(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.StorageAsks)
		return answer{}
	}
	res := paint.Result{What: p.get("ui.storage.what.storage"), Caption: p.get("ui.table.caption"), Warnings: render.Warnings(r.Warnings, p.t)}
	if r.Charge.Amount.Valid {
		res.Sum, res.Total = paint.Manat(p.t, r.Charge.Amount.Decimal), r.Charge.Amount.Decimal.StringFixed(2)
	} else {
		res.What = p.get("ui.total.open")
	}
	res.Then = []string{p.get("ui.storage.days", "n", strconv.Itoa(r.Days))}
	row := render.Rows([]calc.Charge{r.Charge}, p.t)
	row[0].Base = p.get("ui.storage.kg", "n", p.t.Number(r.Charge.Base.Decimal))
	res.Rows = row
	res.After = paint.Notes(p.t, p.get("ui.storage.notes"), []string{p.get("ui.storage.note.store"), p.get("ui.storage.note.term"), p.get("ui.storage.note.other")})
	return p.answered(&res)
}

// marks is the excise of marked goods whose rate changed on the way (Tax Code 186-1.5, 186-1.6).
func (p *sheetPage) marks(x *sheet.Scan) answer {
	q := calc.MarksQuery{Variant: x.Choice("variant"), Marks: x.Whole("count")}
	q.Obtained, _ = x.Day("obtained")
	q.Imported, _ = x.Day("imported")
	amount, has := x.Number("quantity")
	x.Need("variant", "ui.storage.variant.need")
	x.Need("obtained", "ui.error.date_empty")
	x.Need("imported", "ui.error.date_empty")
	if q.Variant == "" || q.Obtained.IsZero() || q.Imported.IsZero() {
		return answer{}
	}
	// The rate says in which unit the quantity is.
	r, f := calc.MarksDifference(q, p.tables)
	if f == nil && len(r.Needs) > 0 {
		unit := r.Needs[0].Unit
		if has {
			x.Notes["quantity"] = p.t.Number(amount) + "\u00a0" + p.t.Unit(unit)
			q.Quantities = map[string]decimal.Decimal{unit: amount}
			r, f = calc.MarksDifference(q, p.tables)
		} else if !x.Bad() {
			x.Notes["quantity"] = p.get("ui.storage.unit", "unit", p.t.Unit(unit))
			x.Need("quantity", "ui.storage.quantity.need")
		}
	}
	if f != nil {
		x.Fault(f, sheet.StorageAsks)
	}
	if x.Bad() {
		return answer{}
	}
	charges := []calc.Charge{r.Charge}
	if r.MarkDuty != nil {
		charges = append(charges, *r.MarkDuty)
	}
	res := paint.Result{What: p.get("ui.storage.what.marks"), Caption: p.get("ui.table.caption"), Warnings: render.Warnings(r.Warnings, p.t), Rows: render.Rows(charges, p.t)}
	if r.Due.Valid {
		due := decimal.Max(r.Due.Decimal, decimal.Zero)
		res.Sum, res.Total = paint.Manat(p.t, due), due.StringFixed(2)
	} else {
		res.What = p.get("ui.total.open")
	}
	var facts paint.FactList
	if r.Paid.Valid {
		facts.Add(p.get("ui.storage.paid", "day", p.t.Date(q.Obtained)), paint.Manat(p.t, r.Paid.Decimal), "")
	}
	if r.Now.Valid {
		facts.Add(p.get("ui.storage.now", "day", p.t.Date(q.Imported)), paint.Manat(p.t, r.Now.Decimal), "")
	}
	res.Before = paint.Facts(p.t, "", facts)
	res.After = paint.Notes(p.t, p.get("ui.storage.notes"), []string{p.get("ui.storage.note.marks"), p.get("ui.storage.note.vat")})
	return p.answered(&res)
}

// otherFees lists what else may be charged; an amount that was not found is
// said to be unknown.
func (p *sheetPage) otherFees(day date.Date) answer {
	g := paint.Grid{Title: p.get("ui.storage.list.title", "day", p.t.DateLong(day))}
	g.Column(p.get("ui.storage.head.fee"), false)
	g.Column(p.get("ui.table.amount"), true)
	csv := [][]string{{p.get("ui.storage.head.fee"), p.get("ui.table.amount"), p.get("csv.currency"), p.get("csv.confidence"), p.get("ui.table.law")}}
	unknown := 0
	for _, f := range calc.OtherFeesOn(day, p.tables) {
		law, url := render.Law(&f.Source, p.t)
		g.Row()
		name := g.Cell(p.get("fee."+f.Key), "")
		name.Law, name.URL = law, url
		sum, amount := g.Num("", ""), ""
		switch {
		case f.Missing:
			sum.Text = p.get("status.unknown")
			unknown++
		case f.Factor.Valid:
			sum.Text = "× " + p.t.Number(f.Factor.Decimal)
		default:
			amount = f.Amount.Decimal.String()
			sum.Text = p.money(f.Amount.Decimal)
			if f.Per.Valid && f.Unit != "" {
				sum.Sub = p.get("ui.storage.per", "n", p.t.Number(f.Per.Decimal), "unit", p.t.Unit(f.Unit))
			}
			if f.Confidence != calc.Official {
				sum.Mark = p.get("confidence." + string(f.Confidence))
			}
		}
		csv = append(csv, []string{p.get("fee." + f.Key), amount, f.Currency, p.get("confidence." + string(f.Confidence)), law})
	}
	res := paint.Result{What: p.get("ui.storage.what.list"), Sum: p.get("ui.storage.fees", "n", strconv.Itoa(len(g.Rows))), CSV: true,
		Then: []string{p.get("ui.storage.unknown", "n", strconv.Itoa(unknown))}}
	res.After = paint.Card(g.HTML(p.t)) + paint.Notes(p.t, p.get("ui.storage.notes"), []string{p.get("ui.storage.note.unknown"), p.get("ui.storage.note.certificates")})
	a := p.answered(&res)
	a.csv = func() string { return render.Table(csv) }
	return a
}

// money is a fee in manat as exact as the law has it: 0,07 ₼.
func (p *sheetPage) money(d decimal.Decimal) string {
	if d.Exponent() < -2 {
		return p.get("money.azn", "amount", p.t.Number(d))
	}
	return paint.Manat(p.t, d)
}
