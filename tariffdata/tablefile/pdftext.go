package tablefile

import (
	"strings"
	"unicode/utf8"

	"rusum/tariffdata/convert"
	"rusum/tariffdata/fold"
)

// piece is a run of words of a printed line, divided from the next by two
// spaces or more. from and to are columns of characters.
type piece struct {
	from, to int
	text     string
}

// pieces takes a printed line apart. Tabs do not occur in it.
func pieces(line string) []piece {
	var out []piece
	col, gap, start := 0, 2, 0
	for i, r := range line {
		if r == ' ' || r == '\u00a0' || r == '\r' {
			gap++
		} else {
			if gap >= 2 || len(out) == 0 {
				out = append(out, piece{from: col})
				start = i
			}
			p := &out[len(out)-1]
			p.text = line[start : i+utf8.RuneLen(r)] // the text is valid UTF-8
			p.to = col + 1
			gap = 0
		}
		col++
	}
	return out
}

func startsCode(p []piece) bool { return len(p) > 0 && convert.IsCode(p[0].text) }

// looksLikePDFText recognises what pdftotext -layout prints: lines that begin
// with a code and two spaces, and no other separator.
func looksLikePDFText(s string) bool {
	lined, coded := 0, 0
	for line := range strings.SplitSeq(s[:min(len(s), sniff*4)], "\n") {
		line = strings.Trim(line, "\f")
		if strings.Contains(line, "\t") || len(line) > 2000 {
			return false
		}
		first := strings.TrimLeft(line, " ")
		if first == "" || first[0] < '0' || first[0] > '9' {
			continue
		}
		if p := pieces(line); startsCode(p) {
			coded++
			if len(p) > 1 {
				lined++
			}
		}
	}
	return lined >= 3 && lined*10 >= coded*8
}

// layout is where the columns of a page stand: the last column of the codes and
// the first ones of the unit and of the rate.
type layout struct{ codeEnd, unit, rate int }

func columnsFault(line int, why string) *Error {
	return &Error{Code: "pdf_columns", Hint: why + ": give the table as HTML, DOCX or XLSX", Line: line}
}

// readPDFText reads the text of a PDF by the position of its columns. Each page
// must have lines with all four cells, and these must not reach into each
// other; what cannot be told apart for certain refuses the file.
func readPDFText(s string) (*Table, *Error) {
	r := &pdfReader{}
	line := 1
	for _, text := range strings.Split(s, "\f") {
		rows := strings.Split(text, "\n")
		if err := r.page(rows, line); err != nil {
			return nil, err
		}
		line += len(rows) - 1
	}
	if err := r.flush(); err != nil {
		return nil, err
	}
	head := convert.Record{Line: 1, Cells: []string{"code", "name", "unit", strings.TrimSpace("rate " + r.head)}}
	return &Table{Grid: append(convert.Grid{head}, r.out.grid...), Format: PDFText}, nil
}

type pdfReader struct {
	out    collector
	at     layout
	known  bool
	head   string
	rec    *convert.Record
	isLine bool // rec has a code
}

func (r *pdfReader) flush() *Error {
	if r.rec == nil {
		return nil
	}
	err := r.out.add(*r.rec)
	r.rec = nil
	return err
}

// headWords are words of the head and the foot of a page, folded.
var headWords = []string{"xif", "mal movqe", "movqelerinin", "elave", "olcu vahidi", "vahidi", "tetbiq olunan", "tarif derece", "derecesi", "kod", "код", "наименование", "единица", "ставка", "позиции"}

func isHead(text string) bool {
	folded := " " + fold.String(text)
	for _, w := range headWords {
		if strings.Contains(folded, " "+w) {
			return true
		}
	}
	return false
}

func (r *pdfReader) page(rows []string, line int) *Error {
	lines := make([][]piece, len(rows))
	seen := layout{unit: 1 << 20, rate: 1 << 20}
	nameEnd, unitEnd, full, coded := 0, 0, 0, 0
	name := 1 << 20
	for i, row := range rows {
		p := pieces(row)
		lines[i] = p
		if !startsCode(p) {
			continue
		}
		coded++
		if len(p) > 4 {
			return columnsFault(line+i, "more than four columns")
		}
		if len(p) == 4 {
			full++
			seen.codeEnd = max(seen.codeEnd, p[0].to)
			name, nameEnd = min(name, p[1].from), max(nameEnd, p[1].to)
			seen.unit, unitEnd = min(seen.unit, p[2].from), max(unitEnd, p[2].to)
			seen.rate = min(seen.rate, p[3].from)
		}
	}
	if full > 0 {
		if seen.codeEnd > name || nameEnd > seen.unit || unitEnd > seen.rate {
			return columnsFault(line, "the columns of a page reach into each other")
		}
		r.at, r.known = seen, true
	}
	if coded > 0 && !r.known {
		return columnsFault(line, "no line of the first page has all four columns")
	}
	top, bottom := -1, -1
	for i, p := range lines {
		if len(p) > 0 {
			if bottom = i; top < 0 {
				top = i
			}
		}
	}
	inHead := true
	for i, p := range lines {
		if len(p) == 0 {
			continue
		}
		if startsCode(p) {
			inHead = false
		} else if text := joined(p); inHead && isHead(text) {
			if len(r.out.grid) == 0 && r.rec == nil && r.known && p[len(p)-1].from >= r.at.rate-8 {
				r.head = strings.TrimSpace(r.head + " " + p[len(p)-1].text)
			}
			continue
		} else if len(p) == 1 && digits(text) && (p[0].from < r.at.unit || i == top || i == bottom) {
			if p[0].from >= r.at.unit && r.isLine && r.rec != nil && r.rec.Cells[3] == "" {
				return columnsFault(line+i, "the number of a page, or a rate")
			}
			continue // the number of the page
		} else if inHead && (countsUp(p) || len(r.out.grid) == 0 && r.rec == nil && !startsWithDash(p[0].text)) {
			continue // the decision's text above the first table
		}
		if err := r.line(p, line+i); err != nil {
			return err
		}
	}
	return nil
}

func countsUp(p []piece) bool {
	for i := range p {
		if p[i].text != string(rune('1'+i)) {
			return false
		}
	}
	return true
}

func joined(p []piece) string {
	var s []string
	for _, x := range p {
		s = append(s, x.text)
	}
	return strings.Join(s, " ")
}

// title words stand in rows of their own, in the middle of the page.
var titleStarts = []string{"QRUP", "BÖLMƏ", "FƏSİL", "ГРУППА", "РАЗДЕЛ"}

func (r *pdfReader) line(p []piece, line int) *Error {
	if !r.known { // above the first table
		return nil
	}
	title := len(p) == 1 && p[0].from < r.at.unit && (p[0].from < r.at.codeEnd && !startsCode(p) || p[0].to > r.at.unit)
	for _, w := range titleStarts {
		title = title || strings.HasPrefix(p[0].text, w) && !startsCode(p)
	}
	if title {
		if err := r.flush(); err != nil {
			return err
		}
		return r.out.add(convert.Record{Line: line, Cells: []string{joined(p)}})
	}
	var cells [4]string
	for _, x := range p {
		col := 1
		switch {
		case x.from < r.at.codeEnd:
			col = 0
		case x.from >= r.at.rate:
			col = 3
		case x.from >= r.at.unit:
			col = 2
		}
		if cells[col] != "" || col == 0 && x.to > r.at.codeEnd || col == 1 && x.to > r.at.unit || col == 2 && x.to > r.at.rate {
			return columnsFault(line, "a cell reaches into another column")
		}
		cells[col] = x.text
	}
	dashed := cells[1] != "" && startsWithDash(cells[1])
	switch {
	case cells[0] != "":
		if cells[1] == "" {
			return columnsFault(line, "a code without a name beside it")
		}
		if r.rec != nil && !r.isLine && !dashed && !strings.HasSuffix(strings.TrimSpace(r.rec.Cells[1]), ":") {
			return columnsFault(line, "a name begins above its code")
		}
		if err := r.flush(); err != nil {
			return err
		}
		r.rec, r.isLine = &convert.Record{Line: line, Cells: cells[:]}, true
	case dashed:
		if cells[2] != "" || cells[3] != "" {
			return columnsFault(line, "a rate without a code")
		}
		if err := r.flush(); err != nil {
			return err
		}
		r.rec, r.isLine = &convert.Record{Line: line, Cells: cells[:]}, false
	case r.rec == nil:
		return columnsFault(line, "a line that belongs to none")
	default:
		r.rec.Cells[1] = strings.TrimSpace(r.rec.Cells[1] + " " + cells[1])
		r.rec.Cells[2] = strings.TrimSpace(r.rec.Cells[2] + " " + cells[2])
		if cells[3] != "" {
			between := " "
			if last, _ := utf8.DecodeLastRuneInString(r.rec.Cells[3]); last >= '0' && last <= '9' && cells[3][0] >= '0' && cells[3][0] <= '9' {
				between = " ¦ " // two figures must not become one
			}
			if !r.isLine {
				return columnsFault(line, "a rate without a code")
			}
			r.rec.Cells[3] = strings.TrimSpace(r.rec.Cells[3] + between + cells[3])
		}
	}
	return nil
}

func startsWithDash(s string) bool {
	for _, d := range []string{"-", "–", "—", "−", "‑", "‒", "―"} {
		if strings.HasPrefix(s, d) {
			return true
		}
	}
	return false
}
