package main

import (
	"io"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/tariffdata/embedded"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/journal"
)

// recompute computes the declarations of a journal's backup with the data of
// now, on their own days, and says which payments are other ones.
func (a *app) recompute(o *options, rest []string) error {
	b, err := a.document(o, rest)
	if err != nil {
		return err
	}
	entries, f := journal.DecodeBackup(b)
	if f != nil {
		return refuse(f)
	}
	tables, err := o.tables()
	if err != nil {
		return err
	}
	t := o.texts()
	r := form.Reader{Reader: field.Reader{Texts: t, Country: countryFinder(), CountryName: o.name}}
	for _, e := range entries {
		if e.Page != "goods" {
			continue
		}
		read := r.Read(form.Decode(e.Link, t.Lang()).Doc, today())
		now, why := (*calc.Assessment)(nil), ""
		if len(read.Problems) > 0 {
			why = read.Problems[0].Text
		} else if now, f = calc.Assess(read.Declaration, tables); f != nil {
			why = render.Fault(f, t)
		}
		s := render.Since{Version: e.Version, Now: embedded.Core().Version(), Was: e.Total}
		if now != nil {
			s.Is = now.Total
			if e.Goods != nil && !e.Goods.Open && now.Complete {
				s.Kinds = e.Goods.All().Changes(field.AllSums(now))
			}
		}
		if o.format == "text" {
			words := s.Words(t)
			if why != "" {
				words = why
			}
			if words == "" {
				words = "="
			}
			_, err = io.WriteString(a.out, e.Name+": "+words+"\n")
		} else {
			err = a.printLine(encodeSince(e, s, why))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func encodeSince(e *journal.Entry, s render.Since, why string) []byte {
	p := &wire.Printer{}
	sum := func(k string, d decimal.NullDecimal) {
		if d.Valid {
			p.Text(k, num.Money(d.Decimal))
		}
	}
	p.Object(func() {
		p.Text("id", e.ID)
		p.Text("name", e.Name)
		p.Text("version", e.Version)
		sum("total", e.Total)
		sum("now", s.Is)
		p.Text("refused", why)
		p.Key("changes")
		p.Array(func() {
			for _, k := range s.Kinds {
				p.Object(func() {
					p.Text("kind", string(k.Kind))
					p.Text("before", num.Money(k.Before))
					p.Text("after", num.Money(k.After))
				})
			}
		})
	})
	return p.Bytes()
}
