// Command sbom lists what the project is made with: every Go module and npm
// package, its version, its licence and what it is for, as CycloneDX 1.5.
//
//	go run ./tools/sbom > docs/sbom.json
//
// Only two modules are in what a visitor loads; the rest builds, measures or tests.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// modules are the Go modules of go.mod with their licences and their use.
// scope "required" is what runs with users, "optional" in commands, "excluded"
// in tests and builds only.
var modules = map[string][3]string{
	"github.com/shopspring/decimal":            {"MIT", "required", "exact numbers"},
	"honnef.co/go/js/dom/v2":                   {"MIT", "required", "form controls of the page"},
	"golang.org/x/net":                         {"BSD-3-Clause", "optional", "HTML tables of official tariffs"},
	"golang.org/x/text":                        {"BSD-3-Clause", "optional", "character sets of tables"},
	"github.com/andybalholm/brotli":            {"MIT", "excluded", "compressed siblings of the site"},
	"github.com/santhosh-tekuri/jsonschema/v6": {"Apache-2.0", "excluded", "tests of the published schemas"},
	"github.com/stretchr/testify":              {"MIT", "excluded", "assertions of tests"},
	"go.yaml.in/yaml/v3":                       {"MIT AND Apache-2.0", "excluded", "asked for by testify"},
	"pgregory.net/rapid":                       {"MPL-2.0", "excluded", "property tests"},
}

// locks are the lock files of npm, none of whose packages is in the site.
var locks = []string{"tools/e2e", "tools/bench/search", "tools/bench/web"}

type component struct {
	Type        string    `json:"type"`
	Name        string    `json:"name"`
	Version     string    `json:"version"`
	Scope       string    `json:"scope"`
	Description string    `json:"description,omitempty"`
	Licences    []licence `json:"licenses"`
	PURL        string    `json:"purl"`
}

type licence struct {
	Expression string `json:"expression"`
}

func main() {
	b, err := list(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
	os.Stdout.Write(b)
}

// list is the document for the repository at root.
func list(root string) ([]byte, error) {
	all, err := goModules(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, dir := range locks {
		packages, err := npm(filepath.Join(root, dir, "package-lock.json"), dir)
		if err != nil {
			return nil, err
		}
		for _, c := range packages {
			if !seen[c.PURL] {
				seen[c.PURL] = true
				all = append(all, c)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].PURL < all[j].PURL })
	b, err := json.MarshalIndent(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
		"metadata": map[string]any{"component": map[string]string{"type": "application", "name": "rusum"}}, "components": all}, "", " ")
	return append(b, '\n'), err
}

// goModules reads the requirements of a go.mod.
func goModules(path string) ([]component, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []component
	for line := range strings.SplitSeq(string(b), "\n") {
		f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(f) < 2 || !strings.HasPrefix(f[1], "v") || !strings.Contains(f[0], ".") {
			continue
		}
		m, ok := modules[f[0]]
		if !ok {
			return nil, errors.New(f[0] + " has no licence in tools/sbom")
		}
		out = append(out, component{"library", f[0], f[1], m[1], m[2], []licence{{m[0]}}, "pkg:golang/" + f[0] + "@" + f[1]})
	}
	if len(out) != len(modules) {
		return nil, fmt.Errorf("%d modules in go.mod, %d in tools/sbom", len(out), len(modules))
	}
	return out, nil
}

// npm reads a lock file.
func npm(path, dir string) ([]component, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Version, License string }
	}
	if err := json.Unmarshal(b, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []component
	for at, p := range lock.Packages {
		i := strings.LastIndex(at, "node_modules/")
		if i < 0 {
			continue // the project itself
		}
		name := at[i+len("node_modules/"):]
		lic := p.License
		if lic == "" {
			lic = "NOASSERTION"
		}
		out = append(out, component{"library", name, p.Version, "excluded", "used by " + dir, []licence{{lic}}, "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + p.Version})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].PURL < out[j].PURL })
	return out, nil
}
