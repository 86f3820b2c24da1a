// Package search finds codes by everyday words, by the words of the
// nomenclature and of tariff tables and by the beginning of a code, in
// Azerbaijani, Russian and English at once, as one types: inflected, without
// diacritics, in another alphabet, with typing errors.
//
// It looks words up in a sorted vocabulary and follows each to the rows that
// have it; nothing is scanned row by row, so a key stroke costs well under a
// millisecond.
package search

import (
	"math/bits"
	"slices"
	"sync"

	"rusum/tariffdata"
)

// Index is made for a core, the names of one or more languages and any tariff
// tables. It is read-only and safe for concurrent use.
//
// Its rows are those of the core and behind them the lines that only tables
// have, in the order of their codes.
type Index struct {
	core    *tariffdata.Core
	sources []*source
	tables  []*tariffdata.Tariff
	extra   []string // the codes that only tables have, ascending
	parents []int32  // of every row
	usual   []uint16 // of the core's headings: everyday words that mean it or what is below it first
	pool    sync.Pool
}

// New builds an index over the names and everyday words.
func New(core *tariffdata.Core, names ...*tariffdata.Names) *Index {
	x := (&Index{core: core}).finish()
	for _, n := range names {
		x = x.With(n)
	}
	return x
}

// With returns an index that also has the names of another language. It shares
// what is already built, so that a program can begin with the language on the
// screen and add the others when it is idle.
func (x *Index) With(n *tariffdata.Names) *Index { return x.WithWords(Read(x.core, n)) }

// WithWords is [Index.With] of words that were read in pieces; what is still to
// be read of them is read now.
func (x *Index) WithWords(w *Words) *Index {
	for !w.Step(1 << 10) {
	}
	return x.with(x.tables, x.extra, w.s)
}

// WithTable returns an index that also has the lines of a tariff table: a code
// that is not in the nomenclature is found by itself and by the words of its
// name, its groups and the headings above it. The table's language is told by
// its description or, failing that, by its alphabet.
func (x *Index) WithTable(t *tariffdata.Tariff) *Index {
	if t.Len() == 0 {
		return x
	}
	var extra []string
	for i := range t.Len() {
		code := t.Code(i)
		if _, known := x.core.Index(code); known || i > 0 && t.Code(i-1) == code {
			continue
		}
		if _, known := slices.BinarySearch(x.extra, code); !known {
			extra = append(extra, code)
		}
	}
	extra = slices.Concat(x.extra, extra)
	slices.Sort(extra)
	y := x.with(slices.Concat(x.tables, []*tariffdata.Tariff{t}), extra, nil)
	if len(x.tables) > 0 { // the rows of the earlier tables have moved
		for i, s := range y.sources {
			if s.table != nil {
				y.sources[i] = y.newTable(s.table)
			}
		}
	}
	y.sources = append(y.sources, y.newTable(t))
	return y
}

func (x *Index) with(tables []*tariffdata.Tariff, extra []string, s *source) *Index {
	y := &Index{core: x.core, sources: slices.Clone(x.sources), tables: tables, extra: extra, usual: x.usual}
	if s != nil {
		y.sources = append(y.sources, s)
		y.usual = make([]uint16, x.core.Len())
		copy(y.usual, x.usual)
		for k := range s.names.SynonymCount() {
			_, rows := s.names.Synonym(k)
			y.usual[y.heading(rows[0])]++
		}
	}
	return y.finish()
}

// heading is the heading a row of the core is under.
func (x *Index) heading(row int) int {
	for p := row; p >= 0 && len(x.core.Code(p)) >= 4; p = x.core.Parent(p) {
		row = p
	}
	return row
}

// common is how many people may mean a row, from 0 to about 8.
func (x *Index) common(row int) int { return bits.Len16(x.usual[x.heading(row)]) }

func (x *Index) finish() *Index {
	n := x.core.Len()
	x.parents = make([]int32, n+len(x.extra))
	for i := range n {
		x.parents[i] = int32(x.core.Parent(i))
	}
	for i, code := range x.extra {
		x.parents[n+i] = -1
		for k := len(code) - 1; k >= 2; k-- {
			if row, ok := x.row(code[:k]); ok {
				x.parents[n+i] = row
				break
			}
		}
	}
	x.pool.New = func() any { return &scratch{} }
	return x
}

// Sources is how many languages and tables the index has.
func (x *Index) Sources() int { return len(x.sources) }

// row finds the row of a code.
func (x *Index) row(code string) (int32, bool) {
	if i, ok := x.core.Index(code); ok {
		return int32(i), true
	}
	i, ok := slices.BinarySearch(x.extra, code)
	return int32(x.core.Len() + i), ok
}

// code is the code of a row.
func (x *Index) code(row int32) string {
	if n := x.core.Len(); int(row) >= n {
		return x.extra[int(row)-n]
	}
	return x.core.Code(int(row))
}

// source is where words come from, with its vocabulary: the names and everyday
// words of a language, or the names in a table.
type source struct {
	names *tariffdata.Names // or
	table *tariffdata.Tariff

	lang     string
	cyrillic bool // the alphabet of its words

	vocabulary
	rows  postings // word → rows whose own label has it, twice their number, or their groups, one more
	nots  postings // word → rows whose name excludes it
	terms postings // word → everyday words that have it

	rowLen  []uint8 // words of a row
	rowHead []int32 // the first word of a row's own label

	termLen  []uint8
	termHash []uint32 // of the folded everyday word
	naming   []int32  // the word of an everyday word that names the thing
}

// noWord stands where there is none.
const noWord = -1

// name is the label of a row in a language: that of the nomenclature or, where
// it has none, of a table.
func (x *Index) name(lang string, row int32) string {
	for _, s := range x.sources {
		if s.lang == lang && s.names != nil && int(row) < s.names.Len() && s.names.Own(int(row)) {
			return s.names.Name(int(row))
		}
	}
	for _, s := range x.sources {
		if s.lang == lang && s.table != nil {
			if lo, hi := s.table.Range(x.code(row)); lo < hi && s.table.Name(lo) != "" {
				return s.table.Name(lo)
			}
		}
	}
	return ""
}

func (x *Index) newTable(t *tariffdata.Tariff) *source {
	s := &source{table: t, lang: t.Meta("lang")}
	if s.lang != "az" && s.lang != "ru" && s.lang != "en" {
		s.lang = "az"
		for i := range min(t.Len(), 50) {
			if cyrillic(t.Name(i)) {
				s.lang = "ru"
			}
		}
	}
	s.cyrillic = s.lang == "ru"
	rows := len(x.parents)
	b := newBuilder(s.lang, t.Len())
	s.rowLen, s.rowHead = make([]uint8, rows), make([]int32, rows)
	for i := range s.rowHead {
		s.rowHead[i] = noWord
	}
	for i := range t.Len() {
		if i > 0 && t.Code(i-1) == t.Code(i) {
			continue
		}
		if row, ok := x.row(t.Code(i)); ok && t.Name(i) != "" {
			b.row(s, row, t.Name(i), t.Group(i), func() []string { return t.GroupsOf(i) })
		}
	}
	b.finish(s)
	return s
}

// postings are lists of numbers, one list for each word, in one array.
type postings struct {
	start []int32
	items []int32
}

func (p *postings) of(word int32) []int32 { return p.items[p.start[word]:p.start[word+1]] }

// vocabulary is an ascending list of words.
type vocabulary struct {
	all     string   // the words, each with a line break behind it
	starts  []int32  // where in all each begins, and the end of all
	letters []uint32 // the letters of each
}

func (v *vocabulary) len() int            { return len(v.starts) - 1 }
func (v *vocabulary) word(i int32) string { return v.all[v.starts[i] : v.starts[i+1]-1] }

// search is the first word not before a text.
func (v *vocabulary) search(text string) int32 {
	lo, hi := int32(0), int32(v.len())
	for lo < hi {
		if m := (lo + hi) / 2; v.word(m) < text {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// find is the number of exactly this word.
func (v *vocabulary) find(text string) (int32, bool) {
	i := v.search(text)
	return i, int(i) < v.len() && v.word(i) == text
}
