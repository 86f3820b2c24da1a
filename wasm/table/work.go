package table

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/wasm/form"
)

// Work computes a table in pieces, so that whoever shows it stays responsive:
// rows are read once, lines that did not change are not computed again, and a
// table of more lines than a declaration may have is divided, in its order.
type Work struct {
	Grid   *Grid
	Reader *form.Reader
	Tables *calc.Tables
	Today  date.Date
	Units  func(code string) []string // of the tariff line of a code
	Fault  func(f *calc.Fault) string // in words
	Top    *form.Read                 // the head as it was read
	Bad    []form.Problem             // of the head: what the engine refused
	Parts  []*Part
	Totals Totals

	phase, at int
	head      bool // the head has to be read
	fresh     bool // the head was read: every part is to be computed
	broken    bool // the program failed: told apart from what was typed
}

// Part is one declaration of the table.
type Part struct {
	Items      []*Item
	From, To   int // rows of the table, from 0
	Assessment *calc.Assessment
	Decl       *calc.Declaration

	stamps []int
	batch  *calc.Batch
	dirty  bool
	begun  bool
	// settled counts the items that have their result of the assessment.
	settled int
}

// Totals are what the whole table comes to.
type Totals struct {
	Lines   int // computed
	Wrong   int // rows that have to be corrected
	Open    int // lines in which something is open
	Unknown int // lines whose duty rate is not known
	Chosen  int // lines for which a statutory rate was chosen
	Kinds   []KindSum
	Fees    []calc.Charge // of the declaration, where there is one
}

// phases of the work.
const (
	idle = iota
	reading
	dividing
	computing
)

// Changed is called after every change of the rows, Headed after one of the head.
func (w *Work) Changed() { w.phase, w.at = reading, 0 }
func (w *Work) Headed()  { w.head, w.phase, w.at = true, reading, 0 }

// Busy reports whether something is still to be computed; Progress how far it is.
func (w *Work) Busy() bool { return w.phase != idle }

// Progress counts lines: reading is a small part of the work.
func (w *Work) Progress() (done, all int) {
	all = len(w.Grid.Rows)
	switch w.phase {
	case reading:
		return w.at / 10, all
	case computing:
		left := 0
		for _, p := range w.Parts {
			if p.dirty && !p.begun {
				left += len(p.Items)
			} else if p.dirty {
				left += p.batch.Left()
			}
		}
		return max(all-left, all/10), all
	}
	return all, all
}

// ReadHead reads the head, where that has not been done.
func (w *Work) ReadHead() {
	if w.head {
		w.Top = w.Reader.Top(&form.Doc{Lang: w.Grid.Lang, Top: w.Grid.Top, Lines: []form.Fields{{}}}, w.Today)
		w.head, w.fresh = false, true
	}
}

// Step works while more says so. It is true when nothing is left.
func (w *Work) Step(more func() bool) bool {
	w.ReadHead()
	for w.phase != idle {
		switch w.phase {
		case reading:
			for n := 0; w.at < len(w.Grid.Rows); w.at++ {
				x := w.Grid.Rows[w.at]
				if x.Known {
					continue
				}
				if n++; n%16 == 0 && !more() {
					return false
				}
				w.Grid.Read(x, w.Reader, w.Tables, w.Units, w.Fault)
			}
			w.phase = dividing
		case dividing:
			w.divide()
			w.phase = computing
		case computing:
			for _, p := range w.Parts {
				for p.dirty {
					if !w.compute(p, more) {
						w.phase = idle
						w.sum()
						return true
					}
					if p.dirty && !more() {
						return false
					}
				}
			}
			w.sum()
			w.phase = idle
		}
	}
	return true
}

// Stop gives the work up; what is computed stays.
func (w *Work) Stop() {
	w.phase = idle
	w.sum()
}

// good reports whether a row is a line that can be computed.
func good(x *Item) bool { return x.Known && len(x.Problems) == 0 && !x.Empty() }

// divide puts the good rows into declarations.
func (w *Work) divide() {
	w.Bad = nil
	k := 0
	for at := 0; at < len(w.Grid.Rows); k++ {
		if k == len(w.Parts) {
			w.Parts = append(w.Parts, &Part{batch: calc.NewBatch(w.Tables)})
		}
		p := w.Parts[k]
		n := 0
		p.From = at
		if w.fresh || p.Decl == nil {
			d := *w.Top.Declaration
			if p.Decl != nil {
				d.Lines = p.Decl.Lines
			}
			p.Decl, p.dirty = &d, true
		}
		changed := false
		for ; at < len(w.Grid.Rows) && n < calc.MaxLines; at++ {
			x := w.Grid.Rows[at]
			if !good(x) {
				continue
			}
			switch {
			case n == len(p.stamps):
				p.Items, p.stamps, p.Decl.Lines = append(p.Items, x), append(p.stamps, x.Stamp), append(p.Decl.Lines, x.Line)
				changed = true
			case p.stamps[n] != x.Stamp:
				p.Items[n], p.stamps[n], p.Decl.Lines[n] = x, x.Stamp, x.Line
				changed = true
			}
			n++
		}
		p.To = at - 1
		if n < len(p.stamps) {
			clear(p.Items[n:])
			clear(p.Decl.Lines[n:])
			p.Items, p.stamps, p.Decl.Lines = p.Items[:n], p.stamps[:n], p.Decl.Lines[:n]
			changed = true
		}
		if changed || w.fresh {
			p.dirty, p.begun, p.settled = true, false, 0
		}
	}
	clear(w.Parts[k:])
	w.Parts = w.Parts[:k]
	if n := len(w.Parts); n > 1 && len(w.Parts[n-1].Items) == 0 {
		w.Parts = w.Parts[:n-1] // only empty rows followed
	}
	w.fresh = false
}

// perStep is how many lines are computed between two looks at the clock.
const perStep = 20

// compute does a piece of a part; false where the head forbids it.
func (w *Work) compute(p *Part, more func() bool) bool {
	if len(p.Items) == 0 {
		p.dirty, p.Assessment = false, nil
		return true
	}
	if !w.computable() {
		w.withdraw()
		return false
	}
	if !p.begun {
		if f := p.batch.Begin(p.Decl, p.stamps); f != nil {
			_, name := form.FieldOf(f.Field)
			w.Bad = append(w.Bad, form.Problem{Line: -1, Field: name, Text: w.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args})})
			w.withdraw()
			return false
		}
		p.begun = true
		return true
	}
	if p.batch.Step(perStep) > 0 {
		return true
	}
	if p.settled == 0 {
		p.Assessment = p.batch.End()
	}
	for ; p.settled < len(p.Items); p.settled++ {
		if p.settled%1000 == 999 && !more() {
			p.settled++ // this one too
			w.settle(p, p.settled-1)
			return true
		}
		w.settle(p, p.settled)
	}
	p.dirty, p.begun, p.settled = false, false, 0
	return true
}

// settle notes what a line pays.
func (w *Work) settle(p *Part, i int) {
	x, r := p.Items[i], &p.Assessment.Lines[i]
	switch {
	case len(r.Charges) == 0 || x.Result == nil || x.from != &r.Charges[0]:
		x.Sums, x.pay, x.Painted = Sum(r), paymentsOf(r.Charges), ""
		x.from = nil
		if len(r.Charges) > 0 {
			x.from = &r.Charges[0]
		}
	case !x.Result.CustomsValue.Decimal.Equal(r.CustomsValue.Decimal):
		x.Painted = ""
	}
	x.Result = r
}

// computable reports whether the head can be read, and whether costs of the way
// can be shared out: they belong to one declaration.
func (w *Work) computable() bool {
	for _, p := range w.Top.Problems {
		if p.Line < 0 {
			return false
		}
	}
	if len(w.Parts) < 2 {
		return true
	}
	dl := &w.Top.Declaration.Delivery
	for _, c := range []struct {
		name string
		m    *calc.Money
	}{{"freight", dl.Freight}, {"insurance", dl.Insurance}, {"other", dl.Other}, {"additions", dl.Additions}} {
		if c.m != nil && !c.m.Amount.IsZero() {
			w.Bad = append(w.Bad, form.Problem{Line: -1, Field: c.name, Text: w.Reader.Texts.Get("ui.lines.error.share", calc.Arg{Name: "most", Value: strconv.Itoa(calc.MaxLines)})})
			return false
		}
	}
	return true
}

// withdraw takes every result back: the head cannot be computed with.
func (w *Work) withdraw() {
	for _, p := range w.Parts {
		p.Assessment, p.begun, p.settled, p.dirty = nil, false, 0, true
		for _, x := range p.Items {
			x.Result, x.from, x.Painted = nil, nil, ""
		}
	}
}

// sum adds up what is computed.
func (w *Work) sum() {
	t := Totals{}
	all := newTally()
	for _, x := range w.Grid.Rows {
		switch {
		case x.Known && len(x.Problems) > 0:
			t.Wrong++
		case x.Result != nil:
			t.Lines++
			all.add(x.pay)
			if x.Sums.Open != "" {
				t.Open++
			}
			if x.Sums.Open == "rate_unknown" {
				t.Unknown++
			}
			if x.Line.DutyScenario != "" {
				t.Chosen++
			}
		}
	}
	for _, p := range w.Parts {
		if p.Assessment != nil {
			all.add(paymentsOf(p.Assessment.Charges))
		}
	}
	if len(w.Parts) == 1 && w.Parts[0].Assessment != nil {
		t.Fees = w.Parts[0].Assessment.Charges
	}
	t.Kinds = all.list()
	w.Totals = t
}

// Sum is what all declarations come to together; open where one is.
func (w *Work) Sum() (total, value decimal.Decimal, open, ok bool) {
	total, value = num.Zero, num.Zero
	for _, p := range w.Parts {
		a := p.Assessment
		if a == nil {
			continue
		}
		ok = true
		value = value.Add(a.CustomsValue.Decimal)
		if a.Total.Valid {
			total = total.Add(a.Total.Decimal)
		} else {
			open = true
			total = total.Add(a.TotalFrom.Decimal)
		}
	}
	return total, value, open, ok
}

// Wrong gives cells that have to be corrected, at most most of them, and how
// many there are; skip leaves out what is still being typed.
func (w *Work) Wrong(most int, skip func(row int, p *form.Problem) bool) (out []Spot, n int) {
	for i, x := range w.Grid.Rows {
		if !x.wrong() {
			continue
		}
		list := x.Seen().Problems
		for k := range list {
			if skip != nil && skip(i, &list[k]) {
				continue
			}
			if n++; len(out) < most {
				out = append(out, Spot{i, x, &list[k]})
			}
		}
	}
	return out, n
}

// Spot is a cell that has to be corrected.
type Spot struct {
	Row     int
	Item    *Item
	Problem *form.Problem
}

// Book begins the table on its way into a spreadsheet; AddTo puts its rows in.
func (w *Work) Book(b *Book) *Book {
	b.Lines = make([]Line, 0, w.Grid.Used())
	if len(w.Parts) == 1 {
		b.Assessment = w.Parts[0].Assessment
		return b
	}
	// Several declarations: their fees follow each other.
	all := &calc.Assessment{}
	for i, p := range w.Parts {
		a := p.Assessment
		if a == nil {
			continue
		}
		if i == 0 {
			*all = *a
			all.Charges, all.Lines = nil, nil
			all.CustomsValue.Decimal = num.Zero
		}
		all.Charges = append(all.Charges, a.Charges...)
		all.CustomsValue.Decimal = all.CustomsValue.Decimal.Add(a.CustomsValue.Decimal)
	}
	b.Assessment = all
	return b
}

// AddTo puts row i into a book, unless nothing was typed in it.
func (w *Work) AddTo(b *Book, i int) {
	x := w.Grid.Rows[i]
	if x.Empty() {
		return
	}
	f, _ := w.Grid.Expand(x.Fields, w.Units)
	l := Line{Fields: f, Result: x.Result}
	if len(x.Problems) > 0 {
		l.Problem = x.Problems[0].Text
	}
	b.Lines = append(b.Lines, l)
}
