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
	"strings"
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

// kinds of postings.
const (
	rowWords = iota
	notWords
	termWords
)

type pair struct{ word, item int32 }

// builder numbers words as they come and remembers pairs of word and item.
type builder struct {
	lang  string
	text  []byte  // the words as they came, each with a line break behind it
	ends  []int32 // of the words in text
	stop  []bool  // by word: carries no meaning
	table []int32 // hash table: 1 + number of a word
	pairs [3][]pair
	f     []byte
	ws    []word
	last  string // the groups of the row before, which neighbours mostly share
	from  int    // their pairs
	to    int
	nots  int // and what they exclude

	sorted []int32 // words by their text
	rank   []int32 // by word: its place among them
}

func newBuilder(lang string, rows int) *builder {
	b := &builder{lang: lang, table: make([]int32, 1<<15), text: make([]byte, 0, 1<<17), ends: make([]int32, 0, 1<<13)}
	b.pairs[rowWords] = make([]pair, 0, rows*13)
	b.pairs[notWords] = make([]pair, 0, rows)
	b.pairs[termWords] = make([]pair, 0, 1<<13)
	return b
}

// number is the number of a word.
func (b *builder) number(w []byte) int32 {
	if 2*len(b.ends) > len(b.table) {
		b.grow()
	}
	for at := hash(w); ; at++ {
		slot := &b.table[at&uint32(len(b.table)-1)]
		if *slot == 0 {
			b.text = append(append(b.text, w...), '\n')
			b.ends = append(b.ends, int32(len(b.text)))
			*slot = int32(len(b.ends))
			b.stop = append(b.stop, stopWords.has(string(w)))
			return *slot - 1
		}
		if equal(b.word(*slot-1), w) {
			return *slot - 1
		}
	}
}

func (b *builder) grow() {
	b.table = make([]int32, 2*len(b.table))
	for id := range b.ends {
		at := hash(b.word(int32(id)))
		for b.table[at&uint32(len(b.table)-1)] != 0 {
			at++
		}
		b.table[at&uint32(len(b.table)-1)] = int32(id) + 1
	}
}

func (b *builder) word(id int32) []byte {
	from := int32(0)
	if id > 0 {
		from = b.ends[id-1]
	}
	return b.text[from : b.ends[id]-1]
}

// hash is FNV-1a.
func hash(w []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// add records the words of a text for an item and returns how many of them
// carry meaning, up to a semicolon or bracket.
func (b *builder) add(kind int, item int32, text string) int {
	n, open := 0, true
	b.f, b.ws = split(text, b.f, b.ws)
	if kind == rowWords {
		exclude(b.lang, b.f, b.ws)
	}
	for _, w := range b.ws {
		open = open && (n == 0 || w.mark == 0 || w.mark == ',')
		if w.part == silent {
			continue
		}
		id := b.number(b.f[w.from:w.to])
		if w.part == excluded {
			if !b.stop[id] && w.to-w.from > 2 {
				b.pairs[notWords] = append(b.pairs[notWords], pair{id, item / 2})
			}
			continue
		}
		b.pairs[kind] = append(b.pairs[kind], pair{id, item})
		if open && !b.stop[id] {
			n++
		}
	}
	return n
}

// row records a label and its groups.
func (b *builder) row(s *source, row int32, name, group string, groups func() []string) {
	at := len(b.pairs[rowWords])
	s.rowLen[row] = uint8(min(b.add(rowWords, 2*row, name), 255))
	if len(b.pairs[rowWords]) > at {
		s.rowHead[row] = b.pairs[rowWords][at].word
	}
	switch {
	case group == "":
	case group == b.last:
		for _, p := range b.pairs[rowWords][b.from:b.to] {
			b.pairs[rowWords] = append(b.pairs[rowWords], pair{p.word, 2*row + 1})
		}
	default:
		b.last, b.from = group, len(b.pairs[rowWords])
		for _, g := range groups() {
			b.add(rowWords, 2*row+1, g)
		}
		b.to = len(b.pairs[rowWords])
	}
}

// term records an everyday word.
func (b *builder) term(s *source, k int32, term string) {
	at := len(b.pairs[termWords])
	s.termLen[k] = uint8(min(b.add(termWords, k, term), 255))
	s.naming[k] = noWord
	h := hash(nil)
	for i, w := range b.ws {
		if i > 0 {
			h = (h ^ ' ') * 16777619
		}
		for _, c := range b.f[w.from:w.to] {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	s.termHash[k] = h
	if len(b.pairs[termWords]) > at+1 {
		if i := named(b.f, b.ws); i >= 0 {
			s.naming[k] = b.pairs[termWords][at+i].word
		}
	}
}

// finish does what is left when the last word is in.
func (b *builder) finish(s *source) {
	for part := 0; !b.finishing(s, part); part++ {
	}
}

// finishing is finish in parts: it sorts the vocabulary, numbers the words anew
// and gathers the postings by counting. It reports whether the part was the last.
func (b *builder) finishing(s *source, part int) bool {
	switch part {
	case 0:
		b.sorted = b.sort()
	case 1:
		b.renumber(s)
	case 2:
		s.rows = gather(b.pairs[rowWords], b.rank)
	default:
		s.nots, s.terms = gather(b.pairs[notWords], b.rank), gather(b.pairs[termWords], b.rank)
		return true
	}
	return false
}

// at is the text of a word.
func (b *builder) at(text string, id int32) string {
	from := int32(0)
	if id > 0 {
		from = b.ends[id-1]
	}
	return text[from : b.ends[id]-1]
}

// sort is the words in the order of their texts.
func (b *builder) sort() []int32 {
	order := make([]int32, len(b.ends))
	for i := range order {
		order[i] = int32(i)
	}
	text := string(b.text)
	slices.SortFunc(order, func(i, j int32) int { return strings.Compare(b.at(text, i), b.at(text, j)) })
	return order
}

// renumber puts the sorted words into the source, and their new numbers
// wherever a number stands.
func (b *builder) renumber(s *source) {
	order, text := b.sorted, string(b.text)
	b.rank = make([]int32, len(order))
	all := make([]byte, 0, len(text))
	s.starts, s.letters = make([]int32, len(order)+1), make([]uint32, len(order))
	for k, id := range order {
		b.rank[id] = int32(k)
		s.starts[k] = int32(len(all))
		w := b.at(text, id)
		s.letters[k] = letters(w)
		all = append(append(all, w...), '\n')
	}
	s.starts[len(order)] = int32(len(all))
	s.all = string(all)
	for _, list := range [][]int32{s.rowHead, s.naming} {
		for i, id := range list {
			if id != noWord {
				list[i] = b.rank[id]
			}
		}
	}
}

func gather(pairs []pair, rank []int32) postings {
	p := postings{start: make([]int32, len(rank)+2), items: make([]int32, len(pairs))}
	for _, x := range pairs {
		p.start[rank[x.word]+2]++
	}
	for i := 2; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	for _, x := range pairs {
		at := &p.start[rank[x.word]+1]
		p.items[*at] = x.item
		*at++
	}
	p.start = p.start[:len(rank)+1]
	return p
}
