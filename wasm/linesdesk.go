//go:build js && wasm

package main

import (
	"slices"
	"strings"
	"syscall/js"

	"rusum/wasm/table"
)

// The worker that computes a long table: the page's own program without a page.
// It keeps the rows the page has handed over (table.Desk), computes them with the
// same code and posts what came of it. The page's side is linesaway.go.
//
// It receives {action: …}
//
//	names   lang, bytes           the names of a language
//	top     text                  the head, as table.Sent writes it
//	part    text                  a change of the rows
//	go      version, open         everything has arrived: compute
//	row     i, stamp, open        what a row pays, in words
//	rate    stamp, text           a reported rate in the page's words
//	write   kind                  the table for a file
//	stop                          gives up what takes long
//
// and posts {progress: [done, all]}, {rows} as Desk.Told writes it, {answer:
// version, out, strip, said, currencies, bad}, {row: html, i, stamp}, {rate,
// stamp}, {piece: …} of a file (linesWriter) and {wrote: [done, all]}.

// deskPage is the name by which the program knows that it is the worker.
const deskPage = "lines.desk"

// deskSlice is how long, in milliseconds, the worker works before it looks for
// messages: a change of the table waits no longer.
const deskSlice = 30

// toldRows is how many rows it tells at a time.
const toldRows = 500

type linesDesk struct {
	linesWork
	desk    *table.Desk
	version int
	said    bool // the answer of version was posted
	next    *timer
	writing *linesWriter
	write   *timer
}

func startDesk(l *library) func() {
	l.lazy = true // nobody searches here
	d := &linesDesk{linesWork: newLinesWork(l), said: true}
	d.desk = table.NewDesk(d.work)
	d.next = newTimer(0, d.run)
	d.write = newTimer(0, d.writeOn)
	window.Set("rusumConvert", js.FuncOf(func(_ js.Value, args []js.Value) any {
		d.take(args[0])
		return true // a program that has run out of memory does not get here
	}))
	window.Call("rusumConvertReady")
	return d.named
}

// named is called when names have arrived: countries can be read.
func (d *linesDesk) named() {
	if d.own != nil && d.work.Reader.Country == nil {
		d.work.Reader.Country = d.country
		d.grid.Forget()
		d.work.Headed()
	}
}

func (d *linesDesk) post(m map[string]any) { window.Call("postMessage", m) }

func (d *linesDesk) take(m js.Value) {
	switch textOf(m.Get("action")) {
	case "names":
		d.add(m.Get("lang").String(), bytesOf(m.Get("bytes")), d.named, func() {}, func() {})
	case "top":
		d.desk.Top(m.Get("text").String())
	case "part":
		d.desk.Part(m.Get("text").String())
	case "go":
		d.version, d.said = m.Get("version").Int(), false
		d.opened(m)
		d.desk.Go()
		d.run()
	case "row":
		d.opened(m)
		stamp := m.Get("stamp").Int()
		if x := d.desk.Row(stamp); x != nil {
			i := m.Get("i").Int()
			d.post(map[string]any{"row": d.row(i, x), "i": i, "stamp": stamp})
		}
	case "rate":
		stamp := m.Get("stamp").Int()
		d.post(map[string]any{"rate": d.rateWords(d.desk.Row(stamp), m.Get("text").String()), "stamp": stamp})
	case "write":
		d.writing = d.writer(m.Get("kind").String(), func(piece map[string]any) { d.post(map[string]any{"piece": piece}) })
		d.write.start()
	case "stop":
		d.writing = nil
		if !d.said {
			d.work.Stop()
			d.run()
		}
	}
}

// opened notes the rows of payments the person has opened.
func (d *linesDesk) opened(m js.Value) {
	clear(d.open)
	for k := range strings.SplitSeq(m.Get("open").String(), " ") {
		d.open[k] = k != ""
	}
}

// run computes for a while; then it tells the rows that show something else now,
// and last what the table comes to.
func (d *linesDesk) run() {
	more := until(deskSlice)
	if !d.work.Step(more) {
		n, all := d.work.Progress()
		d.post(map[string]any{"progress": []any{n, all}})
		d.next.start()
		return
	}
	for {
		told := d.desk.Told(toldRows)
		if told == "" {
			break
		}
		d.post(map[string]any{"rows": told})
		if !more() {
			d.next.start()
			return
		}
	}
	if d.said {
		return
	}
	d.said = true
	x := d.answer()
	var bad strings.Builder
	for _, b := range x.bad {
		bad.WriteString(b.Field + "\x1f" + b.Text + "\x1e")
	}
	d.post(map[string]any{"answer": d.version, "out": x.out, "strip": x.strip, "said": x.said, "currencies": x.currencies, "bad": bad.String()})
}

func (d *linesDesk) writeOn() {
	if w := d.writing; w != nil {
		if w.step(until(deskSlice)) {
			d.writing = nil
			return
		}
		n, all := w.progress()
		d.post(map[string]any{"wrote": []any{n, all}})
		d.write.start()
	}
}

// openText is what a person has opened, as a text.
func openText(open map[string]bool) string {
	var list []string
	for k, v := range open {
		if v {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// pairOf reads [done, all].
func pairOf(v js.Value) (done, all int) { return v.Index(0).Int(), v.Index(1).Int() }
