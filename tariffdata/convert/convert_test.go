package convert

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
)

func known(code string) bool {
	for _, c := range []string{"0101", "0703", "1012", "8703", "8711", "0870"} {
		if strings.HasPrefix(c, code) || strings.HasPrefix(code, c) && c != "1012" && c != "0870" {
			return c != "1012" && c != "0870"
		}
	}
	return false
}

func TestCodesAsPrinted(t *testing.T) {
	for in, want := range map[string][]string{
		"0101":                         {"0101"},
		"0101 29":                      {"010129"},
		"8701 20 10":                   {"87012010"},
		"8711 10 000":                  {"871110000"},
		"8711 10 000 1":                {"8711100001"},
		"7202.11.200.0":                {"7202112000"},
		"8703\u00a023\u202f194\u20070": {"8703231940"},
		"8703231940":                   {"8703231940"},
		"'0101210000":                  {"0101210000"},
		"703 10 190 1":                 {"0703101901"},
		"703101901":                    {"703101901", "0703101901"},
		"101":                          {"0101"},
		"10129":                        {"010129"},
		" 0101 ":                       {"0101"},
		"01":                           {"01"},
		"8703 23 194 12":               nil, "ex 8703": nil, "8.7E+09": nil, "101210000.0": nil, "1": nil, "": nil, "-": nil, "8703a": nil, "..": nil, "12345678901": nil,
	} {
		got, ok := readCode(in)
		assert.Equal(t, want != nil, ok, in)
		if ok {
			assert.Equal(t, want, got, in)
		}
	}
}

func TestNamesAndTheirLevel(t *testing.T) {
	for in, want := range map[string]struct {
		depth int
		name  string
	}{
		"Diri atlar:":        {0, "Diri atlar"},
		"– – – ətlik":        {3, "ətlik"},
		"---ətlik":           {3, "ətlik"},
		"- - - ətlik :":      {3, "ətlik"},
		"--- - faraş soğan":  {4, "faraş soğan"},
		"–\u00a0– digərləri": {2, "digərləri"},
		"714,29 dteks-dən":   {0, "714,29 dteks-dən"},
		"– 4-metil":          {1, "4-metil"},
		"":                   {0, ""},
		"– :":                {1, ""},
	} {
		d, n := readName(in)
		assert.Equal(t, want.depth, d, in)
		assert.Equal(t, want.name, n, in)
	}
}

func TestANameThatIsAWholePath(t *testing.T) {
	assert.Equal(t, []string{"Diri atlar", "atlar", "safqanlı"}, splitPath("Diri atlar:– atlar:– – safqanlı"))
	assert.Equal(t, []string{"Balıq: və kürü", "bütöv", "siyənək"}, splitPath("Balıq: və kürü: – bütöv:– – siyənək"))
	assert.Nil(t, splitPath("– atlar: – qara"))
	assert.Nil(t, splitPath("Atlar: qara"))
}

func TestUnits(t *testing.T) {
	for in, want := range map[string]string{
		"-": "", "–": "", "": "", "0": "", "əd": "piece", "Əd.": "piece", "ədəd": "piece", "nos.": "piece", "шт": "piece", "1000 əd": "1000_piece",
		"l": "l", "litr": "l", "m²": "m2", "m2": "m2", "м3": "m3", "cüt": "pair", "пар": "pair", "шт, м": "piece,m", "шт (колод)": "piece",
		"г Д/И": "g_fissile", "кг 90% с/в": "kg_90sdt", "л 100% спирта": "l_pure_alcohol", "1000 кВт·ч": "1000_kwh", "кг P2O5": "kg_p2o5",
		"кг Р2О5": "kg_p2o5", "piece,m": "piece,m", "1000_kwh": "1000_kwh", "kub.m": "m3", "karat": "carat",
	} {
		got, ok := readUnits(in)
		assert.True(t, ok, in)
		assert.Equal(t, want, got, in)
	}
	for _, in := range []string{"fathom", "əd və l", "əd,,l", "15", "% "} {
		_, ok := readUnits(in)
		assert.False(t, ok, in)
	}
}

func TestEveryUnitWordIsAKnownUnit(t *testing.T) {
	for w, key := range unitWords {
		got, ok := readUnits(key)
		assert.True(t, ok, w)
		assert.Equal(t, key, got)
	}
}

func read(t testing.TB, text string, o Options) *Result {
	g, p := ReadText([]byte(text))
	require.Nil(t, p)
	r, p := Table(g, o)
	require.Nil(t, p)
	return r
}

const head = "code\tname\tunit\trate\n"

func TestSeparatorsAndQuotes(t *testing.T) {
	for name, in := range map[string]string{
		"tabs":                  "code\tname\tunit\trate\n8703231940\tcars, used; \"x\"\tpcs\t15\n",
		"semicolons":            "code;name;unit;rate\n8703231940;\"cars, used; \"\"x\"\"\";pcs;15\n",
		"commas":                "code,name,unit,rate\n8703231940,\"cars, used; \"\"x\"\"\",pcs,15\n",
		"bars":                  "code | name | unit | rate\n8703231940 | cars, used; \"x\" | pcs | 15\n",
		"a byte order mark":     "\ufeffcode\tname\tunit\trate\n8703231940\tcars, used; \"x\"\tpcs\t15",
		"Windows line ends":     "code\tname\tunit\trate\r\n8703231940\tcars, used; \"x\"\tpcs\t15\r\n",
		"a break inside a cell": "code,name,unit,rate\n8703231940,\"cars,\nused; \"\"x\"\"\",pcs,15\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, in, Options{})
			require.Len(t, r.Rows, 1)
			assert.Equal(t, `cars, used; "x"`, r.Rows[0].Name)
			assert.Equal(t, "piece", r.Rows[0].Unit)
			assert.True(t, rate.OfPercent("15").Equal(*r.Rows[0].Import))
		})
	}
}

func TestAFileThatIsNotATable(t *testing.T) {
	for in, key := range map[string]string{
		"":                          "no_columns",
		"just a line of prose":      "no_columns",
		"\xff\xfec\x00":             "not_utf8",
		"code\tname\n\xe9\t1":       "not_utf8",
		"code\tname\trate\n\x00\t1": "not_text",
	} {
		_, p := ReadText([]byte(in))
		require.NotNil(t, p, "%q", in)
		assert.Equal(t, key, p.Key, "%q", in)
	}
	for in, key := range map[string]string{
		"CODE,ADI,VAHID,DƏYƏR\n101210000,Diri atlar,əd,1\n": "no_rate_column",
		"a,b,c\nx,y,z\n": "no_columns",
	} {
		g, p := ReadText([]byte(in))
		require.Nil(t, p)
		_, p = Table(g, Options{})
		require.NotNil(t, p, in)
		assert.Equal(t, key, p.Key, in)
	}
}

func TestColumnsInAnyOrderWithoutAHead(t *testing.T) {
	r := read(t, "Diri atlar, ulaqlar;0101;;\n– safqanlı cins heyvanlar;0101 21 000 0;əd;0\n– digərləri;0101 29 000 0;əd;15\n– ulaqlar, qatırlar;0101 30 000 0;əd;15\n", Options{Lang: ratetext.AZ})
	require.Len(t, r.Rows, 4)
	assert.Equal(t, "0101210000", r.Rows[1].Code)
	assert.Equal(t, "piece", r.Rows[1].Unit)
	assert.Equal(t, "0", r.Rows[1].ImportText)
	assert.Empty(t, r.Problems)
}

func TestNineDigits(t *testing.T) {
	t.Run("a heading where zeros are printed", func(t *testing.T) {
		r := read(t, head+"0101210000\ta\tpcs\t0\n871110000\tb\t\t\n8711100001\tc\tpcs\t15\n", Options{Known: known})
		assert.Equal(t, "871110000", r.Rows[1].Code)
		assert.Empty(t, r.Problems)
	})
	t.Run("a line whose zero a spreadsheet dropped", func(t *testing.T) {
		r := read(t, head+"101210000\ta\tpcs\t0\n703101901\tb\t\t15\n8711100001\tc\tpcs\t15\n", Options{Known: known})
		require.Empty(t, r.Problems)
		assert.Equal(t, "0101210000", r.Rows[0].Code)
		assert.Equal(t, "0703101901", r.Rows[1].Code)
	})
	t.Run("a heading among dropped zeros", func(t *testing.T) {
		r := read(t, head+"101210000\ta\tpcs\t0\n871110000\tb\t\t\n8711100001\tc\tpcs\t15\n", Options{Known: known})
		require.Empty(t, r.Problems)
		assert.Equal(t, "871110000", r.Rows[1].Code)
	})
	t.Run("a rate decides", func(t *testing.T) {
		r := read(t, head+"101210000\ta\tpcs\t0\n", Options{Known: func(string) bool { return true }, Lang: ratetext.AZ})
		assert.Equal(t, "0101210000", r.Rows[0].Code)
	})
	t.Run("nothing fits: not read", func(t *testing.T) {
		r := read(t, head+"8711100001\tc\tpcs\t15\n101210000\ta\tpcs\t15\n", Options{Known: func(string) bool { return true }, Lang: ratetext.AZ})
		require.Len(t, r.Problems, 1)
		assert.Equal(t, "ambiguous_code", r.Problems[0].Key)
		assert.Len(t, r.Rows, 1)
	})
}

func TestGroupsWithoutACode(t *testing.T) {
	r := read(t, head+"0102\tmal-qara\t\t\n\t– ev heyvanları:\t\t\n0102 21 000 0\t– – safqanlı\tpcs\t0\n\t– – digərləri:\t\t\n0102 29 100 0\t– – – ətlik\tpcs\t15\n0102 90 000 0\t– digərləri\tpcs\t15\n0103\tdonuzlar\t\t\n0103 10 000 0\t– cins\tpcs\t0\n", Options{Lang: ratetext.AZ})
	require.Empty(t, r.Problems)
	groups := map[string][]string{}
	for _, row := range r.Rows {
		groups[row.Code] = row.Groups
	}
	assert.Equal(t, map[string][]string{
		"0102": nil, "0102210000": {"ev heyvanları"}, "0102291000": {"ev heyvanları", "digərləri"}, "0102900000": nil, "0103": nil, "0103100000": nil,
	}, groups)
	assert.Equal(t, 2, r.Groups)
}

func TestPeriods(t *testing.T) {
	h := "code\tname_az\tunit\timport_rate\texport_rate\tvalid_from\tvalid_to\tact\n"
	r := read(t, h+
		"0703101901\tsoğan\t\t0.6 ABŞ dolları 1 kq üçün\t\t2022-01-01\t2023-12-31\tQ1\n"+
		"0703101901\tsoğan\t\t15\t\t2024-01-01\t\tQ2\n", Options{Lang: ratetext.AZ})
	require.Len(t, r.Rows, 2)
	assert.Equal(t, date.Must(2023, 12, 31), r.Rows[0].To)
	assert.Equal(t, "Q2", r.Rows[1].Act)
	for _, row := range r.Rows {
		assert.NotEqual(t, "contradiction", row.Unresolved)
	}
	r = read(t, h+"0703101901\ta\t\t5\t\t2022-01-01\t\t\n0703101901\ta\t\t15\t\t2024-01-01\t\t\n", Options{Lang: ratetext.AZ})
	assert.Equal(t, 2, r.Unresolved, "periods that overlap with different rates contradict each other")
	assert.Nil(t, r.Rows[0].Import)
	r = read(t, h+"0703101901\ta\t\t5\t\t2024-01-01\t2022-01-01\t\n0703101902\ta\t\t5\t\t01/02/2022\t\t\n", Options{Lang: ratetext.AZ})
	assert.Equal(t, []string{"bad_period", "bad_date"}, []string{r.Problems[0].Key, r.Problems[1].Key})
}

func TestExportRates(t *testing.T) {
	r := read(t, head+"0703 10 190 9\tdigər\t-\t15 ( 1 kq-2,0 ABŞ dolları*)\n", Options{Lang: ratetext.AZ})
	require.Empty(t, r.Problems)
	assert.Equal(t, "15 %", r.Rows[0].Import.String())
	assert.True(t, rate.OfSpecific("2", "USD", "1", "kg").Equal(*r.Rows[0].Export), r.Rows[0].Export.String())
	r = read(t, "code\tname\tunit\trate\texport rate\n7404000000\tmis\t-\t0\t50%, lakin 1000 kq-a 4000 ABŞ dollarından az olmamaqla\n", Options{Lang: ratetext.AZ})
	require.Empty(t, r.Problems)
	assert.Equal(t, rate.AtLeast, r.Rows[0].Export.Op)
	r = read(t, "code\tname\tunit\trate\texport rate\n7404000000\tmis\t-\t0 (1000 kg 5 US $ *)\t5\n", Options{Lang: ratetext.AZ})
	assert.Equal(t, "two_export_rates", r.Rows[0].Unresolved)
	assert.Nil(t, r.Rows[0].Import, "a line that is not read in full has no rate at all")
}

func TestPackAndReadBack(t *testing.T) {
	r := read(t, head+"0102\tmal-qara\t\t\n\t– ev heyvanları | mal:\t\t\n0102 21 000 0\t– – safqanlı\tpcs, m\t15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə\n0102 29 000 0\t– – digər\tpcs\tnot a rate\n",
		Options{Lang: ratetext.AZ, Act: "Q 500", From: date.Must(2018, 1, 1)})
	var m Meta
	m.Set("title", "cədvəl")
	m.Set("empty", "")
	b := Pack(m, r.Rows)
	assert.Equal(t, b, Pack(m, r.Rows))
	tf, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	require.Equal(t, len(r.Rows), tf.Len())
	assert.Equal(t, "cədvəl", tf.Title())
	rows := tf.Lookup("0102210000")
	require.Len(t, rows, 2)
	got := rows[0]
	assert.Equal(t, "0102210000", got.Code)
	assert.Equal(t, "ev heyvanları / mal", got.Groups)
	assert.Equal(t, "piece,m", got.Unit)
	assert.Equal(t, "Q 500", got.Act)
	assert.Equal(t, date.Must(2018, 1, 1), got.From)
	assert.True(t, r.Rows[1].Import.Equal(*got.Import))
	assert.Equal(t, r.Rows[1].ImportText, got.ImportText)
	assert.Equal(t, "0102", rows[1].Code)
	assert.False(t, rows[1].Rated())
	bad := tf.Under("010229")
	require.Len(t, bad, 1)
	assert.True(t, bad[0].Rated())
	assert.Nil(t, bad[0].Import)
	assert.NotEmpty(t, bad[0].Unresolved)
	assert.Positive(t, bad[0].UnresolvedAt)
	assert.Empty(t, tf.Lookup("9999"))
}

func TestTheSourceReadsBackTheSame(t *testing.T) {
	in := head + "0102\tmal-qara\t\t\n\t– ev heyvanları:\t\t\n0102 21 000 0\t– – safqanlı\tpcs\t15\n0102 29 000 0\t– – digər\tfathom\tnot a rate\n0102 90 000 0\t– digər\tpcs\t\n"
	o := Options{Lang: ratetext.AZ, Act: "Q 500", From: date.Must(2018, 1, 1)}
	r := read(t, in, o)
	var b strings.Builder
	b.WriteString("code\tname_az\tunit\timport_rate\texport_rate\tvalid_from\tvalid_to\tact\n")
	for _, l := range r.Source {
		b.WriteString(strings.Join([]string{l.Code, l.Name, l.Unit, l.Import, l.Export, l.From, l.To, l.Act}, "\t") + "\n")
	}
	again := read(t, b.String(), Options{Lang: ratetext.AZ})
	for i := range r.Rows {
		r.Rows[i].line, again.Rows[i].line = 0, 0
	}
	assert.Equal(t, Pack(Meta{}, r.Rows), Pack(Meta{}, again.Rows))
}

func TestWhatIsNotReadInFullHasNoRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"15", "0", "15 %", "x", "", "15 və", "1 kq 2", "15 ( 1 kq-2,0 ABŞ dolları*)", "-"})
		code := rapid.SampledFrom([]string{"8703231940", "0101210000", "8703", "87", "", "ex 8703", "8703 23 194", "101210000"})
		unit := rapid.SampledFrom([]string{"əd", "", "-", "fathom", "l"})
		g := Grid{{Line: 1, Cells: []string{"code", "name", "unit", "rate"}}}
		for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
			g = append(g, Record{Line: i + 2, Cells: []string{code.Draw(t, "code"), "– x", unit.Draw(t, "unit"), cell.Draw(t, "rate")}})
		}
		r, p := Table(g, Options{Lang: ratetext.AZ})
		require.Nil(t, p)
		for i, row := range r.Rows {
			if row.Unresolved != "" {
				assert.Nil(t, row.Import)
				assert.Nil(t, row.Export)
			} else if row.ImportText != "" {
				require.NotNil(t, row.Import)
				assert.True(t, row.Import.Resolved())
			}
			if i > 0 {
				assert.LessOrEqual(t, r.Rows[i-1].Code, row.Code)
			}
		}
		_, err := tariffdata.OpenTariff(Pack(Meta{}, r.Rows))
		assert.NoError(t, err)
	})
}

func FuzzTable(f *testing.F) {
	f.Add([]byte(head + "8703231940\tx\tpcs\t15\n"))
	f.Add([]byte("XİF MN üzrə Kod;Mal mövqelərinin adları;Əlavə ölçü vahidi;Tətbiq olunan tarif dərəcəsi\nQRUP 01;;;\n0101;Diri:;;\n;– atlar:;;\n0101 21 000 0;– – a;əd;0.5\n"))
	f.Add([]byte("\"a\n\n\",b\n,"))
	f.Add([]byte("0101 21 000 0 | x | - | 15 ( 1 kq-2,0 ABŞ dolları*)\n0101 29 000 0 | y | - | 5\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, p := ReadText(b)
		if p != nil {
			return
		}
		r, p := Table(g, Options{Lang: ratetext.AZ, Known: known})
		if p != nil {
			_ = p.Error()
			return
		}
		_ = NewReport(Meta{}, r, nil).Text()
		_, err := tariffdata.OpenTariff(Pack(Meta{}, r.Rows))
		require.NoError(t, err)
	})
}
