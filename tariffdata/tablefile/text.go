package tablefile

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a text or a page into UTF-8 and names the encoding:
// by its byte order mark; UTF-8 when it is that; UTF-16 by its zero bytes; or
// else the encoding the page declares, or Windows-1251 or Windows-1254 by the
// company its letters keep.
func decode(b []byte) (text, charset string, err *Error) {
	switch {
	case len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf:
		b = b[3:]
		if !utf8.Valid(b) {
			return "", "", &Error{Code: "damaged", Hint: "the file says that it is UTF-8, and is not"}
		}
		return string(b), "utf-8", nil
	case len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe:
		return decode16(b[2:], false)
	case len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		return decode16(b[2:], true)
	}
	even, odd := zeros(b)
	switch n := min(len(b), sniff) / 2; {
	case odd > n/3 && even < n/20:
		return decode16(b, false)
	case even > n/3 && odd < n/20:
		return decode16(b, true)
	case even+odd > 0:
		return "", "", &Error{Code: "not_understood", Hint: "not a file that holds a table"}
	}
	if utf8.Valid(b) {
		return string(b), "utf-8", nil
	}
	name := declared(b)
	if name == "" {
		name = guess(b)
	}
	m, ok := charmaps[name]
	if !ok {
		return "", "", &Error{Code: "unknown_charset", Hint: "save the file as UTF-8", Part: name}
	}
	s, e := m.NewDecoder().Bytes(b)
	if e != nil {
		return "", "", &Error{Code: "unknown_charset", Hint: "save the file as UTF-8", Part: name}
	}
	return string(s), name, nil
}

// sniff is how far into a file its encoding is looked for, in bytes.
const sniff = 1 << 16

var charmaps = map[string]*charmap.Charmap{
	"windows-1251": charmap.Windows1251, "windows-1254": charmap.Windows1254, "windows-1252": charmap.Windows1252,
	"iso-8859-9": charmap.Windows1254, "iso-8859-1": charmap.Windows1252, "koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866,
}

func decode16(b []byte, big bool) (string, string, *Error) {
	if len(b)%2 != 0 {
		return "", "", &Error{Code: "damaged", Hint: "half a character is missing: the file is truncated"}
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		if big {
			units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
		} else {
			units[i] = uint16(b[2*i+1])<<8 | uint16(b[2*i])
		}
	}
	name := "utf-16le"
	if big {
		name = "utf-16be"
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return string(utf16.Decode(units)), name, nil
}

func zeros(b []byte) (even, odd int) {
	for i := range min(len(b), sniff) {
		if b[i] == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	return even, odd
}

// declared is the encoding that a page names in its head, "" if none.
func declared(b []byte) string {
	head := strings.ToLower(string(b[:min(len(b), 4096)]))
	for _, key := range []string{"charset=", "encoding="} {
		i := strings.Index(head, key)
		if i < 0 {
			continue
		}
		name := strings.TrimLeft(head[i+len(key):], `"' `)
		if end := strings.IndexAny(name, "\"'; />?\r\n"); end >= 0 {
			name = name[:end]
		}
		switch name {
		case "cp1251", "win-1251", "x-cp1251":
			return "windows-1251"
		case "cp1254", "latin5", "x-cp1254":
			return "windows-1254"
		case "utf-8", "utf8": // it is not, as has been seen
			return ""
		}
		return name
	}
	return ""
}

// guess tells Windows-1251 from Windows-1254. Cyrillic letters follow each
// other; the letters that Turkish has beyond ASCII stand alone between ASCII
// letters.
func guess(b []byte) string {
	together, alone := 0, 0
	letter := func(i int) bool { return i >= 0 && i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z') }
	high := func(i int) bool { return i >= 0 && i < len(b) && b[i] >= 0xc0 }
	for i := range b[:min(len(b), sniff*4)] {
		switch {
		case !high(i):
		case high(i-1) || high(i+1):
			together++
		case letter(i-1) || letter(i+1):
			alone++
		}
	}
	if together > alone {
		return "windows-1251"
	}
	return "windows-1254"
}
