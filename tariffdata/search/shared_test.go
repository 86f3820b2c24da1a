package search

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"rusum/tariffdata/embedded"
)

func TestASharedTextIsAskedForByItsCode(t *testing.T) {
	core := embedded.Core()
	for text, want := range map[string]string{
		"Sifarişiniz 8517130000 kodlu telefon göndərildi https://shop.example/p/123456": "8517130000",
		"ТН ВЭД: 8517.13.00.00.":                         "8517130000",
		"HS code 8517 13 00 00, qty 2":                   "8517130000",
		"(8703-23) used car":                             "870323",
		"8517":                                           "8517",
		"order 9999 of 2026-11-26: 0902 tea":             "0902",
		"Apple iPhone 15 Pro 256 GB https://s.example/x": "Apple iPhone 15 Pro 256 GB",
		"tel. 994501234567":                              "tel. 994501234567",
		"https://only.example/":                          "",
		"":                                               "",
	} {
		assert.Equal(t, want, Shared(core, text), text)
	}
}

func TestAnySharedTextGivesAShortQuery(t *testing.T) {
	core := embedded.Core()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		got := Shared(core, s)
		assert.LessOrEqual(t, len(got), len(s)+sharedWords)
	})
}

// Words read in steps of any size make the same index.
func TestWordsReadInStepsAreThoseReadAtOnce(t *testing.T) {
	core, n := embedded.Core(), embedded.Names("az")
	whole := New(core, n)
	for _, some := range []int{1, 7, 1000} {
		w := Read(core, n)
		steps := 1
		for ; !w.Step(some); steps++ {
		}
		x := New(core).WithWords(w)
		assert.Greater(t, steps, 5)
		assert.Equal(t, 1, x.Sources())
		for _, q := range []string{"noutbuk", "köynək", "çay", "8471", "kişi ayaqqabısı", "tlefon"} {
			assert.Equal(t, whole.Query(q, 10), x.Query(q, 10), q)
		}
	}
	half := Read(core, n)
	half.Step(100)
	assert.Equal(t, whole.Query("noutbuk", 10), New(core).WithWords(half).Query("noutbuk", 10), "what was left is read then")
}
