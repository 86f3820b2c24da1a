//go:build js && wasm

package main

// allCalculators are the pages made of a sheet.
var allCalculators = []*calculator{&late}
