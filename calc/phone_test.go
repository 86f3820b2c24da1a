package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/num"
)

func phone(t *testing.T, q calc.PhoneQuery) *calc.PhoneResult {
	t.Helper()
	r, f := calc.Phone(q, tables())
	require.Nil(t, f)
	return r
}

func TestStateDutyOfTheRegister(t *testing.T) {
	for _, c := range []struct{ day, price, want string }{
		{"2026-07-09", "100", "20.00"}, {"2026-07-09", "100.01", "30.00"}, {"2026-07-09", "101", "30.00"}, {"2026-07-09", "200", "30.00"},
		{"2026-07-09", "201", "40.00"}, {"2026-07-09", "400", "40.00"}, {"2026-07-09", "401", "50.00"}, {"2026-07-09", "700", "50.00"},
		{"2026-07-09", "701", "70.00"}, {"2026-07-09", "1000", "70.00"}, {"2026-07-09", "1001", "100.00"}, {"2026-07-09", "0", "20.00"},
		{"2023-12-14", "500", "50.00"}, {"2023-12-13", "500", "70.00"}, {"2023-12-13", "100", "30.00"}, {"2023-12-13", "1500", "150.00"},
		{"2018-08-13", "1000", "100.00"}, {"2018-08-12", "1000", "5.00"}, {"2014-11-01", "50", "5.00"}, {"2014-10-31", "50", ""},
	} {
		r := phone(t, calc.PhoneQuery{Date: mustDate(c.day), Price: usd(c.price)})
		assert.Equal(t, c.want, money(r.Total), c)
	}
}

func TestStateDutyOfTheRegister_Kinds(t *testing.T) {
	day := mustDate("2026-07-09")
	for _, c := range []struct {
		name string
		q    calc.PhoneQuery
		want string
		why  string
	}{
		{"basic", calc.PhoneQuery{Date: day, Price: usd("60"), Basic: true}, "15.00", ""},
		{"basic in 2022", calc.PhoneQuery{Date: mustDate("2022-07-09"), Price: usd("60"), Basic: true}, "20.00", ""},
		{"a basic one over 100 USD is like any other", calc.PhoneQuery{Date: day, Price: usd("150"), Basic: true}, "30.00", ""},
		{"not on the site", calc.PhoneQuery{Date: day, Unlisted: true}, "15.00", ""},
		{"two numbers are one device", calc.PhoneQuery{Date: day, Price: usd("500"), IMEIs: 2}, "50.00", ""},
		{"two numbers before 2018", calc.PhoneQuery{Date: mustDate("2017-07-09"), IMEIs: 2}, "10.00", ""},
		{"duty and VAT paid, for sale", calc.PhoneQuery{Date: day, Price: usd("500"), ForSale: true, Paid: true}, "0.00", "phone_for_sale"},
		{"duty and VAT paid, for oneself: the exemption does not name it", calc.PhoneQuery{Date: day, Price: usd("500"), Paid: true}, "50.00", ""},
		{"for sale without them", calc.PhoneQuery{Date: day, Price: usd("500"), ForSale: true}, "", "phone_sale_unclear"},
		{"850 manat are 500 USD", calc.PhoneQuery{Date: day, Price: calc.Money{Amount: num.Must("850"), Currency: "AZN"}, Rates: map[string]decimal.Decimal{"USD": num.Must("1.7")}}, "50.00", ""},
		{"without a price it is asked", calc.PhoneQuery{Date: day}, "", "missing_input"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := phone(t, c.q)
			assert.Equal(t, c.want, money(r.Total))
			assert.Equal(t, c.why, r.Charges[0].Reason)
		})
	}
	t.Run("a further device in 2026: 100 manat reported, not added", func(t *testing.T) {
		r := phone(t, calc.PhoneQuery{Date: day, Price: usd("500"), Further: true})
		require.Len(t, r.Charges, 2)
		assert.Equal(t, calc.Possible, r.Charges[1].Status)
		assert.Equal(t, "100.00", money(r.Charges[1].Amount))
		assert.Equal(t, "50.00", money(r.Total))
		assert.Len(t, phone(t, calc.PhoneQuery{Date: mustDate("2025-07-09"), Price: usd("500"), Further: true}).Charges, 1)
	})
	for _, q := range []calc.PhoneQuery{{}, {Date: day, IMEIs: 3}, {Date: day, Price: usd("-1")}, {Date: day, Price: calc.Money{Currency: "XXL"}}, {Date: day, Rates: map[string]decimal.Decimal{"USD": num.Zero}}} {
		_, f := calc.Phone(q, tables())
		assert.NotNil(t, f)
	}
}
