// Package compat keeps the promise that what the site once wrote opens for ever:
// links, drafts and backups of every version of their formats, as the programs
// of that time wrote them (docs/compatibility.md).
package compat

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/site/render"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/tariffdata/fx"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/journal"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
	"rusum/wasm/table"
)

var seal = flag.Bool("seal", false, "note in the newest sample that it is of today's forms")

// kept is a file of samples: what a program wrote on one day.
type kept struct {
	Name    string `json:"-"`
	Commit  string
	Version string // of its data
	Lang    i18n.Lang
	Forms   string // [fingerprint] of its forms; "" where a later file has it
	Samples []sample
	Backup  json.RawMessage
}

type sample struct{ Page, Link, Total, Draft string }

// gone are fields that a later form does not have: a link that has one says so
// on the page. Nothing may be added here but what a person is told.
var gone = map[string][]string{"late": {"kind"}}

func files(t *testing.T) []kept {
	names, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	var out []kept
	for _, n := range names {
		b, err := os.ReadFile(n)
		require.NoError(t, err)
		k := kept{Name: n}
		require.NoError(t, json.Unmarshal(b, &k), n)
		out = append(out, k)
	}
	return out
}

// pairs are the parts of a link or draft in no order, those that are gone apart.
func pairs(page, s string, without ...string) []string {
	var out []string
	for p := range strings.SplitSeq(s, "&") {
		if name, _, _ := strings.Cut(p, "="); p != "" && !slices.Contains(without, name) && !slices.Contains(gone[page], name) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryLinkOpensWholeInEveryLanguage(t *testing.T) {
	for _, k := range files(t) {
		for _, s := range k.Samples {
			for _, lang := range i18n.Langs {
				at := fmt.Sprintf("%s in %s: %s/#%s", k.Name, lang, s.Page, s.Link)
				var unknown []string
				var version, total, again string
				if s.Page == "goods" {
					l := form.Decode(s.Link, lang)
					unknown, version, total, again = l.Unknown, l.Version, l.Total, form.Encode(l.Doc, "", "", nil)
				} else {
					require.NotNil(t, sheet.Get(s.Page), at)
					l := sheet.Decode(sheet.Get(s.Page), s.Link, lang)
					unknown, version, total, again = l.Unknown, l.Version, l.Total, l.Doc.Encode("", "", nil)
				}
				for _, u := range unknown {
					assert.Contains(t, gone[s.Page], u, at)
				}
				assert.Equal(t, k.Version, version, at)
				if total != "" { // a total of nothing was left out once
					assert.Equal(t, s.Total, total, at)
				}
				assert.Equal(t, pairs(s.Page, s.Link, "v", "total", "kinds"), pairs(s.Page, again, "v"), at)
			}
		}
	}
}

func TestEveryDraftOpensAsItWasTyped(t *testing.T) {
	for _, k := range files(t) {
		for _, s := range k.Samples {
			at := k.Name + ": " + s.Draft
			require.NotEmpty(t, s.Draft, s.Link)
			if s.Page == "goods" {
				d, ok := form.ParseDraft(s.Draft, k.Lang)
				require.True(t, ok, at)
				assert.Equal(t, pairs(s.Page, s.Draft), pairs(s.Page, d.Draft()), at)
				continue
			}
			d, ok := sheet.ParseDraft(sheet.Get(s.Page), s.Draft, k.Lang)
			require.True(t, ok, at)
			assert.Equal(t, pairs(s.Page, s.Draft), pairs(s.Page, d.Draft()), at)
		}
	}
}

// law is today's, and countries by their names in every language.
type law struct {
	tables    *calc.Tables
	countries map[string]string
}

func today(t *testing.T) law {
	core := embedded.Core()
	tables, err := tariffdata.LoadTables(core, embedded.Tariff())
	require.NoError(t, err)
	l := law{tables, map[string]string{}}
	for i, a2 := range core.Countries() {
		l.countries[fold.String(a2)] = a2
		for _, lang := range i18n.Langs {
			l.countries[fold.String(embedded.Names(string(lang)).Country(i))] = a2
		}
	}
	return l
}

// total is what a declaration comes to today, "" while something is open.
func (l law) total(t *testing.T, d *form.Doc) (string, field.Sums) {
	r := (&form.Reader{Reader: field.Reader{Texts: texts.Get(d.Lang), CountryName: func(c string) string { return c },
		Country: func(s string) (string, bool) { c, ok := l.countries[fold.String(s)]; return c, ok }}}).Read(d, date.Must(2026, 7, 9))
	for _, p := range r.Problems {
		if !p.Missing {
			t.Errorf("%s: %s", p.Field, p.Text)
		}
	}
	a, f := calc.Assess(r.Declaration, l.tables)
	require.Nil(t, f)
	if !a.Total.Valid {
		return "", nil
	}
	return num.Money(a.Total.Decimal), field.AllSums(a)
}

// What another law answers differently must be told; what it answers alike is not.
func (l law) check(t *testing.T, at, version, was string, sums field.Sums, d *form.Doc) {
	is, now := l.total(t, d)
	s := render.Since{Version: version, Now: "today"}
	for _, x := range []struct {
		text string
		to   *decimal.NullDecimal
	}{{was, &s.Was}, {is, &s.Is}} {
		if v, err := num.Parse(x.text); err == nil {
			*x.to = decimal.NewNullDecimal(v)
		}
	}
	if sums != nil && now != nil {
		s.Kinds = sums.Changes(now)
	}
	said := s.Words(texts.Get(i18n.EN))
	if was != is && was != "" {
		t.Logf("%s: %s then, %s today: %s", at, was, is, said)
		assert.NotEmpty(t, said, at)
	}
	if was == is && len(s.Kinds) == 0 {
		assert.NotContains(t, said, "→", at)
	}
}

func TestGoodsComeToWhatTheyDidOrSayWhatChanged(t *testing.T) {
	law := today(t)
	for _, k := range files(t) {
		for _, s := range k.Samples {
			if s.Page != "goods" {
				continue
			}
			l := form.Decode(s.Link, i18n.EN)
			law.check(t, k.Name+": "+s.Link, l.Version, s.Total, l.Sums, l.Doc)
			d, ok := form.ParseDraft(s.Draft, i18n.RU)
			require.True(t, ok)
			link, _ := law.total(t, l.Doc)
			draft, _ := law.total(t, d)
			assert.Equal(t, link, draft, "%s: the draft says what the link says: %s", k.Name, s.Draft)
		}
	}
}

func TestEveryBackupOpensAndItsEntriesComeToWhatTheyDid(t *testing.T) {
	law := today(t)
	versions := map[int]bool{}
	for _, k := range files(t) {
		if k.Backup == nil {
			continue
		}
		var head struct{ Version int }
		require.NoError(t, json.Unmarshal(k.Backup, &head))
		versions[head.Version] = true
		list, f := journal.DecodeBackup(k.Backup)
		require.Nil(t, f, k.Name)
		assert.Len(t, list, len(k.Samples), "every sample was saved")
		for _, e := range list {
			i := slices.IndexFunc(k.Samples, func(s sample) bool { return journal.Bare(s.Link) == e.Link && s.Page == e.Page })
			require.GreaterOrEqual(t, i, 0, "%s: %s is the form of a sample", k.Name, e.Link)
			total := ""
			if e.Total.Valid {
				total = num.Money(e.Total.Decimal)
			}
			assert.Equal(t, k.Samples[i].Total, total, e.Link)
			assert.Equal(t, []string{e.Page, "nümunə"}, e.Tags)
			if e.Goods != nil && !e.Goods.Open {
				assert.Equal(t, total, num.Money(e.Goods.All().Total()), "what is kept of each payment adds up: %s", e.Link)
			}
			if e.Page == "goods" {
				l := form.Decode(e.Fragment(), i18n.AZ)
				require.Empty(t, l.Unknown)
				law.check(t, k.Name, e.Version, total, l.Sums, l.Doc)
			}
		}
		again, f := journal.DecodeBackup(journal.EncodeBackup(list, "2026-11-26T00:00:00Z", "x"))
		require.Nil(t, f)
		assert.Equal(t, list, again)
	}
	for v := 1; v <= journal.FormatVersion; v++ {
		assert.True(t, versions[v], "no sample of a backup of version %d: make one with tools/e2e/samples.mjs", v)
	}
}

// fingerprint tells one version of the forms from another: every field a link or
// draft may have, and how its text is meant.
func fingerprint() string {
	h := sha256.New()
	for _, f := range append(form.TopFields(), form.LineFields()...) {
		fmt.Fprintln(h, "goods", f, form.Default(f))
	}
	for _, s := range sheet.All {
		for i := range s.Parts {
			p := &s.Parts[i]
			for k := range p.Fields {
				fmt.Fprintln(h, s.Name, p.Fields[k].ID, p.Fields[k].Kind, p.Fields[k].Def, p.Fields[k].Choices)
			}
			if p.Rows != nil {
				for k := range p.Rows.Fields {
					fmt.Fprintln(h, s.Name, p.Rows.ID, p.Rows.Fields[k].ID, p.Rows.Fields[k].Kind, p.Rows.Fields[k].Def, p.Rows.Fields[k].Choices)
				}
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// A new field, a new choice, another default: the next program must still read
// what this one writes, so this one leaves a sample.
func TestTodaysFormsHaveASample(t *testing.T) {
	all := files(t)
	is := fingerprint()
	if newest := all[len(all)-1]; *seal {
		b, err := os.ReadFile(newest.Name)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(newest.Name, []byte(strings.Replace(string(b), `"forms": "`+newest.Forms+`"`, `"forms": "`+is+`"`, 1)), 0o644))
		return
	}
	i := slices.IndexFunc(all, func(k kept) bool { return k.Forms == is })
	require.GreaterOrEqual(t, i, 0, "the forms are other ones than in any sample: docs/compatibility.md says how to add one")
	pages := map[string]bool{"goods": true}
	for _, s := range sheet.All {
		pages[s.Name] = true
	}
	for _, s := range all[i].Samples {
		delete(pages, s.Page)
	}
	assert.Empty(t, pages, "%s has a sample of every calculator", all[i].Name)
}

// What a browser keeps beside forms: rows of the table of lines, the diary of
// parcels and its table, bulletins. Written by the programs of 26 November 2026.
func TestWhatABrowserKeptOpens(t *testing.T) {
	names, err := filepath.Glob("testdata/kept/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		var k struct{ Lines, Parcels, Table, Bulletins string }
		require.NoError(t, json.Unmarshal(b, &k))

		rows := table.NewGrid(i18n.EN).Decode(k.Lines, i18n.AZ)
		require.Len(t, rows, 3)
		assert.Equal(t, form.Fields{"code": "8471 30", "name": "a = b & «c»", "net": "2.5", "origin": "Çin", "price": "1234.56", "price-cur": "EUR", "amount": "3", "unit": "piece"}, rows[0].Fields)
		assert.Empty(t, rows[1].Fields)
		assert.Equal(t, form.Fields{"code": "0902", "price": "12x", "duty": "15 %"}, rows[2].Fields, "what cannot be read is kept as it was typed")
		assert.Equal(t, k.Lines, table.Encode(table.NewGrid(i18n.AZ).Decode(k.Lines, i18n.AZ)))

		law := today(t)
		diary, f := wire.DecodeLedger([]byte(k.Parcels))
		require.Nil(t, f)
		require.Len(t, diary, 1)
		assert.Equal(t, k.Parcels, string(wire.EncodeParcels(diary)))
		again, f := people.Import(k.Table, law.tables)
		require.Nil(t, f)
		assert.Equal(t, k.Table, people.CSV(again, nil, law.tables))
		assert.Equal(t, diary[0].Lines[1].Description, again[0].Lines[1].Description)

		for line := range strings.SplitSeq(strings.TrimSpace(k.Bulletins), "\n") {
			x, ok := fx.Decode(line)
			require.True(t, ok)
			assert.Equal(t, line, fx.Encode(x))
		}
	}
}

// A total that today's law gives differently is told, with what changed.
func TestADifferenceIsTold(t *testing.T) {
	s := files(t)[0].Samples[3]
	l := form.Decode(s.Link, i18n.EN)
	is, sums := today(t).total(t, l.Doc)
	require.Equal(t, s.Total, is)
	old := append(field.Sums(nil), sums...)
	for i := range old {
		if old[i].Kind == calc.VAT {
			old[i].Amount = old[i].Amount.Sub(num.Must("1"))
		}
	}
	words := render.Since{Version: l.Version, Now: "later", Was: decimal.NewNullDecimal(num.Must(is).Sub(num.Must("1"))), Is: decimal.NewNullDecimal(num.Must(is)), Kinds: old.Changes(sums)}.Words(texts.Get(i18n.EN))
	assert.Contains(t, words, "VAT")
	assert.Contains(t, words, is[len(is)-6:])
}
