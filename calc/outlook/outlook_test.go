package outlook_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/outlook"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

var tables = sync.OnceValue(func() *calc.Tables {
	t, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		panic(err)
	}
	return t
})

func declare(t require.TestingT, day, vehicle, more string) *calc.Declaration {
	d, f := wire.DecodeDeclaration([]byte(`{"date":"` + day + `","rates":{"USD":"1.7"},"lines":[{"code":"8703","price":{"amount":"10000","currency":"USD"}` + more + `,"vehicle":` + vehicle + `}]}`))
	require.Nil(t, f)
	d.Lines[0].Code = d.Lines[0].Vehicle.Code()
	return d
}

func around(t require.TestingT, d *calc.Declaration) (*calc.Assessment, *outlook.Look) {
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	return a, outlook.Around(d, a, tables())
}

func total(t require.TestingT, d *calc.Declaration) string {
	a, f := calc.Sums(d, tables())
	require.Nil(t, f)
	return num.Money(a.Total.Decimal)
}

func signed(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return num.Money(d.Decimal)
}

func TestTheNextBoundaryOfAge(t *testing.T) {
	for _, c := range []struct {
		name, day, vehicle string
		mark               string
		days               int
		more               string
		cause              calc.Kind
	}{
		{"365 days: the duty of used cars", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2025-08-01"}`, "2026-08-02", 24, "1604.80", calc.ImportDuty},
		{"3 years: excise over 3000 cm3", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":3500,"produced":"2023-08-01"}`, "2026-08-02", 24, "1180.00", calc.Excise},
		{"3 years mean nothing under 3000 cm3: 4 years, the utilisation fee", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":2900,"produced":"2023-08-01"}`, "2027-08-01", 388, "400.00", calc.UtilisationFee},
		{"7 years: the fee and the factor a day later are one boundary", "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-08-01"}`, "2026-08-01", 23, "653.64", calc.UtilisationFee},
		{"3 years: the duty of electric cars", "2026-07-09", `{"kind":"car","fuel":"electric","produced":"2023-08-01"}`, "2026-08-02", 24, "3009.00", calc.ImportDuty},
		{"1 year: buses", "2026-07-09", `{"kind":"bus","fuel":"diesel","engineCC":4000,"produced":"2025-08-01"}`, "2026-08-02", 24, "4720.00", calc.Excise},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, l := around(t, declare(t, c.day, c.vehicle, ""))
			require.NotEmpty(t, l.Cliffs)
			x := l.Cliffs[0]
			assert.Equal(t, []any{"age", c.mark, c.days, c.more, c.cause, false}, []any{x.Kind, x.Day.String(), x.Days, signed(x.More), x.Cause(), x.Banned})
		})
	}
	_, l := around(t, declare(t, "2026-07-09", `{"kind":"car","fuel":"hybrid_petrol","engineCC":1800,"produced":"2018-05-01"}`, ""))
	require.NotEmpty(t, l.Cliffs)
	assert.True(t, l.Cliffs[0].Banned, "ten years: it may not come in")
	assert.Equal(t, "2028-05-02", l.Cliffs[0].Day.String())
}

func TestTheBoundaryJustPassed(t *testing.T) {
	_, l := around(t, declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2025-07-01"}`, ""))
	require.Len(t, l.Cliffs, 3, "passed, to come, and the volume")
	assert.Equal(t, []any{"2026-07-02", -7, "1604.80"}, []any{l.Cliffs[0].Day.String(), l.Cliffs[0].Days, signed(l.Cliffs[0].More)})
	_, l = around(t, declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2025-01-01"}`, ""))
	require.Len(t, l.Cliffs, 2, "half a year ago is no news")
}

func TestJustOverAVolume(t *testing.T) {
	for _, c := range []struct {
		cc    string
		at    int
		more  string
		cause calc.Kind
	}{{"1598", 1500, "1775.10", calc.ImportDuty}, {"1501", 1500, "1507.26", calc.ImportDuty}, {"2001", 2000, "8.31", calc.Excise}, {"2998", 0, "", ""}, {"1500", 0, "", ""}, {"1651", 0, "", ""}, {"3001", 3000, "17.75", calc.Excise}} {
		_, l := around(t, declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":`+c.cc+`,"produced":"2024-05-01"}`, ""))
		var at int
		var more string
		var cause calc.Kind
		for _, x := range l.Cliffs {
			if x.Kind == "volume" {
				at, more, cause = x.CC, signed(x.More), x.Cause()
			}
		}
		assert.Equal(t, []any{c.at, c.more, c.cause}, []any{at, more, cause}, c.cc)
	}
}

// Every alternative is what the engine says of the changed declaration.
func TestAlternatives(t *testing.T) {
	d := declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-08-01"}`, `,"origin":"DE","dispatchedFrom":"DE"`)
	_, l := around(t, d)
	var got []string
	for _, a := range l.Alternatives {
		got = append(got, a.Kind+" "+a.Value+" "+signed(a.More)+" "+string(a.Cause()))
	}
	assert.Equal(t, []string{"fuel diesel 0.00 ", "fuel gas 0.00 ", "fuel hybrid_petrol 0.00 ", "fuel hybrid_diesel 0.00 ", "fuel electric -2567.88 import_duty",
		"origin RU -4809.59 import_duty", "wait 2026-08-02 653.64 utilisation_fee", "younger 1 0.00 ", "older 1 653.64 utilisation_fee"}, got)

	partner := declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-08-01"}`, `,"origin":"GE"`)
	_, l = around(t, partner)
	assert.Equal(t, "GE", l.Alternatives[5].Value, "its own origin, where that is a partner")
	proven := declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-08-01"}`, `,"origin":"GE","dispatchedFrom":"GE","originProof":"st1"`)
	_, l = around(t, proven)
	for _, a := range l.Alternatives {
		assert.NotEqual(t, "origin", a.Kind, "nothing to gain")
	}

	moto := declare(t, "2026-12-01", `{"kind":"motorcycle","fuel":"petrol","engineCC":50}`, "")
	_, l = around(t, moto)
	assert.Equal(t, "wait 2027-01-01 11.80", l.Alternatives[2].Kind+" "+l.Alternatives[2].Value+" "+signed(l.Alternatives[2].More), "188.1.8 ends")
	assert.Equal(t, "fuel electric", l.Alternatives[0].Kind+" "+l.Alternatives[0].Value)

	young := declare(t, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2026-02-01"}`, "")
	_, l = around(t, young)
	for _, a := range l.Alternatives {
		assert.NotEqual(t, "younger", a.Kind, "not made in the future")
	}
}

// The curves are the engine's totals at their points, between the points of
// volume they are straight to the qəpik, and the steps of age hold until the next.
func TestCurvesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := date.Must(2022, 1, 1).AddDays(rapid.IntRange(0, 1825).Draw(t, "day"))
		v := calc.Vehicle{Kind: "car", Fuel: rapid.SampledFrom([]string{"petrol", "diesel", "hybrid_petrol", "gas"}).Draw(t, "fuel"),
			EngineCC: rapid.IntRange(600, 6500).Draw(t, "cc"), Produced: day.AddDays(-rapid.IntRange(0, 4400).Draw(t, "age"))}
		d := &calc.Declaration{Date: day, Rates: map[string]decimal.Decimal{"USD": num.Must("1.7")},
			Lines: []calc.Line{{Code: v.Code(), Vehicle: &v, Price: calc.Money{Amount: num.Must("17000"), Currency: "AZN"}}}}
		if rapid.Bool().Draw(t, "calendar") && !day.Before(date.Must(2024, 2, 1)) {
			d.Readings = []calc.Choice{{Key: "utilisation_age", Reading: "calendar"}}
		}
		a, l := around(t, d)
		at := func(change func(v *calc.Vehicle)) string {
			e, w := *d, v
			change(&w)
			e.Lines = []calc.Line{d.Lines[0]}
			e.Lines[0].Vehicle, e.Lines[0].Code = &w, w.Code()
			return total(t, &e)
		}
		own := false
		for i, p := range l.Volume {
			require.False(t, p.Open)
			require.Equal(t, at(func(v *calc.Vehicle) { v.EngineCC = p.CC }), num.Money(p.Total))
			if p.CC == v.EngineCC {
				own = true
				require.True(t, p.Total.Equal(a.Total.Decimal))
			}
			if i == 0 || l.Volume[i-1].CC+1 >= p.CC {
				continue
			}
			from := l.Volume[i-1]
			cc := from.CC + rapid.IntRange(1, p.CC-from.CC-1).Draw(t, "between")
			line := from.Total.Add(p.Total.Sub(from.Total).Mul(decimal.NewFromInt(int64(cc - from.CC))).Div(decimal.NewFromInt(int64(p.CC - from.CC))))
			off := num.Must(at(func(v *calc.Vehicle) { v.EngineCC = cc })).Sub(line).Abs()
			require.True(t, off.LessThan(num.Must("0.04")), "%d cm3 is %s off the line", cc, off)
		}
		require.True(t, own, "the vehicle's own volume is a point")
		require.Zero(t, l.Ages[0].Days)
		for i, s := range l.Ages {
			last := day.AddYears(-12).DaysUntil(day)
			if i+1 < len(l.Ages) {
				last = l.Ages[i+1].Days - 1
				require.Greater(t, l.Ages[i+1].Days, s.Days)
			}
			for _, days := range []int{s.Days, last, rapid.IntRange(s.Days, max(last, s.Days)).Draw(t, "days")} {
				require.Equal(t, num.Money(s.Total), at(func(v *calc.Vehicle) { v.Produced = day.AddDays(-days) }), "%d days old on %s", days, day)
			}
		}
	})
}

// Around a leap day ages begin on days of their own, and on the first day of a
// year an age of calendar years begins with one of full years: each age is what
// the engine says of it, to the day.
func TestAgesToTheDay(t *testing.T) {
	for _, day := range []string{"2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2024-12-31", "2025-12-31", "2026-01-01", "2026-01-02"} {
		d := declare(t, day, `{"kind":"car","fuel":"petrol","engineCC":3001,"produced":"`+day+`"}`, "")
		if strings.Contains(day, "-12-") || strings.Contains(day, "-01-") {
			d.Readings = []calc.Choice{{Key: "utilisation_age", Reading: "calendar"}}
		}
		_, l := around(t, d)
		at, v := -1, *d.Lines[0].Vehicle
		d.Lines[0].Vehicle = &v
		for age := range d.Date.AddYears(-12).DaysUntil(d.Date) {
			if at+1 < len(l.Ages) && l.Ages[at+1].Days == age {
				at++
			}
			v.Produced = d.Date.AddDays(-age)
			require.Equal(t, total(t, d), num.Money(l.Ages[at].Total), "%d days old on %s", age, day)
		}
		require.Equal(t, len(l.Ages)-1, at)
	}
}

func TestNothingIsAround(t *testing.T) {
	d := declare(t, "2026-07-09", `{"kind":"trailer"}`, "")
	_, l := around(t, d)
	assert.Empty(t, l.Cliffs)
	assert.Empty(t, l.Volume)
	assert.Empty(t, l.Ages)
	d.Lines[0].Vehicle = nil
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	assert.Nil(t, outlook.Around(d, a, tables()))
}

// An open total is a band from the least to the most.
func TestOpenTotalsAreBands(t *testing.T) {
	_, l := around(t, declare(t, "2026-07-09", `{"kind":"motorcycle","fuel":"petrol","engineCC":600}`, ""))
	var closed, open int
	for _, p := range l.Volume {
		if p.Open {
			open++
			assert.True(t, p.To.Valid && p.To.Decimal.GreaterThan(p.Total))
			assert.Greater(t, p.CC, 50)
		} else {
			closed++
			assert.LessOrEqual(t, p.CC, 50)
		}
	}
	assert.Positive(t, closed)
	assert.Positive(t, open)
}

func BenchmarkAround(b *testing.B) {
	d := declare(b, "2026-07-09", `{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2019-08-01"}`, "")
	a, _ := calc.Assess(d, tables())
	b.Run("assess", func(b *testing.B) {
		for b.Loop() {
			calc.Assess(d, tables())
		}
	})
	b.Run("sums", func(b *testing.B) {
		for b.Loop() {
			calc.Sums(d, tables())
		}
	})
	b.Run("around", func(b *testing.B) {
		for b.Loop() {
			outlook.Around(d, a, tables())
		}
	})
}
