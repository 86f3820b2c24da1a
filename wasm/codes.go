//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/calc/wire"
	"rusum/tariffdata/browse"
	"rusum/wasm/paint"
)

// codesPage is the tree of all codes. The sections and chapters are on the page
// from the beginning; what is below them is painted when it is opened.
type codesPage struct {
	*library
	els    *elements
	paint  paint.Codes
	filled map[string][]browse.Node // by key: the nodes painted below a node
	shown  string                   // the place of the address that is shown
}

func startCodes(l *library) func() {
	g := &codesPage{library: l, els: newElements(), filled: map[string][]browse.Node{}}
	l.lazy = true
	found := startFinder(l, "../")
	keepAddress()
	tree := byID("tree")
	on(tree, "click", false, g.click)
	on(tree, "keydown", false, g.key)
	on(window, "hashchange", false, func(js.Value) { g.address() })
	return func() {
		if l.own == nil {
			return
		}
		if g.paint.Tree == nil {
			g.paint = paint.Codes{Texts: l.t, Tree: l.tree(), Names: l.own, Base: "../", Pick: place().pick}
			if len(l.tariffs) > 1 { // lines of the person's own table are on the program's pages only
				g.repaint()
			}
			g.address()
		}
		g.paint.AZ = l.names["az"]
		found()
	}
}

// address opens the tree at the place the address names.
func (g *codesPage) address() {
	p := place()
	if g.paint.Tree == nil || p.String() == g.shown {
		return
	}
	g.shown = p.String()
	g.paint.Pick = p.pick
	g.els.hide("picking", !p.pick)
	if p.pick {
		g.repaint()
	}
	if p.section != "" {
		if e := byID(p.section); e.Truthy() && e.Get("tagName").String() == "DETAILS" {
			e.Set("open", true)
			e.Call("querySelector", "summary").Call("focus")
			e.Call("scrollIntoView", map[string]any{"block": "start"})
		}
		return
	}
	if row, ok := g.paint.Tree.Longest(p.code); ok {
		g.reveal(row)
	}
}

// repaint paints the sections anew: their links are for the form now.
func (g *codesPage) repaint() {
	box := byID("sections")
	host.Call("setHTML", box, paint.Sections(&g.paint))
	g.filled = map[string][]browse.Node{}
}

// reveal opens the way to a row, and goes there.
func (g *codesPage) reveal(row int) {
	t := g.paint.Tree
	var way []int
	for r := row; r >= 0; r = t.Parent(r) {
		way = append([]int{r}, way...)
	}
	if e := byID(t.SectionOf(row)); e.Truthy() {
		e.Set("open", true)
	}
	for i, r := range way {
		if i == len(way)-1 {
			break
		}
		g.open(t.Code(r), true)
		// Groups without a code between this row and the next.
		nodes := g.filled[t.Code(r)]
		for {
			var in *browse.Node
			for k := range nodes {
				if nodes[k].Row < 0 && holds(&nodes[k], way[i+1]) {
					in = &nodes[k]
				}
			}
			if in == nil {
				break
			}
			key := paint.NodeKey(&g.paint, in)
			g.open(key, true)
			nodes = in.Nodes
		}
	}
	old := document.Call("querySelector", "#tree .here")
	if old.Truthy() {
		old.Get("classList").Call("remove", "here")
	}
	if e := byID("n-" + t.Code(row)); e.Truthy() {
		e.Get("parentElement").Get("classList").Call("add", "here")
		e.Call("focus", map[string]any{"preventScroll": true})
		e.Call("scrollIntoView", map[string]any{"block": "center"})
	}
}

func holds(n *browse.Node, row int) bool {
	if n.Row >= 0 {
		return n.Row == row
	}
	for i := range n.Nodes {
		if holds(&n.Nodes[i], row) {
			return true
		}
	}
	return false
}

// open shows or hides what is below a node.
func (g *codesPage) open(key string, on bool) {
	list := byID("in-" + key)
	if !list.Truthy() {
		return
	}
	if _, has := g.filled[key]; !has {
		nodes := g.below(key)
		if nodes == nil {
			return
		}
		g.filled[key] = nodes
		host.Call("setHTML", list, paint.Branch(&g.paint, nodes, key))
	}
	list.Set("hidden", !on)
	if b := list.Get("parentElement").Call("querySelector", "[data-twist]"); b.Truthy() {
		b.Call("setAttribute", "aria-expanded", map[bool]string{true: "true", false: "false"}[on])
	}
}

// below are the nodes below a node: of a row from the tree, of a group from
// the nodes it was painted with.
func (g *codesPage) below(key string) []browse.Node {
	t := g.paint.Tree
	if code := strings.TrimLeft(key, "g"); code == key {
		if row, ok := t.Find(code); ok {
			return t.Branch(row, g.own)
		}
		return nil
	}
	for _, nodes := range g.filled {
		for i := range nodes {
			if nodes[i].Row < 0 && paint.NodeKey(&g.paint, &nodes[i]) == key {
				return nodes[i].Nodes
			}
		}
	}
	return nil
}

func (g *codesPage) click(ev js.Value) {
	target := element(ev)
	if target.IsNull() {
		return
	}
	if b := target.Call("closest", "[data-twist]"); b.Truthy() {
		g.open(attr(b, "data-twist"), attr(b, "aria-expanded") != "true")
		return
	}
	// Coming back from the page of a code finds the tree where it was left.
	if a := target.Call("closest", "a.name"); a.Truthy() {
		code := strings.TrimPrefix(a.Get("id").String(), "n-")
		p := address{code: code, pick: g.paint.Pick}
		g.shown = p.String()
		window.Get("history").Call("replaceState", js.Null(), "", "#"+p.String())
	}
}

// key moves through the rows that are to be seen: arrows up and down, right to
// open and go in, left to close and go out, home and end. The tabulator goes to
// every link and button as on any page.
func (g *codesPage) key(ev js.Value) {
	if ev.Get("altKey").Bool() || ev.Get("ctrlKey").Bool() || ev.Get("metaKey").Bool() || ev.Get("shiftKey").Bool() {
		return
	}
	at := element(ev)
	if at.IsNull() {
		return
	}
	row := at.Call("closest", ".row-code, summary")
	if !row.Truthy() {
		return
	}
	step := 0
	switch ev.Get("key").String() {
	case "ArrowDown":
		step = 1
	case "ArrowUp":
		step = -1
	case "Home":
		step = -1 << 20
	case "End":
		step = 1 << 20
	case "ArrowRight":
		if !g.unfold(row, true) {
			step = 1
		}
	case "ArrowLeft":
		if !g.unfold(row, false) {
			g.leave(row)
		}
	default:
		return
	}
	ev.Call("preventDefault")
	if step != 0 {
		g.step(row, step)
	}
}

// unfold opens or closes a row; false if it already is, or nothing is below it.
func (g *codesPage) unfold(row js.Value, open bool) bool {
	if row.Get("tagName").String() == "SUMMARY" {
		d := row.Get("parentElement")
		if d.Get("open").Bool() == open {
			return false
		}
		d.Set("open", open)
		return true
	}
	b := row.Call("querySelector", "[data-twist]")
	if !b.Truthy() || (attr(b, "aria-expanded") == "true") == open {
		return false
	}
	g.open(attr(b, "data-twist"), open)
	return true
}

// leave goes to the row above.
func (g *codesPage) leave(row js.Value) {
	if row.Get("tagName").String() == "SUMMARY" {
		return
	}
	up := row.Call("closest", "li").Get("parentElement").Get("parentElement")
	if up.Get("tagName").String() == "DETAILS" {
		up.Call("querySelector", "summary").Call("focus")
		return
	}
	focusRow(up.Call("querySelector", ".row-code"))
}

// step goes some rows on among those to be seen.
func (g *codesPage) step(row js.Value, by int) {
	all := byID("tree").Call("querySelectorAll", "summary, .row-code")
	var seen []js.Value
	at := 0
	for i := range all.Length() {
		e := all.Index(i)
		if !visible(e) {
			continue
		}
		if e.Equal(row) {
			at = len(seen)
		}
		seen = append(seen, e)
	}
	to := min(max(at+by, 0), len(seen)-1)
	focusRow(seen[to])
}

// visible reports whether an element can be seen. Browsers keep the layout of
// what a folded part hides, so that its place alone does not tell.
func visible(e js.Value) bool {
	if e.Get("checkVisibility").Type() == js.TypeFunction {
		return e.Call("checkVisibility").Bool()
	}
	return !e.Get("offsetParent").IsNull() && !e.Call("closest", "details:not([open]) > .rows").Truthy()
}

func focusRow(row js.Value) {
	if row.Get("tagName").String() != "SUMMARY" {
		row = row.Call("querySelector", ".name")
	}
	row.Call("focus")
}

// address is what the part of an address after # names on the pages of codes:
// a section or a code, and whether it is chosen for the form.
type address struct {
	section, code, day string
	pick               bool
}

func (a address) String() string {
	s := a.section + a.code
	if a.day != "" {
		s += "&date=" + a.day
	}
	if a.pick {
		s += "&pick"
	}
	return s
}

// place reads the address.
func place() address {
	var a address
	hash := strings.TrimPrefix(window.Get("location").Get("hash").String(), "#")
	for i, part := range strings.Split(hash, "&") {
		switch {
		case part == "pick":
			a.pick = true
		case strings.HasPrefix(part, "date="):
			a.day = part[len("date="):]
		case i > 0:
		case strings.Trim(part, "IVX") == "":
			a.section = part
		default:
			if c := wire.CleanCode(part); strings.Trim(c, "0123456789") == "" {
				a.code = c
			}
		}
	}
	return a
}
