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

// What a tree shows of its sums, part by part; of one that is not known what is known.
func TestStepsOfATree(t *testing.T) {
	say := func(r rate.Result) string {
		var out []string
		for _, s := range r.Steps {
			out = append(out, s.Op+" "+strings.Join(s.Args, " ")+" = "+s.Result)
		}
		return strings.Join(out, "; ")
	}
	for code, want := range map[string]string{
		"M(P15;S0.7,USD,1,l)":          "percent 1000 15 = 150; specific 100 l 0.7 USD 1 = 70; convert 70 USD 1.7 AZN = 119; at_least 150 119 = 150",
		"M(P10;P5;P10)":                "percent 1000 10 = 100; percent 1000 5 = 50; percent 1000 10 = 100; at_least 100 50 100 = 100",
		"N(P15;P3)":                    "percent 1000 15 = 150; percent 1000 3 = 30; at_most 150 30 = 30",
		"+(P15;F)":                     "percent 1000 15 = 150; free  = 0; sum 150 0 = 150",
		"B600,90(S5,USD,1,l)":          "above 100 90 l = 10; specific 10 l 5 USD 1 = 50; add 600 50 USD = 650; convert 650 USD 1.7 AZN = 1105",
		"B0,0(S5,AZN,1,l)":             "specific 100 l 5 AZN 1 = 500",
		"B1,100(S5,AZN,1,l)":           "above 100 100 l = 0; specific 0 l 5 AZN 1 = 0; add 1 0 AZN = 1",
		"B1,101(S5,AZN,1,l)":           "above 100 101 l = 0; specific 0 l 5 AZN 1 = 0; add 1 0 AZN = 1",
		"D2026-07-09(P5;P15)":          "until 2026-07-09 = 5 %; percent 1000 5 = 50",
		"D2026-07-08(P5;P15)":          "after 2026-07-08 = 15 %; percent 1000 15 = 150",
		"E6,7(P5;P15)":                 "in_season 7 = 5 %; percent 1000 5 = 50",
		"E1(P5;P15)":                   "out_of_season 7 = 15 %; percent 1000 15 = 150",
		"M(S1,AZN,1,kg;P15;P20)":       "percent 1000 15 = 150; percent 1000 20 = 200",
		`+(P15;U1,"x";D2020-01-01(F))`: "percent 1000 15 = 150",
	} {
		res := decode(t, code).Eval(env("1000", "l=100", "USD=1.7", date.Must(2026, 7, 9)))
		assert.Equal(t, want, say(res), code)
	}
	res := decode(t, `+(P15;U1,"x";D2020-01-01(F))`).Eval(env("1000", "", "", date.Must(2026, 7, 9)))
	assert.Equal(t, "rate_unresolved", res.Reason, "the first that is not known says why")
	q := env("1", "", "", date.Must(2026, 7, 9))
	q.Quantity = func(string) (rate.Quantity, *rate.Need) {
		return rate.Quantity{Value: num.Must("2"), Steps: []rate.Step{{Op: "net_mass", Result: "2"}}}, nil
	}
	assert.Equal(t, "net_mass  = 2; specific 2 kg 1 AZN 1 = 2", say(decode(t, "S1,AZN,1,kg").Eval(q)), "how the quantity came about")
	res = decode(t, "S1,USD,1,kg").Eval(env("1", "", "", date.Must(2026, 7, 9)))
	assert.Equal(t, []rate.Need{{Field: "quantities.kg", Unit: "kg"}, {Field: "rates.USD", Why: "need_fx"}}, res.Needs)
}

// The rate in force on a day, through seasons within last days, and its unit.
func TestTheRateInForce(t *testing.T) {
	for _, c := range []struct{ code, day, want, unit string }{
		{"P15", "2026-07-09", "P15", ""}, {"S1,AZN,1,l", "2026-07-09", "S1,AZN,1,l", "l"}, {"B1,2(S5,AZN,1,cm3)", "2026-07-09", "B1,2(S5,AZN,1,cm3)", "cm3"},
		{"D2026-07-09(P5;S1,AZN,1,l)", "2026-07-09", "P5", ""}, {"D2026-07-09(P5;S1,AZN,1,l)", "2026-07-10", "S1,AZN,1,l", "l"}, {"D2026-07-09(P5)", "2026-07-10", `U0,""`, ""},
		{"E7(P5;P15)", "2026-07-31", "P5", ""}, {"E7(P5;P15)", "2026-08-01", "P15", ""}, {"E7(P5)", "2026-06-30", `U0,""`, ""},
		{"D2026-12-31(E7(F;S2,AZN,1,kg);P5)", "2026-07-09", "F", ""}, {"D2026-12-31(E7(F;S2,AZN,1,kg);P5)", "2026-08-09", "S2,AZN,1,kg", "kg"}, {"D2026-12-31(E7(F;P15);P5)", "2027-07-09", "P5", ""},
		{"M(P5;S2,AZN,1,kg)", "2026-07-09", "M(P5;S2,AZN,1,kg)", ""},
	} {
		day, err := date.Parse(c.day)
		require.NoError(t, err)
		got := decode(t, c.code).On(day)
		assert.Equal(t, c.want, got.Encode(), "%s on %s", c.code, c.day)
		assert.Equal(t, c.unit, got.Unit(), c.code)
	}
	assert.Empty(t, rate.Rate{Op: rate.Bracket}.Unit())
}

func TestWhatMakesATreeInvalid(t *testing.T) {
	kg, bad := rate.OfSpecific("1", "USD", "1", "kg"), rate.OfPercent("-1")
	until := date.Must(2026, 7, 9)
	assert.Empty(t, rate.OfPercent("10000").Valid())
	assert.Empty(t, rate.OfPercent("0").Valid())
	for _, r := range []rate.Rate{
		rate.OfAll(rate.Sum, kg, bad), {Op: rate.Dated, Until: until, Rate: &bad}, {Op: rate.Dated, Until: until, Rate: &kg, Then: &bad},
		{Op: rate.Seasonal, Months: []int{1}, Rate: &bad}, {Op: rate.Seasonal, Months: []int{1}, Rate: &kg, Else: &bad},
	} {
		assert.Equal(t, "percent out of range", r.Valid())
	}
	for months, want := range map[string][]int{"": {1, 12}, "months must be 1…12, ascending": {3, 3}} {
		assert.Equal(t, months, rate.Rate{Op: rate.Seasonal, Months: want, Rate: &kg}.Valid())
	}
	for _, m := range []int{0, 13, -1} {
		assert.NotEmpty(t, rate.Rate{Op: rate.Seasonal, Months: []int{m}, Rate: &kg}.Valid())
	}
	assert.NotEmpty(t, rate.Rate{Op: rate.Bracket, Over: num.Must("-1"), Rate: &kg}.Valid())
	assert.NotEmpty(t, rate.Rate{Op: rate.Bracket, Rate: &bad}.Valid())
	// As deep as may be, and a level deeper, by every way down.
	for name, down := range map[string]func(r rate.Rate) rate.Rate{
		"sum": func(r rate.Rate) rate.Rate { return rate.OfAll(rate.Sum, kg, r) }, "dated": func(r rate.Rate) rate.Rate { return rate.Rate{Op: rate.Dated, Until: until, Rate: &r} },
		"then": func(r rate.Rate) rate.Rate { return rate.Rate{Op: rate.Dated, Until: until, Rate: &kg, Then: &r} },
		"else": func(r rate.Rate) rate.Rate {
			return rate.Rate{Op: rate.Seasonal, Months: []int{1}, Rate: &kg, Else: &r}
		},
	} {
		r := kg
		for range rate.MaxDepth {
			r = down(r)
		}
		assert.Empty(t, r.Valid(), name)
		got, err := rate.Decode(r.Encode())
		require.NoError(t, err, name)
		assert.True(t, r.Equal(got), name)
		r = down(r)
		assert.Equal(t, "nested too deeply", r.Valid(), name)
		_, err = rate.Decode(r.Encode())
		assert.ErrorContains(t, err, "not an encoded rate", name)
	}
}

// Trees are equal in every part or not at all.
func TestTreesDifferInOnePart(t *testing.T) {
	one, two := rate.OfPercent("1"), rate.OfPercent("2")
	until := date.Must(2026, 7, 9)
	list := []rate.Rate{{Op: rate.Dated, Until: until, Rate: &one}, {Op: rate.Dated, Until: until, Rate: &two}, {Op: rate.Dated, Until: until, Rate: &one, Then: &one}, {Op: rate.Dated, Until: until, Rate: &one, Then: &two},
		{Op: rate.Dated, Until: until, Rate: &two, Then: &one}, {Op: rate.Dated, Until: until.AddDays(1), Rate: &one}, {Op: rate.Seasonal, Months: []int{1}, Rate: &one}, {Op: rate.Seasonal, Months: []int{2}, Rate: &one},
		{Op: rate.Seasonal, Months: []int{1}, Rate: &two}, {Op: rate.Seasonal, Months: []int{1}, Rate: &one, Else: &one}, {Op: rate.Seasonal, Months: []int{1}, Rate: &one, Else: &two}, {Op: rate.Seasonal, Months: []int{1}, Rate: &two, Else: &one}}
	for i, a := range list {
		for j, b := range list {
			assert.Equal(t, i == j, a.Equal(b), "%s and %s", a, b)
		}
		assert.True(t, a.Resolved())
	}
	for _, r := range []rate.Rate{{Op: rate.Dated, Until: until, Rate: &rate.Rate{}}, {Op: rate.Dated, Until: until, Rate: &one, Then: &rate.Rate{}}, {Op: rate.Seasonal, Rate: &one, Else: &rate.Rate{}}, rate.OfAll(rate.Sum, one, rate.Rate{})} {
		assert.False(t, r.Resolved())
	}
	assert.Equal(t, "op10", rate.Op(10).String())
	op, ok := rate.ParseOp("op10")
	assert.False(t, ok)
	assert.Zero(t, op)
}

// An encoded rate that is wrong says at which byte.
func TestWhereACodeIsWrong(t *testing.T) {
	for code, at := range map[string]int{
		"X": 1, "P1x": 2, "S1,usd,1,kg": 4, "S1,US1,1,kg": 4, "S1,USD,x,kg": 8, "Sx,USD,1,kg": 2, "D2019-02-30(P1)": 2, "E1,x(P1)": 4, "E001(P1)": 2, "M(P1;Q)": 6, "Bx,2(S1,AZN,1,kg)": 2,
		"B1,x(S1,AZN,1,kg)": 4, "P1;": 3, "M(P1;P2": 8, "FF": 2, "U1": 3, "": 1, "M(": 3, "D2019-01-01": 12, "U-1,\"x\"": 4,
	} {
		_, err := rate.Decode(code)
		var e *rate.CodeError
		require.ErrorAs(t, err, &e, code)
		assert.Equal(t, at, e.At, code)
	}
}
