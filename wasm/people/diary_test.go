package people

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
)

func ledger(t require.TestingT, ds []*calc.Declaration) *calc.Ledger {
	l, f := calc.Month(ds, tables)
	require.Nil(t, f)
	return l
}

func TestTheTableOfTheDiary(t *testing.T) {
	a, _ := parcel(t, i18n.EN, "date", "2026-07-02", "delivery", "12", "goods-1-name", "Ayaqqabı, qara", "goods-1-price", "180", "goods-2-item", "wine", "goods-2-price", "9", "goods-2-count", "2", "goods-2-l", "0.75", "goods-2-duty", "15")
	b, _ := parcel(t, i18n.EN, "date", "2026-07-20", "goods-1-name", "=HYPERLINK(1)", "goods-1-price", "140", "fx-1-rate", "1.7")
	ds := []*calc.Declaration{a, b}
	got := strip(CSV(ds, ledger(t, ds), tables))
	assert.Equal(t, `parcel,date,item,description,code,count,size,price,currency,delivery,delivery_currency,duty_rate,usd_rate,customs_value,duty,excise,vat,total
1,2026-07-02,goods,"Ayaqqabı, qara",,1,,180,USD,12,USD,,,357.00,4.87,5.40,7.69,17.96
1,2026-07-02,wine,,,2,0.75,18,USD,,,15 %,,,,,,
2,2026-07-20,goods,'=HYPERLINK(1),,1,,140,USD,,,,1.7,238.00,7.88,0.00,10.88,18.76
`, got)
}

// What was exported is what is imported.
func TestAnExportedDiaryComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ds := rapid.SliceOfN(rapid.Custom(drawParcel), 1, 6).Draw(t, "parcels")
		back, f := Import(string(wire.Indent(wire.EncodeParcels(ds))), tables)
		require.Nil(t, f)
		require.Equal(t, string(wire.EncodeParcels(ds)), string(wire.EncodeParcels(back)), "every field of the JSON")

		for _, d := range ds { // what the table has no column for
			d.AllowanceUsed, d.LimitsUsed = nil, nil
		}
		table := CSV(ds, ledger(t, ds), tables)
		back, f = Import("\ufeff"+table, tables)
		require.Nil(t, f)
		require.Equal(t, len(ds), len(back))
		require.Equal(t, table, CSV(back, ledger(t, back), tables), "the same table")
		for i, m := range ledger(t, ds).Months {
			require.Equal(t, num.Money(m.Sums.Total), num.Money(ledger(t, back).Months[i].Sums.Total), "and the same sums")
		}
	})
}

// A spreadsheet of Azerbaijan writes commas and semicolons.
func TestATableOfASpreadsheetIsRead(t *testing.T) {
	ds, f := Import("Date;Item;Description;Price;Currency;Count\r\n2026-07-02;goods;\"Kitab; \"\"yeni\"\"\";12,50;usd;2\r\n2026-07-03;phone;Telefon;1.200,00;USD;\r\n", tables)
	require.Nil(t, f)
	require.Len(t, ds, 2, "rows without a parcel's number are parcels of their own")
	assert.Equal(t, `Kitab; "yeni"`, ds[0].Lines[0].Description)
	assert.Equal(t, "12.5", num.Plain(ds[0].Lines[0].Price.Amount))
	assert.Equal(t, "2", ds[0].Lines[0].Quantities["piece"].String())
	assert.Equal(t, "1200", num.Plain(ds[1].Lines[0].Price.Amount))
}

func TestWhatIsWrongInATableIsNamedByItsRow(t *testing.T) {
	head := "date,item,price,currency,count,size,duty_rate\n"
	for body, want := range map[string][3]string{
		"":                                      {"missing_field", "parcels", ""},
		"a,b\n1,2\n":                            {"missing_field", "date", ""},
		head + "soon,goods,10,USD,1,,\n":        {"bad_date", "row 2, date", "soon"},
		head + "2026-07-02,goods,ten,USD,1,,\n": {"bad_number", "row 2, price", "ten"},
		head + "2026-07-02,goods,,USD,1,,\n":    {"bad_number", "row 2, price", ""},
		head + "2026-07-02,goods,10,XXQ,1,,\n":  {"unknown_currency", "row 2, currency", "XXQ"},
		head + "2026-07-02,goods,10,USD,1,,\n2026-07-02,rocket,10,USD,1,,\n":    {"unknown_choice", "row 3, item", "rocket"},
		head + "2026-07-02,goods,10,USD,1,,much\n":                              {"bad_rate", "row 2, duty_rate", "much"},
		head + "2026-07-02,goods,-10,USD,1,,\n":                                 {"negative", "parcels[0].lines[0].price.amount", ""},
		`{"parcels":[{"date":"2026-07-02","channel":"cargo","lines":[]}]}`:      {"unknown_choice", "parcels[0].channel", "cargo"},
		`{"parcels":[{"date":"2026-07-02"`:                                      {"bad_json", "", ""},
		`{"lines":[{"code":"847130","price":{"amount":"1","currency":"USD"}}]}`: {"unknown_field", "lines", ""},
	} {
		_, f := Import(body, tables)
		require.NotNil(t, f, body)
		assert.Equal(t, want[0], f.Code, body)
		if want[0] != "bad_json" {
			assert.Equal(t, want[1], f.Field, body)
		}
		if want[2] != "" {
			assert.Equal(t, want[2], f.Value, body)
		}
	}
}

func TestADiaryHasABound(t *testing.T) {
	body := "date,price,currency\n"
	for range calc.MaxParcels + 1 {
		body += "2026-07-02,1,USD\n"
	}
	_, f := Import(body, tables)
	require.NotNil(t, f)
	assert.Equal(t, "too_many_lines", f.Code)
}

// Changes are made to whatever the device has by then.
func TestChangesOfAList(t *testing.T) {
	a, _ := parcel(t, i18n.EN, "goods-1-price", "1")
	b, _ := parcel(t, i18n.EN, "goods-1-price", "2")
	c, _ := parcel(t, i18n.EN, "goods-1-price", "3")
	again, _ := parcel(t, i18n.EN, "goods-1-price", "2")
	list := []*calc.Declaration{a, b}
	assert.Equal(t, 1, Find(list, again), "by what it is")
	assert.Equal(t, -1, Find(list, c))
	assert.Equal(t, []*calc.Declaration{a, b, c}, Add(list, c))
	assert.Equal(t, []*calc.Declaration{a, c}, Replace(list, again, c))
	assert.Equal(t, []*calc.Declaration{a}, Replace(list, again, nil))
	assert.Equal(t, []*calc.Declaration{a, b}, Replace(list, c, nil), "another tab deleted it")
	assert.Equal(t, []*calc.Declaration{a, b, a}, Replace(list, c, a), "what was written is not lost")
	out, n := Merge(list, []*calc.Declaration{again, c, c})
	assert.Equal(t, []*calc.Declaration{a, b, c, c}, out)
	assert.Equal(t, 2, n)
	assert.Equal(t, []*calc.Declaration{a, b}, list, "and the list itself is as it was")
}

func FuzzImport(f *testing.F) {
	for _, s := range []string{"", "date,price,currency\n2026-07-02,1,USD\n", "date;price;currency;count;size;item;duty_rate;delivery;delivery_currency;parcel;usd_rate\n2026-07-02;1,5;EUR;3;0,7;wine;15 %;2;USD;1;1,7\n",
		`{"parcels":[{"date":"2026-07-02","channel":"post","lines":[{"item":"phone","price":{"amount":"200","currency":"USD"}}]}]}`, "\"date\",\"price\n", "date\tprice\tcurrency\r\r\n\t\t\n", "{", "date,price,currency\n2026-07-02,1e999999999,USD\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ds, fault := Import(s, tables)
		if fault != nil {
			return
		}
		l, fault := calc.Month(ds, tables)
		require.Nil(t, fault)
		body := wire.EncodeParcels(ds)
		back, fault := Import(string(body), tables)
		require.Nil(t, fault, string(body))
		require.Equal(t, string(body), string(wire.EncodeParcels(back)))
		CSV(ds, l, tables)
	})
}
