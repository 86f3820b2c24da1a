package calc_test

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	units "rusum/calc/unit"
)

// follow does the sums of a charge's steps once more, as a reader with a pencil
// would: each step is what its operands give, goes on from the one before, and
// the last is the amount.
func follow(t require.TestingT, c calc.Charge) {
	var last decimal.Decimal
	for i, s := range c.Steps {
		n := func(k int) decimal.Decimal {
			d, err := decimal.NewFromString(s.Args[k])
			require.NoError(t, err, "%s %v", s.Op, s.Args)
			return d
		}
		of := func(a, b decimal.Decimal) decimal.Decimal { return a.Mul(b).Shift(-2) }
		want, counts := decimal.Decimal{}, true
		goesOn := false
		switch s.Op {
		case "percent":
			want = of(n(0), n(1))
		case "base", "sum":
			for k := range s.Args {
				want = want.Add(n(k))
			}
		case "at_least", "at_most":
			want = n(0)
			for k := range s.Args {
				if s.Op == "at_least" && n(k).GreaterThan(want) || s.Op == "at_most" && n(k).LessThan(want) {
					want = n(k)
				}
			}
		case "specific":
			want = n(0).Mul(n(2)).DivRound(n(4), 20)
		case "above":
			if want = n(0).Sub(n(1)); want.IsNegative() {
				want = num.Zero
			}
		case "add":
			want = n(0).Add(n(1))
		case "convert":
			want, goesOn = n(0).Mul(n(2)), true
		case "times":
			want, goesOn = n(0).Mul(n(1)), i > 0
		case "double":
			want, goesOn = n(0).Add(n(0)), true
		case "months":
			want = n(0).Mul(n(1))
		case "cap":
			require.True(t, n(0).GreaterThan(n(1)), "a cap cuts")
			want, goesOn = n(1), true
		case "partial":
			want = of(n(0), n(1))
			if before := c.Steps[i-1].Op; before == "months" || before == "cap" {
				require.True(t, n(1).Equal(last), "the share of the months")
			} else {
				require.True(t, n(0).Equal(last.Round(2)), "of what was rounded")
			}
		case "round":
			want, goesOn = n(0).Round(2), true
		case "sheets":
			counts = false
		case "per_sheet":
			want = n(0).Mul(n(1))
		case "band":
			counts = false
			require.True(t, n(0).GreaterThan(n(1)) || n(0).IsZero() && n(1).IsZero())
			require.True(t, s.Args[2] == "" || n(0).LessThanOrEqual(n(2)))
		case "days":
			if c.Reason == "no_days" { // between the two, of this kind
				counts = false
			}
			from, _ := date.Parse(s.Args[0])
			to, _ := date.Parse(s.Args[1])
			want = decimal.NewFromInt(int64(from.DaysUntil(to)))
		case "days_cap":
			require.True(t, n(0).GreaterThan(n(1)))
			want = n(1)
		case "per_day", "per_year":
			want = of(n(0), n(1)).Mul(n(2))
			require.True(t, n(2).Equal(last), "the days counted")
			if s.Op == "per_year" {
				want = want.DivRound(n(3), 20)
			}
		case "free", "preference":
			want = num.Zero
		case "net_mass", "engine":
			want = n(0)
		case "pure_alcohol":
			want, goesOn = of(n(0), n(1)), i > 0
		case "pieces":
			want, goesOn = n(0).Mul(n(1)), true
		case "price":
			want = n(0).Mul(n(2)).Round(2)
		case "price_azn":
			want = n(0).Round(2)
		case "delivery":
			for k := range s.Args {
				want = want.Add(n(k))
			}
			want = want.Round(2)
		case "share": // of the costs, by weight; a qəpik may be left for the heaviest line
			require.True(t, n(0).Equal(last), "the costs are shared")
			least := num.Zero
			if !n(2).IsZero() {
				least, _ = n(0).Mul(n(1)).QuoRem(n(2), 2)
			}
			got, err := decimal.NewFromString(s.Result)
			require.NoError(t, err)
			require.True(t, got.GreaterThanOrEqual(least))
			want = got
		case "value_sum":
			want = n(0).Add(n(1))
			require.True(t, n(1).Equal(last), "the line's share")
		case "unit":
			v, ok := units.Convert(n(0), s.Args[1], s.Args[2])
			require.True(t, ok)
			want = v
		case "until", "after", "in_season", "out_of_season":
			counts = false // a rate, no sum
		default:
			require.Failf(t, "a step nobody can follow", "%s %v", s.Op, s.Args)
		}
		if !counts {
			if d, err := decimal.NewFromString(s.Result); err == nil {
				last = d
			}
			continue
		}
		got, err := decimal.NewFromString(s.Result)
		require.NoError(t, err)
		require.True(t, want.Equal(got), "%s %v gives %s, not %s", s.Op, s.Args, want, got)
		if goesOn && (s.Op == "round" || c.Steps[i-1].Op != "band") {
			require.True(t, n(0).Equal(last), "%s %v goes on from %s", s.Op, s.Args, last)
		}
		if s.Op != "days_cap" {
			last = got
		}
	}
	if c.Status != calc.Applied {
		return
	}
	require.NotEmpty(t, c.Steps, "%s: an amount shows how it came about", c.Kind)
	require.True(t, last.Round(2).Equal(c.Amount.Decimal), "%s: the last step is the amount: %s, %s", c.Kind, last, c.Amount.Decimal)
	if c.Confidence != calc.User {
		require.NotNil(t, c.Source, "%s: by which act", c.Kind)
		require.NotEmpty(t, c.Source.Act)
	}
}

// fixed are fees of one amount: there is nothing to reckon.
func fixed(k calc.Kind) bool {
	switch k {
	case calc.VehicleCertificate, calc.Expertise, calc.ConformityCertificate, calc.UtilisationFee:
		return true
	}
	return false
}

func followAll(t require.TestingT, a *calc.Assessment) {
	for i := range a.Lines {
		for _, c := range a.Lines[i].Charges {
			follow(t, c)
		}
	}
	for _, c := range a.Charges {
		if !fixed(c.Kind) || len(c.Steps) > 0 {
			follow(t, c)
		}
	}
}

func TestEveryStepCanBeDoneOnceMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		switch rapid.IntRange(0, 3).Draw(t, "procedure") {
		case 0:
			d.Procedure, d.Months = "temporary_import", rapid.IntRange(1, 40).Draw(t, "months")
		case 1:
			d.Procedure = "temporary_import"
			d.Until = d.Date.AddDays(rapid.IntRange(1, 1500).Draw(t, "days"))
		}
		d.OffHours = rapid.Bool().Draw(t, "off hours")
		if rapid.Bool().Draw(t, "vehicle") {
			v := calc.Vehicle{Kind: rapid.SampledFrom(calc.VehicleKinds).Draw(t, "kind"), Fuel: rapid.SampledFrom(calc.VehicleFuels).Draw(t, "fuel"),
				EngineCC: rapid.IntRange(1, 9000).Draw(t, "cc"), Produced: d.Date.AddDays(-rapid.IntRange(1, 5000).Draw(t, "age")), MileageKM: rapid.IntRange(0, 500000).Draw(t, "km")}
			d.Lines[0].Vehicle, d.Lines[0].Code, d.Lines[0].Variant = &v, v.Code(), ""
			if d.Lines[0].Quantities = nil; rapid.Bool().Draw(t, "several") {
				d.Lines[0].Quantities = map[string]decimal.Decimal{"piece": decimal.NewFromInt(3)}
			}
		}
		if rapid.Bool().Draw(t, "delivery") {
			d.Delivery = calc.Delivery{Incoterm: "FCA", Apportion: rapid.SampledFrom([]string{"value", "mass"}).Draw(t, "by")}
			for _, m := range []**calc.Money{&d.Delivery.Freight, &d.Delivery.Insurance, &d.Delivery.Other, &d.Delivery.Additions} {
				if rapid.Bool().Draw(t, "cost") {
					*m = &calc.Money{Amount: decimal.New(rapid.Int64Range(0, 1e7).Draw(t, "amount"), -3), Currency: rapid.SampledFrom([]string{"AZN", "USD"}).Draw(t, "currency")}
				}
			}
			for i := range d.Lines {
				d.Lines[i].GrossMass = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 1e6).Draw(t, "tare"), -3).Add(d.Lines[i].NetMass.Decimal))
			}
		}
		a := must(t, d)
		followAll(t, a)
		shared, all := num.Zero, num.Zero
		for _, l := range a.Lines {
			if !l.CustomsValue.Valid {
				return
			}
			follow(t, calc.Charge{Status: calc.Applied, Steps: l.ValueSteps, Amount: l.CustomsValue, Confidence: calc.User})
			for _, s := range l.ValueSteps {
				switch s.Op {
				case "share":
					shared = shared.Add(num.Must(s.Result))
				case "delivery":
					all = num.Must(s.Result)
				}
			}
		}
		require.True(t, shared.Equal(all), "the shares are all of the costs")
	})
}

func TestEveryStepOfInterestCanBeDoneOnceMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := date.Must(2024, 2, 1).AddDays(rapid.IntRange(0, 700).Draw(t, "due"))
		q := calc.InterestQuery{Debt: money2.Draw(t, "debt").Add(num.Must("0.01")), Due: due, Paid: due.AddDays(rapid.IntRange(0, 900).Draw(t, "late"))}
		if rapid.Bool().Draw(t, "deferred") {
			from := due.AddDays(rapid.IntRange(0, 100).Draw(t, "granted"))
			q.Deferral = &calc.Deferral{Span: calc.Span{From: from, To: from.AddDays(rapid.IntRange(1, 90).Draw(t, "term"))}}
		}
		r, f := calc.Interest(q, tables())
		require.Nil(t, f)
		over := 0
		for _, p := range r.Parts {
			if p.Kind == "over" {
				over += p.Days
			}
		}
		for _, c := range r.Charges {
			if c.Status == calc.Unknown {
				return
			}
			follow(t, c)
			last := c.Steps[len(c.Steps)-1]
			if last.Op == "round" {
				last = c.Steps[len(c.Steps)-2]
			}
			capped := c.Kind == calc.LateInterest && over > 0
			require.Equal(t, capped, last.Op == "days_cap", "247.3: days beyond the year are said")
			if capped {
				require.Equal(t, []string{strconv.Itoa(r.Days + over), strconv.Itoa(r.Days)}, last.Args)
			}
			require.NotEmpty(t, c.Rate)
			require.True(t, c.Base.Decimal.Equal(q.Debt))
		}
		require.Equal(t, r.Charges[0].Steps, r.Steps)
		require.Equal(t, r.Charges[0].Confidence, r.Confidence)
		require.Equal(t, "247.3", r.Source.Article)
	})
}

func TestPartsOfADaysCountAreSaidInOrder(t *testing.T) {
	r := interest(t, late("10000", "2026-01-10", "2026-02-24"))
	require.Len(t, r.Charges[0].Steps, 2)
	assert.Equal(t, calc.Step{Op: "days", Args: []string{"2026-01-10", "2026-02-24"}, Result: "45"}, r.Charges[0].Steps[0])
	assert.Equal(t, calc.Step{Op: "per_day", Args: []string{"10000", "0.1", "45"}, Result: "450"}, r.Charges[0].Steps[1])
	none := interest(t, late("10000", "2026-01-10", "2026-01-10")).Charges[0]
	assert.Equal(t, []calc.Step{{Op: "days", Args: []string{"2026-01-10", "2026-01-10"}, Result: "0"}}, none.Steps)
	assert.Equal(t, "0.1 %", none.Rate)
	assert.Equal(t, "247.3", none.Source.Article)
}
