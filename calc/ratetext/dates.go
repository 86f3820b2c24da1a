package ratetext

import "rusum/calc/date"

// dottedDate reads 31.12.2024 or 2024-12-31, or leaves the position as it was.
func (p *parser) dottedDate() (date.Date, bool) {
	p.space()
	i := p.i
	n := 0
	for n < 10 && (isDigit(p.r[i+n]) || p.r[i+n] == '.' || p.r[i+n] == '-') {
		n++
	}
	if n < 10 || isDigit(p.r[i+10]) {
		return date.Date{}, false
	}
	d, err := date.Parse(string(p.r[i : i+10]))
	if err != nil {
		return date.Date{}, false
	}
	p.i += 10
	return d, true
}

// anyDate reads a date as Russian and English print it: dotted, "31 декабря
// 2023 г.", "January 1, 2028". Words may follow the year.
func (p *parser) anyDate(yearWords []string) (date.Date, bool) {
	if d, ok := p.dottedDate(); ok {
		p.acceptAny(yearWords)
		return d, true
	}
	day, dayFirst := p.integer()
	m, _, ok := p.month()
	if !ok {
		return date.Date{}, false
	}
	if !dayFirst {
		if day, ok = p.integer(); !ok {
			return date.Date{}, false
		}
	}
	p.accept(",")
	y, ok := p.integer()
	if !ok {
		return date.Date{}, false
	}
	d, ok := date.New(y, m, day)
	p.acceptAny(yearWords)
	return d, ok
}

// month reads the name of a month and its ending.
func (p *parser) month() (int, string, bool) {
	for m, names := range p.lx.months {
		for _, w := range names {
			if p.lx.monthSuf == nil {
				if p.accept(w) {
					return m + 1, "", true
				}
			} else if s, ok := p.stem(w, false, p.lx.monthSuf); ok {
				return m + 1, s, true
			}
		}
	}
	return 0, "", false
}

// season reads the months of a seasonal rate: a list, a range of months, or a
// range of days over whole months. It leaves the position as it was when no
// months stand here.
func (p *parser) season() ([]int, bool) {
	save := p.i
	p.acceptAll(p.lx.everyYear)
	p.separators(",-")
	if m, ok := p.dayRange(); ok || p.hard {
		p.acceptAll(p.lx.everyYear)
		return m, ok
	}
	p.acceptAny(p.lx.seasonIn)
	if m, ok := p.monthList(); ok || p.hard {
		return m, ok
	}
	p.i = save
	return nil, false
}

// monthList reads "fevral, mart və aprel aylarında", "oktyabr-mart".
func (p *parser) monthList() ([]int, bool) {
	save := p.i
	var in [13]bool
	n := 0
	p.acceptAny(p.lx.rangeFrom)
	for {
		mark := p.i
		if n > 0 {
			p.separators(",")
			p.acceptAny([]string{"ve", "и", "and"})
		}
		at := p.i
		from, end, ok := p.month()
		if !ok {
			p.i = mark
			break
		}
		to := from
		mark = p.i
		if p.acceptAny(p.lx.rangeTo) || isAblative(end) {
			if to, _, ok = p.month(); !ok {
				p.i = mark
				to = from
			}
		}
		for m := from; ; m = m%12 + 1 {
			if in[m] {
				p.refuse(at, "month_twice", "every month once")
				return nil, false
			}
			in[m] = true
			n++
			if m == to {
				break
			}
		}
	}
	if n == 0 {
		p.i = save
		return nil, false
	}
	p.acceptAny(p.lx.monthWord)
	p.acceptAll(p.lx.everyYear)
	return monthsOf(in), true
}

func monthsOf(in [13]bool) []int {
	var r []int
	for m, yes := range in {
		if yes {
			r = append(r, m)
		}
	}
	return r
}

// dayRange reads "1 yanvar – 30 iyun", which must cover whole months.
func (p *parser) dayRange() ([]int, bool) {
	save := p.i
	p.acceptAny(p.lx.rangeFrom)
	at := p.i
	d1, m1, end, ok := p.dayMonth()
	if !ok {
		p.i = save
		return nil, false
	}
	if !p.acceptAny(p.lx.rangeTo) && !isAblative(end) {
		p.i = save
		return nil, false
	}
	d2, m2, end, ok := p.dayMonth()
	if !ok {
		p.i = save
		return nil, false
	}
	if p.lx.lang == AZ {
		before := !hasTail(end, "dek") && p.acceptAny([]string{"qeder", "kimi"})
		if before && d2 == 1 {
			m2 = (m2+10)%12 + 1
			d2 = lastDay(m2)
		}
		p.acceptAll([]string{"tarixlerinde", "tarixleri arasinda", "tarixlerinedek", "tarixinedek", "tarixine qeder", "tarixi", "tarixleri", "arasi", "arasinda", "arasindaki dovrde", "erzinde", "muddetinde", "dovrunde", "daxil olmaqla"})
	} else {
		p.acceptAny([]string{"включительно", "inclusive"})
	}
	if d1 != 1 || d2 != lastDay(m2) && !(m2 == 2 && d2 == 29) {
		p.refuse(at, "partial_month", "a season of whole months")
		return nil, false
	}
	var in [13]bool
	for m := m1; ; m = m%12 + 1 {
		in[m] = true
		if m == m2 {
			break
		}
	}
	return monthsOf(in), true
}

func lastDay(m int) int {
	return date.Must(2025, m, 1).AddMonths(1).AddDays(-1).Day()
}

// dayMonth reads "1 yanvardan", "yanvarın 1-dən", "1 января", "January 1".
func (p *parser) dayMonth() (day, month int, end string, ok bool) {
	if day, ok = p.integer(); ok {
		month, end, ok = p.month()
	} else if month, _, ok = p.month(); ok {
		if day, ok = p.integer(); ok && p.lx.lang == AZ {
			end, ok = p.suffix(true, concat([]string{"", "i", "u", "si"}, azDative, azAblative, azUpTo))
		}
	}
	return day, month, end, ok && day >= 1 && day <= 31
}
