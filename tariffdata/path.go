package tariffdata

import "strings"

// Path is the full name of a code from its chapter down: chapter, heading,
// groups, own name. A code that is not known has the path of the longest known
// code that begins it; nil when not even the chapter is known.
func Path(c *Core, n *Names, code string) []string {
	i, ok := c.Longest(code)
	if !ok || i >= n.Len() {
		return nil
	}
	i = int(n.from[i])
	var rows []int // from the row up
	for k := i; k >= 0; k = c.Parent(k) {
		rows = append(rows, k)
	}
	var out []string
	add := func(s string) {
		if s != "" && (len(out) == 0 || out[len(out)-1] != s) {
			out = append(out, s)
		}
	}
	for k := len(rows) - 1; k >= 0; k-- {
		row := rows[k]
		above := k > 0 && len(c.codes[row]) > 4
		// The groups of a tariff line begin at its heading and so already
		// hold the subheadings on the way.
		if above && n.groups[i] != "" {
			continue
		}
		for _, g := range n.Groups(row) {
			add(g)
		}
		// 0101 21 000 0 is all of 0101 21: one name, not two.
		if above && strings.Trim(c.codes[i][len(c.codes[row]):], "0") == "" {
			continue
		}
		add(n.Name(row))
	}
	return out
}
