package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// vat charges the value added tax (ƏDV) of a line.
//
// Tax Code 162.1: the taxable value of an import is the customs value plus the
// duties and taxes payable on import, VAT and road tax excepted; 173.1: 18 %;
// 164 and 165: exemptions and the zero rate; 165.1.3: exports at 0 %. Customs
// fees are not in the base: 162.1 names duties and taxes only, and a declaration
// registered on 09.07.2026 shows it so. Some programs add the registration
// certificate of a vehicle or the clearance fee; that is the reading vat_base.
//
// before are the line's duties and excise; while one of them is open, so is VAT.
func (e *engine) vat(lc *lineCalc, before []Charge) Charge {
	c := Charge{Kind: VAT}
	var row *VATRow
	for i := range e.t.VAT {
		if r := &e.t.VAT[i]; r.Flow == e.flow && r.Has(e.d.Date) {
			row = r
		}
	}
	if !e.quiet {
		c.Claims = e.claims(lc)
	}
	if rel := e.relief(lc, func(r *ReliefRow) bool { return r.VAT }); rel != nil {
		c.Confidence, c.Source = rel.Confidence, &rel.Source
		if rel.ZeroRate {
			zero := rate.OfPercent("0")
			c.Rate, c.RateTree = zero.String(), &zero
			notDue(&c, "zero_rate", "article", rel.Article)
			return c
		}
		notDue(&c, "relief", "article", rel.Article)
		return c
	}
	if row == nil {
		c.Status, c.Reason = Unknown, "no_rate_for_date"
		return c
	}
	c.Confidence, c.Source = row.Confidence, &row.Source
	tree := rate.Rate{Op: rate.Percent, Percent: row.Percent}
	c.Rate, c.RateTree = tree.String(), &tree
	base, payments := lc.base, num.Zero
	var parts []string // of the steps, which nobody reads of a side computation
	if !e.quiet {
		parts = append(parts, num.Money(lc.base))
	}
	for i := range before {
		b := &before[i]
		if b.Status == Unknown || b.Status == NeedsInput {
			c.Status, c.Reason = Unknown, "base_open"
			return c
		}
		if b.Status == Applied {
			base, payments = base.Add(b.Amount.Decimal), payments.Add(b.Amount.Decimal)
			if !e.quiet {
				parts = append(parts, num.Money(b.Amount.Decimal))
			}
		}
	}
	if fee, ok := e.feeInBase(lc); ok {
		base = base.Add(fee)
		parts = append(parts, num.Money(fee))
	}
	c.Base, c.taxable = decimal.NewNullDecimal(base), base.Sub(payments)
	exact := num.Percent(base, row.Percent)
	if !e.quiet {
		c.Steps = []Step{{Op: "base", Args: parts, Result: num.Money(base)},
			{Op: "percent", Args: []string{num.Money(base), row.Percent.String()}, Result: exact.String()}}
	}
	settle(&c, exact)
	if row.Percent.IsZero() {
		c.Reason, c.ReasonArgs = "zero_rate", pairs([]string{"article", row.Source.Article})
	}
	return c
}

// feeInBase is the fee that a reading of vat_base adds to the base of a
// vehicle's VAT: its registration certificate, or the clearance fee of the
// declaration shared by value.
func (e *engine) feeInBase(lc *lineCalc) (decimal.Decimal, bool) {
	v := lc.line.Vehicle
	if v == nil || v.Kind == "" || e.flow != Import || e.procedure.Charges != "full" {
		return num.Zero, false
	}
	r := e.reading("vat_base", v)
	if r == nil {
		return num.Zero, false
	}
	switch r.Reading {
	case "certificate":
		c, ok := e.vehicleFee(lc, VehicleCertificate, false)
		return c.Amount.Decimal, ok && c.Status == Applied
	case "clearance_fee":
		total := num.Zero
		weights := make([]decimal.Decimal, len(e.values))
		for i := range e.values {
			if !e.values[i].known {
				return num.Zero, false
			}
			weights[i] = e.values[i].value
			total = total.Add(weights[i])
		}
		c := e.clearanceFee(decimal.NewNullDecimal(total))
		if c.Status != Applied {
			return num.Zero, false
		}
		return apportion(c.Amount.Decimal, weights)[lc.n-1], true
	}
	return num.Zero, false
}

// taxCode is the name and address of the Tax Code as the tables give it.
func (e *engine) taxCode() (act, url string) {
	if len(e.t.VAT) > 0 {
		return e.t.VAT[0].Source.Act, e.t.VAT[0].Source.URL
	}
	return "", ""
}
