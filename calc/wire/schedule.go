package wire

import (
	"rusum/calc"
	"rusum/calc/num"
)

// DecodeSchedule reads {"declaration","release"}.
func DecodeSchedule(b []byte) (calc.ScheduleQuery, *calc.Fault) {
	var q calc.ScheduleQuery
	f := readObject(b, func(r *reader, key, at string, x *Value) bool {
		switch key {
		case "declaration":
			q.Declaration = r.declaration(x, at)
		case "release":
			q.Release = r.date(x, at)
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

// declaration reads a declaration that is a member of a document, whose faults
// name the member.
func (r *reader) declaration(v *Value, field string) *calc.Declaration {
	if v.kind == null || r.fault != nil {
		return nil
	}
	d, f := Declaration(v)
	if f != nil {
		f.Field = join(field, f.Field)
		if f.Field == field+"." {
			f.Field = field
		}
		r.fault = f
		return nil
	}
	return d
}

func (w *writer) kindSums(k string, list []calc.KindSum) {
	w.key(k)
	w.object(func() {
		for _, x := range list {
			w.str(string(x.Kind), num.Money(x.Amount))
		}
	})
}

// EncodeSchedule writes a temporary import month by month.
func EncodeSchedule(x *calc.ScheduleResult) []byte {
	w := &writer{}
	w.object(func() {
		status := "complete"
		if !x.Complete {
			status = "incomplete"
		}
		w.str("status", status)
		w.str("monthlyPercent", num.Plain(x.MonthlyPct))
		if x.Complete {
			w.str("full", num.Money(x.Full))
		}
		w.kindSums("fullByKind", x.FullKinds)
		if x.Planned > 0 {
			w.int("plannedMonths", x.Planned)
		}
		if x.CapMonth > 0 {
			w.int("capMonth", x.CapMonth)
		}
		if x.Cheaper > 0 {
			w.int("cheaperMonth", x.Cheaper)
		}
		w.key("fees")
		w.object(func() {
			w.str("placement", num.Money(x.FeesIn))
			w.str("reExport", num.Money(x.FeesOut))
			w.str("freeCirculation", num.Money(x.FeesNow))
		})
		w.key("months")
		w.array(func() {
			for i := range x.Months {
				m := &x.Months[i]
				w.object(func() {
					w.int("n", m.N)
					w.date("from", m.From)
					w.date("to", m.To)
					w.str("percent", num.Plain(m.Percent))
					w.str("amount", num.Money(m.Amount))
					w.kindSums("byKind", m.Kinds)
					w.str("cumulative", num.Money(m.Cumulative))
					w.str("remaining", num.Money(m.Remaining))
				})
			}
		})
		if s := x.Release; s != nil {
			w.key("release")
			w.object(func() {
				w.date("date", s.Date)
				w.int("month", s.Month)
				w.str("paid", num.Money(s.Paid))
				w.str("due", num.Money(s.Due))
				w.str("dueIfNothingCounts", num.Money(s.Again))
				w.str("fees", num.Money(s.Fees))
			})
		}
		w.terms(x.Terms)
		w.str("confidence", string(x.Confidence))
		w.source("source", &x.Source)
		w.needs(x.Needs)
		w.warnings(x.Warnings)
	})
	return w.b
}
