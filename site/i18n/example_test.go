package i18n_test

import (
	"fmt"

	"rusum/site/i18n"
)

func ExampleParseNumber() {
	for _, s := range []string{"1 234,5", "1.234,5", "1,234.5", "1.234", "12,3x"} {
		n, err := i18n.ParseNumber(s, i18n.AZ)
		switch {
		case err != nil:
			fmt.Println(s, "→", err.Code, "at", err.At)
		case n.Ambiguous:
			fmt.Println(s, "→", n.Value, "or", n.Other)
		default:
			fmt.Println(s, "→", n.Value)
		}
	}
	// Output:
	// 1 234,5 → 1234.5
	// 1.234,5 → 1234.5
	// 1,234.5 → 1234.5
	// 1.234 → 1234 or 1.234
	// 12,3x → bad_number at 5
}
