//go:build js && wasm

package main

import (
	"strings"
	"syscall/js"

	"rusum/calc"
	"rusum/wasm/journal"
)

// storageError is why the browser did not keep something: "forbidden", "full",
// "blocked" or "failed"; ui.store.<reason> says it in words.
type storageError string

func (e storageError) Error() string { return string(e) }

// wait gives what a promise came to. Handlers of events must not wait: they
// begin a goroutine that does.
func wait(promise js.Value) (js.Value, error) {
	type outcome struct {
		v   js.Value
		err error
	}
	ch := make(chan outcome, 1)
	await(promise, func(v js.Value) { ch <- outcome{v, nil} }, func(reason string) { ch <- outcome{js.Undefined(), storageError(reason)} })
	r := <-ch
	return r.v, r.err
}

// storeName is the store of the journal in the browser's database.
const storeName = "journal"

// browserStore is the journal's store in the browser.
type browserStore struct{}

func jsStore() js.Value { return window.Get("rusumStore") }

func (browserStore) All() ([]string, error) {
	v, err := wait(jsStore().Call("all", storeName))
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, v.Length())
	for i := range v.Length() {
		if r := v.Index(i); r.Type() == js.TypeString {
			out = append(out, r.String())
		}
	}
	return out, nil
}

func (browserStore) Batch(pairs []journal.Pair, clear bool) error {
	list := make([]any, len(pairs))
	for i, p := range pairs {
		list[i] = []any{p.Key, record(p.Record)}
	}
	_, err := wait(jsStore().Call("batch", storeName, list, clear))
	return err
}

func (browserStore) Update(key string, f func(string) string) error {
	change := js.FuncOf(func(_ js.Value, args []js.Value) any {
		old := ""
		if args[0].Type() == js.TypeString {
			old = args[0].String()
		}
		now := f(old)
		if now == old {
			return js.Undefined()
		}
		return record(now)
	})
	defer change.Release()
	_, err := wait(jsStore().Call("update", storeName, key, change))
	return err
}

// record is what the store keeps: null removes.
func record(s string) any {
	if s == "" {
		return nil
	}
	return s
}

var ownJournal = &journal.Journal{Store: browserStore{}}

// moment is now, as entries write it.
func moment() string {
	s := window.Get("Date").New().Call("toISOString").String()
	if i := strings.IndexByte(s, '.'); i > 0 {
		s = s[:i] + "Z"
	}
	return s
}

// newID is an identifier no other device will make.
func newID() string {
	if c := window.Get("crypto"); c.Truthy() {
		if c.Get("randomUUID").Type() == js.TypeFunction {
			return c.Call("randomUUID").String()
		}
		a := window.Get("Uint8Array").New(16)
		c.Call("getRandomValues", a)
		b := bytesOf(a)
		const hex = "0123456789abcdef"
		out := make([]byte, 0, 32)
		for _, x := range b {
			out = append(out, hex[x>>4], hex[x&15])
		}
		return string(out)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, moment())
}

// storageWords says why something was not kept.
func storageWords(get func(string, ...string) string, err error) string {
	reason := "failed"
	if e, ok := err.(storageError); ok {
		reason = string(e)
	}
	return get("ui.store." + reason)
}

// tooLong is whether a file is larger than any list, form or diary, that is 8 MB:
// the size is asked before the file is read, which would take all memory.
func tooLong(file js.Value) bool { return file.Get("size").Float() > 8<<20 }

// readFile hands a file's bytes to f, or nil where it cannot be read. It is
// called on an event and returns at once.
func readFile(file js.Value, f func(b []byte)) {
	go func() {
		v, err := wait(file.Call("arrayBuffer"))
		if err != nil {
			f(nil)
			return
		}
		f(bytesOf(window.Get("Uint8Array").New(v)))
	}()
}

// chooseFile lets the person choose a file.
func chooseFile(accept string, f func(file js.Value)) {
	in := document.Call("createElement", "input")
	in.Set("type", "file")
	in.Set("accept", accept)
	on(in, "change", false, func(js.Value) {
		if files := in.Get("files"); files.Length() > 0 {
			f(files.Index(0))
		}
	})
	in.Call("click")
}

// faultWords is a fault of a document, in words: the journal's own, or any JSON's.
func faultWords(get func(string, ...string) string, has func(string) bool, prefix string, f *calc.Fault, other func(*calc.Fault) string) string {
	key := prefix + f.Code
	if !has(key) {
		return other(f)
	}
	args := []string{"value", f.Value, "field", f.Field}
	for _, a := range f.Args {
		args = append(args, a.Name, a.Value)
	}
	return get(key, args...)
}
