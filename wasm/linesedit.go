//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/site/i18n"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

// act carries out a button of the page, or what the keyboard does the same.
func (p *linesPage) act(act, v string, b js.Value) {
	view := &p.view
	if p.file != nil && p.file.busy && act != "stop" && act != "row" && !strings.HasPrefix(act, "import-") {
		return // the table is being filled or written
	}
	if view.editing && act != "row" {
		p.endEdit(true)
	}
	done := func(key string, n int) {
		p.changed()
		if n > 0 {
			p.tell(p.get("ui.lines.done."+key, "n", strconv.Itoa(n)))
		}
	}
	block := view.block()
	height := block.Bottom - block.Top + 1
	switch act {
	case "undo", "redo":
		turn := p.grid.Undo
		if act == "redo" {
			turn = p.grid.Redo
		}
		if turn() {
			done(act, 1)
		}
	case "add":
		if n := p.grid.Insert(block.Bottom+1, height); n > 0 {
			p.changed()
			p.moveTo(block.Bottom+1, 0, false)
		} else {
			p.full(height)
		}
	case "duplicate":
		var copies []*table.Item
		for _, x := range p.grid.Rows[block.Top : block.Bottom+1] {
			copies = append(copies, p.grid.Item(x.Fields))
		}
		if n := p.grid.InsertItems(block.Bottom+1, copies); n > 0 {
			done("copy", n)
		} else {
			p.full(height)
		}
	case "delete":
		p.grid.Remove(block.Top, height)
		view.anchor = view.at
		view.stale = true
		p.paintGrid()
		p.moveTo(block.Top, view.at.col, false)
		done("delete", height)
	case "empty":
		if b, ok := view.ownBlock(); ok {
			p.grid.Clear(b, view.columns)
			p.changed()
		}
	case "fill":
		if b, ok := view.ownBlock(); ok {
			done("fill", p.grid.FillDown(b, view.columns))
		}
	case "up", "down":
		p.sort(view.column(), act == "down")
	case "clear":
		p.grid.Replace(nil)
		p.moveTo(0, 0, false)
		done("clear", 1)
	case "table":
		p.keeper.table()
		return
	case "to-form":
		p.toForm()
		return
	case "scenario":
		p.scenario(v)
	case "duty":
		p.adopt(v)
	case "row":
		p.open[v] = !p.open[v]
		b.Call("setAttribute", "aria-expanded", strconv.FormatBool(p.open[v]))
		if row := byID("row-" + v); row.Truthy() {
			row.Set("hidden", !p.open[v])
		}
		delete(p.els.last, "html:out") // the page is ahead of what was painted
		delete(p.els.last, "html:detail")
		return
	case "focus": // a need of the line under the cursor
		_, f := form.FieldOf(v)
		p.goTo(view.at.row, f)
		return
	case "cell":
		row, f, _ := strings.Cut(v, ":")
		i, _ := strconv.Atoi(row)
		p.goTo(i, f)
		return
	case "put":
		row, rest, _ := strings.Cut(v, ":")
		f, text, _ := strings.Cut(rest, ":")
		if i, err := strconv.Atoi(row); err == nil && i < len(p.grid.Rows) {
			p.grid.Set(i, table.Column(f), text)
			p.changed()
			p.goTo(i, f)
		}
	case "read":
		chooseFile(".csv,.tsv,.txt,.xlsx,.ods,.html,.htm", p.readFile)
		return
	case "out-xlsx", "out-csv", "out-payments":
		p.download(strings.TrimPrefix(act, "out-"))
		return
	case "stop":
		p.stop()
		return
	case "import-add", "import-replace":
		p.importRows(act == "import-replace")
		return
	case "import-cancel":
		p.closeFile("")
		return
	default:
		return
	}
	p.paintTools()
}

// goTo shows a cell to the person, its column too where that is not ticked.
func (p *linesPage) goTo(row int, f string) {
	c := table.Column(f)
	col := -1
	for try := 0; try < 2 && col < 0; try++ {
		for k, x := range p.view.columns[:p.view.own] {
			if x == c {
				col = k
			}
		}
		if col < 0 && try == 0 {
			if !form.IsLine(f) {
				return
			}
			p.showFilled([]*table.Item{{Fields: form.Fields{f: "1"}}})
		}
	}
	if row >= len(p.grid.Rows) {
		return
	}
	p.view.table.Call("scrollIntoView", map[string]any{"block": "nearest"})
	p.moveTo(row, col, false)
	p.view.table.Call("focus", map[string]any{"preventScroll": true})
}

// full says that the table has no room for more.
func (p *linesPage) full(n int) {
	p.tell(p.get("ui.lines.full", "most", strconv.Itoa(table.MostRows), "n", strconv.Itoa(n)))
}

func (p *linesPage) sort(c table.Column, down bool) {
	v := &p.view
	if v.editing {
		p.endEdit(true)
	}
	v.sorted, v.down = c, down
	p.grid.Sort(c, down, p.t)
	p.paintColumns()
	v.stale = true
	p.changed()
	p.tell(p.get("ui.lines.done.sort", "column", c.Title(p.t)))
	p.paintTools()
}

// paste puts what was copied elsewhere at the cursor. A block with heads is a
// table of its own: it is asked what its columns hold.
func (p *linesPage) paste(s string) {
	v := &p.view
	if s == "" || p.file != nil && p.file.busy {
		return
	}
	if len(s) > longPaste {
		p.pasteLong(s)
		return
	}
	if rows := table.ParseBlock(s); !p.pasteTable(rows) {
		if b, ok := v.ownBlock(); ok {
			b, left := p.grid.Paste(b, rows, v.columns[:v.own])
			p.pasted(b, len(rows), left)
		}
	}
}

// longPaste is the length of a text that is read in pieces.
const longPaste = 100_000

// pasteTable asks what the columns of a block with heads hold; false where it has none.
func (p *linesPage) pasteTable(rows []table.Row) bool {
	if len(rows) > 1 {
		if m, sure := table.Guess(rows[:min(len(rows), guessed)]); sure && m.Heads > 0 {
			p.take0(&lineFile{name: p.get("ui.lines.h1"), rows: rows, all: len(rows), m: m, pasted: true})
			return true
		}
	}
	return false
}

// pasteLong reads a long block and makes its rows ready in pieces, while the page
// shows how far it is; until the end the table is as it was.
func (p *linesPage) pasteLong(s string) {
	v := &p.view
	f := &lineFile{busy: true}
	p.file = f
	p.quiet()
	f.stop = func() { p.closeFile(p.get("ui.lines.file.cancelled")) }
	text := table.NewText(s)
	var rows []table.Row
	var into *table.Pasting
	at := 0
	show := func(done int) {
		p.progress(p.get("ui.lines.pasting", "n", strconv.Itoa(len(rows))), done, 100)
	}
	var more *timer
	more = newTimer(0, func() {
		if p.file != f {
			return
		}
		time := until(slice)
		for into == nil {
			row, ok := text.Next()
			if !ok {
				p.file = nil
				p.els.hide("work", true)
				if p.pasteTable(rows) {
					return
				}
				b, ok := v.ownBlock()
				if !ok {
					return
				}
				p.file = f
				into = p.grid.Pasting(b, v.columns[:v.own])
				break
			}
			if rows = append(rows, row); len(rows)%64 == 0 && !time() {
				show(text.Read() / 2)
				more.start()
				return
			}
		}
		for ; at < len(rows); at++ {
			if at%64 == 63 && !time() {
				show(50 + at*50/len(rows))
				more.start()
				return
			}
			into.Row(&rows[at])
			rows[at] = table.Row{}
		}
		p.closeFile("")
		b, left := into.End()
		p.pasted(b, len(rows), left)
	})
	show(0)
	more.start()
}

// pasted shows what was pasted.
func (p *linesPage) pasted(b table.Block, n, left int) {
	v := &p.view
	v.anchor, v.at = cellAt{b.Top, b.Left}, cellAt{b.Bottom, b.Right}
	v.stale = true
	p.changed()
	if left > 0 {
		p.full(left)
	} else if n > 1 {
		p.tell(p.get("ui.lines.done.paste", "n", strconv.Itoa(n)))
	}
	p.paintTools()
}

// paintTools says what can be taken back.
func (p *linesPage) paintTools() {
	for id, can := range map[string]bool{"undo": p.grid.CanUndo(), "redo": p.grid.CanRedo()} {
		if p.els.changed("can:"+id, strconv.FormatBool(can)) {
			p.els.get(id).Set("disabled", !can)
		}
	}
}

// scenario takes a statutory rate for every line whose own is not known, or
// takes the choice back.
func (p *linesPage) scenario(duty string) {
	p.grid.Do(func() {
		for i, x := range p.grid.Rows {
			switch {
			case duty == "":
				p.grid.Set(i, "scenario", "")
			case x.Seen().Sums.Open == "rate_unknown":
				p.grid.Set(i, "scenario", duty)
			}
		}
	})
	p.changed()
}

// adopt puts a reported rate into the line under the cursor, in the page's words.
func (p *linesPage) adopt(text string) {
	i := p.view.at.row
	x := p.grid.Rows[i]
	put := func(words string) {
		if words == "" || i >= len(p.grid.Rows) || p.grid.Rows[i] != x {
			return
		}
		p.grid.Do(func() {
			p.grid.Set(i, "duty", words)
			p.grid.Set(i, "scenario", "")
		})
		p.changed()
		p.paintTools()
	}
	if p.away != nil {
		p.away.rate(x, text, put)
		return
	}
	put(p.rateWords(x, text))
}

// toForm hands the lines over to the form of the goods page.
func (p *linesPage) toForm() {
	doc := &form.Doc{Lang: p.t.Lang(), Top: form.Fields{}}
	for k, v := range p.grid.Top {
		if form.IsTop(k) {
			doc.Top[k] = v
		}
	}
	for _, x := range p.grid.Rows {
		if x.Empty() {
			continue
		}
		f, _ := p.grid.Expand(x.Fields, p.unitsOf)
		doc.Lines = append(doc.Lines, f)
	}
	if len(doc.Lines) > form.MostLines {
		p.tell(p.get("ui.lines.form.most", "most", strconv.Itoa(form.MostLines)))
		return
	}
	if len(doc.Lines) == 0 {
		doc.Lines = []form.Fields{{}}
	}
	store("sessionStorage", draftKey, doc.Draft())
	store("localStorage", draftKey, doc.Draft())
	window.Get("location").Set("href", "../goods/")
}

// fromForm takes the lines of the goods page's form, with a way back to the
// table that was here.
func (p *linesPage) fromForm() {
	loc := window.Get("location")
	if loc.Get("hash").String() != "#form" {
		return
	}
	window.Get("history").Call("replaceState", js.Null(), "", loc.Get("pathname").String()+loc.Get("search").String())
	for _, kind := range []string{"sessionStorage", "localStorage"} {
		doc, ok := form.ParseDraft(stored(kind, draftKey), p.t.Lang())
		if !ok || doc.Untouched() {
			continue
		}
		var items []*table.Item
		for _, f := range doc.Lines {
			items = append(items, p.grid.Item(table.Fold(f, p.t)))
		}
		p.grid.Replace(append(items, p.grid.Item(form.Fields{})))
		for k := range p.grid.Top {
			if form.IsTop(k) {
				delete(p.grid.Top, k)
			}
		}
		for k, v := range doc.Top {
			p.grid.Top[k] = v
		}
		p.showFilled(items)
		p.keeper.head()
		p.changed()
		p.work.Headed()
		p.tell(p.get("ui.lines.taken"))
		return
	}
}

// relangTop is the head as it would have been typed in the page's language.
func relangTop(top form.Fields, from, to i18n.Lang) {
	doc := &form.Doc{Lang: from, Top: form.Fields{}, Lines: []form.Fields{{}}}
	for k, v := range top {
		if form.IsTop(k) {
			doc.Top[k] = v
		}
	}
	doc.Relang(to)
	for k, v := range doc.Top {
		top[k] = v
	}
}
