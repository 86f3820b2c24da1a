package main

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rusum/tariffdata/convert"
)

// maxSpan bounds colspan and rowspan; a tariff has four columns.
const maxSpan = 200

// readHTML reads the rows of every table of a page that holds no other table,
// in order. A cell that spans rows is repeated in each, since one rate printed
// across three lines is the rate of all three; a cell that spans columns
// stands in the first. The line of a record is the number of its row in the page.
func readHTML(b []byte) (convert.Grid, error) {
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	var g convert.Grid
	line := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.Table && !holdsTable(n) {
			g = append(g, tableRows(n, &line)...)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return g, nil
}

func holdsTable(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table || holdsTable(c) {
			return true
		}
	}
	return false
}

// span is a cell that reaches down into the following rows.
type span struct {
	left int
	text string
}

func tableRows(table *html.Node, line *int) convert.Grid {
	var g convert.Grid
	down := map[int]span{}
	each(table, atom.Tr, func(tr *html.Node) {
		*line++
		rec := convert.Record{Line: *line}
		col := 0
		put := func(text string) {
			rec.Cells = append(rec.Cells, text)
			col++
		}
		reach := func() {
			for down[col].left > 0 {
				s := down[col]
				down[col] = span{s.left - 1, s.text}
				put(s.text)
			}
		}
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			reach()
			text := cellText(td)
			wide, tall := attr(td, "colspan"), attr(td, "rowspan")
			for i := range wide {
				if i > 0 {
					text = ""
				}
				if tall > 1 {
					down[col] = span{tall - 1, text}
				}
				put(text)
			}
		}
		reach()
		g = append(g, rec)
	})
	return g
}

func each(n *html.Node, a atom.Atom, f func(*html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == a {
			f(c)
		} else {
			each(c, a, f)
		}
	}
}

func attr(n *html.Node, name string) int {
	for _, a := range n.Attr {
		if a.Key == name {
			if v, err := strconv.Atoi(strings.TrimSpace(a.Val)); err == nil && v >= 1 {
				return min(v, maxSpan)
			}
		}
	}
	return 1
}

// cellText is the text of a cell. A raised 2 or 3 stays with its unit (m²), any
// other raised text is a footnote mark and is set off in brackets, so that it
// is not read as part of a figure.
func cellText(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Sup:
			text := strings.TrimSpace(plainText(n))
			switch {
			case text == "":
			case (text == "2" || text == "3") && endsInUnit(b.String()), text == "*":
				b.WriteString(text)
			default:
				b.WriteString(" [" + strings.Trim(text, "[]") + "]")
			}
			return
		case n.DataAtom == atom.Br, n.DataAtom == atom.P, n.DataAtom == atom.Div:
			b.WriteByte(' ')
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style:
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

func plainText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(plainText(c))
	}
	return b.String()
}

// endsInUnit reports whether the text ends in m, sm, cm or their Cyrillic forms.
func endsInUnit(s string) bool {
	return strings.HasSuffix(s, "m") || strings.HasSuffix(s, "м")
}
