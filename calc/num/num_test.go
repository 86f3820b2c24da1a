package num_test

import (
	"strings"
	"testing"

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
