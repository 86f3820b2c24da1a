package table_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata/embedded"
	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

func unitsOf(code string) []string {
	c := embedded.Core()
	if i, ok := c.Longest(wire.CleanCode(code)); ok {
		return c.Units(i)
	}
	return nil
}

func worker(g *table.Grid) *table.Work {
	g.Top["date"] = field.Date(day)
	w := &table.Work{Grid: g, Reader: reader(g.Lang), Tables: tables(), Today: day, Units: unitsOf, Fault: func(f *calc.Fault) string { return f.Code }}
	w.Headed()
	return w
}

var shown = []table.Column{"code", "name", table.Quantity, table.Unit, "net", "price", "price-cur", "origin", "proof", "duty"}

// work computes in pieces of one look at the clock each.
func work(t require.TestingT, w *table.Work) {
	for i := 0; !w.Step(func() bool { return false }); i++ {
		require.Less(t, i, 5000)
	}
}

// same asks the engine itself about the good rows.
func same(t require.TestingT, w *table.Work) {
	d := &calc.Declaration{Date: day, Delivery: w.Top.Declaration.Delivery, Flow: calc.Import, DutyOption: "best"}
	r := reader(w.Grid.Lang)
	wrong := 0
	for _, x := range w.Grid.Rows {
		if x.Empty() {
			continue
		}
		f, bad := w.Grid.Expand(x.Fields, unitsOf)
		l, problems, _ := r.Line(f)
		if len(problems) > 0 || bad != table.Skip || calc.CheckLine(&l, tables()) != nil {
			wrong++
			continue
		}
		d.Lines = append(d.Lines, l)
	}
	require.Equal(t, wrong, w.Totals.Wrong)
	require.Equal(t, len(d.Lines), w.Totals.Lines)
	if len(d.Lines) == 0 {
		return
	}
	a, f := calc.Assess(d, tables())
	require.Nil(t, f)
	mine := *w.Parts[0].Assessment
	a.Conflicts = nil
	require.Equal(t, string(wire.EncodeAssessment(a)), string(wire.EncodeAssessment(&mine)))
	// The sums by payment are those of all charges.
	sums := map[calc.Kind]decimal.Decimal{}
	add := func(cs []calc.Charge) {
		for _, c := range cs {
			if c.Status == calc.Applied {
				sums[c.Kind] = sums[c.Kind].Add(c.Amount.Decimal)
			}
		}
	}
	add(a.Charges)
	for i := range a.Lines {
		add(a.Lines[i].Charges)
	}
	for _, k := range w.Totals.Kinds {
		require.True(t, sums[k.Kind].Equal(k.Sum), "%s: %s, not %s", k.Kind, k.Sum, sums[k.Kind])
	}
}

func TestATableSaysWhatTheEngineSaysHoweverItIsEdited(t *testing.T) {
	values := map[table.Column][]string{"code": {"847130", "0902 30", "22042109", "84x", ""}, "name": {"Laptop", ""}, table.Quantity: {"3", "1,5", "x", ""}, table.Unit: {"piece", "l", "kg", "boxx", ""},
		"net": {"10", ""}, "price": {"100", "1234.56", "12x", "99999999999999.99", ""}, "price-cur": {"EUR", "usd", "QQQ", ""}, "origin": {"CN", "Georgia", "Narnia", ""}, "proof": {"ST-1", "zz", ""}, "duty": {"15 %", "5", "?", ""}}
	rapid.Check(t, func(t *rapid.T) {
		g := table.NewGrid(i18n.EN)
		w := worker(g)
		far := newFarDesk(g)
		cell := func() (int, int) {
			return rapid.IntRange(0, len(g.Rows)-1).Draw(t, "row"), rapid.IntRange(0, len(shown)-1).Draw(t, "column")
		}
		var before []string
		for range rapid.IntRange(1, 10).Draw(t, "changes") {
			was := table.Encode(g.Rows)
			row, col := cell()
			switch rapid.SampledFrom([]string{"good", "set", "fill", "paste", "insert", "remove", "sort", "copy", "undo", "redo", "freight", "currency"}).Draw(t, "change") {
			case "good":
				g.Paste(table.Block{Top: row, Bottom: row}, table.ParseBlock("847130\tLaptop\t2\tpiece\t3\t100\tUSD\tCN\t\t15 %\n0902 30\tTea\t\t\t10\t50.5\tEUR\tLK"), shown)
			case "set":
				g.Set(row, shown[col], rapid.SampledFrom(values[shown[col]]).Draw(t, "value"))
			case "fill":
				g.FillDown(table.Block{Top: row, Left: col, Bottom: min(row+2, len(g.Rows)-1), Right: col}, shown)
			case "paste":
				g.Paste(table.Block{Top: row, Left: col, Bottom: row, Right: col}, table.ParseBlock("1\t2\n3\t4"), shown)
			case "insert":
				g.Insert(row, 2)
			case "remove":
				g.Remove(row, 1)
			case "sort":
				g.Sort(shown[col], true, texts.Get(i18n.EN))
			case "copy":
				g.InsertItems(row, []*table.Item{g.Item(g.Rows[row].Fields)})
			case "undo":
				if g.Undo() {
					require.Equal(t, before[len(before)-1], table.Encode(g.Rows))
					before = before[:len(before)-1]
				}
				was = table.Encode(g.Rows)
			case "redo":
				if g.Redo() {
					before = append(before, was)
				}
				was = table.Encode(g.Rows)
			case "freight":
				g.Top["incoterm"], g.Top["freight"] = "FOB", "123.45"
				w.Headed()
			case "currency":
				g.Top[table.DefaultCurrency] = "EUR"
				g.Forget()
				w.Headed()
			}
			for len(before) < g.Undoable() {
				before = append(before, was) // a change that changed nothing, such as sorting what is sorted
			}
			w.Changed()
			work(t, w)
			same(t, w)
			far.exchange(t, w, rapid.IntRange(0, 3).Draw(t, "far"))
		}
		far.exchange(t, w, 3)
		back := g.Decode(table.Encode(g.Rows), i18n.EN)
		require.Equal(t, len(g.Rows), len(back))
		for i := range back {
			require.Equal(t, g.Rows[i].Fields, back[i].Fields)
		}
	})
}

func TestOnlyWhatChangedIsComputed(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	w := worker(g)
	var rows []string
	for i := range 300 {
		rows = append(rows, "847130\tx\t1\tpiece\t1\t"+strconv.Itoa(100+i)+"\tUSD\tCN\t\t15 %")
	}
	g.Paste(table.Block{}, table.ParseBlock(strings.Join(rows, "\n")), shown)
	w.Changed()
	work(t, w)
	results := make([]*calc.Charge, 300)
	for i := range results {
		results[i] = &g.Rows[i].Result.Charges[0]
	}
	assert.True(t, g.Set(7, "price", "5"))
	w.Changed()
	work(t, w)
	for i := range results {
		assert.Equal(t, i != 7, results[i] == &g.Rows[i].Result.Charges[0], i)
	}
}

func TestMoreLinesThanADeclarationHoldsAreDivided(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	w := worker(g)
	var items []*table.Item
	for i := range calc.MaxLines + 5 {
		items = append(items, g.Item(form.Fields{"code": "847130", "price": strconv.Itoa(i + 1), "duty": "5"}))
	}
	g.Replace(items)
	w.Changed()
	for !w.Step(func() bool { return true }) {
	}
	require.Len(t, w.Parts, 2)
	assert.Len(t, w.Parts[1].Items, 5)
	b := w.Book(&table.Book{Texts: texts.Get(i18n.EN)})
	for i := range g.Rows {
		w.AddTo(b, i)
	}
	assert.Len(t, b.Lines, calc.MaxLines+5)
	assert.Len(t, b.PaymentRows(-1), len(w.Parts[0].Assessment.Charges)+len(w.Parts[1].Assessment.Charges), "the fees of both")
	total, _, open, ok := w.Sum()
	assert.True(t, ok)
	assert.False(t, open)
	assert.True(t, total.Equal(w.Parts[0].Assessment.Total.Decimal.Add(w.Parts[1].Assessment.Total.Decimal)))
	// What the way costs belongs to one declaration: it is not shared out twice.
	g.Top["freight"] = "10"
	w.Headed()
	for !w.Step(func() bool { return true }) {
	}
	require.Len(t, w.Bad, 1)
	assert.Equal(t, "freight", w.Bad[0].Field)
	_, _, _, ok = w.Sum()
	assert.False(t, ok)
	g.Remove(0, 10)
	w.Changed()
	for !w.Step(func() bool { return true }) {
	}
	assert.Empty(t, w.Bad)
	require.Len(t, w.Parts, 1)
}

func TestAHeadThatCannotBeReadIsNotComputedWith(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	w := worker(g)
	g.Paste(table.Block{}, table.ParseBlock("847130\tx\t1\tpiece\t1\t100\tUSD\tCN\t\t15 %\n"), shown)
	w.Changed()
	work(t, w)
	require.NotNil(t, g.Rows[0].Result)
	g.Top["date"] = "31.02.2026"
	w.Headed()
	work(t, w)
	assert.Nil(t, g.Rows[0].Result)
	g.Top["date"] = field.Date(day)
	w.Headed()
	work(t, w)
	assert.NotNil(t, g.Rows[0].Result)
}

func TestWorkCanBeGivenUp(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	w := worker(g)
	var items []*table.Item
	for range 200 {
		items = append(items, g.Item(form.Fields{"code": "847130", "price": "1", "duty": "5"}))
	}
	g.Replace(items)
	w.Changed()
	require.False(t, w.Step(func() bool { return false }))
	assert.True(t, w.Busy())
	done, all := w.Progress()
	assert.Less(t, done, all)
	w.Stop()
	assert.False(t, w.Busy())
	w.Changed()
	work(t, w)
	assert.Equal(t, 200, w.Totals.Lines)
}

func TestTypingInACellIsOneChange(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	g.Set(0, "name", "old")
	require.True(t, g.Set(0, "name", "n"))
	require.True(t, g.Retype(0, "name", "ne"))
	require.True(t, g.Retype(0, "name", "new"))
	require.True(t, g.Undo())
	assert.Equal(t, "old", g.Rows[0].Fields["name"])
	require.True(t, g.Redo())
	assert.Equal(t, "new", g.Rows[0].Fields["name"])
}

func TestCellsThatHoldOtherThingsAreCopiedAsASpreadsheetTakesThem(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	g.Set(0, "name", `a "b"`)
	g.Set(1, "name", "a\x1fb\tc\nd")
	assert.Equal(t, "ab c d", g.Rows[1].Fields["name"], "what tells fields apart is left out")
	s := g.Copy(table.Block{Bottom: 1, Right: 1}, func(row, col int) string { return g.Rows[row].Fields[string(shown[col])] })
	assert.Equal(t, "\t\"a \"\"b\"\"\"\r\n\tab c d\r\n", s)
	rows := table.ParseBlock(s)
	assert.Equal(t, `a "b"`, rows[0].Cells[1])
	g.Paste(table.Block{Top: 3, Bottom: 5, Right: 1, Left: 1}, table.ParseBlock("one"), shown)
	assert.Equal(t, "one", g.Rows[5].Fields["name"], "one cell fills what is marked")
}

func TestAQuantityHasItsUnit(t *testing.T) {
	g := table.NewGrid(i18n.AZ)
	for name, c := range map[string]struct{ fields, want form.Fields }{
		"named":           {form.Fields{"amount": "3", "unit": "litr"}, form.Fields{"q-l": "3"}},
		"kilograms":       {form.Fields{"amount": "3", "unit": "kq"}, form.Fields{"net": "3"}},
		"kilograms twice": {form.Fields{"amount": "3", "unit": "kq", "net": "4"}, form.Fields{"net": "4"}},
		"of the code":     {form.Fields{"code": "22042109", "amount": "3"}, form.Fields{"code": "22042109", "q-l": "3"}},
		"none":            {form.Fields{"amount": "3"}, form.Fields{"q-piece": "3"}},
	} {
		got, bad := g.Expand(c.fields, unitsOf)
		assert.Equal(t, table.Skip, bad, name)
		assert.Equal(t, c.want, got, name)
	}
	_, bad := g.Expand(form.Fields{"amount": "3", "unit": "boxx"}, unitsOf)
	assert.Equal(t, table.Unit, bad)
	f := table.Fold(form.Fields{"code": "1", "q-l": "3"}, texts.Get(i18n.AZ))
	assert.Equal(t, form.Fields{"code": "1", "amount": "3", "unit": "l"}, f)
	two := form.Fields{"q-l": "3", "q-piece": "1"}
	assert.Equal(t, two, table.Fold(two, texts.Get(i18n.AZ)))
	g.Top[table.DefaultCurrency], g.Top[table.DefaultOrigin] = "EUR", "Çin"
	got, _ := g.Expand(form.Fields{"code": "1"}, nil)
	assert.Equal(t, form.Fields{"code": "1", "price-cur": "EUR", "origin": "Çin"}, got)
}

func TestADraftChangesItsLanguage(t *testing.T) {
	g := table.NewGrid(i18n.AZ)
	items := g.Decode(table.Encode([]*table.Item{g.Item(form.Fields{"price": "1000.5", "amount": "2.25", "name": "a=b", "nonsense": "1"})}), i18n.EN)
	require.Len(t, items, 1)
	assert.Equal(t, form.Fields{"price": "1000,5", "amount": "2,25", "name": "a=b"}, items[0].Fields)
}

func TestEmptyRowsStayAtTheEnd(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	g.Set(0, "price", "5")
	g.Set(4, "price", "7")
	g.Set(2, "name", "no price")
	g.Sort("price", true, texts.Get(i18n.EN))
	assert.Equal(t, "7", g.Rows[0].Fields["price"])
	assert.Equal(t, "no price", g.Rows[2].Fields["name"])
	assert.Equal(t, 3, g.Used())
}

func TestOnlyProblemsInTheirCells(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	w := worker(g)
	g.Paste(table.Block{}, table.ParseBlock("84x\tx\t1x\tboxx\t1\t1,234\tQQQ\tNarnia\tzz\t?\n"), shown)
	w.Changed()
	work(t, w)
	list, n := w.Wrong(3, nil)
	assert.Len(t, list, 3)
	assert.Greater(t, n, 4)
	list, _ = w.Wrong(100, nil)
	for _, s := range list {
		assert.Contains(t, shown, table.Column(s.Problem.Field))
		seen := g.Rows[0].Seen()
		assert.NotNil(t, seen.Problem(table.Column(s.Problem.Field)))
	}
	_, n = w.Wrong(3, func(int, *form.Problem) bool { return true })
	assert.Zero(t, n)
}
