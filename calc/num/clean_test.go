package num_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc/num"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"1 234,50": "1 234,50", "": "", "şəkər 12": "şəkər 12",
		"\u202b1 234,50\u202c": "1 234,50", "\u200e8471\u200f30": "847130", "\u2066\u20671000\u2069\u2069": "1000",
		"8471\u00ad30": "847130", "\ufeff12": "12", "1\u200b000": "1000",
		"١٢٣٤": "1234", "۰۹۸۷": "0987", "１０００": "1000", "१२": "12", "١٬٢٣٤٫٥": "1 234.5",
		"٠٩": "09", "۰۹": "09", "०९": "09", "０９": "09", "\u0660\u066a": "0\u066a", "\u0970": "\u0970",
		"\u200b\u200e\u200f\u202a\u202e\u2060\u2069\u061c": "", "\u200a\u2010": "\u200a\u2010", "\u2029\u202f\u205f\u206a": "\u2029\u202f\u205f\u206a", "\u0080": "\u0080",
	} {
		assert.Equal(t, want, num.Clean(in), "%q", in)
	}
}
