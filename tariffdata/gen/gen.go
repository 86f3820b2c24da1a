// Package gen holds the generated data files as bytes. They are written by
// tools/tariffgen from tariffdata/source and tariffdata/law and never edited;
// package embedded opens them.
package gen

import _ "embed" // the files are embedded below

// The files, whole. Callers must not change them.
var (
	//go:embed core.bin
	Core []byte
	//go:embed names_az.bin
	NamesAZ []byte
	//go:embed names_en.bin
	NamesEN []byte
	//go:embed names_ru.bin
	NamesRU []byte
	//go:embed tariff.bin
	Tariff []byte
)
