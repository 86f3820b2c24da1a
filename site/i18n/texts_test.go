package i18n_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/site/i18n"
)

func parse(t *testing.T, lang i18n.Lang, data string) *i18n.Texts {
	t.Helper()
	x, err := i18n.Parse(lang, []byte(data))
	require.NoError(t, err)
	return x
}

func TestParse(t *testing.T) {
	x := parse(t, i18n.AZ, "# şərh\n\n a.b = Salam, {name}! \nline = bir\\niki\nequal = a = b\nslash = \\\\n\nspace = 5\\s₼\r\n")
	assert.Equal(t, i18n.AZ, x.Lang())
	assert.Equal(t, []string{"a.b", "equal", "line", "slash", "space"}, x.Keys())
	assert.Equal(t, "Salam, Leyla!", x.Get("a.b", calc.Arg{Name: "name", Value: "Leyla"}))
	assert.Equal(t, "bir\niki", x.Get("line"))
	assert.Equal(t, "a = b", x.Get("equal"))
	assert.Equal(t, `\n`, x.Get("slash"))
	assert.Equal(t, "5\u00a0₼", x.Get("space"))
	assert.True(t, x.Has("line"))
	assert.False(t, x.Has("Line"))
	assert.Equal(t, "no.such.key", x.Get("no.such.key"), "a missing key shows itself")
	assert.Equal(t, "Salam, {name}!", x.Get("a.b"), "a missing argument shows itself")
	assert.Equal(t, []string{"name"}, x.Args("a.b"))
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"no equals sign", "\n\nabc", "texts en, line 3: no = after the key"},
		{"empty key", " = x", `texts en, line 1: bad key ""`},
		{"space in a key", "a b = x", `texts en, line 1: bad key "a b"`},
		{"empty text", "a =", "texts en, line 1: a has no text"},
		{"the same key twice", "a = 1\nb = 2\na = 3", "texts en, line 3: a is there twice"},
		{"brace not closed", "a = {n", "texts en, line 1: a: { without }"},
		{"brace not opened", "a = n}", "texts en, line 1: a: } without {"},
		{"no name", "a = {}", "texts en, line 1: a: bad argument name {}"},
		{"capital in a name", "a = {Name}", "texts en, line 1: a: bad argument name {Name}"},
		{"unknown category", "a = {n|two:x|other:y}", "texts en, line 1: a: {n|…}: want one:, few:, many: or other:"},
		{"category twice", "a = {n|one:x|one:y|other:z}", "texts en, line 1: a: {n|…}: one is there twice"},
		{"no other", "a = {n|one:x}", "texts en, line 1: a: {n|…} must end with other:"},
		{"plural not closed", "a = {n|one:x|other:y", "texts en, line 1: a: { without }"},
		{"not UTF-8", "a = \xff", "texts en: not UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := i18n.Parse(i18n.EN, []byte(c.data))
			assert.EqualError(t, err, c.want)
		})
	}
	_, err := i18n.Parse("de", nil)
	assert.EqualError(t, err, "texts: unknown language de")
}

func TestPluralForms(t *testing.T) {
	day := map[i18n.Lang]*i18n.Texts{
		i18n.AZ: parse(t, i18n.AZ, "d = {n} {n|one:gün|other:gün}"),
		i18n.EN: parse(t, i18n.EN, "d = {n} {n|one:day|other:days}"),
		i18n.RU: parse(t, i18n.RU, "d = {n|one:{n} день|few:{n} дня|many:{n} дней|other:{n} дня}"),
	}
	for _, c := range []struct {
		lang i18n.Lang
		n    string
		want string
	}{
		{i18n.AZ, "1", "1 gün"}, {i18n.AZ, "5", "5 gün"},
		{i18n.EN, "0", "0 days"}, {i18n.EN, "1", "1 day"}, {i18n.EN, "1.0", "1.0 days"}, {i18n.EN, "2", "2 days"}, {i18n.EN, "21", "21 days"},
		{i18n.RU, "0", "0 дней"}, {i18n.RU, "1", "1 день"}, {i18n.RU, "2", "2 дня"}, {i18n.RU, "4", "4 дня"}, {i18n.RU, "5", "5 дней"},
		{i18n.RU, "11", "11 дней"}, {i18n.RU, "12", "12 дней"}, {i18n.RU, "14", "14 дней"}, {i18n.RU, "21", "21 день"},
		{i18n.RU, "22", "22 дня"}, {i18n.RU, "101", "101 день"}, {i18n.RU, "111", "111 дней"}, {i18n.RU, "112", "112 дней"},
		{i18n.RU, "1.5", "1.5 дня"}, {i18n.RU, "x", "x дня"},
	} {
		t.Run(string(c.lang)+" "+c.n, func(t *testing.T) {
			assert.Equal(t, c.want, day[c.lang].Get("d", calc.Arg{Name: "n", Value: c.n}))
		})
	}
}

func TestPluralIsOneOfTheFormsOfTheLanguage(t *testing.T) {
	assert.Equal(t, "one", i18n.Plural(i18n.AZ, "1"))
	assert.Equal(t, "one", i18n.Plural(i18n.AZ, "1.0"))
	assert.Equal(t, "other", i18n.Plural(i18n.AZ, "11"))
	assert.Equal(t, "one", i18n.Plural(i18n.EN, "-1"))
	assert.Equal(t, "other", i18n.Plural(i18n.EN, ""))
	assert.Equal(t, "many", i18n.Plural(i18n.RU, "1000"))
}

func TestParseLang(t *testing.T) {
	l, ok := i18n.ParseLang("ru")
	assert.True(t, ok)
	assert.Equal(t, i18n.RU, l)
	l, ok = i18n.ParseLang("tr")
	assert.False(t, ok)
	assert.Equal(t, i18n.AZ, l)
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a = b", "a = {n|one:{n} x|other:y}", "a = {{}}", "a = |}", "#", "a=\\", "a = {n|other:{m|other:{n}}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, err := i18n.Parse(i18n.RU, []byte(s))
		if err != nil {
			return
		}
		for _, k := range x.Keys() {
			x.Get(k)
			x.Get(k, calc.Arg{Name: "n", Value: "21"})
			x.Args(k)
		}
	})
}
