package paint

import (
	"rusum/site/i18n"
	"rusum/site/render"
)

// Result is an answer that is not a declaration's assessment: a sum, what it
// is made of, and what has to be said with it.
type Result struct {
	What, Sum string   // "Interest due", "450,00 ₼"
	Total     string   // the sum with a point, for programs that read the page; "" if there is none
	Then      []string // small lines under the sum
	Warnings  []string
	Caption   string       // heading of the table
	Rows      []render.Row // what the sum is made of, each with its steps and its law
	Foot      [2]string    // last row: words and sum; empty: none
	Before    string       // HTML of this package between the sum and the table: pictures, schedules
	After     string       // and after the table
	Meta      []string     // small print: exchange rates, versions
	CSV       bool         // offer a file for a spreadsheet
	Link      string       // address of the calculation, for the printed page
}

// Answered paints a result. open has the rows the person opened.
func Answered(t *i18n.Texts, r Result, open map[string]bool) string {
	p := &page{t: t}
	p.raw(`<div class="card block"><div class="total" id="total"`)
	if r.Total != "" {
		p.attr("data-total", r.Total)
	}
	p.raw(`><p class="what">`).text(r.What).raw(`</p>`)
	if r.Sum != "" {
		class := lit("sum")
		if len([]rune(r.Sum)) > 14 {
			class = "sum long"
		}
		p.raw(`<p class="`).raw(class).raw(`">`).text(r.Sum).raw(`</p>`)
	}
	for _, s := range r.Then {
		p.raw(`<p class="then">`).text(s).raw(`</p>`)
	}
	p.raw(`</div></div>`)
	if len(r.Warnings) > 0 {
		p.raw(`<section aria-label="`).say("ui.warnings.title").raw(`"><ul class="warnings">`)
		for _, w := range r.Warnings {
			p.raw(`<li>`).text(w).raw(`</li>`)
		}
		p.raw(`</ul></section>`)
	}
	p.raw(lit(r.Before))
	if len(r.Rows) > 0 {
		p.raw(`<div class="card"><table class="box47" role="table"><caption>`).text(r.Caption).raw(`</caption>`)
		p.tableHead()
		p.raw(`<tbody role="rowgroup">`)
		in := In{Texts: t, Open: open}
		for i := range r.Rows {
			p.row(in, &r.Rows[i], RowKey(&r.Rows[i], i))
		}
		p.raw(`</tbody>`)
		if r.Foot[0] != "" {
			p.raw(`<tfoot role="rowgroup"><tr role="row"><th role="rowheader" scope="row" colspan="2">`).text(r.Foot[0]).raw(`</th><td role="cell" class="r" colspan="2">`).text(r.Foot[1]).
				raw(`</td><td role="cell" class="c-law"></td></tr></tfoot>`)
		}
		p.raw(`</table></div>`)
	}
	p.raw(lit(r.After))
	p.raw(`<div class="meta">`)
	for _, s := range r.Meta {
		p.raw(`<p>`).text(s).raw(`</p>`)
	}
	if r.Link != "" {
		p.raw(`<p class="print-only link">`).say("ui.print.link", "link", r.Link).raw(`</p>`)
	}
	p.raw(`</div>`)
	p.actions(offers{csv: r.CSV})
	return p.String()
}

// offers are what can be done with an answer beyond what every answer offers.
type offers struct{ csv, json, compare bool }

// actions are the buttons under an answer: to keep it, and to hand it over.
func (p *page) actions(o offers) {
	button := func(act, key, class lit) {
		p.raw(`<button type="button" class="button`).raw(class).raw(`" data-act="`).raw(act).raw(`">`).say(string(key)).raw(`</button>`)
	}
	p.raw(`<div class="actions" role="group"`).attr("aria-label", p.get("ui.hand.title")).raw(`>`)
	button("save", "ui.act.save", " keeps")
	if o.compare {
		button("compare", "ui.act.compare", " quiet")
	}
	button("print", "ui.act.print", " quiet")
	button("link", "ui.act.link", " quiet")
	button("text", "ui.act.text", " quiet")
	button("share", "ui.act.share", " quiet shares")
	if o.csv {
		button("csv", "ui.act.csv", " quiet")
	}
	if o.json {
		button("json", "ui.act.json", " quiet")
	}
	p.raw(`</div><div id="link-out" hidden><label for="link-text" id="link-label">`).say("ui.link.manual").raw(`</label><textarea id="link-text" rows="3" readonly></textarea></div><div id="keep-place" class="no-print"></div>`)
}
