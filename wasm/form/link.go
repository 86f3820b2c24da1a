package form

import (
	"slices"
	"strconv"
	"strings"

	"rusum/calc/num"
	"rusum/site/i18n"
)

// A link carries the form in the part of the address after #, which browsers
// do not send anywhere: name=value pairs, numbers with a point, dates in ISO
// form, countries by code, so that it means the same in every language.
// Fields of a line begin with its number: "1.code=847130&1.price=1000".

// Link is a form read from an address.
type Link struct {
	Doc     *Doc
	Version string   // of the data the link was made with
	Total   string   // the total it showed then, machine-written
	Unknown []string // parts that mean nothing here
}

// IsLink reports whether the part after # holds a form, rather than the name
// of a place on the page.
func IsLink(fragment string) bool { return strings.Contains(fragment, "=") }

// Encode writes the form as a link. Text that cannot be read travels as it was
// typed. country gives the code of a country typed as a name; nil keeps it.
func Encode(d *Doc, version, total string, country func(string) (string, bool)) string {
	var b strings.Builder
	add := func(name, value string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(name)
		b.WriteByte('=')
		escape(&b, value)
	}
	add("v", version)
	if total != "" {
		add("total", total)
	}
	for _, n := range d.Top.names(false) {
		add(n, canonical(d.Top[n], kindOf(n, false), d.Lang, country))
	}
	for i, l := range d.Lines {
		for _, n := range l.names(true) {
			add(strconv.Itoa(i+1)+"."+n, canonical(l[n], kindOf(n, true), d.Lang, country))
		}
	}
	return b.String()
}

func kindOf(name string, inLine bool) kind {
	k, _, _ := lookup(name, inLine)
	return k
}

func canonical(s string, k kind, lang i18n.Lang, find func(string) (string, bool)) string {
	switch k {
	case number, whole:
		if n, err := i18n.ParseNumber(s, lang); err == nil && !n.Ambiguous {
			return n.Value.String()
		}
	case day:
		if d, ok := i18n.ParseDate(s); ok {
			return d.String()
		}
	case country:
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
func localize(s string, k kind, lang i18n.Lang) string {
	switch k {
	case number, whole:
		if v, err := num.Parse(s); err == nil {
			return Plain(v, lang)
		}
	case day:
		if d, ok := i18n.ParseDate(s); ok {
			return Day(d.String(), lang)
		}
	}
	return s
}

// Day writes an ISO date as a person types it: 09.07.2026 in every language,
// because 07/09 and 9 Jul are read differently in different places.
func Day(iso string, _ i18n.Lang) string {
	if len(iso) != 10 {
		return iso
	}
	return iso[8:] + "." + iso[5:7] + "." + iso[:4]
}

// Relang is the same form as it would have been typed in another language.
func (d *Doc) Relang(to i18n.Lang) {
	if d.Lang == to {
		return
	}
	turn := func(f Fields, inLine bool) {
		for n, v := range f {
			switch k := kindOf(n, inLine); k {
			case number, whole:
				if x, err := i18n.ParseNumber(v, d.Lang); err == nil && !x.Ambiguous {
					f[n] = Plain(x.Value, to)
				}
			}
		}
	}
	turn(d.Top, false)
	for _, l := range d.Lines {
		turn(l, true)
	}
	d.Lang = to
}

// MostLines is the most lines a link may carry.
const MostLines = 1000

// Decode reads a link. What it does not know is listed, not dropped silently.
func Decode(fragment string, lang i18n.Lang) *Link {
	l := &Link{Doc: New(lang)}
	fragment = strings.TrimPrefix(fragment, "#")
	for pair := range strings.SplitSeq(fragment, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, okName := unescape(name)
		value, okValue := unescape(value)
		if !okName || !okValue || !l.set(name, value, lang) {
			if s := clip(name); !slices.Contains(l.Unknown, s) && len(l.Unknown) < 20 {
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
	}
	if n, rest, ok := strings.Cut(name, "."); ok {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > MostLines || strconv.Itoa(i) != n || !IsLine(rest) {
			return false
		}
		for len(l.Doc.Lines) < i {
			l.Doc.Lines = append(l.Doc.Lines, Fields{})
		}
		put(l.Doc.Lines[i-1], rest, localize(value, kindOf(rest, true), lang))
		return true
	}
	// A link written by hand may leave the number of the only line out.
	if IsTop(name) {
		put(l.Doc.Top, name, localize(value, kindOf(name, false), lang))
		return true
	}
	if IsLine(name) {
		put(l.Doc.Lines[0], name, localize(value, kindOf(name, true), lang))
		return true
	}
	return false
}

const upperHex = "0123456789ABCDEF"

// escape writes what may stand in a fragment as it is and the rest as %XX.
func escape(b *strings.Builder, s string) {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~,:/@", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
}

// unescape is the inverse; + stands for a space, as in links made by others.
func unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '+':
			b = append(b, ' ')
		case '%':
			if i+2 >= len(s) {
				return "", false
			}
			hi, lo := hexValue(s[i+1]), hexValue(s[i+2])
			if hi < 0 || lo < 0 {
				return "", false
			}
			b = append(b, byte(hi<<4|lo))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), true
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
