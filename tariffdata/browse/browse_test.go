package browse_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/embedded"
)

var langs = []string{"az", "en", "ru"}

// TestEveryRowIsReachableFromItsHeading walks down from the sections and meets
// every row of the nomenclature once, in each language's groups.
func TestEveryRowIsReachableFromItsHeading(t *testing.T) {
	core := embedded.Core()
	tree := browse.New(core, embedded.Tariff())
	for _, lang := range langs {
		names := embedded.Names(lang)
		seen := map[string]int{}
		var walk func(nodes []browse.Node)
		walk = func(nodes []browse.Node) {
			for _, n := range nodes {
				if n.Row < 0 {
					assert.NotEmpty(t, n.Name)
					assert.NotEmpty(t, n.Nodes)
					walk(n.Nodes)
					continue
				}
				seen[tree.Code(n.Row)]++
				walk(tree.Branch(n.Row, names))
			}
		}
		chapters := 0
		for _, s := range tree.Sections() {
			for _, c := range s.Chapters {
				assert.Len(t, tree.Code(c), 2)
				assert.Equal(t, s.Number, tree.SectionOf(c))
				chapters++
				seen[tree.Code(c)]++
				walk(tree.Branch(c, names))
			}
		}
		assert.Equal(t, 96, chapters)
		assert.Len(t, tree.Sections(), 21)
		require.Len(t, seen, core.Len(), lang)
		for i := range core.Len() {
			assert.Equal(t, 1, seen[core.Code(i)], "%s: %s", lang, core.Code(i))
		}
	}
}

func TestLeavesAreTheMostExactCodes(t *testing.T) {
	tree := browse.New(embedded.Core())
	for i := range tree.Len() {
		var count func(r int) int
		count = func(r int) int {
			n := 0
			for _, c := range tree.Children(r) {
				n += max(count(c), 1)
			}
			return n
		}
		if tree.Level(i) == browse.Heading {
			require.Equal(t, count(i), tree.Leaves(i), tree.Code(i))
		}
		require.Equal(t, tree.HasBelow(i), len(tree.Children(i)) > 0)
	}
}

func TestNeighbours(t *testing.T) {
	tree := browse.New(embedded.Core())
	at := func(code string) int {
		i, ok := tree.Find(code)
		require.True(t, ok, code)
		return i
	}
	for _, c := range []struct{ code, previous, next string }{
		{"8471", "8470", "8472"}, {"8401", "8311", "8402"}, {"847130", "847090", "847141"}, {"01", "", "02"}, {"97", "96", ""}, {"78", "76", "79"},
	} {
		code := func(i int) string {
			if i < 0 {
				return ""
			}
			return tree.Code(i)
		}
		assert.Equal(t, c.previous, code(tree.Previous(at(c.code))), c.code)
		assert.Equal(t, c.next, code(tree.Next(at(c.code))), c.code)
	}
	assert.Len(t, tree.Siblings(at("84")), 2, "section XVI has two chapters")
	assert.Contains(t, tree.Siblings(at("847130")), at("847190"))
	_, ok := tree.Find("847131")
	assert.False(t, ok)
	i, ok := tree.Longest("8471309999")
	assert.True(t, ok)
	assert.Equal(t, "847130", tree.Code(i))
	_, ok = tree.Longest("7700")
	assert.False(t, ok)
}

func TestGroupsStandBetweenTheRowAboveAndTheRow(t *testing.T) {
	tree := browse.New(embedded.Core())
	az := embedded.Names("az")
	for code, want := range map[string][]string{
		"010121":     {"atlar"},
		"0101903000": nil, // "digərləri" is the subheading above it
		"0102211000": nil,
		"847130":     nil,
		"847149":     {"digər hesablama maşınları"},
		"1604141800": {"tunes və skipcek və ya zolaqlı tunes", "digərləri"},
	} {
		i, ok := tree.Find(code)
		require.True(t, ok)
		assert.ElementsMatch(t, want, tree.Groups(i, az), code)
	}
	i, _ := tree.Find("0101")
	nodes := tree.Branch(i, az)
	require.Len(t, nodes, 3)
	assert.Equal(t, "atlar", nodes[0].Name)
	assert.Len(t, nodes[0].Nodes, 2)
}

// A way has every step of the path the search shows. Of a tariff line only
// heading and own name: its source may word a group otherwise than the rows above.
func TestWayHoldsThePath(t *testing.T) {
	core := embedded.Core()
	tree := browse.New(core)
	for _, lang := range langs {
		names := embedded.Names(lang)
		for i := range tree.Len() {
			way := tree.Way(i, names)
			var have []string
			for _, s := range way {
				have = append(have, s.Name)
			}
			require.Equal(t, tree.Code(i), way[len(way)-1].Code)
			path := tariffdata.Path(core, names, tree.Code(i))
			if tree.Level(i) == browse.Line {
				path = []string{path[0], path[1], path[len(path)-1]}
			}
			for _, s := range path {
				require.Contains(t, have, s, "%s: %s", lang, tree.Code(i))
			}
		}
	}
}

func TestExcluded(t *testing.T) {
	for _, c := range []struct{ lang, name, want string }{
		{"en", "Horses; live, other than pure-bred breeding animals", "other than pure-bred breeding animals"},
		{"en", "Stone; natural (excluding marble), worked, (other than simply cut, with a flat surface)", "excluding marble|other than simply cut, with a flat surface"},
		{"en", "Medicaments; other than ephedrine; for retail sale", "other than ephedrine"},
		{"en", "Clothing; other than those of heading no. 6212 (not knitted or crocheted)", "other than those of heading no. 6212 (not knitted or crocheted)"},
		{"en", "Motor vehicles; including station wagons", ""},
		{"ru", "Лигнит, агломерированный, кроме гагата", "кроме гагата"},
		{"ru", "Автомобили (кроме товарной позиции 8702), включая фургоны", "кроме товарной позиции 8702"},
		{"ru", "продукты, в другом месте не поименованные или не включенные; отходы", "в другом месте не поименованные или не включенные"},
		{"az", "Traktorlar (8709 mal mövqeyindəki traktorlardan başqa)", "8709 mal mövqeyindəki traktorlardan başqa"},
		{"az", "qaraciyər, yağlı istisna olmaqla", "yağlı istisna olmaqla"},
		{"az", "Bərk rezindən başqa, vulkanlaşdırılmış rezindən digər məmulatlar", "Bərk rezindən başqa"},
		{"az", "məhsullar və başqa yerdə adı çəkilməyən və ya daxil edilməyən, bitumlu", "başqa yerdə adı çəkilməyən və ya daxil edilməyən"},
		{"az", "başqa rəngli parçalar", ""},
		{"de", "andere als Pferde", ""},
	} {
		assert.Equal(t, c.want, strings.Join(browse.Excluded(c.lang, c.name), "|"), c.name)
	}
}

func TestExclusionsNameTheirCodes(t *testing.T) {
	tree := browse.New(embedded.Core())
	find := func(code, lang, of string) []string {
		i, _ := tree.Find(code)
		for _, x := range tree.Exclusions(i, embedded.Names(lang)) {
			if x.Code == of {
				return x.Codes
			}
		}
		return nil
	}
	assert.Equal(t, []string{"8702"}, find("8703", "en", "8703"))
	assert.Equal(t, []string{"8702"}, find("870321", "az", "8703"))
	assert.Equal(t, []string{"6001", "6004"}, find("6005", "en", "6005"))
	assert.Equal(t, []string{"847130", "847141"}, find("847149", "en", "847149"))
	i, _ := tree.Find("080590")
	for _, x := range tree.Exclusions(i, embedded.Names("en")) {
		assert.NotContains(t, x.Text, "n.e.c. in heading no. 0805", "the rest of its own heading excludes nothing")
	}
}

// own is a table with lines the nomenclature lacks, as a broker may load.
func own(t *testing.T) *tariffdata.Tariff {
	t.Helper()
	table, err := tariffdata.OpenTariff(convert.Pack(convert.Meta{Keys: []string{"lang"}, Values: []string{"az"}}, []convert.Row{
		{Code: "8471", Name: "Hesablama maşınları"},
		{Code: "847130", Name: "portativ maşınlar"},
		{Code: "8471300001", Name: "çəkisi 2 kq-dək", Unit: "piece", ImportText: "0"},
		{Code: "8471300002", Name: "planşet", Groups: []string{"digərləri"}, Unit: "piece", ImportText: "0"},
		{Code: "8471300009", Name: "digərləri", Groups: []string{"digərləri"}, Unit: "piece", ImportText: "15"},
		{Code: "9899000000", Name: "Yığma mallar", ImportText: "5"},
	}))
	require.NoError(t, err)
	return table
}

func TestLinesOfAnOwnTableAreInTheTree(t *testing.T) {
	tree := browse.New(embedded.Core(), own(t), embedded.Tariff())
	az, en := embedded.Names("az"), embedded.Names("en")
	i, ok := tree.Find("8471300009")
	require.True(t, ok)
	assert.True(t, tree.OnlyInTable(i))
	assert.Equal(t, "847130", tree.Code(tree.Parent(i)))
	assert.Equal(t, "digərləri", tree.Name(i, az))
	assert.Equal(t, "digərləri", tree.Name(i, en), "a name in another language is better than none")
	assert.Equal(t, []string{"piece"}, tree.Units(i))
	p, _ := tree.Find("847130")
	assert.Equal(t, "portativ maşınlar", tree.Name(p, az), "the table's wording is the official one")
	assert.True(t, tree.Official(p, az))
	assert.Len(t, tree.Children(p), 3)
	assert.Equal(t, 3, tree.Leaves(p))
	nodes := tree.Branch(p, az)
	require.Len(t, nodes, 2)
	assert.Equal(t, "digərləri", nodes[1].Name)
	assert.Len(t, nodes[1].Nodes, 2)
	path := tree.Path("8471300001", az)
	assert.Equal(t, "çəkisi 2 kq-dək", path[len(path)-1])
	i, ok = tree.Find("9899000000")
	require.True(t, ok)
	assert.Equal(t, -1, tree.Parent(i))
	assert.Equal(t, "XXI", tree.SectionOf(i))
}

// What is excluded is a part of the name, whatever the name is.
func FuzzExcluded(f *testing.F) {
	for _, s := range []string{"Horses; live, other than (pure-bred)", "кроме (гагата", "a) başqa, b) istisna olmaqla", "n.e.c. in heading no. 8471.30 (not", "İİ other than ı"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, lang := range langs {
			for _, x := range browse.Excluded(lang, name) {
				require.Contains(t, name, x)
				require.NotEmpty(t, x)
			}
		}
	})
}
