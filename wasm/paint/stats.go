package paint

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/num"
	"rusum/site/i18n"
	"rusum/wasm/field"
	"rusum/wasm/stats"
)

// Stats is what the page of statistics is painted from.
type Stats struct {
	Tables  []stats.Table
	Counted int
	Notes   []string // what was not added, and why
	Name    func(by stats.By, key string) string
	Source  string // for the printed page
}

// Statistics paints totals, the chart of months and the tables.
func Statistics(t *i18n.Texts, s Stats) string {
	p := &page{t: t}
	total := &s.Tables[0].Total
	p.raw(`<div class="card block"><p class="print-only">`).text(s.Source).raw(`</p><p class="muted">`).say("ui.stats.counted", "n", strconv.Itoa(s.Counted)).raw(`</p><dl class="figures">`)
	figure := func(key, value string) {
		p.raw(`<div><dt>`).say(key).raw(`</dt><dd>`).text(value).raw(`</dd></div>`)
	}
	figure("ui.stats.value", Manat(t, total.Value))
	figure("ui.stats.paid", Manat(t, total.Paid))
	figure("ui.stats.rate", p.rateOf(total))
	p.raw(`</dl><p class="small muted">`).say("ui.stats.rate").raw(`: `).say("ui.stats.rate.of").raw(`</p>`)
	for _, n := range s.Notes {
		p.el("p", "small muted", n)
	}
	p.raw(`</div>`)
	for i := range s.Tables {
		if x := &s.Tables[i]; len(x.Rows) > 0 {
			p.statTable(x, s.Name)
		}
	}
	p.raw(`<div class="actions no-print"><button type="button" class="button quiet" data-act="csv">`).say("ui.stats.csv").raw(`</button><button type="button" class="button quiet" data-act="lines">`).
		say("ui.stats.csv.lines").raw(`</button><button type="button" class="button quiet" data-act="print">`).say("ui.act.print").raw(`</button></div>`)
	return p.String()
}

func (p *page) rateOf(r *stats.Row) string {
	x := r.Rate()
	if !x.Valid {
		return "—"
	}
	return p.cents(x.Decimal)
}

// cents is a share with two decimals, so that a column of them reads well.
func (p *page) cents(d decimal.Decimal) string {
	if p.t.Lang() == i18n.EN {
		return p.t.Money(d) + "%"
	}
	return p.t.Money(d) + i18n.NBSP + "%"
}

// groups are the parts of a bar, in the colours of the cost bar.
var groups = []string{"duty", "excise", "vat", "fees"}

func groupOf(k calc.Kind) int {
	switch k {
	case calc.ImportDuty, calc.ExportDuty, calc.SeasonalDuty, calc.AntidumpingDuty, calc.CountervailingDuty, calc.SafeguardDuty:
		return 0
	case calc.Excise:
		return 1
	case calc.VAT:
		return 2
	}
	return 3
}

// parts are the widths of the groups of sums, of which most would be full.
func parts(sums field.Sums, most decimal.Decimal, full int64) [4]int {
	var amounts [4]decimal.Decimal
	for _, s := range sums {
		g := groupOf(s.Kind)
		amounts[g] = amounts[g].Add(s.Amount)
	}
	var out [4]int
	if !most.IsPositive() {
		return out
	}
	for i, a := range amounts {
		if a.IsPositive() {
			out[i] = int(a.Mul(decimal.NewFromInt(full)).DivRound(most, 0).IntPart())
		}
	}
	return out
}

// statTable is one table; each row has a bar that shows what it pays.
func (p *page) statTable(x *stats.Table, name func(stats.By, string) string) {
	by := string(x.By)
	p.raw(`<section class="card block" `).raw(`aria-labelledby="by-`).text(by).raw(`"><h3 id="by-`).text(by).raw(`">`).say("ui.stats.by." + by).raw(`</h3>`)
	if x.By == stats.Month && len(x.Rows) > 1 {
		p.months(x, name)
	}
	kind := x.By == stats.Kind
	// The roles are written out because the narrow layout turns rows into grids.
	p.raw(`<table class="stat-table" role="table" aria-labelledby="by-`).text(by).raw(`" data-by="`).text(by).raw(`"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">`).
		say("ui.stats.key." + by).raw(`</th>`)
	head := func(class lit, key string) {
		p.raw(`<th role="columnheader" scope="col" class="r `).raw(class).raw(`">`).say(key).raw(`</th>`)
	}
	if kind {
		head("c-paid", "ui.stats.paid")
		head("c-rate", "ui.stats.share")
	} else {
		if x.By == stats.Month {
			head("c-n", "ui.stats.n.month")
		} else {
			head("c-n", "ui.stats.n.lines")
		}
		head("c-value", "ui.stats.value")
		head("c-paid", "ui.stats.paid")
		head("c-rate", "ui.stats.rate")
	}
	p.raw(`<td role="cell" class="bar-cell" aria-hidden="true"></td></tr></thead><tbody role="rowgroup">`)
	most := num.Zero
	for i := range x.Rows {
		most = decimal.Max(most, x.Rows[i].Paid)
	}
	most = decimal.Max(most, x.Rest.Paid)
	row := func(key, label string, r *stats.Row, rest, foot bool) {
		p.raw(`<tr role="row"`).attr("data-key", key).raw(`><th role="rowheader" scope="row">`).text(label).raw(`</th>`)
		cell := func(class lit, s string) {
			p.raw(`<td role="cell" class="r `).raw(class)
			if s == "" {
				p.raw(` none`)
			}
			p.raw(`">`).text(s).raw(`</td>`)
		}
		switch {
		case kind:
			cell("c-paid", Manat(p.t, r.Paid))
			share := "—"
			if x.Total.Paid.IsPositive() {
				share = p.cents(r.Paid.Shift(2).DivRound(x.Total.Paid, 2))
			}
			cell("c-rate", share)
		case rest:
			cell("c-n", "")
			cell("c-value", "")
			cell("c-paid", Manat(p.t, r.Paid))
			cell("c-rate", "")
		default:
			n := strconv.Itoa(r.N)
			if foot && x.By != stats.Month {
				n = ""
			}
			cell("c-n", n)
			cell("c-value", Manat(p.t, r.Value))
			cell("c-paid", Manat(p.t, r.Paid))
			cell("c-rate", p.rateOf(r))
		}
		p.raw(`<td role="cell" class="bar-cell" aria-hidden="true">`)
		if !foot {
			p.bar(parts(r.Sums, most, 1000))
		}
		p.raw(`</td></tr>`)
	}
	for i := range x.Rows {
		r := &x.Rows[i]
		row(r.Key, name(x.By, r.Key), r, false, false)
	}
	if len(x.Rest.Sums) > 0 {
		row("rest", p.get("ui.stats.rest"), &x.Rest, true, false)
	}
	p.raw(`</tbody><tfoot role="rowgroup">`)
	row("total", p.get("ui.stats.total"), &x.Total, false, true)
	p.raw(`</tfoot></table></section>`)
}

// bar is a horizontal bar of groups.
func (p *page) bar(w [4]int) {
	p.raw(`<svg class="stat-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" focusable="false">`)
	at := 0
	for i, n := range w {
		if n > 0 {
			p.raw(`<rect y="0" height="12"`).attr("class", groups[i]).attr("x", strconv.Itoa(at)).attr("width", strconv.Itoa(n)).raw(`/>`)
		}
		at += n
	}
	p.raw(`</svg>`)
}

const (
	monthsHeight = 180 // of the columns
	monthsStep   = 56  // of a month
	monthsLeft   = 64  // for the scale
)

// months is a column for each month, stacked by group, with a scale. What it
// shows stands in the table below it too.
func (p *page) months(x *stats.Table, name func(stats.By, string) string) {
	most := num.Zero
	var alt []string
	for i := range x.Rows {
		r := &x.Rows[i]
		most = decimal.Max(most, r.Paid)
		alt = append(alt, name(x.By, r.Key)+" "+Manat(p.t, r.Paid))
	}
	if !most.IsPositive() {
		return
	}
	top := ceiling(most)
	width := monthsLeft + monthsStep*len(x.Rows)
	p.raw(`<figure class="months"><figcaption class="small muted">`).say("ui.stats.chart").raw(`</figcaption><div class="scroll" tabindex="0" role="region"`).attr("aria-label", p.get("ui.stats.chart")).
		raw(`><svg role="img" focusable="false"`).attr("width", strconv.Itoa(width)).attr("height", strconv.Itoa(monthsHeight+40)).
		attr("viewBox", "0 0 "+strconv.Itoa(width)+" "+strconv.Itoa(monthsHeight+40)).attr("aria-label", p.get("ui.stats.chart.alt", "list", strings.Join(alt, "; "))).raw(`>`)
	for i := range 3 {
		y := strconv.Itoa(10 + monthsHeight*i/2)
		p.raw(`<line class="rule"`).attr("x1", strconv.Itoa(monthsLeft-6)).attr("x2", strconv.Itoa(width)).attr("y1", y).attr("y2", y).raw(`/><text class="axis end"`).
			attr("x", strconv.Itoa(monthsLeft-10)).attr("y", strconv.Itoa(14+monthsHeight*i/2)).raw(`>`).
			text(p.t.Number(top.Mul(decimal.NewFromInt(int64(2 - i))).Div(decimal.NewFromInt(2)))).raw(`</text>`)
	}
	for i := range x.Rows {
		r := &x.Rows[i]
		left := monthsLeft + monthsStep*i
		y := 10 + monthsHeight
		for g, h := range parts(r.Sums, top, monthsHeight) {
			if h == 0 {
				continue
			}
			y -= h
			p.raw(`<rect`).attr("class", groups[g]).attr("x", strconv.Itoa(left+8)).attr("width", strconv.Itoa(monthsStep-16)).attr("y", strconv.Itoa(y)).attr("height", strconv.Itoa(h)).raw(`/>`)
		}
		p.raw(`<text class="axis mid"`).attr("x", strconv.Itoa(left+monthsStep/2)).attr("y", strconv.Itoa(monthsHeight+28)).raw(`>`).text(r.Key[5:] + "." + r.Key[2:4]).raw(`</text>`)
	}
	p.raw(`</svg></div><ul class="keys">`)
	for _, g := range groups {
		p.raw(`<li><i aria-hidden="true"`).attr("class", g).raw(`></i>`).say("ui.stats.group." + g).raw(`</li>`)
	}
	p.raw(`</ul></figure>`)
}

// ceiling is the next round figure: 1, 2 or 5 and zeros.
func ceiling(d decimal.Decimal) decimal.Decimal {
	top := decimal.NewFromInt(1)
	for i := 0; top.LessThan(d); i++ {
		if i%3 == 1 {
			top = top.Mul(decimal.NewFromInt(5)).Div(decimal.NewFromInt(2))
		} else {
			top = top.Add(top)
		}
	}
	return top
}

// FileColumn is a column of a file and what it was taken for.
type FileColumn struct {
	Head string
	Role string
}

// FileRead tells how a file of declarations was read.
type FileRead struct {
	Said    string
	Notes   []string
	Faults  []string // missing columns
	Columns []FileColumn
	Roles   [][2]string // every role and its name
	Bad     []string
	BadN    int
}

// File paints it.
func File(t *i18n.Texts, f FileRead) string {
	p := &page{t: t}
	p.raw(`<div class="card block">`)
	if f.Said != "" {
		p.raw(`<p><b>`).text(f.Said).raw(`</b></p>`)
	}
	for _, s := range f.Faults {
		p.raw(`<p class="notice error" role="alert">`).text(s).raw(`</p>`)
	}
	for _, s := range f.Notes {
		p.el("p", "small muted", s)
	}
	if f.BadN > 0 {
		p.raw(`<details class="more" id="s-bad"><summary>`).say("ui.stats.file.bad", "n", strconv.Itoa(f.BadN)).raw(`</summary><ul class="bad-rows small">`)
		for _, s := range f.Bad {
			p.raw(`<li>`).text(s).raw(`</li>`)
		}
		if more := f.BadN - len(f.Bad); more > 0 {
			p.raw(`<li class="muted">`).say("ui.stats.file.more", "n", strconv.Itoa(more)).raw(`</li>`)
		}
		p.raw(`</ul></details>`)
	}
	if len(f.Columns) > 0 {
		p.raw(`<details class="more" id="s-columns"`)
		if len(f.Faults) > 0 {
			p.raw(` open`)
		}
		p.raw(`><summary>`).say("ui.stats.file.columns").raw(`</summary><p class="hint">`).say("ui.stats.file.columns.text").raw(`</p><div class="two">`)
		for i, c := range f.Columns {
			id := "s-col-" + strconv.Itoa(i)
			p.raw(`<div class="field"><label`).attr("for", id).raw(`>`).text(c.Head).raw(`</label><select`).attr("id", id).attr("data-col", strconv.Itoa(i)).raw(`>`)
			p.raw(lit(Options(f.Roles, c.Role))).raw(`</select></div>`)
		}
		p.raw(`</div></details>`)
	}
	p.raw(`</div>`)
	return p.String()
}
