package render

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/rate"
	"rusum/site/i18n"
)

// CodeView is what the tables know of a code on a day, in words.
type CodeView struct {
	Code    string // grouped as the tariff prints it
	Digits  string
	Known   string // the known part of a longer code, grouped; "" where the whole is known
	Date    string
	Units   string
	Bans    []Fact // in force
	Topics  []Topic
	History []Fact // everything over time, the latest first
	Vehicle bool   // duty and excise go by engine, fuel and age
}

// Topic is a payment or a right and what is known of it.
type Topic struct {
	Key   string // duty, export, excise, vat, road_tax, origin, remedies
	Title string
	Lead  string // what holds on the day, in one or two sentences
	Law   string // of the lead
	URL   string
	Facts []Fact // in force, then to come
}

// Fact is a row of law in words.
type Fact struct {
	Topic  string // in the history: what it is about
	What   string // which goods: a code, a kind, an engine, a condition
	Rate   string // or what the law does: "exempt from VAT"
	Period string
	State  State
	Tags   []string // layer of the tariff, confidence where it is not official
	Long   string   // the confidence in a sentence, "" for official
	Law    string
	URL    string
	Code   string // digits of the row's code, "" for none
}

// State of a row on the day.
type State string

const (
	Now   State = "now"
	Past  State = "past"
	Later State = "later"
)

// Code puts a description into words. name gives the name of a country by its
// two capitals; it may be nil.
func Code(x *calc.Description, t *i18n.Texts, name func(string) string) *CodeView {
	w := words{t: t, name: name}
	v := &CodeView{Code: GroupCode(x.Code), Digits: x.Code, Date: t.Date(x.Date), Vehicle: x.Vehicle != ""}
	if x.Known != x.Code {
		v.Known = GroupCode(x.Known)
	}
	var units []string
	for _, u := range x.Units {
		units = append(units, t.Unit(u))
	}
	v.Units = strings.Join(units, ", ")
	by := map[string][]Fact{}
	for i := range x.History {
		e := &x.History[i]
		f := w.event(e, x)
		v.History = append(v.History, f)
		f.Topic = ""
		switch e.Kind {
		case "ban":
			if f.State == Now {
				v.Bans = append(v.Bans, f)
			}
		case string(calc.ImportDuty):
			by["duty"] = append(by["duty"], f)
		case string(calc.ExportDuty):
			by["export"] = append(by["export"], f)
		case string(calc.Excise):
			by["excise"] = append(by["excise"], f)
		case string(calc.RoadTax):
			by["road_tax"] = append(by["road_tax"], f)
		case "relief":
			by["vat"] = append(by["vat"], f)
		case "preference":
			by["origin"] = append(by["origin"], f)
		default:
			by["remedies"] = append(by["remedies"], f)
		}
	}
	add := func(tp Topic) {
		tp.Facts = current(by[tp.Key])
		v.Topics = append(v.Topics, tp)
	}
	add(w.dutyTopic(x))
	add(w.exciseTopic(x))
	add(w.vatTopic(x))
	if len(by["road_tax"]) > 0 {
		add(Topic{Key: "road_tax", Title: t.Get("kind.road_tax"), Lead: t.Get("code.road_tax")})
	}
	add(w.originTopic(x))
	if len(by["remedies"]) > 0 {
		add(Topic{Key: "remedies", Title: t.Get("code.remedies")})
	}
	export := Topic{Key: "export", Title: t.Get("kind.export_duty")}
	if len(current(by["export"])) == 0 {
		export.Lead = t.Get("code.export.none")
	}
	add(export)
	return v
}

// current are the facts in force, then those to come; what is over stands in
// the history.
func current(list []Fact) []Fact {
	var out []Fact
	for _, s := range []State{Now, Later} {
		for _, f := range list {
			if f.State == s {
				out = append(out, f)
			}
		}
	}
	return out
}

func (w words) dutyTopic(x *calc.Description) Topic {
	tp := Topic{Key: "duty", Title: w.t.Get("kind.import_duty")}
	switch {
	case x.Vehicle != "":
		tp.Lead = w.t.Get("code.duty.vehicle")
	case len(x.Import) > 0 && x.Import[0].Layer != calc.LayerReported:
		r := &x.Import[0]
		tp.Lead = w.t.Get("code.duty.known", arg("rate", RateWords(r.Rate, w.t)))
		tp.Law, tp.URL = w.law(&r.Source)
	case len(x.Statutory) > 0:
		var list []string
		for _, s := range x.Statutory {
			list = append(list, w.t.Percent(s.Percent))
		}
		tp.Lead = w.t.Get("code.duty.unknown", arg("list", strings.Join(list, ", ")))
		tp.Law, tp.URL = w.law(&x.Statutory[0].Source)
	default:
		tp.Lead = w.t.Get("code.duty.nothing")
	}
	return tp
}

func (w words) exciseTopic(x *calc.Description) Topic {
	tp := Topic{Key: "excise", Title: w.t.Get("kind.excise"), Lead: w.t.Get("code.excise." + string(x.Excisable))}
	if x.Vehicle != "" {
		tp.Lead = w.t.Get("code.excise.vehicle")
	}
	return tp
}

func (w words) vatTopic(x *calc.Description) Topic {
	tp := Topic{Key: "vat", Title: w.t.Get("kind.vat")}
	var leads []string
	for i := range x.VAT {
		r := &x.VAT[i]
		leads = append(leads, w.t.Get("code.vat.rate", arg("flow", w.t.Get("flow."+string(r.Flow))), arg("rate", w.t.Percent(r.Percent))))
		if tp.Law == "" {
			tp.Law, tp.URL = w.law(&r.Source)
		}
	}
	if len(x.Reliefs) == 0 {
		leads = append(leads, w.t.Get("code.vat.none"))
	}
	tp.Lead = strings.Join(leads, " ")
	return tp
}

// originTopic names the partners of free trade: their goods bear no import
// duty with the proof.
func (w words) originTopic(x *calc.Description) Topic {
	tp := Topic{Key: "origin", Title: w.t.Get("code.origin")}
	var countries []string
	proof := ""
	for i := range x.Partners {
		countries = append(countries, w.country(x.Partners[i].Country))
		proof = x.Partners[i].Proof
	}
	if len(countries) > 0 {
		tp.Lead = w.t.Get("code.origin.fta", arg("countries", strings.Join(countries, ", ")), arg("proof", w.t.Get("originProof."+proof)))
	} else {
		tp.Lead = w.t.Get("code.origin.none")
	}
	return tp
}

func (w words) event(e *calc.Event, x *calc.Description) Fact {
	f := Fact{Period: w.period(e.From, e.To), State: Now, Code: e.Code}
	switch {
	case !e.To.IsZero() && e.To.Before(x.Date):
		f.State = Past
	case !e.From.IsZero() && x.Date.Before(e.From):
		f.State = Later
	}
	if f.Period == "" {
		f.Period = w.t.Get("code.period.unknown")
	}
	f.Law, f.URL = w.law(&e.Source)
	if e.Table != "" {
		f.Law = e.Table
	}
	if e.Layer != "" {
		f.Tags = append(f.Tags, w.t.Get("layer."+string(e.Layer)))
	}
	if e.Confidence != calc.Official {
		f.Long = w.t.Get("confidence." + string(e.Confidence) + ".long")
		if e.Layer != calc.LayerReported {
			f.Tags = append(f.Tags, w.t.Get("confidence."+string(e.Confidence)))
		}
	}
	var what []string
	if e.Code != "" && e.Code != x.Code {
		what = append(what, GroupCode(e.Code))
	}
	if e.Variant != "" {
		what = append(what, w.t.Get("variant."+e.Variant))
	}
	if e.Vehicle != nil {
		what = append(what, w.band(e.Vehicle)...)
	}
	if e.Country != "" {
		what = append(what, w.country(e.Country))
	}
	if e.Condition != "" {
		what = append(what, w.condition(e.Condition))
	}
	switch e.Kind {
	case "relief":
		f.Topic = w.t.Get("code.relief")
		what = append(what, w.article(e.Key))
		var frees []string
		for part := range strings.SplitSeq(e.Frees, "+") {
			frees = append(frees, w.t.Get("frees."+part))
		}
		f.Rate = w.t.Get("code.relief.frees", arg("list", strings.Join(frees, ", ")))
		if e.Automatic {
			f.Tags = append(f.Tags, w.t.Get("code.relief.automatic"))
		} else {
			f.Tags = append(f.Tags, w.t.Get("code.relief.document"))
		}
	case "preference":
		f.Topic = w.t.Get("code.origin")
		f.Rate = w.t.Get("code.origin.cut", arg("cut", w.t.Percent(e.Cut)))
	case "ban":
		f.Topic = w.t.Get("code.ban")
		what = append(what, w.t.Get("ban."+e.Key))
	default:
		f.Topic = w.t.Get("kind." + e.Kind)
		f.Rate = w.t.Get("code.rate.missing")
		if e.Rate != nil {
			f.Rate = w.rateOf(e.Rate)
		}
	}
	f.What = strings.Join(what, "; ")
	return f
}

// rateOf is a rate of a code in words; a bracket of a vehicle's excise reads as
// its base and the rate on the volume above its lower bound.
func (w words) rateOf(r *rate.Rate) string {
	if r.Op == rate.Unresolved {
		return w.t.Get("code.rate.unresolved")
	}
	return RateWords(*r, w.t)
}

// band says which vehicles a row is for.
func (w words) band(b *calc.VehicleBand) []string {
	var out []string
	if len(b.Fuels) > 0 {
		var fuels []string
		for _, f := range b.Fuels {
			fuels = append(fuels, w.t.Get("fuel."+f))
		}
		out = append(out, strings.Join(fuels, ", "))
	}
	bounds := func(key string, over, upTo int, unit string) {
		say := func(n int) string { return w.t.Number(decimal.NewFromInt(int64(n))) + i18n.NBSP + unit }
		switch {
		case over > 0 && upTo > 0:
			out = append(out, w.t.Get("code.band."+key, arg("range", say(over)+" – "+say(upTo))))
		case over > 0:
			out = append(out, w.t.Get("code.band."+key, arg("range", w.t.Get("code.band.over", arg("bound", say(over))))))
		case upTo > 0:
			out = append(out, w.t.Get("code.band."+key, arg("range", w.t.Get("code.band.upto", arg("bound", say(upTo))))))
		}
	}
	bounds("engine", b.OverCC, b.UpToCC, w.t.Unit("cm3"))
	bounds("mass", b.OverKG, 0, w.t.Unit("kg"))
	age := func(over, upTo int, key string) {
		if over > 0 {
			out = append(out, w.t.Get("code.band.older."+key, arg("n", strconv.Itoa(over))))
		}
		if upTo > 0 {
			out = append(out, w.t.Get("code.band.younger."+key, arg("n", strconv.Itoa(upTo))))
		}
	}
	age(b.OverDays, b.UpToDays, "days")
	age(b.OverYears, b.UpToYears, "years")
	return out
}
