package rate_test

import (
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

// env is customs value, quantities by unit and rates of exchange as plain
// text: "kg=100 pair=10", "USD=1.7".
func env(value, quantities, fx string, day date.Date) rate.Env {
	fields := func(s string) map[string]decimal.Decimal {
		m := map[string]decimal.Decimal{}
		for _, f := range strings.Fields(s) {
			k, v, _ := strings.Cut(f, "=")
			m[k] = num.Must(v)
		}
		return m
	}
	qs, fxs := fields(quantities), fields(fx)
	return rate.Env{
		Value: num.Must(value), Currency: "AZN", Date: day,
		Quantity: func(u string) (rate.Quantity, *rate.Need) {
			for k, v := range qs {
				if q, ok := unit.Convert(v, k, u); ok {
					return rate.Quantity{Value: q}, nil
				}
			}
			return rate.Quantity{}, &rate.Need{Field: "quantities." + u, Unit: u}
		},
		FX: func(c string) (decimal.Decimal, bool) { v, ok := fxs[c]; return v, ok },
	}
}

func decode(t testing.TB, s string) rate.Rate {
	r, err := rate.Decode(s)
	require.NoError(t, err)
	return r
}

func TestEval(t *testing.T) {
	day := date.Must(2026, 7, 9)
	for _, c := range []struct{ name, rate, value, quantities, fx, want string }{
		{"free", "F", "1000", "", "", "0"},
		{"percent", "P15", "524543.34", "", "", "78681.501"},
		{"percent of nothing", "P15", "0", "", "", "0"},
		{"specific in manat", "S5,AZN,1,kg", "0", "kg=12.5", "", "62.5"},
		{"specific converts at the day's rate", "S0.7,USD,1,l", "0", "l=1000", "USD=1.7", "1190"},
		{"specific per thousand", "S100,USD,1000,piece", "0", "piece=2500", "USD=1.7", "425"},
		{"specific finds the quantity in another unit", "S300,USD,1,t", "0", "kg=1500", "USD=1.7", "765"},
		{"the percentage is the greater", "M(P15;S0.7,USD,1,l)", "20000", "l=1000", "USD=1.7", "3000"},
		{"the amount is the greater", "M(P15;S0.7,USD,1,l)", "5000", "l=1000", "USD=1.7", "1190"},
		{"both are equal", "M(P10;S1,AZN,1,kg)", "1000", "kg=100", "", "100"},
		{"compared exact, before rounding", "M(S0.3333333333,AZN,1,kg;P33.33333333)", "1", "kg=1", "", "0.3333333333"},
		{"at most", "N(P15;S2,EUR,1,kg)", "1000", "kg=10", "EUR=2", "40"},
		{"at most of three", "N(P15;P3;P7)", "100", "", "", "3"},
		{"sum", "+(P10;S0.1,EUR,1,kg)", "1000", "kg=100", "EUR=2", "120"},
		{"sum with free", "+(F;P5)", "100", "", "", "5"},
		{"the least of 15 % and a combined rate", "N(P15;M(P12.5;S0.6,EUR,1,cm3))", "20000", "cm3=3000", "EUR=2", "3000"},
		{"bracket below its bound: the base", "B600,2000(S5,AZN,1,cm3)", "0", "cm3=1500", "", "600"},
		{"bracket at its bound", "B600,2000(S5,AZN,1,cm3)", "0", "cm3=2000", "", "600"},
		{"bracket one above", "B600,2000(S5,AZN,1,cm3)", "0", "cm3=2001", "", "605"},
		{"bracket at the upper end", "B600,2000(S5,AZN,1,cm3)", "0", "cm3=3000", "", "5600"},
		{"bracket converts base and rate", "B25,125(S0.4,USD,1,cm3)", "0", "cm3=500", "USD=1.7", "297.5"},
		{"dated, last day", "D2026-07-09(P5;P15)", "100", "", "", "5"},
		{"dated, the day after", "D2026-07-08(P5;P15)", "100", "", "", "15"},
		{"in season", "E6,7,8(P30;P15)", "100", "", "", "30"},
		{"out of season", "E2,3(P30;P15)", "100", "", "", "15"},
		{"a season within a date", "D2026-12-31(E7(F;P15);P5)", "100", "", "", "0"},
		{"a third of a unit, to 20 places", "S1,AZN,3,kg", "0", "kg=1", "", "0.33333333333333333333"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := decode(t, c.rate).Eval(env(c.value, c.quantities, c.fx, day))
			require.True(t, res.Known, "%+v", res)
			assert.Equal(t, c.want, res.Amount.String())
			assert.Empty(t, res.Needs)
			require.NotEmpty(t, res.Steps)
			assert.Equal(t, c.want, res.Steps[len(res.Steps)-1].Result)
		})
	}
}

func TestEvalUnknown(t *testing.T) {
	day := date.Must(2026, 7, 9)
	for _, c := range []struct {
		name, rate, quantities, fx, reason string
		needs                              []string
	}{
		{"no quantity", "S0.7,AZN,1,l", "kg=5", "", "", []string{"quantities.l"}},
		{"no rate of exchange", "S0.7,USD,1,l", "l=5", "", "", []string{"rates.USD"}},
		{"neither", "S0.7,USD,1,l", "", "", "", []string{"quantities.l", "rates.USD"}},
		{"the greater of a known and an unknown is unknown", "M(P15;S0.7,AZN,1,l)", "", "", "", []string{"quantities.l"}},
		{"the smaller too", "N(P0;S0.7,AZN,1,l)", "", "", "", []string{"quantities.l"}},
		{"bracket without a quantity", "B600,2000(S5,AZN,1,cm3)", "", "", "", []string{"quantities.cm3"}},
		{"expired", "D2026-07-08(P5)", "", "", "rate_expired", nil},
		{"out of season", "E1(P5)", "", "", "rate_out_of_season", nil},
		{"unresolved", `U7,"unknown_word"`, "", "", "rate_unresolved", nil},
		{"unresolved part", `+(P5;U7,"unknown_word")`, "", "", "rate_unresolved", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := decode(t, c.rate).Eval(env("100", c.quantities, c.fx, day))
			assert.False(t, res.Known)
			assert.Equal(t, c.reason, res.Reason)
			var fields []string
			for _, n := range res.Needs {
				fields = append(fields, n.Field)
			}
			assert.Equal(t, c.needs, fields)
		})
	}
}

// A tree that is not Valid never comes to a sum, least of all to zero.
func TestEvalOfAMalformedTreeIsUnknown(t *testing.T) {
	for _, r := range []rate.Rate{{}, {Op: rate.Sum}, {Op: rate.AtLeast}, {Op: rate.Bracket}, {Op: rate.Dated}, {Op: rate.Dated, Until: date.Must(2030, 1, 1)}, {Op: rate.Seasonal, Months: []int{7}}, {Op: 99}} {
		res := r.Eval(env("100", "", "", date.Must(2026, 7, 9)))
		assert.False(t, res.Known, "%v", r)
		assert.NotEmpty(t, res.Reason)
		assert.NotPanics(t, func() { _ = r.Op.String() })
	}
}

func TestAmountsOfOtherCalculators(t *testing.T) {
	b, err := os.ReadFile("testdata/peer-amounts.tsv")
	require.NoError(t, err)
	n := 0
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(l, "#") {
			continue
		}
		f := strings.Split(l, "\t")
		require.Len(t, f, 8)
		n++
		t.Run(f[0]+" "+f[1], func(t *testing.T) {
			res := decode(t, f[1]).Eval(env(f[2], f[3], f[4], date.Must(2026, 7, 9)))
			require.True(t, res.Known, "%+v", res)
			if f[5] != "" {
				assert.True(t, num.Must(f[5]).Equal(res.Amount), "want %s, got %s", f[5], res.Amount)
			}
			if f[6] != "" {
				assert.Equal(t, f[6], num.Money(num.Round(res.Amount)))
			}
		})
	}
	assert.Equal(t, 24, n)
}

func TestValid(t *testing.T) {
	kg := rate.OfSpecific("1", "USD", "1", "kg")
	for want, r := range map[string]rate.Rate{
		"":                                    rate.OfAll(rate.AtLeast, rate.OfPercent("5"), kg),
		"percent out of range":                rate.OfPercent("10001"),
		"negative amount":                     rate.OfSpecific("-1", "USD", "1", "kg"),
		"currency missing":                    rate.OfSpecific("1", "", "1", "kg"),
		"per quantity must be positive":       rate.OfSpecific("1", "USD", "0", "kg"),
		"unknown unit stone":                  rate.OfSpecific("1", "USD", "1", "stone"),
		"sum needs two or more rates":         rate.OfAll(rate.Sum, kg),
		"bracket needs a specific rate":       {Op: rate.Bracket},
		"bracket bounds must not be negative": {Op: rate.Bracket, Base: num.Must("-1"), Rate: &kg},
		"dated needs a rate and a last day":   {Op: rate.Dated, Rate: &kg},
		"seasonal needs a rate and months":    {Op: rate.Seasonal, Rate: &kg},
		"months must be 1…12, ascending":      {Op: rate.Seasonal, Rate: &kg, Months: []int{3, 2}},
		"unknown operation":                   {Op: 99},
	} {
		assert.Equal(t, want, r.Valid())
	}
	deep := kg
	for range rate.MaxDepth + 1 {
		deep = rate.OfAll(rate.Sum, deep, kg)
	}
	assert.Equal(t, "nested too deeply", deep.Valid())
}

func TestString(t *testing.T) {
	for code, want := range map[string]string{
		"F": "0 %", "P15": "15 %", "S0.7,USD,1,l": "0.7 USD / l", "S5,AZN,1000,kg": "5 AZN / 1000 kg", "M(P15;S0.7,USD,1,l)": "15 %, ≥ 0.7 USD / l",
		"N(P15;M(P12.5;P3))": "15 %, ≤ (12.5 %, ≥ 3 %)", "+(P1;P2)": "1 % + 2 %", "B600,2000(S5,AZN,1,cm3)": "600 AZN + 5 AZN / cm3 > 2000",
		"D2026-07-08(P5;P15)": "… 2026-07-08: 5 %; 15 %", "E2,3(P30;P15)": "[2,3]: 30 %; 15 %", `U7,"x"`: "?",
	} {
		assert.Equal(t, want, decode(t, code).String())
	}
	for op := rate.Unresolved; op <= rate.Seasonal; op++ {
		got, ok := rate.ParseOp(op.String())
		assert.True(t, ok)
		assert.Equal(t, op, got)
	}
	_, ok := rate.ParseOp("op99")
	assert.False(t, ok)
}

func TestEqualAndResolved(t *testing.T) {
	five := rate.OfPercent("5")
	assert.True(t, five.Equal(rate.OfPercent("5.00")))
	for _, a := range codes {
		for _, b := range codes {
			assert.Equal(t, a == b || a[0] == 'U' && b[0] == 'U', decode(t, a).Equal(decode(t, b)), "%s %s", a, b)
		}
		unresolved := a[0] == 'U' || strings.Contains(a, ";U")
		assert.Equal(t, !unresolved, decode(t, a).Resolved(), a)
	}
}
