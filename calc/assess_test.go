package calc_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// The options are what the engine computes when the declaration is made so: the
// general rate asked for; the proof of one agreement declared on every line it
// fits, and of no other. One is chosen, and it is what the declaration pays.
func TestOptionsAreWhatTheDeclarationWouldPay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeclaration(t)
		if rapid.Bool().Draw(t, "mfn") {
			d.DutyOption = "mfn"
		}
		for i := range d.Lines {
			if l := &d.Lines[i]; rapid.IntRange(0, 2).Draw(t, "half proven") == 0 {
				l.DispatchedFrom = ""
			} else if rapid.IntRange(0, 2).Draw(t, "sold elsewhere") == 0 {
				l.TradedFrom = "AE"
			}
		}
		a := must(t, d)
		proofs := map[string]string{}
		for _, p := range tables().Partners {
			proofs[p.Country] = p.Proof
		}
		chosen := 0
		for _, o := range a.Options {
			e := *d
			e.Lines = slices.Clone(d.Lines)
			var missing []calc.Need
			if o.Name == "mfn" {
				e.DutyOption = "mfn"
			} else {
				e.DutyOption = ""
			}
			for i := range e.Lines {
				l := &e.Lines[i]
				if o.Name == "best" {
					continue
				}
				if o.Name != "fta:"+l.Origin {
					l.OriginProof = ""
					continue
				}
				if l.OriginProof != proofs[l.Origin] {
					missing = append(missing, calc.Need{Line: i + 1, Field: "originProof", Why: "need_origin_proof", Choices: []string{proofs[l.Origin]}})
				}
				if l.DispatchedFrom != l.Origin {
					missing = append(missing, calc.Need{Line: i + 1, Field: "dispatchedFrom", Why: "need_direct_dispatch", Choices: []string{l.Origin}})
				}
				if l.TradedFrom != "" && l.TradedFrom != l.Origin {
					missing = append(missing, calc.Need{Line: i + 1, Field: "tradedFrom", Why: "need_same_trader", Choices: []string{l.Origin}})
				}
				l.OriginProof, l.DispatchedFrom, l.TradedFrom = proofs[l.Origin], l.Origin, ""
			}
			require.Equal(t, missing, o.Needs, o.Name)
			require.Equal(t, len(missing) == 0, o.Proven, o.Name)
			b := must(t, &e)
			require.Equal(t, b.Total.Valid, o.Total.Valid, o.Name)
			require.Equal(t, money(b.Total), money(o.Total), o.Name)
			if !b.Total.Valid {
				require.Equal(t, money(b.TotalFrom), money(o.TotalFrom), "%s is at least", o.Name)
			}
			require.NotEqual(t, o.Name == "best", o.Source != nil, "an act for each but the mixture")
			if o.Chosen {
				chosen++
				require.Equal(t, money(a.Total), money(o.Total), "%s is what is paid", o.Name)
				require.Equal(t, money(a.TotalFrom), money(o.TotalFrom), "%s is what is paid at least", o.Name)
			}
		}
		require.Equal(t, 1, chosen)
	})
}

// Chosen is the option whose lines are exactly those that enjoy a preference;
// what is none of them is their mixture.
func TestWhichOptionIsChosen(t *testing.T) {
	of := func(origin string, proven bool) string {
		proof := ""
		if proven {
			proof = `,"dispatchedFrom":"` + origin + `","originProof":"st1"`
		}
		return `{"code":"847130","duty":"15","origin":"` + origin + `"` + proof + `,"price":{"amount":"1000","currency":"AZN"}}`
	}
	for _, c := range []struct{ name, head, lines, want string }{
		{"nobody has one", "", of("CN", false), "[mfn*]"},
		{"one proven", "", of("RU", true), "[mfn fta:RU*]"},
		{"one proven, one without any", "", of("RU", true) + "," + of("CN", false), "[mfn fta:RU*]"},
		{"both proven", "", of("RU", true) + "," + of("RU", true), "[mfn fta:RU*]"},
		{"one of two proven", "", of("RU", true) + "," + of("RU", false), "[mfn fta:RU? best*]"},
		{"none of two proven", "", of("RU", false) + "," + of("GE", false), "[mfn* fta:RU? fta:GE?]"},
		{"two agreements", "", of("RU", true) + "," + of("GE", true), "[mfn fta:RU fta:GE best*]"},
		{"two agreements, one proven", "", of("RU", true) + "," + of("GE", false), "[mfn fta:RU* fta:GE?]"},
		{"the general rate asked for", `"options":{"duty":"mfn"},`, of("RU", true), "[mfn* fta:RU]"},
		{"export", `"flow":"export",`, of("RU", true), "[]"},
		{"a procedure without payments", `"procedure":"transit",`, of("RU", true), "[]"},
	} {
		a := assess(t, `{"date":"2026-07-09",`+c.head+`"lines":[`+c.lines+`]}`)
		got := []string{}
		for _, o := range a.Options {
			s := o.Name
			if o.Chosen {
				s += "*"
			}
			if !o.Proven {
				s += "?"
			}
			got = append(got, s)
		}
		assert.Equal(t, c.want, fmt.Sprint(got), c.name)
	}
}

// What is open of the value leaves every payment of the line open, of export too.
func TestALineWithoutAValueWaits(t *testing.T) {
	kinds := func(cs []calc.Charge) (out []string) {
		for _, c := range cs {
			out = append(out, fmt.Sprintf("%s %s %s", c.Kind, c.Status, c.Reason))
		}
		return out
	}
	for _, flow := range []string{"import", "export"} {
		a := assess(t, `{"date":"2026-07-09","flow":"`+flow+`","lines":[{"code":"847130"},{"code":"847130","price":{"amount":"10","currency":"ZAR"}}]}`)
		want := []string{"import_duty needs_input missing_input", "excise needs_input missing_input", "vat needs_input missing_input"}
		if flow == "export" {
			want = []string{"export_duty needs_input missing_input", "vat needs_input missing_input"}
		}
		assert.Equal(t, want, kinds(a.Lines[0].Charges))
		assert.Equal(t, want, kinds(a.Lines[1].Charges))
		assert.Equal(t, []string{"price", "rates.ZAR"}, asked(a))
		assert.Equal(t, []int{1, 0}, []int{a.Needs[0].Line, a.Needs[1].Line})
		for i, l := range a.Lines {
			assert.Equal(t, i+1, l.N)
			assert.False(t, l.CustomsValue.Valid)
		}
	}
	a := assess(t, personal("carried", "", `{"item":"vodka","price":{"amount":"10","currency":"USD"}}`))
	assert.Equal(t, []string{"import_duty needs_input missing_input", "excise needs_input missing_input", "vat needs_input missing_input"}, kinds(a.Lines[0].Charges),
		"and a quantity that decides what is free")
}

// 200.3: goods that return from outward processing are charged on its cost, which
// is rounded as a price is.
func TestCustomsCode200_3_TheCostOfProcessing(t *testing.T) {
	doc := func(cost string) *calc.Assessment {
		return assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"procedure":"outward_processing_return","lines":[{"code":"847130","duty":"15","price":{"amount":"1000","currency":"AZN"}`+cost+`}]}`)
	}
	a := doc(`,"processingCost":{"amount":"10.01","currency":"USD"}`)
	duty := charge(t, a, 1, calc.ImportDuty)
	assert.Equal(t, "17.02", duty.Base.Decimal.String(), "17.017 manat")
	assert.Equal(t, "2.55", money(duty.Amount))
	for cost, need := range map[string]string{"": "processingCost", `,"processingCost":{"amount":"10","currency":"ZAR"}`: "rates.ZAR"} {
		a := doc(cost)
		assert.Contains(t, asked(a), need)
		assert.Equal(t, calc.NeedsInput, charge(t, a, 1, calc.ImportDuty).Status, need)
		assert.False(t, a.Complete)
	}
}

// A rate that says nothing for the day leaves the payment unknown and is asked
// for; one that asks for a rate of exchange asks it of the declaration.
func TestWhatARateLeavesOpen(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"AZN"},"duty":{"op":"dated","until":"2020-03-19","rate":{"op":"percent","percent":"15"}}}]}`)
	duty := charge(t, a, 1, calc.ImportDuty)
	assert.Equal(t, calc.Unknown, duty.Status)
	assert.NotEmpty(t, duty.Reason)
	assert.NotEqual(t, "rate_unknown", duty.Reason)
	assert.Equal(t, []string{"duty"}, asked(a))
	a = assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"AZN"},"netMass":"1","duty":{"op":"specific","amount":"1","currency":"ZAR","per":{"qty":"1","unit":"kg"}}}]}`)
	require.Equal(t, []string{"rates.ZAR"}, asked(a))
	assert.Equal(t, 0, a.Needs[0].Line)
	a = assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"AZN"},"duty":{"op":"specific","amount":"1","currency":"AZN","per":{"qty":"1","unit":"m2"}}}]}`)
	require.Equal(t, []string{"quantities.m2"}, asked(a))
	assert.Equal(t, 1, a.Needs[0].Line)
	own := *tables()
	own.Excise = slices.Clone(own.Excise)
	dated := rate.Rate{Op: rate.Dated, Until: mustDate("2020-03-19"), Rate: &rate.Rate{Op: rate.Free}}
	for i := range own.Excise {
		own.Excise[i].Rate = dated
	}
	a, f := calc.Assess(declared(t, `{"date":"2026-07-09","lines":[{"code":"2203","duty":"0","quantities":{"l":"1"},"price":{"amount":"1000","currency":"AZN"}}]}`), &own)
	require.Nil(t, f)
	assert.Equal(t, calc.Unknown, charge(t, a, 1, calc.Excise).Status)
	assert.NotContains(t, asked(a), "duty", "an excise that is not known is no duty to be typed")
}

// What two lines say alike of the declaration is said once; what differs in its
// figures is said each time.
func TestAWarningIsSaidOnce(t *testing.T) {
	said := func(a *calc.Assessment, code string) (out []string) {
		for _, w := range a.Warnings {
			if w.Code == code {
				out = append(out, fmt.Sprint(w.Line, w.Args))
			}
		}
		return out
	}
	two := `"lines":[{"code":"842952","duty":"15","price":{"amount":"10","currency":"AZN"}},{"code":"842952","duty":"15","price":{"amount":"10","currency":"AZN"}}]}`
	a := assess(t, `{"date":"2026-07-09","procedure":"temporary_import","until":"2026-08-20",`+two)
	assert.Len(t, said(a, "month_started"), 1)
	a = assess(t, `{"date":"2026-07-09","delivery":{"incoterm":"CIF","freight":{"amount":"1","currency":"AZN"},"insurance":{"amount":"1","currency":"AZN"}},`+two)
	assert.Equal(t, []string{"0 [{term CIF} {part freight}]", "0 [{term CIF} {part insurance}]"}, said(a, "cost_in_price"))
	a = assess(t, `{"date":"2026-07-09","procedure":"temporary_import",`+two)
	assert.Equal(t, []string{"months"}, asked(a), "and what two lines ask of it is asked once")
}

// The bounds of an open total are those of its scenarios, and there is no upper
// one while something else is open too.
func TestBoundsOfAnOpenTotal(t *testing.T) {
	unknown := `{"code":"847130","price":{"amount":"1000","currency":"AZN"}}`
	beer := `{"code":"2203","duty":"0","price":{"amount":"1000","currency":"AZN"}}`
	a := assess(t, `{"date":"2026-07-09","lines":[`+unknown+`]}`)
	require.Len(t, a.Scenarios, 3)
	assert.Equal(t, []string{money(a.Scenarios[0].Total), money(a.Scenarios[2].Total)}, []string{money(a.TotalFrom), money(a.TotalTo)})
	a = assess(t, `{"date":"2026-07-09","lines":[`+unknown+`,`+beer+`]}`)
	require.Len(t, a.Scenarios, 3)
	for _, s := range a.Scenarios {
		assert.False(t, s.Total.Valid)
	}
	assert.Equal(t, money(a.Scenarios[0].TotalFrom), money(a.TotalFrom))
	assert.False(t, a.TotalTo.Valid)
	a = assess(t, `{"date":"2026-07-09","lines":[`+beer+`]}`)
	assert.Empty(t, a.Scenarios)
	assert.True(t, a.TotalFrom.Valid)
	assert.False(t, a.TotalTo.Valid)
	// The rows of the rates may stand in any order.
	own := *tables()
	own.StatutoryDuties = slices.Clone(own.StatutoryDuties)
	slices.Reverse(own.StatutoryDuties)
	b, f := calc.Assess(declared(t, `{"date":"2026-07-09","lines":[`+unknown+`]}`), &own)
	require.Nil(t, f)
	c := assess(t, `{"date":"2026-07-09","lines":[`+unknown+`]}`)
	assert.Equal(t, []string{money(c.TotalFrom), money(c.TotalTo)}, []string{money(b.TotalFrom), money(b.TotalTo)})
}

// Sums of any size are exact, over any number of lines.
func TestTotalsOfAnySizeAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &calc.Declaration{Date: mustDate("2026-07-09")}
		r := rate.OfPercent("15")
		for range rapid.IntRange(1, 4).Draw(t, "lines") {
			digits := rapid.SampledFrom([]int64{1e3, 1e9, 1e12, 1e13, 1e14, 1e17 - 1}).Draw(t, "size")
			d.Lines = append(d.Lines, calc.Line{Code: "847130", Duty: &r, Price: calc.Money{Amount: decimal.New(rapid.Int64Range(digits/10, digits).Draw(t, "price"), -2), Currency: "AZN"}})
		}
		a := must(t, d)
		sum := num.Zero
		for _, cs := range append([][]calc.Charge{a.Charges}, chargesOf(a)...) {
			for _, c := range cs {
				sum = sum.Add(c.Amount.Decimal)
			}
		}
		require.True(t, a.Complete)
		require.True(t, sum.Equal(a.Total.Decimal), "%s and %s", sum, a.Total.Decimal)
		require.True(t, sum.Equal(a.Options[0].Total.Decimal))
	})
}

func TestTheAnswerSaysWhatItRestsOn(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","procedure":"transit","lines":[{"code":"847130","price":{"amount":"1000","currency":"AZN"}}]}`)
	assert.Equal(t, tables().Bulletins[len(tables().Bulletins)-1].Date, a.FXBulletin)
	assert.Equal(t, tables().Version, a.Version)
	assert.Equal(t, calc.Possible, charge(t, a, 0, calc.TransitFee).Status, "reported, not added")
	own := *tables()
	own.Bulletins = own.Bulletins[:1]
	b, f := calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1")}}, &own)
	require.Nil(t, f)
	assert.Equal(t, own.Bulletins[0].Date, b.FXBulletin)
	own.Bulletins = nil
	b, f = calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1")}}, &own)
	require.Nil(t, f)
	assert.True(t, b.FXBulletin.IsZero())
}
