package journal

import (
	"strings"

	"github.com/shopspring/decimal"

	"rusum/tariffdata/fold"
)

// Store keeps records by key: the browser's database, or a map in a test. Its
// calls wait until the records are kept; an error says why they are not.
type Store interface {
	All() ([]string, error)
	// Batch writes all pairs or none; clear empties the store first.
	Batch(pairs []Pair, clear bool) error
	// Update changes one record without letting another tab in between. f gets
	// the record, "" if there is none, and returns what to keep: "" removes.
	Update(key string, f func(record string) string) error
}

// Pair is a record to write; an empty one is removed.
type Pair struct{ Key, Record string }

// Journal is the entries of a store. Each call works on what the store holds
// at that moment, so that several tabs may use it at once.
type Journal struct{ Store Store }

// Contents is what a store holds.
type Contents struct {
	Entries []*Entry // the latest saved first
	Unread  int      // records of a later program: kept as they are, not shown
}

// Load reads everything.
func (j *Journal) Load() (*Contents, error) {
	records, err := j.Store.All()
	if err != nil {
		return nil, err
	}
	c := &Contents{}
	for _, r := range records {
		if e, f := Decode(r); f == nil {
			c.Entries = append(c.Entries, e)
		} else {
			c.Unread++
		}
	}
	order(c.Entries, func(a, b *Entry) int {
		if a.Saved != b.Saved {
			return strings.Compare(b.Saved, a.Saved)
		}
		return strings.Compare(a.ID, b.ID)
	})
	return c, nil
}

// Save keeps an entry, a new one or in the place of the one with its ID.
func (j *Journal) Save(e *Entry) error {
	return j.Store.Batch([]Pair{{e.ID, Encode(e)}}, false)
}

// Change changes an entry that is still there; false if it is not, or is a
// record this program cannot read.
func (j *Journal) Change(id, now string, f func(*Entry)) (found bool, err error) {
	err = j.Store.Update(id, func(record string) string {
		e, fault := Decode(record)
		if record == "" || fault != nil {
			return record
		}
		found = true
		f(e)
		e.ID, e.Changed = id, now
		return Encode(e)
	})
	return found, err
}

// Undo are the records that a deletion or a restoration took away or put in.
type Undo struct {
	pairs []Pair
	whole bool // the store held exactly these
}

// Empty reports whether there is nothing to bring back.
func (u Undo) Empty() bool { return len(u.pairs) == 0 && !u.whole }

// Revert brings the journal back to what it was before.
func (j *Journal) Revert(u Undo) error { return j.Store.Batch(u.pairs, u.whole) }

// Delete removes an entry and returns what brings it back.
func (j *Journal) Delete(id string) (Undo, error) {
	var u Undo
	err := j.Store.Update(id, func(record string) string {
		if record != "" {
			u.pairs = []Pair{{id, record}}
		}
		return ""
	})
	return u, err
}

// Duplicate keeps a copy of an entry under a new ID and name; nil if the entry is gone.
func (j *Journal) Duplicate(id, newID, now, name string) (*Entry, error) {
	c, err := j.Load()
	if err != nil {
		return nil, err
	}
	e := Find(c.Entries, id)
	if e == nil {
		return nil, nil
	}
	dup := *e
	dup.ID, dup.Saved, dup.Changed, dup.Name = newID, now, now, CleanName(name)
	return &dup, j.Save(&dup)
}

// Find is the entry with an ID, or nil.
func Find(list []*Entry, id string) *Entry {
	for _, e := range list {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// Restored is what a restoration did.
type Restored struct {
	New     int // entries the journal did not have
	Updated int // entries the backup has in a later state
	Same    int // entries that stay as the journal has them
	Removed int // replace: entries that only the journal had
}

// Restore takes the entries of a backup in: merge keeps what is there and lets
// the later state of an entry win; replace makes the journal hold exactly the
// backup. What comes back undoes it.
func (j *Journal) Restore(in []*Entry, replace bool) (r Restored, u Undo, err error) {
	records, err := j.Store.All()
	if err != nil {
		return r, u, err
	}
	have := map[string]*Entry{}
	old := map[string]string{}
	for _, record := range records {
		if e, f := Decode(record); f == nil {
			have[e.ID], old[e.ID] = e, record
			u.pairs = append(u.pairs, Pair{e.ID, record})
		} else if id := rawID(record); id != "" {
			// A later program's record: merging leaves it, replacing can be undone.
			u.pairs = append(u.pairs, Pair{id, record})
			old[id] = record
		}
	}
	if replace {
		u.whole = true
		r.Removed = len(u.pairs)
		pairs := make([]Pair, 0, len(in))
		for _, e := range in {
			record := Encode(e)
			pairs = append(pairs, Pair{e.ID, record})
			switch was, is := old[e.ID]; {
			case !is:
				r.New++
			case was == record:
				r.Same++
				r.Removed--
			default:
				r.Updated++
				r.Removed--
			}
		}
		return r, u, j.Store.Batch(pairs, true)
	}
	u = Undo{}
	var pairs []Pair
	for _, e := range in {
		was, is := have[e.ID]
		switch {
		case !is && old[e.ID] != "":
			r.Same++ // a later program's record stays
			continue
		case !is:
			r.New++
		case was.Changed >= e.Changed:
			r.Same++
			continue
		default:
			r.Updated++
		}
		pairs = append(pairs, Pair{e.ID, Encode(e)})
		u.pairs = append(u.pairs, Pair{e.ID, old[e.ID]})
	}
	if len(pairs) == 0 {
		return r, u, nil
	}
	return r, u, j.Store.Batch(pairs, false)
}

// rawID is the id of a record that cannot be read in full.
func rawID(record string) string {
	const key = `{"id":"`
	rest, ok := strings.CutPrefix(record, key)
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, `"`)
	if !isID(id) {
		return ""
	}
	return id
}

// Order of a list.
const (
	Newest = ""
	Oldest = "oldest"
	ByName = "name"
	ByPaid = "paid" // the largest total first
)

// Query is what a person looks for.
type Query struct {
	Words string // in the name, the tags, the codes; without diacritics, in any order
	Tag   string
	Page  string
	Order string
	// PageName names a page in the person's language, which words may be of too.
	PageName func(page string) string
	// Compare orders names as the language does.
	Compare func(a, b string) int
}

// Select lists the entries that answer a query.
func Select(all []*Entry, q Query) []*Entry {
	words := strings.Fields(fold.String(q.Words))
	var out []*Entry
	for _, e := range all {
		if q.Page != "" && e.Page != q.Page || q.Tag != "" && !e.HasTag(q.Tag) || !e.matches(words, q.PageName) {
			continue
		}
		out = append(out, e)
	}
	switch q.Order {
	case Oldest:
		order(out, func(a, b *Entry) int { return strings.Compare(a.Saved, b.Saved) })
	case ByName:
		order(out, func(a, b *Entry) int { return q.Compare(a.Name, b.Name) })
	case ByPaid:
		order(out, func(a, b *Entry) int { return cmpNull(b.Total, a.Total) })
	}
	return out
}

func cmpNull(a, b decimal.NullDecimal) int {
	switch {
	case a.Valid && b.Valid:
		return a.Decimal.Cmp(b.Decimal)
	case a.Valid:
		return 1
	case b.Valid:
		return -1
	}
	return 0
}

// HasTag reports whether the entry has a tag, in whatever case it was typed.
func (e *Entry) HasTag(tag string) bool {
	for _, t := range e.Tags {
		if sameWord(t, tag) {
			return true
		}
	}
	return false
}

func sameWord(a, b string) bool {
	return a == b || fold.String(a) == fold.String(b) && fold.String(a) != ""
}

func (e *Entry) matches(words []string, pageName func(string) string) bool {
	if len(words) == 0 {
		return true
	}
	text := e.Name + " " + strings.Join(e.Tags, " ")
	if pageName != nil {
		text += " " + pageName(e.Page)
	}
	if e.Goods != nil {
		for i := range e.Goods.Lines {
			text += " " + e.Goods.Lines[i].Code
		}
	}
	text = " " + fold.String(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// TagCount is a tag and how many entries have it.
type TagCount struct {
	Tag string
	N   int
}

// Tags lists the tags of all entries, the commonest first.
func Tags(all []*Entry) []TagCount {
	var out []TagCount
	for _, e := range all {
	next:
		for _, t := range e.Tags {
			for i := range out {
				if sameWord(out[i].Tag, t) {
					out[i].N++
					continue next
				}
			}
			out = append(out, TagCount{t, 1})
		}
	}
	order(out, func(a, b TagCount) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(fold.String(a.Tag), fold.String(b.Tag))
	})
	return out
}

// order sorts in place and keeps equals as they stand: a merge sort, because
// the library's is compiled anew for every type and a journal may be long.
func order[T any](list []T, compare func(a, b T) int) {
	if len(list) < 2 {
		return
	}
	mid := len(list) / 2
	left := append([]T(nil), list[:mid]...)
	right := append([]T(nil), list[mid:]...)
	order(left, compare)
	order(right, compare)
	for k := range list {
		if len(left) > 0 && (len(right) == 0 || compare(left[0], right[0]) <= 0) {
			list[k], left = left[0], left[1:]
		} else {
			list[k], right = right[0], right[1:]
		}
	}
}
