package wire

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
)

// reader reads members of objects and keeps the first fault, so that the code
// of a document reads as its list of fields.
type reader struct{ fault *calc.Fault }

func (r *reader) fail(code, field, value string, args ...calc.Arg) {
	if r.fault == nil {
		r.fault = &calc.Fault{Code: code, Field: field, Value: calc.Clip(value), Args: args}
	}
}

// raw is the value as a person would recognise it in an error.
func (v *Value) raw() string {
	switch v.kind {
	case text, number:
		return v.s
	case boolean:
		return strconv.FormatBool(v.b)
	case array:
		return "[…]"
	case object:
		return "{…}"
	}
	return "null"
}

func (r *reader) want(v *Value, field string, k kind) bool {
	if v.kind != k {
		r.fail("wrong_type", field, v.raw(), calc.Arg{Name: "want", Value: kindNames[k]})
		return false
	}
	return true
}

// members calls f for every member of an object that is not null; f reports
// whether it knows the key.
func (r *reader) members(v *Value, field string, f func(key, at string, x *Value) bool) {
	if !r.want(v, field, object) {
		return
	}
	for i, k := range v.keys {
		if r.fault != nil {
			return
		}
		at := join(field, k)
		x := &v.items[i]
		if !f(k, at, x) {
			r.fail("unknown_field", at, k, calc.Arg{Name: "key", Value: k})
		}
	}
}

func (r *reader) str(v *Value, field string) string {
	if v.kind == null || !r.want(v, field, text) {
		return ""
	}
	return strings.TrimSpace(v.s)
}

func (r *reader) flag(v *Value, field string, def bool) bool {
	if v.kind == null || !r.want(v, field, boolean) {
		return def
	}
	return v.b
}

func (r *reader) decimal(v *Value, field string) decimal.Decimal {
	if !r.want(v, field, text) {
		return num.Zero
	}
	d, err := num.Parse(strings.TrimSpace(v.s))
	switch err {
	case nil:
	case num.ErrTooLong:
		r.fail("number_too_large", field, v.s, calc.Arg{Name: "most", Value: "15+10"})
	default:
		r.fail("bad_number", field, v.s)
	}
	return d
}

func (r *reader) nullDecimal(v *Value, field string) decimal.NullDecimal {
	if v.kind == null {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.decimal(v, field))
}

// whole reads an integer written as a number or as digits in quotes.
func (r *reader) whole(v *Value, field string) int {
	switch v.kind {
	case null:
		return 0
	case number, text:
		n, err := strconv.Atoi(strings.TrimSpace(v.s))
		if err == nil && int64(n) >= -1<<31 && int64(n) < 1<<31 { // an int may have 32 bits
			return n
		}
		r.fail("not_whole", field, v.s)
	default:
		r.fail("wrong_type", field, v.raw(), calc.Arg{Name: "want", Value: kindNames[number]})
	}
	return 0
}

func (r *reader) date(v *Value, field string) date.Date {
	s := r.str(v, field)
	if s == "" {
		if v.kind == text {
			r.fail("bad_date", field, v.s)
		}
		return date.Date{}
	}
	d, err := date.Parse(s)
	if err != nil {
		r.fail("bad_date", field, s)
	}
	return d
}

func (r *reader) currency(v *Value, field string) string {
	return strings.ToUpper(r.str(v, field))
}

func (r *reader) money(v *Value, field string) *calc.Money {
	if v.kind == null {
		return nil
	}
	var m calc.Money
	var amount, currency bool
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "amount":
			amount = true
			m.Amount = r.decimal(x, at)
		case "currency":
			currency = true
			m.Currency = r.currency(x, at)
		default:
			return false
		}
		return true
	})
	if r.fault == nil && !amount {
		r.fail("missing_field", field+".amount", "")
	}
	if r.fault == nil && (!currency || m.Currency == "") {
		r.fail("missing_field", field+".currency", "")
	}
	return &m
}

// decimals reads an object of decimal strings.
func (r *reader) decimals(v *Value, field string, key func(string) string) map[string]decimal.Decimal {
	if v.kind == null {
		return nil
	}
	out := map[string]decimal.Decimal{}
	r.members(v, field, func(k, at string, x *Value) bool {
		k = key(k)
		if _, dup := out[k]; dup {
			r.fail("duplicate_key", at, k, calc.Arg{Name: "key", Value: k})
		}
		out[k] = r.decimal(x, at)
		return true
	})
	return out
}

func same(s string) string { return s }

// CleanCode strips what people and tables put between the digits of a code:
// spaces of every kind, dots and hyphens; see [num.Clean] for what is not seen.
func CleanCode(s string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\u00A0', '\u2007', '\u2009', '\u202F', '\t', '.', '-', '\u2013', '\u2011':
			return -1
		}
		return c
	}, num.Clean(s))
}

// rate reads a rate: the words of a tariff, or a rate tree.
func (r *reader) rate(v *Value, field string) (*rate.Rate, string) {
	switch v.kind {
	case null:
		return nil, ""
	case text:
		cell, err := ratetext.Parse(v.s, ratetext.Options{})
		if err != nil {
			r.fail("bad_rate", field, v.s, calc.Arg{Name: "label", Value: err.Label}, calc.Arg{Name: "hint", Value: err.Hint},
				calc.Arg{Name: "at", Value: strconv.Itoa(err.At)}, calc.Arg{Name: "text", Value: err.Text})
			return nil, v.s
		}
		t := cell.Import
		return &t, v.s
	case object:
		t := r.tree(v, field)
		return &t, ""
	}
	r.fail("wrong_type", field, v.raw(), calc.Arg{Name: "want", Value: "rate text or tree"})
	return nil, ""
}

func (r *reader) tree(v *Value, field string) rate.Rate {
	var t rate.Rate
	var said []string
	r.members(v, field, func(key, at string, x *Value) bool {
		if x.kind != null {
			said = append(said, key)
		}
		sub := func() *rate.Rate {
			if x.kind == null {
				return nil
			}
			s := r.tree(x, at)
			return &s
		}
		switch key {
		case "op":
			op, ok := rate.ParseOp(r.str(x, at))
			if !ok {
				r.fail("unknown_choice", at, x.raw(), calc.Arg{Name: "allowed",
					Value: "free, percent, specific, atLeast, atMost, sum, bracket, dated, seasonal, unresolved"})
			}
			t.Op = op
		case "percent":
			t.Percent = r.decimal(x, at)
		case "amount":
			t.Amount = r.decimal(x, at)
		case "currency":
			t.Currency = r.currency(x, at)
		case "per":
			r.members(x, at, func(key, at string, x *Value) bool {
				switch key {
				case "qty":
					t.Per.Qty = r.decimal(x, at)
				case "unit":
					t.Per.Unit = r.str(x, at)
				default:
					return false
				}
				return true
			})
		case "of":
			if r.want(x, at, array) {
				for i := range x.items {
					t.Of = append(t.Of, r.tree(&x.items[i], at+"["+strconv.Itoa(i)+"]"))
				}
			}
		case "base":
			t.Base = r.decimal(x, at)
		case "over":
			t.Over = r.decimal(x, at)
		case "rate":
			t.Rate = sub()
		case "until":
			t.Until = r.date(x, at)
		case "then":
			t.Then = sub()
		case "months":
			if r.want(x, at, array) {
				for i := range x.items {
					t.Months = append(t.Months, r.whole(&x.items[i], at))
				}
			}
		case "else":
			t.Else = sub()
		case "reason":
			t.Reason = r.str(x, at)
		case "at":
			t.At = r.whole(x, at)
		default:
			return false
		}
		return true
	})
	r.shape(t.Op, said, field)
	return t
}

// treeMembers are what a tree of each kind must say, and after a bar what it may:
// a member left out would be taken as nothing.
var treeMembers = map[rate.Op]string{
	rate.Free: "op |", rate.Percent: "op percent |", rate.Specific: "op amount currency per |", rate.AtLeast: "op of |", rate.AtMost: "op of |", rate.Sum: "op of |",
	rate.Bracket: "op base over rate |", rate.Dated: "op until rate | then", rate.Seasonal: "op months rate | else", rate.Unresolved: "op | reason at",
}

func (r *reader) shape(op rate.Op, said []string, field string) {
	must, may, _ := strings.Cut(treeMembers[op], "|")
	for _, k := range strings.Fields(must) {
		if !slices.Contains(said, k) {
			r.fail("missing_field", join(field, k), "")
		}
	}
	for _, k := range said {
		if !slices.Contains(strings.Fields(must+may), k) {
			r.fail("unknown_field", join(field, k), k, calc.Arg{Name: "key", Value: k})
		}
	}
}

// DecodeRate reads a rate tree and checks its shape.
func DecodeRate(v *Value, field string) (rate.Rate, *calc.Fault) {
	r := &reader{}
	t := r.tree(v, field)
	if r.fault == nil {
		if why := t.Valid(); why != "" {
			r.fail("bad_rate", field, "", calc.Arg{Name: "label", Value: why})
		}
	}
	return t, r.fault
}

// DecodeDeclaration reads one declaration.
func DecodeDeclaration(b []byte) (*calc.Declaration, *calc.Fault) {
	v, f := Parse(b)
	if f != nil {
		return nil, f
	}
	return Declaration(v)
}

// Declaration reads a declaration from a parsed value. Codes may be written as
// printed ("8471 30 000 0"); country and currency codes in either case. A
// calculation ({"declaration", "assessment"}) is read for its declaration.
func Declaration(v *Value) (*calc.Declaration, *calc.Fault) {
	if inner, ok := unwrap(v); ok {
		d, f := Declaration(inner)
		if f != nil {
			f = under("declaration", f)
		}
		return d, f
	}
	r := &reader{}
	d := &calc.Declaration{}
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "date":
			d.Date = r.date(x, at)
		case "fxDate":
			d.FXDate = r.date(x, at)
		case "flow":
			d.Flow = calc.Flow(r.str(x, at))
		case "procedure":
			d.Procedure = r.str(x, at)
		case "months":
			d.Months = r.whole(x, at)
		case "until":
			d.Until = r.date(x, at)
		case "declarant":
			d.Declarant = r.str(x, at)
		case "channel":
			d.Channel = r.str(x, at)
		case "allowanceUsed":
			d.AllowanceUsed = r.money(x, at)
		case "limitsUsed":
			d.LimitsUsed = r.decimals(x, at, same)
		case "minor":
			d.Minor = r.flag(x, at, false)
		case "minors":
			d.Minors = r.whole(x, at)
		case "electronic":
			d.Paper = !r.flag(x, at, true)
		case "offHours":
			d.OffHours = r.flag(x, at, false)
		case "offSite":
			d.OffSite = r.flag(x, at, false)
		case "rates":
			d.Rates = r.decimals(x, at, strings.ToUpper)
		case "delivery":
			r.delivery(x, at, &d.Delivery)
		case "options":
			if x.kind != null {
				r.members(x, at, func(key, at string, x *Value) bool {
					switch key {
					case "duty":
						d.DutyOption = r.str(x, at)
					case "readings":
						if x.kind != null {
							r.members(x, at, func(key, at string, x *Value) bool {
								d.Readings = append(d.Readings, calc.Choice{Key: key, Reading: r.str(x, at)})
								return true
							})
						}
					default:
						return false
					}
					return true
				})
			}
		case "lines":
			if x.kind != null && r.want(x, at, array) {
				if len(x.items) > calc.MaxLines {
					r.fail("too_many_lines", at, strconv.Itoa(len(x.items)), calc.Arg{Name: "most", Value: strconv.Itoa(calc.MaxLines)})
					return true
				}
				d.Lines = make([]calc.Line, len(x.items))
				for i := range x.items {
					r.line(&x.items[i], at+"["+strconv.Itoa(i)+"]", &d.Lines[i])
				}
			}
		default:
			return false
		}
		return true
	})
	if r.fault != nil {
		return nil, r.fault
	}
	return d, nil
}

func (r *reader) delivery(v *Value, field string, dl *calc.Delivery) {
	if v.kind == null {
		return
	}
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "incoterm":
			dl.Incoterm = strings.ToUpper(r.str(x, at))
		case "freight":
			dl.Freight = r.money(x, at)
		case "insurance":
			dl.Insurance = r.money(x, at)
		case "other":
			dl.Other = r.money(x, at)
		case "additions":
			dl.Additions = r.money(x, at)
		case "apportion":
			dl.Apportion = r.str(x, at)
		default:
			return false
		}
		return true
	})
}

func (r *reader) line(v *Value, field string, l *calc.Line) {
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "code":
			l.Code = CleanCode(r.str(x, at))
		case "item":
			l.Item = r.str(x, at)
		case "description":
			l.Description = r.str(x, at)
		case "origin":
			l.Origin = strings.ToUpper(r.str(x, at))
		case "dispatchedFrom":
			l.DispatchedFrom = strings.ToUpper(r.str(x, at))
		case "tradedFrom":
			l.TradedFrom = strings.ToUpper(r.str(x, at))
		case "originProof":
			l.OriginProof = r.str(x, at)
		case "price":
			if m := r.money(x, at); m != nil {
				l.Price = *m
			}
		case "netMass":
			l.NetMass = r.nullDecimal(x, at)
		case "grossMass":
			l.GrossMass = r.nullDecimal(x, at)
		case "quantities":
			l.Quantities = r.decimals(x, at, same)
		case "alcohol":
			l.Alcohol = r.nullDecimal(x, at)
		case "duty":
			l.Duty, l.DutyText = r.rate(x, at)
		case "dutyScenario":
			l.DutyScenario = r.str(x, at)
		case "relief":
			if x.kind != null && r.want(x, at, array) {
				for i := range x.items {
					l.Relief = append(l.Relief, r.str(&x.items[i], at+"["+strconv.Itoa(i)+"]"))
				}
			}
		case "exciseMarksPaid":
			l.ExciseMarksPaid = r.flag(x, at, false)
		case "variant":
			l.Variant = r.str(x, at)
		case "processingCost":
			l.ProcessingCost = r.money(x, at)
		case "vehicle":
			l.Vehicle = r.vehicle(x, at)
		default:
			return false
		}
		return true
	})
}

func (r *reader) vehicle(v *Value, field string) *calc.Vehicle {
	if v.kind == null {
		return nil
	}
	out := &calc.Vehicle{}
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "kind":
			out.Kind = r.str(x, at)
		case "fuel":
			out.Fuel = r.str(x, at)
		case "engineCC":
			out.EngineCC = r.whole(x, at)
		case "produced":
			out.Produced = r.date(x, at)
		case "mileageKm":
			out.MileageKM = r.whole(x, at)
		case "special":
			out.Special = r.flag(x, at, false)
		default:
			return false
		}
		return true
	})
	return out
}
