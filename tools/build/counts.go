package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"rusum/calc/date"
	"rusum/calc/num"
)

// testCounts is what the page "How it is tested" says in numbers. All of them
// are counted in the sources when the site is built, or read from the table of
// the document that tells how they were measured: none is typed in.
type testCounts struct {
	Go                    goTests
	Packages              []goTests // by folder
	Golden                int
	Examples              int // amounts of other calculators for single rates
	Worked, NotComparable int
	Vehicles, Days        int // how many vehicles are walked through how many days
	FirstDay, LastDay     date.Date
	E2E                   []namedCount
	E2ETests              int
	Oracle                []oracleRow
	Search                []searchRow
}

// goTests are the tests of a folder.
type goTests struct {
	Dir                                 string
	Files                               int
	Tests, Subtests, Properties, Fuzzed int
	Examples, Benchmarks                int
}

type namedCount struct {
	Name string
	N    int
}

// oracleRow is a row of the table of docs/oracle.md.
type oracleRow struct {
	Kind           string
	Cases, Charges int
}

// searchRow is a row of the table of docs/search.md: the share of queries whose
// heading is among the first 1, 5 and 10 hits.
type searchRow struct {
	Set     string // file without .csv, or mistyped
	Queries int
	Recall  []decimal.Decimal // per cent
}

// golden are the files that hold what programs print; their inputs stand beside them.
var golden = []string{"site/render/testdata/*", "tools/rusum/testdata/*/*.txt", "tools/rusum/testdata/*/*.out.*", "tools/rusum/testdata/*/*.en.csv", "tools/rusum/testdata/assess/*.csv"}

func countTests() (*testCounts, error) {
	c := &testCounts{}
	if err := c.countGo("."); err != nil {
		return nil, err
	}
	for _, pattern := range golden {
		found, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			return nil, err
		}
		c.Golden += len(found)
	}
	for _, step := range []func() error{c.countCases, c.countDays, c.countE2E, c.readOracle, c.readSearch} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// skipped folders hold no tests of ours.
func skipped(name string) bool {
	return name == "node_modules" || name == "dist" || len(name) > 1 && name[0] == '.'
}

func (c *testCounts) countGo(root string) error {
	by := map[string]*goTests{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && skipped(d.Name()) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(p))
		if by[dir] == nil {
			by[dir] = &goTests{Dir: dir}
		}
		by[dir].count(f)
		return nil
	})
	if err != nil {
		return err
	}
	c.Go.Dir = root
	for _, g := range by {
		c.Packages = append(c.Packages, *g)
		c.Go.Files += g.Files
		c.Go.Tests += g.Tests
		c.Go.Subtests += g.Subtests
		c.Go.Properties += g.Properties
		c.Go.Fuzzed += g.Fuzzed
		c.Go.Examples += g.Examples
		c.Go.Benchmarks += g.Benchmarks
	}
	sort.Slice(c.Packages, func(i, j int) bool { return c.Packages[i].Dir < c.Packages[j].Dir })
	return nil
}

// count adds what a file of tests declares.
func (g *goTests) count(f *ast.File) {
	g.Files++
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil {
			continue
		}
		switch takes := onlyParam(fn); {
		case strings.HasPrefix(fn.Name.Name, "Test") && takes == "testing.T":
			g.Tests++
		case strings.HasPrefix(fn.Name.Name, "Fuzz") && takes == "testing.F":
			g.Fuzzed++
		case strings.HasPrefix(fn.Name.Name, "Benchmark") && takes == "testing.B":
			g.Benchmarks++
		case strings.HasPrefix(fn.Name.Name, "Example") && takes == "":
			g.Examples++
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch x, _ := sel.X.(*ast.Ident); {
		case x != nil && x.Name == "rapid" && sel.Sel.Name == "Check":
			g.Properties++
		case x != nil && x.Name == "t" && sel.Sel.Name == "Run":
			g.Subtests++
		}
		return true
	})
}

// onlyParam is the type a function's only parameter points to, "" for none.
func onlyParam(fn *ast.FuncDecl) string {
	if fn.Type.Params.NumFields() != 1 {
		return ""
	}
	star, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return ""
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	return fmt.Sprint(sel.X, ".", sel.Sel)
}

// countCases counts the worked cases of other calculators and of the press, and
// those of them that the test says it cannot compare.
func (c *testCounts) countCases() error {
	b, err := os.ReadFile("calc/testdata/cases/worked-examples.jsonl")
	if err != nil {
		return err
	}
	jsonl := strings.Count(strings.TrimSpace(string(b)), "\n") + 1
	rows, err := csvRows("calc/testdata/cases/tax-examples.csv")
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(token.NewFileSet(), "calc/cases_test.go", nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	press, tax := notCompared(f, "TestWorkedExamples"), notCompared(f, "TestTaxExamples")
	if len(press) == 0 || len(tax) == 0 {
		return errors.New("calc/cases_test.go no longer says what it cannot compare")
	}
	c.NotComparable = len(press)
	for _, r := range rows {
		if tax[r[1]] {
			c.NotComparable++
		}
	}
	c.Worked = jsonl + len(rows) - c.NotComparable
	b, err = os.ReadFile("calc/rate/testdata/peer-amounts.tsv")
	if err != nil {
		return err
	}
	for l := range strings.SplitSeq(string(b), "\n") {
		if l != "" && l[0] != '#' {
			c.Examples++
		}
	}
	return nil
}

func funcOf(f *ast.File, name string) *ast.FuncDecl {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == name {
			return fn
		}
	}
	return nil
}

// notCompared are the cases a test names as not comparable, each with a reason.
func notCompared(f *ast.File, test string) map[string]bool {
	out := map[string]bool{}
	fn := funcOf(f, test)
	if fn == nil {
		return out
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 1 || fmt.Sprint(a.Lhs[0]) != "notHere" {
			return true
		}
		if lit, ok := a.Rhs[0].(*ast.CompositeLit); ok {
			for _, e := range lit.Elts {
				if key, ok := e.(*ast.KeyValueExpr).Key.(*ast.BasicLit); ok {
					if s, err := strconv.Unquote(key.Value); err == nil {
						out[s] = true
					}
				}
			}
		}
		return true
	})
	return out
}

// csvRows are the rows of a file below its head.
func csvRows(file string) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: no rows (%v)", file, err)
	}
	return rows[1:], nil
}

// countDays reads from the test that walks the days which ones they are and how
// many vehicles go through them.
func (c *testCounts) countDays() error {
	f, err := parser.ParseFile(token.NewFileSet(), "calc/vehicle_dates_test.go", nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	fn := funcOf(f, "TestEveryDayFrom2015To2027")
	if fn == nil {
		return errors.New("the test that walks the days of vehicles has another name")
	}
	var days []date.Date
	for _, st := range fn.Body.List {
		switch st := st.(type) {
		case *ast.AssignStmt:
			for _, x := range st.Rhs {
				call, ok := x.(*ast.CallExpr)
				if !ok || fmt.Sprint(call.Fun) != "mustDate" {
					continue
				}
				s, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
				if err != nil {
					return err
				}
				d, err := date.Parse(s)
				if err != nil {
					return err
				}
				days = append(days, d)
			}
		case *ast.RangeStmt:
			if lit, ok := st.X.(*ast.CompositeLit); ok {
				c.Vehicles = len(lit.Elts)
			}
		}
	}
	if len(days) != 2 || c.Vehicles == 0 {
		return errors.New("the test that walks the days of vehicles reads otherwise")
	}
	c.FirstDay, c.LastDay = days[0], days[1]
	c.Days = days[0].DaysUntil(days[1]) + 1
	return nil
}

var e2eTest = regexp.MustCompile(`(?m)^\s*test\(`)

// countE2E counts the tests as they stand in the files; one in a loop counts once.
func (c *testCounts) countE2E() error {
	files, err := filepath.Glob("tools/e2e/*.test.mjs")
	if err != nil {
		return err
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n := len(e2eTest.FindAll(b, -1))
		c.E2E = append(c.E2E, namedCount{filepath.Base(name), n})
		c.E2ETests += n
	}
	return nil
}

// docTable is the table of a document that begins with the given line, cell by cell.
func docTable(file, head string) ([][]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	_, after, ok := strings.Cut(string(b), "\n"+head+"\n")
	if !ok {
		return nil, fmt.Errorf("%s has no table %s", file, head)
	}
	var out [][]string
	for l := range strings.SplitSeq(after, "\n") {
		if !strings.HasPrefix(l, "|") {
			break
		}
		var cells []string
		for x := range strings.SplitSeq(strings.Trim(l, "|"), "|") {
			cells = append(cells, strings.TrimSpace(x))
		}
		if !strings.HasPrefix(cells[0], "---") {
			out = append(out, cells)
		}
	}
	return out, nil
}

// number is a whole number as documents write it: "300,000".
func number(s string) (int, error) { return strconv.Atoi(strings.ReplaceAll(s, ",", "")) }

func (c *testCounts) readOracle() error {
	rows, err := docTable("docs/oracle.md", "| cases | number | complete | charges compared |")
	if err != nil {
		return err
	}
	for _, r := range rows {
		x := oracleRow{Kind: r[0]}
		if x.Cases, err = number(r[1]); err != nil {
			return err
		}
		if x.Charges, err = number(r[3]); err != nil {
			return err
		}
		c.Oracle = append(c.Oracle, x)
	}
	return nil
}

func (c *testCounts) readSearch() error {
	rows, err := docTable("docs/search.md", "| set | queries | @1 | @5 | @10 |")
	if err != nil {
		return err
	}
	for _, r := range rows {
		name, isFile := strings.CutSuffix(r[0], ".csv")
		if !isFile {
			name = "mistyped"
		}
		x := searchRow{Set: name}
		if x.Queries, err = number(r[1]); err != nil {
			return err
		}
		for _, cell := range r[2:] {
			d, err := num.Parse(cell)
			if err != nil {
				return err
			}
			x.Recall = append(x.Recall, d.Shift(2))
		}
		c.Search = append(c.Search, x)
	}
	return nil
}

// documents are the files of docs that the page of tests refers to, as plain
// text beside it.
var documents = []string{"testing", "oracle", "search", "data", "architecture"}

// addDocuments puts them into the site. The mark at the beginning tells a
// browser that they are UTF-8 whatever a host says of text files.
func (s *site) addDocuments() error {
	for _, name := range documents {
		b, err := os.ReadFile(filepath.Join("docs", name+".md"))
		if err != nil {
			return err
		}
		s.files["docs/"+name+".txt"] = append([]byte("\ufeff"), b...)
	}
	return nil
}
