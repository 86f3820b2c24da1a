package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// SecurityKinds are the amounts of security the Code knows.
var SecurityKinds = []string{"exact", "highest", "comprehensive", "value_dispute", "replacement"}

// SecurityForms are the ways to give security (258.1), in the order of the Code.
var SecurityForms = []string{"pledge", "aval", "bank_guarantee", "deposit", "insurance", "surety", "advance"}

// SecurityQuery asks how much security (təminat) covers a customs debt.
type SecurityQuery struct {
	Kind        string // of SecurityKinds; default "exact"
	Declaration *Declaration
	// Corrected are the prices customs propose instead of the declared ones
	// (value_dispute), by line.
	Corrected []CorrectedPrice
	// Debts are what a comprehensive security is to cover, each with the time it is open.
	Debts []DebtSpan
}

// CorrectedPrice is the price of a line after a proposed correction.
type CorrectedPrice struct {
	Line  int // 1 for the first
	Price Money
}

// DebtSpan is a debt and the days on which it is not yet paid, both included.
type DebtSpan struct {
	Amount   decimal.Decimal // manat
	From, To date.Date
}

// SecurityResult is the amount. It is invalid when it cannot be said, and Needs
// then says what is missing.
type SecurityResult struct {
	Kind     string
	Amount   decimal.NullDecimal // manat
	Declared decimal.NullDecimal // value_dispute: already computed and paid
	Possible decimal.NullDecimal // value_dispute: the most the correction can make it
	Peak     date.Date           // comprehensive: the first day on which most is open
	Steps    []Step
	Source   Source
	Needs    []Need
	Warnings []Warning
}

// Security computes the amount of security for a customs debt (250–255).
//
//   - exact: the debt is known, and security equals it (251.1); it covers duties,
//     taxes and the other payments on the declared goods (250.6).
//   - highest: the debt cannot be said exactly, so security is its highest
//     possible amount (251.2): the general duty instead of a preference, no relief
//     claimed, and the highest statutory rate where none is known.
//   - comprehensive: security for several declarations covers the debt at any
//     time (251.3, 255): the most that is open on one day.
//   - value_dispute: goods are released while a correction of their value is
//     disputed against the most that the correction can add to what the
//     declaration computed and paid (251.4, 163.6).
//   - replacement: replacement goods imported before the defective ones leave are
//     secured by the full import duties and taxes (203.2).
func Security(q SecurityQuery, t *Tables) (*SecurityResult, *Fault) {
	if q.Kind == "" {
		q.Kind = SecurityKinds[0]
	}
	if !slices.Contains(SecurityKinds, q.Kind) {
		return nil, fault("unknown_choice", "kind", q.Kind, "allowed", strings.Join(SecurityKinds, ", "))
	}
	r := &SecurityResult{Kind: q.Kind, Source: securitySource(t)}
	if q.Kind == "comprehensive" {
		r.Source.Article = "251.3, 255"
		return r, r.comprehensive(q.Debts)
	}
	if q.Declaration == nil {
		return nil, fault("missing_field", "declaration", "")
	}
	d := *q.Declaration
	switch q.Kind {
	case "exact":
		r.Source.Article = "251.1"
		a, f := assessNamed(d, t)
		if f != nil {
			return nil, f
		}
		r.Amount, r.Needs, r.Warnings = a.Total, a.Needs, a.Warnings
	case "highest":
		r.Source.Article = "251.2"
		a, f := r.highest(d, t)
		if f != nil {
			return nil, f
		}
		r.Amount = a
	case "replacement":
		r.Source.Article = "203.2"
		a, f := assessNamed(as(d, "free_circulation"), t)
		if f != nil {
			return nil, f
		}
		_, sum := sumKinds(lineCharges(a)...)
		r.Amount = decimal.NullDecimal{Decimal: sum, Valid: settled(a)}
		r.Needs, r.Warnings = a.Needs, a.Warnings
	case "value_dispute":
		r.Source.Article = "251.4"
		return r, r.dispute(d, q.Corrected, t)
	}
	return r, nil
}

func securitySource(t *Tables) Source {
	for i := range t.Procedures {
		if t.Procedures[i].Key == "free_circulation" {
			return t.Procedures[i].Source
		}
	}
	return Source{}
}

// highest is the most the debt can be.
func (r *SecurityResult) highest(d Declaration, t *Tables) (decimal.NullDecimal, *Fault) {
	d.DutyOption = "mfn"
	d.Lines = slices.Clone(d.Lines)
	for i := range d.Lines {
		d.Lines[i].Relief, d.Lines[i].DutyScenario = nil, ""
	}
	a, f := assessNamed(d, t)
	if f != nil {
		return decimal.NullDecimal{}, f
	}
	r.Warnings = a.Warnings
	if a.Total.Valid {
		r.Needs = a.Needs
		return a.Total, nil
	}
	if !a.TotalTo.Valid {
		r.Needs = a.Needs
	}
	for _, s := range a.Scenarios {
		if s.Total.Valid {
			r.Steps = append(r.Steps, Step{Op: "scenario", Args: []string{s.Duty}, Result: num.Money(s.Total.Decimal)})
		}
	}
	return a.TotalTo, nil
}

// dispute is the most a correction adds to what was declared.
func (r *SecurityResult) dispute(d Declaration, corrected []CorrectedPrice, t *Tables) *Fault {
	if len(corrected) == 0 {
		return fault("missing_field", "corrected", "")
	}
	declared, f := assessNamed(d, t)
	if f != nil {
		return f
	}
	after := d
	after.Lines = slices.Clone(d.Lines)
	for i, c := range corrected {
		at := "corrected[" + strconv.Itoa(i) + "]"
		if c.Line < 1 || c.Line > len(after.Lines) {
			return fault("out_of_range", at+".line", strconv.Itoa(c.Line), "from", "1", "to", strconv.Itoa(len(after.Lines)))
		}
		if f := checkMoney(at+".price", c.Price); f != nil {
			return f
		}
		after.Lines[c.Line-1].Price = c.Price
	}
	r.Declared = declared.Total
	r.Needs, r.Warnings = declared.Needs, declared.Warnings
	most, f := assessNamed(after, t)
	if f != nil {
		return f
	}
	r.Possible = most.Total
	if !most.Total.Valid {
		r.Possible = most.TotalTo
	}
	if !r.Declared.Valid || !r.Possible.Valid {
		return nil
	}
	diff := r.Possible.Decimal.Sub(r.Declared.Decimal)
	r.Steps = []Step{{Op: "minus", Args: []string{num.Money(r.Possible.Decimal), num.Money(r.Declared.Decimal)}, Result: num.Money(diff)}}
	if diff.IsNegative() {
		r.Warnings = append(r.Warnings, Warning{Code: "correction_lowers"})
		diff = num.Zero
	}
	r.Amount = decimal.NewNullDecimal(diff)
	return nil
}

// comprehensive finds the first day on which the most debt is open.
func (r *SecurityResult) comprehensive(debts []DebtSpan) *Fault {
	if len(debts) == 0 {
		return fault("missing_field", "debts", "")
	}
	if len(debts) > MaxLines {
		return fault("too_many_lines", "debts", strconv.Itoa(len(debts)), "most", strconv.Itoa(MaxLines))
	}
	for i := range debts {
		at := "debts[" + strconv.Itoa(i) + "]"
		if debts[i].Amount.IsNegative() {
			return fault("negative", at+".amount", debts[i].Amount.String())
		}
		if f := checkSize(at+".amount", debts[i].Amount); f != nil {
			return f
		}
		if f := checkSpan(at, &Span{debts[i].From, debts[i].To}, date.Date{}, "to"); f != nil {
			return f
		}
	}
	// The sum grows only on a first day, so one of those is the peak. Sweeping
	// over the sorted bounds keeps ten thousand debts quick. They are sorted as
	// texts, day first and what ends before what begins: strings are sorted
	// elsewhere too, and a sort of another type has to come over the wire.
	bounds := make([]string, 0, 2*len(debts))
	for i, x := range debts {
		n := strconv.Itoa(i)
		bounds = append(bounds, x.From.String()+"+"+n, x.To.AddDays(1).String()+"!"+n)
	}
	slices.Sort(bounds)
	open, most := num.Zero, num.Zero
	for _, b := range bounds {
		const day = len("2006-01-02")
		i, _ := strconv.Atoi(b[day+1:])
		if b[day] == '!' {
			open = open.Sub(debts[i].Amount)
			continue
		}
		if open = open.Add(debts[i].Amount); open.GreaterThan(most) {
			most, r.Peak = open, debts[i].From
		}
	}
	r.Amount = decimal.NewNullDecimal(num.Round(most))
	var args []string
	for _, x := range debts {
		if !x.From.After(r.Peak) && !x.To.Before(r.Peak) {
			args = append(args, num.Money(x.Amount))
		}
	}
	if len(args) > 0 && len(args) <= 12 {
		r.Steps = []Step{{Op: "sum", Args: args, Result: num.Money(most)}}
	}
	return nil
}
