package wasmpack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Numbers of the sections that are read or changed.
const (
	sectionType     = 1
	sectionImport   = 2
	sectionFunction = 3
	sectionStart    = 8
	sectionElement  = 9
	sectionCode     = 10
	sectionData     = 11
)

var header = []byte("\x00asm\x01\x00\x00\x00")

// Section is a part of a program by the number of what is in it.
type Section struct {
	ID   byte
	Body []byte
}

// Sections are the parts of a program in their order. The error is for bytes that
// are no wasm program or end in the middle of a part.
func Sections(program []byte) ([]Section, error) {
	if !bytes.HasPrefix(program, header) {
		return nil, errors.New("not a wasm program of version 1")
	}
	var list []Section
	r := NewReader(program[len(header):])
	for r.More() {
		id := r.Byte()
		list = append(list, Section{id, r.Take(r.Uint())})
	}
	return list, r.Err
}

// module is a program that is changed.
type module struct{ sections []Section }

func parseModule(program []byte) (*module, error) {
	sections, err := Sections(program)
	if err != nil {
		return nil, err
	}
	m := &module{sections}
	if m.section(sectionData) == nil {
		return nil, errors.New("no data section")
	}
	return m, nil
}

func (m *module) section(id byte) []byte {
	for _, s := range m.sections {
		if s.ID == id {
			return s.Body
		}
	}
	return nil
}

func (m *module) set(id byte, body []byte) {
	for i, s := range m.sections {
		if s.ID == id {
			m.sections[i].Body = body
		}
	}
}

func (m *module) bytes() []byte {
	out := bytes.Clone(header)
	for _, s := range m.sections {
		out = append(out, s.ID)
		out = binary.AppendUvarint(out, uint64(len(s.Body)))
		out = append(out, s.Body...)
	}
	return out
}

// addStart adds a function without arguments or results that the browser calls
// before anything else, and says whether it could: a program has one at most.
func (m *module) addStart(code []byte) (bool, error) {
	if m.section(sectionStart) != nil {
		return false, nil
	}
	imported, err := Imports(m.section(sectionImport))
	if err != nil {
		return false, err
	}
	kind, err := m.kind(nil, nil)
	if err != nil {
		return false, err
	}
	defined, err := m.push(sectionFunction, binary.AppendUvarint(nil, uint64(kind)))
	if err != nil {
		return false, err
	}
	if _, err := m.push(sectionCode, append(binary.AppendUvarint(nil, uint64(len(code))), code...)); err != nil {
		return false, err
	}
	start := Section{sectionStart, binary.AppendUvarint(nil, uint64(imported+defined))}
	for i, s := range m.sections {
		if s.ID == sectionElement || s.ID == sectionCode {
			m.sections = append(m.sections[:i:i], append([]Section{start}, m.sections[i:]...)...)
			return true, nil
		}
	}
	return false, errors.New("no code section")
}

// push adds an entry to a section that is a list and returns its number.
func (m *module) push(id byte, entry []byte) (int, error) {
	r := NewReader(m.section(id))
	n := r.Uint()
	if r.Err != nil {
		return 0, fmt.Errorf("section %d: %w", id, r.Err)
	}
	body := binary.AppendUvarint(nil, uint64(n+1))
	body = append(body, r.b...)
	m.set(id, append(body, entry...))
	return n, nil
}

// kind is the number of the type of functions with these arguments and results, which
// is added where there is none.
func (m *module) kind(args, results []byte) (int, error) {
	const form = 0x60 // a function
	want := append(append([]byte{form, byte(len(args))}, args...), byte(len(results)))
	want = append(want, results...)
	r := NewReader(m.section(sectionType))
	for i := range r.Uint() {
		start := r.b
		if r.Byte() != form {
			return 0, errors.New("types are not all functions")
		}
		r.Take(r.Uint())
		r.Take(r.Uint())
		if r.Err == nil && bytes.Equal(start[:len(start)-len(r.b)], want) {
			return i, nil
		}
	}
	if r.Err != nil {
		return 0, r.Err
	}
	return m.push(sectionType, want)
}

// Imports is how many functions the section of imports brings, with whose numbers those
// of the program's own go on. The error is for anything else that is imported.
func Imports(body []byte) (int, error) {
	r := NewReader(body)
	functions := 0
	for range r.Uint() {
		r.Take(r.Uint())
		r.Take(r.Uint())
		if kind := r.Byte(); kind != 0 {
			return 0, fmt.Errorf("import of kind %d, and only functions are known", kind)
		}
		r.Uint()
		functions++
	}
	return functions, r.Err
}

// Reader reads numbers and bytes of a section; after the first error it reads zeros.
type Reader struct {
	b   []byte
	Err error
}

// NewReader reads what is in b.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// More reports whether there is something left to read.
func (r *Reader) More() bool { return len(r.b) > 0 && r.Err == nil }

var errShort = errors.New("the program ends in the middle of something")

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if b := r.Take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

// Uint reads a number below 2³¹, which sizes, counts and indexes are.
func (r *Reader) Uint() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > 1<<31 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

// sint reads a signed number, by which addresses are written.
func (r *Reader) sint() int {
	v := 0
	for shift := 0; shift < 35; shift += 7 {
		c := r.Byte()
		v |= int(c&0x7f) << shift
		if c < 0x80 {
			if c&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return v
		}
	}
	r.fail()
	return 0
}

// Take reads n bytes, without copying them.
func (r *Reader) Take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *Reader) fail() {
	if r.Err == nil {
		r.Err = errShort
	}
	r.b = nil
}

// appendSint writes a signed number.
func appendSint(out []byte, v int) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(out, c)
		}
		out = append(out, c|0x80)
	}
}
