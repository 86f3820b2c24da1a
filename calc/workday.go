package calc

import (
	"slices"

	"rusum/calc/date"
)

// Workdays answers whether a day is a working day of the five-day week (iş
// günü): Saturday and Sunday are rest days, holidays are those of Labour Code
// 105.2 and the day of mourning (106). A rest day that falls on a holiday moves
// to the next working day (105.5); where Ramazan or Qurban falls on another
// holiday, the next working day is a rest day too (105.6); the Cabinet may
// exchange working and rest days (105.7), and a day of voting is none (105-1).
//
// The days of Novruz, Ramazan and Qurban are set year by year (105.4): a year
// whose days are not in the tables is not known, and an answer that touches it
// says so. The zero value is not usable; see [NewWorkdays].
type Workdays struct {
	t     *Tables
	years []restYear
}

type restYear struct {
	year  int
	known bool
	rest  []date.Date // holidays and the days moved for them
}

// NewWorkdays reads the calendar of the tables.
func NewWorkdays(t *Tables) *Workdays { return &Workdays{t: t} }

// Working reports whether d is a working day, and whether the calendar of its
// year is known; where it is not, only weekends and holidays of a fixed day
// are rest days.
func (w *Workdays) Working(d date.Date) (working, known bool) {
	y := w.year(d.Year())
	for i := range w.t.MovedDays {
		if w.t.MovedDays[i].Day == d {
			return w.t.MovedDays[i].Working, y.known
		}
	}
	return !weekend(d) && !slices.Contains(y.rest, d), y.known
}

// Next is the first working day from d on, d itself if it is one. It is known
// when every day looked at is of a known year.
func (w *Workdays) Next(d date.Date) (next date.Date, known bool) {
	known = true
	for {
		working, k := w.Working(d)
		known = known && k
		if working {
			return d, known
		}
		d = d.AddDays(1)
	}
}

func weekend(d date.Date) bool { return d.Weekday() >= 5 }

// year collects the rest days of a year. The last days of the year before
// count in, since their rest days move over the New Year.
func (w *Workdays) year(y int) *restYear {
	for i := range w.years {
		if w.years[i].year == y {
			return &w.years[i]
		}
	}
	fixed, mourning := w.fixed(y)
	var before []date.Date
	if f, _ := w.fixed(y - 1); len(f) > 0 {
		before = []date.Date{f[len(f)-1]}
	}
	movable, known := w.movable(y)
	days := inOrder(slices.Concat(before, fixed, movable))
	rest := slices.Concat(days, mourning)
	free := func(d date.Date) date.Date {
		for d = d.AddDays(1); weekend(d) || slices.Contains(rest, d); {
			d = d.AddDays(1)
		}
		return d
	}
	for i, d := range days {
		if i > 0 && days[i-1] == d {
			continue // 105.5 moves a rest day once, however many holidays fall on it
		}
		if weekend(d) {
			rest = append(rest, free(d))
		}
	}
	for i, d := range days {
		if i > 0 && days[i-1] == d && slices.Contains(movable, d) {
			rest = append(rest, free(d))
		}
	}
	w.years = append(w.years, restYear{y, known, rest})
	return &w.years[len(w.years)-1]
}

// fixed are the holidays of a fixed day in their order, and the days for which
// no rest day is moved.
func (w *Workdays) fixed(y int) (holidays, mourning []date.Date) {
	for i := range w.t.Holidays {
		r := &w.t.Holidays[i]
		d, ok := date.New(y, r.Month, r.Day)
		switch {
		case !ok || !r.Has(d):
		case r.Moved:
			holidays = append(holidays, d)
		default:
			mourning = append(mourning, d)
		}
	}
	return inOrder(holidays), mourning
}

// inOrder sorts a few days by inserting each where it belongs: a sort of its
// own type would be code that has to come over the wire.
func inOrder(days []date.Date) []date.Date {
	for i := range days {
		for k := i; k > 0 && days[k].Before(days[k-1]); k-- {
			days[k], days[k-1] = days[k-1], days[k]
		}
	}
	return days
}

// movable are the days of Novruz, Ramazan and Qurban in a year, known only when
// all three are in the tables.
func (w *Workdays) movable(y int) (days []date.Date, known bool) {
	var have []string
	for i := range w.t.HolidayDates {
		r := &w.t.HolidayDates[i]
		if r.First.Year() != y {
			continue
		}
		have = append(have, r.Key)
		for d := r.First; !d.After(r.Last); d = d.AddDays(1) {
			days = append(days, d)
		}
	}
	for _, k := range []string{"novruz", "ramazan", "qurban"} {
		if !slices.Contains(have, k) {
			return days, false
		}
	}
	return days, true
}
