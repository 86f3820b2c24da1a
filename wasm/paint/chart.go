package paint

import (
	"strconv"

	"github.com/shopspring/decimal"

	"rusum/calc/outlook"
	"rusum/site/render"
)

// chart is a line of totals over a whole number, as an inline picture without
// styles of its own. Across, positions are per cent of the width, so that the
// picture fits any screen and its words keep their size; up, they are pixels.
type chart struct {
	*page
	open       map[string]bool
	title, id  string
	from, to   int
	xs         []int
	lows, tops []int64 // whole manat
	marks      []tick
	ban        int // from here on the vehicle may not come in; 0: nowhere
	me         tick
	mine       int64
	hasMe      bool
}

type tick struct {
	at   int
	text string
}

const (
	chartTop    = 30
	chartHeight = 150
	chartBottom = chartTop + chartHeight
	chartLeft   = 1400 // room for the words of the grid, in ten-thousandths of the width
)

func decimalOf(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

func (c *chart) at(x int, s outlook.Sum) {
	low, top := s.Total.IntPart(), s.Total.IntPart()
	if s.Open && s.To.Valid {
		top = s.To.Decimal.IntPart()
	}
	c.xs, c.lows, c.tops = append(c.xs, x), append(c.lows, low), append(c.tops, top)
}

func (c *chart) mark(x int, text string) { c.marks = append(c.marks, tick{x, text}) }

func (c *chart) own(x int, s outlook.Sum, text string) {
	c.me, c.mine, c.hasMe = tick{x, text}, s.Total.IntPart(), true
}

// most is the greatest manat of the picture, and the step of its grid: 1, 2 or 5
// times a power of ten, three to five of them.
func (c *chart) most() (most, step int64) {
	for _, v := range c.tops {
		most = max(most, v)
	}
	step = 1
	for most/step >= 5 {
		switch first := leading(step); first {
		case 2:
			step = step / 2 * 5
		default:
			step *= 2
		}
	}
	return max(most+most/12, 1), step
}

func leading(n int64) int64 {
	for n >= 10 {
		n /= 10
	}
	return n
}

// across is a position in ten-thousandths of the width.
func (c *chart) across(x int) int64 {
	if c.to <= c.from {
		return chartLeft
	}
	return chartLeft + int64(x-c.from)*(10000-chartLeft)/int64(c.to-c.from)
}

func (c *chart) percentX(x int) string { return c.percent(c.across(x)) }

// percent writes ten-thousandths as per cent.
func (c *chart) percent(n int64) string {
	frac := strconv.FormatInt(n%100, 10)
	if len(frac) == 1 {
		frac = "0" + frac
	}
	return strconv.FormatInt(n/100, 10) + "." + frac + "%"
}

func up(v, most int64) int64 { return chartBottom - v*chartHeight/most }

func (c *chart) paint(table []render.PointView, unit string) {
	p := c.page
	most, step := c.most()
	p.raw(`<figure class="card block chart"><figcaption`).attr("id", "chart-"+c.id).raw(`>`).say(c.title).raw(`</figcaption><svg width="100%" height="220" role="img" focusable="false"`).
		attr("aria-labelledby", "chart-"+c.id).raw(`>`)
	if c.ban > 0 {
		p.raw(`<rect class="ban"`).attr("x", c.percentX(c.ban)).attr("y", strconv.Itoa(chartTop)).attr("width", c.percent(10000-c.across(c.ban))).attr("height", strconv.Itoa(chartHeight)).raw(`/><text class="ban-text" text-anchor="end" x="100%" dx="-4"`).
			attr("y", strconv.Itoa(chartBottom-8)).raw(`>`).say("look.banned").raw(`</text>`)
	}
	for v := int64(0); v <= most; v += step {
		y := strconv.FormatInt(up(v, most), 10)
		p.raw(`<line class="grid" x2="100%"`).attr("x1", c.percent(chartLeft)).attr("y1", y).attr("y2", y).raw(`/>`)
		if v > 0 {
			p.raw(`<text class="tick" x="0"`).attr("y", strconv.FormatInt(up(v, most)+4, 10)).raw(`>`).text(p.t.Number(decimal.NewFromInt(v))).raw(`</text>`)
		}
	}
	for _, m := range c.marks {
		x := c.percentX(m.at)
		p.raw(`<line class="bound"`).attr("x1", x).attr("x2", x).attr("y1", strconv.Itoa(chartTop)).attr("y2", strconv.Itoa(chartBottom+4)).raw(`/><text class="tick"`).
			attr("text-anchor", c.anchor(m.at, 400)).attr("x", x).attr("y", strconv.Itoa(chartBottom+18)).raw(`>`).text(m.text).raw(`</text>`)
	}
	p.raw(`<text class="tick" text-anchor="end" x="100%"`).attr("y", strconv.Itoa(chartBottom+34)).raw(`>`).text(unit).raw(`</text>`)
	// The line lies in a picture of its own that is stretched to the width.
	p.raw(`<svg x="0" y="0" width="100%" height="220" viewBox="0 0 10000 220" preserveAspectRatio="none">`)
	if c.band() {
		p.raw(`<path class="band" d="`)
		c.path(most, c.lows, false)
		c.path(most, c.tops, true)
		p.raw(`Z"/>`)
	}
	p.raw(`<path class="line" d="`)
	c.path(most, c.lows, false)
	p.raw(`"/></svg>`)
	if c.hasMe {
		x, y := c.percentX(c.me.at), up(c.mine, most)
		ty := y - 12
		if ty < 14 {
			ty = y + 24
		}
		p.raw(`<circle class="me" r="6"`).attr("cx", x).attr("cy", strconv.FormatInt(y, 10)).raw(`/><text class="me-text"`).attr("text-anchor", c.anchor(c.me.at, 1600)).attr("x", x).attr("y", strconv.FormatInt(ty, 10)).
			raw(`>`).text(c.me.text).raw(`</text>`)
	}
	p.raw(`</svg>`).keep(c.open, "points-"+c.id).raw(`<summary>`).say("ui.car.chart.table").raw(`</summary><table class="points"><tbody>`)
	for _, q := range table {
		p.raw(`<tr><th scope="row">`).text(q.At).raw(`</th><td class="r">`).text(q.Total).raw(`</td><td class="muted">`).text(q.Note).raw(`</td></tr>`)
	}
	p.raw(`</tbody></table></details></figure>`)
}

// anchor keeps words inside the picture, when they reach half as far to either side.
func (c *chart) anchor(x int, half int64) string {
	switch n := c.across(x); {
	case n < half:
		return "start"
	case n > 10000-half:
		return "end"
	}
	return "middle"
}

func (c *chart) band() bool {
	for i := range c.lows {
		if c.lows[i] != c.tops[i] {
			return true
		}
	}
	return false
}

// path writes the points of a line, backwards where it closes an area.
func (c *chart) path(most int64, values []int64, back bool) {
	for i := range values {
		k := i
		if back {
			k = len(values) - 1 - i
		}
		cmd := lit("L")
		if i == 0 && !back {
			cmd = "M"
		}
		c.raw(cmd).text(strconv.FormatInt(c.across(c.xs[k]), 10)).raw(` `).text(strconv.FormatInt(up(values[k], most), 10))
	}
}
