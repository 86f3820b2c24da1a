package calc

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"rusum/calc/num"
)

// Sharing out in machine words gives what decimals of any length give.
func TestSharesInWordsAreTheSharesOfDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := make([]decimal.Decimal, rapid.IntRange(1, 8).Draw(t, "lines"))
		sum := num.Zero
		for i := range weights {
			weights[i] = decimal.New(rapid.Int64Range(0, 1_000_000_000_000).Draw(t, "weight"), rapid.Int32Range(-6, 3).Draw(t, "exponent"))
			sum = sum.Add(weights[i])
		}
		total := decimal.New(rapid.Int64Range(0, 1_000_000_000_000).Draw(t, "total"), rapid.Int32Range(-2, 0).Draw(t, "size"))
		got := apportion(total, weights)
		rest, largest := total, 0
		for i, w := range weights {
			if w.GreaterThan(weights[largest]) {
				largest = i
			}
			if !sum.IsZero() {
				q, _ := total.Mul(w).QuoRem(sum, 2)
				rest = rest.Sub(q)
			}
		}
		all := num.Zero
		for i, w := range weights {
			want := num.Zero
			if !sum.IsZero() {
				want, _ = total.Mul(w).QuoRem(sum, 2)
			}
			if i == largest {
				want = want.Add(rest)
			}
			assert.True(t, want.Equal(got[i]), "%v of %v: %s, not %s", i, weights, got[i], want)
			all = all.Add(got[i])
		}
		assert.True(t, all.Equal(total))
	})
}

func TestSharesWithoutWeight(t *testing.T) {
	got := apportion(num.Must("5"), []decimal.Decimal{num.Zero, num.Zero})
	assert.Equal(t, "5", got[0].String())
	assert.True(t, got[1].IsZero())
}
