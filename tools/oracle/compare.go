package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc"
	"rusum/calc/wire"
)

// A testCase is one document, the command that reads it, and the engine's answer.
type testCase struct {
	kind, call string
	doc        []byte
	ours       result
	fault      string
}

// A result is what is compared of an answer; the engine's JSON is read into it
// as well as the oracle's.
type result struct {
	Status       string       `json:"status"`
	CustomsValue num          `json:"customsValue"`
	Total        num          `json:"total"`
	Lines        []lineOf     `json:"lines"`
	Charges      []chargeOf   `json:"charges"`
	Scenarios    []scenarioOf `json:"scenarios"`
	Days         int          `json:"days"`
	Amount       num          `json:"amount"`
	Parcels      []parcelOf   `json:"parcels"`
	Error        string       `json:"error"`
}

type scenarioOf struct {
	Duty  string `json:"duty"`
	Total num    `json:"total"`
}

type lineOf struct {
	CustomsValue num        `json:"customsValue"`
	Charges      []chargeOf `json:"charges"`
}

type chargeOf struct {
	Kind   string `json:"kind"`
	Part   string `json:"part"` // of a road tax
	Status string `json:"status"`
	Base   num    `json:"base"`
	Tree   any    `json:"tree"`     // the oracle's
	Ours   any    `json:"rateTree"` // the engine's
	Amount num    `json:"amount"`
	USD    num    `json:"amountUSD"`
	Theirs num    `json:"usd"`
}

type parcelOf struct {
	Duty  num `json:"duty"`
	VAT   num `json:"vat"`
	Total num `json:"total"`
}

// num is a decimal string of the contract, or nothing.
type num string

func (a num) is(b num) bool {
	if a == "" || b == "" {
		return a == b
	}
	x, err := decimal.NewFromString(string(a))
	if err != nil {
		return false
	}
	y, err := decimal.NewFromString(string(b))
	return err == nil && x.Equal(y)
}

// engineAll computes every case with the engine.
func engineAll(cases []testCase, t *calc.Tables) {
	for i := range cases {
		c := &cases[i]
		b, f := engine(c, t)
		if f != nil {
			c.fault = f.Code + " " + f.Field + " " + f.Value
			continue
		}
		if err := json.Unmarshal(b, &c.ours); err != nil {
			c.fault = err.Error()
		}
	}
}

func engine(c *testCase, t *calc.Tables) ([]byte, *calc.Fault) {
	switch c.call {
	case "interest":
		q, f := wire.DecodeInterest(c.doc)
		if f != nil {
			return nil, f
		}
		x, f := calc.Interest(q, t)
		if f != nil {
			return nil, f
		}
		return wire.EncodeInterest(x), nil
	case "roadtax":
		q, f := wire.DecodeRoadTax(c.doc)
		if f != nil {
			return nil, f
		}
		x, f := calc.ForeignRoadTax(q, t)
		if f != nil {
			return nil, f
		}
		return wire.EncodeRoadTax(x), nil
	case "month":
		ds, f := wire.DecodeLedger(c.doc)
		if f != nil {
			return nil, f
		}
		x, f := calc.Month(ds, t)
		if f != nil {
			return nil, f
		}
		return wire.EncodeLedger(x), nil
	}
	d, f := wire.DecodeDeclaration(c.doc)
	if f != nil {
		return nil, f
	}
	a, f := calc.Assess(d, t)
	if f != nil {
		return nil, f
	}
	return wire.EncodeAssessment(a), nil
}

// compare sets the two answers to a case side by side.
func (r *report) compare(n int, c *testCase, answer []byte) {
	r.cases[c.kind]++
	var theirs result
	var where []string
	differ := func(at string, ours, theirs any) {
		where = append(where, fmt.Sprintf("%s: engine %v, oracle %v", at, ours, theirs))
	}
	if err := json.Unmarshal(answer, &theirs); err != nil {
		differ("answer", "", err)
	}
	if c.fault != "" {
		differ("refused", c.fault, "")
	}
	if theirs.Error != "" {
		differ("error", "", theirs.Error)
	}
	if where == nil {
		r.same(c, &theirs, differ)
	}
	if where != nil {
		r.differences = append(r.differences, difference{n, c.kind, c.doc, where})
	}
}

func (r *report) same(c *testCase, b *result, differ func(at string, ours, theirs any)) {
	a := &c.ours
	number := func(at string, x, y num) {
		if !x.is(y) {
			differ(at, x, y)
		}
	}
	if a.Status == "complete" || c.call != "assess" {
		r.complete[c.kind]++
	}
	switch c.call {
	case "interest":
		r.charges[c.kind]++
		if a.Amount != "" && a.Days != b.Days {
			differ("days", a.Days, b.Days)
		}
		number("amount", a.Amount, b.Amount)
		return
	case "month":
		if len(a.Parcels) != len(b.Parcels) {
			differ("parcels", len(a.Parcels), len(b.Parcels))
			return
		}
		for i := range a.Parcels {
			r.charges[c.kind] += 2
			at := fmt.Sprintf("parcels[%d].", i)
			number(at+"duty", a.Parcels[i].Duty, b.Parcels[i].Duty)
			number(at+"vat", a.Parcels[i].VAT, b.Parcels[i].VAT)
			number(at+"total", a.Parcels[i].Total, b.Parcels[i].Total)
		}
		return
	}
	if c.call == "assess" {
		if a.Status != b.Status {
			differ("status", a.Status, b.Status)
		}
		number("customsValue", a.CustomsValue, b.CustomsValue)
		number("total", a.Total, b.Total)
		if len(a.Scenarios) != len(b.Scenarios) {
			differ("scenarios", a.Scenarios, b.Scenarios)
		} else {
			for i, x := range a.Scenarios {
				if y := b.Scenarios[i]; x.Duty != y.Duty || !x.Total.is(y.Total) {
					differ("scenarios", x, y)
				}
			}
		}
		if len(a.Lines) != len(b.Lines) {
			differ("lines", len(a.Lines), len(b.Lines))
			return
		}
	}
	for i := range a.Lines {
		at := fmt.Sprintf("lines[%d].", i)
		number(at+"customsValue", a.Lines[i].CustomsValue, b.Lines[i].CustomsValue)
		r.list(c, at, a.Lines[i].Charges, b.Lines[i].Charges, differ)
	}
	r.list(c, "", a.Charges, b.Charges, differ)
}

// list compares the charges of a line or of the declaration, in their order.
func (r *report) list(c *testCase, at string, a, b []chargeOf, differ func(at string, ours, theirs any)) {
	kinds := func(list []chargeOf) string {
		var s []string
		for i := range list {
			s = append(s, list[i].Kind+list[i].Part)
		}
		return strings.Join(s, " ")
	}
	if c.call == "roadtax" {
		for i := range a {
			a[i].Kind = ""
		}
	}
	if x, y := kinds(a), kinds(b); x != y {
		differ(at+"charges", x, y)
		return
	}
	for i := range a {
		x, y := &a[i], &b[i]
		at := at + x.Kind + x.Part + " "
		r.charges[c.kind]++
		if c.call == "roadtax" {
			r.statuses["road tax of a stay"]++
			if !x.USD.is(y.Theirs) {
				differ(at+"amountUSD", x.USD, y.Theirs)
			}
		} else {
			r.statuses[x.Kind+" "+x.Status]++
			if x.Status != y.Status {
				differ(at+"status", x.Status, y.Status)
			}
			if !x.Base.is(y.Base) {
				differ(at+"base", x.Base, y.Base)
			}
			// The excise of a vehicle is a band, not a rate of the tariff.
			if y.Tree != nil && !reflect.DeepEqual(x.Ours, y.Tree) || y.Tree == nil && x.Ours != nil && x.Status == "applied" && x.Kind != "excise" {
				differ(at+"rate", x.Ours, y.Tree)
			}
		}
		if !x.Amount.is(y.Amount) {
			differ(at+"amount", x.Amount, y.Amount)
		}
	}
}
