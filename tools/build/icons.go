package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// The icon is a column of sums, a rule and the total below it. It is drawn
// here, on a grid of 32, so that the vector and the bitmaps are one drawing.
var (
	iconBack  = color.RGBA{0x0a, 0x56, 0x63, 0xff}
	iconSums  = color.RGBA{0xff, 0xff, 0xff, 0xff}
	iconTotal = color.RGBA{0xf2, 0xb8, 0x4b, 0xff}
)

type bar struct {
	x0, y0, x1, y1 float64
	c              color.RGBA
}

var iconBars = []bar{
	{14, 6.4, 24, 8.9, iconSums},
	{17, 10.8, 24, 13.3, iconSums},
	{11, 15.2, 24, 17.7, iconSums},
	{8, 19.7, 24, 20.8, iconSums},
	{9.5, 22.6, 24, 25.5, iconTotal},
}

var iconSVG = func() string {
	hex := func(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
	s := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="` + hex(iconBack) + `"/>`
	for _, b := range iconBars {
		s += fmt.Sprintf(`<path fill="%s" d="M%g %gH%gV%gH%gz"/>`, hex(b.c), b.x0, b.y0, b.x1, b.y1, b.x0)
	}
	return s + "</svg>\n"
}()

// iconPNG draws the icon filling the whole square, as a maskable icon must: the
// drawing keeps inside the circle of 80 % that every mask shows.
func iconPNG(px int) []byte {
	const sub = 8 // samples a pixel in each direction
	img := image.NewRGBA(image.Rect(0, 0, px, px))
	scale := 32 / float64(px)
	for y := range px {
		for x := range px {
			var r, g, b int
			for sy := range sub {
				for sx := range sub {
					c := iconAt((float64(x)+(float64(sx)+.5)/sub)*scale, (float64(y)+(float64(sy)+.5)/sub)*scale)
					r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
				}
			}
			const n = sub * sub
			img.SetRGBA(x, y, color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 0xff})
		}
	}
	var out bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(&out, img); err != nil {
		panic(err) // writing to memory does not fail
	}
	return out.Bytes()
}

func iconAt(x, y float64) color.RGBA {
	for _, b := range iconBars {
		if x >= b.x0 && x < b.x1 && y >= b.y0 && y < b.y1 {
			return b.c
		}
	}
	return iconBack
}
