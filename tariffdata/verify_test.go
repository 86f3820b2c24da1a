package tariffdata_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/rate"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
)

func TestTheEmbeddedDataHasNoFault(t *testing.T) {
	faults := tariffdata.Verify(embedded.Core(), embedded.Names("az"), embedded.Names("en"), embedded.Names("ru"), embedded.Tariff())
	for _, f := range faults {
		t.Error(f)
	}
	assert.Empty(t, tariffdata.NewCodes(embedded.Core(), embedded.Tariff()))
}

func TestVerifyFindsFaults(t *testing.T) {
	five := rate.OfPercent("5")
	bad := convert.Pack(convert.Meta{}, []convert.Row{
		{Code: "0101", Name: ""},
		{Code: "010121", Name: "x", Unit: "bucket"},
		{Code: "0101291000", Name: "x", ImportText: "5"},
		{Code: "0101299000", Name: "x", ImportText: "5", Import: &five, Unresolved: "no_name"},
		{Code: "7799000000", Name: "x", ImportText: "5", Import: &five},
		{Code: "7799000000", Name: "x", ImportText: "6", Import: &five},
	})
	tf, err := tariffdata.OpenTariff(bad)
	require.NoError(t, err)
	var got []string
	for _, f := range tariffdata.Verify(embedded.Core(), embedded.Names("az"), embedded.Names("ru"), embedded.Names("en"), tf) {
		got = append(got, f.String())
	}
	assert.Equal(t, []string{
		"names_en: ru: names of another language",
		"names_ru: en: names of another language",
		"tariff: 0101: no name",
		"tariff: 010121: unknown unit bucket",
		"tariff: 0101291000: a rate that was neither read nor marked unresolved",
		"tariff: 0101299000: an unresolved line with a rate",
		"tariff: 7799000000: periods overlap",
	}, got)
	assert.Equal(t, []string{"7799000000", "7799000000"}, tariffdata.NewCodes(embedded.Core(), tf))
}

func TestEveryRowIsReachableFromItsChapter(t *testing.T) {
	c := embedded.Core()
	reached := make([]bool, c.Len())
	var walk func(i int)
	walk = func(i int) {
		reached[i] = true
		for _, k := range c.Children(i) {
			walk(k)
		}
	}
	for i := 0; i < c.Len(); i++ {
		if c.Parent(i) < 0 {
			assert.Len(t, c.Code(i), 2)
			walk(i)
		}
	}
	for i, ok := range reached {
		assert.True(t, ok, c.Code(i))
	}
}

func TestPathsNameEveryRow(t *testing.T) {
	c := embedded.Core()
	for _, lang := range []string{"az", "en", "ru"} {
		n := embedded.Names(lang)
		for i := 0; i < c.Len(); i++ {
			p := tariffdata.Path(c, n, c.Code(i))
			require.NotEmpty(t, p, c.Code(i))
			assert.Equal(t, n.Name(i), p[len(p)-1], c.Code(i))
			for k, s := range p {
				assert.NotEmpty(t, s, c.Code(i))
				assert.NotContains(t, s, "|")
				if k > 0 {
					assert.NotEqual(t, p[k-1], s, "%s %s", lang, strings.Join(p, " / "))
				}
			}
		}
	}
}
