// Package wire is the JSON of the contract: declarations in, assessments out.
//
// It reads and writes JSON by itself instead of through encoding/json, for two
// reasons: a refused input must name the exact field and text ("lines[0].price.amount",
// "12,3x"), with duplicate and unknown keys refused; and the browser program
// stays small.
package wire

import (
	"strconv"
	"unicode/utf8"

	"rusum/calc"
)

// Limits of a document: ten thousand lines fit many times over.
const (
	MaxBytes = 64 << 20
	MaxDepth = 32
)

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
)

var kindNames = [...]string{"null", "true or false", "number", "string", "array", "object"}

// Value is a JSON value. Numbers keep their digits.
type Value struct {
	kind  kind
	b     bool
	s     string // text, or the digits of a number
	items []Value
	keys  []string // of an object, in order; items are the values
}

// Get is the member of an object.
func (v *Value) Get(key string) (*Value, bool) {
	if v.kind == object {
		for i, k := range v.keys {
			if k == key {
				return &v.items[i], true
			}
		}
	}
	return nil, false
}

// Set replaces or adds a member of an object.
func (v *Value) Set(key string, x Value) {
	if p, ok := v.Get(key); ok {
		*p = x
		return
	}
	v.keys = append(v.keys, key)
	v.items = append(v.items, x)
}

type parser struct {
	b     []byte
	i     int
	depth int
}

// Parse reads one JSON value and nothing after it.
func Parse(b []byte) (*Value, *calc.Fault) {
	vs, f := ParseMany(b)
	if f != nil {
		return nil, f
	}
	if len(vs) != 1 {
		return nil, &calc.Fault{Code: "bad_json", Args: []calc.Arg{{Name: "at", Value: "1:1"}, {Name: "want", Value: "one JSON value"}}}
	}
	return &vs[0], nil
}

// ParseMany reads JSON values one after another: one document, or JSON Lines.
func ParseMany(b []byte) ([]Value, *calc.Fault) {
	if len(b) > MaxBytes {
		return nil, &calc.Fault{Code: "too_big", Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(MaxBytes)}}}
	}
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		b = b[3:]
	}
	if !utf8.Valid(b) {
		i := 0
		for i < len(b) {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			i += n
		}
		return nil, &calc.Fault{Code: "bad_utf8", Args: []calc.Arg{{Name: "at", Value: position(b, i)}}}
	}
	p := &parser{b: b}
	var out []Value
	for {
		p.space()
		if p.i == len(p.b) {
			return out, nil
		}
		v, f := p.value("")
		if f != nil {
			return nil, f
		}
		out = append(out, v)
	}
}

// position is line:column of a byte, both from 1.
func position(b []byte, i int) string {
	line, col := 1, 1
	for _, c := range b[:i] {
		if c == '\n' {
			line++
			col = 1
		} else if c&0xC0 != 0x80 {
			col++
		}
	}
	return strconv.Itoa(line) + ":" + strconv.Itoa(col)
}

func (p *parser) bad(field, want string) *calc.Fault {
	end := min(p.i+20, len(p.b))
	for end > p.i && end < len(p.b) && p.b[end]&0xC0 == 0x80 {
		end--
	}
	return &calc.Fault{Code: "bad_json", Field: field, Value: string(p.b[min(p.i, len(p.b)):end]),
		Args: []calc.Arg{{Name: "at", Value: position(p.b, min(p.i, len(p.b)))}, {Name: "want", Value: want}}}
}

func (p *parser) space() {
	for p.i < len(p.b) {
		switch p.b[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

func (p *parser) value(field string) (Value, *calc.Fault) {
	p.space()
	if p.i == len(p.b) {
		return Value{}, p.bad(field, "a value")
	}
	switch c := p.b[p.i]; {
	case c == '{':
		return p.object(field)
	case c == '[':
		return p.array(field)
	case c == '"':
		s, f := p.string(field)
		return Value{kind: text, s: s}, f
	case c == '-' || c >= '0' && c <= '9':
		return p.number(field)
	case p.word("true"):
		return Value{kind: boolean, b: true}, nil
	case p.word("false"):
		return Value{kind: boolean}, nil
	case p.word("null"):
		return Value{}, nil
	}
	return Value{}, p.bad(field, "a value")
}

func (p *parser) word(w string) bool {
	if len(p.b)-p.i >= len(w) && string(p.b[p.i:p.i+len(w)]) == w {
		p.i += len(w)
		return true
	}
	return false
}

func (p *parser) down(field string) *calc.Fault {
	if p.depth++; p.depth > MaxDepth {
		return &calc.Fault{Code: "too_deep", Field: field, Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(MaxDepth)}}}
	}
	return nil
}

func (p *parser) object(field string) (Value, *calc.Fault) {
	if f := p.down(field); f != nil {
		return Value{}, f
	}
	v := Value{kind: object}
	p.i++
	p.space()
	if p.i < len(p.b) && p.b[p.i] == '}' {
		p.i++
		p.depth--
		return v, nil
	}
	seen := map[string]bool{}
	for {
		p.space()
		if p.i == len(p.b) || p.b[p.i] != '"' {
			return v, p.bad(field, "a key in quotes")
		}
		key, f := p.string(field)
		if f != nil {
			return v, f
		}
		at := join(field, key)
		if seen[key] {
			return v, &calc.Fault{Code: "duplicate_key", Field: at, Value: key, Args: []calc.Arg{{Name: "key", Value: key}}}
		}
		seen[key] = true
		p.space()
		if p.i == len(p.b) || p.b[p.i] != ':' {
			return v, p.bad(at, "':'")
		}
		p.i++
		x, f := p.value(at)
		if f != nil {
			return v, f
		}
		v.keys = append(v.keys, key)
		v.items = append(v.items, x)
		p.space()
		switch {
		case p.i < len(p.b) && p.b[p.i] == ',':
			p.i++
		case p.i < len(p.b) && p.b[p.i] == '}':
			p.i++
			p.depth--
			return v, nil
		default:
			return v, p.bad(field, "',' or '}'")
		}
	}
}

func (p *parser) array(field string) (Value, *calc.Fault) {
	if f := p.down(field); f != nil {
		return Value{}, f
	}
	v := Value{kind: array}
	p.i++
	p.space()
	if p.i < len(p.b) && p.b[p.i] == ']' {
		p.i++
		p.depth--
		return v, nil
	}
	for {
		x, f := p.value(field + "[" + strconv.Itoa(len(v.items)) + "]")
		if f != nil {
			return v, f
		}
		v.items = append(v.items, x)
		p.space()
		switch {
		case p.i < len(p.b) && p.b[p.i] == ',':
			p.i++
		case p.i < len(p.b) && p.b[p.i] == ']':
			p.i++
			p.depth--
			return v, nil
		default:
			return v, p.bad(field, "',' or ']'")
		}
	}
}

func (p *parser) number(field string) (Value, *calc.Fault) {
	start := p.i
	digits := func() bool {
		n := p.i
		for p.i < len(p.b) && p.b[p.i] >= '0' && p.b[p.i] <= '9' {
			p.i++
		}
		return p.i > n
	}
	if p.b[p.i] == '-' {
		p.i++
	}
	first := p.i
	if !digits() || p.b[first] == '0' && p.i-first > 1 {
		return Value{}, p.bad(field, "a number")
	}
	if p.i < len(p.b) && p.b[p.i] == '.' {
		p.i++
		if !digits() {
			return Value{}, p.bad(field, "digits after the point")
		}
	}
	if p.i < len(p.b) && (p.b[p.i] == 'e' || p.b[p.i] == 'E') {
		p.i++
		if p.i < len(p.b) && (p.b[p.i] == '+' || p.b[p.i] == '-') {
			p.i++
		}
		if !digits() {
			return Value{}, p.bad(field, "digits of the exponent")
		}
	}
	return Value{kind: number, s: string(p.b[start:p.i])}, nil
}

func (p *parser) string(field string) (string, *calc.Fault) {
	p.i++
	start := p.i
	for p.i < len(p.b) && p.b[p.i] != '"' && p.b[p.i] != '\\' && p.b[p.i] >= ' ' {
		p.i++
	}
	if p.i < len(p.b) && p.b[p.i] == '"' {
		s := string(p.b[start:p.i])
		p.i++
		return s, nil
	}
	out := append([]byte(nil), p.b[start:p.i]...)
	for p.i < len(p.b) {
		c := p.b[p.i]
		switch {
		case c == '"':
			p.i++
			return string(out), nil
		case c < ' ':
			return "", p.bad(field, "an escaped control character")
		case c != '\\':
			out = append(out, c)
			p.i++
			continue
		}
		p.i++
		if p.i == len(p.b) {
			break
		}
		c = p.b[p.i]
		p.i++
		switch c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, ok := p.hex4()
			if ok && r >= 0xD800 && r < 0xDC00 && p.i+1 < len(p.b) && p.b[p.i] == '\\' && p.b[p.i+1] == 'u' {
				p.i += 2
				lo, ok2 := p.hex4()
				ok = ok2 && lo >= 0xDC00 && lo < 0xE000
				r = (r-0xD800)<<10 + (lo - 0xDC00) + 0x10000
			}
			if !ok || r >= 0xD800 && r < 0xE000 {
				return "", p.bad(field, "four hexadecimal digits of a character")
			}
			out = utf8.AppendRune(out, r)
		default:
			p.i--
			return "", p.bad(field, "a known escape")
		}
	}
	return "", p.bad(field, "closing '\"'")
}

func (p *parser) hex4() (rune, bool) {
	if p.i+4 > len(p.b) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.b[p.i:p.i+4]), 16, 32)
	if err != nil {
		return 0, false
	}
	p.i += 4
	return rune(n), true
}

func join(field, key string) string {
	if field == "" {
		return key
	}
	return field + "." + key
}

func index(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }
