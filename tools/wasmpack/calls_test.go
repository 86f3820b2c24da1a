package wasmpack

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// called is a program of functions that call as the compiler does, each two ways, and
// the tables that name them. The functions after those of a name are called by them.
func called(t *testing.T, names []string, bodies [][]byte) (*module, *tables) {
	t.Helper()
	m := &module{}
	var err error
	m.sections, err = Sections(program(bodies))
	require.NoError(t, err)
	const first = 4096
	elements := []byte{1, 0, opI32Const, 0x80, 0x20, opEnd}
	elements = binary.AppendUvarint(elements, uint64(len(bodies)))
	tab := &tables{n: len(bodies), first: first, units: 200}
	tab.mem = make([]byte, 200+len(bodies)*fnSize)
	at := 1
	for i := range bodies {
		elements = binary.AppendUvarint(elements, uint64(i+1))
		entry := 200 + i*fnSize
		tab.functions = append(tab.functions, entry)
		if i < len(names) {
			tab.put(entry+fnName, at)
			at += copy(tab.mem[at:], names[i]) + 1
		}
	}
	insert := func(before byte, s Section) {
		i := slices.IndexFunc(m.sections, func(x Section) bool { return x.ID >= before })
		m.sections = slices.Insert(m.sections, i, s)
	}
	insert(5, Section{4, binary.AppendUvarint([]byte{1, 0x70, 0}, uint64(first+len(bodies)))})
	insert(sectionCode, Section{sectionElement, elements})
	return m, tab
}

// calls puts its place on the stack and calls a function of the program; after it the
// function may be put aside, or not.
func calls(callee, number int) segment {
	return func(c *code, inside int) {
		c.bytes(opGet, 1, opI32Const, 8, opSub, opTee, 1, 0x24, 0, opGet, 1)
		c.b = appendSint(append(c.b, opI64Const), number)
		c.bytes(0x37, 3, 0, opI32Const, 0, opCall, byte(callee+1), 0x23, 0, opSet, 1)
		c.bytes(opBrIf, byte(inside+1))
	}
}

func outlined(t *testing.T, m *module, tab *tables) (*functions, int) {
	t.Helper()
	f, err := readCode(m.section(sectionCode))
	require.NoError(t, err)
	f.straighten()
	n, err := m.outline(f, tab)
	require.NoError(t, err)
	m.set(sectionCode, f.bytes())
	return f, n
}

var (
	never = plain(opUnreachable)
	// tells asks what place is on the stack and comes back, or does not.
	tells = func(comesBack ...segment) []byte {
		parts := []segment{plain(0x23, 0, 0x28, 2, 0, opCall, 0)}
		return (&sketch{[]int{0}, [][]segment{append(parts, comesBack...)}}).body()
	}
	turnsAside = tells(drop, plain(opI32Const, 1, opReturn))
	asks       = tells(when(plain(opI32Const, 1, opReturn)), raise8, leave)
	raise8     = plain(opGet, 1, opI32Const, 8, opAdd, opTee, 1, 0x24, 0)
)

// TestCallsThatDoNotComeBack runs a program before and after.
func TestCallsThatDoNotComeBack(t *testing.T) {
	var parts [][]segment
	for i := range 4 {
		parts = append(parts, []segment{ask(i), when(calls(0, 7000+i)), ask(20 + i), drop, calls(1, 9000+i)}, []segment{never})
	}
	parts = append(parts, []segment{leave})
	bodies := [][]byte{turnsAside, asks, (&sketch{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, parts}).body()}
	names := []string{"runtime.sigpanic", "runtime.goPanicIndex"}
	m, tab := called(t, names, bodies)
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before.wasm"), filepath.Join(dir, "after.wasm")
	require.NoError(t, os.WriteFile(before, m.bytes(), 0o644))
	f, n := outlined(t, m, tab)
	assert.Equal(t, 8, n)
	assert.Len(t, f.code, 5, "a function for each of the two")
	require.NoError(t, os.WriteFile(after, m.bytes(), 0o644))
	out, err := exec.Command("node", "testdata/jumps.mjs", before, after).CombinedOutput()
	require.NoError(t, err, string(out))
	var runs, steps int
	_, err = fmt.Sscanf(string(out), "%d runs, %d steps each", &runs, &steps)
	require.NoError(t, err, string(out))
	assert.Greater(t, steps, 3)
	short := f.code[2].read.write()
	assert.NotContains(t, string(short), string([]byte{opI32Const, 8, opSub}))
	assert.Contains(t, string(short), string(slices.Concat([]byte{opIf, noResult, opI64Const}, appendSint(nil, 7000), []byte{opCall, 4, opReturn, opEnd})))
	assert.Contains(t, string(short), string(slices.Concat([]byte{opI64Const}, appendSint(nil, 9003), []byte{opCall, 5, opReturn, opEnd, opUnreachable, opEnd})))
}

func TestCallsThatStay(t *testing.T) {
	inside := func(callee int) []segment { return []segment{ask(1), when(calls(callee, 70))} }
	last := func(callee int) []segment { return []segment{calls(callee, 70)} }
	four := func(segments ...[]segment) [][]segment {
		var out [][]segment
		for range 4 {
			out = append(out, segments...)
		}
		return append(out, []segment{leave})
	}
	for _, c := range []struct {
		name  string
		parts [][]segment
		spoil func(m *module, tab *tables)
		want  int
	}{
		{"both kinds, for comparison", four(inside(0), last(1), []segment{never}), nil, 8},
		{"a call that comes back", four(last(0), []segment{ask(1), drop}), nil, 0},
		{"in a condition, of a function that may come back", four(inside(1)), nil, 0},
		{"too few of them", [][]segment{inside(0), inside(0), last(1), {never}, {leave}}, nil, 0},
		{"the functions have no names", four(inside(0), last(1), []segment{never}), func(_ *module, tab *tables) { clear(tab.mem[:tab.units]) }, 4},
		{"a name that is nowhere", four(inside(0)), func(_ *module, tab *tables) { tab.put(tab.functions[0]+fnName, 1<<30) }, 0},
		{"the functions are in another order", four(inside(0)), func(m *module, _ *tables) {
			e := m.section(sectionElement)
			e[len(e)-1], e[len(e)-2] = e[len(e)-2], e[len(e)-1]
		}, 0},
		{"there are others", four(inside(0)), func(_ *module, tab *tables) { tab.n-- }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var numbers []int
			for i := range c.parts {
				numbers = append(numbers, i)
			}
			m, tab := called(t, []string{"runtime.sigpanic", "runtime.panicIndex"}, [][]byte{turnsAside, asks, (&sketch{numbers, c.parts}).body()})
			if c.spoil != nil {
				c.spoil(m, tab)
			}
			functions := slices.Clone(m.section(sectionFunction))
			f, n := outlined(t, m, tab)
			assert.Equal(t, c.want, n)
			if n == 0 {
				assert.Equal(t, functions, m.section(sectionFunction))
				assert.Len(t, f.code, 3)
			}
		})
	}
}
