package calc

import (
	"slices"

	"github.com/shopspring/decimal"
)

// ReadingRow is one way to read a rule whose text is unclear or was not
// obtained. Of the readings of a key one is in use; a declaration may choose
// another, and the assessment shows what each would change.
type ReadingRow struct {
	Basis
	Key, Reading string
	Value        int  // a number the reading is about, such as days
	Use          bool // the switch: this reading is computed with
	Kinds        []string
	Fuels        []string // of vehicles; empty: any
}

// Conflict is a rule on which the sources differ: what is computed, and what
// another reading would change.
type Conflict struct {
	Key      string
	Line     int // 0 for the declaration
	Readings []Reading
}

// Reading is the outcome under one reading of a conflict.
type Reading struct {
	Name       string // reading of the key; "" for a reported rate
	Rate       Hint   // of a reported rate of duty
	Used       bool   // what the assessment is computed with
	Total      decimal.NullDecimal
	TotalFrom  decimal.NullDecimal
	Difference decimal.NullDecimal // total less the one in use, where both are settled alike
	Changes    []Change
	Confidence Confidence
	Source     Source
}

// Change is the difference of one kind of payment, in manat.
type Change struct {
	Kind   Kind
	Amount decimal.Decimal
}

func (r *ReadingRow) fits(v *Vehicle) bool {
	if len(r.Kinds) == 0 && len(r.Fuels) == 0 {
		return true
	}
	return v != nil && (len(r.Kinds) == 0 || slices.Contains(r.Kinds, v.Kind)) && (len(r.Fuels) == 0 || slices.Contains(r.Fuels, v.Fuel))
}

// reading is the row in use for a key on the day, nil where the table has none.
// v may be nil for a rule that is not about vehicles.
func (e *engine) reading(key string, v *Vehicle) *ReadingRow {
	chosen := ""
	for _, c := range e.d.Readings {
		if c.Key == key {
			chosen = c.Reading
		}
	}
	var use *ReadingRow
	for i := range e.t.Readings {
		r := &e.t.Readings[i]
		if r.Key != key || !r.Has(e.d.Date) || !r.fits(v) {
			continue
		}
		if r.Reading == chosen {
			return r
		}
		if r.Use {
			use = r
		}
	}
	return use
}

// conflicts computes, for each rule on which the sources differ, what another
// reading would change. Only what is about vehicles is asked: their payments
// are known from practice more than from texts.
func (e *engine) conflicts(base *Assessment) []Conflict {
	if e.flow != Import || e.procedure.Charges != "full" {
		return nil
	}
	var out []Conflict
	var vehicles []*Vehicle
	for i := range e.d.Lines {
		if v := e.d.Lines[i].Vehicle; v != nil && v.Kind != "" {
			vehicles = append(vehicles, v)
			if c, ok := e.reportedDuty(i, base); ok {
				out = append(out, c)
			}
		}
	}
	if len(vehicles) == 0 {
		return nil
	}
	var done []string
	for i := range e.t.Readings {
		key := e.t.Readings[i].Key
		if slices.Contains(done, key) {
			continue
		}
		done = append(done, key)
		if c, ok := e.conflict(key, vehicles, base); ok {
			out = append(out, c)
		}
	}
	return out
}

func (e *engine) conflict(key string, vehicles []*Vehicle, base *Assessment) (Conflict, bool) {
	c := Conflict{Key: key}
	for _, v := range vehicles {
		used := e.reading(key, v)
		if used == nil {
			continue
		}
		for i := range e.t.Readings {
			r := &e.t.Readings[i]
			if r.Key != key || !r.Has(e.d.Date) || !r.fits(v) || slices.ContainsFunc(c.Readings, func(x Reading) bool { return x.Name == r.Reading }) {
				continue
			}
			x := Reading{Name: r.Reading, Used: r == used, Confidence: r.Confidence, Source: r.Source}
			if x.Used {
				x.Total, x.TotalFrom = base.Total, base.TotalFrom
				c.Readings = slices.Insert(c.Readings, 0, x)
				continue
			}
			d := *e.d
			d.Readings = []Choice{{key, r.Reading}}
			for _, c := range e.d.Readings {
				if c.Key != key {
					d.Readings = append(d.Readings, c)
				}
			}
			if x.outcome(&d, e.t, base); len(x.Changes) > 0 {
				c.Readings = append(c.Readings, x)
			}
		}
	}
	return c, len(c.Readings) > 1
}

// reportedDuty lists the rates of duty that only reports name for a vehicle
// whose duty is open, each with its total.
func (e *engine) reportedDuty(line int, base *Assessment) (Conflict, bool) {
	c := Conflict{Key: "reported_duty", Line: line + 1}
	charges := base.Lines[line].Charges
	if !rateUnknown(charges) {
		return c, false
	}
	for i := range charges {
		if charges[i].Kind != ImportDuty {
			continue
		}
		for _, h := range charges[i].Hints {
			d := *e.d
			d.Lines = slices.Clone(e.d.Lines)
			rate := h.Rate
			d.Lines[line].Duty = &rate
			x := Reading{Rate: h, Confidence: h.Confidence, Source: h.Source}
			x.outcome(&d, e.t, base)
			c.Readings = append(c.Readings, x)
		}
	}
	return c, len(c.Readings) > 0
}

// outcome fills in the sums of a reading.
func (x *Reading) outcome(d *Declaration, t *Tables, base *Assessment) {
	a, f := Sums(d, t)
	if f != nil {
		return
	}
	x.Total, x.TotalFrom = a.Total, a.TotalFrom
	x.Difference, x.Changes = Compare(base, a)
}

// Compare is what b pays more than a: in sum, and by kind of payment in the
// order of a declaration. Where one of the two is settled and the other open
// there is no difference to speak of, and both are empty.
func Compare(a, b *Assessment) (sum decimal.NullDecimal, changes []Change) {
	switch {
	case a.Total.Valid && b.Total.Valid:
		sum = decimal.NewNullDecimal(b.Total.Decimal.Sub(a.Total.Decimal))
	case a.TotalFrom.Valid && b.TotalFrom.Valid && !a.Total.Valid && !b.Total.Valid:
		sum = decimal.NewNullDecimal(b.TotalFrom.Decimal.Sub(a.TotalFrom.Decimal))
	default:
		return sum, nil
	}
	x, y := a.ByKind(), b.ByKind()
	for _, k := range Kinds {
		if d := y[k].Sub(x[k]); !d.IsZero() {
			changes = append(changes, Change{k, d})
		}
	}
	return sum, changes
}
