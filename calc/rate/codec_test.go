package rate_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

var codes = []string{
	"F", "P15", "P0", "P12.5", "S0.7,USD,1,l", "S100,AZN,1000,piece", "M(P15;S0.7,USD,1,l)", "N(P15;M(P12.5;S0.6,EUR,1,cm3))", "+(P10;S0.1,EUR,1,kg;F)",
	"B600,2000(S5,AZN,1,cm3)", "D2019-12-15(M(P15;S0.7,USD,1,l))", "D2027-12-31(F;P5)", "E2,3,4(F)", "E1,2,12(P30;P15)", `U7,"unknown_word"`, `U0,"\"(;)\""`, `M(P5;U3,"a;b")`,
}

func TestCodesRoundTrip(t *testing.T) {
	for _, s := range codes {
		r, err := rate.Decode(s)
		require.NoError(t, err, s)
		assert.Equal(t, s, r.Encode())
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, s := range []string{
		"", "X", "f", "F ", " F", "FF", "P", "P-1", "P1,5", "P10001", "P1e3", "S", "S1,USD,1", "S1,USD,1,stone", "S1,usd,1,kg", "S1,US,1,kg", "S1,USD,0,kg", "S-1,USD,1,kg",
		"M()", "M(P1)", "M(P1;)", "M(P1;P2", "M(P1;P2))", "B1,2()", "B1,2(P5)", "B1,2(S1,AZN,1,kg;F)", "B-1,2(S1,AZN,1,kg)", "D(P1)", "D2019-02-30(P1)", "D2019-01-01()", "D2019-01-01",
		"E(P1)", "E0(P1)", "E13(P1)", "E2,1(P1)", "E001(P1)", "U", "U1", "U1,", "U1,x", "U-1,\"x\"", "U1,'x'", "U1,\"x", "U1,\"x\"y",
	} {
		r, err := rate.Decode(s)
		assert.ErrorIs(t, err, rate.ErrCode, s)
		assert.Equal(t, rate.Rate{}, r)
	}
	_, err := rate.Decode("M(P15;S0.7,USD,1,stone)")
	assert.EqualError(t, err, `rate "M(P15;S0.7,USD,1,stone)" at 1: unknown unit stone`)
	_, err = rate.Decode("M(P15;Q)")
	assert.EqualError(t, err, `rate "M(P15;Q)" at 7: not an encoded rate`)
}

func genRate(t *rapid.T, depth int) rate.Rate {
	n := func(name string) string {
		return strconv.Itoa(rapid.IntRange(0, 9999).Draw(t, name)) + rapid.StringMatching(`(\.[0-9]{1,9})?`).Draw(t, name+" fraction")
	}
	top := 9
	if depth == 0 {
		top = 3
	}
	sub := func() *rate.Rate { r := genRate(t, depth-1); return &r }
	maybe := func() *rate.Rate {
		if rapid.Bool().Draw(t, "more") {
			return sub()
		}
		return nil
	}
	specific := func() rate.Rate {
		u := rapid.SampledFrom(unit.All).Draw(t, "unit")
		return rate.OfSpecific(n("amount"), rapid.StringMatching(`[A-Z]{3}`).Draw(t, "currency"), rapid.SampledFrom([]string{"1", "100", "0.5"}).Draw(t, "qty"), u.Key)
	}
	switch rapid.IntRange(0, top).Draw(t, "op") {
	case 0:
		return rate.Nothing
	case 1:
		return rate.OfPercent(n("percent"))
	case 2:
		return specific()
	case 3:
		return rate.Rate{Op: rate.Unresolved, At: rapid.IntRange(0, 500).Draw(t, "at"), Reason: rapid.String().Draw(t, "reason")}
	case 4, 5, 6:
		r := rate.Rate{Op: rapid.SampledFrom([]rate.Op{rate.AtLeast, rate.AtMost, rate.Sum}).Draw(t, "combine")}
		for range rapid.IntRange(2, 3).Draw(t, "parts") {
			r.Of = append(r.Of, *sub())
		}
		return r
	case 7:
		s := specific()
		return rate.Rate{Op: rate.Bracket, Base: num.Must(n("base")), Over: num.Must(n("over")), Rate: &s}
	case 8:
		return rate.Rate{Op: rate.Dated, Until: date.Must(1900, 1, 1).AddDays(rapid.IntRange(0, 100000).Draw(t, "day")), Rate: sub(), Then: maybe()}
	}
	r := rate.Rate{Op: rate.Seasonal, Rate: sub(), Else: maybe()}
	for m, mask := 1, rapid.IntRange(1, 1<<12-1).Draw(t, "months"); m <= 12; m++ {
		if mask>>(m-1)&1 == 1 {
			r.Months = append(r.Months, m)
		}
	}
	return r
}

// sameReasons compares what Equal leaves out.
func sameReasons(a, b rate.Rate) bool {
	if a.Reason != b.Reason || a.At != b.At {
		return false
	}
	for i := range a.Of {
		if !sameReasons(a.Of[i], b.Of[i]) {
			return false
		}
	}
	for _, p := range [][2]*rate.Rate{{a.Rate, b.Rate}, {a.Then, b.Then}, {a.Else, b.Else}} {
		if p[0] != nil && !sameReasons(*p[0], *p[1]) {
			return false
		}
	}
	return true
}

func TestEveryValidTreeRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRate(t, 4)
		s := r.Encode()
		got, err := rate.Decode(s)
		require.NoError(t, err)
		require.True(t, r.Equal(got), s)
		require.True(t, sameReasons(r, got), s)
		require.Equal(t, s, got.Encode())
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range codes {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := rate.Decode(s)
		if err != nil {
			require.ErrorIs(t, err, rate.ErrCode)
			return
		}
		require.Empty(t, r.Valid())
		again, err := rate.Decode(r.Encode())
		require.NoError(t, err)
		require.True(t, r.Equal(again))
		require.True(t, sameReasons(r, again))
	})
}
