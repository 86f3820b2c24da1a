package sheet

import (
	"maps"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// Several calculators ask for one good or one vehicle. GoodsPart and
// GoodsMore are those questions, their words the texts ui.good.<id>; Scan.Good
// reads them.

func isVehicle(get func(string) string) bool { return get("what") == "vehicle" }

func isGoods(get func(string) string) bool { return !isVehicle(get) }

func good(f Field) Field {
	f.Label = "ui.good." + f.ID
	return f
}

// GoodsFields are the questions that nearly always matter.
func GoodsFields() []Field {
	engine := func(get func(string) string) bool {
		kind := get("v-kind")
		return isVehicle(get) && kind != "" && kind != "trailer"
	}
	return []Field{
		good(Field{ID: "what", Kind: Choice, Def: "goods", Choices: []string{"goods", "vehicle"}, Wide: true}),
		good(Field{ID: "code", Kind: Code, Show: isGoods}),
		good(Field{ID: "v-kind", Kind: Choice, Choices: []string{"car", "bus", "truck", "tractor", "trailer", "motorcycle", "quadricycle", "yacht"}, Words: "vehicle.", Plain: true, Show: isVehicle}),
		good(Field{ID: "v-fuel", Kind: Choice, Choices: []string{"petrol", "diesel", "gas", "hybrid_petrol", "hybrid_diesel", "electric"}, Words: "fuel.", Plain: true, Show: engine}),
		good(Field{ID: "v-cc", Kind: Whole, Show: func(get func(string) string) bool { return engine(get) && get("v-fuel") != "electric" }}),
		good(Field{ID: "v-made", Kind: Day, Show: engine}),
		good(Field{ID: "price", Kind: Money, Def: "USD", Wide: true}),
		good(Field{ID: "origin", Kind: Country}),
		good(Field{ID: "duty", Kind: Text}),
	}
}

// GoodsMore are the questions that some rates depend on.
func GoodsMore() Part {
	return Part{ID: "more", Folded: true, Fields: []Field{
		good(Field{ID: "net", Kind: Number, Show: isGoods}),
		good(Field{ID: "q", Kind: Number, Show: isGoods}),
		good(Field{ID: "unit", Kind: Choice, Choices: []string{"l", "piece", "pair", "m2", "m3", "carat"}, Plain: true, Show: isGoods}),
		good(Field{ID: "alcohol", Kind: Number, Show: isGoods}),
		good(Field{ID: "variant", Kind: Choice, Words: "variant.", Show: isGoods, Wide: true, Choices: variants}),
		good(Field{ID: "proof", Kind: Flag, Wide: true}),
		good(Field{ID: "fx", Kind: Number, Show: func(get func(string) string) bool { return get("price-cur") != "AZN" }}),
	}}
}

// variants are the kinds of goods whose excise the code alone does not decide.
var variants = []string{"none", "beer", "wine", "champagne", "grape_must_other", "vermouth", "other_fermented", "alcohol_under_9", "ethyl_alcohol_80", "ethyl_alcohol_under_80",
	"grape_spirits", "whisky", "rum", "gin", "vodka", "liqueur", "other_spirits", "energy_drink", "energy_drink_alcoholic", "cigars", "cigarillos", "cigarettes", "heated_tobacco", "smoking_tobacco",
	"disposable_ecig", "ecig_liquid", "petrol_under_95", "petrol_95_98", "petrol_98", "diesel", "aviation_fuel", "special_spirit", "middle_distillate", "mazut", "lubricant",
	"other_oil", "natural_gas", "petroleum_jelly", "bitumen_coke", "lpg", "platinum", "gold_375", "gold_500", "gold_585", "gold_750", "gold_958", "gold_999", "gold_other", "diamond", "fur"}

// GoodAsks lead from the paths of the engine to the fields of GoodsFields and GoodsMore.
var GoodAsks = Asks{
	"date": "date", "code": "code", "price": "price", "origin": "origin", "duty": "duty", "netMass": "net", "grossMass": "net", "quantities": "q", "alcohol": "alcohol",
	"variant": "variant", "originProof": "proof", "rates": "fx", "vehicle.kind": "v-kind", "vehicle.fuel": "v-fuel", "vehicle.engineCC": "v-cc", "vehicle.produced": "v-made", "vehicle": "v-kind",
}

// With adds the fields of a form's own to those it shares.
func (a Asks) With(more Asks) Asks {
	out := maps.Clone(a)
	maps.Copy(out, more)
	return out
}

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
