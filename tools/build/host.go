package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"

	"rusum/site/i18n"
	"rusum/site/i18n/texts"
)

// addHostFiles adds what the host and search engines read.
func (s *site) addHostFiles() error {
	var h strings.Builder
	h.WriteString(s.o.base + "*\n")
	for _, kv := range [][2]string{
		{"Content-Security-Policy", csp + "; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Strict-Transport-Security", "max-age=31536000"},
	} {
		h.WriteString("  " + kv[0] + ": " + kv[1] + "\n")
	}
	h.WriteString("\n" + s.o.base + "assets/*\n  Cache-Control: public, max-age=31536000, immutable\n")
	h.WriteString("\n" + s.o.base + "sw.js\n  Cache-Control: no-cache\n")
	s.files[marker] = []byte(h.String())

	robots := "User-agent: *\nAllow: /\n"
	if s.o.origin != "" {
		robots += "Sitemap: " + s.o.origin + s.o.base + "sitemap.xml\n"
		s.files["sitemap.xml"] = s.sitemap()
	}
	s.files["robots.txt"] = []byte(robots)
	return nil
}

// sitemap lists every page with its other languages. It needs full addresses,
// so it is made only where the origin is known.
func (s *site) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, k := range kinds {
		if k.name == "kiosk" {
			continue // for terminals, not for people who search
		}
		for _, l := range i18n.Langs {
			b.WriteString("<url><loc>" + s.o.origin + s.o.base + string(l) + "/" + k.path + "</loc>")
			for _, o := range s.others("", k.path, l) {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + string(o.Lang) + `" href="` + o.Abs + `"/>`)
			}
			b.WriteString("</url>\n")
		}
	}
	// Their other languages stand in the pages themselves.
	for _, i := range s.codeRows() {
		for _, l := range i18n.Langs {
			b.WriteString("<url><loc>" + s.o.origin + s.o.base + string(l) + "/" + codePath(s.tree.Code(i)) + "</loc></url>\n")
		}
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// newsOf is what changed, by language: day and text, newest first.
func newsOf() map[i18n.Lang][][2]string {
	out := map[i18n.Lang][][2]string{}
	for _, l := range i18n.Langs {
		for line := range strings.SplitSeq(string(texts.Source(l, "news")), "\n") {
			if key, text, ok := strings.Cut(line, " = "); ok {
				out[l] = append(out[l], [2]string{strings.TrimPrefix(key, "news."), text})
			}
		}
	}
	return out
}

// addWorker fills the service worker in: the files it keeps, the checksum of
// each, and a version made of all of them.
func (s *site) addWorker() error {
	src, err := os.ReadFile(filepath.Join("site", "assets", "sw.js"))
	if err != nil {
		return err
	}
	var list [][2]string
	later := [][2]string{}
	all := sha256.New()
	for _, name := range s.names() {
		if isCodePage(name) {
			continue // thousands; the program shows any code by itself
		}
		sum := sha256.Sum256(s.files[name])
		file := [2]string{strings.TrimSuffix(name, "index.html"), "sha256-" + base64.StdEncoding.EncodeToString(sum[:])}
		switch path.Base(name) {
		case marker, "robots.txt", "sitemap.xml":
			continue
		case path.Base(s.hashed["convert.wasm"]), path.Base(s.hashed["convert-worker.js"]):
			later = append(later, file)
			continue // fetched when a person reads a file, which few do
		}
		list = append(list, file)
		all.Write([]byte(name))
		all.Write(sum[:])
	}
	all.Write(src)
	s.version = hex.EncodeToString(all.Sum(nil))[:12]
	files, err := json.Marshal(list)
	if err != nil {
		return err
	}
	some, err := json.Marshal(later)
	if err != nil {
		return err
	}
	out := strings.ReplaceAll(string(src), "{{version}}", s.version)
	news, err := json.Marshal(newsOf())
	if err != nil {
		return err
	}
	out = strings.ReplaceAll(out, "{{news}}", string(news))
	out = strings.ReplaceAll(out, "{{later}}", string(some))
	out = strings.ReplaceAll(out, "{{files}}", strings.ReplaceAll(string(files), "],[", "],\n["))
	s.files["sw.js"] = shorten([]byte(out), ".js")
	return nil
}
