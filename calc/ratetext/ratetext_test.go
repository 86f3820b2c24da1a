package ratetext_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/calc/unit"
)

var languages = []ratetext.Lang{ratetext.AZ, ratetext.RU, ratetext.EN, ratetext.US}

// unsayable are units that a wording names as a thousand or a hundred of another.
var unsayable = map[string]bool{"1000_piece": true, "100_piece": true, "1000_l": true, "1000_m3": true}

func genNumber(t *rapid.T, name string, max int) string {
	s := strconv.Itoa(rapid.IntRange(0, max).Draw(t, name))
	if d := rapid.IntRange(0, 5).Draw(t, name+" decimals"); d > 0 {
		s += "." + rapid.StringMatching(`[0-9]{`+strconv.Itoa(d)+`}`).Draw(t, name+" fraction")
	}
	return s
}

func genSpecific(t *rapid.T, currency string) rate.Rate {
	var keys []string
	for _, u := range unit.All {
		if !unsayable[u.Key] {
			keys = append(keys, u.Key)
		}
	}
	if currency == "" {
		currency = rapid.SampledFrom([]string{"USD", "AZN", "EUR", "RUB", "TRY", "GBP", "KZT", "CHF"}).Draw(t, "currency")
	}
	qty := rapid.SampledFrom([]string{"1", "1", "1", "2", "10", "100", "1000", "0.5", "12"}).Draw(t, "qty")
	return rate.OfSpecific(genNumber(t, "amount", 20000), currency, qty, rapid.SampledFrom(keys).Draw(t, "unit"))
}

func genTree(t *rapid.T, depth int) rate.Rate {
	top := 8
	if depth == 0 {
		top = 2
	}
	sub := func() *rate.Rate { r := genTree(t, depth-1); return &r }
	maybe := func(name string) *rate.Rate {
		if rapid.Bool().Draw(t, name) {
			return sub()
		}
		return nil
	}
	switch rapid.IntRange(0, top).Draw(t, "op") {
	case 0:
		return rate.Nothing
	case 1:
		return rate.OfPercent(genNumber(t, "percent", 999))
	case 2:
		return genSpecific(t, "")
	case 3, 4, 5:
		op := rapid.SampledFrom([]rate.Op{rate.AtLeast, rate.AtMost, rate.Sum}).Draw(t, "combine")
		r := rate.Rate{Op: op}
		for range rapid.IntRange(2, 4).Draw(t, "parts") {
			r.Of = append(r.Of, *sub())
		}
		return r
	case 6:
		s := genSpecific(t, "")
		return rate.Rate{Op: rate.Bracket, Base: num.Must(genNumber(t, "base", 20000)), Over: num.Must(genNumber(t, "over", 5000)), Rate: &s}
	case 7:
		d := date.Must(rapid.IntRange(2000, 2109).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		return rate.Rate{Op: rate.Dated, Until: d, Rate: sub(), Then: maybe("then?")}
	}
	r := rate.Rate{Op: rate.Seasonal, Rate: sub(), Else: maybe("else?")}
	mask := rapid.IntRange(1, 1<<12-1).Draw(t, "months")
	for m := 1; m <= 12; m++ {
		if mask>>(m-1)&1 == 1 {
			r.Months = append(r.Months, m)
		}
	}
	return r
}

func TestPrintedTreeReadsBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genTree(t, 3)
		require.Empty(t, r.Valid())
		for _, lang := range languages {
			s := ratetext.Print(r, lang)
			if len([]rune(s)) > 1000 {
				continue // longer than a cell may be
			}
			c, err := ratetext.Parse(s, ratetext.Options{Lang: lang})
			require.Nil(t, err, "%s %q\n%+v\n%v", lang, s, err, r)
			require.True(t, r.Equal(c.Import), "%s %q\nwant %v\ngot  %v", lang, s, r, c.Import)
			require.Nil(t, c.Export)
			require.Empty(t, c.Footnotes)
			require.Empty(t, c.UnitHint)
		}
	})
}

func TestPrint(t *testing.T) {
	litre := rate.OfSpecific("0.7", "USD", "1", "l")
	min := rate.OfAll(rate.AtLeast, rate.OfPercent("15"), litre)
	for _, c := range []struct {
		rate           rate.Rate
		az, ru, en, us string
	}{
		{rate.Nothing, "azad", "беспошлинно", "free", "Free"},
		{min, "15 %, lakin 1 l üçün 0,7 ABŞ dollarından az olmamaqla", "15 %, но не менее 0,7 доллара США за 1 л", "15 %, but not less than 0.7 USD / l", "15%, but not less than 70¢/l"},
		{rate.Rate{Op: rate.Dated, Until: date.Must(2024, 12, 31), Rate: &min, Then: &litre},
			"31.12.2024-cü il tarixinədək 15 %, lakin 1 l üçün 0,7 ABŞ dollarından az olmamaqla, sonra 1 l üçün 0,7 ABŞ dolları",
			"по 31.12.2024 включительно 15 %, но не менее 0,7 доллара США за 1 л, затем 0,7 доллара США за 1 л",
			"through 2024-12-31: 15 %, but not less than 0.7 USD / l; then 0.7 USD / l",
			"through 2024-12-31: 15%, but not less than 70¢/l; then 70¢/l"},
		{rate.Rate{Op: rate.Bracket, Base: num.Must("600"), Over: num.Must("2000"), Rate: func() *rate.Rate { r := rate.OfSpecific("5", "AZN", "1", "cm3"); return &r }()},
			"600 manat + mühərrikin həcminin 2000 sm³-dən artıq hissəsi üçün 1 sm³ üçün 5 manat", "600 манатов + 5 манатов за 1 см³ свыше 2000 см³",
			"600 AZN + 5 AZN / cm³ over 2000 cm³", "600 AZN + 5 AZN/cm³ over 2000 cm³"},
		{rate.OfAll(rate.Sum, rate.OfSpecific("1.104", "USD", "1", "kg"), rate.OfPercent("8.5")),
			"1 kq üçün 1,104 ABŞ dolları + 8,5 %", "1,104 доллара США за 1 кг + 8,5 %", "1.104 USD / kg + 8.5 %", "$1.104/kg + 8.5%"},
	} {
		assert.Equal(t, c.az, ratetext.Print(c.rate, ratetext.AZ))
		assert.Equal(t, c.ru, ratetext.Print(c.rate, ratetext.RU))
		assert.Equal(t, c.en, ratetext.Print(c.rate, ratetext.EN))
		assert.Equal(t, c.us, ratetext.Print(c.rate, ratetext.US))
	}
}
