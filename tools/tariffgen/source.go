package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"

	"rusum/calc/date"
	"rusum/calc/unit"
	"rusum/tariffdata"
	"rusum/tariffdata/fx"
)

// sources is everything under tariffdata/source and tariffdata/law, checked.
type sources struct {
	files   []sourceFile // in the order of their names
	release map[string]string

	rows      []nomenclatureRow
	synonyms  map[string][]synonym // by language
	countries []country
	bulletins []tariffdata.Bulletin
	tables    []lawTable
	tariff    []byte // tariff.tsv
}

type sourceFile struct{ name, sha256 string }

type nomenclatureRow struct {
	code, section, units string
	name                 map[string]string // by language
	groups               map[string]string // by language; "|" between groups
	azSource             string
}

type synonym struct {
	term  string
	codes []string
}

type country struct {
	a2, a3 string
	name   map[string]string
}

type lawTable struct {
	name    string
	columns []string
	rows    [][]string
}

var languages = []string{"az", "en", "ru"}

// faults collects everything wrong with the sources, so that one run shows it all.
type faults struct{ list []error }

func (f *faults) add(file string, line int, format string, args ...any) {
	f.list = append(f.list, fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
}

func (f *faults) err() error { return errors.Join(f.list...) }

// readSources reads and checks the sources under dir, the directory tariffdata.
func readSources(dir string) (*sources, error) {
	s := &sources{synonyms: map[string][]synonym{}}
	var f faults
	load := func(name string) ([]byte, error) {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		if !utf8.Valid(b) {
			return nil, fmt.Errorf("%s: not UTF-8", name)
		}
		sum := sha256.Sum256(b)
		s.files = append(s.files, sourceFile{name, hex.EncodeToString(sum[:])})
		return b, nil
	}
	each := []struct {
		pattern string
		read    func(name string, b []byte, f *faults)
	}{
		{"law/*.csv", s.readLaw},
		{"source/cbar-*.xml", s.readBulletin},
		{"source/countries.csv", s.readCountries},
		{"source/nomenclature.tsv", s.readNomenclature},
		{"source/release.tsv", s.readRelease},
		{"source/synonyms.csv", s.readSynonyms},
		{"source/tariff.tsv", func(_ string, b []byte, _ *faults) { s.tariff = b }},
	}
	for _, e := range each {
		paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(e.pattern)))
		if err != nil {
			return nil, err
		}
		if len(paths) == 0 && !strings.Contains(e.pattern, "*") {
			return nil, fmt.Errorf("%s: missing", e.pattern)
		}
		sort.Strings(paths)
		for _, p := range paths {
			name := e.pattern[:strings.IndexByte(e.pattern, '/')+1] + filepath.Base(p)
			b, err := load(name)
			if err != nil {
				return nil, err
			}
			e.read(name, b, &f)
		}
	}
	sort.Slice(s.bulletins, func(i, j int) bool { return s.bulletins[i].Date.Before(s.bulletins[j].Date) })
	for i := 1; i < len(s.bulletins); i++ {
		if s.bulletins[i].Date == s.bulletins[i-1].Date {
			f.add("source/cbar-*.xml", 1, "two bulletins of %s", s.bulletins[i].Date)
		}
	}
	return s, f.err()
}

// version is the day of the release and the beginning of the sha256 over all
// sources, names included.
func (s *sources) version() string {
	return s.release["date"] + "." + s.digest(func(string) bool { return true })[:8]
}

// namesDependOn are the sources that the names files are made from.
var namesDependOn = map[string]bool{"source/countries.csv": true, "source/nomenclature.tsv": true, "source/synonyms.csv": true}

// namesVersion is the beginning of the sha256 over the sources of the names.
func (s *sources) namesVersion() string {
	return s.digest(func(name string) bool { return namesDependOn[name] })[:12]
}

func (s *sources) digest(of func(name string) bool) string {
	h := sha256.New()
	for _, f := range s.files {
		if of(f.name) {
			fmt.Fprintf(h, "%s %s\n", f.sha256, f.name)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// records reads a delimited file whose first row must be the given columns; nil
// columns accept any header. Every record has the header's length.
func records(name string, b []byte, comma rune, columns []string, f *faults) (header []string, rows [][]string, lines []int) {
	var all [][]string
	if comma == '\t' { // no quoting: names contain quotation marks
		for i, l := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
			all = append(all, strings.Split(l, "\t"))
			lines = append(lines, i+1)
		}
	} else {
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
		r.FieldsPerRecord = -1
		for {
			rec, err := r.Read()
			if rec == nil {
				var pe *csv.ParseError
				if errors.As(err, &pe) {
					f.add(name, pe.Line, "%v", pe.Err)
				}
				break
			}
			line, _ := r.FieldPos(0)
			all = append(all, rec)
			lines = append(lines, line)
		}
	}
	if len(all) == 0 || columns != nil && strings.Join(all[0], ",") != strings.Join(columns, ",") {
		f.add(name, 1, "the first row must be: %s", strings.Join(columns, ", "))
		return nil, nil, nil
	}
	for i, rec := range all[1:] {
		if len(rec) != len(all[0]) {
			f.add(name, lines[i+1], "%d fields, the header has %d", len(rec), len(all[0]))
			return all[0], nil, nil
		}
		for k, v := range rec {
			if v != strings.TrimSpace(v) {
				f.add(name, lines[i+1], "space around %q in column %s", v, all[0][k])
			}
		}
	}
	return all[0], all[1:], lines[1:]
}

func (s *sources) readRelease(name string, b []byte, f *faults) {
	_, rows, lines := records(name, b, '\t', []string{"key", "value"}, f)
	s.release = map[string]string{}
	for i, r := range rows {
		if _, twice := s.release[r[0]]; twice {
			f.add(name, lines[i], "%s twice", r[0])
		}
		s.release[r[0]] = r[1]
	}
	if _, err := date.Parse(s.release["date"]); err != nil {
		f.add(name, 1, "date: %v", err)
	}
	if s.release["edition"] == "" {
		f.add(name, 1, "edition is missing")
	}
}

var nomenclatureColumns = []string{"code", "section", "unit", "name_az", "name_en", "name_ru", "groups_az", "groups_ru", "az_source", "note"}

func (s *sources) readNomenclature(name string, b []byte, f *faults) {
	_, rows, lines := records(name, b, '\t', nomenclatureColumns, f)
	known := map[string]string{} // code → section
	for i, r := range rows {
		row := nomenclatureRow{
			code: r[0], section: r[1], units: r[2], azSource: r[8],
			name:   map[string]string{"az": r[3], "en": r[4], "ru": r[5]},
			groups: map[string]string{"az": r[6], "ru": r[7]},
		}
		line := lines[i]
		parent := ""
		switch len(row.code) {
		case 2:
		case 4, 6:
			parent = row.code[:len(row.code)-2]
		case 10:
			parent = row.code[:6]
		default:
			f.add(name, line, "code %q must have 2, 4, 6 or 10 digits", row.code)
		}
		if strings.Trim(row.code, "0123456789") != "" {
			f.add(name, line, "code %q is not digits", row.code)
		}
		if i > 0 && row.code <= rows[i-1][0] {
			f.add(name, line, "code %s does not ascend", row.code)
		}
		if parent != "" && known[parent] == "" {
			f.add(name, line, "code %s: %s is missing", row.code, parent)
		}
		if row.section == "" || parent != "" && row.section != known[parent] {
			f.add(name, line, "code %s: section %q differs from its chapter's", row.code, row.section)
		}
		known[row.code] = row.section
		for _, u := range strings.Split(row.units, ",") {
			if _, ok := unit.Get(u); u != "" && !ok {
				f.add(name, line, "unknown unit %q", u)
			}
		}
		for _, lang := range languages {
			n := row.name[lang]
			if n == "" && (lang == "az" || len(row.code) <= 6) {
				f.add(name, line, "code %s has no name in %s", row.code, lang)
			}
			if n != "" && lang != "az" && len(row.code) > 6 {
				f.add(name, line, "code %s: tariff lines have an Azerbaijani name only", row.code)
			}
			if strings.Contains(n, "|") {
				f.add(name, line, "the name may not contain |")
			}
		}
		if row.azSource != "official" && row.azSource != "project" {
			f.add(name, line, "az_source must be official or project, not %q", row.azSource)
		}
		s.rows = append(s.rows, row)
	}
}

func (s *sources) readSynonyms(name string, b []byte, f *faults) {
	known := map[string]bool{}
	for _, r := range s.rows {
		known[r.code] = true
	}
	_, rows, lines := records(name, b, ',', []string{"lang", "term", "codes", "note"}, f)
	seen := map[string]bool{}
	for i, r := range rows {
		lang, term, codes := r[0], r[1], strings.Fields(r[2])
		if lang != "az" && lang != "en" && lang != "ru" {
			f.add(name, lines[i], "unknown language %q", lang)
		}
		if term == "" || len(codes) == 0 {
			f.add(name, lines[i], "a term and codes are needed")
		}
		if seen[lang+term] {
			f.add(name, lines[i], "%q twice", term)
		}
		seen[lang+term] = true
		for _, c := range codes {
			if !known[c] {
				f.add(name, lines[i], "%q: code %s is not in the nomenclature", term, c)
			}
		}
		s.synonyms[lang] = append(s.synonyms[lang], synonym{term, codes})
	}
}

func (s *sources) readCountries(name string, b []byte, f *faults) {
	_, rows, lines := records(name, b, ',', []string{"a2", "a3", "az", "en", "ru"}, f)
	for i, r := range rows {
		for k, v := range r {
			if v == "" || k == 0 && len(v) != 2 || k == 1 && len(v) != 3 {
				f.add(name, lines[i], "column %d: %q", k+1, v)
			}
		}
		if i > 0 && r[0] <= rows[i-1][0] {
			f.add(name, lines[i], "country %s does not ascend", r[0])
		}
		s.countries = append(s.countries, country{r[0], r[1], map[string]string{"az": r[2], "en": r[3], "ru": r[4]}})
	}
}

func (s *sources) readBulletin(name string, b []byte, f *faults) {
	bulletin, err := fx.ParseCBAR(b)
	if err != nil {
		f.add(name, 1, "%v", err)
		return
	}
	s.bulletins = append(s.bulletins, bulletin)
}

func (s *sources) readLaw(name string, b []byte, f *faults) {
	header, rows, _ := records(name, b, ',', nil, f)
	seen := map[string]bool{}
	for _, c := range header {
		if c == "" || seen[c] {
			f.add(name, 1, "column %q is empty or named twice", c)
		}
		seen[c] = true
	}
	s.tables = append(s.tables, lawTable{strings.TrimSuffix(filepath.Base(name), ".csv"), header, rows})
}
