package people

import (
	"sort"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/wasm/field"
	"rusum/wasm/sheet"
)

var (
	tables = func() *calc.Tables {
		t, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
		if err != nil {
			panic(err)
		}
		return t
	}()
	today = date.Must(2026, 7, 9)
)

func doc(s *sheet.Sheet, lang i18n.Lang, pairs ...string) *sheet.Doc {
	d := sheet.New(s, lang)
	for i := 0; i < len(pairs); i += 2 {
		if !d.Set(pairs[i], pairs[i+1]) {
			panic(pairs[i])
		}
	}
	return d
}

func scan(d *sheet.Doc) *sheet.Scan {
	return sheet.NewScan(d, &field.Reader{Texts: texts.Get(d.Lang)})
}

func parcel(t *testing.T, lang i18n.Lang, pairs ...string) (*calc.Declaration, *sheet.Scan) {
	t.Helper()
	x := scan(doc(&sheet.Parcel, lang, pairs...))
	d, _ := Parcel(x, tables, today)
	return d, x
}

func TestAParcelIsReadAsItIsWritten(t *testing.T) {
	d, x := parcel(t, i18n.AZ, "date", "02.07.2026", "delivery", "12,50", "delivery-cur", "EUR", "used", "40", "phoneUsed", "1", "fx-1-rate", "1,9426", "fx-1-rate-cur", "EUR",
		"goods-1-name", "Ayaqqabı", "goods-1-count", "2", "goods-1-price", "59,99", "goods-1-duty", "5",
		"goods-2-item", "whisky", "goods-2-l", "0,7", "goods-2-count", "3", "goods-2-price", "40",
		"goods-3-item", "cigarettes", "goods-3-pcs", "200", "goods-3-count", "2", "goods-3-price", "30")
	require.Empty(t, x.Problems)
	assert.Equal(t, "2026-07-02", d.Date.String())
	assert.Equal(t, "post", d.Channel)
	assert.Equal(t, calc.Money{Amount: num.Must("12.50"), Currency: "EUR"}, *d.Delivery.Freight)
	assert.Equal(t, "40", d.AllowanceUsed.Amount.String())
	assert.Equal(t, "1", d.LimitsUsed["phone"].String())
	assert.Equal(t, "1.9426", d.Rates["EUR"].String())
	require.Len(t, d.Lines, 3)
	assert.Equal(t, "119.98", d.Lines[0].Price.Amount.String(), "two of them")
	assert.Equal(t, "5 %", d.Lines[0].DutyText)
	assert.Equal(t, "2.1", d.Lines[1].Quantities["l"].String(), "three bottles of 0.7 l")
	assert.Equal(t, "400", d.Lines[2].Quantities["piece"].String(), "cigarettes, not packets")
}

func TestAnEmptyDateIsTodayAndSaidSo(t *testing.T) {
	d, x := parcel(t, i18n.EN, "goods-1-price", "10")
	assert.Equal(t, today, d.Date)
	assert.Contains(t, x.Notes["date"], "Today")
}

func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	for name, c := range map[string]struct {
		pairs []string
		field string
	}{
		"no price":              {[]string{"goods-1-name", "shoes"}, "goods-1-price"},
		"price not a number":    {[]string{"goods-1-price", "cheap"}, "goods-1-price"},
		"no pieces":             {[]string{"goods-1-price", "10", "goods-1-count", "0"}, "goods-1-count"},
		"pieces in words":       {[]string{"goods-1-price", "10", "goods-1-count", "two"}, "goods-1-count"},
		"a rate nobody knows":   {[]string{"goods-1-price", "10", "goods-1-duty", "a lot"}, "goods-1-duty"},
		"a rate for manat":      {[]string{"goods-1-price", "10", "fx-1-rate", "1", "fx-1-rate-cur", "AZN"}, "fx-1-rate-cur"},
		"a rate of nothing":     {[]string{"goods-1-price", "10", "fx-1-rate", "0", "fx-1-rate-cur", "USD"}, "fx-1-rate"},
		"a day that never was":  {[]string{"goods-1-price", "10", "date", "31.02.2026"}, "date"},
		"second row, no price":  {[]string{"goods-1-price", "10", "goods-2-name", "hat"}, "goods-2-price"},
		"the used part in word": {[]string{"goods-1-price", "10", "used", "half"}, "used"},
	} {
		_, x := parcel(t, i18n.EN, c.pairs...)
		assert.True(t, has(x, c.field), "%s: %v", name, x.Problems)
	}
}

func TestMedicineNeedsNoPrice(t *testing.T) {
	d, x := parcel(t, i18n.EN, "goods-1-item", "medicine")
	require.Empty(t, x.Problems)
	require.Len(t, d.Lines, 1)
	assert.True(t, d.Lines[0].Price.Amount.IsZero())
}

func TestAnEmptyRowIsPassedOver(t *testing.T) {
	d := doc(&sheet.Parcel, i18n.EN, "goods-1-price", "10", "goods-3-price", "20")
	p, rows := Parcel(scan(d), tables, today)
	require.Len(t, p.Lines, 2)
	assert.Equal(t, []int{1, 3}, rows)
	assert.Equal(t, "goods-3-price", FieldOf("lines[1].price.amount", rows))
}

func TestATravellingFamilyIsReadAsItIsWritten(t *testing.T) {
	x := scan(doc(&sheet.Traveller, i18n.RU, "flow", "export", "adults", "2", "minors", "1", "used", "100", "usedAlcohol", "0,5", "usedCigarettes", "20", "usedPhone", "1",
		"manat", "500", "foreign", "9000", "foreign-cur", "EUR", "goods-1-item", "caviar", "goods-1-g", "50", "goods-1-count", "3", "goods-1-price", "100"))
	q, rows := Party(x, today)
	require.Empty(t, x.Problems)
	assert.Equal(t, calc.Export, q.Flow)
	require.Len(t, q.People, 3)
	assert.False(t, q.People[1].Minor)
	assert.True(t, q.People[2].Minor)
	assert.Equal(t, "100", q.People[0].AllowanceUsed.Amount.String())
	assert.Equal(t, "0.5", q.People[0].LimitsUsed["alcohol"].String())
	assert.Equal(t, "20", q.People[0].LimitsUsed["cigarettes"].String())
	assert.Equal(t, "1", q.People[0].LimitsUsed["phone"].String())
	assert.Equal(t, "AZN EUR", q.People[0].Cash[0].Currency+" "+q.People[0].Cash[1].Currency)
	require.Len(t, q.Items, 1)
	assert.Equal(t, "50", q.Items[0].Each.Decimal.String())
	assert.Equal(t, 3, q.Items[0].Count)
	assert.Equal(t, []int{1}, rows)
}

func TestCashAloneIsEnough(t *testing.T) {
	x := scan(doc(&sheet.Traveller, i18n.EN, "foreign", "12000"))
	q, _ := Party(x, today)
	require.Empty(t, x.Problems)
	assert.Empty(t, q.Items)
	x = scan(doc(&sheet.Traveller, i18n.EN))
	Party(x, today)
	assert.True(t, has(x, "goods-1-price"))
}

func TestHowManyPersonsTravel(t *testing.T) {
	for _, c := range []struct{ adults, minors string }{{"0", "0"}, {"30", "1"}} {
		x := scan(doc(&sheet.Traveller, i18n.EN, "adults", c.adults, "minors", c.minors, "goods-1-price", "1"))
		q, _ := Party(x, today)
		assert.True(t, has(x, "adults"))
		assert.Len(t, q.People, 1, "the rest of the form is read all the same")
	}
}

func TestADeviceIsReadAsItIsWritten(t *testing.T) {
	x := scan(doc(&sheet.Phone, i18n.EN, "price", "1 250", "price-cur", "AZN", "date", "2020-01-05", "class", "basic", "purpose", "sale", "imeis", "2", "paid", "1"))
	q := Phone(x, today)
	require.Empty(t, x.Problems)
	assert.Equal(t, calc.PhoneQuery{Date: date.Must(2020, 1, 5), Price: calc.Money{Amount: num.Must("1250"), Currency: "AZN"}, Basic: true, ForSale: true, IMEIs: 2, Paid: true}, q)
}

// The kinds of goods of the forms are those of the table of law, each once; what
// only the way out limits is offered to travellers alone.
func TestTheKindsOfTheFormsAreThoseOfTheTable(t *testing.T) {
	var table []string
	for i := range tables.Personal.Items {
		table = append(table, tables.Personal.Items[i].Key)
	}
	choices := append([]string{}, sheet.Traveller.Rows("goods").Fields[0].Choices...)
	sort.Strings(table)
	sort.Strings(choices)
	assert.Equal(t, table, choices)
	assert.Subset(t, choices, sheet.Parcel.Rows("goods").Fields[0].Choices)
	// Every kind with a unit has a field for it, except where pieces are counted.
	for i := range tables.Personal.Items {
		r := &tables.Personal.Items[i]
		if r.Unit == "" || r.Unit == "piece" {
			continue
		}
		id := rowField("quantities."+r.Unit, 1)
		require.NotEmpty(t, id, r.Key)
		f, rows, row, _ := sheet.Traveller.Lookup(id)
		require.NotNil(t, f, r.Key)
		assert.True(t, doc(&sheet.Traveller, i18n.AZ, "goods-1-item", r.Key).Shown(f, rows, row), "%s: %s", r.Key, id)
	}
}

// What is written into the form is the parcel it was read from.
func TestAParcelOfTheDiaryComesBackToTheForm(t *testing.T) {
	for _, lang := range i18n.Langs {
		rapid.Check(t, func(t *rapid.T) {
			d := drawParcel(t)
			form := sheet.New(&sheet.Parcel, lang)
			Fill(form, d, tables)
			x := scan(form)
			back, _ := Parcel(x, tables, today)
			require.Empty(t, x.Problems)
			require.Equal(t, string(wire.EncodeDeclaration(d)), string(wire.EncodeDeclaration(back)))
		})
	}
}

// A parcel as the form can hold it.
func drawParcel(t *rapid.T) *calc.Declaration {
	amount := func(name string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, name), -2)
	}
	cur := rapid.SampledFrom([]string{"USD", "EUR", "AZN", "TRY"})
	pairs := []string{"date", date.Must(2026, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "day")).String()}
	set := func(id, v string) { pairs = append(pairs, id, v) }
	if rapid.Bool().Draw(t, "delivered") {
		set("delivery", amount("delivery", 5000).String())
		set("delivery-cur", cur.Draw(t, "delivery currency"))
	}
	if rapid.Bool().Draw(t, "used before") {
		set("used", amount("used", 50000).String())
	}
	if rapid.Bool().Draw(t, "phone") {
		set("phoneUsed", "1")
	}
	if rapid.Bool().Draw(t, "own rate") {
		set("fx-1-rate", "1.7001")
	}
	kinds := sheet.Parcel.Rows("goods").Fields[0].Choices
	for n := 1; n <= rapid.IntRange(1, 4).Draw(t, "lines"); n++ {
		at := func(name string) string { return sheet.Parcel.Rows("goods").At(n, name) }
		item := rapid.SampledFrom(kinds).Draw(t, "item")
		set(at("item"), item)
		set(at("name"), rapid.SampledFrom([]string{"", "Ayaqqabı, qara", `"x"; y`, "=1+1"}).Draw(t, "name"))
		set(at("price"), decimal.NewFromInt(rapid.Int64Range(0, 900).Draw(t, "price")).String())
		set(at("price-cur"), cur.Draw(t, "currency"))
		set(at("count"), decimal.NewFromInt(rapid.Int64Range(1, 5).Draw(t, "count")).String())
		if item == "goods" {
			set(at("duty"), rapid.SampledFrom([]string{"", "0", "15", "5"}).Draw(t, "duty"))
		}
		if id := rowField("quantities."+unitOf(tables, item), n); id != "" && rapid.Bool().Draw(t, "sized") {
			set(id, decimal.NewFromInt(rapid.Int64Range(1, 20).Draw(t, "size")).String())
		}
	}
	x := scan(doc(&sheet.Parcel, i18n.EN, pairs...))
	d, _ := Parcel(x, tables, today)
	require.Empty(t, x.Problems)
	return d
}

func TestTheEngineNamesFieldsOfTheForms(t *testing.T) {
	rows := []int{2, 5}
	for path, want := range map[string]string{
		"lines[0].price.amount": "goods-2-price", "lines[1].quantities.l": "goods-5-l", "items[1].quantities.piece": "goods-5-pcs", "lines[0].code": "goods-2-code",
		"lines[0].dutyScenario": "goods-2-duty", "items[0].count": "goods-2-count", "delivery.freight.amount": "delivery", "allowanceUsed.currency": "used", "people[0].allowanceUsed": "used",
		"date": "date", "rates.USD": "fx-1-rate", "price.amount": "price", "lines[2].price": "", "lines[x].price": "", "lines[0].colour": "", "origin": "", "": "",
	} {
		assert.Equal(t, want, FieldOf(path, rows), path)
	}
}

func strip(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
