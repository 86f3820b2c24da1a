package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/search"
)

// search lists the codes a query may mean, with the lines of a tariff table if
// one is given.
func (a *app) search(o *options, rest []string) error {
	if len(rest) != 1 {
		return errors.New(`want one query: rusum search "noutbuk"`)
	}
	if o.format != "json" && o.format != "text" {
		return fmt.Errorf("no format %q: json or text", o.format)
	}
	tables, err := o.tariffs()
	if err != nil {
		return err
	}
	c := embedded.Core()
	ns := []*tariffdata.Names{embedded.Names(o.lang)}
	for _, l := range []string{"az", "en", "ru"} {
		if l != o.lang {
			ns = append(ns, embedded.Names(l))
		}
	}
	x := search.New(c, ns...)
	for _, t := range tables {
		x = x.WithTable(t)
	}
	tree := browse.New(c, tables...)
	marks := x.Highlighter(rest[0])
	var hits []wire.Hit
	for _, f := range x.Query(rest[0], o.limit) {
		h := wire.Hit{Code: f.Code, Path: strings.Join(tree.Path(f.Code, ns[0]), " › "), Score: f.Score, Why: f.Why}
		if i, ok := tree.Find(f.Code); ok {
			h.Name, h.Unit = tree.Name(i, ns[0]), strings.Join(tree.Units(i), ",")
		}
		if f.Why != "code" {
			h.Term, h.TermLang = f.Term, f.Lang
			h.NameMarks, h.PathMarks, h.TermMarks = marks.Spans(h.Name), marks.Spans(h.Path), marks.Spans(h.Term)
		}
		hits = append(hits, h)
	}
	if o.format == "text" {
		return a.printHits(o, hits)
	}
	for i := range hits {
		h := &hits[i]
		h.NameMarks, h.PathMarks, h.TermMarks = inRunes(h.Name, h.NameMarks), inRunes(h.Path, h.PathMarks), inRunes(h.Term, h.TermMarks)
	}
	return a.printJSON(wire.EncodeHits(hits))
}

// inRunes turns ranges of bytes into ranges of characters.
func inRunes(s string, spans [][2]int) [][2]int {
	out := make([][2]int, len(spans))
	for i, r := range spans {
		from := utf8.RuneCountInString(s[:r[0]])
		out[i] = [2]int{from, from + utf8.RuneCountInString(s[r[0]:r[1]])}
	}
	return out
}

// printHits writes a hit a paragraph, what answers the query between *stars*.
func (a *app) printHits(o *options, hits []wire.Hit) error {
	t := o.texts()
	for _, h := range hits {
		why := map[string]string{"code": "ui.why.code", "synonym": "ui.why.synonym", "word": "ui.why.name", "fuzzy": "ui.why.fuzzy"}[h.Why]
		_, err := fmt.Fprintf(a.out, "%s  %s\n    %s\n    %s\n", render.GroupCode(h.Code), starred(h.Name, h.NameMarks),
			starred(h.Path, h.PathMarks), t.Get(why, calc.Arg{Name: "term", Value: starred(h.Term, h.TermMarks)}))
		if err != nil {
			return err
		}
	}
	return nil
}

func starred(s string, spans [][2]int) string {
	var b strings.Builder
	at := 0
	for _, r := range spans {
		b.WriteString(s[at:r[0]] + "*" + s[r[0]:r[1]] + "*")
		at = r[1]
	}
	return b.String() + s[at:]
}
