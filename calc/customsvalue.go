package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
)

// lineValue is the customs value (gömrük dəyəri) of a line in manat, with how it came about.
type lineValue struct {
	value decimal.Decimal
	known bool
	steps []Step
	needs []Need
}

// customsValues computes the customs value of every line: the invoice price at
// the day's rate plus the line's share of transport, insurance, loading and
// unloading up to the border (law "On customs tariff" 687-IVQ; the added costs
// as the tax service explains them). What the delivery term already holds is
// not added again.
//
// Each price is rounded to 0.01; the added costs are rounded once as a sum and
// apportioned downwards, the remainder going to the line of greatest weight, so
// that the parts add up to the whole.
func (e *engine) customsValues() []lineValue {
	vals := make([]lineValue, len(e.d.Lines))
	open := false
	for i := range e.d.Lines {
		l, v := &e.d.Lines[i], &vals[i]
		if l.Price.Currency == "" {
			v.needs = append(v.needs, Need{Line: i + 1, Field: "price", Why: "need_price"})
			open = true
			continue
		}
		fx, ok := e.fx.rate(l.Price.Currency)
		if !ok {
			v.needs = append(v.needs, Need{Field: "rates." + l.Price.Currency, Why: "need_fx"})
			open = true
			continue
		}
		v.known = true
		if e.kept != nil && e.kept[i].steps != nil && e.kept[i].fx.Equal(fx) {
			v.value, v.steps = e.kept[i].price, e.kept[i].steps
			continue
		}
		v.value = num.Round(l.Price.Amount.Mul(fx))
		step := Step{Op: "price", Args: []string{l.Price.Amount.String(), l.Price.Currency, fx.String()}, Result: num.Money(v.value)}
		if l.Price.Currency == "AZN" {
			step = Step{Op: "price_azn", Args: []string{l.Price.Amount.String()}, Result: num.Money(v.value)}
		}
		v.steps = []Step{step}
		if e.kept != nil {
			e.kept[i].price, e.kept[i].fx, e.kept[i].steps = v.value, fx, v.steps[:1:1]
		}
	}
	added, parts, needs := e.deliveryCosts()
	if len(needs) > 0 {
		for i := range vals {
			vals[i].known = false
			vals[i].needs = append(vals[i].needs, needs...)
		}
		return vals
	}
	if added.IsZero() {
		return vals
	}
	weights := make([]decimal.Decimal, len(vals))
	sum := num.Zero
	byMass := e.d.Delivery.Apportion == "mass"
	for i := range vals {
		switch {
		case !byMass:
			weights[i] = vals[i].value
		case len(vals) == 1:
			weights[i] = decimal.NewFromInt(1)
		case e.d.Lines[i].GrossMass.Valid:
			weights[i] = e.d.Lines[i].GrossMass.Decimal
		default:
			vals[i].needs = append(vals[i].needs, Need{Line: i + 1, Field: "grossMass", Unit: "kg", Why: "need_gross_mass"})
			open = true
		}
		sum = sum.Add(weights[i])
	}
	if open {
		// One line whose weight is missing leaves every share open.
		for i := range vals {
			vals[i].known = false
		}
		return vals
	}
	shares := apportion(added, weights)
	// The same for every line; thousands of them are written again for a changed one.
	all, of := num.Money(added), sum.String()
	delivery := Step{Op: "delivery", Args: parts, Result: all}
	for i := range vals {
		price := vals[i].value
		vals[i].value = price.Add(shares[i])
		t := &shareTexts{}
		if e.kept != nil {
			t = &e.kept[i].shared
		}
		weight, share := t.weight.of(weights[i], decimal.Decimal.String), t.share.of(shares[i], num.Money)
		vals[i].steps = append(vals[i].steps, delivery,
			Step{Op: "share", Args: []string{all, weight, of}, Result: share},
			Step{Op: "value_sum", Args: []string{vals[i].steps[0].Result, share}, Result: t.value.of(vals[i].value, num.Money)})
	}
	return vals
}

// shareTexts are the figures of a line's share as they stand in its steps.
type shareTexts struct{ weight, share, value told }

// told is a figure with its text.
type told struct {
	figure decimal.Decimal
	text   string
}

// of is the text of a figure, written anew where it is another one.
func (t *told) of(x decimal.Decimal, write func(decimal.Decimal) string) string {
	if t.text == "" || !t.figure.Equal(x) {
		t.figure, t.text = x, write(x)
	}
	return t.text
}

// deliveryCosts is the sum in manat of the costs to the border that the price
// does not hold under the delivery term.
func (e *engine) deliveryCosts() (sum decimal.Decimal, parts []string, needs []Need) {
	dl := &e.d.Delivery
	term := incoterm(dl.Incoterm, e.t)
	exact := num.Zero
	for _, c := range []struct {
		name    string
		m       *Money
		inPrice bool
	}{{"freight", dl.Freight, term.Freight}, {"insurance", dl.Insurance, term.Insurance}, {"other", dl.Other, term.Other}, {"additions", dl.Additions, false}} {
		if c.m == nil || c.m.Amount.IsZero() {
			continue
		}
		if c.inPrice {
			e.warn("cost_in_price", 0, "term", dl.Incoterm, "part", c.name)
			continue
		}
		fx, ok := e.fx.rate(c.m.Currency)
		if !ok {
			needs = append(needs, Need{Field: "rates." + c.m.Currency, Why: "need_fx"})
			continue
		}
		azn := c.m.Amount.Mul(fx)
		exact = exact.Add(azn)
		parts = append(parts, num.Plain(azn))
	}
	if dl.Incoterm == "DDP" {
		e.warn("ddp_price", 0)
	}
	return num.Round(exact), parts, needs
}

// apportion splits total over the weights to the qəpik. Every share is rounded
// down; what is left goes to the first line of the greatest weight. Lines of no
// weight at all share nothing, and if no line has weight the first one bears it.
func apportion(total decimal.Decimal, weights []decimal.Decimal) []decimal.Decimal {
	shares := make([]decimal.Decimal, len(weights))
	sum := num.Zero
	largest := 0
	for i, w := range weights {
		sum = sum.Add(w)
		if w.GreaterThan(weights[largest]) {
			largest = i
		}
	}
	rest := total
	if !sum.IsZero() {
		for i, w := range weights {
			q, _ := total.Mul(w).QuoRem(sum, 2)
			shares[i] = q
			rest = rest.Sub(q)
		}
	}
	shares[largest] = shares[largest].Add(rest)
	return shares
}
