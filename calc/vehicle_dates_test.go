package calc_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/tariffdata/embedded"
)

// namedDays are the first days of every period of the law tables and the days
// after their last ones.
func namedDays(t *testing.T) map[date.Date]string {
	out := map[date.Date]string{}
	core := embedded.Core()
	for _, name := range core.Tables() {
		table, _ := core.Table(name)
		for i := range table.Len() {
			if s := table.Get(i, "valid_from"); s != "" {
				out[mustDate(s)] = name
			}
			if s := table.Get(i, "valid_to"); s != "" {
				out[mustDate(s).AddDays(1)] = name
			}
		}
	}
	require.Greater(t, len(out), 50)
	return out
}

// ageDaysNamed are the days a vehicle passes an age that some article asks for:
// more than 365 days, more than 1, 3, 7, 10 and 40 years, 4 and 7 completed ones.
func ageDaysNamed(produced date.Date) map[date.Date]string {
	out := map[date.Date]string{produced: "made", produced.AddDays(366): "365 days"}
	for _, n := range []int{1, 3, 7, 10, 40} {
		out[produced.AddYears(n).AddDays(1)] = "more than years"
	}
	for _, n := range []int{4, 7} {
		out[produced.AddYears(n)] = "completed years"
	}
	return out
}

// signature is everything of an assessment that must not move by itself.
func signature(a *calc.Assessment) string {
	var b strings.Builder
	for _, cs := range append(chargesOf(a), a.Charges) {
		for _, c := range cs {
			b.WriteString(string(c.Kind) + " " + string(c.Status) + " " + money(c.Amount) + " " + c.Reason + "\n")
		}
	}
	b.WriteString(money(a.Total) + " " + money(a.TotalFrom) + " " + money(a.TotalTo) + "\n")
	for _, w := range a.Warnings {
		if w.Code != "law_horizon" && !strings.HasPrefix(w.Code, "fx_") {
			b.WriteString(w.Code + "\n")
		}
	}
	return b.String()
}

// Every day from 2015 to 2027, a set of vehicles: their payments change on days
// that the law tables name, on ages the articles ask for, and on no other.
func TestEveryDayFrom2015To2027(t *testing.T) {
	named := namedDays(t)
	first, last := mustDate("2015-01-01"), mustDate("2027-01-01")
	for _, c := range []struct{ name, code, vehicle, rates string }{
		{"petrol car of 2014", "870323", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2014-05-17"}`, `"rates":{"USD":"1.7"},`},
		{"petrol car made on 29 February", "870324", `{"kind":"car","fuel":"petrol","engineCC":3501,"produced":"2016-02-29"}`, `"rates":{"USD":"1.7"},`},
		{"diesel car over 5000 cm3", "870333", `{"kind":"car","fuel":"diesel","engineCC":5501,"produced":"2013-12-31"}`, `"rates":{"USD":"1.7"},`},
		{"hybrid", "870340", `{"kind":"car","fuel":"hybrid_petrol","engineCC":2487,"produced":"2019-06-30"}`, `"rates":{"USD":"1.7"},`},
		{"gas car", "870322", `{"kind":"car","fuel":"gas","engineCC":1500,"produced":"2012-01-01"}`, `"rates":{"USD":"1.7"},`},
		{"electric car", "870380", `{"kind":"car","fuel":"electric","produced":"2020-10-10"}`, `"rates":{"USD":"1.7"},`},
		{"electric truck", "870460", `{"kind":"truck","fuel":"electric","produced":"2022-08-01"}`, `"rates":{"USD":"1.7"},`},
		{"diesel bus", "870210", `{"kind":"bus","fuel":"diesel","engineCC":6700,"produced":"2018-03-03"}`, `"rates":{"USD":"1.7"},`},
		{"gas bus", "870290", `{"kind":"bus","fuel":"gas","engineCC":6700,"produced":"2018-03-03"}`, `"rates":{"USD":"1.7"},`},
		{"small motorcycle", "871120", `{"kind":"motorcycle","fuel":"petrol","engineCC":125,"produced":"2015-01-01"}`, `"rates":{"USD":"1.7"},`},
		{"quadricycle", "8703", `{"kind":"quadricycle","fuel":"petrol","engineCC":800,"produced":"2015-01-01"}`, `"rates":{"USD":"1.7"},`},
		{"yacht", "8903", `{"kind":"yacht","engineCC":4000}`, `"rates":{"USD":"1.7"},`},
		{"trailer", "8716", `{"kind":"trailer"}`, `"rates":{"USD":"1.7"},`},
		{"rarity", "870324", `{"kind":"car","fuel":"petrol","engineCC":4700,"produced":"1980-07-07"}`, `"rates":{"USD":"1.7"},`},
		{"car at the bulletin's rate", "870323", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2015-01-01"}`, ``},
	} {
		if runtime.GOOS == "js" && c.name != "hybrid" {
			continue // the same engine, many times slower
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			relief := ""
			if c.name == "rarity" {
				relief = `"relief":["rarity"],`
			}
			d, f := wire.DecodeDeclaration([]byte(`{"date":"2015-01-01",` + c.rates + `"lines":[{"code":"` + c.code + `",` + relief +
				`"price":{"amount":"30000","currency":"AZN"},"vehicle":` + c.vehicle + `}]}`))
			require.Nil(t, f)
			ages := ageDaysNamed(d.Lines[0].Vehicle.Produced)
			before, jumps := "", 0
			for day := first; !day.After(last); day = day.AddDays(1) {
				d.Date = day
				a, f := calc.Sums(d, tables())
				require.Nil(t, f)
				now := signature(a)
				if now != before && before != "" {
					jumps++
					_, law := named[day]
					_, age := ages[day]
					bulletin := c.rates == "" && isBulletin(day)
					require.True(t, law || age || bulletin, "%s: nothing names this day\n%s\n%s", day, before, now)
				}
				before = now
			}
			require.GreaterOrEqual(t, jumps, 2)
		})
	}
}

func isBulletin(d date.Date) bool {
	for _, b := range tables().Bulletins {
		if b.Date == d {
			return true
		}
	}
	return false
}

// carOn assesses a car of 10 000 USD at 1.7.
func carOn(t *testing.T, day, fuel, cc, produced, more string) *calc.Assessment {
	t.Helper()
	v := calc.Vehicle{Kind: "car", Fuel: fuel, EngineCC: int(num.Must(cc).IntPart())}
	return assess(t, vehicleDoc(day, v.Code(), "car", fuel, cc, produced, more))
}

// What a person saw in December and sees in January.
func TestDecember2025AndJanuary2026(t *testing.T) {
	for _, c := range []struct{ name, fuel, cc, produced, excise25, vat25, total25, excise26, vat26, total26 string }{
		{"petrol over 7 years, 190.4.1-4: 1.2 → 1.5", "petrol", "1998", "2018-01-01", "719.28", "3923.14", "9663.74", "899.10", "3955.50", "9875.92"},
		{"diesel over 7 years, 190.4.1-4: 1.5 → 2.0", "diesel", "2993", "2018-01-01", "8347.50", "5661.58", "21060.20", "11130.00", "6162.43", "24343.55"},
		{"petrol of 3 years: the same", "petrol", "1998", "2023-01-01", "599.40", "3901.56", "8822.28", "599.40", "3901.56", "8822.28"},
		{"hybrid, 164.1.41-1 ended", "hybrid_petrol", "2487", "2024-01-01", "3035.00", "0.00", "8353.88", "3035.00", "4519.53", "12873.41"},
		{"electric, 164.1.41 ended", "electric", "0", "2024-01-01", "0.00", "0.00", "185.40", "0.00", "3060.00", "3245.40"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, x := range []struct{ day, excise, vat, total string }{{"2025-12-31", c.excise25, c.vat25, c.total25}, {"2026-01-01", c.excise26, c.vat26, c.total26}} {
				a := carOn(t, x.day, c.fuel, c.cc, c.produced, "")
				require.True(t, a.Complete)
				assert.Equal(t, x.excise, money(charge(t, a, 1, calc.Excise).Amount), x.day)
				assert.Equal(t, x.vat, money(charge(t, a, 1, calc.VAT).Amount), x.day)
				assert.Equal(t, x.total, money(a.Total), x.day)
			}
			after := carOn(t, "2026-01-01", c.fuel, c.cc, c.produced, "")
			assert.Equal(t, strings.Contains(c.name, "ended"), warned(after, "vehicle_relief_ended"))
			assert.False(t, warned(carOn(t, "2025-12-31", c.fuel, c.cc, c.produced, ""), "vehicle_relief_ended"))
		})
	}
}

// The ages of the articles, to the day.
func TestAgesToTheDay(t *testing.T) {
	duty := func(a *calc.Assessment) string { return money(charge(t, a, 1, calc.ImportDuty).Amount) }
	excise := func(a *calc.Assessment) string { return money(charge(t, a, 1, calc.Excise).Amount) }
	fee := func(a *calc.Assessment) string { return money(charge(t, a, 0, calc.UtilisationFee).Amount) }
	vat := func(a *calc.Assessment) string { return money(charge(t, a, 1, calc.VAT).Amount) }
	for _, c := range []struct {
		name, day, fuel, cc, produced string
		of                            func(*calc.Assessment) string
		want                          string
	}{
		{"365 days old is new", "2026-07-09", "petrol", "1600", "2025-07-09", duty, "1904.00"},
		{"366 days old is used", "2026-07-09", "petrol", "1600", "2025-07-08", duty, "3264.00"},
		{"365 days over 29 February", "2024-12-31", "petrol", "1600", "2024-01-01", duty, "1904.00"},
		{"366 days over 29 February, on the anniversary", "2025-01-01", "petrol", "1600", "2024-01-01", duty, "3264.00"},
		{"exactly 3 years: 190.4.1", "2026-07-09", "petrol", "3500", "2023-07-09", excise, "12100.00"},
		{"3 years and a day: 190.4.1-3", "2026-07-09", "petrol", "3500", "2023-07-08", excise, "13100.00"},
		{"exactly 7 years: no factor", "2026-07-09", "petrol", "2000", "2019-07-09", excise, "600.00"},
		{"7 years and a day: 190.4.1-4", "2026-07-09", "petrol", "2000", "2019-07-08", excise, "900.00"},
		{"made on 29 February 2020, on 28 February 2023", "2023-02-28", "petrol", "3500", "2020-02-29", excise, "12100.00"},
		{"made on 29 February 2020, on 1 March 2023", "2023-03-01", "petrol", "3500", "2020-02-29", excise, "13100.00"},
		{"made on 29 February 2016, on 28 February 2023", "2023-02-28", "petrol", "2000", "2016-02-29", excise, "600.00"},
		{"made on 29 February 2016, on 1 March 2023", "2023-03-01", "petrol", "2000", "2016-02-29", excise, "720.00"},
		{"a day before 4 years: 233-1", "2026-07-09", "petrol", "2000", "2022-07-10", fee, "0.00"},
		{"exactly 4 years passed", "2026-07-09", "petrol", "2000", "2022-07-09", fee, "400.00"},
		{"a day before 7 years", "2026-07-09", "petrol", "2000", "2019-07-10", fee, "400.00"},
		{"exactly 7 years passed", "2026-07-09", "petrol", "2000", "2019-07-09", fee, "700.00"},
		{"4 years from 29 February", "2024-02-29", "petrol", "2000", "2020-02-29", fee, "400.00"},
		{"the day before", "2024-02-28", "petrol", "2000", "2020-02-29", fee, "0.00"},
		{"electric, exactly 3 years", "2026-07-09", "electric", "0", "2023-07-09", duty, "0.00"},
		{"electric, 3 years and a day", "2026-07-09", "electric", "0", "2023-07-08", duty, "2550.00"},
		{"hybrid, exactly 3 years: 164.1.41-1", "2025-07-09", "hybrid_petrol", "2500", "2022-07-09", vat, "0.00"},
		{"hybrid, 3 years and a day", "2025-07-09", "hybrid_petrol", "2500", "2022-07-08", vat, "4536.00"},
		{"hybrid, 2501 cm3", "2025-07-09", "hybrid_petrol", "2501", "2022-07-09", vat, "4537.27"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, c.of(carOn(t, c.day, c.fuel, c.cc, c.produced, "")))
		})
	}
}

// The engine volumes of the articles, to the cubic centimetre. Excise is
// continuous; the duty jumps at 1500.
func TestVolumesToTheCubicCentimetre(t *testing.T) {
	for _, c := range []struct{ cc, duty, excise string }{
		{"1500", "1785.00", "450.00"}, {"1501", "3062.04", "450.30"}, {"2000", "4080.00", "600.00"}, {"2001", "4082.04", "605.00"},
		{"3000", "6120.00", "5600.00"}, {"3001", "6122.04", "5613.00"}, {"4000", "8160.00", "18600.00"}, {"4001", "8162.04", "18635.00"},
		{"5000", "10200.00", "53600.00"}, {"5001", "10202.04", "53670.00"},
	} {
		a := carOn(t, "2026-07-09", "petrol", c.cc, "2025-01-01", "")
		assert.Equal(t, c.duty, money(charge(t, a, 1, calc.ImportDuty).Amount), c.cc)
		assert.Equal(t, c.excise, money(charge(t, a, 1, calc.Excise).Amount), c.cc)
	}
}

// The articles make the excise continuous and rising in the engine volume on
// every day and at every age: a cubic centimetre more never costs more than the
// dearest one, 80 manat with a factor of 2, and never less than nothing.
func TestArt190_4_1_ExciseIsContinuous(t *testing.T) {
	most := num.Must("160")
	days := []string{"2015-01-05", "2016-06-01", "2018-06-01", "2021-06-01", "2024-06-01", "2026-06-01", "2027-01-01"}
	stride := 500
	if testing.Short() { // of each mutant
		days, stride = []string{"2015-01-05", "2026-06-01"}, 2500
	}
	for _, kind := range []string{"car", "bus", "motorcycle", "yacht", "quadricycle"} {
		for _, day := range days {
			for _, age := range []int{0, 4, 8} {
				d := &calc.Declaration{Date: mustDate(day), Lines: []calc.Line{{Price: calc.Money{Amount: num.Must("1"), Currency: "AZN"}}}}
				at := func(cc int) calc.Charge {
					v := calc.Vehicle{Kind: kind, Fuel: "diesel", Produced: d.Date.AddYears(-age).AddDays(-1), EngineCC: cc}
					d.Lines[0].Vehicle, d.Lines[0].Code = &v, v.Code()
					a, f := calc.Sums(d, tables())
					require.Nil(t, f)
					return charge(t, a, 1, calc.Excise)
				}
				for cc := 1; cc <= 11000; cc += 1 + cc%stride {
					low, high := at(cc), at(cc+1)
					if low.Reason == "excise_exempt" && high.Reason == "" {
						continue // 188.1.8 ends at 125 cm3
					}
					more := high.Amount.Decimal.Sub(low.Amount.Decimal)
					require.True(t, !more.IsNegative() && more.LessThanOrEqual(most), "%s %s, %d years: %d cm3 %s, one more %s", kind, day, age, cc, money(low.Amount), money(high.Amount))
				}
				for _, cc := range calc.VolumeMarks(d, &calc.Vehicle{Kind: kind, Fuel: "diesel"}, tables()) {
					low, high := at(cc), at(cc+1)
					more := high.Amount.Decimal.Sub(low.Amount.Decimal)
					require.True(t, low.Reason == "excise_exempt" || !more.IsNegative() && more.LessThanOrEqual(most), "%s %s, %d years: %d cm3", kind, day, age, cc)
				}
			}
		}
	}
}
