package sheet

import (
	"slices"

	"rusum/calc"
)

func under(keys ...string) func(get func(string) string) bool {
	return func(get func(string) string) bool { return slices.Contains(keys, get("procedure")) }
}

// Procedures asks for goods and a customs procedure, or for all of them side by side.
var Procedures = Sheet{
	Name:  "procedures",
	Group: "time",
	Words: []string{"time", "good", "procedures"},
	Parts: []Part{
		{ID: "good", Fields: GoodsFields()},
		GoodsMore(),
		{ID: "procedure", Fields: []Field{
			{ID: "procedure", Kind: Choice, Choices: append(slices.Clone(calc.ComparedProcedures), "export", "temporary_export", "re_export"), Words: "procedure.", Plain: true, Wide: true},
			{ID: "date", Kind: Day, Wide: true},
			{ID: "months", Kind: Whole, Wide: true, Show: under("temporary_import")},
			{ID: "cost", Kind: Money, Def: "USD", Wide: true, Show: under("", "outward_processing_return")},
			{ID: "exported", Kind: Day, Show: under("re_import", "warranty_repair_return", "outward_processing_return", "temporary_export")},
			{ID: "released", Kind: Day, Show: under("re_export")},
			{ID: "approved", Kind: Day, Show: under("outward_processing_return")},
		}},
	},
}

// ProceduresAsks lead from the paths of the engine to the fields of Procedures.
var ProceduresAsks = GoodAsks.With(Asks{"procedure": "procedure", "months": "months", "processingCost": "cost", "exported": "exported", "released": "released", "approved": "approved"})
