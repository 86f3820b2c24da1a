package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
)

func refund(t testing.TB, ground, paid string, set func(*calc.RefundQuery)) *calc.RefundResult {
	t.Helper()
	q := calc.RefundQuery{Ground: ground, Paid: mustDate(paid)}
	if set != nil {
		set(&q)
	}
	r, f := calc.Refund(q, tables())
	require.Nil(t, f)
	return r
}

func TestArt270_TermsOfARefund(t *testing.T) {
	r := refund(t, "error", "2025-03-01", nil)
	assert.Equal(t, "2026-03-01", r.Claim.String(), "270.1: one year from the payment")
	assert.True(t, r.Decide.IsZero())
	r = refund(t, "error", "2024-02-29", func(q *calc.RefundQuery) { q.ForceMajeure = true })
	assert.Equal(t, "2026-02-28", r.Claim.String(), "270.2: one more year")
	r = refund(t, "defective", "2025-03-01", func(q *calc.RefundQuery) { q.Claimed = mustDate("2026-03-01") })
	assert.False(t, r.Late)
	assert.Equal(t, "2026-03-16", r.Decide.String(), "270.3: 15 days")
	r = refund(t, "defective", "2025-03-01", func(q *calc.RefundQuery) { q.Claimed = mustDate("2026-03-02") })
	assert.True(t, r.Late)
}

func TestArt267_4_InterestAfterThreeMonths(t *testing.T) {
	set := func(refunded string) func(*calc.RefundQuery) {
		return func(q *calc.RefundQuery) {
			q.Amount = optional("10000")
			q.Claimed, q.Decided = mustDate("2025-08-10"), mustDate("2025-08-20")
			if refunded != "" {
				q.Refunded = mustDate(refunded)
			}
		}
	}
	r := refund(t, "error", "2025-07-01", set("2025-11-20"))
	assert.Equal(t, 0, r.Days, "the three months end on 20 November")
	assert.Equal(t, calc.NotDue, r.Interest.Status)
	r = refund(t, "error", "2025-07-01", set("2026-01-10"))
	assert.Equal(t, 51, r.Days)
	assert.Equal(t, calc.RefundInterest, r.Interest.Kind)
	assert.Equal(t, "95.68", money(r.Interest.Amount)) // 20 days at 7 % and 31 at 6.75 %: 38.356… + 57.328…
	assert.Equal(t, "267.4", r.Interest.Source.Article)
	assert.Nil(t, refund(t, "error", "2025-07-01", nil).Interest)
}

func TestOtherGroundsOfARefund(t *testing.T) {
	assert.Equal(t, "2027-02-01", refund(t, "re_export", "2026-02-01", nil).Claim.String(), "128.3")
	assert.Equal(t, "2026-02-16", refund(t, "excise_re_export", "2026-02-01", nil).Decide.String(), "Tax Code 193.1: 15 days")
	r := refund(t, "state_duty", "2025-02-01", func(q *calc.RefundQuery) { q.Claimed = mustDate("2026-02-01") })
	assert.Equal(t, "2030-02-01", r.Claim.String(), "Law on state duty 5.4: five years")
	assert.Equal(t, "2026-02-21", r.Decide.String(), "5.3: 20 days")
}

func TestRefundRefusals(t *testing.T) {
	day := mustDate("2026-02-01")
	for _, c := range []struct {
		q           calc.RefundQuery
		code, field string
	}{
		{calc.RefundQuery{Paid: day}, "missing_field", "ground"},
		{calc.RefundQuery{Ground: "regret", Paid: day}, "unknown_choice", "ground"},
		{calc.RefundQuery{Ground: "error"}, "missing_field", "paid"},
		{calc.RefundQuery{Ground: "error", Paid: day, Claimed: day.AddDays(-1)}, "conflict", "claimed"},
		{calc.RefundQuery{Ground: "error", Paid: day, Decided: day.AddDays(9), Refunded: day.AddDays(8)}, "conflict", "refunded"},
		{calc.RefundQuery{Ground: "error", Paid: date.Must(1950, 1, 1)}, "date_range", "paid"},
		{calc.RefundQuery{Ground: "error", Paid: day, Amount: optional("-1")}, "negative", "amount"},
	} {
		_, f := calc.Refund(c.q, tables())
		require.NotNil(t, f)
		assert.Equal(t, [2]string{c.code, c.field}, [2]string{f.Code, f.Field})
	}
}
