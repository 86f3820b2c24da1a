//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/tariffdata"
	"rusum/wasm/field"
	"rusum/wasm/journal"
	"rusum/wasm/paint"
	"rusum/wasm/stats"
)

// statsPage adds up the declarations of the journal or of a file.
type statsPage struct {
	*library
	els     *elements
	entries []*journal.Entry
	refused string // why there is no journal
	file    *declarationFile
	ofFile  bool
	tables  []stats.Table
	chosen  []*journal.Goods
	frame   *frame
}

// declarationFile is a file that was chosen: its cells, what the columns are,
// what was read.
type declarationFile struct {
	name   string
	head   []string
	rows   stats.Cells
	at     []int
	roles  []stats.Role
	reader *stats.Reader
	turn   int // readings that were begun
	fault  string
}

func startStats(l *library) func() {
	p := &statsPage{library: l, els: newElements()}
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

func (p *statsPage) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return p.t.Get(key, a...)
}

func (p *statsPage) load() {
	c, err := ownJournal.Load()
	if err != nil {
		p.refused = storageWords(p.get, err)
		c = &journal.Contents{}
	}
	p.entries = c.Entries
	p.paint()
	document.Get("documentElement").Get("dataset").Set("journal", "read")
}

func (p *statsPage) listen() {
	on(byID("s-form"), "change", false, func(js.Value) {
		p.ofFile = byID("s-source-file").Get("checked").Bool()
		p.paint()
	})
	on(byID("s-form"), "submit", false, func(ev js.Value) { ev.Call("preventDefault") })
	on(byID("s-read"), "change", false, func(ev js.Value) {
		if col := attr(ev.Get("target"), "data-col"); col != "" && p.file != nil {
			i, _ := strconv.Atoi(col)
			role := stats.Role(ev.Get("target").Get("value").String())
			for k := range p.file.roles {
				if p.file.roles[k] == role {
					p.file.roles[k] = "" // a role belongs to one column
				}
			}
			p.file.roles[i] = role
			p.readRows()
		}
	})
	on(byID("main"), "click", false, func(ev js.Value) {
		b := ev.Get("target").Call("closest", "[data-act]")
		if !b.Truthy() {
			return
		}
		switch attr(b, "data-act") {
		case "choose":
			chooseFile(".csv,.tsv,.txt,text/csv", p.read)
		case "csv":
			heads := []string{p.get("ui.stats.csv.by"), p.get("ui.stats.csv.key"), p.get("ui.stats.csv.name"), p.get("ui.stats.csv.n"), p.get("ui.stats.value"), p.get("ui.stats.paid"), p.get("ui.stats.rate")}
			saveFile("rusum-stats-"+today().String()+".csv", "text/csv;charset=utf-8", "\ufeff"+stats.EncodeTables(p.tables, heads, p.label))
		case "lines":
			saveFile("rusum-declarations-"+today().String()+".csv", "text/csv;charset=utf-8", "\ufeff"+stats.EncodeDeclarations(p.chosen, p.role))
		case "print":
			window.Call("print")
		}
	})
}

// role is the name of a column.
func (p *statsPage) role(r stats.Role) string {
	if field.KnownKind(string(r)) {
		return p.get("kind." + string(r))
	}
	return p.get("ui.stats.role." + string(r))
}

// kindName is what the page calls a payment.
func (p *statsPage) kindName(k calc.Kind) string { return p.get("kind." + string(k)) }

// label is the name of a group of a table.
func (p *statsPage) label(by stats.By, key string) string {
	switch {
	case key == "rest":
		return p.get("ui.stats.rest")
	case key == "total":
		return p.get("ui.stats.total")
	case by == stats.Month:
		m, _ := strconv.Atoi(key[5:])
		return p.t.Month(m) + " " + key[:4]
	case by == stats.Kind && key == string(stats.Unsplit):
		return p.get("ui.stats.unsplit")
	case by == stats.Kind:
		return p.get("kind." + key)
	case by == stats.Origin && key == "":
		return p.get("ui.stats.nocountry")
	case by == stats.Origin:
		return p.countryName(key)
	case p.own != nil:
		if path := tariffdata.Path(p.core, p.own, key); len(path) > 0 {
			return key + " · " + clipWords(path[0], 60)
		}
	}
	return key
}

// clipWords keeps the beginning of a long name.
func clipWords(s string, most int) string {
	n, space := 0, 0
	for i, r := range s {
		if r == ' ' {
			space = i
		}
		if n++; n > most && space > 0 {
			return strings.TrimRight(s[:space], " ,;") + "…"
		}
	}
	return s
}

func (p *statsPage) filter() stats.Filter {
	f := stats.Filter{Flow: calc.Flow(byID("s-flow").Get("value").String())}
	if v := byID("s-from").Get("value").String(); v != "" {
		f.From, _ = date.Parse(v + "-01")
	}
	if v := byID("s-to").Get("value").String(); v != "" {
		if d, err := date.Parse(v + "-01"); err == nil {
			f.To = d.AddMonths(1).AddDays(-1)
		}
	}
	return f
}

func (p *statsPage) paint() {
	p.els.hide("s-file", !p.ofFile)
	p.els.hide("s-tag-box", p.ofFile)
	p.els.hide("s-read", !p.ofFile)
	all, notes := p.source()
	p.options(all)
	f := p.filter()
	tables, counted := stats.Tables(all, f)
	open := 0
	p.chosen = p.chosen[:0]
	for _, g := range all {
		if g.Open {
			open++
		} else if f.Has(g) {
			p.chosen = append(p.chosen, g)
		}
	}
	if open > 0 {
		notes = append(notes, p.get("ui.stats.open", "n", strconv.Itoa(open)))
	}
	p.tables = tables
	if counted == 0 {
		key := "ui.stats.nothing"
		if len(all) == 0 {
			key = "ui.stats.none"
		}
		if p.refused != "" && !p.ofFile {
			notes = append([]string{p.refused}, notes...)
		}
		p.els.html("out", paint.Empty(p.t, key, notes...))
		return
	}
	source := p.get("ui.stats.source.journal")
	if p.ofFile {
		source = p.file.name
	}
	p.els.html("out", paint.Statistics(p.t, paint.Stats{Tables: tables, Counted: counted, Notes: notes, Name: p.label,
		Source: source + " · " + p.t.DateLong(today())}))
}

// source are the declarations to add up, and what else has to be said.
func (p *statsPage) source() (all []*journal.Goods, notes []string) {
	if p.ofFile {
		if p.file != nil && p.file.reader != nil {
			return p.file.reader.Declarations(), nil
		}
		return nil, nil
	}
	tag := byID("s-tag").Get("value").String()
	others := 0
	for _, e := range p.entries {
		switch {
		case tag != "" && !e.HasTag(tag):
		case e.Goods == nil:
			others++
		default:
			all = append(all, e.Goods)
		}
	}
	if others > 0 {
		notes = append(notes, p.get("ui.stats.others", "n", strconv.Itoa(others)))
	}
	return all, notes
}

// options fills the lists of months and tags with those that occur.
func (p *statsPage) options(all []*journal.Goods) {
	any := [2]string{"", p.get("ui.stats.any")}
	months := [][2]string{any}
	var keys []string
	for _, g := range all {
		k := g.Date.String()[:7]
		at := 0
		for at < len(keys) && keys[at] < k {
			at++
		}
		if at == len(keys) || keys[at] != k {
			keys = append(keys[:at], append([]string{k}, keys[at:]...)...)
		}
	}
	for _, k := range keys {
		months = append(months, [2]string{k, p.label(stats.Month, k)})
	}
	for _, id := range []string{"s-from", "s-to"} {
		chosen := byID(id).Get("value").String()
		p.els.html(id, paint.Options(months, chosen))
	}
	tags := [][2]string{any}
	for _, t := range journal.Tags(p.entries) {
		tags = append(tags, [2]string{t.Tag, t.Tag})
	}
	p.els.html("s-tag", paint.Options(tags, byID("s-tag").Get("value").String()))
}

// read takes a file's text in the coding it seems to have been written in.
func (p *statsPage) read(file js.Value) {
	name := file.Get("name").String()
	f := &declarationFile{name: name}
	if p.file != nil {
		f.turn = p.file.turn
	}
	p.file = f
	if file.Get("size").Float() > stats.MostBytes {
		f.fault = p.get("ui.stats.file.large", "name", name)
		p.paintFile()
		return
	}
	readFile(file, func(b []byte) {
		if p.file != f {
			return
		}
		if b == nil {
			f.fault = p.get("ui.stats.file.unread", "name", name)
			p.paintFile()
			return
		}
		best, why := -1, stats.Broken
		for _, text := range decodings(b) {
			rows, at, wrong := stats.Split(text)
			if wrong == stats.Long {
				why = wrong
			}
			if len(rows) < 2 {
				continue
			}
			roles := stats.Columns(rows[0], p.kindName)
			if n := known(roles); n > best {
				best = n
				f.head, f.rows, f.at, f.roles = rows[0], rows[1:], at[1:], roles
			}
		}
		if best < 0 {
			f.fault = p.get("ui.stats.file."+why, "name", name)
			p.paintFile()
			return
		}
		p.readRows()
	})
}

func known(roles []stats.Role) int {
	n := 0
	for _, r := range roles {
		if r != "" {
			n++
		}
	}
	return n
}

// decodings are the texts a file may be: UTF-8 or UTF-16 where it says so,
// else what spreadsheets write here.
func decodings(b []byte) []string {
	decode := func(name string) (string, bool) {
		a := window.Get("Uint8Array").New(len(b))
		js.CopyBytesToJS(a, b)
		v := host.Call("decode", name, a)
		return textOf(v), v.Type() == js.TypeString
	}
	names := []string{"utf-8"}
	if len(b) > 1 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff) {
		names = []string{"utf-16le", "utf-16be"}
	}
	for _, n := range names {
		if s, ok := decode(n); ok {
			return []string{s}
		}
	}
	var out []string
	for _, n := range []string{"windows-1254", "windows-1251"} {
		if s, ok := decode(n); ok {
			out = append(out, s)
		}
	}
	return out
}

// readRows reads the file with the columns as they are now, in parts, so that
// the page answers meanwhile.
func (p *statsPage) readRows() {
	f := p.file
	f.turn++
	turn := f.turn
	f.reader = nil
	if len(stats.Lacking(f.roles)) > 0 {
		p.paintFile()
		p.paint()
		return
	}
	r := &stats.Reader{Rows: f.rows, At: f.at, Roles: append([]stats.Role(nil), f.roles...), Country: p.countryOrCode}
	var next *timer
	next = newTimer(0, func() {
		if p.file != f || f.turn != turn {
			return
		}
		if r.Next(2000) {
			p.els.text("live", p.get("ui.stats.file.reading", "n", strconv.Itoa(r.Done())))
			p.els.html("s-read", paint.Message("muted", p.get("ui.stats.file.reading", "n", strconv.Itoa(r.Done()))))
			next.start()
			return
		}
		f.reader = r
		p.paintFile()
		p.paint()
	})
	next.start()
}

// countryOrCode finds a country by name, or by its code before the names are there.
func (p *statsPage) countryOrCode(s string) (string, bool) {
	if p.own == nil {
		return s, len(s) == 2 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	}
	return p.country(s)
}

const badShown = 200

func (p *statsPage) paintFile() {
	f := p.file
	x := paint.FileRead{}
	if f.fault != "" {
		x.Faults = []string{f.fault}
		p.els.html("s-read", paint.File(p.t, x))
		p.paint()
		return
	}
	if list := stats.Lacking(f.roles); len(list) > 0 {
		var names []string
		for _, r := range list {
			names = append(names, p.role(r))
		}
		x.Faults = []string{p.get("ui.stats.file.lacking", "list", strings.Join(names, ", "))}
	}
	hasFlow := false
	for i, h := range f.head {
		if h == "" {
			h = "—"
		}
		x.Columns = append(x.Columns, paint.FileColumn{Head: field.Clip(h), Role: string(f.roles[i])})
		hasFlow = hasFlow || f.roles[i] == stats.FlowOf
	}
	x.Roles = [][2]string{{"", p.get("ui.stats.file.skip")}}
	for _, r := range stats.Roles {
		x.Roles = append(x.Roles, [2]string{string(r), p.role(r)})
	}
	for _, k := range calc.Kinds {
		x.Roles = append(x.Roles, [2]string{string(k), p.kindName(k)})
	}
	if r := f.reader; r != nil {
		x.Said = p.get("ui.stats.file", "name", f.name, "good", strconv.Itoa(r.Good))
		x.BadN = len(r.Bad)
		for i, b := range r.Bad {
			if i == badShown {
				break
			}
			s := p.get("ui.stats.file.row", "n", strconv.Itoa(b.Line)) + ": " + p.role(b.Role)
			if b.Text != "" {
				s += " “" + b.Text + "”"
			}
			x.Bad = append(x.Bad, s+" – "+p.get("ui.stats.bad."+b.Reason))
		}
		if !hasFlow {
			x.Notes = append(x.Notes, p.get("ui.stats.file.noflow"))
		}
		p.els.text("live", x.Said)
	}
	p.els.html("s-read", paint.File(p.t, x))
}
