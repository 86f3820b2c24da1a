package table

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/num"
	"rusum/calc/unit"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/tariffdata/xlsx"
	"rusum/wasm/form"
)

func TestCellKindsAreThoseOfTheWriter(t *testing.T) {
	assert.Equal(t, []uint8{uint8(xlsx.Text), uint8(xlsx.Number), uint8(xlsx.Money), uint8(xlsx.Day), uint8(xlsx.Head), uint8(xlsx.Strong), uint8(xlsx.Total)},
		[]uint8{uint8(TextCell), uint8(NumberCell), uint8(MoneyCell), uint8(DayCell), uint8(HeadCell), uint8(StrongCell), uint8(TotalCell)})
}

func TestWordsOfHeadsAreFolded(t *testing.T) {
	seen := map[string]Column{}
	for _, h := range heads {
		for w := range strings.SplitSeq(h.words, "|") {
			assert.Equal(t, fold.String(w), w)
			other, twice := seen[w]
			assert.False(t, twice, "%q is %q and %q", w, other, h.column)
			seen[w] = h.column
		}
	}
	for _, u := range unitWords {
		_, ok := unit.Get(u.key)
		assert.True(t, ok, u.key)
		for w := range strings.SplitSeq(u.words, "|") {
			assert.Equal(t, fold.String(w), w)
		}
	}
}

// A file that this program wrote in one language is read in every other.
func TestOwnHeadsAreKnown(t *testing.T) {
	all := All()
	for _, u := range unit.All {
		all = append(all, OfUnit(u.Key))
	}
	for _, lang := range i18n.Langs {
		x := texts.Get(lang)
		for _, c := range all {
			require.True(t, x.Has("ui.lines.col."+string(c)) || c.unit() != "", "%s: %s has no title", lang, c)
			got, ok := byHead(c.Head(x))
			assert.True(t, ok, "%s: %s", lang, c.Head(x))
			assert.Equal(t, c, got, "%s: %s", lang, c.Head(x))
		}
		for _, k := range append([]string{"n", "nomenclature"}, results...) {
			got, ok := byHead(x.Get("ui.lines.col." + k))
			assert.Equal(t, Skip, got, "%s: %s", lang, x.Get("ui.lines.col."+k))
			assert.True(t, ok, "%s: %s", lang, x.Get("ui.lines.col."+k))
		}
	}
	for _, c := range Usual {
		for _, lang := range i18n.Langs {
			assert.NotContains(t, c.Head(texts.Get(lang)), "[", "the usual heads are plain words")
		}
	}
}

func TestHeadsAsPeopleWriteThem(t *testing.T) {
	for head, want := range map[string]Column{
		"XİF MN kodu": "code", "Malın kodu": "code", "HS Code": "code", "Код ТН ВЭД": "code", "GTIP": "code", "Commodity code (10 digits)": "code",
		"Malın adı": "name", "Description of goods": "name", "Наименование товара": "name", "Məhsul": "name",
		"Faktura qiyməti, USD": "price", "Total amount": "price", "Стоимость, USD": "price", "Price": "price", "Məbləğ (EUR)": "price", "Ümumi məbləğ": "price", "Invoice value": "price",
		"Valyuta": "price-cur", "Currency": "price-cur", "Валюта": "price-cur",
		"Mənşə ölkəsi": "origin", "Country of origin": "origin", "Страна происхождения": "origin", "Origin": "origin",
		"Netto çəki, kq": "net", "Net weight (kg)": "net", "Вес нетто, кг": "net", "Xalis çəki": "net", "kg": "net",
		"Brutto": "gross", "Gross weight": "gross", "Масса брутто, кг": "gross",
		"Miqdar": Quantity, "Qty": Quantity, "Кол-во": Quantity, "Ölçü vahidi": Unit, "Ед. изм.": Unit, "UOM": Unit,
		"Ədəd": "q-piece", "litr": "q-l", "m²": "q-m2", "Cüt": "q-pair",
		"Vahidin qiyməti": Skip, "Unit price": Skip, "Цена за единицу": Skip, "Gömrük dəyəri": Skip, "Customs value": Skip, "ƏDV": Skip, "№": Skip, "Line No": Skip,
		"anything [q-l]": "q-l", "x [relief]": "relief",
	} {
		got, ok := byHead(head)
		assert.True(t, ok, head)
		assert.Equal(t, want, got, head)
	}
	for _, head := range []string{"", "  ", "xyz", "8471300000", "112", "[nothing]", "Sender's tax number"} {
		c, ok := byHead(head)
		assert.False(t, ok, "%q is %q", head, c)
	}
}

func TestPastedText(t *testing.T) {
	rows := ParseText("a\tb\r\n\"x\ty\"\t\"say \"\"hi\"\"\nthere\"\r\nlast\t\r\n")
	require.Len(t, rows, 3)
	assert.Equal(t, []string{"x\ty", "say \"hi\"\nthere"}, rows[1].Cells)
	assert.Equal(t, []string{"last", ""}, rows[2].Cells)
	assert.Equal(t, 4, rows[2].Line)
	assert.Equal(t, [][]string{{"1", "2"}}, cells(ParseText("1;2")))
	assert.Equal(t, [][]string{{"1,5"}, {"2,5"}}, cells(ParseText("1,5\n2,5\n")), "a decimal comma divides nothing")
	assert.Equal(t, [][]string{{`5" pipe`, "x"}}, cells(ParseText("5\" pipe\tx")))
	assert.Equal(t, [][]string{{`"a" b`, "x"}}, cells(ParseText("\"a\" b\tx")))
	assert.Equal(t, [][]string{{`"open`, "x"}}, cells(ParseText("\"open\tx")))
	assert.Equal(t, [][]string{{""}}, cells(ParseText("")))
}

func cells(rows []Row) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, r.Cells)
	}
	return out
}

// Read at once, with every kind of line break made one first: the text as a whole
// says the same as row by row.
func wholeText(s string) [][]string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return cells(ParseText(s))
}

func TestLineBreaksOfEveryKindAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("a1\"\"\t;\r\n\n ")), 0, 60, -1).Draw(t, "text")
		rows := ParseText(s)
		require.Equal(t, wholeText(s), cells(rows))
		for i := range rows {
			require.Equal(t, ParseText(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))[i].Line, rows[i].Line)
		}
	})
}

func TestDecimalMark(t *testing.T) {
	for _, c := range []struct {
		values string
		want   Mark
	}{
		{"1.5 2.25", '.'}, {"1,5 2,25", ','}, {"1.234,50", ','}, {"1,234.50", '.'}, {"1.234 5.678", 0}, {"1.234 2,5", ','}, {"1,234 2.5", '.'},
		{"1.5 2,5", 0}, {"1,234,567", '.'}, {"1.234.567", ','}, {"12 7", 0}, {"$1,234.50", '.'}, {"1234.000", '.'}, {"x y", 0}, {"", 0},
	} {
		assert.Equal(t, c.want, DecimalMark(strings.Fields(c.values)), c.values)
	}
}

func TestCurrencies(t *testing.T) {
	for in, want := range map[string]string{"usd": "USD", " EUR ": "EUR", "$": "USD", "€": "EUR", "₼": "AZN", "manat": "AZN", "TL": "TRY", "руб.": "RUB", "¥": "", "xx": "", "": ""} {
		got, _ := CurrencyOf(in)
		assert.Equal(t, want, got, in)
	}
	for in, want := range map[string][2]string{"1 234,50 USD": {"1 234,50", "USD"}, "$1,234.50": {"1,234.50", "USD"}, "EUR 5": {"5", "EUR"}, "12 kg": {"12 kg", ""}, "abc": {"abc", ""}, "12": {"12", ""}} {
		a, c := splitMoney(in)
		assert.Equal(t, want, [2]string{strings.TrimSpace(a), c}, in)
	}
}

// known is how the page asks the nomenclature.
func known(code string) int {
	c := embedded.Core()
	if i, ok := c.Longest(code); ok {
		return len(c.Code(i))
	}
	return 0
}

// lines turns rows into lines as an import does.
func lines(t *testing.T, lang i18n.Lang, rows ...Row) (m Mapping, out []form.Fields) {
	m, _ = Guess(rows)
	for i := range rows[m.Heads:] {
		if f, empty := m.Fields(&rows[m.Heads+i], lang, known); !empty {
			out = append(out, f)
		}
	}
	return m, out
}

func row(cells ...string) Row { return Row{Cells: cells} }

func TestAnInvoiceOfABroker(t *testing.T) {
	m, got := lines(t, i18n.AZ,
		row("INVOICE No 17"), row("Seller", "X GmbH"), row(),
		row("No", "HS code", "Description of goods", "Qty", "Unit", "Unit price", "Total, EUR", "Net weight, kg", "Country of origin"),
		row("1", "8471.30", "Laptop", "10", "pcs", "540.00", "5,400.00", "18.5", "China"),
		row("2", "0902 30", "Tea", "1,200", "kg", "2.5", "3,000.00", "1,200.0", "LK"),
		row("", "", "Total", "", "", "", "8,400.00"))
	assert.Equal(t, 4, m.Heads)
	assert.Equal(t, "EUR", m.Currency)
	assert.Equal(t, []form.Fields{
		{"code": "847130", "name": "Laptop", "q-piece": "10", "price": "5400", "price-cur": "EUR", "net": "18,5", "origin": "China"},
		{"code": "090230", "name": "Tea", "price": "3000", "price-cur": "EUR", "net": "1200", "origin": "LK"},
	}, got, "1,200 is read by the mark of the other numbers, and a sum is no line")
}

func TestWithoutHeadsColumnsAreToldByWhatTheyHold(t *testing.T) {
	m, got := lines(t, i18n.EN, row("8471300000", "noutbuk", "1234,5", "USD"), row("0902300000", "çay", "55", "AZN"))
	assert.Equal(t, 0, m.Heads)
	assert.Equal(t, []Column{"code", "name", "price", "price-cur"}, m.Columns)
	assert.Equal(t, []form.Fields{{"code": "8471300000", "name": "noutbuk", "price": "1234.5"}, {"code": "0902300000", "name": "çay", "price": "55", "price-cur": "AZN"}}, got)
}

func TestARowOfGoodsIsNoHead(t *testing.T) {
	m, _ := Guess([]Row{row("847130", "Laptop", "2", "piece", "2", "100", "USD", "CN", "", "15 %"), row("2204 21 09", "Wine", "10", "l", "12", "90,5", "EUR", "GE", "ST-1", "15 %")})
	assert.Zero(t, m.Heads)
}

func TestNumbersOfASpreadsheetAreExact(t *testing.T) {
	r := Row{Cells: []string{"847130", "1234.567", "USD"}, Exact: 1<<0 | 1<<1}
	_, got := lines(t, i18n.AZ, row("Kod", "Qiymət", "Valyuta"), r)
	assert.Equal(t, "1234,5670", got[0]["price"], "not one and a quarter million")
}

func TestALostZeroIsPutBack(t *testing.T) {
	for _, c := range []struct {
		cell  string
		exact bool
		want  string
	}{
		{"90230", true, "090230"}, {"90230", false, "090230"}, {"902300000", true, "0902300000"}, {"847130", true, "847130"}, {"901110100", false, "901110100"},
		{"0902", false, "0902"}, {"8471 30 000 0", false, "8471300000"}, {"abc", false, "abc"}, {"12", true, "12"},
	} {
		r := Row{Cells: []string{c.cell, "1"}}
		if c.exact {
			r.Exact = 1
		}
		_, got := lines(t, i18n.EN, row("Code", "Price"), r)
		assert.Equal(t, c.want, got[0]["code"], c.cell)
	}
}

func TestNumbersThatCanBeReadInTwoWaysAreAskedFor(t *testing.T) {
	rows := []Row{row("Code", "Price"), row("847130", "1.234"), row("090230", "5.678")}
	m, sure := Guess(rows)
	assert.True(t, sure)
	assert.Equal(t, "1.234", m.Doubtful(rows[m.Heads:]))
	f, _ := m.Fields(&rows[1], i18n.EN, known)
	assert.Equal(t, "1.234", f["price"], "as it stands, to be named beside the cell")
	m.SetMark(',')
	assert.Empty(t, m.Doubtful(rows[m.Heads:]))
	f, _ = m.Fields(&rows[1], i18n.EN, known)
	assert.Equal(t, "1234", f["price"])
	m.SetMark('.')
	f, _ = m.Fields(&rows[1], i18n.EN, known)
	assert.Equal(t, "1.2340", f["price"])
}

func TestBadCellsStayAsTheyAre(t *testing.T) {
	_, got := lines(t, i18n.EN, row("Code", "Price", "Currency", "Origin", "Net"), row("84x1", "12,3x", "QQQ", "Narnia", "heavy"))
	assert.Equal(t, []form.Fields{{"code": "84x1", "price": "12,3x", "price-cur": "QQQ", "origin": "Narnia", "net": "heavy"}}, got)
}

func TestSorted(t *testing.T) {
	x := texts.Get(i18n.AZ)
	list := []form.Fields{{"price": "10", "name": "çay", "code": "2"}, {"price": "9,5", "name": "balıq"}, {"name": ""}, {"price": "1 000", "name": "alma", "code": "10"}, {"price": "x", "name": "zirə"}}
	assert.Equal(t, []int{1, 0, 3, 4, 2}, Sorted(list, "price", false, x), "numbers by value, what is no number after them, nothing last")
	assert.Equal(t, []int{3, 0, 1, 4, 2}, Sorted(list, "price", true, x))
	assert.Equal(t, []int{3, 1, 0, 4, 2}, Sorted(list, "name", false, x), "by the Azerbaijani alphabet")
	assert.Equal(t, []int{4, 0, 1, 3, 2}, Sorted(list, "name", true, x))
	values := []decimal.NullDecimal{decimal.NewNullDecimal(num.Must("2")), {}, decimal.NewNullDecimal(num.Must("1"))}
	assert.Equal(t, []int{2, 0, 1}, SortedBy(values, false))
	assert.Equal(t, []int{0, 2, 1}, SortedBy(values, true))
}

func TestNeutral(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+994": "'+994", "-5": "'-5", "@x": "'@x", "'=1": "''=1", "'plain": "'plain", "plain": "plain", "": "", "''=": "'''="} {
		assert.Equal(t, want, neutral(in), in)
		assert.Equal(t, in, unquote(neutral(in)), in)
	}
}

func FuzzParseText(f *testing.F) {
	f.Add("a\tb\n\"c\td\"\te")
	f.Add("\"\"\"\"\n\"")
	f.Add("8471;10,5;USD\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		rows := ParseText(s)
		m, _ := Guess(rows)
		for i := range rows {
			m.Fields(&rows[i], i18n.AZ, nil)
		}
	})
}
