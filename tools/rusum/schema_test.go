package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/unit"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tools/schema"
)

func openSchema(t *testing.T, name string) *schema.Schema {
	t.Helper()
	s, err := schema.Open(name)
	require.NoError(t, err)
	return s
}

// each calls do with every JSON document of a file.
func each(t *testing.T, file string, do func(doc json.RawMessage)) {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	for d := json.NewDecoder(bytes.NewReader(b)); ; {
		var doc json.RawMessage
		if err := d.Decode(&doc); err == io.EOF {
			return
		} else if err != nil {
			require.NoError(t, err, file)
		}
		do(doc)
	}
}

// Every document of the golden files is one of the published schemas.
func TestGoldenFilesKeepTheSchema(t *testing.T) {
	declaration, assessment := openSchema(t, "declaration"), openSchema(t, "assessment")
	ins, outs := 0, 0
	in := func(file string, doc []byte) {
		ins++
		assert.NoError(t, declaration.Check(doc), file)
	}
	out := func(file string, doc []byte) {
		outs++
		assert.NoError(t, assessment.Check(doc), file)
	}
	files, err := filepath.Glob("testdata/*/*.json*")
	require.NoError(t, err)
	for _, file := range files {
		each(t, file, func(doc json.RawMessage) {
			var x struct {
				Base, Assessment json.RawMessage
				Cars             []struct{ Declaration, Assessment json.RawMessage }
			}
			require.NoError(t, json.Unmarshal(doc, &x), file)
			switch folder := filepath.Base(filepath.Dir(file)); {
			case x.Base != nil && !strings.Contains(file, ".out."):
				in(file, x.Base)
			case x.Assessment != nil:
				out(file, x.Assessment)
			case x.Cars != nil:
				for _, c := range x.Cars {
					in(file, c.Declaration)
					out(file, c.Assessment)
				}
			case strings.Contains(file, ".out."):
				out(file, doc)
			default:
				require.Contains(t, []string{"assess", "vehicle"}, folder, file)
				in(file, doc)
			}
		})
	}
	assert.Greater(t, ins, 14)
	assert.Greater(t, outs, 14)
}

// What the schema of a declaration refuses the program refuses too, with a
// fault that keeps its own schema.
func TestTheSchemaRefusesWhatTheProgramRefuses(t *testing.T) {
	declaration, fault := openSchema(t, "declaration"), openSchema(t, "fault")
	good := `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"USD"},"duty":"15 %","netMass":"5","quantities":{"piece":"2"},"vehicle":{"kind":"car","engineCC":1998}}]}`
	require.NoError(t, declaration.Check([]byte(good)))
	for _, c := range []struct{ name, old, new string }{
		{"an unknown member", `"date"`, `"dates"`},
		{"no date", `"date":"2026-07-09",`, ``},
		{"a date of words", `2026-07-09`, `tomorrow`},
		{"a number of money", `"amount":"1000"`, `"amount":1000`},
		{"a comma", `"1000"`, `"1000,5"`},
		{"an exponent", `"1000"`, `"1e3"`},
		{"too many digits", `"1000"`, `"1000000000000000"`},
		{"too fine", `"1000"`, `"0.00000000001"`},
		{"negative money", `"1000"`, `"-1"`},
		{"no currency", `,"currency":"USD"`, ``},
		{"a currency of words", `"USD"`, `"dollar"`},
		{"a code of letters", `847130`, `84A130`},
		{"a short code", `847130`, `847`},
		{"a long code", `847130`, `84713000000`},
		{"no lines", `[{"code"`, `[],"x":[{"code"`},
		{"lines that are none", `"lines":[`, `"lines":"","x":[`},
		{"an unknown unit", `"piece"`, `"bucket"`},
		{"a negative mass", `"netMass":"5"`, `"netMass":"-5"`},
		{"a vehicle of no kind", `"car"`, `"plane"`},
		{"half a cubic centimetre", `1998`, `1998.5`},
		{"a tree of no kind", `"15 %"`, `{"op":"maybe"}`},
		{"a tree without its rate", `"15 %"`, `{"op":"percent"}`},
		{"a tree with too much", `"15 %"`, `{"op":"percent","percent":"15","more":"1"}`},
		{"at least of one", `"15 %"`, `{"op":"atLeast","of":[{"op":"free"}]}`},
		{"the thirteenth month", `"15 %"`, `{"op":"seasonal","months":[13],"rate":{"op":"free"}}`},
		{"a flow that is none", `{"date"`, `{"flow":"sideways","date"`},
		{"a procedure that is none", `{"date"`, `{"procedure":"x","date"`},
		{"a term that is none", `{"date"`, `{"delivery":{"incoterm":"FOC"},"date"`},
		{"a flag of words", `{"date"`, `{"offHours":"yes","date"`},
		{"a reading that is none", `{"date"`, `{"options":{"readings":{"moon":"full"}},"date"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := strings.Replace(good, c.old, c.new, 1)
			require.NotEqual(t, good, bad)
			require.True(t, json.Valid([]byte(bad)), bad)
			assert.Error(t, declaration.Check([]byte(bad)), "the schema")
			status, _, errOut := run(bad, "assess")
			assert.Equal(t, 1, status, "the program")
			assert.NoError(t, fault.Check([]byte(errOut)), errOut)
		})
	}
}

// A broken assessment is refused: sums without a charge, states that contradict.
func TestTheSchemaRefusesBrokenAnswers(t *testing.T) {
	assessment, fault := openSchema(t, "assessment"), openSchema(t, "fault")
	status, out, errOut := run(`{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"1000","currency":"USD"},"duty":"15 %"}]}`, "assess")
	require.Equal(t, 0, status, errOut)
	require.NoError(t, assessment.Check([]byte(out)))
	for _, c := range []struct{ name, old, new string }{
		{"no total", `"total": `, `"totalFrom": `},
		{"incomplete with a total", `"status": "complete"`, `"status": "incomplete"`},
		{"a state that is none", `"status": "applied"`, `"status": "perhaps"`},
		{"applied without an amount", `"amount": "255.00",`, ``},
		{"a sum of one decimal", `"255.00"`, `"255.0"`},
		{"a sum as a number", `"255.00"`, `255`},
		{"open with an amount", `"status": "applied"`, `"status": "unknown"`},
		{"a kind that is none", `"import_duty"`, `"bribe"`},
		{"a confidence that is none", `"confidence": "user"`, `"confidence": "sure"`},
		{"a member more", `"scenarios"`, `"more": 1, "scenarios"`},
		{"no needs", `"needs": [],
  "warnings"`, `"warnings"`},
		{"a line without charges", `"charges": [`, `"charges": [], "x": [`},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := strings.Replace(out, c.old, c.new, 1)
			require.NotEqual(t, out, bad)
			require.True(t, json.Valid([]byte(bad)), bad)
			assert.Error(t, assessment.Check([]byte(bad)))
		})
	}
	for _, bad := range []string{`{}`, `{"error":{}}`, `{"error":{"code":"no_such","message":"x"}}`, `{"error":{"code":"bad_number"}}`, `{"error":{"code":"bad_number","message":"x","more":1}}`, `[]`} {
		assert.Error(t, fault.Check([]byte(bad)), bad)
	}
}

// The lists of the schemas are those of the program.
func TestTheSchemasNameWhatTheProgramKnows(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core())
	require.NoError(t, err)
	var units, kinds, procedures, readings []string
	for _, u := range unit.All {
		units = append(units, u.Key)
	}
	for _, k := range calc.Kinds {
		kinds = append(kinds, string(k))
	}
	for _, p := range tables.Procedures {
		procedures = append(procedures, p.Key)
	}
	for _, r := range tables.Readings {
		if !slices.Contains(readings, r.Key) {
			readings = append(readings, r.Key)
		}
	}
	for _, c := range []struct {
		file string
		path []string
		want []string
	}{
		{"common", []string{"$defs", "unit", "enum"}, units},
		{"common", []string{"$defs", "kind", "enum"}, kinds},
		{"declaration", []string{"$defs", "declaration", "properties", "procedure", "anyOf", "0", "enum"}, procedures},
		{"declaration", []string{"$defs", "line", "properties", "originProof", "anyOf", "0", "enum"}, calc.OriginProofs},
		{"declaration", []string{"$defs", "vehicle", "properties", "kind", "anyOf", "0", "enum"}, calc.VehicleKinds},
		{"declaration", []string{"$defs", "vehicle", "properties", "fuel", "anyOf", "0", "enum"}, calc.VehicleFuels},
		{"declaration", []string{"$defs", "declaration", "properties", "options", "anyOf", "0", "properties", "readings", "anyOf", "0", "propertyNames", "enum"}, readings},
		{"assessment", []string{"$defs", "assessment", "properties", "conflicts", "items", "properties", "key", "enum"}, append(slices.Clone(readings), "reported_duty")},
		{"assessment", []string{"$defs", "assessment", "properties", "warnings", "items", "properties", "code", "enum"}, calc.WarningCodes},
		{"assessment", []string{"$defs", "need", "properties", "why", "enum"}, calc.Whys},
		{"fault", []string{"properties", "error", "properties", "code", "enum"}, calc.FaultCodes},
	} {
		b, err := os.ReadFile(filepath.Join("..", "..", "docs", "schema", c.file+".json"))
		require.NoError(t, err)
		var at any
		require.NoError(t, json.Unmarshal(b, &at))
		for _, k := range c.path {
			switch x := at.(type) {
			case map[string]any:
				at = x[k]
			case []any:
				at = x[0]
			}
		}
		var got []string
		for _, x := range at.([]any) {
			got = append(got, x.(string))
		}
		assert.ElementsMatch(t, c.want, got, "%s %s", c.file, strings.Join(c.path, "/"))
	}
}

// A tree that the program prints for a rate is one of the schema.
func TestRatesKeepTheSchema(t *testing.T) {
	s := openSchema(t, "rate")
	for _, text := range []string{"15 %", "0", "0,7 ABŞ dolları / l", "15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə", "50%, lakin 1000 kq-a 4000 ABŞ dollarından az olmamaqla"} {
		_, out, _ := run("", "rate", text)
		assert.NoError(t, s.Check([]byte(out)), text)
	}
	for _, tree := range embeddedRates(t) {
		assert.NoError(t, s.Check(tree))
	}
}

func embeddedRates(t *testing.T) [][]byte {
	t.Helper()
	tables, err := tariffdata.LoadTables(embedded.Core())
	require.NoError(t, err)
	var out [][]byte
	for _, r := range tables.Excise {
		if !r.Missing {
			out = append(out, wire.EncodeRate(r.Rate))
		}
	}
	for _, r := range tables.Vehicle.Duty {
		out = append(out, wire.EncodeRate(r.Rate))
	}
	return out
}
