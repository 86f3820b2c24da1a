package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/num"
)

// 162.1: the base is the customs value with the duties and excise of the line,
// each a part of its first step. The reading vat_base adds the certificate of
// every vehicle, or the clearance fee shared by value, to vehicles that are
// released for good.
func TestTaxCode162_1_WhatIsInTheBase(t *testing.T) {
	car := func(price, more string) string {
		return `{"code":"870323","duty":"15","price":{"amount":"` + price + `","currency":"AZN"},"vehicle":{"kind":"car","fuel":"petrol","engineCC":2000,"produced":"2026-01-01"}` + more + `}`
	}
	const other = `,{"code":"847130","duty":"15","price":{"amount":"5000","currency":"AZN"}}`
	for _, c := range []struct {
		name, reading, more, lines string
		fees                       []string // in the base of each line
	}{
		{"the letter of 162.1", "law", "", car("20000", ""), []string{""}},
		{"the certificate", "certificate", "", car("20000", ""), []string{"30.00"}},
		{"of three cars", "certificate", "", car("20000", `,"quantities":{"piece":"3"}`), []string{"90.00"}},
		{"not of other goods", "certificate", "", car("20000", "") + other, []string{"30.00", ""}},
		{"the clearance fee: 200 by 20 000, 40 000 and 5 000", "clearance_fee", "", car("20000", "") + "," + car("40000", "") + other, []string{"61.53", "123.09", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, `{"date":"2026-07-09","options":{"readings":{"vat_base":"`+c.reading+`"}},`+c.more+`"lines":[`+c.lines+`]}`)
			for i, fee := range c.fees {
				vat := charge(t, a, i+1, calc.VAT)
				require.NotEmpty(t, vat.Steps)
				sum := a.Lines[i].CustomsValue.Decimal
				want := []string{num.Money(sum)}
				for _, x := range a.Lines[i].Charges {
					if (x.Kind == calc.ImportDuty || x.Kind == calc.Excise) && x.Status == calc.Applied {
						want, sum = append(want, money(x.Amount)), sum.Add(x.Amount.Decimal)
					}
				}
				if fee != "" {
					want, sum = append(want, fee), sum.Add(num.Must(fee))
				}
				assert.Equal(t, want, vat.Steps[0].Args)
				assert.True(t, sum.Equal(vat.Base.Decimal), "%s", vat.Base.Decimal)
				follow(t, vat)
			}
		})
	}
	base := func(doc string) string { return charge(t, assess(t, doc), 1, calc.VAT).Base.Decimal.String() }
	for _, reading := range []string{"certificate", "clearance_fee"} {
		doc := func(reading, more string) string {
			return `{"date":"2026-07-09","options":{"readings":{"vat_base":"` + reading + `"}},` + more + `"lines":[` + car("20000", "") + `]}`
		}
		more := `"procedure":"temporary_import","months":3,`
		assert.Equal(t, base(doc("law", more)), base(doc(reading, more)), "%s: goods that leave again", reading)
		assert.NotEqual(t, base(doc("law", "")), base(doc(reading, "")), reading)
	}
	open := assess(t, `{"date":"2026-07-09","options":{"readings":{"vat_base":"clearance_fee"}},"lines":[`+car("20000", "")+`,{"code":"847130","duty":"15"}]}`)
	assert.Len(t, charge(t, open, 1, calc.VAT).Steps[0].Args, 3, "a value that is not known leaves the fee open and out: value, duty, excise")
	unknown := declared(t, `{"date":"2026-07-09","options":{"readings":{"vat_base":"certificate"}},"lines":[`+car("20000", "")+`]}`)
	own := *tables()
	own.Vehicle.Fees = nil
	for _, r := range tables().Vehicle.Fees {
		if r.From.After(unknown.Date) || r.Fee != calc.VehicleCertificate {
			own.Vehicle.Fees = append(own.Vehicle.Fees, r)
		}
	}
	later := tables().Vehicle.Fees[0]
	later.Fee, later.Kinds, later.From = calc.VehicleCertificate, []string{"car"}, unknown.Date.AddDays(1)
	own.Vehicle.Fees = append(own.Vehicle.Fees, later)
	a, f := calc.Assess(unknown, &own)
	require.Nil(t, f)
	assert.Equal(t, calc.Unknown, charge(t, a, 0, calc.VehicleCertificate).Status)
	assert.Len(t, charge(t, a, 1, calc.VAT).Steps[0].Args, 3, "a fee that is not known is no part of the base")
}

// Without rows of the Tax Code there is no VAT to speak of: it is unknown, and
// what is due beside it is not the whole.
func TestTaxCode173_1_WithoutARowTheRateIsUnknown(t *testing.T) {
	own := *tables()
	own.VAT = nil
	a, f := calc.Assess(declared(t, `{"date":"2026-07-09","lines":[{"code":"240220","variant":"cigarettes","duty":"15","quantities":{"piece":"1000"},"price":{"amount":"100","currency":"AZN"}}]}`), &own)
	require.Nil(t, f)
	vat := charge(t, a, 1, calc.VAT)
	assert.Equal(t, []string{"unknown", "no_rate_for_date", ""}, []string{string(vat.Status), vat.Reason, money(vat.Amount)})
	assert.False(t, a.Complete)
}
