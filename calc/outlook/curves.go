package outlook

import (
	"slices"

	"rusum/calc"
	"rusum/calc/date"
)

// volume computes the total at the ends of every class of engine volume, between
// which it is a straight line but for rounding, and at the vehicle's own volume.
func (k *looker) volume(l *Look) {
	v := k.base.Lines[k.line].Vehicle
	if v.EngineCC == 0 {
		return
	}
	marks := calc.VolumeMarks(k.base, v, k.t)
	if len(marks) == 0 {
		return
	}
	first, last := marks[0], marks[len(marks)-1]
	volumes := []int{max(first/2, 1), v.EngineCC, last + max(last/4, 1)}
	for _, m := range marks {
		volumes = append(volumes, m, m+1)
	}
	if v.EngineCC > last {
		volumes = append(volumes, v.EngineCC+v.EngineCC/8)
	}
	if v.EngineCC < first/2 {
		volumes = append(volumes, max(v.EngineCC/2, 1))
	}
	slices.Sort(volumes)
	for _, cc := range slices.Compact(volumes) {
		if a := k.with(func(_ *calc.Declaration, _ *calc.Line, v *calc.Vehicle) { v.EngineCC = cc }); a != nil {
			l.Volume = append(l.Volume, Point{cc, sumOf(a)})
		}
	}
}

// maxAge is how many years of age the curve shows.
const maxAge = 12

// ages computes the total of the vehicle for every class of age on the
// declaration's day.
func (k *looker) ages(l *Look) {
	v := k.base.Lines[k.line].Vehicle
	day := k.base.Date
	if v.Produced.IsZero() {
		return
	}
	// The marks of a vehicle made long ago enough are those of every vehicle. The
	// youngest that has passed a mark by the declaration's day is looked for day by
	// day around the anniversary: on 1 March after a leap day no mark falls.
	made := []date.Date{day}
	probe := *v
	passed := func(made date.Date) int {
		p := probe
		p.Produced = made
		return calc.AgesPassed(k.base, &p, k.t)
	}
	probe.Produced = day.AddYears(-maxAge - 2)
	marks := calc.AgeMarks(k.base, &probe, k.t)
	for _, m := range marks {
		if m.Month() == 1 && m.Day() == 1 {
			// Ages counted by calendar years: the youngest of a class was made on 31 December.
			if d, ok := date.New(day.Year()-(m.Year()-probe.Produced.Year()), 12, 31); ok {
				made = append(made, d)
			}
		}
		d := day.AddDays(-probe.Produced.DaysUntil(m))
		for _, shift := range []int{2, 1, 0, -1, -2} {
			if x := d.AddDays(shift); passed(x) > passed(x.AddDays(1)) {
				made = append(made, x)
			}
		}
	}
	slices.SortFunc(made, func(a, b date.Date) int { return b.Compare(a) })
	for _, m := range slices.Compact(made) {
		if day.AddYears(-maxAge).After(m) || m.After(day) {
			continue
		}
		a := k.with(func(_ *calc.Declaration, _ *calc.Line, v *calc.Vehicle) { v.Produced = m })
		if a == nil {
			continue
		}
		s := Step{Sum: sumOf(a), Banned: Banned(a)}
		s.Days, s.Years = calc.Age(m, day)
		if n := len(l.Ages); n > 0 && l.Ages[n-1].equal(s.Sum) && l.Ages[n-1].Banned == s.Banned {
			continue
		}
		l.Ages = append(l.Ages, s)
	}
}
