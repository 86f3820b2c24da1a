package journal_test

import (
	"errors"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/fold"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/journal"
)

// memory is a store in a map; broken makes the next write fail.
type memory struct {
	m      map[string]string
	broken error
}

func newMemory() *memory { return &memory{m: map[string]string{}} }

func (s *memory) All() ([]string, error) {
	var keys, out []string
	for k := range s.m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		out = append(out, s.m[k])
	}
	return out, nil
}

func (s *memory) Batch(pairs []journal.Pair, clear bool) error {
	if s.broken != nil {
		return s.broken
	}
	if clear {
		s.m = map[string]string{}
	}
	for _, p := range pairs {
		if p.Record == "" {
			delete(s.m, p.Key)
		} else {
			s.m[p.Key] = p.Record
		}
	}
	return nil
}

func (s *memory) Update(key string, f func(string) string) error {
	if s.broken != nil {
		return s.broken
	}
	return s.Batch([]journal.Pair{{Key: key, Record: f(s.m[key])}}, false)
}

const moment = "2026-11-22T10:03:05Z"

func entry(id, name string, tags ...string) *journal.Entry {
	return &journal.Entry{ID: id, Page: "goods", Name: name, Tags: tags, Saved: moment, Changed: moment, Version: "2026-11-21.0a1b2c3d",
		Link: "date=2026-07-09&1.code=847130&1.price=1000&1.origin=CN&1.duty=15%20%25", Total: decimal.NewNullDecimal(num.Must("702.30")),
		Goods: &journal.Goods{Date: date.Must(2026, 7, 9), Flow: calc.Import, Value: decimal.NewNullDecimal(num.Must("1700.00")),
			Lines: []journal.Line{{Code: "847130", Origin: "CN", Value: decimal.NewNullDecimal(num.Must("1700.00")),
				Sums: field.Sums{{Kind: calc.ImportDuty, Amount: num.Must("255.00")}, {Kind: calc.VAT, Amount: num.Must("351.90")}}}},
			Sums: field.Sums{{Kind: calc.ClearanceFee, Amount: num.Must("60.00")}, {Kind: calc.EService, Amount: num.Must("30.00")}, {Kind: calc.EServiceVAT, Amount: num.Must("5.40")}}}}
}

func TestAnEntryComesBackAsItWas(t *testing.T) {
	for _, e := range []*journal.Entry{
		entry("a1", "Noutbuklar, iyul", "ofis", "Çin"),
		{ID: "b2", Page: "late", Name: `<script>alert(1)</script> & "x"`, Saved: moment, Changed: moment, Link: "debt=1000"},
		{ID: "c3", Page: "goods", Saved: moment, Changed: moment, Goods: &journal.Goods{Date: date.Must(2026, 1, 2), Flow: calc.Export, Open: true}},
	} {
		got, f := journal.Decode(journal.Encode(e))
		require.Nil(t, f)
		assert.Equal(t, journal.Encode(e), journal.Encode(got))
		assert.Equal(t, e.Name, got.Name)
		assert.Equal(t, e.Tags, got.Tags)
	}
}

func TestWhatANameMayHold(t *testing.T) {
	for in, want := range map[string]string{
		"  Noutbuk \n\t partiyası ": "Noutbuk partiyası",
		"a\u202egnp.exe":            "agnp.exe",
		"\x00\x07bel\u200bl":        "bell",
		"<b>qalın</b>":              "<b>qalın</b>",
		strings.Repeat("ə", 300):    strings.Repeat("ə", 200),
		"\u00a0\u2028":              "",
	} {
		assert.Equal(t, want, journal.CleanName(in))
		assert.Equal(t, want, journal.CleanName(want), "clean stays clean")
	}
	assert.Equal(t, []string{"ofis", "Çin", "2026"}, journal.CleanTags(" ofis, #Çin ;; OFİS, çin,2026,"))
	assert.Len(t, journal.CleanTags(strings.Repeat("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,", 1)), journal.MostTags)
}

// The committed file is opened by every later program: it is never regenerated.
func TestTheFirstBackupOpensForEver(t *testing.T) {
	b, err := os.ReadFile("testdata/backup-v1.json")
	require.NoError(t, err)
	list, f := journal.DecodeBackup(b)
	require.Nil(t, f)
	require.Len(t, list, 4)
	laptop := list[0]
	assert.Equal(t, "Noutbuklar, Çindən", laptop.Name)
	assert.Equal(t, []string{"ofis", "Çin"}, laptop.Tags)
	assert.Equal(t, "702.30", laptop.Total.Decimal.StringFixed(2))
	assert.Equal(t, "847130", laptop.Goods.Lines[0].Code)
	assert.Equal(t, "351.90", laptop.Goods.All().Of(calc.VAT).StringFixed(2))
	assert.Equal(t, "702.30", laptop.Goods.All().Total().StringFixed(2))
	assert.False(t, list[1].Total.Valid, "an open total is kept open")
	assert.True(t, list[1].Goods.Open)
	assert.Equal(t, calc.Export, list[2].Goods.Flow)
	assert.Equal(t, "late", list[3].Page)
	assert.Nil(t, list[3].Goods)
	again, f := journal.DecodeBackup(journal.EncodeBackup(list, moment, "x"))
	require.Nil(t, f)
	assert.Equal(t, list, again)
}

func TestAHostileBackupIsRefusedWithAReason(t *testing.T) {
	good := journal.Encode(entry("a1", "x"))
	backup := func(entries string) string {
		return `{"format":"rusum-journal","version":1,"entries":[` + entries + `]}`
	}
	swap := func(old, new string) string {
		require.Contains(t, good, old)
		return backup(strings.Replace(good, old, new, 1))
	}
	for _, c := range []struct{ name, doc, code, field string }{
		{"another document", `{"date":"2026-07-09","lines":[]}`, journal.NotBackup, ""},
		{"a list", `[]`, journal.NotBackup, ""},
		{"no JSON", `<html>`, "bad_json", ""},
		{"cut", backup(good)[:200], "bad_json", "entries[0]"},
		{"not UTF-8", backup("\"\xff\""), "bad_utf8", ""},
		{"too deep", backup(strings.Repeat("[", 40)), "too_deep", "entries[0]" + strings.Repeat("[0]", 30)},
		{"a later version", `{"format":"rusum-journal","version":2,"entries":{}}`, journal.TooNew, "version"},
		{"no version", `{"format":"rusum-journal","entries":[]}`, journal.NotBackup, "version"},
		{"an unknown field", swap(`"page"`, `"onload"`), "unknown_field", "entries[0].onload"},
		{"a key twice", swap(`"page":"goods"`, `"page":"goods","page":"goods"`), "duplicate_key", "entries[0].page"},
		{"a script for a link", swap(`date=2026-07-09`, `javascript:alert(1)//<`), journal.BadText, "entries[0].link"},
		{"a page outside the site", swap(`"page":"goods"`, `"page":"//evil.example"`), journal.BadText, "entries[0].page"},
		{"a page up the tree", swap(`"page":"goods"`, `"page":".."`), journal.BadText, "entries[0].page"},
		{"an id that is markup", swap(`"id":"a1"`, `"id":"a\"><img>"`), journal.BadText, "entries[0].id"},
		{"no id", swap(`"id":"a1",`, ``), journal.BadText, "entries[0].id"},
		{"a moment in words", swap(moment, `yesterday`), journal.BadText, "entries[0].saved"},
		{"an amount in floats", swap(`"702.30"`, `702.30`), "wrong_type", "entries[0].total"},
		{"an amount that is none", swap(`"702.30"`, `"7e9"`), "bad_number", "entries[0].total"},
		{"an unknown kind", swap(`"vat"`, `"bribe"`), "unknown_field", "entries[0].goods.lines[0].charges.bribe"},
		{"a long amount", swap(`"702.30"`, `"1`+strings.Repeat("0", 400)+`"`), "number_too_large", "entries[0].total"},
		{"the same id twice", backup(good + "," + good), journal.RepeatedID, "entries[1].id"},
		{"too many", backup(strings.TrimSuffix(strings.Repeat("0,", journal.MostEntries+1), ",")), journal.TooMany, "entries"},
		{"a link without end", swap(`date=2026-07-09`, strings.Repeat("a", journal.MostLink)), journal.BadText, "entries[0].link"},
		{"a version that is markup", swap(`2026-11-21.0a1b2c3d`, `<img src=x>`), journal.BadText, "entries[0].version"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, f := journal.DecodeBackup([]byte(c.doc))
			require.NotNil(t, f)
			assert.Nil(t, list)
			assert.Equal(t, c.code, f.Code)
			assert.Equal(t, c.field, f.Field)
			assert.LessOrEqual(t, len(f.Value), 200, "what is quoted is short")
		})
	}
	list, f := journal.DecodeBackup([]byte(swap(`"name":"x"`, `"name":"<img src=x onerror=alert(1)>\u202e\u0000"`)))
	require.Nil(t, f, "markup in a name is text")
	assert.Equal(t, "<img src=x onerror=alert(1)>", list[0].Name)
}

func FuzzDecodeBackup(f *testing.F) {
	b, err := os.ReadFile("testdata/backup-v1.json")
	require.NoError(f, err)
	f.Add(b)
	f.Add(journal.EncodeBackup([]*journal.Entry{entry("a1", "x", "y")}, moment, "v"))
	f.Add([]byte(`{"format":"rusum-journal","version":1,"entries":[{"id":"a"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, fault := journal.DecodeBackup(b)
		if fault != nil {
			return
		}
		first := journal.EncodeBackup(list, moment, "v")
		again, fault := journal.DecodeBackup(first)
		require.Nil(t, fault, "what was read can be written and read again")
		require.Equal(t, string(first), string(journal.EncodeBackup(again, moment, "v")))
		for _, e := range list {
			require.NotContains(t, e.Fragment()+e.Page+e.ID, "<")
			require.NotContains(t, e.Fragment(), " ")
		}
	})
}

func TestLinkOfAnEntryTellsWhatItCameTo(t *testing.T) {
	e := entry("a1", "x")
	assert.Equal(t, "v=2026-11-21.0a1b2c3d&total=702.30&kinds=import_duty:255.00,vat:351.90,clearance_fee:60.00,e_service:30.00,e_service_vat:5.40&"+e.Link, e.Fragment())
	assert.Equal(t, e.Link, journal.Bare(e.Fragment()))
	assert.Equal(t, "", journal.Bare("v=1"))
}

func TestSummaryAddsUpToTheAssessment(t *testing.T) {
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	require.NoError(t, err)
	d, f := wire.DecodeDeclaration([]byte(`{"date":"2026-07-09","rates":{"USD":"1.7"},"lines":[{"code":"22042109","origin":"GE","quantities":{"l":"100"},"duty":"15 %","price":{"amount":"1000.01","currency":"USD"}},{"code":"847130","duty":"5","price":{"amount":"77.7","currency":"USD"}}]}`))
	require.Nil(t, f)
	a, f := calc.Assess(d, tables)
	require.Nil(t, f)
	g := journal.Summary(d, a)
	assert.Equal(t, num.Money(a.Total.Decimal), num.Money(g.All().Total()))
	assert.Equal(t, field.AllSums(a).String(), g.All().String())
	assert.Equal(t, "GE", g.Lines[0].Origin)
	assert.Equal(t, calc.Import, g.Flow)
	assert.False(t, g.Open)
}

func TestSelect(t *testing.T) {
	list := []*journal.Entry{entry("a", "Çay Şri-Lankadan", "ərzaq"), entry("b", "Noutbuk", "ofis"), {ID: "c", Page: "late", Name: "Borc", Tags: []string{"Ofis"}}}
	list[2].Total = decimal.NewNullDecimal(num.Must("900"))
	list[1].Total = decimal.NullDecimal{}
	ids := func(q journal.Query) string {
		q.PageName = func(p string) string { return map[string]string{"late": "Gecikmə"}[p] }
		q.Compare = strings.Compare
		var out []string
		for _, e := range journal.Select(list, q) {
			out = append(out, e.ID)
		}
		return strings.Join(out, "")
	}
	for _, c := range []struct {
		q    journal.Query
		want string
	}{
		{journal.Query{}, "abc"}, {journal.Query{Words: "cay"}, "a"}, {journal.Query{Words: "SRI lanka"}, "a"}, {journal.Query{Words: "erzaq çay"}, "a"},
		{journal.Query{Words: "8471"}, "ab"}, {journal.Query{Words: "gecikme"}, "c"}, {journal.Query{Words: "çay noutbuk"}, ""},
		{journal.Query{Tag: "ofis"}, "bc"}, {journal.Query{Page: "late"}, "c"}, {journal.Query{Tag: "ofis", Page: "goods"}, "b"},
		{journal.Query{Order: journal.ByName}, "cba"}, {journal.Query{Order: journal.ByPaid}, "cab"},
	} {
		if c.q.Order == journal.ByName {
			c.want = "cb" + "a"
		}
		assert.Equal(t, c.want, ids(c.q), "%+v", c.q)
	}
	assert.Equal(t, []journal.TagCount{{Tag: "ofis", N: 2}, {Tag: "ərzaq", N: 1}}, journal.Tags(list))
}

func TestRecordsOfALaterProgramAreKeptAsTheyAre(t *testing.T) {
	s := newMemory()
	s.m["z"] = `{"id":"z","page":"goods","hologram":true}`
	j := &journal.Journal{Store: s}
	require.NoError(t, j.Save(entry("a", "x")))
	c, err := j.Load()
	require.NoError(t, err)
	assert.Len(t, c.Entries, 1)
	assert.Equal(t, 1, c.Unread)
	found, err := j.Change("z", moment, func(e *journal.Entry) { e.Name = "spoiled" })
	require.NoError(t, err)
	assert.False(t, found)
	r, u, err := j.Restore([]*journal.Entry{entry("z", "mine")}, false)
	require.NoError(t, err)
	assert.Equal(t, journal.Restored{Same: 1}, r)
	assert.True(t, u.Empty())
	assert.Contains(t, s.m["z"], "hologram")
	_, u, err = j.Restore(nil, true)
	require.NoError(t, err)
	assert.Empty(t, s.m)
	require.NoError(t, j.Revert(u))
	assert.Contains(t, s.m["z"], "hologram")
	assert.Contains(t, s.m, "a")
}

func TestARefusedStoreChangesNothing(t *testing.T) {
	s := newMemory()
	j := &journal.Journal{Store: s}
	require.NoError(t, j.Save(entry("a", "x")))
	s.broken = errors.New("full")
	assert.Error(t, j.Save(entry("b", "y")))
	_, err := j.Delete("a")
	assert.Error(t, err)
	_, _, err = j.Restore([]*journal.Entry{entry("c", "z")}, false)
	assert.Error(t, err)
	s.broken = nil
	c, err := j.Load()
	require.NoError(t, err)
	assert.Len(t, c.Entries, 1)
}

// Two tabs do what they like to one store; a plain list of what should be there
// is the oracle, and every deletion and restoration can be taken back.
func TestJournalIsWhatWasDoneToIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newMemory()
		tabs := []*journal.Journal{{Store: s}, {Store: s}}
		model := map[string]*journal.Entry{}
		undone := map[string]string(nil) // the store before what can be undone
		var undo journal.Undo
		later := false // a record of a later program is there
		var backup []byte
		var backed map[string]*journal.Entry
		clock := 0
		now := func() string {
			clock++
			return "2026-11-22T10:" + string(rune('0'+clock/600%6)) + string(rune('0'+clock/60%10)) + ":" + string(rune('0'+clock/10%6)) + string(rune('0'+clock%10)) + "Z"
		}
		tab := func() *journal.Journal { return tabs[rapid.IntRange(0, 1).Draw(t, "tab")] }
		ids := []string{"a", "b", "c", "d", "e"}
		id := func() string { return rapid.SampledFrom(ids).Draw(t, "id") }
		name := func() string { return journal.CleanName(rapid.String().Draw(t, "name")) }
		clone := func(e *journal.Entry) *journal.Entry { c := *e; return &c }
		snapshot := func() map[string]string {
			m := map[string]string{}
			for k, v := range s.m {
				m[k] = v
			}
			return m
		}
		forget := func() { undo, undone = journal.Undo{}, nil }
		t.Repeat(map[string]func(*rapid.T){
			"save": func(*rapid.T) {
				e := entry(id(), name())
				e.Saved = now()
				e.Changed = e.Saved
				require.NoError(t, tab().Save(e))
				model[e.ID] = e
				forget()
			},
			"rename": func(*rapid.T) {
				k, n, at := id(), name(), now()
				found, err := tab().Change(k, at, func(e *journal.Entry) { e.Name = n })
				require.NoError(t, err)
				_, has := model[k]
				require.Equal(t, has, found)
				if has {
					model[k] = clone(model[k])
					model[k].Name, model[k].Changed = n, at
					forget()
				}
			},
			"tag": func(*rapid.T) {
				k, at := id(), now()
				tags := journal.CleanTags(rapid.StringOf(rapid.SampledFrom([]rune("aəƏ,; #İi"))).Draw(t, "tags"))
				found, err := tab().Change(k, at, func(e *journal.Entry) { e.Tags = tags })
				require.NoError(t, err)
				if found {
					model[k] = clone(model[k])
					model[k].Tags, model[k].Changed = tags, at
					forget()
				}
			},
			"duplicate": func(*rapid.T) {
				k, to, at := id(), id(), now()
				dup, err := tab().Duplicate(k, to, at, "copy")
				require.NoError(t, err)
				_, has := model[k]
				require.Equal(t, has, dup != nil)
				if has {
					c := clone(model[k])
					c.ID, c.Name, c.Saved, c.Changed = to, "copy", at, at
					model[to] = c
					forget()
				}
			},
			"delete": func(*rapid.T) {
				k := id()
				undone = snapshot()
				u, err := tab().Delete(k)
				require.NoError(t, err)
				undo = u
				_, has := model[k]
				require.Equal(t, !has, u.Empty())
				delete(model, k)
			},
			"back up": func(*rapid.T) {
				c, err := tab().Load()
				require.NoError(t, err)
				backup = journal.EncodeBackup(c.Entries, now(), "v")
				backed = map[string]*journal.Entry{}
				for k, e := range model {
					backed[k] = e
				}
			},
			"restore": func(*rapid.T) {
				if backup == nil {
					t.Skip("no backup")
				}
				replace := rapid.Bool().Draw(t, "replace")
				in, f := journal.DecodeBackup(backup)
				require.Nil(t, f)
				undone = snapshot()
				r, u, err := tab().Restore(in, replace)
				require.NoError(t, err)
				undo = u
				require.Equal(t, len(in), r.New+r.Updated+r.Same)
				if replace {
					model, later = map[string]*journal.Entry{}, false
				}
				for k, e := range backed {
					if have, has := model[k]; !has || have.Changed < e.Changed {
						model[k] = e
					}
				}
			},
			"undo": func(*rapid.T) {
				if undone == nil || undo.Empty() {
					t.Skip("nothing to undo")
				}
				require.NoError(t, tab().Revert(undo))
				require.Equal(t, undone, s.m, "what was taken back is as if it had not been")
				model, later = map[string]*journal.Entry{}, false
				for k, r := range s.m {
					if k == "later" {
						later = true
						continue
					}
					e, f := journal.Decode(r)
					require.Nil(t, f)
					model[k] = e
				}
				forget()
			},
			// The disk is full, or the browser refuses: nothing is changed, and what
			// could be taken back still can.
			"refused": func(*rapid.T) {
				before := snapshot()
				s.broken = errors.New("full")
				j := tab()
				for _, op := range []func() error{
					func() error { return j.Save(entry(id(), name())) },
					func() error { _, err := j.Change(id(), now(), func(e *journal.Entry) { e.Name = "x" }); return err },
					func() error { _, err := j.Delete(id()); return err },
					func() error {
						_, _, err := j.Restore([]*journal.Entry{entry("new", "x")}, rapid.Bool().Draw(t, "replace"))
						return err
					},
					func() error { return j.Revert(undo) },
				} {
					require.Error(t, op())
				}
				for k := range model {
					_, err := j.Duplicate(k, id(), now(), "copy")
					require.Error(t, err)
				}
				s.broken = nil
				require.Equal(t, before, s.m)
			},
			// A later program was here: what it wrote is not read and not lost.
			"a later program": func(*rapid.T) {
				s.m["later"] = `{"id":"later","page":"goods","hologram":true}`
				later = true
				forget()
			},
			"search": func(*rapid.T) {
				q := journal.Query{Words: name(), Order: rapid.SampledFrom([]string{journal.Newest, journal.Oldest, journal.ByPaid}).Draw(t, "order")}
				if rapid.Bool().Draw(t, "a word of an entry") {
					for _, e := range model {
						q.Words = e.Name
						break
					}
				}
				c, err := tab().Load()
				require.NoError(t, err)
				got := map[string]bool{}
				for _, e := range journal.Select(c.Entries, q) {
					got[e.ID] = true
				}
				for k, e := range model {
					has := true
					for _, w := range strings.Fields(fold.String(q.Words)) {
						has = has && strings.Contains(" "+fold.String(e.Name+" "+strings.Join(e.Tags, " ")+" 847130"), w)
					}
					require.Equal(t, has, got[k], "%q in %q", q.Words, e.Name)
				}
			},
			"reopen": func(*rapid.T) {
				for _, e := range model {
					l := form.Decode(e.Fragment(), i18n.AZ)
					require.Empty(t, l.Unknown)
					require.Equal(t, e.Version, l.Version)
					require.Equal(t, "702.30", l.Total)
					require.Equal(t, "702.30", num.Money(l.Sums.Total()))
					require.Equal(t, e.Link, journal.Bare(form.Encode(l.Doc, "", "", nil)))
				}
			},
			"": func(*rapid.T) {
				_, still := s.m["later"]
				require.Equal(t, later, still)
				for _, j := range tabs {
					c, err := j.Load()
					require.NoError(t, err)
					require.Len(t, c.Entries, len(model))
					require.Equal(t, later, c.Unread == 1)
					for i, e := range c.Entries {
						require.Equal(t, journal.Encode(model[e.ID]), journal.Encode(e))
						require.False(t, i > 0 && c.Entries[i-1].Saved < e.Saved, "the latest first")
					}
				}
			},
		})
	})
}
