package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/wire"
)

var (
	codes     = []string{"847130", "8507600009", "220830", "220299", "240220", "040510", "100199", "870323", "271012", "8711100001", "430310", "999999"}
	countries = []string{"", "CN", "RU", "GE", "TR"}
	money2    = rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, 1e11).Draw(t, "qepik"), -2)
	})
)

func drawLine(t *rapid.T) calc.Line {
	l := calc.Line{
		Code:   rapid.SampledFrom(codes).Draw(t, "code"),
		Origin: rapid.SampledFrom(countries).Draw(t, "origin"),
		Price:  calc.Money{Amount: money2.Draw(t, "price"), Currency: rapid.SampledFrom([]string{"AZN", "USD", "EUR"}).Draw(t, "currency")},
	}
	if rapid.Bool().Draw(t, "proven") {
		l.DispatchedFrom, l.OriginProof = l.Origin, "st1"
	}
	if rapid.Bool().Draw(t, "quantities") {
		q := decimal.New(rapid.Int64Range(0, 1e7).Draw(t, "quantity"), -2)
		l.Quantities = map[string]decimal.Decimal{"l": q, "piece": q}
		l.NetMass = decimal.NewNullDecimal(q)
	}
	switch rapid.IntRange(0, 3).Draw(t, "duty") {
	case 0:
		r := rate.OfPercent("15")
		l.Duty = &r
	case 1:
		r := rate.OfAll(rate.AtLeast, rate.OfPercent("15"), rate.OfSpecific("0.7", "USD", "1", "kg"))
		l.Duty = &r
	case 2:
		l.DutyScenario = "5"
	}
	l.Variant = rapid.SampledFrom([]string{"", "none", "energy_drink", "petrol_under_95"}).Draw(t, "variant")
	return l
}

func drawDeclaration(t *rapid.T) *calc.Declaration {
	return &calc.Declaration{
		Date:  mustDate(rapid.SampledFrom([]string{"2026-07-09", "2025-12-31", "2024-06-01", "2027-02-01"}).Draw(t, "date")),
		Lines: rapid.SliceOfN(rapid.Custom(drawLine), 1, 6).Draw(t, "lines"),
	}
}

func must(t *rapid.T, d *calc.Declaration) *calc.Assessment {
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	return a
}

func TestTotalIsTheSumOfWhatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := must(t, drawDeclaration(t))
		sum := num.Zero
		open := false
		for _, cs := range append([][]calc.Charge{a.Charges}, chargesOf(a)...) {
			for _, c := range cs {
				switch c.Status {
				case calc.Applied:
					require.True(t, c.Amount.Valid)
					require.True(t, c.Amount.Decimal.Equal(c.Amount.Decimal.Round(2)), "to the qəpik")
					sum = sum.Add(c.Amount.Decimal)
				case calc.Unknown, calc.NeedsInput:
					require.False(t, c.Amount.Valid, "nothing unknown has a number")
					require.NotEmpty(t, c.Reason)
					open = true
				case calc.NotDue, calc.Possible:
					require.NotEmpty(t, c.Reason)
				default:
					require.Fail(t, "no status")
				}
			}
		}
		require.Equal(t, !open, a.Complete)
		require.Equal(t, a.Complete, a.Total.Valid)
		if a.Complete {
			require.True(t, sum.Equal(a.Total.Decimal))
		} else {
			require.True(t, a.TotalFrom.Decimal.GreaterThanOrEqual(sum))
		}
		value := num.Zero
		for _, l := range a.Lines {
			value = value.Add(l.CustomsValue.Decimal)
		}
		require.True(t, value.Equal(a.CustomsValue.Decimal))
	})
}

func chargesOf(a *calc.Assessment) [][]calc.Charge {
	var out [][]calc.Charge
	for _, l := range a.Lines {
		out = append(out, l.Charges)
	}
	return out
}

func TestAHigherPriceNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		a := must(t, d)
		d.Lines[0].Price.Amount = d.Lines[0].Price.Amount.Add(money2.Draw(t, "more"))
		b := must(t, d)
		require.Equal(t, a.Complete, b.Complete)
		require.True(t, least(b).GreaterThanOrEqual(least(a)))
	})
}

func least(a *calc.Assessment) decimal.Decimal {
	if a.Total.Valid {
		return a.Total.Decimal
	}
	return a.TotalFrom.Decimal
}

func TestScenariosBracketTheAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		a := must(t, d)
		if len(a.Scenarios) == 0 || !a.TotalTo.Valid {
			return
		}
		for _, s := range []string{"0", "5", "15"} {
			e := *d
			e.Lines = append([]calc.Line(nil), d.Lines...)
			for i := range e.Lines {
				for _, c := range a.Lines[i].Charges {
					if c.Reason == "rate_unknown" {
						e.Lines[i].DutyScenario = s
					}
				}
			}
			b := must(t, &e)
			require.True(t, b.Complete)
			require.True(t, b.Total.Decimal.GreaterThanOrEqual(a.TotalFrom.Decimal))
			require.True(t, b.Total.Decimal.LessThanOrEqual(a.TotalTo.Decimal))
		}
	})
}

func TestTwoEqualLinesAreTwiceOneBeforeFees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLine(t)
		one := must(t, &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{l}})
		two := must(t, &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{l, l}})
		require.Equal(t, one.Lines[0].Charges, two.Lines[0].Charges)
		require.Equal(t, one.Lines[0].Charges, two.Lines[1].Charges)
		require.True(t, two.CustomsValue.Decimal.Equal(one.CustomsValue.Decimal.Add(one.CustomsValue.Decimal)))
	})
}

func TestOrderOfLinesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		a := must(t, d)
		e := *d
		e.Lines = rapid.Permutation(d.Lines).Draw(t, "order")
		b := must(t, &e)
		require.Equal(t, a.Complete, b.Complete)
		require.True(t, least(a).Equal(least(b)))
		require.Equal(t, a.Charges, b.Charges)
		require.Equal(t, len(a.Scenarios), len(b.Scenarios))
		for i := range a.Scenarios {
			require.Equal(t, a.Scenarios[i], b.Scenarios[i])
		}
	})
}

func TestAPreferenceIsNeverDearerThanTheGeneralRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := must(t, drawDeclaration(t))
		for _, o := range a.Options {
			if o.Total.Valid && a.Options[0].Total.Valid {
				require.True(t, o.Total.Decimal.LessThanOrEqual(a.Options[0].Total.Decimal))
			}
			if o.Chosen && a.Complete {
				require.True(t, o.Proven)
			}
		}
	})
}

func TestDeliverySharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		for i := range d.Lines {
			d.Lines[i].Price.Currency = "AZN"
		}
		plain := must(t, d)
		cost := money2.Draw(t, "freight")
		d.Delivery = calc.Delivery{Incoterm: "FOB", Freight: &calc.Money{Amount: cost, Currency: "AZN"}}
		with := must(t, d)
		require.True(t, with.CustomsValue.Decimal.Equal(plain.CustomsValue.Decimal.Add(cost)))
	})
}

func TestDeclarationRoundTripsThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		b := wire.EncodeDeclaration(d)
		e, f := wire.DecodeDeclaration(b)
		require.Nil(t, f)
		require.Equal(t, string(b), string(wire.EncodeDeclaration(e)))
		require.Equal(t, string(wire.EncodeAssessment(must(t, d))), string(wire.EncodeAssessment(must(t, e))))
	})
}

// Sums that do not fit are refused, never cut: the largest input is exact.
func TestTheLargestSumsAreExact(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"15 %","price":{"amount":"999999999999999","currency":"AZN"}}]}`)
	assert.Equal(t, "149999999999999.85", money(charge(t, a, 1, calc.ImportDuty).Amount))
	assert.Equal(t, "206999999999999.79", money(charge(t, a, 1, calc.VAT).Amount))
}

func TestTenThousandLines(t *testing.T) {
	d := &calc.Declaration{Date: mustDate("2026-07-09")}
	for range calc.MaxLines {
		d.Lines = append(d.Lines, simpleLine("100"))
	}
	d.Lines[7].Duty = nil // one unknown rate: scenarios over the whole
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	assert.Equal(t, "1000000.00", money(a.CustomsValue))
	require.Len(t, a.Scenarios, 3)
	assert.True(t, warned(a, "over_100_lines"))
}

func BenchmarkAssessOneLine(b *testing.B) {
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1000")}}
	t := tables()
	for b.Loop() {
		if _, f := calc.Assess(d, t); f != nil {
			b.Fatal(f)
		}
	}
}

func BenchmarkAssessTenThousandLines(b *testing.B) {
	d := &calc.Declaration{Date: mustDate("2026-07-09")}
	for range calc.MaxLines {
		d.Lines = append(d.Lines, simpleLine("100"))
	}
	t := tables()
	for b.Loop() {
		if _, f := calc.Assess(d, t); f != nil {
			b.Fatal(f)
		}
	}
}
