// Package paint writes the parts of the page that change: the answer, the list
// of lines, the questions the engine still has, suggestions, errors. It makes
// HTML text and touches no browser.
package paint

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
)

// lit is HTML written by this package. Nothing else converts to it, so a text
// from outside cannot reach the page unescaped.
type lit string

// page builds HTML.
type page struct {
	b     []byte
	t     *i18n.Texts
	plain bool // no links: what a terminal shows leads nowhere
}

func (p *page) String() string { return string(p.b) }

// raw writes HTML of this package as it is. It is not inlined: there are
// hundreds of calls, and the program has to come over the wire.
//
//go:noinline
func (p *page) raw(s lit) *page {
	p.b = append(p.b, s...)
	return p
}

// text writes text, escaped for content and for quoted attributes alike.
//
//go:noinline
func (p *page) text(s string) *page {
	from := 0
	for i := 0; i < len(s); i++ {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		case '\'':
			e = "&#39;"
		default:
			continue
		}
		p.b = append(p.b, s[from:i]...)
		p.b = append(p.b, e...)
		from = i + 1
	}
	p.b = append(p.b, s[from:]...)
	return p
}

// attr writes ` name="value"`.
//
//go:noinline
func (p *page) attr(name lit, value string) *page {
	return p.raw(" ").raw(name).raw(`="`).text(value).raw(`"`)
}

func (p *page) num(n int) *page { return p.text(strconv.Itoa(n)) }

// say writes the text of a key.
//
//go:noinline
func (p *page) say(key string, args ...string) *page { return p.text(p.get(key, args...)) }

func (p *page) get(key string, args ...string) string {
	var a []calc.Arg
	for i := 0; i+1 < len(args); i += 2 {
		a = append(a, calc.Arg{Name: args[i], Value: args[i+1]})
	}
	return p.t.Get(key, a...)
}

// el writes a whole element with a text: el("p", "note", "…").
func (p *page) el(tag lit, class lit, s string) *page {
	return p.raw("<").raw(tag).raw(` class="`).raw(class).raw(`">`).text(s).raw("</").raw(tag).raw(">")
}

// link writes an outward link, or the text alone where there is no address.
// Only web addresses become links.
func (p *page) link(url, s string) *page {
	if p.plain || !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return p.text(s)
	}
	return p.raw("<a").attr("href", url).raw(` rel="noreferrer noopener" target="_blank">`).text(s).raw("</a>")
}
