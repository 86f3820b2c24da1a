package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// procedureOf finds the row of the declared procedure and the flow it implies.
func procedureOf(d *Declaration, t *Tables) (ProcedureRow, Flow) {
	key := d.Procedure
	if key == "" {
		key = "free_circulation"
		if d.Flow == Export {
			key = "export"
		}
	}
	var row ProcedureRow
	for _, p := range t.Procedures {
		if p.Key == key {
			row = p
		}
	}
	flow := row.Flow
	if flow == "" {
		flow = d.Flow
	}
	if flow == "" {
		flow = Import
	}
	return row, flow
}

// exemptByProcedure is the line's duties and taxes under a procedure that
// charges none.
func (e *engine) exemptByProcedure() []Charge {
	kinds := []Kind{ImportDuty, Excise, VAT}
	if e.flow == Export {
		kinds = []Kind{ExportDuty, VAT}
	}
	var out []Charge
	for _, k := range kinds {
		c := Charge{Kind: k, Confidence: e.procedure.Confidence, Source: &e.procedure.Source}
		notDue(&c, "procedure_exempt", "procedure", e.procedure.Key, "article", e.procedure.Source.Article)
		out = append(out, c)
	}
	return out
}

// allowanceLeft is what is left in manat of an individual's monthly limit, and
// whether the channel has one at all on the day.
func (e *engine) allowanceLeft() (left decimal.Decimal, row *AllowanceRow, ok bool) {
	for i := range e.t.Allowances {
		r := &e.t.Allowances[i]
		if r.Channel != e.d.Channel || !r.Has(e.d.Date) {
			continue
		}
		fx, known := e.fx.rate(r.Limit.Currency)
		if !known {
			return num.Zero, r, false
		}
		left = r.Limit.Amount.Mul(fx)
		if u := e.d.AllowanceUsed; u != nil {
			ufx, known := e.fx.rate(u.Currency)
			if !known {
				return num.Zero, r, false
			}
			left = left.Sub(u.Amount.Mul(ufx))
		}
		if left.IsNegative() {
			left = num.Zero
		}
		return num.Round(left), r, true
	}
	return num.Zero, nil, true
}

// allowances takes the individual's duty-free limit off the lines: only the
// excess is charged, at the ordinary tariff (rules of decision 305/2013).
// Excisable goods are outside the limit: they neither use it nor profit from it.
func (e *engine) allowances(vals []lineValue) (taxable []decimal.Decimal, row *AllowanceRow) {
	taxable = make([]decimal.Decimal, len(vals))
	for i := range vals {
		taxable[i] = vals[i].value
	}
	if !e.simplified() {
		return taxable, nil
	}
	sum := num.Zero
	weights := make([]decimal.Decimal, len(vals))
	for i := range vals {
		if len(e.facts(e.d.Lines[i].Code).excise) > 0 && e.d.Lines[i].Variant != VariantNone {
			continue
		}
		weights[i] = vals[i].value
		sum = sum.Add(vals[i].value)
	}
	left, row, ok := e.allowanceLeft()
	if row == nil || !ok {
		return taxable, nil
	}
	if sum.LessThanOrEqual(left) {
		for i := range weights {
			taxable[i] = taxable[i].Sub(weights[i])
		}
		return taxable, row
	}
	excess := apportion(sum.Sub(left), weights)
	for i := range weights {
		if weights[i].IsPositive() {
			taxable[i] = excess[i]
		}
	}
	return taxable, row
}
