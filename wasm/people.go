//go:build js && wasm

package main

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/paint"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
)

// quietWarnings are said elsewhere on the pages of individuals.
var quietWarnings = []string{"allowance_note", "must_declare"}

// fault reports what the engine refused beside the row it concerns.
func (p *sheetPage) faultAt(x *sheet.Scan, f *calc.Fault, rows []int) {
	x.Report(field.Problem{Field: people.FieldOf(f.Field, rows), Text: render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, p.t)})
}

// asked puts what the engine still has to be told beside the fields; what has
// no field is returned as sentences.
func (p *sheetPage) needed(x *sheet.Scan, list []calc.Need, rows []int) []string {
	var out []string
	for _, n := range render.Needs(list, p.t) {
		if n.Field == "duty" {
			continue // the sums under each rate stand side by side
		}
		path := n.Field
		if n.Line > 0 {
			path = "lines[" + itoa(n.Line-1) + "]." + n.Field
		}
		id := people.FieldOf(path, rows)
		if f, _, _, _ := p.sheet.Lookup(id); f != nil && x.Notes[id] == "" {
			x.Notes[id] = n.Why
		}
		out = append(out, n.Label+": "+n.Why)
	}
	return out
}

// thingName is what the person calls an item.
func (p *sheetPage) thingName(item, name, code string, count int) string {
	s := name
	if s == "" && item != "" && item != "goods" {
		s = p.t.Get("item." + item)
	}
	if s == "" && code != "" {
		if s = p.nameOf(code); s == "" {
			s = render.GroupCode(code)
		}
	}
	if s == "" {
		s = p.get("ui.people.thing")
	}
	if count > 1 {
		s += " × " + itoa(count)
	}
	return s
}

// charged leaves out the charges that are not due: the verdicts say so.
func charged(cs []calc.Charge) []calc.Charge {
	var out []calc.Charge
	for _, c := range cs {
		if c.Status != calc.NotDue {
			out = append(out, c)
		}
	}
	return out
}

// verdictOf is the verdict on a line of one person.
func verdictOf(l *calc.LineResult) calc.PartyVerdict {
	v := calc.PartyVerdict{N: l.N}
	if r := l.Relief; r != nil {
		v.Limit, v.Status, v.Free, v.Taxable, v.Quantity, v.Over, v.Unit, v.Declare, v.Banned = r.Limit, r.Status, r.Free, r.Taxable, r.Quantity, r.Over, r.Unit, r.Declare, r.Banned
	}
	for i := range l.Charges {
		switch c := &l.Charges[i]; c.Status {
		case calc.Applied:
			v.Charged = v.Charged.Add(c.Amount.Decimal)
		case calc.Unknown, calc.NeedsInput:
			v.Open = true
		}
	}
	return v
}

// meters are the limits an assessment used.
func (p *sheetPage) meters(u *calc.PersonalUse, channel string) []render.Meter {
	if u == nil {
		return nil
	}
	var out []render.Meter
	if u.Value != nil && (u.Value.This.IsPositive() || u.Value.Used.IsPositive() || len(u.Limits) == 0) {
		out = append(out, render.ValueMeter(u.Value, channel, p.t))
	}
	for i := range u.Limits {
		if u.Limits[i].Cap.Valid {
			out = append(out, render.LimitMeter(&u.Limits[i], p.t))
		}
	}
	return out
}

// bounds is a total, or the bounds of one.
func (p *sheetPage) bounds(total, from, to decimal.NullDecimal) (what, sum string) {
	switch {
	case total.Valid:
		return p.get("ui.total.total"), paint.Manat(p.t, total.Decimal)
	case from.Valid && to.Valid:
		return p.get("ui.total.between"), p.t.Money(from.Decimal) + "\u00A0– " + paint.Manat(p.t, to.Decimal)
	case from.Valid:
		return p.get("ui.total.from"), paint.Manat(p.t, from.Decimal)
	}
	return p.get("ui.total.open"), ""
}

// facts is what stands under the page: periods, hearsay, rules, what is unclear;
// of one kind of goods where item names it.
func (p *sheetPage) facts(day date.Date, flow calc.Flow, channel, item string) string {
	q := calc.PartyQuery{Date: day, Flow: flow}
	f := paint.Known{Day: p.t.Date(day), Rules: render.Rules(p.tables.Personal.Rules, q, channel, item, p.t), Open: p.open}
	if item == "phone" {
		f.Eras = render.PhoneEras(p.tables.Personal.PhoneDuty, day, p.t)
	} else {
		f.Eras = render.Eras(p.tables, q, channel, p.t)
		f.Heard = render.Hearsay(p.tables.Personal.Hearsay, q, p.t)
	}
	for i := 1; p.t.Has("ui." + p.sheet.Name + ".unclear." + itoa(i)); i++ {
		f.Unclear = append(f.Unclear, p.t.Get("ui."+p.sheet.Name+".unclear."+itoa(i)))
	}
	return paint.PeopleFacts(p.t, f)
}

// dayOf is the day of the form, today while it has none.
func (p *sheetPage) dayOf() date.Date {
	if d, ok := p.scan.Day("date"); ok {
		return d
	}
	return today()
}

func itoa(n int) string { return strconv.Itoa(n) }

// percent is a statutory rate as a number.
func percent(s string) decimal.Decimal {
	d, _ := num.Parse(s)
	return d
}
