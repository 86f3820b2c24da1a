package wire

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/compare"
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
	d := compare.Of(base, a)
	w.object(func() {
		w.money("customsValue", d.CustomsValue)
		w.money("total", d.Total)
		w.money("totalFrom", d.TotalFrom)
		w.key("charges")
		w.object(func() {
			for _, k := range d.Kinds {
				w.str(string(k.Kind), num.Money(k.Change()))
			}
		})
		w.key("values")
		w.array(func() {
			for _, v := range d.Values {
				w.object(func() {
					w.lineNumber(v.Line)
					w.money("before", v.Before)
					w.money("after", v.After)
				})
			}
		})
		w.key("fx")
		w.array(func() {
			for _, f := range d.FX {
				w.object(func() {
					w.str("currency", f.Before.Currency)
					w.str("before", f.Before.Rate.String())
					w.str("after", f.After.Rate.String())
				})
			}
		})
		w.key("changes")
		w.array(func() {
			for i := range d.Charges {
				w.change(&d.Charges[i])
			}
		})
	})
}

// change writes one charge that changed, with the facts that differ on both sides.
func (w *writer) change(c *compare.Charge) {
	w.object(func() {
		w.lineNumber(c.Line)
		w.str("kind", string(c.Kind))
		if !c.Open() {
			w.str("amount", num.Money(c.Amount))
		}
		w.key("causes")
		w.array(func() {
			for _, x := range c.Causes {
				w.quote(string(x))
			}
		})
		if len(c.From) > 0 {
			w.key("from")
			w.array(func() {
				for _, p := range c.From {
					w.object(func() {
						kind := string(p.Kind)
						if kind == "" {
							kind = "customs_value"
						}
						w.str("kind", kind)
						w.str("amount", num.Money(p.Amount))
					})
				}
			})
		}
		for _, side := range []struct {
			key string
			c   *calc.Charge
		}{{"before", c.Before}, {"after", c.After}} {
			if side.c == nil {
				continue
			}
			w.key(side.key)
			w.object(func() {
				w.str("status", string(side.c.Status))
				w.base(side.c)
				w.str("rate", side.c.Rate)
				w.money("amount", side.c.Amount)
				w.str("reason", side.c.Reason)
				w.args("reasonArgs", side.c.ReasonArgs)
				w.source("source", side.c.Source)
			})
		}
	})
}

// lineNumber writes the number of a line, nothing for the declaration.
func (w *writer) lineNumber(n int) {
	if n > 0 {
		w.int("line", n)
	}
}
