package paint

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/wasm/sheet"
)

const evil = `<img src=x onerror="alert('1')">&`

// blocks are all blocks, each filled with s.
func blocks(t *i18n.Texts, s string) []string {
	cell := Cell{Text: s, Sub: s, Mark: s, Law: s, URL: s}
	return []string{
		Grid{Title: s, Head: []Cell{{Text: s}, {Text: s, Num: true}}, Rows: [][]Cell{{{Text: s, Field: s, Put: s, Sub: s}, cell}, {cell, cell}}, Now: 1, Stack: true}.HTML(t),
		Grid{Title: s, Head: []Cell{{Text: s}}, Rows: [][]Cell{{cell}}}.HTML(t),
		Folded(s, s, ""), Card(Folded(s, s, "")),
		Days(t, s, []Day{{When: s, What: s, Notes: []string{s, s}, Law: s, URL: s, Late: true}, {When: s, What: s}}),
		Facts(t, s, []Fact{{Name: s, Value: s, Note: s}, {Name: s, Lines: []string{s, s}}}), Facts(t, "", []Fact{{Name: s}}),
		Notes(t, s, []string{s, s}),
		Timeline(t, s, s, [2]string{s, s}, []Span{{Kind: "late", Days: 3, Label: s, Sum: s}, {Kind: "over", Days: 400, Label: s}}),
		Columns(t, s, [2]string{s, s}, []Column{{PerMille: 30, Kind: "now"}, {PerMille: 1000}}),
		Asks(t, []Ask{{Field: s, Label: s, Why: s}, {Label: s}}),
		Offers(t, s, s, s, []Offer{{Put: s, Label: s, Sum: s}, {Put: s}}),
	}
}

func TestBlocksAreWellFormedAndEscaped(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, s := range blocks(texts.Get(lang), "12 gün") {
			wellFormed(t, s)
		}
	}
	for _, s := range blocks(texts.Get(i18n.EN), evil) {
		assert.NotContains(t, s, "<img")
		assert.NotContains(t, s, `onerror="`)
		assert.NotContains(t, s, `'1'`)
	}
	for _, s := range []string{Days(texts.Get(i18n.AZ), "x", nil), Facts(texts.Get(i18n.AZ), "x", nil), Notes(texts.Get(i18n.AZ), "x", nil),
		Asks(texts.Get(i18n.AZ), nil), Offers(texts.Get(i18n.AZ), "x", "x", "x", nil), Timeline(texts.Get(i18n.AZ), "x", "x", [2]string{}, nil), Columns(texts.Get(i18n.AZ), "x", [2]string{}, nil)} {
		assert.Empty(t, s, "nothing to show is nothing on the page")
	}
}

// rects are the bars of a picture: from, width.
func rects(t *testing.T, s string) (out [][2]int) {
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return out
		}
		tok := z.Token()
		if tok.Data != "rect" {
			continue
		}
		var r [2]int
		for _, a := range tok.Attr {
			n, err := strconv.Atoi(a.Val)
			if a.Key == "x" || a.Key == "width" {
				require.NoError(t, err)
				r[map[string]int{"x": 0, "width": 1}[a.Key]] = n
			}
		}
		out = append(out, r)
	}
}

// The bars of a timeline are to scale, in order, inside the picture, and none
// vanishes.
func TestTimelineIsToScale(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(1, 2000), 1, 8).Draw(rt, "days")
		var list []Span
		total := 0
		for _, n := range days {
			list = append(list, Span{Kind: "late", Days: n})
			total += n
		}
		at := 0
		for i, r := range rects(t, Timeline(texts.Get(i18n.EN), "x", "x", [2]string{}, list)) {
			require.Equal(rt, at*1000/total, r[0])
			require.Positive(rt, r[1])
			require.InDelta(rt, float64(days[i])*1000/float64(total), float64(r[1]), 5)
			require.LessOrEqual(rt, r[0]+r[1], 1002)
			at += days[i]
		}
	})
}

func TestTermsReadAsDays(t *testing.T) {
	x := texts.Get(i18n.EN)
	v := render.Term(&calc.Term{Subject: "re_import", Name: "return", Event: "export", Start: date.Must(2025, 1, 1), Count: 3, Unit: "year", Last: date.Must(2028, 1, 1),
		Longer: 1, LongerUnit: "month", Extended: date.Must(2028, 2, 1)}, x)
	d := TermDays(x, []render.TermView{v})[0]
	assert.Equal(t, "1 January 2028", strings.ReplaceAll(d.When, i18n.NBSP, " "))
	assert.Equal(t, "Last day to bring the goods back", d.What)
	assert.Equal(t, []string{"3 years + 1 month, from: the day the goods left", "If prolonged, 1 February 2028 at the latest"},
		[]string{d.Notes[0], strings.ReplaceAll(d.Notes[1], i18n.NBSP, " ")})
	for _, c := range []struct {
		term calc.Term
		want string
	}{
		{calc.Term{Subject: "free_zone", Name: "stay", Event: "placed", Open: true}, "No time limit"},
		{calc.Term{Subject: "transit", Name: "arrive", Event: "placed", Missing: true}, "Set by customs or by rules whose text was not found"},
		{calc.Term{Subject: "re_import", Name: "return", Event: "export", Count: 3, Unit: "year"}, "Day not given: the day the goods left"},
	} {
		assert.Equal(t, c.want, render.Term(&c.term, x).Last)
	}
}

// The form of every calculator is whole HTML in every language.
func TestFormsAreWellFormed(t *testing.T) {
	for _, s := range sheet.All {
		for _, lang := range i18n.Langs {
			wellFormed(t, Sheet(texts.Get(lang), s, []string{"AZN", "USD", "EUR"}))
		}
	}
}

// The printed page repeats what stands on the form, and nothing that is hidden there.
func TestAskedRepeatsTheForm(t *testing.T) {
	d := sheet.New(&sheet.Border, i18n.EN)
	for id, v := range map[string]string{"kind": "bus", "seats": "40", "axles": "5", "stay": "10", "p-city": "1", "p-quota": "1", "date": evil} {
		require.True(t, d.Set(id, v))
	}
	s := Asked(texts.Get(i18n.EN), d, day)
	wellFormed(t, s)
	for _, want := range []string{"<dt>Kind</dt><dd>Bus</dd>", "<dt>Seats</dt><dd>40</dd>", "<dt>There is an exchanged permit within the quota</dt><dd>✓</dd>", "9 July 2026"} {
		assert.Contains(t, strings.ReplaceAll(s, i18n.NBSP, " "), want)
	}
	assert.NotContains(t, s, "Axles")
	assert.NotContains(t, s, "Baku", "a truck's permit")
	assert.NotContains(t, s, "<img")
	rows := sheet.New(&sheet.Security, i18n.EN)
	rows.Set("kind", "comprehensive")
	rows.Set("debts-2-amount", "5")
	rows.Set("price", "7")
	s = Asked(texts.Get(i18n.EN), rows, day)
	assert.Contains(t, s, "<dt>Amount, manat</dt><dd>5</dd>")
	assert.NotContains(t, s, "<dd>7")
}
