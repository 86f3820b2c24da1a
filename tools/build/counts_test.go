package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/site/i18n"
	"rusum/site/i18n/texts"
)

func TestCountsOfAFile(t *testing.T) {
	const src = `package x
func TestMain(m *testing.M) {}
func TestOne(t *testing.T) { t.Run("a", func(t *testing.T) {}); for range 3 { t.Run(c.name, f) }; cmd.Run() }
func TestTwo(t *testing.T) { rapid.Check(t, func(t *rapid.T) {}); b.Run("not ours", nil) }
func Testing(x int) {}
func (s *suite) TestThree(t *testing.T) {}
func FuzzOne(f *testing.F) {}
func BenchmarkOne(b *testing.B) {}
func ExampleOne() {}
// func TestCommented(t *testing.T) {}
var s = "func TestText(t *testing.T) {}"
`
	f, err := parser.ParseFile(token.NewFileSet(), "x_test.go", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	g := goTests{}
	g.count(f)
	assert.Equal(t, goTests{Files: 1, Tests: 2, Subtests: 2, Properties: 1, Fuzzed: 1, Benchmarks: 1, Examples: 1}, g)
}

// The counts again, by reading lines instead of syntax.
func TestCountsAreWhatTheFilesHold(t *testing.T) {
	c, err := countTests()
	require.NoError(t, err)
	var all bytes.Buffer
	for _, g := range c.Packages {
		files, err := filepath.Glob(filepath.Join(filepath.FromSlash(g.Dir), "*_test.go"))
		require.NoError(t, err)
		assert.Len(t, files, g.Files, g.Dir)
		for _, name := range files {
			if strings.HasSuffix(filepath.ToSlash(name), "tools/build/counts_test.go") {
				continue // its example is text
			}
			b, err := os.ReadFile(name)
			require.NoError(t, err)
			all.Write(b)
		}
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(all.Bytes(), -1)) }
	own := len(regexp.MustCompile(`(?m)^func Test\w+\(t \*testing\.T\) \{$`).FindAllString(string(must(os.ReadFile("tools/build/counts_test.go"))), -1))
	assert.Equal(t, count(`(?m)^func Test\w+\(\w+ \*testing\.T\)`)+own, c.Go.Tests)
	assert.Equal(t, count(`(?m)^func Fuzz\w+\(\w+ \*testing\.F\)`), c.Go.Fuzzed)
	assert.Equal(t, count(`\brapid\.Check\(`), c.Go.Properties)
	assert.Greater(t, c.Go.Tests, 300)
	assert.Greater(t, c.Golden, 50)
	assert.Greater(t, c.E2ETests, 100)
	assert.Equal(t, 15, c.Vehicles)
	assert.Equal(t, "2015-01-01", c.FirstDay.String())
	assert.Equal(t, 4384, c.Days)
	assert.Positive(t, c.Worked)
	assert.Positive(t, c.NotComparable)
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// The numbers of queries are those of the sets, and the sums of the second
// program's table are those of its rows.
func TestTablesOfTheDocumentsAddUp(t *testing.T) {
	c, err := countTests()
	require.NoError(t, err)
	sets := 0
	for _, x := range c.Search {
		if x.Set == "mistyped" {
			continue
		}
		rows, err := csvRows("tariffdata/search/testdata/" + x.Set + ".csv")
		require.NoError(t, err)
		assert.Len(t, rows, x.Queries, x.Set)
		sets++
	}
	assert.Equal(t, 4, sets)
	cases, charges := 0, 0
	for _, r := range c.Oracle[:len(c.Oracle)-1] {
		cases += r.Cases
		charges += r.Charges
	}
	all := c.Oracle[len(c.Oracle)-1]
	assert.Equal(t, oracleRow{"all", cases, charges}, all)
}

func TestThePageOfTestsSaysTheCounts(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	c, err := s.counted()
	require.NoError(t, err)
	for _, l := range i18n.Langs {
		_, text := read(t, string(l), s.files[string(l)+"/tests/index.html"])
		for _, n := range []int{c.Go.Subtests, c.Worked, c.E2ETests} {
			assert.Contains(t, text, strconv.Itoa(n), l)
		}
		assert.Contains(t, text, texts.Get(l).Get("ui.tests.not.3"))
	}
	for _, name := range documents {
		assert.True(t, bytes.HasPrefix(s.files["docs/"+name+".txt"], []byte("\ufeff# ")), name)
	}
}
