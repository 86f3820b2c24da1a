package calc

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Batch assesses one declaration after another that differ in few lines, as
// when a long table is typed: lines that did not change are not computed again,
// and the work can be done in pieces, so that whoever shows it stays responsive.
// What comes out is what [Assess] gives, but for the conflicts.
//
//	b := NewBatch(tables)
//	if f := b.Begin(d, stamps); f == nil {
//		for b.Step(50) > 0 {
//		}
//		a := b.End()
//	}
type Batch struct {
	t       *Tables
	e       *engine
	now     []*outcome // of the declaration under way; nil where not computed yet
	left    []int      // lines still to be computed
	kept    map[int]*keptLine
	context string // of the declaration the kept lines belong to
}

// keptLine is what is known of a line by its stamp.
type keptLine struct {
	checked bool
	base    decimal.Decimal // customs value the outcome was computed with
	known   bool
	outcome *outcome
	price   decimal.Decimal // in manat at the rate fx, with the step that says so
	fx      decimal.Decimal
	steps   []Step
	shared  shareTexts
}

// NewBatch keeps lines as long as it is used with the same tables.
func NewBatch(t *Tables) *Batch { return &Batch{t: t, kept: map[int]*keptLine{}} }

// Begin takes a declaration. stamps has a number for each line that stands for
// its content: a line that changes in any way gets a number never used before,
// an unchanged one keeps its own wherever it moves. A declaration that cannot
// be computed is refused as by [Assess].
func (b *Batch) Begin(d *Declaration, stamps []int) *Fault {
	if f := checkTop(d, b.t); f != nil {
		return f
	}
	if c := contextOf(d); c != b.context {
		for _, k := range b.kept {
			k.outcome, k.checked = nil, false
		}
		b.context = c
	}
	if len(b.kept) > 4*len(stamps)+1000 { // what is no longer in the table
		old := b.kept
		b.kept = make(map[int]*keptLine, len(stamps))
		for _, s := range stamps {
			if k := old[s]; k != nil {
				b.kept[s] = k
			}
		}
	}
	kept := make([]*keptLine, len(stamps))
	for i := range d.Lines {
		k := b.kept[stamps[i]]
		if k == nil {
			k = &keptLine{}
			b.kept[stamps[i]] = k
		}
		if !k.checked {
			if f := checkLine("lines["+strconv.Itoa(i)+"]", &d.Lines[i], b.t, d.simplified()); f != nil {
				return f
			}
			k.checked = true
		}
		kept[i] = k
	}
	e := newEngine(withItems(d, b.t), b.t)
	e.kept = kept
	e.values = e.customsValues()
	e.individuals()
	b.e = e
	b.now = make([]*outcome, len(stamps))
	b.left = b.left[:0]
	for i, k := range kept {
		if k.outcome != nil && !e.tied(i) && k.known == e.values[i].known && k.base.Equal(e.values[i].value) {
			b.now[i] = k.outcome
		} else {
			b.left = append(b.left, i)
		}
	}
	return nil
}

// tied reports whether other lines have a say in what line i pays: by an
// individual's allowance, or by a fee of the declaration in the base of VAT.
func (e *engine) tied(i int) bool {
	if e.simplified() {
		return true
	}
	v := e.d.Lines[i].Vehicle
	if v == nil {
		return false
	}
	r := e.reading("vat_base", v)
	return r != nil && r.Reading == "clearance_fee"
}

// Step computes at most n lines and returns how many are left.
func (b *Batch) Step(n int) int {
	for ; n > 0 && len(b.left) > 0; n-- {
		i := b.left[0]
		b.left = b.left[1:]
		o := b.e.outcome(i, true)
		b.now[i] = o
		k := b.e.kept[i]
		k.outcome, k.base, k.known = o, b.e.values[i].value, b.e.values[i].known
	}
	return len(b.left)
}

// Left is how many lines are still to be computed.
func (b *Batch) Left() int { return len(b.left) }

// Line is what is known of line i by now; ok is false while it is not computed.
func (b *Batch) Line(i int) (r LineResult, ok bool) {
	if i >= len(b.now) || b.now[i] == nil {
		return r, false
	}
	v := &b.e.values[i]
	r = LineResult{N: i + 1, Code: b.e.d.Lines[i].Code, ValueSteps: v.steps, Unit: b.now[i].unit, Charges: b.now[i].charges}
	if v.known {
		r.CustomsValue = decimal.NewNullDecimal(v.value)
	}
	return r, true
}

// End is the assessment, once no line is left. It has no conflicts.
func (b *Batch) End() *Assessment {
	for b.Step(len(b.now)) > 0 {
	}
	e := *b.e // may be asked again
	e.seen, e.needs, e.warnings = maps.Clone(e.seen), slices.Clone(e.needs), slices.Clone(e.warnings)
	return e.whole(b.now, true, false)
}

// contextOf writes down all of a declaration that the outcome of a line depends
// on besides the line and its taxable value.
func contextOf(d *Declaration) string {
	var s strings.Builder
	put := func(v string) {
		s.WriteString(v)
		s.WriteByte(0)
	}
	money := func(m *Money) {
		if m != nil {
			put(m.Amount.String() + " " + m.Currency)
		} else {
			put("")
		}
	}
	put(d.Date.String())
	put(d.FXDate.String())
	put(string(d.Flow))
	put(d.Procedure)
	put(strconv.Itoa(d.Months))
	put(d.Until.String())
	put(d.Declarant)
	put(d.Channel)
	money(d.AllowanceUsed)
	for _, k := range slices.Sorted(maps.Keys(d.LimitsUsed)) {
		put(k)
		put(d.LimitsUsed[k].String())
	}
	put(strconv.FormatBool(d.Minor))
	put(strconv.Itoa(d.Minors))
	put(strconv.FormatBool(d.Paper))
	put(strconv.FormatBool(d.OffHours))
	put(strconv.FormatBool(d.OffSite))
	for _, cur := range slices.Sorted(maps.Keys(d.Rates)) {
		put(cur)
		put(d.Rates[cur].String())
	}
	put("")
	put(d.DutyOption)
	for _, r := range d.Readings {
		put(r.Key)
		put(r.Reading)
	}
	return s.String()
}
