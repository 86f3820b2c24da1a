package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/tariffdata/embedded"
)

// assess reads one declaration, or JSON Lines of many. Of many, every one that
// can be computed is printed, and the status is 1 if any was refused.
func (a *app) assess(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	if o.format != "json" && o.format != "text" && o.format != "csv" && o.format != "xlsx" && o.format != "message" {
		return fmt.Errorf("no format %q: json, text, csv, xlsx or message", o.format)
	}
	if o.table.file != "" {
		return a.assessTable(o)
	}
	b, err := a.read(o)
	if err != nil {
		return err
	}
	docs, f := wire.ParseMany(b)
	if f != nil {
		return refuse(f)
	}
	if len(docs) == 0 {
		return refuse(&calc.Fault{Code: "bad_json", Args: []calc.Arg{{Name: "at", Value: "1:1"}, {Name: "want", Value: "a declaration"}}})
	}
	if len(docs) > 1 && (o.format == "xlsx" || o.table.out != "") {
		return errors.New("a file is written for one declaration")
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	var failed error
	for i := range docs {
		d, f := wire.Declaration(&docs[i])
		var as *calc.Assessment
		if f == nil {
			as, f = calc.Assess(d, t)
		}
		if f != nil {
			if len(docs) > 1 {
				g := *f
				g.Args = append([]calc.Arg{{Name: "document", Value: strconv.Itoa(i + 1)}}, f.Args...)
				a.err.Write(append(wire.EncodeFault(&g, render.Fault(f, o.texts())), '\n'))
				failed = &refusal{}
				continue
			}
			return refuse(f)
		}
		switch {
		case o.format == "xlsx" || o.table.out != "":
			err = a.write(o, d, as, o.bookOf(d, as))
		case o.format == "text":
			_, err = io.WriteString(a.out, render.Text(render.New(as, d, o.texts(), o.name), o.texts()))
		case o.format == "message":
			_, err = io.WriteString(a.out, render.Message(render.New(as, d, o.texts(), o.name), as, d, o.texts(), ""))
		case o.format == "csv":
			_, err = io.WriteString(a.out, render.CSV(as, o.texts()))
		case len(docs) > 1:
			err = a.printLine(wire.EncodeAssessment(as))
		default:
			err = a.printJSON(wire.EncodeAssessment(as))
		}
		if err != nil {
			return err
		}
	}
	return failed
}

// name is the name of a code, or of a country (two capitals), in the language
// of the run.
func (o *options) name(code string) string {
	c := embedded.Core()
	if i, ok := c.Country(code); ok {
		return embedded.Names(o.lang).Country(i)
	}
	if i, ok := c.Longest(code); ok {
		return embedded.Names(o.lang).Name(i)
	}
	return ""
}

func (a *app) compare(o *options, rest []string) error {
	b, err := a.document(o, rest)
	if err != nil {
		return err
	}
	base, variants, f := wire.DecodeCompare(b)
	if f != nil {
		return refuse(f)
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	ba, f := calc.Assess(base, t)
	if f != nil {
		f.Field = "base." + f.Field
		return refuse(f)
	}
	var names []string
	var out []*calc.Assessment
	for i, v := range variants {
		va, f := calc.Assess(v.Declaration, t)
		if f != nil {
			f.Field = "variants[" + strconv.Itoa(i) + "].set." + f.Field
			return refuse(f)
		}
		names = append(names, v.Name)
		out = append(out, va)
	}
	if o.format == "text" {
		t := o.texts()
		names = append([]string{t.Get("compare.base")}, names...)
		_, err := io.WriteString(a.out, render.CompareText(render.Compare(names, ba, out, t, o.name), t))
		return err
	}
	return a.printJSON(wire.EncodeComparison(ba, names, out))
}
