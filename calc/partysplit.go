package calc

import (
	"maps"

	"github.com/shopspring/decimal"
)

// Sizes up to which every division is looked at. A state is a number of pieces
// of each item; a layer adds a person and looks at every part of every state.
const (
	maxFastStates = 1 << 16
	maxSlowStates = 2000 // where a state is a whole assessment
	maxLayer      = 8 << 20
	maxFastTrials = 60000 // of the search by steps
	maxSlowTrials = 600
	quickly       = 16 // a quick division looks at so many times fewer
)

// splitter divides the items of one component between the persons. Sums are qəpik.
type splitter struct {
	p      *party
	minors []int
	items  []int   // of the party
	free   []int   // pieces of each that anyone may carry
	fixed  [][]int // pieces that belong to a person
	fast   *fastModel
	class  []int  // persons of one class bear the same for the same pieces
	barred []bool // persons under 18 do not carry what only adults may bring free
	lines  []int  // scratch
	less   int    // the sizes are divided by it

	best   [][]int
	cost   decimal.Decimal
	proven bool
	bound  decimal.NullDecimal
}

func newSplitter(p *party, minors, items []int) *splitter {
	s := &splitter{p: p, minors: minors, items: items, free: make([]int, len(items)), lines: make([]int, len(items)), less: 1}
	if p.q.Quick {
		s.less = quickly
	}
	for range p.people {
		s.fixed = append(s.fixed, make([]int, len(items)))
	}
	for j, i := range items {
		if owner := p.q.Items[i].Owner; owner > 0 {
			s.fixed[owner-1][j] = p.items[i].count
		} else {
			s.free[j] = p.items[i].count
		}
	}
	s.classes()
	s.bar()
	if p.items[items[0]].key == "value" {
		s.fast = newFastModel(s)
	}
	return s
}

// classes finds the persons who are alike.
func (s *splitter) classes() {
	for k := range s.p.people {
		c := k
		for j := range k {
			if s.class[j] == j && s.alike(j, k) {
				c = j
				break
			}
		}
		s.class = append(s.class, c)
	}
}

func (s *splitter) alike(a, b int) bool {
	x, y := &s.p.people[a], &s.p.people[b]
	if x.Minor != y.Minor || s.minors[a] != s.minors[b] || len(x.LimitsUsed)+len(y.LimitsUsed) > 0 && !maps.EqualFunc(x.LimitsUsed, y.LimitsUsed, decimal.Decimal.Equal) {
		return false
	}
	ux, uy := x.AllowanceUsed, y.AllowanceUsed
	if nothing := func(m *Money) bool { return m == nil || m.Amount.IsZero() }; nothing(ux) != nothing(uy) ||
		!nothing(ux) && (ux.Currency != uy.Currency || !ux.Amount.Equal(uy.Amount)) {
		return false
	}
	for j := range s.items {
		if s.fixed[a][j]+s.fixed[b][j] > 0 {
			return false
		}
	}
	return true
}

// bar keeps alcohol, tobacco and gold from minors while there is an adult.
func (s *splitter) bar() {
	s.barred = make([]bool, len(s.p.people))
	row := s.p.items[s.items[0]].row
	if row == nil || !row.AdultsOnly {
		return
	}
	adults := 0
	for k := range s.barred {
		s.barred[k] = s.p.people[k].Minor
		if !s.barred[k] {
			adults++
		}
	}
	if adults == 0 {
		clear(s.barred)
	}
}

// never is a cost that no division is chosen for.
const never = 1 << 50

// of is what a person bears with some of the free pieces, in qəpik.
func (s *splitter) of(person int, pieces []int) int64 {
	for j, n := range pieces {
		if n > 0 && s.barred[person] {
			return never
		}
		s.lines[j] = n + s.fixed[person][j]
	}
	if s.fast != nil {
		return s.fast.cost(person, s.lines)
	}
	return s.slow(person, s.lines)
}

// slow assesses the person; a rate that is not known counts as the highest
// statutory one.
func (s *splitter) slow(person int, pieces []int) int64 {
	d := s.p.declaration(person, s.minors[person], s.items, pieces)
	if len(d.Lines) == 0 {
		return 0
	}
	a, f := Assess(d, s.p.t)
	if f != nil {
		return 0 // refused before: check has seen every item
	}
	var t tally
	for i := range a.Lines {
		t.add(a.Lines[i].Charges)
	}
	if t.open && a.TotalTo.Valid {
		var fees tally
		fees.add(a.Charges)
		return qepik(a.TotalTo.Decimal.Sub(fees.sum()))
	}
	return qepik(t.sum())
}

func qepik(x decimal.Decimal) int64 { return x.Shift(2).IntPart() }

// run finds the best division: by looking at all of them where they are few
// enough, otherwise step by step.
func (s *splitter) run() {
	switch {
	case len(s.p.people) == 1:
		s.best, s.proven = [][]int{append([]int{}, s.free...)}, true
	case s.fits():
		s.exact()
		s.proven = true
	default:
		s.search()
	}
	total := int64(0)
	for k := range s.best {
		total += s.of(k, s.best[k])
		for j := range s.best[k] {
			s.best[k][j] += s.fixed[k][j]
		}
	}
	s.cost = decimal.New(total, -2)
	if total == 0 {
		s.proven = true
	}
	if !s.proven && s.fast != nil {
		if b := s.fast.bound(); b >= total {
			s.proven = true
		} else {
			s.bound = decimal.NewNullDecimal(decimal.New(b, -2))
		}
	}
}

// fits reports whether every division can be looked at.
func (s *splitter) fits() bool {
	classes := 0
	for k, c := range s.class {
		if c == k {
			classes++
		}
	}
	states, layer := 1, 1
	for _, m := range s.free {
		states *= m + 1
		layer *= (m + 1) * (m + 2) / 2
		if states > maxFastStates/s.less || layer > maxLayer/s.less && len(s.class) > 2 {
			return false
		}
	}
	if len(s.class) > 2 && layer*(len(s.class)-2) > 2*maxLayer/s.less {
		return false
	}
	return s.fast != nil || states*classes <= maxSlowStates/s.less
}

// exact looks at every division. least[S] is the least that the persons so far
// bear with the pieces S; each further person takes every part T of S.
//
// A state is a number in mixed radix, one digit an item, so that S − T is the
// state of what is left.
func (s *splitter) exact() {
	n, k := len(s.free), len(s.class)
	stride := make([]int, n)
	states := 1
	for j, m := range s.free {
		stride[j] = states
		states *= m + 1
	}
	costs := make([][]int64, k)
	digits := make([]int, n)
	for c := range k {
		if s.class[c] != c {
			costs[c] = costs[s.class[c]]
			continue
		}
		costs[c] = make([]int64, states)
		clear(digits)
		for state := range states {
			costs[c][state] = s.of(c, digits)
			next(digits, s.free)
		}
	}
	least := costs[0]
	choices := make([][]int32, k)
	part := make([]int, n)
	for c := 1; c < k; c++ {
		from := 0
		if c == k-1 {
			from = states - 1 // the last person: only the whole is asked
		}
		sums, choice := make([]int64, states), make([]int32, states)
		split(from, digits, s.free)
		for state := from; state < states; state++ {
			best, at := least[state]+costs[c][0], 0
			clear(part)
			for t := 0; ; {
				t = nextPart(part, digits, stride, t)
				if t == 0 {
					break
				}
				if sum := least[state-t] + costs[c][t]; sum < best {
					best, at = sum, t
				}
			}
			sums[state], choice[state] = best, int32(at)
			next(digits, s.free)
		}
		least, choices[c] = sums, choice
	}
	s.best = make([][]int, k)
	state := states - 1
	for c := k - 1; c >= 0; c-- {
		take := state
		if c > 0 {
			take = int(choices[c][state])
		}
		s.best[c] = make([]int, n)
		split(take, s.best[c], s.free)
		state -= take
	}
}

// next counts the digits up by one.
func next(digits, most []int) {
	for j := range digits {
		if digits[j] < most[j] {
			digits[j]++
			return
		}
		digits[j] = 0
	}
}

// nextPart counts a part of a state up and returns its number; 0 after the last.
func nextPart(part, of, stride []int, number int) int {
	for j := range part {
		if part[j] < of[j] {
			part[j]++
			return number + stride[j]
		}
		number -= part[j] * stride[j]
		part[j] = 0
	}
	return 0
}

// split writes the digits of a state.
func split(state int, digits, most []int) {
	for j, m := range most {
		digits[j] = state % (m + 1)
		state /= m + 1
	}
}

// search gives out the dearest pieces first, each where it costs least, and then
// moves and exchanges pieces while that helps.
func (s *splitter) search() {
	w := &walk{s: s, trials: maxSlowTrials / s.less}
	if s.fast != nil {
		w.trials = maxFastTrials / s.less
	}
	for range s.class {
		w.counts = append(w.counts, make([]int, len(s.free)))
		w.costs = append(w.costs, 0)
	}
	for k := range w.counts {
		w.costs[k] = s.of(k, w.counts[k])
	}
	order := make([]int, len(s.free))
	weight := make([]int64, len(s.free))
	one := make([]int, len(s.free))
	for j := range order {
		order[j] = j
		one[j] = 1
		weight[j] = s.weight(j, one)
		one[j] = 0
	}
	for i := 1; i < len(order); i++ { // few items: insertion keeps equals in order
		for j := i; j > 0 && weight[order[j]] > weight[order[j-1]]; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	for _, j := range order {
		// Very many pieces are given out by the handful.
		for left, n := s.free[j], max(1, s.free[j]/32); left > 0; left -= n {
			n = min(n, left)
			w.place(j, n)
		}
	}
	for w.improve() {
	}
	s.best = w.counts
}

// weight orders the pieces: by value, or by what one bears without any limit.
func (s *splitter) weight(j int, one []int) int64 {
	if s.fast != nil {
		return s.fast.items[j].values[1]
	}
	return qepik(s.p.q.Items[s.items[j]].Price.Amount)
}

// walk is a division being improved.
type walk struct {
	s      *splitter
	counts [][]int
	costs  []int64
	trials int
}

// with is what a person would bear with some more or fewer pieces of two items.
func (w *walk) with(k, a, da, b, db int) int64 {
	w.trials--
	c := w.counts[k]
	c[a] += da
	c[b] += db
	cost := w.s.of(k, c)
	c[a] -= da
	c[b] -= db
	return cost
}

// place gives pieces to the person with whom they cost least; of equals to the
// first who already carries something, so that few persons carry.
func (w *walk) place(j, n int) {
	best, least := 0, int64(0)
	for k := range w.counts {
		cost := w.with(k, j, n, j, 0)
		if more := cost - w.costs[k]; k == 0 || more < least {
			best, least = k, more
		}
	}
	w.counts[best][j] += n
	w.costs[best] += least
}

// improve makes the first move or exchange that helps; false when there is none
// or the trials are used up.
func (w *walk) improve() bool {
	for a := range w.counts {
		for b := range w.counts {
			if a == b {
				continue
			}
			for i := range w.s.free {
				if w.counts[a][i] == 0 {
					continue
				}
				for n := w.counts[a][i]; n > 0; n /= 2 {
					if w.try(a, b, i, n, i, 0) {
						return true
					}
				}
				for j := range w.s.free {
					if j != i && w.counts[b][j] > 0 && w.try(a, b, i, 1, j, 1) {
						return true
					}
				}
				if w.trials < 0 {
					return false
				}
			}
		}
	}
	return false
}

// try moves n pieces of i from a to b and m of j back.
func (w *walk) try(a, b, i, n, j, m int) bool {
	ca, cb := w.with(a, i, -n, j, m), w.with(b, i, n, j, -m)
	if ca+cb >= w.costs[a]+w.costs[b] {
		return false
	}
	w.counts[a][i] -= n
	w.counts[b][i] += n
	w.counts[a][j] += m
	w.counts[b][j] -= m
	w.costs[a], w.costs[b] = ca, cb
	return true
}
