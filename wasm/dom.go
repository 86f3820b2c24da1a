//go:build js && wasm

package main

import (
	"strconv"
	"syscall/js"

	"honnef.co/go/js/dom/v2"

	"rusum/calc/date"
)

var (
	window   = js.Global()
	document = window.Get("document")
	host     = window.Get("rusum")
)

// control is a field of the form, wrapped once: wrapping is slow, using is not.
type control interface {
	get() string
	set(string)
}

// The elements are fields and not embedded: an embedded element would bring a
// wrapper of each of its hundreds of methods into the program.
type inputControl struct{ e *dom.HTMLInputElement }

func (c inputControl) get() string  { return c.e.Value() }
func (c inputControl) set(s string) { c.e.SetValue(s) }

type boxControl struct{ e *dom.HTMLInputElement }

func (c boxControl) get() string {
	if c.e.Checked() {
		return "1"
	}
	return ""
}
func (c boxControl) set(s string) { c.e.SetChecked(s == "1") }

type selectControl struct{ e *dom.HTMLSelectElement }

func (c selectControl) get() string  { return c.e.Value() }
func (c selectControl) set(s string) { c.e.SetValue(s) }

// wrap returns the control with the id, or nil. The wrapper is made here by
// the element's tag: the library's own look-up compares each element with some
// seventy constructors, and would bring all their types into the program.
func wrap(id string) control {
	v := byID(id)
	if !v.Truthy() {
		return nil
	}
	base := &dom.BasicHTMLElement{BasicElement: &dom.BasicElement{BasicNode: &dom.BasicNode{Value: v}}}
	switch v.Get("tagName").String() {
	case "INPUT":
		e := &dom.HTMLInputElement{BasicHTMLElement: base}
		if e.Type() == "checkbox" {
			return boxControl{e}
		}
		return inputControl{e}
	case "SELECT":
		return selectControl{&dom.HTMLSelectElement{BasicHTMLElement: base}}
	}
	return nil
}

// elements remembers the elements that are written to again and again, and
// what was written, so that nothing is written twice.
type elements struct {
	byID map[string]js.Value
	last map[string]string
}

func newElements() *elements { return &elements{map[string]js.Value{}, map[string]string{}} }

func byID(id string) js.Value { return document.Call("getElementById", id) }

func (e *elements) get(id string) js.Value {
	if v, ok := e.byID[id]; ok {
		return v
	}
	v := byID(id)
	if v.Truthy() {
		e.byID[id] = v
	}
	return v
}

// forget drops what is known of elements that were painted anew.
func (e *elements) forget(ids ...string) {
	for _, id := range ids {
		delete(e.byID, id)
		for _, k := range []string{"text:", "html:", "hidden:", "invalid:"} {
			delete(e.last, k+id)
		}
	}
}

func (e *elements) changed(key, value string) bool {
	if old, ok := e.last[key]; ok && old == value {
		return false
	}
	e.last[key] = value
	return true
}

func (e *elements) text(id, s string) {
	if v := e.get(id); v.Truthy() && e.changed("text:"+id, s) {
		v.Set("textContent", s)
		delete(e.last, "html:"+id)
	}
}

// html paints; true if the page changed.
func (e *elements) html(id, s string) bool {
	v := e.get(id)
	if !v.Truthy() || !e.changed("html:"+id, s) {
		return false
	}
	if id == "out" { // an answer is large, and with the next letter mostly the same
		host.Call("patchHTML", v, s)
	} else {
		host.Call("setHTML", v, s)
	}
	delete(e.last, "text:"+id)
	return true
}

func (e *elements) hide(id string, hidden bool) {
	if v := e.get(id); v.Truthy() && e.changed("hidden:"+id, strconv.FormatBool(hidden)) {
		v.Set("hidden", hidden)
	}
}

func (e *elements) invalid(id string, bad bool) {
	if v := e.get(id); v.Truthy() && e.changed("invalid:"+id, strconv.FormatBool(bad)) {
		if bad {
			v.Call("setAttribute", "aria-invalid", "true")
		} else {
			v.Call("removeAttribute", "aria-invalid")
		}
	}
}

// on adds a listener that lives as long as the page.
func on(target js.Value, event string, capture bool, f func(ev js.Value)) {
	target.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	}), capture)
}

// timer runs f once after a quiet time; each start begins the wait anew.
type timer struct {
	id   js.Value
	f    js.Func
	wait int
	on   bool
}

func newTimer(ms int, f func()) *timer {
	t := &timer{wait: ms}
	t.f = js.FuncOf(func(js.Value, []js.Value) any {
		t.on = false
		f()
		return nil
	})
	return t
}

func (t *timer) start() {
	if t.on {
		window.Call("clearTimeout", t.id)
	}
	t.on = true
	t.id = window.Call("setTimeout", t.f, t.wait)
}

// stop gives up what is waiting.
func (t *timer) stop() {
	if t.on {
		t.on = false
		window.Call("clearTimeout", t.id)
	}
}

// until says for so many milliseconds from now that there is time.
func until(ms float64) func() bool {
	clock := window.Get("performance")
	end := clock.Call("now").Float() + ms
	return func() bool { return clock.Call("now").Float() < end }
}

// flush runs what is waiting, now.
func (t *timer) flush() {
	if t.on {
		window.Call("clearTimeout", t.id)
		t.f.Invoke()
	}
}

// frame runs f once however often it is asked: at once when the page was painted
// since the last time, else before it is painted next. The first letter does not wait
// for a frame, a burst of them costs one. While a button is pressed nothing is
// painted: leaving a field may write below it what is wrong there, and the button that
// was aimed at would move away before the click.
type frame struct {
	f, painted js.Func
	on         bool // asked, and not yet run
	fresh      bool // ran, and not yet painted
	after      bool // only after the next painting
}

func newFrame(f func()) *frame {
	watchPress()
	r := &frame{}
	run := func() {
		if press.down {
			press.waiting = append(press.waiting, r)
			return
		}
		r.on = false
		f()
	}
	r.f = js.FuncOf(func(js.Value, []js.Value) any {
		run()
		return nil
	})
	r.painted = js.FuncOf(func(js.Value, []js.Value) any {
		r.fresh = false
		if r.on {
			run()
		}
		return nil
	})
	return r
}

func (r *frame) ask() {
	switch {
	case r.on:
		return
	case r.after:
		host.Call("late", r.f)
	case !r.fresh:
		r.fresh = true
		host.Call("now", r.f, r.painted)
	}
	r.on = true
}

// newTurn is a frame for what may wait until the page was painted once.
func newTurn(f func()) *frame {
	r := newFrame(f)
	r.after = true
	return r
}

// press is the button or link that is held down by the pointer.
var press struct {
	watched, down bool
	waiting       []*frame
}

// watchPress follows the first button and the finger. A release that never comes
// (the window was left, a menu opened) ends with the next key, letter or press.
func watchPress() {
	if press.watched {
		return
	}
	press.watched = true
	// The click comes after the release, in the same task.
	free := newTimer(0, func() {
		waiting := press.waiting
		press.down, press.waiting = false, nil
		for _, r := range waiting {
			window.Call("requestAnimationFrame", r.f)
		}
	})
	release := func(js.Value) {
		if press.down || len(press.waiting) > 0 {
			free.start()
		}
	}
	on(document, "pointerdown", true, func(ev js.Value) {
		e := element(ev)
		press.down = ev.Get("button").Int() == 0 && !e.IsNull() && e.Call("closest", "button, a, summary, label").Truthy()
		if !press.down {
			release(ev)
		}
	})
	for _, event := range []string{"pointerup", "pointercancel", "keydown", "input"} {
		on(document, event, true, release)
	}
	on(window, "blur", false, release)
}

// today is the day on the device's calendar.
func today() date.Date {
	d, _ := dayOf(window.Get("Date").New())
	return d
}

// dayOf is the day of a moment on the device's calendar.
func dayOf(moment js.Value) (date.Date, bool) {
	return date.New(moment.Call("getFullYear").Int(), moment.Call("getMonth").Int()+1, moment.Call("getDate").Int())
}

// stored reads from a storage of the browser, which may be refused. The page
// catches what is thrown: not every compiler's recover does.
func stored(kind, key string) string {
	return textOf(host.Call("stored", kind, key))
}

// store writes to a storage; "" removes. A refusal is no fault: the page works without.
func store(kind, key, value string) { host.Call("store", kind, key, value) }

// textOf is a string of the page, "" for anything else.
func textOf(v js.Value) string {
	if v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

func attr(v js.Value, name string) string {
	return textOf(v.Call("getAttribute", name))
}

// element is the target of an event, or null where it is none.
func element(ev js.Value) js.Value {
	t := ev.Get("target")
	if t.Truthy() && t.Get("getAttribute").Type() == js.TypeFunction {
		return t
	}
	return js.Null()
}

// activeID is the id of the focused element.
func activeID() string {
	if a := document.Get("activeElement"); a.Truthy() {
		return a.Get("id").String()
	}
	return ""
}
