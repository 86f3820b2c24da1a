//go:build !js

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata/gen"
)

type answer struct {
	Name     string
	MS       int
	Same     bool
	MB       int
	Error    *struct{ Code, Hint string }
	Counts   map[string]int
	Title    string
	Pack     int
	HTML     int
	Progress int
	Report   struct {
		Changes, Problems, Gaps, Fresh int
		Kinds                          map[string]int
	}
}

// TestTheWorkerConvertsAWholeTariff builds the program, runs it in Node behind
// its own worker.js and converts the tariff of the Eurasian Economic Union.
func TestTheWorkerConvertsAWholeTariff(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil || testing.Short() {
		t.Skip("Node is needed")
	}
	dir := t.TempDir()
	wasm := filepath.Join(dir, "convert.wasm")
	compile(t, wasm)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	core, table := filepath.Join(dir, "core.bin"), filepath.Join(dir, "ett.csv")
	require.NoError(t, os.WriteFile(core, gen.Core, 0o666))
	require.NoError(t, os.WriteFile(table, gunzip(t, "../../tools/tariffgen/testdata/eaeu-ett-2026-03.csv.gz"), 0o666))

	run := exec.Command(node, "worker_test.mjs", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"), wasm, core, table)
	run.Stderr = os.Stderr
	out, err := run.Output()
	require.NoError(t, err, string(out))
	got := map[string]answer{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a answer
		require.NoError(t, json.Unmarshal(lines.Bytes(), &a), lines.Text())
		got[a.Name] = a
	}

	whole := got["whole"]
	require.Nil(t, whole.Error)
	assert.Equal(t, "ETT", whole.Title)
	assert.Equal(t, 13289, whole.Counts["rated"])
	assert.Equal(t, 0, whole.Counts["unresolved"])
	assert.Equal(t, 1072, whole.Report.Kinds["atLeast"])
	assert.Zero(t, whole.Report.Problems)
	assert.Greater(t, whole.Progress, 10)
	assert.Positive(t, whole.Pack)
	assert.Positive(t, whole.HTML)
	assert.True(t, got["same"].Same, "the same file gives the same bytes")
	assert.Nil(t, got["amend"].Error)
	assert.Equal(t, 2, got["amend"].Report.Changes, "a rate and a name")
	for name, code := range map[string]string{"no date": "no_date", "huge": "too_large", "zip": "damaged", "nothing": "empty", "action": "unknown_action", "bad": "too_many_unresolved", "no sheets": "damaged"} {
		require.NotNil(t, got[name].Error, name)
		assert.Equal(t, code, got[name].Error.Code, name)
		assert.Zero(t, got[name].Pack, name)
	}

	assert.Equal(t, "Lines2"+"1\x1f0\x1fCode\x1fPrice\x1f\x1e2\x1f2\x1f847130\x1f1000.5\x1f\x1e", got["sheets"].Title, "what is written is read again")

	t.Logf("start %d ms, whole table %d ms, again %d ms, process %d MB", got["start"].MS, whole.MS, got["again"].MS, got["memory"].MB)
}

// compile builds the program as the site does.
func compile(t testing.TB, wasm string) {
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", wasm, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWASM=")
	msg, err := build.CombinedOutput()
	require.NoError(t, err, string(msg))
}

// BenchmarkProgramSize reports what a browser has to load.
func BenchmarkProgramSize(b *testing.B) {
	wasm := filepath.Join(b.TempDir(), "convert.wasm")
	compile(b, wasm)
	program, err := os.ReadFile(wasm)
	require.NoError(b, err)
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	_, err = w.Write(program)
	require.NoError(b, err)
	require.NoError(b, w.Close())
	for range b.N {
	}
	b.ReportMetric(float64(len(program)), "bytes")
	b.ReportMetric(float64(out.Len()), "brotli-bytes")
}

func gunzip(t *testing.T, name string) []byte {
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	b, err := io.ReadAll(z)
	require.NoError(t, err)
	return b
}
