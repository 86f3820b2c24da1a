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

// The draft of the table stands in the browser's database: the head under
// "lines", the rows in pieces under "lines.0", "lines.1" …, so that a changed
// cell writes one piece. What is typed in the last moment before the page goes
// is left in localStorage, which needs no waiting.

const (
	keptStore = "kept"
	keptLines = "lines"
	tailKey   = "rusum.lines"
	perPiece  = 500
	mostTail  = 1000 // rows
)

type lineKeeper struct {
	p       *linesPage
	pieces  map[int]bool // to be written
	all     bool
	top     bool
	count   int // pieces in the database
	timer   *timer
	work    *timer
	queue   []int
	pairs   []any
	version int
	writing bool
	told    bool
	ready   bool // the old draft was read: a new one may be written
}

func (k *lineKeeper) head()         { k.top = true; k.begin() }
func (k *lineKeeper) rows()         { k.all = true; k.begin() }
func (k *lineKeeper) row(i int)     { k.pieces[i/perPiece] = true; k.begin() }
func (k *lineKeeper) pending() bool { return k.all || k.top || len(k.pieces) > 0 || k.writing }

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
	k.p, k.pieces = p, map[int]bool{}
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
	var items []*table.Item
	top := form.Fields{}
	if s := stored("localStorage", tailKey); s != "" {
		head, rows, _ := strings.Cut(s, "\n")
		var lang i18n.Lang
		top, lang, _ = p.decodeHead(head)
		items = p.grid.Decode(rows, lang)
		k.all, k.top = true, true
	} else if v, err := wait(jsStore().Call("get", keptStore, keptLines)); err == nil && v.Type() == js.TypeString {
		var lang i18n.Lang
		var n int
		top, lang, n = p.decodeHead(v.String())
		for i := range n {
			piece, err := wait(jsStore().Call("get", keptStore, keptLines+"."+strconv.Itoa(i)))
			if err != nil || piece.Type() != js.TypeString {
				break
			}
			items = append(items, p.grid.Decode(piece.String(), lang)...)
		}
		k.count = n
	}
	if len(items) > 0 {
		p.grid.Load(items)
		p.showFilled(items)
	}
	for name, v := range top {
		p.grid.Top[name] = v
	}
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
	document.Get("documentElement").Get("dataset").Set("draft", "read")
	if k.all || k.top {
		k.begin()
	}
	p.ask()
}

func (k *lineKeeper) encodeHead(n int) string {
	var b strings.Builder
	p := k.p
	b.WriteString("lang=" + string(p.t.Lang()) + "\x1fpieces=" + strconv.Itoa(n))
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
		if k.all || k.pieces[i] || i >= k.count {
			k.queue = append(k.queue, i)
		}
	}
	for i := n; i < k.count; i++ {
		k.pairs = append(k.pairs, []any{keptLines + "." + strconv.Itoa(i), js.Null()})
	}
	k.pairs = append(k.pairs, []any{keptLines, k.encodeHead(n)})
	k.writing, k.all, k.top, k.pieces = true, false, false, map[int]bool{}
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
			k.pairs = append(k.pairs, []any{keptLines + "." + strconv.Itoa(i), table.Encode(rows[from:min(len(rows), from+perPiece)])})
		}
	}
	count := (len(rows) + perPiece - 1) / perPiece
	version := k.version
	pairs := k.pairs
	k.pairs = nil
	go func() {
		_, err := wait(jsStore().Call("batch", keptStore, pairs, false))
		k.writing = false
		if err != nil {
			if !k.told {
				k.told = true
				k.p.tell(storageWords(k.p.get, err))
			}
			k.state("refused")
			return
		}
		k.count = count
		if k.version != version {
			return // written again soon
		}
		store("localStorage", tailKey, "")
		k.state("yes")
	}()
}

// tail leaves a table that is not yet on the disk where no waiting is needed.
func (k *lineKeeper) tail() {
	if !k.ready || !k.pending() {
		return
	}
	used := k.p.grid.Used()
	if used <= mostTail {
		store("localStorage", tailKey, k.encodeHead(0)+"\n"+table.Encode(k.p.grid.Rows[:used]))
	}
	k.timer.flush()
}
