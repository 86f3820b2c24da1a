package main

import (
	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
)

// query is a command that reads one document, computes it from the tables and
// prints the answer.
func query[Q, R any](a *app, decode func([]byte) (Q, *calc.Fault), compute func(Q, *calc.Tables) (R, *calc.Fault), encode func(R) []byte) func(*options, []string) error {
	return func(o *options, rest []string) error {
		if err := none(rest); err != nil {
			return err
		}
		b, err := a.read(o)
		if err != nil {
			return err
		}
		q, f := decode(b)
		if f != nil {
			return refuse(f)
		}
		t, err := o.tables()
		if err != nil {
			return err
		}
		r, f := compute(q, t)
		if f != nil {
			return refuse(f)
		}
		return a.printJSON(encode(r))
	}
}

// procedure prints one procedure where the declaration names it, otherwise the
// goods under every procedure of an import.
func (a *app) procedure(o *options, rest []string) error {
	one := func(q calc.ProcedureQuery, t *calc.Tables) ([]byte, *calc.Fault) {
		if q.Declaration.Procedure == "" {
			list, f := calc.Procedures(q, t)
			return wire.EncodeProcedures(list), f
		}
		r, f := calc.Procedure(q, t)
		if f != nil {
			return nil, f
		}
		return wire.EncodeProcedure(r), nil
	}
	return query(a, wire.DecodeProcedure, one, func(b []byte) []byte { return b })(o, rest)
}

// fees prints what is charged beside the payments of a declaration.
func (a *app) fees(o *options, rest []string) error {
	if err := none(rest); err != nil {
		return err
	}
	day := today()
	if o.date != "" {
		var err error
		if day, err = date.Parse(o.date); err != nil {
			return refuse(&calc.Fault{Code: "bad_date", Field: "date", Value: o.date})
		}
	}
	t, err := o.tables()
	if err != nil {
		return err
	}
	return a.printJSON(wire.EncodeOtherFees(calc.OtherFeesOn(day, t)))
}
