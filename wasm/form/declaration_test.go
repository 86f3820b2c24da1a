package form_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

func reader(lang i18n.Lang) form.Reader {
	return form.Reader{Reader: field.Reader{Texts: texts.Get(lang), Country: func(s string) (string, bool) { return s, len(s) == 2 }, CountryName: func(s string) string { return s }}}
}

func decode(t *testing.T, doc string) *calc.Declaration {
	d, f := wire.DecodeDeclaration([]byte(doc))
	require.Nil(t, f)
	return d
}

// Everything the form has a field for comes back from it, in every language.
func TestADeclarationGoesThroughTheForm(t *testing.T) {
	full := `{"date":"2026-07-09","fxDate":"2026-07-08","flow":"import","electronic":false,"offHours":true,"offSite":true,"rates":{"EUR":"1.9426","USD":"1.7005"},
		"delivery":{"incoterm":"FOB","freight":{"amount":"1234.567","currency":"EUR"},"insurance":{"amount":"0.5","currency":"USD"},"other":{"amount":"10","currency":"AZN"},"apportion":"mass"},
		"options":{"duty":"mfn"},"lines":[
		{"code":"8507600009","description":"<b>a & b</b>","origin":"CN","dispatchedFrom":"TR","tradedFrom":"DE","originProof":"st1","price":{"amount":"270021.28","currency":"EUR"},
		 "netMass":"1234.567","grossMass":"1300","quantities":{"l":"100.125","piece":"20"},"alcohol":"40","duty":"15 %","relief":["164.1.27","159.3"],"exciseMarksPaid":true,"variant":"cigars"},
		{"code":"8703","dutyScenario":"5","price":{"amount":"9000","currency":"USD"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2021-05-01","mileageKm":52000}},
		{"code":"2204","price":{"amount":"1","currency":"USD"},"duty":{"op":"atLeast","of":[{"op":"percent","percent":"15"},{"op":"specific","amount":"0.7","currency":"USD","per":{"qty":"1","unit":"l"}}]}}]}`
	for _, lang := range i18n.Langs {
		for _, doc := range []string{full, `{"date":"2026-07-09","flow":"export","lines":[{"code":"0810","price":{"amount":"1","currency":"AZN"}}]}`} {
			d := decode(t, doc)
			r := reader(lang)
			assert.Empty(t, r.LeftOut(d), lang)
			read := r.Read(form.FromDeclaration(d, lang), d.Date)
			assert.Empty(t, read.Problems, lang)
			// And through a link in another language.
			link := form.Encode(form.FromDeclaration(d, lang), "", "", nil)
			en := reader(i18n.EN)
			assert.Equal(t, d.Lines[0].Price.Amount.String(), en.Read(form.Decode(link, i18n.EN).Doc, d.Date).Declaration.Lines[0].Price.Amount.String())
		}
	}
}

func TestWhatTheFormHasNoFieldForIsNamed(t *testing.T) {
	r := reader(i18n.AZ)
	d := decode(t, `{"date":"2026-07-09","channel":"post","lines":[{"code":"8471","price":{"amount":"1","currency":"USD"},"processingCost":{"amount":"2","currency":"USD"}}]}`)
	left := r.LeftOut(d)
	assert.Contains(t, left, "channel")
	assert.Contains(t, left, "lines[0].processingCost")
	assert.Len(t, left, 2)
}
