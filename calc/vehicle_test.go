package calc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/wire"
)

// vehicleOn assesses a vehicle of 10 000 USD at 1.7 described in JSON.
func vehicleOn(t *testing.T, day, vehicle, more string) *calc.Assessment {
	t.Helper()
	d, f := wire.DecodeDeclaration([]byte(`{"date":"` + day + `","rates":{"USD":"1.7"},"lines":[{"code":"8703","price":{"amount":"10000","currency":"USD"},"vehicle":` + vehicle + `}]` + more + `}`))
	require.Nil(t, f)
	d.Lines[0].Code = d.Lines[0].Vehicle.Code()
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	return a
}

func conflict(t *testing.T, a *calc.Assessment, key string) calc.Conflict {
	t.Helper()
	for _, c := range a.Conflicts {
		if c.Key == key {
			return c
		}
	}
	require.Failf(t, "no such conflict", key)
	return calc.Conflict{}
}

func conflicts(a *calc.Assessment) string {
	var keys []string
	for _, c := range a.Conflicts {
		keys = append(keys, c.Key)
	}
	return strings.Join(keys, " ")
}

func TestVehicleCode(t *testing.T) {
	for _, c := range []struct {
		kind, fuel string
		cc         int
		want       string
	}{
		{"car", "petrol", 999, "870321"}, {"car", "petrol", 1000, "870321"}, {"car", "petrol", 1001, "870322"}, {"car", "gas", 1500, "870322"},
		{"car", "petrol", 1501, "870323"}, {"car", "petrol", 3000, "870323"}, {"car", "petrol", 3001, "870324"}, {"car", "petrol", 0, "8703"},
		{"car", "diesel", 1500, "870331"}, {"car", "diesel", 1501, "870332"}, {"car", "diesel", 2500, "870332"}, {"car", "diesel", 2501, "870333"},
		{"car", "hybrid_petrol", 1800, "870340"}, {"car", "hybrid_diesel", 1800, "870350"}, {"car", "electric", 0, "870380"}, {"car", "", 0, "8703"},
		{"bus", "diesel", 1, "870210"}, {"bus", "hybrid_diesel", 1, "870220"}, {"bus", "hybrid_petrol", 1, "870230"}, {"bus", "electric", 0, "870240"}, {"bus", "gas", 1, "870290"}, {"bus", "", 0, "8702"},
		{"truck", "diesel", 1, "8704"}, {"truck", "electric", 0, "870460"}, {"tractor", "diesel", 1, "8701"}, {"trailer", "", 0, "8716"},
		{"motorcycle", "petrol", 50, "871110"}, {"motorcycle", "petrol", 51, "871120"}, {"motorcycle", "petrol", 250, "871120"}, {"motorcycle", "petrol", 500, "871130"},
		{"motorcycle", "petrol", 800, "871140"}, {"motorcycle", "petrol", 801, "871150"}, {"motorcycle", "electric", 0, "871160"}, {"motorcycle", "", 0, "8711"},
		{"quadricycle", "petrol", 500, "8703"}, {"yacht", "", 4000, "8903"}, {"", "", 0, ""},
	} {
		v := calc.Vehicle{Kind: c.kind, Fuel: c.fuel, EngineCC: c.cc}
		assert.Equal(t, c.want, v.Code(), c)
	}
}

// Only what a kind of vehicle needs is asked.
func TestAVehicleIsAskedOnlyWhatDecides(t *testing.T) {
	for _, c := range []struct{ day, vehicle, want string }{
		{"2026-07-09", `{"kind":"car"}`, "vehicle.fuel vehicle.engineCC vehicle.produced"},
		{"2026-07-09", `{"kind":"car","fuel":"electric"}`, "vehicle.produced"},
		{"2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600}`, "vehicle.produced"},
		{"2017-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600}`, "vehicle.produced"},
		{"2026-07-09", `{"kind":"yacht"}`, "duty vehicle.engineCC"},
		{"2026-07-09", `{"kind":"trailer"}`, "duty"},
		{"2026-07-09", `{"kind":"tractor"}`, "duty"},
		{"2026-07-09", `{"kind":"motorcycle"}`, "vehicle.fuel vehicle.engineCC"},
		{"2026-07-09", `{"kind":"motorcycle","fuel":"electric"}`, ""},
		{"2026-07-09", `{"kind":"quadricycle"}`, "duty vehicle.engineCC"},
		{"2025-07-09", `{"kind":"quadricycle"}`, "duty"},
		{"2026-07-09", `{"kind":"bus","fuel":"diesel"}`, "duty vehicle.produced vehicle.engineCC"},
		{"2026-07-09", `{"kind":"truck","fuel":"electric"}`, "vehicle.produced"},
	} {
		a := vehicleOn(t, c.day, c.vehicle, "")
		var got, want []string
		for _, n := range a.Needs {
			got = append(got, n.Field)
		}
		want = strings.Fields(c.want)
		assert.ElementsMatch(t, want, got, c.vehicle)
		assert.Equal(t, c.want == "", a.Complete, c.vehicle)
	}
}

// What no source gives stays open under the three statutory rates.
func TestUnknownDutyIsNeverNothing(t *testing.T) {
	for _, v := range []string{`{"kind":"bus","fuel":"diesel","engineCC":6000,"produced":"2025-01-01"}`, `{"kind":"motorcycle","fuel":"petrol","engineCC":600}`,
		`{"kind":"quadricycle","fuel":"petrol","engineCC":600}`, `{"kind":"yacht","engineCC":3000}`, `{"kind":"trailer"}`, `{"kind":"tractor"}`,
		`{"kind":"truck","fuel":"diesel","engineCC":9000,"produced":"2025-01-01"}`} {
		a := vehicleOn(t, "2026-07-09", v, "")
		duty := charge(t, a, 1, calc.ImportDuty)
		assert.Equal(t, calc.Unknown, duty.Status, v)
		assert.Equal(t, "rate_unknown", duty.Reason, v)
		assert.False(t, duty.Amount.Valid, v)
		require.Len(t, a.Scenarios, 3, v)
		assert.True(t, a.Scenarios[0].Total.Valid, v)
		assert.False(t, a.Total.Valid, v)
		assert.Equal(t, a.Scenarios[0].Total, a.TotalFrom, v)
		assert.Equal(t, a.Scenarios[2].Total, a.TotalTo, v)
	}
	early := vehicleOn(t, "2016-06-01", `{"kind":"car","fuel":"electric","produced":"2016-01-01"}`, "")
	assert.Equal(t, calc.Unknown, charge(t, early, 1, calc.ImportDuty).Status, "electric cars before 2018")
}

// 8716, 8704, 8701: rates of single reports, side by side with their totals.
func TestReportedDutiesStandSideBySide(t *testing.T) {
	readings := func(a *calc.Assessment) []string {
		var out []string
		for _, r := range conflict(t, a, "reported_duty").Readings {
			assert.Equal(t, calc.Reported, r.Confidence)
			assert.False(t, r.Used)
			out = append(out, r.Rate.Rate.String()+" "+r.Rate.Condition+" "+money(r.Total))
		}
		return out
	}
	assert.Equal(t, []string{"15 % over_kg 6249.40", "5 %  4243.40"}, readings(vehicleOn(t, "2026-07-09", `{"kind":"trailer"}`, "")), "15 % over 1.6 t against 5 %")
	d, f := wire.DecodeDeclaration([]byte(`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"8716","netMass":"1600","price":{"amount":"10000","currency":"USD"},"vehicle":{"kind":"trailer"}}]}`))
	require.Nil(t, f)
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	assert.Equal(t, []string{"5 %  4243.40"}, readings(a), "1600 kg is not over 1.6 t")
	d.Lines[0].NetMass = optional("1600.5")
	a, _ = calc.Assess(d, tables())
	assert.Len(t, readings(a), 2)

	assert.Equal(t, []string{"5 % new 4248.40"}, readings(vehicleOn(t, "2026-07-09", `{"kind":"truck","fuel":"diesel","engineCC":9000,"produced":"2026-01-01"}`, "")))
	assert.Equal(t, []string{"0.7 USD / cm3 used 15883.20"}, readings(vehicleOn(t, "2026-07-09", `{"kind":"truck","fuel":"diesel","engineCC":9000,"produced":"2024-01-01"}`, "")))
	assert.Equal(t, []string{"0 %  3240.40"}, readings(vehicleOn(t, "2026-07-09", `{"kind":"tractor"}`, "")))

	adopted := vehicleOn(t, "2026-07-09", `{"kind":"trailer"}`, "")
	hint := charge(t, adopted, 1, calc.ImportDuty).Hints[0]
	d.Lines[0].Duty = &hint.Rate
	a, _ = calc.Assess(d, tables())
	assert.Equal(t, "6249.40", money(a.Total), "a reported rate is adopted as the user's own")
	assert.Equal(t, calc.User, charge(t, a, 1, calc.ImportDuty).Confidence)
}

// The tariff itself, once loaded, stands before what is reported of vehicles.
func TestTheTariffStandsBeforeReports(t *testing.T) {
	a := vehicleOn(t, "2026-07-09", `{"kind":"motorcycle","fuel":"petrol","engineCC":49}`, "")
	assert.Equal(t, "2550.00", money(charge(t, a, 1, calc.ImportDuty).Amount))
	own := *tables()
	own.Tariff = carTariff{tables().Tariff}
	d, f := wire.DecodeDeclaration([]byte(vehicleDoc("2026-07-09", "870323", "car", "petrol", "1600", "2020-01-01", "")))
	require.Nil(t, f)
	b, f := calc.Assess(d, &own)
	require.Nil(t, f)
	assert.Equal(t, "1700.00", money(charge(t, b, 1, calc.ImportDuty).Amount))
	assert.Equal(t, calc.LayerOfficial, charge(t, b, 1, calc.ImportDuty).Layer)
}

// Two readings of a rule, what each gives, and the one in use.
func TestConflictsShowWhatTheyChange(t *testing.T) {
	old := `{"kind":"car","fuel":"%","engineCC":1998,"produced":"2018-01-01"}`
	of := func(fuel string) string { return strings.Replace(old, "%", fuel, 1) }
	type want struct {
		key  string
		rows []string // name, difference
	}
	for _, c := range []struct {
		name, day, vehicle string
		want               []want
	}{
		{"190.4.1-4 does not name petrol hybrids", "2026-07-09", of("hybrid_petrol"), []want{{"unnamed_factor", []string{"letter", "petrol 353.64"}}}},
		{"190.4.1-4 does not name diesel hybrids", "2026-07-09", of("hybrid_diesel"), []want{{"unnamed_factor", []string{"letter", "petrol 353.64", "engine 707.29"}}}},
		{"190.4.1-4 does not name gas", "2025-07-09", of("gas"), []want{{"unnamed_factor", []string{"letter", "petrol 141.46"}}}},
		{"162.1: the base of VAT", "2026-07-09", of("petrol"), []want{{"vat_base", []string{"law", "certificate 5.40", "clearance_fee 21.60"}}}},
		{"decision 168: the electronic service", "2026-07-09", of("petrol"), []want{{"e_service", []string{"charged", "removed -35.40"}}}},
		{"233-1: completed years or calendar years, 4", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2022-12-01"}`, []want{{"utilisation_age", []string{"completed", "calendar 400.00"}}}},
		{"233-1: completed years or calendar years, 7", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-12-01"}`, []want{{"utilisation_age", []string{"completed", "calendar 300.00"}}}},
		{"new by days, or by use", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2026-01-01"}`, []want{{"new_car", []string{"days", "use 1604.80"}}}},
		{"used by days, or by use", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2025-01-01"}`, []want{{"new_car", []string{"days", "use -1604.80"}}}},
		{"new until the anniversary", "2025-01-01", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2024-01-01"}`, []want{{"new_car", []string{"days", "years -1604.80", "use -1604.80"}}}},
		{"electric cars and the two checks", "2026-07-09", `{"kind":"car","fuel":"electric","produced":"2025-01-01"}`, []want{{"electric_checks", []string{"free", "charged 60.00"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := vehicleOn(t, c.day, c.vehicle, "")
			require.True(t, a.Complete)
			for _, w := range c.want {
				x := conflict(t, a, w.key)
				var got []string
				for i, r := range x.Readings {
					s := r.Name
					assert.Equal(t, i == 0, r.Used)
					if !r.Used {
						s += " " + money(r.Difference)
						assert.Equal(t, num.Money(a.Total.Decimal.Add(r.Difference.Decimal)), money(r.Total))
						// The switch gives what the conflict says.
						b := vehicleOn(t, c.day, c.vehicle, `,"options":{"readings":{"`+w.key+`":"`+r.Name+`"}}`)
						assert.Equal(t, money(r.Total), money(b.Total), r.Name)
						assert.Equal(t, r.Name, conflict(t, b, w.key).Readings[0].Name)
					}
					got = append(got, s)
				}
				assert.Equal(t, w.rows, got)
			}
		})
	}
	settled := vehicleOn(t, "2026-07-09", of("petrol"), "")
	assert.Equal(t, "vat_base e_service", conflicts(settled), "a rule that changes nothing is not brought up")
	assert.Empty(t, assess(t, line(`"code":"847130","duty":"15 %","price":{"amount":"10","currency":"USD"}`)).Conflicts)
}

func TestReadingsAreChecked(t *testing.T) {
	for doc, want := range map[string]string{
		`{"moon":"full"}`:           "unknown_choice options.readings moon",
		`{"vat_base":"half"}`:       "unknown_choice options.readings.vat_base half",
		`{"e_service":""}`:          "unknown_choice options.readings.e_service ",
		`{"new_car":"days"}`:        "",
		`{"utilisation_age":"use"}`: "unknown_choice options.readings.utilisation_age use",
	} {
		d, f := wire.DecodeDeclaration([]byte(`{"date":"2026-07-09","options":{"readings":` + doc + `},"lines":[{"code":"8703"}]}`))
		require.Nil(t, f)
		_, f = calc.Assess(d, tables())
		if want == "" {
			assert.Nil(t, f)
			assert.Contains(t, string(wire.EncodeDeclaration(d)), doc)
			continue
		}
		require.NotNil(t, f, doc)
		assert.Equal(t, want, f.Code+" "+f.Field+" "+f.Value)
	}
}

// A fee whose amount of the day was not found is open, never nothing.
func TestFeesByDate(t *testing.T) {
	of := func(day string, kind calc.Kind) calc.Charge {
		return charge(t, carOn(t, day, "petrol", "1600", "2010-01-01", ""), 0, kind)
	}
	for _, c := range []struct {
		kind                     calc.Kind
		day, status, amount, why string
	}{
		{calc.VehicleCertificate, "2016-04-25", "unknown", "", "no_rate_for_date"},
		{calc.VehicleCertificate, "2016-04-26", "applied", "20.00", ""},
		{calc.VehicleCertificate, "2018-09-04", "applied", "20.00", ""},
		{calc.VehicleCertificate, "2018-09-05", "applied", "30.00", ""},
		{calc.Expertise, "2018-09-04", "unknown", "", "no_rate_for_date"},
		{calc.Expertise, "2018-09-05", "applied", "30.00", ""},
		{calc.ConformityCertificate, "2018-09-04", "unknown", "", "no_rate_for_date"},
		{calc.UtilisationFee, "2024-01-31", "not_due", "0.00", "fee_not_yet"},
		{calc.UtilisationFee, "2024-02-01", "applied", "700.00", ""},
		{calc.EService, "2018-09-04", "unknown", "", "no_rate_for_date"},
		{calc.ClearanceFee, "2016-04-25", "unknown", "", "no_rate_for_date"},
	} {
		x := of(c.day, c.kind)
		assert.Equal(t, []string{c.status, c.amount, c.why}, []string{string(x.Status), money(x.Amount), x.Reason}, "%s %s", c.kind, c.day)
	}
	trailer := vehicleOn(t, "2026-07-09", `{"kind":"trailer"}`, "")
	assert.Equal(t, "25.00", money(charge(t, trailer, 0, calc.VehicleCertificate).Amount))
	assert.Equal(t, "fee_kind_not_found", charge(t, trailer, 0, calc.Expertise).Reason)
	assert.Equal(t, calc.Possible, charge(t, trailer, 0, calc.Expertise).Status)
	assert.False(t, has(trailer.Charges, calc.UtilisationFee), "233-1 is about passenger cars")
}

// Reliefs that end, and what a vehicle must be for them.
func TestVehicleReliefs(t *testing.T) {
	for _, c := range []struct {
		name, day, vehicle string
		kind               calc.Kind
		status, reason     string
	}{
		{"164.1.39: gas bus to 31.12.2024", "2024-12-31", `{"kind":"bus","fuel":"gas","engineCC":6000,"produced":"2024-01-01"}`, calc.VAT, "not_due", "relief"},
		{"164.1.39 ended", "2025-01-01", `{"kind":"bus","fuel":"gas","engineCC":6000,"produced":"2024-01-01"}`, calc.VAT, "unknown", "base_open"},
		{"188.1.8: 125 cm3 to 31.12.2026", "2026-12-31", `{"kind":"motorcycle","fuel":"petrol","engineCC":125}`, calc.Excise, "not_due", "excise_exempt"},
		{"188.1.8: 126 cm3", "2026-12-31", `{"kind":"motorcycle","fuel":"petrol","engineCC":126}`, calc.Excise, "applied", ""},
		{"188.1.8 ended", "2027-01-01", `{"kind":"motorcycle","fuel":"petrol","engineCC":125}`, calc.Excise, "applied", ""},
		{"motorcycles before 2024", "2023-12-31", `{"kind":"motorcycle","fuel":"petrol","engineCC":600}`, calc.Excise, "not_due", "excise_not_listed"},
		{"buses before 2019", "2018-12-31", `{"kind":"bus","fuel":"diesel","engineCC":6000,"produced":"2010-01-01"}`, calc.Excise, "not_due", "excise_not_listed"},
		{"190.1.8: buses on gas", "2026-07-09", `{"kind":"bus","fuel":"gas","engineCC":6000,"produced":"2010-01-01"}`, calc.Excise, "not_due", "excise_gas_bus"},
		{"190.1.7: special vehicles", "2026-07-09", `{"kind":"car","fuel":"diesel","engineCC":3000,"produced":"2010-01-01","special":true}`, calc.Excise, "not_due", "excise_special_vehicle"},
		{"185.2: no engine volume", "2026-07-09", `{"kind":"bus","fuel":"electric","produced":"2025-01-01"}`, calc.Excise, "not_due", "excise_no_engine"},
		{"trucks are not in 190.1", "2026-07-09", `{"kind":"truck","fuel":"diesel","engineCC":9000,"produced":"2010-01-01"}`, calc.Excise, "not_due", "excise_not_listed"},
		{"164.1.41 frees cars by itself, buses on a claim", "2025-07-09", `{"kind":"bus","fuel":"electric","produced":"2025-01-01"}`, calc.VAT, "unknown", "base_open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := charge(t, vehicleOn(t, c.day, c.vehicle, ""), 1, c.kind)
			assert.Equal(t, c.status, string(x.Status))
			assert.Equal(t, c.reason, x.Reason)
			if x.Status == calc.NotDue {
				require.NotNil(t, x.Source, "also what is not due has its article")
				assert.NotEmpty(t, x.Source.Act)
			}
		})
	}
}

func TestRarityVehicles(t *testing.T) {
	rare := func(day, produced string) *calc.Assessment {
		return carOn(t, day, "petrol", "4700", produced, `,"relief":["rarity"]`)
	}
	a := rare("2026-07-09", "1986-07-08")
	for _, k := range []calc.Kind{calc.ImportDuty, calc.Excise, calc.VAT} {
		assert.Equal(t, calc.NotDue, charge(t, a, 1, k).Status, k)
	}
	assert.Equal(t, "fee_rarity", charge(t, a, 0, calc.UtilisationFee).Reason, "233-1 excepts rarity cars")
	assert.False(t, warned(a, "vehicle_over_age"), "decision 94 excepts rarity cars")
	assert.Equal(t, "245.40", money(a.Total))

	young := rare("2026-07-09", "1986-07-09")
	assert.Equal(t, calc.Applied, charge(t, young, 1, calc.VAT).Status, "exactly 40 years is not more than 40")
	assert.True(t, warned(young, "relief_other_goods"))
	assert.True(t, warned(young, "vehicle_over_age"))
	early := rare("2026-03-24", "1980-01-01")
	assert.Equal(t, calc.Applied, charge(t, early, 1, calc.VAT).Status)
	assert.True(t, warned(early, "relief_not_in_force"))

	offered := func(produced string) bool {
		for _, c := range charge(t, carOn(t, "2026-07-09", "petrol", "4700", produced, ""), 1, calc.VAT).Claims {
			if c.Article == "rarity" {
				return true
			}
		}
		return false
	}
	assert.True(t, offered("1980-01-01"))
	assert.False(t, offered("1990-01-01"))
}

// What forbids the import is said before any number.
func TestBansComeFirst(t *testing.T) {
	first := func(a *calc.Assessment) string {
		if len(a.Warnings) == 0 {
			return ""
		}
		return a.Warnings[0].Code
	}
	for _, c := range []struct{ name, day, fuel, produced, more, want string }{
		{"exactly 10 years", "2026-07-09", "petrol", "2016-07-09", `,"origin":"DE"`, ""},
		{"10 years and a day, the same difference of calendar years", "2026-07-09", "petrol", "2016-07-08", `,"origin":"DE"`, "vehicle_over_age_by_day"},
		{"a calendar year more", "2026-07-09", "petrol", "2015-12-31", `,"origin":"DE"`, "vehicle_over_age"},
		{"before decision 94", "2023-03-28", "petrol", "2012-01-01", `,"origin":"DE"`, ""},
		{"decision 94", "2023-03-29", "petrol", "2012-01-01", `,"origin":"DE"`, "vehicle_over_age"},
		{"Euro 4: for Japan from 2011", "2020-01-01", "petrol", "2010-12-31", `,"origin":"JP"`, "vehicle_euro4"},
		{"Euro 4: 2011 is enough", "2020-01-01", "petrol", "2011-01-01", `,"origin":"JP"`, ""},
		{"Euro 4: for Germany from 2005", "2020-01-01", "petrol", "2005-01-01", `,"origin":"DE"`, ""},
		{"Euro 4: another market", "2020-01-01", "petrol", "2010-12-31", `,"origin":"AE"`, "vehicle_euro4_market"},
		{"Euro 4: electric", "2020-01-01", "electric", "2010-12-31", `,"origin":"AE"`, ""},
		{"before the standard", "2014-03-31", "petrol", "2000-12-31", `,"origin":"JP","duty":"0"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := carOn(t, c.day, c.fuel, "1600", c.produced, c.more)
			got := first(a)
			if strings.HasPrefix(got, "vehicle_relief") || strings.HasPrefix(got, "fx_") {
				got = ""
			}
			assert.Equal(t, c.want, got)
		})
	}
	future := carOn(t, "2026-07-09", "petrol", "1600", "2026-07-10", "")
	assert.True(t, warned(future, "vehicle_not_made_yet"))
	assert.False(t, warned(carOn(t, "2026-07-09", "petrol", "1600", "2026-07-09", ""), "vehicle_not_made_yet"))
	temporary := assess(t, strings.Replace(vehicleDoc("2026-07-09", "870323", "car", "petrol", "1600", "2010-01-01", ""), `"lines"`, `"procedure":"temporary_import","months":1,"lines"`, 1))
	assert.False(t, warned(temporary, "vehicle_over_age"), "temporary import is excepted")
	assert.Equal(t, "30.00", money(charge(t, temporary, 0, calc.VehicleCertificate).Amount), "the certificate is due on temporary import too")
	assert.False(t, has(temporary.Charges, calc.UtilisationFee), "233-1 excepts temporary import")
}

// Five cars on a line pay five times what one pays, but for the fees of the declaration.
func TestSeveralVehiclesOnALine(t *testing.T) {
	one := carOn(t, "2026-07-09", "diesel", "2993", "2018-01-01", "")
	five := assess(t, strings.Replace(vehicleDoc("2026-07-09", "870333", "car", "diesel", "2993", "2018-01-01", `,"quantities":{"piece":"5"}`), `"10000"`, `"50000"`, 1))
	times := num.Must("5")
	for _, k := range []calc.Kind{calc.ImportDuty, calc.Excise, calc.VehicleCertificate, calc.Expertise, calc.ConformityCertificate, calc.UtilisationFee} {
		assert.Equal(t, num.Money(one.ByKind()[k].Mul(times)), num.Money(five.ByKind()[k]), k)
	}
	assert.Equal(t, "30812.15", num.Money(five.ByKind()[calc.VAT]))
	d, f := wire.DecodeDeclaration([]byte(vehicleDoc("2026-07-09", "870333", "car", "diesel", "2993", "2018-01-01", `,"quantities":{"piece":"1.5"}`)))
	require.Nil(t, f)
	_, f = calc.Assess(d, tables())
	require.NotNil(t, f)
	assert.Equal(t, "not_whole lines[0].quantities.piece", f.Code+" "+f.Field)
}

// No article found makes a company's import of a vehicle dearer or cheaper than
// a person's: the two answers are the same.
func TestAPersonPaysWhatACompanyPays(t *testing.T) {
	for _, v := range []string{`{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2018-01-01"}`, `{"kind":"motorcycle","fuel":"petrol","engineCC":600}`} {
		company := vehicleOn(t, "2026-07-09", v, `,"declarant":"company"`)
		person := vehicleOn(t, "2026-07-09", v, `,"declarant":"individual"`)
		assert.Equal(t, string(wire.EncodeAssessment(company)), string(wire.EncodeAssessment(person)))
	}
}

// carTariff is an official tariff with one line: 10 % on petrol cars.
type carTariff struct{ calc.Tariff }

func (c carTariff) Rates(code string, flow calc.Flow, day date.Date) []calc.RateRow {
	if code == "870323" && flow == calc.Import {
		return []calc.RateRow{{Code: code, Layer: calc.LayerOfficial, Rate: rate.OfPercent("10"), Basis: calc.Basis{Confidence: calc.Official}}}
	}
	return c.Tariff.Rates(code, flow, day)
}
