// Probe does what leans on the tables of functions: deep stacks that grow and are
// collected, panics that are recovered through wrappers and inlined calls, methods
// by reflection, goroutines of the runtime's own. What it prints is compared between
// the program as it was linked and as it was packed.
package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"
)

func main() {
	switch mode := os.Args[len(os.Args)-1]; mode {
	case "crash":
		crash(map[string]int(nil))
	case "deadlock":
		select {}
	}
	fmt.Println("deep", deep(20000, 1))
	fmt.Println("recovered", recovered(func() { panic("plain") }))
	fmt.Println("recovered", recovered(func() { var p *point; p.x++ }))
	fmt.Println("recovered", recovered(func() { _ = []int{1}[len(os.Args)+5] }))
	fmt.Println("recovered", recovered(func() { _ = any("text").(fmt.Stringer) }))
	fmt.Println("recovered", recovered(func() { panic(fmt.Errorf("wrapped: %w", errInner)) }))
	fmt.Println("through a wrapper", throughWrapper())
	fmt.Println("one frame too deep", recovered(tooDeep))
	fmt.Println("inlined", inlinedRecover())
	fmt.Println("again", again())
	fmt.Println("goexit", goexit())
	fmt.Println("reflect", reflected())
	fmt.Println("made", made())
	fmt.Println("many", many())
	fmt.Println("finalized", finalized())
	fmt.Println("goroutines", runtime.NumGoroutine())
	_, file, line, ok := runtime.Caller(0)
	fmt.Println("caller", ok, file == "" || file == "?" || strings.HasSuffix(file, "main.go"), line >= 0)
}

var errInner = errors.New("inner")

type point struct{ x, y int }

// deep has a stack of some megabytes with pointers in it, moved and collected.
func deep(n int, p any) int {
	s := []int{n}
	q := &s
	if n%5000 == 0 {
		runtime.GC()
	}
	if n == 0 {
		return p.(int)
	}
	r := deep(n-1, p)
	return r + len(*q)
}

func recovered(f func()) (what string) {
	defer func() {
		if r := recover(); r != nil {
			what = fmt.Sprint(r)
		}
	}()
	f()
	return "nothing"
}

type saver struct{ got any }

func (s *saver) save() {
	if r := recover(); r != nil {
		s.got = r
	}
}

type outer struct{ *saver }

// throughWrapper recovers in a promoted method, which is called by a wrapper.
func throughWrapper() any {
	s := &saver{}
	func() {
		var i interface{ save() } = outer{s}
		defer i.save()
		panic("kept")
	}()
	return s.got
}

func tooDeep() {
	defer func() { func() { recover() }() }()
	panic("not for the inner one")
}

func small() any { return recover() }

func inlinedRecover() string {
	return recovered(func() {
		defer func() {
			// recover is not called by the deferred function itself: the panic goes on,
			// inlined or not.
			if small() != nil {
				panic("recovered by an inlined function")
			}
		}()
		panic("goes on")
	})
}

// again panics while a panic is being handled, and defers in a loop.
func again() string {
	return recovered(func() {
		for i := range 3 {
			defer func() {
				if r := recover(); r != nil {
					panic(fmt.Sprint(r, " then ", i))
				}
			}()
		}
		panic("first")
	})
}

func goexit() string {
	done := make(chan string, 1)
	go func() {
		defer func() { done <- fmt.Sprint("exited, recover ", recover()) }()
		runtime.Goexit()
	}()
	return <-done
}

func (p point) Sum(more ...int) int {
	for _, m := range more {
		p.x += m
	}
	return p.x + p.y
}

func reflected() []any {
	v := reflect.ValueOf(point{1, 2})
	f := v.Method(0).Interface().(func(...int) int)
	runtime.GC()
	return []any{f(3, 4), v.Type().Method(0).Name, fmt.Sprintf("%T %+v", v.Interface(), v.Interface())}
}

func made() int {
	var swap func(a *int, b []int) int
	v := reflect.MakeFunc(reflect.TypeOf(swap), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{reflect.ValueOf(int(in[0].Elem().Int()) + in[1].Len())}
	})
	reflect.ValueOf(&swap).Elem().Set(v)
	n := 40
	return swap(&n, make([]int, 2))
}

// many goroutines allocate, wait for each other and are collected meanwhile.
func many() int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	all := map[string][]byte{}
	for i := range 200 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			b := make([]byte, 10000)
			if i%50 == 0 {
				runtime.GC()
			}
			time.Sleep(time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			all[fmt.Sprint("g", i)] = b
		}()
	}
	wg.Wait()
	return len(all)
}

func finalized() bool {
	done := make(chan bool, 1)
	func() {
		p := &[100]int{}
		runtime.SetFinalizer(p, func(*[100]int) { done <- true })
	}()
	for range 100 {
		runtime.GC()
		select {
		case ok := <-done:
			return ok
		case <-time.After(time.Millisecond):
		}
	}
	return false
}

//go:noinline
func crash(m map[string]int) { m["entry in a nil map"] = 1 }
