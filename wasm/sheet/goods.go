package sheet

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// Several calculators ask for one good or one vehicle. goodsFields and goodsMore
// are those questions, their words the texts ui.good.<id>; Scan.Good reads them.

func isVehicle(get func(string) string) bool { return get("what") == "vehicle" }

func isGoods(get func(string) string) bool { return !isVehicle(get) }

// goodsFields are the questions that nearly always matter, goodsMore those that
// some rates depend on. They are data and not built when the program starts.
var goodsFields = []Field{
	{ID: "what", Label: "ui.good.what", Kind: Choice, Def: "goods", Choices: []string{"goods", "vehicle"}, Wide: true},
	{ID: "code", Label: "ui.good.code", Kind: Code, Show: isGoods},
	{ID: "v-kind", Label: "ui.good.v-kind", Kind: Choice, Choices: calc.VehicleKinds, Words: "vehicle.", Plain: true, Show: isVehicle},
	{ID: "v-fuel", Label: "ui.good.v-fuel", Kind: Choice, Choices: calc.VehicleFuels, Words: "fuel.", Plain: true, Show: hasEngine},
	{ID: "v-cc", Label: "ui.good.v-cc", Kind: Whole, Show: hasVolume},
	{ID: "v-made", Label: "ui.good.v-made", Kind: Day, Show: hasEngine},
	{ID: "price", Label: "ui.good.price", Kind: Money, Def: "USD", Wide: true},
	{ID: "origin", Label: "ui.good.origin", Kind: Country},
	{ID: "duty", Label: "ui.good.duty", Kind: Text},
}

var goodsMore = []Field{
	{ID: "net", Label: "ui.good.net", Kind: Number, Show: isGoods},
	{ID: "q", Label: "ui.good.q", Kind: Number, Show: isGoods},
	{ID: "unit", Label: "ui.good.unit", Kind: Choice, Choices: []string{"l", "piece", "pair", "m2", "m3", "carat"}, Plain: true, Show: isGoods},
	{ID: "alcohol", Label: "ui.good.alcohol", Kind: Number, Show: isGoods},
	{ID: "variant", Label: "ui.good.variant", Kind: Choice, Words: "variant.", Show: isGoods, Wide: true, Choices: []string{"none", "beer", "wine", "champagne", "grape_must_other", "vermouth", "other_fermented", "alcohol_under_9", "ethyl_alcohol_80", "ethyl_alcohol_under_80",
		"grape_spirits", "whisky", "rum", "gin", "vodka", "liqueur", "other_spirits", "energy_drink", "energy_drink_alcoholic", "cigars", "cigarillos", "cigarettes", "heated_tobacco", "smoking_tobacco",
		"disposable_ecig", "ecig_liquid", "petrol_under_95", "petrol_95_98", "petrol_98", "diesel", "aviation_fuel", "special_spirit", "middle_distillate", "mazut", "lubricant",
		"other_oil", "natural_gas", "petroleum_jelly", "bitumen_coke", "lpg", "platinum", "gold_375", "gold_500", "gold_585", "gold_750", "gold_958", "gold_999", "gold_other", "diamond", "fur"}},
	{ID: "proof", Label: "ui.good.proof", Kind: Flag, Wide: true},
	{ID: "fx", Label: "ui.good.fx", Kind: Number, Show: isForeign},
}

func hasEngine(get func(string) string) bool {
	kind := get("v-kind")
	return isVehicle(get) && kind != "" && kind != "trailer"
}

func hasVolume(get func(string) string) bool { return hasEngine(get) && get("v-fuel") != "electric" }

func isForeign(get func(string) string) bool { return get("price-cur") != "AZN" }

// GoodAsks lead from the paths of the engine to the fields of goodsFields and goodsMore.
const GoodAsks Asks = "date code price origin duty netMass=net grossMass=net quantities=q alcohol variant originProof=proof rates=fx " +
	"vehicle.kind=v-kind vehicle.fuel=v-fuel vehicle.engineCC=v-cc vehicle.produced=v-made vehicle=v-kind"

// Good reads one good or one vehicle into a declaration of the day in field
// "date", of today where that is empty.
func (x *Scan) Good(today date.Date) *calc.Declaration {
	d := &calc.Declaration{Date: today}
	if v, ok := x.Day("date"); ok {
		d.Date = v
	}
	l := calc.Line{Origin: x.Country("origin")}
	price := x.Money("price")
	if price != nil {
		l.Price = *price
	} else if x.Text("price") == "" {
		x.Missing("price", "ui.error.price_empty")
	}
	if x.Choice("what") == "vehicle" {
		v := calc.Vehicle{Kind: x.Choice("v-kind"), Fuel: x.Choice("v-fuel"), EngineCC: x.Whole("v-cc")}
		v.Produced, _ = x.Day("v-made")
		x.Need("v-kind", "ui.good.v-kind.need")
		l.Vehicle, l.Code = &v, v.Code()
	} else {
		x.goods(&l)
	}
	if r, ok := x.Rate("duty"); ok {
		l.Duty, l.DutyText = &r, x.Text("duty")
	}
	if x.Flag("proof") {
		l.OriginProof = "st1"
		l.DispatchedFrom = l.Origin
	}
	if v, ok := x.Number("fx"); ok && price != nil {
		d.Rates = map[string]decimal.Decimal{price.Currency: v}
	}
	d.Lines = []calc.Line{l}
	return d
}

func (x *Scan) goods(l *calc.Line) {
	l.Code = x.Code("code")
	x.Need("code", "ui.error.code_empty")
	l.NetMass, l.Alcohol, l.Variant = x.Optional("net"), x.Optional("alcohol"), x.Choice("variant")
	if q, ok := x.Number("q"); ok {
		unit := x.Choice("unit")
		if unit == "" {
			x.Missing("unit", "ui.good.unit.need")
			return
		}
		l.Quantities = map[string]decimal.Decimal{unit: q}
	}
}
