package calc

import "slices"

// roadTaxFuel charges the road tax (yol vergisi) on imported motor petrol,
// diesel and liquefied gas, per litre (Tax Code 211.1.2). Customs collects it;
// it is in the base neither of VAT (162.1) nor of excise (185.2). Other goods
// have no such charge, so nothing is returned for them.
func (e *engine) roadTaxFuel(lc *lineCalc) []Charge {
	facts := e.facts(lc.line.Code)
	if len(facts.excise) == 0 {
		return nil
	}
	kinds := variants(facts.excise)
	kind := lc.line.Variant
	if len(kinds) == 1 && facts.certain {
		kind = kinds[0]
	}
	for i := range e.t.RoadTaxFuel {
		r := &e.t.RoadTaxFuel[i]
		if !r.Has(e.d.Date) || !slices.Contains(kinds, r.Variant) {
			continue
		}
		c := Charge{Kind: RoadTax}
		switch {
		case kind == r.Variant:
			e.evalDuty(lc, &c, r.Rate, r.Confidence, &r.Source)
			return []Charge{c}
		case kind == "" || kind != VariantNone && !slices.Contains(kinds, kind):
			c.Status, c.Reason, c.Source = NeedsInput, "road_tax_variant_open", &r.Source
			return []Charge{c}
		}
	}
	return nil
}
