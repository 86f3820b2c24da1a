//go:build js && wasm

package main

import "syscall/js"

// The program has the thread of the page. What takes long, its start most of
// all, goes in pieces, so that the page paints and takes what is typed between.

// piece is how long, in milliseconds, the program works on before the page may
// do something else: a task of it stays short on a slow phone too.
const piece = 6

var (
	clock = window.Get("performance")
	began float64 // when the present piece began
	woken = make(chan struct{}, 8)
	wake  = js.FuncOf(func(js.Value, []js.Value) any {
		began = now()
		woken <- struct{}{}
		return nil
	})
)

func now() float64 { return clock.Call("now").Float() }

// rest gives the page its turn if this piece of work has been long enough. A
// function that the browser has called may not: the browser waits for it. A
// worker has no page.
func rest() {
	if now()-began >= piece {
		pause()
	}
}

// pause gives the page its turn.
func pause() {
	if document.Truthy() {
		host.Call("soon", wake)
		<-woken
	}
}
