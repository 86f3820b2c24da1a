package table

import (
	"strings"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// Item is a row of a table that is edited: what was typed, and what came of it.
type Item struct {
	Fields form.Fields // never changed in place: undoing puts the old ones back
	Stamp  int         // a number for this content, never used for another
	File   int         // row of the file it was read from, 0 for none

	Known    bool // Line and Problems are of these Fields
	Line     calc.Line
	Problems []form.Problem
	Result   *calc.LineResult // nil while it is not computed
	Sums     Sums             // of Result
	Painted  string           // how the row was shown, "" where that has changed

	pay  []payment
	from *calc.Charge // the charge pay was made of
	told string       // what another program said of the row, "" where it is computed here
}

// Empty reports whether nothing was typed in the row.
func (x *Item) Empty() bool { return x.Fields.Empty() }

// Fields of the declaration's head that stand for empty cells of every line.
const (
	DefaultOrigin   = "d-origin"
	DefaultFrom     = "d-from"
	DefaultCurrency = "d-cur"
)

// IsDefault reports whether a field of the head stands for cells.
func IsDefault(name string) bool {
	return name == DefaultOrigin || name == DefaultFrom || name == DefaultCurrency
}

// Default is what the head says for an empty cell of a column, "" for nothing.
func (g *Grid) Default(c Column) string {
	switch c {
	case "origin":
		return g.Top[DefaultOrigin]
	case "from":
		return g.Top[DefaultFrom]
	case "price-cur":
		if v := g.Top[DefaultCurrency]; v != "" {
			return v
		}
		return form.Default("price-cur")
	}
	return ""
}

// Expand gives the fields of a line as the form has them: the head's answers in
// empty cells, and the quantity under the name of its unit. own is the unit of
// the tariff line, for a quantity without one. bad names a column that says
// nothing the form has.
func (g *Grid) Expand(f form.Fields, own func(code string) []string) (out form.Fields, bad Column) {
	out = make(form.Fields, len(f)+2)
	for k, v := range f {
		if Column(k) != Quantity && Column(k) != Unit && v != "" {
			out[k] = v
		}
	}
	for _, c := range []Column{"origin", "from", "price-cur"} {
		if strings.TrimSpace(out[string(c)]) == "" {
			if v := g.Default(c); v != form.Default(string(c)) {
				out[string(c)] = v
			}
		}
	}
	if cur, ok := CurrencyOf(out["price-cur"]); ok {
		out["price-cur"] = cur
	}
	if p := proofOf(out["proof"]); p == "" {
		delete(out, "proof")
	} else {
		out["proof"] = p
	}
	amount, measure := strings.TrimSpace(f[string(Quantity)]), strings.TrimSpace(f[string(Unit)])
	if amount == "" {
		return out, Skip
	}
	key := "piece"
	if measure != "" {
		var ok bool
		if key, ok = UnitOf(measure); !ok {
			return out, Unit
		}
	} else if own != nil {
		for _, u := range own(f["code"]) {
			if u != "kg" {
				key = u
				break
			}
		}
	}
	switch {
	case key == "kg" && strings.TrimSpace(out["net"]) == "":
		out["net"] = amount
	case key != "kg":
		out[string(OfUnit(key))] = amount
	}
	return out, Skip
}

// Fold is the inverse for a line of the form or of a file: its only quantity
// stands in the columns of quantity and unit.
func Fold(f form.Fields, t *i18n.Texts) form.Fields {
	only := ""
	for k := range f {
		if strings.HasPrefix(k, form.QuantityPrefix) {
			if only != "" {
				return f
			}
			only = k
		}
	}
	if only == "" {
		return f
	}
	out := make(form.Fields, len(f)+1)
	for k, v := range f {
		if k != only {
			out[k] = v
		}
	}
	out[string(Quantity)] = f[only]
	out[string(Unit)] = t.Unit(strings.TrimPrefix(only, form.QuantityPrefix))
	return out
}

// Read reads a row, unless that has been done.
func (g *Grid) Read(x *Item, r *form.Reader, tables *calc.Tables, own func(code string) []string, fault func(*calc.Fault) string) {
	if x.Known {
		return
	}
	x.Known, x.Problems, x.Result, x.Painted = true, nil, nil, ""
	if x.Empty() {
		return
	}
	f, bad := g.Expand(x.Fields, own)
	x.Line, x.Problems, _ = r.Line(f)
	if bad == Unit {
		x.Problems = append(x.Problems, form.Problem{Field: string(Unit), Text: r.Texts.Get("ui.lines.error.unit", calc.Arg{Name: "value", Value: field.Clip(x.Fields[string(Unit)])})})
	}
	if len(x.Problems) == 0 {
		if f := calc.CheckLine(&x.Line, tables); f != nil {
			_, name := form.FieldOf(f.Field)
			x.Problems = []form.Problem{{Field: name, Text: fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args})}}
		}
	}
	for i := range x.Problems {
		p := &x.Problems[i]
		if _, has := x.Fields[p.Field]; !has && strings.HasPrefix(p.Field, form.QuantityPrefix) && x.Fields[string(Quantity)] != "" {
			p.Field = string(Quantity) // it was typed there
		}
	}
}
