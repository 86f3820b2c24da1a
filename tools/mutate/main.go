// Command mutate changes one operator, call or statement of a package at a time
// and tells which change no test of the package notices.
//
//	mutate [-tests ./calc,./tools/rusum] [-v] [-only 12,15] file.go ...
//
// All changes are compiled into one test binary, each behind a number, so that
// a mutant costs a run of the tests that reach it and no compiler. The files
// given must be of one package. What is left is an equivalent mutant, to be
// explained in docs/testing.md, or a missing test.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	if overlay[abs(filepath.Join(dir, "mutant_switch.go"))], err = write(tmp, "switch.go", strings.Replace(switchFile, "PACKAGE", p.types.Name(), 1)); err != nil {
		return err
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return err
	}
	config, err := write(tmp, "overlay.json", string(list))
	if err != nil {
		return err
	}
	if tests == "" {
		tests = "./" + filepath.ToSlash(dir)
	}
	var suites []*suite
	for i, pkg := range strings.Split(tests, ",") {
		s := &suite{dir: pkg, bin: filepath.Join(tmp, "tests"+strconv.Itoa(i)), covers: map[int][]string{}, took: map[string]time.Duration{}}
		if out, err := exec.Command("go", "test", "-vet=off", "-overlay", config, "-c", "-o", s.bin, pkg).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", pkg, err, out)
		}
		if err := s.measure(tmp); err != nil {
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
			if s.kills(m.id) {
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

// A suite is the tests of a package, with all mutants in them.
type suite struct {
	dir, bin string
	covers   map[int][]string // the tests that reach a mutant, the quickest first
	took     map[string]time.Duration
}

var named = regexp.MustCompile(`(?m)^(Test|Example|Fuzz)\w+$`)

// measure runs every test once, alone, and notes which mutants it reaches.
func (s *suite) measure(tmp string) error {
	out, err := s.command(0, "", "-test.list", ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", s.dir, err, out)
	}
	reached := filepath.Join(tmp, "reached")
	tests := named.FindAllString(string(out), -1)
	for _, t := range tests {
		_ = os.Remove(reached)
		begun := time.Now()
		if out, err := s.command(0, reached, "-test.run", "^"+t+"$").CombinedOutput(); err != nil {
			return fmt.Errorf("%s fails without a mutant: %w\n%s", t, err, out)
		}
		s.took[t] = time.Since(begun)
		b, _ := os.ReadFile(reached) // a test may reach none
		for _, n := range strings.Fields(string(b)) {
			if id, err := strconv.Atoi(n); err == nil {
				s.covers[id] = append(s.covers[id], t)
			}
		}
	}
	for _, list := range s.covers {
		slices.SortStableFunc(list, func(a, b string) int { return int(s.took[a] - s.took[b]) })
	}
	return nil
}

// kills runs the tests that reach a mutant, the many quick ones together.
func (s *suite) kills(id int) bool {
	list := s.covers[id]
	n := len(list)
	for n > 1 && s.took[list[n-1]] > time.Second {
		n--
	}
	for _, part := range [][]string{list[:n], list[n:]} {
		if len(part) == 0 {
			continue
		}
		if s.command(id, "", "-test.failfast", "-test.run", "^("+strings.Join(part, "|")+")$").Run() != nil {
			return true
		}
	}
	return false
}

// command runs the tests under a limit of time and of memory: a mutant may go
// round for ever. Seeds of random input are fixed.
func (s *suite) command(id int, reached string, args ...string) *exec.Cmd {
	args = append([]string{"-c", `ulimit -v 6000000; exec "$0" "$@"`, s.bin, "-test.short", "-test.timeout=3m"}, args...)
	if s.random() {
		args = append(args, "-rapid.seed=1", "-rapid.nofailfile")
	}
	c := exec.Command("sh", args...)
	c.Dir = s.dir
	c.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(id), "MUTANTS_REACHED="+reached, "GOMAXPROCS=1")
	return c
}

func (s *suite) random() bool {
	files, _ := filepath.Glob(filepath.Join(s.dir, "*_test.go"))
	for _, f := range files {
		if b, _ := os.ReadFile(f); bytes.Contains(b, []byte(`"pgregory.net/rapid"`)) {
			return true
		}
	}
	return false
}

// switchFile is the switch between the mutants in the binary.
const switchFile = `package PACKAGE

import (
	"os"
	"strconv"
	"sync"
)

var mutantOn, mutantsReached, mutantLock = mutantSwitch()

func mutantSwitch() (int, map[int]bool, *sync.Mutex) {
	n, _ := strconv.Atoi(os.Getenv("MUTANT"))
	if os.Getenv("MUTANTS_REACHED") == "" {
		return n, nil, nil
	}
	return n, map[int]bool{}, &sync.Mutex{}
}

func mutant(n int) bool {
	if mutantsReached != nil {
		mutantLock.Lock()
		if !mutantsReached[n] {
			mutantsReached[n] = true
			f, err := os.OpenFile(os.Getenv("MUTANTS_REACHED"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err != nil {
				panic(err)
			}
			f.WriteString(strconv.Itoa(n) + "\n")
			f.Close()
		}
		mutantLock.Unlock()
	}
	return n == mutantOn
}
`
