package calc

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
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

// describesVehicle reports whether the line says what vehicle it is.
func (l *Line) describesVehicle() bool { return l.Vehicle != nil && l.Vehicle.Kind != "" }

// isVehicle reports whether a line is a vehicle: it is described as one, or its
// heading is one of vehicles and vessels.
func isVehicle(l *Line) bool {
	if l.describesVehicle() {
		return true
	}
	for _, h := range []string{"8701", "8702", "8703", "8704", "8705", "8711", "871610", "871620", "87163", "871640", "8903"} {
		if strings.HasPrefix(l.Code, h) {
			return true
		}
	}
	return false
}

// excisedVehicle reports whether the code is of a kind of vehicle whose excise
// depends on the engine, and which kind.
func (e *engine) excisedVehicle(code string) (kind string, ok bool) {
	kind = vehicleKind(e.t, code)
	return kind, kind != ""
}

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
