package render

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/compare"
	"rusum/site/i18n"
)

// messageLines bounds the goods a message names: it is read on a phone.
const messageLines = 8

// Message is an assessment as a message to another person: the total, what was
// declared, each payment once, the exchange rates and the address of the
// calculation ("" for none). Plain text; lines end with \n.
func Message(v *View, a *calc.Assessment, d *calc.Declaration, t *i18n.Texts, link string) string {
	var b strings.Builder
	w := words{t: t}
	line := func(s string) {
		if s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	line(v.Headline)
	line(v.Subject)
	b.WriteByte('\n')
	for i, l := range v.Lines {
		if i == messageLines && len(v.Lines) > messageLines+1 {
			line(t.Get("message.more", arg("n", strconv.Itoa(len(v.Lines)-i))))
			break
		}
		s := l.Code
		if len(v.Lines) > 1 {
			s = itoa(l.N) + ". " + s
		}
		name := l.Description
		if name == "" {
			name = l.Name
		}
		if name != "" {
			s += " " + clip(name, 80)
		}
		if in := lineOf(d, i); in != nil && in.Price.Currency != "" {
			s += ", " + w.currency(w.exactMoney(in.Price.Amount), in.Price.Currency)
		}
		if l.Origin != "" {
			s += ", " + l.Origin
		}
		line(s)
	}
	if v.Value != "" {
		line(t.Get("text.value", arg("amount", v.Value)))
	}
	b.WriteByte('\n')
	for _, k := range calc.Kinds {
		sum, there := ofKind(a, k)
		switch {
		case !there:
		case !sum.Valid:
			line("• " + t.Get("kind."+string(k)) + ": " + t.Get("total.open"))
		case !sum.Decimal.IsZero():
			line("• " + t.Get("kind."+string(k)) + w.oneRate(v, k) + ": " + w.manat(sum.Decimal))
		}
	}
	foot(&b, t, v.FX, link)
	return strings.ReplaceAll(b.String(), i18n.NBSP, " ")
}

// oneRate is the rate of a kind in brackets, where all its charges have the same.
func (w words) oneRate(v *View, k calc.Kind) string {
	rate := ""
	for i := range v.Rows {
		r := &v.Rows[i]
		if r.Kind != k || r.Status != calc.Applied {
			continue
		}
		if r.Rate == "" || rate != "" && rate != r.Rate {
			return ""
		}
		rate = r.Rate
	}
	if rate == "" {
		return ""
	}
	return " (" + rate + ")"
}

func foot(b *strings.Builder, t *i18n.Texts, fx []string, link string) {
	if len(fx) > 0 {
		b.WriteByte('\n')
		b.WriteString(strings.Join(fx, "\n"))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	b.WriteString(t.Get("message.foot"))
	b.WriteByte('\n')
	if link != "" {
		b.WriteString(link)
		b.WriteByte('\n')
	}
}

// ResultMessage is the message of a result that is no declaration's: what it is
// of, its sum and its rows, each a payment and an amount.
func ResultMessage(title, sum string, rows [][2]string, t *i18n.Texts, link string) string {
	var b strings.Builder
	b.WriteString(title)
	b.WriteByte('\n')
	b.WriteString(sum)
	b.WriteString("\n\n")
	for _, r := range rows {
		b.WriteString("• " + r[0] + ": " + r[1] + "\n")
	}
	foot(&b, t, nil, link)
	return strings.ReplaceAll(b.String(), i18n.NBSP, " ")
}

// CompareMessage is a comparison as a message: each variant with its total and
// the payments that are other ones.
func CompareMessage(c *Comparison, title string, t *i18n.Texts, link string) string {
	var b strings.Builder
	b.WriteString(title)
	b.WriteByte('\n')
	for i, col := range c.Columns {
		b.WriteString("\n" + col.Name + ": " + col.Total)
		if col.Change != "" && col.Sign != 0 {
			b.WriteString(" (" + col.Change + ")")
		}
		b.WriteByte('\n')
		for _, r := range c.Rows {
			if r.Kind != "" && r.Cells[i].Change != "" {
				b.WriteString("• " + r.Label + ": " + r.Cells[i].Amount + " (" + r.Cells[i].Change + ")\n")
			}
		}
	}
	foot(&b, t, nil, link)
	return strings.ReplaceAll(b.String(), i18n.NBSP, " ")
}

func clip(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Since is what a calculation was when it was kept or sent, and what it is now,
// in words: sentences for the page. Empty where nothing differs.
type Since struct {
	Version, Now string // of the data
	Was, Is      decimal.NullDecimal
	Kinds        []compare.Kind
}

// Words says what changed since.
func (s Since) Words(t *i18n.Texts) string {
	w := words{t: t}
	older := s.Version != "" && s.Version != s.Now
	switch {
	case !s.Was.Valid || !s.Is.Valid:
		out := ""
		if older {
			out = t.Get("since.older", arg("was", s.Version), arg("now", s.Now))
		}
		if s.Was.Valid {
			out = strings.TrimSpace(out + " " + t.Get("since.was", arg("total", w.manat(s.Was.Decimal))))
		}
		return out
	case s.Was.Decimal.Equal(s.Is.Decimal) && len(s.Kinds) == 0:
		if older {
			return t.Get("since.same", arg("was", s.Version), arg("now", s.Now))
		}
		return ""
	}
	out := t.Get("since.changed", arg("was", w.manat(s.Was.Decimal)), arg("now", w.manat(s.Is.Decimal)), arg("change", w.change(s.Is.Decimal.Sub(s.Was.Decimal))))
	if len(s.Kinds) > 0 {
		var list []string
		for _, k := range s.Kinds {
			list = append(list, t.Get("kind."+string(k.Kind))+" "+w.manat(k.Before)+" → "+w.manat(k.After))
		}
		out += " " + t.Get("since.kinds", arg("list", strings.Join(list, "; ")))
	}
	if older {
		out += " " + t.Get("since.versions", arg("was", s.Version), arg("now", s.Now))
	}
	return out
}
