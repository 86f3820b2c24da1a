package calc

import (
	"github.com/shopspring/decimal"
	"maps"
	"slices"

	"rusum/calc/date"
	"rusum/calc/rate"
)

// EvalRate computes one rate on one value and nothing else. The result is in
// manat when the value's currency has a rate among rates (manat for one unit);
// without it, a value whose rate speaks of no other currency is computed in its
// own currency. It returns the currency of the result with it.
func EvalRate(r rate.Rate, value Money, quantities, rates map[string]decimal.Decimal, alcohol decimal.NullDecimal, day date.Date) (rate.Result, string) {
	line := Line{Quantities: quantities, Alcohol: alcohol}
	cur, base := "AZN", value.Amount
	var missing []rate.Need
	if value.Currency != "AZN" {
		switch fx, ok := rates[value.Currency]; {
		case ok:
			base = value.Amount.Mul(fx)
		case onlyCurrency(r, value.Currency):
			cur = value.Currency
		default:
			missing = append(missing, rate.Need{Field: "rates." + value.Currency, Why: "need_fx"})
		}
	}
	res := r.Eval(rate.Env{
		Value: base, Currency: cur, Date: day,
		Quantity: func(key string) (rate.Quantity, *rate.Need) {
			q, need := line.quantity(key)
			if need != nil && need.Field == "netMass" {
				need.Field = "quantities.kg"
			}
			return q, need
		},
		FX: func(c string) (decimal.Decimal, bool) {
			if c == "AZN" {
				return decimal.NewFromInt(1), true
			}
			fx, ok := rates[c]
			return fx, ok
		},
	})
	if len(missing) > 0 {
		return rate.Result{Needs: append(missing, res.Needs...)}, cur
	}
	if cur == "AZN" && value.Currency != "AZN" {
		res.Steps = append([]Step{{Op: "convert", Args: []string{value.Amount.String(), value.Currency, rates[value.Currency].String(), "AZN"}, Result: base.String()}}, res.Steps...)
	}
	return res, cur
}

// onlyCurrency reports whether every amount of the rate is in the currency.
func onlyCurrency(r rate.Rate, cur string) bool {
	if r.Op == rate.Specific && r.Currency != cur {
		return false
	}
	for i := range r.Of {
		if !onlyCurrency(r.Of[i], cur) {
			return false
		}
	}
	for _, p := range []*rate.Rate{r.Rate, r.Then, r.Else} {
		if p != nil && !onlyCurrency(*p, cur) {
			return false
		}
	}
	return true
}

// CheckDutyInput refuses what [EvalRate] cannot compute.
func CheckDutyInput(value Money, quantities map[string]decimal.Decimal, alcohol decimal.NullDecimal, rates map[string]decimal.Decimal) *Fault {
	if value.Amount.IsNegative() {
		return fault("negative", "value", value.Amount.String())
	}
	if !KnownCurrency(value.Currency) {
		return fault("unknown_currency", "currency", value.Currency)
	}
	l := Line{Code: "0000", Quantities: quantities, Alcohol: alcohol}
	if f := checkLine("", &l, &Tables{Countries: func(string) bool { return true }}, false); f != nil {
		f.Field = f.Field[1:] // "" + ".quantities.l"
		return f
	}
	for _, cur := range slices.Sorted(maps.Keys(rates)) {
		if !KnownCurrency(cur) {
			return fault("unknown_currency", "rates."+cur, cur)
		}
		if !rates[cur].IsPositive() {
			return fault("not_positive", "rates."+cur, rates[cur].String())
		}
	}
	return nil
}

// ByKind sums what is applied by kind of charge, over lines and declaration.
func (a *Assessment) ByKind() map[Kind]decimal.Decimal {
	sums := map[Kind]decimal.Decimal{}
	add := func(cs []Charge) {
		for i := range cs {
			if cs[i].Status == Applied {
				sums[cs[i].Kind] = sums[cs[i].Kind].Add(cs[i].Amount.Decimal)
			}
		}
	}
	for i := range a.Lines {
		add(a.Lines[i].Charges)
	}
	add(a.Charges)
	return sums
}
