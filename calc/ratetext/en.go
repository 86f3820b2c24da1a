package ratetext

import (
	"rusum/calc/date"
	"rusum/calc/unit"
)

func english() *lexicon { return enLexicon.get(newEnglish) }

var enLexicon once

func newEnglish() *lexicon {
	return &lexicon{
		lang: EN, point: "a point", foreignPoint: ',',

		percent:   list("per cent ad valorem|percent ad valorem|per cent|percent|pct"),
		percentOf: nil,
		ofValue:   list("of the customs value|of customs value|of the value|of value|ad valorem|ad val."),
		free:      list("free of duty|duty free|duty-free|exempt from customs duty|exempt from duty|exempt|free|nihil|nil"),
		head: list("the rate of import duty is|the rate of duty is|import duty|export duty|customs duty|rate of duty|the rate is|rate|increased|raised|reduced|cut|" +
			"lowered|changed"),
		tail:   []string{"applies"},
		change: list("increased|raised|reduced|decreased|cut|lowered|changed"),

		plus:      list("+|plus|and in addition"),
		but:       list("but|however|subject to|with"),
		leastPre:  list("not less than|no less than|at least|a minimum of|minimum of|minimum|min.|min"),
		mostPre:   list("not more than|no more than|not exceeding|at most|a maximum of|maximum of|maximum|max.|max"),
		or:        []string{"or"},
		greaterOf: each(list("whichever is the |whichever is "), list("greater|higher|highest|greatest")...),
		smallerOf: each(list("whichever is the |whichever is "), list("less|lesser|lower|lowest|smaller")...),
		greatest:  list("the greatest of|the greater of|the higher of|the highest of"),
		smallest:  list("the smallest of|the smaller of|the lesser of|the lower of|the lowest of"),

		then:      list("after that date|after that|afterwards|thereafter|then"),
		existing:  list("the present rate is|present rate|current rate|existing rate"),
		other:     list("in all other months|in other months|in the other months|other months|at other times|otherwise"),
		everyYear: list("every year|each year|annually"),
		seasonIn:  list("in the months of|during|in"),
		monthWord: list("of every year|of each year"),
		rangeFrom: []string{"from"},
		rangeTo:   list("to|through|until|-"),

		units: unitWords(func(x unit.Unit) string { return x.EN },
			join(
				words("kg", "kilogram|kilograms|kilogramme|kilogrammes|kilo|kg|kgs|kg/net|kg net|net kg|kilogram net"),
				words("g", "gram|grams|gramme|grammes|g"),
				words("t", "ton|tons|tonne|tonnes|metric ton|metric tons|t|tne"),
				words("carat", "carat|carats|ct|c/k"),
				words("l", "liter|liters|litre|litres|l|ltr"),
				words("hl", "hectolitre|hectolitres|hectoliter|hl"),
				words("l_pure_alcohol", "l alc. 100%|l alc. 100 %|litre of pure alcohol|litres of pure alcohol|liter of pure alcohol|litre of pure (100 %) alcohol|lpa"),
				words("m", "meter|meters|metre|metres|m"),
				words("m2", "m2|square meter|square meters|square metre|square metres|sq m|sq. m|sq.m"),
				words("m3", "m3|cubic meter|cubic meters|cubic metre|cubic metres|cu m|cu. m"),
				words("cm3", "cm3|cubic centimeter|cubic centimeters|cubic centimetre|cubic centimetres|cc|cu. cm|cu cm"),
				words("piece", "piece|pieces|pcs|pcs.|pc|pc.|p/st|nos.|nos|no.|item|items|unit|units|article|articles|number"),
				words("pair", "pair|pairs|pr|pr.|prs|prs.|pa"),
				words("dozen", "doz|doz.|dozen|dozens"),
				words("12_pair", "doz. pr.|doz.pr.|doz. prs.|doz. pairs|dozen pairs|dozen pair"),
				words("gross", "gross"),
				words("barrel", "bbl|bbl.|barrel|barrels"),
				words("proof_liter", "pf. liter on ethyl alcohol content|pf. liter|pf.liter|pf liter|proof liter|proof litre|proof liters"),
				words("kg_gross", "kg gross|kg/gross|gross kg"),
				words("kg_drained", "kg on drained weight|kg drained weight|kg/net eda|kg net eda"),
				words("kg_clean", "clean kg"),
				words("kg_total_sugars", "kg of total sugars"),
				words("kg_tungsten", "kg on tungsten content|kg on the tungsten content"),
				words("kg_molybdenum", "kg on molybdenum content|kg on the molybdenum content"),
				words("kg_lead", "kg on lead content|kg on the lead content"),
				words("kg_copper", "kg on copper content|kg on the copper content"),
				words("kg_zinc", "kg on zinc content|kg on the zinc content"),
				words("kg_manganese", "kg on manganese content|kg on the manganese content"),
				words("kg_per_pct_sugar", "kg/net/%sacchar.|kg/net/%sacchar|kg/%sacchar.|kg net/%sacchar."),
				words("pct_vol_hl", "% vol/hl|%vol/hl|% vol / hl"),
				words("kg_biodiesel", "kg/biodiesel|kg biodiesel"),
				words("kg_90sdt", "kg 90% sdt|kg 90 % sdt|kg/90% sdt"),
				words("g_fissile", "gi f/s"), words("load_t", "ct/l"),
				words("1000_kwh", "kwh|kilowatt hour|kilowatt hours|kilowatt-hour"),
				words("kg_n", "kg/n"), words("kg_p2o5", "kg/p2o5"), words("kg_k2o", "kg/k2o"), words("kg_h2o2", "kg/h2o2"), words("kg_koh", "kg/koh"), words("kg_naoh", "kg/naoh"), words("kg_u", "kg/u"),
			)...),
		money: moneyWords("us dollars=USD|us dollar=USD|u.s. dollars=USD|dollars=USD|dollar=USD|¢=USD/100|us cents=USD/100|cents=USD/100|cent=USD/100|euros=EUR|euro=EUR|" +
			"manats=AZN|manat=AZN|pounds sterling=GBP|pound sterling=GBP|pounds=GBP|roubles=RUB|rubles=RUB"),
		engine: list("of the engine capacity|of engine capacity|of the engine volume|of engine volume|of engine displacement|of the engine|of a motor|of the motor|" +
			"engine capacity|engine volume|engine"),
		perIn: list("for each|for every|per each|per|for|a|/"),
		each:  list("each|apiece"),
		above: list("over|above|exceeding|in excess of"),
		months: [12][]string{
			list("january|jan.|jan"), list("february|feb.|feb"), list("march|mar.|mar"), list("april|apr.|apr"), {"may"}, list("june|jun.|jun"),
			list("july|jul.|jul"), list("august|aug.|aug"), list("september|sept.|sept|sep.|sep"), list("october|oct.|oct"), list("november|nov.|nov"), list("december|dec.|dec"),
		},
		until: enUntil,
	}
}

// enUntil reads "through 2024-12-31" and "until 1 January 2028"; the latter
// ends the day before.
func enUntil(p *parser) (date.Date, bool) {
	through := p.acceptAny([]string{"up to and including", "until and including", "through"})
	before := !through && p.accept("before")
	if !through && !before && !p.acceptAny([]string{"until", "up to", "till", "to"}) {
		return date.Date{}, false
	}
	d, ok := p.anyDate(nil)
	if !ok {
		return date.Date{}, false
	}
	if before {
		return d.AddDays(-1), true
	}
	if !p.acceptAny([]string{"inclusive", "(inclusive)", "included"}) && !through && d.Day() == 1 {
		d = d.AddDays(-1)
	}
	return d, true
}
