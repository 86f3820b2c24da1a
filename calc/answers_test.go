package calc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
)

// said is warnings with their figures, in order.
func said(ws []calc.Warning) string {
	var out []string
	for _, w := range ws {
		s := w.Code
		for _, a := range w.Args {
			s += " " + a.Value
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func wanted(needs []calc.Need) string {
	var out []string
	for _, n := range needs {
		out = append(out, n.Field)
	}
	return strings.Join(out, " ")
}

func steps(list []calc.Step) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Op+" "+strings.Join(s.Args, " ")+" = "+s.Result)
	}
	return strings.Join(out, "; ")
}

// 266–270: which terms run, from which day, what is late and what is said of it.
func TestArt266_270_WholeAnswersOfARefund(t *testing.T) {
	for _, c := range []struct {
		name, ground, paid, claimed, decided, refunded, amount string
		terms, claim, decide, interest, said                   string
		late                                                   bool
	}{
		{"re-export within the year", "re_export", "2025-02-01", "2026-02-01", "", "", "", "re_export.leave 2026-02-01, refund.claim 2026-02-01, refund.decide 2026-02-16", "2026-02-01", "2026-02-16", "", "", false},
		{"re-export before the Code: the claim's own year", "re_export", "2011-12-31", "", "", "", "", "", "", "", "", "", false},
		{"excise", "excise_re_export", "2026-02-01", "", "", "", "", "refund_excise.pay 2026-02-16", "", "2026-02-16", "", "", false},
		{"state duty in time", "state_duty", "2021-02-01", "2026-02-01", "", "", "", "refund_state_duty.claim 2026-02-01, refund_state_duty.pay 2026-02-21", "2026-02-01", "2026-02-21", "", "", false},
		{"state duty late", "state_duty", "2021-02-01", "2026-02-02", "", "", "", "refund_state_duty.claim 2026-02-01, refund_state_duty.pay 2026-02-22", "2026-02-01", "2026-02-22", "", "", true},
		{"before the law on state duty", "state_duty", "2001-12-31", "", "", "", "", "", "", "", "", "", false},
		{"decided on the last day", "error", "2025-07-01", "2025-08-10", "2025-08-25", "", "", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-25", "2026-07-01", "2025-08-25", "", "refund_taxes_own_law", false},
		{"decided a day late", "error", "2025-07-01", "2025-08-10", "2025-08-26", "", "", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-26", "2026-07-01", "2025-08-25", "", "decision_late 1; refund_taxes_own_law", false},
		{"not decided", "error", "2025-07-01", "2025-08-10", "", "", "1000", "refund.claim 2026-07-01, refund.decide 2025-08-25", "2026-07-01", "2025-08-25", "", "refund_taxes_own_law", false},
		{"not yet given back: no day bears interest", "error", "2025-07-01", "2025-08-10", "2025-08-20", "", "10000", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-20", "2026-07-01", "2025-08-25", "0.00 not_due 0", "refund_taxes_own_law", false},
		{"given back within the months", "error", "2025-07-01", "2025-08-10", "2025-08-20", "2025-09-01", "10000", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-20", "2026-07-01", "2025-08-25", "0.00 not_due 0", "refund_taxes_own_law", false},
		{"a day after them", "remedy", "2025-07-01", "2025-08-10", "2025-08-20", "2025-11-21", "10000", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-20", "2026-07-01", "2025-08-25", "1.92 applied 1", "deferral_year_days 365; refund_interest_fault; refund_taxes_own_law", false},
		{"of nothing nothing is owed", "error", "2025-07-01", "2025-08-10", "2025-08-20", "2026-01-10", "0", "refund.claim 2026-07-01, refund.decide 2025-08-25, refund.interest_from 2025-11-20", "2026-07-01", "2025-08-25", "0.00 applied 51", "deferral_year_days 365; refund_taxes_own_law", false},
	} {
		q := calc.RefundQuery{Ground: c.ground, Paid: mustDate(c.paid)}
		for _, d := range []struct {
			to  *date.Date
			day string
		}{{&q.Claimed, c.claimed}, {&q.Decided, c.decided}, {&q.Refunded, c.refunded}} {
			if d.day != "" {
				*d.to = mustDate(d.day)
			}
		}
		if c.amount != "" {
			q.Amount = optional(c.amount)
		}
		r, f := calc.Refund(q, tables())
		require.Nil(t, f)
		var terms []string
		for _, x := range r.Terms {
			terms = append(terms, x.Subject+"."+x.Name+" "+x.Last.String())
		}
		interest := ""
		if x := r.Interest; x != nil {
			interest = fmt.Sprintf("%s %s %d", money(x.Amount), x.Status, r.Days)
			assert.Equal(t, "267.4", x.Source.Article, c.name)
		}
		assert.Equal(t, []any{c.terms, c.claim, c.decide, c.interest, c.said, c.late},
			[]any{strings.Join(terms, ", "), r.Claim.String(), r.Decide.String(), interest, said(r.Warnings), r.Late}, c.name)
	}
}

// 149, 156, 243: each day of the answer names the article it rests on.
func TestArt149_243_WholeAnswersOfDueDates(t *testing.T) {
	for _, c := range []struct {
		name, presented, mode, filed string
		articles, said, days         string // term, file, pay
		with, certain                bool
	}{
		{"a weekday", "2026-07-01", "", "", "149.3 149.4 243.1", "", "2026-07-16 2026-07-16 ", true, true},
		{"moved", "2026-07-03", "", "", "149.3 149.5 149.4 243.1", "", "2026-07-18 2026-07-20 ", true, true},
		{"late", "2026-07-01", "", "2026-07-17", "149.3 149.4 243.3", "", "2026-07-16 2026-07-16 2026-07-16", false, true},
		{"periodic on a Saturday", "2026-07-03", "periodic", "", "243.4", "due_not_working 2026-07-18 2026-07-20", "2026-07-18  2026-07-18", false, true},
		{"periodic on a weekday", "2026-07-01", "periodic", "", "243.4", "", "2026-07-16  2026-07-16", false, true},
		{"periodic on a Saturday of a year that is not known", "2027-07-02", "periodic", "", "243.4", "due_not_working 2027-07-17 2027-07-19", "2027-07-17  2027-07-17", false, false},
		{"periodic on a weekday of such a year", "2027-07-01", "periodic", "", "243.4", "", "2027-07-16  2027-07-16", false, true},
		{"a year that is not known", "2027-07-01", "", "", "149.3 149.4 243.1", "holidays_not_known 2027", "2027-07-16 2027-07-16 ", true, false},
		{"simplified", "2026-07-03", "simplified", "", "243.2", "", "2026-07-18  2026-07-03", true, true},
		{"simplified before the Code", "2011-07-03", "simplified", "", "243.2", "", "  2011-07-03", true, true},
	} {
		q := calc.DueQuery{Presented: mustDate(c.presented), Mode: c.mode}
		if c.filed != "" {
			q.Filed = mustDate(c.filed)
		}
		r, f := calc.DueDates(q, tables())
		require.Nil(t, f, c.name)
		var articles []string
		for _, s := range r.Sources {
			articles = append(articles, s.Article)
		}
		assert.Equal(t, []any{c.articles, c.said, c.days, c.with, c.certain},
			[]any{strings.Join(articles, " "), said(r.Warnings), strings.Join([]string{r.Term.Last.String(), r.File.String(), r.Pay.String()}, " "), r.PayWith, r.Certain}, c.name)
	}
}

// 251: how each security comes about and by which article.
func TestArt251_WholeAnswersOfSecurity(t *testing.T) {
	known, unknown := declared(t, under("free_circulation", "")), declared(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}}]}`)
	open := declared(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","duty":"5"}]}`)
	two := declared(t, `{"date":"2026-07-09","electronic":false,"lines":[{"code":"842952","price":{"amount":"10000","currency":"AZN"}},{"code":"842952","duty":"5"}]}`)
	price := func(amount string) []calc.CorrectedPrice {
		return []calc.CorrectedPrice{{Line: 1, Price: calc.Money{Amount: num.Must(amount), Currency: "AZN"}}}
	}
	debts := func(n int, amount string) (out []calc.DebtSpan) {
		for i := range n {
			out = append(out, calc.DebtSpan{Amount: num.Must(amount), From: date.Must(2026, 1, 1).AddDays(i), To: date.Must(2026, 2, 1)})
		}
		return out
	}
	for _, c := range []struct {
		name                         string
		q                            calc.SecurityQuery
		article, amount, steps, asks string
		warned                       string
	}{
		{"exact", calc.SecurityQuery{Declaration: known}, "251.1", "3630.00", "", "", ""},
		{"exact of what is not known", calc.SecurityQuery{Declaration: unknown}, "251.1", "", "", "duty", ""},
		{"highest of what is known", calc.SecurityQuery{Kind: "highest", Declaration: known}, "251.2", "3630.00", "", "", ""},
		{"highest", calc.SecurityQuery{Kind: "highest", Declaration: unknown}, "251.2", "3630.00", "scenario 0 = 1860.00; scenario 5 = 2450.00; scenario 15 = 3630.00", "", ""},
		{"highest of what waits", calc.SecurityQuery{Kind: "highest", Declaration: open}, "251.2", "", "", "price", ""},
		{"highest of what is not known and waits", calc.SecurityQuery{Kind: "highest", Declaration: two}, "251.2", "", "", "duty price", ""},
		{"replacement", calc.SecurityQuery{Kind: "replacement", Declaration: known}, "203.2", "3570.00", "", "", ""},
		{"replacement of what is not known", calc.SecurityQuery{Kind: "replacement", Declaration: unknown}, "203.2", "", "", "duty", ""},
		{"dispute", calc.SecurityQuery{Kind: "value_dispute", Declaration: known, Corrected: price("14000")}, "251.4", "1488.00", "minus 5118.00 3630.00 = 1488.00", "", ""},
		{"dispute about the same", calc.SecurityQuery{Kind: "value_dispute", Declaration: known, Corrected: price("10000")}, "251.4", "0.00", "minus 3630.00 3630.00 = 0.00", "", ""},
		{"dispute about less", calc.SecurityQuery{Kind: "value_dispute", Declaration: known, Corrected: price("9999")}, "251.4", "0.00", "minus 3629.64 3630.00 = -0.36", "", "correction_lowers"},
		{"dispute about what is not known", calc.SecurityQuery{Kind: "value_dispute", Declaration: unknown, Corrected: price("14000")}, "251.4", "", "", "duty", ""},
		{"dispute about what waits", calc.SecurityQuery{Kind: "value_dispute", Declaration: open, Corrected: price("14000")}, "251.4", "", "", "price", ""},
		{"comprehensive", calc.SecurityQuery{Kind: "comprehensive", Debts: debts(3, "10.50")}, "251.3, 255", "31.50", "sum 10.50 10.50 10.50 = 31.50", "", ""},
		{"of nothing", calc.SecurityQuery{Kind: "comprehensive", Debts: debts(1, "0")}, "251.3, 255", "0.00", "", "", ""},
		{"of one", calc.SecurityQuery{Kind: "comprehensive", Debts: debts(1, "1.005")}, "251.3, 255", "1.01", "sum 1.01 = 1.01", "", ""},
		{"of twelve", calc.SecurityQuery{Kind: "comprehensive", Debts: debts(12, "1")}, "251.3, 255", "12.00", "sum " + strings.Repeat("1.00 ", 12) + "= 12.00", "", ""},
		{"of thirteen: too many to show", calc.SecurityQuery{Kind: "comprehensive", Debts: debts(13, "1")}, "251.3, 255", "13.00", "", "", ""},
		{"of what is over and what is not yet", calc.SecurityQuery{Kind: "comprehensive", Debts: []calc.DebtSpan{{Amount: num.Must("1"), From: date.Must(2026, 1, 1), To: date.Must(2026, 1, 9)},
			{Amount: num.Must("3"), From: date.Must(2026, 1, 10), To: date.Must(2026, 1, 10)}, {Amount: num.Must("2"), From: date.Must(2026, 1, 11), To: date.Must(2026, 1, 12)}}}, "251.3, 255", "3.00", "sum 3.00 = 3.00", "", ""},
	} {
		r, f := calc.Security(c.q, tables())
		require.Nil(t, f, c.name)
		assert.Equal(t, []string{c.article, c.amount, c.steps, c.asks}, []string{r.Source.Article, money(r.Amount), steps(r.Steps), wanted(r.Needs)}, c.name)
		assert.Equal(t, "Gömrük Məcəlləsi", r.Source.Act, c.name)
		assert.Equal(t, c.warned == "correction_lowers", strings.Contains(said(r.Warnings), "correction_lowers"), c.name)
	}
	r := security(t, calc.SecurityQuery{Kind: "value_dispute", Declaration: unknown, Corrected: price("14000")})
	assert.Equal(t, []string{"", "5118.00"}, []string{money(r.Declared), money(r.Possible)}, "the most it can be")
	assert.Equal(t, "1.01", security(t, calc.SecurityQuery{Kind: "comprehensive", Debts: debts(1, "1.005")}).Amount.Decimal.String())
	// Nothing of what was asked is changed.
	assert.Equal(t, declared(t, under("free_circulation", "")), known)
	claimed := declared(t, `{"date":"2026-12-31","lines":[{"code":"842952","duty":"15","relief":["164.1.26"],"dutyScenario":"","price":{"amount":"1","currency":"AZN"}}]}`)
	security(t, calc.SecurityQuery{Kind: "highest", Declaration: claimed})
	assert.Equal(t, []string{"164.1.26"}, claimed.Lines[0].Relief)
	tomorrow := tables().LawKnownTo.AddDays(1)
	for _, kind := range []string{"exact", "highest", "replacement", "value_dispute"} {
		d := *known
		d.Date = tomorrow
		assert.Contains(t, said(security(t, calc.SecurityQuery{Kind: kind, Declaration: &d, Corrected: price("1")}).Warnings), "law_horizon", kind)
	}
}

// The state duty of a device: its band, how the price came to dollars, the act.
func TestLawOnStateDuty_WholeAnswersOfAPhone(t *testing.T) {
	day := mustDate("2026-07-09")
	rates := map[string]decimal.Decimal{"USD": num.Must("1.7"), "EUR": num.Must("2")}
	eur := func(s string) calc.Money { return calc.Money{Amount: num.Must(s), Currency: "EUR"} }
	for _, c := range []struct {
		name                      string
		q                         calc.PhoneQuery
		total, usd, steps, asks   string
		said, charges, currencies string
	}{
		{"in dollars", calc.PhoneQuery{Date: day, Price: usd("500")}, "50.00", "500.00", "phone_band 500 400 700 USD = 50.00", "", "", "applied", ""},
		{"in euros", calc.PhoneQuery{Date: day, Price: eur("340"), Rates: rates}, "40.00", "400.00", "convert 340 EUR 1.17647058823529411765 USD = 400; phone_band 400 200 400 USD = 40.00", "", "", "applied", "EUR USD"},
		{"of the highest band", calc.PhoneQuery{Date: day, Price: usd("1500")}, "100.00", "1500.00", "phone_band 1500 1000  USD = 100.00", "", "", "applied", ""},
		{"at no rate", calc.PhoneQuery{Date: day, Price: calc.Money{Amount: num.Must("340"), Currency: "ZAR"}}, "", "", "", "rates.ZAR", "fx_newer_than_date USD", "needs_input missing_input", "USD"},
		{"at no rate of the dollar", calc.PhoneQuery{Date: mustDate("2015-01-15"), Price: calc.Money{Amount: num.Must("340"), Currency: "AZN"}}, "5.00", "", "", "", "", "applied", ""},
		{"without a price", calc.PhoneQuery{Date: day}, "", "", "", "price", "", "needs_input missing_input", ""},
		{"not listed", calc.PhoneQuery{Date: day, Unlisted: true, Price: usd("500")}, "15.00", "", "", "", "", "applied", ""},
		{"not listed in 2017", calc.PhoneQuery{Date: mustDate("2017-07-09"), Unlisted: true}, "5.00", "", "", "", "", "applied", ""},
		{"two numbers in 2017", calc.PhoneQuery{Date: mustDate("2017-07-09"), IMEIs: 2}, "10.00", "", "times 5.00 2 = 10.00", "", "", "applied", ""},
		{"one number in 2017", calc.PhoneQuery{Date: mustDate("2017-07-09"), IMEIs: 1}, "5.00", "", "", "", "", "applied", ""},
		{"before the register", calc.PhoneQuery{Date: mustDate("2012-07-09"), Price: usd("1")}, "", "", "", "", "", "unknown no_rate_for_date", ""},
		{"for sale, paid", calc.PhoneQuery{Date: day, ForSale: true, Paid: true}, "0.00", "", "", "", "", "not_due phone_for_sale", ""},
		{"for sale, paid, a further one", calc.PhoneQuery{Date: day, ForSale: true, Paid: true, Further: true}, "0.00", "", "", "", "", "not_due phone_for_sale", ""},
		{"for oneself, paid", calc.PhoneQuery{Date: day, Price: usd("500"), Paid: true}, "50.00", "500.00", "phone_band 500 400 700 USD = 50.00", "", "phone_paid_personal", "applied", ""},
		{"a further one", calc.PhoneQuery{Date: day, Price: usd("500"), Further: true}, "50.00", "500.00", "phone_band 500 400 700 USD = 50.00", "", "", "applied, possible phone_further", ""},
		{"beyond what is known", calc.PhoneQuery{Date: tables().LawKnownTo.AddDays(1), Price: usd("500")}, "50.00", "500.00", "phone_band 500 400 700 USD = 50.00", "", "law_horizon " + tables().LawKnownTo.String(), "applied", ""},
		{"on the last day known", calc.PhoneQuery{Date: tables().LawKnownTo, Price: usd("500")}, "50.00", "500.00", "phone_band 500 400 700 USD = 50.00", "", "", "applied", ""},
	} {
		r := phone(t, c.q)
		var charges, currencies []string
		for _, x := range r.Charges {
			charges = append(charges, strings.TrimSpace(string(x.Status)+" "+x.Reason))
			if x.Status == calc.Applied || x.Status == calc.NotDue {
				require.NotNil(t, x.Source, c.name)
				assert.NotEmpty(t, x.Confidence, c.name)
			}
		}
		for _, x := range r.FX {
			currencies = append(currencies, x.Currency)
		}
		assert.Equal(t, []string{c.total, c.usd, c.steps, c.asks, c.charges, c.currencies},
			[]string{money(r.Total), money(r.PriceUSD), steps(r.Charges[0].Steps), wanted(r.Needs), strings.Join(charges, ", "), strings.Join(currencies, " ")}, c.name)
		if strings.HasPrefix(c.said, "fx_") {
			assert.Contains(t, said(r.Warnings), c.said, c.name)
		} else {
			assert.Equal(t, c.said, said(r.Warnings), c.name)
		}
	}
	bands := phone(t, calc.PhoneQuery{Date: day, Price: usd("1")}).Bands
	assert.NotEmpty(t, bands)
	for _, r := range bands {
		assert.True(t, r.Has(day))
	}
}
