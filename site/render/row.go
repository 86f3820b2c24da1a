package render

import (
	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
)

// What a page of the rows of law needs of the words of results.

// Period is "1 – 2", "from 1" or "until 2"; "" where no day is stated.
func Period(from, to date.Date, t *i18n.Texts) string { return words{t: t}.period(from, to) }

// Condition says which goods a rate is for, in the language.
func Condition(s string, t *i18n.Texts) string { return words{t: t}.condition(s) }

// Band says which vehicles a row is for: fuels, volume, mass, age.
func Band(b *calc.VehicleBand, t *i18n.Texts) []string { return words{t: t}.band(b) }

// Relief says what a relief is for beside its number.
func Relief(key string, t *i18n.Texts) string { return words{t: t}.article(key) }

// Written puts an amount as data write it, "13.0 AZN / l", into the language.
func Written(s string, t *i18n.Texts) string { return words{t: t}.plainText(s) }
