package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each command answers a document of the contract with the fields it names.
func TestCommandsOfIndividuals(t *testing.T) {
	for _, c := range []struct {
		command, doc string
		want         map[string]string // path → value
	}{
		{"allowance", `{"parcels":[
			{"date":"2026-07-20","channel":"post","rates":{"USD":"1.7"},"lines":[{"price":{"amount":"170","currency":"USD"}}]},
			{"date":"2026-07-02","channel":"post","rates":{"USD":"1.7"},"lines":[{"item":"phone","price":{"amount":"200","currency":"USD"}}]}]}`,
			map[string]string{"status": "complete", "parcels.0.total": "42.48", "parcels.1.total": "0.00", "parcels.0.allowance.value.used": "340.00", "parcels.0.possible": "50.40",
				"months.0.total": "42.48", "months.0.from": "2026-07-01", "months.0.channel": "post", "months.0.value.resets": "2026-08-01", "phones.0.left": "0", "phones.0.resets": "2027-01-01"}},
		{"traveller", `{"date":"2026-07-09","rates":{"USD":"1.7"},"people":[{"name":"A"},{"name":"B","cash":[{"amount":"12000","currency":"USD"}]}],
			"items":[{"item":"goods","count":2,"price":{"amount":"700","currency":"USD"}},{"item":"wine","count":4,"each":"0.75","price":{"amount":"10","currency":"USD"},"dutyScenario":"15"}]}`,
			map[string]string{"status": "complete", "total": "0.00", "alone": "382.65", "proven": "true", "people.0.carries.0.count": "1", "people.1.carries.1.count": "2",
				"people.1.cash.0.rule": "cash_foreign", "people.1.cash.0.sum.amount": "12000", "declare.0": "cash_foreign", "items.1.limit": "alcohol", "items.1.quantity": "3", "people.0.assessment.allowance.value.left": "170.00"}},
		{"phone", `{"date":"2026-07-09","price":{"amount":"500","currency":"USD"},"further":true}`,
			map[string]string{"status": "complete", "total": "50.00", "charges.0.kind": "state_duty", "charges.0.status": "applied", "charges.1.status": "possible", "charges.1.amount": "100.00", "bands.0.amount": "20.00"}},
	} {
		t.Run(c.command, func(t *testing.T) {
			status, out, errOut := run(c.doc, c.command)
			require.Equal(t, 0, status, errOut)
			var v any
			require.NoError(t, json.Unmarshal([]byte(out), &v))
			for path, want := range c.want {
				assert.Equal(t, want, at(v, path), path)
			}
		})
	}
	for _, c := range []struct{ command, doc, field string }{
		{"allowance", `{"parcels":[{"date":"2026-07-20","lines":[{"price":{"amount":"170","currency":"USD"}}]}]}`, "parcels[0].channel"},
		{"allowance", `{"parcels":[{"date":"2026-07-20","channel":"post","lines":[{"prise":1}]}]}`, "parcels[0].lines[0].prise"},
		{"traveller", `{"date":"2026-07-09","items":[{"item":"goods","count":0},{"item":"gods"}]}`, "items[1].item"},
		{"traveller", `{"date":"2026-07-09","items":[{"item":"goods","owner":2}]}`, "items[0].owner"},
		{"phone", `{"date":"2026-07-09","purpose":"gift"}`, "purpose"},
	} {
		status, _, errOut := run(c.doc, c.command)
		require.Equal(t, 1, status, c.doc)
		var v any
		require.NoError(t, json.Unmarshal([]byte(errOut), &v))
		assert.Equal(t, c.field, at(v, "error.field"))
	}
}
