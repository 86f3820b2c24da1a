//go:build js && wasm

package main

// allCalculators are the pages made of a sheet.
var allCalculators = []*calculator{&car, &border, &parcel, &traveller, &phone, &temporary, &procedures, &late, &security, &refund, &storage, &compare}
