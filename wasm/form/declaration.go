package form

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
)

// FromDeclaration writes a declaration into a form, as a person would have
// typed it: the inverse of [Reader.Read] for what the form has fields for.
func FromDeclaration(d *calc.Declaration, lang i18n.Lang) *Doc {
	doc := &Doc{Lang: lang, Top: Fields{}}
	money := func(f Fields, name string, m *calc.Money) {
		if m != nil && m.Currency != "" {
			put(f, name, field.Plain(m.Amount, lang))
			put(f, name+"-cur", m.Currency)
		}
	}
	day := func(f Fields, name string, v date.Date) {
		if !v.IsZero() {
			put(f, name, field.Date(v))
		}
	}
	flag := func(f Fields, name string, v bool) {
		if v {
			put(f, name, "1")
		}
	}
	choice := func(f Fields, name, v string) {
		if v != "" {
			put(f, name, v)
		}
	}
	day(doc.Top, "date", d.Date)
	day(doc.Top, "fxDate", d.FXDate)
	choice(doc.Top, "flow", string(d.Flow))
	choice(doc.Top, "incoterm", d.Delivery.Incoterm)
	choice(doc.Top, "apportion", d.Delivery.Apportion)
	money(doc.Top, "freight", d.Delivery.Freight)
	money(doc.Top, "insurance", d.Delivery.Insurance)
	money(doc.Top, "other", d.Delivery.Other)
	choice(doc.Top, "dutyOption", d.DutyOption)
	flag(doc.Top, "paper", d.Paper)
	flag(doc.Top, "offHours", d.OffHours)
	flag(doc.Top, "offSite", d.OffSite)
	for cur, r := range d.Rates {
		put(doc.Top, RatePrefix+cur, field.Plain(r, lang))
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		f := Fields{}
		put(f, "code", render.GroupCode(l.Code))
		money(f, "price", &l.Price)
		choice(f, "origin", l.Origin)
		choice(f, "from", l.DispatchedFrom)
		choice(f, "traded", l.TradedFrom)
		if l.OriginProof != "none" {
			choice(f, "proof", l.OriginProof)
		}
		for _, q := range []struct {
			name string
			v    interface{ String() string }
			ok   bool
		}{{"net", l.NetMass.Decimal, l.NetMass.Valid}, {"gross", l.GrossMass.Decimal, l.GrossMass.Valid}, {"alcohol", l.Alcohol.Decimal, l.Alcohol.Valid}} {
			if q.ok {
				put(f, q.name, field.Localize(q.v.String(), field.Number, lang))
			}
		}
		for key, v := range l.Quantities {
			put(f, QuantityPrefix+key, field.Plain(v, lang))
		}
		choice(f, "duty", dutyWords(l, lang))
		choice(f, "scenario", l.DutyScenario)
		choice(f, "name", l.Description)
		choice(f, "relief", strings.Join(l.Relief, ","))
		flag(f, "marks", l.ExciseMarksPaid)
		choice(f, "variant", l.Variant)
		if v := l.Vehicle; v != nil {
			choice(f, "v-kind", v.Kind)
			choice(f, "v-fuel", v.Fuel)
			if v.EngineCC != 0 {
				put(f, "v-cc", strconv.Itoa(v.EngineCC))
			}
			day(f, "v-made", v.Produced)
			if v.MileageKM != 0 {
				put(f, "v-km", strconv.Itoa(v.MileageKM))
			}
		}
		doc.Lines = append(doc.Lines, f)
	}
	if len(doc.Lines) == 0 {
		doc.Lines = []Fields{{}}
	}
	return doc
}

// dutyWords is the user's own rate as it was typed, or its tree in words.
func dutyWords(l *calc.Line, lang i18n.Lang) string {
	if l.DutyText != "" || l.Duty == nil {
		return l.DutyText
	}
	return ratetext.Print(*l.Duty, ratetext.Lang(lang))
}

// LeftOut lists what a declaration says that the form cannot hold: the paths of
// the fields that are other ones, or gone, when the form is read again.
func (r *Reader) LeftOut(d *calc.Declaration) []string {
	back := r.Read(FromDeclaration(d, r.Texts.Lang()), d.Date).Declaration
	return wire.Differences(explicit(d, r.Texts.Lang()), explicit(back, r.Texts.Lang()))
}

// explicit says what a declaration means by saying nothing.
func explicit(d *calc.Declaration, lang i18n.Lang) []byte {
	x := *d
	def := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	if x.Flow == "" {
		x.Flow = calc.Import
	}
	procedure := "free_circulation"
	if x.Flow == calc.Export {
		procedure = "export"
	}
	def(&x.Procedure, procedure)
	def(&x.Declarant, "company")
	def(&x.Channel, "cargo")
	def(&x.DutyOption, "best")
	def(&x.Delivery.Apportion, "value")
	x.Lines = append([]calc.Line(nil), d.Lines...)
	for i := range x.Lines {
		def(&x.Lines[i].OriginProof, "none")
		x.Lines[i].DutyText = dutyWords(&x.Lines[i], lang)
		if v := x.Lines[i].Vehicle; v != nil && *v == (calc.Vehicle{}) {
			x.Lines[i].Vehicle = nil
		}
	}
	return wire.EncodeDeclaration(&x)
}
