package sheet

import "rusum/calc"

func soldGoods(get func(string) string) bool { return get("basis") == "transaction" }

func foreignPrice(get func(string) string) bool {
	return soldGoods(get) && get("price-cur") != "AZN"
}

// Value asks for what the customs value is made of.
var Value = Sheet{
	Name:  "value",
	Group: "goods",
	Words: []string{"value"},
	Parts: []Part{{
		ID:     "basis",
		Fields: []Field{{ID: "basis", Kind: Choice, Def: "transaction", Choices: calc.ValuationMethods, Plain: true, Wide: true}},
	}, {
		ID: "price", Show: soldGoods,
		Fields: []Field{
			{ID: "price", Kind: Money, Def: "USD", Wide: true},
			{ID: "term", Kind: Choice, Plain: true, Wide: true, Choices: []string{"EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"}, Words: "incoterm."},
			{ID: "date", Kind: Day}, {ID: "fx", Kind: Number, Show: foreignPrice},
		},
	}, {
		ID: "way", Show: soldGoods,
		Fields: []Field{
			{ID: "freight", Kind: Money, Def: "USD", Wide: true}, {ID: "insurance", Kind: Money, Def: "USD", Wide: true},
			{ID: "loading", Kind: Money, Def: "USD", Wide: true}, {ID: "inland", Kind: Money, Def: "AZN", Wide: true},
		},
	}, {
		ID: "more", Show: soldGoods, Folded: true,
		Fields: []Field{
			{ID: "selling_commission", Kind: Money, Def: "USD", Wide: true}, {ID: "buying_commission", Kind: Money, Def: "USD", Wide: true},
			{ID: "packing", Kind: Money, Def: "USD", Wide: true}, {ID: "royalties", Kind: Money, Def: "USD", Wide: true},
			{ID: "assists", Kind: Money, Def: "USD", Wide: true}, {ID: "proceeds", Kind: Money, Def: "USD", Wide: true},
			{ID: "assembly", Kind: Money, Def: "USD", Wide: true}, {ID: "home_payments", Kind: Money, Def: "AZN", Wide: true},
		},
	}},
}

// ValueAsks lead from the paths of the engine to the fields of Value.
const ValueAsks Asks = "date price incoterm=term rates=fx costs.freight=freight costs.insurance=insurance costs.loading=loading costs.inland=inland " +
	"costs.selling_commission=selling_commission costs.buying_commission=buying_commission costs.packing=packing costs.royalties=royalties " +
	"costs.assists=assists costs.proceeds=proceeds costs.assembly=assembly costs.home_payments=home_payments"
