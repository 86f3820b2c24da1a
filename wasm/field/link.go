package field

import "strings"

// A link carries a form in the part of the address after #, which browsers do
// not send anywhere: name=value pairs joined with &.

// Pair appends name=value to a link.
func Pair(b *strings.Builder, name, value string) {
	if b.Len() > 0 {
		b.WriteByte('&')
	}
	b.WriteString(name)
	b.WriteByte('=')
	escape(b, value)
}

// Cut splits a pair of a link; ok is false where it is not written in UTF-8 or
// %XX is broken.
func Cut(pair string) (name, value string, ok bool) {
	name, value, _ = strings.Cut(pair, "=")
	name, okName := Unescape(name)
	value, okValue := Unescape(value)
	return name, value, okName && okValue
}

const upperHex = "0123456789ABCDEF"

// escape writes what may stand in a fragment as it is and the rest as %XX.
func escape(b *strings.Builder, s string) {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~,:/@", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
}

// Unescape reads what [escape] writes, false where it is none; + stands for a space, as in links made by others.
func Unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '+':
			b = append(b, ' ')
		case '%':
			if i+2 >= len(s) {
				return "", false
			}
			hi, lo := hexValue(s[i+1]), hexValue(s[i+2])
			if hi < 0 || lo < 0 {
				return "", false
			}
			b = append(b, byte(hi<<4|lo))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), true
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
