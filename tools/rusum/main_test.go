package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata/convert"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// run runs the program on a text and returns its status and streams.
func run(stdin string, args ...string) (status int, out, err string) {
	var o, e bytes.Buffer
	status = (&app{strings.NewReader(stdin), &o, &e}).run(args)
	return status, o.String(), e.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestAssessGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/assess/*.json*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		if strings.HasSuffix(f, ".out.json") {
			continue
		}
		base := strings.TrimSuffix(strings.TrimSuffix(f, ".json"), ".jsonl")
		t.Run(filepath.Base(base), func(t *testing.T) {
			status, out, errOut := run("", "assess", "-f", f)
			assert.Equal(t, 0, status)
			assert.Empty(t, errOut)
			if !strings.HasSuffix(f, ".jsonl") {
				assert.True(t, json.Valid([]byte(out)))
			}
			golden(t, base+".out.json", maskVersion(out))
			for _, lang := range []string{"az", "ru", "en"} {
				status, out, _ := run("", "assess", "-f", f, "--lang", lang, "--format", "text")
				assert.Equal(t, 0, status)
				golden(t, base+"."+lang+".txt", maskVersion(out))
			}
			status, out, _ = run("", "assess", "-f", f, "--lang", "en", "--format", "csv")
			assert.Equal(t, 0, status)
			golden(t, base+".csv", out)
		})
	}
}

// maskVersion takes the hash of the data out of a text: it changes with every
// change of the data, the golden files only with the answers.
func maskVersion(s string) string {
	i := strings.Index(s, "2026-11-21.")
	for i >= 0 {
		end := i + len("2026-11-21.")
		for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] >= 'a' && s[end] <= 'f') {
			end++
		}
		s = s[:i] + "…" + s[end:]
		i = strings.Index(s, "2026-11-21.")
	}
	return s
}

func TestARefusedInputIsOneObjectOnStandardError(t *testing.T) {
	doc := `{"date":"2026-07-09","lines":[{"code":"847130","price":{"amount":"12,3x","currency":"USD"}}]}`
	status, out, errOut := run(doc, "assess")
	assert.Equal(t, 1, status)
	assert.Empty(t, out)
	var e struct {
		Error struct{ Code, Field, Value, Message string }
	}
	require.NoError(t, json.Unmarshal([]byte(errOut), &e))
	assert.Equal(t, "bad_number", e.Error.Code)
	assert.Equal(t, "lines[0].price.amount", e.Error.Field)
	assert.Equal(t, "12,3x", e.Error.Value)
	seen := map[string]bool{}
	for _, lang := range []string{"az", "ru", "en"} {
		_, _, errOut := run(doc, "assess", "--lang", lang)
		require.NoError(t, json.Unmarshal([]byte(errOut), &e))
		assert.NotEmpty(t, e.Error.Message)
		seen[e.Error.Message] = true
	}
	assert.Len(t, seen, 3)
}

func TestJSONLinesGoOnPastARefusedDocument(t *testing.T) {
	doc := `{"date":"2026-07-09","lines":[{"code":"847130","dutyScenario":"0","price":{"amount":"1","currency":"AZN"}}]}
{"date":"2026-07-09","lines":[]}
{"date":"2026-07-09","lines":[{"code":"847130","dutyScenario":"5","price":{"amount":"1","currency":"AZN"}}]}`
	status, out, errOut := run(doc, "assess")
	assert.Equal(t, 1, status)
	assert.Equal(t, 2, strings.Count(out, "\n"))
	assert.Contains(t, errOut, `"no_lines"`)
	assert.Contains(t, errOut, `"document":"2"`)
}

func TestRate(t *testing.T) {
	for _, c := range []struct {
		text, lang, want string
		status           int
	}{
		{"15 %", "", `{"op":"percent","percent":"15"}`, 0},
		{"0", "az", `{"op":"free"}`, 0},
		{"1 litri üçün 0,3 ABŞ dolları", "az", `{"op":"specific","amount":"0.3","currency":"USD","per":{"qty":"1","unit":"l"}}`, 0},
		{"15, но не менее 0,07 евро за 1 л", "ru", `{"op":"atLeast","of":[{"op":"percent","percent":"15"},{"op":"specific","amount":"0.07","currency":"EUR","per":{"qty":"1","unit":"l"}}]}`, 0},
		{"40¢/kg + 10.4%", "us", `{"op":"sum","of":[{"op":"specific","amount":"0.4","currency":"USD","per":{"qty":"1","unit":"kg"}},{"op":"percent","percent":"10.4"}]}`, 0},
		{"15 ( 1 kq-2,0 ABŞ dolları*)", "az", `{"import":{"op":"percent","percent":"15"},"export":{"op":"specific","amount":"2","currency":"USD","per":{"qty":"1","unit":"kg"}}}`, 0},
	} {
		t.Run(c.text, func(t *testing.T) {
			args := []string{"rate", c.text}
			if c.lang != "" {
				args = append(args, "--lang", c.lang)
			}
			status, out, _ := run("", args...)
			assert.Equal(t, c.status, status)
			assert.JSONEq(t, c.want, out)
		})
	}
	status, out, _ := run("", "rate", "--lang", "az", "təxminən 10")
	assert.Equal(t, 1, status)
	assert.Contains(t, out, `"op": "unresolved"`)
	assert.Contains(t, out, `"at": `)
}

func TestDuty(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"eaeu-003: 5 % but not less than 0.02 EUR a kg", `{"rate":"5, но не менее 0,02 евро за 1 кг","value":"360000","currency":"AZN","quantities":{"kg":"10000"},"rates":{"EUR":"85"}}`, "18000.00"},
		{"eaeu-007: 20 % but not less than 23 EUR a kg", `{"rate":{"op":"atLeast","of":[{"op":"percent","percent":"20"},{"op":"specific","amount":"23","currency":"EUR","per":{"qty":"1","unit":"kg"}}]},"value":"7700000","quantities":{"kg":"2000"},"rates":{"EUR":"70"}}`, "3220000.00"},
		{"uk-005: 35.1 per 100 kg", `{"rate":"35.1 GBP / 100 kg","value":"1200","currency":"GBP","quantities":{"kg":"100"}}`, "35.10"},
		{"us-003: 2 % + 1/kg + 0.12/pair", `{"rate":{"op":"sum","of":[{"op":"percent","percent":"2"},{"op":"specific","amount":"1","currency":"USD","per":{"qty":"1","unit":"kg"}},{"op":"specific","amount":"0.12","currency":"USD","per":{"qty":"1","unit":"pair"}}]},"value":"500","currency":"USD","quantities":{"kg":"2.5","pair":"10"}}`, "13.70"},
		{"us-007: 144 pieces are a gross", `{"rate":{"op":"sum","of":[{"op":"percent","percent":"2"},{"op":"specific","amount":"0.50","currency":"USD","per":{"qty":"1","unit":"gross"}}]},"value":"1440","currency":"USD","quantities":{"piece":"144"}}`, "29.30"},
		{"us-011: many decimals", `{"rate":"9.06153 %","value":"110000"}`, "9967.68"},
		{"a value in dollars is converted", `{"rate":"15 %","value":"1000","currency":"USD","rates":{"USD":"1.7"}}`, "255.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errOut := run(c.doc, "duty")
			assert.Equal(t, 0, status, errOut)
			var r struct{ Amount string }
			require.NoError(t, json.Unmarshal([]byte(out), &r))
			assert.Equal(t, c.want, r.Amount)
		})
	}
	status, out, _ := run(`{"rate":"1 litri üçün 0,3 ABŞ dolları","value":"1000"}`, "duty")
	assert.Equal(t, 0, status)
	var r struct {
		Amount string
		Needs  []struct{ Field string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	assert.Empty(t, r.Amount)
	require.Len(t, r.Needs, 2)
	assert.Equal(t, "quantities.l", r.Needs[0].Field)
	assert.Equal(t, "rates.USD", r.Needs[1].Field)
}

func TestCompare(t *testing.T) {
	status, out, errOut := run(`{"base":{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]},
		"variants":[{"name":"Russia","set":{"lines[0].origin":"RU","lines":[{"dispatchedFrom":"RU","originProof":"st1"}]}},{"name":"dearer","set":{"lines[0].price.amount":"2000"}}]}`, "compare")
	require.Equal(t, 0, status, errOut)
	var r struct {
		Base     struct{ Total string }
		Variants []struct {
			Name       string
			Assessment struct{ Total string }
			Difference struct {
				Total   string
				Charges map[string]string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	assert.Equal(t, "702.30", r.Base.Total)
	require.Len(t, r.Variants, 2)
	assert.Equal(t, "401.40", r.Variants[0].Assessment.Total)
	assert.Equal(t, "-300.90", r.Variants[0].Difference.Total)
	assert.Equal(t, map[string]string{"import_duty": "-255.00", "vat": "-45.90"}, r.Variants[0].Difference.Charges)
	assert.Equal(t, "606.90", r.Variants[1].Difference.Total)
}

func TestSearch(t *testing.T) {
	for query, want := range map[string]string{"noutbuk": "847130", "8471 30": "847130", "ноутбук": "847130", "laptop": "847130", "viski": "220830", "kartof": "0701"} {
		status, out, errOut := run("", "search", "--lang", "az", query, "--limit", "5")
		require.Equal(t, 0, status, errOut)
		var hits []struct{ Code, Name, Path, Why string }
		require.NoError(t, json.Unmarshal([]byte(out), &hits))
		require.NotEmpty(t, hits, query)
		assert.True(t, strings.HasPrefix(hits[0].Code, want), "%s: %v", query, hits[0])
		assert.NotEmpty(t, hits[0].Name)
		assert.NotEmpty(t, hits[0].Why)
	}
}

func TestSearchSaysWhatAnswers(t *testing.T) {
	type hit struct {
		Code, Name, Path, Why, Term, TermLang, Unit string
		Marks                                       struct{ Name, Path, Term [][2]int }
	}
	find := func(args ...string) []hit {
		status, out, errOut := run("", append([]string{"search"}, args...)...)
		require.Equal(t, 0, status, errOut)
		var hits []hit
		require.NoError(t, json.Unmarshal([]byte(out), &hits))
		require.NotEmpty(t, hits, args)
		return hits
	}
	h := find("gumus uzuk", "--lang", "az")[0]
	assert.Equal(t, "synonym", h.Why)
	assert.Equal(t, "gümüş üzük", h.Term)
	assert.Equal(t, "az", h.TermLang)
	assert.Equal(t, [][2]int{{0, 5}, {6, 10}}, h.Marks.Term, "in characters, not bytes")
	assert.Equal(t, "fuzzy", find("televizr")[0].Why)
	assert.Equal(t, "code", find("8517")[0].Why)

	status, out, errOut := run("", "search", "gumus uzuk", "--format", "text", "--limit", "1", "--lang", "en")
	require.Equal(t, 0, status, errOut)
	assert.Contains(t, out, "by the word “*gümüş* *üzük*”")
	status, _, _ = run("", "search", "x", "--format", "csv")
	assert.Equal(t, 2, status)

	// The lines of a table are found by number and by words.
	b := convert.Pack(convert.Meta{Keys: []string{"lang"}, Values: []string{"az"}}, []convert.Row{
		{Code: "2204211100", Name: "Elzas mənşəli qoruyucu adlı", Unit: "l"},
	})
	file := filepath.Join(t.TempDir(), "my.bin")
	require.NoError(t, os.WriteFile(file, b, 0o600))
	for _, q := range []string{"elzas", "2204 21 11 00", "elzsa"} {
		h := find(q, "--tariff", file)[0]
		assert.Equal(t, "2204211100", h.Code, q)
		assert.Equal(t, "Elzas mənşəli qoruyucu adlı", h.Name, q)
		assert.Equal(t, "l", h.Unit, q)
	}
}

func TestShow(t *testing.T) {
	status, out, errOut := run("", "show", "2208 30", "--date", "2026-07-09")
	require.Equal(t, 0, status, errOut)
	var r struct {
		Names  map[string][]string
		Units  []string
		Excise []struct{ Variant, Rate string }
		Duty   struct {
			Statutory []struct{ Percent string }
		}
		Preferences []struct{ Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	assert.Len(t, r.Names, 3)
	require.Len(t, r.Excise, 1)
	assert.Equal(t, "12.8 AZN / l", r.Excise[0].Rate)
	assert.Len(t, r.Duty.Statutory, 3)
	assert.Len(t, r.Preferences, 10)
	status, _, errOut = run("", "show", "22x")
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, "code_letters")
}

func TestShowTellsThePlaceOfACode(t *testing.T) {
	var r struct {
		Section, Level, Notes, Excisable string
		Neighbours                       struct {
			Parent, Previous, Next string
			Siblings, Children     []string
		}
		Excludes map[string][]struct {
			Code, Text string
			Codes      []string
		}
		VAT []struct{ Flow, Percent string }
	}
	show := func(args ...string) {
		status, out, errOut := run("", append([]string{"show", "--date", "2026-07-09"}, args...)...)
		require.Equal(t, 0, status, errOut)
		require.NoError(t, json.Unmarshal([]byte(out), &r))
	}
	show("8703 21")
	assert.Equal(t, "XVII", r.Section)
	assert.Equal(t, "subheading", r.Level)
	assert.Equal(t, "8703", r.Neighbours.Parent)
	assert.Equal(t, "870310", r.Neighbours.Previous)
	assert.Equal(t, "870322", r.Neighbours.Next)
	assert.Contains(t, r.Neighbours.Siblings, "870390")
	assert.Empty(t, r.Neighbours.Children)
	assert.Equal(t, "not_held", r.Notes)
	assert.Equal(t, "maybe", r.Excisable)
	for _, lang := range []string{"az", "en", "ru"} {
		found := false
		for _, x := range r.Excludes[lang] {
			found = found || slices.Contains(x.Codes, "8702")
		}
		assert.True(t, found, "%s: cars are not vehicles of 8702", lang)
	}
	require.Len(t, r.VAT, 2)
	assert.Equal(t, "18", r.VAT[0].Percent)
	r.Neighbours.Children = nil
	show("84")
	assert.Equal(t, "chapter", r.Level)
	assert.Contains(t, r.Neighbours.Children, "8471")
	assert.Equal(t, "83", r.Neighbours.Previous)
	assert.Equal(t, []string{"84", "85"}, r.Neighbours.Siblings)
}

func TestShowTellsTheHistoryOfACode(t *testing.T) {
	type event struct{ Kind, Code, Rate, Variant, From, To, Layer, What string }
	history := func(code string) []event {
		status, out, errOut := run("", "show", code, "--date", "2026-07-09")
		require.Equal(t, 0, status, errOut)
		var r struct{ History []event }
		require.NoError(t, json.Unmarshal([]byte(out), &r))
		for i := 1; i < len(r.History); i++ {
			assert.GreaterOrEqual(t, r.History[i-1].From, r.History[i].From, "the latest first")
		}
		return r.History
	}
	var rates []string
	for _, e := range history("220830") {
		if e.Variant == "whisky" {
			rates = append(rates, e.From+" "+e.Rate)
		}
	}
	assert.Equal(t, []string{"2024-08-23 12.8 AZN / l", "2022-04-14 12 AZN / l", "2020-03-19 11.2 AZN / l", "2018-01-22 10 AZN / l", "2015-03-01 6 AZN / l"}, rates)
	butter := history("0405")
	require.Len(t, butter, 2)
	assert.Equal(t, event{Kind: "import_duty", Code: "0405", Rate: "15 %", From: "2026-01-01", Layer: "reported"}, butter[0])
	assert.Equal(t, "2025-12-31", butter[1].To)
	bans := history("85434000")
	assert.True(t, slices.ContainsFunc(bans, func(e event) bool { return e.Kind == "ban" && e.What == "ecig" }))
	cars := history("8703")
	assert.True(t, slices.ContainsFunc(cars, func(e event) bool { return e.Kind == "excise" && strings.Contains(e.Rate, "5 AZN / cm3") }), "%v", cars)
	for _, e := range history("870380") {
		assert.NotEqual(t, "excise", e.Kind, "electric cars bear none")
	}
}

func TestShowInWords(t *testing.T) {
	for lang, want := range map[string][]string{
		"az": {"8703 80", "Aksiz", "Dəyişikliklərin tarixçəsi", "qüvvədədir", "rəsmi qeydləri"},
		"en": {"8703 80", "Excise", "History of changes", "in force", "electric cars bear none", "XVII. Vehicles"},
		"ru": {"8703 80", "Акциз", "История изменений", "действует", "Средства наземного транспорта"},
	} {
		status, out, errOut := run("", "show", "870380", "--date", "2026-07-09", "--format", "text", "--lang", lang)
		require.Equal(t, 0, status, errOut)
		for _, w := range want {
			assert.Contains(t, out, w, lang)
		}
		assert.NotRegexp(t, `\b(code|kind|layer|confidence|section|fuel)\.[a-z_]+|\{[a-z]+\}`, out)
	}
}

func TestInterestAndRoadTax(t *testing.T) {
	status, out, _ := run(`{"debt":"10000","due":"2026-01-10","paid":"2026-02-24"}`, "interest")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, `"amount": "450.00"`)
	assert.Contains(t, out, `"days": 45`)
	status, out, _ = run(`{"debt":"10000","due":"2026-01-10","paid":"2026-02-24","kind":"deferral","rate":"6.5"}`, "interest")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, `"amount": "80.14"`)
	status, out, _ = run(`{"date":"2026-09-08","vehicle":{"kind":"bus","seats":40},"stayDays":7}`, "roadtax")
	assert.Equal(t, 0, status)
	assert.Contains(t, out, `"totalUSD": "50.00"`)
	assert.Contains(t, out, `"total": "85.00"`)
}

func TestVerify(t *testing.T) {
	status, out, _ := run("", "verify")
	assert.Equal(t, 0, status, out)
	assert.Contains(t, out, "no faults")

	status, out, _ = run("", "verify", "--data", filepath.Join("..", "..", "tariffdata"))
	assert.Equal(t, 0, status, out)
	status, out, _ = run("", "verify", "--data", t.TempDir())
	assert.Equal(t, 1, status)
	assert.Contains(t, out, "gen/core.bin: cannot be read")
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"asses"}, {"assess", "--format", "pdf"}, {"assess", "--lang", "de"}, {"assess", "-f"}, {"rate"}, {"show"}, {"assess", "stray"}, {"assess", "-f", "no-such-file"}} {
		status, out, errOut := run("", args...)
		assert.Equal(t, 2, status, args)
		assert.Empty(t, out)
		assert.NotEmpty(t, errOut)
	}
}
