package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// vehicleDuty is the import duty of a vehicle by engine, fuel and age (decision
// 500/2017 as reported); ok is false where the line is no vehicle, or the user
// gave a rate of their own.
func (e *engine) vehicleDuty(lc *lineCalc, mode dutyMode) (Charge, bool) {
	v := lc.line.Vehicle
	if v == nil || v.Kind == "" || lc.line.Duty != nil || lc.line.DutyScenario != "" || mode.kind == modeScenario {
		return Charge{}, false
	}
	if p := e.preferenceFor(lc, mode); p != nil {
		return e.preferentialDuty(lc, *p, generalRate{}), true
	}
	c := Charge{Kind: ImportDuty}
	if v.Fuel == "" || v.Produced.IsZero() || v.EngineCC == 0 && v.Fuel != "electric" {
		c.Status, c.Reason = NeedsInput, "missing_input"
		lc.needVehicle(v)
		return c, true
	}
	for i := range e.t.Vehicle.Duty {
		r := &e.t.Vehicle.Duty[i]
		days := ageDays(v.Produced, e.d.Date)
		if r.Kind != v.Kind || !r.Has(e.d.Date) || len(r.Fuels) > 0 && !slices.Contains(r.Fuels, v.Fuel) ||
			v.EngineCC < r.OverCC+1 && r.OverCC > 0 || r.UpToCC > 0 && v.EngineCC > r.UpToCC ||
			r.OverDays > 0 && days <= r.OverDays || r.UpToDays > 0 && days > r.UpToDays ||
			r.OverYears > 0 && !olderThan(v.Produced, e.d.Date, r.OverYears) ||
			r.UpToYears > 0 && olderThan(v.Produced, e.d.Date, r.UpToYears) {
			continue
		}
		e.evalDuty(lc, &c, r.Rate, r.Confidence, &r.Source)
		return c, true
	}
	return Charge{}, false
}

func (lc *lineCalc) needVehicle(v *Vehicle) {
	if v.Kind == "" {
		lc.needChoice("vehicle.kind", "need_vehicle", vehicleKinds)
	}
	if v.Fuel == "" {
		lc.needChoice("vehicle.fuel", "need_vehicle", vehicleFuels)
	}
	if v.EngineCC == 0 && v.Fuel != "electric" {
		lc.need("vehicle.engineCC", "cm3", "need_engine")
	}
	if v.Produced.IsZero() {
		lc.need("vehicle.produced", "", "need_vehicle")
	}
}

// isVehicle reports whether the code is of a kind of vehicle whose excise
// depends on the engine, and which kind.
func (e *engine) isVehicle(code string) (kind string, ok bool) {
	kind = vehicleKind(e.t, code)
	return kind, kind != ""
}

// vehicleExcise is the excise of a vehicle by engine volume: the base of the
// bracket plus its rate on the volume above the bracket's lower bound (Tax Code
// 185.2, 190.4.1). An electric car has no engine volume and bears none; buses on
// compressed gas are not excisable (190.1.8). The row asking the greatest age
// that the vehicle exceeds wins (190.4.1-3); then come the factors of age and
// mileage (190.4.1-2, 190.4.1-4).
func (e *engine) vehicleExcise(lc *lineCalc, kind string) Charge {
	v := lc.line.Vehicle
	c := Charge{Kind: Excise}
	if v == nil {
		v = &Vehicle{}
	}
	if v.Kind != "" {
		kind = v.Kind
	}
	if v.Fuel == "electric" || kind == "car" && strings.HasPrefix(lc.line.Code, "870380") || kind == "bus" && v.Fuel == "gas" {
		notDue(&c, "excise_not_listed")
		c.Confidence = Official
		return c
	}
	if free := e.exciseRelief(lc); free != nil {
		return *free
	}
	listed, inForce := false, false
	var best *VehicleExciseRow
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
		if v.EngineCC == 0 || v.Produced.IsZero() || v.Fuel == "" || v.EngineCC <= r.OverCC || r.UpToCC > 0 && v.EngineCC > r.UpToCC ||
			r.OverYears > 0 && !olderThan(v.Produced, e.d.Date, r.OverYears) {
			continue
		}
		if best == nil || r.OverYears > best.OverYears {
			best = r
		}
	}
	switch {
	case !listed:
		notDue(&c, "excise_not_listed")
	case !inForce:
		c.Status, c.Reason = Unknown, "no_rate_for_date"
	case best == nil:
		c.Status, c.Reason = NeedsInput, "missing_input"
		lc.needVehicle(v)
	default:
		e.bracketExcise(lc, &c, best, v)
	}
	return c
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
	unnamed, factored := false, false
	for i := range e.t.Vehicle.Factors {
		f := &e.t.Vehicle.Factors[i]
		if f.Kind != r.Kind || !f.Has(e.d.Date) || !(olderThan(v.Produced, e.d.Date, f.OverYears) || f.OverKM > 0 && v.MileageKM > f.OverKM) {
			continue
		}
		if len(f.Fuels) > 0 && !slices.Contains(f.Fuels, v.Fuel) {
			// The law names petrol and diesel engines only; for hybrids and gas the
			// letter of the law multiplies nothing, practice takes the petrol factor.
			unnamed = true
			continue
		}
		unnamed, factored = false, true
		product := exact.Mul(f.Factor)
		c.Steps = append(c.Steps, Step{Op: "times", Args: []string{exact.String(), f.Factor.String()}, Result: product.String()})
		c.Rate += " × " + f.Factor.String()
		c.Confidence = worse(c.Confidence, f.Confidence)
		exact = product
		break
	}
	if unnamed {
		lc.warn("vehicle_factor_unnamed", "fuel", v.Fuel)
	}
	if !factored {
		c.RateTree = &tree // with a factor the tree alone would not give the amount
	}
	settle(c, exact)
}

// vehicleFees are the fees on clearing vehicles: registration certificate,
// expertise, conformity certificate, utilisation fee by completed years of age.
func (e *engine) vehicleFees() []Charge {
	var out []Charge
	if e.flow != Import || e.procedure.Charges != "full" {
		return nil
	}
	for i := range e.d.Lines {
		v := e.d.Lines[i].Vehicle
		if v == nil || v.Kind == "" {
			continue
		}
		for j := range e.t.Vehicle.Fees {
			r := &e.t.Vehicle.Fees[j]
			if !r.Has(e.d.Date) || !slices.Contains(r.Kinds, v.Kind) || len(r.Fuels) > 0 && !slices.Contains(r.Fuels, v.Fuel) {
				continue
			}
			if r.FromYear > 0 || r.ToYear > 0 {
				if v.Produced.IsZero() {
					continue
				}
				years := ageYears(v.Produced, e.d.Date)
				if years < r.FromYear || r.ToYear > 0 && years >= r.ToYear {
					continue
				}
			}
			c := Charge{Kind: r.Fee, Confidence: r.Confidence, Source: &r.Source, Rate: num.Money(r.Amount) + " AZN"}
			settle(&c, r.Amount)
			out = append(out, c)
		}
	}
	return out
}
