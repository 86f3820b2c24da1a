package tariffdata

import (
	"strings"

	"rusum/tariffdata/pack"
)

// Names are the texts of one language, aligned with the rows of the Core that
// was made from the same nomenclature: compare Version with Core.NamesVersion.
// Read-only and safe for concurrent use.
type Names struct {
	meta      meta
	own       []string
	from      []int32 // the row whose label stands for row i
	groups    []string
	official  string // one bit a row
	countries []string
	terms     []string
	termRows  [][]int
}

// GroupSeparator joins the groups between a heading and a row.
const GroupSeparator = " – "

// groupBreak separates groups inside the file, where " – " may be part of a
// name ("0302 91 – 0302 99").
const groupBreak = "|"

// noGroups marks a line known to stand directly under its heading, as opposed
// to a line whose groups nobody has recorded.
const noGroups = "–"

// OpenNames reads a names file.
func OpenNames(b []byte) (*Names, error) { return OpenNamesResting(func() {}, b) }

// OpenNamesResting is OpenNames for a page that has only one thread: rest is
// called after each part.
func OpenNamesResting(rest func(), b []byte) (*Names, error) {
	f, err := pack.Open(pack.Names, b)
	if err != nil {
		return nil, err
	}
	n := &Names{}
	if n.meta, err = readMeta(f); err != nil {
		return nil, err
	}
	for _, read := range []func(*pack.File) *pack.Error{n.readNames, n.readGroups, n.readOfficial, n.readCountries, n.readSynonyms} {
		if e := read(f); e != nil {
			return nil, e
		}
		rest()
	}
	return n, nil
}

func (n *Names) readNames(f *pack.File) *pack.Error {
	d := f.Section("names")
	n.own = d.Strings()
	n.from = make([]int32, len(n.own))
	last := int32(-1)
	for i, s := range n.own {
		if s != "" {
			last = int32(i)
		}
		if last < 0 {
			d.Fail("the first row has no name")
			break
		}
		n.from[i] = last
	}
	return d.Done()
}

func (n *Names) readGroups(f *pack.File) *pack.Error {
	d := f.Section("groups")
	distinct := d.Strings()
	n.groups = make([]string, len(n.own))
	for i := range n.groups {
		if k := d.Int(len(distinct) + 1); k > 0 {
			n.groups[i] = distinct[k-1]
		}
	}
	return d.Done()
}

func (n *Names) readOfficial(f *pack.File) *pack.Error {
	d := f.Section("official")
	n.official = d.Raw((len(n.own) + 7) / 8)
	return d.Done()
}

func (n *Names) readCountries(f *pack.File) *pack.Error {
	d := f.Section("countries")
	n.countries = d.Strings()
	return d.Done()
}

func (n *Names) readSynonyms(f *pack.File) *pack.Error {
	d := f.Section("synonyms")
	n.terms = d.Strings()
	n.termRows = make([][]int, len(n.terms))
	counts := make([]int, len(n.terms))
	total := 0
	for i := range counts {
		counts[i] = d.Count()
		total += counts[i]
	}
	if total > 1<<20 {
		d.Fail("too many meanings")
	}
	all := make([]int, 0, min(total, 1<<20)) // one backing array
	last := 0
	for i, k := range counts {
		if d.Err() != nil {
			break
		}
		from := len(all)
		for j := range k {
			row := d.Int(len(n.own))
			if j == 0 { // the words are in the order of the rows they mean first
				row += last
				last = row
			}
			if row >= len(n.own) {
				d.Fail("a word that means a row that is not there")
				break
			}
			all = append(all, row)
		}
		n.termRows[i] = all[from:len(all):len(all)]
	}
	return d.Done()
}

// Lang is "az", "en" or "ru".
func (n *Names) Lang() string { return n.meta.get("lang") }

// Version identifies the nomenclature and everyday words the names were made
// from; it must equal the NamesVersion of the Core they are used with.
func (n *Names) Version() string { return n.meta.get("version") }

// Meta returns a value of the file's own description, or "".
func (n *Names) Meta(key string) string { return n.meta.get(key) }

// Len is the number of rows.
func (n *Names) Len() int { return len(n.own) }

// Name is the label of row i at its own level ("digərləri"). A row without a
// label in this language has the label of the nearest row above it.
func (n *Names) Name(i int) string { return n.own[n.from[i]] }

// Own reports whether row i has a label of its own in this language.
func (n *Names) Own(i int) bool { return n.own[i] != "" }

// Group is the text of the groups between the heading and row i, joined by
// GroupSeparator; "" where there is none or none is recorded.
func (n *Names) Group(i int) string {
	if i = int(n.from[i]); n.groups[i] != noGroups {
		return strings.ReplaceAll(n.groups[i], groupBreak, GroupSeparator)
	}
	return ""
}

// Groups are the same groups one by one.
func (n *Names) Groups(i int) []string {
	if i = int(n.from[i]); n.groups[i] != noGroups && n.groups[i] != "" {
		return strings.Split(n.groups[i], groupBreak)
	}
	return nil
}

// Official reports whether the label of row i is the wording of an official
// text, as opposed to the project's translation or the descriptions of UN
// Comtrade. A label taken from a row above is not.
func (n *Names) Official(i int) bool {
	return n.own[i] != "" && n.official[i/8]>>(i%8)&1 == 1
}

// Country is the name of the country with index idx in Core.Countries.
func (n *Names) Country(idx int) string {
	if idx < 0 || idx >= len(n.countries) {
		return ""
	}
	return n.countries[idx]
}

// SynonymCount is the number of everyday words.
func (n *Names) SynonymCount() int { return len(n.terms) }

// Synonym is everyday word k and the rows it may mean, likeliest first.
func (n *Names) Synonym(k int) (term string, rows []int) { return n.terms[k], n.termRows[k] }
