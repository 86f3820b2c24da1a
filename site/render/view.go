// Package render turns an assessment into words: every figure as the language
// writes it, every message key as a sentence, every step as a formula. It
// knows no HTML and no terminal; the page and the command line lay the words out.
package render

import (
	"slices"
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/site/i18n"
)

// View is an assessment in words.
type View struct {
	Status   string // "complete" or "incomplete"
	Headline string // "Cəmi: 187.897,37 ₼"; "Ən azı …" while something is open
	Subject  string // "İdxal · Sərbəst dövriyyə üçün buraxılış · 09.07.2026"; "" without a declaration
	Value    string // customs value of all lines, "" while it is not known

	Bans      []string // what forbids the import or may; to be said before any number
	Lines     []LineView
	Rows      []Row // charges in the order of box 47: line by line, then those of the declaration
	Options   []OptionView
	Scenarios []ScenarioView
	Conflicts []ConflictView // rules on which the sources differ
	Warnings  []string
	Needs     []NeedView
	FX        []string
	Footer    string // version of the data, horizon of the law, last bulletin

	Shares      []Share // for the cost bar; empty while the customs value is not known
	LandedTotal string  // customs value and payments together
}

// LineView heads the charges of one line.
type LineView struct {
	N           int
	Code        string // grouped as the tariff prints it, "8507 60 000 9"
	Name        string // what name knows of the code, else the description typed
	Value       string // customs value
	Origin      string // name of the country of origin
	Steps       []string
	Units       []string // supplementary units in words
	Description string   // as typed
}

// Row is one charge in words. Amount is "" unless it is known.
type Row struct {
	Line           int // 1 for the first line, 0 for the declaration
	Kind           calc.Kind
	Box            string
	Label          string
	Base           string
	Rate           string
	Amount         string
	Status         calc.Status
	StatusText     string
	Reason         string
	Confidence     calc.Confidence
	ConfidenceText string
	ConfidenceLong string
	Law            string // "Vergi Məcəlləsi, 162.1"
	URL            string
	Steps          []string
	Hints          []HintView
	Claims         []ClaimView
}

// HintView is a reported rate a person may adopt; Adopt is what goes into the
// field "duty" of the line.
type HintView struct {
	Text      string // the sentence
	Code      string
	Rate      string // in words
	Adopt     string
	Condition string
	Source    string
	URL       string
}

// ClaimView is a relief that a document would open.
type ClaimView struct {
	Article string // value for the field "relief" of the line
	Text    string
	Frees   string
	Until   string
	Law     string
	URL     string
}

// OptionView is a lawful alternative.
type OptionView struct {
	Name   string // "mfn", "fta:RU"
	Label  string
	Total  string
	Chosen bool
	Proven bool
	Needs  []NeedView
	Law    string
	URL    string
}

// ScenarioView is the total under one statutory duty rate.
type ScenarioView struct {
	Duty  string // "15": value for the field "dutyScenario"
	Label string
	Total string
}

// NeedView is a question.
type NeedView struct {
	Line    int
	Field   string
	Label   string // "Miqdar, l"
	Hint    string
	Unit    string
	Why     string
	Choices []Choice
}

// Choice is a possible answer.
type Choice struct{ Value, Label string }

// Share is a part of the landed cost. PerMille of all shares add up to 1000.
type Share struct {
	Key      string // goods, duty, excise, vat, road_tax, fees
	Label    string
	Amount   string
	PerMille int
}

// New puts an assessment into words. name gives the name of a tariff code
// (digits) and of a country (two capitals); it may be nil, and "" means not
// known. d may be nil; it adds what the person typed.
func New(a *calc.Assessment, d *calc.Declaration, t *i18n.Texts, name func(code string) string) *View {
	w := words{t: t, name: name}
	v := &View{Status: "complete"}
	if !a.Complete {
		v.Status = "incomplete"
	}
	v.Headline = w.headline(a)
	v.Subject = w.subject(d)
	v.Value = w.nullMoney(a.CustomsValue)
	for i := range a.Lines {
		l := &a.Lines[i]
		v.Lines = append(v.Lines, w.line(l, lineOf(d, i)))
		v.Rows = append(v.Rows, w.rows(l.N, l.Charges)...)
	}
	v.Rows = append(v.Rows, w.rows(0, a.Charges)...)
	for i := range a.Options {
		v.Options = append(v.Options, w.option(&a.Options[i]))
	}
	for _, s := range a.Scenarios {
		v.Scenarios = append(v.Scenarios, w.scenario(s))
	}
	for i := range a.Conflicts {
		v.Conflicts = append(v.Conflicts, w.conflict(&a.Conflicts[i], len(a.Lines)))
	}
	for _, x := range a.Warnings {
		if isBan(x.Code) {
			v.Bans = append(v.Bans, w.warning(x, len(a.Lines)))
		} else {
			v.Warnings = append(v.Warnings, w.warning(x, len(a.Lines)))
		}
	}
	for _, n := range a.Needs {
		v.Needs = append(v.Needs, w.need(n))
	}
	for _, f := range a.FX {
		v.FX = append(v.FX, w.fx(f))
	}
	v.Footer = w.footer(a)
	v.Shares, v.LandedTotal = w.landed(a)
	return v
}

func lineOf(d *calc.Declaration, i int) *calc.Line {
	if d == nil || i >= len(d.Lines) {
		return nil
	}
	return &d.Lines[i]
}

func (w words) line(l *calc.LineResult, in *calc.Line) LineView {
	v := LineView{N: l.N, Code: GroupCode(l.Code), Name: w.nameOf(l.Code), Value: w.nullMoney(l.CustomsValue)}
	if in != nil {
		v.Description = in.Description
		if in.Origin != "" {
			v.Origin = w.country(in.Origin)
		}
		if v.Name == "" {
			v.Name = in.Description
		}
	}
	v.Steps = w.steps(l.ValueSteps)
	for _, u := range l.Unit {
		v.Units = append(v.Units, w.t.Unit(u))
	}
	return v
}

// rows are charges in the order of a declaration.
func (w words) rows(line int, charges []calc.Charge) []Row {
	var rows []Row
	for i := range charges {
		rows = append(rows, w.row(line, &charges[i]))
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return slices.Index(calc.Kinds, a.Kind) - slices.Index(calc.Kinds, b.Kind) })
	return rows
}

// Rows puts charges that belong to no declaration into words.
func Rows(charges []calc.Charge, t *i18n.Texts) []Row { return words{t: t}.rows(0, charges) }

func (w words) row(line int, c *calc.Charge) Row {
	r := Row{
		Line: line, Kind: c.Kind, Box: c.Kind.Box(), Label: w.t.Get("kind." + string(c.Kind)),
		Base: w.base(c), Rate: w.rate(c), Amount: w.nullMoney(c.Amount),
		Status: c.Status, StatusText: w.t.Get("status." + string(c.Status)),
		Confidence: c.Confidence,
	}
	if c.Confidence != "" {
		r.ConfidenceText = w.t.Get("confidence." + string(c.Confidence))
		r.ConfidenceLong = w.t.Get("confidence." + string(c.Confidence) + ".long")
	}
	if c.Reason != "" {
		r.Reason = w.message("reason."+c.Reason, c.ReasonArgs)
	}
	r.Law, r.URL = w.law(c.Source)
	r.Steps = w.steps(c.Steps)
	for i := range c.Hints {
		r.Hints = append(r.Hints, w.hint(&c.Hints[i]))
	}
	for _, x := range c.Claims {
		r.Claims = append(r.Claims, w.claim(x))
	}
	return r
}

// base is what the rate is charged on: manat, the quantity of a specific rate,
// the engine volume of a vehicle or the sheets of a declaration.
func (w words) base(c *calc.Charge) string {
	switch {
	case !c.Base.Valid:
		return ""
	case c.Kind == calc.EService:
		return w.t.Get("base.sheets", arg("n", c.Base.Decimal.String()))
	case c.BaseIsQuantity():
		return w.quantity(c.Base.Decimal, c.BaseUnit())
	}
	return w.manat(c.Base.Decimal)
}

// rate is the rate of a charge in words, from its tree where it has one. What
// is charged of it in part (temporary import, a cut by a preference) stands
// beside it, so that base times rate is the amount.
func (w words) rate(c *calc.Charge) string {
	s := w.fullRate(c)
	for _, x := range c.Steps {
		if x.Op == "partial" && len(x.Args) == 2 && s != "" {
			s += " × " + percentText(x.Args[1], w.t)
		}
	}
	return s
}

func (w words) fullRate(c *calc.Charge) string {
	if c.RateTree != nil {
		return RateWords(*c.RateTree, w.t)
	}
	if p, ok := strings.CutSuffix(c.Rate, " %"); ok {
		return percentText(p, w.t)
	}
	return w.plainText(c.Rate)
}

// RateWords is a rate in the words of a tariff in the language.
func RateWords(r rate.Rate, t *i18n.Texts) string {
	if r.Op == rate.Percent {
		return t.Percent(r.Percent)
	}
	return ratetext.Print(r, ratetext.Lang(t.Lang()))
}

// GroupCode writes a tariff code as the tariff does, 4-2-3-1: "8507 60 000 9".
func GroupCode(code string) string {
	out := ""
	for i, n := range []int{4, 2, 3, 1} {
		if len(code) == 0 {
			break
		}
		if n > len(code) {
			n = len(code)
		}
		if i > 0 {
			out += " "
		}
		out += code[:n]
		code = code[n:]
	}
	return out + code
}

func itoa(n int) string { return strconv.Itoa(n) }
