package search

import (
	"math/bits"
	"sort"
	"strings"
)

// Qualities of a match between a typed word and a word of the vocabulary, in
// hundredths.
const (
	exact    = 100
	oneWord  = 95 // two typed words are one in the vocabulary
	sameStem = 88
	longer   = 70 // the vocabulary's word begins with the typed one
	within   = 45 // the typed word stands inside it
	oneError = 55
	twoError = 40
)

type match struct {
	word    int32
	quality uint8
}

// token is a typed word with the words of one language it may mean.
type token struct {
	typed
	matches []match
	weight  int
	fuzzy   bool
}

// best is the quality of the best match.
func (t *token) best() uint8 {
	var q uint8
	for _, m := range t.matches {
		q = max(q, m.quality)
	}
	return q
}

// find fills in what a typed word may mean. The last word may be unfinished,
// so that it counts more when it begins another.
func (l *language) find(s *scratch, t *token) {
	if t.weight = unknownWeight; cyrillicWord(t.text) != l.cyrillic && !digitsOnly(t.text) {
		return
	}
	s.gen++
	df := 0
	add := func(w int32, q int) {
		if s.fresh(w) {
			t.matches = append(t.matches, match{w, uint8(q)})
			df += len(l.rows.of(w)) + len(l.terms.of(w))
		}
	}
	at := sort.SearchStrings(l.words, t.text)
	if at < len(l.words) && l.words[at] == t.text {
		add(int32(at), exact)
	}
	if t.role == noise || t.role == brand {
		// 5w30 or a4 is as good as a word where a name has it.
		if t.weight = 1; len(t.text) > 1 && !digitsOnly(t.text) && hasDigit(t.text) && df > 0 {
			t.weight = l.rarity(df)
		}
		return
	}
	stem := l.stem(t.text)
	for i := sort.Search(len(l.stems), func(i int) bool { return l.stems[i].stem >= stem }); i < len(l.stems) && l.stems[i].stem == stem; i++ {
		add(l.stems[i].word, sameStem)
	}
	known := len(t.matches) > 0
	if n := runes(t.text); n >= 3 || t.last && n >= 2 {
		for i := at; i < len(l.words) && strings.HasPrefix(l.words[i], t.text); i++ {
			// The more of the word is typed, the likelier it is meant.
			q := longer - 25 + 25*len(t.text)/len(l.words[i])
			if known && !t.last {
				q -= 20
			}
			add(int32(i), q)
		}
	}
	if len(t.matches) == 0 && runes(t.text) >= 4 {
		l.within(t.text, func(w int32) { add(w, within) })
	}
	switch {
	case digitsOnly(t.text):
		t.weight = 1
	case len(t.matches) > 0:
		t.weight = l.rarity(df)
	}
}

// respelled is what a word costs that had to be respelled.
const respelled = 15

// respell reads a word in the spelling of another keyboard and reports whether
// it is known then.
func (l *language) respell(s *scratch, t *token) bool {
	other := token{typed: t.typed}
	if other.text = secondChance.Replace(t.text); other.text == t.text {
		return false
	}
	l.find(s, &other)
	for i := range other.matches {
		other.matches[i].quality -= respelled
	}
	switch {
	case len(t.matches) == 0:
		t.matches, t.weight = other.matches, other.weight
	case len(other.matches) > 0:
		t.matches = append(t.matches, other.matches...)
		t.weight = min(t.weight, other.weight)
	}
	return len(t.matches) > 0
}

// within finds the words that contain a text, in one pass over all of them.
func (l *language) within(text string, found func(word int32)) {
	for at := 0; ; {
		i := strings.Index(l.all[at:], text)
		if i < 0 {
			return
		}
		at += i
		w := sort.Search(len(l.words), func(k int) bool { return int(l.starts[k]) > at }) - 1
		found(int32(w))
		if w+1 >= len(l.words) {
			return
		}
		at = int(l.starts[w+1])
	}
}

func cyrillicWord(w string) bool { return w != "" && w[0] >= 0x80 }

// unknownWeight is what a word counts that the vocabulary lacks, a brand most
// often: little, so that the other words decide.
const unknownWeight = 3

// letters is a set of the letters of a word: a word within d errors differs in
// at most 2d of them, which rules out almost all words at once.
func letters(w string) uint32 {
	var set uint32
	for i := 0; i < len(w); i++ {
		if c := w[i]; c < 0x80 || c >= 0xc0 && i+1 < len(w) {
			if c >= 0xc0 {
				c = w[i+1] ^ c<<5
			}
			set |= 1 << (c & 31)
		}
	}
	return set
}

// findFuzzy adds words that a typed word may be a misspelling of.
func (l *language) findFuzzy(t *token) {
	if l.lang != "az" {
		l.misspelt(t)
		return
	}
	// Typing errors may come on top of another keyboard; w is no letter of ours.
	respelt := secondChance.Replace(t.text)
	had := len(t.matches)
	if !strings.Contains(t.text, "w") {
		l.misspelt(t)
	}
	if len(t.matches) == had && (respelt != t.text || strings.Contains(t.text, "w")) {
		t.text = respelt
		l.misspelt(t)
	}
}

// misspelt adds the words within a typing error or, in a long word, two. A word
// of six letters may have two if its consonants are right: vowels are what
// people mistake.
func (l *language) misspelt(t *token) {
	n := runes(t.text)
	if n < 4 || digitsOnly(t.text) || cyrillicWord(t.text) != l.cyrillic {
		return
	}
	typed := []rune(t.text)
	set := letters(t.text)
	var other []rune
	best, df := 1, 0
	if n >= 6 {
		best = 2
	}
	had := len(t.matches)
	var shape string
	for i, w := range l.words {
		if bits.OnesCount32(l.letters[i]^set) > 2*best || len(w) < 4 {
			continue
		}
		other = appendRunes(other[:0], w)
		if len(other) < 4 || len(other) > n+best || len(other)+best < n {
			continue
		}
		d := distance(typed, other, best)
		if d > best || d == 0 {
			continue
		}
		q := oneError
		if d == 2 {
			q = twoError
		}
		if shape == "" {
			shape = consonants(t.text)
		}
		if consonants(w) == shape {
			q += 5
		} else if d == 2 && n < 7 {
			continue
		}
		if d < best {
			best, t.matches, df = d, t.matches[:had], 0
		}
		// The first letter is seldom wrong.
		if other[0] != typed[0] {
			q -= 10
		}
		t.matches = append(t.matches, match{int32(i), uint8(q)})
		df += len(l.rows.of(int32(i))) + len(l.terms.of(int32(i)))
	}
	if len(t.matches) == had {
		return
	}
	t.fuzzy = had == 0
	t.weight = min(max(t.weight, unknownWeight), l.rarity(df))
	if had == 0 {
		t.weight = l.rarity(df)
	}
}

// consonants are what is heard of a word when its vowels are not: sekalad and
// şokolad have the same. Doubled letters are one; q, k and g are alike.
func consonants(w string) string {
	var b [64]byte
	n := 0
	for _, r := range w {
		switch r {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'ъ':
			continue
		case 'q', 'k':
			r = 'g'
		}
		// The low byte tells the letters of one alphabet apart.
		if c := byte(r); n < len(b) && (n == 0 || b[n-1] != c) {
			b[n] = c
			n++
		}
	}
	return string(b[:n])
}

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

// distance is the number of single errors (a letter left out, put in, changed,
// or two neighbours swapped) between a and b, if it is at most limit (1 or 2);
// otherwise something larger.
func distance(a, b []rune, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	if limit == 0 {
		return 1
	}
	d := 1 + distance(a[1:], b[1:], limit-1)
	if len(a) >= len(b) {
		d = min(d, 1+distance(a[1:], b, limit-1))
	}
	if len(b) >= len(a) || limit > 1 {
		d = min(d, 1+distance(a, b[1:], limit-1))
	}
	if limit > 1 {
		d = min(d, 1+distance(a[1:], b, limit-1))
	}
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, 1+distance(a[2:], b[2:], limit-1))
	}
	return d
}

func runes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

func digitsOnly(s string) bool { return strings.Trim(s, "0123456789") == "" }
