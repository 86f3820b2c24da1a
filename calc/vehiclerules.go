package calc

import (
	"slices"
	"strconv"
)

// relief conditions: what a vehicle must be for a relief, nil where the relief
// is not about vehicles.
func (e *engine) vehicleCondition(article string) *VehicleReliefRow {
	for i := range e.t.Vehicle.Reliefs {
		if e.t.Vehicle.Reliefs[i].Article == article {
			return &e.t.Vehicle.Reliefs[i]
		}
	}
	return nil
}

// meets reports whether the vehicle is what the relief asks; a fact that is not
// said does not fulfil it.
func (e *engine) meets(v *Vehicle, r *VehicleReliefRow) bool {
	var f vehicleFacts
	return slices.Contains(r.Kinds, v.Kind) &&
		matchFuel(v, r.Fuels, &f).and(matchCC(v, 0, r.UpToCC, &f)).and(matchYears(v, e.d.Date, r.OverYears, r.UpToYears, &f)) == yes
}

// rarity reports whether the line is claimed, and is old enough, to be a rarity
// vehicle (law 355-VIIQD of 13.02.2026).
func (e *engine) rarity(l *Line) bool {
	r := e.vehicleCondition("rarity")
	return r != nil && l.Vehicle != nil && slices.Contains(l.Relief, "rarity") && e.meets(l.Vehicle, r)
}

// vehicleRules are conditions of importing a vehicle at all, as warnings that
// come before any number: the greatest age of a used car (decision 94 of
// 29.03.2023) and the Euro 4 standard (AZS 636-2012). Rare cars and temporary
// import are excepted.
func (e *engine) vehicleRules() []Warning {
	if e.flow != Import || e.procedure.Charges != "full" {
		return nil
	}
	var out []Warning
	for i := range e.d.Lines {
		l := &e.d.Lines[i]
		v := l.Vehicle
		if v == nil || v.Produced.IsZero() || e.rarity(l) {
			continue
		}
		if v.Produced.After(e.d.Date) {
			e.warn("vehicle_not_made_yet", i+1, "produced", v.Produced.String())
			continue
		}
		warn := func(code string, r *VehicleRuleRow, args ...string) {
			args = append(args, "act", r.Source.Act)
			out = append(out, Warning{Code: code, Line: i + 1, Args: pairs(args)})
		}
		euro, latest := false, (*VehicleRuleRow)(nil) // euro: the market is known and its cars of that year meet the standard or not
		for j := range e.t.Vehicle.Rules {
			r := &e.t.Vehicle.Rules[j]
			if !slices.Contains(r.Kinds, v.Kind) || !r.Has(e.d.Date) {
				continue
			}
			switch r.Rule {
			case "max_age":
				if !olderThan(v.Produced, e.d.Date, r.Years) {
					continue
				}
				years := strconv.Itoa(r.Years)
				if calendarYears(v.Produced, e.d.Date) == r.Years {
					warn("vehicle_over_age_by_day", r, "years", years, "produced", v.Produced.String())
				} else {
					warn("vehicle_over_age", r, "years", years)
				}
			case "euro4":
				if v.Fuel == "electric" {
					continue
				}
				if slices.Contains(r.Origins, l.Origin) {
					euro = true
					if v.Produced.Year() < r.MadeFrom {
						warn("vehicle_euro4", r, "year", strconv.Itoa(r.MadeFrom), "country", l.Origin)
					}
				}
				if latest == nil || r.MadeFrom > latest.MadeFrom {
					latest = r
				}
			}
		}
		if !euro && latest != nil && v.Produced.Year() < latest.MadeFrom {
			warn("vehicle_euro4_market", latest, "year", strconv.Itoa(latest.MadeFrom))
		}
	}
	return out
}

// endedReliefs says of a relief that the vehicle would have had that it ended.
func (e *engine) endedReliefs(lc *lineCalc) {
	v := lc.line.Vehicle
	if v == nil || v.Kind == "" || e.flow != Import {
		return
	}
	for i := range e.t.Reliefs {
		r := &e.t.Reliefs[i]
		if r.To.IsZero() || !e.d.Date.After(r.To) || !r.covers(lc.line.Code) && !r.mayCover(lc.line.Code) {
			continue
		}
		if x := e.vehicleCondition(r.Article); x != nil && x.Automatic && e.meets(v, x) {
			lc.warn("vehicle_relief_ended", "article", r.Article, "until", r.To.String())
		}
	}
}
