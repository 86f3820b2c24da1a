package tariffdata

import (
	"slices"
	"strconv"

	"rusum/calc"
	"rusum/calc/date"
)

// vehicles checks the tables of vehicles: no two rows are for the same vehicle
// on the same day, the ages of a fee have no hole, and what one table says of
// another is there.
func (v *verifier) vehicles(t *calc.Tables) {
	v.vehicleDuty(t.Vehicle.Duty)
	v.vehicleFees(t)
	v.readings(t.Readings)
	for _, r := range t.Vehicle.Reliefs {
		if !slices.ContainsFunc(t.Reliefs, func(x calc.ReliefRow) bool { return x.Article == r.Article }) {
			v.add("vehicle_relief "+r.Article, "no such relief")
		}
	}
	for _, r := range t.Vehicle.Rules {
		if r.Rule != "max_age" && r.Rule != "euro4" {
			v.add("vehicle_rule "+r.Rule, "no such rule")
		}
	}
}

func (v *verifier) vehicleDuty(rows []calc.VehicleDutyRow) {
	for i := range rows {
		for j := range rows[:i] {
			a, b := &rows[j], &rows[i]
			if a.Report || b.Report || a.Kind != b.Kind || !overlap(a.Period, b.Period) || !meet(a.Fuels, b.Fuels) {
				continue
			}
			if (a.Class == "" || b.Class == "" || a.Class == b.Class) && ranges(a.OverCC, a.UpToCC, b.OverCC, b.UpToCC) && ranges(a.OverYears, a.UpToYears, b.OverYears, b.UpToYears) {
				v.add("vehicle_duty "+a.Kind, "rows "+strconv.Itoa(j+1)+" and "+strconv.Itoa(i+1)+" are for the same vehicle")
			}
		}
	}
}

func (v *verifier) vehicleFees(t *calc.Tables) {
	rows := t.Vehicle.Fees
	for i := range rows {
		b := &rows[i]
		at := "vehicle_fee row " + strconv.Itoa(i+1)
		switch b.Status {
		case "due":
			if !b.Amount.IsPositive() {
				v.add(at, "due without an amount")
			}
		case "none", "possible":
			if b.Reason == "" {
				v.add(at, "no reason why it is not charged")
			}
		default:
			v.add(at, "status "+b.Status)
		}
		if b.ReadingKey != "" && !slices.ContainsFunc(t.Readings, func(r calc.ReadingRow) bool { return r.Key == b.ReadingKey && r.Reading == b.Reading }) {
			v.add(at, "no reading "+b.ReadingKey+"="+b.Reading)
		}
		if b.ToYear > 0 && !slices.ContainsFunc(rows, func(a calc.VehicleFeeRow) bool {
			return a.Fee == b.Fee && a.From == b.From && meet(a.Kinds, b.Kinds) && a.FromYear == b.ToYear
		}) {
			v.add("vehicle_fee "+string(b.Fee)+" from "+b.From.String(), "nothing from "+strconv.Itoa(b.ToYear)+" years")
		}
		for j := range rows[:i] {
			a := &rows[j]
			// Years of a fee are from … to below, so that the ranges are of FromYear-1.
			if a.Fee == b.Fee && a.Reading == b.Reading && meet(a.Kinds, b.Kinds) && meet(a.Fuels, b.Fuels) && overlap(a.Period, b.Period) &&
				ranges(a.FromYear-1, a.ToYear-1, b.FromYear-1, b.ToYear-1) {
				v.add("vehicle_fee "+string(a.Fee), "rows "+strconv.Itoa(j+1)+" and "+strconv.Itoa(i+1)+" are for the same vehicle")
			}
		}
	}
}

// readings checks that one reading of a key is in use wherever another could be.
func (v *verifier) readings(rows []calc.ReadingRow) {
	for i := range rows {
		b := &rows[i]
		used := b.Use
		for j := range rows {
			a := &rows[j]
			if i == j || a.Key != b.Key || !meet(a.Kinds, b.Kinds) || !meet(a.Fuels, b.Fuels) || !overlap(a.Period, b.Period) || !a.Use {
				continue
			}
			used = true
			if b.Use && j < i {
				v.add("readings "+a.Key, a.Reading+" and "+b.Reading+" are both in use")
			}
		}
		if !used {
			v.add("readings "+b.Key, "none is in use beside "+b.Reading)
		}
	}
}

func overlap(a, b calc.Period) bool {
	starts := func(x, y calc.Period) bool { return x.From.Within(y.From, y.To) }
	return starts(a, b) || starts(b, a) || a.From == (date.Date{}) && b.From == (date.Date{})
}

// meet reports whether two lists have something in common; an empty one has everything.
func meet(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// ranges reports whether "over … up to" overlap; an upper bound that is not
// positive is open.
func ranges(overA, upToA, overB, upToB int) bool {
	return (upToA <= 0 || upToA > overB) && (upToB <= 0 || upToB > overA)
}
