package form

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/wasm/field"
)

var theDay = date.Must(2026, 7, 9)

var countries = map[string]string{"CN": "CN", "Çin": "CN", "China": "CN", "Китай": "CN", "RU": "RU"}

func reader(lang i18n.Lang) *Reader {
	return &Reader{field.Reader{Texts: texts.Get(lang),
		Country:     func(s string) (string, bool) { c, ok := countries[s]; return c, ok },
		CountryName: func(c string) string { return c }}}
}

func one(fields Fields) *Doc {
	d := New(i18n.AZ)
	for k, v := range fields {
		d.Set(k, v)
	}
	return d
}

func TestReadALine(t *testing.T) {
	r := reader(i18n.AZ).Read(one(Fields{"code": "8471 30.000-0", "price": "1 234,5", "price-cur": "EUR", "origin": "Çin", "net": "2",
		"q-l": "10", "rate-EUR": "1,95", "date": "09.07.2026", "duty": "15 %", "relief": "164.1.27", "marks": "1", "v-cc": "1998"}), theDay)
	require.Empty(t, r.Problems)
	d := r.Declaration
	assert.Equal(t, theDay, d.Date)
	assert.Equal(t, "1.95", d.Rates["EUR"].String())
	l := d.Lines[0]
	assert.Equal(t, "8471300000", l.Code)
	assert.Equal(t, "1234.5 EUR", l.Price.Amount.String()+" "+l.Price.Currency)
	assert.Equal(t, "CN", l.Origin)
	assert.Equal(t, "10", l.Quantities["l"].String())
	assert.True(t, l.ExciseMarksPaid)
	assert.Equal(t, []string{"164.1.27"}, l.Relief)
	assert.Equal(t, 1998, l.Vehicle.EngineCC)
	assert.NotNil(t, l.Duty)
	assert.Contains(t, r.Notes[Spot{0, "price"}], "1.234,5", "the understood value is echoed")
}

func TestProblemsNameTheirField(t *testing.T) {
	for name, c := range map[string]struct {
		fields Fields
		field  string
	}{
		"a word for a code":      {Fields{"code": "noutbuk"}, "code"},
		"letters in a code":      {Fields{"code": "84A1"}, "code"},
		"three digits":           {Fields{"code": "847"}, "code"},
		"eleven digits":          {Fields{"code": "84713000000"}, "code"},
		"no number":              {Fields{"price": "12,3x"}, "price"},
		"negative":               {Fields{"price": "-1"}, "price"},
		"too large":              {Fields{"price": strings.Repeat("9", 30)}, "price"},
		"two readings":           {Fields{"price": "1.234"}, "price"},
		"no such day":            {Fields{"date": "31.02.2026"}, "date"},
		"no such country":        {Fields{"origin": "Narnia"}, "origin"},
		"no such currency":       {Fields{"price": "1", "price-cur": "QQQ"}, "price-cur"},
		"a rate half understood": {Fields{"duty": "15 banan"}, "duty"},
		"half a cubic cm":        {Fields{"v-cc": "1,5"}, "v-cc"},
	} {
		for _, lang := range i18n.Langs {
			t.Run(name+" "+string(lang), func(t *testing.T) {
				r := reader(lang).Read(one(c.fields), theDay)
				for _, p := range r.Problems {
					if p.Field == c.field && !p.Missing {
						assert.NotEmpty(t, p.Text)
						assert.NotContains(t, p.Text, "{", "no argument is left open")
						assert.NotContains(t, p.Text, "ui.", "no key is left without a text")
						return
					}
				}
				t.Fatalf("no problem at %s: %+v", c.field, r.Problems)
			})
		}
	}
}

func TestAnAmbiguousNumberHasTwoReadingsThatReadInOneWay(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, typed := range []string{"1.234", "1,234"} {
			r := reader(lang).Read(one(Fields{"price": typed}), theDay)
			var got []string
			for _, p := range r.Problems {
				for _, x := range p.Readings {
					again := reader(lang).Read(one(Fields{"price": x.Put}), theDay)
					got = append(got, again.Declaration.Lines[0].Price.Amount.String())
				}
			}
			assert.ElementsMatch(t, []string{"1234", "1.234"}, got, "%s in %s", typed, lang)
		}
	}
}

func TestEmptyLinesAmongOthersAreLeftOut(t *testing.T) {
	d := one(Fields{"code": "8471", "price": "1"})
	d.Add()
	d.Add()
	d.Set("code", "0902")
	r := reader(i18n.AZ).Read(d, theDay)
	assert.Len(t, r.Declaration.Lines, 2)
	assert.Equal(t, []int{0, 2}, r.LineOf)
}

func TestLinkMeansTheSameInEveryLanguage(t *testing.T) {
	d := one(Fields{"code": "8471 30", "price": "1 234,56", "origin": "Çin", "date": "9.7.2026", "name": "a & b = «c»", "q-l": "0,7"})
	d.Add()
	d.Set("code", "0902")
	text := Encode(d, "v1", "10.00", reader(i18n.AZ).Country)
	assert.Equal(t, "v=v1&total=10.00&date=2026-07-09&1.code=8471%2030&1.price=1234.56&1.origin=CN&1.name=a%20%26%20b%20%3D%20%C2%ABc%C2%BB&1.q-l=0.7&2.code=0902", text)
	for _, lang := range i18n.Langs {
		l := Decode("#"+text, lang)
		assert.Empty(t, l.Unknown)
		assert.Equal(t, "v1", l.Version)
		assert.Equal(t, text, Encode(l.Doc, "v1", "10.00", reader(lang).Country), string(lang))
	}
}

func TestUnknownPartsOfALinkAreListed(t *testing.T) {
	l := Decode("x=1&1.y=2&0.code=3&1001.code=4&01.code=5&%zz=6&1.q-parsec=7&rate-XX=8&1.price=%E0%A4", i18n.EN)
	assert.Equal(t, []string{"x", "1.y", "0.code", "1001.code", "01.code", "", "1.q-parsec", "rate-XX"}, l.Unknown)
	assert.Len(t, l.Doc.Lines, 1)
}

func TestDraftKeepsWhatCannotBeRead(t *testing.T) {
	d := one(Fields{"code": "noutbuk", "price": "12,3x", "date": "31.02.2026"})
	d.Copy()
	back, ok := ParseDraft(d.Draft(), i18n.AZ)
	require.True(t, ok)
	assert.Equal(t, d, back)
	_, ok = ParseDraft("what is this", i18n.AZ)
	assert.False(t, ok)
}

func TestADraftChangesLanguage(t *testing.T) {
	d := one(Fields{"price": "1 234,5", "net": "12,3x"})
	en, ok := ParseDraft(d.Draft(), i18n.EN)
	require.True(t, ok)
	assert.Equal(t, "1234.5", en.Get("price"))
	assert.Equal(t, "12,3x", en.Get("net"))
}

func TestPaste(t *testing.T) {
	rows, ok := Paste("Kod\tQiymət\r\n8471.30\t1 000,50\tusd\tCN\t12\tNotebook\r\n\r\n0902\t5\r\n", "EUR")
	require.True(t, ok)
	assert.Equal(t, []Fields{
		{"code": "847130", "price": "1 000,50", "origin": "CN", "net": "12", "name": "Notebook"},
		{"code": "0902", "price": "5", "price-cur": "EUR"},
	}, rows)
	rows, ok = Paste("8471;10;GBP", "USD")
	require.True(t, ok)
	assert.Equal(t, Fields{"code": "8471", "price": "10", "price-cur": "GBP"}, rows[0])
	for _, s := range []string{"8471 30", "noutbuk", "", "\n"} {
		_, ok := Paste(s, "USD")
		assert.False(t, ok, s)
	}
}

func TestPastedRowsFillAnEmptyLineFirst(t *testing.T) {
	d := New(i18n.AZ)
	d.AddRows([]Fields{{"code": "1"}, {"code": "2"}})
	assert.Equal(t, []Fields{{"code": "1"}, {"code": "2"}}, d.Lines)
	d.AddRows([]Fields{{"code": "3", "price": "1"}, {"code": "4"}})
	assert.Equal(t, []Fields{{"code": "3", "price": "1"}, {"code": "4"}, {"code": "2"}}, d.Lines, "a line with nothing but a code is filled")
	d.AddRows([]Fields{{"code": "5"}})
	assert.Equal(t, "5", d.Lines[1]["code"])
	assert.Len(t, d.Lines, 4)
}

func TestEngineFieldsLeadToFieldsOfTheForm(t *testing.T) {
	for path, want := range map[string]Spot{
		"lines[2].price.amount": {2, "price"}, "quantities.l": {-1, "q-l"}, "rates.EUR": {-1, "rate-EUR"}, "date": {-1, "date"},
		"lines[0].quantities.piece": {0, "q-piece"}, "delivery.freight.amount": {-1, "freight"}, "lines[0].vehicle.engineCC": {0, "v-cc"},
	} {
		line, field := FieldOf(path)
		assert.Equal(t, want, Spot{line, field}, path)
	}
}

func TestDraftAndLinkReturnAnyText(t *testing.T) {
	names := []string{"code", "price", "origin", "name", "duty", "q-l", "date", "freight", "rate-USD", "incoterm"}
	rapid.Check(t, func(t *rapid.T) {
		d := New(i18n.RU)
		for range rapid.IntRange(0, 3).Draw(t, "more lines") {
			d.Add()
		}
		for range rapid.IntRange(0, 8).Draw(t, "fields") {
			d.At = rapid.IntRange(0, len(d.Lines)-1).Draw(t, "line")
			d.Set(rapid.SampledFrom(names).Draw(t, "name"), rapid.String().Draw(t, "value"))
		}
		back, ok := ParseDraft(d.Draft(), i18n.RU)
		if !ok || !assert.ObjectsAreEqual(d, back) {
			t.Fatalf("draft: %v became %v", d, back)
		}
		once := Encode(d, "v", "", nil)
		if twice := Encode(Decode(once, i18n.RU).Doc, "v", "", nil); !sameLink(once, twice) {
			t.Fatalf("link: %s became %s", once, twice)
		}
	})
}

// sameLink compares links but for empty lines at the end, which a link does not carry.
func sameLink(a, b string) bool { return a == b }

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "v=1&1.code=847130&1.price=1000", "#=&&&=%zz", "1.q-l=1,234&date=31.02.2026", "1000.code=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range i18n.Langs {
			l := Decode(s, lang)
			if len(l.Doc.Lines) < 1 || len(l.Doc.Lines) > MostLines {
				t.Fatal("lines", len(l.Doc.Lines))
			}
			reader(lang).Read(l.Doc, theDay)
		}
	})
}
