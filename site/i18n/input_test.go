package i18n_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/num"
	"rusum/site/i18n"
)

func TestParseNumber(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0", "0"}, {"12", "12"}, {"007", "7"}, {" 12 ", "12"}, {"\u00a012\u202f", "12"},
		{"1 234,5", "1234.5"}, {"1.234,5", "1234.5"}, {"1,234.5", "1234.5"}, {"1\u00a0234,5", "1234.5"}, {"1\u202f234.5", "1234.5"},
		{"1\u2009234 567", "1234567"}, {"1'234.50", "1234.5"}, {"1’234’567,5", "1234567.5"},
		{"1.234.567", "1234567"}, {"1,234,567", "1234567"}, {"1.234.567,89", "1234567.89"}, {"1,234,567.89", "1234567.89"},
		{"1 234,567", "1234.567"}, {"1.234,567", "1234.567"}, {"1,234.567", "1234.567"},
		{"12,3", "12.3"}, {"12.34", "12.34"}, {"1,9426", "1.9426"}, {"1234.567", "1234.567"}, {"0,123", "0.123"}, {"01.234", "1.234"},
		{",5", "0.5"}, {".5", "0.5"}, {"12,", "12"}, {"1.234,", "1234"},
		{"\u202b1 234,50\u202c", "1234.5"}, {"\ufeff12", "12"}, {"١٬٢٣٤٫٥", "1234.5"}, {"۱۲", "12"},
		{"999999999999999.1234567891", "999999999999999.1234567891"},
	} {
		for _, lang := range i18n.Langs {
			t.Run(string(lang)+" "+c.in+" = "+c.want, func(t *testing.T) {
				n, err := i18n.ParseNumber(c.in, lang)
				require.Nil(t, err)
				assert.Equal(t, c.want, n.Value.String())
				assert.False(t, n.Ambiguous)
			})
		}
	}
}

func TestParseNumberAmbiguous(t *testing.T) {
	for _, c := range []struct {
		in          string
		lang        i18n.Lang
		want, other string
	}{
		{"1.234", i18n.AZ, "1234", "1.234"}, {"1,234", i18n.AZ, "1.234", "1234"},
		{"1.234", i18n.EN, "1.234", "1234"}, {"1,234", i18n.EN, "1234", "1.234"},
		{"1.234", i18n.RU, "1.234", "1234"}, {"1,234", i18n.RU, "1.234", "1234"},
		{"123.000", i18n.AZ, "123000", "123"},
	} {
		t.Run(string(c.lang)+" "+c.in+" = "+c.want+" or "+c.other, func(t *testing.T) {
			n, err := i18n.ParseNumber(c.in, c.lang)
			require.Nil(t, err)
			assert.True(t, n.Ambiguous)
			assert.True(t, n.Value.Equal(num.Must(c.want)), n.Value.String())
			assert.True(t, n.Other.Equal(num.Must(c.other)), n.Other.String())
		})
	}
}

func TestParseNumberErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		code string
		at   int
	}{
		{"", "bad_number", 0}, {"  ", "bad_number", 0}, {"-", "bad_number", 1}, {"--1", "bad_number", 2}, {"+5", "bad_number", 1},
		{"12,3x", "bad_number", 5}, {"12 ₼", "bad_number", 4}, {"1e5", "bad_number", 2}, {"三", "bad_number", 1}, {",", "bad_number", 1},
		{"1,2,3", "bad_number", 2}, {"1.23.456", "bad_number", 2}, {"1,5.2,3", "bad_number", 2}, {"1.234.567.", "bad_number", 10},
		{"1 23", "bad_number", 2}, {"1234 567", "bad_number", 5}, {"1  234", "bad_number", 2}, {"0 123", "bad_number", 2},
		{"1.234 567", "bad_number", 6}, {"1 234.567,8", "bad_number", 6}, {"12,34,5", "bad_number", 3}, {"1.234,567.8", "bad_number", 6},
		{"-1", "negative", 1}, {"−1 234,5", "negative", 1}, {" - 5", "negative", 1}, {"-1.234", "negative", 1}, {"-x", "bad_number", 2},
		{"1000000000000000", "number_too_large", 0}, {"0.12345678912", "number_too_large", 0}, {"-1000000000000000", "negative", 1},
	} {
		t.Run(c.in, func(t *testing.T) {
			_, err := i18n.ParseNumber(c.in, i18n.AZ)
			require.NotNil(t, err)
			assert.Equal(t, c.code, err.Code)
			assert.Equal(t, c.at, err.At)
			assert.Equal(t, c.code, err.Error())
		})
	}
}

// What is shown can be typed back: Money and Number of a language read as the
// same number in that language.
func TestParseNumberReadsWhatIsShown(t *testing.T) {
	f := faces(t)
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(i18n.Langs).Draw(t, "lang")
		d := decimal.New(rapid.Int64Range(0, 99999999999999999).Draw(t, "coef"), -rapid.Int32Range(0, 6).Draw(t, "places"))
		if d.Truncate(0).NumDigits() > num.MaxIntegerDigits {
			t.Skip("too large")
		}
		cents := d.Round(2)
		n, err := i18n.ParseNumber(f[lang].Money(cents), lang)
		if err != nil || n.Ambiguous || !n.Value.Equal(cents) {
			t.Fatalf("%s money %s: %s, %v", lang, f[lang].Money(cents), n.Value, err)
		}
		n, err = i18n.ParseNumber(f[lang].Number(d), lang)
		if err != nil || !n.Value.Equal(d) {
			t.Fatalf("%s number %s: %s, %v", lang, f[lang].Number(d), n.Value, err)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1 234,5", "1.234,5", "1,234.5", "1.234", "12,3x", "", "--1", "-1", "1'234", ",", ".", "1..2", "1\u00a0234", "−", "- ", "9999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range i18n.Langs {
			n, err := i18n.ParseNumber(s, lang)
			if err != nil {
				if err.At < 0 || err.At > len([]rune(s))+1 {
					t.Fatalf("%q: column %d", s, err.At)
				}
				continue
			}
			if n.Value.IsNegative() || n.Other.IsNegative() {
				t.Fatalf("%q is negative: %s", s, n.Value)
			}
			// The digits of the value are the digits that were typed.
			digits := strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r
				}
				return -1
			}, num.Clean(s))
			if got := strings.TrimLeft(n.Value.Coefficient().String(), "0"); !strings.HasPrefix(strings.TrimLeft(digits, "0"), got) {
				t.Fatalf("%q has other digits than %s", s, n.Value)
			}
			// Both readings come out whatever the language, and only their order differs.
			other, err2 := i18n.ParseNumber(s, i18n.EN)
			if err2 != nil || n.Ambiguous != other.Ambiguous {
				t.Fatalf("%q: %v", s, err2)
			}
			if n.Ambiguous && !n.Value.Sub(n.Other).Abs().Equal(other.Value.Sub(other.Other).Abs()) {
				t.Fatalf("%q: %s %s", s, n.Value, n.Other)
			}
		}
	})
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2026-07-09", "2026-07-09"}, {"09.07.2026", "2026-07-09"}, {"9.7.2026", "2026-07-09"}, {"09/07/2026", "2026-07-09"},
		{"9/7/2026", "2026-07-09"}, {"2026-7-9", "2026-07-09"}, {" 29.02.2024 ", "2024-02-29"}, {"31.12.1999", "1999-12-31"}, {"٩.٧.٢٠٢٦", "2026-07-09"}, {"\u200f09.07.2026", "2026-07-09"},
	} {
		t.Run(c.in, func(t *testing.T) {
			d, ok := i18n.ParseDate(c.in)
			assert.True(t, ok)
			assert.Equal(t, c.want, d.String())
		})
	}
	for _, s := range []string{"", "09.07", "09.07.26", "29.02.2025", "31.04.2026", "2026.07.09", "09-07-2026", "9.7.2026.", "9.7/2026", "0.7.2026",
		"009.07.2026", "٩٩.٧.2026", "today", "9.13.2026", "1.1.1899", "--", "-9.7.2026"} {
		t.Run("not a date: "+s, func(t *testing.T) {
			_, ok := i18n.ParseDate(s)
			assert.False(t, ok)
		})
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-07-09", "9.7.2026", "09/07/2026", "..", "1.1.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := i18n.ParseDate(s)
		if !ok {
			return
		}
		if again, ok := i18n.ParseDate(d.String()); !ok || again != d {
			t.Fatalf("%q: %s", s, d)
		}
	})
}
