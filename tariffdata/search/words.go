package search

import (
	"sort"
	"strings"
)

// reading is what the words of a query mean in every language.
type reading struct {
	x      *Index
	s      *scratch
	query  []typed
	tokens [][]token // by language, then as in query
	best   []uint8   // the best match of each word in any language
}

// words offers what the words of a query find in every language. A word that
// no language knows is tried with typing errors, if errors are allowed. It
// reports whether every word is known as it stands.
func (x *Index) words(s *scratch, query []typed, errors bool) (known bool) {
	r := &reading{x: x, s: s, query: query, tokens: make([][]token, len(x.langs)), best: make([]uint8, len(query))}
	all := make([]token, len(query)*len(x.langs))
	for k := range x.langs {
		r.tokens[k] = all[k*len(query) : (k+1)*len(query)]
	}
	for i := range query {
		r.find(i)
	}
	r.joined()
	r.brands()
	r.weigh()
	r.offer(errors)
	for i, w := range query {
		if w.role < noise && r.best[i] < sameStem {
			return false
		}
	}
	return true
}

// find looks word i up in every language, and in the spelling of another
// keyboard where none knows it.
func (r *reading) find(i int) {
	for k, l := range r.x.langs {
		t := &r.tokens[k][i]
		*t = token{typed: r.query[i]}
		l.find(r.s, t)
		r.best[i] = max(r.best[i], t.best())
	}
	if r.query[i].role >= noise || r.best[i] == exact {
		return
	}
	for k, l := range r.x.langs {
		if l.lang == "az" && l.respell(r.s, &r.tokens[k][i]) {
			r.best[i] = max(r.best[i], r.tokens[k][i].best())
		}
	}
}

// joined looks for neighbours that the vocabulary writes as one word: power
// bank, gips karton, t-shirt.
func (r *reading) joined() {
	for i := 0; i+1 < len(r.query) && len(r.query) <= phrase; i++ {
		a, b := r.query[i].text, r.query[i+1].text
		if r.query[i].role == brand || r.query[i+1].role == brand || cyrillicWord(a) != cyrillicWord(b) || digitsOnly(a) || digitsOnly(b) {
			continue
		}
		for k, l := range r.x.langs {
			if cyrillicWord(a) != l.cyrillic {
				continue
			}
			w, ok := l.word(a + b)
			if !ok {
				continue
			}
			for j := i; j <= i+1; j++ {
				t := &r.tokens[k][j]
				if t.role == noise {
					t.role, r.query[j].role = plain, plain
				}
				t.matches = append(t.matches, match{w, oneWord})
				t.weight = max(t.weight, l.rarity(len(l.rows.of(w))+len(l.terms.of(w))))
				r.best[j] = max(r.best[j], oneWord)
			}
		}
	}
}

// word finds a word, or else one of the same stem.
func (l *language) word(text string) (int32, bool) {
	if at := sort.SearchStrings(l.words, text); at < len(l.words) && l.words[at] == text {
		return int32(at), true
	}
	stem := l.stem(text)
	at := sort.Search(len(l.stems), func(i int) bool { return l.stems[i].stem >= stem })
	if at < len(l.stems) && l.stems[at].stem == stem {
		return l.stems[at].word, true
	}
	return 0, false
}

// brands makes the brands plain words when nothing else is known.
func (r *reading) brands() {
	for i, w := range r.query {
		if w.role < noise && r.best[i] > 0 {
			return
		}
	}
	for i := range r.query {
		if r.query[i].role == brand {
			r.query[i].role = plain
			r.find(i)
		}
	}
}

// weigh makes a word count in every language as it does where it is known
// best: it is missing from the hits of the others.
func (r *reading) weigh() {
	for i := range r.query {
		weight := 0
		for k := range r.tokens {
			if t := &r.tokens[k][i]; len(t.matches) > 0 && t.best() == r.best[i] {
				weight = max(weight, t.weight)
			}
		}
		for k := range r.tokens {
			if t := &r.tokens[k][i]; t.best() < r.best[i] {
				t.weight = max(t.weight, weight)
			}
		}
	}
}

// unsure is the quality below which a finished word may as well be misspelt.
const unsure = 60

// offer scores what the words find. Brands, and noise that no name has, are
// left out.
func (r *reading) offer(errors bool) {
	q := asked{full: join(r.query, brand), bare: join(r.query, modifier)}
	for i, w := range r.query {
		q.head = q.head || w.role == head && r.best[i] >= sameStem
	}
	for k, l := range r.x.langs {
		some := false
		kept := r.tokens[k][:0]
		for i := range r.tokens[k] {
			t := &r.tokens[k][i]
			if t.role == brand || t.role == noise && len(t.matches) == 0 {
				continue
			}
			if errors && t.role < noise && (r.best[i] <= within || r.best[i] < unsure && !t.last) {
				l.findFuzzy(t)
			}
			some = some || len(t.matches) > 0
			kept = append(kept, *t)
		}
		if some {
			r.x.score(r.s, k, kept, q)
		}
	}
}

// asked is what the scoring of one language has to know of the whole query.
type asked struct {
	full, bare string // its words, with and without noise
	head       bool   // whether the word that names the thing is known
}

// join is the words of a query up to a role, as an everyday word is compared
// with them.
func join(query []typed, upTo role) string {
	var b strings.Builder
	for _, w := range query {
		if w.role <= upTo {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.text)
		}
	}
	return b.String()
}
