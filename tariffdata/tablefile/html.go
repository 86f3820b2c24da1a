package tablefile

import (
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rusum/tariffdata/convert"
)

// maxTables is how deep tables may stand inside each other.
const maxTables = 16

// readHTML reads the rows of every table of a page in order. A table that only
// arranges others (no code in its own rows) gives way to those inside it; a
// table inside the cell of a tariff is part of that cell's text. The line of a
// record is the number of its row in the page.
//
// The page is read token by token, without a tree: unclosed rows and cells end
// where the next begins, as browsers do it, and nesting costs nothing.
func readHTML(s string) (*Table, *Error) {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(1 << 20)
	p := &page{}
	hidden := atom.Atom(0) // inside an element whose text is not shown
	for {
		switch z.Next() {
		case html.ErrorToken:
			switch err := z.Err(); err {
			case io.EOF:
			case html.ErrBufferExceeded:
				return nil, &Error{Code: "damaged", Hint: "a tag or a text of more than a megabyte", Line: p.line}
			default:
				return nil, &Error{Code: "damaged", Hint: err.Error(), Line: p.line}
			}
			for len(p.open) > 0 {
				p.closeTable()
			}
			if p.err != nil {
				return nil, p.err
			}
			if len(p.out.grid) == 0 {
				return nil, &Error{Code: "no_table", Hint: "the page holds no table"}
			}
			return &Table{Grid: p.out.grid, Format: HTML}, nil
		case html.TextToken:
			if hidden == 0 {
				p.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			wide, tall := 1, 1
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch string(k) {
				case "colspan":
					wide = span(string(v))
				case "rowspan":
					tall = span(string(v))
				}
			}
			switch a {
			case atom.Script, atom.Style, atom.Title, atom.Template, atom.Del, atom.S, atom.Strike: // struck text is no longer in force
				if hidden == 0 {
					hidden = a
				}
			}
			if hidden == 0 {
				p.start(a, wide, tall)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if hidden != 0 {
				if a == hidden {
					hidden = 0
				}
				continue
			}
			p.end(a)
		}
		if p.err != nil {
			return nil, p.err
		}
	}
}

func span(s string) int {
	v, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}

type page struct {
	open []*htmlTable
	out  collector
	line int
	err  *Error
}

type htmlTable struct {
	own   collector
	inner convert.Grid // rows of the tables inside
	nests bool
	rows  spans
	rec   *convert.Record
	cell  *cellText
	wide  int
	tall  int
}

func (p *page) top() *htmlTable {
	if len(p.open) == 0 {
		return nil
	}
	return p.open[len(p.open)-1]
}

func (p *page) text(s string) {
	if t := p.top(); t != nil && t.cell != nil {
		t.cell.write(s)
	}
}

func (p *page) start(a atom.Atom, wide, tall int) {
	t := p.top()
	switch a {
	case atom.Table:
		if len(p.open) == maxTables {
			p.err = &Error{Code: "too_deep", Hint: "tables inside tables", Line: p.line}
			return
		}
		if t != nil {
			t.nests = true
		}
		p.open = append(p.open, &htmlTable{})
		return
	}
	if t == nil {
		return
	}
	switch a {
	case atom.Tr:
		p.closeRow(t)
		p.line++
		t.rec = &convert.Record{Line: p.line}
	case atom.Td, atom.Th:
		p.closeCell(t)
		if t.rec == nil {
			p.line++
			t.rec = &convert.Record{Line: p.line}
		}
		t.cell, t.wide, t.tall = &cellText{}, wide, tall
	case atom.Tbody, atom.Thead, atom.Tfoot:
		p.closeRow(t)
	case atom.Br, atom.P, atom.Div, atom.Li:
		p.text(" ")
	case atom.Sup:
		if t.cell != nil {
			t.cell.raise()
		}
	}
}

func (p *page) end(a atom.Atom) {
	t := p.top()
	if t == nil {
		return
	}
	switch a {
	case atom.Table:
		p.closeTable()
	case atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot:
		p.closeRow(t)
	case atom.Td, atom.Th:
		p.closeCell(t)
	case atom.Sup:
		if t.cell != nil {
			t.cell.lower()
		}
	}
}

func (p *page) closeCell(t *htmlTable) {
	if t.cell != nil {
		t.rows.put(t.rec, t.cell.String(), t.wide, t.tall)
		t.cell = nil
		p.fits(t)
	}
}

// fits keeps a row, which spans may lengthen, to the bounds while it grows.
func (p *page) fits(t *htmlTable) {
	if len(t.rec.Cells) > maxWidth && p.err == nil {
		p.err = &Error{Code: "too_wide", Hint: "a tariff has four columns; at most 256 are read", Line: t.rec.Line}
	}
}

func (p *page) closeRow(t *htmlTable) {
	p.closeCell(t)
	if t.rec == nil {
		return
	}
	t.rows.fill(t.rec)
	p.fits(t)
	if err := t.own.add(*t.rec); err != nil && p.err == nil {
		p.err = err
	}
	t.rec = nil
}

func (p *page) closeTable() {
	t := p.top()
	p.closeRow(t)
	p.open = p.open[:len(p.open)-1]
	rows := t.own.grid
	if t.nests && codes(rows) == 0 {
		rows = t.inner
	}
	up := p.top()
	if up == nil {
		for _, r := range rows {
			if err := p.out.add(r); err != nil && p.err == nil {
				p.err = err
			}
		}
		return
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
}
