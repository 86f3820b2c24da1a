package calc

import "github.com/shopspring/decimal"

// Manat is how many manat a unit of the currency is on the declaration's day: the
// user's rate, or that of the Central Bank's bulletin the engine would take. ok
// is false where neither is known.
func Manat(d *Declaration, t *Tables, currency string) (rate decimal.Decimal, ok bool) {
	return newFXBook(d, t).rate(currency)
}
