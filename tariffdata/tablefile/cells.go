package tablefile

import (
	"strings"

	"rusum/tariffdata/convert"
)

// spans lays the cells of a table's rows out. A cell that spans rows is
// repeated in each, since one rate printed across three lines is the rate of
// all three; a cell that spans columns stands in the first.
type spans struct{ down map[int]reach }

// reach is a cell that reaches down into the following rows.
type reach struct {
	left int
	text string
}

// skip fills the columns that cells of earlier rows reach into.
func (s *spans) skip(r *convert.Record) {
	for len(r.Cells) <= maxWidth {
		col := len(r.Cells)
		d, ok := s.down[col]
		if !ok {
			return
		}
		if d.left--; d.left > 0 {
			s.down[col] = d
		} else {
			delete(s.down, col)
		}
		r.Cells = append(r.Cells, d.text)
	}
}

func (s *spans) put(r *convert.Record, text string, wide, tall int) {
	s.skip(r)
	for i := 0; i < wide && len(r.Cells) <= maxWidth; i++ {
		if i > 0 {
			text = ""
		}
		if tall > 1 {
			if s.down == nil {
				s.down = map[int]reach{}
			}
			s.down[len(r.Cells)] = reach{tall - 1, text}
		}
		r.Cells = append(r.Cells, text)
	}
}

// fill ends a row: what reaches into it stands there even when no cell of its
// own follows.
func (s *spans) fill(r *convert.Record) { s.skip(r) }

// cellText collects the text of a cell. A raised 2 or 3 stays with its unit
// (m²), any other raised text is a footnote mark and is set off in brackets, so
// that it is not read as part of a figure.
type cellText struct {
	b      []byte
	raised []byte
	up     int
}

func (c *cellText) write(s string) {
	switch {
	case c.up > 0 && len(c.raised) <= maxCell:
		c.raised = append(c.raised, s...)
	case c.up == 0 && len(c.b) <= maxCell:
		c.b = append(c.b, s...)
	}
}

func (c *cellText) raise() { c.up++ }

func (c *cellText) lower() {
	if c.up == 0 {
		return
	}
	if c.up--; c.up > 0 {
		return
	}
	text := strings.TrimSpace(string(c.raised))
	c.raised = c.raised[:0]
	switch {
	case text == "":
	case (text == "2" || text == "3") && endsInUnit(string(c.b)), text == "*":
		c.b = append(c.b, text...)
	default:
		c.write(" [" + strings.Trim(text, "[]") + "]")
	}
}

// mark adds a footnote mark.
func (c *cellText) mark(s string) { c.write(" [" + s + "]") }

func (c *cellText) String() string {
	for c.up > 0 {
		c.lower()
	}
	return clip(string(c.b))
}

// endsInUnit reports whether the text ends in m, sm, cm or their Cyrillic forms.
func endsInUnit(s string) bool {
	return strings.HasSuffix(s, "m") || strings.HasSuffix(s, "м")
}
