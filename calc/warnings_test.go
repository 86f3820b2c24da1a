package calc_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
)

// What is odd about a code, a date or the number of lines, and where it begins to be.
func TestWhatIsOddIsSaidFromWhereItBegins(t *testing.T) {
	on := func(set func(d *calc.Declaration)) *calc.Assessment {
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("1"), simpleLine("1")}}
		set(d)
		a, f := calc.Assess(d, tables())
		require.Nil(t, f)
		return a
	}
	lines := func(n int) func(d *calc.Declaration) {
		return func(d *calc.Declaration) { d.Lines = slices.Repeat([]calc.Line{simpleLine("1")}, n) }
	}
	code := func(c string) func(d *calc.Declaration) { return func(d *calc.Declaration) { d.Lines[1].Code = c } }
	for _, c := range []struct {
		name string
		set  func(d *calc.Declaration)
		code string
		want bool
		line int
	}{
		{"a hundred lines", lines(100), "over_100_lines", false, 0}, {"one more", lines(101), "over_100_lines", true, 0},
		{"the last day known", func(d *calc.Declaration) { d.Date = tables().LawKnownTo }, "law_horizon", false, 0},
		{"the day after", func(d *calc.Declaration) { d.Date = tables().LawKnownTo.AddDays(1) }, "law_horizon", true, 0},
		{"re-import", func(d *calc.Declaration) { d.Procedure = "re_import" }, "re_import_term", true, 0},
		{"a heading", code("8471"), "code_not_in_nomenclature", false, 0}, {"a subheading", code("847130"), "code_not_in_nomenclature", false, 0},
		{"ten digits under a subheading", code("8471309999"), "code_not_in_nomenclature", false, 0},
		{"no such subheading", code("847199"), "code_not_in_nomenclature", true, 2}, {"no such chapter", code("9999"), "code_not_in_nomenclature", true, 2}, {"ten digits of no subheading", code("9999990000"), "code_not_in_nomenclature", true, 2},
	} {
		a := on(c.set)
		assert.Equal(t, c.want, warned(a, c.code), c.name)
		for _, w := range a.Warnings {
			if w.Code == c.code {
				assert.Equal(t, c.line, w.Line, c.name)
			}
		}
	}
	for percent, want := range map[string]bool{"10": false, "15": true} {
		own := *tables()
		own.Tariff = named{tables().Tariff, false, ""}
		d := declared(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"`+percent+`","price":{"amount":"1","currency":"AZN"}}]}`)
		a, f := calc.Assess(d, &own)
		require.Nil(t, f)
		assert.Equal(t, want, warned(a, "user_rate_overrides"), "a rate of one's own beside the tariff's ten")
	}
}
