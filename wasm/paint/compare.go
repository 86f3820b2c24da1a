package paint

import (
	"rusum/site/i18n"
	"rusum/site/render"
)

// comparison is the table: payments down, variants across.
func (p *page) comparison(c *render.Comparison, caption string) {
	p.raw(`<div class="scroll" tabindex="0" role="region"`).attr("aria-label", caption).raw(`><table class="compare"><caption class="sr">`).text(caption).
		raw(`</caption><thead><tr><td></td>`)
	for _, col := range c.Columns {
		p.raw(`<th scope="col">`).text(col.Name).raw(`</th>`)
	}
	p.raw(`</tr></thead><tbody>`)
	for i := range c.Rows {
		r := &c.Rows[i]
		if i == len(c.Rows)-1 {
			p.raw(`</tbody><tfoot>`)
		}
		p.raw(`<tr`)
		if r.Kind != "" {
			p.attr("data-kind", string(r.Kind))
		}
		p.raw(`><th scope="row">`).text(r.Label).raw(`</th>`)
		for _, x := range r.Cells {
			p.raw(`<td>`).text(x.Amount)
			p.change(x.Change, x.Sign)
			p.raw(`</td>`)
		}
		p.raw(`</tr>`)
	}
	p.raw(`</tfoot></table></div>`)
}

func (p *page) change(s string, sign int) {
	if s == "" || sign == 0 {
		return
	}
	class := lit("chg up")
	if sign < 0 {
		class = "chg down"
	}
	p.el("span", class, s)
}

// why lists the charges of a variant that are not those of the base.
func (p *page) why(col *render.CompareColumn) {
	p.raw(`<section class="card block"><h3>`).text(col.Name)
	p.change(col.Change, col.Sign)
	p.raw(`</h3>`)
	if len(col.Why) == 0 {
		p.raw(`<p class="muted">`).say("compare.same").raw(`</p>`)
	}
	p.whyList(col.Why)
	if len(col.Warnings) > 0 {
		p.raw(`<ul class="warnings">`)
		for _, w := range col.Warnings {
			p.raw(`<li>`).text(w).raw(`</li>`)
		}
		p.raw(`</ul>`)
	}
	p.raw(`</section>`)
}

func (p *page) whyList(list []render.CompareWhy) {
	if len(list) == 0 {
		return
	}
	p.raw(`<ul class="why">`)
	for i := range list {
		x := &list[i]
		p.raw(`<li><p><b>`).text(x.Head).raw(`</b>: `).text(x.From).raw(` → `).text(x.To)
		p.change(x.Change, x.Sign)
		p.raw(`</p>`)
		for _, s := range x.Points {
			p.el("p", "small muted", s)
		}
		if x.Law != "" {
			p.raw(`<p class="law">`).link(x.URL, x.Law).raw(`</p>`)
		}
		p.raw(`</li>`)
	}
	p.raw(`</ul>`)
}

// CompareNone says where a base comes from.
func CompareNone(t *i18n.Texts) string {
	p := &page{t: t}
	p.raw(`<div class="empty"><p>`).say("ui.compare.empty").raw(`</p><p><a class="button" href="../goods/">`).say("ui.compare.togoods").raw(`</a></p></div>`)
	return p.String()
}

// CompareBase names the base and leads back to its form.
func CompareBase(t *i18n.Texts, words, href string) string {
	p := &page{t: t}
	p.raw(`<div class="picked"><p class="name">`).text(words).raw(`</p><p><a`).attr("href", href).raw(`>`).say("ui.compare.edit").raw(`</a></p></div>`)
	return p.String()
}

// Compared is the answer of the page: the cheapest, the table, the reasons.
func Compared(t *i18n.Texts, c *render.Comparison, best, link string) string {
	p := &page{t: t}
	if best != "" {
		p.raw(`<div class="card"><p class="best">`).text(best).raw(`</p></div>`)
	}
	p.raw(`<div class="card">`)
	p.comparison(c, t.Get("ui.compare.caption"))
	p.raw(`</div>`)
	if len(c.Columns) == 1 {
		p.el("p", "muted", t.Get("ui.compare.add"))
	}
	for i := range c.Columns {
		if i > 0 {
			p.why(&c.Columns[i])
		}
	}
	p.raw(`<div class="meta"><p class="print-only link">`).say("ui.print.link", "link", link).raw(`</p></div>`)
	p.actions(offers{json: true})
	return p.String()
}
