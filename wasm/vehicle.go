//go:build js && wasm

package main

import (
	"strings"

	"rusum/calc"
	"rusum/site/render"
	"rusum/wasm/paint"
)

// vehicleCodes are the headings of vehicles whose payments go by engine, fuel and age.
var vehicleCodes = []struct{ prefix, kind string }{
	{"8701", "tractor"}, {"8702", "bus"}, {"8703", "car"}, {"8704", "truck"}, {"8711", "motorcycle"}, {"8716", "trailer"}, {"8903", "yacht"},
}

// vehicleQuestions ask for the facts that decide a vehicle's rates.
func (g *goods) vehicleQuestions(l *calc.Line) []paint.Question {
	is := l.Vehicle != nil
	for _, c := range vehicleCodes {
		is = is || strings.HasPrefix(l.Code, c.prefix)
	}
	if !is {
		return nil
	}
	label := func(field string) string {
		return render.New(&calc.Assessment{Needs: []calc.Need{{Field: field}}}, nil, g.t, nil).Needs[0].Label
	}
	choices := func(field string, keys []string) []render.Choice {
		return render.New(&calc.Assessment{Needs: []calc.Need{{Field: field, Choices: keys}}}, nil, g.t, nil).Needs[0].Choices
	}
	list := []paint.Question{{ID: "v-kind", Label: label("vehicle.kind"), Kind: "choice", Choices: choices("vehicle.kind", calc.VehicleKinds)}}
	if kind := g.doc.Get("v-kind"); kind != "" && kind != "trailer" {
		list = append(list, paint.Question{ID: "v-fuel", Label: label("vehicle.fuel"), Kind: "choice", Choices: choices("vehicle.fuel", calc.VehicleFuels)})
		if g.doc.Get("v-fuel") != "electric" {
			list = append(list, paint.Question{ID: "v-cc", Label: label("vehicle.engineCC"), Kind: "number"})
		}
		list = append(list, paint.Question{ID: "v-made", Label: label("vehicle.produced"), Kind: "day"})
	}
	for i := range list {
		list[i].Value = g.doc.Get(list[i].ID)
	}
	return list
}
