package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCompareGolden(t *testing.T) {
	const f = "testdata/compare/scenarios"
	for _, lang := range []string{"az", "en", "ru"} {
		status, out, errOut := run("", "compare", "-f", f+".json", "--lang", lang, "--format", "text")
		require.Equal(t, 0, status, errOut)
		golden(t, f+"."+lang+".txt", out)
	}
}

func TestCompareExplainsWhatChanged(t *testing.T) {
	status, out, errOut := run("", "compare", "-f", "testdata/compare/scenarios.json")
	require.Equal(t, 0, status, errOut)
	type side struct{ Status, Base, Rate, Amount, Reason string }
	var r struct {
		Variants []struct {
			Name       string
			Difference struct {
				Total   string
				Charges map[string]string
				Values  []struct {
					Line          int
					Before, After string
				}
				FX      []struct{ Currency, Before, After string }
				Changes []struct {
					Line          int
					Kind, Amount  string
					Causes        []string
					From          []struct{ Kind, Amount string }
					Before, After *side
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	wine := r.Variants[0].Difference
	require.Len(t, wine.Changes, 2)
	assert.Equal(t, "import_duty", wine.Changes[0].Kind)
	assert.Equal(t, 2, wine.Changes[0].Line)
	assert.Equal(t, "preference", wine.Changes[0].After.Reason)
	assert.Equal(t, []string{"base"}, wine.Changes[1].Causes)
	assert.Equal(t, "import_duty", wine.Changes[1].From[0].Kind)
	assert.Equal(t, wine.Changes[0].Amount, wine.Changes[1].From[0].Amount, "what VAT's base lost is the duty")
	dollar := r.Variants[2].Difference
	assert.Equal(t, []struct{ Currency, Before, After string }{{"USD", "1.7", "1.9"}}, dollar.FX)
	unknown := r.Variants[3].Difference
	assert.Empty(t, unknown.Total)
	assert.Empty(t, unknown.Changes[0].Amount, "a charge that is open did not change by an amount")
	same := r.Variants[4].Difference
	assert.Equal(t, "0.00", same.Total)
	assert.Empty(t, same.Changes)
}

func TestCompareRefusesAFormatItHasNot(t *testing.T) {
	status, _, errOut := run(`{}`, "compare", "--format", "csv")
	assert.Equal(t, 2, status)
	assert.Contains(t, errOut, "csv")
}
