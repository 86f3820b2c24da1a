// Package form is what a person has typed: the text of every field, how it is
// read into a declaration, how it is kept as a draft and how it travels in a
// link. It knows no browser and no HTML, so that every rule here is tested
// without one.
package form

import (
	"slices"
	"strings"

	"rusum/calc/unit"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// Fields are texts by field name. A field that is absent is empty.
type Fields map[string]string

// Doc is a form: the fields of the declaration, those of each line, and which
// line is on the screen. Numbers and dates are as typed in language Lang;
// countries are a name in any language or a code of two or three letters.
type Doc struct {
	Lang  i18n.Lang
	Top   Fields
	Lines []Fields
	At    int
}

// top are the fields of the declaration, in the order of a link.
var top = []struct {
	name string
	kind field.Kind
	def  string // the value an untouched form has
}{
	{"date", field.Day, ""}, {"fxDate", field.Day, ""}, {"flow", field.Choice, "import"},
	{"incoterm", field.Choice, ""}, {"apportion", field.Choice, "value"},
	{"freight", field.Number, ""}, {"freight-cur", field.Currency, "USD"},
	{"insurance", field.Number, ""}, {"insurance-cur", field.Currency, "USD"},
	{"other", field.Number, ""}, {"other-cur", field.Currency, "USD"},
	{"additions", field.Number, ""}, {"additions-cur", field.Currency, "USD"},
	{"dutyOption", field.Choice, "best"},
	{"paper", field.Flag, ""}, {"offHours", field.Flag, ""}, {"offSite", field.Flag, ""},
}

// line are the fields of a line, in the order of a link.
var line = []struct {
	name string
	kind field.Kind
	def  string
}{
	{"code", field.Text, ""}, {"price", field.Number, ""}, {"price-cur", field.Currency, "USD"},
	{"origin", field.Country, ""}, {"from", field.Country, ""}, {"traded", field.Country, ""}, {"proof", field.Choice, ""},
	{"net", field.Number, ""}, {"gross", field.Number, ""}, {"alcohol", field.Number, ""},
	{"variant", field.Choice, ""}, {"duty", field.Text, ""}, {"scenario", field.Choice, ""}, {"name", field.Text, ""},
	{"relief", field.Text, ""}, {"marks", field.Flag, ""},
	{"v-kind", field.Choice, ""}, {"v-fuel", field.Choice, ""}, {"v-cc", field.Whole, ""}, {"v-made", field.Day, ""}, {"v-km", field.Whole, ""},
}

// Prefixes of fields that exist once for each unit or currency.
const (
	QuantityPrefix = "q-"    // "q-l": a quantity in litres
	RatePrefix     = "rate-" // "rate-USD": manat for one dollar
)

// lookup finds a field by name; ok is false for a name no form has.
func lookup(name string, inLine bool) (k field.Kind, def string, ok bool) {
	list := top
	if inLine {
		list = line
	}
	for _, f := range list {
		if f.name == name {
			return f.kind, f.def, true
		}
	}
	if key, is := strings.CutPrefix(name, QuantityPrefix); is && inLine {
		_, ok := unit.Get(key)
		return field.Number, "", ok
	}
	if cur, is := strings.CutPrefix(name, RatePrefix); is && !inLine {
		return field.Number, "", isCurrency(cur)
	}
	return field.Text, "", false
}

func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// IsTop reports whether the name is a field of the declaration, IsLine of a line.
func IsTop(name string) bool  { _, _, ok := lookup(name, false); return ok }
func IsLine(name string) bool { _, _, ok := lookup(name, true); return ok }

// LineFields are the fields of a line in the order of a link, without
// quantities.
func LineFields() []string {
	out := make([]string, len(line))
	for i, f := range line {
		out[i] = f.name
	}
	return out
}

// TopFields are the fields of the declaration in the order of a link, without
// rates of exchange.
func TopFields() []string {
	out := make([]string, len(top))
	for i, f := range top {
		out[i] = f.name
	}
	return out
}

// KindOf is the kind of a field of a line.
func KindOf(name string) field.Kind { return kindOf(name, true) }

// Default is the value an untouched form has in the field.
func Default(name string) string {
	if _, def, ok := lookup(name, true); ok {
		return def
	}
	_, def, _ := lookup(name, false)
	return def
}

// New is an untouched form with one line.
func New(lang i18n.Lang) *Doc { return &Doc{Lang: lang, Top: Fields{}, Lines: []Fields{{}}} }

// Get is the text of a field of the declaration or, for a field of a line, of
// the line on the screen.
func (d *Doc) Get(name string) string {
	f := d.of(name)
	if v, ok := f[name]; ok {
		return v
	}
	return Default(name)
}

// Set stores what is in a field of the screen.
func (d *Doc) Set(name, value string) { put(d.of(name), name, value) }

// SetLine stores a field of line i.
func (d *Doc) SetLine(i int, name, value string) { put(d.Lines[i], name, value) }

// put keeps only what differs from an untouched form.
func put(f Fields, name, value string) {
	if value == Default(name) {
		delete(f, name)
		return
	}
	f[name] = value
}

func (d *Doc) of(name string) Fields {
	if IsTop(name) {
		return d.Top
	}
	return d.Lines[d.At]
}

// value is the text of a field of f, or its default.
func (f Fields) value(name string) string {
	if v, ok := f[name]; ok {
		return v
	}
	return Default(name)
}

// Empty reports whether nothing was typed in the line.
func (f Fields) Empty() bool {
	for k, v := range f {
		if k != "price-cur" && strings.TrimSpace(v) != "" {
			return false
		}
	}
	return true
}

// Untouched reports whether the form says nothing yet.
func (d *Doc) Untouched() bool { return len(d.Lines) == 1 && d.Lines[0].Empty() && len(d.Top) == 0 }

// Add puts an empty line after the last and goes there. It keeps the currency,
// which rarely changes inside an invoice.
func (d *Doc) Add() {
	f := Fields{}
	if cur, ok := d.Lines[len(d.Lines)-1]["price-cur"]; ok {
		f["price-cur"] = cur
	}
	d.Lines = append(d.Lines, f)
	d.At = len(d.Lines) - 1
}

// Copy puts a copy of the line on the screen after it and goes there.
func (d *Doc) Copy() {
	f := make(Fields, len(d.Lines[d.At]))
	for k, v := range d.Lines[d.At] {
		f[k] = v
	}
	d.Lines = slices.Insert(d.Lines, d.At+1, f)
	d.At++
}

// Remove takes the line on the screen away; the last line is emptied instead.
func (d *Doc) Remove() {
	if len(d.Lines) == 1 {
		d.Lines[0] = Fields{}
		return
	}
	d.Lines = slices.Delete(d.Lines, d.At, d.At+1)
	d.At = min(d.At, len(d.Lines)-1)
}

// Clone is a copy that shares nothing.
func (d *Doc) Clone() *Doc {
	c := &Doc{Lang: d.Lang, Top: copyFields(d.Top), At: d.At}
	for _, l := range d.Lines {
		c.Lines = append(c.Lines, copyFields(l))
	}
	return c
}

func copyFields(f Fields) Fields {
	c := make(Fields, len(f))
	for k, v := range f {
		c[k] = v
	}
	return c
}

// names lists the fields of f in the order of a link: the listed ones, then
// quantities or rates by key.
func (f Fields) names(inLine bool) []string {
	var out []string
	list := top
	if inLine {
		list = line
	}
	for _, x := range list {
		if _, ok := f[x.name]; ok {
			out = append(out, x.name)
		}
	}
	n := len(out)
	for k := range f {
		if strings.HasPrefix(k, QuantityPrefix) || strings.HasPrefix(k, RatePrefix) {
			out = append(out, k)
		}
	}
	slices.Sort(out[n:])
	return out
}

// Order sorts a short list in place and keeps equals as they stand. It is an
// insertion sort: the library's sort is compiled anew for every type, which is
// ten kilobytes each time.
func Order[T any](list []T, compare func(a, b T) int) {
	for i := 1; i < len(list); i++ {
		for k := i; k > 0 && compare(list[k], list[k-1]) < 0; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
}
