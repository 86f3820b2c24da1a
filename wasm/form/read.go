package form

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
	"rusum/wasm/field"
)

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

// Problem, Reading and Reader are those of package field.
type (
	Problem = field.Problem
	Reading = field.Reading
)

// Reader reads forms in one language.
type Reader struct{ field.Reader }

type reading struct {
	field.Scan
	out  Read
	line int
}

// Read reads the form. Every problem is reported, not only the first. Today
// stands in for a date that was not typed.
func (r *Reader) Read(d *Doc, today date.Date) *Read {
	x := r.scan()
	decl := x.readTop(d, today)
	for i, f := range d.Lines {
		x.line, x.Fields = i, f
		if f.Empty() && len(d.Lines) > 1 {
			continue
		}
		decl.Lines = append(decl.Lines, x.readLine())
		x.out.LineOf = append(x.out.LineOf, i)
	}
	if len(decl.Lines) == 0 { // all of several lines are empty
		x.line, x.Fields = 0, d.Lines[0]
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

// Top reads the fields of the declaration alone, without its lines.
func (r *Reader) Top(d *Doc, today date.Date) *Read {
	x := r.scan()
	x.out.Declaration = x.readTop(d, today)
	return &x.out
}

// Line reads one line. Problems and Notes are those of line 0.
func (r *Reader) Line(f Fields) (calc.Line, []Problem, map[Spot]string) {
	x := r.scan()
	x.line, x.Fields = 0, f
	l := x.readLine()
	return l, x.out.Problems, x.out.Notes
}

func (r *Reader) scan() *reading {
	x := &reading{line: -1}
	x.Scan = field.Scan{Reader: &r.Reader, Default: Default,
		Note:   func(name, text string) { x.out.Notes[Spot{x.line, name}] = text },
		Report: func(p Problem) { p.Line = x.line; x.out.Problems = append(x.out.Problems, p) },
	}
	x.out.Notes = map[Spot]string{}
	return x
}

// readTop reads the declaration's own fields.
func (x *reading) readTop(d *Doc, today date.Date) *calc.Declaration {
	x.Fields = d.Top
	decl := &calc.Declaration{Date: today}
	if v, ok := x.Day("date"); ok {
		decl.Date = v
	}
	if v, ok := x.Day("fxDate"); ok {
		decl.FXDate = v
	}
	decl.Flow = calc.Flow(x.value("flow"))
	decl.Paper, decl.OffHours, decl.OffSite = x.Flag("paper"), x.Flag("offHours"), x.Flag("offSite")
	decl.DutyOption = x.value("dutyOption")
	decl.Delivery = calc.Delivery{Incoterm: x.value("incoterm"), Apportion: x.value("apportion"),
		Freight: x.Money("freight"), Insurance: x.Money("insurance"), Other: x.Money("other"), Additions: x.Money("additions")}
	for _, name := range d.Top.names(false) {
		cur, is := strings.CutPrefix(name, RatePrefix)
		if !is {
			continue
		}
		if v, ok := x.Number(name); ok {
			if decl.Rates == nil {
				decl.Rates = map[string]decimal.Decimal{}
			}
			decl.Rates[cur] = v
		}
	}
	return decl
}

// value is the text of a field, or its default.
func (x *reading) value(name string) string { return Fields(x.Fields).value(name) }

func (x *reading) readLine() calc.Line {
	l := calc.Line{
		Description: strings.TrimSpace(x.Fields["name"]), OriginProof: x.Fields["proof"],
		Variant: x.Fields["variant"], DutyScenario: x.Fields["scenario"], ExciseMarksPaid: x.Flag("marks"),
	}
	l.Code = x.code()
	l.Origin, l.DispatchedFrom, l.TradedFrom = x.Country("origin"), x.Country("from"), x.Country("traded")
	if m := x.Money("price"); m != nil {
		l.Price = *m
	} else if strings.TrimSpace(x.Fields["price"]) == "" {
		x.Missing("price", "ui.error.price_empty")
	}
	l.NetMass, l.GrossMass, l.Alcohol = x.Optional("net"), x.Optional("gross"), x.Optional("alcohol")
	for _, name := range Fields(x.Fields).names(true) {
		key, is := strings.CutPrefix(name, QuantityPrefix)
		if !is {
			continue
		}
		if v, ok := x.Number(name); ok {
			if l.Quantities == nil {
				l.Quantities = map[string]decimal.Decimal{}
			}
			l.Quantities[key] = v
		}
	}
	x.duty(&l)
	for a := range strings.SplitSeq(x.Fields["relief"], ",") {
		if a != "" {
			l.Relief = append(l.Relief, a)
		}
	}
	l.Vehicle = x.vehicle()
	return l
}

func (x *reading) vehicle() *calc.Vehicle {
	v := calc.Vehicle{Kind: x.Fields["v-kind"], Fuel: x.Fields["v-fuel"], EngineCC: x.Whole("v-cc"), MileageKM: x.Whole("v-km")}
	v.Produced, _ = x.Day("v-made")
	if v == (calc.Vehicle{}) {
		return nil
	}
	return &v
}

// code is the digits of a code. What is no code is a problem that says whether
// it looks like the name of goods or like a slip.
func (x *reading) code() string {
	typed := strings.TrimSpace(x.Fields["code"])
	code := wire.CleanCode(typed)
	switch {
	case code == "":
		x.Missing("code", "ui.error.code_empty")
	case strings.Trim(code, "0123456789") == "":
		if len(code) >= 4 && len(code) <= 10 {
			return code
		}
		x.Problem("code", "ui.error.code_length", "n", strconv.Itoa(len(code)))
	case strings.ContainsAny(code, "0123456789"):
		x.Problem("code", "ui.error.code_letters", "value", typed)
	default:
		x.Problem("code", "ui.code.choose", "query", typed)
	}
	return ""
}

func (x *reading) duty(l *calc.Line) {
	if r, ok := x.Rate("duty"); ok {
		l.Duty, l.DutyText, l.DutyScenario = &r, strings.TrimSpace(x.Fields["duty"]), ""
	}
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
	"delivery.additions": "additions", "delivery.additions.amount": "additions", "delivery.additions.currency": "additions-cur",
	"vehicle.kind": "v-kind", "vehicle.fuel": "v-fuel", "vehicle.engineCC": "v-cc", "vehicle.produced": "v-made", "vehicle.mileageKm": "v-km",
}
