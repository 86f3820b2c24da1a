package tariffdata

import (
	"slices"
	"strconv"

	"rusum/calc"
	"rusum/calc/date"
)

// times checks the tables of terms, working days and other fees: units and
// events are known ones, movable holidays lie in their year and have the days
// the law gives them, a missing amount is not also there, and every procedure
// that lasts has its term.
func (v *verifier) times(t *calc.Tables) {
	units := []string{"day", "month", "year"}
	for _, r := range t.Terms {
		at := "terms " + r.Subject + " " + r.Name
		limited := !r.Open && !r.Missing
		if limited != (r.Count > 0) || limited && !slices.Contains(units, r.Unit) {
			v.add(at, "a term has a number of days, months or years, or is open or missing")
		}
		if (r.Extend > 0) != slices.Contains(units, r.ExtUnit) {
			v.add(at, "bad extension")
		}
	}
	for _, r := range t.Holidays {
		if _, ok := date.New(2024, r.Month, r.Day); !ok {
			v.add("holidays "+r.Key, "no such day")
		}
	}
	days := map[string]int{"novruz": 5, "ramazan": 2, "qurban": 2} // Labour Code 105.1
	for _, r := range t.HolidayDates {
		at := "holiday_dates " + r.Key + " " + r.First.String()
		if r.First.DaysUntil(r.Last)+1 != days[r.Key] {
			v.add(at, "the law gives it "+strconv.Itoa(days[r.Key])+" days")
		}
		if r.First.Year() != r.From.Year() || r.Last.Year() != r.From.Year() {
			v.add(at, "not in the year of its period")
		}
	}
	moved := map[date.Date]bool{}
	for _, r := range t.MovedDays {
		if moved[r.Day] {
			v.add("moved_days "+r.Day.String(), "there twice")
		}
		moved[r.Day] = true
	}
	for _, r := range t.OtherFees {
		if r.Missing == (r.Amount.Valid || r.Factor.Valid) {
			v.add("other_fees "+r.Key, "an amount, a factor or missing: just one of them")
		}
	}
	for _, r := range t.Interest {
		if r.Kind == "deferral" && (r.YearDays == 0 || r.MinDays == 0 || r.MaxDays < r.MinDays) || r.Kind == "late" && r.MaxDays == 0 {
			v.add("interest "+r.Kind+" from "+r.From.String(), "days are missing")
		}
	}
	for _, p := range t.Procedures {
		if p.Suspends && !slices.ContainsFunc(t.Terms, func(r calc.TermRow) bool { return r.Subject == p.Key }) {
			v.add("procedures "+p.Key, "what it suspends has no term")
		}
	}
}
