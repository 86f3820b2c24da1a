//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/paint"
)

// codePage is the page of a code, of 2 to 10 digits.
type codePage struct {
	*library
	els  *elements
	soon *frame
}

func startCode(l *library) func() {
	g := &codePage{library: l, els: newElements()}
	l.lazy = true
	g.soon = newFrame(g.show)
	keepAddress()
	on(window, "hashchange", false, func(js.Value) {
		g.show()
		window.Call("scrollTo", 0, 0)
		byID("main").Call("focus", map[string]any{"preventScroll": true})
	})
	on(byID("day-form"), "submit", false, func(ev js.Value) { ev.Call("preventDefault"); g.takeDay() })
	on(byID("day"), "change", false, func(js.Value) { g.takeDay() })
	return g.soon.ask
}

// keepAddress lets the link past the head of the page go there without taking
// the place of the code in the address, and the other languages open the same code.
func keepAddress() {
	on(document, "click", true, func(ev js.Value) {
		e := element(ev)
		if e.IsNull() {
			return
		}
		if e.Call("closest", "a.skip").Truthy() {
			ev.Call("preventDefault")
			byID("main").Call("focus")
		}
		if a := e.Call("closest", "a[data-lang]"); a.Truthy() {
			href, _, _ := strings.Cut(attr(a, "href"), "#")
			a.Call("setAttribute", "href", href+window.Get("location").Get("hash").String())
		}
	})
}

// takeDay shows the code on another day.
func (g *codePage) takeDay() {
	typed := strings.TrimSpace(byID("day").Get("value").String())
	d, ok := i18n.ParseDate(typed)
	bad := typed != "" && !ok
	g.els.invalid("day", bad)
	if bad {
		g.els.text("day-err", g.t.Get("ui.error.date", calc.Arg{Name: "value", Value: typed}))
		return
	}
	g.els.text("day-err", "")
	a := place()
	a.day = ""
	if ok && d != today() {
		a.day = d.String()
	}
	window.Get("history").Call("replaceState", js.Null(), "", "#"+a.String())
	g.show()
}

func (g *codePage) show() {
	if g.own == nil {
		return
	}
	at := place()
	if at.code == "" && len(window.Get("location").Get("hash").String()) < 2 {
		window.Get("location").Call("replace", "../codes/") // no code is asked for
		return
	}
	day := today()
	if d, err := date.Parse(at.day); err == nil {
		day = d
	}
	in, ok := g.codeIn(at.code, day)
	g.els.text("boot-status", "")
	g.els.hide("day-form", !ok)
	if !ok {
		g.els.html("code-head", paint.NoCode(g.t, at.code))
		g.els.html("code", "")
		return
	}
	in.Pick = at.pick
	g.els.html("code-head", paint.CodeHead(&in))
	g.els.html("code", paint.CodeBody(&in))
	document.Set("title", paint.Title(&in)+" · "+g.t.Get("ui.brand"))
	if activeID() != "day" {
		byID("day").Set("value", field.Date(day))
	}
}

// codeIn is what the page of a code is painted from.
func (l *library) codeIn(code string, day date.Date) (paint.CodeIn, bool) {
	tree := l.tree()
	row, ok := tree.Longest(code)
	if !ok || len(code) > 10 {
		return paint.CodeIn{}, false
	}
	in := paint.CodeIn{Codes: paint.Codes{Texts: l.t, Tree: tree, Names: l.own, AZ: l.names["az"], Base: "../"}, Code: code, Row: row}
	for _, x := range i18n.Langs {
		if n := l.names[string(x)]; n != nil && n != l.own {
			in.Others = append(in.Others, n)
		}
	}
	if x, f := calc.Describe(code, day, l.tables); f == nil {
		in.View = render.Code(x, l.t, l.countryName)
	}
	return in, true
}
