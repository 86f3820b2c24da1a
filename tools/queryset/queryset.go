// Package queryset reads the query sets the search for codes is measured with.
package queryset

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
)

// Query is a line of a query set: what a person types, in which language and of
// what kind, the codes (two to ten digits) one of which, or a code below it,
// answers, and those that may not be among the first ten.
type Query struct {
	Lang, Text, Kind string
	Expected, Not    []string
}

// Read reads a file with the columns lang, query, expected, kind and, if there
// is one, not.
func Read(file string) ([]Query, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var out []Query
	for i, r := range rows[min(1, len(rows)):] {
		if len(r) < 4 || len(r) > 5 || r[1] == "" || len(strings.Fields(r[2])) == 0 {
			return nil, fmt.Errorf("%s: record %d is not lang, query, expected, kind[, not]", file, i+2)
		}
		q := Query{Lang: r[0], Text: r[1], Kind: r[3], Expected: strings.Fields(r[2])}
		if len(r) == 5 {
			q.Not = strings.Fields(r[4])
		}
		out = append(out, q)
	}
	return out, nil
}

// Place is the rank, from 1, of the first code that answers; 0 when none does
// or one is there that may not be.
func (q Query) Place(codes []string) int {
	place := 0
	for i, c := range codes {
		if below(c, q.Not) {
			return 0
		}
		if place == 0 && below(c, q.Expected) {
			place = i + 1
		}
	}
	return place
}

func below(code string, any []string) bool {
	return slices.ContainsFunc(any, func(c string) bool { return strings.HasPrefix(code, c) })
}
