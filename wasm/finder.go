//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/wasm/paint"
)

// startFinder runs the code finder of the home page. It returns what to do
// when names arrive.
func startFinder(l *library) func() {
	els := newElements()
	input := wrap("find")
	if input == nil {
		return func() {}
	}
	show := func() {
		q := strings.TrimSpace(input.get())
		switch {
		case q == "":
			els.html("found", "")
			els.text("find-status", "")
			return
		case l.index == nil:
			els.text("find-status", l.t.Get("ui.find.loading"))
			return
		}
		list := l.suggestCodes(q, 20)
		els.html("found", paint.Found(l.t, list))
		if len(list) == 0 {
			els.text("find-status", l.t.Get("ui.find.none", calc.Arg{Name: "query", Value: q}))
		} else {
			els.text("find-status", l.t.Get("ui.find.count", calc.Arg{Name: "n", Value: strconv.Itoa(len(list))}))
		}
	}
	soon := newFrame(show)
	on(byID("find"), "input", false, func(js.Value) { soon.ask() })
	on(byID("find-form"), "submit", false, func(ev js.Value) {
		ev.Call("preventDefault")
		show()
	})
	show()
	return show
}
