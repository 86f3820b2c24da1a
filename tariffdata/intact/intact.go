// Package intact checks a folder of data as it lies on a disk: that every file a
// program opens is there and whole, says what the tables and names it was made
// from say, and has none of the faults that tariffdata looks for. The browser
// program does not import it.
package intact

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"rusum/tariffdata"
)

var languages = []string{"az", "en", "ru"}

type checker struct {
	dir    fs.FS
	faults []tariffdata.Fault
}

func (c *checker) add(where, what string) {
	c.faults = append(c.faults, tariffdata.Fault{Where: where, What: what})
}

// Check checks a folder laid out as tariffdata: gen, law and source. Where it
// stands is the file, and the row and column or the code.
func Check(dir fs.FS) []tariffdata.Fault {
	c := &checker{dir: dir}
	core := open(c, "gen/core.bin", tariffdata.OpenCore)
	names := make([]*tariffdata.Names, len(languages))
	for i, lang := range languages {
		names[i] = open(c, "gen/names_"+lang+".bin", tariffdata.OpenNames)
	}
	tariff := open(c, "gen/tariff.bin", tariffdata.OpenTariff)
	if core == nil {
		return c.faults
	}
	c.sources(core)
	c.law(core)
	c.names(core, names)
	if !slices.Contains(names, nil) {
		c.faults = append(c.faults, tariffdata.Verify(core, names[0], names[1], names[2], tariff)...)
	}
	c.faults = append(c.faults, tariffdata.VerifyLaw(core)...)
	return c.faults
}

// open opens a generated file; one that is missing or damaged is a fault.
func open[T any](c *checker, name string, open func([]byte) (*T, error)) *T {
	b, err := fs.ReadFile(c.dir, name)
	if err != nil {
		c.add(name, "cannot be read: "+reason(err))
		return nil
	}
	x, err := open(b)
	if err != nil {
		c.add(name, "damaged: "+err.Error())
		return nil
	}
	return x
}

func reason(err error) string {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// sources checks that the files the core was made from are those that lie beside
// it: the core keeps the sum of each.
func (c *checker) sources(core *tariffdata.Core) {
	made := map[string]bool{}
	for _, key := range core.MetaKeys() {
		name, ok := strings.CutPrefix(key, "sha256:")
		if !ok {
			continue
		}
		made[name] = true
		b, err := fs.ReadFile(c.dir, name)
		if err != nil {
			c.add(name, "cannot be read: "+reason(err))
			continue
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != core.Meta(key) {
			c.add(name, "changed since gen/core.bin was made")
		}
	}
	files, err := fs.Glob(c.dir, "law/*.csv")
	if err != nil || len(files) == 0 {
		c.add("law", "no tables")
	}
	for _, name := range files {
		if !made[name] {
			c.add(name, "gen/core.bin was made without it")
		}
	}
}

// law compares every cell of the law tables with the file it was packed from.
func (c *checker) law(core *tariffdata.Core) {
	for _, table := range core.Tables() {
		name := "law/" + table + ".csv"
		b, err := fs.ReadFile(c.dir, name)
		if err != nil {
			continue // named by sources
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil || len(rows) == 0 {
			c.add(name, fmt.Sprint("not a table: ", err))
			continue
		}
		t, _ := core.Table(table)
		if !slices.Equal(rows[0], t.Columns()) || len(rows)-1 != t.Len() {
			c.add(name, "gen/core.bin has other columns or rows")
			continue
		}
		for i, row := range rows[1:] {
			for j, column := range rows[0] {
				if got := t.Get(i, column); got != row[j] {
					c.add(name+" row "+strconv.Itoa(i+1), column+" is "+quote(row[j])+", gen/core.bin has "+quote(got))
				}
			}
		}
	}
}

// names compares the names with the nomenclature they were packed from.
func (c *checker) names(core *tariffdata.Core, names []*tariffdata.Names) {
	const name = "source/nomenclature.tsv"
	b, err := fs.ReadFile(c.dir, name)
	if err != nil {
		return // named by sources
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	for k, lang := range languages {
		column := slices.Index(head, "name_"+lang)
		if column < 0 || names[k] == nil || names[k].Len() != core.Len() {
			continue
		}
		for _, line := range lines[1:] {
			cells := strings.Split(line, "\t")
			if len(cells) <= column || cells[column] == "" {
				continue
			}
			if i, ok := core.Index(cells[0]); ok && names[k].Name(i) != cells[column] {
				c.add("gen/names_"+lang+".bin", cells[0]+" is named "+quote(names[k].Name(i))+", "+name+" has "+quote(cells[column]))
			}
		}
	}
}

func quote(s string) string {
	if s == "" {
		return "empty"
	}
	return strconv.Quote(s)
}
