package calc_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
)

func roadTax(t testing.TB, q calc.RoadTaxQuery) *calc.RoadTaxResult {
	t.Helper()
	r, f := calc.ForeignRoadTax(q, tables())
	require.Nil(t, f)
	return r
}

// The whole of the tables 211.1.1.1–211.1.1.3: each cell at its last day.
func TestArt211_1_1_TableByStay(t *testing.T) {
	day := mustDate("2026-07-09")
	check := func(kind string, size func(*calc.RoadTaxQuery), days []int, want []string) {
		for i, n := range days {
			q := calc.RoadTaxQuery{Date: day, Kind: kind, StayDays: n}
			size(&q)
			assert.Equal(t, want[i], num.Money(roadTax(t, q).TotalUSD), "%s, %d days", kind, n)
		}
	}
	cc := func(n int) func(*calc.RoadTaxQuery) { return func(q *calc.RoadTaxQuery) { q.EngineCC = n } }
	carDays := []int{1, 30, 31, 90, 91, 365, 366, 400}
	check("car", cc(2000), carDays, []string{"15.00", "15.00", "30.00", "30.00", "40.00", "40.00", "40.50", "57.50"})
	check("car", cc(2001), carDays, []string{"20.00", "20.00", "40.00", "40.00", "80.00", "80.00", "80.60", "101.00"})
	check("car", cc(4000), carDays[:2], []string{"20.00", "20.00"})
	check("car", cc(4001), carDays, []string{"40.00", "40.00", "60.00", "60.00", "120.00", "120.00", "121.20", "162.00"})
	seats := func(n int) func(*calc.RoadTaxQuery) { return func(q *calc.RoadTaxQuery) { q.Seats = n } }
	busDays := []int{1, 2, 7, 8, 30, 31, 90, 91, 365, 366}
	check("bus", seats(12), busDays, []string{"15.00", "30.00", "30.00", "100.00", "100.00", "300.00", "300.00", "1050.00", "1050.00", "1062.00"})
	check("bus", seats(13), busDays, []string{"20.00", "40.00", "40.00", "140.00", "140.00", "400.00", "400.00", "1400.00", "1400.00", "1415.00"})
	check("bus", seats(31), busDays, []string{"25.00", "50.00", "50.00", "175.00", "175.00", "500.00", "500.00", "1750.00", "1750.00", "1770.00"})
	axles := func(n int) func(*calc.RoadTaxQuery) { return func(q *calc.RoadTaxQuery) { q.Axles = n } }
	truckDays := []int{1, 2, 14, 15, 30, 31, 90, 91, 365, 366}
	check("truck", axles(3), truckDays, []string{"20.00", "40.00", "40.00", "140.00", "140.00", "400.00", "400.00", "1400.00", "1400.00", "1415.00"})
	check("truck", axles(4), truckDays, []string{"30.00", "80.00", "80.00", "280.00", "280.00", "800.00", "800.00", "2800.00", "2800.00", "2830.00"})
}

func TestArt211_2_HeavyVehiclesByTheKilometre(t *testing.T) {
	for _, c := range []struct{ name, date, kg, km, want string }{
		{"41 t is not over 41", "2026-07-09", "41000", "100", "30.00"},
		{"over 41", "2026-07-09", "41001", "100", "60.00"},
		{"51 t", "2026-07-09", "51000", "100", "60.00"},
		{"over 51", "2026-07-09", "51001", "100", "75.00"},
		{"over 61", "2026-07-09", "61001", "100", "90.00"},
		{"over 71", "2026-07-09", "71001", "100", "105.00"},
		{"over 81", "2026-07-09", "81001", "100", "210.00"},
		{"over 38 before 829-VIQD", "2022-07-09", "38001", "100", "45.00"},
		{"38 t before 829-VIQD", "2022-07-09", "38000", "100", "30.00"},
		{"37.5 t before 1356-VQD", "2018-07-09", "37500", "100", "45.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := calc.RoadTaxQuery{Date: mustDate(c.date), Kind: "truck", Axles: 5, StayDays: 1, GrossMass: optional(c.kg), DistanceKM: optional(c.km), Rates: dollars}
			assert.Equal(t, c.want, num.Money(roadTax(t, q).TotalUSD))
		})
	}
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 5, StayDays: 1, GrossMass: optional("44000")}
	r := roadTax(t, q)
	require.Len(t, r.Needs, 1)
	assert.Equal(t, "distanceKm", r.Needs[0].Field)
}

var dollars = map[string]decimal.Decimal{"USD": num.Must("1.7")}

func TestArt211_3_DangerousGoodsAddByStay(t *testing.T) {
	for class, want := range map[string]string{"low": "560.00", "dangerous": "840.00", "special": "1400.00"} {
		q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 5, StayDays: 30, Dangerous: class}
		assert.Equal(t, want, num.Money(roadTax(t, q).TotalUSD), class) // 280 and 280, 560, 1120
	}
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 5, StayDays: 14, GrossMass: optional("44000"), DistanceKM: optional("550"), Dangerous: "special"}
	assert.Equal(t, "565.00", num.Money(roadTax(t, q).TotalUSD)) // 80 + 550 × 0.30 + 320
}

func TestArt211_1_1_4_OverstayIsTheDifferenceAtExit(t *testing.T) {
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 20, DeclaredDays: 10, Rates: dollars}
	r := roadTax(t, q)
	assert.Equal(t, "200.00", num.Money(r.TotalUSD)) // 280 for the month less 80 for two weeks
	assert.Equal(t, "340.00", money(r.TotalAZN))
	require.Len(t, r.Parts, 2)
	assert.Equal(t, "-80.00", num.Money(r.Parts[1].USD))
	q.StayDays = 14
	assert.Equal(t, "0.00", num.Money(roadTax(t, q).TotalUSD), "within the paid span nothing more is due")
	q.Dangerous, q.StayDays = "low", 20
	assert.Equal(t, "400.00", num.Money(roadTax(t, q).TotalUSD))
	q.DeclaredDays = 30
	_, f := calc.ForeignRoadTax(q, tables())
	require.NotNil(t, f)
	assert.Equal(t, "declaredDays", f.Field)
}

func TestArt211_1_1_5_PermitOfTheQuotaFreesThirtyDays(t *testing.T) {
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 30, Permits: []string{"quota"}, Rates: dollars}
	r := roadTax(t, q)
	assert.Equal(t, "0.00", num.Money(r.TotalUSD))
	require.Len(t, r.Parts, 1)
	assert.Equal(t, calc.NotDue, r.Parts[0].Status)
	q.StayDays = 31
	assert.Equal(t, "30.00", num.Money(roadTax(t, q).TotalUSD), "one day after the thirtieth")
	q.StayDays = 44
	assert.Equal(t, "80.00", num.Money(roadTax(t, q).TotalUSD), "fourteen")
	car := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 2000, StayDays: 10, Permits: []string{"quota"}}
	assert.Equal(t, "15.00", num.Money(roadTax(t, car).TotalUSD), "cars are not of 211.1.1.2–211.1.1.3")
	q.GrossMass, q.DistanceKM = optional("44000"), optional("100")
	r = roadTax(t, q)
	assert.Equal(t, calc.Possible, r.Parts[len(r.Parts)-1].Status)
	assert.Equal(t, "80.00", num.Money(r.TotalUSD), "what is unclear is not added")
}

func TestStateDutyLaw24_PermitsBoughtAtTheBorder(t *testing.T) {
	for permit, want := range map[string]string{"over_quota": "100.00", "no_agreement": "150.00", "third_country": "600.00", "loading": "100.00", "empty": "350.00", "city": "25.00"} {
		q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 1, Permits: []string{permit}, Rates: dollars}
		r := roadTax(t, q)
		require.Len(t, r.Parts, 2, permit)
		assert.Equal(t, calc.StateDuty, r.Parts[1].Kind)
		assert.Equal(t, want, num.Money(r.Parts[1].USD), permit)
	}
	car := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 1500, StayDays: 1, Permits: []string{"empty"}}
	assert.Len(t, roadTax(t, car).Parts, 1, "no permit is sold for cars")
}

func TestRoadTaxOfAnElectricCarAndNearAMonth(t *testing.T) {
	codes := func(q calc.RoadTaxQuery) (out []string) {
		for _, w := range roadTax(t, q).Warnings {
			out = append(out, w.Code)
		}
		return out
	}
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", Electric: true, StayDays: 10}
	assert.Contains(t, codes(q), "road_tax_electric")
	assert.Equal(t, "15.00", num.Money(roadTax(t, q).TotalUSD))
	q.StayDays = 31
	assert.Contains(t, codes(q), "month_is_30_days")
	q.StayDays = 30
	assert.NotContains(t, codes(q), "month_is_30_days")
	assert.Contains(t, roadTax(t, calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", StayDays: 10}).Needs, calc.Need{Field: "vehicle.engineCC", Why: "need_vehicle"})
}

// A longer stay never costs less, and what is paid at exit brings the sum to
// the tax of the whole stay.
func TestRoadTaxGrowsWithTheStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: rapid.SampledFrom([]string{"car", "bus", "truck"}).Draw(t, "kind"), Rates: dollars}
		n := rapid.IntRange(1, 6000).Draw(t, "size")
		q.EngineCC, q.Seats, q.Axles = n, n%80+1, n%8+1
		q.StayDays = rapid.IntRange(2, 900).Draw(t, "stay")
		tax := func(q calc.RoadTaxQuery) *calc.RoadTaxResult {
			r, f := calc.ForeignRoadTax(q, tables())
			require.Nil(t, f)
			return r
		}
		whole := tax(q)
		part := q
		part.StayDays = rapid.IntRange(1, q.StayDays).Draw(t, "declared")
		entry := tax(part)
		require.False(t, entry.TotalUSD.GreaterThan(whole.TotalUSD))
		exit := q
		exit.DeclaredDays = part.StayDays
		require.True(t, entry.TotalUSD.Add(tax(exit).TotalUSD).Equal(whole.TotalUSD))
	})
}

func TestRoadTaxBounds(t *testing.T) {
	good := func() calc.RoadTaxQuery {
		return calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 20}
	}
	for _, c := range []struct {
		name, code, field string
		change            func(*calc.RoadTaxQuery)
	}{
		{"no day", "missing_field", "date", func(q *calc.RoadTaxQuery) { q.Date = calc.RoadTaxQuery{}.Date }},
		{"no kind", "missing_field", "vehicle.kind", func(q *calc.RoadTaxQuery) { q.Kind = "" }},
		{"a ship", "unknown_choice", "vehicle.kind", func(q *calc.RoadTaxQuery) { q.Kind = "ship" }},
		{"no stay", "out_of_range", "stayDays", func(q *calc.RoadTaxQuery) { q.StayDays = 0 }},
		{"one day", "", "", func(q *calc.RoadTaxQuery) { q.StayDays = 1 }},
		{"ten years", "", "", func(q *calc.RoadTaxQuery) { q.StayDays = 3660 }},
		{"more", "out_of_range", "stayDays", func(q *calc.RoadTaxQuery) { q.StayDays = 3661 }},
		{"paid for less than nothing", "out_of_range", "declaredDays", func(q *calc.RoadTaxQuery) { q.DeclaredDays = -1 }},
		{"paid for all", "", "", func(q *calc.RoadTaxQuery) { q.DeclaredDays = 20 }},
		{"paid for more", "out_of_range", "declaredDays", func(q *calc.RoadTaxQuery) { q.DeclaredDays = 21 }},
		{"a danger nobody knows", "unknown_choice", "dangerous", func(q *calc.RoadTaxQuery) { q.Dangerous = "green" }},
		{"a special danger", "", "", func(q *calc.RoadTaxQuery) { q.Dangerous = "special" }},
		{"less than no engine", "negative", "vehicle", func(q *calc.RoadTaxQuery) { q.EngineCC = -1 }},
		{"less than no seat", "negative", "vehicle", func(q *calc.RoadTaxQuery) { q.Seats = -1 }},
		{"less than no axle", "negative", "vehicle", func(q *calc.RoadTaxQuery) { q.Axles = -1 }},
		{"another permit", "unknown_choice", "permits[1]", func(q *calc.RoadTaxQuery) { q.Permits = []string{"empty", "royal"} }},
		{"less than no mass", "negative", "vehicle.grossMass", func(q *calc.RoadTaxQuery) { q.GrossMass = optional("-1") }},
		{"less than no way", "negative", "distanceKm", func(q *calc.RoadTaxQuery) { q.DistanceKM = optional("-1") }},
		{"a day out of reach", "date_range", "date", func(q *calc.RoadTaxQuery) { q.Date = mustDate("1992-12-31") }},
	} {
		q := good()
		c.change(&q)
		_, f := calc.ForeignRoadTax(q, tables())
		if c.code == "" {
			assert.Nil(t, f, c.name)
			continue
		}
		require.NotNil(t, f, c.name)
		assert.Equal(t, []string{c.code, c.field}, []string{f.Code, f.Field}, c.name)
	}
}

func TestMonthsAndYearsBesideThirtyAndThreeHundredAndSixtyFiveDays(t *testing.T) {
	var said []int
	for n := 1; n <= 400; n++ {
		r := roadTax(t, calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 2000, StayDays: n, Rates: dollars})
		for _, w := range r.Warnings {
			if w.Code == "month_is_30_days" {
				said = append(said, n)
			}
		}
	}
	assert.Equal(t, []int{28, 29, 31, 89, 91, 92, 366}, said)
}

func TestRoadTaxSaysHowItCameAbout(t *testing.T) {
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 2000, StayDays: 400, Rates: dollars}
	p := roadTax(t, q).Parts[0]
	assert.Equal(t, []calc.Step{
		{Op: "stay_band", Args: []string{"400", ""}, Result: "40.00"},
		{Op: "days_each", Args: []string{"0.5", "35"}, Result: "17.5"},
		{Op: "add", Args: []string{"40", "17.5", "USD"}, Result: "57.5"},
		{Op: "convert", Args: []string{"57.5", "USD", "1.7", "AZN"}, Result: "97.75"},
	}, p.Steps)
	assert.Equal(t, "97.75", money(p.AZN))
	assert.Equal(t, calc.RoadTax, p.Kind)
	q.StayDays = 30
	p = roadTax(t, q).Parts[0]
	assert.Equal(t, calc.Step{Op: "stay_band", Args: []string{"30", "30"}, Result: "15.00"}, p.Steps[0])
	assert.Equal(t, "211.1.1.1", p.Source.Article)
	truck := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 20, GrossMass: optional("41001"), DistanceKM: optional("100"), Rates: dollars}
	r := roadTax(t, truck)
	heavy := r.Parts[len(r.Parts)-1]
	assert.Equal(t, calc.Step{Op: "per_km", Args: []string{"0.3", "100"}, Result: "30.00"}, heavy.Steps[0])
	truck.DistanceKM = decimal.NullDecimal{}
	assert.Contains(t, roadTax(t, truck).Needs, calc.Need{Field: "distanceKm", Why: "need_quantity"})
	truck.GrossMass = optional("1000")
	assert.Empty(t, roadTax(t, truck).Needs, "a light one is not asked how far it goes")
}

func TestArt211_1_1_4_WhatWasPaidAtEntry(t *testing.T) {
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 20, DeclaredDays: 10, GrossMass: optional("44000"), DistanceKM: optional("100"), Rates: dollars}
	r := roadTax(t, q)
	require.Len(t, r.Parts, 2, "what the way costs was paid at entry")
	assert.Equal(t, "211.1.1.4", r.Parts[1].Source.Article)
	assert.Equal(t, "paid", r.Parts[1].Name)
	codes := ""
	for _, w := range r.Warnings {
		codes += w.Code + " "
	}
	assert.Contains(t, codes, "heavy_paid_at_entry")
	q.Permits = []string{"quota"}
	r = roadTax(t, q)
	assert.Equal(t, calc.NotDue, r.Parts[0].Status, "20 days are within the thirty")
	assert.Equal(t, "0.00", num.Money(r.TotalUSD))
	bus := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "bus", Seats: 12, StayDays: 20, GrossMass: optional("44000"), DistanceKM: optional("100")}
	assert.Len(t, roadTax(t, bus).Parts, 1, "211.2 is of lorries")
	bus.Dangerous = "low"
	assert.Len(t, roadTax(t, bus).Parts, 1, "and so is 211.3")
}

func TestRoadTaxOfADayTheLawIsNotKnownFor(t *testing.T) {
	last := tables().LawKnownTo
	for n, want := range []bool{false, true} {
		found := false
		for _, w := range roadTax(t, calc.RoadTaxQuery{Date: last.AddDays(n), Kind: "car", EngineCC: 2000, StayDays: 1, Rates: dollars}).Warnings {
			found = found || w.Code == "law_horizon"
		}
		assert.Equal(t, want, found, n)
	}
}

func TestRoadTaxInManatIsWholeQepik(t *testing.T) {
	q := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 2000, StayDays: 10, Rates: map[string]decimal.Decimal{"USD": num.Must("1.7003")}}
	r := roadTax(t, q)
	assert.Equal(t, "25.5", r.Parts[0].AZN.Decimal.String(), "25.5045")
	assert.Equal(t, "25.5", r.TotalAZN.Decimal.String())
	require.Len(t, r.FX, 1, "the rate is named")
	q = calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "truck", Axles: 4, StayDays: 1, GrossMass: optional("44000"), DistanceKM: optional("0.123"), Rates: dollars}
	r = roadTax(t, q)
	assert.Equal(t, "0.04", r.Parts[len(r.Parts)-1].USD.String(), "0.3 × 0.123 = 0.0369")
	own := *tables()
	own.Bulletins = nil
	q.Rates = nil
	r, f := calc.ForeignRoadTax(q, &own)
	require.Nil(t, f)
	assert.Contains(t, r.Needs, calc.Need{Field: "rates.USD", Why: "need_fx"})
	assert.False(t, r.TotalAZN.Valid)
	assert.False(t, r.Parts[0].AZN.Valid)
	own.RoadTaxVehicle.Stay = nil
	r, f = calc.ForeignRoadTax(q, &own)
	require.Nil(t, f)
	assert.Contains(t, r.Needs, calc.Need{Field: "vehicle", Why: "need_vehicle"})
	car := calc.RoadTaxQuery{Date: mustDate("2026-07-09"), Kind: "car", EngineCC: 1500, StayDays: 1, Permits: []string{"empty"}, Rates: dollars}
	codes := ""
	for _, w := range roadTax(t, car).Warnings {
		codes += w.Code + " "
	}
	assert.Contains(t, codes, "permit_other_kind")
}

// 211.1.1–211.3: what is said and asked beside the tax.
func TestWholeAnswersOfAForeignVehicle(t *testing.T) {
	day := mustDate("2026-07-09")
	for _, c := range []struct {
		name              string
		q                 calc.RoadTaxQuery
		parts, asks, said string
	}{
		{"permit of the quota", calc.RoadTaxQuery{Kind: "truck", Axles: 4, StayDays: 10, Permits: []string{"quota"}}, "stay not_due permit_quota 0.00", "", "permit_quota 30"},
		{"that a car has not", calc.RoadTaxQuery{Kind: "car", EngineCC: 1, StayDays: 10, Permits: []string{"quota"}}, "stay applied 15.00", "", ""},
		{"a truck of one axle", calc.RoadTaxQuery{Kind: "truck", Axles: 1, StayDays: 1}, "stay applied 20.00", "", ""},
		{"a truck without axles", calc.RoadTaxQuery{Kind: "truck", StayDays: 1}, "", "vehicle.axles", ""},
		{"a heavy one without", calc.RoadTaxQuery{Kind: "truck", StayDays: 1, GrossMass: optional("50000"), DistanceKM: optional("100")}, "heavy applied 30.00", "vehicle.axles", ""},
		{"a heavy one without, of the quota", calc.RoadTaxQuery{Kind: "truck", StayDays: 1, GrossMass: optional("50000"), DistanceKM: optional("100"), Permits: []string{"quota"}}, "stay not_due permit_quota 0.00, heavy possible heavy_with_quota 30.00", "vehicle.axles", "permit_quota 30"},
		{"not heavy, of the quota", calc.RoadTaxQuery{Kind: "truck", Axles: 4, StayDays: 31, GrossMass: optional("1"), DistanceKM: optional("100"), Permits: []string{"quota"}}, "stay applied 30.00", "", "permit_quota 30"},
		{"a bus of one seat", calc.RoadTaxQuery{Kind: "bus", Seats: 1, StayDays: 1}, "stay applied 15.00", "", ""},
		{"paid at entry", calc.RoadTaxQuery{Kind: "truck", Axles: 4, StayDays: 10, DeclaredDays: 1, GrossMass: optional("50000"), DistanceKM: optional("100")}, "stay applied 80.00, paid applied -30.00", "", "heavy_paid_at_entry"},
	} {
		c.q.Date = day
		if c.q.Rates == nil {
			c.q.Rates = dollars
		}
		r := roadTax(t, c.q)
		var parts []string
		for _, p := range r.Parts {
			parts = append(parts, strings.Join(strings.Fields(p.Name+" "+string(p.Status)+" "+p.Reason+" "+num.Money(p.USD)), " "))
		}
		assert.Equal(t, []string{c.parts, c.asks, c.said}, []string{strings.Join(parts, ", "), wanted(r.Needs), said(r.Warnings)}, c.name)
	}
	old := roadTax(t, calc.RoadTaxQuery{Date: day, Kind: "car", EngineCC: 1500, StayDays: 1})
	assert.Contains(t, said(old.Warnings), "fx_newer_than_date USD", "the rate of another day")
}
