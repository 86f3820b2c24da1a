package sheet

import (
	"slices"

	"rusum/calc"
	"rusum/calc/outlook"
)

// Car asks for a vehicle bought abroad, or for a list of them.
var Car = Sheet{
	Name:  "car",
	Group: "vehicles",
	Nav:   true,
	Words: []string{"vehicle"},
	Parts: []Part{
		{ID: "vehicle", Fields: []Field{
			{ID: "mode", Kind: Choice, Def: "one", Choices: []string{"one", "list"}, Wide: true},
			{ID: "kind", Kind: Choice, Def: "car", Choices: calc.VehicleKinds, Words: "vehicle.", Show: one},
			{ID: "fuel", Kind: Choice, Def: "petrol", Choices: calc.VehicleFuels, Words: "fuel.", Show: func(get func(string) string) bool {
				return one(get) && len(outlook.Fuels(get("kind"))) > 2
			}},
			{ID: "mfuel", Kind: Choice, Def: "petrol", Choices: outlook.Fuels("motorcycle"), Words: "fuel.", Show: func(get func(string) string) bool {
				return one(get) && len(outlook.Fuels(get("kind"))) == 2
			}},
			{ID: "cc", Kind: Whole, Def: "1998", Show: func(get func(string) string) bool {
				return one(get) && !slices.Contains([]string{"trailer", "tractor"}, get("kind")) && CarFuel(get) != "electric"
			}},
			{ID: "made", Kind: Day, Show: func(get func(string) string) bool {
				return one(get) && (slices.Contains([]string{"car", "bus", "truck"}, get("kind")))
			}},
			{ID: "km", Kind: Whole, Show: func(get func(string) string) bool { return one(get) && get("kind") == "bus" }},
			{ID: "mass", Kind: Number, Show: func(get func(string) string) bool { return one(get) && get("kind") == "trailer" }},
			{ID: "list", Kind: Area, File: ".csv,.tsv,.txt,text/csv,text/plain", Show: many},
		}},
		{ID: "price", Show: one, Fields: []Field{
			{ID: "price", Kind: Money, Def: "USD"},
			{ID: "freight", Kind: Money, Def: "USD"},
			{ID: "insurance", Kind: Money, Def: "USD"},
			{ID: "fee", Kind: Money, Def: "USD"},
			{ID: "feein", Kind: Flag, Def: "1", Wide: true, Show: func(get func(string) string) bool { return get("fee") != "" }},
		}},
		{ID: "where", Fields: []Field{
			{ID: "origin", Kind: Country, Show: one},
			{ID: "date", Kind: Day},
			{ID: "fta", Kind: Flag, Wide: true, Show: func(get func(string) string) bool { return one(get) && get("origin") != "" }},
		}},
		{ID: "more", Folded: true, Fields: []Field{
			{ID: "who", Kind: Choice, Def: "individual", Choices: []string{"individual", "company"}, Show: one, Wide: true},
			{ID: "rate", Kind: Number, Show: one},
			{ID: "duty", Kind: Text, Show: one},
			{ID: "special", Kind: Flag, Wide: true, Show: carOnly},
			{ID: "rarity", Kind: Flag, Wide: true, Show: carOnly},
			{ID: "scenario", Kind: Text, Kept: true},
			{ID: "readings", Kind: Text, Kept: true},
		}},
	},
}

func one(get func(string) string) bool     { return get("mode") != "list" }
func many(get func(string) string) bool    { return get("mode") == "list" }
func carOnly(get func(string) string) bool { return one(get) && get("kind") == "car" }

// CarFuel is the fuel of the form, whichever of its two questions asked.
func CarFuel(get func(string) string) string {
	switch len(outlook.Fuels(get("kind"))) {
	case 0:
		return ""
	case 2:
		return get("mfuel")
	}
	return get("fuel")
}

// CarAsks leads from the engine's fields to those of the form.
const CarAsks Asks = "vehicle.kind=kind vehicle.fuel=fuel vehicle.engineCC=cc vehicle.produced=made vehicle.mileageKm=km quantities.cm3=cc " +
	"netMass=mass price price.currency=price-cur delivery.freight=freight delivery.insurance=insurance delivery.other=fee " +
	"origin originProof=fta dispatchedFrom=fta date duty dutyScenario=duty rates=rate"
