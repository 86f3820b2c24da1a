package table_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"rusum/calc/wire"
	"rusum/site/i18n"
	"rusum/wasm/form"
	"rusum/wasm/table"
)

// farDesk computes the rows of a grid a second time, at a desk that is told of
// them in parts.
type farDesk struct {
	sent table.Sent
	desk *table.Desk
}

func newFarDesk(g *table.Grid) *farDesk {
	return &farDesk{table.Sent{Grid: g}, table.NewDesk(worker(table.NewGrid(g.Lang)))}
}

// send hands parts of at most so many rows over, all of them or only some.
func (f *farDesk) send(rows, parts int) {
	if top, ok := f.sent.Top(); ok {
		f.desk.Top(top)
	}
	for ; parts > 0; parts-- {
		part := f.sent.Part(rows)
		if part == "" {
			break
		}
		f.desk.Part(part)
	}
}

// exchange does so much of it: 0 nothing, 1 some parts are sent, 2 all of them
// without waiting for the answer, 3 with it. Then everything has to be the same.
func (f *farDesk) exchange(t require.TestingT, w *table.Work, much int) {
	switch much {
	case 0:
		return
	case 1:
		f.send(1, 2)
		return
	}
	f.send(3, 1<<30)
	f.desk.Go()
	if much == 2 {
		f.desk.Work.Step(func() bool { return false })
		return
	}
	work(t, f.desk.Work)
	for told := f.desk.Told(2); told != ""; told = f.desk.Told(2) {
		f.sent.Take(told)
	}
	for i, x := range w.Grid.Rows {
		seen := x.Seen()
		require.Equal(t, x.Known, seen.Known, i)
		require.Equal(t, len(x.Problems), len(seen.Problems))
		for k := range x.Problems {
			want := x.Problems[k]
			want.Line = 0
			require.Equal(t, want, seen.Problems[k])
		}
		require.Equal(t, x.Result != nil, seen.Computed)
		if x.Result != nil {
			require.Equal(t, x.Result.CustomsValue.Valid, seen.Value.Valid)
			require.Equal(t, x.Result.CustomsValue.Decimal.String(), seen.Value.Decimal.String())
			require.Equal(t, sums(x.Sums), sums(seen.Sums))
		}
		require.NotNil(t, f.desk.Row(x.Stamp))
	}
	far := f.desk.Work
	require.Equal(t, len(w.Parts), len(far.Parts))
	for i := range w.Parts {
		if w.Parts[i].Assessment == nil {
			require.Nil(t, far.Parts[i].Assessment)
			continue
		}
		require.Equal(t, string(wire.EncodeAssessment(w.Parts[i].Assessment)), string(wire.EncodeAssessment(far.Parts[i].Assessment)))
	}
	require.Equal(t, w.Bad, far.Bad)
	for _, x := range []*table.Totals{&w.Totals, &far.Totals} {
		x.Fees = nil // compared above
	}
	require.Equal(t, len(w.Totals.Kinds), len(far.Totals.Kinds))
	require.Equal(t, []int{w.Totals.Lines, w.Totals.Wrong, w.Totals.Open, w.Totals.Unknown, w.Totals.Chosen},
		[]int{far.Totals.Lines, far.Totals.Wrong, far.Totals.Open, far.Totals.Unknown, far.Totals.Chosen})
}

func sums(s table.Sums) (out []string) {
	for _, d := range []struct {
		ok bool
		s  string
	}{{s.Duty.Valid, s.Duty.Decimal.String()}, {s.Excise.Valid, s.Excise.Decimal.String()}, {s.VAT.Valid, s.VAT.Decimal.String()}, {s.Rest.Valid, s.Rest.Decimal.String()}, {s.Total.Valid, s.Total.Decimal.String()}} {
		out = append(out, strconv.FormatBool(d.ok)+d.s)
	}
	return append(out, s.Open)
}

func TestAChangedCellIsOneRowOnItsWay(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	var items []*table.Item
	for i := range 1000 {
		items = append(items, g.Item(form.Fields{"code": "847130", "price": strconv.Itoa(100 + i), "duty": "5"}))
	}
	g.Replace(items)
	f := newFarDesk(g)
	f.send(100, 1<<30)
	f.desk.Go()
	work(t, f.desk.Work)
	n := 0
	for told := f.desk.Told(300); told != ""; told = f.desk.Told(300) {
		f.sent.Take(told)
		n++
	}
	assert.Equal(t, 4, n)
	g.Set(500, "price", "7")
	part := f.sent.Part(100)
	assert.Less(t, len(part), 100)
	assert.Empty(t, f.sent.Part(100))
	f.desk.Part(part)
	f.desk.Go()
	work(t, f.desk.Work)
	told := f.desk.Told(300)
	assert.Less(t, len(told), 100)
	f.sent.Take(told)
	seen := g.Rows[500].Seen()
	assert.True(t, seen.Computed)

	// Sorting sends no fields again; a row that is gone is not told, and told when it is back.
	g.Sort("price", true, reader(i18n.EN).Texts)
	all := 0
	for part = f.sent.Part(100); part != ""; part = f.sent.Part(100) {
		all += len(part)
		f.desk.Part(part)
	}
	assert.Less(t, all, 10*1000)
	g.Set(3, "price", "8")
	f.desk.Part(f.sent.Part(100))
	f.desk.Go()
	work(t, f.desk.Work)
	told = f.desk.Told(300)
	g.Remove(3, 1)
	f.sent.Take(told)
	g.Undo()
	f.exchange(t, localOf(t, g), 3)
}

// localOf computes the same rows here.
func localOf(t require.TestingT, g *table.Grid) *table.Work {
	w := worker(g)
	w.Changed()
	work(t, w)
	return w
}

func TestRowsThatAreComputedElsewhereKeepWhatTheyShow(t *testing.T) {
	g := table.NewGrid(i18n.EN)
	g.Replace([]*table.Item{g.Item(form.Fields{"code": "847130", "price": "100", "duty": "5"}), g.Item(form.Fields{"code": "84x", "price": "1,2,3"}), g.Item(form.Fields{"code": "847130", "price": "100"})})
	w := localOf(t, g)
	var before []table.Seen
	for _, x := range g.Rows {
		before = append(before, x.Seen())
	}
	wrong, n := w.Wrong(9, nil)
	g.Leave()
	for i, x := range g.Rows {
		seen := x.Seen()
		assert.Nil(t, x.Result)
		assert.Equal(t, before[i].Computed, seen.Computed)
		assert.Equal(t, before[i].Problems, seen.Problems)
		assert.Equal(t, sums(before[i].Sums), sums(seen.Sums))
	}
	again, m := w.Wrong(9, nil)
	assert.Equal(t, n, m)
	assert.Equal(t, len(wrong), len(again))
	g.Return()
	w.Headed()
	work(t, w)
	assert.Equal(t, sums(before[0].Sums), sums(g.Rows[0].Seen().Sums))
}

// Whatever a message holds, nothing breaks.
func TestWhatIsToldMayBeAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFarDesk(table.NewGrid(i18n.EN))
		text := rapid.StringOfN(rapid.RuneFrom([]rune("0123=rwku.?\x1e\x1f")), 0, 40, -1)
		f.send(5, 1)
		f.desk.Part(text.Draw(t, "part"))
		f.sent.Take("0\x1f1\x1f" + text.Draw(t, "told"))
		f.desk.Go()
		work(t, f.desk.Work)
		for _, x := range f.sent.Grid.Rows {
			x.Seen()
		}
	})
}
