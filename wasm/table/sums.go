package table

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
)

// payment is a payment of a line in qəpik; more where that does not fit.
type payment struct {
	kind  int // place in calc.Kinds
	cents int64
	more  decimal.Decimal
	open  bool
}

// KindSum is a payment over all lines and the declarations themselves.
type KindSum struct {
	Kind calc.Kind
	Sum  decimal.Decimal
	Open bool // of some lines it is not known
}

// tally adds up payments by kind. Most are whole qəpik that fit a machine word.
type tally struct {
	cents []int64
	more  []decimal.Decimal
	open  []bool
	seen  []bool
}

func newTally() *tally {
	n := len(calc.Kinds)
	return &tally{make([]int64, n), make([]decimal.Decimal, n), make([]bool, n), make([]bool, n)}
}

func (t *tally) add(list []payment) {
	for i := range list {
		p := &list[i]
		t.seen[p.kind] = true
		t.open[p.kind] = t.open[p.kind] || p.open
		t.cents[p.kind] += p.cents
		if !p.more.IsZero() {
			t.more[p.kind] = t.more[p.kind].Add(p.more)
		}
	}
}

func (t *tally) list() []KindSum {
	var out []KindSum
	for i, k := range calc.Kinds {
		if t.seen[i] {
			out = append(out, KindSum{k, decimal.New(t.cents[i], -2).Add(t.more[i]), t.open[i]})
		}
	}
	return out
}

// paymentsOf are the charges that count: applied, or open.
func paymentsOf(list []calc.Charge) []payment {
	var out []payment
	for i := range list {
		c := &list[i]
		p := payment{kind: rankOf(c.Kind)}
		switch c.Status {
		case calc.Applied:
			x := c.Amount.Decimal
			if e := x.Exponent(); (e == -2 || e == 0) && x.NumDigits() <= 12 {
				if p.cents = x.CoefficientInt64(); e == 0 {
					p.cents *= 100
				}
			} else {
				p.more = x
			}
		case calc.NeedsInput, calc.Unknown:
			p.open = true
		default:
			continue
		}
		out = append(out, p)
	}
	return out
}

func rankOf(k calc.Kind) int {
	for i := range calc.Kinds {
		if calc.Kinds[i] == k {
			return i
		}
	}
	return len(calc.Kinds) - 1
}
