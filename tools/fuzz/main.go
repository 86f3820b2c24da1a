// Command fuzz runs every fuzz target of the module, one after another.
//
//	fuzz [-time 1m] [-parallel 1] [-list] [pattern]
//
// The targets are found in the source, so a new one needs no list. go test
// takes one target of one package at a time, which is why this program exists.
// What a target finds stands in testdata/fuzz of its package: fix the program,
// keep the file.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A target is one fuzz function and the folder of its package.
type target struct{ dir, name string }

var (
	declared = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(\w+ \*testing\.F\)`)
	progress = regexp.MustCompile(`execs: (\d+)`)
)

func main() {
	each := flag.Duration("time", time.Minute, "how long each target runs")
	parallel := flag.Int("parallel", 1, "workers of a target")
	list := flag.Bool("list", false, "print the targets and their corpora only")
	flag.Parse()
	if flag.NArg() > 1 || *each <= 0 || *parallel < 1 {
		flag.Usage()
		os.Exit(2)
	}
	only, err := regexp.Compile(flag.Arg(0))
	if err == nil {
		err = run(os.Stdout, ".", only, *each, *parallel, *list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, root string, only *regexp.Regexp, each time.Duration, parallel int, list bool) error {
	targets, err := find(root)
	if err != nil {
		return err
	}
	var failed []string
	for _, t := range targets {
		id := t.dir + "." + t.name
		if !only.MatchString(id) {
			continue
		}
		if list {
			fmt.Fprintf(w, "%-44s %3d files\n", id, t.corpus(root))
			continue
		}
		took, execs, out, err := t.fuzz(root, each, parallel)
		fmt.Fprintf(w, "%-44s %6s %9d inputs", id, took.Round(time.Second), execs)
		if err != nil {
			failed = append(failed, id)
			fmt.Fprintf(w, "  FAILED\n%s\n", out)
			continue
		}
		fmt.Fprintln(w, "  ok")
	}
	if failed != nil {
		return fmt.Errorf("%d targets failed: %s", len(failed), strings.Join(failed, " "))
	}
	return nil
}

// find lists the targets of every test file below root, by folder and name.
func find(root string) ([]target, error) {
	var out []target
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && path != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules" || e.Name() == "testdata"):
			return fs.SkipDir
		case e.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, m := range declared.FindAllSubmatch(text, -1) {
			out = append(out, target{filepath.ToSlash(rel), string(m[1])})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b target) int {
		return strings.Compare(a.dir+"\x00"+a.name, b.dir+"\x00"+b.name)
	})
	return out, err
}

// corpus counts the committed inputs of the target.
func (t target) corpus(root string) int {
	files, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(t.dir), "testdata", "fuzz", t.name))
	if err != nil {
		return 0
	}
	return len(files)
}

// fuzz runs one target and answers how long it took, how many inputs it saw,
// and what go test said.
func (t target) fuzz(root string, each time.Duration, parallel int) (time.Duration, int, string, error) {
	// By default go test may spend a minute on making one interesting input short,
	// and counts nothing meanwhile.
	cmd := exec.Command("go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String(), "-fuzzminimizetime", "100x",
		"-parallel", strconv.Itoa(parallel), "./"+t.dir)
	cmd.Dir = root
	start := time.Now()
	raw, err := cmd.CombinedOutput()
	out := string(raw)
	execs := 0
	for s := bufio.NewScanner(strings.NewReader(out)); s.Scan(); {
		if m := progress.FindStringSubmatch(s.Text()); m != nil {
			execs, _ = strconv.Atoi(m[1])
		}
	}
	return time.Since(start), execs, out, err
}
