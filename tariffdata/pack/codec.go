package pack

import "strings"

// Encoder writes the primitive values of a section.
type Encoder struct{ buf []byte }

// Bytes is what has been written.
func (e *Encoder) Bytes() []byte { return e.buf }

// Byte writes one byte.
func (e *Encoder) Byte(b byte) { e.buf = append(e.buf, b) }

// Uvarint writes an unsigned number, seven bits a byte.
func (e *Encoder) Uvarint(v uint64) {
	for v >= 0x80 {
		e.buf = append(e.buf, byte(v)|0x80)
		v >>= 7
	}
	e.buf = append(e.buf, byte(v))
}

// String writes a length and the text.
func (e *Encoder) String(s string) {
	e.Uvarint(uint64(len(s)))
	e.buf = append(e.buf, s...)
}

// Strings writes a column of texts: count, then each text and a zero byte,
// which compresses better than lengths. A zero byte inside a text, which no
// source has, is written as U+FFFD.
func (e *Encoder) Strings(col []string) {
	e.Uvarint(uint64(len(col)))
	for _, s := range col {
		e.buf = append(e.buf, strings.ReplaceAll(s, "\x00", "\ufffd")...)
		e.buf = append(e.buf, 0)
	}
}

// Records writes a count and records that are already encoded.
func (e *Encoder) Records(col []string) {
	e.Uvarint(uint64(len(col)))
	for _, s := range col {
		e.buf = append(e.buf, s...)
	}
}

// Ints writes a column of non-negative numbers.
func (e *Encoder) Ints(col []int) {
	e.Uvarint(uint64(len(col)))
	for _, v := range col {
		e.Uvarint(uint64(v))
	}
}

// MaxCode is the longest code the front coding can hold.
const MaxCode = 15

// Codes writes ascending codes, each as the length it shares with the code
// before, the length of the rest, and the rest.
func (e *Encoder) Codes(codes []string) {
	e.Uvarint(uint64(len(codes)))
	last := ""
	for _, c := range codes {
		p := 0
		for p < len(c) && p < len(last) && c[p] == last[p] {
			p++
		}
		e.buf = append(e.buf, byte(p<<4|(len(c)-p)))
		e.buf = append(e.buf, c[p:]...)
		last = c
	}
}

// Decoder reads a section. After the first fault every value is zero and Done
// returns the fault, so a reader checks once.
type Decoder struct {
	s       string
	i       int
	section string
	bad     string
}

// NewDecoder reads values from s; section names it in errors.
func NewDecoder(section, s string) *Decoder { return &Decoder{s: s, section: section} }

func (d *Decoder) fail(reason string) {
	if d.bad == "" {
		d.bad = reason
	}
	d.i = len(d.s)
}

// Fail records a fault found by the caller.
func (d *Decoder) Fail(reason string) { d.fail(reason) }

// Err returns the first fault, or nil.
func (d *Decoder) Err() *Error {
	if d.bad == "" {
		return nil
	}
	return &Error{d.section, d.bad}
}

// Done returns the first fault, or a fault when bytes are left over.
func (d *Decoder) Done() *Error {
	if d.bad == "" && d.i != len(d.s) {
		d.fail("bytes left over")
	}
	return d.Err()
}

// Byte reads one byte.
func (d *Decoder) Byte() byte {
	if d.i >= len(d.s) {
		d.fail("ends too early")
		return 0
	}
	d.i++
	return d.s[d.i-1]
}

// Uvarint reads an unsigned number of at most 63 bits.
func (d *Decoder) Uvarint() uint64 {
	var v uint64
	for shift := uint(0); shift < 63; shift += 7 {
		b := d.Byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			if d.bad != "" {
				return 0
			}
			return v
		}
	}
	d.fail("a number too large")
	return 0
}

// Count reads a number of items that each take at least one byte.
func (d *Decoder) Count() int {
	n := d.Uvarint()
	if n > uint64(len(d.s)-d.i) {
		d.fail("more items than bytes")
		return 0
	}
	return int(n)
}

// Int reads a number below limit.
func (d *Decoder) Int(limit int) int {
	v := d.Uvarint()
	if d.bad == "" && v >= uint64(limit) {
		d.fail("a number out of range")
	}
	if d.bad != "" {
		return 0
	}
	return int(v)
}

// Raw reads n bytes.
func (d *Decoder) Raw(n int) string {
	if d.bad != "" || n < 0 || n > len(d.s)-d.i {
		d.fail("ends too early")
		return ""
	}
	d.i += n
	return d.s[d.i-n : d.i]
}

// String reads a text written by Encoder.String.
func (d *Decoder) String() string {
	n := d.Uvarint()
	if n > uint64(len(d.s)-d.i) {
		d.fail("ends too early")
		return ""
	}
	return d.Raw(int(n))
}

// Strings reads a column written by Encoder.Strings. The texts share the
// memory of the file.
func (d *Decoder) Strings() []string {
	n := d.Count()
	out := make([]string, 0, n)
	for range n {
		end := strings.IndexByte(d.s[d.i:], 0)
		if end < 0 {
			d.fail("ends too early")
			return nil
		}
		out = append(out, d.s[d.i:d.i+end])
		d.i += end + 1
	}
	return out
}

// Ints reads a column of numbers, each below limit.
func (d *Decoder) Ints(limit int) []int {
	n := d.Count()
	out := make([]int, 0, n)
	for i := 0; i < n && d.bad == ""; i++ {
		out = append(out, d.Int(limit))
	}
	if d.bad != "" {
		return nil
	}
	return out
}

// Codes reads a column written by Encoder.Codes: digits only, 2 to 10 long,
// ascending; equal neighbours only when repeats is true. It is one loop over the
// bytes because it runs before anything else on a page.
func (d *Decoder) Codes(repeats bool) []string {
	n := d.Count()
	buf := make([]byte, 0, 11*n)
	ends := make([]int32, 0, n)
	s, at := d.s, d.i
	last := 0 // start of the last code in buf
	for i := range n {
		if at >= len(s) {
			d.fail("ends too early")
			return nil
		}
		p, rest := int(s[at]>>4), int(s[at]&15)
		at++
		size := len(buf) - last
		switch {
		case p > size || p+rest < 2 || p+rest > 10:
			d.fail("a code of impossible length")
			return nil
		case rest > len(s)-at:
			d.fail("ends too early")
			return nil
		case i > 0 && (rest == 0 && (p < size || !repeats) || rest > 0 && p < size && s[at] <= buf[last+p]):
			d.fail("codes out of order")
			return nil
		}
		start := len(buf)
		buf = append(buf, buf[last:last+p]...)
		for _, c := range []byte(s[at : at+rest]) {
			if c < '0' || c > '9' {
				d.fail("a code that is not digits")
				return nil
			}
			buf = append(buf, c)
		}
		at += rest
		ends = append(ends, int32(len(buf)))
		last = start
	}
	d.i = at
	all := string(buf)
	out := make([]string, n)
	from := int32(0)
	for i, end := range ends {
		out[i] = all[from:end]
		from = end
	}
	return out
}
