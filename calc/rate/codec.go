package rate

import (
	"errors"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// ErrCode is returned for text that is not an encoded rate; the column says where.
var ErrCode = errors.New("not an encoded rate")

// The compact form, one letter per operation:
//
//	F                       free
//	P15                     percent
//	S0.7,USD,1,l            specific: amount, currency, quantity, unit
//	M(a;b) N(a;b) +(a;b)    atLeast, atMost, sum
//	B600,2000(S…)           bracket: base, over
//	D2027-01-01(a) (a;b)    dated, with the rate after it where there is one
//	E2,3,4(a) (a;b)         seasonal, with the rate of the other months
//	U7,"reason"             unresolved: column, reason
const (
	codeFree, codePercent, codeSpecific, codeUnresolved = 'F', 'P', 'S', 'U'
	codeAtLeast, codeAtMost, codeSum                    = 'M', 'N', '+'
	codeBracket, codeDated, codeSeasonal                = 'B', 'D', 'E'
)

// Encode writes the tree in a compact form for data files. Decode reads it
// back equal; for that the tree must be Valid and its numbers within the
// limits of num.Parse.
func (r Rate) Encode() string {
	var b strings.Builder
	r.encode(&b)
	return b.String()
}

func (r *Rate) encode(b *strings.Builder) {
	pair := func(first, second *Rate) {
		b.WriteByte('(')
		if first != nil {
			first.encode(b)
		}
		if second != nil {
			b.WriteByte(';')
			second.encode(b)
		}
		b.WriteByte(')')
	}
	switch r.Op {
	case Free:
		b.WriteByte(codeFree)
	case Percent:
		b.WriteByte(codePercent)
		b.WriteString(r.Percent.String())
	case Specific:
		b.WriteByte(codeSpecific)
		b.WriteString(r.Amount.String() + "," + r.Currency + "," + r.Per.Qty.String() + "," + r.Per.Unit)
	case AtLeast, AtMost, Sum:
		b.WriteByte(map[Op]byte{AtLeast: codeAtLeast, AtMost: codeAtMost, Sum: codeSum}[r.Op])
		b.WriteByte('(')
		for i := range r.Of {
			if i > 0 {
				b.WriteByte(';')
			}
			r.Of[i].encode(b)
		}
		b.WriteByte(')')
	case Bracket:
		b.WriteByte(codeBracket)
		b.WriteString(r.Base.String() + "," + r.Over.String())
		pair(r.Rate, nil)
	case Dated:
		b.WriteByte(codeDated)
		b.WriteString(r.Until.String())
		pair(r.Rate, r.Then)
	case Seasonal:
		b.WriteByte(codeSeasonal)
		for i, m := range r.Months {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Itoa(m))
		}
		pair(r.Rate, r.Else)
	default:
		b.WriteByte(codeUnresolved)
		b.WriteString(strconv.Itoa(r.At) + "," + strconv.Quote(r.Reason))
	}
}

// Decode reads what Encode wrote. It accepts only a Valid tree, no deeper than
// MaxDepth, and only the form that Encode writes apart from zeros at the ends
// of numbers.
func Decode(s string) (Rate, error) {
	d := decoder{s: s}
	r := d.rate(0)
	if d.bad || d.i != len(s) {
		return Rate{}, &CodeError{Text: s, At: d.i + 1, Reason: ErrCode.Error()}
	}
	if why := r.Valid(); why != "" {
		return Rate{}, &CodeError{Text: s, At: 1, Reason: why}
	}
	return r, nil
}

// CodeError says where an encoded rate is wrong. It is an ErrCode.
type CodeError struct {
	Text   string
	At     int // byte, from 1
	Reason string
}

func (e *CodeError) Error() string {
	return "rate " + strconv.Quote(e.Text) + " at " + strconv.Itoa(e.At) + ": " + e.Reason
}

// Is reports that a CodeError is an ErrCode.
func (e *CodeError) Is(target error) bool { return target == ErrCode }

type decoder struct {
	s   string
	i   int
	bad bool
}

func (d *decoder) fail() { d.bad = true }

func (d *decoder) peek() byte {
	if d.i < len(d.s) {
		return d.s[d.i]
	}
	return 0
}

func (d *decoder) take(c byte) bool {
	if d.bad || d.peek() != c || d.i >= len(d.s) {
		return false
	}
	d.i++
	return true
}

func (d *decoder) must(c byte) {
	if !d.take(c) {
		d.fail()
	}
}

// field reads up to the next , ; ( or ), and nothing once something was wrong:
// its place is what the error says.
func (d *decoder) field() string {
	if d.bad {
		return ""
	}
	n := strings.IndexAny(d.s[d.i:], ",;()")
	if n < 0 {
		n = len(d.s) - d.i
	}
	f := d.s[d.i : d.i+n]
	d.i += n
	return f
}

func (d *decoder) number() decimal.Decimal {
	at := d.i
	v, err := num.Parse(d.field())
	if err != nil {
		d.i = at
		d.fail()
	}
	return v
}

func (d *decoder) rate(depth int) Rate {
	if depth > MaxDepth || d.i >= len(d.s) {
		d.fail()
	}
	if d.bad {
		return Rate{}
	}
	op := d.s[d.i]
	d.i++
	switch op {
	case codeFree:
		return Rate{Op: Free}
	case codePercent:
		return Rate{Op: Percent, Percent: d.number()}
	case codeSpecific:
		r := Rate{Op: Specific, Amount: d.number()}
		d.must(',')
		at := d.i
		r.Currency = d.field()
		for i := 0; i < len(r.Currency); i++ {
			if c := r.Currency[i]; c < 'A' || c > 'Z' {
				d.i = at
				d.fail()
			}
		}
		d.must(',')
		r.Per.Qty = d.number()
		d.must(',')
		r.Per.Unit = d.field()
		return r
	case codeAtLeast, codeAtMost, codeSum:
		r := Rate{Op: map[byte]Op{codeAtLeast: AtLeast, codeAtMost: AtMost, codeSum: Sum}[op]}
		d.must('(')
		for !d.bad {
			r.Of = append(r.Of, d.rate(depth+1))
			if !d.take(';') {
				break
			}
		}
		d.must(')')
		return r
	case codeBracket:
		r := Rate{Op: Bracket, Base: d.number()}
		d.must(',')
		r.Over = d.number()
		var more *Rate
		r.Rate, more = d.pair(depth)
		if more != nil {
			d.fail()
		}
		return r
	case codeDated:
		at := d.i
		day, err := date.Parse(d.field())
		if err != nil {
			d.i = at
			d.fail()
		}
		r := Rate{Op: Dated, Until: day}
		r.Rate, r.Then = d.pair(depth)
		return r
	case codeSeasonal:
		r := Rate{Op: Seasonal}
		for !d.bad {
			at := d.i
			f := d.field()
			m, err := strconv.Atoi(f)
			if err != nil || len(f) > 2 {
				d.i = at
				d.fail()
				break
			}
			r.Months = append(r.Months, m)
			if !d.take(',') {
				break
			}
		}
		r.Rate, r.Else = d.pair(depth)
		return r
	case codeUnresolved:
		f := d.field()
		at, err := strconv.Atoi(f)
		if err != nil || at < 0 {
			d.fail()
		}
		d.must(',')
		if d.bad {
			return Rate{}
		}
		q, err := strconv.QuotedPrefix(d.s[d.i:])
		if err != nil || q[0] != '"' {
			d.fail()
			return Rate{}
		}
		d.i += len(q)
		reason, err := strconv.Unquote(q)
		if err != nil {
			d.fail()
		}
		return Rate{Op: Unresolved, At: at, Reason: reason}
	}
	d.i--
	d.fail()
	return Rate{}
}

// pair reads (a) or (a;b).
func (d *decoder) pair(depth int) (*Rate, *Rate) {
	d.must('(')
	if d.bad {
		return nil, nil
	}
	a := d.rate(depth + 1)
	var second *Rate
	if d.take(';') {
		b := d.rate(depth + 1)
		second = &b
	}
	d.must(')')
	return &a, second
}
