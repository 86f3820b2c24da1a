package convert

import "strings"

// IsCode reports whether a cell holds what can be a code of four digits or
// more, as a table prints it.
func IsCode(text string) bool {
	k, ok := readCode(unmarked(tidy(text)))
	return ok && len(k[0]) >= 4
}

// readCode reads a code as a table prints it: "8703 23 194 0", "8703.23.194.0",
// "870323". ok is false when the text is not a code at all. The digits may
// lack a leading zero that a spreadsheet has dropped; candidates then holds
// both readings, the printed one first.
func readCode(text string) (candidates []string, ok bool) {
	text = strings.TrimPrefix(tidy(text), "'") // a spreadsheet's mark of text
	var digits []byte
	var widths []int
	width := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits = append(digits, c)
			width++
		case c == ' ' || c == '.':
			if width > 0 {
				widths = append(widths, width)
			}
			width = 0
		default:
			return nil, false
		}
	}
	if width > 0 {
		widths = append(widths, width)
	}
	if len(digits) < 2 || len(digits) > 10 {
		return nil, false
	}
	// "101210000.0" is a number with a decimal, not a code.
	if len(widths) > 1 && (widths[0] > 6 || widths[0] < 2) {
		return nil, false
	}
	s := string(digits)
	first := widths[0]
	switch {
	case len(widths) > 1 && (first == 3 || first == 5): // 703 10 190 1
		return padded(s)
	case len(widths) > 1:
		return whole(s)
	}
	candidates, _ = whole(s)
	if more, ok := padded(s); ok && s[0] != '0' {
		candidates = append(candidates, more...)
	}
	return candidates, len(candidates) > 0
}

func whole(s string) ([]string, bool) {
	switch len(s) {
	case 2, 4, 6, 8, 9, 10:
		return []string{s}, true
	}
	return nil, false
}

func padded(s string) ([]string, bool) {
	switch len(s) {
	case 3, 5, 7, 9:
		return []string{"0" + s}, true
	}
	return nil, false
}
