package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/outlook"
	"rusum/site/i18n"
)

// LookView is what is around a vehicle, in words.
type LookView struct {
	Cliffs       []CliffView
	Alternatives []AlternativeView
	Volume, Ages []PointView
}

// CliffView is a boundary near the vehicle.
type CliffView struct {
	Text string
	Near bool // close enough to act on
}

// AlternativeView is the vehicle with one thing changed.
type AlternativeView struct {
	Kind, Value string
	Label       string // "Diesel", "Made in Georgia, with ST-1", "On 1 January 2027"
	Total       string
	Difference  string // "+300,00 ₼", "" where there is none to speak of
	Cheaper     bool
	Same        bool
	Cause       string // the payment that changes most
	Banned      bool   // it may not be imported, unlike the vehicle itself
	Allowed     bool   // it may be imported, unlike the vehicle itself
}

// PointView is a point of a curve for its table.
type PointView struct{ At, Total, Note string }

// Look puts what is around a vehicle into words; nil gives nothing. name is as
// for [New].
func Look(l *outlook.Look, t *i18n.Texts, name func(string) string) *LookView {
	if l == nil {
		return nil
	}
	w := words{t: t, name: name}
	v := &LookView{}
	for i := range l.Cliffs {
		v.Cliffs = append(v.Cliffs, w.cliff(&l.Cliffs[i]))
	}
	for i := range l.Alternatives {
		a := w.alternative(&l.Alternatives[i])
		a.Banned, a.Allowed = a.Banned && !l.Banned, !a.Banned && l.Banned
		v.Alternatives = append(v.Alternatives, a)
	}
	for _, p := range l.Volume {
		v.Volume = append(v.Volume, PointView{At: w.volume(p.CC), Total: w.sum(p.Sum)})
	}
	for i, s := range l.Ages {
		p := PointView{Total: w.sum(s.Sum)}
		to := 0
		if i+1 < len(l.Ages) {
			to = l.Ages[i+1].Days - 1
		}
		p.At = w.age(s, to)
		if s.Banned {
			p.Note = t.Get("look.banned")
		}
		v.Ages = append(v.Ages, p)
	}
	return v
}

func (w words) volume(cc int) string {
	return w.t.Number(decimal.NewFromInt(int64(cc))) + i18n.NBSP + w.t.Unit("cm3")
}

// sum is a total, or its bounds while something is open.
func (w words) sum(s outlook.Sum) string {
	switch {
	case !s.Open:
		return w.manat(s.Total)
	case s.To.Valid:
		return w.t.Money(s.Total) + " – " + w.manat(s.To.Decimal)
	}
	return w.t.Get("total.from", arg("amount", w.manat(s.Total)))
}

// age is the span of a step of the curve: "0 – 365 days", "over 7 years".
func (w words) age(s outlook.Step, lastDays int) string {
	if s.Years == 0 {
		return w.t.Get("look.age.first", arg("to", itoa(lastDays)))
	}
	return w.t.Get("look.age.from", arg("years", itoa(s.Years)), arg("days", itoa(s.Days)))
}

func (w words) cliff(c *outlook.Cliff) CliffView {
	v := CliffView{}
	more := w.signed(c.More.Decimal)
	if !c.More.Valid {
		more = ""
	}
	why := w.t.Get("kind." + string(c.Cause()))
	switch {
	case c.Kind == "volume":
		v.Near = true
		v.Text = w.t.Get("look.cliff.volume", arg("cc", w.volume(c.CC)), arg("amount", more), arg("cause", why))
	case c.Banned && c.Days <= 0:
		v.Text = w.t.Get("look.cliff.banned", arg("date", w.t.Date(c.Day)), arg("n", itoa(-c.Days)))
	case c.Banned:
		v.Near = c.Days <= outlook.NearDays
		v.Text = w.t.Get("look.cliff.ban", arg("date", w.t.Date(c.Day)), arg("n", itoa(c.Days)))
	case c.Days > 0:
		v.Near = c.Days <= outlook.NearDays
		v.Text = w.t.Get("look.cliff.coming", arg("date", w.t.Date(c.Day)), arg("n", itoa(c.Days)), arg("amount", more), arg("cause", why))
	default:
		v.Near = true
		v.Text = w.t.Get("look.cliff.passed", arg("date", w.t.Date(c.Day)), arg("n", itoa(-c.Days)), arg("amount", more), arg("cause", why))
	}
	return v
}

func (w words) alternative(a *outlook.Alternative) AlternativeView {
	v := AlternativeView{Kind: a.Kind, Value: a.Value, Total: w.total(a.Total, a.TotalFrom), Banned: a.Banned}
	switch a.Kind {
	case "fuel":
		v.Label = w.t.Get("fuel." + a.Value)
	case "origin":
		v.Label = w.t.Get("look.origin", arg("country", w.country(a.Value)))
	case "wait":
		day, _ := date.Parse(a.Value)
		v.Label = w.t.Get("look.wait", arg("date", w.t.Date(day)))
	default:
		v.Label = w.t.Get("look." + a.Kind)
	}
	if a.More.Valid {
		v.Same = a.More.Decimal.IsZero()
		v.Cheaper = a.More.Decimal.IsNegative()
		if !v.Same {
			v.Difference = w.signed(a.More.Decimal)
		}
	}
	if k := a.Cause(); k != "" && !v.Same {
		v.Cause = w.t.Get("kind." + string(k))
	}
	return v
}

// LookText is what is around a vehicle for a terminal.
func LookText(v *LookView, t *i18n.Texts) string {
	p := &page{t: t}
	var items []string
	for _, c := range v.Cliffs {
		items = append(items, c.Text)
	}
	p.list("look.cliffs", items)
	items = nil
	for _, a := range v.Alternatives {
		s := a.Label + ": " + a.Total
		switch {
		case a.Same:
			s += " (" + t.Get("look.same") + ")"
		case a.Difference != "" && a.Cause != "":
			s += " (" + a.Difference + "; " + a.Cause + ")"
		case a.Difference != "":
			s += " (" + a.Difference + ")"
		}
		switch {
		case a.Banned:
			s += " – " + t.Get("look.banned")
		case a.Allowed:
			s += " – " + t.Get("look.allowed")
		}
		items = append(items, s)
	}
	p.list("look.alternatives", items)
	for _, x := range []struct {
		title string
		list  []PointView
	}{{"look.volume", v.Volume}, {"look.ages", v.Ages}} {
		items = nil
		for _, q := range x.list {
			s := q.At + ": " + q.Total
			if q.Note != "" {
				s += " – " + q.Note
			}
			items = append(items, s)
		}
		p.list(x.title, items)
	}
	return strings.ReplaceAll(p.b.String(), i18n.NBSP, " ")
}
