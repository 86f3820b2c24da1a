package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/tablefile"
	"rusum/tariffdata/xlsx"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

// tableOptions are the flags of assess that are about tables.
type tableOptions struct {
	file, sheet, columns, currency, decimal, out string
}

// assessTable assesses the lines of a spreadsheet. Every row that can be read is
// computed; each cell that cannot is an object on standard error, and the status
// is then 1.
func (a *app) assessTable(o *options) error {
	d, err := a.top(o)
	if err != nil {
		return err
	}
	rows, m, err := o.tableRows()
	if err != nil {
		return err
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	r := form.Reader{Reader: field.Reader{Texts: o.texts(), Country: country, CountryName: o.name}}
	b := &table.Book{Texts: o.texts(), Name: o.name, Country: country}
	var at []int // line of the book for each line of the declaration
	bad := false
	for i := range rows {
		f, empty := m.Fields(&rows[i], o.texts().Lang(), known)
		if empty {
			continue
		}
		l, problems, _ := r.Line(f)
		if len(problems) == 0 {
			if fault := calc.CheckLine(&l, t); fault != nil {
				_, name := form.FieldOf(fault.Field)
				problems = []form.Problem{{Field: name, Text: render.Fault(&calc.Fault{Code: fault.Code, Value: fault.Value, Args: fault.Args}, o.texts())}}
			}
		}
		b.Lines = append(b.Lines, table.Line{Fields: f})
		if len(problems) > 0 {
			bad = true
			b.Lines[len(b.Lines)-1].Problem = problems[0].Text
			for _, p := range problems {
				a.badCell(&rows[i], m, p)
			}
			continue
		}
		if len(d.Lines) == calc.MaxLines {
			return refuse(&calc.Fault{Code: "too_many_lines", Field: "lines", Value: strconv.Itoa(len(rows)), Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(calc.MaxLines)}}})
		}
		d.Lines = append(d.Lines, l)
		at = append(at, len(b.Lines)-1)
	}
	if len(d.Lines) == 0 && bad {
		return &refusal{} // the cells have been named
	}
	as, f := calc.Assess(d, t)
	if f != nil {
		return refuse(f)
	}
	b.Assessment = as
	for k, i := range at {
		b.Lines[i].Result = &as.Lines[k]
	}
	if err := a.write(o, d, as, b); err != nil {
		return err
	}
	if bad {
		return &refusal{}
	}
	return nil
}

// top is the declaration without its lines: a document given with -f, and the
// day given with -date.
func (a *app) top(o *options) (*calc.Declaration, error) {
	d := &calc.Declaration{}
	if o.file != "-" {
		b, err := a.read(o)
		if err != nil {
			return nil, err
		}
		var f *calc.Fault
		if d, f = wire.DecodeDeclaration(b); f != nil {
			return nil, refuse(f)
		}
		if len(d.Lines) > 0 {
			return nil, refuse(&calc.Fault{Code: "conflict", Field: "lines", Value: o.file, Args: []calc.Arg{{Name: "with", Value: "--table"}}})
		}
	}
	if o.date != "" {
		day, err := date.Parse(o.date)
		if err != nil {
			return nil, refuse(&calc.Fault{Code: "bad_date", Field: "date", Value: o.date})
		}
		d.Date = day
	}
	if d.Date.IsZero() {
		return nil, refuse(&calc.Fault{Code: "missing_field", Field: "date"})
	}
	return d, nil
}

// tableRows reads the rows of goods and what their columns hold.
func (o *options) tableRows() ([]table.Row, *table.Mapping, error) {
	b, err := os.ReadFile(o.table.file)
	if err != nil {
		return nil, nil, err
	}
	sheets, bad := tablefile.Sheets(b, nil)
	if bad != nil {
		key := "ui.lines.error." + bad.Code
		if !o.texts().Has(key) {
			key = "ui.lines.error.other"
		}
		return nil, nil, &refusal{&calc.Fault{Code: "table_" + bad.Code, Field: "table", Value: o.table.file}, o.texts().Get(key, calc.Arg{Name: "code", Value: bad.Code})}
	}
	best, most := -1, -1
	var m table.Mapping
	var rows []table.Row
	for i := range sheets {
		if o.table.sheet != "" && !strings.EqualFold(sheets[i].Name, o.table.sheet) {
			continue
		}
		var list []table.Row
		for _, r := range sheets[i].Grid {
			list = append(list, table.Row{Line: r.Line, Cells: r.Cells, Exact: r.Exact})
		}
		guess, sure := table.Guess(list)
		if n := guess.Fit(sure); n > most {
			best, most, m, rows = i, n, guess, list
		}
	}
	if best < 0 {
		return nil, nil, fmt.Errorf("no sheet %q in %s", o.table.sheet, o.table.file)
	}
	m.Quoted = sheets[best].Format == tablefile.Text
	if err := o.table.apply(&m); err != nil {
		return nil, nil, err
	}
	return rows[m.Heads:], &m, nil
}

// apply changes what was guessed as the flags say.
func (o *tableOptions) apply(m *table.Mapping) error {
	for pair := range strings.SplitSeq(o.columns, ",") {
		if pair == "" {
			continue
		}
		letter, name, ok := strings.Cut(pair, "=")
		i := columnOf(letter)
		known := name == "skip" || name == string(table.Quantity) || name == string(table.Unit) || form.IsLine(name)
		if !ok || i < 0 || !known {
			return fmt.Errorf("--map %s: want LETTER=FIELD, such as A=code,C=price; FIELD is skip, amount, unit, q-UNIT or one of %s", pair, strings.Join(form.LineFields(), " "))
		}
		for len(m.Columns) <= i {
			m.Columns, m.Marks = append(m.Columns, table.Skip), append(m.Marks, 0)
		}
		if name == "skip" {
			name = ""
		}
		for k := range m.Columns {
			if m.Columns[k] == table.Column(name) {
				m.Columns[k] = table.Skip
			}
		}
		m.Columns[i] = table.Column(name)
	}
	switch o.decimal {
	case "":
	case ",", ".":
		m.SetMark(table.Mark(o.decimal[0]))
	default:
		return errors.New(`--decimal is "," or "."`)
	}
	if o.currency != "" {
		cur, ok := table.CurrencyOf(o.currency)
		if !ok {
			return fmt.Errorf("--currency: no currency %q", o.currency)
		}
		m.Currency = cur
	}
	return nil
}

// columnOf is the number of a column by its letters, -1 for none.
func columnOf(letters string) int {
	n := 0
	for _, r := range strings.ToUpper(letters) {
		if r < 'A' || r > 'Z' || n > 300 {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

// known is how much of a code the nomenclature has.
func known(code string) int {
	c := embedded.Core()
	if i, ok := c.Longest(code); ok {
		return len(c.Code(i))
	}
	return 0
}

// badCell names a cell that cannot be read.
func (a *app) badCell(r *table.Row, m *table.Mapping, p form.Problem) {
	value, letter := "", ""
	for i, c := range m.Columns {
		if string(c) == p.Field || p.Field == "price-cur" && c == "price" && letter == "" {
			letter = table.Letters(i)
			if i < len(r.Cells) {
				value = r.Cells[i]
			}
		}
	}
	f := &calc.Fault{Code: "bad_cell", Field: p.Field, Value: calc.Clip(value), Args: []calc.Arg{{Name: "row", Value: strconv.Itoa(r.Line)}, {Name: "column", Value: letter}}}
	a.err.Write(append(wire.EncodeFault(f, p.Text), '\n'))
}

// write prints an assessment in the format that was asked for.
func (a *app) write(o *options, d *calc.Declaration, as *calc.Assessment, b *table.Book) error {
	if o.table.out != "" {
		f, err := os.Create(o.table.out)
		if err != nil {
			return err
		}
		err = (&app{a.in, f, a.err}).writeTo(o, d, as, b)
		return errors.Join(err, f.Close())
	}
	return a.writeTo(o, d, as, b)
}

func (a *app) writeTo(o *options, d *calc.Declaration, as *calc.Assessment, b *table.Book) (err error) {
	switch o.format {
	case "text":
		_, err = io.WriteString(a.out, render.Text(render.New(as, d, o.texts(), o.name), o.texts()))
	case "csv":
		_, err = io.WriteString(a.out, render.CSV(as, o.texts()))
	case "xlsx":
		var out bytes.Buffer
		if err = writeXLSX(&out, b); err == nil {
			_, err = a.out.Write(out.Bytes())
		}
	default:
		err = a.printJSON(wire.EncodeAssessment(as))
	}
	return err
}

// bookOf is a declaration as a spreadsheet.
func (o *options) bookOf(d *calc.Declaration, as *calc.Assessment) *table.Book {
	b := &table.Book{Texts: o.texts(), Name: o.name, Country: country, Assessment: as}
	for i := range d.Lines {
		b.Lines = append(b.Lines, table.Line{Fields: form.FieldsOf(&d.Lines[i], o.texts().Lang()), Result: &as.Lines[i]})
	}
	return b
}

func writeXLSX(to io.Writer, b *table.Book) error {
	w := xlsx.NewWriter(to)
	err := b.Write(func(name string, head bool, widths []int) error { return w.Sheet(name, head, widths...) }, func(row []table.Cell) error {
		cells := make([]xlsx.Cell, len(row))
		for i, c := range row {
			cells[i] = xlsx.Cell{Value: c.Value, Kind: xlsx.Kind(c.Kind)}
		}
		return w.Row(cells...)
	})
	if err != nil {
		return err
	}
	return w.Close()
}
