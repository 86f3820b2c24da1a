package wire

import (
	"rusum/calc"
	"rusum/calc/num"
)

// DecodeStorage reads {"from","to","days","grossMass","special"}; mass in kg.
func DecodeStorage(b []byte) (calc.StorageQuery, *calc.Fault) {
	var q calc.StorageQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "from":
			q.From = r.date(x, at)
		case "to":
			q.To = r.date(x, at)
		case "days":
			q.Days = r.whole(x, at)
		case "grossMass":
			q.GrossMass = r.decimal(x, at)
		case "special":
			q.Special = r.flag(x, at, false)
		default:
			return false
		}
		return true
	})
	return q, f
}

// EncodeStorage writes the fee for storage.
func EncodeStorage(x *calc.StorageResult) []byte {
	w := &writer{}
	w.object(func() {
		w.int("days", x.Days)
		w.key("charge")
		w.charge(&x.Charge)
		w.warnings(x.Warnings)
	})
	return w.b
}

// EncodeOtherFees writes the fees, charges and state duties besides the
// payments of a declaration; one without an amount is unknown.
func EncodeOtherFees(list []calc.OtherFeeRow) []byte {
	w := &writer{}
	w.array(func() {
		for i := range list {
			r := &list[i]
			w.object(func() {
				w.str("key", r.Key)
				w.str("group", r.Group)
				w.str("kind", string(r.Kind))
				if r.Missing {
					w.str("status", string(calc.Unknown))
				}
				if r.Amount.Valid {
					w.str("amount", num.Plain(r.Amount.Decimal))
				}
				w.str("currency", r.Currency)
				if r.Per.Valid {
					w.str("per", num.Plain(r.Per.Decimal))
				}
				w.str("unit", r.Unit)
				if r.Hours > 0 {
					w.int("hours", r.Hours)
				}
				if r.Factor.Valid {
					w.str("factor", num.Plain(r.Factor.Decimal))
				}
				w.basis(&r.Basis)
			})
		}
	})
	return w.b
}
