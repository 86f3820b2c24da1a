package calc_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
)

// A declaration registered on 09.07.2026 (accumulators, one line, 15 %): every
// sum of it, to the qəpik.
func TestRealDeclarationOf20260709(t *testing.T) {
	a := assess(t, line(`"code":"8507600009","origin":"CN","dispatchedFrom":"CN","price":{"amount":"270021.28","currency":"EUR"},"duty":"15 %"`))
	require.True(t, a.Complete)
	assert.Equal(t, "524543.34", money(a.CustomsValue))
	for kind, want := range map[calc.Kind]string{calc.ImportDuty: "78681.50", calc.VAT: "108580.47"} {
		c := charge(t, a, 1, kind)
		assert.Equal(t, calc.Applied, c.Status, kind)
		assert.Equal(t, want, money(c.Amount), kind)
	}
	for kind, want := range map[calc.Kind]string{calc.ClearanceFee: "600.00", calc.EService: "30.00", calc.EServiceVAT: "5.40"} {
		assert.Equal(t, want, money(charge(t, a, 0, kind).Amount), kind)
	}
	assert.Equal(t, "187897.37", money(a.Total))
	assert.Equal(t, calc.User, charge(t, a, 1, calc.ImportDuty).Confidence)
	assert.Equal(t, calc.NotDue, charge(t, a, 1, calc.Excise).Status)
}

func TestUnknownRateGivesStatutoryScenarios(t *testing.T) {
	a := assess(t, line(`"code":"847130","origin":"CN","price":{"amount":"1000","currency":"USD"}`))
	assert.False(t, a.Complete)
	assert.False(t, a.Total.Valid)
	duty := charge(t, a, 1, calc.ImportDuty)
	assert.Equal(t, calc.Unknown, duty.Status)
	assert.Equal(t, "rate_unknown", duty.Reason)
	assert.False(t, duty.Amount.Valid)
	require.Len(t, a.Scenarios, 3)
	// 1700 manat: fee 60, e-service 35.40; VAT 306 / 321.30 / 351.90.
	assert.Equal(t, []string{"0", "5", "15"}, []string{a.Scenarios[0].Duty, a.Scenarios[1].Duty, a.Scenarios[2].Duty})
	assert.Equal(t, "401.40", money(a.Scenarios[0].Total))
	assert.Equal(t, "501.70", money(a.Scenarios[1].Total))
	assert.Equal(t, "702.30", money(a.Scenarios[2].Total))
	assert.Equal(t, "401.40", money(a.TotalFrom))
	assert.Equal(t, "702.30", money(a.TotalTo))
	assert.True(t, needs(a, "duty"))

	picked := assess(t, line(`"code":"847130","origin":"CN","price":{"amount":"1000","currency":"USD"},"dutyScenario":"15"`))
	assert.True(t, picked.Complete)
	assert.Equal(t, "702.30", money(picked.Total))
	assert.Equal(t, calc.User, charge(t, picked, 1, calc.ImportDuty).Confidence)
}

func TestArt242_1_CustomsValue(t *testing.T) {
	for _, c := range []struct{ name, term, want string }{
		{"EXW adds freight, insurance, other", "EXW", "1870.00"},
		{"FOB adds freight, insurance, other", "FOB", "1870.00"},
		{"CFR holds the freight", "CFR", "1717.00"},
		{"CPT holds the freight", "CPT", "1717.00"},
		{"CIF holds freight and insurance", "CIF", "1708.50"},
		{"DAP holds all", "DAP", "1700.00"},
		{"DDP holds all", "DDP", "1700.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"delivery":{"incoterm":"`+c.term+`",
				"freight":{"amount":"90","currency":"USD"},"insurance":{"amount":"5","currency":"USD"},"other":{"amount":"5","currency":"USD"}},
				"lines":[{"code":"847130","price":{"amount":"1000","currency":"USD"},"duty":"0"}]}`)
			assert.Equal(t, c.want, money(a.CustomsValue))
			assert.Equal(t, c.term == "DDP", warned(a, "ddp_price"))
		})
	}
}

func TestDeliveryApportionedByValueRemainderOnTheLargest(t *testing.T) {
	a := assess(t, `{"date":"2026-07-09","delivery":{"incoterm":"FOB","freight":{"amount":"100","currency":"AZN"}},
		"lines":[{"code":"847130","price":{"amount":"100","currency":"AZN"},"duty":"0"},{"code":"847130","price":{"amount":"101","currency":"AZN"},"duty":"0"},{"code":"847130","price":{"amount":"100","currency":"AZN"},"duty":"0"}]}`)
	assert.Equal(t, "133.22", money(a.Lines[0].CustomsValue))
	assert.Equal(t, "134.56", money(a.Lines[1].CustomsValue)) // 33.55 and the qəpik that was left
	assert.Equal(t, "133.22", money(a.Lines[2].CustomsValue))
	assert.Equal(t, "401.00", money(a.CustomsValue))
}

func TestDeliveryApportionedByMass(t *testing.T) {
	doc := func(mass string) string {
		return `{"date":"2026-07-09","delivery":{"incoterm":"FOB","apportion":"mass","freight":{"amount":"100","currency":"AZN"}},
		"lines":[{"code":"847130","price":{"amount":"100","currency":"AZN"},"grossMass":"3","duty":"0"},{"code":"847130","price":{"amount":"1000","currency":"AZN"},` + mass + `"duty":"0"}]}`
	}
	a := assess(t, doc(`"grossMass":"1",`))
	assert.Equal(t, "175.00", money(a.Lines[0].CustomsValue))
	assert.Equal(t, "1025.00", money(a.Lines[1].CustomsValue))
	open := assess(t, doc(""))
	assert.False(t, open.Complete)
	assert.True(t, needs(open, "grossMass"))
	assert.False(t, open.CustomsValue.Valid)
}

func TestSpecificAndCombinedRates(t *testing.T) {
	for _, c := range []struct{ name, fields, want string }{
		{"0.7 USD per litre on 100 l", `"duty":"1 litri üçün 0,7 ABŞ dolları","quantities":{"l":"100"}`, "119.00"},
		{"15 % at least 0.7 USD per litre: the percent is greater", `"duty":"15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə","quantities":{"l":"100"}`, "255.00"},
		{"15 % at least 0.7 USD per litre: the specific is greater", `"duty":"15 %, lakin 1 litri 0,7 ABŞ dollarından az olmamaq şərtilə","quantities":{"l":"1000"}`, "1190.00"},
		{"hectolitres answer for litres", `"duty":"1 litri üçün 0,7 ABŞ dolları","quantities":{"hl":"1"}`, "119.00"},
		{"net mass answers for kg", `"duty":"1 kq üçün 0,5 ABŞ dolları","netMass":"12.5"`, "10.63"},
		{"net mass answers for tonnes", `"duty":{"op":"specific","amount":"500","currency":"USD","per":{"qty":"1","unit":"t"}},"netMass":"1500"`, "1275.00"},
		{"per 1000 pieces", `"duty":"1000 ədədi üzrə 0,5 ABŞ dolları","quantities":{"piece":"2500"}`, "2.13"},
		{"pure alcohol from litres and strength", `"duty":{"op":"specific","amount":"2","currency":"EUR","per":{"qty":"1","unit":"l_pure_alcohol"}},"quantities":{"l":"10"},"alcohol":"40"`, "15.54"},
		{"sum of percent and specific", `"duty":{"op":"sum","of":[{"op":"percent","percent":"10"},{"op":"specific","amount":"0.1","currency":"EUR","per":{"qty":"1","unit":"kg"}}]},"netMass":"100"`, "189.43"},
		{"at most", `"duty":{"op":"atMost","of":[{"op":"percent","percent":"15"},{"op":"specific","amount":"1","currency":"USD","per":{"qty":"1","unit":"kg"}}]},"netMass":"100"`, "170.00"},
		{"seasonal, in season", `"duty":{"op":"seasonal","months":[6,7],"rate":{"op":"percent","percent":"30"},"else":{"op":"percent","percent":"15"}}`, "510.00"},
		{"dated, after", `"duty":{"op":"dated","until":"2026-07-08","rate":{"op":"percent","percent":"5"},"then":{"op":"percent","percent":"15"}}`, "255.00"},
		{"dated, on the last day", `"duty":{"op":"dated","until":"2026-07-09","rate":{"op":"percent","percent":"5"},"then":{"op":"percent","percent":"15"}}`, "85.00"},
		{"bracket", `"duty":{"op":"bracket","base":"600","over":"2000","rate":{"op":"specific","amount":"5","currency":"AZN","per":{"qty":"1","unit":"cm3"}}},"quantities":{"cm3":"2500"}`, "3100.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, line(`"code":"847130","price":{"amount":"1000","currency":"USD"},`+c.fields))
			duty := charge(t, a, 1, calc.ImportDuty)
			assert.Equal(t, calc.Applied, duty.Status, duty.Reason)
			assert.Equal(t, c.want, money(duty.Amount))
			assert.NotEmpty(t, duty.Steps)
			assert.True(t, a.Complete)
		})
	}
}

func TestAMissingQuantityIsAskedNotAssumed(t *testing.T) {
	a := assess(t, line(`"code":"220299","variant":"none","netMass":"1000","price":{"amount":"1000","currency":"USD"},"duty":"1 litri üçün 0,7 ABŞ dolları"`))
	duty := charge(t, a, 1, calc.ImportDuty)
	assert.Equal(t, calc.NeedsInput, duty.Status)
	assert.True(t, needs(a, "quantities.l"))
	assert.False(t, a.Complete)
	assert.Equal(t, calc.Unknown, charge(t, a, 1, calc.VAT).Status)
	assert.Equal(t, "base_open", charge(t, a, 1, calc.VAT).Reason)
}

func TestFreeTradeNeedsProofAndDirectDispatch(t *testing.T) {
	fields := `"code":"847130","price":{"amount":"1000","currency":"USD"},"duty":"15 %","origin":"RU"`
	for _, c := range []struct{ name, more, status, total string }{
		{"proven", `,"dispatchedFrom":"RU","originProof":"st1"`, "not_due", "401.40"},
		{"no certificate", `,"dispatchedFrom":"RU"`, "applied", "702.30"},
		{"dispatched from elsewhere", `,"dispatchedFrom":"TR","originProof":"st1"`, "applied", "702.30"},
		{"dispatch not said", `,"originProof":"st1"`, "applied", "702.30"},
		{"sold by another country", `,"dispatchedFrom":"RU","originProof":"st1","tradedFrom":"AE"`, "applied", "702.30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, line(fields+c.more))
			assert.Equal(t, c.status, string(charge(t, a, 1, calc.ImportDuty).Status))
			assert.Equal(t, c.total, money(a.Total))
			require.Len(t, a.Options, 2)
			assert.Equal(t, "mfn", a.Options[0].Name)
			assert.Equal(t, "702.30", money(a.Options[0].Total))
			assert.Equal(t, "fta:RU", a.Options[1].Name)
			assert.Equal(t, "401.40", money(a.Options[1].Total))
			assert.Equal(t, c.status == "not_due", a.Options[1].Chosen)
			assert.Equal(t, c.status != "not_due", len(a.Options[1].Needs) > 0)
		})
	}
	t.Run("the general rate on request", func(t *testing.T) {
		a := assess(t, `{"date":"2026-07-09","rates":{"USD":"1.7"},"options":{"duty":"mfn"},"lines":[{`+fields+`,"dispatchedFrom":"RU","originProof":"st1"}]}`)
		assert.Equal(t, "702.30", money(a.Total))
		assert.True(t, a.Options[0].Chosen)
	})
	t.Run("China and Armenia have no agreement", func(t *testing.T) {
		for _, c := range []string{"CN", "AM", "TR"} {
			a := assess(t, line(`"code":"847130","price":{"amount":"1000","currency":"USD"},"duty":"15 %","origin":"`+c+`","dispatchedFrom":"`+c+`","originProof":"st1"`))
			assert.Equal(t, "702.30", money(a.Total), c)
			assert.Len(t, a.Options, 1)
		}
	})
	t.Run("a preference settles a line whose general rate is unknown", func(t *testing.T) {
		a := assess(t, line(`"code":"847130","price":{"amount":"1000","currency":"USD"},"origin":"GE","dispatchedFrom":"GE","originProof":"st1"`))
		assert.True(t, a.Complete)
		assert.Equal(t, "401.40", money(a.Total))
		assert.Empty(t, a.Scenarios)
		assert.Equal(t, "401.40", money(a.Options[0].TotalFrom)) // the general rate is at least that
	})
}

func TestDecision168_ClearanceFeeBands(t *testing.T) {
	for value, want := range map[string]string{
		"0": "15.00", "1000": "15.00", "1000.01": "60.00", "10000": "60.00", "10000.01": "120.00", "50000": "120.00", "50000.01": "200.00",
		"100000": "200.00", "100000.01": "300.00", "500000": "300.00", "500000.01": "600.00", "1000000": "600.00", "1000000.01": "1000.00",
	} {
		t.Run(value, func(t *testing.T) {
			doc := `{"date":"2026-07-09"%,"lines":[{"code":"847130","duty":"0","price":{"amount":"` + value + `","currency":"AZN"}}]}`
			assert.Equal(t, want, money(charge(t, assess(t, replace(doc, "")), 0, calc.ClearanceFee).Amount))
		})
	}
	doc := `{"date":"2026-07-09"%,"lines":[{"code":"847130","duty":"0","price":{"amount":"1000","currency":"AZN"}}]}`
	for _, more := range []string{`,"offHours":true`, `,"offSite":true`, `,"offHours":true,"offSite":true`} {
		assert.Equal(t, "30.00", money(charge(t, assess(t, replace(doc, more)), 0, calc.ClearanceFee).Amount), "232.2"+more)
	}
}

func replace(doc, with string) string {
	for i := range doc {
		if doc[i] == '%' {
			return doc[:i] + with + doc[i+1:]
		}
	}
	return doc
}

func TestEServiceSheets(t *testing.T) {
	for n, want := range map[int]string{1: "30.00", 2: "60.00", 4: "60.00", 5: "90.00", 7: "90.00", 8: "120.00", 10: "120.00", 11: "150.00", 13: "150.00", 14: "180.00", 16: "180.00"} {
		d := calc.Declaration{Date: mustDate("2026-07-09")}
		for range n {
			d.Lines = append(d.Lines, simpleLine("100"))
		}
		a, f := calc.Assess(&d, tables())
		require.Nil(t, f)
		assert.Equal(t, want, money(charge(t, a, 0, calc.EService).Amount), n)
	}
	paper := assess(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"847130","duty":"0","price":{"amount":"1000","currency":"AZN"}}]}`)
	assert.Equal(t, calc.NotDue, charge(t, paper, 0, calc.EService).Status)
}
