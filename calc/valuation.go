package calc

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// ValuationMethods are the six methods of the customs value (gömrük dəyəri) in
// the order in which they are tried (law "On customs tariff" 687-IVQ, article
// 12): the price paid, identical goods, similar goods, deduction of costs,
// addition of costs, the fall-back.
var ValuationMethods = []string{"transaction", "identical", "similar", "deductive", "computed", "fallback"}

// ValueElements are what a price is asked about: what is added to it, what is
// left out of it, and what the sources do not settle.
var ValueElements = []string{"freight", "insurance", "loading", "inland", "selling_commission", "buying_commission", "packing", "royalties",
	"assists", "proceeds", "assembly", "home_payments"}

// What becomes of an element.
const (
	ValueAdded   = "added"    // it is added to the price
	ValueInPrice = "in_price" // the price holds it under the delivery term
	ValueLeftOut = "left_out" // it is no part of the value
	ValueUnknown = "unknown"  // no rule was found: the value is shown without and with it
	ValueMissing = "missing"  // it belongs to the value, the term leaves it out of the price, and no amount is given
)

// ValueElementRow says what becomes of an element of the price: "added" or
// "left_out". An element without a row is one for which no rule was found.
type ValueElementRow struct {
	Basis
	Key, Treatment string
}

// ValuationQuery asks for the customs value of goods that were sold.
type ValuationQuery struct {
	Date, FXDate date.Date
	Price        Money
	Incoterm     string           // "": the price is the value at the border
	Costs        map[string]Money // by element
	Rates        map[string]decimal.Decimal
}

// ValuePart is one element and what became of it.
type ValuePart struct {
	Key, Status string
	Given       *Money              // nil: no amount was given
	Amount      decimal.NullDecimal // manat, rounded to 0.01 for showing; the sum is rounded once
	Source      *Source             // nil: no rule was found
	Confidence  Confidence
}

// ValuationResult is the customs value in manat.
type ValuationResult struct {
	Price decimal.NullDecimal // at the day's rate, rounded to 0.01
	Parts []ValuePart         // in the order of ValueElements
	Value decimal.NullDecimal // not valid while a rate is missing
	// With is the value if what no rule was found for belongs to it too; not
	// valid where no such amount is given.
	With     decimal.NullDecimal
	FX       []FXUsed
	Needs    []Need
	Warnings []Warning
}

// Valuation builds the customs value from the price: to the price at the day's
// rate, rounded to 0.01, come the costs to the border of the customs territory
// that the delivery term does not hold, rounded to 0.01 as one sum (law "On
// customs tariff" 687-IVQ, as the tax service explains it). It is the value that
// [Assess] computes for one line.
func Valuation(q ValuationQuery, t *Tables) (*ValuationResult, *Fault) {
	d := &Declaration{Date: q.Date, FXDate: q.FXDate, Rates: q.Rates}
	if f := checkValuation(&q, t); f != nil {
		return nil, f
	}
	fx := newFXBook(d, t)
	r := &ValuationResult{}
	manat := func(m Money) (decimal.Decimal, bool) {
		rate, ok := fx.rate(m.Currency)
		if !ok && !slices.ContainsFunc(r.Needs, func(n Need) bool { return n.Field == "rates."+m.Currency }) {
			r.Needs = append(r.Needs, Need{Field: "rates." + m.Currency, Why: "need_fx"})
		}
		return m.Amount.Mul(rate), ok
	}
	price, ok := manat(q.Price)
	if ok {
		r.Price = decimal.NewNullDecimal(num.Round(price))
	}
	term := incoterm(q.Incoterm, t)
	inPrice := map[string]bool{"freight": term.Freight, "insurance": term.Insurance, "loading": term.Other}
	added, open := num.Zero, num.Zero
	unsettled := false
	for _, key := range ValueElements {
		p := ValuePart{Key: key, Status: ValueUnknown}
		if row := valueElement(key, q.Date, t); row != nil {
			p.Status, p.Source, p.Confidence = row.Treatment, &row.Source, row.Confidence
		}
		m, given := q.Costs[key]
		if given {
			p.Given = &m
			exact, known := manat(m)
			ok = ok && known
			if known {
				p.Amount = decimal.NewNullDecimal(num.Round(exact))
			}
			switch {
			case p.Status == ValueAdded && inPrice[key]:
			case p.Status == ValueAdded:
				added = added.Add(exact)
			case p.Status == ValueUnknown:
				open = open.Add(exact)
				unsettled = true
			}
		}
		_, onTheWay := inPrice[key]
		switch {
		case inPrice[key]:
			p.Status = ValueInPrice
		case onTheWay && !given && q.Incoterm != "":
			p.Status = ValueMissing
		}
		r.Parts = append(r.Parts, p)
	}
	if ok {
		r.Value = decimal.NewNullDecimal(r.Price.Decimal.Add(num.Round(added)))
		if unsettled {
			r.With = decimal.NewNullDecimal(r.Price.Decimal.Add(num.Round(added.Add(open))))
		}
	}
	r.FX = fx.list()
	r.Warnings = fx.warnings()
	if q.Incoterm == "DDP" {
		r.Warnings = append(r.Warnings, Warning{Code: "ddp_price"})
	}
	return r, nil
}

// incoterm is the row of a delivery term; an empty one, in whose price nothing
// is, for none.
func incoterm(name string, t *Tables) IncotermRow {
	for _, r := range t.Incoterms {
		if r.Term == name {
			return r
		}
	}
	return IncotermRow{}
}

func valueElement(key string, day date.Date, t *Tables) *ValueElementRow {
	for i := range t.ValueElements {
		if r := &t.ValueElements[i]; r.Key == key && r.Has(day) {
			return r
		}
	}
	return nil
}

func checkValuation(q *ValuationQuery, t *Tables) *Fault {
	if q.Date.IsZero() {
		return fault("missing_field", "date", "")
	}
	for _, x := range []struct {
		field string
		d     date.Date
	}{{"date", q.Date}, {"fxDate", q.FXDate}} {
		if x.d.IsZero() {
			continue
		}
		if f := checkDay(x.field, x.d); f != nil {
			return f
		}
	}
	if q.Price.Currency == "" {
		return fault("missing_field", "price", "")
	}
	if f := checkMoney("price", q.Price); f != nil {
		return f
	}
	if f := checkTerm("incoterm", q.Incoterm, t); f != nil {
		return f
	}
	for _, key := range slices.Sorted(maps.Keys(q.Costs)) {
		if !slices.Contains(ValueElements, key) {
			return fault("unknown_choice", "costs."+key, key, "allowed", strings.Join(ValueElements, ", "))
		}
		if f := checkMoney("costs."+key, q.Costs[key]); f != nil {
			return f
		}
	}
	return checkRates(q.Rates)
}
