//go:build js && wasm

package main

import "syscall/js"

// What a page keeps for later visits and other pages stands in the browser's
// database, behind window.rusumStore. Its promises are waited for here.

// await calls one of two functions when a promise settles.
func await(promise js.Value, ok func(v js.Value), bad func(reason string)) {
	var good, wrong js.Func
	free := func() { good.Release(); wrong.Release() }
	good = js.FuncOf(func(_ js.Value, args []js.Value) any {
		free()
		ok(args[0])
		return nil
	})
	wrong = js.FuncOf(func(_ js.Value, args []js.Value) any {
		free()
		reason := "failed"
		if e := args[0]; e.Type() == js.TypeObject && e.Get("reason").Type() == js.TypeString {
			reason = e.Get("reason").String()
		}
		bad(reason)
		return nil
	})
	promise.Call("then", good, wrong)
}

// updateKept changes the text kept under a name inside one transaction, so that
// no other tab's change is lost. done gets the reason of a refusal, "" for none.
func updateKept(name string, change func(old string) string, done func(reason string)) {
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		old := ""
		if args[0].Type() == js.TypeString {
			old = args[0].String()
		}
		return change(old)
	})
	await(window.Get("rusumStore").Call("update", "kept", name, f),
		func(js.Value) { f.Release(); done("") }, func(reason string) { f.Release(); done(reason) })
}
