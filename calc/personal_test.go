package calc_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
)

// personal makes a declaration of an individual of 2026-07-09 in dollars at 1.7.
func personal(channel, more, lines string) string {
	return personalOn("2026-07-09", channel, more, lines)
}

func personalOn(day, channel, more, lines string) string {
	return `{"date":"` + day + `","rates":{"USD":"1.7","EUR":"1.9426"},"declarant":"individual","channel":"` + channel + `"` + more + `,"lines":[` + lines + `]}`
}

func worth(amount string) string { return `{"price":{"amount":"` + amount + `","currency":"USD"}}` }

func TestDecision305_ValueLimit(t *testing.T) {
	for _, c := range []struct{ name, channel, amount, more, want string }{
		{"2.1.4 a parcel of 300 USD is inside", "post", "300", "", "0.00"},
		{"a cent over: 0.02 manat, whose duty and VAT round to nothing", "post", "300.01", "", "0.00"},
		{"two cents over: 0.03 manat, VAT 0.0054 rounds to a qəpik", "post", "300.02", "", "0.01"},
		{"a dime over: 0.17 manat, duty 0.03, VAT 0.04", "post", "300.10", "", "0.07"},
		{"370 USD: 70 over, 119 manat, duty 17.85, VAT 24.63", "post", "370", "", "42.48"},
		{"200 used already", "post", "170", `,"allowanceUsed":{"amount":"200","currency":"USD"}`, "42.48"},
		{"used in another currency", "post", "170", `,"allowanceUsed":{"amount":"340","currency":"AZN"}`, "42.48"},
		{"more than the limit used", "post", "100", `,"allowanceUsed":{"amount":"450","currency":"USD"}`, "60.69"},
		{"delivery counts", "post", "250", `,"delivery":{"incoterm":"EXW","freight":{"amount":"120","currency":"USD"}}`, "42.48"},
		{"2.1.2 800 carried is inside", "carried", "800", "", "0.00"},
		{"1000 carried: 200 over", "carried", "1000", "", "121.38"},
		{"a person under 18 has his own", "carried", "1000", `,"minor":true`, "121.38"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, personal(c.channel, c.more, worth(c.amount)))
			assert.Equal(t, c.want, money(a.Total))
			require.NotNil(t, a.Personal.Value)
			duty := charge(t, a, 1, calc.ImportDuty)
			if a.Personal.Value.Over.IsZero() {
				assert.Equal(t, "within_allowance", duty.Reason)
				assert.Equal(t, calc.NotDue, charge(t, a, 0, calc.ClearanceFee).Status, "inside the limit no fee is reported")
				return
			}
			assert.Equal(t, calc.Applied, duty.Status)
			assert.Equal(t, "rate_assumed", duty.Reason)
			assert.Equal(t, calc.Reported, duty.Confidence)
			assert.Equal(t, "excess", duty.Steps[0].Op)
			assert.Equal(t, num.Money(a.Personal.Value.Over), duty.Steps[0].Result)
			assert.Equal(t, calc.Possible, charge(t, a, 0, calc.ClearanceFee).Status)
			assert.Equal(t, "fee_on_simplified", charge(t, a, 0, calc.EService).Reason)
		})
	}
}

func TestAtTheLimitNothingAndAboveItSomething(t *testing.T) {
	for channel, limit := range map[string]string{"post": "300", "carried": "800"} {
		at := assess(t, personal(channel, "", worth(limit)))
		for _, c := range at.Lines[0].Charges {
			assert.Equal(t, calc.NotDue, c.Status)
		}
		assert.False(t, warned(at, "must_declare"))
		over := assess(t, personal(channel, "", worth(num.Must(limit).Add(num.Must("0.01")).String())))
		assert.Equal(t, calc.Applied, charge(t, over, 1, calc.ImportDuty).Status)
		assert.Equal(t, "0.02", money(charge(t, over, 1, calc.ImportDuty).Base))
		assert.True(t, warned(over, "must_declare"), "one cent over is declared")
	}
}

// A fee whose amount of that day is not known does not leave a person's total open.
func TestFeesOfAPastDayDoNotHoldUpTheTotal(t *testing.T) {
	within := assess(t, personalOn("2018-05-20", "carried", `,"minors":1`, worth("2000")))
	assert.Equal(t, "0.00", money(within.Total), "1 500 and 500 for the child")
	assert.Equal(t, calc.NotDue, charge(t, within, 0, calc.EService).Status)
	over := assess(t, personalOn("2018-05-20", "carried", "", `{"dutyScenario":"15","price":{"amount":"1600","currency":"USD"}}`))
	assert.Equal(t, calc.Possible, charge(t, over, 0, calc.EService).Status)
	assert.True(t, over.Total.Valid)
}

func TestTheMeter(t *testing.T) {
	a := assess(t, personal("post", `,"allowanceUsed":{"amount":"100","currency":"USD"}`, worth("150")))
	v := a.Personal.Value
	assert.Equal(t, "300 USD", v.Limit.Amount.String()+" "+v.Limit.Currency)
	assert.Equal(t, []string{"510.00", "170.00", "255.00", "85.00", "0.00"}, []string{num.Money(v.Cap), num.Money(v.Used), num.Money(v.This), num.Money(v.Left), num.Money(v.Over)})
	assert.Equal(t, "2026-08-01", v.Resets.String())
	december := assess(t, personalOn("2026-12-31", "post", "", `{"item":"phone","price":{"amount":"1","currency":"USD"}}`))
	assert.Equal(t, "2027-01-01", december.Personal.Value.Resets.String())
	assert.Equal(t, "2027-01-01", december.Personal.Limits[0].Resets.String())
}

func TestLimitsByDate(t *testing.T) {
	for _, c := range []struct{ day, channel, more, want, per string }{
		{"2013-10-13", "carried", "", "", ""},
		{"2013-10-14", "carried", "", "1500", "crossing"},
		{"2014-06-01", "carried", `,"minors":2`, "2500", "crossing"},
		{"2015-10-21", "carried", "", "1500", "crossing"},
		{"2015-10-22", "carried", "", "10000", "crossing"},
		{"2016-01-01", "carried", `,"minors":1`, "12000", "crossing"},
		{"2016-08-10", "carried", "", "10000", "crossing"},
		{"2016-08-11", "carried", "", "1500", "month"},
		{"2020-09-20", "carried", `,"minors":3`, "3000", "month"},
		{"2020-09-21", "carried", `,"minors":3`, "800", "month"},
		{"2026-07-09", "carried", "", "800", "month"},
		{"2020-09-20", "post", "", "1000", "30_days"},
		{"2020-09-21", "post", "", "300", "month"},
		{"2027-01-01", "post", "", "300", "month"},
	} {
		a := assess(t, personalOn(c.day, c.channel, c.more, `{"price":{"amount":"1","currency":"USD"},"dutyScenario":"15"}`))
		if c.want == "" {
			assert.Nil(t, a.Personal.Value, c)
			assert.True(t, warned(a, "no_allowance_for_date"), c)
			continue
		}
		assert.Equal(t, c.want, a.Personal.Value.Limit.Amount.String(), c)
		assert.Equal(t, c.per, a.Personal.Value.Per, c)
	}
}

func TestArt188_1_1_QuantitiesByDate(t *testing.T) {
	for _, c := range []struct{ day, item, want string }{
		{"2018-07-17", "vodka", "3 l"}, {"2018-07-18", "vodka", "1.5 l"}, {"2026-07-09", "beer", "1.5 l"},
		{"2018-07-17", "cigarettes", "600 piece"}, {"2018-07-18", "cigarettes", "200 piece"},
		{"2023-12-31", "cigars", ""}, {"2024-01-01", "cigars", "10 piece"}, {"2024-01-01", "cigarillos", "20 piece"},
		{"2024-01-01", "energy_drink", "2 l"}, {"2024-01-01", "heated_tobacco", "100 piece"}, {"2024-01-01", "tobacco", "100 g"},
		{"2024-01-01", "disposable_ecig", "3 piece"}, {"2024-01-01", "ecig_liquid", "50 ml"},
		{"2014-12-31", "gold_585", ""}, {"2015-01-11", "gold_585", "20 g"}, {"2026-07-09", "diamond", "0.5 carat"},
		{"2016-08-10", "food", "10 kg"}, {"2016-08-11", "food", "30 kg"},
		{"2025-12-31", "phone", "1 piece"}, {"2026-01-01", "phone", "1 piece"},
	} {
		a := assess(t, personalOn(c.day, "carried", "", `{"item":"`+c.item+`","quantities":{"l":"0.1","piece":"1","g":"1","carat":"0.1"},"netMass":"1","price":{"amount":"1","currency":"USD"},"dutyScenario":"15"}`))
		got := ""
		if len(a.Personal.Limits) > 0 {
			u := a.Personal.Limits[0]
			got = u.Cap.Decimal.String() + " " + u.Unit
		}
		assert.Equal(t, c.want, got, c)
	}
}

func TestExciseFreeQuantities(t *testing.T) {
	bottle := func(item, litres, amount string) string {
		return `{"item":"` + item + `","quantities":{"l":"` + litres + `"},"price":{"amount":"` + amount + `","currency":"USD"},"dutyScenario":"15"}`
	}
	for _, c := range []struct{ name, more, lines, want string }{
		{"1.5 l is free, whatever it costs", "", bottle("vodka", "1.5", "5000"), "0.00"},
		{"beer and vodka count together", "", bottle("vodka", "0.5", "10") + "," + bottle("beer", "1", "4"), "0.00"},
		// 0.5 of 2 l over: a quarter of 68 manat is 17.00; duty 2.55, excise 12.8 × 0.5 = 6.40, VAT 4.67.
		{"2 l of vodka for 40 USD: 0.5 l over", "", bottle("vodka", "2", "40"), "13.62"},
		{"a litre was brought earlier this month", `,"limitsUsed":{"alcohol":"1"}`, bottle("vodka", "1", "20"), "13.62"},
		{"a person under 18 has none", `,"minor":true`, bottle("vodka", "0.5", "10"), "13.62"},
		{"200 cigarettes, 20 cigarillos and 10 cigars together", "", `{"item":"cigarettes","quantities":{"piece":"200"},"price":{"amount":"30","currency":"USD"}},
			{"item":"cigarillos","quantities":{"piece":"20"},"price":{"amount":"30","currency":"USD"}},{"item":"cigars","quantities":{"piece":"10"},"price":{"amount":"30","currency":"USD"}}`, "0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, personal("carried", c.more, c.lines))
			assert.Equal(t, c.want, money(a.Total))
			assert.Equal(t, "0.00", num.Money(a.Personal.Value.This), "outside the value limit")
		})
	}
	t.Run("the free part is a step", func(t *testing.T) {
		a := assess(t, personal("carried", "", bottle("vodka", "2", "40")))
		steps := charge(t, a, 1, calc.ImportDuty).Steps
		assert.Equal(t, calc.Step{Op: "free_quantity", Args: []string{"2", "1.5", "l"}, Result: "0.5"}, steps[0])
		assert.Equal(t, calc.Step{Op: "part_value", Args: []string{"68.00", "0.5", "2", "l"}, Result: "17.00"}, steps[1])
		assert.Equal(t, "0.5", charge(t, a, 1, calc.Excise).Base.Decimal.String())
	})
	t.Run("in a parcel excisable goods have no free quantity", func(t *testing.T) {
		a := assess(t, personal("post", "", worth("250")+","+bottle("vodka", "1", "100")))
		assert.Equal(t, "within_allowance", charge(t, a, 1, calc.ImportDuty).Reason)
		assert.Equal(t, "25.50", money(charge(t, a, 2, calc.ImportDuty).Amount))
		assert.Equal(t, calc.ReliefOutside, a.Lines[1].Relief.Status)
		assert.Equal(t, "425.00", num.Money(a.Personal.Value.This))
	})
	t.Run("a vehicle counts against no quantity, whatever else its line says", func(t *testing.T) {
		a := assess(t, personal("carried", "", `{"code":"8703231940","variant":"rum","quantities":{"l":"33.3","piece":"7"},"price":{"amount":"7000","currency":"USD"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2025-01-01"}}`))
		assert.Equal(t, calc.ReliefOutside, a.Lines[0].Relief.Status)
		assert.Empty(t, a.Personal.Limits)
		assert.Equal(t, "4195.80", money(charge(t, a, 1, calc.Excise).Amount)) // seven whole cars of 1,998 cm3 at 0.30
	})
	t.Run("gold over 20 g is declared, its excise is exempt to the end of 2026", func(t *testing.T) {
		a := assess(t, personal("carried", "", `{"item":"gold_585","quantities":{"g":"30"},"price":{"amount":"2000","currency":"USD"},"dutyScenario":"15"}`))
		assert.Equal(t, calc.NotDue, charge(t, a, 1, calc.Excise).Status)
		assert.Equal(t, []string{"precious"}, a.Lines[0].Relief.Declare)
		assert.Equal(t, "1133.33", num.Money(a.Lines[0].Relief.Taxable)) // 3400 × 10 / 30
	})
}

func TestFoodMedicineAndThingsOfTheJourney(t *testing.T) {
	food := func(kg, amount string) string {
		return `{"item":"food","netMass":"` + kg + `","price":{"amount":"` + amount + `","currency":"USD"}}`
	}
	a := assess(t, personal("carried", "", food("30", "500")+","+worth("800")))
	assert.Equal(t, "0.00", money(a.Total), "30 kg beside 800 USD")
	a = assess(t, personal("carried", "", food("40", "400")+","+worth("800")))
	assert.Equal(t, "170.00", num.Money(a.Personal.Value.Over), "a quarter of 680 manat is ordinary goods")
	assert.True(t, warned(a, "food_over"))
	a = assess(t, personal("carried", `,"limitsUsed":{"food":"25"}`, food("10", "100")))
	assert.Equal(t, "5", a.Personal.Limits[0].Over.String())
	assert.Equal(t, "0.00", money(a.Total), "what is over fits into 800 USD")
	a = assess(t, personal("carried", "", `{"item":"medicine","price":{"amount":"900","currency":"USD"}},{"item":"personal","price":{"amount":"5000","currency":"USD"}}`))
	assert.Equal(t, "0.00", money(a.Total))
	assert.Equal(t, "personal_use", charge(t, a, 1, calc.VAT).Reason)
	a = assess(t, personal("post", "", food("10", "400")))
	assert.Equal(t, "170.00", num.Money(a.Personal.Value.Over), "in a parcel food is ordinary goods")
}

func TestPhones(t *testing.T) {
	phone := func(price, n string) string {
		return `{"item":"phone","quantities":{"piece":"` + n + `"},"price":{"amount":"` + price + `","currency":"USD"}}`
	}
	for _, c := range []struct{ name, channel, more, lines, want string }{
		{"1000 USD carried: 200 over (azertag 05.02.2026)", "carried", "", phone("1000", "1"), "121.38"},
		{"400 USD by post: 100 over", "post", "", phone("400", "1"), "60.69"},
		{"a second one this year bears everything", "carried", `,"limitsUsed":{"phone":"1"}`, phone("500", "1"), "303.45"},
		{"two at once: one of them bears everything", "carried", "", phone("1000", "2"), "303.45"},
		{"telephone and clothes share the 800", "carried", "", phone("600", "1") + "," + worth("300"), "60.69"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, personal(c.channel, c.more, c.lines))
			assert.Equal(t, c.want, money(a.Total))
			assert.Contains(t, a.Lines[0].Relief.Declare, "phone", "always declared in writing")
			assert.True(t, warned(a, "phone_register"))
		})
	}
	old := assess(t, personalOn("2025-07-09", "carried", "", phone("700", "1")))
	assert.Equal(t, "2025-08-01", old.Personal.Limits[0].Resets.String(), "once a month before 2026")
}

func TestWarningsForIndividuals(t *testing.T) {
	drone := assess(t, personal("post", "", `{"item":"drone","price":{"amount":"200","currency":"USD"}}`))
	assert.True(t, warned(drone, "needs_permit"))
	assert.Equal(t, []string{"licence"}, drone.Lines[0].Relief.Declare)
	for day, want := range map[string]bool{"2026-03-31": false, "2026-04-01": true} {
		ecig := assess(t, personalOn(day, "carried", "", `{"item":"disposable_ecig","quantities":{"piece":"3"},"price":{"amount":"30","currency":"USD"}}`))
		assert.Equal(t, want, warned(ecig, "prohibited"), day)
	}
	three := assess(t, personal("post", "", `{"quantities":{"piece":"3"},"price":{"amount":"90","currency":"USD"}}`))
	assert.True(t, warned(three, "many_identical"))
	two := assess(t, personal("post", "", `{"quantities":{"piece":"2"},"price":{"amount":"90","currency":"USD"}}`))
	assert.False(t, warned(two, "many_identical"))
}

func TestOutOfTheCountry(t *testing.T) {
	for _, c := range []struct{ line, status string }{
		{`{"item":"caviar","quantities":{"g":"125"},"price":{"amount":"100","currency":"AZN"}}`, "within"},
		{`{"item":"caviar","quantities":{"g":"126"},"price":{"amount":"100","currency":"AZN"}}`, "over"},
		{`{"item":"sturgeon","netMass":"5","price":{"amount":"100","currency":"AZN"}}`, "within"},
		{`{"item":"sturgeon","netMass":"5.5","price":{"amount":"100","currency":"AZN"}}`, "over"},
	} {
		a := assess(t, personal("carried", `,"flow":"export"`, c.line))
		assert.Equal(t, c.status, a.Lines[0].Relief.Status, c.line)
		assert.Equal(t, c.status == "over", warned(a, "must_declare"))
	}
}

func TestTheAssumedRateIsShownAsSuch(t *testing.T) {
	a := assess(t, personal("post", "", `{"code":"8471 30","price":{"amount":"400","currency":"USD"}}`))
	require.True(t, a.Complete)
	assert.Equal(t, "60.69", money(a.Total))
	require.Len(t, a.Scenarios, 3, "beside the sums under each statutory rate")
	assert.Equal(t, []string{"30.60", "40.63", "60.69"}, []string{money(a.Scenarios[0].Total), money(a.Scenarios[1].Total), money(a.Scenarios[2].Total)})
	own := assess(t, personal("post", "", `{"code":"8471 30","duty":"5 %","price":{"amount":"400","currency":"USD"}}`))
	assert.Equal(t, "40.63", money(own.Total))
	assert.Empty(t, own.Scenarios)
	t.Run("not before couriers were heard to say it", func(t *testing.T) {
		old := assess(t, personalOn("2019-05-05", "post", "", worth("1100")))
		assert.False(t, old.Complete)
	})
	t.Run("not for excisable goods", func(t *testing.T) {
		whisky := assess(t, personal("carried", "", `{"item":"whisky","quantities":{"l":"2"},"price":{"amount":"40","currency":"USD"}}`))
		assert.False(t, whisky.Complete)
		assert.Equal(t, "rate_unknown", charge(t, whisky, 1, calc.ImportDuty).Reason)
	})
	t.Run("the switch of the row", func(t *testing.T) {
		off := *tables()
		off.Personal.Duty = append([]calc.PersonalDutyRow{}, off.Personal.Duty...)
		off.Personal.Duty[0].Apply = false
		d, f := wire.DecodeDeclaration([]byte(personal("post", "", worth("400"))))
		require.Nil(t, f)
		x, f := calc.Assess(d, &off)
		require.Nil(t, f)
		assert.False(t, x.Complete)
	})
	t.Run("fees switched to applied", func(t *testing.T) {
		on := *tables()
		on.Personal.Fees = append([]calc.SimplifiedFeeRow{}, on.Personal.Fees...)
		for i := range on.Personal.Fees {
			if on.Personal.Fees[i].Over {
				on.Personal.Fees[i].Status = calc.Applied
			}
		}
		d, f := wire.DecodeDeclaration([]byte(personal("post", "", worth("456"))))
		require.Nil(t, f)
		x, f := calc.Assess(d, &on)
		require.Nil(t, f)
		// jam-news, 2020: 456 USD with delivery, 156 over; 15, 30 and 5.40 beside duty and VAT.
		assert.Equal(t, "39.78", num.Money(x.ByKind()[calc.ImportDuty]))
		assert.Equal(t, "54.90", num.Money(x.ByKind()[calc.VAT]))
		assert.Equal(t, "145.08", money(x.Total))
	})
}

func TestSpecificRatesFollowTheExcess(t *testing.T) {
	// Half of the value is over, so half of the 4 kg bears 2 USD a kilogram.
	a := assess(t, personal("carried", "", `{"code":"6109","duty":"15 %, lakin 1 kq üçün 100 ABŞ dollarından az olmamaqla","netMass":"4","price":{"amount":"1600","currency":"USD"}}`))
	assert.Equal(t, "340.00", money(charge(t, a, 1, calc.ImportDuty).Amount)) // 2 kg × 100 × 1.7
}

func TestRefusedIndividuals(t *testing.T) {
	for _, c := range []struct{ doc, code, field string }{
		{personal("post", "", `{"item":"rocket","price":{"amount":"1","currency":"USD"}}`), "unknown_choice", "lines[0].item"},
		{personal("cargo", "", `{"code":"8471","item":"phone","price":{"amount":"1","currency":"USD"}}`), "conflict", "lines[0].item"},
		{personal("cargo", "", worth("1")), "missing_field", "lines[0].code"},
		{personal("carried", `,"limitsUsed":{"rum":"1"}`, worth("1")), "unknown_choice", "limitsUsed.rum"},
		{personal("carried", `,"limitsUsed":{"alcohol":"-1"}`, worth("1")), "negative", "limitsUsed.alcohol"},
		{personal("carried", `,"minors":13`, worth("1")), "out_of_range", "minors"},
	} {
		d, f := wire.DecodeDeclaration([]byte(c.doc))
		if f == nil {
			_, f = calc.Assess(d, tables())
		}
		require.NotNil(t, f, c.doc)
		assert.Equal(t, c.code, f.Code)
		assert.Equal(t, c.field, f.Field)
	}
}

// drawGoods is a parcel of ordinary goods of several rates.
func drawGoods(t *rapid.T, name string) []calc.Line {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calc.Line {
		return calc.Line{Price: calc.Money{Amount: decimal.New(rapid.Int64Range(0, 60000).Draw(t, "price"), -2), Currency: rapid.SampledFrom([]string{"USD", "AZN", "EUR"}).Draw(t, "cur")},
			DutyScenario: rapid.SampledFrom([]string{"", "0", "5", "15"}).Draw(t, "duty")}
	}), 0, 6).Draw(t, name)
}

func cost(t *rapid.T, channel string, lines []calc.Line) decimal.Decimal {
	if len(lines) == 0 {
		return num.Zero
	}
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Channel: channel, Rates: map[string]decimal.Decimal{"USD": num.Must("1.7"), "EUR": num.Must("1.9426")}, Lines: lines}
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	require.True(t, a.Complete)
	return a.Total.Decimal
}

func TestSplittingAParcelOverTwoPersonsNeverCostsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawGoods(t, "first"), drawGoods(t, "second")
		channel := rapid.SampledFrom([]string{"post", "carried"}).Draw(t, "channel")
		whole := cost(t, channel, append(append([]calc.Line{}, a...), b...))
		require.True(t, cost(t, channel, a).Add(cost(t, channel, b)).LessThanOrEqual(whole))
	})
}

func TestTheExcessIsWhollyShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawGoods(t, "goods")
		if len(lines) == 0 {
			return
		}
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Channel: "post", Rates: map[string]decimal.Decimal{"USD": num.Must("1.7"), "EUR": num.Must("1.9426")}, Lines: lines}
		a, f := calc.Assess(d, tables())
		require.Nil(t, f)
		over, free := num.Zero, num.Zero
		for _, l := range a.Lines {
			require.False(t, l.Relief.Free.IsNegative())
			require.False(t, l.Relief.Taxable.IsNegative())
			require.True(t, l.Relief.Free.Add(l.Relief.Taxable).Equal(l.CustomsValue.Decimal))
			over, free = over.Add(l.Relief.Taxable), free.Add(l.Relief.Free)
		}
		v := a.Personal.Value
		require.True(t, over.Equal(v.Over))
		require.True(t, free.Add(v.Left).Equal(v.Cap.Sub(v.Used)), fmt.Sprint(free, v))
	})
}
