package search

// withoutHead is what remains, in tenths, of a score when the word that names
// the thing is known and the hit lacks it.
const withoutHead = 7

// besideTheName is what remains, in tenths, for an everyday word of which only
// a describing word is asked for; beginsWithIt is for a name that begins with a
// typed word: "Wheat and meslin".
const (
	besideTheName = 8
	beginsWithIt  = 11
)

// score offers the rows that the tokens find in one language.
func (x *Index) score(s *scratch, k int, tokens []token, q asked) {
	total := 0
	for i := range tokens {
		t := &tokens[i]
		if t.role < noise || t.weight > 1 {
			t.weight *= roleWeight[t.role]
		}
		total += exact * t.weight
	}
	x.scoreTerms(s, k, tokens, total, q)
	x.scoreRows(s, k, tokens, total, q)
}

// Flags of an item.
const (
	hasFuzzy = 1 << iota // a word was found with a typing error
	hasHead              // it has the word that names the thing
	namesIt              // a typed word is the one that names the item itself
)

func (t *token) flags() (f uint8) {
	if t.fuzzy {
		f |= hasFuzzy
	}
	if t.role == head {
		f |= hasHead
	}
	return f
}

// scoreTerms scores everyday words: how much of the query they answer, and how
// much of the everyday word the query has.
func (x *Index) scoreTerms(s *scratch, lang int, tokens []token, total int, q asked) {
	l := x.langs[lang]
	s.reset(len(l.termLen))
	for _, t := range tokens {
		s.now = s.now[:0]
		for _, m := range t.matches {
			for _, item := range l.terms.of(m.word) {
				if s.quality[item] == 0 {
					s.now = append(s.now, item)
				}
				s.quality[item] = max(s.quality[item], m.quality)
				if h := l.naming[item]; h == noWord || h == m.word {
					s.flags[item] |= namesIt
				}
			}
		}
		for _, item := range s.now {
			if s.count[item] == 0 {
				s.hit = append(s.hit, item)
			}
			s.sum[item] += int32(int(s.quality[item]) * t.weight)
			s.count[item]++
			s.flags[item] |= t.flags()
			s.has[item] |= 1 << t.at
			s.quality[item] = 0
		}
	}
	for _, k := range s.hit {
		answered := 1000 * int(s.sum[k]) / total
		covered := min(100, 100*int(s.count[k])/max(1, int(l.termLen[k])))
		score := answered * (45 + 55*covered/100) / 100
		if q.head && s.flags[k]&hasHead == 0 {
			score = score * withoutHead / 10
		}
		if s.flags[k]&namesIt == 0 {
			// Flour, when wheat is asked for.
			score = score * besideTheName / 10
		}
		switch l.folded[k] {
		case q.full:
			score += 300
		case q.bare:
			score += 120
		}
		_, rows := l.names.Synonym(int(k))
		for i, row := range rows {
			// The likeliest meaning stands first.
			s.offer(int32(row), candidate{score: int32(max(1, score-12*min(i, 6))), term: k, has: s.has[k], lang: uint8(lang), fuzzy: s.flags[k]&hasFuzzy != 0})
		}
	}
}

// scoreRows scores names. A row has the words of its own label and groups; the
// words of the heading above it count for it too, but a row that has none of
// its own is not found: its heading is.
func (x *Index) scoreRows(s *scratch, lang int, tokens []token, total int, q asked) {
	l := x.langs[lang]
	n := len(l.rowLen)
	s.reset(n)
	any := false
	for _, t := range tokens {
		lo := n
		for _, m := range t.matches {
			for _, row := range l.rows.of(m.word) {
				if s.quality[row] == 0 {
					if s.count[row] == 0 {
						s.hit = append(s.hit, row)
					}
					s.count[row]++
				}
				s.quality[row] = max(s.quality[row], m.quality)
				if l.rowHead[row] == m.word && m.quality >= sameStem {
					s.flags[row] |= namesIt
				}
				lo = min(lo, int(row))
			}
		}
		if lo == n {
			continue
		}
		any = true
		flags := t.flags()
		for i := lo; i < n; i++ {
			if p := l.parents[i]; p >= 0 && s.quality[p] > 0 {
				s.quality[i] = max(s.quality[i], uint8(int(s.quality[p])*9/10))
			}
			if s.quality[i] > 0 {
				s.flags[i] |= flags
				s.sum[i] += int32(int(s.quality[i]) * t.weight)
			}
		}
		clear(s.quality[lo:n])
	}
	if !any {
		return
	}
	for _, i := range s.hit {
		answered := 1000 * int(s.sum[i]) / total
		covered := min(100, 100*int(s.count[i])/max(1, int(l.rowLen[i])))
		score := answered * (55 + 25*covered/100) / 100
		if q.head && s.flags[i]&hasHead == 0 {
			score = score * withoutHead / 10
		}
		if s.flags[i]&namesIt != 0 {
			score = score * beginsWithIt / 10
		}
		switch len(x.core.Code(int(i))) {
		case 2:
			score -= 60
		case 4:
			score += 15
		case 10:
			score -= 15
		}
		score = max(1, score)
		if old := &s.cands[i]; old.score > 0 && old.term >= 0 && int(old.lang) == lang {
			// A row that both an everyday word and its name lead to is likelier.
			old.score = max(old.score, int32(score)) + min(old.score, int32(score))/4
			continue
		}
		s.offer(i, candidate{score: int32(score), term: -1, lang: uint8(lang), fuzzy: s.flags[i]&hasFuzzy != 0})
	}
}
