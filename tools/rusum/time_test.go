package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const excavator = `{"date":"2026-07-09","electronic":false%s,"lines":[{"code":"842952","duty":"15 %%","price":{"amount":"10000","currency":"AZN"}}]}`

func excavatorUnder(more string) string {
	return strings.ReplaceAll(strings.Replace(excavator, "%s", more, 1), "%%", "%")
}

// Each command answers a document of the contract with the fields it names.
func TestCommandsAboutTime(t *testing.T) {
	for _, c := range []struct {
		command, doc string
		want         map[string]string // path → value
	}{
		{"interest", `{"debt":"10000","due":"2026-01-10","paid":"2026-02-24"}`, map[string]string{"days": "45", "amount": "450.00", "payable": "10450.00", "eachDay": "10.00", "parts.0.kind": "late", "charges.0.kind": "late_interest"}},
		{"interest", `{"debt":"10000","due":"2026-01-10","paid":"2026-06-01","deferral":{"from":"2026-01-20","until":"2026-03-11","rate":"6.5"},"appeal":{"from":"2026-04-01","to":"2026-04-11"}}`,
			map[string]string{"days": "82", "amount": "909.04", "charges.0.amount": "820.00", "charges.1.amount": "89.04", "parts.1.rate": "6.5", "parts.3.kind": "pause"}},
		{"due", `{"presented":"2026-03-05"}`, map[string]string{"file": "2026-03-31", "moved": "true", "certain": "true", "term.last": "2026-03-20", "latest": "2026-07-05", "sources.1.article": "149.5"}},
		{"schedule", `{"declaration":` + excavatorUnder(`,"procedure":"temporary_import"`) + `,"release":"2026-12-15"}`,
			map[string]string{"status": "complete", "full": "3570.00", "fullByKind.vat": "2070.00", "months.0.amount": "107.10", "months.33.cumulative": "3570.00", "capMonth": "34", "release.due": "2927.40", "terms.0.extended": "2029-07-09"}},
		{"procedure", `{"declaration":` + excavatorUnder(`,"procedure":"inward_processing"`) + `}`,
			map[string]string{"dueNow": "60.00", "suspended": "3570.00", "security.mode": "optional", "security.source.article": "167.3-1", "terms.0.last": "2028-07-09", "assessment.total": "60.00"}},
		{"procedure", `{"declaration":` + excavatorUnder("") + `}`, map[string]string{"0.procedure": "free_circulation", "0.dueNow": "3630.00", "1.procedure": "temporary_import", "1.suspended": "3462.90", "6.terms.0.limit": "none"}},
		{"security", `{"kind":"value_dispute","declaration":` + excavatorUnder("") + `,"corrected":[{"line":1,"price":{"amount":"14000","currency":"AZN"}}]}`, map[string]string{"amount": "1488.00", "declared": "3630.00", "possible": "5118.00", "source.article": "251.4", "forms.2": "bank_guarantee"}},
		{"security", `{"kind":"comprehensive","debts":[{"amount":"100","from":"2026-01-01","to":"2026-01-10"},{"amount":"50","from":"2026-01-10","to":"2026-01-20"}]}`, map[string]string{"amount": "150.00", "peak": "2026-01-10"}},
		{"refund", `{"ground":"error","amount":"10000","paid":"2025-07-01","claimed":"2025-08-10","decided":"2025-08-20","refunded":"2026-01-10"}`,
			map[string]string{"claimUntil": "2026-07-01", "late": "false", "decideUntil": "2025-08-25", "interestDays": "51", "interest.amount": "95.68", "interest.kind": "refund_interest"}},
		{"value", `{"date":"2026-07-09","price":{"amount":"10000","currency":"USD"},"incoterm":"fca","costs":{"freight":{"amount":"500","currency":"USD"},"royalties":{"amount":"100","currency":"AZN"}},"rates":{"USD":"1.7"}}`,
			map[string]string{"price": "17000.00", "customsValue": "17850.00", "customsValueWithUnknown": "17950.00", "elements.0.status": "added", "elements.1.status": "missing", "elements.7.status": "unknown", "fx.0.source": "user"}},
		{"storage", `{"from":"2026-07-09","to":"2026-07-19","grossMass":"1000"}`, map[string]string{"days": "10", "charge.amount": "20.00", "charge.confidence": "reported", "warnings.0.code": "storage_started"}},
		{"marks", `{"variant":"cigarettes","quantities":{"piece":"10000"},"obtained":"2025-11-01","imported":"2026-01-15","marks":500}`, map[string]string{"paid": "535.00", "now": "630.00", "difference": "95.00", "charges.1.amount": "35.00"}},
		{"roadtax", `{"date":"2026-09-08","vehicle":{"kind":"truck","axles":4},"stayDays":20,"declaredDays":10,"permits":["over_quota"]}`,
			map[string]string{"status": "complete", "totalUSD": "300.00", "total": "510.00", "charges.1.part": "paid", "charges.1.amountUSD": "-80.00", "charges.2.permit": "over_quota", "charges.2.kind": "state_duty"}},
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
}

// at is the value at a path of keys and indexes, as text.
func at(v any, path string) string {
	for key := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			n := 0
			for _, c := range key {
				n = n*10 + int(c-'0')
			}
			if n >= len(x) {
				return "too short"
			}
			v = x[n]
		}
	}
	b, _ := json.Marshal(v)
	return strings.Trim(string(b), `"`)
}

func TestFeesThatAreNotKnownSaySo(t *testing.T) {
	status, out, _ := run("", "fees", "--date", "2026-07-09")
	require.Equal(t, 0, status)
	var list []struct{ Key, Status, Amount string }
	require.NoError(t, json.Unmarshal([]byte(out), &list))
	got := map[string]string{}
	for _, r := range list {
		got[r.Key] = r.Status + r.Amount
	}
	assert.Equal(t, "unknown", got["escort"])
	assert.Equal(t, "0.2", got["storage_ordinary"])
	status, _, errOut := run("", "fees", "--date", "9 July")
	assert.Equal(t, 1, status)
	assert.Contains(t, errOut, "bad_date")
}

func TestRefusedQueriesNameTheField(t *testing.T) {
	for _, c := range []struct{ command, doc, code, field string }{
		{"interest", `{"due":"2026-01-10","paid":"2026-02-24"}`, "missing_field", "debt"},
		{"interest", `{"debt":"1","due":"2026-01-10","paid":"2026-02-24","deferral":{"from":"2026-01-10","until":"31.02.2026"}}`, "bad_date", "deferral.until"},
		{"interest", `{"debt":"1","due":"2026-01-10","paid":"2026-02-24","deferral":{"to":"2026-01-10"}}`, "unknown_field", "deferral.to"},
		{"due", `{}`, "missing_field", "presented"},
		{"due", `{"presented":"2026-01-10","mode":"oral"}`, "unknown_choice", "mode"},
		{"schedule", `{"release":"2026-01-10"}`, "missing_field", "declaration"},
		{"schedule", `{"declaration":{"date":"2026-07-09","lines":[{"code":"84x"}]}}`, "code_letters", "declaration.lines[0].code"},
		{"procedure", `{"declaration":{"date":"2026-07-09","lines":[{"code":"842952","colour":"red"}]}}`, "unknown_field", "declaration.lines[0].colour"},
		{"security", `{"kind":"comprehensive","debts":[{"from":"2026-01-01","to":"2026-01-02"}]}`, "missing_field", "debts[0].amount"},
		{"security", `{"kind":"value_dispute","declaration":` + excavatorUnder("") + `,"corrected":[{"line":2,"price":{"amount":"1","currency":"AZN"}}]}`, "out_of_range", "corrected[0].line"},
		{"refund", `{"ground":"error","paid":"2026-01-10","claimed":"2026-01-09"}`, "conflict", "claimed"},
		{"value", `{"date":"2026-07-09","price":{"amount":"1","currency":"AZN"},"costs":{"bribe":{"amount":"1","currency":"AZN"}}}`, "unknown_choice", "costs.bribe"},
		{"storage", `{"from":"2026-01-10","days":1,"grossMass":"0"}`, "not_positive", "grossMass"},
		{"marks", `{"variant":"vodka"}`, "unknown_choice", "variant"},
		{"roadtax", `{"date":"2026-09-08","vehicle":{"kind":"car","engineCC":2000},"stayDays":1,"permits":["library"]}`, "unknown_choice", "permits[0]"},
	} {
		t.Run(c.command+" "+c.field, func(t *testing.T) {
			seen := map[string]bool{}
			for _, lang := range []string{"az", "en", "ru"} {
				status, out, errOut := run(c.doc, c.command, "--lang", lang)
				assert.Equal(t, 1, status)
				assert.Empty(t, out)
				var e struct {
					Error struct{ Code, Field, Message string }
				}
				require.NoError(t, json.Unmarshal([]byte(errOut), &e), errOut)
				assert.Equal(t, [2]string{c.code, c.field}, [2]string{e.Error.Code, e.Error.Field})
				seen[e.Error.Message] = true
			}
			assert.Len(t, seen, 3, "a message in each language")
		})
	}
}
