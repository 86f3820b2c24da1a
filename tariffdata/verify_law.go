package tariffdata

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// VerifyLaw checks the law tables: every row has its act, the day it was
// checked and a known confidence; periods of one figure do not overlap and have
// no gap but those listed as not found; bands of fees and brackets of excise
// join; codes and countries exist.
func VerifyLaw(c *Core) []Fault {
	v := &verifier{core: c}
	for _, name := range c.Tables() {
		t, _ := c.Table(name)
		v.rows(t)
	}
	t, err := LoadTables(c)
	if err != nil {
		v.add("law", err.Error())
		return v.faults
	}
	v.periods(t)
	v.feeBands(t)
	v.excise(t)
	v.brackets(t)
	v.roadTax(t)
	v.personal(t)
	v.vehicles(t)
	v.complete(t)
	v.times(t)
	return v.faults
}

type verifier struct {
	core   *Core
	faults []Fault
}

func (v *verifier) add(where, what string) { v.faults = append(v.faults, Fault{where, what}) }

// rows checks what every row of a table must have: codes and countries that
// exist, and where the table names its sources, the source.
func (v *verifier) rows(t Table) {
	for i := range t.Len() {
		at := t.Name + " row " + strconv.Itoa(i+1)
		for _, column := range []string{"code", "codes", "not_codes"} {
			for _, code := range (row{&loader{core: v.core}, &t, i}).list(column) {
				v.code(at, code)
			}
		}
		if country := t.Get(i, "country"); country != "" {
			if _, ok := v.core.Country(country); !ok {
				v.add(at, "unknown country "+country)
			}
		}
		if t.Has("act") {
			v.source(t, i, at)
		}
	}
}

// oldSubheadings are of HS 2017 and stand in rows about its time: 8517 12 became
// 8517 13 and 14, 3402 11 became 3402 31 and 39.
var oldSubheadings = []string{"340211", "851712"}

// code checks that the chapter, heading or subheading of a code is in the
// nomenclature; a line below one need not be, few of them are known.
func (v *verifier) code(at, code string) {
	n := min(6, len(code))
	if n%2 != 0 || len(code) > 10 {
		v.add(at, code+" is no code")
		return
	}
	if lo, hi := v.core.Range(code[:min(4, n)]); lo == hi {
		v.add(at, "heading of code "+code+" is not in the nomenclature")
	} else if lo, hi := v.core.Range(code[:n]); lo == hi && !slices.Contains(oldSubheadings, code[:n]) {
		v.add(at, "subheading of code "+code+" is not in the nomenclature")
	}
}

func (v *verifier) source(t Table, i int, at string) {
	if t.Get(i, "act") == "" {
		v.add(at, "no act")
	}
	if t.Get(i, "checked") == "" {
		v.add(at, "not said when the source was read")
	}
	if t.Get(i, "url") == "" && t.Get(i, "note") == "" {
		v.add(at, "neither an address nor a note of the source")
	}
	if t.Get(i, "confidence") == "" {
		v.add(at, "no confidence")
	}
	if t.Get(i, "valid_from") == "" {
		v.add(at, "no first day")
	}
	if from, to := t.Get(i, "valid_from"), t.Get(i, "valid_to"); to != "" && to < from {
		v.add(at, "ends before it begins")
	}
}

type span struct {
	calc.Period
	at string
}

// periods checks that the rows of one figure follow each other.
func (v *verifier) periods(t *calc.Tables) {
	figures := map[string][]span{}
	put := func(table, key string, p calc.Period) {
		k := table + " " + key
		figures[k] = append(figures[k], span{p, k})
	}
	for _, r := range t.VAT {
		put("vat", string(r.Flow), r.Period)
	}
	for _, r := range t.StatutoryDuties {
		put("statutory_duty", r.Percent.String(), r.Period)
	}
	for _, r := range t.FeeBands {
		put("clearance_fee", r.Over.String(), r.Period)
	}
	for _, r := range t.EServices {
		put("e_service", "", r.Period)
	}
	for _, r := range t.Excise {
		put("excise", r.Variant, r.Period)
	}
	for _, r := range t.RoadTaxFuel {
		put("road_tax_fuel", r.Variant, r.Period)
	}
	for _, r := range t.Partners {
		put("partners", r.Country, r.Period)
	}
	for _, r := range t.ValueElements {
		put("value_elements", r.Key, r.Period)
	}
	for _, r := range t.Procedures {
		put("procedures", r.Key, r.Period)
	}
	for _, r := range t.Interest {
		put("interest", r.Kind, r.Period)
	}
	for _, r := range t.Terms {
		put("terms", r.Subject+" "+r.Name, r.Period)
	}
	for _, r := range t.Holidays {
		put("holidays", strconv.Itoa(r.Month)+"-"+strconv.Itoa(r.Day), r.Period)
	}
	for _, r := range t.HolidayDates {
		put("holiday_dates", r.Key, r.Period)
	}
	for _, r := range t.OtherFees {
		put("other_fees", r.Key, r.Period)
	}
	for _, r := range t.PermitDuties {
		put("permit_duty", r.Case+" "+r.Kind, r.Period)
	}
	for _, r := range t.RoadTaxVehicle.Heavy {
		put("road_tax_heavy", "up to "+r.UpToTonnes.String(), r.Period)
	}
	for _, r := range t.Vehicle.Excise {
		put("vehicle_excise", r.Kind+" "+strconv.Itoa(r.OverCC)+" "+strconv.Itoa(r.OverYears), r.Period)
	}
	for _, r := range t.Vehicle.Factors {
		put("vehicle_factor", r.Kind+joinKeys(r.Fuels), r.Period)
	}
	v.plain(put)
	for _, k := range sortedFigures(figures) {
		v.follow(figures[k])
	}
}

// figureColumns tell the figures of a table apart where a look at its cells is
// enough: two rows alike in them are one figure at two times.
var figureColumns = map[string][]string{
	"bans":         {"key"},
	"hearsay":      {"key"},
	"incoterms":    {"term"},
	"known_rates":  {"flow", "code", "layer", "condition"},
	"moved_days":   {"day"},
	"preferences":  {"name", "country", "code"},
	"readings":     {"key", "reading", "kinds", "fuels"},
	"reliefs":      {"key", "codes"},
	"remedies":     {"kind", "code", "country"},
	"vehicle_fee":  {"fee", "kinds", "fuels", "from_year", "reading"},
	"vehicle_rule": {"rule", "kinds", "origins"},

	"road_tax_stay": {"kind", "cls", "over", "up_to_days"},
}

// plain puts the rows of figureColumns.
func (v *verifier) plain(put func(table, key string, p calc.Period)) {
	for name, columns := range figureColumns {
		t, ok := v.core.Table(name)
		if !ok {
			continue
		}
		for i := range t.Len() {
			key := ""
			for _, c := range columns {
				key += t.Get(i, c) + " "
			}
			var p calc.Period
			p.From, _ = date.Parse(t.Get(i, "valid_from")) // a day that is none has been named while loading
			p.To, _ = date.Parse(t.Get(i, "valid_to"))
			put(name, strings.TrimSpace(key), p)
		}
	}
}

func joinKeys(s []string) string {
	out := ""
	for _, x := range s {
		out += " " + x
	}
	return out
}

func sortedFigures(m map[string][]span) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func (v *verifier) follow(spans []span) {
	sort.Slice(spans, func(i, j int) bool { return spans[i].From.Before(spans[j].From) })
	for i := 1; i < len(spans); i++ {
		last, next := spans[i-1], spans[i]
		switch {
		case last.To.IsZero() || !last.To.Before(next.From):
			v.add(next.at, "period from "+next.From.String()+" overlaps the one from "+last.From.String())
		case last.To.AddDays(1) != next.From && !v.knownGap(next.at, last.To.AddDays(1), next.From.AddDays(-1)):
			v.add(next.at, "gap from "+last.To.AddDays(1).String()+" to "+next.From.AddDays(-1).String())
		}
	}
}

// knownGap reports whether the gap is listed as not found.
func (v *verifier) knownGap(figure string, from, to date.Date) bool {
	t, ok := v.core.Table("gaps")
	if !ok {
		return false
	}
	for i := range t.Len() {
		if t.Get(i, "table")+" "+t.Get(i, "key") == figure && t.Get(i, "from") == from.String() && t.Get(i, "to") == to.String() {
			return true
		}
	}
	return false
}

// feeBands checks, on every first day of a band, that the bands of that day run
// from nothing without a hole to an open end and never fall.
func (v *verifier) feeBands(t *calc.Tables) {
	for _, r := range t.FeeBands {
		next, most := decimal.Zero, decimal.Zero
		open := false
		for _, b := range t.FeeBands {
			if !b.Has(r.From) {
				continue
			}
			at := "clearance_fee on " + r.From.String()
			if open || !b.Over.Equal(next) {
				v.add(at, "band over "+b.Over.String()+" does not join the one before")
			}
			if b.Amount.LessThan(most) {
				v.add(at, "band over "+b.Over.String()+" is cheaper than the one before")
			}
			most, open = b.Amount, !b.UpTo.Valid
			next = b.UpTo.Decimal
		}
		if !open {
			v.add("clearance_fee on "+r.From.String(), "no last band")
		}
	}
}

func (v *verifier) excise(t *calc.Tables) {
	for i := range t.Excise {
		r := &t.Excise[i]
		if len(r.Codes) == 0 {
			v.add("excise "+r.Variant, "no codes")
		}
		if !r.Missing && !r.Rate.Resolved() {
			v.add("excise "+r.Variant, "rate not resolved")
		}
	}
	for _, r := range t.RoadTaxFuel {
		found := false
		for i := range t.Excise {
			found = found || t.Excise[i].Variant == r.Variant
		}
		if !found {
			v.add("road_tax_fuel", r.Variant+" is no kind of the excise table")
		}
	}
}

// brackets checks that the engine-volume scales are continuous, as the articles
// make them: the top of each bracket is the base of the next.
func (v *verifier) brackets(t *calc.Tables) {
	for i := range t.Vehicle.Excise {
		a := &t.Vehicle.Excise[i]
		if a.UpToCC == 0 {
			continue
		}
		joined := false
		for j := range t.Vehicle.Excise {
			b := &t.Vehicle.Excise[j]
			if b.Kind != a.Kind || b.OverYears != a.OverYears || b.From != a.From || b.OverCC != a.UpToCC {
				continue
			}
			joined = true
			if top := a.Base.Add(a.PerCC.Mul(decimal.NewFromInt(int64(a.UpToCC - a.OverCC)))); !top.Equal(b.Base) {
				v.add("vehicle_excise "+a.Kind+" from "+a.From.String(), "jumps at "+strconv.Itoa(a.UpToCC)+" cm3: "+top.String()+" and "+b.Base.String())
			}
		}
		if !joined {
			v.add("vehicle_excise "+a.Kind+" from "+a.From.String(), "no bracket over "+strconv.Itoa(a.UpToCC)+" cm3")
		}
	}
}

// complete checks that the keys other programs depend on are all there.
func (v *verifier) complete(t *calc.Tables) {
	if t.LawKnownTo.IsZero() {
		v.add("horizon", "no day to which the law is known")
	}
	have := map[string]bool{}
	for _, p := range t.Procedures {
		have["procedure "+p.Key] = true
	}
	for _, r := range t.Incoterms {
		have["incoterm "+r.Term] = true
	}
	for _, r := range t.ValueElements {
		if !slices.Contains(calc.ValueElements, r.Key) || r.Treatment != calc.ValueAdded && r.Treatment != calc.ValueLeftOut {
			v.add("value_elements "+r.Key, "not an element with what becomes of it: "+r.Treatment)
		}
	}
	for _, k := range []string{"free_circulation", "temporary_import", "temporary_import_full_relief", "inward_processing", "outward_processing_return",
		"re_import", "re_export", "transit", "customs_warehouse", "free_zone", "end_use", "destruction", "export", "temporary_export"} {
		if !have["procedure "+k] {
			v.add("procedures", "no "+k)
		}
	}
	for _, k := range []string{"EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"} {
		if !have["incoterm "+k] {
			v.add("incoterms", "no "+k)
		}
	}
}
