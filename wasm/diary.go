//go:build js && wasm

package main

import (
	"syscall/js"

	"rusum/calc"
	"rusum/calc/date"
	"rusum/calc/wire"
	"rusum/site/render"
	"rusum/wasm/paint"
	"rusum/wasm/people"
	"rusum/wasm/sheet"
)

// diary is the list of parcels kept on the device.
type diary struct {
	list    []*calc.Declaration
	ledger  *calc.Ledger
	current *calc.Declaration // what the form holds, nil while it has no answer
	editing int               // the entry the form shows, -1 for none
	asking  bool              // whether all is to be deleted
	unsaved bool              // the list is ahead of what the device has
	problem string
}

var theDiary = &diary{editing: -1}

const diaryStore, diaryKey = "kept", "parcels"

// startDiary reads the diary and follows its changes in other tabs.
func startDiary(p *sheetPage) {
	on(document, "change", false, func(ev js.Value) {
		if e := element(ev); !e.IsNull() && e.Get("id").String() == "diary-file" && e.Get("files").Length() > 0 {
			theDiary.importFile(p, e.Get("files").Index(0))
			e.Set("value", "")
		}
	})
	db := window.Get("rusumStore")
	if !db.Truthy() {
		theDiary.problem = p.get("ui.diary.forbidden")
		return
	}
	theDiary.load(p)
	db.Call("watch", diaryStore, js.FuncOf(func(js.Value, []js.Value) any {
		theDiary.load(p)
		return nil
	}))
}

// then calls ok or bad once a promise is settled.
func then(promise js.Value, ok func(v js.Value), bad func(reason string)) {
	var a, b js.Func
	release := func() { a.Release(); b.Release() }
	a = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		ok(args[0])
		return nil
	})
	b = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		reason := "failed"
		if r := args[0].Get("reason"); r.Type() == js.TypeString {
			reason = r.String()
		}
		bad(reason)
		return nil
	})
	promise.Call("then", a, b)
}

// kept reads what the device has; false where it cannot be read.
func kept(v js.Value) ([]*calc.Declaration, bool) {
	if v.Type() != js.TypeString {
		return nil, true
	}
	list, f := wire.DecodeLedger([]byte(v.String()))
	return list, f == nil
}

func (d *diary) load(p *sheetPage) {
	then(window.Get("rusumStore").Call("get", diaryStore, diaryKey), func(v js.Value) {
		list, ok := kept(v)
		switch {
		case !ok:
			d.problem = p.get("ui.diary.unreadable")
		case !d.unsaved:
			d.set(p, list)
		}
		p.update()
	}, func(reason string) {
		d.problem = d.why(p, reason)
		p.update()
	})
}

// set takes a list over and computes its months. A list that the engine
// refuses is kept as it is and shown without sums.
func (d *diary) set(p *sheetPage, list []*calc.Declaration) {
	if d.editing >= 0 && (d.editing >= len(list) || people.Find(list, d.list[d.editing]) != d.editing) {
		d.editing = people.Find(list, d.list[d.editing]) // it moved, or another tab deleted it
	}
	d.list, d.ledger = list, nil
	if l, f := calc.Month(list, p.tables); f == nil {
		d.ledger = l
	}
}

// change carries out a change of the list and keeps it. It is made to what the
// device has at that moment, so that the change of another tab is not lost;
// where that is refused it stays on the page and the person is told. over may
// replace what cannot be read.
func (d *diary) change(p *sheetPage, over bool, make func(list []*calc.Declaration) []*calc.Declaration, done func() string) {
	d.asking = false
	stay := func(problem string) {
		d.set(p, make(d.list))
		d.unsaved, d.problem = true, problem
		p.update()
		focusDiary()
	}
	db := window.Get("rusumStore")
	if !db.Truthy() {
		stay(p.get("ui.diary.forbidden"))
		return
	}
	var next []*calc.Declaration
	readable := true
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		list, ok := kept(args[0])
		if readable = ok || over; !readable {
			return js.Undefined()
		}
		if d.unsaved {
			list = d.list
		}
		next = make(list)
		return string(wire.EncodeParcels(next))
	})
	db.Call("last")
	then(db.Call("update", diaryStore, diaryKey, f), func(js.Value) {
		f.Release()
		if !readable {
			stay(p.get("ui.diary.unreadable"))
			return
		}
		d.set(p, next)
		d.unsaved, d.problem = false, ""
		text := done()
		p.notices = []paint.Notice{{Text: text}}
		p.update()
		p.announce(text)
		focusDiary()
	}, func(reason string) {
		f.Release()
		stay(d.why(p, reason))
	})
}

// focusDiary takes the reader to the diary: the button that was pressed may be gone.
func focusDiary() {
	if e := byID("diary-title"); e.Truthy() {
		e.Call("focus")
	}
}

// focusAct puts the focus on the button of an act.
func focusAct(act string) {
	if e := document.Call("querySelector", `[data-act="`+act+`"]`); e.Truthy() {
		e.Call("focus")
	}
}

func (d *diary) why(p *sheetPage, reason string) string {
	switch reason {
	case "forbidden", "full", "blocked":
		return p.get("ui.diary." + reason)
	}
	return p.get("ui.diary.failed")
}

// others are the entries but the one in the form.
func (d *diary) others() []*calc.Declaration {
	if d.editing < 0 || d.editing >= len(d.list) {
		return d.list
	}
	return append(append([]*calc.Declaration{}, d.list[:d.editing]...), d.list[d.editing+1:]...)
}

// assess computes a parcel after the others of its month.
func (d *diary) assess(p *sheetPage, x *calc.Declaration) (*calc.Assessment, *calc.Fault) {
	as, f := calc.Assess(x, p.tables)
	if f != nil || len(d.list) == 0 {
		return as, f
	}
	var others []*calc.Declaration
	for _, o := range d.others() { // what may count on the same limits
		if o.Date.Year() == x.Date.Year() || o.Date.AddDays(31).After(x.Date) && x.Date.After(o.Date) {
			others = append(others, o)
		}
	}
	l, f := calc.Month(append(append([]*calc.Declaration{}, others...), x), p.tables)
	if f != nil {
		return as, nil // the diary's fault, not the form's
	}
	return l.Entries[len(others)].Assessment, nil
}

// before is how many entries of the month stand before a parcel.
func (d *diary) before(x *calc.Declaration) int {
	n := 0
	for _, o := range d.others() {
		if o.Date.Year() == x.Date.Year() && o.Date.Month() == x.Date.Month() && !o.Date.After(x.Date) {
			n++
		}
	}
	return n
}

// actParcel carries out the diary's buttons.
func actParcel(p *sheetPage, act, value string, line int) bool {
	d := theDiary
	say := func(key string) func() string { return func() string { return p.get(key) } }
	switch act {
	case "diary-add":
		x := d.current
		if x == nil {
			return false
		}
		if d.editing >= 0 {
			was := d.list[d.editing]
			d.editing = -1
			d.change(p, false, func(list []*calc.Declaration) []*calc.Declaration { return people.Replace(list, was, x) }, say("ui.diary.saved"))
		} else {
			d.change(p, false, func(list []*calc.Declaration) []*calc.Declaration { return people.Add(list, x) }, say("ui.diary.added"))
		}
		p.clear()
	case "diary-edit":
		if line < 0 || line >= len(d.list) {
			return false
		}
		d.editing, d.asking = line, false
		p.doc = sheet.New(p.sheet, p.t.Lang())
		people.Fill(p.doc, d.list[line], p.tables)
		p.show()
		p.changed()
		p.update()
		if d.current != nil && people.Find(d.list[line:line+1], d.current) < 0 {
			p.notices = []paint.Notice{{Text: p.get("ui.diary.partial")}}
			p.update()
		}
		p.focus("goods-1-item")
	case "diary-cancel":
		d.editing = -1
		p.clear()
		p.update()
		focusDiary()
	case "diary-delete":
		if line < 0 || line >= len(d.list) {
			return false
		}
		was := d.list[line]
		if d.editing == line {
			d.editing = -1
		}
		d.change(p, false, func(list []*calc.Declaration) []*calc.Declaration { return people.Replace(list, was, nil) }, say("ui.diary.deleted"))
	case "diary-clear":
		d.asking = true
		p.update()
		focusAct("diary-clear-no")
	case "diary-clear-no":
		d.asking = false
		p.update()
		focusAct("diary-clear")
	case "diary-clear-yes":
		d.editing = -1
		d.change(p, true, func([]*calc.Declaration) []*calc.Declaration { return nil }, say("ui.diary.cleared"))
	case "diary-json":
		saveFile("rusum-parcels-"+today().String()+".json", "application/json", string(wire.Indent(wire.EncodeParcels(d.list))))
	case "diary-csv":
		saveFile("rusum-parcels-"+today().String()+".csv", "text/csv;charset=utf-8", "\ufeff"+people.CSV(d.list, d.ledger, p.tables))
	default:
		return false
	}
	return true
}

// importFile adds the parcels of a file to the diary.
func (d *diary) importFile(p *sheetPage, file js.Value) {
	if tooLong(file) {
		d.problem = p.get("ui.diary.bad", "why", p.get("ui.file.big"))
		p.update()
		focusDiary()
		return
	}
	then(file.Call("text"), func(v js.Value) {
		more, f := people.Import(v.String(), p.tables)
		if f != nil {
			d.problem = p.get("ui.diary.bad", "why", render.Fault(f, p.t))
			p.update()
			focusDiary()
			return
		}
		n := 0
		d.change(p, false, func(list []*calc.Declaration) []*calc.Declaration {
			list, n = people.Merge(list, more)
			return list
		}, func() string { return p.get("ui.diary.imported", "n", itoa(n), "same", itoa(len(more)-n)) })
	}, func(string) {
		d.problem = p.get("ui.diary.failed")
		p.update()
	})
}

// html is the diary with its months, the latest first.
func (d *diary) html(p *sheetPage) string {
	out := paint.Diary{Problem: d.problem, Asking: d.asking}
	if d.ledger == nil && len(d.list) > 0 && d.problem == "" {
		out.Problem = p.get("ui.diary.refused")
	}
	var order []date.Date
	for _, x := range d.list {
		first := date.Must(x.Date.Year(), x.Date.Month(), 1)
		i := 0
		for i < len(order) && order[i].After(first) {
			i++
		}
		if i < len(order) && order[i] == first {
			continue
		}
		order = append(order[:i], append([]date.Date{first}, order[i:]...)...)
	}
	for _, first := range order {
		out.Months = append(out.Months, d.month(p, first))
	}
	if d.ledger != nil {
		for i := len(d.ledger.Phones) - 1; i >= 0; i-- {
			out.Phones = append(out.Phones, render.PeriodLimit(&d.ledger.Phones[i], p.t))
		}
	}
	return paint.DiaryList(p.t, out)
}

func (d *diary) month(p *sheetPage, first date.Date) paint.DiaryMonth {
	m := paint.DiaryMonth{Title: p.t.Month(first.Month()) + " " + itoa(first.Year())}
	if d.ledger != nil {
		for i := range d.ledger.Months {
			x := &d.ledger.Months[i]
			if x.From != first {
				continue
			}
			m.Total = paint.Manat(p.t, x.Sums.Total)
			if x.Sums.Open {
				m.Total = p.get("total.from", "amount", m.Total)
			}
			if x.Use != nil {
				meter := render.PeriodMeter(x.Use, x.Channel, p.t)
				m.Meter = &meter
			}
			if x.OrderMatters {
				m.Notes = append(m.Notes, p.get("ui.diary.order"))
			}
			if x.Sums.Possible.IsPositive() {
				m.Notes = append(m.Notes, p.get("ui.diary.possible", "amount", paint.Manat(p.t, x.Sums.Possible)))
			}
		}
	}
	for i, x := range d.list {
		if x.Date.Year() != first.Year() || x.Date.Month() != first.Month() {
			continue
		}
		e := paint.DiaryEntry{N: i, Day: p.t.Date(x.Date), Editing: i == d.editing}
		for k := range x.Lines {
			if k > 0 {
				e.Name += ", "
			}
			e.Name += p.thingName(x.Lines[k].Item, x.Lines[k].Description, x.Lines[k].Code, 1)
		}
		if d.ledger != nil {
			l := &d.ledger.Entries[i]
			if v := l.Assessment.CustomsValue; v.Valid {
				e.Value = paint.Manat(p.t, v.Decimal)
			}
			e.Amount = paint.Manat(p.t, l.Sums.Total)
		}
		m.Entries = append(m.Entries, e)
	}
	sortEntries(m.Entries, d.list)
	return m
}

// sortEntries puts the latest first.
func sortEntries(list []paint.DiaryEntry, ds []*calc.Declaration) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && ds[list[j].N].Date.After(ds[list[j-1].N].Date); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}
