package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/site/i18n"
)

// stepForm says how the arguments and the result of an operation are written,
// one letter each:
//
//	m manat   n number   p per cent   c currency code   x sum in the currency of the step
//	u unit    q quantity in the unit of the step        d day    o month   w country
//	t text as it is
//
// A step with rest has any number of arguments, all of that form, in {list}.
type stepForm struct {
	args   string
	result string
	rest   bool
	cur    int // 1 + argument with the currency of x
	unit   int // 1 + argument with the unit of q
	to     int // 1 + argument with the currency or unit of the result, where it differs
}

var stepForms = map[string]stepForm{
	"price":         {args: "xcn", result: "m", cur: 2},
	"price_azn":     {args: "m", result: "m"},
	"delivery":      {args: "m", result: "m", rest: true},
	"share":         {args: "mnn", result: "m"},
	"value_sum":     {args: "mm", result: "m"},
	"excess":        {args: "mm", result: "m"},
	"percent":       {args: "mp", result: "m"},
	"specific":      {args: "quxcn", result: "x", cur: 4, unit: 2},
	"above":         {args: "qqu", result: "q", unit: 3},
	"add":           {args: "xxc", result: "x", cur: 3},
	"convert":       {args: "xcnc", result: "x", cur: 2, to: 4},
	"at_least":      {args: "m", result: "m", rest: true},
	"at_most":       {args: "m", result: "m", rest: true},
	"sum":           {args: "m", result: "m", rest: true},
	"free":          {result: "m"},
	"until":         {args: "d", result: "t"},
	"after":         {args: "d", result: "t"},
	"in_season":     {args: "o", result: "t"},
	"out_of_season": {args: "o", result: "t"},
	"unit":          {args: "quu", result: "q", unit: 2, to: 3},
	"net_mass":      {args: "k", result: "k"},
	"pure_alcohol":  {args: "lp", result: "a"},
	"carats_each":   {args: "rn", result: "r"},
	"round":         {args: "m", result: "m"},
	"base":          {args: "m", result: "m", rest: true},
	"band":          {args: "mmm", result: "m"},
	"double":        {args: "m", result: "m"},
	"sheets":        {args: "i", result: "i"},
	"per_sheet":     {args: "im", result: "m"},
	"months":        {args: "ip", result: "p"},
	"cap":           {args: "pp", result: "p"},
	"partial":       {args: "mp", result: "m"},
	"times":         {args: "mn", result: "m"},
	"days":          {args: "dd", result: "i"},
	"days_cap":      {args: "ii", result: "i"},
	"per_day":       {args: "mpi", result: "m"},
	"per_year":      {args: "mpii", result: "m"},
	"preference":    {args: "w", result: "m"},
	"free_quantity": {args: "qqu", result: "q", unit: 3},
	"part_value":    {args: "mqqu", result: "m", unit: 4},
	"phone_band":    {args: "xxxc", result: "m", cur: 4},
	"engine":        {args: "t", result: "v"},
	"minus":         {args: "mm", result: "m"},
	"scenario":      {args: "p", result: "m"},
	"stay_band":     {args: "ii", result: "n"},
	"days_each":     {args: "ni", result: "n"},
	"per_km":        {args: "nn", result: "n"},
	"started_units": {args: "nnu", result: "i"},
	"pieces":        {args: "vn", result: "v"},
}

// fixedUnits are quantities whose unit the operation itself names.
var fixedUnits = map[byte]string{'k': "kg", 'l': "l", 'a': "l_pure_alcohol", 'r': "carat", 'v': "cm3"}

// Step is one operation as a formula: "10.000,00 ₼ × 15 % = 1.500,00 ₼".
func Step(s calc.Step, t *i18n.Texts) string { return StepIn(s, t, "AZN") }

// StepIn is Step for a computation whose sums are in another currency than manat.
func StepIn(s calc.Step, t *i18n.Texts, currency string) string {
	return words{t: t}.step(s, currency)
}

// steps writes the steps a person needs; one that changes nothing (the part
// above 0, nothing added, the share of a single line) is left out.
func (w words) steps(steps []calc.Step) []string {
	var out []string
	for _, s := range steps {
		switch n := len(s.Args); {
		case s.Op == "above" && n > 1 && s.Args[1] == "0", s.Op == "add" && n > 1 && s.Args[0] == "0",
			s.Op == "share" && n > 2 && s.Args[1] == s.Args[2]:
			continue
		}
		out = append(out, w.step(s, "AZN"))
	}
	return out
}

func (w words) step(s calc.Step, currency string) string {
	f, ok := stepForms[s.Op]
	if !ok || !w.t.Has("step."+s.Op) {
		return s.Op + "(" + strings.Join(s.Args, ", ") + ") = " + s.Result
	}
	at := func(i int) string { // argument 1, 2, …; "" for 0 or one that is missing
		if i < 1 || i > len(s.Args) {
			return ""
		}
		return s.Args[i-1]
	}
	in := stepScope{currency: currency, stepCurrency: at(f.cur), unit: at(f.unit)}
	var args []calc.Arg
	var list []string
	for i, a := range s.Args {
		form := byte('t')
		switch {
		case f.rest:
			form = f.args[0]
		case i < len(f.args):
			form = f.args[i]
		}
		text := w.stepValue(form, a, in)
		list = append(list, text)
		args = append(args, arg(itoa(i), text), arg("n"+itoa(i), a))
	}
	if f.to > 0 {
		in.stepCurrency, in.unit = at(f.to), at(f.to)
	}
	result := w.stepValue(f.result[0], s.Result, in)
	args = append(args, arg("result", result), arg("nresult", s.Result), arg("list", strings.Join(list, stepSign(s.Op))))
	if s.Op == "specific" {
		args = append(args, arg("per", w.per(at(5), at(2))))
	}
	return w.t.Get(w.stepKey(s), args...)
}

// stepKey picks a shorter wording where the full one would say something twice.
func (w words) stepKey(s calc.Step) string {
	key := "step." + s.Op
	switch s.Op {
	case "band", "phone_band":
		if len(s.Args) < 3 || s.Args[2] == "" {
			return key + ".open"
		}
	case "base", "delivery", "sum":
		if len(s.Args) == 1 {
			return key + ".one"
		}
	}
	return key
}

// stepSign stands between the parts of a list.
func stepSign(op string) string {
	switch op {
	case "at_least", "at_most":
		return "; "
	}
	return " + "
}

type stepScope struct{ currency, stepCurrency, unit string }

// stepValue writes one argument; text that is not of the expected form stays as it is.
func (w words) stepValue(form byte, v string, in stepScope) string {
	switch form {
	case 'd':
		if d, err := date.Parse(v); err == nil {
			return w.t.Date(d)
		}
		return v
	case 'o':
		if len(v) <= 2 {
			if d, err := num.Parse(v); err == nil {
				if m := w.t.Month(int(d.IntPart())); m != "" {
					return m
				}
			}
		}
		return v
	case 'w':
		return w.country(v)
	case 'u':
		return w.t.Unit(v)
	case 'c', 't':
		return v
	}
	d, ok := machine(v)
	if !ok {
		return v
	}
	if key, ok := fixedUnits[form]; ok {
		return w.quantity(d, key)
	}
	switch form {
	case 'm':
		return w.currency(w.exactMoney(d), in.currency)
	case 'x':
		return w.currency(w.exactMoney(d), in.stepCurrency)
	case 'p':
		return w.t.Percent(d)
	case 'q':
		return w.quantity(d, in.unit)
	}
	return w.exact(d)
}

// machine reads a number of a step, which may have more decimals than a
// declaration may hold. An exponent is refused: it would be written out.
func machine(v string) (decimal.Decimal, bool) {
	if len(v) > 80 || strings.ContainsAny(v, "eE") {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(v)
	return d, err == nil
}

// quantity is "100 l", or "5 × 1000 ədəd" for a unit that is itself a number.
func (w words) quantity(d decimal.Decimal, key string) string {
	name := w.t.Unit(key)
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		return w.exact(d) + i18n.NBSP + "×" + i18n.NBSP + name
	}
	return w.exact(d) + i18n.NBSP + name
}

// per is what a specific amount is charged for: "l", "1000 ədəd".
func (w words) per(qty, key string) string {
	if d, err := num.Parse(qty); err == nil && !d.Equal(decimal.NewFromInt(1)) {
		return w.quantity(d, key)
	}
	return w.t.Unit(key)
}

// shownPlaces bounds what is shown of a number that does not end; "…" says it goes on.
const shownPlaces = 8

// exactMoney shows every digit of an amount that is not yet rounded, at least two decimals.
func (w words) exactMoney(d decimal.Decimal) string {
	if d.Exponent() >= -2 || d.Equal(d.Truncate(2)) {
		return w.t.Money(d)
	}
	return w.exact(d)
}

func (w words) exact(d decimal.Decimal) string {
	if d.Equal(d.Truncate(shownPlaces)) {
		return w.t.Number(d)
	}
	return w.t.Number(d.Truncate(shownPlaces)) + "…"
}

// percentText writes a per cent that is given as text.
func percentText(v string, t *i18n.Texts) string {
	d, err := num.Parse(v)
	if err != nil {
		return v
	}
	return t.Percent(d)
}
