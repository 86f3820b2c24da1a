package convert

import "strings"

// labels are the words of a report for its counts.
var labels = map[string]string{
	"lines": "lines below the head", "groups": "groups without a code", "headings": "headings and subheadings",
	"rated": "lines with a rate read in full", "unresolved": "lines kept without a rate, because something in them was not understood",
	"left_out": "lines left out", "repeated": "lines repeated", "names": "lines with names and units, without rates", "inactive": "lines out of use, left out",
	"services": "lines of services, left out", "removed": "lines ended",
	"added": "Added", "rate": "Rate changed", "export_rate": "Export rate changed", "unit": "Unit changed", "renamed": "Renamed",
}

func label(key string) string {
	if s, ok := labels[key]; ok {
		return s
	}
	return key
}

// changeLabel is the head of a list of changes.
func changeLabel(kind string) string {
	if kind == "removed" {
		return "Removed"
	}
	return label(kind)
}

// Text is the report for a terminal.
func (p *Report) Text() string {
	var b strings.Builder
	for i, k := range p.About.Keys {
		b.WriteString(k + ": " + p.About.Values[i] + "\n")
	}
	if len(p.About.Keys) > 0 {
		b.WriteByte('\n')
	}
	for _, c := range p.Status {
		b.WriteString(pad(itoa(c.N)) + "  " + label(c.Key) + "\n")
	}
	tally := func(head string, list []Count) {
		if len(list) > 0 {
			b.WriteString("\n" + head + "\n")
			for _, c := range list {
				b.WriteString(pad(itoa(c.N)) + "  " + c.Key + "\n")
			}
		}
	}
	tally("Kinds of rate:", p.Kinds)
	tally("Reasons:", p.Reasons)
	if !p.namesOnly && p.rated > 0 {
		b.WriteString("\nA bare number was read as a percentage of the customs value.\n")
	}
	if p.Previous != "" {
		b.WriteString("\nCompared with " + p.Previous + ":\n")
		for _, k := range ChangeKinds {
			b.WriteString(pad(itoa(p.Changed(k))) + "  " + strings.ToLower(changeLabel(k)) + "\n")
		}
	}
	for _, k := range ChangeKinds {
		if p.Changed(k) == 0 {
			continue
		}
		b.WriteString("\n" + changeLabel(k) + ":\n")
		for _, c := range p.Changes {
			if c.Kind == k {
				b.WriteString("  " + c.String() + "\n")
			}
		}
	}
	list := func(head string, p []Problem, want func(Problem) bool) {
		first := true
		for _, x := range p {
			if !want(x) {
				continue
			}
			if first {
				b.WriteString("\n" + head + "\n")
				first = false
			}
			b.WriteString("  " + x.String() + "\n")
		}
	}
	list("Left out:", p.Problems, func(p Problem) bool { return !p.Kept })
	list("Kept without a rate:", p.Problems, func(p Problem) bool { return p.Kept })
	codes := func(head string, list []string) {
		if len(list) > 0 {
			b.WriteString("\n" + head + " (" + itoa(len(list)) + "):\n")
			for i := 0; i < len(list); i += 8 {
				b.WriteString("  " + strings.Join(list[i:min(i+8, len(list))], " ") + "\n")
			}
		}
	}
	codes("Lines whose heading is not in the table", p.Orphans)
	codes("Headings and subheadings of the nomenclature that the table lacks", p.Gaps)
	codes("New to the nomenclature", p.Fresh)
	list("Notes:", p.Notes, func(Problem) bool { return true })
	return b.String()
}

// String is the change in one line: "8703231940 name: 15 → 10".
func (c Change) String() string {
	s := c.Code + " "
	switch c.Kind {
	case "added":
		return s + c.Name + ": " + c.New
	case "removed":
		return s + c.Name + ": " + c.Old
	case "renamed":
		return s + c.Old + " → " + c.New
	}
	return s + c.Name + ": " + dash(c.Old) + " → " + dash(c.New)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func pad(s string) string { return strings.Repeat(" ", max(0, 7-len(s))) + s }

// htmlText replaces what has a meaning in HTML.
var htmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// HTML is the report as a page of its own, without scripts.
func (p *Report) HTML() string {
	var b strings.Builder
	w := func(parts ...string) {
		for i, s := range parts {
			if i%2 == 1 {
				s = htmlText.Replace(s)
			}
			b.WriteString(s)
		}
	}
	w("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Tariff report</title>\n" +
		"<style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}" +
		"td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}</style>\n<h1>Tariff report</h1>\n")
	table := func(head string, columns []string, rows [][]string) {
		if len(rows) == 0 {
			return
		}
		w("<h2>", head, "</h2>\n<table>\n")
		if columns != nil {
			w("<tr>")
			for _, c := range columns {
				w("<th>", c, "</th>")
			}
			w("</tr>\n")
		}
		for _, r := range rows {
			w("<tr>")
			for _, c := range r {
				w("<td>", c, "</td>")
			}
			w("</tr>\n")
		}
		w("</table>\n")
	}
	var rows [][]string
	for i, k := range p.About.Keys {
		rows = append(rows, []string{k, p.About.Values[i]})
	}
	table("Source", nil, rows)
	tally := func(list []Count) (rows [][]string) {
		for _, c := range list {
			rows = append(rows, []string{itoa(c.N), label(c.Key)})
		}
		return rows
	}
	table("Lines", nil, tally(p.Status))
	table("Kinds of rate", nil, tally(p.Kinds))
	table("Reasons", nil, tally(p.Reasons))
	if p.Previous != "" {
		rows = nil
		for _, k := range ChangeKinds {
			rows = append(rows, []string{itoa(p.Changed(k)), changeLabel(k)})
		}
		table("Compared with "+p.Previous, nil, rows)
	}
	for _, k := range ChangeKinds {
		rows = nil
		for _, c := range p.Changes {
			if c.Kind == k {
				rows = append(rows, []string{c.Code, c.Name, c.Old, c.New})
			}
		}
		table(changeLabel(k), []string{"Code", "Name", "Before", "Now"}, rows)
	}
	problems := func(list []Problem, want func(Problem) bool) (rows [][]string) {
		for _, x := range list {
			if want(x) {
				rows = append(rows, []string{itoa(x.Line), x.Key, x.Hint, x.Text})
			}
		}
		return rows
	}
	columns := []string{"Line", "Reason", "What would be right", "Text"}
	table("Left out", columns, problems(p.Problems, func(p Problem) bool { return !p.Kept }))
	table("Kept without a rate", columns, problems(p.Problems, func(p Problem) bool { return p.Kept }))
	codes := func(head string, list []string) {
		if len(list) > 0 {
			w("<h2>", head+" ("+itoa(len(list))+")", "</h2>\n<p>", strings.Join(list, " "), "</p>\n")
		}
	}
	codes("Lines whose heading is not in the table", p.Orphans)
	codes("Headings and subheadings of the nomenclature that the table lacks", p.Gaps)
	codes("New to the nomenclature", p.Fresh)
	table("Notes", columns, problems(p.Notes, func(Problem) bool { return true }))
	w("</html>\n")
	return b.String()
}
