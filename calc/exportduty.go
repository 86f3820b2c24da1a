package calc

// exportDuty charges the export duty (ixrac gömrük rüsumu) of a line. The
// tariff (decision 500/2017) lists few goods; for a code it is not known to
// list, the charge is not due with that reason and low confidence, because the
// full list was not obtained. Rates are those of the filing day (242.3).
func (e *engine) exportDuty(lc *lineCalc) Charge {
	c := Charge{Kind: ExportDuty}
	g := e.general(lc.line)
	c.Hints = g.hints
	if !g.known {
		notDue(&c, "export_duty_not_listed")
		c.Confidence = Inferred
		if len(g.hints) > 0 {
			c.Status, c.Reason = Possible, "rate_unknown"
			c.Amount.Valid = false
		}
		return c
	}
	lc.sayOrigin(g)
	c.Layer = g.layer
	e.evalDuty(lc, &c, g.rate, g.confidence, g.source)
	return c
}
