package browse

import (
	"strings"

	"rusum/tariffdata"
)

// Name is the label of row i at its own level ("digərləri"). A table in the
// language has the official wording and comes first; then the nomenclature's
// own label; then a table in another language; then the label of the row above.
func (t *Tree) Name(i int, n *tariffdata.Names) string {
	r := &t.rows[i]
	table := ""
	if r.table >= 0 {
		x := t.tables[r.table]
		if table = x.Row(int(r.at)).Name; table != "" && x.Meta("lang") == n.Lang() {
			return table
		}
	}
	if r.core >= 0 && (n.Own(int(r.core)) || table == "") {
		return n.Name(int(r.core))
	}
	if table == "" && r.parent >= 0 {
		return t.Name(int(r.parent), n)
	}
	return table
}

// Labelled reports whether row i has a label of its own in the language.
func (t *Tree) Labelled(i int, n *tariffdata.Names) bool {
	r := &t.rows[i]
	return r.core >= 0 && n.Own(int(r.core)) || r.table >= 0 && t.tables[r.table].Meta("lang") == n.Lang()
}

// Official reports whether the label of row i is the wording of an official
// text: the nomenclature says so, or a tariff table in the language has it.
func (t *Tree) Official(i int, n *tariffdata.Names) bool {
	r := &t.rows[i]
	if r.table >= 0 {
		if x := t.tables[r.table]; x.Meta("lang") == n.Lang() && x.Row(int(r.at)).Name != "" {
			return true
		}
	}
	return r.core >= 0 && n.Official(int(r.core))
}

// Groups are the groups without a code between the row above and row i,
// outermost first.
func (t *Tree) Groups(i int, n *tariffdata.Names) []string {
	r := &t.rows[i]
	var g []string
	switch {
	case r.core < 0:
		g = t.tables[r.table].GroupsOf(int(r.at))
	case r.parent < 0 || n.Own(int(r.core)) || len(t.rows[r.parent].code) <= 4:
		g = n.Groups(int(r.core))
	}
	if len(g) == 0 || r.parent < 0 || len(t.rows[r.parent].code) <= 4 {
		return g
	}
	// The groups of a line begin at its heading: what leads to the row above it
	// and that row's own name are not between the two.
	p := int(r.parent)
	name := t.Name(p, n)
	for k := len(g) - 1; k >= 0; k-- {
		if g[k] == name {
			return g[k+1:]
		}
	}
	above := t.leading(p, n)
	for len(g) > 0 && len(above) > 0 && g[0] == above[0] {
		g, above = g[1:], above[1:]
	}
	return g
}

// leading are the groups from the heading down to row i as its source has them.
func (t *Tree) leading(i int, n *tariffdata.Names) []string {
	if r := &t.rows[i]; r.core < 0 {
		return t.tables[r.table].GroupsOf(int(r.at))
	} else {
		return n.Groups(int(r.core))
	}
}

// Node is a row, or a group of rows without a code of its own.
type Node struct {
	Row   int    // -1 for a group
	Name  string // of a group
	Nodes []Node // of a group
}

// Branch are the rows directly below row i, in their groups.
func (t *Tree) Branch(i int, n *tariffdata.Names) []Node {
	rows := t.Children(i)
	groups := make([][]string, len(rows))
	for k, r := range rows {
		groups[k] = t.Groups(r, n)
	}
	return nest(rows, groups)
}

// nest puts neighbours of the same group together.
func nest(rows []int, groups [][]string) []Node {
	var out []Node
	for i := 0; i < len(rows); {
		if len(groups[i]) == 0 {
			out = append(out, Node{Row: rows[i]})
			i++
			continue
		}
		name := groups[i][0]
		k := i
		var inner [][]string
		for k < len(rows) && len(groups[k]) > 0 && groups[k][0] == name {
			inner = append(inner, groups[k][1:])
			k++
		}
		out = append(out, Node{Row: -1, Name: name, Nodes: nest(rows[i:k], inner)})
		i = k
	}
	return out
}

// Step is a part of the way from the chapter to a row.
type Step struct {
	Code string // "" for a group
	Name string
}

// Way is the way from the chapter down to row i, groups included, itself last.
func (t *Tree) Way(i int, n *tariffdata.Names) []Step {
	var up []int
	for k := i; k >= 0; k = t.Parent(k) {
		up = append(up, k)
	}
	var out []Step
	for k := len(up) - 1; k >= 0; k-- {
		for _, g := range t.Groups(up[k], n) {
			out = append(out, Step{Name: g})
		}
		out = append(out, Step{t.rows[up[k]].code, t.Name(up[k], n)})
	}
	return out
}

// Path is the full name of a code from its chapter down. A code that is not
// known has the path of the longest known code that begins it; nil when not even
// the chapter is known.
func (t *Tree) Path(code string, n *tariffdata.Names) []string {
	i, ok := t.Longest(code)
	if !ok {
		return nil
	}
	if t.rows[i].core >= 0 && t.rows[i].table < 0 {
		return tariffdata.Path(t.core, n, t.rows[i].code)
	}
	var out []string
	for _, s := range t.Way(i, n) {
		if s.Name != "" && (len(out) == 0 || out[len(out)-1] != s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}

// Bare reports whether a label means nothing without the rows above it: "other".
func Bare(name string) bool {
	switch strings.TrimRight(strings.ToLower(name), ":. ") {
	case "digərləri", "digər", "прочие", "прочий", "прочая", "прочее", "other", "others":
		return true
	}
	return false
}
