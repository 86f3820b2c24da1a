package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVehicleGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/vehicle/*.json")
	require.NoError(t, err)
	seen := 0
	for _, f := range files {
		if strings.HasSuffix(f, ".out.json") {
			continue
		}
		seen++
		base := strings.TrimSuffix(f, ".json")
		t.Run(filepath.Base(base), func(t *testing.T) {
			status, out, errOut := run("", "vehicle", "-f", f)
			assert.Equal(t, 0, status)
			assert.Empty(t, errOut)
			golden(t, base+".out.json", maskVersion(out))
			for _, lang := range []string{"az", "ru", "en"} {
				status, out, _ := run("", "vehicle", "-f", f, "--lang", lang, "--format", "text")
				assert.Equal(t, 0, status)
				golden(t, base+"."+lang+".txt", maskVersion(out))
				for _, raw := range []string{"look.", "conflict.", "reading.", "{"} {
					assert.NotContains(t, out, raw)
				}
			}
		})
	}
	assert.Equal(t, 2, seen)
}

func TestVehiclesGolden(t *testing.T) {
	const f = "testdata/vehicle/cars.csv"
	status, out, errOut := run("", "vehicles", "-f", f, "--date", "2026-07-09")
	assert.Equal(t, 1, status, "some rows are refused")
	assert.Empty(t, errOut)
	golden(t, "testdata/vehicle/cars.out.json", maskVersion(out))
	for _, lang := range []string{"az", "ru", "en"} {
		_, out, _ := run("", "vehicles", "-f", f, "--date", "2026-07-09", "--lang", lang, "--format", "text")
		golden(t, "testdata/vehicle/cars."+lang+".txt", out)
	}
	_, out, _ = run("", "vehicles", "-f", f, "--date", "2026-07-09", "--lang", "en", "--format", "csv")
	golden(t, "testdata/vehicle/cars.en.csv", out)
}

// A car of a list is the declaration that assess computes.
func TestAListedCarIsADeclaration(t *testing.T) {
	_, out, _ := run("name,fuel,engine,produced,price,currency\nx,petrol,1998,2018-01-01,17000,AZN\n", "vehicles", "--date", "2026-07-09")
	var l struct {
		Cars []struct {
			Row         int
			Sums        struct{ Duty, Excise, VAT, Fees, Total, Landed string }
			Declaration json.RawMessage
		}
		Bad []struct{}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &l))
	require.Len(t, l.Cars, 1)
	assert.Empty(t, l.Bad)
	assert.Equal(t, "9875.92", l.Cars[0].Sums.Total)
	status, one, _ := run(string(l.Cars[0].Declaration), "assess")
	assert.Equal(t, 0, status)
	assert.Contains(t, one, `"total": "9875.92"`)
}

func TestVehiclesRefusals(t *testing.T) {
	for in, want := range map[string]string{"name\nx": `"code":"no_column"`, "": `"code":"no_lines"`, "price,qiymət\n1,2": `"code":"duplicate_key"`} {
		status, out, errOut := run(in, "vehicles", "--date", "2026-07-09")
		assert.Equal(t, 1, status)
		assert.Empty(t, out)
		assert.Contains(t, errOut, want)
		assert.True(t, json.Valid([]byte(errOut)))
	}
	status, _, errOut := run("price\n1", "vehicles", "--date", "9 July")
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, `"bad_date"`)
	status, _, _ = run("price\n1", "vehicles", "--format", "xml")
	assert.Equal(t, 2, status)
	status, out, _ := run("price\n1", "vehicles")
	assert.Equal(t, 1, status, "no day for the rows")
	assert.Contains(t, out, `"missing_field"`)
	status, _, errOut = run(`{"date":"2026-07-09","lines":[{"code":"8703","vehicle":{"kind":"tank"}}]}`, "vehicle")
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, `lines[0].vehicle.kind`)
}
