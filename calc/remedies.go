package calc

import "strings"

// remedies are the anti-dumping, countervailing and safeguard duties on a line
// (law 261-VQ of 31.05.2016; Customs Code 224.3-1). They come on top of the
// import duty, no preference frees from them, and they enter the base of VAT.
// No measure in force was found, so the table is empty; a row by code, origin
// and period is all a measure needs.
func (e *engine) remedies(lc *lineCalc) []Charge {
	var out []Charge
	for i := range e.t.Remedies {
		r := &e.t.Remedies[i]
		if !r.Has(e.d.Date) || !strings.HasPrefix(lc.line.Code, r.Code) || r.Country != "" && r.Country != lc.line.Origin {
			continue
		}
		c := Charge{Kind: r.Kind}
		e.evalDuty(lc, &c, r.Rate, r.Confidence, &r.Source)
		out = append(out, c)
	}
	return out
}
