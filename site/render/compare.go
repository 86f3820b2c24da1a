package render

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/compare"
	"rusum/site/i18n"
)

// Comparison is a calculation and its variants side by side, in words.
type Comparison struct {
	Columns []CompareColumn // the base first
	Rows    []CompareRow    // customs value, each kind of payment that any of them has, total
}

// CompareColumn is the base or a variant. Change is what the total changed by,
// "" for the base and where one of the totals is not known.
type CompareColumn struct {
	Name     string
	Total    string
	Change   string
	Sign     int // of the change: -1 cheaper, 1 dearer
	Complete bool
	Why      []CompareWhy
	Warnings []string // that the base has not
}

// CompareRow is one payment across the columns.
type CompareRow struct {
	Kind  calc.Kind // "" for the customs value and the total
	Label string
	Cells []CompareCell
}

// CompareCell is an amount, and what it differs by from the base.
type CompareCell struct {
	Amount, Change string
	Sign           int
}

// CompareWhy is a charge that changed: what it was, what it is, and the facts
// that made it so.
type CompareWhy struct {
	Head   string // "ƏDV"
	From   string
	To     string
	Change string
	Sign   int
	Points []string
	Law    string // of the charge as it is now
	URL    string
}

// Compare puts a base and its variants into words. names has the name of the
// base and those of the variants; name is as for [New].
func Compare(names []string, base *calc.Assessment, variants []*calc.Assessment, t *i18n.Texts, name func(string) string) *Comparison {
	w := words{t: t, name: name}
	all := append([]*calc.Assessment{base}, variants...)
	c := &Comparison{}
	known := map[string]bool{}
	for _, x := range base.Warnings {
		known[w.warning(x, len(base.Lines))] = true
	}
	for i, a := range all {
		col := CompareColumn{Name: names[i], Total: w.total(a.Total, a.TotalFrom), Complete: a.Total.Valid}
		if i > 0 {
			d := compare.Of(base, a)
			if d.Total.Valid {
				col.Change, col.Sign = w.change(d.Total.Decimal), d.Total.Decimal.Sign()
			}
			col.Why = w.why(d, max(len(base.Lines), len(a.Lines)))
			for _, x := range a.Warnings {
				if s := w.warning(x, len(a.Lines)); !known[s] {
					col.Warnings = append(col.Warnings, s)
				}
			}
		}
		c.Columns = append(c.Columns, col)
	}
	var values, totals []decimal.NullDecimal
	for _, a := range all {
		values, totals = append(values, a.CustomsValue), append(totals, a.Total)
	}
	c.Rows = append(c.Rows, CompareRow{Label: t.Get("compare.value"), Cells: w.cells(values)})
	for _, k := range calc.Kinds {
		var amounts []decimal.NullDecimal
		any := false
		for _, a := range all {
			sum, there := ofKind(a, k)
			any = any || there && (!sum.Valid || !sum.Decimal.IsZero())
			amounts = append(amounts, sum)
		}
		if any {
			c.Rows = append(c.Rows, CompareRow{Kind: k, Label: t.Get("kind." + string(k)), Cells: w.cells(amounts)})
		}
	}
	total := CompareRow{Label: t.Get("compare.total"), Cells: w.cells(totals)}
	for i, a := range all {
		if !a.Total.Valid && a.TotalFrom.Valid {
			total.Cells[i].Amount = w.total(a.Total, a.TotalFrom)
		}
	}
	c.Rows = append(c.Rows, total)
	return c
}

// SumColumn is a calculation of which only the sums are known.
type SumColumn struct {
	Name         string
	Value, Total decimal.NullDecimal
	Of           func(k calc.Kind) decimal.Decimal // nil where the kinds are not known
}

// CompareSums puts sums side by side, the first being the base.
func CompareSums(cols []SumColumn, t *i18n.Texts) *Comparison {
	w := words{t: t}
	c := &Comparison{}
	var values, totals []decimal.NullDecimal
	anyValue := false
	for i := range cols {
		x := &cols[i]
		col := CompareColumn{Name: x.Name, Total: w.known(x.Total), Complete: x.Total.Valid}
		if i > 0 && x.Total.Valid && cols[0].Total.Valid {
			d := x.Total.Decimal.Sub(cols[0].Total.Decimal)
			col.Change, col.Sign = w.change(d), d.Sign()
		}
		c.Columns = append(c.Columns, col)
		values, totals = append(values, x.Value), append(totals, x.Total)
		anyValue = anyValue || x.Value.Valid
	}
	if anyValue {
		c.Rows = append(c.Rows, CompareRow{Label: t.Get("compare.value"), Cells: w.cells(values)})
	}
	for _, k := range calc.Kinds {
		amounts := make([]decimal.NullDecimal, len(cols))
		any := false
		for i := range cols {
			if of := cols[i].Of; of != nil {
				amounts[i] = decimal.NewNullDecimal(of(k))
				any = any || !amounts[i].Decimal.IsZero()
			}
		}
		if any {
			c.Rows = append(c.Rows, CompareRow{Kind: k, Label: t.Get("kind." + string(k)), Cells: w.cells(amounts)})
		}
	}
	c.Rows = append(c.Rows, CompareRow{Label: t.Get("compare.total"), Cells: w.cells(totals)})
	return c
}

// ofKind is what is charged of a kind, not valid while one of its charges is
// open; there tells whether the kind is mentioned at all.
func ofKind(a *calc.Assessment, k calc.Kind) (sum decimal.NullDecimal, there bool) {
	sum.Valid = true
	add := func(list []calc.Charge) {
		for i := range list {
			c := &list[i]
			if c.Kind != k {
				continue
			}
			there = true
			switch {
			case c.Status == calc.Unknown || c.Status == calc.NeedsInput:
				sum.Valid = false
			case c.Status == calc.Applied && c.Amount.Valid:
				sum.Decimal = sum.Decimal.Add(c.Amount.Decimal)
			}
		}
	}
	for i := range a.Lines {
		add(a.Lines[i].Charges)
	}
	add(a.Charges)
	return sum, there
}

// cells are amounts with their differences from the first.
func (w words) cells(amounts []decimal.NullDecimal) []CompareCell {
	out := make([]CompareCell, len(amounts))
	for i, x := range amounts {
		if !x.Valid {
			out[i].Amount = w.t.Get("compare.open")
			continue
		}
		out[i].Amount = w.manat(x.Decimal)
		if i > 0 && amounts[0].Valid && !x.Decimal.Equal(amounts[0].Decimal) {
			d := x.Decimal.Sub(amounts[0].Decimal)
			out[i].Change, out[i].Sign = w.change(d), d.Sign()
		}
	}
	return out
}

// change is a difference with its sign: "+255,00 ₼", "−45,90 ₼".
func (w words) change(d decimal.Decimal) string {
	switch d.Sign() {
	case 1:
		return "+" + w.manat(d)
	case -1:
		return "−" + w.manat(d.Neg())
	}
	return w.manat(d)
}

func (w words) why(d compare.Difference, lines int) []CompareWhy {
	var out []CompareWhy
	for _, v := range d.Values {
		if v.Line == 0 && lines == 1 {
			continue
		}
		x := CompareWhy{Head: w.lineHead(w.t.Get("compare.value"), v.Line, lines), From: w.known(v.Before), To: w.known(v.After)}
		if v.Before.Valid && v.After.Valid {
			diff := v.After.Decimal.Sub(v.Before.Decimal)
			x.Change, x.Sign = w.change(diff), diff.Sign()
		}
		if v.Line == 1 || v.Line == 0 && lines == 1 {
			for _, f := range d.FX {
				x.Points = append(x.Points, w.t.Get("compare.why.fx", arg("currency", f.Before.Currency), arg("before", w.t.Number(f.Before.Rate)), arg("after", w.t.Number(f.After.Rate))))
			}
		}
		out = append(out, x)
	}
	for i := range d.Charges {
		c := &d.Charges[i]
		x := CompareWhy{Head: w.lineHead(w.t.Get("kind."+string(c.Kind)), c.Line, lines), From: w.side(c.Before), To: w.side(c.After)}
		if !c.Open() {
			x.Change, x.Sign = w.change(c.Amount), c.Amount.Sign()
		}
		x.Points = w.points(c)
		if c.After != nil {
			x.Law, x.URL = w.law(c.After.Source)
		}
		out = append(out, x)
	}
	return out
}

// lineHead is what changed, with the number of its line where there are several.
func (w words) lineHead(what string, line, lines int) string {
	if line == 0 || lines < 2 {
		return what
	}
	return w.t.Get("line.prefix", arg("n", itoa(line)), arg("text", what))
}

func (w words) known(d decimal.NullDecimal) string {
	if !d.Valid {
		return w.t.Get("compare.open")
	}
	return w.manat(d.Decimal)
}

// side is what a charge came to.
func (w words) side(c *calc.Charge) string {
	switch {
	case c == nil:
		return "—"
	case c.Status == calc.Applied && c.Amount.Valid:
		return w.manat(c.Amount.Decimal)
	}
	return w.t.Get("status." + string(c.Status))
}

func (w words) points(c *compare.Charge) []string {
	var out []string
	say := func(cause, before, after string) {
		if before == "" {
			before = "—"
		}
		if after == "" {
			after = "—"
		}
		out = append(out, w.t.Get("compare.why."+cause, arg("before", before), arg("after", after)))
	}
	reason := func(x *calc.Charge) string {
		if x == nil || x.Reason == "" {
			return ""
		}
		return w.message("reason."+x.Reason, x.ReasonArgs)
	}
	for _, cause := range c.Causes {
		switch cause {
		case compare.New, compare.Gone:
			say(string(cause), "", "")
		case compare.Status:
			switch after, before := reason(c.After), reason(c.Before); {
			case after != "":
				out = append(out, after)
			case before != "":
				out = append(out, w.t.Get("compare.why.before", arg("reason", before)))
			default:
				say("status", w.t.Get("status."+string(c.Before.Status)), w.t.Get("status."+string(c.After.Status)))
			}
			if c.Before.Rate != c.After.Rate && c.After.Rate != "" && c.Before.Rate != "" {
				say("rate", w.rate(c.Before), w.rate(c.After))
			}
		case compare.Rate:
			say("rate", w.rate(c.Before), w.rate(c.After))
		case compare.Base:
			say("base", w.base(c.Before), w.base(c.After))
			if len(c.From) > 0 {
				var list []string
				for _, p := range c.From {
					label := w.t.Get("compare.value")
					if p.Kind != "" {
						label = w.t.Get("kind." + string(p.Kind))
					}
					list = append(list, label+" "+w.change(p.Amount))
				}
				out = append(out, w.t.Get("compare.why.from", arg("list", strings.Join(list, ", "))))
			}
		case compare.Law:
			before, _ := w.law(c.Before.Source)
			after, _ := w.law(c.After.Source)
			if before == after {
				before, after = w.t.Date(c.Before.Source.Date), w.t.Date(c.After.Source.Date)
			}
			say("law", before, after)
		case compare.Steps:
			out = append(out, w.steps(c.After.Steps)...)
		}
	}
	return out
}

// CompareText is a comparison as plain text of a terminal: the table, then what
// made each variant another one.
func CompareText(c *Comparison, t *i18n.Texts) string {
	p := &page{t: t}
	cells := [][]string{{""}}
	for _, col := range c.Columns {
		cells[0] = append(cells[0], col.Name)
	}
	for _, r := range c.Rows {
		row := []string{r.Label}
		changes := []string{""}
		differs := false
		for _, x := range r.Cells {
			row = append(row, x.Amount)
			changes = append(changes, x.Change)
			differs = differs || x.Change != ""
		}
		cells = append(cells, row)
		if differs {
			cells = append(cells, changes)
		}
	}
	width := make([]int, len(c.Columns)+1)
	for _, row := range cells {
		for i, s := range row {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	for _, row := range cells {
		var b strings.Builder
		for i, s := range row {
			fill := strings.Repeat(" ", width[i]-utf8.RuneCountInString(s))
			if i == 0 {
				b.WriteString(s + fill)
			} else {
				b.WriteString("   " + fill + s)
			}
		}
		p.line(b.String())
	}
	for _, col := range c.Columns[1:] {
		p.gap()
		head := col.Name
		if col.Change != "" {
			head += ": " + col.Change
		}
		p.line(head)
		for _, x := range col.Why {
			p.para("   • ", WhyLine(x))
			for _, s := range x.Points {
				p.para("       ", s)
			}
			if x.Law != "" {
				p.para("       ", x.Law)
			}
		}
		if len(col.Why) == 0 {
			p.para("   • ", t.Get("compare.same"))
		}
		for _, s := range col.Warnings {
			p.para("   ! ", s)
		}
	}
	return strings.ReplaceAll(p.b.String(), i18n.NBSP, " ")
}

// Why tells what made one assessment another.
func Why(before, after *calc.Assessment, t *i18n.Texts, name func(string) string) []CompareWhy {
	return words{t: t, name: name}.why(compare.Of(before, after), max(len(before.Lines), len(after.Lines)))
}

// Change is a difference with its sign: "+255,00 ₼", "−45,90 ₼".
func Change(d decimal.Decimal, t *i18n.Texts) string { return words{t: t}.change(d) }

// WhyLine is a change on one line: "ƏDV: 351,90 ₼ → 306,00 ₼ (−45,90 ₼)".
func WhyLine(x CompareWhy) string {
	s := x.Head + ": " + x.From + " → " + x.To
	if x.Change != "" && x.Sign != 0 {
		s += " (" + x.Change + ")"
	}
	return s
}
