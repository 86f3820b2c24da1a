package intact_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata/intact"
)

// copied is a copy of the data in which a file has been changed; a nil answer
// of change removes it.
func copied(t *testing.T, name string, change func(b []byte) []byte) string {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range []string{"gen", "law", "source"} {
		files, err := filepath.Glob(filepath.Join("..", folder, "*.*"))
		require.NoError(t, err)
		require.NoError(t, os.MkdirAll(filepath.Join(dir, folder), 0o755))
		for _, f := range files {
			b, err := os.ReadFile(f)
			require.NoError(t, err)
			if here := folder + "/" + filepath.Base(f); here == name {
				if b = change(b); b == nil {
					continue
				}
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, folder, filepath.Base(f)), b, 0o644))
		}
	}
	var all strings.Builder
	for _, f := range intact.Check(os.DirFS(dir)) {
		all.WriteString(f.String() + "\n")
	}
	return all.String()
}

func TestTheDataIsIntact(t *testing.T) {
	assert.Empty(t, intact.Check(os.DirFS("..")))
}

var generated = []string{"gen/core.bin", "gen/names_az.bin", "gen/names_en.bin", "gen/names_ru.bin", "gen/tariff.bin"}

func TestSeeded_TamperedGeneratedFile(t *testing.T) {
	for _, name := range generated {
		t.Run(name, func(t *testing.T) {
			assert.Contains(t, copied(t, name, func([]byte) []byte { return nil }), name+": cannot be read")
			assert.Contains(t, copied(t, name, func(b []byte) []byte { return b[:len(b)-1] }), name+": damaged", "cut short")
			assert.Contains(t, copied(t, name, func([]byte) []byte { return []byte{} }), name+": damaged", "empty")
			for _, at := range []int{0, 5, 20, 30, 40, -1} {
				faults := copied(t, name, func(b []byte) []byte {
					b = bytes.Clone(b)
					b[(at+len(b))%len(b)] ^= 0x10
					return b
				})
				assert.Contains(t, faults, name+": damaged", "a bit of byte %d", at)
			}
		})
	}
	t.Run("one language's file under another's name", func(t *testing.T) {
		en, err := os.ReadFile("../gen/names_en.bin")
		require.NoError(t, err)
		assert.Contains(t, copied(t, "gen/names_ru.bin", func([]byte) []byte { return en }), "names_ru: en: names of another language")
	})
}

// Whoever changes a figure and the checksum with it is found by the tables.
func TestSeeded_TamperedWithItsChecksum(t *testing.T) {
	change := func(old, new string) func(b []byte) []byte {
		return func(b []byte) []byte {
			require.True(t, bytes.Contains(b, []byte(old)), old)
			return sealed(bytes.ReplaceAll(b, []byte(old), []byte(new)))
		}
	}
	assert.Contains(t, copied(t, "gen/names_en.bin", change("Animals; live\x00", "Animals; dead\x00")), `gen/names_en.bin: 01 is named "Animals; dead", source/nomenclature.tsv has "Animals; live"`)
	assert.Contains(t, copied(t, "gen/core.bin", change("S12.8,AZN,1,l\x00", "S02.8,AZN,1,l\x00")), `rate is "S12.8,AZN,1,l", gen/core.bin has "S02.8,AZN,1,l"`)
}

// sealed writes the checksum of a file's bytes into it.
func sealed(b []byte) []byte {
	const at = 7 // after RUSUM, kind and version
	binary.LittleEndian.PutUint32(b[at:], crc32.ChecksumIEEE(b[at+4:]))
	return b
}

func TestSeeded_ChangedSource(t *testing.T) {
	faults := copied(t, "law/vat.csv", func(b []byte) []byte { return bytes.Replace(b, []byte("import,18,"), []byte("import,17,"), 1) })
	assert.Contains(t, faults, "law/vat.csv: changed since gen/core.bin was made")
	assert.Contains(t, faults, `law/vat.csv row 1: percent is "17", gen/core.bin has "18"`)
	assert.Contains(t, copied(t, "law/vat.csv", func([]byte) []byte { return nil }), "law/vat.csv: cannot be read")
	assert.Contains(t, copied(t, "law/vat.csv", func(b []byte) []byte { return append(b, "import,18\n"...) }), "law/vat.csv: not a table")
	assert.Contains(t, copied(t, "law/vat.csv", func(b []byte) []byte { return append(b, b[bytes.IndexByte(b, '\n')+1:]...) }), "law/vat.csv: gen/core.bin has other columns or rows")
	assert.Contains(t, copied(t, "source/cbar-2026-09-08.xml", func(b []byte) []byte { return append(b, '\n') }), "source/cbar-2026-09-08.xml: changed since")
	dir := t.TempDir()
	assert.NotEmpty(t, intact.Check(os.DirFS(dir)), "nothing at all")
}
