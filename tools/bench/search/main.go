// Search measures the search for codes beside search libraries of the web, on
// the same rows and queries in one run under node: recall, time of a query and
// of a keystroke, memory, bytes.
//
//	go run ./tools/bench/search [-every 1] [-only rusum,minisearch]
//
// It needs tools/bench/search installed (npm ci).
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/andybalholm/brotli"

	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/tariffdata/gen"
	"rusum/tools/queryset"
)

func main() {
	every := flag.Int("every", 1, "take only every so many-th query")
	only := flag.String("only", "rusum,minisearch,fuse.js,flexsearch,uFuzzy", "engines to measure")
	keep := flag.String("keep", "", "keep the rows, queries and program in this folder")
	flag.Parse()
	if err := run(os.Stdout, *every, strings.Split(*only, ","), *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench/search:", err)
		os.Exit(1)
	}
}

// row is a code as a document of the libraries: folded texts of three languages.
type row struct {
	ID    int      `json:"id"`
	Code  string   `json:"code"`
	Terms []string `json:"terms"`
	Name  string   `json:"name"`
	Path  string   `json:"path"`
}

type query struct {
	Raw      string   `json:"raw"`
	Folded   string   `json:"folded"`
	Expected []string `json:"expected,omitempty"`
	Not      []string `json:"not"`
}

func run(out io.Writer, every int, engines []string, dir string) error {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "rusum-search"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	code, err := prepare(dir, every)
	if err != nil {
		return err
	}
	var all []*result
	for _, e := range engines {
		fmt.Fprintf(os.Stderr, "%s…\n", e)
		cmd := exec.Command("node", "--expose-gc", "--max-old-space-size=4096", filepath.Join("tools", "bench", "search", "bench.mjs"), e, dir)
		cmd.Stderr = os.Stderr
		b, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", e, err)
		}
		r := &result{}
		if err := json.Unmarshal(b, r); err != nil {
			return fmt.Errorf("%s: %w", e, err)
		}
		if e == "rusum" {
			r.Library = code
		}
		all = append(all, r)
	}
	print(out, all)
	return nil
}

// prepare writes the rows, the queries, our data and our program into a folder
// and returns what the search weighs in the program.
func prepare(dir string, every int) (size, error) {
	type input struct {
		Rows []row              `json:"rows"`
		Sets map[string][]query `json:"sets"`
		Keys []query            `json:"keys"`
	}
	in := input{Rows: rows(), Sets: map[string][]query{}}
	n := 0
	for _, name := range []string{"unseen.csv", "search-gold.csv"} {
		set, err := queryset.Read(filepath.Join("tariffdata", "search", "testdata", name))
		if err != nil {
			return size{}, err
		}
		var list []query
		for i, q := range set {
			if i%every != 0 {
				continue
			}
			x := query{Raw: q.Text, Folded: fold.String(q.Text), Expected: q.Expected, Not: append([]string{}, q.Not...)}
			list = append(list, x)
			// Every state of the field while some of them are typed.
			if i%(5*every) == 0 {
				rs := []rune(q.Text)
				for k := 1; k <= len(rs); k++ {
					if n++; n%3 == 0 {
						in.Keys = append(in.Keys, query{Raw: string(rs[:k]), Folded: fold.String(string(rs[:k])), Not: []string{}})
					}
				}
			}
		}
		in.Sets[name] = list
	}
	b, err := json.Marshal(in)
	if err != nil {
		return size{}, err
	}
	table, err := wholeTariff()
	if err != nil {
		return size{}, err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return size{}, err
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return size{}, err
	}
	for name, b := range map[string][]byte{
		"data.json": b, "core.bin": gen.Core, "names_az.bin": gen.NamesAZ, "names_ru.bin": gen.NamesRU, "names_en.bin": gen.NamesEN,
		"tariff.bin": table, "wasm_exec.js": glue, "package.json": []byte(`{"type":"commonjs"}`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			return size{}, err
		}
	}
	with, err := compile(filepath.Join(dir, "engine.wasm"), "")
	if err != nil {
		return size{}, err
	}
	bare, err := compile(filepath.Join(dir, "bare.wasm"), "bare")
	if err != nil {
		return size{}, err
	}
	return size{Raw: with.Raw - bare.Raw, Brotli: with.Brotli - bare.Brotli}, nil
}

func compile(file, tags string) (size, error) {
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-tags", tags, "-o", file, "./tools/bench/search/engine")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return size{}, err
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return size{}, err
	}
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, 9)
	if _, err := w.Write(b); err != nil {
		return size{}, err
	}
	if err := w.Close(); err != nil {
		return size{}, err
	}
	return size{Raw: len(b), Brotli: packed.Len()}, nil
}

// rows are the codes with all that is known of them in words.
func rows() []row {
	c := embedded.Core()
	out := make([]row, c.Len())
	for i := range out {
		out[i] = row{ID: i, Code: c.Code(i), Terms: []string{}}
	}
	for _, lang := range []string{"az", "ru", "en"} {
		n := embedded.Names(lang)
		for i := range out {
			if !n.Own(i) {
				continue
			}
			out[i].Name = strings.TrimSpace(out[i].Name + " " + fold.String(n.Name(i)))
			path := n.Group(i)
			if p := c.Parent(i); p >= 0 {
				path += " " + n.Name(p)
			}
			out[i].Path = strings.TrimSpace(out[i].Path + " " + fold.String(path))
		}
		for k := range n.SynonymCount() {
			term, rows := n.Synonym(k)
			for _, r := range rows {
				out[r].Terms = append(out[r].Terms, fold.String(term))
			}
		}
	}
	return out
}

// wholeTariff is a tariff of 13,289 lines, converted from the test data of the
// converter.
func wholeTariff() ([]byte, error) {
	f, err := os.Open(filepath.Join("tools", "tariffgen", "testdata", "eaeu-ett-2026-03.csv.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	g, p := convert.ReadText(b)
	if p != nil {
		return nil, p
	}
	c := embedded.Core()
	r, p := convert.Table(g, convert.Options{Lang: ratetext.RU, Currency: "EUR", Known: func(code string) bool { _, ok := c.Index(code); return ok }})
	if p != nil {
		return nil, p
	}
	packed := convert.Pack(convert.Meta{Keys: []string{"title", "lang"}, Values: []string{"EAEU", "ru"}}, r.Rows)
	_, err = tariffdata.OpenTariff(packed)
	return packed, err
}

type size struct {
	Raw    int `json:"raw"`
	Brotli int `json:"brotli"`
}

type spread struct{ P50, P95, Max float64 }

type result struct {
	Engine string
	Sets   map[string]struct{ N, First, Ten, Wrong int }
	Build  float64 // ms
	Memory float64 // bytes
	Query  spread  // ms
	Key    spread

	Library     size
	Index, Data int // brotli

	Garbage     float64 // bytes a query
	Sys         float64
	Collections int
	TableBuild  float64
	TableMemory float64
	TableKey    spread
}

func print(out io.Writer, all []*result) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name string, cell func(r *result) string) {
		fmt.Fprintf(w, "%s\t", name)
		for _, r := range all {
			fmt.Fprintf(w, "%s\t", cell(r))
		}
		fmt.Fprintln(w)
	}
	share := func(k, n int) string { return fmt.Sprintf("%.3f", float64(k)/float64(max(n, 1))) }
	line("", func(r *result) string { return r.Engine })
	for _, set := range []string{"unseen.csv", "search-gold.csv"} {
		line(fmt.Sprintf("%s recall@1", set), func(r *result) string { return share(r.Sets[set].First, r.Sets[set].N) })
		line(fmt.Sprintf("%s recall@10", set), func(r *result) string { return share(r.Sets[set].Ten, r.Sets[set].N) })
	}
	num := func(f func(r *result) float64) func(r *result) string {
		return func(r *result) string { return fmt.Sprintf("%.2f", f(r)) }
	}
	kb := func(f func(r *result) int) func(r *result) string {
		return func(r *result) string { return fmt.Sprint((f(r) + 512) / 1024) }
	}
	line("whole query p50, ms", num(func(r *result) float64 { return r.Query.P50 }))
	line("whole query p95, ms", num(func(r *result) float64 { return r.Query.P95 }))
	line("keystroke p50, ms", num(func(r *result) float64 { return r.Key.P50 }))
	line("keystroke p95, ms", num(func(r *result) float64 { return r.Key.P95 }))
	line("keystroke max, ms", num(func(r *result) float64 { return r.Key.Max }))
	line("building the index, ms", func(r *result) string { return fmt.Sprintf("%.0f", r.Build) })
	line("memory of rows and index, MB", func(r *result) string { return fmt.Sprintf("%.1f", r.Memory/(1<<20)) })
	line("library, KB", kb(func(r *result) int { return r.Library.Raw }))
	line("library, brotli KB", kb(func(r *result) int { return r.Library.Brotli }))
	line("rows, brotli KB", kb(func(r *result) int { return r.Data }))
	line("index made ahead, brotli KB", func(r *result) string {
		if r.Index == 0 {
			return "–"
		}
		return fmt.Sprint((r.Index + 512) / 1024)
	})
	w.Flush()
	for _, r := range all {
		if r.Engine == "rusum" {
			fmt.Fprintf(out, "\nrusum: %.0f bytes of garbage a keystroke, %.1f MB taken from the system\n", r.Garbage, r.Sys/(1<<20))
			fmt.Fprintf(out, "with a table of 13,289 lines: added in %.0f ms, %.1f MB, keystroke p50 %.2f ms, p95 %.2f ms, max %.2f ms\n",
				r.TableBuild, r.TableMemory/(1<<20), r.TableKey.P50, r.TableKey.P95, r.TableKey.Max)
		}
	}
}
