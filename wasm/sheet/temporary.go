package sheet

func partialRelief(get func(string) string) bool { return get("relief") != "full" }

// Temporary asks for goods that come for a time: what each month costs.
var Temporary = Sheet{
	Name:  "temporary",
	Group: "time",
	Words: []string{"time", "good", "temporary"},
	Parts: []Part{
		{ID: "good", Fields: goodsFields},
		{ID: "more", Folded: true, Fields: goodsMore},
		{ID: "stay", Fields: []Field{
			{ID: "date", Kind: Day, Wide: true},
			{ID: "relief", Kind: Choice, Def: "partial", Choices: []string{"partial", "full"}, Wide: true},
			{ID: "months", Kind: Whole, Show: partialRelief},
			{ID: "until", Kind: Day, Show: partialRelief},
			{ID: "release", Kind: Day, Wide: true, Show: partialRelief},
		}},
	},
}

// TemporaryAsks lead from the paths of the engine to the fields of Temporary.
const TemporaryAsks = GoodAsks + " months until release date"
