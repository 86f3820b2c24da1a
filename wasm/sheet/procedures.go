package sheet

import (
	"slices"

	"rusum/calc"
)

func underTemporary(get func(string) string) bool { return get("procedure") == "temporary_import" }

func underOutward(get func(string) string) bool {
	return get("procedure") == "outward_processing_return"
}

func underReExport(get func(string) string) bool { return get("procedure") == "re_export" }

func mayHaveCost(get func(string) string) bool { return underOutward(get) || get("procedure") == "" }

func cameFromAbroad(get func(string) string) bool {
	return slices.Contains([]string{"re_import", "warranty_repair_return", "outward_processing_return", "temporary_export"}, get("procedure"))
}

// Procedures asks for goods and a customs procedure, or for all of them side by side.
var Procedures = Sheet{
	Name:  "procedures",
	Group: "time",
	Words: []string{"time", "good", "procedures"},
	Parts: []Part{
		{ID: "good", Fields: goodsFields},
		{ID: "more", Folded: true, Fields: goodsMore},
		{ID: "procedure", Fields: []Field{
			{ID: "procedure", Kind: Choice, Choices: append(slices.Clone(calc.ComparedProcedures), "export", "temporary_export", "re_export"), Words: "procedure.", Plain: true, Wide: true},
			{ID: "date", Kind: Day, Wide: true},
			{ID: "months", Kind: Whole, Wide: true, Show: underTemporary},
			{ID: "cost", Kind: Money, Def: "USD", Wide: true, Show: mayHaveCost},
			{ID: "exported", Kind: Day, Show: cameFromAbroad},
			{ID: "released", Kind: Day, Show: underReExport},
			{ID: "approved", Kind: Day, Show: underOutward},
		}},
	},
}

// ProceduresAsks lead from the paths of the engine to the fields of Procedures.
const ProceduresAsks = GoodAsks + " procedure months processingCost=cost exported released approved"
