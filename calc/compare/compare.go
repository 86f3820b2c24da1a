// Package compare tells in what two assessments of nearly the same declaration
// differ: by how much each kind of payment changed, which charge caused it, and
// why that charge is another one: its rate, its base, its rule. The command line
// and the page both show what it finds.
package compare

import (
	"slices"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
)

// Cause is why a charge is not what it was.
type Cause string

const (
	New    Cause = "new"    // there was no such charge before
	Gone   Cause = "gone"   // there is none any more
	Status Cause = "status" // due or not, or open: the charge's own reason says why
	Rate   Cause = "rate"   // another rate
	Base   Cause = "base"   // charged on another base; From says what that came from
	Law    Cause = "law"    // the figure stands in another act, article or period
	Steps  Cause = "steps"  // the same rate, computed in another way: doubled, charged in part
)

// Causes lists every cause.
var Causes = []Cause{New, Gone, Status, Rate, Base, Law, Steps}

// Kind is the change of one kind of payment over the whole declaration.
type Kind struct {
	Kind          calc.Kind
	Before, After decimal.Decimal // manat, the applied amounts
}

// Change is After less Before.
func (k Kind) Change() decimal.Decimal { return k.After.Sub(k.Before) }

// Part is a part of the change of a base: another charge of the line, or the
// customs value where Kind is "".
type Part struct {
	Kind   calc.Kind
	Amount decimal.Decimal
}

// Charge is one charge that changed.
type Charge struct {
	Line          int // 1 for the first line, 0 for the declaration
	Kind          calc.Kind
	Before, After *calc.Charge    // nil where there is none
	Amount        decimal.Decimal // change of what is paid, manat; see Open
	Causes        []Cause
	From          []Part // of a changed base, where its parts explain all of it
}

// Open reports whether the charge is not settled on one of the sides: what it
// changed by is then not known.
func (c *Charge) Open() bool { return open(c.Before) || open(c.After) }

// Value is a changed customs value; Line is 0 for the whole declaration.
type Value struct {
	Line          int
	Before, After decimal.NullDecimal
}

// FX is a currency both computations used, at different rates.
type FX struct{ Before, After calc.FXUsed }

// Difference is what changed from one assessment to another. A sum is valid
// where it is known on both sides.
type Difference struct {
	CustomsValue decimal.NullDecimal
	Total        decimal.NullDecimal
	TotalFrom    decimal.NullDecimal // of the totals, or of what they are at least
	Kinds        []Kind              // those that changed, in the order of a declaration
	Values       []Value
	FX           []FX
	Charges      []Charge // line by line, then those of the declaration
}

// Of compares two assessments, line by line in their order.
func Of(before, after *calc.Assessment) Difference {
	d := Difference{
		CustomsValue: less(after.CustomsValue, before.CustomsValue),
		Total:        less(after.Total, before.Total),
		TotalFrom:    less(least(after), least(before)),
	}
	x, y := before.ByKind(), after.ByKind()
	for _, k := range calc.Kinds {
		if !x[k].Equal(y[k]) {
			d.Kinds = append(d.Kinds, Kind{k, x[k], y[k]})
		}
	}
	for i := range max(len(before.Lines), len(after.Lines)) {
		var b, a calc.LineResult
		if i < len(before.Lines) {
			b = before.Lines[i]
		}
		if i < len(after.Lines) {
			a = after.Lines[i]
		}
		if !same(b.CustomsValue, a.CustomsValue) {
			d.Values = append(d.Values, Value{i + 1, b.CustomsValue, a.CustomsValue})
		}
		d.charges(i+1, b.Charges, a.Charges, less(a.CustomsValue, b.CustomsValue))
	}
	if !same(before.CustomsValue, after.CustomsValue) {
		d.Values = append(d.Values, Value{0, before.CustomsValue, after.CustomsValue})
	}
	d.charges(0, before.Charges, after.Charges, d.CustomsValue)
	for _, b := range before.FX {
		for _, a := range after.FX {
			if a.Currency == b.Currency && !a.Rate.Equal(b.Rate) {
				d.FX = append(d.FX, FX{b, a})
			}
		}
	}
	return d
}

// charges compares the charges of one line; the nth of a kind with the nth.
func (d *Difference) charges(line int, before, after []calc.Charge, value decimal.NullDecimal) {
	first := len(d.Charges)
	for _, k := range calc.Kinds {
		b, a := ofKind(before, k), ofKind(after, k)
		for i := range max(len(b), len(a)) {
			c := Charge{Line: line, Kind: k}
			if i < len(b) {
				c.Before = b[i]
			}
			if i < len(a) {
				c.After = a[i]
			}
			c.Amount = paid(c.After).Sub(paid(c.Before))
			if c.Amount.IsZero() && open(c.Before) == open(c.After) {
				continue
			}
			c.Causes = causes(c.Before, c.After)
			d.Charges = append(d.Charges, c)
		}
	}
	// A base may hold the value and the charges before this one.
	for i := first; i < len(d.Charges); i++ {
		if c := &d.Charges[i]; slices.Contains(c.Causes, Base) {
			c.From = parts(c, value, d.Charges[first:i])
		}
	}
}

// parts explains the change of a base by the customs value alone, by the value
// with the charges before, or by those alone; nil where none of it is exact.
func parts(c *Charge, value decimal.NullDecimal, earlier []Charge) []Part {
	if c.Before.BaseIsQuantity() || c.After.BaseIsQuantity() {
		return nil
	}
	want := c.After.Base.Decimal.Sub(c.Before.Base.Decimal)
	var ofValue []Part
	if value.Valid && !value.Decimal.IsZero() {
		ofValue = []Part{{"", value.Decimal}}
	}
	var others []Part
	for i := range earlier {
		if e := &earlier[i]; !e.Amount.IsZero() {
			others = append(others, Part{e.Kind, e.Amount})
		}
	}
	for _, list := range [][]Part{ofValue, slices.Concat(ofValue, others), others} {
		sum := num.Zero
		for _, p := range list {
			sum = sum.Add(p.Amount)
		}
		if len(list) > 0 && sum.Equal(want) {
			return list
		}
	}
	return nil
}

func causes(b, a *calc.Charge) []Cause {
	switch {
	case b == nil:
		return []Cause{New}
	case a == nil:
		return []Cause{Gone}
	case b.Status != a.Status:
		return []Cause{Status}
	}
	var out []Cause
	if b.Rate != a.Rate {
		out = append(out, Rate)
	}
	if !same(b.Base, a.Base) {
		out = append(out, Base)
	}
	if x, y := b.Source, a.Source; x != nil && y != nil && (x.Act != y.Act || x.Article != y.Article || x.Date != y.Date) {
		out = append(out, Law)
	}
	if len(out) == 0 || b.Rate == a.Rate && !sameOps(b.Steps, a.Steps) {
		out = append(out, Steps)
	}
	return out
}

// sameOps reports whether two computations took the same operations, whatever the figures.
func sameOps(x, y []calc.Step) bool {
	return slices.EqualFunc(x, y, func(a, b calc.Step) bool { return a.Op == b.Op })
}

func ofKind(list []calc.Charge, k calc.Kind) []*calc.Charge {
	var out []*calc.Charge
	for i := range list {
		if list[i].Kind == k {
			out = append(out, &list[i])
		}
	}
	return out
}

// paid is what a charge adds to the total.
func paid(c *calc.Charge) decimal.Decimal {
	if c == nil || c.Status != calc.Applied || !c.Amount.Valid {
		return num.Zero
	}
	return c.Amount.Decimal
}

func open(c *calc.Charge) bool {
	return c != nil && (c.Status == calc.Unknown || c.Status == calc.NeedsInput)
}

// least is the total, or what it is at least.
func least(a *calc.Assessment) decimal.NullDecimal {
	if a.Total.Valid {
		return a.Total
	}
	return a.TotalFrom
}

func less(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Sub(b.Decimal))
}

func same(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
