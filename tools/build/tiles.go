package main

import (
	"html/template"

	"rusum/wasm/sheet"
)

// tile is a calculator on the home page: ui.<name>.nav and ui.<name>.tile are
// its words.
type tile struct {
	Name, Path string
	Nav        bool // in the head of every page too
	Icon       template.HTML
}

// tileGroup is a row of tiles under the heading ui.home.group.<ID>.
type tileGroup struct {
	ID    string
	Tiles []tile
}

// tileGroups answers "what do you want to know?": the groups of the home page.
func tileGroups() []tileGroup {
	groups := []tileGroup{{ID: "goods"}, {ID: "vehicles"}, {ID: "people"}, {ID: "time"}, {ID: "own"}}
	add := func(group, name, path string, nav bool) {
		for i := range groups {
			if groups[i].ID == group {
				groups[i].Tiles = append(groups[i].Tiles, tile{name, path, nav, icon(name)})
				return
			}
		}
		panic("no group " + group)
	}
	for _, k := range kinds {
		if k.group == "" {
			continue
		}
		s := sheet.Get(k.name)
		add(k.group, k.name, k.path, k.name == "goods" || k.name == "lines" || k.name == "codes" || k.name == "journal" || s != nil && s.Nav)
	}
	var out []tileGroup
	for _, g := range groups {
		if len(g.Tiles) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// icons are line drawings on a field of 24 by 24.
var icons = map[string]string{
	"goods":      `<path d="M12 3 4 7v10l8 4 8-4V7z"/><path d="m4 7 8 4 8-4M12 11v10"/>`,
	"lines":      `<path d="M4 5h16M4 10h16M4 15h16M4 20h16"/><path d="M9 5v15"/>`,
	"codes":      `<path d="M5 4v14a1 1 0 0 0 1 1h4M5 9h5"/><path d="M14 7h6M14 12h6M14 19h6"/>`,
	"tariff":     `<rect x="4" y="4" width="16" height="16" rx="2"/><path d="M4 10h16M10 4v16"/>`,
	"car":        `<path d="M4 16v-4l2-5a2 2 0 0 1 2-1h8a2 2 0 0 1 2 1l2 5v4z"/><path d="M4 12h16"/><circle cx="7.5" cy="17" r="1.8"/><circle cx="16.5" cy="17" r="1.8"/>`,
	"border":     `<path d="M3 6h11v10H3zM14 10h4l3 3v3h-7z"/><circle cx="7" cy="17.5" r="1.8"/><circle cx="17" cy="17.5" r="1.8"/>`,
	"parcel":     `<rect x="4" y="7" width="16" height="13" rx="1"/><path d="M4 11h16M12 7v13M9 7c-3-3 1-6 3 0 2-6 6-3 3 0"/>`,
	"traveller":  `<rect x="4" y="8" width="16" height="12" rx="2"/><path d="M9 8V5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v3M8 8v12M16 8v12"/>`,
	"phone":      `<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>`,
	"temporary":  `<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M9 15h6m-2-2 2 2-2 2"/>`,
	"fx":         `<path d="M4 8h13m-3-3 3 3-3 3M20 16H7m3-3-3 3 3 3"/>`,
	"late":       `<circle cx="12" cy="12" r="8"/><path d="M12 7v5l3 2"/>`,
	"procedures": `<circle cx="6" cy="6" r="2"/><circle cx="18" cy="18" r="2"/><path d="M8 6h7a3 3 0 0 1 0 6H9a3 3 0 0 0 0 6h7"/>`,
	"security":   `<path d="M12 3 5 6v6c0 4 3 7 7 9 4-2 7-5 7-9V6z"/><path d="m9 12 2 2 4-4"/>`,
	"refund":     `<path d="M4 9h11a5 5 0 0 1 0 10H8"/><path d="M8 5 4 9l4 4"/>`,
	"journal":    `<path d="M6 3h11a2 2 0 0 1 2 2v16H7a2 2 0 0 1-2-2V4a1 1 0 0 1 1-1Z"/><path d="M5 18a2 2 0 0 1 2-2h12M9 7h6M9 11h6"/>`,
	"stats":      `<path d="M4 20h16M7 20v-7M12 20V5M17 20v-10"/>`,
	"compare":    `<path d="M5 5h5v14H5zM14 5h5v14h-5zM10 9h4M10 15h4"/>`,
	"storage":    `<path d="M3 10 12 4l9 6v10H3z"/><path d="M8 20v-7h8v7M8 16h8"/>`,
}

// icon is the drawing of a page, a plain sheet of paper where it has none.
func icon(name string) template.HTML {
	d, ok := icons[name]
	if !ok {
		d = `<path d="M7 3h7l4 4v14H7z"/><path d="M14 3v4h4M10 12h5M10 16h5"/>`
	}
	return template.HTML(`<svg class="icon" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">` + d + `</svg>`)
}
