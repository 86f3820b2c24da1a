package calc

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

<<<<<<< HEAD
	"rusum/calc/num"
=======
	"rusum/calc/date"
>>>>>>> 50d7109 (Vehicles: rates by date back to 2015, conflicting readings as switchable rows, fees that are open rather than nothing, conditions of reliefs, bans before numbers)
)

// VehicleKinds and VehicleFuels are the keys of Vehicle.Kind and Vehicle.Fuel.
var (
	VehicleKinds = []string{"car", "bus", "truck", "tractor", "trailer", "motorcycle", "quadricycle", "yacht"}
	VehicleFuels = []string{"petrol", "diesel", "gas", "hybrid_petrol", "hybrid_diesel", "electric"}
)

// Vehicle describes a vehicle where a rate depends on it. What is not said is zero.
type Vehicle struct {
	Kind      string    // one of VehicleKinds
	Fuel      string    // one of VehicleFuels
	EngineCC  int       // engine volume (mühərrikin həcmi) in cm3
	Produced  date.Date // day of production (istehsal tarixi)
	MileageKM int
	// Special is a special-purpose vehicle with special signs and equipment,
	// which is not excisable (Tax Code 190.1.7).
	Special bool
}

// pieces is how many such vehicles the line has: its quantity in pieces, 1 where
// none is said.
func (l *Line) pieces() decimal.Decimal {
	if q, ok := l.Quantities["piece"]; ok && q.IsPositive() {
		return q
	}
	return decimal.NewFromInt(1)
}

// match says whether a row is for a vehicle.
type match uint8

const (
	no     match = iota
	yes          // all conditions hold
	unsaid       // no known fact stands against it, but facts are missing
)

// facts asked of a vehicle, collected while rows are matched.
type vehicleFacts struct{ fuel, cc, produced bool }

func (f *vehicleFacts) any() bool { return f.fuel || f.cc || f.produced }

func (lc *lineCalc) needFacts(f vehicleFacts) {
	if f.fuel {
		lc.needChoice("vehicle.fuel", "need_vehicle", VehicleFuels)
	}
	if f.cc {
		lc.need("vehicle.engineCC", "cm3", "need_engine")
	}
	if f.produced {
		lc.need("vehicle.produced", "", "need_vehicle")
	}
}

// and joins two conditions.
func (m match) and(n match) match {
	if m == no || n == no {
		return no
	}
	return max(m, n)
}

func matchFuel(v *Vehicle, fuels []string, f *vehicleFacts) match {
	switch {
	case len(fuels) == 0 || slices.Contains(fuels, v.Fuel):
		return yes
	case v.Fuel == "":
		f.fuel = true
		return unsaid
	}
	return no
}

func matchCC(v *Vehicle, over, upTo int, f *vehicleFacts) match {
	switch {
	case over == 0 && upTo == 0:
		return yes
	case v.EngineCC == 0:
		if v.Fuel == "electric" {
			return no
		}
		f.cc = true
		return unsaid
	case v.EngineCC > over && (upTo == 0 || v.EngineCC <= upTo):
		return yes
	}
	return no
}

// matchYears is for an age of more than over and at most upTo years.
func matchYears(v *Vehicle, day date.Date, over, upTo int, f *vehicleFacts) match {
	switch {
	case over == 0 && upTo == 0:
		return yes
	case v.Produced.IsZero():
		f.produced = true
		return unsaid
	case over > 0 && !olderThan(v.Produced, day, over), upTo > 0 && olderThan(v.Produced, day, upTo):
		return no
	}
	return yes
}

// matchClass is for "new" or "used", by the reading of new_car in use.
func (e *engine) matchClass(v *Vehicle, class string, f *vehicleFacts) match {
	switch {
	case class == "":
		return yes
	case v.Produced.IsZero():
		f.produced = true
		return unsaid
	case e.isNew(v) == (class == "new"):
		return yes
	}
	return no
}

// isNew reports whether the tariff takes a vehicle for new. The definition was
// not found; the readings are days from production, the first anniversary, and
// whether it was used at all. By use a vehicle about a year old may be either,
// so that reading says the opposite of the count of days until the second
// anniversary.
func (e *engine) isNew(v *Vehicle) bool {
	r := e.reading("new_car", v)
	if r == nil {
		return false
	}
	if r.Reading == "years" {
		return !olderThan(v.Produced, e.d.Date, r.Value)
	}
	young := ageDays(v.Produced, e.d.Date) <= r.Value
	if r.Reading == "use" && ageYears(v.Produced, e.d.Date) < 2 {
		return !young
	}
	return young
}

// isVehicle reports whether the code is of a kind of vehicle whose excise
// depends on the engine, and which kind.
func (e *engine) isVehicle(code string) (kind string, ok bool) {
	kind = vehicleKind(e.t, code)
	return kind, kind != ""
}

<<<<<<< HEAD
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
=======
// Code is the subheading of the vehicle in the Harmonized System as far as its
// kind, engine and fuel decide it; what they leave open ends at the heading.
func (v *Vehicle) Code() string {
	cc := v.EngineCC
	// by puts an engine volume into the first class whose upper bound holds it.
	by := func(codes string, bounds ...int) string {
		list := strings.Fields(codes)
		for i, b := range bounds {
			if cc <= b {
				return list[i]
>>>>>>> 50d7109 (Vehicles: rates by date back to 2015, conflicting readings as switchable rows, fees that are open rather than nothing, conditions of reliefs, bans before numbers)
			}
		}
		return list[len(list)-1]
	}
	switch v.Kind {
	case "car":
		switch v.Fuel {
		case "diesel":
			if cc > 0 {
				return by("870331 870332 870333", 1500, 2500)
			}
		case "petrol", "gas":
			if cc > 0 {
				return by("870321 870322 870323 870324", 1000, 1500, 3000)
			}
		case "hybrid_petrol":
			return "870340"
		case "hybrid_diesel":
			return "870350"
		case "electric":
			return "870380"
		}
		return "8703"
	case "bus":
		switch v.Fuel {
		case "diesel":
			return "870210"
		case "hybrid_diesel":
			return "870220"
		case "hybrid_petrol":
			return "870230"
		case "electric":
			return "870240"
		case "petrol", "gas":
			return "870290"
		}
		return "8702"
	case "truck":
		if v.Fuel == "electric" {
			return "870460"
		}
		return "8704"
	case "tractor":
		return "8701"
	case "trailer":
		return "8716"
	case "motorcycle":
		if v.Fuel == "electric" {
			return "871160"
		}
		if cc > 0 {
			return by("871110 871120 871130 871140 871150", 50, 250, 500, 800)
		}
		return "8711"
	case "quadricycle":
		return "8703"
	case "yacht":
		return "8903"
	}
	return ""
}
