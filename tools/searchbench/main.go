// Command searchbench measures how well and how fast the search for codes
// works: recall of the right heading among the first 1, 5 and 10 hits by kind of
// query and by language, and the time of a key stroke while people type.
//
//	go run ./tools/searchbench                  # the tables
//	go run ./tools/searchbench -missed tune.csv # and the queries of a set whose first hit is wrong
//	go run ./tools/searchbench -q "qış şini"
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"text/tabwriter"
	"time"

	"rusum/tariffdata/embedded"
	"rusum/tariffdata/gen"
	"rusum/tariffdata/search"
	"rusum/tools/queryset"
)

func main() {
	dir := flag.String("dir", "tariffdata/search/testdata", "where the query sets are")
	missed := flag.String("missed", "", "list the queries of this set (or \"made\") whose first hit is wrong; who improves the search leaves unseen.csv alone")
	ask := flag.String("q", "", "show the hits of one query and nothing else")
	flag.Parse()
	if err := run(os.Stdout, *dir, *missed, *ask); err != nil {
		fmt.Fprintln(os.Stderr, "searchbench:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, dir, missed, ask string) error {
	x, cost := build()
	if ask != "" {
		show(out, x, ask, 10)
		return nil
	}
	var all []query
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no query sets in %s", dir)
	}
	for _, f := range files {
		set, err := read(f)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d queries\n", filepath.Base(f), len(set))
		table(out, x, set)
		if missed == filepath.Base(f) {
			list(out, x, set)
		}
		all = append(all, set...)
	}
	made := mistyped()
	fmt.Fprintf(out, "made from every %dth everyday word: %d queries\n", everyTh, len(made))
	table(out, x, made)
	if missed == "made" {
		list(out, x, made)
	}
	fmt.Fprintf(out, "index of three languages: built in %.0f ms, %.1f MB of heap\n", ms(cost.time), float64(cost.heap)/(1<<20))
	fmt.Fprintf(out, "names: az %d, ru %d, en %d bytes\n\n", len(gen.NamesAZ), len(gen.NamesRU), len(gen.NamesEN))
	keystrokes(out, x, all)
	return nil
}

// query is a line of a query set.
type query struct{ queryset.Query }

func read(file string) ([]query, error) {
	set, err := queryset.Read(file)
	out := make([]query, len(set))
	for i, q := range set {
		out[i] = query{q}
	}
	return out, err
}

// place is the rank, from 1, of the first hit that answers.
func (q query) place(hits []search.Hit) int {
	codes := make([]string, len(hits))
	for i, h := range hits {
		codes[i] = h.Code
	}
	return q.Place(codes)
}

// tally counts queries and those answered by the first 1, 5 and 10 hits.
type tally struct{ n, first, five, ten int }

func (t *tally) add(place int) {
	t.n++
	if place == 0 {
		return
	}
	t.ten++
	if place <= 5 {
		t.five++
	}
	if place == 1 {
		t.first++
	}
}

func table(out io.Writer, x *search.Index, set []query) {
	by := map[string]*tally{}
	count := func(group string, place int) {
		if by[group] == nil {
			by[group] = &tally{}
		}
		by[group].add(place)
	}
	for _, q := range set {
		p := q.place(x.Query(q.Text, 10))
		count("1"+q.Kind, p)
		count("2"+q.Lang, p)
		count("3all", p)
	}
	groups := make([]string, 0, len(by))
	for g := range by {
		groups = append(groups, g)
	}
	sort.Strings(groups)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tn\t@1\t@5\t@10\t")
	for _, g := range groups {
		t := by[g]
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t\n", g[1:], t.n, share(t.first, t.n), share(t.five, t.n), share(t.ten, t.n))
	}
	w.Flush()
	fmt.Fprintln(out)
}

func share(k, n int) string { return fmt.Sprintf("%.3f", float64(k)/float64(n)) }

func list(out io.Writer, x *search.Index, set []query) {
	for _, q := range set {
		if p := q.place(x.Query(q.Text, 10)); p != 1 {
			fmt.Fprintf(out, "%s %s %q wants %s, at %d\n", q.Lang, q.Kind, q.Text, strings.Join(q.Expected, " "), p)
			show(out, x, q.Text, 3)
		}
	}
	fmt.Fprintln(out)
}

func show(out io.Writer, x *search.Index, q string, n int) {
	for i, h := range x.Query(q, n) {
		fmt.Fprintf(out, "   %d %-10s %5d %-7s %2s %.70q\n", i+1, h.Code, h.Score, h.Why, h.Lang, h.Term)
	}
}

type cost struct {
	time time.Duration
	heap uint64
}

// build makes the index of three languages and says what that took: the best
// of some runs, as a busy machine only ever slows one down.
func build() (x *search.Index, best cost) {
	c, az, ru, en := embedded.Core(), embedded.Names("az"), embedded.Names("ru"), embedded.Names("en")
	for i := range 3 {
		before := heap()
		start := time.Now()
		x = search.New(c, az, ru, en)
		took := time.Since(start)
		if now := (cost{took, heap() - before}); i == 0 || took < best.time {
			best = now
		}
	}
	return x, best
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// keystrokes types every query letter by letter and times each state of the
// field.
func keystrokes(out io.Writer, x *search.Index, set []query) {
	var typed []string
	for _, q := range set {
		rs := []rune(q.Text)
		for n := 1; n <= len(rs); n++ {
			typed = append(typed, string(rs[:n]))
		}
	}
	took := make([]time.Duration, len(typed))
	for range 3 {
		for i, q := range typed {
			start := time.Now()
			x.Query(q, 10)
			if d := time.Since(start); took[i] == 0 || d < took[i] {
				took[i] = d
			}
		}
	}
	slowest := 0
	for i := range took {
		if took[i] > took[slowest] {
			slowest = i
		}
	}
	worst := typed[slowest]
	slices.Sort(took)
	at := func(percent int) float64 { return ms(took[(len(took)-1)*percent/100]) }
	fmt.Fprintf(out, "key stroke, three languages, %d states of %d sessions, best of 3: p50 %.3f ms, p95 %.3f ms, p99 %.3f ms, max %.3f ms (%q)\n",
		len(took), len(set), at(50), at(95), at(99), at(100), worst)
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
