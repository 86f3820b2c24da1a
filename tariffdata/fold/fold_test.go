package fold

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestString(t *testing.T) {
	for in, want := range map[string]string{
		"gömrük": "gomruk", "GÖMRÜK": "gomruk", "GOMRUK": "gomruk", "Şəki": "seki", "ŞƏKİ": "seki",
		"işıq": "isiq", "IŞIQ": "isiq", "İŞIQ": "isiq", "i\u0307": "i", "çəki, 50 kq": "ceki 50 kq",
		"Ёлка": "елка", "ЧАЙ": "чаи", "чаи\u0306": "чаи", "sm³": "sm3", "m²": "m2", "  a -- b\u00a0c ": "a b c", "nout\u00adbuk\u200b\u202c": "noutbuk",
		"crème brûlée": "creme brulee", "Ağ\tqənd": "ag qend", "": "", "–": "", "ЯБЛОКО": "яблоко", "рапс": "рапс",
	} {
		assert.Equal(t, want, String(in), in)
	}
}

func TestCyrillicAzerbaijani(t *testing.T) {
	for in, want := range map[string]string{"көјнәк": "koynek", "көйнәк": "koynek", "сојудуҹу": "soyuducu", "дәрман": "derman", "ШӘКИ": "seki", "Ҝөмрүк": "gomruk"} {
		f := String(in)
		assert.True(t, IsCyrillicAzerbaijani(f), in)
		assert.Equal(t, want, Latin(f), in)
	}
	assert.False(t, IsCyrillicAzerbaijani(String("чай зелёный")))
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := String(s)
		assert.Equal(t, once, String(once))
		assert.NotContains(t, once, "  ")
		assert.Equal(t, strings.TrimSpace(once), once)
	})
}
