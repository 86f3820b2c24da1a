package carlist

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
)

// Sums are the payments of a vehicle by what a dealer compares, in manat. Amounts
// of what is open are left out, and Open is set.
type Sums struct {
	Value             decimal.NullDecimal // customs value
	Duty, Excise, VAT decimal.NullDecimal
	Fees              decimal.Decimal // every other payment
	Total             decimal.Decimal // at least this, where Open
	Open              bool
	Landed            decimal.NullDecimal // customs value and payments
}

// Sums adds up the car's assessment.
func (c *Car) Sums() Sums {
	a := c.Assessment
	s := Sums{Value: a.CustomsValue, Open: !a.Complete}
	each := func(cs []calc.Charge) {
		for i := range cs {
			x := &cs[i]
			known := x.Status == calc.Applied || x.Status == calc.NotDue
			amount := decimal.NullDecimal{Decimal: x.Amount.Decimal, Valid: known}
			switch x.Kind {
			case calc.ImportDuty:
				s.Duty = amount
			case calc.Excise:
				s.Excise = amount
			case calc.VAT:
				s.VAT = amount
			default:
				if x.Status == calc.Applied {
					s.Fees = s.Fees.Add(x.Amount.Decimal)
				}
			}
		}
	}
	each(a.Lines[0].Charges)
	each(a.Charges)
	switch {
	case a.Total.Valid:
		s.Total = a.Total.Decimal
	default:
		s.Total = a.TotalFrom.Decimal
	}
	if s.Value.Valid {
		s.Landed = decimal.NewNullDecimal(s.Value.Decimal.Add(s.Total))
	}
	return s
}

// Total adds up the list: the sums of what is known, open if any car is.
func (l *List) Total() Sums {
	var t Sums
	t.Value.Valid, t.Duty.Valid, t.Excise.Valid, t.VAT.Valid, t.Landed.Valid = true, true, true, true, true
	add := func(to *decimal.NullDecimal, x decimal.NullDecimal) {
		to.Decimal = to.Decimal.Add(x.Decimal)
		to.Valid = to.Valid && x.Valid
	}
	for i := range l.Cars {
		if l.Cars[i].Assessment == nil {
			continue
		}
		s := l.Cars[i].Sums()
		add(&t.Value, s.Value)
		add(&t.Duty, s.Duty)
		add(&t.Excise, s.Excise)
		add(&t.VAT, s.VAT)
		add(&t.Landed, s.Landed)
		t.Fees, t.Total, t.Open = t.Fees.Add(s.Fees), t.Total.Add(s.Total), t.Open || s.Open
	}
	return t
}

// Columns of the table that is written; their heads are the texts "carlist.<name>".
var outColumns = []string{"row", "name", "what", "value", "duty", "excise", "vat", "fees", "total", "landed", "status", "notes"}

// Row is one car in words.
type Row struct {
	Row                            int
	Name, What                     string
	Value, Duty, Excise, VAT, Fees string
	Total, Landed                  string
	Open                           bool
	Banned                         bool // may not come in, or may not
	Notes                          []string
	sums                           Sums
}

// Rows are the cars in words; money writes an amount, "" for one that is open.
func (l *List) rows(t *i18n.Texts, money func(decimal.Decimal) string, name func(string) string, most int) []Row {
	var out []Row
	for i := range l.Cars[:min(most, len(l.Cars))] {
		c := &l.Cars[i]
		if c.Assessment == nil {
			continue
		}
		s := c.Sums()
		v := c.Declaration.Lines[0].Vehicle
		r := Row{Row: c.Row, Name: c.Name, What: What(v, t), Fees: money(s.Fees), Total: money(s.Total), Open: s.Open, sums: s}
		for _, x := range []struct {
			to *string
			d  decimal.NullDecimal
		}{{&r.Value, s.Value}, {&r.Duty, s.Duty}, {&r.Excise, s.Excise}, {&r.VAT, s.VAT}, {&r.Landed, s.Landed}} {
			if x.d.Valid {
				*x.to = money(x.d.Decimal)
			}
		}
		own := slices.DeleteFunc(slices.Clone(c.Assessment.Warnings), ofAll)
		view := render.New(&calc.Assessment{Complete: true, Warnings: own, Needs: c.Assessment.Needs}, nil, t, name)
		r.Banned = len(view.Bans) > 0
		for _, n := range view.Needs {
			r.Notes = append(r.Notes, n.Label+": "+n.Why)
		}
		r.Notes = append(append(r.Notes, view.Bans...), view.Warnings...)
		out = append(out, r)
	}
	return out
}

// ofAll reports whether a warning is about the day or the exchange rates, which
// all the cars share, so that it is said once.
func ofAll(w calc.Warning) bool { return strings.HasPrefix(w.Code, "fx_") || w.Code == "law_horizon" }

// Notes are the warnings all the cars share, each once.
func (l *List) Notes(t *i18n.Texts) []string {
	var shared []calc.Warning
	for i := range l.Cars {
		a := l.Cars[i].Assessment
		if a == nil {
			continue
		}
		for _, w := range a.Warnings {
			if ofAll(w) && !slices.ContainsFunc(shared, func(x calc.Warning) bool { return x.Code == w.Code && slices.Equal(x.Args, w.Args) }) {
				shared = append(shared, w)
			}
		}
	}
	return render.New(&calc.Assessment{Complete: true, Warnings: shared}, nil, t, nil).Warnings
}

// Rows are the cars as a page or a terminal shows them, the first most of them.
func (l *List) Rows(t *i18n.Texts, name func(string) string, most int) []Row {
	return l.rows(t, t.Money, name, most)
}

// What says what a vehicle is: "Passenger car, petrol, 1,998 cm³, 1 May 2021".
func What(v *calc.Vehicle, t *i18n.Texts) string {
	parts := []string{t.Get("vehicle." + v.Kind)}
	if v.Fuel != "" {
		parts = append(parts, strings.ToLower(t.Get("fuel."+v.Fuel)))
	}
	if v.EngineCC > 0 {
		parts = append(parts, t.Number(decimal.NewFromInt(int64(v.EngineCC)))+i18n.NBSP+t.Unit("cm3"))
	}
	if !v.Produced.IsZero() {
		parts = append(parts, t.Date(v.Produced))
	}
	return strings.Join(parts, ", ")
}

// BadText says what is wrong with a row, without its number: "price: …".
func BadText(b Bad, t *i18n.Texts) string {
	s := render.Fault(&calc.Fault{Code: b.Fault.Code, Value: b.Fault.Value, Args: b.Fault.Args}, t)
	if b.Column == "" {
		return s
	}
	return t.Get("error.field", calc.Arg{Name: "field", Value: ColumnName(b.Column, t)}, calc.Arg{Name: "text", Value: s})
}

// ColumnName is a column as the language heads it.
func ColumnName(c string, t *i18n.Texts) string {
	if t.Has("carlist.in." + c) {
		return t.Get("carlist.in." + c)
	}
	return c
}

// CSV is the list for a spreadsheet: the cars with machine numbers, then the bad
// rows with their reason in the column of notes.
func (l *List) CSV(t *i18n.Texts, name func(string) string) string {
	var b strings.Builder
	head := make([]string, len(outColumns))
	for i, c := range outColumns {
		head[i] = t.Get("carlist." + c)
	}
	render.CSVRow(&b, head)
	for _, r := range l.rows(t, func(d decimal.Decimal) string { return d.StringFixed(2) }, name, len(l.Cars)) {
		render.CSVRow(&b, []string{strconv.Itoa(r.Row), r.Name, plain(r.What), r.Value, r.Duty, r.Excise, r.VAT, r.Fees, r.Total, r.Landed,
			t.Get(status(r.Open)), plain(strings.Join(r.Notes, " "))})
	}
	for _, x := range l.Bad {
		render.CSVRow(&b, []string{strconv.Itoa(x.Row), "", "", "", "", "", "", "", "", "", t.Get("carlist.bad"), plain(BadText(x, t))})
	}
	return b.String()
}

func status(open bool) string {
	if open {
		return "carlist.open"
	}
	return "carlist.settled"
}

func plain(s string) string { return strings.ReplaceAll(s, i18n.NBSP, " ") }

// Text is the list for a terminal.
func (l *List) Text(t *i18n.Texts, name func(string) string) string {
	head := []string{t.Get("carlist.row"), t.Get("carlist.name"), t.Get("carlist.what"), t.Get("carlist.value"), t.Get("carlist.duty"), t.Get("carlist.excise"),
		t.Get("carlist.vat"), t.Get("carlist.fees"), t.Get("carlist.total"), t.Get("carlist.landed")}
	lines := [][]string{head}
	rows := l.Rows(t, name, len(l.Cars))
	for _, r := range rows {
		total, landed := r.Total, r.Landed
		if r.Open {
			total = "≥ " + total
			landed = "≥ " + landed
		}
		lines = append(lines, []string{strconv.Itoa(r.Row), r.Name, r.What, r.Value, dash(r.Duty), dash(r.Excise), dash(r.VAT), r.Fees, total, landed})
	}
	sum := l.Total()
	total, landed := t.Money(sum.Total), t.Money(sum.Landed.Decimal)
	if sum.Open {
		total, landed = "≥ "+total, "≥ "+landed
	}
	lines = append(lines, []string{"", t.Get("carlist.all"), "", t.Money(sum.Value.Decimal), "", "", "", t.Money(sum.Fees), total, landed})
	width := make([]int, len(head))
	for _, line := range lines {
		for i, c := range line {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for _, line := range lines {
		for i, c := range line {
			fill := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			switch {
			case i == len(line)-1:
				b.WriteString(fill + c)
			case i == 1 || i == 2:
				b.WriteString(c + fill + "  ")
			default:
				b.WriteString(fill + c + "  ")
			}
		}
		b.WriteByte('\n')
	}
	for _, r := range rows {
		for _, n := range r.Notes {
			b.WriteString("  " + strconv.Itoa(r.Row) + ": " + n + "\n")
		}
	}
	for _, n := range l.Notes(t) {
		b.WriteString("  " + n + "\n")
	}
	if len(l.Bad) > 0 {
		b.WriteString("\n" + t.Get("carlist.bads", calc.Arg{Name: "n", Value: strconv.Itoa(l.BadRows())}) + "\n")
		for _, x := range l.Bad {
			b.WriteString("  " + strconv.Itoa(x.Row) + ": " + BadText(x, t) + "\n")
		}
	}
	return plain(b.String())
}

// dash stands for an amount that is not known.
func dash(s string) string {
	if s == "" {
		return "?"
	}
	return s
}
