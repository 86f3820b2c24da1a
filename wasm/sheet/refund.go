package sheet

import "rusum/calc"

func ground(keys ...string) func(get func(string) string) bool {
	return func(get func(string) string) bool {
		for _, k := range keys {
			if get("ground") == k {
				return true
			}
		}
		return false
	}
}

// Refund asks on which ground a payment is claimed back, and the days so far.
var Refund = Sheet{
	Name:  "refund",
	Group: "time",
	Words: []string{"time", "refund"},
	Parts: []Part{{
		ID: "ground",
		Fields: []Field{
			{ID: "ground", Kind: Choice, Def: "error", Choices: calc.RefundGrounds, Words: "refund.ground.", Plain: true, Wide: true},
			{ID: "paid", Kind: Day, Wide: true, Show: ground("defective", "error", "remedy", "state_duty")},
			{ID: "released", Kind: Day, Wide: true, Show: ground("re_export")},
			{ID: "reexported", Kind: Day, Wide: true, Show: ground("excise_re_export")},
		},
	}, {
		ID: "claim",
		Fields: []Field{
			{ID: "claimed", Kind: Day},
			{ID: "decided", Kind: Day, Show: ground("defective", "error", "remedy", "re_export")},
			{ID: "refunded", Kind: Day, Show: ground("defective", "error", "remedy", "re_export")},
			{ID: "amount", Kind: Number, Show: ground("defective", "error", "remedy", "re_export")},
			{ID: "force", Kind: Flag, Wide: true, Show: ground("defective", "error", "remedy", "re_export")},
		},
		Show: ground("defective", "error", "remedy", "re_export", "state_duty"),
	}},
}

// RefundAsks lead from the paths of the engine to the fields of Refund; the
// first day has a field of its own by ground.
func RefundAsks(first string) Asks {
	return Asks{"ground": "ground", "paid": first, "claimed": "claimed", "decided": "decided", "refunded": "refunded", "amount": "amount"}
}
