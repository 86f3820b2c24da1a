package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// MaxParcels is the most entries of one ledger.
const MaxParcels = 2000

// Ledger is a person's parcels and carried goods over time.
type Ledger struct {
	Entries []LedgerEntry // as they were given
	Months  []LedgerMonth // by time, then channel
	Phones  []LimitUse    // the limit of devices by period, with its last state
	Open    bool          // something of some entry is not settled
}

// LedgerEntry is what one entry bears.
type LedgerEntry struct {
	N          int // 1 for the first
	Assessment *Assessment
	Sums       LedgerSums // what the entry adds to its month
}

// LedgerMonth is the sum of a calendar month and channel.
type LedgerMonth struct {
	From, To date.Date
	Channel  string
	Entries  int
	Use      *ValueUse // after the last entry
	Sums     LedgerSums
	// OrderMatters says that goods above and below the limit bear different
	// rates: which of them came first then decides what is paid.
	OrderMatters bool
}

// LedgerSums are manat.
type LedgerSums struct {
	Duty, Excise, VAT, Other decimal.Decimal
	Total                    decimal.Decimal
	Possible                 decimal.Decimal // fees that may be due, not in Total
	Open                     bool            // Total is what is settled so far
}

// Month computes what each of a person's parcels bears when the limits of its
// month and year are used up one after another.
//
// The entries are taken by their days, whatever the order they are given in;
// those of one day with the heavier charged first, as the person may choose, and
// the alike in the order given, so that the sum depends on the set of entries
// only. Duties and VAT are
// assessed on the excess accumulated in the month: an entry bears the payments
// on the whole excess so far, each rounded once, less those on the excess before
// it. A month whose goods bear one rate therefore sums to the qəpik what one
// parcel of them all would bear, in whatever order they came. Goods of different
// rates bear what their turn gives them; LedgerMonth.OrderMatters says so.
//
// A customs declaration stands for itself and is rounded by itself: it may
// differ from the entry's part by a qəpik.
func Month(ds []*Declaration, t *Tables) (*Ledger, *Fault) {
	if len(ds) > MaxParcels {
		return nil, fault("too_many_lines", "parcels", strconv.Itoa(len(ds)), "most", strconv.Itoa(MaxParcels))
	}
	entries := make([]*entry, len(ds))
	for i, d := range ds {
		at := "parcels[" + strconv.Itoa(i) + "]"
		if !d.simplified() {
			return nil, fault("unknown_choice", at+".channel", d.Channel, "allowed", "post, carried")
		}
		e := &entry{n: i, d: d}
		if f := e.weigh(t); f != nil {
			f.Field = at + "." + f.Field
			return nil, f
		}
		entries[i] = e
	}
	slices.SortStableFunc(entries, compareEntries)
	l := &Ledger{Entries: make([]LedgerEntry, len(ds))}
	b := &book{t: t, ledger: l}
	for _, e := range entries {
		if f := b.enter(e); f != nil {
			f.Field = "parcels[" + strconv.Itoa(e.n) + "]." + f.Field
			return nil, f
		}
	}
	slices.SortStableFunc(l.Months, func(x, y LedgerMonth) int {
		if c := x.From.Compare(y.From); c != 0 {
			return c
		}
		return strings.Compare(y.Channel, x.Channel)
	})
	return l, nil
}

// entry is a declaration with what orders it on its day.
type entry struct {
	n     int
	d     *Declaration
	value decimal.Decimal // customs value
	// What it would bear without any limit, exactly: all of it, the duty, the
	// excise, and what is due on goods without VAT.
	charged, duty, excise, untaxed decimal.Decimal
	apart                          bool   // its turn matters whatever it bears
	rates                          string // its own rates of exchange
}

// weigh finds what the entry would bear with nothing of the limits left.
func (e *entry) weigh(t *Tables) *Fault {
	d := *e.d
	e.apart, e.rates = d.AllowanceUsed != nil || len(d.LimitsUsed) > 0, ownRates(&d)
	d.AllowanceUsed, d.LimitsUsed = &Money{Amount: decimal.New(1, 9), Currency: "AZN"}, map[string]decimal.Decimal{}
	for i := range t.Personal.Limits {
		if r := &t.Personal.Limits[i]; r.Quantity.Valid && r.Has(d.Date) {
			d.LimitsUsed[r.Key] = r.Quantity.Decimal
		}
	}
	a, f := Assess(&d, t)
	if f != nil {
		return f
	}
	e.value = num.Zero
	for i := range a.Lines {
		e.value = e.value.Add(a.Lines[i].CustomsValue.Decimal)
		e.load(a.Lines[i].Charges)
		if r := a.Lines[i].Relief; r != nil && r.Limit != "" && r.Limit != "value" {
			e.apart = true
		}
	}
	return nil
}

// load adds the exact payments of a line.
func (e *entry) load(cs []Charge) {
	sum := num.Zero
	taxed := false
	for i := range cs {
		c := &cs[i]
		switch {
		case c.Status != Applied:
		case c.Kind == VAT:
			taxed = true
			sum = sum.Add(num.Percent(sum.Add(c.taxable), c.RateTree.Percent))
		case c.Kind == ImportDuty:
			sum, e.duty = sum.Add(c.exact), e.duty.Add(c.exact)
		case c.Kind == Excise:
			sum, e.excise = sum.Add(c.exact), e.excise.Add(c.exact)
		default:
			sum = sum.Add(c.Amount.Decimal)
		}
	}
	e.charged = e.charged.Add(sum)
	if !taxed {
		e.untaxed = e.untaxed.Add(sum)
	}
}

// compareEntries orders by day and then the heavier charged. Entries that bear
// the same of their value sum alike whatever their turn and keep the order
// given; where a limit of quantity, different rates of exchange or own use of the
// limit make the turn matter all the same, it is decided by what they are.
func compareEntries(a, b *entry) int {
	if c := a.d.Date.Compare(b.d.Date); c != 0 {
		return c
	}
	if c := b.value.Sign() - a.value.Sign(); c != 0 {
		return c // what has no value bears no part of it
	}
	for _, x := range [...][2]decimal.Decimal{{a.charged, b.charged}, {a.duty, b.duty}, {a.excise, b.excise}, {a.untaxed, b.untaxed}} {
		if c := x[1].Mul(a.value).Cmp(x[0].Mul(b.value)); c != 0 {
			return c
		}
	}
	if a.apart != b.apart {
		if a.apart {
			return -1
		}
		return 1
	}
	if c := strings.Compare(a.rates, b.rates); c != 0 || !a.apart {
		return c
	}
	if c := b.value.Cmp(a.value); c != 0 {
		return c
	}
	return strings.Compare(wording(a.d), wording(b.d))
}

// ownRates writes the exchange rates a declaration brings.
func ownRates(d *Declaration) string {
	var keys []string
	for k := range d.Rates {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	s := ""
	if !d.FXDate.IsZero() {
		s = d.FXDate.String()
	}
	for _, k := range keys {
		s += "|" + k + d.Rates[k].String()
	}
	return s
}

func wording(d *Declaration) string {
	s := d.Channel
	if m := d.AllowanceUsed; m != nil {
		s += "|" + m.Amount.String() + m.Currency
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		s += "|" + l.Item + "|" + l.Code + "|" + l.Variant + "|" + l.DutyText + "|" + l.DutyScenario + "|" + l.Price.Amount.String() + l.Price.Currency + "|" + l.Description
	}
	return s
}

// book enters one entry after another.
type book struct {
	t      *Tables
	ledger *Ledger
	past   []pastEntry
	months []*monthAccount
}

// pastEntry is what earlier entries used of the limits.
type pastEntry struct {
	day     date.Date
	channel string
	value   Money // in the currency of the limit
	limits  []LimitUse
}

// monthAccount accumulates a month's excess.
type monthAccount struct {
	at    int // in ledger.Months
	taxed account
	rest  account // lines without VAT
	vat   decimal.Decimal
	sums  LedgerSums
	loads []load
}

// load is what an entry bears of its value without any limit.
type load struct{ charged, value decimal.Decimal }

// account is exact sums by kind of charge.
type account struct {
	base  decimal.Decimal
	kinds []Kind
	exact []decimal.Decimal
}

func (a *account) add(k Kind, exact decimal.Decimal) {
	i := slices.Index(a.kinds, k)
	if i < 0 {
		i = len(a.kinds)
		a.kinds, a.exact = append(a.kinds, k), append(a.exact, num.Zero)
	}
	a.exact[i] = a.exact[i].Add(exact)
}

// of is the rounded sum of a kind.
func (a *account) of(k Kind) decimal.Decimal {
	if i := slices.Index(a.kinds, k); i >= 0 {
		return num.Round(a.exact[i])
	}
	return num.Zero
}

func (b *book) enter(e *entry) *Fault {
	d := *e.d
	b.used(&d)
	a, f := Assess(&d, b.t)
	if f != nil {
		return f
	}
	m := b.month(&d)
	month := &b.ledger.Months[m.at]
	month.Entries++
	before := m.total()
	sums := LedgerSums{}
	for i := range a.Lines {
		sums.Open = m.line(a.Lines[i].Charges) || sums.Open
	}
	for i := range a.Charges {
		switch c := &a.Charges[i]; c.Status {
		case Possible:
			sums.Possible = sums.Possible.Add(c.Amount.Decimal)
		case Applied:
			m.sums.Other = m.sums.Other.Add(c.Amount.Decimal)
		case Unknown, NeedsInput:
			sums.Open = true
		}
	}
	after := m.total()
	after.Possible, after.Open = before.Possible.Add(sums.Possible), before.Open || sums.Open
	m.sums.Possible, m.sums.Open = after.Possible, after.Open
	month.Sums = after
	sums.Duty, sums.Excise, sums.VAT = after.Duty.Sub(before.Duty), after.Excise.Sub(before.Excise), after.VAT.Sub(before.VAT)
	sums.Other, sums.Total = after.Other.Sub(before.Other), after.Total.Sub(before.Total)
	b.ledger.Open = b.ledger.Open || sums.Open
	b.ledger.Entries[e.n] = LedgerEntry{N: e.n + 1, Assessment: a, Sums: sums}
	m.order(e, month, a)
	b.remember(&d, month, a)
	return nil
}

// month finds or opens the account of the declaration's month and channel.
func (b *book) month(d *Declaration) *monthAccount {
	from := date.Must(d.Date.Year(), d.Date.Month(), 1)
	for _, m := range b.months {
		if x := &b.ledger.Months[m.at]; x.From == from && x.Channel == d.Channel {
			return m
		}
	}
	m := &monthAccount{at: len(b.ledger.Months)}
	b.months = append(b.months, m)
	b.ledger.Months = append(b.ledger.Months, LedgerMonth{From: from, To: from.AddMonths(1).AddDays(-1), Channel: d.Channel})
	return m
}

// line adds the charges of a line to the month; open says that one is not settled.
func (m *monthAccount) line(cs []Charge) (open bool) {
	acc := &m.rest
	for i := range cs {
		if cs[i].Kind == VAT && cs[i].Status == Applied {
			acc = &m.taxed
		}
	}
	base := true
	for i := range cs {
		c := &cs[i]
		switch c.Status {
		case Unknown, NeedsInput:
			open = true
		case Applied:
			switch {
			case c.Kind == VAT:
				acc.base = acc.base.Add(c.taxable)
				m.vat = c.RateTree.Percent
				base = false
			case c.Kind == StateDuty || !base:
				m.sums.Other = m.sums.Other.Add(c.Amount.Decimal)
			default:
				acc.add(c.Kind, c.exact)
			}
		case Possible:
			m.sums.Possible = m.sums.Possible.Add(c.Amount.Decimal)
		}
	}
	return open
}

// total is the month's sums on what has accumulated.
func (m *monthAccount) total() LedgerSums {
	s := LedgerSums{Other: m.sums.Other, Possible: m.sums.Possible, Open: m.sums.Open}
	base := m.taxed.base
	for _, acc := range []*account{&m.taxed, &m.rest} {
		for _, k := range acc.kinds {
			x := acc.of(k)
			switch k {
			case ImportDuty:
				s.Duty = s.Duty.Add(x)
			case Excise:
				s.Excise = s.Excise.Add(x)
			default:
				s.Other = s.Other.Add(x)
			}
			if acc == &m.taxed {
				base = base.Add(x)
			}
		}
	}
	s.VAT = num.Round(num.Percent(base, m.vat))
	s.Total = s.Duty.Add(s.Excise).Add(s.VAT).Add(s.Other)
	return s
}

// order notes whether goods of different loads met at the limit.
func (m *monthAccount) order(e *entry, month *LedgerMonth, a *Assessment) {
	if e.value.IsPositive() {
		m.loads = append(m.loads, load{e.charged, e.value})
	}
	if a.Personal == nil || a.Personal.Value == nil {
		return
	}
	month.Use = a.Personal.Value
	if !month.Use.Over.IsPositive() && !month.OrderMatters {
		return
	}
	for _, x := range m.loads[1:] {
		// Rounding moves a load by a qəpik or two.
		gap := x.charged.Mul(m.loads[0].value).Sub(m.loads[0].charged.Mul(x.value)).Abs()
		if gap.GreaterThan(x.value.Add(m.loads[0].value).Mul(decimal.New(3, -2))) {
			month.OrderMatters = true
		}
	}
}

// used tells the declaration what earlier entries of its periods used, beside
// what it says itself.
func (b *book) used(d *Declaration) {
	value := num.Zero
	cur := ""
	limits := map[string]decimal.Decimal{}
	for k, v := range d.LimitsUsed {
		limits[k] = v
	}
	per := b.per(d)
	for i := range b.past {
		p := &b.past[i]
		if p.channel == d.Channel && p.value.Currency != "" && samePeriod(per, p.day, d.Date) {
			value, cur = value.Add(p.value.Amount), p.value.Currency
		}
		for j := range p.limits {
			u := &p.limits[j]
			if samePeriod(u.Per, p.day, d.Date) {
				limits[u.Key] = limits[u.Key].Add(u.This)
			}
		}
	}
	if len(limits) > 0 {
		d.LimitsUsed = limits
	}
	switch own := d.AllowanceUsed; {
	case cur == "":
	case own == nil || own.Amount.IsZero():
		d.AllowanceUsed = &Money{Amount: value.Round(num.MaxFractionDigits), Currency: cur}
	case own.Currency == cur:
		d.AllowanceUsed = &Money{Amount: value.Add(own.Amount).Round(num.MaxFractionDigits), Currency: cur}
	default:
		fx := newFXBook(d, b.t)
		from, ok1 := fx.rate(own.Currency)
		to, ok2 := fx.rate(cur)
		if ok1 && ok2 {
			d.AllowanceUsed = &Money{Amount: value.Add(num.Quo(own.Amount.Mul(from), to)).Round(num.MaxFractionDigits), Currency: cur}
		}
	}
}

// per is the period of the value limit on the declaration's day.
func (b *book) per(d *Declaration) string {
	for i := range b.t.Allowances {
		if r := &b.t.Allowances[i]; r.Channel == d.Channel && !r.Minor && r.Has(d.Date) {
			return r.Per
		}
	}
	return ""
}

// remember keeps what the entry used, its value in the currency of the limit.
func (b *book) remember(d *Declaration, month *LedgerMonth, a *Assessment) {
	if a.Personal == nil {
		return
	}
	p := pastEntry{day: d.Date, channel: d.Channel, limits: a.Personal.Limits}
	if v := a.Personal.Value; v != nil && v.Cap.IsPositive() {
		fx := newFXBook(d, b.t)
		if rate, ok := fx.rate(v.Limit.Currency); ok {
			p.value = Money{Amount: num.Quo(v.This, rate), Currency: v.Limit.Currency}
		}
	}
	b.past = append(b.past, p)
	for _, u := range a.Personal.Limits {
		if u.Key != "phone" {
			continue
		}
		last := len(b.ledger.Phones) - 1
		if last >= 0 && b.ledger.Phones[last].Resets == u.Resets {
			b.ledger.Phones[last] = u
		} else {
			b.ledger.Phones = append(b.ledger.Phones, u)
		}
	}
}

// samePeriod reports whether what happened on an earlier day counts on a later
// one. Thirty days are counted back from the later day, itself included.
func samePeriod(per string, earlier, later date.Date) bool {
	switch per {
	case "month":
		return earlier.Year() == later.Year() && earlier.Month() == later.Month()
	case "year":
		return earlier.Year() == later.Year()
	case "30_days":
		return earlier.DaysUntil(later) < 30
	case "day":
		return earlier == later
	}
	return false
}
