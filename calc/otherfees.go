package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// StorageQuery asks for the fee of storage in a customs store (saxlanc).
type StorageQuery struct {
	From, To  date.Date       // put in and taken out; a started 24 hours counts as a whole one
	Days      int             // instead of the two days: 24-hour periods
	GrossMass decimal.Decimal // kg
	Special   bool            // goods that need special conditions
}

// StorageResult is the fee: reported, hence Possible and not official, or Unknown.
type StorageResult struct {
	Days     int
	Charge   Charge
	Warnings []Warning
}

// Storage computes the fee for storage in a customs store: an amount for each
// 100 kg of gross mass and each 24 hours (decision 168/2016, as reported in 2016).
// Started 24 hours and started 100 kg count as whole ones, which no text seen
// says. Other stores agree their prices with the owner of the goods.
func Storage(q StorageQuery, t *Tables) (*StorageResult, *Fault) {
	if q.From.IsZero() {
		return nil, fault("missing_field", "from", "")
	}
	if f := checkDay("from", q.From); f != nil {
		return nil, f
	}
	switch {
	case q.Days < 0 || q.Days > 36600:
		return nil, fault("out_of_range", "days", strconv.Itoa(q.Days), "from", "1", "to", "36600")
	case q.Days == 0 && q.To.IsZero():
		return nil, fault("missing_field", "to", "")
	case q.Days == 0:
		if f := checkSpan("", &Span{q.From, q.To}, date.Date{}, "to"); f != nil {
			f.Field = "to"
			return nil, f
		}
		q.Days = max(q.From.DaysUntil(q.To), 1)
	}
	if !q.GrossMass.IsPositive() {
		return nil, fault("not_positive", "grossMass", q.GrossMass.String())
	}
	if f := checkSize("grossMass", q.GrossMass); f != nil {
		return nil, f
	}
	key := "storage_ordinary"
	if q.Special {
		key = "storage_special"
	}
	r := &StorageResult{Days: q.Days, Charge: Charge{Kind: StorageFee, Status: Unknown, Reason: "no_rate_for_date"}}
	for i := range t.OtherFees {
		row := &t.OtherFees[i]
		if row.Key != key || !row.Has(q.From) || !row.Amount.Valid {
			continue
		}
		c := &r.Charge
		units := num.Quo(q.GrossMass, row.Per.Decimal)
		started := units.Ceil()
		days := decimal.NewFromInt(int64(q.Days))
		c.Base = decimal.NewNullDecimal(started.Mul(row.Per.Decimal))
		c.Rate = row.Amount.Decimal.String() + " " + row.Currency + " / " + row.Per.Decimal.String() + " " + row.Unit + " / 24 h"
		c.Confidence, c.Source = row.Confidence, &row.Source
		each := row.Amount.Decimal.Mul(started)
		c.Steps = []Step{
			{Op: "started_units", Args: []string{q.GrossMass.String(), row.Per.Decimal.String(), row.Unit}, Result: started.String()},
			{Op: "times", Args: []string{row.Amount.Decimal.String(), started.String()}, Result: each.String()},
			{Op: "days_each", Args: []string{each.String(), days.String()}, Result: each.Mul(days).String()},
		}
		settle(c, each.Mul(days))
		r.Warnings = append(r.Warnings, Warning{Code: "storage_started"})
		if row.Confidence == Reported {
			r.Warnings = append(r.Warnings, Warning{Code: "fee_old_report", Args: pairs([]string{"year", strconv.Itoa(row.From.Year())})})
		}
	}
	return r, nil
}

// OtherFeesOn are the fees, charges and state duties besides the payments of a
// declaration that the tables know for a day, those without an amount too.
func OtherFeesOn(day date.Date, t *Tables) []OtherFeeRow {
	var out []OtherFeeRow
	for _, r := range t.OtherFees {
		if r.Has(day) {
			out = append(out, r)
		}
	}
	return out
}

// transitFee is the fee for clearing transit. It rests on a report of 2016 that
// nothing newer confirms, so it is shown and not added.
func (e *engine) transitFee() Charge {
	c := Charge{Kind: TransitFee, Confidence: Reported, Source: &e.procedure.Source}
	for i := range e.t.OtherFees {
		if r := &e.t.OtherFees[i]; r.Key == "transit" && r.Has(e.d.Date) && r.Amount.Valid {
			c.Rate, c.Confidence, c.Source = num.Money(r.Amount.Decimal)+" "+r.Currency, r.Confidence, &r.Source
			settle(&c, r.Amount.Decimal)
		}
	}
	c.Status, c.Reason = Possible, "reported_fee"
	return c
}
