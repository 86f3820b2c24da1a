package calc

import (
	"slices"
	"strings"

	"rusum/calc/date"
)

// Description is everything the tables know of a code on a day.
type Description struct {
	Code, Known string // the code asked, and the longest prefix the nomenclature has
	Date        date.Date
	Units       []string
	Import      []RateRow // the one that applies first; then reports
	Export      []RateRow
	Below       []RateRow // of lines under a code that is not complete
	Excise      []ExciseRow
	RoadTax     []RoadTaxFuelRow
	Reliefs     []ReliefRow // in force, on this very code
	Partners    []PartnerRow
	Preferences []PreferenceRow
	Remedies    []RemedyRow
	Bans        []BanRow
	Statutory   []StatutoryRow // the only ad valorem rates, where none is known
}

// Describe collects what is known of a code. The day must be given; a code that
// is not 4–10 digits is refused.
func Describe(code string, day date.Date, t *Tables) (*Description, *Fault) {
	if f := CheckCode("code", code); f != nil {
		return nil, f
	}
	x := &Description{
		Code: code, Known: t.Tariff.Known(code), Date: day, Units: t.Tariff.Units(code),
		Import: t.Tariff.Rates(code, Import, day), Export: t.Tariff.Rates(code, Export, day), Below: t.Tariff.Below(code, Import, day),
	}
	rows, _ := exciseCandidates(t, code)
	kinds := variants(rows)
	for _, r := range rows {
		if r.Has(day) {
			x.Excise = append(x.Excise, *r)
		}
	}
	for _, r := range t.RoadTaxFuel {
		if r.Has(day) && slices.Contains(kinds, r.Variant) {
			x.RoadTax = append(x.RoadTax, r)
		}
	}
	for _, r := range t.Reliefs {
		if r.Has(day) && len(r.Codes) > 0 && (r.covers(code) || r.mayCover(code)) {
			x.Reliefs = append(x.Reliefs, r)
		}
	}
	for _, r := range t.Partners {
		if r.Has(day) {
			x.Partners = append(x.Partners, r)
		}
	}
	for _, r := range t.Preferences {
		if r.Has(day) && (strings.HasPrefix(code, r.Code) || strings.HasPrefix(r.Code, code)) {
			x.Preferences = append(x.Preferences, r)
		}
	}
	for _, r := range t.Remedies {
		if r.Has(day) && strings.HasPrefix(code, r.Code) {
			x.Remedies = append(x.Remedies, r)
		}
	}
	for _, r := range t.Bans {
		for _, c := range r.Codes {
			if r.Has(day) && strings.HasPrefix(code, c) {
				x.Bans = append(x.Bans, r)
				break
			}
		}
	}
	if len(x.Import) == 0 || x.Import[0].Layer == LayerReported {
		for _, r := range t.StatutoryDuties {
			if r.Has(day) {
				x.Statutory = append(x.Statutory, r)
			}
		}
	}
	return x, nil
}
