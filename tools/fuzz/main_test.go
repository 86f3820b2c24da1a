package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The parsers and codecs keep their targets and a committed corpus.
func TestTargetsHaveACorpus(t *testing.T) {
	root := filepath.Join("..", "..")
	targets, err := find(root)
	require.NoError(t, err)
	have := map[string]int{}
	for _, f := range targets {
		have[f.dir+"."+f.name] = f.corpus(root)
	}
	for _, want := range []string{
		"tariffdata.FuzzSections", "tariffdata/tablefile.FuzzPart", "tariffdata/search.FuzzQuery", "tariffdata/browse.FuzzExcluded", "site/render.FuzzWords", "site/i18n.FuzzParse",
		"calc/num.FuzzParse", "calc/date.FuzzParse", "calc/wire.FuzzCode", "calc/rate.FuzzDecode", "calc/ratetext.FuzzParse",
		"calc/wire.FuzzDeclaration", "calc/wire.FuzzPersonal", "site/i18n.FuzzParseNumber", "site/i18n.FuzzParseDate",
		"tariffdata/fx.FuzzParseCBAR", "tariffdata.FuzzOpen", "tariffdata/convert.FuzzTable", "tariffdata/xlsx.FuzzRow",
		"tariffdata/tablefile.FuzzRead", "tariffdata/tablefile.FuzzXML", "site/carlist.FuzzRead", "tools/rusum.FuzzTable", "tools/rusum.FuzzDocuments",
		"wasm/form.FuzzDecode", "wasm/sheet.FuzzDecode", "wasm/journal.FuzzDecodeBackup", "wasm/stats.FuzzRead", "wasm/table.FuzzParseText",
		"tools/wasmpack.FuzzBody", "tools/wasmpack.FuzzPack", "tools/wasmpack.FuzzTables", "wasm/people.FuzzImport", "wasm/form.FuzzDraft", "wasm/sheet.FuzzDraft", "wasm/journal.FuzzDecode", "wasm/journal.FuzzSums", "tariffdata/fx.FuzzKept",
	} {
		files, ok := have[want]
		assert.True(t, ok, "%s is gone", want)
		assert.NotZero(t, files, "%s: no committed corpus", want)
	}
}

func TestFindAndRun(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	put("go.mod", "module m\n\ngo 1.26\n")
	put("a/a_test.go", "package a\n\nimport \"testing\"\n\nfunc FuzzBad(f *testing.F) {\n\tf.Add(1)\n\tf.Fuzz(func(t *testing.T, n int) {\n\t\tt.Error(\"seed fails\")\n\t})\n}\n")
	put("node_modules/x_test.go", "func FuzzNever(f *testing.F) {\n")
	targets, err := find(dir)
	require.NoError(t, err)
	assert.Equal(t, []target{{"a", "FuzzBad"}}, targets)

	var out strings.Builder
	err = run(&out, dir, regexp.MustCompile(""), time.Second, 1, false)
	require.ErrorContains(t, err, "a.FuzzBad")
	assert.Contains(t, out.String(), "seed fails")

	out.Reset()
	require.NoError(t, run(&out, dir, regexp.MustCompile(""), time.Second, 1, true))
	assert.Contains(t, out.String(), "a.FuzzBad")
	assert.Error(t, run(&out, filepath.Join(dir, "none"), regexp.MustCompile(""), time.Second, 1, true))
}
