//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/unit"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/tariffdata/fold"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// cellAt is a place in the table.
type cellAt struct{ row, col int }

// sheetView is the table on the screen: only the rows in sight are elements.
type sheetView struct {
	columns []table.Column
	own     int // so many of them can be typed in; results follow
	heads   []paint.SheetColumn
	lefts   []int // where each column begins, and the end of the last

	from, to int      // rows that are elements
	html     []string // what they show
	rowH     int
	top, h   int  // how far it is scrolled, and its height
	seen     bool // both are known: asking makes the browser lay the page out
	stale    bool // the rows are others now
	count    int

	at, anchor cellAt // the cell under the cursor, and the other corner of what is marked
	marked     []js.Value
	dragging   bool
	leaving    bool // Escape was pressed: Tab leaves the table

	editing  bool
	was      string // what stood in the cell
	recorded bool   // the way back is remembered
	sorted   table.Column
	down     bool

	scroll, table, body, tall, edit, cell js.Value
	combo                                 *combo
}

// column is the one under the cursor.
func (v *sheetView) column() table.Column { return v.columns[v.at.col] }

// block is what is marked.
func (v *sheetView) block() table.Block {
	return table.Block{Top: min(v.at.row, v.anchor.row), Bottom: max(v.at.row, v.anchor.row), Left: min(v.at.col, v.anchor.col), Right: max(v.at.col, v.anchor.col)}
}

// ownBlock is the part of it that can be typed in; ok is false where there is none.
func (v *sheetView) ownBlock() (b table.Block, ok bool) {
	b = v.block()
	b.Right = min(b.Right, v.own-1)
	return b, b.Left < v.own
}

// firstColumns are what a table shows; the others can be ticked.
var firstColumns = []table.Column{"code", "name", table.Quantity, table.Unit, "net", "price", "price-cur", "origin", "proof", "duty"}

// resultColumns are what each line pays.
var resultColumns = []table.Column{"sum", "status", "value", "duty-sum", "excise", "vat", "rest"}

func widthOf(c table.Column) int {
	switch c {
	case "code":
		return 106
	case "name":
		return 156
	case "status":
		return 190
	case "price-cur":
		return 74
	case table.Quantity, table.Unit:
		return 86
	case "net", "gross", "proof":
		return 76
	case "sum", "value":
		return 112
	case "origin", "from", "traded":
		return 104
	}
	return 94
}

const (
	columnsKey = "rusum.lines.columns"
	numberWide = 56
	numberThin = 40
	ahead      = 8 // rows painted beyond those in sight
)

// moreColumns are those that can be ticked, with quantities by unit last.
func moreColumns() []table.Column {
	shown := map[table.Column]bool{}
	for _, c := range firstColumns {
		shown[c] = true
	}
	var out []table.Column
	for _, c := range table.All() {
		if !shown[c] {
			out = append(out, c)
		}
	}
	for i := range unit.All {
		if k := unit.All[i].Key; k != "kg" {
			out = append(out, table.OfUnit(k))
		}
	}
	return out
}

func (p *linesPage) startGrid() {
	v := &p.view
	v.scroll, v.table, v.body, v.tall, v.edit, v.cell = byID("scroll"), byID("grid"), byID("body"), byID("tall"), byID("edit"), byID("cell")
	p.setColumns(strings.Split(stored("localStorage", columnsKey), ","))
	on(v.scroll, "scroll", false, func(js.Value) {
		v.seen = false
		p.scrolled()
	})
	if c := js.Global().Get("ResizeObserver"); c.Type() == js.TypeFunction {
		c.New(js.FuncOf(func(js.Value, []js.Value) any {
			v.seen = false
			p.scrolled()
			return nil
		})).Call("observe", v.scroll)
	}
	on(window, "resize", false, func(js.Value) {
		v.rowH, v.stale, v.seen = 0, true, false
		p.layColumns()
		p.paintGrid()
	})
	on(v.table, "keydown", false, p.gridKey)
	on(v.table, "focus", false, func(js.Value) { v.leaving = false; p.mark() })
	on(v.table, "mousedown", false, p.pressed)
	on(v.table, "mousemove", false, func(ev js.Value) {
		if !v.dragging || ev.Get("buttons").Int()&1 == 0 {
			v.dragging = false
			return
		}
		if c, ok := p.cellOf(ev); ok && c.col >= 0 && c != v.at {
			v.at = c
			p.mark()
		}
	})
	on(v.table, "dblclick", false, func(ev js.Value) {
		if c, ok := p.cellOf(ev); ok && c.col >= 0 {
			p.startEdit(nil)
		}
	})
	// A finger that taps a cell wants to type; a mouse may want to mark.
	on(v.table, "click", false, func(ev js.Value) {
		if h := ev.Get("target").Call("closest", "thead th[data-c]"); h.Truthy() {
			i, _ := strconv.Atoi(attr(h, "data-c"))
			p.sort(v.columns[i], v.sorted == v.columns[i] && !v.down)
			return
		}
		if kind := ev.Get("pointerType"); kind.Type() == js.TypeString && kind.String() == "touch" {
			if c, ok := p.cellOf(ev); ok && c.col >= 0 && c.col < v.own {
				p.startEdit(nil)
			}
		}
	})
	for _, name := range []string{"copy", "cut"} {
		on(v.table, name, false, func(ev js.Value) {
			if v.editing {
				return
			}
			ev.Call("preventDefault")
			ev.Get("clipboardData").Call("setData", "text/plain", p.grid.Copy(v.block(), func(row, col int) string {
				x := p.grid.Rows[row]
				seen := x.Seen()
				return p.cellText(x, &seen, col).Text
			}))
			if b, ok := v.ownBlock(); ok && name == "cut" {
				p.grid.Clear(b, v.columns)
				p.changed()
			}
		})
	}
	on(v.table, "paste", false, func(ev js.Value) {
		if clip := ev.Get("clipboardData"); clip.Truthy() && !v.editing {
			ev.Call("preventDefault")
			p.paste(clip.Call("getData", "text/plain").String())
		}
	})
	on(v.cell, "paste", false, func(ev js.Value) {
		s := ev.Get("clipboardData").Call("getData", "text/plain").String()
		if strings.ContainsAny(strings.TrimSpace(s), "\t\n") { // a block, not a text
			ev.Call("preventDefault")
			p.endEdit(false)
			p.paste(s)
		}
	})
	v.combo = &combo{id: "cell", els: p.els, g: p, suggest: p.suggest,
		first: func(q string) bool {
			if v.column() == "code" {
				return strings.Trim(wire.CleanCode(q), "0123456789") != ""
			}
			return strings.TrimSpace(q) != ""
		},
		choose: func(s paint.Suggestion) {
			text := s.Value
			if v.column() == "code" {
				text = s.Code
			}
			v.cell.Set("value", text)
			p.typed()
		},
	}
	v.combo.start()
	on(v.edit, "keydown", true, p.editKey)
	on(v.cell, "input", false, func(js.Value) {
		p.typed()
		if p.hasSuggestions(v.column()) {
			v.combo.typed()
		}
		p.placeEdit()
	})
	on(v.cell, "blur", false, func(js.Value) { p.endEdit(true) })
	on(byID("main"), "click", false, func(ev js.Value) {
		if b := ev.Get("target").Call("closest", "[data-act]"); b.Truthy() {
			p.act(attr(b, "data-act"), attr(b, "data-v"), b)
		}
	})
	on(byID("columns"), "change", false, func(ev js.Value) {
		var list []string
		boxes := byID("columns").Call("querySelectorAll", "input:checked")
		for i := range boxes.Length() {
			list = append(list, attr(boxes.Index(i), "data-column"))
		}
		store("localStorage", columnsKey, strings.Join(list, ","))
		p.setColumns(list)
		p.paintGrid()
	})
	on(byID("import"), "change", false, func(ev js.Value) { p.mapped(ev.Get("target")) })
	p.startFiles()
}

// setColumns shows the columns a person has ticked besides the usual ones.
func (p *linesPage) setColumns(more []string) {
	v := &p.view
	ticked := map[table.Column]bool{}
	for _, m := range more {
		ticked[table.Column(m)] = true
	}
	v.columns = append([]table.Column{}, firstColumns[:len(firstColumns)-1]...)
	var boxes [][3]string
	for _, c := range moreColumns() {
		x := [3]string{string(c), c.Title(p.t), ""}
		if ticked[c] {
			x[2] = "1"
			v.columns = append(v.columns, c)
		}
		boxes = append(boxes, x)
	}
	v.columns = append(v.columns, "duty")
	v.own = len(v.columns)
	v.columns = append(v.columns, resultColumns...)
	p.els.html("columns", paint.Boxes(boxes, "col"))
	v.at.col, v.anchor.col = min(v.at.col, v.own-1), min(v.anchor.col, v.own-1)
	for _, x := range p.grid.Rows {
		x.Painted = ""
	}
	p.paintColumns()
	v.stale = true
}

// showFilled ticks the columns in which the rows hold something.
func (p *linesPage) showFilled(rows []*table.Item) {
	filled := map[string]bool{}
	for _, x := range rows {
		for k := range x.Fields {
			filled[k] = true
		}
	}
	p.showColumns(filled)
}

func (p *linesPage) showColumns(filled map[string]bool) {
	shown := map[string]bool{}
	for _, c := range p.view.columns {
		shown[string(c)] = true
	}
	var list []string
	for _, c := range p.view.columns[:p.view.own] {
		list = append(list, string(c))
	}
	n := len(list)
	for k := range filled {
		if !shown[k] {
			list = append(list, k)
		}
	}
	if len(list) > n {
		p.setColumns(list)
	}
}

func (p *linesPage) paintColumns() {
	v := &p.view
	v.heads = v.heads[:0]
	for i, c := range v.columns {
		h := paint.SheetColumn{Title: c.Title(p.t), Own: i < v.own, Num: c.Number() || i >= v.own && c != "status"}
		if c == v.sorted {
			h.Sort = 1
			if v.down {
				h.Sort = -1
			}
		}
		v.heads = append(v.heads, h)
	}
	p.els.html("head", paint.SheetHead(p.t, v.heads))
	v.table.Call("setAttribute", "aria-colcount", len(v.columns)+1)
	p.layColumns()
}

// layColumns gives the columns their widths: a policy forbids them in HTML.
func (p *linesPage) layColumns() {
	v := &p.view
	at := numberWide
	if window.Get("innerWidth").Int() < 560 {
		at = numberThin
	}
	cols := byID("cols")
	cols.Set("textContent", "")
	add := func(w int) {
		c := document.Call("createElement", "col")
		c.Get("style").Set("width", strconv.Itoa(w)+"px")
		cols.Call("append", c)
	}
	add(at)
	v.lefts = v.lefts[:0]
	for _, c := range v.columns {
		v.lefts = append(v.lefts, at)
		add(widthOf(c))
		at += widthOf(c)
	}
	v.lefts = append(v.lefts, at)
	v.table.Get("style").Set("width", strconv.Itoa(at)+"px")
	v.tall.Get("style").Set("width", strconv.Itoa(at)+"px")
}

// cellText is what a cell shows.
func (p *linesPage) cellText(x *table.Item, seen *table.Seen, col int) paint.SheetCell {
	c := p.view.columns[col]
	if col < p.view.own {
		out := paint.SheetCell{Text: x.Fields[string(c)]}
		if out.Text == "" && !x.Empty() {
			if d := p.grid.Default(c); d != "" {
				out.Text, out.Muted = d, true
			}
		}
		if seen.Known {
			if b := seen.Problem(c); b != nil {
				out.Bad = b.Text
				if out.Text == "" {
					out.Text = "—"
				}
			}
		}
		return out
	}
	if x.Empty() {
		return paint.SheetCell{}
	}
	if !seen.Computed {
		key := "wait"
		if seen.Known && len(seen.Problems) > 0 {
			key = "wrong"
		}
		if c != "status" {
			return paint.SheetCell{}
		}
		return paint.SheetCell{Text: p.get("ui.lines.status." + key)}
	}
	var d decimal.NullDecimal
	switch c {
	case "value":
		d = seen.Value
	case "duty-sum":
		d = seen.Sums.Duty
	case "excise":
		d = seen.Sums.Excise
	case "vat":
		d = seen.Sums.VAT
	case "rest":
		d = seen.Sums.Rest
	case "sum":
		d = seen.Sums.Total
		if !d.Valid {
			return paint.SheetCell{Text: "≥" + i18n.NBSP + p.t.Money(d.Decimal)}
		}
	default:
		if seen.Sums.Open != "" {
			return paint.SheetCell{Text: p.get("reason." + seen.Sums.Open)}
		}
		return paint.SheetCell{Text: p.get("ui.lines.status.done")}
	}
	if !d.Valid {
		return paint.SheetCell{Text: "?"}
	}
	return paint.SheetCell{Text: p.t.Money(d.Decimal)}
}

func (p *linesPage) rowHTML(i int) string {
	x := p.grid.Rows[i]
	if x.Painted == "" {
		cells := make([]paint.SheetCell, len(p.view.columns))
		seen := x.Seen()
		for k := range cells {
			cells[k] = p.cellText(x, &seen, k)
		}
		x.Painted = paint.SheetRow(p.t, i, p.view.heads, cells)
	}
	return x.Painted
}

// scrolled paints the rows that came into sight.
func (p *linesPage) scrolled() {
	p.placeEdit()
	v := &p.view
	first, last := p.inSight()
	if first < v.from+2 && v.from > 0 || last > v.to-2 && v.to < len(p.grid.Rows) {
		p.paintGrid()
	}
}

// inSight are the first and the last row one sees, as far as there are rows.
func (p *linesPage) inSight() (first, last int) {
	v := &p.view
	if v.rowH == 0 {
		v.rowH = 34
		if window.Call("matchMedia", "(pointer: coarse)").Get("matches").Bool() {
			v.rowH = 44
		}
	}
	p.measure()
	first = v.top / v.rowH
	return first, first + v.h/v.rowH
}

// measure finds out how far the table is scrolled, unless nothing has moved since.
func (p *linesPage) measure() {
	v := &p.view
	if !v.seen {
		v.seen = true
		v.top, v.h = int(v.scroll.Get("scrollTop").Float()), v.scroll.Get("clientHeight").Int()
	}
}

// paintGrid brings the elements to what the rows are.
func (p *linesPage) paintGrid() {
	v := &p.view
	n := len(p.grid.Rows)
	if n != v.count {
		v.count = n
		v.table.Call("setAttribute", "aria-rowcount", n+1)
		v.stale = true
	}
	if v.at.row >= n {
		v.at.row = n - 1
	}
	v.anchor.row = min(v.anchor.row, n-1)
	first, last := p.inSight()
	if v.stale {
		v.tall.Get("style").Set("height", strconv.Itoa((n+1)*v.rowH)+"px")
	}
	from, to := v.from, v.to
	if v.stale || first < from+2 && from > 0 || last > to-2 && to < n {
		from = max(0, min(first, n)-ahead)
		to = min(n, last+ahead)
	}
	if v.stale || from != v.from || to != v.to {
		v.stale, v.from, v.to = false, from, to
		v.html = v.html[:0]
		host.Call("setHTML", v.body, paint.SheetBody(from, to, func(i int) string {
			v.html = append(v.html, p.rowHTML(i))
			return p.rowHTML(i)
		}))
		v.table.Get("style").Set("marginTop", strconv.Itoa(from*v.rowH)+"px")
		v.marked = nil
		p.mark()
		p.placeEdit()
		return
	}
	painted := false
	rows := js.Undefined()
	for i := from; i < to; i++ {
		if s := p.rowHTML(i); s != v.html[i-from] {
			if !painted {
				painted, rows = true, v.body.Get("rows")
			}
			v.html[i-from] = s
			host.Call("setHTML", rows.Index(i-from), s)
		}
	}
	if painted {
		v.marked = nil
		p.mark()
	}
}

// mark shows the cell under the cursor and what is marked.
func (p *linesPage) mark() {
	v := &p.view
	for _, c := range v.marked {
		c.Get("classList").Call("remove", "sel", "at")
		c.Call("removeAttribute", "aria-selected")
	}
	v.marked = v.marked[:0]
	b := v.block()
	many := b.Top != b.Bottom || b.Left != b.Right
	for i := max(b.Top, v.from); i <= min(b.Bottom, v.to-1); i++ {
		for k := b.Left; k <= b.Right; k++ {
			at := i == v.at.row && k == v.at.col
			c := byID("c" + strconv.Itoa(i) + "-" + strconv.Itoa(k))
			if !c.Truthy() || !many && !at {
				continue
			}
			if at {
				c.Get("classList").Call("add", "at")
			}
			if many {
				c.Get("classList").Call("add", "sel")
			}
			c.Call("setAttribute", "aria-selected", "true")
			v.marked = append(v.marked, c)
		}
	}
	if v.at.row >= v.from && v.at.row < v.to {
		v.table.Call("setAttribute", "aria-activedescendant", "c"+strconv.Itoa(v.at.row)+"-"+strconv.Itoa(v.at.col))
	} else {
		v.table.Call("removeAttribute", "aria-activedescendant")
	}
}

// moveTo puts the cursor on a cell and brings it into sight; extend leaves the
// other corner of what is marked where it is.
func (p *linesPage) moveTo(row, col int, extend bool) {
	v := &p.view
	v.at = cellAt{max(0, min(row, len(p.grid.Rows)-1)), max(0, min(col, len(v.columns)-1))}
	if !extend {
		v.anchor = v.at
	}
	v.leaving = false
	p.reveal()
	p.mark()
	p.askDetail()
}

// reveal scrolls the cell under the cursor into sight.
func (p *linesPage) reveal() {
	v := &p.view
	v.seen = false
	p.inSight()
	v.seen = false // what follows may scroll
	top, h := v.top, v.h
	y := (v.at.row + 1) * v.rowH // below the heads
	switch {
	case y < top+v.rowH:
		v.scroll.Set("scrollTop", y-v.rowH)
	case y+v.rowH > top+h:
		v.scroll.Set("scrollTop", y+v.rowH-h)
	}
	left, w := v.scroll.Get("scrollLeft").Int(), v.scroll.Get("clientWidth").Int()
	if v.at.col > 0 {
		fixed := v.lefts[1]
		switch a, b := v.lefts[v.at.col], v.lefts[v.at.col+1]; {
		case a-fixed < left:
			v.scroll.Set("scrollLeft", a-fixed)
		case b > left+w:
			v.scroll.Set("scrollLeft", b-w)
		}
	}
	p.paintGrid()
}

// cellOf is the cell an event is on; col is -1 for the number of a row.
func (p *linesPage) cellOf(ev js.Value) (cellAt, bool) {
	td := ev.Get("target").Call("closest", "tbody td, tbody th")
	if !td.Truthy() {
		return cellAt{}, false
	}
	row, err := strconv.Atoi(attr(td.Get("parentNode"), "data-i"))
	if err != nil || row >= len(p.grid.Rows) {
		return cellAt{}, false
	}
	col, _ := strconv.Atoi(attr(td, "aria-colindex"))
	return cellAt{row, col - 2}, true
}

// pressed marks with the mouse.
func (p *linesPage) pressed(ev js.Value) {
	v := &p.view
	c, ok := p.cellOf(ev)
	if !ok || ev.Get("button").Int() != 0 {
		return
	}
	if v.editing {
		p.endEdit(true)
	}
	ev.Call("preventDefault")
	v.table.Call("focus", map[string]any{"preventScroll": true})
	extend := ev.Get("shiftKey").Bool()
	if c.col < 0 { // the whole line
		if !extend {
			v.anchor = cellAt{c.row, v.own - 1}
		}
		v.at = cellAt{c.row, 0}
		p.mark()
		p.askDetail()
		return
	}
	v.dragging = true
	v.at = c
	if !extend {
		v.anchor = c
	}
	p.mark()
	p.askDetail()
}

// gridKey is the keyboard while nothing is edited.
func (p *linesPage) gridKey(ev js.Value) {
	v := &p.view
	if v.editing || ev.Get("isComposing").Bool() {
		return
	}
	key, shift := ev.Get("key").String(), ev.Get("shiftKey").Bool()
	ctrl := ev.Get("ctrlKey").Bool() || ev.Get("metaKey").Bool()
	row, col := v.at.row, v.at.col
	page := max(1, v.scroll.Get("clientHeight").Int()/max(v.rowH, 1)-2)
	to := func(r, c int, extend bool) { p.moveTo(r, c, extend) }
	switch {
	case key == "ArrowDown" && ctrl:
		to(max(0, p.grid.Used()-1), col, shift)
	case key == "ArrowUp" && ctrl:
		to(0, col, shift)
	case key == "ArrowRight" && ctrl:
		to(row, len(v.columns)-1, shift)
	case key == "ArrowLeft" && ctrl:
		to(row, 0, shift)
	case key == "ArrowDown":
		to(row+1, col, shift)
	case key == "ArrowUp":
		to(row-1, col, shift)
	case key == "ArrowRight":
		to(row, col+1, shift)
	case key == "ArrowLeft":
		to(row, col-1, shift)
	case key == "Home" && ctrl:
		to(0, 0, shift)
	case key == "End" && ctrl:
		to(max(0, p.grid.Used()-1), v.own-1, shift)
	case key == "Home":
		to(row, 0, shift)
	case key == "End":
		to(row, v.own-1, shift)
	case key == "PageDown":
		to(row+page, col, shift)
	case key == "PageUp":
		to(row-page, col, shift)
	case key == "Enter" && shift:
		to(row-1, col, false)
	case key == "Enter":
		p.below()
	case key == "Tab" && !v.leaving && (shift && col > 0 || !shift && col < v.own-1):
		if shift {
			to(row, col-1, false)
		} else {
			to(row, col+1, false)
		}
	case key == "Escape":
		v.leaving = true
		v.anchor = v.at
		p.mark()
	case key == "F2":
		p.startEdit(nil)
		v.cell.Call("setSelectionRange", 9999, 9999) // one goes on where the text ends
	case key == "Delete" || key == "Backspace":
		p.act("empty", "", js.Null())
	case ctrl && !shift && strings.EqualFold(key, "d"):
		p.act("fill", "", js.Null())
	case ctrl && !shift && strings.EqualFold(key, "z"):
		p.act("undo", "", js.Null())
	case ctrl && (strings.EqualFold(key, "y") || shift && strings.EqualFold(key, "z")):
		p.act("redo", "", js.Null())
	case ctrl && strings.EqualFold(key, "a"):
		v.at, v.anchor = cellAt{0, 0}, cellAt{max(0, p.grid.Used()-1), v.own - 1}
		p.mark()
	case !ctrl && !ev.Get("altKey").Bool() && len([]rune(key)) == 1:
		empty := ""
		p.startEdit(&empty) // the letter itself goes into the editor
		return
	default:
		return
	}
	ev.Call("preventDefault")
}

// below goes to the cell under the cursor, adding a row at the end of the table.
func (p *linesPage) below() {
	v := &p.view
	if v.at.row == len(p.grid.Rows)-1 && !p.grid.Rows[v.at.row].Empty() {
		p.grid.Insert(len(p.grid.Rows), 1)
		v.stale = true
	}
	p.moveTo(v.at.row+1, v.at.col, false)
}

// startEdit opens the editor on the cell; text stands in it instead of what was
// there.
func (p *linesPage) startEdit(text *string) {
	v := &p.view
	if v.at.col >= v.own || p.file != nil && p.file.busy {
		return
	}
	v.anchor = v.at
	p.reveal()
	p.mark()
	v.was = p.grid.Rows[v.at.row].Fields[string(v.column())]
	v.editing, v.recorded = true, false
	value := v.was
	if text != nil {
		value = *text
	}
	v.cell.Set("value", value)
	mode := "text"
	if v.column().Number() {
		mode = "decimal"
	}
	v.cell.Set("inputMode", mode)
	v.cell.Call("setAttribute", "aria-label", p.get("ui.lines.edit", "column", v.column().Title(p.t), "n", strconv.Itoa(v.at.row+1)))
	v.edit.Set("hidden", false)
	p.placeEdit()
	v.cell.Call("focus", map[string]any{"preventScroll": true})
	if text == nil {
		v.cell.Call("select")
	}
}

// placeEdit lays the editor over its cell.
func (p *linesPage) placeEdit() {
	v := &p.view
	if !v.editing {
		return
	}
	left := v.lefts[v.at.col]
	if v.at.col == 0 {
		left += v.scroll.Get("scrollLeft").Int() // this column stays in sight
	}
	top := (v.at.row + 1) * v.rowH
	s := v.edit.Get("style")
	px := func(name string, n int) { s.Set(name, strconv.Itoa(n)+"px") }
	px("left", left)
	px("top", top)
	px("width", v.lefts[v.at.col+1]-v.lefts[v.at.col])
	px("height", v.rowH)
	p.measure()
	up := top-v.top > v.h/2
	v.edit.Get("classList").Call("toggle", "up", up)
}

// live is the most rows a table may have for every letter to be computed; a
// longer one is computed when the cell is left.
const live = 3000

// typed takes what stands in the editor.
func (p *linesPage) typed() {
	v := &p.view
	if len(p.grid.Rows) > live {
		return
	}
	p.take(v.cell.Get("value").String())
}

func (p *linesPage) take(text string) {
	v := &p.view
	p.quiet()
	if v.recorded {
		if !p.grid.Retype(v.at.row, v.column(), text) {
			return
		}
	} else if v.recorded = p.grid.Set(v.at.row, v.column(), text); !v.recorded {
		return
	}
	p.keeper.row(v.at.row)
	p.work.Changed()
	p.ask()
}

// endEdit closes the editor, keeping what was typed or putting back what stood there.
func (p *linesPage) endEdit(keep bool) {
	v := &p.view
	if !v.editing {
		return
	}
	text := v.cell.Get("value").String()
	if !keep {
		text = v.was
	}
	p.take(text)
	v.editing = false
	v.combo.close()
	v.combo.asked = false
	focused := activeID() == "cell"
	v.edit.Set("hidden", true)
	if focused {
		v.table.Call("focus", map[string]any{"preventScroll": true})
	}
	p.ask() // a slip is named now
	p.paintTools()
}

// editKey is the keyboard inside the editor.
func (p *linesPage) editKey(ev js.Value) {
	v := &p.view
	if !v.editing || ev.Get("isComposing").Bool() {
		return
	}
	key, shift := ev.Get("key").String(), ev.Get("shiftKey").Bool()
	c := v.combo
	if (key == "Enter" || key == "Tab") && c.open && c.active >= 0 {
		c.take(c.active)
	}
	switch {
	case key == "Enter":
		p.endEdit(true)
		if shift {
			p.moveTo(v.at.row-1, v.at.col, false)
		} else {
			p.below()
		}
	case key == "Tab" && shift:
		p.endEdit(true)
		p.moveTo(v.at.row, v.at.col-1, false)
	case key == "Tab":
		p.endEdit(true)
		if v.at.col < v.own-1 {
			p.moveTo(v.at.row, v.at.col+1, false)
		} else {
			p.below()
			p.moveTo(v.at.row, 0, false)
		}
	case key == "Escape" && !c.open:
		p.endEdit(false)
	case (key == "ArrowDown" || key == "ArrowUp") && !c.open && !ev.Get("altKey").Bool():
		p.endEdit(true)
		if key == "ArrowUp" {
			p.moveTo(v.at.row-1, v.at.col, false)
		} else {
			p.below()
		}
	default:
		return // the field and its suggestions
	}
	ev.Call("preventDefault")
	ev.Call("stopPropagation")
}

func (p *linesPage) hasSuggestions(c table.Column) bool {
	switch c {
	case "code", "origin", "from", "traded", "price-cur", table.Unit, "proof":
		return true
	}
	return false
}

// suggest lists what may stand in the cell.
func (p *linesPage) suggest(q string) []paint.Suggestion {
	var list [][2]string
	switch p.view.column() {
	case "code":
		return p.suggestCodes(q, 12)
	case "origin", "from", "traded":
		return p.suggestCountries(q, 8)
	case "price-cur":
		for _, r := range p.tables.Bulletins[max(0, len(p.tables.Bulletins)-1):] {
			for cur := range r.Rates {
				if cur[0] != 'X' {
					list = append(list, [2]string{cur, cur})
				}
			}
		}
		list = append(list, [2]string{"AZN", "AZN"})
		form.Order(list, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	case table.Unit:
		for i := range unit.All {
			u := p.t.Unit(unit.All[i].Key)
			list = append(list, [2]string{u, u})
		}
	case "proof":
		for _, k := range calc.OriginProofs[1:] {
			list = append(list, [2]string{k, k})
		}
	}
	f := fold.String(q)
	var out []paint.Suggestion
	for _, x := range list {
		if strings.HasPrefix(fold.String(x[1]), f) && len(out) < 8 {
			out = append(out, paint.Suggestion{Value: x[0], Name: x[1]})
		}
	}
	return out
}
