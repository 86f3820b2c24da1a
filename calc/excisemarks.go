package calc

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// MarksQuery asks what excise is still due on goods whose excise was paid when
// their marks (məcburi nişan) were obtained.
type MarksQuery struct {
	Variant    string // kind of good, of the excise table
	Quantities map[string]decimal.Decimal
	Obtained   date.Date // the day the marks were obtained and the excise paid
	Imported   date.Date // the day the marked goods are imported
	Marks      int       // number of marks, for their state duty; 0 not said
}

// MarksResult is the difference of excise. Due is positive when the rate rose
// (it is declared and paid at import), negative when it fell (it lessens the
// excise declared at import).
type MarksResult struct {
	Paid, Now decimal.NullDecimal // excise at the rate of each day
	Due       decimal.NullDecimal
	Charge    Charge
	MarkDuty  *Charge // state duty for the marks; nil when their number is not said
	Needs     []Need
	Warnings  []Warning
}

// MarksDifference computes Tax Code 186-1.5 and 186-1.6: excise on tobacco,
// disposable electronic cigarettes and their liquids is paid when the marks are
// obtained (191.3-1, from 01.07.2024); when the rate has changed before the
// marked goods are imported, the difference is declared at import.
func MarksDifference(q MarksQuery, t *Tables) (*MarksResult, *Fault) {
	var kinds []string
	for i := range t.Excise {
		if r := &t.Excise[i]; r.MarksPay && !slices.Contains(kinds, r.Variant) {
			kinds = append(kinds, r.Variant)
		}
	}
	switch {
	case q.Variant == "":
		return nil, fault("missing_field", "variant", "")
	case !slices.Contains(kinds, q.Variant):
		return nil, fault("unknown_choice", "variant", q.Variant, "allowed", strings.Join(kinds, ", "))
	case q.Obtained.IsZero():
		return nil, fault("missing_field", "obtained", "")
	case q.Imported.IsZero():
		return nil, fault("missing_field", "imported", "")
	case q.Imported.Before(q.Obtained):
		return nil, fault("conflict", "imported", q.Imported.String(), "with", "obtained "+q.Obtained.String())
	case q.Marks < 0:
		return nil, fault("negative", "marks", "")
	}
	if f := CheckDutyInput(Money{Currency: "AZN"}, q.Quantities, decimal.NullDecimal{}, nil); f != nil {
		return nil, f
	}
	r := &MarksResult{Charge: Charge{Kind: Excise}}
	before, bf := r.at(q, q.Obtained, t)
	after, af := r.at(q, q.Imported, t)
	r.Paid, r.Now = before, after
	c := &r.Charge
	c.Source, c.Confidence = af.Source, worse(bf.Confidence, af.Confidence)
	switch {
	case len(r.Needs) > 0:
		c.Status, c.Reason = NeedsInput, "missing_input"
	case !before.Valid || !after.Valid:
		c.Status, c.Reason = Unknown, "no_rate_for_date"
	default:
		diff := after.Decimal.Sub(before.Decimal)
		r.Due = decimal.NewNullDecimal(diff)
		c.Steps = slices.Concat(bf.Steps, af.Steps, []Step{{Op: "minus", Args: []string{num.Money(after.Decimal), num.Money(before.Decimal)}, Result: num.Money(diff)}})
		if diff.IsPositive() {
			c.Amount, c.Status = r.Due, Applied
		} else {
			notDue(c, "marks_rate_not_risen")
		}
		if diff.IsNegative() {
			r.Warnings = append(r.Warnings, Warning{Code: "marks_rate_fell", Args: pairs([]string{"amount", num.Money(diff.Neg()) + " AZN"})})
		}
	}
	if termOf(t, "excise_marks", "since", q.Obtained) == nil {
		for i := range t.Terms {
			if x := &t.Terms[i]; x.Subject == "excise_marks" {
				r.Warnings = append(r.Warnings, Warning{Code: "marks_before", Args: pairs([]string{"since", x.From.String()})})
			}
		}
	}
	if q.Marks > 0 {
		r.MarkDuty = markDuty(q.Marks, q.Obtained, t)
	}
	return r, nil
}

// at is the excise at the rate of a day, rounded as a payment.
func (r *MarksResult) at(q MarksQuery, day date.Date, t *Tables) (decimal.NullDecimal, Charge) {
	for i := range t.Excise {
		row := &t.Excise[i]
		if row.Variant != q.Variant || !row.Has(day) {
			continue
		}
		c := Charge{Source: &row.Source, Confidence: row.Confidence}
		if row.Missing {
			return decimal.NullDecimal{}, c
		}
		res, _ := EvalRate(row.Rate, Money{Currency: "AZN"}, q.Quantities, nil, decimal.NullDecimal{}, day)
		for _, n := range res.Needs {
			need := Need{Field: n.Field, Unit: n.Unit, Why: n.Why}
			if !slices.ContainsFunc(r.Needs, func(x Need) bool { return x.Field == need.Field }) {
				r.Needs = append(r.Needs, need)
			}
		}
		if row.Maybe != "" && !day.Before(row.MaybeFrom) {
			r.Warnings = append(r.Warnings, Warning{Code: "excise_rate_may_be_old", Args: pairs([]string{"variant", row.Variant, "since", row.From.String(), "maybe", row.Maybe})})
		}
		c.Steps = res.Steps
		return decimal.NullDecimal{Decimal: num.Round(res.Amount), Valid: res.Known}, c
	}
	return decimal.NullDecimal{}, Charge{}
}

// markDuty is the state duty for excise marks (Law on state duty 20-3).
func markDuty(marks int, day date.Date, t *Tables) *Charge {
	c := &Charge{Kind: StateDuty, Status: Unknown, Reason: "no_rate_for_date"}
	for i := range t.OtherFees {
		row := &t.OtherFees[i]
		if row.Key != "mandatory_mark_excise" || !row.Has(day) {
			continue
		}
		n := decimal.NewFromInt(int64(marks))
		each := rate.Rate{Op: rate.Specific, Amount: row.Amount.Decimal, Currency: row.Currency, Per: rate.Per{Qty: row.Per.Decimal, Unit: row.Unit}}
		c.Base, c.RateTree, c.Rate = decimal.NewNullDecimal(n), &each, each.String()
		c.Source, c.Confidence = &row.Source, row.Confidence
		exact := row.Amount.Decimal.Mul(n)
		c.Steps = []Step{{Op: "times", Args: []string{row.Amount.Decimal.String(), n.String()}, Result: exact.String()}}
		c.Reason = ""
		settle(c, exact)
	}
	return c
}

// markDuty is the state duty for the marks of a line (Tax Code 194.1-2). How
// many marks the goods carry is not declared, so it is named and not added.
func (e *engine) markDuty() Charge {
	c := Charge{Kind: StateDuty, Status: Possible, Reason: "marks_duty_not_found", Confidence: Official, Source: &Source{Article: "194.1-2"}}
	c.Source.Act, c.Source.URL = e.taxCode()
	for i := range e.t.OtherFees {
		if r := &e.t.OtherFees[i]; r.Key == "mandatory_mark_excise" && r.Has(e.d.Date) {
			c.Reason, c.ReasonArgs = "marks_duty_each", pairs([]string{"amount", r.Amount.Decimal.String() + " " + r.Currency})
			c.Confidence, c.Source = r.Confidence, &r.Source
		}
	}
	return c
}
