package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"

	"rusum/calc/date"
)

// A generator makes documents of the contract from a seed. What it chooses is
// aimed at the edges: the last day of a row, the bound of a band, a missing answer.
type generator struct {
	r    *rand.Rand
	only string
}

// kinds of cases and how often each comes.
var kinds = []struct {
	name  string
	share int
	make  func(*generator) (call string, doc any)
}{
	{"goods", 45, (*generator).goods},
	{"vehicle", 25, (*generator).vehicle},
	{"personal", 15, (*generator).personal},
	{"month", 3, (*generator).month},
	{"interest", 6, (*generator).interest},
	{"roadtax", 6, (*generator).roadTax},
}

func kindNames() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return out
}

func newGenerator(seed uint64, only string) *generator {
	return &generator{rand.New(rand.NewPCG(seed, 0x52757375)), only}
}

func (g *generator) next() testCase {
	all := 0
	for _, k := range kinds {
		if g.only == "" || k.name == g.only {
			all += k.share
		}
	}
	at := g.r.IntN(all)
	for _, k := range kinds {
		if g.only != "" && k.name != g.only {
			continue
		}
		if at -= k.share; at >= 0 {
			continue
		}
		call, doc := k.make(g)
		b, err := json.Marshal(doc)
		if err != nil {
			panic(err)
		}
		return testCase{kind: k.name, call: call, doc: b}
	}
	panic("no kind")
}

type object = map[string]any

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func pick[T any](g *generator, of ...T) T { return of[g.r.IntN(len(of))] }

// number is a decimal text below most with up to places digits after the point.
func (g *generator) number(most, places int) string {
	s := strconv.Itoa(g.r.IntN(most))
	n := g.r.IntN(places + 1)
	if n == 0 {
		return s
	}
	s += "."
	for range n {
		s += strconv.Itoa(g.r.IntN(10))
	}
	return s
}

func (g *generator) currency() string {
	return pick(g, "USD", "USD", "EUR", "AZN", "TRY", "RUB", "GBP", "JPY", "CNY")
}

func (g *generator) money(most int) object {
	return object{"amount": g.number(most, 2), "currency": g.currency()}
}

// edges are days on which something of the law changes, and the days around them.
var edges = []string{"2015-03-01", "2016-04-26", "2017-01-01", "2018-01-01", "2018-01-22", "2018-09-05", "2019-01-01", "2020-03-19", "2020-09-21",
	"2021-04-01", "2022-01-01", "2022-04-14", "2022-12-12", "2023-02-27", "2024-01-01", "2024-02-01", "2024-03-01", "2024-05-18", "2024-08-23", "2025-01-01",
	"2025-04-04", "2025-08-01", "2026-01-01", "2026-03-25", "2026-05-01", "2027-01-01", "2027-01-02", "2028-01-01"}

// day is a day from the year on; half of them near a change of the law.
func (g *generator) day(from int) date.Date {
	for {
		d := date.Must(from, 1, 1).AddDays(g.r.IntN((2029 - from) * 365))
		if g.chance(40) {
			e, _ := date.Parse(pick(g, edges...))
			d = e.AddDays(g.r.IntN(3) - 1)
		}
		if d.Year() >= from {
			return d
		}
	}
}

// rates are the user's exchange rates, for every currency used or none.
func (g *generator) rates(doc object, percent int) {
	if g.chance(percent) {
		r := object{}
		for _, c := range []string{"USD", "EUR", "TRY", "RUB", "GBP", "JPY", "CNY"} {
			r[c] = pick(g, "1.7", "1.9426", "0.0213", "2.2871", "0.0113") // any number will do: it is arithmetic
		}
		doc["rates"] = r
	}
}

// A good is a code with what its payments ask.
type good struct {
	code     string
	variants []string
	units    []string
}

var goodsList = []good{
	{"847130", nil, []string{"piece"}}, {"8507600009", nil, []string{"piece"}}, {"870899", nil, nil}, {"640399", nil, []string{"pair"}},
	{"0405", nil, nil}, {"6109100000", nil, []string{"piece"}}, {"9403", nil, nil}, {"3004", nil, nil}, {"1001", nil, nil}, {"1001990000", nil, nil},
	{"0102213000", nil, []string{"piece"}}, {"0703101909", nil, nil}, {"3901101000", nil, nil}, {"8711100001", nil, []string{"piece"}}, {"4901", nil, nil},
	{"3102", nil, nil}, {"8436", nil, nil}, {"2304000000", nil, nil}, {"2835260000", nil, nil}, {"2102109000", nil, nil}, {"850440", nil, []string{"piece"}},
	{"2203", []string{"beer"}, []string{"l"}}, {"220300", []string{"beer"}, []string{"hl"}}, {"2204", []string{"wine", "champagne", "grape_must_other"}, []string{"l"}},
	{"220421", []string{"wine"}, []string{"l"}}, {"2204101100", []string{"champagne"}, []string{"l"}}, {"220430", []string{"wine", "grape_must_other"}, []string{"l"}},
	{"2205", []string{"vermouth"}, []string{"l"}}, {"2206", []string{"other_fermented", "alcohol_under_9", "energy_drink", "energy_drink_alcoholic"}, []string{"l"}},
	{"220710", []string{"ethyl_alcohol_80"}, []string{"l"}}, {"220820", []string{"grape_spirits"}, []string{"l"}}, {"220830", []string{"whisky"}, []string{"ml"}},
	{"220860", []string{"vodka"}, []string{"l"}}, {"220890", []string{"other_spirits", "ethyl_alcohol_under_80", "alcohol_under_9"}, []string{"l"}},
	{"2208", []string{"vodka", "whisky", "other_spirits"}, []string{"l"}}, {"220299", []string{"energy_drink"}, []string{"l"}},
	{"240210", []string{"cigars", "cigarillos"}, []string{"piece"}}, {"240220", []string{"cigarettes"}, []string{"1000_piece"}}, {"2402", []string{"cigarettes", "cigars"}, []string{"piece"}},
	{"2403", []string{"smoking_tobacco"}, nil}, {"240411", []string{"heated_tobacco"}, []string{"piece"}}, {"240419", []string{"ecig_liquid", "disposable_ecig"}, []string{"l", "piece"}},
	{"854340", []string{"disposable_ecig"}, []string{"piece"}},
	{"271012", []string{"petrol_under_95", "petrol_95_98", "petrol_98", "aviation_fuel", "special_spirit", "other_oil"}, []string{"l"}},
	{"2710124130", []string{"petrol_under_95"}, []string{"l"}}, {"271019", []string{"diesel", "mazut", "lubricant", "middle_distillate"}, []string{"l"}},
	{"271111", []string{"natural_gas"}, nil}, {"271112", []string{"lpg"}, []string{"l"}}, {"2712", []string{"petroleum_jelly"}, nil}, {"2713", []string{"bitumen_coke"}, nil},
	{"7113", []string{"gold_585", "gold_999", "platinum", "diamond"}, []string{"g", "piece"}}, {"7108", []string{"gold_750", "gold_other"}, []string{"g"}},
	{"710239", []string{"diamond"}, []string{"carat", "piece"}}, {"4303", []string{"fur"}, []string{"piece"}},
}

var partners = []string{"RU", "GE", "UA", "KZ"}

// rate is a rate tree of the tariff, combined and timed ones too.
func (g *generator) rate(depth int) object {
	specific := func() object {
		return object{"op": "specific", "amount": pick(g, "0.7", "1.2", "2", "0.04", "500"), "currency": pick(g, "USD", "USD", "AZN", "EUR"),
			"per": object{"qty": pick(g, "1", "1", "100", "1000"), "unit": pick(g, "kg", "kg", "l", "piece", "t", "m2")}}
	}
	switch n := g.r.IntN(13); {
	case n < 4 || depth > 2 && n < 7:
		return object{"op": "percent", "percent": pick(g, "0", "0.5", "5", "10", "15", "33.3")}
	case n < 7 || depth > 2:
		return specific()
	case n == 7:
		return object{"op": "free"}
	case n == 8:
		return object{"op": "sum", "of": []any{g.rate(depth + 1), g.rate(depth + 1)}}
	case n == 9:
		return object{"op": pick(g, "atLeast", "atMost"), "of": []any{g.rate(depth + 1), g.rate(depth + 1)}}
	case n == 10:
		return object{"op": "dated", "until": pick(g, edges...), "rate": g.rate(depth + 1), "then": g.rate(depth + 1)}
	}
	if g.chance(50) {
		return object{"op": "bracket", "base": pick(g, "0", "600"), "over": pick(g, "0", "2000"), "rate": specific()}
	}
	return object{"op": "seasonal", "months": []any{2, 3, 4, 5}, "rate": g.rate(depth + 1), "else": g.rate(depth + 1)}
}

// duty gives a line a rate of its own, a statutory one, or none.
func (g *generator) duty(line object, day date.Date) {
	switch n := g.r.IntN(10); {
	case n < 3:
		line["duty"] = g.rate(0)
	case n < 5:
		line["duty"] = pick(g, "15 %", "5", "0", "0,5 %")
	case n < 8:
		line["dutyScenario"] = pick(g, "0", "5", "15")
	}
}

func (g *generator) quantities(line object, units []string) {
	q := object{}
	for _, u := range units {
		if g.chance(90) {
			most := 5000
			if u == "carat" {
				most = 40
			}
			q[u] = strconv.Itoa(1 + g.r.IntN(most))
			if u != "piece" && u != "pair" && g.chance(50) {
				q[u] = g.number(most, 3)
			}
		}
	}
	if g.chance(15) {
		q[pick(g, "m2", "kg", "l", "t")] = g.number(900, 2)
	}
	if len(q) > 0 {
		line["quantities"] = q
	}
	if g.chance(85) {
		net := g.r.IntN(20000)
		line["netMass"] = strconv.Itoa(net)
		if g.chance(70) {
			line["grossMass"] = strconv.Itoa(net + g.r.IntN(500))
		}
	}
}

func (g *generator) line(day date.Date) object {
	x := pick(g, goodsList...)
	line := object{"code": x.code, "price": g.money(pick(g, 100, 3000, 100000, 900000))}
	if g.chance(2) {
		delete(line, "price")
	}
	g.quantities(line, x.units)
	g.duty(line, day)
	if x.variants != nil && g.chance(90) {
		line["variant"] = pick(g, x.variants...)
		if g.chance(8) {
			line["variant"] = "none"
		}
	}
	if g.chance(15) {
		line["exciseMarksPaid"] = true
	}
	if g.chance(12) {
		line["relief"] = []any{pick(g, "164.1.27", "164.1.31", "164.1.25", "164.1.7", "164.1.60", "165.1.2", "gm.112.3", "tariff.20.liberated", "188.1.5", "164.1.41-2", "164.1.28", "164.1.33")}
	}
	g.origin(line)
	return line
}

func (g *generator) origin(line object) {
	if !g.chance(40) {
		return
	}
	from := pick(g, append([]string{"CN", "TR", "AM"}, partners...)...)
	line["origin"] = from
	if g.chance(70) {
		line["dispatchedFrom"] = pick(g, from, from, from, "TR", "RU")
	}
	if g.chance(20) {
		line["tradedFrom"] = pick(g, from, from, "DE")
	}
	if g.chance(70) {
		line["originProof"] = pick(g, "st1", "st1", "none", "eur1")
	}
}

func (g *generator) goods() (string, any) {
	day := g.day(2015)
	doc := object{"date": day.String()}
	if g.chance(15) {
		doc["fxDate"] = day.AddDays(g.r.IntN(5)).String()
	}
	switch n := g.r.IntN(20); {
	case n < 2:
		doc["flow"] = "export"
	case n == 2:
		doc["procedure"] = "temporary_import"
		if g.chance(60) {
			doc["months"] = 1 + g.r.IntN(40)
		} else if g.chance(80) {
			doc["until"] = day.AddDays(1 + g.r.IntN(900)).String()
		}
	case n == 3:
		doc["procedure"] = "outward_processing_return"
	case n == 4:
		doc["procedure"] = pick(g, "temporary_import_full_relief", "inward_processing", "re_import", "re_export", "transit", "customs_warehouse", "free_zone",
			"end_use", "destruction", "temporary_export", "temporary_storage", "warranty_repair_return", "abandonment")
	}
	g.rates(doc, 55)
	if g.chance(50) {
		dl := object{"incoterm": pick(g, "EXW", "FCA", "FOB", "CFR", "CPT", "CIF", "CIP", "DAP", "DDP")}
		for _, k := range []string{"freight", "insurance", "other", "additions"} {
			if g.chance(45) {
				dl[k] = g.money(3000)
			}
		}
		if g.chance(35) {
			dl["apportion"] = pick(g, "mass", "value")
		}
		doc["delivery"] = dl
	}
	for _, k := range []string{"offHours", "offSite"} {
		if g.chance(10) {
			doc[k] = true
		}
	}
	if g.chance(10) {
		doc["electronic"] = false
	}
	if g.chance(10) {
		doc["options"] = object{"duty": "mfn"}
	}
	n := 1
	if g.chance(45) {
		n = 1 + g.r.IntN(12)
	}
	lines := make([]any, n)
	for i := range lines {
		l := g.line(day)
		if doc["procedure"] == "outward_processing_return" && g.chance(95) {
			l["processingCost"] = g.money(5000)
		}
		lines[i] = l
	}
	doc["lines"] = lines
	// A band of the clearance fee is met to the qəpik now and then.
	if g.chance(5) {
		doc["lines"] = []any{object{"code": "847130", "price": object{"amount": pick(g, "1000", "1000.01", "10000", "10000.01", "50000", "100000", "500000", "500000.01", "1000000", "0.01", "0"), "currency": "AZN"}, "dutyScenario": "15"}}
		delete(doc, "delivery")
	}
	return "assess", doc
}

// Codes under which vehicles of a kind and fuel stand.
var vehicleCodes = map[string]string{
	"car petrol": "870323", "car diesel": "870332", "car gas": "870323", "car hybrid_petrol": "870340", "car hybrid_diesel": "870350", "car electric": "870380",
	"bus electric": "870240", "truck electric": "870460", "car": "8703", "bus": "8702", "truck": "8704", "tractor": "8701", "trailer": "8716", "motorcycle": "8711", "quadricycle": "870310", "yacht": "8903",
}

func (g *generator) vehicle() (string, any) {
	day := g.day(2015)
	doc := object{"date": day.String()}
	g.rates(doc, 60)
	n := 1
	if g.chance(10) {
		n = 3
	}
	lines := make([]any, n)
	for i := range lines {
		lines[i] = g.car(day)
	}
	doc["lines"] = lines
	if g.chance(8) {
		doc["procedure"] = pick(g, "temporary_import", "temporary_import_full_relief", "re_import")
		doc["months"] = 3
	}
	if g.chance(20) {
		doc["delivery"] = object{"incoterm": pick(g, "FOB", "CIF", "EXW"), "freight": g.money(2000)}
	}
	if g.chance(15) {
		r := object{}
		for _, x := range [][]string{{"new_car", "days", "years"}, {"unnamed_factor", "letter", "petrol", "engine"}, {"e_service", "charged", "removed"},
			{"utilisation_age", "completed", "calendar"}, {"electric_checks", "free", "charged"}} {
			if g.chance(40) {
				r[x[0]] = pick(g, x[1:]...)
			}
		}
		doc["options"] = object{"readings": r}
	}
	return "assess", doc
}

func (g *generator) car(day date.Date) object {
	kind := pick(g, "car", "car", "car", "car", "bus", "motorcycle", "truck", "quadricycle", "yacht", "tractor", "trailer")
	fuel := pick(g, "petrol", "diesel", "gas", "hybrid_petrol", "hybrid_diesel", "electric")
	code, ok := vehicleCodes[kind+" "+fuel]
	if !ok {
		code = vehicleCodes[kind]
	}
	v := object{"kind": kind}
	if g.chance(96) {
		v["fuel"] = fuel
	}
	if kind != "trailer" && fuel != "electric" && g.chance(95) {
		cc := 50 + g.r.IntN(8000)
		if kind == "motorcycle" {
			cc = 40 + g.r.IntN(1000)
		}
		if kind == "bus" {
			cc = 2000 + g.r.IntN(11000)
		}
		if g.chance(40) {
			cc = pick(g, 50, 125, 500, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10000) + g.r.IntN(3) - 1
		}
		v["engineCC"] = cc
	}
	if g.chance(95) {
		made := day.AddDays(-g.r.IntN(5000))
		if g.chance(50) {
			made = day.AddYears(-pick(g, 1, 3, 4, 7, 10)).AddDays(g.r.IntN(3) - 1)
		}
		if g.chance(10) {
			made = day.AddDays(-364 - g.r.IntN(4))
		}
		v["produced"] = made.String()
	}
	if g.chance(70) {
		v["mileageKm"] = pick(g, 0, 1, 99999, 100000, 100001, 250000)
	}
	if g.chance(3) {
		v["special"] = true
	}
	line := object{"code": code, "price": g.money(60000), "vehicle": v}
	if g.chance(12) {
		line["quantities"] = object{"piece": strconv.Itoa(1 + g.r.IntN(5))}
	}
	if g.chance(25) {
		g.duty(line, day)
	}
	if g.chance(4) {
		line["relief"] = []any{pick(g, "rarity", "164.1.41-1", "164.1.25", "188.1.8")}
	}
	if g.chance(30) {
		g.origin(line)
	}
	return line
}

// personal is what a person brings or receives, within and over the limits.
func (g *generator) personal() (string, any) {
	day := g.day(2021)
	doc := object{"date": day.String(), "declarant": "individual", "channel": pick(g, "post", "carried"), "rates": object{"USD": pick(g, "1.7", "1.6999"), "EUR": "1.9763"}}
	if g.chance(40) {
		doc["allowanceUsed"] = object{"amount": g.number(500, 2), "currency": pick(g, "USD", "AZN")}
	}
	if g.chance(30) {
		doc["delivery"] = object{"freight": object{"amount": g.number(60, 2), "currency": "USD"}}
	}
	if g.chance(6) {
		doc["minor"] = true
	}
	used := object{}
	items := []struct{ key, unit string }{{"goods", ""}, {"goods", ""}, {"", ""}, {"drone", ""}, {"phone", "piece"}, {"vodka", "l"}, {"wine", "l"}, {"cigarettes", "piece"},
		{"cigars", "piece"}, {"food", "kg"}, {"medicine", ""}, {"energy_drink", "l"}, {"personal", ""}}
	var lines []any
	phone := false
	for range 1 + g.r.IntN(4) {
		x := pick(g, items...)
		if x.key == "phone" {
			if phone {
				continue
			}
			phone = true
		}
		line := object{"price": object{"amount": g.number(pick(g, 50, 400, 1500), 2), "currency": pick(g, "USD", "EUR", "AZN")}}
		if g.chance(4) { // a present
			line["price"] = object{"amount": "0", "currency": "USD"}
		}
		if x.key != "" {
			line["item"] = x.key
		} else if g.chance(50) {
			line["code"] = pick(g, "847130", "640399", "6109100000")
		}
		switch x.unit {
		case "l":
			line["quantities"] = object{"l": g.number(4, 2)}
		case "piece":
			if x.key == "phone" {
				if g.chance(50) {
					line["quantities"] = object{"piece": "1"}
				}
				break
			}
			line["quantities"] = object{"piece": strconv.Itoa(1 + g.r.IntN(500))}
		case "kg":
			line["netMass"] = g.number(45, 2)
		}
		if g.chance(30) {
			line["dutyScenario"] = pick(g, "0", "5", "15")
		}
		lines = append(lines, line)
	}
	if g.chance(20) {
		used[pick(g, "alcohol", "cigarettes", "food", "phone")] = "1"
	}
	if len(used) > 0 {
		doc["limitsUsed"] = used
	}
	doc["lines"] = lines
	return "assess", doc
}

// month is a run of parcels of ordinary goods.
func (g *generator) month() (string, any) {
	year, month := 2021+g.r.IntN(6), 1+g.r.IntN(12)
	var parcels []any
	for range 1 + g.r.IntN(6) {
		p := object{"date": date.Must(year, month, 1).AddDays(g.r.IntN(45)).String(), "declarant": "individual", "channel": pick(g, "post", "post", "carried"),
			"rates": object{"USD": "1.7"}, "lines": []any{object{"price": object{"amount": g.number(400, 2), "currency": "USD"}}}}
		if g.chance(40) {
			p["delivery"] = object{"freight": object{"amount": g.number(40, 2), "currency": "USD"}}
		}
		parcels = append(parcels, p)
	}
	return "month", object{"parcels": parcels}
}

func (g *generator) interest() (string, any) {
	due := g.day(2015)
	doc := object{"debt": g.number(900000, 2), "due": due.String(), "paid": due.AddDays(g.r.IntN(pick(g, 3, 40, 366, 368, 900))).String()}
	if g.chance(40) {
		doc["kind"] = "deferral"
		doc["paid"] = due.AddDays(14 + g.r.IntN(47)).String()
		if g.chance(60) {
			doc["rate"] = pick(g, "6.5", "7.25", "6", "0.1", "12")
		}
	}
	return "interest", doc
}

func (g *generator) roadTax() (string, any) {
	kind := pick(g, "car", "bus", "truck")
	v := object{"kind": kind}
	doc := object{"date": g.day(2016).String(), "vehicle": v, "stayDays": 1 + g.r.IntN(pick(g, 10, 100, 800)), "rates": object{"USD": pick(g, "1.7", "1.6953")}}
	if g.chance(30) {
		doc["stayDays"] = pick(g, 1, 2, 7, 8, 14, 15, 30, 31, 90, 91, 365, 366)
	}
	switch kind {
	case "car":
		v["engineCC"] = pick(g, 1, 1999, 2000, 2001, 4000, 4001, 6200)
	case "bus":
		v["seats"] = pick(g, 8, 12, 13, 30, 31, 55)
	case "truck":
		v["axles"] = 2 + g.r.IntN(5)
		if g.chance(60) {
			v["grossMass"] = fmt.Sprint(pick(g, 30000, 37000, 37001, 38000, 38001, 41000, 41001, 51000, 51001, 61000, 61001, 71000, 71001, 81000, 81001, 90000))
			doc["distanceKm"] = strconv.Itoa(1 + g.r.IntN(900))
		}
		if g.chance(40) {
			doc["dangerous"] = pick(g, "low", "dangerous", "special")
		}
	}
	return "roadtax", doc
}
