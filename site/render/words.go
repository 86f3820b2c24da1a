package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
)

// words is what every part of a view is written with.
type words struct {
	t    *i18n.Texts
	name func(string) string
}

func arg(name, value string) calc.Arg { return calc.Arg{Name: name, Value: value} }

// manat is an amount of manat with two decimals: "1.500,00 ₼".
func (w words) manat(d decimal.Decimal) string {
	return w.t.Get("money.azn", arg("amount", w.t.Money(d)))
}

// nullMoney is "" for an amount that is not known.
func (w words) nullMoney(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return w.manat(d.Decimal)
}

// currency is an amount of any currency; manat have their sign.
func (w words) currency(amount, code string) string {
	if code == "AZN" {
		return w.t.Get("money.azn", arg("amount", amount))
	}
	return w.t.Get("money.other", arg("amount", amount), arg("currency", code))
}

// nameOf is the name of a tariff code, "" where none is known.
func (w words) nameOf(code string) string {
	if w.name == nil {
		return ""
	}
	return w.name(code)
}

// country is the name of a country, its code where none is known.
func (w words) country(a2 string) string {
	if n := w.nameOf(a2); n != "" {
		return n
	}
	return a2
}

// message is the text of a key with the engine's arguments in the language.
func (w words) message(key string, args []calc.Arg) string {
	local := make([]calc.Arg, len(args))
	for i, a := range args {
		local[i] = arg(a.Name, w.argument(a))
	}
	return w.t.Get(key, local...)
}

// argumentKeys are the texts behind arguments whose value is itself a key.
var argumentKeys = map[string]string{
	"variant": "variant.", "procedure": "procedure.", "channel": "channel.", "part": "field.", "what": "ban.", "fuel": "fuel.",
	"limit_key": "limit.", "rule": "rule.", "per": "per.",
}

// argument writes an argument as the language does. Its name says what it is;
// days and amounts are recognised by their form. Numbers that a text counts
// ("digits", "years") stay as they are, for the plural.
func (w words) argument(a calc.Arg) string {
	v := a.Value
	if prefix, ok := argumentKeys[a.Name]; ok && w.t.Has(prefix+v) {
		return w.t.Get(prefix + v)
	}
	switch a.Name {
	case "act":
		return ActName(v, w.t)
	case "country":
		return w.country(v)
	case "quantity": // "1.5 l"
		if n, key, ok := strings.Cut(v, " "); ok {
			if d, err := num.Parse(n); err == nil {
				return w.quantity(d, key)
			}
		}
	case "article":
		return w.article(v)
	case "with":
		return w.otherField(v)
	case "code", "known":
		if allDigits(v) {
			return GroupCode(v)
		}
	case "until", "to":
		if v == "" {
			return w.t.Get("period.open")
		}
	case "most", "from", "limit", "used", "rate":
		if d, err := num.Parse(v); err == nil {
			return w.t.Number(d)
		}
	}
	switch {
	case v == "":
		return "—"
	case a.Name == "value": // what a person typed stays as typed, but for days
		if d, err := date.Parse(v); err == nil {
			return w.t.Date(d)
		}
		return v
	}
	return w.plainText(v)
}

// plainText writes what is recognised by its form: a day "2026-07-09", an
// amount "800 USD", a rate "13.0 AZN / l" or "600 AZN + 5 AZN / cm3 × 1.5". Other
// text stays.
func (w words) plainText(v string) string {
	if d, err := date.Parse(v); err == nil {
		return w.t.Date(d)
	}
	if i := strings.LastIndex(v, " × "); i >= 0 {
		if d, ok := machine(v[i+len(" × "):]); ok {
			return w.plainText(v[:i]) + " × " + w.exact(d)
		}
	}
	amount, per, isRate := strings.Cut(v, " / ")
	base, add, isSum := strings.Cut(amount, " + ")
	if !isSum {
		base, add = "", amount
	}
	number, code, ok := strings.Cut(add, " ")
	if !ok || len(code) != 3 {
		return v
	}
	d, err := num.Parse(number)
	if err != nil {
		return v
	}
	out := w.currency(w.exactMoney(d), code)
	if isSum {
		b, err := num.Parse(strings.TrimSuffix(base, " "+code))
		if err != nil {
			return v
		}
		if !b.IsZero() {
			out = w.currency(w.exactMoney(b), code) + " + " + out
		}
	}
	if isRate {
		out += i18n.NBSP + "/" + i18n.NBSP + w.perText(per)
	}
	return out
}

// perText is a unit, perhaps with a quantity: "l", "1000 piece", or several of
// them: "100 kg / 24 h".
func (w words) perText(s string) string {
	if first, rest, ok := strings.Cut(s, " / "); ok {
		return w.perText(first) + i18n.NBSP + "/ " + w.perText(rest)
	}
	if n, ok := strings.CutSuffix(s, " h"); ok && w.t.Has("length.hour") {
		return w.t.Get("length.hour", arg("n", n))
	}
	if qty, key, ok := strings.Cut(s, " "); ok {
		if d, err := num.Parse(qty); err == nil {
			return w.quantity(d, key)
		}
	}
	return w.t.Unit(s)
}

// article says what a relief is for beside its number: "Buğda (164.1.27)".
func (w words) article(key string) string {
	if !w.t.Has("relief." + key) {
		return key
	}
	text := w.t.Get("relief." + key)
	if key[0] >= '0' && key[0] <= '9' {
		text += " (" + key + ")"
	}
	return text
}

// otherField is the label of a field in an argument, with what stands in it:
// "lines[0].grossMass 1300".
func (w words) otherField(v string) string {
	field, value, _ := strings.Cut(v, " ")
	label := w.field(field)
	if label == field {
		return v
	}
	if value != "" {
		label += i18n.NBSP + "=" + i18n.NBSP + value
	}
	return label
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
