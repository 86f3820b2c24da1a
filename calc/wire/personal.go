package wire

import (
	"strconv"
	"strings"

	"rusum/calc"
	"rusum/calc/num"
)

// relief writes what of a line an individual brings without payments.
func (w *writer) relief(r *calc.LineRelief) {
	if r == nil {
		return
	}
	w.key("relief")
	w.object(func() {
		w.str("limit", r.Limit)
		w.str("status", r.Status)
		w.str("free", num.Money(r.Free))
		w.str("taxable", num.Money(r.Taxable))
		if r.Quantity.Valid {
			w.str("quantity", num.Plain(r.Quantity.Decimal))
		}
		if r.Over.IsPositive() {
			w.str("over", num.Plain(r.Over))
		}
		w.str("unit", r.Unit)
		w.strings("declare", r.Declare)
		w.str("banned", r.Banned)
	})
}

// personal writes how far an individual's limits are used.
func (w *writer) personal(p *calc.PersonalUse) {
	if p == nil {
		return
	}
	w.key("allowance")
	w.object(func() {
		if v := p.Value; v != nil {
			w.key("value")
			w.object(func() { w.valueUse(v) })
		}
		if len(p.Limits) > 0 {
			w.key("limits")
			w.array(func() {
				for i := range p.Limits {
					w.limitUse(&p.Limits[i])
				}
			})
		}
		w.strings("declare", p.Declare)
	})
}

func (w *writer) valueUse(v *calc.ValueUse) {
	w.moneyObject("limit", &v.Limit)
	w.str("per", v.Per)
	w.str("limitAZN", num.Money(v.Cap))
	w.str("used", num.Money(v.Used))
	w.str("this", num.Money(v.This))
	w.str("left", num.Money(v.Left))
	w.str("over", num.Money(v.Over))
	w.date("resets", v.Resets)
	w.str("confidence", string(v.Confidence))
	w.source("source", &v.Source)
}

func (w *writer) limitUse(u *calc.LimitUse) {
	w.object(func() {
		w.str("key", u.Key)
		if u.Cap.Valid {
			w.str("limit", num.Plain(u.Cap.Decimal))
			w.str("used", num.Plain(u.Used))
			w.str("this", num.Plain(u.This))
			w.str("left", num.Plain(u.Left))
			w.str("over", num.Plain(u.Over))
		}
		w.str("unit", u.Unit)
		w.str("per", u.Per)
		w.date("resets", u.Resets)
		if u.Refused {
			w.flag("adultsOnly", true)
		}
		w.str("confidence", string(u.Confidence))
		w.source("source", &u.Source)
	})
}

// DecodePhone reads {"date","price","basic","listed","imeis","purpose","paid","further","rates"}.
func DecodePhone(b []byte) (calc.PhoneQuery, *calc.Fault) {
	var q calc.PhoneQuery
	v, f := Parse(b)
	if f != nil {
		return q, f
	}
	r := &reader{}
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "date":
			q.Date = r.date(x, at)
		case "price":
			if m := r.money(x, at); m != nil {
				q.Price = *m
			}
		case "basic":
			q.Basic = r.flag(x, at, false)
		case "listed":
			q.Unlisted = !r.flag(x, at, true)
		case "imeis":
			q.IMEIs = r.whole(x, at)
		case "purpose":
			switch s := r.str(x, at); s {
			case "", "personal":
			case "sale":
				q.ForSale = true
			default:
				r.fail("unknown_choice", at, s, calc.Arg{Name: "allowed", Value: "personal, sale"})
			}
		case "paid":
			q.Paid = r.flag(x, at, false)
		case "further":
			q.Further = r.flag(x, at, false)
		case "rates":
			q.Rates = r.decimals(x, at, strings.ToUpper)
		default:
			return false
		}
		return true
	})
	return q, r.fault
}

// EncodePhone writes the state duty for a device.
func EncodePhone(x *calc.PhoneResult) []byte {
	w := &writer{}
	w.object(func() {
		status := "complete"
		if !x.Total.Valid {
			status = "incomplete"
		}
		w.str("status", status)
		if x.PriceUSD.Valid {
			w.str("priceUSD", num.Plain(x.PriceUSD.Decimal))
		}
		w.charges(x.Charges)
		w.money("total", x.Total)
		w.key("bands")
		w.array(func() {
			for i := range x.Bands {
				b := &x.Bands[i]
				w.object(func() {
					w.str("class", b.Class)
					if b.UpTo.Valid || b.Over.IsPositive() {
						w.str("over", b.Over.String())
					}
					if b.UpTo.Valid {
						w.str("upTo", b.UpTo.Decimal.String())
					}
					w.str("amount", num.Money(b.Amount))
					w.flag("eachIMEI", b.EachIMEI)
					w.date("from", b.From)
					w.date("to", b.To)
				})
			}
		})
		w.needs(x.Needs)
		w.warnings(x.Warnings)
		w.fx(x.FX)
	})
	return w.b
}

// DecodeLedger reads {"parcels":[declaration, …]}.
func DecodeLedger(b []byte) ([]*calc.Declaration, *calc.Fault) {
	v, f := Parse(b)
	if f != nil {
		return nil, f
	}
	r := &reader{}
	var out []*calc.Declaration
	r.members(v, "", func(key, at string, x *Value) bool {
		if key != "parcels" {
			return false
		}
		if x.kind == null || !r.want(x, at, array) {
			return true
		}
		if len(x.items) > calc.MaxParcels {
			r.fail("too_many_lines", at, strconv.Itoa(len(x.items)), calc.Arg{Name: "most", Value: strconv.Itoa(calc.MaxParcels)})
			return true
		}
		for i := range x.items {
			d, f := Declaration(&x.items[i])
			if f != nil {
				f.Field = join(at+"["+strconv.Itoa(i)+"]", f.Field)
				r.fault = f
				return true
			}
			out = append(out, d)
		}
		return true
	})
	return out, r.fault
}

// EncodeParcels writes the document that DecodeLedger reads.
func EncodeParcels(ds []*calc.Declaration) []byte {
	w := &writer{}
	w.object(func() {
		w.key("parcels")
		w.array(func() {
			for _, d := range ds {
				w.declaration(d)
			}
		})
	})
	return w.b
}

// EncodeLedger writes what each parcel adds and the sums of the months.
func EncodeLedger(l *calc.Ledger) []byte {
	w := &writer{}
	w.object(func() {
		status := "complete"
		if l.Open {
			status = "incomplete"
		}
		w.str("status", status)
		w.key("parcels")
		w.array(func() {
			for i := range l.Entries {
				e := &l.Entries[i]
				w.object(func() {
					w.int("n", e.N)
					w.money("customsValue", e.Assessment.CustomsValue)
					w.sums(&e.Sums)
					w.personal(e.Assessment.Personal)
					w.needs(e.Assessment.Needs)
					w.warnings(e.Assessment.Warnings)
				})
			}
		})
		w.key("months")
		w.array(func() {
			for i := range l.Months {
				m := &l.Months[i]
				w.object(func() {
					w.date("from", m.From)
					w.date("to", m.To)
					w.str("channel", m.Channel)
					w.int("parcels", m.Entries)
					w.sums(&m.Sums)
					if m.Use != nil {
						w.key("value")
						w.object(func() { w.valueUse(m.Use) })
					}
					if m.OrderMatters {
						w.flag("orderMatters", true)
					}
				})
			}
		})
		w.key("phones")
		w.array(func() {
			for i := range l.Phones {
				w.limitUse(&l.Phones[i])
			}
		})
	})
	return w.b
}

func (w *writer) sums(s *calc.LedgerSums) {
	w.str("duty", num.Money(s.Duty))
	w.str("excise", num.Money(s.Excise))
	w.str("vat", num.Money(s.VAT))
	if !s.Other.IsZero() {
		w.str("other", num.Money(s.Other))
	}
	if s.Open {
		w.str("totalFrom", num.Money(s.Total))
	} else {
		w.str("total", num.Money(s.Total))
	}
	if !s.Possible.IsZero() {
		w.str("possible", num.Money(s.Possible))
	}
}

// DecodeParty reads what travellers carry.
func DecodeParty(b []byte) (*calc.PartyQuery, *calc.Fault) {
	v, f := Parse(b)
	if f != nil {
		return nil, f
	}
	r := &reader{}
	q := &calc.PartyQuery{}
	r.members(v, "", func(key, at string, x *Value) bool {
		switch key {
		case "date":
			q.Date = r.date(x, at)
		case "fxDate":
			q.FXDate = r.date(x, at)
		case "flow":
			q.Flow = calc.Flow(r.str(x, at))
		case "rates":
			q.Rates = r.decimals(x, at, strings.ToUpper)
		case "people":
			r.upTo(x, at, calc.MaxPeople, func(x *Value, at string) { q.People = append(q.People, r.person(x, at)) })
		case "items":
			r.upTo(x, at, calc.MaxPartyItems, func(x *Value, at string) { q.Items = append(q.Items, r.partyItem(x, at)) })
		default:
			return false
		}
		return true
	})
	if r.fault == nil && q.Flow != "" && q.Flow != calc.Import && q.Flow != calc.Export {
		r.fail("unknown_choice", "flow", string(q.Flow), calc.Arg{Name: "allowed", Value: "import, export"})
	}
	return q, r.fault
}

// upTo calls f for each element of an array of at most so many.
func (r *reader) upTo(v *Value, field string, most int, f func(x *Value, at string)) {
	if v.kind == null || !r.want(v, field, array) {
		return
	}
	if len(v.items) > most {
		r.fail("too_many_lines", field, strconv.Itoa(len(v.items)), calc.Arg{Name: "most", Value: strconv.Itoa(most)})
		return
	}
	for i := range v.items {
		f(&v.items[i], field+"["+strconv.Itoa(i)+"]")
	}
}

func (r *reader) person(v *Value, field string) calc.Person {
	var p calc.Person
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "name":
			p.Name = r.str(x, at)
		case "minor":
			p.Minor = r.flag(x, at, false)
		case "allowanceUsed":
			p.AllowanceUsed = r.money(x, at)
		case "limitsUsed":
			p.LimitsUsed = r.decimals(x, at, same)
		case "cash":
			r.upTo(x, at, 20, func(x *Value, at string) {
				if m := r.money(x, at); m != nil {
					p.Cash = append(p.Cash, *m)
				}
			})
		default:
			return false
		}
		return true
	})
	return p
}

func (r *reader) partyItem(v *Value, field string) calc.PartyItem {
	var i calc.PartyItem
	r.members(v, field, func(key, at string, x *Value) bool {
		switch key {
		case "item":
			i.Item = r.str(x, at)
		case "code":
			i.Code = CleanCode(r.str(x, at))
		case "description":
			i.Description = r.str(x, at)
		case "count":
			i.Count = r.whole(x, at)
		case "each":
			i.Each = r.nullDecimal(x, at)
		case "price":
			if m := r.money(x, at); m != nil {
				i.Price = *m
			}
		case "duty":
			i.Duty, i.DutyText = r.rate(x, at)
		case "dutyScenario":
			i.DutyScenario = r.str(x, at)
		case "variant":
			i.Variant = r.str(x, at)
		case "origin":
			i.Origin = strings.ToUpper(r.str(x, at))
		case "owner":
			i.Owner = r.whole(x, at)
		default:
			return false
		}
		return true
	})
	return i
}

// EncodeParty writes the division and what each person bears.
func EncodeParty(x *calc.PartyResult) []byte {
	w := &writer{}
	w.object(func() {
		status := "complete"
		if !x.Complete {
			status = "incomplete"
		}
		w.str("status", status)
		w.money("total", x.Total)
		w.money("totalFrom", x.TotalFrom)
		w.money("totalTo", x.TotalTo)
		w.money("alone", x.Alone)
		w.flag("proven", x.Proven)
		w.money("bound", x.Bound)
		w.key("items")
		w.array(func() {
			for i := range x.Items {
				w.verdict(&x.Items[i])
			}
		})
		w.key("people")
		w.array(func() {
			for i := range x.People {
				w.partyPerson(&x.People[i])
			}
		})
		w.strings("declare", x.Declare)
		w.needs(x.Needs)
		w.warnings(x.Warnings)
		w.fx(x.FX)
		w.key("data")
		w.object(func() {
			w.str("version", x.Version)
			w.date("lawKnownTo", x.LawKnownTo)
		})
	})
	return w.b
}

func (w *writer) verdict(v *calc.PartyVerdict) {
	w.object(func() {
		w.int("n", v.N)
		w.str("limit", v.Limit)
		w.str("status", v.Status)
		w.str("free", num.Money(v.Free))
		w.str("taxable", num.Money(v.Taxable))
		if v.Quantity.Valid {
			w.str("quantity", num.Plain(v.Quantity.Decimal))
		}
		if v.Over.IsPositive() {
			w.str("over", num.Plain(v.Over))
		}
		w.str("unit", v.Unit)
		w.str("charged", num.Money(v.Charged))
		if v.Open {
			w.flag("open", true)
		}
		w.strings("declare", v.Declare)
		w.str("banned", v.Banned)
	})
}

func (w *writer) partyPerson(p *calc.PartyPerson) {
	w.object(func() {
		w.int("n", p.N)
		w.str("name", p.Name)
		w.flag("minor", p.Minor)
		if p.Minors > 0 {
			w.int("minors", p.Minors)
		}
		w.key("carries")
		w.array(func() {
			for _, i := range p.Lines {
				w.object(func() {
					w.int("item", i+1)
					w.int("count", p.Counts[i])
				})
			}
		})
		if p.Assessment != nil {
			w.key("assessment")
			w.assessment(p.Assessment)
		}
		if len(p.Cash) > 0 {
			w.key("cash")
			w.array(func() {
				for i := range p.Cash {
					c := &p.Cash[i]
					w.object(func() {
						w.str("rule", c.Key)
						w.str("effect", c.Effect)
						w.moneyObject("sum", &c.Sum)
						w.source("source", &c.Source)
					})
				}
			})
		}
	})
}
