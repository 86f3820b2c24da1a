package main

import (
	"encoding/csv"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
)

// openRows are the rows of the law tables that are not both official and whole,
// read from the files and not through the tables the page is made of.
func openRows(t *testing.T) map[string][]map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("tariffdata", "law", "*.csv"))
	require.NoError(t, err)
	require.Greater(t, len(files), 30)
	out := map[string][]map[string]string{}
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		rows, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		require.NoError(t, f.Close())
		table := strings.TrimSuffix(filepath.Base(name), ".csv")
		for _, cells := range rows[1:] {
			r := map[string]string{}
			for i, column := range rows[0] {
				r[column] = cells[i]
			}
			sure, has := r["confidence"]
			if has && sure != "official" || r["missing"] == "yes" || r["kind"] == "missing" || table == "gaps" || table == "horizon" {
				out[table] = append(out[table], r)
			}
		}
	}
	return out
}

// sectionOf is the part of a page from a heading to the end of its section.
func sectionOf(page, id string) string {
	_, after, ok := strings.Cut(page, `id="`+id+`"`)
	if !ok {
		return ""
	}
	part, _, _ := strings.Cut(after, "</section>")
	return part
}

func TestEveryRowThatIsNotOfficialIsOnThePageInEachLanguage(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	open := openRows(t)
	said := map[i18n.Lang]map[string]string{i18n.EN: {}, i18n.RU: {}} // Azerbaijani has other rules of capitals
	notes, err := csvRows(notesFile)
	require.NoError(t, err)
	for _, r := range notes {
		said[i18n.EN][r[0]], said[i18n.RU][r[0]] = r[0], r[3]
		if r[1] != "" {
			said[i18n.EN][r[0]] = r[1]
		}
	}
	require.Greater(t, len(open["excise"]), 90)
	without := len(calc.ValueElements)
	for _, r := range elements(t) {
		if r != "" {
			without--
		}
	}
	require.Positive(t, without)
	for _, l := range i18n.Langs {
		page := string(s.files[string(l)+"/unknown/index.html"])
		x := texts.Get(l)
		sum := 0
		for table, rows := range open {
			part := html.UnescapeString(sectionOf(page, "t-"+table))
			want := len(rows)
			if table == "value_elements" {
				want += without
			}
			sum += want
			assert.Equal(t, want, strings.Count(part, `class="r"`), "%s: rows of %s", l, table)
			assert.Contains(t, page, `href="#t-`+table+`"`, l)
			for _, r := range rows {
				for _, column := range []string{"valid_from", "valid_to", "from", "to"} {
					if d, err := date.Parse(r[column]); err == nil {
						assert.Contains(t, part, x.Date(d), "%s: %s %s", l, table, column)
					}
				}
				assert.Contains(t, part, r["url"], "%s: %s", l, table)
				if want, ok := said[l][r["note"]]; ok {
					assert.Contains(t, strings.ToLower(part), strings.ToLower(want), "%s: %s", l, table)
				}
			}
		}
		assert.Equal(t, sum, strings.Count(page, `class="r"`), "%s: nothing else is on it", l)
	}
}

// elements are the keys of the rows about parts of a price.
func elements(t *testing.T) []string {
	f, err := os.Open("tariffdata/law/value_elements.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	seen := map[string]bool{}
	var out []string
	for _, r := range rows[1:] {
		if !seen[r[0]] {
			seen[r[0]] = true
			out = append(out, r[0])
		}
	}
	return out
}

var (
	rawKey   = regexp.MustCompile(`\b(ui|reason|warning|kind|variant|relief|reading|conflict|incoterm|fee|term|limit|rule|per|act|status|code|condition|vehicle|fuel|channel|flow|hearsay|length|field)\.[a-z]|[a-z0-9]_[a-z0-9]|\{[a-z]+\}|\b[A-Z]{3},\d`)
	cyrillic = regexp.MustCompile(`[А-Яа-я]`)
)

func TestPagesOfWhatIsNotKnownAndOfTestsShowNoKey(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	for _, l := range i18n.Langs {
		for _, name := range []string{"/unknown/", "/tests/"} {
			body := s.files[string(l)+name+"index.html"]
			_, text := read(t, string(l)+name, body)
			if name == "/tests/" { // names of files stand there
				text = regexp.MustCompile(`[a-z0-9_/]+_test|testdata\S*|\S+\.(md|mjs)`).ReplaceAllString(text, "")
			}
			assert.Empty(t, rawKey.FindAllString(text, 5), "%s%s", l, name)
			assert.NotContains(t, text, ".csv", "%s%s", l, name)
			assert.Less(t, len(body), 260_000, "%s%s", l, name)
			if l == i18n.AZ {
				text = strings.ReplaceAll(text, "Русский", "")
				assert.Empty(t, cyrillic.FindAllString(text, 5), name)
			}
		}
	}
}

func TestNotesAreTranslatedAndNoneIsLeftOver(t *testing.T) {
	notes, err := readNotes()
	require.NoError(t, err)
	shown := map[string]bool{}
	for table, rows := range openRows(t) {
		for _, r := range rows {
			if r["note"] != "" {
				shown[r["note"]] = true
				assert.Contains(t, notes, r["note"], table)
			}
		}
	}
	for note, in := range notes {
		assert.True(t, shown[note], "no row has this note any more: %s", note)
		assert.NotRegexp(t, cyrillic, in[i18n.AZ], note)
		if regexp.MustCompile(`[a-z]{4}`).MatchString(note) {
			assert.Regexp(t, cyrillic, in[i18n.RU], note)
			assert.NotEqual(t, in[i18n.EN], in[i18n.AZ])
		}
		for _, l := range i18n.Langs {
			assert.NotContains(t, in[l], ".csv", "a file name says nothing to a reader")
			// A number of the note is in each translation, so that none was mistyped.
			for _, n := range regexp.MustCompile(`\d{3,}`).FindAllString(note, -1) {
				assert.Contains(t, in[l], n, "%s: %s", l, note)
			}
		}
	}
}

func TestARowWithoutWordsStopsTheBuild(t *testing.T) {
	s, err := newSite(options{base: "/"})
	require.NoError(t, err)
	table, ok := s.core.Table("excise")
	require.True(t, ok)
	x := &unknownTable{}
	r := &lawRow{Table: table, s: s, t: texts.Get(i18n.AZ)}
	r.Name = "road_tax_heavy"
	assert.ErrorContains(t, x.add(r, notFound, nil), "put them into words")
	r.Name = "bans"
	assert.ErrorContains(t, x.add(r, notFound, translations{}), "no text ban.")
}
