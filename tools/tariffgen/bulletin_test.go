package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata"
)

// published writes the bulletin of 08.09.2026 as if it were of another day,
// with one text in it replaced.
func published(t *testing.T, dir, name, day, old, new string) string {
	b, err := os.ReadFile(filepath.Join(dataRoot, "source", "cbar-2026-09-08.xml"))
	require.NoError(t, err)
	s := strings.ReplaceAll(string(b), "08.09.2026", day)
	if old != "" {
		require.Contains(t, s, old)
		s = strings.Replace(s, old, new, 1)
	}
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(s), 0o666))
	return path
}

func TestBulletinsBecomePartOfTheData(t *testing.T) {
	dir, files := copySources(t), t.TempDir()
	a := published(t, files, "a.xml", "21.11.2026", "", "")
	b := published(t, files, "b.xml", "20.11.2026", "<Value>1.9763</Value>", "<Value>1.98</Value>")
	var out bytes.Buffer
	require.NoError(t, runBulletin(dir, []string{a, b}, &out))
	assert.Contains(t, out.String(), "2026-11-21: added, 38 currencies\n2026-11-20: added")
	kept, err := os.ReadFile(filepath.Join(dir, "source", "cbar-2026-11-21.xml"))
	require.NoError(t, err)
	given, err := os.ReadFile(a)
	require.NoError(t, err)
	assert.Equal(t, given, kept, "byte for byte")
	pack, err := os.ReadFile(filepath.Join(dir, "gen", "core.bin"))
	require.NoError(t, err)
	core, err := tariffdata.OpenCore(pack)
	require.NoError(t, err)
	list := core.Bulletins()
	require.Len(t, list, 4)
	assert.Equal(t, "2026-11-21", list[3].Date.String())
	eur, _ := list[2].Rate("EUR")
	assert.Equal(t, "1.98", eur.String())

	out.Reset()
	require.NoError(t, runBulletin(dir, []string{a, published(t, files, "c.xml", "20.11.2026", "", "")}, &out))
	assert.Contains(t, out.String(), "2026-11-21: unchanged\n2026-11-20: replaced, EUR 1.9763 instead of 1.98\n")
}

func TestABadFileLeavesTheSourcesAsTheyAre(t *testing.T) {
	dir, files := copySources(t), t.TempDir()
	good := published(t, files, "good.xml", "21.11.2026", "", "")
	page := filepath.Join(files, "page.xml")
	require.NoError(t, os.WriteFile(page, []byte("<!DOCTYPE html><html></html>"), 0o666))
	other := published(t, files, "other.xml", "21.11.2026", "<Value>1.7</Value>", "<Value>1.71</Value>")
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{good, page}, "web_page"}, {[]string{good, other}, "both of 2026-11-21"}, {[]string{good, filepath.Join(files, "none.xml")}, "none.xml"},
	} {
		err := runBulletin(dir, c.files, &bytes.Buffer{})
		require.Error(t, err)
		assert.Contains(t, err.Error(), c.want)
		_, err = os.Stat(filepath.Join(dir, "source", "cbar-2026-11-21.xml"))
		assert.ErrorIs(t, err, os.ErrNotExist)
	}
	assert.ErrorIs(t, runBulletin(dir, nil, &bytes.Buffer{}), errUsage)
}
