//go:build js && wasm && bare

package main

import "rusum/tariffdata"

var kept []any

func reset(c *tariffdata.Core)   { kept = []any{c} }
func names(n *tariffdata.Names)  { kept = append(kept, n) }
func table(t *tariffdata.Tariff) { kept = append(kept, t) }

func query(string, int) any { return len(kept) }
