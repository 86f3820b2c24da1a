package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestListed(t *testing.T) {
	for _, c := range []struct {
		word, list string
		want       bool
	}{
		{"than", "than", true}, {"tha", "than", false}, {"thank", "than", false},
		{"except", "excluding except", true}, {"excluding", "excluding except", true}, {"ex", "excluding except", false},
		{"не", "но не", true}, {"н", "но не", false}, {"a", "", false},
	} {
		assert.Equal(t, c.want, listed([]byte(c.word), c.list), "%q in %q", c.word, c.list)
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[ab]{1,3}`), 1, 5).Draw(t, "words")
		word := rapid.StringMatching(`[ab]{1,3}`).Draw(t, "word")
		assert.Equal(t, slices.Contains(words, word), listed([]byte(word), strings.Join(words, " ")))
		assert.Equal(t, word == words[0], equal([]byte(word), []byte(words[0])))
	})
}
