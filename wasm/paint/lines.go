package paint

import (
	"strconv"

	"rusum/site/i18n"
	"rusum/site/render"
)

// SheetColumn is a column of the table that is edited.
type SheetColumn struct {
	Title string
	Num   bool // numbers stand at the right
	Own   bool // can be typed in; the others show results
	Sort  int  // 1 sorted up, -1 down
}

// SheetCell is a cell of it.
type SheetCell struct {
	Text  string
	Bad   string // what is wrong with it
	Muted bool   // not typed: the head of the declaration says so
}

// SheetHead is the row of heads.
func SheetHead(t *i18n.Texts, columns []SheetColumn) string {
	p := &page{t: t}
	p.raw(`<tr aria-rowindex="1"><th scope="col" class="n" aria-colindex="1"><span class="sr">`).say("ui.lines.col.n").raw(`</span></th>`)
	for i, c := range columns {
		p.raw(`<th scope="col"`).attr("data-c", itoa(i)).attr("aria-colindex", itoa(i+2))
		switch {
		case i == 0:
			p.raw(` class="c0"`)
		case !c.Own && c.Num:
			p.raw(` class="r out"`)
		case !c.Own:
			p.raw(` class="out"`)
		case c.Num:
			p.raw(` class="r"`)
		}
		mark := ""
		switch c.Sort {
		case 1:
			p.raw(` aria-sort="ascending"`)
			mark = " ↑"
		case -1:
			p.raw(` aria-sort="descending"`)
			mark = " ↓"
		}
		p.attr("title", c.Title).raw(`><span>`).text(c.Title + mark).raw(`</span></th>`)
	}
	return p.raw(`</tr>`).String()
}

// SheetRow is row i, from 0: the cells of its element.
func SheetRow(t *i18n.Texts, i int, columns []SheetColumn, cells []SheetCell) string {
	p := &page{t: t, b: make([]byte, 0, 2048)}
	n := itoa(i)
	p.raw(`<th scope="row" class="n" aria-colindex="1" id="c`).text(n).raw(`-n">`).num(i + 1).raw(`</th>`)
	for k := range cells {
		c := &cells[k]
		p.raw(`<td aria-colindex="`).num(k + 2).raw(`" id="c`).text(n).raw(`-`).num(k).raw(`" class="`)
		if k == 0 {
			p.raw(`c0 `)
		}
		if columns[k].Num {
			p.raw(`r `)
		}
		if !columns[k].Own {
			p.raw(`out `)
		}
		if c.Muted {
			p.raw(`muted `)
		}
		if c.Bad != "" {
			p.raw(`bad" aria-invalid="true"`).attr("title", c.Bad).raw(`>`)
		} else if columns[k].Own {
			p.raw(`">`)
		} else {
			p.raw(`" aria-readonly="true">`)
		}
		p.text(c.Text).raw(`</td>`)
	}
	return p.String()
}

// SheetBody puts rows into their elements; html gives the cells of one.
func SheetBody(from, to int, html func(i int) string) string {
	p := &page{}
	for i := from; i < to; i++ {
		p.raw(`<tr`).attr("data-i", itoa(i)).attr("aria-rowindex", itoa(i+2)).raw(`>`).raw(lit(html(i))).raw(`</tr>`)
	}
	return p.String()
}

// LineDetail is what one line pays, with the steps and the law of each payment.
func LineDetail(t *i18n.Texts, title, name, sum string, view *render.View, open map[string]bool, notes []string) string {
	p := &page{t: t}
	p.raw(`<h2>`).text(title).raw(`</h2>`)
	if name != "" {
		p.el("p", "small muted", name)
	}
	for _, s := range notes {
		p.el("p", "note", s)
	}
	if view == nil {
		return p.String()
	}
	in := In{Texts: t, View: view, Open: open}
	p.raw(`<table class="box47" role="table"><caption class="sr">`).say("ui.table.caption").raw(`</caption>`)
	p.tableHead()
	p.raw(`<tbody role="rowgroup">`)
	p.valueRow(in, view, 1)
	for i := range view.Rows {
		p.row(in, &view.Rows[i], RowKey(&view.Rows[i], i))
	}
	p.raw(`</tbody><tfoot role="rowgroup"><tr role="row"><th role="rowheader" scope="row" colspan="2">`).say("ui.lines.detail.pays").
		raw(`</th><td role="cell" class="r" colspan="2">`).text(sum).raw(`</td><td role="cell" class="c-law"></td></tr></tfoot></table>`)
	p.warnings(view)
	p.hints(view)
	p.needs(view)
	return p.String()
}

// LinesOut is what a table comes to.
type LinesOut struct {
	What, Sum, Total string // Total with a point, for programs that read the page
	Then             []string
	Scenarios        []render.ScenarioView // of lines whose duty rate is not known
	Unknown, Chosen  int                   // such lines, and those a statutory rate was chosen for
	Kinds, Parts     Grid
	Fees             []render.Row // of the declaration, with their steps
	Warnings, Meta   []string
}

// LinesAnswer paints it.
func LinesAnswer(t *i18n.Texts, x LinesOut, open map[string]bool) string {
	p := &page{t: t}
	p.raw(`<div class="card block"><div class="total" id="total"`)
	if x.Total != "" {
		p.attr("data-total", x.Total)
	}
	p.raw(`><p class="what">`).text(x.What).raw(`</p><p class="sum long">`).text(x.Sum).raw(`</p>`)
	for _, s := range x.Then {
		p.el("p", "then", s)
	}
	p.raw(`</div></div>`)
	if x.Unknown > 0 {
		p.raw(`<section class="block card" aria-labelledby="scenarios-title"><h3 id="scenarios-title">`).say("ui.lines.scenario", "n", itoa(x.Unknown)).raw(`</h3><div class="thirds">`)
		for _, s := range x.Scenarios {
			p.raw(`<button type="button" class="option" data-act="scenario"`).attr("data-v", s.Duty).raw(`><b>`).text(p.percent(s.Duty)).raw(`</b><span class="sum">`).text(s.Total).raw(`</span></button>`)
		}
		p.raw(`</div></section>`)
	}
	if x.Chosen > 0 {
		p.raw(`<div class="block card no-print"><p>`).say("ui.lines.scenario.undo", "n", itoa(x.Chosen)).
			raw(`</p><div class="actions"><button type="button" class="button quiet" data-act="scenario" data-v="">`).say("ui.scenarios.undo").raw(`</button></div></div>`)
	}
	if len(x.Warnings) > 0 {
		p.warnings(&render.View{Warnings: x.Warnings})
	}
	if len(x.Kinds.Rows) > 0 {
		p.raw(`<div class="card block">`).raw(lit(x.Kinds.HTML(t))).raw(`</div>`)
	}
	if len(x.Parts.Rows) > 0 {
		p.raw(`<div class="card block">`).raw(lit(x.Parts.HTML(t))).raw(`</div>`)
	}
	if len(x.Fees) > 0 {
		p.raw(`<div class="card block"><table class="box47" role="table"><caption>`).say("ui.lines.fees").raw(`</caption>`)
		p.tableHead()
		p.raw(`<tbody role="rowgroup">`)
		in := In{Texts: t, Open: open}
		for i := range x.Fees {
			p.row(in, &x.Fees[i], "f"+RowKey(&x.Fees[i], i))
		}
		p.raw(`</tbody></table></div>`)
	}
	p.raw(`<div class="meta">`)
	for _, s := range x.Meta {
		p.raw(`<p>`).text(s).raw(`</p>`)
	}
	return p.raw(`</div>`).String()
}

// WrongCell is a cell that has to be corrected.
type WrongCell struct {
	Row          int
	Field        string
	Where, Value string
	Reason       string
	Readings     [][2]string // what would be put there, and how it reads
}

// WrongCells lists them, each leading to its cell.
func WrongCells(t *i18n.Texts, list []WrongCell, all int) string {
	if all == 0 {
		return ""
	}
	p := &page{t: t}
	p.raw(`<section class="card errors" aria-labelledby="wrong-title"><h2 id="wrong-title">`).say("ui.lines.wrong").raw(` <span class="num">(`).num(all).raw(`)</span></h2><ul class="bad-rows">`)
	for i := range list {
		x := &list[i]
		p.raw(`<li><button type="button" class="as-link" data-act="cell"`).attr("data-v", itoa(x.Row)+":"+x.Field).raw(`><span>`).text(x.Where).raw(`</span></button> `)
		if x.Value != "" {
			p.raw(`“`).text(x.Value).raw(`” — `)
		}
		p.text(x.Reason)
		for _, r := range x.Readings {
			p.raw(` <button type="button" class="as-link" data-act="put"`).attr("data-v", itoa(x.Row)+":"+x.Field+":"+r[0]).raw(`><span>`).text(r[1]).raw(`</span></button>`)
		}
		p.raw(`</li>`)
	}
	p.raw(`</ul>`)
	if more := all - len(list); more > 0 {
		p.raw(`<p>`).say("ui.lines.wrong.more", "n", itoa(more)).raw(`</p>`)
	}
	return p.raw(`</section>`).String()
}

// SheetImport is a file on its way into the table.
type SheetImport struct {
	Name     string
	Rows     int
	Sheets   []string
	Sheet    int
	Columns  []SheetImportColumn
	Choices  [][2]string // what a column may hold
	Heads    int
	Currency string
	Mark     string // "", "," or "."
	Doubt    string // a number that can be read in two ways
	NoCode   bool
}

// SheetImportColumn is a column of the file.
type SheetImportColumn struct {
	Letter, Head, Sample, Holds string
}

// ImportForm asks what the columns of a file hold.
func ImportForm(t *i18n.Texts, x SheetImport) string {
	p := &page{t: t}
	p.raw(`<div class="import"><h3 tabindex="-1" id="import-title">`).say("ui.lines.import").raw(`</h3><p>`).say("ui.lines.import.text", "n", itoa(x.Rows), "name", x.Name).raw(`</p>`)
	p.raw(`<div class="import-top">`)
	pick := func(id, key string, list [][2]string, chosen string) {
		p.raw(`<div class="field"><label`).attr("for", id).raw(`>`).say(key).raw(`</label><select`).attr("id", id).raw(`>`).raw(lit(Options(list, chosen))).raw(`</select></div>`)
	}
	if len(x.Sheets) > 1 {
		var list [][2]string
		for i, s := range x.Sheets {
			list = append(list, [2]string{itoa(i), s})
		}
		pick("import-sheet", "ui.lines.import.sheet", list, itoa(x.Sheet))
	}
	p.raw(`<div class="field"><label for="import-heads">`).say("ui.lines.import.heads").raw(`</label><input id="import-heads" inputmode="numeric" maxlength="6" autocomplete="off"`).attr("value", itoa(x.Heads+1)).raw(`></div>`)
	p.raw(`<div class="field"><label for="import-cur">`).say("ui.lines.import.currency").raw(`</label><input id="import-cur" maxlength="3" autocomplete="off" autocapitalize="characters"`).attr("value", x.Currency).raw(`></div>`)
	pick("import-mark", "ui.lines.import.mark", [][2]string{{"", p.get("ui.lines.import.mark.auto")}, {",", p.get("ui.lines.import.mark.comma")}, {".", p.get("ui.lines.import.mark.point")}}, x.Mark)
	p.raw(`</div>`)
	if x.Doubt != "" {
		p.raw(`<p class="notice">`).say("ui.lines.doubt", "value", x.Doubt).raw(`</p>`)
	}
	if x.NoCode {
		p.raw(`<p class="err" role="alert">`).say("ui.lines.import.nocode").raw(`</p>`)
	}
	p.raw(`<ul class="import-cols">`)
	for i, c := range x.Columns {
		id := "import-col-" + itoa(i)
		p.raw(`<li><label`).attr("for", id).raw(`><b>`).text(c.Letter).raw(`</b> <span>`).text(c.Head).raw(`</span><small>`).text(c.Sample).raw(`</small></label><select`).
			attr("id", id).attr("data-col", strconv.Itoa(i)).raw(`>`).raw(lit(Options(x.Choices, c.Holds))).raw(`</select></li>`)
	}
	p.raw(`</ul><div class="actions">`)
	for _, b := range [][2]lit{{"import-add", "ui.lines.import.add"}, {"import-replace", "ui.lines.import.replace"}, {"import-cancel", "ui.lines.file.cancel"}} {
		p.raw(`<button type="button" class="button quiet" data-act="`).raw(b[0]).raw(`">`).say(string(b[1])).raw(`</button>`)
	}
	return p.raw(`</div></div>`).String()
}

// Boxes is a list of boxes to tick: name, words, ticked.
func Boxes(list [][3]string, act string) string {
	p := &page{}
	for _, b := range list {
		id := act + "-" + b[0]
		p.raw(`<div class="check"><input type="checkbox"`).attr("id", id).attr("data-column", b[0])
		if b[2] != "" {
			p.raw(` checked`)
		}
		p.raw(`><label`).attr("for", id).raw(`>`).text(b[1]).raw(`</label></div>`)
	}
	return p.String()
}

// Strip is the total in the line that stays in sight under the table.
func Strip(what, amount, lines string) string {
	p := &page{}
	p.raw(`<span>`).text(what).raw(` <b class="num">`).text(amount).raw(`</b></span>`)
	return p.el("span", "muted", lines).String()
}
