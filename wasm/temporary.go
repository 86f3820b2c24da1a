//go:build js && wasm

package main

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var temporary = calculator{sheet: &sheet.Temporary, compute: computeTemporary}

// computeTemporary answers what a temporary import costs month by month
// (Customs Code 192–194).
func computeTemporary(p *sheetPage, x *sheet.Scan) answer {
	d := x.Good(today())
	if x.Choice("relief") == "full" {
		if x.Bad() {
			return answer{}
		}
		d.Procedure = "temporary_import_full_relief"
		r, f := calc.Procedure(calc.ProcedureQuery{Declaration: d}, p.tables)
		if f != nil {
			x.Fault(f, sheet.TemporaryAsks)
			return answer{}
		}
		return p.procedureAnswer(d, r, sheet.TemporaryAsks)
	}
	d.Procedure = "temporary_import"
	d.Months = x.Whole("months")
	if v, ok := x.Day("until"); ok {
		d.Until = v
		if d.Months > 0 {
			x.Problem("until", "ui.temporary.both")
		}
	}
	q := calc.ScheduleQuery{Declaration: d}
	q.Release, _ = x.Day("release")
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Schedule(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.TemporaryAsks)
		return answer{}
	}
	months := max(r.Planned, 1)
	res := paint.Result{Caption: p.get("ui.table.caption"), Then: p.valueLine(r.Placed), Warnings: render.Warnings(r.Warnings, p.t),
		Rows: render.New(r.Placed, d, p.t, p.nameOf).Rows, Meta: p.meta(r.Placed), CSV: len(r.Months) > 0}
	res.What = p.get("ui.temporary.what", "months", strconv.Itoa(months))
	res.Sum, res.Total = p.sumOf(r.Placed)
	res.Foot = [2]string{res.What, res.Sum}
	res.Before = p.needs(r.Placed, r.Needs, sheet.TemporaryAsks)
	if r.Complete {
		res.Before += p.schedule(r, months)
	}
	var terms []render.TermView
	for i := range r.Terms {
		terms = append(terms, render.Term(&r.Terms[i], p.t))
	}
	res.After = paint.Days(p.t, p.get("ui.temporary.terms"), paint.TermDays(p.t, terms)) + paint.Notes(p.t, p.get("ui.temporary.notes"), []string{
		p.get("ui.temporary.note.month"), p.get("ui.temporary.note.holder"), p.get("ui.temporary.note.vat"), p.get("ui.temporary.note.excise"), p.get("ui.temporary.note.full"), p.get("ui.temporary.note.person")})
	a := p.answered(&res)
	if r.Complete {
		a.csv = func() string { return p.scheduleCSV(r) }
	}
	return a
}

// schedule is the stay month by month: a picture, the months that matter, all of them.
func (p *sheetPage) schedule(r *calc.ScheduleResult, now int) string {
	var cols []paint.Column
	all := paint.Grid{Title: p.get("ui.temporary.grid")}
	all.Column(p.get("ui.temporary.head.month"), false)
	all.Column(p.get("ui.temporary.head.amount"), true)
	all.Column(p.get("ui.temporary.head.sum"), true)
	few := paint.Grid{Title: p.get("ui.temporary.some"), Head: all.Head}
	keep := map[int]bool{1: true, 6: true, 12: true, 24: true, r.CapMonth: true, r.Cheaper: true, len(r.Months): true, now: true}
	if r.Release != nil {
		keep[r.Release.Month] = true
	}
	for i := range r.Months {
		m := &r.Months[i]
		kind := ""
		switch {
		case m.N == now && r.Planned > 0:
			kind = "now"
		case m.N < now:
			kind = "past"
		}
		cols = append(cols, paint.Column{PerMille: int(m.Percent.Mul(decimal.NewFromInt(10)).IntPart()), Kind: kind})
		all.Row()
		all.Cell(p.get("ui.temporary.month", "n", strconv.Itoa(m.N)), p.get("ui.temporary.to", "day", p.t.Date(m.To)))
		all.Num(paint.Manat(p.t, m.Amount), "")
		all.Num(paint.Manat(p.t, m.Cumulative), p.t.Percent(m.Percent))
		if keep[m.N] {
			few.Rows = append(few.Rows, all.Rows[i])
			if m.N == now && r.Planned > 0 {
				few.Now = len(few.Rows)
			}
		}
	}
	if r.Planned > 0 {
		all.Now = now
	}
	label := p.get("ui.temporary.picture", "full", paint.Manat(p.t, r.Full), "cap", strconv.Itoa(r.CapMonth))
	last := &r.Months[len(r.Months)-1]
	html := paint.Card(paint.Columns(p.t, label, [2]string{p.t.Date(r.Months[0].From), p.t.Date(last.To)}, cols), few.HTML(p.t),
		paint.Folded("all-months", p.get("ui.temporary.all", "n", strconv.Itoa(len(r.Months))), all.HTML(p.t)))
	return html + p.scheduleFacts(r)
}

func (p *sheetPage) scheduleFacts(r *calc.ScheduleResult) string {
	money := func(d decimal.Decimal) string { return paint.Manat(p.t, d) }
	var facts paint.FactList
	facts.Add(p.get("ui.temporary.full"), money(r.Full), p.get("ui.temporary.full.note"))
	if r.CapMonth > 0 {
		facts.Add(p.get("ui.temporary.cap"), p.get("ui.temporary.cap.value", "n", strconv.Itoa(r.CapMonth), "day", p.t.Date(r.Months[r.CapMonth-1].From)), "")
	}
	facts.Add(p.get("ui.temporary.fees"), p.get("ui.temporary.fees.value", "in", money(r.FeesIn), "out", money(r.FeesOut), "now", money(r.FeesNow)), "")
	cheaper := p.get("ui.temporary.cheaper.never")
	if r.Cheaper > 0 {
		cheaper = p.get("ui.temporary.cheaper.value", "n", strconv.Itoa(r.Cheaper), "day", p.t.Date(r.Months[r.Cheaper-1].From))
	}
	facts.Add(p.get("ui.temporary.cheaper"), cheaper, p.get("ui.temporary.cheaper.note"))
	html := paint.Facts(p.t, "", facts)
	if s := r.Release; s != nil {
		var later paint.FactList
		later.Add(p.get("ui.temporary.release.paid", "n", strconv.Itoa(s.Month)), money(s.Paid), "")
		later.Add(p.get("ui.temporary.release.due"), money(s.Due), p.get("ui.temporary.release.due.note"))
		later.Add(p.get("ui.temporary.release.again"), money(s.Again), p.get("ui.temporary.release.again.note"))
		later.Add(p.get("ui.temporary.release.fees"), money(s.Fees), "")
		html += paint.Facts(p.t, p.get("ui.temporary.release.title", "day", p.t.DateLong(s.Date)), later)
	}
	return html
}

func (p *sheetPage) scheduleCSV(r *calc.ScheduleResult) string {
	head := []string{p.get("ui.temporary.head.month"), p.get("ui.csv.from"), p.get("ui.csv.to"), "%", p.get("ui.temporary.head.amount"), p.get("ui.temporary.head.sum"), p.get("ui.temporary.csv.rest")}
	for _, k := range r.FullKinds {
		head = append(head, p.get("kind."+string(k.Kind)))
	}
	rows := [][]string{head}
	for i := range r.Months {
		m := &r.Months[i]
		row := []string{strconv.Itoa(m.N), m.From.String(), m.To.String(), m.Percent.String(), m.Amount.StringFixed(2), m.Cumulative.StringFixed(2), m.Remaining.StringFixed(2)}
		for _, k := range m.Kinds {
			row = append(row, k.Amount.StringFixed(2))
		}
		rows = append(rows, row)
	}
	return render.Table(rows)
}
