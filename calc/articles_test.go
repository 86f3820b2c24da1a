package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// Sides of the articles that no worked case touches: bounds, and rows that the
// law has had or may have, on tables of their own.

func assessOn(t testing.TB, own *calc.Tables, json string) *calc.Assessment {
	t.Helper()
	a, f := calc.Assess(declared(t, json), own)
	require.Nil(t, f)
	return a
}

func since2020() calc.Basis {
	return calc.Basis{Period: calc.Period{From: mustDate("2020-01-01")}, Confidence: calc.Official, Source: calc.Source{Act: "Act", Article: "1"}}
}

func TestArt211_1_2_RoadTaxWhereTheCodeAloneSaysWhichFuel(t *testing.T) {
	fuel := func(alone bool, variants ...string) *calc.Tables {
		own := *tables()
		own.Excise, own.RoadTaxFuel = nil, []calc.RoadTaxFuelRow{{Basis: since2020(), Variant: "diesel", Rate: rate.OfSpecific("0.07", "AZN", "1", "l")}}
		for _, v := range variants {
			own.Excise = append(own.Excise, calc.ExciseRow{Basis: since2020(), Variant: v, Codes: []string{"271019"}, CodeAlone: alone, Rate: rate.OfPercent("1")})
		}
		return &own
	}
	doc := func(variant string) string {
		return line(`"code":"2710194300","duty":"0","price":{"amount":"1000","currency":"AZN"},"quantities":{"l":"1000"}` + variant)
	}
	assert.Equal(t, "70.00", money(charge(t, assessOn(t, fuel(true, "diesel"), doc("")), 1, calc.RoadTax).Amount), "nothing is asked")
	open := charge(t, assessOn(t, fuel(false, "diesel"), doc("")), 1, calc.RoadTax)
	assert.Equal(t, "road_tax_variant_open", open.Reason)
	assert.False(t, open.Amount.Valid)
	assert.Equal(t, "Act", open.Source.Act)
	assert.Equal(t, calc.NeedsInput, charge(t, assessOn(t, fuel(true, "diesel", "mazut"), doc("")), 1, calc.RoadTax).Status, "one of two kinds")
	assert.Equal(t, "70.00", money(charge(t, assessOn(t, fuel(true, "diesel", "mazut"), doc(`,"variant":"diesel"`)), 1, calc.RoadTax).Amount))
	assert.False(t, has(assessOn(t, fuel(true, "diesel", "mazut"), doc(`,"variant":"mazut"`)).Lines[0].Charges, calc.RoadTax), "another oil")
	assert.False(t, has(assessOn(t, fuel(false, "diesel"), doc(`,"variant":"none"`)).Lines[0].Charges, calc.RoadTax), "no excisable oil at all")
	assert.Equal(t, calc.NeedsInput, charge(t, assessOn(t, fuel(false, "diesel"), doc(`,"variant":"whisky"`)), 1, calc.RoadTax).Status, "a kind that the code cannot be")
	assert.False(t, has(assessOn(t, fuel(false), doc("")).Lines[0].Charges, calc.RoadTax), "goods without excise")
}

func TestArt194_WhatIsOpenUntilTheStayIsKnown(t *testing.T) {
	open := assess(t, under("temporary_import", ""))
	for _, c := range open.Lines[0].Charges {
		assert.Equal(t, calc.NeedsInput, c.Status)
		assert.Equal(t, "missing_input", c.Reason)
		assert.False(t, c.Amount.Valid, "nothing open has a number")
	}
	until := assess(t, under("temporary_import", `,"until":"2026-08-10"`))
	assert.True(t, warned(until, "month_started"), "194.1 sets monthly payments; a started month is taken as a whole one")
	assert.False(t, warned(assess(t, under("temporary_import", `,"months":2`)), "month_started"), "the months themselves were said")
	assert.False(t, warned(assess(t, under("temporary_import", `,"months":2,"until":"2026-08-10"`)), "month_started"))
	assert.False(t, warned(assess(t, under("temporary_import", `,"months":24`)), "stay_too_long"), "193.2: 24 months are the term")
	assert.True(t, warned(assess(t, under("temporary_import", `,"months":25`)), "stay_too_long"))
	own := *tables()
	own.Procedures = append([]calc.ProcedureRow(nil), own.Procedures...)
	for i := range own.Procedures {
		own.Procedures[i].MaxMonths = 0
	}
	assert.False(t, warned(assessOn(t, &own, under("temporary_import", `,"months":99`)), "stay_too_long"), "without a term there is none to exceed")
	for _, w := range until.Warnings {
		if w.Code == "month_started" {
			assert.Zero(t, w.Line, "of the declaration, not of a line")
		}
	}
}

func TestArt194_2_CapIsSaid(t *testing.T) {
	ops := func(months string) (out []string) {
		for _, s := range charge(t, assess(t, under("temporary_import", `,"months":`+months)), 1, calc.VAT).Steps {
			out = append(out, s.Op)
		}
		return out
	}
	assert.Contains(t, ops("34"), "cap")
	assert.NotContains(t, ops("33"), "cap")
}

func TestArt193_ScheduleBeyondTheTerm(t *testing.T) {
	r := schedule(t, under("temporary_import", `,"months":48`), "")
	assert.Len(t, r.Months, 48, "the stay that was declared is shown whole")
	assert.Equal(t, 48, r.Planned)
	r = schedule(t, under("temporary_import", `,"until":"2027-01-10"`), "")
	assert.Equal(t, 7, r.Planned, "six months and a day")
	assert.Len(t, r.Months, 36, "193.3")
	assert.Zero(t, schedule(t, tenThousand, "").Planned)
	for _, m := range schedule(t, under("temporary_import", ""), "").Months {
		sum := num.Zero
		require.Len(t, m.Kinds, 2, "duty and VAT")
		for _, k := range m.Kinds {
			sum = sum.Add(k.Amount)
		}
		assert.True(t, sum.Equal(m.Amount), "the kinds of month %d add up", m.N)
	}
}

func TestThePlacedStayIsOneMonthWhereNoneIsSaid(t *testing.T) {
	for more, want := range map[string]string{"": "167.10", `,"months":12`: "1345.20", `,"until":"2026-08-10"`: "274.20"} {
		r := schedule(t, under("temporary_import", more), "")
		assert.Equal(t, want, money(r.Placed.Total), more)
	}
}

func TestTheMonthInWhichLeavingCostsAsMuchAsReleaseAtOnce(t *testing.T) {
	// VAT 37.50; fees 15 each: 60 % of it after 20 months, and 15 twice, are what
	// release at once costs, 37.50 and 15.
	r := schedule(t, `{"date":"2026-07-09","electronic":false,"procedure":"temporary_import","lines":[{"code":"842952","duty":"0","price":{"amount":"208.33","currency":"AZN"}}]}`, "")
	require.Equal(t, "37.50", num.Money(r.Full))
	require.Equal(t, "15.00", num.Money(r.FeesNow))
	assert.Equal(t, 20, r.Cheaper)
	nothing := schedule(t, `{"date":"2026-07-09","procedure":"temporary_import","lines":[{"code":"842952","duty":"0","price":{"amount":"0","currency":"AZN"}}]}`, "")
	assert.Zero(t, nothing.Cheaper, "where nothing is due there is nothing to save")
}

func TestReleaseOnTheDayOfPlacementIsNoFault(t *testing.T) {
	_, f := calc.Schedule(calc.ScheduleQuery{Declaration: declared(t, tenThousand), Release: mustDate("2026-07-09")}, tables())
	assert.Nil(t, f)
}

func TestInterestOfADebtOfLessThanAQepik(t *testing.T) {
	r := interest(t, late("1234.567", "2026-03-01", "2026-03-08"))
	assert.Equal(t, "1234.57", r.Charges[0].Base.Decimal.String(), "a debt is whole qəpik")
	assert.Equal(t, "1243.21", r.Payable.Decimal.String()) // 1234.57 and 8.64
	assert.Equal(t, "1.23", r.EachDay.Decimal.String())
}

func TestArt247_3_TheRateStandsWhereNoDayIsCharged(t *testing.T) {
	r := interest(t, late("10000", "2026-01-10", "2026-01-10"))
	assert.Equal(t, "0.1", r.Rate.String())
	assert.Equal(t, "10", r.EachDay.Decimal.String(), "from the next day on")
	q := late("10000", "2026-01-10", "2026-01-10")
	q.Kind = "deferral"
	assert.Equal(t, "6.75", interest(t, q).Rate.String(), "the discount rate of the day")
	assert.False(t, interest(t, q).EachDay.Valid, "a deferral alone has no late days")
	q = late("10000", "2026-01-10", "2026-01-20")
	q.Kind, q.Rate = "deferral", optional("9")
	assert.Equal(t, "9", interest(t, q).Rate.String(), "one's own rate")
}

func TestArt247_2_1_NoDayIsLateWhileADeferralRuns(t *testing.T) {
	q := late("10000", "2026-01-10", "2026-02-01")
	q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-01-10"), To: mustDate("2026-02-10")}}
	assert.False(t, interest(t, q).EachDay.Valid, "the next day is deferred")
	q.Paid = mustDate("2026-02-09")
	assert.False(t, interest(t, q).EachDay.Valid, "the last day of it too")
	q.Paid = mustDate("2026-02-10")
	assert.Equal(t, "10", interest(t, q).EachDay.Decimal.String(), "the day after is late")
}

func TestArt246_TermsAndWhatIsSaidOfTheRate(t *testing.T) {
	codes := func(from, until string, rate decimal.NullDecimal) []string {
		q := late("10000", "2026-02-10", "2026-12-01")
		q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate(from), To: mustDate(until)}, Rate: rate}
		var out []string
		for _, w := range interest(t, q).Warnings {
			out = append(out, w.Code)
		}
		return out
	}
	none := decimal.NullDecimal{}
	assert.NotContains(t, codes("2026-02-10", "2026-02-24", none), "deferral_term", "14 days")
	assert.Contains(t, codes("2026-02-10", "2026-02-23", none), "deferral_term", "13 days")
	assert.NotContains(t, codes("2026-02-10", "2026-04-11", none), "deferral_term", "60 days")
	assert.Contains(t, codes("2026-02-10", "2026-04-12", none), "deferral_term", "61 days")
	assert.NotContains(t, codes("2026-02-10", "2026-04-01", none), "discount_rate_may_be_old", "confirmed to the day")
	assert.Contains(t, codes("2026-02-10", "2026-04-02", none), "discount_rate_may_be_old")
	assert.Contains(t, codes("2026-02-10", "2026-03-10", none), "deferral_year_days")
	assert.NotContains(t, codes("2026-02-10", "2026-03-10", optional("6")), "deferral_year_days")
	assert.NotContains(t, codes("2026-12-10", "2027-01-10", none), "deferral_year_days", "paid before it began")
}

func TestArt221_TheDaysOfAComplaint(t *testing.T) {
	said := func(to string) bool {
		q := late("10000", "2026-05-01", "2026-08-01")
		q.Appeal = &calc.Span{From: mustDate("2026-05-11"), To: mustDate(to)}
		for _, w := range interest(t, q).Warnings {
			if w.Code == "appeal_term" {
				return true
			}
		}
		return false
	}
	last := mustDate("2026-05-12")
	for !said(last.String()) {
		last = last.AddDays(1)
		require.Less(t, mustDate("2026-05-11").DaysUntil(last), 60)
	}
	assert.Equal(t, 11, mustDate("2026-05-11").DaysUntil(last), "ten days are in time")
}

func TestAUsersRateHoldsWhereNoneIsKnown(t *testing.T) {
	q := late("10000", "2020-01-10", "2020-02-24")
	q.Kind, q.Rate = "deferral", optional("6.5")
	r := interest(t, q)
	assert.Equal(t, "80.14", money(r.Amount), "no rate is known of 2020, one's own is")
	assert.Equal(t, calc.User, r.Confidence)
	only := *tables() // the only row stands first
	for _, row := range tables().Interest {
		if row.Kind == "deferral" {
			only.Interest = []calc.InterestRow{row}
			break
		}
	}
	r, f := calc.Interest(q, &only)
	require.Nil(t, f)
	assert.Equal(t, "80.14", money(r.Amount))
}

func TestInterestBounds(t *testing.T) {
	for _, ok := range []string{"0", "100"} {
		q := late("100", "2026-01-10", "2026-02-10")
		q.Kind, q.Rate = "deferral", optional(ok)
		_, f := calc.Interest(q, tables())
		assert.Nil(t, f, "%s %% is a rate", ok)
	}
	for due, ok := range map[string]bool{"1993-01-01": true, "1992-12-31": false, "2100-12-31": true, "2101-01-01": false} {
		_, f := calc.Interest(calc.InterestQuery{Debt: num.Must("1"), Due: mustDate(due), Paid: mustDate(due)}, tables())
		assert.Equal(t, ok, f == nil, due)
	}
	q := late("100", "2026-01-10", "2026-02-10")
	for field, d := range map[string]calc.Span{"deferral.from": {From: mustDate("2101-01-01"), To: mustDate("2101-02-01")}, "deferral.until": {From: mustDate("2100-01-01"), To: mustDate("2101-02-01")}} {
		q.Deferral = &calc.Deferral{Span: d}
		_, f := calc.Interest(q, tables())
		require.NotNil(t, f)
		assert.Equal(t, field, f.Field)
	}
	q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-01-10"), To: mustDate("2026-02-10")}, Rate: optional("101")}
	_, f := calc.Interest(q, tables())
	require.NotNil(t, f)
	assert.Equal(t, "deferral.rate", f.Field)
}

func TestArt251_SecurityByWhatTheProcedureTakes(t *testing.T) {
	secured := func(mode string, key string) *calc.ProcedureResult {
		own := *tables()
		own.Procedures = append([]calc.ProcedureRow(nil), own.Procedures...)
		for i := range own.Procedures {
			if own.Procedures[i].Key == key {
				own.Procedures[i].Security, own.Procedures[i].SecurityArticle = mode, "251.1"
			}
		}
		r, f := calc.Procedure(calc.ProcedureQuery{Declaration: declared(t, under(key, ""))}, &own)
		require.Nil(t, f)
		return r
	}
	for _, key := range []string{"temporary_export", "re_import"} { // without a free circulation beside it, and with one
		assert.Equal(t, "60.00", money(secured("exact", key).Security.Amount), key)
		assert.False(t, secured("", key).Security.Amount.Valid, key)
	}
	assert.False(t, secured("optional", "temporary_export").Security.Amount.Valid)
	assert.False(t, secured("optional", "re_import").Security.Amount.Valid)
	assert.False(t, secured("", "customs_warehouse").Security.Amount.Valid, "no security, no sum of it")
	assert.Equal(t, "251.1", secured("exact", "re_import").Security.Source.Article)
	known := secured("possible", "customs_warehouse")
	assert.Equal(t, "3570.00", money(known.Security.Amount), "what is put off, not the highest there may be")
}

func TestAnOpenPaymentLeavesTheReliefOpen(t *testing.T) {
	open := `"lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}}]}`
	r := procedure(t, `{"date":"2026-07-09","electronic":false,"procedure":"re_import",`+open, calc.Events{})
	assert.False(t, r.Relieved.Valid)
	r = procedure(t, `{"date":"2026-07-09","electronic":false,"procedure":"temporary_import",`+open, calc.Events{})
	assert.False(t, r.Suspended.Valid, "neither the duty nor the months are known")
	// The cost of processing abroad is not known, what free circulation costs is.
	r = procedure(t, under("outward_processing_return", ""), calc.Events{})
	assert.True(t, r.FullTotal.Valid)
	assert.False(t, r.Relieved.Valid)
}

func TestArt128_3_TheRefundIsOfTheRatesOfThatDay(t *testing.T) {
	car := `{"date":"2026-07-09","procedure":"re_export","lines":[{"code":"870323","duty":"0","price":{"amount":"20000","currency":"AZN"},
		"vehicle":{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2017-01-01"}}]}`
	kinds := procedure(t, car, calc.Events{Released: mustDate("2025-12-31")}).FullKinds
	assert.Equal(t, "720.00", num.Money(kinds[len(kinds)-2].Amount), "190.4.1-4: the factor of 2025")
	kinds = procedure(t, car, calc.Events{Released: mustDate("2026-01-01")}).FullKinds
	assert.Equal(t, "900.00", num.Money(kinds[len(kinds)-2].Amount))
	assert.Nil(t, procedure(t, car, calc.Events{}).Full, "without a day there is nothing to give back")
	assert.Nil(t, procedure(t, under("temporary_export", ""), calc.Events{Released: mustDate("2026-01-01")}).Full)
}

func TestTermsToTheDay(t *testing.T) {
	codes := func(r *calc.ProcedureResult) (out []string) {
		for _, w := range r.Warnings {
			if w.Code == "term_over" || w.Code == "term_needs_extension" {
				out = append(out, w.Code)
			}
		}
		return out
	}
	for exported, want := range map[string][]string{ // 200.4: two years and one more, on 9 July 2026
		"2024-07-09": nil, "2024-07-08": {"term_needs_extension"}, "2023-07-09": {"term_needs_extension"}, "2023-07-08": {"term_over"},
	} {
		r := procedure(t, under("warranty_repair_return", ""), calc.Events{Exported: mustDate(exported)})
		assert.Equal(t, want, codes(r), exported)
		assert.Equal(t, len(want) > 0 && want[0] == "term_over", r.Over, exported)
	}
	assert.Equal(t, []string{"term_over"}, codes(procedure(t, under("re_import", ""), calc.Events{Exported: mustDate("2023-07-08")})), "165.1 knows no prolongation")
}

func TestADayOfApprovalThatIsNotSaidIsThatOfPlacement(t *testing.T) {
	last := func(ev calc.Events) string {
		for _, x := range procedure(t, under("outward_processing_return", ""), ev).Terms {
			if x.Event == "approved" {
				return x.Last.String()
			}
		}
		return "none"
	}
	assert.Equal(t, last(calc.Events{Approved: mustDate("2026-07-09")}), last(calc.Events{}))
	assert.NotEqual(t, last(calc.Events{Approved: mustDate("2026-06-09")}), last(calc.Events{}))
	assert.Equal(t, last(calc.Events{Approved: mustDate("2026-06-09")}), last(calc.Events{Placed: mustDate("2026-07-01"), Approved: mustDate("2026-06-09")}))
}

func TestProceduresNameWhatIsWrongAndPassOverWhatIsNotThere(t *testing.T) {
	_, f := calc.Procedures(calc.ProcedureQuery{Declaration: &calc.Declaration{Date: mustDate("2026-07-09")}}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "declaration.lines", f.Field)
	_, f = calc.Procedure(calc.ProcedureQuery{Declaration: &calc.Declaration{Date: mustDate("2026-07-09")}}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "declaration.lines", f.Field)
	own := *tables()
	own.Procedures = nil
	for _, r := range tables().Procedures {
		if r.Key != "transit" {
			own.Procedures = append(own.Procedures, r)
		}
	}
	list, f := calc.Procedures(calc.ProcedureQuery{Declaration: declared(t, under("", ""))}, &own)
	require.Nil(t, f)
	assert.Len(t, list, len(calc.ComparedProcedures)-1)
	// A stay that is said is not taken for one month.
	list, f = calc.Procedures(calc.ProcedureQuery{Declaration: declared(t, under("temporary_import", `,"months":12`))}, tables())
	require.Nil(t, f)
	assert.Equal(t, "1345.20", money(list[1].DueTotal))
	list, f = calc.Procedures(calc.ProcedureQuery{Declaration: declared(t, under("temporary_import", `,"until":"2026-08-10"`))}, tables())
	require.Nil(t, f)
	assert.Equal(t, "274.20", money(list[1].DueTotal))
}

// An agreement that takes a part off the duty: half of 15 % of 10 000.
func TestAPreferenceTakesItsShareOffTheGeneralRate(t *testing.T) {
	with := func(rows ...calc.PreferenceRow) *calc.Tables {
		own := *tables()
		own.Preferences = rows
		return &own
	}
	row := func(name, country, code, cut string) calc.PreferenceRow {
		return calc.PreferenceRow{Basis: since2020(), Name: name, Country: country, Code: code, Cut: num.Must(cut), Proof: "eur1"}
	}
	proven := `"origin":"TR","dispatchedFrom":"TR","originProof":"eur1","price":{"amount":"10000","currency":"AZN"}`
	duty := func(own *calc.Tables, fields string) calc.Charge {
		return charge(t, assessOn(t, own, line(fields)), 1, calc.ImportDuty)
	}
	half := row("pta", "TR", "8471", "50")
	c := duty(with(half), `"code":"847130","duty":"15",`+proven)
	hinted := with(half)
	hinted.Tariff = belowTariff{tables().Tariff, []calc.RateRow{{Basis: since2020(), Code: "84713000", Rate: rate.OfPercent("5")}}}
	assert.Len(t, duty(hinted, `"code":"847130","duty":"15",`+proven).Hints, 1, "what is known of lines under the code is shown all the same")
	assert.Equal(t, "750.00", money(c.Amount))
	assert.Equal(t, "preference", c.Reason)
	assert.Equal(t, []calc.Arg{{Name: "country", Value: "TR"}}, c.ReasonArgs)
	assert.Equal(t, calc.Step{Op: "partial", Args: []string{"1500.00", "50"}, Result: "750"}, c.Steps[len(c.Steps)-1])
	assert.Equal(t, "Act", c.Source.Act)
	follow(t, c)
	open := assessOn(t, with(half), line(`"code":"847130",`+proven))
	assert.Equal(t, "rate_unknown", charge(t, open, 1, calc.ImportDuty).Reason, "a share of what is not known is not known")
	assert.True(t, needs(open, "duty"))
	for _, x := range []struct {
		why  string
		own  *calc.Tables
		line string
		want string
	}{
		{"another country's", with(row("pta", "GE", "8471", "50")), proven, "1500.00"},
		{"other goods", with(row("pta", "TR", "8472", "50")), proven, "1500.00"},
		{"the greater cut", with(row("a", "TR", "8471", "20"), half), proven, "750.00"},
		{"the greater cut, first", with(half, row("a", "TR", "8471", "20")), proven, "750.00"},
		{"all of it", with(row("a", "TR", "8471", "100")), proven, "0.00"},
		{"without proof", with(half), `"origin":"TR","dispatchedFrom":"TR","price":{"amount":"10000","currency":"AZN"}`, "1500.00"},
		{"sent from elsewhere", with(half), `"origin":"TR","dispatchedFrom":"BG","originProof":"eur1","price":{"amount":"10000","currency":"AZN"}`, "1500.00"},
		{"traded elsewhere", with(half), `"tradedFrom":"AE",` + proven, "1500.00"},
	} {
		assert.Equal(t, x.want, money(duty(x.own, `"code":"847130","duty":"15",`+x.line).Amount), x.why)
	}
	past, quota := half, half
	past.To, quota.Quota = mustDate("2026-07-08"), true
	assert.Equal(t, "1500.00", money(duty(with(past), `"code":"847130","duty":"15",`+proven).Amount), "not in force any more")
	assert.Equal(t, "1500.00", money(duty(with(quota), `"code":"847130","duty":"15",`+proven).Amount), "a quota whose balance is not known")
	mfn := declared(t, line(`"code":"847130","duty":"15",`+proven))
	mfn.DutyOption = "mfn"
	a, f := calc.Assess(mfn, with(half))
	require.Nil(t, f)
	assert.Equal(t, "1500.00", money(charge(t, a, 1, calc.ImportDuty).Amount), "not wanted")
	unproven := assessOn(t, with(half), line(`"code":"847130","duty":"15","origin":"TR","price":{"amount":"10000","currency":"AZN"}`))
	assert.True(t, warned(unproven, "preference_available"))
	first := assessOn(t, with(row("a", "TR", "8471", "50"), calc.PreferenceRow{Basis: calc.Basis{Period: half.Period, Source: calc.Source{Act: "Later"}}, Name: "b", Country: "TR", Code: "8471", Cut: num.Must("50"), Proof: "eur1"}),
		line(`"code":"847130","duty":"15",`+proven))
	assert.Equal(t, "Act", charge(t, first, 1, calc.ImportDuty).Source.Act, "of two alike the first")
	unit := assessOn(t, with(half), line(`"code":"847130","duty":"2 USD / kg",`+proven))
	assert.False(t, charge(t, unit, 1, calc.ImportDuty).Amount.Valid, "half of what the mass decides")
}

func TestWhatAReliefFreesIsNamed(t *testing.T) {
	for want, r := range map[string]calc.ReliefRow{"vat": {VAT: true}, "duty": {Duty: true}, "excise": {Excise: true}, "vat+duty": {VAT: true, Duty: true},
		"duty+excise": {Duty: true, Excise: true}, "vat+duty+excise": {VAT: true, Duty: true, Excise: true}, "": {}} {
		assert.Equal(t, want, r.Claim().Frees)
	}
}

func TestAReliefOfAnotherFlowOrTimeIsNoHelp(t *testing.T) {
	own := *tables()
	own.Reliefs = []calc.ReliefRow{
		{Basis: since2020(), Article: "1", Flow: calc.Export, VAT: true},
		{Basis: since2020(), Article: "2", VAT: true},
		{Basis: calc.Basis{Period: calc.Period{From: mustDate("2020-01-01"), To: mustDate("2026-07-08")}}, Article: "3", VAT: true},
		{Basis: since2020(), Article: "4", VAT: true, Codes: []string{"01"}},
		{Basis: calc.Basis{Period: calc.Period{From: mustDate("2020-01-01"), To: mustDate("2026-07-08")}}, Article: "5", VAT: true},
		{Basis: calc.Basis{Period: calc.Period{From: mustDate("2026-07-09")}}, Article: "5", VAT: true},
	}
	for article, want := range map[string]string{"1": "relief_other_goods", "2": "", "3": "relief_not_in_force", "4": "relief_other_goods", "5": "", "6": "relief_unknown"} {
		a := assessOn(t, &own, line(`"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"},"relief":["`+article+`"]`))
		got := ""
		for _, w := range a.Warnings {
			if len(w.Code) > 7 && w.Code[:7] == "relief_" {
				got += w.Code
			}
		}
		assert.Equal(t, want, got, article)
	}
}

func TestLaw261_ARemedyIsForItsCodeOriginAndTime(t *testing.T) {
	own := *tables()
	past := since2020()
	past.To = mustDate("2026-07-08")
	own.Remedies = []calc.RemedyRow{
		{Basis: since2020(), Kind: calc.AntidumpingDuty, Code: "8471", Country: "CN", Rate: rate.OfPercent("10")},
		{Basis: past, Kind: calc.SafeguardDuty, Code: "8471", Rate: rate.OfPercent("10")},
		{Basis: since2020(), Kind: calc.CountervailingDuty, Code: "8472", Rate: rate.OfPercent("10")},
	}
	a := assessOn(t, &own, line(`"code":"847130","origin":"CN","duty":"0","price":{"amount":"1000","currency":"AZN"}`))
	assert.Equal(t, "100.00", money(charge(t, a, 1, calc.AntidumpingDuty).Amount))
	assert.False(t, has(a.Lines[0].Charges, calc.SafeguardDuty), "its time is over")
	assert.False(t, has(a.Lines[0].Charges, calc.CountervailingDuty), "other goods")
	b := assessOn(t, &own, line(`"code":"847130","origin":"TR","duty":"0","price":{"amount":"1000","currency":"AZN"}`))
	assert.False(t, has(b.Lines[0].Charges, calc.AntidumpingDuty), "of another country")
}

// belowTariff knows rates of lines under a code only.
type belowTariff struct {
	calc.Tariff
	rows []calc.RateRow
}

func (b belowTariff) Rates(string, calc.Flow, date.Date) []calc.RateRow { return nil }
func (b belowTariff) Below(string, calc.Flow, date.Date) []calc.RateRow { return b.rows }

func TestExportDutyKnownOnlyOfLinesUnderTheCode(t *testing.T) {
	export := `{"date":"2026-07-09","flow":"export","lines":[{"code":"7404","price":{"amount":"1000","currency":"AZN"}}]}`
	own := *tables()
	own.Tariff = belowTariff{tables().Tariff, nil}
	c := charge(t, assessOn(t, &own, export), 1, calc.ExportDuty)
	assert.Equal(t, calc.NotDue, c.Status)
	assert.Equal(t, "export_duty_not_listed", c.Reason)
	assert.Equal(t, calc.Inferred, c.Confidence)
	own.Tariff = belowTariff{tables().Tariff, []calc.RateRow{{Basis: since2020(), Code: "740400", Rate: rate.OfPercent("5")}}}
	c = charge(t, assessOn(t, &own, export), 1, calc.ExportDuty)
	assert.Equal(t, calc.Possible, c.Status)
	assert.Equal(t, "rate_unknown", c.Reason)
	assert.False(t, c.Amount.Valid)
	require.Len(t, c.Hints, 1)
	assert.Equal(t, "740400", c.Hints[0].Code)
}

func TestArt247_3_OneDayBeyondTheYear(t *testing.T) {
	said := func(due, paid string) (days, leap bool) {
		r := interest(t, late("10000", due, paid))
		for _, s := range r.Steps {
			days = days || s.Op == "days_cap"
		}
		for _, w := range r.Warnings {
			leap = leap || w.Code == "late_year_days"
		}
		return days, leap
	}
	days, leap := said("2025-01-01", "2026-01-02")
	assert.True(t, days, "366 days, of which 365 count")
	assert.False(t, leap)
	days, leap = said("2023-06-01", "2024-06-01")
	assert.True(t, days)
	assert.True(t, leap, "the year had 366 days")
	days, leap = said("2023-06-01", "2024-05-31")
	assert.False(t, days)
	assert.False(t, leap, "nothing was cut")
}

func TestArt246_ADeferralOfOneDaySaysItsYear(t *testing.T) {
	q := late("10000", "2026-02-10", "2026-03-01")
	q.Deferral = &calc.Deferral{Span: calc.Span{From: mustDate("2026-02-10"), To: mustDate("2026-02-11")}}
	codes := ""
	for _, w := range interest(t, q).Warnings {
		codes += w.Code + " "
	}
	assert.Contains(t, codes, "deferral_year_days")
}

func TestArt188_1_3_NoExciseNoDoubtAboutIt(t *testing.T) {
	whisky := func(litres string) *calc.Assessment {
		return assess(t, `{"date":"2026-07-09","procedure":"temporary_import","months":1,"lines":[{"code":"220830","variant":"whisky","duty":"0","quantities":{"l":"`+litres+`"},"alcohol":"40","price":{"amount":"100","currency":"AZN"}}]}`)
	}
	assert.True(t, warned(whisky("10"), "temporary_excise"))
	assert.False(t, warned(whisky("0"), "temporary_excise"))
}

func TestAStayOfOneMonth(t *testing.T) {
	assert.Equal(t, 1, schedule(t, under("temporary_import", `,"months":1`), "").Planned)
	for _, w := range assess(t, under("temporary_import", `,"months":30`)).Warnings {
		if w.Code == "stay_too_long" {
			assert.Zero(t, w.Line, "of the declaration")
		}
	}
}

func TestAProcedureSaysWhatItsPaymentsWarnOf(t *testing.T) {
	r := procedure(t, under("temporary_import", `,"months":30`), calc.Events{})
	codes := ""
	for _, w := range r.Warnings {
		codes += w.Code + " "
	}
	assert.Contains(t, codes, "stay_too_long")
}

func TestAShortCodeIsOfferedTheReliefOfItsLines(t *testing.T) {
	own := *tables()
	own.Reliefs = []calc.ReliefRow{{Basis: since2020(), Article: "164.1.99", VAT: true, Codes: []string{"847130"}}}
	claims := func(code string) int {
		a := assessOn(t, &own, line(`"code":"`+code+`","duty":"0","price":{"amount":"100","currency":"AZN"}`))
		return len(charge(t, a, 1, calc.VAT).Claims)
	}
	assert.Equal(t, 1, claims("8471"), "some line of it may have the relief")
	assert.Equal(t, 1, claims("8471300000"))
	assert.Equal(t, 0, claims("8472"))
}

func TestArt242_1_WhatTheValueWaitsFor(t *testing.T) {
	two := func(top, second string) *calc.Assessment {
		own := *tables()
		own.Bulletins = nil
		return assessOn(t, &own, `{"date":"2026-07-09","rates":{"USD":"1.7"}`+top+`,"lines":[{"code":"847130","duty":"0","price":{"amount":"100","currency":"USD"}},{"code":"847130","duty":"0"`+second+`}]}`)
	}
	wants := func(a *calc.Assessment, line int, field, why string) {
		t.Helper()
		for _, n := range a.Needs {
			if n.Line == line && n.Field == field && n.Why == why {
				return
			}
		}
		assert.Failf(t, "not asked", "%s of line %d: %+v", field, line, a.Needs)
	}
	known := func(a *calc.Assessment) []bool {
		return []bool{a.Lines[0].CustomsValue.Valid, a.Lines[1].CustomsValue.Valid}
	}
	freight := `,"delivery":{"incoterm":"FCA","freight":{"amount":"10","currency":"USD"}}`
	mass := `,"delivery":{"incoterm":"FCA","apportion":"mass","freight":{"amount":"10","currency":"USD"}}`
	a := two("", `,"price":{"amount":"1","currency":"TRY"}`)
	wants(a, 0, "rates.TRY", "need_fx")
	assert.Equal(t, []bool{true, false}, known(a), "the other line stands")
	a = two(freight, `,"price":{"amount":"1","currency":"TRY"}`)
	assert.Equal(t, []bool{false, false}, known(a), "the costs cannot be shared before all prices are known")
	a = two(mass, `,"price":{"amount":"1","currency":"USD"}`)
	wants(a, 1, "grossMass", "need_gross_mass")
	wants(a, 2, "grossMass", "need_gross_mass")
	assert.Equal(t, []bool{false, false}, known(a))
	a = two(`,"delivery":{"incoterm":"FCA","freight":{"amount":"10","currency":"TRY"}}`, `,"price":{"amount":"1","currency":"USD"}`)
	wants(a, 0, "rates.TRY", "need_fx")
	assert.Equal(t, []bool{false, false}, known(a), "a cost of unknown rate leaves every value open")
	one := assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"}`+mass+`,"lines":[{"code":"847130","duty":"0","price":{"amount":"100","currency":"USD"}}]}`)
	assert.Equal(t, "187.00", money(one.CustomsValue), "one line bears all, whatever it weighs")
	assert.Equal(t, calc.Step{Op: "share", Args: []string{"17.00", "1", "1"}, Result: "17.00"}, one.Lines[0].ValueSteps[2])
	azn := assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"0","price":{"amount":"100.005","currency":"AZN"}}]}`)
	assert.Equal(t, []calc.Step{{Op: "price_azn", Args: []string{"100.005"}, Result: "100.01"}}, azn.Lines[0].ValueSteps)
	_, f := calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{{Code: "847130"}, simpleLine("5")}}, tables())
	require.Nil(t, f)
	open, _ := calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("5"), {Code: "847130"}}}, tables())
	wants(open, 2, "price", "need_price")
	assert.Equal(t, []bool{true, false}, known(open))
}

func TestDeliveryTermsAreSaid(t *testing.T) {
	with := func(delivery string) *calc.Assessment {
		return assess(t, `{"date":"2026-07-09","delivery":{`+delivery+`},"lines":[{"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"}}]}`)
	}
	assert.True(t, warned(with(`"incoterm":"CIF","freight":{"amount":"10","currency":"AZN"}`), "cost_in_price"))
	assert.False(t, warned(with(`"incoterm":"CIF","freight":{"amount":"0","currency":"AZN"}`), "cost_in_price"), "nothing was said")
	assert.True(t, warned(with(`"incoterm":"DDP"`), "ddp_price"))
	for _, w := range append(with(`"incoterm":"DDP"`).Warnings, with(`"incoterm":"CIF","freight":{"amount":"10","currency":"AZN"}`).Warnings...) {
		if w.Code == "ddp_price" || w.Code == "cost_in_price" {
			assert.Zero(t, w.Line, "of the declaration")
		}
	}
}

// Sharing is to the qəpik whatever the sizes of the weights: in machine words
// where they fit, in decimals where they do not.
func TestSharesOfVeryLargeAndVeryFineWeights(t *testing.T) {
	for _, masses := range [][]string{{"1", "2", "4"}, {"0.001", "123456789.5", "7"}, {"999999999999999", "999999999999999", "0.0000000001"}, {"0", "0", "0"}, {"0", "5", "0"}, {"1000000000", "0.000000001", "1"}} {
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Delivery: calc.Delivery{Incoterm: "FCA", Apportion: "mass", Freight: &calc.Money{Amount: num.Must("1000000.01"), Currency: "AZN"}}}
		sum := num.Zero
		for _, m := range masses {
			l := simpleLine("0")
			l.GrossMass = optional(m)
			sum = sum.Add(l.GrossMass.Decimal)
			d.Lines = append(d.Lines, l)
		}
		a, f := calc.Assess(d, tables())
		if f != nil {
			assert.Equal(t, "too_large", f.Code, masses)
			continue
		}
		all := num.Zero
		for i, l := range a.Lines {
			share := l.CustomsValue.Decimal
			all = all.Add(share)
			if sum.IsZero() {
				continue
			}
			exact := num.Must("1000000.01").Mul(d.Lines[i].GrossMass.Decimal).DivRound(sum, 10)
			assert.True(t, share.Sub(exact).Abs().LessThan(num.Must("0.03")), "%s of %v: %s, not %s", d.Lines[i].GrossMass.Decimal, masses, share, exact)
		}
		assert.Equal(t, "1000000.01", all.String(), "all of the costs, %v", masses)
	}
}

func TestDecision168_WhereNoFeeIsMadeAndWhy(t *testing.T) {
	transit := charge(t, assess(t, under("transit", "")), 0, calc.ClearanceFee)
	assert.Equal(t, calc.NotDue, transit.Status)
	assert.Equal(t, "fee_not_on_transit", transit.Reason)
	require.NotNil(t, transit.Source)
	for manat, want := range map[string]string{"0": "15.00", "1000": "15.00", "1000.01": "60.00", "10000": "60.00", "10000.01": "120.00"} {
		a := assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"0","price":{"amount":"`+manat+`","currency":"AZN"}}]}`)
		assert.Equal(t, want, money(charge(t, a, 0, calc.ClearanceFee).Amount), manat)
	}
	own := *tables()
	own.Bulletins = nil
	open := charge(t, assessOn(t, &own, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"0","price":{"amount":"1","currency":"USD"}}]}`), 0, calc.ClearanceFee)
	assert.Equal(t, calc.NeedsInput, open.Status)
	assert.Equal(t, "missing_input", open.Reason)
	paper := assess(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"847130","duty":"0","price":{"amount":"1","currency":"AZN"}}]}`)
	for _, k := range []calc.Kind{calc.EService, calc.EServiceVAT} {
		assert.Equal(t, "paper_declaration", charge(t, paper, 0, k).Reason)
		assert.Equal(t, calc.NotDue, charge(t, paper, 0, k).Status)
	}
}

func TestArt165_ZeroRateIsARate(t *testing.T) {
	own := *tables()
	own.Reliefs = []calc.ReliefRow{{Basis: since2020(), Article: "165.1.9", VAT: true, ZeroRate: true}}
	a := assessOn(t, &own, line(`"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"},"relief":["165.1.9"]`))
	c := charge(t, a, 1, calc.VAT)
	assert.Equal(t, "0 %", c.Rate)
	assert.NotNil(t, c.RateTree)
	assert.Equal(t, "zero_rate", c.Reason)
	assert.Equal(t, "Act", c.Source.Act)
	own.VAT = nil
	c = charge(t, assessOn(t, &own, line(`"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"}`)), 1, calc.VAT)
	assert.Equal(t, calc.Unknown, c.Status)
	assert.Equal(t, "no_rate_for_date", c.Reason)
}

func TestEngineVolumeOfSeveralVehicles(t *testing.T) {
	of := func(cc, more string) calc.Charge {
		return charge(t, assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"870323","duty":"0.7 USD / cm3","price":{"amount":"100","currency":"AZN"},
			"vehicle":{"kind":"car","fuel":"petrol"`+cc+`,"produced":"2026-01-01"}`+more+`}]}`), 1, calc.ImportDuty)
	}
	c := of(`,"engineCC":2000`, `,"quantities":{"piece":"3"}`)
	assert.Equal(t, "7140.00", money(c.Amount))
	assert.Equal(t, calc.Step{Op: "pieces", Args: []string{"2000", "3"}, Result: "6000"}, c.Steps[1])
	assert.Equal(t, calc.NeedsInput, of("", "").Status, "no volume, no sum")
}

func TestArt190_2_KindsOfExcise(t *testing.T) {
	none := charge(t, assess(t, line(`"code":"220299","duty":"0","variant":"none","price":{"amount":"100","currency":"AZN"}`)), 1, calc.Excise)
	assert.Equal(t, "excise_variant_none", none.Reason)
	assert.Equal(t, calc.User, none.Confidence, "it is the user who says so")
	gas := charge(t, assess(t, line(`"code":"271112","duty":"0","variant":"lpg","netMass":"10","price":{"amount":"100","currency":"AZN"}`)), 1, calc.Excise)
	assert.Equal(t, calc.Unknown, gas.Status, "excisable, and the rate was not found")
	assert.Equal(t, "excise_rate_not_found", gas.Reason)
	own := *tables()
	later := since2020()
	later.From = mustDate("2030-01-01")
	row := calc.ExciseRow{Basis: later, Variant: "wine", Codes: []string{"8471"}, CodeAlone: true, Rate: rate.OfPercent("1"), Wholesale: true}
	own.Excise = []calc.ExciseRow{row}
	doc := line(`"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"}`)
	c := charge(t, assessOn(t, &own, doc), 1, calc.Excise)
	assert.Equal(t, calc.Unknown, c.Status, "a kind that is listed, on a day without a rate")
	assert.Equal(t, "no_rate_for_date", c.Reason)
	row.From = mustDate("2020-01-01")
	own.Excise = []calc.ExciseRow{row}
	assert.True(t, warned(assessOn(t, &own, doc), "excise_wholesale_floor"), "185.2")
	assert.Equal(t, "1.00", money(charge(t, assessOn(t, &own, doc), 1, calc.Excise).Amount))
	row.Wholesale = false
	own.Excise = []calc.ExciseRow{row}
	assert.False(t, warned(assessOn(t, &own, doc), "excise_wholesale_floor"))
}

func TestArt190_4_4_WhatAStoneWeighs(t *testing.T) {
	stones := func(quantities string) *calc.Assessment {
		return assess(t, on("2020-06-01", `"code":"710239","variant":"diamond"`+quantities)) // 188.1.7 frees them later
	}
	c := charge(t, stones(`,"quantities":{"carat":"3","piece":"2"}`), 1, calc.Excise)
	require.Equal(t, calc.Applied, c.Status)
	assert.Equal(t, calc.Step{Op: "carats_each", Args: []string{"3", "2"}, Result: "1.5"}, c.Steps[0])
	assert.Equal(t, "times", c.Steps[1].Op)
	assert.Equal(t, "2", c.Steps[1].Args[1], "over one carat, up to two")
	for quantities, want := range map[string][]string{"": {"quantities.carat", "quantities.piece"}, `,"quantities":{"piece":"2"}`: {"quantities.carat"},
		`,"quantities":{"carat":"2"}`: {"quantities.piece"}} {
		a := stones(quantities)
		assert.Equal(t, calc.NeedsInput, charge(t, a, 1, calc.Excise).Status, quantities)
		for _, f := range want {
			assert.True(t, needs(a, f), "%s of %s", f, quantities)
		}
	}
	assert.False(t, charge(t, stones(`,"quantities":{"carat":"2","piece":"0"}`), 1, calc.Excise).Amount.Valid, "no stone weighs nothing")
}

func TestArt178_2_TheShortDeclarationOfTemporaryStorage(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","procedure":"temporary_storage","lines":[{"code":"842952","duty":"15 %","price":{"amount":"10000","currency":"AZN"}}]}`)
	for _, k := range []calc.Kind{calc.EService, calc.EServiceVAT} {
		c := charge(t, a, 0, k)
		assert.Equal(t, calc.Possible, c.Status, k)
		assert.Equal(t, "fee_on_short_declaration", c.Reason)
	}
	assert.Equal(t, "0.00", money(a.Total), "what is only possible is not in the sum")
}
