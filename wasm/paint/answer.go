package paint

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/render"
)

// In is what the answer is painted from.
type In struct {
	Texts       *i18n.Texts
	View        *render.View
	Assessment  *calc.Assessment
	Declaration *calc.Declaration
	Open        map[string]bool // rows opened by the person, by key
	Today       date.Date
	Link        string // address of this calculation, for the printed page
	CountryName func(code string) string
	Then        []string // small lines under the total
	Before      string   // HTML of this package between the total and the rest
	After       string   // and after the table and its alternatives
	Last        string   // and at the end, before the small print
	Switch      bool     // the page lets a person choose how an unclear rule is read
	Footer      string   // of an answer without a view: versions
	Compare     bool     // offer to compare variants of it
}

// Answer is the whole answer.
func Answer(in In) string {
	p := &page{t: in.Texts}
	p.bans(in.View)
	p.raw(`<div class="card block">`)
	p.total(in)
	p.raw(`</div>`)
	p.raw(lit(in.Before))
	p.shares(in.View)
	p.printGoods(in)
	p.scenarios(in)
	p.needs(in.View)
	p.warnings(in.View)
	p.table(in)
	p.hints(in.View)
	p.options(in.View)
	p.raw(lit(in.After))
	p.conflicts(in)
	p.raw(lit(in.Last))
	p.meta(in)
	p.actions(offers{csv: true, json: true, compare: in.Compare})
	return p.String()
}

// Empty is the place of the answer while there is none; faults belong to no
// field of the form.
func Empty(t *i18n.Texts, key string, faults ...string) string {
	p := &page{t: t}
	p.raw(`<div class="empty"><p>`).say(key).raw(`</p>`)
	for _, s := range faults {
		p.el("p", "err", s)
	}
	p.raw(`</div>`)
	return p.String()
}

// Sum is the total in the words a small bar has room for.
func Sum(a *calc.Assessment, t *i18n.Texts) string {
	what, sum := sum(a, t)
	if sum == "" {
		return what
	}
	return what + " " + sum
}

// Manat is an amount with its sign, as the language writes it.
func Manat(t *i18n.Texts, x decimal.Decimal) string {
	return t.Get("money.azn", calc.Arg{Name: "amount", Value: t.Money(x)})
}

func sum(a *calc.Assessment, t *i18n.Texts) (what, amount string) {
	switch {
	case a.Complete && a.Total.Valid:
		return t.Get("ui.total.total"), Manat(t, a.Total.Decimal)
	case a.TotalFrom.Valid && a.TotalTo.Valid:
		return t.Get("ui.total.between"), t.Money(a.TotalFrom.Decimal) + i18n.NBSP + "– " + Manat(t, a.TotalTo.Decimal)
	case a.TotalFrom.Valid:
		return t.Get("ui.total.from"), Manat(t, a.TotalFrom.Decimal)
	}
	return t.Get("ui.total.open"), ""
}

// bans are what forbids the import, said before any number.
func (p *page) bans(v *render.View) {
	if len(v.Bans) == 0 {
		return
	}
	p.raw(`<section aria-label="`).say("ui.bans.title").raw(`"><ul class="warnings bans">`)
	for _, s := range v.Bans {
		p.raw(`<li>`).text(s).raw(`</li>`)
	}
	p.raw(`</ul></section>`)
}

func (p *page) total(in In) {
	a := in.Assessment
	what, amount := sum(a, p.t)
	p.raw(`<div class="total" id="total"`)
	if a.Total.Valid {
		p.attr("data-total", a.Total.Decimal.StringFixed(2))
	}
	p.raw(`><p class="what">`).text(what).raw(`</p>`)
	if amount != "" {
		class := lit("sum")
		if len([]rune(amount)) > 14 {
			class = "sum long"
		}
		p.raw(`<p class="`).raw(class).raw(`">`).text(amount).raw(`</p>`)
	}
	if a.CustomsValue.Valid {
		p.raw(`<p class="then">`).say("ui.answer.value", "amount", Manat(p.t, a.CustomsValue.Decimal)).raw(`</p>`)
	}
	for _, s := range in.Then {
		p.raw(`<p class="then">`).text(s).raw(`</p>`)
	}
	p.raw(`</div>`)
}

// shares is the cost bar: a picture, and the same as a list of words.
func (p *page) shares(v *render.View) {
	if len(v.Shares) < 2 {
		return
	}
	p.raw(`<div class="card share"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">`)
	at := 0
	for i, s := range v.Shares {
		w := s.PerMille
		if i < len(v.Shares)-1 && w > 4 {
			w -= 3 // a gap, so that neighbours are told apart without colour
		}
		p.raw(`<rect y="0" height="14"`).attr("class", shareClass(s.Key)).attr("x", strconv.Itoa(at)).attr("width", strconv.Itoa(w)).raw(`/>`)
		at += s.PerMille
	}
	p.raw(`</svg><h3 class="sr">`).say("ui.share.title").raw(`</h3><ul class="legend">`)
	for _, s := range v.Shares {
		p.raw(`<li><i aria-hidden="true"`).attr("class", shareClass(s.Key)).raw(`></i><span>`).text(s.Label).raw(`</span><span>`).text(s.Amount).
			raw(`</span><span>`).text(p.perMille(s.PerMille)).raw(`</span></li>`)
	}
	p.raw(`</ul>`)
	if v.LandedTotal != "" {
		p.raw(`<p class="then muted small">`).say("ui.answer.landed", "amount", v.LandedTotal).raw(`</p>`)
	}
	p.raw(`</div>`)
}

func shareClass(key string) string {
	switch key {
	case "goods", "duty", "excise", "vat":
		return key
	}
	return "fees"
}

// perMille writes 184 as 18,4 %.
func (p *page) perMille(n int) string {
	mark := ","
	gap := i18n.NBSP
	if p.t.Lang() == i18n.EN {
		mark, gap = ".", ""
	}
	return strconv.Itoa(n/10) + mark + strconv.Itoa(n%10) + gap + "%"
}

// scenarios are the statutory rates side by side while the tariff's is not
// known, or the one that was chosen and the way back.
func (p *page) scenarios(in In) {
	chosen := ""
	for i := range in.Declaration.Lines {
		if s := in.Declaration.Lines[i].DutyScenario; s != "" {
			chosen = s
		}
	}
	if chosen != "" {
		p.raw(`<div class="block card no-print"><p>`).say("ui.scenarios.chosen", "rate", p.percent(chosen)).
			raw(`</p><div class="actions"><button type="button" class="button quiet" data-act="scenario" data-v="">`).say("ui.scenarios.undo").raw(`</button></div></div>`)
	}
	if len(in.View.Scenarios) == 0 {
		return
	}
	p.raw(`<section class="block card" aria-labelledby="scenarios-title"><h3 id="scenarios-title">`).say("ui.scenarios.title").raw(`</h3><p class="small muted">`).say("ui.scenarios.text").raw(`</p><div class="thirds">`)
	for _, s := range in.View.Scenarios {
		p.raw(`<button type="button" class="option" data-act="scenario"`).attr("data-v", s.Duty).raw(`><b>`).text(p.percent(s.Duty)).raw(`</b><span class="sum">`).text(s.Total).raw(`</span></button>`)
	}
	p.raw(`</div><div class="actions"><button type="button" class="button quiet" data-act="focus" data-v="duty">`).say("ui.scenarios.type").raw(`</button></div></section>`)
}

func (p *page) percent(s string) string {
	if p.t.Lang() == i18n.EN {
		return s + "%"
	}
	return strings.ReplaceAll(s, ".", ",") + i18n.NBSP + "%"
}

// needs lists what is still to be told, each leading to its field.
func (p *page) needs(v *render.View) {
	n := 0
	for _, x := range v.Needs {
		if x.Field == "duty" && len(v.Scenarios) > 0 {
			continue // the scenarios ask for it
		}
		if n == 0 {
			p.raw(`<section class="block card no-print" aria-labelledby="needs-title"><h3 id="needs-title">`).say("ui.needs.title").raw(`</h3><ul class="ask-list">`)
		}
		n++
		p.raw(`<li><button type="button" class="button quiet" data-act="focus"`).attr("data-v", x.Field).attr("data-line", strconv.Itoa(x.Line)).raw(`>`)
		if x.Line > 0 && len(v.Lines) > 1 {
			p.num(x.Line).raw(`. `)
		}
		p.text(x.Label).raw(`</button><span class="small muted">`).text(x.Why).raw(`</span></li>`)
	}
	if n > 0 {
		p.raw(`</ul></section>`)
	}
}

func (p *page) warnings(v *render.View) {
	if len(v.Warnings) == 0 {
		return
	}
	p.raw(`<section aria-label="`).say("ui.warnings.title").raw(`"><ul class="warnings">`)
	for _, w := range v.Warnings {
		p.raw(`<li>`).text(w).raw(`</li>`)
	}
	p.raw(`</ul></section>`)
}

// hints are the reported rates of the lines, each ready to be adopted.
func (p *page) hints(v *render.View) {
	open := false
	for _, r := range v.Rows {
		for _, h := range r.Hints {
			if !open {
				p.raw(`<section class="block card" aria-labelledby="hints-title"><h3 id="hints-title">`).say("ui.hints.title").raw(`</h3><ul class="hints">`)
				open = true
			}
			p.raw(`<li><span>`)
			if len(v.Lines) > 1 {
				p.num(r.Line).raw(`. `)
			}
			p.text(h.Text)
			if h.Source != "" {
				p.raw(` <span class="law">`).link(h.URL, h.Source).raw(`</span>`)
			}
			p.raw(`</span><span><button type="button" class="button quiet use" data-act="duty"`).attr("data-v", h.Adopt).attr("data-line", strconv.Itoa(r.Line)).raw(`>`).say("ui.hints.use").raw(`</button></span></li>`)
		}
	}
	if open {
		p.raw(`</ul></section>`)
	}
}

// options stand side by side where there is a choice.
func (p *page) options(v *render.View) {
	if len(v.Options) < 2 {
		return
	}
	p.raw(`<section class="block card" aria-labelledby="options-title"><h3 id="options-title">`).say("ui.options.title").raw(`</h3><div class="options">`)
	for _, o := range v.Options {
		p.raw(`<button type="button" class="option" data-act="option"`).attr("data-v", o.Name).attr("aria-pressed", strconv.FormatBool(o.Chosen)).raw(`><b>`).text(o.Label).raw(`</b><span class="sum">`).text(o.Total).raw(`</span><span class="needs-text">`)
		var parts []string
		if o.Chosen {
			parts = append(parts, p.get("ui.options.chosen"))
		}
		if len(o.Needs) > 0 {
			var list []string
			for _, n := range o.Needs {
				s := n.Why
				if len(v.Lines) > 1 && n.Line > 0 {
					s = strconv.Itoa(n.Line) + ": " + s
				}
				list = append(list, s)
			}
			parts = append(parts, p.get("ui.options.needs", "list", strings.Join(list, " · ")))
		} else if o.Proven && o.Name != "mfn" {
			parts = append(parts, p.get("ui.options.proven"))
		}
		if o.Law != "" {
			parts = append(parts, o.Law)
		}
		p.text(strings.Join(parts, " · ")).raw(`</span></button>`)
	}
	p.raw(`</div></section>`)
}

// keep begins a folded part that stays as the person left it when the answer is
// painted anew.
func (p *page) keep(open map[string]bool, id string) *page {
	p.raw(`<details data-keep`).attr("id", id)
	if open[id] {
		p.raw(` open`)
	}
	return p.raw(`>`)
}

func (p *page) meta(in In) {
	p.raw(`<div class="meta">`)
	if len(in.View.FX) > 0 {
		p.raw(`<p>`).say("ui.fxused.title").raw(`: `).text(strings.Join(in.View.FX, "; ")).raw(`</p>`)
	}
	p.raw(`<p>`).text(in.View.Footer).raw(`</p><p class="print-only">`).say("ui.print.made", "date", p.t.DateLong(in.Today), "version", p.get("ui.notofficial")).raw(`</p>`)
	if in.Link != "" {
		p.raw(`<p class="print-only link">`).say("ui.print.link", "link", in.Link).raw(`</p>`)
	}
	p.raw(`</div>`)
}

// printGoods repeats what was declared, for the printed page, where the form is not.
func (p *page) printGoods(in In) {
	d := in.Declaration
	p.raw(`<div class="print-only"><p>`).say("ui.date.label").raw(`: `).text(p.t.DateLong(d.Date))
	if d.Delivery.Incoterm != "" {
		p.raw(` · `).text(d.Delivery.Incoterm)
	}
	p.raw(`</p><table class="print-goods"><thead><tr><th>`).say("ui.print.code").raw(`</th><th>`).say("ui.print.name").raw(`</th><th>`).say("ui.print.price").
		raw(`</th><th>`).say("ui.print.origin").raw(`</th><th>`).say("ui.print.value").raw(`</th></tr></thead><tbody>`)
	for i, l := range in.View.Lines {
		if i >= len(d.Lines) {
			break
		}
		x := &d.Lines[i]
		price := ""
		if x.Price.Currency != "" {
			price = p.t.Money(x.Price.Amount) + i18n.NBSP + x.Price.Currency
		}
		name := l.Name
		if l.Description != "" && l.Description != name {
			name = l.Description + " — " + name
		}
		origin := x.Origin
		if in.CountryName != nil && origin != "" {
			origin = in.CountryName(origin)
		}
		p.raw(`<tr><td>`).text(l.Code).raw(`</td><td><span class="clamp">`).text(name).raw(`</span></td><td>`).text(price).raw(`</td><td>`).text(origin).raw(`</td><td>`).text(l.Value).raw(`</td></tr>`)
	}
	p.raw(`</tbody></table></div>`)
}
