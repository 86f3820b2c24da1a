package i18n_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
)

// faces are texts without a single key: enough for numbers and dates.
func faces(t *testing.T) map[i18n.Lang]*i18n.Texts {
	m := map[i18n.Lang]*i18n.Texts{}
	for _, l := range i18n.Langs {
		m[l] = parse(t, l, "")
	}
	return m
}

// show makes no-break spaces visible.
func show(s string) string { return strings.ReplaceAll(s, "\u00a0", "_") }

func TestNumbers(t *testing.T) {
	f := faces(t)
	for _, c := range []struct{ in, az, en, ru string }{
		{"1234567.89", "1.234.567,89", "1,234,567.89", "1_234_567,89"},
		{"0", "0,00", "0.00", "0,00"},
		{"5", "5,00", "5.00", "5,00"},
		{"999", "999,00", "999.00", "999,00"},
		{"1000", "1.000,00", "1,000.00", "1_000,00"},
		{"999999.995", "1.000.000,00", "1,000,000.00", "1_000_000,00"},
		{"-1234.5", "−1.234,50", "−1,234.50", "−1_234,50"},
	} {
		t.Run("money "+c.in, func(t *testing.T) {
			d := decimal.RequireFromString(c.in)
			assert.Equal(t, c.az, f[i18n.AZ].Money(d))
			assert.Equal(t, c.en, f[i18n.EN].Money(d))
			assert.Equal(t, c.ru, show(f[i18n.RU].Money(d)))
		})
	}
	for _, c := range []struct{ in, az, en, ru string }{
		{"0.70", "0,7", "0.7", "0,7"},
		{"1998", "1.998", "1,998", "1_998"},
		{"1.9426", "1,9426", "1.9426", "1,9426"},
		{"12345.678", "12.345,678", "12,345.678", "12_345,678"},
		{"15", "15", "15", "15"},
	} {
		t.Run("number "+c.in, func(t *testing.T) {
			d := num.Must(c.in)
			assert.Equal(t, c.az, f[i18n.AZ].Number(d))
			assert.Equal(t, c.en, f[i18n.EN].Number(d))
			assert.Equal(t, c.ru, show(f[i18n.RU].Number(d)))
		})
	}
	assert.Equal(t, "15,5_%", show(f[i18n.AZ].Percent(num.Must("15.5"))))
	assert.Equal(t, "15.5%", f[i18n.EN].Percent(num.Must("15.5")))
	assert.Equal(t, "15,5_%", show(f[i18n.RU].Percent(num.Must("15.5"))))
}

func TestDates(t *testing.T) {
	f := faces(t)
	for _, c := range []struct {
		d                      date.Date
		az, en, ru             string
		azLong, enLong, ruLong string
	}{
		{date.Must(2026, 11, 21), "21.11.2026", "21_Nov_2026", "21.11.2026", "21_noyabr_2026", "21_November_2026", "21_ноября_2026_г."},
		{date.Must(2026, 5, 3), "03.05.2026", "3_May_2026", "03.05.2026", "3_may_2026", "3_May_2026", "3_мая_2026_г."},
		{date.Date{}, "", "", "", "", "", ""},
	} {
		t.Run(c.d.String(), func(t *testing.T) {
			assert.Equal(t, []string{c.az, c.en, c.ru}, []string{f["az"].Date(c.d), show(f["en"].Date(c.d)), f["ru"].Date(c.d)})
			assert.Equal(t, []string{c.azLong, c.enLong, c.ruLong},
				[]string{show(f["az"].DateLong(c.d)), show(f["en"].DateLong(c.d)), show(f["ru"].DateLong(c.d))})
		})
	}
	assert.Equal(t, "sentyabr", f["az"].Month(9))
	assert.Equal(t, "сентябрь", f["ru"].Month(9))
	assert.Equal(t, "", f["en"].Month(13))
}

func TestUnit(t *testing.T) {
	f := faces(t)
	assert.Equal(t, "ədəd", f["az"].Unit("piece"))
	assert.Equal(t, "шт", f["ru"].Unit("piece"))
	assert.Equal(t, "furlong", f["en"].Unit("furlong"))
}

func TestCompare(t *testing.T) {
	f := faces(t)
	for _, c := range []struct {
		lang  i18n.Lang
		order []string
	}{
		{"az", []string{"Azərbaycan", "Cin", "Çin", "Daş", "Ekvador", "Əfqanıstan", "Gana", "Ğ", "Hindistan", "Xorvatiya", "Irak", "İraq", "Jaket",
			"Kuba", "Qatar", "Latviya", "Oman", "Özbəkistan", "Suriya", "Şri-Lanka", "Türkiyə", "Uqanda", "Ümid", "Zambiya", "Watt"}},
		{"en", []string{"2 items", "Åland Islands", "Albania", "Algeria", "Côte d’Ivoire", "Croatia", "Türkiye", "Turkmenistan"}},
		{"ru", []string{"Азербайджан", "Едмонтон", "Ереван", "Ёлка", "Ирак", "Йемен", "Китай"}}, // ё is a letter after е
	} {
		for i := range c.order[1:] {
			a, b := c.order[i], c.order[i+1]
			t.Run(string(c.lang)+" "+a+" < "+b, func(t *testing.T) {
				assert.Negative(t, f[c.lang].Compare(a, b))
				assert.Positive(t, f[c.lang].Compare(b, a))
				assert.Zero(t, f[c.lang].Compare(a, a))
			})
		}
	}
	assert.NotZero(t, f["en"].Compare("rice", "Rice"), "only equal strings are 0")
}

func TestCaseOfAzerbaijaniI(t *testing.T) {
	f := faces(t)
	assert.Equal(t, "ısıq iraq", f["az"].Lower("ISIQ İRAQ"))
	assert.Equal(t, "İŞIQ", f["az"].Upper("işıq"))
	assert.Equal(t, "iraq", f["en"].Lower("IRAQ"))
	assert.Equal(t, "IRAQ", f["en"].Upper("iraq"))
}
