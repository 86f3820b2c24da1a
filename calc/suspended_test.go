package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
)

func procedure(t testing.TB, json string, ev calc.Events) *calc.ProcedureResult {
	t.Helper()
	r, f := calc.Procedure(calc.ProcedureQuery{Declaration: declared(t, json), Events: ev}, tables())
	require.Nil(t, f)
	return r
}

// 10 000 manat at 15 %: duty 1500, VAT 2070, in all 3570; clearance fee 60.
func TestWhatEachProcedureChargesSuspendsAndSecures(t *testing.T) {
	for key, want := range map[string][5]string{ // due now, suspended, relieved, security, mode
		"free_circulation":             {"3630.00", "", "", "3630.00", "exact"},
		"temporary_import":             {"167.10", "3462.90", "", "3462.90", "possible"},
		"temporary_import_full_relief": {"60.00", "3570.00", "", "3570.00", "possible"},
		"inward_processing":            {"60.00", "3570.00", "", "3570.00", "optional"},
		"customs_warehouse":            {"60.00", "3570.00", "", "3570.00", "possible"},
		"temporary_storage":            {"0.00", "3570.00", "", "3570.00", "possible"},
		"transit":                      {"0.00", "3570.00", "", "3570.00", "possible"},
		"free_zone":                    {"60.00", "3570.00", "", "3570.00", "possible"},
		"end_use":                      {"60.00", "3570.00", "", "3570.00", "possible"},
		"re_import":                    {"60.00", "", "3570.00", "", ""},
		"warranty_repair_return":       {"60.00", "", "3570.00", "", ""},
		"destruction":                  {"60.00", "", "3570.00", "", ""},
		"abandonment":                  {"60.00", "", "3570.00", "", ""},
	} {
		t.Run(key, func(t *testing.T) {
			more := ""
			if key == "temporary_import" {
				more = `,"months":1`
			}
			r := procedure(t, under(key, more), calc.Events{})
			assert.Equal(t, want, [5]string{money(r.DueTotal), money(r.Suspended), money(r.Relieved), money(r.Security.Amount), r.Security.Mode})
			if key != "temporary_storage" { // no declaration with fees yet
				assert.Equal(t, "3570.00", money(r.FullTotal))
			}
		})
	}
}

func TestTermsOfProcedures(t *testing.T) {
	for _, c := range []struct {
		name, key      string
		ev             calc.Events
		last, extended string
	}{
		{"193.2–193.3", "temporary_import_full_relief", calc.Events{}, "2028-07-09", "2029-07-09"},
		{"179.2: four months", "temporary_storage", calc.Events{Placed: mustDate("2026-10-31")}, "2027-02-28", ""},
		{"183.1: three years", "customs_warehouse", calc.Events{Placed: mustDate("2024-02-29")}, "2027-02-28", ""},
		{"198.1: two years", "inward_processing", calc.Events{}, "2028-07-09", ""},
		{"165.1: three years from export", "re_import", calc.Events{Exported: mustDate("2024-01-15")}, "2027-01-15", ""},
		{"200.4: two years and one more", "warranty_repair_return", calc.Events{Exported: mustDate("2025-03-01")}, "2027-03-01", "2028-03-01"},
		{"128.3: a year from release", "re_export", calc.Events{Released: mustDate("2026-02-01")}, "2027-02-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := procedure(t, under(c.key, ""), c.ev)
			require.NotEmpty(t, r.Terms)
			assert.Equal(t, c.last, r.Terms[0].Last.String())
			assert.Equal(t, c.extended, r.Terms[0].Extended.String())
			assert.False(t, r.Over)
		})
	}
	assert.True(t, procedure(t, under("free_zone", ""), calc.Events{}).Terms[0].Open, "186.3")
	assert.True(t, procedure(t, under("transit", ""), calc.Events{}).Terms[0].Missing)
}

func TestAPassedTermLosesTheRelief(t *testing.T) {
	r := procedure(t, under("re_import", ""), calc.Events{Exported: mustDate("2023-07-08")})
	assert.True(t, r.Over)
	assert.Equal(t, "3630.00", money(r.DueTotal), "165.1: more than three years")
	r = procedure(t, under("re_import", ""), calc.Events{Exported: mustDate("2023-07-09")})
	assert.False(t, r.Over, "the last day itself is in time")
	r = procedure(t, under("warranty_repair_return", ""), calc.Events{Exported: mustDate("2024-01-09")})
	assert.False(t, r.Over)
	require.NotEmpty(t, r.Warnings)
	assert.Equal(t, "term_needs_extension", r.Warnings[0].Code, "200.4: only when prolonged")
}

func TestArt128_3_RefundOnReExportWithinAYear(t *testing.T) {
	r := procedure(t, under("re_export", ""), calc.Events{Released: mustDate("2026-02-01")})
	assert.Equal(t, "3570.00", money(r.Refundable))
	r = procedure(t, under("re_export", ""), calc.Events{Released: mustDate("2025-02-01")})
	assert.True(t, r.Over)
	assert.Empty(t, money(r.Refundable))
}

func TestArt251_2_AnUnknownDutyIsSecuredByTheHighest(t *testing.T) {
	r := procedure(t, `{"date":"2026-07-09","electronic":false,"procedure":"inward_processing","lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}}]}`, calc.Events{})
	assert.False(t, r.Suspended.Valid)
	assert.Equal(t, "3630.00", money(r.Security.Amount), "at 15 %, the highest statutory rate")
}

func TestProceduresSideBySide(t *testing.T) {
	d := declared(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","duty":"15 %","price":{"amount":"10000","currency":"AZN"},"processingCost":{"amount":"2000","currency":"AZN"}}]}`)
	list, f := calc.Procedures(calc.ProcedureQuery{Declaration: d}, tables())
	require.Nil(t, f)
	require.Len(t, list, len(calc.ComparedProcedures))
	for i, r := range list {
		assert.Equal(t, calc.ComparedProcedures[i], r.Key)
		if r.Key == "outward_processing_return" {
			assert.Equal(t, "774.00", money(r.DueTotal), "200.3: 300 and 414 on the cost of processing, fee 60")
			assert.Equal(t, "2856.00", money(r.Relieved))
		}
	}
}
