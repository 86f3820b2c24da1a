package render

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
)

// shareOf sorts a payment into a part of the cost bar.
func shareOf(k calc.Kind) string {
	switch k {
	case calc.ImportDuty, calc.ExportDuty, calc.SeasonalDuty, calc.AntidumpingDuty, calc.CountervailingDuty, calc.SafeguardDuty:
		return "duty"
	case calc.Excise:
		return "excise"
	case calc.VAT:
		return "vat"
	case calc.RoadTax:
		return "road_tax"
	}
	return "fees"
}

var shareOrder = []string{"goods", "duty", "excise", "vat", "road_tax", "fees"}

// landed splits customs value plus applied payments into shares and sums them.
// What is not applied is not in it; while the assessment is incomplete the sum
// is a lower bound and says so.
func (w words) landed(a *calc.Assessment) ([]Share, string) {
	if !a.CustomsValue.Valid {
		return nil, ""
	}
	sums := map[string]decimal.Decimal{"goods": a.CustomsValue.Decimal}
	total := a.CustomsValue.Decimal
	add := func(charges []calc.Charge) {
		for _, c := range charges {
			if c.Status == calc.Applied && c.Amount.Valid {
				k := shareOf(c.Kind)
				sums[k] = sums[k].Add(c.Amount.Decimal)
				total = total.Add(c.Amount.Decimal)
			}
		}
	}
	for _, l := range a.Lines {
		add(l.Charges)
	}
	add(a.Charges)

	var shares []Share
	var amounts []decimal.Decimal
	for _, k := range shareOrder {
		if s := sums[k]; s.IsPositive() {
			shares = append(shares, Share{Key: k, Label: w.t.Get("share." + k), Amount: w.manat(s)})
			amounts = append(amounts, s)
		}
	}
	for i, n := range perMille(amounts) {
		shares[i].PerMille = n
	}
	text := w.manat(total)
	if !a.Complete {
		text = w.t.Get("total.from", arg("amount", text))
	}
	return shares, text
}

// perMille splits 1000 in proportion to the amounts by the largest remainder,
// so that the parts always add up; equal remainders go to the earlier part.
func perMille(amounts []decimal.Decimal) []int {
	total := decimal.Zero
	for _, x := range amounts {
		total = total.Add(x)
	}
	out := make([]int, len(amounts))
	if !total.IsPositive() {
		return out
	}
	rest := make([]decimal.Decimal, len(amounts))
	left := 1000
	for i, x := range amounts {
		q, r := x.Shift(3).QuoRem(total, 0)
		out[i], rest[i] = int(q.IntPart()), r
		left -= out[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i].GreaterThan(rest[best]) {
				best = i
			}
		}
		out[best]++
		rest[best] = decimal.NewFromInt(-1)
	}
	return out
}
