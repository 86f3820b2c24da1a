package paint

import (
	"strings"

	"rusum/site/i18n"
)

// Keep is the small form that saves a calculation to the journal.
type Keep struct {
	Name    string
	Tags    []string
	Known   []string // tags used before, to choose from
	Entry   string   // name of the entry the calculation was opened from; "" for none
	Saved   string   // name it was saved under just now; "" before that
	Fault   string   // why it could not be saved
	Journal string   // address of the journal
}

// KeepForm paints it.
func KeepForm(t *i18n.Texts, k Keep) string {
	p := &page{t: t}
	if k.Saved != "" {
		p.raw(`<div class="notice"><p>`).say("ui.keep.saved", "name", k.Saved).raw(`</p><a class="button quiet"`).attr("href", k.Journal).raw(`>`).say("ui.keep.open").raw(`</a></div>`)
		return p.String()
	}
	p.raw(`<form class="card block" id="keep-form" aria-labelledby="keep-title" novalidate><h3 id="keep-title">`).say("ui.keep.title").raw(`</h3>`)
	if k.Fault != "" {
		p.raw(`<p class="notice" role="alert" id="keep-fault">`).text(k.Fault).raw(`</p>`)
	}
	p.raw(`<div class="two"><div class="field"><label for="keep-name">`).say("ui.keep.name").raw(`</label><input id="keep-name" autocomplete="off" maxlength="200"`).attr("value", k.Name).
		raw(`></div><div class="field"><label for="keep-tags">`).say("ui.keep.tags").raw(`</label><p class="hint" id="keep-tags-hint">`).say("ui.keep.tags.hint").
		raw(`</p><input id="keep-tags" autocomplete="off" maxlength="400" aria-describedby="keep-tags-hint"`).attr("value", strings.Join(k.Tags, ", ")).raw(`></div></div>`)
	if len(k.Known) > 0 {
		p.raw(`<p class="chips" role="group"`).attr("aria-label", t.Get("ui.keep.tags")).raw(`>`)
		for _, tag := range k.Known {
			p.raw(`<button type="button" class="chip" data-act="keep-tag"`).attr("data-v", tag).raw(`>`).text(tag).raw(`</button>`)
		}
		p.raw(`</p>`)
	}
	p.raw(`<div class="actions">`)
	if k.Entry != "" {
		p.raw(`<button type="submit" class="button" id="keep-update">`).say("ui.keep.update", "name", k.Entry).
			raw(`</button><button type="button" class="button quiet" data-act="keep-new">`).say("ui.keep.new").raw(`</button>`)
	} else {
		p.raw(`<button type="submit" class="button">`).say("ui.keep.save").raw(`</button>`)
	}
	p.raw(`<button type="button" class="button quiet" data-act="keep-close">`).say("ui.keep.cancel").raw(`</button></div></form>`)
	return p.String()
}
