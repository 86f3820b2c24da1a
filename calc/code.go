package calc

// codeFacts is what the tables say of a code on the day of the declaration. It
// depends on nothing else of a line, so that a declaration of thousands of
// lines looks each code up once.
type codeFacts struct {
	rates   []RateRow // of the flow, the one to use first
	below   []RateRow // of lines under the code, where no rate is known
	excise  []*ExciseRow
	certain bool         // the code alone decides the excise
	reliefs []*ReliefRow // in force for the flow; for any code or one that may be this
}

func (e *engine) facts(code string) *codeFacts {
	if f, ok := e.codes[code]; ok {
		return f
	}
	if code == "" {
		f := &codeFacts{certain: true}
		for i := range e.t.Reliefs {
			if r := &e.t.Reliefs[i]; (r.Flow == "" || r.Flow == e.flow) && r.Has(e.d.Date) && (r.CodesOpen || len(r.Codes) == 0) {
				f.reliefs = append(f.reliefs, r)
			}
		}
		e.codes[code] = f
		return f
	}
	f := &codeFacts{rates: e.t.Tariff.Rates(code, e.flow, e.d.Date)}
	if len(f.rates) == 0 || f.rates[0].Layer == LayerReported {
		f.below = e.t.Tariff.Below(code, e.flow, e.d.Date)
	}
	f.excise, f.certain = exciseCandidates(e.t, code)
	for i := range e.t.Reliefs {
		r := &e.t.Reliefs[i]
		if (r.Flow == "" || r.Flow == e.flow) && r.Has(e.d.Date) && (r.CodesOpen || r.covers(code) || r.mayCover(code)) {
			f.reliefs = append(f.reliefs, r)
		}
	}
	e.codes[code] = f
	return f
}
