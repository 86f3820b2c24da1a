//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/wasm/form"
	"rusum/wasm/paint"
)

// message is the calculation as plain text for another person: of a
// declaration from its assessment, of anything else from what the page shows.
func (k *keeper) message() (text, url string, ok bool) {
	c, ok := k.page.calculation()
	if !ok {
		return "", "", false
	}
	loc := window.Get("location")
	url = loc.Get("origin").String() + loc.Get("pathname").String() + "#" + c.fragment()
	t := k.page.words()
	if c.text != nil {
		return c.text(url), url, true
	}
	if c.assessment != nil {
		lib := k.page.names()
		return render.Message(render.New(c.assessment, c.declaration, t, lib), c.assessment, c.declaration, t, url), url, true
	}
	cell := func(row js.Value, selector string) string {
		if e := row.Call("querySelector", selector); e.Truthy() {
			return e.Get("textContent").String()
		}
		return ""
	}
	var rows [][2]string
	list := byID("out").Call("querySelectorAll", "tr[data-kind]")
	for i := range list.Length() {
		r := list.Index(i)
		label := cell(r, ".c-pay .open span")
		if label == "" {
			label = cell(r, ".plain-pay")
		}
		rows = append(rows, [2]string{label, cell(r, ".c-sum")})
	}
	sum := cell(byID("out"), "#total .what") + " " + cell(byID("out"), "#total .sum")
	return render.ResultMessage(document.Call("querySelector", "h1").Get("textContent").String(), sum, rows, t, url), url, true
}

func (k *keeper) copyText() {
	text, _, ok := k.message()
	if !ok {
		return
	}
	toClipboard(text, func() {
		k.page.say(paint.Notice{Text: k.page.get("ui.text.copied")})
		k.page.announce(k.page.get("ui.text.copied"))
	}, func() { showOut(k.page.get("ui.text.manual"), text) })
}

// share hands the text to the device's own way of sending; where there is none
// the button is not shown.
func (k *keeper) share() {
	text, _, ok := k.message()
	if !ok {
		return
	}
	go func() {
		// Closing the device's list without choosing is no fault.
		_, _ = wait(window.Get("navigator").Call("share", map[string]any{"title": document.Get("title").String(), "text": text}))
	}()
}

// canShare marks the page where the device can send a text.
func canShare() {
	if window.Get("navigator").Get("share").Type() == js.TypeFunction {
		document.Get("documentElement").Get("dataset").Set("share", "1")
	}
}

// json offers the declaration and its assessment as the contract writes them.
func (k *keeper) json() {
	c, ok := k.page.calculation()
	switch {
	case !ok:
		return
	case c.json != nil:
		saveFile("rusum-"+c.page+"-"+today().String()+".json", "application/json", c.json())
		return
	case c.assessment == nil:
		return
	}
	saveFile("rusum-"+c.declaration.Date.String()+".json", "application/json", string(wire.Indent(wire.EncodeCalculation(c.declaration, c.assessment))))
}

// showOut shows a text to be copied by hand, until the answer is another one.
func showOut(label, text string) {
	byID("link-out").Set("hidden", false)
	byID("link-label").Set("textContent", label)
	out := byID("link-text")
	out.Set("value", text)
	out.Call("focus")
	out.Call("select")
}

// toClipboard copies a text; bad is called where that is refused.
func toClipboard(text string, done, refused func()) {
	clip := window.Get("navigator").Get("clipboard")
	if !clip.Truthy() {
		refused()
		return
	}
	go func() {
		if _, err := wait(clip.Call("writeText", text)); err != nil {
			refused()
			return
		}
		done()
	}()
}

// openFile puts the declaration of a JSON file into the form. What was there can
// be brought back.
func (g *goods) openFile() {
	chooseFile(".json,application/json", func(file js.Value) {
		name := file.Get("name").String()
		bad := func(why string) {
			g.say(paint.Notice{Text: g.get("ui.json.bad", "name", name, "why", why)})
		}
		if tooLong(file) {
			bad(g.get("ui.file.big"))
			return
		}
		readFile(file, func(b []byte) {
			if b == nil {
				bad(g.get("ui.json.unread"))
				return
			}
			d, f := wire.DecodeDeclaration(b)
			switch {
			case f != nil:
				bad(render.Fault(f, g.t))
				return
			case len(d.Lines) > form.MostLines:
				bad(g.get("ui.json.lines", "most", strconv.Itoa(form.MostLines)))
				return
			}
			left := g.reader.LeftOut(d)
			before := g.doc
			g.doc = form.FromDeclaration(d, g.t.Lang())
			g.touched, g.openRow, g.asked = map[string]bool{}, map[string]bool{}, false
			g.keeper.entry = ""
			g.els.hide("errors", true)
			g.show()
			g.changed()
			g.undo = before
			g.notices = []paint.Notice{{Text: g.get("ui.json.loaded", "name", name), Act: "undo", Button: g.get("ui.reset.undo")}}
			if len(left) > 0 {
				g.notices = append(g.notices, paint.Notice{Text: g.get("ui.json.left", "list", strings.Join(left[:min(len(left), 20)], ", "))})
			}
			g.update()
			byID("notices").Call("scrollIntoView", map[string]any{"block": "nearest"})
		})
	})
}
