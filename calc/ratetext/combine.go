package ratetext

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// body reads a rate without dates and seasons: alternatives of combined rates.
func (p *parser) body() (rate.Rate, bool) {
	p.acceptAll(p.lx.head)
	if p.acceptAny(p.lx.greatest) {
		return p.list(rate.AtLeast)
	}
	if p.acceptAny(p.lx.smallest) {
		return p.list(rate.AtMost)
	}
	lead := len(p.lx.or) > 0 && p.lx.lang == RU && p.acceptAny(p.lx.or)
	r, ok := p.combined()
	if !ok {
		return rate.Rate{}, false
	}
	save := p.i
	of := []rate.Rate{r}
	for {
		mark := p.i
		p.separators(",")
		if !p.acceptAny(p.lx.or) {
			p.i = mark
			break
		}
		next, ok := p.combined()
		if !ok {
			return rate.Rate{}, false
		}
		of = append(of, next)
	}
	if len(of) == 1 {
		if lead {
			p.fail(p.i, "missing_alternative", "what the alternatives are")
			return rate.Rate{}, false
		}
		p.i = save
		return r, true
	}
	p.separators(",-")
	bracket := p.accept("(")
	op := rate.Unresolved
	switch {
	case p.acceptAny(p.lx.greaterOf):
		op = rate.AtLeast
	case p.acceptAny(p.lx.smallerOf):
		op = rate.AtMost
	}
	if op != rate.Unresolved && (!bracket || p.accept(")")) {
		return rate.OfAll(op, of...), true
	}
	p.refuse(p.i, "missing_choice", "which of the alternatives holds, the greater or the smaller")
	return rate.Rate{}, false
}

// list reads ": (A); (B)", the alternatives of a greatest or smallest.
func (p *parser) list(op rate.Op) (rate.Rate, bool) {
	p.separators(":")
	var of []rate.Rate
	for {
		t, ok := p.term()
		if !ok || !p.whole(t) {
			if len(of) >= 2 && !p.hard {
				break
			}
			return rate.Rate{}, false
		}
		of = append(of, t.rate)
		mark := p.i
		p.space()
		if p.r[p.i] != ';' {
			break
		}
		p.i++
		p.space()
		if len(of) >= 2 && !p.startsRate() && p.r[p.i] != '(' && !p.startsFree() {
			p.i = mark
			break
		}
	}
	if len(of) < 2 {
		p.fail(p.i, "missing_alternative", "two or more rates parted by ;")
		return rate.Rate{}, false
	}
	return rate.OfAll(op, of...), true
}

func (p *parser) startsFree() bool {
	save := p.i
	defer func() { p.i = save }()
	return p.acceptAny(p.lx.free)
}

// combined reads a sum with its minimum and maximum: "A, but not less than B".
// The conjunction binds last: "A + B MAX C + D" compares two sums.
func (p *parser) combined() (rate.Rate, bool) {
	r, t, ok := p.sum()
	if !ok {
		return rate.Rate{}, false
	}
	// "1 litri 0,7 ABŞ dollarından az olmamaqla, 15 %"
	if t.kase == ablative {
		op, ok := p.post()
		if !ok {
			p.fail(p.i, "unknown_word", "\"az olmamaqla\" or \"çox olmamaqla\"")
			return rate.Rate{}, false
		}
		p.separators(",-")
		a, _, ok := p.sum()
		if !ok {
			return rate.Rate{}, false
		}
		return rate.OfAll(op, a, r), true
	}
	for {
		save := p.i
		if p.accept("(") {
			// "15 % (lakin 1 litri 0,7 ABŞ dollarından az olmamaqla)"
			if p.separators(","); p.startsBut() {
				p.depth++
				r, ok = p.bounded(r)
				p.depth--
				if !ok || !p.accept(")") {
					p.fail(p.i, "trailing_text", "a closing bracket")
					return rate.Rate{}, false
				}
				continue
			}
			p.i = save
		}
		before := r
		if r, ok = p.bounded(r); !ok {
			return rate.Rate{}, false
		}
		if p.i == save {
			return before, true
		}
	}
}

func (p *parser) startsBut() bool {
	save := p.i
	defer func() { p.i = save }()
	return p.acceptAny(p.lx.but) || p.acceptAny(p.lx.leastPre) || p.acceptAny(p.lx.mostPre)
}

// bounded reads one minimum or maximum of r. When none stands here it leaves
// the position as it was and returns r.
func (p *parser) bounded(r rate.Rate) (rate.Rate, bool) {
	save, notes := p.i, len(p.notes)
	p.space()
	comma := p.r[p.i] == ','
	p.separators(",;")
	but := p.acceptAny(p.lx.but)
	p.separators(",")
	op, pre := rate.Unresolved, false
	if p.acceptAny(p.lx.leastPre) {
		op, pre = rate.AtLeast, true
	} else if at := p.i; p.acceptAny(p.lx.mostPre) {
		if p.lx.lang == RU {
			p.refuse(at, "cap_wording", "a maximum is worded \"либо …, в зависимости от того, какая из исчисленных сумм ниже\"")
			return rate.Rate{}, false
		}
		op, pre = rate.AtMost, true
	}
	if pre {
		b, _, ok := p.sum()
		if !ok {
			return rate.Rate{}, false
		}
		if b.Op == rate.Sum && !p.binary(save) {
			p.refuse(save, "ambiguous_sum", "parentheses: what the minimum or maximum is")
			return rate.Rate{}, false
		}
		return rate.OfAll(op, r, b), true
	}
	if (but || comma) && len(p.lx.leastPost) > 0 {
		b, bt, ok := p.sum()
		if ok && bt.kase == ablative {
			if op, ok := p.post(); ok {
				if b.Op == rate.Sum && bt.rate.Op != rate.Sum {
					p.refuse(save, "ambiguous_sum", "parentheses: what the minimum or maximum is")
					return rate.Rate{}, false
				}
				return rate.OfAll(op, r, b), true
			}
		}
		if but {
			p.fail(p.i, "unknown_word", "\"az olmamaqla\" or \"çox olmamaqla\"")
			return rate.Rate{}, false
		}
		if p.hard {
			return rate.Rate{}, false
		}
	} else if but {
		p.fail(p.i, "unknown_word", "a minimum")
		return rate.Rate{}, false
	}
	p.i, p.notes = save, p.notes[:notes]
	return r, true
}

// binary reports whether the conjunction at i is the TARIC word MIN or MAX,
// which takes sums on both sides.
func (p *parser) binary(i int) bool {
	for p.r[i] == ' ' {
		i++
	}
	return p.lx.lang == EN && p.r[i] == 'm' && (p.match(i, "min ") >= 0 || p.match(i, "max ") >= 0)
}

func (p *parser) post() (rate.Op, bool) {
	if p.acceptAny(p.lx.leastPost) {
		return rate.AtLeast, true
	}
	if p.acceptAny(p.lx.mostPost) {
		return rate.AtMost, true
	}
	return rate.Unresolved, false
}

// sum reads addends; the term returned is the last of them. An amount for no
// quantity is the base of a bracket.
func (p *parser) sum() (rate.Rate, term, bool) {
	t, ok := p.term()
	if !ok {
		return rate.Rate{}, t, false
	}
	of := []rate.Rate{t.rate}
	if t.bare {
		r, ok := p.bracket(t)
		return r, term{rate: r}, ok
	}
	last := t
	for {
		save := p.i
		if !p.acceptAny(p.lx.plus) {
			p.i = save
			break
		}
		if last.kase != nominative {
			p.fail(save, "unknown_word", "\"az olmamaqla\" or \"çox olmamaqla\"")
			return rate.Rate{}, t, false
		}
		if at := p.i; p.lx.lang == EN && p.acceptAny([]string{"ac", "eac", "eacr", "ea", "acr", "ad s/z", "adsz", "ad f/m", "adfm"}) {
			p.refuse(at, "agricultural_component", "an additional duty by the composition of the goods has its own table")
			return rate.Rate{}, t, false
		}
		next, ok := p.term()
		if !ok || !p.whole(next) {
			return rate.Rate{}, t, false
		}
		of = append(of, next.rate)
		last = next
	}
	if len(of) == 1 {
		return of[0], last, true
	}
	if p.onPart > 1 {
		p.refuse(0, "compound_content", "one rate on one content")
		return rate.Rate{}, t, false
	}
	return rate.OfAll(rate.Sum, of...), last, true
}

// whole refuses an amount of money for no quantity.
func (p *parser) whole(t term) bool {
	if t.bare {
		if p.err != nil && p.err.Label == "unknown_unit" && p.err.At > p.col[t.at] {
			p.hard = true // the quantity is there, its unit is not known
			return false
		}
		p.refuse(t.at, "missing_per", "the quantity the amount is charged for")
		return false
	}
	return true
}

// bracket reads "600 manat + … 2001-3000 kubsantimetr hissəsi üçün hər
// kubsantimetrə görə 5 manat" from the plus on.
func (p *parser) bracket(base term) (rate.Rate, bool) {
	if !p.acceptAny(p.lx.plus) {
		return rate.Rate{}, p.whole(base)
	}
	over, unit, pre := p.over()
	t, ok := p.term()
	if !ok {
		return rate.Rate{}, false
	}
	if !pre {
		if over, unit, ok = p.aboveQty(); !ok {
			p.whole(base)
			return rate.Rate{}, false
		}
	}
	switch {
	case t.rate.Op != rate.Specific || t.bare || t.kase != nominative:
		p.refuse(t.at, "not_a_rate", "an amount per unit above the bracket's bound")
	case t.rate.Currency != base.rate.Currency:
		p.refuse(base.at, "currency_mismatch", "base and rate of a bracket in one currency")
	case t.rate.Per.Unit != unit:
		p.refuse(t.at, "unit_mismatch", "bound and rate of a bracket in one unit")
	default:
		return rate.Rate{Op: rate.Bracket, Base: base.rate.Amount, Over: over, Rate: &t.rate}, true
	}
	return rate.Rate{}, false
}

// aboveQty reads "свыше 2000 см3" behind the rate of a bracket.
func (p *parser) aboveQty() (decimal.Decimal, string, bool) {
	if !p.acceptAny(p.lx.above) {
		return num.Zero, "", false
	}
	q, ok := p.number(true)
	if !ok {
		p.fail(p.i, "missing_amount", "the bound of the bracket")
		return num.Zero, "", false
	}
	key, _, ok := p.unit(true)
	if !ok {
		p.fail(p.i, "unknown_unit", "a unit of the tariff")
	}
	if key == "1000_kwh" {
		q = q.Shift(-3)
	}
	return q, key, ok
}

// over reads "mühərrikin həcminin 2001-3000 kubsantimetr hissəsi üçün" in front
// of the rate of a bracket: 2001 is the first unit that pays. It leaves the
// position as it was when the words are not there.
func (p *parser) over() (decimal.Decimal, string, bool) {
	save := p.i
	if p.lx.lang != AZ {
		return num.Zero, "", false
	}
	p.acceptAll(p.lx.engine)
	from, ok := p.number(true)
	if ok {
		p.space()
		if p.r[p.i] == '-' {
			p.i++
			to, ok := p.number(true)
			if key, _, ok2 := p.unit(true); ok && ok2 && from.IsInteger() && from.IsPositive() && to.GreaterThan(from) && p.partOf() {
				return from.Sub(decimal.NewFromInt(1)), key, true
			}
		} else if key, suffix, ok := p.unit(true); ok && isAblative(suffix) {
			more := p.acceptAny([]string{"artiq", "cox", "yuxari", "yuksek"})
			if !more {
				if _, ok := p.number(true); ok {
					_, suffix, more = p.unit(true)
					more = more && (hasTail(suffix, "dek") || p.acceptAny([]string{"qeder"}))
				}
			}
			p.accept("olan")
			if more && p.partOf() {
				if key == "1000_kwh" {
					from = from.Shift(-3)
				}
				return from, key, true
			}
		}
	}
	p.i = save
	return num.Zero, "", false
}

func (p *parser) partOf() bool {
	if _, ok := p.stem("hisse", false, p.lx.suffixes); !ok {
		return false
	}
	p.acceptAll(p.lx.perEnd)
	p.separators("-,:")
	return true
}

func hasTail(s, tail string) bool { return len(s) >= len(tail) && s[len(s)-len(tail):] == tail }

func isAblative(suffix string) bool { return hasTail(suffix, "dan") || hasTail(suffix, "den") }
