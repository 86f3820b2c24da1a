package calc

// PartyCosts is what a person bears with so many pieces of each item of a party
// by the fast model and by assessing him, both in qəpik, and what no division of
// these items goes below. Only items that compete for the value limit count; ok
// is false where the model does not know one of them.
func PartyCosts(q *PartyQuery, t *Tables, person int, pieces []int) (fast, slow, bound int64, ok bool) {
	p := &party{q: q, t: t, people: q.People}
	p.prepare()
	for _, c := range p.parts {
		if p.items[c.items[0]].key != "value" {
			continue
		}
		s := newSplitter(p, make([]int, len(p.people)), c.items)
		if s.fast == nil {
			return 0, 0, 0, false
		}
		var own []int
		for _, i := range c.items {
			own = append(own, pieces[i])
		}
		return s.fast.cost(person, own), s.slow(person, own), s.fast.bound(), true
	}
	return 0, 0, 0, false
}
