package calc

import (
	"slices"
	"sort"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
)

// fxBook answers exchange rates for one assessment and remembers which it gave.
//
// Payments are computed in manat (Customs Code 236) at the Central Bank's rate
// of the registration day. The article of the tariff law with that rule was
// not found; the rules for individuals (Cabinet decision 305/2013) and a
// declaration registered on 09.07.2026 show it.
type fxBook struct {
	d        *Declaration
	day      date.Date
	bulletin *Bulletin
	used     map[string]FXUsed
	asked    []string // currencies asked for since it was emptied
}

// daysOff is the longest run of days off, on which the Central Bank publishes
// no bulletin and the one before stays in force.
const daysOff = 14

// steadyManat is the day since which every bulletin seen has the dollar at 1.7
// manat, after the devaluations of 2015 and the float that followed.
var steadyManat = date.Must(2018, 1, 1)

func newFXBook(d *Declaration, t *Tables) *fxBook {
	b := &fxBook{d: d, day: d.FXDate, used: map[string]FXUsed{}}
	if b.day.IsZero() {
		b.day = d.Date
	}
	// A bulletin is in force until the next one, over days off too. Where that of
	// the day is not at hand the nearest stands in, with a warning. A day before
	// the first bulletin has none, and until the manat had settled only the
	// bulletin in force counts: any other would mislead across a devaluation.
	if len(t.Bulletins) == 0 || b.day.Before(t.Bulletins[0].Date) {
		return b
	}
	best := -1
	for i := range t.Bulletins {
		gap := b.day.DaysUntil(t.Bulletins[i].Date)
		if gap < 0 {
			if gap = -gap; gap <= daysOff {
				gap = 0 // in force on the day, or nearly: a later one was not
			}
		}
		if gap > 0 && b.day.Before(steadyManat) {
			continue
		}
		if best < 0 || gap <= best {
			best, b.bulletin = gap, &t.Bulletins[i]
		}
	}
	return b
}

// rate is manat for one unit of cur.
func (b *fxBook) rate(cur string) (decimal.Decimal, bool) {
	if cur == "AZN" {
		return decimal.NewFromInt(1), true
	}
	if !slices.Contains(b.asked, cur) {
		b.asked = append(b.asked, cur)
	}
	if u, ok := b.used[cur]; ok {
		return u.Rate, true
	}
	if r, ok := b.d.Rates[cur]; ok {
		b.used[cur] = FXUsed{cur, r, b.day, "user", false}
		return r, true
	}
	if b.bulletin != nil {
		if r, ok := b.bulletin.Rates[cur]; ok {
			b.used[cur] = FXUsed{cur, r, b.bulletin.Date, "cbar", b.bulletin.Own}
			return r, true
		}
	}
	return decimal.Zero, false
}

// list is the rates used, by currency.
func (b *fxBook) list() []FXUsed {
	out := make([]FXUsed, 0, len(b.used))
	for _, u := range b.used {
		out = append(out, u)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Currency < out[j].Currency })
	return out
}

// warnings tell of a bulletin of another day.
func (b *fxBook) warnings() []Warning {
	var out []Warning
	for _, u := range b.list() {
		if u.Source == "user" || u.Date == b.day {
			continue
		}
		code := "fx_older_than_date"
		if u.Date.After(b.day) {
			code = "fx_newer_than_date"
		}
		out = append(out, Warning{Code: code, Args: pairs([]string{"currency", u.Currency, "bulletin", u.Date.String(), "date", b.day.String()})})
	}
	return out
}

// FXOn is the rate of a currency that an assessment of the day would use; false
// where the bulletins have none.
func FXOn(cur string, day date.Date, t *Tables) (FXUsed, bool) {
	b := newFXBook(&Declaration{Date: day}, t)
	_, ok := b.rate(cur)
	return b.used[cur], ok
}
