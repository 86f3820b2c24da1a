package search

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// stem is what may remain of a folded word without its inflection: head and a
// last letter, which inflection changes (köynək, köynəyi; knife, knives) or
// moves (огурец, огурцов). Two words are forms of one if they share a stem.
type stem struct {
	head  string
	tail  rune
	clear bool // the ending is no part of another word: -lər, not the -ün of tütün
}

// stems are the stems of a word, longest first, the word itself before them.
type stems struct {
	list [16]stem
	n    int
}

func (s *stems) add(w string, clear bool) {
	if w != "" {
		r, size := utf8.DecodeLastRuneInString(w)
		s.put(stem{w[:len(w)-size], r, clear})
	}
}

func (s *stems) put(x stem) {
	for i := range s.list[:s.n] {
		if y := &s.list[i]; y.head == x.head && y.tail == x.tail {
			y.clear = y.clear || x.clear
			return
		}
	}
	if s.n < len(s.list) {
		s.list[s.n] = x
		s.n++
	}
}

// of finds the stems of a folded word of a language.
func (s *stems) of(lang, w string) {
	s.n = 0
	s.add(w, true)
	switch lang {
	case "az":
		s.az(w)
	case "ru":
		s.ru(w)
	default:
		s.en(w)
	}
}

// shared reports whether two words share a stem, and whether it is clear that
// they are forms of one word.
func (s *stems) shared(o *stems) (ok, clear bool) {
	for i := range s.list[:s.n] {
		for j := range o.list[:o.n] {
			if a, b := &s.list[i], &o.list[j]; a.tail == b.tail && a.head == b.head {
				if a.clear && b.clear {
					return true, true
				}
				ok = true
			}
		}
	}
	return ok, false
}

// suffix is an ending. After says which letter may stand before it: a vowel, a
// consonant or, for 0, either.
type suffix struct {
	s     string
	after byte
	clear bool
}

func suffixes(list string, after byte, clear bool) []suffix {
	var out []suffix
	for _, s := range strings.Fields(list) {
		out = append(out, suffix{s, after, clear})
	}
	return out
}

func concat(lists ...[]suffix) (out []suffix) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// azEndings are what Azerbaijani puts behind a word, the last first: case, possession,
// plural; and what makes another word of it. They are made when a word is first
// looked at: not every page is searched.
var azEndings = sync.OnceValue(func() [][]suffix {
	return [][]suffix{
		concat(
			suffixes("dan den da de la le", 0, true),
			suffixes("nin nun ni nu na ne ya ye yi yu nda nde ndan nden yla yle", 'v', true),
			suffixes("i u", 'c', true),
			suffixes("in un a e", 'c', false)),
		concat(
			suffixes("si su miz muz niz nuz", 'v', true),
			suffixes("imiz umuz iniz unuz", 'c', true),
			suffixes("i u", 'c', true),
			suffixes("im um in un", 'c', false),
			suffixes("m n", 'v', false)),
		suffixes("lar ler", 0, true),
		suffixes("li lu", 0, false), // kakaolu: with cocoa
	}
})

func (s *stems) az(w string) {
	for _, endings := range azEndings() {
		from := s.n
		for i := range from {
			x := s.list[i]
			if x.tail >= 0x80 {
				continue
			}
			t := w[:len(x.head)+1] // the stem, before its last letter was mended
			if t[len(t)-1] != byte(x.tail) {
				continue
			}
			for _, e := range endings {
				n := len(t) - len(e.s)
				if n < 2 || t[n:] != e.s || e.after == 'v' && !vowel(t[n-1]) || e.after == 'c' && vowel(t[n-1]) {
					continue
				}
				// What remains of a long word is seldom another one.
				clear := e.clear || n >= 5 || i > 0 && x.clear
				s.add(t[:n], clear)
				// The consonant softens before a vowel.
				if n >= 3 && vowel(t[n-2]) && vowel(t[n]) {
					switch t[n-1] {
					case 'y':
						s.put(stem{t[:n-1], 'k', clear})
					case 'g':
						s.put(stem{t[:n-1], 'q', clear})
					}
				}
			}
		}
	}
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

var ruSuffixes = strings.Fields("иями ями ами ого его ому ему ыми ими иеи иях иям " +
	"ов ев еи ии ыи ои ая яя ое ее ые ие ым им ых их ую юю ах ях ам ям ом ем ья ье ию ия а я о е ы и у ю ь")

func (s *stems) ru(w string) {
	base := w
	for _, e := range ruSuffixes {
		if strings.HasSuffix(w, e) && len(w) >= len(e)+6 { // three letters remain
			base = strings.TrimSuffix(w[:len(w)-len(e)], "ь")
			if strings.HasSuffix(base, "льн") && len(base) >= 12 { // автомобильный → автомобил
				base = base[:len(base)-len("ьн")]
			}
			s.add(base, true)
			break
		}
	}
	// чая, клею: the stem ends in й.
	if n := len(w); n >= 6 && cyrillicVowel(w[n-4:n-2]) && (w[n-2:] == "я" || w[n-2:] == "ю") {
		s.put(stem{w[:n-2], 'и', true})
	}
	// игрушек, досок, огурец, масел: a vowel that other forms lack.
	if n := len(w); n >= 8 && base == w && (w[n-4:n-2] == "е" || w[n-4:n-2] == "о") && !cyrillicVowel(w[n-6:n-4]) && !cyrillicVowel(w[n-2:]) {
		switch w[n-2:] {
		case "к", "ц", "л", "н", "р":
			r, _ := utf8.DecodeRuneInString(w[n-2:])
			s.put(stem{w[:n-4], r, true})
		}
	}
}

func cyrillicVowel(letter string) bool { return strings.Contains("аеиоуыэюя", letter) }

func (s *stems) en(w string) {
	n := len(w)
	base := w
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		s.put(stem{w[:n-3], 'i', true})
		return
	case n > 4 && strings.HasSuffix(w, "ves"): // knives, shelves
		s.put(stem{w[:n-3], 'f', true})
		base = w[:n-1]
	case n > 4 && strings.HasSuffix(w, "es") && (strings.IndexByte("sxzo", w[n-3]) >= 0 || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes")):
		base = w[:n-2]
	case n > 3 && w[n-1] == 's' && strings.IndexByte("sui", w[n-2]) < 0:
		base = w[:n-1]
	case n > 6 && strings.HasSuffix(w, "ing") && w[n-4] != 's':
		base = undouble(w[:n-3])
	case n > 5 && strings.HasSuffix(w, "ed") && w[n-3] != 's':
		base = undouble(w[:n-2])
	case n > 3 && w[n-1] == 'y' && !vowel(w[n-2]):
		s.put(stem{w[:n-1], 'i', true})
		return
	}
	s.add(base, true)
	if n = len(base); n > 3 && base[n-1] == 'e' {
		s.add(base[:n-1], true)
	}
}

func undouble(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && strings.IndexByte("lsz", w[n-1]) < 0 {
		return w[:n-1]
	}
	return w
}
