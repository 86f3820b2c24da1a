//go:build js && wasm

package main

import (
	"slices"
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/ratetext"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// linesWork is a table of lines and the work on it, with what it comes to in
// words. It touches no page: a long table is computed and put into words by a
// worker (linesdesk.go), a short one by the page itself.
type linesWork struct {
	*library
	grid *table.Grid
	work *table.Work
	open map[string]bool // rows of payments the person has opened
}

func newLinesWork(l *library) linesWork {
	w := linesWork{library: l, grid: table.NewGrid(l.t.Lang()), open: map[string]bool{}}
	reader := &form.Reader{Reader: field.Reader{Texts: l.t, CountryName: l.countryName}}
	w.work = &table.Work{Grid: w.grid, Reader: reader, Tables: l.tables, Today: today(), Units: w.unitsOf,
		Fault: func(f *calc.Fault) string { return render.Fault(f, l.t) }}
	return w
}

// linesAnswer is what a table comes to, as the page shows it.
type linesAnswer struct {
	out, strip string // HTML
	said       string // for a screen reader, "" where there is no total
	currencies string // whose rates are used or asked for, a space between
	bad        []form.Problem
}

// answer is what the table comes to.
func (p *linesWork) answer() linesAnswer {
	x := linesAnswer{currencies: p.currencies(), bad: p.work.Bad}
	x.out, x.strip, x.said = p.outOf()
	return x
}

// currencies are those whose rates the lines use or lack.
func (p *linesWork) currencies() string {
	var list []string
	add := func(cur string) {
		if cur != "" && cur != "AZN" && !slices.Contains(list, cur) {
			list = append(list, cur)
		}
	}
	for _, part := range p.work.Parts {
		if part.Assessment == nil {
			continue
		}
		for _, f := range part.Assessment.FX {
			add(f.Currency)
		}
		for _, n := range part.Assessment.Needs {
			if _, f := form.FieldOf(n.Field); strings.HasPrefix(f, form.RatePrefix) {
				add(strings.TrimPrefix(f, form.RatePrefix))
			}
		}
	}
	return strings.Join(list, " ")
}

// row is a row in words: what it pays with the steps and the law of each payment.
func (p *linesWork) row(i int, x *table.Item) string {
	title := p.get("ui.lines.detail", "n", strconv.Itoa(i+1))
	name := ""
	if code := wire.CleanCode(x.Fields["code"]); code != "" {
		title += " · " + render.GroupCode(code)
		name = p.nameOf(code)
	}
	if d := x.Fields["name"]; d != "" {
		title += " · " + field.Clip(d)
	}
	var notes []string
	seen := x.Seen()
	if seen.Known && len(seen.Problems) > 0 {
		for k := range seen.Problems {
			notes = append(notes, table.Column(seen.Problems[k].Field).Title(p.t)+": "+seen.Problems[k].Text)
		}
	} else if x.Result == nil {
		notes = append(notes, p.get("ui.lines.detail.wait"))
	}
	var v *render.View
	sum := ""
	if x.Result != nil {
		v = p.viewOf(x)
		sum = lineSum(x.Result, p.t)
	}
	return paint.LineDetail(p.t, title, name, sum, v, p.open, notes)
}

// rateWords is a reported rate of a row in the words of the page's language.
func (p *linesWork) rateWords(x *table.Item, text string) string {
	lang := ratetext.Lang(p.t.Lang())
	if x == nil || x.Result == nil {
		return ""
	}
	for _, c := range x.Result.Charges {
		for _, h := range c.Hints {
			if h.Rate.String() == text {
				words := ratetext.Print(h.Rate, lang)
				if cell, err := ratetext.Parse(words, ratetext.Options{Lang: lang}); err == nil && cell.Import.Equal(h.Rate) {
					text = words
				}
			}
		}
	}
	return text
}

// unitsOf are the supplementary units of a code.
func (p *linesWork) unitsOf(code string) []string {
	if row, ok := p.core.Longest(wire.CleanCode(code)); ok {
		return p.core.Units(row)
	}
	return nil
}

// sumText is the total in words and as an amount.
func (p *linesWork) sumText() (what, amount string, open, ok bool) {
	total, _, open, ok := p.work.Sum()
	if !ok {
		return "", "", false, false
	}
	if len(p.work.Parts) == 1 {
		a := p.work.Parts[0].Assessment
		if a.TotalFrom.Valid && a.TotalTo.Valid {
			return p.get("ui.total.between"), p.t.Money(a.TotalFrom.Decimal) + i18n.NBSP + "– " + paint.Manat(p.t, a.TotalTo.Decimal), true, true
		}
	}
	if open {
		return p.get("ui.total.from"), paint.Manat(p.t, total), true, true
	}
	return p.get("ui.total.total"), paint.Manat(p.t, total), false, true
}

// outOf is the answer and the line under the table as HTML, and what a screen
// reader says of them.
func (p *linesWork) outOf() (html, strip, said string) {
	what, amount, open, ok := p.sumText()
	if !ok {
		key := "ui.lines.detail.none"
		if p.work.Totals.Wrong > 0 || len(p.work.Bad) > 0 || len(p.work.Top.Problems) > 0 {
			key = "ui.answer.fix"
		}
		return paint.Empty(p.t, key), "", ""
	}
	t := &p.work.Totals
	x := paint.LinesOut{What: what, Sum: amount}
	total, value, _, _ := p.work.Sum()
	if !open {
		x.Total = total.StringFixed(2)
	}
	lines := p.get("ui.lines.summary", "n", strconv.Itoa(t.Lines))
	x.Then = append(x.Then, lines, p.get("ui.answer.value", "amount", paint.Manat(p.t, value)))
	sheets := 0
	for _, part := range p.work.Parts {
		if part.Assessment != nil {
			sheets += sheetsOf(part.Assessment)
		}
	}
	if len(p.work.Parts) > 1 {
		x.Then = append(x.Then, p.get("ui.lines.declarations", "n", strconv.Itoa(len(p.work.Parts))))
	}
	if sheets > 0 {
		x.Then = append(x.Then, p.get("ui.lines.sheets", "n", strconv.Itoa(sheets)))
	}
	if t.Wrong > 0 {
		x.Then = append(x.Then, p.get("ui.lines.without", "n", strconv.Itoa(t.Wrong)))
	}
	if t.Open > 0 {
		x.Then = append(x.Then, p.get("ui.lines.openlines", "n", strconv.Itoa(t.Open)))
	}
	x.Kinds = paint.Grid{Title: p.get("ui.lines.kinds")}
	x.Kinds.Column(p.get("ui.lines.pay.payment"), false)
	x.Kinds.Column(p.get("ui.lines.pay.amount"), true)
	for _, k := range t.Kinds {
		x.Kinds.Row()
		x.Kinds.Cell(p.get("kind."+string(k.Kind)), k.Kind.Box())
		s := paint.Manat(p.t, k.Sum)
		if k.Open {
			s = "≥" + i18n.NBSP + s
		}
		x.Kinds.Num(s, "")
	}
	if len(p.work.Parts) > 1 {
		p.splitInto(&x.Parts)
	}
	x.Chosen, x.Unknown = t.Chosen, t.Unknown
	x.Fees = render.Rows(t.Fees, p.t)
	// What is said of single lines stands beside them: there may be thousands.
	if a := p.work.Parts[0].Assessment; a != nil {
		v := render.New(&calc.Assessment{Version: a.Version, LawKnownTo: a.LawKnownTo, FXBulletin: a.FXBulletin, FX: a.FX, Scenarios: a.Scenarios, Warnings: table.General(a)}, nil, p.t, nil)
		x.Warnings = v.Warnings
		x.Meta = append(x.Meta, v.FX...)
		x.Meta = append(x.Meta, v.Footer)
		x.Scenarios = v.Scenarios
		if len(p.work.Parts) > 1 { // whose sums are of the first declaration alone
			for i := range x.Scenarios {
				x.Scenarios[i].Total = ""
			}
		}
	}
	return paint.LinesAnswer(p.t, x, p.open), paint.Strip(what, amount, lines), what + " " + amount
}

// sheetsOf is how many sheets the electronic service is charged for.
func sheetsOf(a *calc.Assessment) int {
	for i := range a.Charges {
		if c := &a.Charges[i]; c.Kind == calc.EService && c.Base.Valid {
			return int(c.Base.Decimal.IntPart())
		}
	}
	return 0
}

// splitInto lists the declarations a long table is divided into.
func (p *linesWork) splitInto(g *paint.Grid) {
	g.Title, g.Stack = p.get("ui.lines.split", "most", strconv.Itoa(calc.MaxLines)), true
	g.Column(p.get("ui.lines.sheet.lines"), false)
	for _, k := range []string{"sheets", "value", "fees", "sum"} {
		g.Column(p.get("ui.lines.split."+k), true)
	}
	for _, part := range p.work.Parts {
		a := part.Assessment
		if a == nil {
			continue
		}
		g.Row()
		g.Cell(p.get("ui.lines.split.part", "from", strconv.Itoa(part.From+1), "to", strconv.Itoa(part.To+1)), "")
		g.Num(strconv.Itoa(sheetsOf(a)), "")
		g.Num(p.t.Money(a.CustomsValue.Decimal), "")
		fees, _ := calcSum(a.Charges)
		g.Num(p.t.Money(fees), "")
		g.Num(sumWords(p.t, a), "")
	}
}

// viewOf is one line in words, with what is said and asked of it.
func (p *linesWork) viewOf(x *table.Item) *render.View {
	for _, part := range p.work.Parts {
		for k, it := range part.Items {
			if it != x || part.Assessment == nil {
				continue
			}
			a := part.Assessment
			one := &calc.Assessment{Version: a.Version, LawKnownTo: a.LawKnownTo, FXBulletin: a.FXBulletin, Lines: []calc.LineResult{*x.Result}}
			one.Lines[0].N = 1
			for _, w := range a.Warnings {
				if w.Line == k+1 {
					w.Line = 0
					one.Warnings = append(one.Warnings, w)
				}
			}
			for _, n := range a.Needs {
				if n.Line == k+1 {
					n.Line = 1
					one.Needs = append(one.Needs, n)
				}
			}
			d := *part.Decl
			d.Lines = []calc.Line{x.Line}
			return render.New(one, &d, p.t, p.nameOf)
		}
	}
	return nil
}
