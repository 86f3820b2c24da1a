package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func site(t *testing.T) http.Handler {
	dir := t.TempDir()
	for name, body := range map[string]string{
		"index.html":      "root",
		"az/index.html":   "az",
		"404.html":        "missing",
		"a.12.wasm":       "wasm",
		"a.12.wasm.br":    "br",
		"a.12.wasm.gz":    "gz",
		"_headers":        "/*\n  X-Content-Type-Options: nosniff\n\n/a.*\n  Cache-Control: public, max-age=31536000, immutable\n",
		"../secret-a.txt": "secret",
	} {
		p := filepath.Join(dir, "d", name)
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(body), 0o644))
	}
	h, err := New(filepath.Join(dir, "d"))
	require.NoError(t, err)
	return h
}

func TestServe(t *testing.T) {
	h := site(t)
	for name, c := range map[string]struct {
		path, accept, body, encoding string
		status                       int
	}{
		"root":                        {path: "/", body: "root", status: 200},
		"a directory's index":         {path: "/az/", body: "az", status: 200},
		"a directory without slash":   {path: "/az", status: 301},
		"missing":                     {path: "/nothing", body: "missing", status: 404},
		"brotli before gzip":          {path: "/a.12.wasm", accept: "gzip, deflate, br", body: "br", encoding: "br", status: 200},
		"gzip when brotli is refused": {path: "/a.12.wasm", accept: "br;q=0, gzip", body: "gz", encoding: "gzip", status: 200},
		"plain":                       {path: "/a.12.wasm", body: "wasm", status: 200},
		"outside of the directory":    {path: "/../secret-a.txt", body: "missing", status: 404},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("GET", c.path, nil)
			r.Header.Set("Accept-Encoding", c.accept)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			assert.Equal(t, c.status, w.Code)
			assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
			assert.Equal(t, c.encoding, w.Header().Get("Content-Encoding"))
			if c.body != "" {
				assert.Equal(t, c.body, w.Body.String())
			}
		})
	}
}

func TestTypesAndCaching(t *testing.T) {
	h := site(t)
	for path, want := range map[string][2]string{
		"/":          {"text/html; charset=utf-8", "no-cache"},
		"/a.12.wasm": {"application/wasm", "public, max-age=31536000, immutable"},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		assert.Equal(t, want[0], w.Header().Get("Content-Type"), path)
		assert.Equal(t, want[1], w.Header().Get("Cache-Control"), path)
	}
}

func TestPostIsRefused(t *testing.T) {
	w := httptest.NewRecorder()
	site(t).ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
}

func TestHeadersFileFaultNamesItsLine(t *testing.T) {
	_, err := parseHeaders("/*\n  no colon here\n")
	assert.ErrorContains(t, err, "line 2")
}
