//go:build js && wasm

package main

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
)

var parcel = calculator{sheet: &sheet.Parcel, compute: computeParcel, act: actParcel, start: startDiary,
	under: func(p *sheetPage) string { return theDiary.html(p) + p.facts(p.dayOf(), calc.Import, "post", "") }}

// computeParcel answers what a parcel bears after what the diary has of its
// month, and what of the limits it uses.
func computeParcel(p *sheetPage, x *sheet.Scan) answer {
	d, rows := people.Parcel(x, p.tables, today())
	theDiary.current = nil
	if p.doc.Untouched() {
		theDiary.editing = -1 // the form was emptied
	}
	if x.Bad() || len(d.Lines) == 0 {
		return answer{}
	}
	as, f := theDiary.assess(p, d)
	if f != nil {
		p.faultAt(x, f, rows)
		return answer{}
	}
	theDiary.current = d
	what, sum := p.bounds(as.Total, as.TotalFrom, as.TotalTo)
	res := paint.Result{What: what, Sum: sum, Caption: p.get("ui.table.caption"), Link: p.linkURL(), CSV: true}
	if as.Total.Valid {
		res.Total = as.Total.Decimal.StringFixed(2)
	}
	if as.CustomsValue.Valid {
		res.Then = append(res.Then, p.get("ui.answer.value", "amount", paint.Manat(p.t, as.CustomsValue.Decimal)))
	}
	if n := theDiary.before(d); n > 0 {
		res.Then = append(res.Then, p.get("ui.parcel.after", "n", itoa(n)))
	}
	res.Warnings = render.LineWarnings(as.Warnings, len(as.Lines), p.t, quietWarnings...)
	if needs := p.needed(x, as.Needs, rows); len(needs) > 0 {
		res.Before += paint.AskList(p.t, needs)
	}
	var verdicts []render.Verdict
	a := answer{rows: map[string]string{}}
	for i := range as.Lines {
		l := &as.Lines[i]
		v := verdictOf(l)
		var limit calc.Money
		manat := as.CustomsValue.Decimal
		if u := as.Personal.Value; u != nil {
			limit, manat = u.Limit, u.Cap
		}
		out := render.VerdictOf(&v, p.thingName(d.Lines[i].Item, d.Lines[i].Description, d.Lines[i].Code, 1), limit, manat, p.t)
		verdicts = append(verdicts, out)
		a.rows["goods-"+itoa(rows[i])] = out.Text
		for _, r := range render.Rows(charged(l.Charges), p.t) {
			if len(as.Lines) > 1 {
				r.Label = itoa(l.N) + ". " + r.Label
			}
			r.Line = l.N
			res.Rows = append(res.Rows, r)
		}
	}
	res.Rows = append(res.Rows, render.Rows(charged(as.Charges), p.t)...)
	res.Before += paint.Meters(p.t, p.meters(as.Personal, "post"))
	if v := verdicts[0].Status; len(verdicts) > 1 || v != calc.ReliefWithin && v != calc.ReliefOver {
		res.Before += paint.Verdicts(p.t, verdicts)
	}
	res.After = p.scenarios(as, rows) + paint.SaveToDiary(p.t, theDiary.editing >= 0)
	res.Meta = p.smallPrint(as.FX)
	a.sum, a.total = what+" "+sum, res.Total
	a.html = paint.Answered(p.t, res, p.open)
	a.csv = func() string { return render.CSV(as, p.t) }
	return a
}

// scenarios are the sums under each statutory rate; one good's can be chosen.
func (p *sheetPage) scenarios(as *calc.Assessment, rows []int) string {
	var list []paint.Band
	var offers []paint.Offer
	for _, s := range as.Scenarios {
		b := paint.Band{What: p.get("scenario", "duty", p.t.Percent(percent(s.Duty))), Chosen: as.Total.Valid && s.Total.Valid && s.Total.Decimal.Equal(as.Total.Decimal)}
		_, b.Amount = p.bounds(s.Total, s.TotalFrom, decimal.NullDecimal{})
		list = append(list, b)
		offers = append(offers, paint.Offer{Put: s.Duty, Label: p.percent(s.Duty), Sum: b.Amount})
	}
	switch {
	case len(list) == 0:
		return ""
	case len(rows) == 1:
		return paint.Offers(p.t, p.get("ui.people.scenarios"), p.get("ui.people.scenarios.text"), "goods-"+itoa(rows[0])+"-duty", offers)
	}
	return paint.BandTable(p.t, p.get("ui.people.scenarios"), list)
}

// smallPrint is the small print: exchange rates, the state of law and data.
func (p *sheetPage) smallPrint(fx []calc.FXUsed) []string {
	out := render.Rates(fx, p.t)
	return append(out, p.get("footer.law", "value", p.t.Date(p.tables.LawKnownTo)), p.get("ui.people.notcustoms"))
}
