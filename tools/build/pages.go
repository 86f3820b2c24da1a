package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

// csp is the policy of every page. It is in a meta element too, because some
// hosts let nobody set headers.
const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
	"require-trusted-types-for 'script'; trusted-types rusum"

// names of the languages in themselves, and on the switch.
var own = map[i18n.Lang][2]string{i18n.AZ: {"Azərbaycanca", "AZ"}, i18n.EN: {"English", "EN"}, i18n.RU: {"Русский", "RU"}}

// kind is a page that exists in every language: its name, its path under the
// language, its template, the program that runs on it (see programs), "" for
// none, and the files of texts it needs beyond base and page. group is its place among the tiles of
// the home page, "" for none.
type kind struct {
	name, path, file string
	program          string
	words            []string
	group            string
}

// kinds lists the pages; each calculator made of a sheet is one.
var kinds = func() []kind {
	list := []kind{{"home", "", "home", "find", nil, ""}, {"goods", "goods/", "goods", "goods", nil, "goods"},
		{"codes", "codes/", "codes", "find", []string{"codes"}, "goods"}, {"code", "code/", "code", "find", []string{"codes"}, ""},
		{"kiosk", "kiosk/", "kiosk", "goods", []string{"codes"}, ""}}
	for _, s := range sheet.All {
		list = append(list, kind{s.Name, s.Name + "/", "sheet", "rusum", s.Words, s.Group})
	}
	list = append(list, kind{"lines", "lines/", "lines", "rusum", []string{"lines"}, "goods"})
	list = append(list, kind{"fx", "fx/", "fx", "goods", []string{"fx"}, "goods"})
	list = append(list, kind{"journal", "journal/", "journal", "rusum", []string{"journal", "compare"}, "own"}, kind{"stats", "stats/", "stats", "rusum", []string{"stats"}, "own"})
	return append(list, kind{"tariff", "tariff/", "tariff", "", nil, "goods"}, kind{"about", "about/", "about", "", nil, ""},
		kind{"unknowns", "unknown/", "unknown", "", nil, ""}, kind{"tests", "tests/", "tests", "", nil, ""})
}()

// programs of the pages, by name, with the tag each is compiled with (see
// wasm/groups.go). What is met first is small; "rusum" has everything.
var programs = map[string]string{"find": "find", "goods": "goods", "rusum": ""}

// extraStyles are the style sheets of pages beyond that of all.
var extraStyles = map[string]string{"codes": "codes.css", "code": "codes.css", "kiosk": "codes.css",
	"unknowns": "listing.css", "tests": "listing.css",
	"lines": "lines.css", "journal": "journal.css", "stats": "journal.css", "compare": "journal.css"}

// aboutSections in the order of the page about the site.
var aboutSections = []string{"sources", "limits", "privacy", "licence"}

// page is what a template is given.
type page struct {
	Name    string
	Lang    i18n.Lang
	Program string   // asset of the program, "" for none
	Words   []string // assets of texts beyond those of every page
	Others  []other

	at string // path under the site's root, "az/goods/"
}

// other is the same page in a language.
type other struct {
	Lang                                       i18n.Lang
	Own, Short, Href, Abs, Lead, Missing, Back string
	Current                                    bool
}

type field struct {
	ID, Label, Hint string
	Max             int
}

type fact struct{ Key, Value string }

func (s *site) addPages() error {
	for _, l := range i18n.Langs {
		for _, k := range kinds {
			p := &page{Name: k.name, Lang: l, at: string(l) + "/" + k.path}
			if k.program != "" {
				p.Program = k.program + ".wasm"
			}
			for _, w := range k.words {
				p.Words = append(p.Words, wordsAsset(l, w))
			}
			p.Others = s.others(p.at, k.path, l)
			if err := s.render(p, "page", p.at+"index.html", k.file); err != nil {
				return err
			}
		}
	}
	if err := s.addDocuments(); err != nil {
		return err
	}
	if err := s.addCodePages(); err != nil {
		return err
	}
	index := &page{Name: "index", Lang: i18n.AZ}
	index.Others = s.others("", "", "")
	if err := s.render(index, "choose", "index.html", "index"); err != nil {
		return err
	}
	// A host shows this page under any address, so its links start at the root.
	missing := &page{Name: "missing", Lang: i18n.AZ, at: "404"}
	missing.Others = s.others("404", "", "")
	return s.render(missing, "missing", "404.html", "404")
}

// others lists the page in each language, as seen from the page at.
func (s *site) others(at, under string, current i18n.Lang) []other {
	var out []other
	for _, l := range i18n.Langs {
		t := texts.Get(l)
		to := string(l) + "/" + under
		o := other{Lang: l, Own: own[l][0], Short: own[l][1], Href: s.rel(at, to), Current: l == current,
			Lead: t.Get("ui.choose.lead"), Missing: t.Get("ui.missing.text"), Back: t.Get("ui.missing.back")}
		o.Abs = o.Href
		if s.o.origin != "" {
			o.Abs = s.o.origin + s.o.base + to
		}
		out = append(out, o)
	}
	return out
}

// rel is the address of a path under the root, as seen from a page: relative,
// so that the site works under any base path.
func (s *site) rel(at, to string) string {
	if at == "404" {
		return s.o.base + to
	}
	out := strings.Repeat("../", strings.Count(at, "/")) + to
	if out == "" {
		return "./"
	}
	return out
}

func (s *site) render(p *page, define, out, file string) error {
	t := texts.Get(p.Lang)
	var missing []string
	get := func(key string, args ...string) (string, error) {
		if !t.Has(key) {
			missing = append(missing, key)
		}
		var a []calc.Arg
		for i := 0; i+1 < len(args); i += 2 {
			a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
		}
		return t.Get(key, a...), nil
	}
	funcs := template.FuncMap{
		"t":   get,
		"csp": func() string { return csp },
		"rel": func(parts ...any) template.URL {
			to := ""
			for _, x := range parts {
				to += fmt.Sprint(x)
			}
			return template.URL(s.rel(p.at, to))
		},
		"asset": func(name string) (template.URL, error) {
			to, ok := s.hashed[name]
			if !ok {
				return "", fmt.Errorf("no asset %s", name)
			}
			return template.URL(s.rel(p.at, to)), nil
		},
		"preload": func() []template.URL {
			var out []template.URL
			for _, n := range append([]string{p.Program, "core.bin", "tariff.bin", "texts-" + string(p.Lang) + ".txt"}, p.Words...) {
				out = append(out, template.URL(s.rel(p.at, s.hashed[n])))
			}
			return out
		},
		"canonical": func() string {
			if s.o.origin == "" || p.at == "404" {
				return ""
			}
			return s.o.origin + s.o.base + p.at
		},
		"xdefault": func() string { return s.o.origin + s.o.base },
		"version":  s.core.Version,
		"texts": func() string {
			var list []string
			for _, n := range append([]string{"texts-" + string(p.Lang) + ".txt"}, p.Words...) {
				list = append(list, s.rel(p.at, s.hashed[n]))
			}
			return strings.Join(list, " ")
		},
		"lead": func() string {
			if key := "ui." + p.Name + ".lead"; t.Has(key) {
				return t.Get(key)
			}
			return ""
		},
		"sheetform": func() (template.HTML, error) {
			// paint escapes every text it writes.
			form := paint.Sheet(t, sheet.Get(p.Name), s.currencies())
			if i := strings.Index(form, "ui."+p.Name); i >= 0 {
				return "", fmt.Errorf("texts %s lack %.60s", p.Lang, form[i:])
			}
			return template.HTML(form), nil
		},
		"calculators": func() []fact {
			var out []fact
			for _, k := range kinds {
				if k.name == "goods" || sheet.Get(k.name) != nil {
					label, _ := get("ui." + k.name + ".nav")
					out = append(out, fact{k.name, label})
				}
			}
			return out
		},
		"extrastyle": func() template.URL {
			if n := extraStyles[p.Name]; n != "" {
				return template.URL(s.rel(p.at, s.hashed[n]))
			}
			return ""
		},
		"archive": func() string {
			// A build to look at has no archive, but the pages of one that has it are compared with it.
			if _, err := os.Stat(filepath.Join(s.o.out, archiveName)); s.o.dev && !(s.o.check && err == nil) {
				return ""
			}
			return archiveName
		},
		"headings":        s.headingRanges,
		"newest":          func() string { return newsOf()[i18n.AZ][0][0] },
		"kioskcurrencies": func() []string { return usual[:5] },
		"codesections":    func() template.HTML { return s.codeSections(p.Lang) },
		"issheet":         func() bool { return file == "sheet" },
		"groups":          tileGroups,
		"list": func(prefix string) []string {
			var out []string
			for i := 1; t.Has(prefix + strconv.Itoa(i)); i++ {
				out = append(out, t.Get(prefix+strconv.Itoa(i)))
			}
			return out
		},
		"words": func() []fact {
			var out []fact
			for _, k := range t.Keys() {
				if after, ok := strings.CutPrefix(k, "ui.tariffpage."); ok {
					out = append(out, fact{after, t.Get(k)})
				} else if after, ok := strings.CutPrefix(k, "rateerror."); ok {
					out = append(out, fact{"reason." + after, t.Get(k)})
				}
			}
			return out
		},
		"values":     func(a, b, c string) []string { return []string{a, b, c} },
		"sections":   func() []string { return aboutSections },
		"facts":      func() ([]fact, error) { return s.facts(t) },
		"unknowns":   func() (*unknownView, error) { return s.unknowns(p.Lang) },
		"counted":    s.counted,
		"documents":  func() []string { return documents },
		"num":        func(n int) string { return t.Number(decimal.NewFromInt(int64(n))) },
		"percent":    t.Percent,
		"dateof":     t.Date,
		"currencies": s.currencies,
		"incoterms":  s.incoterms,
		"field":      func(id, label string) field { return field{ID: id, Label: label} },
		"combo": func(id, label, hint string, max int) field {
			return field{ID: id, Label: label, Hint: hint, Max: max}
		},
	}
	dir := filepath.Join("site", "templates")
	tpl, err := template.New("").Funcs(funcs).ParseFiles(filepath.Join(dir, "layout.html"), filepath.Join(dir, "find.html"), filepath.Join(dir, "fields.html"), filepath.Join(dir, file+".html"))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := tpl.ExecuteTemplate(&b, define, p); err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("texts %s lack %s", p.Lang, strings.Join(missing, ", "))
	}
	s.files[path.Clean(out)] = b.Bytes()
	return nil
}

// usual currencies stand first in a list; the rest follow by code.
var usual = []string{"USD", "EUR", "AZN", "TRY", "RUB", "CNY", "GEL", "GBP", "AED"}

func (s *site) currencies() []string {
	out := append([]string{}, usual...)
	seen := map[string]bool{}
	for _, c := range out {
		seen[c] = true
	}
	bulletins := s.core.Bulletins()
	if len(bulletins) > 0 {
		for _, r := range bulletins[len(bulletins)-1].Rates {
			// Precious metals are quoted too; nobody invoices in them.
			if !seen[r.Currency] && r.Currency[0] != 'X' && calc.KnownCurrency(r.Currency) {
				seen[r.Currency] = true
				out = append(out, r.Currency)
			}
		}
	}
	return out
}
