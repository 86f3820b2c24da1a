//go:build js && wasm

package main

import (
	"strconv"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var refund = calculator{sheet: &sheet.Refund, compute: computeRefund}

// computeRefund answers until when a payment is claimed back, decided and paid
// (Customs Code 266–270).
func computeRefund(p *sheetPage, x *sheet.Scan) answer {
	q := calc.RefundQuery{Ground: x.Choice("ground"), Amount: x.Optional("amount"), ForceMajeure: x.Flag("force")}
	first := map[string]string{"re_export": "released", "excise_re_export": "reexported"}[q.Ground]
	if first == "" {
		first = "paid"
	}
	q.Paid, _ = x.Day(first)
	q.Claimed, _ = x.Day("claimed")
	q.Decided, _ = x.Day("decided")
	q.Refunded, _ = x.Day("refunded")
	x.Need(first, "ui.error.date_empty")
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Refund(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.RefundAsks(first))
		return answer{}
	}
	res := paint.Result{Caption: p.get("ui.table.caption"), Warnings: render.Warnings(r.Warnings, p.t)}
	switch {
	case r.Interest != nil && r.Interest.Amount.Valid && r.Interest.Amount.Decimal.IsPositive():
		res.What, res.Sum = p.get("ui.refund.what.interest"), paint.Manat(p.t, r.Interest.Amount.Decimal)
		res.Total = r.Interest.Amount.Decimal.StringFixed(2)
		res.Then = append(res.Then, p.get("ui.refund.days", "n", strconv.Itoa(r.Days)))
	case r.Late:
		res.What, res.Sum = p.get("ui.refund.what.late"), p.t.DateLong(r.Claim)
	case !r.Claim.IsZero():
		res.What, res.Sum = p.get("ui.refund.what.claim."+claimKind(q.Ground)), p.t.DateLong(r.Claim)
	default:
		res.What, res.Sum = p.get("ui.refund.what.pay"), p.t.DateLong(r.Decide)
	}
	if r.Interest != nil {
		res.Rows = render.Rows([]calc.Charge{*r.Interest}, p.t)
	}
	var terms []render.TermView
	for i := range r.Terms {
		terms = append(terms, render.Term(&r.Terms[i], p.t))
	}
	days := paint.TermDays(p.t, terms)
	for i := range r.Terms {
		if n := r.Terms[i].Name; n == "claim" || n == "leave" {
			days[i].Late = r.Late
		}
	}
	res.Before = paint.Days(p.t, p.get("ui.refund.terms"), days)
	notes := []string{p.get("ui.refund.note." + q.Ground)}
	if q.Ground != "state_duty" && q.Ground != "excise_re_export" {
		notes = append(notes, p.get("ui.refund.note.interest"), p.get("ui.refund.note.future"), p.get("ui.refund.note.days"))
	}
	res.After = paint.Notes(p.t, p.get("ui.refund.notes"), notes)
	return p.answered(&res)
}

// claimKind tells the last day to take goods out from the last day to write.
func claimKind(ground string) string {
	if ground == "re_export" {
		return "leave"
	}
	return "write"
}
