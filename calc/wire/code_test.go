package wire_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
)

// A code is digits with what people put between them, and cleaning is done once.
func FuzzCode(f *testing.F) {
	for _, s := range []string{"8471 30 000 0", "8703.23.194.0", "0102\u00a021\u202f300", "84–71", "", "84", "84713000001", "٨٤٧١", "８４７１", "8471x", "8471\x00", "84\xff71"} {
		f.Add(s)
	}
	digits := regexp.MustCompile(`^[0-9]{4,10}$`)
	f.Fuzz(func(t *testing.T, s string) {
		clean := wire.CleanCode(s)
		require.Equal(t, clean, wire.CleanCode(clean))
		fault := calc.CheckCode("code", clean)
		require.Equal(t, digits.MatchString(clean), fault == nil, "%q", clean)
		if fault != nil {
			require.Contains(t, calc.FaultCodes, fault.Code)
			require.Equal(t, "code", fault.Field)
		}
	})
}
