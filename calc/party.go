package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// Limits of a party.
const (
	MaxPartyItems  = 60
	MaxPieces      = 1000 // of one item
	maxPartyPieces = 3000
)

// PartyQuery is what persons who travel together carry over the border.
type PartyQuery struct {
	Date   date.Date
	FXDate date.Date
	Flow   Flow // "" means Import
	Rates  map[string]decimal.Decimal
	People []Person // none: one adult
	Items  []PartyItem
	Quick  bool // look at fewer divisions: an answer while the list is being typed
}

// Person is one of the party.
type Person struct {
	Name          string
	Minor         bool
	AllowanceUsed *Money
	LimitsUsed    map[string]decimal.Decimal
	Cash          []Money
}

// PartyItem is some pieces of one good.
type PartyItem struct {
	Item         string // key of the items table; "" with a code
	Code         string
	Description  string
	Count        int                 // pieces; 0 means 1
	Each         decimal.NullDecimal // size of one piece in the unit of the item: litres of a bottle, cigarettes of a packet
	Price        Money               // of one piece
	Duty         *rate.Rate
	DutyText     string
	DutyScenario string
	Variant      string
	Origin       string
	Owner        int // 1 for the first person; 0: anyone may carry it
}

// PartyResult is the division of the items that costs least, with what each
// person bears.
type PartyResult struct {
	Complete  bool
	People    []PartyPerson
	Items     []PartyVerdict
	Total     decimal.NullDecimal
	TotalFrom decimal.NullDecimal
	TotalTo   decimal.NullDecimal
	// Alone is what the first adult would bear with everything, and what the
	// division saves. Invalid where something is open or there is nothing to divide.
	Alone decimal.NullDecimal
	// Proven says that no other division costs less; otherwise none costs less
	// than Bound, and the division was found by a search that may miss a better one.
	Proven   bool
	Bound    decimal.NullDecimal
	Declare  []string
	Needs    []Need // Line counts the items
	Warnings []Warning
	FX       []FXUsed

	Version    string
	LawKnownTo date.Date
}

// PartyPerson is one person's part.
type PartyPerson struct {
	Person
	N          int
	Minors     int   // whose supplement is added to this adult's limit
	Counts     []int // pieces of each item
	Lines      []int // item of each line of Assessment, from 0
	Assessment *Assessment
	Cash       []CashRule
}

// CashRule is a rule that the person's cash meets.
type CashRule struct {
	Key    string
	Effect string
	Sum    Money // what counts against it
	Source Source
}

// PartyVerdict is what is said of an item over all persons.
type PartyVerdict struct {
	N        int // 1 for the first
	Limit    string
	Status   string
	Free     decimal.Decimal
	Taxable  decimal.Decimal
	Quantity decimal.NullDecimal
	Over     decimal.Decimal
	Unit     string
	Charged  decimal.Decimal // payments that are settled
	Open     bool
	Declare  []string
	Banned   string
}

// Party divides the items between the persons so that the payments are least,
// and assesses each person. Goods are for the use of the person and his family
// (Customs Code 299.2); each natural person has his own limits (decision
// 305/2013, 2.1.2). Pieces are not divided; goods that no limit covers stay with
// their owner or the first person, and what only adults may bring free is not
// given to minors while there is an adult.
//
// It returns a Fault for input that cannot be computed, naming the field.
func Party(q *PartyQuery, t *Tables) (*PartyResult, *Fault) {
	if f := checkParty(q, t); f != nil {
		return nil, f
	}
	p := &party{q: q, t: t, people: q.People}
	if len(p.people) == 0 {
		p.people = []Person{{}}
	}
	r := &PartyResult{Version: t.Version, LawKnownTo: t.LawKnownTo}
	p.prepare()
	best := p.divide()
	r.Proven, r.Bound = best.proven, best.bound
	p.report(r, best)
	return r, nil
}

func checkParty(q *PartyQuery, t *Tables) *Fault {
	if q.Date.IsZero() {
		return fault("missing_field", "date", "")
	}
	if len(q.People) > MaxPeople {
		return fault("out_of_range", "people", strconv.Itoa(len(q.People)), "from", "1", "to", strconv.Itoa(MaxPeople))
	}
	if len(q.Items) > MaxPartyItems {
		return fault("too_many_lines", "items", strconv.Itoa(len(q.Items)), "most", strconv.Itoa(MaxPartyItems))
	}
	pieces := 0
	for i := range q.Items {
		x := &q.Items[i]
		at := "items[" + strconv.Itoa(i) + "]"
		if x.Count < 0 || x.Count > MaxPieces {
			return fault("out_of_range", at+".count", strconv.Itoa(x.Count), "from", "1", "to", strconv.Itoa(MaxPieces))
		}
		if x.Owner < 0 || x.Owner > max(1, len(q.People)) {
			return fault("out_of_range", at+".owner", strconv.Itoa(x.Owner), "from", "1", "to", strconv.Itoa(max(1, len(q.People))))
		}
		if x.Each.Valid {
			if f := checkQuantity(at+".each", x.Each.Decimal); f != nil {
				return f
			}
		}
		pieces += max(1, x.Count)
	}
	if pieces > maxPartyPieces {
		return fault("out_of_range", "items", strconv.Itoa(pieces), "from", "1", "to", strconv.Itoa(maxPartyPieces))
	}
	for i := range q.People {
		at := "people[" + strconv.Itoa(i) + "]"
		for j, m := range q.People[i].Cash {
			if f := checkMoney(at+".cash["+strconv.Itoa(j)+"]", m); f != nil {
				return f
			}
		}
		d := Declaration{Date: q.Date, FXDate: q.FXDate, Flow: q.Flow, Rates: q.Rates, Channel: "carried", AllowanceUsed: q.People[i].AllowanceUsed,
			LimitsUsed: q.People[i].LimitsUsed, Lines: []Line{{Price: Money{Amount: num.Zero, Currency: "AZN"}}}}
		if f := check(&d, t); f != nil {
			f.Field = at + "." + f.Field
			return f
		}
	}
	p := &party{q: q, t: t, people: []Person{{}}}
	for i := range q.Items {
		d := p.declaration(0, 0, []int{i}, []int{1})
		if f := check(d, t); f != nil {
			f.Field = strings.Replace(f.Field, "lines[0]", "items["+strconv.Itoa(i)+"]", 1)
			return f
		}
	}
	return nil
}

// party is one division in the making.
type party struct {
	q      *PartyQuery
	t      *Tables
	people []Person
	items  []partyItem
	parts  []component
}

// partyItem is an item with what the search needs to know of it.
type partyItem struct {
	count int
	key   string // what it competes for: "value", a key of a limit, or "" for nothing
	row   *LimitRow
	open  bool // something must be told before its payments are known
}

// component is the items that compete for the same limit: their best division
// does not depend on the others.
type component struct{ items []int }

// counts of pieces: a division has a row for each person.
type division struct {
	counts [][]int
	minors []int // whose supplement each person has
	proven bool
	bound  decimal.NullDecimal
}

// declaration is what a person with some pieces would declare. lines and
// pieces run together.
func (p *party) declaration(person, minors int, items, pieces []int) *Declaration {
	who := &p.people[person]
	d := &Declaration{Date: p.q.Date, FXDate: p.q.FXDate, Flow: p.q.Flow, Rates: p.q.Rates, Declarant: "individual", Channel: "carried",
		Minor: who.Minor, Minors: minors, AllowanceUsed: who.AllowanceUsed, LimitsUsed: who.LimitsUsed}
	for k, i := range items {
		if n := pieces[k]; n > 0 {
			d.Lines = append(d.Lines, p.line(i, n))
		}
	}
	return d
}

func (p *party) line(i, n int) Line {
	x := &p.q.Items[i]
	count := decimal.NewFromInt(int64(n))
	l := Line{Item: x.Item, Code: x.Code, Description: x.Description, Variant: x.Variant, Origin: x.Origin, Duty: x.Duty, DutyText: x.DutyText,
		DutyScenario: x.DutyScenario, Price: Money{Amount: x.Price.Amount.Mul(count), Currency: x.Price.Currency}}
	l.Quantities = map[string]decimal.Decimal{"piece": count}
	if !x.Each.Valid {
		return l
	}
	unit := ""
	if row := p.t.Personal.Item(x.Item); row != nil {
		unit = row.Unit
	}
	if unit == "" {
		if row := p.limit(&l); row != nil {
			unit = row.Unit
		}
	}
	if unit != "" {
		l.Quantities[unit] = x.Each.Decimal.Mul(count)
	}
	return l
}

// limit is the limit of quantity that a line counts against.
func (p *party) limit(l *Line) *LimitRow {
	e := &engine{d: &Declaration{Date: p.q.Date, Channel: "carried"}, t: p.t, flow: p.flow()}
	row, _ := e.limitOf(l)
	return row
}

func (p *party) flow() Flow {
	if p.q.Flow == "" {
		return Import
	}
	return p.q.Flow
}

// prepare sorts the items into components.
func (p *party) prepare() {
	p.items = make([]partyItem, len(p.q.Items))
	var value []int
	var keys []string
	byKey := map[string][]int{}
	for i := range p.items {
		x := &p.items[i]
		x.count = max(1, p.q.Items[i].Count)
		d := withItems(p.declaration(0, 0, []int{i}, []int{x.count}), p.t)
		l := &d.Lines[0]
		e := &engine{d: d, t: p.t, flow: p.flow(), codes: map[string]*codeFacts{}}
		row, known := e.limitOf(l)
		x.row = row
		switch {
		case row != nil && (row.Kind == limitFree || !row.Quantity.Valid):
		case row != nil && row.Kind == limitExcise, row != nil && p.flow() == Export:
			x.key = row.Key
			if byKey[x.key] == nil {
				keys = append(keys, x.key)
			}
			byKey[x.key] = append(byKey[x.key], i)
		case row == nil && (known || e.outsideLimits(l)):
		case p.flow() == Export:
		default:
			x.key = "value"
			value = append(value, i)
		}
	}
	if len(value) > 0 {
		p.parts = append(p.parts, component{items: value})
	}
	for _, k := range keys {
		p.parts = append(p.parts, component{items: byKey[k]})
	}
}

// divide finds the division that costs least, over the ways to add minors'
// supplements to adults' limits where the law of the day has them.
func (p *party) divide() division {
	var best division
	var bestCost decimal.Decimal
	var least decimal.NullDecimal // below which no division of any way costs
	proven, bounded := true, true
	for _, minors := range p.supplements() {
		d, cost := p.divideWith(minors)
		bound := d.bound
		if d.proven {
			bound = decimal.NewNullDecimal(cost)
		}
		proven, bounded = proven && d.proven, bounded && bound.Valid
		if !least.Valid || bound.Decimal.LessThan(least.Decimal) {
			least = bound
		}
		if best.counts == nil || cost.LessThan(bestCost) {
			best, bestCost = d, cost
		}
	}
	best.proven = proven || bounded && least.Decimal.GreaterThanOrEqual(bestCost)
	best.bound = decimal.NullDecimal{}
	if bounded && !best.proven {
		best.bound = least
	}
	return best
}

// supplements are the ways to spread the minors over the adults where a minor's
// amount is added to an adult's limit; one way of none where each has his own.
// Adults who used nothing yet are alike, so that only descending spreads count.
func (p *party) supplements() [][]int {
	none := make([]int, len(p.people))
	e := &engine{d: &Declaration{Date: p.q.Date, Channel: "carried"}, t: p.t}
	row := e.allowanceRow(true)
	if row == nil || !row.Supplement || p.flow() != Import {
		return [][]int{none}
	}
	minors := 0
	var adults []int
	for i := range p.people {
		if p.people[i].Minor {
			minors++
		} else {
			adults = append(adults, i)
		}
	}
	if minors == 0 || len(adults) == 0 {
		return [][]int{none}
	}
	alike := true
	for _, i := range adults {
		x := &p.people[i]
		alike = alike && (x.AllowanceUsed == nil || x.AllowanceUsed.Amount.IsZero()) && len(x.LimitsUsed) == 0
	}
	for i := range p.q.Items {
		alike = alike && p.q.Items[i].Owner == 0
	}
	var out [][]int
	at := slices.Clone(none)
	var spread func(k, left, most int)
	spread = func(k, left, most int) {
		if k == len(adults)-1 {
			if left <= most {
				at[adults[k]] = left
				out = append(out, slices.Clone(at))
			}
			return
		}
		for n := min(left, most); n >= 0; n-- {
			at[adults[k]] = n
			next := minors
			if alike {
				next = n
			}
			spread(k+1, left-n, next)
		}
	}
	spread(0, minors, minors)
	return out
}

// divideWith divides each component by itself.
func (p *party) divideWith(minors []int) (division, decimal.Decimal) {
	d := division{minors: minors, proven: true, counts: make([][]int, len(p.people))}
	for k := range d.counts {
		d.counts[k] = make([]int, len(p.items))
	}
	for i := range p.items {
		if p.items[i].key == "" {
			d.counts[max(0, p.q.Items[i].Owner-1)][i] = p.items[i].count
		}
	}
	cost, bound, bounded := num.Zero, num.Zero, true
	for _, c := range p.parts {
		s := newSplitter(p, minors, c.items)
		s.run()
		for k := range s.best {
			for j, i := range c.items {
				d.counts[k][i] = s.best[k][j]
			}
		}
		cost = cost.Add(s.cost)
		if s.proven {
			bound = bound.Add(s.cost)
			continue
		}
		d.proven = false
		if s.bound.Valid {
			bound = bound.Add(s.bound.Decimal)
		} else {
			bounded = false
		}
	}
	if !d.proven && bounded {
		d.bound = decimal.NewNullDecimal(bound)
	}
	return d, cost
}

// report assesses every person and gathers what is said of each item.
func (p *party) report(r *PartyResult, best division) {
	r.Items = make([]PartyVerdict, len(p.items))
	for i := range r.Items {
		r.Items[i].N, r.Items[i].Status = i+1, ReliefWithin
	}
	all := make([]int, len(p.items))
	for i := range all {
		all[i] = i
	}
	t := partyTotals{complete: true}
	gather := gatherer{r: r}
	for k := range p.people {
		x := PartyPerson{Person: p.people[k], N: k + 1, Minors: best.minors[k], Counts: best.counts[k]}
		x.Cash = p.cash(&p.people[k], &gather)
		for i, n := range x.Counts {
			if n > 0 {
				x.Lines = append(x.Lines, i)
			}
		}
		if len(x.Lines) > 0 {
			a, _ := Assess(p.declaration(k, best.minors[k], all, x.Counts), p.t)
			x.Assessment = a
			t.add(a)
			gather.assessment(a, x.Lines)
		}
		r.People = append(r.People, x)
	}
	r.Complete = t.complete && len(r.Needs) == 0
	if t.fees {
		r.Proven = r.Proven && t.sum.IsZero() // a fee for each person who is over: not part of the comparison
	}
	switch {
	case r.Complete:
		r.Total = decimal.NewNullDecimal(t.sum)
	default:
		r.TotalFrom = decimal.NewNullDecimal(t.from)
		if t.bounded() {
			r.TotalTo = decimal.NewNullDecimal(t.to)
		}
		r.Bound = decimal.NullDecimal{}
	}
	if len(p.people) > 1 && len(p.items) > 0 {
		p.alone(r, all)
	}
}

// alone is what the first adult would bear with everything.
func (p *party) alone(r *PartyResult, all []int) {
	first := 0
	for i := range p.people {
		if !p.people[i].Minor {
			first = i
			break
		}
	}
	minors := 0
	for i := range p.people {
		if p.people[i].Minor {
			minors++
		}
	}
	pieces := make([]int, len(p.items))
	for i := range pieces {
		pieces[i] = p.items[i].count
	}
	if a, f := Assess(p.declaration(first, minors, all, pieces), p.t); f == nil && a.Complete && r.Complete {
		r.Alone = a.Total
	}
}

// partyTotals sums the assessments of persons.
type partyTotals struct {
	complete, unbounded bool
	fees                bool // a payment of the whole declaration is in the sum
	sum, from, to       decimal.Decimal
}

func (t *partyTotals) bounded() bool { return !t.unbounded }

func (t *partyTotals) add(a *Assessment) {
	for i := range a.Charges {
		t.fees = t.fees || a.Charges[i].Status == Applied
	}
	if a.Complete {
		t.sum = t.sum.Add(a.Total.Decimal)
		t.from, t.to = t.from.Add(a.Total.Decimal), t.to.Add(a.Total.Decimal)
		return
	}
	t.complete = false
	t.from = t.from.Add(a.TotalFrom.Decimal)
	if a.TotalTo.Valid {
		t.to = t.to.Add(a.TotalTo.Decimal)
	} else {
		t.unbounded = true
	}
}

// gatherer collects needs, warnings and rates of several assessments, each once.
type gatherer struct{ r *PartyResult }

func (g *gatherer) assessment(a *Assessment, lines []int) {
	for _, n := range a.Needs {
		if n.Line > 0 {
			n.Line = lines[n.Line-1] + 1
		}
		if !slices.ContainsFunc(g.r.Needs, func(x Need) bool { return x.Line == n.Line && x.Field == n.Field }) {
			g.r.Needs = append(g.r.Needs, n)
		}
	}
	for _, w := range a.Warnings {
		if w.Line > 0 {
			w.Line = lines[w.Line-1] + 1
		}
		g.warn(w)
	}
	for _, f := range a.FX {
		if !slices.ContainsFunc(g.r.FX, func(x FXUsed) bool { return x.Currency == f.Currency }) {
			g.r.FX = append(g.r.FX, f)
		}
	}
	if a.Personal != nil {
		for _, k := range a.Personal.Declare {
			g.declare(k)
		}
	}
	for k := range a.Lines {
		g.line(&g.r.Items[lines[k]], &a.Lines[k])
	}
}

func (g *gatherer) warn(w Warning) {
	if !slices.ContainsFunc(g.r.Warnings, func(x Warning) bool { return x.Code == w.Code && x.Line == w.Line && slices.Equal(x.Args, w.Args) }) {
		g.r.Warnings = append(g.r.Warnings, w)
	}
}

func (g *gatherer) declare(key string) {
	if !slices.Contains(g.r.Declare, key) {
		g.r.Declare = append(g.r.Declare, key)
	}
}

// rate asks for an exchange rate that is not known.
func (g *gatherer) rate(currency string, known bool) {
	n := Need{Field: "rates." + currency, Why: "need_fx"}
	if !known && !slices.ContainsFunc(g.r.Needs, func(x Need) bool { return x.Field == n.Field }) {
		g.r.Needs = append(g.r.Needs, n)
	}
}

// line adds a person's line to what is said of the item.
func (g *gatherer) line(v *PartyVerdict, l *LineResult) {
	if r := l.Relief; r != nil {
		v.Limit, v.Unit = r.Limit, r.Unit
		if v.Status == ReliefWithin || r.Status == ReliefOpen {
			v.Status = r.Status
		}
		v.Free, v.Taxable, v.Over = v.Free.Add(r.Free), v.Taxable.Add(r.Taxable), v.Over.Add(r.Over)
		if r.Quantity.Valid {
			v.Quantity = decimal.NewNullDecimal(v.Quantity.Decimal.Add(r.Quantity.Decimal))
		}
		v.Banned = r.Banned
		for _, k := range r.Declare {
			if !slices.Contains(v.Declare, k) {
				v.Declare = append(v.Declare, k)
			}
		}
	}
	for i := range l.Charges {
		switch c := &l.Charges[i]; c.Status {
		case Applied:
			v.Charged = v.Charged.Add(c.Amount.Decimal)
		case Unknown, NeedsInput:
			v.Open = true
		}
	}
}

// cash finds the rules that a person's cash meets. Foreign money of every
// currency counts together, in the currency of the rule.
func (p *party) cash(who *Person, g *gatherer) []CashRule {
	if len(who.Cash) == 0 {
		return nil
	}
	fx := newFXBook(&Declaration{Date: p.q.Date, FXDate: p.q.FXDate, Rates: p.q.Rates}, p.t)
	var out []CashRule
	for i := range p.t.Personal.Rules {
		r := &p.t.Personal.Rules[i]
		if !r.Over.Valid || !r.Has(p.q.Date) || r.Flow != "" && r.Flow != p.flow() {
			continue
		}
		sum, ok := num.Zero, true
		for _, m := range who.Cash {
			if (m.Currency == "AZN") != (r.Currency == "AZN") || m.Amount.IsZero() {
				continue
			}
			from, ok1 := fx.rate(m.Currency)
			to, ok2 := fx.rate(r.Currency)
			if m.Currency == r.Currency {
				sum = sum.Add(m.Amount)
				continue
			}
			g.rate(m.Currency, ok1)
			g.rate(r.Currency, ok2)
			if ok = ok && ok1 && ok2; ok {
				sum = sum.Add(num.Quo(m.Amount.Mul(from), to))
			}
		}
		if !ok || sum.LessThan(r.Over.Decimal) || sum.Equal(r.Over.Decimal) && !r.Reach {
			continue
		}
		out = append(out, CashRule{Key: r.Key, Effect: r.Effect, Sum: Money{Amount: num.Round(sum), Currency: r.Currency}, Source: r.Source})
		if r.Effect == "declare" {
			g.declare(r.Key)
		}
	}
	return out
}
