package paint

import (
	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
)

// KioskHits are the results on a terminal's screen: buttons, no links.
func KioskHits(t *i18n.Texts, list []Suggestion) string {
	p := &page{t: t}
	for i := range list {
		p.raw(`<li><button type="button" class="k-hit"`).attr("data-code", list[i].Value).raw(`>`)
		p.suggestion(&list[i])
		p.raw(`</button></li>`)
	}
	return p.String()
}

// KioskHead is a code on a terminal's screen: its name, prohibitions, and the
// codes below it as buttons.
func KioskHead(in *CodeIn) string {
	p := &page{t: in.Texts, plain: true}
	p.trail(in)
	p.head(in)
	if in.View != nil {
		p.codeBans(in.View)
	}
	if rows := in.Tree.Children(in.Row); len(rows) > 0 {
		p.raw(`<h2>`).say("code.below").raw(`</h2><ol class="k-found">`)
		for _, r := range rows {
			code := in.Tree.Code(r)
			p.raw(`<li><button type="button" class="k-hit"`).attr("data-code", code).raw(`><span><b class="code">`).text(render.GroupCode(code)).raw(`</b> `)
			p.label(&in.Codes, r)
			p.raw(`</span></button></li>`)
		}
		p.raw(`</ol>`)
	}
	return p.String()
}

// KioskKnown is what is known of payments on the code.
func KioskKnown(in *CodeIn) string {
	p := &page{t: in.Texts, plain: true}
	if in.View != nil {
		in.View.History = nil
		p.known(in.View)
	}
	return p.String()
}

// KioskNeed is a number the exact sum asks for.
type KioskNeed struct{ Field, Label, Value string }

// KioskNeeds are the fields for them.
func KioskNeeds(t *i18n.Texts, list []KioskNeed) string {
	p := &page{t: t}
	for i, n := range list {
		id := "k-need-" + itoa(i)
		p.raw(`<label`).attr("for", id).raw(`>`).text(n.Label).raw(`</label><input inputmode="none" autocomplete="off" maxlength="20" data-keys="digits"`).
			attr("id", id).attr("data-need", n.Field).attr("value", n.Value).raw(`>`)
	}
	return p.String()
}

// KioskSum says what will be paid on a price.
func KioskSum(t *i18n.Texts, a *calc.Assessment, v *render.View) string {
	p := &page{t: t, plain: true}
	p.total(In{Assessment: a})
	if len(v.Scenarios) > 0 {
		p.raw(`<p>`).say("ui.kiosk.scenarios").raw(`</p><ul class="k-sums">`)
		for _, s := range v.Scenarios {
			p.raw(`<li><span>`).text(s.Label).raw(`</span><b>`).text(s.Total).raw(`</b></li>`)
		}
		p.raw(`</ul>`)
	}
	p.raw(`<ul class="k-sums">`)
	for i := range v.Rows {
		r := &v.Rows[i]
		if r.Status == calc.NotDue {
			continue
		}
		p.raw(`<li><span>`).text(r.Label).raw(`</span><b>`)
		if r.Amount != "" {
			p.text(r.Amount)
		} else {
			p.text(r.StatusText)
		}
		p.raw(`</b></li>`)
	}
	p.raw(`</ul>`)
	if len(v.Needs) > 0 {
		p.raw(`<p class="muted">`).say("ui.needs.title").raw(`: `)
		for i := range v.Needs {
			if i > 0 {
				p.raw(`; `)
			}
			p.text(v.Needs[i].Label)
		}
		p.raw(`</p>`)
	}
	for _, s := range v.Warnings {
		p.raw(`<p class="muted">`).text(s).raw(`</p>`)
	}
	p.raw(`<p class="muted small">`).text(v.Footer).raw(`</p>`)
	return p.String()
}
