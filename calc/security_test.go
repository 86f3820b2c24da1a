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

func security(t testing.TB, q calc.SecurityQuery) *calc.SecurityResult {
	t.Helper()
	r, f := calc.Security(q, tables())
	require.Nil(t, f)
	return r
}

func TestArt251_AmountOfSecurity(t *testing.T) {
	known := under("free_circulation", "")
	unknown := `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}}]}`
	claimed := `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","duty":"15 %","origin":"RU","dispatchedFrom":"RU","tradedFrom":"RU","originProof":"st1","relief":["164.1.26"],"price":{"amount":"10000","currency":"AZN"}}]}`
	for _, c := range []struct{ name, kind, doc, want string }{
		{"251.1: the debt itself, with the other payments (250.6)", "exact", known, "3630.00"},
		{"251.1: not while the debt is not known", "exact", unknown, ""},
		{"251.2: the highest statutory rate", "highest", unknown, "3630.00"},
		{"251.2: no preference and no relief", "highest", claimed, "3630.00"},
		{"203.2: full duties and taxes of the replacement", "replacement", known, "3570.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, money(security(t, calc.SecurityQuery{Kind: c.kind, Declaration: declared(t, c.doc)}).Amount))
		})
	}
}

func TestArt251_4_DisputeAboutTheValue(t *testing.T) {
	q := calc.SecurityQuery{Kind: "value_dispute", Declaration: declared(t, under("free_circulation", "")),
		Corrected: []calc.CorrectedPrice{{Line: 1, Price: calc.Money{Amount: num.Must("14000"), Currency: "AZN"}}}}
	r := security(t, q)
	assert.Equal(t, "3630.00", money(r.Declared))
	assert.Equal(t, "5118.00", money(r.Possible)) // 2100 + 2898 and the fee of the next band
	assert.Equal(t, "1488.00", money(r.Amount))
	q.Corrected[0].Price.Amount = num.Must("9000")
	r = security(t, q)
	assert.Equal(t, "0.00", money(r.Amount))
	assert.Equal(t, "correction_lowers", r.Warnings[len(r.Warnings)-1].Code)
	q.Corrected[0].Line = 2
	_, f := calc.Security(q, tables())
	require.NotNil(t, f)
	assert.Equal(t, "corrected[0].line", f.Field)
}

func TestArt251_3_ComprehensiveCoversTheMostThatIsOpen(t *testing.T) {
	debt := func(amount, from, to string) calc.DebtSpan {
		return calc.DebtSpan{Amount: num.Must(amount), From: mustDate(from), To: mustDate(to)}
	}
	r := security(t, calc.SecurityQuery{Kind: "comprehensive", Debts: []calc.DebtSpan{
		debt("1000", "2026-01-01", "2026-01-31"), debt("2000", "2026-01-15", "2026-02-15"), debt("1500", "2026-02-01", "2026-02-28"), debt("500", "2026-02-16", "2026-03-01")}})
	assert.Equal(t, "3500.00", money(r.Amount))
	assert.Equal(t, "2026-02-01", r.Peak.String())
	r = security(t, calc.SecurityQuery{Kind: "comprehensive", Debts: []calc.DebtSpan{debt("1000", "2026-01-01", "2026-01-31"), debt("900", "2026-02-01", "2026-02-02")}})
	assert.Equal(t, "1000.00", money(r.Amount), "one ends before the other begins")
}

func TestComprehensiveIsTheMaximumOverTheDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := date.Must(2026, 1, 1)
		debts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calc.DebtSpan {
			from := start.AddDays(rapid.IntRange(0, 40).Draw(t, "from"))
			return calc.DebtSpan{Amount: decimal.New(rapid.Int64Range(0, 1e6).Draw(t, "amount"), -2), From: from, To: from.AddDays(rapid.IntRange(0, 20).Draw(t, "open"))}
		}), 1, 12).Draw(t, "debts")
		most := num.Zero
		for d := range 70 {
			open := num.Zero
			for _, x := range debts {
				if start.AddDays(d).Within(x.From, x.To) {
					open = open.Add(x.Amount)
				}
			}
			most = decimal.Max(most, open)
		}
		r, f := calc.Security(calc.SecurityQuery{Kind: "comprehensive", Debts: debts}, tables())
		require.Nil(t, f)
		require.True(t, most.Equal(r.Amount.Decimal), "%s and %s", most, r.Amount.Decimal)
	})
}

func TestSecurityRefusals(t *testing.T) {
	for _, q := range []calc.SecurityQuery{
		{Kind: "half"}, {Kind: "exact"}, {Kind: "comprehensive"}, {Kind: "value_dispute", Declaration: declared(t, under("free_circulation", ""))},
		{Kind: "comprehensive", Debts: []calc.DebtSpan{{Amount: num.Must("-1")}}},
		{Kind: "comprehensive", Debts: []calc.DebtSpan{{Amount: num.Must("1"), From: mustDate("2026-02-01"), To: mustDate("2026-01-01")}}},
	} {
		_, f := calc.Security(q, tables())
		assert.NotNil(t, f, q.Kind)
	}
}
