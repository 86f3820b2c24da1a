package search

import "rusum/tariffdata/fold"

// Highlight returns the parts of a shown text that answer a query, as ascending
// ranges of bytes [from, to): whole words that a typed word begins, inflects or
// misspells, in any language. It needs no index; call it for the few names on
// the screen.
func Highlight(query, text string) [][2]int {
	asked := understand(query, same)
	if f := fold.String(query); cyrillic(f) {
		asked = append(asked, understand(query, fold.Latin)...)
	}
	var out [][2]int
	var word []byte // folded
	from := 0
	end := func(at int) {
		if len(word) > 0 && answers(asked, string(word)) {
			out = append(out, [2]int{from, at})
		}
		word = word[:0]
	}
	for i, r := range text {
		n := len(word)
		if n == 0 {
			from = i
		}
		if word = fold.Rune(word, r); len(word) == n+1 && word[n] == ' ' {
			word = word[:n]
			end(i)
		} else if n == 0 && len(word) > 0 {
			from = i
		}
	}
	end(len(text))
	return out
}

// answers reports whether a folded word of a text is one that was asked for.
func answers(asked []typed, word string) bool {
	for i := range asked {
		q := asked[i].text
		if sameWord(q, word) {
			return true
		}
		if respelt := secondChance.Replace(q); respelt != q && sameWord(respelt, word) {
			return true
		}
	}
	return false
}

func sameWord(q, word string) bool {
	if q == word {
		return true
	}
	n := runes(q)
	if cyrillicWord(q) != cyrillicWord(word) || hasDigit(q) || n < 2 {
		return false
	}
	if len(word) > len(q) && word[:len(q)] == q {
		return true
	}
	if cyrillicWord(q) {
		if stemRU(q) == stemRU(word) {
			return true
		}
	} else if stemAZ(q) == stemAZ(word) || stemEN(q) == stemEN(word) {
		return true
	}
	if n < 5 {
		return false
	}
	limit := 1
	if n >= 8 {
		limit = 2
	}
	typed, shown := []rune(q), []rune(word)
	if len(shown) > n+1 {
		shown = shown[:n+1] // its ending does not count
	}
	return len(shown) >= 5 && distance(typed, shown, limit) <= limit
}
