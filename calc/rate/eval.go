package rate

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// Step is one operation of a computation, in order. Args and Result are plain
// text (numbers with a point, unit keys, currency codes); a face renders them
// in the user's language.
type Step struct {
	Op     string
	Args   []string
	Result string
}

// Need is something the computation still has to be told.
type Need struct {
	Field   string   // "quantities.l", "alcohol", "rates.EUR"
	Unit    string   // key of the unit asked for, or ""
	Why     string   // message key
	Choices []string // the possible answers, where they are few
}

// Quantity is a quantity found for a unit, with the steps that converted it.
type Quantity struct {
	Value decimal.Decimal
	Steps []Step
}

// Env is what a rate is evaluated on.
type Env struct {
	Value    decimal.Decimal // customs value in Currency
	Currency string          // currency of the result, "AZN" but for `rusum duty` in another currency
	Date     date.Date       // the day whose rates apply (Customs Code 242.3)
	// Quantity finds the quantity in a unit; when it is not known it says what to ask.
	Quantity func(unit string) (Quantity, *Need)
	// FX is how much of Currency one unit of the other currency costs.
	FX func(currency string) (decimal.Decimal, bool)
}

// Result is an evaluated rate. Amount is exact and not yet rounded; it is
// meaningful only when Known.
type Result struct {
	Amount decimal.Decimal
	Known  bool
	Steps  []Step
	Needs  []Need
	Reason string // when unknown without a need: "rate_unresolved", "rate_expired", "rate_out_of_season"
}

// Eval computes the rate. Percent is taken of the customs value, a specific
// amount is converted at the day's rate, and the parts of a combined rate are
// compared exact, before any rounding. A tree whose shape is not Valid is
// unknown, never zero.
func (r Rate) Eval(env Env) Result {
	switch r.Op {
	case Bracket, Dated, Seasonal:
		if r.Rate == nil || r.Op == Bracket && r.Rate.Op != Specific {
			return Result{Reason: "rate_unresolved"}
		}
	case AtLeast, AtMost, Sum:
		if len(r.Of) < 2 {
			return Result{Reason: "rate_unresolved"}
		}
	}
	switch r.Op {
	case Free:
		return Result{Known: true, Steps: []Step{{Op: "free", Result: "0"}}}
	case Percent:
		a := num.Percent(env.Value, r.Percent)
		return Result{Amount: a, Known: true, Steps: []Step{{
			Op: "percent", Args: []string{env.Value.String(), r.Percent.String()}, Result: a.String(),
		}}}
	case Specific:
		return r.evalSpecific(env, num.Zero, num.Zero)
	case Bracket:
		return r.Rate.evalSpecific(env, r.Base, r.Over)
	case AtLeast, AtMost, Sum:
		return r.evalOf(env)
	case Dated:
		if !env.Date.After(r.Until) {
			return r.Rate.evalUnder(env, "until", r.Until.String())
		}
		if r.Then != nil {
			return r.Then.evalUnder(env, "after", r.Until.String())
		}
		return Result{Reason: "rate_expired"}
	case Seasonal:
		for _, m := range r.Months {
			if m == env.Date.Month() {
				return r.Rate.evalUnder(env, "in_season", strconv.Itoa(m))
			}
		}
		if r.Else != nil {
			return r.Else.evalUnder(env, "out_of_season", strconv.Itoa(env.Date.Month()))
		}
		return Result{Reason: "rate_out_of_season"}
	}
	return Result{Reason: "rate_unresolved"}
}

// On is the rate that a last day or a season leaves in force on the day;
// unresolved where the wording does not say.
func (r Rate) On(day date.Date) Rate {
	for r.Op == Dated || r.Op == Seasonal {
		next := r.Rate
		switch {
		case r.Op == Dated && day.After(r.Until):
			next = r.Then
		case r.Op == Seasonal && !slices.Contains(r.Months, day.Month()):
			next = r.Else
		}
		if next == nil {
			return Rate{Op: Unresolved}
		}
		r = *next
	}
	return r
}

// Unit is the unit that a specific rate, or one on the quantity above a bound,
// is charged by; "" of another.
func (r Rate) Unit() string {
	switch {
	case r.Op == Bracket && r.Rate != nil:
		return r.Rate.Per.Unit
	case r.Op == Specific:
		return r.Per.Unit
	}
	return ""
}

// evalUnder evaluates the branch a date selected and says so in a step.
func (r *Rate) evalUnder(env Env, op, arg string) Result {
	res := r.Eval(env)
	res.Steps = append([]Step{{Op: op, Args: []string{arg}, Result: r.String()}}, res.Steps...)
	return res
}

// evalSpecific charges base plus the amount on the quantity above over.
func (r Rate) evalSpecific(env Env, base, over decimal.Decimal) Result {
	var res Result
	q, need := env.Quantity(r.Per.Unit)
	if need != nil {
		res.Needs = append(res.Needs, *need)
	}
	fx := decimal.NewFromInt(1)
	if r.Currency != env.Currency {
		var ok bool
		if fx, ok = env.FX(r.Currency); !ok {
			res.Needs = append(res.Needs, Need{Field: "rates." + r.Currency, Why: "need_fx"})
		}
	}
	if len(res.Needs) > 0 {
		return res
	}
	res.Steps = q.Steps
	qty := q.Value
	if !over.IsZero() {
		qty = q.Value.Sub(over)
		if qty.IsNegative() {
			qty = num.Zero
		}
		res.Steps = append(res.Steps, Step{Op: "above", Args: []string{q.Value.String(), over.String(), r.Per.Unit}, Result: qty.String()})
	}
	a := num.Quo(qty.Mul(r.Amount), r.Per.Qty)
	res.Steps = append(res.Steps, Step{Op: "specific",
		Args: []string{qty.String(), r.Per.Unit, r.Amount.String(), r.Currency, r.Per.Qty.String()}, Result: a.String()})
	if !base.IsZero() {
		b := a.Add(base)
		res.Steps = append(res.Steps, Step{Op: "add", Args: []string{base.String(), a.String(), r.Currency}, Result: b.String()})
		a = b
	}
	if r.Currency != env.Currency {
		b := a.Mul(fx)
		res.Steps = append(res.Steps, Step{Op: "convert", Args: []string{a.String(), r.Currency, fx.String(), env.Currency}, Result: b.String()})
		a = b
	}
	res.Amount, res.Known = a, true
	return res
}

// evalOf evaluates every part; one that is not known leaves the whole unknown,
// because the greater of a known and an unknown sum is unknown.
func (r Rate) evalOf(env Env) Result {
	res := Result{Known: true}
	args := make([]string, 0, len(r.Of))
	for i := range r.Of {
		p := r.Of[i].Eval(env)
		res.Steps = append(res.Steps, p.Steps...)
		res.Needs = append(res.Needs, p.Needs...)
		if !p.Known {
			res.Known = false
			if res.Reason == "" {
				res.Reason = p.Reason
			}
			continue
		}
		args = append(args, p.Amount.String())
		switch {
		case i == 0:
			res.Amount = p.Amount
		case r.Op == Sum:
			res.Amount = res.Amount.Add(p.Amount)
		case r.Op == AtLeast && p.Amount.GreaterThan(res.Amount), r.Op == AtMost && p.Amount.LessThan(res.Amount):
			res.Amount = p.Amount
		}
	}
	if !res.Known {
		return Result{Needs: res.Needs, Reason: res.Reason, Steps: res.Steps}
	}
	op := map[Op]string{AtLeast: "at_least", AtMost: "at_most", Sum: "sum"}[r.Op]
	res.Steps = append(res.Steps, Step{Op: op, Args: args, Result: res.Amount.String()})
	return res
}
