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
	"rusum/calc/rate"
)

// drawEntries are a person's parcels and carried goods of all kinds.
func drawEntries(t *rapid.T) []*calc.Declaration {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *calc.Declaration {
		d := parcel("2026-06-28", "0", "")
		d.Date = d.Date.AddDays(rapid.IntRange(0, 5).Draw(t, "day"))
		d.Channel = rapid.SampledFrom([]string{"post", "carried"}).Draw(t, "channel")
		d.Rates["USD"] = num.Must(rapid.SampledFrom([]string{"1.7", "1.7", "1.8"}).Draw(t, "usd"))
		if rapid.IntRange(0, 3).Draw(t, "registered") == 0 {
			d.FXDate = d.Date.AddDays(-1)
		}
		if rapid.IntRange(0, 3).Draw(t, "used") == 0 {
			d.AllowanceUsed = &calc.Money{Amount: decimal.New(rapid.Int64Range(0, 30000).Draw(t, "value used"), -2), Currency: rapid.SampledFrom([]string{"USD", "AZN", "EUR"}).Draw(t, "used currency")}
			d.LimitsUsed = map[string]decimal.Decimal{"alcohol": num.Must("0.5")}
		}
		d.Lines = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calc.Line {
			l := calc.Line{Item: rapid.SampledFrom([]string{"goods", "goods", "goods", "phone", "vodka", "food", "cigarettes"}).Draw(t, "item"),
				DutyScenario: rapid.SampledFrom([]string{"", "0", "5", "15"}).Draw(t, "duty"),
				Price:        calc.Money{Amount: decimal.New(rapid.Int64Range(0, 40000).Draw(t, "price"), -2), Currency: rapid.SampledFrom([]string{"USD", "AZN"}).Draw(t, "cur")}}
			if q := decimal.New(rapid.Int64Range(0, 50000).Draw(t, "quantity"), -3); q.IsPositive() {
				l.Quantities = map[string]decimal.Decimal{"l": q, "kg": q, "piece": q.Ceil()}
			}
			return l
		}), 1, 2).Draw(t, "lines")
		return d
	}), 1, 6).Draw(t, "entries")
}

// What each entry bears adds up to its months, by kind of payment, and what is
// open is said; every entry is that of the declaration at its place.
func TestALedgerAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ds := drawEntries(t)
		own := tables()
		if rapid.Bool().Draw(t, "with fees") {
			own = withFees()
		}
		l, f := calc.Month(ds, own)
		require.Nil(t, f)
		require.Len(t, l.Entries, len(ds))
		type key struct{ from, channel string }
		sums, entries := map[key]calc.LedgerSums{}, map[key]int{}
		open := false
		for i, e := range l.Entries {
			require.Equal(t, i+1, e.N)
			require.Len(t, e.Assessment.Lines, len(ds[i].Lines))
			s := e.Sums
			require.Equal(t, num.Money(s.Duty.Add(s.Excise).Add(s.VAT).Add(s.Other)), num.Money(s.Total))
			possible, waits := num.Zero, false
			for _, cs := range append([][]calc.Charge{e.Assessment.Charges}, chargesOf(e.Assessment)...) {
				for _, c := range cs {
					switch c.Status {
					case calc.Possible:
						possible = possible.Add(c.Amount.Decimal)
					case calc.Unknown, calc.NeedsInput:
						waits = true
					}
				}
			}
			require.Equal(t, waits, s.Open)
			open = open || waits
			require.Equal(t, num.Money(possible), num.Money(s.Possible), "entry %d", i+1)
			k := key{ds[i].Date.String()[:7], ds[i].Channel}
			m := sums[k]
			sums[k] = calc.LedgerSums{Duty: m.Duty.Add(s.Duty), Excise: m.Excise.Add(s.Excise), VAT: m.VAT.Add(s.VAT), Other: m.Other.Add(s.Other), Total: m.Total.Add(s.Total),
				Possible: m.Possible.Add(s.Possible), Open: m.Open || s.Open}
			entries[k]++
		}
		require.Equal(t, open, l.Open)
		require.Len(t, l.Months, len(sums))
		last := ""
		for _, m := range l.Months {
			k := key{m.From.String()[:7], m.Channel}
			want := sums[k]
			for _, x := range [][2]decimal.Decimal{{want.Duty, m.Sums.Duty}, {want.Excise, m.Sums.Excise}, {want.VAT, m.Sums.VAT}, {want.Other, m.Sums.Other}, {want.Total, m.Sums.Total}, {want.Possible, m.Sums.Possible}} {
				require.Equal(t, num.Money(x[0]), num.Money(x[1]))
			}
			require.Equal(t, want.Open, m.Sums.Open)
			require.Equal(t, entries[k], m.Entries)
			require.Equal(t, m.From.AddMonths(1), m.To.AddDays(1))
			// By time; of one month what came by post first.
			at := k.from + map[string]string{"post": "a", "carried": "b"}[k.channel]
			require.Less(t, last, at)
			last = at
		}
	})
}

// Whatever the goods are: what a month comes to does not hang on the order in
// which its entries were written down.
func TestTheOrderOfAnyEntriesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ds := drawEntries(t)
		for _, d := range ds { // of one entry without a number of pieces its place cannot tell
			d.FXDate = ds[0].FXDate
		}
		order := rapid.Permutation(indexes(len(ds))).Draw(t, "order")
		other := make([]*calc.Declaration, len(ds))
		for i, j := range order {
			other[i] = ds[j]
		}
		a, b := ledger(t, ds...), ledger(t, other...)
		require.Equal(t, len(a.Months), len(b.Months))
		for i := range a.Months {
			require.Equal(t, a.Months[i].Sums.Total.String(), b.Months[i].Sums.Total.String())
			require.Equal(t, a.Months[i].Sums.Open, b.Months[i].Sums.Open)
		}
	})
}

// withFees are the tables with the fees of a cargo declaration on an individual's.
func withFees() *calc.Tables {
	own := *tables()
	own.Personal.Fees = append([]calc.SimplifiedFeeRow{}, own.Personal.Fees...)
	for i := range own.Personal.Fees {
		own.Personal.Fees[i].Status = calc.Applied
	}
	return &own
}

// A ledger of one entry of one line is what its declaration pays, kind by kind.
func TestALedgerOfOneEntryIsItsAssessment(t *testing.T) {
	for _, line := range []string{
		`{"dutyScenario":"15","price":{"amount":"5000","currency":"USD"}}`, `{"dutyScenario":"0","price":{"amount":"5000","currency":"USD"}}`, `{"dutyScenario":"15","price":{"amount":"5","currency":"USD"}}`,
		`{"item":"vodka","dutyScenario":"15","quantities":{"l":"4"},"price":{"amount":"50","currency":"USD"}}`, `{"item":"cigarettes","dutyScenario":"15","quantities":{"piece":"400"},"price":{"amount":"50","currency":"USD"}}`,
		`{"item":"phone","dutyScenario":"15","quantities":{"piece":"4"},"price":{"amount":"5000","currency":"USD"}}`, `{"item":"vodka","dutyScenario":"15","price":{"amount":"50","currency":"USD"}}`,
		`{"code":"271012","variant":"petrol_under_95","dutyScenario":"15","quantities":{"l":"400","t":"1"},"price":{"amount":"5000","currency":"USD"}}`,
		`{"code":"842952","relief":["164.1.26"],"dutyScenario":"15","price":{"amount":"5000","currency":"USD"}}`,
	} {
		for _, own := range []*calc.Tables{tables(), withFees()} {
			d := declared(t, personal("carried", "", line))
			a, f := calc.Assess(d, own)
			require.Nil(t, f)
			l, f := calc.Month([]*calc.Declaration{d}, own)
			require.Nil(t, f)
			sums, total := a.ByKind(), num.Zero
			for _, x := range sums {
				total = total.Add(x)
			}
			s := l.Entries[0].Sums
			other := total.Sub(sums[calc.ImportDuty]).Sub(sums[calc.Excise]).Sub(sums[calc.VAT])
			for i, x := range [][2]decimal.Decimal{{sums[calc.ImportDuty], s.Duty}, {sums[calc.Excise], s.Excise}, {sums[calc.VAT], s.VAT}, {other, s.Other}, {total, s.Total}} {
				assert.Equal(t, num.Money(x[0]), num.Money(x[1]), "%d of %s", i, line)
			}
			assert.Equal(t, !a.Complete, s.Open, line)
		}
	}
	// A duty that is neither of import nor excise is among the other payments, and in the base of VAT.
	own := *tables()
	own.Remedies = []calc.RemedyRow{{Basis: since2020(), Kind: calc.SeasonalDuty, Code: "8471", Rate: rate.OfPercent("10")}}
	seasonal, f := calc.Month([]*calc.Declaration{declared(t, personal("post", `,"allowanceUsed":{"amount":"300","currency":"USD"}`, `{"code":"847130","dutyScenario":"15","price":{"amount":"1000","currency":"AZN"}}`))}, &own)
	require.Nil(t, f)
	s := seasonal.Entries[0].Sums
	assert.Equal(t, []string{"150.00", "100.00", "225.00", "475.00"}, []string{num.Money(s.Duty), num.Money(s.Other), num.Money(s.VAT), num.Money(s.Total)})
	// Goods with a relief from VAT beside goods without: the tax is on these only.
	free := declared(t, personal("post", "", `{"code":"842952","relief":["164.1.26"],"dutyScenario":"15","price":{"amount":"5000","currency":"USD"}}`))
	taxed := declared(t, personal("post", "", `{"dutyScenario":"15","price":{"amount":"5000","currency":"USD"}}`))
	taxed.Date = taxed.Date.AddDays(1)
	l := ledger(t, free, taxed)
	sum := num.Zero
	for _, e := range l.Entries {
		sum = sum.Add(e.Assessment.Total.Decimal)
	}
	assert.Equal(t, num.Money(sum), num.Money(l.Months[0].Sums.Total))
	assert.Equal(t, "1759.50", num.Money(l.Months[0].Sums.VAT), "18 % of 8500 and 1275")
	parcels := make([]*calc.Declaration, calc.MaxParcels)
	for i := range parcels {
		parcels[i] = parcel("2026-07-02", "0", "")
		parcels[i].Date = parcels[i].Date.AddDays(i % 2000)
	}
	if !testing.Short() {
		_, f := calc.Month(parcels, tables())
		assert.Nil(t, f)
	}
}

// 2.1.2, 2.1.4: what an entry finds used of the limits, by itself and by those
// before it, in the currency of the limit.
func TestDecision305_WhatAnEntryFindsUsed(t *testing.T) {
	with := func(d *calc.Declaration, set func(d *calc.Declaration)) *calc.Declaration {
		set(d)
		return d
	}
	used := func(amount, currency string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) { d.AllowanceUsed = &calc.Money{Amount: num.Must(amount), Currency: currency} }
	}
	alcohol := func(day, litres string, set func(d *calc.Declaration)) *calc.Declaration {
		d := parcel(day, "10", "15")
		d.Channel, d.Lines[0].Item, d.Lines[0].Quantities = "carried", "vodka", map[string]decimal.Decimal{"l": num.Must(litres)}
		if set != nil {
			set(d)
		}
		return d
	}
	for _, c := range []struct {
		name string
		ds   []*calc.Declaration
		want string // used, of each entry in manat; of alcohol in litres
	}{
		{"nothing, then the first", []*calc.Declaration{parcel("2026-07-02", "100", ""), parcel("2026-07-03", "50", "")}, "0 170"},
		{"another month", []*calc.Declaration{parcel("2026-07-31", "100", ""), parcel("2026-08-01", "50", "")}, "0 0"},
		{"another year", []*calc.Declaration{parcel("2025-07-03", "100", ""), parcel("2026-07-03", "50", "")}, "0 0"},
		{"its own nothing", []*calc.Declaration{parcel("2026-07-02", "100", ""), with(parcel("2026-07-03", "50", ""), used("0", "EUR"))}, "0 170"},
		{"its own too", []*calc.Declaration{parcel("2026-07-02", "100", ""), with(parcel("2026-07-03", "50", ""), used("20.5", "USD"))}, "0 204.85"},
		{"its own in manat", []*calc.Declaration{parcel("2026-07-02", "100", ""), with(parcel("2026-07-03", "50", ""), used("20.5", "AZN"))}, "0 190.5"},
		{"its own in a currency without a rate", []*calc.Declaration{parcel("2026-07-02", "100", ""), with(parcel("2026-07-03", "50", ""), used("20.5", "ZAR"))}, "0 -"},
		{"a bottle and a bottle", []*calc.Declaration{alcohol("2026-07-02", "1", nil), alcohol("2026-07-03", "1", nil)}, "l0 l1"},
		{"a bottle before them all", []*calc.Declaration{alcohol("2026-07-02", "1", func(d *calc.Declaration) { d.LimitsUsed = map[string]decimal.Decimal{"alcohol": num.Must("0.25")} }), alcohol("2026-07-03", "1", func(d *calc.Declaration) { d.LimitsUsed = map[string]decimal.Decimal{"alcohol": num.Must("0.125")} })}, "l0.25 l1.125"},
	} {
		l := ledger(t, c.ds...)
		var got []string
		for i, e := range l.Entries {
			p := e.Assessment.Personal
			switch {
			case c.ds[i].Lines[0].Item == "vodka":
				got = append(got, "l"+p.Limits[0].Used.String())
			case p.Value == nil:
				got = append(got, "-")
			default:
				got = append(got, p.Value.Used.String())
			}
		}
		assert.Equal(t, c.want, strings.Join(got, " "), c.name)
	}
	// A crossing has no period: nothing of an earlier one counts.
	early := []*calc.Declaration{parcel("2016-01-05", "100", "15"), parcel("2016-01-06", "100", "15")}
	for _, d := range early {
		d.Channel = "carried"
	}
	assert.Equal(t, "0", ledger(t, early...).Entries[1].Assessment.Personal.Value.Used.String())
}

// Of one day the heavier charged goes first and finds the limit unused; of
// telephones, exchange rates and own use the turn is decided by what they are,
// whatever the order given.
func TestTheTurnOfEntriesOfADay(t *testing.T) {
	at := func(price, duty string, set func(d *calc.Declaration)) *calc.Declaration {
		d := parcel("2026-07-02", price, duty)
		if set != nil {
			set(d)
		}
		return d
	}
	item := func(name string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) { d.Lines[0].Item = name }
	}
	phone := func(description string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) { d.Lines[0].Item, d.Lines[0].Description = "phone", description }
	}
	usdAt := func(rate string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) { d.Rates["USD"] = num.Must(rate) }
	}
	bottle := func(name string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) {
			d.Channel, d.Lines[0].Item, d.Lines[0].Quantities = "carried", name, map[string]decimal.Decimal{"l": num.Must("1")}
		}
	}
	free := func(d *calc.Declaration) { d.Lines[0].Code, d.Lines[0].Relief = "842952", []string{"164.1.26"} }
	used := func(what string) func(d *calc.Declaration) {
		return func(d *calc.Declaration) {
			if what == "value" {
				d.AllowanceUsed = &calc.Money{Amount: num.Zero, Currency: "USD"}
			} else {
				d.LimitsUsed = map[string]decimal.Decimal{"phone": num.Zero}
			}
		}
	}
	for _, c := range []struct {
		name        string
		first, last *calc.Declaration
		sums        string
	}{
		{"duty", at("200", "15", nil), at("200", "0", nil), "0.00 30.60"},
		{"VAT weighs more than a duty of 15 %", at("200", "0", nil), at("200", "15", free), "0.00 25.50"},
		{"by part of the value, not by sum", at("100", "15", nil), at("250", "5", nil), "0.00 20.32"},
		{"some value and none", at("400", "15", nil), at("0", "15", nil), "60.69 0.00"},
		{"excise", at("10", "15", bottle("vodka")), at("10", "15", bottle("beer")), "0.00 4.16"},
		{"a telephone before goods of one charge", at("200", "15", item("phone")), at("200", "15", nil), "0.00 60.69"},
		{"the dearer telephone", at("250", "15", item("phone")), at("200", "15", item("phone")), "0.00 121.38"},
		{"of two alike by their words", at("200", "15", phone("a")), at("200", "15", phone("b")), "0.00 121.38"},
		{"the lower rate of exchange", at("200", "15", usdAt("1.7")), at("200", "15", usdAt("1.9")), "0.00 67.83"},
		{"a day of registration before none", at("200", "15", func(d *calc.Declaration) { d.FXDate = mustDate("2026-07-01") }), at("200", "15", nil), "0.00 60.69"},
		{"own use of the value said", at("200", "15", used("value")), at("200", "15", nil), "0.00 60.69"},
		{"own use in manat before dollars", at("200", "15", func(d *calc.Declaration) { d.AllowanceUsed = &calc.Money{Amount: num.Zero, Currency: "AZN"} }), at("200", "15", used("value")), "0.00 60.69"},
		{"of one charge the higher duty", at("200", "", func(d *calc.Declaration) { free(d); r := rate.OfPercent("18"); d.Lines[0].Duty = &r }), at("200", "0", nil), "0.00 30.60"},
		{"own use of a quantity said", at("200", "15", used("quantity")), at("200", "15", nil), "0.00 60.69"},
	} {
		sums := func(x, y *calc.Declaration) (string, string) {
			l := ledger(t, x, y)
			return num.Money(l.Entries[0].Sums.Total), num.Money(l.Entries[1].Sums.Total)
		}
		a, b := sums(c.first, c.last)
		assert.Equal(t, c.sums, a+" "+b, c.name)
		b, a = sums(c.last, c.first)
		assert.Equal(t, c.sums, a+" "+b, "%s, written the other way round", c.name)
	}
}
