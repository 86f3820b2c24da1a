package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
)

func interest(t testing.TB, q calc.InterestQuery) *calc.InterestResult {
	t.Helper()
	r, f := calc.Interest(q, tables())
	require.Nil(t, f)
	return r
}

func late(debt, due, paid string) calc.InterestQuery {
	return calc.InterestQuery{Debt: num.Must(debt), Due: mustDate(due), Paid: mustDate(paid)}
}

func TestArt247_3_LateInterest(t *testing.T) {
	for _, c := range []struct{ name, debt, due, paid, days, want string }{
		{"45 days", "10000", "2026-01-10", "2026-02-24", "45", "450.00"},
		{"400 days: not more than a year", "10000", "2025-01-01", "2026-02-05", "365", "3650.00"},
		{"on the due day", "10000", "2026-01-10", "2026-01-10", "0", "0.00"},
		{"before it", "10000", "2026-01-10", "2026-01-05", "0", "0.00"},
		{"one day", "10000", "2025-12-31", "2026-01-01", "1", "10.00"},
		{"over 29 February", "10000", "2024-02-28", "2024-03-01", "2", "20.00"},
		{"over the end of a February of 28", "10000", "2025-02-28", "2025-03-01", "1", "10.00"},
		{"half up once: 0.1 % of 1234.56 × 7 = 8.64192", "1234.56", "2026-03-01", "2026-03-08", "7", "8.64"},
		{"0.1 % of 5 × 1 = 0.005", "5", "2026-03-01", "2026-03-02", "1", "0.01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := interest(t, late(c.debt, c.due, c.paid))
			assert.Equal(t, c.want, money(r.Amount))
			assert.Equal(t, c.days, decimal.NewFromInt(int64(r.Days)).String())
			assert.Equal(t, num.Money(num.Must(c.debt).Round(2).Add(r.Amount.Decimal)), money(r.Payable))
		})
	}
}

func TestArt247_3_ALeapDayInsideTheYearIsSaid(t *testing.T) {
	has := func(r *calc.InterestResult) bool {
		for _, w := range r.Warnings {
			if w.Code == "late_year_days" {
				return true
			}
		}
		return false
	}
	leap := interest(t, late("10000", "2023-06-01", "2024-12-01"))
	assert.Equal(t, "3650.00", money(leap.Amount))
	assert.True(t, has(leap))
	assert.False(t, has(interest(t, late("10000", "2025-06-01", "2026-12-01"))))
	assert.Equal(t, "0.00", money(leap.EachDay), "a full year grows no more")
	assert.Equal(t, "10.00", money(interest(t, late("10000", "2026-01-10", "2026-01-12")).EachDay))
}

func TestArt246_DeferralAtTheDiscountRate(t *testing.T) {
	q := late("10000", "2026-01-10", "2026-02-24")
	q.Kind, q.Rate = "deferral", optional("6.5")
	assert.Equal(t, "80.14", money(interest(t, q).Amount)) // 10000 × 6.5 % × 45 / 365 = 80.1369…
	q.Rate = decimal.NullDecimal{}
	r := interest(t, q) // 24 days at 6.75 (to 3 February), 21 at 6.5
	assert.Equal(t, "81.78", money(r.Amount))
	require.Len(t, r.Parts, 2)
	assert.Equal(t, "6.75", r.Parts[0].Rate.Decimal.String())
	assert.Equal(t, "2026-02-03", r.Parts[0].To.String())
	assert.True(t, r.Amount.Decimal.Equal(r.Parts[0].Amount.Decimal.Add(r.Parts[1].Amount.Decimal)), "the parts add up")
	q.Due, q.Paid = mustDate("2020-01-10"), mustDate("2020-02-10")
	r = interest(t, q)
	assert.False(t, r.Amount.Valid, "no rate is known for 2020: nothing falls back")
	assert.Equal(t, calc.Unknown, r.Charges[0].Status)
}

func TestArt247_2_LateBeforeAndAfterADeferral(t *testing.T) {
	q := late("10000", "2026-01-10", "2026-06-01")
	q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-01-20"), To: mustDate("2026-03-11")}}
	q.Appeal = &calc.Span{From: mustDate("2026-04-01"), To: mustDate("2026-04-11")}
	r := interest(t, q)
	var kinds []string
	days := 0
	for _, p := range r.Parts {
		kinds = append(kinds, p.Kind)
		days += p.Days
	}
	assert.Equal(t, []string{"late", "deferral", "deferral", "late", "pause", "late"}, kinds)
	assert.Equal(t, 142, days, "every day once")
	assert.Equal(t, 82, r.Days) // 10 + 21 + 51
	require.Len(t, r.Charges, 2)
	assert.Equal(t, "820.00", money(r.Charges[0].Amount))
	assert.Equal(t, "90.00", money(r.Charges[1].Amount)) // 14 × 6.75 % + 36 × 6.5 %
	assert.Equal(t, "910.00", money(r.Amount))
	assert.Equal(t, "10910.00", money(r.Payable))
}

func TestDeferralTermAndAgeOfTheRateAreSaid(t *testing.T) {
	codes := func(q calc.InterestQuery) (out []string) {
		for _, w := range interest(t, q).Warnings {
			out = append(out, w.Code)
		}
		return out
	}
	q := late("10000", "2026-05-01", "2026-08-01")
	q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-05-01"), To: mustDate("2026-07-10")}}
	assert.Contains(t, codes(q), "deferral_term")
	assert.Contains(t, codes(q), "discount_rate_may_be_old")
	q.Deferral.To = mustDate("2026-06-30") // 60 days
	assert.NotContains(t, codes(q), "deferral_term")
	q.Deferral.Rate = optional("6.25")
	assert.NotContains(t, codes(q), "discount_rate_may_be_old", "the user's own rate")
	q.Deferral.To = mustDate("2026-05-14")
	assert.Contains(t, codes(q), "deferral_term")
	q.Deferral, q.Appeal = nil, &calc.Span{From: mustDate("2026-05-10"), To: mustDate("2026-05-21")}
	assert.Contains(t, codes(q), "appeal_term")
}

func TestInterestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		q     func(*calc.InterestQuery)
		code  string
		field string
	}{
		{"negative debt", func(q *calc.InterestQuery) { q.Debt = num.Must("-1") }, "negative", "debt"},
		{"no due day", func(q *calc.InterestQuery) { q.Due = date.Date{} }, "missing_field", "due"},
		{"no day of payment", func(q *calc.InterestQuery) { q.Paid = date.Date{} }, "missing_field", "paid"},
		{"kind", func(q *calc.InterestQuery) { q.Kind = "early" }, "unknown_choice", "kind"},
		{"rate over 100", func(q *calc.InterestQuery) { q.Rate = optional("101") }, "out_of_range", "rate"},
		{"deferral before the due day", func(q *calc.InterestQuery) {
			q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-01-01"), To: mustDate("2026-02-01")}}
		}, "date_range", "deferral.from"},
		{"deferral without end", func(q *calc.InterestQuery) {
			q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-01-10")}}
		}, "missing_field", "deferral.until"},
		{"appeal backwards", func(q *calc.InterestQuery) {
			q.Appeal = &calc.Span{From: mustDate("2026-02-10"), To: mustDate("2026-02-01")}
		}, "date_range", "appeal.to"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := late("100", "2026-01-10", "2026-02-10")
			c.q(&q)
			_, f := calc.Interest(q, tables())
			require.NotNil(t, f)
			assert.Equal(t, c.code, f.Code)
			assert.Equal(t, c.field, f.Field)
		})
	}
}

// Whatever the spans, every day after the due day is in exactly one part, the
// charges are the sums of their parts, and the late days are at most a year.
func TestInterestPartsCoverTheTimeAndAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := date.Must(2024, 2, 1).AddDays(rapid.IntRange(0, 700).Draw(t, "due"))
		q := calc.InterestQuery{Debt: money2.Draw(t, "debt"), Due: due, Paid: due.AddDays(rapid.IntRange(0, 900).Draw(t, "late"))}
		if rapid.Bool().Draw(t, "deferred") {
			from := due.AddDays(rapid.IntRange(0, 100).Draw(t, "granted"))
			q.Deferral = &calc.Deferral{Span: calc.Span{From: from, To: from.AddDays(rapid.IntRange(0, 90).Draw(t, "term"))}}
		}
		if rapid.Bool().Draw(t, "appealed") {
			from := due.AddDays(rapid.IntRange(-20, 100).Draw(t, "appeal"))
			q.Appeal = &calc.Span{From: from, To: from.AddDays(rapid.IntRange(0, 20).Draw(t, "examined"))}
		}
		r, f := calc.Interest(q, tables())
		require.Nil(t, f)
		next, lateDays := due.AddDays(1), 0
		sums := map[string]decimal.Decimal{}
		for _, p := range r.Parts {
			require.Equal(t, next, p.From)
			require.Equal(t, p.From.DaysUntil(p.To)+1, p.Days)
			next = p.To.AddDays(1)
			if p.Kind == "late" {
				lateDays += p.Days
			}
			sums[p.Kind] = sums[p.Kind].Add(p.Amount.Decimal)
		}
		require.Equal(t, q.Paid.AddDays(1), next)
		require.Equal(t, r.Days, lateDays)
		require.LessOrEqual(t, lateDays, 365)
		require.True(t, sums["late"].Equal(r.Charges[0].Amount.Decimal))
		require.True(t, num.Round(q.Debt.Mul(decimal.NewFromInt(int64(lateDays))).Shift(-3)).Equal(r.Charges[0].Amount.Decimal))
		if len(r.Charges) > 1 {
			require.True(t, sums["deferral"].Equal(r.Charges[1].Amount.Decimal))
		}
	})
}
