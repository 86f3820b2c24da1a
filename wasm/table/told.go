package table

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/wasm/form"
)

// Seen is what a row shows: its own outcome, or what was told of it where it is
// computed elsewhere (see Desk). What was told is read when it is looked at, so
// that thousands of rows cost the page a short text each.
type Seen struct {
	Known    bool // the row was read
	Problems []form.Problem
	Computed bool
	Value    decimal.NullDecimal
	Sums     Sums
}

// Problem is what is wrong with a column, nil where nothing is.
func (s *Seen) Problem(c Column) *form.Problem {
	for i := range s.Problems {
		if Column(s.Problems[i].Field) == c {
			return &s.Problems[i]
		}
	}
	return nil
}

// Seen is what the row shows.
func (x *Item) Seen() Seen {
	if x.told != "" {
		return hear(x.told)
	}
	s := Seen{Known: x.Known, Problems: x.Problems}
	if x.Result != nil {
		s.Computed, s.Value, s.Sums = true, x.Result.CustomsValue, x.Sums
	}
	return s
}

// wrong reports whether the row has to be corrected.
func (x *Item) wrong() bool {
	if x.told != "" {
		return x.told[0] == toldWrong
	}
	return x.Known && len(x.Problems) > 0
}

// What is told begins with one of these.
const (
	toldUnread   = 'u'
	toldRead     = 'k'
	toldWrong    = 'w'
	toldComputed = 'r'
)

// tell writes down what the row shows.
func (x *Item) tell() string {
	s := x.Seen()
	var b strings.Builder
	put := func(v string) {
		b.WriteString(unmarked(v))
		b.WriteByte(unitSep)
	}
	amount := func(d decimal.NullDecimal) {
		if !d.Valid {
			b.WriteByte('?') // a sum that is open says what is settled
		}
		put(d.Decimal.String())
	}
	switch {
	case s.Known && len(s.Problems) > 0:
		b.WriteByte(toldWrong)
		for i := range s.Problems {
			p := &s.Problems[i]
			missing := ""
			if p.Missing {
				missing = "1"
			}
			put(p.Field)
			put(p.Text)
			put(missing)
			for _, r := range p.Readings {
				put("+" + r.Put)
				put(r.Label)
			}
			put(".")
		}
	case s.Computed:
		b.WriteByte(toldComputed)
		for _, d := range []decimal.NullDecimal{s.Value, s.Sums.Duty, s.Sums.Excise, s.Sums.VAT, s.Sums.Rest, s.Sums.Total} {
			amount(d)
		}
		put(s.Sums.Open)
	case s.Known:
		b.WriteByte(toldRead)
	default:
		b.WriteByte(toldUnread)
	}
	return b.String()
}

// hear reads it.
func hear(told string) Seen {
	s := Seen{Known: told[0] != toldUnread}
	rest := told[1:]
	next := func() string {
		v, after, _ := strings.Cut(rest, unitMark)
		rest = after
		return v
	}
	amount := func() (d decimal.NullDecimal) {
		v := next()
		v, open := strings.CutPrefix(v, "?")
		n, err := num.Parse(v)
		if err != nil {
			return d
		}
		return decimal.NullDecimal{Decimal: n, Valid: !open}
	}
	switch told[0] {
	case toldWrong:
		for rest != "" {
			p := form.Problem{Field: next(), Text: next(), Missing: next() != ""}
			for rest != "" {
				v, more := strings.CutPrefix(next(), "+")
				if !more {
					break
				}
				p.Readings = append(p.Readings, form.Reading{Put: v, Label: next()})
			}
			s.Problems = append(s.Problems, p)
		}
	case toldComputed:
		s.Computed, s.Value = true, amount()
		s.Sums = Sums{Duty: amount(), Excise: amount(), VAT: amount(), Rest: amount(), Total: amount(), Open: next()}
	}
	return s
}

const unitMark = string(rune(unitSep))

// unmarked leaves out what tells texts and rows apart.
func unmarked(s string) string {
	if strings.IndexByte(s, unitSep) < 0 && strings.IndexByte(s, rowSep) < 0 {
		return s
	}
	return strings.NewReplacer(unitMark, "", string(rune(rowSep)), "").Replace(s)
}

// leave keeps only what the row shows, once another computes it.
func (x *Item) leave() {
	x.told = x.tell()
	x.Known, x.Line, x.Problems, x.Result, x.Sums, x.pay, x.from = false, calc.Line{}, nil, nil, Sums{}, nil, nil
}

// Leave makes every row keep what it shows and nothing else; Return makes the
// rows be computed here again.
func (g *Grid) Leave() {
	for _, x := range g.Rows {
		x.leave()
	}
}

func (g *Grid) Return() {
	for _, x := range g.Rows {
		x.told, x.Painted, x.Known = "", "", false
	}
}
