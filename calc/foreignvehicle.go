package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// Permits a foreign vehicle may hold, of the agreements on road transport.
// "quota" is a permit exchanged within the quota, which frees from the tax for
// 30 days where the agreement says so (211.1.1.5); the others are sold at the
// border for a state duty (Law on state duty 24).
var Permits = []string{"quota", "over_quota", "no_agreement", "third_country", "loading", "empty", "city", "breach"}

// RoadTaxQuery asks for the road tax of a foreign-registered vehicle that
// enters, crosses or leaves the country.
type RoadTaxQuery struct {
	Date       date.Date
	Kind       string              // car | bus | truck
	EngineCC   int                 // cars
	Electric   bool                // car without a combustion engine
	Seats      int                 // buses
	Axles      int                 // trucks with their trailers and semi-trailers
	GrossMass  decimal.NullDecimal // kg, with the load
	StayDays   int                 // the whole stay
	DistanceKM decimal.NullDecimal
	Dangerous  string                     // "" | low | dangerous | special
	Rates      map[string]decimal.Decimal // manat for one unit, overriding the bulletin

	// DeclaredDays is the stay declared and paid for at entry, when the vehicle
	// leaves after more; Date is then the day it leaves (211.1.1.4).
	DeclaredDays int
	Permits      []string // of Permits
}

// RoadTaxPart is one part of what is due.
type RoadTaxPart struct {
	Kind       Kind   // road_tax, or state_duty for a permit
	Name       string // "stay", "heavy", "dangerous", "paid" (negative: paid at entry), "permit"
	Permit     string // for "permit"
	Status     Status // Applied, or Possible: shown, not added
	Reason     string // of Possible
	USD        decimal.Decimal
	AZN        decimal.NullDecimal
	Steps      []Step
	Source     Source
	Confidence Confidence
}

// RoadTaxResult is the tax in US dollars, as the Code sets it, and in manat at
// the day's rate. Each part is rounded to 0.01 in each currency.
type RoadTaxResult struct {
	Parts    []RoadTaxPart
	TotalUSD decimal.Decimal
	TotalAZN decimal.NullDecimal
	FX       []FXUsed
	Needs    []Need
	Warnings []Warning
}

// ForeignRoadTax computes the road tax of a foreign vehicle: by stay (Tax Code
// 211.1.1), per kilometre for heavy vehicles (211.2) and for dangerous goods
// (211.3). A month counts 30 days, three months 90, a year 365; past a year
// each further day is added. A vehicle that stayed longer than declared pays at
// exit the tax of the whole stay less what it paid at entry (211.1.1.4). With a
// permit of the quota buses and trucks are taxed for the days after the 30th
// (211.1.1.5). Permits bought at the border are a state duty beside the tax.
func ForeignRoadTax(q RoadTaxQuery, t *Tables) (*RoadTaxResult, *Fault) {
	if f := checkRoadTax(&q); f != nil {
		return nil, f
	}
	r := &RoadTaxResult{}
	size := map[string]struct {
		n     int
		field string
	}{"car": {q.EngineCC, "vehicle.engineCC"}, "bus": {q.Seats, "vehicle.seats"}, "truck": {q.Axles, "vehicle.axles"}}[q.Kind]
	if q.Kind == "car" && q.Electric && size.n == 0 {
		// The Code has no band for a car without engine volume; the lowest one is shown.
		size.n = 1
		r.warn("road_tax_electric")
	}
	quota := slices.Contains(q.Permits, "quota") && q.Kind != "car"
	days, declared := q.StayDays, q.DeclaredDays
	if x := termOf(t, "road_permit", "free", q.Date); quota && x != nil {
		days, declared = max(days-x.Count, 0), max(declared-x.Count, 0)
		if days == 0 {
			r.Parts = append(r.Parts, RoadTaxPart{Kind: RoadTax, Name: "stay", Status: NotDue, Reason: "permit_quota", Source: x.Source, Confidence: x.Confidence})
		}
		r.warn("permit_quota", "days", strconv.Itoa(x.Count))
	}
	switch {
	case size.n == 0:
		r.Needs = append(r.Needs, Need{Field: size.field, Why: "need_vehicle"})
	case days > 0:
		r.byStay("stay", t.RoadTaxVehicle.Stay, q, size.n, days, declared)
		if q.Kind == "truck" && q.Dangerous != "" {
			r.byStay("dangerous", t.RoadTaxVehicle.Dangerous, q, size.n, days, declared)
		}
	}
	switch {
	case q.Kind != "truck":
	case q.DeclaredDays > 0 && q.GrossMass.Valid:
		r.warn("heavy_paid_at_entry") // 211.1.1.4 settles the stay only
	default:
		r.heavy(t, q)
		if n := len(r.Parts); quota && n > 0 && r.Parts[n-1].Name == "heavy" {
			// 211.2 raises a tax that the quota frees; whether it then stands alone the Code does not say.
			r.Parts[n-1].Status, r.Parts[n-1].Reason = Possible, "heavy_with_quota"
		}
	}
	for _, p := range q.Permits {
		if p != "quota" {
			r.permit(p, q, t)
		}
	}
	r.monthWarning(days)
	r.convert(q, t)
	return r, nil
}

func checkRoadTax(q *RoadTaxQuery) *Fault {
	switch {
	case q.Date.IsZero():
		return fault("missing_field", "date", "")
	case q.Kind == "":
		return fault("missing_field", "vehicle.kind", "")
	case !slices.Contains([]string{"car", "bus", "truck"}, q.Kind):
		return fault("unknown_choice", "vehicle.kind", q.Kind, "allowed", "car, bus, truck")
	case q.StayDays < 1 || q.StayDays > 3660:
		return fault("out_of_range", "stayDays", strconv.Itoa(q.StayDays), "from", "1", "to", "3660")
	case q.DeclaredDays < 0 || q.DeclaredDays > q.StayDays:
		return fault("out_of_range", "declaredDays", strconv.Itoa(q.DeclaredDays), "from", "1", "to", strconv.Itoa(q.StayDays))
	case q.Dangerous != "" && !slices.Contains([]string{"low", "dangerous", "special"}, q.Dangerous):
		return fault("unknown_choice", "dangerous", q.Dangerous, "allowed", "low, dangerous, special")
	case q.EngineCC < 0 || q.Seats < 0 || q.Axles < 0:
		return fault("negative", "vehicle", "")
	}
	for i, p := range q.Permits {
		if !slices.Contains(Permits, p) {
			return fault("unknown_choice", "permits["+strconv.Itoa(i)+"]", p, "allowed", strings.Join(Permits, ", "))
		}
	}
	for _, m := range []struct {
		field string
		v     decimal.NullDecimal
	}{{"vehicle.grossMass", q.GrossMass}, {"distanceKm", q.DistanceKM}} {
		if m.v.Valid {
			if f := checkQuantity(m.field, m.v.Decimal); f != nil {
				return f
			}
		}
	}
	return checkDay("date", q.Date)
}

// byStay charges a part that depends on the stay, and takes off what was paid
// for it at entry.
func (r *RoadTaxResult) byStay(name string, rows []RoadTaxStayRow, q RoadTaxQuery, size, days, declared int) {
	r.stay(name, rows, q, size, days)
	if declared == 0 || len(r.Parts) == 0 {
		return
	}
	entry := &RoadTaxResult{}
	entry.stay(name, rows, q, size, declared)
	if len(entry.Parts) == 1 {
		p := entry.Parts[0]
		p.Name, p.USD = "paid", p.USD.Neg()
		p.Source.Article = "211.1.1.4"
		r.Parts = append(r.Parts, p)
	}
}

// permit adds the state duty for a permit.
func (r *RoadTaxResult) permit(name string, q RoadTaxQuery, t *Tables) {
	for i := range t.PermitDuties {
		x := &t.PermitDuties[i]
		if x.Case == name && x.Kind == q.Kind && x.Has(q.Date) {
			r.Parts = append(r.Parts, RoadTaxPart{Kind: StateDuty, Name: "permit", Permit: name, Status: Applied, USD: x.Amount.Amount,
				Source: x.Source, Confidence: x.Confidence})
			return
		}
	}
	r.warn("permit_other_kind", "permit", name)
}

//go:noinline
func (r *RoadTaxResult) warn(code string, args ...string) {
	r.Warnings = append(r.Warnings, Warning{Code: code, Args: pairs(args)})
}

// monthWarning tells of a stay where a calendar month and 30 days differ: the
// Code speaks of months and a year, the bands count days.
func (r *RoadTaxResult) monthWarning(days int) {
	for _, b := range [][2]int{{28, 31}, {89, 92}, {366, 366}} {
		if days >= b[0] && days <= b[1] && days != 30 && days != 90 {
			r.warn("month_is_30_days")
		}
	}
}

// convert adds up the parts, in dollars and in manat.
func (r *RoadTaxResult) convert(q RoadTaxQuery, t *Tables) {
	d := &Declaration{Date: q.Date, Rates: q.Rates}
	fx := newFXBook(d, t)
	usd, ok := fx.rate("USD")
	if !ok {
		r.Needs = append(r.Needs, Need{Field: "rates.USD", Why: "need_fx"})
	}
	r.TotalAZN.Valid = ok
	for i := range r.Parts {
		p := &r.Parts[i]
		if ok {
			p.AZN = decimal.NewNullDecimal(num.Round(p.USD.Mul(usd)))
			p.Steps = append(p.Steps, Step{Op: "convert", Args: []string{p.USD.String(), "USD", usd.String(), "AZN"}, Result: num.Money(p.AZN.Decimal)})
		}
		if p.Status == Applied {
			r.TotalUSD = r.TotalUSD.Add(p.USD)
			r.TotalAZN.Decimal = r.TotalAZN.Decimal.Add(p.AZN.Decimal)
		}
	}
	r.FX = fx.list()
	r.Warnings = append(fx.warnings(), r.Warnings...)
	if q.Date.After(t.LawKnownTo) {
		r.warn("law_horizon", "known_to", t.LawKnownTo.String())
	}
}

// stay finds the shortest span that covers the stay; past the longest one the
// days beyond a year are added.
func (r *RoadTaxResult) stay(name string, rows []RoadTaxStayRow, q RoadTaxQuery, size, days int) {
	var best *RoadTaxStayRow
	longest := 0
	for i := range rows {
		x := &rows[i]
		if x.Kind != q.Kind || name == "dangerous" && x.Class != q.Dangerous || !x.Has(q.Date) || size <= x.Over || x.UpTo > 0 && size > x.UpTo {
			continue
		}
		longest = max(longest, x.UpToDays)
		if x.UpToDays > 0 && days > x.UpToDays {
			continue
		}
		if best == nil || x.UpToDays > 0 && (best.UpToDays == 0 || x.UpToDays < best.UpToDays) {
			best = x
		}
	}
	if best == nil {
		r.Needs = append(r.Needs, Need{Field: "vehicle", Why: "need_vehicle"})
		return
	}
	upTo := ""
	if best.UpToDays > 0 {
		upTo = strconv.Itoa(best.UpToDays)
	}
	p := RoadTaxPart{Kind: RoadTax, Name: name, Status: Applied, USD: best.Amount, Source: best.Source, Confidence: best.Confidence,
		Steps: []Step{{Op: "stay_band", Args: []string{strconv.Itoa(days), upTo}, Result: num.Money(best.Amount)}}}
	if best.UpToDays == 0 {
		over := decimal.NewFromInt(int64(days - longest))
		more := best.PerDay.Mul(over)
		p.USD = best.Amount.Add(more)
		p.Steps = append(p.Steps, Step{Op: "days_each", Args: []string{best.PerDay.String(), over.String()}, Result: more.String()},
			Step{Op: "add", Args: []string{best.Amount.String(), more.String(), "USD"}, Result: p.USD.String()})
	}
	r.Parts = append(r.Parts, p)
}

func (r *RoadTaxResult) heavy(t *Tables, q RoadTaxQuery) {
	if !q.GrossMass.Valid {
		return
	}
	tonnes := q.GrossMass.Decimal.Shift(-3)
	for i := range t.RoadTaxVehicle.Heavy {
		x := &t.RoadTaxVehicle.Heavy[i]
		if !x.Has(q.Date) || tonnes.LessThanOrEqual(x.OverTonnes) || x.UpToTonnes.IsPositive() && tonnes.GreaterThan(x.UpToTonnes) {
			continue
		}
		if !q.DistanceKM.Valid {
			r.Needs = append(r.Needs, Need{Field: "distanceKm", Why: "need_quantity"})
			return
		}
		usd := num.Round(x.PerKM.Mul(q.DistanceKM.Decimal))
		r.Parts = append(r.Parts, RoadTaxPart{Kind: RoadTax, Name: "heavy", Status: Applied, USD: usd, Source: x.Source, Confidence: x.Confidence,
			Steps: []Step{{Op: "per_km", Args: []string{x.PerKM.String(), q.DistanceKM.Decimal.String()}, Result: num.Money(usd)}}})
		return
	}
}
