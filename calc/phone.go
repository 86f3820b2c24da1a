package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// PhoneQuery is a mobile device to be entered into the register of IMEI numbers.
type PhoneQuery struct {
	Date     date.Date // day of the application
	Price    Money     // market price; the bands are in US dollars
	Basic    bool      // no camera, video or internet
	Unlisted bool      // make, model and price are not on the official site
	IMEIs    int       // numbers of the device, 1 or 2; 0 means 1
	ForSale  bool      // imported for sale or other business
	Paid     bool      // import duty and VAT were paid
	Further  bool      // not the person's first device this year
	Rates    map[string]decimal.Decimal
}

// PhoneResult is the state duty (dövlət rüsumu) for the registration.
type PhoneResult struct {
	Charges  []Charge
	Total    decimal.NullDecimal // manat; invalid while something is open
	PriceUSD decimal.NullDecimal
	Bands    []PhoneDutyRow // of the day, for a table
	Needs    []Need
	Warnings []Warning
	FX       []FXUsed
}

// Phone computes the state duty for entering a mobile device that an individual
// brings for personal use into the register (law “On state duty”): a fixed
// amount by the band of its market price, once a device even if it has two IMEI
// numbers; before 13.08.2018 an amount for each number. Devices cleared with
// duty and VAT for sale or other business are exempt; the exemption does not
// name those of personal use on which duty and VAT were paid.
//
// It returns a Fault for a missing day, a negative price, an unknown currency or
// a number of IMEI numbers other than 1 and 2.
func Phone(q PhoneQuery, t *Tables) (*PhoneResult, *Fault) {
	if q.Date.IsZero() {
		return nil, fault("missing_field", "date", "")
	}
	if q.Price.Currency != "" {
		if f := checkMoney("price", q.Price); f != nil {
			return nil, f
		}
	}
	if q.IMEIs < 0 || q.IMEIs > 2 {
		return nil, fault("out_of_range", "imeis", strconv.Itoa(q.IMEIs), "from", "1", "to", "2")
	}
	if f := checkRates(q.Rates); f != nil {
		return nil, f
	}
	r := &PhoneResult{}
	book := newFXBook(&Declaration{Date: q.Date, Rates: q.Rates}, t)
	for i := range t.Personal.PhoneDuty {
		if row := &t.Personal.PhoneDuty[i]; row.Has(q.Date) {
			r.Bands = append(r.Bands, *row)
		}
	}
	c := Charge{Kind: StateDuty}
	switch {
	case len(r.Bands) == 0:
		c.Status, c.Reason = Unknown, "no_rate_for_date"
	case q.ForSale && q.Paid:
		b := &r.Bands[0]
		notDue(&c, "phone_for_sale")
		c.Confidence, c.Source = b.Confidence, &b.Source
	case q.ForSale:
		c.Status, c.Reason = Unknown, "phone_sale_unclear"
	default:
		r.band(&c, &q, book)
	}
	if q.Paid && !q.ForSale {
		r.Warnings = append(r.Warnings, Warning{Code: "phone_paid_personal"})
	}
	r.Charges = append(r.Charges, c)
	if q.Further && !q.ForSale {
		r.extra(&q, t)
	}
	total := num.Zero
	open := false
	for i := range r.Charges {
		switch x := &r.Charges[i]; x.Status {
		case Applied:
			total = total.Add(x.Amount.Decimal)
		case Unknown, NeedsInput:
			open = true
		}
	}
	if !open {
		r.Total = decimal.NewNullDecimal(total)
	}
	r.FX = book.list()
	r.Warnings = append(book.warnings(), r.Warnings...)
	if q.Date.After(t.LawKnownTo) {
		r.Warnings = append(r.Warnings, Warning{Code: "law_horizon", Args: pairs([]string{"known_to", t.LawKnownTo.String()})})
	}
	return r, nil
}

// band charges the amount of the band the device falls into.
func (r *PhoneResult) band(c *Charge, q *PhoneQuery, book *fxBook) {
	flat := r.find("listed", num.Zero)
	byPrice := flat == nil || flat.UpTo.Valid
	usd := num.Zero
	if byPrice && !q.Unlisted {
		if q.Price.Currency == "" {
			c.Status, c.Reason = NeedsInput, "missing_input"
			r.Needs = append(r.Needs, Need{Field: "price", Why: "need_price"})
			return
		}
		var ok bool
		if usd, ok = r.dollars(c, q, book); !ok {
			c.Status, c.Reason = NeedsInput, "missing_input"
			return
		}
		r.PriceUSD = decimal.NewNullDecimal(usd)
	}
	var row *PhoneDutyRow
	switch {
	case q.Unlisted:
		row = r.find("unlisted", usd)
	case q.Basic:
		row = r.find("basic", usd)
	}
	if row == nil {
		row = r.find("listed", usd)
	}
	if row == nil {
		c.Status, c.Reason = Unknown, "no_rate_for_date"
		return
	}
	c.Confidence, c.Source = row.Confidence, &row.Source
	amount := row.Amount
	if byPrice && !q.Unlisted {
		upTo := ""
		if row.UpTo.Valid {
			upTo = row.UpTo.Decimal.String()
		}
		c.Steps = append(c.Steps, Step{Op: "phone_band", Args: []string{num.Plain(usd), row.Over.String(), upTo, "USD"}, Result: num.Money(amount)})
	}
	if row.EachIMEI && q.IMEIs == 2 {
		amount = amount.Add(amount)
		c.Steps = append(c.Steps, Step{Op: "times", Args: []string{num.Money(row.Amount), "2"}, Result: num.Money(amount)})
	}
	settle(c, amount)
}

// dollars is the price in US dollars at the Central Bank's rates of the day.
func (r *PhoneResult) dollars(c *Charge, q *PhoneQuery, book *fxBook) (decimal.Decimal, bool) {
	if q.Price.Currency == "USD" {
		return q.Price.Amount, true
	}
	from, ok1 := book.rate(q.Price.Currency)
	to, ok2 := book.rate("USD")
	for _, x := range []struct {
		ok  bool
		cur string
	}{{ok1, q.Price.Currency}, {ok2, "USD"}} {
		if !x.ok {
			r.Needs = append(r.Needs, Need{Field: "rates." + x.cur, Why: "need_fx"})
		}
	}
	if !ok1 || !ok2 {
		return num.Zero, false
	}
	rate := num.Quo(from, to)
	usd := num.Quo(q.Price.Amount.Mul(from), to)
	c.Steps = append(c.Steps, Step{Op: "convert", Args: []string{num.Plain(q.Price.Amount), q.Price.Currency, num.Plain(rate), "USD"}, Result: num.Plain(usd)})
	return usd, true
}

// find is the band of a class that the price falls into, nil if none does.
func (r *PhoneResult) find(class string, usd decimal.Decimal) *PhoneDutyRow {
	for i := range r.Bands {
		b := &r.Bands[i]
		if b.Class == class && (usd.GreaterThan(b.Over) || b.Over.IsZero()) && (!b.UpTo.Valid || usd.LessThanOrEqual(b.UpTo.Decimal)) {
			return b
		}
	}
	return nil
}

// extra is the amount reported for a further device.
func (r *PhoneResult) extra(q *PhoneQuery, t *Tables) {
	for i := range t.Personal.PhoneExtra {
		row := &t.Personal.PhoneExtra[i]
		if !row.Has(q.Date) {
			continue
		}
		c := Charge{Kind: StateDuty, Confidence: row.Confidence, Source: &row.Source}
		settle(&c, row.Amount)
		c.Reason = "phone_further"
		if !row.Charge {
			c.Status = Possible
		}
		r.Charges = append(r.Charges, c)
		return
	}
}
