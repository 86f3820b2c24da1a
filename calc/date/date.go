// Package date is a civil date: a day of the calendar, without a clock or a
// time zone. Rates of customs law change at the start of a day, so nothing
// finer than a day exists here.
package date

import (
	"errors"
	"strconv"
)

// Date is a day of the Gregorian calendar. The zero Date means "no date";
// in the period of a rate it stands for an open end.
type Date struct {
	y    int16
	m, d int8
}

// ErrInvalid is returned for text that is not a date of the calendar.
var ErrInvalid = errors.New("not a date: write 2026-07-09 or 09.07.2026")

// New returns the day year-month-day, and false when the calendar has no such
// day or the year is outside 1900…2200.
func New(year, month, day int) (Date, bool) {
	if year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	return Date{int16(year), int8(month), int8(day)}, true
}

// Must is New for constants in code and tests; it panics on an impossible day.
func Must(year, month, day int) Date {
	d, ok := New(year, month, day)
	if !ok {
		panic("date: impossible day")
	}
	return d
}

// Parse reads 2026-07-09 or 09.07.2026, with exactly those digits.
func Parse(s string) (Date, error) {
	if len(s) != 10 {
		return Date{}, ErrInvalid
	}
	var y, m, d int
	switch {
	case s[4] == '-' && s[7] == '-':
		y, m, d = digits(s[:4]), digits(s[5:7]), digits(s[8:])
	case s[2] == '.' && s[5] == '.':
		d, m, y = digits(s[:2]), digits(s[3:5]), digits(s[6:])
	}
	if dt, ok := New(y, m, d); ok {
		return dt, nil
	}
	return Date{}, ErrInvalid
}

// digits is the number that digits write, 0 for anything else: no part of a day is 0.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// String is the ISO form 2026-07-09; the zero Date is the empty string.
func (a Date) String() string {
	if a.IsZero() {
		return ""
	}
	b := make([]byte, 0, 10)
	b = strconv.AppendInt(b, int64(a.y), 10)
	b = append(b, '-', byte('0'+a.m/10), byte('0'+a.m%10), '-', byte('0'+a.d/10), byte('0'+a.d%10))
	return string(b)
}

// Year, Month and Day are the parts of the date; 0 for the zero Date.
func (a Date) Year() int  { return int(a.y) }
func (a Date) Month() int { return int(a.m) }
func (a Date) Day() int   { return int(a.d) }

// IsZero reports whether no date is given.
func (a Date) IsZero() bool { return a == Date{} }

// Compare is -1, 0 or +1 as a is before, on or after b.
func (a Date) Compare(b Date) int {
	x := int(a.y)<<9 | int(a.m)<<5 | int(a.d)
	y := int(b.y)<<9 | int(b.m)<<5 | int(b.d)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// Before and After are strict.
func (a Date) Before(b Date) bool { return a.Compare(b) < 0 }
func (a Date) After(b Date) bool  { return a.Compare(b) > 0 }

// Within reports whether a lies in the period from…to, both days included.
// A zero bound is open.
func (a Date) Within(from, to Date) bool {
	return (from.IsZero() || !a.Before(from)) && (to.IsZero() || !a.After(to))
}

// serial counts days from 0000-03-01; the year starts in March so that a leap
// day is the last of its year.
func (a Date) serial() int {
	y, m := int(a.y), int(a.m)
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(a.d) - 1
}

func fromSerial(n int) Date {
	era := n / 146097
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := doy - (153*mp+2)/5 + 1
	m := mp + 3
	y := yoe + era*400
	if m > 12 {
		m -= 12
		y++
	}
	return Date{int16(y), int8(m), int8(d)}
}

// DaysUntil is the number of days from a to b: 0 for the same day, negative
// when b is earlier.
func (a Date) DaysUntil(b Date) int { return b.serial() - a.serial() }

// AddDays moves by n days.
func (a Date) AddDays(n int) Date { return fromSerial(a.serial() + n) }

// AddMonths moves by n calendar months; where the month is too short it is the
// last day of the month (31 January + 1 month = 28 or 29 February).
func (a Date) AddMonths(n int) Date {
	t := int(a.y)*12 + int(a.m) - 1 + n
	y, m := t/12, t%12+1
	d := int(a.d)
	if last := daysIn(y, m); d > last {
		d = last
	}
	return Date{int16(y), int8(m), int8(d)}
}

// AddYears moves by n years; 29 February becomes 28 February in a common year.
func (a Date) AddYears(n int) Date { return a.AddMonths(12 * n) }

// Weekday is 0 for Monday … 6 for Sunday.
func (a Date) Weekday() int { return (a.serial() + 2) % 7 }

// StartedMonths is the number of months begun in a stay from a to b: the n-th
// month ends on the same day of the n-th next month (or its last day), the day
// after it begins another. A stay of one day has begun one month.
func (a Date) StartedMonths(b Date) int {
	n := max((int(b.y)-int(a.y))*12+int(b.m)-int(a.m), 1)
	if b.After(a.AddMonths(n)) {
		n++
	}
	return n
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
