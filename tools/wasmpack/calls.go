package wasmpack

import (
	"encoding/binary"
	"slices"
)

// Every call puts its place on the stack of Go, calls, and looks whether the goroutine
// is put aside: 35 bytes. A third of them are calls that do not come back: for more stack
// at the start of a function, for a nil pointer, an index out of range. They are all but
// never made, and compiled each time: a function for each callee does the same with the
// place as its argument,
//
//	i64.const place
//	call that function
//	return
//
// and stops the program if the callee should come back, as the code after the call does.

// fewest is how many calls of one callee are worth a function.
const fewest = 3

// neverBack are the functions of the runtime that are called inside a condition and do
// not come back.
var neverBack = []string{"runtime.sigpanic", "runtime.morestack", "runtime.morestack_noctxt"}

// functions are the bodies of the functions of a program.
type functions struct {
	code []bodyOf
}

// bodyOf is a function as it was and, where all its instructions are known, as it is read.
type bodyOf struct {
	raw  []byte
	read *body // nil where it stays as it was
}

func readCode(section []byte) (*functions, error) {
	r := NewReader(section)
	f := &functions{}
	for n := r.Uint(); n > 0 && r.Err == nil; n-- {
		raw := r.Take(r.Uint())
		b, err := readBody(raw)
		if err != nil {
			b = nil
		}
		f.code = append(f.code, bodyOf{raw, b})
	}
	return f, r.Err
}

// known are the functions all of whose instructions are known.
func (f *functions) known() []*body {
	var out []*body
	for _, c := range f.code {
		if c.read != nil {
			out = append(out, c.read)
		}
	}
	return out
}

// straighten changes the functions one by one and says how much.
func (f *functions) straighten() int {
	n := 0
	for _, b := range f.known() {
		n += b.straighten()
	}
	return n
}

// bytes is the section of code.
func (f *functions) bytes() []byte {
	out := binary.AppendUvarint(nil, uint64(len(f.code)))
	for _, c := range f.code {
		raw := c.raw
		if c.read != nil && c.read.changed {
			raw = c.read.write()
		}
		out = append(binary.AppendUvarint(out, uint64(len(raw))), raw...)
	}
	return out
}

// site is a call in a function that does not come back.
type site struct {
	in     *body
	at     int // its first instruction
	callee int
}

// outline makes the calls that do not come back short and says how many.
func (m *module) outline(f *functions, t *tables) (int, error) {
	imported, err := Imports(m.section(sectionImport))
	if err != nil {
		return 0, err
	}
	never := map[int]bool{}
	if m.inOrder(imported, t) {
		for i, at := range t.functions {
			never[imported+i] = slices.Contains(neverBack, nameAt(t.mem[t.names:t.units], t.half(at+fnName)))
		}
	}
	var sites []site
	calls := map[int]int{}
	known := f.known()
	for _, b := range known {
		for _, s := range b.sites(never) {
			sites = append(sites, s)
			calls[s.callee]++
		}
	}
	made := map[int]int{} // the function for a callee
	n := 0
	for _, s := range sites {
		if calls[s.callee] < fewest {
			continue
		}
		if made[s.callee] == 0 {
			kind, err := m.kind([]byte{typeI64}, []byte{typeI32})
			if err != nil {
				return 0, err
			}
			number, err := m.push(sectionFunction, binary.AppendUvarint(nil, uint64(kind)))
			if err != nil {
				return 0, err
			}
			made[s.callee] = imported + number
			f.code = append(f.code, bodyOf{raw: callOut(s.callee)})
		}
		s.in.shortCall(s.at, made[s.callee])
		n++
	}
	for _, b := range known {
		b.compact()
	}
	return n, nil
}

// inOrder reports whether the functions of the tables are those of the program in the
// same order, as the table of what can be called indirectly says.
func (m *module) inOrder(imported int, t *tables) bool {
	r := NewReader(m.section(sectionElement))
	if r.Uint() != 1 || r.Uint() != 0 || r.Byte() != opI32Const || r.sint() != t.first || r.Byte() != opEnd || r.Uint() != t.n {
		return false
	}
	for i := range t.n {
		if r.Uint() != imported+i {
			return false
		}
	}
	return r.Err == nil
}

// place is what a call does before: it puts its place, of which the bytes are not said,
// on the stack of Go.
var place = [][]byte{getStack, {opI32Const, 8}, {opSub}, teeStack, setPointer, getStack, nil, {opI64Store, alignWord, 0}, {opI32Const, 0}, nil, getPointer, setStack}

// Where in place the number and the call are.
const (
	placeAt = 6
	callAt  = 9
)

// sites are the calls of a function that do not come back: after which nothing is
// reached, or of functions of which that is known.
func (b *body) sites(never map[int]bool) []site {
	var out []site
	for i := range b.list {
		aside := i + len(place)
		if !b.matches(i) || !b.is(aside, returnAside) || b.op(aside+1) != opEnd {
			continue
		}
		callee := NewReader(b.list[i+callAt].bytes[1:]).Uint()
		opener := b.list[aside+1].to
		if b.is(aside+2, []byte{opUnreachable}) || never[callee] && b.is(i-1, plainIf) && opener == i-1 {
			out = append(out, site{b, i, callee})
		}
	}
	return out
}

func (b *body) matches(i int) bool {
	for k, bs := range place {
		if bs != nil && !b.is(i+k, bs) {
			return false
		}
	}
	return b.op(i+placeAt) == opI64Const && b.op(i+callAt) == opCall
}

// shortCall leaves the place and calls the function that is made for the callee.
func (b *body) shortCall(at, number int) {
	aside := at + len(place)
	for k := at; k <= aside; k++ {
		b.list[k].gone = k != at+placeAt && k != at+callAt && k != aside
	}
	b.list[at+callAt].bytes = binary.AppendUvarint([]byte{opCall}, uint64(number))
	b.list[aside] = instruction{op: opReturn, bytes: []byte{opReturn}, to: function}
	b.changed = true
}

// callOut is a function that calls with the place it is given.
func callOut(callee int) []byte {
	var c code
	c.bytes(0) // no variables
	c.b = append(c.b, getPointer...)
	c.constant(8)
	c.bytes(opSub)
	c.b = slices.Concat(c.b, setPointer, getPointer)
	c.bytes(opGet, 0)
	c.memory(opI64Store, alignWord, 0)
	c.constant(0)
	c.b = binary.AppendUvarint(append(c.b, opCall), uint64(callee))
	c.b = append(c.b, returnAside...)
	c.bytes(opUnreachable, opEnd)
	return c.b
}
