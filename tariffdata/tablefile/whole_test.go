package tablefile

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/ratetext"
	"rusum/tariffdata/convert"
)

// wholeTable is the tariff of the Eurasian Economic Union, 17,600 rows.
func wholeTable(t testing.TB) [][]string {
	g, p := convert.ReadText(gunzip(t, fixtures+"eaeu-ett-2026-03.csv.gz"))
	require.Nil(t, p)
	var rows [][]string
	for _, r := range g {
		rows = append(rows, r.Cells)
	}
	return rows
}

// TestAWholeTariffInEveryFormat converts the 13,289 rated lines of a real
// tariff out of each kind of document, all with the same result.
func TestAWholeTariffInEveryFormat(t *testing.T) {
	rows := wholeTable(t)
	j := Job{Lang: ratetext.RU, Currency: "EUR"}
	want, err := j.Run(gunzip(t, fixtures+"eaeu-ett-2026-03.csv.gz"))
	require.Nil(t, err)
	assert.Equal(t, 13289, want.Result.Rated)
	assert.Empty(t, want.Result.Problems)
	for format, file := range map[Format][]byte{HTML: htmlPage(rows), XLSX: xlsx(t, rows), DOCX: docx(t, rows), ODS: ods(t, rows)} {
		got, err := j.Run(file)
		require.Nil(t, err, format)
		assert.Equal(t, format, got.Table.Format)
		assert.Equal(t, 13289, got.Result.Rated, format)
		assert.Empty(t, got.Result.Problems, format)
		assert.True(t, bytes.Equal(convert.Pack(convert.Meta{}, want.Rows), convert.Pack(convert.Meta{}, got.Rows)), "%s: the same tariff", format)
	}
}

func BenchmarkRead(b *testing.B) {
	rows := wholeTable(b)
	for name, file := range map[string][]byte{"text": separated(rows, "\t"), "html": htmlPage(rows), "xlsx": xlsx(b, rows), "docx": docx(b, rows), "ods": ods(b, rows)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(file, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
