package tablefile

import (
	"path"
	"strconv"
	"strings"

	"rusum/tariffdata/convert"
)

// maxSheets is how many sheets of a spreadsheet are looked at.
const maxSheets = 500

type sheet struct {
	name string
	grid convert.Grid
}

// pickSheets takes the sheet with the most codes and, in their order, the
// sheets that have codes below the same head: a tariff with one sheet for each
// chapter is one table.
func pickSheets(sheets []sheet, f Format) (*Table, *Error) {
	best, most := -1, 0
	for i, s := range sheets {
		if n := codes(s.grid); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		for i, s := range sheets {
			if best < 0 && len(s.grid) > 0 {
				best = i // package convert will say what is missing
			}
		}
		if best < 0 {
			return nil, &Error{Code: "no_table", Hint: "no sheet holds a table"}
		}
	}
	t := &Table{Format: f}
	var c collector
	head := headOf(sheets[best].grid)
	for i, s := range sheets {
		if i != best && (head == "" || headOf(s.grid) != head || codes(s.grid) == 0) {
			continue
		}
		if t.Sheet != "" {
			t.Sheet += ", "
		}
		t.Sheet += s.name
		for _, r := range s.grid {
			if err := c.add(r); err != nil {
				return nil, err
			}
		}
	}
	t.Sheet = clip(t.Sheet)
	t.Grid = c.grid
	return t, nil
}

// headOf is the row above the first code, "" if there is none.
func headOf(g convert.Grid) string {
	for i := range g {
		if codes(g[i:i+1]) > 0 {
			for k := i - 1; k >= 0; k-- {
				filled := 0
				for _, cell := range g[k].Cells {
					if strings.TrimSpace(cell) != "" {
						filled++
					}
				}
				if filled > 2 {
					return strings.Join(g[k].Cells, "\x00")
				}
			}
			return ""
		}
	}
	return ""
}

// xlsxSheets reads a spreadsheet of Office Open XML.
func xlsxSheets(p *parts) ([]sheet, *Error) {
	w, err := readWorkbook(p)
	if err != nil {
		return nil, err
	}
	if p.has("xl/sharedStrings.xml") {
		if err := w.readStrings(p); err != nil {
			return nil, err
		}
	}
	if p.has("xl/styles.xml") {
		if err := w.readStyles(p); err != nil {
			return nil, err
		}
	}
	var sheets []sheet
	for _, s := range w.sheets {
		if !p.has(s.part) {
			continue // a chart
		}
		g, err := w.readSheet(p, s.part)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, sheet{s.name, g})
	}
	return sheets, nil
}

type workbook struct {
	sheets   []struct{ name, part string }
	strings  []string
	displays []display // by style of a cell
	from1904 bool
	total    collector
}

// each calls f with every element and text of a part.
func each(p *parts, name string, f func(x *xmlReader, t any) *Error) *Error {
	part, err := p.open(name)
	if err != nil {
		return err
	}
	defer part.close()
	x, err := newXML(part)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		t, err := x.next()
		if err != nil || t == nil {
			p.ended(x)
			return err
		}
		if n%8192 == 0 {
			p.tell(x)
		}
		if err := f(x, t); err != nil {
			return err
		}
	}
}

func readWorkbook(p *parts) (*workbook, *Error) {
	w := &workbook{}
	targets := map[string]string{}
	if p.has("xl/_rels/workbook.xml.rels") {
		err := each(p, "xl/_rels/workbook.xml.rels", func(x *xmlReader, t any) *Error {
			if e, ok := t.(*startTag); ok && e.name == "Relationship" && len(targets) < maxEntries {
				target := attr(e, "Target")
				if !strings.HasPrefix(target, "/") {
					target = path.Join("xl", target)
				}
				targets[attr(e, "Id")] = strings.TrimPrefix(target, "/")
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err := each(p, "xl/workbook.xml", func(x *xmlReader, t any) *Error {
		e, ok := t.(*startTag)
		switch {
		case !ok:
		case e.name == "workbookPr":
			v := attr(e, "date1904")
			w.from1904 = v == "1" || v == "true"
		case e.name == "sheet":
			if len(w.sheets) == maxSheets {
				return x.wrong("too_many_cells", "more than 500 sheets")
			}
			part := targets[relation(e)]
			if part == "" {
				part = "xl/worksheets/sheet" + strconv.Itoa(len(w.sheets)+1) + ".xml"
			}
			for _, s := range w.sheets {
				if s.part == part {
					return x.wrong("damaged", "two sheets are the same part")
				}
			}
			w.sheets = append(w.sheets, struct{ name, part string }{attr(e, "name"), part})
		}
		return nil
	})
	return w, err
}

// relation is the attribute r:id.
func relation(e *startTag) string {
	if id, prefix := attrPrefix(e, "id"); prefix != "" {
		return id
	}
	return ""
}

// richText collects the runs of a text with their raised and struck letters.
type richText struct {
	c      cellText
	raised bool
	struck bool
	in     bool
}

// feed takes a token of <si> or <is> and reports whether it was one of text.
func (r *richText) feed(x *xmlReader, t any) *Error {
	switch t := t.(type) {
	case *startTag:
		switch t.name {
		case "rPh": // how a text is pronounced
			return x.skip()
		case "vertAlign":
			if attr(t, "val") == "superscript" && !r.raised {
				r.raised = true
				r.c.raise()
			}
		case "strike":
			r.struck = on(t)
		case "t":
			r.in = true
		}
	case *endTag:
		switch t.name {
		case "t":
			r.in = false
		case "r":
			if r.raised {
				r.c.lower()
			}
			r.raised, r.struck = false, false
		}
	case *chars:
		if r.in && !r.struck {
			r.c.write(t.text)
		}
	}
	return nil
}

func (w *workbook) readStrings(p *parts) *Error {
	var r *richText
	size := 0
	return each(p, "xl/sharedStrings.xml", func(x *xmlReader, t any) *Error {
		switch e := t.(type) {
		case *startTag:
			if e.name == "si" {
				r = &richText{}
				return nil
			}
		case *endTag:
			if e.name == "si" && r != nil {
				s := unescapeX(r.c.String())
				r = nil
				if size += len(s); size > maxText || len(w.strings) > maxCells {
					return x.wrong("too_many_cells", "more text than a tariff has")
				}
				w.strings = append(w.strings, s)
				return nil
			}
		}
		if r != nil {
			return r.feed(x, t)
		}
		return nil
	})
}

func (w *workbook) readStyles(p *parts) *Error {
	custom := map[string]string{}
	inCells := false
	return each(p, "xl/styles.xml", func(x *xmlReader, t any) *Error {
		switch e := t.(type) {
		case *startTag:
			switch e.name {
			case "numFmt":
				if len(custom) < maxEntries {
					custom[attr(e, "numFmtId")] = attr(e, "formatCode")
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if !inCells || len(w.displays) >= 1<<16 {
					return nil
				}
				id := attr(e, "numFmtId")
				switch code, ok := custom[id]; {
				case ok:
					w.displays = append(w.displays, readFormat(code))
				default:
					n, _ := strconv.Atoi(id)
					w.displays = append(w.displays, display{percent: n == 9 || n == 10, day: n >= 14 && n <= 17 || n == 22})
				}
			}
		case *endTag:
			if e.name == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

// xlsxCell is a cell while it is read.
type xlsxCell struct {
	col   int
	kind  string // attribute t
	style int
	value []byte
	rich  richText
}

type xlsxSheet struct {
	w    *workbook
	x    *xmlReader
	out  collector
	rec  *convert.Record
	cell *xlsxCell
	inV  bool
	line int
	rows map[int]int // index in the grid by row number
}

func (w *workbook) readSheet(p *parts, name string) (convert.Grid, *Error) {
	s := &xlsxSheet{w: w, rows: map[int]int{}}
	err := each(p, name, func(x *xmlReader, t any) *Error {
		s.x = x
		switch t := t.(type) {
		case *startTag:
			return s.start(t)
		case *endTag:
			return s.end(t.name)
		case *chars:
			if s.cell != nil && s.inV && len(s.cell.value) <= maxCell {
				s.cell.value = append(s.cell.value, t.text...)
			}
		}
		if s.cell != nil && s.cell.kind == "inlineStr" {
			return s.cell.rich.feed(x, t)
		}
		return nil
	})
	return s.out.grid, err
}

func (s *xlsxSheet) start(e *startTag) *Error {
	switch e.name {
	case "row":
		s.line++
		if n, err := strconv.Atoi(attr(e, "r")); err == nil && n >= s.line && n <= 1<<20 {
			s.line = n
		}
		s.rec = &convert.Record{Line: s.line}
	case "c":
		if s.rec == nil {
			return nil
		}
		col, ok := column(attr(e, "r"))
		if !ok {
			col = len(s.rec.Cells)
		}
		style, _ := strconv.Atoi(attr(e, "s"))
		s.cell = &xlsxCell{col: col, kind: attr(e, "t"), style: style}
	case "v":
		s.inV = true
	case "mergeCell":
		return s.merge(attr(e, "ref"))
	default:
		if s.cell != nil && s.cell.kind == "inlineStr" {
			return s.cell.rich.feed(s.x, e)
		}
	}
	return nil
}

func (s *xlsxSheet) end(name string) *Error {
	switch name {
	case "v":
		s.inV = false
	case "c":
		if s.cell == nil || s.rec == nil {
			return nil
		}
		text, exact, err := s.text()
		if err != nil {
			return err
		}
		if text != "" {
			if s.cell.col >= maxWidth {
				return s.x.wrong("too_wide", "a tariff has four columns; at most 256 are read")
			}
			for len(s.rec.Cells) <= s.cell.col {
				s.rec.Cells = append(s.rec.Cells, "")
			}
			s.rec.Cells[s.cell.col] = text
			if exact && s.cell.col < 64 {
				s.rec.Exact |= 1 << s.cell.col
			}
		}
		s.cell = nil
	case "row":
		if s.rec != nil && len(s.rec.Cells) > 0 {
			s.rows[s.line] = len(s.out.grid)
			err := s.out.add(*s.rec)
			if err == nil {
				err = s.w.total.count(*s.rec)
			}
			if err != nil {
				err.Part = s.x.p.name
				return err
			}
		}
		s.rec = nil
	default:
		if s.cell != nil && s.cell.kind == "inlineStr" {
			return s.cell.rich.feed(s.x, &endTag{name})
		}
	}
	return nil
}

// text is what a cell says; exact is set for a number.
func (s *xlsxSheet) text() (text string, exact bool, err *Error) {
	c := s.cell
	value := strings.TrimSpace(string(c.value))
	switch c.kind {
	case "s":
		if value == "" {
			return "", false, nil
		}
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(s.w.strings) {
			return "", false, s.x.wrong("damaged", "a cell refers to a text that is not there")
		}
		return s.w.strings[i], false, nil
	case "inlineStr":
		return unescapeX(c.rich.c.String()), false, nil
	case "str", "e", "d":
		return clip(string(c.value)), false, nil
	case "b", "", "n":
		text, exact = s.number(value)
		return text, exact && c.kind != "b", nil
	}
	return "", false, s.x.wrong("damaged", "a cell of an unknown kind")
}

func (s *xlsxSheet) number(value string) (text string, exact bool) {
	v, ok := numeric(value)
	if !ok {
		return value, false
	}
	if i := s.cell.style; i >= 0 && i < len(s.w.displays) {
		d := s.w.displays[i]
		text = d.show(v, s.w.from1904)
		return text, !d.percent && !d.day && text == v.String()
	}
	return v.String(), true
}

// merge repeats the text of a merged cell in the rows below its first.
func (s *xlsxSheet) merge(ref string) *Error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return nil
	}
	col, ok1 := column(from)
	top, ok2 := rowNumber(from)
	bottom, ok3 := rowNumber(to)
	i, filled := s.rows[top]
	if !ok1 || !ok2 || !ok3 || !filled || col >= len(s.out.grid[i].Cells) {
		return nil
	}
	text := s.out.grid[i].Cells[col]
	for line := top + 1; line <= bottom && line <= top+maxSpan; line++ {
		k, ok := s.rows[line]
		if !ok {
			continue
		}
		r := &s.out.grid[k]
		for len(r.Cells) <= col {
			r.Cells = append(r.Cells, "")
		}
		if r.Cells[col] == "" {
			r.Cells[col] = text
			if s.out.text += len(text); s.out.text > maxText {
				return s.x.wrong("too_many_cells", "more text than a tariff has")
			}
		}
	}
	return nil
}

// unescapeX turns _xHHHH_ back into the character that a spreadsheet program
// could not write in XML.
func unescapeX(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for {
		b = append(b, s[:i]...)
		s = s[i:]
		if n, err := strconv.ParseUint(s[min(2, len(s)):min(6, len(s))], 16, 16); err == nil && len(s) >= 7 && s[6] == '_' && (n < 0xd800 || n > 0xdfff) {
			b = append(b, string(rune(n))...)
			s = s[7:]
		} else {
			b = append(b, s[:2]...)
			s = s[2:]
		}
		if i = strings.Index(s, "_x"); i < 0 {
			return string(append(b, s...))
		}
	}
}

// column reads the letters of "BC12", from 0.
func column(ref string) (int, bool) {
	n, i := 0, 0
	for i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z' {
		n = n*26 + int(ref[i]-'A') + 1
		i++
	}
	return n - 1, i > 0
}

func rowNumber(ref string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n, err == nil && n > 0
}
