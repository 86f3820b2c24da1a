package calc

import (
	"slices"

	"github.com/shopspring/decimal"

	"rusum/calc/rate"
)

// Event is a row of law on a code: what it says, and from when to when.
type Event struct {
	Basis
	Kind      string // a Kind of charge, or relief, preference, ban
	Code      string // the code the row is on, "" where the law names the goods by kind only
	Rate      *rate.Rate
	Layer     Layer  // of a duty
	Condition string // of a duty
	ByName    bool   // the source names the goods, the code is by description
	Table     string // name of a table loaded by the user
	Variant   string // of an excise: message key "variant.…"
	Key       string // of a relief "relief.…", of a ban "ban.…", of a preference its name
	Frees     string // of a relief: "vat", "duty", "excise", several joined by +
	Automatic bool   // of a relief: the code alone decides
	Country   string
	Cut       decimal.Decimal // of a preference: per cent taken off the general rate
	Vehicle   *VehicleBand
}

// VehicleBand are the vehicles a row is for. Zero bounds are open; "over" is
// exclusive, "up to" inclusive.
type VehicleBand struct {
	Kind                 string
	Fuels                []string // empty: any
	OverCC, UpToCC       int      // engine, cm³
	OverKG               int      // own mass, kg
	OverDays, UpToDays   int      // age
	OverYears, UpToYears int
}

// history gathers every row on the code, in force or not, the latest first.
func history(code string, t *Tables, excise []*ExciseRow, kinds []string, vehicle string) []Event {
	var out []Event
	add := func(b *Basis, e Event) {
		e.Basis = *b
		out = append(out, e)
	}
	for _, f := range []struct {
		flow Flow
		kind Kind
	}{{Import, ImportDuty}, {Export, ExportDuty}} {
		for _, r := range t.Tariff.History(code, f.flow) {
			add(&r.Basis, Event{Kind: string(f.kind), Code: r.Code, Rate: &r.Rate, Layer: r.Layer, Condition: r.Condition, ByName: r.ByName, Table: r.Table})
		}
	}
	for _, r := range excise {
		e := Event{Kind: string(Excise), Variant: r.Variant}
		if !r.Missing {
			e.Rate = &r.Rate
		}
		add(&r.Basis, e)
	}
	for i := range t.RoadTaxFuel {
		if r := &t.RoadTaxFuel[i]; slices.Contains(kinds, r.Variant) {
			add(&r.Basis, Event{Kind: string(RoadTax), Variant: r.Variant, Rate: &r.Rate})
		}
	}
	for i := range t.Reliefs {
		if r := &t.Reliefs[i]; r.names(code) {
			c := r.Claim()
			add(&r.Basis, Event{Kind: "relief", Key: c.Article, Frees: c.Frees, Automatic: r.Automatic})
		}
	}
	for i := range t.Preferences {
		if r := &t.Preferences[i]; related(code, r.Code) {
			add(&r.Basis, Event{Kind: "preference", Key: r.Name, Code: r.Code, Country: r.Country, Cut: r.Cut})
		}
	}
	for i := range t.Remedies {
		if r := &t.Remedies[i]; related(code, r.Code) {
			add(&r.Basis, Event{Kind: string(r.Kind), Code: r.Code, Country: r.Country, Rate: &r.Rate})
		}
	}
	for i := range t.Bans {
		if r := &t.Bans[i]; r.names(code) {
			add(&r.Basis, Event{Kind: "ban", Key: r.Key})
		}
	}
	if vehicle != "" {
		vehicleHistory(code, t, vehicle, add)
	}
	latestFirst(out)
	return out
}

// latestFirst sorts rows by their first day, those of one day as they were. There
// are some dozens: a sort of the library would weigh more than all of this file.
func latestFirst(rows []Event) {
	for i := 1; i < len(rows); i++ {
		for k := i; k > 0 && rows[k-1].From.Before(rows[k].From); k-- {
			rows[k-1], rows[k] = rows[k], rows[k-1]
		}
	}
}

// vehicleHistory adds the rows of a kind of vehicle: duty by engine and age
// (decision 500/2017 as reported), excise by engine (Tax Code 190.4.1). Of
// electric cars (8703 80) only what names their fuel; they bear no excise.
func vehicleHistory(code string, t *Tables, kind string, add func(*Basis, Event)) {
	electric := related(code, "870380") && len(code) >= 6
	for i := range t.Vehicle.Duty {
		r := &t.Vehicle.Duty[i]
		if r.Kind != kind || electric && !slices.Contains(r.Fuels, "electric") {
			continue
		}
		b := &VehicleBand{Kind: kind, Fuels: r.Fuels, OverCC: r.OverCC, UpToCC: r.UpToCC, OverKG: r.OverKG, OverYears: r.OverYears, UpToYears: r.UpToYears}
		switch r.Class {
		case "new":
			b.UpToDays = newDays(t)
		case "used":
			b.OverDays = newDays(t)
		}
		e := Event{Kind: string(ImportDuty), Rate: &r.Rate, Vehicle: b}
		if r.Report {
			e.Layer = LayerReported
		}
		add(&r.Basis, e)
	}
	for i := range t.Vehicle.Excise {
		r := &t.Vehicle.Excise[i]
		if r.Kind != kind || electric {
			continue
		}
		tree := r.tree()
		add(&r.Basis, Event{Kind: string(Excise), Rate: &tree, Vehicle: &VehicleBand{Kind: kind, OverCC: r.OverCC, UpToCC: r.UpToCC, OverYears: r.OverYears}})
	}
}

// newDays is up to how many days a vehicle counts as new by the reading in use.
func newDays(t *Tables) int {
	for i := range t.Readings {
		if r := &t.Readings[i]; r.Key == "new_car" && r.Use {
			return r.Value
		}
	}
	return 0
}

// tree is the row as a rate on the engine's volume: so much for each cm³, or a
// base and so much for each cm³ above the lower bound; nothing where the kind
// was not excisable.
func (r *VehicleExciseRow) tree() rate.Rate {
	if r.Base.IsZero() && r.PerCC.IsZero() {
		return rate.Nothing
	}
	perCC := rate.Rate{Op: rate.Specific, Amount: r.PerCC, Currency: "AZN", Per: rate.Per{Qty: decimal.NewFromInt(1), Unit: "cm3"}}
	if r.OverCC == 0 {
		return perCC
	}
	return rate.Rate{Op: rate.Bracket, Base: r.Base, Over: decimal.NewFromInt(int64(r.OverCC)), Rate: &perCC}
}
