package calc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"rusum/calc"
)

// individual is all that is said of an individual's goods: what is free of each
// line and why, what of each limit is used, what must be declared, what is paid.
func individual(a *calc.Assessment) string {
	var out []string
	for _, l := range a.Lines {
		r := l.Relief
		s := fmt.Sprintf("%d %s %s free %s taxable %s", l.N, r.Limit, r.Status, r.Free.StringFixed(2), r.Taxable.StringFixed(2))
		if r.Quantity.Valid {
			s += " of " + r.Quantity.Decimal.String()
		}
		s += " over " + r.Over.String() + " " + r.Unit
		if r.Banned != "" {
			s += " banned " + r.Banned
		}
		if len(r.Declare) > 0 {
			s += " declare " + strings.Join(r.Declare, " ")
		}
		for _, c := range l.Charges {
			s += fmt.Sprintf("\n  %s %s %s %s", c.Kind, c.Status, money(c.Amount), c.Reason)
			for _, x := range c.ReasonArgs {
				s += " " + x.Value
			}
			if c.Source != nil && c.Status == calc.NotDue {
				s += " (" + c.Source.Article + ", " + string(c.Confidence) + ")"
			}
			if len(c.Steps) > 0 {
				s += ": " + steps(c.Steps)
			}
		}
		out = append(out, s)
	}
	p := a.Personal
	if v := p.Value; v != nil {
		out = append(out, fmt.Sprintf("value %s %s per %s: %s used %s this %s left %s over %s until %s, %s", v.Limit.Amount, v.Limit.Currency, v.Per, v.Cap, v.Used, v.This, v.Left, v.Over, v.Resets, v.Confidence))
	}
	for _, l := range p.Limits {
		out = append(out, strings.TrimSpace(fmt.Sprintf("limit %s %s %s per %s: used %s this %s left %s over %s until %s %s", l.Key, money(l.Cap), l.Unit, l.Per, l.Used, l.This, l.Left, l.Over, l.Resets, map[bool]string{true: "refused"}[l.Refused])))
	}
	for _, c := range a.Charges {
		s := fmt.Sprintf("%s %s %s %s", c.Kind, c.Status, money(c.Amount), c.Reason)
		if c.Kind == calc.ClearanceFee {
			s += fmt.Sprintf(" of %s: %s", money(c.Base), steps(c.Steps))
		}
		out = append(out, s)
	}
	var tells, asks []string
	for _, w := range a.Warnings {
		s := fmt.Sprint(w.Line, " ", w.Code)
		for _, x := range w.Args {
			s += " " + x.Value
		}
		tells = append(tells, s)
	}
	for _, n := range a.Needs {
		asks = append(asks, fmt.Sprint(n.Line, " ", n.Field))
	}
	return strings.Join(append(out, "declare "+strings.Join(p.Declare, " "), "tells "+strings.Join(tells, "; "), "asks "+strings.Join(asks, "; "),
		"total "+money(a.Total)+" from "+money(a.TotalFrom)), "\n")
}

// Decision 305/2013 and Tax Code 188.1.1: whole answers, each looked over by hand.
func TestDecision305_WholeAnswersOfAnIndividual(t *testing.T) {
	good := func(item, price, more string) string {
		return `{"item":"` + item + `","dutyScenario":"15","price":{"amount":"` + price + `","currency":"USD"}` + more + `}`
	}
	litres := func(n string) string { return `,"quantities":{"l":"` + n + `"}` }
	for _, c := range []struct{ name, doc, want string }{
		{"alcohol of two lines, a litre used before", personal("carried", `,"limitsUsed":{"alcohol":"1"}`, good("vodka", "10", litres("1"))+","+good("wine", "30", litres("3"))), `1 alcohol over free 2.12 taxable 14.88 of 1 over 0.875 l
  import_duty applied 2.23 : free_quantity 1 0.125 l = 0.875; part_value 17.00 0.875 1 l = 14.88; percent 14.88 15 = 2.232; round 2.232 = 2.23
  excise applied 11.20 : specific 0.875 l 12.8 AZN 1 = 11.2
  vat applied 5.10 : base 14.88 2.23 11.20 = 28.31; percent 28.31 18 = 5.0958; round 5.0958 = 5.10
2 alcohol over free 6.37 taxable 44.63 of 3 over 2.625 l
  import_duty applied 6.69 : free_quantity 3 0.375 l = 2.625; part_value 51.00 2.625 3 l = 44.63; percent 44.63 15 = 6.6945; round 6.6945 = 6.69
  excise applied 9.45 : specific 2.625 l 3.6 AZN 1 = 9.45
  vat applied 10.94 : base 44.63 6.69 9.45 = 60.77; percent 60.77 18 = 10.9386; round 10.9386 = 10.94
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
limit alcohol 1.50 l per month: used 1 this 4 left 0 over 3.5 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 68.00: band 68.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 1 excise_rate_may_be_old vodka 2024-08-23 13.0 AZN / l; 1 excise_marked_personal; 0 allowance_note carried month
asks 
total 45.61 from `},
		{"more used before than there is", personal("carried", `,"limitsUsed":{"alcohol":"9"}`, good("vodka", "10", litres("1"))), `1 alcohol over free 0.00 taxable 17.00 of 1 over 1 l
  import_duty applied 2.55 : free_quantity 1 0 l = 1; percent 17 15 = 2.55
  excise applied 12.80 : specific 1 l 12.8 AZN 1 = 12.8
  vat applied 5.82 : base 17.00 2.55 12.80 = 32.35; percent 32.35 18 = 5.823; round 5.823 = 5.82
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
limit alcohol 1.50 l per month: used 9 this 1 left 0 over 1 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 17.00: band 17.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 1 excise_rate_may_be_old vodka 2024-08-23 13.0 AZN / l; 1 excise_marked_personal; 0 allowance_note carried month
asks 
total 21.17 from `},
		{"a minor has no alcohol", personal("carried", `,"minor":true`, good("goods", "5", "")+","+good("vodka", "10", litres("1"))), `1 value within free 8.50 taxable 0.00 over 0 
  import_duty not_due 0.00 within_allowance 800 USD (2.1.2, inferred)
  excise not_due 0.00 within_allowance 800 USD (2.1.2, inferred)
  vat not_due 0.00 within_allowance 800 USD (2.1.2, inferred)
2 alcohol over free 0.00 taxable 17.00 of 1 over 1 l
  import_duty applied 2.55 : free_quantity 1 0 l = 1; percent 17 15 = 2.55
  excise applied 12.80 : specific 1 l 12.8 AZN 1 = 12.8
  vat applied 5.82 : base 17.00 2.55 12.80 = 32.35; percent 32.35 18 = 5.823; round 5.823 = 5.82
value 800 USD per month: 1360 used 0 this 8.5 left 1351.5 over 0 until 2026-08-01, inferred
limit alcohol 1.50 l per month: used 0 this 1 left 0 over 1 until 2026-08-01 refused
clearance_fee possible 15.00 fee_on_simplified of 25.50: band 25.50 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 2 adults_only alcohol; 0 must_declare over_limit; 2 excise_rate_may_be_old vodka 2024-08-23 13.0 AZN / l; 2 excise_marked_personal; 0 allowance_note carried month
asks 
total 21.17 from `},
		{"one quantity is not told", personal("carried", "", good("vodka", "10", litres("1"))+","+good("wine", "30", "")), `1 alcohol open free 0.00 taxable 17.00 of 1 over 0 l
  import_duty needs_input  missing_input
  excise needs_input  missing_input
  vat needs_input  missing_input
2 alcohol open free 0.00 taxable 51.00 over 0 l
  import_duty needs_input  missing_input
  excise needs_input  missing_input
  vat needs_input  missing_input
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
limit alcohol 1.50 l per month: used 0 this 1 left 0.5 over 0 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 68.00: band 68.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 0 allowance_note carried month
asks 2 quantities.l
total  from 0.00`},
		{"food over its weight counts as goods", personal("carried", "", good("food", "400", `,"netMass":"40"`)+","+good("goods", "750", "")), `1 food over free 670.00 taxable 10.00 of 40 over 10 kg
  import_duty applied 1.50 : part_value 680.00 10 40 kg = 170.00; excess 170.00 160.00 = 10.00; percent 10 15 = 1.5
  excise not_due 0.00 excise_ordinary
  vat applied 2.07 : base 10.00 1.50 = 11.50; percent 11.50 18 = 2.07
2 value over free 1200.00 taxable 75.00 over 75 
  import_duty applied 11.25 : excess 1275.00 1200.00 = 75.00; percent 75 15 = 11.25
  excise not_due 0.00 excise_ordinary
  vat applied 15.53 : base 75.00 11.25 = 86.25; percent 86.25 18 = 15.525; round 15.525 = 15.53
value 800 USD per month: 1360 used 0 this 1445 left 0 over 85 until 2026-08-01, official
limit food 30.00 kg per month: used 0 this 40 left 0 over 10 until 2026-08-01
clearance_fee possible 60.00 fee_on_simplified of 1955.00: band 1955.00 1000 10000 = 60.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 1 food_over food; 0 must_declare over_limit; 0 allowance_note carried month
asks 
total 30.35 from `},
		{"all the food was used before", personal("carried", `,"limitsUsed":{"food":"30"}`, good("food", "400", `,"netMass":"40"`)), `1 food over free 680.00 taxable 0.00 of 40 over 40 kg
  import_duty not_due 0.00 within_allowance 800 USD (2.1.2, official)
  excise not_due 0.00 within_allowance 800 USD (2.1.2, official)
  vat not_due 0.00 within_allowance 800 USD (2.1.2, official)
value 800 USD per month: 1360 used 0 this 680 left 680 over 0 until 2026-08-01, official
limit food 30.00 kg per month: used 30 this 40 left 0 over 40 until 2026-08-01
clearance_fee not_due 0.00 fee_within_allowance of 680.00: band 680.00 0 1000 = 15.00
e_service not_due 0.00 fee_within_allowance
e_service_vat not_due 0.00 fee_within_allowance
declare 
tells 1 food_over food; 0 allowance_note carried month
asks 
total 0.00 from `},
		{"telephones, one a present", personal("post", "", good("phone", "0", "")+","+good("phone", "400", `,"quantities":{"piece":"3"}`)), `1 phone over free 0.00 taxable 0.00 of 1 over 1 piece declare phone
  import_duty applied 0.00 : percent 0 15 = 0
  excise not_due 0.00 excise_not_listed
  vat applied 0.00 : base 0.00 0.00 = 0.00; percent 0.00 18 = 0
2 phone over free 226.67 taxable 453.33 of 3 over 2 piece declare phone
  import_duty applied 68.00 : percent 453.33 15 = 67.9995; round 67.9995 = 68.00
  excise not_due 0.00 excise_not_listed
  vat applied 93.84 : base 453.33 68.00 = 521.33; percent 521.33 18 = 93.8394; round 93.8394 = 93.84
value 300 USD per month: 510 used 0 this 226.67 left 283.33 over 0 until 2026-08-01, official
limit phone 1.00 piece per year: used 0 this 4 left 0 over 3 until 2027-01-01
clearance_fee possible 15.00 fee_on_simplified of 680.00: band 680.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit phone
tells 2 second_phone year; 0 must_declare over_limit; 1 must_declare phone; 1 phone_register; 2 must_declare phone; 2 phone_register; 2 many_identical 3; 0 allowance_note post month
asks 
total 161.84 from `},
		{"one present", personal("post", "", good("phone", "0", "")), `1 phone within free 0.00 taxable 0.00 of 1 over 0 piece declare phone
  import_duty not_due 0.00 within_quantity 1 piece phone (, reported)
  excise not_due 0.00 within_quantity 1 piece phone (, reported)
  vat not_due 0.00 within_quantity 1 piece phone (, reported)
value 300 USD per month: 510 used 0 this 0 left 510 over 0 until 2026-08-01, official
limit phone 1.00 piece per year: used 0 this 1 left 0 over 0 until 2027-01-01
clearance_fee not_due 0.00 fee_within_allowance of 0.00: band 0.00 0 1000 = 15.00
e_service not_due 0.00 fee_within_allowance
e_service_vat not_due 0.00 fee_within_allowance
declare phone
tells 1 must_declare phone; 1 phone_register; 0 allowance_note post month
asks 
total 0.00 from `},
		{"medicine and what is for oneself", personal("carried", "", good("medicine", "4000", "")+","+good("personal", "1", "")), `1 medicine within free 6800.00 taxable 0.00 over 0 
  import_duty not_due 0.00 personal_use (, reported)
  excise not_due 0.00 personal_use (, reported)
  vat not_due 0.00 personal_use (, reported)
2 personal within free 1.70 taxable 0.00 over 0 
  import_duty not_due 0.00 personal_use (, reported)
  excise not_due 0.00 personal_use (, reported)
  vat not_due 0.00 personal_use (, reported)
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
limit medicine   per crossing: used 0 this 0 left 0 over 0 until
limit personal   per crossing: used 0 this 0 left 0 over 0 until
clearance_fee not_due 0.00 fee_within_allowance of 6801.70: band 6801.70 1000 10000 = 60.00
e_service not_due 0.00 fee_within_allowance
e_service_vat not_due 0.00 fee_within_allowance
declare 
tells 0 allowance_note carried month
asks 
total 0.00 from `},
		{"food and alcohol do not come by post", personal("post", "", good("food", "100", `,"netMass":"40"`)+","+good("vodka", "10", litres("1"))), `1 value within free 170.00 taxable 0.00 over 0 
  import_duty not_due 0.00 within_allowance 300 USD (2.1.4, official)
  excise not_due 0.00 within_allowance 300 USD (2.1.4, official)
  vat not_due 0.00 within_allowance 300 USD (2.1.4, official)
2  outside free 0.00 taxable 17.00 over 0 
  import_duty applied 2.55 : percent 17 15 = 2.55
  excise applied 12.80 : specific 1 l 12.8 AZN 1 = 12.8
  vat applied 5.82 : base 17.00 2.55 12.80 = 32.35; percent 32.35 18 = 5.823; round 5.823 = 5.82
value 300 USD per month: 510 used 0 this 170 left 340 over 0 until 2026-08-01, official
clearance_fee possible 15.00 fee_on_simplified of 187.00: band 187.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 2 excise_rate_may_be_old vodka 2024-08-23 13.0 AZN / l; 2 excise_marked_personal; 0 allowance_note post month
asks 
total 21.17 from `},
		{"a car is outside", personal("carried", "", `{"code":"870323","dutyScenario":"15","price":{"amount":"10","currency":"USD"}}`+","+good("fur", "10", "")), `1  outside free 0.00 taxable 17.00 over 0 
  import_duty applied 2.55 : percent 17 15 = 2.55
  excise needs_input  missing_input
  vat unknown  base_open
2  outside free 0.00 taxable 17.00 over 0 
  import_duty applied 2.55 : percent 17 15 = 2.55
  excise applied 1.70 : percent 17 10 = 1.7
  vat applied 3.83 : base 17.00 2.55 1.70 = 21.25; percent 21.25 18 = 3.825; round 3.825 = 3.83
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
clearance_fee possible 15.00 fee_on_simplified of 34.00: band 34.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 2 excise_wholesale_floor; 0 allowance_note carried month
asks 1 vehicle.kind; 1 vehicle.fuel; 1 vehicle.engineCC; 1 vehicle.produced
total  from 10.63`},
		{"the limit spread over three", personal("post", `,"allowanceUsed":{"amount":"100.01","currency":"EUR"}`, good("goods", "100", "")+","+good("goods", "0", "")+","+good("goods", "333.33", "")), `1 value over free 72.86 taxable 97.14 over 97.14 
  import_duty applied 14.57 : excess 170.00 72.86 = 97.14; percent 97.14 15 = 14.571; round 14.571 = 14.57
  excise not_due 0.00 excise_ordinary
  vat applied 20.11 : base 97.14 14.57 = 111.71; percent 111.71 18 = 20.1078; round 20.1078 = 20.11
2 value within free 0.00 taxable 0.00 over 0 
  import_duty not_due 0.00 within_allowance 300 USD (2.1.4, official)
  excise not_due 0.00 within_allowance 300 USD (2.1.4, official)
  vat not_due 0.00 within_allowance 300 USD (2.1.4, official)
3 value over free 242.86 taxable 323.80 over 323.8 
  import_duty applied 48.57 : excess 566.66 242.86 = 323.80; percent 323.8 15 = 48.57
  excise not_due 0.00 excise_ordinary
  vat applied 67.03 : base 323.80 48.57 = 372.37; percent 372.37 18 = 67.0266; round 67.0266 = 67.03
value 300 USD per month: 510 used 194.28 this 736.66 left 0 over 420.94 until 2026-08-01, official
clearance_fee possible 15.00 fee_on_simplified of 736.66: band 736.66 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 0 allowance_note post month
asks 
total 150.28 from `},
		{"used in a currency without a rate", personal("post", `,"allowanceUsed":{"amount":"100","currency":"ZAR"}`, good("goods", "500", "")), `1 value open free 0.00 taxable 850.00 over 0 
  import_duty needs_input  missing_input
  excise needs_input  missing_input
  vat needs_input  missing_input
clearance_fee possible 15.00 fee_on_simplified of 850.00: band 850.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit
asks 0 rates.ZAR
total  from 0.00`},
		{"an adult with two minors in 2019", personalOn("2019-05-05", "carried", `,"minors":2`, good("goods", "2600", "")), `1 value over free 4250.00 taxable 170.00 over 170 
  import_duty applied 25.50 : excess 4420.00 4250.00 = 170.00; percent 170 15 = 25.5
  excise not_due 0.00 excise_ordinary
  vat applied 35.19 : base 170.00 25.50 = 195.50; percent 195.50 18 = 35.19
value 2500 USD per month: 4250 used 0 this 4420 left 0 over 170 until 2019-06-01, reported
clearance_fee possible 60.00 fee_on_simplified of 4420.00: band 4420.00 1000 10000 = 60.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare 
tells 0 allowance_note carried month
asks 
total 60.69 from `},
		{"a minor alone in 2019", personalOn("2019-05-05", "carried", `,"minor":true`, good("goods", "1", "")), `1 value over free 0.00 taxable 1.70 over 1.7 
  import_duty applied 0.26 : excess 1.70 0.00 = 1.70; percent 1.7 15 = 0.255; round 0.255 = 0.26
  excise not_due 0.00 excise_ordinary
  vat applied 0.35 : base 1.70 0.26 = 1.96; percent 1.96 18 = 0.3528; round 0.3528 = 0.35
value 0 USD per month: 0 used 0 this 1.7 left 0 over 1.7 until 2019-06-01, reported
clearance_fee possible 15.00 fee_on_simplified of 1.70: band 1.70 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare 
tells 0 minor_supplement; 0 allowance_note carried month
asks 
total 0.61 from `},
		{"before the decision", personalOn("2013-05-05", "post", "", good("goods", "1", "")), `1 value over free 0.00 taxable 1.70 over 0 
  import_duty applied 0.26 : percent 1.7 15 = 0.255; round 0.255 = 0.26
  excise not_due 0.00 excise_ordinary
  vat applied 0.35 : base 1.70 0.26 = 1.96; percent 1.96 18 = 0.3528; round 0.3528 = 0.35
clearance_fee possible  fee_on_simplified of : 
e_service possible  fee_on_simplified
e_service_vat possible  fee_on_simplified
declare 
tells 0 no_allowance_for_date post
asks 
total 0.61 from `},
		{"a drone, a weapon, gold", personal("carried", "", good("drone", "10", "")+","+good("weapon", "10", "")+","+good("gold_585", "100", `,"quantities":{"g":"20"}`)+","+good("gold_585", "100", `,"quantities":{"g":"1"}`)), `1 value within free 17.00 taxable 0.00 over 0  declare licence
  import_duty not_due 0.00 within_allowance 800 USD (2.1.2, official)
  excise not_due 0.00 within_allowance 800 USD (2.1.2, official)
  vat not_due 0.00 within_allowance 800 USD (2.1.2, official)
2 value within free 17.00 taxable 0.00 over 0  declare licence
  import_duty not_due 0.00 within_allowance 800 USD (2.1.2, official)
  excise not_due 0.00 within_allowance 800 USD (2.1.2, official)
  vat not_due 0.00 within_allowance 800 USD (2.1.2, official)
3 gold over free 161.90 taxable 8.10 of 20 over 0.953 g declare precious
  import_duty applied 1.22 : free_quantity 20 19.047 g = 0.953; part_value 170.00 0.953 20 g = 8.10; percent 8.1 15 = 1.215; round 1.215 = 1.22
  excise not_due 0.00 excise_exempt 188.1.7 2026-12-31 (188.1.7, official)
  vat applied 1.68 : base 8.10 1.22 = 9.32; percent 9.32 18 = 1.6776; round 1.6776 = 1.68
4 gold over free 162.01 taxable 7.99 of 1 over 0.047 g declare precious
  import_duty applied 1.20 : free_quantity 1 0.953 g = 0.047; part_value 170.00 0.047 1 g = 7.99; percent 7.99 15 = 1.1985; round 1.1985 = 1.20
  excise not_due 0.00 excise_exempt 188.1.7 2026-12-31 (188.1.7, official)
  vat applied 1.65 : base 7.99 1.20 = 9.19; percent 9.19 18 = 1.6542; round 1.6542 = 1.65
value 800 USD per month: 1360 used 0 this 34 left 1326 over 0 until 2026-08-01, official
limit gold 20.00 g per month: used 0 this 21 left 0 over 1 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 374.00: band 374.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit licence precious
tells 0 must_declare over_limit; 1 needs_permit drone; 1 must_declare licence; 2 needs_permit weapon; 2 must_declare licence; 3 must_declare precious; 4 must_declare precious; 0 allowance_note carried month
asks 
total 5.75 from `},
		{"three alike, banned cigarettes", personal("carried", "", good("goods", "10", `,"quantities":{"piece":"3"}`)+","+good("disposable_ecig", "10", `,"quantities":{"piece":"3"}`)), `1 value within free 17.00 taxable 0.00 over 0 
  import_duty not_due 0.00 within_allowance 800 USD (2.1.2, official)
  excise not_due 0.00 within_allowance 800 USD (2.1.2, official)
  vat not_due 0.00 within_allowance 800 USD (2.1.2, official)
2 disposable_ecig within free 17.00 taxable 0.00 of 3 over 0 piece banned ecig
  import_duty not_due 0.00 within_quantity 3 piece disposable_ecig (188.1.1.4, official)
  excise not_due 0.00 within_quantity 3 piece disposable_ecig (188.1.1.4, official)
  vat not_due 0.00 within_quantity 3 piece disposable_ecig (188.1.1.4, official)
value 800 USD per month: 1360 used 0 this 17 left 1343 over 0 until 2026-08-01, official
limit disposable_ecig 3.00 piece per month: used 0 this 3 left 0 over 0 until 2026-08-01
clearance_fee not_due 0.00 fee_within_allowance of 34.00: band 34.00 0 1000 = 15.00
e_service not_due 0.00 fee_within_allowance
e_service_vat not_due 0.00 fee_within_allowance
declare 
tells 2 prohibited ecig; 1 many_identical 3; 0 allowance_note carried month
asks 
total 0.00 from `},
		{"caviar and other goods out", personal("carried", `,"flow":"export"`, `{"item":"caviar","quantities":{"g":"500"},"price":{"amount":"100","currency":"USD"}},{"item":"goods","price":{"amount":"1","currency":"USD"}}`), `1 caviar over free 42.50 taxable 127.50 of 500 over 375 g declare over_limit
  export_duty not_due 0.00 export_duty_not_listed
  vat applied 0.00 zero_rate 165.1.3: base 127.50 = 127.50; percent 127.50 0 = 0
2 value over free 0.00 taxable 1.70 over 0  declare over_limit
  export_duty not_due 0.00 export_duty_not_listed
  vat applied 0.00 zero_rate 165.1.3: base 1.70 = 1.70; percent 1.70 0 = 0
limit caviar 125.00 g per month: used 0 this 500 left 0 over 375 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 171.70: band 171.70 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 1 food_over caviar; 1 must_declare over_limit; 2 must_declare over_limit
asks 
total 0.00 from `},
		{"little caviar out", personal("carried", `,"flow":"export"`, `{"item":"caviar","quantities":{"g":"5"},"price":{"amount":"100","currency":"USD"}}`), `1 caviar within free 170.00 taxable 0.00 of 5 over 0 g
  export_duty not_due 0.00 within_quantity 125 g caviar (, reported)
  vat not_due 0.00 within_quantity 125 g caviar (, reported)
limit caviar 125.00 g per month: used 0 this 5 left 120 over 0 until 2026-08-01
clearance_fee not_due 0.00 fee_within_allowance of 170.00: band 170.00 0 1000 = 15.00
e_service not_due 0.00 fee_within_allowance
e_service_vat not_due 0.00 fee_within_allowance
declare 
tells 
asks 
total 0.00 from `},
		{"pieces of which each is whole", personal("carried", "", good("cigarettes", "10", `,"quantities":{"piece":"201"}`)+","+good("cigarettes", "10", `,"quantities":{"piece":"200"}`)), `1 cigarettes over free 8.46 taxable 8.54 of 201 over 101 piece
  import_duty applied 1.28 : free_quantity 201 100 piece = 101; part_value 17.00 101 201 piece = 8.54; percent 8.54 15 = 1.281; round 1.281 = 1.28
  excise applied 6.36 : specific 101 piece 63 AZN 1000 = 6.363; round 6.363 = 6.36
  vat applied 2.91 : base 8.54 1.28 6.36 = 16.18; percent 16.18 18 = 2.9124; round 2.9124 = 2.91
2 cigarettes over free 8.50 taxable 8.50 of 200 over 100 piece
  import_duty applied 1.28 : free_quantity 200 100 piece = 100; part_value 17.00 100 200 piece = 8.50; percent 8.5 15 = 1.275; round 1.275 = 1.28
  excise applied 6.30 : specific 100 piece 63 AZN 1000 = 6.3
  vat applied 2.89 : base 8.50 1.28 6.30 = 16.08; percent 16.08 18 = 2.8944; round 2.8944 = 2.89
value 800 USD per month: 1360 used 0 this 0 left 1360 over 0 until 2026-08-01, official
limit cigarettes 200.00 piece per month: used 0 this 401 left 0 over 201 until 2026-08-01
clearance_fee possible 15.00 fee_on_simplified of 34.00: band 34.00 0 1000 = 15.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 1 excise_marked_personal; 2 excise_marked_personal; 0 allowance_note carried month
asks 
total 21.02 from `},
		{"a rate by the kilogram of what is over", personal("carried", "", `{"code":"6109","duty":{"op":"specific","amount":"1","currency":"AZN","per":{"qty":"1","unit":"kg"}},"netMass":"4","quantities":{"piece":"2"},"price":{"amount":"1600","currency":"USD"}}`), `1 value over free 1360.00 taxable 1360.00 over 1360 
  import_duty applied 2.00 : excess 2720.00 1360.00 = 1360.00; net_mass 2 = 2; specific 2 kg 1 AZN 1 = 2
  excise not_due 0.00 excise_not_listed
  vat applied 245.16 : base 1360.00 2.00 = 1362.00; percent 1362.00 18 = 245.16
value 800 USD per month: 1360 used 0 this 2720 left 0 over 1360 until 2026-08-01, official
clearance_fee possible 60.00 fee_on_simplified of 2720.00: band 2720.00 1000 10000 = 60.00
e_service possible 30.00 fee_on_simplified
e_service_vat possible 5.40 fee_on_simplified
declare over_limit
tells 0 must_declare over_limit; 0 allowance_note carried month
asks 
total 247.16 from `},
	} {
		assert.Equal(t, c.want, individual(assess(t, c.doc)), c.name)
	}
}

// Decision 305/2013: a rule is for its days, its direction and its way of coming.
func TestDecision305_ARuleOfAnotherDayOrWay(t *testing.T) {
	good := func(item string) string {
		return `{"item":"` + item + `","dutyScenario":"15","price":{"amount":"10","currency":"USD"},"quantities":{"piece":"3","g":"5","l":"1"}}`
	}
	for _, c := range []struct {
		name, doc, code string
		want            bool
	}{
		{"a drone on the first day", personalOn("2016-05-17", "post", "", good("drone")), "needs_permit", true},
		{"a drone the day before", personalOn("2016-05-16", "post", "", good("drone")), "needs_permit", false},
		{"a drone out", personal("carried", `,"flow":"export"`, good("drone")), "needs_permit", false},
		{"a drone by its code", personal("post", "", `{"code":"8806","price":{"amount":"10","currency":"USD"}}`), "needs_permit", true},
		{"gold carried, over its limit", personal("carried", `,"limitsUsed":{"gold":"20"}`, good("gold_585")), "must_declare", true},
		{"a telephone in", personal("carried", "", good("phone")), "phone_register", true},
		{"a telephone out", personal("carried", `,"flow":"export"`, good("phone")), "phone_register", false},
		{"three alike in", personal("carried", "", good("goods")), "many_identical", true},
		{"three alike out", personal("carried", `,"flow":"export"`, good("goods")), "many_identical", false},
		{"over the limit before its rule", personalOn("2020-09-20", "post", "", `{"price":{"amount":"5000","currency":"USD"}}`), "must_declare", false},
		{"over the limit with its rule", personalOn("2020-09-21", "post", "", `{"price":{"amount":"5000","currency":"USD"}}`), "must_declare", true},
		{"no limit of value is known", personalOn("2013-05-05", "carried", "", good("goods")), "no_allowance_for_date", true},
		{"nor asked for", personalOn("2013-05-05", "carried", "", good("vodka")), "no_allowance_for_date", false},
		{"goods out have none", personalOn("2013-05-05", "carried", `,"flow":"export"`, good("goods")), "no_allowance_for_date", false},
	} {
		assert.Equal(t, c.want, warned(assess(t, c.doc), c.code), c.name)
	}
	post := assess(t, personal("post", "", good("gold_585")))
	assert.NotContains(t, post.Lines[0].Relief.Declare, "precious", "which is asked of what is carried")
	within := assess(t, personal("post", "", `{"price":{"amount":"5","currency":"USD"}}`))
	for _, k := range []calc.Kind{calc.ClearanceFee, calc.EService, calc.EServiceVAT} {
		c := charge(t, within, 0, k)
		assert.Equal(t, "fee_within_allowance", c.Reason)
		if assert.NotNil(t, c.Source, k) {
			assert.Contains(t, feeSources(), *c.Source, k)
		}
	}
	// What was asked is not changed.
	d := declared(t, personal("post", "", `{"item":"energy_drink","price":{"amount":"5","currency":"USD"}}`))
	_, f := calc.Assess(d, tables())
	assert.Nil(t, f)
	assert.Equal(t, []string{"", ""}, []string{d.Lines[0].Code, d.Lines[0].Variant})
}

func feeSources() (out []calc.Source) {
	for _, r := range tables().Personal.Fees {
		out = append(out, r.Source)
	}
	return out
}

// 2.1.2: the limit in manat is whole qəpik, at the day's rate or not at all.
func TestDecision305_TheLimitInManat(t *testing.T) {
	of := func(day, rates, more string) *calc.Assessment {
		return assess(t, `{"date":"`+day+`",`+rates+`"channel":"carried","declarant":"individual"`+more+`,"lines":[{"dutyScenario":"15","price":{"amount":"100","currency":"AZN"}}]}`)
	}
	a := of("2026-07-09", `"rates":{"USD":"1.69993"},`, `,"allowanceUsed":{"amount":"10.01","currency":"USD"}`)
	assert.Equal(t, []string{"1359.94", "17.02", "1242.92"}, []string{a.Personal.Value.Cap.String(), a.Personal.Value.Used.String(), a.Personal.Value.Left.String()})
	a = of("2013-11-05", "", "")
	assert.Nil(t, a.Personal.Value)
	assert.Equal(t, []string{"rates.USD"}, asked(a))
	assert.Equal(t, calc.ReliefOpen, a.Lines[0].Relief.Status)
	a = of("2019-05-05", `"rates":{"USD":"1.7"},`, `,"minor":true,"minors":2`)
	assert.Equal(t, "0", a.Personal.Value.Cap.String(), "a minor has nothing that others could add to")
	a = of("2019-05-05", `"rates":{"USD":"1.7"},`, `,"minors":2`)
	assert.Equal(t, "4250", a.Personal.Value.Cap.String())
	a = of("2026-07-09", `"rates":{"USD":"1.7"},`, `,"minors":2`)
	assert.Equal(t, "1360", a.Personal.Value.Cap.String(), "each has his own since 2020")
}

// 188.1.1: which limit goods count against by what they are declared as, without
// a kind of the list: by the kind of excisable goods, or by the code.
func TestTaxCode188_1_1_TheLimitOfACodeAndKind(t *testing.T) {
	for _, c := range []struct{ code, variant, channel, want string }{
		{"2203", "", "carried", "alcohol within"}, {"2208", "none", "carried", "alcohol within"}, {"2208", "whisky", "carried", "alcohol within"}, {"220299", "", "carried", "food within"},
		{"220299", "energy_drink", "carried", "energy_drink within"}, {"240220", "", "carried", "cigarettes within"}, {"240220", "cigarettes", "carried", "cigarettes within"}, {"240210", "cigars", "carried", "cigars within"},
		{"240210", "cigarillos", "carried", "cigarillos within"}, {"240210", "", "carried", " outside"}, {"2403", "", "carried", "tobacco within"}, {"2403", "smoking_tobacco", "carried", "tobacco within"},
		{"854340", "ecig_liquid", "carried", "ecig_liquid within"}, {"851713", "", "carried", "phone within"}, {"3004", "", "carried", "medicine within"}, {"0203", "none", "carried", "food within"},
		{"847130", "", "carried", "value within"}, {"2203", "", "post", " outside"}, {"0203", "", "post", "value within"}, {"851713", "", "post", "phone within"}, {"3004", "", "post", "value within"}, {"870323", "", "post", " outside"},
	} {
		q := `"quantities":{"l":"1","piece":"1","kg":"0.01","ml":"1","g":"1"}`
		a := assess(t, personal(c.channel, "", `{"code":"`+c.code+`","variant":"`+c.variant+`","dutyScenario":"15",`+q+`,"price":{"amount":"1","currency":"USD"}}`))
		r := a.Lines[0].Relief
		assert.Equal(t, c.want, r.Limit+" "+r.Status, "%s %s by %s", c.code, c.variant, c.channel)
	}
}
