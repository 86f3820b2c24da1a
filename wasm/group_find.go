//go:build js && wasm && find

package main

func pageOf(page string) starter { return findPages(page) }
