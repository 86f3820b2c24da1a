package search

import (
	"math/bits"
	"slices"
	"strings"
)

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

// onlyGroups is what remains, in tenths, for a row ("other") of which only the
// groups above it are asked for; answersAll is for a row that has every word.
const (
	onlyGroups = 8
	answersAll = 60
)

// usualness is what an everyday word of a usual thing gains while a letter or
// two are typed.
const usualness = 40

// Flags of an item.
const (
	hasFuzzy = 1 << iota // a word was found with a typing error
	hasHead              // it has the word that names the thing
	namesIt              // a typed word is the one that names the item itself
	ownLabel             // the row's own label has a word, not only its groups
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

// terms scores everyday words: how much of the query they answer, and how much
// of the everyday word the query has.
func (r *reading) terms(k, total int, q asked) {
	s, v := r.s, r.x.sources[k]
	// While a word is not finished, what many everyday words have is likelier:
	// telefon, not telescope.
	unfinished := len(r.query) == 1 && !q.whole
	usual := usualness
	if unfinished && !r.of(k)[0].short {
		usual /= 2
	}
	for i := range r.query {
		t := &r.of(k)[i]
		if t.weight == 0 {
			continue
		}
		s.now = s.now[:0]
		for _, m := range t.matches {
			for _, item := range v.terms.of(m.word) {
				if s.quality[item] == 0 {
					s.now = append(s.now, item)
				}
				s.quality[item] = max(s.quality[item], m.quality)
				if h := v.naming[item]; h == noWord || h == m.word {
					s.flags[item] |= namesIt
				}
				if unfinished {
					s.most[item] = max(s.most[item], uint16(min(len(v.terms.of(m.word)), 1000)))
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
	for _, k2 := range s.hit {
		answered := 1000 * int(s.sum[k2]) / total
		covered := min(100, 100*int(s.count[k2])/max(1, int(v.termLen[k2])))
		score := answered * (45 + 55*covered/100) / 100
		if q.head && s.flags[k2]&hasHead == 0 {
			score = score * withoutHead / 10
		}
		if s.flags[k2]&namesIt == 0 {
			// Flour, when wheat is asked for.
			score = score * besideTheName / 10
		}
		switch all := bits.OnesCount32(s.has[k2]) == len(r.query) && int(s.count[k2]) == int(v.termLen[k2]); {
		case v.termHash[k2] == q.full:
			score += 300
		case all && answered >= 10*sameStem: // in other forms
			score += 200
		case v.termHash[k2] == q.bare:
			score += 120
		}
		_, rows := v.names.Synonym(int(k2))
		if unfinished {
			score += usual*bits.Len16(s.most[k2]) + r.x.common(rows[0])
			s.most[k2] = 0
		}
		for i, row := range rows {
			// The likeliest meaning stands first.
			s.offer(int32(row), candidate{score: int32(max(1, score-12*min(i, 6))), term: k2, has: s.has[k2], pos: s.has[k2],
				source: uint8(k), fuzzy: s.flags[k2]&hasFuzzy != 0})
		}
	}
	s.forget()
}

// rows scores names in the sources of one language. A row has the words of its
// own label and groups; the words of the headings above it count for it too,
// but a row that has none of its own is not found: its heading is.
func (r *reading) rows(k, total int, q asked) {
	s, x := r.s, r.x
	s.found, s.ends = s.found[:0], s.ends[:0]
	for i := range r.query {
		from := len(s.found)
		for j := k; j < len(x.sources); j++ {
			t, v := &r.of(j)[i], x.sources[j]
			if v.lang != x.sources[k].lang || t.weight == 0 {
				continue
			}
			for _, m := range t.matches {
				if t.short && m.quality < likely {
					continue
				}
				for _, item := range v.rows.of(m.word) {
					row := item / 2
					if s.quality[row] == 0 {
						s.found = append(s.found, found{row, 0})
					}
					s.quality[row] = max(s.quality[row], m.quality)
					if item%2 == 0 {
						s.flags[row] |= ownLabel
					}
					if v.rowHead[row] == m.word && m.quality >= likely {
						s.flags[row] |= namesIt
					}
				}
			}
		}
		for j := from; j < len(s.found); j++ {
			f := &s.found[j]
			f.quality = s.quality[f.row]
			s.quality[f.row] = 0
			if s.count[f.row] == 0 {
				s.hit = append(s.hit, f.row)
			}
			s.count[f.row]++
		}
		s.ends = append(s.ends, len(s.found))
	}
	if len(s.found) == 0 {
		return
	}
	from := 0
	for i, end := range s.ends {
		words := s.found[from:end]
		from = end
		if len(words) == 0 {
			continue
		}
		for _, f := range words {
			s.quality[f.row] = f.quality
		}
		t := &r.of(k)[i]
		flags := t.flags()
		for j := k + 1; j < len(x.sources); j++ {
			if x.sources[j].lang == x.sources[k].lang && len(t.matches) == 0 {
				flags |= r.of(j)[i].flags()
			}
		}
		for _, row := range s.hit {
			best, share := 0, 100
			for p := row; p >= 0; p = x.parents[p] {
				best = max(best, int(s.quality[p])*share/100)
				share = share * 9 / 10
			}
			if best > 0 {
				s.flags[row] |= flags
				s.sum[row] += int32(best * t.weight)
				s.has[row] |= 1 << t.at
			}
		}
		for _, f := range words {
			s.quality[f.row] = 0
		}
	}
	for _, i := range s.hit {
		length := 0
		for j := k; j < len(x.sources); j++ {
			if v := x.sources[j]; v.lang == x.sources[k].lang && int(i) < len(v.rowLen) {
				length = max(length, int(v.rowLen[i]))
			}
		}
		answered := 1000 * int(s.sum[i]) / total
		covered := min(100, 100*int(s.count[i])/max(1, length))
		score := answered * (55 + 25*covered/100) / 100
		if q.head && s.flags[i]&hasHead == 0 {
			score = score * withoutHead / 10
		}
		if s.flags[i]&namesIt != 0 {
			score = score * beginsWithIt / 10
		}
		if s.flags[i]&ownLabel == 0 {
			score = score * onlyGroups / 10
		}
		if n := len(r.query); n > 1 && bits.OnesCount32(s.has[i]) == n {
			score += answersAll
		}
		switch len(x.code(i)) {
		case 2:
			score -= 60
		case 4:
			score += 15
		case 10:
			score -= 15
		}
		score = max(1, score)
		if old := &s.cands[i]; old.score > 0 && old.term >= 0 && x.sources[old.source].lang == x.sources[k].lang {
			// A row that both an everyday word and its name lead to is likelier.
			old.score = max(old.score, int32(score)) + min(old.score, int32(score))/4
			old.pos |= s.has[i]
			continue
		}
		s.offer(i, candidate{score: int32(score), term: -1, pos: s.has[i], source: uint8(k), fuzzy: s.flags[i]&hasFuzzy != 0})
	}
	s.forget()
}

// refuse notes the rows whose names exclude a word that is asked for.
func (r *reading) refuse(k int) {
	s, x := r.s, r.x
	for i := range r.query {
		if r.query[i].role >= noise {
			continue
		}
		for j := k; j < len(x.sources); j++ {
			if x.sources[j].lang != x.sources[k].lang {
				continue
			}
			for _, m := range r.of(j)[i].matches {
				if m.quality < likely {
					continue
				}
				for _, row := range x.sources[j].nots.of(m.word) {
					if s.nots[row] == 0 {
						s.notRows = append(s.notRows, row)
					}
					s.nots[row] |= 1 << i
				}
			}
		}
	}
}

// excluded bans the rows that the query itself excludes: those whose names or
// everyday words have the excluded words, the other words of the everyday word
// being asked for (gloves, but not rubber ones).
func (r *reading) excluded(phrases [][]string) {
	for _, p := range phrases {
		r.ban(p[:min(len(p), 8)])
	}
}

// ban excludes a phrase. A heading stays where only something below it is meant:
// where rows below have the words and it has not (nuts, but not almonds), or
// where what is asked for is just that heading (juice, but not of oranges).
func (r *reading) ban(phrase []string) {
	s, x := r.s, r.x
	all := uint32(1)<<len(phrase) - 1
	var headings, named []int32
	for k, v := range x.sources {
		r.note(k, &v.rows, 2, phrase)
		for _, row := range s.hit {
			// A long heading may name the word by the way.
			if s.has[row] != all {
				continue
			}
			if len(x.code(row)) == 4 {
				named = append(named, row)
			}
			if len(x.code(row)) > 4 || v.rowHead[row] != noWord && slices.Contains(s.words, v.rowHead[row]) {
				s.ban(row)
			}
		}
		s.forget()
		r.note(k, &v.terms, 1, phrase)
		only := int32(-1) // the heading that what is asked for means
		for _, item := range s.hit {
			if s.has[item]&all == 0 && bits.OnesCount32(s.has[item]) >= int(v.termLen[item]) {
				_, rows := v.names.Synonym(int(item))
				for _, row := range rows {
					if h := int32(x.heading(row)); only < 0 {
						only = h
					} else if only != h {
						only = -2
					}
				}
			}
		}
		for _, item := range s.hit {
			if s.has[item]&all == all && bits.OnesCount32(s.has[item]) >= int(v.termLen[item]) {
				_, rows := v.names.Synonym(int(item))
				for _, row := range rows {
					switch code := x.code(int32(row)); {
					case len(code) > 4:
						s.ban(int32(row))
					case len(code) == 4 && (s.has[item] == all || only != int32(row)):
						headings = append(headings, int32(row))
					}
				}
			}
		}
		s.forget()
	}
	for _, h := range headings {
		below := false
		for _, row := range s.bans {
			below = below || row != h && strings.HasPrefix(x.code(row), x.code(h))
		}
		if !below || slices.Contains(named, h) {
			s.ban(h)
		}
	}
}

// note marks the items that have the words of a phrase and, in everyday words,
// those that are asked for besides.
func (r *reading) note(k int, p *postings, scale int32, phrase []string) {
	s, v := r.s, r.x.sources[k]
	s.words = s.words[:0]
	mark := func(ms []match, bit uint32) {
		for _, m := range ms {
			if m.quality < likely {
				continue
			}
			s.words = append(s.words, m.word)
			for _, item := range p.of(m.word) {
				item /= scale
				if s.has[item] == 0 {
					s.hit = append(s.hit, item)
				}
				s.has[item] |= bit
			}
		}
	}
	for i, w := range phrase {
		t := token{typed: typed{text: w}}
		v.find(s, &t)
		mark(t.matches, 1<<i)
	}
	if scale == 1 {
		for i, t := range r.of(k) {
			mark(t.matches, 1<<(len(phrase)+i%20))
		}
	}
}

func (s *scratch) ban(row int32) {
	if !s.banned[row] {
		s.banned[row] = true
		s.bans = append(s.bans, row)
	}
}

// best are the rows of the best candidates, at most limit.
func (x *Index) best(s *scratch, limit int, keep func(row int32) bool) []int32 {
	rows := make([]int32, 0, min(limit, len(s.touched))+1)
	better := func(a, b int32) bool {
		if x, y := s.cands[a].score, s.cands[b].score; x != y {
			return x > y
		}
		return a < b
	}
	for _, row := range s.touched {
		if len(rows) == limit && !better(row, rows[limit-1]) || !keep(row) {
			continue
		}
		at := len(rows)
		for at > 0 && better(row, rows[at-1]) {
			at--
		}
		rows = slices.Insert(rows, at, row)
		if len(rows) > limit {
			rows = rows[:limit]
		}
	}
	return rows
}

// allowed reports whether neither a row's name speaks against what is asked for
// nor the query against the row.
func (x *Index) allowed(s *scratch, row int32) bool {
	var against uint32
	for p := row; p >= 0; p = x.parents[p] {
		if against |= s.nots[p]; s.banned[p] {
			return false
		}
	}
	return against&^s.cands[row].pos == 0
}
