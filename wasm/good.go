//go:build js && wasm

package main

import (
	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

// needs paints what the assessment of a form's good still needs: a rate of
// duty to choose, reported rates to adopt, questions that lead to their fields.
func (p *sheetPage) needs(a *calc.Assessment, more []calc.Need, asks sheet.Asks) string {
	v := render.New(a, nil, p.t, p.nameOf)
	html := ""
	var rates []paint.Offer
	for _, s := range v.Scenarios {
		rates = append(rates, paint.Offer{Put: p.percent(s.Duty), Label: p.percent(s.Duty)})
	}
	html += paint.Offers(p.t, p.get("ui.scenarios.title"), p.get("ui.scenarios.text"), "duty", rates)
	var hints []paint.Offer
	for i := range v.Rows {
		for _, h := range v.Rows[i].Hints {
			hints = append(hints, paint.Offer{Put: h.Adopt, Label: h.Rate, Sum: h.Source})
		}
	}
	html += paint.Offers(p.t, p.get("ui.hints.title"), p.get("ui.good.hints"), "duty", hints)
	var list []paint.Ask
	seen := map[string]bool{"duty": len(rates) > 0}
	for _, n := range append(v.Needs, render.Needs(more, p.t)...) {
		f := asks.Field(n.Field)
		if seen[n.Field] || f == "duty" && len(rates) > 0 {
			continue
		}
		seen[n.Field] = true
		list = append(list, paint.Ask{Field: f, Label: n.Label, Why: n.Why})
	}
	return html + paint.Asks(p.t, list)
}

// answered is the answer of a result, with what was asked for the printed page.
func (p *sheetPage) answered(res *paint.Result) answer {
	res.Link = p.linkURL()
	res.After += paint.Asked(p.t, p.doc, today())
	return answer{html: paint.Answered(p.t, *res, p.open), sum: res.What + " " + res.Sum, total: res.Total}
}

// percent writes a rate as a person types it.
func (p *sheetPage) percent(s string) string {
	if p.t.Lang() == i18n.EN {
		return s + "%"
	}
	return s + i18n.NBSP + "%"
}

// sumOf is a total in words, open or not, and its machine form.
func (p *sheetPage) sumOf(a *calc.Assessment) (sum, total string) {
	switch {
	case a.Total.Valid:
		return paint.Manat(p.t, a.Total.Decimal), a.Total.Decimal.StringFixed(2)
	case a.TotalFrom.Valid && a.TotalTo.Valid:
		return p.t.Money(a.TotalFrom.Decimal) + i18n.NBSP + "– " + paint.Manat(p.t, a.TotalTo.Decimal), ""
	case a.TotalFrom.Valid:
		return "≥" + i18n.NBSP + paint.Manat(p.t, a.TotalFrom.Decimal), ""
	}
	return p.get("ui.total.open"), ""
}

// valueLine says the customs value, once it is known.
func (p *sheetPage) valueLine(a *calc.Assessment) []string {
	if !a.CustomsValue.Valid {
		return nil
	}
	return []string{p.get("ui.answer.value", "amount", paint.Manat(p.t, a.CustomsValue.Decimal))}
}

// meta is the small print of an assessment.
func (p *sheetPage) meta(a *calc.Assessment) []string {
	v := render.New(a, nil, p.t, nil)
	return append(v.FX, v.Footer)
}
