package tablefile

import (
	"strconv"
	"strings"

	"rusum/tariffdata/convert"
)

// odsSheets reads an OpenDocument spreadsheet (and the tables of an OpenDocument
// text). Repeated empty cells and rows are passed over; repeated cells that hold
// something are repeated within the bounds.
func odsSheets(p *parts) ([]sheet, *Error) {
	f, err := p.open("content.xml")
	if err != nil {
		return nil, err
	}
	defer f.close()
	x, err := newXML(f)
	if err != nil {
		return nil, err
	}
	var sheets []sheet
	o := &odsReader{x: x}
	o.tell = func() { p.tell(x) }
	for {
		t, err := x.next()
		if err != nil {
			return nil, err
		}
		if t == nil {
			return sheets, nil
		}
		if e, ok := t.(*startTag); ok {
			switch e.name {
			case "table":
				name := attr(e, "name")
				g, err := o.table()
				if err != nil {
					return nil, err
				}
				if sheets = append(sheets, sheet{name, g}); len(sheets) > maxSheets {
					return nil, x.wrong("too_many_cells", "more than 500 sheets")
				}
			case "style":
				if err := o.style(attr(e, "name")); err != nil {
					return nil, err
				}
			}
		}
	}
}

type odsReader struct {
	x      *xmlReader
	raised map[string]bool // styles of raised text
	struck map[string]bool
	total  collector // over all sheets
	tell   func()
}

// style notes whether a text style raises or strikes.
func (o *odsReader) style(name string) *Error {
	depth := len(o.x.open)
	for {
		t, err := o.x.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return nil
		case *startTag:
			if t.name == "text-properties" && len(o.raised)+len(o.struck) < maxEntries {
				if pos := attr(t, "text-position"); strings.HasPrefix(pos, "super") || pos != "" && pos[0] >= '1' && pos[0] <= '9' {
					o.raised = put(o.raised, name)
				}
				if s := attr(t, "text-line-through-style"); s != "" && s != "none" {
					o.struck = put(o.struck, name)
				}
			}
		case *endTag:
			if len(o.x.open) < depth {
				return nil
			}
		}
	}
}

func put(m map[string]bool, name string) map[string]bool {
	if m == nil {
		m = map[string]bool{}
	}
	m[name] = true
	return m
}

// repeat reads a number of repetitions.
func repeat(e *startTag, name string) int {
	n, err := strconv.Atoi(attr(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}

func (o *odsReader) table() (convert.Grid, *Error) {
	depth := len(o.x.open)
	var c collector
	var rows spans
	line := 1
	for {
		t, err := o.x.next()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case nil:
			return c.grid, nil
		case *startTag:
			if t.name != "table-row" {
				continue
			}
			if line%256 == 0 {
				o.tell()
			}
			n := repeat(t, "number-rows-repeated")
			r, err := o.row(line, &rows)
			if err != nil {
				return nil, err
			}
			for i := range n {
				if len(r.Cells) == 0 {
					break
				}
				r.Line = line + i
				err := c.add(r)
				if err == nil {
					err = o.total.count(r)
				}
				if err != nil {
					err.Part = o.x.p.name
					return nil, err
				}
			}
			line += n
		case *endTag:
			if len(o.x.open) < depth {
				return c.grid, nil
			}
		}
	}
}

// row reads a row; trailing empty cells are dropped.
func (o *odsReader) row(line int, rows *spans) (convert.Record, *Error) {
	rec := convert.Record{Line: line}
	depth := len(o.x.open)
	empty := 0
	for {
		t, err := o.x.next()
		if err != nil {
			return rec, err
		}
		switch t := t.(type) {
		case *startTag:
			e := *t // the token is gone once the cell is read
			if e.name != "table-cell" && e.name != "covered-table-cell" {
				continue
			}
			n, tall := repeat(t, "number-columns-repeated"), min(repeat(t, "number-rows-spanned"), maxSpan)
			text, exact, err := o.cell(&e)
			if err != nil {
				return rec, err
			}
			if d, reaches := rows.down[len(rec.Cells)+empty]; reaches && e.name == "covered-table-cell" {
				if d.left--; d.left > 0 {
					rows.down[len(rec.Cells)+empty] = d
				} else {
					delete(rows.down, len(rec.Cells)+empty)
				}
				text = d.text
			}
			if text == "" {
				empty += n
				continue
			}
			if len(rec.Cells)+empty+n > maxWidth {
				return rec, o.x.wrong("too_wide", "a tariff has four columns; at most 256 are read")
			}
			for range empty {
				rec.Cells = append(rec.Cells, "")
			}
			empty = 0
			for range n {
				if tall > 1 {
					if rows.down == nil {
						rows.down = map[int]reach{}
					}
					rows.down[len(rec.Cells)] = reach{tall - 1, text}
				}
				if exact && len(rec.Cells) < 64 {
					rec.Exact |= 1 << len(rec.Cells)
				}
				rec.Cells = append(rec.Cells, text)
			}
		case *endTag:
			if len(o.x.open) < depth {
				return rec, nil
			}
		}
	}
}

// cell reads the text of a cell: what is shown for a text, the exact value for
// a number unless the same digits are shown with leading zeros.
func (o *odsReader) cell(e *startTag) (text string, exact bool, err *Error) {
	depth := len(o.x.open)
	var c cellText
	var up []bool // for each open span, whether it raised the text
	struck := 0
	var down []bool
	for {
		t, err := o.x.next()
		if err != nil {
			return "", false, err
		}
		switch t := t.(type) {
		case *startTag:
			switch t.name {
			case "annotation", "note": // a comment; a footnote, whose number stands in the text of a page
				if t.name == "note" {
					c.mark(strings.TrimPrefix(attr(t, "id"), "ftn"))
				}
				if err := o.x.skip(); err != nil {
					return "", false, err
				}
			case "span":
				name := attr(t, "style-name")
				up = append(up, o.raised[name])
				down = append(down, o.struck[name])
				if o.raised[name] {
					c.raise()
				}
				if o.struck[name] {
					struck++
				}
			case "p", "line-break", "tab", "s":
				c.write(" ")
			}
		case *chars:
			if struck == 0 {
				c.write(t.text)
			}
		case *endTag:
			if len(o.x.open) < depth {
				text, exact = odsValue(e, strings.TrimSpace(c.String()))
				return text, exact, nil
			}
			if t.name == "span" && len(up) > 0 {
				if up[len(up)-1] {
					c.lower()
				}
				if down[len(down)-1] {
					struck--
				}
				up, down = up[:len(up)-1], down[:len(down)-1]
			}
		}
	}
}

func odsValue(e *startTag, shown string) (text string, exact bool) {
	value := attr(e, "value")
	switch attr(e, "value-type") {
	case "percentage":
		if v, ok := numeric(value); ok {
			return percentText(v), false
		}
	case "date":
		if d := attr(e, "date-value"); len(d) >= 10 {
			return d[:10], false
		}
	case "float":
		v, ok := numeric(value)
		if !ok {
			break
		}
		plain := strings.Join(strings.FieldsFunc(shown, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }), "")
		if digits(plain) && strings.TrimLeft(plain, "0") == strings.TrimLeft(v.String(), "0") {
			return shown, shown == v.String()
		}
		return v.String(), true
	}
	return shown, false
}
