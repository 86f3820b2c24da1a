package tariffdata

import (
	"sort"
	"strings"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/rate"
)

// layeredTariff answers the engine from the tariff tables at hand (official)
// and, below them, from the lines that are known without one (verified,
// reported).
type layeredTariff struct {
	core   *Core
	tables []*Tariff
	known  []knownRate
}

type knownRate struct {
	flow calc.Flow
	calc.RateRow
}

// Known is the longest prefix of code that the nomenclature or a table has.
func (t *layeredTariff) Known(code string) string {
	best := ""
	if i, ok := t.core.Longest(code); ok {
		best = t.core.Code(i)
	}
	for _, x := range t.tables {
		if rows := x.Lookup(code); len(rows) > 0 && len(rows[0].Code) > len(best) {
			best = rows[0].Code
		}
	}
	return best
}

// Units are the supplementary units of the most exact line that names any.
func (t *layeredTariff) Units(code string) []string {
	for _, x := range t.tables {
		for _, r := range x.Lookup(code) {
			if r.Unit != "" {
				return splitUnits(r.Unit)
			}
		}
	}
	if i, ok := t.core.Longest(code); ok {
		return t.core.Units(i)
	}
	return nil
}

// Rates are the rows for the code on the day: the official line first, then the
// verified one with the longest code, then reports.
func (t *layeredTariff) Rates(code string, flow calc.Flow, day date.Date) []calc.RateRow {
	var out []calc.RateRow
	for i, x := range t.tables {
		for _, r := range x.Lookup(code) {
			if row, ok := officialRow(x, r, flow); ok && row.Has(day) {
				if i < len(t.tables)-1 {
					row.Table = x.Title()
				}
				out = append(out, row)
				break
			}
		}
	}
	return append(out, t.rows(flow, day, func(c string) bool { return strings.HasPrefix(code, c) })...)
}

// Below are the rows of lines under a code that is not complete.
func (t *layeredTariff) Below(code string, flow calc.Flow, day date.Date) []calc.RateRow {
	var out []calc.RateRow
	for _, x := range t.tables {
		for _, r := range x.Under(code) {
			if row, ok := officialRow(x, r, flow); ok && row.Has(day) && len(r.Code) > len(code) {
				if len(out) == maxBelow {
					break
				}
				out = append(out, row)
			}
		}
	}
	return append(out, t.rows(flow, day, func(c string) bool { return len(c) > len(code) && strings.HasPrefix(c, code) })...)
}

// History are the rows of the tables whose code begins the code, in every
// period, and the known rows on it or on lines under it. What tables say of
// lines under it is not among them: a heading may have hundreds.
func (t *layeredTariff) History(code string, flow calc.Flow) []calc.RateRow {
	var out []calc.RateRow
	for i, x := range t.tables {
		for _, r := range x.Lookup(code) {
			if row, ok := officialRow(x, r, flow); ok {
				if i < len(t.tables)-1 {
					row.Table = x.Title()
				}
				out = append(out, row)
			}
		}
	}
	for i := range t.known {
		k := &t.known[i]
		if k.flow == flow && (strings.HasPrefix(code, k.Code) || strings.HasPrefix(k.Code, code)) {
			out = append(out, k.RateRow)
		}
	}
	return out
}

// maxBelow bounds the rows offered for a short code: a heading may have
// hundreds of lines, which a list of hints cannot help with.
const maxBelow = 12

func (t *layeredTariff) rows(flow calc.Flow, day date.Date, fits func(code string) bool) []calc.RateRow {
	var out []calc.RateRow
	for i := range t.known {
		k := &t.known[i]
		if k.flow == flow && k.Has(day) && fits(k.Code) {
			out = append(out, k.RateRow)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].Layer == calc.LayerVerified, out[j].Layer == calc.LayerVerified; a != b {
			return a
		}
		return len(out[i].Code) > len(out[j].Code)
	})
	return out
}

// officialRow is a line of a tariff table as the engine sees it. A line whose
// rate was not understood in full is there, unresolved.
func officialRow(x *Tariff, r TariffRow, flow calc.Flow) (calc.RateRow, bool) {
	v := r.Import
	if flow == calc.Export {
		v = r.Export
	}
	if v == nil {
		if flow == calc.Export || r.Unresolved == "" {
			return calc.RateRow{}, false
		}
		v = &rate.Rate{Op: rate.Unresolved, Reason: r.Unresolved, At: r.UnresolvedAt}
	}
	act := r.Act
	if act == "" {
		act = x.Meta("act")
	}
	if act == "" {
		act = x.Meta("title")
	}
	return calc.RateRow{
		Basis: calc.Basis{Period: calc.Period{From: r.From, To: r.To}, Confidence: calc.Official,
			Source: calc.Source{Act: act, Article: r.Code, Date: r.From}},
		Code: r.Code, Layer: calc.LayerOfficial, Rate: *v,
	}, true
}
