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
