package convert

import (
	"strings"
	"unicode/utf8"
)

// Record is one row of cells with the line it begins on, from 1.
type Record struct {
	Line  int
	Cells []string
	// Exact has a bit for each of the first 64 cells that is a number as the file
	// stores it, with a point, rather than a text a person typed.
	Exact uint64
}

// Grid is a table before anything in it is understood.
type Grid []Record

// MaxSize is the size of the largest file that is read, in bytes. A whole
// tariff of 13,000 lines has about 2,000,000.
const MaxSize = 64 << 20

// separators that tables are written with, in the order they are preferred
// when two fit equally.
var separators = []byte{'\t', ';', '|', ',', '^', '~'}

// ReadText reads a table of text: cells separated by tabs, semicolons, bars or
// commas, whichever divides most lines into the same number of cells; cells
// may be quoted and hold line breaks; a byte order mark is allowed.
func ReadText(b []byte) (Grid, *Problem) {
	switch {
	case len(b) > MaxSize:
		return nil, &Problem{Key: "too_large"}
	case len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff):
		return nil, &Problem{Key: "not_utf8", Hint: "the file is UTF-16: save it as UTF-8"}
	case !utf8.Valid(b):
		return nil, &Problem{Key: "not_utf8", Line: 1 + strings.Count(string(b[:firstInvalid(b)]), "\n"), Hint: "save the file as UTF-8"}
	}
	s := strings.TrimPrefix(string(b), "\ufeff")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if strings.ContainsRune(s, 0) {
		return nil, &Problem{Key: "not_text"}
	}
	best, bestScore := separators[0], -1
	for _, sep := range separators {
		if score := regularity(split(s, sep, 200)); score > bestScore {
			best, bestScore = sep, score
		}
	}
	if bestScore <= 0 {
		return nil, &Problem{Key: "no_columns", Hint: "cells separated by tabs, semicolons, bars or commas"}
	}
	return split(s, best, -1), nil
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// regularity is the number of records that have the commonest number of cells,
// if that is two or more.
func regularity(g Grid) int {
	count := map[int]int{}
	best := 0
	for _, r := range g {
		n := len(r.Cells)
		if n < 2 {
			continue
		}
		count[n]++
		best = max(best, count[n])
	}
	return best
}

// A quoted cell is bounded, so that a lone quotation mark does not swallow the
// rest of the table.
const (
	maxCellLines = 10
	maxQuoted    = 1 << 16 // bytes
)

// split reads at most limit records, or all when limit is negative.
func split(s string, sep byte, limit int) Grid {
	var g Grid
	line := 1
	rec := Record{Line: 1}
	for i := 0; i < len(s) && limit != 0; {
		cell, n, lines := cellAt(s[i:], sep)
		rec.Cells = append(rec.Cells, cell)
		i += n
		line += lines
		if i < len(s) && s[i] == sep {
			i++
			if i == len(s) || s[i] == '\n' {
				rec.Cells = append(rec.Cells, "")
			} else {
				continue
			}
		}
		if i < len(s) { // the line break
			i++
			line++
		}
		g = append(g, rec)
		rec = Record{Line: line}
		limit--
	}
	return g
}

// cellAt reads a cell: its text, its length in s and the line breaks in it.
func cellAt(s string, sep byte) (cell string, n, lines int) {
	if s[0] == '"' {
		for i := 1; i < min(len(s), maxQuoted) && lines < maxCellLines; i++ {
			switch {
			case s[i] == '\n':
				lines++
			case s[i] != '"':
			case i+1 < len(s) && s[i+1] == '"':
				i++
			case i+1 == len(s) || s[i+1] == sep || s[i+1] == '\n':
				return strings.ReplaceAll(s[1:i], `""`, `"`), i + 1, lines
			default: // a quotation mark in the middle: the cell is not quoted
				lines = maxCellLines
			}
		}
	}
	n = strings.IndexAny(s, string(sep)+"\n")
	if n < 0 {
		n = len(s)
	}
	return s[:n], n, 0
}

// tidy makes one space of every run of spaces, line breaks, no-break spaces
// and zero-width characters, and none at the ends.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case ' ', '\t', '\n', '\u00a0', '\u2007', '\u2009', '\u202f', '\u3000', '\u200b', '\ufeff':
			return true
		}
		return false
	}), " ")
}

// isTidy reports whether tidy has nothing to do, as in most cells.
func isTidy(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			if s[i+1] == ' ' {
				return false
			}
		case '\t', '\n', 0xc2, 0xe3, 0xef:
			return false
		case 0xe2: // spaces among the dashes and quotation marks of U+2000–207F
			if i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] < 0x90 || s[i+2] > 0xa7) {
				return false
			}
		}
	}
	return true
}
