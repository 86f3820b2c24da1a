package wire

import (
	"strconv"

	"rusum/calc"
)

// Named carries the names of a code in a language, which the engine has not.
type Named struct {
	Lang     string
	Path     []string
	Excludes []Excluded
}

// Excluded is what a name on the way to a code says it does not hold.
type Excluded struct {
	Code, Text string
	Codes      []string
}

// Place is where a code stands in the nomenclature, which the engine has not.
type Place struct {
	Section, Level         string
	Parent, Previous, Next string
	Siblings, Children     []string
	Names                  []Named
}

func (w *writer) basis(b *calc.Basis) {
	w.date("from", b.From)
	w.date("to", b.To)
	w.str("confidence", string(b.Confidence))
	w.source("source", &b.Source)
}

// EncodeDescription writes everything known of a code.
func EncodeDescription(x *calc.Description, place Place) []byte {
	names := place.Names
	w := &writer{}
	list := func(k string, n int, f func(i int)) {
		w.key(k)
		w.array(func() {
			for i := range n {
				w.object(func() { f(i) })
			}
		})
	}
	rates := func(k string, rows []calc.RateRow) {
		list(k, len(rows), func(i int) {
			r := &rows[i]
			w.str("code", r.Code)
			w.str("layer", string(r.Layer))
			w.str("rate", r.Rate.String())
			w.key("rateTree")
			w.rate(r.Rate)
			w.str("condition", r.Condition)
			w.str("table", r.Table)
			w.basis(&r.Basis)
		})
	}
	w.object(func() {
		w.str("code", x.Code)
		w.str("known", x.Known)
		w.date("date", x.Date)
		w.key("names")
		w.object(func() {
			for _, n := range names {
				w.key(n.Lang)
				w.array(func() {
					for _, s := range n.Path {
						w.quote(s)
					}
				})
			}
		})
		w.str("section", place.Section)
		w.str("level", place.Level)
		w.key("neighbours")
		w.object(func() {
			w.str("parent", place.Parent)
			w.str("previous", place.Previous)
			w.str("next", place.Next)
			w.strings("siblings", place.Siblings)
			w.strings("children", place.Children)
		})
		w.key("excludes")
		w.object(func() {
			for _, n := range names {
				list(n.Lang, len(n.Excludes), func(i int) {
					w.str("code", n.Excludes[i].Code)
					w.str("text", n.Excludes[i].Text)
					w.strings("codes", n.Excludes[i].Codes)
				})
			}
		})
		w.str("notes", "not_held") // of sections and chapters: not part of the data
		w.strings("units", x.Units)
		w.key("duty")
		w.object(func() {
			rates("import", x.Import)
			rates("export", x.Export)
			rates("below", x.Below)
			list("statutory", len(x.Statutory), func(i int) {
				w.str("percent", x.Statutory[i].Percent.String())
				w.basis(&x.Statutory[i].Basis)
			})
		})
		w.str("excisable", string(x.Excisable))
		w.str("vehicle", x.Vehicle)
		list("vat", len(x.VAT), func(i int) {
			w.str("flow", string(x.VAT[i].Flow))
			w.str("percent", x.VAT[i].Percent.String())
			w.basis(&x.VAT[i].Basis)
		})
		list("excise", len(x.Excise), func(i int) {
			r := &x.Excise[i]
			w.str("variant", r.Variant)
			w.flag("codeAlone", r.CodeAlone)
			if !r.Missing {
				w.str("rate", r.Rate.String())
				w.key("rateTree")
				w.rate(r.Rate)
			}
			w.basis(&r.Basis)
		})
		list("roadTax", len(x.RoadTax), func(i int) {
			w.str("variant", x.RoadTax[i].Variant)
			w.str("rate", x.RoadTax[i].Rate.String())
			w.basis(&x.RoadTax[i].Basis)
		})
		list("reliefs", len(x.Reliefs), func(i int) {
			r := &x.Reliefs[i]
			w.str("article", r.Article)
			w.str("frees", r.Claim().Frees)
			w.flag("automatic", r.Automatic)
			w.strings("codes", r.Codes)
			w.basis(&r.Basis)
		})
		list("preferences", len(x.Partners)+len(x.Preferences), func(i int) {
			if i < len(x.Partners) {
				p := &x.Partners[i]
				w.str("name", "fta:"+p.Country)
				w.str("country", p.Country)
				w.str("proof", p.Proof)
				w.str("cut", "100")
				w.basis(&p.Basis)
				return
			}
			p := &x.Preferences[i-len(x.Partners)]
			w.str("name", p.Name+":"+p.Country)
			w.str("country", p.Country)
			w.str("code", p.Code)
			w.str("proof", p.Proof)
			w.str("cut", p.Cut.String())
			w.flag("quota", p.Quota)
			w.basis(&p.Basis)
		})
		list("remedies", len(x.Remedies), func(i int) {
			r := &x.Remedies[i]
			w.str("kind", string(r.Kind))
			w.str("code", r.Code)
			w.str("country", r.Country)
			w.str("rate", r.Rate.String())
			w.basis(&r.Basis)
		})
		list("bans", len(x.Bans), func(i int) {
			w.str("what", x.Bans[i].Key)
			w.basis(&x.Bans[i].Basis)
		})
		list("history", len(x.History), func(i int) { w.event(&x.History[i]) })
	})
	return w.b
}

// event writes a row of law over time.
func (w *writer) event(e *calc.Event) {
	w.str("kind", e.Kind)
	w.str("code", e.Code)
	w.str("what", e.Key)
	w.str("variant", e.Variant)
	w.str("country", e.Country)
	w.str("frees", e.Frees)
	w.flag("automatic", e.Automatic)
	if e.Kind == "preference" {
		w.str("cut", e.Cut.String())
	}
	if b := e.Vehicle; b != nil {
		w.key("vehicle")
		w.object(func() {
			w.str("kind", b.Kind)
			w.strings("fuels", b.Fuels)
			for _, f := range []struct {
				key string
				n   int
			}{{"overCC", b.OverCC}, {"upToCC", b.UpToCC}, {"overKg", b.OverKG}, {"overDays", b.OverDays}, {"upToDays", b.UpToDays}, {"overYears", b.OverYears}, {"upToYears", b.UpToYears}} {
				if f.n > 0 {
					w.int(f.key, f.n)
				}
			}
		})
	}
	if e.Rate != nil {
		w.str("rate", e.Rate.String())
		w.key("rateTree")
		w.rate(*e.Rate)
	}
	w.str("layer", string(e.Layer))
	w.str("condition", e.Condition)
	w.flag("byName", e.ByName)
	w.str("table", e.Table)
	w.basis(&e.Basis)
}

// Hit is a code the search found.
type Hit struct {
	Code, Name, Path, Unit string
	Why                    string // code, synonym, word or fuzzy
	Score                  int
	Term, TermLang         string // the everyday word or the name that was found, and its language

	// What answers the query in these texts, as ranges of characters [from, to).
	NameMarks, PathMarks, TermMarks [][2]int
}

// EncodeHits writes search results, best first.
func EncodeHits(hits []Hit) []byte {
	w := &writer{}
	w.array(func() {
		for _, h := range hits {
			w.object(func() {
				w.str("code", h.Code)
				w.str("name", h.Name)
				w.str("path", h.Path)
				w.key("unit")
				w.quote(h.Unit)
				w.int("score", h.Score)
				w.str("why", h.Why)
				w.str("term", h.Term)
				w.str("termLang", h.TermLang)
				w.key("marks")
				w.object(func() {
					w.ranges("name", h.NameMarks)
					w.ranges("path", h.PathMarks)
					w.ranges("term", h.TermMarks)
				})
			})
		}
	})
	return w.b
}

// ranges writes [[from,to],…]; nothing where there are none.
func (w *writer) ranges(k string, list [][2]int) {
	if len(list) == 0 {
		return
	}
	w.key(k)
	w.array(func() {
		for _, r := range list {
			w.array(func() {
				w.literal(strconv.Itoa(r[0]))
				w.literal(strconv.Itoa(r[1]))
			})
		}
	})
}

// EncodeCell writes a read rate: its tree, or {"import","export"} for a cell
// that carries both.
func EncodeCell(imp, exp []byte) []byte {
	w := &writer{}
	w.object(func() {
		w.key("import")
		w.literal(string(imp))
		w.key("export")
		w.literal(string(exp))
	})
	return w.b
}
