package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A mutant is one change of the source.
type mutant struct {
	id           int
	file         string
	line, column int
	what         string
}

// pack is a package with the types of its expressions.
type pack struct {
	fset    *token.FileSet
	files   map[string]*ast.File
	info    *types.Info
	types   *types.Package
	mutants []mutant
}

// load reads the package in a folder, with its imports as the compiler wrote them.
func load(dir string) (*pack, error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,Dir,GoFiles", "./"+filepath.ToSlash(dir)).Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", dir, err)
	}
	type listed struct {
		ImportPath, Export, Dir string
		GoFiles                 []string
	}
	export := map[string]string{}
	var last listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var x listed
		if err := d.Decode(&x); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		export[x.ImportPath], last = x.Export, x
	}
	p := &pack{fset: token.NewFileSet(), files: map[string]*ast.File{}, info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	var files []*ast.File
	for _, name := range last.GoFiles {
		path := filepath.Join(dir, name)
		f, err := parser.ParseFile(p.fset, path, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
		p.files[path] = f
	}
	conf := types.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(export[path]) })}
	p.types, err = conf.Check(last.ImportPath, p.fset, files, p.info)
	return p, err
}

// A change of a node: the texts it may have in place of its own.
type change struct {
	node    ast.Node
	other   []string // of an expression
	drop    bool     // of a statement: it may be left out
	what    []string
	typ     string
	inserts []*change
}

// writer makes the text of one file with every mutant of it.
type writer struct {
	*pack
	name    string
	src     []byte
	base    int
	imports map[string]string // alias of each package a type of this file needs, by path
	changes []*change
	skip    map[ast.Node]bool
}

func (p *pack) mutate(name string) (string, error) {
	f := p.files[filepath.Clean(name)]
	if f == nil {
		return "", fmt.Errorf("%s is not of the package", name)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	w := &writer{pack: p, name: name, src: src, base: p.fset.File(f.Pos()).Base(), imports: map[string]string{}, skip: map[ast.Node]bool{}}
	ast.Inspect(f, w.visit)
	// Changes nest as their nodes do.
	slices.SortStableFunc(w.changes, func(a, b *change) int {
		if a.node.Pos() != b.node.Pos() {
			return int(a.node.Pos() - b.node.Pos())
		}
		return int(b.node.End() - a.node.End())
	})
	var top, open []*change
	for _, c := range w.changes {
		for len(open) > 0 && open[len(open)-1].node.End() <= c.node.Pos() {
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			top = append(top, c)
		} else {
			in := open[len(open)-1]
			in.inserts = append(in.inserts, c)
		}
		open = append(open, c)
	}
	text := w.text(w.at(f.Name.End()), len(src), top)
	var head strings.Builder
	head.WriteString("package " + f.Name.Name + "\n")
	for path, alias := range w.imports {
		fmt.Fprintf(&head, "import %s %q\n", alias, path)
	}
	return head.String() + text, nil
}

func (w *writer) at(p token.Pos) int { return int(p) - w.base }

func (w *writer) of(n ast.Node) string { return string(w.src[w.at(n.Pos()):w.at(n.End())]) }

// text is the source between two places with the changes in it.
func (w *writer) text(from, to int, inside []*change) string {
	var b strings.Builder
	for _, c := range inside {
		b.Write(w.src[from:w.at(c.node.Pos())])
		own := w.text(w.at(c.node.Pos()), w.at(c.node.End()), c.inserts)
		if c.drop {
			fmt.Fprintf(&b, "if !mutant(%d) { %s }", w.number(c.node, c.what[0]), own)
		} else {
			b.WriteString("func() " + c.typ + " {")
			for i, o := range c.other {
				fmt.Fprintf(&b, "if mutant(%d) { return %s }; ", w.number(c.node, c.what[i]), o)
			}
			b.WriteString("return " + own + " }()")
		}
		from = w.at(c.node.End())
	}
	b.Write(w.src[from:to])
	return b.String()
}

func (w *writer) number(n ast.Node, what string) int {
	at := w.fset.Position(n.Pos())
	w.mutants = append(w.mutants, mutant{len(w.mutants) + 1, w.name, at.Line, at.Column, what})
	return len(w.mutants)
}

// typeOf names the type of an expression in this file.
func (w *writer) typeOf(e ast.Expr) (string, bool) {
	t := types.Default(w.info.Types[e].Type)
	ok := t != types.Typ[types.UntypedNil]
	s := types.TypeString(t, func(p *types.Package) string {
		if p == w.types {
			return ""
		}
		if w.imports[p.Path()] == "" {
			w.imports[p.Path()] = fmt.Sprintf("mutant%d", len(w.imports))
		}
		return w.imports[p.Path()]
	})
	return s, ok
}

func (w *writer) expr(e ast.Expr, others ...string) {
	typ, ok := w.typeOf(e)
	if !ok {
		return
	}
	c := &change{node: e, typ: typ}
	for _, o := range others {
		c.other = append(c.other, o)
		c.what = append(c.what, short(w.of(e))+"  →  "+short(o))
	}
	w.changes = append(w.changes, c)
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 90 {
		return string(r[:90]) + "…"
	}
	return s
}

var (
	comparisons = map[token.Token][]string{token.LSS: {"<=", ">="}, token.LEQ: {"<", ">"}, token.GTR: {">=", "<="}, token.GEQ: {">", "<"}, token.EQL: {"!="}, token.NEQ: {"=="}}
	logic       = map[token.Token]string{token.LAND: "||", token.LOR: "&&"}
	arithmetic  = map[token.Token]string{token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.REM: "*"}
	methods     = map[string][]string{
		"Add": {"Sub"}, "Sub": {"Add"}, "Mul": {"Add"}, "Div": {"Mul"},
		"GreaterThan": {"GreaterThanOrEqual", "LessThanOrEqual"}, "GreaterThanOrEqual": {"GreaterThan", "LessThan"},
		"LessThan": {"LessThanOrEqual", "GreaterThanOrEqual"}, "LessThanOrEqual": {"LessThan", "GreaterThan"},
	}
	swapped = map[string]string{"min": "max", "max": "min", "decimal.Min": "decimal.Max", "decimal.Max": "decimal.Min"}
	negated = map[string]string{"IsPositive": "IsNegative", "IsNegative": "IsPositive", "Before": "After", "After": "Before"}
)

func isDecimal(t types.Type) bool {
	return t != nil && types.TypeString(t, nil) == "github.com/shopspring/decimal.Decimal"
}

func basic(t types.Type, want types.BasicInfo) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&want != 0
}

func (w *writer) visit(n ast.Node) bool {
	if n == nil || w.skip[n] {
		return false
	}
	switch x := n.(type) {
	case *ast.GenDecl:
		return x.Tok == token.VAR
	case *ast.FuncType, *ast.ArrayType, *ast.StructType, *ast.MapType, *ast.InterfaceType:
		return false
	case *ast.CaseClause:
		for _, e := range x.List { // constants among cases must stay constants
			if w.info.Types[e].Value != nil {
				w.skip[e] = true
			}
		}
		w.drops(x.Body)
	case *ast.BlockStmt:
		w.drops(x.List)
	case *ast.CommClause:
		w.drops(x.Body)
	case *ast.IfStmt:
		w.condition(x.Cond)
	case *ast.ReturnStmt:
		for _, e := range x.Results {
			w.literal(e)
		}
	case *ast.KeyValueExpr:
		// The key of an array's element must stay a constant.
		if w.info.Types[x.Key].Value != nil {
			w.skip[x.Key] = true
		}
		w.literal(x.Value)
	case *ast.BinaryExpr:
		w.binary(x)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			w.expr(x, w.of(x.X))
		}
	case *ast.CallExpr:
		w.call(x)
	}
	return true
}

// drops are the statements of a block that may be left out.
func (w *writer) drops(list []ast.Stmt) {
	for _, s := range list {
		what := ""
		switch x := s.(type) {
		case *ast.ExprStmt:
			if c, ok := x.X.(*ast.CallExpr); ok {
				if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "panic" {
					continue
				}
				what = "without"
			}
		case *ast.AssignStmt:
			if x.Tok != token.DEFINE {
				what = "without"
			}
		case *ast.IncDecStmt:
			what = "without"
		case *ast.BranchStmt:
			if x.Tok == token.CONTINUE {
				what = "without"
			}
		}
		if what != "" {
			w.changes = append(w.changes, &change{node: s, drop: true, what: []string{what + " " + short(w.of(s))}})
		}
	}
}

// condition turns a plain condition round; comparisons and others have changes of their own.
func (w *writer) condition(e ast.Expr) {
	switch e.(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.CallExpr:
		if w.info.Types[e].Value == nil && !w.has(e) {
			w.expr(e, "!("+w.of(e)+")")
			w.changes[len(w.changes)-1].what[0] = "if " + w.changes[len(w.changes)-1].what[0]
		}
	}
}

func (w *writer) has(e ast.Expr) bool {
	return slices.ContainsFunc(w.changes, func(c *change) bool { return c.node == e })
}

// literal changes a number or a truth that is written in the source.
func (w *writer) literal(e ast.Expr) {
	tv := w.info.Types[e]
	if tv.Value == nil || w.has(e) {
		return
	}
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.INT && tv.Value.Kind() == constant.Int && basic(tv.Type, types.IsInteger) {
			w.expr(e, w.of(e)+"+1")
		}
	case *ast.Ident:
		if x.Name == "true" || x.Name == "false" {
			w.expr(e, "!"+x.Name)
		}
	}
}

func (w *writer) binary(x *ast.BinaryExpr) {
	if w.info.Types[x].Value != nil {
		return
	}
	l, r := w.of(x.X), w.of(x.Y)
	var others []string
	if list := comparisons[x.Op]; list != nil {
		for _, op := range list {
			others = append(others, l+" "+op+" "+r)
		}
		w.literal(x.Y)
	} else if op := logic[x.Op]; op != "" {
		others = []string{"(" + l + ") " + op + " (" + r + ")"}
	} else if op := arithmetic[x.Op]; op != "" && basic(w.info.Types[x].Type, types.IsInteger|types.IsFloat) {
		others = []string{l + " " + op + " " + r}
		if x.Op == token.ADD || x.Op == token.SUB {
			w.literal(x.Y)
		}
	}
	if others != nil {
		w.expr(x, others...)
	}
}

func (w *writer) call(x *ast.CallExpr) {
	for _, a := range x.Args {
		w.literal(a)
	}
	if to := swapped[w.of(x.Fun)]; to != "" && w.info.Types[x].Value == nil {
		w.expr(x, to+w.args(x))
		return
	}
	f, ok := x.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	name, of := f.Sel.Name, w.info.Types[f.X].Type
	if of == nil {
		if w.of(f) == "num.Round" {
			w.expr(x, "("+w.of(x.Args[0])+")")
		}
		return
	}
	dec := isDecimal(of)
	day := types.TypeString(of, nil) == "rusum/calc/date.Date"
	recv := w.of(f.X) + "."
	switch {
	case dec && name == "Round":
		w.expr(x, w.of(f.X), recv+"RoundFloor"+w.args(x))
	case dec && methods[name] != nil:
		var others []string
		for _, m := range methods[name] {
			others = append(others, recv+m+w.args(x))
		}
		w.expr(x, others...)
	case (dec || day) && negated[name] != "":
		w.expr(x, "!"+recv+name+w.args(x), "!"+recv+negated[name]+w.args(x))
	case (dec || day) && (name == "IsZero" || name == "Equal"):
		w.expr(x, "!"+recv+name+w.args(x))
	case dec && name == "Neg":
		w.expr(x, w.of(f.X))
	}
}

func (w *writer) args(x *ast.CallExpr) string {
	return string(w.src[w.at(x.Lparen):w.at(x.End())])
}
