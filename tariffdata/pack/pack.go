// Package pack is the container of the generated data files: a magic word, a
// checksum, a directory of named sections and their bytes. A reader takes
// the file as one string; every name and code it hands out is a slice of
// that string. Anything malformed is an error, never a panic.
package pack

import (
	"hash/crc32"
	"unsafe"
)

// Kind is the letter that tells the data files apart.
type Kind byte

// The kinds of data file.
const (
	Core   Kind = 'C' // nomenclature, law tables, currency bulletins
	Names  Kind = 'N' // names and everyday words in one language
	Tariff Kind = 'T' // a tariff table with rates
)

// Version is the version of the layout; a reader refuses any other.
const Version = 1

const (
	magic      = "RUSUM"
	headerSize = len(magic) + 2 + 4 // kind, version, checksum
)

// Error says why bytes are not a data file, and in which section.
type Error struct {
	Section string // "" for the container itself
	Reason  string
}

// Error is "section: reason".
func (e *Error) Error() string {
	if e.Section == "" {
		return "data file: " + e.Reason
	}
	return "data file: " + e.Section + ": " + e.Reason
}

// Builder collects the sections of a file in the order they are added.
type Builder struct {
	names  []string
	bodies [][]byte
}

// Add appends a section.
func (b *Builder) Add(name string, body []byte) {
	b.names = append(b.names, name)
	b.bodies = append(b.bodies, body)
}

// Bytes is the finished file. The same sections give the same bytes.
func (b *Builder) Bytes(kind Kind) []byte {
	var e Encoder
	e.Uvarint(uint64(len(b.names)))
	for i, n := range b.names {
		e.String(n)
		e.Uvarint(uint64(len(b.bodies[i])))
	}
	for _, body := range b.bodies {
		e.buf = append(e.buf, body...)
	}
	out := append([]byte(magic), byte(kind), Version, 0, 0, 0, 0)
	out = append(out, e.buf...)
	seal(out)
	return out
}

// File is an opened data file.
type File struct {
	names  []string
	bodies []string
}

// Open checks the magic word, the kind, the version and the checksum and reads
// the directory. The file keeps the bytes, which may not change any more: a copy
// of each would be a third of what a page needs to start.
func Open(kind Kind, b []byte) (*File, error) {
	if len(b) < headerSize || string(b[:len(magic)]) != magic {
		return nil, &Error{"", "not a data file of this program"}
	}
	h := b[len(magic):]
	if Kind(h[0]) != kind {
		return nil, &Error{"", "a file of another kind"}
	}
	if h[1] != Version {
		return nil, &Error{"", "made for another version of the program"}
	}
	want := uint32(h[2]) | uint32(h[3])<<8 | uint32(h[4])<<16 | uint32(h[5])<<24
	if crc32.ChecksumIEEE(b[headerSize:]) != want {
		return nil, &Error{"", "damaged: the checksum does not match"}
	}
	body := b[headerSize:]
	d := Decoder{s: unsafe.String(unsafe.SliceData(body), len(body))}
	n := d.Count()
	f := &File{}
	sizes := make([]int, 0, n)
	for i := 0; i < n; i++ {
		f.names = append(f.names, d.String())
		size := d.Uvarint()
		if size > uint64(len(d.s)) {
			d.fail("a section longer than the file")
		}
		sizes = append(sizes, int(size))
	}
	for _, size := range sizes {
		f.bodies = append(f.bodies, d.Raw(size))
	}
	if err := d.Done(); err != nil {
		return nil, &Error{"", err.Reason}
	}
	return f, nil
}

// Reseal returns the bytes with the checksum made right. It exists for tests
// that damage a file and want the damage to be found by what reads it.
func Reseal(b []byte) []byte {
	if len(b) < headerSize {
		return b
	}
	out := append([]byte(nil), b...)
	seal(out)
	return out
}

// seal writes the checksum of a file into its header.
func seal(b []byte) {
	sum := crc32.ChecksumIEEE(b[headerSize:])
	for i := range 4 {
		b[headerSize-4+i] = byte(sum >> (8 * i))
	}
}

// Section returns a decoder of the named section; a missing section decodes as
// an error.
func (f *File) Section(name string) *Decoder {
	for i, n := range f.names {
		if n == name {
			return &Decoder{s: f.bodies[i], section: name}
		}
	}
	d := &Decoder{section: name}
	d.fail("missing")
	return d
}

// Names lists the sections in file order.
func (f *File) Names() []string { return f.names }
