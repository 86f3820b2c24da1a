package search

// scratch is the working memory of one query, reused by the next.
type scratch struct {
	cands   []candidate // by row; score 0 is none
	touched []int32     // rows with a candidate
	nots    []uint32    // by row: the tokens its name excludes, one bit each
	notRows []int32     // rows that exclude a token
	banned  []bool      // by row: the query excludes it
	bans    []int32     // the rows it excludes

	quality []uint8  // by item: of the token at hand
	sum     []int32  // by item: weighted quality of the tokens that match it
	count   []uint8  // by item: tokens that match it
	flags   []uint8  // by item: what is known of its match
	has     []uint32 // by item: the tokens that match it, one bit each
	most    []uint16 // by everyday word, while a letter or two are typed: how many have its word
	hit     []int32  // items with a match
	now     []int32  // items the token at hand matches
	found   []found  // of a language: rows the tokens match
	ends    []int    // where in found each token's end

	tokens []token // by source, then as typed
	best   []uint8 // the best match of each word in any source
	forms  []form
	words  []int32
	typed  []rune
	other  []rune

	mark []uint32 // by word: the token that has it already
	gen  uint32
}

// found is a row that a token matches.
type found struct {
	row     int32
	quality uint8
}

// candidate is a hit in the making.
type candidate struct {
	score  int32
	term   int32  // the everyday word, or -1: found by name
	has    uint32 // the tokens of the everyday words that led here
	pos    uint32 // the tokens that anything has that led here
	source uint8
	fuzzy  bool
}

// get takes working memory that fits the index.
func (x *Index) get() *scratch {
	s := x.pool.Get().(*scratch)
	rows, items := len(x.parents), len(x.parents)
	for _, v := range x.sources {
		items = max(items, len(v.termLen))
	}
	if len(s.cands) < rows {
		s.cands, s.nots, s.banned = make([]candidate, rows), make([]uint32, rows), make([]bool, rows)
	}
	if len(s.sum) < items {
		s.quality, s.sum, s.count, s.flags, s.has = make([]uint8, items), make([]int32, items), make([]uint8, items), make([]uint8, items), make([]uint32, items)
		s.most = make([]uint16, items)
	}
	return s
}

// offer keeps the better of a row's candidates.
func (s *scratch) offer(row int32, c candidate) {
	old := &s.cands[row]
	if old.score == 0 {
		s.touched = append(s.touched, row)
		*old = c
		return
	}
	if c.score < old.score {
		c, *old = *old, c
	}
	// Another word that leads to the same row makes it likelier.
	if old.has != 0 && old.has&^c.has != 0 {
		c.score += old.score / 4
		c.has |= old.has
	}
	c.pos |= old.pos
	*old = c
}

// forget clears what is known of the items with a match.
func (s *scratch) forget() {
	for _, i := range s.hit {
		s.sum[i], s.count[i], s.flags[i], s.has[i] = 0, 0, 0, 0
	}
	s.hit = s.hit[:0]
}

// begin begins a token in a source with so many words.
func (s *scratch) begin(words int) {
	if len(s.mark) < words {
		s.mark = make([]uint32, words)
	}
	s.gen++
}

// fresh reports whether the token at hand meets a word for the first time.
func (s *scratch) fresh(word int32) bool {
	if s.mark[word] == s.gen {
		return false
	}
	s.mark[word] = s.gen
	return true
}
