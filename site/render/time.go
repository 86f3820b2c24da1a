package render

import (
	"strings"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
)

// Warnings puts warnings that belong to no line into words.
func Warnings(list []calc.Warning, t *i18n.Texts) []string {
	w := words{t: t}
	var out []string
	for _, x := range list {
		out = append(out, w.warning(x, 1))
	}
	return out
}

// Needs puts questions into words.
func Needs(list []calc.Need, t *i18n.Texts) []NeedView {
	w := words{t: t}
	var out []NeedView
	for _, n := range list {
		out = append(out, w.need(n))
	}
	return out
}

// Steps puts the steps of a computation in manat into words.
func Steps(list []calc.Step, t *i18n.Texts) []string { return words{t: t}.steps(list) }

// Rates are the exchange rates used.
func Rates(list []calc.FXUsed, t *i18n.Texts) []string {
	w := words{t: t}
	var out []string
	for _, f := range list {
		out = append(out, w.fx(f))
	}
	return out
}

// Law names a source and gives its address; both are "" for none.
func Law(s *calc.Source, t *i18n.Texts) (law, url string) { return words{t: t}.law(s) }

// TermView is a term of law in words.
type TermView struct {
	Label  string // what it is for
	Length string // "2 il", "24 ay + 12 ay"; "" for one without a limit
	Event  string // what it runs from
	Last   string // the last day, or why there is none
	Longer string // the last day when it is prolonged; "" where that is not possible
	Day    date.Date
	Law    string
	URL    string
}

// Term puts a term into words.
func Term(x *calc.Term, t *i18n.Texts) TermView {
	w := words{t: t}
	v := TermView{Label: t.Get("term." + x.Subject + "." + x.Name), Event: t.Get("event." + x.Event), Day: x.Last}
	v.Law, v.URL = w.law(&x.Source)
	if x.Count > 0 {
		v.Length = t.Get("length."+x.Unit, arg("n", itoa(x.Count)))
		if x.Longer > 0 {
			v.Length += " + " + t.Get("length."+x.LongerUnit, arg("n", itoa(x.Longer)))
		}
	}
	switch {
	case x.Open:
		v.Last = t.Get("term.open")
	case x.Missing:
		v.Last = t.Get("term.missing")
	case x.Last.IsZero():
		v.Last = t.Get("term.needs", arg("event", v.Event))
	default:
		v.Last = t.DateLong(x.Last)
	}
	if !x.Extended.IsZero() {
		v.Longer = t.DateLong(x.Extended)
	}
	return v
}

// Table writes rows for a spreadsheet, as CSV does.
func Table(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		CSVRow(&b, r)
	}
	return b.String()
}
