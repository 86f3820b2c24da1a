package tariffdata

import (
	"slices"
	"strconv"

	"rusum/calc"
	"rusum/calc/unit"
)

// personal checks the tables of what individuals carry and receive: periods
// follow each other, keys exist, bands of the register's duty join and never fall.
func (v *verifier) personal(t *calc.Tables) {
	p := &t.Personal
	figures := map[string][]span{}
	put := func(k string, per calc.Period) { figures[k] = append(figures[k], span{per, k}) }
	for _, r := range t.Allowances {
		who := "adult"
		if r.Minor {
			who = "minor"
		}
		at := "allowances " + r.Channel + " " + who
		put(at, r.Period)
		if !slices.Contains([]string{"month", "30_days", "crossing"}, r.Per) {
			v.add(at, "no period of a limit: "+r.Per)
		}
		if r.Supplement && !r.Minor {
			v.add(at, "an adult's limit is added to nobody's")
		}
	}
	var limits, variants []string
	for i := range t.Excise {
		variants = append(variants, t.Excise[i].Variant)
	}
	for i := range p.Limits {
		r := &p.Limits[i]
		at := "personal_limits " + string(r.Flow) + " " + r.Key
		put(at, r.Period)
		limits = append(limits, r.Key)
		if !slices.Contains([]string{"excise", "food", "free", "phone"}, r.Kind) {
			v.add(at, "no kind of limit: "+r.Kind)
		}
		if _, ok := unit.Get(r.Unit); !ok && r.Unit != "" || r.Quantity.Valid != (r.Unit != "") {
			v.add(at, "a quantity without its unit: "+r.Unit)
		}
		for _, x := range r.Variants {
			if !slices.Contains(variants, x) {
				v.add(at, x+" is no kind of the excise table")
			}
		}
	}
	var items []string
	for _, x := range p.Items {
		at := "personal_items " + x.Key
		if slices.Contains(items, x.Key) {
			v.add(at, "twice")
		}
		items = append(items, x.Key)
		if x.Limit != "" && !slices.Contains(limits, x.Limit) {
			v.add(at, "no limit "+x.Limit)
		}
		if x.Variant != "" && !slices.Contains(variants, x.Variant) {
			v.add(at, "no kind "+x.Variant+" of the excise table")
		}
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		at := "personal_rules " + r.Key
		put(at, r.Period)
		if !slices.Contains([]string{"declare", "papers", "permit", "ban"}, r.Effect) {
			v.add(at, "no effect of a rule: "+r.Effect)
		}
		if r.Over.Valid != (r.Currency != "") {
			v.add(at, "an amount without its currency")
		}
		for _, x := range r.Items {
			if !slices.Contains(items, x) {
				v.add(at, "no item "+x)
			}
		}
	}
	for i := range p.PhoneDuty {
		r := &p.PhoneDuty[i]
		at := "phone_duty " + r.Class + " over " + r.Over.String()
		put(at, r.Period)
		if r.Class == "listed" && r.UpTo.Valid {
			v.joined(p.PhoneDuty, r, at)
		}
	}
	for _, r := range p.PhoneExtra {
		put("phone_extra", r.Period)
	}
	for _, r := range p.Duty {
		put("personal_duty", r.Period)
	}
	for _, r := range p.Fees {
		at := "simplified_fee over " + strconv.FormatBool(r.Over)
		put(at, r.Period)
		if r.Status != calc.NotDue && r.Status != calc.Possible && r.Status != calc.Applied {
			v.add(at, "no status "+string(r.Status))
		}
	}
	for _, k := range sortedFigures(figures) {
		v.follow(figures[k])
	}
}

// joined checks that the band above a band begins where it ends and costs no less.
func (v *verifier) joined(rows []calc.PhoneDutyRow, r *calc.PhoneDutyRow, at string) {
	for i := range rows {
		x := &rows[i]
		if x.Class == r.Class && x.From == r.From && x.Over.Equal(r.UpTo.Decimal) {
			if x.Amount.LessThan(r.Amount) {
				v.add(at, "the next band is cheaper")
			}
			return
		}
	}
	v.add(at, "no band over "+r.UpTo.Decimal.String())
}
