package tablefile

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"rusum/calc/ratetext"
	"rusum/tariffdata/convert"
)

func read(t testing.TB, b []byte) *Table {
	tab, err := Read(b, Options{})
	require.Nil(t, err, "%v", err)
	return tab
}

func convertAZ(t testing.TB, tab *Table) *convert.Result {
	r, p := convert.Table(tab.Grid, convert.Options{Lang: ratetext.AZ})
	require.Nil(t, p, "%v", p)
	return r
}

func packed(r *convert.Result) []byte { return convert.Pack(convert.Meta{}, r.Rows) }

func utf16Bytes(s string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestTheSameRowsInEveryFormatGiveTheSameTariff(t *testing.T) {
	want := convertAZ(t, read(t, separated(official, "\t")))
	require.Empty(t, want.Problems)
	assert.Equal(t, 10, want.Rated)
	assert.Equal(t, 1, want.Groups)
	plain := string(separated(official, "\t"))
	for name, c := range map[string]struct {
		file   []byte
		format Format
	}{
		"HTML with unclosed cells":  {htmlPage(official), HTML},
		"XLSX":                      {xlsx(t, official), XLSX},
		"DOCX":                      {docx(t, official), DOCX},
		"ODS":                       {ods(t, official), ODS},
		"bars":                      {separated(official, "|"), Text},
		"carets":                    {separated(official, "^"), Text},
		"a byte order mark":         {[]byte("\ufeff" + plain), Text},
		"UTF-16LE":                  {utf16Bytes("\ufeff"+plain, binary.LittleEndian), Text},
		"UTF-16BE":                  {utf16Bytes("\ufeff"+plain, binary.BigEndian), Text},
		"UTF-16LE without its mark": {utf16Bytes(plain, binary.LittleEndian), Text},
		"pdftotext -layout":         {printed(official), PDFText},
	} {
		t.Run(name, func(t *testing.T) {
			tab := read(t, c.file)
			assert.Equal(t, c.format, tab.Format)
			got := convertAZ(t, tab)
			assert.Empty(t, got.Problems)
			require.Equal(t, len(want.Rows), len(got.Rows))
			for i := range want.Rows {
				w, g := want.Rows[i], got.Rows[i]
				assert.Equal(t, []string{w.Code, w.Name, w.Unit, w.ImportText, strings.Join(w.Groups, "|")}, []string{g.Code, g.Name, g.Unit, g.ImportText, strings.Join(g.Groups, "|")})
			}
			assert.True(t, bytes.Equal(packed(want), packed(got)))
		})
	}
}

func TestEncodingsOfOneByte(t *testing.T) {
	ru := "код;наименование;единица;ставка\n0101210000;чистопородные племенные животные;шт;5\n0101291000;прочие лошади;шт;15\n"
	b, err := charmap.Windows1251.NewEncoder().Bytes([]byte(ru))
	require.NoError(t, err)
	tab := read(t, b)
	assert.Equal(t, "windows-1251", tab.Encoding)
	assert.Equal(t, "чистопородные племенные животные", tab.Grid[1].Cells[1])

	az := "kod;malın adı;ölçü vahidi;dərəcə\n0101210000;safqanlı çins öküz, düyə;əd;5\n"
	az = strings.NewReplacer("ə", "e").Replace(az) // the encoding has no ə
	b, err = charmap.Windows1254.NewEncoder().Bytes([]byte(az))
	require.NoError(t, err)
	tab = read(t, b)
	assert.Equal(t, "windows-1254", tab.Encoding)
	assert.Equal(t, "safqanlı çins öküz, düye", tab.Grid[1].Cells[1])

	html := "<html><head><meta charset=windows-1251></head><table><tr><td>0101210000<td>чистопородные<td>шт<td>5</table>"
	b, err = charmap.Windows1251.NewEncoder().Bytes([]byte(html))
	require.NoError(t, err)
	assert.Equal(t, "чистопородные", read(t, b).Grid[0].Cells[1])
	assert.Equal(t, "чистопородные", read(t, []byte(html)).Grid[0].Cells[1], "what says it is 1251 and is UTF-8")
}

func cells(t *testing.T, b []byte) []string {
	var out []string
	for _, r := range read(t, b).Grid {
		out = append(out, strings.Join(r.Cells, "|"))
	}
	return out
}

func TestPages(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"a raised figure is a footnote":      {"<table><tr><td>0101<td>15<sup>63C</sup>", []string{"0101|15 [63C]"}},
		"square metres":                      {"<table><tr><td>0101<td>m<sup>2</sup>", []string{"0101|m2"}},
		"struck text is gone":                {"<table><tr><td>0101<td><s>5</s> 15<del>3</del>", []string{"0101| 15"}},
		"rows below a merged cell":           {"<table><tr><td rowspan=2>0101<td>a<tr><td>b", []string{"0101|a", "0101|b"}},
		"a merged cell at the end":           {"<table><tr><td>a<td rowspan=2>x<tr><td>b</table>", []string{"a|x", "b|x"}},
		"columns":                            {"<table><tr><td colspan=3>a<td>b", []string{"a|||b"}},
		"a table that arranges another":      {"<table><tr><td>menu<td><table><tr><td>0101<td>x</table></table>", []string{"0101|x"}},
		"a table inside a cell of a tariff":  {"<table><tr><td>0101<td>x <table><tr><td>5<td>to 2026</table></table>", []string{"0101|x  5 to 2026"}},
		"entities":                           {"<table><tr><td>0101&nbsp;21&#8199;000<td>&lt;5&amp;6", []string{"0101\u00a021\u2007000|<5&6"}},
		"scripts, styles and a word's marks": {"<table><tr><td>0101<script>x</script><style>y</style><td><o:p>a</o:p><!-- c -->", []string{"0101|a"}},
		"two tables":                         {"<table><tr><td>a</table><p>between<table><tr><td>b</table>", []string{"a", "b"}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, cells(t, []byte(c.in))) })
	}
}

func sheetOf(t *testing.T, rows, more string) []byte {
	book, rels := workbookXML("S")
	styles := `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0000\ 00\ 000\ 0"/><numFmt numFmtId="171" formatCode="0.0&quot; x&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="2"/></cellXfs></styleSheet>`
	return zipOf(t, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels, "xl/styles.xml", styles,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+rows+`</sheetData>`+more+`</worksheet>`)
}

func TestCellsOfASpreadsheet(t *testing.T) {
	for name, c := range map[string]struct {
		rows, more string
		want       []string
	}{
		"a code as a number":                 {`<row r="1"><c r="A1"><v>8702400002</v></c></row>`, "", []string{"8702400002"}},
		"a code with an exponent":            {`<row r="1"><c r="A1"><v>8.7024000019999999E9</v></c></row>`, "", []string{"8702400002"}},
		"what a binary fraction leaves":      {`<row r="1"><c r="A1"><v>0.70000000000000007</v></c><c r="B1"><v>0.29999999999999999</v></c></row>`, "", []string{"0.7|0.3"}},
		"a percentage is not its share":      {`<row r="1"><c r="A1" s="1"><v>0.15</v></c><c r="B1" s="1"><v>0</v></c></row>`, "", []string{"15 %|0 %"}},
		"zeros that a format shows":          {`<row r="1"><c r="A1" s="3"><v>101210000</v></c></row>`, "", []string{"0101210000"}},
		"decimals that a format shows":       {`<row r="1"><c r="A1" s="4"><v>15</v></c></row>`, "", []string{"15"}},
		"a date":                             {`<row r="1"><c r="A1" s="2"><v>46034</v></c></row>`, "", []string{"2026-01-12"}},
		"text in the cell, runs and a mark":  {`<row r="1"><c r="A1" t="inlineStr"><is><r><t>15</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>63</t></r><r><rPr><strike/></rPr><t>7</t></r></is></c></row>`, "", []string{"15 [63]"}},
		"the text of a formula and an error": {`<row r="1"><c r="A1" t="str"><f>A2</f><v>15 %</v></c><c r="B1" t="e"><v>#N/A</v></c></row>`, "", []string{"15 %|#N/A"}},
		"cells merged downwards": {`<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`,
			`<mergeCells><mergeCell ref="B1:B2"/></mergeCells>`, []string{"1|x", "2|x"}},
		"cells without references": {`<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`, "", []string{"1", "2"}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, cells(t, sheetOf(t, c.rows, c.more))) })
	}
}

func TestACodeASpreadsheetRoundedIsNotRead(t *testing.T) {
	r := convertAZ(t, read(t, []byte("kod;adı;vahid;dərəcə\n8,7024E+09;avtobus;əd;15\n8703231940;minik;əd;15\n")))
	require.Len(t, r.Problems, 1)
	assert.Equal(t, "bad_code", r.Problems[0].Key)
}

func TestSheetsOfOneTariff(t *testing.T) {
	book, rels := workbookXML("01", "Qeyd", "07")
	one := func(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }
	row := func(n int, c ...string) string {
		s := `<row>`
		for _, x := range c {
			s += `<c t="str"><v>` + x + `</v></c>`
		}
		return s + `</row>`
	}
	head := row(1, "Kod", "Adı", "Vahid", "Dərəcə")
	b := zipOf(t, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels,
		"xl/worksheets/sheet1.xml", one(head+row(2, "0101210000", "atlar", "əd", "5")),
		"xl/worksheets/sheet2.xml", one(row(1, "Kod", "Köhnə", "x", "y")+row(2, "0101210000", "a", "b", "7")),
		"xl/worksheets/sheet3.xml", one(head+row(2, "0703101901", "soğan", "-", "15")+row(3, "0703101909", "digər", "-", "15")))
	tab := read(t, b)
	assert.Equal(t, "01, 07", tab.Sheet)
	r := convertAZ(t, tab)
	assert.Empty(t, r.Problems)
	assert.Equal(t, 3, r.Rated)
}

func TestADocument(t *testing.T) {
	doc := func(rows string) []byte {
		return zipOf(t, "word/document.xml", xmlHead+`<w:document xmlns:w="w"><w:body>`+rows+`</w:body></w:document>`)
	}
	tc := func(props, runs string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr><w:p>` + runs + `</w:p></w:tc>`
	}
	run := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	for name, c := range map[string]struct{ in, want string }{
		"merged cells": {`<w:tbl><w:tr>` + tc("", run("0101")) + tc(`<w:vMerge w:val="restart"/>`, run("15")) + `</w:tr><w:tr>` + tc("", run("0102")) + tc(`<w:vMerge/>`, "") + `</w:tr></w:tbl>`,
			" 0101| 15\n 0102| 15"},
		"a wide cell":          {`<w:tbl><w:tr>` + tc(`<w:gridSpan w:val="3"/>`, run("a")) + tc("", run("b")) + `</w:tr></w:tbl>`, " a||| b"},
		"a raised mark":        {`<w:tbl><w:tr>` + tc("", run("5")+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>63C</w:t></w:r>`) + `</w:tr></w:tbl>`, " 5 [63C]"},
		"a footnote":           {`<w:tbl><w:tr>` + tc("", run("5")+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="7"/></w:r>`) + `</w:tr></w:tbl>`, " 5 [7]"},
		"deleted and inserted": {`<w:tbl><w:tr>` + tc("", `<w:del>`+run("5")+`</w:del><w:ins>`+run("15")+`</w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t>3</w:t></w:r>`) + `</w:tr></w:tbl>`, " 15"},
		"a table in a table":   {`<w:tbl><w:tr><w:tc><w:tbl><w:tr>` + tc("", run("0101")) + `</w:tr></w:tbl></w:tc></w:tr></w:tbl>`, "  0101"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, strings.Join(cells(t, doc(c.in)), "\n")) })
	}
}

func TestAnOpenDocumentSheet(t *testing.T) {
	sheet := func(rows string) []byte {
		return zipOf(t, "content.xml", xmlHead+`<o:d xmlns:o="o"><o:styles><o:style o:name="T1"><o:text-properties o:text-position="super 58%"/></o:style></o:styles><o:table o:name="S">`+rows+`</o:table></o:d>`)
	}
	for name, c := range map[string]struct{ in, want string }{
		"a number, a share, a code": {`<o:table-row><o:table-cell o:value-type="float" o:value="0.65"><o:p>0,7</o:p></o:table-cell><o:table-cell o:value-type="percentage" o:value="0.15"><o:p>15%</o:p></o:table-cell>` +
			`<o:table-cell o:value-type="float" o:value="101210000"><o:p>0101210000</o:p></o:table-cell></o:table-row>`, "0.65|15 %|0101210000"},
		"repeated cells and rows": {`<o:table-row o:number-rows-repeated="2"><o:table-cell o:number-columns-repeated="2"><o:p>a</o:p></o:table-cell></o:table-row>`, "a|a\na|a"},
		"a raised mark":           {`<o:table-row><o:table-cell><o:p>5<o:span o:style-name="T1">2</o:span></o:p></o:table-cell></o:table-row>`, "5 [2]"},
		"a cell over two rows": {`<o:table-row><o:table-cell><o:p>a</o:p></o:table-cell><o:table-cell o:number-rows-spanned="2"><o:p>x</o:p></o:table-cell></o:table-row>` +
			`<o:table-row><o:table-cell><o:p>b</o:p></o:table-cell><o:covered-table-cell/></o:table-row>`, "a|x\nb|x"},
		"a comment": {`<o:table-row><o:table-cell><o:annotation><o:p>no</o:p></o:annotation><o:p>a</o:p></o:table-cell></o:table-row>`, "a"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, strings.Join(cells(t, sheet(c.in)), "\n")) })
	}
}

func TestATreeInJSON(t *testing.T) {
	in := `{"code":200,"data":[{"ChildGoods":[{"Code":"0101","NameAz":"Diri atlar:","NameEn":"Live horses","ChildGoods":[
		{"Code":"","NameAz":"– atlar:","ChildGoods":[{"Code":"0101210000","NameAz":"– – safqanlı","NameRu":"чистопородные","ChildGoods":null}]}]}],"Code":"01","NameAz":"DİRİ HEYVANLAR"}],"exception":null}`
	tab := read(t, []byte(in))
	assert.Equal(t, JSON, tab.Format)
	r := convertAZ(t, tab)
	assert.True(t, r.NamesOnly)
	assert.Empty(t, r.Problems)
	require.Len(t, r.Rows, 3)
	assert.Equal(t, "0101210000", r.Rows[2].Code)
	assert.Equal(t, "safqanlı", r.Rows[2].Name)
	assert.Equal(t, []string{"atlar"}, r.Rows[2].Groups)
	assert.False(t, r.Rows[2].Rated())
	tab, err := Read([]byte(in), Options{Lang: "ru"})
	require.Nil(t, err)
	assert.Equal(t, "чистопородные", tab.Grid[4].Cells[1])
}

func TestPrintedPages(t *testing.T) {
	const first = "        Nazirlər Kabinetinin qərarı\n\n" +
		" XİF MN üzrə      Mal mövqelərinin adları                  Əlavə ölçü    Tətbiq olunan\n" +
		"    kod                                                      vahidi      tarif dərəcəsi\n"
	const lines = " 0101 21 000 0    – – safqanlı cins heyvanlar                 əd            0\n" +
		" 0101 29 100 0    – – – ətlik                                 əd            15\n" +
		" 0101 29 900 0    – – – digərləri                             əd            15\n"
	t.Run("head, foot and the text above are not rows", func(t *testing.T) {
		r := convertAZ(t, read(t, []byte(first+lines+"                              12\n\f"+lines)))
		assert.Empty(t, r.Problems)
		assert.Equal(t, 3, r.Rated)
		assert.Equal(t, "rate Tətbiq olunan tarif dərəcəsi", r.RateHead)
	})
	for name, more := range map[string]string{
		"a name that reaches the unit": " 0102 21 100 0    – – – düyələr (iribuynuzlu heyvanın birinci balalamaya qədərki)   0\n",
		"a rate without a code":        "                  – – atlar                                                 15\n",
		"a code beside an empty name":  " 0102 21 100 0                                               əd            15\n",
		"a name above its code":        "                  – – çox uzun bir ad\n 0102 21 100 0    davam edir                                  əd            15\n",
		"a fifth column":               " 0102 21 100 0    – – – düyələr     x                         əd            15\n",
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, "pdf_columns", code(t, []byte(first+lines+more))) })
	}
	t.Run("two figures in one cell do not become one", func(t *testing.T) {
		r := convertAZ(t, read(t, []byte(first+lines+"                                                                            5\n 0101 30 000 0    – ulaqlar                                   əd            15\n")))
		require.Len(t, r.Problems, 1)
		assert.True(t, r.Problems[0].Kept)
	})
}
