package calc_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/wire"
)

// batched assesses with a batch, in steps of a few lines.
func batched(t require.TestingT, b *calc.Batch, d *calc.Declaration, stamps []int) string {
	require.Nil(t, b.Begin(d, stamps))
	for left := b.Left(); left > 0; {
		now := b.Step(2)
		require.Less(t, now, left)
		left = now
	}
	for i := range d.Lines {
		_, ok := b.Line(i)
		require.True(t, ok)
	}
	return string(wire.EncodeAssessment(b.End()))
}

// whole is what Assess says of the same declaration, its conflicts apart.
func whole(t require.TestingT, d *calc.Declaration) string {
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	a.Conflicts = nil
	return string(wire.EncodeAssessment(a))
}

func TestABatchSaysWhatAssessSaysHoweverTheLinesChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := calc.NewBatch(tables())
		d := drawDeclaration(t)
		next := 0
		stamp := func() int { next++; return next }
		var stamps []int
		for range d.Lines {
			stamps = append(stamps, stamp())
		}
		require.Equal(t, whole(t, d), batched(t, b, d, stamps))
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			e := *d
			e.Lines = append([]calc.Line(nil), d.Lines...)
			stamps = append([]int(nil), stamps...)
			i := rapid.IntRange(0, len(e.Lines)-1).Draw(t, "at")
			switch rapid.SampledFrom([]string{"edit", "insert", "copy", "delete", "swap", "date", "freight", "rate", "mfn", "vehicle", "carried"}).Draw(t, "edit") {
			case "edit":
				e.Lines[i], stamps[i] = drawLine(t), stamp()
			case "insert":
				e.Lines = append([]calc.Line{drawLine(t)}, e.Lines...)
				stamps = append([]int{stamp()}, stamps...)
			case "copy":
				e.Lines = append(e.Lines, e.Lines[i])
				stamps = append(stamps, stamps[i])
			case "delete":
				if len(e.Lines) > 1 {
					e.Lines = append(e.Lines[:i], e.Lines[i+1:]...)
					stamps = append(stamps[:i], stamps[i+1:]...)
				}
			case "swap":
				e.Lines[0], e.Lines[i] = e.Lines[i], e.Lines[0]
				stamps[0], stamps[i] = stamps[i], stamps[0]
			case "date":
				e.Date = mustDate(rapid.SampledFrom([]string{"2026-07-09", "2024-06-01"}).Draw(t, "date"))
			case "freight":
				e.Delivery = calc.Delivery{Incoterm: "FOB", Freight: &calc.Money{Amount: money2.Draw(t, "freight"), Currency: "USD"}}
			case "rate":
				e.Rates = map[string]decimal.Decimal{"USD": num.Must(rapid.SampledFrom([]string{"1.7", "1.8"}).Draw(t, "usd"))}
			case "mfn":
				e.DutyOption = "mfn"
			case "vehicle":
				e.Lines[i].Code, e.Lines[i].Quantities = "8703231910", nil
				e.Lines[i].Vehicle = &calc.Vehicle{Kind: "car", Fuel: "petrol", EngineCC: 1998, Produced: mustDate("2021-05-01")}
				stamps[i] = stamp()
				e.Readings = []calc.Choice{{Key: "vat_base", Reading: "clearance_fee"}}
			case "carried":
				e.Channel = rapid.SampledFrom([]string{"carried", ""}).Draw(t, "channel")
			}
			d = &e
			require.Equal(t, whole(t, d), batched(t, b, d, stamps))
		}
	})
}

func TestABatchComputesOnlyWhatChanged(t *testing.T) {
	d := &calc.Declaration{Date: mustDate("2026-07-09")}
	var stamps []int
	for i := range 40 {
		d.Lines = append(d.Lines, simpleLine("100"))
		stamps = append(stamps, i)
	}
	b := calc.NewBatch(tables())
	require.Nil(t, b.Begin(d, stamps))
	assert.Equal(t, 40, b.Left())
	_, ok := b.Line(0)
	assert.False(t, ok, "nothing is said of a line before it is computed")
	b.End()
	d.Lines[7].Price.Amount, stamps[7] = num.Must("200"), 100
	require.Nil(t, b.Begin(d, stamps))
	assert.Equal(t, 1, b.Left())
	d.Date = mustDate("2026-07-10")
	require.Nil(t, b.Begin(d, stamps))
	assert.Equal(t, 40, b.Left(), "another day is another law")
	assert.Zero(t, b.Step(40))
	d.Lines, stamps = d.Lines[1:], stamps[1:]
	require.Nil(t, b.Begin(d, stamps))
	assert.Zero(t, b.Left(), "a line keeps its outcome wherever it moves")
	l, ok := b.Line(0)
	require.True(t, ok)
	assert.Equal(t, 1, l.N)
}

func TestABatchRefusesWhatAssessRefuses(t *testing.T) {
	b := calc.NewBatch(tables())
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1"), {Code: "12"}}}
	f := b.Begin(d, []int{1, 2})
	require.NotNil(t, f)
	assert.Equal(t, "lines[1].code", f.Field)
	assert.Equal(t, "code_length", f.Code)
	f = calc.CheckLine(&d.Lines[1], tables())
	require.NotNil(t, f)
	assert.Equal(t, "code", f.Field)
	assert.Nil(t, calc.CheckLine(&d.Lines[0], tables()))
	d.Lines[1] = simpleLine("2")
	d.Months = -1
	assert.Equal(t, "months", b.Begin(d, []int{1, 3}).Field)
}

// Whatever a declaration says besides its lines and its delivery must make a
// batch compute anew: a field added later must not be forgotten.
func TestEveryFieldOfADeclarationCounts(t *testing.T) {
	money := calc.Money{Amount: num.Must("1"), Currency: "USD"}
	other := map[string]any{
		"Date": mustDate("2026-07-08"), "FXDate": mustDate("2026-07-01"), "Flow": calc.Export, "Procedure": "transit", "Months": 3, "Until": mustDate("2027-01-01"),
		"Declarant": "individual", "Channel": "post", "AllowanceUsed": &money, "LimitsUsed": map[string]decimal.Decimal{"alcohol": num.Must("1")}, "Minor": true, "Minors": 2, "Paper": true, "OffHours": true, "OffSite": true,
		"Rates": map[string]decimal.Decimal{"USD": num.Must("1.6")}, "DutyOption": "mfn", "Readings": []calc.Choice{{Key: "new_car", Reading: "years"}},
	}
	typ := reflect.TypeOf(calc.Declaration{})
	for i := range typ.NumField() {
		name := typ.Field(i).Name
		if name == "Lines" || name == "Delivery" {
			continue // a line has its stamp, delivery shows in the value
		}
		value, ok := other[name]
		require.True(t, ok, "%s: say in contextOf and here what depends on it", name)
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("100"), simpleLine("200")}}
		b := calc.NewBatch(tables())
		require.Nil(t, b.Begin(d, []int{1, 2}))
		b.End()
		e := *d
		reflect.ValueOf(&e).Elem().Field(i).Set(reflect.ValueOf(value))
		require.Nil(t, b.Begin(&e, []int{1, 2}), name)
		assert.Equal(t, 2, b.Left(), name)
	}
}

func BenchmarkBatchOneOfAThousandLines(b *testing.B) {
	d := &calc.Declaration{Date: mustDate("2026-07-09")}
	var stamps []int
	for i := range 1000 {
		d.Lines = append(d.Lines, simpleLine("100"))
		stamps = append(stamps, i)
	}
	batch := calc.NewBatch(tables())
	next := 1000
	r := rate.OfPercent("5")
	for b.Loop() {
		next++
		d.Lines[500].Duty, stamps[500] = &r, next
		if f := batch.Begin(d, stamps); f != nil {
			b.Fatal(f)
		}
		batch.End()
	}
}

// A letter typed into one of ten thousand lines changes the share of each.
func BenchmarkBatchSharesOfTenThousandLines(b *testing.B) {
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Delivery: calc.Delivery{Incoterm: "FCA", Freight: &calc.Money{Amount: num.Must("5000"), Currency: "AZN"}}}
	var stamps []int
	for i := range calc.MaxLines {
		d.Lines = append(d.Lines, simpleLine("100"))
		d.Lines[i].Price.Amount = decimal.New(int64(10000+i), -2)
		stamps = append(stamps, i)
	}
	batch := calc.NewBatch(tables())
	next := calc.MaxLines
	for b.Loop() {
		next++
		d.Lines[500].Price.Amount, stamps[500] = decimal.New(int64(next), -2), next
		if f := batch.Begin(d, stamps); f != nil {
			b.Fatal(f)
		}
	}
}

// Of an individual's goods one line's price is another's allowance, and a reading
// that is chosen anew is another law.
func TestABatchKnowsWhatTiesLines(t *testing.T) {
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Channel: "carried", Rates: map[string]decimal.Decimal{"USD": num.Must("1.7")}, Lines: []calc.Line{{Price: usd("700")}, {Price: usd("700")}}}
	b := calc.NewBatch(tables())
	require.Equal(t, whole(t, d), batched(t, b, d, []int{1, 2}))
	d.Lines[1].Price.Amount = num.Must("200")
	require.Equal(t, whole(t, d), batched(t, b, d, []int{1, 3}))
	car := calc.Line{Code: "870323", Price: calc.Money{Amount: num.Must("20000"), Currency: "AZN"}, Vehicle: &calc.Vehicle{Kind: "car", Fuel: "petrol", EngineCC: 1998, Produced: mustDate("2021-05-01")}}
	d = &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{car, simpleLine("100")}}
	for _, reading := range []string{"law", "certificate", "clearance_fee", "law"} {
		d.Readings = []calc.Choice{{Key: "vat_base", Reading: reading}}
		require.Equal(t, whole(t, d), batched(t, b, d, []int{4, 5}), reading)
	}
	d.Readings[0].Reading = "certificate"
	require.Nil(t, b.Begin(d, []int{4, 5}))
	for b.Step(1) > 0 {
	}
	require.Nil(t, b.Begin(d, []int{4, 5}))
	require.Zero(t, b.Left(), "a car's certificate is its own")
	d.Readings[0].Reading = "clearance_fee"
	require.Nil(t, b.Begin(d, []int{4, 5}))
	b.End()
	d.Lines[1].Price.Amount = num.Must("90000")
	require.Equal(t, whole(t, d), batched(t, b, d, []int{4, 6}), "the fee of the declaration is in the base of the car")
	// Lines that are gone for good are forgotten, those that stay are not computed again.
	many := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1"), simpleLine("2")}}
	for i := range 2100 {
		require.Nil(t, b.Begin(many, []int{100, 1000 + i}))
		b.End()
	}
	require.Nil(t, b.Begin(many, []int{100, 3099}))
	require.Zero(t, b.Left())
	require.Nil(t, b.Begin(many, []int{100, 1000}))
	require.Equal(t, 1, b.Left(), "what was long ago is computed again")
}

// Another figure in a field, and the same figure in another, are another declaration.
func TestAnotherFigureIsAnotherDeclaration(t *testing.T) {
	amount, money := money, func(amount, currency string) *calc.Money {
		return &calc.Money{Amount: num.Must(amount), Currency: currency}
	}
	by := func(pairs ...string) map[string]decimal.Decimal {
		m := map[string]decimal.Decimal{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = num.Must(pairs[i+1])
		}
		return m
	}
	sets := []func(d *calc.Declaration){
		func(*calc.Declaration) {},
		func(d *calc.Declaration) { d.AllowanceUsed = money("1", "USD") }, func(d *calc.Declaration) { d.AllowanceUsed = money("2", "USD") }, func(d *calc.Declaration) { d.AllowanceUsed = money("1", "AZN") },
		func(d *calc.Declaration) { d.LimitsUsed = by("alcohol", "1") }, func(d *calc.Declaration) { d.LimitsUsed = by("alcohol", "0.5") }, func(d *calc.Declaration) { d.LimitsUsed = by("food", "1") },
		func(d *calc.Declaration) { d.Rates = by("USD", "1") }, func(d *calc.Declaration) { d.Rates = by("USD", "1.5") }, func(d *calc.Declaration) { d.Rates = by("EUR", "1") }, func(d *calc.Declaration) { d.Rates = by("EUR", "1", "USD", "1") },
		func(d *calc.Declaration) { d.Readings = []calc.Choice{{Key: "vat_base", Reading: "law"}} }, func(d *calc.Declaration) { d.Readings = []calc.Choice{{Key: "vat_base", Reading: "certificate"}} },
		func(d *calc.Declaration) { d.Readings = []calc.Choice{{Key: "new_car", Reading: "years"}} }, func(d *calc.Declaration) { d.Minors = 1 }, func(d *calc.Declaration) { d.Months = 1 },
	}
	b := calc.NewBatch(tables())
	for i, from := range sets {
		for j, to := range sets {
			d := func(set func(d *calc.Declaration)) *calc.Declaration {
				d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("100"), {Code: "847130"}}}
				set(d)
				return d
			}
			require.Nil(t, b.Begin(d(from), []int{1, 2}))
			_, ok := b.Line(2)
			require.False(t, ok, "there is no third line")
			first, again := b.End(), b.End()
			require.Equal(t, wire.EncodeAssessment(first), wire.EncodeAssessment(again), "the answer may be asked for twice")
			priced, _ := b.Line(0)
			open, _ := b.Line(1)
			require.Equal(t, []string{"100.00", ""}, []string{amount(priced.CustomsValue), amount(open.CustomsValue)})
			require.Nil(t, b.Begin(d(to), []int{1, 2}))
			require.Equal(t, i != j, b.Left() == 2, "%d to %d", i, j)
			require.Equal(t, b.Left(), b.Step(0), "no step, nothing done")
		}
	}
}
