// Package journal is the calculations a person has saved: what an entry holds,
// how it is written for the browser's database and for a backup, how entries
// are found, changed, merged and brought back. It knows no browser; the
// database is a [Store] that a test keeps in memory.
package journal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/wasm/field"
)

// Limits of an entry, far above what a person needs and far below what would
// make the page slow.
const (
	MostEntries = 20_000
	MostName    = 200 // characters
	MostTags    = 20
	MostTag     = 40        // characters
	MostLink    = 2_000_000 // bytes
	MostLines   = 10_000
)

// Entry is one saved calculation.
type Entry struct {
	ID      string
	Page    string // the calculator's page: "goods"
	Name    string
	Tags    []string
	Saved   string // when it was saved and last changed, UTC: "2026-11-22T10:03:05Z"
	Changed string
	Link    string              // the form, as links carry it: the same in every language
	Version string              // of the data that was computed with
	Total   decimal.NullDecimal // manat; not valid while something was open
	Goods   *Goods              // of a declaration; nil for other calculations
}

// Goods is what statistics and later comparisons need of a declaration, so that
// nothing has to be computed again.
type Goods struct {
	Date  date.Date
	Flow  calc.Flow
	Value decimal.NullDecimal // customs value of all lines
	Open  bool                // something was not settled: the sums are not all of it
	Lines []Line
	Sums  field.Sums // of the declaration as a whole: fees
}

// Line is one good.
type Line struct {
	Code   string
	Origin string // two letters, "" where it was not said
	Value  decimal.NullDecimal
	Sums   field.Sums
}

// All are all payments of the declaration by kind.
func (g *Goods) All() field.Sums {
	var out field.Sums
	for _, k := range calc.Kinds {
		sum := g.Sums.Of(k)
		for i := range g.Lines {
			sum = sum.Add(g.Lines[i].Sums.Of(k))
		}
		if !sum.IsZero() {
			out = append(out, field.Sum{Kind: k, Amount: sum})
		}
	}
	return out
}

// Summary keeps of an assessment what an entry needs.
func Summary(d *calc.Declaration, a *calc.Assessment) *Goods {
	g := &Goods{Date: d.Date, Flow: d.Flow, Value: a.CustomsValue, Open: !a.Complete, Sums: field.SumsOf(a.Charges)}
	if g.Flow == "" {
		g.Flow = calc.Import
	}
	for i := range a.Lines {
		l := Line{Code: a.Lines[i].Code, Value: a.Lines[i].CustomsValue, Sums: field.SumsOf(a.Lines[i].Charges)}
		if i < len(d.Lines) {
			l.Origin = d.Lines[i].Origin
		}
		g.Lines = append(g.Lines, l)
	}
	return g
}

// Fragment is the entry's form as an address carries it, with what it came to,
// so that the page can tell what has changed since.
func (e *Entry) Fragment() string {
	var sums field.Sums
	if e.Goods != nil && !e.Goods.Open {
		sums = e.Goods.All()
	}
	return Fragment(e.Version, e.Total, sums, e.Link)
}

// Fragment writes a form's link with the version of the data, the total and
// what that was made of.
func Fragment(version string, total decimal.NullDecimal, sums field.Sums, link string) string {
	var b strings.Builder
	if version != "" {
		field.Pair(&b, "v", version)
	}
	if total.Valid {
		field.Pair(&b, "total", total.Decimal.StringFixed(2))
	}
	if len(sums) > 0 {
		field.Pair(&b, "kinds", sums.String())
	}
	if b.Len() > 0 && link != "" {
		b.WriteByte('&')
	}
	b.WriteString(link)
	return b.String()
}

// Bare is a link without what it came to: its version, total and sums.
func Bare(link string) string {
	var b strings.Builder
	for pair := range strings.SplitSeq(link, "&") {
		switch name, _, _ := strings.Cut(pair, "="); name {
		case "", "v", "total", "kinds":
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(pair)
	}
	return b.String()
}

// CleanName is a name as it may be kept: without line ends and the marks that
// turn the direction of writing, at most MostName characters.
func CleanName(s string) string { return clean(s, MostName) }

// CleanTags splits what was typed at commas and semicolons; empty and repeated
// tags are left out.
func CleanTags(s string) []string {
	return cleanTags(strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }))
}

func cleanTags(list []string) []string {
	var out []string
	for _, t := range list {
		t = clean(strings.TrimLeft(clean(t, MostTag), "# "), MostTag)
		has := t == ""
		for _, o := range out {
			has = has || sameWord(o, t)
		}
		if !has && len(out) < MostTags {
			out = append(out, t)
		}
	}
	return out
}

func clean(s string, most int) string {
	b := make([]byte, 0, len(s))
	n, space := 0, true // no space at the beginning
	for _, r := range s {
		switch {
		case r <= ' ' || r == 0x7f || unicode.IsSpace(r):
			if space {
				continue
			}
			r, space = ' ', true
		case r >= 0x80 && r < 0xa0, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff, r == utf8.RuneError:
			continue
		default:
			space = false
		}
		if n == most {
			break
		}
		n++
		b = utf8.AppendRune(b, r)
	}
	return strings.TrimSuffix(string(b), " ")
}
