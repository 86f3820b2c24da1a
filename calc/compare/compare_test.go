package compare_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/compare"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

var tables = func() *calc.Tables {
	t, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		panic(err)
	}
	return t
}()

func assess(t require.TestingT, doc string) *calc.Assessment {
	d, f := wire.DecodeDeclaration([]byte(doc))
	require.Nil(t, f)
	a, f := calc.Assess(d, tables)
	require.Nil(t, f)
	return a
}

const laptop = `{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`

func TestTheChargeThatCausedIt(t *testing.T) {
	base := assess(t, laptop)
	for _, c := range []struct {
		name, doc string
		want      map[calc.Kind][]compare.Cause
		from      map[calc.Kind][]compare.Part
	}{
		{"nothing", laptop, map[calc.Kind][]compare.Cause{}, nil},
		{"a preference frees the duty, and the VAT on it goes too",
			`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"RU","dispatchedFrom":"RU","originProof":"st1","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ImportDuty: {compare.Status}, calc.VAT: {compare.Base}},
			map[calc.Kind][]compare.Part{calc.VAT: {{Kind: calc.ImportDuty, Amount: num.Must("-255")}}}},
		{"another duty rate",
			`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"5 %","price":{"amount":"1000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ImportDuty: {compare.Rate}, calc.VAT: {compare.Base}},
			map[calc.Kind][]compare.Part{calc.VAT: {{Kind: calc.ImportDuty, Amount: num.Must("-170")}}}},
		{"a dearer price moves value, duty, VAT and the band of the fee",
			`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"20000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ImportDuty: {compare.Base}, calc.VAT: {compare.Base}, calc.ClearanceFee: {compare.Base}},
			map[calc.Kind][]compare.Part{calc.ImportDuty: {{Amount: num.Must("32300")}}, calc.ClearanceFee: {{Amount: num.Must("32300")}},
				calc.VAT: {{Amount: num.Must("32300")}, {Kind: calc.ImportDuty, Amount: num.Must("4845")}}}},
		{"outside working hours the fee is doubled on the same base",
			`{"date":"2026-07-09","offHours":true,"rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ClearanceFee: {compare.Steps}}, nil},
		{"both: a dearer price is in another band of the fee, which is doubled",
			`{"date":"2026-07-09","offHours":true,"rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"20000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ImportDuty: {compare.Base}, calc.VAT: {compare.Base}, calc.ClearanceFee: {compare.Base, compare.Steps}},
			map[calc.Kind][]compare.Part{calc.ImportDuty: {{Amount: num.Must("32300")}}, calc.ClearanceFee: {{Amount: num.Must("32300")}},
				calc.VAT: {{Amount: num.Must("32300")}, {Kind: calc.ImportDuty, Amount: num.Must("4845")}}}},
		{"on paper the service is not due, nor the VAT on it",
			`{"date":"2026-07-09","electronic":false,"rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.EService: {compare.Status}, calc.EServiceVAT: {compare.Status}}, nil},
		{"without a rate duty and VAT are open",
			`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","price":{"amount":"1000","currency":"USD"}}]}`,
			map[calc.Kind][]compare.Cause{calc.ImportDuty: {compare.Status}, calc.VAT: {compare.Status}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compare.Of(base, assess(t, c.doc))
			got := map[calc.Kind][]compare.Cause{}
			for i := range d.Charges {
				x := &d.Charges[i]
				got[x.Kind] = x.Causes
				want := c.from[x.Kind]
				require.Len(t, x.From, len(want), x.Kind)
				for k, p := range want {
					assert.Equal(t, p.Kind, x.From[k].Kind)
					assert.Equal(t, num.Money(p.Amount), num.Money(x.From[k].Amount))
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestALineThatIsNewOrGone(t *testing.T) {
	one := assess(t, laptop)
	two := assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}},{"code":"0902","duty":"5","price":{"amount":"10","currency":"USD"}}]}`)
	d := compare.Of(one, two)
	assert.Equal(t, []compare.Cause{compare.New}, d.Charges[0].Causes)
	assert.Equal(t, 2, d.Charges[0].Line)
	assert.Nil(t, d.Charges[0].Before)
	back := compare.Of(two, one)
	assert.Equal(t, []compare.Cause{compare.Gone}, back.Charges[0].Causes)
	assert.False(t, back.Values[0].After.Valid)
}

func TestAnotherExchangeRateIsNamed(t *testing.T) {
	d := compare.Of(assess(t, laptop), assess(t, `{"date":"2026-07-09","rates":{"USD":"1.8"},"lines":[{"code":"847130","origin":"CN","duty":"15 %","price":{"amount":"1000","currency":"USD"}}]}`))
	require.Len(t, d.FX, 1)
	assert.Equal(t, "1.7", d.FX[0].Before.Rate.String())
	assert.Equal(t, "1.8", d.FX[0].After.Rate.String())
	require.Len(t, d.Values, 2, "the line's and the declaration's")
	assert.Equal(t, []int{1, 0}, []int{d.Values[0].Line, d.Values[1].Line})
}

// declaration draws a declaration of up to three lines.
func declaration(t *rapid.T, name string) *calc.Declaration {
	pick := func(what string, list ...string) string { return rapid.SampledFrom(list).Draw(t, name+what) }
	d := &calc.Declaration{Date: date.Must(2026, 1+rapid.IntRange(0, 8).Draw(t, name+"month"), 9), Rates: map[string]decimal.Decimal{"USD": num.Must(pick("usd", "1.7", "1.5"))},
		Paper: rapid.Bool().Draw(t, name+"paper"), OffHours: rapid.Bool().Draw(t, name+"off")}
	d.Delivery.Incoterm = pick("term", "", "FOB", "CIF")
	if d.Delivery.Incoterm == "FOB" {
		d.Delivery.Freight = &calc.Money{Amount: num.Must(pick("freight", "0", "77.77")), Currency: "USD"}
		d.Delivery.Insurance = &calc.Money{Amount: num.Must("1"), Currency: "USD"}
		d.Delivery.Other = &calc.Money{Amount: num.Zero, Currency: "USD"}
	}
	for i := range rapid.IntRange(1, 3).Draw(t, name+"lines") {
		n := name + string(rune('0'+i))
		l := calc.Line{Code: pick(n+"code", "847130", "0902", "22042109", "870323"), Origin: pick(n+"origin", "CN", "RU", "GE"), OriginProof: pick(n+"proof", "none", "st1"),
			DutyScenario: pick(n+"scenario", "", "0", "5", "15"),
			Price:        calc.Money{Amount: decimal.New(rapid.Int64Range(0, 9_999_999).Draw(t, n+"price"), -2), Currency: pick(n+"cur", "USD", "AZN")}}
		l.DispatchedFrom = l.Origin
		if l.Code == "22042109" {
			l.Quantities = map[string]decimal.Decimal{"l": decimal.NewFromInt(rapid.Int64Range(0, 500).Draw(t, n+"l"))}
		}
		d.Lines = append(d.Lines, l)
	}
	return d
}

// Whatever two declarations are, what changed adds up: charges to kinds, kinds
// to the total, parts to the base; and the other way round everything is negated.
func TestDifferencesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, f := calc.Assess(declaration(t, "before"), tables)
		require.Nil(t, f)
		y, f := calc.Assess(declaration(t, "after"), tables)
		require.Nil(t, f)
		d, back := compare.Of(x, y), compare.Of(y, x)

		byKind, sum := map[calc.Kind]decimal.Decimal{}, num.Zero
		for i := range d.Charges {
			c := &d.Charges[i]
			require.NotEmpty(t, c.Causes)
			byKind[c.Kind] = byKind[c.Kind].Add(c.Amount)
			if c.From != nil {
				parts := num.Zero
				for _, p := range c.From {
					parts = parts.Add(p.Amount)
				}
				require.True(t, parts.Equal(c.After.Base.Decimal.Sub(c.Before.Base.Decimal)))
			}
		}
		for _, k := range d.Kinds {
			require.Equal(t, num.Money(k.Change()), num.Money(byKind[k.Kind]), k.Kind)
			delete(byKind, k.Kind)
			sum = sum.Add(k.Change())
		}
		for k, v := range byKind {
			require.True(t, v.IsZero(), k)
		}
		if d.Total.Valid {
			require.Equal(t, num.Money(d.Total.Decimal), num.Money(sum))
		}
		require.Len(t, back.Kinds, len(d.Kinds))
		for i, k := range back.Kinds {
			require.Equal(t, num.Money(d.Kinds[i].Change().Neg()), num.Money(k.Change()))
		}
		require.Len(t, back.Charges, len(d.Charges))
		same := compare.Of(x, x)
		require.Empty(t, same.Kinds)
		require.Empty(t, same.Charges)
		require.Empty(t, same.Values)
	})
}

// Two assessments made by hand: every side a cause looks at, one at a time.
func TestEachCauseAlone(t *testing.T) {
	source := func(act, article string, day date.Date) *calc.Source {
		return &calc.Source{Act: act, Article: article, Date: day}
	}
	day := date.Must(2026, 1, 1)
	base := calc.Charge{Kind: calc.VAT, Status: calc.Applied, Base: decimal.NewNullDecimal(num.Must("100")), Rate: "18 %", Amount: decimal.NewNullDecimal(num.Must("18")),
		Steps: []calc.Step{{Op: "percent"}}, Source: source("TC", "173", day)}
	of := func(change func(c *calc.Charge)) *calc.Assessment {
		c := base
		change(&c)
		return &calc.Assessment{Lines: []calc.LineResult{{}, {Charges: []calc.Charge{c}}}}
	}
	dearer := func(c *calc.Charge) { c.Amount = decimal.NewNullDecimal(num.Must("19")) }
	for _, c := range []struct {
		name   string
		change func(c *calc.Charge)
		want   []compare.Cause
	}{
		{"rate", func(c *calc.Charge) { c.Rate = "19 %" }, []compare.Cause{compare.Rate}},
		{"base", func(c *calc.Charge) { c.Base = decimal.NewNullDecimal(num.Must("105.56")) }, []compare.Cause{compare.Base}},
		{"no base", func(c *calc.Charge) { c.Base = decimal.NullDecimal{} }, []compare.Cause{compare.Base}},
		{"act", func(c *calc.Charge) { c.Source = source("another", "173", day) }, []compare.Cause{compare.Law}},
		{"article", func(c *calc.Charge) { c.Source = source("TC", "174", day) }, []compare.Cause{compare.Law}},
		{"period", func(c *calc.Charge) { c.Source = source("TC", "173", day.AddDays(1)) }, []compare.Cause{compare.Law}},
		{"a source that is not said is no other law", func(c *calc.Charge) { c.Source = nil }, []compare.Cause{compare.Steps}},
		{"steps", func(c *calc.Charge) { c.Steps = []calc.Step{{Op: "percent"}, {Op: "double"}} }, []compare.Cause{compare.Steps}},
		{"nothing that is seen", func(*calc.Charge) {}, []compare.Cause{compare.Steps}},
		{"status", func(c *calc.Charge) { c.Status = calc.NotDue }, []compare.Cause{compare.Status}},
		{"all of them", func(c *calc.Charge) {
			c.Rate, c.Base, c.Source, c.Steps = "19 %", decimal.NewNullDecimal(num.Must("1")), source("x", "y", day), nil
		}, []compare.Cause{compare.Rate, compare.Base, compare.Law}},
		{"law and steps", func(c *calc.Charge) { c.Source, c.Steps = source("x", "y", day), nil }, []compare.Cause{compare.Law, compare.Steps}},
	} {
		for _, back := range []bool{false, true} {
			x, y := of(func(*calc.Charge) {}), of(func(z *calc.Charge) { dearer(z); c.change(z) })
			if back {
				x, y = y, x
			}
			d := compare.Of(x, y)
			require.Len(t, d.Charges, 1, c.name)
			assert.Equal(t, c.want, d.Charges[0].Causes, c.name)
			assert.Equal(t, 2, d.Charges[0].Line)
			assert.False(t, d.Charges[0].Open())
		}
	}
	for _, s := range []calc.Status{calc.Unknown, calc.NeedsInput} {
		d := compare.Of(of(func(*calc.Charge) {}), of(func(c *calc.Charge) { c.Status, c.Amount = s, decimal.NullDecimal{} }))
		require.Len(t, d.Charges, 1)
		assert.True(t, d.Charges[0].Open(), s)
		assert.True(t, compare.Of(of(func(c *calc.Charge) { c.Status = s }), of(func(*calc.Charge) {})).Charges[0].Open(), s)
		assert.Empty(t, compare.Of(of(func(c *calc.Charge) { c.Status = s }), of(func(c *calc.Charge) { c.Status = s })).Charges, "open on both sides is no change")
		assert.Len(t, compare.Of(of(func(c *calc.Charge) { c.Status, c.Amount = calc.NotDue, decimal.NewNullDecimal(num.Zero) }), of(func(c *calc.Charge) { c.Status = s })).Charges, 1)
	}
	fx := func(pairs ...string) *calc.Assessment {
		a := &calc.Assessment{}
		for i := 0; i < len(pairs); i += 2 {
			a.FX = append(a.FX, calc.FXUsed{Currency: pairs[i], Rate: num.Must(pairs[i+1])})
		}
		return a
	}
	d := compare.Of(fx("EUR", "2", "USD", "1.7"), fx("EUR", "2", "USD", "1.8", "GBP", "3"))
	require.Len(t, d.FX, 1)
	assert.Equal(t, "USD", d.FX[0].After.Currency)
	// What it is at least, where one of the two is open.
	sum := func(total, from string) *calc.Assessment {
		a := &calc.Assessment{}
		if total != "" {
			a.Total = decimal.NewNullDecimal(num.Must(total))
		}
		if from != "" {
			a.TotalFrom = decimal.NewNullDecimal(num.Must(from))
		}
		return a
	}
	assert.Equal(t, "4", compare.Of(sum("3", ""), sum("", "7")).TotalFrom.Decimal.String())
	assert.Equal(t, "-4", compare.Of(sum("", "7"), sum("3", "")).TotalFrom.Decimal.String())
	assert.False(t, compare.Of(sum("3", ""), sum("", "7")).Total.Valid)
	assert.Equal(t, "2", compare.Of(sum("3", "1"), sum("5", "1")).TotalFrom.Decimal.String(), "a total is what it is at least")
	value := func(line int, v string) *calc.Assessment {
		a := &calc.Assessment{Lines: make([]calc.LineResult, 2)}
		a.Lines[line].CustomsValue = decimal.NewNullDecimal(num.Must(v))
		return a
	}
	d = compare.Of(value(1, "1"), value(1, "2"))
	require.Len(t, d.Values, 1)
	assert.Equal(t, 2, d.Values[0].Line)
}

// A base that is a quantity has no parts in money.
func TestABaseOfUnitsHasNoParts(t *testing.T) {
	of := func(litres string) *calc.Assessment {
		return assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"1 litri üçün 2 AZN","quantities":{"l":"`+litres+`"},"price":{"amount":"`+litres+`","currency":"AZN"}}]}`)
	}
	d := compare.Of(of("10"), of("20"))
	require.Equal(t, calc.ImportDuty, d.Charges[0].Kind)
	assert.Equal(t, []compare.Cause{compare.Base}, d.Charges[0].Causes)
	assert.Nil(t, d.Charges[0].From, "ten litres more are not ten manat more")
	percent := assess(t, `{"date":"2026-07-09","lines":[{"code":"847130","duty":"15 %","price":{"amount":"15","currency":"AZN"}}]}`)
	for _, d := range []compare.Difference{compare.Of(of("10"), percent), compare.Of(percent, of("10"))} {
		assert.Nil(t, d.Charges[0].From, "nor is a change from one to the other")
	}
}
