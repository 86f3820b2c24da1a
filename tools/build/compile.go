package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"rusum/tools/wasmpack"
)

// compilers of the browser programs, by the name -compiler takes. docs/compilers.md
// compares them.
var compilers = map[string]compiler{
	"go": {
		command: "go", root: "GOROOT", glue: filepath.Join("lib", "wasm", "wasm_exec.js"),
		env:  []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOWASM="},
		args: wasmpack.Flags(),
		pack: true,
	},
	"tinygo": {
		command: "tinygo", root: "TINYGOROOT", glue: filepath.Join("targets", "wasm_exec.js"),
		env: []string{"GOFLAGS="},
		// -interp-timeout: initializers are run by the compiler, which a busy machine is slow at.
		args:    []string{"-target=wasm", "-opt=z", "-no-debug", "-interp-timeout=15m"},
		missing: "TinyGo is not on the path: docs/compilers.md tells how to get it; -compiler go needs nothing but Go",
	},
}

// compiler is a Go compiler and the glue that starts its programs.
type compiler struct {
	command string
	root    string // variable that names its directory
	glue    string // under that directory
	env     []string
	args    []string
	pack    bool   // the program is made smaller after it was linked
	missing string // said when the command is not found
}

// compilerOf is the compiler by its name, or why it cannot be used.
func compilerOf(name string) (compiler, error) {
	c, ok := compilers[name]
	if !ok {
		return c, fmt.Errorf("-compiler %q: go or tinygo", name)
	}
	if _, err := exec.LookPath(c.command); err != nil && c.missing != "" {
		return c, fmt.Errorf("%s", c.missing)
	}
	return c, nil
}

// compile builds a browser program and, where that is known, packs it. With trace it
// stays as it was linked: the trace of a crash tells functions, files and lines.
func (c compiler) compile(pkg, tag string, trace bool) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rusum-wasm")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "rusum.wasm")
	args := append(append([]string{"build"}, c.args...), "-tags", tag, "-o", out, pkg)
	cmd := exec.Command(c.command, args...)
	cmd.Env = append(os.Environ(), c.env...)
	if msg, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling %s: %w\n%s", pkg, err, msg)
	}
	program, err := os.ReadFile(out)
	if err != nil || !c.pack || trace {
		return program, err
	}
	packed, r, err := wasmpack.Pack(program)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pkg, err)
	}
	if r.Left != "" {
		fmt.Fprintf(os.Stderr, "build: %s %s is larger than it could be: %s\n", pkg, tag, r.Left)
	}
	return packed, nil
}

// wasmExec is the glue of the very toolchain that compiled the program.
func (c compiler) wasmExec() ([]byte, error) {
	root, err := exec.Command(c.command, "env", c.root).Output()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), c.glue))
}
