package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
)

// What the press printed of each year's rest days, from the day before them to
// the first working day after. The rule itself is Labour Code 105.5–105.7.
func TestLabourCode105_RestDaysAsPrinted(t *testing.T) {
	for _, c := range []struct{ name, from, to, working string }{
		{"2022 New Year: 1 and 2 January are a weekend", "2021-12-31", "2022-01-05", "2022-01-05"},
		{"2022 Novruz: the 20th is a Sunday", "2022-03-18", "2022-03-28", "2022-03-18 2022-03-28"},
		{"2022 November: the 7th against the 5th", "2022-11-04", "2022-11-10", "2022-11-04 2022-11-05 2022-11-10"},
		{"2023 New Year: 31 December and 1 January are a weekend", "2022-12-30", "2023-01-05", "2022-12-30 2023-01-05"},
		{"2023 Novruz is a whole week", "2023-03-17", "2023-03-27", "2023-03-17 2023-03-27"},
		{"2023 June: Army Day, Qurban and exchanged days", "2023-06-23", "2023-07-03", "2023-06-23 2023-06-24 2023-06-25 2023-07-03"},
		{"2023 November: the 10th against the 4th", "2023-11-07", "2023-11-13", "2023-11-07 2023-11-13"},
		{"2024 New Year: a week off", "2023-12-29", "2024-01-08", "2023-12-29 2023-12-30 2024-01-07 2024-01-08"},
		{"2024 Novruz: the 23rd and 24th are a weekend", "2024-03-19", "2024-03-27", "2024-03-19 2024-03-27"},
		{"2024 Ramazan: the 12th against the 6th", "2024-04-09", "2024-04-15", "2024-04-09 2024-04-15"},
		{"2024 Salvation Day and Qurban", "2024-06-14", "2024-06-20", "2024-06-14 2024-06-20"},
		{"2024 November: six days off", "2024-11-07", "2024-11-14", "2024-11-07 2024-11-14"},
		{"2025 New Year", "2024-12-27", "2025-01-06", "2024-12-27 2024-12-28 2024-12-29 2025-01-06"},
		{"2025 voting day", "2025-01-28", "2025-01-30", "2025-01-28 2025-01-30"},
		{"2025 Women's Day is a Saturday, but its Monday was exchanged", "2025-03-07", "2025-03-10", "2025-03-07 2025-03-10"},
		{"2025 Novruz and Ramazan: twelve days off", "2025-03-19", "2025-04-01", "2025-03-19 2025-04-01"},
		{"2025 Qurban: the 7th is a Saturday", "2025-06-05", "2025-06-10", "2025-06-05 2025-06-10"},
		{"2025 November: both are a weekend", "2025-11-07", "2025-11-12", "2025-11-07 2025-11-12"},
		{"2026 New Year", "2025-12-30", "2026-01-05", "2025-12-30 2026-01-05"},
		{"2026 Novruz and Ramazan on the same days: eleven days off", "2026-03-19", "2026-03-31", "2026-03-19 2026-03-31"},
		{"2026 Victory Day is a Saturday", "2026-05-08", "2026-05-12", "2026-05-08 2026-05-12"},
		{"2026 Qurban on Independence Day", "2026-05-26", "2026-06-01", "2026-05-26 2026-06-01"},
		{"2026 day of mourning", "2026-01-19", "2026-01-21", "2026-01-19 2026-01-21"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := calc.NewWorkdays(tables())
			got := ""
			for d := mustDate(c.from); !d.After(mustDate(c.to)); d = d.AddDays(1) {
				working, known := w.Working(d)
				if d.Year() >= 2022 {
					assert.True(t, known, d)
				}
				if working && d.Year() >= 2022 {
					got += " " + d.String()
				}
			}
			assert.Equal(t, " "+c.working, got)
		})
	}
}

func TestLabourCode106_NoRestDayMovesForTheDayOfMourning(t *testing.T) {
	w := calc.NewWorkdays(tables()) // 20 January 2024 is a Saturday
	working, _ := w.Working(date.Must(2024, 1, 22))
	assert.True(t, working)
}

func TestAYearWhoseHolidaysAreNotDecidedIsNotKnown(t *testing.T) {
	w := calc.NewWorkdays(tables())
	next, known := w.Next(date.Must(2027, 2, 6))
	assert.Equal(t, "2027-02-08", next.String())
	assert.False(t, known)
	_, known = w.Next(date.Must(2026, 12, 30))
	assert.True(t, known)
	_, known = w.Next(date.Must(2026, 12, 31)) // the search goes over into 2027
	assert.False(t, known)
}

func TestNextWorkingDayIsTheFirst(t *testing.T) {
	w := calc.NewWorkdays(tables())
	rapid.Check(t, func(t *rapid.T) {
		d := date.Must(2022, 1, 1).AddDays(rapid.IntRange(0, 2000).Draw(t, "day"))
		next, _ := w.Next(d)
		require.False(t, next.Before(d))
		require.LessOrEqual(t, d.DaysUntil(next), 13)
		for x := d; x.Before(next); x = x.AddDays(1) {
			working, _ := w.Working(x)
			require.False(t, working)
		}
		working, _ := w.Working(next)
		require.True(t, working)
	})
}
