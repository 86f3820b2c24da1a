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

type section struct {
	id   byte
	body []byte
}

// module is a program as its sections, in their order.
type module struct{ sections []section }

func parseModule(program []byte) (*module, error) {
	if !bytes.HasPrefix(program, header) {
		return nil, errors.New("not a wasm program of version 1")
	}
	m := &module{}
	r := &reader{b: program[len(header):]}
	for len(r.b) > 0 && r.err == nil {
		id := r.byte()
		m.sections = append(m.sections, section{id, r.take(r.uint())})
	}
	if r.err != nil {
		return nil, r.err
	}
	if m.section(sectionData) == nil {
		return nil, errors.New("no data section")
	}
	return m, nil
}

func (m *module) section(id byte) []byte {
	for _, s := range m.sections {
		if s.id == id {
			return s.body
		}
	}
	return nil
}

func (m *module) set(id byte, body []byte) {
	for i, s := range m.sections {
		if s.id == id {
			m.sections[i].body = body
		}
	}
}

func (m *module) bytes() []byte {
	out := bytes.Clone(header)
	for _, s := range m.sections {
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

// addStart adds a function without arguments or results that the browser calls
// before anything else, and says whether it could: a program has one at most.
func (m *module) addStart(code []byte) (bool, error) {
	if m.section(sectionStart) != nil {
		return false, nil
	}
	imported, err := countImports(m.section(sectionImport))
	if err != nil {
		return false, err
	}
	kind, err := m.emptyType()
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
	start := section{sectionStart, binary.AppendUvarint(nil, uint64(imported+defined))}
	for i, s := range m.sections {
		if s.id == sectionElement || s.id == sectionCode {
			m.sections = append(m.sections[:i:i], append([]section{start}, m.sections[i:]...)...)
			return true, nil
		}
	}
	return false, errors.New("no code section")
}

// push adds an entry to a section that is a list and returns its number.
func (m *module) push(id byte, entry []byte) (int, error) {
	r := &reader{b: m.section(id)}
	n := r.uint()
	if r.err != nil {
		return 0, fmt.Errorf("section %d: %w", id, r.err)
	}
	body := binary.AppendUvarint(nil, uint64(n+1))
	body = append(body, r.b...)
	m.set(id, append(body, entry...))
	return n, nil
}

// emptyType is the number of the type of functions without arguments and results.
func (m *module) emptyType() (int, error) {
	const form = 0x60 // a function
	r := &reader{b: m.section(sectionType)}
	for i := range r.uint() {
		if r.byte() != form {
			return 0, errors.New("types are not all functions")
		}
		if args, results := len(r.take(r.uint())), len(r.take(r.uint())); r.err == nil && args+results == 0 {
			return i, nil
		}
	}
	if r.err != nil {
		return 0, r.err
	}
	return m.push(sectionType, []byte{form, 0, 0})
}

func countImports(body []byte) (int, error) {
	r := &reader{b: body}
	functions := 0
	for range r.uint() {
		r.take(r.uint())
		r.take(r.uint())
		if kind := r.byte(); kind != 0 {
			return 0, fmt.Errorf("import of kind %d, and only functions are known", kind)
		}
		r.uint()
		functions++
	}
	return functions, r.err
}

// reader reads numbers and bytes; after the first error it reads zeros.
type reader struct {
	b   []byte
	err error
}

var errShort = errors.New("the program ends in the middle of something")

func (r *reader) byte() byte {
	if b := r.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) uint() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > 1<<31 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

// sint reads a signed number, by which addresses are written.
func (r *reader) sint() int {
	v := 0
	for shift := 0; shift < 35; shift += 7 {
		c := r.byte()
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

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errShort
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
