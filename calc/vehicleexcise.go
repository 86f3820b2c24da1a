package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// vehicleExcise is the excise (aksiz) of a vehicle by engine volume: the base of
// the bracket plus its rate on the volume above the bracket's lower bound (Tax
// Code 185.2, 190.4.1, 190.4.1-1, 190.4.1-5). An electric vehicle has no engine
// volume and bears none; neither do special-purpose vehicles (190.1.7), buses on
// compressed gas (190.1.8) and kinds that article 190.1 does not list. The row
// asking the greatest age that the vehicle exceeds wins (190.4.1-3); then come
// the factors of age and mileage (190.4.1-2, 190.4.1-4).
func (e *engine) vehicleExcise(lc *lineCalc, kind string) Charge {
	v := lc.line.Vehicle
	c := Charge{Kind: Excise}
	if v == nil {
		v = &Vehicle{}
	}
	if v.Kind != "" {
		kind = v.Kind
	}
	reason := ""
	switch {
	case v.Fuel == "electric" || kind == "car" && strings.HasPrefix(lc.line.Code, "870380"):
		reason = "excise_no_engine"
	case v.Special:
		reason = "excise_special_vehicle"
	case kind == "bus" && v.Fuel == "gas":
		reason = "excise_gas_bus"
	}
	if reason != "" {
		e.notListed(&c, reason)
		return c
	}
	if free := e.exciseRelief(lc); free != nil {
		return *free
	}
	listed, inForce := false, false
	var best *VehicleExciseRow
	var asked vehicleFacts
	for i := range e.t.Vehicle.Excise {
		r := &e.t.Vehicle.Excise[i]
		if r.Kind != kind {
			continue
		}
		listed = true
		if !r.Has(e.d.Date) {
			continue
		}
		inForce = true
		if r.Base.IsZero() && r.PerCC.IsZero() {
			notDue(&c, "excise_not_listed")
			c.Confidence, c.Source = r.Confidence, &r.Source
			return c
		}
		var f vehicleFacts
		m := matchYears(v, e.d.Date, r.OverYears, 0, &f).and(matchCC(v, r.OverCC, r.UpToCC, &f))
		if m != no && v.EngineCC == 0 {
			f.cc, m = true, unsaid
		}
		switch {
		case m == unsaid:
			asked.cc, asked.produced = asked.cc || f.cc, asked.produced || f.produced
		case m == yes && (best == nil || r.OverYears > best.OverYears):
			best = r
		}
	}
	for i := range e.t.Vehicle.Factors {
		f := &e.t.Vehicle.Factors[i]
		if f.Kind != kind || !f.Has(e.d.Date) {
			continue
		}
		asked.fuel = asked.fuel || v.Fuel == "" && len(f.Fuels) > 0
		// The age is not asked of an engine that no factor names, nor where the
		// mileage has decided.
		if v.Fuel == "" || len(f.Fuels) == 0 || slices.Contains(f.Fuels, e.factorFuel(v)) {
			asked.produced = asked.produced || v.Produced.IsZero() && !f.driven(v)
		}
	}
	// Whether the motor is electric or on gas frees from excise altogether.
	asked.fuel = asked.fuel || v.Fuel == "" && inForce && (kind == "car" || kind == "bus")
	switch {
	case !listed:
		e.notListed(&c, "excise_not_listed")
	case !inForce:
		c.Status, c.Reason = Unknown, "no_rate_for_date"
	case best == nil || asked.any():
		c.Status, c.Reason = NeedsInput, "missing_input"
		if v.Kind == "" {
			lc.needChoice("vehicle.kind", "need_vehicle", VehicleKinds)
		}
		lc.needFacts(asked)
	default:
		e.bracketExcise(lc, &c, best, v)
	}
	return c
}

// notListed settles a charge that article 190.1 of the Tax Code does not make.
func (e *engine) notListed(c *Charge, reason string) {
	notDue(c, reason)
	c.Confidence = Official
	act, url := e.taxCode()
	c.Source = &Source{Act: act, Article: "190.1", URL: url}
	if len(e.t.VAT) > 0 {
		c.Source.Checked = e.t.VAT[0].Source.Checked
	}
}

func (e *engine) bracketExcise(lc *lineCalc, c *Charge, r *VehicleExciseRow, v *Vehicle) {
	above := decimal.NewFromInt(int64(v.EngineCC - r.OverCC))
	part := r.PerCC.Mul(above)
	exact := r.Base.Add(part)
	c.Base = decimal.NewNullDecimal(decimal.NewFromInt(int64(v.EngineCC)))
	c.Confidence, c.Source = r.Confidence, &r.Source
	if r.OverCC > 0 {
		c.Steps = append(c.Steps, Step{Op: "above", Args: []string{strconv.Itoa(v.EngineCC), strconv.Itoa(r.OverCC), "cm3"}, Result: above.String()})
	}
	c.Steps = append(c.Steps, Step{Op: "specific", Args: []string{above.String(), "cm3", r.PerCC.String(), "AZN", "1"}, Result: part.String()})
	tree := r.tree()
	if r.OverCC > 0 {
		c.Steps = append(c.Steps, Step{Op: "add", Args: []string{r.Base.String(), part.String(), "AZN"}, Result: exact.String()})
	}
	c.Rate = r.PerCC.String() + " AZN / cm3"
	if r.OverCC > 0 {
		c.Rate = r.Base.String() + " AZN + " + c.Rate
	}
	plain := true // with a factor the tree alone would not give the amount
	times := func(factor decimal.Decimal) {
		product := exact.Mul(factor)
		c.Steps = append(c.Steps, Step{Op: "times", Args: []string{exact.String(), factor.String()}, Result: product.String()})
		c.Rate += " × " + factor.String()
		exact, plain = product, false
	}
	if f := e.exciseFactor(lc, r.Kind, v); f != nil {
		times(f.Factor)
		c.Confidence = worse(c.Confidence, f.Confidence)
		if f.OverYears > 0 {
			c.Source = &f.Source
		}
	}
	if n := lc.line.pieces(); !n.Equal(decimal.NewFromInt(1)) {
		times(n)
	}
	if plain {
		c.RateTree = &tree
	}
	settle(c, exact)
}

// exciseFactor is the factor for the age or mileage of the vehicle, nil where
// there is none. The law names petrol and diesel engines; how others are taken
// is a reading (unnamed_factor): by the letter none, in practice petrol, or by
// the engine they have.
func (e *engine) exciseFactor(lc *lineCalc, kind string, v *Vehicle) *VehicleFactorRow {
	fuel, unnamed := e.factorFuel(v), false
	for i := range e.t.Vehicle.Factors {
		f := &e.t.Vehicle.Factors[i]
		if f.Kind != kind || !f.Has(e.d.Date) {
			continue
		}
		if !(!v.Produced.IsZero() && olderThan(v.Produced, e.d.Date, f.OverYears) || f.driven(v)) {
			if f.OverKM > 0 && v.MileageKM == 0 && (len(f.Fuels) == 0 || slices.Contains(f.Fuels, fuel)) {
				lc.warn("vehicle_factor_mileage", "km", strconv.Itoa(f.OverKM), "factor", f.Factor.String())
			}
			continue
		}
		if len(f.Fuels) == 0 || slices.Contains(f.Fuels, fuel) {
			return f
		}
		unnamed = unnamed || fuel == v.Fuel
	}
	if unnamed {
		lc.warn("vehicle_factor_unnamed", "fuel", v.Fuel)
	}
	return nil
}

// factorFuel is the fuel whose factor a vehicle bears, as the reading
// unnamed_factor says of engines that the law does not name.
func (e *engine) factorFuel(v *Vehicle) string {
	if r := e.reading("unnamed_factor", v); r != nil {
		switch r.Reading {
		case "petrol":
			return "petrol"
		case "engine":
			return strings.TrimPrefix(v.Fuel, "hybrid_")
		}
	}
	return v.Fuel
}

// driven reports whether the vehicle has gone farther than the factor asks.
func (f *VehicleFactorRow) driven(v *Vehicle) bool { return f.OverKM > 0 && v.MileageKM > f.OverKM }
