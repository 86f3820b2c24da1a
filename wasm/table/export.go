package table

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// CellKind says how a spreadsheet shows a cell. The kinds are those of package
// xlsx, which the page's program does without.
type CellKind uint8

const (
	TextCell CellKind = iota
	NumberCell
	MoneyCell
	DayCell
	HeadCell
	StrongCell
	TotalCell
)

// Cell is a cell of a spreadsheet.
type Cell struct {
	Value string
	Kind  CellKind
}

// Line is a line on its way into a spreadsheet.
type Line struct {
	Fields  form.Fields
	Result  *calc.LineResult // nil where the line was not computed
	Problem string           // why not
}

// Book writes a declaration into the three sheets of a spreadsheet: its lines
// with what each pays, every payment with its steps and source, and the acts.
// It gives rows one after the other, so that thousands can be written in pieces.
type Book struct {
	Texts *i18n.Texts
	// Name is the name of a code in the nomenclature.
	Name func(code string) string
	// Country is the code of a country typed as a name; nil keeps the name.
	Country    func(text string) (code string, ok bool)
	Lines      []Line
	Assessment *calc.Assessment // nil while nothing could be computed
	Made       string           // the day, as the language writes it

	columns []Column
	laws    []law
	lawAt   map[string]int
}

// law is an act and the payments that rest on it.
type law struct {
	kinds   []calc.Kind
	source  calc.Source
	sure    calc.Confidence
	article string
}

// Columns are the columns of a table of these lines: the usual ones and every
// other that holds something.
func Columns(lines []form.Fields) []Column {
	filled := map[string]bool{}
	for _, f := range lines {
		for k := range f {
			filled[k] = true
		}
	}
	return columnsOf(filled)
}

func columnsOf(filled map[string]bool) []Column {
	var out []Column
	for _, c := range All() {
		if filled[string(c)] || c.rank() >= 0 {
			out = append(out, c)
		}
	}
	// Quantities stand after the masses, in the order of the units.
	var quantities []Column
	for _, key := range unitKeys() {
		if filled[string(OfUnit(key))] {
			quantities = append(quantities, OfUnit(key))
		}
	}
	at := 0
	for i, c := range out {
		if c == "net" || c == "gross" {
			at = i + 1
		}
	}
	return append(out[:at], append(quantities, out[at:]...)...)
}

// Sheets are the names of the sheets.
func (b *Book) Sheets() []string {
	t := b.Texts
	return []string{t.Get("ui.lines.sheet.lines"), t.Get("ui.lines.sheet.payments"), t.Get("ui.lines.sheet.law")}
}

// results are the columns of what a line pays.
var results = []string{"value", "duty-sum", "excise", "vat", "rest", "sum", "status"}

// LineHead is the head of the sheet of lines, with the widths of its columns.
func (b *Book) LineHead() (cells []Cell, widths []int) {
	b.prepare()
	add := func(s string, w int) {
		cells = append(cells, Cell{s, HeadCell})
		widths = append(widths, w)
	}
	add(b.Texts.Get("ui.lines.col.n"), 5)
	for _, c := range b.columns {
		w := 12
		switch c {
		case "name":
			w = 34
		case "price-cur", "proof":
			w = 8
		case "origin", "from", "traded":
			w = 9
		}
		add(c.Head(b.Texts), w)
		if c == "code" {
			add(b.Texts.Get("ui.lines.col.nomenclature"), 34)
		}
	}
	for _, k := range results {
		add(b.Texts.Get("ui.lines.col."+k), 14)
	}
	return cells, widths
}

// LineRow is line i in the sheet of lines.
func (b *Book) LineRow(i int) []Cell {
	b.prepare()
	t := b.Texts
	l := &b.Lines[i]
	cells := []Cell{{strconv.Itoa(i + 1), NumberCell}}
	for _, c := range b.columns {
		cells = append(cells, b.input(l.Fields, c))
		if c == "code" {
			name := ""
			if b.Name != nil {
				name = b.Name(strings.ReplaceAll(l.Fields["code"], " ", ""))
			}
			cells = append(cells, Cell{name, TextCell})
		}
	}
	if l.Result == nil {
		for range len(results) - 1 {
			cells = append(cells, Cell{})
		}
		return append(cells, Cell{l.Problem, TextCell})
	}
	s := Sum(l.Result)
	cells = append(cells, money(l.Result.CustomsValue), money(s.Duty), money(s.Excise), money(s.VAT), money(s.Rest), money(s.Total))
	status := t.Get("ui.lines.status.done")
	if s.Open != "" {
		status = t.Get("reason." + s.Open)
	}
	return append(cells, Cell{status, TextCell})
}

// LineTotal is the row below the lines.
func (b *Book) LineTotal() []Cell {
	b.prepare()
	cells := []Cell{{b.Texts.Get("ui.lines.total"), StrongCell}}
	for range len(b.columns) + 1 {
		cells = append(cells, Cell{})
	}
	var lines []*calc.LineResult
	for i := range b.Lines {
		if b.Lines[i].Result != nil {
			lines = append(lines, b.Lines[i].Result)
		}
	}
	s := SumOf(lines)
	total := func(d decimal.NullDecimal) Cell {
		c := money(d)
		c.Kind = TotalCell
		return c
	}
	value := decimal.NullDecimal{}
	if b.Assessment != nil {
		value = b.Assessment.CustomsValue
	}
	return append(cells, total(value), total(s.Duty), total(s.Excise), total(s.VAT), total(s.Rest), total(s.Total))
}

func (b *Book) prepare() {
	if b.columns != nil {
		return
	}
	filled := map[string]bool{}
	for i := range b.Lines {
		for k := range b.Lines[i].Fields {
			filled[k] = true
		}
	}
	b.columns = columnsOf(filled)
	b.lawAt = map[string]int{}
}

// input is what was typed in a field, as a machine writes it where it can be
// read, so that another language and another program understand it.
func (b *Book) input(f form.Fields, c Column) Cell {
	v := strings.TrimSpace(f[string(c)])
	if v == "" {
		if c == "price-cur" && strings.TrimSpace(f["price"]) != "" {
			v = form.Default("price-cur")
		}
		return Cell{v, TextCell}
	}
	kind := form.KindOf(string(c))
	out := field.Canonical(v, kind, b.Texts.Lang(), b.Country)
	switch kind {
	case field.Number, field.Whole:
		if _, err := num.Parse(out); err == nil {
			return Cell{out, NumberCell}
		}
	case field.Day:
		return Cell{out, DayCell}
	}
	return Cell{out, TextCell}
}

func money(d decimal.NullDecimal) Cell {
	if !d.Valid {
		return Cell{}
	}
	return Cell{num.Money(d.Decimal), MoneyCell}
}

// PaymentHead is the head of the sheet of payments.
func (b *Book) PaymentHead() (cells []Cell, widths []int) {
	for _, c := range []struct {
		key   string
		width int
	}{{"n", 5}, {"code", 12}, {"payment", 26}, {"box", 6}, {"base", 14}, {"rate", 24}, {"amount", 14}, {"status", 16}, {"sure", 12}, {"reason", 40}, {"steps", 60}, {"law", 44}, {"url", 40}} {
		cells = append(cells, Cell{b.Texts.Get("ui.lines.pay." + c.key), HeadCell})
		widths = append(widths, c.width)
	}
	return cells, widths
}

// PaymentRows are the payments of line i, or of the whole declaration for -1.
func (b *Book) PaymentRows(i int) [][]Cell {
	b.prepare()
	n, code := "", ""
	var charges []calc.Charge
	switch {
	case i >= 0 && b.Lines[i].Result == nil:
		return nil
	case i >= 0:
		n, code, charges = strconv.Itoa(i+1), b.Lines[i].Result.Code, b.Lines[i].Result.Charges
	case b.Assessment != nil:
		charges = b.Assessment.Charges
	}
	var out [][]Cell
	for k := range charges {
		c := &charges[k]
		r := render.Rows(charges[k:k+1], b.Texts)[0]
		base := Cell{}
		switch {
		case c.Base.Valid && c.BaseIsQuantity():
			base = Cell{c.Base.Decimal.String(), NumberCell}
		case c.Base.Valid:
			base = money(c.Base)
		}
		var law, url string
		if c.Source != nil {
			law, url = r.Law, r.URL
			b.note(c)
		}
		out = append(out, []Cell{{n, NumberCell}, {code, TextCell}, {r.Label, TextCell}, {r.Box, TextCell}, base, {r.Rate, TextCell}, money(c.Amount),
			{r.StatusText, TextCell}, {r.ConfidenceText, TextCell}, {r.Reason, TextCell}, {strings.Join(r.Steps, "\n"), TextCell}, {law, TextCell}, {url, TextCell}})
	}
	return out
}

// note remembers an act for the sheet of law.
func (b *Book) note(c *calc.Charge) {
	key := c.Source.Act + "\x00" + c.Source.Article + "\x00" + c.Source.URL + "\x00" + string(c.Confidence)
	i, ok := b.lawAt[key]
	if !ok {
		i = len(b.laws)
		b.lawAt[key] = i
		b.laws = append(b.laws, law{source: *c.Source, sure: c.Confidence, article: c.Source.Article})
	}
	for _, k := range b.laws[i].kinds {
		if k == c.Kind {
			return
		}
	}
	b.laws[i].kinds = append(b.laws[i].kinds, c.Kind)
}

// LawRows is the sheet of law: the acts behind the payments given so far, then
// the exchange rates, the warnings and the data.
func (b *Book) LawRows() (rows [][]Cell, widths []int) {
	t := b.Texts
	head := func(keys ...string) {
		var r []Cell
		for _, k := range keys {
			r = append(r, Cell{t.Get("ui.lines.law." + k), HeadCell})
		}
		rows = append(rows, r)
	}
	head("payments", "act", "article", "sure", "checked", "url")
	for i := range b.laws {
		l := &b.laws[i]
		kinds := ""
		for _, k := range l.kinds {
			if kinds != "" {
				kinds += ", "
			}
			kinds += t.Get("kind." + string(k))
		}
		sure := ""
		if l.sure != "" {
			sure = t.Get("confidence." + string(l.sure))
		}
		rows = append(rows, []Cell{{kinds, TextCell}, {render.ActName(l.source.Act, t), TextCell}, {l.article, TextCell}, {sure, TextCell}, {l.source.Checked.String(), DayCell}, {l.source.URL, TextCell}})
	}
	if a := b.Assessment; a != nil {
		v := render.New(&calc.Assessment{Version: a.Version, LawKnownTo: a.LawKnownTo, FXBulletin: a.FXBulletin, FX: a.FX, Warnings: General(a)}, nil, t, nil)
		rows = append(rows, nil)
		head("note")
		for _, s := range append(append(append([]string{}, v.FX...), v.Warnings...), v.Footer) {
			rows = append(rows, []Cell{{strings.ReplaceAll(s, i18n.NBSP, " "), TextCell}})
		}
		if b.Made != "" {
			rows = append(rows, []Cell{{strings.TrimSpace(t.Get("ui.print.made", calc.Arg{Name: "date", Value: b.Made}, calc.Arg{Name: "version", Value: ""})), TextCell}})
		}
		rows = append(rows, []Cell{{t.Get("ui.notofficial"), TextCell}})
	}
	return rows, []int{40, 60, 14, 14, 12, 50}
}

// General are the warnings of the whole declaration: those of a line stand
// beside it on the page, and there may be thousands.
func General(a *calc.Assessment) []calc.Warning {
	var out []calc.Warning
	for _, w := range a.Warnings {
		if w.Line == 0 {
			out = append(out, w)
		}
	}
	return out
}

// Sums are what a line pays, by kinds that have a column; a sum that is open is
// not valid, and Open is the reason.
type Sums struct {
	Duty, Excise, VAT, Rest, Total decimal.NullDecimal
	Open                           string
}

// Sum adds up what a line pays.
func Sum(l *calc.LineResult) Sums {
	s := Sums{Duty: zero, Excise: zero, VAT: zero, Rest: zero, Total: zero}
	for i := range l.Charges {
		c := &l.Charges[i]
		to := s.of(c.Kind)
		switch c.Status {
		case calc.Applied:
			to.Decimal = to.Decimal.Add(c.Amount.Decimal)
			s.Total.Decimal = s.Total.Decimal.Add(c.Amount.Decimal)
		case calc.NeedsInput, calc.Unknown:
			to.Valid, s.Total.Valid = false, false
			if s.Open == "" {
				s.Open = c.Reason
			}
		}
	}
	return s
}

// SumOf adds up lines; a column with an open line is open.
func SumOf(lines []*calc.LineResult) Sums {
	all := Sums{Duty: zero, Excise: zero, VAT: zero, Rest: zero, Total: zero}
	for _, l := range lines {
		all.Add(Sum(l))
	}
	return all
}

// Add adds the sums of a line.
func (s *Sums) Add(x Sums) {
	for _, p := range []struct{ to, from *decimal.NullDecimal }{{&s.Duty, &x.Duty}, {&s.Excise, &x.Excise}, {&s.VAT, &x.VAT}, {&s.Rest, &x.Rest}, {&s.Total, &x.Total}} {
		p.to.Decimal = p.to.Decimal.Add(p.from.Decimal)
		p.to.Valid = p.to.Valid && p.from.Valid
	}
	if s.Open == "" {
		s.Open = x.Open
	}
}

var zero = decimal.NewNullDecimal(num.Zero)

func (s *Sums) of(k calc.Kind) *decimal.NullDecimal {
	switch k {
	case calc.ImportDuty, calc.ExportDuty, calc.SeasonalDuty, calc.AntidumpingDuty, calc.CountervailingDuty, calc.SafeguardDuty:
		return &s.Duty
	case calc.Excise:
		return &s.Excise
	case calc.VAT:
		return &s.VAT
	}
	return &s.Rest
}

// CSV appends a row for a spreadsheet that reads text: what it would take for a
// formula gets an apostrophe, which Mapping.Fields takes off again.
func CSV(b *strings.Builder, cells []Cell, lang i18n.Lang) {
	out := make([]string, len(cells))
	for i, c := range cells {
		switch c.Kind {
		case NumberCell, MoneyCell, TotalCell:
			out[i] = c.Value
			// 1.234 alone can be read in two ways; 1.2340 cannot.
			if d, err := num.Parse(c.Value); err == nil {
				out[i] = field.Plain(d, i18n.EN)
				if c.Kind != NumberCell {
					out[i] = num.Money(d)
				}
			}
		default:
			out[i] = neutral(c.Value)
		}
	}
	render.CSVRow(b, out)
}

// Write gives every sheet and every row, one after the other.
func (b *Book) Write(sheet func(name string, head bool, widths []int) error, row func([]Cell) error) error {
	names := b.Sheets()
	head, widths := b.LineHead()
	if err := sheet(names[0], true, widths); err != nil {
		return err
	}
	if err := row(head); err != nil {
		return err
	}
	for i := range b.Lines {
		if err := row(b.LineRow(i)); err != nil {
			return err
		}
	}
	if err := row(b.LineTotal()); err != nil {
		return err
	}
	head, widths = b.PaymentHead()
	if err := sheet(names[1], true, widths); err != nil {
		return err
	}
	if err := row(head); err != nil {
		return err
	}
	for i := range len(b.Lines) + 1 {
		if i == len(b.Lines) {
			i = -1 // of the whole declaration
		}
		for _, r := range b.PaymentRows(i) {
			if err := row(r); err != nil {
				return err
			}
		}
	}
	rows, widths := b.LawRows()
	if err := sheet(names[2], false, widths); err != nil {
		return err
	}
	for _, r := range rows {
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}
