package wire

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
)

// writer builds JSON text. Absent values are left out, so that a document says
// only what is known.
type writer struct {
	b     []byte
	comma bool
}

func (w *writer) key(k string) {
	w.quote(k)
	w.b = append(w.b, ':')
	w.comma = false
}

func (w *writer) sep() {
	if w.comma {
		w.b = append(w.b, ',')
	}
	w.comma = false
}

func (w *writer) object(f func()) {
	w.sep()
	w.b = append(w.b, '{')
	w.comma = false
	f()
	w.b = append(w.b, '}')
	w.comma = true
}

func (w *writer) array(f func()) {
	w.sep()
	w.b = append(w.b, '[')
	f()
	w.b = append(w.b, ']')
	w.comma = true
}

const hexDigits = "0123456789abcdef"

func (w *writer) quote(s string) {
	w.sep()
	w.b = append(w.b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			w.b = append(w.b, '\\', c)
			i++
		case c < ' ':
			w.b = append(w.b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			i++
		case c < utf8.RuneSelf:
			w.b = append(w.b, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			w.b = utf8.AppendRune(w.b, r)
			i += n
		}
	}
	w.b = append(w.b, '"')
	w.comma = true
}

func (w *writer) literal(s string) {
	w.sep()
	w.b = append(w.b, s...)
	w.comma = true
}

func (w *writer) str(k, v string) {
	if v != "" {
		w.key(k)
		w.quote(v)
	}
}

func (w *writer) int(k string, n int) {
	w.key(k)
	w.literal(strconv.Itoa(n))
}

func (w *writer) flag(k string, v bool) {
	w.key(k)
	w.literal(strconv.FormatBool(v))
}

func (w *writer) date(k string, d date.Date) { w.str(k, d.String()) }

func (w *writer) money(k string, d decimal.NullDecimal) {
	if d.Valid {
		w.str(k, num.Money(d.Decimal))
	}
}

func (w *writer) strings(k string, s []string) {
	if len(s) == 0 {
		return
	}
	w.key(k)
	w.array(func() {
		for _, x := range s {
			w.quote(x)
		}
	})
}

func (w *writer) args(k string, args []calc.Arg) {
	if len(args) == 0 {
		return
	}
	w.key(k)
	w.object(func() {
		for _, a := range args {
			w.key(a.Name)
			w.quote(a.Value)
		}
	})
}

// EncodeRate writes a rate tree.
func EncodeRate(r rate.Rate) []byte {
	w := &writer{}
	w.rate(r)
	return w.b
}

func (w *writer) rate(r rate.Rate) {
	w.object(func() {
		w.str("op", r.Op.String())
		sub := func(k string, p *rate.Rate) {
			if p != nil {
				w.key(k)
				w.rate(*p)
			}
		}
		switch r.Op {
		case rate.Percent:
			w.str("percent", r.Percent.String())
		case rate.Specific:
			w.str("amount", r.Amount.String())
			w.str("currency", r.Currency)
			w.key("per")
			w.object(func() {
				w.str("qty", r.Per.Qty.String())
				w.str("unit", r.Per.Unit)
			})
		case rate.AtLeast, rate.AtMost, rate.Sum:
			w.key("of")
			w.array(func() {
				for i := range r.Of {
					w.rate(r.Of[i])
				}
			})
		case rate.Bracket:
			w.str("base", r.Base.String())
			w.str("over", r.Over.String())
			sub("rate", r.Rate)
		case rate.Dated:
			w.date("until", r.Until)
			sub("rate", r.Rate)
			sub("then", r.Then)
		case rate.Seasonal:
			w.key("months")
			w.array(func() {
				for _, m := range r.Months {
					w.literal(strconv.Itoa(m))
				}
			})
			sub("rate", r.Rate)
			sub("else", r.Else)
		case rate.Unresolved:
			w.str("reason", r.Reason)
			if r.At > 0 {
				w.int("at", r.At)
			}
		}
	})
}

func (w *writer) source(k string, s *calc.Source) {
	if s == nil {
		return
	}
	w.key(k)
	w.sourceObject(s)
}

func (w *writer) sourceObject(s *calc.Source) {
	w.object(func() {
		w.str("act", s.Act)
		w.str("article", s.Article)
		w.date("date", s.Date)
		w.str("url", s.URL)
		w.date("checked", s.Checked)
	})
}

// steps writes what was computed, in order.
func (w *writer) steps(steps []calc.Step) {
	if len(steps) == 0 {
		return
	}
	w.key("steps")
	w.array(func() {
		for _, s := range steps {
			w.object(func() {
				w.str("op", s.Op)
				w.key("args")
				w.array(func() {
					for _, a := range s.Args {
						w.quote(a)
					}
				})
				w.str("result", s.Result)
			})
		}
	})
}

func (w *writer) charge(c *calc.Charge) {
	w.object(func() {
		w.str("kind", string(c.Kind))
		w.key("box")
		w.quote(c.Kind.Box())
		w.str("status", string(c.Status))
		w.base(c)
		w.str("rate", c.Rate)
		if c.RateTree != nil {
			w.key("rateTree")
			w.rate(*c.RateTree)
		}
		w.money("amount", c.Amount)
		w.str("currency", "AZN")
		w.str("reason", c.Reason)
		w.args("reasonArgs", c.ReasonArgs)
		w.str("confidence", string(c.Confidence))
		w.str("layer", string(c.Layer))
		w.steps(c.Steps)
		w.source("source", c.Source)
		if len(c.Hints) > 0 {
			w.key("hints")
			w.array(func() {
				for i := range c.Hints {
					w.object(func() { w.hint(&c.Hints[i]) })
				}
			})
		}
		if len(c.Claims) > 0 {
			w.key("claims")
			w.array(func() {
				for i := range c.Claims {
					cl := &c.Claims[i]
					w.object(func() {
						w.str("article", cl.Article)
						w.str("frees", cl.Frees)
						w.date("until", cl.Until)
						w.source("source", &cl.Source)
					})
				}
			})
		}
	})
}

// base writes what a rate is charged on: money has two decimals, a quantity is
// written as it is.
func (w *writer) base(c *calc.Charge) {
	switch {
	case !c.Base.Valid:
	case c.BaseIsQuantity():
		w.str("base", num.Plain(c.Base.Decimal))
	default:
		w.money("base", c.Base)
	}
}

func (w *writer) charges(cs []calc.Charge) {
	w.key("charges")
	w.array(func() {
		for i := range cs {
			w.charge(&cs[i])
		}
	})
}

func (w *writer) need(n calc.Need) {
	w.object(func() {
		if n.Line > 0 {
			w.int("line", n.Line)
		}
		w.str("field", n.Field)
		w.str("unit", n.Unit)
		w.str("why", n.Why)
		w.strings("choices", n.Choices)
	})
}

func (w *writer) needs(ns []calc.Need) {
	w.key("needs")
	w.array(func() {
		for _, n := range ns {
			w.need(n)
		}
	})
}

// EncodeAssessment writes an assessment, on one line.
func EncodeAssessment(a *calc.Assessment) []byte {
	w := &writer{}
	w.assessment(a)
	return w.b
}

func (w *writer) assessment(a *calc.Assessment) {
	w.object(func() {
		status := "incomplete"
		if a.Complete {
			status = "complete"
		}
		w.str("status", status)
		w.money("customsValue", a.CustomsValue)
		w.key("lines")
		w.array(func() {
			for i := range a.Lines {
				l := &a.Lines[i]
				w.object(func() {
					w.int("n", l.N)
					w.str("code", l.Code)
					w.money("customsValue", l.CustomsValue)
					w.strings("units", l.Unit)
					w.steps(l.ValueSteps)
					w.relief(l.Relief)
					w.charges(l.Charges)
				})
			}
		})
		w.charges(a.Charges)
		w.personal(a.Personal)
		w.money("total", a.Total)
		w.money("totalFrom", a.TotalFrom)
		w.money("totalTo", a.TotalTo)
		w.key("options")
		w.array(func() {
			for i := range a.Options {
				o := &a.Options[i]
				w.object(func() {
					w.str("name", o.Name)
					w.money("total", o.Total)
					w.money("totalFrom", o.TotalFrom)
					w.flag("chosen", o.Chosen)
					w.flag("proven", o.Proven)
					w.needs(o.Needs)
					w.source("source", o.Source)
				})
			}
		})
		w.key("scenarios")
		w.array(func() {
			for _, s := range a.Scenarios {
				w.object(func() {
					w.str("duty", s.Duty)
					w.money("total", s.Total)
					w.money("totalFrom", s.TotalFrom)
				})
			}
		})
		w.conflicts(a.Conflicts)
		w.needs(a.Needs)
		w.warnings(a.Warnings)
		w.fx(a.FX)
		w.key("data")
		w.object(func() {
			w.str("version", a.Version)
			w.date("lawKnownTo", a.LawKnownTo)
			w.date("fxBulletin", a.FXBulletin)
		})
	})
}

// hint writes the members of a reported rate.
func (w *writer) hint(h *calc.Hint) {
	w.str("code", h.Code)
	w.str("rate", h.Rate.String())
	w.key("rateTree")
	w.rate(h.Rate)
	w.str("condition", h.Condition)
	w.date("from", h.From)
	w.date("to", h.To)
	w.str("confidence", string(h.Confidence))
	w.source("source", &h.Source)
}

// conflicts writes the rules on which the sources differ; a document without
// any has no such member.
func (w *writer) conflicts(list []calc.Conflict) {
	if len(list) == 0 {
		return
	}
	w.key("conflicts")
	w.array(func() {
		for i := range list {
			c := &list[i]
			w.object(func() {
				w.str("key", c.Key)
				if c.Line > 0 {
					w.int("line", c.Line)
				}
				w.key("readings")
				w.array(func() {
					for j := range c.Readings {
						r := &c.Readings[j]
						w.object(func() {
							w.str("name", r.Name)
							w.flag("used", r.Used)
							w.money("total", r.Total)
							w.money("totalFrom", r.TotalFrom)
							w.money("difference", r.Difference)
							w.changes("charges", r.Changes)
							if r.Name == "" {
								w.hint(&r.Rate)
								return
							}
							w.str("confidence", string(r.Confidence))
							w.source("source", &r.Source)
						})
					}
				})
			})
		}
	})
}

// changes writes differences by kind of payment.
func (w *writer) changes(k string, list []calc.Change) {
	if len(list) == 0 {
		return
	}
	w.key(k)
	w.object(func() {
		for _, c := range list {
			w.str(string(c.Kind), num.Money(c.Amount))
		}
	})
}

func (w *writer) warnings(list []calc.Warning) {
	w.key("warnings")
	w.array(func() {
		for _, x := range list {
			w.object(func() {
				w.str("code", x.Code)
				if x.Line > 0 {
					w.int("line", x.Line)
				}
				w.args("args", x.Args)
			})
		}
	})
}

func (w *writer) fx(list []calc.FXUsed) {
	w.key("fx")
	w.array(func() {
		for _, x := range list {
			w.object(func() {
				w.str("currency", x.Currency)
				w.str("rate", x.Rate.String())
				w.date("date", x.Date)
				w.str("source", x.Source)
				if x.Own {
					w.flag("own", true)
				}
			})
		}
	})
}

// EncodeFault writes a refused input as the contract prints it on standard error.
func EncodeFault(f *calc.Fault, message string) []byte {
	w := &writer{}
	w.object(func() {
		w.key("error")
		w.object(func() {
			w.str("code", f.Code)
			w.str("field", f.Field)
			w.str("value", f.Value)
			w.args("args", f.Args)
			w.str("message", message)
		})
	})
	return w.b
}

func (w *writer) moneyObject(k string, m *calc.Money) {
	if m == nil || m.Currency == "" {
		return
	}
	w.key(k)
	w.object(func() {
		w.str("amount", m.Amount.String())
		w.str("currency", m.Currency)
	})
}

func (w *writer) decimals(k string, m map[string]decimal.Decimal) {
	if len(m) == 0 {
		return
	}
	w.key(k)
	w.object(func() {
		for _, x := range slices.Sorted(maps.Keys(m)) {
			w.str(x, m[x].String())
		}
	})
}

// EncodeDeclaration writes a declaration, leaving out what is not said. Reading
// it back gives the same declaration.
func EncodeDeclaration(d *calc.Declaration) []byte {
	w := &writer{}
	w.declaration(d)
	return w.b
}

func (w *writer) declaration(d *calc.Declaration) {
	w.object(func() {
		w.date("date", d.Date)
		w.date("fxDate", d.FXDate)
		w.str("flow", string(d.Flow))
		w.str("procedure", d.Procedure)
		if d.Months != 0 {
			w.int("months", d.Months)
		}
		w.date("until", d.Until)
		w.str("declarant", d.Declarant)
		w.str("channel", d.Channel)
		w.moneyObject("allowanceUsed", d.AllowanceUsed)
		w.decimals("limitsUsed", d.LimitsUsed)
		if d.Minor {
			w.flag("minor", true)
		}
		if d.Minors != 0 {
			w.int("minors", d.Minors)
		}
		if d.Paper {
			w.flag("electronic", false)
		}
		if d.OffHours {
			w.flag("offHours", true)
		}
		if d.OffSite {
			w.flag("offSite", true)
		}
		w.decimals("rates", d.Rates)
		if dl := d.Delivery; dl != (calc.Delivery{}) {
			w.key("delivery")
			w.object(func() {
				w.str("incoterm", dl.Incoterm)
				w.moneyObject("freight", dl.Freight)
				w.moneyObject("insurance", dl.Insurance)
				w.moneyObject("other", dl.Other)
				w.moneyObject("additions", dl.Additions)
				w.str("apportion", dl.Apportion)
			})
		}
		if d.DutyOption != "" || len(d.Readings) > 0 {
			w.key("options")
			w.object(func() {
				w.str("duty", d.DutyOption)
				if len(d.Readings) > 0 {
					w.key("readings")
					w.object(func() {
						for _, c := range d.Readings {
							w.str(c.Key, c.Reading)
						}
					})
				}
			})
		}
		w.key("lines")
		w.array(func() {
			for i := range d.Lines {
				w.line(&d.Lines[i])
			}
		})
	})
}

func (w *writer) line(l *calc.Line) {
	w.object(func() {
		w.str("code", l.Code)
		w.str("item", l.Item)
		w.str("description", l.Description)
		w.str("origin", l.Origin)
		w.str("dispatchedFrom", l.DispatchedFrom)
		w.str("tradedFrom", l.TradedFrom)
		w.str("originProof", l.OriginProof)
		w.moneyObject("price", &l.Price)
		for _, q := range []struct {
			k string
			v decimal.NullDecimal
		}{{"netMass", l.NetMass}, {"grossMass", l.GrossMass}} {
			if q.v.Valid {
				w.str(q.k, q.v.Decimal.String())
			}
		}
		w.decimals("quantities", l.Quantities)
		if l.Alcohol.Valid {
			w.str("alcohol", l.Alcohol.Decimal.String())
		}
		switch {
		case l.Duty != nil && l.DutyText != "":
			w.str("duty", l.DutyText)
		case l.Duty != nil:
			w.key("duty")
			w.rate(*l.Duty)
		}
		w.str("dutyScenario", l.DutyScenario)
		w.strings("relief", l.Relief)
		if l.ExciseMarksPaid {
			w.flag("exciseMarksPaid", true)
		}
		w.str("variant", l.Variant)
		w.moneyObject("processingCost", l.ProcessingCost)
		if v := l.Vehicle; v != nil {
			w.key("vehicle")
			w.object(func() {
				w.str("kind", v.Kind)
				w.str("fuel", v.Fuel)
				if v.EngineCC != 0 {
					w.int("engineCC", v.EngineCC)
				}
				w.date("produced", v.Produced)
				if v.MileageKM != 0 {
					w.int("mileageKm", v.MileageKM)
				}
				if v.Special {
					w.flag("special", true)
				}
			})
		}
	})
}

// Indent spreads compact JSON over lines for people, two spaces a level; short
// objects and arrays of a step or a source stay readable because nothing is reordered.
func Indent(b []byte) []byte {
	out := make([]byte, 0, 2*len(b))
	depth := 0
	line := func() {
		out = append(out, '\n')
		for range depth {
			out = append(out, "  "...)
		}
	}
	for i := 0; i < len(b); i++ {
		switch c := b[i]; c {
		case '"':
			j := i + 1
			for b[j] != '"' {
				if b[j] == '\\' {
					j++
				}
				j++
			}
			out = append(out, b[i:j+1]...)
			i = j
		case '{', '[':
			out = append(out, c)
			if b[i+1] == c+2 {
				out = append(out, b[i+1])
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out = append(out, c)
		case ',':
			out = append(out, c)
			line()
		case ':':
			out = append(out, ':', ' ')
		default:
			out = append(out, c)
		}
	}
	return append(out, '\n')
}
