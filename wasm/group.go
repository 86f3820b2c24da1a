//go:build js && wasm && !find && !goods

package main

func pageOf(page string) starter {
	for _, of := range []func(string) starter{goodsPages, otherPages} {
		if s := of(page); s != nil {
			return s
		}
	}
	return findPages(page)
}
