// Package field is the text of one field of a form: how a number, a date or a
// country that a person typed is read, how it travels in a link in one meaning
// for every language, and what is said when it cannot be read. It knows no
// browser, no HTML and no form: forms are made of it.
package field

import (
	"strings"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
)

// Kind says how the text of a field is meant.
type Kind uint8

const (
	Text     Kind = iota
	Number        // a number as people type it
	Day           // a date as people type it
	Whole         // a whole number
	Country       // a name or a code
	Choice        // one of a few keys
	Currency      // a currency code
	Flag          // "1" or empty
)

// Canonical writes what was typed in one meaning for every language: numbers with
// a point, dates in ISO form, countries by code. What cannot be read stays as it
// was typed. find gives the code of a country; nil keeps the name.
func Canonical(s string, k Kind, lang i18n.Lang, find func(string) (string, bool)) string {
	switch k {
	case Number, Whole:
		if n, err := i18n.ParseNumber(s, lang); err == nil && !n.Ambiguous {
			return n.Value.String()
		}
	case Day:
		if d, ok := i18n.ParseDate(s); ok {
			return d.String()
		}
	case Country:
		if find != nil {
			if code, ok := find(strings.TrimSpace(s)); ok {
				return code
			}
		}
	}
	return s
}

// Localize turns a machine-written value into what a person would have typed
// in the language. Anything else stays as it is.
func Localize(s string, k Kind, lang i18n.Lang) string {
	switch k {
	case Number, Whole:
		if v, err := num.Parse(s); err == nil {
			return Plain(v, lang)
		}
	case Day:
		if d, ok := i18n.ParseDate(s); ok {
			return Date(d)
		}
	}
	return s
}

// Relang is what was typed in one language as it would be typed in another: a
// comma may be a point there.
func Relang(s string, k Kind, from, to i18n.Lang) string {
	if from != to && (k == Number || k == Whole) {
		if x, err := i18n.ParseNumber(s, from); err == nil && !x.Ambiguous {
			return Plain(x.Value, to)
		}
	}
	return s
}

// Date writes a date as a person types it: 09.07.2026 in every language,
// because 07/09 and 9 Jul are read differently in different places.
func Date(d date.Date) string {
	iso := d.String()
	if len(iso) != 10 {
		return iso
	}
	return iso[8:] + "." + iso[5:7] + "." + iso[:4]
}
