// Package embedded opens the data files built into a program: the command
// line and tests use it. The browser program does not; it fetches the same
// files, so that they can be cached and compressed apart from the code.
package embedded

import (
	"sync"

	"rusum/tariffdata"
	"rusum/tariffdata/gen"
)

// Core is the embedded core. It panics if the program was built with a damaged
// file, which the tests of this package rule out.
var Core = sync.OnceValue(func() *tariffdata.Core { return must(tariffdata.OpenCore(gen.Core)) })

var names = map[string]func() *tariffdata.Names{
	"az": sync.OnceValue(func() *tariffdata.Names { return must(tariffdata.OpenNames(gen.NamesAZ)) }),
	"en": sync.OnceValue(func() *tariffdata.Names { return must(tariffdata.OpenNames(gen.NamesEN)) }),
	"ru": sync.OnceValue(func() *tariffdata.Names { return must(tariffdata.OpenNames(gen.NamesRU)) }),
}

// Names are the embedded names in "az", "en" or "ru"; any other language has
// the Azerbaijani ones.
func Names(lang string) *tariffdata.Names {
	if open, ok := names[lang]; ok {
		return open()
	}
	return names["az"]()
}

// Tariff is the embedded official tariff; it has no rows while none has been
// imported.
var Tariff = sync.OnceValue(func() *tariffdata.Tariff { return must(tariffdata.OpenTariff(gen.Tariff)) })

func must[T any](v T, err error) T {
	if err != nil {
		panic("embedded data: " + err.Error())
	}
	return v
}
