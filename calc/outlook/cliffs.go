package outlook

import (
	"slices"

	"rusum/calc"
	"rusum/calc/date"
)

// ageCliffs are the boundary of age passed last, if within [NearDays], and the
// next one, whenever it comes. Only those that change something count. The
// vehicle is assessed on the eve of the boundary and on the day itself, under
// the law of those days.
func (k *looker) ageCliffs(l *Look) {
	v := k.base.Lines[k.line].Vehicle
	day := k.base.Date
	marks := calc.AgeMarks(k.base, v, k.t)
	var passed, coming []date.Date
	for _, m := range marks {
		switch {
		case m.After(day):
			coming = append(coming, m)
		case m.DaysUntil(day) <= NearDays:
			passed = append([]date.Date{m}, passed...)
		}
	}
	for _, list := range [][]date.Date{passed, coming} {
		for _, m := range list {
			// Marks a day or two apart, such as 7 completed years and more than 7,
			// are one boundary to a person.
			far := m
			for _, n := range marks {
				if n.After(far) && far.DaysUntil(n) <= 2 {
					far = n
				}
			}
			if c, ok := k.ageCliff(m, far); ok {
				l.Cliffs = append(l.Cliffs, c)
				break
			}
		}
	}
}

// ageCliff compares the vehicle on the eve of a mark and on the last day of the
// marks that go with it.
func (k *looker) ageCliff(mark, last date.Date) (Cliff, bool) {
	on := func(day date.Date) *calc.Assessment {
		return k.with(func(d *calc.Declaration, _ *calc.Line, _ *calc.Vehicle) { d.Date = day })
	}
	near, far := on(mark.AddDays(-1)), on(last)
	if near == nil || far == nil || !changed(near, far) {
		return Cliff{}, false
	}
	c := Cliff{Kind: "age", Day: mark, Days: k.base.Date.DaysUntil(mark), Banned: Banned(far) && !Banned(near)}
	c.More, c.Changes = calc.Compare(near, far)
	return c, true
}

// volumeCliff is the boundary of engine volume the vehicle is just above.
func (k *looker) volumeCliff(l *Look) {
	v := k.base.Lines[k.line].Vehicle
	marks := calc.VolumeMarks(k.base, v, k.t)
	slices.Reverse(marks)
	for _, m := range marks {
		if v.EngineCC <= m || v.EngineCC-m > NearCC {
			continue
		}
		below := k.with(func(_ *calc.Declaration, _ *calc.Line, v *calc.Vehicle) { v.EngineCC = m })
		if below == nil || !changed(below, k.now) {
			continue
		}
		c := Cliff{Kind: "volume", CC: m}
		c.More, c.Changes = calc.Compare(below, k.now)
		l.Cliffs = append(l.Cliffs, c)
		return
	}
}
