package tariffdata

import (
	"strconv"
	"strings"

	"rusum/calc/unit"
)

// Verify checks what every use of the data relies on: each row reachable from
// its chapter, names in three languages, known units, everyday words that lead
// somewhere, valid bulletins, files that belong together, rates that can be
// computed. The tariff may be nil. What the rules of single law tables are is
// checked by VerifyLaw. A tariff code whose subheading the nomenclature lacks
// is not a fault; NewCodes lists those.
func Verify(c *Core, az, en, ru *Names, t *Tariff) []Fault {
	v := &checker{}
	v.core(c)
	for i, want := range []string{"az", "en", "ru"} {
		n := []*Names{az, en, ru}[i]
		if n == nil {
			v.add("names_"+want, "missing", "no names in this language")
			continue
		}
		v.names(c, n)
		if got := n.Lang(); got != want {
			v.add("names_"+want, got, "names of another language")
		}
	}
	if t != nil {
		v.tariff(t)
	}
	return v.faults
}

// checker gathers faults; where it stands is the file and the code, country,
// date or word it is about.
type checker struct{ faults []Fault }

func (v *checker) add(file, row, text string) {
	v.faults = append(v.faults, Fault{file + ": " + row, text})
}

func (v *checker) core(c *Core) {
	if c.Version() == "" {
		v.add("core", "version", "missing")
	}
	if c.Meta("rows") != strconv.Itoa(c.Len()) {
		v.add("core", "rows", "the description says "+c.Meta("rows")+", there are "+strconv.Itoa(c.Len()))
	}
	if c.Len() == 0 {
		v.add("core", "rows", "there are none")
	}
	for i := 0; i < c.Len(); i++ {
		code := c.Code(i)
		want := map[int]int{2: 0, 4: 2, 6: 4, 10: 6}[len(code)]
		switch p := c.Parent(i); {
		case len(code) != 2 && want == 0:
			v.add("core", code, "a code of "+strconv.Itoa(len(code))+" digits")
		case want == 0 && p >= 0, want > 0 && (p < 0 || len(c.Code(p)) != want):
			v.add("core", code, "its parent is missing")
		}
		if c.Section(i) == "" {
			v.add("core", code, "no section")
		}
		for _, u := range c.Units(i) {
			if _, ok := unit.Get(u); !ok {
				v.add("core", code, "unknown unit "+u)
			}
		}
		if j, ok := c.Index(code); !ok || j != i {
			v.add("core", code, "not found by its code")
		}
	}
	if len(c.Bulletins()) == 0 {
		v.add("core", "bulletins", "there are none")
	}
	for _, b := range c.Bulletins() {
		seen := map[string]bool{}
		for _, r := range b.Rates {
			if seen[r.Currency] {
				v.add("core", b.Date.String(), r.Currency+" twice")
			}
			seen[r.Currency] = true
			if len(r.Currency) != 3 || !r.Rate.IsPositive() {
				v.add("core", b.Date.String(), "a rate of "+r.Currency+" that is not positive")
			}
		}
		if !seen["USD"] || !seen["EUR"] {
			v.add("core", b.Date.String(), "without USD or EUR")
		}
	}
	a3 := map[string]bool{}
	for i, a2 := range c.Countries() {
		if a3[c.CountryA3(i)] {
			v.add("core", a2, "a three-letter code twice")
		}
		a3[c.CountryA3(i)] = true
	}
	tables := map[string]bool{}
	for _, name := range c.Tables() {
		t, _ := c.Table(name)
		if tables[name] || len(t.Columns()) == 0 {
			v.add("core", name, "a table twice or without columns")
		}
		tables[name] = true
	}
}

func (v *checker) names(c *Core, n *Names) {
	file := "names_" + n.Lang()
	if n.Version() != c.NamesVersion() {
		v.add(file, n.Version(), "made for another core: "+c.NamesVersion())
	}
	if n.Len() != c.Len() {
		v.add(file, strconv.Itoa(n.Len()), "the core has "+strconv.Itoa(c.Len())+" rows")
		return
	}
	for i := 0; i < c.Len(); i++ {
		code := c.Code(i)
		switch {
		case n.Name(i) == "":
			v.add(file, code, "no name")
		case !n.Own(i) && len(code) <= 6:
			v.add(file, code, "no name of its own")
		case !n.Own(i) && c.Parent(i) != int(n.from[i]):
			v.add(file, code, "its name is not that of its parent")
		}
		if strings.TrimSpace(n.Name(i)) != n.Name(i) || strings.ContainsAny(n.Name(i), "\t\n\x00") {
			v.add(file, code, "space around or inside its name")
		}
	}
	for i, a2 := range c.Countries() {
		if n.Country(i) == "" {
			v.add(file, a2, "the country has no name")
		}
	}
	for k := 0; k < n.SynonymCount(); k++ {
		term, rows := n.Synonym(k)
		if term == "" || len(rows) == 0 {
			v.add(file, term, "an everyday word that leads nowhere")
		}
	}
}

func (v *checker) tariff(t *Tariff) {
	for i := 0; i < t.Len(); i++ {
		r := t.Row(i)
		for _, u := range splitUnits(r.Unit) {
			if _, ok := unit.Get(u); !ok {
				v.add("tariff", r.Code, "unknown unit "+u)
			}
		}
		if r.Name == "" && r.Unresolved == "" {
			v.add("tariff", r.Code, "no name")
		}
		if r.ImportText != "" && r.Import == nil && r.Unresolved == "" {
			v.add("tariff", r.Code, "a rate that was neither read nor marked unresolved")
		}
		if r.Unresolved != "" && (r.Import != nil || r.Export != nil) {
			v.add("tariff", r.Code, "an unresolved line with a rate")
		}
		if r.Import != nil {
			if s := r.Import.Valid(); s != "" || !r.Import.Resolved() {
				v.add("tariff", r.Code, "import rate: "+s)
			}
		}
		if r.Export != nil {
			if s := r.Export.Valid(); s != "" || !r.Export.Resolved() {
				v.add("tariff", r.Code, "export rate: "+s)
			}
		}
		if !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From) {
			v.add("tariff", r.Code, "its period ends before it begins")
		}
		if i > 0 {
			if p := t.Row(i - 1); p.Code == r.Code && p.Unresolved == "" && r.Unresolved == "" &&
				(p.To.IsZero() || !r.From.After(p.To)) {
				v.add("tariff", r.Code, "periods overlap")
			}
		}
	}
}

// NewCodes lists the codes of a tariff whose subheading the nomenclature does
// not have: the tariff follows another edition, or has a misprint.
func NewCodes(c *Core, t *Tariff) []string {
	var out []string
	for i := 0; i < t.Len(); i++ {
		code := t.Row(i).Code
		if n := min(6, len(code)/2*2); n >= 2 {
			if _, ok := c.Index(code[:n]); !ok {
				out = append(out, code)
			}
		}
	}
	return out
}
