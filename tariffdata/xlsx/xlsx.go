// Package xlsx writes spreadsheets of Office Open XML: sheets of texts, numbers
// and days with a head that stays in sight. It writes as the rows come, so that
// a hundred thousand of them need no memory, and the same rows give the same
// bytes. Package tablefile reads what it writes.
//
// What is written is data and never code: a text that a spreadsheet could take
// for a formula is a text cell that stays one, control characters are replaced,
// and a number of more digits than a spreadsheet holds is written as a text
// rather than rounded.
package xlsx

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"rusum/calc/date"
)

// The bounds of a spreadsheet program.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
	MaxText    = 32767 // characters of a cell
	MaxSheets  = 255
)

// Kind of a cell.
type Kind uint8

const (
	Text   Kind = iota // any text; line breaks are kept
	Number             // a decimal number with a point
	Money              // a number shown with two decimals
	Day                // a day of the calendar, "2026-07-09"
	Head               // a text of the head row
	Strong             // a text in bold
	Total              // money in bold
)

// Cell is a cell of a row. A Number, Money, Total or Day whose Value is none is
// written as the text it is; an empty Value leaves the cell empty.
type Cell struct {
	Value string
	Kind  Kind
}

// The errors of a Writer.
var (
	ErrRows    = errors.New("xlsx: more rows than a sheet holds")
	ErrColumns = errors.New("xlsx: more columns than a sheet holds")
	ErrSheets  = errors.New("xlsx: more sheets than a file holds")
	ErrSheet   = errors.New("xlsx: a row before the first sheet")
	ErrClosed  = errors.New("xlsx: the file is closed")
)

// Writer writes one file. After an error nothing more is written and every
// call returns it.
type Writer struct {
	z     *zip.Writer
	sheet io.Writer
	names []string
	rows  int
	wide  int // columns of the widest row
	head  bool
	buf   []byte
	err   error
}

// NewWriter writes to w; the file is whole after Close.
func NewWriter(w io.Writer) *Writer {
	z := zip.NewWriter(w)
	// The quickest compression: on a phone the difference is felt, in the file
	// it is a tenth.
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return &Writer{z: z}
}

// Sheet begins a sheet. Its name is made one that a spreadsheet accepts: at most
// 31 characters, none of []:*?/\, and no two alike. widths are those of the
// columns in characters; the first row stays in sight and can be filtered by
// if head is set.
func (w *Writer) Sheet(name string, head bool, widths ...int) error {
	if w.end(); w.err != nil {
		return w.err
	}
	if len(w.names) == MaxSheets {
		return w.fail(ErrSheets)
	}
	name = sheetName(name, w.names)
	w.names = append(w.names, name)
	w.rows, w.wide, w.head = 0, 0, head
	part := w.create("xl/worksheets/sheet" + strconv.Itoa(len(w.names)) + ".xml")
	if w.err != nil {
		return w.err
	}
	w.sheet = part
	b := append(w.buf[:0], prologue+`<worksheet xmlns="`+main+`"><sheetViews><sheetView workbookViewId="0"`...)
	if len(w.names) == 1 {
		b = append(b, ` tabSelected="1"`...)
	}
	if head {
		b = append(b, `><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`...)
	} else {
		b = append(b, `/></sheetViews>`...)
	}
	b = append(b, `<sheetFormatPr defaultRowHeight="15"/>`...)
	if len(widths) > 0 {
		b = append(b, `<cols>`...)
		for i, n := range widths {
			at := strconv.Itoa(i + 1)
			b = append(b, `<col min="`+at+`" max="`+at+`" width="`+strconv.Itoa(min(max(n, 1), 255))+`" customWidth="1"/>`...)
		}
		b = append(b, `</cols>`...)
	}
	w.buf = append(b, `<sheetData>`...)
	return w.flush()
}

// Row writes the next row of the sheet.
func (w *Writer) Row(cells ...Cell) error {
	switch {
	case w.err != nil:
		return w.err
	case w.sheet == nil:
		return w.fail(ErrSheet)
	case w.rows == MaxRows:
		return w.fail(ErrRows)
	case len(cells) > MaxColumns:
		return w.fail(ErrColumns)
	}
	w.rows++
	w.wide = max(w.wide, len(cells))
	n := strconv.Itoa(w.rows)
	b := append(w.buf[:0], `<row r="`...)
	b = append(append(b, n...), `">`...)
	for i, c := range cells {
		if c.Value != "" {
			b = appendCell(b, columnName(i)+n, c)
		}
	}
	w.buf = append(b, `</row>`...)
	return w.flush()
}

// Close ends the file.
func (w *Writer) Close() error {
	if w.end(); w.err != nil {
		return w.err
	}
	if len(w.names) == 0 {
		if err := w.Sheet("Sheet1", false); err != nil {
			return err
		}
		w.end()
	}
	types := prologue + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	book := prologue + `<workbook xmlns="` + main + `" xmlns:r="` + relations + `"><sheets>`
	rels := prologue + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for i, name := range w.names {
		n := strconv.Itoa(i + 1)
		types += `<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
		book += `<sheet name="` + string(escape(nil, name)) + `" sheetId="` + n + `" r:id="rId` + n + `"/>`
		rels += `<Relationship Id="rId` + n + `" Type="` + relations + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`
	}
	rels += `<Relationship Id="rIdStyles" Type="` + relations + `/styles" Target="styles.xml"/></Relationships>`
	for _, p := range []struct{ name, body string }{
		{"xl/styles.xml", styles}, {"xl/workbook.xml", book + `</sheets></workbook>`}, {"xl/_rels/workbook.xml.rels", rels},
		{"_rels/.rels", prologue + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", types + `</Types>`},
	} {
		if part := w.create(p.name); w.err == nil {
			_, w.err = io.WriteString(part, p.body)
		}
	}
	if w.err == nil {
		w.err = w.z.Close()
	}
	if w.err != nil {
		return w.err
	}
	w.err = ErrClosed
	return nil
}

// create begins a part; its time is always the same.
func (w *Writer) create(name string) io.Writer {
	part, err := w.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		w.err = err
	}
	return part
}

// end ends the sheet under way.
func (w *Writer) end() {
	if w.err != nil || w.sheet == nil {
		return
	}
	w.buf = append(w.buf[:0], `</sheetData>`...)
	if w.head && w.wide > 0 && w.rows > 1 {
		w.buf = append(w.buf, `<autoFilter ref="A1:`+columnName(w.wide-1)+strconv.Itoa(w.rows)+`"/>`...)
	}
	w.buf = append(w.buf, `</worksheet>`...)
	w.flush()
	w.sheet = nil
}

func (w *Writer) flush() error {
	if w.err == nil {
		_, w.err = w.sheet.Write(w.buf)
	}
	return w.err
}

func (w *Writer) fail(err error) error {
	w.err = err
	return err
}

const (
	prologue  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	main      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// The styles of cells, in the order of cellXfs below.
const (
	styleText = iota
	styleLiteral
	styleWrap
	styleNumber
	styleMoney
	styleDay
	styleHead
	styleStrong
	styleTotal
	styleStrongLiteral
)

const styles = prologue + `<styleSheet xmlns="` + main + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE4EFF0"/></patternFill></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="10">` +
	`<xf xfId="0"/><xf xfId="0" quotePrefix="1"/><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0"/><xf numFmtId="4" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/>` +
	`<xf fontId="1" fillId="2" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" xfId="0" applyFont="1"/><xf numFmtId="4" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/><xf fontId="1" xfId="0" quotePrefix="1" applyFont="1"/>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func appendCell(b []byte, at string, c Cell) []byte {
	style, value := styleText, ""
	switch c.Kind {
	case Number, Money, Total:
		if isNumber(c.Value) {
			value = c.Value
			style = map[Kind]int{Number: styleNumber, Money: styleMoney, Total: styleTotal}[c.Kind]
		}
	case Day:
		if d, err := date.Parse(c.Value); err == nil && d.Year() >= 1901 {
			value, style = strconv.Itoa(date.Must(1900, 3, 1).DaysUntil(d)+61), styleDay
		}
	}
	if value != "" {
		b = append(append(b, `<c r="`...), at...)
		b = append(strconv.AppendInt(append(b, `" s="`...), int64(style), 10), `"><v>`...)
		return append(append(b, value...), `</v></c>`...)
	}
	formula := strings.IndexByte("=+-@\t\r", c.Value[0]) >= 0
	switch {
	case c.Kind == Head:
		style = styleHead
	case c.Kind == Strong || c.Kind == Total:
		if style = styleStrong; formula {
			style = styleStrongLiteral
		}
	case formula:
		style = styleLiteral
	case strings.IndexByte(c.Value, '\n') >= 0:
		style = styleWrap
	}
	b = append(append(b, `<c r="`...), at...)
	b = append(strconv.AppendInt(append(b, `" s="`...), int64(style), 10), `" t="inlineStr"><is><t xml:space="preserve">`...)
	return append(escape(b, clip(c.Value)), `</t></is></c>`...)
}

// isNumber reports whether s is a plain decimal number that a spreadsheet holds
// exactly: at most fifteen digits.
func isNumber(s string) bool {
	t := strings.TrimPrefix(s, "-")
	whole, frac, point := strings.Cut(t, ".")
	if whole == "" || point && frac == "" || len(t) > 40 || strings.Trim(whole+frac, "0123456789") != "" {
		return false
	}
	return len(strings.TrimLeft(whole+strings.TrimRight(frac, "0"), "0")) <= 15
}

// clip bounds the characters of a cell as a spreadsheet counts them.
func clip(s string) string {
	if len(s) <= MaxText {
		return s
	}
	n := 0
	for i, r := range s {
		if n++; r > 0xffff {
			n++
		}
		if n >= MaxText {
			return s[:i] + "…"
		}
	}
	return s
}

// escape writes a text for XML. What XML cannot hold becomes U+FFFD. A carriage
// return, and an underscore that would begin such an escape itself, are written
// as _xHHHH_, which readers of the format turn back.
func escape(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n <= 1, r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xfffe, r == 0xffff:
			b = append(b, "\ufffd"...)
		case r == '\r':
			b = append(b, "_x000D_"...)
		case r == '_' && isEscape(s[i:]):
			b = append(b, "_x005F_"...)
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}

// isEscape reports whether s begins with _xHHHH_.
func isEscape(s string) bool {
	return len(s) >= 7 && s[1] == 'x' && s[6] == '_' && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}

// columnName is the letters of column i, from 0.
func columnName(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

func sheetName(name string, taken []string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) || r == utf8.RuneError || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.TrimSpace(name), "'")
	if name == "" {
		name = "Sheet"
	}
	name = cut(name, 31)
	for n, base := 2, name; isTaken(name, taken); n++ {
		tail := " " + strconv.Itoa(n)
		name = cut(base, 31-len(tail)) + tail
	}
	return name
}

func isTaken(name string, taken []string) bool {
	for _, t := range taken {
		if strings.EqualFold(t, name) {
			return true
		}
	}
	return false
}

// cut keeps at most n characters as a spreadsheet counts them.
func cut(s string, n int) string {
	for i, r := range s {
		if n--; r > 0xffff {
			n--
		}
		if n < 0 {
			return strings.TrimRight(s[:i], " '")
		}
	}
	return s
}
