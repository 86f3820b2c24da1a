package ratetext

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

// Print writes a rate in the words of a tariff. Parse of the text gives an
// equal tree. Three things the languages cannot say and Print says another
// way: a unit that is a thousand or a hundred of another ("1000_piece") is
// written as that many of it, an unresolved part is written "?", and a tree
// that is not Valid is written as far as it goes.
func Print(r rate.Rate, lang Lang) string {
	w, ok := wordings[lang]
	if !ok {
		w = wordings[EN]
	}
	return w.rate(r)
}

// wording is how one language writes the tree.
type wording struct {
	lang               Lang
	comma              bool // decimal comma
	free               string
	least, most        [2]string // around the second of two rates: ", lakin " … " az olmamaqla"; "" when the list form is used
	greatest, smallest [3]string // before, between and after the alternatives
	then               string
	until              func(date.Date) string
	months             [12]string
	season             func(names []string) string
	other              string
}

var wordings = map[Lang]*wording{
	AZ: {
		lang: AZ, comma: true, free: "azad",
		least: [2]string{", lakin ", " az olmamaqla"}, most: [2]string{", lakin ", " çox olmamaqla"},
		greatest: [3]string{"ən böyüyü: ", "; ", ""}, smallest: [3]string{"ən kiçiyi: ", "; ", ""},
		then:   ", sonra ",
		until:  func(d date.Date) string { return dotted(d) + "-" + azOrdinal(d.Year()) + " il tarixinədək " },
		months: [12]string{"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"},
		season: func(n []string) string {
			if len(n) == 1 {
				return n[0] + " ayında "
			}
			return strings.Join(n, ", ") + " aylarında "
		},
		other: ", digər aylarda ",
	},
	RU: {
		lang: RU, comma: true, free: "беспошлинно",
		least:    [2]string{", но не менее ", ""},
		greatest: [3]string{"", ", либо ", ", в зависимости от того, какая из исчисленных сумм таможенной пошлины выше"},
		smallest: [3]string{"", ", либо ", ", в зависимости от того, какая из исчисленных сумм таможенной пошлины ниже"},
		then:     ", затем ",
		until:    func(d date.Date) string { return "по " + dotted(d) + " включительно " },
		months:   [12]string{"январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"},
		season:   func(n []string) string { return "в " + strings.Join(n, ", ") + " " },
		other:    ", в остальные месяцы ",
	},
	EN: englishWording("free", EN),
	US: englishWording("Free", US),
}

func englishWording(free string, lang Lang) *wording {
	return &wording{
		lang: lang, free: free,
		least: [2]string{", but not less than ", ""}, most: [2]string{", but not more than ", ""},
		greatest: [3]string{"the greatest of ", "; ", ""}, smallest: [3]string{"the smallest of ", "; ", ""},
		then:   "; then ",
		until:  func(d date.Date) string { return "through " + d.String() + ": " },
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		season: func(n []string) string { return "in " + strings.Join(n, ", ") + ": " },
		other:  "; in other months: ",
	}
}

// rate writes a tree that stands by itself or in parentheses.
func (w *wording) rate(r rate.Rate) string {
	switch r.Op {
	case rate.Dated:
		s := w.until(r.Until) + w.part(r.Rate)
		if r.Then != nil {
			s += w.then + w.part(r.Then)
		}
		return s
	case rate.Seasonal:
		names := make([]string, 0, 12)
		for _, m := range r.Months {
			if m >= 1 && m <= 12 {
				names = append(names, w.months[m-1])
			}
		}
		s := w.season(names) + w.part(r.Rate)
		if r.Else != nil {
			s += w.other + w.part(r.Else)
		}
		return s
	case rate.AtLeast, rate.AtMost:
		return w.bounded(r)
	case rate.Sum:
		parts := make([]string, len(r.Of))
		for i := range r.Of {
			parts[i] = w.operand(r.Of[i])
		}
		return strings.Join(parts, " + ")
	case rate.Bracket:
		return w.bracket(r)
	}
	return w.simple(r)
}

// part writes the rate of a period; a period within a period needs parentheses.
func (w *wording) part(r *rate.Rate) string {
	switch {
	case r == nil:
		return "?"
	case r.Op == rate.Dated || r.Op == rate.Seasonal:
		return "(" + w.rate(*r) + ")"
	}
	return w.rate(*r)
}

// operand writes an addend or an alternative.
func (w *wording) operand(r rate.Rate) string {
	if r.Op >= rate.AtLeast {
		return "(" + w.rate(r) + ")"
	}
	return w.simple(r)
}

func (w *wording) bounded(r rate.Rate) string {
	around, list := w.least, w.greatest
	if r.Op == rate.AtMost {
		around, list = w.most, w.smallest
	}
	if len(r.Of) == 2 && around[0] != "" {
		a, b := r.Of[0], r.Of[1]
		if (a.Op < rate.AtLeast || a.Op == rate.Sum) && (b.Op == rate.Percent || b.Op == rate.Specific) {
			second := w.simple(b)
			if w.lang == AZ {
				second = azAblativeOf(b)
			}
			return w.rate(a) + around[0] + second + around[1]
		}
	}
	parts := make([]string, len(r.Of))
	for i := range r.Of {
		parts[i] = w.operand(r.Of[i])
	}
	return list[0] + strings.Join(parts, list[1]) + list[2]
}

func (w *wording) number(d decimal.Decimal) string {
	s := d.String()
	if w.comma {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

func (w *wording) simple(r rate.Rate) string {
	switch r.Op {
	case rate.Free:
		return w.free
	case rate.Percent:
		if w.lang == US {
			return w.number(r.Percent) + "%"
		}
		return w.number(r.Percent) + " %"
	case rate.Specific:
		return w.specific(r)
	}
	return "?"
}

// countable is the quantity in a unit that a wording can name.
func countable(p rate.Per) rate.Per {
	switch p.Unit {
	case "1000_kwh":
		return rate.Per{Qty: p.Qty.Shift(3), Unit: p.Unit}
	case "1000_piece", "100_piece", "1000_l", "1000_m3":
		u, _ := unit.Get(p.Unit)
		base := u.Base
		if p.Unit == "1000_m3" {
			return rate.Per{Qty: p.Qty.Shift(3), Unit: "m3"}
		}
		return rate.Per{Qty: p.Qty.Mul(u.Factor()), Unit: base}
	}
	return p
}

var one = decimal.NewFromInt(1)

// unitName is the name behind a figure.
func (w *wording) unitName(p rate.Per) string {
	single := p.Qty.Equal(one)
	switch w.lang {
	case AZ:
		if p.Unit == "1000_kwh" {
			return "kVt·saat"
		}
		return unit.Name(p.Unit, "az")
	case RU:
		switch {
		case p.Unit == "1000_kwh":
			return "кВт·ч"
		case p.Unit == "pair" && single:
			return "пару"
		}
		return unit.Name(p.Unit, "ru")
	}
	switch {
	case p.Unit == "1000_kwh":
		return "kWh"
	case p.Unit == "pair" && single:
		return "pair"
	}
	return unit.Name(p.Unit, "en")
}

func (w *wording) specific(r rate.Rate) string {
	per := countable(r.Per)
	qty, name := w.number(per.Qty), w.unitName(per)
	switch w.lang {
	case AZ:
		return qty + " " + name + " üçün " + w.money(r.Amount, r.Currency)
	case RU:
		return w.money(r.Amount, r.Currency) + " за " + qty + " " + name
	}
	money := w.money(r.Amount, r.Currency)
	single := per.Qty.Equal(one)
	switch {
	case single && per.Unit == "piece":
		return money + " each"
	case w.lang == US && single:
		return money + "/" + name
	case w.lang == US:
		return money + "/" + qty + " " + name
	case single:
		return money + " / " + name
	}
	return money + " / " + qty + " " + name
}

func (w *wording) money(a decimal.Decimal, currency string) string {
	s := w.number(a)
	switch w.lang {
	case AZ:
		return s + " " + azMoney(currency, false)
	case RU:
		return s + " " + ruMoney(a, currency)
	case US:
		if currency == "USD" {
			if a.IsPositive() && a.LessThan(one) {
				return w.number(a.Shift(2)) + "¢"
			}
			return "$" + s
		}
	}
	return s + " " + currency
}

func (w *wording) bracket(r rate.Rate) string {
	if r.Rate == nil {
		return "?"
	}
	bound := countable(rate.Per{Qty: r.Over, Unit: r.Rate.Per.Unit})
	over := w.number(bound.Qty) + " " + w.unitName(bound)
	base := w.money(r.Base, r.Rate.Currency)
	switch w.lang {
	case AZ:
		engine := ""
		if bound.Unit == "cm3" {
			engine = "mühərrikin həcminin "
		}
		return base + " + " + engine + over + azFrom(over) + " artıq hissəsi üçün " + w.specific(*r.Rate)
	case RU:
		return base + " + " + w.specific(*r.Rate) + " свыше " + over
	}
	return base + " + " + w.specific(*r.Rate) + " over " + over
}

func dotted(d date.Date) string {
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return two(d.Day()) + "." + two(d.Month()) + "." + strconv.Itoa(d.Year())
}

// azOrdinal is the ending of a year's ordinal: 2024-cü, 2019-cu, 2026-cı, 2025-ci.
func azOrdinal(year int) string {
	switch year % 10 {
	case 3, 4:
		return "cü"
	case 6:
		return "cı"
	case 9:
		return "cu"
	case 0:
		switch year / 10 % 10 {
		case 1, 3:
			return "cu"
		case 4, 6, 9:
			return "cı"
		case 0:
			if year%1000 != 0 {
				return "cü" // yüzüncü
			}
		}
	}
	return "ci"
}

// azFrom is the ablative ending of an abbreviation or a code, by its last vowel.
func azFrom(name string) string {
	for r := []rune(name); len(r) > 0; r = r[:len(r)-1] {
		switch r[len(r)-1] {
		case 'a', 'ı', 'o', 'u', 'A', 'I', 'O', 'U':
			return "-dan"
		case 'e', 'ə', 'i', 'ö', 'ü', 'E', 'Ə', 'İ', 'Ö', 'Ü':
			return "-dən"
		}
	}
	return "-dən"
}

// azMoney is the name of a currency after a figure, or its ablative.
func azMoney(currency string, from bool) string {
	names := map[string][2]string{
		"USD": {"ABŞ dolları", "ABŞ dollarından"}, "AZN": {"manat", "manatdan"}, "EUR": {"avro", "avrodan"},
		"RUB": {"Rusiya rublu", "Rusiya rublundan"}, "TRY": {"Türkiyə lirəsi", "Türkiyə lirəsindən"},
	}
	n, ok := names[currency]
	switch {
	case ok && from:
		return n[1]
	case ok:
		return n[0]
	case from:
		return currency + "-dən"
	}
	return currency
}

// azAblativeOf is a simple rate in the ablative, before "az olmamaqla".
func azAblativeOf(r rate.Rate) string {
	w := wordings[AZ]
	if r.Op == rate.Percent {
		return w.number(r.Percent) + " %-dən"
	}
	per := countable(r.Per)
	return w.number(per.Qty) + " " + w.unitName(per) + " üçün " + w.number(r.Amount) + " " + azMoney(r.Currency, true)
}

// ruMoney agrees the name of a currency with the figure before it.
func ruMoney(a decimal.Decimal, currency string) string {
	names := map[string][3]string{
		"USD": {"доллар США", "доллара США", "долларов США"}, "AZN": {"манат", "маната", "манатов"},
		"EUR": {"евро", "евро", "евро"}, "RUB": {"рубль", "рубля", "рублей"}, "KZT": {"тенге", "тенге", "тенге"},
	}
	n, ok := names[currency]
	if !ok {
		return currency
	}
	if !a.IsInteger() {
		return n[1]
	}
	last := a.Mod(decimal.NewFromInt(100)).IntPart()
	switch {
	case last >= 11 && last <= 14:
		return n[2]
	case last%10 == 1:
		return n[0]
	case last%10 >= 2 && last%10 <= 4:
		return n[1]
	}
	return n[2]
}
