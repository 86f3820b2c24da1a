package search

import "strings"

// stemmer strips the inflection of a folded word. It is light: it joins the
// forms of one word and now and then two different words, which costs a little
// rank and nothing else, since a stem counts less than the word itself.
type stemmer func(word string) string

func stemmerFor(lang string) stemmer {
	switch lang {
	case "az":
		return stemAZ
	case "ru":
		return stemRU
	}
	return stemEN
}

// azSuffixes are case, plural and possession, folded, longest first:
// -ların, -lərinin, -lar, -nın, -dan, -sı, -ı …
var azSuffixes = []struct {
	s    string
	keep int // letters that must remain
}{
	{"larinin", 3}, {"lerinin", 3}, {"larindan", 3}, {"lerinden", 3}, {"larimiz", 3}, {"lerimiz", 3},
	{"larini", 3}, {"lerini", 3}, {"larina", 3}, {"lerine", 3}, {"larin", 3}, {"lerin", 3}, {"larda", 3}, {"lerde", 3}, {"lardan", 3}, {"lerden", 3},
	{"lari", 2}, {"leri", 2}, {"lara", 3}, {"lere", 3}, {"lar", 2}, {"ler", 2},
	{"sinin", 3}, {"sunun", 3}, {"sini", 3}, {"sunu", 3}, {"nin", 3}, {"nun", 3}, {"ndan", 3}, {"nden", 3}, {"dan", 3}, {"den", 3}, {"da", 4}, {"de", 4},
	{"in", 4}, {"un", 4}, {"ni", 4}, {"nu", 4}, {"si", 3}, {"su", 3}, {"ya", 4}, {"ye", 4}, {"na", 4}, {"ne", 4},
	{"i", 2}, {"u", 2}, {"a", 4}, {"e", 4},
}

func stemAZ(w string) string {
	for _, x := range azSuffixes {
		if len(w) >= len(x.s)+x.keep && strings.HasSuffix(w, x.s) {
			w = w[:len(w)-len(x.s)]
			// köynəyi → köynək, qulağı → qulaq: the consonant softens before a vowel.
			switch n := len(w); {
			case n >= 4 && w[n-1] == 'y' && vowel(w[n-2]):
				return w[:n-1] + "k"
			case n >= 4 && w[n-1] == 'g' && vowel(w[n-2]):
				return w[:n-1] + "q"
			}
			return w
		}
	}
	return w
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

var ruSuffixes = []string{
	"иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "иях", "иям",
	"ов", "ев", "еи", "ии", "ыи", "ои", "ая", "яя", "ое", "ее", "ые", "ие", "ым", "им", "ых", "их", "ую", "юю", "ах", "ях", "ам", "ям", "ом", "ем", "ья", "ье", "ию", "ия",
	"а", "я", "о", "е", "ы", "и", "у", "ю", "ь",
}

func stemRU(w string) string {
	for _, s := range ruSuffixes {
		if strings.HasSuffix(w, s) && len(w) >= len(s)+6 { // three letters remain
			w = strings.TrimSuffix(w[:len(w)-len(s)], "ь")
			if strings.HasSuffix(w, "льн") && len(w) >= 12 { // автомобильный → автомобил
				w = w[:len(w)-len("ьн")]
			}
			return w
		}
	}
	// игрушек → игрушк, as игрушка gives.
	for _, s := range []string{"ек", "ок"} {
		if strings.HasSuffix(w, s) && len(w) >= 10 {
			return w[:len(w)-len(s)] + "к"
		}
	}
	return w
}

func stemEN(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && strings.HasSuffix(w, "es") && (strings.IndexByte("sxz", w[n-3]) >= 0 || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes")):
		w = w[:n-2]
	case n > 3 && w[n-1] == 's' && strings.IndexByte("sui", w[n-2]) < 0:
		w = w[:n-1]
	case n > 6 && strings.HasSuffix(w, "ing"):
		w = undouble(w[:n-3])
	case n > 6 && strings.HasSuffix(w, "ed"):
		w = undouble(w[:n-2])
	}
	if n = len(w); n > 3 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	return w
}

func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && strings.IndexByte("lsz", w[n-1]) < 0 {
		return w[:n-1]
	}
	return w
}
