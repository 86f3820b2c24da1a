//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/paint"
)

// kiosk is the look-up of a self-service terminal: search, a code, what will be
// paid on a price. It keeps nothing and changes no address; the script of the
// page has the keyboard and the clearing.
type kiosk struct {
	*library
	els      *elements
	input    control
	code     string
	way      []string // codes to go back to
	currency string
	needs    []paint.KioskNeed // numbers the sum has asked for, for this code
	soon     *frame
}

func startKiosk(l *library) func() {
	g := &kiosk{library: l, els: newElements(), input: wrap("find"), currency: "USD"}
	g.soon = newFrame(g.search)
	on(byID("find"), "input", false, func(js.Value) { g.soon.ask() })
	on(byID("k-pay"), "input", false, func(ev js.Value) {
		if e := element(ev); !e.IsNull() {
			for i := range g.needs {
				if g.needs[i].Field == attr(e, "data-need") {
					g.needs[i].Value = e.Get("value").String()
				}
			}
		}
		g.pay()
	})
	on(byID("k-back"), "click", false, func(js.Value) { g.back() })
	on(byID("main"), "click", false, func(ev js.Value) {
		e := element(ev)
		if e.IsNull() {
			return
		}
		if b := e.Call("closest", "[data-code]"); b.Truthy() {
			if g.code != "" {
				g.way = append(g.way, g.code)
			}
			g.open(attr(b, "data-code"))
		}
		if b := e.Call("closest", "[data-k-currency]"); b.Truthy() {
			g.take(attr(b, "data-k-currency"))
		}
	})
	l.grown = g.soon.ask
	return g.soon.ask
}

// search lists what is found for what is in the field.
func (g *kiosk) search() {
	q := strings.TrimSpace(g.input.get())
	if g.own == nil {
		return
	}
	list := g.suggestCodes(q, 12)
	g.els.html("found", paint.KioskHits(g.t, list))
	switch {
	case q == "":
		g.els.text("find-status", g.get("ui.find.hint"))
	case len(list) == 0:
		g.els.text("find-status", g.get("ui.find.none", "query", q))
	default:
		g.els.text("find-status", g.get("ui.find.count", "n", strconv.Itoa(len(list))))
	}
}

// open shows a code.
func (g *kiosk) open(code string) {
	in, ok := g.codeIn(code, today())
	if !ok {
		return
	}
	g.code, g.needs = code, nil
	in.Plain = true
	g.els.html("k-head", paint.KioskHead(&in))
	g.els.html("k-body", paint.KioskKnown(&in))
	g.els.html("k-needs", "")
	g.els.hide("k-search", true)
	g.els.hide("k-code", false)
	g.els.hide("k-pay", len(code) < 4)
	byID("main").Set("scrollTop", 0)
	if len(code) >= 4 {
		byID("k-price").Call("focus", map[string]any{"preventScroll": true})
	}
	g.pay()
}

// back goes to the code this one was opened from, and at last to the search.
func (g *kiosk) back() {
	if n := len(g.way); n > 0 {
		code := g.way[n-1]
		g.way = g.way[:n-1]
		g.open(code)
		return
	}
	g.code = ""
	byID("k-price").Set("value", "")
	g.els.hide("k-code", true)
	g.els.hide("k-search", false)
	byID("find").Call("focus", map[string]any{"preventScroll": true})
}

func (g *kiosk) take(currency string) {
	g.currency = currency
	all := document.Call("querySelectorAll", "[data-k-currency]")
	for i := range all.Length() {
		b := all.Index(i)
		b.Call("setAttribute", "aria-pressed", strconv.FormatBool(attr(b, "data-k-currency") == currency))
	}
	g.pay()
}

// pay shows what will be paid on the price, as a company's release for free circulation today.
func (g *kiosk) pay() {
	typed := strings.TrimSpace(byID("k-price").Get("value").String())
	g.els.text("k-err", "")
	if typed == "" {
		g.els.html("k-sum", "")
		return
	}
	line := calc.Line{Code: g.code, Price: calc.Money{Currency: g.currency}}
	var ok bool
	if line.Price.Amount, ok = g.number(typed); !ok {
		return
	}
	for _, n := range g.needs {
		v := strings.TrimSpace(n.Value)
		if v == "" {
			continue
		}
		x, ok := g.number(v)
		if !ok {
			return
		}
		switch unit, quantity := strings.CutPrefix(n.Field, "quantities."); {
		case quantity:
			if line.Quantities == nil {
				line.Quantities = map[string]decimal.Decimal{}
			}
			line.Quantities[unit] = x
		case n.Field == "alcohol":
			line.Alcohol = decimal.NewNullDecimal(x)
		case n.Field == "netMass":
			line.NetMass = decimal.NewNullDecimal(x)
		}
	}
	d := &calc.Declaration{Date: today(), Lines: []calc.Line{line}}
	a, f := assess(d, g.tables)
	if f != nil {
		g.els.html("k-sum", "")
		g.els.text("k-err", render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, g.t))
		return
	}
	v := render.New(a, d, g.t, g.nameOf)
	g.ask(v)
	g.els.html("k-sum", paint.KioskSum(g.t, a, v))
}

// number reads a number as it is typed in the language, and says what is wrong with it.
func (g *kiosk) number(typed string) (decimal.Decimal, bool) {
	n, err := i18n.ParseNumber(typed, g.t.Lang())
	key := ""
	switch {
	case err != nil || n.Value.IsNegative():
		key = "ui.error.number"
	case n.Ambiguous:
		key = "ui.error.ambiguous"
	default:
		return n.Value, true
	}
	g.els.html("k-sum", "")
	g.els.text("k-err", g.get(key, "value", typed))
	return n.Value, false
}

// ask adds fields for the numbers the sum needs. A field stays once it is
// there, also when its number is given.
func (g *kiosk) ask(v *render.View) {
	had := len(g.needs)
	for _, n := range v.Needs {
		field := strings.TrimPrefix(n.Field[strings.LastIndexByte(n.Field, ']')+1:], ".")
		if field != "alcohol" && field != "netMass" && !strings.HasPrefix(field, "quantities.") {
			continue
		}
		known := false
		for _, x := range g.needs {
			known = known || x.Field == field
		}
		if !known {
			g.needs = append(g.needs, paint.KioskNeed{Field: field, Label: n.Label})
		}
	}
	if len(g.needs) > had {
		g.els.html("k-needs", paint.KioskNeeds(g.t, g.needs))
	}
}
