package paint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

// Whatever is typed in a table or stands in a file reaches the page as text.
func TestTheTableIsWellFormedAndEscaped(t *testing.T) {
	const evil = `<b onclick="x">'&`
	for _, lang := range i18n.Langs {
		tx := texts.Get(lang)
		columns := []SheetColumn{{Title: evil, Own: true, Sort: 1}, {Title: evil, Own: true, Num: true, Sort: -1}, {Title: evil, Num: true}, {Title: evil}}
		row := SheetRow(tx, 3, columns, []SheetCell{{Text: evil}, {Text: evil, Bad: evil}, {Text: evil, Muted: true}, {}})
		assert.Contains(t, row, `>4<`, "people count from one")
		charge := calc.Charge{Kind: calc.VAT, Status: calc.Unknown, Reason: "rate_unknown"}
		rows := render.Rows([]calc.Charge{charge}, tx)
		view := &render.View{Lines: []render.LineView{{N: 1, Value: evil, Steps: []string{evil}}}, Rows: rows, Warnings: []string{evil}}
		out := LinesOut{What: evil, Sum: evil, Total: evil, Then: []string{evil}, Unknown: 2, Chosen: 1, Scenarios: []render.ScenarioView{{Duty: evil, Total: evil}}, Warnings: []string{evil}, Meta: []string{evil}, Fees: rows}
		out.Kinds.Column(evil, false)
		out.Kinds.Row()
		out.Kinds.Cell(evil, evil)
		out.Parts = out.Kinds
		for name, s := range map[string]string{
			"head":   "<table><thead>" + SheetHead(tx, columns) + "</thead></table>",
			"body":   "<table><tbody>" + SheetBody(3, 4, func(int) string { return row }) + "</tbody></table>",
			"detail": LineDetail(tx, evil, evil, evil, view, map[string]bool{}, []string{evil}),
			"answer": LinesAnswer(tx, out, nil),
			"wrong":  WrongCells(tx, []WrongCell{{Row: 1, Field: evil, Where: evil, Value: evil, Reason: evil, Readings: [][2]string{{evil, evil}}}}, 3),
			"import": ImportForm(tx, SheetImport{Name: evil, Sheets: []string{evil, evil}, Columns: []SheetImportColumn{{evil, evil, evil, evil}}, Choices: [][2]string{{evil, evil}}, Currency: evil, Doubt: evil, NoCode: true}),
			"boxes":  Boxes([][3]string{{"a", evil, "1"}}, "col"),
			"strip":  Strip(evil, evil, evil),
		} {
			assert.NotContains(t, s, "<b onclick", name)
			assert.NotContains(t, s, `"x">'`, name)
			wellFormed(t, s)
			for _, key := range []string{"ui.", "{n}", "{value}"} {
				assert.NotContains(t, strings.ReplaceAll(s, evil, ""), key, name)
			}
		}
		assert.Empty(t, WrongCells(tx, nil, 0))
	}
}
