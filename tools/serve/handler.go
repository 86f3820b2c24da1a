package main

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
)

// types are the media types of what the site holds. The table is ours because
// the system's differs from machine to machine, and a browser compiles wasm
// while it loads only under the right type.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".ttf":         "font/ttf",
	".wasm":        "application/wasm",
	".bin":         "application/octet-stream",
}

// encodings are the compressed siblings, the smaller first.
var encodings = []struct{ name, ext string }{{"br", ".br"}, {"gzip", ".gz"}}

// rule is a block of the _headers file: a path pattern and its headers.
type rule struct {
	pattern string // "*" at the end matches any rest
	headers [][2]string
}

func (r rule) matches(p string) bool {
	if rest, ok := strings.CutSuffix(r.pattern, "*"); ok {
		return strings.HasPrefix(p, rest)
	}
	return p == r.pattern
}

// parseHeaders reads the _headers format that static hosts share: a path on
// its own line, its headers indented below it.
func parseHeaders(text string) ([]rule, error) {
	var rules []rule
	for i, line := range strings.Split(text, "\n") {
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case line[0] != ' ' && line[0] != '\t':
			rules = append(rules, rule{pattern: trimmed})
		default:
			name, value, ok := strings.Cut(trimmed, ":")
			if !ok || len(rules) == 0 {
				return nil, errors.New("_headers line " + strconv.Itoa(i+1) + ": " + trimmed)
			}
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{name, strings.TrimSpace(value)})
		}
	}
	return rules, nil
}

type handler struct {
	root  *os.Root // keeps a request path inside the directory
	rules []rule
}

// New returns a handler for the built site in dir.
func New(dir string) (http.Handler, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	h := &handler{root: root}
	if text, err := root.ReadFile("_headers"); err == nil {
		if h.rules, err = parseHeaders(string(text)); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	for _, rule := range h.rules {
		if rule.matches(r.URL.Path) {
			for _, kv := range rule.headers {
				w.Header().Set(kv[0], kv[1])
			}
		}
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		name = "."
	}
	if st, err := h.root.Stat(name); err == nil && st.IsDir() {
		if name != "." && !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
		name = path.Join(name, "index.html")
	}
	if h.serve(w, r, name, http.StatusOK) {
		return
	}
	if !h.serve(w, r, "404.html", http.StatusNotFound) {
		http.NotFound(w, r)
	}
}

// serve writes the file, compressed if the browser takes it; false if it does not exist.
func (h *handler) serve(w http.ResponseWriter, r *http.Request, name string, status int) bool {
	body, err := h.root.ReadFile(name)
	if err != nil {
		return false
	}
	head := w.Header()
	ct := types[path.Ext(name)]
	if ct == "" {
		ct = "application/octet-stream"
	}
	head.Set("Content-Type", ct)
	if head.Get("Cache-Control") == "" {
		head.Set("Cache-Control", "no-cache")
	}
	accepted := r.Header.Get("Accept-Encoding")
	for _, e := range encodings {
		if _, err := h.root.Stat(name + e.ext); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		head.Set("Vary", "Accept-Encoding")
		if !accepts(accepted, e.name) {
			continue
		}
		if small, err := h.root.ReadFile(name + e.ext); err == nil {
			head.Set("Content-Encoding", e.name)
			body = small
			break
		}
	}
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
	return true
}

// accepts reports whether an Accept-Encoding header takes the coding.
func accepts(header, coding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == coding {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
