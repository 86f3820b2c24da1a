package search

// scratch is the working memory of one query, reused by the next.
type scratch struct {
	cands   []candidate // by row; score 0 is none
	touched []int32     // rows with a candidate

	sum     []int32  // by item: weighted quality of the tokens that match it
	count   []uint8  // by item: tokens that match it
	quality []uint8  // by item: of the token at hand
	flags   []uint8  // by item: what is known of its match
	has     []uint32 // by item: the tokens that match it, one bit each
	hit     []int32  // items with a match
	now     []int32  // items the token at hand matches

	mark []uint32 // by word: the token that has it already
	gen  uint32
}

// candidate is a hit in the making.
type candidate struct {
	score int32
	term  int32  // the everyday word, or -1: found by name
	has   uint32 // the tokens that led here
	lang  uint8
	fuzzy bool
}

func (x *Index) newScratch() *scratch {
	items, words := x.core.Len(), 0
	for _, l := range x.langs {
		items = max(items, len(l.termLen))
		words = max(words, len(l.words))
	}
	return &scratch{
		cands: make([]candidate, x.core.Len()), has: make([]uint32, items),
		sum: make([]int32, items), count: make([]uint8, items), quality: make([]uint8, items), flags: make([]uint8, items),
		mark: make([]uint32, words),
	}
}

// offer keeps the better of a row's candidates.
func (s *scratch) offer(row int32, c candidate) {
	if old := &s.cands[row]; old.score == 0 {
		s.touched = append(s.touched, row)
		*old = c
	} else {
		if c.score < old.score {
			c, *old = *old, c
		}
		// Another word that leads to the same row makes it likelier.
		if old.has != 0 && old.has&^c.has != 0 {
			c.score += old.score / 4
			c.has |= old.has
		}
		*old = c
	}
}

// reset forgets the items of one language.
func (s *scratch) reset(items int) {
	clear(s.sum[:items])
	clear(s.has[:items])
	clear(s.count[:items])
	clear(s.flags[:items])
	s.hit = s.hit[:0]
}

// fresh reports whether the token at hand meets a word for the first time.
func (s *scratch) fresh(word int32) bool {
	if s.mark[word] == s.gen {
		return false
	}
	s.mark[word] = s.gen
	return true
}
