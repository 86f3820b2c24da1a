//go:build js && wasm

package main

import (
	"slices"
	"strings"
	"syscall/js"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/form"
	"rusum/wasm/paint"
)

// calcSum adds what is applied and says whether anything is open.
func calcSum(cs []calc.Charge) (sum decimal.Decimal, open bool) {
	for i := range cs {
		switch cs[i].Status {
		case calc.Applied:
			sum = sum.Add(cs[i].Amount.Decimal)
		case calc.NeedsInput, calc.Unknown:
			open = true
		}
	}
	return sum, open
}

// current is the line on the screen in the declaration, nil if it is empty.
func (g *goods) current() *calc.Line {
	for i, l := range g.read.LineOf {
		if l == g.doc.At {
			return &g.read.Declaration.Lines[i]
		}
	}
	return nil
}

// asksOf are the needs of one line, assessed alone.
func (g *goods) asksOf(l calc.Line) []render.NeedView {
	d := *g.read.Declaration
	d.Lines = []calc.Line{l}
	a, f := assess(&d, g.tables)
	if f != nil {
		return nil
	}
	return render.New(&calc.Assessment{Needs: a.Needs}, &d, g.t, nil).Needs
}

// paintQuestions shows the fields the engine asks for. A field stays while it
// matters: the engine would ask for it if it were empty. A field that has the
// focus is never taken away. It says whether it forgot an answer that was computed with.
func (g *goods) paintQuestions() (forgot bool) {
	l := g.current()
	if l == nil || l.Code == "" {
		g.setQuestions(nil)
		g.els.html("reliefs", "")
		return false
	}
	line := *l
	if line.Price.Currency == "" { // the questions do not wait for the price
		line.Price = calc.Money{Currency: "AZN"}
	}
	var list []paint.Question
	seen := map[string]bool{}
	add := func(n render.NeedView) {
		_, id := form.FieldOf(n.Field)
		if seen[id] || !form.IsLine(id) {
			return
		}
		q := paint.Question{ID: id, Label: n.Label, Hint: n.Why, Value: g.doc.Get(id), Choices: n.Choices, Kind: "number"}
		if n.Hint != "" {
			q.Hint = n.Hint
		}
		switch {
		case len(n.Choices) > 0:
			q.Kind = "choice"
		case id == "v-made":
			q.Kind = "day"
		}
		switch id {
		case "price", "duty", "scenario", "from", "traded", "proof", "code", "origin":
			return // already on the page
		}
		seen[id] = true
		list = append(list, q)
	}
	for id := range g.doc.Lines[g.doc.At] {
		without := line
		switch {
		case strings.HasPrefix(id, form.QuantityPrefix):
			key := strings.TrimPrefix(id, form.QuantityPrefix)
			without.Quantities = map[string]decimal.Decimal{}
			for k, v := range line.Quantities {
				if k != key {
					without.Quantities[k] = v
				}
			}
		case id == "alcohol":
			without.Alcohol = decimal.NullDecimal{}
		case id == "variant":
			without.Variant = ""
		case id == "net":
			without.NetMass = decimal.NullDecimal{}
		default:
			continue
		}
		relevant := false
		for _, n := range g.asksOf(without) {
			if _, f := form.FieldOf(n.Field); f == id {
				add(n)
				relevant = true
			}
		}
		if !relevant && id == "variant" {
			delete(g.doc.Lines[g.doc.At], id) // an answer to a question of another code
			l.Variant, line.Variant = "", ""
			forgot = true
		}
	}
	asks := []render.NeedView(nil)
	if g.view != nil && len(g.read.Declaration.Lines) == 1 {
		asks = g.view.Needs // the answer asks the same
	} else {
		asks = g.asksOf(line)
	}
	for _, n := range asks {
		add(n)
	}
	for _, q := range g.vehicleQuestions(&line) {
		if !seen[q.ID] {
			seen[q.ID] = true
			list = append(list, q)
		}
	}
	form.Order(list, func(a, b paint.Question) int {
		if ra, rb := rank(a.ID), rank(b.ID); ra != rb {
			return ra - rb
		}
		return strings.Compare(a.ID, b.ID)
	})
	g.setQuestions(list)
	g.paintReliefs(line)
	return forgot
}

// rank puts what decides the other questions first.
func rank(id string) int {
	switch id {
	case "v-kind":
		return 0
	case "v-fuel":
		return 1
	case "variant":
		return 2
	case "alcohol":
		return 8
	}
	return 5
}

// setQuestions paints the questions if they are others than before. Net mass
// is a field of the page and is moved there and back rather than painted.
func (g *goods) setQuestions(list []paint.Question) {
	var own []paint.Question
	sig := ""
	net := false
	for _, q := range list {
		if q.ID == "net" || q.ID == "gross" {
			net = true
			continue
		}
		own = append(own, q)
		sig += q.ID + ":" + q.Label
		for _, c := range q.Choices {
			sig += "," + c.Value
		}
		sig += "|"
	}
	g.place("f-net", net)
	if sig == g.painted {
		return
	}
	if g.painted != "?" && g.painted != "" && strings.Contains("|"+g.painted, "|"+activeField()+":") && !strings.Contains("|"+sig, "|"+activeField()+":") {
		return // the field in use stays
	}
	for _, id := range g.fieldIDs()[len(topIDs)+len(lineIDs):] {
		g.els.forget(id, id+"-note", id+"-err")
	}
	g.painted = sig
	focus := activeID()
	g.els.html("needs", paint.Questions(g.t, own))
	g.els.forget("needs")
	if focus != "" && activeID() != focus {
		if e := byID(focus); e.Truthy() {
			e.Call("focus")
		}
	}
}

// activeField is the field that has the focus; the buttons of a choice belong to one.
func activeField() string {
	a := document.Get("activeElement")
	if !a.Truthy() {
		return ""
	}
	if f := attr(a, "data-field"); f != "" {
		return f
	}
	return a.Get("id").String()
}

// place puts the net mass among the questions, or back with the other details.
func (g *goods) place(id string, among bool) {
	e := byID(id)
	to := byID("needs-own")
	if !e.Truthy() || !to.Truthy() {
		return
	}
	in := to.Call("contains", e).Bool()
	if in == among || e.Call("contains", document.Get("activeElement")).Bool() {
		return
	}
	if among {
		to.Call("appendChild", e)
	} else {
		byID("f-gross").Call("before", e)
	}
}

func (g *goods) paintReliefs(line calc.Line) {
	v := g.view
	if v == nil || len(line.Relief) > 0 || len(v.Lines) > 1 {
		d := *g.read.Declaration
		line.Relief = nil
		d.Lines = []calc.Line{line}
		a, f := assess(&d, g.tables)
		if f != nil {
			return
		}
		v = render.New(a, &d, g.t, nil)
	}
	claimed := strings.Split(g.doc.Get("relief"), ",")
	seen := map[string]bool{}
	var list []paint.Relief
	for _, r := range v.Rows {
		for _, c := range r.Claims {
			if !seen[c.Article] {
				seen[c.Article] = true
				list = append(list, paint.Relief{ClaimView: c, Claimed: slices.Contains(claimed, c.Article)})
			}
		}
	}
	// What a link claims although the law offers it not stays visible.
	for _, c := range claimed {
		if c != "" && !seen[c] {
			list = append(list, paint.Relief{ClaimView: render.ClaimView{Article: c, Text: c}, Claimed: true})
		}
	}
	focus := activeID()
	if g.els.html("reliefs", paint.Reliefs(g.t, list)) && strings.HasPrefix(focus, "relief-") {
		if e := byID(focus); e.Truthy() {
			e.Call("focus")
		}
	}
}

// claimReliefs takes the ticked boxes.
func (g *goods) claimReliefs() {
	boxes := byID("reliefs").Call("querySelectorAll", "input:checked")
	var list []string
	for i := range boxes.Length() {
		list = append(list, boxes.Index(i).Get("value").String())
	}
	g.edit("relief", strings.Join(list, ","))
}

// paintRates shows the exchange rates in use: the bulletin's, or the person's own.
func (g *goods) paintRates() {
	set := map[string]bool{}
	d := g.read.Declaration
	for i := range d.Lines {
		set[d.Lines[i].Price.Currency] = true
	}
	for _, m := range []*calc.Money{d.Delivery.Freight, d.Delivery.Insurance, d.Delivery.Other} {
		if m != nil {
			set[m.Currency] = true
		}
	}
	for k := range g.doc.Top {
		if cur, ok := strings.CutPrefix(k, form.RatePrefix); ok {
			set[cur] = true
		}
	}
	if g.answer != nil {
		for _, f := range g.answer.FX {
			set[f.Currency] = true
		}
		for _, n := range g.answer.Needs {
			if _, f := form.FieldOf(n.Field); strings.HasPrefix(f, form.RatePrefix) {
				set[strings.TrimPrefix(f, form.RatePrefix)] = true
			}
		}
	}
	delete(set, "")
	delete(set, "AZN")
	var curs []string
	for c := range set {
		curs = append(curs, c)
	}
	slices.Sort(curs)
	sig := strings.Join(curs, " ")
	if len(curs) == 0 {
		sig = " "
	}
	notes := g.bulletinRates(curs)
	if sig != g.rates && !strings.HasPrefix(activeID(), form.RatePrefix) {
		for _, cur := range strings.Fields(g.rates) {
			id := form.RatePrefix + cur
			g.els.forget(id, id+"-note", id+"-err", id+"-hint")
		}
		g.rates = sig
		var list []paint.Rate
		for _, c := range curs {
			list = append(list, paint.Rate{Currency: c, Value: g.doc.Get(form.RatePrefix + c), Note: notes[c]})
		}
		g.els.html("rates", paint.Rates(g.t, list))
		g.els.forget("rates")
		return
	}
	for _, c := range curs {
		g.els.text(form.RatePrefix+c+"-hint", notes[c])
	}
}

// bulletinRates says what the engine's bulletin has for each currency, and keeps
// it while nothing it depends on changes.
func (g *goods) bulletinRates(curs []string) map[string]string {
	key := g.day().String() + g.read.Declaration.FXDate.String() + strings.Join(curs, "")
	for c := range g.read.Declaration.Rates {
		key += "," + c
	}
	if key == g.noted {
		return g.notesOf
	}
	notes := g.rateNotes(g.read.Declaration, curs)
	if len(g.read.Declaration.Rates) < 2 { // the order of a map is not a key
		g.noted, g.notesOf = key, notes
	}
	return notes
}

// rateNotes says what the bulletin of a declaration's day has for each currency:
// a declaration without the person's own rates is assessed for it.
func (l *library) rateNotes(of *calc.Declaration, curs []string) map[string]string {
	notes := map[string]string{}
	d := calc.Declaration{Date: of.Date, FXDate: of.FXDate}
	for _, c := range curs {
		d.Lines = append(d.Lines, calc.Line{Code: "0101", Price: calc.Money{Amount: decimal.NewFromInt(1), Currency: c}})
	}
	bulletin := map[string]calc.FXUsed{}
	if len(d.Lines) > 0 {
		if a, f := assess(&d, l.tables); f == nil {
			for _, x := range a.FX {
				bulletin[x.Currency] = x
			}
		}
	}
	for _, c := range curs {
		x, has := bulletin[c]
		_, own := of.Rates[c]
		switch {
		case own && has:
			notes[c] = l.get("ui.rate.user", "rate", l.t.Number(x.Rate))
		case own:
			notes[c] = l.get("ui.rate.only")
		case has:
			key := "ui.rate.cbar"
			if x.Own {
				key = "ui.rate.own"
			}
			notes[c] = l.get(key, "date", l.t.Date(x.Date), "rate", l.t.Number(x.Rate))
		default:
			notes[c] = l.get("ui.rate.missing")
		}
	}
	return notes
}

// goTo shows the field to the person: its line, its folded part, the focus.
func (g *goods) goTo(line int, field string) {
	if line >= 0 && line < len(g.doc.Lines) && line != g.doc.At {
		g.doc.At = line
		g.show()
		g.update()
	}
	e := byID(field)
	if !e.Truthy() {
		e = document.Call("querySelector", `[data-field="`+field+`"]`)
	}
	if !e.Truthy() {
		return
	}
	unfold(e)
	if p := e.Call("closest", "[hidden]"); p.Truthy() {
		p.Set("hidden", false)
	}
	e.Call("focus")
	if box := byID("f-" + field); box.Truthy() {
		box.Call("scrollIntoView", map[string]any{"block": "nearest"})
	}
}

// unfold opens the folded parts an element is in.
func unfold(e js.Value) {
	if !e.Truthy() {
		return
	}
	for d := e.Call("closest", "details"); d.Truthy(); d = d.Get("parentElement").Call("closest", "details") {
		d.Set("open", true)
	}
}
