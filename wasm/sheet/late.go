package sheet

// Late asks for a customs debt that is paid late or whose payment is deferred.
var Late = Sheet{
	Name:  "late",
	Group: "time",
	Words: []string{"late"},
	Parts: []Part{{
		ID: "debt",
		Fields: []Field{
			{ID: "kind", Kind: Choice, Def: "late", Choices: []string{"late", "deferral"}, Wide: true},
			{ID: "debt", Kind: Number},
			{ID: "due", Kind: Day},
			{ID: "paid", Kind: Day},
			{ID: "rate", Kind: Number, Show: func(get func(string) string) bool { return get("kind") == "deferral" }},
		},
	}},
}
