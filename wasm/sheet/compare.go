package sheet

import "strings"

// Compare asks what is different in each variant of a goods calculation. The
// calculation itself comes as a link from the goods page; fields of a variant
// have the names of the goods form's fields, and an empty one is as in the base.
var Compare = Sheet{
	Name:  "compare",
	Group: "own",
	Words: []string{"compare"},
	Parts: []Part{
		{ID: "base", Fields: []Field{{ID: "base", Kind: Area, Show: func(func(string) string) bool { return false }}}},
		{ID: "variants", Rows: &Rows{ID: "v", Most: 6, Fields: []Field{
			{ID: "name", Kind: Text, Wide: true},
			{ID: "line", Kind: Whole, Show: func(get func(string) string) bool { return strings.Contains(get("base"), "2.code=") }},
			{ID: "origin", Kind: Country},
			{ID: "from", Kind: Country},
			{ID: "proof", Kind: Choice, Choices: []string{"none", "st1", "tr-az", "form_a", "eur1"}, Words: "originProof.", Plain: true},
			{ID: "date", Kind: Day},
			{ID: "incoterm", Kind: Choice, Choices: []string{"EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"}, Words: "incoterm.", Plain: true},
			{ID: "freight", Kind: Money},
			{ID: "price", Kind: Money},
			{ID: "duty", Kind: Text},
		}}},
	},
}
