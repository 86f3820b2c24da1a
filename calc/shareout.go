package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// shareOut splits total over the weights to places decimals, in proportion and
// without a rest: each part is rounded down, and what is left goes unit by unit
// to the weight with the greatest quotient of weight and next part (the method
// of d'Hondt and Jefferson); of equals to the first. total is not above the sum
// of the weights.
//
// Unlike giving the whole rest to one line, this never lets a part grow when
// total falls or when other weights are taken away together with as much of
// total. Payments are therefore never higher when goods are divided between two
// persons, to the qəpik.
func shareOut(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	out := make([]decimal.Decimal, len(weights))
	if !total.IsPositive() {
		return out
	}
	sum := num.Zero
	for _, w := range weights {
		sum = sum.Add(w)
	}
	unit := decimal.New(1, -places)
	rest := total
	q := quotients{unit: unit, weights: weights, parts: out}
	for i, w := range weights {
		if !w.IsPositive() {
			continue
		}
		out[i], _ = total.Mul(w).QuoRem(sum, places)
		rest = rest.Sub(out[i])
		q.heap = append(q.heap, i)
	}
	for i := len(q.heap)/2 - 1; i >= 0; i-- {
		q.down(i)
	}
	for rest.IsPositive() {
		step := unit
		if rest.LessThan(unit) {
			step = rest // total is finer than the parts
		}
		i := q.heap[0]
		out[i] = out[i].Add(step)
		rest = rest.Sub(step)
		q.down(0)
	}
	return out
}

// quotients is a heap of weights by what each has for one more unit.
type quotients struct {
	unit           decimal.Decimal
	weights, parts []decimal.Decimal
	heap           []int
}

func (q *quotients) before(a, b int) bool {
	l := q.weights[a].Mul(q.parts[b].Add(q.unit))
	r := q.weights[b].Mul(q.parts[a].Add(q.unit))
	switch l.Cmp(r) {
	case 1:
		return true
	case 0:
		return a < b
	}
	return false
}

func (q *quotients) down(i int) {
	h := q.heap
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && q.before(h[c+1], h[c]) {
			c++
		}
		if !q.before(h[c], h[i]) {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}
