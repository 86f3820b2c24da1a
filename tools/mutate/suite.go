package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A suite is the tests of a package, with all mutants in them, and the process
// that runs them.
type suite struct {
	dir, bin string
	random   bool                     // the tests draw random input
	took     map[string]time.Duration // by test, without a mutant
	covers   map[int][]string         // the tests that reach a mutant
	once     map[int]bool             // reached only by what a process does once
	kept     map[string]int           // how many mutants a test has killed

	on   *worker
	warm map[string]bool // tests the worker has run without a mutant
}

// build compiles the tests with the mutants and a main function that obeys.
func (s *suite) build(tmp string, overlay map[string]string, p *pack) error {
	name, err := exec.Command("go", "list", "-f", "{{.Name}}", s.dir).Output()
	if err != nil {
		return fmt.Errorf("go list %s: %w", s.dir, err)
	}
	all := maps.Clone(overlay)
	text := fmt.Sprintf(mainFile, strings.TrimSpace(string(name)), p.types.Path())
	if all[abs(filepath.Join(s.dir, "mutant_main_test.go"))], err = write(tmp, filepath.Base(s.bin)+"_test.go", text); err != nil {
		return err
	}
	list, err := json.Marshal(map[string]any{"Replace": all})
	if err != nil {
		return err
	}
	config, err := write(tmp, filepath.Base(s.bin)+".json", string(list))
	if err != nil {
		return err
	}
	if out, err := exec.Command("go", "test", "-vet=off", "-overlay", config, "-c", "-o", s.bin, s.dir).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", s.dir, err, out)
	}
	files, _ := filepath.Glob(filepath.Join(s.dir, "*_test.go"))
	s.random = slices.ContainsFunc(files, func(f string) bool {
		b, _ := os.ReadFile(f)
		return bytes.Contains(b, []byte(`"pgregory.net/rapid"`))
	})
	return nil
}

var named = regexp.MustCompile(`(?m)^(Test|Example|Fuzz)\w+$`)

// measure runs every test twice without a mutant: what it reaches, how long it
// takes, and what it reaches no second time because the process keeps it.
func (s *suite) measure() error {
	out, err := s.command("-test.list", ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", s.dir, err, out)
	}
	if err := s.start(0); err != nil {
		return err
	}
	s.once = map[int]bool{}
	for _, again := range []bool{false, true} {
		for _, t := range named.FindAllString(string(out), -1) {
			begun := time.Now()
			end, reached := s.on.run(0, t, 5*time.Minute)
			if end != passed {
				return fmt.Errorf("%s: %s fails without a mutant", s.dir, t)
			}
			s.took[t], s.warm[t] = time.Since(begun), true
			for _, id := range reached {
				if !slices.Contains(s.covers[id], t) {
					s.covers[id] = append(s.covers[id], t)
				}
				s.once[id] = !again
			}
		}
	}
	return nil
}

// kills runs the tests that reach a mutant, the quick ones that found much
// before first.
func (s *suite) kills(id int) (bool, error) {
	list := slices.Clone(s.covers[id])
	if s.once[id] { // and who asks first for what is kept says nothing of who uses it
		list = slices.Collect(maps.Keys(s.took))
		s.stop()
		defer s.stop()
		if err := s.start(id); err != nil {
			return false, err
		}
	}
	slices.SortStableFunc(list, func(a, b string) int {
		return int(s.took[a]/time.Duration(1+s.kept[a]) - s.took[b]/time.Duration(1+s.kept[b]))
	})
	for _, t := range list {
		end, err := s.run(id, t)
		if err != nil {
			return false, err
		}
		if end == failed && !s.once[id] {
			// Or has an earlier mutant left something behind?
			if end, _ := s.on.run(0, t, s.limit(t)); end != passed {
				s.stop()
				if end, err := s.run(id, t); err != nil || end != passed {
					s.kept[t]++
					return true, err
				}
				continue
			}
		}
		if end != passed {
			s.kept[t]++
			return true, nil
		}
	}
	return false, nil
}

// limit is when a mutant is taken to go round for ever.
func (s *suite) limit(t string) time.Duration { return 10*time.Second + 5*s.took[t] }

// run runs a test with a mutant, in a process that has run it without: what the
// process keeps is then made by the program and not by the mutant.
func (s *suite) run(id int, t string) (ending, error) {
	if s.on == nil {
		if err := s.start(0); err != nil {
			return gone, err
		}
	}
	if !s.warm[t] && !s.once[id] {
		if end, _ := s.on.run(0, t, s.limit(t)); end != passed { // an earlier mutant was here
			s.stop()
			if err := s.start(0); err != nil {
				return gone, err
			}
			if end, _ := s.on.run(0, t, s.limit(t)); end != passed {
				return gone, errors.New(t + " fails without a mutant")
			}
		}
		s.warm[t] = true
	}
	end, _ := s.on.run(id, t, s.limit(t))
	if end == gone {
		s.stop()
	}
	return end, nil
}

// command runs the tests under a limit of memory. Seeds of random input are
// fixed, and what fails is not made smaller.
func (s *suite) command(args ...string) *exec.Cmd {
	args = append([]string{"-c", `ulimit -v 6000000; exec "$0" "$@"`, s.bin, "-test.short"}, args...)
	if s.random {
		args = append(args, "-rapid.seed=1", "-rapid.nofailfile", "-rapid.shrinktime=1ms", "-rapid.checks=200")
	}
	c := exec.Command("sh", args...)
	c.Dir = s.dir
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	return c
}

// A worker is a process that runs one test after another.
type worker struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers chan string
}

// start starts a worker, with a mutant from the first moment or without.
func (s *suite) start(id int) error {
	c := s.command()
	c.Env = append(c.Env, "MUTANTS=3", "MUTANT="+strconv.Itoa(id))
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	r, answers, err := os.Pipe()
	if err != nil {
		return err
	}
	c.ExtraFiles = []*os.File{answers}
	err = c.Start()
	answers.Close()
	if err != nil {
		r.Close()
		return err
	}
	s.on, s.warm = &worker{c, in, make(chan string)}, map[string]bool{}
	go func(to chan string) {
		defer r.Close()
		defer close(to)
		for lines := bufio.NewReader(r); ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			to <- line
		}
	}(s.on.answers)
	return nil
}

func (s *suite) stop() {
	if s.on == nil {
		return
	}
	_ = s.on.cmd.Process.Kill() // it may be gone
	for range s.on.answers {
	}
	_ = s.on.cmd.Wait()
	s.on = nil
}

type ending string

const (
	passed ending = "0"
	failed ending = "1"
	gone   ending = "" // the process ended, or did not answer
)

// run has a test run with a mutant; reached are the mutants it came by.
func (w *worker) run(id int, test string, limit time.Duration) (end ending, reached []int) {
	if _, err := fmt.Fprintln(w.in, id, test); err != nil {
		return gone, nil
	}
	select {
	case line := <-w.answers:
		words := strings.Fields(line)
		if len(words) == 0 {
			return gone, nil
		}
		for _, n := range words[1:] {
			if id, err := strconv.Atoi(n); err == nil {
				reached = append(reached, id)
			}
		}
		return ending(words[0]), reached
	case <-time.After(limit):
		return gone, nil
	}
}

// switchFile is the switch between the mutants in the package.
const switchFile = `

import (
	"os"
	"strconv"
)

// From the first moment, for what packages compute before main.
var mutantOn, _ = strconv.Atoi(os.Getenv("MUTANT"))

// MutantsReached, by number, while no mutant is on.
var MutantsReached [1 << 16]bool

func MutantSet(n int) { mutantOn = n }

func mutant(n int) bool {
	if mutantOn == 0 {
		MutantsReached[n] = true
	}
	return n == mutantOn
}
`

// mainFile is the main function of the tests.
const mainFile = `package %s_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"testing"

	mutated %q
)

func TestMain(m *testing.M) {
	if os.Getenv("MUTANTS") == "" {
		os.Exit(m.Run())
	}
	answers := os.NewFile(3, "answers")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var id int
		var test string
		if _, err := fmt.Sscan(in.Text(), &id, &test); err != nil {
			panic(err)
		}
		mutated.MutantSet(id)
		if err := flag.Set("test.run", "^"+test+"$"); err != nil {
			panic(err)
		}
		answer := fmt.Sprint(m.Run())
		for n, reached := range mutated.MutantsReached {
			if reached {
				answer += fmt.Sprint(" ", n)
			}
		}
		fmt.Fprintln(answers, answer)
		clear(mutated.MutantsReached[:])
	}
}
`
