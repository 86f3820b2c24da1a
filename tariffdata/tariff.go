package tariffdata

import (
	"strings"

	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/tariffdata/pack"
)

// Tariff is a tariff table with rates: codes, units, names in the table's
// language and, for each rated line, the rate tree and the printed text.
// Read-only and safe for concurrent use.
type Tariff struct {
	meta    meta
	codes   []string
	names   []string
	groups  []string
	group   []int
	units   []string
	unit    []int
	cells   []rateCell // cells[0] is the empty cell of a heading
	cell    []int
	periods []period
	period  []int
}

type rateCell struct {
	importText, exportText string
	imp, exp               *rate.Rate
	reason                 string
	at                     int
	notes                  string
}

type period struct {
	from, to date.Date
	act      string
}

// TariffRow is a line of a tariff for a period.
type TariffRow struct {
	Code   string
	Name   string // own label, without the dashes of its level
	Groups string // groups without a code above it, joined by GroupSeparator
	Unit   string // keys of the supplementary units, "piece" or "piece,m"; "" for kilograms only

	// Import and Export are nil where the table has no such rate (a heading,
	// or a line without an export duty) and where the text was not understood
	// in full; then Unresolved says why and UnresolvedAt is the column, from 1.
	Import, Export         *rate.Rate
	ImportText, ExportText string // as printed
	Unresolved             string
	UnresolvedAt           int
	Notes                  string // footnote marks, as printed

	From, To date.Date // first and last day; zero is open
	Act      string
}

// Rated reports whether the line is one that carries a rate, understood or
// not, as opposed to a heading.
func (r TariffRow) Rated() bool {
	return r.ImportText != "" || r.ExportText != "" || r.Unresolved != ""
}

// OpenTariff reads a tariff pack.
func OpenTariff(b []byte) (*Tariff, error) {
	f, err := pack.Open(pack.Tariff, b)
	if err != nil {
		return nil, err
	}
	t := &Tariff{}
	if t.meta, err = readMeta(f); err != nil {
		return nil, err
	}
	d := f.Section("codes")
	t.codes = d.Codes(true)
	if e := d.Done(); e != nil {
		return nil, e
	}
	for _, read := range []func(*pack.File) *pack.Error{t.readTexts, t.readUnits, t.readCells, t.readPeriods} {
		if e := read(f); e != nil {
			return nil, e
		}
	}
	return t, nil
}

func (t *Tariff) readTexts(f *pack.File) *pack.Error {
	d := f.Section("names")
	t.names = d.Strings()
	t.groups = d.Strings()
	t.group = d.Ints(len(t.groups))
	t.aligned(d, len(t.names))
	t.aligned(d, len(t.group))
	return d.Done()
}

func (t *Tariff) aligned(d *pack.Decoder, n int) {
	if d.Err() == nil && n != len(t.codes) {
		d.Fail("a column of another length")
	}
}

func (t *Tariff) readUnits(f *pack.File) *pack.Error {
	d := f.Section("units")
	t.units = d.Strings()
	t.unit = d.Ints(len(t.units))
	t.aligned(d, len(t.unit))
	return d.Done()
}

func (t *Tariff) readCells(f *pack.File) *pack.Error {
	d := f.Section("rates")
	trees := make([]*rate.Rate, 1) // 0 is no rate
	for _, s := range d.Strings() {
		r, err := rate.Decode(s)
		if err != nil {
			d.Fail("a rate tree that cannot be read")
			return d.Err()
		}
		trees = append(trees, &r)
	}
	n := d.Count()
	t.cells = make([]rateCell, 1, n+1)
	for i := 0; i < n && d.Err() == nil; i++ {
		t.cells = append(t.cells, rateCell{
			importText: d.String(), exportText: d.String(),
			imp: trees[d.Int(len(trees))], exp: trees[d.Int(len(trees))],
			reason: d.String(), at: d.Int(1 << 20), notes: d.String(),
		})
	}
	t.cell = d.Ints(n + 1)
	t.aligned(d, len(t.cell))
	return d.Done()
}

func (t *Tariff) readPeriods(f *pack.File) *pack.Error {
	d := f.Section("periods")
	n := d.Count()
	day := func() date.Date {
		s := d.String()
		if s == "" {
			return date.Date{}
		}
		v, err := date.Parse(s)
		if err != nil {
			d.Fail("a period with an impossible date")
		}
		return v
	}
	for i := 0; i < n && d.Err() == nil; i++ {
		p := period{from: day(), to: day(), act: d.String()}
		t.periods = append(t.periods, p)
	}
	t.period = d.Ints(n)
	t.aligned(d, len(t.period))
	return d.Done()
}

// Len is the number of rows with a code.
func (t *Tariff) Len() int { return len(t.codes) }

// Code is the code of row i; rows of one code stand together.
func (t *Tariff) Code(i int) string { return t.codes[i] }

// GroupsOf are the groups without a code above row i, from its heading down.
func (t *Tariff) GroupsOf(i int) []string {
	if g := t.groups[t.group[i]]; g != "" {
		return strings.Split(g, groupBreak)
	}
	return nil
}

// Row is row i; rows ascend by code.
func (t *Tariff) Row(i int) TariffRow {
	c, p := t.cells[t.cell[i]], t.periods[t.period[i]]
	return TariffRow{
		Code: t.codes[i], Name: t.names[i],
		Groups: t.Group(i),
		Unit:   t.units[t.unit[i]],
		Import: c.imp, Export: c.exp, ImportText: c.importText, ExportText: c.exportText,
		Unresolved: c.reason, UnresolvedAt: c.at, Notes: c.notes,
		From: p.from, To: p.to, Act: p.act,
	}
}

// Name is row i's own label, without the dashes of its level.
func (t *Tariff) Name(i int) string { return t.names[i] }

// Group is the text of the groups above row i that have no code of their own,
// joined by GroupSeparator.
func (t *Tariff) Group(i int) string {
	return strings.ReplaceAll(t.groups[t.group[i]], groupBreak, GroupSeparator)
}

// Range is the half-open range of rows whose code begins with prefix.
func (t *Tariff) Range(prefix string) (lo, hi int) { return prefixRange(t.codes, prefix) }

// Lookup returns the rows whose code begins the given code, longest first; rows
// of one code in the order of their periods. Headings without a rate are
// included: TariffRow.Rated tells them apart.
func (t *Tariff) Lookup(code string) []TariffRow {
	var out []TariffRow
	for n := len(code); n >= 2; n-- {
		lo, hi := prefixRange(t.codes, code[:n])
		for i := lo; i < hi && len(t.codes[i]) == n; i++ {
			out = append(out, t.Row(i))
		}
	}
	return out
}

// Under returns the rows whose code begins with prefix, ascending.
func (t *Tariff) Under(prefix string) []TariffRow {
	lo, hi := prefixRange(t.codes, prefix)
	out := make([]TariffRow, 0, hi-lo)
	for i := lo; i < hi; i++ {
		out = append(out, t.Row(i))
	}
	return out
}

// Meta returns a value of the table's own description, or "": "title", "act",
// "date", "lang", "currency", "sha256" (of the file it was converted from),
// "tool", "rated", "unresolved".
func (t *Tariff) Meta(key string) string { return t.meta.get(key) }

// Title names the table for people: its title, or the act.
func (t *Tariff) Title() string {
	if s := t.Meta("title"); s != "" {
		return s
	}
	return t.Meta("act")
}
