//go:build js && wasm

package main

import (
	stdbytes "bytes"
	"strconv"
	"strings"
	"syscall/js"

	"rusum/tariffdata/tablefile"
	"rusum/tariffdata/xlsx"
)

// Tables of goods go through the same worker. It receives
//
//	{id, action: "sheets", bytes}           and posts {id, sheets: [{name, rows, text}]}
//	{id, action: "rows", sheet, from, to}   and posts {id, rows: "…"}
//	{id, action: "book"}                    begins a spreadsheet
//	{id, action: "sheet", name, widths, freeze}
//	{id, action: "write", rows: "…"}        adds rows to it
//	{id, action: "end"}                     and posts {id, file: Uint8Array}
//
// Rows travel as one text: rows end with U+001E, cells with U+001F. A row that
// was read begins with its line and a number whose bits say which cells a
// spreadsheet has stored as numbers; a cell to be written with its kind.

const (
	cellEnd = '\x1f'
	rowEnd  = '\x1e'
)

// read holds the tables of the last file, written the spreadsheet in the making.
var (
	read    []tablefile.Sheet
	written *xlsx.Writer
	book    stdbytes.Buffer
)

// sheetAction answers the actions above; false for any other.
func sheetAction(self, m js.Value) bool {
	id := m.Get("id")
	wrong := func(err error) bool {
		post(self, id, fault(&tablefile.Error{Code: "internal", Hint: err.Error()}))
		return true
	}
	switch m.Get("action").String() {
	case "sheets":
		size := field(m.Get("bytes"), "byteLength")
		if size.Type() == js.TypeNumber && size.Int() > tablefile.MaxSize {
			post(self, id, fault(&tablefile.Error{Code: "too_large"}))
			return true
		}
		sheets, err := tablefile.Sheets(bytes(m.Get("bytes")), func(done, total int) {
			post(self, id, map[string]any{"progress": map[string]any{"done": done, "total": total}})
		})
		if err != nil {
			post(self, id, fault(err))
			return true
		}
		read = sheets
		var list []any
		for i := range read {
			list = append(list, map[string]any{"name": read[i].Name, "rows": len(read[i].Grid), "text": read[i].Format == tablefile.Text})
		}
		post(self, id, map[string]any{"sheets": list})
	case "rows":
		grid := read[m.Get("sheet").Int()].Grid
		var s strings.Builder
		for _, r := range grid[min(m.Get("from").Int(), len(grid)):min(m.Get("to").Int(), len(grid))] {
			s.WriteString(strconv.Itoa(r.Line))
			s.WriteByte(cellEnd)
			s.WriteString(strconv.FormatUint(r.Exact, 36))
			s.WriteByte(cellEnd)
			for _, c := range r.Cells {
				s.WriteString(strings.Map(printable, c))
				s.WriteByte(cellEnd)
			}
			s.WriteByte(rowEnd)
		}
		post(self, id, map[string]any{"rows": s.String()})
	case "book":
		book.Reset()
		written = xlsx.NewWriter(&book)
	case "sheet":
		var widths []int
		for w := range strings.SplitSeq(text(m, "widths"), ",") {
			n, _ := strconv.Atoi(w)
			widths = append(widths, n)
		}
		if err := written.Sheet(text(m, "name"), flag(m, "freeze"), widths...); err != nil {
			return wrong(err)
		}
	case "write":
		for row := range strings.SplitSeq(strings.TrimSuffix(text(m, "rows"), string(rowEnd)), string(rowEnd)) {
			var cells []xlsx.Cell
			for c := range strings.SplitSeq(strings.TrimSuffix(row, string(cellEnd)), string(cellEnd)) {
				if c != "" {
					cells = append(cells, xlsx.Cell{Kind: xlsx.Kind(c[0] - '0'), Value: c[1:]})
				}
			}
			if err := written.Row(cells...); err != nil {
				return wrong(err)
			}
		}
	case "end":
		if err := written.Close(); err != nil {
			return wrong(err)
		}
		u := self.Get("Uint8Array").New(book.Len())
		js.CopyBytesToJS(u, book.Bytes())
		book, written = stdbytes.Buffer{}, nil
		post(self, id, map[string]any{"file": u})
	default:
		return false
	}
	return true
}

// printable leaves out what tells cells and rows apart.
func printable(r rune) rune {
	if r == cellEnd || r == rowEnd {
		return -1
	}
	return r
}
