// Command mutate changes one operator, call or statement of a package at a time
// and tells which change no test of the package notices.
//
//	mutate [-tests ./calc,./tools/rusum] [-v] [-only 12,15] file.go ...
//
// All changes are compiled into one test binary, each behind a number, and one
// process runs them one after another, so that a mutant costs the tests that
// reach it and neither a compiler nor a start. The files given must be of one
// package. What is left is an equivalent mutant, to be explained in
// docs/testing.md, or a missing test.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	tests := flag.String("tests", "", "packages whose tests count, comma between them; the files' own without")
	verbose := flag.Bool("v", false, "print killed mutants too")
	only := flag.String("only", "", "numbers of the mutants to run, comma between them; all without")
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Args(), *tests, *verbose, *only); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, files []string, tests string, verbose bool, only string) error {
	dir := filepath.Dir(files[0])
	p, err := load(dir)
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	overlay := map[string]string{}
	for i, f := range files {
		if filepath.Dir(f) != dir {
			return errors.New("files of one package at a time: " + f)
		}
		text, err := p.mutate(f)
		if err != nil {
			return err
		}
		if overlay[abs(f)], err = write(tmp, strconv.Itoa(i)+".go", text); err != nil {
			return err
		}
	}
	if overlay[abs(filepath.Join(dir, "mutant_switch.go"))], err = write(tmp, "switch.go", "package "+p.types.Name()+switchFile); err != nil {
		return err
	}
	if tests == "" {
		tests = "./" + filepath.ToSlash(dir)
	}
	var suites []*suite
	for i, pkg := range strings.Split(tests, ",") {
		s := &suite{dir: pkg, bin: filepath.Join(tmp, "tests"+strconv.Itoa(i)), covers: map[int][]string{}, took: map[string]time.Duration{}, kept: map[string]int{}}
		defer s.stop()
		if err := s.build(tmp, overlay, p); err != nil {
			return err
		}
		if err := s.measure(); err != nil {
			return err
		}
		suites = append(suites, s)
	}
	count := map[string]*score{}
	wanted := strings.Split(only, ",")
	for _, m := range p.mutants {
		if only != "" && !slices.Contains(wanted, strconv.Itoa(m.id)) {
			continue
		}
		c := count[m.file]
		if c == nil {
			c = &score{}
			count[m.file] = c
		}
		c.all++
		state := "NOT REACHED"
		for i, s := range suites {
			if s.covers[m.id] == nil {
				continue
			}
			state = "LIVED"
			killed, err := s.kills(m.id)
			if err != nil {
				return err
			}
			if killed {
				if state = "killed"; i > 0 {
					state = "elsewhere"
				}
				c.killed[min(i, 1)]++
				break
			}
		}
		if state != "killed" || verbose || only != "" {
			fmt.Fprintf(w, "%-11s %s:%d:%d #%d %s\n", state, m.file, m.line, m.column, m.id, m.what)
		}
	}
	for _, f := range files {
		if c := count[f]; c != nil {
			all := c.killed[0] + c.killed[1]
			fmt.Fprintf(w, "%s: %d mutants, %d killed (%d by the tests of the first package), %d %%\n", f, c.all, all, c.killed[0], all*100/c.all)
		}
	}
	return nil
}

type score struct {
	all    int
	killed [2]int // by the first package's tests, by another's
}

func abs(f string) string {
	a, err := filepath.Abs(f)
	if err != nil {
		panic(err)
	}
	return a
}

func write(dir, name, text string) (string, error) {
	f := filepath.Join(dir, name)
	return f, os.WriteFile(f, []byte(text), 0o600)
}
