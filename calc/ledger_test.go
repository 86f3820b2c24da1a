package calc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
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
		l := ledger(t, ds...)
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
		{"a bottle before them all", []*calc.Declaration{alcohol("2026-07-02", "1", func(d *calc.Declaration) { d.LimitsUsed = map[string]decimal.Decimal{"alcohol": num.Must("0.25")} }), alcohol("2026-07-03", "1", nil)}, "l0.25 l1"},
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

// Of one day the heavier charged goes first; of telephones, exchange rates and own
// use the turn is decided by what they are, whatever the order given.
func TestTheTurnOfEntriesOfADay(t *testing.T) {
	phone := func(price, duty string) *calc.Declaration {
		d := parcel("2026-07-02", price, duty)
		d.Lines[0].Item = "phone"
		return d
	}
	at := func(d *calc.Declaration, usd string) *calc.Declaration {
		d.Rates["USD"] = num.Must(usd)
		return d
	}
	free := func(price string) *calc.Declaration { // without VAT: relief
		d := parcel("2026-07-02", price, "15")
		d.Lines[0].Relief = []string{"164.1.26"}
		return d
	}
	for _, c := range []struct {
		name string
		a, b *calc.Declaration
	}{
		{"rates of duty", parcel("2026-07-02", "200", "0"), parcel("2026-07-02", "200", "15")},
		{"a telephone and goods of one charge", phone("200", "15"), parcel("2026-07-02", "200", "15")},
		{"two telephones", phone("200", "15"), phone("250", "15")},
		{"two rates of exchange", at(parcel("2026-07-02", "200", "15"), "1.7"), at(parcel("2026-07-02", "200", "15"), "1.9")},
		{"no value and some", parcel("2026-07-02", "0", "15"), parcel("2026-07-02", "400", "15")},
		{"a relief from VAT", free("200"), parcel("2026-07-02", "200", "15")},
	} {
		sums := func(x, y *calc.Declaration) string {
			l := ledger(t, x, y)
			return fmt.Sprint(num.Money(l.Entries[0].Sums.Total), " ", num.Money(l.Entries[1].Sums.Total), " ", l.Months[0].OrderMatters)
		}
		one := strings.Fields(sums(c.a, c.b))
		two := strings.Fields(sums(c.b, c.a))
		assert.Equal(t, one, []string{two[1], two[0], two[2]}, c.name)
	}
	_, f := calc.Month(make([]*calc.Declaration, 0, 1), tables())
	require.Nil(t, f)
}
