//go:build js && wasm && !bare

package main

import (
	"rusum/tariffdata"
	"rusum/tariffdata/search"
)

var x *search.Index

func reset(c *tariffdata.Core)   { x = search.New(c) }
func names(n *tariffdata.Names)  { x = x.With(n) }
func table(t *tariffdata.Tariff) { x = x.WithTable(t) }

func query(q string, limit int) any {
	codes := make([]any, 0, limit)
	for _, h := range x.Query(q, limit) {
		codes = append(codes, h.Code)
	}
	return codes
}
