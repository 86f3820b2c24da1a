package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	declarations = "testdata/stats/declarations.csv"
	backup       = "../../wasm/journal/testdata/backup-v1.json"
)

func TestStatsOfATable(t *testing.T) {
	for _, lang := range []string{"az", "en", "ru"} {
		status, out, errOut := run("", "stats", "-f", declarations, "--format", "text", "--lang", lang)
		assert.Equal(t, 1, status, "two rows were left out")
		assert.Equal(t, 2, strings.Count(errOut, "\n"))
		assert.Contains(t, errOut, `"line":8`)
		assert.Contains(t, errOut, `"value":"40.04.2026"`)
		golden(t, "testdata/stats/declarations."+lang+".txt", out)
	}
	_, out, _ := run("", "stats", "-f", declarations, "--format", "csv", "--lang", "en")
	golden(t, "testdata/stats/declarations.out.csv", out)
}

func TestStatsOfABackupAreThoseOfItsFigures(t *testing.T) {
	type row struct {
		Key, CustomsValue, Payments, Rate string
		N                                 int
		Charges                           map[string]string
	}
	var r struct {
		Declarations                 int
		Month, Chapter, Origin, Kind []row
		Fees                         map[string]string
		Total                        row
	}
	stats := func(args ...string) {
		r.Total = row{}
		status, out, errOut := run("", append([]string{"stats", "-f", backup}, args...)...)
		require.Equal(t, 0, status, errOut)
		require.NoError(t, json.Unmarshal([]byte(out), &r))
	}
	stats()
	assert.Equal(t, 2, r.Declarations, "an open one and one of another calculator are not added")
	assert.Equal(t, "5100.00", r.Total.CustomsValue)
	assert.Equal(t, "752.70", r.Total.Payments)
	stats("--flow", "import")
	assert.Equal(t, "702.30", r.Total.Payments)
	assert.Equal(t, "41.31", r.Total.Rate)
	assert.Equal(t, "84", r.Chapter[0].Key)
	assert.Equal(t, "606.90", r.Chapter[0].Payments)
	assert.Equal(t, "60.00", r.Fees["clearance_fee"])
	stats("--from", "2026-10-01")
	assert.Equal(t, "50.40", r.Total.Payments)
	stats("--to", "2026-01-01")
	assert.Equal(t, 0, r.Declarations)
}

func TestStatsRefuses(t *testing.T) {
	for _, c := range []struct {
		in     string
		args   []string
		status int
		want   string
	}{
		{`{"format":"rusum-journal","version":2}`, nil, 1, "backup_version"},
		{"date;code\n2026-07-09;8471\n", nil, 1, "customsValue"},
		{"no table", nil, 2, "no table"},
		{"", []string{"--flow", "sideways"}, 2, "sideways"},
		{"", []string{"--from", "yesterday"}, 1, "bad_date"},
		{"", []string{"--format", "message"}, 2, "message"},
	} {
		status, _, errOut := run(c.in, append([]string{"stats"}, c.args...)...)
		assert.Equal(t, c.status, status, c.in)
		assert.Contains(t, errOut, c.want)
	}
}

func TestRecomputeSaysWhichPaymentChanged(t *testing.T) {
	status, out, errOut := run("", "recompute", "-f", backup)
	require.Equal(t, 0, status, errOut)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 3, "the goods calculations")
	type line struct {
		Name, Total, Now string
		Changes          []struct{ Kind, Before, After string }
	}
	var same, open, changed line
	for i, x := range []*line{&same, &open, &changed} {
		require.NoError(t, json.Unmarshal([]byte(lines[i]), x))
	}
	assert.Equal(t, same.Total, same.Now)
	assert.Empty(t, same.Changes)
	assert.Empty(t, open.Now, "its rate is still not known")
	assert.Equal(t, []struct{ Kind, Before, After string }{{"clearance_fee", "15.00", "60.00"}}, changed.Changes)
	_, out, _ = run("", "recompute", "-f", backup, "--format", "text", "--lang", "en")
	assert.Contains(t, out, "The total was ₼50.40; it is now ₼95.40 (+₼45.00). Payments that changed: Customs clearance fee ₼15.00 → ₼60.00.")
	status, _, errOut = run("{}", "recompute")
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, "not_backup")
}

func TestAssessReadsACalculationAndWritesAMessage(t *testing.T) {
	in, err := os.ReadFile("testdata/assess/real-declaration-2026-07-09.json")
	require.NoError(t, err)
	_, plain, _ := run(string(in), "assess")
	status, out, errOut := run(`{"declaration":`+string(in)+`,"assessment":`+plain+`}`, "assess")
	require.Equal(t, 0, status, errOut)
	assert.Equal(t, plain, out, "the file a page offers gives the same answer")
	for _, lang := range []string{"az", "en", "ru"} {
		status, out, errOut = run(string(in), "assess", "--format", "message", "--lang", lang)
		require.Equal(t, 0, status, errOut)
		golden(t, "testdata/assess/real-declaration-2026-07-09.message."+lang+".txt", out)
	}
}
