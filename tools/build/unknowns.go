package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
)

// The page of what is not known is made of the law tables themselves, so that a
// row cannot be on one and not on the other.

// notFound marks a row that says that something was not found.
const notFound = "notfound"

// unknownOrder are the tables in the order of the page; what is not here follows.
var unknownOrder = []string{"known_rates", "statutory_duty", "value_elements", "incoterms", "excise", "gaps", "road_tax_fuel", "clearance_fee", "e_service", "other_fees",
	"reliefs", "bans", "procedures", "terms", "interest", "holiday_dates", "moved_days", "vehicle_duty", "vehicle_excise", "vehicle_factor", "vehicle_fee", "vehicle_rule",
	"readings", "allowances", "personal_limits", "personal_rules", "personal_duty", "simplified_fee", "phone_duty", "phone_extra", "hearsay"}

// mayBeEmpty are tables of rights and charges of which no row was found at all.
var mayBeEmpty = []string{"preferences", "remedies"}

// mark is how well a row is known, "" for one that is official and whole.
func (r *lawRow) mark() string {
	switch {
	case r.Name == "gaps" || r.Name == "horizon" || r.get("missing") == "yes" || r.Name == "terms" && r.get("kind") == "missing":
		return notFound
	case r.Has("confidence") && r.get("confidence") != string(calc.Official):
		return r.get("confidence")
	}
	return ""
}

// unknownRow is a row of law in words.
type unknownRow struct{ Figure, Period, Law, URL string }

// unknownItem is what one or more rows are about.
type unknownItem struct {
	What string
	Rows []unknownRow
}

// unknownGroup are rows of a table with one reason.
type unknownGroup struct {
	Reason, Mark string
	Law, URL     string // of all rows; the rows then have none
	N            int
	Items        []unknownItem
}

// Short tells whether the group is seen at once, what it is about first.
func (g *unknownGroup) Short() bool { return g.N <= 3 }

type unknownTable struct {
	ID, Title string
	N         int
	Groups    []*unknownGroup
}

type unknownMark struct {
	Label, Long string
	N           int
}

type unknownView struct {
	Official, Rows int // rows with a confidence: official ones, and all
	Marks          []unknownMark
	Tables         []*unknownTable
	Empty          []string
}

// translations are the notes of the law tables in the languages of the site.
// They are for this page only: results have texts of their own.
type translations map[string]map[i18n.Lang]string

var notesFile = filepath.Join("tariffdata", "law", "notes", "notes.csv")

func readNotes() (translations, error) {
	f, err := os.Open(notesFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	out := translations{}
	for i, r := range rows {
		if i == 0 {
			continue
		}
		if out[r[0]] != nil || r[2] == "" || r[3] == "" {
			return nil, fmt.Errorf("%s, line %d: a note twice or without a translation", notesFile, i+1)
		}
		if r[1] == "" { // the note itself reads well
			r[1] = r[0]
		}
		out[r[0]] = map[i18n.Lang]string{i18n.EN: r[1], i18n.AZ: r[2], i18n.RU: r[3]}
	}
	return out, nil
}

// unknowns is the page in a language.
func (s *site) unknowns(l i18n.Lang) (*unknownView, error) {
	notes, err := readNotes()
	if err != nil {
		return nil, err
	}
	t := texts.Get(l)
	v := &unknownView{}
	counts := map[string]int{}
	for _, name := range s.unknownTables() {
		table, ok := s.core.Table(name)
		if !ok {
			return nil, errors.New("no law table " + name)
		}
		x := &unknownTable{ID: "t-" + name}
		for i := range table.Len() {
			r := &lawRow{Table: table, i: i, s: s, t: t}
			if r.get("confidence") != "" {
				v.Rows++
				if r.get("confidence") == string(calc.Official) {
					v.Official++
				}
			}
			mark := r.mark()
			if mark == "" {
				continue
			}
			if err := x.add(r, mark, notes); err != nil {
				return nil, err
			}
			counts[mark]++
		}
		if name == "value_elements" {
			counts[notFound] += x.addValueElements(s, t)
		}
		if x.N == 0 {
			continue
		}
		title := &lawRow{Table: table, t: t}
		x.Title = title.say("ui.unknowns.table." + name)
		if title.err != nil {
			return nil, title.err
		}
		x.fold()
		v.Tables = append(v.Tables, x)
	}
	for _, m := range []string{string(calc.Reported), string(calc.Inferred), notFound} {
		v.Marks = append(v.Marks, unknownMark{Label: markLabel(m, t), Long: markLong(m, t), N: counts[m]})
	}
	for _, name := range mayBeEmpty {
		if table, ok := s.core.Table(name); ok && table.Len() == 0 {
			v.Empty = append(v.Empty, t.Get("ui.unknowns.empty."+name))
		}
	}
	return v, nil
}

// unknownTables are the names of all tables, those of the order first.
func (s *site) unknownTables() []string {
	out := append([]string{}, unknownOrder...)
	seen := map[string]bool{}
	for _, n := range out {
		seen[n] = true
	}
	for _, n := range s.core.Tables() {
		if !seen[n] {
			out = append(out, n)
		}
	}
	return out
}

func markLabel(mark string, t *i18n.Texts) string {
	if mark == notFound {
		return t.Get("ui.unknowns.notfound")
	}
	return t.Get("confidence." + mark)
}

func markLong(mark string, t *i18n.Texts) string {
	if mark == notFound {
		return t.Get("ui.unknowns.notfound.long")
	}
	return t.Get("confidence." + mark + ".long")
}

func (x *unknownTable) add(r *lawRow, mark string, notes translations) error {
	say := sayings[r.Name]
	if say == nil {
		return fmt.Errorf("law/%s.csv has rows that are not official: put them into words in sayings", r.Name)
	}
	what, figure := say(r)
	reason := markLong(mark, r.t)
	if note := r.get("note"); note != "" {
		reason = notes[note][r.t.Lang()]
		if reason == "" {
			return fmt.Errorf("%s has no %q", notesFile, note)
		}
		reason = render.Sentence(reason)
	}
	from, to := "valid_from", "valid_to"
	if r.Name == "gaps" {
		from, to = "from", "to"
	}
	row := unknownRow{Figure: figure, Period: render.Period(r.day(from), r.day(to), r.t)}
	row.Law, row.URL = render.Law(&calc.Source{Act: r.get("act"), Article: r.get("article"), URL: r.get("url")}, r.t)
	x.put(reason, markLabel(mark, r.t), what, row)
	return r.err
}

// put files a row under its reason and what it is about.
func (x *unknownTable) put(reason, mark, what string, row unknownRow) {
	x.N++
	var g *unknownGroup
	for _, have := range x.Groups {
		if have.Reason == reason && have.Mark == mark {
			g = have
		}
	}
	if g == nil {
		g = &unknownGroup{Reason: reason, Mark: mark}
		x.Groups = append(x.Groups, g)
	}
	g.N++
	for i := range g.Items {
		if g.Items[i].What == what {
			g.Items[i].Rows = append(g.Items[i].Rows, row)
			return
		}
	}
	g.Items = append(g.Items, unknownItem{what, []unknownRow{row}})
}

// addValueElements adds what a price may hold and no rule was found for.
func (x *unknownTable) addValueElements(s *site, t *i18n.Texts) int {
	table, _ := s.core.Table("value_elements")
	n := 0
	for _, key := range calc.ValueElements {
		found := false
		for i := range table.Len() {
			found = found || table.Get(i, "key") == key
		}
		if !found {
			x.put(t.Get("ui.unknowns.norule"), markLabel(notFound, t), t.Get("ui.value."+key), unknownRow{})
			n++
		}
	}
	return n
}

// fold names the source once where all rows of a group have the same.
func (x *unknownTable) fold() {
	for _, g := range x.Groups {
		first := g.Items[0].Rows[0]
		same := true
		for _, it := range g.Items {
			for _, r := range it.Rows {
				same = same && r.Law == first.Law && r.URL == first.URL
			}
		}
		if !same {
			continue
		}
		g.Law, g.URL = first.Law, first.URL
		for _, it := range g.Items {
			for i := range it.Rows {
				it.Rows[i].Law, it.Rows[i].URL = "", ""
			}
		}
	}
}
