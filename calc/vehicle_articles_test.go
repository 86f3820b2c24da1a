package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// vehicleOnTables computes a vehicle of 20 000 manat without duty on tables that change made.
func vehicleOnTables(t testing.TB, day, vehicle, more string, change func(*calc.VehicleTables)) *calc.Assessment {
	t.Helper()
	own := *tables()
	change(&own.Vehicle)
	v := declared(t, `{"date":"`+day+`","lines":[{"duty":"0","price":{"amount":"20000","currency":"AZN"},"vehicle":`+vehicle+more+`}]}`)
	v.Lines[0].Code = v.Lines[0].Vehicle.Code()
	a, f := calc.Assess(v, &own)
	require.Nil(t, f)
	return a
}

func noFactors(v *calc.VehicleTables) { v.Factors = nil }

// asked are the fields the answer waits for.
func asked(a *calc.Assessment) (out []string) {
	for _, n := range a.Needs {
		out = append(out, n.Field)
	}
	return out
}

func TestArt190_4_1_WhatIsAskedOfAVehicle(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	a := vehicleOnTables(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":4000}`, "", noFactors)
	assert.Equal(t, []string{"vehicle.produced"}, asked(a), "190.4.1-3: whether it is over three years old")
	assert.Equal(t, calc.NeedsInput, charge(t, a, 1, calc.Excise).Status)
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"car","engineCC":2000,"produced":"2026-01-01"}`, "", noFactors)
	assert.Equal(t, []string{"vehicle.fuel"}, asked(a), "an electric car bears none")
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"bus","engineCC":2000,"produced":"2026-01-01"}`, "", noFactors)
	assert.Contains(t, asked(a), "vehicle.fuel", "190.1.8: a bus on compressed gas bears none")
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"motorcycle","engineCC":600}`, "", none)
	assert.NotContains(t, asked(a), "vehicle.fuel", "of a motorcycle it decides nothing")
	// A factor by fuel of a kind that has none today.
	factor := func(fuels ...string) func(*calc.VehicleTables) {
		return func(v *calc.VehicleTables) {
			v.Factors = []calc.VehicleFactorRow{{Basis: since2020(), Kind: "motorcycle", Fuels: fuels, OverYears: 7, Factor: num.Must("2")}}
		}
	}
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"motorcycle","engineCC":600,"produced":"2026-01-01"}`, "", factor("petrol"))
	assert.Equal(t, []string{"vehicle.fuel"}, asked(a))
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"motorcycle","engineCC":600,"produced":"2026-01-01"}`, "", factor())
	assert.Empty(t, asked(a), "a factor of every fuel asks for none")
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"motorcycle","fuel":"diesel","engineCC":600}`, "", factor("petrol"))
	assert.Empty(t, asked(a), "the age is not asked of an engine that no factor names")
	a = vehicleOnTables(t, "2026-07-09", `{"kind":"motorcycle","fuel":"petrol","engineCC":600}`, "", factor("petrol"))
	assert.Equal(t, []string{"vehicle.produced"}, asked(a))
	plain := assess(t, `{"date":"2026-07-09","lines":[{"code":"870323","duty":"0","price":{"amount":"20000","currency":"AZN"}}]}`)
	assert.Contains(t, asked(plain), "vehicle.kind")
	for _, n := range plain.Needs {
		if n.Field == "vehicle.kind" {
			assert.Equal(t, calc.VehicleKinds, n.Choices)
		}
	}
}

func TestArt190_1_VehiclesThatBearNoExcise(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	for vehicle, reason := range map[string]string{
		`{"kind":"car","fuel":"electric"}`:                                                      "excise_no_engine",
		`{"kind":"truck","fuel":"diesel","engineCC":5000,"produced":"2026-01-01"}`:              "excise_not_listed",
		`{"kind":"car","fuel":"petrol","engineCC":2000,"special":true,"produced":"2026-01-01"}`: "excise_special_vehicle",
		`{"kind":"bus","fuel":"gas","engineCC":2000,"produced":"2026-01-01"}`:                   "excise_gas_bus",
	} {
		c := charge(t, vehicleOnTables(t, "2026-07-09", vehicle, "", none), 1, calc.Excise)
		assert.Equal(t, calc.NotDue, c.Status, vehicle)
		assert.Equal(t, reason, c.Reason, vehicle)
		assert.Equal(t, calc.Official, c.Confidence)
		require.NotNil(t, c.Source)
		assert.Equal(t, "190.1", c.Source.Article)
		assert.Equal(t, tables().VAT[0].Source.Act, c.Source.Act)
		assert.Equal(t, tables().VAT[0].Source.Checked, c.Source.Checked)
	}
	later := func(v *calc.VehicleTables) {
		rows := append([]calc.VehicleExciseRow(nil), v.Excise...)
		for i := range rows {
			rows[i].From = mustDate("2030-01-01")
		}
		v.Excise = rows
	}
	c := charge(t, vehicleOnTables(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}`, "", later), 1, calc.Excise)
	assert.Equal(t, calc.Unknown, c.Status, "a kind that is listed, on a day without a rate")
	assert.Equal(t, "no_rate_for_date", c.Reason)
}

func TestArt190_4_1_TheRateAsItIsRead(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	of := func(vehicle, more string) calc.Charge {
		return charge(t, vehicleOnTables(t, "2026-07-09", vehicle, more, none), 1, calc.Excise)
	}
	c := of(`{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}`, "")
	assert.Equal(t, "0.3 AZN / cm3", c.Rate)
	assert.Equal(t, "2000", c.Base.Decimal.String())
	require.Len(t, c.Steps, 1)
	assert.NotNil(t, c.RateTree)
	c = of(`{"kind":"car","fuel":"petrol","engineCC":2500,"produced":"2026-01-01"}`, "")
	assert.Equal(t, "600 AZN + 5 AZN / cm3", c.Rate)
	assert.Equal(t, []string{"above", "specific", "add"}, []string{c.Steps[0].Op, c.Steps[1].Op, c.Steps[2].Op})
	assert.NotNil(t, c.RateTree)
	c = of(`{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2017-01-01"}`, "")
	assert.Equal(t, "0.3 AZN / cm3 × 1.5", c.Rate)
	assert.Equal(t, "190.4.1-4", c.Source.Article, "the factor's article")
	assert.Nil(t, c.RateTree, "with a factor the tree alone would not give the amount")
	c = of(`{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}`, `,"quantities":{"piece":"3"}`)
	assert.Equal(t, "1800.00", money(c.Amount))
	assert.Equal(t, "0.3 AZN / cm3 × 3", c.Rate)
	assert.Nil(t, c.RateTree)
	assert.Equal(t, "190.4.1", c.Source.Article)
}

func TestArt190_4_1_2_ABusByAgeOrMileage(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	bus := func(produced, km string) *calc.Assessment {
		return vehicleOnTables(t, "2026-07-09", `{"kind":"bus","fuel":"diesel","engineCC":2000`+produced+km+`}`, "", none)
	}
	amount := func(produced, km string) string { return money(charge(t, bus(produced, km), 1, calc.Excise).Amount) }
	fresh := amount(`,"produced":"2026-01-01"`, `,"mileageKm":10`)
	require.NotEmpty(t, fresh)
	more := num.Money(num.Must(fresh).Mul(num.Must("1.5")))
	assert.Equal(t, fresh, amount(`,"produced":"2025-07-09"`, `,"mileageKm":100000`), "a year to the day, a hundred thousand to the kilometre")
	assert.Equal(t, more, amount(`,"produced":"2025-07-08"`, `,"mileageKm":10`), "more than a year")
	assert.Equal(t, more, amount(`,"produced":"2026-01-01"`, `,"mileageKm":100001`), "more than 100 000 km")
	assert.Equal(t, more, amount("", `,"mileageKm":100001`), "where the mileage has decided the age is not asked")
	assert.Contains(t, asked(bus("", `,"mileageKm":10`)), "vehicle.produced")
	assert.True(t, warned(bus(`,"produced":"2026-01-01"`, ""), "vehicle_factor_mileage"), "the mileage was not said")
	assert.False(t, warned(bus(`,"produced":"2026-01-01"`, `,"mileageKm":10`), "vehicle_factor_mileage"))
	assert.False(t, warned(bus(`,"produced":"2020-01-01"`, ""), "vehicle_factor_mileage"), "the age has decided")
}

func TestArt233_1_UtilisationByCompletedYears(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	fee := func(day, produced string) calc.Charge {
		return charge(t, vehicleOnTables(t, day, `{"kind":"car","fuel":"petrol","engineCC":2000`+produced+`}`, "", none), 0, calc.UtilisationFee)
	}
	for produced, want := range map[string]string{"2022-07-10": "0.00", "2022-07-09": "400.00", "2019-07-10": "400.00", "2019-07-09": "700.00", "2000-01-01": "700.00"} {
		c := fee("2026-07-09", `,"produced":"`+produced+`"`)
		assert.Equal(t, want, money(c.Amount), produced)
		if want != "0.00" {
			assert.Equal(t, want+" AZN", c.Rate)
			assert.Empty(t, c.Steps)
		}
	}
	assert.Equal(t, calc.NeedsInput, fee("2026-07-09", "").Status)
	assert.Equal(t, "fee_not_yet", fee("2024-01-31", "").Reason, "before 1 February 2024 there was none")
}

func TestFeesOfVehiclesOneForEach(t *testing.T) {
	none := func(*calc.VehicleTables) {}
	three := vehicleOnTables(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2020-01-01"}`, `,"quantities":{"piece":"3"}`, none)
	c := charge(t, three, 0, calc.VehicleCertificate)
	assert.Equal(t, "90.00", money(c.Amount))
	assert.Equal(t, []calc.Step{{Op: "times", Args: []string{"30.00", "3"}, Result: "90.00"}}, c.Steps)
	assert.Equal(t, "1200.00", money(charge(t, three, 0, calc.UtilisationFee).Amount))
	// One fee of each kind for each line that is a vehicle, none for other goods.
	d := declared(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"0","price":{"amount":"100","currency":"AZN"}},
		{"code":"870323","duty":"0","price":{"amount":"100","currency":"AZN"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}},
		{"code":"871140","duty":"0","price":{"amount":"100","currency":"AZN"},"vehicle":{"kind":"motorcycle","fuel":"petrol","engineCC":600,"produced":"2026-01-01"}}]}`)
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	n := map[calc.Kind]int{}
	for _, c := range a.Charges {
		n[c.Kind]++
	}
	assert.Equal(t, map[calc.Kind]int{calc.VehicleCertificate: 2, calc.Expertise: 2, calc.ConformityCertificate: 2, calc.UtilisationFee: 1, calc.ClearanceFee: 1, calc.EService: 1, calc.EServiceVAT: 1}, n)
	for procedure, want := range map[string]bool{"temporary_import": true, "temporary_import_full_relief": true, "customs_warehouse": false, "transit": false} {
		d.Procedure, d.Months = procedure, 0
		if procedure == "temporary_import" {
			d.Months = 1
		}
		a, f := calc.Assess(d, tables())
		require.Nil(t, f)
		assert.Equal(t, want, has(a.Charges, calc.VehicleCertificate), procedure)
		assert.False(t, has(a.Charges, calc.UtilisationFee), procedure)
	}
	assert.False(t, has(assess(t, `{"date":"2026-07-09","flow":"export","lines":[{"code":"870323","price":{"amount":"100","currency":"AZN"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}}]}`).Charges, calc.VehicleCertificate))
	early := vehicleOnTables(t, "2016-04-25", `{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2016-01-01"}`, "", none)
	assert.Equal(t, calc.Unknown, charge(t, early, 0, calc.VehicleCertificate).Status, "before the first decision the fee is open, not nothing")
}

func TestAgesAtTheirEdges(t *testing.T) {
	for _, c := range []struct {
		made, on    string
		days, years int
	}{
		{"2026-07-09", "2026-07-09", 0, 0}, {"2025-07-09", "2026-07-09", 365, 1}, {"2025-07-10", "2026-07-09", 364, 0},
		{"2024-02-29", "2025-02-27", 364, 0}, {"2024-02-29", "2025-02-28", 365, 1}, {"2026-07-10", "2026-07-09", -1, 0}, {"2027-01-01", "2026-12-31", -1, -1},
	} {
		days, years := calc.Age(mustDate(c.made), mustDate(c.on))
		assert.Equal(t, c.days, days, c.made)
		assert.Equal(t, c.years, years, c.made)
	}
}

// Decision 500/2017: what the duty alone asks of a vehicle, of rows that no table
// has today: a rate by the engine asks for the engine, one by the piece does not.
func TestDecision500_WhatADutyAsksOfAVehicle(t *testing.T) {
	duty := func(rows ...calc.VehicleDutyRow) func(*calc.VehicleTables) {
		return func(v *calc.VehicleTables) {
			for i := range rows {
				rows[i].Basis = since2020()
			}
			v.Duty = rows
		}
	}
	on := func(vehicle, more string, rows ...calc.VehicleDutyRow) *calc.Assessment {
		own := *tables()
		duty(rows...)(&own.Vehicle)
		d := declared(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"price":{"amount":"20000","currency":"AZN"},"vehicle":`+vehicle+more+`}]}`)
		d.Lines[0].Code = d.Lines[0].Vehicle.Code()
		a, f := calc.Assess(d, &own)
		require.Nil(t, f)
		return a
	}
	byEngine, byPiece := rate.OfSpecific("0.5", "USD", "1", "cm3"), rate.OfSpecific("100", "USD", "1", "piece")
	a := on(`{"kind":"truck","fuel":"diesel","produced":"2026-01-01"}`, "", calc.VehicleDutyRow{Kind: "truck", Rate: byEngine})
	assert.Equal(t, []string{"vehicle.engineCC"}, asked(a))
	assert.Equal(t, calc.NeedsInput, charge(t, a, 1, calc.ImportDuty).Status)
	a = on(`{"kind":"truck","fuel":"diesel","produced":"2026-01-01"}`, "", calc.VehicleDutyRow{Kind: "truck", UpToCC: 1000, Rate: rate.OfPercent("5")}, calc.VehicleDutyRow{Kind: "truck", OverCC: 1000, Rate: rate.OfPercent("15")})
	assert.Equal(t, []string{"vehicle.engineCC"}, asked(a))
	a = on(`{"kind":"truck","fuel":"diesel","produced":"2026-01-01"}`, `,"quantities":{"piece":"2"}`, calc.VehicleDutyRow{Kind: "truck", Rate: byPiece})
	assert.Equal(t, "340.00", money(charge(t, a, 1, calc.ImportDuty).Amount))
	a = on(`{"kind":"truck","produced":"2026-01-01"}`, "", calc.VehicleDutyRow{Kind: "truck", Fuels: []string{"electric"}, Rate: rate.OfPercent("0")})
	assert.Equal(t, []string{"vehicle.fuel"}, asked(a))
	// A report of a mass is about every mass that is not below it, one without a mass about all.
	for mass, want := range map[string]int{`,"netMass":"0"`: 1, `,"netMass":"1600"`: 1, `,"netMass":"1601"`: 2, "": 2, `,"netMass":"3200","quantities":{"piece":"2"}`: 1, `,"netMass":"3201","quantities":{"piece":"2"}`: 2} {
		a := assess(t, `{"date":"2026-07-09","lines":[{"code":"8716","price":{"amount":"10000","currency":"AZN"},"vehicle":{"kind":"trailer"}`+mass+`}]}`)
		assert.Len(t, charge(t, a, 1, calc.ImportDuty).Hints, want, mass)
	}
}

// reported is a tariff that has only reports, of lines under a heading.
type reported struct{ calc.Tariff }

func (reported) Rates(string, calc.Flow, date.Date) []calc.RateRow { return nil }
func (reported) Below(string, calc.Flow, date.Date) []calc.RateRow {
	row := func(code string) calc.RateRow {
		return calc.RateRow{Code: code, Layer: calc.LayerReported, Rate: rate.OfPercent("10"), Basis: calc.Basis{Confidence: calc.Reported}}
	}
	return []calc.RateRow{row("8704210001"), row("8704600001")}
}

// Of what is reported under a heading only that of the vehicle's own subheading is about it.
func TestReportsUnderAHeadingOfTheVehiclesOwn(t *testing.T) {
	own := *tables()
	own.Tariff = reported{tables().Tariff}
	own.Vehicle.Duty = nil
	for vehicle, want := range map[string]string{`{"kind":"truck","fuel":"electric"}`: "8704600001", `{"kind":"truck","fuel":"diesel"}`: "", `{"kind":"car","fuel":"electric"}`: ""} {
		d := declared(t, `{"date":"2026-07-09","lines":[{"code":"8704","price":{"amount":"10000","currency":"AZN"},"vehicle":`+vehicle+`}]}`)
		a, f := calc.Assess(d, &own)
		require.Nil(t, f)
		got := ""
		for _, h := range charge(t, a, 1, calc.ImportDuty).Hints {
			got += h.Code
		}
		assert.Equal(t, want, got, vehicle)
	}
}

// named is a tariff of the user's whose one rate is by the name of the goods.
type named struct {
	calc.Tariff
	byName bool
	table  string
}

func (n named) Rates(code string, _ calc.Flow, _ date.Date) []calc.RateRow {
	return []calc.RateRow{{Code: "8471", Layer: calc.LayerVerified, Rate: rate.OfPercent("10"), ByName: n.byName, Table: n.table, Basis: calc.Basis{Confidence: calc.Official}}}
}

// It is said where a rate comes from: a source that names the goods only, a table
// of the user's, once whatever its lines are.
func TestWhereARateComesFromIsSaid(t *testing.T) {
	for _, c := range []struct {
		byName bool
		table  string
		want   string
	}{{false, "", ""}, {true, "", "code_by_description 8471; code_by_description 8471"}, {false, "mine.csv", "tariff_table_user mine.csv"}} {
		own := *tables()
		own.Tariff = named{tables().Tariff, c.byName, c.table}
		a, f := calc.Assess(declared(t, `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1","currency":"AZN"}},{"code":"847150","price":{"amount":"1","currency":"AZN"}}]}`), &own)
		require.Nil(t, f)
		assert.Equal(t, c.want, said(a.Warnings))
		for i, w := range a.Warnings {
			assert.Equal(t, map[bool]int{true: i + 1}[c.byName], w.Line)
		}
	}
}
