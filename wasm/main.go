//go:build js && wasm

// Command wasm is the browser program: it reads the form, calls the engine and
// paints the answer. Everything happens on the device; the program makes no
// request of its own, the page's boot script hands it its data.
package main

import (
	"syscall/js"

	"rusum/calc"
	"rusum/site/i18n"
	"rusum/tariffdata"
)

func main() {
	began = now()
	pause() // what runs before main takes long enough
	lang, _ := i18n.ParseLang(host.Get("lang").String())
	t := i18n.Open(lang, bytesOf(host.Get("texts")))
	rest()
	core, err := tariffdata.OpenCoreResting(rest, bytesOf(host.Get("core")))
	if err != nil {
		panic(err.Error())
	}
	tariff, err := tariffdata.OpenTariff(bytesOf(host.Get("tariff")))
	if err != nil {
		panic(err.Error())
	}
	tariffs := []*tariffdata.Tariff{tariff}
	if b := host.Get("own"); b.Type() == js.TypeObject {
		// A table the person has loaded comes before the embedded one. One that an
		// older version kept and this one cannot read is left aside.
		if own, err := tariffdata.OpenTariff(bytesOf(b)); err == nil {
			tariffs = append([]*tariffdata.Tariff{own}, tariffs...)
		} else {
			js.Global().Get("console").Call("warn", "own tariff table: "+err.Error())
		}
	}
	if page := host.Get("page").String(); page != "lines" { // which may start a worker with the same
		for _, name := range []string{"texts", "core", "tariff", "own", "module"} {
			host.Set(name, js.Undefined())
		}
	}
	l := &library{core: core, t: t, names: map[string]*tariffdata.Names{}, tariffs: tariffs}
	loaded := pageOf(host.Get("page").String())(l)
	rest()
	host.Set("names", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go l.add(args[0].String(), bytesOf(args[1]), loaded, func() { args[2].Invoke() }, func() { args[3].Invoke() })
		return nil
	}))
	if document.Truthy() { // the program may run in a worker
		host.Get("early").Call("done")
		host.Call("ready")
	}
	select {}
}

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(b, v)
	return b
}

// internal is the fault of the program itself.
const internal = "internal"

// assess keeps the page alive if the engine should ever panic: the person is
// told, and what they typed stays.
func assess(d *calc.Declaration, t *calc.Tables) (a *calc.Assessment, f *calc.Fault) {
	defer func() {
		if r := recover(); r != nil {
			a, f = nil, &calc.Fault{Code: internal}
			if err, ok := r.(error); ok {
				js.Global().Get("console").Call("error", err.Error())
			}
		}
	}()
	return calc.Assess(d, t)
}
