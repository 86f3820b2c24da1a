package calc

// outcome is what one line gives to an assessment. It depends on the line, on
// its taxable value and on the declaration's own fields, not on the other
// lines, so that a Batch can keep it from one assessment to the next.
type outcome struct {
	unit     []string
	charges  []Charge
	needs    []Need // of the line and, with Line 0, of the declaration
	warnings []Warning
	asked    []string // currencies whose rates were asked for

	sum       tally
	scenarios []tally // under each statutory rate in force; nil where the rate is known for certain
	// general is the least the line pays under the general rate; preferences are
	// the agreements its origin falls under. Both are for the options.
	general     tally
	preferences []preferred
}

// preferred is a line under one agreement.
type preferred struct {
	name    string
	source  Source
	quota   bool
	missing []Need // the proof that is not declared
	sum     tally  // the least the line pays
}

// outcome computes line i, whose customs value is known by now. around adds
// what the options ask for.
func (e *engine) outcome(i int, around bool) *outcome {
	o := &outcome{}
	l := &e.d.Lines[i]
	if l.Code != "" {
		o.unit = e.t.Tariff.Units(l.Code)
	}
	needs, warnings, seen := e.needs, e.warnings, e.seen
	clear(e.scratch)
	e.needs, e.warnings, e.seen = nil, nil, e.scratch
	e.fx.asked = nil
	e.lineWarnings(i)
	o.charges = e.assessLine(i, dutyMode{})
	o.needs, o.warnings = e.needs, e.warnings
	e.needs, e.warnings, e.seen = needs, warnings, seen

	e.quiet = true
	o.sum.add(o.charges)
	if rateUnknown(o.charges) || rateAssumed(o.charges) {
		o.scenarios = []tally{}
		for _, s := range e.t.StatutoryDuties {
			if s.Has(e.d.Date) {
				var t tally
				t.add(e.assessLine(i, dutyMode{kind: modeScenario, percent: s.Percent}))
				o.scenarios = append(o.scenarios, t)
			}
		}
	}
	if around && e.flow == Import && e.procedure.Charges != "none" {
		e.alternatives(o, i)
	}
	e.quiet = false
	o.asked = e.fx.asked
	return o
}

// alternatives computes the line under the general rate and each agreement.
func (e *engine) alternatives(o *outcome, i int) {
	for _, p := range e.preferences(&e.d.Lines[i]) {
		o.preferences = append(o.preferences, preferred{name: p.name, source: p.source, quota: p.quota,
			missing: p.missingProof(i+1, &e.d.Lines[i]), sum: e.atLeast(i, e.assessLine(i, dutyMode{kind: modePartner, country: p.name}))})
	}
	switch {
	case o.proven() && e.d.DutyOption != "mfn": // the line was computed with a preference
		o.general = e.atLeast(i, e.assessLine(i, dutyMode{kind: modeGeneral}))
	case len(o.scenarios) > 0 && rateUnknown(o.charges): // the lowest statutory rate stands in
		o.general = o.scenarios[0]
		o.general.open = true
	default:
		o.general = o.sum
	}
}

// proven reports whether the line declares all the proof of an agreement.
func (o *outcome) proven() bool {
	for i := range o.preferences {
		if p := &o.preferences[i]; !p.quota && len(p.missing) == 0 {
			return true
		}
	}
	return false
}

// preferencesOf lists the agreements of all lines once, in the order they appear.
func preferencesOf(outcomes []*outcome) []preferred {
	var out []preferred
	seen := map[string]bool{}
	for _, o := range outcomes {
		for _, p := range o.preferences {
			if !seen[p.name] {
				seen[p.name] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// say repeats what was needed and warned of when the line was computed, with
// the number the line has now, and uses the exchange rates it used.
func (e *engine) say(o *outcome, n int) {
	// Of goods that only their own line asks about there is no need to look up
	// what was said before: that is most of the work with thousands of lines.
	quick := e.personal == nil && e.d.Lines[n-1].Vehicle == nil
	first := len(e.needs) // of this line; its value may have asked already
	for first > 0 && e.needs[first-1].Line == n {
		first--
	}
	for _, x := range o.needs {
		switch {
		case x.Line == 0:
			e.need(x)
		case !quick:
			x.Line = n
			e.need(x)
		case !asks(e.needs[first:], x.Field):
			x.Line = n
			e.needs = append(e.needs, x)
		}
	}
	for _, w := range o.warnings {
		if w.Line > 0 {
			w.Line = n
		}
		if quick && w.Line > 0 {
			e.warnings = append(e.warnings, w)
		} else {
			e.repeat(w)
		}
	}
	for _, cur := range o.asked {
		e.fx.rate(cur)
	}
}

func asks(needs []Need, field string) bool {
	for i := range needs {
		if needs[i].Line > 0 && needs[i].Field == field {
			return true
		}
	}
	return false
}
