package search

import "strings"

// reading is what the words of a query mean in every source.
type reading struct {
	x      *Index
	s      *scratch
	query  []typed
	tokens []token // by source, then as in query
	best   []uint8 // the best match of each word in any source
}

// words offers what the words of a query find in every source. A word that
// none knows is tried with typing errors, if errors are allowed. It reports
// whether at least half of the words are known as they stand.
func (x *Index) words(s *scratch, q query, errors bool) (known bool) {
	n := len(q.typed) * len(x.sources)
	for len(s.tokens) < n {
		s.tokens = append(s.tokens, token{})
	}
	for len(s.best) < len(q.typed) {
		s.best = append(s.best, 0)
	}
	r := reading{x: x, s: s, query: q.typed, tokens: s.tokens[:n], best: s.best[:len(q.typed)]}
	for i := range r.query {
		r.find(i)
	}
	if len(r.query) == 0 {
		return true
	}
	r.joined()
	r.brands()
	r.weigh()
	r.offer(errors)
	r.excluded(q.not)
	n = 0
	for i, w := range r.query {
		if w.role < noise && r.best[i] < likely && !(w.last && r.best[i] > within) {
			n++
		}
	}
	return 2*n <= len(r.query) && (n == 0 || len(r.query) > 1)
}

// of are the tokens of a source.
func (r *reading) of(source int) []token {
	return r.tokens[source*len(r.query) : (source+1)*len(r.query)]
}

// find looks word i up in every source, and in the spelling of another
// keyboard where none knows it.
func (r *reading) find(i int) {
	r.best[i] = 0
	for k, v := range r.x.sources {
		t := &r.of(k)[i]
		*t = token{typed: r.query[i], matches: t.matches[:0]}
		v.find(r.s, t)
		r.best[i] = max(r.best[i], t.best())
	}
	// A word that is known is not respelled, unless the others may tell that it
	// is meant otherwise: "tebii wire" is no wire.
	if r.query[i].role >= noise || r.best[i] == exact && (len(r.query) == 1 || strings.IndexByte(r.query[i].text, 'w') < 0) {
		return
	}
	for k, v := range r.x.sources {
		if v.lang == "az" && v.respell(r.s, &r.of(k)[i]) {
			r.best[i] = max(r.best[i], r.of(k)[i].best())
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
		for k, v := range r.x.sources {
			if cyrillicWord(a) != v.cyrillic {
				continue
			}
			w, ok := v.word1(r.s, a+b)
			if !ok && len(r.query) == 2 {
				w, ok = v.word1(r.s, b+a)
			}
			if !ok {
				continue
			}
			for j := i; j <= i+1; j++ {
				t := &r.of(k)[j]
				if t.role == noise {
					t.role, r.query[j].role = plain, plain
				}
				t.matches = append(t.matches, match{w, oneWord})
				t.weight = max(t.weight, v.rarity(v.uses(w)))
				r.best[j] = max(r.best[j], oneWord)
			}
		}
	}
}

// word1 finds a word, or else a form of it.
func (v *source) word1(s *scratch, text string) (int32, bool) {
	if w, ok := v.vocabulary.find(text); ok {
		return w, true
	}
	t := token{typed: typed{text: text}}
	s.begin(v.len())
	v.forms(s, &t)
	for _, m := range t.matches {
		if m.quality >= sameStem {
			return m.word, true
		}
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

// weigh makes a word count in every source as it does where it is known best:
// it is missing from the hits of the others.
func (r *reading) weigh() {
	for i := range r.query {
		weight := 0
		for k := range r.x.sources {
			if t := &r.of(k)[i]; len(t.matches) > 0 && t.best() == r.best[i] {
				weight = max(weight, t.weight)
			}
		}
		for k := range r.x.sources {
			if t := &r.of(k)[i]; t.best() < r.best[i] {
				t.weight = max(t.weight, weight)
			}
		}
	}
}

// unsure is the quality below which a finished word may as well be misspelt.
const unsure = 60

// offer scores what the words find, language by language. Brands, and noise
// that no name has, are left out.
func (r *reading) offer(errors bool) {
	q := asked{full: r.join(brand), bare: r.join(modifier)}
	for _, v := range r.x.sources {
		if w, ok := v.vocabulary.find(r.query[0].text); ok {
			for _, k := range v.terms.of(w) {
				q.whole = q.whole || v.termHash[k] == q.full
			}
		}
	}
	for i, w := range r.query {
		q.head = q.head || w.role == head && r.best[i] >= likely
	}
	for k, v := range r.x.sources {
		ts := r.of(k)
		for i := range ts {
			t := &ts[i]
			switch {
			case !errors || t.role >= noise:
			case r.best[i] <= within || r.best[i] < unsure && !t.last:
				v.findFuzzy(r.s, t)
			case t.last && r.best[i] < likely && runes(t.text) >= 5:
				// It begins a word, but may as well be misspelt.
				v.slip(r.s, t)
			}
		}
	}
	for k, v := range r.x.sources {
		if r.seen(k) {
			continue
		}
		// The sources of one language tell about the same rows.
		total := 0
		for i := range r.query {
			w := r.weight(v.lang, i)
			for j := k; j < len(r.x.sources); j++ {
				if r.x.sources[j].lang == v.lang {
					r.of(j)[i].weight = w
				}
			}
			total += exact * w
		}
		if total == 0 {
			continue
		}
		for j := k; j < len(r.x.sources); j++ {
			if r.x.sources[j].lang == v.lang && r.x.sources[j].names != nil {
				r.terms(j, total, q)
			}
		}
		r.rows(k, total, q)
		r.refuse(k)
	}
}

// seen reports whether an earlier source has the language of source k.
func (r *reading) seen(k int) bool {
	for j := range k {
		if r.x.sources[j].lang == r.x.sources[k].lang {
			return true
		}
	}
	return false
}

// weight is what word i counts in a language: nothing if it is a brand, or
// noise that no name has.
func (r *reading) weight(lang string, i int) int {
	weight, some := 0, false
	for k, v := range r.x.sources {
		if t := &r.of(k)[i]; v.lang == lang {
			weight, some = max(weight, t.weight), some || len(t.matches) > 0
		}
	}
	role := r.query[i].role
	if role == brand || role == noise && !some {
		return 0
	}
	if role < noise || weight > 1 {
		weight *= roleWeight[role]
	}
	return weight
}

// asked is what the scoring of one language has to know of the whole query.
type asked struct {
	full, bare uint32 // its words, with and without noise, as hashes of everyday words
	head       bool   // whether the word that names the thing is known
	whole      bool   // whether it is an everyday word as it stands
}

// join is the hash of the words of a query up to a role.
func (r *reading) join(upTo role) uint32 {
	var b []byte
	for _, w := range r.query {
		if w.role <= upTo {
			if len(b) > 0 {
				b = append(b, ' ')
			}
			b = append(b, w.text...)
		}
	}
	return hash(b)
}
