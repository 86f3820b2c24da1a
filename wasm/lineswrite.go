//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"rusum/wasm/table"
)

// linesWriter writes a table into a file, piece by piece: "xlsx" with all three
// sheets, "csv" the lines, "payments" every payment with its steps and source.
// It emits what the program that makes spreadsheets takes (wasm/convert/sheets.go);
// of a file of text only "write" and "end" are of use.
type linesWriter struct {
	book *table.Book
	work *table.Work
	kind string
	emit func(m map[string]any)

	text             strings.Builder
	added, at, phase int
}

func (p *linesWork) writer(kind string, emit func(m map[string]any)) *linesWriter {
	w := &linesWriter{work: p.work, kind: kind, emit: emit}
	w.book = p.work.Book(&table.Book{Texts: p.t, Name: p.nameOf, Country: p.country, Made: p.t.DateLong(today())})
	if kind == "payments" {
		w.phase = 1
	}
	if kind == "xlsx" {
		emit(map[string]any{"action": "book"})
	}
	return w
}

// progress is how many lines are written, and of how many.
func (w *linesWriter) progress() (done, all int) {
	all = w.work.Grid.Used()
	if done = w.at; w.kind == "xlsx" {
		if w.phase == 1 {
			done += len(w.book.Lines)
		}
		all *= 2
	}
	return done, all
}

func (w *linesWriter) flush() {
	if w.text.Len() > 0 {
		w.emit(map[string]any{"action": "write", "rows": w.text.String()})
		w.text.Reset()
	}
}

func (w *linesWriter) row(cells []table.Cell) {
	if w.kind != "xlsx" {
		table.CSV(&w.text, cells, w.book.Texts.Lang())
		return
	}
	for _, c := range cells {
		w.text.WriteByte('0' + byte(c.Kind))
		w.text.WriteString(strings.Map(func(r rune) rune {
			if r == '\x1e' || r == '\x1f' {
				return -1
			}
			return r
		}, c.Value))
		w.text.WriteByte('\x1f')
	}
	w.text.WriteByte('\x1e')
}

func (w *linesWriter) sheet(i int, freeze bool, widths []int) {
	if w.kind != "xlsx" {
		return
	}
	w.flush()
	var list []string
	for _, n := range widths {
		list = append(list, strconv.Itoa(n))
	}
	w.emit(map[string]any{"action": "sheet", "name": w.book.Sheets()[i], "widths": strings.Join(list, ","), "freeze": freeze})
}

// line writes line i of the sheet of lines, or its payments.
func (w *linesWriter) line(i int) {
	if w.phase == 0 {
		w.row(w.book.LineRow(i))
		return
	}
	for _, r := range w.book.PaymentRows(i) {
		w.row(r)
	}
}

// step writes while more says so. It is true when the file is whole.
func (w *linesWriter) step(more func() bool) bool {
	for used := w.work.Grid.Used(); w.added < used; {
		w.work.AddTo(w.book, w.added)
		if w.added++; w.added%64 == 0 && !more() {
			return false
		}
	}
	n := len(w.book.Lines)
	for w.phase < 2 {
		if w.at == 0 {
			head, widths := w.book.LineHead()
			if w.phase == 1 {
				head, widths = w.book.PaymentHead()
			}
			w.sheet(w.phase, true, widths)
			w.row(head)
		}
		for w.at < n {
			w.line(w.at)
			if w.at++; w.at%8 == 0 && !more() {
				w.flush()
				return false
			}
		}
		if w.phase == 0 {
			w.row(w.book.LineTotal())
		} else {
			for _, r := range w.book.PaymentRows(-1) {
				w.row(r)
			}
		}
		w.at = 0
		if w.phase++; w.kind != "xlsx" {
			break
		}
	}
	if w.kind == "xlsx" {
		rows, widths := w.book.LawRows()
		w.sheet(2, false, widths)
		for _, r := range rows {
			w.row(r)
		}
	}
	w.flush()
	w.emit(map[string]any{"action": "end"})
	return true
}
