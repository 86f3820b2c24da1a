//go:build js && wasm

package main

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var late = calculator{name: "late", compute: computeLate}

// computeLate answers what the delay of a customs debt costs (Customs Code 246, 247).
func computeLate(p *sheetPage, x *sheet.Scan) answer {
	q := calc.InterestQuery{Kind: x.Choice("kind"), Rate: x.Optional("rate")}
	debt := x.Optional("debt")
	q.Debt = debt.Decimal
	q.Due, _ = x.Day("due")
	q.Paid, _ = x.Day("paid")
	x.Need("debt", "ui.late.debt.need")
	x.Need("due", "ui.error.date_empty")
	x.Need("paid", "ui.error.date_empty")
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Interest(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.Asks{"debt": "debt", "due": "due", "paid": "paid", "rate": "rate"})
		return answer{}
	}
	row := calc.Charge{Kind: calc.LateInterest, Status: calc.Applied, Base: decimal.NewNullDecimal(q.Debt), Amount: r.Amount,
		Confidence: r.Confidence, Source: &r.Source, Steps: r.Steps}
	if q.Kind == "deferral" {
		row.Kind = calc.DeferralInterest
	}
	if !r.Amount.Valid {
		row.Status, row.Reason = calc.Unknown, "no_rate_for_date"
	}
	res := paint.Result{What: p.get("ui.late.what"), Caption: p.get("ui.table.caption"), Link: p.linkURL(),
		Rows: render.Rows([]calc.Charge{row}, p.t)}
	res.Then = []string{p.get("ui.late.days", "n", p.t.Number(decimal.NewFromInt(int64(r.Days))))}
	a := answer{}
	if r.Amount.Valid {
		res.Total = r.Amount.Decimal.StringFixed(2)
		res.Sum = paint.Manat(p.t, r.Amount.Decimal)
		a.total = res.Total
	} else {
		res.What = p.get("ui.total.open")
	}
	a.sum = res.What + " " + res.Sum
	a.html = paint.Answered(p.t, res, p.open)
	return a
}
