package convert

import (
	"sort"
	"strings"

	"rusum/calc/date"
	"rusum/tariffdata"
	"rusum/tariffdata/fold"
)

// removals are the words in a rate cell by which an amendment ends a line,
// folded.
var removals = []string{"cixaril", "legv edil", "quvveden dus", "исключ", "deleted", "removed"}

func isRemoval(text string) bool {
	if text == "" || text[0] >= '0' && text[0] <= '9' {
		return false
	}
	folded := fold.String(text)
	for _, w := range removals {
		if strings.HasPrefix(folded, w) {
			return true
		}
	}
	return false
}

// FromTariff gives the rows of a tariff file back, each with its act.
func FromTariff(t *tariffdata.Tariff) []Row {
	rows := make([]Row, t.Len())
	for i := range rows {
		x := t.Row(i)
		r := Row{Code: x.Code, Name: x.Name, Unit: x.Unit, ImportText: x.ImportText, ExportText: x.ExportText, Import: x.Import, Export: x.Export,
			Unresolved: x.Unresolved, UnresolvedAt: x.UnresolvedAt, Notes: x.Notes, From: x.From, To: x.To, Act: x.Act}
		if r.Act == "" { // said once for the whole table; beside amended lines each has its own
			r.Act = t.Meta("act")
		}
		if x.Groups != "" {
			r.Groups = strings.Split(x.Groups, tariffdata.GroupSeparator)
		}
		r.printed = Line{Code: r.Code, Unit: r.Unit, Import: r.ImportText, Export: r.ExportText, From: r.From.String(), To: r.To.String(), Act: r.Act}
		rows[i] = r
	}
	return rows
}

// Amend applies an amendment to a tariff. From the first day of an amended line
// the new rate is in force; the old one ends the day before and stays for past
// dates. A line with a last day is followed by what was in force before it. A
// line split at its tenth digit ends where its parts begin, and the other way
// round; removed lines end. Lines the amendment does not name stay.
//
// from is the first day of changes that name none. The notes say what was done
// beside putting a new rate in the place of an old one.
func Amend(base []Row, change *Result, from date.Date) (rows []Row, notes []Problem) {
	a := &amender{from: from, by: map[string][]Row{}}
	for _, r := range base {
		a.by[r.Code] = append(a.by[r.Code], r)
	}
	for _, code := range change.Removed {
		a.remove(code, from, "removed")
	}
	for _, r := range change.Rows {
		if r.From.IsZero() {
			r.From = from
		}
		a.apply(r)
	}
	for _, list := range a.by {
		rows = append(rows, list...)
	}
	sort.SliceStable(rows, func(i, j int) bool {
		if rows[i].Code != rows[j].Code {
			return rows[i].Code < rows[j].Code
		}
		return rows[i].From.Before(rows[j].From)
	})
	return rows, a.notes
}

type amender struct {
	from  date.Date
	by    map[string][]Row
	notes []Problem
}

func (a *amender) note(line int, key, text string) {
	a.notes = append(a.notes, Problem{Line: line, Key: key, Text: text})
}

// remove ends a line the day before a day.
func (a *amender) remove(code string, day date.Date, why string) {
	list, ok := a.by[code]
	if !ok {
		a.note(0, "nothing_to_remove", code)
		return
	}
	a.by[code] = a.cut(list, day, date.Date{})
	a.note(0, why, code)
}

// cut takes the days from first to last (none is open) out of the periods of a
// line; what lies before and after them stays.
func (a *amender) cut(list []Row, first, last date.Date) []Row {
	var out []Row
	for _, r := range list {
		if !r.To.IsZero() && r.To.Before(first) || !last.IsZero() && r.From.After(last) {
			out = append(out, r)
			continue
		}
		if r.From.After(first) { // amendments are applied in the order of their days
			a.note(0, "later_edition_replaced", r.Code+": "+r.From.String())
		}
		if r.From.Before(first) {
			before := r
			before.To = first.AddDays(-1)
			before.printed.To = before.To.String()
			out = append(out, before)
		}
		if !last.IsZero() && (r.To.IsZero() || r.To.After(last)) {
			after := r
			after.From = last.AddDays(1)
			after.printed.From = after.From.String()
			out = append(out, after)
			a.note(0, "resumes", r.Code+": "+after.From.String())
		}
	}
	return out
}

func (a *amender) apply(r Row) {
	list := a.by[r.Code]
	if len(r.Groups) == 0 {
		r.Groups = a.groups(r.Code)
	}
	if !r.Rated() { // a heading has no period: its name is the newest
		for i := range list {
			if !list[i].Rated() {
				list[i].Name = r.Name
				if r.Unit != "" {
					list[i].Unit = r.Unit
				}
				return
			}
		}
		if len(list) == 0 {
			a.by[r.Code] = []Row{r}
		}
		return
	}
	if len(r.Code) == 10 && len(list) == 0 {
		a.split(r)
	}
	if r.Unit == "" && r.Unresolved == "" && len(list) > 0 && list[len(list)-1].Unit != "" {
		a.note(r.line, "unit_ends", r.Code+": "+list[len(list)-1].Unit)
	}
	list = a.cut(list, r.From, r.To)
	r.printed.From, r.printed.To = r.From.String(), r.To.String()
	a.by[r.Code] = append(list, r)
	sort.SliceStable(a.by[r.Code], func(i, j int) bool { return a.by[r.Code][i].From.Before(a.by[r.Code][j].From) })
}

// split ends what a new line takes the place of: …0 stands for a line that is
// not divided at the tenth digit.
func (a *amender) split(r Row) {
	stem, digit := r.Code[:9], r.Code[9]
	for d := byte('0'); d <= '9'; d++ {
		other := stem + string(d)
		if other == r.Code || (digit == '0') == (d == '0') {
			continue
		}
		if list := a.by[other]; len(list) > 0 && list[len(list)-1].From.Before(r.From) && (list[len(list)-1].To.IsZero() || !list[len(list)-1].To.Before(r.From)) {
			a.by[other] = a.cut(list, r.From, date.Date{})
			a.note(r.line, "divided", other+": "+r.Code)
		}
	}
}

// groups are those of the line itself in the base, or of a line beside it.
func (a *amender) groups(code string) []string {
	if list := a.by[code]; len(list) > 0 {
		return list[0].Groups
	}
	if len(code) == 10 {
		for d := byte('0'); d <= '9'; d++ {
			if list := a.by[code[:9]+string(d)]; len(list) > 0 {
				return list[0].Groups
			}
		}
	}
	return nil
}

// Lines writes rows as a table again, with a row for each group. Read back it
// gives the same rows.
func Lines(rows []Row) []Line {
	var out []Line
	var open []string
	heading := ""
	for _, r := range rows {
		if len(r.Code) <= 4 || r.Code[:4] != heading {
			open, heading = nil, r.Code[:min(4, len(r.Code))]
		}
		same := 0
		for same < len(open) && same < len(r.Groups) && open[same] == r.Groups[same] {
			same++
		}
		for i := same; i < len(r.Groups); i++ {
			out = append(out, Line{Name: dashes(i+1) + r.Groups[i] + ":"})
		}
		open = r.Groups
		l := r.printed
		l.Code, l.Name, l.Act = r.Code, r.Name, r.Act
		if len(r.Code) > 4 {
			l.Name = dashes(len(r.Groups)+1) + r.Name
		}
		if r.Unresolved == "" {
			l.Unit, l.Import, l.Export, l.From, l.To = r.Unit, r.ImportText, r.ExportText, r.From.String(), r.To.String()
		}
		out = append(out, l)
	}
	return out
}
