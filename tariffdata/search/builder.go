package search

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// kinds of postings.
const (
	rowWords = iota
	notWords
	termWords
)

type pair struct{ word, item int32 }

// builder numbers words as they come and remembers pairs of word and item.
// One reads a language after another and gives back its memory in between.
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

	sorted []int32 // words by their first letter, then by their text
	firsts []int32 // where in sorted each first letter ends
	rank   []int32 // by word: its place among them
}

// spare are builders that are done: the next language takes the memory of the last.
var spare sync.Pool

func newBuilder(lang string, rows int) *builder {
	b, _ := spare.Get().(*builder)
	if b == nil {
		b = &builder{table: make([]int32, 1<<15), text: make([]byte, 0, 1<<18), ends: make([]int32, 0, 10_000)}
		b.pairs[rowWords] = make([]pair, 0, rows*16)
		b.pairs[notWords] = make([]pair, 0, rows)
		b.pairs[termWords] = make([]pair, 0, 1<<13)
	}
	clear(b.table)
	b.lang, b.last = lang, ""
	b.text, b.ends, b.stop, b.firsts = b.text[:0], b.ends[:0], b.stop[:0], b.firsts[:0]
	for i := range b.pairs {
		b.pairs[i] = b.pairs[i][:0]
	}
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
// and gathers the postings by counting. It reports whether the part was the last,
// after which the builder belongs to another.
func (b *builder) finishing(s *source, part int) bool {
	switch letters := len(b.firsts); {
	case part == 0:
		b.distribute()
	case part <= letters:
		b.sort(part - 1)
	case part == letters+1:
		b.renumber(s)
	case part == letters+2:
		s.rows = gather(b.pairs[rowWords], b.rank)
	default:
		s.nots, s.terms = gather(b.pairs[notWords], b.rank), gather(b.pairs[termWords], b.rank)
		spare.Put(b)
		return true
	}
	return false
}

// rareLetter stands for all letters behind it.
const rareLetter = 0x800

// distribute puts the words in the order of their first letters, so that what is
// left to sort is short.
func (b *builder) distribute() {
	var ends [rareLetter + 2]int32
	first := make([]int32, len(b.ends))
	for id := range first {
		r, _ := utf8.DecodeRune(b.word(int32(id)))
		first[id] = min(r, rareLetter)
		ends[first[id]+1]++
	}
	for i := 1; i < len(ends); i++ {
		if ends[i] > 0 {
			b.firsts = append(b.firsts, ends[i]+ends[i-1])
		}
		ends[i] += ends[i-1]
	}
	b.sorted = fit(b.sorted, len(first))
	for id, r := range first {
		b.sorted[ends[r]] = int32(id)
		ends[r]++
	}
}

// sort puts the words of a first letter in order.
func (b *builder) sort(letter int) {
	from := int32(0)
	if letter > 0 {
		from = b.firsts[letter-1]
	}
	slices.SortFunc(b.sorted[from:b.firsts[letter]], func(i, j int32) int { return bytes.Compare(b.word(i), b.word(j)) })
}

// fit is a slice of n numbers, in the memory of an old one where that is enough.
func fit(old []int32, n int) []int32 {
	if cap(old) < n {
		return make([]int32, n)
	}
	return old[:n]
}

// renumber puts the sorted words into the source, and their new numbers
// wherever a number stands.
func (b *builder) renumber(s *source) {
	order := b.sorted
	b.rank = fit(b.rank, len(order))
	var all strings.Builder
	all.Grow(len(b.text))
	s.starts, s.letters = make([]int32, len(order)+1), make([]uint32, len(order))
	for k, id := range order {
		b.rank[id] = int32(k)
		s.starts[k] = int32(all.Len())
		w := b.word(id)
		all.Write(w)
		all.WriteByte('\n')
	}
	s.starts[len(order)] = int32(all.Len())
	s.all = all.String()
	for k := range s.letters {
		s.letters[k] = letters(s.word(int32(k)))
	}
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
