package main

import (
	"bytes"
	"encoding/binary"
	"math"
)

// The sign of the manat (U+20BC) is younger than many devices, which show a box
// instead. This font holds that one sign. It stands last in the list of
// families, so that a browser fetches it only where no other font has the sign.

const (
	fontUnits = 1000
	fontWidth = 700 // advance of the sign
)

type point struct {
	x, y int16
	on   bool
}

// manatGlyph draws the sign: an arch open at the bottom, and an upright bar
// through its middle. Clockwise contours are filled.
func manatGlyph() [][]point {
	const cx, outer, inner, base, top = 350.0, 290.0, 200.0, 0.0, 620.0
	spring := top - outer // where the arch turns into its legs
	arc := func(r, from, to float64, n int) []point {
		var out []point
		step := (to - from) / float64(n)
		for i := range n {
			a, b := from+step*float64(i), from+step*float64(i+1)
			mid, k := (a+b)/2, r/math.Cos(step/2)
			out = append(out,
				point{int16(math.Round(cx + k*math.Cos(mid))), int16(math.Round(spring + k*math.Sin(mid))), false},
				point{int16(math.Round(cx + r*math.Cos(b))), int16(math.Round(spring + r*math.Sin(b))), true})
		}
		return out
	}
	arch := []point{{int16(cx - outer), base, true}, {int16(cx - outer), int16(spring), true}}
	arch = append(arch, arc(outer, math.Pi, 0, 8)...)
	arch = append(arch, point{int16(cx + outer), base, true}, point{int16(cx + inner), base, true}, point{int16(cx + inner), int16(spring), true})
	arch = append(arch, arc(inner, 0, math.Pi, 8)...)
	arch = append(arch, point{int16(cx - inner), base, true})
	bar := []point{{int16(cx - 45), 60, true}, {int16(cx - 45), 720, true}, {int16(cx + 45), 720, true}, {int16(cx + 45), 60, true}}
	return [][]point{arch, bar}
}

// be writes big-endian values one after another.
func be(values ...any) []byte {
	var b bytes.Buffer
	for _, v := range values {
		if err := binary.Write(&b, binary.BigEndian, v); err != nil {
			panic(err) // a value without a fixed size: a mistake in this file
		}
	}
	return b.Bytes()
}

// glyf encodes contours, with every coordinate as a word: a few bytes more,
// and nothing to get wrong.
func glyf(contours [][]point) (data []byte, points int) {
	minX, minY, maxX, maxY := int16(math.MaxInt16), int16(math.MaxInt16), int16(math.MinInt16), int16(math.MinInt16)
	var ends, flags, xs, ys []byte
	var px, py int16
	for _, c := range contours {
		for _, p := range c {
			minX, minY, maxX, maxY = min(minX, p.x), min(minY, p.y), max(maxX, p.x), max(maxY, p.y)
			f := byte(0)
			if p.on {
				f = 1
			}
			flags = append(flags, f)
			xs = append(xs, be(p.x-px)...)
			ys = append(ys, be(p.y-py)...)
			px, py = p.x, p.y
			points++
		}
		ends = append(ends, be(uint16(points-1))...)
	}
	data = be(int16(len(contours)), minX, minY, maxX, maxY)
	for _, part := range [][]byte{ends, be(uint16(0)), flags, xs, ys} {
		data = append(data, part...)
	}
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	return data, points
}

// manatFont is the font file (TrueType).
func manatFont() []byte {
	contours := manatGlyph()
	sign, points := glyf(contours)
	name := func() []byte {
		var text bytes.Buffer
		records := [][2]any{{uint16(1), "Rusum Manat"}, {uint16(2), "Regular"}, {uint16(4), "Rusum Manat"}, {uint16(6), "RusumManat"}}
		b := be(uint16(0), uint16(len(records)), uint16(6+12*len(records)))
		for _, r := range records {
			s := r[1].(string)
			b = append(b, be(uint16(3), uint16(1), uint16(0x409), r[0], uint16(2*len(s)), uint16(text.Len()))...)
			for _, c := range s {
				text.Write(be(uint16(c)))
			}
		}
		return append(b, text.Bytes()...)
	}
	// cmap, format 4: one segment for the sign and the closing one.
	sub := be(uint16(4), uint16(32), uint16(0), uint16(4), uint16(4), uint16(1), uint16(0),
		uint16(0x20bc), uint16(0xffff), uint16(0), uint16(0x20bc), uint16(0xffff), uint16(0xdf45), uint16(1), uint16(0), uint16(0))
	os2 := be(uint16(4), int16(fontWidth), uint16(400), uint16(5), uint16(0),
		[10]int16{650, 600, 0, 75, 650, 600, 0, 350, 50, 300}, int16(0), [10]byte{}, [4]uint32{0, 2, 0, 0}, [4]byte{' ', ' ', ' ', ' '},
		uint16(0x40), uint16(0x20bc), uint16(0x20bc), int16(800), int16(-200), int16(0), uint16(900), uint16(250),
		[2]uint32{1, 0}, int16(500), int16(700), uint16(0), uint16(0x20), uint16(0))
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", os2},
		{"cmap", append(be(uint16(0), uint16(1), uint16(3), uint16(1), uint32(12)), sub...)},
		{"glyf", sign},
		{"head", be(uint32(0x10000), uint32(0x10000), uint32(0), uint32(0x5f0f3cf5), uint16(3), uint16(fontUnits), int64(0), int64(0),
			int16(0), int16(0), int16(fontWidth), int16(720), uint16(0), uint16(8), int16(2), int16(1), int16(0))},
		{"hhea", be(uint32(0x10000), int16(900), int16(-250), int16(0), uint16(fontWidth), int16(0), int16(0), int16(fontWidth), int16(1), int16(0), int16(0),
			[4]int16{}, int16(0), uint16(2))},
		{"hmtx", be(uint16(fontWidth), int16(0), uint16(fontWidth), int16(60))},
		{"loca", be(uint32(0), uint32(0), uint32(len(sign)))},
		{"maxp", be(uint32(0x10000), uint16(2), uint16(points), uint16(len(contours)), uint16(0), uint16(0), uint16(1), [8]uint16{})},
		{"name", name()},
		{"post", be(uint32(0x30000), uint32(0), int16(-100), int16(50), uint32(0), [4]uint32{})},
	}
	sum := func(b []byte) (s uint32) {
		for i := 0; i < len(b); i += 4 {
			var w [4]byte
			copy(w[:], b[i:])
			s += binary.BigEndian.Uint32(w[:])
		}
		return s
	}
	n := uint16(len(tables))
	head := be(uint32(0x10000), n, uint16(128), uint16(3), n*16-128)
	at := len(head) + 16*len(tables)
	var body []byte
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at + len(body)
		}
		head = append(head, t.tag...)
		head = append(head, be(sum(t.data), uint32(at+len(body)), uint32(len(t.data)))...)
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	font := append(head, body...)
	binary.BigEndian.PutUint32(font[headAt+8:], 0xb1b0afba-sum(font))
	return font
}
