package calc

import (
	"slices"
	"strings"
)

// covers reports whether the relief is for this code: a relief without codes is
// for any good whose document names it.
func (r *ReliefRow) covers(code string) bool {
	if len(r.Codes) == 0 {
		return true
	}
	for _, c := range r.Codes {
		if strings.HasPrefix(code, c) {
			return true
		}
	}
	return false
}

// mayCover reports whether lines below a short code have the relief.
func (r *ReliefRow) mayCover(code string) bool {
	for _, c := range r.Codes {
		if strings.HasPrefix(c, code) {
			return true
		}
	}
	return false
}

// reliefHolds reports whether the relief applies to the line: by the code
// alone, by what the vehicle is, or because the user claims it and the goods fit.
func reliefHolds(lc *lineCalc, r *ReliefRow) bool {
	claimed := slices.Contains(lc.line.Relief, r.Article)
	if v := lc.line.Vehicle; v != nil && v.Kind != "" {
		if x := lc.e.vehicleCondition(r.Article); x != nil {
			return (r.covers(lc.line.Code) || r.mayCover(lc.line.Code)) && (claimed || x.Automatic) && lc.e.meets(v, x)
		}
	}
	return r.covers(lc.line.Code) && (r.Automatic || claimed) || r.CodesOpen && claimed
}

// relief finds the relief that frees the line from what frees asks for.
func (e *engine) relief(lc *lineCalc, frees func(*ReliefRow) bool) *ReliefRow {
	for _, r := range e.facts(lc.line.Code).reliefs {
		if frees(r) && reliefHolds(lc, r) {
			return r
		}
	}
	return nil
}

// claims are the reliefs on this very code that a document would open.
func (e *engine) claims(lc *lineCalc) []Claim {
	var out []Claim
	if lc.line.Code == "" {
		return nil
	}
	for _, r := range e.facts(lc.line.Code).reliefs {
		if slices.Contains(lc.line.Relief, r.Article) || len(r.Codes) == 0 {
			continue
		}
		if r.Automatic && r.covers(lc.line.Code) || !r.covers(lc.line.Code) && !r.mayCover(lc.line.Code) {
			continue
		}
		if v := lc.line.Vehicle; v != nil && v.Kind != "" {
			if x := e.vehicleCondition(r.Article); x != nil && (x.Automatic || !e.meets(v, x)) {
				continue
			}
		}
		out = append(out, r.Claim())
	}
	return out
}

// Claim is the relief as it is offered to a user.
func (r *ReliefRow) Claim() Claim {
	frees := ""
	for _, f := range []struct {
		on   bool
		name string
	}{{r.VAT, "vat"}, {r.Duty, "duty"}, {r.Excise, "excise"}} {
		if f.on {
			if frees != "" {
				frees += "+"
			}
			frees += f.name
		}
	}
	return Claim{Article: r.Article, Frees: frees, Until: r.To, Source: r.Source}
}

// checkClaims warns of a claimed relief that cannot help.
func (e *engine) checkClaims(lc *lineCalc) {
	for _, a := range lc.line.Relief {
		known, goods, period := false, false, false
		var last *ReliefRow
		for i := range e.t.Reliefs {
			r := &e.t.Reliefs[i]
			if r.Article != a {
				continue
			}
			known, last = true, r
			fits := (r.Flow == "" || r.Flow == e.flow) && (r.CodesOpen || r.covers(lc.line.Code))
			if v := lc.line.Vehicle; v != nil && v.Kind != "" {
				if x := e.vehicleCondition(a); x != nil {
					fits = (r.covers(lc.line.Code) || r.mayCover(lc.line.Code)) && e.meets(v, x)
				}
			}
			goods = goods || fits
			period = period || fits && r.Has(e.d.Date)
		}
		switch {
		case !known:
			lc.warn("relief_unknown", "article", a)
		case !goods:
			lc.warn("relief_other_goods", "article", a)
		case !period:
			lc.warn("relief_not_in_force", "article", a, "from", last.From.String(), "until", last.To.String())
		}
	}
}
