//go:build js && wasm

package main

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var border = calculator{sheet: &sheet.Border, compute: computeBorder}

// computeBorder answers the road tax of a foreign vehicle (Tax Code 211) and
// the state duty for its permits (Law on state duty 24).
func computeBorder(p *sheetPage, x *sheet.Scan) answer {
	q := calc.RoadTaxQuery{Date: today(), Kind: x.Choice("kind"), Electric: x.Flag("electric"), EngineCC: x.Whole("cc"), Seats: x.Whole("seats"), Axles: x.Whole("axles"),
		StayDays: x.Whole("stay"), DistanceKM: x.Optional("km")}
	if c := x.Choice("dangerous"); c != "none" {
		q.Dangerous = c
	}
	if d, ok := x.Day("date"); ok {
		q.Date = d
	}
	if m, ok := x.Number("mass"); ok {
		q.GrossMass = decimal.NewNullDecimal(m.Shift(3)) // typed in tonnes
	}
	if x.Choice("way") == "out" {
		q.DeclaredDays = x.Whole("declared")
		x.Need("declared", "ui.border.declared.need")
	}
	if usd, ok := x.Number("usd"); ok {
		q.Rates = map[string]decimal.Decimal{"USD": usd}
	}
	for _, k := range calc.Permits {
		if x.Flag("p-" + k) {
			q.Permits = append(q.Permits, k)
		}
	}
	size := map[string]string{"car": "cc", "bus": "seats", "truck": "axles"}[q.Kind]
	if !(q.Kind == "car" && q.Electric) {
		x.Need(size, "ui.border."+size+".need")
	}
	x.Need("stay", "ui.border.stay.need")
	if x.Bad() {
		return answer{}
	}
	r, f := calc.ForeignRoadTax(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.BorderAsks)
		return answer{}
	}
	res := paint.Result{What: p.get("ui.border.what." + x.Choice("way")), Caption: p.get("ui.table.caption"), Warnings: render.Warnings(r.Warnings, p.t),
		Rows: p.roadTaxRows(r), Meta: render.Rates(r.FX, p.t)}
	usd := p.usd(r.TotalUSD)
	res.Sum = usd
	if r.TotalAZN.Valid {
		res.Sum, res.Total = paint.Manat(p.t, r.TotalAZN.Decimal), r.TotalAZN.Decimal.StringFixed(2)
		res.Then = []string{p.get("ui.border.dollars", "amount", usd)}
	}
	if r.TotalUSD.IsNegative() {
		res.Then = append(res.Then, p.get("ui.border.negative"))
	}
	var asks []paint.Ask
	for _, n := range render.Needs(r.Needs, p.t) {
		asks = append(asks, paint.Ask{Field: sheet.BorderAsks.Field(n.Field), Label: n.Label, Why: n.Why})
	}
	if len(asks) > 0 {
		res.What = p.get("ui.total.from")
	}
	res.Foot = [2]string{res.What, res.Sum}
	res.Before = paint.Asks(p.t, asks)
	res.After = paint.Notes(p.t, p.get("ui.border.notes"), []string{p.get("ui.border.note.exit"), p.get("ui.border.note.month"), p.get("ui.border.note.other")})
	return p.answered(&res)
}

func (p *sheetPage) usd(d decimal.Decimal) string { return p.t.Money(d) + i18n.NBSP + "USD" }

// roadTaxRows are the parts as rows of box 47, each named by what it is for.
func (p *sheetPage) roadTaxRows(r *calc.RoadTaxResult) []render.Row {
	var rows []render.Row
	for i := range r.Parts {
		x := &r.Parts[i]
		c := calc.Charge{Kind: x.Kind, Status: x.Status, Reason: x.Reason, Amount: x.AZN, Confidence: x.Confidence, Source: &x.Source, Steps: x.Steps}
		if x.Status != calc.NotDue {
			c.Rate = x.USD.StringFixed(2) + " USD"
		}
		row := render.Rows([]calc.Charge{c}, p.t)[0]
		row.Label = p.get("ui.border.part." + x.Name)
		if x.Permit != "" {
			row.Label = p.get("ui.border.p-" + x.Permit)
		}
		rows = append(rows, row)
	}
	return rows
}
