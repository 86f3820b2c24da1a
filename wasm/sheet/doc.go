package sheet

import (
	"strings"

	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/wasm/field"
)

// Doc is a form as typed: the texts of its fields by id, and how many rows
// each of its lists has. Only what differs from an untouched form is kept.
type Doc struct {
	Sheet  *Sheet
	Lang   i18n.Lang
	Fields map[string]string
	Count  map[string]int // rows, at least one
}

// New is an untouched form.
func New(s *Sheet, lang i18n.Lang) *Doc {
	d := &Doc{Sheet: s, Lang: lang, Fields: map[string]string{}, Count: map[string]int{}}
	for i := range s.Parts {
		if r := s.Parts[i].Rows; r != nil {
			d.Count[r.ID] = 1
		}
	}
	return d
}

// Default is what an untouched form has in the field.
func (d *Doc) Default(id string) string {
	f, _, _, cur := d.Sheet.Lookup(id)
	if f == nil {
		return ""
	}
	return f.def(cur)
}

// Get is the text of a field.
func (d *Doc) Get(id string) string {
	if v, ok := d.Fields[id]; ok {
		return v
	}
	return d.Default(id)
}

// Set stores the text of a field; false for an id the form does not have.
func (d *Doc) Set(id, value string) bool {
	f, rows, row, cur := d.Sheet.Lookup(id)
	if f == nil {
		return false
	}
	if rows != nil && row > d.Count[rows.ID] {
		d.Count[rows.ID] = row
	}
	if value == f.def(cur) {
		delete(d.Fields, id)
	} else {
		d.Fields[id] = value
	}
	return true
}

// AddRow puts an empty row at the end, and returns its number; 0 when there is no room.
func (d *Doc) AddRow(rows string) int {
	r := d.Sheet.Rows(rows)
	if r == nil || d.Count[rows] >= r.Most {
		return 0
	}
	d.Count[rows]++
	// The currency of the row above rarely changes.
	for k := range r.Fields {
		if f := &r.Fields[k]; f.Kind == Money {
			if cur, ok := d.Fields[r.At(d.Count[rows]-1, f.ID+"-cur")]; ok {
				d.Fields[r.At(d.Count[rows], f.ID+"-cur")] = cur
			}
		}
	}
	return d.Count[rows]
}

// RemoveRow takes a row away; the rows after it move up. The only row is emptied.
func (d *Doc) RemoveRow(rows string, row int) {
	r := d.Sheet.Rows(rows)
	if r == nil || row < 1 || row > d.Count[rows] {
		return
	}
	for n := row; n <= d.Count[rows]; n++ {
		for k := range r.Fields {
			for _, suffix := range []string{"", "-cur"} {
				name := r.Fields[k].ID + suffix
				delete(d.Fields, r.At(n, name))
				if v, ok := d.Fields[r.At(n+1, name)]; ok && n < d.Count[rows] {
					d.Fields[r.At(n, name)] = v
				}
			}
		}
	}
	if d.Count[rows] > 1 {
		d.Count[rows]--
	}
}

// RowEmpty reports whether nothing was typed in a row, its currency apart.
func (d *Doc) RowEmpty(rows string, row int) bool {
	r := d.Sheet.Rows(rows)
	for k := range r.Fields {
		if v, ok := d.Fields[r.At(row, r.Fields[k].ID)]; ok && strings.TrimSpace(v) != "" {
			return false
		}
	}
	return true
}

// Untouched reports whether the form says nothing yet.
func (d *Doc) Untouched() bool { return len(d.Fields) == 0 }

// Clone is a copy that shares nothing.
func (d *Doc) Clone() *Doc {
	c := New(d.Sheet, d.Lang)
	for k, v := range d.Fields {
		c.Fields[k] = v
	}
	for k, v := range d.Count {
		c.Count[k] = v
	}
	return c
}

// Shown reports whether a field is on the page for what else is typed. get of
// a row's field gives the row's own texts first.
func (d *Doc) Shown(f *Field, rows *Rows, row int) bool {
	if f.Show == nil {
		return true
	}
	return f.Show(d.getter(rows, row))
}

// PartShown reports whether a part is on the page.
func (d *Doc) PartShown(p *Part) bool { return p.Show == nil || p.Show(d.Get) }

func (d *Doc) getter(rows *Rows, row int) func(string) string {
	if rows == nil {
		return d.Get
	}
	return func(name string) string {
		bare, _ := trimCur(name)
		for k := range rows.Fields {
			if rows.Fields[k].ID == bare {
				return d.Get(rows.At(row, name))
			}
		}
		return d.Get(name)
	}
}

// Filled reports whether a part holds something.
func (d *Doc) Filled(p *Part) bool {
	for i := range p.Fields {
		if _, ok := d.Fields[p.Fields[i].ID]; ok && !p.Fields[i].Kept {
			return true
		}
	}
	return p.Rows != nil && (d.Count[p.Rows.ID] > 1 || !d.RowEmpty(p.Rows.ID, 1))
}

// IDs are the elements of the form, in the order of the page.
func (d *Doc) IDs() []string {
	var out []string
	add := func(id string, f *Field) {
		out = append(out, id)
		if f.Kind == Money {
			out = append(out, id+"-cur")
		}
	}
	for i := range d.Sheet.Parts {
		p := &d.Sheet.Parts[i]
		for k := range p.Fields {
			add(p.Fields[k].ID, &p.Fields[k])
		}
		if r := p.Rows; r != nil {
			for n := 1; n <= d.Count[r.ID]; n++ {
				for k := range r.Fields {
					add(r.At(n, r.Fields[k].ID), &r.Fields[k])
				}
			}
		}
	}
	return out
}

// Link is a form read from an address.
type Link struct {
	Doc     *Doc
	Version string     // of the data the link was made with
	Total   string     // what it showed then, machine-written
	Sums    field.Sums // and what that was made of; nil where the link does not say
	Told    bool       // what changed since has been said
	Unknown []string   // parts that mean nothing here
}

// Encode writes the form as a link. Text that cannot be read travels as it was
// typed. country gives the code of a country typed as a name; nil keeps it.
func (d *Doc) Encode(version, total string, country func(string) (string, bool)) string {
	var b strings.Builder
	if version != "" {
		field.Pair(&b, "v", version)
	}
	if total != "" {
		field.Pair(&b, "total", total)
	}
	for _, id := range d.IDs() {
		if v, ok := d.Fields[id]; ok {
			f, _, _, cur := d.Sheet.Lookup(id)
			field.Pair(&b, id, field.Canonical(v, f.kind(cur), d.Lang, country))
		}
	}
	return b.String()
}

// Decode reads a link. What it does not know is listed, not dropped silently.
func Decode(s *Sheet, fragment string, lang i18n.Lang) *Link {
	l := &Link{Doc: New(s, lang)}
	for pair := range strings.SplitSeq(strings.TrimPrefix(fragment, "#"), "&") {
		if pair == "" {
			continue
		}
		id, value, ok := field.Cut(pair)
		if !ok || !l.set(id, value, lang) {
			if len(l.Unknown) < 20 {
				l.Unknown = append(l.Unknown, field.Clip(id))
			}
		}
	}
	return l
}

func (l *Link) set(id, value string, lang i18n.Lang) bool {
	f, _, _, cur := l.Doc.Sheet.Lookup(id)
	switch {
	case f != nil:
		most := 2000
		if f.Kind == Area {
			most = 200_000
		}
		if len(value) > most {
			return false
		}
		return l.Doc.Set(id, field.Localize(value, f.kind(cur), lang))
	case id == "v" && len(value) < 60:
		l.Version = value
		return true
	case id == "total":
		if _, err := num.Parse(value); err == nil {
			l.Total = value
			return true
		}
	case id == "kinds":
		var ok bool
		l.Sums, ok = field.ParseSums(value)
		return ok
	}
	return false
}

// Draft writes the texts exactly as typed, for the browser's storage.
func (d *Doc) Draft() string {
	var b strings.Builder
	field.Pair(&b, "lang", string(d.Lang))
	for _, id := range d.IDs() {
		if v, ok := d.Fields[id]; ok {
			field.Pair(&b, id, v)
		}
	}
	return b.String()
}

// ParseDraft reads a draft as it would have been typed in lang; false if it is none.
func ParseDraft(s *Sheet, draft string, lang i18n.Lang) (*Doc, bool) {
	d := New(s, lang)
	known, typedIn := false, lang
	for pair := range strings.SplitSeq(draft, "&") {
		id, value, ok := field.Cut(pair)
		if !ok {
			continue
		}
		if id == "lang" {
			if typedIn, known = i18n.ParseLang(value); !known {
				return nil, false
			}
			continue
		}
		if f, _, _, cur := s.Lookup(id); f != nil {
			d.Set(id, field.Relang(value, f.kind(cur), typedIn, lang))
		}
	}
	return d, known
}
