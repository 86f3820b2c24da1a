package wire

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
)

// Document reads JSON of other documents with the rules of the contract: every
// key is known, and the first fault is kept with the field and its text.
type Document struct{ r reader }

// Fault is the first thing that was wrong, nil where nothing was.
func (d *Document) Fault() *calc.Fault { return d.r.fault }

// Fail keeps a fault of the document's own.
func (d *Document) Fail(code, field, value string, args ...calc.Arg) {
	d.r.fail(code, field, value, args...)
}

// Object calls f for each member; f reports whether it knows the key.
func (d *Document) Object(v *Value, field string, f func(key, at string, x *Value) bool) {
	d.r.members(v, field, f)
}

// Array calls f for each element until something is wrong.
func (d *Document) Array(v *Value, field string, f func(at string, x *Value)) {
	if !d.r.want(v, field, array) {
		return
	}
	for i := range v.items {
		if d.r.fault != nil {
			return
		}
		f(field+"["+strconv.Itoa(i)+"]", &v.items[i])
	}
}

// Text reads a string without the spaces around it.
func (d *Document) Text(v *Value, field string) string { return d.r.str(v, field) }

// Whole reads a whole number.
func (d *Document) Whole(v *Value, field string) int { return d.r.whole(v, field) }

// Flag reads true or false.
func (d *Document) Flag(v *Value, field string) bool { return d.r.flag(v, field, false) }

// Decimal reads a decimal string.
func (d *Document) Decimal(v *Value, field string) decimal.Decimal { return d.r.decimal(v, field) }

// Date reads a day.
func (d *Document) Date(v *Value, field string) date.Date { return d.r.date(v, field) }

// Len is the number of elements of an array or members of an object.
func (v *Value) Len() int { return len(v.items) }

// IsObject reports whether the value is an object.
func (v *Value) IsObject() bool { return v.kind == object }

// Printer writes JSON of other documents, on one line. Empty texts are left out.
type Printer struct{ w writer }

// Bytes is what was written.
func (p *Printer) Bytes() []byte { return p.w.b }

// Object writes { }, Array [ ], with what f writes inside.
func (p *Printer) Object(f func()) { p.w.object(f) }
func (p *Printer) Array(f func())  { p.w.array(f) }

// Key begins a member.
func (p *Printer) Key(k string) { p.w.key(k) }

// Text writes a member that is a string, unless it is empty.
func (p *Printer) Text(k, v string) { p.w.str(k, v) }

// Item writes a string as an element of an array.
func (p *Printer) Item(v string) { p.w.quote(v) }

// Strings writes a member that is an array of strings, unless it is empty.
func (p *Printer) Strings(k string, list []string) { p.w.strings(k, list) }

// Whole writes a member that is a whole number.
func (p *Printer) Whole(k string, n int) { p.w.int(k, n) }

// Flag writes a member that is true; false is left out.
func (p *Printer) Flag(k string, v bool) {
	if v {
		p.w.flag(k, true)
	}
}

// Raw writes JSON that was written before.
func (p *Printer) Raw(b []byte) { p.w.literal(string(b)) }

// EncodeCalculation writes a declaration with its assessment: the file a page
// offers, which a form and the command "assess" read again.
func EncodeCalculation(d *calc.Declaration, a *calc.Assessment) []byte {
	w := &writer{}
	w.object(func() {
		w.key("declaration")
		w.literal(string(EncodeDeclaration(d)))
		w.key("assessment")
		w.assessment(a)
	})
	return w.b
}

// unwrap finds the declaration in the file of a calculation; its assessment is
// an answer, not a question, and is not read.
func unwrap(v *Value) (inner *Value, ok bool) {
	if v.kind != object {
		return nil, false
	}
	for _, k := range v.keys {
		if k != "declaration" && k != "assessment" {
			return nil, false
		}
	}
	return v.Get("declaration")
}

// Differences lists the paths of what two documents say differently, where one
// says it and the other does not too.
func Differences(a, b []byte) []string {
	x, f := Parse(a)
	y, g := Parse(b)
	if f != nil || g != nil {
		return []string{""}
	}
	var out []string
	differ(x, y, "", &out)
	return out
}

func differ(x, y *Value, at string, out *[]string) {
	switch {
	case x.kind != y.kind:
		*out = append(*out, at)
	case x.kind == object:
		for i, k := range x.keys {
			if m, ok := y.Get(k); ok {
				differ(&x.items[i], m, join(at, k), out)
			} else {
				*out = append(*out, join(at, k))
			}
		}
		for _, k := range y.keys {
			if _, ok := x.Get(k); !ok {
				*out = append(*out, join(at, k))
			}
		}
	case x.kind == array:
		for i := range max(len(x.items), len(y.items)) {
			p := at + "[" + strconv.Itoa(i) + "]"
			if i >= len(x.items) || i >= len(y.items) {
				*out = append(*out, p)
				continue
			}
			differ(&x.items[i], &y.items[i], p, out)
		}
	case x.s != y.s || x.b != y.b:
		*out = append(*out, at)
	}
}
