package paint

import (
	"strconv"

	"rusum/site/i18n"
	"rusum/site/render"
)

// The blocks of answers that are not box 47: tables, lists of days, facts,
// pictures. Each returns HTML for Result.Before and Result.After.

// Cell is a cell of a Grid: a text, and a smaller one under it.
type Cell struct {
	Text, Sub string
	Num       bool   // a number: at the right
	Field     string // with Put: choosing the row puts Put into this field
	Put       string
	Mark      string // a word in a frame after the text: "unknown", "reported"
	Law, URL  string // where the figure is from, under the text

	_ [0]func() // cells are not compared: saves the code for it
}

// Grid is a table of few columns that a phone can hold.
type Grid struct {
	Title string
	Head  []Cell // Num puts the heading over its numbers
	Rows  [][]Cell
	Now   int  // row that stands out, from 1; 0: none
	Stack bool // on a phone each row is a name with its figures under it
}

// Column adds a heading; num puts it over numbers.
//
//go:noinline
func (g *Grid) Column(text string, num bool) { g.Head = append(g.Head, Cell{Text: text, Num: num}) }

// Row begins a row.
//
//go:noinline
func (g *Grid) Row() { g.Rows = append(g.Rows, nil) }

// Cell adds a cell to the last row, and returns it for what else it has.
//
//go:noinline
func (g *Grid) Cell(text, sub string) *Cell {
	row := &g.Rows[len(g.Rows)-1]
	*row = append(*row, Cell{Text: text, Sub: sub})
	return &(*row)[len(*row)-1]
}

// Num adds a cell with a number.
//
//go:noinline
func (g *Grid) Num(text, sub string) *Cell {
	c := g.Cell(text, sub)
	c.Num = true
	return c
}

// HTML paints the table; the first cell of a row heads it. The roles are
// written out because browsers forget them where rows become grids.
func (g Grid) HTML(t *i18n.Texts) string {
	p := &page{t: t}
	p.raw(`<table role="table" class="grid`)
	if g.Stack {
		p.raw(` stack`)
	}
	p.raw(`"><caption>`).text(g.Title).raw(`</caption><thead role="rowgroup"><tr role="row">`)
	for _, c := range g.Head {
		p.raw(`<th role="columnheader" scope="col"`).class(c).raw(`>`).text(c.Text).raw(`</th>`)
	}
	p.raw(`</tr></thead><tbody role="rowgroup">`)
	for i, row := range g.Rows {
		p.raw(`<tr role="row"`)
		if i+1 == g.Now {
			p.raw(` class="now"`)
		}
		p.raw(`>`)
		for k, c := range row {
			p.cellOf(g, k, c)
		}
		p.raw(`</tr>`)
	}
	p.raw(`</tbody></table>`)
	return p.String()
}

func (p *page) class(c Cell) *page {
	if c.Num {
		p.raw(` class="r"`)
	}
	return p
}

func (p *page) cellOf(g Grid, k int, c Cell) {
	if k == 0 {
		p.raw(`<th role="rowheader" scope="row"`)
	} else {
		p.raw(`<td role="cell"`)
		if g.Stack {
			p.attr("data-label", g.Head[k].Text)
		}
	}
	p.class(c).raw(`>`)
	if c.Field != "" {
		p.raw(`<button type="button" class="as-link" data-act="put"`).attr("data-field", c.Field).attr("data-v", c.Put).raw(`><span>`).text(c.Text).raw(`</span>`)
	} else {
		p.text(c.Text)
	}
	if c.Mark != "" {
		p.raw(` <span class="mk">`).text(c.Mark).raw(`</span>`)
	}
	if c.Sub != "" {
		p.raw(`<small>`).text(c.Sub).raw(`</small>`)
	}
	if c.Field != "" {
		p.raw(`</button>`)
	}
	if c.Law != "" {
		p.raw(`<small class="law">`).link(c.URL, c.Law).raw(`</small>`)
	}
	if k == 0 {
		p.raw(`</th>`)
	} else {
		p.raw(`</td>`)
	}
}

// Card frames blocks.
func Card(html ...string) string {
	p := &page{}
	p.raw(`<div class="card block">`)
	for _, s := range html {
		p.raw(lit(s))
	}
	p.raw(`</div>`)
	return p.String()
}

// Folded hides a block under a heading until it is opened. By its id it stays
// open when the answer is painted anew.
func Folded(id, title, html string) string {
	p := &page{}
	p.raw(`<details class="more"`).attr("id", id).raw(`><summary>`).text(title).raw(`</summary>`).raw(lit(html)).raw(`</details>`)
	return p.String()
}

// Day is an entry of Days.
type Day struct {
	When, What string // "25 mart 2026", what happens then
	Notes      []string
	Law, URL   string
	Late       bool // it is past what it should have been
}

// Days is a list of days in their order.
func Days(t *i18n.Texts, title string, list []Day) string {
	if len(list) == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="card block"><h3>`).text(title).raw(`</h3><ol class="days">`)
	for _, d := range list {
		p.raw(`<li`)
		if d.Late {
			p.raw(` class="late"`)
		}
		p.raw(`><b>`).text(d.When).raw(`</b><span>`).text(d.What)
		for _, n := range d.Notes {
			p.raw(`<small>`).text(n).raw(`</small>`)
		}
		if d.Law != "" {
			p.raw(`<small class="law">`).link(d.URL, d.Law).raw(`</small>`)
		}
		p.raw(`</span></li>`)
	}
	p.raw(`</ol></section>`)
	return p.String()
}

// TermDays are terms as entries of Days.
func TermDays(t *i18n.Texts, list []render.TermView) []Day {
	p := &page{t: t}
	var out []Day
	for _, x := range list {
		d := Day{When: x.Last, What: x.Label, Law: x.Law, URL: x.URL}
		if x.Length != "" {
			d.Notes = append(d.Notes, p.get("ui.term.length", "length", x.Length, "event", x.Event))
		}
		if x.Longer != "" {
			d.Notes = append(d.Notes, p.get("ui.term.longer", "day", x.Longer))
		}
		out = append(out, d)
	}
	return out
}

// Fact is a word and what stands beside it.
type Fact struct {
	Name, Value, Note string
	Lines             []string // one under the other, in place of Value
}

// FactList is a list of facts being made.
type FactList []Fact

// Lines adds a fact of several lines.
//
//go:noinline
func (l *FactList) Lines(name string, lines []string) {
	*l = append(*l, Fact{Name: name, Lines: lines})
}

// Add puts a fact at the end.
//
//go:noinline
func (l *FactList) Add(name, value, note string) {
	*l = append(*l, Fact{Name: name, Value: value, Note: note})
}

// Facts is a list of them.
func Facts(t *i18n.Texts, title string, list FactList) string {
	if len(list) == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="block">`)
	if title != "" {
		p.raw(`<h3>`).text(title).raw(`</h3>`)
	}
	p.raw(`<dl class="facts">`)
	for _, x := range list {
		p.raw(`<div><dt>`).text(x.Name).raw(`</dt><dd>`).text(x.Value)
		for i, s := range x.Lines {
			if i > 0 {
				p.raw(`<br>`)
			}
			p.text(s)
		}
		if x.Note != "" {
			p.raw(`<small>`).text(x.Note).raw(`</small>`)
		}
		p.raw(`</dd></div>`)
	}
	p.raw(`</dl></section>`)
	return p.String()
}

// Notes is a list of plain sentences under a heading.
func Notes(t *i18n.Texts, title string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="card block"><h3>`).text(title).raw(`</h3><ul class="plain">`)
	for _, s := range list {
		p.raw(`<li>`).text(s).raw(`</li>`)
	}
	p.raw(`</ul></section>`)
	return p.String()
}

// Go is a link to another page that looks like a button.
func Go(href, text string) string {
	p := &page{}
	p.raw(`<p class="noprint"><a class="button"`).attr("href", href).raw(`>`).text(text).raw(`</a></p>`)
	return p.String()
}

// Span is a run of days of a Timeline. Kind is the class of its bar: late,
// deferral, pause, over, unknown.
type Span struct {
	Kind  string
	Days  int
	Label string // "11–24 yanvar: 0,1 % gündə"
	Sum   string
}

// Timeline is a bar of the spans to scale, named by label, and the list of
// them. The bars differ in height too, so that colour is not all that tells them apart.
func Timeline(t *i18n.Texts, title, label string, ends [2]string, list []Span) string {
	total := 0
	for _, s := range list {
		total += s.Days
	}
	if total == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="card block"><h3>`).text(title).raw(`</h3><figure class="timeline"><svg viewBox="0 0 1000 28" preserveAspectRatio="none" role="img"`).attr("aria-label", label).raw(`>`)
	at := 0
	for i, s := range list {
		from, to := at*1000/total, (at+s.Days)*1000/total
		at += s.Days
		w := to - from
		if i < len(list)-1 && w > 5 {
			w -= 3
		}
		if w < 2 {
			w = 2
		}
		y, h := "0", "28"
		switch s.Kind {
		case "deferral":
			y, h = "6", "22"
		case "pause":
			y, h = "16", "12"
		case "over", "unknown":
			y, h = "24", "4"
		}
		p.raw(`<rect`).attr("class", "t-"+s.Kind).attr("x", strconv.Itoa(from)).attr("y", y).attr("width", strconv.Itoa(w)).attr("height", h).raw(`/>`)
	}
	p.raw(`</svg><figcaption><span>`).text(ends[0]).raw(`</span><span>`).text(ends[1]).raw(`</span></figcaption></figure><ul class="legend parts">`)
	for _, s := range list {
		p.raw(`<li><i aria-hidden="true"`).attr("class", "t-"+s.Kind).raw(`></i><span>`).text(s.Label).raw(`</span><span>`).text(s.Sum).raw(`</span></li>`)
	}
	p.raw(`</ul></section>`)
	return p.String()
}

// Column is a column of Columns: its height in thousandths, and its class:
// "past", "now" or "".
type Column struct {
	PerMille int
	Kind     string
}

// Columns is a picture of a sum that grows, one column a time, up to a line at
// the top. It says nothing that the text beside it does not.
func Columns(t *i18n.Texts, label string, ends [2]string, list []Column) string {
	p := &page{t: t}
	n := len(list)
	if n == 0 {
		return ""
	}
	p.raw(`<figure class="timeline columns"><svg viewBox="0 0 1000 120" preserveAspectRatio="none" role="img"`).attr("aria-label", label).raw(`><path class="t-top" d="M0 10h1000"/>`)
	for i, c := range list {
		from, to := i*1000/n, (i+1)*1000/n
		h := c.PerMille * 110 / 1000
		p.raw(`<rect`).attr("class", "t-col "+c.Kind).attr("x", strconv.Itoa(from)).attr("y", strconv.Itoa(120-h)).attr("width", strconv.Itoa(to-from-4)).attr("height", strconv.Itoa(h)).raw(`/>`)
	}
	p.raw(`</svg><figcaption><span>`).text(ends[0]).raw(`</span><span>`).text(ends[1]).raw(`</span></figcaption></figure>`)
	return p.String()
}

// Ask is something an answer still needs; Field is the form's field for it, ""
// where the form has none.
type Ask struct{ Field, Label, Why string }

// Asks lists them, each leading to its field.
func Asks(t *i18n.Texts, list []Ask) string {
	if len(list) == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="block card no-print" aria-labelledby="needs-title"><h3 id="needs-title">`).say("ui.needs.title").raw(`</h3><ul class="ask-list">`)
	for _, x := range list {
		p.raw(`<li>`)
		if x.Field != "" {
			p.raw(`<button type="button" class="button quiet" data-act="focus"`).attr("data-v", x.Field).raw(`>`).text(x.Label).raw(`</button>`)
		} else {
			p.raw(`<b>`).text(x.Label).raw(`</b>`)
		}
		p.raw(`<span class="small muted">`).text(x.Why).raw(`</span></li>`)
	}
	p.raw(`</ul></section>`)
	return p.String()
}

// Offer is a value an answer offers for a field.
type Offer struct{ Put, Label, Sum string }

// Offers are up to a few values for a field, each a button that puts it there.
func Offers(t *i18n.Texts, title, text, field string, list []Offer) string {
	if len(list) == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="block card no-print"><h3>`).text(title).raw(`</h3>`)
	if text != "" {
		p.raw(`<p class="small muted">`).text(text).raw(`</p>`)
	}
	p.raw(`<div class="thirds">`)
	for _, x := range list {
		p.raw(`<button type="button" class="option" data-act="put"`).attr("data-field", field).attr("data-v", x.Put).raw(`><b>`).text(x.Label).raw(`</b>`)
		if x.Sum != "" {
			p.raw(`<span class="sum">`).text(x.Sum).raw(`</span>`)
		}
		p.raw(`</button>`)
	}
	p.raw(`</div></section>`)
	return p.String()
}
