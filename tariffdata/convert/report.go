package convert

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/rate"
)

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

// Count is a number with what it counts.
type Count struct {
	Key string
	N   int
}

// Report is the account of a conversion: what was read, what was not, and what
// differs from the table before. Text, HTML and JSON write it; the same
// conversion gives the same bytes.
type Report struct {
	About    Meta     // of the file and the table, in order
	Status   []Count  // lines by what became of them
	Kinds    []Count  // rated lines by the kind of their rate
	Reasons  []Count  // problems by their key
	Changes  []Change // against Previous
	Previous string   // the table compared with; "" when there was none
	Orphans  []string // lines whose heading the table lacks
	Gaps     []string // headings and subheadings of the nomenclature, in chapters of the table, that it lacks
	Fresh    []string // lines whose subheading the nomenclature lacks
	Problems []Problem
	Notes    []Problem

	rated, failed int
	namesOnly     bool
}

// NewReport accounts for a conversion. nomenclature are the codes that exist,
// ascending, or nil.
func NewReport(about Meta, r *Result, nomenclature []string) *Report {
	left := 0
	for _, p := range r.Problems {
		if !p.Kept {
			left++
		}
	}
	p := &Report{About: about, Problems: r.Problems, Notes: r.Notes, rated: r.Rated, failed: r.Unresolved + left, namesOnly: r.NamesOnly}
	notes := map[string]int{}
	for _, n := range r.Notes {
		notes[n.Key]++
	}
	p.Status = []Count{{"lines", r.Lines}, {"groups", r.Groups}, {"headings", r.Headings}}
	if r.NamesOnly {
		p.Status = append(p.Status, Count{"names", len(r.Rows)}, Count{"inactive", r.Inactive}, Count{"services", r.Services})
	} else {
		p.Status = append(p.Status, Count{"rated", r.Rated}, Count{"unresolved", r.Unresolved})
	}
	p.Status = append(p.Status, Count{"left_out", left}, Count{"repeated", notes["repeated"] + notes["repeated_differs"]})
	if len(r.Removed) > 0 {
		p.Status = append(p.Status, Count{"removed", len(r.Removed)})
	}
	kinds, reasons := map[string]int{}, map[string]int{}
	for _, row := range r.Rows {
		if row.Import != nil {
			kinds[kind(*row.Import)]++
		}
		if row.Export != nil {
			kinds["export"]++
		}
	}
	for _, x := range r.Problems {
		reasons[x.Key]++
	}
	p.Kinds, p.Reasons = counts(kinds), counts(reasons)
	p.cover(r.Rows, nomenclature)
	return p
}

// kind names a rate by its outermost operation; an alternative of an
// alternative is told by both.
func kind(r rate.Rate) string {
	k := r.Op.String()
	if r.Op == rate.AtLeast || r.Op == rate.AtMost {
		for _, x := range r.Of {
			if x.Op != rate.Percent && x.Op != rate.Specific && x.Op != rate.Free {
				return k + "+" + x.Op.String()
			}
		}
	}
	return k
}

func counts(m map[string]int) []Count {
	var out []Count
	for k, n := range m {
		out = append(out, Count{k, n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].N != out[j].N {
			return out[i].N > out[j].N
		}
		return out[i].Key < out[j].Key
	})
	return out
}

// cover lists orphans, gaps and codes new to the nomenclature.
func (p *Report) cover(rows []Row, nomenclature []string) {
	headings, chapters, stems := map[string]bool{}, map[string]bool{}, map[string]bool{}
	anyHeading := false
	for _, r := range rows {
		chapters[r.Code[:2]] = true
		for _, n := range []int{4, 6} {
			if len(r.Code) >= n {
				stems[r.Code[:n]] = true
			}
		}
		if len(r.Code) >= 4 && strings.Trim(r.Code[4:], "0") == "" { // "0409", also "0409 00 000 0"
			headings[r.Code[:4]] = true
			anyHeading = anyHeading || len(r.Code) == 4
		}
	}
	last := ""
	for _, r := range rows {
		if anyHeading && len(r.Code) > 4 && !headings[r.Code[:4]] && r.Code != last {
			p.Orphans = append(p.Orphans, r.Code)
		}
		last = r.Code
	}
	if nomenclature == nil {
		return
	}
	exists := make(map[string]bool, len(nomenclature))
	for _, c := range nomenclature {
		exists[c] = true
		switch {
		case len(c) != 4 && len(c) != 6 || !chapters[c[:2]] || stems[c]:
		case len(c) == 6 && !stems[c[:4]]: // its heading is missing as a whole
		case len(c) == 6 && headings[c[:4]] && ratedAs(rows, c[:4]):
		default:
			p.Gaps = append(p.Gaps, c)
		}
	}
	last = ""
	for _, r := range rows {
		if n := min(6, len(r.Code)/2*2); !exists[r.Code[:n]] && r.Code != last {
			p.Fresh = append(p.Fresh, r.Code)
		}
		last = r.Code
	}
}

// ratedAs reports whether a heading carries its rate itself.
func ratedAs(rows []Row, code string) bool {
	i := sort.Search(len(rows), func(i int) bool { return rows[i].Code >= code })
	return i < len(rows) && rows[i].Code == code && rows[i].Rated()
}

// Against adds the differences from the table before. day is the first day of
// an amendment, or zero.
func (p *Report) Against(previous string, changes []Change) {
	p.Previous, p.Changes = previous, changes
}

// Exceeds reports whether more lines were left out or kept without a rate than
// max percent of all lines that carry or should carry one.
func (p *Report) Exceeds(max decimal.Decimal) bool {
	total := p.rated + p.failed
	if p.namesOnly {
		total = p.failed
		for _, c := range p.Status {
			if c.Key == "names" {
				total += c.N
			}
		}
	}
	return decimal.NewFromInt(int64(p.failed) * 100).GreaterThan(max.Mul(decimal.NewFromInt(int64(total))))
}

// Changed counts the changes of a kind.
func (p *Report) Changed(kind string) int {
	n := 0
	for _, c := range p.Changes {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

func sortStrings(s []string) { sort.Strings(s) }
