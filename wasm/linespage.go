//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// linesPage is a declaration as a table: package table holds it and computes it
// in pieces, this file shows what it comes to, linesgrid.go is the table on the
// screen, linesfile.go reads and writes files, lineskeep.go keeps the draft.
type linesPage struct {
	linesWork
	els      *elements
	controls map[string]control
	combos   map[string]*combo
	view     sheetView
	rates    string // currencies whose rates have a field
	notices  []paint.Notice
	standing []paint.Notice // what stays: of the draft
	other    string         // name of the draft that is offered, "" for the common one

	frame   *frame // computes and paints
	next    *timer // goes on with long work
	detail  *timer // the line under the cursor, once the person pauses
	keeper  lineKeeper
	away    *linesAway // the worker that computes a long table, nil while the page does
	alone   bool       // no worker can be had
	ended   bool       // the one there was has ended
	total   string     // the total as it is said
	file    *lineFile  // being read or written
	shown   int        // row whose payments are shown, -1 for none
	said    *timer
	rest    *timer       // paints what is beside the sum, once the letters leave time for it
	settled *linesAnswer // and is not yet painted beside it
}

var lineTops = append([]string{table.DefaultCurrency, table.DefaultOrigin, table.DefaultFrom}, topIDs...)

func startLines(l *library) func() {
	p := &linesPage{linesWork: newLinesWork(l), els: newElements(), controls: map[string]control{}, combos: map[string]*combo{}, shown: -1}
	for _, id := range lineTops {
		if c := wrap(id); c != nil {
			p.controls[id] = c
		}
	}
	p.grid.Moved = p.moved
	p.grid.Top["date"] = field.Date(today())
	p.frame = newFrame(p.update)
	p.rest = newTimer(50, p.paintRest)
	p.next = newTimer(0, p.update)
	p.detail = newTimer(150, p.paintDetail)
	p.said = newTimer(900, p.speak)
	rest()
	p.startHead()
	p.startGrid()
	p.startKeeping()
	p.work.Headed()
	rest()
	p.els.text("boot-status", "")
	p.paintTools()
	p.update()
	p.paintRest()
	return p.named
}

// named is called when the names of a language are here: countries can be read.
func (p *linesPage) named() {
	if p.away != nil {
		p.away.bringNames()
	}
	if p.own == nil || p.work.Reader.Country != nil {
		return
	}
	p.work.Reader.Country = p.country
	p.grid.Forget()
	p.work.Headed()
	p.ask()
}

func (p *linesPage) words() *i18n.Texts { return p.t }

func (p *linesPage) announce(s string) { p.els.text("live", s) }

// tell says what was done, in sight and aloud.
func (p *linesPage) tell(s string) {
	p.notices = []paint.Notice{{Text: s}}
	p.paintNotices()
}

func (p *linesPage) paintNotices() {
	list := append(append([]paint.Notice{}, p.notices...), p.standing...)
	if p.ended {
		list = append(list, paint.Notice{Text: p.get("ui.lines.alone")})
	}
	p.els.html("notices", paint.Notices(p.t, list))
	p.els.hide("notices", len(list) == 0)
}

// quiet takes the last notice away: it speaks of something done before.
func (p *linesPage) quiet() {
	if len(p.notices) > 0 {
		p.notices = nil
		p.paintNotices()
	}
}

// startHead listens to the head of the declaration.
func (p *linesPage) startHead() {
	f := byID("form")
	take := func(ev js.Value) {
		e := element(ev)
		if e.IsNull() {
			return
		}
		id, value := e.Get("id").String(), e.Get("value").String()
		if e.Get("type").String() == "checkbox" {
			value = ""
			if e.Get("checked").Bool() {
				value = "1"
			}
		}
		if p.setTop(id, value) {
			if c := p.combos[id]; c != nil {
				c.typed()
			}
		}
	}
	on(f, "input", false, take)
	on(f, "change", false, take)
	on(f, "submit", false, func(ev js.Value) { ev.Call("preventDefault") })
	for _, id := range []string{table.DefaultOrigin, table.DefaultFrom} {
		c := &combo{id: id, els: p.els, g: p,
			suggest: func(q string) []paint.Suggestion { return p.suggestCountries(q, 8) },
			first:   func(string) bool { return true },
			choose: func(s paint.Suggestion) {
				p.controls[id].set(s.Value)
				p.setTop(id, s.Value)
			},
		}
		p.combos[id] = c
		c.start()
	}
}

// setTop takes a field of the head; false where nothing changed.
func (p *linesPage) setTop(id, value string) bool {
	if !form.IsTop(id) && !table.IsDefault(id) || p.top(id) == value {
		return false
	}
	if value == topDefault(id) {
		delete(p.grid.Top, id)
	} else {
		p.grid.Top[id] = value
	}
	if table.IsDefault(id) {
		p.grid.Forget()
	}
	p.keeper.head()
	p.work.Headed()
	p.ask()
	return true
}

func topDefault(id string) string {
	if id == table.DefaultCurrency {
		return form.Default("price-cur")
	}
	return form.Default(id)
}

func (p *linesPage) top(id string) string {
	if v, ok := p.grid.Top[id]; ok {
		return v
	}
	return topDefault(id)
}

// showHead puts the head into its controls.
func (p *linesPage) showHead() {
	for id, c := range p.controls {
		c.set(p.top(id))
	}
	p.rates = "?"
}

// changed is called after every change of the rows, moved where those before a
// row are what they were.
func (p *linesPage) changed() {
	p.keeper.rows()
	p.moved(0)
}

func (p *linesPage) moved(from int) {
	p.view.stale = true
	p.work.Changed()
	p.keeper.moved(from)
	p.ask()
}

// ask computes and paints before the next frame. A worker begins at once.
func (p *linesPage) ask() {
	p.settled = nil
	p.state("busy")
	p.note("detail", "busy")
	if p.away != nil {
		p.away.push(until(slice))
	}
	p.frame.ask()
}

// askDetail shows the line under the cursor once the person pauses.
func (p *linesPage) askDetail() {
	p.note("detail", "busy")
	p.detail.start()
}

// busy reports whether the table is not computed as it is.
func (p *linesPage) busy() bool {
	if p.away != nil {
		return p.frame.on || !p.away.settled()
	}
	return p.work.Busy()
}

// state is for whoever waits until everything is computed.
func (p *linesPage) state(s string) { p.note("lines", s) }

func (p *linesPage) note(what, s string) {
	if p.els.changed(what, s) {
		document.Get("documentElement").Get("dataset").Set(what, s)
	}
}

// slice is how long the program works before the page may answer again.
const slice = 14 // milliseconds

// update computes for a while and paints what follows from it.
func (p *linesPage) update() {
	if p.file == nil {
		p.place()
	}
	if p.away != nil {
		more := !p.away.push(until(slice))
		p.paintGrid()
		p.work.ReadHead()
		switch {
		case p.away.settled() && !more:
			p.settle(p.away.answer)
		case !p.away.ready:
			p.showProgress(0, len(p.grid.Rows))
		case more:
			p.next.start()
		}
		return
	}
	done := p.work.Step(until(slice))
	p.paintGrid()
	if !done {
		p.showProgress(p.work.Progress())
		p.next.start()
		return
	}
	p.settle(p.answer())
}

// settle shows what the table comes to: the sum at once, the rest when no letter follows.
func (p *linesPage) settle(x linesAnswer) {
	if p.file == nil {
		p.els.hide("work", true)
	}
	p.els.html("strip", x.strip)
	p.total = x.said
	p.settled = &x
	p.rest.start()
}

// paintRest shows what is beside the sum, unless the table has changed since.
func (p *linesPage) paintRest() {
	x := p.settled
	if x == nil {
		return
	}
	p.settled = nil
	p.paintHead(x.bad)
	p.paintRates(x.currencies)
	p.paintWrong()
	p.els.html("out", x.out)
	p.askDetail()
	p.said.start()
	p.state("done")
}

func (p *linesPage) showProgress(n, all int) {
	if p.file != nil {
		return // it shows its own
	}
	p.els.text("strip", p.get("ui.lines.working", "done", strconv.Itoa(n), "all", strconv.Itoa(all)))
	if all > 2000 {
		p.progress(p.get("ui.lines.working", "done", strconv.Itoa(n), "all", strconv.Itoa(all)), n, all)
	}
}

// progress shows how far long work is.
func (p *linesPage) progress(text string, done, all int) {
	p.els.text("work-text", text)
	p.els.get("work-bar").Set("value", done*100/max(all, 1))
	p.els.hide("work", false)
}

// paintHead writes what is wrong with the head beside its fields.
func (p *linesPage) paintHead(bad []form.Problem) {
	errs := map[string]string{}
	list := append(append([]form.Problem{}, bad...), p.work.Top.Problems...)
	for _, x := range list {
		if errs[x.Field] == "" {
			errs[x.Field] = x.Text
		}
	}
	// The head's own countries are read with every line; here they are checked once.
	if p.own != nil {
		for _, id := range []string{table.DefaultOrigin, table.DefaultFrom} {
			if v := strings.TrimSpace(p.grid.Top[id]); v != "" {
				if _, ok := p.country(v); !ok {
					errs[id] = p.get("ui.error.country", "value", v)
				}
			}
		}
	}
	ids := append([]string{}, lineTops...)
	for cur := range strings.FieldsSeq(p.rates) {
		ids = append(ids, form.RatePrefix+cur)
	}
	for _, id := range ids {
		text := errs[id]
		p.els.invalid(id, text != "")
		if strings.HasSuffix(id, "-cur") && id != table.DefaultCurrency {
			continue
		}
		p.els.text(id+"-err", text)
		p.els.hide(id+"-err", text == "")
		note := p.work.Top.Notes[form.Spot{Line: -1, Field: id}]
		p.els.text(id+"-note", note)
		p.els.hide(id+"-note", note == "" || text != "")
	}
	label := "ui.date.label"
	if p.top("flow") == "export" {
		label = "ui.date.export"
	}
	p.els.text("date-label", p.get(label))
}

// paintRates shows a field for the rate of each currency that is used.
func (p *linesPage) paintRates(used string) {
	set := map[string]bool{}
	for cur := range strings.FieldsSeq(used) {
		set[cur] = true
	}
	for k := range p.grid.Top {
		if cur, ok := strings.CutPrefix(k, form.RatePrefix); ok {
			set[cur] = true
		}
	}
	delete(set, "")
	delete(set, "AZN")
	var list []string
	for cur := range set {
		list = append(list, cur)
	}
	form.Order(list, strings.Compare)
	key := strings.Join(list, " ")
	if key == p.rates || strings.HasPrefix(activeID(), form.RatePrefix) {
		return
	}
	p.rates = key
	notes := p.rateNotes(p.work.Top.Declaration, list)
	var out []paint.Rate
	for _, cur := range list {
		out = append(out, paint.Rate{Currency: cur, Value: p.grid.Top[form.RatePrefix+cur], Note: notes[cur]})
	}
	p.els.forget("rates")
	p.els.html("rates", paint.Rates(p.t, out))
	for _, cur := range list {
		id := form.RatePrefix + cur
		p.els.forget(id, id+"-err", id+"-note")
	}
}

// wrongShown is how many cells to correct are listed.
const wrongShown = 50

// paintWrong lists the cells that have to be corrected.
func (p *linesPage) paintWrong() {
	list, n := p.work.Wrong(wrongShown, func(row int, x *form.Problem) bool {
		if row != p.view.at.row {
			return false
		}
		// In the line a person is typing nothing is missing yet.
		return x.Missing && (p.view.editing || activeID() == "grid") || p.view.editing && p.view.column() == table.Column(x.Field)
	})
	out := make([]paint.WrongCell, 0, len(list))
	for _, s := range list {
		x := paint.WrongCell{Row: s.Row, Field: s.Problem.Field, Reason: s.Problem.Text, Value: field.Clip(s.Item.Fields[s.Problem.Field]),
			Where: p.get("ui.lines.wrong.row", "n", strconv.Itoa(s.Row+1)) + ", " + table.Column(s.Problem.Field).Title(p.t)}
		if strings.Contains(x.Reason, x.Value) {
			x.Value = "" // it is said there
		}
		if s.Item.File > 0 {
			x.Where += " (" + p.get("ui.lines.wrong.file", "row", strconv.Itoa(s.Item.File)) + ")"
		}
		for _, r := range s.Problem.Readings {
			x.Readings = append(x.Readings, [2]string{r.Put, r.Label})
		}
		out = append(out, x)
	}
	p.els.html("wrong", paint.WrongCells(p.t, out, n))
}

// paintDetail shows the payments of the line under the cursor.
func (p *linesPage) paintDetail() {
	i := p.view.at.row
	if i >= len(p.grid.Rows) {
		i = len(p.grid.Rows) - 1
	}
	x := p.grid.Rows[i]
	if i != p.shown {
		p.shown, p.open = i, p.feesOpen()
	}
	p.els.hide("detail", x.Empty())
	switch {
	case p.busy():
		return // asked for again when it is computed
	case x.Empty():
	case p.away != nil && x.Seen().Computed:
		p.away.row(i)
		return
	default:
		p.els.html("detail", p.row(i, x))
	}
	p.note("detail", "done")
}

// feesOpen are the rows of the declaration's own fees the person has opened.
func (p *linesPage) feesOpen() map[string]bool {
	out := map[string]bool{}
	for k, v := range p.open {
		if strings.HasPrefix(k, "f") {
			out[k] = v
		}
	}
	return out
}

// speak tells a screen reader the total, once the person pauses.
func (p *linesPage) speak() {
	if p.view.editing {
		return
	}
	if p.total != "" {
		p.els.text("live", p.total)
	}
}

// day of the declaration.
func (p *linesPage) day() date.Date {
	if p.work.Top != nil {
		return p.work.Top.Declaration.Date
	}
	return today()
}
