package render

import (
	"github.com/shopspring/decimal"

	"rusum/calc"
)

// ConflictView is a rule on which the sources differ, in words.
type ConflictView struct {
	Key      string
	Title    string
	Line     int
	Readings []ReadingView
}

// ReadingView is one way to read the rule and what it would change.
type ReadingView struct {
	Name       string // for the option readings; "" for a reported rate
	Text       string
	Used       bool
	Total      string // under this reading
	Difference string // "+5,40 ₼", "" for the one in use
	Adopt      string // of a reported rate: goes into the field "duty" of the line
	Changes    []ChangeView
	Confidence calc.Confidence
	Mark       string // the confidence in words
	Law        string
	URL        string
}

// ChangeView is what one kind of payment would be more or less.
type ChangeView struct{ Label, Amount string }

func (w words) conflict(c *calc.Conflict, lines int) ConflictView {
	v := ConflictView{Key: c.Key, Title: w.t.Get("conflict." + c.Key), Line: c.Line}
	if c.Line > 0 && lines > 1 {
		v.Title = w.t.Get("line.prefix", arg("n", itoa(c.Line)), arg("text", v.Title))
	}
	for i := range c.Readings {
		r := &c.Readings[i]
		x := ReadingView{Name: r.Name, Used: r.Used, Total: w.total(r.Total, r.TotalFrom), Confidence: r.Confidence, Mark: w.t.Get("confidence." + string(r.Confidence))}
		if r.Name == "" {
			h := w.hint(&r.Rate)
			x.Adopt, x.Text = h.Adopt, w.t.Get("reading.reported", arg("rate", h.Rate))
			if h.Condition != "" {
				x.Text += " (" + h.Condition + ")"
			}
		} else {
			x.Text = w.t.Get("reading." + c.Key + "." + r.Name)
		}
		if !r.Used && r.Difference.Valid {
			x.Difference = w.signed(r.Difference.Decimal)
		}
		x.Changes = w.changes(r.Changes)
		x.Law, x.URL = w.law(&r.Source)
		v.Readings = append(v.Readings, x)
	}
	return v
}

func (w words) changes(list []calc.Change) []ChangeView {
	var out []ChangeView
	for _, c := range list {
		out = append(out, ChangeView{w.t.Get("kind." + string(c.Kind)), w.signed(c.Amount)})
	}
	return out
}

// signed is an amount of manat with its sign.
func (w words) signed(d decimal.Decimal) string {
	switch {
	case d.IsPositive():
		return "+" + w.manat(d)
	case d.IsNegative():
		return "−" + w.manat(d.Neg())
	}
	return w.manat(d)
}
