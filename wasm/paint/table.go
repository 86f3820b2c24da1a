package paint

import (
	"strconv"

	"rusum/calc"
	"rusum/site/render"
)

// RowKey names a row of the table, stable while the person types.
func RowKey(r *render.Row, n int) string {
	return strconv.Itoa(r.Line) + "-" + string(r.Kind) + "-" + strconv.Itoa(n)
}

// table is box 47: payment, base, rate, amount, law. The roles are written out
// because the narrow layout turns rows into grids, and browsers then forget
// that they are rows.
func (p *page) table(in In) {
	v := in.View
	p.raw(`<div class="card"><table class="box47" role="table"><caption>`).say("ui.table.caption").raw(`</caption>`)
	p.tableHead()
	line, opened := -1, false
	several := len(v.Lines) > 1
	for i := range v.Rows {
		r := &v.Rows[i]
		if r.Line != line {
			if opened {
				p.raw(`</tbody>`)
			}
			p.raw(`<tbody role="rowgroup">`)
			opened = true
			line = r.Line
			if several {
				p.lineHead(v, line)
			}
			if line > 0 {
				p.valueRow(in, v, line)
			}
		}
		p.row(in, r, RowKey(r, i))
	}
	if opened {
		p.raw(`</tbody>`)
	}
	p.raw(`<tfoot role="rowgroup"><tr role="row"><th role="rowheader" scope="row" colspan="2">`)
	what, amount := sum(in.Assessment, p.t)
	p.text(what).raw(`</th><td role="cell" class="r" colspan="2">`).text(amount).raw(`</td><td role="cell" class="c-law"></td></tr></tfoot></table></div>`)
}

func (p *page) tableHead() {
	p.raw(`<thead role="rowgroup"><tr role="row">`)
	for _, h := range []struct{ key, class lit }{
		{"ui.table.payment", "c-pay"}, {"ui.table.base", "c-calc r"}, {"ui.table.rate", "c-rate"}, {"ui.table.amount", "c-sum r"}, {"ui.table.law", "c-law"},
	} {
		p.raw(`<th role="columnheader" scope="col" class="`).raw(h.class).raw(`">`).say(string(h.key)).raw(`</th>`)
	}
	p.raw(`</tr></thead>`)
}

func (p *page) lineHead(v *render.View, line int) {
	p.raw(`<tr role="row" class="line-head"><th role="rowheader" scope="rowgroup" colspan="5">`)
	if line == 0 {
		p.say("ui.table.decl")
	} else {
		l := v.Lines[line-1]
		p.num(l.N).raw(`. `).text(l.Code)
		if l.Description != "" {
			p.raw(` · `).text(l.Description)
		}
	}
	p.raw(`</th></tr>`)
}

// valueRow shows the customs value of a line and how it came about.
func (p *page) valueRow(in In, v *render.View, line int) {
	l := v.Lines[line-1]
	if l.Value == "" {
		return
	}
	key := strconv.Itoa(line) + "-value"
	p.raw(`<tr role="row" class="value-row"><td role="cell" class="c-pay">`)
	p.opener(in, key, p.get("ui.table.value"), len(l.Steps) > 0)
	p.raw(`</td><td role="cell" class="c-calc none"></td><td role="cell" class="c-rate none"></td><td role="cell" class="c-sum r amount-words">`).text(l.Value).raw(`</td><td role="cell" class="c-law"></td></tr>`)
	if len(l.Steps) > 0 {
		p.stepsRow(in, key, func() { p.steps(l.Steps) })
	}
}

func (p *page) opener(in In, key, label string, has bool) {
	if !has {
		p.raw(`<span class="plain-pay">`).text(label).raw(`</span>`)
		return
	}
	p.raw(`<button type="button" class="open" data-act="row"`).attr("data-v", key).attr("aria-expanded", strconv.FormatBool(in.Open[key])).
		attr("aria-controls", "row-"+key).raw(`><span>`).text(label).raw(`</span></button>`)
}

func (p *page) stepsRow(in In, key string, body func()) {
	p.raw(`<tr role="row" class="steps"`).attr("id", "row-"+key)
	if !in.Open[key] {
		p.raw(` hidden`)
	}
	p.raw(`><td role="cell" colspan="5">`)
	body()
	p.raw(`</td></tr>`)
}

func (p *page) steps(list []string) {
	p.raw(`<ol>`)
	for _, s := range list {
		p.raw(`<li>`).text(s).raw(`</li>`)
	}
	p.raw(`</ol>`)
}

func (p *page) row(in In, r *render.Row, key string) {
	p.raw(`<tr role="row"`).attr("data-kind", string(r.Kind)).attr("data-status", string(r.Status)).raw(`><td role="cell" class="c-pay">`)
	p.opener(in, key, r.Label, true)
	conf := r.Confidence != "" && r.Confidence != calc.Official && r.Status != calc.NotDue
	if r.Box != "" || r.Status != calc.Applied || conf {
		p.raw(`<div class="tags">`)
	}
	if r.Box != "" {
		p.raw(`<span class="box"`).attr("title", p.get("ui.table.box")).raw(`>`).text(r.Box).raw(`</span>`)
	}
	if r.Status != calc.Applied {
		p.raw(`<span`).attr("class", "mk "+string(r.Status)).raw(`>`).text(r.StatusText).raw(`</span>`)
	}
	if conf {
		p.raw(`<span class="mk conf"`).attr("title", r.ConfidenceLong).raw(`>`).text(r.ConfidenceText).raw(`</span>`)
	}
	if r.Box != "" || r.Status != calc.Applied || conf {
		p.raw(`</div>`)
	}
	p.raw(`</td>`)
	p.cell("c-calc r", r.Base)
	p.cell("c-rate", r.Rate)
	p.raw(`<td role="cell" class="c-sum r"`)
	p.raw(`>`)
	if r.Amount != "" {
		p.text(r.Amount)
	} else {
		p.raw(`—`)
	}
	p.raw(`</td><td role="cell" class="c-law law">`).link(r.URL, r.Law).raw(`</td></tr>`)
	p.stepsRow(in, key, func() {
		if r.Reason != "" {
			p.raw(`<p class="reason">`).text(r.Reason).raw(`</p>`)
		}
		if len(r.Steps) > 0 {
			p.steps(r.Steps)
		}
		if r.Law != "" {
			p.raw(`<p>`).say("ui.table.law").raw(`: `).link(r.URL, r.Law).raw(`</p>`)
		}
		if r.ConfidenceLong != "" {
			p.el("p", "conf-long", r.ConfidenceLong)
		}
	})
}

func (p *page) cell(class lit, s string) {
	p.raw(`<td role="cell" class="`).raw(class)
	if s == "" {
		p.raw(` none`)
	}
	p.raw(`">`).text(s).raw(`</td>`)
}
