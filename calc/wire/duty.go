package wire

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// DutyQuery is one rate on one value: what `rusum duty` computes.
type DutyQuery struct {
	Rate       rate.Rate
	Value      calc.Money
	Quantities map[string]decimal.Decimal
	Alcohol    decimal.NullDecimal
	Rates      map[string]decimal.Decimal
	Date       date.Date
}

// DecodeDuty reads a DutyQuery. "rate" is tariff wording or a rate tree.
func DecodeDuty(b []byte) (*DutyQuery, *calc.Fault) {
	v, f := Parse(b)
	if f != nil {
		return nil, f
	}
	r := &reader{}
	q := &DutyQuery{Value: calc.Money{Currency: "AZN"}}
	var hasRate bool
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "rate":
			if t, _ := r.rate(x, at); t != nil {
				q.Rate, hasRate = *t, true
			}
		case "value":
			q.Value.Amount = r.decimal(x, at)
		case "currency":
			q.Value.Currency = r.currency(x, at)
		case "quantities":
			q.Quantities = r.decimals(x, at, same)
		case "alcohol":
			q.Alcohol = r.nullDecimal(x, at)
		case "rates":
			q.Rates = r.decimals(x, at, strings.ToUpper)
		case "date":
			q.Date = r.date(x, at)
		default:
			return false
		}
		return true
	})
	if r.fault == nil && !hasRate {
		r.fail("missing_field", "rate", "")
	}
	if r.fault == nil {
		if why := q.Rate.Valid(); why != "" {
			r.fail("bad_rate", "rate", "", calc.Arg{Name: "label", Value: why})
		}
	}
	if r.fault == nil {
		r.fault = calc.CheckDutyInput(q.Value, q.Quantities, q.Alcohol, q.Rates)
	}
	return q, r.fault
}

// EncodeDuty writes the result of one rate: {amount, currency, steps, needs}.
// The amount is rounded half up to 0.01 as a payment is.
func EncodeDuty(currency string, res rate.Result) []byte {
	w := &writer{}
	w.object(func() {
		if res.Known {
			w.str("amount", num.Money(num.Round(res.Amount)))
		}
		w.str("currency", currency)
		w.str("reason", res.Reason)
		if len(res.Steps) == 0 {
			w.key("steps")
			w.array(func() {})
		}
		w.steps(res.Steps)
		w.key("needs")
		w.array(func() {
			for _, n := range res.Needs {
				w.need(calc.Need{Field: n.Field, Unit: n.Unit, Why: n.Why, Choices: n.Choices})
			}
		})
	})
	return w.b
}
