package browse

import (
	"slices"
	"strings"

	"rusum/tariffdata"
)

// Exclusion is what a name says it does not hold.
type Exclusion struct {
	Code  string   // of the row whose name says so
	Text  string   // the clause as written
	Codes []string // codes of the nomenclature the clause names, in its order
}

// clauses are the wordings of an exclusion by language. A clause begins with
// one of after and runs to the end of its part of the name, or ends with one of
// before and begins at the comma, semicolon or bracket in front of it.
var clauses = map[string]struct{ after, before []string }{
	"az": {before: []string{"başqa", "istisna olmaqla", "istisna edilməklə", "aid olmayan", "daxil edilməyən"}},
	"en": {after: []string{"other than", "excluding", "except", "not including", "not elsewhere", "n.e.c. in"}},
	"ru": {after: []string{"кроме", "за исключением", "исключая", "не включая", "в другом месте не"}},
}

// Excluded are the clauses in which a name says what it does not hold, each as
// it is written. An exclusion that no name states is not among them: the notes
// to sections and chapters are not part of the data.
func Excluded(lang, name string) []string {
	c := clauses[lang]
	low := strings.ToLower(name)
	if len(low) != len(name) { // a letter changed its length: places would differ
		low = name
	}
	var out []string
	var places []int
	add := func(from, to int) {
		s := balanced(strings.Trim(name[from:to], " ,;"))
		if s == "" {
			return
		}
		k := len(out)
		for i, have := range out {
			if strings.Contains(have, s) {
				return
			}
			if places[i] > from && i < k {
				k = i
			}
		}
		out = append(out[:k], append([]string{s}, out[k:]...)...)
		places = append(places[:k], append([]int{from}, places[k:]...)...)
	}
	for _, p := range c.after {
		for at := 0; ; {
			i := phrase(low[at:], p)
			if i < 0 {
				break
			}
			from := at + i
			to := clauseEnd(low, from)
			add(from, to)
			at = to
		}
	}
	for _, p := range c.before {
		for at := 0; ; {
			i := phrase(low[at:], p)
			if i < 0 {
				break
			}
			to := at + i + len(p)
			at = to
			// "başqa yerdə" is elsewhere and "başqa rəngli" another: an exclusion
			// stands at the end of its clause.
			if rest := strings.TrimLeft(low[to:], " "); rest != "" && strings.IndexByte(",;).:", rest[0]) < 0 {
				continue
			}
			from := clauseStart(low, to-len(p))
			if i := strings.LastIndex(low[:to], "başqa yerdə"); i > from {
				from = i // "named elsewhere" begins with these words
			}
			add(from, to)
		}
	}
	return out
}

// balanced drops a bracket at either end that has no partner.
func balanced(s string) string {
	if n := strings.Count(s, "(") - strings.Count(s, ")"); n > 0 {
		s = strings.TrimLeft(s, "( ")
	} else if n < 0 {
		s = strings.TrimRight(s, ") ")
	}
	return s
}

// clauseEnd is the semicolon or the closing bracket that ends the clause at
// from; brackets opened inside it are part of it.
func clauseEnd(s string, from int) int {
	depth := 0
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i
			}
		case ';':
			if depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// clauseStart is where the clause that ends at to begins: after the bracket it
// stands in, or else after the nearest comma or semicolon.
func clauseStart(s string, to int) int {
	depth, comma := 0, -1
	for i := to - 1; i >= 0; i-- {
		switch s[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth < 0 {
				return i + 1
			}
		case ';':
			if depth == 0 {
				if comma >= 0 {
					return comma
				}
				return i + 1
			}
		case ',':
			if depth == 0 && comma < 0 {
				comma = i + 1
			}
		}
	}
	return max(comma, 0)
}

// phrase finds a phrase that stands between word boundaries.
func phrase(s, p string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], p)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(p)
		if (i == 0 || edge(s[i-1])) && (end == len(s) || edge(s[end])) {
			return i
		}
		from = end
	}
}

// edge reports whether a byte can stand beside a word; letters of the three
// languages beyond ASCII are no edges.
func edge(c byte) bool {
	return c < 0x80 && !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
}

// Exclusions are what the names on the way from the chapter to row i say they
// do not hold, in the language of n.
func (t *Tree) Exclusions(i int, n *tariffdata.Names) []Exclusion {
	var out []Exclusion
	own := t.rows[i].code
	seen := map[string]bool{}
	for _, s := range t.Way(i, n) {
		for _, text := range Excluded(n.Lang(), s.Name) {
			x := Exclusion{Code: s.Code, Text: text, Codes: t.codesIn(text)}
			// "n.e.c. in heading no. 8471" of a row of 8471 says only that it is
			// the rest of its heading.
			rest := strings.HasPrefix(text, "n.e.c.")
			for _, c := range x.Codes {
				rest = rest && strings.HasPrefix(own, c)
			}
			if !rest && !seen[text] {
				seen[text] = true
				out = append(out, x)
			}
		}
	}
	return out
}

// codesIn finds the codes of the nomenclature in a text: "8702", "8471 41",
// "8471.30", "60.01". Four digits are a code only where a row has them and no
// unit follows ("1000 sm³" is not one).
func (t *Tree) codesIn(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		n := digits(s[i:])
		if n == 0 {
			i++
			continue
		}
		code, to := s[i:i+n], i+n
		pairs := n == 4 || n == 2 && to < len(s) && s[to] == '.'
		for pairs && len(code) < 10 && to < len(s) && (s[to] == ' ' || s[to] == '.') && digits(s[to+1:]) == 2 {
			code += s[to+1 : to+3]
			to += 3
		}
		fraction := i > 0 && (s[i-1] == ',' || s[i-1] == '.')
		if _, ok := t.Find(code); ok && pairs && len(code) > 2 && !fraction && !measured(s[to:]) && !slices.Contains(out, code) {
			out = append(out, code)
		}
		i = to
	}
	return out
}

// digits counts the digits a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// measures are the units a number of a name may bear.
var measures = []string{"sm", "cm", "cc", "см", "kq", "kg", "кг", "q", "g", "г", "mm", "мм", "m", "м", "l", "л", "v", "в", "w", "вт", "%"}

// measured reports whether a unit of measure follows a number.
func measured(rest string) bool {
	rest = strings.TrimLeft(rest, " \u00a0")
	for _, u := range measures {
		if strings.HasPrefix(rest, u) {
			if after := rest[len(u):]; after == "" || edge(after[0]) && after[0] != '.' || strings.HasPrefix(after, "³") || strings.HasPrefix(after, "²") {
				return true
			}
		}
	}
	return false
}
