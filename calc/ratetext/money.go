package ratetext

import "strings"

// moneyWord is a word for a currency, folded; hundredth for a cent or qəpik.
type moneyWord struct {
	word, currency string
	hundredth      bool
}

// moneyWords reads "dollar=USD|cent=USD/100".
func moneyWords(s string) []moneyWord {
	list := list(s)
	r := make([]moneyWord, len(list))
	for i, w := range list {
		word, currency, _ := strings.Cut(w, "=")
		currency, hundredth := strings.CutSuffix(currency, "/100")
		r[i] = moneyWord{word, currency, hundredth}
	}
	return r
}

type money struct {
	currency  string
	hundredth bool
	kase      int
}

// iso lists the codes of ISO 4217 that are money (no test codes, no metals).
const iso = " aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd ssp stn syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ved ves vnd vuv wst xaf xcd xof xpf yer zar zmw "

// signs of currencies; they stand before or after the figure.
var signs = []moneyWord{
	{"us $", "USD", false}, {"us$", "USD", false}, {"u.s. $", "USD", false}, {"$ us", "USD", false}, {"$", "USD", false},
	{"€", "EUR", false}, {"£", "GBP", false}, {"₼", "AZN", false}, {"₽", "RUB", false}, {"₺", "TRY", false}, {"₸", "KZT", false}, {"₾", "GEL", false},
}

// isoCode reads a code of ISO 4217 as a word of its own.
func (p *parser) isoCode() (string, bool) {
	i := p.i
	for k := 0; k < 3; k++ {
		if c := p.r[i+k]; c < 'a' || c > 'z' {
			return "", false
		}
	}
	if isLetter(p.r[i+3]) {
		return "", false
	}
	code := string(p.r[i : i+3])
	if !strings.Contains(iso, " "+code+" ") {
		return "", false
	}
	p.i += 3
	return strings.ToUpper(code), true
}

// moneyPrefix reads a currency before the figure, or leaves the position as it was.
func (p *parser) moneyPrefix() (money, bool) {
	save := p.i
	p.space()
	for _, s := range signs {
		if p.accept(s.word) {
			return money{currency: s.currency}, true
		}
	}
	if c, ok := p.isoCode(); ok {
		p.space()
		if isDigit(p.r[p.i]) {
			return money{currency: c}, true
		}
	}
	p.i = save
	return money{}, false
}

// money reads a currency after the figure, with its case, or leaves the
// position as it was.
func (p *parser) money() (money, bool) {
	save := p.i
	for _, w := range p.lx.money {
		if p.lx.lang == AZ {
			if s, ok := p.stem(w.word, false, p.lx.cases); ok {
				return money{w.currency, w.hundredth, kaseOf(s)}, true
			}
		} else if p.accept(w.word) {
			return money{w.currency, w.hundredth, nominative}, true
		}
	}
	for _, s := range signs {
		if p.accept(s.word) {
			return p.inflected(s.currency), true
		}
	}
	p.space()
	if c, ok := p.isoCode(); ok {
		return p.inflected(c), true
	}
	p.i = save
	return money{}, false
}

func (p *parser) inflected(currency string) money {
	m := money{currency: currency}
	if p.lx.lang == AZ {
		if s, ok := p.suffix(true, p.lx.cases); ok {
			m.kase = kaseOf(s)
		}
	}
	return m
}
