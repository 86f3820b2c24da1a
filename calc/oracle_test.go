package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
)

// What the second program (tools/oracle) found, each by its article.

// 226: a specific duty is taken of the quantity, also where a season or a last
// day has put it in force, and a season without duty leaves none due.
func TestCustomsCode226_BaseOfTheRateInForce(t *testing.T) {
	litre := `{"op":"specific","amount":"2","currency":"AZN","per":{"qty":"1","unit":"l"}}`
	for _, c := range []struct{ name, duty, base, unit, amount, status string }{
		{"after its last day", `{"op":"dated","until":"2020-03-19","rate":{"op":"percent","percent":"15"},"then":` + litre + `}`, "3626.7", "l", "7253.40", "applied"},
		{"before its last day", `{"op":"dated","until":"2027-03-19","rate":{"op":"percent","percent":"15"},"then":` + litre + `}`, "1000", "", "150.00", "applied"},
		{"in season", `{"op":"seasonal","months":[7],"rate":` + litre + `,"else":{"op":"percent","percent":"15"}}`, "3626.7", "l", "7253.40", "applied"},
		{"a season without duty", `{"op":"seasonal","months":[7],"rate":{"op":"percent","percent":"0"},"else":` + litre + `}`, "1000", "", "0.00", "not_due"},
		{"free after a day", `{"op":"dated","until":"2020-03-19","rate":` + litre + `,"then":{"op":"free"}}`, "1000", "", "0.00", "not_due"},
		{"above a bound", `{"op":"bracket","base":"600","over":"2000","rate":` + litre + `}`, "3626.7", "l", "3853.40", "applied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, line(`"code":"847130","price":{"amount":"1000","currency":"AZN"},"quantities":{"l":"3626.70"},"duty":`+c.duty))
			x := charge(t, a, 1, calc.ImportDuty)
			assert.Equal(t, []string{c.base, c.unit, c.amount, c.status}, []string{x.Base.Decimal.String(), x.BaseUnit(), money(x.Amount), string(x.Status)})
		})
	}
	t.Run("a quantity is no money", func(t *testing.T) {
		a := assess(t, line(`"code":"847130","price":{"amount":"1000","currency":"AZN"},"netMass":"17596","duty":{"op":"seasonal","months":[7],
			"rate":{"op":"specific","amount":"2","currency":"AZN","per":{"qty":"1","unit":"t"}},"else":{"op":"free"}}`))
		assert.Contains(t, string(wire.EncodeAssessment(a)), `"base":"17.596"`)
	})
}

// 190.4.1-4 names petrol and diesel engines: the age of a hybrid does not change
// its excise and is not asked for it. Where a reading gives it a factor, it is.
func TestTaxCode190_4_1_4_AgeIsAskedOfNamedEnginesOnly(t *testing.T) {
	for _, c := range []struct {
		fuel, reading string
		want          calc.Status
	}{
		{"hybrid_diesel", "letter", calc.Applied}, {"gas", "letter", calc.Applied}, {"hybrid_diesel", "engine", calc.NeedsInput},
		{"hybrid_petrol", "petrol", calc.NeedsInput}, {"petrol", "letter", calc.NeedsInput}, {"diesel", "letter", calc.NeedsInput},
	} {
		a := assess(t, `{"date":"2026-07-09","options":{"readings":{"unnamed_factor":"`+c.reading+`"}},"lines":[{"code":"8703","duty":"0",
			"price":{"amount":"20000","currency":"AZN"},"vehicle":{"kind":"car","fuel":"`+c.fuel+`","engineCC":1500}}]}`)
		x := charge(t, a, 1, calc.Excise)
		assert.Equal(t, c.want, x.Status, "%s, %s", c.fuel, c.reading)
		if c.want == calc.Applied {
			assert.Equal(t, "450.00", money(x.Amount), c.fuel)
		}
	}
}

// 190.4.1-2: a bus is charged half as much again over a year or over 100,000 km.
// A mileage that was told decides without the age; one that was not is said.
func TestTaxCode190_4_1_2_MileageOfABus(t *testing.T) {
	bus := func(more string) *calc.Assessment {
		return assess(t, `{"date":"2026-07-09","lines":[{"code":"8702","duty":"0","price":{"amount":"20000","currency":"AZN"},
			"vehicle":{"kind":"bus","fuel":"diesel","engineCC":4000`+more+`}}]}`)
	}
	for _, c := range []struct {
		more, amount string
		warned       bool
	}{
		{`,"produced":"2026-01-01","mileageKm":100000`, "8000.00", false},
		{`,"produced":"2026-01-01","mileageKm":100001`, "12000.00", false},
		{`,"mileageKm":100001`, "12000.00", false},
		{`,"produced":"2025-07-08"`, "12000.00", false},
		{`,"produced":"2025-07-09"`, "8000.00", true},
	} {
		a := bus(c.more)
		assert.Equal(t, c.amount, money(charge(t, a, 1, calc.Excise).Amount), c.more)
		assert.Equal(t, c.warned, warned(a, "vehicle_factor_mileage"), c.more)
	}
	assert.Equal(t, calc.NeedsInput, charge(t, bus(`,"mileageKm":5`), 1, calc.Excise).Status)
}

// 188.1.1 frees a quantity whatever it is worth: what is over it bears excise
// also where it cost nothing.
func TestTaxCode188_1_1_APresentOverTheQuantity(t *testing.T) {
	bottle := func(litres string) *calc.Assessment {
		return assess(t, personal("carried", "", `{"item":"vodka","dutyScenario":"15","price":{"amount":"0","currency":"USD"},"quantities":{"l":"`+litres+`"}}`))
	}
	over := bottle("2.5")
	require.Equal(t, calc.Applied, charge(t, over, 1, calc.Excise).Status)
	assert.Equal(t, "12.80", money(charge(t, over, 1, calc.Excise).Amount), "one litre over at 12.8")
	assert.Equal(t, "2.30", money(charge(t, over, 1, calc.VAT).Amount))
	within := bottle("1.5")
	assert.Equal(t, "within_quantity", charge(t, within, 1, calc.Excise).Reason)
	assert.Equal(t, "0.00", money(within.Total))
}

// 190.1: goods it does not list bear no excise; of goods without a code it is
// said that they are taken as ordinary ones.
func TestTaxCode190_1_WhyThereIsNoExcise(t *testing.T) {
	a := assess(t, personal("post", "", worth("900")+`,{"code":"847130","price":{"amount":"900","currency":"USD"}}`))
	assert.Equal(t, "excise_ordinary", charge(t, a, 1, calc.Excise).Reason)
	assert.Equal(t, "excise_not_listed", charge(t, a, 2, calc.Excise).Reason)
}

// 190.2: where a later rate is only inferred, the last confirmed one is charged,
// and that it may be old is said from the day it may have ended.
func TestTaxCode190_2_ARateThatMayBeOldIsSaid(t *testing.T) {
	for _, c := range []struct {
		code, day string
		want      bool
	}{{"220830", "2025-12-31", false}, {"220830", "2026-01-01", true}, {"2203", "2026-01-01", false}} {
		a := assess(t, `{"date":"`+c.day+`","lines":[{"code":"`+c.code+`","price":{"amount":"100","currency":"AZN"},"duty":"0","quantities":{"l":"1"}}]}`)
		assert.Equal(t, calc.Applied, charge(t, a, 1, calc.Excise).Status)
		assert.Equal(t, c.want, warned(a, "excise_rate_may_be_old"), "%s on %s", c.code, c.day)
	}
}
