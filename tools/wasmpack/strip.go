package wasmpack

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// strip takes out what only a trace shows, and clears what nothing refers to then.
func (t *tables) strip() {
	names := newNames(t.mem[t.names:t.units])
	used := make([]bool, t.entries-t.pctab) // bytes of tables by program counter
	inlined := map[int]int{}                // entries of a table of inlined calls, by its offset
	for _, at := range t.functions {
		t.put(at+fnName, names.keep(t.half(at+fnName)))
		for _, field := range []int{fnPCFile, fnPCLine, fnUnit, fnLine} {
			t.put(at+field, 0)
		}
		for _, k := range []int{pcUnsafePoint, pcArgLive} {
			if k < t.half(at+fnPCData) {
				t.put(t.pcData(at, k), 0)
			}
		}
		for _, p := range t.pcTables(at) {
			if offset := t.half(p); offset != 0 {
				for i := range t.pcTableEnd(offset) - t.pctab - offset {
					used[offset+i] = true
				}
			}
		}
		if tree, calls := t.inlined(at); calls > 0 {
			inlined[tree] = max(inlined[tree], calls)
		}
	}
	for tree, calls := range inlined {
		if calls > (t.find-t.gofunc-tree)/inlinedSize {
			continue
		}
		for i := range calls {
			at := t.gofunc + tree + i*inlinedSize
			t.put(at+inlinedName, names.keep(t.half(at+inlinedName)))
			t.put(at+inlinedLine, 0)
		}
	}
	t.dropPrinting()
	for i, u := range used {
		if !u {
			t.mem[t.pctab+i] = 0
		}
	}
	clear(t.mem[t.units:t.pctab])
	names.write(t.mem[t.names:t.units])
}

// dropPrinting forgets how the arguments of functions are printed.
func (t *tables) dropPrinting() {
	printing, other := map[int]bool{}, map[int]bool{}
	for _, at := range t.functions {
		for k := range int(t.mem[at+fnFuncData]) {
			field := t.funcData(at, k)
			switch offset := t.half(field); {
			case offset == noData:
			case k == dataArgInfo:
				printing[offset] = true
				t.put(field, noData)
			case k == dataArgLive:
				t.put(field, noData)
			default:
				other[offset] = true
			}
		}
	}
	for offset := range printing {
		data := t.mem[t.gofunc+offset : t.find]
		// Data with the same bytes are one, whatever they are for.
		if end := bytes.IndexByte(data, argInfoEnd); end >= 0 && !other[offset] {
			clear(data[:end+1])
		}
	}
}

// inlined is the offset of a function's table of inlined calls and how many it has:
// the greatest number its program counters are mapped to, and one.
func (t *tables) inlined(at int) (tree, calls int) {
	if t.half(at+fnPCData) <= pcInlTree || int(t.mem[at+fnFuncData]) <= dataInlTree {
		return 0, 0
	}
	tree = t.half(t.funcData(at, dataInlTree))
	offset := t.half(t.pcData(at, pcInlTree))
	if tree == noData || offset == 0 {
		return 0, 0
	}
	value := -1
	for p, end := t.pctab+offset, t.pcTableEnd(offset); p < end-1; {
		delta, n := binary.Uvarint(t.mem[p:end])
		p += n
		value += int(delta>>1) ^ -int(delta&1)
		calls = max(calls, value+1)
		_, n = binary.Uvarint(t.mem[p:end])
		p += n
	}
	return tree, max(calls, 0)
}

// names are the names that stay: those the runtime compares with.
type names struct {
	old  []byte
	kept []byte
	at   map[string]int
}

func newNames(old []byte) *names {
	return &names{old: bytes.Clone(old), kept: []byte{0}, at: map[string]int{"": 0}}
}

// nameAt is the name at an offset, empty where there is none.
func nameAt(names []byte, offset int) string {
	if offset < 0 || offset >= len(names) {
		return ""
	}
	name, _, _ := bytes.Cut(names[offset:], []byte{0})
	return string(name)
}

// keep is where the name stands from now on. The runtime tells its own goroutines by
// the beginning of a name (isSystemGoroutine) and two functions of reflect by the
// whole (stkframe.argMapInternal).
func (n *names) keep(offset int) int {
	stays := ""
	switch s := nameAt(n.old, offset); {
	case strings.HasPrefix(s, "runtime."):
		stays = "runtime."
	case s == "reflect.makeFuncStub", s == "reflect.methodValueCall":
		stays = s
	}
	at, ok := n.at[stays]
	if !ok {
		at = len(n.kept)
		n.at[stays] = at
		n.kept = append(append(n.kept, stays...), 0)
	}
	return at
}

func (n *names) write(to []byte) {
	clear(to)
	copy(to, n.kept)
}
