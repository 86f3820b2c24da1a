package i18n

import "strings"

// Alphabets in order; a letter that is not among them is looked up in plain
// (its base letter) and otherwise sorts after all of them by code point.
const (
	alphabetAZ = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw" // w closes the list: only foreign names have it
	alphabetEN = "abcdefghijklmnopqrstuvwxyz"
	alphabetRU = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
)

// plain gives the base letter of letters that names of countries and goods
// bring from other alphabets.
var plain = map[rune]rune{
	'á': 'a', 'à': 'a', 'â': 'a', 'ä': 'a', 'ã': 'a', 'å': 'a', 'ā': 'a', 'ă': 'a',
	'ç': 'c', 'ć': 'c', 'č': 'c', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'ə': 'e', 'ē': 'e', 'ě': 'e',
	'ğ': 'g', 'í': 'i', 'ì': 'i', 'î': 'i', 'ï': 'i', 'ı': 'i', 'ī': 'i', 'ñ': 'n', 'ń': 'n', 'ň': 'n',
	'ó': 'o', 'ò': 'o', 'ô': 'o', 'ö': 'o', 'õ': 'o', 'ø': 'o', 'ř': 'r', 'ş': 's', 'š': 's', 'ș': 's',
	'ţ': 't', 'ț': 't', 'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u', 'ū': 'u', 'ý': 'y', 'ž': 'z', 'ź': 'z',
}

var ranks = map[Lang]map[rune]int{AZ: rankOf(alphabetAZ), EN: rankOf(alphabetEN), RU: rankOf(alphabetRU)}

// Ranks below letters: other characters, then digits.
const rankDigit, rankLetter = 1 << 8, 1 << 9

func rankOf(alphabet string) map[rune]int {
	m := map[rune]int{}
	for _, r := range alphabet {
		m[r] = rankLetter + len(m)
	}
	return m
}

// Compare orders two names by the alphabet of the language, first without
// regard to case and foreign accents: negative when a comes first, 0 only for
// equal strings, positive when b does.
func (t *Texts) Compare(a, b string) int {
	x, y := []rune(t.Lower(a)), []rune(t.Lower(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if d := t.rank(x[i]) - t.rank(y[i]); d != 0 {
			return d
		}
	}
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(a, b)
}

func (t *Texts) rank(r rune) int {
	m := ranks[t.lang]
	if n, ok := m[r]; ok {
		return n
	}
	if base, ok := plain[r]; ok {
		if n, ok := m[base]; ok {
			return n
		}
	}
	switch {
	case r >= '0' && r <= '9':
		return rankDigit + int(r)
	case r < 'A':
		return int(r)
	}
	return rankLetter + 1<<8 + int(r)
}

// Lower is s in small letters; in Azerbaijani I becomes ı and İ becomes i.
func (t *Texts) Lower(s string) string {
	if t.lang == AZ {
		s = strings.ReplaceAll(s, "I", "ı")
	}
	return strings.ToLower(strings.ReplaceAll(s, "İ", "i"))
}

// Upper is s in capitals; in Azerbaijani i becomes İ and ı becomes I.
func (t *Texts) Upper(s string) string {
	if t.lang == AZ {
		s = strings.ReplaceAll(s, "i", "İ")
	}
	return strings.ToUpper(s)
}
