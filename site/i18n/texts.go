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
	raw  map[string]string // of Open: texts that nobody has asked for yet
}

// Open takes the texts of files that [Parse] has accepted and whose lines
// are "key = text", as the build writes them, or comments. A text is read when it is
// first asked for, so that a page does not wait for all of them; what is no such
// line is left out. Unlike those of Parse, these Texts are for one goroutine.
func Open(lang Lang, data []byte) *Texts {
	t := &Texts{lang: lang, m: map[string]message{}}
	s := string(data)
	t.raw = make(map[string]string, strings.Count(s, "\n"))
	for s != "" {
		line := s
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			line, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if i := strings.Index(line, " = "); i > 0 && line[0] != '#' {
			t.raw[line[:i]] = line[i+3:]
		}
	}
	return t
}

// get is the text of a key, read by now.
func (t *Texts) get(key string) (message, bool) {
	m, ok := t.m[key]
	if !ok && t.raw != nil {
		if text, raw := t.raw[key]; raw {
			if msg, err := parseMessage(unescape(text)); err == nil {
				t.m[key] = msg
				return msg, true
			}
		}
	}
	return m, ok
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
func (t *Texts) Has(key string) bool {
	if _, ok := t.raw[key]; ok {
		return true
	}
	_, ok := t.m[key]
	return ok
}

// Keys lists the keys in byte order.
func (t *Texts) Keys() []string {
	keys := make([]string, 0, len(t.m)+len(t.raw))
	for k := range t.m {
		keys = append(keys, k)
	}
	for k := range t.raw {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Get is the text of the key with its arguments put in. A key without a text
// is returned as it is, and an argument that is not given stays visible as
// {name}: both are faults of the program that a reader can report.
func (t *Texts) Get(key string, args ...calc.Arg) string {
	msg, ok := t.get(key)
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
	msg, _ := t.get(key)
	msg.names(&names)
	slices.Sort(names)
	return slices.Compact(names)
}

// Unit is the short name of a unit of measure in the language, the key itself
// for a unit that is not known.
func (t *Texts) Unit(key string) string { return unit.Name(key, string(t.lang)) }
