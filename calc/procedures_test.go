package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc"
)

// 10 000 manat at 15 %: duty 1500, VAT 2070, in all 3570.
func under(procedure, more string) string {
	return `{"date":"2026-07-09","electronic":false,"procedure":"` + procedure + `"` + more + `,"lines":[{"code":"842952","duty":"15 %","price":{"amount":"10000","currency":"AZN"}}]}`
}

func TestArt194_PartialReliefThreePercentAMonth(t *testing.T) {
	for more, want := range map[string]string{
		`,"months":1`:           "167.10", // 3 % of 3570 = 107.10, and the fee 60
		`,"months":12`:          "1345.20",
		`,"months":33`:          "3594.30",
		`,"months":34`:          "3630.00", // 194.2: not more than the full amount
		`,"months":36`:          "3630.00",
		`,"until":"2026-08-09"`: "167.10",
		`,"until":"2026-08-10"`: "274.20",
	} {
		t.Run(more, func(t *testing.T) {
			assert.Equal(t, want, money(assess(t, under("temporary_import", more)).Total))
		})
	}
	open := assess(t, under("temporary_import", ""))
	assert.False(t, open.Complete)
	assert.True(t, needs(open, "months"))
	assert.True(t, warned(assess(t, under("temporary_import", `,"months":30`)), "stay_too_long"))
}

func TestProceduresWithoutDutiesAndTaxes(t *testing.T) {
	for procedure, want := range map[string]string{
		"re_import": "60.00", "customs_warehouse": "60.00", "free_zone": "60.00", "inward_processing": "60.00",
		"temporary_import_full_relief": "60.00", "destruction": "60.00", "end_use": "60.00", "transit": "0.00",
		"temporary_export": "60.00", "re_export": "60.00", "free_circulation": "3630.00",
	} {
		t.Run(procedure, func(t *testing.T) {
			a := assess(t, under(procedure, ""))
			assert.True(t, a.Complete)
			assert.Equal(t, want, money(a.Total))
			if procedure != "free_circulation" {
				for _, c := range a.Lines[0].Charges {
					assert.Equal(t, calc.NotDue, c.Status)
					assert.Equal(t, "procedure_exempt", c.Reason)
				}
			}
		})
	}
}

func TestArt200_3_OutwardProcessingOnTheCostOfProcessing(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","electronic":false,"procedure":"outward_processing_return","lines":[{"code":"842952","duty":"15 %",
		"price":{"amount":"10000","currency":"AZN"},"processingCost":{"amount":"2000","currency":"AZN"}}]}`)
	assert.Equal(t, "300.00", money(charge(t, a, 1, calc.ImportDuty).Amount))
	assert.Equal(t, "414.00", money(charge(t, a, 1, calc.VAT).Amount))
	open := assess(t, under("outward_processing_return", ""))
	assert.True(t, needs(open, "processingCost"))
}

func TestVehicleExcise(t *testing.T) {
	for _, c := range []struct{ name, date, fuel, produced, cc, want string }{
		{"190.4.1 petrol 2000", "2026-07-09", "petrol", "2026-01-01", "2000", "600.00"},
		{"190.4.1 petrol 2500", "2026-07-09", "petrol", "2026-01-01", "2500", "3100.00"},
		{"190.4.1 petrol 4000", "2026-07-09", "petrol", "2026-01-01", "4000", "18600.00"},
		{"190.4.1-3 over 3 years 4000", "2026-07-09", "petrol", "2023-01-01", "4000", "20600.00"},
		{"190.4.1-3 exactly 3 years is not over", "2026-07-09", "petrol", "2023-07-09", "4000", "18600.00"},
		{"190.4.1-4 petrol over 7 years, 2025", "2025-07-09", "petrol", "2017-01-01", "2000", "720.00"},
		{"190.4.1-4 petrol over 7 years, 2026", "2026-07-09", "petrol", "2017-01-01", "2000", "900.00"},
		{"190.4.1-4 diesel over 7 years, 2026", "2026-07-09", "diesel", "2017-01-01", "2000", "1200.00"},
		{"V06 diesel 5000 over 7 years, 2025", "2025-07-09", "diesel", "2017-01-01", "5000", "90900.00"},
		{"V06 diesel 5000 over 7 years, 2026", "2026-07-09", "diesel", "2017-01-01", "5000", "121200.00"},
		{"V07 diesel 5500 over 7 years, 2026", "2026-07-09", "diesel", "2017-01-01", "5500", "201200.00"},
		{"V08 petrol 2999 over 7 years, 2026", "2026-07-09", "petrol", "2017-01-01", "2999", "8392.50"},
		{"V17 petrol 1600 in 2018", "2018-12-01", "petrol", "2018-01-01", "1600", "320.00"},
		{"V17 petrol 1600 in 2019", "2019-01-01", "petrol", "2018-01-01", "1600", "480.00"},
		{"190.4.1-4 names no hybrids", "2026-07-09", "hybrid_petrol", "2017-01-01", "2000", "600.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, `{"date":"`+c.date+`","lines":[{"code":"870323","duty":"0","price":{"amount":"20000","currency":"AZN"},
				"vehicle":{"kind":"car","fuel":"`+c.fuel+`","engineCC":`+c.cc+`,"produced":"`+c.produced+`"}}]}`)
			assert.Equal(t, c.want, money(charge(t, a, 1, calc.Excise).Amount))
			assert.Equal(t, c.fuel == "hybrid_petrol", warned(a, "vehicle_factor_unnamed"))
		})
	}
	t.Run("a car's code without the car asks for it", func(t *testing.T) {
		a := assess(t, `{"date":"2026-07-09","lines":[{"code":"870323","price":{"amount":"20000","currency":"AZN"}}]}`)
		assert.Equal(t, calc.NeedsInput, charge(t, a, 1, calc.Excise).Status)
		assert.True(t, needs(a, "vehicle.engineCC"))
	})
}

// P01: the broker program's lines for 2025, but for the VAT base, to which it
// adds the certificate of 30 manat and the letter of 162.1 does not.
func TestP01_CarLinesAgreeWithTheBrokerProgramButForTheVATBase(t *testing.T) {
	a := assess(t, `{"date":"2025-03-27","rates":{"USD":"1.7"},"lines":[{"code":"870323","price":{"amount":"10000","currency":"USD"},
		"vehicle":{"kind":"car","fuel":"petrol","engineCC":1600,"produced":"2024-09-08"}}]}`)
	assert.Equal(t, "17000.00", money(a.CustomsValue))
	assert.Equal(t, "1904.00", money(charge(t, a, 1, calc.ImportDuty).Amount))
	assert.Equal(t, "480.00", money(charge(t, a, 1, calc.Excise).Amount))
	assert.Equal(t, "3489.12", money(charge(t, a, 1, calc.VAT).Amount)) // the program: 3494.52 = 18 % of 30 more
	for kind, want := range map[calc.Kind]string{calc.ClearanceFee: "120.00", calc.VehicleCertificate: "30.00", calc.EService: "30.00", calc.EServiceVAT: "5.40", calc.Expertise: "30.00", calc.ConformityCertificate: "30.00"} {
		assert.Equal(t, want, money(charge(t, a, 0, kind).Amount), kind)
	}
	young := charge(t, a, 0, calc.UtilisationFee)
	assert.Equal(t, calc.NotDue, young.Status)
	assert.Equal(t, "fee_too_young", young.Reason)
	assert.Equal(t, "6118.52", money(a.Total)) // 6123.92 − 5.40
}
