package wire

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
)

// Variant is a declaration that differs from a base in what Set changes.
type Variant struct {
	Name        string
	Declaration *calc.Declaration
}

// DecodeCompare reads {"base": declaration, "variants": [{"name", "set"}]}.
//
// The keys of set are fields of the declaration, plain or as a path
// ("lines[0].origin"). An object is merged member by member, an array of lines
// element by element, null removes, anything else replaces.
func DecodeCompare(b []byte) (*calc.Declaration, []Variant, *calc.Fault) {
	v, f := Parse(b)
	if f != nil {
		return nil, nil, f
	}
	r := &reader{}
	var base *Value
	var list *Value
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "base":
			base = x
		case "variants":
			if r.want(x, at, array) {
				list = x
			}
		default:
			return false
		}
		return true
	})
	if r.fault == nil && base == nil {
		r.fail("missing_field", "base", "")
	}
	if r.fault == nil && list == nil {
		r.fail("missing_field", "variants", "")
	}
	if r.fault != nil {
		return nil, nil, r.fault
	}
	bd, f := Declaration(base)
	if f != nil {
		return nil, nil, under("base", f)
	}
	var out []Variant
	for i := range list.items {
		at := "variants[" + strconv.Itoa(i) + "]"
		x := Variant{Name: strconv.Itoa(i + 1)}
		doc := clone(*base)
		r.members(&list.items[i], at, func(key, at string, m *Value) bool {
			switch key {
			case "name":
				x.Name = r.str(m, at)
			case "set":
				r.members(m, at, func(key, at string, val *Value) bool {
					r.set(&doc, key, at, *val)
					return true
				})
			default:
				return false
			}
			return true
		})
		if r.fault != nil {
			return nil, nil, r.fault
		}
		if x.Declaration, f = Declaration(&doc); f != nil {
			return nil, nil, under(at+".set", f)
		}
		out = append(out, x)
	}
	return bd, out, nil
}

func under(prefix string, f *calc.Fault) *calc.Fault {
	g := *f
	g.Field = join(prefix, f.Field)
	return &g
}

func clone(v Value) Value {
	v.keys = append([]string(nil), v.keys...)
	items := v.items
	v.items = make([]Value, len(items))
	for i := range items {
		v.items[i] = clone(items[i])
	}
	return v
}

// set puts val at a path of the document, making objects on the way.
func (r *reader) set(doc *Value, path, at string, val Value) {
	for {
		key, rest, more := strings.Cut(path, ".")
		name, index, indexed := strings.Cut(key, "[")
		if doc.kind == null {
			doc.kind = object
		}
		if doc.kind != object {
			r.fail("wrong_type", at, doc.raw(), calc.Arg{Name: "want", Value: kindNames[object]})
			return
		}
		next, ok := doc.Get(name)
		if !ok {
			doc.Set(name, Value{})
			next, _ = doc.Get(name)
		}
		if indexed {
			n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			if err != nil || n < 0 || next.kind != array || n >= len(next.items) {
				r.fail("unknown_field", at, path, calc.Arg{Name: "key", Value: path})
				return
			}
			next = &next.items[n]
		}
		if !more {
			merge(next, val)
			return
		}
		doc, path = next, rest
	}
}

func merge(dst *Value, src Value) {
	switch {
	case dst.kind == object && src.kind == object:
		for i, k := range src.keys {
			m, ok := dst.Get(k)
			if !ok {
				dst.Set(k, clone(src.items[i]))
				continue
			}
			merge(m, src.items[i])
		}
	case dst.kind == array && src.kind == array && allObjects(dst.items) && allObjects(src.items):
		for i := range src.items {
			if i < len(dst.items) {
				merge(&dst.items[i], src.items[i])
			} else {
				dst.items = append(dst.items, clone(src.items[i]))
			}
		}
	default:
		*dst = clone(src)
	}
}

func allObjects(vs []Value) bool {
	for i := range vs {
		if vs[i].kind != object {
			return false
		}
	}
	return true
}

// EncodeComparison writes the base and each variant with the differences of
// their sums by kind of payment: variant minus base.
func EncodeComparison(base *calc.Assessment, names []string, variants []*calc.Assessment) []byte {
	w := &writer{}
	w.object(func() {
		w.key("base")
		w.assessment(base)
		w.key("variants")
		w.array(func() {
			for i, a := range variants {
				w.object(func() {
					w.str("name", names[i])
					w.key("assessment")
					w.assessment(a)
					w.key("difference")
					w.difference(base, a)
				})
			}
		})
	})
	return w.b
}

func (w *writer) difference(base, a *calc.Assessment) {
	w.object(func() {
		diff := func(k string, x, y decimal.NullDecimal) {
			if x.Valid && y.Valid {
				w.str(k, num.Money(y.Decimal.Sub(x.Decimal)))
			}
		}
		diff("customsValue", base.CustomsValue, a.CustomsValue)
		diff("total", base.Total, a.Total)
		diff("totalFrom", least(base), least(a))
		x, y := base.ByKind(), a.ByKind()
		w.key("charges")
		w.object(func() {
			for _, k := range calc.Kinds {
				if d := y[k].Sub(x[k]); !d.IsZero() {
					w.str(string(k), num.Money(d))
				}
			}
		})
	})
}

// least is the total, or what it is at least.
func least(a *calc.Assessment) decimal.NullDecimal {
	if a.Total.Valid {
		return a.Total
	}
	return a.TotalFrom
}
