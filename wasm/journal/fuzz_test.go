package journal_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"rusum/wasm/field"
	"rusum/wasm/journal"
)

// A record of the database is read as it was written, or refused with a fault.
func FuzzDecode(f *testing.F) {
	f.Add(journal.Encode(entry("a1", "x", "y")))
	f.Add(`{"id":"a"}`)
	f.Add(`{"id":"a","page":"late","total":"1e9","goods":{}}`)
	f.Fuzz(func(t *testing.T, record string) {
		e, fault := journal.Decode(record)
		if fault != nil {
			require.NotEmpty(t, fault.Code)
			return
		}
		again, fault := journal.Decode(journal.Encode(e))
		require.Nil(t, fault, "what was read can be written and read again")
		require.Equal(t, journal.Encode(e), journal.Encode(again))
	})
}

// The sums of a link are read as they were written, or not at all.
func FuzzSums(f *testing.F) {
	for _, s := range []string{"", "import_duty:255.00,vat:351.90", "vat:1,vat:2", "vat", "bribe:1", "vat:-1", "vat:1e3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sums, ok := field.ParseSums(s)
		if !ok {
			require.Nil(t, sums)
			return
		}
		once := sums.String()
		again, ok := field.ParseSums(once)
		require.True(t, ok)
		require.Equal(t, once, again.String())
	})
}
