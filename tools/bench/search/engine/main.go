//go:build js && wasm

// Command engine is the search alone, for measuring it under node: it reads the
// data the measuring program hands it and answers queries. With the tag bare it
// has no search in it: what it is smaller by is what the search weighs.
package main

import (
	"runtime"
	"syscall/js"

	"rusum/tariffdata"
)

var host = js.Global().Get("engine")

func main() {
	core, err := tariffdata.OpenCore(data("core"))
	check(err)
	host.Set("build", js.FuncOf(func(js.Value, []js.Value) any {
		reset(core)
		for _, lang := range []string{"az", "ru", "en"} {
			n, err := tariffdata.OpenNames(data(lang))
			check(err)
			names(n)
		}
		return nil
	}))
	host.Set("table", js.FuncOf(func(js.Value, []js.Value) any {
		t, err := tariffdata.OpenTariff(data("tariff"))
		check(err)
		table(t)
		return nil
	}))
	host.Set("search", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return query(args[0].String(), args[1].Int())
	}))
	// memory is the live heap, what was ever allocated, what the system gave and
	// the number of collections.
	host.Set("memory", js.FuncOf(func(js.Value, []js.Value) any {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return []any{int(m.HeapAlloc), int(m.TotalAlloc), int(m.Sys), int(m.NumGC)}
	}))
	host.Call("ready")
	select {}
}

func data(name string) []byte {
	v := host.Get(name)
	b := make([]byte, v.Get("length").Int())
	js.CopyBytesToGo(b, v)
	return b
}

func check(err error) {
	if err != nil {
		panic(err.Error())
	}
}
