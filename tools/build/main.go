// Build makes the site: pages in three languages, the browser program, data,
// icons, service worker and compressed siblings. Two builds of one commit are
// the same bytes: nothing takes the time, the path or the machine.
//
//	go run ./tools/build -o dist [-origin https://example.org] [-base /] [-compiler go] [-dev] [-trace] [-check]
//
// It runs at the root of the repository.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	var o options
	flag.StringVar(&o.out, "o", "dist", "directory to write; what it held is removed")
	flag.StringVar(&o.origin, "origin", "", "address of the host (https://example.org) for canonical links and the sitemap")
	flag.StringVar(&o.base, "base", "/", "path of the site on its host")
	flag.StringVar(&o.compiler, "compiler", "go", "compiler of the browser programs: go or tinygo")
	flag.BoolVar(&o.dev, "dev", false, "no compressed files: a quick build to look at")
	flag.BoolVar(&o.trace, "trace", false, "leave names and lines of functions in the programs, for the trace of a crash: a tenth larger")
	flag.BoolVar(&o.check, "check", false, "write nothing: tell whether -o holds exactly what would be written; with -dev its compressed files are not looked at")
	flag.Parse()
	if err := build(o); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

type options struct {
	out, origin, base, compiler string
	dev, trace, check           bool
}

// marker is a file of every built site: a directory without it is not emptied.
const marker = "_headers"

func build(o options) error {
	if !strings.HasPrefix(o.base, "/") || !strings.HasSuffix(o.base, "/") {
		return fmt.Errorf("-base %q must begin and end with /", o.base)
	}
	o.origin = strings.TrimSuffix(o.origin, "/")
	s, err := newSite(o)
	if err != nil {
		return err
	}
	if err := s.addAssets(); err != nil {
		return err
	}
	if err := s.addPages(); err != nil {
		return err
	}
	if err := s.addHostFiles(); err != nil {
		return err
	}
	if err := s.addWorker(); err != nil {
		return err
	}
	if !o.dev {
		if err := s.compress(); err != nil {
			return err
		}
		if err := s.addArchive(); err != nil {
			return err
		}
	}
	if o.check {
		return s.compare()
	}
	if err := clear(o.out); err != nil {
		return err
	}
	if err := s.write(); err != nil {
		return err
	}
	s.report()
	return nil
}

// clear empties the directory of an earlier build, and refuses any other.
func clear(dir string) error {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
		return fmt.Errorf("%s is not empty and holds no earlier build", dir)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (s *site) write() error {
	for _, name := range s.names() {
		p := filepath.Join(s.o.out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, s.files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compare tells the first difference between the set and the directory.
func (s *site) compare() error {
	found := 0
	err := filepath.WalkDir(s.o.out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(s.o.out, p)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		want, ok := s.files[filepath.ToSlash(rel)]
		if !ok && s.o.dev && compressed(rel) {
			return nil
		}
		if !ok {
			return fmt.Errorf("%s is not in this build", rel)
		}
		if !bytes.Equal(b, want) {
			return fmt.Errorf("%s differs", rel)
		}
		found++
		return nil
	})
	if err != nil {
		return err
	}
	if found != len(s.files) {
		return fmt.Errorf("%d files in %s, %d in this build", found, s.o.out, len(s.files))
	}
	fmt.Printf("version %s, %d files: the same bytes\n", s.version, found)
	return nil
}

// compressed reports whether a file is made of others at the end of a build.
func compressed(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".br" || ext == ".gz" || ext == ".zip"
}

func (s *site) names() []string {
	names := make([]string, 0, len(s.files))
	for n := range s.files {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// report prints the sizes a visitor pays for.
func (s *site) report() {
	fmt.Printf("%-44s %10s %10s %10s\n", "file", "bytes", "gzip", "brotli")
	for _, n := range s.names() {
		switch filepath.Ext(n) {
		case ".wasm", ".bin", ".js", ".css", ".txt":
			fmt.Printf("%-44s %10d %10s %10s\n", n, len(s.files[n]), s.size(n+".gz"), s.size(n+".br"))
		}
	}
	fmt.Printf("version %s, %d files\n", s.version, len(s.files))
}

func (s *site) size(name string) string {
	if b, ok := s.files[name]; ok {
		return fmt.Sprint(len(b))
	}
	return "-"
}
