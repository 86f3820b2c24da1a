package paint

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/site/i18n"
)

// Paragraphs are plain texts one below the other.
func Paragraphs(t *i18n.Texts, list []string) string {
	p := &page{t: t}
	for _, s := range list {
		p.raw(`<p>`).text(s).raw(`</p>`)
	}
	return p.String()
}

// Bulletins lists exchange bulletins, the latest first. The one of the day open
// (ISO) shows all its rates.
func Bulletins(t *i18n.Texts, list []calc.Bulletin, open string) string {
	p := &page{t: t}
	p.raw(`<ul class="bulletins">`)
	for i := len(list) - 1; i >= 0; i-- {
		b := &list[i]
		day := b.Date.String()
		shown := day == open
		p.raw(`<li><button type="button" class="open" data-act="open"`).attr("data-v", day).attr("aria-expanded", strconv.FormatBool(shown)).raw(`><span>`).text(t.Date(b.Date)).
			raw(`</span></button><span class="what"><span class="mk`)
		key := "ui.fx.from.program"
		if b.Own {
			p.raw(` own`)
			key = "ui.fx.from.own"
		}
		p.raw(`">`).say(key).raw(`</span><span>USD `).text(rateOf(t, b, "USD")).raw(`</span><span>EUR `).text(rateOf(t, b, "EUR")).raw(`</span><span class="muted">`).
			say("ui.fx.count", "n", strconv.Itoa(len(b.Rates))).raw(`</span></span>`)
		if b.Own {
			p.raw(`<button type="button" class="button quiet small" data-act="remove"`).attr("data-v", day).attr("aria-label", p.get("ui.fx.remove.nth", "date", t.Date(b.Date))).raw(`>`).say("ui.fx.remove").raw(`</button>`)
		}
		if shown {
			p.raw(`<div class="all"><p class="small muted">`).say("ui.fx.rates", "date", t.Date(b.Date)).raw(` · `).say("ui.fx.rate").raw(`</p><dl class="rate-list">`)
			for _, cur := range currencies(b.Rates) {
				p.raw(`<div><dt>`).text(cur).raw(`</dt><dd>`).text(rateOf(t, b, cur)).raw(`</dd></div>`)
			}
			p.raw(`</dl></div>`)
		}
		p.raw(`</li>`)
	}
	p.raw(`</ul>`)
	return p.String()
}

func rateOf(t *i18n.Texts, b *calc.Bulletin, cur string) string {
	if r, ok := b.Rates[cur]; ok {
		return t.Number(r)
	}
	return "–"
}

// currencies are the codes in order; an insertion sort, since the library's is
// compiled anew for every type.
func currencies(m map[string]decimal.Decimal) []string {
	var out []string
	for cur := range m {
		i := len(out)
		out = append(out, cur)
		for ; i > 0 && out[i-1] > cur; i-- {
			out[i] = out[i-1]
		}
		out[i] = cur
	}
	return out
}
