package calc

import (
	"github.com/shopspring/decimal"
	"slices"
	"strings"

	"rusum/calc/num"
	"rusum/calc/rate"
)

// VariantNone is the answer "not the excisable kind" to a variant question.
const VariantNone = "none"

// exciseCandidates are the kinds of excisable goods the code may hold on the
// day: rows whose code covers it, and rows on lines below a code that is not complete.
func exciseCandidates(t *Tables, code string) (rows []*ExciseRow, certain bool) {
	certain = true
	for i := range t.Excise {
		r := &t.Excise[i]
		covers, below := false, false
		for _, c := range r.Codes {
			covers = covers || strings.HasPrefix(code, c)
			below = below || strings.HasPrefix(c, code)
		}
		for _, c := range r.NotCodes {
			if strings.HasPrefix(code, c) {
				covers, below = false, false
			}
		}
		if !covers && !below {
			continue
		}
		rows = append(rows, r)
		if !covers || !r.CodeAlone {
			certain = false
		}
	}
	return rows, certain
}

// variants are the distinct kinds among the rows, in table order.
func variants(rows []*ExciseRow) []string {
	var out []string
	for _, r := range rows {
		if !slices.Contains(out, r.Variant) {
			out = append(out, r.Variant)
		}
	}
	return out
}

// excise charges the excise (aksiz) of an imported good.
//
// Tax Code 184.1.2, 190.2: rates of Cabinet decision 20 of 19.01.2001 by
// period; 190.4: precious metals, stones and fur; 185.2: the base. Rates of
// 190.3 are for goods produced in the country and are not used. Every rate is
// per quantity but that of fur. Customs collects it like duty (191.3).
func (e *engine) excise(lc *lineCalc) []Charge {
	c := Charge{Kind: Excise}
	facts := e.facts(lc.line.Code)
	rows, certain := facts.excise, facts.certain
	kinds := variants(rows)
	if len(kinds) == 0 {
		if kind, ok := e.excisedVehicle(lc.line.Code); ok || lc.line.Vehicle != nil {
			return []Charge{e.vehicleExcise(lc, kind)}
		}
		if lc.line.Code == "" {
			notDue(&c, "excise_ordinary")
		} else {
			notDue(&c, "excise_not_listed")
		}
		return []Charge{c}
	}
	kind := lc.line.Variant
	switch {
	case kind == VariantNone && !certain:
		notDue(&c, "excise_variant_none")
		c.Confidence = User
		return []Charge{c}
	case len(kinds) == 1 && certain:
		kind = kinds[0]
	case !slices.Contains(kinds, kind):
		// While nothing that the code may be bears excise on this day, there is
		// no need to ask what it is.
		if ex := e.exciseRelief(lc); ex != nil {
			return []Charge{*ex}
		}
		c.Status, c.Reason = NeedsInput, "excise_variant_open"
		choices := kinds
		if !certain {
			choices = append(append([]string{}, kinds...), VariantNone)
		}
		lc.needChoice("variant", "need_variant", choices)
		return []Charge{c}
	}
	var own []*ExciseRow
	for _, r := range rows {
		if r.Variant == kind {
			own = append(own, r)
		}
	}
	if ex := e.exciseRelief(lc); ex != nil {
		return []Charge{*ex}
	}
	for _, r := range own {
		if r.Has(e.d.Date) {
			return e.exciseBy(lc, r)
		}
	}
	c.Status, c.Reason = Unknown, "no_rate_for_date"
	return []Charge{c}
}

// exciseRelief is the charge when a relief that the code alone decides, or one
// the user claims, frees the line from excise (Tax Code 188.1), or nil.
func (e *engine) exciseRelief(lc *lineCalc) *Charge {
	r := e.relief(lc, func(r *ReliefRow) bool { return r.Excise })
	if r == nil {
		return nil
	}
	c := Charge{Kind: Excise, Confidence: r.Confidence, Source: &r.Source}
	notDue(&c, "excise_exempt", "article", r.Article, "until", r.To.String())
	return &c
}

// exciseBy charges the excise of one row, and the mark duty where goods are marked.
func (e *engine) exciseBy(lc *lineCalc, r *ExciseRow) []Charge {
	c := Charge{Kind: Excise, Confidence: r.Confidence, Source: &r.Source}
	var out []Charge
	switch {
	case r.Missing:
		c.Status, c.Reason = Unknown, "excise_rate_not_found"
	case r.MarksPay && lc.line.ExciseMarksPaid:
		notDue(&c, "excise_marks_paid")
		lc.warn("vat_base_marks_excise")
	default:
		tree := r.Rate
		var pre []Step
		if r.Special == "diamond" {
			var ok bool
			if tree, pre, ok = lc.diamondRate(&c, tree); !ok {
				return []Charge{c}
			}
		}
		e.evalDuty(lc, &c, tree, r.Confidence, &r.Source)
		c.Steps = append(pre, c.Steps...)
		if r.Wholesale {
			lc.warn("excise_wholesale_floor")
		}
		if r.Maybe != "" && !e.d.Date.Before(r.MaybeFrom) {
			lc.warn("excise_rate_may_be_old", "variant", r.Variant, "since", r.From.String(), "maybe", r.Maybe)
		}
	}
	out = append(out, c)
	switch {
	case r.Marked && e.personal != nil:
		// 194.1 forbids unmarked import and excepts keeping for oneself; what it
		// asks of a traveller's bottle was not found.
		lc.warn("excise_marked_personal")
	case r.Marked:
		out = append(out, e.markDuty())
		lc.warn("excise_marked_goods")
	}
	return out
}

// diamondRate multiplies the rate per carat by the weight class of one stone:
// up to 1 ct ×1 (in proportion), 1–2 ×2, 2–3 ×3, 3–4 ×4, 4–5 ×5, over 5 ×10
// (Tax Code 190.4.4). The weight of one stone is carats divided by stones.
func (lc *lineCalc) diamondRate(c *Charge, r rate.Rate) (rate.Rate, []Step, bool) {
	carats, need := lc.line.quantity("carat")
	var needs []rate.Need
	if need != nil {
		needs = append(needs, rate.Need{Field: "quantities.carat", Unit: "carat", Why: "need_quantity"})
	}
	stones, need := lc.line.quantity("piece")
	if need != nil {
		needs = append(needs, rate.Need{Field: "quantities.piece", Unit: "piece", Why: "need_piece_for_carat"})
	}
	if len(needs) > 0 || !stones.Value.IsPositive() {
		lc.open(c, rate.Result{Needs: needs})
		return r, nil, false
	}
	each := num.Quo(carats.Value, stones.Value)
	factor := int64(10)
	for w, f := range []int64{1, 2, 3, 4, 5} {
		if each.LessThanOrEqual(decimal.NewFromInt(int64(w + 1))) {
			factor = f
			break
		}
	}
	f := decimal.NewFromInt(factor)
	out := r
	out.Amount = r.Amount.Mul(f)
	return out, []Step{
		{Op: "carats_each", Args: []string{carats.Value.String(), stones.Value.String()}, Result: each.String()},
		{Op: "times", Args: []string{r.Amount.String(), f.String()}, Result: out.Amount.String()},
	}, true
}
