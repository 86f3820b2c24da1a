// Bench measures what a visitor feels: the bytes they fetch, the time until the
// page answers, the time from a keystroke to the answer, and how many
// assessments a second the engine makes here and in the browser.
//
//	go run ./tools/bench [-dist dist] [-browser=false]
//
// The browser part needs the site built and tools/e2e installed (npm ci).
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tools/wasmpack"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

// link is the declaration that is measured: one line with a combined rate.
const link = "1.code=220421&1.price=1000&1.origin=GE&1.q-l=200&1.duty=15%20%25&date=2026-07-09"

func main() {
	dist := flag.String("dist", "dist", "the built site")
	browser := flag.Bool("browser", true, "measure in Chromium too")
	flag.Parse()
	if err := run(*dist, *browser); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dist string, browser bool) error {
	if err := sizes(dist); err != nil {
		return err
	}
	if err := native(); err != nil {
		return err
	}
	if !browser {
		return nil
	}
	if err := node(dist, "browser.mjs", link); err != nil {
		return err
	}
	return arithmetic(dist)
}

// node runs a script of this directory on the built site.
func node(dist, script string, args ...string) error {
	cmd := exec.Command("node", append([]string{filepath.Join("tools", "bench", script)}, args...)...)
	cmd.Env = append(os.Environ(), "DIST="+dist)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// arithmetic compiles the engine as the site's programs are and measures it
// beside decimal libraries of the web.
func arithmetic(dist string) error {
	dir, err := os.MkdirTemp("", "rusum-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "engine.wasm")
	build := exec.Command("go", append(append([]string{"build"}, wasmpack.Flags()...), "-o", program, "./tools/bench/engine")...)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if msg, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, msg)
	}
	linked, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	packed, _, err := wasmpack.Pack(linked)
	if err != nil {
		return err
	}
	if err := os.WriteFile(program, packed, 0o644); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	return node(dist, "arithmetic.mjs", program, filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
}

// sizes prints what the parts of the site weigh raw and compressed.
func sizes(dist string) error {
	groups := map[string][3]int64{}
	err := filepath.WalkDir(dist, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		col := 0
		switch filepath.Ext(p) {
		case ".gz":
			col = 1
		case ".br":
			col = 2
		}
		name := filepath.Base(strings.TrimSuffix(strings.TrimSuffix(p, ".gz"), ".br"))
		group := strings.SplitN(name, ".", 2)[0] + filepath.Ext(name)
		if strings.HasSuffix(name, ".html") {
			group = "pages (" + name + ")"
		}
		g := groups[group]
		g[col] += info.Size()
		groups[group] = g
		return nil
	})
	if err != nil {
		return err
	}
	var names []string
	for n := range groups {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool { return groups[names[i]][0] > groups[names[j]][0] })
	fmt.Printf("%-28s %10s %10s %10s\n", "bytes", "raw", "gzip", "brotli")
	for _, n := range names {
		g := groups[n]
		if g[1]+g[2] > 0 {
			fmt.Printf("%-28s %10d %10d %10d\n", n, g[0], g[1], g[2])
		}
	}
	return nil
}

// native prints assessments a second on this machine, alone and with reading
// the form and writing the answer in words.
func native() error {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		return err
	}
	t := texts.Get(i18n.EN)
	r := form.Reader{Reader: field.Reader{Texts: t, Country: func(s string) (string, bool) { return s, len(s) == 2 }, CountryName: func(s string) string { return s }}}
	day := date.Must(2026, 7, 9)
	d := r.Read(form.Decode(link, i18n.EN).Doc, day).Declaration
	if _, f := calc.Assess(d, tables); f != nil {
		return f
	}
	alone := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			calc.Assess(d, tables)
		}
	})
	whole := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			read := r.Read(form.Decode(link, i18n.EN).Doc, day)
			a, _ := calc.Assess(read.Declaration, tables)
			render.New(a, read.Declaration, t, nil)
		}
	})
	fmt.Printf("\nnative: %d assessments/s; with reading the form and writing the words %d/s\n\n",
		int64(1e9)/alone.NsPerOp(), int64(1e9)/whole.NsPerOp())
	growth(d, tables)
	return nil
}

// growth shows that a declaration of ten times the lines takes ten times as long:
// the time of a line, as a number and as a bar.
func growth(d *calc.Declaration, tables *calc.Tables) {
	fmt.Printf("%-10s %12s %12s\n", "lines", "ms", "µs a line")
	for n := 1; n <= 10000; n *= 10 {
		e := *d
		e.Lines = slices.Repeat(d.Lines, n)
		r := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				calc.Assess(&e, tables)
			}
		})
		each := float64(r.NsPerOp()) / float64(n) / 1000
		fmt.Printf("%-10d %12.2f %12.1f %s\n", n, float64(r.NsPerOp())/1e6, each, strings.Repeat("#", min(60, max(1, int(each/2)))))
	}
	fmt.Println()
}
