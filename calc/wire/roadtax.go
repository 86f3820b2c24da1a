package wire

import (
	"strings"

	"rusum/calc"
	"rusum/calc/num"
)

// DecodeRoadTax reads a query for the road tax of a foreign vehicle; gross mass is in kg.
func DecodeRoadTax(b []byte) (calc.RoadTaxQuery, *calc.Fault) {
	var q calc.RoadTaxQuery
	v, f := Parse(b)
	if f != nil {
		return q, f
	}
	r := &reader{}
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "date":
			q.Date = r.date(x, at)
		case "vehicle":
			r.members(x, at, func(key, at string, x *Value) bool {
				switch key {
				case "kind":
					q.Kind = r.str(x, at)
				case "engineCC":
					q.EngineCC = r.whole(x, at)
				case "electric":
					q.Electric = r.flag(x, at, false)
				case "seats":
					q.Seats = r.whole(x, at)
				case "axles":
					q.Axles = r.whole(x, at)
				case "grossMass":
					q.GrossMass = r.nullDecimal(x, at)
				default:
					return false
				}
				return true
			})
		case "stayDays":
			q.StayDays = r.whole(x, at)
		case "distanceKm":
			if x.kind == number {
				x = &Value{kind: text, s: x.s}
			}
			q.DistanceKM = r.nullDecimal(x, at)
		case "dangerous":
			q.Dangerous = r.str(x, at)
		case "rates":
			q.Rates = r.decimals(x, at, strings.ToUpper)
		case "declaredDays":
			q.DeclaredDays = r.whole(x, at)
		case "permits":
			q.Permits = r.list(x, at)
		default:
			return false
		}
		return true
	})
	return q, r.fault
}

// EncodeRoadTax writes the charges in US dollars and manat.
func EncodeRoadTax(x *calc.RoadTaxResult) []byte {
	w := &writer{}
	w.object(func() {
		status := "complete"
		if len(x.Needs) > 0 {
			status = "incomplete"
		}
		w.str("status", status)
		w.key("charges")
		w.array(func() {
			for i := range x.Parts {
				p := &x.Parts[i]
				w.object(func() {
					w.str("kind", string(p.Kind))
					w.str("part", p.Name)
					w.str("permit", p.Permit)
					w.str("status", string(p.Status))
					w.str("reason", p.Reason)
					w.str("amountUSD", num.Money(p.USD))
					w.money("amount", p.AZN)
					w.str("currency", "AZN")
					w.str("confidence", string(p.Confidence))
					w.steps(p.Steps)
					w.source("source", &p.Source)
				})
			}
		})
		if len(x.Needs) == 0 {
			w.str("totalUSD", num.Money(x.TotalUSD))
			w.money("total", x.TotalAZN)
		}
		w.needs(x.Needs)
		w.warnings(x.Warnings)
		w.fx(x.FX)
	})
	return w.b
}
