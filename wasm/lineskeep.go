//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/site/i18n"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// The draft of the table stands in the browser's database: the head under
// "lines", the rows in pieces under "lines.0", "lines.1" …, so that a changed
// cell writes one piece. What is typed in the last moment before the page goes
// is left in localStorage, which needs no waiting.
//
// Tabs that show the same draft follow each other. A draft is written only over
// the one this tab has read or written last; where another tab was faster while
// something was typed here too, this tab goes on with a draft of its own
// ("lines~" and its name), which any page offers as long as it holds something.

const (
	keptStore  = "kept"
	keptLines  = "lines"
	othersKey  = "lines.others" // names of drafts of their own, one a line
	ownKey     = "rusum.lines.own"
	tailKey    = "rusum.lines"
	perPiece   = 500
	mostTail   = 1000 // rows
	mostOthers = 20
	still      = 1 << 30 // no row has moved
)

type lineKeeper struct {
	p       *linesPage
	own     string       // name of the tab's own draft, "" for the common one
	was     string       // the head in the database, as it was read or written here
	pieces  map[int]bool // to be written
	all     bool
	from    int // rows from here on have another place
	top     bool
	count   int // pieces in the database
	timer   *timer
	work    *timer
	queue   []int
	pairs   []any
	version int
	writing bool
	next    string // the head being written
	changes int    // of the store, while this tab wrote; one is its own
	told    bool
	tailed  bool // something of this tab's is in localStorage
	ready   bool // the old draft was read: a new one may be written
}

// key is the name of the draft, in the database and, with another beginning, in
// localStorage.
func (k *lineKeeper) key(base string) string {
	if k.own == "" {
		return base
	}
	return base + "~" + k.own
}

func (k *lineKeeper) piece(i int) string { return k.key(keptLines) + "." + strconv.Itoa(i) }

func (k *lineKeeper) head()       { k.top = true; k.begin() }
func (k *lineKeeper) rows()       { k.all = true; k.begin() }
func (k *lineKeeper) moved(i int) { k.from = min(k.from, i); k.begin() }
func (k *lineKeeper) row(i int)   { k.pieces[i/perPiece] = true; k.begin() }
func (k *lineKeeper) pending() bool {
	return k.all || k.top || len(k.pieces) > 0 || k.from < still || k.writing
}

func (k *lineKeeper) begin() {
	if k.pieces == nil || !k.ready {
		return
	}
	k.version++
	k.state("waiting")
	k.timer.start()
}

// state is for whoever waits until the draft is on the disk.
func (k *lineKeeper) state(s string) {
	k.p.note("kept", s)
}

func (p *linesPage) startKeeping() {
	k := &p.keeper
	k.p, k.pieces, k.from = p, map[int]bool{}, still
	k.timer = newTimer(300, k.write)
	k.work = newTimer(0, k.encode)
	on(window, "pagehide", false, func(js.Value) { k.tail() })
	on(document, "visibilitychange", false, func(js.Value) {
		if document.Get("visibilityState").String() == "hidden" {
			k.tail()
		}
	})
	early := map[string]string{}
	if e := host.Get("early").Get("typed"); e.Truthy() {
		for _, id := range lineTops {
			if v := e.Get(id); v.Type() == js.TypeString {
				early[id] = v.String()
			}
		}
	}
	p.file = &lineFile{busy: true}
	go p.loadDraft(early)
}

// loadDraft reads the draft piece by piece; each wait lets the page answer.
func (p *linesPage) loadDraft(early map[string]string) {
	k := &p.keeper
	k.own = stored("sessionStorage", ownKey)
	items, top, was, _ := k.read()
	if s := stored("localStorage", k.key(tailKey)); s != "" {
		k.tailed = true
		head, rows, _ := strings.Cut(s, "\n")
		var lang i18n.Lang
		top, lang, _ = p.decodeHead(head)
		items = p.grid.Decode(rows, lang)
		if mark := valueIn(was, "mark"); was != "" && mark != valueIn(head, "base") && mark != valueIn(head, "then") {
			store("localStorage", k.key(tailKey), "")
			k.apart() // another tab has written since: both stay
			store("localStorage", k.key(tailKey), s)
			was = ""
		}
		k.all, k.top = true, true
	}
	k.was = was
	if len(items) > 0 {
		p.grid.Load(items)
		p.showFilled(items)
	}
	for name, v := range top {
		p.grid.Top[name] = v
	}
	k.all, k.from = k.top, still // what was just read need not be written
	k.ready = true
	for id, v := range early {
		p.setTop(id, v)
	}
	p.showHead()
	p.file = nil
	p.fromForm()
	p.work.Headed()
	p.view.stale = true
	p.moveTo(0, 0, false)
	p.paintTools()
	p.note("draft", "read")
	if k.all || k.top {
		k.begin()
	}
	p.ask()
	if db := jsStore(); db.Truthy() {
		db.Call("watch", keptStore, js.FuncOf(func(js.Value, []js.Value) any {
			k.look()
			return nil
		}))
		k.look()
	}
}

// read gives the draft in the database: its rows, the fields of its head and the
// head itself; whole is false where it was written anew in the meantime.
func (k *lineKeeper) read() (items []*table.Item, top form.Fields, was string, whole bool) {
	p := k.p
	top = form.Fields{}
	v, err := wait(jsStore().Call("get", keptStore, k.key(keptLines)))
	if err != nil || v.Type() != js.TypeString {
		return nil, top, "", err == nil
	}
	was = v.String()
	top, lang, n := p.decodeHead(was)
	for i := range n {
		piece, err := wait(jsStore().Call("get", keptStore, k.piece(i)))
		if err != nil || piece.Type() != js.TypeString {
			break
		}
		items = append(items, p.grid.Decode(piece.String(), lang)...)
	}
	k.count = n
	v, err = wait(jsStore().Call("get", keptStore, k.key(keptLines)))
	return items, top, was, err == nil && textOf(v) == was
}

// look sees what other tabs have written: this one follows, unless something
// typed here is not kept yet.
func (k *lineKeeper) look() {
	p := k.p
	if k.writing {
		k.changes++
		return
	}
	go func() {
		if v, err := wait(jsStore().Call("get", keptStore, k.key(keptLines))); err == nil && textOf(v) != k.was && v.Type() == js.TypeString {
			before := k.version
			items, top, was, whole := k.read()
			if !whole || k.pending() || k.version != before || p.view.editing || p.file != nil {
				return // what is typed here goes on apart, when it is written
			}
			k.was = was
			p.follow(items, top)
		}
		k.others()
	}()
}

// follow shows what another tab has made of the table, with a way back.
func (p *linesPage) follow(items []*table.Item, top form.Fields) {
	p.grid.Moved = nil // nothing of this has to be written
	p.grid.Replace(append(items, p.grid.Item(form.Fields{})))
	p.grid.Moved = p.moved
	clear(p.grid.Top)
	for name, v := range top {
		p.grid.Top[name] = v
	}
	p.showFilled(items)
	p.showHead()
	p.view.stale = true
	p.work.Headed()
	p.ask()
	p.paintTools()
	p.tell(p.get("ui.lines.tab.followed"))
}

// apart makes this tab keep a draft of its own.
func (k *lineKeeper) apart() {
	k.own, k.was, k.count, k.all = newID()[:8], "", 0, true
	store("sessionStorage", ownKey, k.own)
	k.p.standing = []paint.Notice{{Text: k.p.get("ui.lines.tab.apart"), Act: "table", Button: k.p.get("ui.lines.tab.other")}}
	k.p.announce(k.p.get("ui.lines.tab.apart"))
	k.p.paintNotices()
}

// others offers a draft of another tab's own, or on such a tab the common one.
func (k *lineKeeper) others() {
	p := k.p
	if k.own != "" {
		if len(p.standing) == 0 {
			p.standing = []paint.Notice{{Text: p.get("ui.lines.tab.own"), Act: "table", Button: p.get("ui.lines.tab.other")}}
			p.paintNotices()
		}
		return
	}
	v, err := wait(jsStore().Call("get", keptStore, othersKey))
	if err != nil {
		return
	}
	p.standing, p.other = nil, ""
	for name := range strings.FieldsSeq(textOf(v)) {
		p.other = name // the last one
	}
	if p.other != "" {
		p.standing = []paint.Notice{{Text: p.get("ui.lines.tab.offer"), Act: "table", Button: p.get("ui.lines.tab.open")}}
	}
	p.paintNotices()
}

// table shows the other draft in this tab.
func (k *lineKeeper) table() {
	k.tail()
	store("sessionStorage", ownKey, k.p.other)
	k.ready = false // nothing is written any more
	window.Get("location").Call("reload")
}

// listed puts the tab's own draft among those that are offered, or takes an
// empty one off.
func (k *lineKeeper) listed(empty bool) {
	own := k.own
	updateKept(othersKey, func(old string) string {
		var list []string
		for name := range strings.FieldsSeq(old) {
			if name != own {
				list = append(list, name)
			}
		}
		if !empty {
			list = append(list, own)
		}
		return strings.Join(list[max(0, len(list)-mostOthers):], "\n")
	}, func(string) {})
}

// valueIn is a value of a head.
func valueIn(head, name string) string {
	for pair := range strings.SplitSeq(head, "\x1f") {
		if v, ok := strings.CutPrefix(pair, name+"="); ok {
			return v
		}
	}
	return ""
}

// encodeHead writes the head; its mark tells it from every other that was written.
func (k *lineKeeper) encodeHead(n int) string {
	var b strings.Builder
	p := k.p
	b.WriteString("lang=" + string(p.t.Lang()) + "\x1fpieces=" + strconv.Itoa(n) + "\x1fmark=" + newID() + "\x1fbase=" + valueIn(k.was, "mark"))
	for name, v := range p.grid.Top {
		b.WriteString("\x1f" + name + "=" + strings.ReplaceAll(v, "\n", " "))
	}
	return b.String()
}

func (p *linesPage) decodeHead(s string) (top form.Fields, lang i18n.Lang, pieces int) {
	top, lang = form.Fields{}, p.t.Lang()
	for pair := range strings.SplitSeq(s, "\x1f") {
		name, v, _ := strings.Cut(pair, "=")
		switch {
		case name == "lang":
			if l, ok := i18n.ParseLang(v); ok {
				lang = l
			}
		case name == "pieces":
			pieces, _ = strconv.Atoi(v)
		case form.IsTop(name) || table.IsDefault(name):
			top[name] = v
		}
	}
	pieces = max(0, min(pieces, table.MostRows/perPiece+1))
	if lang != p.t.Lang() {
		relangTop(top, lang, p.t.Lang())
	}
	return top, lang, pieces
}

// write begins to write what has changed.
func (k *lineKeeper) write() {
	if k.writing {
		k.timer.start()
		return
	}
	used := k.p.grid.Used()
	n := (used + perPiece - 1) / perPiece
	k.queue, k.pairs = nil, nil
	for i := range n {
		if k.all || k.pieces[i] || i >= k.count || i >= k.from/perPiece {
			k.queue = append(k.queue, i)
		}
	}
	for i := n; i < k.count; i++ {
		k.pairs = append(k.pairs, []any{k.piece(i), js.Null()})
	}
	k.next = k.encodeHead(n)
	k.pairs = append(k.pairs, []any{k.key(keptLines), k.next})
	k.changes = 0
	k.writing, k.all, k.top, k.pieces, k.from = true, false, false, map[int]bool{}, still
	k.encode()
}

// encode writes down one piece after the other, each in a task of its own.
func (k *lineKeeper) encode() {
	rows := k.p.grid.Rows[:k.p.grid.Used()]
	for n := 0; len(k.queue) > 0; n++ {
		if n == 4 {
			k.work.start()
			return
		}
		i := k.queue[0]
		k.queue = k.queue[1:]
		if from := i * perPiece; from < len(rows) {
			k.pairs = append(k.pairs, []any{k.piece(i), table.Encode(rows[from:min(len(rows), from+perPiece)])})
		}
	}
	count := (len(rows) + perPiece - 1) / perPiece
	version := k.version
	pairs := k.pairs
	k.pairs = nil
	go func() {
		var was any
		if k.was != "" {
			was = k.was
		}
		_, err := wait(jsStore().Call("batch", keptStore, pairs, false, k.key(keptLines), was))
		k.writing = false
		if err == storageError("changed") {
			k.apart()
			k.begin()
			return
		}
		if err != nil {
			if !k.told {
				k.told = true
				k.p.standing = []paint.Notice{{Text: storageWords(k.p.get, err)}}
				k.p.paintNotices()
			}
			k.state("refused")
			return
		}
		k.was, k.count = k.next, count
		if k.own != "" {
			k.listed(count == 0)
		}
		if k.changes > 1 {
			k.look()
		}
		if k.version != version {
			return // written again soon
		}
		if k.tailed {
			k.tailed = false
			store("localStorage", k.key(tailKey), "")
		}
		k.state("yes")
	}()
}

// tail leaves a table that is not yet on the disk where no waiting is needed.
func (k *lineKeeper) tail() {
	if !k.ready || !k.pending() {
		return
	}
	k.timer.flush()
	used := k.p.grid.Used()
	if used <= mostTail {
		k.tailed = true
		// Whoever reads it finds the draft it is made of, or the one that was just being written.
		store("localStorage", k.key(tailKey), k.encodeHead(0)+"\x1fthen="+valueIn(k.next, "mark")+"\n"+table.Encode(k.p.grid.Rows[:used]))
	}
}
