package field

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/compare"
	"rusum/calc/num"
)

// Sum is what is paid of one kind, in manat.
type Sum struct {
	Kind   calc.Kind
	Amount decimal.Decimal
}

// Sums are what a total is made of, in the order of a declaration. They travel
// with a link and stay with a saved calculation, so that it can be said later
// which payment is another one.
type Sums []Sum

// SumsOf are the applied charges by kind; kinds that come to nothing are left out.
func SumsOf(charges ...[]calc.Charge) Sums {
	var out Sums
	for _, k := range calc.Kinds {
		sum := num.Zero
		for _, list := range charges {
			for i := range list {
				if c := &list[i]; c.Kind == k && c.Status == calc.Applied && c.Amount.Valid {
					sum = sum.Add(c.Amount.Decimal)
				}
			}
		}
		if !sum.IsZero() {
			out = append(out, Sum{k, sum})
		}
	}
	return out
}

// AllSums are the sums of a whole assessment.
func AllSums(a *calc.Assessment) Sums {
	lists := [][]calc.Charge{a.Charges}
	for i := range a.Lines {
		lists = append(lists, a.Lines[i].Charges)
	}
	return SumsOf(lists...)
}

// String writes "import_duty:255.00,vat:351.90".
func (s Sums) String() string {
	var b strings.Builder
	for i, x := range s {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(x.Kind))
		b.WriteByte(':')
		b.WriteString(num.Money(x.Amount))
	}
	return b.String()
}

// ParseSums reads what String wrote; false for anything else.
func ParseSums(s string) (Sums, bool) {
	var out Sums
	if s == "" {
		return nil, true
	}
	for part := range strings.SplitSeq(s, ",") {
		kind, amount, ok := strings.Cut(part, ":")
		d, err := num.Parse(amount)
		if !ok || err != nil || !KnownKind(kind) || len(out) == len(calc.Kinds) {
			return nil, false
		}
		out = append(out, Sum{calc.Kind(kind), d})
	}
	return out, true
}

// KnownKind reports whether the engine has the kind of payment.
func KnownKind(s string) bool {
	for _, k := range calc.Kinds {
		if string(k) == s {
			return true
		}
	}
	return false
}

// Of is the sum of a kind.
func (s Sums) Of(k calc.Kind) decimal.Decimal {
	sum := num.Zero
	for _, x := range s {
		if x.Kind == k {
			sum = sum.Add(x.Amount)
		}
	}
	return sum
}

// Total is the sum of all.
func (s Sums) Total() decimal.Decimal {
	sum := num.Zero
	for _, x := range s {
		sum = sum.Add(x.Amount)
	}
	return sum
}

// Changes lists the kinds that are not what they were.
func (s Sums) Changes(now Sums) []compare.Kind {
	var out []compare.Kind
	for _, k := range calc.Kinds {
		if a, b := s.Of(k), now.Of(k); !a.Equal(b) {
			out = append(out, compare.Kind{Kind: k, Before: a, After: b})
		}
	}
	return out
}
