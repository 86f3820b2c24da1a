package table

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// Mark is the decimal mark of the numbers of a column: ',' or '.', or 0 where
// nothing tells.
type Mark byte

// DecimalMark finds the decimal mark of numbers people have written, from those
// that can be read in one way only. Where they disagree it is 0.
func DecimalMark(values []string) Mark {
	points, commas := 0, 0
	for _, v := range values {
		v, _ = splitMoney(v)
		i := strings.LastIndexAny(v, ".,")
		if i < 0 {
			continue
		}
		n, err := i18n.ParseNumber(v, i18n.EN)
		if err != nil || n.Ambiguous {
			continue
		}
		// In 1,234,567 the comma groups, so the point is left for decimals.
		groups := strings.Count(v, v[i:i+1]) > 1
		if (v[i] == '.') != groups {
			points++
		} else {
			commas++
		}
	}
	switch {
	case points > 0 && commas == 0:
		return '.'
	case commas > 0 && points == 0:
		return ','
	}
	return 0
}

// Ambiguous reports whether a number can be read in two ways.
func Ambiguous(s string) bool {
	s, _ = splitMoney(s)
	n, err := i18n.ParseNumber(s, i18n.EN)
	return err == nil && n.Ambiguous
}

// read reads a number written with the mark, or stored by a spreadsheet (exact).
// ok is false for what is no number, and for one that can be read in two ways
// while the mark is not known.
func (m Mark) read(s string, exact bool) (decimal.Decimal, bool) {
	if exact {
		d, err := num.Parse(s)
		return d, err == nil && !d.IsNegative()
	}
	lang := i18n.EN // whose decimal mark is the point
	if m == ',' {
		lang = i18n.AZ
	}
	n, err := i18n.ParseNumber(s, lang)
	if err != nil || n.Ambiguous && m == 0 {
		return decimal.Decimal{}, false
	}
	return n.Value, true
}

// Typed is a number of a file as it would be typed in the language; what cannot
// be read stays as it is, for the person to see.
func (m Mark) Typed(s string, exact bool, lang i18n.Lang) string {
	if d, ok := m.read(strings.TrimSpace(s), exact); ok {
		return field.Plain(d, lang)
	}
	return strings.TrimSpace(s)
}

// signs of currencies that stand beside an amount. ¥ and kr are of more than one.
var signs = []struct{ sign, code string }{
	{"₼", "AZN"}, {"manat", "AZN"}, {"man.", "AZN"}, {"ман.", "AZN"}, {"манат", "AZN"}, {"US$", "USD"}, {"$", "USD"}, {"dollar", "USD"}, {"доллар", "USD"}, {"долл.", "USD"},
	{"€", "EUR"}, {"avro", "EUR"}, {"евро", "EUR"}, {"euro", "EUR"}, {"£", "GBP"}, {"₺", "TRY"}, {"TL", "TRY"}, {"lirə", "TRY"}, {"лира", "TRY"},
	{"₽", "RUB"}, {"руб.", "RUB"}, {"руб", "RUB"}, {"rubl", "RUB"}, {"рубль", "RUB"}, {"рублей", "RUB"}, {"₾", "GEL"}, {"₸", "KZT"}, {"₴", "UAH"}, {"yuan", "CNY"}, {"RMB", "CNY"}, {"юань", "CNY"},
}

// CurrencyOf finds the currency a text names: a code in any case or a sign.
func CurrencyOf(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if u := strings.ToUpper(s); calc.KnownCurrency(u) {
		return u, true
	}
	for _, x := range signs {
		if strings.EqualFold(s, x.sign) {
			return x.code, true
		}
	}
	return "", false
}

// splitMoney takes a currency that stands before or after an amount off it:
// "1 234,50 USD" and "$1,234.50".
func splitMoney(s string) (amount, currency string) {
	s = strings.TrimSpace(s)
	first := strings.IndexAny(s, "0123456789")
	last := strings.LastIndexAny(s, "0123456789")
	if first < 0 {
		return s, ""
	}
	if cur, ok := CurrencyOf(s[last+1:]); ok && first == 0 {
		return s[:last+1], cur
	}
	if cur, ok := CurrencyOf(s[:first]); ok && last == len(s)-1 {
		return s[first:], cur
	}
	return s, ""
}

// currencyIn finds a currency named in a head: "Price, USD", "Qiymət (EUR)".
func currencyIn(head string) string {
	for _, w := range strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(" ,.;:()[]/\n\t\u00a0", r) }) {
		if len(w) == 3 && strings.ToUpper(w) == w && calc.KnownCurrency(w) {
			return w
		}
	}
	for _, sign := range []string{"$", "€", "£", "₼", "₺", "₽", "₾"} {
		if strings.Contains(head, sign) {
			cur, _ := CurrencyOf(sign)
			return cur
		}
	}
	return ""
}
