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
	"bytes"
	"cmp"
	"encoding/binary"
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
	if !bytes.HasPrefix(b, []byte("\x00asm")) {
		return nil, fmt.Errorf("not a wasm file")
	}
	r := &reader{b: b[8:]}
	imports := 0
	var sizes []int
	names := map[int]string{}
	p := &program{code: map[string]int{}}
	for len(r.b) > 0 {
		id := r.byte()
		body := &reader{b: r.take(r.uint())}
		switch id {
		case 0:
			if string(body.take(body.uint())) == "name" {
				body.names(names)
			}
		case 2:
			imports = body.imports()
		case 10:
			for range body.uint() {
				n := body.uint()
				body.take(n)
				sizes = append(sizes, n)
			}
		case 11:
			p.data = len(body.b)
		}
	}
	for i, n := range sizes {
		p.code[names[imports+i]] += n
	}
	return p, nil
}

type reader struct{ b []byte }

func (r *reader) byte() byte { return r.take(1)[0] }

func (r *reader) uint() int {
	v, n := binary.Uvarint(r.b)
	r.take(n)
	return int(v)
}

func (r *reader) take(n int) []byte {
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

// imports counts the imported functions, which the numbers of functions begin with.
func (r *reader) imports() int {
	functions := 0
	for range r.uint() {
		r.take(r.uint())
		r.take(r.uint())
		if r.byte() == 0 {
			functions++
		}
		r.uint() // Go imports functions only
	}
	return functions
}

func (r *reader) names(into map[int]string) {
	for len(r.b) > 0 {
		id := r.byte()
		body := &reader{b: r.take(r.uint())}
		if id != 1 {
			continue
		}
		for range body.uint() {
			i := body.uint()
			into[i] = string(body.take(body.uint()))
		}
	}
}
