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
		if b := e.banned(e.d.Lines[i].Code); b != nil {
			out = append(out, Warning{Code: "prohibited", Line: i + 1, Args: pairs([]string{"what", b.Key})})
		}
	}
	out = append(out, e.vehicleRules()...)
	e.warnings = append(out, e.warnings...)
}

// banned is the prohibition of the day that covers a code, or nil.
func (e *engine) banned(code string) *BanRow {
	for i := range e.t.Bans {
		b := &e.t.Bans[i]
		if !b.Has(e.d.Date) {
			continue
		}
		for _, c := range b.Codes {
			if strings.HasPrefix(code, c) {
				return b
			}
		}
	}
	return nil
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
