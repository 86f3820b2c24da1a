package calc

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// RoadTaxQuery asks for the road tax of a foreign-registered vehicle that
// enters or crosses the country.
type RoadTaxQuery struct {
	Date       date.Date
	Kind       string              // car | bus | truck
	EngineCC   int                 // cars
	Seats      int                 // buses
	Axles      int                 // trucks, trailers, semi-trailers
	GrossMass  decimal.NullDecimal // kg
	StayDays   int
	DistanceKM decimal.NullDecimal
	Dangerous  string                     // "" | low | dangerous | special
	Rates      map[string]decimal.Decimal // manat for one unit, overriding the bulletin
}

// RoadTaxPart is one part of the tax.
type RoadTaxPart struct {
	Name   string // "stay", "heavy", "dangerous"
	USD    decimal.Decimal
	AZN    decimal.NullDecimal
	Steps  []Step
	Source Source
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
// each further day is added.
func ForeignRoadTax(q RoadTaxQuery, t *Tables) (*RoadTaxResult, *Fault) {
	switch {
	case q.Date.IsZero():
		return nil, fault("missing_field", "date", "")
	case q.Kind == "":
		return nil, fault("missing_field", "vehicle.kind", "")
	case !slices.Contains([]string{"car", "bus", "truck"}, q.Kind):
		return nil, fault("unknown_choice", "vehicle.kind", q.Kind, "allowed", "car, bus, truck")
	case q.StayDays < 1 || q.StayDays > 3660:
		return nil, fault("out_of_range", "stayDays", strconv.Itoa(q.StayDays), "from", "1", "to", "3660")
	case q.Dangerous != "" && !slices.Contains([]string{"low", "dangerous", "special"}, q.Dangerous):
		return nil, fault("unknown_choice", "dangerous", q.Dangerous, "allowed", "low, dangerous, special")
	case q.EngineCC < 0 || q.Seats < 0 || q.Axles < 0:
		return nil, fault("negative", "vehicle", "")
	}
	for _, m := range []struct {
		field string
		v     decimal.NullDecimal
	}{{"vehicle.grossMass", q.GrossMass}, {"distanceKm", q.DistanceKM}} {
		if m.v.Valid {
			if f := checkQuantity(m.field, m.v.Decimal); f != nil {
				return nil, f
			}
		}
	}
	r := &RoadTaxResult{}
	size := map[string]struct {
		n     int
		field string
	}{"car": {q.EngineCC, "vehicle.engineCC"}, "bus": {q.Seats, "vehicle.seats"}, "truck": {q.Axles, "vehicle.axles"}}[q.Kind]
	if size.n == 0 {
		r.Needs = append(r.Needs, Need{Field: size.field, Why: "need_vehicle"})
	} else {
		r.stay("stay", t.RoadTaxVehicle.Stay, q, size.n)
	}
	if q.Kind == "truck" {
		r.heavy(t, q)
		if q.Dangerous != "" && size.n > 0 {
			r.stay("dangerous", t.RoadTaxVehicle.Dangerous, q, size.n)
		}
	}
	d := &Declaration{Date: q.Date, Rates: q.Rates}
	fx := newFXBook(d, t)
	usd, ok := fx.rate("USD")
	if !ok {
		r.Needs = append(r.Needs, Need{Field: "rates.USD", Why: "need_fx"})
	}
	r.TotalAZN.Valid = ok
	for i := range r.Parts {
		p := &r.Parts[i]
		r.TotalUSD = r.TotalUSD.Add(p.USD)
		if ok {
			p.AZN = decimal.NewNullDecimal(num.Round(p.USD.Mul(usd)))
			p.Steps = append(p.Steps, Step{Op: "convert", Args: []string{p.USD.String(), "USD", usd.String(), "AZN"}, Result: num.Money(p.AZN.Decimal)})
			r.TotalAZN.Decimal = r.TotalAZN.Decimal.Add(p.AZN.Decimal)
		}
	}
	r.FX, r.Warnings = fx.list(), fx.warnings()
	if q.Date.After(t.LawKnownTo) {
		r.Warnings = append(r.Warnings, Warning{Code: "law_horizon", Args: pairs([]string{"known_to", t.LawKnownTo.String()})})
	}
	return r, nil
}

// stay finds the shortest span that covers the stay; past the longest one the
// days beyond a year are added.
func (r *RoadTaxResult) stay(name string, rows []RoadTaxStayRow, q RoadTaxQuery, size int) {
	var best *RoadTaxStayRow
	for i := range rows {
		x := &rows[i]
		if x.Kind != q.Kind || name == "dangerous" && x.Class != q.Dangerous || !x.Has(q.Date) || size <= x.Over || x.UpTo > 0 && size > x.UpTo {
			continue
		}
		if x.UpToDays > 0 && q.StayDays > x.UpToDays {
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
	p := RoadTaxPart{Name: name, USD: best.Amount, Source: best.Source,
		Steps: []Step{{Op: "band", Args: []string{strconv.Itoa(q.StayDays), "0", upTo}, Result: num.Money(best.Amount)}}}
	if best.UpToDays == 0 {
		days := decimal.NewFromInt(int64(q.StayDays - 365))
		more := best.PerDay.Mul(days)
		p.USD = best.Amount.Add(more)
		p.Steps = append(p.Steps, Step{Op: "times", Args: []string{best.PerDay.String(), days.String()}, Result: more.String()},
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
		r.Parts = append(r.Parts, RoadTaxPart{Name: "heavy", USD: usd, Source: x.Source,
			Steps: []Step{{Op: "times", Args: []string{x.PerKM.String(), q.DistanceKM.Decimal.String()}, Result: num.Money(usd)}}})
		return
	}
}
