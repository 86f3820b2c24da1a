package carlist

import "strings"

// cells splits a table into rows of cells (RFC 4180, with the separator found in
// the first row and lines ending in \n, \r\n or \r). lines are the numbers of the
// lines rows begin on, from 1. Empty rows are left out.
func cells(s string) (rows [][]string, lines []int) {
	s = strings.TrimPrefix(s, "\ufeff")
	sep := separator(s)
	var row []string
	var cell []byte
	line, began := 1, 1
	quoted, wasQuoted := false, false
	end := func() {
		text := string(cell)
		if !wasQuoted {
			text = strings.Trim(text, " \t\u00a0")
		}
		row = append(row, text)
		cell, wasQuoted = cell[:0], false
	}
	endRow := func() {
		end()
		for _, c := range row {
			if c != "" {
				rows, lines = append(rows, row), append(lines, began)
				break
			}
		}
		row = nil
		began = line
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		newline := c == '\n' || c == '\r'
		if newline {
			if c == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			line++
		}
		switch {
		case quoted && c == '"' && i+1 < len(s) && s[i+1] == '"':
			cell = append(cell, '"')
			i++
		case quoted && c == '"':
			quoted = false
		case quoted && newline:
			cell = append(cell, '\n')
		case quoted:
			cell = append(cell, c)
		case c == '"' && len(strings.TrimSpace(string(cell))) == 0 && !wasQuoted:
			cell, quoted, wasQuoted = cell[:0], true, true
		case c == sep:
			end()
		case newline:
			endRow()
		case wasQuoted && (c == ' ' || c == '\t'): // between the closing quote and the separator
		default:
			cell = append(cell, c)
		}
	}
	if len(row) > 0 || len(cell) > 0 || wasQuoted {
		endRow()
	}
	return rows, lines
}

// separator is the mark the first row has most of.
func separator(s string) byte {
	first := s
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		first = s[:i]
	}
	best, most := byte(','), 0
	for _, c := range []byte("\t;,") {
		if n := strings.Count(first, string(rune(c))); n > most {
			best, most = c, n
		}
	}
	return best
}
