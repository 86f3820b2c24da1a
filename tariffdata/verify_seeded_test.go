package tariffdata

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/date"
)

// The tests here plant a fault of each class in every cell of the law tables
// that can hold it, one at a time, and expect it named with its table.

// planted gives the faults of a core in which change has altered a table.
func planted(t *testing.T, table string, change func(x *Table)) string {
	t.Helper()
	core := *wholeCore(t)
	core.tables = slices.Clone(core.tables)
	for i := range core.tables {
		if core.tables[i].Name == table {
			x := &core.tables[i]
			x.cells = slices.Clone(x.cells)
			for j := range x.cells {
				x.cells[j] = slices.Clone(x.cells[j])
			}
			change(x)
		}
	}
	var all strings.Builder
	for _, f := range VerifyLaw(&core) {
		all.WriteString(f.String() + "\n")
	}
	return all.String()
}

// wholeCore is the core, opened once; planted alters a copy.
func wholeCore(t *testing.T) *Core {
	t.Helper()
	openWhole.Do(func() { whole = openedCore(t) })
	return whole
}

var (
	openWhole sync.Once
	whole     *Core
)

func (t *Table) set(row int, column, value string) {
	for i, c := range t.columns {
		if c == column {
			t.cells[i][row] = value
		}
	}
}

// again appends a copy of a row.
func (t *Table) again(row int) int {
	for i := range t.cells {
		t.cells[i] = append(t.cells[i], t.cells[i][row])
	}
	t.rows++
	return t.rows - 1
}

func eachRow(t *testing.T, do func(x Table, row int)) {
	core := wholeCore(t)
	for _, name := range core.Tables() {
		x, _ := core.Table(name)
		for i := range x.Len() {
			do(x, i)
		}
	}
}

// found expects a fault of the table that says what.
func found(t *testing.T, faults, table, what, row string) {
	t.Helper()
	for f := range strings.Lines(faults) {
		if (strings.HasPrefix(f, table+" ") || strings.HasPrefix(f, table+":") || strings.Contains(f, ": "+table+" row")) && strings.Contains(f, what) {
			return
		}
	}
	assert.Fail(t, "not found", "%s %s: want %q, found:\n%s", table, row, what, faults)
}

// inAllRows plants a fault in every row of every table that has the columns,
// and expects every one of them named.
func inAllRows(t *testing.T, what string, columns []string, plant func(x *Table, row int) bool) {
	core := wholeCore(t)
	for _, name := range core.Tables() {
		x, _ := core.Table(name)
		if !slices.ContainsFunc(columns, x.Has) {
			continue
		}
		var rows []int
		faults := planted(t, name, func(x *Table) {
			for i := range x.Len() {
				if plant(x, i) {
					rows = append(rows, i+1)
				}
			}
		})
		for _, i := range rows {
			assert.Regexp(t, regexp.MustCompile(`(?m)^`+name+` row `+strconv.Itoa(i)+`: .*`+what), faults)
		}
	}
}

func TestSeeded_MissingSource(t *testing.T) {
	for what, columns := range map[string][]string{"no act": {"act"}, "not said when": {"checked"}, "neither an address nor a note": {"url", "note"}, "no confidence": {"confidence"}, "no first day": {"valid_from"}} {
		inAllRows(t, what, []string{"act"}, func(x *Table, i int) bool {
			for _, c := range columns {
				x.set(i, c, "")
			}
			return true
		})
	}
}

func TestSeeded_UnknownCode(t *testing.T) {
	for _, column := range []string{"code", "codes", "not_codes"} {
		for _, bad := range []string{"9999", "847199", "8471999999", "8", "84713", "84713000001"} {
			inAllRows(t, bad, []string{column}, func(x *Table, i int) bool {
				if x.Get(i, column) == "" {
					return false
				}
				if column == "code" {
					x.set(i, column, bad)
				} else {
					x.set(i, column, x.Get(i, column)+";"+bad)
				}
				return true
			})
		}
	}
	inAllRows(t, "unknown country QQ", []string{"country"}, func(x *Table, i int) bool { x.set(i, "country", "QQ"); return true })
}

// Two rows for one figure on one day, whatever the second says.
func TestSeeded_Overlap(t *testing.T) {
	eachRow(t, func(x Table, i int) {
		if !x.Has("valid_from") {
			return
		}
		faults := planted(t, x.Name, func(x *Table) {
			n := x.again(i)
			x.set(n, "note", "planted")
			for _, figure := range []string{"amount", "base", "per_day", "factor", "per_km", "per_sheet"} {
				if v := x.Get(n, figure); v != "" {
					d, _ := decimal.NewFromString(v)
					x.set(n, figure, d.Add(decimal.NewFromInt(1)).String())
				}
			}
		})
		assert.NotEmpty(t, faults, "%s row %d twice", x.Name, i+1)
		if faults != "" {
			assert.Contains(t, faults, x.Name, "row %d", i+1)
		}
	})
}

// A row that ends a day before the next of its figure begins.
func TestSeeded_Gap(t *testing.T) {
	n := 0
	eachRow(t, func(x Table, i int) {
		to, err := date.Parse(x.Get(i, "valid_to"))
		if err != nil {
			return
		}
		key := identity(x, i)
		for j := range x.Len() {
			if j != i && x.Get(j, "valid_from") == to.AddDays(1).String() && identity(x, j) == key {
				n++
				overlap := map[bool]string{true: "for the same vehicle", false: "overlap"}[strings.HasPrefix(x.Name, "vehicle_duty")]
				found(t, planted(t, x.Name, func(x *Table) { x.set(i, "valid_to", to.AddDays(-1).String()) }), x.Name, "gap from "+to.String(), "row "+strconv.Itoa(i+1))
				found(t, planted(t, x.Name, func(x *Table) { x.set(i, "valid_to", to.AddDays(1).String()) }), x.Name, overlap, "row "+strconv.Itoa(i+1))
				return
			}
		}
	})
	assert.Greater(t, n, 100, "rows that follow one another")
}

// identity is what tells figures of a table apart, for the test's own eyes.
func identity(x Table, row int) string {
	var key []string
	for _, c := range []string{"flow", "kind", "fuels", "key", "reading", "variant", "percent", "over", "cls", "up_to_days", "over_cc", "over_years", "term", "country",
		"channel", "who", "scope", "code", "layer", "condition", "class", "fee", "kinds", "from_year", "to_year", "subject", "name", "case", "rule", "channels", "day", "over_t", "codes"} {
		if c == "percent" && (x.Name == "interest" || x.Name == "vat" || x.Name == "personal_duty") {
			continue
		}
		key = append(key, x.Get(row, c))
	}
	return strings.Join(key, "|")
}

func TestSeeded_WrongBand(t *testing.T) {
	n := 0
	eachRow(t, func(x Table, i int) {
		columns := map[string][]string{
			"clearance_fee": {"over", "up_to"}, "vehicle_excise": {"over_cc", "up_to_cc"}, "vehicle_duty": {"over_cc", "up_to_cc", "over_years", "up_to_years"},
			"vehicle_fee": {"from_year", "to_year"}, "road_tax_stay": {"over", "up_to", "up_to_days"}, "road_tax_heavy": {"over_t", "up_to_t"}, "phone_duty": {"over", "up_to"},
		}[x.Name]
		for _, column := range columns {
			v, err := strconv.Atoi(x.Get(i, column))
			if err != nil || v == 0 || x.Get(i, "report") == "yes" || x.Name == "phone_duty" && x.Get(i, "class") != "listed" {
				continue
			}
			// Above 50 cm3 the duty of motorcycles was not found, and below the least
			// mass of the heavy no tax is due: those bounds stand alone.
			if x.Name == "vehicle_duty" && x.Get(i, "kind") == "motorcycle" || x.Name == "road_tax_heavy" && (v == 37 || v == 38 || v == 41 && x.Get(i, "valid_from") == "2023-03-30" && column == "over_t") {
				continue
			}
			for _, by := range []int{1, -1} {
				n++
				faults := planted(t, x.Name, func(x *Table) { x.set(i, column, strconv.Itoa(v+by)) })
				found(t, faults, x.Name, "", column+" "+strconv.Itoa(v+by)+" row "+strconv.Itoa(i+1))
			}
		}
	})
	assert.Greater(t, n, 300)
}

func TestSeeded_MissingLanguage(t *testing.T) {
	core := wholeCore(t)
	names := func() []*Names { return []*Names{openedNames(t, "az"), openedNames(t, "en"), openedNames(t, "ru")} }
	verify := func(n []*Names) string {
		var all strings.Builder
		for _, f := range Verify(core, n[0], n[1], n[2], nil) {
			all.WriteString(f.String() + "\n")
		}
		return all.String()
	}
	assert.Empty(t, verify(names()))
	for k, lang := range []string{"az", "en", "ru"} {
		n := names()
		n[k] = n[(k+1)%3]
		assert.Contains(t, verify(n), "names_"+lang+": "+n[k].Lang()+": names of another language")
		n = names()
		n[k] = nil
		assert.Contains(t, verify(n), "names_"+lang+": missing: no names in this language")
		for _, row := range []int{0, 1, 500, core.Len() - 1} {
			n = names()
			n[k].blank(row)
			assert.Contains(t, verify(n), "names_"+lang+": "+core.Code(row)+": no name", lang)
		}
		n = names()
		n[k].countries[10] = ""
		assert.Contains(t, verify(n), "names_"+lang+": "+core.Countries()[10]+": the country has no name")
	}
}

func openedNames(t *testing.T, lang string) *Names {
	t.Helper()
	b, err := os.ReadFile("gen/names_" + lang + ".bin")
	require.NoError(t, err)
	n, err := OpenNames(b)
	require.NoError(t, err)
	return n
}

// blank takes the label of a row away.
func (n *Names) blank(row int) {
	n.own = slices.Clone(n.own)
	n.own[n.from[row]] = ""
}
