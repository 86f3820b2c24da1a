package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// headline is the one line a person looks for.
func (w words) headline(a *calc.Assessment) string {
	switch {
	case a.Complete && a.Total.Valid:
		return w.t.Get("headline.total", arg("amount", w.manat(a.Total.Decimal)))
	case a.TotalFrom.Valid && a.TotalTo.Valid:
		return w.t.Get("headline.between", arg("from", w.manat(a.TotalFrom.Decimal)), arg("to", w.manat(a.TotalTo.Decimal)))
	case a.TotalFrom.Valid:
		return w.t.Get("headline.from", arg("amount", w.manat(a.TotalFrom.Decimal)))
	}
	return w.t.Get("headline.open")
}

// subject says what was asked: flow, procedure and day.
func (w words) subject(d *calc.Declaration) string {
	if d == nil {
		return ""
	}
	flow, procedure := d.Flow, d.Procedure
	if flow == "" {
		flow = calc.Import
	}
	if procedure == "" {
		procedure = map[calc.Flow]string{calc.Import: "free_circulation", calc.Export: "export"}[flow]
	}
	parts := []string{w.t.Get("flow." + string(flow))}
	if s := w.t.Get("procedure." + procedure); s != parts[0] {
		parts = append(parts, s)
	}
	if !d.Date.IsZero() {
		parts = append(parts, w.t.Date(d.Date))
	}
	return strings.Join(parts, " · ")
}

// total is a total, or "at least …", or the word for an open one.
func (w words) total(total, from decimal.NullDecimal) string {
	switch {
	case total.Valid:
		return w.manat(total.Decimal)
	case from.Valid:
		return w.t.Get("total.from", arg("amount", w.manat(from.Decimal)))
	}
	return w.t.Get("total.open")
}

func (w words) option(o *calc.Option) OptionView {
	v := OptionView{Name: o.Name, Label: w.optionLabel(o.Name), Total: w.total(o.Total, o.TotalFrom), Chosen: o.Chosen, Proven: o.Proven}
	for _, n := range o.Needs {
		v.Needs = append(v.Needs, w.need(n))
	}
	v.Law, v.URL = w.law(o.Source)
	return v
}

// optionLabel reads "mfn", "fta:RU" or "tr-pta".
func (w words) optionLabel(name string) string {
	kind, country, _ := strings.Cut(name, ":")
	if !w.t.Has("option." + kind) {
		return name
	}
	return w.t.Get("option."+kind, arg("country", w.country(country)))
}

func (w words) scenario(s calc.Scenario) ScenarioView {
	return ScenarioView{
		Duty: s.Duty, Label: w.t.Get("scenario", arg("duty", percentText(s.Duty, w.t))), Total: w.total(s.Total, s.TotalFrom),
	}
}

// isBan reports whether a warning is that something may not come in.
func isBan(code string) bool {
	switch code {
	case "prohibited", "vehicle_over_age", "vehicle_over_age_by_day", "vehicle_euro4", "vehicle_euro4_market":
		return true
	}
	return false
}

func (w words) warning(x calc.Warning, lines int) string {
	s := w.message("warning."+x.Code, x.Args)
	if x.Line > 0 && lines > 1 {
		s = w.t.Get("line.prefix", arg("n", itoa(x.Line)), arg("text", s))
	}
	return s
}

func (w words) need(n calc.Need) NeedView {
	v := NeedView{Line: n.Line, Field: n.Field, Label: w.field(n.Field), Why: w.t.Get("why." + n.Why)}
	if key := "field." + fieldKey(n.Field) + ".hint"; w.t.Has(key) {
		v.Hint = w.t.Get(key)
	}
	if n.Unit != "" {
		v.Unit = w.t.Unit(n.Unit)
	}
	for _, c := range n.Choices {
		v.Choices = append(v.Choices, Choice{c, w.choice(n.Field, c)})
	}
	return v
}

// fieldKey is the field without the parts that name an item: "quantities.l" →
// "quantity", "lines[0].price.amount" → "price".
func fieldKey(field string) string {
	if i := strings.LastIndexByte(field, ']'); i >= 0 && strings.HasPrefix(field, "lines[") {
		if rest := strings.TrimPrefix(field[i+1:], "."); rest != "" {
			field = rest
		}
	}
	head, tail, _ := strings.Cut(field, ".")
	switch head {
	case "quantities":
		return "quantity"
	case "rates":
		return "rate"
	case "vehicle", "delivery", "options":
		if tail != "" {
			head, _, _ = strings.Cut(tail, ".")
			if strings.HasPrefix(field, "vehicle.") {
				return "vehicle." + head
			}
		}
	}
	head, _, _ = strings.Cut(head, "[")
	return head
}

// field is the label of a field as a form shows it.
func (w words) field(field string) string {
	key := fieldKey(field)
	label := w.t.Get("field." + key)
	if !w.t.Has("field." + key) {
		return field
	}
	_, item, _ := strings.Cut(field[strings.LastIndexByte(field, ']')+1:], ".")
	switch {
	case key == "quantity" && item != "":
		return label + ", " + w.t.Unit(lastPart(field))
	case key == "rate" && item != "":
		return w.t.Get("field.rate_of", arg("currency", lastPart(field)))
	}
	return label
}

func lastPart(s string) string { return s[strings.LastIndexByte(s, '.')+1:] }

// choiceKeys are the texts of the answers to a question.
var choiceKeys = map[string]string{
	"variant": "variant.", "originProof": "originProof.", "vehicle.kind": "vehicle.", "vehicle.fuel": "fuel.", "relief": "relief.",
	"procedure": "procedure.", "flow": "flow.", "declarant": "declarant.", "channel": "channel.", "apportion": "apportion.",
	"dangerous": "dangerous.", "incoterm": "incoterm.",
}

// choice is an answer in words: a variant, a certificate, a country, a rate.
func (w words) choice(field, value string) string {
	key := fieldKey(field)
	switch key {
	case "origin", "dispatchedFrom", "tradedFrom":
		return w.country(value)
	case "duty", "dutyScenario":
		return percentText(value, w.t)
	}
	if k := choiceKeys[key] + value; w.t.Has(k) {
		return w.t.Get(k)
	}
	return value
}

func (w words) hint(h *calc.Hint) HintView {
	v := HintView{Code: GroupCode(h.Code), Rate: RateWords(h.Rate, w.t), Adopt: RateWords(h.Rate, w.t), Condition: h.Condition}
	v.Condition = w.condition(h.Condition)
	v.Source, v.URL = w.law(&h.Source)
	v.Text = w.t.Get("hint.rate", arg("code", v.Code), arg("rate", v.Rate))
	if p := w.period(h.From, h.To); p != "" {
		v.Text += ", " + p
	}
	if v.Condition != "" {
		v.Text += " (" + v.Condition + ")"
	}
	return v
}

// condition says which goods a rate is for: the data's words in the language,
// or as they stand where a person's own table has them.
func (w words) condition(s string) string {
	key := conditionKey(s)
	if s != "" && w.t.Has(key) {
		return w.t.Get(key)
	}
	return s
}

// conditionKey is the text of a condition: its letters and digits, anything
// else as one underscore.
func conditionKey(s string) string {
	b := []byte("condition.")
	gap := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z':
			if gap && b[len(b)-1] != '.' {
				b = append(b, '_')
			}
			gap = false
			if c <= 'Z' && c >= 'A' {
				c += 'a' - 'A'
			}
			b = append(b, c)
		default:
			gap = true
		}
	}
	return string(b)
}

func (w words) period(from, to date.Date) string {
	switch {
	case !from.IsZero() && !to.IsZero():
		return w.t.Get("period.between", arg("from", w.t.Date(from)), arg("to", w.t.Date(to)))
	case !from.IsZero():
		return w.t.Get("period.from", arg("from", w.t.Date(from)))
	case !to.IsZero():
		return w.t.Get("period.to", arg("to", w.t.Date(to)))
	}
	return ""
}

func (w words) claim(c calc.Claim) ClaimView {
	v := ClaimView{Article: c.Article, Text: w.t.Get("relief." + c.Article), Until: w.t.Date(c.Until)}
	if !w.t.Has("relief." + c.Article) {
		v.Text = c.Article
	}
	var frees []string
	for f := range strings.SplitSeq(c.Frees, "+") {
		frees = append(frees, w.t.Get("frees."+f))
	}
	v.Frees = strings.Join(frees, ", ")
	v.Law, v.URL = w.law(&c.Source)
	return v
}

func (w words) fx(f calc.FXUsed) string {
	key := "fx.cbar"
	switch {
	case f.Source == "user":
		key = "fx.user"
	case f.Own:
		key = "fx.own"
	}
	return w.t.Get(key, arg("currency", f.Currency), arg("rate", w.t.Number(f.Rate)), arg("date", w.t.Date(f.Date)))
}

func (w words) footer(a *calc.Assessment) string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, w.t.Get(key, arg("value", value)))
		}
	}
	add("footer.version", a.Version)
	add("footer.law", w.t.Date(a.LawKnownTo))
	add("footer.bulletin", w.t.Date(a.FXBulletin))
	return strings.Join(parts, " · ")
}
