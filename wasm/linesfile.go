//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"rusum/wasm/field"
	"rusum/wasm/form"
	"rusum/wasm/paint"
	"rusum/wasm/table"
)

// lineFile is a file on its way into the table or out of it. The worker that
// converts tariffs reads and writes it, so that a large file holds up nothing.
type lineFile struct {
	name   string
	busy   bool // nothing else may change the table
	pasted bool

	worker js.Value
	on     js.Func
	answer func(m js.Value) // what to do with the worker's next answer

	sheets []string
	texts  []bool
	counts []int
	sheet  int
	rows   []table.Row // the first ones; all of a paste
	all    int
	m      table.Mapping
	mark   string
	nocode bool
	stop   func()
	piece  func(m js.Value) // takes what is written
}

// guessed is how many rows are looked at to tell what the columns hold.
const guessed = 1000

// batchRows is how many rows the worker hands over at a time.
const batchRows = 500

func (p *linesPage) startFiles() {
	// The worker is kept for the time without a network, once the page is at rest.
	fetched := newTimer(2500, func() {
		go func() {
			for _, name := range []string{"data-convert", "data-worker"} {
				if _, err := wait(window.Call("fetch", attr(byID("files"), name))); err != nil {
					return
				}
			}
			document.Get("documentElement").Get("dataset").Set("files", "here")
		}()
	})
	if window.Get("navigator").Get("serviceWorker").Truthy() {
		fetched.start()
	}
	onDrop(byID("drop"), func(files js.Value) {
		if files.Length() > 0 && (p.file == nil || !p.file.busy) {
			p.readFile(files.Index(0))
		}
	})
}

// fileFault says why a file was not read.
func (p *linesPage) fileFault(code string) {
	p.closeFile("")
	key := "ui.lines.error." + code
	if !p.t.Has(key) {
		key = "ui.lines.error.other"
	}
	p.els.text("file-error", p.get(key, "code", code))
	p.els.hide("file-error", false)
}

// closeFile ends the reading or writing; say is said.
func (p *linesPage) closeFile(say string) {
	if f := p.file; f != nil && f.worker.Truthy() {
		f.worker.Call("terminate")
		f.on.Release()
	}
	p.file = nil
	p.els.html("import", "")
	p.els.hide("work", true)
	if say != "" {
		p.tell(say)
	}
}

// startWorker starts the worker; every message of its goes to the file's answer.
func (p *linesPage) startWorker(f *lineFile) {
	f.worker = window.Get("rusumTariff").Call("worker")
	f.on = js.FuncOf(func(_ js.Value, args []js.Value) any {
		m := args[0].Get("data")
		if m.Type() != js.TypeObject || p.file != f {
			return nil // an answer for a file that was given up
		}
		if e := m.Get("error"); e.Truthy() {
			p.fileFault(e.Get("code").String())
			return nil
		}
		if g := m.Get("progress"); g.Truthy() {
			p.progress(p.get("ui.lines.file.reading", "name", f.name), g.Get("done").Int(), g.Get("total").Int())
			return nil
		}
		if f.answer != nil && !m.Get("ready").Truthy() {
			f.answer(m)
		}
		return nil
	})
	f.worker.Set("onmessage", f.on)
	at := byID("files")
	base := window.Get("location").Get("href")
	abs := func(name string) js.Value { return window.Get("URL").New(attr(at, name), base).Get("href") }
	f.worker.Call("postMessage", map[string]any{"wasmExec": abs("data-exec"), "wasm": abs("data-convert")})
}

// readFile reads a file that was chosen or dropped.
func (p *linesPage) readFile(file js.Value) {
	p.closeFile("")
	p.quiet()
	p.els.hide("file-error", true)
	f := &lineFile{name: file.Get("name").String(), busy: true}
	p.file = f
	if file.Get("size").Float() > 64<<20 {
		p.fileFault("too_large")
		return
	}
	f.stop = func() { p.closeFile(p.get("ui.lines.file.cancelled")) }
	p.progress(p.get("ui.lines.file.reading", "name", f.name), 0, 1)
	p.startWorker(f)
	go func() {
		v, err := wait(file.Call("arrayBuffer"))
		if p.file != f {
			return
		}
		if err != nil {
			p.fileFault("other")
			return
		}
		f.answer = func(m js.Value) {
			list := m.Get("sheets")
			for i := range list.Length() {
				s := list.Index(i)
				f.sheets = append(f.sheets, s.Get("name").String())
				f.texts = append(f.texts, s.Get("text").Bool())
				f.counts = append(f.counts, s.Get("rows").Int())
			}
			p.look(f, 0, -1, -1)
		}
		f.worker.Call("postMessage", map[string]any{"id": 1, "action": "sheets", "bytes": window.Get("Uint8Array").New(v)})
	}()
}

// look reads the beginning of a sheet, and of the next while the best is sought.
func (p *linesPage) look(f *lineFile, sheet, best, most int) {
	f.answer = func(m js.Value) {
		rows := rowsOf(m.Get("rows").String())
		guess, sure := table.Guess(rows)
		if n := guess.Fit(sure); n > most {
			best, most = sheet, n
			f.sheet, f.rows, f.m, f.all = sheet, rows, guess, f.counts[sheet]
			f.m.Quoted = f.texts[sheet]
		}
		if sheet+1 < len(f.sheets) {
			p.look(f, sheet+1, best, most)
			return
		}
		p.take0(f)
	}
	p.askRows(f, sheet, 0, guessed)
}

func (p *linesPage) askRows(f *lineFile, sheet, from, to int) {
	f.worker.Call("postMessage", map[string]any{"id": 1, "action": "rows", "sheet": sheet, "from": from, "to": to})
}

// rowsOf reads rows as the worker writes them.
func rowsOf(s string) []table.Row {
	var out []table.Row
	for row := range strings.SplitSeq(s, "\x1e") {
		cells := strings.Split(row, "\x1f")
		if len(cells) < 3 {
			continue
		}
		r := table.Row{Cells: cells[2 : len(cells)-1]}
		r.Line, _ = strconv.Atoi(cells[0])
		r.Exact, _ = strconv.ParseUint(cells[1], 36, 64)
		out = append(out, r)
	}
	return out
}

// take0 asks what the columns of a file hold, as it was answered last time.
func (p *linesPage) take0(f *lineFile) {
	p.file = f
	f.busy = true
	f.stop = func() { p.closeFile(p.get("ui.lines.file.cancelled")) }
	p.els.hide("work", true)
	p.remembered(f)
	p.paintImport()
	byID("import").Call("scrollIntoView", map[string]any{"block": "nearest"})
	byID("import-title").Call("focus", map[string]any{"preventScroll": true})
}

// paintImport shows the question.
func (p *linesPage) paintImport() {
	f := p.file
	x := paint.SheetImport{Name: f.name, Rows: max(0, f.all-f.m.Heads), Sheets: f.sheets, Sheet: f.sheet, Heads: f.m.Heads, Currency: f.m.Currency, Mark: f.mark, NoCode: f.nocode}
	x.Choices = append(x.Choices, [2]string{"", p.get("ui.lines.import.skip")})
	for _, c := range append(append([]table.Column{}, firstColumns...), moreColumns()...) {
		x.Choices = append(x.Choices, [2]string{string(c), c.Title(p.t)})
	}
	cell := func(row, col int) string {
		if row < 0 || row >= len(f.rows) || col >= len(f.rows[row].Cells) {
			return ""
		}
		return field.Clip(strings.TrimSpace(f.rows[row].Cells[col]))
	}
	for i, c := range f.m.Columns {
		col := paint.SheetImportColumn{Letter: table.Letters(i), Holds: string(c)}
		if f.m.Heads > 0 {
			col.Head = cell(f.m.Heads-1, i)
		}
		for k := f.m.Heads; k < min(len(f.rows), f.m.Heads+20) && col.Sample == ""; k++ {
			col.Sample = cell(k, i)
		}
		x.Columns = append(x.Columns, col)
	}
	x.Doubt = f.m.Doubtful(f.rows[min(f.m.Heads, len(f.rows)):])
	p.els.html("import", paint.ImportForm(p.t, x))
}

// mapped takes an answer to it.
func (p *linesPage) mapped(e js.Value) {
	f := p.file
	if f == nil || f.m.Columns == nil {
		return
	}
	id, v := e.Get("id").String(), e.Get("value").String()
	switch {
	case attr(e, "data-col") != "":
		i, _ := strconv.Atoi(attr(e, "data-col"))
		for k := range f.m.Columns {
			if f.m.Columns[k] == table.Column(v) {
				f.m.Columns[k] = table.Skip // a field belongs to one column
			}
		}
		f.m.Columns[i] = table.Column(v)
		f.nocode = false
	case id == "import-sheet":
		i, _ := strconv.Atoi(v)
		f.answer = func(m js.Value) {
			f.rows = rowsOf(m.Get("rows").String())
			f.m, _ = table.Guess(f.rows)
			f.m.Quoted = f.texts[i]
			f.sheet, f.all, f.mark = i, f.counts[i], ""
			p.remembered(f)
			p.paintImport()
		}
		p.askRows(f, i, 0, guessed)
		return
	case id == "import-heads":
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && n >= 1 && n <= f.all {
			f.m.Heads = n - 1
		}
	case id == "import-cur":
		cur, ok := table.CurrencyOf(v)
		if !ok {
			cur = ""
		}
		f.m.Currency = cur
	case id == "import-mark":
		if f.mark = v; v == "" {
			guess, _ := table.Guess(f.rows)
			f.m.Marks = guess.Marks
		} else {
			f.m.SetMark(table.Mark(v[0]))
		}
	}
	p.paintImport()
	if id != "" {
		if e := byID(id); e.Truthy() {
			e.Call("focus", map[string]any{"preventScroll": true})
		}
	}
}

// The answers are kept by the heads of the file: "head|head=code,,price|USD|,".
const (
	mapsKey  = "rusum.lines.maps"
	mostMaps = 20
)

func (f *lineFile) headKey() string {
	if f.m.Heads == 0 || f.m.Heads > len(f.rows) {
		return ""
	}
	var b strings.Builder
	for _, c := range f.rows[f.m.Heads-1].Cells {
		field.Pair(&b, "h", strings.TrimSpace(c))
	}
	return b.String()
}

func (p *linesPage) remembered(f *lineFile) {
	key := f.headKey()
	if key == "" {
		return
	}
	for line := range strings.SplitSeq(stored("localStorage", mapsKey), "\n") {
		parts := strings.Split(line, "\t")
		if len(parts) != 4 || parts[0] != key {
			continue
		}
		list := strings.Split(parts[1], ",")
		if len(list) != len(f.m.Columns) {
			return
		}
		for i, c := range list {
			if c == "" || form.IsLine(c) || table.Column(c) == table.Quantity || table.Column(c) == table.Unit {
				f.m.Columns[i] = table.Column(c)
			}
		}
		f.m.Currency = parts[2]
		if f.mark = parts[3]; f.mark == "," || f.mark == "." {
			f.m.SetMark(table.Mark(f.mark[0]))
		}
	}
}

func (p *linesPage) remember(f *lineFile) {
	key := f.headKey()
	if key == "" {
		return
	}
	names := make([]string, len(f.m.Columns))
	for i, c := range f.m.Columns {
		names[i] = string(c)
	}
	out := []string{key + "\t" + strings.Join(names, ",") + "\t" + f.m.Currency + "\t" + f.mark}
	for line := range strings.SplitSeq(stored("localStorage", mapsKey), "\n") {
		if line != "" && !strings.HasPrefix(line, key+"\t") && len(out) < mostMaps {
			out = append(out, line)
		}
	}
	store("localStorage", mapsKey, strings.Join(out, "\n"))
}

// importRows takes the rows of the file into the table, piece by piece.
func (p *linesPage) importRows(replace bool) {
	f := p.file
	if f == nil {
		return
	}
	code := false
	for _, c := range f.m.Columns {
		code = code || c == "code"
	}
	if !code {
		f.nocode = true
		p.paintImport()
		return
	}
	p.remember(f)
	p.els.html("import", "")
	var items []*table.Item
	skipped, left := 0, 0
	filled := map[string]bool{}
	known := func(code string) int {
		if i, ok := p.core.Longest(code); ok {
			return len(p.core.Code(i))
		}
		return 0
	}
	room := table.MostRows
	if !replace {
		room -= p.grid.Used()
	}
	finish := func() {
		say := p.get("ui.lines.done.import", "n", strconv.Itoa(len(items)))
		if f.pasted {
			say = p.get("ui.lines.done.paste", "n", strconv.Itoa(len(items)))
		}
		if skipped > 0 {
			say += " " + p.get("ui.lines.done.skipped", "n", strconv.Itoa(skipped))
		}
		if left > 0 {
			say += " " + p.get("ui.lines.full", "most", strconv.Itoa(table.MostRows), "n", strconv.Itoa(left))
		}
		at := 0
		if replace {
			p.grid.Replace(append(items, p.grid.Item(form.Fields{})))
		} else {
			at = p.grid.Used()
			p.grid.InsertItems(at, items)
		}
		p.showColumns(filled)
		p.closeFile(say)
		p.view.stale = true
		p.moveTo(at, 0, false)
		p.changed()
		p.paintTools()
	}
	next, rest := f.m.Heads, []table.Row(nil)
	var more *timer
	step := func() {
		if p.file != f {
			return
		}
		clock := window.Get("performance")
		from := clock.Call("now").Float()
		for n := 0; len(rest) > 0; n++ {
			if n%16 == 15 && clock.Call("now").Float()-from > slice {
				more.start()
				return
			}
			r := &rest[0]
			rest = rest[1:]
			fields, empty := f.m.Fields(r, p.t.Lang(), known)
			switch {
			case empty:
				skipped++
			case len(items) >= room:
				left++
			default:
				x := p.grid.Item(table.Fold(fields, p.t))
				if !f.pasted {
					x.File = r.Line
				}
				items = append(items, x)
				for k := range x.Fields {
					filled[k] = true
				}
			}
		}
		p.progress(p.get("ui.lines.file.taking", "done", strconv.Itoa(next), "all", strconv.Itoa(f.all)), next, f.all)
		if next >= f.all {
			finish()
			return
		}
		if f.pasted {
			rest, next = f.rows[next:], f.all
			more.start()
			return
		}
		f.answer = func(m js.Value) {
			rest = rowsOf(m.Get("rows").String())
			more.start()
		}
		p.askRows(f, f.sheet, next, next+batchRows)
		next += batchRows
	}
	more = newTimer(0, step)
	more.start()
}

// stop gives up what takes long: reading, writing or computing.
func (p *linesPage) stop() {
	if p.file != nil && p.file.stop != nil {
		p.file.stop()
		return
	}
	if p.away != nil {
		p.away.stop()
	} else {
		p.work.Stop()
	}
	p.els.hide("work", true)
}

// download writes the table into a file; see linesWriter. A table that is
// computed by a worker is put into rows there, and passes through here.
func (p *linesPage) download(kind string) {
	if p.file != nil || p.busy() {
		return
	}
	f := &lineFile{busy: true}
	p.file = f
	p.quiet()
	f.stop = func() {
		if p.away != nil {
			p.away.stop()
		}
		p.closeFile(p.get("ui.lines.file.stopped"))
	}
	name := "rusum-" + p.day().String()
	done := func(parts []any, ending, media string) {
		p.closeFile(p.get("ui.lines.file.ready", "name", name+ending))
		saveBlob(name+ending, window.Get("Blob").New(parts, map[string]any{"type": media}))
	}
	parts := []any{window.Get("String").Call("fromCharCode", 0xfeff)}
	f.piece = func(m js.Value) {
		if m.Get("action").String() == "write" {
			parts = append(parts, m.Get("rows"))
		} else {
			done(parts, ".csv", "text/csv;charset=utf-8")
		}
	}
	switch kind {
	case "payments":
		name += "-payments"
	case "xlsx":
		p.startWorker(f)
		f.answer = func(m js.Value) {
			done([]any{m.Get("file")}, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		}
		f.piece = func(m js.Value) {
			m.Set("id", 1)
			f.worker.Call("postMessage", m)
		}
	}
	p.wrote(0, 1)
	if p.away != nil {
		p.away.write(kind)
		return
	}
	w := p.writer(kind, func(m map[string]any) { f.piece(js.ValueOf(m)) })
	var more *timer
	more = newTimer(0, func() {
		if p.file == f && !w.step(until(slice)) {
			p.wrote(w.progress())
			more.start()
		}
	})
	more.start()
}

// wrote shows how far a file is.
func (p *linesPage) wrote(done, all int) {
	p.progress(p.get("ui.lines.file.writing", "done", strconv.Itoa(done), "all", strconv.Itoa(all)), done, all)
}
