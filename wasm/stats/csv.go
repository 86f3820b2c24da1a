package stats

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/journal"
)

// Limits of a file of declarations.
const (
	MostBytes = 32 << 20
	MostRows  = 200_000
	MostCols  = 100
)

// What Split finds wrong with a text, as the keys of messages end.
const (
	Broken = "broken" // no table, or a quote without an end
	Long   = "long"   // more rows or columns than the limits
)

// Role is what a column of a file of declarations holds: one of the constants
// or a kind of payment; "" for a column that is left out.
type Role string

const (
	Number  Role = "declaration"  // rows of one number are one declaration
	Day     Role = "date"         // of crossing the border or filing
	FlowOf  Role = "flow"         // import or export
	Code    Role = "code"         // 2 to 10 digits
	Country Role = "origin"       // a name or two letters
	Value   Role = "customsValue" // manat
	Paid    Role = "total"        // all payments in one sum, where they are not given apart
)

// Roles lists every role but the kinds of payment, in the order of a file.
var Roles = []Role{Number, Day, FlowOf, Code, Country, Value, Paid}

// Table of cells.
type Cells [][]string

// Split reads a text of comma-separated values: the mark is the tab, semicolon
// or comma that the first line has most of; cells may be quoted. Rows without
// any text are left out; at has the number of the line each row began on. wrong
// is Broken or Long if it is no such text, or "".
func Split(text string) (rows Cells, at []int, wrong string) {
	text = strings.TrimPrefix(text, "\ufeff")
	first, _, _ := strings.Cut(text, "\n")
	mark := byte(',')
	most := -1
	for _, m := range []byte{'\t', ';', ','} {
		if n := outside(first, m); n > most && n > 0 {
			mark, most = m, n
		}
	}
	var row []string
	var cell []byte
	line, began, quoted, any := 1, 1, false, false
	end := func() {
		row = append(row, strings.TrimSpace(string(cell)))
		cell = cell[:0]
	}
	endRow := func() {
		end()
		if any {
			rows = append(rows, row)
			at = append(at, began)
		}
		row, any = nil, false
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '"' && i+1 < len(text) && text[i+1] == '"':
			cell = append(cell, c)
			i++
		case quoted && c == '"':
			quoted = false
		case quoted && c == '\r':
		case quoted:
			if c == '\n' {
				line++
			}
			cell = append(cell, c)
		case c == '"' && len(strings.TrimSpace(string(cell))) == 0:
			quoted, any, cell = true, true, cell[:0]
		case c == mark:
			end()
			if len(row) > MostCols {
				return nil, nil, Long
			}
		case c == '\n':
			endRow()
			line++
			began = line
			if len(rows) > MostRows {
				return nil, nil, Long
			}
		case c == '\r':
		default:
			any = any || c > ' '
			cell = append(cell, c)
		}
	}
	if quoted {
		return nil, nil, Broken // a quote without an end swallowed the rest
	}
	endRow()
	if len(rows) == 0 {
		return nil, nil, Broken
	}
	return rows, at, ""
}

// outside counts a mark outside quotes.
func outside(line string, mark byte) int {
	n, quoted := 0, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == mark && !quoted:
			n++
		}
	}
	return n
}

// Bad is a row that was left out: the column and the text that could not be
// read, and why, as the key of a message.
type Bad struct {
	Line   int // of the file, from 1
	Role   Role
	Text   string
	Reason string
}

// Reasons why a row is left out.
const (
	NoDay      = "no_date"
	BadDay     = "bad_date"
	BadFlow    = "bad_flow"
	NoCode     = "no_code"
	BadCode    = "bad_code"
	BadCountry = "bad_country"
	NoValue    = "no_value"
	BadNumber  = "bad_number"
	Negative   = "negative"
	TooLarge   = "number_too_large"
)

// Reasons lists them.
var Reasons = []string{NoDay, BadDay, BadFlow, NoCode, BadCode, BadCountry, NoValue, BadNumber, Negative, TooLarge}

// Reader turns rows into declarations, a part at a time so that a page can
// show how far it is.
type Reader struct {
	Rows  Cells // without the heading
	At    []int
	Roles []Role
	// Country finds the two-letter code of a country by name or code.
	Country func(string) (string, bool)

	Bad   []Bad
	Good  int // rows taken
	lang  i18n.Lang
	at    int
	out   []*journal.Goods
	byKey map[string]*journal.Goods
}

// Lacking lists what a file must have and these roles do not.
func Lacking(roles []Role) []Role {
	var out []Role
	for _, want := range []Role{Day, Code, Value} {
		if !has(roles, want) {
			out = append(out, want)
		}
	}
	return out
}

func has(roles []Role, r Role) bool {
	for _, x := range roles {
		if x == r {
			return true
		}
	}
	return false
}

// Next reads up to n more rows; false when there is none left.
func (x *Reader) Next(n int) bool {
	if x.byKey == nil {
		x.byKey = map[string]*journal.Goods{}
		x.lang = x.marks()
	}
	for ; n > 0 && x.at < len(x.Rows); n-- {
		x.row(x.Rows[x.at], x.At[x.at])
		x.at++
	}
	return x.at < len(x.Rows)
}

// Done is the share of rows read, in per cent.
func (x *Reader) Done() int {
	if len(x.Rows) == 0 {
		return 100
	}
	return x.at * 100 / len(x.Rows)
}

// Declarations are what was read.
func (x *Reader) Declarations() []*journal.Goods { return x.out }

// marks finds how the file writes numbers: English where some number has a
// decimal point for certain, the local way otherwise.
func (x *Reader) marks() i18n.Lang {
	for _, row := range x.Rows {
		for i, r := range x.Roles {
			if i >= len(row) || !numeric(r) {
				continue
			}
			for _, lang := range []i18n.Lang{i18n.EN, i18n.AZ} {
				n, err := i18n.ParseNumber(row[i], lang)
				if err == nil && !n.Ambiguous && !n.Value.IsInteger() {
					if strings.LastIndexByte(row[i], '.') > strings.LastIndexByte(row[i], ',') {
						return i18n.EN
					}
					return i18n.AZ
				}
			}
		}
	}
	return i18n.AZ
}

func numeric(r Role) bool { return r == Value || r == Paid || field.KnownKind(string(r)) }

func (x *Reader) row(cells []string, line int) {
	g := &journal.Goods{Flow: calc.Import}
	l := journal.Line{}
	number := ""
	var bad *Bad
	fail := func(r Role, text, reason string) {
		if bad == nil {
			bad = &Bad{line, r, field.Clip(text), reason}
		}
	}
	for i, r := range x.Roles {
		if i >= len(cells) {
			break
		}
		s := strings.TrimSpace(strings.TrimPrefix(cells[i], "'")) // the mark that keeps a text from being a formula
		if s == "" {
			continue
		}
		switch r {
		case "":
		case Number:
			number = s
		case Day:
			day := s
			if i := strings.IndexAny(day, " T"); i > 0 { // the hour is of no account
				day = day[:i]
			}
			d, ok := i18n.ParseDate(day)
			if !ok {
				fail(r, s, BadDay)
			}
			g.Date = d
		case FlowOf:
			f, ok := parseFlow(s)
			if !ok {
				fail(r, s, BadFlow)
			}
			g.Flow = f
		case Code:
			l.Code = wire.CleanCode(s)
			if n := len(l.Code); n < 2 || n > 10 || n%2 == 1 && n != 9 || strings.Trim(l.Code, "0123456789") != "" {
				fail(r, s, BadCode)
			}
		case Country:
			a2, ok := x.Country(s)
			if !ok {
				fail(r, s, BadCountry)
			}
			l.Origin = a2
		default:
			d, reason := x.number(s)
			if reason != "" {
				fail(r, s, reason)
				continue
			}
			switch {
			case r == Value:
				l.Value = decimal.NewNullDecimal(d)
			case r == Paid:
				if !x.apart() && !d.IsZero() {
					l.Sums = append(l.Sums, field.Sum{Kind: Unsplit, Amount: d})
				}
			case !d.IsZero():
				l.Sums = append(l.Sums, field.Sum{Kind: calc.Kind(r), Amount: d})
			}
		}
	}
	switch {
	case bad != nil:
	case g.Date.IsZero():
		fail(Day, "", NoDay)
	case l.Code == "" && number == "":
		fail(Code, "", NoCode)
	case l.Code != "" && !l.Value.Valid:
		fail(Value, "", NoValue)
	}
	if bad != nil {
		x.Bad = append(x.Bad, *bad)
		return
	}
	x.Good++
	if number != "" {
		key := number + "\x00" + g.Date.String() + string(g.Flow)
		if have := x.byKey[key]; have != nil {
			g = have
		} else {
			x.byKey[key] = g
			x.out = append(x.out, g)
		}
	} else {
		x.out = append(x.out, g)
	}
	if l.Code == "" { // what is charged on the declaration as a whole
		g.Sums = append(g.Sums, l.Sums...)
		return
	}
	g.Value = decimal.NewNullDecimal(g.Value.Decimal.Add(l.Value.Decimal))
	g.Lines = append(g.Lines, l)
}

// apart reports whether the file gives payments by kind.
func (x *Reader) apart() bool {
	for _, r := range x.Roles {
		if field.KnownKind(string(r)) {
			return true
		}
	}
	return false
}

func (x *Reader) number(s string) (decimal.Decimal, string) {
	for _, cut := range []string{"₼", "AZN", "azn", "manat", "man."} {
		s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(s, cut), cut))
	}
	n, err := i18n.ParseNumber(s, x.lang)
	if err != nil {
		switch err.Code {
		case "negative":
			return num.Zero, Negative
		case "number_too_large":
			return num.Zero, TooLarge
		}
		return num.Zero, BadNumber
	}
	return n.Value, ""
}

// EncodeDeclarations writes declarations in the form that Reader reads: a row
// for each line, and one without a code for what is charged on the whole.
// kinds are the payments that occur; heads names a column.
func EncodeDeclarations(list []*journal.Goods, heads func(Role) string) string {
	var kinds []calc.Kind
	for _, k := range calc.Kinds {
		for _, g := range list {
			if !g.All().Of(k).IsZero() {
				kinds = append(kinds, k)
				break
			}
		}
	}
	var b strings.Builder
	row := []string{}
	for _, r := range []Role{Number, Day, FlowOf, Code, Country, Value} {
		row = append(row, heads(r))
	}
	for _, k := range kinds {
		row = append(row, heads(Role(k)))
	}
	render.CSVRow(&b, row)
	for i, g := range list {
		line := func(code, origin string, value decimal.NullDecimal, sums field.Sums) {
			v := ""
			if value.Valid {
				v = num.Money(value.Decimal)
			}
			row := []string{itoa(i + 1), g.Date.String(), string(g.Flow), code, origin, v}
			for _, k := range kinds {
				cell := ""
				if x := sums.Of(k); !x.IsZero() {
					cell = num.Money(x)
				}
				row = append(row, cell)
			}
			render.CSVRow(&b, row)
		}
		for k := range g.Lines {
			l := &g.Lines[k]
			line(l.Code, l.Origin, l.Value, l.Sums)
		}
		if len(g.Sums) > 0 {
			line("", "", decimal.NullDecimal{}, g.Sums)
		}
	}
	return b.String()
}

// EncodeTables writes all tables as one: what it is grouped by, the group, its
// name, how many, customs value, payments, effective rate, each kind.
func EncodeTables(tables []Table, heads []string, name func(By, string) string) string {
	var kinds []calc.Kind
	if len(tables) > 0 {
		for _, s := range tables[0].Total.Sums {
			kinds = append(kinds, s.Kind)
		}
	}
	var b strings.Builder
	row := append([]string{}, heads...)
	for _, k := range kinds {
		row = append(row, name(Kind, string(k)))
	}
	render.CSVRow(&b, row)
	for i := range tables {
		t := &tables[i]
		line := func(key, label string, r *Row) {
			rate := ""
			if x := r.Rate(); x.Valid {
				rate = x.Decimal.StringFixed(2)
			}
			n, value := itoa(r.N), num.Money(r.Value)
			if t.By == Kind && key != "total" || key == "rest" {
				n, value = "", ""
			}
			row := []string{string(t.By), key, label, n, value, num.Money(r.Paid), rate}
			for _, k := range kinds {
				row = append(row, num.Money(r.Sums.Of(k)))
			}
			render.CSVRow(&b, row)
		}
		for k := range t.Rows {
			line(t.Rows[k].Key, name(t.By, t.Rows[k].Key), &t.Rows[k])
		}
		if len(t.Rest.Sums) > 0 {
			line("rest", name(t.By, "rest"), &t.Rest)
		}
		line("total", name(t.By, "total"), &t.Total)
	}
	return b.String()
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}
