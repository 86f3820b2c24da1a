// Package fold reduces Azerbaijani, Russian and English text to the letters a
// person types without thinking of the keyboard: gomruk for GÖMRÜK, seki for
// Şəki, елка for ёлка. Text and query are folded by the same functions.
package fold

import (
	"strings"

	"rusum/calc/num"
)

// Rune writes the folded form of r to b: lower case without diacritics, the
// four letters I ı İ i all as i, ə as e. What is not a letter or a digit
// becomes a space; combining marks and marks without shape disappear.
func Rune(b []byte, r rune) []byte {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return append(b, byte(r))
	case r >= 'A' && r <= 'Z':
		return append(b, byte(r)+('a'-'A'))
	case r < 0x80:
		return append(b, ' ')
	case r >= 'а' && r <= 'я' && r != 'й':
		return append(b, 0xd0+byte(r>>6-0x10), 0x80|byte(r&0x3f))
	case r >= 'А' && r <= 'Я' && r != 'Й':
		return Rune(b, r+('а'-'А'))
	case r >= 0x300 && r <= 0x36f, num.Shapeless(r):
		return b
	}
	if int(r) >= len(letterOf) {
		return append(b, far(r)...)
	}
	if i := letterOf[r]; i > 0 {
		return append(b, letters[i].to...)
	}
	return append(b, ' ')
}

// letters are the folded forms outside ASCII and the basic Cyrillic alphabet, and
// the letters each is the form of.
var letters = [...]struct{ to, from string }{
	{"", ""}, // what is no letter
	{"a", "àáâãäåāăąÀÁÂÃÄÅĀĂĄªα"}, {"ae", "æÆ"}, {"b", "β"}, {"c", "çćĉċčÇĆĈĊČ"}, {"d", "ďđðĎĐÐ"},
	{"e", "əƏèéêëēĕėęěÈÉÊËĒĔĖĘĚǝ"}, {"g", "ğĝġģĞĜĠĢ"}, {"h", "ĥħĤĦ"}, {"i", "ıİìíîïĩīĭįÌÍÎÏĨĪĬĮ"},
	{"j", "ĵĴ"}, {"k", "ķĶ"}, {"l", "ĺļľłĹĻĽŁ"}, {"n", "ñńņňÑŃŅŇ"}, {"o", "öòóôõøōŏőÖÒÓÔÕØŌŎŐº"},
	{"oe", "œŒ"}, {"r", "ŕŗřŔŖŘ"}, {"s", "şșśŝšŞȘŚŜŠ"}, {"ss", "ß"}, {"t", "ţțťŢȚŤ"}, {"th", "þÞ"},
	{"u", "üùúûũūŭůűųÜÙÚÛŨŪŬŮŰŲ"}, {"w", "ŵŴ"}, {"y", "ýÿŷÝŸŶ"}, {"z", "źżžŹŻŽ"},
	{"е", "ёЁѐЀ"}, {"и", "йЙѝЍ"}, {"1", "¹"}, {"2", "²"}, {"3", "³"},
	// Cyrillic Azerbaijani keeps its own letters here; Latin turns them.
	{"ә", "әӘ"}, {"ө", "өӨ"}, {"ү", "үҮ"}, {"ғ", "ғҒ"}, {"һ", "һҺ"}, {"ҝ", "ҝҜ"}, {"ҹ", "ҹҸ"}, {"ј", "јЈ"},
}

// letterOf is the place in letters of each letter below it. Every name of the
// nomenclature goes through it letter by letter: a map takes a third of that time.
var letterOf = func() (at [0x530]uint8) {
	for i, l := range letters {
		for _, r := range l.from {
			at[r] = uint8(i)
		}
	}
	return at
}()

// far are the folded forms of what stands beyond the alphabets: № and the raised
// and lowered digits.
func far(r rune) string {
	switch {
	case r == '№':
		return "no"
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return digits[r-'⁰':][:1]
	case r >= '₀' && r <= '₉':
		return digits[r-'₀':][:1]
	}
	return " "
}

const digits = "0123456789"

// String folds a text; runs of other characters become one space, none at the
// ends.
func String(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		n := len(b)
		b = Rune(b, r)
		if len(b) == n+1 && b[n] == ' ' && (n == 0 || b[n-1] == ' ') {
			b = b[:n]
		}
	}
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	return string(b)
}

// Words are the folded words of a text.
func Words(s string) []string { return strings.Fields(String(s)) }

// IsCyrillicAzerbaijani reports whether a folded text has letters that only
// the Cyrillic alphabet of Azerbaijani has.
func IsCyrillicAzerbaijani(folded string) bool {
	return strings.ContainsAny(folded, "әөүғһҝҹј")
}

// Latin turns folded Cyrillic Azerbaijani into folded Latin: көјнәк → koynek.
// Folding has made и of й, which older spelling has for ј: beside a vowel it is y.
func Latin(folded string) string {
	b := make([]byte, 0, len(folded))
	rs := []rune(folded)
	for i, r := range rs {
		s, ok := latinOf(string(r))
		switch {
		case r == 'и' && (i > 0 && cyrillicVowel(rs[i-1]) || i+1 < len(rs) && cyrillicVowel(rs[i+1])):
			b = append(b, 'y')
		case ok:
			b = append(b, s...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

func cyrillicVowel(r rune) bool { return strings.ContainsRune("аеәиоөуүыэюя", r) }

// latin are letters of Cyrillic Azerbaijani and what they are in Latin, in pairs.
var latin = [...]string{
	"а", "a", "б", "b", "в", "v", "г", "q", "ғ", "g", "д", "d", "е", "e", "ә", "e", "ж", "j", "з", "z", "и", "i", "ы", "i",
	"ј", "y", "к", "k", "ҝ", "g", "л", "l", "м", "m", "н", "n", "о", "o", "ө", "o", "п", "p", "р", "r", "с", "s", "т", "t",
	"у", "u", "ү", "u", "ф", "f", "х", "x", "һ", "h", "ч", "c", "ҹ", "c", "ш", "s", "э", "e", "ю", "yu", "я", "ya", "ц", "s", "щ", "s",
}

// latinOf is the Latin writing of a letter, false if it has none of its own.
func latinOf(letter string) (string, bool) {
	for i := 0; i < len(latin); i += 2 {
		if latin[i] == letter {
			return latin[i+1], true
		}
	}
	return "", false
}
