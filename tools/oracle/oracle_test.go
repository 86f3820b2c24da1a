package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func needNode(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("NOT COMPARED: the second program needs Node ≥ 20, and no node is in PATH")
	}
}

// answers are what the second program said, of one process.
var answers = map[string][][]byte{}

// The engine and the second program agree on seeded cases of every kind, and
// the cases reach every payment in each state it can be in.
func TestEngineAgreesWithTheSecondProgram(t *testing.T) {
	needNode(t)
	n := 4000
	if testing.Short() { // asked again of every mutant of the engine
		n, remembered = 1600, answers
	}
	r, err := run(n, 1, "", "js/main.mjs")
	require.NoError(t, err)
	for i, d := range r.differences {
		if i == 5 {
			break
		}
		t.Errorf("case %d, %s\n%s\n%s", d.n, d.kind, d.doc, strings.Join(d.where, "\n"))
	}
	assert.Empty(t, r.differences)
	if testing.Short() {
		return
	}
	for _, k := range kindNames() {
		assert.Greater(t, r.cases[k], 50, k)
		assert.Greater(t, r.complete[k], 20, k)
	}
	for _, s := range []string{
		"import_duty applied", "import_duty not_due", "import_duty unknown", "import_duty needs_input", "excise applied", "excise not_due", "excise unknown", "excise needs_input",
		"vat applied", "vat not_due", "vat unknown", "road_tax applied", "export_duty applied", "export_duty not_due", "clearance_fee applied", "clearance_fee not_due",
		"clearance_fee possible", "e_service applied", "e_service_vat applied", "vehicle_certificate applied", "expertise applied", "conformity_certificate not_due",
		"utilisation_fee applied", "utilisation_fee not_due", "road tax of a stay",
	} {
		assert.Positive(t, r.statuses[s], s)
	}
}

// The same seed makes the same cases.
func TestSeed(t *testing.T) {
	a, b, other := newGenerator(7, ""), newGenerator(7, ""), newGenerator(8, "")
	differ := false
	for range 200 {
		x := a.next()
		assert.Equal(t, string(x.doc), string(b.next().doc))
		differ = differ || string(x.doc) != string(other.next().doc)
	}
	assert.True(t, differ)
}

// A wrong answer of either side is named with its place.
func TestADifferenceIsNamed(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core())
	require.NoError(t, err)
	base := testCase{kind: "goods", call: "assess", doc: []byte(`{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"AZN"},"duty":"15 %"}]}`)}
	engineAll([]testCase{base}, tables)
	for _, c := range []struct {
		name, want string
		change     func(m map[string]any)
	}{
		{"none", "", func(map[string]any) {}},
		{"a qəpik of VAT", "lines[0].vat amount: engine 207.00, oracle 207.01", func(m map[string]any) { chargeAt(m, 2)["amount"] = "207.01" }},
		{"a base", "lines[0].vat base: engine 1150.00, oracle 1000", func(m map[string]any) { chargeAt(m, 2)["base"] = "1000" }},
		{"a rate", "lines[0].import_duty rate:", func(m map[string]any) {
			chargeAt(m, 0)["tree"] = map[string]any{"op": "percent", "percent": "5"}
		}},
		{"a status", "lines[0].excise status: engine not_due, oracle applied", func(m map[string]any) { chargeAt(m, 1)["status"] = "applied" }},
		{"the total", "total: engine 407.40, oracle", func(m map[string]any) { m["total"] = "407.39" }},
		{"a missing total", "total: engine 407.40, oracle", func(m map[string]any) { delete(m, "total") }},
		{"the value", "lines[0].customsValue", func(m map[string]any) { m["lines"].([]any)[0].(map[string]any)["customsValue"] = "1" }},
		{"a charge too few", "charges: engine clearance_fee e_service e_service_vat, oracle ", func(m map[string]any) { m["charges"] = []any{} }},
		{"a line too few", "lines: engine 1, oracle 0", func(m map[string]any) { m["lines"] = []any{} }},
		{"an exception", "error", func(m map[string]any) { m["error"] = "TypeError" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := base
			b, f := engine(&x, tables)
			require.Nil(t, f)
			require.NoError(t, json.Unmarshal(b, &x.ours))
			var theirs map[string]any
			require.NoError(t, json.Unmarshal(b, &theirs))
			for i := range 3 {
				if tree, ok := chargeAt(theirs, i)["rateTree"]; ok {
					chargeAt(theirs, i)["tree"] = tree
				}
			}
			c.change(theirs)
			answer, err := json.Marshal(theirs)
			require.NoError(t, err)
			r := &report{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, nil}
			r.compare(0, &x, answer)
			if c.want == "" {
				assert.Empty(t, r.differences)
				return
			}
			require.Len(t, r.differences, 1)
			assert.Contains(t, strings.Join(r.differences[0].where, "\n"), c.want)
			var out strings.Builder
			r.print(&out, 1)
			assert.Contains(t, out.String(), "1 cases differ")
		})
	}
}

func chargeAt(m map[string]any, i int) map[string]any {
	return m["lines"].([]any)[0].(map[string]any)["charges"].([]any)[i].(map[string]any)
}

// A second program that cannot run is an error, not an agreement.
func TestABrokenSecondProgram(t *testing.T) {
	needNode(t)
	_, err := run(10, 1, "", "js/none.mjs")
	assert.Error(t, err)
}
