package convert

import "strings"

// String is the problem in one line: "line 12, column 4: no_rate: a full line
// needs a rate: 0101210000".
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		b.WriteString("line " + itoa(p.Line))
		if p.Cell > 0 {
			b.WriteString(", column " + itoa(p.Cell))
		}
		if p.At > 0 {
			b.WriteString(", character " + itoa(p.At))
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Key)
	if p.Hint != "" {
		b.WriteString(": " + p.Hint)
	}
	if p.Text != "" {
		b.WriteString(": " + p.Text)
	}
	return b.String()
}

// Report is the account of a conversion for a person: what was read and, line
// by line, what was not.
func (r *Result) Report() string {
	var b strings.Builder
	count := func(n int, what string) { b.WriteString(pad(itoa(n)) + "  " + what + "\n") }
	count(r.Lines, "lines below the head")
	count(r.Groups, "groups without a code")
	count(r.Headings, "headings and subheadings")
	count(r.Rated, "lines with a rate read in full")
	count(r.Unresolved, "lines kept without a rate, because something in them was not understood")
	left := 0
	for _, p := range r.Problems {
		if !p.Kept {
			left++
		}
	}
	count(left, "lines left out")
	if r.RateHead != "" {
		b.WriteString("\nHead of the rate column: " + r.RateHead + "\nA bare number was read as a percentage of the customs value.\n")
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
	list("Left out:", r.Problems, func(p Problem) bool { return !p.Kept })
	list("Kept without a rate:", r.Problems, func(p Problem) bool { return p.Kept })
	list("Notes:", r.Notes, func(Problem) bool { return true })
	return b.String()
}

func pad(s string) string { return strings.Repeat(" ", max(0, 7-len(s))) + s }
