package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func personalTables(t testing.TB) *calc.Tables {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	return tables
}

func TestParcelsAreWrittenAsTheyAreRead(t *testing.T) {
	for _, s := range []string{
		`{"parcels":[]}`,
		`{"parcels":[{"date":"2026-07-02","channel":"post","lines":[{"item":"phone","description":"a","price":{"amount":"200","currency":"USD"}}]}]}`,
		`{"parcels":[{"date":"2026-07-02","channel":"carried","limitsUsed":{"alcohol":"1"},"minor":true,"lines":[{"price":{"amount":"200","currency":"USD"},"duty":{"op":"percent","percent":"5"}}]}]}`,
	} {
		ds, f := wire.DecodeLedger([]byte(s))
		require.Nil(t, f, s)
		b := wire.EncodeParcels(ds)
		assert.True(t, json.Valid(b), string(b))
		again, f := wire.DecodeLedger(b)
		require.Nil(t, f, string(b))
		assert.Equal(t, string(b), string(wire.EncodeParcels(again)))
	}
}

// Whatever is sent, the readers of individuals' documents answer or refuse with
// a known code, and what they accept can be computed and written.
func FuzzPersonal(f *testing.F) {
	for _, s := range []string{
		`{"parcels":[{"date":"2026-07-02","channel":"post","lines":[{"item":"phone","price":{"amount":"200","currency":"USD"}}]}]}`,
		`{"date":"2026-07-02","people":[{},{"minor":true,"cash":[{"amount":"12000","currency":"EUR"}]}],"items":[{"item":"whisky","count":3,"each":"1","price":{"amount":"40","currency":"USD"}},{"price":{"amount":"900","currency":"USD"},"duty":"15 %"}],"rates":{"USD":"1.7"}}`,
		`{"date":"2026-07-02","price":{"amount":"900","currency":"USD"},"imeis":2,"forSale":true}`,
		`{"people":[{"allowanceUsed":{"amount":"-1","currency":"USD"}}]}`, `{"items":[{"count":100000}]}`, `{}`, `[]`, `{"people":99}`,
	} {
		f.Add([]byte(s))
	}
	tables := personalTables(f)
	refused := func(t *testing.T, fault *calc.Fault) {
		require.Contains(t, calc.FaultCodes, fault.Code)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if ds, fault := wire.DecodeLedger(b); fault != nil {
			refused(t, fault)
		} else if l, fault := calc.Month(ds, tables); fault != nil {
			refused(t, fault)
		} else {
			require.True(t, json.Valid(wire.EncodeLedger(l)))
		}
		if q, fault := wire.DecodePhone(b); fault != nil {
			refused(t, fault)
		} else if r, fault := calc.Phone(q, tables); fault != nil {
			refused(t, fault)
		} else {
			require.True(t, json.Valid(wire.EncodePhone(r)))
		}
		if q, fault := wire.DecodeParty(b); fault != nil {
			refused(t, fault)
		} else if r, fault := calc.Party(q, tables); fault != nil {
			refused(t, fault)
		} else {
			require.True(t, json.Valid(wire.EncodeParty(r)))
		}
	})
}
