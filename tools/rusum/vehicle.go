package main

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/outlook"
	"rusum/calc/wire"
	"rusum/site/carlist"
	"rusum/site/i18n"
	"rusum/site/render"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
)

// vehicle assesses a declaration with a vehicle and looks around it: what other
// fuels, origins, days and ages would change, and the total over engine volume
// and age.
func (a *app) vehicle(o *options, rest []string) error {
	b, err := a.document(o, rest)
	if err != nil {
		return err
	}
	d, f := wire.DecodeDeclaration(b)
	if f != nil {
		return refuse(f)
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	as, f := calc.Assess(d, t)
	if f != nil {
		return refuse(f)
	}
	look := outlook.Around(d, as, t)
	if o.format == "json" {
		return a.printJSON(wire.EncodeOutlook(as, look))
	}
	s := render.Text(render.New(as, d, o.texts(), o.name), o.texts())
	if look != nil {
		s += render.LookText(render.Look(look, o.texts(), o.name), o.texts())
	}
	_, err = io.WriteString(a.out, s)
	return err
}

// vehicles assesses a table of vehicles. Every row that can be read is computed;
// the others are listed, and the status is 1 if there is any.
func (a *app) vehicles(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	if o.format != "json" && o.format != "text" && o.format != "csv" {
		return fmt.Errorf("no format %q: json, text or csv", o.format)
	}
	b, err := a.read(o)
	if err != nil {
		return err
	}
	if len(b) > wire.MaxBytes {
		return refuse(&calc.Fault{Code: "too_big"})
	}
	opt := carlist.Options{Lang: o.texts().Lang(), Country: country}
	if o.date != "" {
		if opt.Day, err = date.Parse(o.date); err != nil {
			return refuse(&calc.Fault{Code: "bad_date", Field: "date", Value: o.date})
		}
	}
	l, f := carlist.Read(string(b), opt)
	if f != nil {
		return refuse(f)
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	l.Assess(t, 0, len(l.Cars))
	switch o.format {
	case "csv":
		_, err = io.WriteString(a.out, l.CSV(o.texts(), o.name))
	case "text":
		_, err = io.WriteString(a.out, l.Text(o.texts(), o.name))
	default:
		err = a.printList(l, o.texts())
	}
	if err == nil && len(l.Bad) > 0 {
		return &refusal{}
	}
	return err
}

// countries are the codes by folded name, in all three languages.
var countries = sync.OnceValue(func() map[string]string {
	c := embedded.Core()
	out := map[string]string{}
	for i, a2 := range c.Countries() {
		out[fold.String(a2)] = a2
		out[fold.String(c.CountryA3(i))] = a2
		for _, lang := range i18n.Langs {
			out[fold.String(embedded.Names(string(lang)).Country(i))] = a2
		}
	}
	return out
})

// country finds a country by its name or code.
func country(text string) (string, bool) {
	code, ok := countries()[fold.String(text)]
	return code, ok
}

type listSums struct {
	CustomsValue string `json:"customsValue,omitempty"`
	Duty         string `json:"duty,omitempty"`
	Excise       string `json:"excise,omitempty"`
	VAT          string `json:"vat,omitempty"`
	Fees         string `json:"fees"`
	Total        string `json:"total,omitempty"`
	TotalFrom    string `json:"totalFrom,omitempty"`
	Landed       string `json:"landed,omitempty"`
}

func sumsOf(s carlist.Sums) listSums {
	out := listSums{Fees: num.Money(s.Fees)}
	if s.Open {
		out.TotalFrom = num.Money(s.Total)
	} else {
		out.Total = num.Money(s.Total)
	}
	if s.Value.Valid {
		out.CustomsValue = num.Money(s.Value.Decimal)
	}
	if s.Duty.Valid {
		out.Duty = num.Money(s.Duty.Decimal)
	}
	if s.Excise.Valid {
		out.Excise = num.Money(s.Excise.Decimal)
	}
	if s.VAT.Valid {
		out.VAT = num.Money(s.VAT.Decimal)
	}
	if s.Landed.Valid {
		out.Landed = num.Money(s.Landed.Decimal)
	}
	return out
}

func (a *app) printList(l *carlist.List, t *i18n.Texts) error {
	type car struct {
		Row         int             `json:"row"`
		Name        string          `json:"name,omitempty"`
		Sums        listSums        `json:"sums"`
		Declaration json.RawMessage `json:"declaration"`
		Assessment  json.RawMessage `json:"assessment"`
	}
	type bad struct {
		Row     int    `json:"row"`
		Column  string `json:"column,omitempty"`
		Code    string `json:"code"`
		Value   string `json:"value,omitempty"`
		Message string `json:"message"`
	}
	out := struct {
		Cars    []car    `json:"cars"`
		Bad     []bad    `json:"bad"`
		Columns []string `json:"columns"`
		Ignored []string `json:"ignored,omitempty"`
		All     listSums `json:"all"`
	}{Cars: []car{}, Bad: []bad{}, Columns: l.Columns, Ignored: l.Ignored, All: sumsOf(l.Total())}
	for i := range l.Cars {
		c := &l.Cars[i]
		out.Cars = append(out.Cars, car{c.Row, c.Name, sumsOf(c.Sums()), wire.EncodeDeclaration(c.Declaration), wire.EncodeAssessment(c.Assessment)})
	}
	for _, x := range l.Bad {
		out.Bad = append(out.Bad, bad{x.Row, x.Column, x.Fault.Code, x.Fault.Value, carlist.BadText(x, t)})
	}
	e := json.NewEncoder(a.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
