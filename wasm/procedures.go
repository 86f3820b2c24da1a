//go:build js && wasm

package main

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var procedures = calculator{sheet: &sheet.Procedures, compute: computeProcedures}

// computeProcedures answers what a customs procedure charges now, what it puts
// off and until when; without a procedure, all of an import side by side.
func computeProcedures(p *sheetPage, x *sheet.Scan) answer {
	d := x.Good(today())
	d.Procedure = x.Choice("procedure")
	d.Months = x.Whole("months")
	if d.Procedure == "temporary_import" && d.Months == 0 && x.Text("months") == "" {
		d.Months = 1
	}
	d.Lines[0].ProcessingCost = x.Money("cost")
	q := calc.ProcedureQuery{Declaration: d}
	q.Events.Exported, _ = x.Day("exported")
	q.Events.Released, _ = x.Day("released")
	q.Events.Approved, _ = x.Day("approved")
	if x.Bad() {
		return answer{}
	}
	if d.Procedure == "" {
		list, f := calc.Procedures(q, p.tables)
		if f != nil {
			x.Fault(f, sheet.ProceduresAsks)
			return answer{}
		}
		return p.compared(list)
	}
	r, f := calc.Procedure(q, p.tables)
	if f != nil {
		x.Fault(f, sheet.ProceduresAsks)
		return answer{}
	}
	return p.procedureAnswer(d, r, sheet.ProceduresAsks)
}

// procedureAnswer is one procedure.
func (p *sheetPage) procedureAnswer(d *calc.Declaration, r *calc.ProcedureResult, asks sheet.Asks) answer {
	res := paint.Result{What: p.get("ui.procedure.now"), Caption: p.get("ui.table.caption"), Then: p.valueLine(r.Due),
		Warnings: render.Warnings(r.Warnings, p.t), Rows: render.New(r.Due, d, p.t, p.nameOf).Rows, Meta: p.meta(r.Due)}
	res.Sum, res.Total = p.sumOf(r.Due)
	res.Foot = [2]string{res.What, res.Sum}
	open := r.Due
	if r.Full != nil && !r.FullTotal.Valid {
		open = r.Full
	}
	res.Before = p.needs(open, r.Due.Needs, asks) + paint.Facts(p.t, p.get("procedure."+r.Key), p.procedureFacts(r))
	var terms []render.TermView
	for i := range r.Terms {
		terms = append(terms, render.Term(&r.Terms[i], p.t))
	}
	days := paint.TermDays(p.t, terms)
	for i := range r.Terms {
		last := r.Terms[i].Last
		days[i].Late = !last.IsZero() && r.Terms[i].Start != (date.Date{}) && d.Date.After(last)
	}
	res.After = paint.Days(p.t, p.get("ui.procedure.terms"), days)
	var notes []string
	if key := "ui.procedure.note." + r.Key; p.t.Has(key) {
		notes = append(notes, p.get(key))
	}
	if r.Suspended.Valid {
		notes = append(notes, p.get("ui.procedure.note.broken"))
	}
	res.After += paint.Notes(p.t, p.get("ui.procedure.notes"), notes)
	return p.answered(&res)
}

func (p *sheetPage) procedureFacts(r *calc.ProcedureResult) paint.FactList {
	var facts paint.FactList
	add := func(key string, v decimal.NullDecimal, note string) {
		if v.Valid {
			facts.Add(p.get("ui.procedure."+key), paint.Manat(p.t, v.Decimal), note)
		}
	}
	add("full", r.FullTotal, "")
	add("suspended", r.Suspended, "")
	add("relieved", r.Relieved, "")
	add("refundable", r.Refundable, p.get("ui.procedure.refundable.note"))
	law, _ := render.Law(&r.Security.Source, p.t)
	mode := r.Security.Mode
	switch {
	case mode == "":
		facts.Add(p.get("ui.procedure.security"), p.get("security.mode.none"), "")
	case r.Security.Amount.Valid:
		facts.Add(p.get("ui.procedure.security"), paint.Manat(p.t, r.Security.Amount.Decimal), p.get("security.mode."+mode)+" · "+law)
	default:
		facts.Add(p.get("ui.procedure.security"), p.get("security.mode."+mode), law)
	}
	law, _ = render.Law(&r.Source, p.t)
	facts.Add(p.get("ui.table.law"), law, "")
	return facts
}

// compared are the procedures side by side.
func (p *sheetPage) compared(list []*calc.ProcedureResult) answer {
	g := paint.Grid{Stack: true, Title: p.get("ui.procedures.compare")}
	g.Column(p.get("ui.procedures.head.procedure"), false)
	g.Column(p.get("ui.procedures.head.now"), true)
	g.Column(p.get("ui.procedures.head.off"), true)
	csv := [][]string{{p.get("ui.procedures.head.procedure"), p.get("ui.procedures.head.now"), p.get("ui.procedure.suspended"), p.get("ui.procedure.relieved"), p.get("ui.procedure.security"), p.get("ui.procedure.terms")}}
	money := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return ""
		}
		return d.Decimal.StringFixed(2)
	}
	for _, r := range list {
		now, total := p.sumOf(r.Due)
		off, why := "—", ""
		switch {
		case r.Suspended.Valid:
			off, why = paint.Manat(p.t, r.Suspended.Decimal), p.get("ui.procedures.off.suspended")
		case r.Relieved.Valid && r.Relieved.Decimal.IsPositive():
			off, why = paint.Manat(p.t, r.Relieved.Decimal), p.get("ui.procedures.off.relieved")
		}
		term := ""
		for i := range r.Terms {
			v := render.Term(&r.Terms[i], p.t)
			if v.Length != "" {
				term = v.Length
				break
			}
		}
		month := ""
		if r.Key == "temporary_import" {
			month = p.get("ui.procedures.month")
		}
		g.Row()
		name := g.Cell(p.get("procedure."+r.Key), term)
		name.Field, name.Put = "procedure", r.Key
		g.Num(now, month)
		g.Num(off, why)
		csv = append(csv, []string{p.get("procedure." + r.Key), total, money(r.Suspended), money(r.Relieved), money(r.Security.Amount), term})
	}
	full := list[0]
	res := paint.Result{What: p.get("ui.procedures.what"), Then: p.valueLine(full.Due), CSV: true, Meta: p.meta(full.Due)}
	res.Sum, res.Total = p.sumOf(full.Due)
	res.Before = p.needs(full.Due, nil, sheet.ProceduresAsks)
	res.After = paint.Card(g.HTML(p.t)) + paint.Notes(p.t, p.get("ui.procedure.notes"), []string{p.get("ui.procedures.note.choose"), p.get("ui.procedure.note.broken")})
	a := p.answered(&res)
	a.csv = func() string { return render.Table(csv) }
	return a
}
