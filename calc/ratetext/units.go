package ratetext

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/unit"
)

// unitWord is a word for a unit, folded. An abbreviation takes an Azerbaijani
// suffix only after a hyphen or an apostrophe.
type unitWord struct {
	word   string
	key    string
	abbrev bool
}

// onContent marks the units of a charge on a part of the goods; the American
// schedule adds several of them up in one line, each with its own quantity.
const onContent = " on "

// unit reads the name of a unit, the longest that stands here, and its ending.
// inflected allows endings.
func (p *parser) unit(inflected bool) (string, string, bool) {
	save := p.i
	best, key, suffix := -1, "", ""
	for _, w := range p.lx.units {
		p.i = save
		if p.lx.lang == AZ && inflected {
			if s, ok := p.stem(w.word, w.abbrev, p.lx.suffixes); ok && p.unitEnds() && p.i > best {
				best, key, suffix = p.i, w.key, s
			}
			continue
		}
		if p.accept(w.word) && p.unitEnds() && p.i > best {
			best, key = p.i, w.key
			if strings.Contains(w.word, onContent) {
				suffix = onContent
			} else {
				suffix = ""
			}
		}
	}
	if best < 0 {
		p.i = save
		return "", "", false
	}
	p.i = best
	if p.r[best] != ' ' && (key == "m" || key == "km") && (p.r[best] == '2' || p.r[best] == '3') && isDigit(p.r[best+1]) {
		p.refuse(best, "ambiguous_footnote", "separate the unit from the mark of the note")
		p.i = save
		return "", "", false
	}
	if suffix == onContent {
		p.onPart++
	}
	return key, suffix, true
}

// unitEnds refuses a name that stops inside a longer one: "kg/x".
func (p *parser) unitEnds() bool {
	c := p.r[p.i]
	if next := p.r[min(p.i+1, len(p.r)-1)]; c == '/' && (isLetter(next) || next == '%') || c == '²' || c == '³' {
		return false
	}
	if last := p.r[p.i-1]; isDigit(last) || last == '²' || last == '³' {
		return !isDigit(c)
	}
	return !isLetter(c)
}

// per reads the quantity an amount is charged for: "hər 1000 ədədinə", "за 1
// кг", "/ 100 kg". first says that the amount is still to come; the words that
// introduce the quantity may then be left out. It leaves the position as it
// was when no quantity stands here.
func (p *parser) per(first bool) (rate.Per, bool) {
	save := p.i
	part := p.onPart
	r, ok := p.perAt(first)
	if !ok {
		p.i, p.onPart = save, part
	}
	return r, ok
}

func (p *parser) perAt(first bool) (rate.Per, bool) {
	one := decimal.NewFromInt(1)
	each := rate.Per{Qty: one, Unit: "piece"}
	p.space()
	at := p.i
	slash, dash := false, false
	if !first && p.r[p.i] == '-' {
		p.i++
		dash = true
	}
	if !first && p.r[p.i] == '/' {
		p.i++
		slash = true
		p.accept("line/") // noise in the American schedule: "¢/line/ gross"
	}
	engine := p.lx.lang == AZ && p.acceptAll(p.lx.engine)
	if p.acceptAny(p.lx.each) {
		save := p.i
		if _, _, ok := p.unit(true); !ok {
			p.acceptAll(p.lx.perEnd)
			p.linked = true
			return each, true
		}
		p.i = save
	}
	intro := slash
	if !slash || p.lx.lang != AZ {
		intro = p.acceptAll(p.lx.perIn) || slash
	}
	if p.lx.lang == AZ {
		intro = p.acceptAll(p.lx.perIn) || intro
	}
	p.space()
	numberAt := p.i
	qty, counted := p.number(true)
	if p.hard {
		return rate.Per{}, false
	}
	if counted && intro && p.lx.lang == RU && p.r[numberAt+1] == ' ' && qty.Equal(decimal.NewFromInt(1100)) {
		// "за 1 100 шт" is 1 × (100 шт) in some tables.
		p.refuse(numberAt, "ambiguous_number", "one quantity")
		return rate.Per{}, false
	}
	if counted && !p.noteAhead() {
		if more, ok := p.number(true); ok {
			// "1 1 000 ШТ" is one of the unit "1 000 ШТ"
			if !qty.Equal(one) {
				return rate.Per{}, false
			}
			qty = more
		}
	} else if !counted {
		qty = one
		if _, ok := p.thousandWord(); ok {
			qty = decimal.NewFromInt(1000)
			counted = true
		}
	}
	key, suffix, ok := p.unit(true)
	if !ok {
		// "$9.1/1000"
		if slash && counted && p.lx.lang == EN && (qty.Equal(decimal.NewFromInt(1000)) || qty.Equal(decimal.NewFromInt(100))) {
			p.space()
			if c := p.r[p.i]; c == 0 || c == '+' || c == ',' || c == ')' || c == ';' {
				return rate.Per{Qty: qty, Unit: "piece"}, true
			}
		}
		if intro && (slash || p.lx.lang != AZ) {
			p.fail(p.i, "unknown_unit", "a unit of the tariff")
		}
		return rate.Per{}, false
	}
	if p.lx.lang != AZ {
		if p.acceptAny(p.lx.engine) && key != "cm3" {
			p.refuse(at, "unknown_unit", "engine capacity in cm3")
			return rate.Per{}, false
		}
	} else if engine && key != "cm3" {
		p.refuse(at, "unknown_unit", "engine capacity in cm3")
		return rate.Per{}, false
	}
	ended := p.acceptAll(p.lx.perEnd)
	if p.lx.lang == AZ && (hasTail(suffix, "dan") || hasTail(suffix, "den") || hasTail(suffix, "dek")) {
		return rate.Per{}, false
	}
	if !intro && !counted && !ended && suffix == "" && !engine {
		return rate.Per{}, false
	}
	if !first && p.lx.lang != AZ && !intro && !(dash && counted) {
		return rate.Per{}, false
	}
	if dash && !counted && !intro {
		return rate.Per{}, false
	}
	switch key {
	case "1000_kwh":
		qty = qty.Shift(-3) // tables name it in kilowatt-hours
	case "12_pair":
		qty, key = qty.Mul(decimal.NewFromInt(12)), "pair"
	}
	if qty.Exponent() < -num.MaxFractionDigits {
		p.refuse(at, "number_too_long", "at most 10 digits after the decimal sign")
		return rate.Per{}, false
	}
	if !qty.IsPositive() {
		p.refuse(at, "zero_quantity", "a quantity above zero")
		return rate.Per{}, false
	}
	p.linked = intro || ended || engine || p.lx.lang == AZ && suffix != ""
	return rate.Per{Qty: qty, Unit: key}, true
}

func (p *parser) thousandWord() (decimal.Decimal, bool) {
	for _, w := range [...]string{"min", "тысячу", "одну тысячу", "тыс.", "тысяча", "thousand", "a thousand"} {
		if (w == "min") == (p.lx.lang == AZ) && p.accept(w) {
			return decimal.NewFromInt(1000), true
		}
	}
	return num.Zero, false
}

// unitWords adds to a language's own words the names of package unit, so that
// what Print writes can be read.
func unitWords(name func(unit.Unit) string, own ...unitWord) []unitWord {
	for _, x := range unit.All {
		switch x.Key {
		case "1000_piece", "100_piece", "1000_l", "1000_m3", "1000_kwh":
			continue // read as a thousand of the unit
		}
		own = append(own, unitWord{foldAll(name(x)), x.Key, true})
	}
	return own
}

func foldAll(s string) string {
	var b strings.Builder
	for _, c := range s {
		if f := fold(c); f != 0 {
			switch f {
			case '²':
				f = '2'
			case '³':
				f = '3'
			}
			b.WriteRune(f)
		}
	}
	return b.String()
}

// list is the words of a text that separates them by a bar. A hundred words written
// one by one are two kilobytes of code, which is loaded and compiled.
func list(s string) []string { return strings.Split(s, "|") }

// words gives every one of the words, separated by a bar, the same unit.
func words(key, s string) []unitWord {
	list := list(s)
	r := make([]unitWord, len(list))
	for i, w := range list {
		r[i] = unitWord{word: w, key: key}
	}
	return r
}

// short is words for abbreviations.
func short(key, s string) []unitWord {
	r := words(key, s)
	for i := range r {
		r[i].abbrev = true
	}
	return r
}

func join(lists ...[]unitWord) []unitWord {
	var r []unitWord
	for _, l := range lists {
		r = append(r, l...)
	}
	return r
}
