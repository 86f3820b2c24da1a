package calc

import (
	"slices"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// ProcedureQuery asks what a procedure charges, what it puts off, what security
// covers and which terms run. The declaration says the goods and the procedure.
type ProcedureQuery struct {
	Declaration *Declaration
	Events      Events
}

// Events are the days that terms run from; the zero date means "not given".
type Events struct {
	Placed   date.Date // under the procedure; the declaration's date when not given
	Exported date.Date // goods that come back: the day they left
	Released date.Date // goods that leave again: the day they were released for free circulation
	Approved date.Date // the day the declaration was approved; Placed when not given
}

// ProcedureResult is what a procedure means for the goods.
type ProcedureResult struct {
	Key        string
	Due        *Assessment // what is paid now
	DueTotal   decimal.NullDecimal
	Full       *Assessment // what free circulation would cost the same day; nil for exports
	FullKinds  []KindSum   // its duties and taxes
	FullTotal  decimal.NullDecimal
	Suspended  decimal.NullDecimal // duties and taxes put off: due if the conditions are broken
	Relieved   decimal.NullDecimal // duties and taxes not charged for good
	Refundable decimal.NullDecimal // re-export: duties and taxes paid on release that come back (128.3)
	Security   ProcedureSecurity
	Terms      []Term
	Over       bool // a term has passed: the relief is lost, Due is that of free circulation
	Source     Source
	Confidence Confidence
	Warnings   []Warning
}

// ProcedureSecurity is the security (təminat) a procedure takes.
type ProcedureSecurity struct {
	Mode   string              // "exact", "possible", "optional", "" none; message key "security.mode.…"
	Amount decimal.NullDecimal // what it covers: the debt that exists or may arise (251.1, 251.2)
	Source Source
}

// Procedure computes what a customs procedure charges now, which payments it
// suspends and until when.
//
// Duties and taxes that a procedure does not charge are either forgiven
// (re-import 165.1, warranty repair 201, destruction 331.3, abandonment 332.4)
// or suspended: they fall due, as computed for the day the goods were released
// conditionally, when the conditions are broken (239.1.3, 248.3). Security is
// the exact debt where it is known, otherwise the highest possible (251.1–251.2).
// Where a term from the given days has passed, the relief is lost and the goods
// are charged as released for free circulation.
func Procedure(q ProcedureQuery, t *Tables) (*ProcedureResult, *Fault) {
	d := *q.Declaration
	due, f := assessNamed(d, t)
	if f != nil {
		return nil, f
	}
	row, flow := procedureOf(&d, t)
	r := &ProcedureResult{Key: row.Key, Due: due, Source: row.Source, Confidence: row.Confidence}
	ev := q.Events
	for _, x := range []struct {
		field string
		d     date.Date
	}{{"placed", ev.Placed}, {"exported", ev.Exported}, {"released", ev.Released}, {"approved", ev.Approved}} {
		if f := checkDay(x.field, x.d); f != nil {
			return nil, f
		}
	}
	if ev.Placed.IsZero() {
		ev.Placed = d.Date
	}
	if ev.Approved.IsZero() {
		ev.Approved = ev.Placed
	}
	r.Terms = termsOf(t, row.Key, d.Date, func(event string) date.Date {
		switch event {
		case "placed":
			return ev.Placed
		case "export":
			return ev.Exported
		case "release":
			return ev.Released
		case "approved":
			return ev.Approved
		}
		return date.Date{}
	})
	if flow == Import {
		if r.Full, f = assessNamed(as(d, "free_circulation"), t); f != nil {
			return nil, f
		}
	} else if row.Key == "re_export" && !ev.Released.IsZero() {
		// The refund is of what was paid on release, so at the rates of that day.
		paid := as(d, "free_circulation")
		paid.Date, paid.FXDate = ev.Released, date.Date{}
		if r.Full, f = assessNamed(paid, t); f != nil {
			return nil, f
		}
	}
	r.over(&d, ev)
	if r.Over && r.Full != nil && flow == Import {
		r.Due = r.Full
	}
	r.sums(row)
	r.Warnings = append(r.Warnings, r.Due.Warnings...)
	return r, nil
}

// over finds a term that the given days have passed.
func (r *ProcedureResult) over(d *Declaration, ev Events) {
	for i := range r.Terms {
		x := &r.Terms[i]
		if x.Last.IsZero() || x.Event != "export" && x.Event != "release" || !d.Date.After(x.Last) {
			continue
		}
		if !x.Extended.IsZero() && !d.Date.After(x.Extended) {
			r.Warnings = append(r.Warnings, Warning{Code: "term_needs_extension", Args: pairs([]string{"last", x.Last.String(), "extended", x.Extended.String()})})
			continue
		}
		r.Over = true
		r.Warnings = append(r.Warnings, Warning{Code: "term_over", Args: pairs([]string{"last", x.Last.String(), "day", d.Date.String()})})
	}
}

func (r *ProcedureResult) sums(row ProcedureRow) {
	null := func(v decimal.Decimal, ok bool) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: v, Valid: ok}
	}
	_, paid := sumKinds(lineCharges(r.Due)...)
	r.DueTotal = r.Due.Total
	r.Security.Mode, r.Security.Source = row.Security, row.Source
	r.Security.Source.Article = row.SecurityArticle
	if r.Full == nil {
		if row.Security == "exact" {
			r.Security.Amount = r.Due.Total
		}
		return
	}
	full, known := num.Zero, settled(r.Full)
	r.FullKinds, full = sumKinds(lineCharges(r.Full)...)
	r.FullTotal = null(full, known)
	switch {
	case row.Key == "re_export":
		r.Refundable = null(full, known && !r.Over)
	case row.Charges == "full" || r.Over:
		r.Security.Amount = r.Due.Total
	case row.Suspends:
		r.Suspended = null(full.Sub(paid), known && settled(r.Due))
		r.Security.Amount = r.Suspended
		if !r.Suspended.Valid && r.Full.TotalTo.Valid {
			r.Security.Amount = r.Full.TotalTo // 251.2: the highest possible
		}
	default:
		r.Relieved = null(full.Sub(paid), known && settled(r.Due))
		if row.Security == "exact" {
			r.Security.Amount = r.Due.Total
		}
	}
	if row.Security == "" {
		r.Security.Amount.Valid = false
	}
}

// settled reports whether no charge of a line is open.
func settled(a *Assessment) bool {
	for _, cs := range lineCharges(a) {
		var x tally
		x.add(cs)
		if x.open {
			return false
		}
	}
	return true
}

// assessNamed is Assess whose faults name the declaration as a member.
func assessNamed(d Declaration, t *Tables) (*Assessment, *Fault) {
	a, f := Assess(&d, t)
	if f != nil && f.Field != "" {
		f.Field = "declaration." + f.Field
	}
	return a, f
}

// ComparedProcedures are the procedures an import can be placed under, in the
// order a person weighs them.
var ComparedProcedures = []string{"free_circulation", "temporary_import", "temporary_import_full_relief", "inward_processing", "customs_warehouse",
	"temporary_storage", "free_zone", "transit", "end_use", "re_import", "warranty_repair_return", "outward_processing_return", "destruction", "abandonment"}

// Procedures computes the declared goods under each procedure an import can be
// placed under, so that they stand side by side.
func Procedures(q ProcedureQuery, t *Tables) ([]*ProcedureResult, *Fault) {
	var out []*ProcedureResult
	for _, key := range ComparedProcedures {
		if !slices.ContainsFunc(t.Procedures, func(r ProcedureRow) bool { return r.Key == key }) {
			continue
		}
		d := *q.Declaration
		d.Procedure, d.Flow = key, ""
		if key == "temporary_import" && d.Months == 0 && d.Until.IsZero() {
			d.Months = 1
		}
		r, f := Procedure(ProcedureQuery{Declaration: &d, Events: q.Events}, t)
		if f != nil {
			return nil, f
		}
		out = append(out, r)
	}
	return out, nil
}
