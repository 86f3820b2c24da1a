package ratetext

import (
	"sync"

	"rusum/calc/date"
	"rusum/calc/rate"
)

// once makes a lexicon when it is first asked for. It names no function that
// makes it, as a variable of sync.OnceValue does: a program that reads no rates
// is linked without the lexicons.
type once struct {
	made sync.Once
	l    *lexicon
}

func (o *once) get(make func() *lexicon) *lexicon {
	o.made.Do(func() { o.l = make() })
	return o.l
}

// lexicon is what differs between the languages: phrases, folded, and the few
// rules that are not phrases.
type lexicon struct {
	lang         Lang
	point        string // name of the decimal sign, for hints
	foreignPoint rune   // the sign that with three digits after it may be thousands

	percent   []string // words for %
	percentOf []string // before the figure: "of the customs value"
	ofValue   []string // after it
	free      []string
	head      []string // words that say no more than "the rate is"
	tail      []string
	change    []string // verbs of an amendment

	plus      []string
	but       []string
	leastPre  []string // "not less than" before its operand
	mostPre   []string
	leastPost []string // after it; the operand is then in the ablative
	mostPost  []string
	or        []string
	greaterOf []string // after the alternatives: the greater holds
	smallerOf []string
	greatest  []string // before a list of alternatives
	smallest  []string

	then                                               []string
	existing                                           []string // "(the present rate is" after an exemption
	other                                              []string // the other months
	everyYear, seasonIn, monthWord, rangeFrom, rangeTo []string

	units  []unitWord
	money  []moneyWord
	engine []string // after the unit, or before it in Azerbaijani
	perIn  []string // "за", "per"
	each   []string // a piece each
	perEnd []string // after the unit, before the amount
	above  []string // "свыше"

	suffixes []string // of unit names
	cases    []string // of money, percent and figures: nominative, ablative, dative
	monthSuf []string
	months   [12][]string
	until    func(p *parser) (date.Date, bool)
}

// rate reads a whole rate, to the end or to a bracket that closes it.
func (p *parser) rate() (rate.Rate, bool) {
	if p.depth > rate.MaxDepth {
		p.refuse(p.i, "too_deep", "fewer parentheses")
		return rate.Rate{}, false
	}
	p.acceptAll(p.lx.head)
	if until, ok := p.until(); ok {
		return p.dated(until, nil)
	}
	if p.hard {
		return rate.Rate{}, false
	}
	if months, ok := p.season(); ok {
		p.separators(",:-….")
		r, ok := p.body()
		if !ok {
			return rate.Rate{}, false
		}
		return p.seasonal(months, r)
	}
	if p.hard {
		return rate.Rate{}, false
	}
	r, ok := p.body()
	if !ok {
		return rate.Rate{}, false
	}
	return p.after(r)
}

// until reads the last day of a rate, or leaves the position as it was.
func (p *parser) until() (date.Date, bool) {
	save := p.i
	if d, ok := p.lx.until(p); ok {
		return d, true
	}
	p.i = save
	return date.Date{}, false
}

// dated reads the rate that holds until a day, and the one after it; before is
// a rate printed in front of the date, which holds when the day is over.
func (p *parser) dated(until date.Date, before *rate.Rate) (rate.Rate, bool) {
	p.separators(",:-….")
	r, ok := p.body()
	if !ok {
		return rate.Rate{}, false
	}
	then := before
	if before == nil {
		if then, ok = p.thenRate(); !ok {
			return rate.Rate{}, false
		}
	}
	return rate.Rate{Op: rate.Dated, Until: until, Rate: &r, Then: then}, true
}

// thenRate reads ", afterwards B"; nil when the text does not say. It fails
// when the words stand there without a rate.
func (p *parser) thenRate() (*rate.Rate, bool) {
	save := p.i
	p.separators(",;:-….")
	switch {
	case p.acceptAny(p.lx.then):
		p.separators(",:-….")
		r, ok := p.body()
		return &r, ok
	case p.accept("("):
		then := p.acceptAny(p.lx.then)
		if !then && !p.acceptAny(p.lx.existing) {
			break
		}
		p.separators(",:-")
		p.depth++
		r, ok := p.body()
		p.depth--
		if ok && p.accept(")") {
			return &r, true
		}
		return nil, false
	}
	p.i = save
	return nil, true
}

// seasonal adds the rate of the other months.
func (p *parser) seasonal(months []int, r rate.Rate) (rate.Rate, bool) {
	s := rate.Rate{Op: rate.Seasonal, Months: months, Rate: &r}
	save, notes := p.i, len(p.notes)
	p.separators(",;:-….")
	if p.acceptAny(p.lx.other) {
		p.separators(",:-")
		e, ok := p.body()
		if !ok {
			return rate.Rate{}, false
		}
		s.Else = &e
		return s, true
	}
	if p.lx.lang == EN {
		// "15 otherwise"
		if e, ok := p.body(); ok && p.acceptAny(p.lx.other) {
			s.Else = &e
			return s, true
		}
		if p.hard {
			return rate.Rate{}, false
		}
	}
	p.i, p.notes = save, p.notes[:notes]
	return s, true
}

// after reads a date or a season printed behind the rate.
func (p *parser) after(r rate.Rate) (rate.Rate, bool) {
	save := p.i
	p.separators(",;-….")
	bracket := p.accept("(")
	if bracket {
		p.depth++
	}
	if until, ok := p.until(); ok {
		if bracket {
			p.depth--
			if !p.accept(")") {
				p.fail(p.i, "trailing_text", "a closing bracket")
				return rate.Rate{}, false
			}
		} else {
			p.acceptAll(p.lx.tail)
			mark := p.i
			p.separators(",:-….")
			// A rate behind the date: the one in front of it is the base rate.
			if p.startsRate() && !p.comesThen(mark) {
				return p.dated(until, &r)
			}
			if p.acceptAny(p.lx.free) {
				return rate.Rate{Op: rate.Dated, Until: until, Rate: &rate.Rate{Op: rate.Free}, Then: &r}, true
			}
			p.i = mark
		}
		p.acceptAll(p.lx.tail)
		then, ok := p.thenRate()
		if !ok {
			return rate.Rate{}, false
		}
		return rate.Rate{Op: rate.Dated, Until: until, Rate: &r, Then: then}, true
	}
	if months, ok := p.season(); ok {
		if bracket {
			p.depth--
			if !p.accept(")") {
				p.fail(p.i, "trailing_text", "a closing bracket")
				return rate.Rate{}, false
			}
		}
		return p.seasonal(months, r)
	}
	if bracket {
		p.depth--
	}
	if p.hard {
		return rate.Rate{}, false
	}
	p.i = save
	return r, true
}

// startsRate reports whether a figure, a currency sign or a bracket comes next.
func (p *parser) startsRate() bool {
	p.space()
	switch c := p.r[p.i]; {
	case isDigit(c), c == '$', c == '€', c == '£', c == '₼':
		return true
	}
	save := p.i
	defer func() { p.i = save }()
	_, ok := p.per(true)
	return ok
}

// comesThen reports whether the words of a following rate stand at i.
func (p *parser) comesThen(i int) bool {
	save := p.i
	defer func() { p.i = save }()
	p.i = i
	p.separators(",;:-….")
	return p.acceptAny(p.lx.then)
}
