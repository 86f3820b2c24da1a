package main

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheArchiveIsTheSiteWithoutItsCompressedSiblings(t *testing.T) {
	files := map[string][]byte{"az/index.html": []byte("<p>ə</p>"), "az/index.html.br": {1}, "az/index.html.gz": {2}, "sw.js": bytes.Repeat([]byte("x"), 9000)}
	pack := func() []byte {
		s := &site{files: map[string][]byte{}}
		for k, v := range files {
			s.files[k] = v
		}
		require.NoError(t, s.addArchive())
		return s.files[archiveName]
	}
	b := pack()
	assert.Equal(t, b, pack(), "two packings are the same bytes")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	require.NoError(t, err)
	got := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		body, err := io.ReadAll(r)
		require.NoError(t, err)
		got[f.Name] = string(body)
	}
	assert.Contains(t, got["README.txt"], "python3 -m http.server")
	delete(got, "README.txt")
	assert.Equal(t, map[string]string{"az/index.html": "<p>ə</p>", "sw.js": string(files["sw.js"])}, got)
}
