package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// clearanceFee charges the fee for customs clearance (gömrük yığımı): one per
// declaration, by bands of its total customs value, upper bounds included
// (Cabinet decision 168 of 26.04.2016; Customs Code 231, 232.1). It is doubled
// when goods are cleared outside working hours or outside the workplace (232.2),
// once even if both hold.
func (e *engine) clearanceFee(total decimal.NullDecimal) Charge {
	c := Charge{Kind: ClearanceFee}
	if !e.procedure.FeeDue {
		notDue(&c, "fee_not_on_"+e.procedure.Key)
		c.Confidence, c.Source = e.procedure.Confidence, &e.procedure.Source
		return c
	}
	if !total.Valid {
		c.Status, c.Reason = NeedsInput, "missing_input"
		return c
	}
	for i := range e.t.FeeBands {
		b := &e.t.FeeBands[i]
		if !b.Has(e.d.Date) || total.Decimal.LessThanOrEqual(b.Over) && !(b.Over.IsZero() && total.Decimal.IsZero()) ||
			b.UpTo.Valid && total.Decimal.GreaterThan(b.UpTo.Decimal) {
			continue
		}
		c.Base, c.Confidence, c.Source = total, b.Confidence, &b.Source
		upTo := ""
		if b.UpTo.Valid {
			upTo = b.UpTo.Decimal.String()
		}
		c.Steps = []Step{{Op: "band", Args: []string{num.Money(total.Decimal), b.Over.String(), upTo}, Result: num.Money(b.Amount)}}
		amount := b.Amount
		if e.d.OffHours || e.d.OffSite {
			amount = amount.Add(amount)
			c.Steps = append(c.Steps, Step{Op: "double", Args: []string{num.Money(b.Amount)}, Result: num.Money(amount)})
		}
		settle(&c, amount)
		if e.personal != nil {
			e.simplifiedFee(&c)
		}
		return c
	}
	c.Status, c.Reason = Unknown, "no_rate_for_date"
	if e.personal != nil {
		e.simplifiedFee(&c)
	}
	return c
}

// eService charges the electronic customs service per declaration sheet (haqq,
// code 75) and the VAT on it (code 85). The main sheet holds one line and each
// further sheet up to three (order 027 of 17.06.1998). The press reported in
// June 2023 that the item left decision 168; it is charged after that on real
// declarations, so it stands with the confidence "reported" and a reading
// (e_service) that switches it off.
func (e *engine) eService() []Charge {
	c, v := Charge{Kind: EService}, Charge{Kind: EServiceVAT}
	if e.d.Paper {
		notDue(&c, "paper_declaration")
		notDue(&v, "paper_declaration")
		return []Charge{c, v}
	}
	if r := e.reading("e_service", nil); r != nil && r.Reading == "removed" {
		return nil
	}
	for i := range e.t.EServices {
		r := &e.t.EServices[i]
		if !r.Has(e.d.Date) {
			continue
		}
		n := len(e.d.Lines)
		sheets := 1
		// The sheets are those of a cargo declaration; reports name one amount for an individual's.
		if rest := n - r.FirstLines; rest > 0 && e.personal == nil {
			sheets += (rest + r.SheetLines - 1) / r.SheetLines
		}
		c.Confidence, c.Source = r.Confidence, &r.Source
		c.Base = decimal.NewNullDecimal(decimal.NewFromInt(int64(sheets)))
		fee := r.PerSheet.Mul(c.Base.Decimal)
		c.Steps = []Step{
			{Op: "sheets", Args: []string{strconv.Itoa(n)}, Result: strconv.Itoa(sheets)},
			{Op: "per_sheet", Args: []string{strconv.Itoa(sheets), num.Money(r.PerSheet)}, Result: num.Money(fee)},
		}
		settle(&c, fee)
		v.Confidence, v.Source = r.Confidence, &r.Source
		v.Base = decimal.NewNullDecimal(c.Amount.Decimal)
		v.Rate = r.VATPercent.String() + " %"
		exact := num.Percent(c.Amount.Decimal, r.VATPercent)
		v.Steps = []Step{{Op: "percent", Args: []string{num.Money(c.Amount.Decimal), r.VATPercent.String()}, Result: exact.String()}}
		settle(&v, exact)
		switch {
		case e.personal != nil:
			e.simplifiedFee(&c)
			e.simplifiedFee(&v)
		case e.procedure.Key == "temporary_storage":
			// Declared by the short import declaration (178.2).
			c.Status, c.Reason = Possible, "fee_on_short_declaration"
			v.Status, v.Reason = Possible, "fee_on_short_declaration"
		}
		return []Charge{c, v}
	}
	c.Status, c.Reason = Unknown, "no_rate_for_date"
	v.Status, v.Reason = Unknown, "no_rate_for_date"
	if e.personal != nil {
		e.simplifiedFee(&c)
		e.simplifiedFee(&v)
	}
	return []Charge{c, v}
}
