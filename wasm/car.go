//go:build js && wasm

package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/outlook"
	"rusum/calc/wire"
	"rusum/site/carlist"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

// car is the page of a vehicle bought abroad, and of a dealer's list of them. It
// is made of functions alone: what has to be run before main would be in every
// program.
var car = calculator{sheet: &sheet.Car,
	compute: func(p *sheetPage, x *sheet.Scan) answer { return theCar.compute(p, x) },
	act:     func(p *sheetPage, act, value string, line int) bool { return theCar.act(p, act, value, line) },
	start:   func(p *sheetPage) { theCar.start(p) }, asks: sheet.CarAsks}

var theCar carPage

// carPage is what the page knows beyond the form.
type carPage struct {
	list  *carlist.List
	done  int    // cars of it that are assessed
	read  string // what the list was read from
	again *timer // the next part of a long list

	// What is around the vehicle takes several times as long as its own answer. While
	// a person types, the last stands there faded; it follows when they pause.
	around paint.Around
	of     string    // the declaration it is of
	shown  [2]string // what of it stands before and after the table, as HTML
	opened string    // what was unfolded in it then
	look   *timer
	due    bool
}

func (k *carPage) start(p *sheetPage) {
	k.again = newTimer(0, p.update)
	k.look = newTimer(150, func() { k.due = true; p.update() })
}

func (k *carPage) compute(p *sheetPage, x *sheet.Scan) answer {
	day, ok := x.Day("date")
	if !ok && x.Text("date") == "" {
		day = today()
		x.Notes["date"] = p.get("ui.car.today", "date", p.t.DateLong(day))
	}
	rate := x.Optional("rate")
	if x.Choice("mode") == "list" {
		return k.computeList(p, x, day)
	}
	d, last := k.declaration(p, x, day, rate)
	x.Need("price", "ui.car.price.need")
	out := answer{}
	if from := d.Lines[0].Origin; from != "" && !partner(p.tables, from, day) {
		out.hide = map[string]bool{"fta": true}
		d.Lines[0].DispatchedFrom, d.Lines[0].OriginProof = "", ""
	}
	if x.Bad() {
		return out
	}
	if s := p.doc.Get("scenario"); s != "" && d.Lines[0].Duty == nil {
		// Chosen for a duty that was not known; another vehicle's may be.
		if b, f := calc.Sums(d, p.tables); f == nil && len(b.Scenarios) > 0 {
			d.Lines[0].DutyScenario = s
		}
	}
	a, f := calc.Assess(d, p.tables)
	if f != nil {
		x.Fault(f, sheet.CarAsks)
		return out
	}
	view := render.New(a, d, p.t, p.nameOf)
	in := paint.In{Texts: p.t, View: view, Assessment: a, Declaration: d, Open: p.open, Today: today(), Link: p.linkURL(), CountryName: p.countryName, Switch: true}
	in.Then = k.landed(p, x, d, a)
	k.lookAround(p, d, a, &in)
	in.Last = in.NotFound(d.Declarant)
	if !last.IsZero() {
		k.sayRange(p, x, d, a, last)
	}
	out.html, out.sum = paint.Answer(in), paint.Sum(a, p.t)
	out.declaration, out.assessment = d, a
	if a.Total.Valid {
		out.total = a.Total.Decimal.StringFixed(2)
	}
	out.csv = func() string { return render.CSV(a, p.t) }
	return out
}

// lookAround fills in what is around the vehicle: at once the first time, then
// when the person pauses.
func (k *carPage) lookAround(p *sheetPage, d *calc.Declaration, a *calc.Assessment, in *paint.In) {
	of := string(wire.EncodeDeclaration(d)) + strconv.FormatBool(p.own != nil)
	computed := of != k.of && (k.due || k.of == "")
	if computed {
		k.of, k.around = of, paint.Around{}
		if look := outlook.Around(d, a, p.tables); look != nil {
			v := d.Lines[0].Vehicle
			k.around = paint.Around{Look: look, View: render.Look(look, p.t, p.nameOf), CC: v.EngineCC, Days: -1, Total: sumWords(p.t, a), Sum: sumOf(a)}
			if !v.Produced.IsZero() {
				k.around.Days, _ = calc.Age(v.Produced, d.Date)
			}
		}
	}
	k.due = false
	if opened := openText(in.Open); computed || opened != k.opened {
		k.shown, k.opened = [2]string{in.Nearby(k.around), in.Around(k.around)}, opened
	}
	in.Before, in.After = k.shown[0], k.shown[1]
	if of != k.of {
		in.Before, in.After = paint.Faded(in.Before), paint.Faded(in.After)
		k.look.start()
	}
}

// partner reports whether a country has free trade on the day.
func partner(t *calc.Tables, country string, day date.Date) bool {
	return slices.ContainsFunc(t.Partners, func(r calc.PartnerRow) bool { return r.Country == country && r.Has(day) })
}

// declaration reads the form. last is the last day of production that what was
// typed may mean, zero where it names a day.
func (k *carPage) declaration(p *sheetPage, x *sheet.Scan, day date.Date, rate decimal.NullDecimal) (d *calc.Declaration, last date.Date) {
	get := func(id string) string { return x.Fields[id] }
	v := &calc.Vehicle{Kind: x.Choice("kind"), Special: x.Flag("special")}
	for _, id := range []string{"fuel", "mfuel"} {
		if f := x.Choice(id); f != "" {
			v.Fuel = f
		}
	}
	if get("cc") != "" {
		v.EngineCC = x.Whole("cc")
		if v.EngineCC > 0 && v.EngineCC < 20 {
			x.Problem("cc", "error.litres", "value", x.Text("cc"))
		}
	}
	v.MileageKM = x.Whole("km")
	v.Produced, last = k.made(p, x)
	d = &calc.Declaration{Date: day, Declarant: x.Choice("who")}
	l := calc.Line{Vehicle: v, Code: v.Code(), NetMass: x.Optional("mass"), Origin: x.Country("origin")}
	if m := x.Money("price"); m != nil {
		l.Price = *m
		if rate.Valid && m.Currency != "AZN" {
			d.Rates = map[string]decimal.Decimal{m.Currency: rate.Decimal}
		}
	}
	d.Delivery.Freight, d.Delivery.Insurance = x.Money("freight"), x.Money("insurance")
	if fee := x.Money("fee"); fee != nil && x.Flag("feein") {
		d.Delivery.Other = fee
	}
	if x.Flag("fta") {
		l.DispatchedFrom, l.OriginProof = l.Origin, "st1"
	}
	if x.Flag("rarity") {
		l.Relief = []string{"rarity"}
	}
	if duty, ok := x.Rate("duty"); ok {
		l.Duty, l.DutyText = &duty, x.Text("duty")
	}
	for pair := range strings.SplitSeq(p.doc.Get("readings"), ",") {
		if key, reading, ok := strings.Cut(pair, ":"); ok {
			d.Readings = append(d.Readings, calc.Choice{Key: key, Reading: reading})
		}
	}
	l.Description = carlist.What(v, p.t)
	d.Lines = []calc.Line{l}
	return d, last
}

// made reads the day of production: a day, or a month or a year, of which the
// first day is taken, since papers often have no more.
func (k *carPage) made(p *sheetPage, x *sheet.Scan) (first, last date.Date) {
	s := x.Text("made")
	if s == "" {
		return first, last
	}
	y, m := 0, 0
	switch parts := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '/' || r == '-' }); {
	case len(parts) == 1 && len(s) == 4:
		y = number(parts[0])
	case len(parts) == 2 && len(parts[1]) == 4:
		m, y = number(parts[0]), number(parts[1])
	case len(parts) == 2 && len(parts[0]) == 4:
		y, m = number(parts[0]), number(parts[1])
	default:
		first, _ = x.Day("made")
		return first, last
	}
	var ok bool
	if m == 0 && !strings.ContainsAny(s, "./-") {
		first, ok = date.New(y, 1, 1)
		last, _ = date.New(y, 12, 31)
	} else if first, ok = date.New(y, m, 1); ok {
		last = first.AddMonths(1).AddDays(-1)
	}
	if !ok {
		x.Problem("made", "ui.error.date", "value", s)
		return date.Date{}, date.Date{}
	}
	return first, last
}

// number is a whole number of up to four digits, 0 for anything else.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 9999 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// sayRange tells what a month or a year without a day leaves open: the total for
// its last day beside that of its first.
func (k *carPage) sayRange(p *sheetPage, x *sheet.Scan, d *calc.Declaration, a *calc.Assessment, last date.Date) {
	e := *d
	e.Lines = slices.Clone(d.Lines)
	v := *d.Lines[0].Vehicle
	if v.Produced = last; last.After(d.Date) {
		v.Produced = d.Date
	}
	e.Lines[0].Vehicle = &v
	note := p.get("ui.car.made.first", "date", p.t.DateLong(d.Lines[0].Vehicle.Produced))
	if b, f := calc.Sums(&e, p.tables); f == nil {
		if sumWords(p.t, a) == sumWords(p.t, b) {
			note += " " + p.get("ui.car.made.same")
		} else {
			note += " " + p.get("ui.car.made.last", "date", p.t.DateLong(v.Produced), "total", sumWords(p.t, b))
		}
	}
	x.Notes["made"] = note
}

// landed says what the vehicle costs in the end, in manat and in dollars: price,
// delivery, auction fee and payments.
func (k *carPage) landed(p *sheetPage, x *sheet.Scan, d *calc.Declaration, a *calc.Assessment) []string {
	if !a.CustomsValue.Valid {
		return nil
	}
	s := sumOf(a)
	sum := a.CustomsValue.Decimal.Add(s.Total)
	if fee := x.Money("fee"); fee != nil && !x.Flag("feein") {
		r, ok := calc.Manat(d, p.tables, fee.Currency)
		if !ok {
			return nil
		}
		sum = sum.Add(num.Round(fee.Amount.Mul(r)))
	}
	key := "ui.car.landed"
	if s.Open {
		key = "ui.car.landed.from"
	}
	dollars := "—"
	if usd, ok := calc.Manat(d, p.tables, "USD"); ok {
		dollars = p.t.Money(sum.DivRound(usd, 2)) + i18n.NBSP + "USD"
	}
	return []string{p.get(key, "amount", paint.Manat(p.t, sum), "dollars", dollars)}
}

func sumOf(a *calc.Assessment) outlook.Sum {
	if a.Total.Valid {
		return outlook.Sum{Total: a.Total.Decimal}
	}
	return outlook.Sum{Total: a.TotalFrom.Decimal, To: a.TotalTo, Open: true}
}

// sumWords is the total, or "≥" and the least of it.
func sumWords(t *i18n.Texts, a *calc.Assessment) string {
	if s := sumOf(a); s.Open {
		return "≥" + i18n.NBSP + paint.Manat(t, s.Total)
	}
	return paint.Manat(t, a.Total.Decimal)
}

// part is how many cars of a list are assessed between two paintings.
const part = 100

// computeList reads the list once and assesses it in parts, so that the page
// stays alive.
func (k *carPage) computeList(p *sheetPage, x *sheet.Scan, day date.Date) answer {
	text := x.Text("list")
	if text == "" {
		x.Missing("list", "ui.car.list.need")
	}
	if x.Bad() {
		return answer{}
	}
	// Names of countries may still be on their way: the list is read again then.
	o := carlist.Options{Lang: p.t.Lang(), Day: day, Country: p.country}
	if key := text + "\n" + day.String() + strconv.FormatBool(p.own != nil); key != k.read {
		l, f := carlist.Read(text, o)
		if f != nil {
			x.Problem("list", "ui.car.list.fault", "text", render.Fault(f, p.t))
			return answer{}
		}
		k.list, k.done, k.read = l, 0, key
	}
	if all := len(k.list.Cars); k.done < all {
		k.list.Assess(p.tables, k.done, k.done+part)
		if k.done += part; k.done < all {
			k.again.start()
		} else {
			k.done = len(k.list.Cars)
		}
	}
	done := min(k.done, len(k.list.Cars))
	sum := k.list.Total()
	in := paint.In{Texts: p.t, CountryName: p.nameOf, Open: p.open, Footer: p.get("footer.version", "value", p.core.Version())}
	out := answer{html: paint.CarList(paint.Cars{In: in, List: k.list, Done: done}), sum: paint.Manat(p.t, sum.Total)}
	if done == len(k.list.Cars) && !sum.Open {
		out.total = sum.Total.StringFixed(2)
	}
	out.csv = func() string { return k.list.CSV(p.t, p.nameOf) }
	return out
}

// act carries out the answer's buttons: another reading of a rule, a statutory or
// reported rate, free trade, an alternative.
func (k *carPage) act(p *sheetPage, act, value string, _ int) bool {
	switch act {
	case "scenario":
		p.set("duty", "")
		p.set("scenario", value)
	case "duty":
		p.set("scenario", "")
		p.set("duty", value)
	case "option":
		if value == "mfn" {
			p.set("fta", "")
		} else {
			p.set("fta", "1")
		}
	case "reading":
		key, _, _ := strings.Cut(value, ":")
		var list []string
		for pair := range strings.SplitSeq(p.doc.Get("readings"), ",") {
			if pair != "" && !strings.HasPrefix(pair, key+":") {
				list = append(list, pair)
			}
		}
		p.set("readings", strings.Join(append(list, value), ","))
	case "alternative":
		k.alternative(p, value)
	default:
		return false
	}
	return true
}

// alternative puts one of the alternatives into the form, with a way back.
func (k *carPage) alternative(p *sheetPage, value string) {
	before := p.doc.Clone()
	kind, v, _ := strings.Cut(value, ":")
	switch kind {
	case "fuel":
		id := "fuel"
		if len(outlook.Fuels(p.doc.Get("kind"))) == 2 {
			id = "mfuel"
		}
		p.set(id, v)
	case "origin":
		p.set("origin", p.countryName(v))
		p.set("fta", "1")
	case "wait":
		if d, err := date.Parse(v); err == nil {
			p.set("date", field.Date(d))
		}
	case "younger", "older":
		years := 1
		if kind == "older" {
			years = -1
		}
		if made, _ := k.made(p, p.scan); !made.IsZero() {
			p.set("made", field.Date(made.AddYears(years)))
		}
	}
	p.undo = before
	p.notices = []paint.Notice{{Text: p.get("ui.car.changed"), Act: "undo", Button: p.get("ui.reset.undo")}}
}
