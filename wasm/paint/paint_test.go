package paint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

var day = date.Must(2026, 7, 9)

// answer paints the answer to a link.
func answer(t *testing.T, lang i18n.Lang, link string) string {
	t.Helper()
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	texts := texts.Get(lang)
	r := form.Reader{Reader: field.Reader{Texts: texts, Country: func(s string) (string, bool) { return s, true }, CountryName: func(s string) string { return s }}}
	d := r.Read(form.Decode(link, lang).Doc, day).Declaration
	a, f := calc.Assess(d, tables)
	require.Nil(t, f)
	v := render.New(a, d, texts, nil)
	return Answer(In{Texts: texts, View: v, Assessment: a, Declaration: d, Open: map[string]bool{}, Today: day, Link: "https://example.org/#" + link})
}

var links = []string{
	"1.code=847130&1.price=1000&1.origin=RU",
	"1.code=847130&1.price=1000&1.scenario=15",
	"1.code=22042109&1.price=1000&1.q-l=100&1.duty=15",
	"1.code=0902&1.price=5&2.code=2203&2.price=7&2.price-cur=EUR&2.name=x",
	"1.code=0804&1.price=1000&flow=export",
	"1.code=8703&1.price=9000&1.v-kind=car",
}

// TestWellFormed checks that what is painted has only known elements, all of
// them closed, ids once, and no key, argument or style left in it.
func TestWellFormed(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, link := range links {
			t.Run(string(lang)+" "+link, func(t *testing.T) {
				wellFormed(t, answer(t, lang, link))
			})
		}
	}
}

// wellFormed checks HTML written by this package.
func wellFormed(t *testing.T, s string) {
	t.Helper()
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch tt {
		case html.StartTagToken:
			if tok.Data != "input" && tok.Data != "br" {
				open = append(open, tok.Data)
			}
			for _, a := range tok.Attr {
				assert.NotEqual(t, "style", a.Key)
				assert.False(t, strings.HasPrefix(a.Key, "on"), a.Key)
				if a.Key == "id" {
					assert.False(t, ids[a.Val], "id %s twice", a.Val)
					ids[a.Val] = true
				}
			}
		case html.EndTagToken:
			require.NotEmpty(t, open)
			require.Equal(t, open[len(open)-1], tok.Data)
			open = open[:len(open)-1]
		case html.TextToken:
			assert.NotRegexp(t, `\b(ui|reason|status|kind|warning|step|why|confidence)\.[a-z_]+|\{[a-z]+\}`, tok.Data)
		}
	}
	assert.Empty(t, open)
}

func TestTheTotalShownIsTheSumOfTheRows(t *testing.T) {
	s := answer(t, i18n.EN, "1.code=847130&1.price=1000&1.scenario=15")
	assert.Contains(t, s, `data-total="702.30"`)
	for _, part := range []string{"255.00", "351.90", "60.00", "30.00", "5.40"} {
		assert.Contains(t, s, part)
	}
}

func TestTextOfAStrangerIsEscaped(t *testing.T) {
	evil := `<img src=x onerror="alert('1')">&`
	texts := texts.Get(i18n.EN)
	all := []string{
		Suggestions(texts, "code", []Suggestion{{Value: evil, Code: evil, Name: evil, Path: evil, Why: evil, NameMarks: [][2]int{{0, 4}}, PathMarks: [][2]int{{1, 1 << 10}}}}, 0),
		Found(&Codes{Texts: texts}, []Suggestion{{Value: evil, Code: evil, Name: evil, Path: evil, Why: evil}}),
		Chosen(texts, Picked{Path: []string{evil, evil}, Units: evil, Prefix: evil}),
		Questions(texts, []Question{{ID: evil, Label: evil, Hint: evil, Value: evil}, {ID: evil, Kind: "choice", Choices: []render.Choice{{Value: evil, Label: evil}}}}),
		Readings(texts, evil, evil, []form.Reading{{Put: evil, Label: evil}}),
		Errors(texts, []ErrorItem{{evil, 0, evil}}),
		Notices(texts, []Notice{{evil, evil, evil}}),
		Lines(texts, []LineItem{{Goods: evil, Sum: evil}}),
		Reliefs(texts, []Relief{{ClaimView: render.ClaimView{Article: evil, Text: evil, Frees: evil, Law: evil, Until: evil}}}),
		Rates(texts, []Rate{{evil, evil, evil}}),
	}
	for _, s := range all {
		assert.NotContains(t, s, "<img")
		assert.NotContains(t, s, `onerror="`)
		assert.NotContains(t, s, `'1'`)
	}
}

func TestOnlyWebAddressesBecomeLinks(t *testing.T) {
	p := &page{}
	p.link("javascript:alert(1)", "law").link("https://example.org/?a=1&b=2", "law")
	assert.Equal(t, `law<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer noopener" target="_blank">law</a>`, p.String())
}
