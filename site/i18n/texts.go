package i18n

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rusum/calc"
	"rusum/calc/unit"
)

// Texts are the texts of one language.
type Texts struct {
	lang Lang
	m    map[string]message
}

// Parse reads the lines "key = text" of one language. A line that starts with
// # is a comment; \n in a text is a line break, \s a no-break space and \\ a
// backslash; {name} is an argument and {n|one:…|few:…|many:…|other:…} chooses by the number n. A
// line that is none of these, a repeated key and a broken {…} are errors that
// name the line.
func Parse(lang Lang, data []byte) (*Texts, error) {
	if _, ok := ParseLang(string(lang)); !ok {
		return nil, errors.New("texts: unknown language " + string(lang))
	}
	if !utf8.Valid(data) {
		return nil, errors.New("texts " + string(lang) + ": not UTF-8")
	}
	t := &Texts{lang: lang, m: map[string]message{}}
	line := 0
	for l := range strings.SplitSeq(string(data), "\n") {
		line++
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		fail := func(what string) (*Texts, error) {
			return nil, errors.New("texts " + string(lang) + ", line " + strconv.Itoa(line) + ": " + what)
		}
		key, text, ok := strings.Cut(l, "=")
		if !ok {
			return fail("no = after the key")
		}
		key, text = strings.TrimSpace(key), strings.TrimSpace(text)
		if key == "" || strings.ContainsAny(key, " {}\t") {
			return fail("bad key " + strconv.Quote(key))
		}
		if text == "" {
			return fail(key + " has no text")
		}
		if _, dup := t.m[key]; dup {
			return fail(key + " is there twice")
		}
		msg, err := parseMessage(unescape(text))
		if err != nil {
			return fail(key + ": " + err.Error())
		}
		t.m[key] = msg
	}
	return t, nil
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\s`, NBSP).Replace(s)
}

// Lang is the language of the texts.
func (t *Texts) Lang() Lang { return t.lang }

// Has reports whether the key has a text.
func (t *Texts) Has(key string) bool { _, ok := t.m[key]; return ok }

// Keys lists the keys in byte order.
func (t *Texts) Keys() []string {
	keys := make([]string, 0, len(t.m))
	for k := range t.m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Get is the text of the key with its arguments put in. A key without a text
// is returned as it is, and an argument that is not given stays visible as
// {name}: both are faults of the program that a reader can report.
func (t *Texts) Get(key string, args ...calc.Arg) string {
	msg, ok := t.m[key]
	if !ok {
		return key
	}
	var b strings.Builder
	msg.write(&b, t.lang, args)
	return b.String()
}

// Args lists the names of the arguments the text of the key uses, sorted.
func (t *Texts) Args(key string) []string {
	var names []string
	t.m[key].names(&names)
	slices.Sort(names)
	return slices.Compact(names)
}

// Unit is the short name of a unit of measure in the language, the key itself
// for a unit that is not known.
func (t *Texts) Unit(key string) string { return unit.Name(key, string(t.lang)) }
