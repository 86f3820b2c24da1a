package table

import (
	"strings"

	"rusum/calc"
	"rusum/calc/unit"
	"rusum/site/i18n"
	"rusum/tariffdata/fold"
	"rusum/wasm/form"
)

// Column is a column of the table: a field of a line ("price", "q-l"), or one
// of the helpers of an import below.
type Column string

// Helpers: columns of a file that are not fields themselves.
const (
	Skip     Column = ""       // not taken
	Quantity Column = "amount" // a quantity whose unit stands in the column Unit, or in pieces
	Unit     Column = "unit"   // the unit of Quantity
)

// Usual are the columns a table shows from the beginning.
var Usual = []Column{"code", "name", "price", "price-cur", "origin", "net"}

// All lists every column there can be, in the order of the table, quantities
// apart.
func All() []Column {
	out := append([]Column{}, Usual...)
	for _, f := range form.LineFields() {
		c := Column(f)
		if c.rank() >= 0 {
			continue
		}
		out = append(out, c)
	}
	return out
}

// rank is the place among the usual columns, -1 for another.
func (c Column) rank() int {
	for i, u := range Usual {
		if u == c {
			return i
		}
	}
	return -1
}

// OfUnit is the column of a quantity.
func OfUnit(key string) Column { return Column(form.QuantityPrefix + key) }

// unit is the unit of a quantity's column, "" for another column.
func (c Column) unit() string {
	key, is := strings.CutPrefix(string(c), form.QuantityPrefix)
	if !is {
		return ""
	}
	return key
}

// Title is the head of the column. What the usual heads of an invoice do not
// tell apart says its name in brackets too, so that a file is read again in any
// language.
func (c Column) Title(t *i18n.Texts) string {
	if key := c.unit(); key != "" {
		return t.Get("ui.lines.col.quantity", calc.Arg{Name: "unit", Value: t.Unit(key)})
	}
	return t.Get("ui.lines.col." + string(c))
}

// Head is the title as it stands in a file.
func (c Column) Head(t *i18n.Texts) string {
	if f, ok := byHead(c.Title(t)); ok && f == c {
		return c.Title(t)
	}
	return c.Title(t) + " [" + string(c) + "]"
}

// heads are words at the head of columns, folded, by what the column holds. A
// longer phrase counts before a shorter one.
var heads = []struct {
	column Column
	words  string // phrases between |
}{
	{"code", "kod|kodu|mal kodu|malin kodu|xif mn|xif mn kodu|xif mn uzre kod|hs|hs kod|hs code|hs kodu|gtip|tarif kodu|gomruk kodu|код|код товара|код тн вэд|тн вэд|тнвэд|code|commodity code|tariff code|customs code|cn code|hts|hts code|taric"},
	{"name", "ad|adi|mal|malin adi|mallarin adi|mehsul|mehsulun adi|tesvir|tesviri|malin tesviri|aciqlama|название|наименование|наименование товара|описание|описание товара|товар|name|description|description of goods|goods description|goods|item|item description|product|product name|commodity"},
	{"price", "qiymet|qiymeti|faktura qiymeti|faktura deyeri|invoys deyeri|invoys qiymeti|deyer|deyeri|mebleg|umumi mebleg|umumi deyer|umumi qiymet|cem|cemi|cem mebleg|yekun mebleg|toplam|tutar|цена|стоимость|фактурная стоимость|инвоисная стоимость|общая стоимость|сумма|итого|всего|price|invoice price|invoice value|value|amount|total|total price|total value|total amount|line total"},
	{"price-cur", "valyuta|valyutasi|qiymetin valyutasi|para birimi|doviz|валюта|валюта цены|currency|ccy|cur|invoice currency"},
	{"origin", "mense|mensei|mense olkesi|menseyi|istehsal olkesi|istehsalci olke|olke|происхождение|страна происхождения|страна|страна изготовитель|origin|country of origin|origin country|made in|country|mensei ulke"},
	{"from", "gonderen olke|gonderilme olkesi|haradan gonderilib|gonderildiyi olke|yuklenme olkesi|страна отправления|страна отгрузки|отправлено из|dispatched from|country of dispatch|dispatch country|country of export|shipped from"},
	{"traded", "ticaret eden olke|ticaret olkesi|satici olke|торгующая страна|страна продавца|trading country|country of trade|seller country"},
	{"proof", "mense sertifikati|mensenin tesdiqi|mensenin subutu|st 1|st1|sertifikat|сертификат|сертификат происхождения|подтверждение происхождения|ст 1|proof of origin|origin certificate|certificate of origin"},
	{"net", "netto|net|netto ceki|netto kutle|netto ceki kq|netto kutle kq|netto kq|xalis ceki|net agirlik|нетто|нетто кг|вес нетто|масса нетто|вес нетто кг|масса нетто кг|net weight|net mass|net kg|net weight kg|net mass kg|net wt|nw"},
	{"gross", "brutto|brutto ceki|brutto kutle|brutto ceki kq|brutto kutle kq|brutto kq|umumi ceki|brut agirlik|брутто|брутто кг|вес брутто|масса брутто|вес брутто кг|масса брутто кг|gross|gross weight|gross mass|gross kg|gross weight kg|gross mass kg|gross wt|gw"},
	{Quantity, "miqdar|miqdari|say|sayi|kemiyyet|adet|количество|кол во|колво|кол|quantity|qty|count|number of units|units"},
	{Unit, "olcu vahidi|vahid|vahidi|birim|единица|единица измерения|ед изм|ед|unit|unit of measure|uom|measure"},
	{"q-piece", "eded|eded sayi|штук|шт|кол во шт|количество шт|pieces|pcs|pc|quantity pcs|piece"},
	{"q-l", "litr|litrle|литр|литров|литры|л|litres|liters|litre|liter"},
	{"alcohol", "spirt|spirt faizi|spirtin faizi|spirtlilik|alkoqol|alkoqol faizi|крепость|спирт|содержание спирта|alcohol|alcohol content|alcohol vol|abv|vol"},
	{"duty", "rusum derecesi|rusumun derecesi|tarif derecesi|oz tarifinizdeki rusum|ставка|ставка пошлины|ваша ставка пошлины|пошлина по вашему тарифу|duty rate|rate of duty|tariff rate|own duty rate"},
	// Known, and not taken: numbers of lines, prices of one unit, results.
	{Skip, "n|no|nn|sira|sira no|sira nomresi|п п|пп|номер|line|line no|item no|row|pos|position|" +
		"vahid qiymeti|vahidin qiymeti|bir vahidin qiymeti|birim fiyat|цена за единицу|цена за ед|цена единицы|unit price|price per unit|rate|" +
		"gomruk deyeri|gomruk deyeri azn|таможенная стоимость|customs value|idxal rusumu|rusum|пошлина|ввозная пошлина|import duty|duty|aksiz|акциз|excise|edv|ндс|vat|" +
		"diger|diger odenisler|прочие|прочие платежи|other|other payments|odenis|odenislerin cemi|итого платежеи|total payments|к уплате|payments|status|veziyyet|статус|состояние|" +
		"mebleg azn|qiymet azn|сумма azn|amount azn|adi nomenklatura|nomenklatura adi|nomenklaturadaki adi|наименование по тн вэд|название по номенклатуре|name in the nomenclature"},
}

// byHead finds what a head says; ok is false where it says nothing known.
func byHead(head string) (Column, bool) {
	if i := strings.LastIndexByte(head, '['); i >= 0 {
		if name, ok := strings.CutSuffix(head[i+1:], "]"); ok && form.IsLine(name) {
			return Column(name), true
		}
	}
	f := " " + fold.String(head) + " "
	if f == "  " {
		return Skip, false
	}
	best, score := Skip, 0
	for _, h := range heads {
		for w := range strings.SplitSeq(h.words, "|") {
			n := 0
			switch {
			case f == " "+w+" ":
				n = 1000 + len(w)
			case len(w) > 2 && strings.HasPrefix(f, " "+w+" "):
				n = 2 * len(w)
			case len(w) > 3 && strings.Contains(f, " "+w+" "):
				n = len(w)
			}
			if n > score {
				best, score = h.column, n
			}
		}
	}
	if score > 0 {
		return best, true
	}
	// A unit alone, as in "kg" or "m²".
	if key, ok := UnitOf(head); ok && strings.Trim(f, " 0123456789") != "" {
		if key == "kg" {
			return "net", true
		}
		return OfUnit(key), true
	}
	return Skip, false
}

// units of measure as people write them, folded, besides the names of the
// units themselves.
var unitWords = []struct{ key, words string }{
	{"piece", "eded|ed|adet|шт|штука|штук|штуки|pcs|pc|piece|pieces|unit|units|ea|each|nos"},
	{"kg", "kq|kiloqram|кг|килограмм|kg|kgs|kilogram"},
	{"g", "q|qram|г|гр|грамм|gram|gr"},
	{"t", "ton|т|тонна|тонн|tonne|mt"},
	{"l", "litr|л|литр|литров|litre|liter|litres|liters|ltr|lt"},
	{"m", "metr|м|метр|meter|metre|mtr"},
	{"m2", "kv m|kvadrat metr|кв м|м2|sqm|sq m|m 2"},
	{"m3", "kub m|kub metr|куб м|м3|cbm|cu m|m 3"},
	{"pair", "cut|пар|пара|pair|pairs|prs"},
	{"carat", "karat|кар|карат|ct"},
	{"dozen", "duzine|дюжина|dz"},
}

// UnitOf finds the unit a text names, in any of the languages.
func UnitOf(s string) (key string, ok bool) {
	s = strings.TrimSpace(s)
	if u, ok := unit.Get(strings.ToLower(s)); ok {
		return u.Key, true
	}
	f := fold.String(s)
	if f == "" {
		return "", false
	}
	for i := range unit.All {
		u := &unit.All[i]
		if f == fold.String(u.AZ) || f == fold.String(u.EN) || f == fold.String(u.RU) || s == u.CIS {
			return u.Key, true
		}
	}
	for _, u := range unitWords {
		for w := range strings.SplitSeq(u.words, "|") {
			if f == w {
				return u.key, true
			}
		}
	}
	return "", false
}

// unitKeys are the keys of the units, those of the tariff first.
func unitKeys() []string {
	out := make([]string, len(unit.All))
	for i := range unit.All {
		out[i] = unit.All[i].Key
	}
	return out
}

// Letters are the letters of column i of a spreadsheet, from 0: A … Z, AA …
func Letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}
