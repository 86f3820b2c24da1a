package unit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc/num"
	"rusum/calc/unit"
)

func TestConvert(t *testing.T) {
	for _, c := range []struct{ q, from, to, want string }{
		{"1500", "kg", "t", "1.5"},
		{"1.5", "t", "kg", "1500"},
		{"5", "carat", "g", "1"},
		{"1", "g", "carat", "5"},
		{"250", "piece", "1000_piece", "0.25"},
		{"2", "hl", "l", "200"},
		{"3", "m3", "l", "3000"},
		{"144", "piece", "gross", "1"},
		{"7", "piece", "dozen", "0.58333333333333333333"},
	} {
		t.Run(c.q+" "+c.from+" = "+c.want+" "+c.to, func(t *testing.T) {
			got, ok := unit.Convert(num.Must(c.q), c.from, c.to)
			assert.True(t, ok)
			assert.Equal(t, c.want, got.String())
		})
	}
}

func TestNotConvertible(t *testing.T) {
	for _, p := range [][2]string{{"l", "kg"}, {"pair", "piece"}, {"l", "l_pure_alcohol"}, {"cm3", "l"}, {"kg", "furlong"}} {
		_, ok := unit.Convert(num.Must("1"), p[0], p[1])
		assert.False(t, ok, p)
		assert.False(t, unit.Convertible(p[0], p[1]), p)
	}
}

func TestEveryUnitHasNamesAndABase(t *testing.T) {
	for _, x := range unit.All {
		assert.NotEmpty(t, x.AZ, x.Key)
		assert.NotEmpty(t, x.EN, x.Key)
		assert.NotEmpty(t, x.RU, x.Key)
		assert.True(t, x.Factor().IsPositive(), x.Key)
		base, ok := unit.Get(x.Base)
		assert.True(t, ok, x.Key)
		assert.Equal(t, "1", base.Factor().String(), x.Key)
	}
}

func TestAUnitNobodyKnows(t *testing.T) {
	assert.Equal(t, "furlong", unit.Name("furlong", "az"))
	x, ok := unit.Get("furlong")
	assert.False(t, ok)
	assert.Zero(t, x)
	for _, p := range [][2]string{{"furlong", "kg"}, {"kg", "furlong"}, {"furlong", "mile"}} {
		assert.False(t, unit.Convertible(p[0], p[1]), p)
		_, ok := unit.Convert(num.Must("1"), p[0], p[1])
		assert.False(t, ok, p)
	}
	// A unit that is not known has the empty base, which no other has.
	assert.False(t, unit.Convertible("", "furlong"))
	q, ok := unit.Convert(num.Must("3"), "furlong", "furlong")
	assert.True(t, ok, "what is measured in a unit is measured in it")
	assert.Equal(t, "3", q.String())
	assert.True(t, unit.Convertible("kg", "t"))
	kg, _ := unit.Get("kg")
	assert.Equal(t, []string{kg.AZ, kg.EN, kg.RU, kg.EN}, []string{unit.Name("kg", "az"), unit.Name("kg", "en"), unit.Name("kg", "ru"), unit.Name("kg", "de")})
}
