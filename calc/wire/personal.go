package wire

import (
	"rusum/calc"
	"rusum/calc/num"
)

// relief writes what of a line an individual brings without payments.
func (w *writer) relief(r *calc.LineRelief) {
	if r == nil {
		return
	}
	w.key("relief")
	w.object(func() {
		w.str("limit", r.Limit)
		w.str("status", r.Status)
		w.str("free", num.Money(r.Free))
		w.str("taxable", num.Money(r.Taxable))
		if r.Quantity.Valid {
			w.str("quantity", num.Plain(r.Quantity.Decimal))
		}
		if r.Over.IsPositive() {
			w.str("over", num.Plain(r.Over))
		}
		w.str("unit", r.Unit)
		w.strings("declare", r.Declare)
	})
}

// personal writes how far an individual's limits are used.
func (w *writer) personal(p *calc.PersonalUse) {
	if p == nil {
		return
	}
	w.key("allowance")
	w.object(func() {
		if v := p.Value; v != nil {
			w.key("value")
			w.object(func() { w.valueUse(v) })
		}
		if len(p.Limits) > 0 {
			w.key("limits")
			w.array(func() {
				for i := range p.Limits {
					w.limitUse(&p.Limits[i])
				}
			})
		}
		w.strings("declare", p.Declare)
	})
}

func (w *writer) valueUse(v *calc.ValueUse) {
	w.moneyObject("limit", &v.Limit)
	w.str("per", v.Per)
	w.str("limitAZN", num.Money(v.Cap))
	w.str("used", num.Money(v.Used))
	w.str("this", num.Money(v.This))
	w.str("left", num.Money(v.Left))
	w.str("over", num.Money(v.Over))
	w.date("resets", v.Resets)
	w.str("confidence", string(v.Confidence))
	w.source("source", &v.Source)
}

func (w *writer) limitUse(u *calc.LimitUse) {
	w.object(func() {
		w.str("key", u.Key)
		if u.Cap.Valid {
			w.str("limit", num.Plain(u.Cap.Decimal))
			w.str("used", num.Plain(u.Used))
			w.str("this", num.Plain(u.This))
			w.str("left", num.Plain(u.Left))
			w.str("over", num.Plain(u.Over))
		}
		w.str("unit", u.Unit)
		w.str("per", u.Per)
		w.date("resets", u.Resets)
		if u.Refused {
			w.flag("adultsOnly", true)
		}
		w.str("confidence", string(u.Confidence))
		w.source("source", &u.Source)
	})
}
