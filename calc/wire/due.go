package wire

import "rusum/calc"

// DecodeDue reads {"presented","mode","filed"}.
func DecodeDue(b []byte) (calc.DueQuery, *calc.Fault) {
	var q calc.DueQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "presented":
			q.Presented = r.date(x, at)
		case "mode":
			q.Mode = r.str(x, at)
		case "filed":
			q.Filed = r.date(x, at)
		default:
			return false
		}
		return true
	})
	return q, f
}

// EncodeDue writes the days of filing and payment.
func EncodeDue(x *calc.DueResult) []byte {
	w := &writer{}
	w.object(func() {
		w.str("mode", x.Mode)
		w.date("file", x.File)
		w.flag("moved", x.Moved)
		w.date("latest", x.Latest)
		w.date("pay", x.Pay)
		w.flag("payWithApproval", x.PayWith)
		w.flag("late", x.Late)
		w.flag("certain", x.Certain)
		w.key("term")
		w.term(&x.Term)
		w.key("sources")
		w.array(func() {
			for i := range x.Sources {
				w.sourceObject(&x.Sources[i])
			}
		})
		w.warnings(x.Warnings)
	})
	return w.b
}

func (w *writer) term(x *calc.Term) {
	w.object(func() {
		w.str("subject", x.Subject)
		w.str("name", x.Name)
		w.str("event", x.Event)
		w.date("start", x.Start)
		if x.Count > 0 {
			w.int("count", x.Count)
		}
		w.str("unit", x.Unit)
		w.date("last", x.Last)
		w.date("extended", x.Extended)
		switch {
		case x.Open:
			w.str("limit", "none")
		case x.Missing:
			w.str("limit", "unknown")
		}
		w.str("confidence", string(x.Confidence))
		w.source("source", &x.Source)
	})
}

func (w *writer) terms(list []calc.Term) {
	w.key("terms")
	w.array(func() {
		for i := range list {
			w.term(&list[i])
		}
	})
}
