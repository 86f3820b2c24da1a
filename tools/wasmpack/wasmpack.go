// Package wasmpack makes a program that the standard Go compiler linked for
// js/wasm smaller to transfer, and does not change what it computes.
//
//   - The jumps of its functions are made direct (jumps.go), addresses on the stack
//     are folded (stack.go), and calls that do not come back are made short (calls.go).
//   - The linker leaves out every run of eight zero bytes, which makes nearly a
//     hundred thousand segments of a program of seven megabytes. Their addresses do
//     not compress; zeros do. Segments are joined where fewer than [gap] zeros lie
//     between them.
//   - Names, files and lines of functions, and how their arguments are printed, are
//     taken out of the table of functions. Only the trace of a program that crashed
//     shows them. What the runtime asks for while the program runs stays: sizes and
//     pointer maps of stack frames, wrappers and inlined calls (recover looks at
//     them), and the names it compares with.
//   - Three tables that only count (the numbers of functions, where their entries
//     are, which one a program counter is in) are left out and written by a function
//     of a hundred bytes that the browser calls before the program starts.
//
// The layout of these tables belongs to the linker and may change with any Go. Each
// assumption is checked, table by table and number by number, and what does not look
// as expected is left alone and told in [Report].
package wasmpack

import "fmt"

// Report says what [Pack] did.
type Report struct {
	Segments  [2]int // data segments before and after
	Functions int    // functions whose names and lines were taken out; 0 when the table is left alone
	Rebuilt   int    // bytes of tables that are written at the start of the program
	Jumps     int    // jumps, returns and addresses of functions that became direct
	Calls     int    // calls that do not come back and became short
	Left      string // why the table of functions was left alone; empty when it was not
}

// Pack returns the smaller program. The error is for bytes that are no wasm program
// with one memory; a program of another compiler only gets its segments joined.
func Pack(program []byte) ([]byte, Report, error) {
	var r Report
	m, err := parseModule(program)
	if err != nil {
		return nil, r, fmt.Errorf("wasmpack: %w", err)
	}
	mem, n, err := readMemory(m.section(sectionData))
	if err != nil {
		return nil, r, fmt.Errorf("wasmpack: %w", err)
	}
	r.Segments[0] = n
	functions, err := readCode(m.section(sectionCode))
	if err != nil {
		return nil, r, fmt.Errorf("wasmpack: %w", err)
	}
	r.Jumps = functions.straighten()
	t, err := findTables(mem)
	if err != nil {
		r.Left = err.Error()
	} else if r.Calls, err = m.outline(functions, t); err != nil {
		return nil, r, fmt.Errorf("wasmpack: %w", err)
	}
	m.set(sectionCode, functions.bytes())
	if t != nil {
		t.strip()
		r.Functions = t.n
		start, err := m.addStart(t.rebuild())
		if err != nil {
			return nil, r, fmt.Errorf("wasmpack: %w", err)
		}
		if start {
			r.Rebuilt = t.forget()
		} else {
			r.Left = "the program has a start function already"
		}
	}
	data, n := writeMemory(mem)
	r.Segments[1] = n
	m.set(sectionData, data)
	return m.bytes(), r, nil
}
