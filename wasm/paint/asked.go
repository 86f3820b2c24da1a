package paint

import (
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/wasm/sheet"
)

// Asked repeats what was typed into a form, for the printed page, where the
// form is not, and the day it was made.
func Asked(t *i18n.Texts, d *sheet.Doc, today date.Date) string {
	var list FactList
	p := &page{t: t}
	add := func(id string, f *sheet.Field, rows *sheet.Rows, row int) {
		v := d.Get(id)
		if v == "" || !d.Shown(f, rows, row) || f.Kept {
			return
		}
		key := d.Sheet.Key(f, rows)
		switch f.Kind {
		case sheet.Choice:
			words := f.Words
			if words == "" {
				words = key + "."
			}
			v = p.get(words + v)
		case sheet.Flag:
			v = "✓"
		case sheet.Money:
			v += i18n.NBSP + d.Get(id+"-cur")
		}
		list.Add(p.get(key), v, "")
	}
	for i := range d.Sheet.Parts {
		x := &d.Sheet.Parts[i]
		if !d.PartShown(x) {
			continue
		}
		for k := range x.Fields {
			add(x.Fields[k].ID, &x.Fields[k], nil, 0)
		}
		if r := x.Rows; r != nil {
			for n := 1; n <= d.Count[r.ID]; n++ {
				for k := range r.Fields {
					add(r.At(n, r.Fields[k].ID), &r.Fields[k], r, n)
				}
			}
		}
	}
	p.raw(`<div class="print-only">`).raw(lit(Facts(t, p.get("ui.print.goods"), list))).raw(`<p>`).
		say("ui.print.made", "date", t.DateLong(today), "version", p.get("ui.notofficial")).raw(`</p></div>`)
	return p.String()
}
