package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

// quantity finds how much of a unit the line declares: the quantity itself, one
// in a unit with an exact conversion, the net mass for weights, litres times
// strength for pure alcohol, the engine volume for cm3. Density is never
// assumed: kilograms of a liquid do not answer for its litres.
func (l *Line) quantity(key string) (rate.Quantity, *rate.Need) {
	if q, ok := l.Quantities[key]; ok {
		return rate.Quantity{Value: q}, nil
	}
	for i := range unit.All {
		from := unit.All[i].Key
		q, ok := l.Quantities[from]
		if !ok {
			continue
		}
		if v, ok := unit.Convert(q, from, key); ok {
			return rate.Quantity{Value: v, Steps: []Step{unitStep(q, from, v, key)}}, nil
		}
	}
	if unit.Convertible("kg", key) {
		if !l.NetMass.Valid {
			return rate.Quantity{}, &rate.Need{Field: "netMass", Unit: "kg", Why: "need_net_mass"}
		}
		kg := l.NetMass.Decimal
		steps := []Step{{Op: "net_mass", Args: []string{kg.String()}, Result: kg.String()}}
		v, _ := unit.Convert(kg, "kg", key)
		if key != "kg" {
			steps = append(steps, unitStep(kg, "kg", v, key))
		}
		return rate.Quantity{Value: v, Steps: steps}, nil
	}
	switch key {
	case "l_pure_alcohol":
		litres, need := l.quantity("l")
		if need != nil {
			return rate.Quantity{}, need
		}
		if !l.Alcohol.Valid {
			return rate.Quantity{}, &rate.Need{Field: "alcohol", Why: "need_alcohol"}
		}
		v := num.Percent(litres.Value, l.Alcohol.Decimal)
		return rate.Quantity{Value: v, Steps: append(litres.Steps, Step{Op: "pure_alcohol",
			Args: []string{litres.Value.String(), l.Alcohol.Decimal.String()}, Result: v.String()})}, nil
	case "cm3":
		if l.Vehicle != nil && l.Vehicle.EngineCC > 0 {
			v := decimal.NewFromInt(int64(l.Vehicle.EngineCC))
			steps := []Step{{Op: "engine", Args: []string{strconv.Itoa(l.Vehicle.EngineCC)}, Result: v.String()}}
			if n := l.pieces(); !n.Equal(decimal.NewFromInt(1)) {
				all := v.Mul(n)
				steps = append(steps, Step{Op: "pieces", Args: []string{v.String(), n.String()}, Result: all.String()})
				v = all
			}
			return rate.Quantity{Value: v, Steps: steps}, nil
		}
		return rate.Quantity{}, &rate.Need{Field: "quantities.cm3", Unit: "cm3", Why: "need_engine"}
	}
	return rate.Quantity{}, &rate.Need{Field: "quantities." + key, Unit: key, Why: "need_quantity"}
}

func unitStep(q decimal.Decimal, from string, v decimal.Decimal, to string) Step {
	return Step{Op: "unit", Args: []string{q.String(), from, to}, Result: v.String()}
}
