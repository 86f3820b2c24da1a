//go:build js && wasm

package main

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/paint"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
)

var phone = calculator{sheet: &sheet.Phone, compute: computePhone,
	under: func(p *sheetPage) string { return p.facts(p.dayOf(), calc.Import, "carried", "phone") }}

// computePhone answers the state duty for the register of IMEI numbers.
func computePhone(p *sheetPage, x *sheet.Scan) answer {
	q := people.Phone(x, today())
	if q.Price.Currency == "" && !q.Unlisted && !(q.ForSale && q.Paid) {
		x.Need("price", "ui.phone.price.need")
	}
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Phone(q, p.tables)
	if f != nil {
		x.Report(field.Problem{Field: people.FieldOf(f.Field, nil), Text: render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, p.t)})
		return answer{}
	}
	what, sum := p.bounds(r.Total, decimal.NullDecimal{}, decimal.NullDecimal{})
	res := paint.Result{What: what, Sum: sum, Caption: p.get("ui.table.caption"), Link: p.linkURL(), Rows: render.Rows(r.Charges, p.t)}
	if r.Total.Valid {
		res.Total = r.Total.Decimal.StringFixed(2)
	}
	if r.PriceUSD.Valid && q.Price.Currency != "USD" {
		res.Then = append(res.Then, p.get("ui.phone.usd", "amount", render.Amount(calc.Money{Amount: num.Round(r.PriceUSD.Decimal), Currency: "USD"}, p.t)))
	}
	res.Warnings = render.Warnings(r.Warnings, p.t)
	if needs := p.needed(x, r.Needs, nil); len(needs) > 0 {
		res.Before += paint.AskList(p.t, needs)
	}
	res.After = p.bands(&q, r)
	res.Meta = append(p.smallPrint(r.FX), p.get("ui.phone.customs"))
	return answer{sum: what + " " + sum, total: res.Total, html: paint.Answered(p.t, res, p.open)}
}

// bands is the table of the day.
func (p *sheetPage) bands(q *calc.PhoneQuery, r *calc.PhoneResult) string {
	var list []paint.Band
	usd := func(x decimal.Decimal) string { return p.t.Number(x) + "\u00A0USD" }
	for i := range r.Bands {
		b := &r.Bands[i]
		x := paint.Band{Amount: paint.Manat(p.t, b.Amount)}
		switch {
		case b.Class == "unlisted":
			x.What = p.get("ui.phone.class.unlisted")
		case !b.UpTo.Valid && b.Over.IsZero():
			x.What = p.get("ui.phone.class." + b.Class)
		case b.Class == "basic":
			x.What = p.get("ui.phone.band.basic", "to", usd(b.UpTo.Decimal))
		case !b.UpTo.Valid:
			x.What = p.get("ui.phone.band.over", "over", usd(b.Over))
		case b.Over.IsZero():
			x.What = p.get("ui.phone.band.to", "to", usd(b.UpTo.Decimal))
		default:
			x.What = p.get("ui.phone.band", "over", p.t.Number(b.Over), "to", usd(b.UpTo.Decimal))
		}
		if b.EachIMEI {
			x.What = p.get("ui.phone.each")
			if len(list) > 0 {
				continue // one amount whatever the kind
			}
		}
		c := &r.Charges[0]
		x.Chosen = c.Status == calc.Applied && c.Source != nil && c.Source == &b.Source
		list = append(list, x)
	}
	if len(list) == 0 {
		return ""
	}
	return paint.BandTable(p.t, p.get("ui.phone.table", "day", p.t.Date(q.Date)), list)
}
