package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rusum/calc/num"
	"rusum/tariffdata/pack"
)

// toolVersion changes when the same sources give other bytes.
const toolVersion = "tariffgen 1"

// generate returns the contents of the files of tariffdata/gen by name.
func generate(dir string) (map[string][]byte, error) {
	s, err := readSources(dir)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{"core.bin": s.core()}
	for _, lang := range languages {
		out["names_"+lang+".bin"] = s.names(lang)
	}
	if out["tariff.bin"], err = s.tariffPack(); err != nil {
		return nil, err
	}
	return out, nil
}

// writeGenerated writes the files that changed into dir.
func writeGenerated(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, b := range files {
		path := filepath.Join(dir, name)
		if old, err := os.ReadFile(path); err == nil && string(old) == string(b) {
			continue
		}
		if err := os.WriteFile(path, b, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func encode(write func(e *pack.Encoder)) []byte {
	var e pack.Encoder
	write(&e)
	return e.Bytes()
}

func (s *sources) describeCore() []byte {
	keys := []string{"version", "names", "tool", "edition", "act", "rows"}
	values := []string{s.version(), s.namesVersion(), toolVersion, s.release["edition"], s.release["act"], strconv.Itoa(len(s.rows))}
	for _, f := range s.files {
		keys, values = append(keys, "sha256:"+f.name), append(values, f.sha256)
	}
	return encode(func(e *pack.Encoder) { e.Strings(keys); e.Strings(values) })
}

// describeNames leaves out what names do not depend on: a change of law must
// not make every device fetch the names again.
func (s *sources) describeNames(lang string) []byte {
	keys := []string{"version", "lang", "tool", "rows"}
	values := []string{s.namesVersion(), lang, toolVersion, strconv.Itoa(len(s.rows))}
	for _, f := range s.files {
		if namesDependOn[f.name] {
			keys, values = append(keys, "sha256:"+f.name), append(values, f.sha256)
		}
	}
	return encode(func(e *pack.Encoder) { e.Strings(keys); e.Strings(values) })
}

func (s *sources) core() []byte {
	var b pack.Builder
	b.Add("meta", s.describeCore())

	codes := make([]string, len(s.rows))
	var unitSets, sections dictionary
	var unitOf, sectionOf []int
	for i, r := range s.rows {
		codes[i] = r.code
		unitOf = append(unitOf, unitSets.index(r.units))
		if len(r.code) == 2 {
			sectionOf = append(sectionOf, sections.index(r.section))
		}
	}
	b.Add("codes", encode(func(e *pack.Encoder) { e.Codes(codes) }))
	b.Add("units", encode(func(e *pack.Encoder) { e.Strings(unitSets.values); e.Ints(unitOf) }))
	b.Add("sections", encode(func(e *pack.Encoder) { e.Strings(sections.values); e.Ints(sectionOf) }))
	b.Add("countries", encode(func(e *pack.Encoder) {
		e.Uvarint(uint64(len(s.countries)))
		for _, c := range s.countries {
			for _, x := range []byte(c.a2 + c.a3) {
				e.Byte(x)
			}
		}
	}))
	b.Add("fx", encode(func(e *pack.Encoder) {
		e.Uvarint(uint64(len(s.bulletins)))
		for _, bulletin := range s.bulletins {
			e.String(bulletin.Date.String())
			e.Uvarint(uint64(len(bulletin.Rates)))
			for _, r := range bulletin.Rates {
				for _, x := range []byte(r.Currency) {
					e.Byte(x)
				}
				e.String(num.Plain(r.Rate))
			}
		}
	}))
	b.Add("tables", encode(func(e *pack.Encoder) {
		e.Uvarint(uint64(len(s.tables)))
		for _, t := range s.tables {
			e.String(t.name)
			e.Strings(t.columns)
			e.Uvarint(uint64(len(t.rows)))
			for k := range t.columns {
				col := make([]string, len(t.rows))
				for i, r := range t.rows {
					col[i] = r[k]
				}
				e.Strings(col)
			}
		}
	}))
	return b.Bytes(pack.Core)
}

func (s *sources) names(lang string) []byte {
	var b pack.Builder
	b.Add("meta", s.describeNames(lang))

	own := make([]string, len(s.rows))
	official := make([]byte, (len(s.rows)+7)/8)
	index := make(map[string]int, len(s.rows))
	var groups dictionary
	groupOf := make([]int, len(s.rows))
	for i, r := range s.rows {
		own[i] = r.name[lang]
		index[r.code] = i
		if g := r.groups[lang]; g != "" {
			groupOf[i] = groups.index(g) + 1
		}
		if own[i] != "" && isOfficial(lang, r) {
			official[i/8] |= 1 << (i % 8)
		}
	}
	b.Add("names", encode(func(e *pack.Encoder) { e.Strings(own) }))
	b.Add("groups", encode(func(e *pack.Encoder) {
		e.Strings(groups.values)
		for _, g := range groupOf {
			e.Uvarint(uint64(g))
		}
	}))
	b.Add("official", official)
	b.Add("countries", encode(func(e *pack.Encoder) {
		col := make([]string, len(s.countries))
		for i, c := range s.countries {
			col[i] = c.name[lang]
		}
		e.Strings(col)
	}))
	b.Add("synonyms", encode(func(e *pack.Encoder) { s.encodeSynonyms(e, lang, index) }))
	return b.Bytes(pack.Names)
}

// encodeSynonyms writes the everyday words in the order of the rows they mean,
// since neighbours then share words and the rows are small steps.
func (s *sources) encodeSynonyms(e *pack.Encoder, lang string, index map[string]int) {
	list := slices.Clone(s.synonyms[lang])
	slices.SortStableFunc(list, func(a, b synonym) int { return index[a.codes[0]] - index[b.codes[0]] })
	terms := make([]string, len(list))
	for i, y := range list {
		terms[i] = y.term
	}
	e.Strings(terms)
	for _, y := range list {
		e.Uvarint(uint64(len(y.codes)))
	}
	last := 0
	for _, y := range list {
		first := index[y.codes[0]]
		e.Uvarint(uint64(first - last))
		last = first
		for _, c := range y.codes[1:] {
			e.Uvarint(uint64(index[c]))
		}
	}
}

// isOfficial says whose wording a name is: the Azerbaijani source is marked row
// by row, the Russian names are the text of the Eurasian Economic Union's
// nomenclature, the English ones are UN Comtrade's descriptions.
func isOfficial(lang string, r nomenclatureRow) bool {
	switch lang {
	case "az":
		return r.azSource == "official"
	case "ru":
		return true
	}
	return false
}

// dictionary numbers distinct texts in the order they first appear.
type dictionary struct{ values []string }

func (d *dictionary) index(s string) int {
	for i, v := range d.values {
		if v == s {
			return i
		}
	}
	d.values = append(d.values, s)
	return len(d.values) - 1
}

// summary says what was generated, for the person at the terminal.
func summary(files map[string][]byte) string {
	var b strings.Builder
	for _, name := range []string{"core.bin", "names_az.bin", "names_en.bin", "names_ru.bin", "tariff.bin"} {
		fmt.Fprintf(&b, "%-14s %8d bytes\n", name, len(files[name]))
	}
	return b.String()
}
