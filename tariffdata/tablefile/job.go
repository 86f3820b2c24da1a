package tablefile

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"rusum/calc/date"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
)

// Job is a conversion from a file to a tariff pack and its report. The command
// tariffgen and the worker of the browser program run the same.
type Job struct {
	Name     string        // of the file, for the report
	Lang     ratetext.Lang // of the rates; "" tries every language
	Currency string        // of an amount that names none; "" is USD
	Title    string        // what to call the table
	Act      string
	Date     date.Date // first day of the rates
	Tool     string    // the program and its version

	Nomenclature []string // the codes that exist, ascending; nil where they are not at hand

	// Amend is the table that the file amends: it changes some lines of it from
	// Date on. Base is what to call it.
	Amend []convert.Row
	Base  string
	// Edition says that the file is not a list of changes but a whole new edition
	// of Amend: lines that it does not name end the day before Date. The old
	// edition stays for past dates.
	Edition bool

	// Previous is the table the report compares with; nil compares with nothing,
	// or with the table that is amended.
	Previous     []convert.Row
	PreviousName string
	PreviousLang string

	Progress func(stage string, done, total int) // stages "read", "convert", "pack"; nil tells nobody
}

// Outcome is what a Job makes.
type Outcome struct {
	Table  *Table
	Result *convert.Result // of the file alone
	Rows   []convert.Row   // of the whole tariff
	Meta   convert.Meta
	Report *convert.Report
}

// Pack is the tariff file.
func (o *Outcome) Pack() []byte { return convert.Pack(o.Meta, o.Rows) }

// dropped are the codes of the amended table, in force on the first day, that a
// new edition no longer has.
func (j Job) dropped(edition []convert.Row) []string {
	named := make(map[string]bool, len(edition))
	for _, r := range edition {
		named[r.Code] = true
	}
	var out []string
	for _, r := range j.Amend {
		if !named[r.Code] && (r.To.IsZero() || !r.To.Before(j.Date)) {
			named[r.Code] = true
			out = append(out, r.Code)
		}
	}
	return out
}

// Run converts a file. The same job on the same bytes makes the same pack and
// the same report.
func (j Job) Run(b []byte) (*Outcome, *Error) {
	progress := j.Progress
	if progress == nil {
		progress = func(string, int, int) {}
	}
	if j.Amend != nil && j.Date.IsZero() {
		return nil, &Error{Code: "no_date", Hint: "an amendment needs its first day"}
	}
	progress("read", 0, 1)
	t, err := Read(b, Options{Lang: string(j.Lang)})
	if err != nil {
		return nil, err
	}
	progress("read", 1, 1)
	exists := make(map[string]bool, len(j.Nomenclature))
	for _, c := range j.Nomenclature {
		exists[c] = true
	}
	o := convert.Options{Lang: j.Lang, Currency: j.Currency, Act: j.Act, From: j.Date, Amend: j.Amend != nil,
		Progress: func(done, total int) { progress("convert", done, total) }}
	if len(exists) > 0 {
		o.Known = func(code string) bool { return exists[code] }
	}
	r, p := convert.Table(t.Grid, o)
	if p != nil {
		return nil, &Error{Code: p.Key, Hint: p.Hint, Part: p.Text, Line: p.Line}
	}
	progress("pack", 0, 1)
	out := &Outcome{Table: t, Result: r, Rows: r.Rows}
	previous, previousName, names := j.Previous, j.PreviousName, j.PreviousLang == string(j.Lang)
	if j.Amend != nil {
		if j.Edition {
			r.Removed = append(r.Removed, j.dropped(r.Rows)...)
		}
		var notes []convert.Problem
		out.Rows, notes = convert.Amend(j.Amend, r, j.Date)
		r.Notes = append(r.Notes, notes...)
		if previous == nil {
			previous, previousName, names = j.Amend, j.Base, true
		}
	}
	sum := sha256.Sum256(b)
	out.describe(j, hex.EncodeToString(sum[:]))
	all := *r
	all.Rows = out.Rows
	out.Report = convert.NewReport(j.about(out), &all, j.Nomenclature)
	if len(previous) > 0 {
		day := date.Date{}
		if j.Amend != nil {
			day = j.Date
		}
		if previousName == "" {
			previousName = "the table before"
		}
		out.Report.Against(previousName, convert.Compare(previous, out.Rows, day, names))
	}
	progress("pack", 1, 1)
	return out, nil
}

// describe writes the description into the pack.
func (o *Outcome) describe(j Job, sum string) {
	rated, unresolved := 0, 0
	for _, r := range o.Rows {
		switch {
		case r.Unresolved != "":
			unresolved++
		case r.Rated():
			rated++
		}
	}
	m := &o.Meta
	if j.Amend != nil && j.Title == "" {
		j.Title = j.Base // still that table
	}
	m.Set("title", j.Title)
	m.Set("act", j.Act)
	m.Set("date", j.Date.String())
	m.Set("lang", string(j.Lang))
	m.Set("currency", j.Currency)
	m.Set("sha256", sum)
	if j.Amend != nil {
		m.Set("amends", j.Base)
	}
	m.Set("tool", j.Tool)
	m.Set("rows", strconv.Itoa(len(o.Rows)))
	m.Set("rated", strconv.Itoa(rated))
	m.Set("unresolved", strconv.Itoa(unresolved))
	if o.Result.NamesOnly {
		m.Set("names_only", "yes")
	}
	m.Set("rate_head", o.Result.RateHead)
}

// about is the head of the report.
func (j Job) about(o *Outcome) convert.Meta {
	var m convert.Meta
	m.Set("file", j.Name)
	m.Set("format", string(o.Table.Format))
	m.Set("encoding", o.Table.Encoding)
	m.Set("sheet", o.Table.Sheet)
	for i, k := range o.Meta.Keys {
		m.Set(k, o.Meta.Values[i])
	}
	return m
}

// CodesOf lists the codes of a core, ascending.
func CodesOf(c *tariffdata.Core) []string {
	codes := make([]string, c.Len())
	for i := range codes {
		codes[i] = c.Code(i)
	}
	return codes
}
