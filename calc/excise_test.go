package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/num"
)

func on(date, fields string) string {
	return `{"date":"` + date + `","rates":{"USD":"1.7"},"lines":[{"price":{"amount":"1000","currency":"USD"},"duty":"0",` + fields + `}]}`
}

func TestDecision20_ExciseByPeriod(t *testing.T) {
	for _, c := range []struct{ name, date, fields, want string }{
		{"beer from 2018", "2019-01-01", `"code":"220300","quantities":{"l":"100"}`, "170.00"},
		{"beer from 19.03.2020", "2020-03-19", `"code":"220300","quantities":{"l":"100"}`, "190.00"},
		{"beer the day before", "2020-03-18", `"code":"220300","quantities":{"l":"100"}`, "170.00"},
		{"wine", "2026-07-09", `"code":"220421","quantities":{"l":"100"}`, "360.00"},
		{"champagne", "2026-07-09", `"code":"2204101100","quantities":{"l":"100"}`, "270.00"},
		{"whisky 2023", "2023-05-01", `"code":"220830","quantities":{"l":"100"}`, "1200.00"},
		{"whisky from 23.08.2024", "2024-08-23", `"code":"220830","quantities":{"l":"100"}`, "1280.00"},
		{"vodka in hectolitres", "2026-07-09", `"code":"220860","quantities":{"hl":"1"}`, "1280.00"},
		{"cognac", "2026-07-09", `"code":"220820","quantities":{"l":"10"}`, "88.00"},
		{"ethyl alcohol", "2026-07-09", `"code":"220710","quantities":{"l":"10"}`, "68.00"},
		{"cigarettes 2025", "2025-12-31", `"code":"240220","quantities":{"piece":"10000"}`, "535.00"},
		{"cigarettes 2026", "2026-01-01", `"code":"240220","quantities":{"1000_piece":"10"}`, "630.00"},
		{"heated tobacco", "2026-07-09", `"code":"240411","quantities":{"piece":"1000"}`, "16.00"},
		{"cigars a piece", "2026-07-09", `"code":"240210","variant":"cigars","quantities":{"piece":"25"}`, "25.00"},
		{"cigarillos per 1000", "2026-07-09", `"code":"240210","variant":"cigarillos","quantities":{"piece":"1000"}`, "45.50"},
		{"energy drink", "2026-07-09", `"code":"220299","variant":"energy_drink","quantities":{"l":"100"}`, "310.00"},
		{"petrol AI-92", "2026-07-09", `"code":"271012","variant":"petrol_under_95","netMass":"10000","quantities":{"l":"13500"}`, "2000.00"},
		{"petrol in the cut of 2024", "2024-06-01", `"code":"271012","variant":"petrol_under_95","netMass":"10000","quantities":{"l":"13500"}`, "10.00"},
		{"diesel", "2026-07-09", `"code":"271019","variant":"diesel","netMass":"10000","quantities":{"l":"11900"}`, "800.00"},
		{"fur, 10 % of the customs value", "2026-07-09", `"code":"430310"`, "170.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, on(c.date, c.fields))
			ex := charge(t, a, 1, calc.Excise)
			assert.Equal(t, calc.Applied, ex.Status, ex.Reason)
			assert.Equal(t, c.want, money(ex.Amount))
			assert.NotNil(t, ex.Source)
			vat := charge(t, a, 1, calc.VAT)
			assert.Equal(t, money(vat.Base), moneyAdd(t, "1700.00", c.want), "162.1: excise is in the base of VAT")
		})
	}
}

func TestExciseAsksWhatTheCodeDoesNotSay(t *testing.T) {
	for code, choices := range map[string][]string{
		"220299":     {"energy_drink", "none"},
		"240210":     {"cigars", "cigarillos", "none"},
		"2403":       {"smoking_tobacco", "none"},
		"220410":     {"wine", "champagne", "none"},
		"2204101100": nil,
		"220421":     nil,
	} {
		t.Run(code, func(t *testing.T) {
			a := assess(t, on("2026-07-09", `"code":"`+code+`","netMass":"1","quantities":{"l":"1","piece":"1"}`))
			ex := charge(t, a, 1, calc.Excise)
			if choices == nil {
				assert.Equal(t, calc.Applied, ex.Status)
				return
			}
			assert.Equal(t, calc.NeedsInput, ex.Status)
			require.Len(t, a.Needs, 1)
			assert.Equal(t, "variant", a.Needs[0].Field)
			assert.Equal(t, choices, a.Needs[0].Choices)
			none := assess(t, on("2026-07-09", `"variant":"none","code":"`+code+`"`))
			assert.Equal(t, calc.NotDue, charge(t, none, 1, calc.Excise).Status)
		})
	}
}

func TestArt191_3_1_ExcisePaidWithTheMarks(t *testing.T) {
	a := assess(t, on("2026-07-09", `"code":"240220","quantities":{"piece":"10000"},"exciseMarksPaid":true`))
	ex := charge(t, a, 1, calc.Excise)
	assert.Equal(t, calc.NotDue, ex.Status)
	assert.Equal(t, "excise_marks_paid", ex.Reason)
	assert.True(t, warned(a, "vat_base_marks_excise"))
	assert.Equal(t, calc.Possible, charge(t, a, 1, calc.StateDuty).Status, "194.1-2: the duty for marks is named, not added")
	assert.True(t, a.Complete)
}

func TestArt188_1_7_PreciousMetalsExemptTo2026(t *testing.T) {
	a := assess(t, on("2026-12-31", `"code":"711319"`))
	assert.Equal(t, "excise_exempt", charge(t, a, 1, calc.Excise).Reason)
	assert.Empty(t, a.Needs, "what it is made of need not be asked while all of it is exempt")
	later := assess(t, on("2027-01-01", `"code":"711319","variant":"gold_585","quantities":{"g":"10"}`))
	assert.Equal(t, "24.00", money(charge(t, later, 1, calc.Excise).Amount))
	assert.True(t, warned(later, "law_horizon"))
	before := assess(t, on("2020-12-31", `"code":"710812","variant":"gold_999","quantities":{"g":"10"}`))
	assert.Equal(t, "60.00", money(charge(t, before, 1, calc.Excise).Amount))
}

func TestArt190_4_4_DiamondsByTheWeightOfOneStone(t *testing.T) {
	for _, c := range []struct{ carats, stones, want string }{
		{"0.5", "1", "200.00"}, {"1", "1", "400.00"}, {"1.5", "1", "1200.00"}, {"3.5", "1", "5600.00"}, {"4.5", "1", "9000.00"}, {"6", "1", "24000.00"},
		{"5", "10", "2000.00"}, {"3", "2", "2400.00"},
	} {
		t.Run(c.carats+" ct in "+c.stones, func(t *testing.T) {
			a := assess(t, on("2020-06-01", `"code":"710239","quantities":{"carat":"`+c.carats+`","piece":"`+c.stones+`"},"variant":"diamond"`))
			assert.Equal(t, c.want, money(charge(t, a, 1, calc.Excise).Amount))
		})
	}
	a := assess(t, on("2020-06-01", `"code":"710239","variant":"diamond","quantities":{"carat":"1"}`))
	assert.True(t, needs(a, "quantities.piece"))
}

func TestArt211_1_2_RoadTaxOnMotorFuel(t *testing.T) {
	for date, want := range map[string]string{"2025-12-31": "270.00", "2026-01-01": "945.00"} {
		a := assess(t, on(date, `"code":"271012","variant":"petrol_under_95","netMass":"10000","quantities":{"l":"13500"}`))
		rt := charge(t, a, 1, calc.RoadTax)
		assert.Equal(t, want, money(rt.Amount), date)
		vat := charge(t, a, 1, calc.VAT)
		assert.Equal(t, "3700.00", money(vat.Base), "162.1: road tax is not in the base of VAT")
	}
	assert.False(t, has(assess(t, on("2026-07-09", `"code":"271012","variant":"special_spirit","netMass":"1"`)).Lines[0].Charges, calc.RoadTax))
	open := assess(t, on("2026-07-09", `"code":"271012"`))
	assert.Equal(t, calc.NeedsInput, charge(t, open, 1, calc.RoadTax).Status)
	litres := assess(t, on("2026-07-09", `"code":"271012","variant":"petrol_under_95","netMass":"10000"`))
	assert.True(t, needs(litres, "quantities.l"), "litres are asked, never taken from kilograms")
}

func TestVATReliefs(t *testing.T) {
	for _, c := range []struct{ name, date, fields, status, reason string }{
		{"164.1.27 wheat, by the code alone", "2026-12-31", `"code":"100199"`, "not_due", "relief"},
		{"164.1.27 wheat after its end", "2027-01-01", `"code":"100199"`, "applied", ""},
		{"164.1.27 wheat flour is not wheat", "2026-07-09", `"code":"110100"`, "applied", ""},
		{"164.1.35 soya oilcake", "2026-07-09", `"code":"2304000000"`, "not_due", "relief"},
		{"164.1.35 a short code is not decided by the code alone", "2026-07-09", `"code":"2304"`, "applied", ""},
		{"164.1.25 leasing, claimed", "2026-07-09", `"code":"842710","relief":["164.1.25"]`, "not_due", "relief"},
		{"164.1.25 leasing, not claimed", "2026-07-09", `"code":"842710"`, "applied", ""},
		{"164.1.41 electric cars to 31.12.2025", "2025-12-31", `"code":"870380"`, "not_due", "relief"},
		{"164.1.41 ended", "2026-01-01", `"code":"870380"`, "applied", ""},
		{"165.1.2 grant, zero rate", "2026-07-09", `"code":"842710","relief":["165.1.2"]`, "not_due", "zero_rate"},
		{"164.1.28 after 30.04.2026", "2026-07-09", `"code":"842710","relief":["164.1.28"]`, "applied", ""},
		{"164.1.41-2 charger, claimed for another good", "2026-07-09", `"code":"842710","relief":["164.1.41-2"]`, "applied", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, on(c.date, c.fields))
			vat := charge(t, a, 1, calc.VAT)
			assert.Equal(t, c.status, string(vat.Status))
			assert.Equal(t, c.reason, vat.Reason)
		})
	}
	assert.True(t, warned(assess(t, on("2026-07-09", `"code":"842710","relief":["164.1.28"]`)), "relief_not_in_force"))
	assert.True(t, warned(assess(t, on("2026-07-09", `"code":"842710","relief":["164.1.41-2"]`)), "relief_other_goods"))
	assert.True(t, warned(assess(t, on("2026-07-09", `"code":"842710","relief":["164.9.9"]`)), "relief_unknown"))
	offered := charge(t, assess(t, on("2026-07-09", `"code":"850440"`)), 1, calc.VAT).Claims
	require.Len(t, offered, 1)
	assert.Equal(t, "164.1.41-2", offered[0].Article)
}

func TestExport(t *testing.T) {
	doc := func(date, fields string) string {
		return `{"date":"` + date + `","flow":"export","rates":{"USD":"1.7"},"lines":[{"price":{"amount":"10000","currency":"USD"},` + fields + `}]}`
	}
	t.Run("165.1.3: VAT at 0 %, no excise, no import duty", func(t *testing.T) {
		a := assess(t, doc("2026-07-09", `"code":"081010"`))
		vat := charge(t, a, 1, calc.VAT)
		assert.Equal(t, calc.Applied, vat.Status)
		assert.Equal(t, "0 %", vat.Rate)
		assert.Equal(t, "0.00", money(vat.Amount))
		assert.Equal(t, "165.1.3", vat.Source.Article)
		assert.False(t, has(a.Lines[0].Charges, calc.ImportDuty))
		duty := charge(t, a, 1, calc.ExportDuty)
		assert.Equal(t, "export_duty_not_listed", duty.Reason)
		assert.Equal(t, calc.Inferred, duty.Confidence)
		assert.Equal(t, "155.40", money(a.Total))
	})
	t.Run("copper scrap: 50 % but not less than 4000 USD a tonne", func(t *testing.T) {
		a := assess(t, doc("2026-07-09", `"code":"740400","netMass":"1000"`))
		assert.Equal(t, "8500.00", money(charge(t, a, 1, calc.ExportDuty).Amount))
		b := assess(t, doc("2026-07-09", `"code":"740400","netMass":"2000"`))
		assert.Equal(t, "13600.00", money(charge(t, b, 1, calc.ExportDuty).Amount))
		old := assess(t, doc("2024-01-15", `"code":"740400","netMass":"2000"`))
		assert.Equal(t, "1700.00", money(charge(t, old, 1, calc.ExportDuty).Amount))
	})
}

func TestVerifiedLineAppliesAndReportedIsAHint(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","lines":[{"code":"8711100001","variant":"none","price":{"amount":"1000","currency":"USD"},"vehicle":{"kind":"motorcycle","fuel":"petrol","engineCC":49,"produced":"2026-01-01"}}]}`)
	duty := charge(t, a, 1, calc.ImportDuty)
	assert.Equal(t, "255.00", money(duty.Amount))
	assert.Equal(t, calc.Reported, duty.Confidence)
	assert.Equal(t, calc.LayerVerified, duty.Layer)

	butter := assess(t, line(`"code":"040510","price":{"amount":"1000","currency":"USD"}`))
	duty = charge(t, butter, 1, calc.ImportDuty)
	assert.Equal(t, calc.Unknown, duty.Status)
	require.Len(t, duty.Hints, 1)
	assert.Equal(t, "15 %", duty.Hints[0].Rate.String())
}

func moneyAdd(t *testing.T, a, b string) string {
	t.Helper()
	return num.Money(num.Must(a).Add(num.Must(b)))
}
