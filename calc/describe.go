package calc

import (
	"slices"
	"strings"

	"rusum/calc/date"
)

// Description is everything the tables know of a code: what holds on a day, and
// every known row over time.
type Description struct {
	Code, Known string // the code asked, and the longest prefix the nomenclature has
	Date        date.Date
	Units       []string
	Import      []RateRow // the one that applies first; then reports
	Export      []RateRow
	Below       []RateRow // of lines under a code that is not complete
	Excise      []ExciseRow
	Excisable   Excisable
	RoadTax     []RoadTaxFuelRow
	VAT         []VATRow    // of either flow
	Reliefs     []ReliefRow // in force, on this very code
	Partners    []PartnerRow
	Preferences []PreferenceRow
	Remedies    []RemedyRow
	Bans        []BanRow
	Statutory   []StatutoryRow // the only ad valorem rates, where none is known
	Vehicle     string         // kind of vehicle whose duty and excise go by engine and age, "" for other goods
	History     []Event        // every known row on the code, the latest first
}

// Excisable says whether goods of a code are among those that bear excise.
type Excisable string

const (
	ExciseNever  Excisable = "no"    // no kind of excisable goods has the code
	ExciseByCode Excisable = "yes"   // the code alone decides
	ExciseByKind Excisable = "maybe" // only some goods of the code, or of lines below it
)

// Describe collects what is known of a code of 2 to 10 digits on a day, which
// must be given.
func Describe(code string, day date.Date, t *Tables) (*Description, *Fault) {
	if f := checkPrefix(code); f != nil {
		return nil, f
	}
	x := &Description{
		Code: code, Known: t.Tariff.Known(code), Date: day, Units: t.Tariff.Units(code),
		Import: t.Tariff.Rates(code, Import, day), Export: t.Tariff.Rates(code, Export, day), Below: t.Tariff.Below(code, Import, day),
	}
	rows, certain := exciseCandidates(t, code)
	kinds := variants(rows)
	for _, r := range rows {
		if r.Has(day) {
			x.Excise = append(x.Excise, *r)
		}
	}
	x.Vehicle = vehicleKind(t, code)
	switch {
	case len(kinds) == 1 && certain:
		x.Excisable = ExciseByCode
	case len(kinds) > 0 || x.Vehicle != "" || vehiclesBelow(t, code):
		x.Excisable = ExciseByKind
	default:
		x.Excisable = ExciseNever
	}
	for _, r := range t.RoadTaxFuel {
		if r.Has(day) && slices.Contains(kinds, r.Variant) {
			x.RoadTax = append(x.RoadTax, r)
		}
	}
	for _, r := range t.VAT {
		if r.Has(day) {
			x.VAT = append(x.VAT, r)
		}
	}
	for _, r := range t.Reliefs {
		if r.Has(day) && r.names(code) {
			x.Reliefs = append(x.Reliefs, r)
		}
	}
	for _, r := range t.Partners {
		if r.Has(day) {
			x.Partners = append(x.Partners, r)
		}
	}
	for _, r := range t.Preferences {
		if r.Has(day) && related(code, r.Code) {
			x.Preferences = append(x.Preferences, r)
		}
	}
	for _, r := range t.Remedies {
		if r.Has(day) && strings.HasPrefix(code, r.Code) {
			x.Remedies = append(x.Remedies, r)
		}
	}
	for _, r := range t.Bans {
		if r.Has(day) && r.names(code) {
			x.Bans = append(x.Bans, r)
		}
	}
	if len(x.Import) == 0 || x.Import[0].Layer == LayerReported {
		for _, r := range t.StatutoryDuties {
			if r.Has(day) {
				x.Statutory = append(x.Statutory, r)
			}
		}
	}
	x.History = history(code, t, rows, kinds, x.Vehicle)
	return x, nil
}

// checkPrefix is CheckCode for a code that may be a chapter's.
func checkPrefix(code string) *Fault {
	if n := len(code); (n == 2 || n == 3) && strings.Trim(code, "0123456789") == "" {
		return nil
	}
	return CheckCode("code", code)
}

// related reports whether one code begins the other: a row on either says
// something of the other.
func related(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// names reports whether the relief lists this code or lines below it.
func (r *ReliefRow) names(code string) bool {
	return len(r.Codes) > 0 && (r.covers(code) || r.mayCover(code))
}

// names reports whether the ban lists this code or lines below it.
func (r *BanRow) names(code string) bool {
	return slices.ContainsFunc(r.Codes, func(c string) bool { return related(code, c) })
}

// vehicleKind is the kind of vehicle that has the code and whose excise goes by
// the engine; "" for other goods. The longest code decides.
func vehicleKind(t *Tables, code string) string {
	kind, best := "", 0
	for i := range t.Vehicle.Excise {
		r := &t.Vehicle.Excise[i]
		for _, c := range r.Codes {
			if len(c) > best && strings.HasPrefix(code, c) {
				kind, best = r.Kind, len(c)
			}
		}
	}
	return kind
}

// vehiclesBelow reports whether lines under a short code are vehicles that bear excise.
func vehiclesBelow(t *Tables, code string) bool {
	for i := range t.Vehicle.Excise {
		for _, c := range t.Vehicle.Excise[i].Codes {
			if strings.HasPrefix(c, code) {
				return true
			}
		}
	}
	return false
}
