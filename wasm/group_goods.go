//go:build js && wasm && goods

package main

func pageOf(page string) starter { return goodsPages(page) }
