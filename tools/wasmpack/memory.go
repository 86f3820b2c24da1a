package wasmpack

import (
	"encoding/binary"
	"errors"
)

// gap is how many zeros are worth an address. Sixty-four and four thousand differ by
// three kilobytes of a compressed megabyte; eight, as the linker has it, by a hundred.
const gap = 1024

// most is the size of a memory that is believed.
const most = 1 << 28

const (
	opI32Const = 0x41
	opEnd      = 0x0b
)

// readMemory is the memory at the start of the program and the number of segments
// it came in.
func readMemory(body []byte) ([]byte, int, error) {
	r := NewReader(body)
	var mem []byte
	n := r.Uint()
	for range n {
		flags, op, at, end := r.Byte(), r.Byte(), r.sint(), r.Byte()
		data := r.Take(r.Uint())
		if r.Err != nil {
			return nil, 0, r.Err
		}
		if flags != 0 || op != opI32Const || end != opEnd || at < 0 || at+len(data) > most {
			return nil, 0, errors.New("a data segment that is not at a constant address of the one memory")
		}
		if need := at + len(data); need > len(mem) {
			mem = append(mem, make([]byte, need-len(mem))...)
		}
		copy(mem[at:], data)
	}
	return mem, n, r.Err
}

// writeMemory writes the memory without its long runs of zeros.
func writeMemory(mem []byte) ([]byte, int) {
	var segments []byte
	n := 0
	for at := 0; ; {
		for at < len(mem) && mem[at] == 0 {
			at++
		}
		if at == len(mem) {
			break
		}
		end := at // after the last byte that is not zero
		for i := at; i < len(mem) && i-end < gap; i++ {
			if mem[i] != 0 {
				end = i + 1
			}
		}
		segments = append(segments, 0, opI32Const)
		segments = append(appendSint(segments, at), opEnd)
		segments = binary.AppendUvarint(segments, uint64(end-at))
		segments = append(segments, mem[at:end]...)
		n++
		at = end
	}
	return append(binary.AppendUvarint(nil, uint64(n)), segments...), n
}
