package table

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// MostRows is how many rows a table that is edited may have.
const MostRows = 100_000

// Grid is a table that is edited: the head of the declaration and its lines,
// with a way back from every change.
type Grid struct {
	Lang i18n.Lang
	Top  form.Fields
	Rows []*Item
	// Moved is called with the first row whose place or content may have changed.
	Moved func(from int)

	stamp      int
	undo, redo []change
	open       *change
}

// change is what takes a change back: the rows as they stood, where their order
// changed, and the fields of those that were typed in.
type change struct {
	rows  []*Item // nil where the order stayed
	items []*Item
	were  []form.Fields
}

// mostUndo is how many changes can be taken back.
const mostUndo = 50

// NewGrid is a table with empty rows to type in.
func NewGrid(lang i18n.Lang) *Grid {
	g := &Grid{Lang: lang, Top: form.Fields{}}
	g.Rows = g.blank(fresh)
	return g
}

// fresh is how many empty rows a new table shows.
const fresh = 10

func (g *Grid) blank(n int) []*Item {
	out := make([]*Item, n)
	for i := range out {
		out[i] = g.Item(form.Fields{})
	}
	return out
}

// Item makes a row of fields.
func (g *Grid) Item(f form.Fields) *Item {
	g.stamp++
	return &Item{Fields: f, Stamp: g.stamp}
}

// put gives a row other fields.
func (g *Grid) put(x *Item, f form.Fields) {
	g.stamp++
	x.Fields, x.Stamp, x.Known, x.Painted, x.Result, x.told = f, g.stamp, false, "", nil, ""
}

// Forget makes every row be read anew: what stands for empty cells, the day or
// the names of countries are others now.
func (g *Grid) Forget() {
	for _, x := range g.Rows {
		g.stamp++
		x.Stamp, x.Known, x.Painted = g.stamp, false, ""
	}
}

func (g *Grid) moved(from int) {
	for _, x := range g.Rows[min(from, len(g.Rows)):] {
		x.Painted = "" // it shows its number
	}
	if g.Moved != nil {
		g.Moved(from)
	}
}

// Do makes everything f does one change, with one way back.
func (g *Grid) Do(f func()) {
	if g.open != nil {
		f()
		return
	}
	g.open = &change{}
	f()
	c := *g.open
	g.open = nil
	if c.rows == nil && len(c.items) == 0 {
		return
	}
	g.undo, g.redo = append(g.undo, c), nil
	if len(g.undo) > mostUndo {
		g.undo = g.undo[1:]
	}
}

// keep remembers the order of the rows before it changes.
func (g *Grid) keep() {
	if g.open.rows == nil {
		g.open.rows = slices.Clone(g.Rows)
	}
}

// Set types a text into a cell; false where that is what stands there.
func (g *Grid) Set(row int, c Column, v string) bool {
	x := g.Rows[row]
	v = clean(v)
	if x.Fields[string(c)] == v {
		return false
	}
	g.Do(func() {
		g.open.items, g.open.were = append(g.open.items, x), append(g.open.were, x.Fields)
		f := make(form.Fields, len(x.Fields)+1)
		for k, old := range x.Fields {
			f[k] = old
		}
		if v == "" {
			delete(f, string(c))
		} else {
			f[string(c)] = v
		}
		g.put(x, f)
	})
	return true
}

// Retype is Set for the second and further letters of a cell: the way back
// leads to what stood there before the first.
func (g *Grid) Retype(row int, c Column, v string) bool {
	g.open = &change{}
	done := g.Set(row, c, v)
	g.open = nil
	return done
}

// clean leaves out what a draft uses to tell fields and rows apart.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ':
			return -1
		}
		return r
	}, s))
}

// Insert puts empty rows before row at; 0 of them are left out above MostRows.
func (g *Grid) Insert(at, n int) int {
	return g.InsertItems(at, g.blank(max(0, min(n, MostRows-len(g.Rows)))))
}

// InsertItems puts rows before row at, as many as there is room for.
func (g *Grid) InsertItems(at int, items []*Item) int {
	items = items[:min(len(items), max(0, MostRows-len(g.Rows)))]
	if len(items) == 0 {
		return 0
	}
	g.Do(func() {
		g.keep()
		g.Rows = slices.Insert(slices.Clone(g.Rows), at, items...)
	})
	g.moved(at)
	return len(items)
}

// Remove takes rows away; a table keeps one.
func (g *Grid) Remove(from, n int) {
	g.Do(func() {
		g.keep()
		g.Rows = slices.Delete(slices.Clone(g.Rows), from, from+n)
		if len(g.Rows) == 0 {
			g.Rows = g.blank(fresh)
		}
	})
	g.moved(from)
}

// Replace puts other rows in the place of all.
func (g *Grid) Replace(items []*Item) {
	g.Do(func() {
		g.keep()
		if g.Rows = items[:min(len(items), MostRows)]; len(g.Rows) == 0 {
			g.Rows = g.blank(fresh)
		}
	})
	g.moved(0)
}

// Sort puts the rows into the order of a column, empty ones last. sum is the
// column of payments.
func (g *Grid) Sort(c Column, down bool, t *i18n.Texts) {
	var order []int
	if value := resultOf(c); value != nil {
		values := make([]decimal.NullDecimal, len(g.Rows))
		for i, x := range g.Rows {
			if s := x.Seen(); s.Computed {
				values[i] = value(&s)
			}
		}
		order = SortedBy(values, down)
	} else {
		lines := make([]form.Fields, len(g.Rows))
		for i, x := range g.Rows {
			lines[i] = x.Fields
		}
		order = Sorted(lines, c, down, t)
	}
	// Rows in which nothing was typed stay at the end, whatever the column has.
	rows := make([]*Item, 0, len(order))
	for _, empty := range []bool{false, true} {
		for _, i := range order {
			if g.Rows[i].Empty() == empty {
				rows = append(rows, g.Rows[i])
			}
		}
	}
	g.Do(func() {
		g.keep()
		g.Rows = rows
	})
	g.moved(0)
}

// resultOf is the amount a column of results shows.
func resultOf(c Column) func(x *Seen) decimal.NullDecimal {
	switch c {
	case "value":
		return func(x *Seen) decimal.NullDecimal { return x.Value }
	case "duty-sum":
		return func(x *Seen) decimal.NullDecimal { return x.Sums.Duty }
	case "excise":
		return func(x *Seen) decimal.NullDecimal { return x.Sums.Excise }
	case "vat":
		return func(x *Seen) decimal.NullDecimal { return x.Sums.VAT }
	case "rest":
		return func(x *Seen) decimal.NullDecimal { return x.Sums.Rest }
	case "sum":
		return func(x *Seen) decimal.NullDecimal { return x.Sums.Total }
	}
	return nil
}

// Block is a rectangle of cells, ends included.
type Block struct{ Top, Left, Bottom, Right int }

// FillDown copies the first row of a block into the rows under it and returns
// how many cells it filled. A block of one row takes the row above it.
func (g *Grid) FillDown(b Block, columns []Column) (n int) {
	from := b.Top
	if b.Top == b.Bottom {
		from--
	}
	if from < 0 {
		return 0
	}
	g.Do(func() {
		for _, c := range columns[b.Left : b.Right+1] {
			v := g.Rows[from].Fields[string(c)]
			for i := from + 1; i <= b.Bottom; i++ {
				g.Set(i, c, v)
				n++
			}
		}
	})
	return n
}

// Clear empties the cells of a block.
func (g *Grid) Clear(b Block, columns []Column) {
	g.Do(func() {
		for i := b.Top; i <= b.Bottom; i++ {
			for _, c := range columns[b.Left : b.Right+1] {
				g.Set(i, c, "")
			}
		}
	})
}

// Paste puts rows of cells at a place, adding rows where the table ends; a
// single cell fills the whole block. It returns the block it wrote and how many
// rows had no room.
func (g *Grid) Paste(b Block, rows []Row, columns []Column) (out Block, left int) {
	if len(rows) == 1 && len(rows[0].Cells) == 1 {
		g.Do(func() {
			for i := b.Top; i <= b.Bottom; i++ {
				for _, c := range columns[b.Left : b.Right+1] {
					g.Set(i, c, rows[0].Cells[0])
				}
			}
		})
		return b, 0
	}
	p := g.Pasting(b, columns)
	for i := range rows {
		p.Row(&rows[i])
	}
	return p.End()
}

// Pasting puts rows of cells into the table as one change. A long paste is made
// ready in pieces: the table is as it was until the end.
type Pasting struct {
	g       *Grid
	columns []Column
	out     Block
	rows    []form.Fields // what the rows will hold; nil leaves one as it is
	left    int
}

// Pasting begins a paste at the left upper corner of a block.
func (g *Grid) Pasting(b Block, columns []Column) *Pasting {
	return &Pasting{g: g, columns: columns, out: Block{Top: b.Top, Left: b.Left, Bottom: b.Top, Right: b.Left}}
}

// Row adds a row.
func (p *Pasting) Row(r *Row) {
	at := p.out.Top + len(p.rows)
	if at >= MostRows {
		p.left++
		return
	}
	old := form.Fields{}
	if at < len(p.g.Rows) {
		old = p.g.Rows[at].Fields
	}
	var f form.Fields
	for k, v := range r.Cells {
		if p.out.Left+k >= len(p.columns) {
			break
		}
		p.out.Right = max(p.out.Right, p.out.Left+k)
		c := string(p.columns[p.out.Left+k])
		v = clean(v)
		if f == nil && old[c] == v || f != nil && f[c] == v {
			continue
		}
		if f == nil {
			f = make(form.Fields, len(old)+len(r.Cells))
			for k, v := range old {
				f[k] = v
			}
		}
		if v == "" {
			delete(f, c)
		} else {
			f[c] = v
		}
	}
	p.rows = append(p.rows, f)
}

// End changes the table. It returns the block that was written and how many rows
// had no room.
func (p *Pasting) End() (out Block, left int) {
	g := p.g
	n := max(0, min(len(g.Rows)-p.out.Top, len(p.rows)))
	g.Do(func() {
		for i, f := range p.rows[:n] {
			if x := g.Rows[p.out.Top+i]; f != nil {
				g.open.items, g.open.were = append(g.open.items, x), append(g.open.were, x.Fields)
				g.put(x, f)
			}
		}
		var more []*Item
		for _, f := range p.rows[n:] {
			if f == nil {
				f = form.Fields{}
			}
			more = append(more, g.Item(f))
		}
		g.InsertItems(len(g.Rows), more)
	})
	p.out.Bottom = p.out.Top + len(p.rows) - 1
	return p.out, p.left
}

// Copy writes a block as a spreadsheet takes it.
func (g *Grid) Copy(b Block, cell func(row, col int) string) string {
	var s strings.Builder
	for i := b.Top; i <= b.Bottom; i++ {
		for k := b.Left; k <= b.Right; k++ {
			if k > b.Left {
				s.WriteByte('\t')
			}
			v := cell(i, k)
			if strings.ContainsAny(v, "\t\n\"") {
				v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
			}
			s.WriteString(v)
		}
		s.WriteString("\r\n")
	}
	return s.String()
}

// Undoable is how many changes there is a way back from.
func (g *Grid) Undoable() int { return len(g.undo) }

// CanUndo and CanRedo report whether there is a way back, and forth again.
func (g *Grid) CanUndo() bool { return len(g.undo) > 0 }
func (g *Grid) CanRedo() bool { return len(g.redo) > 0 }

// Undo takes the last change back, Redo makes it again.
func (g *Grid) Undo() bool { return g.turn(&g.undo, &g.redo) }
func (g *Grid) Redo() bool { return g.turn(&g.redo, &g.undo) }

func (g *Grid) turn(from, to *[]change) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	c := (*from)[n-1]
	*from = (*from)[:n-1]
	back := change{}
	if c.rows != nil {
		back.rows = g.Rows
		g.Rows = c.rows
	}
	for i := len(c.items) - 1; i >= 0; i-- {
		x := c.items[i]
		back.items, back.were = append(back.items, x), append(back.were, x.Fields)
		g.put(x, c.were[i])
	}
	*to = append(*to, back)
	g.moved(0)
	return true
}

// Used is how many rows reach down to the last that holds something.
func (g *Grid) Used() int {
	for i := len(g.Rows); i > 0; i-- {
		if !g.Rows[i-1].Empty() {
			return i
		}
	}
	return 0
}

// Untouched reports whether the table says nothing yet.
func (g *Grid) Untouched() bool { return g.Used() == 0 }

// Encode writes rows for the browser's storage, texts exactly as typed.
func Encode(rows []*Item) string {
	var s strings.Builder
	for _, x := range rows {
		encode(&s, x.Fields)
		s.WriteByte(rowSep)
	}
	return s.String()
}

func encode(s *strings.Builder, f form.Fields) {
	for _, k := range keys(f) {
		s.WriteString(k)
		s.WriteByte('=')
		s.WriteString(f[k])
		s.WriteByte(unitSep)
	}
}

const (
	unitSep = 0x1f
	rowSep  = 0x1e
)

func keys(f form.Fields) []string {
	out := make([]string, 0, len(f))
	for k := range f {
		out = append(out, k)
	}
	form.Order(out, strings.Compare)
	return out
}

// Decode reads such rows as they would have been typed in a language; names of
// fields that mean nothing are left out.
func (g *Grid) Decode(s string, from i18n.Lang) []*Item {
	var out []*Item
	for row := range strings.SplitSeq(s, string(rune(rowSep))) {
		out = append(out, g.Item(g.decode(row, from)))
	}
	if n := len(out); n > 0 {
		out = out[:n-1] // what follows the last mark is nothing
	}
	return out
}

func (g *Grid) decode(row string, from i18n.Lang) form.Fields {
	f := form.Fields{}
	for pair := range strings.SplitSeq(row, unitMark) {
		k, v, ok := strings.Cut(pair, "=")
		c := Column(k)
		if !ok || !form.IsLine(k) && c != Quantity && c != Unit {
			continue
		}
		if from != g.Lang {
			kind := form.KindOf(k)
			if c == Quantity {
				kind = field.Number
			}
			v = field.Relang(v, kind, from, g.Lang)
		}
		f[k] = v
	}
	return f
}

// ParseBlock reads what was copied from a spreadsheet, for a paste into cells.
func ParseBlock(s string) []Row {
	if !strings.ContainsAny(s, "\t\n\r") {
		return []Row{{Line: 1, Cells: []string{s}}}
	}
	return ParseText(s)
}

// Load puts a kept table in the place of the empty one; there is no way back.
func (g *Grid) Load(items []*Item) {
	g.Rows = append(items[:min(len(items), MostRows)], g.blank(1)...)
	g.moved(0)
}
