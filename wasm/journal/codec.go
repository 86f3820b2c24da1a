package journal

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/wasm/field"
)

// Format and FormatVersion name a backup. A reader refuses a later version; it
// reads every earlier one for ever. docs/journal.md describes it.
const (
	Format        = "rusum-journal"
	FormatVersion = 1
)

// Faults of this package's documents, beside those of any JSON.
const (
	NotBackup  = "not_backup"       // a JSON document, but no backup of a journal
	TooNew     = "backup_version"   // of a later program
	TooMany    = "too_many_entries" // more than MostEntries
	BadText    = "bad_text"         // too long, or not of the form the field has
	RepeatedID = "repeated_id"
)

// FaultCodes lists them.
var FaultCodes = []string{NotBackup, TooNew, TooMany, BadText, RepeatedID}

// Encode writes an entry: the record of the database and the element of a backup.
func Encode(e *Entry) string {
	p := &wire.Printer{}
	encode(p, e)
	return string(p.Bytes())
}

func encode(p *wire.Printer, e *Entry) {
	p.Object(func() {
		p.Text("id", e.ID)
		p.Text("page", e.Page)
		p.Text("name", e.Name)
		p.Strings("tags", e.Tags)
		p.Text("saved", e.Saved)
		p.Text("changed", e.Changed)
		p.Text("version", e.Version)
		money(p, "total", e.Total)
		if g := e.Goods; g != nil {
			p.Key("goods")
			p.Object(func() {
				p.Text("date", g.Date.String())
				p.Text("flow", string(g.Flow))
				money(p, "customsValue", g.Value)
				p.Flag("open", g.Open)
				p.Key("lines")
				p.Array(func() {
					for i := range g.Lines {
						l := &g.Lines[i]
						p.Object(func() {
							p.Text("code", l.Code)
							p.Text("origin", l.Origin)
							money(p, "customsValue", l.Value)
							sums(p, l.Sums)
						})
					}
				})
				sums(p, g.Sums)
			})
		}
		p.Text("link", e.Link)
	})
}

func money(p *wire.Printer, key string, d decimal.NullDecimal) {
	if d.Valid {
		p.Text(key, num.Money(d.Decimal))
	}
}

func sums(p *wire.Printer, list field.Sums) {
	if len(list) == 0 {
		return
	}
	p.Key("charges")
	p.Object(func() {
		for _, x := range list {
			p.Text(string(x.Kind), num.Money(x.Amount))
		}
	})
}

// Decode reads a record of the database.
func Decode(record string) (*Entry, *calc.Fault) {
	v, f := wire.Parse([]byte(record))
	if f != nil {
		return nil, f
	}
	d := &wire.Document{}
	e := decode(d, v, "")
	if f := d.Fault(); f != nil {
		return nil, f
	}
	return e, nil
}

func decode(d *wire.Document, v *wire.Value, at string) *Entry {
	e := &Entry{}
	d.Object(v, at, func(key, at string, x *wire.Value) bool {
		switch key {
		case "id":
			e.ID = d.Text(x, at)
		case "page":
			e.Page = d.Text(x, at)
		case "name":
			e.Name = CleanName(d.Text(x, at))
		case "tags":
			var list []string
			d.Array(x, at, func(at string, x *wire.Value) { list = append(list, d.Text(x, at)) })
			e.Tags = cleanTags(list)
		case "saved":
			e.Saved = d.Text(x, at)
		case "changed":
			e.Changed = d.Text(x, at)
		case "version":
			e.Version = d.Text(x, at)
		case "total":
			e.Total = decimal.NewNullDecimal(d.Decimal(x, at))
		case "goods":
			e.Goods = decodeGoods(d, x, at)
		case "link":
			e.Link = d.Text(x, at)
		default:
			return false
		}
		return true
	})
	for _, c := range []struct {
		key, value string
		ok         bool
	}{
		{"id", e.ID, isID(e.ID)},
		{"page", e.Page, len(e.Page) <= 30 && only(e.Page, "abcdefghijklmnopqrstuvwxyz-") && e.Page != "" && e.Page[0] != '-'},
		{"saved", e.Saved, isTime(e.Saved)},
		{"changed", e.Changed, isTime(e.Changed)},
		{"version", e.Version, len(e.Version) <= 60 && isVersion(e.Version)},
		{"link", e.Link, len(e.Link) <= MostLink && isLink(e.Link)},
	} {
		if !c.ok {
			d.Fail(BadText, strings.TrimPrefix(at+"."+c.key, "."), c.value)
		}
	}
	return e
}

func decodeGoods(d *wire.Document, v *wire.Value, at string) *Goods {
	g := &Goods{}
	d.Object(v, at, func(key, at string, x *wire.Value) bool {
		switch key {
		case "date":
			g.Date = d.Date(x, at)
		case "flow":
			g.Flow = calc.Flow(d.Text(x, at))
			if g.Flow != calc.Import && g.Flow != calc.Export {
				d.Fail(BadText, at, string(g.Flow))
			}
		case "customsValue":
			g.Value = decimal.NewNullDecimal(d.Decimal(x, at))
		case "open":
			g.Open = d.Flag(x, at)
		case "lines":
			if x.Len() > MostLines {
				d.Fail(TooMany, at, strconv.Itoa(x.Len()), calc.Arg{Name: "most", Value: strconv.Itoa(MostLines)})
				return true
			}
			d.Array(x, at, func(at string, x *wire.Value) {
				var l Line
				d.Object(x, at, func(key, at string, x *wire.Value) bool {
					switch key {
					case "code":
						if l.Code = d.Text(x, at); len(l.Code) > 10 || !only(l.Code, "0123456789") {
							d.Fail(BadText, at, l.Code)
						}
					case "origin":
						if l.Origin = d.Text(x, at); len(l.Origin) != 2 || !only(l.Origin, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
							d.Fail(BadText, at, l.Origin)
						}
					case "customsValue":
						l.Value = decimal.NewNullDecimal(d.Decimal(x, at))
					case "charges":
						l.Sums = decodeSums(d, x, at)
					default:
						return false
					}
					return true
				})
				g.Lines = append(g.Lines, l)
			})
		case "charges":
			g.Sums = decodeSums(d, x, at)
		default:
			return false
		}
		return true
	})
	if d.Fault() == nil && g.Date.IsZero() {
		d.Fail("missing_field", at+".date", "")
	}
	return g
}

func decodeSums(d *wire.Document, v *wire.Value, at string) field.Sums {
	var out field.Sums
	d.Object(v, at, func(key, at string, x *wire.Value) bool {
		if !field.KnownKind(key) {
			return false
		}
		out = append(out, field.Sum{Kind: calc.Kind(key), Amount: d.Decimal(x, at)})
		return true
	})
	return out
}

// EncodeBackup writes all of a journal for a file. made is when, data the
// version of the program's data.
func EncodeBackup(entries []*Entry, made, data string) []byte {
	p := &wire.Printer{}
	p.Object(func() {
		p.Text("format", Format)
		p.Whole("version", FormatVersion)
		p.Text("made", made)
		p.Text("data", data)
		p.Key("entries")
		p.Array(func() {
			for _, e := range entries {
				encode(p, e)
			}
		})
	})
	return p.Bytes()
}

// DecodeBackup reads a backup: all of it, or the first thing that is wrong.
func DecodeBackup(b []byte) ([]*Entry, *calc.Fault) {
	v, f := wire.Parse(b)
	if f != nil {
		return nil, f
	}
	d := &wire.Document{}
	format, _ := v.Get("format")
	if format == nil || d.Text(format, "format") != Format {
		return nil, &calc.Fault{Code: NotBackup}
	}
	// The version comes first: a later one may look different in every other way.
	n := 0
	if x, ok := v.Get("version"); ok {
		n = d.Whole(x, "version")
	}
	if n > FormatVersion {
		return nil, &calc.Fault{Code: TooNew, Field: "version", Value: strconv.Itoa(n), Args: []calc.Arg{{Name: "most", Value: strconv.Itoa(FormatVersion)}}}
	}
	if n < 1 {
		return nil, &calc.Fault{Code: NotBackup, Field: "version", Value: strconv.Itoa(n)}
	}
	var out []*Entry
	seen := map[string]bool{}
	d.Object(v, "", func(key, at string, x *wire.Value) bool {
		switch key {
		case "format", "version":
		case "made", "data":
			d.Text(x, at)
		case "entries":
			if x.Len() > MostEntries {
				d.Fail(TooMany, at, strconv.Itoa(x.Len()), calc.Arg{Name: "most", Value: strconv.Itoa(MostEntries)})
				return true
			}
			d.Array(x, at, func(at string, x *wire.Value) {
				e := decode(d, x, at)
				if seen[e.ID] {
					d.Fail(RepeatedID, at+".id", e.ID)
				}
				seen[e.ID] = true
				out = append(out, e)
			})
		default:
			return false
		}
		return true
	})
	if f := d.Fault(); f != nil {
		return nil, f
	}
	return out, nil
}

func only(s, allowed string) bool { return strings.Trim(s, allowed) == "" }

func isID(s string) bool {
	return s != "" && len(s) <= 64 && only(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
}

// isVersion reports whether a text is a version of data as links carry it: "2026-11-21.0a1b2c3d".
func isVersion(s string) bool {
	return only(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
}

// isTime reports a moment in UTC, "2026-11-22T10:03:05Z". Moments compare as texts.
func isTime(s string) bool {
	const form = "0000-00-00T00:00:00Z"
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		digit := s[i] >= '0' && s[i] <= '9'
		if form[i] == '0' && !digit || form[i] != '0' && s[i] != form[i] {
			return false
		}
	}
	return true
}

// isLink reports whether a text has only what links are written with, so that
// it can stand in an address as it is.
func isLink(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~,:/@%&=+", c) >= 0 {
			continue
		}
		return false
	}
	return true
}
