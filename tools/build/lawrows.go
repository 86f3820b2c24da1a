package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

// lawRow is a row of a law table that is put into words.
type lawRow struct {
	tariffdata.Table
	i int
	s *site
	t *i18n.Texts
	// err is the first cell that could not be said: the build stops rather than
	// show a key or leave a row out.
	err error
}

func (r *lawRow) get(column string) string { return r.Get(r.i, column) }

func (r *lawRow) fail(what string) string {
	if r.err == nil {
		r.err = fmt.Errorf("law/%s.csv, row %d: %s", r.Name, r.i+1, what)
	}
	return ""
}

// say is a text; the arguments are names and values in turn.
func (r *lawRow) say(key string, args ...string) string {
	if !r.t.Has(key) {
		return r.fail("no text " + key)
	}
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return r.t.Get(key, a...)
}

// named is the text of each key in a cell, "" for an empty one.
func (r *lawRow) named(prefix, column string) string {
	cell := r.get(column)
	if cell == "" {
		return ""
	}
	var out []string
	for key := range strings.SplitSeq(cell, ";") {
		out = append(out, r.say(prefix+key))
	}
	return strings.Join(out, ", ")
}

func (r *lawRow) day(column string) date.Date {
	if r.get(column) == "" {
		return date.Date{}
	}
	d, err := date.Parse(r.get(column))
	if err != nil {
		r.fail(column + ": no date")
	}
	return d
}

func (r *lawRow) dec(column string) decimal.Decimal {
	d, err := num.Parse(r.get(column))
	if err != nil {
		r.fail(column + ": no number")
	}
	return d
}

func (r *lawRow) whole(column string) int {
	if r.get(column) == "" {
		return 0
	}
	n, err := strconv.Atoi(r.get(column))
	if err != nil {
		r.fail(column + ": no whole number")
	}
	return n
}

// money is an amount of the currency, in its column or given.
func (r *lawRow) money(column, currency string) string {
	if r.get(column) == "" {
		return r.say("ui.unknowns.noamount")
	}
	return render.Amount(calc.Money{Amount: r.dec(column), Currency: currency}, r.t)
}

func (r *lawRow) percent(column string) string { return r.t.Percent(r.dec(column)) }

func (r *lawRow) rate(column string) string {
	if r.get(column) == "" {
		return r.say("code.rate.missing")
	}
	v, err := rate.Decode(r.get(column))
	if err != nil {
		return r.fail(column + ": " + err.Error())
	}
	return render.RateWords(v, r.t)
}

// codes are the codes of a cell as the tariff prints them.
func (r *lawRow) codes(column string) string {
	var out []string
	for c := range strings.SplitSeq(r.get(column), ";") {
		if c != "" {
			out = append(out, render.GroupCode(c))
		}
	}
	return strings.Join(out, ", ")
}

// span is a range between two cells, in the words of written.
func (r *lawRow) span(over, upTo string, written func(string) string) string {
	from, to := r.get(over), r.get(upTo)
	switch {
	case to == "" && from == "":
		return ""
	case to == "":
		return r.say("code.band.over", "bound", written(over))
	case from == "" || from == "0":
		return r.say("code.band.upto", "bound", written(upTo))
	}
	return written(over) + " – " + written(upTo)
}

// vehicles says which vehicles a row is for.
func (r *lawRow) vehicles() string {
	column := "kinds"
	if r.Has("kind") {
		column = "kind"
	}
	b := calc.VehicleBand{OverCC: r.whole("over_cc"), UpToCC: r.whole("up_to_cc"), OverKG: r.whole("over_kg"), OverYears: r.whole("over_years"), UpToYears: r.whole("up_to_years")}
	if f := r.get("fuels"); f != "" {
		b.Fuels = strings.Split(f, ";")
	}
	return list(append([]string{r.named("vehicle.", column)}, render.Band(&b, r.t)...)...)
}

func (r *lawRow) countries(column string) string {
	var out []string
	for a2 := range strings.SplitSeq(r.get(column), ";") {
		i, ok := r.s.core.Country(a2)
		if !ok {
			return r.fail("no country " + a2)
		}
		out = append(out, embedded.Names(string(r.t.Lang())).Country(i))
	}
	return strings.Join(out, ", ")
}

// goods is a code and the beginning of its name.
func (r *lawRow) goods(code string) string {
	out := render.GroupCode(code)
	for n := len(code); n >= 4; n-- {
		if i, ok := r.s.tree.Find(code[:n]); ok {
			return out + " " + clip(r.s.tree.Name(i, embedded.Names(string(r.t.Lang()))), 60)
		}
	}
	return out
}

// list joins what is not empty.
func list(parts ...string) string { return joined("; ", parts) }

func joined(mark string, parts []string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, mark)
}

// sayings put a row of a table into words: what it is about, and its figure.
var sayings = map[string]func(r *lawRow) (what, figure string){
	"known_rates": func(r *lawRow) (string, string) {
		return list(r.say("flow."+r.get("flow"))+": "+r.goods(r.get("code")), render.Condition(r.get("condition"), r.t)), r.rate("rate")
	},
	"statutory_duty": func(r *lawRow) (string, string) { return r.say("ui.unknowns.statutory"), r.percent("percent") },
	"value_elements": func(r *lawRow) (string, string) {
		return r.say("ui.value." + r.get("key")), r.say("ui.value.status." + r.get("treatment"))
	},
	"incoterms": func(r *lawRow) (string, string) {
		var in []string
		for _, c := range []string{"freight", "insurance", "other"} {
			if r.get(c) == "yes" {
				in = append(in, r.say("field."+c))
			}
		}
		if in == nil {
			return r.say("incoterm." + r.get("term")), r.say("ui.unknowns.inprice.none")
		}
		return r.say("incoterm." + r.get("term")), r.say("ui.unknowns.inprice", "list", strings.Join(in, ", "))
	},
	"excise": func(r *lawRow) (string, string) {
		figure := r.rate("rate")
		if m := r.get("maybe"); m != "" {
			figure = list(figure, r.say("ui.unknowns.maybe", "date", r.t.Date(r.day("maybe_from")), "rate", render.Written(m, r.t)))
		}
		return r.say("variant."+r.get("variant")) + " (" + r.codes("codes") + ")", figure
	},
	"gaps": func(r *lawRow) (string, string) {
		prefix := map[string]string{"excise": "variant."}[r.get("table")]
		return r.say("ui.unknowns.table."+r.get("table")) + ": " + r.say(prefix+r.get("key")), r.say("code.rate.missing")
	},
	"road_tax_fuel": func(r *lawRow) (string, string) { return r.say("variant." + r.get("variant")), r.rate("rate") },
	"clearance_fee": func(r *lawRow) (string, string) {
		return r.say("ui.unknowns.value", "range", r.span("over", "up_to", func(c string) string { return r.money(c, "AZN") })), r.money("amount", "AZN")
	},
	"e_service": func(r *lawRow) (string, string) {
		return r.say("kind.e_service"), r.say("ui.unknowns.sheet", "amount", r.money("per_sheet", "AZN"), "vat", r.percent("vat_percent"))
	},
	"other_fees": func(r *lawRow) (string, string) {
		figure := r.money("amount", r.get("currency"))
		if r.get("per") != "" {
			figure += i18n.NBSP + "/" + i18n.NBSP + r.t.Number(r.dec("per")) + i18n.NBSP + r.t.Unit(r.get("unit"))
		}
		return r.say("fee." + r.get("key")), figure
	},
	"reliefs": func(r *lawRow) (string, string) {
		var frees []string
		for _, c := range []string{"vat", "duty", "excise"} {
			if r.get(c) == "yes" {
				frees = append(frees, r.say("frees."+c))
			}
		}
		return render.Relief(r.get("key"), r.t), list(r.codes("codes"), r.say("code.relief.frees", "list", strings.Join(frees, ", ")))
	},
	"bans": func(r *lawRow) (string, string) { return r.say("ban." + r.get("key")), r.codes("codes") },
	"procedures": func(r *lawRow) (string, string) {
		return r.say("procedure." + r.get("key")), r.say("ui.unknowns.charges." + r.get("charges"))
	},
	"terms": func(r *lawRow) (string, string) {
		figure := r.say("term.missing")
		if r.get("kind") == "" {
			figure = r.say("length."+r.get("unit"), "n", r.get("count"))
		}
		return r.say("term." + r.get("subject") + "." + r.get("name")), figure
	},
	"interest": func(r *lawRow) (string, string) {
		return r.say("kind." + r.get("kind") + "_interest"), r.say("ui.unknowns.interest."+r.get("kind"), "percent", r.percent("percent"))
	},
	"holiday_dates": func(r *lawRow) (string, string) {
		return r.say("ui.unknowns.holiday." + r.get("key")), r.t.Date(r.day("first")) + " – " + r.t.Date(r.day("last"))
	},
	"moved_days": func(r *lawRow) (string, string) {
		return r.t.Date(r.day("day")), r.say("ui.unknowns.working." + r.get("working"))
	},
	"vehicle_duty": func(r *lawRow) (string, string) {
		what, figure := list(r.vehicles(), r.named("condition.", "class")), r.rate("rate")
		if r.get("report") == "yes" {
			figure = list(figure, r.say("ui.unknowns.beside"))
		}
		return what, figure
	},
	"vehicle_excise": func(r *lawRow) (string, string) {
		return r.vehicles(), r.say("ui.unknowns.bracket", "base", r.money("base", "AZN"), "rate", r.money("per_cc", "AZN"))
	},
	"vehicle_factor": func(r *lawRow) (string, string) {
		return r.vehicles(), "×" + i18n.NBSP + r.t.Number(r.dec("factor"))
	},
	"vehicle_fee": func(r *lawRow) (string, string) {
		what := list(r.say("kind."+r.get("fee"))+": "+r.vehicles(), r.span("from_year", "to_year", func(c string) string { return r.say("length.year", "n", r.get(c)) }))
		switch {
		case r.get("reason") != "":
			return what, r.say("reason." + r.get("reason"))
		case r.get("amount") == "":
			return what, r.say("status." + r.get("status"))
		}
		return what, r.money("amount", "AZN")
	},
	"vehicle_rule": func(r *lawRow) (string, string) {
		if r.get("rule") == "max_age" {
			return r.say("ui.unknowns.rule.max_age"), r.say("length.year", "n", r.get("years"))
		}
		return r.say("ui.unknowns.rule."+r.get("rule"), "countries", r.countries("origins")), r.say("ui.unknowns.madefrom", "year", r.get("made_from"))
	},
	"readings": func(r *lawRow) (string, string) {
		use := "ui.unknowns.reading.other"
		if r.get("use") == "yes" {
			use = "ui.unknowns.reading.used"
		}
		return r.say("conflict."+r.get("key")) + " – " + r.say("reading."+r.get("key")+"."+r.get("reading")), list(joined(", ", []string{r.named("vehicle.", "kinds"), r.named("fuel.", "fuels")}), r.say(use))
	},
	"allowances": func(r *lawRow) (string, string) {
		who := r.say("ui.unknowns.adult")
		if r.get("who") == "minor" {
			who = r.say("field.minor")
		}
		return list(r.say("channel."+r.get("channel")), who), r.money("amount", r.get("currency")) + ", " + r.say("per."+r.get("per"))
	},
	"personal_limits": func(r *lawRow) (string, string) {
		what := list(r.say("flow."+r.get("flow"))+": "+r.say("limit."+r.get("key")), r.named("channel.", "channels"))
		if r.get("qty") == "" {
			return what, r.say("ui.unknowns.own")
		}
		return what, r.t.Number(r.dec("qty")) + i18n.NBSP + r.t.Unit(r.get("unit")) + ", " + r.say("per."+r.get("per"))
	},
	"personal_rules": func(r *lawRow) (string, string) { return render.Sentence(r.say("rule." + r.get("key"))), "" },
	"personal_duty": func(r *lawRow) (string, string) {
		return r.say("ui.unknowns.personalduty"), r.percent("percent")
	},
	"simplified_fee": func(r *lawRow) (string, string) {
		return r.say("ui.unknowns.simplified." + r.get("scope")), r.say("status." + r.get("status"))
	},
	"phone_duty": func(r *lawRow) (string, string) {
		figure := r.money("amount", "AZN")
		if r.get("each_imei") == "yes" {
			figure = list(figure, r.say("ui.unknowns.imei"))
		}
		return list(r.say("ui.phone.class."+r.get("class")), r.span("over", "up_to", func(c string) string { return r.money(c, "USD") })), figure
	},
	"phone_extra": func(r *lawRow) (string, string) {
		return r.say("act.second_phone"), list(r.money("amount", "AZN"), r.say("ui.unknowns.charge."+r.get("charge")))
	},
	"hearsay": func(r *lawRow) (string, string) { return r.say("hearsay." + r.get("key")), "" },
	"horizon": func(r *lawRow) (string, string) { return r.say("ui.about.data.law"), r.t.DateLong(r.day("known_to")) },
}
