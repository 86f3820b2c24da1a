package i18n

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
)

// NBSP keeps a number and its sign on one line.
const NBSP = "\u00a0"

// marks are the grouping and decimal marks of a language (CLDR 48).
func marks(l Lang) (group, point string) {
	switch l {
	case EN:
		return ",", "."
	case RU:
		return NBSP, ","
	}
	return ".", ","
}

// Money is an amount with two decimals, rounded half away from zero:
// az 1.234.567,89, en 1,234,567.89, ru 1 234 567,89 (no-break spaces).
func (t *Texts) Money(d decimal.Decimal) string { return group(d.StringFixed(2), t.lang) }

// Number is the shortest exact form: az 1.234,5, en 1,234.5, ru 1 234,5.
func (t *Texts) Number(d decimal.Decimal) string { return group(d.String(), t.lang) }

// Percent is the number with a per cent sign: az 15,5 %, en 15.5%, ru 15,5 %.
// Azerbaijani law writes the sign after a space, unlike CLDR.
func (t *Texts) Percent(d decimal.Decimal) string {
	if t.lang == EN {
		return t.Number(d) + "%"
	}
	return t.Number(d) + NBSP + "%"
}

// group writes a machine-written decimal with the marks of the language.
func group(s string, l Lang) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	whole, frac, hasFrac := strings.Cut(s, ".")
	mark, point := marks(l)
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteByte(c)
	}
	if hasFrac {
		b.WriteString(point)
		b.WriteString(frac)
	}
	return b.String()
}

// Date is the short form: 21.11.2026 in az and ru, 21 Nov 2026 in en; "" for no date.
func (t *Texts) Date(d date.Date) string {
	switch {
	case d.IsZero():
		return ""
	case t.lang == EN:
		return itoa(d.Day()) + NBSP + monthsEN[d.Month()-1][:3] + NBSP + itoa(d.Year())
	}
	return two(d.Day()) + "." + two(d.Month()) + "." + itoa(d.Year())
}

// DateLong is the form with the month's name: 21 noyabr 2026, 21 November
// 2026, 21 ноября 2026 г.; "" for no date.
func (t *Texts) DateLong(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	s := itoa(d.Day()) + NBSP + t.monthOfDate(d.Month()) + NBSP + itoa(d.Year())
	if t.lang == RU {
		s += NBSP + "г."
	}
	return s
}

// Month is the name of the month 1…12 standing alone: may, May, май.
func (t *Texts) Month(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	switch t.lang {
	case EN:
		return monthsEN[m-1]
	case RU:
		return monthsRU[m-1]
	}
	return monthsAZ[m-1]
}

func (t *Texts) monthOfDate(m int) string {
	if t.lang == RU {
		return monthsRUGenitive[m-1]
	}
	return t.Month(m)
}

var (
	monthsAZ = [12]string{"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"}
	monthsEN = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	monthsRU = [12]string{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"}

	monthsRUGenitive = [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
)

func itoa(n int) string { return strconv.Itoa(n) }

func two(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}
