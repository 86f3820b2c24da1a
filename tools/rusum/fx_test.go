package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const inDollars = `{"date":"2026-11-21","lines":[{"code":"847130","dutyScenario":"15","price":{"amount":"1000","currency":"USD"}}]}`

// bulletin writes the embedded bulletin as if it were of another day.
func bulletin(t *testing.T, day, usd string) string {
	b, err := os.ReadFile("../../tariffdata/source/cbar-2026-09-08.xml")
	require.NoError(t, err)
	s := strings.Replace(strings.ReplaceAll(string(b), "08.09.2026", day), "<Value>1.7</Value>", "<Value>"+usd+"</Value>", 1)
	name := filepath.Join(t.TempDir(), "b.xml")
	require.NoError(t, os.WriteFile(name, []byte(s), 0o644))
	return name
}

func TestABulletinOfTheUsersComesFirst(t *testing.T) {
	var a struct {
		CustomsValue string
		FX           []struct {
			Rate, Date, Source string
			Own                bool
		}
		Warnings []struct{ Code string }
	}
	status, out, errOut := run(inDollars, "assess", "--fx", bulletin(t, "20.11.2026", "1.69"), "--fx", bulletin(t, "21.11.2026", "1.71"))
	require.Equal(t, 0, status, errOut)
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "1710.00", a.CustomsValue)
	require.Len(t, a.FX, 1)
	assert.Equal(t, "2026-11-21", a.FX[0].Date)
	assert.Equal(t, "cbar", a.FX[0].Source)
	assert.True(t, a.FX[0].Own)
	assert.Empty(t, a.Warnings)

	_, out, _ = run(inDollars, "assess", "--lang", "en", "--format", "text", "--fx", bulletin(t, "21.11.2026", "1.71"))
	assert.Contains(t, out, "Central Bank, 21 Nov 2026, your file")
	// The embedded bulletin of a day gives way to the user's of the same day.
	doc := strings.Replace(inDollars, "2026-11-21", "2026-09-08", 1)
	_, out, _ = run(doc, "assess", "--fx", bulletin(t, "08.09.2026", "1.65"))
	assert.Contains(t, out, `"rate": "1.65"`)
}

func TestABadBulletinIsRefusedInThreeLanguages(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.xml")
	require.NoError(t, os.WriteFile(page, []byte("<!DOCTYPE html><html><body>home</body></html>"), 0o644))
	seen := map[string]bool{}
	for _, lang := range []string{"az", "ru", "en"} {
		status, out, errOut := run(inDollars, "assess", "--lang", lang, "--fx", page)
		assert.Equal(t, 1, status)
		assert.Empty(t, out)
		var e struct {
			Error struct{ Code, Field, Value, Message string }
		}
		require.NoError(t, json.Unmarshal([]byte(errOut), &e), errOut)
		assert.Equal(t, "fx_web_page", e.Error.Code)
		assert.Equal(t, "fx", e.Error.Field)
		assert.Equal(t, page, e.Error.Value)
		assert.Contains(t, e.Error.Message, "ValCurs", "says what would be right")
		assert.Contains(t, e.Error.Message, "<!DOCTYPE html>", "and what was found")
		seen[e.Error.Message] = true
	}
	assert.Len(t, seen, 3)
	status, _, _ := run(inDollars, "assess", "--fx", "no such file")
	assert.Equal(t, 2, status)
}
