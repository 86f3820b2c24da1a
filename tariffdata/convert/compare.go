package convert

import (
	"rusum/calc/date"
	"rusum/calc/rate"
)

// Change is a difference between two tariffs.
type Change struct {
	Kind     string // one of ChangeKinds
	Code     string
	Name     string
	Old, New string // what changed, as printed; "" where there was or is none
}

// ChangeKinds are the kinds of a Change in the order of a report.
var ChangeKinds = []string{"added", "removed", "rate", "export_rate", "unit", "renamed"}

// Compare lists what differs between two tariffs on a day, by kind and code.
// A zero day compares the last edition of each line. Names are compared only
// when both tables are in one language. Rates are compared by meaning: "15" and
// "15 %" are the same.
func Compare(old, now []Row, day date.Date, names bool) []Change {
	was, is := onDay(old, day), onDay(now, day)
	lists := map[string][]Change{}
	add := func(kind string, r Row, from, to string) {
		lists[kind] = append(lists[kind], Change{Kind: kind, Code: r.Code, Name: r.Name, Old: from, New: to})
	}
	for _, code := range union(was, is) {
		a, had := was[code]
		b, has := is[code]
		switch {
		case !had:
			add("added", b, "", rates(b))
			continue
		case !has:
			add("removed", a, rates(a), "")
			continue
		}
		if !sameRate(a.Import, b.Import, a.ImportText, b.ImportText) {
			add("rate", b, a.ImportText, b.ImportText)
		}
		if !sameRate(a.Export, b.Export, a.ExportText, b.ExportText) {
			add("export_rate", b, exportText(a), exportText(b))
		}
		if a.Unit != b.Unit {
			add("unit", b, a.Unit, b.Unit)
		}
		if names && a.Name != b.Name {
			add("renamed", b, a.Name, b.Name)
		}
	}
	var out []Change
	for _, k := range ChangeKinds {
		out = append(out, lists[k]...)
	}
	return out
}

// rates are both rates of a line as printed.
func rates(r Row) string {
	if r.ExportText != "" {
		return r.ImportText + " / " + r.ExportText
	}
	return r.ImportText
}

func exportText(r Row) string {
	switch {
	case r.ExportText != "":
		return r.ExportText
	case r.Export != nil:
		return r.Export.String()
	}
	return ""
}

func sameRate(a, b *rate.Rate, aText, bText string) bool {
	if a != nil && b != nil {
		return a.Equal(*b)
	}
	return a == nil && b == nil && aText == bText
}

func onDay(rows []Row, day date.Date) map[string]Row {
	m := make(map[string]Row, len(rows))
	for _, r := range rows {
		if day.IsZero() || day.Within(r.From, r.To) {
			m[r.Code] = r // rows of one code stand in the order of their periods
		}
	}
	return m
}

// union is the codes of both, ascending.
func union(a, b map[string]Row) []string {
	var codes []string
	for c := range a {
		codes = append(codes, c)
	}
	for c := range b {
		if _, both := a[c]; !both {
			codes = append(codes, c)
		}
	}
	sortStrings(codes)
	return codes
}
