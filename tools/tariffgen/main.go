// Tariffgen turns tables into the data files of the program.
//
//	tariffgen data                     sources of tariffdata → tariffdata/gen
//	tariffgen table [flags] FILE       an official tariff table → a tariff pack
//	tariffgen import [flags] FILE      the same into tariffdata/source/tariff.tsv, then data
//	tariffgen bulletin FILE…           bulletins of the Central Bank into tariffdata/source, then data
//
// It is run from anywhere inside the repository.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const usage = `usage:
  tariffgen data
  tariffgen table  [-o out.bin] [flags] FILE
      -amend BASE                the table changes lines of BASE (a pack or a table) from -date on
  tariffgen import [flags] FILE
      -amend                     the table changes lines of the embedded tariff from -date on
  tariffgen bulletin FILE…
  flags of table and import:
      -act A -title T -date D    the act, what to call the table, first day of the rates
      -lang az|ru|en|us          language of the rates; az
      -currency USD              currency of amounts that name none
      -report FILE.txt|.html|.json   may be given more than once; default: to the terminal
      -against FILE.bin          compare with this pack; default: the embedded tariff
      -max-unresolved 0.5        percent of lines that may be left out or without a rate
`

var errUsage = errors.New("wrong usage")

func main() {
	err := run(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "tariffgen:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	dir, err := dataDir()
	if err != nil {
		return err
	}
	switch {
	case args[0] == "data" && len(args) == 1:
		return runData(dir, out)
	case args[0] == "table":
		return runTable(dir, args[1:], out)
	case args[0] == "import":
		return runImport(dir, args[1:], out)
	case args[0] == "bulletin":
		return runBulletin(dir, args[1:], out)
	}
	return errUsage
}

func runData(dir string, out io.Writer) error {
	files, err := generate(dir)
	if err != nil {
		return err
	}
	if err := writeGenerated(filepath.Join(dir, "gen"), files); err != nil {
		return err
	}
	fmt.Fprint(out, summary(files))
	return nil
}

// dataDir is the directory tariffdata of the module the program is run in.
func dataDir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "tariffdata"), nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the working directory")
		}
		dir = parent
	}
}
