package table

import (
	"slices"
	"strconv"
	"strings"

	"rusum/wasm/form"
)

// A long table is computed by a program of its own, so that neither the work nor
// its garbage holds up the page. The page keeps what was typed and what each row
// shows; Sent knows what of it the other side has. That side has a Desk: the same
// rows and the same Work. Between them go texts in the form of a draft, in parts.

// Sent is what a Desk has of a grid.
type Sent struct {
	Grid *Grid

	order []int        // stamps of the rows, as they stand there
	aside map[int]bool // rows that were taken out but are known there until the parts end
	top   string
}

// Top is the head where the desk has another, ok false where it has this one.
func (s *Sent) Top() (text string, ok bool) {
	var b strings.Builder
	for _, k := range keys(s.Grid.Top) {
		b.WriteString(k)
		b.WriteByte('=')
		b.WriteString(unmarked(s.Grid.Top[k]))
		b.WriteByte(unitSep)
	}
	b.WriteByte(rowSep) // a head without a field differs from none
	if b.String() == s.top {
		return "", false
	}
	s.top = b.String()
	return s.top, true
}

// Part is the next change of the rows the desk has to make, of at most so many
// rows; "" when it has them all.
func (s *Sent) Part(most int) string {
	rows := s.Grid.Rows
	from, end, old := 0, len(rows), len(s.order)
	for from < end && from < old && s.order[from] == rows[from].Stamp {
		from++
	}
	for end > from && old > from && s.order[old-1] == rows[end-1].Stamp {
		end--
		old--
	}
	if from == end && from == old {
		s.aside = nil
		return ""
	}
	for _, stamp := range s.order[from:old] {
		if s.aside == nil {
			s.aside = map[int]bool{}
		}
		s.aside[stamp] = true
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(from) + unitMark + strconv.Itoa(old-from))
	b.WriteByte(rowSep)
	end = min(end, from+most)
	stamps := make([]int, 0, end-from)
	for _, x := range rows[from:end] {
		stamps = append(stamps, x.Stamp)
		b.WriteString(strconv.Itoa(x.Stamp))
		b.WriteByte(unitSep)
		if s.aside[x.Stamp] {
			b.WriteByte('=') // it is there already
		} else {
			encode(&b, x.Fields)
		}
		b.WriteByte(rowSep)
	}
	s.order = slices.Replace(s.order, from, old, stamps...)
	return b.String()
}

// Take notes what the desk tells of rows.
func (s *Sent) Take(told string) {
	var byStamp map[int]*Item
	for row := range strings.SplitSeq(told, string(rune(rowSep))) {
		at, rest, ok := strings.Cut(row, unitMark)
		id, what, ok2 := strings.Cut(rest, unitMark)
		i, err := strconv.Atoi(at)
		stamp, err2 := strconv.Atoi(id)
		if !ok || !ok2 || err != nil || err2 != nil || what == "" {
			continue
		}
		if i < len(s.Grid.Rows) && s.Grid.Rows[i].Stamp == stamp {
			s.Grid.Rows[i].told, s.Grid.Rows[i].Painted = what, ""
			continue
		}
		if byStamp == nil { // rows have moved since
			byStamp = make(map[int]*Item, len(s.Grid.Rows))
			for _, x := range s.Grid.Rows {
				byStamp[x.Stamp] = x
			}
		}
		if x := byStamp[stamp]; x != nil {
			x.told, x.Painted = what, ""
		} else if k := slices.Index(s.order, stamp); k >= 0 {
			s.order[k] = 0 // should its removal be taken back, it is sent again
		}
	}
}

// Desk computes rows for a page elsewhere.
type Desk struct {
	Work *Work

	ids   []int // the page's stamps of the rows
	items map[int]*Item
	moved bool
	at    int // rows before this have been told
}

// NewDesk is a desk without rows; work is the one it computes them with.
func NewDesk(work *Work) *Desk {
	work.Grid.Rows = nil
	return &Desk{Work: work, items: map[int]*Item{}}
}

// Top takes the head.
func (d *Desk) Top(text string) {
	top := form.Fields{}
	for pair := range strings.SplitSeq(strings.TrimSuffix(text, string(rune(rowSep))), unitMark) {
		if k, v, ok := strings.Cut(pair, "="); ok {
			top[k] = v
		}
	}
	d.Work.Grid.Top = top
	d.Work.Headed()
}

// Part makes a change of the rows.
func (d *Desk) Part(text string) {
	head, rest, _ := strings.Cut(text, string(rune(rowSep)))
	a, b, _ := strings.Cut(head, unitMark)
	from, _ := strconv.Atoi(a)
	out, _ := strconv.Atoi(b)
	g := d.Work.Grid
	from = min(from, len(g.Rows))
	out = min(out, len(g.Rows)-from)
	var rows []*Item
	var ids []int
	for row := range strings.SplitSeq(rest, string(rune(rowSep))) {
		stamp, fields, ok := strings.Cut(row, unitMark)
		id, err := strconv.Atoi(stamp)
		if !ok || err != nil {
			continue
		}
		x := d.items[id]
		if fields != "=" || x == nil {
			x = g.Item(g.decode(fields, g.Lang))
			d.items[id] = x
		}
		rows, ids = append(rows, x), append(ids, id)
	}
	d.moved = d.moved || out != len(rows) || out > 1
	if !d.moved && out == 1 && d.ids[from] != ids[0] {
		delete(d.items, d.ids[from])
	}
	g.Rows = slices.Replace(g.Rows, from, from+out, rows...)
	d.ids = slices.Replace(d.ids, from, from+out, ids...)
}

// Go is called when everything has arrived: the rows are computed by Work.Step.
func (d *Desk) Go() {
	if d.moved { // rows that are nowhere any more
		d.items = make(map[int]*Item, len(d.ids))
		for i, id := range d.ids {
			d.items[id] = d.Work.Grid.Rows[i]
		}
		d.moved = false
	}
	d.at = 0
	d.Work.Changed()
}

// Row is the row of the page's stamp, nil where it has not arrived.
func (d *Desk) Row(stamp int) *Item { return d.items[stamp] }

// Told tells at most so many rows that show something else now; "" when every
// row was told.
func (d *Desk) Told(most int) string {
	var b strings.Builder
	rows := d.Work.Grid.Rows
	for ; d.at < len(rows) && most > 0; d.at++ {
		x := rows[d.at]
		if x.Painted != "" { // nobody paints it here: it says that it was told
			continue
		}
		x.Painted = "told"
		b.WriteString(strconv.Itoa(d.at) + unitMark + strconv.Itoa(d.ids[d.at]) + unitMark + x.tell())
		b.WriteByte(rowSep)
		most--
	}
	return b.String()
}
