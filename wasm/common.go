//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/site/i18n"
	"rusum/wasm/paint"
)

// talker is a page that has words and a place for announcements.
type talker interface {
	words() *i18n.Texts
	get(key string, args ...string) string
	announce(s string)
}

// watchBar lets the bar at the foot of a small screen give way to the answer itself.
func watchBar() {
	seen := js.FuncOf(func(_ js.Value, args []js.Value) any {
		last := args[0].Index(args[0].Length() - 1)
		byID("bar").Get("classList").Call("toggle", "away", last.Get("isIntersecting"))
		return nil
	})
	window.Get("IntersectionObserver").New(seen, map[string]any{"rootMargin": "0px 0px -120px 0px"}).Call("observe", byID("answer"))
}

// sumUp shows the summary of what has to be corrected and goes there; without
// any it goes to the answer.
func sumUp(els *elements, t talker, items []paint.ErrorItem) {
	title := document.Get("title").String()
	if i := strings.Index(title, ": "); i >= 0 && els.last["errors-title"] != "" {
		title = els.last["errors-title"]
	}
	if len(items) == 0 {
		els.hide("errors", true)
		document.Set("title", title)
		byID("answer").Call("scrollIntoView", map[string]any{"block": "start"})
		byID("answer").Call("focus", map[string]any{"preventScroll": true})
		return
	}
	els.last["errors-title"] = title
	document.Set("title", t.get("ui.errors.prefix", "title", title))
	els.html("errors", paint.Errors(t.words(), items))
	els.hide("errors", false)
	byID("errors").Call("focus")
}

// copyLink puts an address on the clipboard, or shows it where that is refused.
func copyLink(t talker, url string, done func()) {
	toClipboard(url, func() {
		done()
		t.announce(t.get("ui.link.copied"))
	}, func() { showOut(t.get("ui.link.manual"), url) })
}

// onDrop takes the files that are dropped on an element, which shows that it would.
func onDrop(el js.Value, take func(files js.Value)) {
	over := func(on string) { el.Get("classList").Call(on, "over") }
	on(el, "dragover", false, func(ev js.Value) {
		ev.Call("preventDefault")
		over("add")
	})
	on(el, "dragleave", false, func(js.Value) { over("remove") })
	on(el, "drop", false, func(ev js.Value) {
		ev.Call("preventDefault")
		over("remove")
		take(ev.Get("dataTransfer").Get("files"))
	})
}

// saveFile offers a text as a file. A byte order mark, by which spreadsheets know
// UTF-8, would be lost on the way from Go to the browser, so it is made there.
func saveFile(name, kind, body string) {
	parts := []any{body}
	if rest, ok := strings.CutPrefix(body, "\ufeff"); ok {
		parts = []any{window.Get("String").Call("fromCharCode", 0xfeff), rest}
	}
	saveBlob(name, window.Get("Blob").New(parts, map[string]any{"type": kind}))
}

// saveBlob offers bytes the browser holds as a file.
func saveBlob(name string, blob js.Value) {
	url := window.Get("URL").Call("createObjectURL", blob)
	a := document.Call("createElement", "a")
	a.Set("href", url)
	a.Set("download", name)
	a.Call("click")
	var free js.Func
	free = js.FuncOf(func(js.Value, []js.Value) any {
		window.Get("URL").Call("revokeObjectURL", url)
		free.Release()
		return nil
	})
	window.Call("setTimeout", free, 10000)
}
