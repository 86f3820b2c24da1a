package field

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/site/i18n"
)

// Problem is something typed that cannot be read, with the sentence to show
// beside the field.
type Problem struct {
	Line  int // index of the line, -1 for the declaration
	Field string
	Text  string
	// Missing is set where nothing was typed yet: it is said when the person
	// asks for the answer, not while they are still typing.
	Missing bool
	// Readings are the two meanings of an ambiguous number: what each would
	// put into the field, and how it reads.
	Readings []Reading
}

// Reading is one meaning of an ambiguous number.
type Reading struct{ Put, Label string }

// Reader reads fields in one language.
type Reader struct {
	Texts *i18n.Texts
	// Country finds the two-letter code of a country by name or code; ok is
	// false for an unknown one. It is nil while the names are loading.
	Country func(text string) (code string, ok bool)
	// CountryName is the name of a two-letter code.
	CountryName func(code string) string
}

// Scan reads the fields of one form or of one row of it. An empty field and one
// that cannot be read both give the zero value; the second is reported.
type Scan struct {
	*Reader
	Fields  map[string]string
	Default func(name string) string
	Note    func(name, text string) // how a field that people write in many ways was understood
	Report  func(Problem)
}

func (x *Scan) value(name string) string {
	if v, ok := x.Fields[name]; ok {
		return v
	}
	return x.Default(name)
}

// Flag reads a box that is ticked or not.
func (x *Scan) Flag(name string) bool { return x.Fields[name] == "1" }

// Optional reads a number; it is not valid where Number is not ok.
func (x *Scan) Optional(name string) decimal.NullDecimal {
	v, ok := x.Number(name)
	return decimal.NullDecimal{Decimal: v, Valid: ok}
}

// Money reads an amount and the currency beside it, in field name-cur; nil where there is none.
func (x *Scan) Money(name string) *calc.Money {
	v, ok := x.Number(name)
	if !ok {
		return nil
	}
	cur := strings.ToUpper(strings.TrimSpace(x.value(name + "-cur")))
	if !calc.KnownCurrency(cur) {
		x.Problem(name+"-cur", "ui.error.currency", "value", cur)
		return nil
	}
	return &calc.Money{Amount: v, Currency: cur}
}

// Whole reads a whole number up to a thousand million; 0 where there is none.
func (x *Scan) Whole(name string) int {
	// Of the two readings of 1.998 only the whole one can be meant.
	if n, err := i18n.ParseNumber(x.Fields[name], x.Texts.Lang()); err == nil && n.Ambiguous {
		if n.Value.IsInteger() != n.Other.IsInteger() {
			v := n.Value
			if !v.IsInteger() {
				v = n.Other
			}
			x.Note(name, x.Get("ui.read", "value", x.Texts.Number(v)))
			return int(v.IntPart())
		}
	}
	v, ok := x.Number(name)
	if !ok {
		return 0
	}
	if !v.IsInteger() || v.GreaterThan(decimal.New(1, 9)) {
		x.Problem(name, "ui.error.whole", "value", x.Fields[name])
		return 0
	}
	return int(v.IntPart())
}

// Number reads a number; ok is false for an empty field and for a problem.
func (x *Scan) Number(name string) (decimal.Decimal, bool) {
	typed := x.Fields[name]
	if strings.TrimSpace(typed) == "" {
		return decimal.Decimal{}, false
	}
	n, err := i18n.ParseNumber(typed, x.Texts.Lang())
	if err != nil {
		key := map[string]string{"negative": "ui.error.negative", "number_too_large": "ui.error.large"}[err.Code]
		if key == "" {
			key = "ui.error.number"
		}
		x.Problem(name, key, "value", Clip(typed))
		return decimal.Decimal{}, false
	}
	if n.Ambiguous {
		p := Problem{Field: name, Text: x.Get("ui.error.ambiguous", "value", typed)}
		for _, v := range []decimal.Decimal{n.Value, n.Other} {
			p.Readings = append(p.Readings, Reading{Put: x.plain(v), Label: x.Texts.Number(v)})
		}
		x.Report(p)
		return decimal.Decimal{}, false
	}
	if strings.TrimSpace(typed) != x.plain(n.Value) {
		x.Note(name, x.Get("ui.read", "value", x.Texts.Number(n.Value)))
	}
	return n.Value, true
}

// plain writes a number so that it reads in one way in the form's language:
// without groups, and never with exactly three decimals.
func (x *Scan) plain(v decimal.Decimal) string { return Plain(v, x.Texts.Lang()) }

// Plain writes a number as a person may type it, without groups and in one
// meaning: 1234,5 in Azerbaijani and Russian, 1234.5 in English.
func Plain(v decimal.Decimal, lang i18n.Lang) string {
	s := v.String()
	whole, frac, has := strings.Cut(s, ".")
	if !has {
		return s
	}
	if len(frac) == 3 {
		frac += "0"
	}
	if lang == i18n.EN {
		return whole + "." + frac
	}
	return whole + "," + frac
}

// Rate reads a rate of duty in the words of a tariff; ok is false for an empty
// field and for a problem.
func (x *Scan) Rate(name string) (rate.Rate, bool) {
	typed := strings.TrimSpace(num.Clean(x.Fields[name]))
	if typed == "" {
		return rate.Rate{}, false
	}
	lang := ratetext.Lang(x.Texts.Lang())
	cell, err := ratetext.Parse(typed, ratetext.Options{Lang: lang})
	if err != nil {
		// A rate copied from a text in another language is as good.
		if c, err2 := ratetext.Parse(typed, ratetext.Options{}); err2 == nil {
			cell, err = c, nil
		}
	}
	if err != nil {
		key := "rateerror." + err.Label
		if !x.Texts.Has(key) {
			key = "rateerror.other"
		}
		x.Problem(name, key, "at", strconv.Itoa(err.At), "text", err.Text, "hint", err.Hint, "value", typed)
		return rate.Rate{}, false
	}
	x.Note(name, x.Get("ui.duty.read", "rate", ratetext.Print(cell.Import, lang)))
	return cell.Import, true
}

// Day reads a date; ok is false for an empty field and for a problem.
func (x *Scan) Day(name string) (date.Date, bool) {
	typed := x.Fields[name]
	if strings.TrimSpace(typed) == "" {
		return date.Date{}, false
	}
	d, ok := i18n.ParseDate(typed)
	if !ok {
		x.Problem(name, "ui.error.date", "value", Clip(typed))
		return date.Date{}, false
	}
	x.Note(name, x.Texts.DateLong(d))
	return d, true
}

// Country reads a country as its two-letter code; "" where there is none.
func (x *Scan) Country(name string) string {
	typed := strings.TrimSpace(x.Fields[name])
	if typed == "" {
		return ""
	}
	if x.Reader.Country == nil { // the names are on their way: a code needs none
		if len(typed) == 2 && strings.Trim(typed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return typed
		}
		x.Report(Problem{Field: name, Text: x.Get("ui.find.loading"), Missing: true})
		return ""
	}
	code, ok := x.Reader.Country(typed)
	if !ok {
		x.Problem(name, "ui.error.country", "value", Clip(typed))
		return ""
	}
	if full := x.CountryName(code); full != typed {
		x.Note(name, full)
	}
	return code
}

// Get is the text of a key with arguments in pairs of name and value.
func (x *Scan) Get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return x.Texts.Get(key, a...)
}

// Problem reports a field with the text of a key.
func (x *Scan) Problem(field, key string, args ...string) {
	x.Report(Problem{Field: field, Text: x.Get(key, args...)})
}

// Missing reports a field in which nothing was typed yet.
func (x *Scan) Missing(field, key string) {
	x.Report(Problem{Field: field, Text: x.Get(key), Missing: true})
}

// Clip keeps a text short enough for a sentence.
func Clip(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
