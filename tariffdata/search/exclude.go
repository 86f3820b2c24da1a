package search

import "strings"

// stripExclusions takes what a name excludes out of it: "Bovine animals; live,
// other than cattle and buffalo" is not found under buffalo. The query goes
// through the same function, so a name still finds itself.
func stripExclusions(lang, name string) string {
	switch lang {
	case "az":
		return stripBefore(name, "başqa", "istisna olmaqla", "istisna edilməklə")
	case "ru":
		return stripAfter(name, "кроме", "за исключением", "исключая", "не включая")
	}
	return stripAfter(name, "other than", "excluding", "except", "not including")
}

// stripAll takes out of a query what it excludes, in whatever language.
func stripAll(q string) string {
	return stripExclusions("az", stripExclusions("ru", stripExclusions("en", q)))
}

// stripAfter removes from a phrase to the end of its clause: a semicolon, a
// closing bracket or the end.
func stripAfter(s string, phrases ...string) string {
	low := strings.ToLower(s)
	if len(low) != len(s) { // a letter changed its length: leave the name whole
		return s
	}
	for _, p := range phrases {
		for {
			i := wordIndex(low, p)
			if i < 0 {
				break
			}
			end := strings.IndexAny(low[i:], ";)")
			if end < 0 {
				end = len(low) - i
			}
			s, low = s[:i]+s[i+end:], low[:i]+low[i+end:]
		}
	}
	return s
}

// stripBefore removes a clause that ends in a phrase, from the comma,
// semicolon or bracket before it.
func stripBefore(s string, phrases ...string) string {
	for _, p := range phrases {
		for {
			i := wordIndex(s, p)
			if i < 0 {
				break
			}
			start := strings.LastIndexAny(s[:i], ",;(") + 1
			s = s[:start] + s[i+len(p):]
		}
	}
	return s
}

// wordIndex finds a phrase that stands between word boundaries.
func wordIndex(s, phrase string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(phrase)
		if (i == 0 || boundary(s[i-1])) && (end == len(s) || boundary(s[end])) {
			return i
		}
		from = end
	}
}

func boundary(c byte) bool { return c < 0x80 && !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') }
