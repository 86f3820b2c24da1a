package calc

import (
	"slices"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// vehicleFees are the fees on clearing vehicles: registration certificate
// (vəsiqə), expertise (gömrük ekspertizası), conformity certificate (uyğunluq
// sertifikatı) and utilisation fee (utilizasiya haqqı, Customs Code 233-1). One
// of each is due for each vehicle. A fee whose amount on the day was not found
// is open, never nothing.
func (e *engine) vehicleFees() []Charge {
	if e.flow != Import {
		return nil
	}
	temporary := e.procedure.Key == "temporary_import" || e.procedure.Key == "temporary_import_full_relief"
	if e.procedure.Charges != "full" && !temporary {
		return nil
	}
	var out []Charge
	for i := range e.d.Lines {
		l := &e.d.Lines[i]
		if l.Vehicle == nil || l.Vehicle.Kind == "" {
			continue
		}
		lc := &lineCalc{e: e, n: i + 1, line: l}
		var done []Kind
		for j := range e.t.Vehicle.Fees {
			if k := e.t.Vehicle.Fees[j].Fee; !slices.Contains(done, k) {
				done = append(done, k)
				if c, ok := e.vehicleFee(lc, k, temporary); ok {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// vehicleFee is one fee of one line; ok is false where the fee is not for such
// vehicles.
func (e *engine) vehicleFee(lc *lineCalc, kind Kind, temporary bool) (Charge, bool) {
	v := lc.line.Vehicle
	c := Charge{Kind: kind}
	ever, inForce := false, false
	var asked vehicleFacts
	for i := range e.t.Vehicle.Fees {
		r := &e.t.Vehicle.Fees[i]
		if r.Fee != kind || !slices.Contains(r.Kinds, v.Kind) || temporary && !r.Temporary {
			continue
		}
		ever = true
		if !r.Has(e.d.Date) {
			continue
		}
		inForce = true
		if kind == UtilisationFee && e.rarity(lc.line) {
			notDue(&c, "fee_rarity")
			c.Confidence, c.Source = r.Confidence, &r.Source
			return c, true
		}
		if r.ReadingKey != "" {
			if x := e.reading(r.ReadingKey, v); x == nil || x.Reading != r.Reading {
				continue
			}
		}
		switch matchFuel(v, r.Fuels, &asked).and(e.matchAge(v, r, &asked)) {
		case no, unsaid:
			continue
		}
		c.Confidence, c.Source = r.Confidence, &r.Source
		switch r.Status {
		case "none":
			notDue(&c, r.Reason)
		case "possible":
			c.Status, c.Reason = Possible, r.Reason
		default:
			c.Rate = num.Money(r.Amount) + " AZN"
			amount := r.Amount
			if n := lc.line.pieces(); !n.Equal(decimal.NewFromInt(1)) {
				amount = amount.Mul(n)
				c.Steps = []Step{{Op: "times", Args: []string{num.Money(r.Amount), n.String()}, Result: num.Money(amount)}}
			}
			settle(&c, amount)
		}
		return c, true
	}
	switch {
	case !ever:
		return c, false
	case inForce && asked.any():
		c.Status, c.Reason = NeedsInput, "missing_input"
		lc.needFacts(asked)
	default:
		c.Status, c.Reason = Unknown, "no_rate_for_date"
	}
	return c, true
}

// matchAge is for the years of a fee row, counted as the reading utilisation_age
// says: completed years by the words of the law ("4 il keçən"), or the
// difference of the calendar years.
func (e *engine) matchAge(v *Vehicle, r *VehicleFeeRow, f *vehicleFacts) match {
	if r.FromYear == 0 && r.ToYear == 0 {
		return yes
	}
	if v.Produced.IsZero() {
		f.produced = true
		return unsaid
	}
	years := ageYears(v.Produced, e.d.Date)
	if x := e.reading("utilisation_age", v); x != nil && x.Reading == "calendar" {
		years = calendarYears(v.Produced, e.d.Date)
	}
	if years < r.FromYear || r.ToYear > 0 && years >= r.ToYear {
		return no
	}
	return yes
}
