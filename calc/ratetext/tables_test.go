package ratetext_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
)

// Every text of the rate column of the Eurasian tariff is read, in its own
// language and with the language left open.
func TestEurasianTariff(t *testing.T) {
	texts, lines := 0, 0
	ops := map[rate.Op]int{}
	for _, row := range rows(t, "eaeu-rates.tsv") {
		n, err := strconv.Atoi(row[0])
		require.NoError(t, err)
		c, fault := ratetext.Parse(row[1], ratetext.Options{Lang: ratetext.RU})
		require.Nil(t, fault, "%s: %+v", row[1], fault)
		any, fault := ratetext.Parse(row[1], ratetext.Options{})
		require.Nil(t, fault, "%s: %+v", row[1], fault)
		require.True(t, c.Equal(any), row[1])
		assert.Empty(t, c.Footnotes)
		assert.Empty(t, c.UnitHint)
		want := eurasianByPattern(t, row[1])
		require.True(t, want.Equal(c.Import), "%s: %v", row[1], c.Import)
		texts, lines = texts+1, lines+n
		ops[c.Import.Op] += n
	}
	assert.Equal(t, 254, texts)
	assert.Equal(t, 13289, lines)
	assert.Equal(t, map[rate.Op]int{rate.Free: 2122, rate.Percent: 9438, rate.Specific: 617, rate.AtLeast: 1072, rate.Sum: 34, rate.AtMost: 6}, ops)
}

// eurasianByPattern reads a text of the Eurasian tariff in another way, by the
// five patterns that the column has.
func eurasianByPattern(t *testing.T, s string) rate.Rate {
	const n, per = `(\d+(?:,\d+)?)`, ` (евро|доллар(?:а|ов)? США) за (1|1000) (кг|л|м2|пару|шт|см3 объема двигателя)`
	point := func(s string) string { return strings.ReplaceAll(s, ",", ".") }
	match := func(pattern string) []string { return regexp.MustCompile(`^` + pattern + `$`).FindStringSubmatch(s) }
	specific := func(m []string) rate.Rate {
		currency := "USD"
		if m[1] == "евро" {
			currency = "EUR"
		}
		units := map[string]string{"кг": "kg", "л": "l", "м2": "m2", "пару": "pair", "шт": "piece", "см3 объема двигателя": "cm3"}
		return rate.OfSpecific(point(m[0]), currency, m[2], units[m[3]])
	}
	percent := func(s string) rate.Rate { return rate.OfPercent(point(s)) }
	if s == "0" {
		return rate.Nothing
	}
	if m := match(n); m != nil {
		return percent(m[1])
	}
	if m := match(n + per); m != nil {
		return specific(m[1:])
	}
	if m := match(n + `, но не менее ` + n + per); m != nil {
		return rate.OfAll(rate.AtLeast, percent(m[1]), specific(m[2:]))
	}
	if m := match(n + ` плюс ` + n + per); m != nil {
		return rate.OfAll(rate.Sum, percent(m[1]), specific(m[2:]))
	}
	m := match(n + `, либо ` + n + `, но не менее ` + n + per + `, в зависимости от того, какая из исчисленных сумм таможенной пошлины ниже`)
	require.NotNil(t, m, s)
	return rate.OfAll(rate.AtMost, percent(m[1]), rate.OfAll(rate.AtLeast, percent(m[2]), specific(m[3:])))
}

// The American database gives each rate also in figures; what is read from the
// text must be the same rate.
func TestAmericanScheduleAgreesWithItsFigures(t *testing.T) {
	read, refused := 0, map[string]int{}
	for _, row := range rows(t, "us-rates.tsv") {
		text, kind := row[1], row[2]
		c, err := ratetext.Parse(text, ratetext.Options{Lang: ratetext.US})
		if err != nil {
			refused[err.Label]++
			ok := false
			for _, s := range []string{"rate applicable", "less 0.0", "See additional", "contents", "including weight", "entire set", "copper content + ", "anhydrous", "under bond", "immediate containers", "1/3%"} {
				ok = ok || strings.Contains(text, s)
			}
			assert.True(t, ok, "%q %+v", text, err)
			continue
		}
		read++
		adval, specific, other := figures(t, c.Import)
		if kind == "T" || kind == "K" || kind == "X" || row[3] == "" || row[3] == "9999.99" {
			continue // no figures in the database
		}
		want := func(s string) decimal.Decimal {
			if s == "" {
				return num.Zero
			}
			return num.Must(s)
		}
		if text == "27.6 cents/liter+ 17.5%" {
			continue // the database missed the percentage behind "+ " without a space before it
		}
		assert.True(t, want(row[3]).Equal(adval), "%q ad valorem %s, read %s", text, row[3], adval)
		// The database puts the amount per piece into either column.
		a, b := want(row[4]), want(row[5])
		assert.True(t, a.Equal(specific) && b.Equal(other) || a.Equal(other) && b.Equal(specific), "%q specific %s %s, read %s %s", text, row[4], row[5], specific, other)
	}
	assert.Equal(t, 947, read)
	assert.Equal(t, map[string]int{"compound_content": 2, "trailing_text": 1, "unknown_word": 37}, refused)
}

// figures are the parts of a rate as the database's columns have them.
func figures(t *testing.T, r rate.Rate) (adval, specific, other decimal.Decimal) {
	of := []rate.Rate{r}
	if r.Op == rate.Sum {
		of = r.Of
	}
	n := 0
	for _, p := range of {
		switch p.Op {
		case rate.Percent:
			adval = adval.Add(p.Percent.Shift(-2))
		case rate.Specific:
			a := num.Quo(p.Amount, p.Per.Qty)
			if n == 0 {
				specific = a
			} else {
				other = a
			}
			n++
		case rate.Free:
		default:
			t.Fatal(p)
		}
	}
	return
}
