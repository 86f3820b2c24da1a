package sheet

func aboutStorage(get func(string) string) bool { return get("about") == "storage" }

func aboutMarks(get func(string) string) bool { return get("about") == "marks" }

func aboutList(get func(string) string) bool { return get("about") == "list" }

// Storage asks about what is charged beside the payments of a declaration:
// storage, the excise of marked goods, the other fees.
var Storage = Sheet{
	Name:  "storage",
	Group: "time",
	Words: []string{"time", "storage"},
	Parts: []Part{{
		ID:     "about",
		Fields: []Field{{ID: "about", Kind: Choice, Def: "storage", Choices: []string{"storage", "marks", "list"}, Wide: true}},
	}, {
		ID: "storage", Show: aboutStorage,
		Fields: []Field{
			{ID: "from", Kind: Day}, {ID: "to", Kind: Day},
			{ID: "mass", Kind: Number, Wide: true},
			{ID: "special", Kind: Flag, Wide: true},
		},
	}, {
		ID: "marks", Show: aboutMarks,
		Fields: []Field{
			{ID: "variant", Kind: Choice, Words: "variant.", Wide: true, Plain: true,
				Choices: []string{"cigars", "cigarillos", "cigarettes", "heated_tobacco", "smoking_tobacco", "disposable_ecig", "ecig_liquid"}},
			{ID: "quantity", Kind: Number}, {ID: "count", Kind: Whole},
			{ID: "obtained", Kind: Day}, {ID: "imported", Kind: Day},
		},
	}, {
		ID: "list", Show: aboutList,
		Fields: []Field{{ID: "date", Kind: Day, Wide: true}},
	}},
}

// StorageAsks lead from the paths of the engine to the fields of Storage.
const StorageAsks Asks = "from to days=to grossMass=mass variant quantities=quantity obtained imported marks=count"
