package main

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"rusum/site/i18n"
)

// Pages are rendered from the root of the repository.
func TestMain(m *testing.M) {
	if err := os.Chdir(filepath.Join("..", "..")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestAddressesAreRelativeSoThatTheSiteWorksUnderAnyPath(t *testing.T) {
	s := &site{o: options{base: "/rusum/"}}
	for _, c := range [][3]string{
		{"az/goods/", "assets/x.js", "../../assets/x.js"}, {"az/", "en/", "../en/"}, {"", "az/", "az/"}, {"", "", "./"},
		{"404", "az/", "/rusum/az/"},
	} {
		assert.Equal(t, c[2], s.rel(c[0], c[1]), "%s from %s", c[1], c[0])
	}
}

func TestShortenKeepsWhatLinesMean(t *testing.T) {
	assert.Equal(t, "a();\nb('// no comment');\n", string(shorten([]byte("// c\n  a();\n\n\t// d\n  b('// no comment');\n"), ".js")))
	assert.Equal(t, "a { b: c }\n", string(shorten([]byte("/* x */\n  a { b: c }\n"), ".css")))
}

func TestProgramTextsLeaveOutWhatOnlyPagesSay(t *testing.T) {
	got := string(programTexts([]byte("# c\nui.about.h1 = A\n\nui.read = R\nkind.vat = V\n")))
	assert.Equal(t, "ui.read = R\nkind.vat = V\n", got)
}

func TestIcons(t *testing.T) {
	for _, px := range []int{32, 192} {
		b := iconPNG(px)
		img, err := png.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		assert.Equal(t, px, img.Bounds().Dx())
		assert.Equal(t, b, iconPNG(px), "the same bytes each time")
		_, _, _, a := img.At(0, 0).RGBA()
		assert.EqualValues(t, 0xffff, a, "a maskable icon fills its square")
	}
	for _, b := range iconBars {
		for _, p := range [][2]float64{{b.x0, b.y0}, {b.x1, b.y0}, {b.x0, b.y1}, {b.x1, b.y1}} {
			dx, dy := p[0]-16, p[1]-16
			assert.LessOrEqual(t, dx*dx+dy*dy, 12.8*12.8, "the drawing keeps inside every mask")
		}
	}
}

func TestFontChecksum(t *testing.T) {
	f := manatFont()
	require.Zero(t, len(f)%4)
	var sum uint32
	for i := 0; i < len(f); i += 4 {
		sum += binary.BigEndian.Uint32(f[i:])
	}
	assert.EqualValues(t, uint32(0xb1b0afba), sum)
}

// pages are the site's pages with stand-ins for the assets that take long to make.
var pages = sync.OnceValues(func() (*site, error) {
	s, err := newSite(options{base: "/", origin: "https://example.org"})
	if err != nil {
		return nil, err
	}
	for _, n := range []string{"style.css", "codes.css", "journal.css", "listing.css", "early.js", "store.js", "kiosk.js", "code.js", "boot.js", "tariff.js", "wasm_exec.js", "convert_exec.js", "rusum.wasm", "find.wasm", "goods.wasm", "convert.wasm", "convert-worker.js", "core.bin", "tariff.bin", "names_az.bin", "names_en.bin", "names_ru.bin",
		"texts-az.txt", "texts-en.txt", "texts-ru.txt", "icon.svg", "icon-32.png", "icon-180.png", "icon-192.png", "icon-512.png",
		"manifest-az.webmanifest", "manifest-en.webmanifest", "manifest-ru.webmanifest"} {
		s.asset(n, []byte(n))
	}
	for _, l := range i18n.Langs {
		for _, k := range kinds {
			for _, w := range k.words {
				s.asset(wordsAsset(l, w), []byte(w))
			}
		}
	}
	for _, add := range []func() error{s.addPages, s.addHostFiles, s.addWorker} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	return s, nil
})

func TestPages(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	for name, b := range s.files {
		if !strings.HasSuffix(name, ".html") || isCodePage(name) {
			continue
		}
		page := string(b)
		assert.Contains(t, page, "Content-Security-Policy", name)
		assert.NotRegexp(t, `<style|\sstyle=|<script(>|[^>]*[^c]>[^<])|\son[a-z]+="`, page, name)
		assert.NotContains(t, page, "ZgotmplZ", name)
		if name != "404.html" {
			assert.Contains(t, page, `<link rel="canonical" href="https://example.org/`, name)
			assert.NotRegexp(t, `rel="alternate" hreflang="[^"]*" href="[^h]`, page, name)
		}
	}
	sw := string(s.files["sw.js"])
	assert.NotContains(t, sw, "{{")
	assert.Contains(t, sw, `["az/goods/","sha256-`)
	assert.NotContains(t, sw, "_headers")
	assert.Contains(t, string(s.files["sitemap.xml"]), "<loc>https://example.org/ru/about/</loc>")
	assert.Contains(t, string(s.files["_headers"]), "frame-ancestors 'none'")
}

func TestCompilersAreKnownByNameAndMissingOnesSayWhatToDo(t *testing.T) {
	c, err := compilerOf("go")
	require.NoError(t, err)
	glue, err := c.wasmExec()
	require.NoError(t, err)
	assert.Contains(t, string(glue), "globalThis.Go = class")
	_, err = compilerOf("gcc")
	assert.ErrorContains(t, err, `-compiler "gcc": go or tinygo`)
	t.Setenv("PATH", t.TempDir())
	_, err = compilerOf("tinygo")
	assert.ErrorContains(t, err, "docs/compilers.md tells how to get it")
}

func TestClearRefusesADirectoryOfOtherThings(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, clear(dir))
	file := filepath.Join(dir, "letter.txt")
	require.NoError(t, os.WriteFile(file, []byte("x"), 0o644))
	assert.Error(t, clear(dir))
	assert.FileExists(t, file)
	require.NoError(t, os.WriteFile(filepath.Join(dir, marker), nil, 0o644))
	require.NoError(t, clear(dir))
	assert.NoFileExists(t, file)
}

func TestTheFirstDifferenceBetweenTwoBuildsIsNamed(t *testing.T) {
	dir := t.TempDir()
	s := &site{o: options{out: dir, dev: true}, files: map[string][]byte{"a/index.html": []byte("a"), "b.wasm": []byte("b")}}
	require.NoError(t, s.write())
	require.NoError(t, s.compare())
	put := func(name, body string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644))
	}
	for _, name := range []string{"b.wasm.br", "b.wasm.gz", archiveName} {
		put(name, "made of the others")
	}
	assert.NoError(t, s.compare(), "without compression the compressed files are not looked at")
	s.o.dev = false
	assert.ErrorContains(t, s.compare(), "b.wasm.br is not in this build")
	s.o.dev = true
	put("b.wasm", "c")
	assert.ErrorContains(t, s.compare(), "b.wasm differs")
	put("b.wasm", "b")
	put("c.js", "")
	assert.ErrorContains(t, s.compare(), "c.js is not in this build")
	require.NoError(t, os.Remove(filepath.Join(dir, "c.js")))
	require.NoError(t, os.Remove(filepath.Join(dir, "b.wasm")))
	assert.ErrorContains(t, s.compare(), "1 files in")
}
