package search

import (
	"strings"
	"sync"

	"rusum/tariffdata/fold"
)

// typed is a word of a query and the part it plays there.
type typed struct {
	text string
	role role
	at   uint8 // its number in the query
	last bool  // may be unfinished

	alone bool // the only one
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
	"dizel benzin hibrid diesel petrol hybrid spare ehtiyat дизель бензин гибрид запасные",
)

// chatter is said about any goods whatever.
var chatter = wordSet(
	"xaricden turkiyeden cinden rusiyadan almaniyadan amerikadan dubaydan getirmek getirirem almaq satmaq gondermek sifaris idxal idxali ixrac gomruk rusum rusumu vergi vergisi necedir qiymet qiymeti isteyirem",
	"import imports importing duty customs tax buy buying bring bringing abroad china shipping price",
	"ввоз ввезти купить привезти растаможка растаможить таможня пошлина пошлину налог импорт китая турции заграницы цена сколько",
)

// sizes are noise beside a number, a brand or other noise.
var sizes = wordSet(
	"gb tb mb gig giga ml cl l lt litr kq kg g gr q qr qram sm cm mm m mt vt w watt kvt kw v mah mp hz ghz inch inches duym size olcu olculu razmer eded pcs pc piece pieces",
	"xs xl xxl xxxl pro max ultra plus mini lite note air series seria model se slim edition gen new yeni",
	"гб тб мб мл л лит кг г гр см мм м вт квт в дюим дюима дюимов дюимовыи размер размера шт штук мач про макс ультра плюс мини ноут модель серия",
)

// wordList is a set of words, made when the first is looked up: a program starts
// sooner without.
type wordList struct {
	lists []string
	once  sync.Once
	set   map[string]bool
}

func wordSet(lists ...string) *wordList { return &wordList{lists: lists} }

func (l *wordList) has(w string) bool {
	l.once.Do(func() {
		l.set = map[string]bool{}
		for _, list := range l.lists {
			for _, w := range strings.Fields(list) {
				l.set[w] = true
			}
		}
	})
	return l.set[w]
}

// query is what a text asks for.
type query struct {
	typed []typed
	not   [][]string // what it excludes: phrases of folded words
}

// understand reads a query: the words it asks for, each once, with their roles,
// without stop words unless there are no others, and what it excludes. With
// latin, Cyrillic is read as Azerbaijani.
func understand(text string, latin bool) query {
	f, ws := split(text, nil, nil)
	if latin {
		f, ws = latinWords(f, ws)
	}
	exclude("", f, ws)
	folded := string(f)
	var q query
	words := make([]string, 0, len(ws))
	joined := false // to the excluded word before
	for i, w := range ws {
		s := folded[w.from:w.to]
		if w.part == said {
			words = append(words, s)
		}
		if w.part != excluded {
			joined = false
			continue
		}
		if stopWords.has(s) {
			joined = joined && !conjunctions.has(s)
			continue
		}
		if n := len(q.not) - 1; joined && w.mark == 0 {
			q.not[n] = append(q.not[n], s)
		} else {
			q.not = append(q.not, []string{s})
		}
		joined = i+1 < len(ws)
	}
	if len(words) == 0 { // nothing but exclusions: they are what is meant
		q.not = nil
		for _, w := range ws {
			words = append(words, folded[w.from:w.to])
		}
	}
	out := make([]typed, 0, min(len(words), maxTokens))
	for _, all := range [...]bool{false, true} {
		for i, w := range words {
			if (all || !stopWords.has(w) && !chatter.has(w)) && len(out) < maxTokens && !has(out, w) {
				out = append(out, typed{text: w, at: uint8(len(out)), last: i == len(words)-1})
			}
		}
		if len(out) > 0 {
			if !all && len(out) > 1 && len(out) <= phrase {
				markNoise(out)
				markHead(out, words)
			}
			break
		}
	}
	if len(out) == 1 {
		out[0].alone = true
	}
	q.typed = out
	return q
}

// latinWords writes folded Cyrillic words in Latin.
func latinWords(f []byte, ws []word) ([]byte, []word) {
	var out []byte
	for i := range ws {
		l := fold.Latin(string(f[ws[i].from:ws[i].to]))
		ws[i].from = int32(len(out))
		out = append(out, l...)
		ws[i].to = int32(len(out))
		out = append(out, ' ')
	}
	return out, ws
}

var conjunctions = wordSet("and or ve ya и или")

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
		case brands.has(w):
			out[i].role = brand
		case hasDigit(w) || len(w) == 1 || cyrillicWord(w) && runes(w) == 1:
			out[i].role = noise
		}
	}
	beside := func(i int) bool {
		return i >= 0 && i < len(out) && (out[i].role == noise || out[i].role == brand || products.has(out[i].text))
	}
	// From left to right and back: "15 pro max 256".
	for i := range out {
		if out[i].role == plain && sizes.has(out[i].text) && (beside(i-1) || beside(i+1)) {
			out[i].role = noise
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].role == plain && sizes.has(out[i].text) && beside(i+1) {
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
		case before.has(w) && i == 0 && to > 1:
			from, leads = 1, true
		case w == after && at(i) < len(out):
			from = at(i)
		case before.has(w) && at(i) > from && at(i) < to:
			to = at(i)
		}
	}
	if from >= to {
		return
	}
	best := -1
	for i := from; i < to; i++ {
		w := out[i].text
		if out[i].role != plain || attributes.has(w) || products.has(w) || cyrillicWord(w) && adjective(w) {
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

// named is the word of an everyday word that names the thing, as an index into
// its words; -1 when it has a single word or none can be told.
func named(f []byte, ws []word) int {
	if len(ws) < 2 {
		return -1
	}
	folded := string(f)
	words := make([]string, 0, 8)
	out := make([]typed, 0, 8)
	for _, w := range ws {
		s := folded[w.from:w.to]
		if words = append(words, s); !stopWords.has(s) && !has(out, s) {
			out = append(out, typed{text: s})
		}
	}
	markHead(out, words)
	for i := range out {
		if out[i].role == head {
			return indexOf(words, out[i].text)
		}
	}
	return -1
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
	for _, e := range []string{"ание", "ение", "яние", "тие", "лие", "сие", "цие", "рие", "каи", "раи"} {
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
