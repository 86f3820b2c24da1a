package form

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// A draft keeps the texts exactly as typed, also those that cannot be read.

// Draft writes the form for the browser's storage.
func (d *Doc) Draft() string {
	var b strings.Builder
	add := func(name, value string) { field.Pair(&b, name, value) }
	add("lang", string(d.Lang))
	add("at", strconv.Itoa(d.At))
	add("lines", strconv.Itoa(len(d.Lines)))
	for _, n := range d.Top.names(false) {
		add(n, d.Top[n])
	}
	for i, l := range d.Lines {
		for _, n := range l.names(true) {
			add(strconv.Itoa(i+1)+"."+n, l[n])
		}
	}
	return b.String()
}

// ParseDraft reads a draft as it would have been typed in lang; false if it is none.
func ParseDraft(s string, lang i18n.Lang) (*Doc, bool) {
	d := New(lang)
	typedIn, at, known := lang, 0, false
	for pair := range strings.SplitSeq(s, "&") {
		name, value, ok := field.Cut(pair)
		if !ok {
			continue
		}
		switch name {
		case "lang":
			if typedIn, known = i18n.ParseLang(value); !known {
				return nil, false
			}
			continue
		case "at", "lines":
			n, err := strconv.Atoi(value)
			if err != nil || n < 0 || n > calc.MaxLines {
				return nil, false
			}
			if name == "at" {
				at = n
				continue
			}
			for len(d.Lines) < n {
				d.Lines = append(d.Lines, Fields{})
			}
			continue
		}
		if n, rest, ok := strings.Cut(name, "."); ok {
			if i, err := strconv.Atoi(n); err == nil && i >= 1 && i <= len(d.Lines) && IsLine(rest) {
				put(d.Lines[i-1], rest, value)
			}
		} else if IsTop(name) {
			put(d.Top, name, value)
		}
	}
	if !known {
		return nil, false
	}
	d.At = min(at, len(d.Lines)-1)
	d.Lang = typedIn
	d.Relang(lang)
	return d, true
}
