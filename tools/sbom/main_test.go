package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestThePublishedListIsThatOfTheLockFiles(t *testing.T) {
	want, err := list("../..")
	require.NoError(t, err)
	have, err := os.ReadFile("../../docs/sbom.json")
	require.NoError(t, err)
	assert.True(t, string(want) == string(have), "write it anew: go run ./tools/sbom > docs/sbom.json")
}

// What a visitor loads is made of the modules that the list says, and no more.
func TestTheBrowserProgramHasTheRequiredModulesOnly(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "rusum/wasm")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	require.NoError(t, err)
	found := map[string]bool{}
	for m := range strings.FieldsSeq(string(out)) {
		found[m] = true
		assert.Equal(t, "required", modules[m][1], m)
	}
	for m, x := range modules {
		assert.Equal(t, x[1] == "required", found[m], m)
	}
}

func TestAModuleWithoutALicenceIsRefused(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/go.mod", []byte("module x\n\nrequire example.org/new v1.0.0\n"), 0o600))
	_, err := goModules(dir + "/go.mod")
	assert.ErrorContains(t, err, "example.org/new has no licence")
}
