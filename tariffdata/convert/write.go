package convert

import (
	"strconv"

	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/tariffdata/pack"
)

// Row is a coded line of a tariff as it will be stored.
type Row struct {
	Code   string
	Name   string
	Groups []string // rows without a code above it, from its heading down
	Unit   string   // unit keys joined by commas

	ImportText, ExportText string     // as printed; both empty on a heading
	Import, Export         *rate.Rate // nil where the text gives none or was not understood in full
	Unresolved             string     // why not
	UnresolvedAt           int        // column in the text, from 1; 0 if it does not apply
	Notes                  string     // footnote marks

	From, To date.Date
	Act      string

	line    int  // in the source, for reports
	printed Line // the row as it is written back, with what was not understood
}

// Rated reports whether the line has a rate cell, or ought to have one.
func (r Row) Rated() bool { return r.ImportText != "" || r.ExportText != "" || r.Unresolved != "" }

// Meta is the description of a table, written into the pack in this order.
type Meta struct{ Keys, Values []string }

// Set appends a value; an empty value is left out.
func (m *Meta) Set(key, value string) {
	if value != "" {
		m.Keys = append(m.Keys, key)
		m.Values = append(m.Values, value)
	}
}

// Pack writes a tariff file. Rows ascend by code. The same rows and
// description give the same bytes.
func Pack(m Meta, rows []Row) []byte {
	var b pack.Builder
	var e pack.Encoder
	e.Strings(m.Keys)
	e.Strings(m.Values)
	b.Add("meta", e.Bytes())

	codes, names := make([]string, len(rows)), make([]string, len(rows))
	groups, units := newDictionary(), newDictionary()
	trees, cells, periods := newDictionary(), newDictionary(), newDictionary()
	var group, unit, cell, period []int
	known := map[*rate.Rate]uint64{nil: 0} // lines with the same wording share the tree
	tree := func(r *rate.Rate) uint64 {
		n, ok := known[r]
		if !ok {
			n = uint64(trees.index(r.Encode()) + 1)
			known[r] = n
		}
		return n
	}
	for i, r := range rows {
		codes[i], names[i] = r.Code, r.Name
		group = append(group, groups.index(join(r.Groups)))
		unit = append(unit, units.index(r.Unit))
		if r.Rated() {
			var c pack.Encoder
			c.String(r.ImportText)
			c.String(r.ExportText)
			c.Uvarint(tree(r.Import))
			c.Uvarint(tree(r.Export))
			c.String(r.Unresolved)
			c.Uvarint(uint64(r.UnresolvedAt))
			c.String(r.Notes)
			cell = append(cell, cells.index(string(c.Bytes()))+1)
		} else {
			cell = append(cell, 0)
		}
		var p pack.Encoder
		p.String(r.From.String())
		p.String(r.To.String())
		p.String(r.Act)
		period = append(period, periods.index(string(p.Bytes())))
	}

	section := func(name string, write func(e *pack.Encoder)) {
		var e pack.Encoder
		write(&e)
		b.Add(name, e.Bytes())
	}
	section("codes", func(e *pack.Encoder) { e.Codes(codes) })
	section("names", func(e *pack.Encoder) { e.Strings(names); e.Strings(groups.values); e.Ints(group) })
	section("units", func(e *pack.Encoder) { e.Strings(units.values); e.Ints(unit) })
	section("rates", func(e *pack.Encoder) { e.Strings(trees.values); e.Records(cells.values); e.Ints(cell) })
	section("periods", func(e *pack.Encoder) { e.Records(periods.values); e.Ints(period) })
	return b.Bytes(pack.Tariff)
}

func join(groups []string) string {
	out := ""
	for i, g := range groups {
		if i > 0 {
			out += "|"
		}
		out += g
	}
	return out
}

// dictionary numbers distinct texts in the order they first appear.
type dictionary struct {
	values []string
	at     map[string]int
}

func newDictionary() *dictionary { return &dictionary{at: map[string]int{}} }

func (d *dictionary) index(s string) int {
	i, ok := d.at[s]
	if !ok {
		i = len(d.values)
		d.at[s] = i
		d.values = append(d.values, s)
	}
	return i
}

func itoa(n int) string { return strconv.Itoa(n) }
