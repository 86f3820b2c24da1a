package tablefile

import (
	"strings"

	"rusum/tariffdata/convert"
)

// readDOCX reads the rows of every table of a word processor document in order.
// Deleted and struck text is no longer in force and is left out; raised marks
// and footnotes are set off as in a page.
func readDOCX(p *parts) (*Table, *Error) {
	f, err := p.open("word/document.xml")
	if err != nil {
		return nil, err
	}
	defer f.close()
	x, err := newXML(f)
	if err != nil {
		return nil, err
	}
	d := &document{x: x}
	if err := d.read(); err != nil {
		return nil, err
	}
	if len(d.out.grid) == 0 {
		return nil, &Error{Code: "no_table", Hint: "the document holds no table"}
	}
	return &Table{Grid: d.out.grid, Format: DOCX}, nil
}

type document struct {
	x    *xmlReader
	open []*docxTable
	out  collector
	line int
	run  docxRun
}

type docxTable struct {
	own   collector
	inner convert.Grid
	nests bool
	merge map[int]string // texts of the cells that are merged downwards, by column
	rec   *convert.Record
	cell  *cellText
	wide  int
	vmode string // "restart" or "continue" of a merged cell
}

type docxRun struct{ raised, struck, text bool }

func (d *document) read() *Error {
	for {
		t, err := d.x.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return nil
		case *startTag:
			if err := d.start(t); err != nil {
				return err
			}
		case *endTag:
			if err := d.end(t.name); err != nil {
				return err
			}
		case *chars:
			if k := d.cell(); d.run.text && k != nil && !d.run.struck {
				k.write(t.text)
			}
		}
	}
}

func (d *document) top() *docxTable {
	if len(d.open) == 0 {
		return nil
	}
	return d.open[len(d.open)-1]
}

func (d *document) cell() *cellText {
	if t := d.top(); t != nil {
		return t.cell
	}
	return nil
}

// on reads a switch of a run: present is on, unless it says otherwise.
func on(e *startTag) bool {
	v := attr(e, "val")
	return v != "0" && v != "false" && v != "none"
}

func (d *document) start(e *startTag) *Error {
	t := d.top()
	switch e.name {
	case "tbl":
		if len(d.open) == maxTables {
			return d.x.wrong("too_deep", "tables inside tables")
		}
		if t != nil {
			t.nests = true
		}
		d.open = append(d.open, &docxTable{merge: map[int]string{}})
		return nil
	case "Fallback", "moveFrom", "del": // the other form of what is there already, and deleted text
		return d.x.skip()
	}
	if t == nil {
		return nil
	}
	switch e.name {
	case "tr":
		d.line++
		t.rec = &convert.Record{Line: d.line}
	case "gridBefore":
		if t.rec != nil {
			for range min(span(attr(e, "val")), maxSpan) {
				t.rec.Cells = append(t.rec.Cells, "")
			}
		}
	case "tc":
		t.cell, t.wide, t.vmode = &cellText{}, 1, ""
	case "gridSpan":
		t.wide = span(attr(e, "val"))
	case "vMerge":
		if t.vmode = attr(e, "val"); t.vmode == "" {
			t.vmode = "continue"
		}
	case "r":
		d.run = docxRun{}
	case "vertAlign":
		if k := d.cell(); k != nil && attr(e, "val") == "superscript" && !d.run.raised {
			d.run.raised = true
			k.raise()
		}
	case "strike", "dstrike":
		d.run.struck = on(e)
	case "t":
		d.run.text = true
	case "br", "tab", "cr", "p":
		if k := d.cell(); k != nil {
			k.write(" ")
		}
	case "noBreakHyphen":
		if k := d.cell(); k != nil {
			k.write("-")
		}
	case "footnoteReference", "endnoteReference":
		if k := d.cell(); k != nil {
			if id := attr(e, "id"); d.run.raised {
				k.write(id)
			} else {
				k.mark(id)
			}
		}
	}
	return nil
}

func (d *document) end(name string) *Error {
	t := d.top()
	if t == nil {
		return nil
	}
	switch name {
	case "t":
		d.run.text = false
	case "r":
		if k := t.cell; k != nil && d.run.raised {
			k.lower()
		}
		d.run = docxRun{}
	case "tc":
		if t.rec != nil && t.cell != nil {
			t.put()
		}
		t.cell = nil
	case "tr":
		if t.rec != nil {
			if err := t.own.add(*t.rec); err != nil {
				err.Part = d.x.p.name
				return err
			}
		}
		t.rec = nil
	case "tbl":
		return d.closeTable()
	}
	return nil
}

// put adds a cell. A cell merged with those above it holds their text.
func (t *docxTable) put() {
	text := t.cell.String()
	for i := 0; i < t.wide && len(t.rec.Cells) <= maxWidth; i++ {
		col := len(t.rec.Cells)
		if i > 0 {
			text = ""
		}
		switch t.vmode {
		case "restart":
			t.merge[col] = text
		case "continue":
			if strings.TrimSpace(text) == "" {
				text = t.merge[col]
			}
		default:
			delete(t.merge, col)
		}
		t.rec.Cells = append(t.rec.Cells, text)
	}
}

func (d *document) closeTable() *Error {
	t := d.top()
	d.open = d.open[:len(d.open)-1]
	rows := t.own.grid
	if t.nests && codes(rows) == 0 {
		rows = t.inner
	}
	up := d.top()
	if up == nil {
		for _, r := range rows {
			if err := d.out.add(r); err != nil {
				return err
			}
		}
		return nil
	}
	up.inner = append(up.inner, rows...)
	if up.cell != nil {
		for _, r := range rows {
			if len(up.cell.b) > maxCell {
				break
			}
			up.cell.write(" " + strings.Join(r.Cells, " "))
		}
	}
	return nil
}
