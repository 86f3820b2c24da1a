package wire

import "rusum/calc"

// Named carries the names of a code in a language, which the engine has not.
type Named struct {
	Lang string
	Path []string
}

func (w *writer) basis(b *calc.Basis) {
	w.date("from", b.From)
	w.date("to", b.To)
	w.str("confidence", string(b.Confidence))
	w.source("source", &b.Source)
}

// EncodeDescription writes everything known of a code.
func EncodeDescription(x *calc.Description, names []Named) []byte {
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
	})
	return w.b
}

// Hit is a search result as the contract prints it.
type Hit struct {
	Code, Name, Path, Unit, Why string
	Score                       int
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
			})
		}
	})
	return w.b
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
