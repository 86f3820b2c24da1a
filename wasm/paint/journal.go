package paint

import (
	"strconv"
	"strings"

	"rusum/site/i18n"
	"rusum/site/render"
)

// Entry is a saved calculation in the list.
type Entry struct {
	ID    string
	Name  string
	Href  string // where it opens; "" if this version has no such page
	Page  string // name of the page
	Facts []string
	Total string // "" while it was open
	Tags  []string
	Again bool   // it can be recomputed
	Mode  string // "edit": its name is being changed, "again": it was recomputed
	Now   *Again
}

// Again is an entry computed anew.
type Again struct {
	Said  string             // what came of it, in a sentence
	Table *render.Comparison // then, now, today; nil where there is nothing to show
	Why   []render.CompareWhy
	Take  bool // the entry can be updated with it
}

// Entries is the list; more is how many are not shown yet.
func Entries(t *i18n.Texts, list []Entry, more int) string {
	p := &page{t: t}
	p.raw(`<ol class="entries">`)
	for i := range list {
		p.entry(&list[i])
	}
	p.raw(`</ol>`)
	if more > 0 {
		p.raw(`<div class="actions"><button type="button" class="button quiet" data-act="more">`).say("ui.journal.more", "n", strconv.Itoa(min(more, 50))).raw(`</button></div>`)
	}
	return p.String()
}

func (p *page) entry(e *Entry) {
	p.raw(`<li class="card entry"`).attr("id", "e-"+e.ID).raw(`><div class="entry-head"><h3>`)
	if e.Href != "" {
		p.raw(`<a`).attr("href", e.Href).raw(`>`).text(e.Name).raw(`</a>`)
	} else {
		p.text(e.Name)
	}
	p.raw(`</h3><p class="entry-sum">`)
	if e.Total != "" {
		p.text(e.Total)
	} else {
		p.raw(`<span class="mk open-mk">`).say("ui.journal.openTotal").raw(`</span>`)
	}
	p.raw(`</p></div><p class="small muted">`).text(e.Page)
	for _, f := range e.Facts {
		p.raw(` · `).text(f)
	}
	p.raw(`</p>`)
	if len(e.Tags) > 0 {
		p.raw(`<p class="chips" role="group"`).attr("aria-label", p.get("ui.journal.tags")).raw(`>`)
		for _, tag := range e.Tags {
			p.raw(`<button type="button" class="chip" data-act="tag"`).attr("data-v", tag).raw(`>`).text(tag).raw(`</button>`)
		}
		p.raw(`</p>`)
	}
	if e.Mode == "edit" {
		p.raw(`<form class="block" data-edit`).attr("data-id", e.ID).raw(` novalidate><div class="two"><div class="field"><label for="j-name">`).say("ui.keep.name").
			raw(`</label><input id="j-name" autocomplete="off" maxlength="200"`).attr("value", e.Name).raw(`></div><div class="field"><label for="j-edit-tags">`).say("ui.keep.tags").
			raw(`</label><p class="hint" id="j-edit-tags-hint">`).say("ui.keep.tags.hint").raw(`</p><input id="j-edit-tags" autocomplete="off" maxlength="400" aria-describedby="j-edit-tags-hint"`).
			attr("value", strings.Join(e.Tags, ", ")).raw(`></div></div><div class="actions"><button type="submit" class="button">`).say("ui.journal.save").
			raw(`</button><button type="button" class="button quiet" data-act="close"`).attr("data-v", e.ID).raw(`>`).say("ui.journal.cancel").raw(`</button></div></form></li>`)
		return
	}
	p.raw(`<div class="actions" role="group"`).attr("aria-label", p.get("ui.journal.actions", "name", e.Name)).raw(`>`)
	if e.Href != "" {
		p.raw(`<a class="button quiet"`).attr("href", e.Href).attr("aria-label", p.get("ui.journal.open.of", "name", e.Name)).raw(`>`).say("ui.journal.open").raw(`</a>`)
	}
	button := func(act, key lit) {
		p.raw(`<button type="button" class="button quiet" data-act="`).raw(act).raw(`"`).attr("data-v", e.ID).raw(`>`).say(string(key)).raw(`</button>`)
	}
	if e.Again {
		button("again", "ui.journal.again")
	}
	button("edit", "ui.journal.edit")
	button("copy", "ui.journal.copy")
	button("delete", "ui.journal.delete")
	p.raw(`</div>`)
	if e.Mode == "again" && e.Now != nil {
		p.raw(`<div class="block again"><p class="notice"`).attr("id", "again-"+e.ID).raw(` tabindex="-1">`).text(e.Now.Said).raw(`</p>`)
		if e.Now.Table != nil {
			p.comparison(e.Now.Table, p.get("ui.journal.again"))
		}
		if len(e.Now.Why) > 0 {
			p.raw(`<details class="more"><summary>`).say("ui.journal.why").raw(`</summary>`)
			p.whyList(e.Now.Why)
			p.raw(`</details>`)
		}
		p.raw(`<div class="actions">`)
		if e.Now.Take {
			button("take", "ui.journal.take")
		}
		button("close", "ui.journal.close")
		p.raw(`</div></div>`)
	}
	p.raw(`</li>`)
}

// Tag is a tag to filter by.
type Tag struct {
	Name   string
	N      int
	Chosen bool
}

// Tags are the tags of a journal as buttons.
func Tags(t *i18n.Texts, list []Tag) string {
	p := &page{t: t}
	if len(list) == 0 {
		return ""
	}
	p.raw(`<p class="chips" role="group"`).attr("aria-label", t.Get("ui.journal.tags")).raw(`>`)
	for _, x := range list {
		p.raw(`<button type="button" class="chip" data-act="tag"`).attr("data-v", x.Name).attr("aria-pressed", strconv.FormatBool(x.Chosen)).raw(`>`).text(x.Name).
			raw(` <span class="n">`).num(x.N).raw(`</span></button>`)
	}
	p.raw(`</p>`)
	return p.String()
}

// Restore asks what to do with a backup that was read.
func Restore(t *i18n.Texts, name string, n int) string {
	p := &page{t: t}
	p.raw(`<div class="block"><p>`).say("ui.journal.restore.found", "name", name, "n", strconv.Itoa(n)).raw(`</p><button type="button" class="option" data-act="merge"><b>`).
		say("ui.journal.restore.merge").raw(`</b><span class="needs-text">`).say("ui.journal.restore.merge.text").raw(`</span></button><button type="button" class="option" data-act="replace"><b>`).
		say("ui.journal.restore.replace").raw(`</b><span class="needs-text">`).say("ui.journal.restore.replace.text").raw(`</span></button></div>`)
	return p.String()
}

// Message is a paragraph of its own: a fault, or that there is nothing.
func Message(class, s string) string {
	p := &page{}
	p.raw(`<p`).attr("class", class).raw(`>`).text(s).raw(`</p>`)
	return p.String()
}

// Options are the choices of a list: value and label in turn.
func Options(list [][2]string, chosen string) string {
	p := &page{}
	for _, o := range list {
		p.raw(`<option`).attr("value", o[0])
		if o[0] == chosen {
			p.raw(` selected`)
		}
		p.raw(`>`).text(o[1]).raw(`</option>`)
	}
	return p.String()
}
