package search

import (
	"strings"

	"rusum/tariffdata/fold"
)

// A name says what it excludes: "Bovine animals; live, other than cattle and
// buffalo", "обувь, кроме спортивной", "meyvələr, qozdan başqa". Such words do
// not find the name; asked for, they speak against it. A query is read the same
// way: "meat other than pork" does not ask for pork.

// part is what a word of a text is there for.
type part uint8

const (
	said     part = iota // what the text is about
	silent               // other than, кроме: neither
	excluded             // what it is not about
)

// word is a word of a text: text[at:end], folded f[from:to], and the strongest
// mark before it, one of , ; ( ) or 0.
type word struct {
	at, end  int32
	from, to int32
	mark     byte
	part     part
}

// split folds a text and divides it into words.
func split(text string, f []byte, ws []word) ([]byte, []word) {
	f, ws = f[:0], ws[:0]
	w := word{at: -1}
	for i, r := range text {
		n := len(f)
		if r >= 'a' && r <= 'z' { // most letters by far
			if f = append(f, byte(r)); w.at < 0 {
				w.at, w.from = int32(i), int32(n)
			}
			continue
		}
		if f = fold.Rune(f, r); len(f) != n+1 || f[n] != ' ' {
			if w.at < 0 && len(f) > n {
				w.at, w.from = int32(i), int32(n)
			}
			continue
		}
		if w.at >= 0 {
			w.end, w.to = int32(i), int32(n)
			ws, w = append(ws, w), word{at: -1}
		}
		switch {
		case r == ';' || r == '(' || r == ')':
			w.mark = byte(r)
		case r == ',' && w.mark == 0:
			w.mark = ','
		}
	}
	if w.at >= 0 {
		w.end, w.to = int32(len(text)), int32(len(f))
		ws = append(ws, w)
	}
	return f, ws
}

// exclude marks the words of a text that say what it excludes, in one language
// or, for "", in all.
func exclude(lang string, f []byte, ws []word) {
	for i := range ws {
		if ws[i].part != said || !excluder(f[ws[i].from:ws[i].to]) {
			continue
		}
		switch cyrillic := f[ws[i].from] >= 0x80; {
		case cyrillic && (lang == "ru" || lang == ""):
			excludeRU(f, ws, i)
		case !cyrillic && (lang == "en" || lang == ""):
			excludeEN(f, ws, i)
		}
		if lang == "az" || lang == "" {
			excludeAZ(f, ws, i)
		}
	}
}

// excluder reports whether a word may be one of those below that say that
// something is excluded: a name of a hundred words asks this a hundred times.
func excluder(w []byte) bool {
	switch w[0] {
	case 't': // than
		return len(w) == 4
	case 'i': // including
		return len(w) == 9
	case 'e': // excluding, except, edilmekle
		return len(w) > 5
	case 'n': // not
		return len(w) == 3
	case 'w': // without
		return len(w) == 7
	case 'b': // basqa
		return len(w) == 5
	case 'o': // olmaqla, olmayan
		return len(w) == 7
	case "к"[0]: // кроме, исключая, исключением, включая, не, без
		return len(w) < 2 || w[1] == "к"[1] || w[1] == "и"[1] || w[1] == "в"[1] || w[1] == "н"[1] || w[1] == "б"[1]
	}
	return false
}

// is reports whether word i is one of a list with spaces between.
func is(f []byte, ws []word, i int, list string) bool {
	return i >= 0 && i < len(ws) && listed(f[ws[i].from:ws[i].to], list)
}

// listed reports whether a word is one of a list with spaces between. It makes no
// string of the word: this runs millions of times when names are opened, and a
// compiler that puts each on the heap collects garbage for seconds.
func listed(w []byte, list string) bool {
	for len(w) <= len(list) {
		n := 0
		for n < len(w) && list[n] == w[n] {
			n++
		}
		if n == len(w) && (n == len(list) || list[n] == ' ') {
			return true
		}
		next := strings.IndexByte(list[n:], ' ')
		if next < 0 {
			return false
		}
		list = list[n+next+1:]
	}
	return false
}

// equal is bytes.Equal without the strings some compilers make of both.
func equal(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i, c := range a {
		if c != b[i] {
			return false
		}
	}
	return true
}

func excludeEN(f []byte, ws []word, i int) {
	body := i + 1
	switch {
	case is(f, ws, i, "than") && is(f, ws, i-1, "other"), is(f, ws, i, "including") && is(f, ws, i-1, "not"):
		i--
	case is(f, ws, i, "excluding except"):
		if is(f, ws, body, "for") {
			body++
		}
	case is(f, ws, i, "not") && !is(f, ws, i-1, "or") &&
		!is(f, ws, body, "exceeding more less over elsewhere specified included including falling otherwise yet"):
		mark(f, ws, i, body, clauseEnd(f, ws, body, "but"))
		return
	case is(f, ws, i, "without") && !is(f, ws, i-1, "or") && body < len(ws):
		mark(f, ws, i, body, body+1)
		return
	default:
		return
	}
	mark(f, ws, i, body, listEnd(f, ws, body))
}

func excludeRU(f []byte, ws []word, i int) {
	body := i + 1
	switch {
	case is(f, ws, i, "кроме исключая"):
	case is(f, ws, i, "исключением") && is(f, ws, i-1, "за"), is(f, ws, i, "включая") && is(f, ws, i-1, "не"):
		i--
	case is(f, ws, i, "не") && body < len(ws) && !is(f, ws, i-1, "или и") &&
		!is(f, ws, body, "более менее выше ниже превышает превышающии превышающеи указанные включенные поименованные включая считая"):
		end := clauseEnd(f, ws, body, "но")
		for j := body + 1; j < end; j++ {
			if same(f, ws[j], ws[body]) {
				return // не содержащие или содержащие
			}
		}
		mark(f, ws, i, body, end)
		return
	case is(f, ws, i, "без") && !is(f, ws, i-1, "или") && body < len(ws):
		mark(f, ws, i, body, body+1)
		return
	default:
		return
	}
	mark(f, ws, i, body, listEnd(f, ws, body))
}

// excludeAZ looks back: what is excluded stands before başqa.
func excludeAZ(f []byte, ws []word, i int) {
	switch {
	case is(f, ws, i, "basqa") && i > 0 && ablative(f, ws[i-1]):
		mark(f, ws, i, i+1, i+1)
		mark(f, ws, i, clauseStart(f, ws, i), i)
	case is(f, ws, i, "olmaqla edilmekle") && i > 1 && is(f, ws, i-1, "istisna xaric"):
		mark(f, ws, i-1, i+1, i+1)
		mark(f, ws, i, clauseStart(f, ws, i-1), i-1)
	case is(f, ws, i, "olmayan") && i > 0 && !is(f, ws, i-1, "ya cox az artiq yuxari asagi asili ve"):
		mark(f, ws, i, i+1, i+1)
		mark(f, ws, i, i-1, i)
	}
}

// mark makes the words from at to body silent and those from body to end
// excluded. What is excluded by the number of its heading says nothing in words.
func mark(f []byte, ws []word, at, body, end int) {
	p := excluded
	for j := body; j < end; j++ {
		if w := f[ws[j].from:ws[j].to]; len(w) >= 4 && digitsOnly(string(w)) {
			p = silent
		}
	}
	for j := at; j < body; j++ {
		ws[j].part = silent
	}
	for j := body; j < end; j++ {
		ws[j].part = p
	}
}

func same(f []byte, a, b word) bool { return equal(f[a.from:a.to], f[b.from:b.to]) }

// ablative reports whether a word ends in -dan or -dən.
func ablative(f []byte, w word) bool {
	n := w.to
	return n-w.from > 4 && f[n-1] == 'n' && (f[n-2] == 'a' || f[n-2] == 'e') && f[n-3] == 'd'
}

// clauseStart is where the clause that ends before word i begins; a list of
// ablatives goes on over its commas. Where it would leave nothing said, it is
// the last thing named: "ət donuz ətindən başqa".
func clauseStart(f []byte, ws []word, i int) int {
	j := i - 1
	for j > 0 && ws[j-1].part == said && (ws[j].mark == 0 || ws[j].mark == ',' && ablative(f, ws[j-1])) {
		j--
	}
	for k := range ws {
		if ws[k].part == said && (k < j || k > i+1) {
			return j
		}
	}
	j = i - 1
	end := f[ws[j].from:ws[j].to]
	if ablative(f, ws[j]) {
		end = end[:len(end)-3]
	}
	// A possessive takes the word before it along.
	if n := len(end); j > 1 && n > 2 && (end[n-1] == 'i' || end[n-1] == 'u' || end[n-1] == 'n') && ws[j].mark == 0 {
		j--
	}
	return j
}

// clauseEnd is the end of the clause that begins at a word: the next mark or
// conjunction.
func clauseEnd(f []byte, ws []word, from int, but string) int {
	for j := from; j < len(ws); j++ {
		if j > from && ws[j].mark != 0 || is(f, ws, j, but) {
			return j
		}
	}
	return len(ws)
}

// listEnd is the end of a list that begins at a word: it goes on over commas as
// far as "A, B and C" reads as one list, or "A, B, C" to the end.
func listEnd(f []byte, ws []word, from int) int {
	first, conj := 0, 0 // the end of the first item, and of the last that has an "and"
	items, length, short := 0, 0, true
	joined := false
	j := from
	for ; j < len(ws); j++ {
		comma := ws[j].mark == ',' && j > from
		if j > from && (ws[j].mark != 0 && !comma || comma && goesOn.has(string(f[ws[j].from:ws[j].to]))) {
			break
		}
		if comma {
			if items == 0 {
				first = j
			} else if joined {
				conj = j
			}
			items, length, joined = items+1, 0, false
		}
		if length++; length > 2 {
			short = false
		}
		joined = joined || items > 0 && length < 6 && is(f, ws, j, "and or и или ve ya")
	}
	switch {
	case items == 0 || joined:
		return j
	case conj > 0:
		return conj
	case items > 1 && short && (j == len(ws) || ws[j].mark != '('):
		return j
	}
	return first
}

// goesOn are words with which a name goes on behind a list of what it excludes.
var goesOn = wordSet(
	"whether not in of fresh frozen live dried containing having n including incorporating put prepared provisionally with without unsplit single multiple plain printed knitted elastomeric being dyed bleached unbleached untwisted inedible mounted for other whole measuring by made suitable but if their",
	"но включая содержащие содержащая с в из для без не",
)
