package num

import "strings"

// Clean is a typed or copied number, day or code in plain characters: marks that
// have no shape (of direction, of width zero, soft hyphens) are dropped, decimal
// digits of other scripts become 0–9, the Arabic decimal sign a point and the
// Arabic mark of thousands a space. Everything else stays.
func Clean(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return strings.Map(clean, s)
		}
	}
	return s
}

func clean(r rune) rune {
	switch {
	case Shapeless(r):
		return -1
	case r == '٫':
		return '.'
	case r == '٬':
		return ' '
	}
	// Arabic, Persian, Devanagari and full-width digits.
	for _, zero := range [...]rune{'٠', '۰', '०', '０'} {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// Shapeless reports whether r is a mark that is copied along with a text and not
// seen: soft hyphen, width zero, direction, byte order.
func Shapeless(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u061c', r == '\ufeff', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u2069':
		return true
	}
	return false
}
