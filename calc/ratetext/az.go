package ratetext

import (
	"rusum/calc/date"
	"rusum/calc/unit"
)

// Endings of Azerbaijani nouns, folded: possessive, genitive, dative, ablative
// and "up to", in every vowel harmony.
var (
	azNominative = []string{"", "i", "u", "si", "su", "in", "un", "nin", "nun", "inin", "unun", "sinin", "sunun"}
	azAccusative = []string{"ini", "unu", "ni", "nu", "sini", "sunu"}
	azDative     = []string{"a", "e", "ya", "ye", "na", "ne", "ina", "ine", "una", "une", "sina", "sine", "suna", "sune"}
	azAblative   = []string{"dan", "den", "ndan", "nden", "indan", "inden", "undan", "unden", "sindan", "sinden", "sundan", "sunden"}
	azLocative   = []string{"da", "de", "nda", "nde", "inda", "inde", "unda", "unde"}
	azUpTo       = []string{"dek", "adek", "edek", "yadek", "yedek", "nadek", "nedek", "inadek", "inedek", "unadek", "unedek"}
	azCopula     = []string{"dir", "dur", "idir", "udur", "sidir", "sudur"}
	azAll        = concat(azNominative, azAccusative, azDative, azAblative, azLocative, azUpTo)
)

func concat(lists ...[]string) []string {
	var r []string
	for _, l := range lists {
		r = append(r, l...)
	}
	return r
}

// each builds every pair of a phrase and an ending.
func each(phrases []string, endings ...string) []string {
	var r []string
	for _, e := range endings {
		for _, s := range phrases {
			r = append(r, s+e)
		}
	}
	return r
}

// azerbaijani is made when a text is first read, as the others are: building the
// forms takes the start of every page that computes, and a compiler that runs
// initializers itself would take minutes for it.
func azerbaijani() *lexicon { return azLexicon.get(newAzerbaijani) }

var azLexicon once

func newAzerbaijani() *lexicon {
	return &lexicon{
		lang: AZ, point: "a comma", foreignPoint: '.',

		percent:   []string{"faiz"},
		percentOf: each(list("|mallarin |malin |emtealarin "), list("gomruk deyerinin|gomruk deyerinden|gomruk deyerine gore|gomruk deyerine|gomruk deyeri uzre|deyerinin")...),
		ofValue:   list("gomruk deyerinin|gomruk deyerinden|gomruk deyerine gore"),
		free: append(each(list("idxal gomruk rusumundan |idxal gomruk rusumlarindan |ixrac gomruk rusumundan |gomruk rusumundan |gomruk rusumlarindan |idxal rusumundan |"+
			"ixrac rusumundan |rusumdan |rusumlardan |aksizden |"), list("azad edilmisdir|azad edilmesi|azad edilib|azad edilir|azad edilsin|azad olunmusdur|azad olunub|azad olunur|azaddir|azad")...), list("gomruk rusumu tetbiq edilmir|gomruk rusumu tetbiq olunmur|rusum tetbiq edilmir|rusum tetbiq olunmur|gomruk rusumu tutulmur|rusum tutulmur|"+
			"rusum alinmir|gomruk rusumsuz|rusumsuz|sifir faiz|sifir")...),
		head: list("idxal gomruk rusumunun derecesi|ixrac gomruk rusumunun derecesi|idxal gomruk rusumu derecesi|idxal gomruk rusumlarinin derecesi|" +
			"gomruk rusumunun derecesi|gomruk rusumlarinin derecesi|idxal gomruk rusumu|ixrac gomruk rusumu|gomruk rusumu|rusumun derecesi|rusum derecesi|" +
			"tarif derecesi|aksizin derecesi|aksiz derecesi|aksiz|derecesi|derece|movcud"),
		tail: list("meblegde|mebleginde|hecminde|hecmde|miqdarinda|miqdarda|seviyyesinde|teskil edir|teskil edecek|mueyyen edilib|mueyyen edilir|mueyyen edilmisdir|" +
			"mueyyen olunub|mueyyen olunur|mueyyenlesdirilib|teyin edilib|teyin olunub|tetbiq edilir|tetbiq olunur|tetbiq edilecek|tetbiq olunacaq|tetbiq edilib|" +
			"tetbiq olunub|uzadilib|uzadilmisdir|hesablanir|tutulur|alinir|odenilir|olacaq"),
		change: list("artirilib|artirilir|artirilmisdir|artirilacaq|azaldilib|azaldilir|azaldilmisdir|endirilib|endirilir|endirilmisdir|yukseldilib|yukseldilir|" +
			"yukseldilmisdir|qaldirilib|qaldirilir|qaldirilmisdir|deyisdirilib|deyisdirilir|deyisdirilmisdir|catdirilib|catdirilir|dusurulub"),

		plus:      list("+|ustegel|ve ustegel|ve elave olaraq|ve elave|elave olaraq|elave|ve hemcinin|hemcinin|habele"),
		but:       list("lakin|amma|ancaq|feqet|bir sertle ki|bu sertle ki"),
		leastPre:  each(list("en azi|minimum|minimal"), ""),
		mostPre:   list("en coxu|maksimum|maksimal"),
		leastPost: each(list("az |asagi "), azNot...),
		mostPost:  each(list("cox |artiq |yuxari "), azNot...),
		or:        list("ve ya|yaxud|ve yaxud"),
		greaterOf: list("hansi coxdursa|hansi daha coxdursa|hansi boyukdurse|hansi yuxaridirsa|hansinin meblegi coxdursa|hansi cox olarsa|hansinin meblegi cox olarsa"),
		smallerOf: list("hansi azdirsa|hansi daha azdirsa|hansi kicikdirse|hansi asagidirsa|hansinin meblegi azdirsa|hansi az olarsa|hansinin meblegi az olarsa"),
		greatest:  list("en boyuyu|asagidakilardan en boyuyu"),
		smallest:  list("en kiciyi|asagidakilardan en kiciyi"),

		then: each(list("bu muddetden sonra|hemin muddetden sonra|gosterilen muddetden sonra|muddet basa catdiqdan sonra|muddet bitdikden sonra|bu tarixden sonra|"+
			"hemin tarixden sonra|gosterilen tarixden sonra|bundan sonra|ondan sonra|daha sonra|sonraki dovrde|sonra|qalan dovrde"), " ise", ""),
		existing: list("movcud gomruk rusumunun derecesi|movcud rusum derecesi|movcud derece|hazirki rusum derecesi|hazirda|indiki derece"),
		other: each(append(each(list("ilin diger |ilin qalan |diger |qalan |basqa "), list("aylarinda|aylarda|aylar|vaxtlarda|vaxtlar|vaxt|dovrlerde|dovrde|dovr|hallarda|muddetde")...),
			"ilin qalan hissesinde"), " ise", ""),
		everyYear: list("her il|her ilin|ilin"),
		seasonIn:  nil,
		monthWord: list("aylarinda|ayinda|aylarda|aylari erzinde|aylari|ayi erzinde|aylar|ay"),
		rangeFrom: nil,
		rangeTo:   []string{"-"},

		units: unitWords(func(x unit.Unit) string { return x.AZ },
			join(
				words("kg", "kiloqram"), short("kg", "kq|kg"),
				words("g", "qram"), short("g", "q|qr|g"),
				words("t", "ton|tonna"), short("t", "t"),
				words("carat", "karat"), short("carat", "kar"),
				words("l", "litr"), short("l", "l"),
				words("hl", "hektolitr|dekalitr x 10"), short("hl", "hl"),
				words("l_pure_alcohol", "litr 100 %-li spirt|litr 100%-li spirt|litr saf spirt|litr 100 faizli spirt|l 100%-li spirt|l 100% spirt|l 100 % spirt"),
				words("m", "metr"), short("m", "m"),
				words("m2", "kvadratmetr|kvadrat metr"), short("m2", "m2|kv.m|kv. m|kv.metr|kv. metr"),
				words("m3", "kubmetr|kub metr"), short("m3", "m3|kub.m|kub. m|kub m"),
				words("cm3", "kubsantimetr|kub santimetr|kub sm"), short("cm3", "sm3|kub.sm|kub. sm|cm3"),
				words("piece", "eded"), short("piece", "ed|ed."),
				words("pair", "cut"),
				short("1000_kwh", "kvt·saat|kvt.saat|kvt-saat|kvt/saat|kvt saat"),
				words("kw", "kilovat"), short("kw", "kvt"),
				words("hp", "at gucu"), short("hp", "a.g."),
				words("barrel", "barel"),
			)...),
		money: moneyWords("abs dollar=USD|abs dol.=USD|abs dol=USD|amerika dollar=USD|us dollar=USD|dollar=USD|dol.=USD|abs senti=USD/100|sent=USD/100|azerbaycan manat=AZN|" +
			"manat=AZN|man.=AZN|qepik=AZN/100|avro=EUR|euro=EUR|yevro=EUR|rusiya rubl=RUB|rus rubl=RUB|rubl=RUB|ingilis funt sterlinq=GBP|" +
			"ingiltere funt sterlinq=GBP|funt sterlinq=GBP|ingilis funt=GBP|funt=GBP|turkiye lire=TRY|turk lire=TRY|lire=TRY|isvecre frank=CHF|yapon yen=JPY|" +
			"cin yuan=CNY|yuan=CNY|qazaxistan tenge=KZT|qazax tenge=KZT|tenge=KZT|gurcustan lari=GEL|gurcu lari=GEL|lari=GEL|ukrayna qrivna=UAH|qrivna=UAH|" +
			"belarus rubl=BYN"),
		engine: list("avtomobilin|neqliyyat vasitesinin|mator hecminin|muherrikin isci hecminin|muherrikin is hecminin|muherrikin hecminin|muherrik hecminin|" +
			"muherrikinin hecminin|muherrikin hecmine gore|muherrikin hecmi uzre|muherrikin"),
		perIn:  list("her bir|her|bir|/"),
		each:   list("her birine gore|her birine|her biri ucun|her biri uzre"),
		perEnd: list("ucun|uzre|gore|tetbiq olunan|tetbiq edilen|hesabi ile|hesabila|muqabilinde|nisbetde|mehsula|mehsul ucun|mala|mal ucun"),

		suffixes: azAll,
		cases:    concat(azNominative, azAccusative, azDative, azAblative, azCopula),
		monthSuf: concat(azNominative, azDative, azAblative, azLocative, azUpTo),
		months:   [12][]string{{"yanvar"}, {"fevral"}, {"mart"}, {"aprel"}, {"may"}, {"iyun"}, {"iyul"}, {"avqust"}, {"sentyabr"}, {"oktyabr"}, {"noyabr"}, {"dekabr"}},
		until:    azUntil,
	}
}

// azNot are the forms of "not being": "… olmamaq şərtilə".
var azNot = []string{"olmamaq sertile", "olmamaq serti ile", "olmamaqla", "olmamalidir", "olmamali", "olmamag sertile", "olmamag serti ile", "olmamasi sertile", "olmamasi serti ile", "olmamaq", "olmayaraq", "olmayan meblegde", "olmayan", "ola bilmez", "olmur"}

// azUntil reads the last day of a rate: "31.12.2024-cü il tarixinədək", "31
// dekabr 2023-cü ilə qədər", "2019-cu ilin dekabrın 15-dək". "-dək" is up to and
// with the day; "qədər" before the first day of a month ends the day before.
func azUntil(p *parser) (date.Date, bool) {
	start := p.i
	d, end, ok := p.azDate()
	if !ok {
		return date.Date{}, false
	}
	if isAblative(end) {
		// "31 dekabr 2021-ci ildən 31 dekabr 2023-cü ilə qədər uzadılıb": the
		// first date is the old end of the period.
		p.separators(",-")
		d, end, ok = p.azDate()
		if !ok || !p.saysExtended() {
			p.refuse(start, "start_date", "a rate with its last day only")
			return date.Date{}, false
		}
	}
	switch {
	case hasTail(end, "dek"):
	case p.acceptAny([]string{"daxil olmaqla", "(daxil olmaqla)"}):
	case p.acceptAny([]string{"qeder", "kimi", "can"}):
		if !p.acceptAny([]string{"daxil olmaqla", "(daxil olmaqla)"}) && d.Day() == 1 {
			d = d.AddDays(-1)
		}
		return d, true
	default:
		return date.Date{}, false
	}
	p.acceptAny([]string{"daxil olmaqla", "(daxil olmaqla)"})
	return d, true
}

// saysExtended reports whether the text says that the period was extended.
func (p *parser) saysExtended() bool {
	for i := p.i; p.r[i] != 0; i++ {
		if p.match(i, "uzadil") >= 0 {
			return true
		}
	}
	return false
}

// azDate reads a day of the calendar and the ending of its last word.
func (p *parser) azDate() (date.Date, string, bool) {
	ordinal := []string{"", "ci", "cu"}
	yearEnd := func(s string) string {
		for _, w := range [...]string{"il", "tarix"} {
			if e, ok := p.stem(w, false, azAll); ok {
				s = e
			}
		}
		return s
	}
	direct := concat([]string{""}, azDative, azAblative, azUpTo)
	if d, ok := p.dottedDate(); ok {
		s, ok := p.suffix(true, concat(ordinal, direct))
		if !ok {
			return date.Date{}, "", false
		}
		return d, yearEnd(s), true
	}
	n, ok := p.integer()
	if !ok {
		return date.Date{}, "", false
	}
	if n < 1000 {
		m, s, ok := p.month()
		if !ok {
			return date.Date{}, "", false
		}
		y, ok := p.integer()
		if !ok {
			return date.Date{}, "", false
		}
		s, ok = p.suffix(true, concat(ordinal, direct))
		d, ok2 := date.New(y, m, n)
		return d, yearEnd(s), ok && ok2
	}
	if _, ok := p.suffix(true, ordinal); !ok {
		return date.Date{}, "", false
	}
	if _, ok := p.stem("il", false, azAll); !ok {
		return date.Date{}, "", false
	}
	if s, ok := p.stem("son", false, azAll); ok {
		d, ok := date.New(n, 12, 31)
		return d, s, ok
	}
	if day, ok := p.integer(); ok {
		// "2023-cü il 31 dekabr tarixinədək"
		m, s, ok := p.month()
		d, ok2 := date.New(n, m, day)
		return d, yearEnd(s), ok && ok2
	}
	m, _, ok := p.month()
	if !ok {
		return date.Date{}, "", false
	}
	p.acceptAny([]string{"ayinin", "ayi"})
	day, ok := p.integer()
	if !ok {
		return date.Date{}, "", false
	}
	s, ok := p.suffix(false, concat(direct, []string{"i", "u", "si", "ci", "cu"}))
	d, ok2 := date.New(n, m, day)
	return d, yearEnd(s), ok && ok2
}
