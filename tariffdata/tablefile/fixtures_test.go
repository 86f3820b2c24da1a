package tablefile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const fixtures = "../../tools/tariffgen/testdata/"

// official are rows of decision 500 as customs.gov.az, kommersant.az and
// mezenne.az print them, in one table; every format must give the same.
var official = [][]string{
	{"XİF MN üzrə Kod", "Mal mövqelərinin adları", "Əlavə ölçü vahidi", "Tətbiq olunan tarif dərəcəsi"},
	{"QRUP 01 DİRİ HEYVANLAR", "", "", ""},
	{"0101", "Diri atlar, ulaqlar, qatırlar və at qatırları:", "", ""},
	{"", "– atlar:", "", ""},
	{"0101 21 000 0", "– – safqanlı cins heyvanlar", "əd", "0.5"},
	{"0101 29", "– – digərləri:", "", ""},
	{"0101 29 100 0", "– – – ətlik", "əd", "15"},
	{"0101 29 900 0", "– – – digərləri", "əd", "15"},
	{"0101 30 000 0", "– ulaqlar", "əd", "15"},
	{"0703", "Soğan", "", ""},
	{"0703 10 190", "--- digər", "", ""},
	{"0703 10 190 1", "--- - faraş soğan", "-", "15"},
	{"0703 10 190 9", "---- digər", "-", "15 ( 1 kq-2,0 ABŞ dolları*)"},
	{"2202", "Sular", "", ""},
	{"2202 99 190 0", "– – – digərləri", "l", "15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə"},
	{"4011 10 000", "– minik avtomobilləri üçün (yük-sərnişin avtomobil-furqonları və idman avtomobilləri də daxil olmaqla)", "", ""},
	{"4011 10 000 1", "– – minik avtomobillərinin tam istehsal formasında sənaye yığımı üçün komplekt şəkildə gətirildikdə", "əd", "0"},
	{"4011 10 000 9", "– – digərləri", "əd", "15"},
	{"7202 11 200 0", "– – – digəri", "-", "0 (1000 kg 5 US $ *)"},
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

func zipOf(t testing.TB, files ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, files[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func workbookXML(names ...string) (book, rels string) {
	book, rels = xmlHead+`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="x"><sheets>`, xmlHead+`<Relationships>`
	for i, n := range names {
		book += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, xmlText(n), i+1, i+1)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
	}
	return book + `</sheets></workbook>`, rels + `</Relationships>`
}

// xlsx writes the rows as Excel does, with shared texts.
func xlsx(t testing.TB, rows [][]string) []byte {
	var shared, sheet strings.Builder
	at, n := map[string]int{}, 0
	sheet.WriteString(xmlHead + `<worksheet><sheetData>`)
	for i, r := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for k, cell := range r {
			if cell == "" {
				continue
			}
			j, ok := at[cell]
			if !ok {
				j = n
				at[cell] = n
				n++
				shared.WriteString(`<si><t xml:space="preserve">` + xmlText(cell) + `</t></si>`)
			}
			fmt.Fprintf(&sheet, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+k, i+1, j)
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	book, rels := workbookXML("Qeydlər", "Tarif")
	return zipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels,
		"xl/sharedStrings.xml", xmlHead+`<sst>`+shared.String()+`</sst>`,
		"xl/worksheets/sheet1.xml", xmlHead+`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Mənbə: e-qanun</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml", sheet.String())
}

func docx(t testing.TB, rows [][]string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>Qərar</w:t></w:r></w:p><w:tbl><w:tblGrid/>`)
	for _, r := range rows {
		b.WriteString(`<w:tr>`)
		for _, cell := range r {
			b.WriteString(`<w:tc><w:tcPr/><w:p><w:r><w:t xml:space="preserve">` + xmlText(cell) + `</w:t></w:r></w:p></w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl></w:body></w:document>`)
	return zipOf(t, "[Content_Types].xml", "<Types/>", "word/document.xml", b.String())
}

func ods(t testing.TB, rows [][]string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Tarif">`)
	for _, r := range rows {
		b.WriteString(`<table:table-row>`)
		for _, cell := range r {
			if cell == "" {
				b.WriteString(`<table:table-cell/>`)
				continue
			}
			b.WriteString(`<table:table-cell office:value-type="string"><text:p>` + xmlText(cell) + `</text:p></table:table-cell>`)
		}
		b.WriteString(`<table:table-cell table:number-columns-repeated="16380"/></table:table-row>`)
	}
	b.WriteString(`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`)
	b.WriteString(`</table:table></office:spreadsheet></office:body></office:document-content>`)
	return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", b.String())
}

func htmlPage(rows [][]string) []byte {
	var b strings.Builder
	b.WriteString("<html><body><table>\n")
	for _, r := range rows {
		b.WriteString("<tr>")
		for _, cell := range r {
			b.WriteString("<td>" + xmlText(cell))
		}
	}
	b.WriteString("</table></body></html>")
	return []byte(b.String())
}

func separated(rows [][]string, sep string) []byte {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, sep) + "\r\n")
	}
	return []byte(b.String())
}

// printed lays rows out as pdftotext -layout does, long cells in several lines.
func printed(rows [][]string) []byte {
	widths := []int{16, 42, 8, 30}
	var b strings.Builder
	for i, r := range rows {
		if i > 0 && i%12 == 0 {
			b.WriteString("\f")
		}
		wrapped := make([][]string, 4)
		lines := 1
		for k, cell := range r {
			if strings.HasPrefix(r[0], "QRUP") {
				wrapped[k] = []string{cell}
				continue
			}
			wrapped[k] = wrap(cell, widths[k]-3)
			lines = max(lines, len(wrapped[k]))
		}
		for l := range lines {
			for k := range wrapped {
				cell := ""
				if l < len(wrapped[k]) {
					cell = wrapped[k][l]
				}
				fmt.Fprintf(&b, "%-*s", widths[k], cell)
			}
			b.WriteString("\n")
		}
	}
	return []byte(b.String())
}

func wrap(s string, width int) []string {
	var out []string
	line := ""
	for _, w := range strings.Split(s, " ") {
		if line != "" && len([]rune(line+" "+w)) > width {
			out = append(out, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+w, " ")
	}
	return append(out, line)
}

func gunzip(t testing.TB, name string) []byte {
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	b, err := io.ReadAll(z)
	require.NoError(t, err)
	return b
}
