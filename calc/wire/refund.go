package wire

import "rusum/calc"

// DecodeRefund reads {"ground","amount","paid","claimed","decided","refunded","forceMajeure"}.
func DecodeRefund(b []byte) (calc.RefundQuery, *calc.Fault) {
	var q calc.RefundQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "ground":
			q.Ground = r.str(x, at)
		case "amount":
			q.Amount = r.nullDecimal(x, at)
		case "paid":
			q.Paid = r.date(x, at)
		case "claimed":
			q.Claimed = r.date(x, at)
		case "decided":
			q.Decided = r.date(x, at)
		case "refunded":
			q.Refunded = r.date(x, at)
		case "forceMajeure":
			q.ForceMajeure = r.flag(x, at, false)
		default:
			return false
		}
		return true
	})
	return q, f
}

// EncodeRefund writes the terms and the interest of a refund.
func EncodeRefund(x *calc.RefundResult) []byte {
	w := &writer{}
	w.object(func() {
		w.str("ground", x.Ground)
		w.date("claimUntil", x.Claim)
		w.flag("late", x.Late)
		w.date("decideUntil", x.Decide)
		if x.Interest != nil {
			w.int("interestDays", x.Days)
			w.key("interest")
			w.charge(x.Interest)
		}
		w.terms(x.Terms)
		w.warnings(x.Warnings)
	})
	return w.b
}
