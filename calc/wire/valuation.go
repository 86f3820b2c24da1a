package wire

import (
	"strings"

	"rusum/calc"
)

// DecodeValuation reads {"date","fxDate","price","incoterm","costs":{"freight":{"amount","currency"}},"rates"}.
func DecodeValuation(b []byte) (calc.ValuationQuery, *calc.Fault) {
	var q calc.ValuationQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "date":
			q.Date = r.date(x, at)
		case "fxDate":
			q.FXDate = r.date(x, at)
		case "price":
			if m := r.money(x, at); m != nil {
				q.Price = *m
			}
		case "incoterm":
			q.Incoterm = strings.ToUpper(r.str(x, at))
		case "costs":
			q.Costs = map[string]calc.Money{}
			r.members(x, at, func(key, at string, x *Value) bool {
				if m := r.money(x, at); m != nil {
					q.Costs[key] = *m
				}
				return true
			})
		case "rates":
			q.Rates = r.decimals(x, at, strings.ToUpper)
		default:
			return false
		}
		return true
	})
	return q, f
}

// EncodeValuation writes the value and what became of each element.
func EncodeValuation(x *calc.ValuationResult) []byte {
	w := &writer{}
	w.object(func() {
		w.money("price", x.Price)
		w.money("customsValue", x.Value)
		if x.With.Valid {
			w.money("customsValueWithUnknown", x.With)
		}
		w.key("elements")
		w.array(func() {
			for _, p := range x.Parts {
				w.object(func() {
					w.str("element", p.Key)
					w.str("status", p.Status)
					w.moneyObject("given", p.Given)
					w.money("amount", p.Amount)
					w.str("confidence", string(p.Confidence))
					if p.Source != nil {
						w.source("source", p.Source)
					}
				})
			}
		})
		w.fx(x.FX)
		w.needs(x.Needs)
		w.warnings(x.Warnings)
	})
	return w.b
}
