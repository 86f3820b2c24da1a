package tariffdata

import (
	"errors"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// LoadTables builds the engine's tables of law from the core and the tariff
// tables at hand, the first of which has precedence. The last one is the
// embedded one; any before it were loaded by the user and are named in results.
func LoadTables(c *Core, tariffs ...*Tariff) (*calc.Tables, error) {
	return LoadTablesResting(func() {}, c, tariffs...)
}

// LoadTablesResting is LoadTables for a page that has only one thread: rest is
// called after each table.
func LoadTablesResting(rest func(), c *Core, tariffs ...*Tariff) (*calc.Tables, error) {
	l := &loader{core: c, rest: rest}
	t := &calc.Tables{
		Version: c.Version(),
		Countries: func(a2 string) bool {
			_, ok := c.Country(a2)
			return ok
		},
	}
	for _, b := range c.Bulletins() {
		t.Bulletins = append(t.Bulletins, bulletin(b))
	}
	l.each("horizon", func(r row) { t.LawKnownTo = r.date("known_to") })
	l.each("statutory_duty", func(r row) {
		t.StatutoryDuties = append(t.StatutoryDuties, calc.StatutoryRow{Basis: r.basis(), Percent: r.dec("percent")})
	})
	l.each("vat", func(r row) {
		t.VAT = append(t.VAT, calc.VATRow{Basis: r.basis(), Flow: calc.Flow(r.text("flow")), Percent: r.dec("percent")})
	})
	l.each("clearance_fee", func(r row) {
		t.FeeBands = append(t.FeeBands, calc.FeeBandRow{Basis: r.basis(), Over: r.dec("over"), UpTo: r.optional("up_to"), Amount: r.dec("amount")})
	})
	l.each("e_service", func(r row) {
		t.EServices = append(t.EServices, calc.EServiceRow{Basis: r.basis(), PerSheet: r.dec("per_sheet"), FirstLines: r.int("first_lines"),
			SheetLines: r.int("sheet_lines"), VATPercent: r.dec("vat_percent")})
	})
	l.each("incoterms", func(r row) {
		t.Incoterms = append(t.Incoterms, calc.IncotermRow{Basis: r.basis(), Term: r.text("term"), Freight: r.yes("freight"),
			Insurance: r.yes("insurance"), Other: r.yes("other")})
	})
	l.each("value_elements", func(r row) {
		t.ValueElements = append(t.ValueElements, calc.ValueElementRow{Basis: r.basis(), Key: r.text("key"), Treatment: r.text("treatment")})
	})
	l.each("procedures", func(r row) {
		t.Procedures = append(t.Procedures, calc.ProcedureRow{Basis: r.basis(), Key: r.text("key"), Flow: calc.Flow(r.text("flow")), Charges: r.text("charges"),
			FeeDue: r.yes("fee_due"), MonthlyPct: r.optional("monthly_percent").Decimal, MaxMonths: r.int("max_months"), MaxYears: r.int("max_years"),
			Suspends: r.yes("suspends"), Security: r.text("security"), SecurityArticle: r.text("security_article")})
	})
	l.each("partners", func(r row) {
		t.Partners = append(t.Partners, calc.PartnerRow{Basis: r.basis(), Country: r.text("country"), Proof: r.text("proof")})
	})
	l.each("preferences", func(r row) {
		t.Preferences = append(t.Preferences, calc.PreferenceRow{Basis: r.basis(), Name: r.text("name"), Country: r.text("country"), Code: r.text("code"),
			Cut: r.dec("cut"), Proof: r.text("proof"), Quota: r.yes("quota")})
	})
	l.each("remedies", func(r row) {
		t.Remedies = append(t.Remedies, calc.RemedyRow{Basis: r.basis(), Kind: calc.Kind(r.text("kind")), Code: r.text("code"), Country: r.text("country"), Rate: r.rate("rate")})
	})
	l.each("excise", func(r row) {
		x := calc.ExciseRow{Basis: r.basis(), Variant: r.text("variant"), Codes: r.list("codes"), NotCodes: r.list("not_codes"), CodeAlone: r.yes("code_alone"),
			Special: r.text("special"), Marked: r.yes("marked"), MarksPay: r.yes("marks_pay"), Wholesale: r.yes("wholesale"),
			Maybe: r.text("maybe"), MaybeFrom: r.date("maybe_from"), Missing: r.yes("missing")}
		if !x.Missing {
			x.Rate = r.rate("rate")
		}
		t.Excise = append(t.Excise, x)
	})
	l.each("road_tax_fuel", func(r row) {
		t.RoadTaxFuel = append(t.RoadTaxFuel, calc.RoadTaxFuelRow{Basis: r.basis(), Variant: r.text("variant"), Rate: r.rate("rate")})
	})
	l.each("reliefs", func(r row) {
		t.Reliefs = append(t.Reliefs, calc.ReliefRow{Basis: r.basis(), Article: r.text("key"), Flow: calc.Flow(r.text("flow")), Codes: r.list("codes"),
			CodesOpen: r.yes("codes_open"), Automatic: r.yes("automatic"), VAT: r.yes("vat"), Duty: r.yes("duty"), Excise: r.yes("excise"), ZeroRate: r.yes("zero_rate")})
	})
	l.each("bans", func(r row) {
		t.Bans = append(t.Bans, calc.BanRow{Basis: r.basis(), Key: r.text("key"), Codes: r.list("codes")})
	})
	l.each("interest", func(r row) {
		t.Interest = append(t.Interest, calc.InterestRow{Basis: r.basis(), Kind: r.text("kind"), Percent: r.dec("percent"),
			MinDays: r.int("min_days"), MaxDays: r.int("max_days"), YearDays: r.int("year_days"), KnownTo: r.date("known_to")})
	})
	l.times(t)
	l.personal(t)
	l.vehicles(t)
	l.foreignVehicles(t)
	tariff := &layeredTariff{core: c, tables: tariffs}
	l.each("known_rates", func(r row) {
		tariff.known = append(tariff.known, knownRate{flow: calc.Flow(r.text("flow")), RateRow: calc.RateRow{Basis: r.basis(), Code: r.text("code"),
			Layer: calc.Layer(r.text("layer")), Rate: r.rate("rate"), Condition: r.text("condition"), ByName: r.yes("by_name")}})
	})
	t.Tariff = tariff
	if l.err != nil {
		return nil, l.err
	}
	return t, nil
}

func (l *loader) vehicles(t *calc.Tables) {
	l.each("vehicle_duty", func(r row) {
		t.Vehicle.Duty = append(t.Vehicle.Duty, calc.VehicleDutyRow{Basis: r.basis(), Kind: r.text("kind"), Fuels: r.list("fuels"), OverCC: r.int("over_cc"), UpToCC: r.int("up_to_cc"),
			Class: r.text("class"), OverYears: r.int("over_years"), UpToYears: r.int("up_to_years"), OverKG: r.int("over_kg"), Report: r.yes("report"), Rate: r.rate("rate")})
	})
	l.each("vehicle_excise", func(r row) {
		t.Vehicle.Excise = append(t.Vehicle.Excise, calc.VehicleExciseRow{Basis: r.basis(), Kind: r.text("kind"), Codes: r.list("codes"), OverCC: r.int("over_cc"), UpToCC: r.int("up_to_cc"),
			OverYears: r.int("over_years"), Base: r.dec("base"), PerCC: r.dec("per_cc")})
	})
	l.each("vehicle_factor", func(r row) {
		t.Vehicle.Factors = append(t.Vehicle.Factors, calc.VehicleFactorRow{Basis: r.basis(), Kind: r.text("kind"), Fuels: r.list("fuels"),
			OverYears: r.int("over_years"), OverKM: r.int("over_km"), Factor: r.dec("factor")})
	})
	l.each("vehicle_fee", func(r row) {
		key, reading, _ := strings.Cut(r.text("reading"), "=")
		t.Vehicle.Fees = append(t.Vehicle.Fees, calc.VehicleFeeRow{Basis: r.basis(), Fee: calc.Kind(r.text("fee")), Kinds: r.list("kinds"), Fuels: r.list("fuels"),
			FromYear: r.int("from_year"), ToYear: r.int("to_year"), Amount: r.optional("amount").Decimal, Status: r.text("status"), Reason: r.text("reason"),
			Temporary: r.yes("temporary"), ReadingKey: key, Reading: reading})
	})
	l.each("vehicle_relief", func(r row) {
		t.Vehicle.Reliefs = append(t.Vehicle.Reliefs, calc.VehicleReliefRow{Article: r.text("key"), Kinds: r.list("kinds"), Fuels: r.list("fuels"),
			OverYears: r.int("over_years"), UpToYears: r.int("up_to_years"), UpToCC: r.int("up_to_cc"), Automatic: r.yes("automatic")})
	})
	l.each("vehicle_rule", func(r row) {
		t.Vehicle.Rules = append(t.Vehicle.Rules, calc.VehicleRuleRow{Basis: r.basis(), Rule: r.text("rule"), Kinds: r.list("kinds"), Origins: r.list("origins"),
			Years: r.int("years"), MadeFrom: r.int("made_from")})
	})
	l.each("readings", func(r row) {
		t.Readings = append(t.Readings, calc.ReadingRow{Basis: r.basis(), Key: r.text("key"), Reading: r.text("reading"), Value: r.int("value"), Use: r.yes("use"),
			Kinds: r.list("kinds"), Fuels: r.list("fuels")})
	})
}

func (l *loader) foreignVehicles(t *calc.Tables) {
	l.each("road_tax_stay", func(r row) {
		s := calc.RoadTaxStayRow{Basis: r.basis(), Kind: r.text("kind"), Class: r.text("cls"), Over: r.int("over"), UpTo: r.int("up_to"), UpToDays: r.int("up_to_days"),
			Amount: r.dec("amount"), PerDay: r.optional("per_day").Decimal}
		if s.Class == "" {
			t.RoadTaxVehicle.Stay = append(t.RoadTaxVehicle.Stay, s)
		} else {
			t.RoadTaxVehicle.Dangerous = append(t.RoadTaxVehicle.Dangerous, s)
		}
	})
	l.each("road_tax_heavy", func(r row) {
		t.RoadTaxVehicle.Heavy = append(t.RoadTaxVehicle.Heavy, calc.RoadTaxHeavyRow{Basis: r.basis(), OverTonnes: r.dec("over_t"),
			UpToTonnes: r.optional("up_to_t").Decimal, PerKM: r.dec("per_km")})
	})
}

// times are the tables about terms, working days and what is charged beside the
// payments of a declaration.
func (l *loader) times(t *calc.Tables) {
	l.each("terms", func(r row) {
		t.Terms = append(t.Terms, calc.TermRow{Basis: r.basis(), Subject: r.text("subject"), Name: r.text("name"), Count: r.int("count"), Unit: r.text("unit"),
			Start: r.text("start"), Extend: r.int("extend"), ExtUnit: r.text("extend_unit"), Open: r.text("kind") == "open", Missing: r.text("kind") == "missing"})
	})
	l.each("holidays", func(r row) {
		t.Holidays = append(t.Holidays, calc.HolidayRow{Basis: r.basis(), Key: r.text("key"), Month: r.int("month"), Day: r.int("day"), Moved: r.yes("moved")})
	})
	l.each("holiday_dates", func(r row) {
		t.HolidayDates = append(t.HolidayDates, calc.HolidayDateRow{Basis: r.basis(), Key: r.text("key"), First: r.date("first"), Last: r.date("last")})
	})
	l.each("moved_days", func(r row) {
		t.MovedDays = append(t.MovedDays, calc.MovedDayRow{Basis: r.basis(), Day: r.date("day"), Working: r.yes("working")})
	})
	l.each("other_fees", func(r row) {
		t.OtherFees = append(t.OtherFees, calc.OtherFeeRow{Basis: r.basis(), Key: r.text("key"), Group: r.text("group"), Kind: calc.Kind(r.text("kind")),
			Amount: r.optional("amount"), Currency: r.text("currency"), Per: r.optional("per"), Unit: r.text("unit"), Hours: r.int("hours"),
			Factor: r.optional("factor"), Missing: r.yes("missing")})
	})
	l.each("permit_duty", func(r row) {
		t.PermitDuties = append(t.PermitDuties, calc.PermitDutyRow{Basis: r.basis(), Case: r.text("case"), Kind: r.text("kind"),
			Amount: calc.Money{Amount: r.dec("amount"), Currency: r.text("currency")}})
	})
}

// loader reads typed cells and keeps the first error, so that the tables above
// read as the list of their columns.
type loader struct {
	core   *Core
	err    error
	column int // where the next column is looked for first
	rest   func()
}

type row struct {
	l *loader
	t *Table
	i int
}

func (l *loader) each(table string, f func(row)) {
	t, ok := l.core.Table(table)
	if !ok {
		l.fail("tariffdata: law table " + table + " is missing")
		return
	}
	l.column = 0
	for i := 0; i < t.Len() && l.err == nil; i++ {
		f(row{l, &t, i})
	}
	l.rest()
}

func (l *loader) fail(why string) {
	if l.err == nil {
		l.err = errors.New(why)
	}
}

func (r row) bad(column, why string) {
	r.l.fail("tariffdata: " + r.t.Name + " row " + strconv.Itoa(r.i+1) + ", " + column + ": " + why + " " + strconv.Quote(r.t.Get(r.i, column)))
}

// text looks a column up from where the last was found: every row is asked for
// the same columns in the same order.
func (r row) text(column string) string {
	n := len(r.t.columns)
	for range n {
		k := r.l.column
		if r.l.column++; r.l.column == n {
			r.l.column = 0
		}
		if r.t.columns[k] == column {
			return r.t.cells[k][r.i]
		}
	}
	return ""
}

func (r row) list(column string) []string {
	s := r.text(column)
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func (r row) yes(column string) bool {
	switch r.text(column) {
	case "yes":
		return true
	case "no", "":
		return false
	}
	r.bad(column, "want yes or no")
	return false
}

func (r row) int(column string) int {
	s := r.text(column)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		r.bad(column, "want a whole number")
	}
	return n
}

func (r row) dec(column string) decimal.Decimal {
	d, err := num.Parse(r.text(column))
	if err != nil {
		r.bad(column, "want a number")
	}
	return d
}

func (r row) optional(column string) decimal.NullDecimal {
	if r.text(column) == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.dec(column))
}

func (r row) date(column string) date.Date {
	s := r.text(column)
	if s == "" {
		return date.Date{}
	}
	d, err := date.Parse(s)
	if err != nil {
		r.bad(column, "want a date")
	}
	return d
}

func (r row) rate(column string) rate.Rate {
	v, err := rate.Decode(r.text(column))
	if err != nil {
		r.bad(column, err.Error())
	}
	return v
}

func (r row) basis() calc.Basis {
	b := calc.Basis{
		Period: calc.Period{From: r.date("valid_from"), To: r.date("valid_to")},
		Source: calc.Source{Act: r.text("act"), Article: r.text("article"), URL: r.text("url"), Checked: r.date("checked")},
	}
	b.Source.Date = b.From
	switch c := calc.Confidence(r.text("confidence")); c {
	case calc.Official, calc.Reported, calc.Inferred:
		b.Confidence = c
	default:
		r.bad("confidence", "want official, reported or inferred")
	}
	return b
}
