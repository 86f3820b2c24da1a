package calc_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// refusal is a fault in one line: code, field, what was given, what would be right.
func refusal(f *calc.Fault) string {
	if f == nil {
		return ""
	}
	s := f.Code + " " + f.Field + " <" + f.Value + ">"
	for _, a := range f.Args {
		s += " " + a.Name + "=" + a.Value
	}
	return s
}

// What stands at a bound is taken, the next beyond it refused with what would be right.
func TestBoundsOfADeclaration(t *testing.T) {
	type set = func(d *calc.Declaration, l *calc.Line)
	vehicle := func(f func(v *calc.Vehicle)) set {
		return func(d *calc.Declaration, l *calc.Line) {
			v := calc.Vehicle{Kind: "car", Fuel: "petrol", EngineCC: 1500, Produced: d.Date}
			f(&v)
			l.Code, l.Vehicle = "8703", &v
		}
	}
	pieces := func(n string) set {
		return func(d *calc.Declaration, l *calc.Line) {
			vehicle(func(*calc.Vehicle) {})(d, l)
			l.Quantities = map[string]decimal.Decimal{"piece": num.Must(n)}
		}
	}
	most := decimal.New(1, num.MaxIntegerDigits)
	fine := decimal.New(1, -num.MaxFractionDigits)
	readings := map[string][]string{}
	var keys, procedures, terms, statutory []string
	for _, r := range tables().Readings {
		if !slices.Contains(keys, r.Key) {
			keys = append(keys, r.Key)
		}
		if !slices.Contains(readings[r.Key], r.Reading) {
			readings[r.Key] = append(readings[r.Key], r.Reading)
		}
	}
	for _, p := range tables().Procedures {
		procedures = append(procedures, p.Key)
	}
	for _, p := range tables().Incoterms {
		terms = append(terms, p.Term)
	}
	for _, s := range tables().StatutoryDuties {
		statutory = append(statutory, s.Percent.String())
	}
	list := func(s []string) string { return " allowed=" + strings.Join(s, ", ") }
	years := " from=1993-01-01 to=2100-12-31"
	for _, c := range []struct {
		name string
		set  set
		want string // "" is taken
	}{
		{"no day", func(d *calc.Declaration, _ *calc.Line) { d.Date = date.Date{} }, "missing_field date <>"},
		{"the first day", func(d *calc.Declaration, _ *calc.Line) { d.Date = date.Must(1993, 1, 1) }, ""},
		{"before it", func(d *calc.Declaration, _ *calc.Line) { d.Date = date.Must(1992, 12, 31) }, "date_range date <1992-12-31>" + years},
		{"the last day", func(d *calc.Declaration, _ *calc.Line) { d.Date = date.Must(2100, 12, 31) }, ""},
		{"after it", func(d *calc.Declaration, _ *calc.Line) { d.Date = date.Must(2101, 1, 1) }, "date_range date <2101-01-01>" + years},
		{"rates of the first day", func(d *calc.Declaration, _ *calc.Line) { d.FXDate = date.Must(1993, 1, 1) }, ""},
		{"rates before it", func(d *calc.Declaration, _ *calc.Line) { d.FXDate = date.Must(1992, 12, 31) }, "date_range fxDate <1992-12-31>" + years},
		{"rates of the last day", func(d *calc.Declaration, _ *calc.Line) { d.FXDate = date.Must(2100, 12, 31) }, ""},
		{"rates after it", func(d *calc.Declaration, _ *calc.Line) { d.FXDate = date.Must(2101, 1, 1) }, "date_range fxDate <2101-01-01>" + years},
		{"flow", func(d *calc.Declaration, _ *calc.Line) { d.Flow = "sideways" }, "unknown_choice flow <sideways> allowed=import, export"},
		{"procedure", func(d *calc.Declaration, _ *calc.Line) { d.Procedure = "magic" }, "unknown_choice procedure <magic>" + list(procedures)},
		{"declarant", func(d *calc.Declaration, _ *calc.Line) { d.Declarant = "robot" }, "unknown_choice declarant <robot> allowed=company, individual"},
		{"channel", func(d *calc.Declaration, _ *calc.Line) { d.Channel = "pigeon" }, "unknown_choice channel <pigeon> allowed=cargo, carried, post"},
		{"option", func(d *calc.Declaration, _ *calc.Line) { d.DutyOption = "least" }, "unknown_choice options.duty <least> allowed=best, mfn"},
		{"apportion", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Apportion = "luck" }, "unknown_choice delivery.apportion <luck> allowed=value, mass"},
		{"term of delivery", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Incoterm = "FOC" }, "unknown_choice delivery.incoterm <FOC>" + list(terms)},
		{"a rule that nobody reads", func(d *calc.Declaration, _ *calc.Line) { d.Readings = []calc.Choice{{Key: "moon", Reading: "full"}} }, "unknown_choice options.readings <moon>" + list(keys)},
		{"a reading nobody has", func(d *calc.Declaration, _ *calc.Line) {
			d.Readings = []calc.Choice{{Key: "new_car", Reading: "smell"}}
		}, "unknown_choice options.readings.new_car <smell>" + list(readings["new_car"])},
		{"no reading", func(d *calc.Declaration, _ *calc.Line) { d.Readings = []calc.Choice{{Key: "new_car"}} }, "unknown_choice options.readings.new_car <>" + list(readings["new_car"])},
		{"no months", func(d *calc.Declaration, _ *calc.Line) { d.Months = -1 }, "out_of_range months <-1> from=0 to=600"},
		{"600 months", func(d *calc.Declaration, _ *calc.Line) { d.Months = 600 }, ""},
		{"601 months", func(d *calc.Declaration, _ *calc.Line) { d.Months = 601 }, "out_of_range months <601> from=0 to=600"},
		{"until the same day", func(d *calc.Declaration, _ *calc.Line) { d.Until = d.Date }, ""},
		{"until the day before", func(d *calc.Declaration, _ *calc.Line) { d.Until = d.Date.AddDays(-1) }, "date_range until <2026-07-08> from=2026-07-09 to=2100-12-31"},
		{"a negative allowance", func(d *calc.Declaration, _ *calc.Line) {
			d.AllowanceUsed = &calc.Money{Amount: num.Must("-0.01"), Currency: "USD"}
		}, "negative allowanceUsed.amount <-0.01>"},
		{"freight without a currency", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Freight = &calc.Money{} }, "missing_field delivery.freight.currency <>"},
		{"insurance in shells", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Insurance = &calc.Money{Currency: "XYZ"} }, "unknown_currency delivery.insurance.currency <XYZ>"},
		{"other costs", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Other = &calc.Money{Currency: "XYZ"} }, "unknown_currency delivery.other.currency <XYZ>"},
		{"additions", func(d *calc.Declaration, _ *calc.Line) { d.Delivery.Additions = &calc.Money{Currency: "XYZ"} }, "unknown_currency delivery.additions.currency <XYZ>"},
		{"minors", func(d *calc.Declaration, _ *calc.Line) { d.Minors = calc.MaxPeople }, ""},
		{"too many minors", func(d *calc.Declaration, _ *calc.Line) { d.Minors = calc.MaxPeople + 1 }, "out_of_range minors <13> from=0 to=12"},
		{"fewer than none", func(d *calc.Declaration, _ *calc.Line) { d.Minors = -1 }, "out_of_range minors <-1> from=0 to=12"},
		{"a limit used below nothing", func(d *calc.Declaration, _ *calc.Line) {
			d.LimitsUsed = map[string]decimal.Decimal{"alcohol": num.Must("-1")}
		}, "negative limitsUsed.alcohol <-1>"},
		{"a rate of an unknown currency", func(d *calc.Declaration, _ *calc.Line) { d.Rates = map[string]decimal.Decimal{"XYZ": num.Must("1")} }, "unknown_currency rates.XYZ <XYZ>"},
		{"a rate of nothing", func(d *calc.Declaration, _ *calc.Line) { d.Rates = map[string]decimal.Decimal{"USD": num.Zero} }, "not_positive rates.USD <0>"},
		{"a rate that is too large", func(d *calc.Declaration, _ *calc.Line) { d.Rates = map[string]decimal.Decimal{"USD": most} }, "number_too_large rates.USD <1000000000000000> most=1000000000000000"},
		{"a manat is a manat", func(d *calc.Declaration, _ *calc.Line) { d.Rates = map[string]decimal.Decimal{"AZN": num.Must("1.0")} }, ""},
		{"and not 1.1", func(d *calc.Declaration, _ *calc.Line) { d.Rates = map[string]decimal.Decimal{"AZN": num.Must("1.1")} }, "conflict rates.AZN <1.1> with=1 AZN = 1 AZN"},

		{"no code", func(_ *calc.Declaration, l *calc.Line) { l.Code = "" }, "missing_field lines[0].code <>"},
		{"4 digits", func(_ *calc.Declaration, l *calc.Line) { l.Code = "8471" }, ""},
		{"3 digits", func(_ *calc.Declaration, l *calc.Line) { l.Code = "847" }, "code_length lines[0].code <847> digits=3"},
		{"10 digits", func(_ *calc.Declaration, l *calc.Line) { l.Code = "8471300000" }, ""},
		{"11 digits", func(_ *calc.Declaration, l *calc.Line) { l.Code = "84713000000" }, "code_length lines[0].code <84713000000> digits=11"},
		{"below 0", func(_ *calc.Declaration, l *calc.Line) { l.Code = "8471/" }, "code_letters lines[0].code <8471/>"},
		{"above 9", func(_ *calc.Declaration, l *calc.Line) { l.Code = "8471:" }, "code_letters lines[0].code <8471:>"},
		{"0 and 9", func(_ *calc.Declaration, l *calc.Line) { l.Code = "0901" }, ""},
		{"an item of a company", func(_ *calc.Declaration, l *calc.Line) { l.Item = "phone" }, "conflict lines[0].item <phone> with=channel"},
		{"origin", func(_ *calc.Declaration, l *calc.Line) { l.Origin = "ZZ" }, "unknown_country lines[0].origin <ZZ>"},
		{"dispatch", func(_ *calc.Declaration, l *calc.Line) { l.DispatchedFrom = "ZZ" }, "unknown_country lines[0].dispatchedFrom <ZZ>"},
		{"seller", func(_ *calc.Declaration, l *calc.Line) { l.TradedFrom = "ZZ" }, "unknown_country lines[0].tradedFrom <ZZ>"},
		{"proof", func(_ *calc.Declaration, l *calc.Line) { l.OriginProof = "oath" }, "unknown_choice lines[0].originProof <oath>" + list(calc.OriginProofs)},
		{"the largest price", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = most.Sub(fine) }, ""},
		{"a larger one", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = most }, "number_too_large lines[0].price.amount <1000000000000000> most=1000000000000000"},
		{"the finest price", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = fine }, ""},
		{"a finer one", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = fine.Shift(-1) }, "number_too_large lines[0].price.amount <0.00000000001> most=1000000000000000"},
		{"a price below nothing", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = num.Must("-1") }, "negative lines[0].price.amount <-1>"},
		{"a price of nothing", func(_ *calc.Declaration, l *calc.Line) { l.Price.Amount = num.Zero }, ""},
		{"the cost of processing", func(_ *calc.Declaration, l *calc.Line) {
			l.ProcessingCost = &calc.Money{Amount: num.Must("-1"), Currency: "AZN"}
		}, "negative lines[0].processingCost.amount <-1>"},
		{"net", func(_ *calc.Declaration, l *calc.Line) { l.NetMass = optional("-1") }, "negative lines[0].netMass <-1>"},
		{"gross", func(_ *calc.Declaration, l *calc.Line) { l.GrossMass = optional("-1") }, "negative lines[0].grossMass <-1>"},
		{"strength", func(_ *calc.Declaration, l *calc.Line) { l.Alcohol = optional("-1") }, "negative lines[0].alcohol <-1>"},
		{"all alcohol", func(_ *calc.Declaration, l *calc.Line) { l.Alcohol = optional("100") }, ""},
		{"more than all", func(_ *calc.Declaration, l *calc.Line) { l.Alcohol = optional("100.01") }, "out_of_range lines[0].alcohol <100.01> from=0 to=100"},
		{"no packing", func(_ *calc.Declaration, l *calc.Line) { l.NetMass, l.GrossMass = optional("5"), optional("5") }, ""},
		{"less than no packing", func(_ *calc.Declaration, l *calc.Line) { l.NetMass, l.GrossMass = optional("5.01"), optional("5") }, "conflict lines[0].netMass <5.01> with=lines[0].grossMass 5"},
		{"unit", func(_ *calc.Declaration, l *calc.Line) {
			l.Quantities = map[string]decimal.Decimal{"cubit": num.Must("1")}
		}, "unknown_unit lines[0].quantities.cubit <cubit>"},
		{"quantity", func(_ *calc.Declaration, l *calc.Line) {
			l.Quantities = map[string]decimal.Decimal{"l": num.Must("-1")}
		}, "negative lines[0].quantities.l <-1>"},
		{"a rate that is none", func(_ *calc.Declaration, l *calc.Line) {
			r := rate.OfPercent("10001")
			l.Duty, l.DutyText = &r, "10001 %"
		}, "bad_rate lines[0].duty <10001 %> label=percent out of range"},
		{"a rate not understood", func(_ *calc.Declaration, l *calc.Line) {
			l.Duty = &rate.Rate{Op: rate.Unresolved}
			l.DutyText = "5 or so"
		}, "bad_rate lines[0].duty <5 or so> label=not_understood"},
		{"a rate and a scenario", func(_ *calc.Declaration, l *calc.Line) { l.DutyScenario = "5" }, "conflict lines[0].dutyScenario <5> with=lines[0].duty"},
		{"a scenario of no law", func(_ *calc.Declaration, l *calc.Line) { l.Duty, l.DutyScenario = nil, "7" }, "unknown_choice lines[0].dutyScenario <7>" + list(statutory)},
		{"kind", vehicle(func(v *calc.Vehicle) { v.Kind = "raft" }), "unknown_choice lines[0].vehicle.kind <raft>" + list(calc.VehicleKinds)},
		{"fuel", vehicle(func(v *calc.Vehicle) { v.Fuel = "hay" }), "unknown_choice lines[0].vehicle.fuel <hay>" + list(calc.VehicleFuels)},
		{"neither said", vehicle(func(v *calc.Vehicle) { v.Kind, v.Fuel = "", "" }), ""},
		{"volume of nothing", vehicle(func(v *calc.Vehicle) { v.EngineCC = 0 }), ""},
		{"less", vehicle(func(v *calc.Vehicle) { v.EngineCC = -1 }), "out_of_range lines[0].vehicle.engineCC <-1> from=0 to=100000"},
		{"the largest engine", vehicle(func(v *calc.Vehicle) { v.EngineCC = 100000 }), ""},
		{"a larger one", vehicle(func(v *calc.Vehicle) { v.EngineCC = 100001 }), "out_of_range lines[0].vehicle.engineCC <100001> from=0 to=100000"},
		{"no mileage", vehicle(func(v *calc.Vehicle) { v.MileageKM = 0 }), ""},
		{"driven backwards", vehicle(func(v *calc.Vehicle) { v.MileageKM = -1 }), "out_of_range lines[0].vehicle.mileageKm <-1> from=0 to=10000000"},
		{"far", vehicle(func(v *calc.Vehicle) { v.MileageKM = 10000000 }), ""},
		{"farther", vehicle(func(v *calc.Vehicle) { v.MileageKM = 10000001 }), "out_of_range lines[0].vehicle.mileageKm <10000001> from=0 to=10000000"},
		{"two cars", pieces("2"), ""},
		{"no car: one", pieces("0"), ""},
		{"half a car", pieces("1.5"), "not_whole lines[0].quantities.piece <1.5>"},
	} {
		d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: []calc.Line{simpleLine("100")}}
		c.set(d, &d.Lines[0])
		a, f := calc.Assess(d, tables())
		assert.Equal(t, c.want, refusal(f), c.name)
		assert.Equal(t, f == nil, a != nil, c.name)
		b := calc.NewBatch(tables())
		assert.Equal(t, c.want, refusal(b.Begin(d, []int{1})), "%s, in a batch", c.name)
	}
}

// What an individual may leave out a company may not, and the other way round.
func TestWhatASimplifiedDeclarationMayLeaveOut(t *testing.T) {
	for _, c := range []struct {
		channel string
		line    calc.Line
		want    string
	}{
		{"post", calc.Line{}, ""}, {"carried", calc.Line{}, ""}, {"cargo", calc.Line{}, "missing_field lines[0].code <>"},
		{"post", calc.Line{Code: "84"}, "code_length lines[0].code <84> digits=2"},
		{"post", calc.Line{Item: "phone"}, ""},
		{"cargo", calc.Line{Code: "8517", Item: "phone"}, "conflict lines[0].item <phone> with=channel"},
	} {
		_, f := calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Channel: c.channel, Lines: []calc.Line{c.line}}, tables())
		assert.Equal(t, c.want, refusal(f), "%s %+v", c.channel, c.line)
	}
	assert.Equal(t, "missing_field code <>", refusal(calc.CheckLine(&calc.Line{}, tables())), "of a line by itself no channel is known")
	_, f := calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Channel: "post", Lines: []calc.Line{{Item: "rocket"}}}, tables())
	var items []string
	for _, x := range tables().Personal.Items {
		items = append(items, x.Key)
	}
	assert.Equal(t, "unknown_choice lines[0].item <rocket> allowed="+strings.Join(items, ", "), refusal(f))
	_, f = calc.Assess(&calc.Declaration{Date: mustDate("2026-07-09"), Channel: "post", LimitsUsed: map[string]decimal.Decimal{"rum": num.Zero}, Lines: []calc.Line{{}}}, tables())
	var limits []string
	for _, x := range tables().Personal.Limits {
		if !slices.Contains(limits, x.Key) {
			limits = append(limits, x.Key)
		}
	}
	assert.Equal(t, "unknown_choice limitsUsed.rum <rum> allowed="+strings.Join(limits, ", "), refusal(f))
}

// The longest declaration is taken, one line more is refused, and none too.
func TestTheMostLines(t *testing.T) {
	d := &calc.Declaration{Date: mustDate("2026-07-09"), Lines: slices.Repeat([]calc.Line{{Code: "84"}}, calc.MaxLines)}
	_, f := calc.Assess(d, tables())
	assert.Equal(t, "code_length lines[0].code <84> digits=2", refusal(f), "the lines are looked at")
	d.Lines = append(d.Lines, calc.Line{})
	_, f = calc.Assess(d, tables())
	assert.Equal(t, "too_many_lines lines <10001> most=10000", refusal(f))
	d.Lines = nil
	_, f = calc.Assess(d, tables())
	assert.Equal(t, "no_lines lines <>", refusal(f))
}

// The texts of faults are short enough to show, and their parts in order.
func TestAFaultTellsTheFieldAndTheText(t *testing.T) {
	f := calc.CheckCode("code", strings.Repeat("7", 81))
	require.NotNil(t, f)
	assert.Equal(t, strings.Repeat("7", 80)+"…", f.Value)
	assert.Equal(t, strings.Repeat("ə", 80), calc.Clip(strings.Repeat("ə", 80)))
	assert.Equal(t, "code_length at code: "+f.Value, f.Error())
	assert.Equal(t, "no_lines", (&calc.Fault{Code: "no_lines"}).Error())
	assert.Equal(t, "missing_field at date", (&calc.Fault{Code: "missing_field", Field: "date"}).Error())
	assert.Equal(t, "bad_json: x", (&calc.Fault{Code: "bad_json", Value: "x"}).Error())
}
