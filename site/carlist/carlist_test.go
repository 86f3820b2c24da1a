package carlist_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/carlist"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

var day = date.Must(2026, 7, 9)

func options(lang i18n.Lang) carlist.Options {
	return carlist.Options{Lang: lang, Day: day, Country: func(s string) (string, bool) { return "DE", s == "Almaniya" }}
}

func read(t *testing.T, s string) *carlist.List {
	t.Helper()
	l, f := carlist.Read(s, options(i18n.AZ))
	require.Nil(t, f)
	return l
}

func tables(t testing.TB) *calc.Tables {
	t.Helper()
	x, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	return x
}

// faults are the slips as "row column code value".
func faults(l *carlist.List) []string {
	var out []string
	for _, b := range l.Bad {
		out = append(out, strconv.Itoa(b.Row)+" "+b.Column+" "+b.Fault.Code+" "+b.Fault.Value)
	}
	return out
}

func TestReadInThreeLanguagesAndSeparators(t *testing.T) {
	for name, s := range map[string]string{
		"az, semicolons":        "Ad;Yanacaq;Mühərrik;İstehsal tarixi;Qiymət;Valyuta;Daşınma;Mənşə;Göndərilib;Sertifikat\nX5;Dizel;2993;01.06.2019;28 000,50;eur;900;Almaniya;DE;ST-1\n",
		"en, commas":            "name,fuel,engine,produced,price,currency,freight,origin,from,certificate\r\nX5,diesel,2993,2019-06-01,\"28 000,50\",EUR,900,Almaniya,DE,st1\r\n",
		"ru, tabs":              "Модель\tТопливо\tДвигатель\tДата выпуска\tЦена\tВалюта\tДоставка\tСтрана происхождения\tОткуда\tСертификат\rX5\tДизель\t2 993\t1.6.2019\t28000,5\tEUR\t900\tDE\tDE\tСТ-1\r",
		"names of the contract": "\ufeffname;fuel;engineCC;produced;price;currency;freight;origin;from;proof\n\nX5;diesel;2993;01.06.2019;28000.50;EUR;900;DE;DE;st1",
	} {
		t.Run(name, func(t *testing.T) {
			l := read(t, s)
			require.Empty(t, faults(l))
			require.Empty(t, l.Ignored)
			require.Len(t, l.Cars, 1)
			assert.Equal(t, "X5", l.Cars[0].Name)
			assert.JSONEq(t, `{"date":"2026-07-09","delivery":{"freight":{"amount":"900","currency":"EUR"}},"lines":[{"code":"870333","description":"X5","origin":"DE","dispatchedFrom":"DE",
				"originProof":"st1","price":{"amount":"28000.5","currency":"EUR"},"vehicle":{"kind":"car","fuel":"diesel","engineCC":2993,"produced":"2019-06-01"}}]}`,
				string(wire.EncodeDeclaration(l.Cars[0].Declaration)))
		})
	}
}

func TestDefaults(t *testing.T) {
	l := read(t, "price\n10000\n")
	require.Len(t, l.Cars, 1)
	assert.JSONEq(t, `{"date":"2026-07-09","lines":[{"code":"8703","price":{"amount":"10000","currency":"USD"},"vehicle":{"kind":"car","fuel":"petrol"}}]}`,
		string(wire.EncodeDeclaration(l.Cars[0].Declaration)))
	l = read(t, "nov;price;mass;pieces\nqoşqu;1000;1 500;3\nYaxta;5000;;\n")
	require.Len(t, l.Cars, 2)
	v := l.Cars[0].Declaration.Lines[0]
	assert.Equal(t, "trailer ", v.Vehicle.Kind+" "+v.Vehicle.Fuel)
	assert.Equal(t, "3000 4500 3", v.Price.Amount.String()+" "+v.NetMass.Decimal.String()+" "+v.Quantities["piece"].String())
}

// Good rows are kept, each slip has its row, column, reason and what was typed.
func TestBadRowsAreListed(t *testing.T) {
	l := read(t, strings.Join([]string{
		"name;kind;fuel;engine;produced;price;currency;origin;proof;date;colour",
		"good;;;1598;2021-05-01;10000;;;;;red",
		"a;tank;;1598;2021-05-01;10000;;;;;",
		"b;;hybrid;1598;2021-05-01;10000;;;;;",
		"c;;;1.6;2021-05-01;10000;;;;;",
		"d;;;1598,5;2021-05-01;10000;;;;;",
		"e;;;1.598;2021-13-01;abc;XXX;Mars;yes;yesterday;",
		"f;;;1598;2021-05-01;9.500;;;;;",
		"g;;;1598;2021-05-01;-5;;;;;",
		"h;;;1598;2021-05-01;;;;;;",
		"i;;;1598;2021-05-01;10000;;;;;;;more",
		"",
		"also good;;;1.598;2021-05-01;9 500;;;;;",
	}, "\n"))
	var good []string
	for _, c := range l.Cars {
		good = append(good, strconv.Itoa(c.Row)+" "+c.Name)
	}
	assert.Equal(t, []string{"2 good", "13 also good"}, good)
	assert.Equal(t, []string{
		"3 kind unknown_choice tank", "4 fuel unknown_choice hybrid", "5 engineCC litres 1.6", "6 engineCC not_whole 1598,5",
		"7 date bad_date yesterday", "7 produced bad_date 2021-13-01", "7 origin unknown_country Mars", "7 currency unknown_currency XXX", "7 price bad_number abc", "7 proof unknown_choice yes",
		"8 price ambiguous_number 9.500", "9 price negative -5", "10 price missing_field ", "11  extra_cell more",
	}, faults(l))
	assert.Equal(t, 9, l.BadRows())
	assert.Equal(t, []string{"colour"}, l.Ignored)
	for _, lang := range i18n.Langs {
		for _, b := range l.Bad {
			s := carlist.BadText(b, texts.Get(lang))
			assert.NotContains(t, s, "{", lang)
			assert.NotContains(t, s, "error.", lang)
			assert.NotContains(t, s, "carlist.", lang)
		}
	}
}

// What only the engine refuses is a bad row too.
func TestTheEngineRefusesARow(t *testing.T) {
	l := read(t, "price;origin;date;engine\n10000;QQ;;1598\n10000;;1900-01-01;1598\n10000;;;1598\n10000;;;5000000\n")
	l.Assess(tables(t), 0, len(l.Cars))
	assert.Equal(t, []string{"2 origin unknown_country QQ", "3 date date_range 1900-01-01", "5 engineCC out_of_range 5000000"}, faults(l))
	require.Len(t, l.Cars, 1)
	assert.False(t, l.Cars[0].Assessment.Complete, "its age is not said")
}

func TestTheTableAsAWhole(t *testing.T) {
	for s, want := range map[string]string{
		"": "no_lines", "\n\n": "no_lines", "name;fuel\nx;diesel": "no_column", "price;qiymət\n1;2": "duplicate_key", "price\n\xff": "bad_utf8",
		"price\n" + strings.Repeat("1\n", carlist.MaxRows+1): "too_many_lines",
	} {
		_, f := carlist.Read(s, options(i18n.AZ))
		require.NotNil(t, f, want)
		assert.Equal(t, want, f.Code)
	}
	_, f := carlist.Read("price\n10", carlist.Options{Lang: i18n.EN})
	require.Nil(t, f)
	l, _ := carlist.Read("price\n10", carlist.Options{Lang: i18n.EN})
	assert.Equal(t, []string{"2 date missing_field "}, faults(l))
}

func TestQuotedCells(t *testing.T) {
	l := read(t, "name,price\n\"a \"\"b\"\", c\nd\",1\n\" spaced \" ,2\n x ,3\n")
	var names []string
	for _, c := range l.Cars {
		names = append(names, c.Name)
	}
	assert.Equal(t, []string{"a \"b\", c\nd", " spaced ", "x"}, names)
	assert.Equal(t, 4, l.Cars[1].Row, "a row of two lines counts both")
}

func TestSumsAndTotal(t *testing.T) {
	l := read(t, "name;fuel;engine;produced;price;currency\npetrol;benzin;1998;2018-01-01;17000;AZN\nelectric;elektrik;;2025-01-01;20000;AZN\n=HYPERLINK(1);benzin;1600;2025-07-09;17000;AZN\n")
	l.Assess(tables(t), 0, 1)
	l.Assess(tables(t), 1, 3)
	require.Len(t, l.Cars, 3)
	s := l.Cars[0].Sums()
	assert.Equal(t, []string{"17000.00", "4075.92", "899.10", "3955.50", "945.40", "9875.92", "26875.92"},
		[]string{num.Money(s.Value.Decimal), num.Money(s.Duty.Decimal), num.Money(s.Excise.Decimal), num.Money(s.VAT.Decimal), num.Money(s.Fees), num.Money(s.Total), num.Money(s.Landed.Decimal)})
	for i := range l.Cars {
		x := l.Cars[i].Sums()
		sum := x.Duty.Decimal.Add(x.Excise.Decimal).Add(x.VAT.Decimal).Add(x.Fees)
		assert.True(t, sum.Equal(x.Total), "the parts add up to the total")
	}
	all := l.Total()
	assert.False(t, all.Open)
	assert.Equal(t, num.Money(s.Total.Add(l.Cars[1].Sums().Total).Add(l.Cars[2].Sums().Total)), num.Money(all.Total))

	csv := l.CSV(texts.Get(i18n.EN), nil)
	assert.Equal(t, "Row,Name,Vehicle,Customs value,Duty,Excise,VAT,Fees,Total to pay,Value and payments,State,Notes\r\n"+
		"2,petrol,\"Passenger car, petrol, 1,998 cm³, 1 Jan 2018\",17000.00,4075.92,899.10,3955.50,945.40,9875.92,26875.92,settled,\r\n", csv[:strings.Index(csv, "3,electric")])
	assert.Contains(t, csv, "4,'=HYPERLINK(1),", "no formula")

	open := read(t, "kind;price;currency\nqosqu;1000;AZN\n")
	open.Assess(tables(t), 0, 1)
	assert.True(t, open.Total().Open)
	assert.Contains(t, open.Text(texts.Get(i18n.EN), nil), "≥ ")
	assert.Contains(t, open.CSV(texts.Get(i18n.EN), nil), "something is open")
}

// Whatever the table, every row is a car or has a slip, and cars are computed.
func TestEveryRowIsAccountedFor(t *testing.T) {
	x := tables(t)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("kind;fuel;engine;produced;price;pieces;name\n")
		n := rapid.IntRange(1, 20).Draw(t, "rows")
		for range n {
			for i, options := range [][]string{{"", "car", "avtobus", "qoşqu", "x"}, {"", "dizel", "elektrik", "?"}, {"", "1598", "2,0", "3001"},
				{"", "2020-02-29", "31.02.2020", "01.01.2010"}, {"10000", "", "1.234", "12 345,67", "-1"}, {"", "2", "0", "1,5"}} {
				if i > 0 {
					b.WriteByte(';')
				}
				b.WriteString(rapid.SampledFrom(options).Draw(t, "cell"))
			}
			b.WriteString(";x\n")
		}
		l, f := carlist.Read(b.String(), options(i18n.AZ))
		require.Nil(t, f)
		l.Assess(x, 0, len(l.Cars))
		require.Equal(t, n, len(l.Cars)+l.BadRows(), b.String())
		for _, c := range l.Cars {
			require.NotNil(t, c.Assessment)
		}
		for _, lang := range i18n.Langs {
			require.NotContains(t, l.Text(texts.Get(lang), nil), "carlist.")
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"price\n1", "ad;qiymət\n\"x;\"\"y\";1 234,5\n", "name,price\r\n\"a\nb\",1\r", "\ufeffprice\tdate\n1\t31.12.2026\n", "price;price", "\"", "price\n\"1", ";;;\nprice"} {
		f.Add(s)
	}
	x := tables(f)
	t := texts.Get(i18n.RU)
	f.Fuzz(func(_ *testing.T, s string) {
		l, fault := carlist.Read(s, options(i18n.RU))
		if fault != nil {
			return
		}
		l.Assess(x, 0, min(len(l.Cars), 50))
		l.CSV(t, nil)
		l.Text(t, nil)
	})
}

func BenchmarkList(b *testing.B) {
	var s strings.Builder
	s.WriteString("name;fuel;engine;produced;price;freight;origin\n")
	for i := range 1000 {
		s.WriteString("car " + strconv.Itoa(i) + ";" + []string{"benzin", "dizel", "hibrid benzin"}[i%3] + ";" + strconv.Itoa(1200+i*3) + ";01.0" + strconv.Itoa(1+i%9) + "." + strconv.Itoa(2015+i%11) + ";" + strconv.Itoa(8000+i*17) + ";900;JP\n")
	}
	x := tables(b)
	for b.Loop() {
		l, _ := carlist.Read(s.String(), options(i18n.AZ))
		l.Assess(x, 0, len(l.Cars))
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "cars/s")
}
