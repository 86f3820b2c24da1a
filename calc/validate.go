package calc

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/unit"
)

// MaxLines is the most lines one declaration may have here. A real declaration
// has at most 100; a broker's list is assessed whole.
const MaxLines = 10000

// OriginProofs are the accepted keys of Line.OriginProof.
var OriginProofs = []string{"none", "st1", "tr-az", "form_a", "eur1"}

// MaxPeople is the most persons who travel together here.
const MaxPeople = 12

var (
	declarants = []string{"company", "individual"}
	channels   = []string{"cargo", "carried", "post"}
	flows      = []string{"import", "export"}
	apportions = []string{"value", "mass"}
	dutyModes  = []string{"best", "mfn"}
)

// check refuses a declaration that cannot be computed, naming the first field
// that offends. What is merely missing is not refused: it becomes a need.
func check(d *Declaration, t *Tables) *Fault {
	if f := checkTop(d, t); f != nil {
		return f
	}
	for i := range d.Lines {
		if f := checkLine("lines["+strconv.Itoa(i)+"]", &d.Lines[i], t, d.simplified()); f != nil {
			return f
		}
	}
	return nil
}

// CheckLine refuses a line that no declaration of a company's can have, naming
// the field ("price.amount").
func CheckLine(l *Line, t *Tables) *Fault {
	f := checkLine("", l, t, false)
	if f != nil {
		f.Field = strings.TrimPrefix(f.Field, ".")
	}
	return f
}

// checkTop is check without the lines themselves.
func checkTop(d *Declaration, t *Tables) *Fault {
	if d.Date.IsZero() {
		return fault("missing_field", "date", "")
	}
	if d.Date.Year() < 1993 || d.Date.Year() > 2100 {
		return fault("date_range", "date", d.Date.String(), "from", "1993-01-01", "to", "2100-12-31")
	}
	if !d.FXDate.IsZero() && (d.FXDate.Year() < 1993 || d.FXDate.Year() > 2100) {
		return fault("date_range", "fxDate", d.FXDate.String(), "from", "1993-01-01", "to", "2100-12-31")
	}
	procedures := make([]string, 0, len(t.Procedures))
	for _, p := range t.Procedures {
		procedures = append(procedures, p.Key)
	}
	for _, f := range []*Fault{
		choice("flow", string(d.Flow), flows),
		choice("procedure", d.Procedure, procedures),
		choice("declarant", d.Declarant, declarants),
		choice("channel", d.Channel, channels),
		choice("options.duty", d.DutyOption, dutyModes),
		choice("delivery.apportion", d.Delivery.Apportion, apportions),
	} {
		if f != nil {
			return f
		}
	}
	for _, c := range d.Readings {
		var keys, allowed []string
		for i := range t.Readings {
			r := &t.Readings[i]
			keys = append(keys, r.Key)
			if r.Key == c.Key && !slices.Contains(allowed, r.Reading) {
				allowed = append(allowed, r.Reading)
			}
		}
		if len(allowed) == 0 {
			return fault("unknown_choice", "options.readings", c.Key, "allowed", strings.Join(slices.Compact(keys), ", "))
		}
		if f := choice("options.readings."+c.Key, c.Reading, allowed); f != nil || c.Reading == "" {
			return fault("unknown_choice", "options.readings."+c.Key, c.Reading, "allowed", strings.Join(allowed, ", "))
		}
	}
	if d.Months < 0 || d.Months > 600 {
		return fault("out_of_range", "months", strconv.Itoa(d.Months), "from", "0", "to", "600")
	}
	if !d.Until.IsZero() && d.Until.Before(d.Date) {
		return fault("date_range", "until", d.Until.String(), "from", d.Date.String(), "to", "2100-12-31")
	}
	if f := checkTerm("delivery.incoterm", d.Delivery.Incoterm, t); f != nil {
		return f
	}
	for _, m := range []struct {
		field string
		m     *Money
	}{{"allowanceUsed", d.AllowanceUsed}, {"delivery.freight", d.Delivery.Freight}, {"delivery.insurance", d.Delivery.Insurance}, {"delivery.other", d.Delivery.Other}, {"delivery.additions", d.Delivery.Additions}} {
		if m.m != nil {
			if f := checkMoney(m.field, *m.m); f != nil {
				return f
			}
		}
	}
	if d.Minors < 0 || d.Minors > MaxPeople {
		return fault("out_of_range", "minors", strconv.Itoa(d.Minors), "from", "0", "to", strconv.Itoa(MaxPeople))
	}
	for _, k := range slices.Sorted(maps.Keys(d.LimitsUsed)) {
		field := "limitsUsed." + k
		if f := choice(field, k, t.Personal.limitKeys()); f != nil {
			return f
		}
		if f := checkQuantity(field, d.LimitsUsed[k]); f != nil {
			return f
		}
	}
	if f := checkRates(d.Rates); f != nil {
		return f
	}
	if len(d.Lines) == 0 {
		return fault("no_lines", "lines", "")
	}
	if len(d.Lines) > MaxLines {
		return fault("too_many_lines", "lines", strconv.Itoa(len(d.Lines)), "most", strconv.Itoa(MaxLines))
	}
	return nil
}

// checkRates refuses exchange rates that are no rates.
func checkRates(rates map[string]decimal.Decimal) *Fault {
	for _, cur := range slices.Sorted(maps.Keys(rates)) {
		field := "rates." + cur
		if !KnownCurrency(cur) {
			return fault("unknown_currency", field, cur)
		}
		r := rates[cur]
		if !r.IsPositive() {
			return fault("not_positive", field, r.String())
		}
		if f := checkSize(field, r); f != nil {
			return f
		}
		if cur == "AZN" && !r.Equal(decimal.NewFromInt(1)) {
			return fault("conflict", field, r.String(), "with", "1 AZN = 1 AZN")
		}
	}
	return nil
}

func checkLine(at string, l *Line, t *Tables, simplified bool) *Fault {
	if l.Code != "" || !simplified {
		if f := CheckCode(at+".code", l.Code); f != nil {
			return f
		}
	}
	if l.Item != "" {
		if !simplified {
			return fault("conflict", at+".item", l.Item, "with", "channel")
		}
		if t.Personal.Item(l.Item) == nil {
			return fault("unknown_choice", at+".item", l.Item, "allowed", strings.Join(t.Personal.itemKeys(), ", "))
		}
	}
	for _, c := range []struct{ field, v string }{{".origin", l.Origin}, {".dispatchedFrom", l.DispatchedFrom}, {".tradedFrom", l.TradedFrom}} {
		if c.v != "" && !t.Countries(c.v) {
			return fault("unknown_country", at+c.field, c.v)
		}
	}
	if l.OriginProof != "" && !slices.Contains(OriginProofs, l.OriginProof) {
		return fault("unknown_choice", at+".originProof", l.OriginProof, "allowed", strings.Join(OriginProofs, ", "))
	}
	if l.Price.Currency != "" {
		if f := checkMoney(at+".price", l.Price); f != nil {
			return f
		}
	}
	if l.ProcessingCost != nil {
		if f := checkMoney(at+".processingCost", *l.ProcessingCost); f != nil {
			return f
		}
	}
	for _, q := range []struct {
		field string
		v     decimal.NullDecimal
	}{{".netMass", l.NetMass}, {".grossMass", l.GrossMass}, {".alcohol", l.Alcohol}} {
		if q.v.Valid {
			if f := checkQuantity(at+q.field, q.v.Decimal); f != nil {
				return f
			}
		}
	}
	if l.Alcohol.Valid && l.Alcohol.Decimal.GreaterThan(decimal.NewFromInt(100)) {
		return fault("out_of_range", at+".alcohol", l.Alcohol.Decimal.String(), "from", "0", "to", "100")
	}
	if l.NetMass.Valid && l.GrossMass.Valid && l.NetMass.Decimal.GreaterThan(l.GrossMass.Decimal) {
		return fault("conflict", at+".netMass", l.NetMass.Decimal.String(), "with", at+".grossMass "+l.GrossMass.Decimal.String())
	}
	for _, k := range slices.Sorted(maps.Keys(l.Quantities)) {
		if _, ok := unit.Get(k); !ok {
			return fault("unknown_unit", at+".quantities."+k, k)
		}
		if f := checkQuantity(at+".quantities."+k, l.Quantities[k]); f != nil {
			return f
		}
	}
	if l.Duty != nil {
		if why := l.Duty.Valid(); why != "" {
			return fault("bad_rate", at+".duty", l.DutyText, "label", why)
		}
		if !l.Duty.Resolved() {
			return fault("bad_rate", at+".duty", l.DutyText, "label", "not_understood")
		}
		if l.DutyScenario != "" {
			return fault("conflict", at+".dutyScenario", l.DutyScenario, "with", at+".duty")
		}
	}
	if l.DutyScenario != "" {
		var allowed []string
		for _, s := range t.StatutoryDuties {
			allowed = append(allowed, s.Percent.String())
		}
		if !slices.Contains(allowed, l.DutyScenario) {
			return fault("unknown_choice", at+".dutyScenario", l.DutyScenario, "allowed", strings.Join(allowed, ", "))
		}
	}
	if v := l.Vehicle; v != nil {
		switch {
		case v.Kind != "" && !slices.Contains(VehicleKinds, v.Kind):
			return fault("unknown_choice", at+".vehicle.kind", v.Kind, "allowed", strings.Join(VehicleKinds, ", "))
		case v.Fuel != "" && !slices.Contains(VehicleFuels, v.Fuel):
			return fault("unknown_choice", at+".vehicle.fuel", v.Fuel, "allowed", strings.Join(VehicleFuels, ", "))
		case v.EngineCC < 0 || v.EngineCC > 100000:
			return fault("out_of_range", at+".vehicle.engineCC", strconv.Itoa(v.EngineCC), "from", "0", "to", "100000")
		case l.Quantities["piece"].IsPositive() && !l.Quantities["piece"].IsInteger():
			return fault("not_whole", at+".quantities.piece", l.Quantities["piece"].String())
		case v.MileageKM < 0 || v.MileageKM > 10000000:
			return fault("out_of_range", at+".vehicle.mileageKm", strconv.Itoa(v.MileageKM), "from", "0", "to", "10000000")
		}
	}
	return nil
}

// CheckCode refuses a code that is not 4 to 10 digits.
func CheckCode(field, code string) *Fault {
	if code == "" {
		return fault("missing_field", field, "")
	}
	for i := 0; i < len(code); i++ {
		if code[i] < '0' || code[i] > '9' {
			return fault("code_letters", field, code)
		}
	}
	if len(code) < 4 || len(code) > 10 {
		return fault("code_length", field, code, "digits", strconv.Itoa(len(code)))
	}
	return nil
}

// choice refuses what is not allowed; "" is nothing chosen.
func choice(field, v string, allowed []string) *Fault {
	if v == "" || slices.Contains(allowed, v) {
		return nil
	}
	return fault("unknown_choice", field, v, "allowed", strings.Join(allowed, ", "))
}

// checkTerm refuses a delivery term that the tables do not have; "" is none.
func checkTerm(field, term string, t *Tables) *Fault {
	terms := make([]string, 0, len(t.Incoterms))
	for _, r := range t.Incoterms {
		terms = append(terms, r.Term)
	}
	return choice(field, term, terms)
}

func checkMoney(field string, m Money) *Fault {
	if !KnownCurrency(m.Currency) {
		if m.Currency == "" {
			return fault("missing_field", field+".currency", "")
		}
		return fault("unknown_currency", field+".currency", m.Currency)
	}
	if m.Amount.IsNegative() {
		return fault("negative", field+".amount", m.Amount.String())
	}
	return checkSize(field+".amount", m.Amount)
}

func checkQuantity(field string, q decimal.Decimal) *Fault {
	if q.IsNegative() {
		return fault("negative", field, q.String())
	}
	return checkSize(field, q)
}

var maxNumber = decimal.New(1, num.MaxIntegerDigits)

// checkSize keeps numbers where arithmetic stays exact and quick; Go programs
// can hand in numbers that never passed through num.Parse.
func checkSize(field string, x decimal.Decimal) *Fault {
	if x.Abs().GreaterThanOrEqual(maxNumber) || x.Exponent() < -num.MaxFractionDigits {
		return fault("number_too_large", field, x.String(), "most", maxNumber.String())
	}
	return nil
}
