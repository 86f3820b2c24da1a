package calc_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
)

// Every question refuses what it cannot answer with the field, the text and what
// would be right, and takes what stands just at the bound.
func TestBoundsOfEveryQuestion(t *testing.T) {
	day, before, old := mustDate("2026-07-09"), mustDate("2026-07-08"), date.Must(1992, 12, 31)
	const years = " from=1993-01-01 to=2100-12-31"
	below, large := num.Must("-0.01"), decimal.New(1, num.MaxIntegerDigits)
	const tooLarge = " <1000000000000000> most=1000000000000000"
	refund := func(q calc.RefundQuery) *calc.Fault { _, f := calc.Refund(q, tables()); return f }
	due := func(q calc.DueQuery) *calc.Fault { _, f := calc.DueDates(q, tables()); return f }
	storage := func(q calc.StorageQuery) *calc.Fault { _, f := calc.Storage(q, tables()); return f }
	device := func(q calc.PhoneQuery) *calc.Fault { _, f := calc.Phone(q, tables()); return f }
	security := func(q calc.SecurityQuery) *calc.Fault { _, f := calc.Security(q, tables()); return f }
	debts := func(d ...calc.DebtSpan) *calc.Fault {
		return security(calc.SecurityQuery{Kind: "comprehensive", Debts: d})
	}
	dispute := func(c ...calc.CorrectedPrice) *calc.Fault {
		return security(calc.SecurityQuery{Kind: "value_dispute", Declaration: declared(t, under("free_circulation", "")), Corrected: c})
	}
	marks := func(q calc.MarksQuery) *calc.Fault { _, f := calc.MarksDifference(q, tables()); return f }
	road := func(set func(q *calc.RoadTaxQuery)) *calc.Fault {
		q := calc.RoadTaxQuery{Date: day, Kind: "truck", Axles: 4, StayDays: 10}
		set(&q)
		_, f := calc.ForeignRoadTax(q, tables())
		return f
	}
	value := func(set func(q *calc.ValuationQuery)) *calc.Fault {
		q := calc.ValuationQuery{Date: day, Price: calc.Money{Amount: num.Must("1"), Currency: "AZN"}}
		set(&q)
		_, f := calc.Valuation(q, tables())
		return f
	}
	group := func(set func(q *calc.PartyQuery)) *calc.Fault {
		q := calc.PartyQuery{Date: day, People: []calc.Person{{}, {}}, Items: []calc.PartyItem{things("1", 1), things("2", 1)}, Rates: map[string]decimal.Decimal{"USD": num.Must("1.7")}}
		set(&q)
		_, f := calc.Party(&q, tables())
		return f
	}
	month := func(ds ...*calc.Declaration) *calc.Fault { _, f := calc.Month(ds, tables()); return f }
	code := func(code string) *calc.Fault { _, f := calc.Describe(code, day, tables()); return f }
	rate := func(value calc.Money, quantities, rates map[string]decimal.Decimal, alcohol string) *calc.Fault {
		a := decimal.NullDecimal{}
		if alcohol != "" {
			a = optional(alcohol)
		}
		return calc.CheckDutyInput(value, quantities, a, rates)
	}
	azn := calc.Money{Amount: num.Must("1"), Currency: "AZN"}
	for _, c := range []struct {
		name string
		got  *calc.Fault
		want string
	}{
		{"refund: of no ground", refund(calc.RefundQuery{Paid: day}), "missing_field ground <>"},
		{"refund: of regret", refund(calc.RefundQuery{Ground: "regret"}), "unknown_choice ground <regret> allowed=" + strings.Join(calc.RefundGrounds, ", ")},
		{"refund: never paid", refund(calc.RefundQuery{Ground: "error"}), "missing_field paid <>"},
		{"refund: nothing", refund(calc.RefundQuery{Ground: "error", Paid: day, Amount: optional("0")}), ""},
		{"refund: less", refund(calc.RefundQuery{Ground: "error", Paid: day, Amount: optional("-0.01")}), "negative amount <-0.01>"},
		{"refund: more than there is", refund(calc.RefundQuery{Ground: "error", Paid: day, Amount: decimal.NewNullDecimal(large)}), "number_too_large amount" + tooLarge},
		{"refund: all on one day", refund(calc.RefundQuery{Ground: "error", Paid: day, Claimed: day, Decided: day, Refunded: day}), ""},
		{"refund: claimed before", refund(calc.RefundQuery{Ground: "error", Paid: day, Claimed: before}), "conflict claimed <2026-07-08> with=paid 2026-07-09"},
		{"refund: decided before", refund(calc.RefundQuery{Ground: "error", Paid: before, Claimed: day, Decided: before}), "conflict decided <2026-07-08> with=claimed 2026-07-09"},
		{"refund: given back before", refund(calc.RefundQuery{Ground: "error", Paid: before, Decided: day, Refunded: before}), "conflict refunded <2026-07-08> with=decided 2026-07-09"},
		{"refund: paid long ago", refund(calc.RefundQuery{Ground: "error", Paid: old}), "date_range paid <1992-12-31>" + years},

		{"due: of nothing", due(calc.DueQuery{}), "missing_field presented <>"},
		{"due: orally", due(calc.DueQuery{Presented: day, Mode: "oral"}), "unknown_choice mode <oral> allowed=" + strings.Join(calc.DueModes, ", ")},
		{"due: filed on the day", due(calc.DueQuery{Presented: day, Filed: day}), ""},
		{"due: filed before", due(calc.DueQuery{Presented: day, Filed: before}), "date_range filed <2026-07-08> from=2026-07-09 to=2100-12-31"},
		{"due: before the Code", due(calc.DueQuery{Presented: mustDate("2011-12-31")}), "date_range presented <2011-12-31> from=2012-01-01 to=2100-12-31"},
		{"due: before the Code, periodic", due(calc.DueQuery{Presented: mustDate("2011-12-31"), Mode: "periodic"}), "date_range presented <2011-12-31> from=2012-01-01 to=2100-12-31"},
		{"due: with the Code", due(calc.DueQuery{Presented: mustDate("2012-01-01")}), ""},

		{"storage: from no day", storage(calc.StorageQuery{Days: 1, GrossMass: num.Must("1")}), "missing_field from <>"},
		{"storage: long ago", storage(calc.StorageQuery{From: old, Days: 1, GrossMass: num.Must("1")}), "date_range from <1992-12-31>" + years},
		{"storage: fewer than no days", storage(calc.StorageQuery{From: day, Days: -1, GrossMass: num.Must("1")}), "out_of_range days <-1> from=1 to=36600"},
		{"storage: a hundred years", storage(calc.StorageQuery{From: day, Days: 36600, GrossMass: num.Must("1")}), ""},
		{"storage: and a day", storage(calc.StorageQuery{From: day, Days: 36601, GrossMass: num.Must("1")}), "out_of_range days <36601> from=1 to=36600"},
		{"storage: until no day", storage(calc.StorageQuery{From: day, GrossMass: num.Must("1")}), "missing_field to <>"},
		{"storage: until the day before", storage(calc.StorageQuery{From: day, To: before, GrossMass: num.Must("1")}), "date_range to <2026-07-08> from=2026-07-09 to=2100-12-31"},
		{"storage: of nothing", storage(calc.StorageQuery{From: day, Days: 1}), "not_positive grossMass <0>"},
		{"storage: of a mountain", storage(calc.StorageQuery{From: day, Days: 1, GrossMass: large}), "number_too_large grossMass" + tooLarge},

		{"phone: on no day", device(calc.PhoneQuery{}), "missing_field date <>"},
		{"phone: for less than nothing", device(calc.PhoneQuery{Date: day, Price: usd("-0.01")}), "negative price.amount <-0.01>"},
		{"phone: two numbers", device(calc.PhoneQuery{Date: day, IMEIs: 2}), ""},
		{"phone: three", device(calc.PhoneQuery{Date: day, IMEIs: 3}), "out_of_range imeis <3> from=1 to=2"},
		{"phone: fewer than none", device(calc.PhoneQuery{Date: day, IMEIs: -1}), "out_of_range imeis <-1> from=1 to=2"},
		{"phone: a rate of nothing", device(calc.PhoneQuery{Date: day, Rates: map[string]decimal.Decimal{"USD": num.Zero}}), "not_positive rates.USD <0>"},

		{"security: half", security(calc.SecurityQuery{Kind: "half"}), "unknown_choice kind <half> allowed=" + strings.Join(calc.SecurityKinds, ", ")},
		{"security: of nothing", security(calc.SecurityQuery{}), "missing_field declaration <>"},
		{"security: of no debts", debts(), "missing_field debts <>"},
		{"security: of too many", debts(slices.Repeat([]calc.DebtSpan{{}}, calc.MaxLines+1)...), "too_many_lines debts <10001> most=10000"},
		{"security: of as many as may be", debts(slices.Repeat([]calc.DebtSpan{{From: day, To: day}}, calc.MaxLines)...), ""},
		{"security: of a debt below nothing", debts(calc.DebtSpan{Amount: below, From: day, To: day}), "negative debts[0].amount <-0.01>"},
		{"security: of a debt too large", debts(calc.DebtSpan{From: day, To: day}, calc.DebtSpan{Amount: large, From: day, To: day}), "number_too_large debts[1].amount" + tooLarge},
		{"security: from no day", debts(calc.DebtSpan{To: day}), "missing_field debts[0].from <>"},
		{"security: to no day", debts(calc.DebtSpan{From: day}), "missing_field debts[0].to <>"},
		{"security: until the day before", debts(calc.DebtSpan{From: day, To: before}), "date_range debts[0].to <2026-07-08> from=2026-07-09 to=2100-12-31"},
		{"security: of no dispute", dispute(), "missing_field corrected <>"},
		{"security: of the line before the first", dispute(calc.CorrectedPrice{Price: azn}), "out_of_range corrected[0].line <0> from=1 to=1"},
		{"security: of the line after the last", dispute(calc.CorrectedPrice{Line: 1, Price: azn}, calc.CorrectedPrice{Line: 2, Price: azn}), "out_of_range corrected[1].line <2> from=1 to=1"},
		{"security: of a price below nothing", dispute(calc.CorrectedPrice{Line: 1, Price: calc.Money{Amount: below, Currency: "AZN"}}), "negative corrected[0].price.amount <-0.01>"},

		{"marks: of nothing", marks(calc.MarksQuery{}), "missing_field variant <>"},
		{"marks: never", marks(calc.MarksQuery{Variant: "cigarettes"}), "missing_field obtained <>"},
		{"marks: not imported", marks(calc.MarksQuery{Variant: "cigarettes", Obtained: day}), "missing_field imported <>"},
		{"marks: on the day", marks(calc.MarksQuery{Variant: "cigarettes", Obtained: day, Imported: day}), ""},
		{"marks: imported before", marks(calc.MarksQuery{Variant: "cigarettes", Obtained: day, Imported: before}), "conflict imported <2026-07-08> with=obtained 2026-07-09"},
		{"marks: fewer than none", marks(calc.MarksQuery{Variant: "cigarettes", Obtained: day, Imported: day, Marks: -1}), "negative marks <>"},
		{"marks: of less than nothing", marks(calc.MarksQuery{Variant: "cigarettes", Obtained: day, Imported: day, Quantities: map[string]decimal.Decimal{"piece": below}}), "negative quantities.piece <-0.01>"},

		{"road: on no day", road(func(q *calc.RoadTaxQuery) { q.Date = date.Date{} }), "missing_field date <>"},
		{"road: of nothing", road(func(q *calc.RoadTaxQuery) { q.Kind = "" }), "missing_field vehicle.kind <>"},
		{"road: of a cart", road(func(q *calc.RoadTaxQuery) { q.Kind = "cart" }), "unknown_choice vehicle.kind <cart> allowed=car, bus, truck"},
		{"road: a day", road(func(q *calc.RoadTaxQuery) { q.StayDays = 1 }), ""},
		{"road: no day", road(func(q *calc.RoadTaxQuery) { q.StayDays = 0 }), "out_of_range stayDays <0> from=1 to=3660"},
		{"road: ten years", road(func(q *calc.RoadTaxQuery) { q.StayDays = 3660 }), ""},
		{"road: and a day", road(func(q *calc.RoadTaxQuery) { q.StayDays = 3661 }), "out_of_range stayDays <3661> from=1 to=3660"},
		{"road: declared as stayed", road(func(q *calc.RoadTaxQuery) { q.DeclaredDays = 10 }), ""},
		{"road: declared for longer", road(func(q *calc.RoadTaxQuery) { q.DeclaredDays = 11 }), "out_of_range declaredDays <11> from=1 to=10"},
		{"road: declared for less than nothing", road(func(q *calc.RoadTaxQuery) { q.DeclaredDays = -1 }), "out_of_range declaredDays <-1> from=1 to=10"},
		{"road: with ghosts", road(func(q *calc.RoadTaxQuery) { q.Dangerous = "ghosts" }), "unknown_choice dangerous <ghosts> allowed=low, dangerous, special"},
		{"road: engine", road(func(q *calc.RoadTaxQuery) { q.EngineCC = -1 }), "negative vehicle <>"},
		{"road: seats", road(func(q *calc.RoadTaxQuery) { q.Seats = -1 }), "negative vehicle <>"},
		{"road: axles", road(func(q *calc.RoadTaxQuery) { q.Axles = -1 }), "negative vehicle <>"},
		{"road: permit", road(func(q *calc.RoadTaxQuery) { q.Permits = []string{"quota", "smile"} }), "unknown_choice permits[1] <smile> allowed=" + strings.Join(calc.Permits, ", ")},
		{"road: mass", road(func(q *calc.RoadTaxQuery) { q.GrossMass = decimal.NewNullDecimal(below) }), "negative vehicle.grossMass <-0.01>"},
		{"road: distance", road(func(q *calc.RoadTaxQuery) { q.DistanceKM = decimal.NewNullDecimal(below) }), "negative distanceKm <-0.01>"},
		{"road: long ago", road(func(q *calc.RoadTaxQuery) { q.Date = old }), "date_range date <1992-12-31>" + years},

		{"value: on no day", value(func(q *calc.ValuationQuery) { q.Date = date.Date{} }), "missing_field date <>"},
		{"value: long ago", value(func(q *calc.ValuationQuery) { q.Date = old }), "date_range date <1992-12-31>" + years},
		{"value: at rates of long ago", value(func(q *calc.ValuationQuery) { q.FXDate = old }), "date_range fxDate <1992-12-31>" + years},
		{"value: without a price", value(func(q *calc.ValuationQuery) { q.Price = calc.Money{} }), "missing_field price <>"},
		{"value: below nothing", value(func(q *calc.ValuationQuery) { q.Price.Amount = below }), "negative price.amount <-0.01>"},
		{"value: a cost nobody has", value(func(q *calc.ValuationQuery) { q.Costs = costs("bribe", "1", "AZN") }), "unknown_choice costs.bribe <bribe> allowed=" + strings.Join(calc.ValueElements, ", ")},
		{"value: a cost below nothing", value(func(q *calc.ValuationQuery) { q.Costs = costs("freight", "-1", "AZN") }), "negative costs.freight.amount <-1>"},
		{"value: a rate of nothing", value(func(q *calc.ValuationQuery) { q.Rates = map[string]decimal.Decimal{"USD": num.Zero} }), "not_positive rates.USD <0>"},

		{"party: on no day", group(func(q *calc.PartyQuery) { q.Date = date.Date{} }), "missing_field date <>"},
		{"party: as many as may be", group(func(q *calc.PartyQuery) { q.People = make([]calc.Person, calc.MaxPeople) }), ""},
		{"party: too many", group(func(q *calc.PartyQuery) { q.People = make([]calc.Person, calc.MaxPeople+1) }), "out_of_range people <13> from=1 to=12"},
		{"party: too many goods", group(func(q *calc.PartyQuery) { q.Items = make([]calc.PartyItem, calc.MaxPartyItems+1) }), "too_many_lines items <61> most=60"},
		{"party: as many goods as may be", group(func(q *calc.PartyQuery) {
			q.People, q.Items = nil, slices.Repeat([]calc.PartyItem{things("1", 1)}, calc.MaxPartyItems)
		}), ""},
		{"party: fewer than none", group(func(q *calc.PartyQuery) { q.Items[1].Count = -1 }), "out_of_range items[1].count <-1> from=1 to=1000"},
		{"party: a thousand", group(func(q *calc.PartyQuery) { q.People, q.Items[1].Count = nil, calc.MaxPieces }), ""},
		{"party: and one", group(func(q *calc.PartyQuery) { q.Items[1].Count = calc.MaxPieces + 1 }), "out_of_range items[1].count <1001> from=1 to=1000"},
		{"party: three thousand", group(func(q *calc.PartyQuery) {
			q.People, q.Items = nil, []calc.PartyItem{things("1", 1000), things("1", 1000), things("1", 999), things("1", 0)}
		}), ""},
		{"party: and one piece", group(func(q *calc.PartyQuery) {
			q.Items = []calc.PartyItem{things("1", 1000), things("1", 1000), things("1", 999), things("1", 0), things("1", 1)}
		}), "out_of_range items <3001> from=1 to=3000"},
		{"party: of nobody", group(func(q *calc.PartyQuery) { q.Items[1].Owner = -1 }), "out_of_range items[1].owner <-1> from=1 to=2"},
		{"party: of the last", group(func(q *calc.PartyQuery) { q.Items[1].Owner = 2 }), ""},
		{"party: of who is not there", group(func(q *calc.PartyQuery) { q.Items[1].Owner = 3 }), "out_of_range items[1].owner <3> from=1 to=2"},
		{"party: of the only one", group(func(q *calc.PartyQuery) { q.People, q.Items[1].Owner = nil, 1 }), ""},
		{"party: size", group(func(q *calc.PartyQuery) { q.Items[1].Each = decimal.NewNullDecimal(below) }), "negative items[1].each <-0.01>"},
		{"party: cash", group(func(q *calc.PartyQuery) { q.People[1].Cash = []calc.Money{azn, {Amount: below, Currency: "USD"}} }), "negative people[1].cash[1].amount <-0.01>"},
		{"party: used", group(func(q *calc.PartyQuery) { q.People[1].AllowanceUsed = &calc.Money{Currency: "XYZ"} }), "unknown_currency people[1].allowanceUsed.currency <XYZ>"},
		{"party: item", group(func(q *calc.PartyQuery) { q.Items[1].Code, q.Items[1].Item = "84", "" }), "code_length items[1].code <84> digits=2"},

		{"month: a company's", month(parcel("2026-07-02", "1", ""), &calc.Declaration{Date: day, Channel: "cargo"}), "unknown_choice parcels[1].channel <cargo> allowed=post, carried"},
		{"month: too many", month(make([]*calc.Declaration, calc.MaxParcels+1)...), "too_many_lines parcels <2001> most=2000"},
		{"month: a parcel that cannot be", month(parcel("2026-07-02", "1", ""), parcel("2026-07-02", "-1", "")), "negative parcels[1].lines[0].price.amount <-1>"},

		{"code: two digits", code("84"), ""}, {"code: ten", code("8471300000"), ""},

		{"rate: of less than nothing", rate(calc.Money{Amount: below, Currency: "AZN"}, nil, nil, ""), "negative value <-0.01>"},
		{"rate: of shells", rate(calc.Money{Currency: "XYZ"}, nil, nil, ""), "unknown_currency currency <XYZ>"},
		{"rate: of a cubit", rate(azn, map[string]decimal.Decimal{"cubit": below}, nil, ""), "unknown_unit quantities.cubit <cubit>"},
		{"rate: all alcohol", rate(azn, nil, nil, "100"), ""},
		{"rate: more", rate(azn, nil, nil, "101"), "out_of_range alcohol <101> from=0 to=100"},
		{"rate: at a rate of shells", rate(azn, nil, map[string]decimal.Decimal{"XYZ": below}, ""), "unknown_currency rates.XYZ <XYZ>"},
		{"rate: at a rate of nothing", rate(azn, nil, map[string]decimal.Decimal{"USD": num.Zero}, ""), "not_positive rates.USD <0>"},
	} {
		assert.Equal(t, c.want, refusal(c.got), c.name)
	}
}
