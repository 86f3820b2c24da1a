package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// engine is one assessment in the making.
type engine struct {
	d         *Declaration
	t         *Tables
	flow      Flow
	procedure ProcedureRow
	fx        *fxBook
	values    []lineValue
	shares    []share // what an individual brings without payments, by line
	personal  *PersonalUse

	codes    map[string]*codeFacts
	needs    []Need
	warnings []Warning
	seen     map[string]bool // needs and warnings already given
	quiet    bool            // a side computation: options and scenarios ask and warn nothing
	scratch  map[string]bool // seen, of one line
	kept     []*keptLine     // by line, in a Batch
}

// lineCalc is one pass over a line.
type lineCalc struct {
	e       *engine
	n       int // 1 for the first line
	line    *Line
	base    decimal.Decimal // taxable value in manat
	charges []Charge
}

// Assess computes the payments of a declaration from the tables of law.
//
// It returns a Fault, and no assessment, for input that cannot be computed: no
// lines, a code that is not 4–10 digits, a negative or too large number, an
// unknown currency, unit, country or key. What is merely missing or unknown is
// not a Fault: the assessment is then incomplete, says what it needs and gives
// the bounds it can.
func Assess(d *Declaration, t *Tables) (*Assessment, *Fault) { return assess(d, t, true) }

// Sums is Assess without the options and conflicts around the result, for
// whoever compares many declarations.
func Sums(d *Declaration, t *Tables) (*Assessment, *Fault) { return assess(d, t, false) }

func assess(d *Declaration, t *Tables, around bool) (*Assessment, *Fault) {
	if f := check(d, t); f != nil {
		return nil, f
	}
	e := newEngine(withItems(d, t), t)
	e.values = e.customsValues()
	e.individuals()
	outcomes := make([]*outcome, len(d.Lines))
	for i := range outcomes {
		outcomes[i] = e.outcome(i, around)
	}
	return e.whole(outcomes, around, around), nil
}

func newEngine(d *Declaration, t *Tables) *engine {
	e := &engine{d: d, t: t, fx: newFXBook(d, t), seen: map[string]bool{}, scratch: map[string]bool{}, codes: map[string]*codeFacts{}}
	e.procedure, e.flow = procedureOf(d, t)
	return e
}

// whole puts the assessment together from what each line gave.
func (e *engine) whole(outcomes []*outcome, options, conflicts bool) *Assessment {
	a := &Assessment{Version: e.t.Version, LawKnownTo: e.t.LawKnownTo, Lines: make([]LineResult, len(outcomes))}
	total := decimal.NewNullDecimal(num.Zero)
	for i, o := range outcomes {
		r := &a.Lines[i]
		r.N, r.Code, r.Unit, r.Charges = i+1, e.d.Lines[i].Code, o.unit, o.charges
		if e.personal != nil {
			r.Relief = &e.shares[i].relief
		}
		v := &e.values[i]
		r.ValueSteps = v.steps
		for _, n := range v.needs {
			e.need(n)
		}
		if v.known {
			r.CustomsValue = decimal.NewNullDecimal(v.value)
			total.Decimal = total.Decimal.Add(v.value)
		} else {
			total.Valid = false
		}
		e.say(o, i+1)
	}
	a.CustomsValue = total
	a.Charges = append(e.declarationCharges(total), e.vehicleFees()...)

	var fees, base tally
	fees.add(a.Charges)
	base = fees
	for _, o := range outcomes {
		base.join(o.sum)
	}
	a.Scenarios = e.scenarios(outcomes, fees)
	e.totals(a, base)
	if options {
		a.Options = e.options(a, outcomes, fees)
	}
	if conflicts {
		a.Conflicts = e.conflicts(a)
	}

	e.bans()
	e.declarationWarnings()
	a.Needs, a.FX, a.Personal = e.needs, e.fx.list(), e.personal
	a.Warnings = append(e.fx.warnings(), e.warnings...)
	if n := len(e.t.Bulletins); n > 0 {
		a.FXBulletin = e.t.Bulletins[n-1].Date
	}
	return a
}

// assessLine computes the charges of line i in a mode.
func (e *engine) assessLine(i int, mode dutyMode) []Charge {
	s := &e.shares[i]
	lc := &lineCalc{e: e, n: i + 1, line: &e.d.Lines[i], base: s.full}
	if e.procedure.Charges == "none" {
		return e.exemptByProcedure()
	}
	if !e.values[i].known || s.relief.Status == ReliefOpen {
		return e.waiting()
	}
	if e.procedure.Charges == "processing_cost" {
		if !e.processingCost(lc) {
			return e.waiting()
		}
	}
	e.checkClaims(lc)
	if e.freeOfPayments(i) {
		return e.withinLimits(i)
	}
	if !s.whole.IsZero() {
		lc.line = lc.line.part(s.part, s.whole)
	}
	if e.flow == Export {
		lc.charges = append(lc.charges, e.exportDuty(lc), e.vat(lc, nil))
		return lc.charges
	}
	e.endedReliefs(lc)
	duty := e.dutyOf(lc, mode)
	lc.charges = append(lc.charges, duty)
	lc.charges = append(lc.charges, e.remedies(lc)...)
	lc.charges = append(lc.charges, e.excise(lc)...)
	lc.charges = append(lc.charges, e.vat(lc, lc.charges))
	lc.charges = append(lc.charges, e.roadTaxFuel(lc)...)
	if e.procedure.Charges == "partial" {
		e.partial(lc)
	}
	if len(s.taken) > 0 {
		lc.charges[0].Steps = append(slices.Clone(s.taken), lc.charges[0].Steps...)
	}
	return lc.charges
}

// dutyOf is the import duty of a line, or its relief from duty.
func (e *engine) dutyOf(lc *lineCalc, mode dutyMode) Charge {
	if r := e.relief(lc, func(r *ReliefRow) bool { return r.Duty }); r != nil {
		c := Charge{Kind: ImportDuty, Confidence: r.Confidence, Source: &r.Source}
		notDue(&c, "relief", "article", r.Article)
		return c
	}
	if c, ok := e.vehicleDuty(lc, mode); ok {
		return c
	}
	return e.importDuty(lc, mode)
}

// waiting are the charges of a line whose customs value is not known yet.
func (e *engine) waiting() []Charge {
	kinds := []Kind{ImportDuty, Excise, VAT}
	if e.flow == Export {
		kinds = []Kind{ExportDuty, VAT}
	}
	var out []Charge
	for _, k := range kinds {
		out = append(out, Charge{Kind: k, Status: NeedsInput, Reason: "missing_input"})
	}
	return out
}

// processingCost puts the cost of processing abroad in place of the customs
// value: goods that return from outward processing bear duties and taxes on it
// (Customs Code 200.3).
func (e *engine) processingCost(lc *lineCalc) bool {
	p := lc.line.ProcessingCost
	if p == nil {
		lc.need("processingCost", "", "need_processing_cost")
		return false
	}
	fx, ok := e.fx.rate(p.Currency)
	if !ok {
		e.need(Need{Field: "rates." + p.Currency, Why: "need_fx"})
		return false
	}
	lc.base = num.Round(p.Amount.Mul(fx))
	return true
}

// declarationCharges are the fees of the whole declaration.
func (e *engine) declarationCharges(total decimal.NullDecimal) []Charge {
	out := []Charge{e.clearanceFee(total)}
	out = append(out, e.eService()...)
	if e.procedure.Key == "transit" {
		out = append(out, e.transitFee())
	}
	return out
}

// tally sums what is applied and says whether anything is open. Payments are
// whole qəpik: those that fit are summed as integers, which is what makes the
// sum over thousands of lines quick.
type tally struct {
	cents int64
	more  decimal.Decimal // what does not fit
	open  bool
}

func (t *tally) add(cs []Charge) {
	for i := range cs {
		switch cs[i].Status {
		case Applied:
			t.plus(cs[i].Amount.Decimal)
		case NeedsInput, Unknown:
			t.open = true
		}
	}
}

// plus adds a payment. Twelve digits leave room for those of as many lines as
// there can be.
func (t *tally) plus(x decimal.Decimal) {
	if x.Exponent() == -2 && x.NumDigits() <= 12 {
		t.cents += x.CoefficientInt64()
	} else {
		t.more = t.more.Add(x)
	}
}

// join adds what another tally holds.
func (t *tally) join(x tally) {
	t.cents += x.cents
	if !x.more.IsZero() {
		t.more = t.more.Add(x.more)
	}
	t.open = t.open || x.open
}

func (t tally) sum() decimal.Decimal { return decimal.New(t.cents, -2).Add(t.more) }

// scenarios computes the total under each statutory rate for the lines whose
// duty rate is not known.
func (e *engine) scenarios(outcomes []*outcome, fees tally) []Scenario {
	rest, unknown := fees, false
	for _, o := range outcomes {
		if o.scenarios == nil {
			rest.join(o.sum)
		}
		unknown = unknown || o.scenarios != nil
	}
	if !unknown {
		return nil
	}
	var out []Scenario
	for _, s := range e.t.StatutoryDuties {
		if !s.Has(e.d.Date) {
			continue
		}
		t := rest
		for _, o := range outcomes {
			if o.scenarios != nil {
				t.join(o.scenarios[len(out)])
			}
		}
		sc := Scenario{Duty: s.Percent.String()}
		sc.Total, sc.TotalFrom = t.split()
		out = append(out, sc)
	}
	return out
}

// split gives a settled sum as a total and an open one as "at least".
func (t tally) split() (total, from decimal.NullDecimal) {
	v := decimal.NewNullDecimal(t.sum())
	if t.open {
		return decimal.NullDecimal{}, v
	}
	return v, decimal.NullDecimal{}
}

func rateUnknown(cs []Charge) bool {
	for i := range cs {
		if cs[i].Kind == ImportDuty && cs[i].Reason == "rate_unknown" {
			return true
		}
	}
	return false
}

// rateAssumed reports whether the duty is charged at the rate taken for an
// individual's goods whose own rate is not known.
func rateAssumed(cs []Charge) bool {
	for i := range cs {
		if cs[i].Kind == ImportDuty && cs[i].Reason == "rate_assumed" {
			return true
		}
	}
	return false
}

// options computes the lawful alternatives: the general rate everywhere, and
// each preference the origins allow on the lines it fits, with the proof that
// is still missing. There is no choice of options where no origin has one.
func (e *engine) options(a *Assessment, outcomes []*outcome, fees tally) []Option {
	if e.flow != Import || e.procedure.Charges == "none" {
		return nil
	}
	t := fees
	lines, settled := 0, false
	for _, o := range outcomes {
		t.join(o.general)
		if o.proven() {
			lines++
		}
	}
	mfn := Option{Name: "mfn", Proven: true, Source: e.statutorySource()}
	mfn.Total, mfn.TotalFrom = t.split()
	out := []Option{mfn}
	for _, p := range preferencesOf(outcomes) {
		x := Option{Name: p.name, Source: &p.source}
		t := fees
		used := 0
		for i, o := range outcomes {
			sum := o.general
			for j := range o.preferences {
				q := &o.preferences[j]
				if q.name != p.name {
					continue
				}
				sum = q.sum
				for _, n := range q.missing {
					n.Line = i + 1
					x.Needs = append(x.Needs, n)
				}
				if len(q.missing) == 0 && !q.quota {
					used++
				}
			}
			t.join(sum)
		}
		x.Proven = len(x.Needs) == 0
		// Chosen is the option whose lines are exactly those that enjoy a preference.
		x.Chosen = x.Proven && used > 0 && used == lines && e.d.DutyOption != "mfn"
		settled = settled || x.Chosen
		x.Total, x.TotalFrom = t.split()
		out = append(out, x)
	}
	switch {
	case lines == 0 || e.d.DutyOption == "mfn":
		out[0].Chosen = true
	case !settled:
		// Some lines have their proof and others not, or two agreements are at
		// work: what is declared is none of the pure options.
		out = append(out, Option{Name: "best", Chosen: true, Proven: true, Total: a.Total, TotalFrom: a.TotalFrom})
	}
	return out
}

// atLeast sums charges. The lowest statutory duty stands in for a rate that is
// not known, so that an open sum says the least it can be.
func (e *engine) atLeast(i int, cs []Charge) tally {
	var t tally
	if !rateUnknown(cs) {
		t.add(cs)
		return t
	}
	for _, s := range e.t.StatutoryDuties {
		if s.Has(e.d.Date) {
			cs = e.assessLine(i, dutyMode{kind: modeScenario, percent: s.Percent})
			break
		}
	}
	t.add(cs)
	t.open = true
	return t
}

// totals fills the sums of the assessment. While a line is open the total is
// withheld: the least and, where it can be said, the most take its place.
func (e *engine) totals(a *Assessment, t tally) {
	if !t.open {
		a.Complete = true
		a.Total = decimal.NewNullDecimal(t.sum())
		return
	}
	a.TotalFrom = decimal.NewNullDecimal(t.sum())
	for i, s := range a.Scenarios { // all of them are settled, or none
		least := s.Total
		if !least.Valid {
			least = s.TotalFrom
		}
		if i == 0 || least.Decimal.LessThan(a.TotalFrom.Decimal) {
			a.TotalFrom = least
		}
		if i == 0 || s.Total.Decimal.GreaterThan(a.TotalTo.Decimal) {
			a.TotalTo = s.Total
		}
	}
}

func (e *engine) need(n Need) {
	if e.quiet {
		return
	}
	key := "n" + strconv.Itoa(n.Line) + n.Field
	if e.seen[key] {
		return
	}
	e.seen[key] = true
	e.needs = append(e.needs, n)
}

func (e *engine) warn(code string, line int, args ...string) {
	if !e.quiet {
		e.repeat(Warning{Code: code, Line: line, Args: pairs(args)})
	}
}

// repeat gives a warning unless it was given before.
func (e *engine) repeat(w Warning) {
	key := "w" + strconv.Itoa(w.Line) + w.Code
	for _, a := range w.Args {
		key += "\x00" + a.Name + "\x00" + a.Value
	}
	if e.seen[key] {
		return
	}
	e.seen[key] = true
	e.warnings = append(e.warnings, w)
}

func (lc *lineCalc) need(field, unit, why string) {
	lc.e.need(Need{Line: lc.n, Field: field, Unit: unit, Why: why})
}

func (lc *lineCalc) needChoice(field, why string, choices []string) {
	lc.e.need(Need{Line: lc.n, Field: field, Why: why, Choices: choices})
}

func (lc *lineCalc) warn(code string, args ...string) { lc.e.warn(code, lc.n, args...) }

// open marks a charge whose rate could not be evaluated: something is missing,
// or the rate itself says nothing for this day.
func (lc *lineCalc) open(c *Charge, r rate.Result) {
	if len(r.Needs) == 0 {
		c.Status, c.Reason = Unknown, r.Reason
		if c.Kind == ImportDuty {
			lc.need("duty", "", "need_duty_rate")
		}
		return
	}
	c.Status, c.Reason = NeedsInput, "missing_input"
	for _, n := range r.Needs {
		line := lc.n
		if strings.HasPrefix(n.Field, "rates.") {
			line = 0
		}
		lc.e.need(Need{Line: line, Field: n.Field, Unit: n.Unit, Why: n.Why, Choices: n.Choices})
	}
}

// baseOf is what a rate is charged on, for the base column: a quantity for a
// specific rate, otherwise the taxable value (Customs Code 226). r is the rate
// in force on the day: the branch of a dated or seasonal one.
func (lc *lineCalc) baseOf(r rate.Rate) decimal.NullDecimal {
	switch r.Op {
	case rate.Bracket:
		return lc.baseOf(*r.Rate)
	case rate.Specific:
		if q, need := lc.line.quantity(r.Per.Unit); need == nil {
			return decimal.NewNullDecimal(q.Value)
		}
		return decimal.NullDecimal{}
	case rate.Unresolved:
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(lc.base)
}
