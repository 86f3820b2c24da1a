package ratetext

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// maxChars bounds the text of one cell; the longest real wording has about 250.
const maxChars = 1000

// parser reads folded text: small letters without the marks of Azerbaijani, one
// kind of dash, apostrophe and space. It goes forward only, except where a
// function says "or leaves the position as it was".
type parser struct {
	r      []rune // folded
	col    []int  // column of each folded rune in the text, from 1
	raw    []rune
	i      int
	lx     *lexicon
	cur    string // currency of a specific amount that names none
	joined bool   // a space inside a word is not a word's end (broken extraction)
	depth  int    // of parentheses
	notes  []string
	onPart int  // parts charged "on … content"
	linked bool // a word, an ending or a sign tied the last quantity to its amount
	err    *Error
	hard   bool // err is a finding about the text, not only a word that was not expected
}

// fold is the letter under which texts are compared, 0 for a mark to be
// dropped. Azerbaijani text comes with and without diacritics, so ə ı ş ç ğ ö ü
// and their plain letters are one.
func fold(c rune) rune {
	switch c {
	case 'ə', 'Ə':
		return 'e'
	case 'ı', 'İ':
		return 'i'
	case 'ş', 'Ş':
		return 's'
	case 'ç', 'Ç':
		return 'c'
	case 'ğ', 'Ğ':
		return 'g'
	case 'ö', 'Ö':
		return 'o'
	case 'ü', 'Ü':
		return 'u'
	case 'ё', 'Ё':
		return 'е'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '’', '‘', 'ʼ', '`', '´':
		return '\''
	case '\u0307', '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return 0
	}
	if c < 0x80 {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		if c <= ' ' {
			return ' '
		}
		return c
	}
	if unicode.IsSpace(c) {
		return ' '
	}
	return unicode.ToLower(c)
}

func newParser(text string, lx *lexicon, currency string) *parser {
	p := &parser{raw: []rune(text), lx: lx, cur: currency}
	p.r = make([]rune, 0, len(p.raw)+1)
	p.col = make([]int, 0, len(p.raw)+1)
	for i, c := range p.raw {
		if f := fold(c); f != 0 {
			p.r = append(p.r, f)
			p.col = append(p.col, i+1)
		}
	}
	p.r = append(p.r, 0)
	p.col = append(p.col, len(p.raw)+1)
	return p
}

// fail records what went wrong at folded position i; the reading that got
// furthest is the one worth reporting.
func (p *parser) fail(i int, label, hint string) {
	if p.hard || p.err != nil && p.err.At > p.col[i] {
		return
	}
	p.set(i, label, hint)
}

// refuse records a finding about the text itself, which a later failure of
// another reading does not hide.
func (p *parser) refuse(i int, label, hint string) {
	if !p.hard {
		p.set(i, label, hint)
		p.hard = true
	}
}

func (p *parser) set(i int, label, hint string) {
	for p.r[i] == ' ' {
		i++
	}
	at := p.col[i]
	end := at - 1
	for end < len(p.raw) && !unicode.IsSpace(p.raw[end]) {
		end++
	}
	p.err = &Error{Label: label, Hint: hint, At: at, Text: string(p.raw[at-1 : end])}
}

func isLetter(c rune) bool { return 'a' <= c && c <= 'z' || c >= 0x80 && unicode.IsLetter(c) }
func isDigit(c rune) bool  { return '0' <= c && c <= '9' }

func (p *parser) space() {
	for p.r[p.i] == ' ' {
		p.i++
	}
}

func (p *parser) end() bool { p.space(); return p.r[p.i] == 0 }

// match returns the position after the folded phrase at i, or -1. A space of
// the phrase stands for any run of spaces, and for none after a full stop.
func (p *parser) match(i int, phrase string) int {
	var prev rune
	for _, c := range phrase {
		if c == ' ' {
			if p.r[i] != ' ' && prev != '.' && !p.joined {
				return -1
			}
			for p.r[i] == ' ' {
				i++
			}
			prev = c
			continue
		}
		if p.joined && prev != 0 {
			for p.r[i] == ' ' {
				i++
			}
		}
		if t := p.r[i]; t != c && !(c == '2' && t == '²') && !(c == '3' && t == '³') {
			return -1
		}
		i++
		prev = c
	}
	return i
}

// accept moves past the phrase, which must end where a word ends, or leaves
// the position as it was.
func (p *parser) accept(phrase string) bool {
	i := p.i
	for p.r[i] == ' ' {
		i++
	}
	j := p.match(i, phrase)
	if j < 0 {
		return false
	}
	last, next := p.r[j-1], p.r[j]
	if isLetter(last) && isLetter(next) || isDigit(last) && isDigit(next) {
		return false
	}
	p.i = j
	return true
}

// acceptAny moves past the first phrase of the list that stands here.
func (p *parser) acceptAny(list []string) bool {
	for _, s := range list {
		if p.accept(s) {
			return true
		}
	}
	return false
}

// acceptAll moves past any number of the phrases.
func (p *parser) acceptAll(list []string) bool {
	any := false
	for p.acceptAny(list) {
		any = true
	}
	return any
}

// stem moves past a word that begins with the stem and goes on with one of the
// suffixes, joined directly, by a hyphen or by an apostrophe; "" in the list
// allows the bare stem. An abbreviation takes a suffix only after a hyphen or
// an apostrophe. It returns the suffix, or leaves the position as it was.
func (p *parser) stem(stem string, abbreviation bool, suffixes []string) (string, bool) {
	start := p.i
	p.space()
	j := p.match(p.i, stem)
	if j < 0 {
		p.i = start
		return "", false
	}
	p.i = j
	if s, ok := p.suffix(abbreviation, suffixes); ok {
		return s, true
	}
	p.i = start
	return "", false
}

// suffix reads one of the suffixes at the position, or leaves it as it was.
func (p *parser) suffix(hyphen bool, suffixes []string) (string, bool) {
	i := p.i
	marked := (p.r[i] == '-' || p.r[i] == '\'') && isLetter(p.r[i+1])
	if marked {
		i++
	}
	best, end := "", -1
	for _, s := range suffixes {
		if s == "" {
			if end < 0 && !isLetter(p.r[p.i]) {
				end = p.i
			}
			continue
		}
		if hyphen && !marked {
			continue
		}
		k := i
		if p.joined {
			for p.r[k] == ' ' {
				k++
			}
		}
		if j := p.match(k, s); j >= 0 && !isLetter(p.r[j]) && (end < 0 || len(s) > len(best)) {
			best, end = s, j
		}
	}
	if end < 0 {
		return "", false
	}
	p.i = end
	return best, true
}

// separators moves past punctuation between clauses.
func (p *parser) separators(set string) {
	for {
		p.space()
		c := p.r[p.i]
		if c == 0 || !strings.ContainsRune(set, c) {
			return
		}
		p.i++
	}
}

// digits reads a run of digits.
func (p *parser) digits() string {
	i := p.i
	for isDigit(p.r[p.i]) {
		p.i++
	}
	return string(p.r[i:p.i])
}

// integer reads a plain number of at most four digits, or leaves the position as it was.
func (p *parser) integer() (int, bool) {
	start := p.i
	p.space()
	s := p.digits()
	if len(s) == 0 || len(s) > 4 {
		p.i = start
		return 0, false
	}
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// exactlyDigits reports whether n digits and no more stand at i.
func (p *parser) exactlyDigits(i, n int) bool {
	for k := 0; k < n; k++ {
		if !isDigit(p.r[i+k]) {
			return false
		}
	}
	return !isDigit(p.r[i+n])
}

var vulgar = map[rune]string{'½': "0.5", '¼': "0.25", '¾': "0.75", '⅛': "0.125", '⅜': "0.375", '⅝': "0.625", '⅞': "0.875", '⅕': "0.2", '⅖': "0.4", '⅗': "0.6", '⅘': "0.8"}

// number reads a number as people print it: decimal comma or point, thousands
// parted by spaces, "2 1/2" before a percent or cent sign. quantity marks a
// place where a round thousand ("1,000 pieces") cannot be a decimal. It leaves
// the position as it was when no number stands here.
func (p *parser) number(quantity bool) (decimal.Decimal, bool) {
	start := p.i
	p.space()
	at := p.i
	if v, ok := vulgar[p.r[p.i]]; ok {
		p.i++
		return num.Must(v), true
	}
	whole := p.digits()
	if whole == "" {
		p.i = start
		return num.Zero, false
	}
	first := whole
	grouped := false
	for len(first) <= 3 && first[0] != '0' && p.r[p.i] == ' ' && p.exactlyDigits(p.i+1, 3) {
		p.i++
		whole += p.digits()
		grouped = true
	}
	frac := ""
	if c := p.r[p.i]; (c == '.' || c == ',') && isDigit(p.r[p.i+1]) {
		p.i++
		frac = p.digits()
		groups := len(frac) == 3 && len(whole) <= 3 && whole[0] != '0' && !grouped
		d := p.r[p.i]
		switch {
		case (d == '.' || d == ',') && isDigit(p.r[p.i+1]):
			// 1.234.567,89 and 1,234.56: the first sign parts thousands.
			if !groups {
				p.i = start
				return num.Zero, false
			}
			whole += frac
			frac = ""
			for p.r[p.i] == c && p.exactlyDigits(p.i+1, 3) {
				p.i++
				whole += p.digits()
			}
			if d = p.r[p.i]; d != c && (d == '.' || d == ',') && isDigit(p.r[p.i+1]) {
				p.i++
				frac = p.digits()
			}
			if d = p.r[p.i]; (d == '.' || d == ',') && isDigit(p.r[p.i+1]) {
				p.i = start
				return num.Zero, false
			}
		case groups && c == p.lx.foreignPoint:
			if !quantity || frac != "000" {
				p.refuse(at, "ambiguous_number", "write thousands with a space and decimals with "+p.lx.point)
				p.i = start
				return num.Zero, false
			}
			whole += frac
			frac = ""
		case groups && quantity && frac == "000" && p.lx.lang != EN:
			// "1,000 ədədinə": one with three decimals, or a thousand the English way?
			p.refuse(at, "ambiguous_number", "write thousands with a space")
			p.i = start
			return num.Zero, false
		}
	} else if first == "0" && c == ',' && p.lx.lang == AZ && p.r[p.i+1] == ' ' && isDigit(p.r[p.i+2]) {
		// "0, 30 manat": extraction from a page put a space after the comma.
		save := p.i
		p.i += 2
		frac = p.digits()
		after := p.i
		if _, ok := p.money(); !ok {
			frac, after = "", save
		}
		p.i = after
	}
	text := whole
	if frac != "" {
		text += "." + frac
	}
	v, err := num.Parse(text)
	if err != nil {
		p.refuse(at, "number_too_long", "at most 15 digits before and 10 after the decimal sign")
		p.i = start
		return num.Zero, false
	}
	if frac == "" {
		if f, ok := vulgar[p.r[p.i]]; ok {
			p.i++
			return v.Add(num.Must(f)), true
		}
		if !grouped {
			if f, ok := p.fraction(v); ok {
				return f, true
			}
		}
	}
	// "563С)" is 5 with note 63С whose height the copy has lost.
	if j := p.i; isLetter(p.r[j]) && p.noteLetters(j) > 0 {
		p.refuse(at, "ambiguous_footnote", "separate the figure from the mark of the note")
		p.i = start
		return num.Zero, false
	}
	return v, true
}

// fraction reads the rest of "2 1/2" or "1/2" where a percent or cent sign
// follows; elsewhere a slash means "per".
func (p *parser) fraction(whole decimal.Decimal) (decimal.Decimal, bool) {
	if p.lx.lang != EN {
		return num.Zero, false
	}
	save := p.i
	n, base := whole, num.Zero
	if p.r[p.i] == ' ' {
		base = whole
		k, ok := p.integer()
		if !ok {
			return num.Zero, false
		}
		n = decimal.NewFromInt(int64(k))
	}
	if p.r[p.i] == '/' {
		p.i++
		if d, ok := p.integer(); ok {
			switch d {
			case 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64: // quotients that end
				after := p.i
				p.space()
				c := p.r[p.i]
				sign := c == '%' || c == '¢' || p.acceptAny([]string{"cents", "cent", "percent", "per cent"})
				p.i = after
				if sign && n.LessThan(decimal.NewFromInt(int64(d))) {
					v := base.Add(n.DivRound(decimal.NewFromInt(int64(d)), 10))
					return num.Must(v.String()), true // without the zeros of the quotient
				}
			}
		}
	}
	p.i = save
	return num.Zero, false
}

// noteLetters is the position after one or two letters and a closing bracket
// at i, or 0.
func (p *parser) noteLetters(i int) int {
	j := i
	for isLetter(p.r[j]) && j-i < 2 {
		j++
	}
	if j > i && p.r[j] == ')' {
		return j + 1
	}
	return 0
}

// noteAhead reports whether the mark of a note comes next.
func (p *parser) noteAhead() bool {
	i := p.i
	for p.r[i] == ' ' {
		i++
	}
	k := i
	for isDigit(p.r[k]) {
		k++
	}
	return k > i && p.noteLetters(k) > 0
}

// likeLatin maps the Cyrillic capitals that look like Latin ones: the mark of a
// note is the same mark in either script.
var likeLatin = map[rune]rune{'а': 'A', 'в': 'B', 'е': 'E', 'к': 'K', 'м': 'M', 'н': 'H', 'о': 'O', 'р': 'P', 'с': 'C', 'т': 'T', 'х': 'X'}

var superscripts = map[rune]byte{'¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁰': '0'}

// footnotes moves past marks of notes: "63С)", "[1143]", superscript figures.
// A figure with a bracket but no letter is a mark only outside parentheses and
// after a space.
func (p *parser) footnotes() {
	for {
		save := p.i
		p.space()
		spaced := p.i > save
		i := p.i
		switch c := p.r[i]; {
		case superscripts[c] != 0:
			var b []byte
			for superscripts[p.r[p.i]] != 0 {
				b = append(b, superscripts[p.r[p.i]])
				p.i++
			}
			p.notes = append(p.notes, string(b))
			continue
		case c == '[':
			p.i++
			if n := p.digits(); n != "" && len(n) <= 5 && p.r[p.i] == ']' {
				p.i++
				p.notes = append(p.notes, n)
				continue
			}
		case isDigit(c):
			n := p.digits()
			if len(n) > 3 {
				break
			}
			if j := p.noteLetters(p.i); j > 0 {
				for _, l := range p.r[p.i : j-1] {
					if m, ok := likeLatin[l]; ok {
						l = m
					}
					n += string(unicode.ToUpper(l))
				}
				p.i = j
				p.notes = append(p.notes, n)
				continue
			}
			if p.r[p.i] == ')' && p.depth == 0 && spaced {
				p.i++
				p.notes = append(p.notes, n)
				continue
			}
		}
		p.i = save
		return
	}
}
