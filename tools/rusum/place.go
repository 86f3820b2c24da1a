package main

import (
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/embedded"
)

// place is where a code stands in the nomenclature.
type place struct {
	tree *browse.Tree
	code string // the known part of the code
	lang string
}

// country is the name of a country in the language.
func (p place) country(a2 string) string {
	if i, ok := embedded.Core().Country(a2); ok {
		return embedded.Names(p.lang).Country(i)
	}
	return ""
}

// wire is the place as the contract prints it.
func (p place) wire() wire.Place {
	var out wire.Place
	i, ok := p.tree.Longest(p.code)
	codes := func(rows []int) []string {
		var list []string
		for _, r := range rows {
			list = append(list, p.tree.Code(r))
		}
		return list
	}
	one := func(r int) string {
		if r < 0 {
			return ""
		}
		return p.tree.Code(r)
	}
	if ok {
		out = wire.Place{Section: p.tree.SectionOf(i), Level: string(p.tree.Level(i)), Parent: one(p.tree.Parent(i)),
			Previous: one(p.tree.Previous(i)), Next: one(p.tree.Next(i)), Siblings: codes(p.tree.Siblings(i)), Children: codes(p.tree.Children(i))}
	}
	for _, l := range []string{"az", "en", "ru"} {
		n := wire.Named{Lang: l, Path: p.tree.Path(p.code, embedded.Names(l))}
		if ok {
			for _, x := range p.tree.Exclusions(i, embedded.Names(l)) {
				n.Excludes = append(n.Excludes, wire.Excluded{Code: x.Code, Text: x.Text, Codes: x.Codes})
			}
		}
		out.Names = append(out.Names, n)
	}
	return out
}

// words is the place in the language.
func (p place) words(t *i18n.Texts) render.CodeWords {
	names := embedded.Names(p.lang)
	w := render.CodeWords{Path: p.tree.Path(p.code, names)}
	i, ok := p.tree.Longest(p.code)
	if !ok {
		return w
	}
	one := func(r int) string {
		if r < 0 {
			return ""
		}
		return render.GroupCode(p.tree.Code(r)) + " " + p.tree.Name(r, names)
	}
	s := p.tree.SectionOf(i)
	w.Section = s + ". " + t.Get("section."+s)
	w.Previous, w.Next = one(p.tree.Previous(i)), one(p.tree.Next(i))
	for _, r := range p.tree.Children(i) {
		w.Below = append(w.Below, one(r))
	}
	for _, r := range p.tree.Siblings(i) {
		if r != i {
			w.Beside = append(w.Beside, one(r))
		}
	}
	for _, x := range p.tree.Exclusions(i, names) {
		text := x.Text
		if x.Code != "" {
			text = render.GroupCode(x.Code) + ": " + text
		}
		w.Excludes = append(w.Excludes, text)
	}
	return w
}
