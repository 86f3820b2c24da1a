// Package tablefile reads the files that tariffs are published and passed on
// in — pages, text, spreadsheets, word processor documents, a tree in JSON —
// into a grid of cells for package convert. A file is recognised by what it
// holds, never by its name.
//
// A file is a stranger's: sizes, depths and counts are bounded, entities and
// document types are refused, and whatever is wrong is an Error with a code.
// The package goes into the worker of the browser program, not into its page.
package tablefile

import (
	"bytes"
	"strings"

	"rusum/tariffdata/convert"
)

// Format is a kind of file.
type Format string

// The formats that are read.
const (
	HTML    Format = "html"
	Text    Format = "text"
	XLSX    Format = "xlsx"
	DOCX    Format = "docx"
	ODS     Format = "ods"
	JSON    Format = "json"
	PDFText Format = "pdftext" // what pdftotext -layout prints
)

// The bounds of what is read.
const (
	MaxSize  = convert.MaxSize // of the file, in bytes
	maxRows  = 200_000
	maxCells = 3_000_000
	maxText  = 128 << 20 // of all cells together, in bytes
	maxWidth = 256       // columns
	maxCell  = 64 << 10  // of one cell, in bytes
	maxSpan  = 200       // columns or rows one cell reaches over
)

// Error says why a file is not read as a whole.
type Error struct {
	Code string // stable: one of Codes
	Hint string // what would be right, in short English
	Part string // the part of the file it is about, "" for all of it
	Line int    // row of the part, from 1; 0 if unknown
}

// Codes are all the codes an Error can have, sorted, for those who translate
// them. Package convert adds "no_columns", "no_rate_column" and "not_text".
var Codes = []string{
	"archive", "damaged", "empty", "encrypted", "no_date", "no_table", "not_understood", "old_office", "pdf", "pdf_columns", "rtf",
	"too_deep", "too_large", "too_many_cells", "too_wide", "unknown_charset", "xml_entity", "zip_bomb",
}

// Error is "code: hint (part, row n)".
func (e *Error) Error() string {
	s := e.Code
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	if e.Part != "" {
		s += " (" + e.Part + ")"
	}
	return s
}

// Options say what the file itself does not.
type Options struct {
	Lang string // language of the names taken from a tree that has three: "az" (default), "ru", "en"
}

// Table is what a file holds.
type Table struct {
	Grid     convert.Grid
	Format   Format
	Encoding string // of a text or a page: "utf-8", "windows-1251", …
	Sheet    string // of a spreadsheet: the names of the sheets that were read
}

// Read recognises a file and reads its table.
func Read(b []byte, o Options) (*Table, *Error) {
	if len(b) > MaxSize {
		return nil, &Error{Code: "too_large", Hint: "a tariff has a few megabytes; at most 64 are read"}
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, &Error{Code: "empty", Hint: "the file holds nothing"}
	}
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.start)) {
			return nil, &Error{Code: m.code, Hint: m.hint}
		}
	}
	if bytes.HasPrefix(b, []byte("PK")) {
		return readZip(b)
	}
	text, charset, err := decode(b)
	if err != nil {
		return nil, err
	}
	t, err := readDecoded(text, o)
	if err != nil {
		return nil, err
	}
	t.Encoding = charset
	return t, nil
}

// magics are files that are recognised in order to say what to do instead.
var magics = []struct{ start, code, hint string }{
	{"%PDF-", "pdf", "print the text with pdftotext -layout and give that, or the table as HTML, DOCX or XLSX"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office", "an XLS or DOC file, or one with a password: save it as XLSX, DOCX or CSV without a password"},
	{"{\\rtf", "rtf", "save it as DOCX or HTML"},
	{"\x1f\x8b", "archive", "unpack it first"},
	{"Rar!", "archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "archive", "unpack it first"},
	{"MIME-Version:", "not_understood", "a web archive: save the page as HTML"},
	{"From: ", "not_understood", "a web archive: save the page as HTML"},
}

func readDecoded(s string, o Options) (*Table, *Error) {
	head := skipSpace(s)
	switch {
	case head == "":
		return nil, &Error{Code: "empty", Hint: "the file holds nothing"}
	case head[0] == '{' || head[0] == '[' && looksLikeJSON(head):
		return readJSON(s, o)
	case head[0] == '<':
		return readHTML(s)
	case looksLikePDFText(s):
		return readPDFText(s)
	}
	g, p := convert.ReadText([]byte(s))
	if p != nil {
		code := p.Key
		if code == "no_columns" {
			code = "no_table"
		}
		return nil, &Error{Code: code, Hint: p.Hint, Line: p.Line}
	}
	c := collector{}
	for _, r := range g {
		if err := c.add(r); err != nil {
			return nil, err
		}
	}
	return &Table{Grid: c.grid, Format: Text}, nil
}

func skipSpace(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\r' {
			return s[i:]
		}
	}
	return ""
}

// collector gathers rows and keeps to the bounds.
type collector struct {
	grid              convert.Grid
	rows, cells, text int
}

func (c *collector) add(r convert.Record) *Error {
	if err := c.count(r); err != nil {
		return err
	}
	for i, cell := range r.Cells {
		if strings.IndexByte(cell, 0) >= 0 { // ends a text in the data file
			r.Cells[i] = strings.ReplaceAll(cell, "\x00", "\ufffd")
		}
	}
	c.grid = append(c.grid, r)
	return nil
}

// count keeps to the bounds without keeping the row.
func (c *collector) count(r convert.Record) *Error {
	if len(r.Cells) > maxWidth {
		return &Error{Code: "too_wide", Hint: "a tariff has four columns; at most 256 are read", Line: r.Line}
	}
	c.cells += len(r.Cells)
	for _, s := range r.Cells {
		c.text += len(s)
	}
	if c.rows++; c.rows > maxRows || c.cells > maxCells || c.text > maxText {
		return &Error{Code: "too_many_cells", Hint: "a tariff has about 20,000 rows; at most 200,000 rows and 3,000,000 cells are read", Line: r.Line}
	}
	return nil
}

// clip bounds the text of a cell. What was cut off is marked, so that the rest
// is not taken for the whole.
func clip(s string) string {
	if len(s) > maxCell {
		return s[:maxCell] + "\u2026"
	}
	return s
}

func codes(g convert.Grid) int {
	n := 0
	for _, r := range g {
		for i, cell := range r.Cells {
			if i < 4 && convert.IsCode(cell) {
				n++
				break
			}
		}
	}
	return n
}
