package date_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/date"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"2026-07-09": "2026-07-09",
		"09.07.2026": "2026-07-09",
		"2024-02-29": "2024-02-29",
		"2023-02-29": "",
		"31.04.2026": "",
		"2026-13-01": "",
		"2026-7-9":   "",
		"2026/07/09": "",
		"":           "",
		"abcd-ef-gh": "",
		"0026-07-09": "",
		"2026-07-0x": "", "2026-0x-09": "", "202x-07-09": "", "2026-0:-09": "", "2026-0/-09": "", "x9.07.2026": "", "09.x7.2026": "", "09.07.x026": "",
	} {
		t.Run(in, func(t *testing.T) {
			d, err := date.Parse(in)
			if want == "" {
				require.ErrorIs(t, err, date.ErrInvalid)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, want, d.String())
		})
	}
}

func TestTheCalendarsEdges(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		ok      bool
	}{
		{1900, 1, 1, true}, {1899, 12, 31, false}, {2200, 12, 31, true}, {2201, 1, 1, false}, {2026, 0, 1, false}, {2026, 13, 1, false}, {2026, 1, 0, false},
		{2026, 1, 31, true}, {2026, 1, 32, false}, {2026, 4, 30, true}, {2026, 4, 31, false}, {2026, 6, 31, false}, {2026, 9, 31, false}, {2026, 11, 31, false},
		{2100, 2, 29, false}, {2000, 2, 29, true}, {2024, 2, 30, false}, {1900, 2, 29, false}, {2025, 2, 28, true}, {2025, 2, 29, false},
	} {
		got, ok := date.New(c.y, c.m, c.d)
		assert.Equal(t, c.ok, ok, c)
		assert.Equal(t, !c.ok, got.IsZero(), c)
	}
	assert.Panics(t, func() { date.Must(2026, 2, 29) })
	for _, mixed := range []string{"2026-07.09", "2026.07-09", "09.07-2026", "09-07.2026", "2026-07:09", "2026-07-/9", "2026-:7-09"} {
		_, err := date.Parse(mixed)
		assert.Error(t, err, mixed)
	}
	assert.Empty(t, date.Date{}.String())
	assert.Equal(t, []int{0, 0, 0}, []int{date.Date{}.Year(), date.Date{}.Month(), date.Date{}.Day()})
	assert.Equal(t, 3, date.Must(2026, 7, 9).Weekday(), "a Thursday")
	assert.Equal(t, 0, date.Must(2026, 7, 6).Weekday(), "a Monday")
	assert.Equal(t, 6, date.Must(2026, 7, 12).Weekday(), "a Sunday")
}

func TestCompareIsStrict(t *testing.T) {
	a := date.Must(2026, 7, 9)
	for _, later := range []date.Date{date.Must(2026, 7, 10), date.Must(2026, 8, 1), date.Must(2027, 1, 1)} {
		assert.Equal(t, []int{-1, 1, 0}, []int{a.Compare(later), later.Compare(a), later.Compare(later)})
		assert.True(t, a.Before(later) && later.After(a) && !a.After(later) && !later.Before(a))
	}
	assert.False(t, a.Before(a) || a.After(a))
}

func TestAStartedMonthIsAMonth(t *testing.T) {
	for _, c := range []struct {
		from, to string
		n        int
	}{
		{"2026-07-09", "2026-07-09", 1}, {"2026-07-09", "2026-08-09", 1}, {"2026-07-09", "2026-08-10", 2}, {"2026-01-31", "2026-02-28", 1}, {"2026-01-31", "2026-03-01", 2},
		{"2026-12-31", "2027-01-01", 1}, {"2026-07-09", "2028-07-09", 24}, {"2026-07-09", "2028-07-10", 25}, {"2026-07-09", "2026-07-01", 1},
	} {
		from, err := date.Parse(c.from)
		require.NoError(t, err)
		to, err := date.Parse(c.to)
		require.NoError(t, err)
		assert.Equal(t, c.n, from.StartedMonths(to), "%s to %s", c.from, c.to)
	}
}

func TestAddMonths(t *testing.T) {
	assert.Equal(t, "2026-02-28", date.Must(2026, 1, 31).AddMonths(1).String())
	assert.Equal(t, "2024-02-29", date.Must(2024, 1, 31).AddMonths(1).String())
	assert.Equal(t, "2025-12-31", date.Must(2026, 1, 31).AddMonths(-1).String())
	assert.Equal(t, "2027-02-28", date.Must(2024, 2, 29).AddYears(3).String())
}

func TestWithinIsInclusiveAndOpen(t *testing.T) {
	from, to := date.Must(2026, 1, 1), date.Must(2026, 12, 31)
	assert.True(t, from.Within(from, to))
	assert.True(t, to.Within(from, to))
	assert.False(t, date.Must(2025, 12, 31).Within(from, to))
	assert.False(t, date.Must(2027, 1, 1).Within(from, to))
	assert.True(t, date.Must(2100, 1, 1).Within(from, date.Date{}))
}

// The calendar of the standard library is the oracle; the package itself does
// not import it, to keep it out of the browser program.
func TestCalendarAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) (date.Date, time.Time) {
			y, m := rapid.IntRange(1950, 2199).Draw(t, name+"y"), rapid.IntRange(1, 12).Draw(t, name+"m")
			d := rapid.IntRange(1, 28).Draw(t, name+"d")
			return date.Must(y, m, d), time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		}
		a, ta := day("a")
		b, tb := day("b")
		assert.Equal(t, int(tb.Sub(ta).Hours()/24), a.DaysUntil(b))
		assert.Equal(t, ta.Compare(tb), a.Compare(b))
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		assert.Equal(t, ta.AddDate(0, 0, n).Format(time.DateOnly), a.AddDays(n).String())
	})
}

// The Julian day number by the integer formula of Fliegel and van Flandern
// (1968): another way to count days, across leap years and centuries.
func julianDay(y, m, d int) int {
	a := (m - 14) / 12
	return (1461*(y+4800+a))/4 + (367*(m-2-12*a))/12 - (3*((y+4900+a)/100))/4 + d - 32075
}

func TestDaysAgreeWithTheJulianDayNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) date.Date {
			return date.Must(1900, 1, 1).AddDays(rapid.IntRange(0, 109900).Draw(t, name))
		}
		a, b := draw("a"), draw("b")
		j := func(d date.Date) int { return julianDay(d.Year(), d.Month(), d.Day()) }
		require.Equal(t, j(b)-j(a), a.DaysUntil(b))
		require.Equal(t, j(a)%7, a.Weekday(), "a Julian day of remainder 0 is a Monday")
	})
	for _, c := range []struct {
		from, to string
		days     int
	}{
		{"2024-02-28", "2024-03-01", 2}, {"2025-02-28", "2025-03-01", 1}, {"2025-12-31", "2026-01-01", 1},
		{"2024-01-01", "2025-01-01", 366}, {"2100-02-28", "2100-03-01", 1}, {"2000-02-28", "2000-03-01", 2},
	} {
		a, err := date.Parse(c.from)
		require.NoError(t, err)
		b, err := date.Parse(c.to)
		require.NoError(t, err)
		assert.Equal(t, c.days, a.DaysUntil(b), c)
	}
}

func TestStartedMonths(t *testing.T) {
	for _, c := range []struct {
		from, to string
		months   int
	}{
		{"2026-07-09", "2026-07-09", 1}, {"2026-07-09", "2026-08-09", 1}, {"2026-07-09", "2026-08-10", 2},
		{"2026-01-31", "2026-02-28", 1}, {"2026-01-31", "2026-03-01", 2}, {"2026-01-31", "2026-03-31", 2}, {"2026-01-31", "2026-04-01", 3},
		{"2024-02-29", "2025-02-28", 12}, {"2024-02-29", "2025-03-01", 13}, {"2025-12-31", "2026-01-01", 1},
	} {
		a, _ := date.Parse(c.from)
		b, _ := date.Parse(c.to)
		assert.Equal(t, c.months, a.StartedMonths(b), c)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := date.Must(2020, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "a"))
		b := a.AddDays(rapid.IntRange(0, 3000).Draw(t, "stay"))
		n := a.StartedMonths(b)
		require.False(t, b.After(a.AddMonths(n)), "the n-th month covers the last day")
		require.True(t, n == 1 || b.After(a.AddMonths(n-1)), "and no earlier one does")
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-07-09", "09.07.2026", "2024-02-29", "31.04.2026", "", "....-..-.."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := date.Parse(s)
		if err == nil {
			again, err := date.Parse(d.String())
			require.NoError(t, err)
			require.Equal(t, d, again)
		}
	})
}
