package calc

import "rusum/calc/date"

// Age from the day of production (istehsal tarixi) to the day whose rates apply,
// in whole days and in completed years. This file is the one place ages are
// computed: 29 February has its anniversary on 28 February of a common year.

// Age is how old a vehicle made on a day is on another: days, and completed years.
func Age(produced, on date.Date) (days, years int) {
	return ageDays(produced, on), ageYears(produced, on)
}

// ageDays is the number of days, 0 on the day of production.
func ageDays(from, to date.Date) int { return from.DaysUntil(to) }

// ageYears is the number of completed years: the anniversary completes one.
func ageYears(from, to date.Date) int {
	n := to.Year() - from.Year()
	if n > 0 && from.AddYears(n).After(to) {
		n--
	}
	return n
}

// calendarYears is the difference of the years, as some programs count.
func calendarYears(from, to date.Date) int { return to.Year() - from.Year() }

// olderThan reports whether more than n years have passed: the anniversary
// itself is not yet "more than" (artıq).
func olderThan(from, to date.Date, n int) bool { return to.After(from.AddYears(n)) }

// firstDayOver is the first day on which more than n years have passed.
func firstDayOver(from date.Date, n int) date.Date { return from.AddYears(n).AddDays(1) }
