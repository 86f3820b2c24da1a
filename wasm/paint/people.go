package paint

import (
	"strconv"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/render"
)

// Meters paints how far limits are used.
func Meters(t *i18n.Texts, list []render.Meter) string {
	p := &page{t: t}
	for i := range list {
		p.meter(&list[i])
	}
	return p.String()
}

func (p *page) meter(m *render.Meter) {
	p.raw(`<section class="card meter"><h3>`).text(m.Title).raw(`</h3>`)
	if m.Left == "" {
		p.raw(`</section>`)
		return
	}
	p.raw(`<svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rest" width="1000" height="14"/>`)
	x := 0
	bar := func(class lit, width int) {
		if width > 0 {
			p.raw(`<rect height="14" class="`).raw(class).raw(`"`).attr("x", strconv.Itoa(x)).attr("width", strconv.Itoa(width)).raw(`/>`)
		}
		x += width
	}
	bar("used", m.UsedPM)
	bar("this", m.ThisPM)
	bar("over", m.OverPM)
	p.raw(`</svg><dl>`)
	one := func(key string, class lit, s string) {
		p.raw(`<div><dt>`)
		if class != "" {
			p.raw(`<i aria-hidden="true" class="`).raw(class).raw(`"></i>`)
		}
		p.say(key).raw(`</dt><dd>`).text(s).raw(`</dd></div>`)
	}
	if m.Used == "" {
		one("ui.people.meter.whole", "this", m.This)
	} else {
		one("ui.people.meter.used", "used", m.Used)
		one("ui.people.meter.this", "this", m.This)
	}
	if m.Over != "" {
		one("ui.people.meter.over", "over", m.Over)
	} else {
		one("ui.people.meter.left", "rest", m.Left)
	}
	if m.Resets != "" {
		one("ui.people.meter.resets", "", m.Resets)
	}
	p.raw(`</dl><p class="law">`).link(m.URL, m.Law)
	p.confidence(m.Confidence, m.ConfidenceText)
	p.raw(`</p></section>`)
}

// confidence is the mark of a figure that is not from an official text.
func (p *page) confidence(c calc.Confidence, text string) {
	if c != "" && c != calc.Official {
		p.raw(` <span class="mk">`).text(text).raw(`</span>`)
	}
}

// Verdicts paints what is said of each item.
func Verdicts(t *i18n.Texts, list []render.Verdict) string {
	p := &page{t: t}
	p.raw(`<section class="card block" aria-labelledby="verdicts-title"><h3 id="verdicts-title">`).say("ui.people.verdicts").raw(`</h3><ol class="verdicts">`)
	for i := range list {
		v := &list[i]
		p.raw(`<li`).attr("data-status", v.Status).raw(`><span class="name">`).text(v.Name).raw(`</span><span class="sum">`).text(v.Charged).
			raw(`</span><span class="says"><span class="mk `).text(v.Status).raw(`">`).say("ui.people.mark." + v.Status).raw(`</span> `).text(v.Text).raw(`</span>`)
		if v.Declare != "" {
			p.raw(`<span class="says muted">`).text(v.Declare).raw(`</span>`)
		}
		p.raw(`</li>`)
	}
	p.raw(`</ol></section>`)
	return p.String()
}

// Carrier is a person's part of a division.
type Carrier struct {
	Name, Total string
	Note        string // a supplement of minors
	Items       []string
	Cash        []string
	Meters      []render.Meter
	Rows        []render.Row
	Key         string // of the person, before those of its rows
}

// Carriers paints who carries what.
func Carriers(t *i18n.Texts, title string, list []Carrier, open map[string]bool) string {
	p := &page{t: t}
	p.raw(`<section class="block" aria-labelledby="carriers-title"><h3 id="carriers-title">`).text(title).raw(`</h3><div class="carriers">`)
	for i := range list {
		c := &list[i]
		p.raw(`<section class="card block"><h4><span>`).text(c.Name).raw(`</span> <span class="sum">`).text(c.Total).raw(`</span></h4>`)
		if c.Note != "" {
			p.el("p", "small muted", c.Note)
		}
		if len(c.Items) > 0 {
			p.raw(`<ul class="plain">`)
			for _, s := range c.Items {
				p.raw(`<li>`).text(s).raw(`</li>`)
			}
			p.raw(`</ul>`)
		} else if len(c.Cash) == 0 {
			p.el("p", "muted", p.get("ui.people.nothing"))
		}
		for _, s := range c.Cash {
			p.el("p", "cash", s)
		}
		for k := range c.Meters {
			p.meter(&c.Meters[k])
		}
		if len(c.Rows) > 0 {
			p.raw(`<table class="box47" role="table"><caption class="sr">`).text(c.Name).raw(`</caption>`)
			p.tableHead()
			p.raw(`<tbody role="rowgroup">`)
			in := In{Texts: t, Open: open}
			for k := range c.Rows {
				p.row(in, &c.Rows[k], c.Key+RowKey(&c.Rows[k], k))
			}
			p.raw(`</tbody></table>`)
		}
		p.raw(`</section>`)
	}
	p.raw(`</div></section>`)
	return p.String()
}

// RuleList paints rules under a heading.
func RuleList(t *i18n.Texts, title string, list []render.RuleView) string {
	p := &page{t: t}
	p.raw(`<section class="card block"><h3>`).text(title).raw(`</h3>`)
	p.rules(list)
	p.raw(`</section>`)
	return p.String()
}

func (p *page) rules(list []render.RuleView) {
	p.raw(`<ul class="rules">`)
	for i := range list {
		p.raw(`<li>`).text(list[i].Text).raw(` <span class="law">`).link(list[i].URL, list[i].Law).raw(`</span></li>`)
	}
	p.raw(`</ul>`)
}

// Known is what stands under a calculator of individuals: limits of all
// periods, what is said and is not so, rules, and what could not be found.
type Known struct {
	Day     string
	Eras    []render.Era
	Heard   []render.Heard
	Rules   []render.RuleView
	Unclear []string
	Open    map[string]bool // parts the person opened, by id
}

// PeopleFacts paints the facts, folded.
func PeopleFacts(t *i18n.Texts, f Known) string {
	p := &page{t: t}
	part := func(id lit, key string) {
		p.raw(`<details class="card facts-part" id="facts-`).raw(id).raw(`"`)
		if f.Open["facts-"+string(id)] {
			p.raw(` open`)
		}
		p.raw(`><summary><h2>`).say(key).raw(`</h2></summary>`)
	}
	part("eras", "ui.people.facts.eras")
	p.raw(`<p class="muted">`).say("ui.people.facts.eras.text", "day", f.Day).raw(`</p><div class="eras-wrap" tabindex="0" role="region"`).attr("aria-label", p.get("ui.people.facts.eras")).
		raw(`><table class="eras"><thead><tr><th scope="col">`).say("ui.people.era.what").raw(`</th><th scope="col">`).
		say("ui.people.era.limit").raw(`</th><th scope="col">`).say("ui.people.era.period").raw(`</th><th scope="col">`).say("ui.people.era.law").raw(`</th></tr></thead><tbody>`)
	for i := range f.Eras {
		e := &f.Eras[i]
		p.raw(`<tr`)
		if e.Now {
			p.raw(` class="now"`)
		}
		p.raw(`><th scope="row">`).text(e.What).raw(`</th><td>`).text(e.Limit).raw(`</td><td>`).text(e.Period).raw(` <span class="mk">`)
		if e.Now {
			p.say("ui.people.era.now")
		} else {
			p.say("ui.people.era.other")
		}
		p.raw(`</span></td><td class="law">`).link(e.URL, e.Law)
		p.confidence(e.Confidence, e.ConfidenceText)
		p.raw(`</td></tr>`)
	}
	p.raw(`</tbody></table></div></details>`)
	if len(f.Heard) > 0 {
		part("heard", "ui.people.facts.heard")
		p.raw(`<ul class="rules">`)
		for _, h := range f.Heard {
			p.raw(`<li>`).text(h.Text).raw(` <span class="law">`).link(h.URL, h.Where).raw(`</span></li>`)
		}
		p.raw(`</ul></details>`)
	}
	part("rules", "ui.people.facts.rules")
	for _, effect := range []string{"declare", "papers", "permit", "ban"} {
		var list []render.RuleView
		for _, r := range f.Rules {
			if r.Effect == effect {
				list = append(list, r)
			}
		}
		if len(list) > 0 {
			p.raw(`<h3>`).say("ui.people.effect." + effect).raw(`</h3>`)
			p.rules(list)
		}
	}
	p.raw(`</details>`)
	part("unclear", "ui.people.facts.unclear")
	p.raw(`<ul class="rules">`)
	for _, s := range f.Unclear {
		p.raw(`<li>`).text(s).raw(`</li>`)
	}
	p.raw(`</ul></details>`)
	return p.String()
}

// DiaryEntry is a parcel of the diary.
type DiaryEntry struct {
	N                        int // in the diary, from 0
	Day, Name, Value, Amount string
	Editing                  bool
}

// DiaryMonth is a month of the diary.
type DiaryMonth struct {
	Title, Total string
	Notes        []string
	Meter        *render.Meter
	Entries      []DiaryEntry
}

// Diary is the list of parcels kept on the device.
type Diary struct {
	Months  []DiaryMonth
	Phones  []render.Meter
	Problem string // why nothing can be kept
	Asking  bool   // the person is asked whether all is to be deleted
}

// DiaryList paints the diary.
func DiaryList(t *i18n.Texts, d Diary) string {
	p := &page{t: t}
	p.raw(`<section class="diary" aria-labelledby="diary-title"><h2 id="diary-title" tabindex="-1">`).say("ui.diary.title").raw(`</h2><p class="muted">`).say("ui.diary.text").raw(`</p>`)
	if d.Problem != "" {
		p.raw(`<p class="notice" role="alert">`).text(d.Problem).raw(`</p>`)
	}
	if len(d.Months) == 0 && d.Problem == "" {
		p.raw(`<div class="empty"><p>`).say("ui.diary.empty").raw(`</p></div>`)
	}
	p.raw(`<div class="diary-months">`)
	for i := range d.Months {
		p.diaryMonth(&d.Months[i])
	}
	p.raw(`</div>`)
	if len(d.Phones) > 0 {
		p.raw(`<div class="carriers">`)
		for i := range d.Phones {
			p.meter(&d.Phones[i])
		}
		p.raw(`</div>`)
	}
	p.raw(`<div class="actions">`)
	button := func(act lit, key string) {
		p.raw(`<button type="button" class="button quiet" data-act="`).raw(act).raw(`">`).say(key).raw(`</button>`)
	}
	if len(d.Months) > 0 {
		button("diary-json", "ui.diary.json")
		button("diary-csv", "ui.diary.csv")
	}
	p.raw(`<label class="button quiet pick"><input type="file" id="diary-file" accept=".json,.csv,application/json,text/csv">`).say("ui.diary.import").raw(`</label>`)
	if len(d.Months) > 0 && !d.Asking {
		button("diary-clear", "ui.diary.clear")
	}
	p.raw(`</div>`)
	if d.Asking {
		p.raw(`<div class="notice" role="alert"><p>`).say("ui.diary.sure").raw(`</p><div class="actions"><button type="button" class="button" data-act="diary-clear-yes">`).
			say("ui.diary.sure.yes").raw(`</button><button type="button" class="button quiet" data-act="diary-clear-no">`).say("ui.diary.sure.no").raw(`</button></div></div>`)
	}
	p.raw(`</section>`)
	return p.String()
}

func (p *page) diaryMonth(m *DiaryMonth) {
	p.raw(`<section class="card block"><h3><span>`).text(m.Title).raw(`</span> <span class="sum">`).text(m.Total).raw(`</span></h3>`)
	if m.Meter != nil {
		p.meter(m.Meter)
	}
	for _, s := range m.Notes {
		p.el("p", "small muted", s)
	}
	p.raw(`<ul class="entries">`)
	for i := range m.Entries {
		e := &m.Entries[i]
		n := strconv.Itoa(e.N)
		p.raw(`<li`)
		if e.Editing {
			p.raw(` aria-current="true"`)
		}
		p.raw(`><span class="name">`).text(e.Day).raw(` · `).text(e.Name).raw(`</span><span class="sum">`).text(e.Amount).raw(`</span><span class="value">`).text(e.Value).
			raw(`</span><span class="acts"><button type="button" class="button quiet small" data-act="diary-edit"`).attr("data-line", n).
			attr("aria-label", p.get("ui.diary.edit.of", "name", e.Name)).raw(`>`).say("ui.diary.edit").raw(`</button><button type="button" class="button quiet small" data-act="diary-delete"`).attr("data-line", n).
			attr("aria-label", p.get("ui.diary.delete.of", "name", e.Name)).raw(`>`).say("ui.diary.delete").raw(`</button></span></li>`)
	}
	p.raw(`</ul></section>`)
}

// SaveToDiary is the button that keeps the parcel, or the change of one.
func SaveToDiary(t *i18n.Texts, editing bool) string {
	p := &page{t: t}
	key := "ui.diary.add"
	if editing {
		key = "ui.diary.save"
	}
	p.raw(`<div class="actions no-print"><button type="button" class="button" data-act="diary-add">`).say(key).raw(`</button>`)
	if editing {
		p.raw(`<button type="button" class="button quiet" data-act="diary-cancel">`).say("ui.diary.cancel").raw(`</button>`)
	}
	p.raw(`</div>`)
	return p.String()
}

// Band is a row of a small table, perhaps the one that applies.
type Band struct {
	What, Amount string
	Chosen       bool
}

// BandTable is a small table of amounts.
func BandTable(t *i18n.Texts, title string, list []Band) string {
	p := &page{t: t}
	p.raw(`<section class="card block"><h3>`).text(title).raw(`</h3><ul class="bands">`)
	for _, b := range list {
		p.raw(`<li`)
		if b.Chosen {
			p.raw(` class="chosen" aria-current="true"`)
		}
		p.raw(`><span>`).text(b.What).raw(`</span><span class="sum">`).text(b.Amount).raw(`</span></li>`)
	}
	p.raw(`</ul></section>`)
	return p.String()
}

// AskList paints what the engine still has to be told.
func AskList(t *i18n.Texts, list []string) string {
	p := &page{t: t}
	p.raw(`<section class="card block no-print"><h3>`).say("ui.needs.title").raw(`</h3><ul class="plain">`)
	for _, s := range list {
		p.raw(`<li>`).text(s).raw(`</li>`)
	}
	p.raw(`</ul></section>`)
	return p.String()
}
