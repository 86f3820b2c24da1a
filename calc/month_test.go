package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
)

func parcel(day, amount, duty string) *calc.Declaration {
	return &calc.Declaration{Date: mustDate(day), Channel: "post", Rates: map[string]decimal.Decimal{"USD": num.Must("1.7")},
		Lines: []calc.Line{{Price: usd(amount), DutyScenario: duty}}}
}

func ledger(t require.TestingT, ds ...*calc.Declaration) *calc.Ledger {
	l, f := calc.Month(ds, tables())
	require.Nil(t, f)
	return l
}

func TestAMonthOfParcels(t *testing.T) {
	l := ledger(t, parcel("2026-07-20", "120", ""), parcel("2026-07-02", "200", ""), parcel("2026-07-25", "50", ""), parcel("2026-08-01", "300", ""))
	require.Len(t, l.Months, 2)
	assert.Equal(t, []string{"12.14", "0.00", "30.34", "0.00"}, []string{num.Money(l.Entries[0].Sums.Total), num.Money(l.Entries[1].Sums.Total), num.Money(l.Entries[2].Sums.Total), num.Money(l.Entries[3].Sums.Total)})
	july := l.Months[0]
	assert.Equal(t, "42.48", num.Money(july.Sums.Total), "70 USD over in the month: as one parcel of 370 USD")
	assert.Equal(t, "2026-07-31", july.To.String())
	assert.Equal(t, 3, july.Entries)
	assert.Equal(t, "85.00", num.Money(july.Use.Over), "of the last parcel")
	assert.False(t, july.OrderMatters)
	assert.Equal(t, "100.80", num.Money(july.Sums.Possible), "15 + 30 + 5.40 for each of the two that are over")
	assert.Equal(t, "0.00", num.Money(l.Months[1].Sums.Total))
}

func TestCarriedAndPostedHaveTheirOwnLimits(t *testing.T) {
	carried := parcel("2026-07-03", "800", "")
	carried.Channel = "carried"
	l := ledger(t, parcel("2026-07-02", "300", ""), carried)
	require.Len(t, l.Months, 2)
	for _, m := range l.Months {
		assert.Equal(t, "0.00", num.Money(m.Sums.Total))
	}
}

func TestOnePhoneAYear(t *testing.T) {
	phone := func(day string) *calc.Declaration {
		d := parcel(day, "200", "")
		d.Lines[0].Item = "phone"
		return d
	}
	l := ledger(t, phone("2026-02-02"), phone("2026-11-11"), phone("2027-01-02"))
	assert.Equal(t, "0.00", num.Money(l.Entries[0].Sums.Total))
	assert.Equal(t, "121.38", num.Money(l.Entries[1].Sums.Total), "200 USD without any relief")
	assert.Equal(t, "0.00", num.Money(l.Entries[2].Sums.Total))
	require.Len(t, l.Phones, 2)
	assert.Equal(t, "1", l.Phones[0].Over.String())
	before := ledger(t, phone("2025-02-02"), phone("2025-03-02"))
	assert.Equal(t, "0.00", num.Money(before.Entries[1].Sums.Total), "once a month before 2026")
}

func TestThirtyDaysBefore2020(t *testing.T) {
	l := ledger(t, parcel("2019-05-20", "900", "15"), parcel("2019-06-18", "200", "15"), parcel("2019-06-19", "200", "15"))
	assert.Equal(t, "60.69", num.Money(l.Entries[1].Sums.Total), "the 29th day after: 100 USD over")
	assert.Equal(t, "0.00", num.Money(l.Entries[2].Sums.Total), "the 30th day after: only the 200 of the day before count")
}

func TestMixedRatesSayThatTheirOrderMatters(t *testing.T) {
	l := ledger(t, parcel("2026-07-02", "300", "15"), parcel("2026-07-03", "100", "0"))
	assert.Equal(t, "30.60", num.Money(l.Months[0].Sums.Total))
	assert.True(t, l.Months[0].OrderMatters)
	l = ledger(t, parcel("2026-07-02", "100", "0"), parcel("2026-07-03", "300", "15"))
	assert.Equal(t, "60.69", num.Money(l.Months[0].Sums.Total))
	same := ledger(t, parcel("2026-07-02", "100", "0"), parcel("2026-07-02", "300", "15"))
	assert.Equal(t, "30.60", num.Money(same.Months[0].Sums.Total), "on one day the heavier charged is declared first")
}

func TestALedgerIsOfIndividuals(t *testing.T) {
	d := parcel("2026-07-02", "300", "15")
	d.Channel = "cargo"
	_, f := calc.Month([]*calc.Declaration{d}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "parcels[0].channel", f.Field)
	d = parcel("2026-07-02", "-1", "15")
	_, f = calc.Month([]*calc.Declaration{parcel("2026-07-02", "1", ""), d}, tables())
	require.NotNil(t, f)
	assert.Equal(t, "parcels[1].lines[0].price.amount", f.Field)
}

func drawParcels(t *rapid.T, duties []string) []*calc.Declaration {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *calc.Declaration {
		d := parcel("2026-07-01", "0", rapid.SampledFrom(duties).Draw(t, "duty"))
		d.Date = d.Date.AddDays(rapid.IntRange(0, 62).Draw(t, "day"))
		d.Lines[0].Price = calc.Money{Amount: decimal.New(rapid.Int64Range(0, 30000).Draw(t, "price"), -2), Currency: rapid.SampledFrom([]string{"USD", "AZN"}).Draw(t, "cur")}
		return d
	}), 1, 8).Draw(t, "parcels")
}

// The ledger is of a set of parcels: the order they are written in is nothing.
func TestTheOrderOfEntryChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ds := drawParcels(t, []string{"", "0", "5", "15"})
		order := rapid.Permutation(indexes(len(ds))).Draw(t, "order")
		other := make([]*calc.Declaration, len(ds))
		for i, j := range order {
			other[i] = ds[j]
		}
		a, b := ledger(t, ds...), ledger(t, other...)
		require.Equal(t, len(a.Months), len(b.Months))
		for i := range a.Months {
			require.Equal(t, a.Months[i].Sums.Total.String(), b.Months[i].Sums.Total.String())
		}
	})
}

func TestAParcelOfNoValueChangesNoTurn(t *testing.T) {
	l := ledger(t, parcel("2026-07-02", "200", "0"), parcel("2026-07-02", "0", "0"), parcel("2026-07-02", "200", "15"))
	assert.Equal(t, "30.60", num.Money(l.Months[0].Sums.Total), "100 USD over are of the lighter charged")
}

// Alike parcels of a day keep the order they are entered in: the last one entered
// is the one over the limit.
func TestTheLastParcelOfADayIsTheOneOver(t *testing.T) {
	for _, prices := range [][2]string{{"192", "140"}, {"140", "192"}, {"180.37", "151.63"}} {
		l := ledger(t, parcel("2026-07-02", prices[0], "15"), parcel("2026-07-02", prices[1], "15"))
		assert.Equal(t, "0.00", num.Money(l.Entries[0].Sums.Total))
		assert.Equal(t, "19.42", num.Money(l.Entries[1].Sums.Total), "32 USD: 54.40 + 8.16 = 62.56, 18 % of it 11.26")
	}
	phone := func(price string) *calc.Declaration {
		d := parcel("2026-07-02", price, "0")
		d.Lines[0].Item = "phone"
		return d
	}
	for _, ds := range [][]*calc.Declaration{{phone("200"), phone("250")}, {phone("250"), phone("200")}} {
		assert.Equal(t, "61.20", num.Money(ledger(t, ds...).Months[0].Sums.Total), "the relief goes to the dearer telephone of a day; 200 USD bear VAT")
	}
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Whatever day of the month each parcel came, goods of one rate sum to the qəpik
// what one parcel of them all would bear.
func TestTheOrderOfParcelsDoesNotChangeTheMonthsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		duty := rapid.SampledFrom([]string{"", "0", "5", "15"}).Draw(t, "duty of all")
		ds := drawParcels(t, []string{duty})
		days := rapid.SliceOfN(rapid.IntRange(0, 30), len(ds), len(ds)).Draw(t, "days")
		whole := parcel("2026-07-15", "0", duty)
		whole.Lines[0].Price = calc.Money{Amount: num.Zero, Currency: "AZN"}
		for i, d := range ds {
			d.Date = mustDate("2026-07-01").AddDays(days[i])
			v := d.Lines[0].Price.Amount
			if d.Lines[0].Price.Currency == "USD" {
				v = num.Round(v.Mul(num.Must("1.7")))
			}
			whole.Lines[0].Price.Amount = whole.Lines[0].Price.Amount.Add(v)
		}
		l := ledger(t, ds...)
		require.Len(t, l.Months, 1)
		require.False(t, l.Months[0].OrderMatters)
		one, f := calc.Assess(whole, tables())
		require.Nil(t, f)
		require.True(t, l.Months[0].Sums.Total.Equal(one.Total.Decimal), "%s %s", l.Months[0].Sums.Total, one.Total.Decimal)
		sum := num.Zero
		for _, e := range l.Entries {
			require.False(t, e.Sums.Total.IsNegative())
			sum = sum.Add(e.Sums.Total)
		}
		require.True(t, sum.Equal(l.Months[0].Sums.Total), "what is shown adds up")
	})
}
