// Package rate is a rate of duty, excise or tax as a tree, and its exact
// evaluation. Tariff wording such as "15 %, but not less than 0.7 USD per
// litre" is read into a tree by package ratetext; here a tree is only data and
// arithmetic. Customs Code art. 226: ad valorem, specific and combined duties.
package rate

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/unit"
)

// Op says what a node of the tree does.
type Op uint8

// The operations. Names follow the contract, not the tariff's own MIN and MAX,
// which mean the opposite of the arithmetic ones.
const (
	Unresolved Op = iota // the wording was not understood in full; the zero Rate is unresolved, never zero
	Free                 // nothing is due
	Percent              // ad valorem: Percent of the customs value (226.0.1)
	Specific             // Amount of Currency per Per (226.0.2)
	AtLeast              // the greatest of Of: "A, lakin … az olmamaqla"
	AtMost               // the smallest of Of
	Sum                  // all of Of together
	Bracket              // Base plus Rate on the quantity above Over
	Dated                // Rate to the day Until inclusive, afterwards Then
	Seasonal             // Rate in Months, otherwise Else
)

var opNames = [...]string{"unresolved", "free", "percent", "specific", "atLeast", "atMost", "sum", "bracket", "dated", "seasonal"}

// String is the operation's name in the contract.
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return "op" + strconv.Itoa(int(o))
}

// ParseOp is the inverse of Op.String.
func ParseOp(s string) (Op, bool) {
	for i, n := range opNames {
		if n == s {
			return Op(i), true
		}
	}
	return 0, false
}

// Per is the quantity a specific amount is charged for: 1000 pieces, 1 l.
type Per struct {
	Qty  decimal.Decimal
	Unit string
}

// Rate is a node of the tree; which fields count depends on Op.
type Rate struct {
	Op       Op
	Percent  decimal.Decimal // Percent
	Amount   decimal.Decimal // Specific
	Currency string          // Specific
	Per      Per             // Specific
	Of       []Rate          // AtLeast, AtMost, Sum: two or more
	Base     decimal.Decimal // Bracket: an amount in the currency of Rate
	Over     decimal.Decimal // Bracket: a quantity in the unit of Rate
	Rate     *Rate           // Bracket, Dated, Seasonal
	Until    date.Date       // Dated: the last day of Rate
	Then     *Rate           // Dated; nil when the wording does not say
	Months   []int           // Seasonal: 1…12, ascending
	Else     *Rate           // Seasonal; nil when the wording does not say
	Reason   string          // Unresolved: why
	At       int             // Unresolved: column of the offending text, counted in characters from 1; 0 if none
}

// Constructors for tables and tests.

// OfPercent is p per cent of the customs value.
func OfPercent(p string) Rate { return Rate{Op: Percent, Percent: num.Must(p)} }

// OfSpecific is an amount of a currency per qty of a unit.
func OfSpecific(amount, currency, qty, unit string) Rate {
	return Rate{Op: Specific, Amount: num.Must(amount), Currency: currency, Per: Per{num.Must(qty), unit}}
}

// OfAll combines rates with AtLeast, AtMost or Sum.
func OfAll(op Op, of ...Rate) Rate { return Rate{Op: op, Of: of} }

// Nothing is the free rate.
var Nothing = Rate{Op: Free}

// Valid says what is wrong with the tree's shape, or "".
func (r Rate) Valid() string { return r.valid(0) }

// MaxDepth bounds the nesting of a tree; the deepest real wording has four levels.
const MaxDepth = 8

func (r Rate) valid(depth int) string {
	if depth > MaxDepth {
		return "nested too deeply"
	}
	sub := func(p *Rate) string {
		if p == nil {
			return ""
		}
		return p.valid(depth + 1)
	}
	switch r.Op {
	case Unresolved, Free:
		return ""
	case Percent:
		if r.Percent.IsNegative() || r.Percent.GreaterThan(decimal.NewFromInt(10000)) {
			return "percent out of range"
		}
	case Specific:
		switch {
		case r.Amount.IsNegative():
			return "negative amount"
		case len(r.Currency) != 3:
			return "currency missing"
		case !r.Per.Qty.IsPositive():
			return "per quantity must be positive"
		}
		if _, ok := unit.Get(r.Per.Unit); !ok {
			return "unknown unit " + r.Per.Unit
		}
	case AtLeast, AtMost, Sum:
		if len(r.Of) < 2 {
			return r.Op.String() + " needs two or more rates"
		}
		for i := range r.Of {
			if s := r.Of[i].valid(depth + 1); s != "" {
				return s
			}
		}
	case Bracket:
		if r.Rate == nil || r.Rate.Op != Specific {
			return "bracket needs a specific rate"
		}
		if r.Base.IsNegative() || r.Over.IsNegative() {
			return "bracket bounds must not be negative"
		}
		return sub(r.Rate)
	case Dated:
		if r.Rate == nil || r.Until.IsZero() {
			return "dated needs a rate and a last day"
		}
		if s := sub(r.Rate); s != "" {
			return s
		}
		return sub(r.Then)
	case Seasonal:
		if r.Rate == nil || len(r.Months) == 0 {
			return "seasonal needs a rate and months"
		}
		for i, m := range r.Months {
			if m < 1 || m > 12 || i > 0 && m <= r.Months[i-1] {
				return "months must be 1…12, ascending"
			}
		}
		if s := sub(r.Rate); s != "" {
			return s
		}
		return sub(r.Else)
	default:
		return "unknown operation"
	}
	return ""
}

// Resolved reports whether the tree holds no unresolved part.
func (r Rate) Resolved() bool {
	if r.Op == Unresolved {
		return false
	}
	for i := range r.Of {
		if !r.Of[i].Resolved() {
			return false
		}
	}
	for _, p := range []*Rate{r.Rate, r.Then, r.Else} {
		if p != nil && !p.Resolved() {
			return false
		}
	}
	return true
}

// Equal compares trees by meaning of their parts: 5 and 5.0 are equal.
func (r Rate) Equal(s Rate) bool {
	if r.Op != s.Op || !r.Percent.Equal(s.Percent) || !r.Amount.Equal(s.Amount) || r.Currency != s.Currency ||
		!r.Per.Qty.Equal(s.Per.Qty) || r.Per.Unit != s.Per.Unit || !r.Base.Equal(s.Base) || !r.Over.Equal(s.Over) ||
		r.Until != s.Until || len(r.Of) != len(s.Of) || len(r.Months) != len(s.Months) {
		return false
	}
	for i := range r.Of {
		if !r.Of[i].Equal(s.Of[i]) {
			return false
		}
	}
	for i := range r.Months {
		if r.Months[i] != s.Months[i] {
			return false
		}
	}
	eq := func(a, b *Rate) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(*b) }
	return eq(r.Rate, s.Rate) && eq(r.Then, s.Then) && eq(r.Else, s.Else)
}

// String is a short form without a language, for logs and for the "rate"
// column of an assessment: "15 %", "0.7 USD / l", "15 %, ≥ 0.7 USD / l".
func (r Rate) String() string {
	join := func(sep string) string {
		parts := make([]string, len(r.Of))
		for i := range r.Of {
			parts[i] = r.Of[i].String()
			if r.Of[i].Op >= AtLeast {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		return strings.Join(parts, sep)
	}
	switch r.Op {
	case Free:
		return "0 %"
	case Percent:
		return r.Percent.String() + " %"
	case Specific:
		per := r.Per.Unit
		if !r.Per.Qty.Equal(decimal.NewFromInt(1)) {
			per = r.Per.Qty.String() + " " + per
		}
		return r.Amount.String() + " " + r.Currency + " / " + per
	case AtLeast:
		return join(", ≥ ")
	case AtMost:
		return join(", ≤ ")
	case Sum:
		return join(" + ")
	case Bracket:
		return r.Base.String() + " " + r.Rate.Currency + " + " + r.Rate.String() + " > " + r.Over.String()
	case Dated:
		s := "… " + r.Until.String() + ": " + r.Rate.String()
		if r.Then != nil {
			s += "; " + r.Then.String()
		}
		return s
	case Seasonal:
		var m []string
		for _, n := range r.Months {
			m = append(m, strconv.Itoa(n))
		}
		s := "[" + strings.Join(m, ",") + "]: " + r.Rate.String()
		if r.Else != nil {
			s += "; " + r.Else.String()
		}
		return s
	}
	return "?"
}
