package calc

// procedureOf finds the row of the declared procedure and the flow it implies.
func procedureOf(d *Declaration, t *Tables) (ProcedureRow, Flow) {
	key := d.Procedure
	if key == "" {
		key = "free_circulation"
		if d.Flow == Export {
			key = "export"
		}
	}
	var row ProcedureRow
	for _, p := range t.Procedures {
		if p.Key == key {
			row = p
		}
	}
	flow := row.Flow
	if flow == "" {
		flow = d.Flow
	}
	if flow == "" {
		flow = Import
	}
	return row, flow
}

// exemptByProcedure is the line's duties and taxes under a procedure that
// charges none.
func (e *engine) exemptByProcedure() []Charge {
	kinds := []Kind{ImportDuty, Excise, VAT}
	if e.flow == Export {
		kinds = []Kind{ExportDuty, VAT}
	}
	var out []Charge
	for _, k := range kinds {
		c := Charge{Kind: k, Confidence: e.procedure.Confidence, Source: &e.procedure.Source}
		notDue(&c, "procedure_exempt", "procedure", e.procedure.Key, "article", e.procedure.Source.Article)
		out = append(out, c)
	}
	return out
}
