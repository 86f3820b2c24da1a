package ratetext

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// The cases that carry meaning: "7 dollarından 500 dollarına" changes the first
// into the second, "0,7 dollarından az olmamaqla" sets a minimum.
const (
	nominative = iota
	ablative
	dative
)

// term is one addend, before it is known whether it stands by itself.
type term struct {
	rate rate.Rate
	bare bool // an amount of money for no quantity: only the base of a bracket
	kase int
	at   int
}

// term reads one addend: a rate in parentheses, free, a percentage, or an
// amount for a quantity in either order.
func (p *parser) term() (term, bool) {
	t, ok := p.termAt()
	if ok {
		p.footnotes()
		if p.lx.lang != AZ || t.kase == nominative {
			p.acceptAll(p.lx.tail)
		}
	}
	return t, ok
}

func (p *parser) termAt() (term, bool) {
	p.acceptAll(p.lx.head)
	p.space()
	at := p.i
	if p.r[at] == '(' {
		p.i++
		p.depth++
		r, ok := p.rate()
		p.depth--
		if !ok {
			return term{}, false
		}
		if !p.accept(")") {
			p.fail(p.i, "trailing_text", "a closing bracket")
			return term{}, false
		}
		t := term{rate: r, at: at}
		if p.lx.lang == AZ && p.accept("mebleginden") {
			t.kase = ablative
		}
		return t, true
	}
	if p.acceptAny(p.lx.free) {
		return term{rate: rate.Nothing, at: at}, true
	}
	if p.acceptAny(p.lx.percentOf) {
		p.separators("-:")
		a, ok := p.amount()
		if !ok || !a.percent || a.kase == dative {
			p.fail(p.i, "missing_percent", "a percentage of the customs value")
			return term{}, false
		}
		return term{rate: rate.Rate{Op: rate.Percent, Percent: a.value}, kase: a.kase, at: at}, true
	}
	onPart := p.onPart
	if per, ok := p.per(true); ok {
		before, linked := p.i, p.linked
		p.separators("-:/=")
		p.acceptAll(p.lx.head)
		p.separators("-:….")
		p.space()
		mark := p.i
		linked = linked || strings.TrimSpace(string(p.r[before:mark])) != ""
		a, ok := p.changed()
		switch {
		case ok && a.percent:
			p.refuse(at, "per_kg_percent", "a percentage is of the customs value, not per unit")
			return term{}, false
		case ok && (linked || a.currency != ""):
			return p.specific(a, per, at), true
		case p.hard:
			return term{}, false
		}
		p.fail(mark, "missing_amount", "the amount per unit")
		p.i, p.onPart = at, onPart
	}
	if p.hard {
		return term{}, false
	}
	a, ok := p.changed()
	if !ok {
		p.fail(p.i, "unknown_word", "a rate as a tariff prints it")
		return term{}, false
	}
	if a.percent {
		p.acceptAny(p.lx.ofValue)
		if save := p.i; p.lx.lang == AZ {
			if per, ok := p.per(true); ok && per.Unit != "" {
				if p.end() || p.r[p.i] == ')' {
					p.refuse(at, "per_kg_percent", "a percentage is of the customs value, not per unit")
					return term{}, false
				}
			}
			p.i = save
		}
		return term{rate: rate.Rate{Op: rate.Percent, Percent: a.value}, kase: a.kase, at: at}, true
	}
	p.footnotes()
	if per, ok := p.per(false); ok {
		if a.changed {
			p.acceptAny(p.lx.change)
		}
		return p.specific(a, per, at), true
	}
	if p.hard {
		return term{}, false
	}
	if a.currency != "" {
		return term{rate: rate.Rate{Op: rate.Specific, Amount: a.value, Currency: a.currency}, bare: true, kase: a.kase, at: at}, true
	}
	p.acceptAny(p.lx.ofValue)
	if a.value.IsZero() && a.kase != ablative {
		return term{rate: rate.Nothing, at: at}, true
	}
	if a.value.GreaterThan(bareLimit) {
		p.fail(at, "implausible_percent", "a % sign, if so high a percentage is meant")
		return term{}, false
	}
	return term{rate: rate.Rate{Op: rate.Percent, Percent: a.value}, kase: a.kase, at: at}, true
}

// bareLimit is the highest figure that is read as a percentage without a sign:
// above it stand years, codes and figures with a note glued to them ("563").
var bareLimit = decimal.NewFromInt(200)

func (p *parser) specific(a amount, per rate.Per, at int) term {
	c := a.currency
	if c == "" {
		c = p.cur
	}
	return term{rate: rate.Rate{Op: rate.Specific, Amount: a.value, Currency: c, Per: per}, kase: a.kase, at: at}
}

// amount is a figure with what follows it.
type amount struct {
	value    decimal.Decimal
	currency string
	percent  bool
	changed  bool // the new amount of an amendment
	kase     int
}

// changed reads an amount, or an amendment "7 dollarından 500 dollarına",
// whose new amount holds. It leaves the position as it was when no amount
// stands here.
func (p *parser) changed() (amount, bool) {
	start := p.i
	if p.lx.lang != AZ {
		if !p.acceptAny(p.lx.rangeFrom) {
			return p.amount()
		}
		old, ok1 := p.amount()
		ok := ok1 && p.acceptAny(p.lx.rangeTo)
		now, ok2 := p.amount()
		if !ok || !ok2 {
			p.i = start
			return amount{}, false
		}
		// Only a verb of change makes the second figure the rate; the verb may
		// stand after the quantity.
		save := p.i
		p.per(false)
		changed := p.acceptAny(p.lx.change)
		p.i = save
		if !changed && !p.changeBefore(start) {
			p.refuse(start, "range_not_a_rate", "one rate, not a range")
			return amount{}, false
		}
		if now.currency == "" && !now.percent {
			now.currency, now.percent = old.currency, old.percent
		}
		now.changed = true
		return now, true
	}
	a, ok := p.amount()
	if !ok || a.kase != ablative {
		if ok && a.kase == dative {
			// "500 ABŞ dollarına artırılıb"
			if !p.acceptAny(p.lx.change) {
				p.fail(p.i, "unknown_word", "what the amount was changed from")
				p.i = start
				return amount{}, false
			}
			a.kase = nominative
		}
		return a, ok
	}
	save := p.i
	if b, ok := p.amount(); ok && b.kase == dative {
		p.accept("qeder")
		p.acceptAny(p.lx.change)
		b.kase = nominative
		if b.currency == "" && !b.percent {
			b.currency, b.percent = a.currency, a.percent
		}
		return b, true
	}
	p.i = save
	return a, true
}

// changeBefore reports whether a verb of change ends right before folded position i.
func (p *parser) changeBefore(i int) bool {
	for _, v := range p.lx.change {
		for k := 0; k < i; k++ {
			if j := p.match(k, v); j >= 0 && j <= i && i-j <= 1 && (k == 0 || !isLetter(p.r[k-1])) {
				return true
			}
		}
	}
	return false
}

// amount reads a figure with its currency or percent sign, or leaves the
// position as it was.
func (p *parser) amount() (amount, bool) {
	start := p.i
	p.space()
	at := p.i
	var a amount
	m, prefixed := p.moneyPrefix()
	v, ok := p.number(false)
	if !ok {
		p.i = start
		return a, false
	}
	a.value = v
	if p.rangeFollows() {
		p.refuse(at, "range_not_a_rate", "one rate, not a range")
		return a, false
	}
	switch {
	case prefixed:
		a.currency = m.currency
	default:
		if kase, ok := p.percentMark(); ok {
			a.percent, a.kase = true, kase
			if p.rangeFollows() {
				p.refuse(at, "range_not_a_rate", "one rate, not a range")
				return a, false
			}
			return a, true
		}
		if m, ok := p.money(); ok {
			a.currency, a.kase = m.currency, m.kase
			if m.hundredth {
				a.value = v.Shift(-2)
			}
			if a.value.Exponent() < -num.MaxFractionDigits {
				p.refuse(at, "number_too_long", "at most 10 digits after the decimal sign")
				return a, false
			}
			if p.rangeFollows() {
				p.refuse(at, "range_not_a_rate", "one rate, not a range")
				return a, false
			}
		} else if p.lx.lang == AZ {
			if s, ok := p.suffix(true, p.lx.cases); ok {
				a.kase = kaseOf(s)
			}
		}
	}
	return a, true
}

// rangeFollows reports whether the figure is the first of two: "0,4 ilə 1,2", "5-10".
func (p *parser) rangeFollows() bool {
	save := p.i
	defer func() { p.i = save }()
	p.space()
	if p.r[p.i] == '-' {
		// A dash before a quantity ("1 kq - 2") is read elsewhere.
		p.i++
		p.moneyPrefix()
		_, ok := p.number(true)
		_, _, quantity := p.unit(true) // "2 manat - 1 kq"
		return ok && !quantity
	}
	switch p.lx.lang {
	case AZ:
		if p.accept("ile") || p.accept("ve") {
			p.moneyPrefix()
			_, ok := p.number(false)
			return ok && p.betweenWord()
		}
	case EN:
		if p.accept("to") {
			p.moneyPrefix()
			_, ok := p.number(false)
			return ok && save > 0 && !p.afterFrom(save)
		}
	}
	return false
}

func (p *parser) betweenWord() bool {
	for i := p.i; p.r[i] != 0; i++ {
		if p.match(i, "arasi") >= 0 {
			return true
		}
	}
	return false
}

// afterFrom reports whether "from" opened the pair that ends before i.
func (p *parser) afterFrom(i int) bool {
	for k := i; k >= 0; k-- {
		if p.r[k] == 'f' && p.match(k, "from ") >= 0 {
			return true
		}
	}
	return false
}

// percentMark reads % or a word for it, with the case of the ending.
func (p *parser) percentMark() (int, bool) {
	save := p.i
	p.space()
	if p.r[p.i] == '%' {
		p.i++
		if s, ok := p.suffix(false, p.lx.cases); ok {
			return kaseOf(s), true
		}
		return nominative, true
	}
	for _, w := range p.lx.percent {
		if p.lx.lang != AZ {
			if p.accept(w) {
				return nominative, true
			}
		} else if s, ok := p.stem(w, false, p.lx.cases); ok {
			return kaseOf(s), true
		}
	}
	p.i = save
	return nominative, false
}

// kaseOf is the case of an Azerbaijani ending after a noun, a figure or a sign.
func kaseOf(s string) int {
	switch {
	case isAblative(s):
		return ablative
	case s == "", hasTail(s, "dir"), hasTail(s, "dur"), hasTail(s, "ini"), hasTail(s, "unu"), hasTail(s, "ni"), hasTail(s, "nu"):
		return nominative
	case hasTail(s, "a"), hasTail(s, "e"):
		return dative
	}
	return nominative
}
