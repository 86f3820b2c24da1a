package form

import (
	"slices"
	"strconv"
	"strings"

	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// A link carries the form in the part of the address after #, which browsers
// do not send anywhere: name=value pairs, numbers with a point, dates in ISO
// form, countries by code, so that it means the same in every language.
// Fields of a line begin with its number: "1.code=847130&1.price=1000".

// Link is a form read from an address.
type Link struct {
	Doc     *Doc
	Version string     // of the data the link was made with
	Total   string     // the total it showed then, machine-written
	Sums    field.Sums // and what that was made of; nil where the link does not say
	Told    bool       // what changed since has been said
	Unknown []string   // parts that mean nothing here
}

// IsLink reports whether the part after # holds a form, rather than the name
// of a place on the page.
func IsLink(fragment string) bool { return strings.Contains(fragment, "=") }

// Encode writes the form as a link. Text that cannot be read travels as it was
// typed. country gives the code of a country typed as a name; nil keeps it.
func Encode(d *Doc, version, total string, country func(string) (string, bool)) string {
	var b strings.Builder
	add := func(name, value string) { field.Pair(&b, name, value) }
	add("v", version)
	if total != "" {
		add("total", total)
	}
	for _, n := range d.Top.names(false) {
		add(n, field.Canonical(d.Top[n], kindOf(n, false), d.Lang, country))
	}
	for i, l := range d.Lines {
		for _, n := range l.names(true) {
			add(strconv.Itoa(i+1)+"."+n, field.Canonical(l[n], kindOf(n, true), d.Lang, country))
		}
	}
	return b.String()
}

func kindOf(name string, inLine bool) field.Kind {
	k, _, _ := lookup(name, inLine)
	return k
}

// Relang is the same form as it would have been typed in another language.
func (d *Doc) Relang(to i18n.Lang) {
	if d.Lang == to {
		return
	}
	turn := func(f Fields, inLine bool) {
		for n, v := range f {
			f[n] = field.Relang(v, kindOf(n, inLine), d.Lang, to)
		}
	}
	turn(d.Top, false)
	for _, l := range d.Lines {
		turn(l, true)
	}
	d.Lang = to
}

// MostLines is the most lines a link may carry; a form has as many as the
// engine takes.
const MostLines = 1000

// Decode reads a link. What it does not know is listed, not dropped silently.
func Decode(fragment string, lang i18n.Lang) *Link {
	l := &Link{Doc: New(lang)}
	fragment = strings.TrimPrefix(fragment, "#")
	for pair := range strings.SplitSeq(fragment, "&") {
		if pair == "" {
			continue
		}
		name, value, ok := field.Cut(pair)
		if !ok || !l.set(name, value, lang) {
			if s := field.Clip(name); !slices.Contains(l.Unknown, s) && len(l.Unknown) < 20 {
				l.Unknown = append(l.Unknown, s)
			}
		}
	}
	return l
}

func (l *Link) set(name, value string, lang i18n.Lang) bool {
	if len(value) > 2000 {
		return false
	}
	switch name {
	case "v":
		l.Version = value
		return true
	case "total":
		if _, err := num.Parse(value); err != nil {
			return false
		}
		l.Total = value
		return true
	case "kinds":
		var ok bool
		l.Sums, ok = field.ParseSums(value)
		return ok
	}
	if n, rest, ok := strings.Cut(name, "."); ok {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > MostLines || strconv.Itoa(i) != n || !IsLine(rest) {
			return false
		}
		for len(l.Doc.Lines) < i {
			l.Doc.Lines = append(l.Doc.Lines, Fields{})
		}
		put(l.Doc.Lines[i-1], rest, field.Localize(value, kindOf(rest, true), lang))
		return true
	}
	// A link written by hand may leave the number of the only line out.
	if IsTop(name) {
		put(l.Doc.Top, name, field.Localize(value, kindOf(name, false), lang))
		return true
	}
	if IsLine(name) {
		put(l.Doc.Lines[0], name, field.Localize(value, kindOf(name, true), lang))
		return true
	}
	return false
}
