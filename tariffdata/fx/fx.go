// Package fx reads the bulletin of exchange rates that the Central Bank of
// Azerbaijan publishes as XML. The bulletin is a fixed handful of elements, so
// the reader is a small scanner rather than encoding/xml, which would weigh
// more than the rest of the browser program's reader.
package fx

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/tariffdata"
)

// MaxSize is the size of the largest file that is read, in bytes; a real
// bulletin has about 12,000.
const MaxSize = 1 << 18

// Codes are all the codes an Error can have.
var Codes = []string{"too_large", "bad_encoding", "web_page", "not_a_bulletin", "bad_date", "old_manat", "bad_entry", "no_rates"}

// Error says why a text is not a bulletin. Code is stable; Detail quotes what
// was found, if anything.
type Error struct {
	Code   string // one of Codes
	Detail string
}

// newManat is the day from which AZN is the manat of today. Bulletins of before
// are published with today's code and the old manat's rates, five thousand
// times as high.
var newManat = date.Must(2006, 1, 1)

// Error is "bulletin: code: detail".
func (e *Error) Error() string {
	if e.Detail == "" {
		return "bulletin: " + e.Code
	}
	return "bulletin: " + e.Code + ": " + e.Detail
}

// ParseCBAR reads a bulletin. Its Date is the one the bulletin bears, which
// may be earlier than the day it was asked for: on days off the previous
// bulletin is in force. Precious metals are left out, as is a currency without
// a value; SDR becomes XDR. Rates are manat for one unit: the nominal is
// divided out, and a nominal that does not divide exactly is an error. Text
// copied from a browser's view of the file is a bulletin too.
func ParseCBAR(xml []byte) (tariffdata.Bulletin, error) {
	var b tariffdata.Bulletin
	if len(xml) > MaxSize {
		return b, &Error{"too_large", ""}
	}
	s := strings.TrimPrefix(string(xml), "\ufeff")
	if strings.IndexByte(s, 0) >= 0 || strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		return b, &Error{"bad_encoding", "UTF-16"}
	}
	// A day before the archive answers with the bank's home page.
	if start := strings.ToLower(clip(strings.TrimSpace(s))); strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
		return b, &Error{"web_page", clip(strings.TrimSpace(s))}
	}
	// Entity declarations have no place in a bulletin.
	if i := strings.Index(s, "<!"); i >= 0 {
		return b, &Error{"not_a_bulletin", clip(s[i:])}
	}
	head, body, ok := element(s, "ValCurs")
	if !ok || !prologue(s) {
		return b, &Error{"not_a_bulletin", clip(strings.TrimSpace(s))}
	}
	day := attribute(head, "Date")
	var err error
	if b.Date, err = date.Parse(day); err != nil {
		return b, &Error{"bad_date", clip(day)}
	}
	if b.Date.Before(newManat) {
		return tariffdata.Bulletin{}, &Error{"old_manat", b.Date.String()}
	}
	seen := map[string]bool{}
	for {
		head, inner, rest, ok := next(body, "Valute")
		if !ok {
			break
		}
		body = rest
		code := attribute(head, "Code")
		if code == "SDR" {
			code = "XDR"
		}
		if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return tariffdata.Bulletin{}, &Error{"bad_entry", clip(code)}
		}
		nominal, value := text(inner, "Nominal"), text(inner, "Value")
		if metal(code) || value == "" {
			continue
		}
		rate, ok := perUnit(nominal, value)
		if !ok || seen[code] {
			return tariffdata.Bulletin{}, &Error{"bad_entry", code + " " + clip(nominal) + " " + clip(value)}
		}
		seen[code] = true
		b.Rates = append(b.Rates, tariffdata.FX{Currency: code, Rate: rate})
	}
	if strings.Contains(body, "<Valute") {
		return tariffdata.Bulletin{}, &Error{"bad_entry", "Valute"}
	}
	if len(b.Rates) == 0 {
		return tariffdata.Bulletin{}, &Error{"no_rates", ""}
	}
	return b, nil
}

// metal reports whether the code is of gold, silver, platinum or palladium,
// whose nominal is a troy ounce.
func metal(code string) bool {
	switch code {
	case "XAU", "XAG", "XPT", "XPD":
		return true
	}
	return false
}

func perUnit(nominal, value string) (decimal.Decimal, bool) {
	n, err1 := num.Parse(nominal)
	v, err2 := num.Parse(value)
	if err1 != nil || err2 != nil || !n.IsPositive() || !v.IsPositive() {
		return num.Zero, false
	}
	q := num.Quo(v, n)
	// The data files hold ten decimals; every real nominal is a power of ten.
	if !q.Mul(n).Equal(v) || q.Exponent() < -num.MaxFractionDigits {
		return num.Zero, false
	}
	return q, true
}

// prologue reports whether nothing but the XML declaration stands before the
// root element, or what a browser writes over the tree it shows of a file.
func prologue(s string) bool {
	before := strings.TrimSpace(s[:strings.Index(s, "<ValCurs")])
	return !strings.Contains(before, "<") || strings.HasPrefix(before, "<?xml") && strings.HasSuffix(before, "?>") && strings.Count(before, "<") == 1
}

// element finds the first element of a name and returns its start tag's inside
// and its content.
func element(s, name string) (head, body string, ok bool) {
	head, body, _, ok = next(s, name)
	return head, body, ok
}

func next(s, name string) (head, body, rest string, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], "<"+name)
		if i < 0 {
			return "", "", "", false
		}
		i += from + 1 + len(name)
		if i < len(s) && (s[i] == '>' || space(s[i])) {
			s = s[i:]
			break
		}
		from = i
	}
	open := strings.IndexByte(s, '>')
	end := strings.Index(s, "</"+name+">")
	if open < 0 || end < open {
		return "", "", "", false
	}
	return s[:open], s[open+1 : end], s[end+len(name)+3:], true
}

// text is the trimmed content of a child element, "" when it is missing.
func text(s, name string) string {
	_, body, _ := element(s, name)
	return strings.TrimSpace(body)
}

// attribute is the value of an attribute in a start tag, "" when it is missing.
func attribute(head, name string) string {
	for from := 0; ; {
		i := strings.Index(head[from:], name+"=")
		if i < 0 {
			return ""
		}
		i += from
		start := i + len(name) + 1
		if i > 0 && space(head[i-1]) && start < len(head) && (head[start] == '"' || head[start] == '\'') {
			if end := strings.IndexByte(head[start+1:], head[start]); end >= 0 {
				return head[start+1 : start+1+end]
			}
			return ""
		}
		from = start
	}
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// clip keeps a quotation short.
func clip(s string) string {
	if len(s) > 24 {
		return strings.ToValidUTF8(s[:24], "") + "…"
	}
	return s
}
