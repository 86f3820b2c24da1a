package sheet

func kindIs(keys ...string) func(get func(string) string) bool {
	return func(get func(string) string) bool {
		for _, k := range keys {
			if get("kind") == k {
				return true
			}
		}
		return false
	}
}

// Border asks for a foreign vehicle that enters, crosses or leaves the country.
var Border = Sheet{
	Name:  "border",
	Group: "vehicles",
	Words: []string{"time", "border"},
	Parts: []Part{{
		ID: "vehicle",
		Fields: []Field{
			{ID: "kind", Kind: Choice, Def: "car", Choices: []string{"car", "bus", "truck"}, Words: "vehicle.", Wide: true},
			{ID: "electric", Kind: Flag, Wide: true, Show: kindIs("car")},
			{ID: "cc", Kind: Whole, Wide: true, Show: func(get func(string) string) bool { return kindIs("car")(get) && get("electric") == "" }},
			{ID: "seats", Kind: Whole, Wide: true, Show: kindIs("bus")},
			{ID: "axles", Kind: Whole, Show: kindIs("truck")},
			{ID: "mass", Kind: Number, Show: kindIs("truck")},
			{ID: "dangerous", Kind: Choice, Def: "none", Choices: []string{"none", "low", "dangerous", "special"}, Plain: true, Wide: true, Show: kindIs("truck")},
		},
	}, {
		ID: "trip",
		Fields: []Field{
			{ID: "way", Kind: Choice, Def: "in", Choices: []string{"in", "out"}, Wide: true},
			{ID: "date", Kind: Day},
			{ID: "stay", Kind: Whole},
			{ID: "declared", Kind: Whole, Wide: true, Show: leaves},
			{ID: "km", Kind: Number, Show: func(get func(string) string) bool { return kindIs("truck")(get) && !leaves(get) }},
			{ID: "usd", Kind: Number},
		},
	}, {
		ID: "permits", Folded: true, Show: kindIs("bus", "truck"),
		Fields: []Field{
			{ID: "p-quota", Kind: Flag, Wide: true},
			{ID: "p-over_quota", Kind: Flag, Wide: true},
			{ID: "p-no_agreement", Kind: Flag, Wide: true},
			{ID: "p-third_country", Kind: Flag, Wide: true},
			{ID: "p-loading", Kind: Flag, Wide: true, Show: kindIs("truck")},
			{ID: "p-empty", Kind: Flag, Wide: true},
			{ID: "p-city", Kind: Flag, Wide: true, Show: kindIs("truck")},
			{ID: "p-breach", Kind: Flag, Wide: true},
		},
	}},
}

func leaves(get func(string) string) bool { return get("way") == "out" }

// BorderAsks lead from the paths of the engine to the fields of Border.
var BorderAsks = Asks{"date": "date", "vehicle.kind": "kind", "vehicle.engineCC": "cc", "vehicle.seats": "seats", "vehicle.axles": "axles", "vehicle.grossMass": "mass",
	"stayDays": "stay", "declaredDays": "declared", "distanceKm": "km", "dangerous": "dangerous", "rates": "usd", "permits": "p-quota", "vehicle": "kind"}
