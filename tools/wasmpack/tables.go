package wasmpack

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The tables of functions as the linker of Go 1.26 writes them for wasm
// (runtime/symtab.go, type pcHeader and moduledata; runtime/runtime2.go, type _func).
const (
	magic = 0xfffffff1

	// Offsets in pcHeader.
	hdrFunctions = 8
	hdrNames     = 32
	hdrUnits     = 40
	hdrFiles     = 48
	hdrPCTab     = 56
	hdrEntries   = 64
	hdrSize      = 72

	// Words of moduledata.
	modNames     = 1
	modUnits     = 4
	modFiles     = 7
	modPCTab     = 10
	modEntries   = 13
	modFtab      = 16
	modFind      = 19
	modMinPC     = 20
	modMaxPC     = 21
	modGofunc    = 40
	modEpclntab  = 41
	modWords     = 42
	bucketsEach  = 16 // buckets of findfunctab a function has: 64 Ki of program counters, 4 Ki each
	bucketPCs    = 4096
	bucketSize   = 20
	functionBits = 16 // of a program counter, below the number of the function

	// Offsets in _func.
	fnEntry    = 0
	fnName     = 4
	fnPCSP     = 16
	fnPCFile   = 20
	fnPCLine   = 24
	fnPCData   = 28 // how many
	fnUnit     = 32
	fnLine     = 36
	fnFuncData = 43 // how many, one byte
	fnSize     = 44

	// Tables that go by program counter, and data of a function (internal/abi/symtab.go).
	pcUnsafePoint = 0
	pcInlTree     = 2
	pcArgLive     = 3
	dataInlTree   = 3
	dataArgInfo   = 5
	dataArgLive   = 6
	argInfoEnd    = 0xff
	noData        = 1<<32 - 1
	inlinedSize   = 16
	inlinedName   = 4
	inlinedLine   = 12
)

// tables are the tables of functions in the memory of a program. Numbers are addresses.
type tables struct {
	mem                                 []byte
	n                                   int // functions
	first                               int // number of the first one
	names, units, files, pctab, entries int
	ftab, find, buckets, gofunc         int
	functions                           []int // entry of each function
}

// findTables finds the tables and checks all that the rest of the package relies on.
func findTables(mem []byte) (*tables, error) {
	for h := 0; h+hdrSize <= len(mem); h += 8 {
		if binary.LittleEndian.Uint64(mem[h:]) == 0x08_01_0000_00000000|magic {
			return readTables(mem, h)
		}
	}
	return nil, errors.New("no table of functions that is known")
}

func readTables(mem []byte, h int) (*tables, error) {
	t := &tables{mem: mem}
	mod := t.module(h)
	if mod < 0 {
		return nil, errors.New("no module of the table of functions")
	}
	word := func(i int) int { return t.word(mod + 8*i) }
	t.n = t.word(h + hdrFunctions)
	t.names, t.units, t.files, t.pctab, t.entries = word(modNames), word(modUnits), word(modFiles), word(modPCTab), word(modEntries)
	t.ftab, t.find, t.gofunc = word(modFtab), word(modFind), word(modGofunc)
	end := word(modEpclntab)
	t.first = word(modMinPC) >> functionBits
	// The last bucket is not whole; it stays as it is.
	t.buckets = (word(modMaxPC) - word(modMinPC)) / bucketPCs
	ordered := []int{h, t.names, t.units, t.files, t.pctab, t.entries, t.gofunc, t.find, end, len(mem)}
	for i := 1; i < len(ordered); i++ {
		if ordered[i] < ordered[i-1] {
			return nil, errors.New("parts of the table of functions are in another order")
		}
	}
	for i, at := range []int{hdrNames, hdrUnits, hdrFiles, hdrPCTab, hdrEntries} {
		if h+t.word(h+at) != ordered[i+1] {
			return nil, errors.New("the module and the table of functions differ")
		}
	}
	if t.ftab != t.entries || word(modFtab+1) != t.n+1 || t.n <= 0 || t.n > len(mem) || t.buckets < 0 || t.buckets > t.n*bucketsEach || t.entries+8*(t.n+1) > t.gofunc || t.find+t.buckets*bucketSize > end {
		return nil, errors.New("the table of functions has another length")
	}
	if err := t.checkEntries(); err != nil {
		return nil, err
	}
	for b := range t.buckets {
		at := t.find + b*bucketSize
		if t.half(at) != b/bucketsEach || !zero(mem[at+4:at+bucketSize]) {
			return nil, fmt.Errorf("bucket %d is not of function %d", b, b/bucketsEach)
		}
	}
	return t, nil
}

// module is where the description of the program is, which begins with the address
// of the table and the names.
func (t *tables) module(h int) int {
	for at := 0; at+8*modWords <= len(t.mem); at += 8 {
		if t.word(at) == h && t.word(at+8*modNames) == h+t.word(h+hdrNames) && t.word(at+8*modNames+8) == t.word(at+8*modNames+16) {
			return at
		}
	}
	return -1
}

// checkEntries looks at every function: its number, where it is, and that all it
// refers to is inside the tables.
func (t *tables) checkEntries() error {
	at := t.entries + t.half(t.ftab+4)
	for i := range t.n {
		if at+fnSize > t.gofunc || t.half(t.ftab+8*i) != t.first+i || t.half(t.ftab+8*i+4) != at-t.entries || t.half(at+fnEntry) != t.first+i {
			return fmt.Errorf("function %d is not where it should be", i)
		}
		next := t.next(at)
		if next > t.gofunc || t.names+t.half(at+fnName) >= t.units {
			return fmt.Errorf("function %d reaches beyond its table", i)
		}
		for _, p := range t.pcTables(at) {
			if end := t.pcTableEnd(t.half(p)); end < 0 {
				return fmt.Errorf("function %d has a table without an end", i)
			}
		}
		for k := range int(t.mem[at+fnFuncData]) {
			if d := t.half(t.funcData(at, k)); d != noData && t.gofunc+d >= t.find {
				return fmt.Errorf("function %d has data that is nowhere", i)
			}
		}
		t.functions = append(t.functions, at)
		at = next
	}
	return nil
}

// next is the entry after an entry. [tables.rebuild] computes the same.
func (t *tables) next(at int) int {
	return at + (fnSize+4*(t.half(at+fnPCData)+int(t.mem[at+fnFuncData]))+7)&^7
}

// pcTables are the addresses of the offsets of a function's tables by program counter.
func (t *tables) pcTables(at int) []int {
	list := []int{at + fnPCSP, at + fnPCFile, at + fnPCLine}
	for k := range t.half(at + fnPCData) {
		list = append(list, t.pcData(at, k))
	}
	return list
}

// pcData is the address of the offset of a table by program counter, funcData that of
// the offset of data.
func (t *tables) pcData(at, k int) int   { return at + fnSize + 4*k }
func (t *tables) funcData(at, k int) int { return at + fnSize + 4*(t.half(at+fnPCData)+k) }

// pcTableEnd is where the table at an offset ends (pairs of a signed and an unsigned
// number, until a zero that is not the first), or -1.
func (t *tables) pcTableEnd(offset int) int {
	if offset == 0 {
		return t.pctab
	}
	for at, first := t.pctab+offset, true; at < t.entries; first = false {
		value, n := binary.Uvarint(t.mem[at:t.entries])
		if n <= 0 {
			return -1
		}
		at += n
		if value == 0 && !first {
			return at
		}
		_, n = binary.Uvarint(t.mem[at:t.entries])
		if n <= 0 {
			return -1
		}
		at += n
	}
	return -1
}

func (t *tables) word(at int) int { return int(binary.LittleEndian.Uint64(t.mem[at:])) }
func (t *tables) half(at int) int { return int(binary.LittleEndian.Uint32(t.mem[at:])) }

func (t *tables) put(at, v int) { binary.LittleEndian.PutUint32(t.mem[at:], uint32(v)) }

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}
