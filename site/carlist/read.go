package carlist

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
)

// MaxRows is the most vehicles one list may have.
const MaxRows = 10000

// Options are what the list itself does not say.
type Options struct {
	Lang i18n.Lang // decides how numbers with one mark are read
	Day  date.Date // of rows without a date
	// Rates are exchange rates of the user's, manat for one unit.
	Rates map[string]decimal.Decimal
	// Country finds the code of a country by name; nil knows codes only.
	Country func(text string) (code string, ok bool)
}

// List is a table of vehicles that was read.
type List struct {
	Cars    []Car
	Bad     []Bad
	Columns []string // known columns, in the order of the table
	Ignored []string // heads that mean no column
}

// Car is a vehicle of the list.
type Car struct {
	Row         int // line of the table, from 1
	Name        string
	Declaration *calc.Declaration
	Assessment  *calc.Assessment // nil until it is assessed
}

// Bad is a cell that cannot be read, or a row the engine refuses: its Fault has
// the code, the field as the engine names it, and what was written.
type Bad struct {
	Row    int
	Column string // "" where it is about the row
	Fault  *calc.Fault
}

// Read reads a table. A fault is about the table as a whole: not text, no
// column of prices, too many rows.
func Read(s string, o Options) (*List, *calc.Fault) {
	if !utf8.ValidString(s) {
		return nil, &calc.Fault{Code: "bad_utf8"}
	}
	rows, lines := cells(s)
	if len(rows) == 0 {
		return nil, &calc.Fault{Code: "no_lines"}
	}
	l := &List{}
	heads := make([]string, len(rows[0]))
	for i, h := range rows[0] {
		c := column(h)
		switch {
		case c == "" && h == "":
		case c == "":
			l.Ignored = append(l.Ignored, h)
		case slices.Contains(l.Columns, c):
			return nil, &calc.Fault{Code: "duplicate_key", Value: calc.Clip(h), Args: []calc.Arg{{Name: "key", Value: c}}}
		default:
			l.Columns = append(l.Columns, c)
			heads[i] = c
		}
	}
	if !slices.Contains(l.Columns, "price") {
		return nil, &calc.Fault{Code: "no_column", Value: calc.Clip(strings.Join(rows[0], " ")), Args: []calc.Arg{{Name: "column", Value: "price"}}}
	}
	if len(rows)-1 > MaxRows {
		return nil, &calc.Fault{Code: "too_many_lines", Value: strconv.Itoa(len(rows) - 1), Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(MaxRows)}}}
	}
	known := map[string]string{}
	for i := 1; i < len(rows); i++ {
		r := &reader{o: &o, known: known, cells: map[string]string{}}
		for k, text := range rows[i] {
			if k < len(heads) && heads[k] != "" {
				r.cells[heads[k]] = text
			} else if k >= len(heads) && text != "" {
				r.fail("", "extra_cell", text)
			}
		}
		d := r.declaration()
		if len(r.bad) > 0 {
			for _, b := range r.bad {
				b.Row = lines[i]
				l.Bad = append(l.Bad, b)
			}
			continue
		}
		l.Cars = append(l.Cars, Car{Row: lines[i], Name: r.cells["name"], Declaration: d})
	}
	return l, nil
}

// BadRows is how many rows have a slip.
func (l *List) BadRows() int {
	n, last := 0, 0
	for _, b := range l.Bad {
		if b.Row != last {
			n, last = n+1, b.Row
		}
	}
	return n
}

// Assess computes the vehicles from..to-1 of the list, so that a page may do a
// long list in parts. What the engine refuses moves to the bad rows.
func (l *List) Assess(t *calc.Tables, from, to int) {
	for i := from; i < min(to, len(l.Cars)); i++ {
		c := &l.Cars[i]
		a, f := calc.Sums(c.Declaration, t)
		if f != nil {
			l.Bad = append(l.Bad, Bad{Row: c.Row, Column: columnOf(f.Field), Fault: f})
			continue
		}
		c.Assessment = a
	}
	if to >= len(l.Cars) {
		l.Cars = slices.DeleteFunc(l.Cars, func(c Car) bool { return c.Assessment == nil })
		slices.SortStableFunc(l.Bad, func(a, b Bad) int { return a.Row - b.Row })
	}
}

// columnOf is the column behind a field the engine names.
func columnOf(field string) string {
	_, tail, ok := strings.Cut(field, "].")
	if !ok {
		tail = field
	}
	switch {
	case strings.HasPrefix(tail, "vehicle."):
		return strings.TrimPrefix(tail, "vehicle.")
	case strings.HasPrefix(tail, "price.currency"):
		return "currency"
	case strings.HasPrefix(tail, "price"):
		return "price"
	case strings.HasPrefix(tail, "delivery.other"):
		return "fee"
	case strings.HasPrefix(tail, "delivery."):
		name, _, _ := strings.Cut(strings.TrimPrefix(tail, "delivery."), ".")
		return name
	case tail == "quantities.piece":
		return "pieces"
	case tail == "netMass":
		return "mass"
	case tail == "dispatchedFrom":
		return "from"
	case tail == "originProof":
		return "proof"
	}
	return tail
}

// reader reads the cells of one row.
type reader struct {
	o     *Options
	known map[string]string // what the words of the list mean: they are few and come again
	cells map[string]string
	bad   []Bad
}

func (r *reader) fail(column, code, value string, args ...calc.Arg) {
	r.bad = append(r.bad, Bad{Column: column, Fault: &calc.Fault{Code: code, Value: calc.Clip(value), Args: args}})
}

func (r *reader) declaration() *calc.Declaration {
	d := &calc.Declaration{Date: r.day("date", r.o.Day), Rates: r.o.Rates}
	if d.Date.IsZero() && r.cells["date"] == "" {
		r.fail("date", "missing_field", "")
	}
	v := &calc.Vehicle{Kind: r.choice("kind", "car", kinds), Produced: r.day("produced", date.Date{}), EngineCC: r.whole("engineCC"), MileageKM: r.whole("mileageKm")}
	fuel := "petrol"
	if v.Kind == "trailer" || v.Kind == "yacht" || v.Kind == "tractor" {
		fuel = ""
	}
	v.Fuel = r.choice("fuel", fuel, fuels)
	l := calc.Line{Vehicle: v, Description: r.cells["name"], Origin: r.country("origin"), DispatchedFrom: r.country("from")}
	l.Code = v.Code()
	cur := strings.ToUpper(r.cells["currency"])
	if cur == "" {
		cur = "USD"
	}
	if !calc.KnownCurrency(cur) {
		r.fail("currency", "unknown_currency", r.cells["currency"])
	}
	money := func(column string) *calc.Money {
		if x, ok := r.number(column); ok {
			return &calc.Money{Amount: x, Currency: cur}
		}
		return nil
	}
	n := decimal.NewFromInt(1)
	if x := r.whole("pieces"); x > 1 {
		n = decimal.NewFromInt(int64(x))
		l.Quantities = map[string]decimal.Decimal{"piece": n}
	}
	if p := money("price"); p != nil {
		l.Price = calc.Money{Amount: p.Amount.Mul(n), Currency: cur}
	} else if r.cells["price"] == "" {
		r.fail("price", "missing_field", "")
	}
	d.Delivery.Freight, d.Delivery.Insurance, d.Delivery.Other = money("freight"), money("insurance"), money("fee")
	for _, m := range []*calc.Money{d.Delivery.Freight, d.Delivery.Insurance, d.Delivery.Other} {
		if m != nil {
			m.Amount = m.Amount.Mul(n)
		}
	}
	if x, ok := r.number("mass"); ok {
		l.NetMass = decimal.NewNullDecimal(x.Mul(n))
	}
	switch p := strings.ToLower(r.cells["proof"]); {
	case p == "":
	case slices.Contains(calc.OriginProofs, p):
		l.OriginProof = p
	case p == "st-1" || p == "ct-1" || p == "ст-1":
		l.OriginProof = "st1"
	default:
		r.fail("proof", "unknown_choice", r.cells["proof"], calc.Arg{Name: "allowed", Value: strings.Join(calc.OriginProofs, ", ")})
	}
	d.Lines = []calc.Line{l}
	return d
}

func (r *reader) choice(column, def string, list []struct{ key, words string }) string {
	text := r.cells[column]
	if text == "" {
		return def
	}
	k, ok := r.known[column+text]
	if !ok {
		k = key(text, list)
		r.known[column+text] = k
	}
	if k == "" {
		r.fail(column, "unknown_choice", text, calc.Arg{Name: "allowed", Value: keys(list)})
	}
	return k
}

func (r *reader) day(column string, def date.Date) date.Date {
	text := r.cells[column]
	if text == "" {
		return def
	}
	d, ok := i18n.ParseDate(text)
	if !ok {
		r.fail(column, "bad_date", text)
	}
	return d
}

func (r *reader) number(column string) (decimal.Decimal, bool) {
	text := r.cells[column]
	if text == "" {
		return decimal.Decimal{}, false
	}
	n, err := i18n.ParseNumber(text, r.o.Lang)
	switch {
	case err != nil && err.Code == "number_too_large":
		r.fail(column, err.Code, text, calc.Arg{Name: "most", Value: "15+10"})
	case err != nil:
		r.fail(column, err.Code, text)
	case n.Ambiguous:
		r.fail(column, "ambiguous_number", text, calc.Arg{Name: "one", Value: n.Value.String()}, calc.Arg{Name: "other", Value: n.Other.String()})
	default:
		return n.Value, true
	}
	return decimal.Decimal{}, false
}

// maxWhole keeps counts and volumes where the engine can name what is wrong with them.
var maxWhole = decimal.New(1, 9)

// whole reads a whole number; 1.998 has one meaning there.
func (r *reader) whole(column string) int {
	text := r.cells[column]
	if n, err := i18n.ParseNumber(text, r.o.Lang); err == nil && n.Ambiguous {
		text = n.Value.String()
		if !n.Value.IsInteger() {
			text = n.Other.String()
		}
		r.cells[column] = text
	}
	x, ok := r.number(column)
	switch {
	case !ok:
		return 0
	case column == "engineCC" && x.IsPositive() && x.LessThan(fewCC):
		r.fail(column, "litres", text)
		return 0
	case !x.IsInteger() || x.GreaterThan(maxWhole):
		r.fail(column, "not_whole", text)
		return 0
	}
	return int(x.IntPart())
}

// fewCC is an engine volume below which a number must be meant in litres: the
// duty and excise of 2.0 l cannot be told, for 1998 and 2001 cm3 are both sold so.
var fewCC = decimal.NewFromInt(20)

func (r *reader) country(column string) string {
	text := r.cells[column]
	if text == "" {
		return ""
	}
	if up := strings.ToUpper(text); len(up) == 2 && up != "UK" && strings.Trim(up, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return up
	}
	code, ok := r.known["country"+text]
	if !ok {
		if code = key(text, countries); code == "" && r.o.Country != nil {
			if c, found := r.o.Country(text); found {
				code = c
			}
		}
		r.known["country"+text] = code
	}
	if code != "" {
		return code
	}
	r.fail(column, "unknown_country", text)
	return ""
}
