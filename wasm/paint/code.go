package paint

import (
	"strconv"
	"strings"

	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
)

func itoa(n int) string { return strconv.Itoa(n) }

// CodeIn is what the page of a code is painted from.
type CodeIn struct {
	Codes
	Code   string              // as asked: the nomenclature may know only a part of it
	Row    int                 // of the known part
	Others []*tariffdata.Names // in the other languages, as they arrive
	View   *render.CodeView    // nil: nothing of payments is shown
	Plain  bool                // no links: a terminal's screen
}

// own names of the languages.
var languages = map[string]string{"az": "Azərbaycanca", "en": "English", "ru": "Русский"}

// Code is the page of a code.
func Code(in *CodeIn) string { return CodeHead(in) + CodeBody(in) }

// CodeHead is where the code stands, its name, and where one can go with it.
func CodeHead(in *CodeIn) string {
	p := &page{t: in.Texts, plain: in.Plain}
	p.trail(in)
	p.head(in)
	return p.String()
}

// CodeBody is what is known of the code.
func CodeBody(in *CodeIn) string {
	p := &page{t: in.Texts, plain: in.Plain}
	if in.View != nil {
		p.codeBans(in.View)
	}
	if in.Tree.HasBelow(in.Row) && !in.Plain {
		p.raw(`<section class="card" aria-labelledby="below-title"><h2 id="below-title">`).say("code.below").raw(`</h2>`)
		p.contents(&in.Codes, in.Row)
		p.raw(`</section>`)
	}
	if in.View != nil {
		p.known(in.View)
	}
	p.namesCard(in)
	p.excludes(in)
	if !in.Plain {
		p.near(in)
	}
	return p.String()
}

// Title of the page of a code, for the window.
func Title(in *CodeIn) string {
	return render.GroupCode(in.Code) + " " + in.name(in.Row)
}

// name is the row's label, with that of a row above where the label alone means nothing.
func (c *Codes) name(row int) string {
	name := c.Tree.Name(row, c.Names)
	if c.AZ != nil && c.AZ != c.Names && !c.Tree.Labelled(row, c.Names) && c.Tree.Labelled(row, c.AZ) {
		return name + ": " + c.Tree.Name(row, c.AZ)
	}
	if !browse.Bare(name) {
		return name
	}
	for r := c.Tree.Parent(row); r >= 0; r = c.Tree.Parent(r) {
		if above := c.Tree.Name(r, c.Names); !browse.Bare(above) {
			return above + ": " + name
		}
	}
	return name
}

// trail is the way down to the code.
func (p *page) trail(in *CodeIn) {
	c := &in.Codes
	crumb := func(href, code, name string) {
		tag := lit("a")
		if href == "" || p.plain {
			tag, href = "span", ""
		}
		p.raw(`<li><`).raw(tag)
		if href != "" {
			p.attr("href", href)
		}
		p.raw(`>`)
		if code != "" {
			p.raw(`<b class="code">`).text(code).raw(`</b> <span class="crumb">`).text(name).raw(`</span>`)
		} else {
			p.text(name)
		}
		p.raw(`</`).raw(tag).raw(`></li>`)
	}
	p.raw(`<nav class="trail"`).attr("aria-label", c.Texts.Get("ui.codes.trail")).raw(`><ol>`)
	pick := ""
	if c.Pick {
		pick = pickMark
	}
	if all := c.Base + "codes/"; !p.plain {
		if c.Pick {
			all += "#" + pick
		}
		crumb(all, "", c.Texts.Get("ui.codes.all"))
	}
	s := c.Tree.SectionOf(in.Row)
	crumb(c.Base+"codes/#"+s+pick, s, c.Texts.Get("section."+s))
	way := c.Tree.Way(in.Row, c.Names)
	for i, step := range way {
		switch {
		case step.Code == "":
			crumb("", "", step.Name)
		case i < len(way)-1 || in.Code != step.Code:
			crumb(c.page(step.Code), render.GroupCode(step.Code), step.Name)
		}
	}
	p.raw(`<li aria-current="page"><b class="code">`).text(render.GroupCode(in.Code)).raw(`</b></li></ol></nav>`)
}

func (p *page) head(in *CodeIn) {
	c := &in.Codes
	name := in.name(in.Row)
	p.raw(`<h1 class="code-head`)
	if len(name) > 160 {
		p.raw(` long`)
	}
	p.raw(`"><span class="code">`).text(render.GroupCode(in.Code)).raw(`</span> <span>`).text(name).raw(`</span></h1>`)
	known := c.Tree.Code(in.Row)
	var tags []string
	tags = append(tags, c.Texts.Get("ui.codes.level."+string(browse.LevelOf(in.Code))))
	if in.Code == known && c.Tree.Official(in.Row, c.Names) {
		tags = append(tags, c.Texts.Get("ui.code.official"))
	}
	if in.Code == known && c.Tree.OnlyInTable(in.Row) {
		tags = append(tags, c.Texts.Get("ui.codes.owntable"))
	}
	p.raw(`<p class="tag-row">`)
	for _, s := range tags {
		p.raw(`<span class="mk">`).text(s).raw(`</span> `)
	}
	p.raw(`</p>`)
	if in.Code != known {
		p.raw(`<p class="notice">`).say("ui.code.prefix", "code", render.GroupCode(known))
		if len(known) < 6 {
			p.raw(` `).say("ui.code.unknown")
		}
		p.raw(`</p>`)
	}
	if units := c.Tree.Units(in.Row); len(known) > 4 || len(units) > 0 {
		var list []string
		for _, u := range units {
			list = append(list, c.Texts.Unit(u))
		}
		if len(list) == 0 {
			list = append(list, c.Texts.Get("ui.codes.kg"))
		}
		p.raw(`<p>`).say("ui.code.unit", "unit", strings.Join(list, ", ")).raw(`</p>`)
	}
	if p.plain {
		return
	}
	p.raw(`<p class="actions">`)
	if len(in.Code) >= 4 {
		key := "ui.codes.calculate"
		if c.Pick {
			key = "ui.codes.take.long"
		}
		p.raw(`<a class="button"`).attr("href", c.form(in.Code)).raw(`>`).say(key).raw(`</a> `)
	}
	if c.Static {
		p.raw(`<a class="button quiet"`).attr("href", c.Base+"code/#"+in.Code).raw(`>`).say("ui.codes.more").raw(`</a> `)
	} else {
		p.raw(`<a class="button quiet"`).attr("href", c.Base+"codes/#"+known+map[bool]string{true: pickMark}[c.Pick]).raw(`>`).say("ui.codes.intree").raw(`</a> `)
	}
	p.raw(`</p>`)
}

func (p *page) codeBans(v *render.CodeView) {
	for _, b := range v.Bans {
		p.raw(`<p class="notice"><strong>`).say("warning.prohibited", "what", b.What).raw(`</strong> `).text(b.Period).raw(` · `).link(b.URL, b.Law).raw(`</p>`)
	}
}

// known is what the tables know of payments.
func (p *page) known(v *render.CodeView) {
	p.raw(`<section class="card known" aria-labelledby="known-title"><h2 id="known-title">`).say("ui.codes.known").raw(` <span class="muted" id="known-date">`).
		say("code.on", "date", v.Date).raw(`</span></h2>`)
	for i := range v.Topics {
		tp := &v.Topics[i]
		p.raw(`<section`).attr("data-topic", tp.Key).raw(`><h3>`).text(tp.Title).raw(`</h3>`)
		if tp.Lead != "" {
			p.raw(`<p>`).text(tp.Lead)
			if tp.Law != "" {
				p.raw(` <span class="law">`).link(tp.URL, tp.Law).raw(`</span>`)
			}
			p.raw(`</p>`)
		}
		if len(tp.Facts) > 0 {
			p.raw(`<ul class="law-rows">`)
			for j := range tp.Facts {
				p.fact(&tp.Facts[j], false)
			}
			p.raw(`</ul>`)
		}
		p.raw(`</section>`)
	}
	if len(v.History) > 0 {
		p.raw(`<details class="more history"><summary>`).say("code.history").raw(` (`).num(len(v.History)).raw(`)</summary><ol class="law-rows">`)
		for j := range v.History {
			p.fact(&v.History[j], true)
		}
		p.raw(`</ol></details>`)
	}
	p.raw(`</section>`)
}

func (p *page) fact(f *render.Fact, past bool) {
	p.raw(`<li`).attr("data-state", string(f.State)).raw(`>`)
	if past {
		p.raw(`<span class="when">`).text(f.Period).raw(`</span> `).text(f.Topic).raw(`: `)
	}
	if f.Rate != "" {
		p.raw(`<b>`).text(f.Rate).raw(`</b>`)
	}
	if f.What != "" {
		if f.Rate != "" {
			p.raw(` · `)
		}
		p.text(f.What)
	}
	p.raw(`<span class="tag-row">`)
	if !past {
		p.raw(`<span class="when">`).text(f.Period).raw(`</span> `)
	}
	if f.State != render.Now || past {
		p.raw(`<span class="mk">`).say("code.state." + string(f.State)).raw(`</span> `)
	}
	for _, s := range f.Tags {
		p.raw(`<span class="mk conf"`)
		if f.Long != "" {
			p.attr("title", f.Long)
		}
		p.raw(`>`).text(s).raw(`</span> `)
	}
	p.raw(`<span class="law">`).link(f.URL, f.Law).raw(`</span></span></li>`)
}

// namesCard is the full name in every language that is here.
func (p *page) namesCard(in *CodeIn) {
	p.raw(`<section class="card" aria-labelledby="names-title"><h2 id="names-title">`).say("ui.codes.names").raw(`</h2><dl class="names">`)
	row := func(n *tariffdata.Names) {
		lang := n.Lang()
		p.raw(`<div><dt>`).text(languages[lang])
		if in.Code == in.Tree.Code(in.Row) && in.Tree.Official(in.Row, n) {
			p.raw(` <span class="mk">`).say("ui.code.official").raw(`</span>`)
		}
		p.raw(`</dt><dd`).attr("lang", lang).raw(`>`)
		path := in.Tree.Path(in.Code, n)
		for i, s := range path {
			if i > 0 {
				p.raw(` › `)
			}
			if i == len(path)-1 {
				p.raw(`<b>`).text(s).raw(`</b>`)
			} else {
				p.text(s)
			}
		}
		p.raw(`</dd></div>`)
	}
	row(in.Names)
	if !p.plain {
		for _, n := range in.Others {
			row(n)
		}
	}
	p.raw(`</dl></section>`)
}

// excludes are the exclusions the names state, and what is not known of notes.
func (p *page) excludes(in *CodeIn) {
	list := in.Tree.Exclusions(in.Row, in.Names)
	p.raw(`<section class="card" aria-labelledby="not-title"><h2 id="not-title">`).say("code.excludes").raw(`</h2>`)
	if len(list) > 0 {
		p.raw(`<ul class="plain">`)
		for _, x := range list {
			p.raw(`<li>`)
			if x.Code != "" {
				p.raw(`<b class="code">`).text(render.GroupCode(x.Code)).raw(`</b>: `)
			}
			p.text(x.Text)
			for i, code := range x.Codes {
				if i == 0 {
					p.raw(` → `)
				} else {
					p.raw(`, `)
				}
				if p.plain {
					p.text(render.GroupCode(code))
				} else {
					p.raw(`<a`).attr("href", in.page(code)).raw(`>`).text(render.GroupCode(code)).raw(`</a>`)
				}
			}
			p.raw(`</li>`)
		}
		p.raw(`</ul>`)
	} else {
		p.raw(`<p>`).say("ui.codes.excludes.none").raw(`</p>`)
	}
	p.raw(`<p class="muted small">`).say("code.notes").raw(`</p></section>`)
}

// near are the neighbours: before, after and beside.
func (p *page) near(in *CodeIn) {
	p.raw(`<nav class="near"`).attr("aria-label", in.Texts.Get("code.near")).raw(`>`)
	one := func(row int, key string, class lit) {
		if row < 0 {
			return
		}
		code := in.Tree.Code(row)
		p.raw(`<a class="`).raw(class).raw(`"`).attr("href", in.page(code)).raw(`><span class="muted">`).say(key).raw(`</span> <span><b class="code">`).
			text(render.GroupCode(code)).raw(`</b> `).text(in.name(row)).raw(`</span></a>`)
	}
	one(in.Tree.Previous(in.Row), "code.previous", "previous")
	one(in.Tree.Next(in.Row), "code.next", "next")
	p.raw(`</nav>`)
	if in.Static {
		return // the page above lists them
	}
	rows := in.Tree.Siblings(in.Row)
	if len(rows) < 2 {
		return
	}
	p.raw(`<details class="more beside"><summary>`).say("code.beside").raw(` (`).num(len(rows)).raw(`)</summary><ul class="rows">`)
	for _, r := range rows {
		p.raw(`<li`)
		if r == in.Row {
			p.raw(` aria-current="true"`)
		}
		p.raw(`><div class="row-code">`)
		p.node(&in.Codes, &browse.Node{Row: r}, "")
		p.raw(`</div></li>`)
	}
	p.raw(`</ul></details>`)
}

// NoCode says that a code is not in the nomenclature, not even its chapter.
func NoCode(t *i18n.Texts, typed string) string {
	p := &page{t: t}
	p.raw(`<h1>`).say("ui.code.h1").raw(`</h1><p class="notice">`).say("ui.codes.unknown", "code", typed).raw(`</p>`)
	return p.String()
}
