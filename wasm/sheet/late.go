package sheet

import "rusum/calc"

// Late asks until when a customs debt is paid and what delay costs: late
// payment, a deferral, the time of a complaint.
var Late = Sheet{
	Name:  "late",
	Group: "time",
	Words: []string{"time", "late"},
	Parts: []Part{{
		ID: "due",
		Fields: []Field{
			{ID: "how", Kind: Choice, Def: "known", Choices: []string{"known", "presented"}, Wide: true},
			{ID: "due", Kind: Day, Wide: true, Show: dueKnown},
			{ID: "mode", Kind: Choice, Def: "declaration", Choices: calc.DueModes, Plain: true, Wide: true, Show: dueCounted},
			{ID: "presented", Kind: Day, Show: dueCounted},
			{ID: "filed", Kind: Day, Show: func(get func(string) string) bool { return dueCounted(get) && get("mode") == "declaration" }},
		},
	}, {
		ID:     "debt",
		Fields: []Field{{ID: "debt", Kind: Number}, {ID: "paid", Kind: Day}},
	}, {
		ID: "deferral", Folded: true,
		Fields: []Field{{ID: "from", Kind: Day}, {ID: "until", Kind: Day}, {ID: "rate", Kind: Number}},
	}, {
		ID: "appeal", Folded: true,
		Fields: []Field{{ID: "afrom", Kind: Day}, {ID: "ato", Kind: Day}},
	}},
}

func dueCounted(get func(string) string) bool { return get("how") == "presented" }

func dueKnown(get func(string) string) bool { return !dueCounted(get) }

// LateAsks lead from the paths of the engine to the fields of Late.
const LateAsks Asks = "debt due paid deferral.from=from deferral.until=until deferral.rate=rate deferral=until appeal.from=afrom appeal.to=ato " +
	"appeal=ato presented mode filed"
