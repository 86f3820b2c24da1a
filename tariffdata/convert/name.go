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

func isTitle(folded string) bool {
	for _, w := range titleWords {
		if rest, ok := strings.CutPrefix(folded, w); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}
