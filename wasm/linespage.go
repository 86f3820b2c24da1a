//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// linesPage is a declaration as a table: package table holds it and computes it
// in pieces, this file shows what it comes to, linesgrid.go is the table on the
// screen, linesfile.go reads and writes files, lineskeep.go keeps the draft.
type linesPage struct {
	*library
	els      *elements
	controls map[string]control
	combos   map[string]*combo
	grid     *table.Grid
	work     *table.Work
	view     sheetView
	open     map[string]bool
	rates    string
	notices  []paint.Notice

	frame  *frame // computes and paints
	next   *timer // goes on with long work
	detail *timer // the line under the cursor, once the person pauses
	keeper lineKeeper
	file   *lineFile // being read or written
	shown  int       // row whose payments are shown, -1 for none
	said   *timer
}

var lineTops = append([]string{table.DefaultCurrency, table.DefaultOrigin, table.DefaultFrom}, topIDs...)

func startLines(l *library) func() {
	p := &linesPage{library: l, els: newElements(), controls: map[string]control{}, combos: map[string]*combo{}, open: map[string]bool{}, shown: -1}
	for _, id := range lineTops {
		if c := wrap(id); c != nil {
			p.controls[id] = c
		}
	}
	p.grid = table.NewGrid(l.t.Lang())
	p.grid.Moved = func(int) { p.changed() }
	p.grid.Top["date"] = field.Date(today())
	reader := &form.Reader{Reader: field.Reader{Texts: l.t, CountryName: l.countryName}}
	p.work = &table.Work{Grid: p.grid, Reader: reader, Tables: l.tables, Today: today(), Units: p.unitsOf,
		Fault: func(f *calc.Fault) string { return render.Fault(f, l.t) }}
	p.frame = newFrame(p.update)
	p.next = newTimer(0, p.update)
	p.detail = newTimer(150, p.paintDetail)
	p.said = newTimer(900, p.speak)
	p.startHead()
	p.startGrid()
	p.startKeeping()
	p.work.Headed()
	p.els.text("boot-status", "")
	p.paintTools()
	p.update()
	return p.named
}

// unitsOf are the supplementary units of a code.
func (p *linesPage) unitsOf(code string) []string {
	if row, ok := p.core.Longest(wire.CleanCode(code)); ok {
		return p.core.Units(row)
	}
	return nil
}

// named is called when the names of a language are here: countries can be read.
func (p *linesPage) named() {
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
	p.els.html("notices", paint.Notices(p.t, p.notices))
	p.els.hide("notices", false)
}

// quiet takes the last notice away: it speaks of something done before.
func (p *linesPage) quiet() {
	if len(p.notices) > 0 {
		p.notices = nil
		p.els.hide("notices", true)
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

// changed is called after every change of the rows.
func (p *linesPage) changed() {
	p.view.stale = true
	p.work.Changed()
	p.keeper.rows()
	p.ask()
}

// ask computes and paints before the next frame.
func (p *linesPage) ask() {
	p.state("busy")
	p.frame.ask()
}

// state is for whoever waits until everything is computed.
func (p *linesPage) state(s string) {
	if p.els.changed("lines", s) {
		document.Get("documentElement").Get("dataset").Set("lines", s)
	}
}

// slice is how long the program works before the page may answer again.
const slice = 14 // milliseconds

// update computes for a while and paints what follows from it.
func (p *linesPage) update() {
	clock := window.Get("performance")
	from := clock.Call("now").Float()
	done := p.work.Step(func() bool { return clock.Call("now").Float()-from < slice })
	p.paintGrid()
	p.paintProgress(done)
	if !done {
		p.next.start()
		return
	}
	p.paintHead()
	p.paintRates()
	p.paintWrong()
	p.paintOut()
	p.detail.start()
	p.said.start()
	p.state("done")
}

func (p *linesPage) paintProgress(done bool) {
	if p.file != nil {
		return // it shows its own
	}
	if done {
		p.els.hide("work", true)
		return
	}
	n, all := p.work.Progress()
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
func (p *linesPage) paintHead() {
	errs := map[string]string{}
	list := append(append([]form.Problem{}, p.work.Bad...), p.work.Top.Problems...)
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
func (p *linesPage) paintRates() {
	set := map[string]bool{}
	for _, part := range p.work.Parts {
		if part.Assessment == nil {
			continue
		}
		for _, f := range part.Assessment.FX {
			set[f.Currency] = true
		}
		for _, n := range part.Assessment.Needs {
			if _, f := form.FieldOf(n.Field); strings.HasPrefix(f, form.RatePrefix) {
				set[strings.TrimPrefix(f, form.RatePrefix)] = true
			}
		}
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

// sumText is the total in words and as an amount.
func (p *linesPage) sumText() (what, amount string, open, ok bool) {
	total, _, open, ok := p.work.Sum()
	if !ok {
		return "", "", false, false
	}
	if len(p.work.Parts) == 1 {
		a := p.work.Parts[0].Assessment
		if a.TotalFrom.Valid && a.TotalTo.Valid {
			return p.get("ui.total.between"), p.t.Money(a.TotalFrom.Decimal) + i18n.NBSP + "– " + paint.Manat(p.t, a.TotalTo.Decimal), true, true
		}
	}
	if open {
		return p.get("ui.total.from"), paint.Manat(p.t, total), true, true
	}
	return p.get("ui.total.total"), paint.Manat(p.t, total), false, true
}

// paintOut shows what the table comes to.
func (p *linesPage) paintOut() {
	what, amount, open, ok := p.sumText()
	if !ok {
		key := "ui.lines.detail.none"
		if p.work.Totals.Wrong > 0 || len(p.work.Bad) > 0 || len(p.work.Top.Problems) > 0 {
			key = "ui.answer.fix"
		}
		p.els.html("out", paint.Empty(p.t, key))
		p.els.html("strip", "")
		return
	}
	t := &p.work.Totals
	x := paint.LinesOut{What: what, Sum: amount}
	total, value, _, _ := p.work.Sum()
	if !open {
		x.Total = total.StringFixed(2)
	}
	lines := p.get("ui.lines.summary", "n", strconv.Itoa(t.Lines))
	x.Then = append(x.Then, lines, p.get("ui.answer.value", "amount", paint.Manat(p.t, value)))
	sheets := 0
	for _, part := range p.work.Parts {
		if part.Assessment != nil {
			sheets += sheetsOf(part.Assessment)
		}
	}
	if len(p.work.Parts) > 1 {
		x.Then = append(x.Then, p.get("ui.lines.declarations", "n", strconv.Itoa(len(p.work.Parts))))
	}
	if sheets > 0 {
		x.Then = append(x.Then, p.get("ui.lines.sheets", "n", strconv.Itoa(sheets)))
	}
	if t.Wrong > 0 {
		x.Then = append(x.Then, p.get("ui.lines.without", "n", strconv.Itoa(t.Wrong)))
	}
	if t.Open > 0 {
		x.Then = append(x.Then, p.get("ui.lines.openlines", "n", strconv.Itoa(t.Open)))
	}
	x.Kinds = paint.Grid{Title: p.get("ui.lines.kinds")}
	x.Kinds.Column(p.get("ui.lines.pay.payment"), false)
	x.Kinds.Column(p.get("ui.lines.pay.amount"), true)
	for _, k := range t.Kinds {
		x.Kinds.Row()
		x.Kinds.Cell(p.get("kind."+string(k.Kind)), k.Kind.Box())
		s := paint.Manat(p.t, k.Sum)
		if k.Open {
			s = "≥" + i18n.NBSP + s
		}
		x.Kinds.Num(s, "")
	}
	if len(p.work.Parts) > 1 {
		p.splitInto(&x.Parts)
	}
	for _, it := range p.grid.Rows {
		if it.Result == nil {
			continue
		}
		if it.Line.DutyScenario != "" {
			x.Chosen++
		}
		if it.Sums.Open == "rate_unknown" {
			x.Unknown++
		}
	}
	x.Fees = render.Rows(t.Fees, p.t)
	// What is said of single lines stands beside them: there may be thousands.
	if a := p.work.Parts[0].Assessment; a != nil {
		v := render.New(&calc.Assessment{Version: a.Version, LawKnownTo: a.LawKnownTo, FXBulletin: a.FXBulletin, FX: a.FX, Scenarios: a.Scenarios, Warnings: general(a)}, nil, p.t, nil)
		x.Warnings = v.Warnings
		x.Meta = append(x.Meta, v.FX...)
		x.Meta = append(x.Meta, v.Footer)
		x.Scenarios = v.Scenarios
		if len(p.work.Parts) > 1 { // whose sums are of the first declaration alone
			for i := range x.Scenarios {
				x.Scenarios[i].Total = ""
			}
		}
	}
	p.els.html("out", paint.LinesAnswer(p.t, x, p.open))
	p.els.html("strip", paint.Strip(what, amount, lines))
}

// sheetsOf is how many sheets the electronic service is charged for.
func sheetsOf(a *calc.Assessment) int {
	for i := range a.Charges {
		if c := &a.Charges[i]; c.Kind == calc.EService && c.Base.Valid {
			return int(c.Base.Decimal.IntPart())
		}
	}
	return 0
}

// general are the warnings of the whole declaration.
func general(a *calc.Assessment) []calc.Warning {
	var out []calc.Warning
	for _, w := range a.Warnings {
		if w.Line == 0 {
			out = append(out, w)
		}
	}
	return out
}

// splitInto lists the declarations a long table is divided into.
func (p *linesPage) splitInto(g *paint.Grid) {
	g.Title, g.Stack = p.get("ui.lines.split", "most", strconv.Itoa(calc.MaxLines)), true
	g.Column(p.get("ui.lines.sheet.lines"), false)
	for _, k := range []string{"sheets", "value", "fees", "sum"} {
		g.Column(p.get("ui.lines.split."+k), true)
	}
	for _, part := range p.work.Parts {
		a := part.Assessment
		if a == nil {
			continue
		}
		g.Row()
		g.Cell(p.get("ui.lines.split.part", "from", strconv.Itoa(part.From+1), "to", strconv.Itoa(part.To+1)), "")
		g.Num(strconv.Itoa(sheetsOf(a)), "")
		g.Num(p.t.Money(a.CustomsValue.Decimal), "")
		fees, _ := calcSum(a.Charges)
		g.Num(p.t.Money(fees), "")
		g.Num(sumWords(p.t, a), "")
	}
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
	if x.Empty() {
		return
	}
	title := p.get("ui.lines.detail", "n", strconv.Itoa(i+1))
	name := ""
	if code := wire.CleanCode(x.Fields["code"]); code != "" {
		title += " · " + render.GroupCode(code)
		name = p.nameOf(code)
	}
	if d := x.Fields["name"]; d != "" {
		title += " · " + field.Clip(d)
	}
	var notes []string
	if x.Known && len(x.Problems) > 0 {
		for k := range x.Problems {
			notes = append(notes, table.Column(x.Problems[k].Field).Title(p.t)+": "+x.Problems[k].Text)
		}
	} else if x.Result == nil {
		notes = append(notes, p.get("ui.lines.detail.wait"))
	}
	var v *render.View
	sum := ""
	if x.Result != nil {
		v = p.viewOf(x)
		sum = lineSum(x.Result, p.t)
	}
	p.els.html("detail", paint.LineDetail(p.t, title, name, sum, v, p.open, notes))
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

// viewOf is one line in words, with what is said and asked of it.
func (p *linesPage) viewOf(x *table.Item) *render.View {
	for _, part := range p.work.Parts {
		for k, it := range part.Items {
			if it != x || part.Assessment == nil {
				continue
			}
			a := part.Assessment
			one := &calc.Assessment{Version: a.Version, LawKnownTo: a.LawKnownTo, FXBulletin: a.FXBulletin, Lines: []calc.LineResult{*x.Result}}
			one.Lines[0].N = 1
			for _, w := range a.Warnings {
				if w.Line == k+1 {
					w.Line = 0
					one.Warnings = append(one.Warnings, w)
				}
			}
			for _, n := range a.Needs {
				if n.Line == k+1 {
					n.Line = 1
					one.Needs = append(one.Needs, n)
				}
			}
			d := *part.Decl
			d.Lines = []calc.Line{x.Line}
			return render.New(one, &d, p.t, p.nameOf)
		}
	}
	return nil
}

// speak tells a screen reader the total, once the person pauses.
func (p *linesPage) speak() {
	if p.view.editing {
		return
	}
	if what, amount, _, ok := p.sumText(); ok {
		p.els.text("live", what+" "+amount)
	}
}

// day of the declaration.
func (p *linesPage) day() date.Date {
	if p.work.Top != nil {
		return p.work.Top.Declaration.Date
	}
	return today()
}
