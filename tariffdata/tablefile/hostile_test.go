package tablefile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
)

func code(t *testing.T, b []byte) string {
	tab, err := Read(b, Options{})
	require.NotNil(t, err, "%+v", tab)
	assert.Contains(t, append([]string{"not_text"}, Codes...), err.Code)
	assert.NotEmpty(t, err.Error())
	return err.Code
}

// zeros is a part of n spaces behind some text, which are compressed a thousandfold.
func spaces(n int) string { return strings.Repeat(" ", n) }

func TestHostileFiles(t *testing.T) {
	book, rels := workbookXML("S")
	sheet := func(s string) []byte {
		return zipOf(t, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels, "xl/worksheets/sheet1.xml", s)
	}
	content := func(s string) []byte { return zipOf(t, "content.xml", s) }
	doc := func(s string) []byte { return zipOf(t, "word/document.xml", s) }
	whole := xlsx(t, official)
	for name, c := range map[string]struct {
		file func() []byte
		want string
	}{
		"200 megabytes":             {func() []byte { return make([]byte, 200<<20) }, "too_large"},
		"nothing":                   {func() []byte { return []byte(" \n\t") }, "empty"},
		"only a byte order mark":    {func() []byte { return []byte("\ufeff") }, "empty"},
		"a PDF":                     {func() []byte { return []byte("%PDF-1.7\n…") }, "pdf"},
		"an XLS":                    {func() []byte { return []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....") }, "old_office"},
		"an RTF":                    {func() []byte { return []byte(`{\rtf1\ansi`) }, "rtf"},
		"a picture":                 {func() []byte { return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01") }, "not_understood"},
		"an archive of something":   {func() []byte { return zipOf(t, "a.txt", "x") }, "archive"},
		"a truncated spreadsheet":   {func() []byte { return whole[:len(whole)*2/3] }, "damaged"},
		"a damaged spreadsheet":     {func() []byte { return damage(whole) }, "damaged"},
		"a part twice":              {func() []byte { return zipOf(t, "content.xml", "<a/>", "content.xml", "<b/>") }, "damaged"},
		"a bomb in a spreadsheet":   {func() []byte { return sheet("<worksheet>" + spaces(64<<20) + "</worksheet>") }, "zip_bomb"},
		"a bomb in a document":      {func() []byte { return doc("<document>" + spaces(32<<20) + "</document>") }, "zip_bomb"},
		"a bomb that lies":          {func() []byte { return lyingBomb(t) }, "damaged"},
		"many parts":                {func() []byte { return manyParts(t) }, "zip_bomb"},
		"a document type":           {func() []byte { return content(`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`) }, "xml_entity"},
		"an entity":                 {func() []byte { return content(`<a>&lol;</a>`) }, "xml_entity"},
		"an external entity":        {func() []byte { return doc(`<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`) }, "xml_entity"},
		"deep elements":             {func() []byte { return content(strings.Repeat("<a>", 100_000)) }, "too_deep"},
		"elements that do not fit":  {func() []byte { return content("<a><b></a></b>") }, "damaged"},
		"a part cut short":          {func() []byte { return content("<a><table><table-row>") }, "damaged"},
		"a text without an end":     {func() []byte { return content("<a b='" + noise(6<<20)) }, "too_large"},
		"a million repeated cells":  {func() []byte { return content(odsRepeat(1_000_000, 1)) }, "too_wide"},
		"a million repeated rows":   {func() []byte { return content(odsRepeat(3, 1_000_000)) }, "too_many_cells"},
		"a cell far to the right":   {func() []byte { return sheet(`<w><row r="1"><c r="XFD1"><v>1</v></c></row></w>`) }, "too_wide"},
		"a text that is not there":  {func() []byte { return sheet(`<w><row r="1"><c r="A1" t="s"><v>7</v></c></row></w>`) }, "damaged"},
		"a spreadsheet of nothing":  {func() []byte { return sheet(`<w/>`) }, "no_table"},
		"a document without tables": {func() []byte { return doc(`<d><p/></d>`) }, "no_table"},
		"a page without tables":     {func() []byte { return []byte("<html><body>salam") }, "no_table"},
		"tables in tables":          {func() []byte { return []byte(strings.Repeat("<table><tr><td>", 100_000)) }, "too_deep"},
		"a wide page":               {func() []byte { return []byte("<table><tr>" + strings.Repeat("<td colspan=200>x", 10_000)) }, "too_wide"},
		"a long page":               {func() []byte { return []byte("<table>" + strings.Repeat("<tr><td>", 300_000)) }, "too_many_cells"},
		"a tag without an end":      {func() []byte { return []byte("<table><tr><td x='" + strings.Repeat("y", 3<<20)) }, "damaged"},
		"a text of many rows":       {func() []byte { return []byte(strings.Repeat("0101\t5\n", 300_000)) }, "too_many_cells"},
		"deep JSON":                 {func() []byte { return []byte(strings.Repeat(`{"ChildGoods":[`, 100_000)) }, "too_deep"},
		"JSON cut short":            {func() []byte { return []byte(`[{"Code":"01","ChildGoods":[{"Code":"0101"`) }, "damaged"},
		"other JSON":                {func() []byte { return []byte(`[{"a":1},{"b":[2]}]`) }, "no_table"},
		"JSON with a strange code":  {func() []byte { return []byte(`[{"Code":{"x":1}}]`) }, "damaged"},
		"half a character":          {func() []byte { return []byte("\xff\xfeab\x00") }, "damaged"},
		"an unknown encoding":       {func() []byte { return []byte("<html><meta charset=big5><table><tr><td>\xa4\xa4") }, "unknown_charset"},
		"prose":                     {func() []byte { return []byte("Nazirlər Kabineti qərara alır") }, "no_table"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, code(t, c.file())) })
	}
}

func TestARefusedFileCostsLittleMemory(t *testing.T) {
	bomb := zipOf(t, "content.xml", odsRepeat(3, 1_000_000))
	huge := make([]byte, 200<<20)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	code(t, huge)
	code(t, bomb)
	runtime.ReadMemStats(&after)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20))
}

func TestCodesAreSorted(t *testing.T) { assert.True(t, slices.IsSorted(Codes)) }

func damage(b []byte) []byte {
	b = slices.Clone(b)
	for i := len(b) / 3; i < len(b)/3+64; i++ {
		b[i] ^= 0x55
	}
	return b
}

func noise(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%d", uint64(i)*2654435761)
	}
	return b.String()
}

func odsRepeat(cols, rows int) string {
	return fmt.Sprintf(`<a xmlns:t="t"><t:table><t:table-row t:number-rows-repeated="%d"><t:table-cell t:number-columns-repeated="%d"><t:p>x</t:p></t:table-cell></t:table-row></t:table></a>`, rows, cols)
}

// lyingBomb says that its part has ten bytes.
func lyingBomb(t *testing.T) []byte {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 9)
	require.NoError(t, err)
	_, err = w.Write([]byte("<a>" + spaces(64<<20)))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateRaw(&zip.FileHeader{Name: "content.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	require.NoError(t, err)
	_, err = f.Write(packed.Bytes())
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func manyParts(t *testing.T) []byte {
	files := []string{"content.xml", "<a/>"}
	for i := range maxEntries {
		files = append(files, fmt.Sprintf("p%d", i), "")
	}
	return zipOf(t, files...)
}

func seeds(f *testing.F) {
	for _, name := range []string{"az-page.html", "az-current.tsv", "az-2017.csv", "az-2001.txt", "az-dotted.csv", "bad-rows.tsv"} {
		b, err := os.ReadFile(filepath.Join(fixtures, name))
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add(htmlPage(official))
	f.Add(xlsx(f, official))
	f.Add(docx(f, official))
	f.Add(ods(f, official))
	f.Add(printed(official))
	f.Add([]byte(`{"data":[{"Code":"01","NameAz":"x","ChildGoods":[{"Code":"0101","NameAz":"y"}]}]}`))
	f.Add([]byte("<table><tr><td rowspan=3 colspan=999999999>x<td>y<tr><tr>"))
	f.Add([]byte("\xff\xfek\x00;\x00"))
}

func all(t *testing.T, tab *Table, err *Error) {
	if err != nil {
		_ = err.Error()
		return
	}
	for _, r := range tab.Grid {
		require.LessOrEqual(t, len(r.Cells), maxWidth+1)
	}
	r, p := convert.Table(tab.Grid, convert.Options{Lang: ratetext.AZ})
	if p != nil {
		return
	}
	_, e := tariffdata.OpenTariff(convert.Pack(convert.Meta{}, r.Rows))
	assert.NoError(t, e)
}

// FuzzRead reads whole files; FuzzPart the parts of compressed documents, which
// a fuzzer cannot reach through their compression.
func FuzzRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		tab, err := Read(b, Options{})
		all(t, tab, err)
	})
}

func FuzzPart(f *testing.F) {
	for _, file := range [][]byte{xlsx(f, official), docx(f, official), ods(f, official)} {
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		require.NoError(f, err)
		for i, e := range z.File {
			r, err := e.Open()
			require.NoError(f, err)
			var b bytes.Buffer
			_, err = b.ReadFrom(r)
			require.NoError(f, err)
			f.Add(byte(i), b.Bytes())
		}
	}
	book, rels := workbookXML("S", "T")
	f.Fuzz(func(t *testing.T, kind byte, b []byte) {
		files := []string{"xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels, "xl/sharedStrings.xml", "<s><si><t>0101</t></si></s>", "xl/worksheets/sheet1.xml", "<w/>", "xl/worksheets/sheet2.xml",
			`<w><row r="1"><c r="A1" t="s"><v>0</v></c></row></w>`, "xl/styles.xml", "<s/>"}
		switch kind % 8 {
		case 6:
			files = []string{"word/document.xml", string(b)}
		case 7:
			files = []string{"content.xml", string(b)}
		default:
			files[2*(kind%6)+1] = string(b)
		}
		tab, err := Read(zipOf(t, files...), Options{})
		all(t, tab, err)
	})
}

// TestHostileTextsTakeNoTime holds inputs that would take hours if anything in
// the readers were quadratic.
func TestHostileTextsTakeNoTime(t *testing.T) {
	for name, b := range map[string][]byte{
		"colons":           []byte("code;name;unit;rate\n0101210000;" + strings.Repeat("a:", 4<<20) + ";-;5\n"),
		"marks":            []byte("code;name;unit;rate\n0101210000;" + strings.Repeat("a [1] ", 2<<20) + ";-;5\n"),
		"quotation marks":  []byte("code;name;unit;rate\n" + strings.Repeat("\"a;\"\"", 2<<20)),
		"one printed line": []byte(strings.Repeat("0101 21 000 0   a   b   5\n", 20_000) + strings.Repeat("x", 8<<20)),
		"dashes":           []byte("code;name;unit;rate\n;" + strings.Repeat("- ", 4<<20) + ";;\n"),
		"ampersands":       []byte("<table><tr><td>" + strings.Repeat("&amp", 2<<20)),
		"raised":           []byte("<table><tr><td>" + strings.Repeat("<sup>", 1<<20)),
	} {
		t.Run(name, func(t *testing.T) {
			tab, err := Read(b, Options{})
			all(t, tab, err)
		})
	}
}
