package num_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/num"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0", "0"}, {"524543.34", "524543.34"}, {"-1", "-1"}, {"0.018", "0.018"}, {"007", "7"},
		{"999999999999999", "999999999999999"}, {"000000000000000000001.5", "1.5"},
	} {
		t.Run(c.in, func(t *testing.T) {
			d, err := num.Parse(c.in)
			require.NoError(t, err)
			assert.Equal(t, c.want, d.String())
		})
	}
	for _, bad := range []string{"", "-", ".5", "5.", "1,5", "1 000", "12,3x", "1e3", "+5", "−5", "0x10", "1.2.3", "NaN", "٣"} {
		t.Run("refused "+bad, func(t *testing.T) {
			_, err := num.Parse(bad)
			assert.ErrorIs(t, err, num.ErrSyntax)
		})
	}
	for _, long := range []string{"1000000000000000", strings.Repeat("9", 200000), "0.12345678901"} {
		t.Run("too long", func(t *testing.T) {
			_, err := num.Parse(long)
			assert.ErrorIs(t, err, num.ErrTooLong)
		})
	}
}

func TestRoundHalfUp(t *testing.T) {
	for in, want := range map[string]string{"2.345": "2.35", "2.3449999999": "2.34", "0.005": "0.01", "78681.501": "78681.50", "30.4167": "30.42"} {
		assert.Equal(t, want, num.Money(num.Round(num.Must(in))), in)
	}
}

func TestParseToTheLastDigit(t *testing.T) {
	for _, good := range []string{"999999999999999.9999999999", "-999999999999999", "0.0000000001", "00.5", "-0.5"} {
		d, err := num.Parse(good)
		require.NoError(t, err, good)
		want, err := decimal.NewFromString(good)
		require.NoError(t, err)
		assert.True(t, want.Equal(d), good)
	}
	for _, bad := range []string{"-.5", "1/2", "1:2", "--1", "1-", "1..2", "/", ":", "-", ".", "1 "} {
		_, err := num.Parse(bad)
		assert.ErrorIs(t, err, num.ErrSyntax, bad)
	}
	assert.Panics(t, func() { num.Must("1,5") })
}

// A payment is whole qəpik in itself, not only as it is printed.
func TestRoundedIsTwoDecimals(t *testing.T) {
	assert.Equal(t, "2.35", num.Round(num.Must("2.345")).String())
	assert.Equal(t, "-2.35", num.Round(num.Must("-2.345")).String())
	assert.Equal(t, "2.34", num.Round(num.Must("2.3449999999")).String())
	assert.Equal(t, "0.7", num.Plain(num.Must("0.70")))
	assert.Equal(t, "0.70", num.Money(num.Must("0.7")))
}

func TestPercentIsExact(t *testing.T) {
	for _, c := range [][3]string{{"1700", "15", "255"}, {"0.01", "0.1", "0.00001"}, {"3", "33.3333", "0.999999"}, {"0", "15", "0"}, {"-10", "5", "-0.5"}} {
		assert.Equal(t, c[2], num.Percent(num.Must(c[0]), num.Must(c[1])).String(), "%s %% of %s", c[1], c[0])
	}
}

// A power of ten (per 100 kg, per 1000 pieces) divides exactly, anything else to
// twenty decimals: what comes back is what was divided.
func TestQuo(t *testing.T) {
	for _, c := range [][3]string{
		{"1", "1", "1"}, {"7", "10", "0.7"}, {"123.45", "1000", "0.12345"}, {"5", "0.1", "50"}, {"5", "0.001", "5000"}, {"1", "3", "0.33333333333333333333"},
		{"2", "3", "0.66666666666666666667"}, {"1", "20", "0.05"}, {"1", "110", "0.00909090909090909091"}, {"6", "-3", "-2"}, {"10", "1000000", "0.00001"},
	} {
		assert.Equal(t, c[2], num.Quo(num.Must(c[0]), num.Must(c[1])).String(), "%s / %s", c[0], c[1])
	}
	big, err := decimal.NewFromString("100000000000000000000000000") // no machine word
	require.NoError(t, err)
	assert.Equal(t, "2", num.Quo(big.Add(big), big).String())
	long, err := decimal.NewFromString("0.0000000000000000000000123")
	require.NoError(t, err)
	assert.Equal(t, "0.000000000000000000000000123", num.Quo(long, num.Must("100")).String(), "no digit is lost over a power of ten")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "524543.34", "-1", "1e3", "12,3x", "1.", "", "000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := num.Parse(s)
		if err != nil {
			return
		}
		again, err := num.Parse(d.String())
		require.NoError(t, err)
		require.True(t, d.Equal(again))
	})
}
