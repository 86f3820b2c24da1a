//go:build js && wasm

// Command convert is the program of the worker that turns a tariff table a
// person has chosen into a tariff pack, on the device. It runs the code of the
// command tariffgen. It touches no document and makes no request.
//
// It receives {id, action: "convert", name, bytes, options} and posts
//
//	{id, progress: {stage, done, total}}                    stages "read", "convert", "pack"
//	{id, pack, report, title, counts}                       pack is a Uint8Array, report the JSON of convert.Report
//	{id, error: {code, hint, part, line}}                   codes of tablefile.Codes and package convert
//
// options, all of them optional: lang ("az", "ru", "en", "us"; "" tries each),
// currency, title, act, date, core (the bytes of core.bin, so that codes are
// checked against the nomenclature), previous (a pack to compare with),
// previousName, amend (the pack that the file amends from date on), amendName,
// edition (true: the file is a whole new edition of it),
// maxUnresolved (percent, "0.5"; above it the answer is the error
// "too_many_unresolved" with the report), html (true: the report as a page too).
// What it does with tables of goods stands in sheets.go.
package main

import (
	"syscall/js"

	"rusum/calc/date"
	"rusum/calc/num"
	"rusum/calc/ratetext"
	"rusum/tariffdata"
	"rusum/tariffdata/convert"
	"rusum/tariffdata/tablefile"
)

func main() {
	self := js.Global()
	self.Set("rusumConvert", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) == 1 {
			answer(self, args[0])
		}
		return true // an answer was posted: a program that has run out of memory does not get here
	}))
	self.Call("rusumConvertReady")
	select {}
}

// answer converts and posts what came of it. Whatever fails, one answer is posted.
func answer(self, m js.Value) {
	id := m.Get("id")
	defer func() {
		if r := recover(); r != nil {
			post(self, id, fault(&tablefile.Error{Code: "internal", Hint: "a fault of the program; the file was not converted"}))
		}
	}()
	if sheetAction(self, m) {
		return
	}
	if m.Get("action").String() != "convert" {
		post(self, id, fault(&tablefile.Error{Code: "unknown_action", Hint: "convert"}))
		return
	}
	size := field(m.Get("bytes"), "byteLength")
	if size.Type() != js.TypeNumber {
		post(self, id, fault(&tablefile.Error{Code: "empty", Hint: "the file holds nothing"}))
		return
	}
	if size.Int() > tablefile.MaxSize { // before it is copied
		post(self, id, fault(&tablefile.Error{Code: "too_large", Hint: "a tariff has a few megabytes; at most 64 are read"}))
		return
	}
	o := m.Get("options")
	j, limit, err := job(o, text(m, "name"))
	if err != nil {
		post(self, id, fault(err))
		return
	}
	j.Progress = func(stage string, done, total int) {
		post(self, id, map[string]any{"progress": map[string]any{"stage": stage, "done": done, "total": total}})
	}
	out, err := j.Run(bytes(m.Get("bytes")))
	if err != nil {
		post(self, id, fault(err))
		return
	}
	res := map[string]any{"report": out.Report.JSON(), "title": title(out.Meta, j.Name), "format": string(out.Table.Format), "namesOnly": out.Result.NamesOnly}
	if flag(o, "html") {
		res["html"] = out.Report.HTML()
	}
	counts := map[string]any{}
	for _, c := range out.Report.Status {
		counts[c.Key] = c.N
	}
	res["counts"] = counts
	if limit != "" {
		max, e := num.Parse(limit)
		if e != nil || out.Report.Exceeds(max) {
			res["error"] = map[string]any{"code": "too_many_unresolved", "hint": "too many lines were not understood", "part": "", "line": 0}
			post(self, id, res)
			return
		}
	}
	pack := out.Pack()
	u := self.Get("Uint8Array").New(len(pack))
	js.CopyBytesToJS(u, pack)
	res["pack"] = u
	post(self, id, res)
}

// job reads the options.
func job(o js.Value, name string) (j tablefile.Job, limit string, err *tablefile.Error) {
	j = tablefile.Job{Name: name, Lang: ratetext.Lang(text(o, "lang")), Currency: text(o, "currency"), Title: text(o, "title"), Act: text(o, "act"), Tool: "browser"}
	switch j.Lang {
	case "", ratetext.AZ, ratetext.RU, ratetext.EN, ratetext.US:
	default:
		return j, "", &tablefile.Error{Code: "unknown_language", Hint: "az, ru, en or us"}
	}
	if s := text(o, "date"); s != "" {
		d, e := date.Parse(s)
		if e != nil {
			return j, "", &tablefile.Error{Code: "bad_date", Hint: "2026-07-09 or 09.07.2026", Part: s}
		}
		j.Date = d
	}
	if b := bytes(field(o, "core")); b != nil {
		c, e := tariffdata.OpenCore(b)
		if e != nil {
			return j, "", &tablefile.Error{Code: "damaged", Hint: e.Error(), Part: "core"}
		}
		j.Nomenclature = tablefile.CodesOf(c)
	}
	open := func(key string) (rows []convert.Row, name, lang string) {
		b := bytes(field(o, key))
		if b == nil || err != nil {
			return nil, "", ""
		}
		t, e := tariffdata.OpenTariff(b)
		if e != nil {
			err = &tablefile.Error{Code: "damaged", Hint: e.Error(), Part: key}
			return nil, "", ""
		}
		if name = text(o, key+"Name"); name == "" {
			name = t.Title()
		}
		return convert.FromTariff(t), name, t.Meta("lang")
	}
	j.Previous, j.PreviousName, j.PreviousLang = open("previous")
	j.Amend, j.Base, _ = open("amend")
	j.Edition = flag(o, "edition")
	return j, text(o, "maxUnresolved"), err
}

func title(m convert.Meta, name string) string {
	for _, k := range []string{"title", "act"} {
		for i := range m.Keys {
			if m.Keys[i] == k {
				return m.Values[i]
			}
		}
	}
	return name
}

func fault(e *tablefile.Error) map[string]any {
	return map[string]any{"error": map[string]any{"code": e.Code, "hint": e.Hint, "part": e.Part, "line": e.Line}}
}

func post(self, id js.Value, m map[string]any) {
	m["id"] = id
	v := js.ValueOf(m)
	if p := v.Get("pack"); p.Type() == js.TypeObject { // handed over, not copied
		self.Call("postMessage", v, []any{p.Get("buffer")})
		return
	}
	self.Call("postMessage", v)
}

// field is a property of an object, undefined where there is no object.
func field(o js.Value, key string) js.Value {
	if o.Type() != js.TypeObject {
		return js.Undefined()
	}
	return o.Get(key)
}

func text(o js.Value, key string) string {
	if v := field(o, key); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

func flag(o js.Value, key string) bool {
	v := field(o, key)
	return v.Type() == js.TypeBoolean && v.Bool()
}

// bytes copies a Uint8Array; nil for anything else.
func bytes(v js.Value) []byte {
	if v.Type() != js.TypeObject || !v.InstanceOf(js.Global().Get("Uint8Array")) {
		return nil
	}
	b := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(b, v)
	return b
}
