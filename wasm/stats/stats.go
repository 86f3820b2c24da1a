// Package stats adds declarations up: imports and exports by month, chapter,
// origin and kind of payment, from a person's own journal or from a file. It
// knows no browser and no language but the words of a file's headings.
package stats

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/wasm/field"
	"rusum/wasm/journal"
)

// Unsplit is the kind of payments that a file gives as one sum.
const Unsplit calc.Kind = "unsplit"

// By is what a table groups by.
type By string

const (
	Month   By = "month"   // key 2026-07
	Chapter By = "chapter" // the first two digits of the code
	Origin  By = "origin"  // two letters, "" where it was not said
	Kind    By = "kind"
)

// All lists the tables in the order of the page.
var All = []By{Month, Chapter, Origin, Kind}

// Filter chooses declarations. The zero value of a field means any.
type Filter struct {
	Flow     calc.Flow
	From, To date.Date
}

// Has reports whether the filter lets a declaration through.
func (f Filter) Has(g *journal.Goods) bool {
	return (f.Flow == "" || g.Flow == f.Flow) && (f.From.IsZero() || !g.Date.Before(f.From)) && (f.To.IsZero() || !g.Date.After(f.To))
}

// Row is one group.
type Row struct {
	Key   string
	N     int             // declarations of a month, lines of a chapter or an origin
	Value decimal.Decimal // customs value, manat
	Paid  decimal.Decimal
	Sums  field.Sums
}

// Rate is the effective rate: payments in per cent of the customs value,
// rounded to 0.01; not valid without a value.
func (r *Row) Rate() decimal.NullDecimal {
	if !r.Value.IsPositive() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.Paid.Shift(2).DivRound(r.Value, 2))
}

func (r *Row) add(value decimal.NullDecimal, sums field.Sums) {
	if value.Valid {
		r.Value = r.Value.Add(value.Decimal)
	}
	for _, s := range sums {
		r.Paid = r.Paid.Add(s.Amount)
		done := false
		for i := range r.Sums {
			if r.Sums[i].Kind == s.Kind {
				r.Sums[i].Amount = r.Sums[i].Amount.Add(s.Amount)
				done = true
			}
		}
		if !done {
			r.Sums = append(r.Sums, s)
		}
	}
}

// Table is the groups of one kind, with what belongs to none of them: the fees
// of whole declarations, where lines are grouped. The rows and the rest add up
// to the total, exactly.
type Table struct {
	By    By
	Rows  []Row
	Rest  Row
	Total Row
}

// Tables are all tables of the declarations that a filter lets through, with
// how many it did. Open declarations are not added: what is due on them is not known.
func Tables(list []*journal.Goods, f Filter) (tables []Table, counted int) {
	at := map[string]int{}
	tables = make([]Table, len(All))
	row := func(t int, key string) *Row {
		k := string(All[t]) + key
		i, ok := at[k]
		if !ok {
			i = len(tables[t].Rows)
			at[k] = i
			tables[t].Rows = append(tables[t].Rows, Row{Key: key})
		}
		return &tables[t].Rows[i]
	}
	none := decimal.NullDecimal{}
	for _, g := range list {
		if g.Open || !f.Has(g) {
			continue
		}
		counted++
		month := row(0, g.Date.String()[:7])
		month.N++
		month.add(g.Value, g.Sums)
		for i := range g.Lines {
			l := &g.Lines[i]
			month.add(none, l.Sums)
			for t, key := range []string{"", chapter(l.Code), l.Origin} {
				if t == 0 {
					continue
				}
				r := row(t, key)
				r.N++
				r.add(l.Value, l.Sums)
			}
			for _, s := range l.Sums {
				row(3, string(s.Kind)).add(none, field.Sums{s})
			}
		}
		for _, s := range g.Sums {
			row(3, string(s.Kind)).add(none, field.Sums{s})
		}
		for t := range tables {
			x := &tables[t]
			x.By = All[t]
			x.Total.N++
			x.Total.add(g.Value, g.Sums)
			for i := range g.Lines {
				x.Total.add(none, g.Lines[i].Sums)
			}
			if t == 1 || t == 2 {
				x.Rest.add(none, g.Sums)
			}
		}
	}
	for t := range tables {
		x := &tables[t]
		x.By = All[t]
		switch x.By {
		case Month:
			order(x.Rows, func(a, b *Row) int { return strings.Compare(a.Key, b.Key) })
		case Kind:
			order(x.Rows, func(a, b *Row) int { return kindAt(a.Key) - kindAt(b.Key) })
		default:
			order(x.Rows, func(a, b *Row) int {
				if c := b.Value.Cmp(a.Value); c != 0 {
					return c
				}
				return strings.Compare(a.Key, b.Key)
			})
		}
		for i := range x.Rows {
			sortSums(x.Rows[i].Sums)
		}
		sortSums(x.Rest.Sums)
		sortSums(x.Total.Sums)
	}
	return tables, counted
}

func chapter(code string) string {
	if len(code) < 2 {
		return ""
	}
	return code[:2]
}

func kindAt(k string) int {
	for i, x := range calc.Kinds {
		if string(x) == k {
			return i
		}
	}
	return len(calc.Kinds)
}

func sortSums(s field.Sums) {
	for i := 1; i < len(s); i++ {
		for k := i; k > 0 && kindAt(string(s[k].Kind)) < kindAt(string(s[k-1].Kind)); k-- {
			s[k], s[k-1] = s[k-1], s[k]
		}
	}
}

// order sorts rows in place, equals as they stand: a few hundred at most.
func order(rows []Row, compare func(a, b *Row) int) {
	for i := 1; i < len(rows); i++ {
		for k := i; k > 0 && compare(&rows[k], &rows[k-1]) < 0; k-- {
			rows[k], rows[k-1] = rows[k-1], rows[k]
		}
	}
}

// Money is an amount for a file: two decimals and a point.
func Money(d decimal.Decimal) string { return num.Money(d) }
