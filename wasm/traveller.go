//go:build js && wasm

package main

import (
	"strings"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
)

var traveller = calculator{sheet: &sheet.Traveller, compute: computeTraveller,
	start: func(p *sheetPage) {
		theParty.settle = newTimer(700, func() {
			theParty.full = theParty.key
			p.update()
		})
	},
	under: func(p *sheetPage) string { return p.facts(p.dayOf(), calc.Flow(p.doc.Get("flow")), "carried", "") }}

// theParty keeps the last division: the page is painted more often than the list
// changes. While the list is being typed a quick division will do; the full one
// follows when the person pauses.
var theParty struct {
	key    string // the form the result is of
	full   string // the form a full division is asked for
	quick  bool   // the result is a quick one
	result *calc.PartyResult
	fault  *calc.Fault
	settle *timer
}

func (p *sheetPage) divide(q *calc.PartyQuery) (*calc.PartyResult, *calc.Fault) {
	m := &theParty
	key := p.doc.Draft() + q.Date.String()
	quick := m.full != key
	if m.key != key || m.quick && !quick {
		q.Quick = quick
		m.result, m.fault = calc.Party(q, p.tables)
		m.key, m.quick = key, quick && m.fault == nil && !m.result.Proven
	}
	if m.quick {
		m.settle.start()
	}
	return m.result, m.fault
}

// computeTraveller answers what travellers bear for what they carry, with the
// division that costs least.
func computeTraveller(p *sheetPage, x *sheet.Scan) answer {
	q, rows := people.Party(x, today())
	if x.Bad() || len(q.Items) == 0 && len(q.People[0].Cash) == 0 {
		return answer{}
	}
	r, f := p.divide(q)
	if f != nil {
		p.faultAt(x, f, rows)
		return answer{}
	}
	what, sum := p.bounds(r.Total, r.TotalFrom, r.TotalTo)
	res := paint.Result{What: what, Sum: sum, Caption: p.get("ui.table.caption"), Link: p.linkURL(), CSV: len(q.Items) > 0}
	if r.Total.Valid {
		res.Total = r.Total.Decimal.StringFixed(2)
	}
	if r.Alone.Valid && r.Alone.Decimal.GreaterThan(r.Total.Decimal) {
		res.Then = append(res.Then, p.get("ui.traveller.alone", "alone", paint.Manat(p.t, r.Alone.Decimal), "saved", paint.Manat(p.t, r.Alone.Decimal.Sub(r.Total.Decimal))))
	}
	if len(q.People) > 1 && len(q.Items) > 0 {
		switch {
		case theParty.quick:
			res.Then = append(res.Then, p.get("ui.traveller.searching"))
		case r.Proven:
			res.Then = append(res.Then, p.get("ui.traveller.proven"))
		case r.Bound.Valid:
			res.Then = append(res.Then, p.get("ui.traveller.bound", "bound", paint.Manat(p.t, r.Bound.Decimal)))
		default:
			res.Then = append(res.Then, p.get("ui.traveller.searched"))
		}
	}
	res.Warnings = render.LineWarnings(r.Warnings, len(r.Items), p.t, quietWarnings...)
	if needs := p.needed(x, r.Needs, rows); len(needs) > 0 {
		res.Before += paint.AskList(p.t, needs)
	}
	a := answer{rows: map[string]string{}}
	a.html = p.travellerHTML(&res, q, r, rows, &a)
	a.sum, a.total = what+" "+sum, res.Total
	a.csv = func() string { return p.travellerCSV(q, r) }
	return a
}

func (p *sheetPage) travellerHTML(res *paint.Result, q *calc.PartyQuery, r *calc.PartyResult, rows []int, a *answer) string {
	var limit calc.Money
	manat := calc.Money{}.Amount
	for i := range r.People {
		if as := r.People[i].Assessment; as != nil && as.Personal != nil && as.Personal.Value != nil {
			limit, manat = as.Personal.Value.Limit, as.Personal.Value.Cap
			break
		}
	}
	var verdicts []render.Verdict
	for i := range r.Items {
		x := &q.Items[i]
		v := render.VerdictOf(&r.Items[i], p.thingName(x.Item, x.Description, x.Code, x.Count), limit, manat, p.t)
		verdicts = append(verdicts, v)
		a.rows["goods-"+itoa(rows[i])] = v.Text
	}
	if len(verdicts) > 0 {
		res.Before += paint.Verdicts(p.t, verdicts)
	}
	if list := p.declared(q, r); len(list) > 0 {
		res.Before += paint.RuleList(p.t, p.get("ui.people.declare"), list)
	}
	title := p.get("ui.traveller.carries.one")
	if len(r.People) > 1 {
		title = p.get("ui.traveller.carries")
	}
	res.Before += paint.Carriers(p.t, title, p.carriers(q, r), p.open)
	res.Meta = p.smallPrint(r.FX)
	return paint.Answered(p.t, *res, p.open)
}

// declared are the rules that ask for a written declaration.
func (p *sheetPage) declared(q *calc.PartyQuery, r *calc.PartyResult) []render.RuleView {
	var rows []calc.PersonalRuleRow
	for i := range p.tables.Personal.Rules {
		for _, k := range r.Declare {
			if p.tables.Personal.Rules[i].Key == k {
				rows = append(rows, p.tables.Personal.Rules[i])
			}
		}
	}
	return render.Rules(rows, *q, "carried", "", p.t)
}

func (p *sheetPage) carriers(q *calc.PartyQuery, r *calc.PartyResult) []paint.Carrier {
	var out []paint.Carrier
	adults, minors := 0, 0
	for i := range r.People {
		x := &r.People[i]
		c := paint.Carrier{Key: "p" + itoa(x.N) + "-"}
		if x.Minor {
			minors++
			c.Name = p.get("ui.people.minor", "n", itoa(minors))
		} else {
			adults++
			c.Name = p.get("ui.people.adult", "n", itoa(adults))
		}
		if x.Minors > 0 {
			c.Note = p.get("ui.people.supplement", "n", itoa(x.Minors))
		}
		for _, k := range x.Lines {
			c.Items = append(c.Items, p.thingName(q.Items[k].Item, q.Items[k].Description, q.Items[k].Code, x.Counts[k]))
		}
		for k := range x.Cash {
			rule := &x.Cash[k]
			c.Cash = append(c.Cash, p.get("ui.people.cash", "sum", render.Amount(rule.Sum, p.t), "rule", p.t.Get("rule."+rule.Key)))
		}
		if as := x.Assessment; as != nil {
			_, c.Total = p.bounds(as.Total, as.TotalFrom, as.TotalTo)
			c.Meters = p.meters(as.Personal, "carried")
			for k := range as.Lines {
				for _, row := range render.Rows(charged(as.Lines[k].Charges), p.t) {
					row.Label = itoa(x.Lines[k]+1) + ". " + row.Label
					row.Line = x.Lines[k] + 1
					c.Rows = append(c.Rows, row)
				}
			}
			c.Rows = append(c.Rows, render.Rows(charged(as.Charges), p.t)...)
		}
		out = append(out, c)
	}
	return out
}

// travellerCSV is a row for each item with what is said of it.
func (p *sheetPage) travellerCSV(q *calc.PartyQuery, r *calc.PartyResult) string {
	var b strings.Builder
	render.CSVRow(&b, []string{"item", "kind", "name", "count", "price", "currency", "limit", "status", "over", "unit", "free_azn", "taxable_azn", "charged_azn", "carried_by"})
	for i := range r.Items {
		x, v := &q.Items[i], &r.Items[i]
		var who []string
		for k := range r.People {
			if n := r.People[k].Counts[i]; n > 0 {
				who = append(who, itoa(k+1)+": "+itoa(n))
			}
		}
		over := ""
		if v.Over.IsPositive() {
			over = v.Over.String()
		}
		render.CSVRow(&b, []string{itoa(v.N), x.Item, x.Description, itoa(max(1, x.Count)), x.Price.Amount.String(), x.Price.Currency, v.Limit, v.Status, over, v.Unit,
			v.Free.StringFixed(2), v.Taxable.StringFixed(2), v.Charged.StringFixed(2), strings.Join(who, "; ")})
	}
	return b.String()
}
