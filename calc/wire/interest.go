package wire

import (
	"rusum/calc"
	"rusum/calc/num"
)

// DecodeInterest reads {"debt","due","paid","kind","rate","deferral","appeal"}.
func DecodeInterest(b []byte) (calc.InterestQuery, *calc.Fault) {
	var q calc.InterestQuery
	debt := false
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "debt":
			q.Debt, debt = r.decimal(x, at), true
		case "due":
			q.Due = r.date(x, at)
		case "paid":
			q.Paid = r.date(x, at)
		case "kind":
			q.Kind = r.str(x, at)
		case "rate":
			q.Rate = r.nullDecimal(x, at)
		case "deferral":
			if x.kind != null {
				q.Deferral = &calc.Deferral{}
				r.span(x, at, "until", &q.Deferral.Span, func(key, at string, x *Value) bool {
					if key != "rate" {
						return false
					}
					q.Deferral.Rate = r.nullDecimal(x, at)
					return true
				})
			}
		case "appeal":
			if x.kind != null {
				q.Appeal = &calc.Span{}
				r.span(x, at, "to", q.Appeal, nil)
			}
		default:
			return false
		}
		return true
	})
	if f == nil && !debt {
		f = &calc.Fault{Code: "missing_field", Field: "debt"}
	}
	return q, f
}

// span reads {"from", end} and what more knows.
func (r *reader) span(v *Value, field, end string, s *calc.Span, more func(key, at string, x *Value) bool) {
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "from":
			s.From = r.date(x, at)
		case end:
			s.To = r.date(x, at)
		default:
			return more != nil && more(key, at, x)
		}
		return true
	})
}

// readObject reads one object member by member.
func readObject(b []byte, f func(r *reader, key, at string, x *Value) bool) *calc.Fault {
	v, fault := Parse(b)
	if fault != nil {
		return fault
	}
	r := &reader{}
	r.members(v, "", func(key, at string, x *Value) bool { return f(r, key, at, x) })
	return r.fault
}

// list reads an array of texts.
func (r *reader) list(v *Value, field string) []string {
	if v.kind == null || !r.want(v, field, array) {
		return nil
	}
	var out []string
	for i := range v.items {
		out = append(out, r.str(&v.items[i], index(field, i)))
	}
	return out
}

// EncodeInterest writes {days, amount, steps, source} and the parts by time.
func EncodeInterest(x *calc.InterestResult) []byte {
	w := &writer{}
	w.object(func() {
		w.int("days", x.Days)
		w.money("amount", x.Amount)
		w.str("rate", x.Rate.String())
		w.str("confidence", string(x.Confidence))
		w.steps(x.Steps)
		w.source("source", &x.Source)
		w.money("payable", x.Payable)
		w.money("eachDay", x.EachDay)
		w.key("parts")
		w.array(func() {
			for i := range x.Parts {
				p := &x.Parts[i]
				w.object(func() {
					w.str("kind", p.Kind)
					w.date("from", p.From)
					w.date("to", p.To)
					w.int("days", p.Days)
					if p.Rate.Valid {
						w.str("rate", num.Plain(p.Rate.Decimal))
					}
					w.money("amount", p.Amount)
					w.str("confidence", string(p.Confidence))
				})
			}
		})
		w.charges(x.Charges)
		w.warnings(x.Warnings)
	})
	return w.b
}
