package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// InterestQuery asks for the interest on a customs debt.
type InterestQuery struct {
	Debt      decimal.Decimal // manat
	Due, Paid date.Date
	Kind      string              // "late" (default) | "deferral"
	Rate      decimal.NullDecimal // deferral: the Central Bank's discount rate, per cent a year; the table's when not given
}

// InterestResult is the interest with how it was computed. Days are those
// counted after the cap. Amount is invalid when no rate is known for the time.
type InterestResult struct {
	Days       int
	Amount     decimal.NullDecimal // manat
	Rate       decimal.Decimal     // per cent, per day or per year
	Steps      []Step
	Source     Source
	Confidence Confidence
}

// Interest computes the interest on a customs debt.
//
// Late payment (dəbbə pulu), Customs Code 247.2–247.3: 0.1 % of the debt for
// each day from the day after the due date to the day of payment, for at most
// one year (365 days). Deferral, 246: the debt bears the Central Bank's
// discount rate; the basis of days is not in the Code, 365 is taken.
// The amount is rounded half up to 0.01 manat.
func Interest(q InterestQuery, t *Tables) (*InterestResult, *Fault) {
	if q.Debt.IsNegative() {
		return nil, fault("negative", "debt", q.Debt.String())
	}
	if f := checkSize("debt", q.Debt); f != nil {
		return nil, f
	}
	if q.Due.IsZero() {
		return nil, fault("missing_field", "due", "")
	}
	if q.Paid.IsZero() {
		return nil, fault("missing_field", "paid", "")
	}
	if q.Kind == "" {
		q.Kind = "late"
	}
	if q.Kind != "late" && q.Kind != "deferral" {
		return nil, fault("unknown_choice", "kind", q.Kind, "allowed", "late, deferral")
	}
	if q.Rate.Valid && (q.Rate.Decimal.IsNegative() || q.Rate.Decimal.GreaterThan(hundred)) {
		return nil, fault("out_of_range", "rate", q.Rate.Decimal.String(), "from", "0", "to", "100")
	}
	days := max(q.Due.DaysUntil(q.Paid), 0)
	r := &InterestResult{Days: days, Steps: []Step{{Op: "days", Args: []string{q.Due.String(), q.Paid.String()}, Result: strconv.Itoa(days)}}}
	var row *InterestRow
	for i := range t.Interest {
		if x := &t.Interest[i]; x.Kind == q.Kind && x.Has(q.Due) {
			row = x
		}
	}
	switch {
	case q.Kind == "deferral" && q.Rate.Valid:
		r.Rate, r.Confidence = q.Rate.Decimal, User
		for i := range t.Interest {
			if t.Interest[i].Kind == "deferral" {
				r.Source = t.Interest[i].Source
			}
		}
	case row == nil:
		return r, nil
	default:
		r.Rate, r.Confidence, r.Source = row.Percent, row.Confidence, row.Source
	}
	n := func() decimal.Decimal { return decimal.NewFromInt(int64(r.Days)) }
	var exact decimal.Decimal
	if q.Kind == "late" {
		if days > row.MaxDays {
			r.Days = row.MaxDays
			r.Steps = append(r.Steps, Step{Op: "days_cap", Args: []string{strconv.Itoa(days), strconv.Itoa(row.MaxDays)}, Result: strconv.Itoa(r.Days)})
		}
		exact = num.Percent(q.Debt, r.Rate).Mul(n())
		r.Steps = append(r.Steps, Step{Op: "per_day", Args: []string{q.Debt.String(), r.Rate.String(), strconv.Itoa(r.Days)}, Result: exact.String()})
	} else {
		exact = num.Quo(num.Percent(q.Debt, r.Rate).Mul(n()), decimal.NewFromInt(365))
		r.Steps = append(r.Steps, Step{Op: "per_year", Args: []string{q.Debt.String(), r.Rate.String(), strconv.Itoa(r.Days), "365"}, Result: exact.String()})
	}
	a := num.Round(exact)
	if !a.Equal(exact) {
		r.Steps = append(r.Steps, Step{Op: "round", Args: []string{exact.String()}, Result: num.Money(a)})
	}
	r.Amount = decimal.NewNullDecimal(a)
	return r, nil
}
