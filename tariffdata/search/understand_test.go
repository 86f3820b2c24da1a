package search

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// roles writes the words of a query with a mark for each role: the head in
// capitals, a modifier in brackets, noise with #, a brand with @.
func roles(q string) string {
	var out []string
	for _, w := range understand(q, false).typed {
		switch w.role {
		case head:
			out = append(out, strings.ToUpper(w.text))
		case modifier:
			out = append(out, "("+w.text+")")
		case noise:
			out = append(out, "#"+w.text)
		case brand:
			out = append(out, "@"+w.text)
		default:
			out = append(out, w.text)
		}
	}
	return strings.Join(out, " ")
}

func TestRoles(t *testing.T) {
	for q, want := range map[string]string{
		"шины для легкового автомобиля":       "ШИНЫ (легкового) (автомобиля)",
		"стол для кухни деревянный":           "СТОЛ (кухни) (деревянныи)",
		"зимнее женское пальто":               "зимнее женское ПАЛЬТО",
		"ткань хлопковая":                     "ТКАНЬ хлопковая",
		"чехол для айфона":                    "ЧЕХОЛ (аифона)",
		"для волос краска":                    "(волос) КРАСКА",
		"minik avtomobili şini":               "minik avtomobili SINI",
		"noutbuk üçün çanta":                  "(noutbuk) CANTA",
		"uşaqlar üçün qış ayaqqabısı":         "(usaqlar) qis AYAQQABISI",
		"telefon üçün":                        "telefon",
		"engine oil for car":                  "engine OIL (car)",
		"shoes for women leather":             "SHOES (women) (leather)",
		"laptop bag":                          "laptop BAG",
		"coat women wool":                     "COAT women wool",
		"iphone 15 pro 256":                   "iphone #15 #pro #256",
		"iphone 15 pro max 256gb":             "iphone #15 #pro #max #256gb",
		"samsung televizor 55 düym":           "@samsung TELEVIZOR #55 #duym",
		"nike krossovka 42":                   "@nike KROSSOVKA #42",
		"кроссовки adidas 43 размер":          "КРОССОВКИ @adidas #43 #размер",
		"macbook air m2 13":                   "macbook #air #m2 #13",
		"air filter":                          "air FILTER",
		"samsung":                             "samsung",
		"samsung 55":                          "SAMSUNG #55",
		"xaricdən telefon gətirmək":           "telefon",
		"мясо кроме свинины":                  "мясо",
		"ət, balıqdan başqa":                  "et",
		"meat other than pork":                "meat",
		"для":                                 "для",
		"a b c d e f g h i j k l m n o p q r": "b c d e f g h i j k l m n o p q r",
	} {
		assert.Equal(t, want, roles(q), q)
	}
}

func TestNamed(t *testing.T) {
	for term, want := range map[string]string{
		"wheat flour": "flour", "bugda unu": "unu", "шины для грузовика": "шины", "детская коляска": "коляска", "telefon": "", "it ucun quru yem": "yem",
	} {
		f, ws := split(term, nil, nil)
		got := ""
		if i := named(f, ws); i >= 0 {
			got = string(f[ws[i].from:ws[i].to])
		}
		assert.Equal(t, want, got, term)
	}
}

func TestConsonants(t *testing.T) {
	for _, x := range []struct {
		a, b         string
		alike, loose bool
	}{
		{"sokolad", "sekalad", true, true}, {"шоколад", "шакалад", true, true}, {"qomruk", "gomrug", true, true},
		{"labtob", "laptop", false, true}, {"велосепет", "велосипед", false, true}, {"sampun", "sampan", true, true},
		{"палто", "салто", false, false}, {"nokia", "mokia", false, false},
	} {
		assert.Equal(t, x.alike, consonants(x.a, false) == consonants(x.b, false), "%s %s", x.a, x.b)
		assert.Equal(t, x.loose, consonants(x.a, true) == consonants(x.b, true), "%s %s", x.a, x.b)
	}
}

func TestThingBeforeWhatItIsFor(t *testing.T) {
	for q, want := range map[string]string{
		"шины для легкового автомобиля": "4011", "minik avtomobili şini": "4011", "tyres for passenger car": "4011",
		"laptop bag": "4202", "noutbuk üçün çanta": "4202", "сумка для ноутбука": "4202", "engine oil for car": "2710",
	} {
		hits := index().Query(q, 3)
		assert.Equal(t, 1, place(hits, []string{want}), "%s %v", q, codes(hits))
	}
}

func TestBrandsAndSizes(t *testing.T) {
	for q, want := range map[string]string{
		"iphone 15 pro 256": "851713", "samsung televizor 55 düym": "8528", "nike krossovka 42": "6404", "ps5": "950450", "айфон 13 про": "851713",
		"honda generator": "8502", "toyota şin": "4011", "a4 kağız": "4802",
	} {
		hits := index().Query(q, 3)
		assert.Equal(t, 1, place(hits, []string{want}), "%s %v", q, codes(hits))
	}
	// Neither may be taken for a misspelt word: nike for nickel.
	assert.Zero(t, place(index().Query("nike krossovka", 10), []string{"75"}))
}

func TestTwoWordsThatAreOne(t *testing.T) {
	for q, want := range map[string]string{"gips karton": "6809", "smart phone": "8517", "t shirt": "6109"} {
		assert.NotZero(t, place(index().Query(q, 5), []string{want}), q)
	}
}

func TestWhyAndTerm(t *testing.T) {
	for q, want := range map[string]string{"6109": "code", "köynək": "synonym", "televizr": "fuzzy", "meslin": "word"} {
		hits := index().Query(q, 3)
		if assert.NotEmpty(t, hits, q) {
			assert.Equal(t, want, hits[0].Why, q)
			assert.NotEmpty(t, hits[0].Term, q)
		}
	}
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"qis sini", "avtomobil üçün Qış şinləri", "avtomobil üçün [Qış] [şinləri]"},
		{"televizr", "Televizorlar, monitorlar", "[Televizorlar], monitorlar"},
		{"шины", "Шины (покрышки) и шин", "[Шины] (покрышки) и [шин]"},
		{"wokolad", "Şokolad", "[Şokolad]"},
		{"көйнәк", "Kişi köynəkləri", "Kişi [köynəkləri]"},
		{"tel", "telefon, hotel", "[telefon], hotel"},
		{"iphone 15", "150 kq; 15 ədəd", "150 kq; [15] ədəd"},
		{"", "nothing", "nothing"},
		{"meat other than pork", "Meat; pork", "[Meat]; pork"},
		{"buffalo", "Bovine animals; live, other than cattle and buffalo", "Bovine animals; live, other than cattle and buffalo"},
		{"İŞIQ", "Işıqlandırıcı i̇şıq", "[Işıqlandırıcı] [i̇şıq]"},
		{"чай", "Чай, чая", "[Чай], [чая]"},
		{"pox", "pax", "pax"},
		{"peceniy", "şirin quru peçenye", "şirin quru [peçenye]"},
	} {
		var b strings.Builder
		at := 0
		for _, r := range index().Highlighter(c.query).Spans(c.text) {
			b.WriteString(c.text[at:r[0]] + "[" + c.text[r[0]:r[1]] + "]")
			at = r[1]
		}
		assert.Equal(t, c.want, b.String()+c.text[at:], c.query)
	}
}

// TestOrderOfNoiseDoesNotMatter: a maker's name finds the same thing before
// and behind it.
func TestOrderOfNoiseDoesNotMatter(t *testing.T) {
	things := []string{"televizor", "soyuducu", "холодильник", "laptop", "krossovka", "принтер"}
	makers := []string{"samsung", "bosch", "nike", "самсунг"}
	rapid.Check(t, func(t *rapid.T) {
		thing, maker := rapid.SampledFrom(things).Draw(t, "thing"), rapid.SampledFrom(makers).Draw(t, "maker")
		alone := codes(index().Query(thing, 1))
		assert.Equal(t, alone, codes(index().Query(maker+" "+thing, 1)))
		assert.Equal(t, alone, codes(index().Query(thing+" "+maker, 1)))
	})
}
