//go:build js && wasm

package main

import (
	"strconv"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/journal"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

// journalPage lists what was saved.
type journalPage struct {
	*library
	els     *elements
	content *journal.Contents
	refused string // why there is no journal here
	query   journal.Query
	pages   [][2]string // name and label of each calculator's page
	shown   int         // entries on the page
	openID  string      // entry that is being renamed or was recomputed
	mode    string
	again   *recomputed
	undo    journal.Undo
	notices []paint.Notice
	restore []*journal.Entry // read from a file, not yet taken in
	file    string
	frame   *frame
}

func startJournal(l *library) func() {
	p := &journalPage{library: l, els: newElements(), content: &journal.Contents{}, shown: 50}
	p.pages = pageNames()
	p.query.PageName = p.pageName
	p.query.Compare = l.t.Compare
	p.frame = newFrame(p.paint)
	p.listen()
	p.els.text("boot-status", "")
	go p.load()
	jsStore().Call("watch", storeName, js.FuncOf(func(js.Value, []js.Value) any {
		go p.load()
		return nil
	}))
	return func() { p.frame.ask() }
}

// pageNames are the calculators' pages with their names in the page's language.
func pageNames() [][2]string {
	var out [][2]string
	list := byID("pages").Get("children")
	for i := range list.Length() {
		li := list.Index(i)
		out = append(out, [2]string{attr(li, "data-key"), li.Get("textContent").String()})
	}
	return out
}

func (p *journalPage) pageName(page string) string {
	for _, x := range p.pages {
		if x[0] == page {
			return x[1]
		}
	}
	return ""
}

func (p *journalPage) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return p.t.Get(key, a...)
}

// load reads the journal anew: at the beginning, and when any tab changed it.
func (p *journalPage) load() {
	c, err := ownJournal.Load()
	if err != nil {
		p.refused = p.reason(err)
		p.paint()
		document.Get("documentElement").Get("dataset").Set("journal", "none")
		return
	}
	p.content, p.refused = c, ""
	p.paint()
	document.Get("documentElement").Get("dataset").Set("journal", "read")
}

func (p *journalPage) reason(err error) string {
	reason := "failed"
	if e, ok := err.(storageError); ok {
		reason = string(e)
	}
	return p.get("ui.journal.nostore." + reason)
}

func (p *journalPage) tell(n paint.Notice) {
	p.notices = []paint.Notice{n}
	p.els.html("notices", paint.Notices(p.t, p.notices))
}

func (p *journalPage) paint() {
	if p.refused != "" {
		p.els.html("j-list", paint.Message("notice error", p.refused))
		return
	}
	all := p.content.Entries
	list := journal.Select(all, p.query)
	var tags []paint.Tag
	for i, t := range journal.Tags(all) {
		if chosen := t.Tag == p.query.Tag; chosen || i < 20 {
			tags = append(tags, paint.Tag{Name: t.Tag, N: t.N, Chosen: chosen})
		}
	}
	p.els.html("j-tags", paint.Tags(p.t, tags))
	options := [][2]string{{"", p.get("ui.journal.page.all")}}
	for _, x := range p.pages {
		for _, e := range all {
			if e.Page == x[0] {
				options = append(options, x)
				break
			}
		}
	}
	p.els.html("j-page", paint.Options(options, p.query.Page))
	p.els.text("j-count", p.counted(list))
	if len(list) == 0 {
		key := "ui.journal.notfound"
		if len(all) == 0 {
			key = "ui.journal.none"
		}
		p.els.html("j-list", paint.Empty(p.t, key))
		return
	}
	shown := min(p.shown, len(list))
	items := make([]paint.Entry, 0, shown)
	for _, e := range list[:shown] {
		items = append(items, p.item(e))
	}
	p.els.html("j-list", paint.Entries(p.t, items, len(list)-shown))
}

// counted says how many entries there are, and what they come to.
func (p *journalPage) counted(list []*journal.Entry) string {
	s := p.get("ui.journal.count", "n", strconv.Itoa(len(list)))
	sum, any := num.Zero, false
	for _, e := range list {
		if e.Total.Valid {
			sum, any = sum.Add(e.Total.Decimal), true
		}
	}
	if any && len(list) > 1 {
		s += ", " + p.get("ui.journal.sum", "amount", paint.Manat(p.t, sum))
	}
	if p.content.Unread > 0 {
		s += ". " + p.get("ui.journal.unread", "n", strconv.Itoa(p.content.Unread))
	}
	return s
}

func (p *journalPage) item(e *journal.Entry) paint.Entry {
	x := paint.Entry{ID: e.ID, Name: e.Name, Tags: e.Tags, Page: p.pageName(e.Page)}
	if x.Name == "" {
		x.Name = x.Page
	}
	if x.Page == "" {
		x.Page = p.get("ui.journal.unknownPage", "page", e.Page)
	} else {
		x.Href = "../" + e.Page + "/#" + entryPrefix + e.ID + "&" + e.Fragment()
		x.Again = e.Page == "goods" || calculatorOf(e.Page) != nil
	}
	x.Facts = append(x.Facts, p.get("ui.journal.saved", "date", p.localTime(e.Saved)))
	if e.Goods != nil {
		x.Facts = append(x.Facts, p.get("ui.journal.for", "date", p.t.Date(e.Goods.Date)))
		if e.Goods.Value.Valid {
			x.Facts = append(x.Facts, p.get("ui.journal.value", "amount", paint.Manat(p.t, e.Goods.Value.Decimal)))
		}
	}
	if e.Total.Valid {
		x.Total = paint.Manat(p.t, e.Total.Decimal)
	}
	if e.ID == p.openID {
		x.Mode = p.mode
		if p.again != nil {
			x.Now = &p.again.view
		}
	}
	return x
}

// localTime writes a moment as the device's calendar has it.
func (p *journalPage) localTime(moment string) string {
	d := window.Get("Date").New(moment)
	if d.Call("getTime").IsNaN() {
		return ""
	}
	day, _ := dayOf(d)
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return p.t.Date(day) + " " + two(d.Call("getHours").Int()) + ":" + two(d.Call("getMinutes").Int())
}

func (p *journalPage) listen() {
	words := byID("j-words")
	on(words, "input", false, func(js.Value) {
		p.query.Words = words.Get("value").String()
		p.shown = 50
		p.frame.ask()
	})
	on(byID("j-form"), "submit", false, func(ev js.Value) { ev.Call("preventDefault") })
	on(byID("j-page"), "change", false, func(ev js.Value) {
		p.query.Page = ev.Get("target").Get("value").String()
		p.shown = 50
		p.frame.ask()
	})
	on(byID("j-order"), "change", false, func(ev js.Value) {
		p.query.Order = ev.Get("target").Get("value").String()
		p.frame.ask()
	})
	on(byID("main"), "click", false, func(ev js.Value) {
		if b := ev.Get("target").Call("closest", "[data-act]"); b.Truthy() {
			p.act(attr(b, "data-act"), attr(b, "data-v"))
		}
	})
	on(byID("main"), "submit", false, func(ev js.Value) {
		f := ev.Get("target").Call("closest", "[data-edit]")
		if !f.Truthy() {
			return
		}
		ev.Call("preventDefault")
		p.rename(attr(f, "data-id"), byID("j-name").Get("value").String(), byID("j-edit-tags").Get("value").String())
	})
}

// focusEntry puts the focus on a button of an entry, or on the list where it is gone.
func (p *journalPage) focusEntry(id, act string) {
	if e := byID("e-" + id); e.Truthy() {
		if b := e.Call("querySelector", `[data-act="`+act+`"]`); b.Truthy() {
			b.Call("focus")
			return
		}
	}
	byID("list-title").Call("focus")
}

func (p *journalPage) act(act, v string) {
	switch act {
	case "tag":
		if p.query.Tag == v {
			v = ""
		}
		p.query.Tag = v
		p.shown = 50
		p.paint()
	case "more":
		p.shown += 50
		p.paint()
	case "edit":
		p.openID, p.mode = v, "edit"
		p.paint()
		byID("j-name").Call("focus")
	case "close":
		back := map[string]string{"edit": "edit", "again": "again"}[p.mode]
		p.openID, p.mode, p.again = "", "", nil
		p.paint()
		p.focusEntry(v, back)
	case "copy":
		go p.duplicate(v)
	case "delete":
		go p.delete(v)
	case "undo":
		go p.revert()
	case "again":
		p.recompute(v)
	case "take":
		go p.take(v)
	case "backup":
		p.backup()
	case "choose":
		chooseFile(".json,application/json", p.read)
	case "merge":
		go p.bringBack(false)
	case "replace":
		go p.bringBack(true)
	}
}

// done shows what a change came to, or why it was not kept.
func (p *journalPage) done(err error, key, name string, undo bool) bool {
	if err != nil {
		p.tell(paint.Notice{Text: p.reason(err)})
		return false
	}
	n := paint.Notice{Text: p.get(key, "name", name)}
	if undo {
		n.Act, n.Button = "undo", p.get("ui.journal.undo")
	}
	p.tell(n)
	return true
}

func (p *journalPage) rename(id, name, tags string) {
	name = journal.CleanName(name)
	list := journal.CleanTags(tags)
	go func() {
		found, err := ownJournal.Change(id, moment(), func(e *journal.Entry) {
			if name != "" {
				e.Name = name
			}
			e.Tags = list
		})
		if err == nil && !found {
			p.tell(paint.Notice{Text: p.get("ui.journal.gone")})
			p.openID, p.mode = "", ""
			p.load()
			return
		}
		if p.done(err, "ui.journal.changed", name, false) {
			p.openID, p.mode = "", ""
			p.load()
			p.focusEntry(id, "edit")
		}
	}()
}

func (p *journalPage) nameOfEntry(id string) string {
	if e := journal.Find(p.content.Entries, id); e != nil {
		if e.Name != "" {
			return e.Name
		}
		return p.pageName(e.Page)
	}
	return ""
}

func (p *journalPage) duplicate(id string) {
	name := p.get("ui.journal.copyName", "name", p.nameOfEntry(id))
	e, err := ownJournal.Duplicate(id, newID(), moment(), name)
	if err == nil && e == nil {
		p.tell(paint.Notice{Text: p.get("ui.journal.gone")})
		return
	}
	if p.done(err, "ui.journal.copied", name, false) {
		p.load()
		p.focusEntry(e.ID, "edit")
	}
}

func (p *journalPage) delete(id string) {
	name := p.nameOfEntry(id)
	u, err := ownJournal.Delete(id)
	if err == nil {
		p.undo = u
	}
	if p.done(err, "ui.journal.deleted", name, !u.Empty()) {
		p.load()
		if b := document.Call("querySelector", `#notices [data-act="undo"]`); b.Truthy() {
			b.Call("focus")
		}
	}
}

func (p *journalPage) revert() {
	if p.undo.Empty() {
		return
	}
	if p.done(ownJournal.Revert(p.undo), "ui.journal.undone", "", false) {
		p.undo = journal.Undo{}
		p.load()
		byID("list-title").Call("focus")
	}
}

// recomputed is an entry computed with the data of now.
type recomputed struct {
	view  paint.Again
	entry *journal.Entry // as it would be kept; nil where it cannot be computed
}

// recompute shows an entry as it was, with the data of now on the same day, and
// as if the goods crossed the border today.
func (p *journalPage) recompute(id string) {
	e := journal.Find(p.content.Entries, id)
	if e == nil {
		return
	}
	r := &recomputed{}
	then := render.SumColumn{Name: p.get("ui.journal.then", "date", p.localTime(e.Saved)), Total: e.Total}
	if g := e.Goods; g != nil {
		then.Value = g.Value
		if !g.Open {
			then.Of = g.All().Of
		}
	}
	var c calculation
	var why string
	var onToday *calc.Assessment
	if e.Page == "goods" {
		c, why, onToday = p.goodsNow(e)
	} else {
		c, why = p.sheetNow(e)
	}
	p.openID, p.mode, p.again = id, "again", r
	if why != "" {
		r.view.Said = p.get("ui.journal.notnow", "why", why)
		p.paint()
		byID("again-" + id).Call("focus")
		return
	}
	columns := []render.SumColumn{then, sumColumn(p.get("ui.journal.now"), c.total, c.assessment)}
	if onToday != nil {
		columns = append(columns, sumColumn(p.get("ui.journal.today", "date", p.t.Date(today())), onToday.Total, onToday))
		r.view.Why = render.Why(c.assessment, onToday, p.t, p.library.nameOf)
	}
	r.view.Table = render.CompareSums(columns, p.t)
	switch {
	case e.Total.Valid && c.total.Valid && e.Total.Decimal.Equal(c.total.Decimal):
		r.view.Said = p.get("ui.journal.same")
	case e.Total.Valid && c.total.Valid:
		r.view.Said = p.get("ui.journal.differs", "change", render.Change(c.total.Decimal.Sub(e.Total.Decimal), p.t))
	case !c.total.Valid:
		r.view.Said = p.get("ui.journal.opennow")
	default:
		r.view.Said = p.get("ui.journal.differs", "change", paint.Manat(p.t, c.total.Decimal))
	}
	r.entry = c.entry()
	r.view.Take = e.Version != c.version || r.entry.Total != e.Total
	p.paint()
	byID("again-" + id).Call("focus")
}

func sumColumn(name string, total decimal.NullDecimal, a *calc.Assessment) render.SumColumn {
	c := render.SumColumn{Name: name, Total: total}
	if a != nil {
		c.Value = a.CustomsValue
		if a.Complete {
			c.Of = field.AllSums(a).Of
		}
	}
	return c
}

// goodsNow computes a declaration anew: on its own day, and today where that is
// another day and it can be computed then.
func (p *journalPage) goodsNow(e *journal.Entry) (c calculation, why string, onToday *calc.Assessment) {
	r := form.Reader{Reader: p.fieldReader()}
	doc := form.Decode(e.Link, p.t.Lang()).Doc
	compute := func(doc *form.Doc) (*calc.Declaration, *calc.Assessment, string) {
		read := r.Read(doc, today())
		for _, x := range read.Problems {
			return nil, nil, x.Text
		}
		a, f := assess(read.Declaration, p.tables)
		if f != nil {
			return nil, nil, render.Fault(f, p.t)
		}
		return read.Declaration, a, ""
	}
	d, a, why := compute(doc)
	if why != "" {
		return c, why, nil
	}
	c = calculation{page: e.Page, link: e.Link, version: p.core.Version(), total: a.Total, declaration: d, assessment: a}
	if d.Date != today() {
		doc.Set("date", field.Date(today()))
		doc.Set("fxDate", "")
		_, onToday, _ = compute(doc)
	}
	return c, "", onToday
}

// sheetNow computes another calculator's entry anew, on a page that nobody sees.
func (p *journalPage) sheetNow(e *journal.Entry) (c calculation, why string) {
	k := calculatorOf(e.Page)
	sp := &sheetPage{library: p.library, calc: k, sheet: k.sheet, els: newElements(), combos: map[string]*combo{}, touched: map[string]bool{}, open: map[string]bool{}}
	sp.reader = p.fieldReader()
	sp.doc = sheet.Decode(k.sheet, e.Link, p.t.Lang()).Doc
	x := sheet.NewScan(sp.doc, &sp.reader)
	sp.answer = sp.safely(x)
	if sp.answer.html == "" {
		for _, problem := range x.Problems {
			return c, problem.Text
		}
		return c, p.get("ui.journal.opennow")
	}
	c = calculation{page: e.Page, link: e.Link, version: p.core.Version(), declaration: sp.answer.declaration, assessment: sp.answer.assessment}
	if d, err := num.Parse(sp.answer.total); err == nil {
		c.total = decimal.NewNullDecimal(d)
	}
	return c, ""
}

// take keeps the figures of now in the entry.
func (p *journalPage) take(id string) {
	if p.again == nil || p.again.entry == nil {
		return
	}
	fresh := p.again.entry
	name := p.nameOfEntry(id)
	found, err := ownJournal.Change(id, moment(), func(e *journal.Entry) {
		e.Version, e.Total, e.Goods = fresh.Version, fresh.Total, fresh.Goods
	})
	if err == nil && !found {
		p.tell(paint.Notice{Text: p.get("ui.journal.gone")})
		return
	}
	if p.done(err, "ui.journal.changed", name, false) {
		p.openID, p.mode, p.again = "", "", nil
		p.load()
		p.focusEntry(id, "again")
	}
}

func (p *journalPage) backup() {
	go func() {
		c, err := ownJournal.Load()
		if err != nil {
			p.tell(paint.Notice{Text: p.reason(err)})
			return
		}
		b := journal.EncodeBackup(c.Entries, moment(), p.core.Version())
		if len(b) > wire.MaxBytes {
			p.tell(paint.Notice{Text: p.get("ui.journal.backup.large")})
			return
		}
		saveFile("rusum-journal-"+today().String()+".json", "application/json", string(b))
	}()
}

// read takes a backup in as far as asking what to do with it.
func (p *journalPage) read(file js.Value) {
	p.restore, p.file = nil, file.Get("name").String()
	bad := func(why string) {
		p.els.html("j-restore", paint.Message("notice error", p.get("ui.journal.file.bad", "name", p.file, "why", why)))
	}
	if file.Get("size").Float() > wire.MaxBytes {
		bad(p.get("ui.journal.file.large"))
		return
	}
	readFile(file, func(b []byte) {
		if b == nil {
			bad(p.get("ui.journal.file.unread"))
			return
		}
		list, f := journal.DecodeBackup(b)
		if f != nil {
			bad(faultWords(p.get, p.t.Has, "ui.journal.fault.", f, func(f *calc.Fault) string { return documentFault(f, p.t) }))
			return
		}
		p.restore = list
		p.els.html("j-restore", paint.Restore(p.t, p.file, len(list)))
		byID("j-restore").Call("querySelector", "button").Call("focus")
	})
}

// documentFault is a fault of JSON that is no declaration: its path stands as
// it is, since no form has a field for it.
func documentFault(f *calc.Fault, t *i18n.Texts) string {
	s := render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, t)
	if f.Field != "" {
		s = f.Field + ": " + s
	}
	return s
}

func (p *journalPage) bringBack(replace bool) {
	if p.restore == nil {
		return
	}
	r, u, err := ownJournal.Restore(p.restore, replace)
	p.restore = nil
	p.els.html("j-restore", "")
	if err != nil {
		p.tell(paint.Notice{Text: p.reason(err)})
		return
	}
	p.undo = u
	n := paint.Notice{Text: p.get("ui.journal.restored", "new", strconv.Itoa(r.New), "updated", strconv.Itoa(r.Updated), "same", strconv.Itoa(r.Same), "removed", strconv.Itoa(r.Removed))}
	if !u.Empty() {
		n.Act, n.Button = "undo", p.get("ui.journal.undo")
	}
	p.tell(n)
	p.query = journal.Query{PageName: p.query.PageName, Compare: p.query.Compare}
	byID("j-words").Set("value", "")
	p.load()
	byID("notices").Call("scrollIntoView", map[string]any{"block": "nearest"})
	byID("list-title").Call("focus", map[string]any{"preventScroll": true})
}
