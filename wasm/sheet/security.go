package sheet

import "rusum/calc"

// Security asks which security covers a customs debt.
var Security = Sheet{
	Name:  "security",
	Group: "time",
	Words: []string{"time", "good", "security"},
	Parts: []Part{
		{ID: "kind", Fields: []Field{
			{ID: "kind", Kind: Choice, Def: "exact", Choices: calc.SecurityKinds, Plain: true, Wide: true},
			{ID: "date", Label: "ui.good.date", Kind: Day, Wide: true, Show: oneDebt},
		}},
		{ID: "good", Fields: goodsFields, Show: oneDebt},
		{ID: "more", Folded: true, Fields: goodsMore, Show: oneDebt},
		{ID: "corrected", Fields: []Field{{ID: "corrected", Kind: Money, Def: "USD", Wide: true}},
			Show: func(get func(string) string) bool { return get("kind") == "value_dispute" }},
		{ID: "debts", Rows: &Rows{ID: "debts", Most: 60, Fields: []Field{{ID: "amount", Kind: Number, Wide: true}, {ID: "from", Kind: Day}, {ID: "to", Kind: Day}}},
			Show: func(get func(string) string) bool { return !oneDebt(get) }},
	},
}

func oneDebt(get func(string) string) bool { return get("kind") != "comprehensive" }

// SecurityAsks lead from the paths of the engine to the fields of Security.
const SecurityAsks = GoodAsks + " kind corrected[0]=corrected corrected date"
