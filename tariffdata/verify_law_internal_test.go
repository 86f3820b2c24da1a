package tariffdata

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A fault planted in one cell of the law tables is found and named.
func TestVerifyLawFindsAPlantedFault(t *testing.T) {
	for _, c := range []struct {
		name, table string
		row         int
		column, to  string
		want        string
	}{
		{"no act", "vat", 0, "act", "", "vat row 1: no act"},
		{"not checked", "vat", 0, "checked", "", "vat row 1: not said when the source was read"},
		{"ends before it begins", "partners", 2, "valid_to", "1990-01-01", "partners row 3: ends before it begins"},
		{"unknown country", "partners", 2, "country", "QQ", "partners row 3: unknown country QQ"},
		{"unknown heading", "excise", 0, "codes", "9999", "excise row 1: heading of code 9999 is not in the nomenclature"},
		{"overlap", "road_tax_fuel", 0, "valid_to", "2026-01-01", "road_tax_fuel petrol_under_95: period from 2026-01-01 overlaps the one from 2015-01-11"},
		{"gap", "road_tax_fuel", 0, "valid_to", "2025-12-30", "road_tax_fuel petrol_under_95: gap from 2025-12-31 to 2025-12-31"},
		{"hole in the fee bands", "clearance_fee", 7, "over", "1001", "clearance_fee on 2018-09-05: band over 1001 does not join the one before"},
		{"a fee that falls", "clearance_fee", 8, "amount", "100", "clearance_fee on 2018-09-05: band over 50000 is cheaper than the one before"},
		{"a jump in the excise of cars", "vehicle_excise", 15, "base", "601", "vehicle_excise car from 2019-01-01: jumps at 2000 cm3: 600 and 601"},
		{"a jump in the excise of old cars", "vehicle_excise", 20, "base", "20601", "vehicle_excise car from 2022-01-01: jumps at 4000 cm3: 20600 and 20601"},
		{"two rates for one car", "vehicle_duty", 1, "class", "new", "vehicle_duty car: rows 1 and 2 are for the same vehicle"},
		{"two fees for one car", "vehicle_fee", 14, "to_year", "8", "vehicle_fee utilisation_fee: rows"},
		{"a hole in the ages of a fee", "vehicle_fee", 14, "to_year", "6", "vehicle_fee utilisation_fee from 2024-02-01: nothing from 6 years"},
		{"a fee of no known status", "vehicle_fee", 2, "status", "maybe", "vehicle_fee row 3: status maybe"},
		{"a fee without an amount", "vehicle_fee", 2, "amount", "", "vehicle_fee row 3: due without an amount"},
		{"two readings in use", "readings", 1, "use", "yes", "readings new_car: days and years are both in use"},
		{"no reading in use", "readings", 0, "use", "no", "readings new_car: none is in use"},
		{"a reading that is not there", "vehicle_fee", 5, "reading", "electric_checks=x", "vehicle_fee row 6: no reading electric_checks=x"},
		{"a condition of no relief", "vehicle_relief", 0, "key", "164.1.99", "vehicle_relief 164.1.99: no such relief"},
		{"a rule of no kind", "vehicle_rule", 0, "rule", "colour", "vehicle_rule colour: no such rule"},
		{"two limits at once", "allowances", 0, "valid_from", "2020-09-20", "allowances carried adult: period from 2020-09-20 overlaps the one from 2016-08-11"},
		{"a gap between limits", "allowances", 2, "valid_to", "2020-09-19", "allowances carried adult: gap from 2020-09-20 to 2020-09-20"},
		{"an item of no limit", "personal_items", 2, "limit", "water", "personal_items beer: no limit water"},
		{"a limit of no kind", "personal_limits", 2, "variants", "tea", "personal_limits import energy_drink: tea is no kind of the excise table"},
		{"a limit without its unit", "personal_limits", 2, "unit", "", "personal_limits import energy_drink: a quantity without its unit"},
		{"a rule of no item", "personal_rules", 1, "items", "radio", "personal_rules phone: no item radio"},
		{"a hole in the register's bands", "phone_duty", 1, "over", "150", "phone_duty listed over 0: no band over 100"},
		{"a register's band that falls", "phone_duty", 1, "amount", "19", "phone_duty listed over 0: the next band is cheaper"},
		{"a fee of no status", "simplified_fee", 1, "status", "perhaps", "simplified_fee over true: no status perhaps"},
		{"a date that is none", "vat", 0, "valid_from", "2001-02-30", `law: tariffdata: vat row 1, valid_from: want a date "2001-02-30"`},
		{"a rate that is none", "excise", 0, "rate", "X9", "excise row 1, rate"},
		{"a confidence that is none", "vat", 0, "confidence", "sure", "vat row 1, confidence"},
		{"a term missing", "incoterms", 3, "term", "FOC", "incoterms: no FOB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			core := openedCore(t)
			planted := false
			for _, table := range core.tables {
				for i, col := range table.columns {
					if table.Name == c.table && col == c.column {
						table.cells[i][c.row] = c.to
						planted = true
					}
				}
			}
			require.True(t, planted)
			var all string
			for _, f := range VerifyLaw(core) {
				all += f.String() + "\n"
			}
			assert.Contains(t, all, c.want)
		})
	}
	assert.Empty(t, VerifyLaw(openedCore(t)))
}

func openedCore(t *testing.T) *Core {
	t.Helper()
	b, err := os.ReadFile("gen/core.bin")
	require.NoError(t, err)
	c, err := OpenCore(b)
	require.NoError(t, err)
	return c
}
