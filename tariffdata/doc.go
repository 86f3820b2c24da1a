// Package tariffdata reads the tables the customs law points at: the
// nomenclature with its names in three languages, the tables of rates and
// periods that accompany the engine, Central Bank bulletins and, where one has
// been loaded, the official tariff.
//
// The human-editable sources are under source/ and law/; the program
// tools/tariffgen checks them and writes the compact files under gen/, which
// package embedded puts into a program and which the site serves as they are.
// A file is read without copying its texts, carries the checksum of its
// contents and the sha256 of each source, and is refused with an error when
// anything in it is malformed.
package tariffdata

//go:generate go run rusum/tools/tariffgen data
