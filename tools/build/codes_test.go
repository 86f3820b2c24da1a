package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"rusum/site/i18n"
	"rusum/tariffdata/embedded"
)

// element is a start tag of a page.
type element struct {
	tag  string
	attr map[string]string
}

// read parses a page, and fails the test where a tag is not closed, an id is
// there twice, or something stands inline that the policy forbids.
func read(t *testing.T, name string, b []byte) (elements []element, text string) {
	t.Helper()
	void := map[string]bool{"meta": true, "link": true, "input": true, "br": true, "img": true, "path": true, "rect": true, "circle": true}
	var open []string
	ids := map[string]bool{}
	var words strings.Builder
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			require.ErrorIs(t, z.Err(), io.EOF, name)
			require.Empty(t, open, "%s: not closed", name)
			return elements, words.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			e := element{tok.Data, map[string]string{}}
			for _, a := range tok.Attr {
				e.attr[a.Key] = a.Val
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: inline %s", name, a.Key)
				}
			}
			if id := e.attr["id"]; id != "" {
				require.False(t, ids[id], "%s: id %s twice", name, id)
				ids[id] = true
			}
			if e.tag == "style" || e.tag == "script" && e.attr["src"] == "" {
				t.Errorf("%s: inline %s", name, e.tag)
			}
			elements = append(elements, e)
			if tok.Type == html.StartTagToken && !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			tok := z.Token()
			require.NotEmpty(t, open, name)
			require.Equal(t, open[len(open)-1], tok.Data, "%s: closed out of order", name)
			open = open[:len(open)-1]
		case html.TextToken:
			words.WriteString(z.Token().Data)
		}
	}
}

// TestEveryLinkOfTheSiteLeadsSomewhere follows every address of every page: to a
// page or an asset of the site and, after #, to a place that is there or to a
// code, a section or a form.
func TestEveryLinkOfTheSiteLeadsSomewhere(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	require.NoError(t, s.addArchive())
	checked := map[string]bool{}
	follow := func(page, href string) {
		if href == "" || strings.Contains(href, "://") || strings.HasPrefix(href, "data:") {
			return
		}
		to, fragment, _ := strings.Cut(href, "#")
		at := page
		if to != "" {
			at = strings.TrimPrefix(path.Join("/"+path.Dir(page), to), "/")
			if strings.HasPrefix(to, "/") {
				at = strings.Trim(path.Clean(to), "/")
			}
			if strings.HasSuffix(to, "/") || at == "" || at == "." {
				at = path.Join(at, "index.html")
			}
		}
		if checked[at+"#"+fragment] {
			return
		}
		checked[at+"#"+fragment] = true
		body, ok := s.files[at]
		if !ok {
			t.Errorf("%s: %s leads nowhere", page, href)
			return
		}
		if fragment == "" {
			return
		}
		dir := strings.TrimSuffix(at, "index.html")
		switch {
		case bytes.Contains(body, []byte(`id="`+fragment+`"`)):
		case strings.HasSuffix(dir, "/code/"):
			_, ok = s.tree.Find(fragment)
		case strings.HasSuffix(dir, "/goods/") && strings.HasPrefix(fragment, "1.code="):
			_, ok = s.tree.Find(strings.TrimPrefix(fragment, "1.code="))
		default:
			ok = false
		}
		if !ok {
			t.Errorf("%s: %s: there is no such place", page, href)
		}
	}
	for name, b := range s.files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		elements, _ := read(t, name, b)
		for _, e := range elements {
			follow(name, e.attr["href"])
			follow(name, e.attr["src"])
		}
	}
	assert.Greater(t, len(checked), 10000)
}

// TestPagesOfChaptersAndHeadings checks what a reader and a search engine find
// on each: one heading of the first level, a title and a description of its own,
// its address and its other languages, every row below it, and a small file.
func TestPagesOfChaptersAndHeadings(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	assert.Len(t, s.codeRows(), 96+1228)
	titles := map[string]string{}
	total := 0
	for _, row := range s.codeRows() {
		code := s.tree.Code(row)
		for _, l := range i18n.Langs {
			name := string(l) + "/" + codePath(code) + "index.html"
			b := s.files[name]
			require.NotEmpty(t, b, name)
			elements, text := read(t, name, b)
			require.NotContains(t, string(b), anyCode, name)
			require.NotRegexp(t, `\b(ui|code|kind|layer|section|variant|confidence)\.[a-z_]+|\{[a-z]+\}`, text, name)
			h1, alternates := 0, map[string]string{}
			ids := map[string]bool{}
			for _, e := range elements {
				switch {
				case e.tag == "h1":
					h1++
				case e.tag == "html":
					require.Equal(t, string(l), e.attr["lang"])
				case e.attr["rel"] == "alternate":
					alternates[e.attr["hreflang"]] = e.attr["href"]
				case e.attr["rel"] == "canonical":
					require.Equal(t, "https://example.org/"+string(l)+"/codes/"+code+"/", e.attr["href"])
					alternates["self"] = e.attr["href"]
				case e.attr["name"] == "description":
					require.Greater(t, len(e.attr["content"]), 40, name)
				case e.tag == "script":
					require.NotContains(t, e.attr["src"], "wasm", name)
				}
				ids[e.attr["id"]] = true
			}
			require.Equal(t, 1, h1, name)
			require.Len(t, alternates, 5, name)
			title := string(b[bytes.Index(b, []byte("<title>"))+7 : bytes.Index(b, []byte("</title>"))])
			require.Empty(t, titles[string(l)+title], "%s: the same title as %s", name, titles[string(l)+title])
			titles[string(l)+title] = name
			// Every row of the heading is on its page, at an address of its own.
			lo, hi := embedded.Core().Range(code)
			for i := lo + 1; i < hi; i++ {
				below := embedded.Core().Code(i)
				if len(code) == 4 || len(below) == 4 {
					require.True(t, ids[below], "%s lacks %s", name, below)
				}
			}
			total += len(b)
			require.Less(t, len(b), 80<<10, name)
			if len(b) > 30<<10 {
				require.Less(t, packed(t, b), 16<<10, "%s, packed", name)
			}
		}
	}
	assert.Less(t, total, 60<<20, "all pages together")
	for _, l := range i18n.Langs {
		assert.Contains(t, string(s.files["sitemap.xml"]), "<loc>https://example.org/"+string(l)+"/codes/8471/</loc>")
	}
}

func packed(t *testing.T, b []byte) int {
	t.Helper()
	z, err := pack(b, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) })
	require.NoError(t, err)
	return len(z)
}

func TestTheOfflineSetHasTheProgramsPagesNotThousands(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	sw := string(s.files["sw.js"])
	assert.NotContains(t, sw, "/codes/84")
	for _, l := range i18n.Langs {
		assert.Contains(t, sw, `["`+string(l)+`/code/","sha256-`)
		assert.Contains(t, sw, `["`+string(l)+`/codes/","sha256-`)
	}
	assert.False(t, isCodePage("az/codes/index.html"))
	assert.True(t, isCodePage("az/codes/84/index.html"))
	assert.False(t, isCodePage("az/code/index.html"))
}

func TestClipCutsAtAWord(t *testing.T) {
	assert.Equal(t, "Diri atlar", clip("Diri atlar", 10))
	assert.Equal(t, "Diri atlar…", clip("Diri atlar, ulaqlar və qatırlar", 16))
	assert.Equal(t, "Aaaaaaaaaa…", clip("Aaaaaaaaaaaaaaaaaaaa", 10))
}

// TestHeadingRanges: the script of a code's page knows every heading that has a
// page, and no other.
func TestHeadingRanges(t *testing.T) {
	s, err := pages()
	require.NoError(t, err)
	ranges := s.headingRanges()
	assert.Contains(t, string(s.files["az/code/index.html"]), `data-pages="`+ranges+`"`)
	var in []string
	for r := range strings.SplitSeq(ranges, ",") {
		from, to := r[2:4], r[5:]
		for n := range 100 {
			if h := fmt.Sprintf("%02d", n); h >= from && h <= to {
				in = append(in, r[:2]+h)
			}
		}
	}
	var want []string
	for _, row := range s.codeRows() {
		if code := s.tree.Code(row); len(code) == 4 {
			want = append(want, code)
		}
	}
	assert.Equal(t, want, in)
}
