package form

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/ratetext"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// FieldsOf is a line of a declaration as a person would have typed it in the
// language: reading it gives the line again. What a form has no field for, such
// as the cost of processing abroad, is left out.
func FieldsOf(l *calc.Line, lang i18n.Lang) Fields {
	f := Fields{}
	set := func(name, v string) { put(f, name, v) }
	set("code", l.Code)
	set("name", l.Description)
	if l.Price.Currency != "" {
		set("price", field.Plain(l.Price.Amount, lang))
		set("price-cur", l.Price.Currency)
	}
	set("origin", l.Origin)
	set("from", l.DispatchedFrom)
	set("traded", l.TradedFrom)
	if l.OriginProof != "none" {
		set("proof", l.OriginProof)
	}
	if l.NetMass.Valid {
		set("net", field.Plain(l.NetMass.Decimal, lang))
	}
	if l.GrossMass.Valid {
		set("gross", field.Plain(l.GrossMass.Decimal, lang))
	}
	if l.Alcohol.Valid {
		set("alcohol", field.Plain(l.Alcohol.Decimal, lang))
	}
	for key, q := range l.Quantities {
		set(QuantityPrefix+key, field.Plain(q, lang))
	}
	set("variant", l.Variant)
	set("scenario", l.DutyScenario)
	if l.Duty != nil {
		text := l.DutyText
		if text == "" || strings.HasPrefix(text, "{") { // it was given as a tree
			text = ratetext.Print(*l.Duty, ratetext.Lang(lang))
		}
		set("duty", text)
	}
	set("relief", strings.Join(l.Relief, ","))
	if l.ExciseMarksPaid {
		set("marks", "1")
	}
	if v := l.Vehicle; v != nil {
		set("v-kind", v.Kind)
		set("v-fuel", v.Fuel)
		if v.EngineCC > 0 {
			set("v-cc", strconv.Itoa(v.EngineCC))
		}
		if !v.Produced.IsZero() {
			set("v-made", field.Date(v.Produced))
		}
		if v.MileageKM > 0 {
			set("v-km", strconv.Itoa(v.MileageKM))
		}
	}
	return f
}
