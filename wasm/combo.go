//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/site/i18n"
	"rusum/wasm/paint"
)

// combo is a text field with a list of suggestions: the combobox pattern of
// ARIA 1.2, with the keyboard, the mouse and touch. Focus stays in the field.
type combo struct {
	id     string
	els    *elements
	input  js.Value
	list   []paint.Suggestion
	active int
	open   bool

	g     talker
	see   *frame // scrolls to the suggestion that is selected
	tell  *timer // announces once the person pauses
	said  string
	asked bool // a search was made for what is in the field
	// suggest gives the list for a text.
	suggest func(q string) []paint.Suggestion
	// first reports whether the first suggestion is selected by itself.
	first func(q string) bool
	// choose is called with the chosen suggestion.
	choose func(s paint.Suggestion)
	// none is said where nothing is found; a few words by itself.
	none func(q string) string
}

func (c *combo) start() {
	c.input = byID(c.id)
	c.active = -1
	c.tell = newTimer(700, c.speak)
	c.see = newTurn(c.scroll) // the browser would have to lay the page out within the letter
	if c.none == nil {
		c.none = func(string) string { return c.g.get("ui.combo.none") }
	}
	on(c.input, "keydown", false, c.key)
	on(c.input, "focusout", false, func(js.Value) { c.close() })
	list := byID(c.id + "-list")
	// Pressing must not take the focus out of the field; choosing is on click,
	// so that a finger can scroll the list.
	on(list, "mousedown", false, func(ev js.Value) { ev.Call("preventDefault") })
	on(list, "click", false, func(ev js.Value) {
		li := ev.Get("target").Call("closest", "[role=option]")
		if !li.Truthy() {
			return
		}
		if i, err := strconv.Atoi(attr(li, "data-i")); err == nil && i < len(c.list) {
			c.take(i)
		}
	})
}

// typed opens the list for what is in the field.
func (c *combo) typed() {
	q := c.input.Get("value").String()
	c.asked = true
	c.list = c.suggest(q)
	c.active = -1
	if len(c.list) > 0 && c.first(q) {
		c.active = 0
	}
	c.open = len(c.list) > 0
	c.paint()
	c.see.ask()
	c.tell.start()
}

// speak tells a screen reader how many suggestions there are, once the person
// pauses: not after each letter. The same words twice are not spoken twice
// unless they differ, hence the space.
func (c *combo) speak() {
	s := ""
	switch {
	case c.open:
		s = c.g.get("ui.combo.count", "n", strconv.Itoa(len(c.list)))
	case strings.TrimSpace(c.input.Get("value").String()) != "" && activeID() == c.id && c.empty():
		s = c.none(strings.TrimSpace(c.input.Get("value").String()))
	}
	if s != "" && s == c.said {
		s += i18n.NBSP
	}
	c.said = s
	c.g.announce(s)
}

// empty reports whether the search for what is in the field found nothing, as
// opposed to a list that was closed or chosen from.
func (c *combo) empty() bool { return c.asked && len(c.list) == 0 }

// more searches again where nothing was found, now that there is more to find. A
// list the person closed or chose from stays closed.
func (c *combo) more() {
	if activeID() == c.id && !c.open && c.empty() {
		c.typed()
	}
}

func (c *combo) paint() {
	list := c.id + "-list"
	if !c.open {
		c.els.hide(list, true)
		c.els.html(list, "")
		c.input.Call("setAttribute", "aria-expanded", "false")
		c.input.Call("removeAttribute", "aria-activedescendant")
		return
	}
	c.els.html(list, paint.Suggestions(c.g.words(), c.id+"-opt", c.list, c.active))
	c.els.hide(list, false)
	c.input.Call("setAttribute", "aria-expanded", "true")
	if c.active < 0 {
		c.input.Call("removeAttribute", "aria-activedescendant")
		return
	}
	opt := c.id + "-opt-" + strconv.Itoa(c.active)
	c.input.Call("setAttribute", "aria-activedescendant", opt)
}

// scroll brings the selected suggestion into sight.
func (c *combo) scroll() {
	if !c.open || c.active < 0 {
		return
	}
	if e := byID(c.id + "-opt-" + strconv.Itoa(c.active)); e.Truthy() {
		e.Call("scrollIntoView", map[string]any{"block": "nearest"})
	}
}

func (c *combo) close() {
	c.tell.stop() // what came of the closing has words of its own
	if c.open {
		c.open = false
		c.paint()
	}
}

func (c *combo) take(i int) {
	s := c.list[i]
	c.open, c.asked = false, false
	c.paint()
	c.choose(s)
}

func (c *combo) key(ev js.Value) {
	if ev.Get("isComposing").Bool() {
		return
	}
	n := len(c.list)
	switch key := ev.Get("key").String(); {
	case key == "ArrowDown" && !c.open:
		c.typed()
		if c.open && !ev.Get("altKey").Bool() && c.active < 0 {
			c.active = 0
			c.paint()
		}
	case key == "ArrowDown":
		c.active = (c.active + 1) % n
		c.paint()
		c.scroll()
	case key == "ArrowUp" && c.open:
		if c.active--; c.active < 0 {
			c.active = n - 1
		}
		c.paint()
		c.scroll()
	case key == "Enter" && c.open && c.active >= 0:
		c.take(c.active)
	case key == "Escape" && c.open:
		c.close()
	default:
		return
	}
	ev.Call("preventDefault")
}
