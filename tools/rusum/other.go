package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/intact"
)

// rate prints the tree of a rate as a tariff words it; a wording that is not
// understood in full is printed as unresolved with status 1.
func (a *app) rate(o *options, rest []string) error {
	if len(rest) != 1 {
		return errors.New(`want one rate: rusum rate "15 %"`)
	}
	cell, err := ratetext.Parse(rest[0], ratetext.Options{Lang: ratetext.Lang(o.rateLang)})
	if err != nil {
		if perr := a.printJSON(wire.EncodeRate(rate.Rate{Op: rate.Unresolved, Reason: err.Label, At: err.At})); perr != nil {
			return perr
		}
		return &refusal{}
	}
	if cell.Export != nil {
		return a.printJSON(wire.EncodeCell(wire.EncodeRate(cell.Import), wire.EncodeRate(*cell.Export)))
	}
	return a.printJSON(wire.EncodeRate(cell.Import))
}

func (a *app) duty(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	b, err := a.read(o)
	if err != nil {
		return err
	}
	q, f := wire.DecodeDuty(b)
	if f != nil {
		return refuse(f)
	}
	if q.Date.IsZero() {
		q.Date = today()
	}
	res, cur := calc.EvalRate(q.Rate, q.Value, q.Quantities, q.Rates, q.Alcohol, q.Date)
	return a.printJSON(wire.EncodeDuty(cur, res))
}

// today is the civil date of the computer; only the command line asks for it,
// where a day was not given.
func today() date.Date {
	n := time.Now()
	return date.Must(n.Year(), int(n.Month()), n.Day())
}

func (a *app) show(o *options, rest []string) error {
	if len(rest) != 1 {
		return errors.New("want one code: rusum show 847130")
	}
	day := today()
	if o.date != "" {
		var err error
		if day, err = date.Parse(o.date); err != nil {
			return refuse(&calc.Fault{Code: "bad_date", Field: "date", Value: o.date})
		}
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	code := wire.CleanCode(rest[0])
	x, f := calc.Describe(code, day, t)
	if f != nil {
		return refuse(f)
	}
	tables, err := o.tariffs()
	if err != nil {
		return err
	}
	p := place{tree: browse.New(embedded.Core(), tables...), code: x.Known, lang: o.lang}
	if o.format == "text" {
		v := render.Code(x, o.texts(), p.country)
		_, err := io.WriteString(a.out, render.CodeText(v, p.words(o.texts()), o.texts()))
		return err
	}
	return a.printJSON(wire.EncodeDescription(x, p.wire()))
}

// verify checks the embedded data, or with --data a folder of it with the files
// it was made from, and prints every fault, one a line.
func (a *app) verify(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	if o.data != "" {
		return a.faults(intact.Check(os.DirFS(o.data)), o.data+": the files are whole and say what their sources say")
	}
	c := embedded.Core()
	faults := tariffdata.Verify(c, embedded.Names("az"), embedded.Names("en"), embedded.Names("ru"), embedded.Tariff())
	faults = append(faults, tariffdata.VerifyLaw(c)...)
	return a.faults(faults, fmt.Sprintf("data %s: %d codes, %d law tables, no faults", c.Version(), c.Len(), len(c.Tables())))
}

func (a *app) faults(faults []tariffdata.Fault, none string) error {
	for _, f := range faults {
		fmt.Fprintln(a.out, f)
	}
	if len(faults) > 0 {
		return &refusal{}
	}
	fmt.Fprintln(a.out, none)
	return nil
}
