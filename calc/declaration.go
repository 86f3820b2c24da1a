package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/rate"
)

// Money is an amount of a currency (ISO 4217).
type Money struct {
	Amount   decimal.Decimal
	Currency string
}

// Flow is the direction goods cross the border.
type Flow string

const (
	Import Flow = "import"
	Export Flow = "export"
)

// Declaration is what is asked of the engine: goods, their price and the facts
// that decide the payments. The zero value of each optional field means "not said".
type Declaration struct {
	// Date is the day the goods cross the border (import) or the declaration is
	// filed (export); the rates in force that day apply (Customs Code 242.3).
	Date date.Date
	// FXDate is the day of registration, whose Central Bank rate converts
	// currencies. The zero date means Date.
	FXDate    date.Date
	Flow      Flow      // "" means Import
	Procedure string    // key of the procedures table; "" means free circulation, or export for Flow Export
	Months    int       // temporary_import: months of stay
	Until     date.Date // temporary_import: last day of stay, instead of Months

	Declarant     string // company (default) | individual
	Channel       string // cargo (default) | carried | post
	AllowanceUsed *Money // carried, post: used of this calendar month's allowance already
	// LimitsUsed are quantities already brought in their period, by the key of
	// the limit and in its unit ("alcohol": 1 litre, "phone": 1 piece this year).
	LimitsUsed map[string]decimal.Decimal
	Minor      bool // carried, post: the person is under 18
	Minors     int  // carried: persons under 18 who travel with this adult

	Paper    bool // filed on paper: no e-service fee
	OffHours bool // cleared outside working hours (232.2)
	OffSite  bool // cleared outside the customs workplace (232.2)

	// Rates are manat for one unit of a currency, given by the user; they
	// override the embedded bulletin and are marked as the user's.
	Rates    map[string]decimal.Decimal
	Delivery Delivery
	// DutyOption is "best" (default: the lowest lawful duty whose proof is declared) or "mfn".
	DutyOption string
	// Readings choose how an unclear rule is read, where the readings table has
	// more than one; a key that is not named follows the table.
	Readings []Choice
	Lines    []Line
}

// Choice is the reading chosen for an unclear rule.
type Choice struct{ Key, Reading string }

// Delivery says what of the way to the border the price already holds.
// Customs value (gömrük dəyəri) includes transport, insurance, loading and
// unloading up to the point of entry.
type Delivery struct {
	Incoterm  string // EXW … DDP; "" means the price already is the value at the border
	Freight   *Money
	Insurance *Money
	Other     *Money
	// Additions are what customs value holds besides the price and the way to the
	// border, whatever the delivery term: commissions, packing, royalties, what
	// the buyer gave towards production.
	Additions *Money
	// Apportion spreads the added costs over the lines by "value" (default) or gross "mass".
	Apportion string
}

// Line is one good of the declaration.
type Line struct {
	Code           string // 4 to 10 digits; an individual's goods may have none
	Item           string // kind of an individual's goods, key of the items table; stands for the code and variant
	Description    string
	Origin         string // ISO 3166 alpha-2
	DispatchedFrom string
	TradedFrom     string // country of the seller; "" is taken as Origin where a preference asks for it
	OriginProof    string // none (default), st1, or the key of another certificate
	Price          Money  // invoice price of the line
	NetMass        decimal.NullDecimal
	GrossMass      decimal.NullDecimal
	Quantities     map[string]decimal.Decimal // by unit key
	Alcohol        decimal.NullDecimal        // % vol

	Duty         *rate.Rate // the user's own rate; overrides the tariff and is marked as the user's
	DutyText     string     // the words it was typed in
	DutyScenario string     // a statutory rate picked for a line whose rate is unknown: "0", "5" or "15"

	Relief          []string // articles claimed
	ExciseMarksPaid bool     // tobacco: excise already paid with the marks (Tax Code 191.3-1)
	// Variant is which of the kinds that share the code this good is, where the
	// code does not decide the excise or road tax ("cigars", "petrol_92", "none").
	Variant        string
	ProcessingCost *Money // outward_processing_return (Customs Code 200.3)
	Vehicle        *Vehicle
}
