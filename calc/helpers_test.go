package calc_test

import (
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

// tables are the embedded tables of law.
var tables = sync.OnceValue(func() *calc.Tables {
	t, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		panic(err)
	}
	return t
})

// assess computes a declaration written as JSON with the embedded tables.
func assess(t testing.TB, json string) *calc.Assessment {
	t.Helper()
	d, f := wire.DecodeDeclaration([]byte(json))
	require.Nil(t, f)
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	return a
}

// line makes a one-line declaration of 2026-07-09 in dollars at 1.7.
func line(fields string) string {
	return `{"date":"2026-07-09","rates":{"USD":"1.7","EUR":"1.9426"},"lines":[{` + fields + `}]}`
}

// charge finds the charge of a kind on a line, or of the declaration for n = 0.
func charge(t testing.TB, a *calc.Assessment, n int, kind calc.Kind) calc.Charge {
	t.Helper()
	cs := a.Charges
	if n > 0 {
		cs = a.Lines[n-1].Charges
	}
	for _, c := range cs {
		if c.Kind == kind {
			return c
		}
	}
	require.Failf(t, "no such charge", "%s on line %d", kind, n)
	return calc.Charge{}
}

func has(cs []calc.Charge, kind calc.Kind) bool {
	for _, c := range cs {
		if c.Kind == kind {
			return true
		}
	}
	return false
}

func money(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return num.Money(d.Decimal)
}

func warned(a *calc.Assessment, code string) bool {
	for _, w := range a.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func needs(a *calc.Assessment, field string) bool {
	for _, n := range a.Needs {
		if n.Field == field {
			return true
		}
	}
	return false
}

func mustDate(s string) date.Date {
	d, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// simpleLine is a laptop of a price in manat with a known rate of 15 %.
func simpleLine(manat string) calc.Line {
	r := rate.OfPercent("15")
	return calc.Line{Code: "847130", Price: calc.Money{Amount: num.Must(manat), Currency: "AZN"}, Duty: &r}
}

func optional(s string) decimal.NullDecimal { return decimal.NewNullDecimal(num.Must(s)) }
