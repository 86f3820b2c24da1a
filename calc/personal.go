package calc

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// PersonalUse is how far an individual's limits are used: before this
// declaration, by it, and what is left. Sums are manat.
type PersonalUse struct {
	Value   *ValueUse // nil where no limit of value is known for the day
	Limits  []LimitUse
	Declare []string // keys of the rules that ask for a written declaration
}

// ValueUse is the use of the value limit.
type ValueUse struct {
	Limit      Money // of one person, with what accompanied minors add
	Per        string
	Cap        decimal.Decimal // the limit in manat
	Used       decimal.Decimal // before this declaration
	This       decimal.Decimal // value of this declaration that counts against it
	Left       decimal.Decimal // after this declaration
	Over       decimal.Decimal // value above the limit
	Resets     date.Date       // first day of the next period; zero where there is none
	Confidence Confidence
	Source     Source
}

// LimitUse is the use of a limit of quantity, in its unit.
type LimitUse struct {
	Key        string
	Cap        decimal.NullDecimal // invalid: no stated quantity
	Unit       string
	Used       decimal.Decimal
	This       decimal.Decimal
	Left       decimal.Decimal
	Over       decimal.Decimal
	Per        string
	Resets     date.Date
	Refused    bool // a person under 18 does not have it
	Confidence Confidence
	Source     Source
}

// Statuses of LineRelief.
const (
	ReliefWithin  = "within"  // nothing of the line is over a limit
	ReliefOver    = "over"    // part of it, or all, is
	ReliefOutside = "outside" // no limit is for such goods
	ReliefOpen    = "open"    // the quantity has to be told first
)

// LineRelief is what of a line an individual brings without payments.
type LineRelief struct {
	Limit    string // "value", a key of the limits table, or "" for ReliefOutside
	Status   string
	Free     decimal.Decimal     // part of the customs value that is not charged
	Taxable  decimal.Decimal     // part that is
	Quantity decimal.NullDecimal // what counts against a limit of quantity
	Over     decimal.Decimal     // above that limit, in Unit; or above the value limit, in manat
	Unit     string
	Declare  []string // rules that ask for a written declaration of this line
	Banned   string   // key of a prohibition that covers the line
}

// share is the working state of a line: which parts of its value go where.
type share struct {
	relief LineRelief
	limit  *LimitRow // of quantity, nil for ordinary goods
	pooled decimal.Decimal
	full   decimal.Decimal
	taken  []Step          // how the taxable value came about
	part   decimal.Decimal // taxable quantity of whole; whole zero: all of it
	whole  decimal.Decimal
	why    string // reason of a charge that is not due
	args   []string
}

// withItems fills the code and kind that an item stands for.
func withItems(d *Declaration, t *Tables) *Declaration {
	var out *Declaration
	for i := range d.Lines {
		x := t.Personal.Item(d.Lines[i].Item)
		if x == nil {
			continue
		}
		if out == nil {
			c := *d
			c.Lines = slices.Clone(d.Lines)
			out = &c
		}
		l := &out.Lines[i]
		if l.Code == "" {
			l.Code = x.Code
		}
		if l.Variant == "" {
			l.Variant = x.Variant
		}
	}
	if out == nil {
		return d
	}
	return out
}

// simplified reports whether the goods are an individual's, not commercial,
// carried or sent by post, and so declared on the simplified form (243.2).
func (e *engine) simplified() bool { return e.d.simplified() }

func (d *Declaration) simplified() bool { return d.Channel == "carried" || d.Channel == "post" }

// individuals takes what an individual brings without payments off the lines.
//
// Decision 305/2013, item 2.1: goods up to a total value, once a calendar month
// (2.1.2, 2.1.4); excisable goods and vehicles are outside it. Tax Code 188.1.1
// and item 2.1: quantities of excisable goods. Item 2.1.11: food. What is above
// is charged at the ordinary tariff: “the amounts are taken off the total
// customs value” (amendment of 2026), so the excess is spread over the goods in
// proportion to their value, and above a quantity in proportion to the quantity.
func (e *engine) individuals() {
	e.shares = make([]share, len(e.d.Lines))
	for i := range e.shares {
		s := &e.shares[i]
		s.full = e.values[i].value
	}
	if !e.simplified() || e.procedure.Charges != "full" && e.procedure.Charges != "export" {
		return
	}
	e.personal = &PersonalUse{}
	for i := range e.shares {
		e.place(i)
	}
	e.quantityLimits()
	e.valueLimit()
	for i := range e.shares {
		e.settleShare(i)
	}
	e.personalRules()
}

// place finds the limit a line counts against and puts its value there.
func (e *engine) place(i int) {
	s, l, v := &e.shares[i], &e.d.Lines[i], e.values[i].value
	row, known := e.limitOf(l)
	switch {
	case row != nil:
		s.limit, s.relief.Limit = row, row.Key
	case known || e.outsideLimits(l):
		s.relief.Status = ReliefOutside
		return
	default:
		s.relief.Limit = "value"
		s.pooled, s.full = v, num.Zero
	}
}

// limitOf is the limit of quantity the line counts against on the day. known
// says that there is one for such goods, though not on this day. A vehicle is
// goods of none, whatever else the line says: a third of a car is not charged.
func (e *engine) limitOf(l *Line) (row *LimitRow, known bool) {
	if l.describesVehicle() {
		return nil, false
	}
	key := ""
	if x := e.t.Personal.Item(l.Item); x != nil {
		if key = x.Limit; key == "" {
			return nil, false
		}
	}
	for i := range e.t.Personal.Limits {
		r := &e.t.Personal.Limits[i]
		if r.Flow != e.flow || key != "" && r.Key != key || key == "" && !r.holds(l.Code, l.Variant) {
			continue
		}
		if !slices.Contains(r.Channels, e.d.Channel) {
			// Food and medicines in a parcel are ordinary goods; excisable ones are outside its limit.
			known = known || r.Kind == limitExcise
			continue
		}
		if r.Has(e.d.Date) {
			return r, true
		}
		known = known || r.Kind == limitExcise
	}
	return nil, known
}

// outsideLimits reports whether the line is of goods the value limit never
// covers: excisable ones and vehicles.
func (e *engine) outsideLimits(l *Line) bool {
	if l.Code == "" {
		return false
	}
	return isVehicle(l) || e.excisable(l)
}

// excisable reports whether the line may be excisable goods.
func (e *engine) excisable(l *Line) bool {
	return l.Code != "" && len(e.facts(l.Code).excise) > 0 && l.Variant != VariantNone
}

// quantityLimits fills the limits of quantity in the order of the lines.
func (e *engine) quantityLimits() {
	var done []string
	for i := range e.shares {
		row := e.shares[i].limit
		if row == nil || slices.Contains(done, row.Key) {
			continue
		}
		done = append(done, row.Key)
		var lines []int
		for j := i; j < len(e.shares); j++ {
			if e.shares[j].limit == row {
				lines = append(lines, j)
			}
		}
		e.quantityLimit(row, lines)
	}
}

func (e *engine) quantityLimit(row *LimitRow, lines []int) {
	use := LimitUse{Key: row.Key, Cap: row.Quantity, Unit: row.Unit, Per: row.Per, Resets: resets(row.Per, e.d.Date), Confidence: row.Confidence, Source: row.Source}
	use.Used = e.d.LimitsUsed[row.Key]
	if row.Kind == limitFree || !row.Quantity.Valid {
		for _, i := range lines {
			s := &e.shares[i]
			s.full = num.Zero
			s.why = "personal_use"
		}
		e.personal.Limits = append(e.personal.Limits, use)
		return
	}
	limit := row.Quantity.Decimal
	if e.d.Minor && row.AdultsOnly {
		use.Refused = true
		limit = num.Zero
		e.warn("adults_only", lines[0]+1, "limit_key", row.Key)
	}
	left := limit.Sub(use.Used)
	if left.IsNegative() {
		left = num.Zero
	}
	weights := make([]decimal.Decimal, len(lines))
	open := false
	for k, i := range lines {
		s := &e.shares[i]
		s.relief.Unit = row.Unit
		q, ok := e.counted(row, i)
		if !ok {
			open = true
			continue
		}
		weights[k] = q
		use.This = use.This.Add(q)
		s.relief.Quantity = decimal.NewNullDecimal(q)
	}
	if over := use.This.Sub(left); over.IsPositive() {
		use.Over = over
	} else {
		use.Left = left.Sub(use.This)
	}
	over := shareOut(use.Over, weights, placesOf(row.Unit, weights))
	for k, i := range lines {
		if open { // one quantity that is not told leaves every share open
			e.shares[i].relief.Status = ReliefOpen
			continue
		}
		e.splitLine(row, i, over[k])
	}
	e.personal.Limits = append(e.personal.Limits, use)
}

// counted is what a line counts against a limit of quantity. A telephone line
// without a number of pieces is one piece.
func (e *engine) counted(row *LimitRow, i int) (decimal.Decimal, bool) {
	l := &e.d.Lines[i]
	q, need := l.quantity(row.Unit)
	switch {
	case need == nil:
		return q.Value, true
	case row.Kind == limitPhone:
		return decimal.NewFromInt(1), true
	}
	e.need(Need{Line: i + 1, Field: need.Field, Unit: need.Unit, Why: need.Why})
	return num.Zero, false
}

// splitLine puts the value of a line where its quantity puts it, over being the
// part of the quantity above the limit. The value follows the quantity and is
// rounded half up.
func (e *engine) splitLine(row *LimitRow, i int, over decimal.Decimal) {
	s, v := &e.shares[i], e.values[i].value
	q := s.relief.Quantity.Decimal
	s.relief.Over = over
	above := num.Zero
	if q.IsPositive() {
		above = num.Round(num.Quo(v.Mul(over), q))
	}
	switch row.Kind {
	case limitExcise:
		s.full = above
		s.part, s.whole = over, q
		if s.why = "within_quantity"; over.IsPositive() {
			s.why = "" // a gift has no value, and its excess bears excise all the same
			s.taken = []Step{{Op: "free_quantity", Args: []string{num.Plain(q), num.Plain(q.Sub(over)), row.Unit}, Result: num.Plain(over)}}
			if !above.Equal(v) {
				s.taken = append(s.taken, Step{Op: "part_value", Args: []string{num.Money(v), num.Plain(over), num.Plain(q), row.Unit}, Result: num.Money(above)})
			}
		}
	case limitFood:
		s.pooled, s.full = above, num.Zero
		s.why = "within_quantity"
		if above.IsPositive() {
			s.why = ""
			e.warn("food_over", i+1, "limit_key", row.Key)
			if !above.Equal(v) {
				s.taken = []Step{{Op: "part_value", Args: []string{num.Money(v), num.Plain(over), num.Plain(q), row.Unit}, Result: num.Money(above)}}
			}
		}
	case limitPhone:
		s.pooled, s.full = v.Sub(above), above
		if v.IsZero() && over.IsZero() {
			s.why = "within_quantity" // of a present nothing counts against the value
		}
		if above.IsPositive() {
			e.warn("second_phone", i+1, "per", row.Per)
		}
	}
	s.args = []string{"quantity", row.Quantity.Decimal.String() + " " + row.Unit, "limit_key", row.Key}
}

// valueLimit takes the value limit off the goods that count against it.
func (e *engine) valueLimit() {
	sum := num.Zero
	weights := make([]decimal.Decimal, len(e.shares))
	any := false
	for i := range e.shares {
		weights[i] = e.shares[i].pooled
		sum = sum.Add(weights[i])
		any = any || e.shares[i].relief.Limit == "value" || weights[i].IsPositive()
	}
	use := e.valueUse()
	if use == nil {
		if any && e.flow == Import && e.allowanceRow(e.d.Minor) == nil {
			e.warn("no_allowance_for_date", 0, "channel", e.d.Channel)
		}
		for i := range e.shares {
			s := &e.shares[i]
			if waits := e.flow == Import && s.pooled.IsPositive() && e.allowanceRow(e.d.Minor) != nil; waits {
				s.relief.Status = ReliefOpen // its exchange rate is missing
			}
			s.full, s.pooled = s.full.Add(s.pooled), num.Zero
		}
		return
	}
	use.This = sum
	left := use.Left
	if over := sum.Sub(left); over.IsPositive() {
		use.Over, use.Left = over, num.Zero
		parts := shareOut(over, weights, 2)
		for i := range parts {
			s := &e.shares[i]
			if !weights[i].IsPositive() {
				continue
			}
			s.taken = append(s.taken, Step{Op: "excess", Args: []string{num.Money(weights[i]), num.Money(weights[i].Sub(parts[i]))}, Result: num.Money(parts[i])})
			if s.relief.Limit == "value" {
				s.relief.Over = parts[i]
			}
			s.full = s.full.Add(parts[i])
		}
	} else {
		use.Left = left.Sub(sum)
	}
	for i := range e.shares {
		s := &e.shares[i]
		if s.pooled.IsPositive() && s.why == "" || s.relief.Limit == "value" {
			s.why, s.args = "within_allowance", []string{"limit", use.Limit.Amount.String() + " " + use.Limit.Currency}
		}
	}
	e.personal.Value = use
}

// valueUse is the value limit of the day before this declaration, nil where
// none is known, or its exchange rate is not.
func (e *engine) valueUse() *ValueUse {
	if e.flow != Import {
		return nil
	}
	row := e.allowanceRow(e.d.Minor)
	if row == nil {
		return nil
	}
	limit, conf := row.Limit, row.Confidence
	if e.d.Minor && row.Supplement {
		limit.Amount = num.Zero
		e.warn("minor_supplement", 0)
	}
	if m := e.allowanceRow(true); !e.d.Minor && e.d.Minors > 0 && m != nil && m.Supplement {
		limit.Amount = limit.Amount.Add(m.Limit.Amount.Mul(decimal.NewFromInt(int64(e.d.Minors))))
		conf = worse(conf, m.Confidence)
	}
	fx, known := e.fx.rate(limit.Currency)
	if !known {
		e.need(Need{Field: "rates." + limit.Currency, Why: "need_fx"})
		return nil
	}
	use := &ValueUse{Limit: limit, Per: row.Per, Cap: num.Round(limit.Amount.Mul(fx)), Resets: resets(row.Per, e.d.Date), Confidence: conf, Source: row.Source}
	if u := e.d.AllowanceUsed; u != nil {
		ufx, known := e.fx.rate(u.Currency)
		if !known {
			e.need(Need{Field: "rates." + u.Currency, Why: "need_fx"})
			return nil
		}
		use.Used = num.Round(u.Amount.Mul(ufx))
	}
	use.Left = use.Cap.Sub(use.Used)
	if use.Left.IsNegative() {
		use.Left = num.Zero
	}
	return use
}

// allowanceRow is the row of the channel on the day for an adult or a minor.
func (e *engine) allowanceRow(minor bool) *AllowanceRow {
	for i := range e.t.Allowances {
		if r := &e.t.Allowances[i]; r.Channel == e.d.Channel && r.Minor == minor && r.Has(e.d.Date) {
			return r
		}
	}
	return nil
}

// settleShare turns the working state of a line into what is charged and said.
func (e *engine) settleShare(i int) {
	s, v := &e.shares[i], e.values[i].value
	r := &s.relief
	r.Taxable, r.Free = s.full, v.Sub(s.full)
	if s.whole.IsZero() && !r.Free.IsZero() && !s.full.IsZero() {
		s.part, s.whole = s.full, v
	}
	if r.Status == "" {
		r.Status = ReliefWithin
		if r.Over.IsPositive() || s.full.IsPositive() {
			r.Status = ReliefOver
		}
	}
}

// freeOfPayments reports whether all of a line is brought without payments.
func (e *engine) freeOfPayments(i int) bool {
	s := &e.shares[i]
	return e.personal != nil && s.full.IsZero() && s.why != "" && s.relief.Status != ReliefOpen
}

// withinLimits are the charges of a line inside the limits.
func (e *engine) withinLimits(i int) []Charge {
	s := &e.shares[i]
	conf, src := Confidence(""), Source{}
	switch {
	case s.limit != nil && s.why != "within_allowance":
		conf, src = s.limit.Confidence, s.limit.Source
	case e.personal.Value != nil:
		conf, src = e.personal.Value.Confidence, e.personal.Value.Source
	}
	kinds := []Kind{ImportDuty, Excise, VAT}
	if e.flow == Export {
		kinds = []Kind{ExportDuty, VAT}
	}
	var out []Charge
	for _, k := range kinds {
		c := Charge{Kind: k, Confidence: conf, Source: &src}
		notDue(&c, s.why, s.args...)
		out = append(out, c)
	}
	return out
}

// over reports whether any of an individual's goods bear payments.
func (e *engine) over() bool {
	for i := range e.shares {
		if !e.freeOfPayments(i) {
			return true
		}
	}
	return false
}

// assumedDuty is the row of the rate taken for an individual's ordinary goods
// whose own is not known, nil where none is applied.
func (e *engine) assumedDuty(l *Line) *PersonalDutyRow {
	if e.personal == nil || e.flow != Import || e.excisable(l) {
		return nil
	}
	for i := range e.t.Personal.Duty {
		if r := &e.t.Personal.Duty[i]; r.Has(e.d.Date) && r.Apply {
			return r
		}
	}
	return nil
}

// simplifiedFee settles what becomes of a fee on an individual's goods: whether
// it is due above the limits is not said where it could be read.
func (e *engine) simplifiedFee(c *Charge) {
	over := e.over()
	for i := range e.t.Personal.Fees {
		r := &e.t.Personal.Fees[i]
		if r.Over != over || !r.Has(e.d.Date) {
			continue
		}
		switch r.Status {
		case NotDue:
			notDue(c, "fee_within_allowance")
			c.Confidence, c.Source = r.Confidence, &r.Source
			return
		case Applied:
			return
		}
	}
	c.Status, c.Reason = Possible, "fee_on_simplified"
}

// personalRules says what must be declared in writing, what needs a permission
// and what may make the goods commercial.
func (e *engine) personalRules() {
	over := slices.ContainsFunc(e.t.Personal.Rules, func(r PersonalRuleRow) bool { return r.Key == "over_limit" && r.Has(e.d.Date) })
	if over && e.over() && e.flow == Import {
		e.declare(0, "over_limit")
	}
	for i := range e.d.Lines {
		l, s := &e.d.Lines[i], &e.shares[i]
		if over && s.relief.Status == ReliefOver && e.flow == Export {
			e.declare(i+1, "over_limit")
		}
		for j := range e.t.Personal.Rules {
			r := &e.t.Personal.Rules[j]
			if !r.Has(e.d.Date) || r.Flow != "" && r.Flow != e.flow || !slices.Contains(r.Channels, e.d.Channel) || !r.names(l) {
				continue
			}
			switch {
			case r.Effect == "ban":
				s.relief.Banned = r.Key
			case r.Effect != "declare":
				e.warn("needs_permit", i+1, "rule", r.Key)
			case r.Key != "precious" || s.relief.Status == ReliefOver:
				e.declare(i+1, r.Key)
			}
		}
		if e.flow != Import {
			continue
		}
		if b := e.banned(l.Code); b != nil {
			s.relief.Banned = b.Key
		}
		if s.limit != nil && s.limit.Kind == limitPhone {
			e.warn("phone_register", i+1)
		}
		if q, ok := l.Quantities["piece"]; ok && (s.limit == nil || s.limit.Kind == limitPhone) && q.GreaterThan(decimal.NewFromInt(2)) {
			e.warn("many_identical", i+1, "n", q.String())
		}
	}
}

// declare notes a rule that asks for a written declaration.
func (e *engine) declare(line int, rule string) {
	if !slices.Contains(e.personal.Declare, rule) {
		e.personal.Declare = append(e.personal.Declare, rule)
	}
	if line > 0 {
		r := &e.shares[line-1].relief
		r.Declare = append(r.Declare, rule)
	}
	e.warn("must_declare", line, "rule", rule)
}

// names reports whether the rule is about the line.
func (r *PersonalRuleRow) names(l *Line) bool {
	if l.Item != "" && slices.Contains(r.Items, l.Item) {
		return true
	}
	for _, c := range r.Codes {
		if l.Code != "" && strings.HasPrefix(l.Code, c) {
			return true
		}
	}
	return false
}

// resets is the first day of the next period of a limit.
func resets(per string, day date.Date) date.Date {
	switch per {
	case "month":
		return date.Must(day.Year(), day.Month(), 1).AddMonths(1)
	case "year":
		return date.Must(day.Year()+1, 1, 1)
	}
	return date.Date{}
}

// part is the line with its quantities cut to part of whole.
func (l *Line) part(part, whole decimal.Decimal) *Line {
	out := *l
	cut := func(x decimal.Decimal) decimal.Decimal { return num.Quo(x.Mul(part), whole) }
	out.Quantities = make(map[string]decimal.Decimal, len(l.Quantities))
	for k, q := range l.Quantities {
		out.Quantities[k] = cut(q)
	}
	if l.NetMass.Valid {
		out.NetMass.Decimal = cut(l.NetMass.Decimal)
	}
	return &out
}

// placesOf is how finely a quantity is shared: whole pieces, otherwise
// thousandths of the unit or as finely as the quantities are given.
func placesOf(unit string, qs []decimal.Decimal) int32 {
	places := int32(3)
	if unit == "piece" {
		places = 0
	}
	for _, q := range qs {
		if n := -q.Exponent(); n > places {
			places = min(n, num.MaxFractionDigits)
		}
	}
	return places
}
