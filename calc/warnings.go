package calc

import (
	"strings"

	"strconv"
)

// lineWarnings tells what is odd about a line's code.
func (e *engine) lineWarnings(i int) {
	l := &e.d.Lines[i]
	if l.Code == "" {
		return
	}
	known := e.t.Tariff.Known(l.Code)
	complete := known == l.Code || len(l.Code) > 6 && len(known) >= 6
	if !complete {
		e.warn("code_not_in_nomenclature", i+1, "code", l.Code, "known", known)
	}
	if l.Duty != nil {
		for _, r := range e.facts(l.Code).rates {
			if r.Layer != LayerReported && !r.Rate.Equal(*l.Duty) {
				e.warn("user_rate_overrides", i+1, "known", r.Rate.String())
				break
			}
		}
	}
}

// bans are prohibitions, said before any number.
func (e *engine) bans() {
	if e.flow != Import {
		return
	}
	var out []Warning
	for i := range e.d.Lines {
		for j := range e.t.Bans {
			b := &e.t.Bans[j]
			if !b.Has(e.d.Date) {
				continue
			}
			for _, c := range b.Codes {
				if strings.HasPrefix(e.d.Lines[i].Code, c) {
					out = append(out, Warning{Code: "prohibited", Line: i + 1, Args: pairs([]string{"what", b.Key})})
					break
				}
			}
		}
	}
	e.warnings = append(append(out, e.vehicleRules()...), e.warnings...)
}

func (e *engine) declarationWarnings() {
	if e.d.Date.After(e.t.LawKnownTo) {
		e.warn("law_horizon", 0, "known_to", e.t.LawKnownTo.String())
	}
	if len(e.d.Lines) > 100 {
		e.warn("over_100_lines", 0)
	}
	if e.procedure.Key == "re_import" {
		e.warn("re_import_term", 0, "years", strconv.Itoa(e.procedure.MaxYears))
	}
	if e.personal != nil && e.personal.Value != nil {
		e.warn("allowance_note", 0, "channel", e.d.Channel, "per", e.personal.Value.Per)
	}
}
