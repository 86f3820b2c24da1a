package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
)

// TestTheAmericanScheduleLineByLine converts 6,381 lines of the tariff database
// of the United States, which gives each rate in words and in figures. What is
// read from the words is the figures, or the line is reported.
func TestTheAmericanScheduleLineByLine(t *testing.T) {
	path := unzip(t, "us-hts8-2025-partial.csv.gz")
	o := outcome(t, "", "-lang", "us", path)
	r := o.Result
	assert.Equal(t, 6381, r.Lines)
	assert.Equal(t, 6381, r.Rated+r.Unresolved)
	reasons := map[string]int{}
	for _, c := range o.Report.Reasons {
		reasons[c.Key] = c.N
	}
	t.Logf("rated %d, unresolved %d: %v", r.Rated, r.Unresolved, o.Report.Reasons)
	assert.Equal(t, map[string]int{"unknown_word": 54, "compound_content": 1, "unknown_unit": 111}, reasons)

	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	figures := map[string][]string{}
	for _, x := range table[1:] {
		figures[x[0]] = x
	}
	agree, without := 0, 0
	for _, row := range r.Rows {
		if row.Import == nil {
			require.NotEmpty(t, row.Unresolved, row.Code)
			continue
		}
		x := figures[row.Code]
		if k := x[5]; k == "T" || k == "K" || k == "X" || x[6] == "" || x[6] == "9999.99" || x[4] == "27.6 cents/liter+ 17.5%" {
			without++ // the database has no figures, or missed a percentage
			continue
		}
		adval, specific := parts(t, *row.Import)
		want := func(s string) decimal.Decimal {
			if s == "" {
				return num.Zero
			}
			return num.Must(s)
		}
		require.True(t, want(x[6]).Equal(adval), "%s %q: ad valorem %s, read %s", row.Code, x[4], x[6], adval)
		require.True(t, want(x[7]).Add(want(x[8])).Equal(specific), "%s %q: specific %s %s, read %s", row.Code, x[4], x[7], x[8], specific)
		agree++
	}
	t.Logf("agree %d, without figures %d", agree, without)
	assert.Equal(t, r.Rated, agree+without)
	assert.Equal(t, 6215, r.Rated)
	assert.Equal(t, 6209, agree)
}

// parts are the percentage, as a share, and the amounts of a rate.
func parts(t *testing.T, r rate.Rate) (adval, specific decimal.Decimal) {
	of := []rate.Rate{r}
	if r.Op == rate.Sum {
		of = r.Of
	}
	for _, p := range of {
		switch p.Op {
		case rate.Percent:
			adval = adval.Add(p.Percent.Shift(-2))
		case rate.Specific:
			specific = specific.Add(num.Quo(p.Amount, p.Per.Qty))
		case rate.Free:
		default:
			t.Fatal(p)
		}
	}
	return
}

func TestTheGoodsRegistry(t *testing.T) {
	o := outcome(t, "", "testdata/az-registry.csv")
	assert.True(t, o.Result.NamesOnly)
	assert.Empty(t, o.Result.Problems)
	require.Len(t, o.Rows, 101)
	units := map[string]int{}
	for _, r := range o.Rows {
		assert.Len(t, r.Code, 10)
		assert.NotEmpty(t, r.Name)
		assert.False(t, r.Rated())
		units[r.Unit]++
	}
	assert.Equal(t, map[string]int{"": 91, "piece": 8, "l": 2}, units)
	oil := row(t, o.Result, "1512199000")
	assert.Equal(t, "digərləri", oil.Name)
	assert.Equal(t, []string{"günəbaxan və ya saflor yağı və onların fraksiyaları", "digərləri"}, oil.Groups)
}

func TestTheTreeOfTheCustomsDatabase(t *testing.T) {
	o := outcome(t, "", "testdata/az-tree-ch01-02.csv")
	assert.True(t, o.Result.NamesOnly)
	assert.Empty(t, o.Result.Problems)
	assert.Equal(t, 496, o.Result.Lines)
	assert.Len(t, o.Rows, 466)
	full := 0
	for _, r := range o.Rows {
		if len(r.Code) == 10 {
			full++
		}
	}
	assert.Equal(t, 373, full, "ten-digit codes")
	assert.Equal(t, "düyələr (birinci balalamaya qədər iribuynuzlu dişi mal-qara)", row(t, o.Result, "0102211000").Name)
}

// declared assesses one line of imported goods with a tariff table loaded, as
// "rusum assess --tariff FILE.bin" does, and returns the duty.
func declared(t *testing.T, pack []byte, code, value string, quantities map[string]decimal.Decimal, day date.Date) *calc.Charge {
	tf, err := tariffdata.OpenTariff(pack)
	require.NoError(t, err)
	tables, err := tariffdata.LoadTables(embedded.Core(), tf, embedded.Tariff())
	require.NoError(t, err)
	d := &calc.Declaration{Date: day, Flow: calc.Import, Procedure: "free_circulation", Declarant: "company", Channel: "cargo",
		Rates: map[string]decimal.Decimal{"EUR": num.Must("2"), "USD": num.Must("1.7")},
		Lines: []calc.Line{{Code: code, Origin: "CN", Price: calc.Money{Amount: num.Must(value), Currency: "AZN"}, Quantities: quantities}}}
	a, fault := calc.Assess(d, tables)
	require.Nil(t, fault, "%+v", fault)
	for i, c := range a.Lines[0].Charges {
		if c.Kind == calc.ImportDuty {
			return &a.Lines[0].Charges[i]
		}
	}
	require.Fail(t, "no duty")
	return nil
}

// TestTheEngineWithAWholeTariff computes duties in euros with the whole tariff
// of the Eurasian Economic Union loaded: each of its five shapes of rate.
func TestTheEngineWithAWholeTariff(t *testing.T) {
	pack := outcome(t, "", "-lang", "ru", "-currency", "EUR", "-title", "ЕТТ", unzip(t, "eaeu-ett-2026-03.csv.gz")).Pack()
	tf, err := tariffdata.OpenTariff(pack)
	require.NoError(t, err)
	day := date.Must(2026, 7, 9)
	q := func(unit, n string) map[string]decimal.Decimal {
		return map[string]decimal.Decimal{unit: num.Must(n)}
	}
	// One line of each shape, found by its wording; 1,000 manat of goods, 2 manat a euro.
	for wording, c := range map[string]struct {
		quantities map[string]decimal.Decimal
		want       string
	}{
		"5": {nil, "50.00"},
		"17, но не менее 1,7 евро за 1000 шт": {q("1000_piece", "100"), "340.00"}, // 1.7 × 100 × 2 is more than 17 %
		"15, но не менее 0,07 евро за 1 л":    {q("l", "100"), "150.00"},          // 0.07 × 100 × 2 is less than 15 %
	} {
		t.Run(wording, func(t *testing.T) {
			code := ""
			for _, r := range tf.Under("") {
				if r.ImportText == wording && len(r.Code) == 10 {
					code = r.Code
					break
				}
			}
			require.NotEmpty(t, code)
			duty := declared(t, pack, code, "1000", c.quantities, day)
			assert.Equal(t, calc.Applied, duty.Status, "%+v", duty)
			assert.Equal(t, c.want, num.Money(duty.Amount.Decimal))
			assert.Equal(t, calc.Official, duty.Confidence)
		})
	}
}

func TestAPastDateUsesTheRatesOfThatDate(t *testing.T) {
	dir := t.TempDir()
	change := filepath.Join(dir, "change.csv")
	require.NoError(t, os.WriteFile(change, []byte("Kod;Adı;Vahid;Dərəcə\n0101 21 000 0;– – safqanlı cins heyvanlar;əd;15\n"), 0o666))
	base, out, report := filepath.Join(dir, "base.bin"), filepath.Join(dir, "new.bin"), filepath.Join(dir, "r.json")
	require.NoError(t, runTable(dataRoot, []string{"-o", base, "-act", "Q 500", "-date", "2018-01-01", "testdata/az-2017.csv"}, io.Discard))
	args := []string{"-amend", base, "-act", "Q 9", "-date", "2026-01-12", "-o", out, "-report", report, "-report", filepath.Join(dir, "r.html"), change}
	require.NoError(t, runTable(dataRoot, args, io.Discard))
	pack, err := os.ReadFile(out)
	require.NoError(t, err)
	for day, want := range map[date.Date]string{date.Must(2026, 1, 11): "5.00", date.Must(2026, 1, 12): "150.00"} {
		duty := declared(t, pack, "0101210000", "1000", nil, day)
		assert.Equal(t, want, num.Money(duty.Amount.Decimal), day)
	}
	b, err := os.ReadFile(report)
	require.NoError(t, err)
	var doc struct {
		Previous string
		Changes  []convert.Change
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	assert.Equal(t, "Q 500", doc.Previous)
	require.Len(t, doc.Changes, 1)
	assert.Equal(t, convert.Change{Kind: "rate", Code: "0101210000", Name: "safqanlı cins heyvanlar", Old: "0.5", New: "15"}, doc.Changes[0])

	require.NoError(t, runTable(dataRoot, args, io.Discard))
	again, err := os.ReadFile(report)
	require.NoError(t, err)
	assert.Equal(t, b, again)
	assert.ErrorContains(t, runTable(dataRoot, []string{"-amend", base, change}, io.Discard), "-date")
}

func TestImportOfAnAmendment(t *testing.T) {
	dir := copySources(t)
	change := filepath.Join(t.TempDir(), "change.csv")
	require.NoError(t, os.WriteFile(change, []byte("Kod;Adı;Vahid;Dərəcə\n0102 29 210 0;ətlik;əd;5\n"), 0o666))
	require.ErrorContains(t, runImport(dir, []string{"-amend", "-date", "2026-01-12", change}, io.Discard), "no tariff to amend")
	require.NoError(t, runImport(dir, []string{"-act", "Q 500", "-date", "2018-01-01", "testdata/az-2017.csv"}, io.Discard))
	require.NoError(t, runImport(dir, []string{"-amend", "-act", "Q 9", "-date", "2026-01-12", change}, io.Discard))
	b, err := os.ReadFile(filepath.Join(dir, "gen", "tariff.bin"))
	require.NoError(t, err)
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	var got []string
	for _, r := range tf.Under("0102292100") {
		got = append(got, r.From.String()+" "+r.To.String()+" "+r.ImportText+" "+r.Act+" "+r.Groups)
	}
	groups := "ev heyvanları – çəkisi 80 kq-dan artıq, lakin 160 kq-dan çox olmayan"
	assert.Equal(t, []string{"2018-01-01 2026-01-11 15 Q 500 " + groups, "2026-01-12  5 Q 9 " + groups}, got)
	assert.Equal(t, "Q 500", tf.Title(), "the table is still that of its own act")
}

func TestAWholeNewEditionKeepsTheOldOneForPastDates(t *testing.T) {
	dir := copySources(t)
	edition := filepath.Join(t.TempDir(), "edition.csv")
	require.NoError(t, os.WriteFile(edition, []byte("Kod;Adı;Vahid;Dərəcə\n0102 29 210 0;ətlik;əd;5\n8471 30 000 0;noutbuk;əd;0\n"), 0o666))
	require.NoError(t, runImport(dir, []string{"-act", "Q 500", "-date", "2018-01-01", "testdata/az-2017.csv"}, io.Discard))
	require.NoError(t, runImport(dir, []string{"-edition", "-act", "Q 9", "-date", "2026-01-12", edition}, io.Discard))
	b, err := os.ReadFile(filepath.Join(dir, "gen", "tariff.bin"))
	require.NoError(t, err)
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	spans := func(code string) (got []string) {
		for _, r := range tf.Lookup(code) {
			if r.Code == code {
				got = append(got, r.From.String()+" "+r.To.String()+" "+r.ImportText)
			}
		}
		return got
	}
	assert.Equal(t, []string{"2018-01-01 2026-01-11 15", "2026-01-12  5"}, spans("0102292100"), "changed")
	assert.Equal(t, []string{"2018-01-01 2026-01-11 15"}, spans("0101291000"), "no longer in the tariff")
	assert.Equal(t, []string{"2026-01-12  0"}, spans("8471300000"), "new")
	assert.ErrorContains(t, runTable(dataRoot, []string{"-edition", "-date", "2026-01-12", edition}, io.Discard), "-amend")
}

func TestTooMuchThatIsNotUnderstoodIsNotWritten(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "t.bin")
	var text strings.Builder
	err := runTable(dataRoot, []string{"-o", out, "testdata/bad-rows.tsv"}, &text)
	assert.ErrorContains(t, err, "0.5 % of the lines were not understood")
	assert.Contains(t, text.String(), "Left out:", "the report is given all the same")
	assert.NoFileExists(t, out)
	src := copySources(t)
	before, err := os.ReadFile(filepath.Join(src, "source", "tariff.tsv"))
	require.NoError(t, err)
	assert.Error(t, runImport(src, []string{"testdata/bad-rows.tsv"}, io.Discard))
	after, err := os.ReadFile(filepath.Join(src, "source", "tariff.tsv"))
	require.NoError(t, err)
	assert.Equal(t, before, after)
	assert.ErrorContains(t, runTable(dataRoot, []string{"-report", "r.doc", "testdata/az-current.tsv"}, io.Discard), ".html")
	assert.ErrorContains(t, runImport(src, []string{"testdata/az-registry.csv"}, io.Discard), "names and no rates")
}

// TestEveryLineOfAWholeTariffCanBeAssessed gives each of the 13,289 lines every
// quantity a rate can ask for: none is left without a duty.
func TestEveryLineOfAWholeTariffCanBeAssessed(t *testing.T) {
	pack := outcome(t, "", "-lang", "ru", "-currency", "EUR", unzip(t, "eaeu-ett-2026-03.csv.gz")).Pack()
	tf, err := tariffdata.OpenTariff(pack)
	require.NoError(t, err)
	tables, err := tariffdata.LoadTables(embedded.Core(), tf)
	require.NoError(t, err)
	q := map[string]decimal.Decimal{}
	for _, u := range unit.All {
		q[u.Key] = num.Must("10")
	}
	got := map[calc.Status]int{}
	for _, r := range tf.Under("") {
		if !r.Rated() {
			continue
		}
		d := &calc.Declaration{Date: date.Must(2026, 7, 9), Flow: calc.Import, Procedure: "free_circulation", Declarant: "company", Channel: "cargo",
			Rates: map[string]decimal.Decimal{"EUR": num.Must("2"), "USD": num.Must("1.7")},
			Lines: []calc.Line{{Code: r.Code, Origin: "CN", Price: calc.Money{Amount: num.Must("1000"), Currency: "AZN"}, Quantities: q,
				NetMass: decimal.NewNullDecimal(num.Must("10")), GrossMass: decimal.NewNullDecimal(num.Must("11"))}}}
		a, fault := calc.Assess(d, tables)
		require.Nil(t, fault, r.Code)
		for _, c := range a.Lines[0].Charges {
			if c.Kind == calc.ImportDuty {
				got[c.Status]++
				if c.Status != calc.Applied && c.Status != calc.NotDue {
					t.Errorf("%s %q: %s %+v", r.Code, r.ImportText, c.Status, c.Reason)
				}
			}
		}
	}
	assert.Equal(t, map[calc.Status]int{calc.Applied: 11167, calc.NotDue: 2122}, got, "2,122 lines are free")
}

// Every row of a whole official tariff, used as a table of one's own, is
// reachable from its heading, beside the nomenclature's rows.
func TestEveryRowOfAWholeTariffIsReachable(t *testing.T) {
	table, err := tariffdata.OpenTariff(outcome(t, "", "-lang", "ru", "-currency", "EUR", unzip(t, "eaeu-ett-2026-03.csv.gz")).Pack())
	require.NoError(t, err)
	core := embedded.Core()
	tree := browse.New(core, table, embedded.Tariff())
	ru := embedded.Names("ru")
	seen := map[string]bool{}
	var walk func(nodes []browse.Node)
	walk = func(nodes []browse.Node) {
		for _, n := range nodes {
			if n.Row < 0 {
				walk(n.Nodes)
				continue
			}
			require.False(t, seen[tree.Code(n.Row)], tree.Code(n.Row))
			seen[tree.Code(n.Row)] = true
			require.NotEmpty(t, tree.Name(n.Row, ru), tree.Code(n.Row))
			walk(tree.Branch(n.Row, ru))
		}
	}
	for _, s := range tree.Sections() {
		for _, c := range s.Chapters {
			seen[tree.Code(c)] = true
			walk(tree.Branch(c, ru))
		}
	}
	for i := range table.Len() {
		require.True(t, seen[table.Code(i)], table.Code(i))
	}
	for i := range core.Len() {
		require.True(t, seen[core.Code(i)], core.Code(i))
	}
	require.Greater(t, len(seen), 18000)
}
