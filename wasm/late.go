//go:build js && wasm

package main

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var late = calculator{sheet: &sheet.Late, compute: computeLate}

// computeLate answers until when a customs debt is paid (Customs Code 149,
// 243) and what the delay costs (246, 247).
func computeLate(p *sheetPage, x *sheet.Scan) answer {
	var due *calc.DueResult
	q := calc.InterestQuery{}
	if x.Choice("how") == "presented" {
		dq := calc.DueQuery{Mode: x.Choice("mode")}
		dq.Presented, _ = x.Day("presented")
		dq.Filed, _ = x.Day("filed")
		x.Need("presented", "ui.error.date_empty")
		if x.Bad() {
			return answer{}
		}
		var f *calc.Fault
		if due, f = calc.DueDates(dq, p.tables); f != nil {
			x.Fault(f, sheet.LateAsks)
			return answer{}
		}
		if q.Due = due.Pay; q.Due.IsZero() {
			q.Due = due.File
		}
	} else {
		q.Due, _ = x.Day("due")
		x.Need("due", "ui.error.date_empty")
	}
	debt := x.Optional("debt")
	q.Debt = debt.Decimal
	q.Paid, _ = x.Day("paid")
	p.spans(x, &q)
	if due == nil || x.Text("debt") != "" || x.Text("paid") != "" {
		x.Need("debt", "ui.late.debt.need")
		if q.Paid.IsZero() {
			x.Need("paid", "ui.error.date_empty")
		}
	}
	if x.Bad() {
		return answer{}
	}
	if !debt.Valid {
		return p.dueOnly(due)
	}
	r, f := calc.Interest(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.LateAsks)
		return answer{}
	}
	return p.interest(&q, r, due)
}

// spans reads the deferral and the complaint. A deferral runs from the due
// day unless another day was typed, and is paid when it ends unless a day was.
func (p *sheetPage) spans(x *sheet.Scan, q *calc.InterestQuery) {
	rate := x.Optional("rate")
	from, _ := x.Day("from")
	if until, ok := x.Day("until"); ok {
		if from.IsZero() {
			from = q.Due
		}
		q.Deferral = &calc.Deferral{Span: calc.Span{From: from, To: until}, Rate: rate}
		if q.Paid.IsZero() && x.Text("paid") == "" {
			q.Paid = until
		}
	} else if rate.Valid || !from.IsZero() {
		x.Need("until", "ui.error.date_empty")
	}
	afrom, ok := x.Day("afrom")
	ato, ok2 := x.Day("ato")
	if ok || ok2 {
		x.Need("afrom", "ui.error.date_empty")
		x.Need("ato", "ui.error.date_empty")
		q.Appeal = &calc.Span{From: afrom, To: ato}
	}
}

func (p *sheetPage) dueOnly(due *calc.DueResult) answer {
	res := paint.Result{Warnings: render.Warnings(due.Warnings, p.t)}
	switch {
	case due.Mode == "declaration":
		res.What, res.Sum = p.get("ui.late.what.file"), p.t.DateLong(due.File)
	default:
		res.What, res.Sum = p.get("ui.late.what.pay"), p.t.DateLong(due.Pay)
	}
	res.Before = p.dueDays(due)
	return p.answered(&res)
}

// dueDays are the days of filing and paying, in order.
func (p *sheetPage) dueDays(due *calc.DueResult) string {
	laws := map[string]*calc.Source{}
	for i := range due.Sources {
		laws[due.Sources[i].Article] = &due.Sources[i]
	}
	var list []paint.Day
	add := func(d date.Date, article, key string, args ...string) {
		if d.IsZero() {
			return
		}
		x := paint.Day{When: p.t.DateLong(d) + ", " + p.get("ui.weekday."+strconv.Itoa(d.Weekday())), What: p.get("ui.late.day."+key, args...)}
		x.Law, x.URL = render.Law(laws[article], p.t)
		list = append(list, x)
	}
	add(due.Term.Start, "", "presented")
	if due.Mode == "declaration" {
		if due.Moved {
			add(due.Term.Last, "149.3", "term")
			add(due.File, "149.5", "moved")
		} else {
			add(due.File, "149.3", "file")
		}
		if due.Late {
			add(due.Pay, "243.3", "pay_late")
		} else {
			last := due.Pay
			if last.IsZero() {
				last = due.File
			}
			add(last, "243.1", "pay_with")
		}
		add(due.Latest, "149.4", "latest")
	} else if due.Mode == "periodic" {
		add(due.Pay, "243.4", "pay_periodic")
	} else {
		add(due.Pay, "243.2", "pay_simplified")
	}
	html := paint.Days(p.t, p.get("ui.late.days.title"), list)
	if !due.Certain {
		html += paint.Notes(p.t, p.get("ui.late.uncertain.title"), []string{p.get("ui.late.uncertain")})
	}
	return html
}

func (p *sheetPage) interest(q *calc.InterestQuery, r *calc.InterestResult, due *calc.DueResult) answer {
	res := paint.Result{What: p.get("ui.late.what"), Caption: p.get("ui.table.caption"), CSV: len(r.Parts) > 0,
		Rows: render.Rows(r.Charges, p.t), Warnings: render.Warnings(r.Warnings, p.t)}
	if r.Amount.Valid {
		res.Total = r.Amount.Decimal.StringFixed(2)
		res.Sum = paint.Manat(p.t, r.Amount.Decimal)
		res.Then = append(res.Then, p.get("ui.late.payable", "amount", paint.Manat(p.t, r.Payable.Decimal)))
		if len(r.Charges) > 1 {
			res.Foot = [2]string{res.What, res.Sum}
		}
	} else {
		res.What = p.get("ui.total.open")
	}
	if r.EachDay.Valid {
		if r.EachDay.Decimal.IsZero() {
			res.Then = append(res.Then, p.get("ui.late.full"))
		} else {
			res.Then = append(res.Then, p.get("ui.late.each", "amount", paint.Manat(p.t, r.EachDay.Decimal)))
		}
	}
	res.Before = p.parts(q, r)
	if due != nil {
		res.After = p.dueDays(due)
	}
	if q.Deferral != nil {
		res.After += paint.Notes(p.t, p.get("ui.late.deferral.title"), []string{p.get("ui.late.deferral.1"), p.get("ui.late.deferral.2"), p.get("ui.late.deferral.3")}) +
			paint.Card(paint.Folded("known-rates", p.get("ui.late.rates"), p.knownRates()))
	}
	a := p.answered(&res)
	a.csv = func() string { return p.partsCSV(r) }
	return a
}

// knownRates are the rates a deferral bears where none is typed, the newest first.
func (p *sheetPage) knownRates() string {
	g := paint.Grid{Title: p.get("ui.late.rates")}
	g.Column(p.get("ui.late.rates.from"), false)
	g.Column(p.get("ui.late.rate"), true)
	for i := len(p.tables.Interest) - 1; i >= 0; i-- {
		r := &p.tables.Interest[i]
		if r.Kind != "deferral" {
			continue
		}
		known := ""
		if !r.KnownTo.IsZero() {
			known = p.get("ui.late.rates.known", "day", p.t.Date(r.KnownTo))
		}
		law, url := render.Law(&r.Source, p.t)
		g.Row()
		g.Cell(p.t.DateLong(r.From), known)
		c := g.Num(p.t.Percent(r.Percent), p.get("confidence."+string(r.Confidence)))
		c.Law, c.URL = law, url
	}
	return g.HTML(p.t)
}

// parts is the line of time: which days are charged how.
func (p *sheetPage) parts(q *calc.InterestQuery, r *calc.InterestResult) string {
	var list []paint.Span
	said := ""
	for i := range r.Parts {
		x := &r.Parts[i]
		s := paint.Span{Kind: x.Kind, Days: x.Days}
		rate := ""
		if x.Rate.Valid {
			rate = p.t.Percent(x.Rate.Decimal)
		}
		s.Label = p.get("ui.late.span."+x.Kind, "from", p.t.Date(x.From), "to", p.t.Date(x.To), "days", strconv.Itoa(x.Days), "rate", rate)
		if x.Amount.Valid {
			s.Sum = paint.Manat(p.t, x.Amount.Decimal)
		}
		list = append(list, s)
		if said != "" {
			said += "; "
		}
		said += s.Label
	}
	return paint.Timeline(p.t, p.get("ui.late.line"), said, [2]string{p.t.Date(q.Due), p.t.Date(q.Paid)}, list)
}

func (p *sheetPage) partsCSV(r *calc.InterestResult) string {
	rows := [][]string{{p.get("ui.csv.kind"), p.get("ui.csv.from"), p.get("ui.csv.to"), p.get("ui.csv.days"), p.get("ui.table.rate"), p.get("ui.table.amount")}}
	money := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return ""
		}
		return d.Decimal.StringFixed(2)
	}
	for i := range r.Parts {
		x := &r.Parts[i]
		rate := ""
		if x.Rate.Valid {
			rate = x.Rate.Decimal.String() + "%"
		}
		rows = append(rows, []string{p.get("ui.late.kind." + x.Kind), x.From.String(), x.To.String(), strconv.Itoa(x.Days), rate, money(x.Amount)})
	}
	return render.Table(rows)
}
