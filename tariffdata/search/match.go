package search

import (
	"math/bits"
	"strings"
)

// Qualities of a match between a typed word and a word of the vocabulary, in
// hundredths.
const (
	exact    = 100
	oneWord  = 95 // two typed words are one in the vocabulary
	itsStem  = 90 // the typed word is a form of it
	sameStem = 86 // both are forms of one word
	likely   = 76 // both may be forms of one word
	longer   = 70 // the vocabulary's word begins with the typed one
	within   = 45 // the typed word stands inside it
	oneError = 55
	twoError = 40
	hearsay  = 35 // it has the same consonants
)

type match struct {
	word    int32
	quality uint8
}

// token is a typed word with the words of one source it may mean.
type token struct {
	typed
	matches []match
	weight  int
	fuzzy   bool
	short   bool // so short that of longer words only everyday ones are offered
}

// best is the quality of the best match.
func (t *token) best() uint8 {
	var q uint8
	for _, m := range t.matches {
		q = max(q, m.quality)
	}
	return q
}

// uses is how often a word occurs.
func (v *source) uses(w int32) int { return len(v.rows.of(w)) + len(v.terms.of(w)) }

// rarity is the weight of a word that occurs df times: 1 for the commonest,
// about 13 for one that occurs once.
func (v *source) rarity(df int) int {
	return 1 + bits.Len(uint((len(v.rowLen)+len(v.termLen))/max(df, 1)))
}

// find fills in what a typed word may mean. The last word may be unfinished,
// so that it counts more when it begins another.
func (v *source) find(s *scratch, t *token) {
	t.weight = unknownWeight
	s.begin(v.len())
	df := 0
	n := runes(t.text)
	at, known := v.vocabulary.find(t.text)
	if known = known && (n > 1 || !t.alone); known {
		t.add(s, at, exact)
		df += v.uses(at)
	}
	if cyrillicWord(t.text) != v.cyrillic && !digitsOnly(t.text) {
		if known {
			t.weight = v.rarity(df)
		}
		return
	}
	if t.role == noise || t.role == brand {
		// 5w30 or a4 is as good as a word where a name has it.
		if t.weight = 1; len(t.text) > 1 && !digitsOnly(t.text) && hasDigit(t.text) && df > 0 {
			t.weight = v.rarity(df)
		}
		return
	}
	if n > 1 && !digitsOnly(t.text) {
		df += v.forms(s, t)
	}
	if known = len(t.matches) > 0; n >= 3 || t.last {
		t.short = n < 3
		for i := at; int(i) < v.len() && strings.HasPrefix(v.word(i), t.text); i++ {
			// The more of the word is typed, the likelier it is meant.
			q := longer - 15 + 15*len(t.text)/len(v.word(i))
			if t.short {
				q = longer - 15 // any of them may be meant
			} else if known {
				if q -= 10; !t.last {
					q -= 10
				}
			}
			if t.add(s, i, q) {
				df += v.uses(i)
			}
		}
	}
	if len(t.matches) == 0 && n >= 4 {
		df += v.within(s, t)
	}
	switch {
	case digitsOnly(t.text):
		t.weight = 1
	case len(t.matches) > 0:
		t.weight = v.rarity(df)
	}
}

// add offers a word once.
func (t *token) add(s *scratch, w int32, q int) bool {
	if !s.fresh(w) {
		return false
	}
	t.matches = append(t.matches, match{w, uint8(q)})
	return true
}

// forms finds the inflected forms of a typed word. Of what it may be a form of,
// the longest is likeliest: tütünün is of tütün and hardly of tut.
func (v *source) forms(s *scratch, t *token) int {
	var mine, other stems
	mine.of(v.lang, t.text)
	prefix := t.text
	for i := range mine.list[:mine.n] {
		x := &mine.list[i]
		p := x.head
		if runes(p) < 3 { // too short for its last letter to change
			p = t.text[:min(len(t.text), len(x.head)+runeLen(x.tail))]
		}
		if len(p) < len(prefix) {
			prefix = p
		}
	}
	if runes(prefix) < 2 {
		return 0
	}
	s.forms = s.forms[:0]
	longest := mine.n
	for w := v.search(prefix); int(w) < v.len(); w++ {
		text := v.word(w)
		if !strings.HasPrefix(text, prefix) {
			break
		}
		if text == t.text || len(text) > len(t.text)+14 {
			continue
		}
		other.of(v.lang, text)
		if i, clear, ok := mine.first(&other); ok {
			x := &mine.list[i]
			if len(x.head) == 1 { // un, ət: a stem of two letters must be a word
				if _, word := v.vocabulary.find(t.text[:2]); !word {
					continue
				}
			}
			form := form{word: w, stem: uint8(i), clear: clear, own: len(text) == len(x.head)+runeLen(x.tail) && strings.HasPrefix(text, x.head)}
			s.forms = append(s.forms, form)
			longest = min(longest, i)
		}
	}
	df := 0
	for _, f := range s.forms {
		q := likely
		switch {
		case !f.clear && int(f.stem) > longest:
			q -= 6
		case f.clear && f.own:
			q = itsStem
		case f.clear:
			q = sameStem
		}
		if t.add(s, f.word, q) {
			df += v.uses(f.word)
		}
	}
	return df
}

// form is a word of the vocabulary that shares a stem with a typed one.
type form struct {
	word       int32
	stem       uint8
	clear, own bool // own: the word is the stem itself
}

// first is the first stem that another word has too.
func (s *stems) first(o *stems) (i int, clear, ok bool) {
	for i := range s.list[:s.n] {
		for j := range o.list[:o.n] {
			if a, b := &s.list[i], &o.list[j]; a.tail == b.tail && a.head == b.head {
				return i, a.clear && b.clear, true
			}
		}
	}
	return 0, false, false
}

func runeLen(r rune) int {
	if r < 0x80 {
		return 1
	}
	return 2 // no folded letter has more
}

// respelled is what a word costs that had to be respelled.
const respelled = 15

// respell reads a word in the spelling of another keyboard and reports whether
// it is known then.
func (v *source) respell(s *scratch, t *token) bool {
	other := token{typed: t.typed}
	if other.text = secondChance.Replace(t.text); other.text == t.text {
		return false
	}
	v.find(s, &other)
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
func (v *source) within(s *scratch, t *token) int {
	df := 0
	for at := 0; ; {
		i := strings.Index(v.all[at:], t.text)
		if i < 0 {
			return df
		}
		at += i
		lo, hi := 0, v.len() // the last word that begins at or before at
		for lo < hi {
			if m := (lo + hi) / 2; int(v.starts[m]) <= at {
				lo = m + 1
			} else {
				hi = m
			}
		}
		if t.add(s, int32(lo-1), within) {
			df += v.uses(int32(lo - 1))
		}
		at = int(v.starts[lo])
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
func (v *source) findFuzzy(s *scratch, t *token) {
	if v.lang != "az" {
		v.misspelt(s, t)
		return
	}
	// Typing errors may come on top of another keyboard; w is no letter of ours.
	respelt := secondChance.Replace(t.text)
	had := len(t.matches)
	if !strings.Contains(t.text, "w") {
		v.misspelt(s, t)
	}
	if len(t.matches) == had && (respelt != t.text || strings.Contains(t.text, "w")) {
		t.text = respelt
		v.misspelt(s, t)
	}
}

// misspelt adds the words within a typing error or, in a long word, two. A word
// of six letters may have two if its consonants are right: vowels are what
// people mistake. Failing that, words that sound alike.
func (v *source) misspelt(s *scratch, t *token) {
	n := runes(t.text)
	if n < 4 || digitsOnly(t.text) || cyrillicWord(t.text) != v.cyrillic {
		return
	}
	s.typed = appendRunes(s.typed[:0], t.text)
	typed, other := s.typed, s.other
	set := letters(t.text)
	best, df := 1, 0
	if n >= 6 {
		best = 2
	}
	had := len(t.matches)
	shape, heard := consonants(t.text, false), consonants(t.text, true)
	for i := range int32(v.len()) {
		if bits.OnesCount32(v.letters[i]^set) > 2*best {
			continue
		}
		w := v.word(i)
		if len(w) < 4 || v.cyrillic && len(w) < 8 {
			continue
		}
		other = appendRunes(other[:0], w)
		if len(other) > n+best || len(other)+best < n {
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
		switch {
		case sounds(w, &shape, false):
			q += 5
		case d == 2 && n < 7 && !sounds(w, &heard, true):
			continue
		}
		if d < best {
			best, t.matches, df = d, t.matches[:had], 0
		}
		// The first letter is seldom wrong.
		if other[0] != typed[0] {
			q -= 10
		}
		t.matches = append(t.matches, match{i, uint8(q)})
		df += v.uses(i)
	}
	s.other = other
	if len(t.matches) == had && n >= 6 && heard.n >= 3 {
		first := t.text[:1]
		if v.cyrillic {
			first = t.text[:2]
		}
		for i := v.search(first); int(i) < v.len(); i++ {
			w := v.word(i)
			if !strings.HasPrefix(w, first) {
				break
			}
			if k := runes(w); k+2 >= n && k <= n+2 && sounds(w, &heard, true) {
				t.matches = append(t.matches, match{i, hearsay})
				df += v.uses(i)
			}
		}
	}
	if len(t.matches) == had {
		return
	}
	t.fuzzy = had == 0
	t.weight = min(max(t.weight, unknownWeight), v.rarity(df))
	if had == 0 {
		t.weight = v.rarity(df)
	}
}

// slip adds the words of about its length within one error of an unfinished word.
func (v *source) slip(s *scratch, t *token) {
	had := len(t.matches)
	fuzzy, weight := t.fuzzy, t.weight
	v.misspelt(s, t)
	kept := t.matches[:had]
	for _, m := range t.matches[had:] {
		if m.quality >= oneError-10 {
			m.quality -= 5
			kept = append(kept, m)
		}
	}
	t.matches, t.fuzzy, t.weight = kept, fuzzy, weight
}

// sound is what is heard of a word when its vowels are not.
type sound struct {
	b [24]byte
	n int
}

// sounds reports whether a word has this sound.
func sounds(w string, want *sound, loose bool) bool {
	got := consonants(w, loose)
	return got == *want
}

// consonants is the sound of a word: sekalad and şokolad have the same. Doubled
// letters are one; q, k and g are alike and, loosely, voiced and voiceless
// sounds.
func consonants(w string, loose bool) (s sound) {
	for _, r := range w {
		switch r {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'ъ':
			continue
		case 'q', 'k':
			r = 'g'
		}
		if loose {
			switch r {
			case 'b':
				r = 'p'
			case 'd':
				r = 't'
			case 'v', 'w':
				r = 'f'
			case 'z':
				r = 's'
			case 'x':
				r = 'h'
			case 'б':
				r = 'п'
			case 'д':
				r = 'т'
			case 'в':
				r = 'ф'
			case 'з', 'ц':
				r = 'с'
			case 'г', 'х':
				r = 'к'
			case 'ж', 'щ':
				r = 'ш'
			}
		}
		// The low byte tells the letters of one alphabet apart.
		if c := byte(r); s.n < len(s.b) && (s.n == 0 || s.b[s.n-1] != c) {
			s.b[s.n] = c
			s.n++
		}
	}
	return s
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
