package calc

import (
	"slices"

	"rusum/calc/date"
)

// AgeMarks are the days on which the vehicle passes an age that a rate, fee,
// relief or ban in force on the declaration's day asks for: the first day of
// each new class of age, ascending. They follow from the rows and readings the
// engine itself goes by.
func AgeMarks(d *Declaration, v *Vehicle, t *Tables) []date.Date {
	if v == nil || v.Produced.IsZero() {
		return nil
	}
	out := ageMarks(d, v, t)
	slices.SortFunc(out, date.Date.Compare)
	return slices.Compact(out)
}

// AgesPassed is how many of the ages that rates, fees, reliefs and bans ask for
// the vehicle has passed by the declaration's day. Two that fall on one day, as
// one of calendar years and one of full years may, are two.
func AgesPassed(d *Declaration, v *Vehicle, t *Tables) int {
	n := 0
	for _, m := range ageMarks(d, v, t) {
		if !m.After(d.Date) {
			n++
		}
	}
	return n
}

func ageMarks(d *Declaration, v *Vehicle, t *Tables) []date.Date {
	e := &engine{d: d, t: t}
	var out []date.Date
	// A year that the calendar cannot express is no mark of a living vehicle.
	put := func(n int) {
		if n > 0 {
			out = append(out, firstDayOver(v.Produced, n))
		}
	}
	isNew := false
	for i := range t.Vehicle.Duty {
		r := &t.Vehicle.Duty[i]
		if r.Kind != v.Kind || !r.Has(d.Date) || !mayFuel(v, r.Fuels) {
			continue
		}
		put(r.OverYears)
		put(r.UpToYears)
		isNew = isNew || r.Class != ""
	}
	if r := e.reading("new_car", v); isNew && r != nil {
		switch r.Reading {
		case "years":
			put(r.Value)
		case "use":
			out = append(out, v.Produced.AddDays(r.Value+1), v.Produced.AddYears(2))
		default:
			out = append(out, v.Produced.AddDays(r.Value+1))
		}
	}
	for i := range t.Vehicle.Excise {
		if r := &t.Vehicle.Excise[i]; r.Kind == v.Kind && r.Has(d.Date) && v.Fuel != "electric" {
			put(r.OverYears)
		}
	}
	for i := range t.Vehicle.Factors {
		if r := &t.Vehicle.Factors[i]; r.Kind == v.Kind && r.Has(d.Date) && v.Fuel != "electric" {
			put(r.OverYears)
		}
	}
	for i := range t.Vehicle.Fees {
		r := &t.Vehicle.Fees[i]
		if r.FromYear == 0 || !slices.Contains(r.Kinds, v.Kind) || !r.Has(d.Date) {
			continue
		}
		if x := e.reading("utilisation_age", v); x != nil && x.Reading == "calendar" {
			if day, ok := date.New(v.Produced.Year()+r.FromYear, 1, 1); ok {
				out = append(out, day)
			}
		} else {
			out = append(out, v.Produced.AddYears(r.FromYear))
		}
	}
	for i := range t.Vehicle.Reliefs {
		r := &t.Vehicle.Reliefs[i]
		if !slices.Contains(r.Kinds, v.Kind) || !mayFuel(v, r.Fuels) {
			continue
		}
		for j := range t.Reliefs {
			if x := &t.Reliefs[j]; x.Article == r.Article && x.Has(d.Date) {
				put(r.OverYears)
				put(r.UpToYears)
				break
			}
		}
	}
	for i := range t.Vehicle.Rules {
		if r := &t.Vehicle.Rules[i]; slices.Contains(r.Kinds, v.Kind) && r.Has(d.Date) {
			put(r.Years)
		}
	}
	return out
}

func mayFuel(v *Vehicle, fuels []string) bool {
	return len(fuels) == 0 || v.Fuel == "" || slices.Contains(fuels, v.Fuel)
}

// VolumeMarks are the engine volumes up to which a rate or relief in force on
// the day goes, ascending, in cm3: at one more the next class begins.
func VolumeMarks(d *Declaration, v *Vehicle, t *Tables) []int {
	if v == nil || v.Fuel == "electric" {
		return nil
	}
	var out []int
	put := func(n int) {
		if n > 0 {
			out = append(out, n)
		}
	}
	for i := range t.Vehicle.Duty {
		if r := &t.Vehicle.Duty[i]; r.Kind == v.Kind && r.Has(d.Date) && mayFuel(v, r.Fuels) {
			put(r.OverCC)
			put(r.UpToCC)
		}
	}
	for i := range t.Vehicle.Excise {
		if r := &t.Vehicle.Excise[i]; r.Kind == v.Kind && r.Has(d.Date) {
			put(r.OverCC)
			put(r.UpToCC)
		}
	}
	for i := range t.Vehicle.Reliefs {
		r := &t.Vehicle.Reliefs[i]
		if !slices.Contains(r.Kinds, v.Kind) || !mayFuel(v, r.Fuels) {
			continue
		}
		for j := range t.Reliefs {
			if x := &t.Reliefs[j]; x.Article == r.Article && x.Has(d.Date) {
				put(r.UpToCC)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// VehicleLawDays are the days on which a table of vehicles, or one that a
// vehicle's payments rest on, begins or stops to hold a row, ascending.
func VehicleLawDays(t *Tables) []date.Date {
	var out []date.Date
	put := func(p Period) {
		if !p.From.IsZero() {
			out = append(out, p.From)
		}
		if !p.To.IsZero() {
			out = append(out, p.To.AddDays(1))
		}
	}
	for i := range t.Vehicle.Duty {
		put(t.Vehicle.Duty[i].Period)
	}
	for i := range t.Vehicle.Excise {
		put(t.Vehicle.Excise[i].Period)
	}
	for i := range t.Vehicle.Factors {
		put(t.Vehicle.Factors[i].Period)
	}
	for i := range t.Vehicle.Fees {
		put(t.Vehicle.Fees[i].Period)
	}
	for i := range t.Vehicle.Rules {
		put(t.Vehicle.Rules[i].Period)
	}
	for i := range t.Reliefs {
		if slices.ContainsFunc(t.Vehicle.Reliefs, func(r VehicleReliefRow) bool { return r.Article == t.Reliefs[i].Article }) {
			put(t.Reliefs[i].Period)
		}
	}
	for i := range t.Readings {
		put(t.Readings[i].Period)
	}
	for i := range t.FeeBands {
		put(t.FeeBands[i].Period)
	}
	for i := range t.EServices {
		put(t.EServices[i].Period)
	}
	for i := range t.VAT {
		put(t.VAT[i].Period)
	}
	for i := range t.StatutoryDuties {
		put(t.StatutoryDuties[i].Period)
	}
	for i := range t.Partners {
		put(t.Partners[i].Period)
	}
	slices.SortFunc(out, date.Date.Compare)
	return slices.Compact(out)
}
