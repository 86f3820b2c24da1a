package calc

import (
	"math/bits"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// fastModel computes what a person bears with ordinary goods, telephones and
// food at per cent rates, in whole qəpik and exactly as Assess does. It exists
// so that thousands of divisions can be compared on a telephone; a test holds it
// to Assess.
type fastModel struct {
	items []fastItem
	left  []int64 // of the value limit, by person
	phone []int64 // pieces left
	food  []int64 // grams left
	s     *splitter

	weights, parts, pooled, full []int64 // scratch
}

type fastItem struct {
	values    []int64 // of 0, 1, 2 … pieces
	kind      string  // of the limit: "", limitPhone, limitFood
	grams     int64   // of a piece of food
	duty, vat int64   // per cent × 10⁴
}

// newFastModel is nil where an item is not of a kind it knows.
func newFastModel(s *splitter) *fastModel {
	m := &fastModel{s: s}
	n := len(s.items)
	m.weights, m.parts, m.pooled, m.full = make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	for _, i := range s.items {
		x, ok := m.item(i, s.p.items[i].count)
		if !ok {
			return nil
		}
		m.items = append(m.items, x)
	}
	for k := range s.p.people {
		if !m.person(k) {
			return nil
		}
	}
	return m
}

const mostValue = 1 << 40 // qəpik of an item; keeps products within 64 bits

func (m *fastModel) item(i, count int) (fastItem, bool) {
	p := m.s.p
	x := fastItem{values: make([]int64, count+1)}
	row := p.items[i].row
	used := map[string]decimal.Decimal{}
	if row != nil {
		if x.kind = row.Kind; x.kind != limitPhone && x.kind != limitFood {
			return x, false
		}
		used[row.Key] = row.Quantity.Decimal
	}
	if x.kind == limitFood {
		q, need := p.declaration(0, 0, []int{i}, []int{1}).Lines[0].quantity("kg")
		grams := q.Value.Shift(3)
		// A weight written finer is shared out finer.
		if need != nil || q.Value.Exponent() < -3 || grams.GreaterThan(decimal.New(mostValue, 0)) || row.Unit != "kg" {
			return x, false
		}
		x.grams = grams.IntPart()
	}
	d := p.declaration(0, 0, []int{i}, []int{count}) // one may be worth less than a qəpik
	d.Minor = false
	d.AllowanceUsed, d.LimitsUsed = &Money{Amount: decimal.New(1, 12), Currency: "AZN"}, used
	a, f := Assess(d, p.t)
	if f != nil {
		return x, false
	}
	for n := 1; n <= count; n++ {
		l := &p.q.Items[i].Price
		if l.Currency == "" {
			break
		}
		fx, ok := newFXBook(d, p.t).rate(l.Currency)
		if !ok {
			break
		}
		v := num.Round(l.Amount.Mul(decimal.NewFromInt(int64(n))).Mul(fx)).Shift(2)
		if v.GreaterThan(decimal.New(mostValue, 0)) {
			return x, false
		}
		x.values[n] = v.IntPart()
	}
	// In two steps: in one, the language leaves open whether x is copied before the
	// call fills it in, and TinyGo does so.
	ok := m.rates(&x, a)
	return x, ok
}

// rates reads the rates of an item from its assessment without any limit left.
func (m *fastModel) rates(x *fastItem, a *Assessment) bool {
	for i := range a.Lines[0].Charges {
		c := &a.Lines[0].Charges[i]
		switch {
		case c.Kind == ImportDuty && c.Reason == "rate_unknown":
			for _, s := range m.s.p.t.StatutoryDuties {
				if v, ok := micro(s.Percent); s.Has(m.s.p.q.Date) && ok {
					x.duty = max(x.duty, v)
				}
			}
		case c.Status == NotDue:
		case (c.Kind == ImportDuty || c.Kind == VAT) && (c.Status == Applied || c.Reason == "base_open"):
			if c.RateTree == nil || c.RateTree.Op != rate.Percent {
				return false
			}
			v, ok := micro(c.RateTree.Percent)
			if !ok {
				return false
			}
			if c.Kind == VAT {
				x.vat = v
			} else {
				x.duty = v
			}
		case c.Status == NeedsInput:
			return x.values[len(x.values)-1] == 0 // nothing is known of it but that it waits
		default:
			return false
		}
	}
	return true
}

// micro is a per cent × 10⁴, false for one that is finer or too large.
func micro(p decimal.Decimal) (int64, bool) {
	v := p.Shift(4)
	return v.IntPart(), v.IsInteger() && v.LessThan(decimal.New(1, 8))
}

// person reads how much of the limits a person has left.
func (m *fastModel) person(k int) bool {
	p := m.s.p
	d := p.declaration(k, m.s.minors[k], nil, nil)
	e := &engine{d: d, t: p.t, flow: p.flow(), fx: newFXBook(d, p.t), quiet: true}
	left, phone, food := num.Zero, num.Zero, num.Zero
	if use := e.valueUse(); use != nil {
		left = use.Left
	}
	for _, i := range m.s.items {
		row := p.items[i].row
		if row == nil {
			continue
		}
		rest := row.Quantity.Decimal.Sub(d.LimitsUsed[row.Key])
		if rest.IsNegative() || d.Minor && row.AdultsOnly {
			rest = num.Zero
		}
		if row.Kind == limitPhone {
			phone = rest
		} else {
			food = rest.Shift(3)
		}
	}
	if !phone.IsInteger() || !food.IsInteger() || left.GreaterThan(decimal.New(mostValue, 0)) || food.GreaterThan(decimal.New(mostValue, 0)) {
		return false
	}
	m.left, m.phone, m.food = append(m.left, qepik(left)), append(m.phone, phone.IntPart()), append(m.food, food.IntPart())
	return true
}

// cost is what a person bears with so many pieces of each item.
func (m *fastModel) cost(k int, pieces []int) int64 {
	for j := range m.items {
		m.pooled[j], m.full[j] = m.items[j].values[pieces[j]], 0
	}
	m.quantity(pieces, limitPhone, m.phone[k])
	m.quantity(pieces, limitFood, m.food[k])
	sum := int64(0)
	for j := range m.items {
		sum += m.pooled[j]
	}
	clear(m.parts)
	if over := sum - m.left[k]; over > 0 {
		sharesOf(over, sum, m.pooled, m.parts)
	}
	total := int64(0)
	for j := range m.items {
		x := &m.items[j]
		t := m.parts[j] + m.full[j]
		duty := half(t, x.duty, 1e6)
		total += duty + half(t+duty, x.vat, 1e6)
	}
	return total
}

// quantity moves what is over a limit of quantity: the value of further
// telephones out of the value limit, that of more food into it.
func (m *fastModel) quantity(pieces []int, kind string, left int64) {
	sum := int64(0)
	for j := range m.items {
		m.weights[j] = 0
		if m.items[j].kind != kind {
			continue
		}
		m.weights[j] = int64(pieces[j])
		if kind == limitFood {
			m.weights[j] *= m.items[j].grams
		}
		sum += m.weights[j]
	}
	clear(m.parts)
	if over := sum - left; over > 0 {
		sharesOf(over, sum, m.weights, m.parts)
	}
	for j := range m.items {
		if m.items[j].kind != kind {
			continue
		}
		above := int64(0) // food of no weight is within its limit
		if m.weights[j] > 0 {
			above = half(m.items[j].values[pieces[j]], m.parts[j], m.weights[j])
		}
		if kind == limitPhone {
			m.pooled[j], m.full[j] = m.pooled[j]-above, above
		} else {
			m.pooled[j] = above
		}
	}
}

// half is x×y/z rounded half up; the quotient fits into 64 bits.
func half(x, y, z int64) int64 {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	q, r := bits.Div64(hi, lo, uint64(z))
	if 2*r >= uint64(z) {
		q++
	}
	return int64(q)
}

// sharesOf is shareOut on whole numbers.
func sharesOf(total, sum int64, weights, parts []int64) {
	rest := total
	for j, w := range weights {
		hi, lo := bits.Mul64(uint64(total), uint64(w))
		q, _ := bits.Div64(hi, lo, uint64(sum))
		parts[j] = int64(q)
		rest -= parts[j]
	}
	for ; rest > 0; rest-- {
		best := -1
		for j, w := range weights {
			if w > 0 && (best < 0 || above(w, parts[best]+1, weights[best], parts[j]+1)) {
				best = j
			}
		}
		parts[best]++
	}
}

// above reports whether a×b > c×d.
func above(a, b, c, d int64) bool {
	h1, l1 := bits.Mul64(uint64(a), uint64(b))
	h2, l2 := bits.Mul64(uint64(c), uint64(d))
	return h1 > h2 || h1 == h2 && l1 > l2
}

// bound is a sum that no division goes below: all the persons' limits together
// spent on the goods that bear most, pieces divided at will, and two qəpik less
// for each line that rounding may save.
func (m *fastModel) bound() int64 {
	total, left, food := num.Zero, int64(0), int64(0)
	for k := range m.left {
		left += m.left[k]
		food += m.food[k]
	}
	n := len(m.items)
	loads := make([]decimal.Decimal, n)
	values := make([]decimal.Decimal, n)
	foods := make([]decimal.Decimal, n)
	for j := range m.items {
		x := &m.items[j]
		count := m.s.free[j]
		for k := range m.s.fixed {
			count += m.s.fixed[k][j]
		}
		d, v := decimal.New(x.duty, -6), decimal.New(x.vat, -6)
		loads[j] = d.Add(v).Add(d.Mul(v))
		values[j] = decimal.New(x.values[count], 0)
		total = total.Add(values[j].Mul(loads[j]))
		if x.kind == limitFood && x.grams > 0 {
			foods[j] = decimal.New(x.grams*int64(count), 0)
		}
	}
	total = total.Sub(mostRelief(decimal.New(left, 0), values, loads))
	// Free food: the grams that bear most.
	perGram := make([]decimal.Decimal, n)
	for j := range foods {
		if foods[j].IsPositive() {
			perGram[j] = num.Quo(values[j].Mul(loads[j]), foods[j])
		}
	}
	total = total.Sub(mostRelief(decimal.New(food, 0), foods, perGram))
	b := total.Floor().IntPart() - int64(2*n*len(m.left))
	return max(0, b)
}

// mostRelief spends an amount on the parts of the highest load first.
func mostRelief(amount decimal.Decimal, parts, loads []decimal.Decimal) decimal.Decimal {
	sum := num.Zero
	taken := make([]bool, len(parts))
	for range parts {
		best := -1
		for j := range parts {
			if !taken[j] && (best < 0 || loads[j].GreaterThan(loads[best])) {
				best = j
			}
		}
		taken[best] = true
		x := decimal.Min(amount, parts[best])
		sum = sum.Add(x.Mul(loads[best]))
		amount = amount.Sub(x)
	}
	return sum
}
