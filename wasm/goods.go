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
	"rusum/wasm/journal"
	"rusum/wasm/paint"
)

// statics are the controls that are on the page from the beginning.
var topIDs = []string{"date", "fxDate", "flow", "incoterm", "apportion", "freight", "freight-cur", "insurance", "insurance-cur",
	"other", "other-cur", "additions", "additions-cur", "dutyOption", "paper", "offHours", "offSite"}
var lineIDs = []string{"code", "price", "price-cur", "origin", "from", "traded", "proof", "net", "gross", "duty", "name", "marks"}
var countryIDs = []string{"origin", "from", "traded"}

// goods is the goods calculator: one document, shown in the form, read into a
// declaration, answered.
type goods struct {
	*library
	els      *elements
	controls map[string]control
	combos   map[string]*combo

	doc     *form.Doc
	reader  form.Reader
	read    *form.Read
	answer  *calc.Assessment
	view    *render.View
	faults  []form.Problem // what the engine refused
	touched map[string]bool
	asked   bool // the person asked for the answer: missing fields are named too
	openRow map[string]bool
	painted string // signature of the questions on the page
	rates   string // signature of the exchange rates on the page
	noted   string // what notesOf was made for
	notesOf map[string]string
	edited  bool

	link    *form.Link // the link the page was opened with
	keeper  *keeper
	undo    *form.Doc // what "clear" cleared
	notices []paint.Notice

	frame *frame
	rest  *frame // what is beside the answer
	save  *timer
	tell  *timer
	said  string
}

func startGoods(l *library) func() {
	g := &goods{library: l, els: newElements(), controls: map[string]control{}, combos: map[string]*combo{},
		touched: map[string]bool{}, openRow: map[string]bool{}}
	for _, list := range [][]string{topIDs, lineIDs} {
		for _, id := range list {
			if c := wrap(id); c != nil {
				g.controls[id] = c
			}
		}
	}
	g.reader = form.Reader{Reader: field.Reader{Texts: l.t, CountryName: l.countryName}}
	g.rest = newTurn(g.paintRest)
	g.frame = newFrame(func() {
		g.compute()
		g.rest.ask() // after a letter the answer is painted first
	})
	g.save = newTimer(300, g.keep)
	g.tell = newTimer(900, g.speak)
	g.keeper = newKeeper(g, g.els)
	canShare()
	l.grown = g.searchMore
	rest()
	g.begin()
	g.listen()
	g.startCombos()
	g.show()
	rest() // what is typed is taken from here on
	g.update()
	if g.edited { // before the program came: the draft has it from now on
		g.save.start()
	}
	g.els.text("boot-status", "")
	host.Set("bench", js.FuncOf(func(_ js.Value, args []js.Value) any { return l.bench(args[0].String(), args[1].Int()) }))
	return g.named
}

// bench reads and assesses a link n times, for the measuring program, which
// holds the clock.
func (l *library) bench(link string, n int) bool {
	r := form.Reader{Reader: field.Reader{Texts: l.t, Country: l.country, CountryName: l.countryName}}
	day := today()
	for range n {
		read := r.Read(form.Decode(link, l.t.Lang()).Doc, day)
		if _, f := calc.Assess(read.Declaration, l.tables); f != nil {
			return false
		}
	}
	return true
}

// begin finds the document: a link, else the draft, else what the browser or
// an early typist put into the fields.
func (g *goods) begin() {
	lang := g.t.Lang()
	typed := map[string]string{}
	if early := host.Get("early").Get("typed"); early.Truthy() {
		keys := window.Get("Object").Call("keys", early)
		for i := range keys.Length() {
			id := keys.Index(i).String()
			typed[id] = early.Get(id).String()
		}
	}
	switch {
	case g.fromPick():
	case g.fromLink():
	case g.fromDraft():
	default:
		g.doc = form.New(lang)
		for id, c := range g.controls {
			g.doc.Set(id, c.get())
		}
	}
	for id, v := range typed {
		if form.IsTop(id) || form.IsLine(id) {
			g.doc.Set(id, v)
			g.edited = true
		}
	}
	if _, has := g.doc.Top["date"]; !has {
		g.doc.Set("date", field.Date(today()))
	}
}

// fromPick takes a code that was chosen among all codes for the form that was
// left: the draft with the code on its line.
func (g *goods) fromPick() bool {
	loc := window.Get("location")
	code, ok := strings.CutPrefix(loc.Get("hash").String(), "#pick=")
	if !ok || code == "" || len(code) > 10 || strings.Trim(code, "0123456789") != "" {
		return false
	}
	if !g.fromDraft() {
		g.doc = form.New(g.t.Lang())
	}
	g.doc.Set("code", render.GroupCode(code))
	g.edited = true
	window.Get("history").Call("replaceState", js.Null(), "", loc.Get("pathname").String()+loc.Get("search").String())
	return true
}

func (g *goods) fromLink() bool {
	hash, entry := openedLink()
	if !form.IsLink(hash) {
		return false
	}
	g.keeper.entry = entry
	g.link = form.Decode(hash, g.t.Lang())
	g.doc = g.link.Doc
	g.notices = nil
	if len(g.link.Unknown) > 0 {
		g.notices = append(g.notices, paint.Notice{Text: g.get("ui.link.unknown", "keys", strings.Join(g.link.Unknown, ", "))})
	}
	return true
}

const draftKey = "rusum.goods"

func (g *goods) fromDraft() bool {
	for _, kind := range []string{"sessionStorage", "localStorage"} {
		if s := stored(kind, draftKey); s != "" {
			if d, ok := form.ParseDraft(s, g.t.Lang()); ok {
				g.doc = d
				return true
			}
		}
	}
	return false
}

// keep stores the draft.
func (g *goods) keep() {
	if !g.edited {
		return
	}
	s := ""
	if !g.doc.Untouched() {
		s = g.doc.Draft()
	}
	store("sessionStorage", draftKey, s)
	store("localStorage", draftKey, s)
}

// show puts the document into the controls of the page.
func (g *goods) show() {
	for id, c := range g.controls {
		c.set(g.doc.Get(id))
	}
	g.showCountries()
	g.painted = "?" // the questions belong to another line now
	for _, id := range []string{"more-line", "more-delivery", "more-fx", "more-filing"} {
		if g.filled(id) {
			byID(id).Set("open", true)
		}
	}
}

// filled reports whether a folded part of the form holds something.
func (g *goods) filled(id string) bool {
	inside := map[string][]string{
		"more-line":     {"from", "traded", "net", "gross", "duty", "name", "marks", "relief"},
		"more-delivery": {"incoterm", "freight", "insurance", "other", "additions"},
		"more-fx":       {"fxDate"},
		"more-filing":   {"paper", "offHours", "offSite", "dutyOption"},
	}
	for _, f := range inside[id] {
		if g.doc.Get(f) != form.Default(f) {
			return true
		}
	}
	if id == "more-fx" {
		for k := range g.doc.Top {
			if strings.HasPrefix(k, form.RatePrefix) {
				return true
			}
		}
	}
	return false
}

// showCountries writes codes, as links carry them, as names.
func (g *goods) showCountries() {
	for _, id := range countryIDs {
		v := g.doc.Get(id)
		if len(v) != 2 || g.own == nil || activeID() == id {
			continue
		}
		if a2, ok := g.country(v); ok && a2 == v {
			g.doc.Set(id, g.countryName(a2))
			g.controls[id].set(g.doc.Get(id))
		}
	}
}

// named is called when the names of a language have arrived.
func (g *goods) named() {
	if g.own == nil {
		return
	}
	g.reader.Country = g.country
	g.showCountries()
	g.update()
}

// searchMore suggests codes for what was typed before there was this to search.
func (g *goods) searchMore() {
	g.combos["code"].more()
}

// edit takes what is in a field.
func (g *goods) edit(id, value string) {
	g.doc.Set(id, value)
	if id == "duty" && strings.TrimSpace(value) != "" {
		g.doc.Set("scenario", "")
	}
	g.changed()
}

// changed is called after every change of the document by the person.
func (g *goods) changed() {
	g.edited = true
	g.undo = nil
	g.keeper.changed()
	if g.link != nil || len(g.notices) > 0 {
		g.link, g.notices = nil, nil
	}
	// The address no longer says what the form holds.
	if form.IsLink(strings.TrimPrefix(window.Get("location").Get("hash").String(), "#")) {
		loc := window.Get("location")
		window.Get("history").Call("replaceState", js.Null(), "", loc.Get("pathname").String()+loc.Get("search").String())
	}
	g.save.start()
	g.frame.ask()
}

// update reads the form and paints everything that follows from it.
func (g *goods) update() {
	g.compute()
	g.paintRest()
}

// compute reads the form and paints the answer.
func (g *goods) compute() {
	g.read = g.reader.Read(g.doc, today())
	g.faults = nil
	g.assess()
	g.paintAnswer()
}

// paintRest paints what is beside the answer: questions, rates, notes of fields.
func (g *goods) paintRest() {
	if g.paintQuestions() {
		g.compute()
	}
	g.paintRates()
	g.paintFields()
	g.paintLines()
	g.els.html("notices", paint.Notices(g.t, g.notices))
	g.els.hide("notices", len(g.notices) == 0)
}

// assess computes the declaration unless something typed cannot be read.
func (g *goods) assess() {
	g.answer, g.view = nil, nil
	priced := false
	for i := range g.read.Declaration.Lines {
		priced = priced || g.read.Declaration.Lines[i].Price.Currency != ""
	}
	if !priced {
		return
	}
	for _, p := range g.read.Problems {
		if !p.Missing || p.Field == "code" {
			return
		}
	}
	a, fault := assess(g.read.Declaration, g.tables)
	if fault != nil {
		if fault.Code == internal {
			g.faults = append(g.faults, form.Problem{Line: g.doc.At, Field: "code", Text: g.get("ui.error.internal")})
			return
		}
		line, field := form.FieldOf(fault.Field)
		if line >= 0 && line < len(g.read.LineOf) {
			line = g.read.LineOf[line]
		}
		g.faults = append(g.faults, form.Problem{Line: line, Field: field, Text: render.Fault(&calc.Fault{Code: fault.Code, Value: fault.Value, Args: fault.Args}, g.t)})
		return
	}
	g.answer = a
	g.view = render.New(a, g.read.Declaration, g.t, g.nameOf)
}

func (g *goods) problems() []form.Problem { return append(g.faults, g.read.Problems...) }

// id of the element of a field; fields of other lines are not on the page.
func (g *goods) onScreen(p form.Problem) bool { return p.Line < 0 || p.Line == g.doc.At }

// paintFields writes notes and errors beside the fields on the screen.
func (g *goods) paintFields() {
	focus := activeID()
	errs := map[string]form.Problem{}
	for _, p := range g.problems() {
		if !g.onScreen(p) {
			continue
		}
		if _, has := errs[p.Field]; has {
			continue
		}
		switch {
		case p.Missing && !g.asked:
		case p.Field == focus && len(p.Readings) == 0 && !g.touched[p.Field] && !p.Missing:
			// Still being typed: a slip is named when the field is left.
		default:
			errs[p.Field] = p
		}
	}
	for _, id := range g.fieldIDs() {
		p, bad := errs[id]
		errID := id + "-err"
		if f := strings.TrimSuffix(id, "-cur"); f != id {
			errID = f + "-err" // the currency stands beside its amount
			if !bad {
				g.els.invalid(id, false)
				continue
			}
		}
		g.els.invalid(id, bad)
		switch {
		case !bad:
			g.els.hide(errID, true)
		case len(p.Readings) > 0:
			g.els.html(errID, paint.Readings(g.t, id, p.Text, p.Readings))
			g.els.hide(errID, false)
		default:
			g.els.text(errID, p.Text)
			g.els.hide(errID, false)
		}
		line := g.doc.At
		if form.IsTop(id) {
			line = -1
		}
		note := g.read.Notes[form.Spot{Line: line, Field: id}]
		g.els.text(id+"-note", note)
		g.els.hide(id+"-note", note == "" || bad)
	}
	x, ok := g.picked(g.doc.Get("code"))
	if ok {
		g.els.html("picked", paint.Chosen(g.t, x))
	}
	g.els.hide("picked", !ok)
	g.paintBrowse(ok)
	label := "ui.date.label"
	if g.doc.Get("flow") == "export" {
		label = "ui.date.export"
	}
	g.els.text("date-label", g.get(label))
	proof := g.doc.Get("proof") != ""
	for i := range g.read.Declaration.Lines {
		if g.read.LineOf[i] == g.doc.At {
			proof = proof || g.partner(g.read.Declaration.Lines[i].Origin)
		}
	}
	g.els.hide("proof-box", !proof)
}

// paintBrowse leads from the field of the code to the tree of all codes, at the
// typed code where it is one; the tree leads back.
func (g *goods) paintBrowse(known bool) {
	href := "../codes/#&pick"
	if known {
		href = "../codes/#" + wire.CleanCode(g.doc.Get("code")) + "&pick"
	}
	if a := g.els.get("browse"); a.Truthy() && g.els.changed("href:browse", href) {
		a.Set("href", href)
	}
}

// partner reports whether a country has free trade on the day.
func (g *goods) partner(a2 string) bool {
	for i := range g.tables.Partners {
		if p := &g.tables.Partners[i]; p.Country == a2 && p.Has(g.read.Declaration.Date) {
			return true
		}
	}
	return false
}

// fieldIDs are the fields on the screen.
func (g *goods) fieldIDs() []string {
	ids := append(append([]string{}, topIDs...), lineIDs...)
	for _, q := range strings.Split(g.painted, "|") {
		if q, _, _ = strings.Cut(q, ":"); q != "" && q != "?" {
			ids = append(ids, q)
		}
	}
	for _, cur := range strings.Fields(g.rates) {
		ids = append(ids, form.RatePrefix+cur)
	}
	return ids
}

func (g *goods) paintLines() {
	n := len(g.doc.Lines)
	g.els.hide("lines", n < 2)
	g.els.hide("remove-line", n < 2)
	if n < 2 {
		g.els.html("lines", "")
		g.els.text("line-title", g.get("ui.line.title"))
		return
	}
	g.els.text("line-title", g.get("ui.line.nth", "n", strconv.Itoa(g.doc.At+1), "count", strconv.Itoa(n)))
	bad := map[int]bool{}
	for _, p := range g.problems() {
		if !p.Missing {
			bad[p.Line] = true
		}
	}
	sums := map[int]string{}
	if g.answer != nil {
		for i, l := range g.read.LineOf {
			sums[l] = lineSum(&g.answer.Lines[i], g.t)
		}
	}
	items := make([]paint.LineItem, n)
	for i, f := range g.doc.Lines {
		goods := f["code"]
		if name := f["name"]; name != "" {
			goods += " · " + name
		} else if name := g.nameOf(strings.ReplaceAll(f["code"], " ", "")); name != "" {
			goods += " · " + name
		}
		if strings.TrimSpace(goods) == "" {
			goods = g.get("ui.goodslines.empty")
		}
		items[i] = paint.LineItem{Goods: goods, Sum: sums[i], Bad: bad[i], Current: i == g.doc.At}
		if bad[i] {
			items[i].Sum = "!"
		}
	}
	g.els.html("lines", paint.Lines(g.t, items))
}

// lineSum is what the line pays, "≥" before it while something is open.
func lineSum(l *calc.LineResult, t *i18n.Texts) string {
	sum, open := calcSum(l.Charges)
	s := paint.Manat(t, sum)
	if open {
		return "≥" + i18n.NBSP + s
	}
	return s
}

func (g *goods) paintAnswer() {
	if g.answer == nil {
		g.noAnswer()
		return
	}
	g.els.get("out").Get("classList").Call("remove", "stale")
	in := paint.In{Texts: g.t, View: g.view, Assessment: g.answer, Declaration: g.read.Declaration,
		Open: g.openRow, Today: today(), CountryName: g.countryName, Compare: true}
	if len(g.doc.Lines) <= 30 {
		in.Link = g.linkURL()
	}
	focus := activeID()
	active := document.Get("activeElement")
	var act, val string
	if active.Truthy() && g.els.get("out").Call("contains", active).Bool() {
		act, val = attr(active, "data-act"), attr(active, "data-v")
	}
	if g.els.html("out", paint.Answer(in)) && act != "" && focus == "" {
		// Painting took the focused button away: its successor gets the focus.
		sel := `[data-act="` + act + `"]`
		all := g.els.get("out").Call("querySelectorAll", sel)
		for i := range all.Length() {
			if b := all.Index(i); attr(b, "data-v") == val || i == all.Length()-1 {
				b.Call("focus", map[string]any{"preventScroll": true})
				break
			}
		}
	}
	g.els.hide("bar", false)
	g.els.text("bar-text", paint.Sum(g.answer, g.t))
	g.keeper.attach()
	g.checkLink()
	g.tell.start()
}

// noAnswer says why there is none. While the field that stands in the way is
// still being typed in, the last answer stays, greyed.
func (g *goods) noAnswer() {
	missing := true
	focus := activeID()
	typing := false
	for _, p := range g.problems() {
		if !p.Missing {
			missing = false
			typing = typing || g.onScreen(p) && p.Field == focus && len(p.Readings) == 0
		}
	}
	if typing && strings.Contains(g.els.last["html:out"], `id="total"`) {
		g.els.get("out").Get("classList").Call("add", "stale")
		return
	}
	key := "ui.answer.empty"
	if !missing {
		key = "ui.answer.fix"
	}
	g.els.get("out").Get("classList").Call("remove", "stale")
	g.els.html("out", paint.Empty(g.t, key))
	g.els.hide("bar", true)
}

// checkLink tells, once there is an answer, what changed since the link was made.
func (g *goods) checkLink() {
	if g.link == nil || g.link.Told {
		return
	}
	c, _ := g.calculation()
	if c.total.Valid || g.own != nil { // without names a country may not be read yet
		g.link.Told = true
	}
	if s := since(g.library, g.link.Version, g.link.Total, g.link.Sums, c); s != "" && g.link.Told {
		g.notices = append(g.notices, paint.Notice{Text: s})
	}
}

// calculation is what the page has computed.
func (g *goods) calculation() (calculation, bool) {
	if g.answer == nil {
		return calculation{}, false
	}
	var country func(string) (string, bool)
	if g.own != nil {
		country = g.country
	}
	return calculation{page: "goods", link: journal.Bare(form.Encode(g.doc, "", "", country)), version: g.core.Version(), title: g.title(),
		total: g.answer.Total, declaration: g.read.Declaration, assessment: g.answer}, true
}

// title is a name for what is on the page: its first good, and how many more.
func (g *goods) title() string {
	d := g.read.Declaration
	name := d.Lines[0].Description
	if name == "" {
		name = g.nameOf(d.Lines[0].Code)
	}
	name, _, _ = strings.Cut(name, ";")
	s := render.GroupCode(d.Lines[0].Code)
	if name != "" {
		s += " · " + field.Clip(name)
	}
	if n := len(d.Lines); n > 1 {
		s += " + " + strconv.Itoa(n-1)
	}
	return s
}

func (g *goods) say(n paint.Notice) {
	g.notices = []paint.Notice{n}
	g.els.html("notices", paint.Notices(g.t, g.notices))
	g.els.hide("notices", false)
}

func (g *goods) names() func(string) string { return g.nameOf }

// linkText is the form as the part of an address after #, with what it came to.
func (g *goods) linkText() string {
	if c, ok := g.calculation(); ok {
		return c.fragment()
	}
	var country func(string) (string, bool)
	if g.own != nil {
		country = g.country
	}
	return form.Encode(g.doc, g.core.Version(), "", country)
}

func (g *goods) linkURL() string {
	loc := window.Get("location")
	return loc.Get("origin").String() + loc.Get("pathname").String() + "#" + g.linkText()
}

// speak tells a screen reader the answer, once the person pauses.
func (g *goods) speak() {
	s := ""
	if g.answer != nil {
		s = g.get("ui.live", "headline", g.view.Headline)
	}
	if s != g.said {
		g.said = s
		g.els.text("live", s)
	}
}

func (g *goods) words() *i18n.Texts { return g.t }

func (g *goods) announce(s string) { g.els.text("live", s) }

// day of the declaration, for what depends on it.
func (g *goods) day() date.Date { return g.read.Declaration.Date }
