package sheet

func isCar(get func(string) string) bool { return get("kind") == "car" }

func isBus(get func(string) string) bool { return get("kind") == "bus" }

func isTruck(get func(string) string) bool { return get("kind") == "truck" }

func isCarrier(get func(string) string) bool { return !isCar(get) }

// Border asks for a foreign vehicle that enters, crosses or leaves the country.
var Border = Sheet{
	Name:  "border",
	Group: "vehicles",
	Words: []string{"time", "border"},
	Parts: []Part{{
		ID: "vehicle",
		Fields: []Field{
			{ID: "kind", Kind: Choice, Def: "car", Choices: []string{"car", "bus", "truck"}, Words: "vehicle.", Wide: true},
			{ID: "electric", Kind: Flag, Wide: true, Show: isCar},
			{ID: "cc", Kind: Whole, Wide: true, Show: func(get func(string) string) bool { return isCar(get) && get("electric") == "" }},
			{ID: "seats", Kind: Whole, Wide: true, Show: isBus},
			{ID: "axles", Kind: Whole, Show: isTruck},
			{ID: "mass", Kind: Number, Show: isTruck},
			{ID: "dangerous", Kind: Choice, Def: "none", Choices: []string{"none", "low", "dangerous", "special"}, Plain: true, Wide: true, Show: isTruck},
		},
	}, {
		ID: "trip",
		Fields: []Field{
			{ID: "way", Kind: Choice, Def: "in", Choices: []string{"in", "out"}, Wide: true},
			{ID: "date", Kind: Day},
			{ID: "stay", Kind: Whole},
			{ID: "declared", Kind: Whole, Wide: true, Show: leaves},
			{ID: "km", Kind: Number, Show: func(get func(string) string) bool { return isTruck(get) && !leaves(get) }},
			{ID: "usd", Kind: Number},
		},
	}, {
		ID: "permits", Folded: true, Show: isCarrier,
		Fields: []Field{
			{ID: "p-quota", Kind: Flag, Wide: true},
			{ID: "p-over_quota", Kind: Flag, Wide: true},
			{ID: "p-no_agreement", Kind: Flag, Wide: true},
			{ID: "p-third_country", Kind: Flag, Wide: true},
			{ID: "p-loading", Kind: Flag, Wide: true, Show: isTruck},
			{ID: "p-empty", Kind: Flag, Wide: true},
			{ID: "p-city", Kind: Flag, Wide: true, Show: isTruck},
			{ID: "p-breach", Kind: Flag, Wide: true},
		},
	}},
}

func leaves(get func(string) string) bool { return get("way") == "out" }

// BorderAsks lead from the paths of the engine to the fields of Border.
const BorderAsks Asks = "date vehicle.kind=kind vehicle.engineCC=cc vehicle.seats=seats vehicle.axles=axles vehicle.grossMass=mass stayDays=stay " +
	"declaredDays=declared distanceKm=km dangerous rates=usd permits=p-quota vehicle=kind"
