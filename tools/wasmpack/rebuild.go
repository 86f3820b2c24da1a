package wasmpack

import "encoding/binary"

// Instructions of the start function.
const (
	opLoop     = 0x03
	opBrIf     = 0x0d
	opGet      = 0x20
	opSet      = 0x21
	opTee      = 0x22
	opLoad     = 0x28
	opLoad8    = 0x2d
	opStore    = 0x36
	opI64Store = 0x37
	opLtU      = 0x49
	opAdd      = 0x6a
	opSub      = 0x6b
	opAnd      = 0x71
	opShl      = 0x74
	opShrU     = 0x76
	typeI32    = 0x7f
	typeI64    = 0x7e
	noResult   = 0x40
	alignByte  = 0
	alignHalf  = 2 // four bytes
	alignWord  = 3 // eight
)

// forget clears what [tables.rebuild] writes and returns how many bytes that are.
// The last number of ftab, which ends it, stays.
func (t *tables) forget() int {
	for i, at := range t.functions {
		t.put(at+fnEntry, 0)
		clear(t.mem[t.ftab+8*i : t.ftab+8*i+8])
	}
	clear(t.mem[t.find : t.find+t.buckets*bucketSize])
	return 4*t.n + 8*t.n + t.buckets*bucketSize
}

// rebuild is the body of a function that writes the three tables that only count:
//
//	for i, p := 0, first entry; i < n; i++ {
//		p.entry = i + first
//		ftab[i] = {i + first, p - entries}
//		p += the size of the entry
//	}
//	for i := 0; i < buckets; i++ {
//		find[i].function = i / bucketsEach
//	}
func (t *tables) rebuild() []byte {
	const i, p, local = 0, 1, 2 // variables; the last is the number of them
	var c code
	c.bytes(1, local, typeI32)

	c.constant(t.functions[0])
	c.bytes(opSet, p)
	c.bytes(opLoop, noResult)
	c.bytes(opGet, p)
	c.plus(opGet, i, t.first)
	c.memory(opStore, alignHalf, fnEntry)
	// ftab[i] is eight bytes at i<<3.
	entry := func(value func(), at int) {
		c.bytes(opGet, i)
		c.constant(3)
		c.bytes(opShl)
		value()
		c.memory(opStore, alignHalf, at)
	}
	entry(func() { c.plus(opGet, i, t.first) }, t.ftab)
	entry(func() { c.bytes(opGet, p); c.constant(t.entries); c.bytes(opSub) }, t.ftab+4)
	// The size: the fixed part and four bytes for each table and each data, in eights.
	c.bytes(opGet, p)
	c.memory(opLoad, alignHalf, fnPCData)
	c.bytes(opGet, p)
	c.memory(opLoad8, alignByte, fnFuncData)
	c.bytes(opAdd)
	c.constant(2)
	c.bytes(opShl)
	c.constant(fnSize + 7)
	c.bytes(opAdd)
	c.constant(-8)
	c.bytes(opAnd)
	c.bytes(opGet, p, opAdd, opSet, p)
	c.again(i, t.n)

	c.constant(0)
	c.bytes(opSet, i)
	c.constant(0)
	c.bytes(opSet, p)
	c.bytes(opLoop, noResult)
	c.bytes(opGet, p, opGet, i)
	c.constant(4) // bucketsEach is 1<<4
	c.bytes(opShrU)
	c.memory(opStore, alignHalf, t.find)
	c.plus(opGet, p, bucketSize)
	c.bytes(opSet, p)
	c.again(i, t.buckets)

	c.bytes(opEnd)
	return c.b
}

// code is the body of a function that is written.
type code struct{ b []byte }

func (c *code) bytes(b ...byte) { c.b = append(c.b, b...) }

func (c *code) constant(v int) { c.b = appendSint(append(c.b, opI32Const), v) }

// memory is a load or store at the address on the stack and an offset.
func (c *code) memory(op, align byte, offset int) {
	c.b = binary.AppendUvarint(append(c.b, op, align), uint64(offset))
}

// plus puts a variable and a constant together.
func (c *code) plus(op, variable byte, v int) {
	c.bytes(op, variable)
	c.constant(v)
	c.bytes(opAdd)
}

// again ends a loop that runs n times, counted by i.
func (c *code) again(i byte, n int) {
	c.plus(opGet, i, 1)
	c.bytes(opTee, i)
	c.constant(n)
	c.bytes(opLtU, opBrIf, 0, opEnd)
}
