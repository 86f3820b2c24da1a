package tablefile

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
)

// significant is how many digits of a number a spreadsheet stands for; those
// behind them are what binary fractions leave: 0.70000000000000007.
const significant = 15

// numeric reads a number as a spreadsheet stores it, "8.7024000019999999E9",
// from its digits. The value is exact but for what lies beyond the fifteenth
// digit.
func numeric(s string) (decimal.Decimal, bool) {
	if s == "" || len(s) > 40 {
		return decimal.Decimal{}, false
	}
	mantissa := strings.TrimLeft(s, "+-")
	if i := strings.IndexAny(mantissa, "eE"); i >= 0 {
		exp, err := strconv.Atoi(mantissa[i+1:])
		if err != nil || exp > 30 || exp < -30 {
			return decimal.Decimal{}, false
		}
		mantissa = mantissa[:i]
	}
	if mantissa == "" || !digits(strings.Replace(mantissa, ".", "", 1)) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return decimal.Decimal{}, false
	}
	if d.IsZero() {
		return decimal.Decimal{}, true
	}
	whole := d.NumDigits() + int(d.Exponent()) // digits before the point; negative for zeros behind it
	d = d.Round(int32(significant - whole))
	text := d.String()
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	d, err = decimal.NewFromString(text)
	return d, err == nil
}

// percentText is a share as a percentage: 0.15 is "15 %".
func percentText(v decimal.Decimal) string { return v.Shift(2).String() + " %" }

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// display is how a spreadsheet shows a number, as far as it changes what the
// number says.
type display struct {
	percent bool // 0.15 is shown as 15 %
	day     bool // the number of a day
	zeros   int  // padded to so many digits: "0000000000"
	unsure  bool // a format that adds text or scales
}

// readFormat reads the code of a number format, "0.0%", "dd/mm/yyyy" or
// "0000\ 00\ 000\ 0".
func readFormat(code string) display {
	if i := strings.IndexByte(code, ';'); i >= 0 {
		code = code[:i] // the section for positive numbers
	}
	var d display
	zeros, other := 0, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return display{unsure: true}
			}
			if strings.Contains(code[i+1:i+1+end], "%") {
				d.unsure = true
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return display{unsure: true}
			}
			i += end
		case '\\', '_', '*':
			i++
		case '%':
			d.percent = true
		case '0':
			zeros++
		case 'y', 'Y', 'd', 'D':
			d.day = true
		case '.', '#', 'G', 'g', 'E', 'e', '?', '/':
			other = true
		}
	}
	if strings.EqualFold(code, "general") || d.day {
		zeros = 0
	}
	if !other && zeros > 1 {
		d.zeros = zeros
	}
	return d
}

// show writes a stored number as the sheet shows it: without rounding, with
// the percent sign, the date or the leading zeros.
func (d display) show(v decimal.Decimal, base1904 bool) string {
	switch {
	case d.percent:
		return percentText(v)
	case d.day && v.IsInteger() && v.GreaterThan(decimal.New(60, 0)) && v.LessThan(decimal.New(70_000, 0)):
		if base1904 {
			return date.Must(1904, 1, 1).AddDays(int(v.IntPart())).String()
		}
		return date.Must(1900, 3, 1).AddDays(int(v.IntPart()) - 61).String() // day 60 is a 29 February that never was
	}
	s := v.String()
	if d.zeros > len(s) && digits(s) {
		s = strings.Repeat("0", d.zeros-len(s)) + s
	}
	return s
}
