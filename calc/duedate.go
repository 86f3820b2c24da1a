package calc

import (
	"slices"
	"strconv"
	"strings"

	"rusum/calc/date"
)

// DueModes are the ways a declaration is filed that set when its payments fall due.
var DueModes = []string{"declaration", "periodic", "simplified"}

// DueQuery asks until when a declaration is to be filed and its payments made.
type DueQuery struct {
	Presented date.Date // the goods are presented to customs at the place of arrival, or of destination after internal transit
	Mode      string    // "declaration" (default), "periodic" (156.2), "simplified" (an individual's own goods)
	Filed     date.Date // the day the declaration was filed; zero: not yet
}

// DueResult are the days. A day is Certain when the calendar of working days
// that it depends on is known.
type DueResult struct {
	Mode    string
	Term    Term      // 15 days from the presentation
	Moved   bool      // its last day was no working day and moved (149.5)
	File    date.Date // last day to file the declaration; zero for the simplified one
	Latest  date.Date // last day to which customs may prolong it on request (149.4, 179.2)
	Pay     date.Date // the payments fall due; zero: on approval of the declaration, whenever that is within the term
	PayWith bool      // paid before or with the approval of the declaration (243.1, 243.2)
	// Late reports that the declaration was filed after the last day: the payments then fall due on that day (243.3).
	Late     bool
	Certain  bool
	Sources  []Source
	Warnings []Warning
}

// DueDates computes the term of filing and payment.
//
// The declaration is filed within 15 days of the day the goods are presented
// (149.3); a last day that is no working day moves to the next working day
// (149.5). The debt is paid before or together with the approval of the
// declaration (243.1); if it is filed late, the payment term runs from the end
// of the filing term (243.3). Under a periodic declaration the debt is paid
// within 15 days of the presentation (243.4): the Code moves that day for no
// holiday. Individuals pay with the simplified declaration (243.2).
func DueDates(q DueQuery, t *Tables) (*DueResult, *Fault) {
	if q.Presented.IsZero() {
		return nil, fault("missing_field", "presented", "")
	}
	if q.Mode == "" {
		q.Mode = DueModes[0]
	}
	if !slices.Contains(DueModes, q.Mode) {
		return nil, fault("unknown_choice", "mode", q.Mode, "allowed", strings.Join(DueModes, ", "))
	}
	if !q.Filed.IsZero() && q.Filed.Before(q.Presented) {
		return nil, fault("date_range", "filed", q.Filed.String(), "from", q.Presented.String(), "to", "2100-12-31")
	}
	r := &DueResult{Mode: q.Mode, Certain: true}
	if q.Mode == "simplified" {
		if x := termOf(t, "declaration", "file", q.Presented); x != nil {
			r.Term = *x
		}
		r.Pay, r.PayWith = q.Presented, true
		r.source("243.2")
		return r, nil
	}
	w := NewWorkdays(t)
	if q.Mode == "periodic" {
		term := termOf(t, "declaration", "periodic_payment", q.Presented)
		if term == nil {
			return nil, tooEarly(q.Presented)
		}
		r.Term, r.Pay = *term, term.Last
		r.source("243.4")
		if next, known := w.Next(term.Last); next != term.Last {
			r.warn("due_not_working", "day", term.Last.String(), "next", next.String())
			r.Certain = known
		}
		return r, nil
	}
	term := termOf(t, "declaration", "file", q.Presented)
	if term == nil {
		return nil, tooEarly(q.Presented)
	}
	r.Term = *term
	r.source("149.3")
	next, known := w.Next(term.Last)
	r.File, r.Moved, r.Certain = next, next != term.Last, known
	if r.Moved {
		r.source("149.5")
	}
	if x := termOf(t, "declaration", "file_extended", q.Presented); x != nil {
		r.Latest = x.Last
		r.source("149.4")
	}
	r.Late = !q.Filed.IsZero() && q.Filed.After(r.File)
	if r.Late {
		r.Pay = r.File
		r.source("243.3")
	} else {
		r.PayWith, r.Pay = true, q.Filed
		r.source("243.1")
	}
	if !known {
		r.warn("holidays_not_known", "year", strconv.Itoa(next.Year()))
	}
	return r, nil
}

// tooEarly refuses a day before the Code's rules are known.
func tooEarly(day date.Date) *Fault {
	return fault("date_range", "presented", day.String(), "from", "2012-01-01", "to", "2100-12-31")
}

// source adds the article that a day rests on.
func (r *DueResult) source(article string) {
	s := r.Term.Source
	s.Article = article
	r.Sources = append(r.Sources, s)
}

//go:noinline
func (r *DueResult) warn(code string, args ...string) {
	r.Warnings = append(r.Warnings, Warning{Code: code, Args: pairs(args)})
}
