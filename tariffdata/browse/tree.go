// Package browse lets people walk the nomenclature: sections, chapters,
// headings, groups, subheadings and tariff lines, each with its neighbours, the
// rows below it and what its name excludes.
//
// A tree holds the rows of the core and, where tariff tables are at hand, the
// lines only a table has, so that every row of a table the user loaded is
// reachable from its heading.
package browse

import (
	"strings"

	"rusum/tariffdata"
)

// Tree is read-only and safe for concurrent use. Rows ascend by code, so that a
// row stands before the rows below it.
type Tree struct {
	core     *tariffdata.Core
	tables   []*tariffdata.Tariff
	rows     []row
	sections []Section
}

type row struct {
	code   string
	parent int32 // -1 for a chapter
	core   int32 // row of the core, -1 where only a table has the code
	table  int32 // the first table that has the code, -1 for none
	at     int32 // its row there
	end    int32 // the first row that is not below this one
	leaves int32 // rows below it that have none below
}

// Section is a section of the nomenclature (bölmə).
type Section struct {
	Number   string // Roman: "XVI"
	Chapters []int  // rows
}

// Level of a row.
type Level string

const (
	Chapter    Level = "chapter"    // qrup: 2 digits
	Heading    Level = "heading"    // mal mövqeyi: 4 digits
	Subheading Level = "subheading" // yarımmövqe: 5 to 9 digits
	Line       Level = "line"       // 10 digits
)

// New builds the tree of a core and the tariff tables at hand, the first of
// which has precedence for names.
func New(core *tariffdata.Core, tables ...*tariffdata.Tariff) *Tree {
	t := &Tree{core: core, tables: tables}
	t.rows = make([]row, core.Len())
	for i := range t.rows {
		t.rows[i] = row{code: core.Code(i), core: int32(i), table: -1}
	}
	for k, x := range tables {
		if x.Len() > 0 {
			t.merge(k, x)
		}
	}
	t.link()
	return t
}

// merge adds the codes of a table. Both lists ascend.
func (t *Tree) merge(k int, x *tariffdata.Tariff) {
	out := make([]row, 0, len(t.rows)+x.Len())
	i := 0
	for at := 0; at < x.Len(); at++ {
		code := x.Code(at)
		for i < len(t.rows) && t.rows[i].code < code {
			out = append(out, t.rows[i])
			i++
		}
		switch {
		case len(out) > 0 && out[len(out)-1].code == code: // another period of the same line
		case i < len(t.rows) && t.rows[i].code == code:
			r := t.rows[i]
			i++
			if r.table < 0 {
				r.table, r.at = int32(k), int32(at)
			}
			out = append(out, r)
		default:
			out = append(out, row{code: code, core: -1, table: int32(k), at: int32(at)})
		}
	}
	t.rows = append(out, t.rows[i:]...)
}

// link finds parents, ends, leaves and sections.
func (t *Tree) link() {
	var open []int32 // the rows whose code begins the current one
	closeTo := func(n int, end int) {
		for len(open) > n {
			k := open[len(open)-1]
			open = open[:len(open)-1]
			r := &t.rows[k]
			r.end = int32(end)
			own := r.leaves
			if own == 0 {
				own = 1
			}
			if r.parent >= 0 {
				t.rows[r.parent].leaves += own
			}
		}
	}
	number := ""
	for i := range t.rows {
		r := &t.rows[i]
		n := len(open)
		for n > 0 && !strings.HasPrefix(r.code, t.rows[open[n-1]].code) {
			n--
		}
		closeTo(n, i)
		r.parent = -1
		if n > 0 {
			r.parent = open[n-1]
		} else {
			// A chapter that only a table has stands in the section before it.
			if r.core >= 0 {
				number = t.core.Section(int(r.core))
			}
			if k := len(t.sections); k == 0 || t.sections[k-1].Number != number {
				t.sections = append(t.sections, Section{Number: number})
			}
			s := &t.sections[len(t.sections)-1]
			s.Chapters = append(s.Chapters, i)
		}
		open = append(open, int32(i))
	}
	closeTo(0, len(t.rows))
}

// Len is the number of rows.
func (t *Tree) Len() int { return len(t.rows) }

// Code is the code of row i.
func (t *Tree) Code(i int) string { return t.rows[i].code }

// Sections are the sections in order.
func (t *Tree) Sections() []Section { return t.sections }

// SectionOf is the number of the section row i belongs to.
func (t *Tree) SectionOf(i int) string {
	for t.rows[i].parent >= 0 {
		i = int(t.rows[i].parent)
	}
	for _, s := range t.sections {
		for _, c := range s.Chapters {
			if c == i {
				return s.Number
			}
		}
	}
	return ""
}

// Level says what kind of row it is.
func (t *Tree) Level(i int) Level { return LevelOf(t.rows[i].code) }

// LevelOf is the level of a code by its digits.
func LevelOf(code string) Level {
	switch n := len(code); {
	case n < 4:
		return Chapter
	case n == 4:
		return Heading
	case n < 10:
		return Subheading
	}
	return Line
}

// Find finds the row of exactly this code.
func (t *Tree) Find(code string) (int, bool) {
	i := t.search(code)
	return i, i < len(t.rows) && t.rows[i].code == code
}

// search is the first row whose code is not before the given one.
func (t *Tree) search(code string) int {
	lo, hi := 0, len(t.rows)
	for lo < hi {
		if m := (lo + hi) / 2; t.rows[m].code < code {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Longest finds the row of the longest known code that begins the given one;
// false when not even its chapter is known.
func (t *Tree) Longest(code string) (int, bool) {
	for n := len(code); n >= 2; n-- {
		if i, ok := t.Find(code[:n]); ok {
			return i, true
		}
	}
	return 0, false
}

// Parent is the row of the longest shorter code that begins row i's code, -1
// for a chapter.
func (t *Tree) Parent(i int) int { return int(t.rows[i].parent) }

// Children are the rows directly below row i.
func (t *Tree) Children(i int) []int {
	var out []int
	for k := i + 1; k < int(t.rows[i].end); k = int(t.rows[k].end) {
		out = append(out, k)
	}
	return out
}

// Siblings are the rows beside row i, itself included: of a chapter, the
// chapters of its section.
func (t *Tree) Siblings(i int) []int {
	if p := t.Parent(i); p >= 0 {
		return t.Children(p)
	}
	for _, s := range t.sections {
		for _, c := range s.Chapters {
			if c == i {
				return s.Chapters
			}
		}
	}
	return nil
}

// HasBelow reports whether there are rows below row i.
func (t *Tree) HasBelow(i int) bool { return int(t.rows[i].end) > i+1 }

// Leaves is the number of rows below row i that have none below themselves.
func (t *Tree) Leaves(i int) int { return int(t.rows[i].leaves) }

// Previous is the nearest row before row i with as many digits, -1 for none:
// the previous heading of a heading, even in another chapter.
func (t *Tree) Previous(i int) int { return t.beside(i, -1) }

// Next is the nearest row after row i with as many digits, -1 for none.
func (t *Tree) Next(i int) int { return t.beside(i, 1) }

func (t *Tree) beside(i, step int) int {
	n := len(t.rows[i].code)
	for k := i + step; k >= 0 && k < len(t.rows); k += step {
		if len(t.rows[k].code) == n {
			return k
		}
	}
	return -1
}

// Units are the keys of the supplementary units of row i: a table's own unit
// before the nomenclature's.
func (t *Tree) Units(i int) []string {
	r := &t.rows[i]
	if r.table >= 0 {
		if u := t.tables[r.table].Row(int(r.at)).Unit; u != "" {
			return strings.Split(u, ",")
		}
	}
	for ; i >= 0; i = t.Parent(i) {
		if c := t.rows[i].core; c >= 0 {
			return t.core.Units(int(c))
		}
	}
	return nil
}

// OnlyInTable reports whether a table has the row and the nomenclature has not.
func (t *Tree) OnlyInTable(i int) bool { return t.rows[i].core < 0 }
