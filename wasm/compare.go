//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/journal"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var compare = calculator{sheet: &sheet.Compare, compute: computeCompare, start: startCompare}

// variantFields are the fields of a variant, named as in the goods form.
var variantFields = []string{"origin", "from", "proof", "date", "incoterm", "freight", "price", "duty"}

// startCompare takes the calculation that stands in the goods form, where the
// page was opened without one.
func startCompare(p *sheetPage) {
	box := document.Call("createElement", "div")
	box.Set("id", "base-box")
	byID("part-base").Call("append", box)
	if p.doc.Get("base") == "" {
		p.doc.Set("base", goodsDraft(p.library))
	}
}

// goodsDraft is what stands in the goods form, as a link; "" for nothing.
func goodsDraft(l *library) string {
	for _, kind := range []string{"sessionStorage", "localStorage"} {
		if d, ok := form.ParseDraft(stored(kind, draftKey), l.t.Lang()); ok && !d.Untouched() && d.Lines[0]["code"] != "" {
			return journal.Bare(form.Encode(d, "", "", nil))
		}
	}
	return ""
}

// computeCompare computes the base and every variant, and says what made each
// variant another one.
func computeCompare(p *sheetPage, x *sheet.Scan) answer {
	link := p.doc.Get("base")
	if link == "" {
		p.els.html("base-box", "")
		// A slip is named beside its field even while there is nothing to compare with.
		rows := p.sheet.Rows("v")
		for n := 1; n <= p.doc.Count["v"]; n++ {
			x.Whole(rows.At(n, "line"))
			x.Day(rows.At(n, "date"))
			x.Money(rows.At(n, "freight"))
			x.Money(rows.At(n, "price"))
		}
		return answer{html: paint.CompareNone(p.t)}
	}
	r := form.Reader{Reader: p.fieldReader()}
	base := form.Decode(link, p.t.Lang()).Doc
	read := r.Read(base, today())
	names := []string{p.get("compare.base")}
	p.els.html("base-box", paint.CompareBase(p.t, p.baseWords(read), "../goods/#"+link))
	for _, problem := range read.Problems {
		return answer{html: paint.Empty(p.t, "ui.compare.bad", problem.Text)}
	}
	ba, f := assess(read.Declaration, p.tables)
	if f != nil {
		return answer{html: paint.Empty(p.t, "ui.compare.bad", render.Fault(f, p.t))}
	}
	rows := p.sheet.Rows("v")
	var list []*calc.Assessment
	for n := 1; n <= p.doc.Count["v"]; n++ {
		if !p.differs(rows, n) {
			continue
		}
		a, name := p.variant(x, &r, base, rows, n)
		if a != nil {
			list, names = append(list, a), append(names, name)
		}
	}
	for _, problem := range x.Problems {
		if !problem.Missing || len(list) == 0 {
			return answer{}
		}
	}
	c := render.Compare(names, ba, list, p.t, p.nameOf)
	best := 0
	for i := range c.Columns {
		if i > 0 && list[i-1].Total.Valid && (best == 0 && ba.Total.Valid && list[i-1].Total.Decimal.LessThan(ba.Total.Decimal) ||
			best > 0 && list[i-1].Total.Decimal.LessThan(list[best-1].Total.Decimal)) {
			best = i
		}
	}
	a := answer{title: p.get("ui.compare.caption") + ": " + p.baseWords(read)}
	if len(list) > 0 {
		a.sum = p.get("ui.compare.best", "name", c.Columns[best].Name, "total", c.Columns[best].Total)
	}
	a.html = paint.Compared(p.t, c, a.sum, p.linkURL())
	a.json = func() string { return string(wire.Indent(wire.EncodeComparison(ba, names[1:], list))) }
	a.text = func(url string) string { return render.CompareMessage(c, a.title, p.t, url) }
	return a
}

// baseWords names the base: its first good, price and origin.
func (p *sheetPage) baseWords(read *form.Read) string {
	d := read.Declaration
	l := &d.Lines[0]
	s := render.GroupCode(l.Code)
	name := l.Description
	if name == "" {
		name = p.nameOf(l.Code)
	}
	if name, _, _ = strings.Cut(name, ";"); name != "" {
		s += " " + field.Clip(name)
	}
	if l.Price.Currency != "" {
		s += ", " + p.t.Money(l.Price.Amount) + "\u00a0" + l.Price.Currency
	}
	if l.Origin != "" {
		s += ", " + p.countryName(l.Origin)
	}
	if n := len(d.Lines); n > 1 {
		s += " + " + strconv.Itoa(n-1)
	}
	return s
}

// differs reports whether a variant changes anything yet.
func (p *sheetPage) differs(rows *sheet.Rows, n int) bool {
	for _, f := range variantFields {
		if strings.TrimSpace(p.doc.Get(rows.At(n, f))) != "" {
			return true
		}
	}
	return false
}

// variant computes the base with what row n changes; nil where something typed
// cannot be read, which is reported beside its field.
func (p *sheetPage) variant(x *sheet.Scan, r *form.Reader, base *form.Doc, rows *sheet.Rows, n int) (*calc.Assessment, string) {
	doc := base.Clone()
	line := x.Whole(rows.At(n, "line"))
	if line < 0 || line > len(doc.Lines) {
		x.Problem(rows.At(n, "line"), "ui.compare.line.none", "n", strconv.Itoa(len(doc.Lines)))
		return nil, ""
	}
	var words []string
	for _, f := range variantFields {
		id := rows.At(n, f)
		v := strings.TrimSpace(p.doc.Get(id))
		if v == "" {
			continue
		}
		if w := p.choiceWords(id, v); len(words) == 0 || words[len(words)-1] != w { // dispatched from where it originates
			words = append(words, w)
		}
		if f == "proof" && v == "none" {
			v = ""
		}
		set := func(name, value string) {
			if form.IsTop(name) {
				doc.Set(name, value)
				return
			}
			for i := range doc.Lines {
				if line == 0 || line == i+1 {
					doc.SetLine(i, name, value)
				}
			}
		}
		set(f, v)
		switch f {
		case "freight", "price":
			set(f+"-cur", p.doc.Get(id+"-cur"))
			words[len(words)-1] += " " + p.doc.Get(id+"-cur")
		case "duty":
			set("scenario", "")
		case "date":
			doc.Set("fxDate", "")
		}
	}
	name := strings.TrimSpace(p.doc.Get(rows.At(n, "name")))
	if name == "" {
		name = strings.Join(words, " · ")
	}
	read := r.Read(doc, today())
	id := func(name string) string {
		for _, f := range variantFields {
			if f == name || f+"-cur" == name {
				return rows.At(n, name)
			}
		}
		return ""
	}
	for spot, note := range read.Notes {
		if at := id(spot.Field); at != "" && p.doc.Get(at) != "" {
			x.Note(at, note)
		}
	}
	for _, problem := range read.Problems {
		problem.Field = id(problem.Field)
		x.Report(problem)
	}
	if len(read.Problems) > 0 {
		return nil, ""
	}
	a, f := assess(read.Declaration, p.tables)
	if f != nil {
		_, name := form.FieldOf(f.Field)
		x.Report(field.Problem{Field: id(name), Text: render.Fault(&calc.Fault{Code: f.Code, Value: f.Value, Args: f.Args}, p.t)})
		return nil, ""
	}
	return a, name
}

// choiceWords is what stands in a field, in words where it was chosen from a list.
func (p *sheetPage) choiceWords(id, v string) string {
	f, _, _, _ := p.sheet.Lookup(id)
	switch {
	case f.Kind == sheet.Choice && f.Words == "originProof." && p.t.Has(f.Words+v):
		return p.t.Get(f.Words + v)
	case f.ID == "duty" && strings.Trim(v, "0123456789.,") == "":
		return v + "\u00a0%"
	}
	return v
}
