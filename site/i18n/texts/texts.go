// Package texts embeds the text files of the faces, for tools and tests. The
// browser program does not import it: the page loads the one file it needs.
//
// A language is a folder of files, one a subject: base.txt has what the engine
// says, page.txt what every page says, and each calculator has its own.
package texts

import (
	"bytes"
	"embed"
	"slices"
	"strings"

	"rusum/site/i18n"
)

//go:embed az/*.txt en/*.txt ru/*.txt
var files embed.FS

var parsed = map[i18n.Lang]*i18n.Texts{i18n.AZ: must(i18n.AZ), i18n.EN: must(i18n.EN), i18n.RU: must(i18n.RU)}

// Get returns the texts of the language, Azerbaijani for one that is not known.
func Get(lang i18n.Lang) *i18n.Texts {
	if t, ok := parsed[lang]; ok {
		return t
	}
	return parsed[i18n.AZ]
}

// Files lists the names of the files of a language, in the order of Source.
func Files(lang i18n.Lang) []string {
	entries, err := files.ReadDir(string(lang))
	if err != nil {
		panic(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// Source is the lines of the named files of a language ("base"), or of all.
func Source(lang i18n.Lang, subjects ...string) []byte {
	var b bytes.Buffer
	for _, name := range Files(lang) {
		if len(subjects) > 0 && !slices.Contains(subjects, strings.TrimSuffix(name, ".txt")) {
			continue
		}
		data, err := files.ReadFile(string(lang) + "/" + name)
		if err != nil {
			panic(err)
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// must panics on a broken file: the files are part of the program and a test reads them.
func must(lang i18n.Lang) *i18n.Texts {
	t, err := i18n.Parse(lang, Source(lang))
	if err != nil {
		panic(err)
	}
	return t
}
