package main

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/search"
	"rusum/tools/queryset"
)

// TestAWholeTariffIsSearchable: over a table of 13,289 lines every state of the
// field is answered, each line is found by its number and, where its name has
// words of its own, by its words below its heading.
func TestAWholeTariffIsSearchable(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", ".."))
	b, err := wholeTariff()
	require.NoError(t, err)
	table, err := tariffdata.OpenTariff(b)
	require.NoError(t, err)
	c := embedded.Core()
	x := search.New(c, embedded.Names("az"), embedded.Names("ru"), embedded.Names("en")).WithTable(table)
	for _, name := range []string{"unseen.csv", "search-gold.csv"} {
		set, err := queryset.Read(filepath.Join("tariffdata", "search", "testdata", name))
		require.NoError(t, err)
		for _, q := range set {
			rs := []rune(q.Text)
			for n := 1; n <= len(rs); n += 3 {
				x.Query(string(rs[:n]), 10)
				x.Highlighter(string(rs[:n]))
			}
		}
	}
	tried, found := 0, 0
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range table.Len() {
		code := table.Code(i)
		hits := x.Query(code, 1)
		require.Len(t, hits, 1, code)
		assert.Equal(t, code, hits[0].Code)
		if rnd.IntN(40) > 0 || len(code) < 10 || len([]rune(table.Name(i))) < 12 {
			continue
		}
		// Its name and its heading's first words, as a person would type them.
		q := table.Name(i)
		if lo, hi := table.Range(code[:4]); lo < hi && table.Code(lo) == code[:4] {
			q += " " + strings.Join(strings.Fields(table.Name(lo))[:min(2, len(strings.Fields(table.Name(lo))))], " ")
		}
		tried++
		for _, h := range x.Query(q, 10) {
			if strings.HasPrefix(code, h.Code[:min(len(h.Code), 6)]) {
				found++
				break
			}
		}
	}
	assert.Greater(t, tried, 100)
	assert.GreaterOrEqual(t, 100*found/tried, 84, "%d of %d", found, tried)
	t.Logf("%d of %d lines among the first ten by their words", found, tried)
}

func TestRows(t *testing.T) {
	list := rows()
	assert.Len(t, list, embedded.Core().Len())
	i, _ := embedded.Core().Index("851713")
	assert.Contains(t, list[i].Terms, "telefon")
	assert.NotEmpty(t, list[i].Name)
	assert.NotEmpty(t, list[i].Path)
}
