// Package num holds the few rules about numbers that customs arithmetic needs:
// how a machine-written number is read, how percent is taken and how a payment
// is rounded. Numbers are github.com/shopspring/decimal; there is no float.
package num

import (
	"errors"

	"github.com/shopspring/decimal"
)

// Zero is 0.
var Zero = decimal.Zero

// Errors of Parse. The text that failed is kept by the caller, who knows the field.
var (
	ErrSyntax  = errors.New("not a number: digits with a decimal point")
	ErrTooLong = errors.New("the number is too large or too precise")
)

// Limits of a machine-written number: what an invoice or a weight can need,
// and far below what would make arithmetic slow.
const (
	MaxIntegerDigits  = 15
	MaxFractionDigits = 10
)

// Parse reads a decimal as the contract writes it: an optional minus, digits,
// and optionally a point and digits ("524543.34"). No exponent, no spaces, no
// comma, no thousands separator. At most 15 digits before the point and 10 after.
func Parse(s string) (decimal.Decimal, error) {
	body := s
	if len(body) > 0 && body[0] == '-' {
		body = body[1:]
	}
	intDigits, fracDigits, seenPoint, leading := 0, 0, false, true
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '.' && !seenPoint && i > 0:
			seenPoint = true
		case c >= '0' && c <= '9' && seenPoint:
			fracDigits++
		case c >= '0' && c <= '9':
			if c != '0' {
				leading = false
			}
			if !leading || intDigits == 0 {
				intDigits++
			}
		default:
			return Zero, ErrSyntax
		}
	}
	if intDigits == 0 || seenPoint && fracDigits == 0 {
		return Zero, ErrSyntax
	}
	if intDigits > MaxIntegerDigits || fracDigits > MaxFractionDigits {
		return Zero, ErrTooLong
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Zero, ErrSyntax
	}
	return d, nil
}

// Must is Parse for constants in code and tests; it panics on bad text.
func Must(s string) decimal.Decimal {
	d, err := Parse(s)
	if err != nil {
		panic("num: " + s)
	}
	return d
}

// Percent is p per cent of x, exactly.
func Percent(x, p decimal.Decimal) decimal.Decimal { return x.Mul(p).Shift(-2) }

// Round rounds a payment to 0.01 manat, half away from zero (for the
// non-negative sums of customs: half up). No article of law sets the rule; it
// is what a declaration registered on 09.07.2026 shows line by line.
func Round(x decimal.Decimal) decimal.Decimal { return x.Round(2) }

// Money is the fixed form with two decimals, "524543.34".
func Money(x decimal.Decimal) string { return x.StringFixed(2) }

// Plain is the shortest exact form, "0.7" for 0.70.
func Plain(x decimal.Decimal) string { return x.String() }

// QuoPlaces is the precision of a quotient that does not end: 20 decimals,
// far below any sum that is rounded to 0.01.
const QuoPlaces = 20

// Quo is x/y: exact when y is a power of ten (per 100 kg, per 1000 pieces),
// otherwise rounded half up at 20 decimals. y must not be zero.
func Quo(x, y decimal.Decimal) decimal.Decimal {
	if c := y.Coefficient(); c.IsInt64() {
		shift := int32(0)
		for n := c.Int64(); n > 0; n /= 10 {
			if n == 1 {
				return x.Shift(-shift - y.Exponent())
			}
			if n%10 != 0 {
				break
			}
			shift++
		}
	}
	return x.DivRound(y, QuoPlaces)
}
