package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// InterestQuery asks for the interest on a customs debt that is paid late, or
// whose payment is deferred, or both.
type InterestQuery struct {
	Debt decimal.Decimal     // manat
	Due  date.Date           // the day the payment falls due
	Paid date.Date           // the day it is paid
	Kind string              // "late" (default) | "deferral": deferred from Due to Paid
	Rate decimal.NullDecimal // deferral: the Central Bank's discount rate, per cent a year; the table's when not given

	// Deferral is a deferral granted on or after Due: the debt is late before it
	// is granted and again after it ends (247.2). With it Kind is "late".
	Deferral *Deferral
	// Appeal is the time a complaint about a correction of the customs value was
	// examined: no late interest is counted in it (221.3).
	Appeal *Span
}

// Deferral is a deferral of payment (möhlət), which bears interest on each of
// its days.
type Deferral struct {
	Span
	Rate decimal.NullDecimal // per cent a year; the table's when not given
}

// Span is a time whose days are those after From, to To inclusive.
type Span struct{ From, To date.Date }

func (s *Span) has(d date.Date) bool { return s != nil && d.After(s.From) && !d.After(s.To) }

// InterestPart is a run of days that are charged alike.
type InterestPart struct {
	Kind       string    // "late", "deferral", "pause" (221.3), "over" (beyond the year of 247.3), "unknown" (deferral, no rate known)
	From, To   date.Date // first and last day
	Days       int
	Rate       decimal.NullDecimal // per cent, a day or a year
	Amount     decimal.NullDecimal // manat; the parts of a kind add up to its charge
	Source     *Source
	Confidence Confidence
}

// InterestResult is the interest with how it was computed. Days, Rate, Steps,
// Source and Confidence are those of the late interest, or of the deferral
// where only that is asked. Amount is all interest, invalid when a rate is not known.
type InterestResult struct {
	Days       int
	Amount     decimal.NullDecimal // manat
	Rate       decimal.Decimal     // per cent, per day or per year
	Steps      []Step
	Source     Source
	Confidence Confidence

	Parts    []InterestPart
	Charges  []Charge            // late_interest, deferral_interest; each rounded once
	Payable  decimal.NullDecimal // debt and interest
	EachDay  decimal.NullDecimal // what one more day costs after Paid, 0 once the year is full
	Warnings []Warning
}

// Interest computes the interest on a customs debt.
//
// Late payment (dəbbə pulu), Customs Code 247.2–247.3: 0.1 % of the debt for
// each day from the day after the due date to the day of payment, for at most
// one year, which is taken as 365 days. It is not counted while a deferral runs
// (247.2.1) nor while a complaint about the customs value is examined (221.3);
// after a deferral it goes on (247.2.2), and the year is one for both times.
// Deferral (möhlət), 246: the debt bears the Central Bank's discount rate of
// each day; the basis of days is not in the Code, 365 is taken.
// Each of the two is rounded once, half up, to 0.01 manat.
func Interest(q InterestQuery, t *Tables) (*InterestResult, *Fault) {
	if f := checkInterest(&q); f != nil {
		return nil, f
	}
	only := q.Kind == "deferral"
	if only {
		q.Deferral = &Deferral{Span: Span{q.Due, q.Paid}, Rate: q.Rate}
	}
	c := interestCounter{q: &q, t: t, r: &InterestResult{}}
	c.count()
	r := c.r
	if !only {
		r.Charges = append(r.Charges, c.charge("late", LateInterest))
	}
	if q.Deferral != nil {
		r.Charges = append(r.Charges, c.charge("deferral", DeferralInterest))
	}
	main := r.Charges[0]
	r.Amount = decimal.NewNullDecimal(num.Zero)
	for i := range r.Charges {
		if r.Charges[i].Status != Applied && r.Charges[i].Status != NotDue {
			r.Amount.Valid = false
		}
		r.Amount.Decimal = r.Amount.Decimal.Add(r.Charges[i].Amount.Decimal)
	}
	r.Payable = decimal.NullDecimal{Decimal: num.Round(q.Debt).Add(r.Amount.Decimal), Valid: r.Amount.Valid}
	r.Steps, r.Confidence = main.Steps, main.Confidence
	if main.Source != nil {
		r.Source = *main.Source
	}
	c.finish(only)
	return r, nil
}

func checkInterest(q *InterestQuery) *Fault {
	if q.Debt.IsNegative() {
		return fault("negative", "debt", q.Debt.String())
	}
	if f := checkSize("debt", q.Debt); f != nil {
		return f
	}
	for _, d := range []struct {
		field string
		d     date.Date
	}{{"due", q.Due}, {"paid", q.Paid}} {
		if d.d.IsZero() {
			return fault("missing_field", d.field, "")
		}
		if f := checkDay(d.field, d.d); f != nil {
			return f
		}
	}
	if q.Kind == "" {
		q.Kind = "late"
	}
	if q.Kind != "late" && q.Kind != "deferral" {
		return fault("unknown_choice", "kind", q.Kind, "allowed", "late, deferral")
	}
	if f := checkRate("rate", q.Rate); f != nil {
		return f
	}
	if d := q.Deferral; d != nil {
		if q.Kind == "deferral" {
			return fault("conflict", "deferral", "", "with", "kind")
		}
		if f := checkSpan("deferral", &d.Span, q.Due, "until"); f != nil {
			return f
		}
		if f := checkRate("deferral.rate", d.Rate); f != nil {
			return f
		}
	}
	if q.Appeal != nil {
		return checkSpan("appeal", q.Appeal, date.Date{}, "to")
	}
	return nil
}

func checkRate(field string, r decimal.NullDecimal) *Fault {
	if r.Valid && (r.Decimal.IsNegative() || r.Decimal.GreaterThan(hundred)) {
		return fault("out_of_range", field, r.Decimal.String(), "from", "0", "to", "100")
	}
	return nil
}

// checkDay keeps days where the law and the arithmetic of terms reach.
func checkDay(field string, d date.Date) *Fault {
	if !d.IsZero() && (d.Year() < 1993 || d.Year() > 2100) {
		return fault("date_range", field, d.String(), "from", "1993-01-01", "to", "2100-12-31")
	}
	return nil
}

func checkSpan(field string, s *Span, from date.Date, end string) *Fault {
	switch {
	case s.From.IsZero():
		return fault("missing_field", field+".from", "")
	case s.To.IsZero():
		return fault("missing_field", field+"."+end, "")
	case !from.IsZero() && s.From.Before(from):
		return fault("date_range", field+".from", s.From.String(), "from", from.String(), "to", "2100-12-31")
	case s.To.Before(s.From):
		return fault("date_range", field+"."+end, s.To.String(), "from", s.From.String(), "to", "2100-12-31")
	}
	if f := checkDay(field+".from", s.From); f != nil {
		return f
	}
	return checkDay(field+"."+end, s.To)
}

// interestCounter walks over the days after the due day, one by one, and joins
// those that are charged alike.
type interestCounter struct {
	q     *InterestQuery
	t     *Tables
	r     *InterestResult
	parts []countedPart
	late  *InterestRow // the row of the last late day
	days  int          // late days charged so far
}

type countedPart struct {
	InterestPart
	row *InterestRow
}

func (c *interestCounter) count() {
	for d := c.q.Due.AddDays(1); !d.After(c.q.Paid); d = d.AddDays(1) {
		kind, row := c.kindOf(d)
		if n := len(c.parts); n > 0 && c.parts[n-1].Kind == kind && c.parts[n-1].row == row {
			c.parts[n-1].To = d
			c.parts[n-1].Days++
			continue
		}
		p := countedPart{InterestPart{Kind: kind, From: d, To: d, Days: 1}, row}
		switch {
		case kind == "deferral" && c.q.Deferral.Rate.Valid:
			p.Rate, p.Confidence = c.q.Deferral.Rate, User
		case row != nil && kind != "over":
			p.Rate, p.Confidence = decimal.NewNullDecimal(row.Percent), row.Confidence
		}
		if row != nil {
			p.Source = &row.Source
		}
		c.parts = append(c.parts, p)
	}
}

func (c *interestCounter) kindOf(d date.Date) (string, *InterestRow) {
	if def := c.q.Deferral; def != nil && def.has(d) {
		row := c.row("deferral", d)
		if row == nil && def.Rate.Valid {
			row = c.any("deferral")
		}
		if row == nil {
			return "unknown", nil
		}
		return "deferral", row
	}
	if c.q.Appeal.has(d) {
		return "pause", nil
	}
	row := c.row("late", d)
	if row == nil {
		return "unknown", nil
	}
	c.late = row
	if c.days >= row.MaxDays {
		return "over", row
	}
	c.days++
	return "late", row
}

func (c *interestCounter) row(kind string, d date.Date) *InterestRow {
	for i := range c.t.Interest {
		if x := &c.t.Interest[i]; x.Kind == kind && x.Has(d) {
			// A user's rate holds for the whole deferral: the rows do not part it.
			if kind == "deferral" && c.q.Deferral.Rate.Valid {
				return c.any(kind)
			}
			return x
		}
	}
	return nil
}

func (c *interestCounter) any(kind string) *InterestRow {
	for i := len(c.t.Interest) - 1; i >= 0; i-- {
		if c.t.Interest[i].Kind == kind {
			return &c.t.Interest[i]
		}
	}
	return nil
}

// charge makes the charge of a kind from its parts, and gives each part its
// share so that the parts add up.
func (c *interestCounter) charge(kind string, k Kind) Charge {
	out := Charge{Kind: k, Status: Applied, Base: decimal.NewNullDecimal(num.Round(c.q.Debt))}
	exact, shown, n := num.Zero, num.Zero, 0
	for i := range c.parts {
		p := &c.parts[i]
		if p.Kind == "unknown" && (kind == "deferral") == c.q.deferred(p.From) {
			out.Status, out.Reason = Unknown, "no_rate_for_date"
		}
		if p.Kind != kind {
			continue
		}
		n += p.Days
		part := num.Percent(c.q.Debt, p.Rate.Decimal).Mul(decimal.NewFromInt(int64(p.Days)))
		args := []string{c.q.Debt.String(), p.Rate.Decimal.String(), strconv.Itoa(p.Days)}
		op := "per_day"
		if kind == "deferral" {
			part = num.Quo(part, decimal.NewFromInt(int64(p.row.YearDays)))
			op, args = "per_year", append(args, strconv.Itoa(p.row.YearDays))
		}
		before := p.From.AddDays(-1).String()
		out.Steps = append(out.Steps, Step{Op: "days", Args: []string{before, p.To.String()}, Result: strconv.Itoa(p.Days)},
			Step{Op: op, Args: args, Result: part.String()})
		if !exact.IsZero() {
			out.Steps = append(out.Steps, Step{Op: "add", Args: []string{exact.String(), part.String(), "AZN"}, Result: exact.Add(part).String()})
		}
		exact = exact.Add(part)
		rounded := num.Round(exact)
		p.Amount = decimal.NewNullDecimal(rounded.Sub(shown))
		shown = rounded
		out.Source, out.Rate = p.Source, p.Rate.Decimal.String()+" %"
		out.Confidence = worse(out.Confidence, p.Confidence)
	}
	if over := c.daysOf("over"); kind == "late" && over > 0 {
		out.Steps = append(out.Steps, Step{Op: "days_cap", Args: []string{strconv.Itoa(n + over), strconv.Itoa(n)}, Result: strconv.Itoa(n)})
	}
	if out.Status == Unknown {
		return out
	}
	if n == 0 {
		if row := c.row(kind, c.q.Due); row != nil {
			out.Source, out.Confidence, out.Rate = &row.Source, row.Confidence, row.Percent.String()+" %"
		}
		out.Steps = []Step{{Op: "days", Args: []string{c.q.Due.String(), c.q.Paid.String()}, Result: "0"}}
		notDue(&out, "no_days")
		return out
	}
	settle(&out, exact)
	return out
}

func (q *InterestQuery) deferred(d date.Date) bool { return q.Deferral != nil && q.Deferral.has(d) }

func (c *interestCounter) daysOf(kind string) int {
	n := 0
	for i := range c.parts {
		if c.parts[i].Kind == kind {
			n += c.parts[i].Days
		}
	}
	return n
}

// finish fills what depends on the whole count.
func (c *interestCounter) finish(only bool) {
	r := c.r
	warn := func(code string, args ...string) {
		r.Warnings = append(r.Warnings, Warning{Code: code, Args: pairs(args)})
	}
	for i := range c.parts {
		r.Parts = append(r.Parts, c.parts[i].InterestPart)
	}
	r.Days = c.days
	main := "late"
	if only {
		r.Days, main = c.daysOf("deferral"), "deferral"
	}
	for i := range c.parts {
		if c.parts[i].Kind == main {
			r.Rate = c.parts[i].Rate.Decimal
		}
	}
	if r.Rate.IsZero() {
		if row := c.row(main, c.q.Due); row != nil {
			r.Rate = row.Percent
		}
	}
	if row := c.row("late", c.q.Paid); !only && row != nil && !c.q.deferred(c.q.Paid.AddDays(1)) {
		each := num.Percent(c.q.Debt, row.Percent)
		if c.days >= row.MaxDays {
			each = num.Zero
		}
		r.EachDay = decimal.NewNullDecimal(num.Round(each))
	}
	if c.late != nil && c.daysOf("over") > 0 {
		if year := c.q.Due.DaysUntil(c.q.Due.AddYears(1)); year != c.late.MaxDays {
			warn("late_year_days", "days", strconv.Itoa(c.late.MaxDays), "year", strconv.Itoa(year))
		}
	}
	if d := c.q.Deferral; d != nil {
		row := c.any("deferral")
		if n := d.From.DaysUntil(d.To); row != nil && (n < row.MinDays || n > row.MaxDays) {
			warn("deferral_term", "days", strconv.Itoa(n), "from", strconv.Itoa(row.MinDays), "to", strconv.Itoa(row.MaxDays))
		}
		if !d.Rate.Valid {
			for i := range c.parts {
				if p := &c.parts[i]; p.Kind == "deferral" && !p.row.KnownTo.IsZero() && p.To.After(p.row.KnownTo) {
					warn("discount_rate_may_be_old", "rate", p.row.Percent.String(), "known_to", p.row.KnownTo.String())
				}
			}
			if c.daysOf("deferral") > 0 {
				warn("deferral_year_days", "days", strconv.Itoa(row.YearDays))
			}
		}
	}
	if a := c.q.Appeal; a != nil {
		if x := termOf(c.t, "appeal", "decide", a.From); x != nil && a.To.After(x.Last) {
			warn("appeal_term", "days", strconv.Itoa(x.Count))
		}
	}
}
