package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"rusum/calc"
)

// documentCommands read one JSON document each.
var documentCommands = []string{"assess", "compare", "duty", "interest", "roadtax", "schedule", "procedure", "due", "security", "refund", "storage", "marks",
	"vehicle", "allowance", "traveller", "phone", "recompute", "value"}

// Whatever bytes a command is given, it prints JSON, or refuses them with one
// fault that the contract names.
func FuzzDocuments(f *testing.F) {
	add := func(command, doc string) { f.Add(uint8(slices.Index(documentCommands, command)), []byte(doc)) }
	for _, pattern := range []string{"testdata/assess/*.json", "testdata/vehicle/*.json", "testdata/compare/*.json"} {
		files, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, file := range files {
			b, err := os.ReadFile(file)
			require.NoError(f, err)
			if len(b) > 2000 {
				continue // an answer
			}
			command := filepath.Base(filepath.Dir(file))
			add(command, string(b))
		}
	}
	add("duty", `{"rate":"15 %","value":"1200","currency":"AZN","quantities":{"kg":"100"},"rates":{"USD":"1.7"}}`)
	add("interest", `{"debt":"10000","due":"2026-01-10","paid":"2026-02-24"}`)
	add("roadtax", `{"date":"2026-07-09","vehicle":{"kind":"truck","axles":5,"grossMass":"45000"},"stayDays":7,"distanceKm":"500","dangerous":"low"}`)
	add("schedule", `{"declaration":{"date":"2026-07-09","procedure":"temporary_import","months":5,"lines":[{"code":"842952","price":{"amount":"1000","currency":"AZN"},"duty":"5 %"}]}}`)
	add("procedure", `{"declaration":{"date":"2026-07-09","lines":[{"code":"842952","price":{"amount":"1000","currency":"AZN"},"duty":"5 %"}]},"placed":"2026-07-09"}`)
	add("due", `{"presented":"2026-07-09","mode":"declaration"}`)
	add("security", `{"kind":"comprehensive","debts":[{"amount":"100","from":"2026-01-01","to":"2026-02-01"}]}`)
	add("refund", `{"ground":"error","amount":"100","paid":"2026-01-01","claimed":"2026-02-01"}`)
	add("storage", `{"from":"2026-01-01","to":"2026-01-05","grossMass":"1000"}`)
	add("marks", `{"variant":"cigarettes","quantities":{"piece":"1000"},"obtained":"2025-12-01","imported":"2026-01-05"}`)
	add("allowance", `{"parcels":[{"date":"2026-07-09","channel":"post","rates":{"USD":"1.7"},"lines":[{"price":{"amount":"370","currency":"USD"}}]}]}`)
	add("traveller", `{"date":"2026-07-09","people":[{},{}],"items":[{"item":"goods","count":2,"price":{"amount":"700","currency":"USD"}}]}`)
	add("phone", `{"date":"2026-07-09","price":{"amount":"500","currency":"AZN"},"purpose":"personal"}`)
	add("recompute", `{"format":"rusum-journal","version":1,"entries":[]}`)
	f.Fuzz(func(t *testing.T, command uint8, doc []byte) {
		name := documentCommands[int(command)%len(documentCommands)]
		status, out, errOut := run(string(doc), name)
		switch status {
		case 0:
			require.True(t, json.Valid([]byte(out)) || name == "assess" || name == "recompute", "%s: %q", name, out) // those print a line a document
		case 1:
			for d := json.NewDecoder(strings.NewReader(errOut)); d.More(); {
				var refused struct {
					Error struct{ Code, Message string }
				}
				require.NoError(t, d.Decode(&refused), errOut)
				if name != "recompute" { // a backup has faults of its own
					require.Contains(t, calc.FaultCodes, refused.Error.Code)
				}
				require.NotEmpty(t, refused.Error.Message)
			}
		default:
			t.Fatalf("%s: status %d: %s", name, status, errOut)
		}
	})
}
