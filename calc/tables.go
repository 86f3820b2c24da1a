package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/rate"
)

// Tables is the law as data: every figure the engine uses, each row with its
// period and source. Package tariffdata fills it from the embedded data; a
// test may give it three rows of its own.
type Tables struct {
	Version    string
	LawKnownTo date.Date

	Tariff    Tariff
	Countries func(alpha2 string) bool
	Bulletins []Bulletin // ascending by date

	StatutoryDuties []StatutoryRow
	VAT             []VATRow
	Excise          []ExciseRow
	Reliefs         []ReliefRow
	Partners        []PartnerRow
	Preferences     []PreferenceRow
	Remedies        []RemedyRow
	RoadTaxFuel     []RoadTaxFuelRow
	FeeBands        []FeeBandRow
	EServices       []EServiceRow
	Incoterms       []IncotermRow
	ValueElements   []ValueElementRow
	Procedures      []ProcedureRow
	Bans            []BanRow
	Allowances      []AllowanceRow
	Personal        PersonalTables
	Interest        []InterestRow
	Readings        []ReadingRow
	Terms           []TermRow
	Holidays        []HolidayRow
	HolidayDates    []HolidayDateRow
	MovedDays       []MovedDayRow
	OtherFees       []OtherFeeRow
	PermitDuties    []PermitDutyRow
	Vehicle         VehicleTables
	RoadTaxVehicle  RoadTaxVehicleTables
}

// Period is a span of days, both ends included; a zero end is open.
type Period struct{ From, To date.Date }

// Has reports whether the day lies in the period.
func (p Period) Has(d date.Date) bool { return d.Within(p.From, p.To) }

// Basis is what stands behind a row.
type Basis struct {
	Period
	Source     Source
	Confidence Confidence
}

// Tariff answers what is known of a code. The longest code that is a prefix of
// the asked one wins inside a layer, and official > verified > reported.
type Tariff interface {
	// Known is the longest prefix of code that the nomenclature has, "" if none.
	Known(code string) string
	// Units are the supplementary units of the line the code falls under.
	Units(code string) []string
	// Rates are the rows of the flow that apply to the code on the day, the
	// one to use first. Rows of layer Hint are never to be used by themselves.
	Rates(code string, flow Flow, day date.Date) []RateRow
	// Below are the known rows of the flow on lines under the code, for a code that is not yet complete.
	Below(code string, flow Flow, day date.Date) []RateRow
	// History are all rows of the flow that ever applied to the code, and the
	// known ones on lines under it.
	History(code string, flow Flow) []RateRow
}

// Layer of the tariff a rate comes from.
type Layer string

const (
	LayerOfficial Layer = "official" // the official table, loaded by a maintainer or the user
	LayerVerified Layer = "verified" // a line whose code a source quotes
	LayerReported Layer = "reported" // known from reports by description: a hint
)

// RateRow is one known rate of the tariff.
type RateRow struct {
	Basis
	Code      string
	Layer     Layer
	Rate      rate.Rate
	Condition string
	ByName    bool   // the source names the goods, the code is by description
	Table     string // name of a table loaded by the user, "" otherwise
}

// StatutoryRow is one of the ad valorem rates that the tariff uses at all
// (decision 500/2017: 0, 5 and 15 %).
type StatutoryRow struct {
	Basis
	Percent decimal.Decimal
}

// VATRow is a rate of VAT on a flow.
type VATRow struct {
	Basis
	Flow    Flow
	Percent decimal.Decimal
}

// Bulletin is a Central Bank bulletin: manat for one unit of each currency.
type Bulletin struct {
	Date  date.Date
	Own   bool // loaded by the user
	Rates map[string]decimal.Decimal
}

// ExciseRow is the import excise of one kind of good. Several variants may
// share a code; then the code alone does not decide.
type ExciseRow struct {
	Basis
	Variant   string   // message key "variant.…"
	Codes     []string // prefixes
	NotCodes  []string // prefixes carved out
	CodeAlone bool     // the code alone decides: no question is asked
	Rate      rate.Rate
	Special   string // "diamond": multiplied by the weight of one stone (190.4.4)
	Marked    bool   // must carry excise marks (194.1)
	MarksPay  bool   // excise is paid when the marks are obtained (191.3-1)
	Wholesale bool   // the base may not be below the wholesale market price (185.2)
	Maybe     string // a later rate that is only concluded, for a warning
	MaybeFrom date.Date
	Missing   bool // excisable, but the rate was not found
}

// ReliefRow frees goods from VAT, duty or excise.
type ReliefRow struct {
	Basis
	Article string // key of Line.Relief, "164.1.27"
	Flow    Flow
	Codes   []string // empty: any code
	// CodesOpen says that Codes are only where the relief is usual: the list of
	// the act was not obtained in full, so a claim is accepted for any code.
	CodesOpen bool
	Automatic bool // the code alone decides
	VAT       bool
	Duty      bool
	Excise    bool
	ZeroRate  bool // VAT at 0 % (art. 165) rather than exempt (164)
}

// PartnerRow is a free-trade partner.
type PartnerRow struct {
	Basis
	Country string
	Proof   string // "st1"
}

// PreferenceRow is a preference for listed codes: a cut of the general rate,
// perhaps within a quota. The table may be empty.
type PreferenceRow struct {
	Basis
	Name    string // "tr-pta"
	Country string
	Code    string
	Cut     decimal.Decimal // per cent taken off the general rate
	Proof   string
	Quota   bool // only within a yearly quota, whose balance the user must check
}

// RemedyRow is an anti-dumping, countervailing or safeguard duty.
type RemedyRow struct {
	Basis
	Kind    Kind
	Code    string
	Country string // "" for any origin
	Rate    rate.Rate
}

// RoadTaxFuelRow is the road tax on imported motor fuel (Tax Code 211.1.2).
type RoadTaxFuelRow struct {
	Basis
	Variant string // the excise variant that is motor fuel
	Rate    rate.Rate
}

// FeeBandRow is a band of the clearance fee: over Over and up to UpTo inclusive.
type FeeBandRow struct {
	Basis
	Over   decimal.Decimal
	UpTo   decimal.NullDecimal
	Amount decimal.Decimal
}

// EServiceRow is the fee of the electronic customs service.
type EServiceRow struct {
	Basis
	PerSheet   decimal.Decimal
	FirstLines int // lines of the main sheet
	SheetLines int // lines of each further sheet
	VATPercent decimal.Decimal
}

// IncotermRow says which costs to the border a term's price already holds.
type IncotermRow struct {
	Basis
	Term                      string
	Freight, Insurance, Other bool // true: in the price
}

// ProcedureRow says what a customs procedure charges.
type ProcedureRow struct {
	Basis
	Key        string
	Flow       Flow
	Charges    string // "full", "none", "partial", "processing_cost", "export"
	FeeDue     bool   // clearance fee
	MonthlyPct decimal.Decimal
	MaxMonths  int
	MaxYears   int
	// Suspends says that what is not charged is put off rather than forgiven: it
	// falls due when the conditions are broken (239.1.3), and security covers it.
	Suspends bool
	// Security that customs ask for: "exact" the debt is paid or secured before
	// release (163.1); "possible" they may ask for it (250.2); "optional" only as
	// optional security (252); "" none, since no debt can arise.
	Security        string
	SecurityArticle string
}

// BanRow is a prohibition that is a warning before any number.
type BanRow struct {
	Basis
	Key   string // message key "ban.…"
	Codes []string
}

// InterestRow is a rate of interest: kind "late" per day, "deferral" per year.
type InterestRow struct {
	Basis
	Kind     string
	Percent  decimal.Decimal
	MinDays  int       // deferral: shortest
	MaxDays  int       // late: most days charged; deferral: longest
	YearDays int       // deferral: days of the year the rate is divided by
	KnownTo  date.Date // last day for which the rate is confirmed; zero: its whole period
}

// TermRow is a term (müddət) that the law sets for a procedure or a request.
type TermRow struct {
	Basis
	Subject string // a procedure's key, "declaration", "refund", …
	Name    string // message key "term.…"
	Count   int
	Unit    string // "day", "month", "year"
	Start   string // the event it runs from: message key "event.…"
	Extend  int    // by how much it may be prolonged, 0 not
	ExtUnit string
	Open    bool // the law sets no limit
	Missing bool // there is a limit, set elsewhere, that was not found
}

// HolidayRow is a holiday on the same day every year that is no working day
// (iş günü hesab edilməyən bayram günü).
type HolidayRow struct {
	Basis
	Key        string
	Month, Day int
	Moved      bool // a rest day that falls on it moves to the next working day (Labour Code 105.5)
}

// HolidayDateRow are the days of a movable holiday in one year: Novruz,
// Ramazan, Qurban. A year without rows is a year whose days are not known.
type HolidayDateRow struct {
	Basis
	Key         string
	First, Last date.Date
}

// MovedDayRow is a day that a decision made a working or a rest day (Labour
// Code 105.7), or a day of voting (105-1).
type MovedDayRow struct {
	Basis
	Day     date.Date
	Working bool
}

// OtherFeeRow is a fee, charge or state duty besides the payments of a
// declaration. Missing says that it is due but its amount was not found.
type OtherFeeRow struct {
	Basis
	Key      string // message key "fee.…"
	Group    string // "storage", "fee" (yığım), "haqq", "state_duty"
	Kind     Kind
	Amount   decimal.NullDecimal
	Currency string
	Per      decimal.NullDecimal // per so many units; invalid: for one act
	Unit     string
	Hours    int                 // … and so many hours
	Factor   decimal.NullDecimal // instead of an amount: the fee is multiplied
	Missing  bool
}

// PermitDutyRow is the state duty for a permit ("İcazə") of a foreign road
// carrier, for one permit.
type PermitDutyRow struct {
	Basis
	Case   string // message key "permit.…"
	Kind   string // "truck", "bus"
	Amount Money
}
