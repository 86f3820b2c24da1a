//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/tariffdata/search"
	"rusum/wasm/field"
	"rusum/wasm/paint"
)

// finder is the search for a code: suggestions as one types, and on Enter the
// list of what was found.
type finder struct {
	*library
	els   *elements
	input control
	combo *combo
	codes paint.Codes
	late  bool // somebody has typed before there was anything to search
}

// startFinder runs the finder of a page; base is the way from the page to the
// folder of its language. It returns what to do when names arrive.
func startFinder(l *library, base string) func() {
	g := &finder{library: l, els: newElements(), input: wrap("find"), codes: paint.Codes{Texts: l.t, Base: base}}
	if g.input == nil {
		return func() {}
	}
	g.combo = &combo{id: "find", els: g.els, g: g,
		suggest: func(q string) []paint.Suggestion { return g.suggestCodes(q, 10) },
		first:   func(string) bool { return false },
		none:    func(q string) string { return g.get("ui.find.none", "query", q) },
		choose: func(s paint.Suggestion) {
			g.codes.Pick = place().pick
			window.Get("location").Call("assign", g.codes.Page(s.Value))
		},
	}
	g.combo.start()
	// Where nobody may search, the index waits for somebody to come to the field.
	ahead := newTimer(0, g.ready)
	on(byID("find"), "focusin", false, func(js.Value) { ahead.start() })
	on(byID("find"), "input", false, func(js.Value) { g.typed() })
	on(byID("find-form"), "submit", false, func(ev js.Value) {
		ev.Call("preventDefault")
		g.combo.close()
		g.list()
	})
	l.grown = g.searchMore
	g.fromShare()
	on(window, "hashchange", false, func(js.Value) {
		if g.fromShare() {
			g.typed()
		}
	})
	if strings.TrimSpace(g.input.get()) != "" {
		g.typed()
	}
	return g.searchMore
}

// searchMore searches for what was typed before there was anything to search;
// it is called when names arrive and when the index knows more.
func (g *finder) searchMore() {
	if g.late && g.own != nil {
		g.late = false
		g.typed()
	}
}

// fromShare puts a text that another app has shared into the field: the code in
// it if it holds one, else its first words; false if there is none.
func (g *finder) fromShare() bool {
	location := window.Get("location")
	s, ok := strings.CutPrefix(location.Get("hash").String(), "#find=")
	if !ok {
		return false
	}
	text, ok := field.Unescape(s)
	if !ok {
		text = s
	}
	g.input.set(search.Shared(g.core, text))
	bare, _, _ := strings.Cut(location.Get("href").String(), "#")
	window.Get("history").Call("replaceState", js.Null(), "", bare)
	return true
}

// typed suggests for what is in the field.
func (g *finder) typed() {
	g.els.html("found", "")
	g.ready()
	if !g.searchable() && strings.TrimSpace(g.input.get()) != "" {
		g.late = true
		g.els.text("find-status", g.get("ui.find.loading"))
		return
	}
	g.combo.typed()
}

// ready builds the index if it is still to be built.
func (g *finder) ready() {
	if g.lazy && g.own != nil {
		g.indexed()
	}
}

// list shows everything that was found, each with its page and the calculator.
func (g *finder) list() {
	q := strings.TrimSpace(g.input.get())
	if q == "" || !g.searchable() {
		return
	}
	g.codes.Pick = place().pick
	list := g.suggestCodes(q, 20)
	g.els.html("found", paint.Found(&g.codes, list))
	if len(list) == 0 {
		g.announce(g.get("ui.find.none", "query", q))
		return
	}
	g.announce(g.get("ui.find.count", "n", strconv.Itoa(len(list))))
}

func (g *finder) words() *i18n.Texts { return g.t }

func (g *finder) announce(s string) { g.els.text("find-status", s) }

func (l *library) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return l.t.Get(key, a...)
}
