package tariffdata

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
)

// AddBulletins puts bulletins that a user has loaded among those of the tables.
// For its day such a bulletin comes before the embedded one; of two of the same
// day the later in the list.
func AddBulletins(t *calc.Tables, own ...Bulletin) {
	for _, b := range own {
		x := bulletin(b)
		x.Own = true
		i := len(t.Bulletins)
		for i > 0 && !t.Bulletins[i-1].Date.Before(x.Date) {
			i--
		}
		if i < len(t.Bulletins) && t.Bulletins[i].Date == x.Date {
			t.Bulletins[i] = x
			continue
		}
		t.Bulletins = append(t.Bulletins, calc.Bulletin{})
		copy(t.Bulletins[i+1:], t.Bulletins[i:])
		t.Bulletins[i] = x
	}
}

func bulletin(b Bulletin) calc.Bulletin {
	x := calc.Bulletin{Date: b.Date, Rates: make(map[string]decimal.Decimal, len(b.Rates))}
	for _, r := range b.Rates {
		x.Rates[r.Currency] = r.Rate
	}
	return x
}
