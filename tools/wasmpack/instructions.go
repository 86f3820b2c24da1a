package wasmpack

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Instructions that the code of functions is changed by; all others only have to be
// passed over.
const (
	opUnreachable = 0x00
	opBlock       = 0x02
	opIf          = 0x04
	opElse        = 0x05
	opBr          = 0x0c
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opCall        = 0x10
)

// instruction is one instruction of a function.
type instruction struct {
	op    byte
	bytes []byte // as it was compiled, without what is in to and table
	// to is the block that a branch leaves or goes to the start of, and that an end
	// ends, by the number of the instruction that opens it. function is the whole.
	to    int
	table []int // to, of a table of branches
	gone  bool
}

// function is the label of the function itself.
const function = -1

// function's code, without the locals.
type body struct {
	locals  []byte
	list    []instruction
	changed bool
}

var errInstruction = errors.New("an instruction that is not known")

// readBody reads the code of a function. The error is for an instruction that the Go
// compiler does not write.
func readBody(code []byte) (*body, error) {
	r := NewReader(code)
	for n := r.Uint(); n > 0 && r.More(); n-- {
		r.Uint()
		r.Byte()
	}
	b := &body{locals: code[:len(code)-len(r.b)]}
	open := []int{function}
	label := func(depth int) int {
		if depth >= len(open) {
			r.fail()
			return function
		}
		return open[len(open)-1-depth]
	}
	for r.More() {
		if len(open) == 0 {
			return nil, errors.New("code after the end of a function")
		}
		start := r.b
		in := instruction{op: r.Byte(), to: function}
		whole := true // all bytes are kept
		switch op := in.op; {
		case op == opBlock || op == opLoop || op == opIf:
			r.Byte()
			open = append(open, len(b.list))
		case op == opElse:
			in.to = label(0)
		case op == opEnd:
			in.to = label(0)
			open = open[:len(open)-1]
		case op == opBr || op == opBrIf:
			in.to = label(r.Uint())
			whole = false
		case op == opBrTable:
			for n := r.Uint(); n >= 0 && r.Err == nil; n-- {
				in.table = append(in.table, label(r.Uint()))
			}
			whole = false
		case op == opCall, op >= 0x20 && op <= 0x24: // call, variables
			r.Uint()
		case op == 0x11: // call_indirect
			r.Uint()
			r.Uint()
		case op >= 0x28 && op <= 0x3e: // memory
			r.Uint()
			r.Uint()
		case op == 0x3f || op == 0x40:
			r.Byte()
		case op == opI32Const || op == opI64Const:
			for r.Byte() >= 0x80 && r.Err == nil {
			}
		case op == 0x43:
			r.Take(4)
		case op == 0x44:
			r.Take(8)
		case op == 0xfc:
			switch sub := r.Uint(); {
			case sub <= 7: // truncation
			case sub == 10: // memory.copy
				r.Take(2)
			case sub == 11: // memory.fill
				r.Take(1)
			default:
				return nil, fmt.Errorf("%w: fc %02x", errInstruction, sub)
			}
		case op <= 0x01, op == opReturn, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4:
		default:
			return nil, fmt.Errorf("%w: %02x", errInstruction, op)
		}
		if in.bytes = start[:1]; whole {
			in.bytes = start[:len(start)-len(r.b)]
		}
		b.list = append(b.list, in)
	}
	if r.Err == nil && len(open) != 0 {
		r.fail()
	}
	return b, r.Err
}

// write is the code of the function.
func (b *body) write() []byte {
	out := append([]byte(nil), b.locals...)
	open := []int{function}
	depth := func(to int) uint64 {
		for d := range open {
			if open[len(open)-1-d] == to {
				return uint64(d)
			}
		}
		panic("wasmpack: a branch to a block that is not open")
	}
	for i, in := range b.list {
		if in.gone {
			continue
		}
		out = append(out, in.bytes...)
		switch in.op {
		case opBlock, opLoop, opIf:
			open = append(open, i)
		case opEnd:
			open = open[:len(open)-1]
		case opBr, opBrIf:
			out = binary.AppendUvarint(out, depth(in.to))
		case opBrTable:
			out = binary.AppendUvarint(out, uint64(len(in.table)-1))
			for _, to := range in.table {
				out = binary.AppendUvarint(out, depth(to))
			}
		}
	}
	return out
}
