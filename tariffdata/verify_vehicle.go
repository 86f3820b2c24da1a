package tariffdata

import (
	"slices"
	"strconv"
	"strings"

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
	v.dutyBands(rows)
	for i := range rows {
		for j := range rows[:i] {
			a, b := &rows[j], &rows[i]
			if a.Report != b.Report || a.OverKG != b.OverKG || a.Kind != b.Kind || !overlap(a.Period, b.Period) || !meet(a.Fuels, b.Fuels) {
				continue
			}
			if (a.Class == "" || b.Class == "" || a.Class == b.Class) && ranges(a.OverCC, a.UpToCC, b.OverCC, b.UpToCC) && ranges(a.OverYears, a.UpToYears, b.OverYears, b.UpToYears) {
				v.add("vehicle_duty "+a.Kind, "rows "+strconv.Itoa(j+1)+" and "+strconv.Itoa(i+1)+" are for the same vehicle")
			}
		}
	}
}

// dutyBands checks that what one row of a kind leaves above its greatest volume
// or age, and below its least, another has. A bound alone of its kind stands:
// what is beyond it was not found.
func (v *verifier) dutyBands(rows []calc.VehicleDutyRow) {
	for i := range rows {
		a := &rows[i]
		if a.Report {
			continue
		}
		alike := func(b *calc.VehicleDutyRow) bool {
			return !b.Report && b != a && b.Kind == a.Kind && b.Class == a.Class && b.From == a.From && meet(a.Fuels, b.Fuels)
		}
		beside, cc, years := false, true, true
		var up, down, older, younger bool
		for j := range rows {
			b := &rows[j]
			if !alike(b) {
				continue
			}
			beside = true
			up, down = up || b.OverCC == a.UpToCC, down || b.UpToCC == a.OverCC
			older, younger = older || b.OverYears == a.UpToYears, younger || b.UpToYears == a.OverYears
		}
		if beside {
			cc = (a.UpToCC == 0 || up) && (a.OverCC == 0 || down)
			years = (a.UpToYears == 0 || older) && (a.OverYears == 0 || younger)
		}
		// A period may be divided by age where the one before was not, so that what
		// follows is looked for by kind and fuel alone.
		later, next := false, false
		for j := range rows {
			if b := &rows[j]; !a.To.IsZero() && !b.Report && b.Kind == a.Kind && meet(a.Fuels, b.Fuels) && b.From.After(a.From) {
				later, next = later || b.From.After(a.To), next || b.From == a.To.AddDays(1)
			}
		}
		if later && !next {
			v.add("vehicle_duty "+a.Kind+" from "+a.From.String(), "gap from "+a.To.AddDays(1).String())
		}
		if !cc || !years {
			v.add("vehicle_duty "+a.Kind+" from "+a.From.String(), "row "+strconv.Itoa(i+1)+" does not join another of its kind")
		}
	}
}

// roadTax checks the tables of foreign vehicles: the classes of size and of mass
// join, each class has the stays of its neighbours, ends in a sum for each
// further day, and longer stays and larger vehicles never cost less.
func (v *verifier) roadTax(t *calc.Tables) {
	v.stays(t.RoadTaxVehicle.Stay)
	v.stays(t.RoadTaxVehicle.Dangerous)
	heavy := t.RoadTaxVehicle.Heavy
	for i := range heavy {
		a := &heavy[i]
		at := "road_tax_heavy from " + a.From.String()
		if a.UpToTonnes.IsZero() {
			continue
		}
		next := slices.IndexFunc(heavy, func(b calc.RoadTaxHeavyRow) bool { return b.From == a.From && b.OverTonnes.Equal(a.UpToTonnes) })
		switch {
		case next < 0:
			v.add(at, "no band over "+a.UpToTonnes.String()+" t")
		case heavy[next].PerKM.LessThan(a.PerKM):
			v.add(at, "band over "+a.UpToTonnes.String()+" t is cheaper than the one before")
		}
	}
	for i := range heavy {
		b := &heavy[i]
		below := slices.ContainsFunc(heavy, func(a calc.RoadTaxHeavyRow) bool { return a.From == b.From && a.OverTonnes.LessThan(b.OverTonnes) })
		if below && !slices.ContainsFunc(heavy, func(a calc.RoadTaxHeavyRow) bool { return a.From == b.From && a.UpToTonnes.Equal(b.OverTonnes) }) {
			v.add("road_tax_heavy from "+b.From.String(), "band over "+b.OverTonnes.String()+" t does not join the one before")
		}
	}
}

func (v *verifier) stays(rows []calc.RoadTaxStayRow) {
	for i := range rows {
		a := &rows[i]
		at := strings.TrimSpace("road_tax_stay "+a.Kind+" "+a.Class) + " over " + strconv.Itoa(a.Over)
		has := func(fits func(b *calc.RoadTaxStayRow) bool) bool {
			return slices.ContainsFunc(rows, func(b calc.RoadTaxStayRow) bool {
				return b.Kind == a.Kind && b.Class == a.Class && b.From == a.From && fits(&b)
			})
		}
		stay := "a stay up to " + strconv.Itoa(a.UpToDays) + " days"
		if a.UpToDays == 0 {
			stay = "a longer stay"
			if !a.PerDay.IsPositive() {
				v.add(at, "nothing for each further day")
			}
		} else if !has(func(b *calc.RoadTaxStayRow) bool {
			return b.Over == a.Over && (b.UpToDays == 0 || b.UpToDays > a.UpToDays)
		}) {
			v.add(at, "nothing beyond "+stay)
		}
		if a.UpTo > 0 && !has(func(b *calc.RoadTaxStayRow) bool { return b.Over == a.UpTo && b.UpToDays == a.UpToDays }) {
			v.add(at, "no class over "+strconv.Itoa(a.UpTo)+" for "+stay)
		}
		if a.Over > 0 && !has(func(b *calc.RoadTaxStayRow) bool { return b.UpTo == a.Over && b.UpToDays == a.UpToDays }) {
			v.add(at, "no class up to "+strconv.Itoa(a.Over)+" for "+stay)
		}
		if has(func(b *calc.RoadTaxStayRow) bool {
			longer := b.Over == a.Over && (b.UpToDays == 0 || a.UpToDays > 0 && b.UpToDays > a.UpToDays)
			larger := b.UpToDays == a.UpToDays && b.Over > a.Over
			return (longer || larger) && b.Amount.LessThan(a.Amount)
		}) {
			v.add(at, "a longer stay or a larger vehicle is cheaper than "+stay)
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
