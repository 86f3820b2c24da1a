package tablefile

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The bounds of a part written in XML.
const (
	maxDepth = 100     // elements inside each other
	maxToken = 4 << 20 // bytes of one tag or one text
)

// xmlReader reads the tokens of a part: the small language that spreadsheets
// and documents are written in. Entities other than the five of XML, document
// types and unbalanced or deeply nested elements are errors. Elements and
// attributes are compared without their prefixes. (encoding/xml reads the same
// ten times slower, which a phone would feel; a test compares the two.)
type xmlReader struct {
	p    *part
	s    string
	at   int
	open []string
	ends bool // an empty element has begun and must end

	startTag startTag
	endTag   endTag
	chars    chars
}

// The tokens. They are valid until the next call.
type (
	startTag struct {
		name  string // without its prefix
		attrs string
	}
	endTag struct{ name string }
	chars  struct{ text string }
)

func newXML(p *part) (*xmlReader, *Error) {
	b, err := io.ReadAll(p)
	x := &xmlReader{p: p}
	switch {
	case p.err != nil:
		return nil, p.err
	case err != nil:
		return nil, &Error{Code: "damaged", Hint: err.Error(), Part: p.name}
	}
	switch {
	case len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff):
		var e *Error
		if x.s, _, e = decode16(b[2:], b[0] == 0xfe); e != nil {
			return nil, e
		}
		return x, nil
	case !utf8.Valid(b):
		return nil, &Error{Code: "damaged", Hint: "a part that is not UTF-8", Part: p.name}
	}
	x.s = strings.TrimPrefix(string(b), "\ufeff")
	return x, nil
}

func (x *xmlReader) wrong(code, hint string) *Error {
	return &Error{Code: code, Hint: hint, Part: x.p.name, Line: 1 + strings.Count(x.s[:min(x.at, len(x.s))], "\n")}
}

// next is the next *startTag, *endTag or *chars; nil at the end of the part.
func (x *xmlReader) next() (any, *Error) {
	if x.ends {
		x.ends = false
		return x.close(x.startTag.name)
	}
	for x.at < len(x.s) {
		rest := x.s[x.at:]
		if rest[0] != '<' {
			n := strings.IndexByte(rest, '<')
			if n < 0 {
				n = len(rest)
			}
			text, err := x.unescape(rest[:n])
			if err != nil {
				return nil, err
			}
			x.at += n
			x.chars.text = text
			return &x.chars, nil
		}
		switch {
		case strings.HasPrefix(rest, "<!--"):
			if err := x.pass(4, "-->"); err != nil {
				return nil, err
			}
		case strings.HasPrefix(rest, "<![CDATA["):
			from := x.at + 9
			if err := x.pass(9, "]]>"); err != nil {
				return nil, err
			}
			if x.at-from > maxToken {
				return nil, x.wrong("too_large", "a tag or a text of more than four megabytes")
			}
			x.chars.text = x.s[from : x.at-3]
			return &x.chars, nil
		case strings.HasPrefix(rest, "<?"):
			from := x.at
			if err := x.pass(2, "?>"); err != nil {
				return nil, err
			}
			if d := declared([]byte(x.s[from:min(x.at, from+200)])); d != "" && strings.HasPrefix(rest, "<?xml ") && d != "us-ascii" && d != "utf-16" {
				return nil, &Error{Code: "unknown_charset", Hint: "save the file as UTF-8", Part: x.p.name}
			}
		case strings.HasPrefix(rest, "<!"):
			return nil, x.wrong("xml_entity", "a document type is not read")
		case strings.HasPrefix(rest, "</"):
			n := strings.IndexByte(rest, '>')
			if n < 0 {
				return nil, x.wrong("damaged", "the part ends in the middle")
			}
			x.at += n + 1
			return x.close(local(strings.TrimRight(rest[2:n], " \t\r\n")))
		default:
			return x.begin(rest)
		}
	}
	if len(x.open) > 0 {
		return nil, x.wrong("damaged", "the part ends in the middle")
	}
	return nil, nil
}

// pass moves behind the next end mark.
func (x *xmlReader) pass(from int, end string) *Error {
	n := strings.Index(x.s[x.at+from:], end)
	if n < 0 {
		return x.wrong("damaged", "the part ends in the middle")
	}
	x.at += from + n + len(end)
	return nil
}

// local is a name without its prefix.
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// begin reads a start tag. Its end is the first > outside quotation marks.
func (x *xmlReader) begin(rest string) (any, *Error) {
	end, quote := -1, byte(0)
	for i := 1; i < len(rest); i++ {
		c := rest[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return nil, x.wrong("damaged", "a tag begins inside a tag")
		case c == '>':
			end = i
		}
		if end > 0 {
			break
		}
		if i > maxToken {
			return nil, x.wrong("too_large", "a tag or a text of more than four megabytes")
		}
	}
	if end < 0 {
		return nil, x.wrong("damaged", "the part ends in the middle")
	}
	if len(x.open) == maxDepth {
		return nil, x.wrong("too_deep", "elements inside elements")
	}
	inner := rest[1:end]
	if strings.HasSuffix(inner, "/") {
		inner = inner[:len(inner)-1]
		x.ends = true
	}
	name, attrs := inner, ""
	if i := strings.IndexAny(inner, " \t\r\n"); i >= 0 {
		name, attrs = inner[:i], inner[i:]
	}
	if name = local(name); name == "" {
		return nil, x.wrong("damaged", "an element without a name")
	}
	x.at += end + 1
	x.open = append(x.open, name)
	x.startTag = startTag{name, attrs}
	return &x.startTag, nil
}

func (x *xmlReader) close(name string) (any, *Error) {
	if len(x.open) == 0 || x.open[len(x.open)-1] != name {
		return nil, x.wrong("damaged", "an element ends that was not begun")
	}
	x.open = x.open[:len(x.open)-1]
	x.endTag.name = name
	return &x.endTag, nil
}

// unescape replaces the references in a text.
func (x *xmlReader) unescape(s string) (string, *Error) {
	if len(s) > maxToken {
		return "", x.wrong("too_large", "a tag or a text of more than four megabytes")
	}
	text, ok := unescape(s)
	if !ok {
		return "", x.wrong("xml_entity", "an entity is not read")
	}
	return text, nil
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '&') < 0 {
		return s, true
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String(), true
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		end := strings.IndexByte(s[:min(len(s), 12)], ';')
		if end < 1 {
			return "", false
		}
		ref := s[:end]
		s = s[end+1:]
		if ref[0] != '#' {
			v, ok := entities[ref]
			if !ok {
				return "", false
			}
			b.WriteString(v)
			continue
		}
		digits, base := ref[1:], 10
		if strings.HasPrefix(digits, "x") {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 21)
		if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
			return "", false
		}
		b.WriteRune(rune(n))
	}
}

// skip passes over the rest of the element that has just begun.
func (x *xmlReader) skip() *Error {
	depth := len(x.open)
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		if _, ends := t.(*endTag); ends && len(x.open) < depth {
			return nil
		}
	}
}

// attr is the value of an attribute, whatever its prefix; "" if it has none.
func attr(e *startTag, name string) string {
	v, _ := attrPrefix(e, name)
	return v
}

// attrPrefix is the value of an attribute and its prefix. Of two with the same
// name the one with a prefix counts: r:id beside id.
func attrPrefix(e *startTag, name string) (value, prefix string) {
	s := e.attrs
	for {
		eq := strings.IndexByte(s, '=')
		if eq < 0 {
			return value, prefix
		}
		key := strings.TrimSpace(s[:eq])
		s = strings.TrimLeft(s[eq+1:], " \t\r\n")
		if s == "" || s[0] != '"' && s[0] != '\'' {
			return value, prefix
		}
		end := strings.IndexByte(s[1:], s[0])
		if end < 0 {
			return value, prefix
		}
		raw := s[1 : 1+end]
		s = s[end+2:]
		colon := strings.IndexByte(key, ':')
		if key[colon+1:] == name && (value == "" || colon > 0) {
			if v, ok := unescape(raw); ok {
				value, prefix = v, key[:max(colon, 0)]
			}
		}
	}
}
