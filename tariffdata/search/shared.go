package search

import (
	"strings"

	"rusum/tariffdata"
)

// sharedWords is how many words of a text without a code are asked for.
const sharedWords = 12

// Shared makes a query of a text that another program hands over, such as a
// message or the title of a shop's page: the tariff code in it, of four to ten
// digits under a heading that there is, in one piece or in groups ("8517 13 00 00",
// "8517.13"), or else its first words. Addresses are left out.
func Shared(core *tariffdata.Core, text string) string {
	var words []string
	for w := range strings.FieldsSeq(text) {
		if !strings.Contains(w, "://") {
			words = append(words, w)
		}
	}
	for i := range words {
		digits := ""
		for _, w := range words[i:] {
			d, ok := codeDigits(w)
			if !ok || digits != "" && len(d) > 4 || len(digits)+len(d) > 10 {
				break
			}
			digits += d
		}
		for n := len(digits); n >= 4; n-- {
			if lo, hi := core.Range(digits[:4]); n != 5 && n != 7 && lo < hi {
				return digits[:n]
			}
		}
	}
	return strings.Join(words[:min(sharedWords, len(words))], " ")
}

// codeDigits are the digits of a word that is a code or a group of one, with
// dots or dashes between them and marks around it.
func codeDigits(w string) (string, bool) {
	w = strings.Trim(w, ".,;:!?()[]\"'«»“”")
	digits := strings.NewReplacer(".", "", "-", "").Replace(w)
	return digits, digits != "" && len(digits) <= 10 && digitsOnly(digits)
}
