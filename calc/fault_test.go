package calc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
)

func TestBadInputIsRefusedWithCodeFieldAndText(t *testing.T) {
	ok := `"code":"847130","price":{"amount":"1000","currency":"USD"}`
	in := func(lineFields string) string { return `{"date":"2026-07-09","lines":[{` + lineFields + `}]}` }
	for _, c := range []struct{ name, doc, code, field, value string }{
		{"letters behind the number", in(`"code":"847130","price":{"amount":"12,3x","currency":"USD"}`), "bad_number", "lines[0].price.amount", "12,3x"},
		{"decimal comma", in(`"code":"847130","price":{"amount":"12,3","currency":"USD"}`), "bad_number", "lines[0].price.amount", "12,3"},
		{"negative", in(`"code":"847130","price":{"amount":"-1","currency":"USD"}`), "negative", "lines[0].price.amount", "-1"},
		{"huge", in(`"code":"847130","price":{"amount":"1` + strings.Repeat("0", 30) + `","currency":"USD"}`), "number_too_large", "lines[0].price.amount", "1" + strings.Repeat("0", 30)},
		{"number instead of text", in(`"code":"847130","price":{"amount":12.3,"currency":"USD"}`), "wrong_type", "lines[0].price.amount", "12.3"},
		{"unknown currency", in(`"code":"847130","price":{"amount":"1","currency":"XYZ"}`), "unknown_currency", "lines[0].price.currency", "XYZ"},
		{"currency missing", in(`"code":"847130","price":{"amount":"1"}`), "missing_field", "lines[0].price.currency", ""},
		{"code of 3 digits", in(`"code":"847"`), "code_length", "lines[0].code", "847"},
		{"code of 11 digits", in(`"code":"84713000001"`), "code_length", "lines[0].code", "84713000001"},
		{"letters in the code", in(`"code":"84O130"`), "code_letters", "lines[0].code", "84O130"},
		{"no code", in(`"price":{"amount":"1","currency":"USD"}`), "missing_field", "lines[0].code", ""},
		{"impossible date", `{"date":"2026-02-30","lines":[{` + ok + `}]}`, "bad_date", "date", "2026-02-30"},
		{"no date", `{"lines":[{` + ok + `}]}`, "missing_field", "date", ""},
		{"year 3026", `{"date":"3026-01-01","lines":[{` + ok + `}]}`, "bad_date", "date", "3026-01-01"},
		{"unknown unit", in(ok + `,"quantities":{"furlong":"1"}`), "unknown_unit", "lines[0].quantities.furlong", "furlong"},
		{"unknown country", in(ok + `,"origin":"QQ"`), "unknown_country", "lines[0].origin", "QQ"},
		{"unknown proof", in(ok + `,"originProof":"letter"`), "unknown_choice", "lines[0].originProof", "letter"},
		{"unknown field", in(ok + `,"prise":"1"`), "unknown_field", "lines[0].prise", "prise"},
		{"duplicate key", in(ok + `,"code":"847130"`), "duplicate_key", "lines[0].code", "code"},
		{"unknown procedure", `{"date":"2026-07-09","procedure":"smuggling","lines":[{` + ok + `}]}`, "unknown_choice", "procedure", "smuggling"},
		{"unknown incoterm", `{"date":"2026-07-09","delivery":{"incoterm":"ZZZ"},"lines":[{` + ok + `}]}`, "unknown_choice", "delivery.incoterm", "ZZZ"},
		{"rate of nought", `{"date":"2026-07-09","rates":{"USD":"0"},"lines":[{` + ok + `}]}`, "not_positive", "rates.USD", "0"},
		{"rate not understood", in(ok + `,"duty":"about ten"`), "bad_rate", "lines[0].duty", "about ten"},
		{"scenario that is no rate", in(ok + `,"dutyScenario":"7"`), "unknown_choice", "lines[0].dutyScenario", "7"},
		{"scenario and rate", in(ok + `,"duty":"15 %","dutyScenario":"5"`), "conflict", "lines[0].dutyScenario", "5"},
		{"net above gross", in(ok + `,"netMass":"2","grossMass":"1"`), "conflict", "lines[0].netMass", "2"},
		{"alcohol over 100", in(ok + `,"alcohol":"140"`), "out_of_range", "lines[0].alcohol", "140"},
		{"no lines", `{"date":"2026-07-09","lines":[]}`, "no_lines", "lines", ""},
		{"lines of wrong type", `{"date":"2026-07-09","lines":"many"}`, "wrong_type", "lines", "many"},
		{"not JSON", `{"date":`, "bad_json", "date", ""},
		{"half a document", `{"date":"2026-07-09"`, "bad_json", "", ""},
		{"two documents", `{} {}`, "bad_json", "", ""},
		{"invalid UTF-8", "{\"date\":\"\xff\"}", "bad_utf8", "", ""},
		{"nested without end", strings.Repeat("[", 100), "wrong_type", "", "[…]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, f := wire.DecodeDeclaration([]byte(c.doc))
			if f == nil {
				_, f = calc.Assess(d, tables())
			}
			require.NotNil(t, f)
			if c.name == "nested without end" {
				assert.Equal(t, "too_deep", f.Code)
				return
			}
			assert.Equal(t, c.code, f.Code)
			assert.Equal(t, c.field, f.Field)
			assert.Equal(t, c.value, f.Value)
			assert.Contains(t, calc.FaultCodes, f.Code)
		})
	}
	t.Run("10,001 lines", func(t *testing.T) {
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: make([]calc.Line, calc.MaxLines+1)}
		_, f := calc.Assess(d, tables())
		require.NotNil(t, f)
		assert.Equal(t, "too_many_lines", f.Code)
	})
}

func TestFXOfAnotherDayIsSaid(t *testing.T) {
	doc := func(date string) string {
		return `{"date":"` + date + `","lines":[{"code":"847130","duty":"0","price":{"amount":"1000","currency":"USD"}}]}`
	}
	a := assess(t, doc("2026-09-08"))
	assert.False(t, warned(a, "fx_older_than_date"))
	assert.Equal(t, "cbar", a.FX[0].Source)
	assert.True(t, warned(assess(t, doc("2026-11-20")), "fx_older_than_date"))
	assert.True(t, warned(assess(t, doc("2026-07-09")), "fx_newer_than_date"))
	old := assess(t, doc("2015-01-15"))
	assert.False(t, old.Complete)
	assert.True(t, needs(old, "rates.USD"), "a later rate would mislead across the devaluations")
	zar := assess(t, `{"date":"2026-09-08","lines":[{"code":"847130","price":{"amount":"1000","currency":"ZAR"}}]}`)
	assert.True(t, needs(zar, "rates.ZAR"), "real money that the bulletin lacks")
}
