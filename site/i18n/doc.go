// Package i18n holds what a person reads: texts in Azerbaijani, English and
// Russian, and how numbers, money and dates are written and typed in them.
//
// The texts are plain files of lines "key = text", so that a translator needs
// no program. The package is part of the browser program and therefore keeps
// to strings and strconv: no fmt, no regular expressions, no clock.
package i18n

// Lang is a language of the faces.
type Lang string

// The languages.
const (
	AZ Lang = "az"
	EN Lang = "en"
	RU Lang = "ru"
)

// Langs lists the languages, the first being the default.
var Langs = []Lang{AZ, EN, RU}

// ParseLang returns the language with the tag, and false for another tag.
func ParseLang(s string) (Lang, bool) {
	for _, l := range Langs {
		if string(l) == s {
			return l, true
		}
	}
	return AZ, false
}
