// Package outlook looks around one vehicle: what a step to the side would
// change. The next boundary of age and of engine volume and what crossing it
// costs; other fuels, origins, days and ages side by side; the total over
// engine volume and over age as points of exact curves.
//
// Everything is computed by the engine on changed declarations; nothing here
// knows a rate.
package outlook

import (
	"slices"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// NearDays is how close a boundary of age must be to be worth a notice.
const NearDays = 90

// NearCC is how little above a boundary of engine volume a vehicle may be for it
// to be worth a notice.
const NearCC = 150

// Look is what is around a vehicle.
type Look struct {
	Banned       bool // the vehicle itself may not be imported
	Cliffs       []Cliff
	Alternatives []Alternative
	Volume       []Point // ascending by CC; straight between two points
	Ages         []Step  // ascending by age; the total holds until the next step
}

// Cliff is a boundary near the vehicle: of age, which it will pass or has just
// passed, or of engine volume, which it is just above.
type Cliff struct {
	Kind    string    // "age" or "volume"
	Day     date.Date // age: first day on the far side
	Days    int       // age: days from the declaration's day; negative when passed
	CC      int       // volume: the last volume below
	More    decimal.NullDecimal
	Changes []calc.Change // far side less near side; volume: the vehicle less one at CC
	Banned  bool          // beyond it the vehicle may not be imported
}

// Alternative is the same vehicle with one thing changed.
type Alternative struct {
	Kind      string // "fuel", "origin", "wait", "younger", "older"
	Value     string // the fuel, country or day; years for younger and older
	Total     decimal.NullDecimal
	TotalFrom decimal.NullDecimal
	More      decimal.NullDecimal // total less the vehicle's own, where both are settled or both open
	Changes   []calc.Change
	Banned    bool
}

// Cause is the payment that changes most, "" where nothing changes.
func (a *Alternative) Cause() calc.Kind { return cause(a.Changes) }

// Cause is the payment that changes most, "" where nothing changes.
func (c *Cliff) Cause() calc.Kind { return cause(c.Changes) }

func cause(list []calc.Change) calc.Kind {
	var kind calc.Kind
	most := decimal.Zero
	for _, c := range list {
		if c.Amount.Abs().GreaterThan(most) {
			kind, most = c.Kind, c.Amount.Abs()
		}
	}
	return kind
}

// Sum is a total, or while something is open the least and, where it can be
// said, the most it can be.
type Sum struct {
	Total decimal.Decimal
	To    decimal.NullDecimal // the most, where Open
	Open  bool
}

// Point is the total at an engine volume.
type Point struct {
	CC int
	Sum
}

// Step is the total from an age on.
type Step struct {
	Days  int // least age in days
	Years int // completed years at that age
	Sum
	Banned bool
}

// looker holds what the variants share.
type looker struct {
	base *calc.Declaration
	now  *calc.Assessment
	t    *calc.Tables
	line int
}

// Around looks around the first vehicle of a declaration that has been assessed
// as now. It is nil where there is no vehicle, or its price is not known.
func Around(d *calc.Declaration, now *calc.Assessment, t *calc.Tables) *Look {
	line := slices.IndexFunc(d.Lines, func(l calc.Line) bool { return l.Vehicle != nil && l.Vehicle.Kind != "" })
	if line < 0 || !now.CustomsValue.Valid || d.Flow == calc.Export {
		return nil
	}
	k := &looker{base: d, now: now, t: t, line: line}
	l := &Look{Banned: Banned(now)}
	k.ageCliffs(l)
	k.volumeCliff(l)
	k.alternatives(l)
	k.volume(l)
	k.ages(l)
	return l
}

// with computes the declaration after a change. The exchange rates stay those of
// the declaration, so that only the law and the vehicle make a difference.
func (k *looker) with(change func(d *calc.Declaration, l *calc.Line, v *calc.Vehicle)) *calc.Assessment {
	d := *k.base
	if d.FXDate.IsZero() {
		d.FXDate = d.Date
	}
	d.Lines = slices.Clone(d.Lines)
	l := &d.Lines[k.line]
	v := *l.Vehicle
	own := v.Code()
	l.Vehicle = &v
	change(&d, l, &v)
	// The code follows the vehicle where it is the one the vehicle has.
	if l.Code == own {
		l.Code = v.Code()
	}
	a, f := calc.Sums(&d, k.t)
	if f != nil {
		return nil
	}
	return a
}

func sumOf(a *calc.Assessment) Sum {
	if a.Total.Valid {
		return Sum{Total: a.Total.Decimal}
	}
	return Sum{Total: a.TotalFrom.Decimal, To: a.TotalTo, Open: true}
}

func (s Sum) equal(o Sum) bool {
	return s.Open == o.Open && s.Total.Equal(o.Total) && s.To.Valid == o.To.Valid && s.To.Decimal.Equal(o.To.Decimal)
}

// Banned reports whether an assessment warns that the vehicle may not be imported.
func Banned(a *calc.Assessment) bool {
	return slices.ContainsFunc(a.Warnings, func(w calc.Warning) bool {
		return w.Code == "vehicle_over_age" || w.Code == "vehicle_over_age_by_day"
	})
}

// changed reports whether two assessments differ in anything a person would ask
// about: a sum, or whether the vehicle may come in.
func changed(a, b *calc.Assessment) bool {
	return !sumOf(a).equal(sumOf(b)) || Banned(a) != Banned(b)
}
