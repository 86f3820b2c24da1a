package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
)

// withBulletins are the tables with other bulletins of the dollar.
func withBulletins(own bool, days ...string) *calc.Tables {
	t := *tables()
	t.Bulletins = nil
	for i, d := range days {
		rate := num.Must("1.7").Add(decimal.New(int64(i), -2))
		t.Bulletins = append(t.Bulletins, calc.Bulletin{Date: mustDate(d), Own: own, Rates: map[string]decimal.Decimal{"USD": rate}})
	}
	return &t
}

func usedFX(t *testing.T, day string, tab *calc.Tables) (calc.FXUsed, *calc.Assessment) {
	l := simpleLine("100")
	l.Price.Currency = "USD"
	a, f := calc.Assess(&calc.Declaration{Date: mustDate(day), Lines: []calc.Line{l}}, tab)
	require.Nil(t, f)
	require.Len(t, a.FX, 1)
	return a.FX[0], a
}

func TestABulletinIsInForceOverDaysOff(t *testing.T) {
	// Friday 11.09.2026, Monday 14.09.2026, and one much later.
	tab := withBulletins(false, "2026-09-11", "2026-09-14", "2026-10-20")
	for day, want := range map[string]string{
		"2026-09-11": "2026-09-11",
		"2026-09-13": "2026-09-11", // Sunday: Monday's is nearer but was not in force
		"2026-09-14": "2026-09-14",
		"2026-09-25": "2026-09-14",
		"2026-10-18": "2026-10-20", // no bulletin for weeks: the nearest says most
		"2026-10-01": "2026-09-14",
		"2026-11-30": "2026-10-20",
	} {
		used, a := usedFX(t, day, tab)
		assert.Equal(t, want, used.Date.String(), day)
		assert.Equal(t, "cbar", used.Source)
		assert.False(t, used.Own)
		assert.Equal(t, want != day, warned(a, "fx_older_than_date") || warned(a, "fx_newer_than_date"), day)
	}
}

func TestNoBulletinStandsInAcrossADevaluation(t *testing.T) {
	tab := withBulletins(true, "2015-12-18", "2016-01-05", "2023-02-15")
	for day, want := range map[string]string{"2015-12-20": "2015-12-18", "2016-01-10": "2016-01-05"} {
		used, _ := usedFX(t, day, tab)
		assert.Equal(t, want, used.Date.String(), day)
	}
	l := simpleLine("100")
	l.Price.Currency = "USD"
	a, f := calc.Assess(&calc.Declaration{Date: mustDate("2016-06-01"), Lines: []calc.Line{l}}, tab)
	require.Nil(t, f)
	assert.True(t, needs(a, "rates.USD"))
}

func TestABulletinOfTheUsersIsNamed(t *testing.T) {
	used, a := usedFX(t, "2026-09-11", withBulletins(true, "2026-09-11"))
	assert.True(t, used.Own)
	assert.Contains(t, string(wire.EncodeAssessment(a)), `"source":"cbar","own":true`)
}

func TestAdditionsAreNeverInThePrice(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"delivery":{"incoterm":"DAP","freight":{"amount":"50","currency":"USD"},"additions":{"amount":"100","currency":"USD"}},
		"lines":[{"code":"847130","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`)
	assert.Equal(t, "1870.00", money(a.CustomsValue), "freight is in a DAP price, a royalty is not")
	assert.True(t, warned(a, "cost_in_price"))
}

// Until the manat had settled only the bulletin in force counts; from 2018 the
// nearest stands in, the later of two that are as near.
func TestTheBulletinOfAnUnsteadyDay(t *testing.T) {
	own := *tables()
	bulletin := func(day, usd string) calc.Bulletin {
		return calc.Bulletin{Date: mustDate(day), Rates: map[string]decimal.Decimal{"USD": num.Must(usd)}}
	}
	own.Bulletins = []calc.Bulletin{bulletin("2017-01-01", "1.1"), bulletin("2018-06-01", "1.2"), bulletin("2018-06-20", "1.3"), bulletin("2019-06-20", "1.4")}
	for day, want := range map[string]string{
		"2016-12-31": "", "2017-01-01": "1.1", "2017-01-15": "1.1", "2017-01-16": "", "2017-12-31": "", "2018-01-01": "1.2", "2018-06-01": "1.2", "2018-06-15": "1.2", "2018-06-19": "1.3", "2018-06-20": "1.3",
		"2018-12-19": "1.3", "2018-12-20": "1.4", "2019-01-01": "1.4", "2026-01-01": "1.4",
	} {
		fx, ok := calc.FXOn("USD", mustDate(day), &own)
		got := ""
		if ok {
			got = fx.Rate.String()
		}
		assert.Equal(t, want, got, day)
	}
}
