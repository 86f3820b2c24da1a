package search

// Highlighter finds the words of shown texts that answer a query. It is made
// once a query and asked for the few texts on the screen.
type Highlighter struct {
	words []askedWord
}

// askedWord is a typed word as Highlighter looks for it.
type askedWord struct {
	text  string
	runes []rune
	err   int // how many typing errors it may have
	forms []stems
}

// Highlighter reads a query. A word that the index knows is found as it stands
// or inflected, others with the errors the search allows too.
func (x *Index) Highlighter(q string) *Highlighter {
	s := x.get()
	defer x.pool.Put(s)
	return newHighlighter(q, func(w typed) bool {
		for _, v := range x.sources {
			t := token{typed: w}
			if v.find(s, &t); t.best() >= likely {
				return true
			}
		}
		return false
	})
}

// Highlight is Highlighter for a single text and without an index.
func Highlight(q, text string) [][2]int {
	return newHighlighter(q, func(typed) bool { return false }).Spans(text)
}

func newHighlighter(q string, known func(typed) bool) *Highlighter {
	h := &Highlighter{}
	asked := understand(q, false).typed
	here := len(asked)
	for _, w := range asked {
		if cyrillicWord(w.text) {
			asked = append(asked, understand(q, true).typed...)
			break
		}
	}
	for i, w := range asked {
		if i >= here && cyrillicWord(w.text) {
			continue
		}
		sure := known(w)
		h.add(w.text, sure || w.role == noise)
		if respelt := secondChance.Replace(w.text); !sure && respelt != w.text {
			h.add(respelt, false)
		}
	}
	return h
}

func (h *Highlighter) add(text string, known bool) {
	w := askedWord{text: text, runes: []rune(text)}
	switch n := len(w.runes); {
	case known || hasDigit(text) || n < 5:
	case n < 6:
		w.err = 1
	default:
		w.err = 2
	}
	if !hasDigit(text) && len(w.runes) > 1 {
		langs := [...]string{"az", "en"}
		if w.forms = make([]stems, 0, 2); cyrillicWord(text) {
			langs = [...]string{"ru", "ru"}
		}
		for _, l := range langs {
			w.forms = append(w.forms, stems{})
			w.forms[len(w.forms)-1].of(l, text)
		}
	}
	h.words = append(h.words, w)
}

// Spans are the words of a text that answer the query, as ascending ranges of
// bytes [from, to). What the text excludes is not among them.
func (h *Highlighter) Spans(text string) [][2]int {
	f, ws := split(text, nil, nil)
	exclude("", f, ws)
	folded := string(f)
	var out [][2]int
	for _, w := range ws {
		if w.part == said && h.answers(folded[w.from:w.to]) {
			out = append(out, [2]int{int(w.at), int(w.end)})
		}
	}
	return out
}

// answers reports whether a folded word of a text is one that was asked for.
func (h *Highlighter) answers(shown string) bool {
	if stopWords.has(shown) {
		return false
	}
	var az, other stems
	for i := range h.words {
		w := &h.words[i]
		if w.text == shown {
			return true
		}
		// Most words differ from the first letter on, and those who mistype
		// seldom mistype it.
		if w.forms == nil || w.text[0] != shown[0] || w.text[0] >= 0x80 && w.text[1] != shown[1] {
			continue
		}
		if len(shown) > len(w.text) && shown[:len(w.text)] == w.text {
			return true
		}
		if az.n == 0 {
			if cyrillicWord(shown) {
				az.of("ru", shown)
				other = az
			} else {
				az.of("az", shown)
				other.of("en", shown)
			}
		}
		if _, clear := w.forms[0].shared(&az); clear {
			return true
		}
		if _, clear := w.forms[1].shared(&other); clear {
			return true
		}
		if w.err > 0 {
			letters := []rune(shown)
			letters = letters[:min(len(letters), len(w.runes)+1)] // its ending does not count
			if len(letters) < 5 {
				continue
			}
			if d := distance(w.runes, letters, w.err); d < 2 && d <= w.err ||
				d == 2 && w.err == 2 && (len(w.runes) > 6 || consonants(w.text, true) == consonants(string(letters), true)) {
				return true
			}
		}
	}
	return false
}
