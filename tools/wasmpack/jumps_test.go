package wasmpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Instructions that only tests write.
const (
	opDrop = 0x1a
	opEqz  = 0x45
)

// sketch is a function as the Go compiler writes it: segments in one loop, the numbers
// of a table, jumps and calls after which it may be put aside.
type sketch struct {
	table []int       // the segment of each number
	parts [][]segment // by segment
}

// segment is a piece of one, written where blocks of it are open inside: 0 at the top.
type segment func(c *code, inside int)

// body writes the function. The depths count from the segment that is written.
func (s *sketch) body() []byte {
	var c code
	c.bytes(1, 1, typeI32)                         // one variable beside the number of the segment:
	c.b = slices.Concat(c.b, getPointer, setStack) // the stack pointer
	c.bytes(opBlock, noResult, opLoop, noResult)
	for range s.parts {
		c.bytes(opBlock, noResult)
	}
	c.bytes(opGet, 0, opBrTable)
	c.b = binary.AppendUvarint(c.b, uint64(len(s.table)-1))
	for _, to := range s.table {
		c.bytes(byte(to))
	}
	for i, parts := range s.parts {
		c.bytes(opEnd)
		for _, part := range parts {
			part(&c, len(s.parts)-1-i)
		}
	}
	c.bytes(opEnd, opUnreachable, opEnd, opI32Const, 1, opEnd)
	return c.b
}

// jump goes to a number of the table, as the compiler does it.
func jump(number int) segment {
	return func(c *code, inside int) {
		c.constant(number)
		c.bytes(opSet, 0, opBr, byte(inside))
	}
}

// ask calls out and leaves the answer.
func ask(what int) segment {
	return func(c *code, _ int) { c.constant(what); c.bytes(opCall, 0) }
}

// when is what follows an answer that is not 0.
func when(parts ...segment) segment {
	return func(c *code, inside int) {
		c.bytes(opIf, noResult)
		for _, p := range parts {
			p(c, inside+1)
		}
		c.bytes(opEnd)
	}
}

// aside is a call after which the function may be put aside.
func aside(what int) segment {
	return func(c *code, inside int) { ask(what)(c, inside); c.bytes(opBrIf, byte(inside+1)) }
}

func plain(bs ...byte) segment { return func(c *code, _ int) { c.bytes(bs...) } }

var (
	leave    = plain(opI32Const, 0, opReturn)
	raise    = plain(opGet, 1, opI32Const, 16, opAdd, opTee, 1, 0x24, 0)
	drop     = plain(opDrop)
	not      = plain(opEqz)
	indirect = plain(opI32Const, 5, opSet, 0, opI32Const, 0, opGet, 0, opAdd, opCall, 0, opDrop)
)

func straightened(t testing.TB, code []byte) (after []byte, changes int) {
	t.Helper()
	b, err := readBody(code)
	require.NoError(t, err)
	assert.Equal(t, code, b.write(), "what is not changed is written as it was")
	changes = b.straighten()
	return b.write(), changes
}

func TestJumpsBecomeDirect(t *testing.T) {
	head := slices.Concat([]byte{1, 1, typeI32}, getPointer, setStack)
	table := []byte{opGet, 0, opBrTable, 3, 0, 1, 1, 2, opEnd}
	blocks := bytes.Repeat([]byte{opBlock, noResult}, 3)
	back := func(out ...byte) []byte { return append(out, opI32Const, 0, opReturn, opEnd) }
	last := []byte{opUnreachable, opEnd}
	for _, c := range []struct {
		name  string
		parts [][]segment
		want  []byte
	}{
		{"a jump ahead leaves the blocks before its segment, and without another the loop goes",
			[][]segment{{jump(3)}, {}, {leave}},
			append(append(append(append(bytes.Clone(head), blocks...), table...), opBr, 1, opEnd, opEnd), append([]byte{opI32Const, 0, opReturn}, last...)...)},
		{"a condition for the jump alone becomes a branch on the condition",
			[][]segment{{ask(7), when(jump(1))}, {leave}, {leave}},
			append(append(append(append(bytes.Clone(head), blocks...), table...), opI32Const, 7, opCall, 0, opBrIf, 0, opEnd, opI32Const, 0, opReturn, opEnd), append([]byte{opI32Const, 0, opReturn}, last...)...)},
		{"a jump back stays one to the loop",
			[][]segment{{}, {}, {ask(7), when(jump(1)), leave}},
			append(append(append(append(append(bytes.Clone(head), opLoop, noResult), blocks...), table...), opEnd, opEnd, opI32Const, 7, opCall, 0, opI32Const, 1, opSet, 0, opBrIf, 0), append(back(), last...)...)},
		{"a number beyond the table is its last",
			[][]segment{{jump(9)}, {}, {leave}},
			append(append(append(append(bytes.Clone(head), blocks...), table...), opBr, 1, opEnd, opEnd), append([]byte{opI32Const, 0, opReturn}, last...)...)},
		{"put aside after a call, it returns at once",
			[][]segment{{aside(7)}, {leave}, {leave}},
			append(append(append(append(bytes.Clone(head), blocks...), table...), opI32Const, 7, opCall, 0, opIf, noResult, opI32Const, 1, opReturn, opEnd, opEnd, opI32Const, 0, opReturn, opEnd), append([]byte{opI32Const, 0, opReturn}, last...)...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sketch{[]int{0, 1, 1, 2}, c.parts}
			got, changes := straightened(t, s.body())
			assert.Equal(t, c.want, got)
			assert.Positive(t, changes)
		})
	}
}

// TestFunctionsThatLookOtherwiseStay has what no compiler writes today: whoever reads the
// number of the segment may do with it what is not known.
func TestFunctionsThatLookOtherwiseStay(t *testing.T) {
	for name, parts := range map[string][]segment{
		"the number is read":             {plain(opGet, 0, opDrop), jump(1)},
		"the number is written and read": {plain(opI32Const, 1, opTee, 0, opDrop), jump(1)},
		"the number is read again":       {indirect, plain(opGet, 0, opDrop), jump(1)},
		"a jump without a number":        {func(c *code, inside int) { c.bytes(opBr, byte(inside)) }},
		"a number from elsewhere":        {ask(1), func(c *code, inside int) { c.bytes(opSet, 0, opBr, byte(inside)) }},
		"a condition at the loop":        {ask(1), func(c *code, inside int) { c.bytes(opBrIf, byte(inside)) }, jump(1)},
		"another table":                  {plain(opI32Const, 0, opBrTable, 0, 0), jump(1)},
		"a negative number":              {jump(-1)},
		"a jump to the end of unwinding": {aside(1), func(c *code, inside int) { c.bytes(opBr, byte(inside+1)) }},
		"a table with the end of unwinding": {aside(1), func(c *code, inside int) {
			c.bytes(opI32Const, 0, opBrTable, 0, byte(inside+1))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sketch{[]int{0, 1, 2}, [][]segment{parts, {leave}, {leave}}}
			code := s.body()
			if name[:6] != "a jump" && name[:6] != "a tabl" {
				// Without a call the unwinding block is left alone too.
				assert.NotContains(t, string(code), string([]byte{opBrIf, 4}))
			}
			b, err := readBody(code)
			require.NoError(t, err)
			assert.Zero(t, b.jumpAhead())
			if bytes.Contains(code, []byte{opCall, 0, opBrIf}) {
				assert.Zero(t, b.returnAtOnce())
			}
		})
	}
	for name, change := range map[string]func(code []byte){
		"the unwinding block has a result": func(code []byte) { code[8] = typeI32 },
		"it ends with another number":      func(code []byte) { code[len(code)-2] = 2 },
		"nothing is unreachable before":    func(code []byte) { code[len(code)-5] = 1 },
	} {
		t.Run(name, func(t *testing.T) {
			s := sketch{[]int{0, 1}, [][]segment{{aside(1)}, {leave}}}
			code := s.body()
			change(code)
			b, err := readBody(code)
			require.NoError(t, err)
			assert.Zero(t, b.returnAtOnce())
		})
	}
}

func TestInstructionsThatAreNotKnown(t *testing.T) {
	for name, code := range map[string][]byte{
		"of another kind":     {0, 0xfd, 0, opEnd},
		"of the second kind":  {0, 0xfc, 8, 0, 0, opEnd},
		"after the end":       {0, opEnd, opEnd},
		"no end":              {0, opBlock, noResult, opEnd},
		"a block that is not": {0, opBr, 1, opEnd},
		"cut":                 {0, opI32Const, 0x80},
		"a cut table":         {0, opBrTable, 9, 0},
		"nothing":             {},
	} {
		_, err := readBody(code)
		assert.Error(t, err, name)
	}
	code := []byte{0, 0xfd, 0, opEnd}
	section := append([]byte{1, byte(len(code))}, code...)
	f, err := readCode(section)
	require.NoError(t, err)
	assert.Zero(t, f.straighten())
	assert.Equal(t, section, f.bytes())
}

// random is a function of random segments, jumps and calls.
func random(r *rand.Rand) *sketch {
	s := &sketch{parts: make([][]segment, 1+r.IntN(9))}
	for i := range s.parts {
		for range 1 + r.IntN(2) {
			s.table = append(s.table, i)
		}
	}
	somewhere := func() segment { return jump(r.IntN(len(s.table) + 2)) }
	for i := range s.parts {
		asks := func() segment { return ask(10*i + r.IntN(10)) }
		s.parts[i] = []segment{asks(), drop} // so that the runner can end what goes round and round
		for range r.IntN(5) {
			var parts []segment
			switch r.IntN(12) {
			case 0:
				parts = []segment{asks(), drop}
			case 1:
				parts = []segment{asks(), when(somewhere())}
			case 2:
				parts = []segment{asks(), not, when(somewhere())}
			case 3:
				parts = []segment{asks(), when(asks(), drop, somewhere())}
			case 4:
				parts = []segment{asks(), when(when0(asks()), asks(), drop)}
			case 5:
				parts = []segment{aside(10 * i)}
			case 6:
				parts = []segment{indirect}
			case 7:
				parts = []segment{asks(), when(leave)}
			case 8:
				parts = []segment{asks(), when(raise, raise, leave)}
			case 9:
				parts = []segment{raise, asks(), when(raise, leave)}
			case 10:
				parts = []segment{address(r.IntN(40)), loadFrom(r.IntN(40)), plain(opCall, 0, opDrop)}
			case 11:
				value := [][]segment{
					{plain(opI64Const, byte(r.IntN(60)))},
					{asks(), plain(opExtend)},
					{address(r.IntN(40)), plain(0x29, 3, byte(r.IntN(40))), plain(opI64Const, 3, opI64Add)},
				}[r.IntN(3)]
				parts = slices.Concat([]segment{address(r.IntN(40))}, value, []segment{plain(0x37, 3, byte(r.IntN(40)))})
			}
			s.parts[i] = append(s.parts[i], parts...)
		}
		if r.IntN(3) == 0 {
			s.parts[i] = append(s.parts[i], somewhere())
		}
	}
	s.parts[len(s.parts)-1] = append(s.parts[len(s.parts)-1], leave)
	return s
}

// address is of a variable on the stack, as the compiler computes it.
func address(distance int) segment {
	return plain(opGet, 1, opExtend, opI64Const, byte(distance), opI64Add, opWrap)
}

// loadFrom loads the lower half of a variable.
func loadFrom(offset int) segment { return plain(0x29, 3, byte(offset), opWrap) }

// when0 asks and puts aside inside a condition, as the compiler does for a nil pointer.
func when0(asks segment) segment {
	return func(c *code, inside int) { asks(c, inside); c.bytes(opBrIf, byte(inside+1)) }
}

// program has the functions, that ask what they do, under names by their place.
func program(bodies [][]byte) []byte {
	part := func(id byte, entries ...[]byte) []byte {
		body := binary.AppendUvarint(nil, uint64(len(entries)))
		body = append(body, bytes.Join(entries, nil)...)
		return append(binary.AppendUvarint([]byte{id}, uint64(len(body))), body...)
	}
	var functions, exports, code [][]byte
	for i, b := range bodies {
		functions = append(functions, []byte{0})
		name := fmt.Sprintf("f%03d", i)
		exports = append(exports, binary.AppendUvarint(append(append([]byte{byte(len(name))}, name...), 0), uint64(i+1)))
		code = append(code, append(binary.AppendUvarint(nil, uint64(len(b))), b...))
	}
	exports = append(exports, []byte("\x02sp\x03\x00"), []byte("\x03mem\x02\x00"))
	return slices.Concat(header,
		part(sectionType, []byte{0x60, 1, typeI32, 1, typeI32}),
		part(sectionImport, []byte("\x03env\x03ask\x00\x00")),
		part(sectionFunction, functions...),
		part(5, []byte{0, 1}),                                   // a memory
		part(6, []byte{typeI32, 1, opI32Const, 0x80, 8, opEnd}), // a stack pointer
		part(7, exports...),
		part(sectionCode, code...))
}

// TestStraightenedFunctionsDoTheSame runs random functions, as written and straightened,
// from every segment.
func TestStraightenedFunctionsDoTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var bodies [][]byte
	for range 400 {
		bodies = append(bodies, random(r).body())
	}
	before := program(bodies)
	m := &module{}
	var err error
	m.sections, err = Sections(before)
	require.NoError(t, err)
	f, err := readCode(m.section(sectionCode))
	require.NoError(t, err)
	assert.Greater(t, f.straighten(), 1200)
	m.set(sectionCode, f.bytes())

	dir := t.TempDir()
	files := []string{filepath.Join(dir, "before.wasm"), filepath.Join(dir, "after.wasm")}
	require.NoError(t, os.WriteFile(files[0], before, 0o644))
	require.NoError(t, os.WriteFile(files[1], m.bytes(), 0o644))
	out, err := exec.Command("node", append([]string{"testdata/jumps.mjs"}, files...)...).CombinedOutput()
	require.NoError(t, err, string(out))
	var runs, steps int
	_, err = fmt.Sscanf(string(out), "%d runs, %d steps each", &runs, &steps)
	require.NoError(t, err, string(out))
	assert.Equal(t, 400*12*5, runs)
	assert.Greater(t, steps, 5)

	again, err := readCode(f.bytes())
	require.NoError(t, err)
	assert.Zero(t, again.straighten())
	assert.Equal(t, f.bytes(), again.bytes())
}

func FuzzBody(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 8 {
		f.Add(random(r).body())
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		b, err := readBody(code)
		if err != nil {
			return
		}
		b.straighten()
		again, err := readBody(b.write())
		require.NoError(t, err)
		assert.Equal(t, b.write(), again.write())
	})
}
