package wire

import "rusum/calc"

// DecodeSecurity reads {"kind","declaration","corrected":[{"line","price"}],"debts":[{"amount","from","to"}]}.
func DecodeSecurity(b []byte) (calc.SecurityQuery, *calc.Fault) {
	var q calc.SecurityQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "kind":
			q.Kind = r.str(x, at)
		case "declaration":
			q.Declaration = r.declaration(x, at)
		case "corrected":
			r.each(x, at, func(at string, x *Value) {
				var c calc.CorrectedPrice
				r.members(x, at, func(key, at string, x *Value) bool {
					switch key {
					case "line":
						c.Line = r.whole(x, at)
					case "price":
						if m := r.money(x, at); m != nil {
							c.Price = *m
						}
					default:
						return false
					}
					return true
				})
				q.Corrected = append(q.Corrected, c)
			})
		case "debts":
			r.each(x, at, func(at string, x *Value) {
				var d calc.DebtSpan
				var s calc.Span
				amount := false
				r.span(x, at, "to", &s, func(key, at string, x *Value) bool {
					if key != "amount" {
						return false
					}
					d.Amount, amount = r.decimal(x, at), true
					return true
				})
				if r.fault == nil && !amount {
					r.fail("missing_field", join(at, "amount"), "")
				}
				d.From, d.To = s.From, s.To
				q.Debts = append(q.Debts, d)
			})
		default:
			return false
		}
		return true
	})
	return q, f
}

// each reads the elements of an array.
func (r *reader) each(v *Value, field string, f func(at string, x *Value)) {
	if v.kind == null || !r.want(v, field, array) {
		return
	}
	for i := range v.items {
		if r.fault != nil {
			return
		}
		f(index(field, i), &v.items[i])
	}
}

// EncodeSecurity writes the amount of security.
func EncodeSecurity(x *calc.SecurityResult) []byte {
	w := &writer{}
	w.object(func() {
		w.str("kind", x.Kind)
		w.money("amount", x.Amount)
		w.str("currency", "AZN")
		w.money("declared", x.Declared)
		w.money("possible", x.Possible)
		w.date("peak", x.Peak)
		w.steps(x.Steps)
		w.strings("forms", calc.SecurityForms)
		w.source("source", &x.Source)
		w.needs(x.Needs)
		w.warnings(x.Warnings)
	})
	return w.b
}
