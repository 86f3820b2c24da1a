package convert

import "strings"

// readName takes the dashes of its level off a name: "– – – ətlik:" is level 3,
// "ətlik". The dashes may be spaced or joined and of any kind.
func readName(text string) (depth int, name string) {
	text = tidy(text)
	rest := text
	for {
		switch {
		case strings.HasPrefix(rest, "–"), strings.HasPrefix(rest, "—"), strings.HasPrefix(rest, "−"), strings.HasPrefix(rest, "‑"), strings.HasPrefix(rest, "‒"), strings.HasPrefix(rest, "―"):
			rest = rest[len("–"):]
			depth++
		case strings.HasPrefix(rest, "-"):
			rest = rest[1:]
			depth++
		case depth > 0 && strings.HasPrefix(rest, " "):
			rest = rest[1:]
		default:
			name = strings.TrimSpace(strings.TrimRight(rest, " :"))
			return depth, strings.ReplaceAll(name, "|", "/")
		}
	}
}

// splitPath takes apart a name that is its whole path glued with colons, as the
// e-invoice registry has it: "Diri atlar:– atlar:– – safqanlı". The first part
// is the heading's name; nil when the name is not such a path.
func splitPath(text string) []string {
	var parts []string
	rest := tidy(text)
	if d, _ := readName(rest); d > 0 {
		return nil
	}
	for from := 0; ; {
		i := strings.Index(rest[from:], ":")
		if i < 0 {
			break
		}
		i += from
		if d, _ := readName(strings.TrimSpace(rest[i+1:])); d > 0 {
			_, part := readName(rest[:i])
			parts = append(parts, part)
			rest, from = strings.TrimSpace(rest[i+1:]), 0
			continue
		}
		from = i + 1
	}
	if parts == nil {
		return nil
	}
	_, last := readName(rest)
	return append(parts, last)
}

// dashes writes a level the way the official table does.
func dashes(depth int) string { return strings.Repeat("– ", depth) }

// titleWords begin the rows that name a chapter or a section.
var titleWords = []string{"qrup", "bolme", "fesil", "группа", "раздел", "chapter", "section"}

// isRoman recognises the number of a section in the place of a code.
func isRoman(s string) bool { return s != "" && len(s) <= 5 && strings.Trim(s, "IVX") == "" }

func isTitle(folded string) bool {
	for _, w := range titleWords {
		if rest, ok := strings.CutPrefix(folded, w); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// unmarked takes the footnote references off a name, a unit or a code: "[12]"
// and "[63C]" at the end of a word, as law databases print them, and the stars
// behind it. Brackets that are part of a word stay ("bisiklo[2.2.1]heptan").
func unmarked(s string) string {
	if !strings.ContainsAny(s, "[*") {
		return s
	}
	for i := 0; ; {
		k := strings.IndexByte(s[i:], '[')
		if k < 0 {
			break
		}
		i += k
		end := strings.IndexByte(s[i:], ']')
		if end < 2 || end > 6 || !isMark(s[i+1:i+end]) || i+end+1 < len(s) && !strings.ContainsRune(" ,;:.)", rune(s[i+end+1])) {
			i++
			continue
		}
		before := strings.TrimRight(s[:i], " ")
		s, i = before+s[i+end+1:], len(before)
	}
	return strings.TrimSpace(strings.TrimRight(s, "* "))
}

func isMark(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return i > 0 && len(s) <= i+2
		}
	}
	return true
}
