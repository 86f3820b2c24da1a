package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/wasm/field"
	"rusum/wasm/journal"
	"rusum/wasm/stats"
)

// stats adds up the declarations of a journal's backup or of a table, and lists
// the rows it had to leave out on standard error.
func (a *app) stats(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	if o.format != "json" && o.format != "text" && o.format != "csv" {
		return fmt.Errorf("no format %q: json, text or csv", o.format)
	}
	filter := stats.Filter{Flow: calc.Flow(o.flow)}
	if o.flow != "" && filter.Flow != calc.Import && filter.Flow != calc.Export {
		return fmt.Errorf("no flow %q: import or export", o.flow)
	}
	for _, x := range []struct {
		text string
		day  *date.Date
	}{{o.from, &filter.From}, {o.to, &filter.To}} {
		if x.text != "" {
			d, err := date.Parse(x.text)
			if err != nil {
				return refuse(&calc.Fault{Code: "bad_date", Field: "date", Value: x.text})
			}
			*x.day = d
		}
	}
	b, err := a.read(o)
	if err != nil {
		return err
	}
	list, failed := a.declarations(o, b)
	if list == nil && failed != nil {
		return failed
	}
	tables, n := stats.Tables(list, filter)
	label := o.groupName
	switch o.format {
	case "csv":
		t := o.texts()
		heads := []string{t.Get("ui.stats.csv.by"), t.Get("ui.stats.csv.key"), t.Get("ui.stats.csv.name"), t.Get("ui.stats.csv.n"), t.Get("ui.stats.value"), t.Get("ui.stats.paid"), t.Get("ui.stats.rate")}
		_, err = io.WriteString(a.out, stats.EncodeTables(tables, heads, label))
	case "text":
		_, err = io.WriteString(a.out, o.statsText(tables, n, label))
	default:
		err = a.printJSON(encodeStats(tables, n))
	}
	if err != nil {
		return err
	}
	return failed
}

// declarations reads a backup or a table. Rows that were left out make the
// status 1 and stand on standard error, one object a line.
func (a *app) declarations(o *options, b []byte) ([]*journal.Goods, error) {
	if t := bytes.TrimLeft(b, "\ufeff \t\r\n"); len(t) > 0 && t[0] == '{' {
		entries, f := journal.DecodeBackup(b)
		if f != nil {
			return nil, refuse(f)
		}
		list := []*journal.Goods{}
		for _, e := range entries {
			if e.Goods != nil {
				list = append(list, e.Goods)
			}
		}
		return list, nil
	}
	if !utf8.Valid(b) {
		return nil, refuse(&calc.Fault{Code: "bad_utf8", Args: []calc.Arg{{Name: "at", Value: "1:1"}}})
	}
	rows, at, wrong := stats.Split(string(b))
	if wrong == stats.Long || len(b) > stats.MostBytes {
		return nil, fmt.Errorf("%s is too large: at most %d rows, %d columns, %d bytes", o.file, stats.MostRows, stats.MostCols, stats.MostBytes)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("%s is no table of declarations", o.file)
	}
	roles := stats.Columns(rows[0], func(k calc.Kind) string { return o.texts().Get("kind." + string(k)) })
	if lack := stats.Lacking(roles); len(lack) > 0 {
		return nil, refuse(&calc.Fault{Code: "missing_field", Field: string(lack[0])})
	}
	r := &stats.Reader{Rows: rows[1:], At: at[1:], Roles: roles, Country: countryFinder()}
	for r.Next(len(rows)) {
	}
	var failed error
	for _, x := range r.Bad {
		p := &wire.Printer{}
		p.Object(func() {
			p.Key("error")
			p.Object(func() {
				p.Text("code", x.Reason)
				p.Text("field", string(x.Role))
				p.Text("value", x.Text)
				p.Whole("line", x.Line)
				p.Text("message", o.texts().Get("ui.stats.bad."+x.Reason))
			})
		})
		a.err.Write(append(p.Bytes(), '\n'))
		failed = &refusal{}
	}
	list := r.Declarations()
	if list == nil {
		list = []*journal.Goods{}
	}
	return list, failed
}

// countryFinder finds a country by its code or its name in any language.
func countryFinder() func(string) (string, bool) {
	of := map[string]string{}
	core := embedded.Core()
	for i, a2 := range core.Countries() {
		for _, lang := range []string{"az", "en", "ru"} {
			of[fold.String(embedded.Names(lang).Country(i))] = a2
		}
		of[fold.String(a2)], of[fold.String(core.CountryA3(i))] = a2, a2
	}
	return func(s string) (string, bool) {
		a2, ok := of[fold.String(s)]
		return a2, ok
	}
}

// groupName is the name of a group of a table, in the language of the run.
func (o *options) groupName(by stats.By, key string) string {
	t := o.texts()
	switch {
	case key == "rest", key == "total":
		return t.Get("ui.stats." + key)
	case by == stats.Month:
		m, _ := strconv.Atoi(key[5:])
		return t.Month(m) + " " + key[:4]
	case by == stats.Kind && key == string(stats.Unsplit):
		return t.Get("ui.stats.unsplit")
	case by == stats.Kind:
		return t.Get("kind." + key)
	case by == stats.Origin && key == "":
		return t.Get("ui.stats.nocountry")
	}
	if name := o.name(key); name != "" {
		return name
	}
	return key
}

func encodeStats(tables []stats.Table, n int) []byte {
	p := &wire.Printer{}
	charges := func(key string, s field.Sums) {
		p.Key(key)
		p.Object(func() {
			for _, x := range s {
				p.Text(string(x.Kind), num.Money(x.Amount))
			}
		})
	}
	row := func(r *stats.Row, by stats.By) {
		p.Object(func() {
			p.Text("key", r.Key)
			if by != stats.Kind {
				p.Whole("n", r.N)
				p.Text("customsValue", num.Money(r.Value))
			}
			p.Text("payments", num.Money(r.Paid))
			if x := r.Rate(); x.Valid && by != stats.Kind {
				p.Text("rate", x.Decimal.StringFixed(2))
			}
			if by != stats.Kind {
				charges("charges", r.Sums)
			}
		})
	}
	p.Object(func() {
		p.Whole("declarations", n)
		for i := range tables {
			t := &tables[i]
			p.Key(string(t.By))
			p.Array(func() {
				for k := range t.Rows {
					row(&t.Rows[k], t.By)
				}
			})
		}
		charges("fees", tables[1].Rest.Sums) // of whole declarations, in no chapter and of no origin
		p.Key("total")
		row(&tables[0].Total, stats.Month)
	})
	return p.Bytes()
}

// statsText is the tables as a terminal shows them.
func (o *options) statsText(tables []stats.Table, n int, label func(stats.By, string) string) string {
	t := o.texts()
	var b strings.Builder
	b.WriteString(t.Get("ui.stats.counted", calc.Arg{Name: "n", Value: strconv.Itoa(n)}) + "\n")
	for i := range tables {
		x := &tables[i]
		cells := [][]string{{t.Get("ui.stats.key." + string(x.By)), t.Get("ui.stats.value"), t.Get("ui.stats.paid"), t.Get("ui.stats.rate")}}
		add := func(name string, r *stats.Row) {
			rate := ""
			if e := r.Rate(); e.Valid && x.By != stats.Kind {
				rate = t.Percent(e.Decimal)
			}
			value := ""
			if x.By != stats.Kind && r.Key != "rest" {
				value = t.Money(r.Value)
			}
			cells = append(cells, []string{name, value, t.Money(r.Paid), rate})
		}
		for k := range x.Rows {
			name := label(x.By, x.Rows[k].Key)
			if x.By == stats.Chapter {
				name = x.Rows[k].Key + " " + field.Clip(name)
			}
			add(name, &x.Rows[k])
		}
		if len(x.Rest.Sums) > 0 {
			rest := x.Rest
			rest.Key = "rest"
			add(label(x.By, "rest"), &rest)
		}
		add(label(x.By, "total"), &x.Total)
		b.WriteString("\n" + t.Get("ui.stats.by."+string(x.By)) + "\n")
		writeColumns(&b, cells)
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

// writeColumns aligns a table: the first column to the left, the others to the right.
func writeColumns(b *strings.Builder, cells [][]string) {
	width := make([]int, len(cells[0]))
	for _, row := range cells {
		for i, s := range row {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	for _, row := range cells {
		line := "  "
		for i, s := range row {
			fill := strings.Repeat(" ", width[i]-utf8.RuneCountInString(s))
			if i == 0 {
				line += s + fill
			} else {
				line += "   " + fill + s
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
