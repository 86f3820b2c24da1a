package search

import (
	"slices"
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

// Scores of a code that was typed, above anything words can reach, and of one
// typed among words.
const (
	codeScore = 10000
	withCode  = 2000
)

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
	s := x.get()
	defer x.pool.Put(s)
	asked := understand(q, false)
	known := x.words(s, asked, true)
	if cyrillic(folded) && !known {
		// Azerbaijani in the Cyrillic alphabet, maybe without its own letters.
		x.words(s, understand(q, true), fold.IsCyrillicAzerbaijani(folded) || len(s.touched) == 0)
	}
	return x.take(s, x.codeAmong(asked.typed), limit)
}

// codeAmong is a code among the words of a query: "8703 hybrid".
func (x *Index) codeAmong(words []typed) string {
	for _, w := range words {
		if n := len(w.text); n >= 4 && n <= 10 && digitsOnly(w.text) && len(words) > 1 {
			if lo, hi := x.core.Range(w.text); lo < hi {
				return w.text
			}
		}
	}
	return ""
}

// take returns the best candidates and clears them for the next query. What a
// name or the query excludes is left out unless there is nothing else; what is
// below a code among the words comes first.
func (x *Index) take(s *scratch, prefix string, limit int) []Hit {
	var rows []int32
	if prefix != "" {
		for _, row := range s.touched {
			if strings.HasPrefix(x.code(row), prefix) {
				s.cands[row].score += withCode
			}
		}
	}
	for _, keep := range [...]func(row int32) bool{
		func(row int32) bool { return x.allowed(s, row) },
		func(row int32) bool { return true },
	} {
		if rows = x.best(s, limit, keep); len(rows) > 0 {
			break
		}
	}
	hits := make([]Hit, len(rows))
	for i, row := range rows {
		c := s.cands[row]
		v := x.sources[c.source]
		h := Hit{Code: x.code(row), Score: int(c.score), Why: "synonym", Lang: v.lang}
		if c.term >= 0 {
			h.Term, _ = v.names.Synonym(int(c.term))
		} else {
			h.Why, h.Term = "word", x.name(v.lang, row)
		}
		if c.fuzzy {
			h.Why = "fuzzy"
		}
		hits[i] = h
	}
	for _, row := range s.touched {
		s.cands[row] = candidate{}
	}
	for _, row := range s.notRows {
		s.nots[row] = 0
	}
	for _, row := range s.bans {
		s.banned[row] = false
	}
	s.touched, s.notRows, s.bans = s.touched[:0], s.notRows[:0], s.bans[:0]
	return hits
}

// secondChance reads the spellings of people without an Azerbaijani keyboard:
// w or sh for ş, ch for ç, gh for ğ, kh for x, oo for u. It is tried for a word that no language
// knows as it stands, though one may know a longer word.
var secondChance = strings.NewReplacer("w", "s", "sh", "s", "ch", "c", "gh", "g", "kh", "x", "oo", "u")

func cyrillic(folded string) bool {
	return strings.IndexFunc(folded, func(r rune) bool { return r >= 0x400 }) >= 0
}

// codeWords may stand beside a code: "тн вэд 6109", "HS code 8517", "fəsil 87".
var codeWords = wordSet(
	"hs code codes kod kodu kodlari xif mn xifmn cn taric hts gtip mal malin tariff tarif no nomre nomresi n",
	"chapter heading subheading position item group fesil qrup basliq movqe movqeyi yarimmovqe yarimmovqeyi",
	"тн вэд тнвэд еаэс код кода коды товара товар глава группа позиция позиции субпозиция подсубпозиция тариф",
)

// typedCode returns the digits of a query that is a code, whatever separates
// them; "" when it is not.
func typedCode(folded string) string {
	digits := ""
	for _, w := range strings.Fields(folded) {
		switch {
		case digitsOnly(w):
			digits += w
		case !codeWords.has(w):
			return ""
		}
	}
	if len(digits) == 0 || len(digits) > 10 {
		return ""
	}
	return digits
}

// byCode lists the code itself and what is below it, shorter codes first, or
// else the longest known code that begins it.
func (x *Index) byCode(digits string, limit int) []Hit {
	var hits []Hit
	put := func(code string) {
		hits = append(hits, Hit{Code: code, Score: codeScore - 10*len(code), Why: "code", Term: digits})
	}
	lo, hi := x.core.Range(digits)
	for i := lo; i < hi; i++ {
		put(x.core.Code(i))
	}
	at, _ := slices.BinarySearch(x.extra, digits)
	for ; at < len(x.extra) && strings.HasPrefix(x.extra[at], digits); at++ {
		put(x.extra[at])
	}
	if len(hits) == 0 {
		for n := len(digits); n >= 2; n-- {
			if _, ok := x.row(digits[:n]); ok {
				return []Hit{{Code: digits[:n], Score: codeScore, Why: "code", Term: digits}}
			}
		}
		return nil
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if n := len(a.Code) - len(b.Code); n != 0 {
			return n
		}
		return strings.Compare(a.Code, b.Code)
	})
	return hits[:min(limit, len(hits))]
}

// stopWords carry no meaning beside another word.
var stopWords = wordSet(
	"ucun ve ya ile olan ve/ya daxil",
	"for of the and or in with a to from by on",
	"для и или из с на в от по не",
)
