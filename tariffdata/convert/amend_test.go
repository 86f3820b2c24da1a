package convert

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
)

const baseTable = head +
	"0405\tkərə yağı\t\t\n0405 10 110 0\t– – təbii\t-\t5\n" +
	"0703\tsoğan\t\t\n\t– soğan və şalot:\t\t\n0703 10 190 0\t– – digər\t-\t15\n" +
	"8711\tmotosikletlər\t\t\n8711 10 000 1\t– sürəti 50 km/saatdan artıq\təd\t15\n8711 10 000 9\t– digər\təd\t15\n" +
	"9901\tx\t\t\n9901 00 000 0\ty\təd\t5\n"

var (
	before = date.Must(2026, 1, 11)
	first  = date.Must(2026, 1, 12)
)

func amended(t testing.TB, change string) ([]Row, []Problem) {
	base := read(t, baseTable, Options{Lang: ratetext.AZ, Act: "Q 500", From: date.Must(2018, 1, 1)})
	r := read(t, head+change, Options{Lang: ratetext.AZ, Act: "Q 9", From: first, Amend: true})
	return Amend(base.Rows, r, first)
}

// on is the rate of a code on a day as the file has it, "" for none.
func on(t testing.TB, rows []Row, code string, day date.Date) string {
	tf, err := tariffdata.OpenTariff(Pack(Meta{}, rows))
	require.NoError(t, err)
	out := ""
	for _, r := range tf.Lookup(code) {
		if r.Code == code && r.Rated() && day.Within(r.From, r.To) {
			require.Empty(t, out, "one rate a day")
			out = r.ImportText
		}
	}
	return out
}

func keys(notes []Problem) (out []string) {
	for _, n := range notes {
		out = append(out, n.Key)
	}
	return out
}

func TestAmendments(t *testing.T) {
	t.Run("a new rate from its day, the old one before", func(t *testing.T) {
		rows, notes := amended(t, "0405 10 110 0\ttəbii\t-\t15\n")
		assert.Equal(t, "5", on(t, rows, "0405101100", before))
		assert.Equal(t, "15", on(t, rows, "0405101100", first))
		assert.Equal(t, "15", on(t, rows, "8711100001", first), "the rest stays")
		assert.Empty(t, notes)
	})
	t.Run("a rate for a time gives way to the old one", func(t *testing.T) {
		base := read(t, baseTable, Options{Lang: ratetext.AZ})
		r := read(t, "code\tname\tunit\trate\tvalid_to\n0405 10 110 0\ttəbii\t-\t0\t2027-12-31\n", Options{Lang: ratetext.AZ, From: first, Amend: true})
		rows, notes := Amend(base.Rows, r, first)
		assert.Equal(t, []string{"5", "0", "0", "5"}, []string{on(t, rows, "0405101100", before), on(t, rows, "0405101100", first),
			on(t, rows, "0405101100", date.Must(2027, 12, 31)), on(t, rows, "0405101100", date.Must(2028, 1, 1))})
		assert.Equal(t, []string{"resumes"}, keys(notes))
	})
	t.Run("a line divided at its tenth digit", func(t *testing.T) {
		rows, notes := amended(t, "0703 10 190\t– – digər:\t\t\n0703 10 190 1\t– – – faraş soğan\t-\t15\n0703 10 190 9\t– – – digər\t-\t15 ( 1 kq-2,0 ABŞ dolları*)\n")
		assert.Equal(t, "15", on(t, rows, "0703101900", before))
		assert.Empty(t, on(t, rows, "0703101900", first))
		assert.Equal(t, "15", on(t, rows, "0703101901", first))
		assert.Empty(t, on(t, rows, "0703101901", before))
		assert.Equal(t, []string{"divided"}, keys(notes))
		for _, r := range rows {
			if r.Code == "0703101901" {
				assert.Equal(t, []string{"soğan və şalot"}, r.Groups)
			}
		}
	})
	t.Run("lines joined again", func(t *testing.T) {
		rows, _ := amended(t, "8711 10 000 0\t– hamısı\təd\t10\n")
		assert.Empty(t, on(t, rows, "8711100001", first))
		assert.Empty(t, on(t, rows, "8711100009", first))
		assert.Equal(t, "10", on(t, rows, "8711100000", first))
		assert.Equal(t, "15", on(t, rows, "8711100001", before))
	})
	t.Run("a line ended", func(t *testing.T) {
		rows, notes := amended(t, "9901 00 000 0\ty\təd\tçıxarılsın\n")
		assert.Equal(t, "5", on(t, rows, "9901000000", before))
		assert.Empty(t, on(t, rows, "9901000000", first))
		assert.Equal(t, []string{"removed"}, keys(notes))
	})
	t.Run("what is not understood ends the old rate all the same", func(t *testing.T) {
		rows, _ := amended(t, "0405 10 110 0\ttəbii\t-\ttəxminən 7\n")
		assert.Equal(t, "təxminən 7", on(t, rows, "0405101100", first))
		for _, r := range rows {
			if r.Code == "0405101100" && r.From == first {
				assert.Nil(t, r.Import)
				assert.NotEmpty(t, r.Unresolved)
			}
		}
	})
	t.Run("a heading is renamed", func(t *testing.T) {
		rows, _ := amended(t, "0405\tkərə yağı və yağ pastaları\t\t\n")
		assert.Equal(t, "kərə yağı və yağ pastaları", rows[0].Name)
	})
}

func TestEveryDayHasOneRateAfterAmendments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := []Row{}
		g := Grid{{Line: 1, Cells: []string{"code", "name", "unit", "rate", "valid_from", "valid_to"}}, {Line: 2, Cells: []string{"0405101100", "x", "-", "5", "", ""}}}
		r, p := Table(g, Options{Lang: ratetext.AZ})
		require.Nil(t, p)
		base = r.Rows
		for range rapid.IntRange(1, 6).Draw(t, "amendments") {
			from := first.AddDays(rapid.IntRange(0, 400).Draw(t, "from"))
			to := ""
			if rapid.Bool().Draw(t, "ends") {
				to = from.AddDays(rapid.IntRange(0, 200).Draw(t, "days")).String()
			}
			rate := rapid.SampledFrom([]string{"0", "5", "15", "7,5"}).Draw(t, "rate")
			g[1] = Record{Line: 2, Cells: []string{"0405101100", "x", "-", rate, from.String(), to}}
			c, p := Table(g, Options{Lang: ratetext.AZ, Amend: true})
			require.Nil(t, p)
			was := base
			base, _ = Amend(base, c, from)
			for _, d := range []date.Date{before, first, from.AddDays(-1), from, from.AddDays(150), from.AddDays(500)} {
				n := 0
				for _, row := range base {
					if d.Within(row.From, row.To) {
						n++
						if d.Before(from) {
							for _, w := range was {
								if d.Within(w.From, w.To) {
									require.Equal(t, w.ImportText, row.ImportText, "the past stays")
								}
							}
						}
					}
				}
				require.Equal(t, 1, n, d)
			}
			require.Equal(t, rate, func() string {
				for _, row := range base {
					if from.Within(row.From, row.To) {
						return row.ImportText
					}
				}
				return ""
			}())
		}
	})
}

func TestLinesReadBackTheSame(t *testing.T) {
	rows, _ := amended(t, "0405 10 110 0\ttəbii\tfathom\t15\n0703 10 190 0\tdigər\t-\tbilinmir\n")
	var b strings.Builder
	b.WriteString("code\tname_az\tunit\timport_rate\texport_rate\tvalid_from\tvalid_to\tact\n")
	for _, l := range Lines(rows) {
		b.WriteString(strings.Join([]string{l.Code, l.Name, l.Unit, l.Import, l.Export, l.From, l.To, l.Act}, "\t") + "\n")
	}
	again := read(t, b.String(), Options{Lang: ratetext.AZ})
	assert.Equal(t, Pack(Meta{}, rows), Pack(Meta{}, again.Rows))
	tf, err := tariffdata.OpenTariff(Pack(Meta{}, rows))
	require.NoError(t, err)
	assert.Equal(t, Pack(Meta{}, rows), Pack(Meta{}, FromTariff(tf)), "and so does the file")
}

func TestChanges(t *testing.T) {
	old := read(t, head+"0405101100\tyağ\t-\t5\n0703101900\tsoğan\t-\t15\n8711100001\tm\təd\t15\n8711100009\td\təd\t5\n9901000000\ty\təd\tbilinmir\n", Options{Lang: ratetext.AZ})
	now := read(t, head+"0405101100\tyağ\t-\t15 %\n0703101900\tbaş soğan\tl\t15 %\n8711100001\tm\təd\t15 ( 1 kq-2,0 ABŞ dolları*)\n8711100002\tn\təd\t0\n9901000000\ty\təd\tbilinmir\n", Options{Lang: ratetext.AZ})
	var got []string
	for _, c := range Compare(old.Rows, now.Rows, date.Date{}, true) {
		got = append(got, c.Kind+" "+c.String())
	}
	assert.Equal(t, []string{
		"added 8711100002 n: 0",
		"removed 8711100009 d: 5",
		"rate 0405101100 yağ: 5 → 15 %",
		"export_rate 8711100001 m: – → 2 USD / kg",
		"unit 0703101900 baş soğan: – → l",
		"renamed 0703101900 soğan → baş soğan",
	}, got)
	assert.Empty(t, Compare(now.Rows, now.Rows, date.Date{}, true))
}

func TestReports(t *testing.T) {
	r := read(t, head+"0405\tyağ\t\t\n0405101100\t– a <b>\t-\t5\n0405101900\t– c\t-\t15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaqla\n0406100000\t– d\t-\tnə \"isə\"\nx\ty\t-\t5\n", Options{Lang: ratetext.AZ})
	var m Meta
	m.Set("file", "a&b.csv")
	p := NewReport(m, r, []string{"04", "0401", "0405", "040510", "040520", "0406", "040610"})
	p.Against("köhnə", Compare(nil, r.Rows, date.Date{}, true))
	assert.Equal(t, []Count{{"atLeast", 1}, {"percent", 1}}, p.Kinds)
	assert.Equal(t, []string{"0406100000"}, p.Orphans)
	assert.Equal(t, []string{"0401", "040520"}, p.Gaps)
	assert.Empty(t, p.Fresh)
	assert.Equal(t, 4, p.Changed("added"))
	assert.True(t, p.Exceeds(num.Must("49.9")))
	assert.False(t, p.Exceeds(num.Must("50")), "two of four")
	assert.Contains(t, p.Text(), "2  lines with a rate read in full")
	assert.Contains(t, p.HTML(), "a &lt;b&gt;")
	assert.NotContains(t, p.HTML(), "<b>")
	var doc struct {
		About    map[string]string
		Status   map[string]int
		Changes  []map[string]string
		Gaps     []string
		Problems []struct {
			Line int
			Key  string
			Text string
			Kept bool
		}
	}
	require.NoError(t, json.Unmarshal([]byte(p.JSON()), &doc))
	assert.Equal(t, "a&b.csv", doc.About["file"])
	assert.Equal(t, 2, doc.Status["rated"])
	assert.Equal(t, "a <b>", doc.Changes[1]["name"])
	assert.Equal(t, "nə \"isə\"", doc.Problems[0].Text)
	assert.True(t, doc.Problems[0].Kept)
	assert.Equal(t, p.JSON(), p.JSON())
}

func TestJSONTextIsAlwaysValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		j := &jsonWriter{}
		j.text(s)
		var back string
		require.NoError(t, json.Unmarshal(j.b, &back))
		require.Equal(t, strings.ToValidUTF8(s, "\ufffd"), back)
	})
}

func TestRegistries(t *testing.T) {
	in := "CODE,ADI,VAHID,STATE\n101210000,Diri atlar:– atlar:– – safqanlı,əd,1\n401100000,Süd:– yağlı,–,1\n8703231940,Minik,əd,0\n8703239000,Minik,əd,1\n8703239000,Minik,əd,1\n9900000001,Xidmət,–,1\n8704213100,Yük,fathom,1\n"
	r := read(t, in, Options{Lang: ratetext.AZ, Known: func(string) bool { return true }})
	assert.True(t, r.NamesOnly)
	require.Len(t, r.Rows, 3)
	assert.Equal(t, []string{"0101210000", "0401100000", "8703239000"}, []string{r.Rows[0].Code, r.Rows[1].Code, r.Rows[2].Code})
	assert.Equal(t, "safqanlı", r.Rows[0].Name)
	assert.Equal(t, []string{"atlar"}, r.Rows[0].Groups)
	assert.Equal(t, []int{1, 1}, []int{r.Inactive, r.Services})
	require.Len(t, r.Problems, 1)
	assert.Equal(t, "unknown_unit", r.Problems[0].Key)
	assert.False(t, r.Problems[0].Kept, "a line without a rate is never an unresolved one")
	for _, row := range r.Rows {
		assert.False(t, row.Rated())
	}
}

func TestImportAndExportTablesOfOneFile(t *testing.T) {
	r := read(t, "Kod\tAdı\tVahid\tTarif dərəcəsi\n7404000000\tmis\t-\t0\n7204100000\tçuqun\t-\t5\nAdı\tKod\tVahid\tİxrac rüsumunun dərəcəsi\nmis\t7404000000\t-\t50%, lakin 1000 kq-a 4000 ABŞ dollarından az olmamaqla\n", Options{Lang: ratetext.AZ})
	require.Empty(t, r.Problems)
	require.Len(t, r.Rows, 2)
	assert.Nil(t, r.Rows[0].Export)
	assert.Equal(t, "0 %", r.Rows[1].Import.String())
	assert.NotNil(t, r.Rows[1].Export)
}

func TestFootnoteMarks(t *testing.T) {
	for in, want := range map[string]string{
		"atlar [12]": "atlar", "atlar[1143], ulaqlar [3A]": "atlar, ulaqlar", "bisiklo[2.2.1]heptan": "bisiklo[2.2.1]heptan", "benzo[1]piren": "benzo[1]piren",
		"əd*": "əd", "[12]": "", "a [qeyd]": "a [qeyd]", "0101 21 000 0 [5]": "0101 21 000 0",
	} {
		assert.Equal(t, want, unmarked(in), in)
	}
}
