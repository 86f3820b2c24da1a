package stats_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/wasm/field"
	"rusum/wasm/journal"
	"rusum/wasm/stats"
)

func money(s string) decimal.NullDecimal { return decimal.NewNullDecimal(num.Must(s)) }

func sums(s string) field.Sums {
	out, ok := field.ParseSums(s)
	if !ok {
		panic(s)
	}
	return out
}

// key is the name of a kind where there is no language.
func key(k calc.Kind) string { return string(k) }

var list = []*journal.Goods{
	{Date: date.Must(2026, 7, 9), Flow: calc.Import, Value: money("3400.00"), Sums: sums("clearance_fee:60.00"), Lines: []journal.Line{
		{Code: "847130", Origin: "CN", Value: money("1700.00"), Sums: sums("import_duty:255.00,vat:351.90")},
		{Code: "2204210900", Origin: "GE", Value: money("1700.00"), Sums: sums("excise:360.00,vat:370.80")}}},
	{Date: date.Must(2026, 7, 31), Flow: calc.Import, Value: money("100.00"), Lines: []journal.Line{{Code: "8471", Value: money("100.00"), Sums: sums("vat:18.00")}}},
	{Date: date.Must(2026, 8, 1), Flow: calc.Export, Value: money("50.00"), Sums: sums("clearance_fee:15.00"), Lines: []journal.Line{{Code: "0810", Origin: "AZ", Value: money("50.00")}}},
	{Date: date.Must(2026, 8, 2), Flow: calc.Import, Open: true, Lines: []journal.Line{{Code: "0902", Sums: sums("vat:1.00")}}},
}

func table(t *testing.T, f stats.Filter, by stats.By) stats.Table {
	tables, _ := stats.Tables(list, f)
	for _, x := range tables {
		if x.By == by {
			return x
		}
	}
	t.Fatal(by)
	return stats.Table{}
}

func rowsOf(x stats.Table) string {
	var out []string
	for i := range x.Rows {
		r := &x.Rows[i]
		rate := "-"
		if e := r.Rate(); e.Valid {
			rate = e.Decimal.StringFixed(2)
		}
		out = append(out, r.Key+" "+num.Money(r.Value)+" "+num.Money(r.Paid)+" "+rate)
	}
	return strings.Join(out, "; ")
}

func TestTables(t *testing.T) {
	_, n := stats.Tables(list, stats.Filter{})
	assert.Equal(t, 3, n, "an open declaration is not added")
	assert.Equal(t, "2026-07 3500.00 1415.70 40.45; 2026-08 50.00 15.00 30.00", rowsOf(table(t, stats.Filter{}, stats.Month)))
	assert.Equal(t, "84 1800.00 624.90 34.72; 22 1700.00 730.80 42.99; 08 50.00 0.00 0.00", rowsOf(table(t, stats.Filter{}, stats.Chapter)))
	assert.Equal(t, "CN 1700.00 606.90 35.70; GE 1700.00 730.80 42.99;  100.00 18.00 18.00", rowsOf(table(t, stats.Filter{Flow: calc.Import}, stats.Origin)))
	assert.Equal(t, "import_duty 0.00 255.00 -; excise 0.00 360.00 -; vat 0.00 740.70 -; clearance_fee 0.00 60.00 -", rowsOf(table(t, stats.Filter{Flow: calc.Import}, stats.Kind)))
	x := table(t, stats.Filter{Flow: calc.Import}, stats.Chapter)
	assert.Equal(t, "60.00", num.Money(x.Rest.Paid), "a declaration's fee belongs to no chapter")
	assert.Equal(t, "1415.70", num.Money(x.Total.Paid))
	assert.Equal(t, "2026-08 50.00 15.00 30.00", rowsOf(table(t, stats.Filter{From: date.Must(2026, 8, 1), To: date.Must(2026, 8, 1)}, stats.Month)))
}

// goods draws a declaration of whole figures.
func goods(t *rapid.T) *journal.Goods {
	amount := func(what string) decimal.Decimal { return decimal.New(rapid.Int64Range(0, 1e9).Draw(t, what), -2) }
	some := func() field.Sums {
		var s field.Sums
		for _, k := range []calc.Kind{calc.ImportDuty, calc.Excise, calc.VAT, calc.ClearanceFee} {
			if x := amount(string(k)); rapid.Bool().Draw(t, "has") && !x.IsZero() {
				s = append(s, field.Sum{Kind: k, Amount: x})
			}
		}
		return s
	}
	g := &journal.Goods{Date: date.Must(2026, rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")),
		Flow: rapid.SampledFrom([]calc.Flow{calc.Import, calc.Export}).Draw(t, "flow"), Sums: some()}
	value := num.Zero
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		l := journal.Line{Code: rapid.SampledFrom([]string{"84", "0902", "847130", "2204210900", "870323109"}).Draw(t, "code"),
			Origin: rapid.SampledFrom([]string{"", "CN", "GE"}).Draw(t, "origin"), Value: decimal.NewNullDecimal(amount("value")), Sums: some()}
		value = value.Add(l.Value.Decimal)
		g.Lines = append(g.Lines, l)
	}
	g.Value = decimal.NewNullDecimal(value)
	return g
}

// The statistics of a journal are the sums of its entries, whatever they are
// grouped by; and a file of them is read back as the same declarations.
func TestEveryTableAddsUpToTheEntries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(rapid.Custom(goods), 1, 8).Draw(t, "declarations")
		value, paid := num.Zero, num.Zero
		for _, g := range in {
			value = value.Add(g.Value.Decimal)
			paid = paid.Add(g.All().Total())
		}
		check := func(in []*journal.Goods) string {
			tables, n := stats.Tables(in, stats.Filter{})
			require.Equal(t, len(in), n)
			for _, x := range tables {
				require.Equal(t, num.Money(value), num.Money(x.Total.Value))
				require.Equal(t, num.Money(paid), num.Money(x.Total.Paid))
				v, p := x.Rest.Value, x.Rest.Paid
				for i := range x.Rows {
					r := &x.Rows[i]
					v, p = v.Add(r.Value), p.Add(r.Paid)
					require.Equal(t, num.Money(r.Sums.Total()), num.Money(r.Paid))
				}
				require.Equal(t, num.Money(paid), num.Money(p), x.By)
				if x.By != stats.Kind {
					require.Equal(t, num.Money(value), num.Money(v), x.By)
				}
			}
			return stats.EncodeTables(tables, []string{"a"}, func(_ stats.By, k string) string { return k })
		}
		first := check(in)
		rows, at, wrong := stats.Split(stats.EncodeDeclarations(in, func(r stats.Role) string { return string(r) }))
		require.Empty(t, wrong)
		r := stats.Reader{Rows: rows[1:], At: at[1:], Roles: stats.Columns(rows[0], key), Country: func(s string) (string, bool) { return s, true }}
		for r.Next(3) {
		}
		require.Empty(t, r.Bad)
		require.Equal(t, first, check(r.Declarations()))
	})
}

func TestHeadingsInThreeLanguages(t *testing.T) {
	for _, c := range []struct {
		head string
		want []stats.Role
	}{
		{"Bəyannamə;Tarix;İstiqamət;Kod;Mənşə;Gömrük dəyəri, AZN;İdxal gömrük rüsumu;ƏDV;Gömrük yığımı", []stats.Role{stats.Number, stats.Day, stats.FlowOf, stats.Code, stats.Country, stats.Value, "import_duty", "vat", "clearance_fee"}},
		{"Declaration;Date;Flow;HS code;Country of origin;Customs value (AZN);Duty;VAT;Total", []stats.Role{stats.Number, stats.Day, stats.FlowOf, stats.Code, stats.Country, stats.Value, "import_duty", "vat", stats.Paid}},
		{"Номер ДТ;Дата;Направление;Код ТН ВЭД;Страна происхождения;Таможенная стоимость;Пошлина;Акциз;НДС;Сбор", []stats.Role{stats.Number, stats.Day, stats.FlowOf, stats.Code, stats.Country, stats.Value, "import_duty", "excise", "vat", "clearance_fee"}},
		{"tarix;XİF MN KODU;20;32;Qeyd;Kod", []stats.Role{stats.Day, stats.Code, "import_duty", "vat", "", ""}},
	} {
		rows, _, wrong := stats.Split(c.head)
		require.Empty(t, wrong)
		assert.Equal(t, c.want, stats.Columns(rows[0], key), c.head)
	}
	// What the page itself calls a payment is recognised in every language.
	for _, lang := range i18n.Langs {
		for _, k := range calc.Kinds {
			assert.Equal(t, stats.Role(k), stats.RoleOf(texts.Get(lang).Get("kind."+string(k)), func(k calc.Kind) string { return texts.Get(lang).Get("kind." + string(k)) }), "%s: %s", lang, texts.Get(lang).Get("kind."+string(k)))
		}
	}
	assert.Equal(t, []stats.Role{stats.Day, stats.Value}, stats.Lacking([]stats.Role{stats.Code, "vat"}))
}

func read(t *testing.T, text string) *stats.Reader {
	rows, at, wrong := stats.Split(text)
	require.Empty(t, wrong)
	r := &stats.Reader{Rows: rows[1:], At: at[1:], Roles: stats.Columns(rows[0], key), Country: func(s string) (string, bool) {
		a2, ok := map[string]string{"Çin": "CN", "CN": "CN", "Gürcüstan": "GE"}[s]
		return a2, ok
	}}
	for r.Next(2) {
	}
	return r
}

func TestGoodRowsAreKeptAndBadOnesAreListed(t *testing.T) {
	r := read(t, "Tarix;İstiqamət;Kod;Mənşə;Gömrük dəyəri;ƏDV\n"+
		"09.07.2026;idxal;8471 30;Çin;1.700,00 ₼;306,00\n"+
		"31.02.2026;idxal;847130;Çin;1,00;0\n"+
		";idxal;847130;Çin;1,00;0\n"+
		"09.07.2026;tranzit;847130;Çin;1,00;0\n"+
		"09.07.2026;idxal;84713;Çin;1,00;0\n"+
		"09.07.2026;idxal;;Çin;1,00;0\n"+
		"09.07.2026;idxal;847130;Atlantida;1,00;0\n"+
		"09.07.2026;idxal;847130;Çin;;0\n"+
		"\n"+
		"09.07.2026;idxal;847130;Çin;yüz manat;0\n"+
		"09.07.2026;idxal;847130;Çin;1,00;-5,00\n"+
		"2026-07-10 14:30;ixrac;0810;;50;\n")
	assert.Equal(t, 2, r.Good)
	require.Len(t, r.Declarations(), 2)
	assert.Equal(t, "1700.00", num.Money(r.Declarations()[0].Value.Decimal))
	assert.Equal(t, calc.Export, r.Declarations()[1].Flow)
	var got []stats.Bad
	got = append(got, r.Bad...)
	assert.Equal(t, []stats.Bad{
		{Line: 3, Role: stats.Day, Text: "31.02.2026", Reason: stats.BadDay}, {Line: 4, Role: stats.Day, Reason: stats.NoDay},
		{Line: 5, Role: stats.FlowOf, Text: "tranzit", Reason: stats.BadFlow}, {Line: 6, Role: stats.Code, Text: "84713", Reason: stats.BadCode},
		{Line: 7, Role: stats.Code, Reason: stats.NoCode}, {Line: 8, Role: stats.Country, Text: "Atlantida", Reason: stats.BadCountry},
		{Line: 9, Role: stats.Value, Reason: stats.NoValue}, {Line: 11, Role: stats.Value, Text: "yüz manat", Reason: stats.BadNumber},
		{Line: 12, Role: "vat", Text: "-5,00", Reason: stats.Negative},
	}, got)
	assert.Equal(t, 100, r.Done())
}

func TestNumbersAreReadAsTheFileWritesThem(t *testing.T) {
	for text, want := range map[string]string{
		"date;code;customs value\n09.07.2026;8471;1.234\n09.07.2026;8471;1,5\n":       "1235.50", // a comma is the decimal mark here
		"date\tcode\tcustoms value\n09.07.2026\t8471\t1,234\n09.07.2026\t8471\t1.5\n": "1235.50", // and a point here
		"date,code,customs value\n09.07.2026,8471,1234.00\n2026-07-09,8471,1.50\n":    "1235.50",
	} {
		sum := num.Zero
		for _, g := range read(t, text).Declarations() {
			sum = sum.Add(g.Value.Decimal)
		}
		assert.Equal(t, want, num.Money(sum), text)
	}
}

func TestRowsOfOneNumberAreOneDeclaration(t *testing.T) {
	r := read(t, "declaration,date,flow,code,origin,customs value,vat,clearance fee\n7,2026-07-09,import,8471,CN,100.00,18.00,\n7,2026-07-09,import,0902,CN,50.00,9.00,\n7,2026-07-09,import,,,,,60.00\n8,2026-07-09,import,8471,CN,1.00,0.18,\n")
	require.Len(t, r.Declarations(), 2)
	assert.Equal(t, "150.00", num.Money(r.Declarations()[0].Value.Decimal))
	assert.Equal(t, "clearance_fee:60.00", r.Declarations()[0].Sums.String())
	r = read(t, "date,code,customs value,total\n2026-07-09,8471,100.00,20.00\n")
	assert.Equal(t, stats.Unsplit, r.Declarations()[0].Lines[0].Sums[0].Kind, "payments in one sum are kept as such")
	r = read(t, "date,code,customs value,vat,total\n2026-07-09,8471,100.00,18.00,20.00\n")
	assert.Equal(t, "vat:18.00", r.Declarations()[0].Lines[0].Sums.String(), "a sum of what is given apart is not added twice")
}

func TestSplit(t *testing.T) {
	rows, at, wrong := stats.Split("\ufeffa;\"b;\"\"c\"\"\r\nd\";e\r\n\r\n;;\n1;2;3")
	require.Empty(t, wrong)
	assert.Equal(t, stats.Cells{{"a", "b;\"c\"\nd", "e"}, {"1", "2", "3"}}, rows)
	assert.Equal(t, []int{1, 5}, at)
	_, _, wrong = stats.Split("a;\"b\n1;2\n")
	assert.Equal(t, stats.Broken, wrong, "a quote that never ends")
	_, _, wrong = stats.Split("")
	assert.Equal(t, stats.Broken, wrong)
	_, _, wrong = stats.Split(strings.Repeat(",", stats.MostCols+2))
	assert.Equal(t, stats.Long, wrong)
	_, _, wrong = stats.Split(strings.Repeat("1\n", stats.MostRows+1))
	assert.Equal(t, stats.Long, wrong)
	_, _, wrong = stats.Split(strings.Repeat("1\n", stats.MostRows))
	assert.Empty(t, wrong)
}

func TestCellsAreNoFormulas(t *testing.T) {
	tables, _ := stats.Tables(list, stats.Filter{})
	csv := stats.EncodeTables(tables, []string{"=1+1", "b"}, func(stats.By, string) string { return "@x" })
	assert.True(t, strings.HasPrefix(csv, "'=1+1,b,'@x"))
	assert.NotContains(t, csv, ",@")
}

func FuzzRead(f *testing.F) {
	f.Add("Tarix;Kod;Gömrük dəyəri\n09.07.2026;8471;1.700,00\n")
	f.Add("declaration,date,flow,code,origin,customs value,vat\n7,2026-07-09,import,8471,CN,100.00,18.00\n")
	f.Add("a\t\"b\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, at, wrong := stats.Split(text)
		if wrong != "" {
			return
		}
		require.Len(t, at, len(rows))
		r := stats.Reader{Rows: rows[1:], At: at[1:], Roles: stats.Columns(rows[0], key), Country: func(s string) (string, bool) { return s, len(s) == 2 }}
		for r.Next(10) {
		}
		require.Equal(t, len(rows)-1, r.Good+len(r.Bad), "every row is kept or listed")
		stats.Tables(r.Declarations(), stats.Filter{})
	})
}
