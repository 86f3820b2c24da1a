package people

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
)

// Find is the place of a parcel in a list, -1 if it is not there.
func Find(list []*calc.Declaration, d *calc.Declaration) int {
	key := string(wire.EncodeDeclaration(d))
	for i, x := range list {
		if x == d || string(wire.EncodeDeclaration(x)) == key {
			return i
		}
	}
	return -1
}

// Add is a list with one parcel more. No list is changed.
func Add(list []*calc.Declaration, d *calc.Declaration) []*calc.Declaration {
	return append(append(make([]*calc.Declaration, 0, len(list)+1), list...), d)
}

// Replace is a list with a parcel in the place of another, which goes away where
// d is nil. A parcel that is not there any more is added.
func Replace(list []*calc.Declaration, was, d *calc.Declaration) []*calc.Declaration {
	i := Find(list, was)
	out := append(make([]*calc.Declaration, 0, len(list)+1), list...)
	switch {
	case i < 0 && d == nil:
		return out
	case i < 0:
		return append(out, d)
	case d == nil:
		return append(out[:i], out[i+1:]...)
	}
	out[i] = d
	return out
}

// Merge is a list with those parcels of another that it has not; n of them.
func Merge(list, more []*calc.Declaration) (out []*calc.Declaration, n int) {
	out = append(out, list...)
	have := map[string]int{}
	for _, x := range list {
		have[string(wire.EncodeDeclaration(x))]++
	}
	for _, x := range more {
		key := string(wire.EncodeDeclaration(x))
		if have[key] > 0 {
			have[key]-- // two alike parcels are two
			continue
		}
		out = append(out, x)
		n++
	}
	return out, n
}

// columns of the diary's table. What stands before "customs_value" is read
// again; the rest is the answer.
var columns = []string{"parcel", "date", "item", "description", "code", "count", "size", "price", "currency", "delivery", "delivery_currency", "duty_rate", "usd_rate",
	"customs_value", "duty", "excise", "vat", "total"}

// CSV is the diary as a table, a row for each good: machine-written numbers and
// dates, with column names that do not depend on the language.
func CSV(ds []*calc.Declaration, l *calc.Ledger, t *calc.Tables) string {
	var b strings.Builder
	render.CSVRow(&b, columns)
	for i, d := range ds {
		for k := range d.Lines {
			x := &d.Lines[k]
			count, size := countOf(x, t)
			cells := []string{strconv.Itoa(i + 1), d.Date.String(), x.Item, x.Description, x.Code, num.Plain(count), "", num.Plain(x.Price.Amount), x.Price.Currency, "", "", x.DutyText, "",
				"", "", "", "", ""}
			if size.Valid {
				cells[6] = num.Plain(size.Decimal)
			}
			if k == 0 {
				if m := d.Delivery.Freight; m != nil {
					cells[9], cells[10] = num.Plain(m.Amount), m.Currency
				}
				if r, ok := d.Rates["USD"]; ok {
					cells[12] = num.Plain(r)
				}
				if l != nil {
					e := &l.Entries[i]
					if v := e.Assessment.CustomsValue; v.Valid {
						cells[13] = num.Money(v.Decimal)
					}
					cells[14], cells[15], cells[16], cells[17] = num.Money(e.Sums.Duty), num.Money(e.Sums.Excise), num.Money(e.Sums.VAT), num.Money(e.Sums.Total)
				}
			}
			render.CSVRow(&b, cells)
		}
	}
	return b.String()
}

// countOf is the number of pieces of a line and the size of one in its unit.
func countOf(l *calc.Line, t *calc.Tables) (count decimal.Decimal, size decimal.NullDecimal) {
	count = decimal.NewFromInt(1)
	unit := unitOf(t, l.Item)
	packet := unit == "piece" && l.Item != "phone" && l.Item != "disposable_ecig"
	if q, ok := l.Quantities["piece"]; ok && q.IsPositive() && q.IsInteger() && !packet {
		count = q
	}
	if q, ok := l.Quantities[unit]; ok && unit != "" && (unit != "piece" || packet) {
		size = decimal.NewNullDecimal(num.Quo(q, count))
	}
	return count, size
}

// Import reads a diary from a file: the JSON of an export, or its table. fault
// names the row of a table that cannot be read.
func Import(body string, t *calc.Tables) ([]*calc.Declaration, *calc.Fault) {
	body = strings.TrimPrefix(body, "\ufeff")
	if strings.HasPrefix(strings.TrimSpace(body), "{") {
		ds, f := wire.DecodeLedger([]byte(body))
		if f == nil {
			_, f = calc.Month(ds, t)
		}
		return ds, f
	}
	return parseCSV(body, t)
}

func parseCSV(body string, t *calc.Tables) ([]*calc.Declaration, *calc.Fault) {
	rows := cells(body)
	if len(rows) == 0 {
		return nil, &calc.Fault{Code: "missing_field", Field: "parcels"}
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, c := range []string{"date", "price", "currency"} {
		if _, ok := at[c]; !ok {
			return nil, &calc.Fault{Code: "missing_field", Field: c}
		}
	}
	var out []*calc.Declaration
	last := ""
	for n, row := range rows[1:] {
		r := csvRow{n: n + 2, row: row, at: at}
		key := r.get("parcel")
		if key == "" || key != last || len(out) == 0 {
			out = append(out, r.parcel())
		}
		last = key
		d := out[len(out)-1]
		d.Lines = append(d.Lines, r.line(t))
		if r.fault != nil {
			return nil, r.fault
		}
		if len(out) > calc.MaxParcels {
			return nil, &calc.Fault{Code: "too_many_lines", Field: "parcels", Value: strconv.Itoa(len(out)), Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(calc.MaxParcels)}}}
		}
	}
	_, f := calc.Month(out, t)
	return out, f
}

// csvRow reads a row and keeps its first fault.
type csvRow struct {
	n     int // in the file, from 1
	row   []string
	at    map[string]int
	fault *calc.Fault
}

func (r *csvRow) get(name string) string {
	i, ok := r.at[name]
	if !ok || i >= len(r.row) {
		return ""
	}
	s := strings.TrimSpace(r.row[i])
	if len(s) > 1 && s[0] == '\'' {
		s = s[1:] // the mark against formulas
	}
	return s
}

func (r *csvRow) fail(code, name string) {
	if r.fault == nil {
		r.fault = &calc.Fault{Code: code, Field: "row " + strconv.Itoa(r.n) + ", " + name, Value: calc.Clip(r.get(name))}
	}
}

func (r *csvRow) number(name string) (decimal.Decimal, bool) {
	s := r.get(name)
	if s == "" {
		return num.Zero, false
	}
	if v, err := num.Parse(s); err == nil {
		return v, true
	}
	// A spreadsheet may have written the comma of its language.
	if v, err := i18n.ParseNumber(s, i18n.AZ); err == nil && !v.Ambiguous {
		return v.Value, true
	}
	r.fail("bad_number", name)
	return num.Zero, false
}

func (r *csvRow) money(amount, currency string) *calc.Money {
	v, ok := r.number(amount)
	if !ok {
		return nil
	}
	cur := strings.ToUpper(r.get(currency))
	if !calc.KnownCurrency(cur) {
		r.fail("unknown_currency", currency)
		return nil
	}
	return &calc.Money{Amount: v, Currency: cur}
}

func (r *csvRow) parcel() *calc.Declaration {
	d := &calc.Declaration{Declarant: "individual", Channel: "post"}
	day, err := date.Parse(r.get("date"))
	if err != nil {
		r.fail("bad_date", "date")
	}
	d.Date = day
	d.Delivery.Freight = r.money("delivery", "delivery_currency")
	if v, ok := r.number("usd_rate"); ok {
		d.Rates = map[string]decimal.Decimal{"USD": v}
	}
	return d
}

func (r *csvRow) line(t *calc.Tables) calc.Line {
	l := calc.Line{Item: r.get("item"), Description: r.get("description"), Code: wire.CleanCode(r.get("code")), Quantities: map[string]decimal.Decimal{}}
	if m := r.money("price", "currency"); m != nil {
		l.Price = *m
	} else {
		r.fail("bad_number", "price")
	}
	if l.Item != "" && t.Personal.Item(l.Item) == nil {
		r.fail("unknown_choice", "item")
	}
	count, ok := r.number("count")
	if !ok {
		count = decimal.NewFromInt(1)
	}
	l.Quantities["piece"] = count
	if size, ok := r.number("size"); ok {
		if unit := unitOf(t, l.Item); unit != "" {
			l.Quantities[unit] = size.Mul(count)
		}
	}
	if s := r.get("duty_rate"); s != "" {
		cell, err := ratetext.Parse(s, ratetext.Options{})
		if err != nil {
			r.fail("bad_rate", "duty_rate")
		} else {
			l.Duty, l.DutyText = &cell.Import, s
		}
	}
	return l
}

// cells reads a table of comma, semicolon or tab separated values; the first
// row says which.
func cells(s string) [][]string {
	first, _, _ := strings.Cut(s, "\n")
	sep := byte(',')
	for _, c := range []byte{';', '\t'} {
		if strings.Count(first, string(c)) > strings.Count(first, string(sep)) {
			sep = c
		}
	}
	var rows [][]string
	var row []string
	var cell strings.Builder
	quoted, any := false, false
	end := func() {
		row = append(row, cell.String())
		cell.Reset()
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '"' && i+1 < len(s) && s[i+1] == '"':
			cell.WriteByte('"')
			i++
		case c == '"' && (quoted || cell.Len() == 0):
			quoted = !quoted
			any = true
		case quoted:
			cell.WriteByte(c)
		case c == sep:
			end()
			any = true
		case c == '\n' || c == '\r':
			if any || cell.Len() > 0 {
				end()
				rows = append(rows, row)
			}
			row, any = nil, false
		default:
			cell.WriteByte(c)
		}
	}
	if any || cell.Len() > 0 {
		end()
		rows = append(rows, row)
	}
	return rows
}
