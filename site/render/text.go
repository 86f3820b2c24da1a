package render

import (
	"strings"
	"unicode/utf8"

	"rusum/calc"
	"rusum/site/i18n"
)

// Text is the view as plain text of a terminal: the table of payments, then
// what is open, the alternatives and the notes. Columns are aligned by
// characters, notes are wrapped at 100; lines end with \n and spaces are plain.
func Text(v *View, t *i18n.Texts) string {
	p := &page{t: t}
	for _, s := range v.Bans {
		p.para("! ", s)
	}
	p.line(v.Headline)
	p.line(v.Subject)
	if v.Value != "" {
		p.line(t.Get("text.value", arg("amount", v.Value)))
	}
	for _, l := range v.Lines {
		p.gap()
		p.line(lineTitle(l, t))
		p.table(v.Rows, l.N)
	}
	if hasRows(v.Rows, 0) {
		p.gap()
		p.line(t.Get("text.declaration"))
		p.table(v.Rows, 0)
	}
	p.needs(v.Needs, len(v.Lines))
	p.pairs("text.scenarios", v.Scenarios)
	p.options(v.Options)
	p.conflicts(v.Conflicts)
	p.list("text.warnings", v.Warnings)
	p.list("text.fx", v.FX)
	if v.LandedTotal != "" {
		p.gap()
		p.line(t.Get("text.landed", arg("amount", v.LandedTotal)))
	}
	p.gap()
	p.line(v.Footer)
	return strings.ReplaceAll(p.b.String(), i18n.NBSP, " ")
}

type page struct {
	t *i18n.Texts
	b strings.Builder
}

func (p *page) line(s string) {
	if s != "" {
		p.b.WriteString(strings.TrimRight(s, " "))
		p.b.WriteByte('\n')
	}
}

func (p *page) gap() { p.b.WriteByte('\n') }

const lineWidth = 100

// para writes words between the margin and lineWidth; the first line starts
// with bullet and the others hang below its text.
func (p *page) para(bullet, s string) {
	hang := strings.Repeat(" ", utf8.RuneCountInString(bullet))
	line, width := bullet, utf8.RuneCountInString(bullet)
	for i, word := range strings.Split(s, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n > lineWidth:
			p.line(line)
			line, width = hang, len(hang)
		default:
			line += " "
			width++
		}
		line += word
		width += n
	}
	p.line(line)
}

func lineTitle(l LineView, t *i18n.Texts) string {
	s := itoa(l.N) + ". " + l.Code
	switch {
	case l.Code == "":
		s += l.Name
	case l.Name != "":
		s += " — " + l.Name
	}
	if l.Value != "" {
		s += "\n   " + t.Get("text.value", arg("amount", l.Value))
	}
	return s
}

func hasRows(rows []Row, line int) bool {
	for i := range rows {
		if rows[i].Line == line {
			return true
		}
	}
	return false
}

// table prints the charges of a line; a charge without an amount shows its
// status in that column, and what explains it stands below, indented.
func (p *page) table(rows []Row, line int) {
	t := p.t
	cells := [][]string{{t.Get("col.box"), t.Get("col.label"), t.Get("col.base"), t.Get("col.rate"), t.Get("col.amount")}}
	var notes [][]string
	notes = append(notes, nil)
	for i := range rows {
		r := &rows[i]
		if r.Line != line {
			continue
		}
		amount := r.Amount
		switch {
		case r.Status == calc.Possible && amount != "":
			amount = r.StatusText + ": " + amount
		case r.Status != calc.Applied:
			amount = r.StatusText
		}
		cells = append(cells, []string{r.Box, r.Label, r.Base, r.Rate, amount})
		notes = append(notes, rowNotes(r, t))
	}
	if len(cells) == 1 {
		return
	}
	width := make([]int, 5)
	for _, row := range cells {
		for i, c := range row {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for n, row := range cells {
		var b strings.Builder
		b.WriteString("   ")
		for i, c := range row {
			fill := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if right := i == 2 || i == 4; right {
				b.WriteString(fill + c)
			} else {
				b.WriteString(c + fill)
			}
			b.WriteString("  ")
		}
		p.line(b.String())
		for _, s := range notes[n] {
			p.para("       ", s)
		}
	}
}

func rowNotes(r *Row, t *i18n.Texts) []string {
	var s []string
	if r.Reason != "" {
		s = append(s, r.Reason)
	}
	if r.Law != "" {
		law := r.Law
		if r.Confidence != "" && r.Confidence != calc.Official {
			law += " (" + r.ConfidenceText + ")"
		}
		s = append(s, law)
	} else if r.Confidence != "" && r.Confidence != calc.Official {
		s = append(s, r.ConfidenceLong)
	}
	for _, h := range r.Hints {
		s = append(s, h.Text)
	}
	for _, c := range r.Claims {
		s = append(s, t.Get("claim", arg("text", c.Text), arg("frees", c.Frees), arg("article", c.Article)))
	}
	return s
}

func (p *page) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	p.gap()
	p.line(p.t.Get(title))
	for _, s := range items {
		s, below, more := strings.Cut(s, "\n")
		p.para("   • ", s)
		for more {
			s, below, more = strings.Cut(below, "\n")
			p.para("       ", s)
		}
	}
}

func (p *page) needs(needs []NeedView, lines int) {
	var items []string
	for _, n := range needs {
		s := n.Label + ": " + n.Why
		if n.Line > 0 && lines > 1 {
			s = p.t.Get("line.prefix", arg("n", itoa(n.Line)), arg("text", s))
		}
		for _, c := range n.Choices {
			s += "\n" + c.Value + " — " + c.Label
		}
		items = append(items, s)
	}
	p.list("text.needs", items)
}

func (p *page) pairs(title string, scenarios []ScenarioView) {
	var items []string
	for _, s := range scenarios {
		items = append(items, s.Label+": "+s.Total)
	}
	p.list(title, items)
}

func (p *page) conflicts(list []ConflictView) {
	var items []string
	for _, c := range list {
		s := c.Title
		for _, r := range c.Readings {
			s += "\n" + r.Text + ": " + r.Total
			switch {
			case r.Used:
				s += " (" + p.t.Get("option.chosen") + ")"
			case r.Difference != "":
				s += " (" + r.Difference + ")"
			}
		}
		items = append(items, s)
	}
	p.list("text.conflicts", items)
}

func (p *page) options(options []OptionView) {
	if len(options) < 2 {
		return
	}
	var items []string
	for _, o := range options {
		s := o.Label + ": " + o.Total
		if o.Chosen {
			s += " (" + p.t.Get("option.chosen") + ")"
		}
		for _, n := range o.Needs {
			s += "\n" + n.Label + ": " + n.Why
		}
		items = append(items, s)
	}
	p.list("text.options", items)
}
