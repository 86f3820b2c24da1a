package sheet

import "rusum/calc"

func groundPaid(get func(string) string) bool {
	return !groundReExport(get) && !groundExcise(get)
}

func groundReExport(get func(string) string) bool { return get("ground") == "re_export" }

func groundExcise(get func(string) string) bool { return get("ground") == "excise_re_export" }

func groundDecided(get func(string) string) bool {
	return groundClaimed(get) && get("ground") != "state_duty"
}

func groundClaimed(get func(string) string) bool { return !groundExcise(get) }

// Refund asks on which ground a payment is claimed back, and the days so far.
var Refund = Sheet{
	Name:  "refund",
	Group: "time",
	Words: []string{"time", "refund"},
	Parts: []Part{{
		ID: "ground",
		Fields: []Field{
			{ID: "ground", Kind: Choice, Def: "error", Choices: calc.RefundGrounds, Words: "refund.ground.", Plain: true, Wide: true},
			{ID: "paid", Kind: Day, Wide: true, Show: groundPaid},
			{ID: "released", Kind: Day, Wide: true, Show: groundReExport},
			{ID: "reexported", Kind: Day, Wide: true, Show: groundExcise},
		},
	}, {
		ID: "claim",
		Fields: []Field{
			{ID: "claimed", Kind: Day},
			{ID: "decided", Kind: Day, Show: groundDecided},
			{ID: "refunded", Kind: Day, Show: groundDecided},
			{ID: "amount", Kind: Number, Show: groundDecided},
			{ID: "force", Kind: Flag, Wide: true, Show: groundDecided},
		},
		Show: groundClaimed,
	}},
}

// RefundAsks lead from the paths of the engine to the fields of Refund; the
// first day has a field of its own by ground.
func RefundAsks(first string) Asks {
	return "ground claimed decided refunded amount paid=" + Asks(first)
}
