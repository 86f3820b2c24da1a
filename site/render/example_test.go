package render_test

import (
	"fmt"
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

func ExampleStep() {
	s := calc.Step{Op: "percent", Args: []string{"10000", "15"}, Result: "1500"}
	for _, lang := range i18n.Langs {
		fmt.Println(strings.ReplaceAll(render.Step(s, texts.Get(lang)), i18n.NBSP, " "))
	}
	// Output:
	// 10.000,00 ₼ × 15 % = 1.500,00 ₼
	// ₼10,000.00 × 15% = ₼1,500.00
	// 10 000,00 ₼ × 15 % = 1 500,00 ₼
}

func ExampleFault() {
	f := &calc.Fault{Code: "bad_number", Field: "lines[0].price.amount", Value: "12,3x"}
	fmt.Println(render.Fault(f, texts.Get(i18n.EN)))
	// Output: Line 1: Price of the goods: “12,3x” is not a number. Write for example 1234.50.
}
