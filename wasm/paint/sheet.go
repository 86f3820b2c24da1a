package paint

import (
	"strconv"

	"rusum/site/i18n"
	"rusum/wasm/sheet"
)

// Sheet writes the form of a calculator: the whole of it, as the page has it
// before the program arrives. currencies are those to choose from.
func Sheet(t *i18n.Texts, s *sheet.Sheet, currencies []string) string {
	p := &page{t: t}
	f := former{page: p, doc: sheet.New(s, t.Lang()), currencies: currencies}
	open := false
	for i := range s.Parts {
		x := &s.Parts[i]
		key := "ui." + s.Name + ".part." + x.ID
		if !x.Folded {
			if open {
				p.raw(`</fieldset>`)
			}
			open = true
			p.raw(`<fieldset class="card"`).attr("id", "part-"+x.ID)
			f.hidden(f.doc.PartShown(x))
			p.raw(`><legend>`).say(key).raw(`</legend>`)
			f.part(x)
			continue
		}
		p.raw(`<details class="more"`).attr("id", "part-"+x.ID)
		f.hidden(f.doc.PartShown(x))
		p.raw(`><summary>`).say(key).raw(`</summary>`)
		f.part(x)
		p.raw(`</details>`)
	}
	if open {
		p.raw(`</fieldset>`)
	}
	return p.String()
}

// SheetRows writes all rows of a list as they are typed.
func SheetRows(t *i18n.Texts, d *sheet.Doc, rows *sheet.Rows, currencies []string) string {
	f := former{page: &page{t: t}, doc: d, currencies: currencies}
	f.rows(rows)
	return f.page.String()
}

// former writes fields.
type former struct {
	*page
	doc        *sheet.Doc
	currencies []string
}

func (f *former) hidden(shown bool) {
	if !shown {
		f.raw(` hidden`)
	}
}

func (f *former) part(x *sheet.Part) {
	if f.t.Has("ui." + f.doc.Sheet.Name + ".part." + x.ID + ".text") {
		f.raw(`<p class="hint">`).say("ui." + f.doc.Sheet.Name + ".part." + x.ID + ".text").raw(`</p>`)
	}
	if len(x.Fields) > 0 {
		f.raw(`<div class="two">`)
		for k := range x.Fields {
			f.field(x.Fields[k].ID, &x.Fields[k], nil, 0)
		}
		f.raw(`</div>`)
	}
	if r := x.Rows; r != nil {
		f.raw(`<div class="rows"`).attr("id", r.ID).raw(`>`)
		f.rows(r)
		f.raw(`</div><div class="line-buttons"><button type="button" class="button quiet" data-act="add-row"`).attr("data-v", r.ID).attr("id", r.ID+"-add").raw(`>`).
			say("ui." + f.doc.Sheet.Name + "." + r.ID + ".add").raw(`</button></div>`)
	}
}

func (f *former) rows(r *sheet.Rows) {
	n := f.doc.Count[r.ID]
	name := "ui." + f.doc.Sheet.Name + "." + r.ID
	for i := 1; i <= n; i++ {
		at := strconv.Itoa(i)
		f.raw(`<fieldset class="row"`).attr("id", r.ID+"-"+at).raw(`><legend>`).say(name+".row", "n", at).raw(`</legend><div class="two">`)
		for k := range r.Fields {
			f.field(r.At(i, r.Fields[k].ID), &r.Fields[k], r, i)
		}
		f.raw(`</div><p class="row-note small"`).attr("id", r.ID+"-"+at+"-says").raw(` hidden></p>`)
		if n > 1 {
			f.raw(`<button type="button" class="button quiet small" data-act="remove-row"`).attr("data-v", r.ID).attr("data-line", at).
				attr("aria-label", f.get("ui.row.remove.nth", "n", at)).raw(`>`).say("ui.row.remove").raw(`</button>`)
		}
		f.raw(`</fieldset>`)
	}
}

// field writes one field. A row's fields share the words of the list.
func (f *former) field(id string, x *sheet.Field, rows *sheet.Rows, row int) {
	if x.Kept {
		return
	}
	key := f.doc.Sheet.Key(x, rows)
	value := f.doc.Get(id)
	hint := f.t.Has(key + ".hint")
	described := id + "-note " + id + "-err"
	if hint {
		described = id + "-hint " + described
	}
	class := "field"
	if x.Wide || x.Kind == sheet.Area || x.Kind == sheet.Code {
		class = "field full"
	}
	if x.Kind == sheet.Flag && x.Wide {
		class += " flag"
	}
	radios := x.Kind == sheet.Choice && len(x.Choices) <= 4 && !x.Plain
	f.raw(`<div`).attr("class", class).attr("id", "f-"+id)
	f.hidden(f.doc.Shown(x, rows, row))
	switch {
	case radios:
		f.raw(` role="radiogroup"`).attr("aria-labelledby", id+"-label").attr("aria-describedby", described).
			raw(`><span class="label"`).attr("id", id+"-label").raw(`>`).say(key).raw(`</span>`)
	case x.Kind == sheet.Flag:
		f.raw(`><div class="check"><input type="checkbox"`).attr("id", id).attr("aria-describedby", described)
		if value == "1" {
			f.raw(` checked`)
		}
		f.raw(`><label`).attr("for", id).raw(`>`).say(key).raw(`</label></div>`)
	default:
		f.raw(`><label`).attr("for", id).attr("id", id+"-label").raw(`>`).say(key).raw(`</label>`)
	}
	if hint {
		f.raw(`<p class="hint"`).attr("id", id+"-hint").raw(`>`).say(key + ".hint").raw(`</p>`)
	}
	words := x.Words
	if words == "" {
		words = key + "."
	}
	switch x.Kind {
	case sheet.Flag:
	case sheet.Choice:
		if radios {
			f.raw(`<div class="radios">`)
			for i, c := range x.Choices {
				cid := id + "-" + strconv.Itoa(i)
				f.raw(`<label class="check"`).attr("for", cid).raw(`><input type="radio"`).attr("name", id).attr("id", cid).attr("data-field", id).attr("value", c)
				if c == value {
					f.raw(` checked`)
				}
				f.raw(`><span>`).say(words + c).raw(`</span></label>`)
			}
			f.raw(`</div>`)
			break
		}
		f.raw(`<select`).attr("id", id).attr("aria-describedby", described).raw(`>`)
		if x.Def == "" {
			f.raw(`<option value="">`).say("ui.choose").raw(`</option>`)
		}
		for _, c := range x.Choices {
			f.raw(`<option`).attr("value", c)
			if c == value {
				f.raw(` selected`)
			}
			f.raw(`>`).say(words + c).raw(`</option>`)
		}
		f.raw(`</select>`)
	case sheet.Money:
		f.raw(`<div class="money">`)
		f.input(id, value, "decimal", "40", described, "")
		cur := f.doc.Get(id + "-cur")
		f.raw(`<select`).attr("id", id+"-cur").attr("aria-label", f.get("ui.currency.of", "field", f.get(key))).raw(`>`)
		found := false
		for _, c := range f.currencies {
			f.raw(`<option`)
			if c == cur {
				f.raw(` selected`)
				found = true
			}
			f.raw(`>`).text(c).raw(`</option>`)
		}
		if !found { // a link may bring one the list does not have
			f.raw(`<option selected>`).text(cur).raw(`</option>`)
		}
		f.raw(`</select></div>`)
	case sheet.Area:
		f.raw(`<textarea rows="5" autocomplete="off" spellcheck="false"`).attr("id", id).attr("aria-describedby", described)
		if x.File != "" {
			f.attr("data-file", x.File)
		}
		f.raw(`>`).text(value).raw(`</textarea>`)
		if x.File != "" {
			f.raw(`<div class="file"><input type="file" class="sr"`).attr("id", id+"-file").attr("accept", x.File).raw(`><label class="button quiet"`).attr("for", id+"-file").raw(`>`).
				say("ui.file.choose").raw(`</label></div>`)
		}
	case sheet.Country, sheet.Code:
		f.raw(`<div class="combo"><input role="combobox" aria-autocomplete="list" aria-expanded="false" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200"`).
			attr("id", id).attr("aria-controls", id+"-list").attr("aria-describedby", described).attr("value", value).
			raw(`><ul role="listbox" hidden`).attr("id", id+"-list").attr("aria-labelledby", id+"-label").raw(`></ul></div>`)
	case sheet.Day:
		f.input(id, value, "text", "20", described, f.get("ui.date.placeholder"))
	case sheet.Whole:
		f.input(id, value, "numeric", "40", described, "")
	case sheet.Text:
		f.input(id, value, "text", "200", described, "")
	default:
		f.input(id, value, "decimal", "40", described, "")
	}
	f.raw(`<p class="note"`).attr("id", id+"-note")
	if x.Noted {
		f.raw(`>`).text(i18n.NBSP).raw(`</p>`)
	} else {
		f.raw(` hidden></p>`)
	}
	f.raw(`<p class="err"`).attr("id", id+"-err").raw(` hidden></p></div>`)
}

func (f *former) input(id, value string, mode, most lit, described, placeholder string) {
	f.raw(`<input autocomplete="off" inputmode="`).raw(mode).raw(`" maxlength="`).raw(most).raw(`"`).attr("id", id).attr("value", value).attr("aria-describedby", described)
	if placeholder != "" {
		f.attr("placeholder", placeholder)
	}
	f.raw(`>`)
}
