package i18n

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// Number is a number a person typed. Where the typing can be read in two ways
// ("1.234": one thousand two hundred and thirty-four, or one and a bit), Value
// is the reading the language prefers, Other the other one and Ambiguous is
// set; a face shows both and lets the person choose.
type Number struct {
	Value     decimal.Decimal
	Ambiguous bool
	Other     decimal.Decimal
}

// NumberError says what is wrong with a typed number.
type NumberError struct {
	Code string // fault code of the engine: "bad_number", "negative" or "number_too_large"
	At   int    // the offending character, counted from 1; 0 where it is the whole
}

// Error is the code; a face shows the text "error.<code>".
func (e *NumberError) Error() string { return e.Code }

// ParseNumber reads a non-negative number as people write it: "1 234,5",
// "1.234,5", "1,234.5", "1'234.50", with plain or no-break spaces. Groups must
// have three digits. Of two different marks the last is the decimal one; a mark
// that occurs twice groups; a single point or comma is decimal unless exactly
// three digits follow and it could group, which is ambiguous. The limits are
// those of [num.Parse]. Digits of other scripts are read, marks that are not seen
// are left out ([num.Clean]).
func ParseNumber(s string, lang Lang) (Number, *NumberError) {
	toks, err := scanNumber(num.Clean(s))
	if err != nil {
		return Number{}, err
	}
	return toks.read(lang)
}

// typed is a typed number split at its marks: runs[0] marks[0] runs[1] …
type typed struct {
	runs  []string
	marks []byte // '.', ',' or ' ' for anything that can only group
	at    []int  // character of each mark, from 1
}

func scanNumber(s string) (typed, *NumberError) {
	start := 1
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[n:]
		start++
	}
	s = strings.TrimRightFunc(s, isSpace)
	negative := false
	for _, minus := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(s, minus); ok && rest != "" {
			s, negative = strings.TrimLeftFunc(rest, isSpace), true
			start += 1 + utf8.RuneCountInString(rest) - utf8.RuneCountInString(s)
			break
		}
	}
	if s == "" {
		return typed{}, &NumberError{Code: "bad_number"}
	}
	t := typed{runs: []string{""}}
	at := start
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			t.runs[len(t.runs)-1] += string(r)
		case r == '.' || r == ',':
			t.add(byte(r), at)
		case isSpace(r) || r == '\'' || r == '’' || r == '‘' || r == 'ʼ':
			t.add(' ', at)
		default:
			return typed{}, &NumberError{Code: "bad_number", At: at}
		}
		at++
	}
	if strings.Join(t.runs, "") == "" {
		return typed{}, &NumberError{Code: "bad_number", At: start}
	}
	if negative {
		if _, err := t.read(AZ); err == nil || err.Code != "bad_number" {
			return typed{}, &NumberError{Code: "negative", At: 1}
		}
	}
	return t, nil
}

func (t *typed) add(mark byte, at int) {
	t.runs = append(t.runs, "")
	t.marks = append(t.marks, mark)
	t.at = append(t.at, at)
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u2007', '\u2009', '\u200a', '\u202f':
		return true
	}
	return false
}

// read decides which mark is the decimal one and checks the groups.
func (t typed) read(lang Lang) (Number, *NumberError) {
	n := len(t.marks)
	if n == 0 {
		return t.value(len(t.runs))
	}
	last := t.marks[n-1]
	same := 0
	for _, m := range t.marks {
		if m == last {
			same++
		}
	}
	switch {
	case last == ' ' || same > 1: // only groups
		if err := t.groups(n + 1); err != nil {
			return Number{}, err
		}
		return t.value(n + 1)
	case n > 1: // groups, then a decimal mark
		if err := t.groups(n); err != nil {
			return Number{}, err
		}
		return t.value(n)
	}
	v, err := t.value(1)
	if err != nil || !t.couldGroup() {
		return v, err
	}
	grouped, err := t.value(2)
	if err != nil {
		return v, nil
	}
	v.Ambiguous, v.Other = true, grouped.Value
	if mark, _ := marks(lang); mark == string(rune(last)) {
		v.Value, v.Other = v.Other, v.Value
	}
	return v, nil
}

// couldGroup reports whether the only mark may separate thousands.
func (t typed) couldGroup() bool {
	return len(t.runs[1]) == 3 && len(t.runs[0]) >= 1 && len(t.runs[0]) <= 3 && t.runs[0][0] != '0'
}

// groups checks that the first k runs are groups of one number: the same mark,
// one to three digits, then three each, no leading zero.
func (t typed) groups(k int) *NumberError {
	for i := 1; i < k; i++ {
		if t.marks[i-1] != t.marks[0] || len(t.runs[i]) != 3 || len(t.runs[0]) < 1 || len(t.runs[0]) > 3 || t.runs[0][0] == '0' {
			return &NumberError{Code: "bad_number", At: t.at[i-1]}
		}
	}
	return nil
}

// value joins the first k runs before the decimal point and the rest after it.
func (t typed) value(k int) (Number, *NumberError) {
	whole, frac := strings.Join(t.runs[:k], ""), strings.Join(t.runs[k:], "")
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		whole += "." + frac
	}
	d, err := num.Parse(whole)
	switch {
	case errors.Is(err, num.ErrTooLong):
		return Number{}, &NumberError{Code: "number_too_large"}
	case err != nil:
		return Number{}, &NumberError{Code: "bad_number"}
	}
	return Number{Value: d}, nil
}

// ParseDate reads a day as people write it: 2026-07-09, 09.07.2026, 9.7.2026
// or 09/07/2026 (day before month). False for anything else and for days the
// calendar does not have.
func ParseDate(s string) (date.Date, bool) {
	s = strings.TrimFunc(num.Clean(s), isSpace)
	for _, sep := range []string{"-", ".", "/"} {
		parts := strings.Split(s, sep)
		if len(parts) != 3 {
			continue
		}
		if sep == "-" {
			parts[0], parts[2] = parts[2], parts[0]
		}
		d, ok1 := smallInt(parts[0], 2)
		m, ok2 := smallInt(parts[1], 2)
		y, ok3 := smallInt(parts[2], 4)
		if !ok1 || !ok2 || !ok3 || len(parts[2]) != 4 {
			return date.Date{}, false
		}
		return date.New(y, m, d)
	}
	return date.Date{}, false
}

// smallInt reads one to most digits.
func smallInt(s string, most int) (int, bool) {
	if s == "" || len(s) > most || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n, true
}
