package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata/search"
	"rusum/tools/queryset"
)

// TestMistyped holds the search to typing errors nobody chose. Floors in per
// cent, a little below what it reaches.
func TestMistyped(t *testing.T) {
	x, _ := build()
	by := map[string]*tally{}
	for _, q := range mistyped() {
		if by[q.Kind] == nil {
			by[q.Kind] = &tally{}
		}
		by[q.Kind].add(q.place(x.Query(q.Text, 10)))
	}
	for kind, f := range map[string]struct{ first, ten int }{
		"letter left out": {91, 95}, "letter doubled": {97, 99}, "letters swapped": {96, 98}, "wrong vowel": {95, 97},
		"two mistakes": {94, 98}, "no diacritics": {98, 99}, "w for ş": {96, 98},
	} {
		k := by[kind]
		require.NotNil(t, k, kind)
		assert.GreaterOrEqual(t, 100*k.first/k.n, f.first, "%s: first of %d", kind, k.n)
		assert.GreaterOrEqual(t, 100*k.ten/k.n, f.ten, "%s: first ten of %d", kind, k.n)
	}
}

func TestPlace(t *testing.T) {
	q := query{queryset.Query{Expected: []string{"4011", "870899"}}}
	assert.Equal(t, 2, q.place([]search.Hit{{Code: "8703"}, {Code: "401110"}}))
	assert.Equal(t, 1, q.place([]search.Hit{{Code: "870899"}}))
	assert.Zero(t, q.place([]search.Hit{{Code: "8708"}, {Code: "40"}}))
	assert.Zero(t, q.place(nil))
	q.Not = []string{"8703"}
	assert.Zero(t, q.place([]search.Hit{{Code: "4011"}, {Code: "870323"}}), "what was excluded is there")
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "set.csv"), []byte(text), 0o600))
	}
	write("lang,query,expected,kind\naz,köynək,6205,plain\nen,zzzz,0101,typo\n")
	var out strings.Builder
	require.NoError(t, run(&out, dir, "set.csv", ""))
	for _, want := range []string{"set.csv: 2 queries", "@10", "plain", "0.500", `"zzzz" wants 0101, at 0`, "p95", "MB of heap"} {
		assert.Contains(t, out.String(), want)
	}
	out.Reset()
	require.NoError(t, run(&out, dir, "", "köynək"))
	assert.Contains(t, out.String(), "6205")

	write("lang,query,expected,kind\naz,,6205,plain\n")
	assert.ErrorContains(t, run(&out, dir, "", ""), "record 2")
	assert.ErrorContains(t, run(&out, t.TempDir(), "", ""), "no query sets")
}
