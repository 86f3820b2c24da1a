package wasmpack

import (
	"bytes"
	"slices"
)

// The compiler writes the code of a function as a row of segments, one after each
// call at which a goroutine may be put aside and one wherever a jump goes, in as many
// blocks, all in one loop with a table of branches at its start:
//
//	block                     ;; unwind
//	  loop                    ;; entry
//	    block block … block
//	      local.get 0         ;; which segment
//	      br_table 0 1 2 …
//	    end
//	    segment 0
//	    end
//	    segment 1 …
//	  end
//	  unreachable
//	end
//	i32.const 1
//
// A jump writes the number of a segment and goes to the loop, and on by the table. What
// it jumps over is in a block that is still open, so a jump ahead can leave that block
// instead: quicker, and fewer bytes. After each call a branch goes to the end of the
// unwinding block, which is another number of blocks away at every call; to return there
// and then is the same in bytes that are the same everywhere.

// Instructions and pairs of them that are looked for.
var (
	getSegment = []byte{opGet, 0}
	setSegment = []byte{opSet, 0}
	teeSegment = []byte{opTee, 0}
	unwound    = []byte{opI32Const, 1}
	// returnAside returns if the goroutine is put aside.
	returnAside = []byte{opIf, noResult, opI32Const, 1, opReturn, opEnd}
	plainBlock  = []byte{opBlock, noResult}
	plainIf     = []byte{opIf, noResult}
)

// straighten does what is done to the code of a function by itself, and says how often.
func (b *body) straighten() int {
	n := b.shorten() + b.jumpAhead() + b.returnAtOnce()
	if n > 0 {
		b.compact()
		b.changed = true
	}
	return n
}

// is reports whether instruction i is there and has these bytes.
func (b *body) is(i int, bs []byte) bool {
	return i >= 0 && i < len(b.list) && bytes.Equal(b.list[i].bytes, bs)
}

func (b *body) op(i int) byte {
	if i < 0 || i >= len(b.list) {
		return opUnreachable
	}
	return b.list[i].op
}

// entry finds the loop and its table of branches.
func (b *body) entry() (loop, table int, ok bool) {
	loop = slices.IndexFunc(b.list, func(in instruction) bool { return in.op == opLoop })
	table = loop + 1
	for b.is(table, plainBlock) {
		table++
	}
	if loop < 0 || !b.is(table, getSegment) || b.op(table+1) != opBrTable {
		return 0, 0, false
	}
	table++
	return loop, table, !slices.ContainsFunc(b.list[table].table, func(to int) bool { return to <= loop })
}

// jumps are the branches to the loop. Each must say its segment just before, and nothing
// but the table may read the variable that says it.
func (b *body) jumps(loop, table int) (at []int, ok bool) {
	for i, in := range b.list {
		switch {
		case i == table || i == table-1:
		case in.op == opBr && in.to == loop:
			if !b.is(i-1, setSegment) || b.op(i-2) != opI32Const {
				return nil, false
			}
			at = append(at, i)
		case in.op == opBrIf && in.to == loop, in.op == opBrTable, b.is(i, teeSegment):
			return nil, false
		case b.is(i, getSegment):
			// An indirect call puts the function aside in it for a moment.
			if b.op(i-1) != opI32Const || !b.is(i-2, setSegment) {
				return nil, false
			}
		}
	}
	return at, true
}

// jumpAhead lets jumps to segments that follow leave the blocks before them.
func (b *body) jumpAhead() int {
	loop, table, ok := b.entry()
	if !ok {
		return 0
	}
	jumps, ok := b.jumps(loop, table)
	if !ok {
		return 0
	}
	ends := b.ends()
	to := b.list[table].table
	ahead, branches := 0, 0
	for _, i := range jumps {
		number := NewReader(b.list[i-2].bytes[1:])
		segment := number.sint()
		if number.Err != nil || segment < 0 {
			continue
		}
		if target := to[min(segment, len(to)-1)]; ends[target] > i {
			b.list[i].to = target
			b.drop(i-1, i-2)
			ahead++
		}
		if b.is(i-3, plainIf) && b.op(i+1) == opEnd {
			// The variable may be written in vain: nothing reads it then.
			b.list[i].op, b.list[i].bytes = opBrIf, []byte{opBrIf}
			b.drop(i-3, i+1)
			branches++
		}
	}
	if ahead == len(jumps) {
		b.drop(loop, ends[loop])
	}
	return ahead + branches
}

// returnAtOnce returns where a call says that the goroutine is put aside.
func (b *body) returnAtOnce() int {
	block := slices.IndexFunc(b.list, func(in instruction) bool { return in.op == opBlock })
	end := len(b.list) - 3
	if !b.is(block, plainBlock) || b.op(end) != opEnd || b.list[end].to != block || b.op(end-1) != opUnreachable || !b.is(end+1, unwound) {
		return 0
	}
	var at []int
	for i, in := range b.list {
		switch {
		case in.op == opBrIf && in.to == block:
			at = append(at, i)
		case in.op == opBr && in.to == block, slices.Contains(in.table, block):
			return 0
		}
	}
	b.drop(block, end, end+1)
	for _, i := range at {
		b.list[i] = instruction{op: opReturn, bytes: returnAside, to: function}
	}
	return len(at)
}

// ends are the instructions that end the blocks, by those that open them.
func (b *body) ends() map[int]int {
	out := map[int]int{}
	for i, in := range b.list {
		if in.op == opEnd {
			out[in.to] = i
		}
	}
	return out
}

func (b *body) drop(at ...int) {
	for _, i := range at {
		b.list[i].gone = true
	}
}
