package calc

import (
	"github.com/shopspring/decimal"
	"strings"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// preference is a lawful way to a lower duty for one line.
type preference struct {
	name    string // "fta:RU"
	country string
	proof   string
	cut     decimal.Decimal // per cent off the general rate; 100 for free trade
	quota   bool
	conf    Confidence
	source  Source
}

var hundred = decimal.NewFromInt(100)

// preferences are the agreements a line's origin falls under on the day.
//
// Free trade with the ten partners: import duty is not applied when the goods
// come directly from the partner's territory, origin and trading country are
// the same partner, and a certificate of origin ST-1 is presented (official
// note of the State Customs Committee). VAT, excise and fees stay.
func (e *engine) preferences(l *Line) []preference {
	var out []preference
	for _, p := range e.t.Partners {
		if p.Country == l.Origin && p.Has(e.d.Date) {
			out = append(out, preference{name: "fta:" + p.Country, country: p.Country, proof: p.Proof, cut: hundred, conf: p.Confidence, source: p.Source})
		}
	}
	for _, p := range e.t.Preferences {
		if p.Country == l.Origin && p.Has(e.d.Date) && strings.HasPrefix(l.Code, p.Code) {
			out = append(out, preference{name: p.Name + ":" + p.Country, country: p.Country, proof: p.Proof, cut: p.Cut, quota: p.Quota, conf: p.Confidence, source: p.Source})
		}
	}
	return out
}

// missingProof is what the preference still asks of a line.
func (p preference) missingProof(n int, l *Line) []Need {
	var out []Need
	if l.OriginProof != p.proof {
		out = append(out, Need{Line: n, Field: "originProof", Why: "need_origin_proof", Choices: []string{p.proof}})
	}
	if l.DispatchedFrom != p.country {
		out = append(out, Need{Line: n, Field: "dispatchedFrom", Why: "need_direct_dispatch", Choices: []string{p.country}})
	}
	if l.TradedFrom != "" && l.TradedFrom != p.country {
		out = append(out, Need{Line: n, Field: "tradedFrom", Why: "need_same_trader", Choices: []string{p.country}})
	}
	return out
}

// proven reports whether the line declares all the preference asks for.
func (p preference) proven(l *Line) bool {
	return l.OriginProof == p.proof && l.DispatchedFrom == p.country && (l.TradedFrom == "" || l.TradedFrom == p.country)
}

// preferenceFor is the preference to compute the line with in this mode, or nil.
// The chosen pass takes a preference only when all its proof is declared and no
// quota stands in the way, whose balance this program cannot know.
func (e *engine) preferenceFor(lc *lineCalc, mode dutyMode) *preference {
	if mode.kind == modeGeneral {
		return nil
	}
	var best *preference
	for _, p := range e.preferences(lc.line) {
		switch {
		case mode.kind == modePartner:
			if p.name == mode.country {
				return &p
			}
		case e.d.DutyOption == "mfn" || p.quota:
		case !p.proven(lc.line):
			lc.warn("preference_available", "country", p.country)
		case best == nil || p.cut.GreaterThan(best.cut):
			best = &p
		}
	}
	return best
}

// preferentialDuty is the duty under a preference: nothing, or the general
// rate less its cut.
func (e *engine) preferentialDuty(lc *lineCalc, p preference, g generalRate) Charge {
	c := Charge{Kind: ImportDuty, Hints: g.hints}
	src := p.source
	if p.cut.GreaterThanOrEqual(hundred) {
		free := rate.Nothing
		c.Base = decimal.NewNullDecimal(lc.base)
		c.Rate, c.RateTree, c.Confidence, c.Source = free.String(), &free, p.conf, &src
		c.Steps = []Step{{Op: "preference", Args: []string{p.country}, Result: "0"}}
		notDue(&c, "preference", "country", p.country)
		return c
	}
	if !g.known {
		c.Status, c.Reason = Unknown, "rate_unknown"
		lc.need("duty", "", "need_duty_rate")
		return c
	}
	full := Charge{Kind: ImportDuty}
	e.evalDuty(lc, &full, g.rate, worse(g.confidence, p.conf), &src)
	if full.Amount.Valid {
		left := hundred.Sub(p.cut)
		exact := num.Percent(full.Amount.Decimal, left)
		full.Steps = append(full.Steps, Step{Op: "partial", Args: []string{num.Money(full.Amount.Decimal), left.String()}, Result: exact.String()})
		settle(&full, exact)
		full.Reason, full.ReasonArgs = "preference", pairs([]string{"country", p.country})
	}
	full.Hints = g.hints
	return full
}
