// Package texts embeds the text files of the faces, for tools and tests. The
// browser program does not import it: the page loads the one file it needs.
package texts

import (
	_ "embed"

	"rusum/site/i18n"
)

var (
	//go:embed az.txt
	az []byte
	//go:embed en.txt
	en []byte
	//go:embed ru.txt
	ru []byte
)

var parsed = map[i18n.Lang]*i18n.Texts{
	i18n.AZ: must(i18n.AZ, az), i18n.EN: must(i18n.EN, en), i18n.RU: must(i18n.RU, ru),
}

// Get returns the texts of the language, Azerbaijani for one that is not known.
func Get(lang i18n.Lang) *i18n.Texts {
	if t, ok := parsed[lang]; ok {
		return t
	}
	return parsed[i18n.AZ]
}

// must panics on a broken file: the files are part of the program and a test reads them.
func must(lang i18n.Lang, data []byte) *i18n.Texts {
	t, err := i18n.Parse(lang, data)
	if err != nil {
		panic(err)
	}
	return t
}
