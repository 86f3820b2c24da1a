package calc_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
)

func costs(pairs ...string) map[string]calc.Money {
	m := map[string]calc.Money{}
	for i := 0; i < len(pairs); i += 3 {
		m[pairs[i]] = calc.Money{Amount: decimal.RequireFromString(pairs[i+1]), Currency: pairs[i+2]}
	}
	return m
}

// Law 687-IVQ: transport, insurance and loading up to the border are added
// unless the price holds them; the way after the border is not.
func TestValuationAddsWhatTheTermLeavesOut(t *testing.T) {
	rates := map[string]decimal.Decimal{"USD": decimal.RequireFromString("1.7"), "EUR": decimal.RequireFromString("1.9763")}
	for _, c := range []struct {
		name, term  string
		costs       map[string]calc.Money
		value, with string
		statuses    map[string]string
	}{
		{"FCA: the way is the buyer's", "FCA", costs("freight", "800", "EUR"), "21344.04", "", map[string]string{"freight": "added", "insurance": "missing", "loading": "missing"}},
		{"CIF: the price holds the way", "CIF", costs("freight", "800", "EUR"), "19763.00", "", map[string]string{"freight": "in_price", "insurance": "in_price"}},
		{"CFR: insurance is still to come", "CFR", costs("insurance", "100", "USD"), "19933.00", "", map[string]string{"freight": "in_price", "insurance": "added"}},
		{"no term: what is given is added, nothing is asked for", "", costs("freight", "10.005", "AZN"), "19773.01", "", map[string]string{"freight": "added", "insurance": "added"}},
		{"the way after the border", "EXW", costs("inland", "200", "AZN"), "19763.00", "", map[string]string{"inland": "left_out"}},
		{"royalties: no rule found, both values", "DAP", costs("royalties", "500", "USD"), "19763.00", "20613.00", map[string]string{"royalties": "unknown"}},
		{"the sum is rounded once", "EXW", costs("freight", "0.004", "AZN", "insurance", "0.004", "AZN"), "19763.01", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, f := calc.Valuation(calc.ValuationQuery{Date: date.Must(2026, 7, 9), Price: costs("p", "10000", "EUR")["p"], Incoterm: c.term, Costs: c.costs, Rates: rates}, tables())
			require.Nil(t, f)
			assert.Equal(t, c.value, r.Value.Decimal.StringFixed(2))
			assert.Equal(t, c.with != "", r.With.Valid)
			if c.with != "" {
				assert.Equal(t, c.with, r.With.Decimal.StringFixed(2))
			}
			for _, p := range r.Parts {
				if want := c.statuses[p.Key]; want != "" {
					assert.Equal(t, want, p.Status, p.Key)
				}
				assert.Equal(t, p.Status == calc.ValueUnknown, p.Source == nil, "%s: a rule has its source", p.Key)
			}
		})
	}
}

func TestValuationWithoutARateStaysOpen(t *testing.T) {
	r, f := calc.Valuation(calc.ValuationQuery{Date: date.Must(2014, 1, 2), Price: costs("p", "10", "USD")["p"]}, tables())
	require.Nil(t, f)
	assert.False(t, r.Value.Valid)
	require.Len(t, r.Needs, 1)
	assert.Equal(t, "rates.USD", r.Needs[0].Field)
}

func TestValuationRefuses(t *testing.T) {
	good := calc.ValuationQuery{Date: date.Must(2026, 7, 9), Price: costs("p", "1", "AZN")["p"]}
	for _, c := range []struct {
		code, field string
		change      func(q *calc.ValuationQuery)
	}{
		{"missing_field", "date", func(q *calc.ValuationQuery) { q.Date = date.Date{} }},
		{"missing_field", "price", func(q *calc.ValuationQuery) { q.Price = calc.Money{} }},
		{"negative", "price.amount", func(q *calc.ValuationQuery) { q.Price.Amount = decimal.NewFromInt(-1) }},
		{"unknown_choice", "incoterm", func(q *calc.ValuationQuery) { q.Incoterm = "FOC" }},
		{"unknown_choice", "costs.bribe", func(q *calc.ValuationQuery) { q.Costs = costs("bribe", "1", "AZN") }},
		{"unknown_currency", "costs.freight.currency", func(q *calc.ValuationQuery) { q.Costs = costs("freight", "1", "XXZ") }},
	} {
		q := good
		c.change(&q)
		_, f := calc.Valuation(q, tables())
		require.NotNil(t, f, c.field)
		assert.Equal(t, c.code+" "+c.field, f.Code+" "+f.Field)
	}
}

// The page of the value and a declaration of one line never disagree.
func TestValuationIsTheValueOfTheAssessment(t *testing.T) {
	tt := tables()
	rapid.Check(t, func(t *rapid.T) {
		money := func(label string) calc.Money {
			return calc.Money{Amount: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, label), -int32(rapid.IntRange(0, 4).Draw(t, label+" places"))),
				Currency: rapid.SampledFrom([]string{"AZN", "USD", "EUR"}).Draw(t, label+" currency")}
		}
		q := calc.ValuationQuery{Date: date.Must(2026, 7, 9), Price: money("price"), Costs: map[string]calc.Money{},
			Incoterm: rapid.SampledFrom([]string{"", "EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"}).Draw(t, "term"),
			Rates:    map[string]decimal.Decimal{"USD": decimal.RequireFromString("1.7"), "EUR": decimal.RequireFromString("1.9763")}}
		d := &calc.Declaration{Date: q.Date, Rates: q.Rates, Lines: []calc.Line{{Code: "8471300000", Origin: "CN", Price: q.Price}}}
		d.Delivery.Incoterm = q.Incoterm
		for key, to := range map[string]**calc.Money{"freight": &d.Delivery.Freight, "insurance": &d.Delivery.Insurance, "loading": &d.Delivery.Other} {
			if rapid.Bool().Draw(t, key+" given") {
				m := money(key)
				q.Costs[key], *to = m, &m
			}
		}
		r, f := calc.Valuation(q, tt)
		require.Nil(t, f)
		a, f := calc.Assess(d, tt)
		require.Nil(t, f)
		assert.Equal(t, a.CustomsValue.Decimal.StringFixed(2), r.Value.Decimal.StringFixed(2))
	})
}
