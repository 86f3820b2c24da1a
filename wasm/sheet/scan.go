package sheet

import (
	"iter"
	"strings"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/wasm/field"
)

// Scan reads a form. Its methods take the id of a field; a field that is not on
// the page reads as empty. Every problem is reported, not only the first.
type Scan struct {
	field.Scan
	Doc      *Doc
	Problems []field.Problem
	Notes    map[string]string // by id: how it was understood
}

// NewScan begins reading a form.
func NewScan(d *Doc, r *field.Reader) *Scan {
	x := &Scan{Doc: d, Notes: map[string]string{}}
	x.Scan = field.Scan{Reader: r, Fields: map[string]string{}, Default: d.Default,
		Note:   func(name, text string) { x.Notes[name] = text },
		Report: func(p field.Problem) { p.Line = -1; x.Problems = append(x.Problems, p) },
	}
	for i := range d.Sheet.Parts {
		p := &d.Sheet.Parts[i]
		if !d.PartShown(p) {
			continue
		}
		for k := range p.Fields {
			x.take(p.Fields[k].ID, &p.Fields[k], nil, 0)
		}
		if r := p.Rows; r != nil {
			for n := 1; n <= d.Count[r.ID]; n++ {
				for k := range r.Fields {
					x.take(r.At(n, r.Fields[k].ID), &r.Fields[k], r, n)
				}
			}
		}
	}
	return x
}

func (x *Scan) take(id string, f *Field, rows *Rows, row int) {
	if f.Kept || !x.Doc.Shown(f, rows, row) {
		return
	}
	if v := x.Doc.Get(id); v != "" {
		x.Fields[id] = v
	}
	if f.Kind == Money {
		x.Fields[id+"-cur"] = x.Doc.Get(id + "-cur")
	}
}

// Choice is the key that was chosen, "" where none was. A key that is not
// offered, which only a link can bring, is a problem.
func (x *Scan) Choice(id string) string {
	v := x.Fields[id]
	if v == "" {
		return ""
	}
	f, _, _, _ := x.Doc.Sheet.Lookup(id)
	for _, c := range f.Choices {
		if c == v {
			return v
		}
	}
	x.Problem(id, "ui.error.choice", "value", field.Clip(v))
	return ""
}

// Text is what was typed, without the spaces around it.
func (x *Scan) Text(id string) string { return strings.TrimSpace(x.Fields[id]) }

// Code is the digits of a tariff code; "" where nothing was typed or it is no
// code, which is reported with what would be one.
func (x *Scan) Code(id string) string {
	typed := x.Text(id)
	code := wire.CleanCode(typed)
	switch {
	case code == "":
		return ""
	case strings.Trim(code, "0123456789") == "":
		if len(code) >= 4 && len(code) <= 10 {
			return code
		}
		x.Problem(id, "ui.error.code_length", "n", itoa(len(code)))
	case strings.ContainsAny(code, "0123456789"):
		x.Problem(id, "ui.error.code_letters", "value", field.Clip(typed))
	default:
		x.Problem(id, "ui.code.choose", "query", field.Clip(typed))
	}
	return ""
}

// Need reports a field in which nothing was typed yet, and whether that is so.
func (x *Scan) Need(id, key string) bool {
	if strings.TrimSpace(x.Fields[id]) != "" {
		return false
	}
	x.Missing(id, key)
	return true
}

// Bad reports whether anything stands in the way of an answer.
func (x *Scan) Bad() bool { return len(x.Problems) > 0 }

// Asks is what a form needs so that the engine's field paths lead to it:
// "path=id path=id …", "id" alone where both are the same. It is a text because
// that takes less of the program than a map does, and nothing of it has to be
// made before main.
type Asks string

// Field is the form's id for a path the engine names ("lines[0].price.amount"),
// looked up without the declaration, the line and then without the last part; ""
// if it has none.
func (a Asks) Field(path string) string {
	path = strings.TrimPrefix(path, "declaration.")
	if rest, ok := strings.CutPrefix(path, "lines["); ok {
		if _, tail, ok := strings.Cut(rest, "]"); ok {
			path = strings.TrimPrefix(tail, ".")
		}
	}
	for path != "" {
		for p, id := range a.Pairs() {
			if p == path {
				return id
			}
		}
		i := strings.LastIndexByte(path, '.')
		if i < 0 {
			return ""
		}
		path = path[:i]
	}
	return ""
}

// Pairs are the paths with the ids they lead to.
func (a Asks) Pairs() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for pair := range strings.FieldsSeq(string(a)) {
			path, id, ok := strings.Cut(pair, "=")
			if !ok {
				id = path
			}
			if !yield(path, id) {
				return
			}
		}
	}
}

// Fault reports what the engine refused beside the field it concerns, or over
// the form where it has none.
func (x *Scan) Fault(f *calc.Fault, asks Asks) {
	x.Report(field.Problem{Field: asks.Field(f.Field), Text: render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, x.Texts)})
}
