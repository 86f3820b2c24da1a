package search

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
)

func table(t testing.TB, lang string, rows ...convert.Row) *tariffdata.Tariff {
	x, err := tariffdata.OpenTariff(convert.Pack(convert.Meta{Keys: []string{"lang"}, Values: []string{lang}}, rows))
	require.NoError(t, err)
	return x
}

func line(code, name string, groups ...string) convert.Row {
	r := convert.Row{Groups: groups}
	r.Code, r.Name = code, name
	return r
}

var official = func(t testing.TB) *tariffdata.Tariff {
	return table(t, "az",
		line("2204", "Təbii üzüm şərabları"),
		line("2204211100", "Elzas mənşəli qoruyucu adlı", "tutumu 2 l və ya az olan qablarda"),
		line("2204219800", "digərləri", "tutumu 2 l və ya az olan qablarda", "zəmanətli coğrafi göstəricili"),
		line("8471300000", "çəkisi 10 kq-dan çox olmayan portativ hesablama maşınları"),
		line("8471300000", "çəkisi 10 kq-dan çox olmayan portativ hesablama maşınları"), // another period
		line("8703329011", "dizelli kvadrokopter"),
	)
}

func TestLinesOfATable(t *testing.T) {
	x := index().WithTable(official(t))
	for q, want := range map[string]string{
		"2204 21 11 00": "2204211100", "220421110": "2204211100", "8703329011": "8703329011",
		"elzas": "2204211100", "elzas şərabı": "2204211100", "ELZAS MENSELI": "2204211100", "elzsa": "2204211100",
		"zəmanətli coğrafi göstəricili": "2204219800", "kvadrokopter": "8703329011", "kvadrokopterləri": "8703329011",
	} {
		hits := x.Query(q, 5)
		if assert.NotEmpty(t, hits, q) && q != "kvadrokopter" && q != "kvadrokopterləri" {
			assert.Equal(t, want, hits[0].Code, "%s %v", q, codes(hits))
		}
		assert.NotZero(t, place(hits, []string{want}), "%s %v", q, codes(hits))
	}
	h := x.Query("elzas", 1)[0]
	assert.Equal(t, Hit{Code: "2204211100", Score: h.Score, Why: "word", Lang: "az", Term: "Elzas mənşəli qoruyucu adlı"}, h)
	// The table changes nothing about what it does not have.
	for _, q := range []string{"noutbuk", "qadın paltosu", "8517", "телевизор", "televizr"} {
		assert.Equal(t, codes(index().Query(q, 3)), codes(x.Query(q, 3)), q)
	}
	// A code of the nomenclature is there once.
	seen := map[string]bool{}
	for _, h := range x.Query("84713", 20) {
		assert.False(t, seen[h.Code], h.Code)
		seen[h.Code] = true
	}
	assert.True(t, seen["8471300000"])
}

func TestTablesInAnyOrder(t *testing.T) {
	second := table(t, "ru", line("0101", "лошади"), line("8703329012", "дизельные кабриолеты"))
	c, az, ru, en := embedded.Core(), embedded.Names("az"), embedded.Names("ru"), embedded.Names("en")
	one := New(c, az).WithTable(official(t)).With(ru).WithTable(second).With(en)
	two := New(c).WithTable(second).WithTable(official(t)).With(az).With(ru).With(en)
	for _, x := range []*Index{one, two} {
		assert.Equal(t, "2204211100", x.Query("elzas", 1)[0].Code)
		assert.Equal(t, "8703329012", x.Query("дизельный кабриолет", 1)[0].Code)
		assert.Equal(t, []string{"8703329011", "8703329012"}, codes(x.Query("870332901", 5)))
		assert.Equal(t, codes(index().Query("köynək", 3)), codes(x.Query("köynək", 3)))
	}
	assert.Same(t, one, one.WithTable(table(t, "az")), "an empty table changes nothing")
	// Without a language, the alphabet tells.
	assert.Equal(t, "8703329012", New(c, az).WithTable(table(t, "", line("8703329012", "дизельные кабриолеты"))).Query("кабриолетами", 1)[0].Code)
}

// TestEveryLineIsFoundByItsNumber: whatever a table adds.
func TestEveryLineIsFoundByItsNumber(t *testing.T) {
	var rows []convert.Row
	for i := range 300 {
		rows = append(rows, line(fmt.Sprintf("39269%05d", 10000+37*i), fmt.Sprintf("məmulat nömrə%d", i)))
	}
	x := index().WithTable(table(t, "az", rows...))
	for i, r := range rows {
		assert.Equal(t, r.Code, x.Query(r.Code, 1)[0].Code)
		assert.Equal(t, r.Code, x.Query(fmt.Sprintf("nomre%d", i), 1)[0].Code, r.Name)
	}
}
