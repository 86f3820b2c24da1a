package sheet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/wasm/field"
)

var bag = &Sheet{Name: "bag", Parts: []Part{
	{ID: "who", Fields: []Field{
		{ID: "day", Kind: Day}, {ID: "from", Kind: Country}, {ID: "age", Kind: Whole},
		{ID: "channel", Kind: Choice, Def: "carried", Choices: []string{"carried", "post"}},
		{ID: "freight", Kind: Money, Show: func(get func(string) string) bool { return get("channel") == "post" }},
	}},
	{ID: "things", Rows: &Rows{ID: "items", Most: 12, Fields: []Field{
		{ID: "what", Kind: Text}, {ID: "price", Kind: Money, Def: "EUR"},
		{ID: "litres", Kind: Number, Show: func(get func(string) string) bool { return get("what") == "wine" }},
		{ID: "new", Kind: Flag},
	}}},
}}

func scan(d *Doc) *Scan {
	countries := map[string]string{"Georgia": "GE", "GE": "GE"}
	return NewScan(d, &field.Reader{Texts: texts.Get(d.Lang),
		Country:     func(s string) (string, bool) { c, ok := countries[s]; return c, ok },
		CountryName: func(c string) string { return c }})
}

func fill(d *Doc, pairs ...string) *Doc {
	for i := 0; i < len(pairs); i += 2 {
		d.Set(pairs[i], pairs[i+1])
	}
	return d
}

func TestLookupKnowsFieldsRowsAndCurrencies(t *testing.T) {
	for id, want := range map[string]struct {
		field string
		row   int
		cur   bool
	}{
		"day": {"day", 0, false}, "freight-cur": {"freight", 0, true}, "items-1-price": {"price", 1, false}, "items-12-price-cur": {"price", 12, true},
	} {
		f, _, row, cur := bag.Lookup(id)
		require.NotNil(t, f, id)
		assert.Equal(t, want.field, f.ID, id)
		assert.Equal(t, want.row, row, id)
		assert.Equal(t, want.cur, cur, id)
	}
	for _, id := range []string{"", "items", "items-0-price", "items-01-price", "items-13-price", "items-99999-price", "items-1-", "items-1-colour", "items--price", "day-2-x"} {
		f, _, _, _ := bag.Lookup(id)
		assert.Nil(t, f, id)
	}
}

func TestOnlyWhatDiffersFromAnUntouchedFormIsKept(t *testing.T) {
	d := New(bag, i18n.EN)
	assert.Equal(t, "EUR", d.Get("items-1-price-cur"))
	assert.Equal(t, "USD", d.Get("freight-cur"))
	fill(d, "channel", "carried", "items-1-price-cur", "EUR")
	assert.True(t, d.Untouched())
	fill(d, "channel", "post")
	assert.False(t, d.Untouched())
	assert.False(t, d.Set("nothing", "x"))
}

func TestAHiddenFieldKeepsItsTextButIsNotRead(t *testing.T) {
	d := fill(New(bag, i18n.EN), "channel", "post", "freight", "12", "items-1-what", "wine", "items-1-litres", "oops")
	x := scan(d)
	require.NotNil(t, x.Money("freight"))
	x.Number("items-1-litres")
	assert.Len(t, x.Problems, 1)
	fill(d, "channel", "carried", "items-1-what", "cheese")
	x = scan(d)
	assert.Nil(t, x.Money("freight"))
	_, ok := x.Number("items-1-litres")
	assert.False(t, ok)
	assert.Empty(t, x.Problems)
	assert.Equal(t, "12", d.Get("freight"))
}

func TestRowsMoveUpWhenOneIsTakenAway(t *testing.T) {
	d := fill(New(bag, i18n.EN), "items-1-what", "a", "items-1-price-cur", "TRY", "items-2-what", "b", "items-2-price", "2", "items-3-what", "c")
	assert.Equal(t, 3, d.Count["items"])
	d.RemoveRow("items", 2)
	assert.Equal(t, 2, d.Count["items"])
	assert.Equal(t, []string{"a", "c", ""}, []string{d.Get("items-1-what"), d.Get("items-2-what"), d.Get("items-2-price")})
	d.RemoveRow("items", 2)
	assert.Equal(t, 2, d.AddRow("items"))
	assert.Equal(t, "TRY", d.Get("items-2-price-cur"), "the currency of the row above")
	d.RemoveRow("items", 1)
	d.RemoveRow("items", 1)
	assert.Equal(t, 1, d.Count["items"])
	assert.True(t, d.RowEmpty("items", 1))
	for range 20 {
		d.AddRow("items")
	}
	assert.Equal(t, 12, d.Count["items"])
}

func TestALinkMeansTheSameInEveryLanguage(t *testing.T) {
	d := fill(New(bag, i18n.AZ), "day", "09.07.2026", "from", "Georgia", "items-2-price", "1234,5", "items-2-new", "1", "items-1-what", "çaxır & pendir=x")
	link := d.Encode("v1", "12.30", func(s string) (string, bool) { return "GE", s == "Georgia" })
	assert.Equal(t, "v=v1&total=12.30&day=2026-07-09&from=GE&items-1-what=%C3%A7ax%C4%B1r%20%26%20pendir%3Dx&items-2-price=1234.5&items-2-new=1", link)
	l := Decode(bag, "#"+link, i18n.EN)
	assert.Equal(t, "v1", l.Version)
	assert.Equal(t, "12.30", l.Total)
	assert.Empty(t, l.Unknown)
	assert.Equal(t, "1234.5", l.Doc.Get("items-2-price"))
	assert.Equal(t, "çaxır & pendir=x", l.Doc.Get("items-1-what"))
	assert.Equal(t, 2, l.Doc.Count["items"])
}

func TestALinkSaysWhatItDoesNotKnow(t *testing.T) {
	l := Decode(bag, "colour=red&day=2026-07-09&items-13-what=x&age=%zz&total=abc", i18n.EN)
	assert.Equal(t, []string{"colour", "items-13-what", "age", "total"}, l.Unknown)
	assert.Equal(t, "09.07.2026", l.Doc.Get("day"))
}

func TestADraftKeepsEveryTextAsTyped(t *testing.T) {
	d := fill(New(bag, i18n.AZ), "day", "31.02.2026", "age", "otuz", "items-3-price", "1.234,5")
	back, ok := ParseDraft(bag, d.Draft(), i18n.AZ)
	require.True(t, ok)
	assert.Equal(t, d.Fields, back.Fields)
	english, ok := ParseDraft(bag, d.Draft(), i18n.EN)
	require.True(t, ok)
	assert.Equal(t, "1234.5", english.Get("items-3-price"))
	_, ok = ParseDraft(bag, "day=1", i18n.AZ)
	assert.False(t, ok)
}

func TestAChoiceThatIsNotOfferedIsAProblem(t *testing.T) {
	x := scan(fill(New(bag, i18n.EN), "channel", "rocket"))
	assert.Equal(t, "", x.Choice("channel"))
	require.Len(t, x.Problems, 1)
	assert.Equal(t, "channel", x.Problems[0].Field)
}

func TestPathsOfTheEngineLeadToFields(t *testing.T) {
	a := Asks("price=items-1-price vehicle.engineCC=cc")
	assert.Equal(t, "items-1-price", a.Field("lines[0].price.amount"))
	assert.Equal(t, "cc", a.Field("lines[0].vehicle.engineCC"))
	assert.Equal(t, "", a.Field("lines[0].code"))
	assert.Equal(t, "", a.Field(""))
}

func TestLinkOfAnyFormComesBack(t *testing.T) {
	ids := New(bag, i18n.EN)
	ids.Count["items"] = 12
	rapid.Check(t, func(rt *rapid.T) {
		d := New(bag, rapid.SampledFrom(i18n.Langs).Draw(rt, "lang"))
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids.IDs()), 0, 8, rapid.ID[string]).Draw(rt, "ids") {
			d.Set(id, strings.ToValidUTF8(rapid.String().Draw(rt, id), ""))
		}
		once := Decode(bag, d.Encode("", "", nil), d.Lang).Doc
		twice := Decode(bag, once.Encode("", "", nil), d.Lang).Doc
		require.Equal(rt, once.Fields, twice.Fields)
		back, ok := ParseDraft(bag, d.Draft(), d.Lang)
		require.True(rt, ok)
		require.Equal(rt, d.Fields, back.Fields)
	})
}

// Every calculator's form has its words, and no two fields share an id.
func TestSheetsAreWhole(t *testing.T) {
	names := map[string]bool{}
	for _, s := range All {
		require.False(t, names[s.Name], s.Name)
		names[s.Name] = true
		assert.Same(t, s, Get(s.Name))
		seen := map[string]bool{}
		for _, id := range New(s, i18n.AZ).IDs() {
			require.False(t, seen[id], "%s: %s", s.Name, id)
			seen[id] = true
		}
		for _, lang := range i18n.Langs {
			for _, k := range []string{"title", "description", "nav", "tile", "h1", "empty"} {
				assert.True(t, texts.Get(lang).Has("ui."+s.Name+"."+k), "%s: ui.%s.%s", lang, s.Name, k)
			}
		}
	}
	assert.Nil(t, Get("no such page"))
}

func FuzzDecode(f *testing.F) {
	f.Add("v=1&total=2.50&day=2026-07-09&from=GE&items-2-price=1234.5&items-2-price-cur=TRY&freight=1%2C5")
	f.Add("items-12-what=%F0%9F%8D%B7&=&&&a=b=c&channel=post")
	f.Fuzz(func(t *testing.T, s string) {
		l := Decode(bag, s, i18n.AZ)
		if len(l.Unknown) > 20 || l.Doc.Count["items"] > 12 {
			t.Fatal(l.Unknown, l.Doc.Count)
		}
		again := Decode(bag, l.Doc.Encode("", "", nil), i18n.AZ)
		if len(again.Unknown) > 0 {
			t.Fatalf("%q: own link not understood: %q", s, again.Unknown)
		}
		scan(l.Doc)
	})
}
