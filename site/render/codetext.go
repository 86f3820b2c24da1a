package render

import (
	"strings"

	"rusum/site/i18n"
)

// CodeWords is where a code stands, for the text face: the names a face knows.
type CodeWords struct {
	Path     []string // chapter, heading, groups, own name
	Section  string   // "XVI. …"
	Excludes []string
	Previous string // "8470 …"
	Next     string
	Below    []string // rows directly below, "8471 30 …"
	Beside   []string // rows at the same place
}

// CodeText lays a code out for a terminal.
func CodeText(v *CodeView, c CodeWords, t *i18n.Texts) string {
	p := &page{t: t}
	p.line(v.Code)
	if c.Section != "" {
		p.line(c.Section)
	}
	for i, s := range c.Path {
		p.para(strings.Repeat("  ", i)+"– ", s)
	}
	if v.Known != "" {
		p.para("", t.Get("ui.code.prefix", arg("code", v.Known)))
	}
	if v.Units != "" {
		p.para("", t.Get("ui.code.unit", arg("unit", v.Units)))
	}
	for _, b := range v.Bans {
		p.gap()
		p.para("! ", t.Get("warning.prohibited", arg("what", b.What))+" "+b.Period)
	}
	p.gap()
	p.line(t.Get("code.on", arg("date", v.Date)))
	for _, tp := range v.Topics {
		p.gap()
		p.line(tp.Title)
		lead := tp.Lead
		if tp.Law != "" {
			lead += " (" + tp.Law + ")"
		}
		if lead != "" {
			p.para("  ", lead)
		}
		for _, f := range tp.Facts {
			p.para("  • ", factText(f, t))
		}
	}
	p.list("code.excludes", c.Excludes)
	p.gap()
	p.para("", t.Get("code.notes"))
	p.list("code.below", c.Below)
	p.list("code.beside", c.Beside)
	var near []string
	if c.Previous != "" {
		near = append(near, t.Get("code.previous")+": "+c.Previous)
	}
	if c.Next != "" {
		near = append(near, t.Get("code.next")+": "+c.Next)
	}
	p.list("code.near", near)
	var past []string
	for _, f := range v.History {
		past = append(past, f.Topic+": "+factText(f, t))
	}
	p.list("code.history", past)
	return strings.ReplaceAll(p.b.String(), i18n.NBSP, " ")
}

// factText is a row of law on one line.
func factText(f Fact, t *i18n.Texts) string {
	parts := []string{}
	for _, s := range []string{f.Rate, f.What, f.Period, t.Get("code.state." + string(f.State)), strings.Join(f.Tags, ", "), f.Law} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}
