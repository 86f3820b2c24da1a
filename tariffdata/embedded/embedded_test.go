package embedded_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/date"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func TestCore(t *testing.T) {
	c := embedded.Core()
	assert.Regexp(t, `^20\d\d-\d\d-\d\d\.[0-9a-f]{8}$`, c.Version())
	assert.Equal(t, 7384, c.Len(), "96 chapters, 1,228 headings, 5,612 subheadings, 448 tariff lines")
	assert.Equal(t, "HS 2022", c.Meta("edition"))
	assert.Len(t, c.Meta("sha256:source/nomenclature.tsv"), 64)

	i, ok := c.Index("870323")
	require.True(t, ok)
	assert.Equal(t, "XVII", c.Section(i))
	assert.Equal(t, []string{"piece"}, c.Units(i))
	assert.Equal(t, "8703", c.Code(c.Parent(i)))
	assert.Equal(t, "87", c.Code(c.Parent(c.Parent(i))))
	assert.Equal(t, -1, c.Parent(c.Parent(c.Parent(i))))

	i, _ = c.Index("01")
	assert.Equal(t, "I", c.Section(i))
	var children []string
	for _, k := range c.Children(i) {
		children = append(children, c.Code(k))
	}
	assert.Equal(t, []string{"0101", "0102", "0103", "0104", "0105", "0106"}, children)
}

func TestLongestKnownPrefix(t *testing.T) {
	c := embedded.Core()
	for code, want := range map[string]string{
		"8703231940": "870323", "8703": "8703", "870": "87", "8799": "87", "0101210000": "0101210000", "8703239999": "870323", "0101291000": "0101291000",
	} {
		i, ok := c.Longest(code)
		require.True(t, ok, code)
		assert.Equal(t, want, c.Code(i), code)
	}
	for _, code := range []string{"", "8", "7701", "0", "00"} {
		_, ok := c.Longest(code)
		assert.False(t, ok, code)
	}
	lo, hi := c.Range("8703")
	for i := lo; i < hi; i++ {
		assert.True(t, strings.HasPrefix(c.Code(i), "8703"))
	}
	assert.Positive(t, hi-lo)
	lo, hi = c.Range("77")
	assert.Equal(t, lo, hi)
}

func TestBulletins(t *testing.T) {
	b := embedded.Core().Bulletins()
	require.Len(t, b, 2)
	assert.Equal(t, date.Must(2023, 2, 15), b[0].Date)
	assert.Equal(t, date.Must(2026, 9, 8), b[1].Date)
	for cur, want := range map[string]string{"USD": "1.7", "EUR": "1.9763", "RUB": "0.01971", "JPY": "0.011076", "KZT": "0.003745"} {
		r, ok := b[1].Rate(cur)
		require.True(t, ok, cur)
		assert.Equal(t, want, r.String(), cur)
	}
	assert.Len(t, b[1].Rates, 38)
	_, ok := b[1].Rate("XAU")
	assert.False(t, ok)
}

func TestCountries(t *testing.T) {
	c := embedded.Core()
	assert.Len(t, c.Countries(), 250)
	names := func(a2 string) []string {
		i, ok := c.Country(a2)
		require.True(t, ok, a2)
		return []string{embedded.Names("az").Country(i), embedded.Names("en").Country(i), embedded.Names("ru").Country(i)}
	}
	assert.Equal(t, []string{"Rusiya", "Russia", "Россия"}, names("RU"))
	assert.Equal(t, []string{"Amerika Birləşmiş Ştatları", "United States", "США"}, names("US"))
	_, ok := c.Country("ZZ")
	assert.False(t, ok)
	i, _ := c.Country("AZ")
	assert.Equal(t, "AZE", c.CountryA3(i))
}

func TestNamesAndPaths(t *testing.T) {
	c := embedded.Core()
	for _, lang := range []string{"az", "en", "ru"} {
		n := embedded.Names(lang)
		assert.Equal(t, lang, n.Lang())
		assert.Equal(t, c.NamesVersion(), n.Version())
		assert.Equal(t, c.Len(), n.Len())
		assert.Positive(t, n.SynonymCount())
	}
	path := func(lang, code string) []string { return tariffdata.Path(c, embedded.Names(lang), code) }
	assert.Equal(t, []string{
		"Diri heyvanlar", "Diri atlar, ulaqlar, qatırlar və at qatırları", "atlar", "safqanlı cins heyvanlar",
	}, path("az", "0101210000"), "a line that is its whole subheading is named once")
	assert.Equal(t, path("en", "870323"), path("en", "8703231940"), "an unknown line has the path of its subheading")
	assert.Equal(t, []string{"Diri heyvanlar", "Diri atlar, ulaqlar, qatırlar və at qatırları", "atlar", "digərləri", "ətlik"}, path("az", "0101291000"))
	assert.Equal(t, path("ru", "010129"), path("ru", "0101291000"), "tariff lines have no Russian name")
	assert.Nil(t, path("az", "77"))

	p := path("az", "1512199000")
	assert.Equal(t, []string{"günəbaxan və ya saflor yağı və onların fraksiyaları", "digərləri"}, p[2:])

	i, _ := c.Index("1512199000")
	assert.True(t, embedded.Names("az").Official(i))
	assert.False(t, embedded.Names("ru").Official(i))
	assert.Equal(t, "günəbaxan və ya saflor yağı və onların fraksiyaları – digərləri", embedded.Names("az").Group(i))
	i, _ = c.Index("8703")
	assert.False(t, embedded.Names("az").Official(i))
	assert.True(t, embedded.Names("ru").Official(i))
}
