package wasmpack

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// link compiles the probe as the browser programs are compiled, and with flags.
func link(t testing.TB, flags ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "probe.wasm")
	cmd := exec.Command("go", append(append(append([]string{"build"}, Flags()...), flags...), "-o", out, "./testdata/probe")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWASM=")
	msg, err := cmd.CombinedOutput()
	require.NoError(t, err, string(msg))
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	return b
}

// tablesOf are the sections of a program and the tables in its memory.
func tablesOf(t testing.TB, program []byte) (*module, *tables) {
	t.Helper()
	m, err := parseModule(program)
	require.NoError(t, err)
	mem, _, err := readMemory(m.section(sectionData))
	require.NoError(t, err)
	tab, err := findTables(mem)
	require.NoError(t, err)
	return m, tab
}

// runs is what a program prints and says on the way out.
func runs(t *testing.T, program []byte, args ...string) (out, errors string, code int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "probe.wasm")
	require.NoError(t, os.WriteFile(file, program, 0o644))
	cmd := exec.Command(filepath.Join(runtime.GOROOT(), "lib", "wasm", "go_js_wasm_exec"), append([]string{file}, args...)...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

var ways = map[string][]string{
	"as it is built":   nil,
	"without inlining": {"-gcflags=all=-l"},
	"with inlining":    {"-gcflags=all="},
	"with symbols":     {"-ldflags="},
}

func TestAPackedProgramDoesWhatTheLinkedOneDid(t *testing.T) {
	for name, flags := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			linked := link(t, flags...)
			packed, r, err := Pack(linked)
			require.NoError(t, err)
			assert.Empty(t, r.Left)
			assert.Greater(t, r.Functions, 2000)
			assert.Greater(t, r.Rebuilt, 500_000)
			assert.Greater(t, r.Jumps, 20_000)
			assert.Greater(t, r.Calls, 3_000)
			assert.Greater(t, r.Calls, 3_000)
			assert.Greater(t, r.Segments[0], 10_000)
			assert.Less(t, r.Segments[1], 40)
			assert.Less(t, len(packed), len(linked)*9/10)

			want, complaints, code := runs(t, linked)
			assert.Empty(t, complaints)
			assert.Zero(t, code)
			assert.Contains(t, want, "through a wrapper kept\n")
			got, complaints, code := runs(t, packed)
			assert.Equal(t, want, got)
			assert.Empty(t, complaints)
			assert.Zero(t, code)
		})
	}
}

func TestACrashStillSaysWhatHappened(t *testing.T) {
	linked := link(t)
	packed, _, err := Pack(linked)
	require.NoError(t, err)
	for _, how := range []string{"crash", "deadlock"} {
		_, want, code := runs(t, linked, how)
		_, got, packedCode := runs(t, packed, how)
		assert.Equal(t, 2, code, want)
		assert.Equal(t, code, packedCode, got)
		first, _, _ := strings.Cut(want, "\n")
		assert.Contains(t, got, first+"\n")
		assert.Contains(t, got, "goroutine 1")
		assert.NotContains(t, got, "main.crash")
	}
}

// TestTheStartFunctionWritesWhatWasLeftOut compares all of the memory: of the program
// with its tables, and of the one that writes them.
func TestTheStartFunctionWritesWhatWasLeftOut(t *testing.T) {
	linked := link(t)
	m, tab := tablesOf(t, linked)
	mem := tab.mem
	tab.strip()
	data, _ := writeMemory(mem)
	m.set(sectionData, data)
	packed, _, err := Pack(linked)
	require.NoError(t, err)

	dir := t.TempDir()
	whole, short := filepath.Join(dir, "whole.wasm"), filepath.Join(dir, "short.wasm")
	require.NoError(t, os.WriteFile(whole, m.bytes(), 0o644))
	require.NoError(t, os.WriteFile(short, packed, 0o644))
	out, err := exec.Command("node", "testdata/memory.mjs", whole, short).CombinedOutput()
	require.NoError(t, err, string(out))
	digests := strings.Fields(string(out))
	require.Len(t, digests, 2)
	assert.Equal(t, digests[0], digests[1])
}

func TestPackingTwiceChangesNothing(t *testing.T) {
	once, _, err := Pack(link(t))
	require.NoError(t, err)
	twice, r, err := Pack(once)
	require.NoError(t, err)
	assert.NotEmpty(t, r.Left)
	assert.Equal(t, once, twice)
}

// TestTablesThatLookDifferentAreLeftAlone changes what another Go might change; the
// program then only has its segments joined, and runs.
func TestTablesThatLookDifferentAreLeftAlone(t *testing.T) {
	m, tab := tablesOf(t, link(t))
	mem := tab.mem
	f, err := readCode(m.section(sectionCode))
	require.NoError(t, err)
	f.straighten()
	code := f.bytes()
	h := tab.names - hdrSize
	mod := tab.module(h)
	last := tab.functions[tab.n-1]
	for name, at := range map[string]int{
		"the number of the format":  h,
		"how many functions":        h + hdrFunctions,
		"where the names are":       h + hdrNames,
		"the module":                mod + 8*modNames,
		"the length of ftab":        mod + 8*(modFtab+1),
		"the first function":        tab.ftab,
		"where an entry is":         tab.ftab + 8*7 + 4,
		"the number of the last":    last + fnEntry,
		"how many data it has":      last + fnFuncData,
		"a bucket":                  tab.find + 20*bucketSize,
		"a part of a bucket":        tab.find + 20*bucketSize + 9,
		"where the buckets are":     mod + 8*modFind,
		"where the last one begins": mod + 8*modMaxPC + 7,
	} {
		t.Run(name, func(t *testing.T) {
			other := bytes.Clone(mem)
			other[at] ^= 0x40
			data, _ := writeMemory(other)
			m.set(sectionData, data)
			packed, r, err := Pack(m.bytes())
			require.NoError(t, err)
			assert.NotEmpty(t, r.Left)
			assert.Zero(t, r.Functions)
			p, err := parseModule(packed)
			require.NoError(t, err)
			assert.True(t, bytes.Equal(code, p.section(sectionCode)))
			got, _, err := readMemory(p.section(sectionData))
			require.NoError(t, err)
			assert.True(t, bytes.Equal(bytes.TrimRight(other, "\x00"), got))
		})
	}
}

func TestBytesThatAreNoProgram(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":            nil,
		"text":               []byte("<!doctype html>"),
		"another version":    []byte("\x00asm\x02\x00\x00\x00"),
		"no data":            header,
		"a cut section":      append(bytes.Clone(header), sectionData, 9, 1),
		"an endless number":  append(bytes.Clone(header), sectionData, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
		"an imported memory": append(bytes.Clone(header), sectionData, 4, 1, 2, 0, 0),
		"an address below 0": append(bytes.Clone(header), sectionData, 7, 1, 0, opI32Const, 0x7f, opEnd, 1, 1),
	} {
		_, _, err := Pack(b)
		assert.Error(t, err, name)
	}
}

func TestSegmentsAreJoinedAndNothingIsLost(t *testing.T) {
	mem := make([]byte, 5*gap)
	mem[3], mem[gap], mem[2*gap+1], mem[4*gap] = 1, 2, 3, 4
	data, n := writeMemory(mem)
	assert.Equal(t, 3, n) // 3…gap are close, 2·gap+1 is one byte too far
	got, m, err := readMemory(data)
	require.NoError(t, err)
	assert.Equal(t, n, m)
	assert.Equal(t, mem[:4*gap+1], got)

	for _, empty := range [][]byte{nil, make([]byte, 100)} {
		data, n = writeMemory(empty)
		assert.Equal(t, []byte{0}, data)
		assert.Zero(t, n)
	}
}

func TestNumbersAreReadAsTheyWereWritten(t *testing.T) {
	for _, v := range []int{0, 1, -1, 63, 64, -64, -65, 8191, 8192, 1 << 30, -1 << 31, 1<<31 - 1} {
		r := NewReader(appendSint(nil, v))
		assert.Equal(t, v, r.sint())
		assert.NoError(t, r.Err)
		assert.Empty(t, r.b)
	}
}

// threeFunctions is a memory with tables of three functions: one plain, one with
// inlined calls, one whose arguments are printed.
func threeFunctions() []byte {
	const (
		h, names, units, files, pctab, entries = 64, 136, 168, 176, 184, 216
		gofunc, find, end, mod, n, first       = 480, 560, 1600, 1600, 3, 4096
	)
	mem := make([]byte, mod+8*modWords)
	copy(mem[names:], "\x00runtime.gopanic\x00main.main\x00")
	copy(mem[pctab:], []byte{0, 2, 1, 0, 2, 2, 1, 4, 0})
	t := &tables{mem: mem}
	at := entries + 40
	for i := range n {
		pcs, data := i, 2*i+1 // 1, 3 and 5 kinds of data, 0, 1 and 2 tables
		if i == 1 {
			pcs, data = 3, 4
		}
		t.put(entries+8*i, first+i)
		t.put(entries+8*i+4, at-entries)
		t.put(at+fnEntry, first+i)
		t.put(at+fnName, 1+16*(i%2))
		t.put(at+fnPCSP, 1)
		t.put(at+fnPCLine, 4)
		t.put(at+fnLine, 10+i)
		t.put(at+fnPCData, pcs)
		mem[at+fnFuncData] = byte(data)
		for k := range pcs {
			t.put(t.pcData(at, k), 4)
		}
		for k := range data {
			t.put(t.funcData(at, k), 8*k)
		}
		at = t.next(at)
	}
	t.put(entries+8*n, first+n)
	mem[gofunc+40], mem[gofunc+41] = 1, argInfoEnd
	const buckets = n*bucketsEach - 1
	for b := range buckets {
		t.put(find+b*bucketSize, b/bucketsEach)
	}
	words := func(at int, list ...int) {
		for i, v := range list {
			binary.LittleEndian.PutUint64(mem[at+8*i:], uint64(v))
		}
	}
	words(h, 0x08_01_0000_00000000|magic, n, 0, 0, names-h, units-h, files-h, pctab-h, entries-h)
	words(mod, h, names, 8, 8, units, 8, 8, files, 8, 8, pctab, 8, 8, entries, 8, 8, entries, n+1, n+1, find, first<<functionBits, first<<functionBits+buckets*bucketPCs+2)
	words(mod+8*modGofunc, gofunc, end)
	return mem
}

func TestWhatOnlyATraceShowsIsTakenOut(t *testing.T) {
	mem := threeFunctions()
	tab, err := findTables(mem)
	require.NoError(t, err)
	require.Equal(t, 3, tab.n)
	tab.strip()
	for i, at := range tab.functions {
		for _, field := range []int{fnPCFile, fnPCLine, fnUnit, fnLine} {
			assert.Zero(t, tab.half(at+field))
		}
		assert.Equal(t, 1, tab.half(at+fnPCSP), "the size of the frame stays")
		if i%2 == 0 {
			assert.Equal(t, "runtime.", string(mem[tab.names+tab.half(at+fnName):][:8]))
		} else {
			assert.Zero(t, mem[tab.names+tab.half(at+fnName)])
		}
	}
	assert.NotContains(t, string(mem), "main.main")
	assert.NotContains(t, string(mem), "gopanic")
	inlines := tab.functions[1]
	assert.Equal(t, 4, tab.half(tab.pcData(inlines, pcInlTree)))
	assert.Equal(t, 8*dataInlTree, tab.half(tab.funcData(inlines, dataInlTree)))
	assert.Equal(t, 12*tab.n+(tab.n*bucketsEach-1)*bucketSize, tab.forget())
	assert.Zero(t, tab.half(tab.ftab))
	assert.Equal(t, 4096+3, tab.half(tab.ftab+8*3), "the end of ftab stays")
}

func FuzzPack(f *testing.F) {
	f.Add(append(bytes.Clone(header), sectionData, 8, 1, 0, opI32Const, 0x10, opEnd, 2, 7, 8))
	data, _ := writeMemory(threeFunctions())
	m := &module{sections: []Section{{sectionType, []byte{0}}, {sectionImport, []byte{0}}, {sectionFunction, []byte{0}}, {sectionCode, []byte{0}}, {sectionData, data}}}
	f.Add(m.bytes())
	f.Fuzz(func(t *testing.T, program []byte) {
		packed, _, err := Pack(program)
		if err != nil {
			return
		}
		_, _, err = Pack(packed)
		assert.NoError(t, err)
	})
}

func FuzzTables(f *testing.F) {
	f.Add(threeFunctions())
	f.Fuzz(func(t *testing.T, mem []byte) {
		tab, err := findTables(mem)
		if err != nil {
			return
		}
		tab.strip()
		assert.NotEmpty(t, tab.rebuild())
		assert.Positive(t, tab.forget())
	})
}
