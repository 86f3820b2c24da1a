package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/tablefile"
)

const dataRoot = "../../tariffdata"

// TestGeneratedFilesAreCurrent regenerates into memory and compares with what
// is committed: edit the sources, run "go generate ./tariffdata", commit both.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	files, err := generate(dataRoot)
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(dataRoot, "gen", name))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "%s is stale: run go generate ./tariffdata", name)
	}
	again, err := generate(dataRoot)
	require.NoError(t, err)
	assert.Equal(t, files, again, "two runs give the same bytes")
}

// copySources gives a test its own tariffdata directory.
func copySources(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(dir, "source"), os.DirFS(filepath.Join(dataRoot, "source"))))
	if _, err := os.Stat(filepath.Join(dataRoot, "law")); err == nil {
		require.NoError(t, os.CopyFS(filepath.Join(dir, "law"), os.DirFS(filepath.Join(dataRoot, "law"))))
	}
	return dir
}

func TestADamagedSourceIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"nomenclature.tsv", "\n010129\t", "\n010119\t", "source/nomenclature.tsv:6: code 010119 does not ascend"},
		{"nomenclature.tsv", "\n0106\t", "\n0107\t", "0106 is missing"},
		{"nomenclature.tsv", "\n0101\tI\t", "\n0101\tII\t", `code 0101: section "II" differs from its chapter's`},
		{"nomenclature.tsv", "\n010121\tI\tpiece\t", "\n010121\tI\tbucket\t", `unknown unit "bucket"`},
		{"nomenclature.tsv", "code\tsection", "code\tpart", "the first row must be"},
		{"nomenclature.tsv", "\n010121\tI\tpiece\tsafqanlı cins heyvanlar", "\n010121\tI\tpiece\t", "code 010121 has no name in az"},
		{"synonyms.csv", "851713", "851799x", "is not in the nomenclature"},
		{"synonyms.csv", "\naz,", "\nxx,", `unknown language "xx"`},
		{"countries.csv", "AZ,AZE,", "AZ,AZ,", `column 2: "AZ"`},
		{"cbar-2026-09-08.xml", "<Value>1.7</Value>", "<Value>1,7</Value>", "source/cbar-2026-09-08.xml:1: bulletin: bad_entry: USD"},
		{"cbar-2026-09-08.xml", "08.09.2026", "15.02.2023", "two bulletins of 2023-02-15"},
		{"release.tsv", "date\t2026", "date\t26", "not a date"},
		{"tariff.tsv", "code\t", "kod\t", "source/tariff.tsv:1: the first row must be"},
	} {
		t.Run(c.want, func(t *testing.T) {
			dir := copySources(t)
			path := filepath.Join(dir, "source", c.file)
			b, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Contains(t, string(b), c.old)
			require.NoError(t, os.WriteFile(path, bytes.Replace(b, []byte(c.old), []byte(c.new), 1), 0o666))
			_, err = generate(dir)
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.want)
		})
	}
}

func TestLawTablesArePackedAsTheyAre(t *testing.T) {
	dir := copySources(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "law"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "law", "zz-test.csv"), []byte("key,value,from\na,\"1,5\",2026-01-01\nb,,\n"), 0o666))
	files, err := generate(dir)
	require.NoError(t, err)
	c, err := tariffdata.OpenCore(files["core.bin"])
	require.NoError(t, err)
	assert.Contains(t, c.Tables(), "zz-test")
	table, ok := c.Table("zz-test")
	require.True(t, ok)
	assert.Equal(t, []string{"key", "value", "from"}, table.Columns())
	assert.Equal(t, 2, table.Len())
	assert.Equal(t, "1,5", table.Get(0, "value"))
	assert.Equal(t, "", table.Get(1, "from"))
	assert.Equal(t, "", table.Get(0, "no such column"))
	assert.False(t, table.Has("no such column"))
	_, ok = c.Table("none")
	assert.False(t, ok)
	assert.Len(t, c.Meta("sha256:law/zz-test.csv"), 64)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "law", "zz-test.csv"), []byte("key,key\na,b\n"), 0o666))
	_, err = generate(dir)
	assert.ErrorContains(t, err, "law/zz-test.csv:1")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "law", "zz-test.csv"), []byte("key,value\na\n"), 0o666))
	_, err = generate(dir)
	assert.ErrorContains(t, err, "law/zz-test.csv:2: 1 fields, the header has 2")
}

// unzip writes a table that is kept compressed to a file.
func unzip(t testing.TB, name string) string {
	f, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	b, err := io.ReadAll(z)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), strings.TrimSuffix(name, ".gz"))
	require.NoError(t, os.WriteFile(path, b, 0o666))
	return path
}

// TestAWholeOfficialTariff converts the 13,289 rated lines of the Eurasian
// Economic Union's tariff, the same kind of table as decision 500.
func TestAWholeOfficialTariff(t *testing.T) {
	o := outcome(t, "", "-lang", "ru", "-currency", "EUR", unzip(t, "eaeu-ett-2026-03.csv.gz"))
	r := o.Result
	assert.Len(t, value(o.Meta, "sha256"), 64)
	assert.Equal(t, 13289, r.Rated)
	assert.Equal(t, 0, r.Unresolved)
	assert.Empty(t, r.Problems)
	assert.Equal(t, 3336, r.Groups)

	assert.Equal(t, []convert.Count{{Key: "percent", N: 9438}, {Key: "free", N: 2122}, {Key: "atLeast", N: 1072}, {Key: "specific", N: 617},
		{Key: "sum", N: 34}, {Key: "atMost+atLeast", N: 6}}, o.Report.Kinds)
	assert.Empty(t, o.Report.Orphans)
	assert.Empty(t, o.Report.Gaps)
	assert.Empty(t, o.Report.Fresh)

	tf, err := tariffdata.OpenTariff(o.Pack())
	require.NoError(t, err)
	trees := map[string]bool{}
	for _, row := range tf.Under("") {
		if row.Rated() {
			require.NotNil(t, row.Import, row.Code)
			require.Empty(t, row.Import.Valid(), row.Code)
			trees[row.ImportText] = true
		}
	}
	assert.Len(t, trees, 254, "distinct wordings")
	for code, want := range map[string]string{
		"0101210000": "0 %", "0102291000": "5 %", "2402100000": "17 %, ≥ 1.7 EUR / 1000 1000_piece",
	} {
		rows := tf.Lookup(code)
		require.NotEmpty(t, rows, code)
		if code == "2402100000" {
			assert.Equal(t, rate.AtLeast, rows[0].Import.Op)
			continue
		}
		assert.Equal(t, want, rows[0].Import.String(), code)
	}
	row := tf.Lookup("0102291000")[0]
	assert.Equal(t, "piece", row.Unit)
	assert.Equal(t, "домашний крупный рогатый скот – прочие", row.Groups)
}

// outcome converts as the command table does, against nothing.
func outcome(t testing.TB, dir string, args ...string) *tablefile.Outcome {
	if dir == "" {
		dir = dataRoot
	}
	f, err := parseTableFlags("table", append([]string{"-max-unresolved", "100"}, args...), io.Discard)
	require.NoError(t, err)
	s, err := readSources(dir)
	require.NoError(t, err)
	j, err := f.job(s)
	require.NoError(t, err)
	if f.amend != "" {
		require.NoError(t, f.base(&j))
	}
	o, err := f.convertFile(j, io.Discard)
	require.NoError(t, err)
	return o
}

func table(t *testing.T, name string) *convert.Result {
	return outcome(t, "", "testdata/"+name).Result
}

func row(t *testing.T, r *convert.Result, code string) convert.Row {
	for _, x := range r.Rows {
		if x.Code == code {
			return x
		}
	}
	require.Fail(t, "no row "+code)
	return convert.Row{}
}

func TestAzerbaijaniTables(t *testing.T) {
	t.Run("the layout of decision 500", func(t *testing.T) {
		r := table(t, "az-current.tsv")
		assert.Empty(t, r.Problems)
		assert.Equal(t, 6, r.Rated)
		onion := row(t, r, "0703101909")
		assert.Equal(t, "15 %", onion.Import.String())
		assert.True(t, rate.OfSpecific("2", "USD", "1", "kg").Equal(*onion.Export), onion.Export.String())
		assert.Nil(t, row(t, r, "0703101901").Export, "early onions carry no bracket")
		scrap := row(t, r, "7202112000")
		assert.True(t, rate.OfSpecific("5", "USD", "1000", "kg").Equal(*scrap.Export), scrap.Export.String())
		assert.Equal(t, rate.AtLeast, row(t, r, "2202991900").Import.Op)
		assert.Equal(t, "l", row(t, r, "2202991900").Unit)
		assert.False(t, row(t, r, "401110000").Rated())
	})
	t.Run("the layout of 2017 with groups", func(t *testing.T) {
		r := table(t, "az-2017.csv")
		assert.Empty(t, r.Problems)
		assert.Equal(t, "0.5 %", row(t, r, "0101210000").Import.String())
		assert.Equal(t, []string{"atlar"}, row(t, r, "0101291000").Groups)
		assert.Nil(t, row(t, r, "0101300000").Groups)
		assert.Equal(t, []string{"ev heyvanları", "çəkisi 80 kq-dan artıq, lakin 160 kq-dan çox olmayan"}, row(t, r, "0102292100").Groups)
		assert.Equal(t, []string{"title"}, []string{r.Notes[0].Key})
	})
	t.Run("rows divided at the tenth digit", func(t *testing.T) {
		r := table(t, "az-2024.tsv")
		assert.Empty(t, r.Problems)
		assert.Equal(t, 6, r.Rated)
		assert.Equal(t, 2, r.Headings)
		assert.Equal(t, "piece", row(t, r, "8711609009").Unit)
		assert.Equal(t, "0 %", row(t, r, "7202118000").Import.String())
	})
	t.Run("the layout of 2001 with bars", func(t *testing.T) {
		r := table(t, "az-2001.txt")
		assert.Empty(t, r.Problems)
		assert.Equal(t, 7, r.Rated)
		assert.Contains(t, r.RateHead, "ABŞ dol.")
		assert.Contains(t, row(t, r, "5205120000").Name, "714,29 dteksdən az")
		assert.Equal(t, "15 %", row(t, r, "6602000000").Import.String())
	})
	t.Run("dotted codes and dropped zeros", func(t *testing.T) {
		r := table(t, "az-dotted.csv")
		assert.Empty(t, r.Problems)
		horse := row(t, r, "0101210000")
		assert.Equal(t, "safqanlı cins heyvanlar", horse.Name)
		assert.Equal(t, []string{"atlar"}, horse.Groups)
		assert.Equal(t, "faraş soğan", row(t, r, "0703101901").Name)
		assert.Equal(t, "5 %", row(t, r, "2710199800").Import.String())
	})
	t.Run("a page with merged cells", func(t *testing.T) {
		r := table(t, "az-page.html")
		assert.Empty(t, r.Problems)
		assert.Equal(t, 5, r.Rated)
		assert.Equal(t, []string{"atlar"}, row(t, r, "0101299000").Groups)
		assert.Equal(t, "15 %", row(t, r, "0101299000").Import.String(), "one rate printed across two lines")
		assert.Equal(t, "piece", row(t, r, "0101299000").Unit)
		assert.Equal(t, "m3", row(t, r, "4407111000").Unit)
		assert.NotNil(t, row(t, r, "7202112000").Export)
	})
}

func TestBadRowsOfEachKind(t *testing.T) {
	r := table(t, "bad-rows.tsv")
	var got []string
	for _, p := range r.Problems {
		kept := "left out"
		if p.Kept {
			kept = "kept"
		}
		got = append(got, kept+" "+p.Key)
	}
	assert.Equal(t, []string{
		"left out bad_code", "left out bad_code", "left out no_code", "kept unknown_unit", "kept no_rate", "kept unknown_word", "kept unknown_word",
		"kept contradiction", "kept contradiction", "kept no_name", "left out bad_code", "left out bad_code", "kept unknown_word",
	}, got)
	assert.Equal(t, 3, r.Rated)
	assert.Equal(t, 8, r.Unresolved)
	for _, x := range r.Rows {
		if x.Unresolved != "" {
			assert.Nil(t, x.Import, x.Code)
			assert.Nil(t, x.Export, x.Code)
		}
	}
	report := convert.NewReport(convert.Meta{}, r, nil).Text()
	assert.Contains(t, report, "line 8, column 4: no_rate")
	assert.Contains(t, report, "line 9, column 4, character 4: unknown_word")
	assert.Contains(t, report, "line 3, column 1: bad_code")
	assert.Contains(t, report, "repeated: 8704229900")
}

func TestImportWritesTheSourceAndRegenerates(t *testing.T) {
	dir := copySources(t)
	var out strings.Builder
	require.NoError(t, runImport(dir, []string{"-act", "Nazirlər Kabineti, 17.11.2017, № 500", "-date", "2018-01-01", "testdata/az-2017.csv"}, &out))
	assert.Contains(t, out.String(), "lines with a rate read in full")
	b, err := os.ReadFile(filepath.Join(dir, "gen", "tariff.bin"))
	require.NoError(t, err)
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	assert.Equal(t, "7", tf.Meta("rated"))
	assert.Equal(t, "az", tf.Meta("lang"))
	assert.Equal(t, "Nazirlər Kabineti, 17.11.2017, № 500", tf.Title())
	assert.Len(t, tf.Meta("sha256"), 64)
	rows := tf.Lookup("0102292100")
	require.NotEmpty(t, rows)
	assert.Equal(t, "15 %", rows[0].Import.String())
	assert.Equal(t, "2018-01-01", rows[0].From.String())
	assert.Equal(t, "ev heyvanları – çəkisi 80 kq-dan artıq, lakin 160 kq-dan çox olmayan", rows[0].Groups)

	first, err := os.ReadFile(filepath.Join(dir, "source", "tariff.tsv"))
	require.NoError(t, err)
	require.NoError(t, runImport(dir, []string{"-date", "2018-01-01", "-act", "x", filepath.Join(dir, "source", "tariff.tsv")}, io.Discard))
	second, err := os.ReadFile(filepath.Join(dir, "source", "tariff.tsv"))
	require.NoError(t, err)
	assert.Equal(t, string(first), string(second), "importing the source gives the source")
	files, err := generate(dir)
	require.NoError(t, err)
	now, err := os.ReadFile(filepath.Join(dir, "gen", "core.bin"))
	require.NoError(t, err)
	assert.Equal(t, files["core.bin"], now)
}

func TestImportKeepsWhatWasNotReadUnresolved(t *testing.T) {
	dir := copySources(t)
	require.NoError(t, runImport(dir, []string{"-max-unresolved", "100", "testdata/bad-rows.tsv"}, io.Discard))
	b, err := os.ReadFile(filepath.Join(dir, "gen", "tariff.bin"))
	require.NoError(t, err)
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	assert.Equal(t, "8", tf.Meta("unresolved"))
	for code, reason := range map[string]string{"8704213100": "unknown_unit", "8704213900": "no_rate", "8704229100": "contradiction", "8704239100": "no_name"} {
		rows := tf.Lookup(code)
		require.NotEmpty(t, rows, code)
		assert.Equal(t, reason, rows[0].Unresolved, code)
		assert.Nil(t, rows[0].Import, code)
	}
}

func TestTableCommand(t *testing.T) {
	dir := t.TempDir()
	pack, report := filepath.Join(dir, "t.bin"), filepath.Join(dir, "t.txt")
	args := []string{"-o", pack, "-report", report, "-title", "Nümunə", "testdata/az-current.tsv"}
	require.NoError(t, runTable(dataRoot, args, io.Discard))
	b, err := os.ReadFile(pack)
	require.NoError(t, err)
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	assert.Equal(t, "Nümunə", tf.Title())
	text, err := os.ReadFile(report)
	require.NoError(t, err)
	assert.Contains(t, string(text), "6  lines with a rate read in full")
	require.NoError(t, runTable(dataRoot, args, io.Discard))
	again, err := os.ReadFile(pack)
	require.NoError(t, err)
	assert.Equal(t, b, again)
	assert.ErrorIs(t, runTable(dataRoot, nil, io.Discard), errUsage)
	assert.Error(t, runTable(dataRoot, []string{"no-such-file"}, io.Discard))
	assert.Error(t, runTable(dataRoot, []string{"-date", "soon", "testdata/az-current.tsv"}, io.Discard))
	assert.ErrorIs(t, run(nil, io.Discard), errUsage)
	assert.ErrorIs(t, run([]string{"data", "x"}, io.Discard), errUsage)
}

func BenchmarkConvert(b *testing.B) {
	file, err := os.ReadFile(unzip(b, "eaeu-ett-2026-03.csv.gz"))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		o, err := tablefile.Job{Lang: ratetext.RU, Currency: "EUR"}.Run(file)
		if err != nil {
			b.Fatal(err)
		}
		o.Pack()
		o.Report.JSON()
	}
}
