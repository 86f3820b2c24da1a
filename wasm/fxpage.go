//go:build js && wasm

package main

import (
	"errors"
	"strconv"
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/tariffdata"
	"rusum/tariffdata/fx"
	"rusum/wasm/field"
	"rusum/wasm/paint"
)

// fxPage is the page of exchange rates: bulletins are read, kept and listed,
// amounts converted.
type fxPage struct {
	*library
	els    *elements
	said   []string // of the last files
	wrong  []string
	opened string // day whose rates are shown
}

func startFX(l *library) func() {
	p := &fxPage{library: l, els: newElements()}
	on(byID("fx-file"), "change", false, func(ev js.Value) {
		p.files(ev.Get("target").Get("files"))
	})
	onDrop(byID("fx-drop"), p.files)
	on(byID("fx-add"), "click", false, func(js.Value) {
		if s := byID("fx-paste").Get("value").String(); strings.TrimSpace(s) != "" {
			p.said, p.wrong = nil, nil
			b, why := p.parse([]byte(s))
			if why != "" {
				p.wrong = append(p.wrong, p.get("ui.fx.failed", "name", p.get("ui.fx.pasted"), "why", why))
				p.paint()
				return
			}
			byID("fx-paste").Set("value", "")
			p.take([]tariffdata.Bulletin{b})
		}
	})
	on(byID("main"), "click", false, func(ev js.Value) {
		b := ev.Get("target").Call("closest", "[data-act]")
		if !b.Truthy() {
			return
		}
		switch v := attr(b, "data-v"); attr(b, "data-act") {
		case "remove":
			p.remove(v)
		case "open":
			if p.opened == v {
				v = ""
			}
			p.opened = v
			p.paint()
			if e := document.Call("querySelector", `[data-act="open"][data-v="`+attr(b, "data-v")+`"]`); e.Truthy() {
				e.Call("focus")
			}
		}
	})
	for _, id := range []string{"amount", "amount-cur", "day"} {
		on(byID(id), "input", false, func(js.Value) { p.convert() })
		on(byID(id), "change", false, func(js.Value) { p.convert() })
	}
	window.Get("rusumStore").Call("watch", "kept", js.FuncOf(func(js.Value, []js.Value) any {
		await(window.Get("rusumStore").Call("get", "kept", keptBulletins), func(v js.Value) {
			if v.Type() == js.TypeString {
				p.useBulletins(v.String())
				p.paint()
			}
		}, func(string) {})
		return nil
	}))
	p.paint()
	p.els.text("boot-status", "")
	return func() {}
}

func (p *fxPage) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return p.t.Get(key, a...)
}

// parse reads a bulletin, or says what is wrong with the text.
func (p *fxPage) parse(xml []byte) (b tariffdata.Bulletin, why string) {
	b, err := fx.ParseCBAR(xml)
	var bad *fx.Error
	if errors.As(err, &bad) {
		return b, p.get("ui.fx.error."+bad.Code, "found", bad.Detail)
	}
	return b, ""
}

// files reads several files, one after the other, and takes the good ones.
func (p *fxPage) files(list js.Value) {
	p.said, p.wrong = nil, nil
	n := list.Length()
	var good []tariffdata.Bulletin
	var next func(i int)
	next = func(i int) {
		if i == n {
			byID("fx-file").Set("value", "")
			p.take(good)
			return
		}
		f := list.Index(i)
		name := f.Get("name").String()
		fail := func(why string) {
			p.wrong = append(p.wrong, p.get("ui.fx.failed", "name", field.Clip(name), "why", why))
			next(i + 1)
		}
		if f.Get("size").Float() > fx.MaxSize { // before it is copied
			fail(p.get("ui.fx.error.too_large"))
			return
		}
		await(f.Call("arrayBuffer"), func(v js.Value) {
			b, why := p.parse(bytesOf(window.Get("Uint8Array").New(v)))
			if why != "" {
				fail(why)
				return
			}
			if d, ok := i18n.ParseDate(strings.TrimSuffix(strings.ToLower(name), ".xml")); ok && d != b.Date {
				p.said = append(p.said, p.get("ui.fx.otherday", "name", name, "date", p.t.Date(b.Date)))
			}
			good = append(good, b)
			next(i + 1)
		}, func(string) { fail(p.get("ui.fx.unread")) })
	}
	next(0)
}

// take puts bulletins into use and keeps them.
func (p *fxPage) take(list []tariffdata.Bulletin) {
	var fresh []tariffdata.Bulletin
	for _, b := range list {
		old := p.own(b.Date)
		for i := range fresh { // two files of a day
			if fresh[i].Date == b.Date {
				old = &fresh[i]
			}
		}
		day := p.t.Date(b.Date)
		switch {
		case old != nil && fx.Encode(*old) == fx.Encode(b):
			p.said = append(p.said, p.get("ui.fx.same", "date", day))
			continue
		case old != nil:
			p.said = append(p.said, p.get("ui.fx.replaced", "date", day, "list", differences(*old, b)))
		case len(p.bulletins)+len(fresh) >= mostBulletins:
			p.wrong = append(p.wrong, p.get("ui.fx.many", "n", strconv.Itoa(mostBulletins)))
			continue
		default:
			p.said = append(p.said, p.get("ui.fx.added", "date", day, "n", strconv.Itoa(len(b.Rates))))
		}
		fresh = append(fresh, b)
	}
	if len(fresh) == 0 {
		p.paint()
		return
	}
	p.change(fresh)
}

// change puts bulletins into use at once and then keeps them.
func (p *fxPage) change(list []tariffdata.Bulletin) {
	now := ""
	for _, b := range p.bulletins {
		now += fx.Encode(b) + "\n"
	}
	p.useBulletins(putBulletins(now, list))
	p.paint()
	updateKept(keptBulletins, func(old string) string { return putBulletins(old, list) }, func(reason string) {
		if reason != "" {
			p.wrong = append(p.wrong, p.get("ui.fx.keep."+reason))
			p.paint()
		}
	})
}

func (p *fxPage) remove(day string) {
	d, err := date.Parse(day)
	if err != nil {
		return
	}
	p.said, p.wrong = []string{p.get("ui.fx.removed", "date", p.t.Date(d))}, nil
	if p.opened == day {
		p.opened = ""
	}
	p.change([]tariffdata.Bulletin{{Date: d}})
	byID("fx-file").Call("focus")
}

// own is the bulletin of the person's of a day, nil where there is none.
func (p *fxPage) own(day date.Date) *tariffdata.Bulletin {
	for i := range p.bulletins {
		if p.bulletins[i].Date == day {
			return &p.bulletins[i]
		}
	}
	return nil
}

// differences lists the currencies whose rates are others.
func differences(a, b tariffdata.Bulletin) string {
	var out []string
	for _, r := range b.Rates {
		if old, ok := a.Rate(r.Currency); !ok || !old.Equal(r.Rate) {
			out = append(out, r.Currency)
		}
	}
	for _, r := range a.Rates {
		if _, ok := b.Rate(r.Currency); !ok {
			out = append(out, r.Currency)
		}
	}
	return strings.Join(out, ", ")
}

func (p *fxPage) paint() {
	p.els.html("fx-said", paint.Paragraphs(p.t, p.said))
	p.els.html("fx-wrong", paint.Paragraphs(p.t, p.wrong))
	p.els.html("fx-list", paint.Bulletins(p.t, p.tables.Bulletins, p.opened))
	p.convert()
}

// convert answers the small calculator.
func (p *fxPage) convert() {
	typed := map[string]string{"amount": byID("amount").Get("value").String(), "day": byID("day").Get("value").String(),
		"amount-cur": byID("amount-cur").Get("value").String()}
	wrong := map[string]string{}
	x := field.Scan{Reader: &field.Reader{Texts: p.t}, Fields: typed, Default: func(string) string { return "" },
		Note: func(string, string) {}, Report: func(e field.Problem) { wrong[e.Field] = e.Text }}
	m := x.Money("amount")
	day, ok := x.Day("day")
	if !ok {
		day = today()
	}
	for _, id := range []string{"amount", "day"} {
		p.els.text(id+"-err", wrong[id])
		p.els.hide(id+"-err", wrong[id] == "")
		p.els.invalid(id, wrong[id] != "")
	}
	if m == nil || len(wrong) > 0 {
		p.els.html("fx-out", "")
		return
	}
	used, ok := calc.FXOn(m.Currency, day, p.tables)
	if !ok {
		p.els.html("fx-out", paint.Paragraphs(p.t, []string{p.get("ui.fx.norate", "currency", m.Currency, "day", p.t.Date(day))}))
		return
	}
	from := "ui.fx.from.program"
	if used.Own {
		from = "ui.fx.from.own"
	}
	list := []string{
		p.get("ui.fx.result", "amount", p.t.Number(m.Amount), "currency", m.Currency, "azn", paint.Manat(p.t, m.Amount.Mul(used.Rate).Round(2))),
		p.get("ui.fx.by", "currency", m.Currency, "rate", p.t.Number(used.Rate), "date", p.t.Date(used.Date), "from", p.get(from)),
	}
	if used.Date != day {
		list = append(list, p.get("ui.fx.stale", "day", p.t.Date(day)))
	}
	p.els.html("fx-out", paint.Paragraphs(p.t, list))
}
