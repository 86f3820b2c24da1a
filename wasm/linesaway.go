//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/site/i18n"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

// A table of more than longTable rows is computed by a worker (linesdesk.go); one
// that has shrunk below shortTable comes back.
const (
	longTable  = 1000
	shortTable = 700
)

// partRows is how many rows are handed over at a time.
const partRows = 500

// silence is how long, in milliseconds, a worker that has something to do may
// say nothing before it is given up; it has more time to begin.
const (
	silence = 15000
	begin   = 60000
)

// patience is how long, in milliseconds, an answer may take before the page says
// how far it is: the sum is not to flicker with every letter.
const patience = 250

// linesAway is the page's side of a table that is computed by a worker.
type linesAway struct {
	p        *linesPage
	worker   js.Value
	on, fail js.Func
	sent     table.Sent
	named    map[i18n.Lang]bool // names the worker has
	ready    bool               // it has those it needs

	version  int // of what was sent
	asked    int // the last version that was to be computed
	answered int // the last version whose answer is here
	answer   linesAnswer
	since    float64            // when the last answer was asked for
	adopt    func(words string) // waits for a rate in words
	watch    *timer
}

// place decides who computes the table.
func (p *linesPage) place() {
	n := p.grid.Used()
	switch {
	case p.away == nil && n > longTable && !p.alone:
		p.leave()
	case p.away != nil && n < shortTable:
		p.home()
	}
}

// leave hands the table over to a worker.
func (p *linesPage) leave() {
	if window.Get("Worker").Type() != js.TypeFunction {
		p.alone = true
		return
	}
	a := &linesAway{p: p, sent: table.Sent{Grid: p.grid}, named: map[i18n.Lang]bool{}}
	p.away = a
	p.grid.Leave()
	p.work.Parts, p.work.Bad = nil, nil
	a.worker = window.Get("rusumTariff").Call("worker")
	a.on = js.FuncOf(func(_ js.Value, args []js.Value) any {
		if m := args[0].Get("data"); p.away == a && m.Type() == js.TypeObject {
			a.take(m)
		}
		return nil
	})
	a.fail = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault") // it is told on the page
		a.ended()
		return nil
	})
	a.worker.Set("onmessage", a.on)
	a.worker.Set("onerror", a.fail)
	a.watch = newTimer(silence, a.ended)
	base := window.Get("location").Get("href")
	data := map[string]any{"page": deskPage, "lang": string(p.t.Lang())}
	for _, name := range []string{"texts", "core", "tariff", "own", "bulletins"} {
		data[name] = host.Get(name)
	}
	a.worker.Call("postMessage", map[string]any{"module": host.Get("module"), "rusum": data,
		"wasmExec": window.Get("URL").New(attr(byID("files"), "data-glue"), base).Get("href")})
	a.expect(begin)
	a.bringNames()
	p.note("desk", "away")
}

// bringNames hands over the names the page has and the worker has not.
func (a *linesAway) bringNames() {
	var lack []i18n.Lang
	for _, lang := range append([]i18n.Lang{a.p.t.Lang()}, i18n.Langs...) {
		if a.p.names[string(lang)] != nil && !a.named[lang] {
			a.named[lang] = true
			lack = append(lack, lang)
		}
	}
	go func() {
		for _, lang := range lack {
			if v, err := wait(host.Call("namesOf", string(lang))); err == nil && a.p.away == a {
				a.post(map[string]any{"action": "names", "lang": string(lang), "bytes": v})
			}
		}
		if a.p.away == a && !a.ready {
			a.ready = true
			a.p.ask()
		}
	}()
}

func (a *linesAway) post(m map[string]any) { a.worker.Call("postMessage", m) }

// expect waits for the worker so long, while it has something to do.
func (a *linesAway) expect(ms int) {
	a.watch.wait = ms
	a.watch.start()
}

// push hands over what has changed; false where there is more to hand over.
func (a *linesAway) push(more func() bool) bool {
	if !a.ready {
		return false
	}
	fresh, whole := false, true
	if top, ok := a.sent.Top(); ok {
		a.post(map[string]any{"action": "top", "text": top})
		fresh = true
	}
	for part := a.sent.Part(partRows); part != ""; part = a.sent.Part(partRows) {
		a.post(map[string]any{"action": "part", "text": part})
		if fresh = true; !more() {
			whole = false
			break
		}
	}
	if fresh {
		a.version++
	}
	if whole && a.version > a.asked {
		if a.asked == a.answered {
			a.since = window.Get("performance").Call("now").Float()
		}
		a.asked = a.version
		a.post(map[string]any{"action": "go", "version": a.version, "open": openText(a.p.open)})
		if !a.watch.on {
			a.expect(silence)
		}
	}
	return whole
}

// settled reports whether the answer is that of the table as it is.
func (a *linesAway) settled() bool { return a.ready && a.version > 0 && a.answered == a.version }

// take takes a message of the worker.
func (a *linesAway) take(m js.Value) {
	p := a.p
	if m.Get("error").Truthy() || m.Get("ended").Truthy() {
		a.ended()
		return
	}
	if a.watch.on {
		a.expect(silence)
	}
	switch {
	case m.Get("ready").Truthy():
	case m.Get("rows").Type() == js.TypeString:
		a.sent.Take(m.Get("rows").String())
		p.frame.ask()
	case m.Get("progress").Truthy():
		if !a.settled() && window.Get("performance").Call("now").Float()-a.since > patience {
			n, all := pairOf(m.Get("progress"))
			p.showProgress(n, all)
		}
	case m.Get("answer").Type() == js.TypeNumber:
		a.answered = m.Get("answer").Int()
		if a.answered != a.version {
			return // another is on its way
		}
		x := linesAnswer{out: m.Get("out").String(), strip: m.Get("strip").String(), said: m.Get("said").String(), currencies: m.Get("currencies").String()}
		for pair := range strings.SplitSeq(m.Get("bad").String(), "\x1e") {
			if f, text, ok := strings.Cut(pair, "\x1f"); ok {
				x.bad = append(x.bad, form.Problem{Line: -1, Field: f, Text: text})
			}
		}
		a.answer = x
		a.watch.stop()
		if p.frame.on || p.next.on || p.file != nil {
			p.update()
		} else { // the rows came before and were painted
			p.settle(x)
		}
	case m.Get("row").Type() == js.TypeString:
		i, stamp := m.Get("i").Int(), m.Get("stamp").Int()
		if i == p.view.at.row && i < len(p.grid.Rows) && p.grid.Rows[i].Stamp == stamp {
			p.els.html("detail", m.Get("row").String())
			p.note("detail", "done")
		}
	case m.Get("rate").Type() == js.TypeString:
		if a.adopt != nil {
			a.adopt(m.Get("rate").String())
			a.adopt = nil
		}
	case m.Get("piece").Truthy():
		if f := p.file; f != nil && f.piece != nil {
			if m.Get("piece").Get("action").String() == "end" {
				a.watch.stop()
			}
			f.piece(m.Get("piece"))
		}
	case m.Get("wrote").Truthy():
		if p.file != nil {
			p.wrote(pairOf(m.Get("wrote")))
		}
	}
}

// row asks for the payments of the row under the cursor.
func (a *linesAway) row(i int) {
	a.post(map[string]any{"action": "row", "i": i, "stamp": a.p.grid.Rows[i].Stamp, "open": openText(a.p.open)})
}

// rate asks for a reported rate of a row in words.
func (a *linesAway) rate(x *table.Item, text string, then func(words string)) {
	a.adopt = then
	a.post(map[string]any{"action": "rate", "stamp": x.Stamp, "text": text})
}

func (a *linesAway) write(kind string) {
	a.post(map[string]any{"action": "write", "kind": kind})
	a.expect(silence)
}

func (a *linesAway) stop() { a.post(map[string]any{"action": "stop"}) }

func (a *linesAway) close() {
	a.watch.stop()
	a.worker.Call("terminate")
	a.worker.Set("onmessage", js.Null())
	a.worker.Set("onerror", js.Null())
}

// home computes the table on the page again.
func (p *linesPage) home() {
	p.away.close()
	p.away = nil
	p.grid.Return()
	p.work.Headed()
	p.note("desk", "home")
}

// ended is called when the worker has ended by itself or does not answer: what
// was typed stands in the page, which goes on without it.
func (a *linesAway) ended() {
	p := a.p
	if p.away != a {
		return
	}
	p.alone = true
	p.home()
	if p.file != nil && p.file.piece != nil {
		p.closeFile("")
	}
	p.ended = true
	p.paintNotices()
	p.announce(p.get("ui.lines.alone"))
	p.ask()
}
