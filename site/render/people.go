package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
)

// Meter is how far a limit is used, in words and as parts of a thousand.
type Meter struct {
	Title  string // "Poçt və ya kuryer: 300 USD, təqvim ayında bir dəfə"
	Used   string // before
	This   string
	Left   string
	Over   string // "" while nothing is
	Resets string // "" where there is no next period
	// Parts of the bar, a thousand together with what is left: used before, of
	// this what is within the limit, of this what is over it.
	UsedPM, ThisPM, OverPM int
	Confidence             calc.Confidence
	ConfidenceText         string
	Law, URL               string
}

// ValueMeter is the meter of the value limit of a channel: sums in the currency
// of the limit, with manat beside them.
func ValueMeter(v *calc.ValueUse, channel string, t *i18n.Texts) Meter {
	w := words{t: t}
	sum := func(x decimal.Decimal) string {
		if v.Limit.Currency == "AZN" || v.Cap.IsZero() {
			return w.manat(x)
		}
		own := num.Round(num.Quo(x.Mul(v.Limit.Amount), v.Cap))
		return w.currency(w.t.Money(own), v.Limit.Currency) + " (" + w.manat(x) + ")"
	}
	m := Meter{
		Title: t.Get("ui.people.meter.title", arg("what", t.Get("channel."+channel)), arg("limit", w.currency(w.t.Number(v.Limit.Amount), v.Limit.Currency)), arg("per", t.Get("per."+v.Per))),
		Used:  sum(v.Used), This: sum(v.This), Left: sum(v.Left),
		Confidence: v.Confidence, ConfidenceText: t.Get("confidence." + string(v.Confidence)),
	}
	if v.Over.IsPositive() {
		m.Over = sum(v.Over)
	}
	m.parts(v.Used, v.This, v.Over, v.Cap)
	if !v.Resets.IsZero() {
		m.Resets = t.Date(v.Resets)
	}
	m.Law, m.URL = w.law(&v.Source)
	return m
}

// PeriodMeter is the meter of a whole period after its last entry.
func PeriodMeter(v *calc.ValueUse, channel string, t *i18n.Texts) Meter {
	x := *v
	x.This, x.Used = v.Used.Add(v.This), num.Zero
	x.Over = decimal.Max(num.Zero, x.This.Sub(x.Cap))
	m := ValueMeter(&x, channel, t)
	m.Used = ""
	return m
}

// LimitMeter is the meter of a limit of quantity.
func LimitMeter(u *calc.LimitUse, t *i18n.Texts) Meter {
	w := words{t: t}
	m := Meter{Title: t.Get("limit." + u.Key), Confidence: u.Confidence, ConfidenceText: t.Get("confidence." + string(u.Confidence))}
	m.Law, m.URL = w.law(&u.Source)
	if !u.Cap.Valid {
		return m
	}
	q := func(x decimal.Decimal) string { return w.quantity(x, u.Unit) }
	m.Title = t.Get("ui.people.meter.title", arg("what", m.Title), arg("limit", q(u.Cap.Decimal)), arg("per", t.Get("per."+u.Per)))
	m.Used, m.This, m.Left = q(u.Used), q(u.This), q(u.Left)
	if u.Over.IsPositive() {
		m.Over = q(u.Over)
	}
	m.parts(u.Used, u.This, u.Over, u.Cap.Decimal)
	if !u.Resets.IsZero() {
		m.Resets = t.Date(u.Resets)
	}
	return m
}

// PeriodLimit is the meter of a limit of quantity over a whole period.
func PeriodLimit(u *calc.LimitUse, t *i18n.Texts) Meter {
	x := *u
	x.This, x.Used = u.Used.Add(u.This), num.Zero
	x.Over = decimal.Max(num.Zero, x.This.Sub(x.Cap.Decimal))
	m := LimitMeter(&x, t)
	m.Used = ""
	return m
}

// parts divides the bar, which is as long as the limit or, above it, as all that
// counts against it.
func (m *Meter) parts(used, this, over, limit decimal.Decimal) {
	over = decimal.Min(over, this)
	whole := decimal.Max(limit, used.Add(this))
	if !whole.IsPositive() {
		m.OverPM = 1000 // nothing is free
		return
	}
	of := func(x decimal.Decimal) int { return int(num.Quo(x.Shift(3), whole).Floor().IntPart()) }
	m.UsedPM = of(used)
	m.ThisPM = of(used.Add(this).Sub(over)) - m.UsedPM
	if over.IsPositive() {
		m.OverPM = 1000 - m.UsedPM - m.ThisPM
	}
}

// Verdict is what is said of an item.
type Verdict struct {
	N       int
	Name    string
	Text    string // "Həddə sığır", "0,5 l artıqdır"
	Status  string // within, over, outside, open, banned
	Charged string // "" where nothing is due or nothing is known
	Declare string // "" where no written declaration is asked for
}

// VerdictOf puts the verdict on an item into words; name is what the person calls it.
func VerdictOf(v *calc.PartyVerdict, name string, limit calc.Money, manat decimal.Decimal, t *i18n.Texts) Verdict {
	w := words{t: t}
	out := Verdict{N: v.N, Name: name, Status: v.Status}
	key := "ui.people.says." + v.Status
	var args []calc.Arg
	switch {
	case v.Banned != "":
		out.Status = "banned"
		out.Text = t.Get("ui.people.says.banned")
	case v.Status == calc.ReliefOpen:
		out.Text = t.Get(key, arg("unit", t.Unit(v.Unit)))
	case v.Status == calc.ReliefWithin && v.Limit != "value" && !v.Quantity.Valid:
		out.Text = t.Get("ui.people.says.free")
	case v.Status == calc.ReliefWithin && v.Limit != "value":
		out.Text = t.Get("ui.people.says.within_quantity", arg("limit", t.Get("limit."+v.Limit)), arg("quantity", w.quantity(v.Quantity.Decimal, v.Unit)))
	case v.Status == calc.ReliefOver:
		over := w.manat(v.Taxable)
		if v.Limit != "value" && v.Over.IsPositive() {
			over = w.quantity(v.Over, v.Unit)
		} else if manat.IsPositive() && limit.Currency != "AZN" {
			own := num.Round(num.Quo(v.Taxable.Mul(limit.Amount), manat))
			over = w.currency(w.t.Money(own), limit.Currency) + " (" + over + ")"
		}
		args = append(args, arg("over", over))
		out.Text = t.Get(key, args...)
	default:
		out.Text = t.Get(key)
	}
	switch {
	case v.Open:
		out.Charged = t.Get("ui.people.charged.open")
	case v.Charged.IsPositive():
		out.Charged = w.manat(v.Charged)
	}
	if len(v.Declare) > 0 {
		out.Declare = t.Get("ui.people.declare.line")
	}
	return out
}

// RuleView is a rule with its law.
type RuleView struct {
	Effect   string
	Text     string
	Law, URL string
}

// Rules are the rules of the day for a channel and flow, in the order of the
// table; those that name an item where item is not "".
func Rules(rows []calc.PersonalRuleRow, q calc.PartyQuery, channel, item string, t *i18n.Texts) []RuleView {
	w := words{t: t}
	flow := q.Flow
	if flow == "" {
		flow = calc.Import
	}
	var out []RuleView
	for i := range rows {
		r := &rows[i]
		if !r.Has(q.Date) || r.Flow != "" && r.Flow != flow || !contains(r.Channels, channel) || item != "" && !contains(r.Items, item) {
			continue
		}
		v := RuleView{Effect: r.Effect, Text: Sentence(t.Get("rule." + r.Key))}
		v.Law, v.URL = w.law(&r.Source)
		out = append(out, v)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Sentence begins with a capital; the texts of rules are written to follow a colon.
func Sentence(s string) string {
	for i, r := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
		if r == 'i' {
			return "İ" + s[1:] // Azerbaijani; the other languages begin no rule with i
		}
	}
	return s
}

// Era is a limit of a period.
type Era struct {
	What, Limit, Period, Law, URL string
	Confidence                    calc.Confidence
	ConfidenceText                string
	Now                           bool // in force on the day
}

// Eras lists the limits of all periods: of value for the channel, and of
// quantity where the channel is carried.
func Eras(t *calc.Tables, q calc.PartyQuery, channel string, x *i18n.Texts) []Era {
	w := words{t: x}
	var out []Era
	add := func(b *calc.Basis, what, limit string) {
		e := Era{What: what, Limit: limit, Period: w.period(b.From, b.To), Confidence: b.Confidence, ConfidenceText: x.Get("confidence." + string(b.Confidence)), Now: b.Has(q.Date)}
		e.Law, e.URL = w.law(&b.Source)
		out = append(out, e)
	}
	for i := range t.Allowances {
		r := &t.Allowances[i]
		if r.Channel != channel {
			continue
		}
		what := x.Get("channel." + channel)
		switch {
		case r.Minor && r.Supplement:
			what = x.Get("ui.people.era.supplement")
		case r.Minor:
			what = x.Get("ui.people.era.minor")
		}
		add(&r.Basis, what, w.currency(w.t.Number(r.Limit.Amount), r.Limit.Currency)+", "+x.Get("per."+r.Per))
	}
	for i := range t.Personal.Limits {
		r := &t.Personal.Limits[i]
		if !contains(r.Channels, channel) || !r.Quantity.Valid {
			continue
		}
		what := x.Get("limit." + r.Key)
		if r.Flow == calc.Export {
			what = x.Get("ui.people.era.export", arg("what", what))
		}
		add(&r.Basis, what, w.quantity(r.Quantity.Decimal, r.Unit)+", "+x.Get("per."+r.Per))
	}
	return out
}

// PhoneEras lists the state duty of the IMEI register of all periods, the lowest
// and the highest amount of each kind of telephone.
func PhoneEras(rows []calc.PhoneDutyRow, day date.Date, x *i18n.Texts) []Era {
	w := words{t: x}
	var out []Era
	for i := 0; i < len(rows); {
		first := &rows[i]
		low, high := first.Amount, first.Amount
		for ; i < len(rows) && rows[i].Class == first.Class && rows[i].From == first.From; i++ {
			low, high = decimal.Min(low, rows[i].Amount), decimal.Max(high, rows[i].Amount)
		}
		e := Era{What: x.Get("ui.phone.class." + first.Class), Limit: w.manat(low), Period: w.period(first.From, first.To), Confidence: first.Confidence,
			ConfidenceText: x.Get("confidence." + string(first.Confidence)), Now: first.Has(day)}
		if high.GreaterThan(low) {
			e.Limit = x.Money(low) + "\u00A0– " + w.manat(high)
		}
		if first.EachIMEI {
			e.Limit += ", " + x.Get("ui.phone.each")
		}
		e.Law, e.URL = w.law(&first.Source)
		out = append(out, e)
	}
	return out
}

// Heard is a figure that people repeat and that is not the law.
type Heard struct{ Text, Where, URL string }

// Hearsay lists what is said of the day.
func Hearsay(rows []calc.HearsayRow, q calc.PartyQuery, t *i18n.Texts) []Heard {
	w := words{t: t}
	var out []Heard
	for i := range rows {
		if r := &rows[i]; r.Has(q.Date) {
			h := Heard{Text: t.Get("hearsay." + r.Key)}
			h.Where, h.URL = w.law(&r.Source)
			out = append(out, h)
		}
	}
	return out
}

// LineWarnings are the warnings of an assessment in words, those of some codes
// apart; what is said of several lines is said once.
func LineWarnings(list []calc.Warning, lines int, t *i18n.Texts, but ...string) []string {
	w := words{t: t}
	var texts, of []string // of are the lines of each
	for _, x := range list {
		if contains(but, x.Code) {
			continue
		}
		s := w.message("warning."+x.Code, x.Args)
		n := ""
		if x.Line > 0 && lines > 1 {
			n = itoa(x.Line)
		}
		i := 0
		for i < len(texts) && (texts[i] != s || (of[i] == "") != (n == "")) {
			i++
		}
		switch {
		case i == len(texts):
			texts, of = append(texts, s), append(of, n)
		case n != "":
			of[i] += ", " + n
		}
	}
	for i, n := range of {
		if n != "" {
			texts[i] = t.Get("line.prefix", arg("n", n), arg("text", texts[i]))
		}
	}
	return texts
}

// Amount is a sum of a currency in words.
func Amount(m calc.Money, t *i18n.Texts) string {
	return words{t: t}.currency(t.Money(m.Amount), m.Currency)
}
