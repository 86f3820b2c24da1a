package render_test

import (
	"strings"
	"testing"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

// Steps come from the engine, but a shared link can hold any text in a field;
// nothing of it may break the face.
func FuzzWords(f *testing.F) {
	for _, c := range stepCases {
		f.Add(c.s.Op, strings.Join(c.s.Args, "|"), c.s.Result)
	}
	f.Add("conflict", "lines[0].grossMass 1300", "lines[-1]")
	f.Add("bad_rate", "unknown_word", "lines[99999999999999999999].duty")
	f.Add("percent", "1|2|3|4|5|6|7|8|9|10", "-1e5")
	f.Fuzz(func(t *testing.T, op, arguments, result string) {
		x := texts.Get(i18n.RU)
		list := strings.Split(arguments, "|")
		render.Step(calc.Step{Op: op, Args: list, Result: result}, x)
		render.Fault(&calc.Fault{Code: op, Field: result, Value: arguments, Args: args("with", arguments, "label", arguments)}, x)
		a := &calc.Assessment{
			Lines: []calc.LineResult{{N: 1, Code: result, Charges: []calc.Charge{{Kind: calc.Kind(op), Rate: arguments, Reason: op,
				ReasonArgs: args("article", arguments, "country", result), Source: &calc.Source{Act: arguments, Article: result}}}}},
			Needs:    []calc.Need{{Field: result, Why: op, Choices: list}},
			Options:  []calc.Option{{Name: arguments}},
			Warnings: []calc.Warning{{Code: "relief_not_in_force", Args: args("article", arguments, "from", result)}},
		}
		render.Text(render.New(a, nil, x, nil), x)
		render.CSV(a, x)
	})
}
