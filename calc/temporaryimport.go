package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// months is the stay of a temporary import in months. A started month counts
// as a whole one: 194.1 sets "monthly payments", and the rule for partial months
// (decision 245 of 02.09.2013) was not seen.
func (e *engine) months() (int, bool) {
	switch {
	case e.d.Months > 0:
		return e.d.Months, true
	case e.d.Until.IsZero():
		return 0, false
	}
	return e.d.Date.StartedMonths(e.d.Until), true
}

// partial scales the charges of a line to the share a partial relief leaves:
// for each month of temporary import 3 % of the duties and taxes that free
// circulation would cost on the day of placement (194.1), in all not more than
// that full amount (194.2). Each charge is rounded once, for the whole stay.
func (e *engine) partial(lc *lineCalc) {
	months, ok := e.months()
	if !ok {
		for i := range lc.charges {
			lc.charges[i].Status, lc.charges[i].Reason = NeedsInput, "missing_input"
			lc.charges[i].Amount.Valid = false
		}
		e.need(Need{Field: "months", Why: "need_months"})
		return
	}
	full, pct := monthly(e.procedure.MonthlyPct, months)
	steps := []Step{{Op: "months", Args: []string{strconv.Itoa(months), e.procedure.MonthlyPct.String()}, Result: full.String()}}
	if !pct.Equal(full) {
		steps = append(steps, Step{Op: "cap", Args: []string{full.String(), "100"}, Result: "100"})
	}
	for i := range lc.charges {
		c := &lc.charges[i]
		if c.Status != Applied {
			continue
		}
		if c.Kind == Excise && c.Amount.Decimal.IsPositive() {
			// Tax Code 188.1.3 frees temporary imports of articles 192 and 194 from
			// excise; Customs Code 194.1 counts taxes without exception.
			lc.warn("temporary_excise")
		}
		exact := num.Percent(c.Amount.Decimal, pct)
		c.Steps = append(append(c.Steps, steps...), Step{Op: "partial", Args: []string{num.Money(c.Amount.Decimal), pct.String()}, Result: exact.String()})
		settle(c, exact)
	}
	if e.d.Months == 0 && !e.d.Until.IsZero() {
		e.warn("month_started", 0)
	}
	if most := e.procedure.MaxMonths; most > 0 && months > most {
		e.warn("stay_too_long", 0, "most", strconv.Itoa(most))
	}
}

// monthly is the share of the full charges after n months: as it adds up, and
// as 194.2 caps it.
func monthly(pct decimal.Decimal, n int) (full, capped decimal.Decimal) {
	full = pct.Mul(decimal.NewFromInt(int64(n)))
	return full, decimal.Min(full, hundred)
}

// KindSum is what the charges of one kind add up to, in manat.
type KindSum struct {
	Kind   Kind
	Amount decimal.Decimal
}

// sumKinds adds up the applied charges by kind, in the order of a declaration.
func sumKinds(groups ...[]Charge) (out []KindSum, total decimal.Decimal) {
	total = num.Zero
	for _, k := range Kinds {
		sum, has := num.Zero, false
		for _, cs := range groups {
			for i := range cs {
				if cs[i].Kind == k && cs[i].Status == Applied {
					sum, has = sum.Add(cs[i].Amount.Decimal), true
				}
			}
		}
		if has {
			out = append(out, KindSum{k, sum})
			total = total.Add(sum)
		}
	}
	return out, total
}

func lineCharges(a *Assessment) [][]Charge {
	out := make([][]Charge, len(a.Lines))
	for i := range a.Lines {
		out[i] = a.Lines[i].Charges
	}
	return out
}

// ScheduleQuery asks for the payments of a temporary import with partial relief
// month by month. The declaration's date is the day of placement.
type ScheduleQuery struct {
	Declaration *Declaration
	Release     date.Date // the day the goods are released for free circulation instead of leaving; zero: they leave
}

// ScheduleMonth is one month of the stay. The amounts of the months add up to
// what a stay of so many months costs, each charge rounded once.
type ScheduleMonth struct {
	N          int
	From, To   date.Date
	Percent    decimal.Decimal // of the full amount, with the months before
	Amount     decimal.Decimal // for this month
	Kinds      []KindSum       // the same by kind
	Cumulative decimal.Decimal // with the months before
	Remaining  decimal.Decimal // to the full amount
}

// ScheduleRelease is what release for free circulation costs later.
type ScheduleRelease struct {
	Date  date.Date
	Month int             // months begun by then
	Paid  decimal.Decimal // for those months
	// Due is the rest of the full amount: 194.2 allows no more in all than free
	// circulation on the day of placement costs. It is a conclusion: no article
	// says in words that what was paid counts.
	Due decimal.Decimal
	// Again is the full amount, for a reading in which nothing counts.
	Again decimal.Decimal
	Fees  decimal.Decimal // of the declaration for free circulation
}

// ScheduleResult is the schedule of a temporary import. It is Complete when the
// full amount is known; otherwise Needs says what is missing.
type ScheduleResult struct {
	Complete   bool
	Full       decimal.Decimal // duties and taxes of free circulation on the day of placement
	FullKinds  []KindSum
	MonthlyPct decimal.Decimal
	Planned    int // months of stay declared, 0 not said
	Months     []ScheduleMonth
	CapMonth   int // the month in which the full amount is reached (194.2)
	// Cheaper is the first month in which leaving then costs no less than free
	// circulation at once would have, fees counted; 0: none.
	Cheaper int
	FeesIn  decimal.Decimal // fees of the placement
	FeesOut decimal.Decimal // fees of the re-export
	FeesNow decimal.Decimal // fees of free circulation at once
	Terms   []Term
	Release *ScheduleRelease

	Assessment *Assessment // of free circulation on the day of placement
	Placed     *Assessment // of the planned stay, of one month where none is planned
	Source     Source
	Confidence Confidence
	Needs      []Need
	Warnings   []Warning
}

// Schedule computes a temporary import with partial relief month by month
// (Customs Code 192–194): 3 % a month of what free circulation would cost on the
// day of placement, never more than that in all; the term of 24 months, or 36
// when it is prolonged (193); when it would have been cheaper to release the
// goods at once; and what release later still costs.
func Schedule(q ScheduleQuery, t *Tables) (*ScheduleResult, *Fault) {
	d := *q.Declaration
	if d.Procedure == "" {
		d.Procedure = "temporary_import"
	}
	if d.Procedure != "temporary_import" {
		return nil, fault("unknown_choice", "declaration.procedure", d.Procedure, "allowed", "temporary_import")
	}
	if !q.Release.IsZero() && q.Release.Before(d.Date) {
		return nil, fault("date_range", "release", q.Release.String(), "from", d.Date.String(), "to", "2100-12-31")
	}
	if f := checkDay("release", q.Release); f != nil {
		return nil, f
	}
	at := func(d Declaration) (*Assessment, *Fault) {
		a, f := Assess(&d, t)
		if f != nil {
			f.Field = "declaration." + f.Field
		}
		return a, f
	}
	one := d
	if one.Months == 0 && one.Until.IsZero() {
		one.Months = 1 // the stay asked is every one; what one month warns of, all do
	}
	placed, f := at(one)
	if f != nil {
		return nil, f
	}
	full, f := at(as(d, "free_circulation"))
	if f != nil {
		return nil, f
	}
	row, _ := procedureOf(&d, t)
	r := &ScheduleResult{Complete: true, MonthlyPct: row.MonthlyPct, Assessment: full, Placed: placed, Source: row.Source, Confidence: row.Confidence,
		Needs: full.Needs, Warnings: placed.Warnings}
	for _, cs := range lineCharges(full) {
		var x tally
		x.add(cs)
		r.Complete = r.Complete && !x.open
	}
	r.FullKinds, r.Full = sumKinds(lineCharges(full)...)
	_, r.FeesIn = sumKinds(placed.Charges)
	_, r.FeesNow = sumKinds(full.Charges)
	if out, f := at(as(d, "re_export")); f == nil {
		_, r.FeesOut = sumKinds(out.Charges)
	}
	r.Terms = termsOf(t, d.Procedure, d.Date, func(string) date.Date { return d.Date })
	switch {
	case d.Months > 0:
		r.Planned = d.Months
	case !d.Until.IsZero():
		r.Planned = d.Date.StartedMonths(d.Until)
	}
	if r.Complete {
		r.fill(d.Date, lineCharges(full), q.Release)
	}
	return r, nil
}

// as is the declaration under another procedure, its flow set by that.
func as(d Declaration, procedure string) Declaration {
	d.Procedure, d.Flow, d.Months, d.Until = procedure, "", 0, date.Date{}
	return d
}

func (r *ScheduleResult) fill(placed date.Date, lines [][]Charge, release date.Date) {
	last := 1
	for _, x := range r.Terms {
		if x.Unit == "month" {
			last = max(last, x.Count+x.Longer)
		}
	}
	last = max(last, r.Planned)
	if !release.IsZero() {
		last = max(last, placed.StartedMonths(release))
	}
	before := make([]KindSum, len(r.FullKinds))
	for i, k := range r.FullKinds {
		before[i] = KindSum{k.Kind, num.Zero}
	}
	cumulative := num.Zero
	for n := 1; n <= last; n++ {
		m := ScheduleMonth{N: n, From: placed, To: placed.AddMonths(n)}
		if n > 1 {
			m.From = placed.AddMonths(n - 1).AddDays(1)
		}
		_, m.Percent = monthly(r.MonthlyPct, n)
		for i, k := range r.FullKinds {
			sum := num.Zero
			for _, cs := range lines {
				for j := range cs {
					if cs[j].Kind == k.Kind && cs[j].Status == Applied {
						sum = sum.Add(num.Round(num.Percent(cs[j].Amount.Decimal, m.Percent)))
					}
				}
			}
			part := sum.Sub(before[i].Amount)
			before[i].Amount = sum
			m.Kinds = append(m.Kinds, KindSum{k.Kind, part})
			m.Amount = m.Amount.Add(part)
		}
		cumulative = cumulative.Add(m.Amount)
		m.Cumulative, m.Remaining = cumulative, r.Full.Sub(cumulative)
		if r.CapMonth == 0 && m.Percent.Equal(hundred) {
			r.CapMonth = n
		}
		if r.Cheaper == 0 && r.Full.IsPositive() && cumulative.Add(r.FeesIn).Add(r.FeesOut).GreaterThanOrEqual(r.Full.Add(r.FeesNow)) {
			r.Cheaper = n
		}
		r.Months = append(r.Months, m)
	}
	if release.IsZero() {
		return
	}
	m := r.Months[placed.StartedMonths(release)-1]
	r.Release = &ScheduleRelease{Date: release, Month: m.N, Paid: m.Cumulative, Due: m.Remaining, Again: r.Full, Fees: r.FeesNow}
}
