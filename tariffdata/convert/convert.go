// Package convert turns an official tariff table into rows with rate trees,
// line by line: what is read is read in full, and what is not is kept with the
// reason and reported, never guessed. The command tariffgen and the browser
// program use the same code.
package convert

import (
	"sort"
	"strings"

	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/tariffdata/fold"
)

// Options say what the table itself does not.
type Options struct {
	Lang     ratetext.Lang // language of the rates; "" tries every language
	Currency string        // of an amount that names none; default "USD"
	Act      string        // the act the table belongs to, for every row that names none
	From     date.Date     // first day of the rates, for every row that names none

	// Known reports whether a heading of four digits or a subheading of six
	// exists. It decides what nine digits mean when a spreadsheet may have
	// dropped a leading zero; nil knows nothing.
	Known func(code string) bool

	// Amend reads a table that changes single lines of another. A line whose
	// rate is a word for removal then ends.
	Amend bool

	// Progress is told how many of the records are read; nil tells nobody.
	Progress func(done, total int)
}

// progressStep is the number of records between two calls of Progress.
const progressStep = 512

func (o Options) rateOptions() ratetext.Options {
	return ratetext.Options{Lang: o.Lang, Currency: o.Currency}
}

// Problem is something in the table that was not understood.
type Problem struct {
	Line int    // in the file, from 1; 0 when it is about the whole file
	Cell int    // column of the table, from 1; 0 if it is about the row
	At   int    // column in the cell's text, in characters from 1; 0 if unknown
	Key  string // stable: "bad_code", "no_rate", "unknown_unit" or a label of ratetext
	Text string // the text it is about
	Hint string // what would be right, in short English
	Kept bool   // the row is stored, without a rate; otherwise it is left out
}

// Error is the problem in one line.
func (p *Problem) Error() string { return p.String() }

// Result is a converted table.
type Result struct {
	Rows     []Row     // with codes, ascending by code and period
	Problems []Problem // in the order of the lines
	Notes    []Problem // what was put right or left out without loss
	Source   []Line    // every row that was read, in the order of the table
	Removed  []string  // lines that an amendment ends

	Lines, Headings, Groups, Rated, Unresolved int
	Inactive, Services                         int    // lines of a registry that are left out
	NamesOnly                                  bool   // the table has codes, names and units, but no rates
	RateHead                                   string // the head of the rate column
}

// Line is a row of the table as it is written back to tariffdata/source: the
// columns in a fixed order, everything else as printed.
type Line struct {
	Code, Name, Unit, Import, Export, From, To, Act string
}

// Table converts a table. The error is about the table as a whole; problems of
// single lines are in the result.
func Table(g Grid, o Options) (*Result, *Problem) {
	cols, fault := findColumns(g, o)
	if fault != nil {
		return nil, fault
	}
	c := &converter{o: o, cols: cols, cells: map[string]*parsed{}, r: &Result{RateHead: cols.rateHead, NamesOnly: cols.namesOnly}}
	c.lostZeros, c.onlyFull = lostZeros(g[cols.first:], cols)
	for i, rec := range g[cols.first:] {
		if o.Progress != nil && i%progressStep == 0 {
			o.Progress(i, len(g)-cols.first)
		}
		c.record(rec)
	}
	c.finish()
	return c.r, nil
}

// lostZeros reports whether the code column was a column of numbers: no code
// begins with a zero although codes of odd length are there. full reports
// whether every code has nine or ten digits.
func lostZeros(g Grid, cols columns) (lost, full bool) {
	full = true
	for _, r := range g {
		text := strings.TrimPrefix(unmarked(cols.cell(r, roleCode)), "'")
		k, ok := readCode(text)
		if !ok {
			continue
		}
		full = full && len(k[0]) >= 9
		switch {
		case text[0] == '0':
			return false, full
		case len(k) > 1 || k[0][0] == '0':
			lost = true
		}
	}
	return lost, full
}

type group struct {
	depth int
	name  string
}

// maxCell bounds a cell; the longest names of a tariff have a thousand bytes.
const maxCell = 8 << 10

type parsed struct {
	cell               ratetext.Cell
	err                *ratetext.Error
	importOK, exportOK bool // read in full and storable
}

type converter struct {
	o         Options
	cols      columns
	r         *Result
	lostZeros bool
	onlyFull  bool
	cells     map[string]*parsed // rates read so far: a tariff has few wordings
	heading   string
	groups    []group
	last      string // the code read last
}

func (c *converter) problem(rec Record, x role, p Problem) {
	p.Line = rec.Line
	if i := c.cols.at[x]; i >= 0 {
		p.Cell = i + 1
	}
	c.r.Problems = append(c.r.Problems, p)
}

func (c *converter) note(rec Record, key, text string) {
	c.r.Notes = append(c.r.Notes, Problem{Line: rec.Line, Key: key, Text: text})
}

func (c *converter) record(rec Record) {
	filled := 0
	only := ""
	for i, cell := range rec.Cells {
		if len(cell) > maxCell {
			c.r.Lines++
			c.r.Problems = append(c.r.Problems, Problem{Line: rec.Line, Cell: i + 1, Key: "too_long", Text: string([]rune(cell[:64])[:32]), Hint: "a cell of a tariff has a few lines"})
			return
		}
		if s := tidy(cell); s != "" {
			filled++
			only = s
		}
	}
	if filled == 0 {
		return
	}
	c.r.Lines++
	code, name := unmarked(c.cols.cell(rec, roleCode)), unmarked(c.cols.cell(rec, roleName))
	rateText := c.cols.cell(rec, roleRate)
	hasRate := rateText != "" || c.cols.cell(rec, roleExport) != ""
	if code == "" || code[0] < '0' || code[0] > '9' { // not a line, so it may be something else
		switch {
		case filled == 1 && isTitle(fold.String(only)), !hasRate && (isTitle(fold.String(code)) || isRoman(code)):
			c.heading, c.groups = "", nil
			c.note(rec, "title", only)
			return
		case code != "" && filled > 2 && c.repeatedHead(rec):
			c.note(rec, "head_repeated", only)
			return
		}
	} else if countsColumns(rec) {
		c.note(rec, "head_repeated", only)
		return
	}
	switch {
	case filled == 1 && name == "" && startsWithDash(only):
		c.group(rec, unmarked(only)) // a row of merged cells
	case code == "" && !hasRate && name != "":
		c.group(rec, name)
	case code == "":
		c.problem(rec, roleCode, Problem{Key: "no_code", Text: strings.Join(tidyAll(rec.Cells), " | "), Hint: "a rate belongs to a code"})
	default:
		c.coded(rec, code, name, rateText)
	}
}

func startsWithDash(s string) bool {
	d, _ := readName(s)
	return d > 0
}

// repeatedHead recognises the head of a further table of the same file, whose
// columns may stand elsewhere: a decision has one table for import and one for
// export.
func (c *converter) repeatedHead(rec Record) bool {
	h := readHead(rec)
	if h.at[roleCode] < 0 || h.at[roleName] < 0 || !h.hasRates() && !c.cols.namesOnly {
		return false
	}
	if c.cols.namesOnly || h.at == c.cols.at {
		return true
	}
	if head := h.headOfRates(rec); head != c.r.RateHead {
		c.r.RateHead += " / " + head
	}
	c.cols.at = h.at
	return true
}

// countsColumns recognises the row "1 | 2 | 3 | 4" below a head.
func countsColumns(rec Record) bool {
	if len(rec.Cells) < 3 {
		return false
	}
	for i, cell := range rec.Cells {
		if tidy(cell) != itoa(i+1) {
			return false
		}
	}
	return true
}

func (c *converter) depth(rec Record, name string) (int, string) {
	d, n := readName(name)
	if s := c.cols.cell(rec, roleLevel); d != 0 || s == "" {
	} else if len(s) == 1 && s[0] >= '0' && s[0] <= '9' {
		d = int(s[0] - '0')
	} else if dashes, rest := readName(s); rest == "" {
		d = dashes
	}
	return d, n
}

func (c *converter) group(rec Record, text string) {
	d, n := c.depth(rec, text)
	if n == "" {
		c.problem(rec, roleName, Problem{Key: "no_name", Text: text})
		return
	}
	c.r.Groups++
	c.close(d)
	c.groups = append(c.groups, group{d, n})
	c.r.Source = append(c.r.Source, Line{Name: dashes(d) + n + ":"})
}

// close ends the groups at depth d and deeper.
func (c *converter) close(d int) {
	for len(c.groups) > 0 && c.groups[len(c.groups)-1].depth >= d {
		c.groups = c.groups[:len(c.groups)-1]
	}
}

// pick chooses what nine digits or an odd number of them mean.
func (c *converter) pick(candidates []string, rated bool) (string, bool) {
	if c.cols.namesOnly && c.lostZeros && c.onlyFull && len(candidates) > 1 {
		return candidates[1], true // a registry of full lines, written as numbers
	}
	var left []string
	for _, k := range candidates {
		if len(candidates) > 1 && k[0] == '0' && !c.lostZeros {
			continue
		}
		left = append(left, k)
	}
	if len(left) > 1 && c.o.Known != nil {
		var known []string
		for _, k := range left {
			if c.o.Known(k[:4]) {
				known = append(known, k)
			}
		}
		if len(known) > 0 {
			left = known
		}
	}
	if len(left) > 1 {
		// Only full lines carry rates, and a table ascends.
		var fit []string
		for _, k := range left {
			if (len(k) == 10) == rated && k >= c.last[:min(4, len(c.last))] {
				fit = append(fit, k)
			}
		}
		left = fit
	}
	if len(left) != 1 {
		return "", false
	}
	return left[0], true
}

func (c *converter) coded(rec Record, codeText, nameText, rateText string) {
	candidates, ok := readCode(codeText)
	if !ok {
		c.problem(rec, roleCode, Problem{Key: "bad_code", Text: codeText, Hint: "4, 6, 8, 9 or 10 digits"})
		return
	}
	exportText := c.cols.cell(rec, roleExport)
	code, ok := c.pick(candidates, rateText != "" || exportText != "")
	if !ok {
		c.problem(rec, roleCode, Problem{Key: "ambiguous_code", Text: codeText, Hint: "a leading zero may be missing: print the code in full"})
		return
	}
	if c.o.Amend && isRemoval(rateText) {
		c.r.Removed = append(c.r.Removed, code)
		return
	}
	if c.cols.namesOnly && !c.active(rec, code) {
		return
	}
	c.last = code
	d, name := c.depth(rec, nameText)
	if len(code) == 2 {
		c.heading, c.groups = "", nil
	} else if code[:4] != c.heading || len(code) == 4 {
		if code[:4] != c.heading && c.heading != "" || len(code) == 4 {
			c.groups = nil
		}
		c.heading = code[:4]
	}
	c.close(d)
	row := Row{Code: code, Name: name, ImportText: rateText, ExportText: exportText, Act: c.cols.cell(rec, roleAct), line: rec.Line}
	for _, g := range c.groups {
		row.Groups = append(row.Groups, g.name)
	}
	printed := dashes(d) + name
	if path := splitPath(nameText); path != nil {
		printed = nameText
		name = path[len(path)-1]
		row.Name, row.Groups = name, path[1:len(path)-1]
	}
	if row.Act == "" {
		row.Act = c.o.Act
	}
	fail := func(x role, p Problem) {
		p.Kept = !c.cols.namesOnly
		c.problem(rec, x, p)
		if row.Unresolved == "" {
			row.Unresolved, row.UnresolvedAt = p.Key, p.At
		}
	}
	if name == "" {
		fail(roleName, Problem{Key: "no_name", Text: codeText})
	}
	unitText := unmarked(c.cols.cell(rec, roleUnit))
	if row.Unit, ok = readUnits(unitText); !ok {
		fail(roleUnit, Problem{Key: "unknown_unit", Text: unitText})
	}
	if !c.cols.namesOnly {
		c.readRates(&row, fail)
	}
	c.readPeriod(rec, &row, fail)
	if c.cols.namesOnly && row.Unresolved != "" {
		return // a line without a rate must not look like one whose rate was not understood
	}
	if notes := c.cols.cell(rec, roleNotes); notes != "" {
		row.Notes = notes
	}
	if row.Unresolved != "" {
		row.Import, row.Export = nil, nil
	}
	line := Line{Code: code, Name: printed, Unit: row.Unit, Import: rateText, Export: exportText,
		From: row.From.String(), To: row.To.String(), Act: row.Act}
	if row.Unresolved == "unknown_unit" {
		line.Unit = unitText // stays unknown when it is read again
	}
	if row.Unresolved == "bad_date" || row.Unresolved == "bad_period" {
		line.From, line.To = c.cols.cell(rec, roleFrom), c.cols.cell(rec, roleTo)
	}
	row.printed = line
	c.r.Rows = append(c.r.Rows, row)
	c.r.Source = append(c.r.Source, line)
}

// inactive are the values of a registry's STATE that take a line out of use.
var inactive = map[string]bool{"0": true, "false": true, "passiv": true, "deaktiv": true, "qeyri aktiv": true, "inactive": true, "legv edilib": true}

var active = map[string]bool{"": true, "1": true, "true": true, "aktiv": true, "active": true}

// active reports whether a line of a registry is one of goods and in use.
// Chapter 99 of the registry holds services.
func (c *converter) active(rec Record, code string) bool {
	state := c.cols.cell(rec, roleState)
	switch folded := fold.String(state); {
	case inactive[folded]:
		c.r.Inactive++
		return false
	case c.cols.at[roleState] >= 0 && code[:2] == "99":
		c.r.Services++
		return false
	case !active[folded]:
		c.note(rec, "unknown_state", code+": "+state)
	}
	return true
}

func (c *converter) readRates(row *Row, fail func(role, Problem)) {
	read := func(x role, text string) (*parsed, bool) {
		p := c.parse(text)
		if p.err != nil && p.err.Label != "export_only" {
			fail(x, Problem{Key: p.err.Label, At: p.err.At, Text: text, Hint: p.err.Hint})
			return p, false
		}
		return p, true
	}
	switch {
	case row.ImportText != "":
		p, ok := read(roleRate, row.ImportText)
		if !ok {
			return
		}
		cell := &p.cell
		row.Export = cell.Export
		row.Notes = strings.Join(cell.Footnotes, " ")
		switch {
		case cell.Import.Op == rate.Unresolved && cell.Export != nil:
			// only the starred export rate is printed
			fail(roleRate, Problem{Key: "export_only", Text: row.ImportText, Hint: "no import rate is printed"})
		case !p.importOK || cell.Export != nil && !p.exportOK:
			fail(roleRate, Problem{Key: "unresolved", Text: row.ImportText, Hint: cell.Import.Valid()})
		default:
			row.Import = &cell.Import
		}
		if cell.UnitHint != "" && row.Unit == "" {
			row.Unit = cell.UnitHint
		} else if cell.UnitHint != "" && row.Unit != cell.UnitHint {
			fail(roleUnit, Problem{Key: "unit_conflict", Text: row.ImportText, Hint: "the unit in the rate differs from the unit column"})
		}
	case row.ExportText == "" && len(row.Code) == 10:
		fail(roleRate, Problem{Key: "no_rate", Text: row.Code, Hint: "a full line needs a rate"})
	case row.ExportText == "":
		c.r.Headings++
	}
	if row.ExportText == "" {
		return
	}
	p, ok := read(roleExport, row.ExportText)
	switch {
	case !ok:
	case p.cell.Export != nil || row.Export != nil:
		fail(roleExport, Problem{Key: "two_export_rates", Text: row.ExportText})
	case !p.importOK:
		fail(roleExport, Problem{Key: "unresolved", Text: row.ExportText, Hint: p.cell.Import.Valid()})
	default:
		row.Export = &p.cell.Import
	}
}

// parse reads a wording once; lines with the same wording share the tree.
func (c *converter) parse(text string) *parsed {
	if p, seen := c.cells[text]; seen {
		return p
	}
	p := &parsed{}
	p.cell, p.err = ratetext.Parse(text, c.o.rateOptions())
	p.importOK = p.err == nil && storable(p.cell.Import)
	p.exportOK = p.cell.Export != nil && storable(*p.cell.Export)
	c.cells[text] = p
	return p
}

// storable reports whether a rate is read in full and survives the data file.
func storable(r rate.Rate) bool {
	if !r.Resolved() || r.Valid() != "" {
		return false
	}
	back, err := rate.Decode(r.Encode())
	return err == nil && back.Equal(r)
}

func (c *converter) readPeriod(rec Record, row *Row, fail func(role, Problem)) {
	day := func(x role, fallback date.Date) date.Date {
		text := c.cols.cell(rec, x)
		if text == "" {
			return fallback
		}
		d, err := date.Parse(text)
		if err != nil {
			fail(x, Problem{Key: "bad_date", Text: text, Hint: "2026-07-09 or 09.07.2026"})
		}
		return d
	}
	row.From = day(roleFrom, c.o.From)
	row.To = day(roleTo, date.Date{})
	if !row.From.IsZero() && !row.To.IsZero() && row.To.Before(row.From) {
		fail(roleTo, Problem{Key: "bad_period", Text: row.From.String() + " – " + row.To.String(), Hint: "the last day is before the first"})
	}
}

// finish sorts the rows, settles codes that appear more than once and counts.
func (c *converter) finish() {
	rows := c.r.Rows
	sort.SliceStable(rows, func(i, j int) bool {
		if rows[i].Code != rows[j].Code {
			return rows[i].Code < rows[j].Code
		}
		return rows[i].From.Before(rows[j].From)
	})
	out := rows[:0]
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].Code == rows[i].Code {
			j++
		}
		out = append(out, c.settle(rows[i:j])...)
		i = j
	}
	c.r.Rows = out
	for i, r := range out {
		switch {
		case r.Unresolved != "":
			c.r.Unresolved++
		case r.Rated():
			c.r.Rated++
		case c.cols.namesOnly:
		case i+1 == len(out) || !strings.HasPrefix(out[i+1].Code, r.Code):
			c.r.Notes = append(c.r.Notes, Problem{Line: r.line, Key: "heading_without_lines", Text: r.Code})
		}
	}
	byLine := func(p []Problem) func(i, j int) bool { return func(i, j int) bool { return p[i].Line < p[j].Line } }
	sort.SliceStable(c.r.Problems, byLine(c.r.Problems))
	sort.SliceStable(c.r.Notes, byLine(c.r.Notes))
}

// settle treats the rows of one code: a repetition is dropped, periods may
// follow each other, and rates that contradict each other are both unresolved.
func (c *converter) settle(rows []Row) []Row {
	if len(rows) == 1 {
		return rows
	}
	if c.cols.namesOnly {
		for _, r := range rows[1:] {
			key := "repeated"
			if r.Name != rows[0].Name || r.Unit != rows[0].Unit {
				key = "repeated_differs"
			}
			c.r.Notes = append(c.r.Notes, Problem{Line: r.line, Key: key, Text: r.Code})
		}
		return rows[:1]
	}
	rows = joinExport(rows)
	rated := false
	for _, r := range rows {
		rated = rated || r.Rated()
	}
	var out []Row
	for _, r := range rows {
		repeated := rated && !r.Rated()
		for _, o := range out {
			repeated = repeated || o.Unit == r.Unit && o.ImportText == r.ImportText && o.ExportText == r.ExportText && o.From == r.From && o.To == r.To
		}
		if repeated {
			c.r.Notes = append(c.r.Notes, Problem{Line: r.line, Key: "repeated", Text: r.Code})
			continue
		}
		out = append(out, r)
	}
	for i := range out {
		for k := i + 1; k < len(out); k++ {
			if out[i].To.IsZero() || !out[k].From.After(out[i].To) {
				for _, r := range []*Row{&out[i], &out[k]} {
					if r.Unresolved == "" {
						r.Import, r.Export, r.Unresolved, r.UnresolvedAt = nil, nil, "contradiction", 0
						c.r.Problems = append(c.r.Problems, Problem{Line: r.line, Key: "contradiction", Text: r.Code + ": " + r.ImportText,
							Hint: "the code appears with different rates for the same days", Kept: true})
					}
				}
			}
		}
	}
	return out
}

// joinExport makes one row of a line that the table of import rates and the
// table of export rates both have.
func joinExport(rows []Row) []Row {
	isImport := func(r Row) bool {
		return r.ImportText != "" && r.ExportText == "" && r.Export == nil && r.Unresolved == ""
	}
	isExport := func(r Row) bool { return r.ImportText == "" && r.Export != nil && r.Unresolved == "" }
	imports, exports := 0, 0
	var exported Row
	for _, r := range rows {
		if isImport(r) {
			imports++
		}
		if isExport(r) {
			exports++
			exported = r
		}
	}
	if imports != 1 || exports != 1 {
		return rows
	}
	var out []Row
	for _, r := range rows {
		switch {
		case isExport(r):
			continue
		case isImport(r) && r.From == exported.From && r.To == exported.To:
			r.Export, r.ExportText = exported.Export, exported.ExportText
		case isImport(r):
			return rows
		}
		out = append(out, r)
	}
	return out
}
