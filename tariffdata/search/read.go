package search

import "rusum/tariffdata"

// Words are the words of a language on their way into an index. Reading all of
// them takes longer than a page may stand still, so it goes in steps.
type Words struct {
	n    *tariffdata.Names
	b    *builder
	s    *source
	rows int
	at   int // the next row, then the next everyday word, then the next part of the end
}

// Read begins to read the names and everyday words of a language.
func Read(core *tariffdata.Core, n *tariffdata.Names) *Words {
	w := &Words{n: n, rows: min(core.Len(), n.Len())}
	w.s = &source{names: n, lang: n.Lang(), cyrillic: n.Lang() == "ru"}
	w.b = newBuilder(w.s.lang, w.rows)
	w.s.rowLen, w.s.rowHead = make([]uint8, w.rows), make([]int32, w.rows)
	terms := n.SynonymCount()
	w.s.termLen, w.s.termHash, w.s.naming = make([]uint8, terms), make([]uint32, terms), make([]int32, terms)
	return w
}

// Step reads up to some number of names or everyday words more, or does one part of what comes at
// the end. It reports whether all is done.
func (w *Words) Step(some int) (done bool) {
	if w.b == nil {
		return true
	}
	n, terms := w.n, len(w.s.termLen)
	for ; some > 0 && w.at < w.rows; some-- {
		i := w.at
		if w.s.rowHead[i] = noWord; n.Own(i) {
			w.b.row(w.s, int32(i), n.Name(i), n.Group(i), func() []string { return n.Groups(i) })
		}
		w.at++
	}
	for ; some > 0 && w.at < w.rows+terms; some-- {
		k := w.at - w.rows
		term, _ := n.Synonym(k)
		w.b.term(w.s, int32(k), term)
		w.at++
	}
	if some == 0 {
		return false
	}
	if w.b.finishing(w.s, w.at-w.rows-terms) {
		w.b = nil
		return true
	}
	w.at++
	return false
}
