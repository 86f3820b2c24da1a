package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// RefundGrounds are the grounds on which payments are given back: defective
// goods (267.1.1, 268), an error of computation (267.1.2, 269), the law on trade
// remedies (267.1.3), re-export within a year (128.3), excise on goods imported
// to be re-exported (Tax Code 193.1), and a state duty paid too much (Law on
// state duty 5).
var RefundGrounds = []string{"defective", "error", "remedy", "re_export", "excise_re_export", "state_duty"}

// RefundQuery asks until when a refund is claimed, decided and paid.
type RefundQuery struct {
	Ground   string
	Amount   decimal.NullDecimal // manat; asked for the interest of 267.4
	Paid     date.Date           // the day of payment; re_export: the day of release; excise_re_export: the day of re-export
	Claimed  date.Date           // the application reaches customs
	Decided  date.Date           // the decision to refund
	Refunded date.Date           // the money comes back; with Decided it tells the interest
	// ForceMajeure: the claim was late by force majeure, proved to customs (270.2).
	ForceMajeure bool
}

// RefundResult are the days and the interest of a refund.
type RefundResult struct {
	Ground   string
	Terms    []Term    // as far as their first days are given
	Claim    date.Date // last day to claim, prolonged where force majeure is proved; zero: no term was found
	Late     bool      // claimed after it
	Decide   date.Date // last day of the decision; zero while not claimed
	Interest *Charge   // 267.4; nil while nothing can be owed
	Days     int       // days that bear interest
	Warnings []Warning
}

// Refund computes the terms of a refund (qaytarma).
//
// The claim is made within one year of the payment, one year more where force
// majeure held it up (270.1–270.2); customs decide within 15 days (270.3). A
// refund bears interest only when it is not paid within 3 months of the decision
// by customs' own fault: then at the Central Bank's discount rate from the end of
// those months to the day of the refund (267.3–267.4). Taxes and state duties go
// back by their own laws (266.2).
func Refund(q RefundQuery, t *Tables) (*RefundResult, *Fault) {
	if q.Ground == "" {
		return nil, fault("missing_field", "ground", "")
	}
	if !slices.Contains(RefundGrounds, q.Ground) {
		return nil, fault("unknown_choice", "ground", q.Ground, "allowed", strings.Join(RefundGrounds, ", "))
	}
	if f := checkRefund(&q); f != nil {
		return nil, f
	}
	r := &RefundResult{Ground: q.Ground}
	switch q.Ground {
	case "re_export":
		if x := r.add(t, "re_export", "leave", q.Paid); x != nil {
			r.Claim = x.Last
		}
	case "excise_re_export":
		if x := r.add(t, "refund_excise", "pay", q.Paid); x != nil {
			r.Decide = x.Last
		}
		return r, nil
	case "state_duty":
		if x := r.add(t, "refund_state_duty", "claim", q.Paid); x != nil {
			r.Claim = x.Last
		}
		if x := r.add(t, "refund_state_duty", "pay", q.Claimed); x != nil {
			r.Decide = x.Last
		}
		r.Late = r.after(q.Claimed)
		return r, nil
	}
	if x := r.add(t, "refund", "claim", q.Paid); x != nil {
		last := x.Last
		if q.ForceMajeure {
			last = x.Extended
		}
		if r.Claim.IsZero() {
			r.Claim = last
		}
	}
	r.Late = r.after(q.Claimed)
	if x := r.add(t, "refund", "decide", q.Claimed); x != nil {
		r.Decide = x.Last
		if !q.Decided.IsZero() && q.Decided.After(x.Last) {
			r.warn("decision_late", "days", strconv.Itoa(x.Last.DaysUntil(q.Decided)))
		}
	}
	if x := r.add(t, "refund", "interest_from", q.Decided); x != nil && q.Amount.Valid {
		to := q.Refunded
		if to.IsZero() {
			to = x.Last
		}
		r.interest(q.Amount.Decimal, x.Last, to, t)
	}
	if q.Ground != "re_export" {
		r.warn("refund_taxes_own_law")
	}
	return r, nil
}

func (r *RefundResult) after(claimed date.Date) bool {
	return !claimed.IsZero() && !r.Claim.IsZero() && claimed.After(r.Claim)
}

// add notes a term that runs from a day, nil where the day is not given.
func (r *RefundResult) add(t *Tables, subject, name string, start date.Date) *Term {
	if start.IsZero() {
		return nil
	}
	x := termOf(t, subject, name, start)
	if x != nil {
		r.Terms = append(r.Terms, *x)
	}
	return x
}

//go:noinline
func (r *RefundResult) warn(code string, args ...string) {
	r.Warnings = append(r.Warnings, Warning{Code: code, Args: pairs(args)})
}

// interest is what customs owe for a refund paid after the three months, at
// the discount rate of each day on the basis of days of a deferral.
func (r *RefundResult) interest(amount decimal.Decimal, from, to date.Date, t *Tables) {
	x, f := Interest(InterestQuery{Debt: amount, Due: from, Paid: to, Kind: "deferral"}, t)
	if f != nil {
		return
	}
	c := x.Charges[0]
	c.Kind = RefundInterest
	if c.Source != nil {
		s := *c.Source
		s.Article = "267.4"
		c.Source = &s
	}
	r.Interest, r.Days = &c, x.Days
	for _, w := range x.Warnings {
		if w.Code != "deferral_term" {
			r.Warnings = append(r.Warnings, w)
		}
	}
	if c.Amount.Valid && c.Amount.Decimal.GreaterThan(num.Zero) {
		r.warn("refund_interest_fault")
	}
}

func checkRefund(q *RefundQuery) *Fault {
	if q.Amount.Valid {
		if q.Amount.Decimal.IsNegative() {
			return fault("negative", "amount", q.Amount.Decimal.String())
		}
		if f := checkSize("amount", q.Amount.Decimal); f != nil {
			return f
		}
	}
	if q.Paid.IsZero() {
		return fault("missing_field", "paid", "")
	}
	last, name := q.Paid, "paid"
	for _, x := range []struct {
		field string
		d     date.Date
	}{{"paid", q.Paid}, {"claimed", q.Claimed}, {"decided", q.Decided}, {"refunded", q.Refunded}} {
		if x.d.IsZero() {
			continue
		}
		if f := checkDay(x.field, x.d); f != nil {
			return f
		}
		if x.d.Before(last) {
			return fault("conflict", x.field, x.d.String(), "with", name+" "+last.String())
		}
		last, name = x.d, x.field
	}
	return nil
}
