package fx_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"rusum/tariffdata/fx"
)

// What a browser kept is read as it was written, or not at all.
func FuzzKept(f *testing.F) {
	for _, s := range []string{"2026-09-08 USD 1.7 EUR 1.9763", "2026-09-08", "2026-09-08 USD", "2026-09-08 USD 0", "09.09.2026 USD 1", "2026-09-08  USD 1.7", "2026-09-08 USD 1.70", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, ok := fx.Decode(s)
		if !ok {
			require.Empty(t, b.Rates)
			return
		}
		again, ok := fx.Decode(fx.Encode(b))
		require.True(t, ok)
		require.Equal(t, fx.Encode(b), fx.Encode(again))
		for _, r := range b.Rates {
			require.True(t, r.Rate.IsPositive())
		}
	})
}
