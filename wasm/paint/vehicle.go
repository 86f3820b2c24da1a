package paint

import (
	"strconv"

	"rusum/calc/outlook"
	"rusum/site/render"
)

// Around is what surrounds the answer for a vehicle.
type Around struct {
	Look  *outlook.Look
	View  *render.LookView
	CC    int    // the vehicle's own volume, 0: none
	Days  int    // its age, negative where it is not known
	Total string // its own total in words
	Sum   outlook.Sum
	open  map[string]bool
}

// nearby are the boundaries close enough to act on.
func (p *page) nearby(v *render.LookView) {
	if v == nil {
		return
	}
	open := false
	for _, c := range v.Cliffs {
		if !c.Near {
			continue
		}
		if !open {
			p.raw(`<section aria-label="`).say("look.cliffs").raw(`"><ul class="cliffs">`)
			open = true
		}
		p.raw(`<li>`).text(c.Text).raw(`</li>`)
	}
	if open {
		p.raw(`</ul></section>`)
	}
}

// Nearby paints the boundaries close enough to act on, for [In.Before].
func (in In) Nearby(a Around) string {
	p := &page{t: in.Texts}
	p.nearby(a.View)
	return p.String()
}

// Around paints the conflicts, the alternatives and the two curves.
func (in In) Around(a Around) string {
	p := &page{t: in.Texts}
	a.open = in.Open
	if a.View != nil {
		p.alternatives(a.View)
		p.volumeChart(a)
		p.ageChart(a)
	}
	return p.String()
}

// conflicts are the rules on which the sources differ. Each reading is a button
// that computes with it; a reported rate is adopted as the duty of the line.
func (p *page) conflicts(in In) {
	list, act := in.View.Conflicts, in.Switch
	if len(list) == 0 {
		return
	}
	p.raw(`<section class="block card conflicts" aria-labelledby="conflicts-title"><h3 id="conflicts-title">`).say("text.conflicts").raw(`</h3>`)
	for _, c := range list {
		most := ""
		for _, r := range c.Readings {
			if r.Difference != "" {
				most = r.Difference
			}
		}
		p.keep(in.Open, "conflict-"+c.Key).raw(`<summary><span>`).text(c.Title).raw(`</span>`)
		if most != "" {
			p.raw(`<span class="num muted">`).text(most).raw(`</span>`)
		}
		p.raw(`</summary><div class="options">`)
		for _, r := range c.Readings {
			if act {
				p.raw(`<button type="button" class="option"`)
				if r.Name == "" {
					p.attr("data-act", "duty").attr("data-v", r.Adopt)
				} else {
					p.attr("data-act", "reading").attr("data-v", c.Key+":"+r.Name)
				}
				p.attr("aria-pressed", strconv.FormatBool(r.Used)).raw(`>`)
			} else {
				p.raw(`<div class="option">`)
			}
			p.raw(`<b>`).text(r.Text).raw(`</b><span class="sum">`).text(r.Total).raw(`</span><span class="needs-text">`)
			if r.Used {
				p.say("option.chosen").raw(` · `)
			} else if r.Difference != "" {
				p.text(r.Difference).raw(` · `)
			}
			p.text(r.Mark)
			if r.Law != "" {
				p.raw(` · `).text(r.Law)
			}
			p.raw(`</span>`)
			if act {
				p.raw(`</button>`)
			} else {
				p.raw(`</div>`)
			}
		}
		p.raw(`</div></details>`)
	}
	p.raw(`</section>`)
}

// alternatives stand side by side; those that change nothing are named together.
func (p *page) alternatives(v *render.LookView) {
	if len(v.Alternatives) == 0 {
		return
	}
	p.raw(`<section class="block card" aria-labelledby="alternatives-title"><h3 id="alternatives-title">`).say("look.alternatives").raw(`</h3><div class="options">`)
	same := ""
	for _, a := range v.Alternatives {
		if a.Same && !a.Banned && !a.Allowed {
			if same != "" {
				same += ", "
			}
			same += a.Label
			continue
		}
		p.raw(`<button type="button" class="option" data-act="alternative"`).attr("data-v", a.Kind+":"+a.Value).raw(`><b>`).text(a.Label).raw(`</b><span class="sum">`).text(a.Total).raw(`</span><span class="needs-text">`)
		switch {
		case a.Same:
			p.say("look.same")
		case a.Difference != "":
			class := lit("dearer")
			if a.Cheaper {
				class = "cheaper"
			}
			p.raw(`<span class="`).raw(class).raw(`">`).text(a.Difference).raw(`</span>`)
			if a.Cause != "" {
				p.raw(` · `).text(a.Cause)
			}
		}
		if a.Banned {
			p.raw(` · `).say("look.banned")
		}
		if a.Allowed {
			p.raw(` · <span class="cheaper">`).say("look.allowed").raw(`</span>`)
		}
		p.raw(`</span></button>`)
	}
	p.raw(`</div>`)
	if same != "" {
		p.raw(`<p class="small muted">`).text(same).raw(`: `).say("look.same").raw(`</p>`)
	}
	p.raw(`</section>`)
}

// volumeChart is the total over engine volume, around the vehicle: two classes
// below it and two above.
func (p *page) volumeChart(a Around) {
	points := a.Look.Volume
	own := -1
	for i := range points {
		if points[i].CC == a.CC {
			own = i
		}
	}
	if own < 0 || len(points) < 4 {
		return
	}
	// Points come in pairs at the bounds; five to either side are two classes and a bit.
	from, to := max(own-4, 0), min(own+4, len(points)-1)
	c := chart{page: p, open: a.open, title: "ui.car.chart.volume", id: "volume", from: points[from].CC, to: points[to].CC}
	for i := from; i <= to; i++ {
		c.at(points[i].CC, points[i].Sum)
		if i > from && points[i-1].CC+1 == points[i].CC {
			c.mark(points[i-1].CC, p.t.Number(decimalOf(points[i-1].CC)))
		}
	}
	c.own(a.CC, a.Sum, a.Total)
	c.paint(a.View.Volume, p.get("ui.car.chart.cc"))
}

// ageChart is the total over age: it holds from one step to the next.
func (p *page) ageChart(a Around) {
	steps := a.Look.Ages
	if len(steps) < 2 || a.Days < 0 {
		return
	}
	const last = 12*365 + 3
	c := chart{page: p, open: a.open, title: "ui.car.chart.age", id: "age", from: 0, to: last}
	for i, s := range steps {
		end := last
		if i+1 < len(steps) {
			end = steps[i+1].Days
		}
		c.at(s.Days, s.Sum)
		c.at(end, s.Sum)
		if i > 0 && s.Days-steps[i-1].Days > 30 {
			c.mark(s.Days, strconv.Itoa(s.Years))
		}
		if s.Banned && c.ban == 0 {
			c.ban = s.Days
		}
	}
	if a.Days <= last {
		c.own(a.Days, a.Sum, a.Total)
	}
	c.paint(a.View.Ages, p.get("ui.car.chart.years"))
}

// NotFound says what no source gave, and what the law makes of who imports.
func (in In) NotFound(who string) string {
	p := &page{t: in.Texts}
	p.raw(`<section class="block card">`).keep(in.Open, "not-found").raw(`<summary>`).say("ui.car.notfound").raw(`</summary><ul class="plain">`)
	if who != "" {
		p.raw(`<li>`).say("ui.car.who." + who + ".text").raw(`</li>`)
	}
	for i := 1; p.t.Has("ui.car.notfound." + strconv.Itoa(i)); i++ {
		p.raw(`<li>`).say("ui.car.notfound." + strconv.Itoa(i)).raw(`</li>`)
	}
	p.raw(`</ul></details></section>`)
	return p.String()
}

// Faded is HTML of this package that no longer fits what is typed and will be
// painted anew.
func Faded(html string) string {
	if html == "" {
		return ""
	}
	return `<div class="faded" aria-busy="true">` + html + `</div>`
}
