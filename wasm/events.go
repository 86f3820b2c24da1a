//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
)

func (g *goods) listen() {
	f := byID("form")
	take := func(ev js.Value) {
		e := element(ev)
		if e.IsNull() {
			return
		}
		if attr(e, "data-relief") != "" {
			g.claimReliefs()
			return
		}
		id, value := e.Get("id").String(), e.Get("value").String()
		switch e.Get("type").String() {
		case "checkbox":
			value = ""
			if e.Get("checked").Bool() {
				value = "1"
			}
		case "radio":
			id = attr(e, "data-field")
		}
		if !form.IsTop(id) && !form.IsLine(id) || g.doc.Get(id) == value {
			return
		}
		delete(g.touched, id)
		g.edit(id, value)
		if c := g.combos[id]; c != nil {
			c.typed()
		}
	}
	on(f, "input", false, take)
	on(f, "change", false, take) // choices, and what a browser fills in by itself
	on(f, "focusout", false, func(ev js.Value) {
		if e := element(ev); !e.IsNull() {
			g.touched[e.Get("id").String()] = true
			g.frame.ask()
		}
	})
	on(f, "submit", false, func(ev js.Value) {
		ev.Call("preventDefault")
		g.submit()
	})
	on(f, "keydown", false, func(ev js.Value) {
		// Enter in a field asks for the answer; in an open list the field has already used it.
		if ev.Get("key").String() == "Enter" && !ev.Get("defaultPrevented").Bool() && ev.Get("target").Get("tagName").String() == "INPUT" {
			ev.Call("preventDefault")
			g.submit()
		}
	})
	on(byID("code"), "paste", false, g.paste)
	for id, act := range map[string]func(){
		"add-line":    func() { g.lines(g.doc.Add) },
		"copy-line":   func() { g.lines(g.doc.Copy) },
		"remove-line": func() { g.lines(g.doc.Remove) },
		"reset":       g.reset,
		"open-file":   g.openFile,
		"bar": func() {
			byID("answer").Call("scrollIntoView", map[string]any{"block": "start"})
			byID("answer").Call("focus", map[string]any{"preventScroll": true})
		},
	} {
		on(byID(id), "click", false, func(js.Value) { act() })
	}
	watchBar()
	on(byID("main"), "click", false, func(ev js.Value) {
		if b := ev.Get("target").Call("closest", "[data-act]"); b.Truthy() {
			g.act(ev, b)
		}
	})
	on(window, "hashchange", false, func(js.Value) {
		if g.fromLink() {
			g.touched, g.asked, g.edited = map[string]bool{}, false, false
			g.show()
			g.update()
		}
	})
	on(window, "pagehide", false, func(js.Value) { g.keep() })
	on(document, "visibilitychange", false, func(js.Value) { g.keep() })
	// The other languages open the same form.
	on(document, "click", true, func(ev js.Value) {
		a := ev.Get("target").Call("closest", "a[data-lang]")
		if a.Truthy() && !g.doc.Untouched() {
			href, _, _ := strings.Cut(attr(a, "href"), "#")
			a.Call("setAttribute", "href", href+"#"+g.linkText())
		}
	})
}

func (g *goods) startCombos() {
	digits := func(q string) bool { return strings.Trim(wire.CleanCode(q), "0123456789") == "" }
	g.combos["code"] = &combo{id: "code", els: g.els, g: g,
		suggest: func(q string) []paint.Suggestion {
			return g.suggestCodes(q, 12)
		},
		first: func(q string) bool { return !digits(q) },
		choose: func(s paint.Suggestion) {
			g.controls["code"].set(s.Code)
			g.edit("code", s.Code)
		},
	}
	for _, id := range countryIDs {
		g.combos[id] = &combo{id: id, els: g.els, g: g,
			suggest: func(q string) []paint.Suggestion { return g.suggestCountries(q, 8) },
			first:   func(string) bool { return true },
			choose: func(s paint.Suggestion) {
				g.controls[id].set(s.Value)
				g.edit(id, s.Value)
			},
		}
	}
	for _, c := range g.combos {
		c.start()
	}
}

// lines changes the list of lines and shows the line it went to.
func (g *goods) lines(change func()) {
	n := len(g.doc.Lines)
	change()
	g.touched, g.asked = map[string]bool{}, false
	g.openRow = map[string]bool{}
	g.show()
	g.changed()
	if len(g.doc.Lines) != n {
		g.update()
		byID("code").Call("focus")
	}
}

// paste takes rows of a spreadsheet.
func (g *goods) paste(ev js.Value) {
	clip := ev.Get("clipboardData")
	if !clip.Truthy() {
		return
	}
	rows, ok := form.Paste(clip.Call("getData", "text/plain").String(), g.doc.Get("price-cur"))
	if !ok {
		return
	}
	ev.Call("preventDefault")
	g.doc.AddRows(rows)
	g.touched = map[string]bool{}
	g.combos["code"].close()
	g.show()
	g.changed()
	g.notices = []paint.Notice{{Text: g.get("ui.goodslines.pasted", "n", strconv.Itoa(len(rows)))}}
	g.update()
}

func (g *goods) reset() {
	before := g.doc.Clone()
	g.keeper.entry = ""
	g.doc = form.New(g.t.Lang())
	g.doc.Set("date", field.Date(today()))
	g.touched, g.openRow, g.asked = map[string]bool{}, map[string]bool{}, false
	g.els.hide("errors", true)
	g.show()
	g.changed()
	store("sessionStorage", draftKey, "")
	store("localStorage", draftKey, "")
	g.undo = before
	g.notices = []paint.Notice{{Text: g.get("ui.reset.done"), Act: "undo", Button: g.get("ui.reset.undo")}}
	g.update()
	byID("code").Call("focus")
}

// submit is the explicit question: missing fields are named, errors summed up.
func (g *goods) submit() {
	g.asked = true
	for _, id := range g.fieldIDs() {
		g.touched[id] = true
	}
	for _, c := range g.combos {
		c.close()
	}
	g.update()
	var items []paint.ErrorItem
	for _, p := range g.problems() {
		if g.onScreen(p) {
			unfold(byID(p.Field))
		}
		text := p.Text
		if p.Line >= 0 && len(g.doc.Lines) > 1 {
			text = g.get("ui.errors.line", "n", strconv.Itoa(p.Line+1), "text", text)
		}
		items = append(items, paint.ErrorItem{Field: p.Field, Line: p.Line, Text: text})
	}
	sumUp(g.els, g, items)
}

// act carries out a button that was painted.
func (g *goods) act(ev, b js.Value) {
	v := attr(b, "data-v")
	line := -1
	if n, err := strconv.Atoi(attr(b, "data-line")); err == nil {
		line = n
	}
	act := attr(b, "data-act")
	if g.keeper.act(act, v) {
		return
	}
	switch act {
	case "row":
		g.openRow[v] = !g.openRow[v]
		b.Call("setAttribute", "aria-expanded", strconv.FormatBool(g.openRow[v]))
		if row := byID("row-" + v); row.Truthy() {
			row.Set("hidden", !g.openRow[v])
		}
		delete(g.els.last, "html:out") // the page is ahead of what was painted
	case "scenario":
		g.scenario(v)
	case "option":
		g.option(v)
	case "duty":
		if i := line - 1; i >= 0 && i < len(g.read.LineOf) {
			g.adopt(g.read.LineOf[i], v)
		}
	case "focus":
		l, field := form.FieldOf(v)
		if l = line - 1; l >= 0 && l < len(g.read.LineOf) {
			l = g.read.LineOf[l]
		}
		g.goTo(l, field)
	case "field":
		ev.Call("preventDefault")
		g.goTo(line, v)
	case "put":
		id := attr(b, "data-field")
		g.doc.Set(id, v)
		if c := g.controls[id]; c != nil {
			c.set(v)
		} else if e := byID(id); e.Truthy() {
			e.Set("value", v)
		}
		g.changed()
		byID(id).Call("focus")
	case "line":
		if i, err := strconv.Atoi(v); err == nil && i < len(g.doc.Lines) {
			g.doc.At = i
			g.show()
			g.edited = true
			g.save.start()
			g.update()
			byID("line-" + v).Call("focus")
		}
	case "undo":
		if g.undo != nil {
			g.doc = g.undo
			g.show()
			g.changed()
			g.update()
		}
	case "print":
		window.Call("print")
	case "link":
		g.copyLink()
	case "csv":
		g.download()
	}
}

// scenario takes a statutory rate for every line whose own is not known, or
// takes the choice back.
func (g *goods) scenario(duty string) {
	for i := range g.read.Declaration.Lines {
		at := g.read.LineOf[i]
		if duty == "" {
			g.doc.SetLine(at, "scenario", "")
			continue
		}
		for _, c := range g.answer.Lines[i].Charges {
			if c.Reason == "rate_unknown" {
				g.doc.SetLine(at, "scenario", duty)
				break
			}
		}
	}
	g.changed()
}

// option declares the proof an option needs, or asks for the general rate.
func (g *goods) option(name string) {
	if name == "mfn" {
		g.doc.Set("dutyOption", "mfn")
		g.controls["dutyOption"].set("mfn")
		g.changed()
		return
	}
	g.doc.Set("dutyOption", "best")
	for _, o := range g.answer.Options {
		if o.Name != name {
			continue
		}
		for _, n := range o.Needs {
			i := n.Line - 1
			if i < 0 || i >= len(g.read.LineOf) || len(n.Choices) == 0 {
				continue
			}
			_, field := form.FieldOf(n.Field)
			value := n.Choices[0]
			if field == "from" || field == "traded" {
				value = g.countryName(value)
			}
			g.doc.SetLine(g.read.LineOf[i], field, value)
		}
	}
	g.show()
	g.changed()
}

// adopt puts a reported rate into the line's own field, in the page's words.
func (g *goods) adopt(line int, text string) {
	lang := ratetext.Lang(g.t.Lang())
	for i := range g.answer.Lines {
		if g.read.LineOf[i] != line {
			continue
		}
		for _, c := range g.answer.Lines[i].Charges {
			for _, h := range c.Hints {
				if h.Rate.String() == text {
					words := ratetext.Print(h.Rate, lang)
					if cell, err := ratetext.Parse(words, ratetext.Options{Lang: lang}); err == nil && cell.Import.Equal(h.Rate) {
						text = words
					}
				}
			}
		}
	}
	g.doc.SetLine(line, "duty", text)
	g.doc.SetLine(line, "scenario", "")
	g.doc.At = line
	g.show()
	g.changed()
}

func (g *goods) copyLink() {
	copyLink(g, g.linkURL(), func() {
		g.notices = []paint.Notice{{Text: g.get("ui.link.copied")}}
		g.els.html("notices", paint.Notices(g.t, g.notices))
		g.els.hide("notices", false)
	})
}

// download offers the payments as a table for a spreadsheet, with a byte order
// mark so that it reads the letters right.
func (g *goods) download() {
	saveFile("rusum-"+g.day().String()+".csv", "text/csv;charset=utf-8", "\ufeff"+render.CSV(g.answer, g.t))
}
