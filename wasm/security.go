//go:build js && wasm

package main

import (
	"strconv"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/sheet"
)

var security = calculator{sheet: &sheet.Security, compute: computeSecurity}

// computeSecurity answers how much security covers a customs debt, how it may
// be given and when it comes back (Customs Code 250–265).
func computeSecurity(p *sheetPage, x *sheet.Scan) answer {
	q := calc.SecurityQuery{Kind: x.Choice("kind")}
	asks := sheet.SecurityAsks
	if q.Kind == "comprehensive" {
		asks += " " + p.debts(x, &q)
	} else {
		q.Declaration = x.Good(today())
		if q.Kind == "value_dispute" {
			if m := x.Money("corrected"); m != nil {
				q.Corrected = []calc.CorrectedPrice{{Line: 1, Price: *m}}
			} else if x.Text("corrected") == "" {
				x.Missing("corrected", "ui.security.corrected.need")
			}
		}
	}
	if x.Bad() {
		return answer{}
	}
	r, f := calc.Security(q, p.tables)
	if f != nil {
		x.Fault(f, asks)
		return answer{}
	}
	res := paint.Result{What: p.get("ui.security.what"), Warnings: render.Warnings(r.Warnings, p.t)}
	if r.Amount.Valid {
		res.Sum, res.Total = paint.Manat(p.t, r.Amount.Decimal), r.Amount.Decimal.StringFixed(2)
	} else {
		res.What = p.get("ui.security.open")
	}
	res.Then = []string{p.get("ui.security.is." + r.Kind)}
	if q.Declaration != nil {
		if a, f := calc.Assess(q.Declaration, p.tables); f == nil {
			needs := ""
			if !r.Amount.Valid || r.Kind == "exact" {
				needs = p.needs(a, r.Needs, asks)
			}
			res.Before = needs
			res.Meta = p.meta(a)
			if r.Kind == "exact" || r.Kind == "replacement" {
				res.Rows, res.Caption = render.New(a, q.Declaration, p.t, p.nameOf).Rows, p.get("ui.security.debt")
				if r.Kind == "replacement" {
					res.Rows = dutiesOnly(res.Rows)
				}
				res.Foot = [2]string{res.What, res.Sum}
			}
		}
	}
	var facts paint.FactList
	if r.Declared.Valid {
		facts.Add(p.get("ui.security.declared"), paint.Manat(p.t, r.Declared.Decimal), "")
	}
	if r.Possible.Valid {
		facts.Add(p.get("ui.security.possible"), paint.Manat(p.t, r.Possible.Decimal), "")
	}
	if !r.Peak.IsZero() {
		facts.Add(p.get("ui.security.peak"), p.t.DateLong(r.Peak), "")
	}
	law, _ := render.Law(&r.Source, p.t)
	if steps := render.Steps(r.Steps, p.t); len(steps) > 0 {
		facts.Lines(p.get("ui.security.count"), steps)
	}
	facts.Add(p.get("ui.table.law"), law, "")
	res.Before += paint.Facts(p.t, "", facts)
	res.After = p.securityForms()
	return p.answered(&res)
}

// dutiesOnly leaves the payments of a line: fees of the declaration are not import duties and taxes.
func dutiesOnly(rows []render.Row) []render.Row {
	var out []render.Row
	for _, r := range rows {
		if r.Line > 0 {
			out = append(out, r)
		}
	}
	return out
}

// debts reads the rows of a comprehensive security, and returns where the
// engine's paths lead.
func (p *sheetPage) debts(x *sheet.Scan, q *calc.SecurityQuery) sheet.Asks {
	rows := p.sheet.Rows("debts")
	asks := sheet.Asks("debts=" + rows.At(1, "amount"))
	for n := 1; n <= x.Doc.Count["debts"]; n++ {
		if x.Doc.RowEmpty("debts", n) && n > 1 {
			continue
		}
		at := func(f string) string { return rows.At(n, f) }
		s := calc.DebtSpan{Amount: x.Optional(at("amount")).Decimal}
		s.From, _ = x.Day(at("from"))
		s.To, _ = x.Day(at("to"))
		x.Need(at("amount"), "ui.late.debt.need")
		x.Need(at("from"), "ui.error.date_empty")
		x.Need(at("to"), "ui.error.date_empty")
		path := "debts[" + strconv.Itoa(len(q.Debts)) + "]"
		for _, f := range []string{"amount", "from", "to"} {
			asks += sheet.Asks(" " + path + "." + f + "=" + at(f))
		}
		q.Debts = append(q.Debts, s)
	}
	return asks
}

// securityForms are the ways to give security and what ends it.
func (p *sheetPage) securityForms() string {
	var forms paint.FactList
	for _, k := range calc.SecurityForms {
		forms.Add(p.get("security.form."+k), p.get("security.form."+k+".note"), "")
	}
	return paint.Facts(p.t, p.get("ui.security.forms"), forms) + paint.Notes(p.t, p.get("ui.security.back"),
		[]string{p.get("ui.security.back.1"), p.get("ui.security.back.2"), p.get("ui.security.back.3"), p.get("ui.security.back.4"), p.get("ui.security.back.5")})
}
