package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
)

func declared(t testing.TB, json string) *calc.Declaration {
	t.Helper()
	d, f := wire.DecodeDeclaration([]byte(json))
	require.Nil(t, f)
	return d
}

func schedule(t testing.TB, json, release string) *calc.ScheduleResult {
	t.Helper()
	q := calc.ScheduleQuery{Declaration: declared(t, json)}
	if release != "" {
		q.Release = mustDate(release)
	}
	r, f := calc.Schedule(q, tables())
	require.Nil(t, f)
	return r
}

// 10 000 manat in full: duty and VAT of a value that makes them so.
const tenThousand = `{"date":"2026-07-09","electronic":false,"procedure":"temporary_import","lines":[{"code":"842952","duty":"0","price":{"amount":"55555.56","currency":"AZN"}}]}`

func TestArt194_ScheduleOfTenThousand(t *testing.T) {
	r := schedule(t, tenThousand, "")
	require.True(t, r.Complete)
	assert.Equal(t, "10000.00", num.Money(r.Full))
	require.Len(t, r.Months, 36)
	for n, want := range map[int][3]string{ // this month, together, left
		1: {"300.00", "300.00", "9700.00"}, 12: {"300.00", "3600.00", "6400.00"}, 24: {"300.00", "7200.00", "2800.00"},
		33: {"300.00", "9900.00", "100.00"}, 34: {"100.00", "10000.00", "0.00"}, 36: {"0.00", "10000.00", "0.00"},
	} {
		m := r.Months[n-1]
		assert.Equal(t, want, [3]string{num.Money(m.Amount), num.Money(m.Cumulative), num.Money(m.Remaining)}, "month %d", n)
	}
	assert.Equal(t, 34, r.CapMonth, "194.2")
	assert.Equal(t, "2026-07-09", r.Months[0].From.String())
	assert.Equal(t, "2026-08-09", r.Months[0].To.String())
	assert.Equal(t, "2026-08-10", r.Months[1].From.String())
	require.Len(t, r.Terms, 1)
	assert.Equal(t, "2028-07-09", r.Terms[0].Last.String(), "193.2: 24 months")
	assert.Equal(t, "2029-07-09", r.Terms[0].Extended.String(), "193.3: 12 more")
}

func TestTheMonthFromWhichReleaseAtOnceIsCheaper(t *testing.T) {
	r := schedule(t, tenThousand, "")
	// Fees: 200 at placement, 200 at re-export, 200 of free circulation at once;
	// so 3 % a month and 200 more must reach 10 000: month 33 with 9 900.
	assert.Equal(t, "200.00", num.Money(r.FeesIn))
	assert.Equal(t, "200.00", num.Money(r.FeesOut))
	assert.Equal(t, "200.00", num.Money(r.FeesNow))
	assert.Equal(t, 33, r.Cheaper)
	for _, m := range r.Months {
		leave := m.Cumulative.Add(r.FeesIn).Add(r.FeesOut)
		now := r.Full.Add(r.FeesNow)
		assert.Equal(t, m.N >= r.Cheaper, leave.GreaterThanOrEqual(now), m.N)
	}
}

func TestReleaseForFreeCirculationLater(t *testing.T) {
	r := schedule(t, tenThousand, "2026-12-15")
	require.NotNil(t, r.Release)
	assert.Equal(t, 6, r.Release.Month)
	assert.Equal(t, "1800.00", num.Money(r.Release.Paid))
	assert.Equal(t, "8200.00", num.Money(r.Release.Due), "194.2: in all not more than the full amount")
	assert.Equal(t, "10000.00", num.Money(r.Release.Again))
	over := schedule(t, tenThousand, "2030-01-01")
	assert.Equal(t, "0.00", num.Money(over.Release.Due))
}

func TestScheduleOfAVehicleCarriesDutyExciseAndVAT(t *testing.T) {
	r := schedule(t, `{"date":"2026-07-09","procedure":"temporary_import","months":3,"lines":[{"code":"870323","duty":"15 %","price":{"amount":"20000","currency":"AZN"},
		"vehicle":{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2025-01-01"}}]}`, "")
	require.True(t, r.Complete)
	var kinds []calc.Kind
	for _, k := range r.FullKinds {
		kinds = append(kinds, k.Kind)
	}
	assert.Equal(t, []calc.Kind{calc.ImportDuty, calc.Excise, calc.VAT}, kinds)
	assert.Equal(t, 3, r.Planned)
	assert.Equal(t, "3000.00", num.Money(r.FullKinds[0].Amount))
	assert.Equal(t, "600.00", num.Money(r.FullKinds[1].Amount))
	assert.Equal(t, "4248.00", num.Money(r.FullKinds[2].Amount))
	assert.Equal(t, "706.32", num.Money(r.Months[2].Cumulative)) // 9 % of each: 270 + 54 + 382.32
	found := false
	for _, w := range r.Warnings {
		found = found || w.Code == "temporary_excise"
	}
	assert.True(t, found, "Tax Code 188.1.3 frees it, Customs Code 194.1 does not")
	assert.Equal(t, "185.40", num.Money(r.FeesIn), "clearance 120, electronic service 35.40, certificate 30")
}

func TestAnUnknownDutyHasNoSchedule(t *testing.T) {
	r := schedule(t, `{"date":"2026-07-09","procedure":"temporary_import","lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}}]}`, "")
	assert.False(t, r.Complete)
	assert.Empty(t, r.Months)
	assert.NotEmpty(t, r.Needs)
}

func TestScheduleRefusals(t *testing.T) {
	_, f := calc.Schedule(calc.ScheduleQuery{Declaration: declared(t, under("transit", ""))}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "declaration.procedure", f.Field)
	_, f = calc.Schedule(calc.ScheduleQuery{Declaration: declared(t, tenThousand), Release: mustDate("2026-07-08")}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "release", f.Field)
	_, f = calc.Schedule(calc.ScheduleQuery{Declaration: &calc.Declaration{Date: mustDate("2026-07-09")}}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "declaration.lines", f.Field)
}

// The schedule of a stay of n months is what an assessment of n months charges,
// to the qəpik, and never more than free circulation.
func TestScheduleAgreesWithTheAssessmentOfEachStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		d.Procedure = "temporary_import"
		r, f := calc.Schedule(calc.ScheduleQuery{Declaration: d}, tables())
		require.Nil(t, f)
		if !r.Complete {
			return
		}
		sum := num.Zero
		n := rapid.IntRange(1, len(r.Months)).Draw(t, "months")
		for _, m := range r.Months[:n] {
			require.False(t, m.Amount.IsNegative())
			sum = sum.Add(m.Amount)
		}
		require.True(t, sum.Equal(r.Months[n-1].Cumulative), "the months add up")
		stay := *d
		stay.Months = n
		a := must(t, &stay)
		want := num.Zero
		for _, l := range a.Lines {
			for _, c := range l.Charges {
				if c.Status == calc.Applied {
					want = want.Add(c.Amount.Decimal)
				}
			}
		}
		require.True(t, sum.Equal(want), "%s and %s", sum, want)
		require.False(t, sum.GreaterThan(r.Full))
	})
}
