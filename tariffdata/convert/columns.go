package convert

import (
	"strings"

	"rusum/calc/ratetext"
	"rusum/tariffdata/fold"
)

// role is what a column holds.
type role int

const (
	roleCode role = iota
	roleName
	roleUnit
	roleRate
	roleExport
	roleFrom
	roleTo
	roleAct
	roleLevel
	roleNotes
	roleState
	roleNone // known, and of no use here
	roles
)

// exactHeads are the column names of the project's own tables and of tables
// that databases write out, in lower case.
var exactHeads = map[string]role{
	"code": roleCode, "name": roleName, "name_az": roleName, "name_ru": roleName, "name_en": roleName, "unit": roleUnit,
	"rate": roleRate, "import_rate": roleRate, "export_rate": roleExport, "valid_from": roleFrom, "valid_to": roleTo,
	"act": roleAct, "level": roleLevel, "footnotes": roleNotes,
	"ad": roleName, "adi": roleName, "vahid": roleUnit, "state": roleState, "dashes": roleLevel, "defis": roleLevel, "id": roleNone, "parent_id": roleNone,
	"name_az_path": roleName, "chapter": roleNone,
	// USITC, the schedule of the United States
	"hts8": roleCode, "brief_description": roleName, "quantity_1_code": roleUnit, "mfn_text_rate": roleRate,
	"begin_effect_date": roleFrom, "end_effective_date": roleTo,
}

// headWords tell a column by a word of its head; the first that fits wins, so
// that "Tarif dərəcəsi (… ölçü vahidinə görə …)" is a rate and "Malın kodu" a
// code. Words are folded.
var headWords = []struct {
	word string
	role role
}{
	{"ixrac", roleExport}, {"вывоз", roleExport}, {"export", roleExport},
	{"derece", roleRate}, {"rusum", roleRate}, {"ставк", roleRate}, {"пошлин", roleRate}, {"rate", roleRate}, {"duty", roleRate},
	{"olcu", roleUnit}, {"vahid", roleUnit}, {"unit", roleUnit}, {"единиц", roleUnit}, {"ед изм", roleUnit},
	{"kod", roleCode}, {"код", roleCode}, {"code", roleCode},
	{"adi", roleName}, {"adlar", roleName}, {"наименован", roleName}, {"name", roleName}, {"description", roleName}, {"позици", roleName},
	{"xif", roleCode}, {"тн вэд", roleCode},
}

// columns maps roles to cells; -1 where the table has no such column.
type columns struct {
	at        [roles]int
	first     int    // the first record after the head
	rateHead  string // the head of the rate column, as printed
	namesOnly bool   // a registry: codes, names and units, no rates
}

func (c columns) cell(r Record, x role) string {
	if i := c.at[x]; i >= 0 && i < len(r.Cells) {
		return tidy(r.Cells[i])
	}
	return ""
}

func noColumns() columns {
	c := columns{}
	for i := range c.at {
		c.at[i] = -1
	}
	return c
}

// headRows is how far into a file a head is looked for: titles and the text of
// a decision may stand above the table.
const headRows = 60

// findColumns finds the columns by the head of the table, or else by what the
// cells hold.
func findColumns(g Grid, o Options) (columns, *Problem) {
	for i, r := range g {
		if i == headRows {
			break
		}
		if c := readHead(r); c.at[roleCode] >= 0 && c.at[roleName] >= 0 {
			c.first = i + 1
			if isRegistry(r) {
				c.namesOnly = true
				return c, nil
			}
			if !c.hasRates() && i+1 < len(g) {
				r = twoRows(r, g[i+1])
				c = readHead(r)
				c.first = i + 2
			}
			if !c.hasRates() {
				return c, &Problem{Key: "no_rate_column", Line: r.Line, Text: strings.Join(tidyAll(r.Cells), " | "),
					Hint: "a column of rates is needed"}
			}
			c.rateHead = c.headOfRates(r)
			return c, nil
		}
	}
	c := byContent(g, o)
	for x, name := range map[role]string{roleCode: "codes", roleName: "names", roleRate: "rates"} {
		if c.at[x] < 0 {
			return c, &Problem{Key: "no_columns", Hint: "no column of " + name + " was recognised"}
		}
	}
	return c, nil
}

func (c columns) hasRates() bool { return c.at[roleRate] >= 0 || c.at[roleExport] >= 0 }

func (c columns) headOfRates(r Record) string {
	if c.at[roleRate] >= 0 {
		return c.cell(r, roleRate)
	}
	return c.cell(r, roleExport)
}

// isRegistry reports whether a head names codes, names and units and nothing
// else. Only names that are known exactly count: a column of rates under a head
// that is not understood must not be dropped in silence.
func isRegistry(r Record) bool {
	for _, cell := range r.Cells {
		if cell = tidy(cell); cell == "" {
			continue
		}
		x, ok := exactHead(cell)
		if !ok || x == roleRate || x == roleExport {
			return false
		}
	}
	return true
}

func exactHead(cell string) (role, bool) {
	x, ok := exactHeads[strings.ReplaceAll(strings.ToLower(tidy(cell)), "i\u0307", "i")]
	return x, ok
}

// twoRows joins a head that is printed in two rows of cells.
func twoRows(a, b Record) Record {
	r := Record{Line: a.Line}
	for i := range max(len(a.Cells), len(b.Cells)) {
		var x, y string
		if i < len(a.Cells) {
			x = tidy(a.Cells[i])
		}
		if i < len(b.Cells) {
			y = tidy(b.Cells[i])
		}
		if _, isCode := readCode(y); isCode {
			y = "" // already a row of the table
		}
		if x != y {
			x = tidy(x + " " + y)
		}
		r.Cells = append(r.Cells, x)
	}
	return r
}

func tidyAll(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = tidy(c)
	}
	return out
}

func readHead(r Record) columns {
	c := noColumns()
	for i, cell := range r.Cells {
		x, ok := exactHead(cell)
		if !ok {
			x, ok = headRole(cell)
		}
		if ok && c.at[x] < 0 {
			c.at[x] = i
		}
	}
	return c
}

func headRole(cell string) (role, bool) {
	folded := fold.String(cell)
	if len(folded) > 200 {
		return 0, false
	}
	for _, h := range headWords {
		for _, w := range []string{" " + h.word, "/" + h.word} {
			if strings.Contains(" "+folded, w) {
				return h.role, true
			}
		}
	}
	return 0, false
}

// byContent finds the columns of a table without a head: codes are codes,
// rates can be read as rates and stand to the right of the names, names are
// the longest texts, units are units.
func byContent(g Grid, o Options) columns {
	const rows = 300
	c := noColumns()
	width := 0
	for _, r := range g[:min(rows, len(g))] {
		width = max(width, len(r.Cells))
	}
	type tally struct{ filled, codes, units, rates, length int }
	t := make([]tally, width)
	for _, r := range g[:min(rows, len(g))] {
		for i, raw := range r.Cells {
			cell := tidy(raw)
			if cell == "" {
				continue
			}
			t[i].filled++
			t[i].length += len(cell)
			if k, ok := readCode(cell); ok && len(k[0]) >= 4 {
				t[i].codes++
			}
			if _, ok := readUnits(cell); ok {
				t[i].units++
			}
			if _, err := ratetext.Parse(cell, o.rateOptions()); err == nil {
				t[i].rates++
			}
		}
	}
	mostly := func(n, of int) bool { return of > 0 && n*10 >= of*6 }
	for i := range t {
		if mostly(t[i].codes, t[i].filled) && (c.at[roleCode] < 0 || t[i].codes > t[c.at[roleCode]].codes) {
			c.at[roleCode] = i
		}
	}
	for i := range t {
		if i != c.at[roleCode] && t[i].filled > 0 && !mostly(t[i].units, t[i].filled) && !mostly(t[i].rates, t[i].filled) &&
			(c.at[roleName] < 0 || t[i].length > t[c.at[roleName]].length) {
			c.at[roleName] = i
		}
	}
	for i := range t {
		if i == c.at[roleCode] || i == c.at[roleName] || t[i].filled == 0 {
			continue
		}
		if mostly(t[i].rates, t[i].filled) && i > c.at[roleName] {
			c.at[roleRate] = i // the rightmost
		}
	}
	for i := range t {
		if i != c.at[roleCode] && i != c.at[roleName] && i != c.at[roleRate] && mostly(t[i].units, t[i].filled) && c.at[roleUnit] < 0 {
			c.at[roleUnit] = i
		}
	}
	return c
}
