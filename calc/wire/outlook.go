package wire

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/outlook"
)

// EncodeOutlook writes an assessment of a vehicle with what is around it; look
// may be nil.
func EncodeOutlook(a *calc.Assessment, look *outlook.Look) []byte {
	w := &writer{}
	w.object(func() {
		w.key("assessment")
		w.assessment(a)
		if look != nil {
			w.look(look)
		}
	})
	return w.b
}

func (w *writer) look(l *outlook.Look) {
	w.key("cliffs")
	w.array(func() {
		for i := range l.Cliffs {
			c := &l.Cliffs[i]
			w.object(func() {
				w.str("kind", c.Kind)
				if c.Kind == "age" {
					w.date("day", c.Day)
					w.int("days", c.Days)
				} else {
					w.int("engineCC", c.CC)
				}
				w.money("difference", c.More)
				w.str("cause", string(c.Cause()))
				w.changes("charges", c.Changes)
				if c.Banned {
					w.flag("banned", true)
				}
			})
		}
	})
	w.key("alternatives")
	w.array(func() {
		for i := range l.Alternatives {
			x := &l.Alternatives[i]
			w.object(func() {
				w.str("kind", x.Kind)
				w.str("value", x.Value)
				w.money("total", x.Total)
				w.money("totalFrom", x.TotalFrom)
				w.money("difference", x.More)
				w.str("cause", string(x.Cause()))
				w.changes("charges", x.Changes)
				if x.Banned {
					w.flag("banned", true)
				}
			})
		}
	})
	total := func(s outlook.Sum) {
		if !s.Open {
			w.money("total", decimal.NewNullDecimal(s.Total))
			return
		}
		w.money("totalFrom", decimal.NewNullDecimal(s.Total))
		w.money("totalTo", s.To)
	}
	w.key("byVolume")
	w.array(func() {
		for _, p := range l.Volume {
			w.object(func() {
				w.int("engineCC", p.CC)
				total(p.Sum)
			})
		}
	})
	w.key("byAge")
	w.array(func() {
		for _, s := range l.Ages {
			w.object(func() {
				w.int("days", s.Days)
				w.int("years", s.Years)
				total(s.Sum)
				if s.Banned {
					w.flag("banned", true)
				}
			})
		}
	})
}
