package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/rate"
)

// VehicleTables are the rates that depend on engine, fuel and age.
type VehicleTables struct {
	Duty    []VehicleDutyRow
	Excise  []VehicleExciseRow
	Factors []VehicleFactorRow
	Fees    []VehicleFeeRow
	Reliefs []VehicleReliefRow
	Rules   []VehicleRuleRow
}

// VehicleDutyRow is a rate of import duty of a kind of vehicle.
type VehicleDutyRow struct {
	Basis
	Kind           string
	Fuels          []string // empty: any
	OverCC, UpToCC int      // UpToCC 0: no upper bound
	Class          string   // "new" or "used" (reading new_car says which a vehicle is); "" for both
	OverYears      int      // age in years more than
	UpToYears      int      // and at most; 0: no upper bound
	OverKG         int      // own mass more than; 0: any
	// Report marks a rate of one report only: shown, with what it would change, and
	// used when the user adopts it.
	Report bool
	Rate   rate.Rate
}

// VehicleExciseRow is a bracket of the engine-volume scale (Tax Code 190.4). A
// row without base and rate says that the kind was not excisable in its period.
type VehicleExciseRow struct {
	Basis
	Kind           string
	Codes          []string // headings of the kind
	OverCC, UpToCC int
	OverYears      int // more than so many years old
	Base, PerCC    decimal.Decimal
}

// VehicleFactorRow multiplies the excise of an old or far-driven vehicle
// (190.4.1-2, 190.4.1-4).
type VehicleFactorRow struct {
	Basis
	Kind      string
	Fuels     []string // empty: any
	OverYears int
	OverKM    int // or more than so many kilometres; 0: age alone
	Factor    decimal.Decimal
}

// VehicleFeeRow is a fee on clearing a vehicle.
type VehicleFeeRow struct {
	Basis
	Fee      Kind
	Kinds    []string
	Fuels    []string // empty: any
	FromYear int      // age in years, from
	ToYear   int      // and below; 0: no bound
	Amount   decimal.Decimal
	// Status is "due", "none" (not charged, Reason says why) or "possible"
	// (whether it is charged was not found).
	Status, Reason string
	Temporary      bool   // also on temporary import
	ReadingKey     string // the row holds under this reading only; "" always
	Reading        string
}

// VehicleReliefRow is what a vehicle must be for a relief of the reliefs table.
type VehicleReliefRow struct {
	Article   string
	Kinds     []string
	Fuels     []string // empty: any
	OverYears int      // age in years more than; 0: any
	UpToYears int      // at most; 0: any
	UpToCC    int      // 0: any
	Automatic bool     // a vehicle that is so has the relief without a document
}

// VehicleRuleRow is a condition of importing a vehicle at all: "max_age" in
// years, "euro4" by the year cars of a market began to meet the standard.
type VehicleRuleRow struct {
	Basis
	Rule     string
	Kinds    []string
	Origins  []string // empty: any
	Years    int
	MadeFrom int
}

// RoadTaxVehicleTables is the road tax of foreign vehicles (Tax Code 211.1.1, 211.2, 211.3), in US dollars.
type RoadTaxVehicleTables struct {
	Stay      []RoadTaxStayRow
	Heavy     []RoadTaxHeavyRow
	Dangerous []RoadTaxStayRow
}

// RoadTaxStayRow is the tax of a class of vehicle for a stay up to UpToDays; a
// further day costs PerDay on top where UpToDays is 0.
type RoadTaxStayRow struct {
	Basis
	Kind       string // car | bus | truck
	Class      string // dangerous goods: low | dangerous | special
	Over, UpTo int    // engine cm3, seats or axles
	UpToDays   int
	Amount     decimal.Decimal
	PerDay     decimal.Decimal
}

// RoadTaxHeavyRow is the tax of a heavy vehicle per kilometre.
type RoadTaxHeavyRow struct {
	Basis
	OverTonnes, UpToTonnes decimal.Decimal
	PerKM                  decimal.Decimal
}
