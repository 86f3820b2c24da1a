package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"rusum/site/i18n"
	"rusum/site/i18n/texts"
	"rusum/tariffdata"
	"rusum/tariffdata/browse"
	"rusum/tariffdata/embedded"
	"rusum/tariffdata/gen"
)

// site is the set of files in the making.
type site struct {
	o       options
	core    *tariffdata.Core
	tree    *browse.Tree
	files   map[string][]byte // by path under the site's root
	hashed  map[string]string // asset name → path with the hash in it
	version string            // of the whole set, from its contents
	counted func() (*testCounts, error)
}

func newSite(o options) (*site, error) {
	core := embedded.Core()
	for _, l := range i18n.Langs {
		if v := embedded.Names(string(l)).Version(); v != core.NamesVersion() {
			return nil, fmt.Errorf("names_%s.bin is of version %s, core.bin goes with %s: generate the data again", l, v, core.NamesVersion())
		}
	}
	return &site{o: o, core: core, tree: browse.New(core, embedded.Tariff()), files: map[string][]byte{}, hashed: map[string]string{}, counted: sync.OnceValues(countTests)}, nil
}

// asset adds a file under assets/ with a hash of its content in the name, so
// that a browser may keep it for ever.
func (s *site) asset(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	s.files[p] = body
	s.hashed[name] = p
	return p
}

func (s *site) addAssets() error {
	font := s.asset("manat.ttf", manatFont())
	for _, name := range []string{"early.js", "store.js", "boot.js", "tariff.js", "kiosk.js", "code.js", "style.css", "codes.css", "journal.css", "lines.css", "listing.css"} {
		b, err := os.ReadFile(filepath.Join("site", "assets", name))
		if err != nil {
			return err
		}
		// The style sheet stands beside the font.
		b = bytes.ReplaceAll(b, []byte("{{manat.ttf}}"), []byte(path.Base(font)))
		s.asset(name, shorten(b, path.Ext(name)))
	}
	pages, err := compilerOf(s.o.compiler)
	if err != nil {
		return err
	}
	glue, err := pages.wasmExec()
	if err != nil {
		return err
	}
	s.asset("wasm_exec.js", shorten(glue, ".js"))
	// The converter is standard Go in every build: it lives on recover and on a
	// collector that stands large files, and few people load it.
	standard := compilers["go"]
	if s.o.compiler == "go" {
		s.hashed["convert_exec.js"] = s.hashed["wasm_exec.js"]
	} else {
		if glue, err = standard.wasmExec(); err != nil {
			return err
		}
		s.asset("convert_exec.js", shorten(glue, ".js"))
	}
	convert, err := standard.compile("./wasm/convert", "", s.o.trace)
	if err != nil {
		return err
	}
	s.asset("convert.wasm", convert)
	for name, tag := range programs {
		program, err := pages.compile("./wasm", tag, s.o.trace)
		if err != nil {
			return err
		}
		s.asset(name+".wasm", program)
	}
	worker, err := os.ReadFile(filepath.Join("wasm", "convert", "worker.js"))
	if err != nil {
		return err
	}
	s.asset("convert-worker.js", shorten(worker, ".js"))
	s.asset("core.bin", gen.Core)
	s.asset("tariff.bin", gen.Tariff)
	s.asset("names_az.bin", gen.NamesAZ)
	s.asset("names_en.bin", gen.NamesEN)
	s.asset("names_ru.bin", gen.NamesRU)
	for _, l := range i18n.Langs {
		s.asset("texts-"+string(l)+".txt", programTexts(texts.Source(l, "base", "page", "handover")))
		for _, k := range kinds {
			for _, w := range k.words {
				s.asset(wordsAsset(l, w), programTexts(texts.Source(l, w)))
			}
		}
	}
	s.asset("icon.svg", []byte(iconSVG))
	for _, px := range []int{32, 180, 192, 512} {
		s.asset(fmt.Sprintf("icon-%d.png", px), iconPNG(px))
	}
	for _, l := range i18n.Langs {
		b, err := s.manifest(l)
		if err != nil {
			return err
		}
		s.asset("manifest-"+string(l)+".webmanifest", b)
	}
	return nil
}

// wordsAsset is the name of a subject's texts.
func wordsAsset(l i18n.Lang, subject string) string {
	return "texts-" + string(l) + "-" + subject + ".txt"
}

// programTexts leaves out what only a page or a translator needs: comments,
// empty lines and the texts of the static pages.
func programTexts(b []byte) []byte {
	var out bytes.Buffer
	for line := range strings.SplitSeq(string(b), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		static := false
		for _, p := range []string{"ui.about.", "ui.knows.", "ui.unknown.", "ui.home.", "ui.nav.", "ui.more.", "ui.tariff.", "ui.tariffpage.", "ui.codepage.", "cli."} {
			static = static || strings.HasPrefix(line, p)
		}
		for _, k := range kinds {
			for _, w := range []string{".title", ".description", ".h1", ".lead", ".nav", ".tile"} {
				static = static || strings.HasPrefix(line, "ui."+k.name+w+" =")
			}
		}
		if !static {
			out.WriteString(line)
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}

// shorten drops indentation, empty lines and whole-line comments. It never
// looks inside a line, so it cannot change what the line means; the files hold
// no text that spans lines.
func shorten(b []byte, ext string) []byte {
	var out bytes.Buffer
	for line := range strings.SplitSeq(string(b), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case ext == ".js" && strings.HasPrefix(line, "//"):
		case ext == ".css" && strings.HasPrefix(line, "/*") && strings.HasSuffix(line, "*/"):
		default:
			out.WriteString(line)
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}

// manifest is the description for installing the site, in one language.
func (s *site) manifest(l i18n.Lang) ([]byte, error) {
	t := texts.Get(l)
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	// Addresses are relative to the manifest, which stands under assets/.
	src := func(name string) string { return strings.TrimPrefix(s.hashed[name], "assets/") }
	b, err := json.MarshalIndent(map[string]any{
		"id":               "../",
		"name":             t.Get("ui.brand") + " · " + t.Get("ui.home.title"),
		"short_name":       t.Get("ui.brand"),
		"description":      t.Get("ui.home.description"),
		"lang":             string(l),
		"dir":              "ltr",
		"start_url":        "../" + string(l) + "/",
		"scope":            "../",
		"display":          "standalone",
		"background_color": "#f6f5f1",
		"theme_color":      "#0a5663",
		"categories":       []string{"finance", "business", "utilities"},
		// A text shared from another app goes to the search; the service worker takes
		// it, so that it stays on the device.
		"share_target": map[string]any{"action": "../" + string(l) + "/share", "method": "POST", "enctype": "multipart/form-data",
			"params": map[string]string{"title": "title", "text": "text", "url": "url"}},
		"icons": []icon{
			{src("icon.svg"), "any", "image/svg+xml", "any"},
			{src("icon-192.png"), "192x192", "image/png", "any"},
			{src("icon-512.png"), "512x512", "image/png", "any"},
			{src("icon-192.png"), "192x192", "image/png", "maskable"},
			{src("icon-512.png"), "512x512", "image/png", "maskable"},
		},
	}, "", " ")
	return append(b, '\n'), err
}

// compress adds .br and .gz siblings where they are smaller. The thousands of
// code pages are packed once and with less effort: they are small, and the last
// per cent would take most of the build.
func (s *site) compress() error {
	type packed struct {
		name   string
		br, gz []byte
	}
	var names []string
	for _, name := range s.names() {
		if ext := path.Ext(name); ext != ".png" && ext != "" {
			names = append(names, name)
		}
	}
	out := make([]packed, len(names))
	fail := make([]error, len(names))
	work := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := range work {
				name, body := names[i], s.files[names[i]]
				br := brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}
				if isCodePage(name) {
					br = brotli.WriterOptions{Quality: 6, LGWin: 16}
				}
				out[i].name = name
				if out[i].br, fail[i] = pack(body, func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterOptions(w, br), nil }); fail[i] == nil && !isCodePage(name) {
					out[i].gz, fail[i] = pack(body, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) })
				}
			}
		})
	}
	for i := range names {
		work <- i
	}
	close(work)
	all.Wait()
	for i, x := range out {
		if fail[i] != nil {
			return fail[i]
		}
		if body := s.files[x.name]; len(x.br) < len(body) {
			s.files[x.name+".br"] = x.br
		}
		if body := s.files[x.name]; len(x.gz) > 0 && len(x.gz) < len(body) {
			s.files[x.name+".gz"] = x.gz
		}
	}
	return nil
}

// pack compresses a file.
func pack(body []byte, by func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var b bytes.Buffer
	w, err := by(&b)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
