package main

import (
	"strings"

	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/tools/queryset"
)

// everyTh says which everyday words are mistyped.
const everyTh = 9

// mistakes are what people do to a word of at least five letters; i says where.
// A result that is the same word counts for nothing.
var mistakes = []struct {
	kind string
	make func(w []rune, i int) []rune
}{
	{"letter left out", func(w []rune, i int) []rune { return splice(w, i, 1) }},
	{"letter doubled", func(w []rune, i int) []rune { return splice(w, i, 0, w[i]) }},
	{"letters swapped", func(w []rune, i int) []rune { return splice(w, i, 2, w[i+1], w[i]) }},
	{"wrong vowel", func(w []rune, i int) []rune {
		for ; i < len(w); i++ {
			if to, ok := vowels[w[i]]; ok {
				return splice(w, i, 1, to)
			}
		}
		return w
	}},
	{"two mistakes", func(w []rune, i int) []rune {
		if len(w) < 8 {
			return w
		}
		w = splice(w, i, 2, w[i+1], w[i])
		return splice(w, len(w)-2, 1)
	}},
}

var vowels = map[rune]rune{'a': 'o', 'o': 'a', 'e': 'i', 'i': 'e', 'u': 'o', 'а': 'о', 'о': 'а', 'е': 'и', 'и': 'е', 'у': 'ю', 'ы': 'и'}

// splice replaces n letters of a word at i; the word itself stays.
func splice(w []rune, i, n int, by ...rune) []rune {
	out := append([]rune(nil), w[:i]...)
	return append(append(out, by...), w[min(len(w), i+n):]...)
}

// mistyped makes queries out of the everyday words: without diacritics, with w
// for ş and with typing errors in their longest word. What is expected is what
// the word means.
func mistyped() []query {
	var out []query
	for _, lang := range []string{"az", "ru", "en"} {
		n, c := embedded.Names(lang), embedded.Core()
		for k := 0; k < n.SynonymCount(); k += everyTh {
			term, rows := n.Synonym(k)
			var codes []string
			for _, r := range rows {
				codes = append(codes, c.Code(r))
			}
			add := func(kind, text string) {
				out = append(out, query{queryset.Query{Lang: lang, Text: text, Kind: kind, Expected: codes}})
			}
			folded := fold.String(term)
			if folded != strings.ToLower(term) && lang == "az" {
				add("no diacritics", folded)
			}
			if strings.Contains(term, "ş") {
				add("w for ş", fold.String(strings.ReplaceAll(term, "ş", "w")))
			}
			words := strings.Fields(folded)
			long := 0
			for i, w := range words {
				if len(w) > len(words[long]) {
					long = i
				}
			}
			w := []rune(words[long])
			if len(w) < 5 || strings.ContainsAny(folded, "0123456789") {
				continue
			}
			for j, m := range mistakes {
				wrong := m.make(w, 1+(k/everyTh+j)%(len(w)-2))
				if string(wrong) == string(w) {
					continue
				}
				words[long] = string(wrong)
				add(m.kind, strings.Join(words, " "))
			}
			words[long] = string(w)
		}
	}
	return out
}
