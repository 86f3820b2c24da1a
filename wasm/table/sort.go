package table

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// Sorted is the order of the lines by a column, as indexes: numbers by value,
// days by the calendar, texts by the alphabet of the language; empty cells come
// last either way, and equals stay as they stand.
func Sorted(lines []form.Fields, c Column, down bool, t *i18n.Texts) []int {
	s := &sorter{t: t, down: down, at: make([]int, len(lines)), text: make([]string, len(lines))}
	kind := form.KindOf(string(c))
	if c.Number() {
		s.num = make([]decimal.NullDecimal, len(lines))
	}
	for i, f := range lines {
		s.at[i] = i
		v := strings.TrimSpace(f[string(c)])
		if s.num != nil {
			if n, err := i18n.ParseNumber(v, t.Lang()); err == nil && v != "" {
				s.num[i] = decimal.NewNullDecimal(n.Value)
			}
		}
		if kind == field.Day {
			if d, ok := i18n.ParseDate(v); ok {
				v = d.String()
			}
		}
		if c == "price-cur" && v == "" {
			v = form.Default("price-cur")
		}
		s.text[i] = v
	}
	sort.Stable(s)
	return s.at
}

// SortedBy is the order of lines by an amount of each, such as its payments.
func SortedBy(values []decimal.NullDecimal, down bool) []int {
	s := &sorter{down: down, at: make([]int, len(values)), text: make([]string, len(values)), num: values}
	for i := range values {
		s.at[i] = i
	}
	sort.Stable(s)
	return s.at
}

type sorter struct {
	t    *i18n.Texts
	down bool
	at   []int
	num  []decimal.NullDecimal // by line; nil for a column of texts
	text []string              // by line
}

func (s *sorter) Len() int      { return len(s.at) }
func (s *sorter) Swap(i, k int) { s.at[i], s.at[k] = s.at[k], s.at[i] }

func (s *sorter) Less(i, k int) bool {
	a, b := s.at[i], s.at[k]
	if s.num != nil {
		x, y := s.num[a], s.num[b]
		switch {
		case x.Valid && y.Valid:
			if s.down {
				x, y = y, x
			}
			return x.Decimal.LessThan(y.Decimal)
		case x.Valid || y.Valid:
			return x.Valid
		}
	}
	x, y := s.text[a], s.text[b]
	if x == "" || y == "" {
		return x != "" && y == ""
	}
	if s.down {
		x, y = y, x
	}
	return s.t != nil && s.t.Compare(x, y) < 0
}
