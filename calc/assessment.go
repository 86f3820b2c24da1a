package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/rate"
)

// Status of a charge.
type Status string

const (
	Applied    Status = "applied"     // due, and in the total
	NotDue     Status = "not_due"     // not due, for the Reason given
	Possible   Status = "possible"    // law or practice is unclear: shown, not added
	NeedsInput Status = "needs_input" // due or not, but the engine has to be told more
	Unknown    Status = "unknown"     // the rate is not known
)

// Confidence says how a figure is known.
type Confidence string

const (
	Official Confidence = "official" // read from the official text or table
	Reported Confidence = "reported" // press or practice
	Inferred Confidence = "inferred" // concluded from other figures
	User     Confidence = "user"     // typed by the user
)

// worse returns the weaker of two confidences, for a charge that rests on several rows.
func worse(a, b Confidence) Confidence {
	rank := func(c Confidence) int {
		switch c {
		case Inferred:
			return 3
		case Reported:
			return 2
		case User:
			return 1
		}
		return 0
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// Kind of a charge.
type Kind string

const (
	ImportDuty            Kind = "import_duty"         // idxal gömrük rüsumu
	ExportDuty            Kind = "export_duty"         // ixrac gömrük rüsumu
	SeasonalDuty          Kind = "seasonal_duty"       // mövsümi rüsum
	AntidumpingDuty       Kind = "antidumping_duty"    // antidempinq rüsumu
	CountervailingDuty    Kind = "countervailing_duty" // kompensasiya rüsumu
	SafeguardDuty         Kind = "safeguard_duty"      // xüsusi rüsum
	Excise                Kind = "excise"              // aksiz
	VAT                   Kind = "vat"                 // ƏDV
	RoadTax               Kind = "road_tax"            // yol vergisi
	ClearanceFee          Kind = "clearance_fee"       // gömrük yığımı
	EService              Kind = "e_service"           // elektron gömrük xidməti haqqı
	EServiceVAT           Kind = "e_service_vat"
	VehicleCertificate    Kind = "vehicle_certificate" // vəsiqə
	ConformityCertificate Kind = "conformity_certificate"
	Expertise             Kind = "expertise"
	UtilisationFee        Kind = "utilisation_fee" // utilizasiya haqqı
	TransitFee            Kind = "transit_fee"
	StorageFee            Kind = "storage_fee"
	EscortFee             Kind = "escort_fee"
	StateDuty             Kind = "state_duty"    // dövlət rüsumu
	LateInterest          Kind = "late_interest" // dəbbə pulu
	DeferralInterest      Kind = "deferral_interest"
	RefundInterest        Kind = "refund_interest" // paid by customs (267.4)
)

// Kinds lists every kind of charge in the order a declaration shows them.
var Kinds = []Kind{ImportDuty, SeasonalDuty, AntidumpingDuty, CountervailingDuty, SafeguardDuty, ExportDuty, Excise, VAT, RoadTax,
	ClearanceFee, EService, EServiceVAT, VehicleCertificate, ConformityCertificate, Expertise, UtilisationFee, TransitFee,
	StorageFee, EscortFee, StateDuty, LateInterest, DeferralInterest, RefundInterest}

// Box is the payment's code in box 47 of a declaration; "" where it is not known.
func (k Kind) Box() string {
	switch k {
	case ClearanceFee:
		return "01"
	case VehicleCertificate:
		return "05"
	case ImportDuty:
		return "20"
	case Excise:
		return "30"
	case VAT:
		return "32"
	case Expertise:
		return "55"
	case UtilisationFee:
		return "56"
	case ConformityCertificate:
		return "71"
	case EService:
		return "75"
	case EServiceVAT:
		return "85"
	}
	return ""
}

// Source is where a figure comes from. Date is the day it took effect, Checked
// the day the source was read.
type Source struct {
	Act, Article, URL string
	Date, Checked     date.Date
}

// Arg is a named argument of a message.
type Arg struct{ Name, Value string }

// Step is one operation of a computation; see [rate.Step].
type Step = rate.Step

// Charge is one payment: of a line or of the whole declaration.
type Charge struct {
	Kind       Kind
	Status     Status
	Base       decimal.NullDecimal // manat, or the quantity a specific rate is charged on
	Rate       string              // neutral short form; a face prints RateTree in words
	RateTree   *rate.Rate
	Amount     decimal.NullDecimal // manat; invalid unless Applied or NotDue
	Reason     string              // message key, with ReasonArgs
	ReasonArgs []Arg
	Confidence Confidence
	Layer      Layer // of the tariff a duty's rate comes from; "" for other charges and for a rate the user typed
	Steps      []Step
	Source     *Source
	baseUnit   string          // of a Base that is the quantity of the rate in force on the day
	exact      decimal.Decimal // before rounding, for a month's sum
	taxable    decimal.Decimal // VAT: the line's taxable value, without the payments in the base
	// Hints are rates reported for the code, which a user may adopt; nothing is computed with them.
	Hints []Hint
	// Claims are reliefs that a document would open for this line.
	Claims []Claim
}

// BaseIsQuantity reports whether Base counts units of measure or sheets rather
// than manat.
func (c *Charge) BaseIsQuantity() bool { return c.Kind == EService || c.BaseUnit() != "" }

// BaseUnit is the unit of measure of a Base that is a quantity, "" of another.
func (c *Charge) BaseUnit() string {
	switch {
	case c.baseUnit != "":
		return c.baseUnit
	case c.Kind == EService:
		return ""
	case c.RateTree != nil:
		return c.RateTree.Unit()
	case c.Kind == Excise && c.Base.Valid:
		return "cm3" // of a vehicle with a factor of age, which has no tree of its own
	}
	return ""
}

// Hint is a rate that is reported but not verified for the code.
type Hint struct {
	Code       string // the code the report names, often a heading
	Rate       rate.Rate
	Condition  string // message-free text of the source ("new", "months 2–5"), in English
	From, To   date.Date
	Confidence Confidence
	Source     Source
}

// Claim is a relief offered: what it frees and what proves it.
type Claim struct {
	Article string // value for Line.Relief
	Frees   string // "vat", "duty", "excise" or a list joined with "+"
	Until   date.Date
	Source  Source
}

// LineResult is the assessment of one line.
type LineResult struct {
	N            int // 1 for the first line
	Code         string
	CustomsValue decimal.NullDecimal // manat
	ValueSteps   []Step
	Unit         []string // supplementary units of the tariff line
	Charges      []Charge
	Relief       *LineRelief // an individual's goods
}

// Need is something the engine still has to be told; it drives the form.
type Need struct {
	Line    int // 1 for the first line; 0 for the declaration
	Field   string
	Unit    string
	Why     string
	Choices []string
}

// Warning is said on top of the result.
type Warning struct {
	Code string
	Line int // 0 for the declaration
	Args []Arg
}

// Option is a lawful alternative: the general rate or a preference.
type Option struct {
	Name      string // "mfn", "fta:RU"
	Total     decimal.NullDecimal
	TotalFrom decimal.NullDecimal
	Chosen    bool   // this is what the assessment above computed
	Proven    bool   // all its proof is declared
	Needs     []Need // the proof that is missing
	Source    *Source
}

// Scenario is the total if the unknown duty rates were one of the statutory rates.
type Scenario struct {
	Duty      string // "0", "5", "15": per cent of the customs value
	Total     decimal.NullDecimal
	TotalFrom decimal.NullDecimal // instead of Total when something else is open too
}

// FXUsed is an exchange rate the computation used.
type FXUsed struct {
	Currency string
	Rate     decimal.Decimal // manat for 1 unit
	Date     date.Date       // of the bulletin; the registration day for a user's rate
	Source   string          // "cbar" or "user"
	Own      bool            // a bulletin that the user has loaded
}

// Assessment is the answer.
type Assessment struct {
	Complete     bool // every charge is settled; otherwise Total is invalid
	CustomsValue decimal.NullDecimal
	Lines        []LineResult
	Charges      []Charge // of the whole declaration
	Total        decimal.NullDecimal
	TotalFrom    decimal.NullDecimal // when incomplete: at least this
	TotalTo      decimal.NullDecimal // when incomplete and it can be said: at most this
	Options      []Option
	Scenarios    []Scenario
	Conflicts    []Conflict // rules on which the sources differ, of vehicles
	Needs        []Need
	Warnings     []Warning
	FX           []FXUsed
	Personal     *PersonalUse // an individual's goods: the limits and how far they are used

	Version    string // of the data
	LawKnownTo date.Date
	FXBulletin date.Date // of the latest bulletin at hand
}
