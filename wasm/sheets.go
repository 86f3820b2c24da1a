//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/carlist"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

// calculator is a page made of a sheet: the form's declaration and what is
// computed from it.
type calculator struct {
	sheet *sheet.Sheet
	// compute reads the form and answers. It runs after every change; problems
	// it reports on the scan stand beside their fields.
	compute func(p *sheetPage, x *sheet.Scan) answer
	// act carries out a button the answer has, with the attributes data-v and
	// data-line; false if it is none of the calculator's.
	act func(p *sheetPage, act, value string, line int) bool
	// asks leads from the engine's fields to those of the form, for the buttons of
	// an answer that go to what is still missing; may be nil.
	asks sheet.Asks
	// under paints what stands under the form and the answer; nil: nothing does.
	under func(p *sheetPage) string
	// start is called once, before the first answer; may be nil.
	start func(p *sheetPage)
}

// answer is what a calculator shows.
type answer struct {
	html  string            // "" while there is no answer
	sum   string            // for the bar at the foot of a phone and for screen readers
	total string            // with a point, travels in links; "" if there is none
	csv   func() string     // the table for a spreadsheet; nil: no button asks for it
	hide  map[string]bool   // fields that what is typed makes pointless, beyond what the form itself says
	rows  map[string]string // what stands under a row of the form, by its id "goods-2"
	// An answer that paint.Answer painted has both: the journal keeps a summary
	// of them, and they are offered as JSON.
	declaration *calc.Declaration
	assessment  *calc.Assessment
	title       string                  // a name for the journal; "": the heading of the page
	json        func() string           // a document of the answer's own, instead of the declaration's
	text        func(url string) string // a message of its own
}

// sheetPage is a calculator's page at work.
type sheetPage struct {
	*library
	calc   *calculator
	sheet  *sheet.Sheet
	els    *elements
	combos map[string]*combo
	reader field.Reader

	doc     *sheet.Doc
	scan    *sheet.Scan
	answer  answer
	touched map[string]bool
	asked   bool
	edited  bool
	open    map[string]bool // rows of the answer opened by the person
	link    *sheet.Link
	keeper  *keeper
	undo    *sheet.Doc
	notices []paint.Notice
	said    string
	curs    []string // currencies to choose from, as the page has them

	frame *frame
	save  *timer
	tell  *timer
}

// startSheet runs a calculator's page. It returns what to do when names arrive.
func startSheet(l *library, c *calculator) func() {
	p := &sheetPage{library: l, calc: c, sheet: c.sheet, els: newElements(), combos: map[string]*combo{},
		touched: map[string]bool{}, open: map[string]bool{}}
	p.reader = field.Reader{Texts: l.t, CountryName: l.countryName}
	p.frame = newFrame(p.update)
	p.save = newTimer(300, p.keep)
	p.tell = newTimer(900, p.speak)
	p.keeper = newKeeper(p, p.els)
	canShare()
	if list := document.Call("querySelector", "select[id$=-cur]"); list.Truthy() {
		options := list.Get("options")
		for i := range options.Length() {
			p.curs = append(p.curs, options.Index(i).Get("value").String())
		}
	}
	p.begin()
	if c.start != nil {
		c.start(p)
	}
	p.listen()
	p.show()
	rest() // what is typed is taken from here on
	p.update()
	if p.edited { // before the program came: the draft has it from now on
		p.save.start()
	}
	p.els.text("boot-status", "")
	return p.named
}

func (p *sheetPage) words() *i18n.Texts { return p.t }

func (p *sheetPage) announce(s string) { p.els.text("live", s) }

func (p *sheetPage) key() string { return "rusum." + p.sheet.Name }

// begin finds the document: a link, else the draft, else what the browser or
// an early typist put into the fields.
func (p *sheetPage) begin() {
	switch {
	case p.fromLink():
	case p.fromDraft():
	default:
		p.doc = sheet.New(p.sheet, p.t.Lang())
		for _, id := range p.doc.IDs() {
			p.doc.Set(id, p.typed(id))
		}
	}
	early := host.Get("early").Get("typed")
	if !early.Truthy() {
		return
	}
	keys := window.Get("Object").Call("keys", early)
	for i := range keys.Length() {
		id := keys.Index(i).String()
		if e := byID(id); e.Truthy() && attr(e, "data-field") != "" {
			if !e.Get("checked").Bool() {
				continue
			}
			p.doc.Set(attr(e, "data-field"), e.Get("value").String())
			p.edited = true
		} else if p.doc.Set(id, early.Get(id).String()) {
			p.edited = true
		}
	}
}

// typed is what stands in a field of the page.
func (p *sheetPage) typed(id string) string {
	e := byID(id)
	if !e.Truthy() {
		if e = document.Call("querySelector", `[data-field="`+id+`"]:checked`); !e.Truthy() {
			return p.doc.Default(id)
		}
		return e.Get("value").String()
	}
	if e.Get("type").String() == "checkbox" {
		if e.Get("checked").Bool() {
			return "1"
		}
		return ""
	}
	return e.Get("value").String()
}

func (p *sheetPage) fromLink() bool {
	hash, entry := openedLink()
	if !strings.Contains(hash, "=") {
		return false
	}
	p.keeper.entry = entry
	p.link = sheet.Decode(p.sheet, hash, p.t.Lang())
	p.doc = p.link.Doc
	p.notices = nil
	if len(p.link.Unknown) > 0 {
		p.notices = append(p.notices, paint.Notice{Text: p.get("ui.link.unknown", "keys", strings.Join(p.link.Unknown, ", "))})
	}
	return true
}

func (p *sheetPage) fromDraft() bool {
	for _, kind := range []string{"sessionStorage", "localStorage"} {
		if s := stored(kind, p.key()); s != "" {
			if d, ok := sheet.ParseDraft(p.sheet, s, p.t.Lang()); ok {
				p.doc = d
				return true
			}
		}
	}
	return false
}

func (p *sheetPage) keep() {
	if !p.edited {
		return
	}
	s := ""
	if !p.doc.Untouched() {
		s = p.doc.Draft()
	}
	store("sessionStorage", p.key(), s)
	store("localStorage", p.key(), s)
}

// put writes the document's text of a field into the page.
func (p *sheetPage) put(id string) {
	v := p.doc.Get(id)
	e := byID(id)
	if !e.Truthy() {
		all := document.Call("querySelectorAll", `[data-field="`+id+`"]`)
		for i := range all.Length() {
			r := all.Index(i)
			r.Set("checked", r.Get("value").String() == v)
		}
		return
	}
	if e.Get("type").String() == "checkbox" {
		e.Set("checked", v == "1")
	} else if e.Get("value").String() != v {
		e.Set("value", v)
	}
}

// show puts the document into the page.
func (p *sheetPage) show() {
	for i := range p.sheet.Parts {
		if r := p.sheet.Parts[i].Rows; r != nil {
			p.showRows(r)
		}
	}
	p.showCountries()
	for _, id := range p.doc.IDs() {
		p.put(id)
	}
	for i := range p.sheet.Parts {
		if x := &p.sheet.Parts[i]; x.Folded && p.doc.Filled(x) {
			byID("part-"+x.ID).Set("open", true)
		}
	}
}

// showRows paints a list of rows anew. Its fields are other elements then.
func (p *sheetPage) showRows(r *sheet.Rows) {
	p.els.html(r.ID, paint.SheetRows(p.t, p.doc, r, p.curs))
	for n := 1; n <= r.Most; n++ {
		p.els.forget(r.ID+"-"+strconv.Itoa(n)+"-says", r.ID+"-"+strconv.Itoa(n))
		for k := range r.Fields {
			id := r.At(n, r.Fields[k].ID)
			p.els.forget(id, id+"-cur", id+"-note", id+"-err", "f-"+id)
			delete(p.combos, id)
		}
		if n > p.doc.Count[r.ID] {
			break
		}
	}
	p.els.forget(r.ID)
	p.startCombos()
}

// showCountries writes codes, as links carry them, as names.
func (p *sheetPage) showCountries() {
	if p.own == nil {
		return
	}
	for id, v := range p.doc.Fields {
		f, _, _, _ := p.sheet.Lookup(id)
		if f == nil || f.Kind != sheet.Country || len(v) != 2 || activeID() == id {
			continue
		}
		if a2, ok := p.country(v); ok && a2 == v {
			p.doc.Set(id, p.countryName(a2))
			p.put(id)
		}
	}
}

// named is called when the names of a language have arrived.
func (p *sheetPage) named() {
	if p.own == nil {
		return
	}
	p.reader.Country = p.country
	p.showCountries()
	p.update()
}

func (p *sheetPage) listen() {
	f := byID("form")
	take := func(ev js.Value) {
		e := element(ev)
		if e.IsNull() {
			return
		}
		id, value := e.Get("id").String(), e.Get("value").String()
		switch e.Get("type").String() {
		case "file":
			if list := e.Get("files"); list.Length() > 0 {
				p.readFile(strings.TrimSuffix(id, "-file"), list.Index(0))
				e.Set("value", "")
			}
			return
		case "checkbox":
			value = ""
			if e.Get("checked").Bool() {
				value = "1"
			}
		case "radio":
			id = attr(e, "data-field")
		}
		if p.doc.Get(id) == value {
			return
		}
		delete(p.touched, id)
		if !p.doc.Set(id, value) {
			return
		}
		p.changed()
		if c := p.combos[id]; c != nil {
			c.typed()
		}
	}
	on(f, "input", false, take)
	on(f, "change", false, take)
	on(f, "focusout", false, func(ev js.Value) {
		if e := element(ev); !e.IsNull() {
			p.touched[e.Get("id").String()] = true
			p.frame.ask()
		}
	})
	// The text of a file dropped on a field that takes one.
	on(f, "dragover", false, func(ev js.Value) {
		if e := element(ev); !e.IsNull() && attr(e, "data-file") != "" {
			ev.Call("preventDefault")
		}
	})
	on(f, "drop", false, func(ev js.Value) {
		e := element(ev)
		if e.IsNull() || attr(e, "data-file") == "" {
			return
		}
		if list := ev.Get("dataTransfer").Get("files"); list.Length() > 0 {
			ev.Call("preventDefault")
			p.readFile(e.Get("id").String(), list.Index(0))
		}
	})
	on(f, "submit", false, func(ev js.Value) {
		ev.Call("preventDefault")
		p.submit()
	})
	on(f, "keydown", false, func(ev js.Value) {
		if ev.Get("key").String() == "Enter" && !ev.Get("defaultPrevented").Bool() && ev.Get("target").Get("tagName").String() == "INPUT" {
			ev.Call("preventDefault")
			p.submit()
		}
	})
	on(byID("reset"), "click", false, func(js.Value) { p.reset() })
	on(byID("under"), "toggle", true, func(ev js.Value) {
		d := ev.Get("target")
		p.open[d.Get("id").String()] = d.Get("open").Bool()
	})
	on(byID("bar"), "click", false, func(js.Value) {
		byID("answer").Call("scrollIntoView", map[string]any{"block": "start"})
		byID("answer").Call("focus", map[string]any{"preventScroll": true})
	})
	watchBar()
	on(byID("main"), "click", false, func(ev js.Value) {
		if b := ev.Get("target").Call("closest", "[data-act]"); b.Truthy() {
			p.act(ev, b)
		}
	})
	// Folded parts of the answer stay as they are when it is painted anew.
	on(byID("main"), "toggle", true, func(ev js.Value) {
		if e := element(ev); !e.IsNull() && e.Call("hasAttribute", "data-keep").Bool() {
			p.open[e.Get("id").String()] = e.Get("open").Bool()
		}
	})
	on(window, "hashchange", false, func(js.Value) {
		if p.fromLink() {
			p.touched, p.asked, p.edited = map[string]bool{}, false, false
			p.show()
			p.update()
		}
	})
	on(window, "pagehide", false, func(js.Value) { p.keep() })
	on(document, "visibilitychange", false, func(js.Value) { p.keep() })
	// The other languages open the same form.
	on(document, "click", true, func(ev js.Value) {
		a := ev.Get("target").Call("closest", "a[data-lang]")
		if a.Truthy() && !p.doc.Untouched() {
			href, _, _ := strings.Cut(attr(a, "href"), "#")
			a.Call("setAttribute", "href", href+"#"+p.linkText())
		}
	})
}

// startCombos gives the fields with suggestions their lists.
func (p *sheetPage) startCombos() {
	for _, id := range p.doc.IDs() {
		f, _, _, cur := p.sheet.Lookup(id)
		if cur || p.combos[id] != nil {
			continue
		}
		choose := func(s paint.Suggestion) {
			p.doc.Set(id, s.Value)
			p.put(id)
			p.changed()
		}
		switch f.Kind {
		case sheet.Country:
			p.combos[id] = &combo{id: id, els: p.els, g: p, choose: choose,
				suggest: func(q string) []paint.Suggestion { return p.suggestCountries(q, 8) },
				first:   func(string) bool { return true }}
		case sheet.Code:
			p.combos[id] = &combo{id: id, els: p.els, g: p, choose: choose,
				suggest: func(q string) []paint.Suggestion { return p.suggestCodes(q, 12) },
				first:   func(q string) bool { return strings.Trim(q, "0123456789 .-") != "" }}
		default:
			continue
		}
		p.combos[id].start()
	}
}

// readFile puts the text of a file into a field. A file larger than a list can
// be is not read, and one with far more lines leaves what is in the field: a text
// box of them holds up the browser.
func (p *sheetPage) readFile(id string, file js.Value) {
	no := func(why string) {
		p.notices = []paint.Notice{{Text: why}}
		p.update()
	}
	if tooLong(file) {
		no(p.get("ui.file.big"))
		return
	}
	var done js.Func
	done = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done.Release()
		text := args[0].String()
		if n := strings.Count(text, "\n"); n > 2*carlist.MaxRows {
			no(render.Fault(&calc.Fault{Code: "too_many_lines", Value: itoa(n), Args: []calc.Arg{{Name: "most", Value: itoa(carlist.MaxRows)}}}, p.t))
			return nil
		}
		p.set(id, text)
		p.focus(id)
		return nil
	})
	file.Call("text").Call("then", done)
}

// set changes a field as if the person had.
func (p *sheetPage) set(id, value string) {
	if p.doc.Set(id, value) {
		p.put(id)
		p.changed()
	}
}

// changed is called after every change of the document by the person.
func (p *sheetPage) changed() {
	p.edited = true
	p.undo = nil
	p.link, p.notices = nil, nil
	p.keeper.changed()
	loc := window.Get("location")
	if strings.Contains(loc.Get("hash").String(), "=") { // the address no longer says what the form holds
		window.Get("history").Call("replaceState", js.Null(), "", loc.Get("pathname").String()+loc.Get("search").String())
	}
	p.save.start()
	p.frame.ask()
}

// clear empties the form without asking.
func (p *sheetPage) clear() {
	p.doc = sheet.New(p.sheet, p.t.Lang())
	p.touched, p.asked = map[string]bool{}, false
	p.els.hide("errors", true)
	p.show()
	p.changed()
	p.keep()
}

func (p *sheetPage) reset() {
	before := p.doc.Clone()
	p.keeper.entry = ""
	p.doc = sheet.New(p.sheet, p.t.Lang())
	p.touched, p.open, p.asked = map[string]bool{}, map[string]bool{}, false
	p.els.hide("errors", true)
	p.show()
	p.changed()
	store("sessionStorage", p.key(), "")
	store("localStorage", p.key(), "")
	p.undo = before
	p.notices = []paint.Notice{{Text: p.get("ui.reset.done"), Act: "undo", Button: p.get("ui.reset.undo")}}
	p.update()
	if ids := p.doc.IDs(); len(ids) > 0 {
		p.focus(ids[0])
	}
}

// rowsChanged paints a list anew after its rows were moved.
func (p *sheetPage) rowsChanged(rows string) {
	p.touched = map[string]bool{}
	p.showRows(p.sheet.Rows(rows))
	p.changed()
	p.update()
}

// update reads the form and paints everything that follows from it.
func (p *sheetPage) update() {
	p.scan = sheet.NewScan(p.doc, &p.reader)
	p.answer = answer{} // a link made meanwhile must not carry the last total
	p.answer = p.safely(p.scan)
	p.paintForm()
	p.paintAnswer()
	p.els.html("notices", paint.Notices(p.t, p.notices))
	p.els.hide("notices", len(p.notices) == 0)
	if p.calc.under != nil {
		p.els.html("under", p.calc.under(p))
		p.els.hide("under", false)
	}
}

// safely keeps the page alive if the engine should ever panic.
func (p *sheetPage) safely(x *sheet.Scan) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{}
			x.Report(field.Problem{Text: p.get("ui.error.internal")})
			if err, ok := r.(error); ok {
				window.Get("console").Call("error", err.Error())
			}
		}
	}()
	return p.calc.compute(p, x)
}

// paintForm shows the fields that matter, with their notes and errors.
func (p *sheetPage) paintForm() {
	focus := activeID()
	errs := map[string]field.Problem{}
	for _, x := range p.scan.Problems {
		_, has := errs[x.Field]
		switch {
		case has, x.Missing && !p.asked:
		case x.Field == focus && len(x.Readings) == 0 && !p.touched[x.Field] && !x.Missing:
			// Still being typed: a slip is named when the field is left.
		default:
			errs[x.Field] = x
		}
	}
	one := func(id string, f *sheet.Field, rows *sheet.Rows, row int) {
		p.els.hide("f-"+id, p.answer.hide[id] || !p.doc.Shown(f, rows, row))
		x, bad := errs[id]
		if !bad && f.Kind == sheet.Money {
			x, bad = errs[id+"-cur"]
			p.els.invalid(id+"-cur", bad)
			p.els.invalid(id, false)
		} else {
			p.els.invalid(id, bad)
		}
		switch {
		case !bad:
			p.els.hide(id+"-err", true)
		case len(x.Readings) > 0:
			p.els.html(id+"-err", paint.Readings(p.t, id, x.Text, x.Readings))
			p.els.hide(id+"-err", false)
		default:
			p.els.text(id+"-err", x.Text)
			p.els.hide(id+"-err", false)
		}
		note := p.scan.Notes[id]
		p.els.text(id+"-note", note)
		p.els.hide(id+"-note", note == "" || bad)
	}
	for i := range p.sheet.Parts {
		part := &p.sheet.Parts[i]
		p.els.hide("part-"+part.ID, !p.doc.PartShown(part))
		for k := range part.Fields {
			one(part.Fields[k].ID, &part.Fields[k], nil, 0)
		}
		r := part.Rows
		if r == nil {
			continue
		}
		for n := 1; n <= p.doc.Count[r.ID]; n++ {
			for k := range r.Fields {
				one(r.At(n, r.Fields[k].ID), &r.Fields[k], r, n)
			}
			id := r.ID + "-" + strconv.Itoa(n)
			p.els.text(id+"-says", p.answer.rows[id])
			p.els.hide(id+"-says", p.answer.rows[id] == "")
		}
		p.els.hide(r.ID+"-add", p.doc.Count[r.ID] >= r.Most)
	}
}

func (p *sheetPage) paintAnswer() {
	out := p.els.get("out")
	if p.answer.html == "" {
		missing, typing := true, false
		focus := activeID()
		for _, x := range p.scan.Problems {
			if !x.Missing {
				missing = false
				typing = typing || x.Field == focus && len(x.Readings) == 0
			}
		}
		if typing && p.els.last["answered"] != "" {
			out.Get("classList").Call("add", "stale")
			return
		}
		key := "ui." + p.sheet.Name + ".empty"
		if !missing {
			key = "ui.answer.fix"
		}
		out.Get("classList").Call("remove", "stale")
		p.els.last["answered"] = ""
		var homeless []string // what no field of the page stands for
		for _, x := range p.scan.Problems {
			if f, _, _, _ := p.sheet.Lookup(x.Field); f == nil {
				homeless = append(homeless, x.Text)
			}
		}
		p.els.html("out", paint.Empty(p.t, key, homeless...))
		p.els.hide("bar", true)
		p.checkLink()
		return
	}
	out.Get("classList").Call("remove", "stale")
	p.els.last["answered"] = "1"
	active := document.Get("activeElement")
	var act, val string
	if active.Truthy() && out.Call("contains", active).Bool() {
		act, val = attr(active, "data-act"), attr(active, "data-v")
	}
	unfolded := openDetails(out)
	painted := p.els.html("out", p.answer.html)
	for _, id := range unfolded {
		if e := byID(id); painted && e.Truthy() {
			e.Set("open", true)
		}
	}
	if painted && act != "" {
		// Painting took the focused button away: its successor gets the focus.
		all := out.Call("querySelectorAll", `[data-act="`+act+`"]`)
		for i := range all.Length() {
			if b := all.Index(i); attr(b, "data-v") == val || i == all.Length()-1 {
				b.Call("focus", map[string]any{"preventScroll": true})
				break
			}
		}
	}
	p.els.hide("bar", p.answer.sum == "")
	p.els.text("bar-text", p.answer.sum)
	p.keeper.attach()
	p.checkLink()
	p.tell.start()
}

// openDetails are the ids of the parts of an answer that the person unfolded.
func openDetails(out js.Value) []string {
	var ids []string
	all := out.Call("querySelectorAll", "details[open][id]")
	for i := range all.Length() {
		ids = append(ids, attr(all.Index(i), "id"))
	}
	return ids
}

func (p *sheetPage) speak() {
	if s := p.answer.sum; s != p.said {
		p.said = s
		p.els.text("live", s)
	}
}

// checkLink tells, once there is an answer, what changed since the link was made;
// of a link that has none any more, what it showed.
func (p *sheetPage) checkLink() {
	if p.link == nil || p.link.Told {
		return
	}
	c, ok := p.calculation()
	if !ok && (p.link.Total == "" || p.own == nil) { // without names a country may not be read yet
		return
	}
	p.link.Told = true
	c.version = p.core.Version()
	if s := since(p.library, p.link.Version, p.link.Total, p.link.Sums, c); s != "" {
		p.notices = append(p.notices, paint.Notice{Text: s})
	}
}

// calculation is what the page has computed.
func (p *sheetPage) calculation() (calculation, bool) {
	if p.answer.html == "" {
		return calculation{}, false
	}
	c := calculation{page: p.sheet.Name, link: p.doc.Encode("", "", p.countryCode()), version: p.core.Version(), title: p.answer.title,
		declaration: p.answer.declaration, assessment: p.answer.assessment, json: p.answer.json, text: p.answer.text}
	if d, err := num.Parse(p.answer.total); err == nil {
		c.total = decimal.NewNullDecimal(d)
	}
	if c.title == "" {
		c.title = document.Call("querySelector", "h1").Get("textContent").String()
	}
	return c, true
}

// countryCode finds codes of countries, once the names are there.
func (p *sheetPage) countryCode() func(string) (string, bool) {
	if p.own == nil {
		return nil
	}
	return p.country
}

func (p *sheetPage) say(n paint.Notice) {
	p.notices = []paint.Notice{n}
	p.els.html("notices", paint.Notices(p.t, p.notices))
	p.els.hide("notices", false)
}

func (p *sheetPage) names() func(string) string { return p.nameOf }

// linkText is the form as the part of an address after #, with what it came to.
func (p *sheetPage) linkText() string {
	if c, ok := p.calculation(); ok {
		return c.fragment()
	}
	return p.doc.Encode(p.core.Version(), "", p.countryCode())
}

// linkURL is the address of this calculation.
func (p *sheetPage) linkURL() string {
	loc := window.Get("location")
	return loc.Get("origin").String() + loc.Get("pathname").String() + "#" + p.linkText()
}

// submit is the explicit question: missing fields are named, errors summed up.
func (p *sheetPage) submit() {
	p.asked = true
	for _, id := range p.doc.IDs() {
		p.touched[id] = true
	}
	for _, c := range p.combos {
		c.close()
	}
	p.update()
	var items []paint.ErrorItem
	for _, x := range p.scan.Problems {
		unfold(byID(x.Field))
		items = append(items, paint.ErrorItem{Field: x.Field, Line: -1, Text: x.Text})
	}
	sumUp(p.els, p, items)
}

// focus shows a field to the person: its folded part, the focus.
func (p *sheetPage) focus(id string) {
	e := byID(id)
	if !e.Truthy() {
		e = document.Call("querySelector", `[data-field="`+id+`"]`)
	}
	if !e.Truthy() {
		return
	}
	unfold(e)
	e.Call("focus")
	if box := byID("f-" + id); box.Truthy() {
		box.Call("scrollIntoView", map[string]any{"block": "nearest"})
	}
}

func (p *sheetPage) act(ev, b js.Value) {
	v := attr(b, "data-v")
	line := -1
	if n, err := strconv.Atoi(attr(b, "data-line")); err == nil {
		line = n
	}
	act := attr(b, "data-act")
	switch act {
	case "row":
		p.open[v] = !p.open[v]
		b.Call("setAttribute", "aria-expanded", strconv.FormatBool(p.open[v]))
		if row := byID("row-" + v); row.Truthy() {
			row.Set("hidden", !p.open[v])
		}
		delete(p.els.last, "html:out") // the page is ahead of what was painted
	case "focus", "field":
		ev.Call("preventDefault")
		if id := p.calc.asks.Field(v); id != "" {
			v = id
		}
		p.focus(v)
	case "put":
		p.set(attr(b, "data-field"), v)
		p.focus(attr(b, "data-field"))
	case "undo":
		if p.undo != nil {
			p.doc = p.undo
			p.show()
			p.changed()
			p.update()
		}
	case "add-row":
		if n := p.doc.AddRow(v); n > 0 {
			p.rowsChanged(v)
			p.focus(p.sheet.Rows(v).At(n, p.sheet.Rows(v).Fields[0].ID))
		}
	case "remove-row":
		p.doc.RemoveRow(v, line)
		p.rowsChanged(v)
		byID(v + "-add").Call("focus")
	case "print":
		window.Call("print")
	case "link":
		copyLink(p, p.linkURL(), func() {
			p.notices = []paint.Notice{{Text: p.get("ui.link.copied")}}
			p.els.html("notices", paint.Notices(p.t, p.notices))
			p.els.hide("notices", false)
		})
	case "csv":
		if p.answer.csv != nil {
			saveFile("rusum-"+p.sheet.Name+"-"+today().String()+".csv", "text/csv;charset=utf-8", "\ufeff"+p.answer.csv())
		}
	default:
		if p.keeper.act(act, v) {
			return
		}
		if p.calc.act != nil && p.calc.act(p, act, v, line) {
			p.update()
		}
	}
}
