// Package sheet declares the calculators' forms: which fields a page has, how
// each is read, which others it depends on. One declaration serves three: the
// build tool writes the page's form from it, the browser program reads and
// checks what is typed, and links and drafts carry it. It knows no browser.
package sheet

import "rusum/wasm/field"

// Kind is the look of a field.
type Kind uint8

const (
	Number  Kind = iota // a number as people type it
	Whole               // a whole number
	Money               // an amount, and its currency in the field id-cur
	Day                 // a date as people type it
	Choice              // one of Choices
	Flag                // a box to tick
	Country             // a country by name or code, with suggestions
	Code                // a tariff code or the name of goods, with suggestions
	Text                // words
	Area                // words over several lines: rows pasted from a table
)

// Field is one question of a form. Its words are the texts ui.<sheet>.<id>
// and, where there is one, ui.<sheet>.<id>.hint; the choices are Words+value,
// or ui.<sheet>.<id>.<value> where Words is "". Label is the key in place of
// ui.<sheet>.<id>, for a field that several forms share.
type Field struct {
	ID      string
	Label   string
	Kind    Kind
	Def     string   // what an untouched form has; of Money the currency
	Choices []string // in their order; a choice without a default begins with an empty value
	Words   string
	Plain   bool                               // Choice: a list to open even if it is short
	Wide    bool                               // takes the whole width
	Noted   bool                               // Day: which day that is stands below it from the start
	Show    func(get func(string) string) bool // nil: always. A hidden field keeps its text but is not read
	// Kept is a field that is not on the page: a button of the answer sets it, and
	// drafts and links carry it. It is read with [Doc.Get].
	Kept bool
	File string // Area: kinds of files whose text may be dropped on it or chosen, such as ".csv,.txt"
}

// Part is a group of fields under a heading, the text ui.<sheet>.part.<id>.
type Part struct {
	ID     string
	Folded bool // closed until it is opened or holds something; it stands inside the part before it
	Fields []Field
	Rows   *Rows
	Show   func(get func(string) string) bool
}

// Rows is a list of like things a person adds to: its field f of row 2 has the
// id <rows>-2-f. The button that adds one is ui.<sheet>.<rows>.add, the heading
// of a row ui.<sheet>.<rows>.row with its number {n}.
type Rows struct {
	ID     string
	Fields []Field
	Most   int // rows at most
}

// Sheet is the form of one calculator. Name is its page, its address
// (/az/<name>/) and the key of its words: ui.<name>.title, .description, .h1,
// .lead, .empty and those of its fields. Group is where its tile stands on the
// home page (goods, vehicles, people, time), Nav puts it in the head of every page.
type Sheet struct {
	Name  string
	Group string
	Nav   bool
	Words []string // files of site/i18n/texts beyond base and page that its answer needs
	Parts []Part
}

// Key is the key of a field's words. rows is the list it is in, nil for none.
func (s *Sheet) Key(x *Field, rows *Rows) string {
	switch {
	case x.Label != "":
		return x.Label
	case rows != nil:
		return "ui." + s.Name + "." + rows.ID + "." + x.ID
	}
	return "ui." + s.Name + "." + x.ID
}

// each calls f for every field, those of rows apart.
func (s *Sheet) each(f func(p *Part, x *Field)) {
	for i := range s.Parts {
		for k := range s.Parts[i].Fields {
			f(&s.Parts[i], &s.Parts[i].Fields[k])
		}
	}
}

// Rows finds a list of rows by name.
func (s *Sheet) Rows(id string) *Rows {
	for i := range s.Parts {
		if r := s.Parts[i].Rows; r != nil && r.ID == id {
			return r
		}
	}
	return nil
}

// Lookup finds the field an element's id belongs to. cur is set for the
// currency of an amount, and row is the number of the row from 1, or 0.
func (s *Sheet) Lookup(id string) (f *Field, rows *Rows, row int, cur bool) {
	id, cur = trimCur(id)
	s.each(func(_ *Part, x *Field) {
		if x.ID == id {
			f = x
		}
	})
	if f != nil {
		return f, nil, 0, cur && f.Kind == Money
	}
	for i := range s.Parts {
		r := s.Parts[i].Rows
		if r == nil {
			continue
		}
		n, name, ok := r.split(id)
		if !ok {
			continue
		}
		for k := range r.Fields {
			if r.Fields[k].ID == name {
				return &r.Fields[k], r, n, cur && r.Fields[k].Kind == Money
			}
		}
	}
	return nil, nil, 0, false
}

// At is the id of a field of a row.
func (r *Rows) At(row int, name string) string { return r.ID + "-" + itoa(row) + "-" + name }

func (r *Rows) split(id string) (row int, name string, ok bool) {
	if len(id) <= len(r.ID) || id[:len(r.ID)] != r.ID || id[len(r.ID)] != '-' {
		return 0, "", false
	}
	rest := id[len(r.ID)+1:]
	i := 0
	for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
		row = row*10 + int(rest[i]-'0')
		i++
	}
	if i == 0 || i > 4 || rest[0] == '0' || i == len(rest) || rest[i] != '-' || row > r.Most {
		return 0, "", false
	}
	return row, rest[i+1:], true
}

func trimCur(id string) (string, bool) {
	const suffix = "-cur"
	if n := len(id) - len(suffix); n > 0 && id[n:] == suffix {
		return id[:n], true
	}
	return id, false
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}

// kind is how the text of a field travels.
func (f *Field) kind(cur bool) field.Kind {
	if cur {
		return field.Currency
	}
	switch f.Kind {
	case Number, Money:
		return field.Number
	case Whole:
		return field.Whole
	case Day:
		return field.Day
	case Country:
		return field.Country
	case Choice:
		return field.Choice
	case Flag:
		return field.Flag
	}
	return field.Text
}

// def is the value an untouched form has.
func (f *Field) def(cur bool) string {
	switch {
	case cur && f.Def == "":
		return "USD"
	case cur:
		return f.Def
	case f.Kind == Money:
		return ""
	}
	return f.Def
}
