package table_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/tariffdata/tablefile"
	"rusum/tariffdata/xlsx"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

var day = date.Must(2026, 9, 8)

var countries = sync.OnceValue(func() map[string]string {
	c := embedded.Core()
	out := map[string]string{}
	for i, a2 := range c.Countries() {
		out[fold.String(a2)] = a2
		for _, l := range i18n.Langs {
			out[fold.String(embedded.Names(string(l)).Country(i))] = a2
		}
	}
	return out
})

func country(s string) (string, bool) {
	a2, ok := countries()[fold.String(s)]
	return a2, ok
}

func known(code string) int {
	c := embedded.Core()
	if i, ok := c.Longest(code); ok {
		return len(c.Code(i))
	}
	return 0
}

func reader(lang i18n.Lang) *form.Reader {
	return &form.Reader{Reader: field.Reader{Texts: texts.Get(lang), Country: country, CountryName: func(s string) string { return s }}}
}

var tables = sync.OnceValue(func() *calc.Tables {
	x, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		panic(err)
	}
	return x
})

// book writes lines, computing what can be read.
func book(t require.TestingT, lang i18n.Lang, lines []form.Fields) *table.Book {
	r := reader(lang)
	b := &table.Book{Texts: texts.Get(lang), Country: country, Name: func(string) string { return "=name" }, Made: "8.9.2026"}
	d := &calc.Declaration{Date: day}
	var at []int
	for i, f := range lines {
		l, problems, _ := r.Line(f)
		b.Lines = append(b.Lines, table.Line{Fields: f})
		if len(problems) > 0 {
			b.Lines[i].Problem = problems[0].Text
			continue
		}
		if fault := calc.CheckLine(&l, tables()); fault != nil {
			b.Lines[i].Problem = fault.Code
			continue
		}
		d.Lines = append(d.Lines, l)
		at = append(at, i)
	}
	if len(d.Lines) > 0 {
		a, f := calc.Assess(d, tables())
		require.Nil(t, f)
		b.Assessment = a
		for k, i := range at {
			b.Lines[i].Result = &a.Lines[k]
		}
	}
	return b
}

func toXLSX(t require.TestingT, b *table.Book) []byte {
	var out bytes.Buffer
	w := xlsx.NewWriter(&out)
	require.NoError(t, b.Write(func(name string, head bool, widths []int) error { return w.Sheet(name, head, widths...) }, func(row []table.Cell) error {
		cells := make([]xlsx.Cell, len(row))
		for i, c := range row {
			cells[i] = xlsx.Cell{Value: c.Value, Kind: xlsx.Kind(c.Kind)}
		}
		return w.Row(cells...)
	}))
	require.NoError(t, w.Close())
	return out.Bytes()
}

func toCSV(b *table.Book) []byte {
	var out strings.Builder
	out.WriteString("\ufeff")
	head, _ := b.LineHead()
	table.CSV(&out, head, b.Texts.Lang())
	for i := range b.Lines {
		table.CSV(&out, b.LineRow(i), b.Texts.Lang())
	}
	table.CSV(&out, b.LineTotal(), b.Texts.Lang())
	return []byte(out.String())
}

// back reads the lines of a file again.
func back(t require.TestingT, file []byte, lang i18n.Lang) []form.Fields {
	sheets, err := tablefile.Sheets(file, nil)
	require.Nil(t, err)
	var rows []table.Row
	for _, r := range sheets[0].Grid {
		rows = append(rows, table.Row{Line: r.Line, Cells: r.Cells, Exact: r.Exact})
	}
	m, _ := table.Guess(rows)
	m.Quoted = sheets[0].Format == tablefile.Text
	var out []form.Fields
	for i := range rows[m.Heads:] {
		if f, empty := m.Fields(&rows[m.Heads+i], lang, known); !empty {
			out = append(out, f)
		}
	}
	return out
}

// declared are the lines as the engine takes them, as JSON; those that cannot be
// read are left out, and so is what was typed in other words of the same rate.
func declared(lang i18n.Lang, lines []form.Fields, take []bool) string {
	d := &calc.Declaration{Date: day}
	for i, f := range lines {
		if take[i] {
			l, _, _ := reader(lang).Line(f)
			l.DutyText = ""
			d.Lines = append(d.Lines, l)
		}
	}
	return string(wire.EncodeDeclaration(d))
}

var typed = map[string][]string{
	"code": {"8471 30", "8507600009", "0902 30 000 0", "220421", "870323", "84x1", "noutbuk"}, "price": {"1000", "1 234,5", "1.234,50", "0,001", "12,3x", "999999999999999"},
	"price-cur": {"EUR", "AZN", "TRY", "QQQ"}, "origin": {"CN", "Çin", "Gürcüstan", "Germany", "Россия", "Narnia"}, "from": {"GE", "Türkiyə"}, "traded": {"RU"},
	"proof": {"st1"}, "net": {"12,5", "0,1250", "7"}, "gross": {"13"}, "alcohol": {"40"}, "variant": {"none", "wine"}, "duty": {"15 %", "5", "1 litri üçün 0,3 ABŞ dolları"},
	"scenario": {"15", "0"}, "name": {"noutbuk", "=1+1", "'=x", "+994 50", "-", "@a", "a; b, \"c\"", "two\nlines", "tab\there", "Cəmi", "_x0041_"},
	"relief": {"164.1.27", "164.1.27,164.1.3"}, "marks": {"1"}, "q-l": {"10", "1234,567"}, "q-piece": {"3"}, "q-m2": {"0,5"},
	"v-kind": {"car"}, "v-fuel": {"petrol"}, "v-cc": {"1998"}, "v-made": {"01.05.2021"}, "v-km": {"52000"},
}

func drawLine(t *rapid.T) form.Fields {
	f := form.Fields{"code": rapid.SampledFrom(typed["code"]).Draw(t, "code"), "price": rapid.SampledFrom(typed["price"]).Draw(t, "price")}
	for _, name := range append(form.LineFields(), "q-l", "q-piece", "q-m2") {
		if name != "code" && name != "price" && rapid.IntRange(0, 3).Draw(t, name+"?") == 0 {
			f[name] = rapid.SampledFrom(typed[name]).Draw(t, name)
		}
	}
	return f
}

func TestAFileOutIsTheSameDeclarationIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(drawLine), 1, 5).Draw(t, "lines")
		var good []bool
		for _, f := range lines {
			_, problems, _ := reader(i18n.AZ).Line(f)
			good = append(good, len(problems) == 0)
		}
		b := book(t, i18n.AZ, lines)
		want := declared(i18n.AZ, lines, good)
		for _, lang := range i18n.Langs {
			x := back(t, toXLSX(t, b), lang)
			require.Len(t, x, len(lines), "%s: xlsx", lang)
			require.Equal(t, want, declared(lang, x, good), "%s: xlsx", lang)
			c := back(t, toCSV(b), lang)
			require.Len(t, c, len(lines), "%s: csv", lang)
			require.Equal(t, want, declared(lang, c, good), "%s: csv", lang)
			for i := range lines {
				require.Equal(t, wire.CleanCode(lines[i]["code"]), x[i]["code"], "what cannot be read stays as it was typed")
				require.Equal(t, strings.TrimSpace(lines[i]["name"]), strings.TrimSpace(x[i]["name"]))
			}
		}
	})
}

func TestTheBookOfABroker(t *testing.T) {
	b := book(t, i18n.EN, []form.Fields{
		{"code": "847130", "price": "1000", "name": "=HYPERLINK(\"x\")", "origin": "CN", "scenario": "15"},
		{"code": "8507600009", "price": "2000", "price-cur": "EUR"},
		{"code": "84x1", "price": "5"},
	})
	require.NotNil(t, b.Assessment)
	sheets, err := tablefile.Sheets(toXLSX(t, b), nil)
	require.Nil(t, err)
	require.Len(t, sheets, 3)
	assert.Equal(t, []string{"Lines", "Payments", "Legal basis"}, []string{sheets[0].Name, sheets[1].Name, sheets[2].Name})
	lines := sheets[0].Grid
	require.Len(t, lines, 5)
	assert.Equal(t, "Total", lines[4].Cells[0])
	last := func(i, n int) string { c := lines[i].Cells; return c[len(c)-n] }
	assert.Equal(t, "computed", last(1, 1))
	assert.Equal(t, "606.9", last(1, 2), "15 % of 1,700 and VAT on the sum")
	assert.Equal(t, "1700", last(1, 7))
	assert.Contains(t, last(2, 1), "No rate is known")
	assert.Equal(t, "", last(2, 2), "an open sum is not a number")
	assert.Contains(t, last(3, 1), "digits only")

	flat := ""
	for _, r := range sheets[1].Grid {
		flat += strings.Join(r.Cells, "|") + "\n"
	}
	assert.Contains(t, flat, "1|847130|Import duty|20|1700|15%|255|")
	assert.Contains(t, flat, "₼1,700.00 × 15% = ₼255.00")
	assert.Contains(t, flat, "|Customs clearance fee|01|")
	law := ""
	for _, r := range sheets[2].Grid {
		law += strings.Join(r.Cells, "|") + "\n"
	}
	assert.Contains(t, law, "VAT|Tax Code|162.1, 173.1|")
	assert.Contains(t, law, "1 USD = ₼1.7 (Central Bank, 8 Sep 2026)")
	assert.Contains(t, law, "2026-11-21", "the day the source was read")

	csv := string(toCSV(b))
	assert.Contains(t, csv, `"'=HYPERLINK(""x"")"`)
	assert.Contains(t, csv, ",'=name,")
	assert.NotRegexp(t, `(^|,)[=+@]`, csv)
}
