package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/num"
)

func TestStorageByHundredKilogramsAndDay(t *testing.T) {
	for _, c := range []struct {
		name, mass, to string
		days           int
		special        bool
		want           string
		n              int
	}{
		{"0.20 a 100 kg and day", "1000", "2026-07-19", 0, false, "20.00", 10},
		{"0.50 under special conditions", "1000", "2026-07-19", 0, true, "50.00", 10},
		{"a started 100 kg is a whole one", "1001", "2026-07-19", 0, false, "22.00", 10},
		{"out on the day it came in", "50", "2026-07-09", 0, false, "0.20", 1},
		{"days instead of a day", "250", "", 3, false, "1.80", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := calc.StorageQuery{From: mustDate("2026-07-09"), Days: c.days, GrossMass: num.Must(c.mass), Special: c.special}
			if c.to != "" {
				q.To = mustDate(c.to)
			}
			r, f := calc.Storage(q, tables())
			require.Nil(t, f)
			assert.Equal(t, c.want, money(r.Charge.Amount))
			assert.Equal(t, c.n, r.Days)
			assert.Equal(t, calc.Reported, r.Charge.Confidence, "the report is of 2016")
		})
	}
	before, f := calc.Storage(calc.StorageQuery{From: mustDate("2015-07-09"), Days: 1, GrossMass: num.Must("100")}, tables())
	require.Nil(t, f)
	assert.Equal(t, calc.Unknown, before.Charge.Status)
	for _, q := range []calc.StorageQuery{{}, {From: mustDate("2026-07-09"), GrossMass: num.Must("1")}, {From: mustDate("2026-07-09"), Days: 1},
		{From: mustDate("2026-07-09"), To: mustDate("2026-07-08"), GrossMass: num.Must("1")}, {From: mustDate("2026-07-09"), Days: -1, GrossMass: num.Must("1")}} {
		_, f := calc.Storage(q, tables())
		assert.NotNil(t, f)
	}
}

func TestAFeeWhoseAmountWasNotFoundIsUnknownNotZero(t *testing.T) {
	missing := map[string]bool{}
	for _, r := range calc.OtherFeesOn(mustDate("2026-07-09"), tables()) {
		assert.NotEqual(t, r.Missing, r.Amount.Valid || r.Factor.Valid, r.Key)
		missing[r.Key] = r.Missing
	}
	for _, k := range []string{"escort", "expertise", "destruction", "attestation", "bank_register", "auction"} {
		assert.True(t, missing[k], k)
	}
	assert.False(t, missing["storage_ordinary"])
}

func marks(t testing.TB, variant, pieces, obtained, imported string) *calc.MarksResult {
	t.Helper()
	r, f := calc.MarksDifference(calc.MarksQuery{Variant: variant, Quantities: map[string]decimal.Decimal{"piece": num.Must(pieces)},
		Obtained: mustDate(obtained), Imported: mustDate(imported), Marks: 500}, tables())
	require.Nil(t, f)
	return r
}

func TestTaxCode186_1_5_DifferenceAfterARiseOfTheRate(t *testing.T) {
	r := marks(t, "cigarettes", "10000", "2025-11-01", "2026-01-15") // 53.5 and 63 manat a 1000
	assert.Equal(t, "535.00", money(r.Paid))
	assert.Equal(t, "630.00", money(r.Now))
	assert.Equal(t, "95.00", money(r.Due))
	assert.Equal(t, calc.Applied, r.Charge.Status)
	assert.Equal(t, "35.00", money(r.MarkDuty.Amount), "Law on state duty 20-3.2.1: 500 marks at 0.07")
	r = marks(t, "cigarettes", "10000", "2026-02-01", "2026-03-01")
	assert.Equal(t, "0.00", money(r.Due))
	assert.Equal(t, calc.NotDue, r.Charge.Status)
	r = marks(t, "cigarettes", "10000", "2024-05-01", "2024-09-01")
	assert.Equal(t, "70.00", money(r.Due))
	assert.Equal(t, "marks_before", r.Warnings[0].Code, "excise is paid with the marks since 01.07.2024")
	r = marks(t, "cigarettes", "10000", "2019-05-01", "2024-09-01")
	assert.Equal(t, calc.Unknown, r.Charge.Status, "the rate of 2019 was not found")
}

func TestMarksAskAndRefuse(t *testing.T) {
	r, f := calc.MarksDifference(calc.MarksQuery{Variant: "cigarettes", Obtained: mustDate("2025-11-01"), Imported: mustDate("2026-01-15")}, tables())
	require.Nil(t, f)
	require.Len(t, r.Needs, 1)
	assert.Equal(t, "quantities.piece", r.Needs[0].Field)
	for _, q := range []calc.MarksQuery{{}, {Variant: "vodka"}, {Variant: "cigarettes"}, {Variant: "cigarettes", Obtained: mustDate("2025-11-01")},
		{Variant: "cigarettes", Obtained: mustDate("2025-11-02"), Imported: mustDate("2025-11-01")}} {
		_, f := calc.MarksDifference(q, tables())
		assert.NotNil(t, f)
	}
}
