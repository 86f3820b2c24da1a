//go:build js && wasm

// Command engine is the engine alone as a wasm program, for the measurements
// beside decimal libraries of the web: assess(n) assesses the measured
// declaration n times and returns its total.
package main

import (
	"syscall/js"

	"rusum/calc"
	"rusum/calc/wire"
	"rusum/tariffdata"
	"rusum/tariffdata/embedded"
)

func main() {
	d, f := wire.DecodeDeclaration([]byte(js.Global().Get("measured").String()))
	if f != nil {
		panic(f.Error())
	}
	tables, err := tariffdata.LoadTables(embedded.Core(), embedded.Tariff())
	if err != nil {
		panic(err.Error())
	}
	js.Global().Set("assess", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var a *calc.Assessment
		for range args[0].Int() {
			a, _ = calc.Assess(d, tables)
		}
		return a.Total.Decimal.StringFixed(2)
	}))
	select {}
}
