package ratetext_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/rate"
	"rusum/calc/ratetext"
)

// meaning is a rate in the notation of testdata/rate-expressions.jsonl.
type meaning struct {
	Op       string
	Percent  string
	Amount   string
	Currency string
	Per      struct{ Qty, Unit string }
	Args     []meaning
	Base     *meaning
	Over     string
	Rate     *meaning
	Until    string
	Then     *meaning
	Months   []int
	Else     *meaning
	Import   *meaning
	Export   *meaning
	Unit     string
	Notes    []string `json:"footnotes"`
	New      []meaning
}

func (m *meaning) tree(t *testing.T) rate.Rate {
	sub := func(m *meaning) *rate.Rate {
		if m == nil {
			return nil
		}
		r := m.tree(t)
		return &r
	}
	switch m.Op {
	case "free":
		return rate.Nothing
	case "advalorem":
		return rate.OfPercent(m.Percent)
	case "specific":
		u := m.Per.Unit
		if u == "engine_cm3" {
			u = "cm3"
		}
		return rate.OfSpecific(m.Amount, m.Currency, m.Per.Qty, u)
	case "max", "min", "sum":
		op := map[string]rate.Op{"max": rate.AtLeast, "min": rate.AtMost, "sum": rate.Sum}[m.Op]
		var of []rate.Rate
		for i := range m.Args {
			of = append(of, m.Args[i].tree(t))
		}
		return rate.OfAll(op, of...)
	case "bracket":
		return rate.Rate{Op: rate.Bracket, Base: num.Must(m.Base.Amount), Over: num.Must(m.Over), Rate: sub(m.Rate)}
	case "dated":
		d, err := date.Parse(m.Until)
		require.NoError(t, err)
		return rate.Rate{Op: rate.Dated, Until: d, Rate: sub(m.Rate), Then: sub(m.Then)}
	case "seasonal":
		return rate.Rate{Op: rate.Seasonal, Months: m.Months, Rate: sub(m.Rate), Else: sub(m.Else)}
	}
	t.Fatal("meaning without a tree: " + m.Op)
	return rate.Rate{}
}

// refused are rows of the corpus that a strict reader refuses, with the label.
var refused = map[string]string{
	"az-az-014":   "per_kg_percent",     // "1 kq-na 15 faiz": a person has to decide
	"az-az-034":   "range_not_a_rate",   // a summary of several rates
	"az-en-050":   "*",                  // two new rates in one sentence
	"eaeu-ru-076": "ambiguous_footnote", // 5 with note 63С or 563
	"eaeu-ru-077": "cap_wording",
	"us-en-094":   "*", "us-en-096": "*", "us-en-100": "compound_content", "us-en-101": "*", "gb-en-114": "agricultural_component",
	"ch-de-118": "*", "ch-de-120": "*", // Swiss notation
	"az-az-t09": "*", "az-az-t12": "*", "az-az-t13": "*", // a table of multipliers, a fixed sum, a row of a table
}

func readCorpus(t testing.TB) (ids, langs, texts []string, means []meaning) {
	f, err := os.Open("testdata/rate-expressions.jsonl")
	require.NoError(t, err)
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		var row struct {
			ID, Lang, Jurisdiction, Text string
			Meaning                      meaning
		}
		require.NoError(t, json.Unmarshal(s.Bytes(), &row))
		lang := row.Lang
		if row.Jurisdiction == "US" {
			lang = "us"
		}
		if lang == "de" {
			lang = "en"
		}
		ids, langs, texts, means = append(ids, row.ID), append(langs, lang), append(texts, row.Text), append(means, row.Meaning)
	}
	require.NoError(t, s.Err())
	return
}

func TestCorpus(t *testing.T) {
	ids, langs, texts, means := readCorpus(t)
	assert.Len(t, ids, 100)
	for i, id := range ids {
		for _, lang := range []string{langs[i], ""} {
			name := id + " " + texts[i]
			if lang == "" {
				name += " (any language)"
			}
			t.Run(name, func(t *testing.T) {
				c, err := ratetext.Parse(texts[i], ratetext.Options{Lang: ratetext.Lang(lang)})
				if want, ok := refused[id]; ok {
					require.NotNil(t, err, "%v", c.Import)
					if want != "*" {
						assert.Equal(t, want, err.Label)
					}
					assert.Equal(t, rate.Unresolved, err.Unresolved().Op)
					return
				}
				require.Nil(t, err, "%+v", err)
				m := means[i]
				switch m.Op {
				case "import_and_export":
					require.NotNil(t, c.Export)
					want := m.Export.tree(t)
					assert.True(t, want.Equal(*c.Export), "%v ≠ %v", want, *c.Export)
					m = *m.Import
				case "row_tail":
					assert.Equal(t, m.Unit, c.UnitHint)
					m = *m.Rate
				case "with_footnotes":
					assert.Equal(t, m.Notes, c.Footnotes)
					m = *m.Rate
				}
				want := m.tree(t)
				assert.True(t, want.Equal(c.Import), "%v ≠ %v", want, c.Import)
			})
		}
	}
}

// rows reads a table of testdata without its comments.
func rows(t testing.TB, file string) [][]string {
	b, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	var r [][]string
	for _, l := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if !strings.HasPrefix(l, "#") {
			r = append(r, strings.Split(l, "\t"))
		}
	}
	return r
}
