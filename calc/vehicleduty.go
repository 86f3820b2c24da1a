package calc

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/rate"
)

// vehicleDuty is the import duty of a vehicle by engine, fuel, age and mass
// (decision 500/2017 as reported); ok is false where the line is no vehicle, the
// user gave a rate of their own, a preference takes its place, or the tariff
// itself has the rate of the code.
//
// A rate that one report alone names is not charged: it stands beside the
// charge as a hint, and the duty is open under the statutory rates.
func (e *engine) vehicleDuty(lc *lineCalc, mode dutyMode) (Charge, bool) {
	v := lc.line.Vehicle
	if v == nil || v.Kind == "" || lc.line.Duty != nil || lc.line.DutyScenario != "" || mode.kind == modeScenario ||
		e.preferenceFor(lc, mode) != nil || e.general(lc.line).known {
		return Charge{}, false
	}
	var asked vehicleFacts
	var hints []Hint
	for i := range e.t.Vehicle.Duty {
		r := &e.t.Vehicle.Duty[i]
		if r.Kind != v.Kind || !r.Has(e.d.Date) {
			continue
		}
		var f vehicleFacts
		m := matchFuel(v, r.Fuels, &f).and(matchCC(v, r.OverCC, r.UpToCC, &f)).
			and(matchYears(v, e.d.Date, r.OverYears, r.UpToYears, &f)).and(e.matchClass(v, r.Class, &f))
		if m != no && perCC(r.Rate) && v.EngineCC == 0 {
			f.cc, m = true, unsaid
		}
		switch {
		case m == no:
		case r.Report:
			if mass := lc.line.NetMass; r.OverKG == 0 || !mass.Valid || mass.Decimal.GreaterThan(lc.line.pieces().Mul(decimal.NewFromInt(int64(r.OverKG)))) {
				hints = append(hints, Hint{Code: v.Code(), Rate: r.Rate, Condition: r.condition(), From: r.From, To: r.To, Confidence: r.Confidence, Source: r.Source})
			}
		case m == unsaid:
			asked.fuel, asked.cc, asked.produced = asked.fuel || f.fuel, asked.cc || f.cc, asked.produced || f.produced
		default:
			c := Charge{Kind: ImportDuty}
			e.evalDuty(lc, &c, r.Rate, r.Confidence, &r.Source)
			return c, true
		}
	}
	if asked.any() {
		lc.needFacts(asked)
		return Charge{Kind: ImportDuty, Status: NeedsInput, Reason: "missing_input"}, true
	}
	c := e.importDuty(lc, mode)
	// Of what is reported for lines under the code only that of the vehicle's own
	// subheading is about it.
	for _, h := range c.Hints {
		if own := v.Code(); len(own) == 6 && strings.HasPrefix(h.Code, own) {
			hints = append(hints, h)
		}
	}
	c.Hints = hints
	return c, true
}

// condition is what the row asks of the vehicle beside kind and fuel, as a key.
func (r *VehicleDutyRow) condition() string {
	if r.OverKG > 0 {
		return "over_kg"
	}
	return r.Class
}

// perCC reports whether the rate is charged on the engine volume.
func perCC(r rate.Rate) bool { return r.Op == rate.Specific && r.Per.Unit == "cm3" }
