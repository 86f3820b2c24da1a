// Package ratetext reads the wording of a rate, as a tariff or a decision
// prints it in Azerbaijani, Russian or English, into a rate tree, and writes a
// tree in words.
//
// A wording is read in full or not at all: what is not understood is an error
// with a column, never a part of the rate and never zero. Reading a text says
// what it means, not that it is in force.
package ratetext

import (
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

// Lang is the language of a wording.
type Lang string

// The languages. EN reads the American schedule as well as the British and
// European wording; US differs only in what Print writes ("40¢/kg + 10.4%").
const (
	AZ Lang = "az"
	RU Lang = "ru"
	EN Lang = "en"
	US Lang = "us"
)

// Options say what the cell itself does not.
type Options struct {
	Lang     Lang   // "" tries every language
	Currency string // of an amount per unit that names none; default "USD", as the heads of the Azerbaijani tables say
}

// Error says why a wording was not read.
type Error struct {
	Label string // stable code: "unknown_word", "missing_per", …
	Hint  string // what would be right, in short English
	At    int    // column of the offending text, in characters from 1
	Text  string // the offending text
}

// Labels are all the labels an Error can have, sorted, for those who translate them.
var Labels = []string{
	"agricultural_component",
	"ambiguous_footnote",
	"ambiguous_language",
	"ambiguous_number",
	"ambiguous_sum",
	"cap_wording",
	"compound_content",
	"currency_mismatch",
	"empty",
	"implausible_percent",
	"missing_alternative",
	"missing_amount",
	"missing_choice",
	"missing_per",
	"missing_percent",
	"month_twice",
	"not_a_rate",
	"number_too_long",
	"partial_month",
	"per_kg_percent",
	"range_not_a_rate",
	"start_date",
	"too_deep",
	"too_long",
	"trailing_text",
	"unit_mismatch",
	"unknown_language",
	"unknown_unit",
	"unknown_word",
	"zero_quantity",
}

// Error is the hint with the text it is about.
func (e *Error) Error() string { return e.Label + ": " + e.Hint + ": " + e.Text }

// Unresolved is the tree to store for a wording that was not read.
func (e *Error) Unresolved() rate.Rate {
	return rate.Rate{Op: rate.Unresolved, Reason: e.Label, At: e.At}
}

// Cell is what a cell of a tariff says.
type Cell struct {
	// Import is the rate. It is unresolved with the reason "export_only" when
	// the cell holds nothing but a starred bracket.
	Import rate.Rate
	// Export is the starred bracket: "15 ( 1 kq-2,0 ABŞ dolları*)".
	Export *rate.Rate
	// Footnotes are the marks that stood in the cell, without brackets.
	Footnotes []string
	// UnitHint is the key of the supplementary unit that the layout glued in
	// front of the rate: "l" of "л15, но не менее…".
	UnitHint string
}

// Equal compares cells by meaning.
func (c Cell) Equal(d Cell) bool {
	if !c.Import.Equal(d.Import) || c.UnitHint != d.UnitHint || len(c.Footnotes) != len(d.Footnotes) || (c.Export == nil) != (d.Export == nil) {
		return false
	}
	for i := range c.Footnotes {
		if c.Footnotes[i] != d.Footnotes[i] {
			return false
		}
	}
	return c.Export == nil || c.Export.Equal(*d.Export)
}

// Parse reads the wording of a rate. A bare number is a percentage of the
// customs value. Without a language every language is tried, and the readings
// that succeed must agree.
func Parse(text string, o Options) (Cell, *Error) {
	if o.Currency == "" {
		o.Currency = "USD"
	}
	if r, ok := plain(text); ok && (o.Lang == "" || wordings[o.Lang] != nil) {
		return Cell{Import: r}, nil
	}
	switch o.Lang {
	case AZ:
		return parseIn(text, azerbaijani(), o.Currency)
	case RU:
		return parseIn(text, russian(), o.Currency)
	case EN, US:
		return parseIn(text, english(), o.Currency)
	case "":
	default:
		return Cell{}, &Error{Label: "unknown_language", Hint: "az, ru, en or us", At: 1, Text: string(o.Lang)}
	}
	var found *Cell
	var worst *Error
	worstHard := false
	var comma *Error // "1,500 kg", which an English reader takes for a thousand and a half
	for _, lx := range []*lexicon{azerbaijani(), russian(), english()} {
		c, err, hard := parseHow(text, lx, o.Currency)
		switch {
		case err != nil:
			if err.Label == "ambiguous_number" && lx.lang == EN {
				comma = err
			}
			if worst == nil || hard && !worstHard || hard == worstHard && err.At > worst.At {
				worst, worstHard = err, hard
			}
		case found == nil:
			found = &c
		case !found.Equal(c):
			return Cell{}, &Error{Label: "ambiguous_language", Hint: "say in which language the text is", At: 1, Text: text}
		}
	}
	switch {
	case found == nil:
		return Cell{}, worst
	case comma != nil && isASCII(text): // no letter says that it is not English
		return Cell{}, comma
	}
	return *found, nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plain reads "15", "0" and "12,5", nine tenths of every tariff, without the
// grammar: one to three digits, and one or two behind a decimal sign, mean the
// same in every language.
func plain(s string) (rate.Rate, bool) {
	i := 0
	for i < len(s) && isDigit(rune(s[i])) {
		i++
	}
	if i == 0 || i > 3 {
		return rate.Rate{}, false
	}
	whole := s
	if i < len(s) {
		n := len(s) - i - 1
		if s[i] != '.' && s[i] != ',' || n < 1 || n > 2 || !isDigit(rune(s[i+1])) || !isDigit(rune(s[len(s)-1])) {
			return rate.Rate{}, false
		}
		whole = s[:i] + "." + s[i+1:]
	}
	v, err := num.Parse(whole)
	if err != nil || v.GreaterThan(bareLimit) {
		return rate.Rate{}, false
	}
	if v.IsZero() {
		return rate.Nothing, true
	}
	return rate.Rate{Op: rate.Percent, Percent: v}, true
}

func parseIn(text string, lx *lexicon, currency string) (Cell, *Error) {
	c, err, _ := parseHow(text, lx, currency)
	return c, err
}

// parseHow also says whether the error is a finding about the text, which
// counts more than a word of another language.
func parseHow(text string, lx *lexicon, currency string) (Cell, *Error, bool) {
	p := newParser(text, lx, currency)
	if len(p.raw) > maxChars {
		return Cell{}, &Error{Label: "too_long", Hint: "the wording of one rate", At: maxChars + 1}, true
	}
	if p.end() {
		return Cell{}, &Error{Label: "empty", Hint: "the rate as the tariff prints it", At: 1}, true
	}
	c, ok := p.cell()
	if !ok && lx.lang == AZ && hasLoneLetter(p.raw) {
		// Extraction from a page parts words around ə ş ı ğ: "h ə r litrin ə".
		q := newParser(text, lx, currency)
		q.joined = true
		if c, ok := q.cell(); ok {
			return c, nil, false
		}
	}
	if ok {
		return c, nil, false
	}
	if p.err == nil {
		p.fail(p.i, "unknown_word", "a rate as a tariff prints it")
	}
	return Cell{}, p.err, p.hard
}

// hasLoneLetter reports whether a letter that only Azerbaijani has stands by itself.
func hasLoneLetter(r []rune) bool {
	space := func(i int) bool { return i < 0 || i >= len(r) || fold(r[i]) == ' ' }
	for i, c := range r {
		switch c {
		case 'ə', 'ş', 'ı', 'ğ', 'ö', 'ü', 'ç', 'Ə', 'Ş', 'İ', 'Ğ', 'Ö', 'Ü', 'Ç':
			if space(i-1) && space(i+1) {
				return true
			}
		}
	}
	return false
}

// cell reads the whole text.
func (p *parser) cell() (Cell, bool) {
	if i := p.arrow(); i > 0 {
		// "15 -> 0": both sides must be rates, the second holds.
		old, now := *p, *p
		old.r = append(append([]rune{}, p.r[:i]...), 0)
		if _, ok := old.cell(); !ok {
			p.err, p.hard = old.err, old.hard
			return Cell{}, false
		}
		now.i = i
		for now.r[now.i] == '-' || now.r[now.i] == '>' || now.r[now.i] == '→' {
			now.i++
		}
		c, ok := now.oneCell()
		p.err, p.hard, p.i = now.err, now.hard, now.i
		return c, ok
	}
	return p.oneCell()
}

func (p *parser) arrow() int {
	for i := 1; i < len(p.r)-1; i++ {
		if p.r[i] == '→' || p.r[i] == '-' && p.r[i+1] == '>' {
			return i
		}
	}
	return 0
}

func (p *parser) oneCell() (Cell, bool) {
	start := p.i
	if c, ok := p.rateAndExport(); ok {
		return c, true
	}
	if p.hard {
		return Cell{}, false
	}
	p.i, p.notes, p.depth, p.onPart = start, nil, 0, 0
	if hint, ok := p.unitHint(); ok {
		if c, ok := p.rateAndExport(); ok {
			c.UnitHint = hint
			return c, true
		}
	}
	return Cell{}, false
}

// unitHint reads a unit that the layout glued to the rate; a dash is the
// column's "no unit".
func (p *parser) unitHint() (string, bool) {
	p.space()
	if p.r[p.i] == '-' && p.r[p.i+1] == ' ' {
		p.i++
		return "", true
	}
	save := p.i
	if n, ok := p.integer(); ok {
		if key, _, ok := p.unit(false); ok {
			switch {
			case n == 1000 && key == "piece":
				return "1000_piece", true
			case n == 100 && key == "piece":
				return "100_piece", true
			case n == 1000 && key == "l":
				return "1000_l", true
			case n == 1000 && key == "m3":
				return "1000_m3", true
			}
		}
		p.i = save
		return "", false
	}
	key, _, ok := p.unit(false)
	if _, known := unit.Get(key); !known {
		return "", false
	}
	if ok {
		p.space()
		if p.r[p.i] == '-' {
			p.i++
		}
		p.space()
		ok = isDigit(p.r[p.i])
	}
	return key, ok
}

// rateAndExport reads a rate, a starred bracket and the marks of notes to the end of the text.
func (p *parser) rateAndExport() (Cell, bool) {
	var c Cell
	if x, ok := p.starred(); ok {
		c.Export = &x
		c.Import = rate.Rate{Op: rate.Unresolved, Reason: "export_only"}
	} else {
		r, ok := p.rate()
		if !ok {
			return Cell{}, false
		}
		c.Import = r
		p.footnotes()
		if x, ok := p.starred(); ok {
			c.Export = &x
		}
	}
	p.footnotes()
	p.space()
	for n := 0; p.r[p.i] == '*' && n < 3; n++ {
		p.i++
		p.notes = append(p.notes, "*")
		p.space()
	}
	p.footnotes()
	p.separators(".;,")
	if !p.end() {
		if p.err == nil || p.err.At <= p.col[p.i] || !p.hard {
			p.trailing()
		}
		return Cell{}, false
	}
	if s := c.Import.Valid(); s != "" {
		p.refuse(0, "not_a_rate", s)
		return Cell{}, false
	}
	if c.Export != nil {
		if s := c.Export.Valid(); s != "" {
			p.refuse(0, "not_a_rate", s)
			return Cell{}, false
		}
	}
	c.Footnotes = p.notes
	return c, true
}

// trailing reports the rest of the text that no rule took.
func (p *parser) trailing() {
	if isLetter(p.r[p.i]) {
		p.fail(p.i, "unknown_word", "a word of a rate")
	} else {
		p.fail(p.i, "trailing_text", "nothing after the rate")
	}
}

// starred reads "( 1 kq-2,0 ABŞ dolları*)", or leaves the position as it was.
func (p *parser) starred() (rate.Rate, bool) {
	start, notes := p.i, len(p.notes)
	if p.accept("(") {
		p.depth++
		r, ok := p.rate()
		p.depth--
		if ok {
			star := p.accept("*")
			if p.accept(")") && (star || p.accept("*")) {
				return r, true
			}
		}
	}
	p.i, p.notes = start, p.notes[:notes]
	return rate.Rate{}, false
}
