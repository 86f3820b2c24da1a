package calc

import "rusum/calc/date"

// Term is a term of law computed from the day it runs from: it begins the day
// after and ends with its last day (as Tax Code 68.1–68.2 has it for its own
// terms; the Customs Code does not say how days are counted).
type Term struct {
	Subject, Name string    // message keys of what it is
	Event         string    // message key of the event it runs from
	Start         date.Date // the day of that event; zero: not given
	Count         int
	Unit          string    // "day", "month", "year"
	Last          date.Date // the last day; zero while Start is not given, for an open term and for one that was not found
	Longer        int       // units by which it may be prolonged
	LongerUnit    string
	Extended      date.Date // the last day when it is prolonged as far as the law allows; zero when it says nothing
	Open          bool      // no limit
	Missing       bool      // there is a limit, which was not found
	Source        Source
	Confidence    Confidence
}

// termsOf are the terms of a subject in force on a day, each from the event's
// day that at gives (the zero date where it is not known).
func termsOf(t *Tables, subject string, day date.Date, at func(event string) date.Date) []Term {
	var out []Term
	for i := range t.Terms {
		r := &t.Terms[i]
		if r.Subject == subject && r.Has(day) {
			out = append(out, *r.from(at(r.Start)))
		}
	}
	return out
}

// termOf is one term of a subject, nil where the tables have none for the day.
func termOf(t *Tables, subject, name string, start date.Date) *Term {
	for i := range t.Terms {
		r := &t.Terms[i]
		if r.Subject == subject && r.Name == name && r.Has(start) {
			return r.from(start)
		}
	}
	return nil
}

func (r *TermRow) from(start date.Date) *Term {
	x := &Term{Subject: r.Subject, Name: r.Name, Event: r.Start, Start: start, Count: r.Count, Unit: r.Unit, Open: r.Open, Missing: r.Missing, Longer: r.Extend, LongerUnit: r.ExtUnit,
		Source: r.Source, Confidence: r.Confidence}
	if start.IsZero() || r.Open || r.Missing {
		return x
	}
	x.Last = after(start, r.Count, r.Unit)
	if r.Extend > 0 {
		x.Extended = after(x.Last, r.Extend, r.ExtUnit)
	}
	return x
}

// after is the last day of a term of n units that begins the day after d.
func after(d date.Date, n int, unit string) date.Date {
	switch unit {
	case "day":
		return d.AddDays(n)
	case "month":
		return d.AddMonths(n)
	}
	return d.AddYears(n)
}
