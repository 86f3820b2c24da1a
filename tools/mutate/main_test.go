package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatNoTestNoticesIsNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a package")
	}
	var out strings.Builder
	require.NoError(t, run(&out, []string{"testdata/sample/sample.go"}, "", true, ""))
	for _, want := range []string{
		"killed      testdata/sample/sample.go:8:5 #1 a > b → a >= b", // then three and three differ
		"killed      testdata/sample/sample.go:8:5 #2 a > b → a <= b",
		"a != b → a == b",
		"LIVED       testdata/sample/sample.go:16:5 #", // nothing owed, and a fee on it
		"debt.Add(fee) → debt.Sub(fee)",
		"killed      testdata/sample/sample.go:17:3 #",
		"NOT REACHED testdata/sample/sample.go:23:35 #",
	} {
		assert.Contains(t, strings.ReplaceAll(out.String(), "  →  ", " → "), want)
	}
	assert.Regexp(t, `sample.go: \d+ mutants, \d+ killed \(\d+ by the tests of the first package\), \d+ %`, out.String())
}

func TestFilesThatAreNotOfOnePackageAreRefused(t *testing.T) {
	assert.Error(t, run(&strings.Builder{}, []string{"testdata/sample/sample.go", "main.go"}, "", false, ""))
	assert.Error(t, run(&strings.Builder{}, []string{"testdata/sample/none.go"}, "", false, ""))
}
