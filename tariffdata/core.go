package tariffdata

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/tariffdata/pack"
)

// Core is everything that needs no language: codes, units, countries, law
// tables and currency bulletins. It is read-only and safe for concurrent use.
type Core struct {
	meta      meta
	codes     []string
	parents   []int32
	units     [][]string // distinct sets of unit keys
	unitOf    []int
	sections  []string
	sectionOf []int // by chapter, in the order of the chapters
	chapters  []int // rows of the chapters
	a2, a3    []string
	bulletins []Bulletin
	tables    []Table
}

// Bulletin is a Central Bank bulletin: the rates in force from Date until the
// next bulletin.
type Bulletin struct {
	Date  date.Date
	Rates []FX
}

// FX is the official rate of a currency.
type FX struct {
	Currency string          // ISO 4217
	Rate     decimal.Decimal // manat for 1 unit; the bulletin's nominal is divided out exactly
}

// Rate returns the bulletin's rate of a currency, manat for 1 unit.
func (b Bulletin) Rate(currency string) (decimal.Decimal, bool) {
	for _, r := range b.Rates {
		if r.Currency == currency {
			return r.Rate, true
		}
	}
	return num.Zero, false
}

// OpenCore reads a core file. The bytes may be reused afterwards.
func OpenCore(b []byte) (*Core, error) { return OpenCoreResting(func() {}, b) }

// OpenCoreResting is OpenCore for a page that has only one thread: rest is
// called after each part.
func OpenCoreResting(rest func(), b []byte) (*Core, error) {
	f, err := pack.Open(pack.Core, b)
	if err != nil {
		return nil, err
	}
	c := &Core{}
	if c.meta, err = readMeta(f); err != nil {
		return nil, err
	}
	for _, read := range []func(*pack.File) *pack.Error{
		c.readCodes, c.readUnits, c.readSections, c.readCountries, c.readBulletins, c.readTables,
	} {
		if e := read(f); e != nil {
			return nil, e
		}
		rest()
	}
	return c, nil
}

func (c *Core) readCodes(f *pack.File) *pack.Error {
	d := f.Section("codes")
	c.codes = d.Codes(false)
	c.parents = make([]int32, len(c.codes))
	var open []int // the rows whose code begins the current one
	for i, code := range c.codes {
		for len(open) > 0 && !strings.HasPrefix(code, c.codes[open[len(open)-1]]) {
			open = open[:len(open)-1]
		}
		c.parents[i] = -1
		if len(open) > 0 {
			c.parents[i] = int32(open[len(open)-1])
		} else {
			c.chapters = append(c.chapters, i)
		}
		open = append(open, i)
	}
	return d.Done()
}

func (c *Core) readUnits(f *pack.File) *pack.Error {
	d := f.Section("units")
	for _, set := range d.Strings() {
		c.units = append(c.units, splitUnits(set))
	}
	c.unitOf = d.Ints(len(c.units))
	if d.Err() == nil && len(c.unitOf) != len(c.codes) {
		d.Fail("not one unit for each code")
	}
	return d.Done()
}

func splitUnits(set string) []string {
	if set == "" {
		return nil
	}
	return strings.Split(set, ",")
}

func (c *Core) readSections(f *pack.File) *pack.Error {
	d := f.Section("sections")
	c.sections = d.Strings()
	c.sectionOf = d.Ints(len(c.sections))
	if d.Err() == nil && len(c.sectionOf) != len(c.chapters) {
		d.Fail("not one section for each chapter")
	}
	return d.Done()
}

func (c *Core) readCountries(f *pack.File) *pack.Error {
	d := f.Section("countries")
	n := d.Count()
	for i := 0; i < n && d.Err() == nil; i++ {
		c.a2 = append(c.a2, d.Raw(2))
		c.a3 = append(c.a3, d.Raw(3))
	}
	if !sort.StringsAreSorted(c.a2) {
		d.Fail("countries out of order")
	}
	return d.Done()
}

func (c *Core) readBulletins(f *pack.File) *pack.Error {
	d := f.Section("fx")
	n := d.Count()
	for i := 0; i < n && d.Err() == nil; i++ {
		day, err := date.Parse(d.String())
		if err != nil {
			d.Fail("a bulletin without a date")
		}
		b := Bulletin{Date: day}
		if i > 0 && !c.bulletins[i-1].Date.Before(day) {
			d.Fail("bulletins out of order")
		}
		rates := d.Count()
		for j := 0; j < rates && d.Err() == nil; j++ {
			x := FX{Currency: d.Raw(3)}
			if x.Rate, err = num.Parse(d.String()); err != nil || !x.Rate.IsPositive() {
				d.Fail("an exchange rate that is not a positive number")
			}
			b.Rates = append(b.Rates, x)
		}
		c.bulletins = append(c.bulletins, b)
	}
	return d.Done()
}

// Version is the data version: the day of the sources and the beginning of
// their sha256, "2026-11-21.1a2b3c4d".
func (c *Core) Version() string { return c.meta.get("version") }

// NamesVersion is the Version of the names files that fit this core. It changes
// with the nomenclature and the everyday words only, so that a change of law
// leaves the larger files as they are.
func (c *Core) NamesVersion() string { return c.meta.get("names") }

// Meta returns a value of the file's own description, or "": "tool",
// "edition", "rows", "sha256:<source file>".
func (c *Core) Meta(key string) string { return c.meta.get(key) }

// MetaKeys lists the keys Meta knows, in file order.
func (c *Core) MetaKeys() []string { return c.meta.keys }

// Len is the number of codes: chapters, headings, subheadings and the tariff
// lines that are known.
func (c *Core) Len() int { return len(c.codes) }

// Code is the code of row i, 2 to 10 digits. Rows ascend by code, so a chapter
// stands before its headings.
func (c *Core) Code(i int) string { return c.codes[i] }

// Index finds the row of exactly this code.
func (c *Core) Index(code string) (int, bool) {
	i := sort.SearchStrings(c.codes, code)
	return i, i < len(c.codes) && c.codes[i] == code
}

// Longest finds the row of the longest known code that begins the given one;
// false when not even its chapter is known.
func (c *Core) Longest(code string) (int, bool) {
	for n := len(code); n >= 2; n-- {
		if i, ok := c.Index(code[:n]); ok {
			return i, true
		}
	}
	return 0, false
}

// Range is the half-open range of rows whose code begins with prefix.
func (c *Core) Range(prefix string) (lo, hi int) { return prefixRange(c.codes, prefix) }

func prefixRange(codes []string, prefix string) (lo, hi int) {
	lo = sort.SearchStrings(codes, prefix)
	hi = lo + sort.Search(len(codes)-lo, func(k int) bool { return !strings.HasPrefix(codes[lo+k], prefix) })
	return lo, hi
}

// Parent is the row of the longest shorter code that begins row i's code, or -1.
func (c *Core) Parent(i int) int { return int(c.parents[i]) }

// Children are the rows directly below row i.
func (c *Core) Children(i int) []int {
	var out []int
	for k := i + 1; k < len(c.codes) && strings.HasPrefix(c.codes[k], c.codes[i]); k++ {
		if int(c.parents[k]) == i {
			out = append(out, k)
		}
	}
	return out
}

// Units are the keys of the supplementary units of row i (package calc/unit);
// none means the line is measured in kilograms only.
func (c *Core) Units(i int) []string { return c.units[c.unitOf[i]] }

// Section is the Roman numeral of the section row i belongs to.
func (c *Core) Section(i int) string {
	k := sort.SearchInts(c.chapters, i+1) - 1
	return c.sections[c.sectionOf[k]]
}

// Bulletins are the embedded Central Bank bulletins, oldest first.
func (c *Core) Bulletins() []Bulletin { return c.bulletins }

// Country finds a country by its two-letter code.
func (c *Core) Country(a2 string) (idx int, ok bool) {
	i := sort.SearchStrings(c.a2, a2)
	return i, i < len(c.a2) && c.a2[i] == a2
}

// Countries are the two-letter codes in order; Names.Country takes the index.
func (c *Core) Countries() []string { return c.a2 }

// CountryA3 is the three-letter code of country idx.
func (c *Core) CountryA3(idx int) string { return c.a3[idx] }
