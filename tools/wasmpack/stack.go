package wasmpack

import (
	"encoding/binary"
)

// The compiler computes the address of a variable on the stack of Go as a number of 64
// bits, and cuts it to 32 where it is used:
//
//	local.get 1            ;; the stack pointer
//	i64.extend_i32_u
//	i64.const 24
//	i64.add
//	i32.wrap_i64
//	…                      ;; what is stored
//	i64.store offset=0
//
// An access has an offset of its own, which is added without a carry: the same address,
// since the stack lies below the end of the memory. There are as many of these as lines
// in a large program. Leaving a function is two additions to the stack pointer, and a
// copy of it that nothing reads again: one is enough.

const (
	opStoreLast = 0x3e
	opI64Const  = 0x42
	opI64Add    = 0x7c
	opWrap      = 0xa7
	opExtend    = 0xad
)

var (
	getStack   = []byte{opGet, 1}
	setStack   = []byte{opSet, 1}
	teeStack   = []byte{opTee, 1}
	getPointer = []byte{0x23, 0} // the global one
	setPointer = []byte{0x24, 0}
)

// shorten folds what is computed on the stack pointer and returns how often.
func (b *body) shorten() int {
	// Other functions have other variables.
	if !b.is(0, getPointer) || !b.is(1, setStack) {
		return 0
	}
	n := 0
	for i := range b.list {
		if !b.list[i].gone && (b.foldOffset(i) || b.foldReturn(i)) {
			n++
		}
	}
	b.compact()
	return n
}

// foldOffset puts the distance from the stack pointer into the load or store that it is
// computed for.
func (b *body) foldOffset(i int) bool {
	if !b.is(i, getStack) || b.op(i+1) != opExtend || b.op(i+2) != opI64Const || b.op(i+3) != opI64Add || b.op(i+4) != opWrap {
		return false
	}
	number := NewReader(b.list[i+2].bytes[1:])
	distance := number.sint()
	if number.Err != nil || distance < 0 {
		return false
	}
	at, ok := b.user(i + 5)
	if !ok {
		return false
	}
	access := NewReader(b.list[at].bytes[1:])
	align, offset := access.Uint(), access.Uint()
	if offset+distance >= 1<<31 {
		return false
	}
	out := binary.AppendUvarint([]byte{b.list[at].op}, uint64(align))
	b.list[at].bytes = binary.AppendUvarint(out, uint64(offset+distance))
	b.drop(i+1, i+2, i+3, i+4)
	return true
}

// user is the load or store whose address was put on the stack before instruction i.
func (b *body) user(i int) (int, bool) {
	above := 0 // values on top of the address
	for ; i < len(b.list); i++ {
		in := &b.list[i]
		takes, gives, ok := effect(in)
		if !ok {
			return 0, false
		}
		if takes > above {
			isLoad := in.op >= opLoad && in.op < opStore && above == 0
			isStore := in.op >= opStore && in.op <= opStoreLast && above == 1
			return i, isLoad || isStore
		}
		above += gives - takes
	}
	return 0, false
}

// effect is how many values an instruction takes from the stack and puts on it. It is
// not known of those that go elsewhere.
func effect(in *instruction) (takes, gives int, ok bool) {
	switch op := in.op; {
	case op == opI32Const, op == opI64Const, op == 0x43, op == 0x44, op == opGet, op == getPointer[0]:
		return 0, 1, true
	case op == opSet, op == setPointer[0], op == 0x1a: // drop
		return 1, 0, true
	case op == opTee, op >= opLoad && op < opStore:
		return 1, 1, true
	case op >= opStore && op <= opStoreLast:
		return 2, 0, true
	case op == 0x1b: // select
		return 3, 1, true
	case op == 0x45, op == 0x50, op >= 0x67 && op <= 0x69, op >= 0x79 && op <= 0x7b, op >= 0x8b && op <= 0x91, op >= 0x99 && op <= 0x9f, op >= opWrap && op <= 0xc4:
		return 1, 1, true // tests, counts of bits, conversions
	case op >= 0x46 && op <= 0xa6:
		return 2, 1, true // comparisons and arithmetic
	case op == 0xfc && in.bytes[1] <= 7: // truncation
		return 1, 1, true
	}
	return 0, 0, false
}

// foldReturn adds to the stack pointer once before a function returns.
func (b *body) foldReturn(i int) bool {
	more, next, ok := b.raise(i)
	if !ok {
		return false
	}
	if x, after, again := b.raise(next); again {
		more, next = more+x, after
	}
	if b.op(next) != opI32Const || b.op(next+1) != opReturn || more >= 1<<31 {
		return false
	}
	for at := i + 1; at < next; at++ {
		b.list[at].gone = true
	}
	b.list[i+1] = instruction{op: opI32Const, bytes: appendSint([]byte{opI32Const}, more), to: function}
	b.list[i+2].gone = false    // the addition
	b.list[next-1].gone = false // to the global
	return true
}

// raise reads an addition to the stack pointer.
func (b *body) raise(i int) (by, next int, ok bool) {
	if !b.is(i, getStack) || b.op(i+1) != opI32Const || b.op(i+2) != opAdd || !b.is(i+3, teeStack) || !b.is(i+4, setPointer) {
		return 0, 0, false
	}
	number := NewReader(b.list[i+1].bytes[1:])
	by = number.sint()
	return by, i + 5, number.Err == nil && by >= 0
}

// compact takes the instructions that are gone out of the list.
func (b *body) compact() {
	place := make([]int, len(b.list))
	kept := b.list[:0:0]
	for i, in := range b.list {
		place[i] = len(kept)
		if !in.gone {
			kept = append(kept, in)
		}
	}
	moved := func(to int) int {
		if to == function {
			return function
		}
		return place[to]
	}
	for i := range kept {
		in := &kept[i]
		in.to = moved(in.to)
		for k, to := range in.table {
			in.table[k] = moved(to)
		}
	}
	b.list = kept
}
