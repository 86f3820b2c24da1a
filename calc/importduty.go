package calc

import (
	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// dutyMode is which lawful duty a pass over a line computes.
type dutyMode struct {
	kind    modeKind
	country string          // modePartner
	pref    *PreferenceRow  // modePartner under an agreement with a list of codes
	percent decimal.Decimal // modeScenario
}

type modeKind uint8

const (
	modeChosen   modeKind = iota // as Declaration.DutyOption says
	modeGeneral                  // the general (mfn) rate
	modePartner                  // with the preference, as if its proof were declared
	modeScenario                 // an unknown general rate is taken as percent
)

// generalRate is the general rate of duty of a line and where it comes from.
type generalRate struct {
	rate       rate.Rate
	known      bool
	confidence Confidence
	source     *Source
	byName     bool
	code       string
	table      string // name of a table loaded by the user
	layer      Layer
	assumed    bool // taken for an individual's goods: the own rate is not known
	hints      []Hint
}

// general finds the rate of import duty (idxal gömrük rüsumu): the user's own,
// a statutory rate the user picked, the tariff's, or none.
//
// Rates are set by Cabinet decision 500 of 17.11.2017 (the tariff). The zero
// answer is "not known": decision 500 uses 0, 5 and 15 %, but which one is a
// fact of the line.
func (e *engine) general(l *Line) generalRate {
	facts := e.facts(l.Code)
	rows := facts.rates
	var g generalRate
	var own *RateRow
	for i := range rows {
		r := &rows[i]
		if r.Layer == LayerReported {
			g.hints = append(g.hints, r.hint())
		} else if own == nil {
			own = r
		}
	}
	for i := range facts.below {
		g.hints = append(g.hints, facts.below[i].hint())
	}
	switch {
	case l.Duty != nil:
		g.rate, g.known, g.confidence = *l.Duty, true, User
	case l.DutyScenario != "" && e.flow == Import:
		g.rate, g.known, g.confidence = rate.OfPercent(l.DutyScenario), true, User
		g.source = e.statutorySource()
	case own != nil:
		g.rate, g.known, g.confidence, g.byName, g.code, g.table, g.layer = own.Rate, true, own.Confidence, own.ByName, own.Code, own.Table, own.Layer
		src := own.Source
		g.source = &src
	default:
		if r := e.assumedDuty(l); r != nil {
			g.rate, g.known, g.assumed = rate.Rate{Op: rate.Percent, Percent: r.Percent}, true, true
			g.confidence, g.source = r.Confidence, &r.Source
		}
	}
	return g
}

func (r *RateRow) hint() Hint {
	return Hint{Code: r.Code, Rate: r.Rate, Condition: r.Condition, From: r.From, To: r.To, Confidence: r.Confidence, Source: r.Source}
}

func (e *engine) statutorySource() *Source {
	for i := range e.t.StatutoryDuties {
		if e.t.StatutoryDuties[i].Has(e.d.Date) {
			return &e.t.StatutoryDuties[i].Source
		}
	}
	return nil
}

// importDuty charges the import duty of a line on base (its customs value, or
// the cost of processing abroad). Customs Code 226, 242.
func (e *engine) importDuty(lc *lineCalc, mode dutyMode) Charge {
	l := lc.line
	c := Charge{Kind: ImportDuty}
	g := e.general(l)
	c.Hints = g.hints
	if p := e.preferenceFor(lc, mode); p != nil {
		return e.preferentialDuty(lc, *p, g)
	}
	switch {
	case mode.kind == modeScenario && (!g.known || g.assumed):
		g.rate, g.known, g.confidence, g.source = rate.Rate{Op: rate.Percent, Percent: mode.percent}, true, User, e.statutorySource()
	case !g.known:
		c.Status, c.Reason = Unknown, "rate_unknown"
		lc.need("duty", "", "need_duty_rate")
		return c
	}
	lc.sayOrigin(g)
	c.Layer = g.layer
	e.evalDuty(lc, &c, g.rate, g.confidence, g.source)
	if g.assumed && c.Status == Applied {
		c.Reason, c.ReasonArgs = "rate_assumed", pairs([]string{"percent", g.rate.Percent.String()})
	}
	return c
}

// sayOrigin warns where the rate comes from, if it is not the embedded tariff's own line.
func (lc *lineCalc) sayOrigin(g generalRate) {
	if g.byName {
		lc.warn("code_by_description", "code", g.code)
	}
	if g.table != "" {
		lc.e.warn("tariff_table_user", 0, "name", g.table)
	}
}

// evalDuty evaluates a rate of duty on the line and settles the charge.
func (e *engine) evalDuty(lc *lineCalc, c *Charge, r rate.Rate, conf Confidence, src *Source) {
	c.Rate, c.RateTree, c.Confidence, c.Source = r.String(), &r, conf, src
	now := r.On(e.d.Date)
	c.Base, c.baseUnit = lc.baseOf(now), now.Unit()
	res := r.Eval(rate.Env{Value: lc.base, Currency: "AZN", Date: e.d.Date, Quantity: lc.line.quantity, FX: e.fx.rate})
	c.Steps = res.Steps
	if !res.Known {
		lc.open(c, res)
		return
	}
	settle(c, res.Amount)
	if c.Amount.Decimal.IsZero() && isFree(now) {
		c.Status, c.Reason = NotDue, "free_rate"
	}
}

// isFree reports whether the rate itself is nil, as opposed to a small base.
func isFree(r rate.Rate) bool {
	return r.Op == rate.Free || r.Op == rate.Percent && r.Percent.IsZero() || r.Op == rate.Specific && r.Amount.IsZero()
}

// settle rounds an exact amount to 0.01 and marks the charge applied.
func settle(c *Charge, exact decimal.Decimal) {
	a := num.Round(exact)
	if !a.Equal(exact) {
		c.Steps = append(c.Steps, Step{Op: "round", Args: []string{exact.String()}, Result: num.Money(a)})
	}
	c.Amount, c.exact = decimal.NewNullDecimal(a), exact
	c.Status = Applied
}

// notDue settles a charge at nothing, with the reason.
func notDue(c *Charge, reason string, args ...string) {
	c.Amount = decimal.NewNullDecimal(num.Zero)
	c.Status, c.Reason, c.ReasonArgs = NotDue, reason, pairs(args)
}
