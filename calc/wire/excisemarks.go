package wire

import "rusum/calc"

// DecodeMarks reads {"variant","quantities","obtained","imported","marks"}.
func DecodeMarks(b []byte) (calc.MarksQuery, *calc.Fault) {
	var q calc.MarksQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "variant":
			q.Variant = r.str(x, at)
		case "quantities":
			q.Quantities = r.decimals(x, at, same)
		case "obtained":
			q.Obtained = r.date(x, at)
		case "imported":
			q.Imported = r.date(x, at)
		case "marks":
			q.Marks = r.whole(x, at)
		default:
			return false
		}
		return true
	})
	return q, f
}

// EncodeMarks writes the difference of excise and the state duty for marks.
func EncodeMarks(x *calc.MarksResult) []byte {
	w := &writer{}
	w.object(func() {
		w.money("paid", x.Paid)
		w.money("now", x.Now)
		w.money("difference", x.Due)
		w.key("charges")
		w.array(func() {
			w.charge(&x.Charge)
			if x.MarkDuty != nil {
				w.charge(x.MarkDuty)
			}
		})
		w.needs(x.Needs)
		w.warnings(x.Warnings)
	})
	return w.b
}
