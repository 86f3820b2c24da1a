package calc_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
)

// A second way to the payments of a vehicle: formulas written from the articles
// with whole numbers of ten-thousandths of a manat, knowing nothing of the
// engine, its tables, its decimals or its dates.

type someVehicle struct {
	kind, fuel  string
	cc, km      int
	made, day   time.Time
	value       int64 // customs value in qəpik
	usd         int64 // ten-thousandths of a manat for a dollar
	partner     bool  // free-trade origin with its certificate
	special     bool
	rarity      bool
	individuals bool
}

const unit = 10000 // a manat

// pay is a payment of the oracle: an amount in qəpik, or why there is none.
type pay struct {
	qepik int64
	open  bool // not known
}

func qepik(tenThousandths int64) int64 { return (tenThousandths + 50) / 100 }

func on2(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func (v *someVehicle) from(y, m, d int) bool { return !v.day.Before(on2(y, m, d)) }

func (v *someVehicle) days() int { return int(v.day.Sub(v.made).Hours() / 24) }

// over: more than n years have passed since the day of production.
func (v *someVehicle) over(n int) bool { return v.day.After(v.anniversary(n)) }

// years: n years are completed.
func (v *someVehicle) years(n int) bool { return !v.day.Before(v.anniversary(n)) }

func (v *someVehicle) anniversary(n int) time.Time {
	y, m, d := v.made.Date()
	if m == time.February && d == 29 && time.Date(y+n, 2, 29, 0, 0, 0, 0, time.UTC).Month() != time.February {
		d = 28
	}
	return time.Date(y+n, m, d, 0, 0, 0, 0, time.UTC)
}

func (v *someVehicle) hybrid() bool { return v.fuel == "hybrid_petrol" || v.fuel == "hybrid_diesel" }

// duty: decision 500/2017 as reported, in ten-thousandths of a manat.
func (v *someVehicle) duty() (exact int64, ok bool) {
	percent := func(p int64) (int64, bool) { return v.value * p, true } // qəpik × per cent = ten-thousandths
	perCC := func(cents int64) (int64, bool) { return int64(v.cc) * cents * v.usd / 100, true }
	switch {
	case v.rarity && v.from(2026, 3, 25) && v.kind == "car" && v.over(40):
		return 0, true
	case v.partner:
		return 0, true
	case v.kind == "car" && v.fuel == "electric":
		switch {
		case !v.from(2018, 1, 1):
			return 0, false
		case v.from(2022, 12, 12) && !v.over(3):
			return 0, true
		}
		return percent(15)
	case v.kind == "car":
		isNew := v.days() <= 365
		switch {
		case !v.from(2018, 1, 1) || v.cc <= 1500:
			if isNew {
				return perCC(40)
			}
			return perCC(70)
		case isNew:
			return perCC(70)
		}
		return perCC(120)
	case v.kind == "truck" && v.fuel == "electric" && v.from(2018, 1, 1):
		if v.from(2025, 4, 4) && !v.over(3) {
			return 0, true
		}
		return percent(5)
	case v.kind == "motorcycle" && v.from(2024, 5, 18) && (v.fuel == "electric" || v.cc <= 50):
		return percent(15)
	}
	return 0, false
}

// bracket is a scale: of the bounds the last one below the volume, with what has
// accrued to it and the rate above it.
func bracket(cc int, scale ...[3]int64) int64 {
	var out int64
	for _, s := range scale {
		if int64(cc) > s[0] {
			out = s[1]*unit + (int64(cc)-s[0])*s[2]*(unit/100)
		}
	}
	return out
}

// excise: Tax Code 190.4.1 … 190.4.1-5, rates in hundredths of a manat.
func (v *someVehicle) excise() int64 {
	switch {
	case v.fuel == "electric", v.special:
		return 0
	case v.rarity && v.from(2026, 3, 25) && v.kind == "car" && v.over(40):
		return 0
	}
	switch v.kind {
	case "car":
		var x int64
		switch {
		case v.from(2022, 1, 1) && v.over(3):
			x = bracket(v.cc, [3]int64{0, 0, 30}, [3]int64{2000, 600, 500}, [3]int64{3000, 5600, 1500}, [3]int64{4000, 20600, 4000}, [3]int64{5000, 60600, 8000})
		case v.from(2019, 1, 1):
			x = bracket(v.cc, [3]int64{0, 0, 30}, [3]int64{2000, 600, 500}, [3]int64{3000, 5600, 1300}, [3]int64{4000, 18600, 3500}, [3]int64{5000, 53600, 7000})
		case v.from(2017, 1, 1):
			x = bracket(v.cc, [3]int64{0, 0, 20}, [3]int64{2000, 400, 300}, [3]int64{3000, 3400, 800}, [3]int64{4000, 11400, 2000}, [3]int64{5000, 31400, 4000})
		case v.from(2015, 1, 11):
			x = bracket(v.cc, [3]int64{0, 0, 20}, [3]int64{2000, 400, 150}, [3]int64{3000, 1900, 400}, [3]int64{4000, 5900, 800}, [3]int64{5000, 13900, 1000})
		default:
			x = bracket(v.cc, [3]int64{0, 0, 15}, [3]int64{2000, 300, 100}, [3]int64{3000, 1300, 200}, [3]int64{4000, 3300, 400})
		}
		if v.from(2022, 1, 1) && v.over(7) {
			switch factor2026 := v.from(2026, 1, 1); {
			case v.fuel == "petrol" && factor2026:
				x = x * 15 / 10
			case v.fuel == "petrol":
				x = x * 12 / 10
			case v.fuel == "diesel" && factor2026:
				x *= 2
			case v.fuel == "diesel":
				x = x * 15 / 10
			}
		}
		return x
	case "bus":
		if !v.from(2019, 1, 1) || v.fuel == "gas" {
			return 0
		}
		x := bracket(v.cc, [3]int64{0, 0, 200}, [3]int64{4000, 8000, 400}, [3]int64{6000, 16000, 600}, [3]int64{8000, 28000, 800}, [3]int64{10000, 44000, 1000})
		if v.over(1) || v.km > 100000 {
			x = x * 15 / 10
		}
		return x
	case "motorcycle":
		if !v.from(2024, 1, 1) || v.cc <= 125 && !v.from(2027, 1, 1) { // 188.1.8
			return 0
		}
		return bracket(v.cc, [3]int64{0, 0, 20}, [3]int64{125, 25, 40}, [3]int64{500, 175, 50})
	case "quadricycle":
		if !v.from(2026, 1, 1) {
			return 0
		}
		return int64(v.cc) * unit / 2
	case "yacht":
		switch {
		case v.from(2017, 1, 1):
			return int64(v.cc) * 6 * unit
		case v.from(2015, 1, 11):
			return int64(v.cc) * 3 * unit
		}
		return int64(v.cc) * unit
	}
	return 0
}

// vatFree: Tax Code 164.1.39, 164.1.41, 164.1.41-1 and the rarity vehicles of 2026.
func (v *someVehicle) vatFree() bool {
	switch {
	case v.rarity && v.from(2026, 3, 25) && v.kind == "car" && v.over(40):
		return true
	case v.kind == "car" && v.fuel == "electric":
		return v.from(2019, 1, 1) && !v.from(2026, 1, 1)
	case v.kind == "car" && v.hybrid():
		return v.from(2022, 1, 1) && !v.from(2026, 1, 1) && v.cc <= 2500 && !v.over(3)
	case v.kind == "bus" && v.fuel == "gas":
		return v.from(2020, 1, 1) && !v.from(2025, 1, 1)
	}
	return false
}

// fees by kind of payment; the clearance fee by bands of decision 168.
func (v *someVehicle) fees() map[calc.Kind]pay {
	out := map[calc.Kind]pay{}
	put := func(k calc.Kind, manat int64) { out[k] = pay{qepik: manat * 100} }
	azn := v.value
	band := func(bounds, fees []int64) int64 {
		for i, b := range bounds {
			if azn <= b*100 {
				return fees[i]
			}
		}
		return fees[len(fees)-1]
	}
	small := v.kind != "car" && v.kind != "bus" && v.kind != "truck"
	switch {
	case v.from(2018, 9, 5):
		put(calc.ClearanceFee, band([]int64{1000, 10000, 50000, 100000, 500000, 1000000}, []int64{15, 60, 120, 200, 300, 600, 1000}))
		put(calc.EService, 30)
		out[calc.EServiceVAT] = pay{qepik: 540}
		put(calc.VehicleCertificate, 30)
		if small {
			put(calc.VehicleCertificate, 25)
		}
		if v.kind == "car" && v.fuel != "electric" {
			put(calc.Expertise, 30)
			put(calc.ConformityCertificate, 30)
		}
	case v.from(2016, 4, 26):
		put(calc.ClearanceFee, band([]int64{1000, 10000, 100000}, []int64{10, 50, 100, 275}))
		put(calc.VehicleCertificate, 20)
		if small {
			put(calc.VehicleCertificate, 15)
		}
		for _, k := range []calc.Kind{calc.EService, calc.EServiceVAT, calc.Expertise, calc.ConformityCertificate} {
			out[k] = pay{open: true}
		}
	default:
		for _, k := range []calc.Kind{calc.ClearanceFee, calc.EService, calc.EServiceVAT, calc.VehicleCertificate, calc.Expertise, calc.ConformityCertificate} {
			out[k] = pay{open: true}
		}
	}
	if v.kind == "car" && v.from(2024, 2, 1) && !(v.rarity && v.over(40)) {
		switch {
		case v.years(7):
			put(calc.UtilisationFee, 700)
		case v.years(4):
			put(calc.UtilisationFee, 400)
		}
	}
	return out
}

// payments are every payment by kind, and the sum of what is known with an
// unknown duty at nothing, which is the least it can be.
func (v *someVehicle) payments() (map[calc.Kind]pay, int64, bool) {
	out := v.fees()
	duty, known := v.duty()
	out[calc.ImportDuty] = pay{qepik: qepik(duty), open: !known}
	out[calc.Excise] = pay{qepik: qepik(v.excise())}
	base := v.value + out[calc.ImportDuty].qepik + out[calc.Excise].qepik
	vat := qepik(base * 18)
	if v.vatFree() {
		vat = 0
	}
	out[calc.VAT] = pay{qepik: vat, open: !known && !v.vatFree()}
	sum, open := int64(0), false
	for k, p := range out {
		open = open || p.open
		if k == calc.VAT || !p.open {
			sum += p.qepik
		}
	}
	return out, sum, open
}

func (v *someVehicle) json() string {
	iso := func(t time.Time) string { return t.Format("2006-01-02") }
	x := `{"date":"` + iso(v.day) + `","rates":{"USD":"` + decimalOf(v.usd, 4) + `"}`
	if v.individuals {
		x += `,"declarant":"individual"`
	}
	car := calc.Vehicle{Kind: v.kind, Fuel: v.fuel, EngineCC: v.cc}
	x += `,"lines":[{"code":"` + car.Code() + `","price":{"amount":"` + decimalOf(v.value, 2) + `","currency":"AZN"}`
	if v.partner {
		x += `,"origin":"GE","dispatchedFrom":"GE","originProof":"st1"`
	}
	if v.rarity {
		x += `,"relief":["rarity"]`
	}
	x += `,"vehicle":{"kind":"` + v.kind + `","produced":"` + iso(v.made) + `","engineCC":` + strconv.Itoa(v.cc) + `,"mileageKm":` + strconv.Itoa(v.km)
	if v.fuel != "" {
		x += `,"fuel":"` + v.fuel + `"`
	}
	if v.special {
		x += `,"special":true`
	}
	return x + `}}]}`
}

func decimalOf(n int64, places int) string {
	s := fmt.Sprintf("%0*d", places+1, n)
	return s[:len(s)-places] + "." + s[len(s)-places:]
}

func drawVehicle(t *rapid.T) *someVehicle {
	v := &someVehicle{kind: rapid.SampledFrom([]string{"car", "car", "car", "car", "bus", "truck", "tractor", "trailer", "motorcycle", "quadricycle", "yacht"}).Draw(t, "kind")}
	if v.kind != "trailer" && v.kind != "yacht" {
		v.fuel = rapid.SampledFrom(calc.VehicleFuels).Draw(t, "fuel")
	}
	if v.fuel != "electric" {
		// Volumes at the bounds as often as between them.
		if rapid.Bool().Draw(t, "atBound") {
			v.cc = rapid.SampledFrom([]int{50, 125, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10000}).Draw(t, "bound") + rapid.IntRange(-1, 1).Draw(t, "by")
		} else {
			v.cc = rapid.IntRange(1, 12000).Draw(t, "cc")
		}
	}
	start := on2(2015, 1, 1)
	v.day = start.AddDate(0, 0, rapid.IntRange(0, 4383).Draw(t, "day"))
	if rapid.Bool().Draw(t, "atAge") {
		n := rapid.SampledFrom([]int{1, 3, 4, 7, 10, 40}).Draw(t, "years")
		v.made = v.day.AddDate(-n, 0, rapid.IntRange(-2, 2).Draw(t, "by days"))
	} else {
		v.made = v.day.AddDate(0, 0, -rapid.IntRange(0, 16000).Draw(t, "age"))
	}
	if rapid.IntRange(0, 9).Draw(t, "leap") == 0 {
		v.made = on2(rapid.SampledFrom([]int{1976, 1984, 2008, 2012, 2016, 2020, 2024}).Draw(t, "leap year"), 2, 29)
		if v.made.After(v.day) {
			v.made = on2(2012, 2, 29)
		}
	}
	v.km = rapid.SampledFrom([]int{0, 99999, 100000, 100001}).Draw(t, "km")
	v.value = rapid.Int64Range(1, 200_000_000).Draw(t, "value")
	if rapid.Bool().Draw(t, "atBand") {
		v.value = rapid.SampledFrom([]int64{100000, 1000000, 5000000, 10000000, 50000000, 100000000}).Draw(t, "band") + rapid.Int64Range(-1, 1).Draw(t, "by qəpik")
	}
	v.usd = rapid.SampledFrom([]int64{17000, 17025, 10500, 16999}).Draw(t, "usd")
	v.partner = rapid.IntRange(0, 4).Draw(t, "partner") == 0
	v.special = rapid.IntRange(0, 9).Draw(t, "special") == 0 && v.kind == "car"
	v.rarity = rapid.IntRange(0, 4).Draw(t, "rarity") == 0
	v.individuals = rapid.Bool().Draw(t, "individual")
	return v
}

func TestVehiclesAgreeWithTheArticles(t *testing.T) {
	each := 40
	if testing.Short() { // of each mutant
		each = 8
	}
	rapid.Check(t, func(t *rapid.T) {
		for range each {
			checkVehicle(t, drawVehicle(t))
		}
	})
}

func checkVehicle(t require.TestingT, v *someVehicle) {
	want, least, open := v.payments()
	d, f := wire.DecodeDeclaration([]byte(v.json()))
	require.Nil(t, f, v.json())
	a, f := calc.Sums(d, tables())
	require.Nil(t, f, v.json())
	seen := map[calc.Kind]bool{}
	for _, cs := range [][]calc.Charge{a.Lines[0].Charges, a.Charges} {
		for _, c := range cs {
			require.False(t, seen[c.Kind], "%s twice: %s", c.Kind, v.json())
			seen[c.Kind] = true
			p := want[c.Kind]
			switch c.Status {
			case calc.Applied, calc.NotDue:
				require.False(t, p.open, "%s: %s", c.Kind, v.json())
				require.Equal(t, decimalOf(p.qepik, 2), num.Money(c.Amount.Decimal), "%s: %s", c.Kind, v.json())
			case calc.Unknown:
				require.True(t, p.open, "%s: %s", c.Kind, v.json())
			case calc.Possible:
				require.Zero(t, p, "%s: %s", c.Kind, v.json())
			default:
				require.Fail(t, "asks", "%s %s: %s", c.Kind, c.Status, v.json())
			}
		}
	}
	for k, p := range want {
		require.True(t, seen[k] || p == pay{}, "%s is missing: %s", k, v.json())
	}
	require.Equal(t, !open, a.Complete, v.json())
	if a.Complete {
		require.Equal(t, decimalOf(least, 2), money(a.Total), v.json())
	} else {
		require.Equal(t, decimalOf(least, 2), money(a.TotalFrom), v.json())
	}
}
