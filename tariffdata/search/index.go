// Package search finds codes by everyday words, by the words of the
// nomenclature and by the beginning of a code, in Azerbaijani, Russian and
// English at once, without diacritics and with a typing error.
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
	"unicode/utf8"

	"rusum/tariffdata"
	"rusum/tariffdata/fold"
)

// Index is made for a core and the names of one or more languages. It is
// read-only and safe for concurrent use.
type Index struct {
	core  *tariffdata.Core
	langs []*language
	pool  sync.Pool // of *scratch
}

// New builds an index over the names and everyday words.
func New(core *tariffdata.Core, names ...*tariffdata.Names) *Index {
	x := &Index{core: core}
	for _, n := range names {
		x = x.With(n)
	}
	return x
}

// With returns an index that also has the names of another language. It shares
// what is already built, so that a program can begin with the language on the
// screen and add the others when it is idle.
func (x *Index) With(n *tariffdata.Names) *Index {
	y := &Index{core: x.core, langs: append(x.langs[:len(x.langs):len(x.langs)], newLanguage(x.core, n))}
	y.pool.New = func() any { return y.newScratch() }
	return y
}

// language is the vocabulary of one language and where its words occur.
type language struct {
	names *tariffdata.Names
	lang  string
	stem  stemmer

	cyrillic bool // the alphabet of its words

	words   []string // ascending
	all     string   // the words with a line break after each
	starts  []int32  // where in all each begins
	letters []uint32 // the letters of each
	stems   []stemmed
	rows    postings // word → rows whose own label or groups have it
	terms   postings // word → everyday words that have it

	parents []int32 // of the rows
	rowLen  []uint8 // words of a row
	termLen []uint8
	rowHead []int32  // the first word of a row's own label
	naming  []int32  // the word of an everyday word that names the thing
	folded  []string // the everyday words, folded
}

// noWord stands where there is none.
const noWord = -1

type stemmed struct {
	stem string
	word int32
}

// postings are lists of numbers, one list for each word, in one array.
type postings struct {
	start []int32
	items []int32
}

func (p postings) of(word int32) []int32 { return p.items[p.start[word]:p.start[word+1]] }

// builder numbers words as they come and remembers pairs of word and item.
type builder struct {
	number map[string]int32
	words  []string
	stop   []bool    // by word: carries no meaning
	pairs  [2][]pair // rows, terms
	buf    []byte
}

type pair struct{ word, item int32 }

// add records the words of a text for an item and returns how many of them
// carry meaning.
func (b *builder) add(kind int, item int32, text string) int {
	n := 0
	buf, pairs := b.buf[:0], b.pairs[kind]
	for i := 0; i <= len(text); {
		at := len(buf)
		if i < len(text) {
			r, size := rune(text[i]), 1
			if r >= 0x80 {
				r, size = utf8.DecodeRuneInString(text[i:])
			}
			i += size
			if buf = fold.Rune(buf, r); len(buf) != at+1 || buf[at] != ' ' {
				continue
			}
		} else {
			i++
		}
		if buf = buf[:at]; at == 0 {
			continue
		}
		id, ok := b.number[string(buf)]
		if !ok {
			id = int32(len(b.words))
			w := string(buf)
			b.words = append(b.words, w)
			b.number[w] = id
			b.stop = append(b.stop, stopWords[w])
		}
		pairs = append(pairs, pair{id, item})
		if !b.stop[id] {
			n++
		}
		buf = buf[:0]
	}
	b.buf, b.pairs[kind] = buf, pairs
	return n
}

// repeat records for an item the words recorded in a range of pairs.
func (b *builder) repeat(item int32, from, to int) {
	for _, p := range b.pairs[0][from:to] {
		b.pairs[0] = append(b.pairs[0], pair{p.word, item})
	}
}

func newLanguage(core *tariffdata.Core, n *tariffdata.Names) *language {
	l := &language{names: n, lang: n.Lang(), stem: stemmerFor(n.Lang()), cyrillic: n.Lang() == "ru"}
	b := &builder{number: make(map[string]int32, 1<<14), words: make([]string, 0, 1<<14)}
	b.pairs[0] = make([]pair, 0, 1<<17)
	b.pairs[1] = make([]pair, 0, 1<<14)
	rows := min(core.Len(), n.Len())
	l.rowLen = make([]uint8, rows)
	l.rowHead = make([]int32, rows)
	l.parents = make([]int32, rows)
	group, from, to := "", 0, 0 // neighbours mostly share their group
	for i := range rows {
		l.parents[i] = int32(core.Parent(i))
		if !n.Own(i) {
			l.rowHead[i] = noWord
			continue
		}
		at := len(b.pairs[0])
		k := b.add(0, int32(i), stripExclusions(l.lang, n.Name(i)))
		if l.rowHead[i] = noWord; len(b.pairs[0]) > at {
			l.rowHead[i] = b.pairs[0][at].word
		}
		if g := n.Group(i); g == group {
			b.repeat(int32(i), from, to)
		} else {
			from = len(b.pairs[0])
			for _, g := range n.Groups(i) {
				b.add(0, int32(i), stripExclusions(l.lang, g))
			}
			group, to = g, len(b.pairs[0])
		}
		l.rowLen[i] = uint8(min(k, 255))
	}
	l.termLen = make([]uint8, n.SynonymCount())
	l.folded = make([]string, n.SynonymCount())
	l.naming = make([]int32, n.SynonymCount())
	for k := range n.SynonymCount() {
		term, _ := n.Synonym(k)
		l.termLen[k] = uint8(min(b.add(1, int32(k), term), 255))
		l.folded[k] = fold.String(term)
		l.naming[k] = noWord
		if w := named(l.folded[k]); w != "" {
			l.naming[k] = b.number[w]
		}
	}
	l.finish(b)
	return l
}

// finish sorts the vocabulary and gathers the postings by counting.
func (l *language) finish(b *builder) {
	order := make([]int32, len(b.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return strings.Compare(b.words[i], b.words[j]) })
	rank := make([]int32, len(order))
	l.words = make([]string, len(order))
	l.stems = make([]stemmed, len(order))
	for k, id := range order {
		rank[id] = int32(k)
		l.words[k] = b.words[id]
		l.stems[k] = stemmed{l.stem(b.words[id]), int32(k)}
	}
	for _, list := range [][]int32{l.rowHead, l.naming} {
		for i, id := range list {
			if id != noWord {
				list[i] = rank[id]
			}
		}
	}
	l.index()
	slices.SortStableFunc(l.stems, func(a, b stemmed) int { return strings.Compare(a.stem, b.stem) })
	l.rows = gather(b.pairs[0], rank)
	l.terms = gather(b.pairs[1], rank)
}

// index prepares the words for what exact look-up does not find.
func (l *language) index() {
	size := 0
	for _, w := range l.words {
		size += len(w) + 1
	}
	all := make([]byte, 0, size)
	l.starts = make([]int32, len(l.words))
	l.letters = make([]uint32, len(l.words))
	for i, w := range l.words {
		l.starts[i] = int32(len(all))
		l.letters[i] = letters(w)
		all = append(append(all, w...), '\n')
	}
	l.all = string(all)
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

// rarity is the weight of a word that occurs df times: 1 for the commonest,
// about 13 for one that occurs once.
func (l *language) rarity(df int) int {
	return 1 + bits.Len(uint((len(l.rowLen)+len(l.termLen))/max(df, 1)))
}
