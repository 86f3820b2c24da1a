package search

import (
	"sort"
	"strings"

	"rusum/tariffdata/fold"
)

// Hit is a code that a query may mean.
type Hit struct {
	Code  string
	Score int    // larger is better; comparable within one query only
	Why   string // "code", "synonym", "word" or "fuzzy"
	Lang  string // language of Term; "" for a code
	Term  string // the everyday word or the name that was found
}

// Scores of a code that was typed: above anything words can reach.
const codeScore = 10000

// maxTokens bounds a query; the longest name has fewer different words.
const maxTokens = 32

// Query returns at most limit codes, best first: a code that was typed, then
// everyday words, then names, then words with a typing error. An empty query
// finds nothing.
func (x *Index) Query(q string, limit int) []Hit {
	if limit <= 0 || len(q) > 2000 {
		return nil
	}
	folded := fold.String(q)
	if digits := typedCode(folded); digits != "" {
		return x.byCode(digits, limit)
	}
	s := x.pool.Get().(*scratch)
	defer x.pool.Put(s)
	known := x.words(s, understand(q, same), true)
	if cyrillic(folded) && !known {
		// Azerbaijani in the Cyrillic alphabet, maybe without its own letters.
		x.words(s, understand(q, fold.Latin), fold.IsCyrillicAzerbaijani(folded) || len(s.touched) == 0)
	}
	return x.take(s, limit)
}

// take returns the best candidates and clears them for the next query.
func (x *Index) take(s *scratch, limit int) []Hit {
	limit = min(limit, len(s.touched))
	rows := make([]int32, 0, limit+1)
	better := func(a, b int32) bool {
		if x, y := s.cands[a].score, s.cands[b].score; x != y {
			return x > y
		}
		return a < b
	}
	for _, row := range s.touched {
		if len(rows) == limit && !better(row, rows[limit-1]) {
			continue
		}
		at := sort.Search(len(rows), func(i int) bool { return better(row, rows[i]) })
		rows = append(rows, 0)
		copy(rows[at+1:], rows[at:])
		rows[at] = row
		if len(rows) > limit {
			rows = rows[:limit]
		}
	}
	hits := make([]Hit, len(rows))
	for i, row := range rows {
		c := s.cands[row]
		l := x.langs[c.lang]
		h := Hit{Code: x.core.Code(int(row)), Score: int(c.score), Why: "synonym", Lang: l.lang}
		if c.term >= 0 {
			h.Term, _ = l.names.Synonym(int(c.term))
		} else {
			h.Why, h.Term = "word", l.names.Name(int(row))
		}
		if c.fuzzy {
			h.Why = "fuzzy"
		}
		hits[i] = h
	}
	for _, row := range s.touched {
		s.cands[row] = candidate{}
	}
	s.touched = s.touched[:0]
	return hits
}

func same(s string) string { return s }

// secondChance reads the spellings of people without an Azerbaijani keyboard:
// w or sh for ş, ch for ç, gh for ğ, kh for x, oo for u. It is tried for a word that no language
// knows as it stands, though one may know a longer word.
var secondChance = strings.NewReplacer("w", "s", "sh", "s", "ch", "c", "gh", "g", "kh", "x", "oo", "u")

func cyrillic(folded string) bool {
	return strings.IndexFunc(folded, func(r rune) bool { return r >= 0x400 }) >= 0
}

// codeWords may stand before a code: "тн вэд 6109", "HS code 8517".
var codeWords = map[string]bool{
	"hs": true, "code": true, "kod": true, "kodu": true, "xif": true, "mn": true, "xifmn": true, "тн": true, "вэд": true, "тнвэд": true,
	"код": true, "cn": true, "taric": true, "hts": true, "gtip": true, "mal": true, "malin": true, "товара": true,
}

// typedCode returns the digits of a query that is a code, whatever separates
// them; "" when it is not.
func typedCode(folded string) string {
	digits := ""
	for _, w := range strings.Fields(folded) {
		switch {
		case digitsOnly(w):
			digits += w
		case !codeWords[w] || digits != "":
			return ""
		}
	}
	if len(digits) < 2 || len(digits) > 10 {
		return ""
	}
	return digits
}

// byCode lists the code itself, what is below it, or else the longest known
// code that begins it.
func (x *Index) byCode(digits string, limit int) []Hit {
	lo, hi := x.core.Range(digits)
	if lo == hi {
		i, ok := x.core.Longest(digits)
		if !ok {
			return nil
		}
		return []Hit{{Code: x.core.Code(i), Score: codeScore, Why: "code", Term: digits}}
	}
	hits := make([]Hit, 0, hi-lo)
	for i := lo; i < hi; i++ {
		hits = append(hits, Hit{Code: x.core.Code(i), Score: codeScore - 10*len(x.core.Code(i)), Why: "code", Term: digits})
	}
	// The shorter code first, then in order.
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].Score > hits[j].Score })
	return hits[:min(limit, len(hits))]
}

// stopWords carry no meaning beside another word.
var stopWords = map[string]bool{
	"ucun": true, "ve": true, "ya": true, "ile": true, "olan": true, "ve/ya": true, "daxil": true,
	"for": true, "of": true, "the": true, "and": true, "or": true, "in": true, "with": true, "a": true, "to": true, "from": true, "by": true, "on": true,
	"для": true, "и": true, "или": true, "из": true, "с": true, "на": true, "в": true, "от": true, "по": true, "не": true,
}
