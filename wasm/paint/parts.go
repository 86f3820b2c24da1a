package paint

import (
	"strconv"

	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/wasm/form"
)

// Suggestion is a row of the list under a field.
type Suggestion struct {
	Value string // what choosing it puts into the field
	Code  string // shown in bold before the name; may be empty
	Name  string
	Path  string
	Why   string
	// Parts of the name and the path that answer what was typed, as ranges of bytes.
	NameMarks, PathMarks, WhyMarks [][2]int
}

// Suggestions are the options of a list; the one at active is selected.
func Suggestions(t *i18n.Texts, id string, list []Suggestion, active int) string {
	p := &page{t: t}
	for i := range list {
		p.raw(`<li role="option"`).attr("id", id+"-"+strconv.Itoa(i)).attr("data-i", strconv.Itoa(i)).attr("aria-selected", strconv.FormatBool(i == active)).raw(`>`)
		p.suggestion(&list[i])
		p.raw(`</li>`)
	}
	return p.String()
}

func (p *page) suggestion(s *Suggestion) {
	p.raw(`<span>`)
	if s.Code != "" {
		p.raw(`<b class="code">`).text(s.Code).raw(`</b> `)
	}
	p.marked(s.Name, s.NameMarks).raw(`</span>`)
	if s.Path != "" {
		p.raw(`<span class="path">`).marked(s.Path, s.PathMarks).raw(`</span>`)
	}
	if s.Why != "" {
		p.raw(`<span class="why">`).marked(s.Why, s.WhyMarks).raw(`</span>`)
	}
}

// marked writes a text with some ranges of its bytes marked.
func (p *page) marked(s string, marks [][2]int) *page {
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] > len(s) || m[0] >= m[1] {
			continue
		}
		p.text(s[at:m[0]]).raw(`<mark>`).text(s[m[0]:m[1]]).raw(`</mark>`)
		at = m[1]
	}
	return p.text(s[at:])
}

// Found are the results of the code finder: each a link to the page of the
// code, and one to the calculator. base is the way to the folder of the language.
func Found(c *Codes, list []Suggestion) string {
	p := &page{t: c.Texts}
	for i := range list {
		s := &list[i]
		p.raw(`<li><a class="hit"`).attr("href", c.page(s.Value)).raw(`>`)
		p.suggestion(s)
		p.raw(`</a>`)
		if len(s.Value) >= 4 {
			p.raw(`<a class="button quiet"`).attr("href", c.form(s.Value)).raw(`>`).say("ui.find.calculate").raw(`<span class="sr"> `).text(s.Code).raw(`</span></a>`)
		}
		p.raw(`</li>`)
	}
	return p.String()
}

// Picked tells what the typed code is.
type Picked struct {
	Path     []string // chapter, heading, groups, own name
	Units    string
	Prefix   string // the known part of a longer code, as the tariff prints it
	Official bool
	Unknown  bool
}

// Chosen is the box under the code.
func Chosen(t *i18n.Texts, x Picked) string {
	p := &page{t: t}
	if n := len(x.Path); n > 0 {
		p.raw(`<p class="name">`).text(x.Path[n-1])
		if x.Official {
			p.raw(` <span class="mk">`).say("ui.code.official").raw(`</span>`)
		}
		p.raw(`</p>`)
		if n > 1 {
			p.raw(`<p class="path">`)
			for i, s := range x.Path[:n-1] {
				if i > 0 {
					p.raw(` › `)
				}
				p.text(s)
			}
			p.raw(`</p>`)
		}
	}
	if x.Prefix != "" {
		p.raw(`<p class="path">`).say("ui.code.prefix", "code", x.Prefix).raw(`</p>`)
	}
	if x.Units != "" {
		p.raw(`<p class="path">`).say("ui.code.unit", "unit", x.Units).raw(`</p>`)
	}
	if x.Unknown {
		p.raw(`<p>`).say("ui.code.unknown").raw(`</p>`)
	}
	return p.String()
}

// Question is a field that is there only because the engine asks.
type Question struct {
	ID, Label, Hint string
	Kind            string // number | day | choice
	Value           string
	Choices         []render.Choice
	Note, Err       string
}

// Questions are the fields the engine's needs add to the form.
func Questions(t *i18n.Texts, list []Question) string {
	p := &page{t: t}
	for _, q := range list {
		p.raw(`<div class="field"`).attr("id", "f-"+q.ID)
		if q.Kind == "choice" && len(q.Choices) <= 4 {
			p.raw(` role="radiogroup"`).attr("aria-labelledby", q.ID+"-label").attr("aria-describedby", q.ID+"-hint "+q.ID+"-err").
				raw(`><span class="label"`).attr("id", q.ID+"-label").raw(`>`).text(q.Label).raw(`</span>`)
			p.hint(q)
			for i, c := range q.Choices {
				id := q.ID + "-" + strconv.Itoa(i)
				p.raw(`<div class="check"><input type="radio"`).attr("name", q.ID).attr("id", id).attr("data-field", q.ID).attr("value", c.Value)
				if c.Value == q.Value {
					p.raw(` checked`)
				}
				p.raw(`><label`).attr("for", id).raw(`>`).text(c.Label).raw(`</label></div>`)
			}
			p.notes(q)
			p.raw(`</div>`)
			continue
		}
		p.raw(`><label`).attr("for", q.ID).raw(`>`).text(q.Label).raw(`</label>`)
		p.hint(q)
		described := q.ID + "-hint " + q.ID + "-note " + q.ID + "-err"
		if q.Kind == "choice" {
			p.raw(`<select`).attr("id", q.ID).attr("aria-describedby", described).raw(`><option value="">`).say("ui.choose").raw(`</option>`)
			for _, c := range q.Choices {
				p.raw(`<option`).attr("value", c.Value)
				if c.Value == q.Value {
					p.raw(` selected`)
				}
				p.raw(`>`).text(c.Label).raw(`</option>`)
			}
			p.raw(`</select>`)
		} else {
			mode := "decimal"
			if q.Kind == "day" {
				mode = "text"
			}
			p.raw(`<input autocomplete="off" maxlength="40"`).attr("id", q.ID).attr("inputmode", mode).attr("value", q.Value).attr("aria-describedby", described)
			if q.Kind == "day" {
				p.attr("placeholder", t.Get("ui.date.placeholder"))
			}
			p.raw(`>`)
		}
		p.notes(q)
		p.raw(`</div>`)
	}
	return p.String()
}

func (p *page) hint(q Question) {
	p.raw(`<p class="hint"`).attr("id", q.ID+"-hint")
	if q.Hint == "" {
		p.raw(` hidden`)
	}
	p.raw(`>`).text(q.Hint).raw(`</p>`)
}

func (p *page) notes(q Question) {
	p.raw(`<p class="note"`).attr("id", q.ID+"-note").raw(` hidden></p><p class="err"`).attr("id", q.ID+"-err").raw(` hidden></p>`)
}

// Reading are the buttons of an ambiguous number.
func Readings(t *i18n.Texts, id, text string, list []form.Reading) string {
	p := &page{t: t}
	p.text(text).raw(`<span class="ask">`)
	for _, r := range list {
		p.raw(`<button type="button" class="button quiet" data-act="put"`).attr("data-field", id).attr("data-v", r.Put).raw(`>`).text(r.Label).raw(`</button>`)
	}
	p.raw(`</span>`)
	return p.String()
}

// ErrorItem is a row of the summary of errors.
type ErrorItem struct {
	Field string // id of the field
	Line  int    // index of the line to show first, -1 for the declaration
	Text  string
}

// Errors is the summary at the top of the form.
func Errors(t *i18n.Texts, list []ErrorItem) string {
	p := &page{t: t}
	p.raw(`<h2>`).say("ui.errors.title").raw(`</h2><ul>`)
	for _, e := range list {
		p.raw(`<li><a data-act="field"`).attr("href", "#"+e.Field).attr("data-v", e.Field).attr("data-line", strconv.Itoa(e.Line)).raw(`>`).text(e.Text).raw(`</a></li>`)
	}
	p.raw(`</ul>`)
	return p.String()
}

// Notices are said above the form: about a link, an undo.
type Notice struct {
	Text   string
	Act    string // of its button, "" for none
	Button string
}

// Notices paints them.
func Notices(t *i18n.Texts, list []Notice) string {
	p := &page{t: t}
	for _, n := range list {
		p.raw(`<div class="notice"><p>`).text(n.Text).raw(`</p>`)
		if n.Act != "" {
			p.raw(`<button type="button" class="button quiet"`).attr("data-act", n.Act).raw(`>`).text(n.Button).raw(`</button>`)
		}
		p.raw(`</div>`)
	}
	return p.String()
}

// LineItem is a row of the list of lines.
type LineItem struct {
	Goods, Sum   string
	Bad, Current bool
}

// Lines is the list of the declaration's lines.
func Lines(t *i18n.Texts, list []LineItem) string {
	p := &page{t: t}
	p.raw(`<h2>`).say("ui.goodslines.title").raw(`</h2><ol>`)
	for i, l := range list {
		p.raw(`<li><button type="button" data-act="line"`).attr("data-v", strconv.Itoa(i)).attr("id", "line-"+strconv.Itoa(i))
		if l.Current {
			p.raw(` aria-current="true"`)
		}
		p.raw(`><span class="n">`).num(i + 1).raw(`.</span><span class="goods">`).text(l.Goods).raw(`</span><span`)
		if l.Bad {
			p.raw(` class="bad"`)
		}
		p.raw(`>`).text(l.Sum).raw(`</span></button></li>`)
	}
	p.raw(`</ol>`)
	return p.String()
}

// Relief is a relief a document opens, as a box to tick.
type Relief struct {
	render.ClaimView
	Claimed bool
}

// Reliefs are the boxes of the line.
func Reliefs(t *i18n.Texts, list []Relief) string {
	p := &page{t: t}
	if len(list) == 0 {
		return ""
	}
	p.raw(`<fieldset class="reliefs"><legend class="label">`).say("ui.reliefs.title").raw(`</legend>`)
	for i, r := range list {
		id := "relief-" + strconv.Itoa(i)
		p.raw(`<div class="check"><input type="checkbox" data-relief="1"`).attr("id", id).attr("value", r.Article)
		if r.Claimed {
			p.raw(` checked`)
		}
		p.raw(`><label`).attr("for", id).raw(`>`).text(r.Text).raw(`<small>`).text(r.Frees)
		if r.Law != "" {
			p.raw(` · `).text(r.Law)
		}
		if r.Until != "" {
			p.raw(` · `).say("ui.reliefs.until", "date", r.Until)
		}
		p.raw(`</small></label></div>`)
	}
	p.raw(`</fieldset>`)
	return p.String()
}

// Rate is an exchange rate the form shows.
type Rate struct {
	Currency string
	Value    string // as typed
	Note     string // what the bulletin says
}

// Rates are the fields of the exchange rates.
func Rates(t *i18n.Texts, list []Rate) string {
	p := &page{t: t}
	if len(list) == 0 {
		p.raw(`<p class="muted small">`).say("ui.rate.azn").raw(`</p>`)
	}
	for _, r := range list {
		id := form.RatePrefix + r.Currency
		p.raw(`<div class="field"`).attr("id", "f-"+id).raw(`><label`).attr("for", id).raw(`>`).say("ui.rate.of", "currency", r.Currency).
			raw(`</label><p class="hint"`).attr("id", id+"-hint").raw(`>`).text(r.Note).
			raw(`</p><input inputmode="decimal" autocomplete="off" maxlength="40"`).attr("id", id).attr("value", r.Value).
			attr("aria-describedby", id+"-hint "+id+"-note "+id+"-err").raw(`>`)
		p.notes(Question{ID: id})
		p.raw(`</div>`)
	}
	return p.String()
}
