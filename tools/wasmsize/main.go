// Command wasmsize says what a browser program is made of: the bytes of code of
// each package, and of each function of the packages named with -of.
//
//	go run ./tools/wasmsize -tags goods ./wasm
//	go run ./tools/wasmsize -of rusum_calc ./wasm
//
// It compiles the program as the build does, but with names. The bytes are those
// of the code section before compression; tables and texts of the program are
// given as one sum, as they were linked and as they are packed. The linker writes the slashes of import paths as "_".
package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rusum/tools/wasmpack"
)

func main() {
	of := flag.String("of", "", "list the functions of this `package`")
	tags := flag.String("tags", "", "build `tags`")
	n := flag.Int("n", 60, "rows at most")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: wasmsize [-of package] [-tags tags] ./wasm")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *tags, *of, *n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(pkg, tags, of string, n int) error {
	dir, err := os.MkdirTemp("", "wasmsize")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "p.wasm")
	cmd := exec.Command("go", append(append([]string{"build"}, wasmpack.Flags()...), "-ldflags=", "-tags", tags, "-o", out, pkg)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, msg)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	p, err := parse(b)
	if err != nil {
		return err
	}
	sums := map[string]int{}
	code := 0
	for name, size := range p.code {
		code += size
		switch in := packageOf(name); {
		case of == "":
			sums[in] += size
		case in == of:
			sums[name] += size
		}
	}
	small, _, err := wasmpack.Pack(b)
	if err != nil {
		return err
	}
	packed, err := parse(small)
	if err != nil {
		return err
	}
	fmt.Printf("code %d, data %d, packed %d\n", code, p.data, packed.data)
	rows := slices.SortedFunc(maps.Keys(sums), func(a, b string) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b)) })
	for _, r := range rows[:min(n, len(rows))] {
		fmt.Printf("%9d  %s\n", sums[r], r)
	}
	return nil
}

// packageOf is the import path in the name of a function: "rusum/calc.Assess",
// "slices.SortFunc[go.shape.string]", "type:.eq.rusum/calc.Line".
func packageOf(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "type:.eq."), "type:.hash.")
	if i := strings.IndexAny(name, "[("); i >= 0 && !strings.Contains(name[:i], "(") {
		name = name[:i]
	}
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

type program struct {
	code map[string]int // bytes of each function
	data int
}

// parse reads the sections of code, data and names.
func parse(b []byte) (*program, error) {
	sections, err := wasmpack.Sections(b)
	if err != nil {
		return nil, err
	}
	imports := 0
	var sizes []int
	named := map[int]string{}
	p := &program{code: map[string]int{}}
	for _, s := range sections {
		body := wasmpack.NewReader(s.Body)
		switch s.ID {
		case 0:
			if string(body.Take(body.Uint())) == "name" {
				names(body, named)
			}
		case 2:
			if imports, err = wasmpack.Imports(s.Body); err != nil {
				return nil, err
			}
		case 10:
			for range body.Uint() {
				n := body.Uint()
				body.Take(n)
				sizes = append(sizes, n)
			}
		case 11:
			p.data = len(s.Body)
		}
		if body.Err != nil {
			return nil, fmt.Errorf("section %d: %w", s.ID, body.Err)
		}
	}
	for i, n := range sizes {
		p.code[named[imports+i]] += n
	}
	return p, nil
}

// names reads the names of functions.
func names(r *wasmpack.Reader, into map[int]string) {
	for r.More() {
		id := r.Byte()
		body := wasmpack.NewReader(r.Take(r.Uint()))
		if id != 1 {
			continue
		}
		for range body.Uint() {
			i := body.Uint()
			into[i] = string(body.Take(body.Uint()))
		}
	}
}
