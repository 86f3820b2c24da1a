package wire

import "rusum/calc"

// DecodeProcedure reads {"declaration","placed","exported","released","approved"}.
func DecodeProcedure(b []byte) (calc.ProcedureQuery, *calc.Fault) {
	var q calc.ProcedureQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "declaration":
			q.Declaration = r.declaration(x, at)
		case "placed":
			q.Events.Placed = r.date(x, at)
		case "exported":
			q.Events.Exported = r.date(x, at)
		case "released":
			q.Events.Released = r.date(x, at)
		case "approved":
			q.Events.Approved = r.date(x, at)
		default:
			return false
		}
		return true
	})
	if f == nil && q.Declaration == nil {
		f = &calc.Fault{Code: "missing_field", Field: "declaration"}
	}
	return q, f
}

// EncodeProcedure writes what a procedure charges, suspends and secures.
func EncodeProcedure(x *calc.ProcedureResult) []byte {
	w := &writer{}
	w.procedure(x, true)
	return w.b
}

// EncodeProcedures writes procedures side by side, without their assessments.
func EncodeProcedures(list []*calc.ProcedureResult) []byte {
	w := &writer{}
	w.array(func() {
		for _, x := range list {
			w.procedure(x, false)
		}
	})
	return w.b
}

func (w *writer) procedure(x *calc.ProcedureResult, whole bool) {
	w.object(func() {
		w.str("procedure", x.Key)
		w.money("dueNow", x.DueTotal)
		if !x.DueTotal.Valid {
			w.money("dueNowFrom", x.Due.TotalFrom)
		}
		w.money("full", x.FullTotal)
		w.kindSums("fullByKind", x.FullKinds)
		w.money("suspended", x.Suspended)
		w.money("relieved", x.Relieved)
		w.money("refundable", x.Refundable)
		w.key("security")
		w.object(func() {
			mode := x.Security.Mode
			if mode == "" {
				mode = "none"
			}
			w.str("mode", mode)
			w.money("amount", x.Security.Amount)
			if x.Security.Source.Article != "" {
				w.source("source", &x.Security.Source)
			}
		})
		w.flag("termOver", x.Over)
		w.terms(x.Terms)
		w.str("confidence", string(x.Confidence))
		w.source("source", &x.Source)
		w.warnings(x.Warnings)
		if whole {
			w.key("assessment")
			w.assessment(x.Due)
		}
	})
}
