// Package people reads the forms of parcels, travellers and telephones, and the
// diary of parcels. It knows no browser.
package people

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
	"rusum/wasm/field"
	"rusum/wasm/sheet"
)

// thing is a row of goods as it was read.
type thing struct {
	row      int // from 1
	item     string
	name     string
	code     string
	count    int
	each     decimal.NullDecimal
	price    *calc.Money // of one piece
	duty     *rate.Rate
	dutyText string
}

// things reads the goods of a form. Empty rows are passed over; the first one's
// price is asked all the same where there has to be something.
func things(x *sheet.Scan, some bool) []thing {
	var out []thing
	r := x.Doc.Sheet.Rows("goods")
	for n := 1; n <= x.Doc.Count["goods"]; n++ {
		at := func(name string) string { return r.At(n, name) }
		t := thing{row: n, item: x.Choice(at("item")), name: x.Text(at("name")), price: x.Money(at("price"))}
		t.count = x.Whole(at("count"))
		if strings.TrimSpace(x.Fields[at("count")]) == "" {
			t.count = 1
		} else if t.count == 0 && !has(x, at("count")) {
			x.Problem(at("count"), "ui.people.count.none")
		}
		if t.item == "goods" {
			t.code = x.Code(at("code"))
		}
		for _, s := range sheet.Sizes {
			if v, ok := x.Number(at(s)); ok {
				t.each = decimal.NewNullDecimal(v)
			}
		}
		t.duty, t.dutyText = duty(x, at("duty"))
		if t.price == nil && !has(x, at("price")) {
			if (n > 1 || !some) && x.Doc.RowEmpty("goods", n) {
				continue
			}
			if free(t.item) {
				t.price = &calc.Money{Currency: "AZN"}
			} else {
				x.Missing(at("price"), "ui.people.price.need")
				continue
			}
		}
		if t.price != nil {
			out = append(out, t)
		}
	}
	return out
}

// free reports whether an item bears nothing whatever it costs.
func free(item string) bool { return item == "medicine" || item == "personal" || item == "fuel" }

// has reports whether a field is among the problems.
func has(x *sheet.Scan, id string) bool {
	for _, p := range x.Problems {
		if p.Field == id {
			return true
		}
	}
	return false
}

// duty reads a rate as people write it: a bare number is per cent.
func duty(x *sheet.Scan, id string) (*rate.Rate, string) {
	typed := x.Text(id)
	if typed == "" {
		return nil, ""
	}
	words := typed
	if strings.Trim(words, "0123456789.,") == "" {
		words += " %"
	}
	cell, err := ratetext.Parse(words, ratetext.Options{Lang: ratetext.Lang(x.Texts.Lang())})
	if err != nil {
		x.Problem(id, "ui.people.duty.bad", "value", field.Clip(typed))
		return nil, ""
	}
	t := cell.Import
	return &t, words
}

// rates reads the person's own exchange rates.
func rates(x *sheet.Scan) map[string]decimal.Decimal {
	var out map[string]decimal.Decimal
	r := x.Doc.Sheet.Rows("fx")
	for n := 1; n <= x.Doc.Count["fx"]; n++ {
		id := r.At(n, "rate")
		m := x.Money(id)
		switch {
		case m == nil:
		case m.Currency == "AZN":
			x.Problem(id+"-cur", "ui.people.fx.manat")
		case !m.Amount.IsPositive():
			x.Problem(id, "ui.people.fx.none")
		default:
			if out == nil {
				out = map[string]decimal.Decimal{}
			}
			out[m.Currency] = m.Amount
		}
	}
	return out
}

// day reads a date; an empty field is today, which is said beside it.
func day(x *sheet.Scan, id string, today date.Date) date.Date {
	d, ok := x.Day(id)
	if ok || has(x, id) {
		return d
	}
	x.Notes[id] = x.Get("ui.people.today", "day", x.Texts.Date(today))
	return today
}

// unitOf is the unit of a kind of goods.
func unitOf(t *calc.Tables, item string) string {
	if row := t.Personal.Item(item); row != nil {
		return row.Unit
	}
	return ""
}

// Parcel reads a parcel. rows are the rows of the form the lines come from.
func Parcel(x *sheet.Scan, t *calc.Tables, today date.Date) (d *calc.Declaration, rows []int) {
	d = &calc.Declaration{Date: day(x, "date", today), Declarant: "individual", Channel: "post", Rates: rates(x), AllowanceUsed: x.Money("used")}
	if x.Flag("phoneUsed") {
		d.LimitsUsed = map[string]decimal.Decimal{"phone": decimal.NewFromInt(1)}
	}
	d.Delivery.Freight = x.Money("delivery")
	for _, g := range things(x, true) {
		count := decimal.NewFromInt(int64(g.count))
		l := calc.Line{Item: g.item, Code: g.code, Description: g.name, Duty: g.duty, DutyText: g.dutyText,
			Price: calc.Money{Amount: g.price.Amount.Mul(count), Currency: g.price.Currency}, Quantities: map[string]decimal.Decimal{"piece": count}}
		if unit := unitOf(t, g.item); g.each.Valid && unit != "" {
			l.Quantities[unit] = g.each.Decimal.Mul(count)
		}
		d.Lines = append(d.Lines, l)
		rows = append(rows, g.row)
	}
	return d, rows
}

// Party reads what travellers carry. rows are the rows of the form the items come from.
func Party(x *sheet.Scan, today date.Date) (q *calc.PartyQuery, rows []int) {
	q = &calc.PartyQuery{Date: day(x, "date", today), Flow: calc.Flow(x.Choice("flow")), Rates: rates(x)}
	adults, minors := x.Whole("adults"), x.Whole("minors")
	switch {
	case adults+minors > calc.MaxPeople:
		x.Problem("adults", "ui.people.people.many", "most", strconv.Itoa(calc.MaxPeople))
		adults, minors = 1, 0
	case adults+minors == 0:
		x.Problem("adults", "ui.people.people.none")
		adults = 1
	}
	for range adults {
		q.People = append(q.People, calc.Person{})
	}
	for range minors {
		q.People = append(q.People, calc.Person{Minor: true})
	}
	first := &q.People[0]
	first.AllowanceUsed = x.Money("used")
	used := map[string]decimal.Decimal{}
	if v, ok := x.Number("usedAlcohol"); ok {
		used["alcohol"] = v
	}
	if n := x.Whole("usedCigarettes"); n > 0 {
		used["cigarettes"] = decimal.NewFromInt(int64(n))
	}
	if x.Flag("usedPhone") {
		used["phone"] = decimal.NewFromInt(1)
	}
	if len(used) > 0 {
		first.LimitsUsed = used
	}
	if v, ok := x.Number("manat"); ok {
		first.Cash = append(first.Cash, calc.Money{Amount: v, Currency: "AZN"})
	}
	if m := x.Money("foreign"); m != nil {
		first.Cash = append(first.Cash, *m)
	}
	for _, g := range things(x, len(first.Cash) == 0) {
		q.Items = append(q.Items, calc.PartyItem{Item: g.item, Code: g.code, Description: g.name, Count: g.count, Each: g.each, Price: *g.price, Duty: g.duty, DutyText: g.dutyText})
		rows = append(rows, g.row)
	}
	return q, rows
}

// Phone reads a device to be registered.
func Phone(x *sheet.Scan, today date.Date) calc.PhoneQuery {
	q := calc.PhoneQuery{Date: day(x, "date", today), Rates: rates(x), Basic: x.Choice("class") == "basic", Unlisted: x.Choice("class") == "unlisted",
		ForSale: x.Choice("purpose") == "sale", Paid: x.Flag("paid"), Further: x.Flag("further")}
	if x.Choice("imeis") == "2" {
		q.IMEIs = 2
	}
	if m := x.Money("price"); m != nil {
		q.Price = *m
	}
	return q
}

// FieldOf is the id of the form's field for a path the engine names. rows are
// those of [Parcel] or [Party]; "" where the form has no such field.
func FieldOf(path string, rows []int) string {
	for _, prefix := range []string{"lines[", "items["} {
		rest, ok := strings.CutPrefix(path, prefix)
		if !ok {
			continue
		}
		n, tail, _ := strings.Cut(rest, "]")
		i, err := strconv.Atoi(n)
		if err != nil || i >= len(rows) {
			return ""
		}
		return rowField(strings.TrimPrefix(tail, "."), rows[i])
	}
	switch head, _, _ := strings.Cut(path, "."); head {
	case "date", "fxDate":
		return "date"
	case "delivery":
		return "delivery"
	case "allowanceUsed", "people[0]":
		return "used"
	case "rates":
		return "fx-1-rate"
	case "price":
		return "price"
	}
	return ""
}

func rowField(path string, row int) string {
	head, tail, _ := strings.Cut(path, ".")
	name := map[string]string{"price": "price", "count": "count", "code": "code", "duty": "duty", "dutyScenario": "duty", "item": "item", "netMass": "kg", "variant": "code"}[head]
	if head == "quantities" {
		name = map[string]string{"l": "l", "kg": "kg", "piece": "pcs", "g": "g", "ml": "ml", "carat": "ct"}[tail]
	}
	if name == "" {
		return ""
	}
	return "goods-" + strconv.Itoa(row) + "-" + name
}

// Fill writes a parcel of the diary into a form.
func Fill(doc *sheet.Doc, d *calc.Declaration, t *calc.Tables) {
	lang := doc.Lang
	r := doc.Sheet.Rows("goods")
	amount := func(id string, m *calc.Money) {
		if m != nil && m.Currency != "" {
			doc.Set(id, field.Plain(m.Amount, lang))
			doc.Set(id+"-cur", m.Currency)
		}
	}
	doc.Set("date", field.Date(d.Date))
	amount("delivery", d.Delivery.Freight)
	amount("used", d.AllowanceUsed)
	if !d.LimitsUsed["phone"].IsZero() {
		doc.Set("phoneUsed", "1")
	}
	n := 0
	for _, cur := range currencies(d.Rates) {
		n++
		amount("fx-"+strconv.Itoa(n)+"-rate", &calc.Money{Amount: d.Rates[cur], Currency: cur})
	}
	for i := range d.Lines {
		if i >= r.Most {
			break
		}
		l := &d.Lines[i]
		at := func(name string) string { return r.At(i+1, name) }
		item := l.Item
		if item == "" {
			item = "goods"
		}
		doc.Set(at("item"), item)
		doc.Set(at("name"), l.Description)
		if item == "goods" {
			doc.Set(at("code"), l.Code)
		}
		count, size := countOf(l, t)
		doc.Set(at("count"), field.Plain(count, lang))
		amount(at("price"), &calc.Money{Amount: num.Quo(l.Price.Amount, count), Currency: l.Price.Currency})
		if id := rowField("quantities."+unitOf(t, item), i+1); id != "" && size.Valid {
			doc.Set(id, field.Plain(size.Decimal, lang))
		}
		doc.Set(at("duty"), l.DutyText)
	}
}

func currencies(m map[string]decimal.Decimal) []string {
	var out []string
	for k := range m {
		i := len(out)
		out = append(out, k)
		for ; i > 0 && out[i-1] > k; i-- {
			out[i] = out[i-1]
		}
		out[i] = k
	}
	return out
}
