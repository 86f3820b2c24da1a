package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata/tablefile"
	"rusum/tariffdata/xlsx"
	"rusum/wasm/field"
	"rusum/wasm/form"
)

func tableOf(t *testing.T, name string, body []byte) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, body, 0o644))
	return path
}

type assessed struct {
	CustomsValue, Total string
	Lines               []struct {
		Code, CustomsValue string
		Charges            []struct{ Kind, Amount string }
	}
	Charges []struct{ Kind, Base, Amount string }
}

func parseAssessed(t *testing.T, out string) assessed {
	var a assessed
	require.NoError(t, json.Unmarshal([]byte(out), &a), out)
	return a
}

const invoice = "HS code;Description;Total, EUR;Country of origin;Net weight, kg\n" +
	"8471 30 000 0;Laptop;1.000,50;Çin;12,5\n" +
	"902300000;Tea;2.000,00;LK;100\n"

func TestTheLinesOfATable(t *testing.T) {
	csv := tableOf(t, "a.csv", []byte(invoice))
	status, out, errOut := run("", "assess", "--table", csv, "--date", "2026-09-08")
	require.Equal(t, 0, status, errOut)
	a := parseAssessed(t, out)
	require.Len(t, a.Lines, 2)
	assert.Equal(t, "8471300000", a.Lines[0].Code)
	assert.Equal(t, "1977.29", a.Lines[0].CustomsValue, "1,000.50 EUR at 1.9763")

	// The rest of the declaration comes from a document, and flags correct what was guessed.
	top := tableOf(t, "top.json", []byte(`{"date":"2026-09-08","rates":{"EUR":"2"},"delivery":{"incoterm":"FOB","freight":{"amount":"100","currency":"EUR"}}}`))
	status, out, errOut = run("", "assess", "-f", top, "--table", csv, "--map", "B=skip,E=gross")
	require.Equal(t, 0, status, errOut)
	assert.Equal(t, "6201.00", parseAssessed(t, out).CustomsValue)
	status, _, errOut = run("", "assess", "--table", csv)
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, `"missing_field"`)
	for _, args := range [][]string{{"--map", "A=colour"}, {"--map", "9=code"}, {"--decimal", "x"}, {"--currency", "QQQ"}, {"--sheet", "none"}} {
		status, _, _ := run("", append([]string{"assess", "--table", csv, "--date", "2026-09-08"}, args...)...)
		assert.Equal(t, 2, status, args)
	}
}

func TestBadCellsAreListedAndGoodRowsKept(t *testing.T) {
	csv := tableOf(t, "a.csv", []byte("Kod,Qiymət,Valyuta,Mənşə\n847130,100,AZN,CN\n84x1,12z,AZN,Narnia\n090230,\"1,234\",AZN,LK\n851713,5,QQQ,CN\n"))
	for _, lang := range []string{"az", "ru", "en"} {
		status, out, errOut := run("", "assess", "--table", csv, "--date", "2026-09-08", "--lang", lang)
		assert.Equal(t, 1, status)
		a := parseAssessed(t, out)
		require.Len(t, a.Lines, 1)
		assert.Equal(t, "847130", a.Lines[0].Code)
		var cells []string
		for line := range strings.SplitSeq(strings.TrimSpace(errOut), "\n") {
			var e struct {
				Error struct {
					Code, Field, Value, Message string
					Args                        map[string]string
				}
			}
			require.NoError(t, json.Unmarshal([]byte(line), &e), line)
			assert.Equal(t, "bad_cell", e.Error.Code)
			assert.NotEmpty(t, e.Error.Message)
			cells = append(cells, e.Error.Args["column"]+e.Error.Args["row"]+" "+e.Error.Value)
		}
		assert.Equal(t, []string{"A3 84x1", "D3 Narnia", "B3 12z", "B4 1,234", "C5 QQQ"}, cells, lang)
	}
	status, out, _ := run("", "assess", "--table", csv, "--date", "2026-09-08", "--decimal", ",")
	assert.Equal(t, 1, status)
	assert.Len(t, parseAssessed(t, out).Lines, 2, "told what the comma is, the row is read")
}

func TestAFileThatIsNoTable(t *testing.T) {
	for name, c := range map[string]struct{ body, code string }{"x.pdf": {"%PDF-1.7", "table_pdf"}, "x.csv": {"", "table_empty"}, "x.xlsx": {"PK\x03\x04zzz", "table_damaged"}} {
		status, _, errOut := run("", "assess", "--table", tableOf(t, name, []byte(c.body)), "--date", "2026-09-08", "--lang", "en")
		assert.Equal(t, 1, status)
		assert.Contains(t, errOut, c.code)
		assert.NotContains(t, errOut, "ui.lines")
	}
}

func TestASpreadsheetOutIsTheSameAssessmentIn(t *testing.T) {
	doc := `{"date":"2026-09-08","lines":[{"code":"847130","description":"=1+1","dutyScenario":"15","price":{"amount":"1000.123","currency":"USD"},"origin":"CN","netMass":"12.5"},
		{"code":"220421","duty":"15 %","quantities":{"l":"10"},"alcohol":"12","variant":"wine","price":{"amount":"50","currency":"EUR"},"origin":"GE","dispatchedFrom":"GE","originProof":"st1"},
		{"code":"8703231910","dutyScenario":"15","price":{"amount":"9000","currency":"USD"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":1998,"produced":"2021-05-01","mileageKm":52000}}]}`
	file := filepath.Join(t.TempDir(), "out.xlsx")
	status, out, errOut := run(doc, "assess", "--format", "xlsx", "-o", file, "--lang", "az")
	require.Equal(t, 0, status, errOut)
	assert.Empty(t, out)
	_, want, _ := run(doc, "assess")
	for _, lang := range []string{"az", "ru", "en"} {
		status, got, errOut := run("", "assess", "--table", file, "--date", "2026-09-08", "--lang", lang)
		require.Equal(t, 0, status, errOut)
		assert.Equal(t, want, got, lang)
	}
	_, b, _ := run(doc, "assess", "--format", "xlsx", "--lang", "az")
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(written), b, "the same bytes on standard output")
	status, _, _ = run(doc+"\n"+doc, "assess", "--format", "xlsx")
	assert.Equal(t, 2, status)
}

// A sheet among others is found by what its head says.
func TestTheSheetWithTheLinesIsTaken(t *testing.T) {
	var b bytes.Buffer
	w := xlsx.NewWriter(&b)
	require.NoError(t, w.Sheet("Info", false))
	require.NoError(t, w.Row(xlsx.Cell{Value: "Seller"}, xlsx.Cell{Value: "X"}))
	require.NoError(t, w.Sheet("Mallar", true))
	require.NoError(t, w.Row(xlsx.Cell{Value: "Malın kodu"}, xlsx.Cell{Value: "Məbləğ"}, xlsx.Cell{Value: "Valyuta"}))
	require.NoError(t, w.Row(xlsx.Cell{Value: "902300000", Kind: xlsx.Number}, xlsx.Cell{Value: "1234.567", Kind: xlsx.Number}, xlsx.Cell{Value: "AZN"}))
	require.NoError(t, w.Close())
	status, out, errOut := run("", "assess", "--table", tableOf(t, "m.xlsx", b.Bytes()), "--date", "2026-09-08")
	require.Equal(t, 0, status, errOut)
	a := parseAssessed(t, out)
	assert.Equal(t, "0902300000", a.Lines[0].Code, "a spreadsheet had taken the code for a number")
	assert.Equal(t, "1234.57", a.Lines[0].CustomsValue)
}

// What FieldsOf writes is read again as the same line.
func TestFieldsOfALine(t *testing.T) {
	docs, err := filepath.Glob("testdata/assess/*.json")
	require.NoError(t, err)
	n := 0
	for _, name := range docs {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		d, f := wire.DecodeDeclaration(b)
		if f != nil || strings.HasSuffix(name, ".out.json") {
			continue
		}
		for _, lang := range i18n.Langs {
			r := form.Reader{Reader: field.Reader{Texts: texts.Get(lang), Country: country, CountryName: func(s string) string { return s }}}
			for i := range d.Lines {
				l := d.Lines[i]
				if l.ProcessingCost != nil || l.Item != "" || l.Code == "" || l.Vehicle != nil && l.Vehicle.Special {
					continue // no field of the form
				}
				got, problems, _ := r.Line(form.FieldsOf(&l, lang))
				require.Empty(t, problems, name)
				got.DutyText, l.DutyText = "", ""
				if l.OriginProof == "none" {
					l.OriginProof = ""
				}
				assert.Equal(t, string(wire.EncodeDeclaration(&calc.Declaration{Lines: []calc.Line{l}})), string(wire.EncodeDeclaration(&calc.Declaration{Lines: []calc.Line{got}})), name)
				n++
			}
		}
	}
	assert.Greater(t, n, 20)
}

func TestColumnsByLetter(t *testing.T) {
	for letters, want := range map[string]int{"A": 0, "z": 25, "AA": 26, "AZ": 51, "BA": 52, "": -1, "A1": -1, "Ə": -1, "ZZZZZZ": -1} {
		assert.Equal(t, want, columnOf(letters), letters)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte(invoice))
	f.Add([]byte("a\tb\n1\t2"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := tablefile.Sheets(b, nil); err != nil {
			return
		}
		name := filepath.Join(t.TempDir(), "t")
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		status, _, _ := run("", "assess", "--table", name, "--date", "2026-09-08")
		if status == 2 {
			t.Fatal("a file is refused, not the command")
		}
	})
}
