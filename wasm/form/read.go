package form

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/i18n"
)

// Problem is something typed that cannot be read, with the sentence to show
// beside the field.
type Problem struct {
	Line  int // index of the line, -1 for the declaration
	Field string
	Text  string
	// Missing is set where nothing was typed yet: it is said when the person
	// asks for the answer, not while they are still typing.
	Missing bool
	// Readings are the two meanings of an ambiguous number: what each would
	// put into the field, and how it reads.
	Readings []Reading
}

// Reading is one meaning of an ambiguous number.
type Reading struct{ Put, Label string }

// Read is a form read: the declaration, what could not be read, and how each
// field that people write in many ways was understood.
type Read struct {
	Declaration *calc.Declaration
	Problems    []Problem
	Notes       map[Spot]string
	// LineOf maps lines of the declaration (from 0) to lines of the form:
	// lines in which nothing was typed are left out.
	LineOf []int
}

// Spot is a field of a line, or of the declaration (line -1).
type Spot struct {
	Line  int
	Field string
}

// Reader reads forms in one language.
type Reader struct {
	Texts *i18n.Texts
	// Country finds the two-letter code of a country by name or code; ok is
	// false for an unknown one. It is nil while the names are loading.
	Country func(text string) (code string, ok bool)
	// CountryName is the name of a two-letter code.
	CountryName func(code string) string
}

type reading struct {
	*Reader
	doc  *Doc
	out  Read
	line int
	f    Fields
}

// Read reads the form. Every problem is reported, not only the first. Today
// stands in for a date that was not typed.
func (r *Reader) Read(d *Doc, today date.Date) *Read {
	x := &reading{Reader: r, doc: d, line: -1, f: d.Top}
	x.out.Notes = map[Spot]string{}
	decl := &calc.Declaration{Date: today}
	if v, ok := x.day("date"); ok {
		decl.Date = v
	}
	if v, ok := x.day("fxDate"); ok {
		decl.FXDate = v
	}
	decl.Flow = calc.Flow(x.f.value("flow"))
	decl.Paper, decl.OffHours, decl.OffSite = x.flag("paper"), x.flag("offHours"), x.flag("offSite")
	decl.DutyOption = x.f.value("dutyOption")
	decl.Delivery = calc.Delivery{Incoterm: x.f.value("incoterm"), Apportion: x.f.value("apportion"),
		Freight: x.money("freight"), Insurance: x.money("insurance"), Other: x.money("other")}
	for _, name := range d.Top.names(false) {
		cur, is := strings.CutPrefix(name, RatePrefix)
		if !is {
			continue
		}
		if v, ok := x.number(name); ok {
			if decl.Rates == nil {
				decl.Rates = map[string]decimal.Decimal{}
			}
			decl.Rates[cur] = v
		}
	}
	for i, f := range d.Lines {
		x.line, x.f = i, f
		if f.Empty() && len(d.Lines) > 1 {
			continue
		}
		decl.Lines = append(decl.Lines, x.readLine())
		x.out.LineOf = append(x.out.LineOf, i)
	}
	if len(decl.Lines) == 0 { // all of several lines are empty
		x.line, x.f = 0, d.Lines[0]
		decl.Lines = append(decl.Lines, x.readLine())
		x.out.LineOf = append(x.out.LineOf, 0)
	}
	x.out.Declaration = decl
	// Goods stand above the declaration on the page.
	Order(x.out.Problems, func(a, b Problem) int {
		return cmp.Compare(uint(a.Line), uint(b.Line)) // -1, the declaration, comes last
	})
	return &x.out
}

func (x *reading) readLine() calc.Line {
	l := calc.Line{
		Description: strings.TrimSpace(x.f["name"]), OriginProof: x.f["proof"],
		Variant: x.f["variant"], DutyScenario: x.f["scenario"], ExciseMarksPaid: x.flag("marks"),
	}
	l.Code = x.code()
	l.Origin, l.DispatchedFrom, l.TradedFrom = x.country("origin"), x.country("from"), x.country("traded")
	if m := x.money("price"); m != nil {
		l.Price = *m
	} else if strings.TrimSpace(x.f["price"]) == "" {
		x.missing("price", "ui.error.price_empty")
	}
	l.NetMass, l.GrossMass, l.Alcohol = x.optional("net"), x.optional("gross"), x.optional("alcohol")
	for _, name := range x.f.names(true) {
		key, is := strings.CutPrefix(name, QuantityPrefix)
		if !is {
			continue
		}
		if v, ok := x.number(name); ok {
			if l.Quantities == nil {
				l.Quantities = map[string]decimal.Decimal{}
			}
			l.Quantities[key] = v
		}
	}
	x.duty(&l)
	for a := range strings.SplitSeq(x.f["relief"], ",") {
		if a != "" {
			l.Relief = append(l.Relief, a)
		}
	}
	l.Vehicle = x.vehicle()
	return l
}

func (x *reading) vehicle() *calc.Vehicle {
	v := calc.Vehicle{Kind: x.f["v-kind"], Fuel: x.f["v-fuel"], EngineCC: x.whole("v-cc"), MileageKM: x.whole("v-km")}
	v.Produced, _ = x.day("v-made")
	if v == (calc.Vehicle{}) {
		return nil
	}
	return &v
}

// code is the digits of a code. What is no code is a problem that says whether
// it looks like the name of goods or like a slip.
func (x *reading) code() string {
	typed := strings.TrimSpace(x.f["code"])
	code := wire.CleanCode(typed)
	switch {
	case code == "":
		x.missing("code", "ui.error.code_empty")
	case strings.Trim(code, "0123456789") == "":
		if len(code) >= 4 && len(code) <= 10 {
			return code
		}
		x.problem("code", "ui.error.code_length", "n", strconv.Itoa(len(code)))
	case strings.ContainsAny(code, "0123456789"):
		x.problem("code", "ui.error.code_letters", "value", typed)
	default:
		x.problem("code", "ui.code.choose", "query", typed)
	}
	return ""
}

func (x *reading) duty(l *calc.Line) {
	typed := strings.TrimSpace(x.f["duty"])
	if typed == "" {
		return
	}
	cell, err := ratetext.Parse(typed, ratetext.Options{Lang: ratetext.Lang(x.Texts.Lang())})
	if err != nil {
		// A rate copied from a text in another language is as good.
		if c, err2 := ratetext.Parse(typed, ratetext.Options{}); err2 == nil {
			cell, err = c, nil
		}
	}
	if err != nil {
		key := "rateerror." + err.Label
		if !x.Texts.Has(key) {
			key = "rateerror.other"
		}
		x.report(Problem{Field: "duty", Text: x.Texts.Get(key, calc.Arg{Name: "at", Value: strconv.Itoa(err.At)}, calc.Arg{Name: "text", Value: err.Text},
			calc.Arg{Name: "hint", Value: err.Hint}, calc.Arg{Name: "value", Value: typed})})
		return
	}
	r := cell.Import
	l.Duty, l.DutyText, l.DutyScenario = &r, typed, ""
	x.note("duty", x.get("ui.duty.read", "rate", ratetext.Print(r, ratetext.Lang(x.Texts.Lang()))))
}

func (x *reading) flag(name string) bool { return x.f[name] == "1" }

func (x *reading) optional(name string) decimal.NullDecimal {
	v, ok := x.number(name)
	return decimal.NullDecimal{Decimal: v, Valid: ok}
}

func (x *reading) money(name string) *calc.Money {
	v, ok := x.number(name)
	if !ok {
		return nil
	}
	cur := strings.ToUpper(strings.TrimSpace(x.f.value(name + "-cur")))
	if !calc.KnownCurrency(cur) {
		x.problem(name+"-cur", "ui.error.currency", "value", cur)
		return nil
	}
	return &calc.Money{Amount: v, Currency: cur}
}

func (x *reading) whole(name string) int {
	v, ok := x.number(name)
	if !ok {
		return 0
	}
	if !v.IsInteger() || v.GreaterThan(decimal.New(1, 9)) {
		x.problem(name, "ui.error.whole", "value", x.f[name])
		return 0
	}
	return int(v.IntPart())
}

// number reads a number; ok is false for an empty field and for a problem.
func (x *reading) number(name string) (decimal.Decimal, bool) {
	typed := x.f[name]
	if strings.TrimSpace(typed) == "" {
		return decimal.Decimal{}, false
	}
	n, err := i18n.ParseNumber(typed, x.Texts.Lang())
	if err != nil {
		key := map[string]string{"negative": "ui.error.negative", "number_too_large": "ui.error.large"}[err.Code]
		if key == "" {
			key = "ui.error.number"
		}
		x.problem(name, key, "value", clip(typed))
		return decimal.Decimal{}, false
	}
	if n.Ambiguous {
		p := Problem{Field: name, Text: x.get("ui.error.ambiguous", "value", typed)}
		for _, v := range []decimal.Decimal{n.Value, n.Other} {
			p.Readings = append(p.Readings, Reading{Put: x.plain(v), Label: x.Texts.Number(v)})
		}
		x.report(p)
		return decimal.Decimal{}, false
	}
	if strings.TrimSpace(typed) != x.plain(n.Value) {
		x.note(name, x.get("ui.read", "value", x.Texts.Number(n.Value)))
	}
	return n.Value, true
}

// plain writes a number so that it reads in one way in the form's language:
// without groups, and never with exactly three decimals.
func (x *reading) plain(v decimal.Decimal) string { return Plain(v, x.Texts.Lang()) }

// Plain writes a number as a person may type it, without groups and in one
// meaning: 1234,5 in Azerbaijani and Russian, 1234.5 in English.
func Plain(v decimal.Decimal, lang i18n.Lang) string {
	s := v.String()
	whole, frac, has := strings.Cut(s, ".")
	if !has {
		return s
	}
	if len(frac) == 3 {
		frac += "0"
	}
	if lang == i18n.EN {
		return whole + "." + frac
	}
	return whole + "," + frac
}

func (x *reading) day(name string) (date.Date, bool) {
	typed := x.f[name]
	if strings.TrimSpace(typed) == "" {
		return date.Date{}, false
	}
	d, ok := i18n.ParseDate(typed)
	if !ok {
		x.problem(name, "ui.error.date", "value", clip(typed))
		return date.Date{}, false
	}
	x.note(name, x.Texts.DateLong(d))
	return d, true
}

func (x *reading) country(name string) string {
	typed := strings.TrimSpace(x.f[name])
	if typed == "" {
		return ""
	}
	if x.Country == nil { // the names are on their way: a code needs none
		if len(typed) == 2 && strings.Trim(typed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return typed
		}
		x.report(Problem{Field: name, Text: x.get("ui.find.loading"), Missing: true})
		return ""
	}
	code, ok := x.Country(typed)
	if !ok {
		x.problem(name, "ui.error.country", "value", clip(typed))
		return ""
	}
	if full := x.CountryName(code); full != typed {
		x.note(name, full)
	}
	return code
}

func (x *reading) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return x.Texts.Get(key, a...)
}

func (x *reading) note(field, s string) { x.out.Notes[Spot{x.line, field}] = s }

func (x *reading) problem(field, key string, args ...string) {
	x.report(Problem{Field: field, Text: x.get(key, args...)})
}

func (x *reading) missing(field, key string) {
	x.report(Problem{Field: field, Text: x.get(key), Missing: true})
}

func (x *reading) report(p Problem) {
	p.Line = x.line
	x.out.Problems = append(x.out.Problems, p)
}

// clip keeps a text short enough for a sentence.
func clip(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// FieldOf is the form's field for a field the engine names: "lines[0].price.amount"
// is price of line 0, "quantities.l" is q-l, "rates.EUR" is rate-EUR. Line is
// -1 for a field of the declaration.
func FieldOf(path string) (line int, field string) {
	line = -1
	if rest, ok := strings.CutPrefix(path, "lines["); ok {
		if n, tail, ok := strings.Cut(rest, "]"); ok {
			if i, err := strconv.Atoi(n); err == nil {
				line = i
			}
			path = strings.TrimPrefix(tail, ".")
		}
	}
	for _, p := range []struct{ engine, form string }{
		{"quantities.", QuantityPrefix}, {"rates.", RatePrefix},
	} {
		if key, ok := strings.CutPrefix(path, p.engine); ok {
			return line, p.form + key
		}
	}
	if f, ok := engineFields[path]; ok {
		return line, f
	}
	return line, path
}

var engineFields = map[string]string{
	"price": "price", "price.amount": "price", "price.currency": "price-cur",
	"dispatchedFrom": "from", "tradedFrom": "traded", "originProof": "proof",
	"netMass": "net", "grossMass": "gross", "dutyScenario": "scenario", "description": "name",
	"exciseMarksPaid": "marks", "options.duty": "dutyOption",
	"delivery.incoterm": "incoterm", "delivery.apportion": "apportion",
	"delivery.freight": "freight", "delivery.freight.amount": "freight", "delivery.freight.currency": "freight-cur",
	"delivery.insurance": "insurance", "delivery.insurance.amount": "insurance", "delivery.insurance.currency": "insurance-cur",
	"delivery.other": "other", "delivery.other.amount": "other", "delivery.other.currency": "other-cur",
	"vehicle.kind": "v-kind", "vehicle.fuel": "v-fuel", "vehicle.engineCC": "v-cc", "vehicle.produced": "v-made", "vehicle.mileageKm": "v-km",
}
