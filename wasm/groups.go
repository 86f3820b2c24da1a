//go:build js && wasm

package main

// The pages are divided into groups. The build makes a program of the pages one
// meets first and one of the goods calculator, each with the tag of its name, so
// that they bring only what they need; without a tag the program has all pages.

// starter runs a page; what it returns is called when names arrive.
type starter func(l *library) func()

// findPages are the home page and the nomenclature. Nothing is computed there.
func findPages(page string) starter {
	switch page {
	case "codes":
		return startCodes
	case "code":
		return withLaw(startCode)
	}
	return func(l *library) func() { return startFinder(l, "") }
}

// goodsPages assess goods and nothing else.
func goodsPages(page string) starter {
	switch page {
	case "goods":
		return withLaw(startGoods)
	case "kiosk":
		return withLaw(startKiosk)
	case "fx":
		return withLaw(startFX)
	}
	return nil
}

// otherPages are the calculators made of sheets, the table of lines, and what
// works on all of them.
func otherPages(page string) starter {
	switch page {
	case "lines":
		return withLaw(startLines)
	case deskPage:
		return withLaw(startDesk)
	case "journal":
		return withLaw(startJournal)
	case "stats":
		return withLaw(startStats)
	}
	if c := calculatorOf(page); c != nil {
		return withLaw(func(l *library) func() { return startSheet(l, c) })
	}
	return nil
}

// calculatorOf is the calculator of a page; nil if it has none.
func calculatorOf(page string) *calculator {
	for _, c := range []*calculator{&car, &border, &parcel, &traveller, &phone, &temporary, &procedures, &late, &security, &refund, &storage, &value, &compare} {
		if c.sheet.Name == page {
			return c
		}
	}
	return nil
}
