package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
)

func TestArt149_FilingTermAndWhenPaymentsFallDue(t *testing.T) {
	for _, c := range []struct {
		name, presented, mode, filed string
		file, pay                    string
		moved, late, certain         bool
	}{
		{"149.3: 15 days from the presentation", "2026-07-01", "", "", "2026-07-16", "", false, false, true},
		{"149.5: a Saturday moves to Monday", "2026-07-03", "", "", "2026-07-20", "", true, false, true},
		{"149.5: over Novruz and Ramazan to 31 March", "2026-03-05", "", "", "2026-03-31", "", true, false, true},
		{"across the New Year", "2025-12-18", "", "", "2026-01-05", "", true, false, true},
		{"243.1: filed in time, paid with the approval", "2026-07-01", "", "2026-07-10", "2026-07-16", "2026-07-10", false, false, true},
		{"243.3: filed late, due at the end of the term", "2026-07-01", "declaration", "2026-07-20", "2026-07-16", "2026-07-16", false, true, true},
		{"filed on the moved day is in time", "2026-07-03", "", "2026-07-20", "2026-07-20", "2026-07-20", true, false, true},
		{"243.4: a periodic declaration, not moved", "2026-07-03", "periodic", "", "", "2026-07-18", false, false, true},
		{"243.2: individuals pay at once", "2026-07-03", "simplified", "", "", "2026-07-03", false, false, true},
		{"2027: holidays not decided", "2027-03-10", "", "", "2027-03-25", "", false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := calc.DueQuery{Presented: mustDate(c.presented), Mode: c.mode}
			if c.filed != "" {
				q.Filed = mustDate(c.filed)
			}
			r, f := calc.DueDates(q, tables())
			require.Nil(t, f)
			assert.Equal(t, c.file, r.File.String())
			assert.Equal(t, c.pay, r.Pay.String())
			assert.Equal(t, c.moved, r.Moved)
			assert.Equal(t, c.late, r.Late)
			assert.Equal(t, c.certain, r.Certain)
		})
	}
	r, _ := calc.DueDates(calc.DueQuery{Presented: mustDate("2026-07-01")}, tables())
	assert.Equal(t, "2026-11-01", r.Latest.String(), "149.4, 179.2: at most four months on request")
	r, _ = calc.DueDates(calc.DueQuery{Presented: mustDate("2026-07-03"), Mode: "periodic"}, tables())
	require.Len(t, r.Warnings, 1)
	assert.Equal(t, "due_not_working", r.Warnings[0].Code)
	for _, q := range []calc.DueQuery{{}, {Presented: mustDate("2026-07-03"), Mode: "oral"}, {Presented: mustDate("2026-07-03"), Filed: mustDate("2026-07-01")}} {
		_, f := calc.DueDates(q, tables())
		assert.NotNil(t, f)
	}
}
