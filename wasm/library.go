//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/fold"
	"rusum/tariffdata/search"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
)

// library is what the program knows without the person: law, codes, names.
type library struct {
	core   *tariffdata.Core
	tables *calc.Tables // nil on a page without law
	t      *i18n.Texts
	names  map[string]*tariffdata.Names
	own    *tariffdata.Names // names in the page's language, nil until they arrive
	index  *search.Index
	lacks  []func() bool // what the index has not yet, in the order it is added; each takes a step and says whether it is done
	grown  func()        // called when the index knows more; may be nil
	rest   *timer
	tabled bool // the tariff tables are in it, or waiting
	lazy   bool // the index waits until somebody searches

	tariffs []*tariffdata.Tariff
	walk    *browse.Tree

	bulletins []tariffdata.Bulletin // loaded by the person
	embedded  []calc.Bulletin

	countryOf map[string]string // folded name or code → two-letter code
}

// withLaw is a page that needs the law tables and the exchange rates; the
// others begin without waiting for them.
func withLaw(s starter) starter {
	return func(l *library) func() {
		rest()
		tables, err := tariffdata.LoadTablesResting(rest, l.core, l.tariffs...)
		if err != nil {
			panic(err.Error())
		}
		l.tables = tables
		kept := ""
		if b := host.Get("bulletins"); b.Type() == js.TypeString {
			kept = b.String()
		}
		l.useBulletins(kept)
		rest()
		return s(l)
	}
}

// add takes the names of a language, in pieces. Then it calls loaded, and done
// when they can be searched; refused if they belong to other data.
func (l *library) add(lang string, b []byte, loaded, done, refused func()) {
	n, err := tariffdata.OpenNamesResting(rest, b)
	if err != nil || n.Version() != l.core.NamesVersion() {
		refused()
		return
	}
	known := map[string]string{}
	for k, v := range l.countryOf {
		known[k] = v
	}
	for i, a2 := range l.core.Countries() {
		known[fold.String(n.Country(i))] = a2
		known[fold.String(a2)] = a2
		known[fold.String(l.core.CountryA3(i))] = a2
	}
	rest()
	l.countryOf = known
	l.names[lang] = n
	if lang == string(l.t.Lang()) {
		l.own = n
	}
	loaded()
	var words *search.Words
	l.lacks = append(l.lacks, func() bool {
		switch {
		case words == nil:
			words = search.Read(l.core, n)
			return false
		case !words.Step(20):
			return false
		}
		l.index = l.index.WithWords(words)
		done()
		return true
	})
	if l.lazy { // nobody waits for the index
		done()
		done = func() {}
		return
	}
	l.later()
}

// later goes on with the index in a task of its own.
func (l *library) later() {
	if l.rest == nil {
		l.rest = newTimer(0, l.indexed)
	}
	l.rest.start()
}

// indexed adds to the index what it lacks, in pieces, so that the page goes on
// answering. Where a page is not for searching first, it is called when somebody
// begins to. Tables come last.
func (l *library) indexed() {
	l.lazy = false
	if len(l.lacks) == 0 && len(l.names) == len(i18n.Langs) && !l.tabled {
		l.tabled = true
		for _, t := range l.tariffs {
			if t.Len() > 0 {
				l.lacks = append(l.lacks, func() bool { l.index = l.index.WithTable(t); return true })
			}
		}
	}
	if len(l.lacks) == 0 {
		return
	}
	if l.index == nil {
		l.index = search.New(l.core)
	}
	for until := now() + piece; now() < until; {
		if l.lacks[0]() {
			if l.lacks = l.lacks[1:]; l.grown != nil {
				l.grown()
			}
			break
		}
	}
	l.later()
}

// searchable reports whether there is something to find yet.
func (l *library) searchable() bool { return l.index != nil && l.index.Sources() > 0 }

// tree is the nomenclature with the lines of the tariff tables.
func (l *library) tree() *browse.Tree {
	if l.walk == nil {
		l.walk = browse.New(l.core, l.tariffs...)
	}
	return l.walk
}

// country finds a country by name in any language or by code.
func (l *library) country(s string) (string, bool) {
	a2, ok := l.countryOf[fold.String(s)]
	return a2, ok
}

// countryName is the name in the page's language, the code until names are here.
func (l *library) countryName(a2 string) string {
	if i, ok := l.core.Country(a2); ok && l.own != nil {
		return l.own.Country(i)
	}
	return a2
}

// nameOf is the name of a tariff code or of a country, for sentences.
func (l *library) nameOf(key string) string {
	if len(key) == 2 && key[0] >= 'A' && key[0] <= 'Z' {
		return l.countryName(key)
	}
	if l.own == nil {
		return ""
	}
	path := tariffdata.Path(l.core, l.own, key)
	if len(path) == 0 {
		return ""
	}
	// "Other" means something only under its heading.
	if n := len(path); n > 2 {
		return path[1] + " › " + path[n-1]
	}
	return path[len(path)-1]
}

// suggestCodes are the codes for what is typed, with what of each answers it.
func (l *library) suggestCodes(q string, limit int) []paint.Suggestion {
	if !l.searchable() || strings.TrimSpace(q) == "" {
		return nil
	}
	var out []paint.Suggestion
	marks := l.index.Highlighter(q)
	for _, h := range l.index.Query(q, limit) {
		s := paint.Suggestion{Value: h.Code, Code: render.GroupCode(h.Code), Why: l.why(h)}
		if path := l.tree().Path(h.Code, l.own); len(path) > 0 {
			s.Name = clip(path[len(path)-1])
			s.Path = clip(strings.Join(path[min(1, len(path)-1):len(path)-1], " › "))
		}
		if h.Why != "code" {
			s.NameMarks, s.PathMarks, s.WhyMarks = marks.Spans(s.Name), marks.Spans(s.Path), marks.Spans(s.Why)
		}
		out = append(out, s)
	}
	return out
}

// clip cuts a text that no list shows in full.
func clip(s string) string {
	if len(s) < clipped {
		return s
	}
	n := clipped - 20
	for n > 0 && s[n] != ' ' {
		n--
	}
	return s[:n] + "…"
}

// clipped is the length in bytes of three lines on a wide screen.
const clipped = 600

// why tells how a hit was found. A name in another language than the page's is
// shown, because what answers the query is not in sight otherwise.
func (l *library) why(h search.Hit) string {
	switch h.Why {
	case "synonym":
		return l.get("ui.why.synonym", "term", h.Term)
	case "fuzzy":
		return l.get("ui.why.fuzzy", "term", h.Term)
	case "code":
		return l.get("ui.why.code")
	}
	s := l.get("ui.why.name")
	if h.Term != "" && h.Lang != string(l.t.Lang()) {
		s += ": " + h.Term
	}
	return s
}

// suggestCountries are the countries for what is typed: names that begin with
// it first, then names with a word that does, in any language.
func (l *library) suggestCountries(q string, limit int) []paint.Suggestion {
	f := fold.String(q)
	if l.own == nil || f == "" {
		return nil
	}
	type hit struct {
		rank int
		name string
		a2   string
	}
	var hits []hit
	for i, a2 := range l.core.Countries() {
		best := 9
		if fold.String(a2) == f || fold.String(l.core.CountryA3(i)) == f {
			best = 0
		}
		for lang, n := range l.names {
			name := fold.String(n.Country(i))
			rank := 9
			switch {
			case strings.HasPrefix(name, f):
				rank = 1
			case strings.Contains(name, " "+f):
				rank = 3
			}
			if lang != string(l.t.Lang()) && rank < 9 {
				rank++
			}
			best = min(best, rank)
		}
		if best < 9 {
			hits = append(hits, hit{best, l.own.Country(i), a2})
		}
	}
	form.Order(hits, func(a, b hit) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return l.t.Compare(a.name, b.name)
	})
	var out []paint.Suggestion
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, paint.Suggestion{Value: h.name, Code: h.a2, Name: h.name})
	}
	return out
}

// picked describes a typed code.
func (l *library) picked(code string) (paint.Picked, bool) {
	code = wire.CleanCode(code)
	if len(code) < 2 || len(code) > 10 || strings.Trim(code, "0123456789") != "" || l.own == nil {
		return paint.Picked{}, false
	}
	var x paint.Picked
	row, ok := l.core.Longest(code)
	if !ok {
		x.Unknown = true
		return x, true
	}
	x.Path = tariffdata.Path(l.core, l.own, code)
	if known := l.core.Code(row); known != code {
		x.Prefix = render.GroupCode(known)
		x.Unknown = len(known) < 6 && len(code) > len(known)
	}
	x.Official = l.own.Official(row)
	var units []string
	for _, u := range l.core.Units(row) {
		units = append(units, l.t.Unit(u))
	}
	x.Units = strings.Join(units, ", ")
	return x, true
}

// fieldReader reads forms that nobody types in: links of saved calculations.
// Before the names have arrived it takes countries by their codes.
func (l *library) fieldReader() field.Reader {
	r := field.Reader{Texts: l.t, CountryName: l.countryName}
	if l.own != nil {
		r.Country = l.country
	}
	return r
}
