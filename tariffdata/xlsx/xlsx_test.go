package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/tariffdata/tablefile"
	"rusum/tariffdata/xlsx"
)

func file(t require.TestingT, rows ...[]xlsx.Cell) []byte {
	var b bytes.Buffer
	w := xlsx.NewWriter(&b)
	require.NoError(t, w.Sheet("Lines", true, 10, 20))
	for _, r := range rows {
		require.NoError(t, w.Row(r...))
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func text(s string) xlsx.Cell { return xlsx.Cell{Value: s} }

func read(t require.TestingT, b []byte) []tablefile.Sheet {
	sheets, err := tablefile.Sheets(b, nil)
	require.Nil(t, err)
	return sheets
}

// part is a part of the file.
func part(t require.TestingT, b []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	for _, f := range z.File {
		if f.Name == name {
			r, err := f.Open()
			require.NoError(t, err)
			s, err := io.ReadAll(r)
			require.NoError(t, err)
			return string(s)
		}
	}
	require.Fail(t, name)
	return ""
}

func TestEveryPartIsWellFormedXML(t *testing.T) {
	b := file(t, []xlsx.Cell{{Value: "a & <b> \"c\"", Kind: xlsx.Head}}, []xlsx.Cell{text("1\n2"), {Value: "1.5", Kind: xlsx.Money}, {Value: "2026-07-09", Kind: xlsx.Day}})
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
		d := xml.NewDecoder(strings.NewReader(part(t, b, f.Name)))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else {
				require.NoError(t, err, f.Name)
			}
		}
		assert.True(t, f.Modified.IsZero() || f.Modified.Year() < 1981, "no time of day gets into the file")
	}
	for _, n := range []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"} {
		assert.True(t, names[n], n)
	}
	assert.Contains(t, part(t, b, "xl/worksheets/sheet1.xml"), `state="frozen"`)
	assert.Contains(t, part(t, b, "xl/worksheets/sheet1.xml"), `<autoFilter ref="A1:C2"/>`)
	assert.Equal(t, b, file(t, []xlsx.Cell{{Value: "a & <b> \"c\"", Kind: xlsx.Head}}, []xlsx.Cell{text("1\n2"), {Value: "1.5", Kind: xlsx.Money}, {Value: "2026-07-09", Kind: xlsx.Day}}), "the same rows, the same bytes")
}

func TestATextIsNeverAFormula(t *testing.T) {
	for _, s := range []string{`=1+1`, `=HYPERLINK("http://x","y")`, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"} {
		b := file(t, []xlsx.Cell{text(s)})
		sheet := part(t, b, "xl/worksheets/sheet1.xml")
		assert.NotContains(t, sheet, "<f>")
		assert.Contains(t, sheet, `t="inlineStr"`, s)
		assert.Contains(t, sheet, `s="1"`, "%q: with the style that quotes it", s)
		if s[0] > ' ' {
			assert.Equal(t, s, read(t, b)[0].Grid[0].Cells[0])
		}
	}
	assert.Contains(t, part(t, file(t), "xl/styles.xml"), `quotePrefix="1"`)
}

func TestNumbersAreExactOrTexts(t *testing.T) {
	for in, number := range map[string]bool{
		"0": true, "1.50": true, "-3.25": true, "123456789012345": true, "0.000000000000001": true, "100000000000000000000": false,
		"1234567890123456": false, "0.1234567890123456": false, "1,5": false, "1e5": false, "": true, ".5": false, "5.": false, "1.2.3": false, "NaN": false, "--1": false, "=1": false,
	} {
		b := file(t, []xlsx.Cell{text("x"), {Value: in, Kind: xlsx.Number}})
		rec := read(t, b)[0].Grid[0]
		if in == "" {
			assert.Len(t, rec.Cells, 1)
			continue
		}
		assert.Equal(t, number, rec.Exact&2 != 0, in)
		want := in
		if in == "1.50" {
			want = "1.5"
		}
		assert.Equal(t, want, rec.Cells[1])
	}
}

func TestDays(t *testing.T) {
	b := file(t, []xlsx.Cell{{Value: "2026-07-09", Kind: xlsx.Day}, {Value: "1901-01-01", Kind: xlsx.Day}, {Value: "9.7.2026?", Kind: xlsx.Day}})
	assert.Equal(t, []string{"2026-07-09", "1901-01-01", "9.7.2026?"}, read(t, b)[0].Grid[0].Cells)
	assert.Contains(t, part(t, b, "xl/worksheets/sheet1.xml"), "<v>46212</v>", "the number of 9 July 2026 in a spreadsheet")
}

func TestWhatXMLCannotHold(t *testing.T) {
	b := file(t, []xlsx.Cell{text("a\x00b\x1fc\xffd\ufffee")}, []xlsx.Cell{text("_x0041_ _x00zz_ _x000D_")}, []xlsx.Cell{text("x\r\ny")})
	g := read(t, b)[0].Grid
	assert.Equal(t, "a\ufffdb\ufffdc\ufffdd\ufffde", g[0].Cells[0])
	assert.Equal(t, "_x0041_ _x00zz_ _x000D_", g[1].Cells[0])
	assert.Equal(t, "x\r\ny", g[2].Cells[0])
}

func TestSheetsHaveNamesASpreadsheetAccepts(t *testing.T) {
	var b bytes.Buffer
	w := xlsx.NewWriter(&b)
	for _, n := range []string{"a/b[1]", "A/B[1]", "", strings.Repeat("ə", 40), strings.Repeat("ə", 40), "'x'", "a & b"} {
		require.NoError(t, w.Sheet(n, false))
		require.NoError(t, w.Row(text("x")))
	}
	require.NoError(t, w.Close())
	var names []string
	for _, s := range read(t, b.Bytes()) {
		names = append(names, s.Name)
		assert.LessOrEqual(t, utf8.RuneCountInString(s.Name), 31)
	}
	assert.Equal(t, []string{"a b 1", "A B 1 2", "Sheet", strings.Repeat("ə", 31), strings.Repeat("ə", 29) + " 2", "x", "a & b"}, names)
}

func TestTheBoundsOfASpreadsheet(t *testing.T) {
	w := xlsx.NewWriter(io.Discard)
	assert.ErrorIs(t, w.Row(text("x")), xlsx.ErrSheet)
	assert.ErrorIs(t, w.Close(), xlsx.ErrSheet, "an error stays")
	w = xlsx.NewWriter(io.Discard)
	require.NoError(t, w.Sheet("x", false))
	assert.ErrorIs(t, w.Row(make([]xlsx.Cell, xlsx.MaxColumns+1)...), xlsx.ErrColumns)
	w = xlsx.NewWriter(io.Discard)
	require.NoError(t, w.Close())
	assert.ErrorIs(t, w.Close(), xlsx.ErrClosed)
	assert.ErrorIs(t, w.Row(), xlsx.ErrClosed)
	long := read(t, file(t, []xlsx.Cell{text(strings.Repeat("ə", 40000))}))[0].Grid[0].Cells[0]
	assert.Equal(t, xlsx.MaxText, utf8.RuneCountInString(long))
	assert.True(t, strings.HasSuffix(long, "…"))
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.String(), 1, 6), 1, 6).Draw(t, "rows")
		var cells [][]xlsx.Cell
		for i := range rows {
			rows[i][0] = "x" + rows[i][0] // a row of nothing is no row
			var r []xlsx.Cell
			for _, s := range rows[i] {
				r = append(r, text(s))
			}
			cells = append(cells, r)
		}
		got := read(t, file(t, cells...))[0].Grid
		require.Len(t, got, len(rows))
		for i := range rows {
			for k, want := range rows[i] {
				have := ""
				if k < len(got[i].Cells) {
					have = got[i].Cells[k]
				}
				require.Equal(t, holdable(want), have)
			}
		}
	})
}

// holdable is the text as XML can hold it.
func holdable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return 0xfffd
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func FuzzRow(f *testing.F) {
	f.Add("a", "=1", "1.5")
	f.Add("_x0041_", "\x00", "2026-07-09")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		doc := file(t, []xlsx.Cell{text("x" + a), {Value: b, Kind: xlsx.Number}, {Value: c, Kind: xlsx.Day}})
		d := xml.NewDecoder(strings.NewReader(part(t, doc, "xl/worksheets/sheet1.xml")))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		read(t, doc)
	})
}

func BenchmarkHundredThousandRows(b *testing.B) {
	row := []xlsx.Cell{text("8471300000"), text("noutbuk"), {Value: "1234.5", Kind: xlsx.Money}, text("USD"), text("CN"), {Value: "12.5", Kind: xlsx.Number}}
	for b.Loop() {
		w := xlsx.NewWriter(io.Discard)
		w.Sheet("x", true)
		for range 100_000 {
			if err := w.Row(row...); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
