package search

import (
	"strings"

	"rusum/tariffdata/fold"
)

// typed is a word of a query and the part it plays there.
type typed struct {
	text string
	role role
	at   uint8 // its number in the query
	last bool  // may be unfinished
}

// role says how much a typed word counts.
type role uint8

const (
	plain    role = iota
	head          // names the thing itself: шины in "шины для автомобиля", çanta in "noutbuk üçün çanta"
	modifier      // says what the thing is for or made of
	noise         // a size, a number, a model: counts only where a name has the very word
	brand         // counts only when nothing else is known
)

// roleWeight is in eighths of the weight of a plain word.
var roleWeight = [...]int{plain: 8, head: 12, modifier: 5, noise: 8}

// before are the words that stand between a thing and what it is for.
var before = wordSet("for of with from in to by on without", "для из с со на в во от по к под без")

// after stands behind what a thing is for.
const after = "ucun"

// attributes are words that seldom name the thing when they stand where its
// name is expected.
var attributes = wordSet(
	"men women man woman male female kids kid baby boys girls children new used second hand leather cotton wool woolen silk wooden plastic metal steel gold silver",
	"winter summer white black green red blue electric electrical set sets kit pack box pair piece pieces big small size fresh frozen virgin organic",
	"kisi qadin usaq korpe qiz oglan yeni kohne islenmis isledilmis qis yay deri pambiq pambiqdan yun yundan ipek taxta plastik metal demir polad qizil gumus",
	"ag qara yasil qirmizi mavi boz elektrik elektrikli dest desti komplekt eded boyuk kicik teze dondurulmus kisiler qadinlar usaqlar",
	"набор комплект новыи новая бу шт пара пары штук",
)

// chatter is said about any goods whatever.
var chatter = wordSet(
	"xaricden turkiyeden cinden rusiyadan almaniyadan amerikadan dubaydan getirmek getirirem almaq satmaq gondermek sifaris idxal idxali ixrac gomruk rusum rusumu vergi vergisi necedir qiymet qiymeti isteyirem",
	"import imports importing duty customs tax buy buying bring bringing abroad china turkey shipping price",
	"ввоз ввезти купить привезти растаможка растаможить таможня пошлина пошлину налог импорт китая турции заграницы цена сколько",
)

// sizes are noise beside a number, a brand or other noise.
var sizes = wordSet(
	"gb tb mb gig giga ml cl l lt litr kq kg g gr q qr qram sm cm mm m mt vt w watt kvt kw v mah mp hz ghz inch inches duym size olcu olculu razmer eded pcs pc piece pieces",
	"xs xl xxl xxxl pro max ultra plus mini lite note air series seria model se slim edition gen new yeni",
	"гб тб мб мл л лит кг г гр см мм м вт квт в дюим дюима дюимов дюимовыи размер размера шт штук мач про макс ультра плюс мини ноут модель серия",
)

func wordSet(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			m[w] = true
		}
	}
	return m
}

// understand makes the words of a query, each once, with their roles, without
// stop words unless there are no others.
func understand(q string, spell func(string) string) []typed {
	words := strings.Fields(spell(fold.String(stripAll(q))))
	out := make([]typed, 0, min(len(words), maxTokens))
	for i, w := range words {
		if !stopWords[w] && !chatter[w] && len(out) < maxTokens && !has(out, w) {
			out = append(out, typed{text: w, at: uint8(len(out)), last: i == len(words)-1})
		}
	}
	if len(out) == 0 {
		for i, w := range words {
			if len(out) < maxTokens && !has(out, w) {
				out = append(out, typed{text: w, at: uint8(len(out)), last: i == len(words)-1})
			}
		}
		return out
	}
	if len(out) > 1 && len(out) <= phrase {
		markNoise(out)
		markHead(out, words)
	}
	return out
}

// phrase is how many words people type at most about one thing; what is longer
// was pasted from a description and is read as it stands.
const phrase = 10

func has(out []typed, w string) bool {
	for i := range out {
		if out[i].text == w {
			return true
		}
	}
	return false
}

// markNoise finds numbers, sizes and brands.
func markNoise(out []typed) {
	for i := range out {
		switch w := out[i].text; {
		case brands[w]:
			out[i].role = brand
		case hasDigit(w) || len(w) == 1 || cyrillicWord(w) && runes(w) == 1:
			out[i].role = noise
		}
	}
	beside := func(i int) bool {
		return i >= 0 && i < len(out) && (out[i].role == noise || out[i].role == brand || products[out[i].text])
	}
	// From left to right and back: "15 pro max 256".
	for i := range out {
		if out[i].role == plain && sizes[out[i].text] && (beside(i-1) || beside(i+1)) {
			out[i].role = noise
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].role == plain && sizes[out[i].text] && beside(i+1) {
			out[i].role = noise
		}
	}
	for i := range out {
		if out[i].role == plain {
			return
		}
	}
	// Nothing but noise: brands are all there is to go by, or else the noise.
	some := false
	for i := range out {
		some = some || out[i].role == brand
	}
	for i := range out {
		if !some || out[i].role == brand {
			out[i].role = plain
		}
	}
}

// markHead finds the word that names the thing. Russian has it first, after
// its adjectives; English and Azerbaijani last, and what the thing is for
// stands behind for and before üçün.
func markHead(out []typed, words []string) {
	from, to := 0, len(out) // where the head may be
	at := func(i int) int { // how many words of out stand before words[i]
		n := 0
		for n < len(out) && indexOf(words, out[n].text) < i {
			n++
		}
		return n
	}
	first := false // whether the first noun is the head, not the last
	leads := false // "для волос краска"
	for i, w := range words {
		first = first || cyrillicWord(w)
		switch {
		case before[w] && i == 0 && to > 1:
			from, leads = 1, true
		case w == after && at(i) < len(out):
			from = at(i)
		case before[w] && at(i) > from && at(i) < to:
			to = at(i)
		}
	}
	if from >= to {
		return
	}
	best := -1
	for i := from; i < to; i++ {
		w := out[i].text
		if out[i].role != plain || attributes[w] || products[w] || cyrillicWord(w) && adjective(w) {
			continue
		}
		if best = i; first && !leads && cyrillicWord(w) {
			break
		}
	}
	for i := range out {
		switch {
		case i == best:
			out[i].role = head
		case out[i].role == plain && (i < from || i >= to):
			out[i].role = modifier
		}
	}
}

// named is the word of a folded everyday word that names the thing; "" when it
// has a single word or none can be told.
func named(folded string) string {
	if !strings.Contains(folded, " ") {
		return ""
	}
	words := strings.Fields(folded)
	out := make([]typed, 0, len(words))
	for _, w := range words {
		if !stopWords[w] && !has(out, w) {
			out = append(out, typed{text: w})
		}
	}
	markHead(out, words)
	for _, w := range out {
		if w.role == head {
			return w.text
		}
	}
	return ""
}

func indexOf(words []string, w string) int {
	for i := range words {
		if words[i] == w {
			return i
		}
	}
	return -1
}

// adjective guesses whether a folded Russian word is an adjective by its end.
func adjective(w string) bool {
	for _, e := range []string{"ние", "тие", "лие", "сие", "цие", "рие", "каи", "раи"} {
		if strings.HasSuffix(w, e) {
			return false
		}
	}
	for _, e := range []string{"ыи", "ии", "ои", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ых", "их", "ую", "юю", "ым", "ими", "ыми"} {
		if strings.HasSuffix(w, e) && len(w) >= len(e)+6 {
			return true
		}
	}
	return false
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }
