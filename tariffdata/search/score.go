package search

// score offers the rows that the tokens find in one language.
func (x *Index) score(s *scratch, k int, tokens []token, folded string) {
	total := 0
	for _, t := range tokens {
		total += exact * t.weight
	}
	x.scoreTerms(s, k, tokens, folded, total)
	x.scoreRows(s, k, tokens, total)
}

// scoreTerms scores everyday words: how much of the query they answer, and how
// much of the everyday word the query has.
func (x *Index) scoreTerms(s *scratch, lang int, tokens []token, folded string, total int) {
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
			}
		}
		for _, item := range s.now {
			if s.count[item] == 0 {
				s.hit = append(s.hit, item)
			}
			s.sum[item] += int32(int(s.quality[item]) * t.weight)
			s.count[item]++
			s.fuzzy[item] = s.fuzzy[item] || t.fuzzy
			s.quality[item] = 0
		}
	}
	for _, k := range s.hit {
		answered := 1000 * int(s.sum[k]) / total
		covered := min(100, 100*int(s.count[k])/max(1, int(l.termLen[k])))
		score := answered * (45 + 55*covered/100) / 100
		if l.folded[k] == folded {
			score += 300
		}
		_, rows := l.names.Synonym(int(k))
		for i, row := range rows {
			// The likeliest meaning stands first.
			s.offer(int32(row), candidate{score: int32(max(1, score-12*min(i, 6))), term: k, lang: uint8(lang), fuzzy: s.fuzzy[k]})
		}
	}
}

// scoreRows scores names. A row has the words of its own label and groups; the
// words of the heading above it count for it too, but a row that has none of
// its own is not found: its heading is.
func (x *Index) scoreRows(s *scratch, lang int, tokens []token, total int) {
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
					s.fuzzy[row] = s.fuzzy[row] || t.fuzzy
				}
				s.quality[row] = max(s.quality[row], m.quality)
				lo = min(lo, int(row))
			}
		}
		if lo == n {
			continue
		}
		any = true
		for i := lo; i < n; i++ {
			if p := l.parents[i]; p >= 0 && s.quality[p] > 0 {
				s.quality[i] = max(s.quality[i], uint8(int(s.quality[p])*9/10))
			}
			if s.quality[i] > 0 {
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
		s.offer(i, candidate{score: int32(score), term: -1, lang: uint8(lang), fuzzy: s.fuzzy[i]})
	}
}
