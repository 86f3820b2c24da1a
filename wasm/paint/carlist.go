package paint

import (
	"strconv"

	"rusum/site/carlist"
)

// mostCars is how many rows of a list the page shows; the file has all of them.
const mostCars = 300

// Cars is a list of vehicles that was read and is being assessed: done of all.
type Cars struct {
	In   In
	List *carlist.List
	Done int
}

// CarList is the answer for a list: the sum, the rows that cannot be read, the table.
func CarList(c Cars) string {
	t := c.In.Texts
	p := &page{t: t}
	all := len(c.List.Cars)
	sum := c.List.Total()
	p.raw(`<div class="card block"><div class="total" id="total"`)
	if c.Done == all {
		p.attr("data-total", sum.Total.StringFixed(2))
	}
	what := "ui.total.total"
	if sum.Open {
		what = "ui.total.from"
	}
	amount := Manat(t, sum.Total)
	class := lit("sum")
	if len([]rune(amount)) > 14 {
		class = "sum long"
	}
	p.raw(`><p class="what">`).say(what).raw(`</p><p class="`).raw(class).raw(`">`).text(amount).raw(`</p><p class="then">`).say("ui.car.list.count", "n", strconv.Itoa(all)).raw(`</p>`)
	if sum.Value.Valid {
		p.raw(`<p class="then">`).say("ui.answer.value", "amount", Manat(t, sum.Value.Decimal)).raw(` · `).say("ui.answer.landed", "amount", Manat(t, sum.Landed.Decimal)).raw(`</p>`)
	}
	if c.Done < all {
		p.raw(`<p class="then" role="status">`).say("ui.car.list.doing", "done", strconv.Itoa(c.Done), "all", strconv.Itoa(all)).raw(`</p>`)
	}
	p.raw(`</div></div>`)
	if c.Done < all {
		return p.String() // the table comes when all of it is there
	}
	if n := c.List.BadRows(); n > 0 {
		p.raw(`<section class="block card bad-rows" aria-labelledby="bad-title"><h3 id="bad-title">`).say("carlist.bads", "n", strconv.Itoa(n)).raw(`</h3><ul class="plain-list">`)
		for i, b := range c.List.Bad {
			if i == 50 {
				p.raw(`<li class="muted">`).say("ui.car.list.more", "n", strconv.Itoa(len(c.List.Bad)-i)).raw(`</li>`)
				break
			}
			p.raw(`<li><b class="num">`).say("ui.car.list.row", "n", strconv.Itoa(b.Row)).raw(`</b> `).text(carlist.BadText(b, t)).raw(`</li>`)
		}
		p.raw(`</ul></section>`)
	}
	notes := c.List.Notes(t)
	if len(c.List.Ignored) > 0 {
		names := ""
		for i, s := range c.List.Ignored {
			if i > 0 {
				names += ", "
			}
			names += s
		}
		notes = append(notes, p.get("ui.car.list.ignored", "names", names))
	}
	if len(notes) > 0 {
		p.raw(`<ul class="warnings">`)
		for _, s := range notes {
			p.raw(`<li>`).text(s).raw(`</li>`)
		}
		p.raw(`</ul>`)
	}
	rows := c.List.Rows(t, c.In.CountryName, mostCars)
	if len(rows) > 0 {
		p.raw(`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="`).say("ui.car.list.table").raw(`"><table class="cars"><thead><tr>`)
		for _, h := range []string{"row", "what", "total", "landed", "value", "duty", "excise", "vat", "fees"} {
			p.raw(`<th scope="col"`)
			if h != "row" && h != "what" {
				p.raw(` class="r"`)
			}
			p.raw(`>`).say("carlist." + h).raw(`</th>`)
		}
		p.raw(`</tr></thead><tbody>`)
		for i := range rows {
			r := &rows[i]
			p.raw(`<tr><td class="muted">`).num(r.Row).raw(`</td><th scope="row">`)
			if r.Name != "" {
				p.raw(`<b>`).text(r.Name).raw(`</b> `)
			}
			p.raw(`<span class="muted">`).text(r.What).raw(`</span>`)
			for _, n := range r.Notes {
				p.raw(`<span class="row-says">`).text(n).raw(`</span>`)
			}
			p.raw(`</th>`)
			least := ""
			if r.Open {
				least = "≥ "
			}
			p.raw(`<td class="r"><b>`).text(least + r.Total).raw(`</b></td><td class="r">`).text(least + r.Landed).raw(`</td>`)
			for _, s := range []string{r.Value, r.Duty, r.Excise, r.VAT, r.Fees} {
				if s == "" {
					s = "?"
				}
				p.raw(`<td class="r">`).text(s).raw(`</td>`)
			}
			p.raw(`</tr>`)
		}
		p.raw(`</tbody></table></div>`)
		if all > len(rows) {
			p.raw(`<p class="small muted">`).say("ui.car.list.more", "n", strconv.Itoa(all-len(rows))).raw(`</p>`)
		}
		p.raw(`</div>`)
	}
	p.raw(`<div class="meta"><p>`).text(c.In.Footer).raw(`</p>`)
	if c.In.Link != "" {
		p.raw(`<p class="print-only link">`).say("ui.print.link", "link", c.In.Link).raw(`</p>`)
	}
	p.raw(`</div>`)
	p.actions(offers{csv: true})
	return p.String()
}
