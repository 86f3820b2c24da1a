// Command oracle compares the engine with a second program written from the
// law: tools/oracle/js, for Node, with exact fractions and its own reader of
// tariffdata/law. See docs/oracle.md.
//
//	oracle [-n 100000] [-seed 1] [-kind goods] [-show 20]
//
// It makes declarations from the seed, has both programs compute them, and
// prints how many of each kind agreed and every case in which they did not.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func main() {
	n := flag.Int("n", 100000, "cases")
	seed := flag.Uint64("seed", 1, "of the cases")
	kind := flag.String("kind", "", "only this kind: "+strings.Join(kindNames(), ", "))
	show := flag.Int("show", 20, "differences printed in full")
	flag.Parse()
	if flag.NArg() > 0 || *n < 1 || *kind != "" && !slices.Contains(kindNames(), *kind) {
		flag.Usage()
		os.Exit(2)
	}
	start := time.Now()
	r, err := run(*n, *seed, *kind, "js/main.mjs")
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
	r.print(os.Stdout, *show)
	fmt.Printf("%s, seed %d\n", time.Since(start).Round(time.Second), *seed)
	if len(r.differences) > 0 {
		os.Exit(1)
	}
}

// A report counts the cases compared and keeps those that differ.
type report struct {
	cases, complete, charges map[string]int // by kind of case
	statuses                 map[string]int // by kind of charge and status
	differences              []difference
}

// A difference is one case in which the two programs do not agree.
type difference struct {
	n     int
	kind  string
	doc   []byte
	where []string // "lines[0].vat amount: engine 1.00, oracle 1.01"
}

const batch = 400

func run(n int, seed uint64, kind, script string) (*report, error) {
	t, err := tariffdata.LoadTables(embedded.Core())
	if err != nil {
		return nil, err
	}
	js := newNode(script)
	defer js.stop()
	g := newGenerator(seed, kind)
	r := &report{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, nil}
	for done := 0; done < n; done += batch {
		cases := make([]testCase, min(batch, n-done))
		for i := range cases {
			cases[i] = g.next()
		}
		theirs, err := js.ask(cases, func() { engineAll(cases, t) })
		if err != nil {
			return nil, err
		}
		for i := range cases {
			r.compare(done+i, &cases[i], theirs[i])
		}
	}
	return r, nil
}

func (r *report) print(w io.Writer, show int) {
	cases, charges := 0, 0
	for _, k := range slices.Sorted(maps.Keys(r.cases)) {
		fmt.Fprintf(w, "%-10s %7d cases, %7d complete, %8d charges\n", k, r.cases[k], r.complete[k], r.charges[k])
		cases, charges = cases+r.cases[k], charges+r.charges[k]
	}
	for _, k := range slices.Sorted(maps.Keys(r.statuses)) {
		fmt.Fprintf(w, "  %-34s %8d\n", k, r.statuses[k])
	}
	for i, d := range r.differences {
		if i == show {
			break
		}
		fmt.Fprintf(w, "\n#%d %s\n%s\n", d.n, d.kind, d.doc)
		for _, x := range d.where {
			fmt.Fprintln(w, "  ", x)
		}
	}
	if len(r.differences) > 0 {
		what := map[string]int{}
		for _, d := range r.differences {
			for _, x := range d.where {
				head, _, _ := strings.Cut(x, ":")
				if i := strings.Index(head, "]."); i >= 0 {
					head = head[i+2:]
				}
				what[d.kind+" "+head]++
			}
		}
		fmt.Fprintln(w)
		for _, k := range slices.SortedFunc(maps.Keys(what), func(a, b string) int { return cmp.Compare(what[b], what[a]) }) {
			fmt.Fprintf(w, "%7d %s\n", what[k], k)
		}
	}
	fmt.Fprintf(w, "%d cases, %d charges, %d cases differ\n", cases, charges, len(r.differences))
}
